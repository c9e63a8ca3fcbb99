/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/plot-paint.h"

#include <adwaita.h>
#include <math.h>

#define LINE_WIDTH 2.0
#define DOT_RADIUS 2.0
#define DOT_ALPHA 0.35
#define BAND_ALPHA 0.15
#define GRID_ALPHA 0.15
#define FRAME_ALPHA 0.5
#define MARK_SIZE 4.5
#define SAMPLE_WIDTH 28.0
#define PICK_RADIUS 5.0
#define PADDING 6.0
#define GAP 8.0
#define LEGEND_GAP 36.0 /* from the area: the last label at the axis reaches into it */

#define PAPER_WIDTH 900
#define PAPER_HEIGHT 540

static const double dashes[][2] = { { 0, 0 }, { 7, 3 }, { 2, 3 } };

/* --- Style --- */

/* The palette of libadwaita, in shades that stand out from the background. */
static const char *const light_names[ELECTOR_PLOT_N_COLORS] = { "blue_4",   "orange_5", "green_5",
                                                                "purple_4", "red_4",    "brown_4" };
static const char *const dark_names[ELECTOR_PLOT_N_COLORS] = { "blue_2",   "orange_2", "green_2",
                                                               "purple_1", "red_1",    "brown_1" };

static const char *const paper_colors[ELECTOR_PLOT_N_COLORS] = { "#1c71d8", "#c64600", "#26a269",
                                                                 "#813d9c", "#c01c28", "#865e3c" };

static void
look_up (GtkStyleContext *context, const char *name, const char *fallback, GdkRGBA *color)
{
  if (!gtk_style_context_lookup_color (context, name, color))
    gdk_rgba_parse (color, fallback);
}

/* As the widget's theme has it. */
void
elector_plot_style_load (ElectorPlotStyle *self, GtkWidget *widget)
{
  GtkStyleContext *context = gtk_widget_get_style_context (widget);
  gboolean is_dark = adw_style_manager_get_dark (adw_style_manager_get_default ());

  look_up (context, "view_fg_color", "#000000", &self->foreground);
  look_up (context, "view_bg_color", "#ffffff", &self->background);
  for (guint i = 0; i < ELECTOR_PLOT_N_COLORS; i++)
    look_up (context, is_dark ? dark_names[i] : light_names[i], paper_colors[i], &self->curves[i]);
}

void
elector_plot_style_load_paper (ElectorPlotStyle *self)
{
  gdk_rgba_parse (&self->foreground, "#000000");
  gdk_rgba_parse (&self->background, "#ffffff");
  for (guint i = 0; i < ELECTOR_PLOT_N_COLORS; i++)
    gdk_rgba_parse (&self->curves[i], paper_colors[i]);
}

GdkRGBA
elector_plot_style_get_curve (const ElectorPlotStyle *self, guint curve)
{
  return self->curves[curve % ELECTOR_PLOT_N_COLORS];
}

static void
set_source (cairo_t *cr, GdkRGBA color, double alpha)
{
  cairo_set_source_rgba (cr, color.red, color.green, color.blue, color.alpha * alpha);
}

static void
set_curve_line (cairo_t *cr, const ElectorPlotStyle *style, guint curve)
{
  const double *dash = dashes[curve / ELECTOR_PLOT_N_COLORS % G_N_ELEMENTS (dashes)];

  set_source (cr, elector_plot_style_get_curve (style, curve), 1);
  cairo_set_dash (cr, dash, dash[0] > 0 ? 2 : 0, 0);
  cairo_set_line_width (cr, LINE_WIDTH);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
}

/* --- Text --- */

static PangoLayout *
make_layout (PangoContext *context, const char *text)
{
  PangoLayout *layout = pango_layout_new (context);

  pango_layout_set_text (layout, text, -1);
  return layout;
}

/* Writes text with its middle at y, and at x its start (align 0), middle (0.5) or end (1). */
static void
write_text (cairo_t *cr, PangoContext *context, const char *text, double x, double y, double align)
{
  g_autoptr (PangoLayout) layout = make_layout (context, text);
  int width, height;

  pango_layout_get_pixel_size (layout, &width, &height);
  cairo_move_to (cr, round (x - width * align), round (y - height / 2.0));
  pango_cairo_show_layout (cr, layout);
}

