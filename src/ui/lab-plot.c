/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/lab-plot.h"

#include "core/units.h"

#include <glib/gi18n.h>
#include <inttypes.h>
#include <string.h>

/* Of more runs than this, so many are shown: evenly chosen by rank, the first and the last among them. */
#define DOTS_MAX 500
#define SWEPT_DOTS_MAX 60

#define RUN_BITS 32

/* --- Names --- */

/* The dot of a run, 0 .. n - 1, of a setting. */
guint64
elector_lab_plot_make_id (guint setting, guint run)
{
  return (guint64) setting << RUN_BITS | run;
}

void
elector_lab_plot_split_id (guint64 id, guint *setting, guint *run)
{
  *setting = (guint) (id >> RUN_BITS);
  *run = (guint) (id & G_MAXUINT32);
}

/* Which curve a setting belongs to. */
guint
elector_lab_plot_get_curve (const ElectorExperiment *experiment, guint setting)
{
  guint curve = 0;

  if (experiment->axis == NULL)
    return setting;
  for (guint i = 1; i <= setting; i++)
    curve += strcmp (elector_experiment_get_setting (experiment, i)->series,
                     elector_experiment_get_setting (experiment, i - 1)->series)
             != 0;
  return curve;
}

/* A value with its unit, "176.3 ms", or a number. */
char *
elector_lab_format_value (ElectorQuantity quantity, double value)
{
  if (elector_quantity_is_time (quantity))
    /* Translators: a duration in milliseconds */
    return g_strdup_printf (_("%.1f ms"), value / (double) ELECTOR_MSEC);
  return g_strdup_printf (value < 100 ? "%.4g" : "%.0f", value);
}

static void
append_statement (GString *text, const char *word, gint64 value, ElectorQuantity quantity)
{
  g_autofree char *number = elector_quantity_is_time (quantity)
                              ? elector_format_duration (value)
                              : g_strdup_printf ("%" PRIi64, value);

  if (value != 0)
    g_string_append_printf (text, "%s%s %s", text->len > 0 ? ", " : "", word, number);
}

/* What others say of a setting, in words; empty if nobody does. */
char *
elector_lab_format_statement (const ElectorSetting *setting)
{
  const ElectorStatement *statement = &setting->statement;
  GString *text = g_string_new (NULL);

  append_statement (text, _("mean"), statement->mean, setting->quantity);
  append_statement (text, _("median"), statement->p50, setting->quantity);
  append_statement (text, _("worst"), statement->max, setting->quantity);
  append_statement (text, _("at least"), statement->at_least, setting->quantity);
  if (text->len > 0)
    {
      g_string_prepend (text, ": ");
      g_string_prepend (text, _(statement->source));
    }
  return g_string_free (text, FALSE);
}

/* How many of 100 runs of a setting have no larger value than a run. */
static double
get_percentage (const ElectorResults *results, guint setting, guint run)
{
  gint64 value = elector_results_get_value (results, setting, run);
  guint n = 0;

  for (guint i = 0; i < results->n; i++)
    n += elector_results_get_value (results, setting, i) <= value;
  return 100.0 * n / results->n;
}

/* What a run is, and what a click on it does. */
char *
elector_lab_plot_describe (const ElectorResults *results, guint64 id)
{
  const ElectorExperiment *experiment = results->experiment;
  const ElectorSetting *setting;
  g_autofree char *value = NULL, *swept = NULL;
  GString *text = g_string_new (NULL);
  guint i, run;

  elector_lab_plot_split_id (id, &i, &run);
  setting = elector_experiment_get_setting (experiment, i);
  value = elector_lab_format_value (setting->quantity, (double) elector_results_get_value (results, i, run));
  swept = experiment->axis != NULL ? g_strdup_printf (", %s %s", experiment->axis, setting->x_text) : g_strdup ("");
  g_string_append_printf (text, "%s%s\n", setting->series, swept);
  if (elector_results_is_late (results, i, run))
    g_string_append_printf (text, _("no leader in %s"), value);
  else
    g_string_append (text, value);
  g_string_append_printf (text, _(", seed %" PRIu64), elector_results_get_seed (results, run));
  g_string_append_printf (text, _("\n%.1f%% of the runs need no more"), get_percentage (results, i, run));
  g_string_append (text, _("\nClick to see this run"));
  return g_string_free (text, FALSE);
}

/* --- How values are distributed --- */

