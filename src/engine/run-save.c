/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Writing runs. All parameters are written, so that a run stays what it is when the standard values change. */

#include "core/units.h"
#include "engine/run-file.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

static void
set_taken (GKeyFile *keys, const char *group, const char *key, char *value)
{
  g_key_file_set_string (keys, group, key, value);
  g_free (value);
}

static char *
format_time (ElectorTime time)
{
  return time <= ELECTOR_MAX_DURATION ? elector_format_duration (time) : g_strdup_printf ("%" PRId64 "us", time);
}

static char *
format_point (ElectorTime time, guint64 n_events)
{
  g_autofree char *text = format_time (time);

  return n_events != ELECTOR_ALL_EVENTS ? g_strdup_printf ("%s #%" PRIu64, text, n_events) : g_steal_pointer (&text);
}

/* The texts are written as they were read, and not in the language of the time. */
static void
write_header (GKeyFile *keys, ElectorScenario *scenario)
{
  ElectorScenarioParts parts;

  elector_scenario_parts_copy (&parts, scenario);
  g_key_file_set_integer (keys, "elector", "version", ELECTOR_RUN_VERSION);
  if (parts.title != NULL)
    g_key_file_set_string (keys, "elector", "title", parts.title);
  if (parts.description != NULL)
    g_key_file_set_string (keys, "elector", "description", parts.description);
  if (parts.tag != NULL)
    g_key_file_set_string (keys, "elector", "tag", parts.tag);
  elector_scenario_parts_clear (&parts);
}

static void
write_scenario (GKeyFile *keys, ElectorScenario *scenario)
{
  const ElectorConfig *config = elector_scenario_get_config (scenario);
  const ElectorNetworkConfig *network = elector_scenario_get_network (scenario);
  const ElectorProtocol *protocol = config->protocol;
  const ElectorFault *faults;
  guint n_faults;

  g_key_file_set_string (keys, "run", "algorithm", protocol->id);
  g_key_file_set_integer (keys, "run", "nodes", (int) config->n_nodes);
  g_key_file_set_uint64 (keys, "run", "seed", elector_scenario_get_seed (scenario));
  if (elector_scenario_get_until (scenario) != ELECTOR_NEVER)
    set_taken (keys, "run", "until", elector_format_duration (elector_scenario_get_until (scenario)));
  set_taken (keys, "network", "delay", elector_format_range (&network->delay));
  set_taken (keys, "network", "loss", elector_format_share (network->loss));
  set_taken (keys, "network", "duplicate", elector_format_share (network->duplicate));
  for (guint i = 0; i < protocol->n_parameters; i++)
    set_taken (keys, protocol->id, protocol->parameters[i].id, elector_format_range (&config->parameters[i]));
  for (guint i = 0; i < protocol->n_rules; i++)
    if (elector_config_has_rule (config, i))
      g_key_file_set_boolean (keys, "rules", protocol->rules[i].id, TRUE);
  faults = elector_scenario_get_faults (scenario, &n_faults);
  for (guint i = 0; i < n_faults; i++)
    {
      g_autofree char *key = g_strdup_printf ("%u", i + 1), *time = elector_format_duration (faults[i].time);
      g_autofree char *fault = elector_fault_format (&faults[i], config->n_nodes);

      set_taken (keys, "faults", key, g_strconcat (time, " ", fault, NULL));
    }
}

static guint
find_index (ElectorBranches *branches, ElectorBranch *branch)
{
  guint i = 0;

  while (elector_branches_get (branches, i) != branch)
    i++;
  return i;
}

/* Only what a branch does not share with its parent. */
static void
write_interventions (GKeyFile *keys, const char *group, ElectorBranch *branch, guint shared)
{
  ElectorRun *run = elector_branch_get_run (branch);
  guint n_nodes = elector_scenario_get_config (elector_run_get_scenario (run))->n_nodes, n;
  const ElectorIntervention *interventions;

  interventions = elector_run_get_interventions (run, &n);
  for (guint i = shared; i < n; i++)
    {
      g_autofree char *key = g_strdup_printf ("%u", i - shared + 1);
      g_autofree char *point = format_point (interventions[i].fault.time, interventions[i].n_events);
      g_autofree char *fault = elector_fault_format (&interventions[i].fault, n_nodes);

      set_taken (keys, group, key, g_strconcat (point, " ", fault, NULL));
    }
}

static void
write_branch (GKeyFile *keys, ElectorBranches *branches, guint i)
{
  ElectorBranch *branch = elector_branches_get (branches, i), *parent = elector_branch_get_parent (branch);
  g_autofree char *group = g_strdup_printf (ELECTOR_BRANCH_GROUP_PREFIX "%u", i + 1);
  const ElectorPlace *from = elector_branch_get_from (branch), *cursor = elector_branch_get_cursor (branch);
  guint shared = 0;

  g_key_file_set_string (keys, group, "name", elector_branch_get_name (branch));
  if (parent != NULL)
    {
      shared = elector_branches_count_shared (elector_branch_get_run (parent), elector_branch_get_run (branch));
      g_key_file_set_integer (keys, group, "parent", (int) find_index (branches, parent) + 1);
      set_taken (keys, group, "from", format_point (from->time, from->n_events));
      g_key_file_set_integer (keys, group, "shared", (int) shared);
    }
  set_taken (keys, group, "cursor", format_point (cursor->time, cursor->n_events));
  if (branch == elector_branches_get_current (branches) && elector_branches_get_n (branches) > 1)
    g_key_file_set_boolean (keys, group, "current", TRUE);
  write_interventions (keys, group, branch, shared);
}

/* The text that elector_run_file_parse() reads. Owned. */
char *
elector_run_file_format (ElectorBranches *branches)
{
  g_autoptr (GKeyFile) keys = g_key_file_new ();
  ElectorScenario *scenario;

  scenario = elector_run_get_scenario (elector_branch_get_run (elector_branches_get_current (branches)));
  write_header (keys, scenario);
  write_scenario (keys, scenario);
  for (guint i = 0; i < elector_branches_get_n (branches); i++)
    write_branch (keys, branches, i);
  return g_key_file_to_data (keys, NULL, NULL);
}

/* The file that a path leads to at last: a link to it stays one. */
static char *
resolve (const char *path)
{
  char *resolved = realpath (path, NULL), *owned = g_strdup (resolved != NULL ? resolved : path);

  free (resolved);
  return owned;
}

static gboolean
save_local (const char *path, const char *text, GError **error)
{
  g_autofree char *target = resolve (path);
  GStatBuf old;
  int mode = g_stat (target, &old) == 0 ? (int) (old.st_mode & 0777) : 0666;

  return g_file_set_contents_full (target, text, -1, G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE,
                                   mode, error);
}

/* Writes a file, so that at any time, whatever happens, it is either what it was or text. The message of an error,
 * G_FILE_ERROR or G_IO_ERROR, names the file. */
gboolean
elector_run_file_save (GFile *file, const char *text, GError **error)
{
  g_autofree char *name = g_file_get_parse_name (file), *path = g_file_get_path (file);
  GError *problem = NULL;

  if (path != NULL ? save_local (path, text, &problem)
                   : g_file_replace_contents (file, text, strlen (text), NULL, FALSE, G_FILE_CREATE_NONE, NULL, NULL,
                                              &problem))
    return TRUE;
  /* Translators: a file's name, and what went wrong */
  g_propagate_prefixed_error (error, problem, _("%s cannot be saved: "), name);
  return FALSE;
}
