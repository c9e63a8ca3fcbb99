/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "cli/cli.h"

#include "cli/cli-scenario.h"
#include "core/units.h"

#include <glib/gi18n.h>
#include <string.h>

/* What the command line says, as it stands there. */
typedef struct
{
  ElectorCliScenario scenario;
  char *since;
  char *format;
  gboolean all;
} Options;

static void
options_clear (Options *self)
{
  elector_cli_scenario_clear (&self->scenario);
  g_free (self->since);
  g_free (self->format);
}

static gboolean
parse_options (Options *self, int *argc, char ***argv, GError **error)
{
  const GOptionEntry entries[] = {
    { "since", 0, 0, G_OPTION_ARG_STRING, &self->since, N_("Print and count only what happens from then on"),
      N_("TIME") },
    { "format", 0, 0, G_OPTION_ARG_STRING, &self->format, N_("“text” or “json” (text)"), N_("FORMAT") },
    { "all", 0, 0, G_OPTION_ARG_NONE, &self->all,
      N_("Text: also print heartbeats, timers and all that passes the time"), NULL },
    G_OPTION_ENTRY_NULL
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);

  g_option_context_set_translation_domain (context, GETTEXT_PACKAGE);
  g_option_context_set_summary (context,
                                _("Runs a scenario and prints what happens. SCENARIO is a file, or the name of a\n"
                                  "scenario that “elector-cli list” lists. The file may be a saved run, which\n"
                                  "is played with all that was done in it."));
  elector_cli_scenario_add_options (&self->scenario, context);
  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  return g_option_context_parse (context, argc, argv, error);
}

static gboolean
set_up_printer (const Options *options, ElectorCliPrinter *printer, GError **error)
{
  GError *problem = NULL;

  printer->all = options->all;
  if (options->since != NULL && !elector_parse_duration (options->since, &printer->since, &problem))
    return elector_cli_blame ("--since", problem, error);
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
check_times (ElectorRun *run, const ElectorCliPrinter *printer, GError **error)
{
  if (printer->since <= elector_scenario_get_until (elector_run_get_scenario (run)))
    return TRUE;
  g_set_error (error, ELECTOR_ERROR, ELECTOR_ERROR_RANGE, _("--since: the run ends before that"));
  return FALSE;
}

static int
play (ElectorRun *run, ElectorCliPrinter *printer)
{
  ElectorTime until = elector_scenario_get_until (elector_run_get_scenario (run));
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

/* What is to be run, or NULL, and then error is set. */
static ElectorRun *
prepare (Options *options, ElectorCliPrinter *printer, int argc, char **argv, GError **error)
{
  g_autoptr (ElectorRun) run = NULL;

  if (!parse_options (options, &argc, &argv, error) || !set_up_printer (options, printer, error))
    return NULL;
  run = elector_cli_scenario_make_run (&options->scenario, error);
  if (run == NULL || !check_times (run, printer, error))
    return NULL;
  return g_steal_pointer (&run);
}

/* elector-cli run */
int
elector_cli_run (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ElectorRun) run = NULL;
  ElectorCliPrinter printer = { 0 };
  Options options = { 0 };
  int status;

  run = prepare (&options, &printer, argc, argv, &error);
  status = run != NULL ? play (run, &printer) : elector_cli_fail ("%s", error->message);
  options_clear (&options);
  return status;
}
