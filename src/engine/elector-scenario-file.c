/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Scenario files: key files, read strictly. Every complaint names the file and the line. */

#include "core/units.h"
#include "engine/elector-scenario.h"
#include "protocols/registry.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#define FORMAT_VERSION 1
#define FILE_SIZE_MAX (1024 * 1024)
#define BYTE_ORDER_MARK "\xef\xbb\xbf"
#define COMPLAINT_LENGTH_MAX 300

/* A file while it is read. GKeyFile reads the values; where each of them stands is noted beforehand, because
 * GKeyFile does not tell, and accepts some things that can only be mistakes. */
typedef struct
{
  const char *name;
  GKeyFile *keys;
  GHashTable *lines; /* "group" or "group\nkey" -> line number */
  ElectorScenarioGroup *extras; /* groups of somebody else's */
  guint n_extras;
} Reader;

static void
complain (const Reader *self, guint line, GError **error, const char *format, ...) G_GNUC_PRINTF (4, 5);

static void
complain (const Reader *self, guint line, GError **error, const char *format, ...)
{
  g_autofree char *message = NULL, *shown = NULL;
  glong length;
  va_list args;

  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);
  length = g_utf8_strlen (message, -1);
  shown = g_utf8_substring (message, 0, MIN (length, COMPLAINT_LENGTH_MAX));
  g_set_error (error, ELECTOR_ERROR, ELECTOR_ERROR_SYNTAX, "%s:%u: %s%s", self->name, line, shown,
               length > COMPLAINT_LENGTH_MAX ? "…" : "");
}

/* Where a key stands; where its group does, if the key is missing or NULL. */
static guint
find_line (const Reader *self, const char *group, const char *key)
{
  g_autofree char *place = g_strconcat (group, "\n", key, NULL);
  guint line = GPOINTER_TO_UINT (g_hash_table_lookup (self->lines, place));

  if (line == 0)
    line = GPOINTER_TO_UINT (g_hash_table_lookup (self->lines, group));
  return MAX (line, 1);
}

/* Puts file and line before a complaint about the value of a key. */
static gboolean
locate (const Reader *self, const char *group, const char *key, GError *problem, GError **error)
{
  complain (self, find_line (self, group, key), error, "%s", problem->message);
  g_error_free (problem);
  return FALSE;
}

/* --- The first pass: lines --- */

static gboolean
note_place (const Reader *self, const char *group, const char *key, guint line, GError **error)
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
check_escapes (const Reader *self, const char *value, guint line, GError **error)
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
scan_line (const Reader *self, const char *text, guint line, char **group, GError **error)
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
scan (const Reader *self, const char *data, gsize length, GError **error)
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

/* --- The second pass: values --- */

static gboolean
is_one_of (const char *word, const char *const *words)
{
  return g_strv_contains (words, word);
}

/* A text for people may have a language, "title[de]". */
static char *
get_base_key (const char *key)
{
  gboolean is_text = g_str_has_prefix (key, "title[") || g_str_has_prefix (key, "description[");

  return g_strndup (key, is_text ? strcspn (key, "[") : strlen (key));
}

static gboolean
check_keys (const Reader *self, const char *group, const char *const *known, GError **error)
{
  g_auto (GStrv) keys = g_key_file_get_keys (self->keys, group, NULL, NULL);

  for (guint i = 0; keys != NULL && keys[i] != NULL; i++)
    {
      g_autofree char *base = get_base_key (keys[i]);

      if (!is_one_of (base, known))
        {
          complain (self, find_line (self, group, keys[i]), error, _("unknown key “%s” in [%s]"), keys[i], group);
          return FALSE;
        }
    }
  return TRUE;
}

static gboolean
is_extra (const Reader *self, const char *group)
{
  for (guint i = 0; i < self->n_extras; i++)
    if (strcmp (self->extras[i].name, group) == 0)
      return TRUE;
  return FALSE;
}

