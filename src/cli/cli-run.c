/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "cli/cli.h"

#include "core/units.h"
#include "engine/elector-library.h"
#include "engine/run-file.h"
#include "protocols/registry.h"

#include <glib/gi18n.h>
#include <string.h>

#define DEFAULT_UNTIL (20 * ELECTOR_SEC)

/* What the command line says, as it stands there. */
typedef struct
{
  char *algorithm;
  char *nodes;
  char *seed;
  char *until;
  char *since;
  char *format;
  char *branch;
  char **faults;
  char **rules;
  char **settings;
  char **rest;
  gboolean all;
} Options;

static void
options_clear (Options *self)
{
  g_free (self->algorithm);
  g_free (self->nodes);
  g_free (self->seed);
  g_free (self->until);
  g_free (self->since);
  g_free (self->format);
  g_free (self->branch);
  g_strfreev (self->faults);
  g_strfreev (self->rules);
  g_strfreev (self->settings);
  g_strfreev (self->rest);
}

static gboolean
parse_options (Options *self, int *argc, char ***argv, GError **error)
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
    { "since", 0, 0, G_OPTION_ARG_STRING, &self->since, N_("Print and count only what happens from then on"),
      N_("TIME") },
    { "branch", 0, 0, G_OPTION_ARG_STRING, &self->branch, N_("Which branch of a saved run to play (the current one)"),
      N_("NAME") },
    { "format", 0, 0, G_OPTION_ARG_STRING, &self->format, N_("“text” or “json” (text)"), N_("FORMAT") },
    { "all", 0, 0, G_OPTION_ARG_NONE, &self->all,
      N_("Text: also print heartbeats, timers and all that passes the time"), NULL },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &self->rest, NULL, N_("[SCENARIO]") },
    G_OPTION_ENTRY_NULL
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);

  g_option_context_set_translation_domain (context, GETTEXT_PACKAGE);
  g_option_context_set_summary (context,
                                _("Runs a scenario and prints what happens. SCENARIO is a file, or the name of a\n"
                                  "scenario that “elector-cli list” lists. The file may be a saved run, which\n"
                                  "is played with all that was done in it."));
  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  return g_option_context_parse (context, argc, argv, error);
}

/* Puts the name of the option before what was wrong with it. */
static gboolean
blame (const char *option, GError *problem, GError **error)
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
choose_branch (const Options *options, ElectorBranches *branches, GError **error)
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
check_changes (const Options *options, ElectorRun *run, GError **error)
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
begin_parts (const Options *options, ElectorScenarioParts *parts, ElectorRun **run, GError **error)
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
apply_algorithm (const Options *options, ElectorScenarioParts *parts, GError **error)
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
apply_nodes (const Options *options, ElectorScenarioParts *parts, GError **error)
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
apply_options (const Options *options, ElectorScenarioParts *parts, GError **error)
{
  GError *problem = NULL;

  if (!apply_algorithm (options, parts, &problem))
    return blame ("--algorithm", problem, error);
  if (!apply_nodes (options, parts, &problem))
    return blame ("--nodes", problem, error);
  if (options->seed != NULL && !elector_parse_number (options->seed, 0, G_MAXUINT64, &parts->seed, &problem))
    return blame ("--seed", problem, error);
  for (guint i = 0; options->settings != NULL && options->settings[i] != NULL; i++)
    if (!apply_setting (parts, options->settings[i], &problem))
      return blame ("--set", problem, error);
  for (guint i = 0; options->rules != NULL && options->rules[i] != NULL; i++)
    if (!elector_scenario_parts_set_rule (parts, options->rules[i], TRUE, &problem))
      return blame ("--rule", problem, error);
  for (guint i = 0; options->faults != NULL && options->faults[i] != NULL; i++)
    if (!elector_scenario_parts_add_fault (parts, options->faults[i], &problem))
      return blame ("--fault", problem, error);
  if (options->until != NULL && !elector_parse_duration (options->until, &parts->until, &problem))
    return blame ("--until", problem, error);
  if (parts->until == ELECTOR_NEVER)
    parts->until = DEFAULT_UNTIL;
  return TRUE;
}

static gboolean
set_up_printer (const Options *options, ElectorCliPrinter *printer, GError **error)
{
  GError *problem = NULL;

  printer->all = options->all;
  if (options->since != NULL && !elector_parse_duration (options->since, &printer->since, &problem))
    return blame ("--since", problem, error);
  if (options->format == NULL || strcmp (options->format, "text") == 0)
    return TRUE;
  printer->format = ELECTOR_CLI_JSON;
  if (strcmp (options->format, "json") == 0)
    return TRUE;
  g_set_error (error, ELECTOR_ERROR, ELECTOR_ERROR_SYNTAX, _("--format: “%s” is neither “text” nor “json”"),
               options->format);
  return FALSE;
}

static gboolean
check_times (const ElectorScenarioParts *parts, const ElectorCliPrinter *printer, GError **error)
{
  if (printer->since <= parts->until)
    return TRUE;
  g_set_error (error, ELECTOR_ERROR, ELECTOR_ERROR_RANGE, _("--since: the run ends before that"));
  return FALSE;
}

static int
play (ElectorRun *run, ElectorTime until, ElectorCliPrinter *printer)
{
  const ElectorMoment *end = elector_trace_get_end (elector_run_get_trace (run));

  printer->run = run;
  if (printer->since > 0)
    elector_run_advance (run, printer->since - 1);
  elector_cli_printer_begin (printer);
  do
    elector_cli_printer_print (printer);
  while (elector_run_step (run, until));
  elector_run_advance (run, until);
  elector_cli_printer_print (printer);
  elector_cli_printer_print_summary (printer);
  if (!elector_run_is_faithful (run))
    g_printerr (_("elector-cli: what was done in this run does not fit what happens in it\n"));

  for (guint i = 0; i < ELECTOR_N_PROPERTIES; i++)
    if (end->judge.worst[i].verdict == ELECTOR_VERDICT_BROKEN_PROMISE)
      return ELECTOR_CLI_BROKEN;
  return ELECTOR_CLI_OK;
}

/* elector-cli run */
int
elector_cli_run (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ElectorScenario) scenario = NULL;
  g_autoptr (ElectorRun) done = NULL, run = NULL;
  ElectorScenarioParts parts = { 0 };
  ElectorCliPrinter printer = { 0 };
  Options options = { 0 };
  int status;

  if (parse_options (&options, &argc, &argv, &error) && set_up_printer (&options, &printer, &error)
      && begin_parts (&options, &parts, &done, &error) && apply_options (&options, &parts, &error)
      && check_times (&parts, &printer, &error))
    {
      ElectorTime until = parts.until;
      const ElectorIntervention *interventions = NULL;
      guint n = 0;

      if (done != NULL)
        interventions = elector_run_get_interventions (done, &n);
      if (n > 0 && options.until == NULL)
        until = MAX (until, interventions[n - 1].fault.time);
      scenario = elector_scenario_new (&parts);
      run = elector_run_new_planned (scenario, interventions, n);
      status = play (run, until, &printer);
    }
  else
    status = elector_cli_fail ("%s", error->message);
  elector_scenario_parts_clear (&parts);
  options_clear (&options);
  return status;
}
