/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Scenario files: key files, read strictly. Every complaint names the file and the line. */

#include "core/units.h"
#include "engine/elector-scenario.h"
#include "protocols/registry.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define FILE_SIZE_MAX (1024 * 1024)

/* What a caller reads besides the groups of a scenario. */
typedef struct
{
  ElectorScenarioGroup *extras; /* groups of somebody else's */
  guint n_extras;
  gboolean is_run;              /* there may be branches */
} Beyond;

static gboolean
is_extra (const Beyond *beyond, const char *group)
{
  for (guint i = 0; i < beyond->n_extras; i++)
    if (strcmp (beyond->extras[i].name, group) == 0)
      return TRUE;
  return FALSE;
}

static gboolean
check_groups (const ElectorKeyReader *self, const char *protocol, const Beyond *beyond, GError **error)
{
  const char *const known[] = { "elector", "run", "network", "rules", "faults", protocol, NULL };
  g_auto (GStrv) groups = g_key_file_get_groups (self->keys, NULL);

  for (guint i = 0; groups[i] != NULL; i++)
    if (!g_strv_contains (known, groups[i]) && !is_extra (beyond, groups[i])
        && !(beyond->is_run && g_str_has_prefix (groups[i], ELECTOR_BRANCH_GROUP_PREFIX)))
      return elector_key_reader_complain (self, groups[i], NULL, error, _("unknown group [%s]"), groups[i]);
  return TRUE;
}

static gboolean
check_version (const ElectorKeyReader *self, guint64 version, const Beyond *beyond, GError **error)
{
  if (version == ELECTOR_SCENARIO_VERSION || (version == ELECTOR_RUN_VERSION && beyond->is_run))
    return TRUE;
  if (version == 0)
    return elector_key_reader_complain (self, "elector", "version", error, _("[elector] has to say “version=%d”"),
                                        ELECTOR_SCENARIO_VERSION);
  if (version == ELECTOR_RUN_VERSION)
    return elector_key_reader_complain (self, "elector", "version", error,
                                        _("this is a run (version %d), and a scenario (version %d) is wanted"),
                                        ELECTOR_RUN_VERSION, ELECTOR_SCENARIO_VERSION);
  return elector_key_reader_complain (
    self, "elector", "version", error,
    _("the file has version %u, and this program reads versions up to %d: a newer Elector may read it"),
    (guint) version, ELECTOR_RUN_VERSION);
}

static gboolean
read_header (const ElectorKeyReader *self, const Beyond *beyond, GError **error)
{
  const char *const known[] = { "version", "title", "description", "tag", NULL };
  guint64 version = 0;

  if (!g_key_file_has_group (self->keys, "elector"))
    return elector_key_reader_complain (self, "elector", NULL, error,
                                        _("this is no scenario: it has no [elector] group"));
  if (!elector_key_reader_get_number (self, "elector", "version", 0, G_MAXUINT32, &version, error)
      || !check_version (self, version, beyond, error))
    return FALSE;
  return elector_key_reader_check_keys (self, "elector", known, error);
}

static gboolean
read_run (const ElectorKeyReader *self, ElectorScenarioParts *parts, GError **error)
{
  const char *const known[] = { "algorithm", "nodes", "seed", "until", NULL };
  g_autofree char *algorithm = elector_key_reader_get (self, "run", "algorithm");
  g_autofree char *until = elector_key_reader_get (self, "run", "until");
  const ElectorProtocol *protocol = algorithm != NULL ? elector_registry_find_protocol (algorithm)
                                                        : elector_registry_get_protocol (0);
  guint64 n_nodes = ELECTOR_STANDARD_NODES, seed = ELECTOR_STANDARD_SEED;
  GError *problem = NULL;

  if (!elector_key_reader_check_keys (self, "run", known, error))
    return FALSE;
  if (protocol == NULL)
    return elector_key_reader_complain (self, "run", "algorithm", error, _("there is no algorithm “%s”"), algorithm);
  if (!elector_key_reader_get_number (self, "run", "nodes", 1, ELECTOR_MAX_NODES, &n_nodes, error)
      || !elector_key_reader_get_number (self, "run", "seed", 0, G_MAXUINT64, &seed, error))
    return FALSE;
  elector_scenario_parts_clear (parts);
  elector_scenario_parts_init (parts, protocol, (guint) n_nodes);
  parts->seed = seed;
  if (until != NULL && !elector_parse_duration (until, &parts->until, &problem))
    return elector_key_reader_locate (self, "run", "until", problem, error);
  return TRUE;
}

