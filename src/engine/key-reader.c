/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "engine/key-reader.h"

#include "core/units.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define BYTE_ORDER_MARK "\xef\xbb\xbf"
#define COMPLAINT_LENGTH_MAX 300

static void
complain_v (const ElectorKeyReader *self, guint line, GError **error, const char *format, va_list args)
  G_GNUC_PRINTF (4, 0);

/* "FILE:LINE: what is wrong" */
static void
complain_v (const ElectorKeyReader *self, guint line, GError **error, const char *format, va_list args)
{
  g_autofree char *message = NULL, *shown = NULL;
  glong length;

  message = g_strdup_vprintf (format, args);
  length = g_utf8_strlen (message, -1);
  shown = g_utf8_substring (message, 0, MIN (length, COMPLAINT_LENGTH_MAX));
  g_set_error (error, ELECTOR_ERROR, ELECTOR_ERROR_SYNTAX, "%s:%u: %s%s", self->name, line, shown,
               length > COMPLAINT_LENGTH_MAX ? "…" : "");
}

static gboolean
complain (const ElectorKeyReader *self, guint line, GError **error, const char *format, ...) G_GNUC_PRINTF (4, 5);

static gboolean
complain (const ElectorKeyReader *self, guint line, GError **error, const char *format, ...)
{
  va_list args;

  va_start (args, format);
  complain_v (self, line, error, format, args);
  va_end (args);
  return FALSE;
}

/* Where a key stands; where its group does, if the key is missing or NULL. */
guint
elector_key_reader_find_line (const ElectorKeyReader *self, const char *group, const char *key)
{
  g_autofree char *place = g_strconcat (group, "\n", key, NULL);
  guint line = GPOINTER_TO_UINT (g_hash_table_lookup (self->lines, place));

  if (line == 0)
    line = GPOINTER_TO_UINT (g_hash_table_lookup (self->lines, group));
  return MAX (line, 1);
}

/* Says what is wrong with a key, or with its group if it is missing or NULL. Returns FALSE. */
gboolean
elector_key_reader_complain (const ElectorKeyReader *self, const char *group, const char *key, GError **error,
                             const char *format, ...)
{
  va_list args;

  va_start (args, format);
  complain_v (self, elector_key_reader_find_line (self, group, key), error, format, args);
  va_end (args);
  return FALSE;
}

/* Puts file and line before a complaint about the value of a key, which is freed. Returns FALSE. */
gboolean
elector_key_reader_locate (const ElectorKeyReader *self, const char *group, const char *key, GError *problem,
                           GError **error)
{
  elector_key_reader_complain (self, group, key, error, "%s", problem->message);
  g_error_free (problem);
  return FALSE;
}

/* --- The first pass: lines --- */

static gboolean
note_place (const ElectorKeyReader *self, const char *group, const char *key, guint line, GError **error)
{
  g_autofree char *place = key != NULL ? g_strconcat (group, "\n", key, NULL) : g_strdup (group);
  gpointer before;

  if (g_hash_table_lookup_extended (self->lines, place, NULL, &before))
    {
      complain (self, line, error, _("“%s” stands on line %u already"), key != NULL ? key : group,
                GPOINTER_TO_UINT (before));
      return FALSE;
    }
  g_hash_table_insert (self->lines, g_steal_pointer (&place), GUINT_TO_POINTER (line));
  return TRUE;
}

/* GKeyFile complains of a backslash only later, and then does not tell where. */
static gboolean
check_escapes (const ElectorKeyReader *self, const char *value, guint line, GError **error)
{
  for (const char *p = strchr (value, '\\'); p != NULL; p = strchr (p + 2, '\\'))
    if (p[1] == '\0' || strchr ("sntr\\", p[1]) == NULL)
      {
        complain (self, line, error, _("a backslash is written “\\\\”"));
        return FALSE;
      }
  return TRUE;
}

/* Looks at one line, stripped. *group is the group it is in, owned. */
static gboolean
scan_line (const ElectorKeyReader *self, const char *text, guint line, char **group, GError **error)
{
  gsize length = strlen (text);
  const char *equals = strchr (text, '=');
  g_autofree char *key = NULL;

  if (length == 0 || text[0] == '#')
    return TRUE;
  if (text[0] == '[' && length > 2 && text[length - 1] == ']')
    {
      g_free (*group);
      *group = g_strndup (text + 1, length - 2);
      return note_place (self, *group, NULL, line, error);
    }
  if (equals == NULL || equals == text)
    {
      complain (self, line, error, _("“%s” is neither a [group] nor a “key=value”"), text);
      return FALSE;
    }
  if (*group == NULL)
    {
      complain (self, line, error, _("a [group] has to come before the first key"));
      return FALSE;
    }
  key = g_strchomp (g_strndup (text, (gsize) (equals - text)));
  return note_place (self, *group, key, line, error) && check_escapes (self, equals + 1, line, error);
}

