#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Elector authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Proves that each rule of check-style.py fails on a broken sample, and none on a good one."""

import os
import subprocess
import sys
import tempfile
import unittest

SCRIPT = os.path.join(os.path.dirname(os.path.abspath(__file__)), 'check-style.py')
SPDX = ('/* SPDX-FileCopyrightText: 2026 The Elector authors\n'
        ' * SPDX-License-Identifier: GPL-3.0-or-later */\n\n')

GOOD_HEADER = SPDX + '''/* A comment may say _("anything"), gtk/gtk.h and #define too. */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define ELECTOR_TYPE_THING (elector_thing_get_type ())
G_DECLARE_FINAL_TYPE (ElectorThing, elector_thing, ELECTOR, THING, GObject)

typedef struct
{
  int (*step) (gpointer state);
  union { int number; char *text; } value;
} ElectorPart;

typedef struct _ElectorThing ElectorThing;
typedef void (*ElectorCallback) (ElectorThing *self,
                                 gpointer      data);
typedef enum { ELECTOR_ONE, ELECTOR_TWO } ElectorCount;

extern const char *elector_words[];

ElectorThing *elector_thing_new (const char *name,
                                 void       (*free_func) (gpointer data)) G_GNUC_WARN_UNUSED_RESULT;
void
elector_thing_log (ElectorThing *self, const char *format, ...) G_GNUC_PRINTF (2, 3);

static inline int
elector_twice (int number)
{
  if (number > 0)
    {
      return 2 * number;
    }
  return 0;
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ElectorPart, elector_part_free)

G_END_DECLS
'''
GOOD_SOURCE = SPDX + '''#include "core/elector-thing.h"
#include "elector-thing.h"
#include "elector-config.h"

static const char *const words[] =
{
''' + '  "word",\n' * 100 + '''};

typedef struct
{
''' + '  int field;\n' * 100 + '''} Record;

/* A comment of many lines
''' + ' * line\n' * 100 + ''' */
static int
sum (int left,
     int right)
{
''' + '  left += right;\n' * 64 + '''  return left;
}
'''
GOOD = {
    'src/core/elector-thing.h': GOOD_HEADER,
    'src/core/elector-thing.c': GOOD_SOURCE,
    'src/core/words.c': SPDX + 'const char *word = N_ ("word");\n',
    'src/ui/window.c': SPDX + '#include <gtk/gtk.h>\n#include "scene/layout.h"\n#include "engine/run.h"\n',
    'src/ui/window.ui': '<property name="title" translatable="yes">Title</property>\n',
    'tests/ui/test-window.c': SPDX + '#include <adwaita.h>\n#include "ui/window.h"\n',
    'po/POTFILES.in': '# in order\nsrc/core/words.c\nsrc/ui/window.ui\n',
    '_build/src/generated.c': 'int\tx; \n',
}


def source(text):
    return SPDX + text


def header(text):
    return SPDX + '#pragma once\n' + text


