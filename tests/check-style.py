#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Elector authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks what no compiler does: check-style.py SOURCE_ROOT

Prints one "file:line: message" for each finding and exits with 1 if there is any. What is checked is written beside
each function below. Files stay small, and no include points back.
"""

import os
import re
import statistics
import subprocess
import sys

MAX_COLUMNS = 120
MAX_FILE_LINES = 900
MAX_MEDIAN_LINES = 250
MAX_FUNCTION_LINES = 70

SPDX = ['/* SPDX-FileCopyrightText: 2026 The Elector authors',
        ' * SPDX-License-Identifier: GPL-3.0-or-later */']

# Which folder of src may include which: no arrow points back.
ARROWS = {
    'core': {'core'},
    'protocols': {'protocols', 'core'},
    'engine': {'engine', 'protocols', 'core'},
    'check': {'check', 'engine', 'protocols', 'core'},
    'scene': {'scene', 'engine', 'protocols', 'core'},
    'cli': {'cli', 'scene', 'check', 'engine', 'protocols', 'core'},
    'ui': {'ui', 'scene', 'check', 'engine', 'protocols', 'core'},
}

GUI_HEADER = re.compile(r'(gtk|gdk|gsk|gtksourceview)/|(adwaita|libadwaita|adw|adw-.*)\.h$')
INCLUDE = re.compile(r'\s*#\s*include\s*(["<])([^">]+)[">]')
PUBLIC_NAME = re.compile(r'elector_|ELECTOR_')
TRANSLATABLE_C = re.compile(r'\b(?:_|N_|C_|NC_|Q_|g_dpgettext2?|g_dngettext|g_dgettext|\w*gettext)\s*\(')
TRANSLATABLE_UI = re.compile(r'translatable="(?:yes|true|1)"')
TOKEN = re.compile(r'/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'', re.DOTALL)


class File:
    """A source file: its path below the root, its text, its lines, and what a compiler sees of it."""

    def __init__(self, root, path):
        self.path = path
        self.name = os.path.basename(path)
        with open(os.path.join(root, path), encoding='utf-8') as stream:
            self.text = stream.read()
        self.lines = self.text.split('\n')
        if self.lines[-1] == '':
            self.lines.pop()
        self.is_c = path.endswith(('.c', '.h'))
        self.is_header = path.endswith('.h')
        parts = path.split('/')
        self.top = parts[0]
        self.folder = parts[1] if len(parts) > 2 else None

    def code(self, keep_strings=False):
        """The text without comments and, unless they are wanted, without what stands in strings; lines stay."""
        def blank(match):
            token = match.group()
            if token.startswith('/'):
                return re.sub(r'[^\n]', ' ', token)
            return token if keep_strings else token[0] + ' ' * (len(token) - 2) + token[-1]
        return TOKEN.sub(blank, self.text)


def collect(root):
    """All files that some rule is about, sorted. Build folders, hidden ones and foreign code are left out."""
    found = []
    for folder, folders, names in os.walk(root):
        folders[:] = [name for name in folders
                      if not name.startswith(('.', '_build')) and name not in ('__pycache__', 'subprojects')]
        for name in names:
            if name.endswith(('.c', '.h', '.ui', '.css', '.py')) or name in ('meson.build', 'meson_options.txt'):
                found.append(os.path.relpath(os.path.join(folder, name), root).replace(os.sep, '/'))
    return sorted(found)


def check_whitespace(file, report):
    """No tab, no space at the end of a line; no line of C beyond the last column."""
    for number, line in enumerate(file.lines, 1):
        if '\t' in line:
            report(file.path, number, 'tab')
        if line != line.rstrip():
            report(file.path, number, 'space at the end of the line')
        if file.is_c and len(line) > MAX_COLUMNS:
            report(file.path, number, f'{len(line)} columns, more than {MAX_COLUMNS}')


def check_file_length(file, report):
    """No file beyond the limit."""
    if len(file.lines) > MAX_FILE_LINES:
        report(file.path, len(file.lines), f'{len(file.lines)} lines, more than {MAX_FILE_LINES}')


def check_header_comment(file, report):
    """Copyright and licence stand in the first two lines."""
    for number, wanted in enumerate(SPDX, 1):
        if len(file.lines) < number or file.lines[number - 1] != wanted:
            report(file.path, number, f'does not begin with the SPDX lines; here: {wanted}')
            return


def check_function_length(file, report):
    """No function beyond the limit, from its return type to its closing brace, both in the first column."""
    lines = file.code().split('\n')
    start = None
    for i, line in enumerate(lines):
        if line.startswith('{') or (line[:1].strip() not in ('', '#', '}') and re.search(r'\)\s*\{\s*$', line)):
            start = i
            while start > 0 and re.match(r'[^#}/][^;]*$', lines[start - 1]) and lines[start - 1].strip():
                start -= 1
        elif line.startswith('}'):
            if start is not None and line.rstrip() == '}' and i - start + 1 > MAX_FUNCTION_LINES:
                report(file.path, start + 1, f'function of {i - start + 1} lines, more than {MAX_FUNCTION_LINES}')
            start = None


def check_include(file, number, bracket, target, siblings, report):
    """One include: see check_includes."""
    if file.folder != 'ui' and (file.top == 'src' or file.folder in ARROWS) and GUI_HEADER.match(target):
        report(file.path, number, f'only src/ui may include <{target}>')
        return
    head, slash, _rest = target.partition('/')
    if head in ARROWS and slash:
        if file.top == 'src' and head not in ARROWS.get(file.folder, ()):
            report(file.path, number, f'src/{file.folder} may not include {head}')
    elif bracket == '"' and file.top == 'src':
        if slash:
            report(file.path, number, f'"{target}" is no path from src, nor a sibling')
        elif f'{os.path.dirname(file.path)}/{target}' not in siblings:
            others = [path for path in siblings if path.startswith('src/') and path.endswith('/' + target)]
            if others:
                report(file.path, number, f'"{target}" is no sibling: write "{others[0][len("src/"):]}"')


def check_includes(file, siblings, report):
    """Folders of src include only those they stand on, by their path from src or a sibling by its bare name. GTK and
    what builds on it is for src/ui and its tests."""
    if file.top == 'src' and file.folder is not None and file.folder not in ARROWS:
        report(file.path, 1, f'src/{file.folder} is not a folder of the design')
        return
    for number, line in enumerate(file.code(keep_strings=True).split('\n'), 1):
        match = INCLUDE.match(line)
        if match:
            check_include(file, number, match.group(1), match.group(2), siblings, report)


def check_pragma_once(file, report):
    """Headers are read once."""
    if not re.search(r'^#pragma once$', file.code(), re.MULTILINE):
        report(file.path, 1, 'no #pragma once')


def blank(text):
    """The same number of lines, with nothing on them."""
    return re.sub(r'[^\n]', ' ', text)


def declarations(code):
    """(line, statement) of each declaration in a header, without directives, bodies and GLib's macros."""
    code = re.sub(r'^[ ]*#(?:[^\n]*\\\n)*[^\n]*', lambda match: blank(match.group()), code, flags=re.MULTILINE)
    code = re.sub(r'\bextern\s*"[^"]*"\s*\{', lambda match: blank(match.group()), code)
    while True:
        # From the inside out. What follows the brace of a function's body is no longer part of it.
        code, changes = re.subn(r'(\)\s*)?\{[^{}]*\}',
                                lambda match: (match.group(1) or '') + (';' if match.group(1) else ' ')
                                + '\n' * (match.group().count('\n') - (match.group(1) or '').count('\n')), code)
        if changes == 0:
            break
    macros = (r'\b(?:G_(?:BEGIN|END)_DECLS\b|(?:G_(?:DECLARE|DEFINE|GNUC|STATIC|NORETURN|ANALYZER)\w*|GDK_\w+|_Static_assert'
              r'|__attribute__)(?:\s*\((?:[^()]|\([^()]*\))*\))?)')
    code = re.sub(macros, lambda match: blank(match.group()), code)
    position = 0
    for statement in code.split(';'):
        text = statement.strip()
        if text:
            begin = position + len(statement) - len(statement.lstrip())
            yield code.count('\n', 0, begin) + 1, text
        position += len(statement) + 1