static gboolean
scan (const ElectorKeyReader *self, const char *data, gsize length, GError **error)
{
  g_auto (GStrv) lines = NULL;
  g_autofree char *text = NULL, *group = NULL;
  const char *bad;

  if (!g_utf8_validate_len (data, length, &bad))
    {
      guint line = 1;

      for (const char *p = data; p < bad; p++)
        line += *p == '\n';
      complain (self, line, error, _("this is not a text file in UTF-8"));
      return FALSE;
    }
  text = g_strndup (data, length);
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    if (!scan_line (self, g_strstrip (lines[i]), i + 1, &group, error))
      return FALSE;
  return TRUE;
}

/* --- Values --- */

/* A text for people may have a language, "title[de]". */
static char *
get_base_key (const char *key)
{
  gboolean is_text = g_str_has_prefix (key, "title[") || g_str_has_prefix (key, "description[");

  return g_strndup (key, is_text ? strcspn (key, "[") : strlen (key));
}

/* Whether a group has no keys but the known ones, NULL-terminated. */
gboolean
elector_key_reader_check_keys (const ElectorKeyReader *self, const char *group, const char *const *known,
                               GError **error)
{
  g_auto (GStrv) keys = g_key_file_get_keys (self->keys, group, NULL, NULL);

  for (guint i = 0; keys != NULL && keys[i] != NULL; i++)
    {
      g_autofree char *base = get_base_key (keys[i]);

      if (!g_strv_contains (known, base))
        return elector_key_reader_complain (self, group, keys[i], error,
                                            _("unknown key “%s” in [%s]"), keys[i], group);
    }
  return TRUE;
}

/* Owned, NULL when there is no such key. */
char *
elector_key_reader_get (const ElectorKeyReader *self, const char *group, const char *key)
{
  return g_key_file_get_string (self->keys, group, key, NULL);
}

/* Reads a whole number; one that is not there stays as it is. */
gboolean
elector_key_reader_get_number (const ElectorKeyReader *self, const char *group, const char *key, guint64 minimum,
                               guint64 maximum, guint64 *number, GError **error)
{
  g_autofree char *text = elector_key_reader_get (self, group, key);
  GError *problem = NULL;

  if (text == NULL || elector_parse_number (text, minimum, maximum, number, &problem))
    return TRUE;
  return elector_key_reader_locate (self, group, key, problem, error);
}

/* --- Loading --- */

static gboolean
is_key_file (const char *data, gsize size)
{
  g_autoptr (GKeyFile) keys = g_key_file_new ();

  return size == 0 || g_key_file_load_from_data (keys, data, size, G_KEY_FILE_NONE, NULL);
}

/* The first line that GKeyFile does not take: it says what is wrong, and not where. */
static guint
find_bad_line (const char *data, gsize size)
{
  g_autoptr (GArray) ends = g_array_new (FALSE, FALSE, sizeof (gsize));
  guint good = 0, bad;

  for (gsize end = 1; end <= size; end++)
    if (end == size || data[end - 1] == '\n')
      g_array_append_val (ends, end);
  for (bad = ends->len; bad - good > 1;)
    {
      guint middle = good + (bad - good) / 2;

      if (is_key_file (data, g_array_index (ends, gsize, middle - 1)))
        good = middle;
      else
        bad = middle;
    }
  return bad;
}

static gboolean
load_keys (const ElectorKeyReader *self, const char *data, gsize size, GError **error)
{
  g_autoptr (GError) problem = NULL;

  if (size == 0 || g_key_file_load_from_data (self->keys, data, size, G_KEY_FILE_KEEP_TRANSLATIONS, &problem))
    return TRUE;
  complain (self, find_bad_line (data, size), error, "%s", problem->message);
  return FALSE;
}

/* Loads a text, whose values can then be asked for. name is what complaints call the file. length may be -1 for text
 * that ends with a zero. Errors: ELECTOR_ERROR; self has to be cleared all the same. */
gboolean
elector_key_reader_init (ElectorKeyReader *self, const char *data, gssize length, const char *name, GError **error)
{
  gsize size = length < 0 ? strlen (data) : (gsize) length;

  self->name = name;
  self->keys = g_key_file_new ();
  self->lines = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  if (size >= strlen (BYTE_ORDER_MARK) && memcmp (data, BYTE_ORDER_MARK, strlen (BYTE_ORDER_MARK)) == 0)
    {
      data += strlen (BYTE_ORDER_MARK);
      size -= strlen (BYTE_ORDER_MARK);
    }
  return scan (self, data, size, error) && load_keys (self, data, size, error);
}

void
elector_key_reader_clear (ElectorKeyReader *self)
{
  g_clear_pointer (&self->keys, g_key_file_unref);
  g_clear_pointer (&self->lines, g_hash_table_unref);
}