class CheckStyle(unittest.TestCase):
    def run_on(self, changes):
        with tempfile.TemporaryDirectory() as root:
            for path, text in {**GOOD, **changes}.items():
                os.makedirs(os.path.join(root, os.path.dirname(path)), exist_ok=True)
                with open(os.path.join(root, path), 'wb') as stream:
                    stream.write(text if isinstance(text, bytes) else text.encode())
            result = subprocess.run([sys.executable, SCRIPT, root], stdout=subprocess.PIPE, text=True, check=False)
        return result.returncode, result.stdout.splitlines()

    def assert_good(self, changes):
        self.assertEqual(self.run_on(changes), (0, []))

    def assert_broken(self, changes, *findings):
        """Exactly these findings, each by the beginning and some more text of its line."""
        status, lines = self.run_on(changes)
        self.assertEqual(status, 1)
        self.assertEqual(len(lines), len(findings), lines)
        for line, (place, words) in zip(lines, findings):
            self.assertTrue(line.startswith(place + ': ') and words in line, f'{line!r} instead of {place}: {words}')

    def test_good(self):
        self.assert_good({})

    def test_empty(self):
        with tempfile.TemporaryDirectory() as root:
            self.assertEqual(subprocess.run([sys.executable, SCRIPT, root], check=False).returncode, 0)

    def test_usage(self):
        result = subprocess.run([sys.executable, SCRIPT], stderr=subprocess.DEVNULL, check=False)
        self.assertEqual(result.returncode, 2)

    def test_whitespace(self):
        for path in ('src/ui/a.css', 'src/ui/a.ui', 'src/ui/meson.build', 'tests/a.py', 'data/listings/a.py'):
            self.assert_broken({path: 'good\n\tbad\n'}, (path + ':2', 'tab'))
            self.assert_broken({path: 'good\nbad \n'}, (path + ':2', 'space at the end'))
        self.assert_broken({'src/core/a.c': source('\tint x;\n')}, ('src/core/a.c:4', 'tab'))

    def test_columns(self):
        self.assert_good({'src/core/a.c': source('/* ' + 'ä' * 114 + ' */\n'), 'src/core/a.py': 'x' * 200 + '\n'})
        self.assert_broken({'src/core/a.c': source('/* ' + 'ä' * 115 + ' */\n')}, ('src/core/a.c:4', '121 columns'))

    def test_not_utf8(self):
        self.assert_broken({'src/core/a.c': b'\xff\n'}, ('src/core/a.c:1', 'UTF-8'))

    def test_file_length(self):
        self.assert_good({'src/core/a.c': source('int x;\n' * 897)})
        self.assert_broken({'src/core/a.c': source('int x;\n' * 898)}, ('src/core/a.c:901', '901 lines'))

    def test_median(self):
        long = {f'src/core/{name}.c': source('int x;\n' * 248) for name in 'abcd'}
        self.assert_broken(long, ('src:1', 'median'))

    def test_function_length(self):
        body = '  x++;\n' * 66
        self.assert_good({'src/core/a.c': source('static int\nf (int x)\n{\n' + body + '}\n')})
        self.assert_broken({'src/core/a.c': source('static int\nf (int x)\n{\n  x++;\n' + body + '}\n')},
                           ('src/core/a.c:4', 'function of 71 lines'))
        self.assert_broken({'src/core/a.c': source('int f (int x) {\n  x++;\n  x++;\n  x++;\n' + body + '}\n')},
                           ('src/core/a.c:4', 'function of 71 lines'))

    def test_header_comment(self):
        self.assert_broken({'src/core/a.c': 'int x;\n'}, ('src/core/a.c:1', 'SPDX'))
        self.assert_broken({'tests/core/a.c': SPDX.split('\n', maxsplit=1)[0] + '\nint x;\n'},
                           ('tests/core/a.c:2', 'SPDX'))

    def test_arrows(self):
        allowed = {
            'core': 'core', 'protocols': 'protocols core', 'engine': 'engine protocols core',
            'check': 'check engine protocols core', 'scene': 'scene engine protocols core',
            'cli': 'cli scene check engine protocols core', 'ui': 'ui scene check engine protocols core',
        }
        for folder, targets in allowed.items():
            for target in allowed:
                change = {f'src/{folder}/a.c': source(f'#include "{target}/b.h"\n')}
                if target in targets.split():
                    self.assert_good(change)
                else:
                    self.assert_broken(change, (f'src/{folder}/a.c:4', f'may not include {target}'))

    def test_include_paths(self):
        self.assert_broken({'src/engine/a.c': source('#include "elector-thing.h"\n')},
                           ('src/engine/a.c:4', 'write "core/elector-thing.h"'))
        self.assert_broken({'src/engine/a.c': source('#include "../core/elector-thing.h"\n')},
                           ('src/engine/a.c:4', 'no path from src'))
        self.assert_broken({'src/other/a.c': source('')}, ('src/other/a.c:1', 'not a folder'))

    def test_gui_headers(self):
        for name in ('gtk/gtk.h', 'gdk/gdk.h', 'gsk/gsk.h', 'adwaita.h', 'gtksourceview/gtksource.h'):
            for path in ('src/scene/a.c', 'tests/scene/a.c'):
                self.assert_broken({path: source(f'#include <{name}>\n')}, (path + ':4', 'only src/ui'))

    def test_pragma_once(self):
        self.assert_broken({'src/core/a.h': SPDX}, ('src/core/a.h:1', '#pragma once'))

    def test_public_names(self):
        path = 'src/core/a.h'
        for text, name in (('#define LIMIT 5\n', 'LIMIT'),
                           ('gboolean\nthing_run (int (*call) (void));\n', 'thing_run'),
                           ('static inline int\ntwice (int x)\n{\n  return x + x;\n}\n', 'twice'),
                           ('extern const int limits[4];\n', 'limits')):
            self.assert_broken({path: header(text)}, (path + ':5', f'{name} does not begin'))
        self.assert_broken({path: header('void elector_a (void);\n\nvoid b (void);\nvoid elector_c (void);\n')},
                           (path + ':7', 'b does not begin'))

    def test_potfiles(self):
        path = 'po/POTFILES.in'
        good = GOOD[path]
        for text in ('_("a")', 'N_ ("a")', 'C_("a", "b")', 'ngettext ("a", "b", 2)', 'g_dngettext (NULL, "a", "b", 2)'):
            self.assert_broken({'src/core/a.c': source(f'x = {text};\n')}, ('src/core/a.c:4', 'not in po/POTFILES.in'))
        self.assert_good({'src/core/a.c': source('x = "_(" /* _("a") */;\n#define _(text) (text)\ny = do_ (x);\n')})
        self.assert_broken({path: '\n'.join(good.split('\n')[:2]) + '\n'}, ('src/ui/window.ui:1', 'not in'))
        self.assert_broken({path: good + 'src/zone.c\n'}, (path + ':4', 'does not exist'))
        self.assert_broken({path: 'src/ui/window.ui\nsrc/core/words.c\n'}, (path + ':2', 'not sorted'))
        self.assert_broken({path: good + 'src/ui/window.ui\n'}, (path + ':4', 'not sorted'))


if __name__ == '__main__':
    unittest.main()