static void
measure_text (PangoContext *context, const char *text, double *width, double *height)
{
  g_autoptr (PangoLayout) layout = make_layout (context, text);
  int w, h;

  pango_layout_get_pixel_size (layout, &w, &h);
  *width = w;
  *height = h;
}

static double
get_legend_width (const ElectorPlotScene *scene, PangoContext *context)
{
  double widest = 0;

  for (guint i = 0; i < scene->curves->len; i++)
    {
      double width, height;

      measure_text (context, elector_plot_scene_get_curve (scene, i)->name, &width, &height);
      widest = MAX (widest, width);
    }
  return LEGEND_GAP + SAMPLE_WIDTH + GAP + widest;
}

/* Lays a plot out for this font. */
void
elector_plot_place (ElectorPlotScene *scene, PangoContext *context, double width, double height, gboolean has_legend)
{
  double digits, line;

  measure_text (context, "0000000000", &digits, &line);
  elector_plot_scene_place (scene, width, height, has_legend ? get_legend_width (scene, context) : LEGEND_GAP / 2,
                            digits / 10, line);
}

/* --- Parts --- */

static void
paint_axes (const ElectorPlotScene *scene, cairo_t *cr, PangoContext *context, const ElectorPlotStyle *style)
{
  double right = scene->left + scene->width, bottom = scene->top + scene->height, digits, line;

  measure_text (context, "0", &digits, &line);
  cairo_set_line_width (cr, 1);
  for (guint i = 0; i < scene->y.ticks->len; i++)
    {
      double tick = g_array_index (scene->y.ticks, double, i), y = elector_plot_scene_get_y (scene, tick);
      g_autofree char *label = elector_plot_unit_format (scene->y.unit, tick);

      set_source (cr, style->foreground, GRID_ALPHA);
      cairo_move_to (cr, scene->left, round (y) + 0.5);
      cairo_line_to (cr, right, round (y) + 0.5);
      cairo_stroke (cr);
      set_source (cr, style->foreground, 1);
      write_text (cr, context, label, scene->left - GAP, y, 1);
    }
  for (guint i = 0; i < scene->x.ticks->len; i++)
    {
      double tick = g_array_index (scene->x.ticks, double, i), x = elector_plot_scene_get_x (scene, tick);
      g_autofree char *label = elector_plot_unit_format (scene->x.unit, tick);

      set_source (cr, style->foreground, GRID_ALPHA);
      cairo_move_to (cr, round (x) + 0.5, scene->top);
      cairo_line_to (cr, round (x) + 0.5, bottom);
      cairo_stroke (cr);
      set_source (cr, style->foreground, 1);
      write_text (cr, context, label, x, bottom + GAP / 2 + line / 2, 0.5);
    }
  set_source (cr, style->foreground, FRAME_ALPHA);
  cairo_move_to (cr, round (scene->left) + 0.5, scene->top);
  cairo_line_to (cr, round (scene->left) + 0.5, round (bottom) + 0.5);
  cairo_line_to (cr, right, round (bottom) + 0.5);
  cairo_stroke (cr);
  set_source (cr, style->foreground, 1);
  write_text (cr, context, scene->y.title, GAP, GAP / 2 + line / 2, 0);
  write_text (cr, context, scene->x.title, scene->left + scene->width / 2, bottom + GAP + line * 1.5, 0.5);
}

static void
paint_band (const ElectorPlotScene *scene, cairo_t *cr, const ElectorPlotStyle *style, guint i)
{
  GArray *vertices = elector_plot_scene_get_curve (scene, i)->vertices;

  cairo_new_path (cr); /* text leaves a point behind */
  for (guint k = 0; k < vertices->len; k++)
    {
      const ElectorPlotVertex *vertex = &g_array_index (vertices, ElectorPlotVertex, k);

      cairo_line_to (cr, elector_plot_scene_get_x (scene, vertex->x), elector_plot_scene_get_y (scene, vertex->low));
    }
  for (guint k = vertices->len; k > 0; k--)
    {
      const ElectorPlotVertex *vertex = &g_array_index (vertices, ElectorPlotVertex, k - 1);

      cairo_line_to (cr, elector_plot_scene_get_x (scene, vertex->x), elector_plot_scene_get_y (scene, vertex->high));
    }
  set_source (cr, elector_plot_style_get_curve (style, i), BAND_ALPHA);
  cairo_fill (cr);
}

