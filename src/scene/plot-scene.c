/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "scene/plot-scene.h"

#include "core/units.h"

#include <math.h>

/* An axis whose values differ by more than this factor is logarithmic. */
#define LOG_FACTOR 50.0

/* What an axis leaves between two ticks, in widths of a digit, and in heights of a line. */
#define DIGITS_BETWEEN_TICKS 9.0
#define LINES_BETWEEN_TICKS 1.9

#define GAP 8.0
#define AREA_MIN 20.0

/* --- Making one --- */

static void
free_curve (gpointer data)
{
  ElectorPlotCurve *self = data;

  g_free (self->name);
  g_array_unref (self->vertices);
  g_array_unref (self->dots);
  g_array_unref (self->marks);
  g_free (self);
}

static void
init_axis (ElectorPlotAxis *self, const char *title, ElectorPlotUnit unit)
{
  self->title = g_strdup (title);
  self->unit = unit;
  self->high = 1;
  self->ticks = g_array_new (FALSE, FALSE, sizeof (double));
}

/* A plot without curves. Titles say what an axis shows, and its unit. */
ElectorPlotScene *
elector_plot_scene_new (const char *x_title, ElectorPlotUnit x_unit, const char *y_title, ElectorPlotUnit y_unit)
{
  ElectorPlotScene *self = g_new0 (ElectorPlotScene, 1);

  init_axis (&self->x, x_title, x_unit);
  init_axis (&self->y, y_title, y_unit);
  self->curves = g_ptr_array_new_with_free_func (free_curve);
  return self;
}

void
elector_plot_scene_free (ElectorPlotScene *self)
{
  if (self == NULL)
    return;
  g_free (self->x.title);
  g_free (self->y.title);
  g_array_unref (self->x.ticks);
  g_array_unref (self->y.ticks);
  g_ptr_array_unref (self->curves);
  g_free (self);
}

/* Borrowed. */
ElectorPlotCurve *
elector_plot_scene_add_curve (ElectorPlotScene *self, const char *name)
{
  ElectorPlotCurve *curve = g_new0 (ElectorPlotCurve, 1);

  curve->name = g_strdup (name);
  curve->vertices = g_array_new (FALSE, FALSE, sizeof (ElectorPlotVertex));
  curve->dots = g_array_new (FALSE, FALSE, sizeof (ElectorPlotDot));
  curve->marks = g_array_new (FALSE, FALSE, sizeof (ElectorPlotDot));
  g_ptr_array_add (self->curves, curve);
  return curve;
}

/* Vertices come in the order of x. low and high are looked at if the curve has a band. */
void
elector_plot_curve_add_vertex (ElectorPlotCurve *self, double x, double y, double low, double high)
{
  ElectorPlotVertex vertex = { x, y, low, high };

  g_array_append_val (self->vertices, vertex);
}

void
elector_plot_curve_add_dot (ElectorPlotCurve *self, double x, double y, guint64 id)
{
  ElectorPlotDot dot = { x, y, id };

  g_array_append_val (self->dots, dot);
}

void
elector_plot_curve_add_mark (ElectorPlotCurve *self, double x, double y)
{
  ElectorPlotDot mark = { x, y, 0 };

  g_array_append_val (self->marks, mark);
}

const ElectorPlotCurve *
elector_plot_scene_get_curve (const ElectorPlotScene *self, guint i)
{
  return g_ptr_array_index (self->curves, i);
}

/* Borrowed. */
const ElectorPlotDot *
elector_plot_scene_get_dot (const ElectorPlotScene *self, const ElectorPlotPick *pick)
{
  return &g_array_index (elector_plot_scene_get_curve (self, pick->curve)->dots, ElectorPlotDot, pick->dot);
}

/* --- Axes --- */

static void
include (ElectorPlotAxis *self, double value)
{
  self->low = MIN (self->low, value);
  self->high = MAX (self->high, value);
}

static void
include_curve (ElectorPlotScene *self, const ElectorPlotCurve *curve)
{
  for (guint i = 0; i < curve->vertices->len; i++)
    {
      const ElectorPlotVertex *vertex = &g_array_index (curve->vertices, ElectorPlotVertex, i);

      include (&self->x, vertex->x);
      include (&self->y, curve->has_band ? vertex->low : vertex->y);
      include (&self->y, curve->has_band ? vertex->high : vertex->y);
    }
  for (guint which = 0; which < 2; which++)
    {
      GArray *places = which == 0 ? curve->dots : curve->marks;

      for (guint i = 0; i < places->len; i++)
        {
          include (&self->x, g_array_index (places, ElectorPlotDot, i).x);
          include (&self->y, g_array_index (places, ElectorPlotDot, i).y);
        }
    }
}

