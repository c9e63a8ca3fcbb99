/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/lab-table.h"

#include "ui/lab-plot.h"
#include "ui/plot-paint.h"

#include <glib/gi18n.h>

#define SAMPLE_WIDTH 24
#define SAMPLE_HEIGHT 16

typedef enum
{
  COLUMN_SAMPLE,
  COLUMN_NAME,
  COLUMN_MEAN,
  COLUMN_MEDIAN,
  COLUMN_P90,
  COLUMN_P99,
  COLUMN_WORST,
  COLUMN_LATE,
  COLUMN_STATEMENT,
  COLUMN_TYPES,
  N_COLUMNS
} Column;

static const char *const titles[N_COLUMNS] = {
  [COLUMN_NAME] = "",           [COLUMN_MEAN] = N_("Mean"),   [COLUMN_MEDIAN] = N_("Median"),
  [COLUMN_P90] = N_("90%"),     [COLUMN_P99] = N_("99%"),     [COLUMN_WORST] = N_("Worst"),
  [COLUMN_LATE] = N_("Too late"), [COLUMN_TYPES] = N_("By type, mean"),
  [COLUMN_STATEMENT] = N_("Stated elsewhere"),
};

/* --- The sample of a curve --- */

static void
draw_sample (GtkDrawingArea *area, cairo_t *cr, int width, int height, gpointer user_data)
{
  ElectorPlotStyle style;

  elector_plot_style_load (&style, GTK_WIDGET (area));
  elector_plot_paint_sample (cr, &style, GPOINTER_TO_UINT (user_data), 0, height / 2.0, width);
}

static GtkWidget *
make_sample (guint curve)
{
  GtkWidget *area = gtk_drawing_area_new ();

  gtk_drawing_area_set_content_width (GTK_DRAWING_AREA (area), SAMPLE_WIDTH);
  gtk_drawing_area_set_content_height (GTK_DRAWING_AREA (area), SAMPLE_HEIGHT);
  gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (area), draw_sample, GUINT_TO_POINTER (curve), NULL);
  gtk_widget_set_valign (area, GTK_ALIGN_CENTER);
  return area;
}

/* --- Cells --- */

static GtkWidget *
make_label (const char *text, double align)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), (float) align);
  return label;
}

static GtkWidget *
make_number (const char *text)
{
  GtkWidget *label = make_label (text, 1);

  gtk_widget_add_css_class (label, "numeric");
  return label;
}

static char *
write_name (const ElectorExperiment *experiment, const ElectorSetting *setting)
{
  if (experiment->axis == NULL)
    return g_strdup (setting->series);
  return g_strdup_printf ("%s, %s %s", setting->series, experiment->axis, setting->x_text);
}

/* A button with the value of the run at a rank, that shows this run. */
static GtkWidget *
make_run_button (const ElectorResults *results, guint setting, const guint *runs, guint rank, Column column)
{
  const ElectorSetting *what = elector_experiment_get_setting (results->experiment, setting);
  gint64 value = elector_results_get_value (results, setting, runs[rank]);
  g_autofree char *text = elector_lab_format_value (what->quantity, (double) value);
  g_autofree char *name = write_name (results->experiment, what);
  g_autofree char *label = NULL;
  GtkWidget *button = gtk_button_new_with_label (text);

  /* Translators: a curve, the name of a column, and a value: "150 to 300 ms, Median: 176.3 ms" */
  label = g_strdup_printf (_("%s, %s: %s. See this run"), name, _(titles[column]), text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_widget_set_tooltip_text (button, _("See this run"));
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "numeric");
  gtk_widget_set_halign (button, GTK_ALIGN_END);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "experiment.show-run");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "(uu)", setting, runs[rank]);
  return button;
}