def check_public_names(file, report):
    """Macros, functions and variables of a header begin with the project's name."""
    code = file.code()
    for number, line in enumerate(code.split('\n'), 1):
        match = re.match(r'\s*#\s*define\s+(\w+)', line)
        if match and not match.group(1).startswith('ELECTOR_'):
            report(file.path, number, f'#define {match.group(1)} does not begin with ELECTOR_')
    for number, statement in declarations(code):
        if statement.startswith('typedef'):
            continue
        if '(' in statement:
            match = re.search(r'(\w+)\s*\(', statement)
        elif statement.startswith('extern'):
            match = re.search(r'(\w+)\s*(?:\[[^\]]*\]\s*)*$', statement)
        else:
            match = None
        if match and not PUBLIC_NAME.match(match.group(1)):
            report(file.path, number, f'{match.group(1)} does not begin with elector_')


def first_translatable(file):
    """The number of the first line with a string to translate, or None."""
    if file.path.endswith('.ui'):
        text, pattern = file.text, TRANSLATABLE_UI
    else:
        text = re.sub(r'^[ ]*#[^\n]*', '', file.code(), flags=re.MULTILINE)
        pattern = TRANSLATABLE_C
    match = pattern.search(text)
    return text.count('\n', 0, match.start()) + 1 if match else None