static gboolean
read_parameters (const ElectorKeyReader *self, const char *group, gboolean network, ElectorScenarioParts *parts,
                 GError **error)
{
  const char *const known[] = { "delay", "loss", "duplicate", NULL };
  g_auto (GStrv) keys = g_key_file_get_keys (self->keys, group, NULL, NULL);

  if (network && !elector_key_reader_check_keys (self, group, known, error))
    return FALSE;
  for (guint i = 0; keys != NULL && keys[i] != NULL; i++)
    {
      g_autofree char *value = elector_key_reader_get (self, group, keys[i]);
      GError *problem = NULL;

      if (!network && elector_protocol_find_parameter (parts->config.protocol, keys[i]) < 0)
        return elector_key_reader_complain (self, group, keys[i], error,
                                            _("unknown key “%s” in [%s]"), keys[i], group);
      if (!elector_scenario_parts_set (parts, keys[i], value != NULL ? value : "", &problem))
        return elector_key_reader_locate (self, group, keys[i], problem, error);
    }
  return TRUE;
}

static gboolean
read_rules (const ElectorKeyReader *self, ElectorScenarioParts *parts, GError **error)
{
  g_auto (GStrv) keys = g_key_file_get_keys (self->keys, "rules", NULL, NULL);

  for (guint i = 0; keys != NULL && keys[i] != NULL; i++)
    {
      GError *problem = NULL;
      gboolean on = g_key_file_get_boolean (self->keys, "rules", keys[i], &problem);

      if (problem != NULL)
        {
          g_clear_error (&problem);
          return elector_key_reader_complain (self, "rules", keys[i], error,
                                              _("“%s” is either true or false"), keys[i]);
        }
      if (!elector_scenario_parts_set_rule (parts, keys[i], on, &problem))
        return elector_key_reader_locate (self, "rules", keys[i], problem, error);
    }
  return TRUE;
}

static gboolean
read_faults (const ElectorKeyReader *self, ElectorScenarioParts *parts, GError **error)
{
  g_auto (GStrv) keys = g_key_file_get_keys (self->keys, "faults", NULL, NULL);

  for (guint i = 0; keys != NULL && keys[i] != NULL; i++)
    {
      g_autofree char *value = elector_key_reader_get (self, "faults", keys[i]);
      guint64 number;
      GError *problem = NULL;

      if (!elector_parse_number (keys[i], 0, G_MAXUINT32, &number, NULL))
        return elector_key_reader_complain (self, "faults", keys[i], error,
                                            _("faults are numbered, like “1=2s crash 5”"));
      if (!elector_scenario_parts_add_fault (parts, value != NULL ? value : "", &problem))
        return elector_key_reader_locate (self, "faults", keys[i], problem, error);
    }
  return TRUE;
}

/* Notes the values of a group that means nothing to a scenario, and where they stand. */
static gboolean
read_extra (const ElectorKeyReader *self, ElectorScenarioGroup *extra, GError **error)
{
  if (!g_key_file_has_group (self->keys, extra->name))
    return TRUE;
  if (!elector_key_reader_check_keys (self, extra->name, extra->keys, error))
    return FALSE;
  extra->line = elector_key_reader_find_line (self, extra->name, NULL);
  for (guint i = 0; extra->keys[i] != NULL; i++)
    {
      extra->values[i] = elector_key_reader_get (self, extra->name, extra->keys[i]);
      extra->lines[i] = elector_key_reader_find_line (self, extra->name, extra->keys[i]);
    }
  return TRUE;
}

static gboolean
read_all (const ElectorKeyReader *self, ElectorScenarioParts *parts, const Beyond *beyond, GError **error)
{
  if (!read_header (self, beyond, error) || !read_run (self, parts, error)
      || !check_groups (self, parts->config.protocol->id, beyond, error)
      || !read_parameters (self, "network", TRUE, parts, error)
      || !read_parameters (self, parts->config.protocol->id, FALSE, parts, error) || !read_rules (self, parts, error)
      || !read_faults (self, parts, error))
    return FALSE;
  for (guint i = 0; i < beyond->n_extras; i++)
    if (!read_extra (self, &beyond->extras[i], error))
      return FALSE;
  parts->title = g_key_file_get_locale_string (self->keys, "elector", "title", NULL, NULL);
  parts->description = g_key_file_get_locale_string (self->keys, "elector", "description", NULL, NULL);
  parts->tag = elector_key_reader_get (self, "elector", "tag");
  return TRUE;
}

static ElectorScenario *
read_scenario (const ElectorKeyReader *self, const Beyond *beyond, GError **error)
{
  ElectorScenarioParts parts = { 0 };
  ElectorScenario *scenario = NULL;

  if (read_all (self, &parts, beyond, error))
    scenario = elector_scenario_new (&parts);
  elector_scenario_parts_clear (&parts);
  return scenario;
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
  ElectorKeyReader reader = { 0 };
  Beyond beyond = { .extras = extras, .n_extras = n_extras };
  ElectorScenario *scenario = NULL;

  if (elector_key_reader_init (&reader, data, length, name, error))
    scenario = read_scenario (&reader, &beyond, error);
  elector_key_reader_clear (&reader);
  return scenario;
}

/* The scenario of a run that has been loaded; the groups of its branches are left to the caller. Returns NULL with
 * ELECTOR_ERROR set when it is bad. */
ElectorScenario *
elector_scenario_new_of_run (const ElectorKeyReader *reader, GError **error)
{
  Beyond beyond = { .is_run = TRUE };

  return read_scenario (reader, &beyond, error);
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