/* Of messages: how many of each type there are on the average. */
static char *
write_types (const ElectorResults *results, guint i)
{
  const ElectorSetting *setting = elector_experiment_get_setting (results->experiment, i);
  const ElectorProtocol *protocol = elector_scenario_get_config (setting->scenario)->protocol;
  GString *text = g_string_new (NULL);

  for (guint type = 0; type < protocol->messages.length; type++)
    {
      guint64 sum = results->by_type[i * ELECTOR_MAX_MESSAGE_TYPES + type];

      if (sum > 0)
        g_string_append_printf (text, "%s%s %.1f", text->len > 0 ? ", " : "", protocol->messages.ids[type],
                                (double) sum / results->n);
    }
  return g_string_free (text, FALSE);
}

/* Whether there is anything to stand in a column. */
static gboolean
has_column (const ElectorResults *results, Column column)
{
  if (column == COLUMN_TYPES)
    return results->experiment->quantity == ELECTOR_QUANTITY_MESSAGES;
  if (column != COLUMN_STATEMENT)
    return TRUE;
  for (guint i = 0; i < results->experiment->settings->len; i++)
    if (elector_experiment_get_setting (results->experiment, i)->statement.source != NULL)
      return TRUE;
  return FALSE;
}

static void
attach_text (GtkGrid *grid, const ElectorResults *results, Column column, int row, char *text)
{
  if (has_column (results, column))
    gtk_grid_attach (grid, make_label (text, 0), (int) column, row, 1, 1);
  g_free (text);
}

static void
attach_row (GtkGrid *grid, const ElectorResults *results, guint i)
{
  static const struct
  {
    Column column;
    guint percent;
  } ranks[] = { { COLUMN_MEDIAN, 50 }, { COLUMN_P90, 90 }, { COLUMN_P99, 99 }, { COLUMN_WORST, 100 } };
  const ElectorSetting *setting = elector_experiment_get_setting (results->experiment, i);
  g_autofree guint *runs = elector_results_sort (results, i);
  g_autofree char *name = write_name (results->experiment, setting);
  g_autofree char *mean = NULL, *late = NULL;
  ElectorSummary summary;
  int row = (int) i + 1;

  elector_results_summarize (results, i, &summary);
  mean = elector_lab_format_value (setting->quantity, elector_summary_get_mean (&summary));
  late = g_strdup_printf ("%u", summary.n_late);
  gtk_grid_attach (grid, make_sample (elector_lab_plot_get_curve (results->experiment, i)), COLUMN_SAMPLE, row, 1, 1);
  gtk_grid_attach (grid, make_label (name, 0), COLUMN_NAME, row, 1, 1);
  gtk_grid_attach (grid, make_number (mean), COLUMN_MEAN, row, 1, 1);
  for (guint k = 0; k < G_N_ELEMENTS (ranks); k++)
    gtk_grid_attach (grid,
                     make_run_button (results, i, runs, elector_results_get_rank (summary.n, ranks[k].percent),
                                      ranks[k].column),
                     (int) ranks[k].column, row, 1, 1);
  gtk_grid_attach (grid, make_number (late), COLUMN_LATE, row, 1, 1);
  attach_text (grid, results, COLUMN_TYPES, row, write_types (results, i));
  attach_text (grid, results, COLUMN_STATEMENT, row, elector_lab_format_statement (setting));
}

/* results have at least one run of each setting; they are not needed afterwards. */
GtkWidget *
elector_lab_table_new (const ElectorResults *results)
{
  GtkGrid *grid = GTK_GRID (gtk_grid_new ());

  gtk_grid_set_column_spacing (grid, 12);
  gtk_widget_add_css_class (GTK_WIDGET (grid), "lab-table");
  for (guint column = COLUMN_NAME; column < N_COLUMNS; column++)
    {
      const char *title = *titles[column] != '\0' ? _(titles[column]) : "";
      GtkWidget *label;

      if (!has_column (results, (Column) column))
        continue;
      label = make_label (title, column == COLUMN_NAME || column >= COLUMN_STATEMENT ? 0 : 1);
      gtk_widget_add_css_class (label, "heading");
      gtk_grid_attach (grid, label, (int) column, 0, 1, 1);
    }
  for (guint i = 0; i < results->experiment->settings->len; i++)
    attach_row (grid, results, i);
  return GTK_WIDGET (grid);
}