/* Steps begin at the lower end of the scale, and the last one goes on to the right. */
static void
paint_line (const ElectorPlotScene *scene, cairo_t *cr, const ElectorPlotStyle *style, guint i)
{
  const ElectorPlotCurve *curve = elector_plot_scene_get_curve (scene, i);
  double before = elector_plot_scene_get_y (scene, scene->y.low);

  cairo_new_path (cr);
  for (guint k = 0; k < curve->vertices->len; k++)
    {
      const ElectorPlotVertex *vertex = &g_array_index (curve->vertices, ElectorPlotVertex, k);
      double x = elector_plot_scene_get_x (scene, vertex->x), y = elector_plot_scene_get_y (scene, vertex->y);

      if (curve->is_steps)
        cairo_line_to (cr, x, before);
      cairo_line_to (cr, x, y);
      before = y;
    }
  if (curve->is_steps && curve->vertices->len > 0)
    cairo_line_to (cr, scene->left + scene->width, before);
  set_curve_line (cr, style, i);
  cairo_stroke (cr);
  cairo_set_dash (cr, NULL, 0, 0);
}

static void
paint_dots (const ElectorPlotScene *scene, cairo_t *cr, const ElectorPlotStyle *style, guint i)
{
  const ElectorPlotCurve *curve = elector_plot_scene_get_curve (scene, i);

  cairo_new_path (cr);
  set_source (cr, elector_plot_style_get_curve (style, i), DOT_ALPHA);
  for (guint k = 0; curve->shows_dots && k < curve->dots->len; k++)
    {
      const ElectorPlotDot *dot = &g_array_index (curve->dots, ElectorPlotDot, k);

      cairo_new_sub_path (cr);
      cairo_arc (cr, elector_plot_scene_get_x (scene, dot->x), elector_plot_scene_get_y (scene, dot->y), DOT_RADIUS, 0,
                 2 * G_PI);
    }
  cairo_fill (cr);
}

/* A cross in the color of its curve, with a rim in that of text. */
static void
paint_marks (const ElectorPlotScene *scene, cairo_t *cr, const ElectorPlotStyle *style, guint i)
{
  GArray *marks = elector_plot_scene_get_curve (scene, i)->marks;

  for (guint pass = 0; pass < 2; pass++)
    {
      for (guint k = 0; k < marks->len; k++)
        {
          const ElectorPlotDot *mark = &g_array_index (marks, ElectorPlotDot, k);
          double x = elector_plot_scene_get_x (scene, mark->x), y = elector_plot_scene_get_y (scene, mark->y);

          cairo_move_to (cr, x - MARK_SIZE, y - MARK_SIZE);
          cairo_line_to (cr, x + MARK_SIZE, y + MARK_SIZE);
          cairo_move_to (cr, x - MARK_SIZE, y + MARK_SIZE);
          cairo_line_to (cr, x + MARK_SIZE, y - MARK_SIZE);
        }
      set_source (cr, pass == 0 ? style->foreground : elector_plot_style_get_curve (style, i), 1);
      cairo_set_line_width (cr, pass == 0 ? 4.5 : 2);
      cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
      cairo_stroke (cr);
      cairo_set_line_cap (cr, CAIRO_LINE_CAP_BUTT);
    }
}

/* A piece of a curve, for a legend: its middle line is at y. */
void
elector_plot_paint_sample (cairo_t *cr, const ElectorPlotStyle *style, guint curve, double x, double y, double width)
{
  set_curve_line (cr, style, curve);
  cairo_move_to (cr, x, y);
  cairo_line_to (cr, x + width, y);
  cairo_stroke (cr);
  cairo_set_dash (cr, NULL, 0, 0);
}

static void
paint_legend (const ElectorPlotScene *scene, cairo_t *cr, PangoContext *context, const ElectorPlotStyle *style)
{
  double x = scene->left + scene->width + LEGEND_GAP, width, line;

  measure_text (context, "0", &width, &line);
  for (guint i = 0; i < scene->curves->len; i++)
    {
      double y = scene->top + (i + 0.5) * (line + GAP / 2);

      elector_plot_paint_sample (cr, style, i, x, y, SAMPLE_WIDTH);
      set_source (cr, style->foreground, 1);
      write_text (cr, context, elector_plot_scene_get_curve (scene, i)->name, x + SAMPLE_WIDTH + GAP, y, 0);
    }
}

