/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "cli/cli-results.h"

#include "core/units.h"

#include <glib/gi18n.h>
#include <string.h>

#define MAX_JOBS 1024

/* What the command line says, as it stands there. */
typedef struct
{
  char *runs;
  char *seed;
  char *jobs;
  char *format;
  char *shard;
} Options;

typedef struct
{
  guint64 n_jobs;
  guint64 part;
  guint64 n_parts; /* 0: the whole is wanted, not a part */
  ElectorCliResultsFormat format;
} Wishes;

static void
options_clear (Options *self)
{
  g_free (self->runs);
  g_free (self->seed);
  g_free (self->jobs);
  g_free (self->format);
  g_free (self->shard);
}

static char *
describe_presets (void)
{
  GString *text = g_string_new (_("Experiments:"));

  for (guint i = 0; i < elector_experiment_get_n_presets (); i++)
    g_string_append_printf (text, "\n  %-14s %s", elector_experiment_get_preset_id (i),
                            elector_experiment_get_preset_summary (i));
  return g_string_free (text, FALSE);
}

static gboolean
parse_options (Options *self, int *argc, char ***argv, GError **error)
{
  const GOptionEntry entries[] = {
    { "runs", 0, 0, G_OPTION_ARG_STRING, &self->runs, N_("how many runs of each curve or setting"), N_("N") },
    { "seed", 0, 0, G_OPTION_ARG_STRING, &self->seed, N_("the seed of the first run (1)"), N_("N") },
    { "jobs", 'j', 0, G_OPTION_ARG_STRING, &self->jobs, N_("how many threads make runs (one a processor)"), N_("N") },
    { "shard", 0, 0, G_OPTION_ARG_STRING, &self->shard,
      N_("make only part K of N, and print it for “elector-cli merge”"), N_("K/N") },
    { "format", 0, 0, G_OPTION_ARG_STRING, &self->format, N_("text, csv or json"), N_("FORMAT") },
    G_OPTION_ENTRY_NULL
  };
  g_autoptr (GOptionContext) context = g_option_context_new (_("EXPERIMENT"));
  g_autofree char *description = describe_presets ();

  g_option_context_set_translation_domain (context, GETTEXT_PACKAGE);
  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  g_option_context_set_summary (context, _("Makes many runs, and prints what was measured. EXPERIMENT is one of those\n"
                                           "below, or a file."));
  g_option_context_set_description (context, description);
  return g_option_context_parse (context, argc, argv, error);
}

static gboolean
parse_shard (const char *text, Wishes *wishes)
{
  g_auto (GStrv) words = g_strsplit (text, "/", 3);

  if (g_strv_length (words) == 2
      && elector_parse_number (words[1], 1, ELECTOR_RESULTS_PARTS_MAX, &wishes->n_parts, NULL)
      && elector_parse_number (words[0], 1, wishes->n_parts, &wishes->part, NULL))
    return TRUE;
  elector_cli_fail (_("--shard: “%s” is not of the form K/N, like 1/4 to 4/4"), text);
  return FALSE;
}

/* Returns FALSE after it has complained. */
static gboolean
parse_number (const char *option, const char *text, guint64 minimum, guint64 maximum, guint64 *number)
{
  g_autoptr (GError) error = NULL;

  if (text == NULL || elector_parse_number (text, minimum, maximum, number, &error))
    return TRUE;
  elector_cli_fail ("%s: %s", option, error->message);
  return FALSE;
}

static gboolean
read_wishes (const Options *options, ElectorExperiment *experiment, Wishes *wishes)
{
  guint64 n_runs = experiment->n_runs;

  wishes->n_jobs = g_get_num_processors ();
  if (!parse_number ("--runs", options->runs, 1, ELECTOR_EXPERIMENT_RUNS_MAX, &n_runs)
      || !parse_number ("--seed", options->seed, 0, G_MAXUINT64 - ELECTOR_EXPERIMENT_RUNS_MAX, &experiment->seed)
      || !parse_number ("--jobs", options->jobs, 1, MAX_JOBS, &wishes->n_jobs)
      || !elector_cli_results_parse_format (options->format, &wishes->format)
      || (options->shard != NULL && !parse_shard (options->shard, wishes)))
    return FALSE;
  experiment->n_runs = (guint) n_runs;
  if (options->shard == NULL || options->format == NULL)
    return TRUE;
  elector_cli_fail (_("a part has no format: give --format to “elector-cli merge”"));
  return FALSE;
}

/* A preset, unless there is a file of that name. NULL after a complaint. */
static ElectorExperiment *
load (const char *name)
{
  g_autoptr (GFile) file = g_file_new_for_commandline_arg (name);
  ElectorExperiment *experiment = NULL;
  g_autoptr (GError) error = NULL;

  if (!g_file_query_exists (file, NULL))
    {
      experiment = elector_experiment_new_preset (name);
      if (experiment == NULL)
        elector_cli_fail (_("there is no experiment “%s”: try “elector-cli experiment --help”"), name);
      return experiment;
    }
  experiment = elector_experiment_new_from_file (file, &error);
  if (experiment == NULL)
    elector_cli_fail ("%s", error->message);
  return experiment;
}

static int
make (ElectorExperiment *experiment, const Wishes *wishes)
{
  gboolean is_part = wishes->n_parts > 0;
  g_autoptr (GError) error = NULL;
  g_autoptr (ElectorResults) results = NULL;
  g_autofree char *part = NULL;

  results = elector_results_new (experiment, is_part ? (guint) wishes->part : 1,
                                 is_part ? (guint) wishes->n_parts : 1, &error);
  if (results == NULL)
    return elector_cli_fail ("%s", error->message);
  elector_results_run (results, (guint) wishes->n_jobs, NULL);
  if (is_part)
    {
      part = elector_results_to_part (results);
      g_print ("%s", part);
    }
  else
    elector_cli_results_print (results, wishes->format);
  return ELECTOR_CLI_OK;
}

/* elector-cli experiment */
int
elector_cli_experiment (int argc, char **argv)
{
  g_autoptr (ElectorExperiment) experiment = NULL;
  g_autoptr (GError) error = NULL;
  Options options = { 0 };
  Wishes wishes = { 0 };
  int status = ELECTOR_CLI_USAGE;

  if (!parse_options (&options, &argc, &argv, &error))
    elector_cli_fail ("%s", error->message);
  else if (argc != 2)
    elector_cli_fail (_("name one experiment: try “elector-cli experiment --help”"));
  else
    experiment = load (argv[1]);
  if (experiment != NULL && read_wishes (&options, experiment, &wishes))
    status = make (experiment, &wishes);
  options_clear (&options);
  return status;
}