def check_potfiles(root, files, report):
    """po/POTFILES.in is sorted, names what exists, and misses no file of src with strings to translate."""
    path, listed = 'po/POTFILES.in', []
    try:
        with open(os.path.join(root, path), encoding='utf-8') as stream:
            lines = stream.read().splitlines()
    except FileNotFoundError:
        lines = []
    for number, line in enumerate(lines, 1):
        if not line or line.startswith('#'):
            continue
        if not os.path.isfile(os.path.join(root, line)):
            report(path, number, f'{line} does not exist')
        if listed and line <= listed[-1]:
            report(path, number, f'{line} stands after {listed[-1]}: not sorted')
        listed.append(line)
    for file in files:
        if file.top == 'src' and (file.is_c or file.path.endswith('.ui')) and file.path not in listed:
            number = first_translatable(file)
            if number is not None:
                report(file.path, number, f'has strings to translate, but is not in {path}')


def check_scenario_strings(root, report):
    """What translators see of the scenarios is what stands in them."""
    script, path = os.path.join(root, 'build-aux/scenario-strings'), 'po/scenarios.h'
    if not os.path.isfile(script):
        return
    wanted = subprocess.run([sys.executable, script], stdout=subprocess.PIPE, check=True).stdout.decode()
    with open(os.path.join(root, path), encoding='utf-8') as file:
        if file.read() != wanted:
            report(path, 1, 'is out of date: run build-aux/scenario-strings > ' + path)


def check_median(files, report):
    """The files of code in src are small, as a rule."""
    lengths = [len(file.lines) for file in files if file.top == 'src' and file.path.endswith('.c')]
    if lengths and statistics.median(lengths) > MAX_MEDIAN_LINES:
        report('src', 1, f'the median length of its .c files is {statistics.median(lengths):g} lines, '
                         f'more than {MAX_MEDIAN_LINES}')


def check(root):
    """All findings in a tree, as (path, line, message)."""
    findings, files = [], []

    def report(path, number, message):
        findings.append((path, number, message))

    paths = collect(root)
    for path in paths:
        try:
            files.append(File(root, path))
        except UnicodeDecodeError:
            report(path, 1, 'is not UTF-8')
    for file in files:
        check_whitespace(file, report)
        check_file_length(file, report)
        if file.is_c:
            check_header_comment(file, report)
            check_function_length(file, report)
            check_includes(file, set(paths), report)
        if file.is_header:
            check_pragma_once(file, report)
            if file.top == 'src':
                check_public_names(file, report)
    check_potfiles(root, files, report)
    check_scenario_strings(root, report)
    check_median(files, report)
    return sorted(set(findings))


def main():
    if len(sys.argv) != 2 or not os.path.isdir(sys.argv[1]):
        print(f'usage: {sys.argv[0]} SOURCE_ROOT', file=sys.stderr)
        return 2
    findings = check(sys.argv[1])
    for path, number, message in findings:
        print(f'{path}:{number}: {message}')
    return 1 if findings else 0


if __name__ == '__main__':
    sys.exit(main())
