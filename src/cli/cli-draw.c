/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "cli/cli.h"

#include "cli/cli-scenario.h"
#include "core/units.h"
#include "scene/export.h"
#include "scene/paper.h"

#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>

/* What the command line says, as it stands there. */
typedef struct
{
  ElectorCliScenario scenario;
  char *at;
  char *since;
  char *what;
  char *format;
  char *output;
  gboolean all;
} Options;

static void
options_clear (Options *self)
{
  elector_cli_scenario_clear (&self->scenario);
  g_free (self->at);
  g_free (self->since);
  g_free (self->what);
  g_free (self->format);
  g_free (self->output);
}

static gboolean
parse_options (Options *self, int *argc, char ***argv, GError **error)
{
  const GOptionEntry entries[] = {
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &self->output, N_("Where to write; “-” is standard output"),
      N_("FILE") },
    { "format", 0, 0, G_OPTION_ARG_STRING, &self->format,
      N_("svg, pdf, png, mermaid, plantuml, text or csv (what FILE ends with)"), N_("FORMAT") },
    { "what", 0, 0, G_OPTION_ARG_STRING, &self->what,
      N_("stage, timeline, sequence or log (what the format is for)"), N_("WHAT") },
    { "at", 0, 0, G_OPTION_ARG_STRING, &self->at, N_("Draw the stage at that time (the end)"), N_("TIME") },
    { "since", 0, 0, G_OPTION_ARG_STRING, &self->since, N_("Begin with what happens then (0s)"), N_("TIME") },
    { "all", 0, 0, G_OPTION_ARG_NONE, &self->all,
      N_("Sequence and log: also heartbeats, timers and all that passes the time"), NULL },
    G_OPTION_ENTRY_NULL
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);

  g_option_context_set_translation_domain (context, GETTEXT_PACKAGE);
  g_option_context_set_summary (context,
                                _("Runs a scenario and draws it: all of it as a timeline, or the stage at one moment.\n"
                                  "SCENARIO is a file, or the name of a scenario that “elector-cli list” lists."));
  elector_cli_scenario_add_options (&self->scenario, context);
  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  return g_option_context_parse (context, argc, argv, error);
}

static gboolean
find_format_by_id (const char *id, ElectorExportFormat *format, GError **error)
{
  for (guint i = 0; i < ELECTOR_N_EXPORT_FORMATS; i++)
    if (strcmp (elector_export_format_to_id (i), id) == 0)
      {
        *format = i;
        return TRUE;
      }
  g_set_error (error, ELECTOR_ERROR, ELECTOR_ERROR_SYNTAX,
               _("--format: “%s” is none of svg, pdf, png, mermaid, plantuml, text, csv"), id);
  return FALSE;
}

static gboolean
find_format_by_name (const char *name, ElectorExportFormat *format, GError **error)
{
  const char *dot = strrchr (name, '.');

  for (guint i = 0; dot != NULL && i < ELECTOR_N_EXPORT_FORMATS; i++)
    if (g_ascii_strcasecmp (elector_export_format_get_extension (i), dot + 1) == 0)
      {
        *format = i;
        return TRUE;
      }
  g_set_error (error, ELECTOR_ERROR, ELECTOR_ERROR_SYNTAX,
               _("--output: “%s” does not end with .svg, .pdf, .png, .mmd, .puml, .txt or .csv; say --format"), name);
  return FALSE;
}