/* Draws a plot that has been placed. */
void
elector_plot_paint (const ElectorPlotScene *scene, cairo_t *cr, PangoContext *context, const ElectorPlotStyle *style,
                    gboolean has_legend)
{
  paint_axes (scene, cr, context, style);
  for (guint i = 0; i < scene->curves->len; i++)
    if (elector_plot_scene_get_curve (scene, i)->has_band)
      paint_band (scene, cr, style, i);
  for (guint i = 0; i < scene->curves->len; i++)
    {
      paint_dots (scene, cr, style, i);
      paint_line (scene, cr, style, i);
    }
  for (guint i = 0; i < scene->curves->len; i++)
    paint_marks (scene, cr, style, i);
  if (has_legend)
    paint_legend (scene, cr, context, style);
}

/* Marks one dot, and writes beside it what it is. */
void
elector_plot_paint_pick (const ElectorPlotScene *scene, cairo_t *cr, PangoContext *context,
                         const ElectorPlotStyle *style, const ElectorPlotPick *pick, const char *text)
{
  const ElectorPlotDot *dot = elector_plot_scene_get_dot (scene, pick);
  double x = elector_plot_scene_get_x (scene, dot->x), y = elector_plot_scene_get_y (scene, dot->y);
  double right = scene->left + scene->width, bottom = scene->top + scene->height, width, height, left, top;
  g_autoptr (PangoLayout) layout = make_layout (context, text);

  cairo_new_path (cr);
  cairo_arc (cr, x, y, PICK_RADIUS, 0, 2 * G_PI);
  set_source (cr, style->background, 1);
  cairo_fill_preserve (cr);
  set_source (cr, elector_plot_style_get_curve (style, pick->curve), 1);
  cairo_set_line_width (cr, LINE_WIDTH + 0.5);
  cairo_stroke (cr);

  measure_text (context, text, &width, &height);
  width += 2 * PADDING;
  height += 2 * PADDING;
  left = x + 2 * GAP + width <= right ? x + 2 * GAP : MAX (x - 2 * GAP - width, 0);
  top = CLAMP (y - height / 2, scene->top, MAX (bottom - height, scene->top));
  cairo_rectangle (cr, round (left) + 0.5, round (top) + 0.5, width, height);
  set_source (cr, style->background, 1);
  cairo_fill_preserve (cr);
  set_source (cr, style->foreground, 0.4);
  cairo_set_line_width (cr, 1);
  cairo_stroke (cr);
  set_source (cr, style->foreground, 1);
  cairo_move_to (cr, round (left + PADDING), round (top + PADDING));
  pango_cairo_show_layout (cr, layout);
}

/* --- Paper --- */

typedef struct
{
  ElectorPlotScene *scene;
  const char *title;
} Sheet;

static void
paint_paper (ElectorPaper *paper, gpointer user_data)
{
  const Sheet *sheet = user_data;
  ElectorPlotStyle style;
  double width, line;

  elector_plot_style_load_paper (&style);
  measure_text (paper->context, sheet->title, &width, &line);
  set_source (paper->cr, style.foreground, 1);
  write_text (paper->cr, paper->context, sheet->title, GAP, GAP + line / 2, 0);
  cairo_translate (paper->cr, 0, line + 2 * GAP);
  elector_plot_place (sheet->scene, paper->context, PAPER_WIDTH, PAPER_HEIGHT - line - 2 * GAP, TRUE);
  elector_plot_paint (sheet->scene, paper->cr, paper->context, &style, TRUE);
}

/* Writes a plot to a file, which is replaced as a whole or not at all. The scene has to be placed anew afterwards.
 * Errors: G_IO_ERROR. */
gboolean
elector_plot_export (ElectorPlotScene *scene, const char *title, ElectorPaperFormat format, GFile *file, GError **error)
{
  Sheet sheet = { scene, title };
  g_autoptr (GBytes) bytes = elector_paper_print (format, PAPER_WIDTH, PAPER_HEIGHT, title, paint_paper, &sheet, error);

  return bytes != NULL && elector_paper_save (bytes, file, error);
}