/* The smallest of 1, 2, 5 times a power of ten that is at least value > 0. */
static double
round_up (double value)
{
  double power = pow (10, floor (log10 (value) + 1e-9));

  for (guint i = 0; i < 3; i++)
    {
      double candidate = power * ((const double[]) { 1, 2, 5 })[i];

      if (candidate >= value * (1 - 1e-9))
        return candidate;
    }
  return power * 10;
}

/* The largest that is at most value > 0. */
static double
round_down (double value)
{
  double up = round_up (value), power = pow (10, floor (log10 (up) + 1e-9));

  if (up <= value * (1 + 1e-9))
    return up;
  return up > power * 4 ? power * 2 : up > power * 1.5 ? power : power / 2;
}

static void
add_tick (ElectorPlotAxis *self, double value)
{
  g_array_append_val (self->ticks, value);
}

/* Ticks at 1, 2 and 5 times powers of ten if there is room for them, otherwise at powers of ten. */
static void
scale_log (ElectorPlotAxis *self, guint n_max)
{
  gboolean all;

  self->low = round_down (self->low);
  self->high = round_up (self->high);
  all = 3 * log10 (self->high / self->low) <= n_max;
  for (double value = self->low; value <= self->high * (1 + 1e-9); value = round_up (value * 1.5))
    {
      double decade = log10 (value);

      if (all || fabs (decade - round (decade)) < 1e-9)
        add_tick (self, value);
    }
}

static void
scale_linear (ElectorPlotAxis *self, guint n_max)
{
  double step;

  if (self->unit == ELECTOR_PLOT_SHARE)
    {
      self->low = 0;
      self->high = 1;
    }
  else if (self->low > 0 && self->low < 0.7 * self->high)
    self->low = 0;
  if (self->high <= self->low)
    self->high = self->low + 1;
  step = round_up ((self->high - self->low) / MAX (n_max, 1));
  self->low = floor (self->low / step + 1e-9) * step;
  self->high = ceil (self->high / step - 1e-9) * step;
  for (guint i = 0; self->low + i * step <= self->high + step / 2; i++)
    add_tick (self, self->low + i * step);
}

/* Chooses the ends of an axis, and at most about n_max ticks. */
static void
scale_axis (ElectorPlotAxis *self, guint n_max)
{
  g_array_set_size (self->ticks, 0);
  if (self->low > self->high) /* there is nothing on it */
    {
      self->low = 0;
      self->high = 1;
    }
  self->is_log = self->unit != ELECTOR_PLOT_SHARE && self->low > 0 && self->high / self->low > LOG_FACTOR;
  if (self->is_log)
    scale_log (self, n_max);
  else
    scale_linear (self, n_max);
}

static double
get_label_width (const ElectorPlotAxis *self, double digit_width)
{
  gsize longest = 0;

  for (guint i = 0; i < self->ticks->len; i++)
    {
      g_autofree char *label = elector_plot_unit_format (self->unit, g_array_index (self->ticks, double, i));

      longest = MAX (longest, (gsize) g_utf8_strlen (label, -1));
    }
  return (double) longest * digit_width;
}

/* Lays the plot out. To the right of its area legend_width stays free; what stands at the axes is written with digits
 * of this width, in lines of this height. */
void
elector_plot_scene_place (ElectorPlotScene *self, double width, double height, double legend_width,
                          double digit_width, double line_height)
{
  self->x.low = self->y.low = G_MAXDOUBLE;
  self->x.high = self->y.high = -G_MAXDOUBLE;
  for (guint i = 0; i < self->curves->len; i++)
    include_curve (self, elector_plot_scene_get_curve (self, i));
  self->top = line_height + 2 * GAP;
  self->height = MAX (height - self->top - 2 * line_height - 3 * GAP, AREA_MIN);
  scale_axis (&self->y, (guint) (self->height / (LINES_BETWEEN_TICKS * line_height)));
  self->left = get_label_width (&self->y, digit_width) + 2 * GAP;
  self->width = MAX (width - self->left - legend_width - 2 * GAP, AREA_MIN);
  scale_axis (&self->x, (guint) (self->width / (DIGITS_BETWEEN_TICKS * digit_width)));
}

