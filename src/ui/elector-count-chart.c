/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/elector-count-chart.h"

#include "ui/stage-glyphs.h"

#include <glib/gi18n.h>
#include <math.h>

#define NATURAL_WIDTH 320
#define HEIGHT 200
#define MARGIN_LEFT 52.0
#define MARGIN_RIGHT 18.0
#define MARGIN_TOP 10.0
#define MARGIN_BOTTOM 34.0
#define LETTER_GAP 13.0 /* between the letters at the ends of two lines */
#define FIRST_LETTER 'A'
#define N_LINES_MAX 12

struct _ElectorCountChart
{
  GtkWidget parent_instance;

  guint n_min;
  guint n_max;
  GPtrArray *lines; /* of guint[n_max + 1], by the number of nodes; 0: not known */
  ElectorPalette palette;
};

G_DEFINE_FINAL_TYPE (ElectorCountChart, elector_count_chart, GTK_TYPE_WIDGET)

static const ElectorColor line_colors[] = { ELECTOR_COLOR_FOLLOWER, ELECTOR_COLOR_HEARTBEAT, ELECTOR_COLOR_CANDIDATE,
                                            ELECTOR_COLOR_ANSWER };
static const double line_dashes[][2] = { { 0, 0 }, { 6, 3 }, { 2, 3 } };

/* --- Places --- */

typedef struct
{
  double width;
  double height;
  double decades; /* the scale goes from 1 to 10 to this */
} Plot;

static const guint *
get_line (ElectorCountChart *self, guint i)
{
  return g_ptr_array_index (self->lines, i);
}

static Plot
get_plot (ElectorCountChart *self)
{
  Plot plot = { .width = gtk_widget_get_width (GTK_WIDGET (self)) - MARGIN_LEFT - MARGIN_RIGHT,
                .height = gtk_widget_get_height (GTK_WIDGET (self)) - MARGIN_TOP - MARGIN_BOTTOM,
                .decades = 1 };

  for (guint i = 0; i < self->lines->len; i++)
    for (guint n = self->n_min; n <= self->n_max; n++)
      plot.decades = MAX (plot.decades, ceil (log10 (MAX (get_line (self, i)[n], 1))));
  return plot;
}

static double
get_x (ElectorCountChart *self, const Plot *plot, guint n)
{
  return MARGIN_LEFT + plot->width * (n - self->n_min) / MAX (self->n_max - self->n_min, 1);
}

static double
get_y (const Plot *plot, double count)
{
  return MARGIN_TOP + plot->height * (1 - log10 (MAX (count, 1)) / plot->decades);
}

/* --- Drawing --- */

/* Writes text with its middle at y, and at x its start (align 0), middle (0.5) or end (1). */
static void
write_text (ElectorCountChart *self, cairo_t *cr, const char *text, double x, double y, double align)
{
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);
  int width, height;

  pango_layout_get_pixel_size (layout, &width, &height);
  cairo_move_to (cr, round (x - width * align), round (y - height / 2.0));
  pango_cairo_show_layout (cr, layout);
}

static void
draw_scale (ElectorCountChart *self, cairo_t *cr, const Plot *plot)
{
  for (int decade = 0; decade <= (int) plot->decades; decade++)
    {
      double y = get_y (plot, pow (10, decade));
      g_autofree char *number = g_strdup_printf ("%.0f", pow (10, decade));

      elector_palette_set_source (&self->palette, cr, ELECTOR_COLOR_LINK, 1);
      cairo_set_line_width (cr, 1);
      cairo_move_to (cr, MARGIN_LEFT, round (y) + 0.5);
      cairo_line_to (cr, MARGIN_LEFT + plot->width, round (y) + 0.5);
      cairo_stroke (cr);
      elector_palette_set_source (&self->palette, cr, ELECTOR_COLOR_FOREGROUND, 1);
      write_text (self, cr, number, MARGIN_LEFT - 6, y, 1);
    }
  for (guint n = self->n_min; n <= self->n_max; n++)
    if (n == self->n_min || n % 10 == 0)
      {
        g_autofree char *number = g_strdup_printf ("%u", n);

        write_text (self, cr, number, get_x (self, plot, n), MARGIN_TOP + plot->height + 8, 0.5);
      }
  write_text (self, cr, _("nodes"), MARGIN_LEFT + plot->width / 2, MARGIN_TOP + plot->height + 24, 0.5);
}

static void
draw_line (ElectorCountChart *self, cairo_t *cr, const Plot *plot, guint i)
{
  const guint *counts = get_line (self, i);
  const double *dashes = line_dashes[i % G_N_ELEMENTS (line_dashes)];

  elector_palette_set_source (&self->palette, cr, line_colors[i % G_N_ELEMENTS (line_colors)], 1);
  cairo_set_dash (cr, dashes, dashes[0] > 0 ? 2 : 0, 0);
  cairo_set_line_width (cr, 2);
  cairo_new_path (cr); /* not from where text was written last */
  for (guint n = self->n_min; n <= self->n_max; n++)
    if (counts[n] > 0)
      cairo_line_to (cr, get_x (self, plot, n), get_y (plot, counts[n]));
  cairo_stroke (cr);
  cairo_set_dash (cr, NULL, 0, 0);
}