/* Which of n things, 0 .. n - 1, the i-th of n_shown is. */
static guint
choose (guint n, guint n_shown, guint i)
{
  return n_shown < 2 ? 0 : (guint) ((guint64) i * (n - 1) / (n_shown - 1));
}

static void
add_distribution (ElectorPlotScene *scene, const ElectorResults *results, guint i)
{
  const ElectorSetting *setting = elector_experiment_get_setting (results->experiment, i);
  ElectorPlotCurve *curve = elector_plot_scene_add_curve (scene, setting->series);
  g_autofree guint *runs = elector_results_sort (results, i);
  guint n = results->n, n_shown = MIN (n, DOTS_MAX);

  curve->is_steps = TRUE;
  for (guint k = 0; k < n_shown; k++)
    {
      guint rank = choose (n, n_shown, k);
      double value = (double) elector_results_get_value (results, i, runs[rank]), share = (rank + 1.0) / n;

      elector_plot_curve_add_vertex (curve, value, share, 0, 0);
      elector_plot_curve_add_dot (curve, value, share, elector_lab_plot_make_id (i, runs[rank]));
    }
  if (setting->statement.p50 != 0)
    elector_plot_curve_add_mark (curve, (double) setting->statement.p50, 0.5);
  if (setting->statement.max != 0)
    elector_plot_curve_add_mark (curve, (double) setting->statement.max, 1);
}

/* --- How they depend on something --- */

static ElectorPlotUnit
get_axis_unit (const ElectorExperiment *experiment)
{
  if (experiment->axis_is_time)
    return ELECTOR_PLOT_TIME;
  return strcmp (experiment->axis, "nodes") == 0 ? ELECTOR_PLOT_NUMBER : ELECTOR_PLOT_PER_MILLION;
}

static void
add_swept (ElectorPlotCurve *curve, const ElectorResults *results, guint i)
{
  const ElectorSetting *setting = elector_experiment_get_setting (results->experiment, i);
  g_autofree guint *runs = elector_results_sort (results, i);
  guint n = results->n, n_shown = MIN (n, SWEPT_DOTS_MAX);
  ElectorSummary summary;

  elector_results_summarize (results, i, &summary);
  elector_plot_curve_add_vertex (curve, setting->x, (double) summary.p50, (double) summary.p10, (double) summary.p90);
  for (guint k = 0; k < n_shown; k++)
    {
      guint run = runs[choose (n, n_shown, k)];

      elector_plot_curve_add_dot (curve, setting->x, (double) elector_results_get_value (results, i, run),
                                  elector_lab_plot_make_id (i, run));
    }
  if (setting->statement.p50 != 0)
    elector_plot_curve_add_mark (curve, setting->x, (double) setting->statement.p50);
}

static void
add_curves (ElectorPlotScene *scene, const ElectorResults *results)
{
  const ElectorExperiment *experiment = results->experiment;
  ElectorPlotCurve *curve = NULL;

  for (guint i = 0; i < experiment->settings->len; i++)
    {
      if (elector_lab_plot_get_curve (experiment, i) == scene->curves->len)
        {
          curve = elector_plot_scene_add_curve (scene, elector_experiment_get_setting (experiment, i)->series);
          curve->has_band = TRUE;
          curve->shows_dots = TRUE;
        }
      add_swept (curve, results, i);
    }
}

/* The plot of results that have at least one run of each setting. */
ElectorPlotScene *
elector_lab_plot_new (const ElectorResults *results)
{
  const ElectorExperiment *experiment = results->experiment;
  gboolean is_time = elector_quantity_is_time (experiment->quantity);
  ElectorPlotUnit unit = is_time ? ELECTOR_PLOT_TIME : ELECTOR_PLOT_NUMBER;
  g_autofree char *value = NULL, *swept = NULL;
  ElectorPlotScene *scene;

  /* Translators: the title of an axis that shows durations */
  value = is_time ? g_strdup_printf (_("%s (ms)"), elector_quantity_to_text (experiment->quantity))
                  : g_strdup (elector_quantity_to_text (experiment->quantity));
  if (experiment->axis == NULL)
    {
      scene = elector_plot_scene_new (value, unit, _("Share of the runs"), ELECTOR_PLOT_SHARE);
      for (guint i = 0; i < experiment->settings->len; i++)
        add_distribution (scene, results, i);
      return scene;
    }
  swept = experiment->axis_is_time ? g_strdup_printf (_("%s (ms)"), experiment->axis) : g_strdup (experiment->axis);
  scene = elector_plot_scene_new (swept, get_axis_unit (experiment), value, unit);
  add_curves (scene, results);
  return scene;
}