static gboolean
check_groups (const Reader *self, const char *protocol, GError **error)
{
  const char *const known[] = { "elector", "run", "network", "rules", "faults", protocol, NULL };
  g_auto (GStrv) groups = g_key_file_get_groups (self->keys, NULL);

  for (guint i = 0; groups[i] != NULL; i++)
    if (!is_one_of (groups[i], known) && !is_extra (self, groups[i]))
      {
        complain (self, find_line (self, groups[i], NULL), error, _("unknown group [%s]"), groups[i]);
        return FALSE;
      }
  return TRUE;
}

static char *
get (const Reader *self, const char *group, const char *key)
{
  return g_key_file_get_string (self->keys, group, key, NULL);
}

static gboolean
get_number (const Reader *self, const char *group, const char *key, guint64 minimum, guint64 maximum, guint64 *number,
            GError **error)
{
  g_autofree char *text = get (self, group, key);
  GError *problem = NULL;

  if (text == NULL || elector_parse_number (text, minimum, maximum, number, &problem))
    return TRUE;
  return locate (self, group, key, problem, error);
}

static gboolean
read_header (const Reader *self, GError **error)
{
  const char *const known[] = { "version", "title", "description", "tag", NULL };
  guint64 version = 0;

  if (!g_key_file_has_group (self->keys, "elector"))
    {
      complain (self, 1, error, _("this is no scenario: it has no [elector] group"));
      return FALSE;
    }
  if (!check_keys (self, "elector", known, error)
      || !get_number (self, "elector", "version", 0, G_MAXUINT32, &version, error))
    return FALSE;
  if (version == FORMAT_VERSION)
    return TRUE;
  if (version == 0)
    complain (self, find_line (self, "elector", "version"), error, _("[elector] has to say “version=%d”"),
              FORMAT_VERSION);
  else
    complain (self, find_line (self, "elector", "version"), error,
              _("the file has version %u, and this program reads version %d: a newer Elector may read it"),
              (guint) version, FORMAT_VERSION);
  return FALSE;
}

static gboolean
read_run (const Reader *self, ElectorScenarioParts *parts, GError **error)
{
  const char *const known[] = { "algorithm", "nodes", "seed", "until", NULL };
  g_autofree char *algorithm = get (self, "run", "algorithm");
  g_autofree char *until = get (self, "run", "until");
  const ElectorProtocol *protocol = algorithm != NULL ? elector_registry_find_protocol (algorithm)
                                                        : elector_registry_get_protocol (0);
  guint64 n_nodes = ELECTOR_STANDARD_NODES, seed = ELECTOR_STANDARD_SEED;
  GError *problem = NULL;

  if (!check_keys (self, "run", known, error))
    return FALSE;
  if (protocol == NULL)
    {
      complain (self, find_line (self, "run", "algorithm"), error, _("there is no algorithm “%s”"), algorithm);
      return FALSE;
    }
  if (!get_number (self, "run", "nodes", 1, ELECTOR_MAX_NODES, &n_nodes, error)
      || !get_number (self, "run", "seed", 0, G_MAXUINT64, &seed, error))
    return FALSE;
  elector_scenario_parts_clear (parts);
  elector_scenario_parts_init (parts, protocol, (guint) n_nodes);
  parts->seed = seed;
  if (until != NULL && !elector_parse_duration (until, &parts->until, &problem))
    return locate (self, "run", "until", problem, error);
  return TRUE;
}

static gboolean
read_parameters (const Reader *self, const char *group, gboolean network, ElectorScenarioParts *parts, GError **error)
{
  const char *const known[] = { "delay", "loss", "duplicate", NULL };
  g_auto (GStrv) keys = g_key_file_get_keys (self->keys, group, NULL, NULL);

  if (network && !check_keys (self, group, known, error))
    return FALSE;
  for (guint i = 0; keys != NULL && keys[i] != NULL; i++)
    {
      g_autofree char *value = get (self, group, keys[i]);
      GError *problem = NULL;

      if (!network && elector_protocol_find_parameter (parts->config.protocol, keys[i]) < 0)
        {
          complain (self, find_line (self, group, keys[i]), error, _("unknown key “%s” in [%s]"), keys[i], group);
          return FALSE;
        }
      if (!elector_scenario_parts_set (parts, keys[i], value != NULL ? value : "", &problem))
        return locate (self, group, keys[i], problem, error);
    }
  return TRUE;
}

