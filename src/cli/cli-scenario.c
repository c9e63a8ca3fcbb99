/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "cli/cli-scenario.h"

#include "core/units.h"
#include "engine/elector-library.h"
#include "engine/run-file.h"
#include "protocols/registry.h"

#include <glib/gi18n.h>

#define DEFAULT_UNTIL (20 * ELECTOR_SEC)

/* The options of a command that runs a scenario. */
void
elector_cli_scenario_add_options (ElectorCliScenario *self, GOptionContext *context)
{
  const GOptionEntry entries[] = {
    { "algorithm", 'a', 0, G_OPTION_ARG_STRING, &self->algorithm, N_("Algorithm to run (bully)"), N_("NAME") },
    { "nodes", 'n', 0, G_OPTION_ARG_STRING, &self->nodes, N_("Number of nodes, 1 to 1000 (5)"), N_("N") },
    { "seed", 's', 0, G_OPTION_ARG_STRING, &self->seed, N_("Seed of all chance (1)"), N_("N") },
    { "fault", 'f', 0, G_OPTION_ARG_STRING_ARRAY, &self->faults,
      N_("Something that happens, like “2s crash 5”; can be repeated"),
      N_("FAULT") },
    { "set", 0, 0, G_OPTION_ARG_STRING_ARRAY, &self->settings,
      N_("Set a parameter, like “delay=10ms..20ms”; can be repeated"),
      N_("NAME=VALUE") },
    { "rule", 0, 0, G_OPTION_ARG_STRING_ARRAY, &self->rules, N_("Turn a rule switch on; can be repeated"), N_("NAME") },
    { "until", 'u', 0, G_OPTION_ARG_STRING, &self->until, N_("When to stop (20s)"), N_("TIME") },
    { "branch", 0, 0, G_OPTION_ARG_STRING, &self->branch, N_("Which branch of a saved run to play (the current one)"),
      N_("NAME") },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &self->rest, NULL, N_("[SCENARIO]") },
    G_OPTION_ENTRY_NULL
  };

  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
}

/* Puts the name of the option before what was wrong with it, which is taken over. Returns FALSE. */
gboolean
elector_cli_blame (const char *option, GError *problem, GError **error)
{
  g_propagate_prefixed_error (error, problem, "%s: ", option);
  return FALSE;
}

static ElectorBranches *
load (const char *name, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_commandline_arg (name);
  g_autoptr (GFile) known = elector_library_find (name);

  return elector_run_file_load (known != NULL && !g_file_query_exists (file, NULL) ? known : file, error);
}

/* The run of the branch that is asked for. Borrowed, or NULL. */
static ElectorRun *
choose_branch (const ElectorCliScenario *options, ElectorBranches *branches, GError **error)
{
  ElectorBranch *branch = elector_branches_get_current (branches);

  if (options->branch != NULL)
    branch = elector_branches_find (branches, options->branch);
  if (branch != NULL)
    return elector_branch_get_run (branch);
  g_set_error (error, ELECTOR_ERROR, ELECTOR_ERROR_RANGE, _("--branch: the run has no branch “%s”"), options->branch);
  return NULL;
}

/* What was done in a run was done to that system: it is not played with another. */
static gboolean
check_changes (const ElectorCliScenario *options, ElectorRun *run, GError **error)
{
  guint n;

  elector_run_get_interventions (run, &n);
  if (n == 0
      || (options->algorithm == NULL && options->nodes == NULL && options->seed == NULL && options->settings == NULL
          && options->rules == NULL && options->faults == NULL))
    return TRUE;
  g_set_error (error, ELECTOR_ERROR, ELECTOR_ERROR_SYNTAX,
               _("%s is a run, which is played as it was: only --until, --since and --branch can be chosen"),
               options->rest[0]);
  return FALSE;
}

/* Where it all starts: a scenario, with what was done to it, or standard values. *run is NULL then. */
static gboolean
begin_parts (const ElectorCliScenario *options, ElectorScenarioParts *parts, ElectorRun **run, GError **error)
{
  g_autoptr (ElectorBranches) branches = NULL;
  ElectorRun *chosen;

  if (options->rest == NULL)
    {
      elector_scenario_parts_init (parts, elector_registry_get_protocol (0), ELECTOR_STANDARD_NODES);
      return TRUE;
    }
  if (options->rest[1] != NULL)
    {
      g_set_error (error, ELECTOR_ERROR, ELECTOR_ERROR_SYNTAX, _("only one scenario can be run at a time"));
      return FALSE;
    }
  branches = load (options->rest[0], error);
  chosen = branches != NULL ? choose_branch (options, branches, error) : NULL;
  if (chosen == NULL || !check_changes (options, chosen, error))
    return FALSE;
  elector_scenario_parts_copy (parts, elector_run_get_scenario (chosen));
  *run = g_object_ref (chosen);
  return TRUE;
}

