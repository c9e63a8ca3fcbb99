/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "cli/cli.h"

#include "check/experiment.h"
#include "core/units.h"

#include <glib/gi18n.h>
#include <json-glib/json-glib.h>
#include <string.h>

#define STANDARD_RUNS 1000
#define MAX_RUNS 1000000

static const ElectorPreset *
find_preset (const char *id)
{
  guint n;
  const ElectorPreset *presets = elector_experiment_get_presets (&n);

  for (guint i = 0; i < n; i++)
    if (strcmp (presets[i].id, id) == 0)
      return &presets[i];
  return NULL;
}

static char *
describe_presets (void)
{
  GString *text = g_string_new (_("Experiments:"));
  guint n;
  const ElectorPreset *presets = elector_experiment_get_presets (&n);

  for (guint i = 0; i < n; i++)
    g_string_append_printf (text, "\n  %-14s %s", presets[i].id, _(presets[i].summary));
  return g_string_free (text, FALSE);
}

/* --- Text --- */

static void
print_row (const ElectorExperiment *curve, const ElectorDistribution *result)
{
  const ElectorTime times[] = { result->mean, result->p50, result->p90, result->p99, result->max };

  g_print ("%-12s", curve->id);
  for (guint i = 0; i < G_N_ELEMENTS (times); i++)
    {
      g_autofree char *number = g_strdup_printf ("%.1f", (double) times[i] / (double) ELECTOR_MSEC);

      g_print (" %10s", number);
    }
  g_print ("\n");
}

static void
print_text (const ElectorPreset *preset, guint n_runs, guint64 seed)
{
  g_autofree char *latency = elector_format_range (&preset->curves[0].latency);

  g_print ("%s\n", _(preset->summary));
  g_print (_("Latency one way: %s, evenly distributed. Times in ms, of %u runs each."), latency, n_runs);
  g_print ("\n\n%-12s %10s %10s %10s %10s %10s\n", "", _("mean"), _("median"), "p90", "p99", _("worst"));
  for (guint i = 0; i < preset->n_curves; i++)
    {
      ElectorDistribution result;

      elector_experiment_run (&preset->curves[i], n_runs, seed, &result);
      print_row (&preset->curves[i], &result);
    }
}

/* --- JSON --- */

static void
add_time (JsonBuilder *builder, const char *name, ElectorTime time)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_int_value (builder, time);
}

static void
add_curve (JsonBuilder *builder, const ElectorExperiment *curve, const ElectorDistribution *result)
{
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "name");
  json_builder_add_string_value (builder, curve->id);
  add_time (builder, "nodes", curve->n_nodes);
  add_time (builder, "failed", curve->n_failed + 1);
  add_time (builder, "timeout_low_us", curve->election_timeout.low);
  add_time (builder, "timeout_high_us", curve->election_timeout.high);
  add_time (builder, "latency_low_us", curve->latency.low);
  add_time (builder, "latency_high_us", curve->latency.high);
  json_builder_set_member_name (builder, "logs_differ");
  json_builder_add_boolean_value (builder, curve->logs_differ);
  add_time (builder, "n", result->n);
  add_time (builder, "mean_us", result->mean);
  add_time (builder, "min_us", result->min);
  add_time (builder, "p10_us", result->p10);
  add_time (builder, "p50_us", result->p50);
  add_time (builder, "p90_us", result->p90);
  add_time (builder, "p99_us", result->p99);
  add_time (builder, "max_us", result->max);
  json_builder_end_object (builder);
}

static void
print_json (const ElectorPreset *preset, guint n_runs, guint64 seed)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *text = NULL;

  json_builder_begin_array (builder);
  for (guint i = 0; i < preset->n_curves; i++)
    {
      ElectorDistribution result;

      elector_experiment_run (&preset->curves[i], n_runs, seed, &result);
      add_curve (builder, &preset->curves[i], &result);
    }
  json_builder_end_array (builder);
  root = json_builder_get_root (builder);
  text = json_to_string (root, TRUE);
  g_print ("%s\n", text);
}

/* elector-cli experiment */
int
elector_cli_experiment (int argc, char **argv)
{
  g_autofree char *runs = NULL, *seed = NULL, *format = NULL, *description = describe_presets ();
  guint64 n_runs = STANDARD_RUNS, first = 1;
  const GOptionEntry entries[] = {
    { "runs", 0, 0, G_OPTION_ARG_STRING, &runs, N_("how many runs (1000)"), N_("N") },
    { "seed", 0, 0, G_OPTION_ARG_STRING, &seed, N_("the seed of the first run (1)"), N_("N") },
    { "format", 0, 0, G_OPTION_ARG_STRING, &format, N_("text or json"), N_("FORMAT") },
    G_OPTION_ENTRY_NULL
  };
  g_autoptr (GOptionContext) context = g_option_context_new (_("EXPERIMENT"));
  g_autoptr (GError) error = NULL;
  const ElectorPreset *preset;

  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  g_option_context_set_summary (context, _("Makes many runs, and prints how long the system was without a leader."));
  g_option_context_set_description (context, description);
  if (!g_option_context_parse (context, &argc, &argv, &error))
    return elector_cli_fail ("%s", error->message);
  if (runs != NULL && !elector_parse_number (runs, 1, MAX_RUNS, &n_runs, &error))
    return elector_cli_fail ("--runs: %s", error->message);
  if (seed != NULL && !elector_parse_number (seed, 0, G_MAXUINT64 - MAX_RUNS, &first, &error))
    return elector_cli_fail ("--seed: %s", error->message);
  if (argc != 2)
    return elector_cli_fail (_("name one experiment: try “elector-cli experiment --help”"));
  preset = find_preset (argv[1]);
  if (preset == NULL)
    return elector_cli_fail (_("there is no experiment “%s”: try “elector-cli experiment --help”"), argv[1]);
  if (format != NULL && strcmp (format, "text") != 0 && strcmp (format, "json") != 0)
    return elector_cli_fail (_("--format: “%s” is neither text nor json"), format);
  if (g_strcmp0 (format, "json") == 0)
    print_json (preset, (guint) n_runs, first);
  else
    print_text (preset, (guint) n_runs, first);
  return ELECTOR_CLI_OK;
}