static gboolean
read_rules (const Reader *self, ElectorScenarioParts *parts, GError **error)
{
  g_auto (GStrv) keys = g_key_file_get_keys (self->keys, "rules", NULL, NULL);

  for (guint i = 0; keys != NULL && keys[i] != NULL; i++)
    {
      GError *problem = NULL;
      gboolean on = g_key_file_get_boolean (self->keys, "rules", keys[i], &problem);

      if (problem != NULL)
        {
          g_clear_error (&problem);
          complain (self, find_line (self, "rules", keys[i]), error, _("“%s” is either true or false"), keys[i]);
          return FALSE;
        }
      if (!elector_scenario_parts_set_rule (parts, keys[i], on, &problem))
        return locate (self, "rules", keys[i], problem, error);
    }
  return TRUE;
}

static gboolean
read_faults (const Reader *self, ElectorScenarioParts *parts, GError **error)
{
  g_auto (GStrv) keys = g_key_file_get_keys (self->keys, "faults", NULL, NULL);

  for (guint i = 0; keys != NULL && keys[i] != NULL; i++)
    {
      g_autofree char *value = get (self, "faults", keys[i]);
      guint64 number;
      GError *problem = NULL;

      if (!elector_parse_number (keys[i], 0, G_MAXUINT32, &number, NULL))
        {
          complain (self, find_line (self, "faults", keys[i]), error, _("faults are numbered, like “1=2s crash 5”"));
          return FALSE;
        }
      if (!elector_scenario_parts_add_fault (parts, value != NULL ? value : "", &problem))
        return locate (self, "faults", keys[i], problem, error);
    }
  return TRUE;
}

/* Notes the values of a group that means nothing to a scenario, and where they stand. */
static gboolean
read_extra (const Reader *self, ElectorScenarioGroup *extra, GError **error)
{
  if (!g_key_file_has_group (self->keys, extra->name))
    return TRUE;
  if (!check_keys (self, extra->name, extra->keys, error))
    return FALSE;
  extra->line = find_line (self, extra->name, NULL);
  for (guint i = 0; extra->keys[i] != NULL; i++)
    {
      extra->values[i] = get (self, extra->name, extra->keys[i]);
      extra->lines[i] = find_line (self, extra->name, extra->keys[i]);
    }
  return TRUE;
}

static gboolean
read_all (const Reader *self, ElectorScenarioParts *parts, GError **error)
{
  if (!read_header (self, error) || !read_run (self, parts, error)
      || !check_groups (self, parts->config.protocol->id, error)
      || !read_parameters (self, "network", TRUE, parts, error)
      || !read_parameters (self, parts->config.protocol->id, FALSE, parts, error) || !read_rules (self, parts, error)
      || !read_faults (self, parts, error))
    return FALSE;
  for (guint i = 0; i < self->n_extras; i++)
    if (!read_extra (self, &self->extras[i], error))
      return FALSE;
  parts->title = g_key_file_get_locale_string (self->keys, "elector", "title", NULL, NULL);
  parts->description = g_key_file_get_locale_string (self->keys, "elector", "description", NULL, NULL);
  parts->tag = get (self, "elector", "tag");
  return TRUE;
}

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
load_keys (const Reader *self, const char *data, gsize size, GError **error)
{
  g_autoptr (GError) problem = NULL;

  if (size == 0 || g_key_file_load_from_data (self->keys, data, size, G_KEY_FILE_KEEP_TRANSLATIONS, &problem))
    return TRUE;
  complain (self, find_bad_line (data, size), error, "%s", problem->message);
  return FALSE;
}