/* Another algorithm starts from its own standard values. */
static gboolean
apply_algorithm (const ElectorCliScenario *options, ElectorScenarioParts *parts, GError **error)
{
  const ElectorProtocol *protocol = parts->config.protocol;

  if (options->algorithm == NULL)
    return TRUE;
  protocol = elector_registry_find_protocol (options->algorithm);
  if (protocol == NULL)
    {
      g_set_error (error, ELECTOR_ERROR, ELECTOR_ERROR_SYNTAX, _("there is no algorithm “%s”"), options->algorithm);
      return FALSE;
    }
  if (protocol != parts->config.protocol)
    elector_config_init (&parts->config, protocol, parts->config.n_nodes);
  return TRUE;
}

static gboolean
apply_nodes (const ElectorCliScenario *options, ElectorScenarioParts *parts, GError **error)
{
  guint64 n_nodes;

  return options->nodes == NULL
         || (elector_parse_number (options->nodes, 1, ELECTOR_MAX_NODES, &n_nodes, error)
             && elector_scenario_parts_set_n_nodes (parts, (guint) n_nodes, error));
}

static gboolean
apply_setting (ElectorScenarioParts *parts, const char *setting, GError **error)
{
  g_auto (GStrv) words = g_strsplit (setting, "=", 2);

  if (words[0] != NULL && words[1] != NULL)
    return elector_scenario_parts_set (parts, words[0], words[1], error);
  g_set_error (error, ELECTOR_ERROR, ELECTOR_ERROR_SYNTAX, _("“%s” is not of the form NAME=VALUE"), setting);
  return FALSE;
}

static gboolean
apply_options (const ElectorCliScenario *options, ElectorScenarioParts *parts, GError **error)
{
  GError *problem = NULL;

  if (!apply_algorithm (options, parts, &problem))
    return elector_cli_blame ("--algorithm", problem, error);
  if (!apply_nodes (options, parts, &problem))
    return elector_cli_blame ("--nodes", problem, error);
  if (options->seed != NULL && !elector_parse_number (options->seed, 0, G_MAXUINT64, &parts->seed, &problem))
    return elector_cli_blame ("--seed", problem, error);
  for (guint i = 0; options->settings != NULL && options->settings[i] != NULL; i++)
    if (!apply_setting (parts, options->settings[i], &problem))
      return elector_cli_blame ("--set", problem, error);
  for (guint i = 0; options->rules != NULL && options->rules[i] != NULL; i++)
    if (!elector_scenario_parts_set_rule (parts, options->rules[i], TRUE, &problem))
      return elector_cli_blame ("--rule", problem, error);
  for (guint i = 0; options->faults != NULL && options->faults[i] != NULL; i++)
    if (!elector_scenario_parts_add_fault (parts, options->faults[i], &problem))
      return elector_cli_blame ("--fault", problem, error);
  if (options->until != NULL && !elector_parse_duration (options->until, &parts->until, &problem))
    return elector_cli_blame ("--until", problem, error);
  if (parts->until == ELECTOR_NEVER)
    parts->until = DEFAULT_UNTIL;
  return TRUE;
}

/* What is to be run, at its start; its scenario has an end. Errors: of the options, of the file. */
ElectorRun *
elector_cli_scenario_make_run (const ElectorCliScenario *self, GError **error)
{
  g_autoptr (ElectorScenario) scenario = NULL;
  g_autoptr (ElectorRun) done = NULL;
  ElectorScenarioParts parts = { 0 };
  const ElectorIntervention *interventions = NULL;
  guint n = 0;

  if (begin_parts (self, &parts, &done, error) && apply_options (self, &parts, error))
    {
      if (done != NULL)
        interventions = elector_run_get_interventions (done, &n);
      if (n > 0 && self->until == NULL)
        parts.until = MAX (parts.until, interventions[n - 1].fault.time);
      scenario = elector_scenario_new (&parts);
    }
  elector_scenario_parts_clear (&parts);
  return scenario != NULL ? elector_run_new_planned (scenario, interventions, n) : NULL;
}

void
elector_cli_scenario_clear (ElectorCliScenario *self)
{
  g_free (self->algorithm);
  g_free (self->nodes);
  g_free (self->seed);
  g_free (self->until);
  g_free (self->branch);
  g_strfreev (self->faults);
  g_strfreev (self->rules);
  g_strfreev (self->settings);
  g_strfreev (self->rest);
}