static double
get_share (const ElectorPlotAxis *self, double value)
{
  if (self->is_log)
    return log (MAX (value, self->low) / self->low) / log (self->high / self->low);
  return (value - self->low) / (self->high - self->low);
}

/* Where data are, in pixels. */
double
elector_plot_scene_get_x (const ElectorPlotScene *self, double x)
{
  return self->left + self->width * get_share (&self->x, x);
}

double
elector_plot_scene_get_y (const ElectorPlotScene *self, double y)
{
  return self->top + self->height * (1 - get_share (&self->y, y));
}

/* --- Dots --- */

/* The nearest dot, at most reach pixels away. Of several at one place the first one is it. */
gboolean
elector_plot_scene_find (const ElectorPlotScene *self, double x, double y, double reach, ElectorPlotPick *pick)
{
  double nearest = reach * reach;
  gboolean found = FALSE;

  for (guint i = 0; i < self->curves->len; i++)
    {
      GArray *dots = elector_plot_scene_get_curve (self, i)->dots;

      for (guint k = 0; k < dots->len; k++)
        {
          const ElectorPlotDot *dot = &g_array_index (dots, ElectorPlotDot, k);
          double dx = elector_plot_scene_get_x (self, dot->x) - x, dy = elector_plot_scene_get_y (self, dot->y) - y;
          double distance = dx * dx + dy * dy;

          if (distance < nearest || (!found && distance <= nearest))
            {
              nearest = distance;
              *pick = (ElectorPlotPick) { i, k };
              found = TRUE;
            }
        }
    }
  return found;
}

/* The dot of a curve that is nearest in height, and then in width. */
static guint
find_like (const ElectorPlotScene *self, guint curve, const ElectorPlotDot *other)
{
  GArray *dots = elector_plot_scene_get_curve (self, curve)->dots;
  double nearest = G_MAXDOUBLE;
  guint best = 0;

  for (guint i = 0; i < dots->len; i++)
    {
      const ElectorPlotDot *dot = &g_array_index (dots, ElectorPlotDot, i);
      double dx = elector_plot_scene_get_x (self, dot->x) - elector_plot_scene_get_x (self, other->x);
      double dy = elector_plot_scene_get_y (self, dot->y) - elector_plot_scene_get_y (self, other->y);
      double distance = fabs (dx) + 4 * fabs (dy);

      if (distance < nearest)
        {
          nearest = distance;
          best = i;
        }
    }
  return best;
}

/* Goes from one dot to another: left and right along its curve, up and down to the curve before and after it. Returns
 * FALSE where there is none. */
gboolean
elector_plot_scene_move (const ElectorPlotScene *self, ElectorDirection direction, ElectorPlotPick *pick)
{
  int step = direction == ELECTOR_DIRECTION_LEFT || direction == ELECTOR_DIRECTION_UP ? -1 : 1;
  const ElectorPlotDot *dot = elector_plot_scene_get_dot (self, pick);

  if (direction == ELECTOR_DIRECTION_LEFT || direction == ELECTOR_DIRECTION_RIGHT)
    {
      gint64 next = (gint64) pick->dot + step;

      if (next < 0 || next >= elector_plot_scene_get_curve (self, pick->curve)->dots->len)
        return FALSE;
      pick->dot = (guint) next;
      return TRUE;
    }
  for (gint64 i = (gint64) pick->curve + step; i >= 0 && i < self->curves->len; i += step)
    if (elector_plot_scene_get_curve (self, (guint) i)->dots->len > 0)
      {
        *pick = (ElectorPlotPick) { (guint) i, find_like (self, (guint) i, dot) };
        return TRUE;
      }
  return FALSE;
}

/* A value as it stands at an axis, without its unit. */
char *
elector_plot_unit_format (ElectorPlotUnit self, double value)
{
  switch (self)
    {
    case ELECTOR_PLOT_TIME:
      return g_strdup_printf ("%.10g", round (value / 100) / 10);
    case ELECTOR_PLOT_SHARE:
      return g_strdup_printf ("%.10g%%", round (value * 1000) / 10);
    case ELECTOR_PLOT_PER_MILLION:
      return elector_format_share ((guint) round (value));
    case ELECTOR_PLOT_NUMBER:
    default:
      return g_strdup_printf ("%.10g", round (value * 1000) / 1000);
    }
}