/* Reads a scenario from text. name is what complaints call the file: "FILE:LINE: what is wrong".
 * length may be -1 for text that ends with a zero. Returns NULL with ELECTOR_ERROR set when the text is bad. */
ElectorScenario *
elector_scenario_new_from_data (const char *data, gssize length, const char *name, GError **error)
{
  return elector_scenario_new_with_groups (data, length, name, NULL, 0, error);
}

/* The same, in a file that may have some groups more, which are read for the caller. Their values, NULL where the file
 * has none, are owned by the caller even on failure. */
ElectorScenario *
elector_scenario_new_with_groups (const char *data, gssize length, const char *name, ElectorScenarioGroup *extras,
                                  guint n_extras, GError **error)
{
  g_autoptr (GKeyFile) keys = g_key_file_new ();
  g_autoptr (GHashTable) lines = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Reader reader = { .name = name, .keys = keys, .lines = lines, .extras = extras, .n_extras = n_extras };
  ElectorScenarioParts parts = { 0 };
  ElectorScenario *scenario = NULL;
  gsize size = length < 0 ? strlen (data) : (gsize) length;

  if (size >= strlen (BYTE_ORDER_MARK) && memcmp (data, BYTE_ORDER_MARK, strlen (BYTE_ORDER_MARK)) == 0)
    {
      data += strlen (BYTE_ORDER_MARK);
      size -= strlen (BYTE_ORDER_MARK);
    }
  if (!scan (&reader, data, size, error) || !load_keys (&reader, data, size, error))
    return NULL;
  if (read_all (&reader, &parts, error))
    scenario = elector_scenario_new (&parts);
  elector_scenario_parts_clear (&parts);
  return scenario;
}

static const char *
get_read_problem (const GError *problem)
{
  if (g_error_matches (problem, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    return _("there is no such file");
  if (g_error_matches (problem, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED))
    return _("you are not allowed to read it");
  return problem->message;
}

/* Reads the text of a scenario file, at most a megabyte. Owned; NULL with ELECTOR_ERROR or G_IO_ERROR set, whose
 * message names the file. */
char *
elector_scenario_load_text (GFile *file, gsize *length, GError **error)
{
  g_autofree char *name = g_file_get_parse_name (file);
  g_autoptr (GFileInfo) info = NULL;
  g_autoptr (GError) problem = NULL;
  char *data = NULL;

  info = g_file_query_info (file, G_FILE_ATTRIBUTE_STANDARD_SIZE "," G_FILE_ATTRIBUTE_STANDARD_TYPE,
                            G_FILE_QUERY_INFO_NONE,
                            NULL, &problem);
  if (info != NULL && g_file_info_get_file_type (info) != G_FILE_TYPE_REGULAR)
    g_set_error (&problem, G_IO_ERROR, G_IO_ERROR_NOT_REGULAR_FILE, _("it is not a file"));
  else if (info != NULL && g_file_info_get_size (info) > FILE_SIZE_MAX)
    g_set_error (&problem, ELECTOR_ERROR, ELECTOR_ERROR_RANGE, _("it is larger than a megabyte, and no scenario is"));
  if (problem == NULL && g_file_load_contents (file, NULL, &data, length, NULL, &problem))
    return data;
  g_set_error (error, problem->domain, problem->code, _("%s: %s"), name, get_read_problem (problem));
  return NULL;
}

/* Reads a scenario file. Returns NULL with ELECTOR_ERROR or G_IO_ERROR set, whose message names the file. */
ElectorScenario *
elector_scenario_new_from_file (GFile *file, GError **error)
{
  g_autofree char *name = g_file_get_parse_name (file);
  gsize length;
  g_autofree char *data = elector_scenario_load_text (file, &length, error);

  return data != NULL ? elector_scenario_new_from_data (data, (gssize) length, name, error) : NULL;
}