/* The letters stand at the ends of their lines, from below upwards, none on top of another. */
static void
draw_letters (ElectorCountChart *self, cairo_t *cr, const Plot *plot)
{
  gboolean done[N_LINES_MAX] = { FALSE };
  double limit = G_MAXDOUBLE;

  elector_palette_set_source (&self->palette, cr, ELECTOR_COLOR_FOREGROUND, 1);
  for (guint drawn = 0; drawn < self->lines->len; drawn++)
    {
      guint lowest = self->lines->len;
      char letter[2] = { 0 };

      for (guint i = 0; i < self->lines->len; i++)
        if (!done[i]
            && (lowest == self->lines->len || get_line (self, i)[self->n_max] < get_line (self, lowest)[self->n_max]))
          lowest = i;
      done[lowest] = TRUE;
      limit = MIN (limit, get_y (plot, get_line (self, lowest)[self->n_max]));
      letter[0] = (char) (FIRST_LETTER + lowest);
      write_text (self, cr, letter, MARGIN_LEFT + plot->width + 5, limit, 0);
      limit -= LETTER_GAP;
    }
}

static void
elector_count_chart_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  ElectorCountChart *self = ELECTOR_COUNT_CHART (widget);
  Plot plot = get_plot (self);
  cairo_t *cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, (float) gtk_widget_get_width (widget),
                                                                          (float) gtk_widget_get_height (widget)));

  draw_scale (self, cr, &plot);
  for (guint i = 0; i < self->lines->len; i++)
    draw_line (self, cr, &plot, i);
  draw_letters (self, cr, &plot);
  cairo_destroy (cr);
}

/* --- The widget --- */

/* The counts of all lines at the number of nodes under the pointer. */
static gboolean
query_tooltip_cb (ElectorCountChart *self, int x, int y, gboolean keyboard, GtkTooltip *tooltip)
{
  Plot plot = get_plot (self);
  double place = (x - MARGIN_LEFT) / MAX (plot.width, 1) * (self->n_max - self->n_min);
  guint n = self->n_min + (guint) CLAMP (round (place), 0, self->n_max - self->n_min);
  g_autoptr (GString) text = g_string_new (NULL);

  if (keyboard || self->lines->len == 0)
    return FALSE;
  g_string_append_printf (text, ngettext ("%u node", "%u nodes", n), n);
  for (guint i = 0; i < self->lines->len; i++)
    g_string_append_printf (text, "\n%c: %u", (char) (FIRST_LETTER + i), get_line (self, i)[n]);
  gtk_tooltip_set_text (tooltip, text->str);
  return TRUE;
}

static void
elector_count_chart_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                             int *minimum_baseline, int *natural_baseline)
{
  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? NATURAL_WIDTH / 2 : HEIGHT;
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? NATURAL_WIDTH : HEIGHT;
}

static void
elector_count_chart_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (elector_count_chart_parent_class)->css_changed (widget, change);
  elector_palette_load (&ELECTOR_COUNT_CHART (widget)->palette, widget);
  gtk_widget_queue_draw (widget);
}

static void
elector_count_chart_finalize (GObject *object)
{
  g_ptr_array_unref (ELECTOR_COUNT_CHART (object)->lines);
  G_OBJECT_CLASS (elector_count_chart_parent_class)->finalize (object);
}

static void
elector_count_chart_class_init (ElectorCountChartClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = elector_count_chart_finalize;
  widget_class->measure = elector_count_chart_measure;
  widget_class->snapshot = elector_count_chart_snapshot;
  widget_class->css_changed = elector_count_chart_css_changed;
  gtk_widget_class_set_css_name (widget_class, "electorchart");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
elector_count_chart_init (ElectorCountChart *self)
{
  self->lines = g_ptr_array_new_with_free_func (g_free);
  g_signal_connect (self, "query-tooltip", G_CALLBACK (query_tooltip_cb), NULL);
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
}

/* From n_min to n_max nodes, without lines. Whoever fills it says in its accessible description what it shows. */
GtkWidget *
elector_count_chart_new (guint n_min, guint n_max)
{
  ElectorCountChart *self = g_object_new (ELECTOR_TYPE_COUNT_CHART, NULL);

  self->n_min = n_min;
  self->n_max = n_max;
  return GTK_WIDGET (self);
}

/* counts is indexed by the number of nodes, and copied. Returns the letter of the line. */
char
elector_count_chart_add_line (ElectorCountChart *self, const guint *counts)
{
  g_return_val_if_fail (ELECTOR_IS_COUNT_CHART (self), 0);
  g_return_val_if_fail (self->lines->len < N_LINES_MAX, 0);

  g_ptr_array_add (self->lines, g_memdup2 (counts, (self->n_max + 1) * sizeof *counts));
  gtk_widget_queue_draw (GTK_WIDGET (self));
  return (char) (FIRST_LETTER + self->lines->len - 1);
}

void
elector_count_chart_clear (ElectorCountChart *self)
{
  g_return_if_fail (ELECTOR_IS_COUNT_CHART (self));

  g_ptr_array_set_size (self->lines, 0);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