/* A picture is one of the timeline, or of the stage where somebody asks for one moment. */
static gboolean
find_subject (const Options *options, ElectorExport *export, GError **error)
{
  for (guint i = 0; i < ELECTOR_N_RUN_EXPORTS; i++)
    if (options->what != NULL ? strcmp (elector_export_subject_to_id (i), options->what) == 0
                              : elector_export_has_format (i, export->format)
                                && (i != ELECTOR_EXPORT_STAGE || options->at != NULL))
      {
        export->subject = i;
        if (elector_export_has_format (i, export->format))
          return TRUE;
        g_set_error (error, ELECTOR_ERROR, ELECTOR_ERROR_SYNTAX, _("--what: there is no %s as %s"),
                     elector_export_subject_to_id (i), elector_export_format_to_id (export->format));
        return FALSE;
      }
  g_set_error (error, ELECTOR_ERROR, ELECTOR_ERROR_SYNTAX, _("--what: “%s” is none of stage, timeline, sequence, log"),
               options->what);
  return FALSE;
}

static gboolean
find_form (const Options *options, ElectorExport *export, GError **error)
{
  if (options->output == NULL)
    {
      g_set_error (error, ELECTOR_ERROR, ELECTOR_ERROR_SYNTAX, _("say where to write: --output=FILE"));
      return FALSE;
    }
  export->all = options->all;
  if (options->format != NULL ? !find_format_by_id (options->format, &export->format, error)
                              : !find_format_by_name (options->output, &export->format, error))
    return FALSE;
  if (!find_subject (options, export, error))
    return FALSE;
  if (export->subject == ELECTOR_EXPORT_STAGE || options->at == NULL)
    return TRUE;
  g_set_error (error, ELECTOR_ERROR, ELECTOR_ERROR_SYNTAX,
               _("--at: that is for the stage; others have --since and --until"));
  return FALSE;
}

/* until: when the run ends. */
static gboolean
find_times (const Options *options, ElectorExport *export, ElectorTime until, GError **error)
{
  GError *problem = NULL;

  export->at = export->until = until;
  if (options->at != NULL && !elector_parse_duration (options->at, &export->at, &problem))
    return elector_cli_blame ("--at", problem, error);
  if (options->since != NULL && !elector_parse_duration (options->since, &export->since, &problem))
    return elector_cli_blame ("--since", problem, error);
  if (export->at > until)
    problem = g_error_new (ELECTOR_ERROR, ELECTOR_ERROR_RANGE, _("the run ends before that; say --until"));
  if (problem != NULL)
    return elector_cli_blame ("--at", problem, error);
  if (export->since >= until)
    problem = g_error_new (ELECTOR_ERROR, ELECTOR_ERROR_RANGE, _("the run ends before that; say --until"));
  return problem == NULL || elector_cli_blame ("--since", problem, error);
}

static gboolean
write_out (const char *name, GBytes *bytes, GError **error)
{
  g_autoptr (GFile) file = NULL;
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);

  if (strcmp (name, "-") != 0)
    {
      file = g_file_new_for_commandline_arg (name);
      return elector_paper_save (bytes, file, error);
    }
  if (fwrite (data, 1, size, stdout) == size && fflush (stdout) == 0)
    return TRUE;
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, _("standard output could not be written to"));
  return FALSE;
}

static gboolean
draw (const Options *options, GError **error)
{
  ElectorExport export = { 0 };
  g_autoptr (ElectorRun) run = NULL;
  g_autoptr (GBytes) bytes = NULL;

  if (!find_form (options, &export, error))
    return FALSE;
  run = elector_cli_scenario_make_run (&options->scenario, error);
  if (run == NULL
      || !find_times (options, &export, elector_scenario_get_until (elector_run_get_scenario (run)), error))
    return FALSE;
  elector_run_advance (run, export.subject == ELECTOR_EXPORT_STAGE ? export.at : export.until);
  export.scenario = elector_run_get_scenario (run);
  export.trace = elector_run_get_trace (run);
  bytes = elector_export_make (&export, error);
  return bytes != NULL && write_out (options->output, bytes, error);
}

/* elector-cli draw */
int
elector_cli_draw (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  Options options = { 0 };
  int status = ELECTOR_CLI_OK;

  if (!parse_options (&options, &argc, &argv, &error) || !draw (&options, &error))
    status = elector_cli_fail ("%s", error->message);
  options_clear (&options);
  return status;
}
