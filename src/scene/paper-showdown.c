/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "scene/paper-showdown.h"

#include "core/units.h"
#include "engine/counters.h"
#include "scene/paper-legend.h"
#include "scene/paper-stage.h"
#include "scene/paper-timeline.h"

#include <glib/gi18n-lib.h>

/* Above all: title and caption. */
#define HEAD_HEIGHT 66.0

/* Columns of the stages: from above, the name and the headline, the stage, the legend, the counters. */
#define COLUMN_GAP 32.0
#define COLUMN_HEAD_HEIGHT 48.0
#define STAGE_HEIGHT 340.0
#define COUNTER_HEIGHT 20.0
#define COUNTER_NAME_WIDTH 118.0
#define COUNTER_NUMBER_WIDTH 60.0

/* Above the lanes of each timeline: the name and the counters. */
#define LANES_HEAD_HEIGHT 26.0
#define LANES_GAP 14.0

/* Text that has to fit is made as small as this, and no smaller. */
#define SMALLEST_TEXT 7.0

static const ElectorInk title_ink = { 18, TRUE, ELECTOR_COLOR_FOREGROUND, 1 };
static const ElectorInk name_ink = { 15, TRUE, ELECTOR_COLOR_FOREGROUND, 1 };
static const ElectorInk text_ink = { 12, FALSE, ELECTOR_COLOR_FOREGROUND, 1 };
static const ElectorInk small_ink = { 11, FALSE, ELECTOR_COLOR_FOREGROUND, 0.75 };
static const ElectorInk number_ink = { 12, TRUE, ELECTOR_COLOR_FOREGROUND, 1 };

typedef struct
{
  const ElectorShowdownShot *shot;
  double width;
  double column_width;
  guint n_legend_rows;
  ElectorTime since; /* of timelines */
  ElectorTime time;  /* of the stages, and where timelines end */
  ElectorMoment moments[ELECTOR_SHOWDOWN_MAX];
  ElectorPaperLanes lanes[ELECTOR_SHOWDOWN_MAX];
} Sheet;

static void
init_moments (Sheet *self)
{
  for (guint i = 0; i < self->shot->n_sides; i++)
    elector_showdown_side_get_moment (&self->shot->sides[i], self->time, &self->moments[i]);
}

static void
clear_moments (Sheet *self)
{
  for (guint i = 0; i < self->shot->n_sides; i++)
    elector_moment_clear (&self->moments[i]);
}

/* Writes text in an ink whose letters get smaller until they fit; if they never do, nothing. */
static void
write_fitting (ElectorPaper *paper, const char *text, const ElectorInk *ink, double x, double y, double align,
               double room)
{
  ElectorInk smaller = *ink;

  while (elector_paper_write (paper, text, &smaller, x, y, align, room) == 0 && smaller.size > SMALLEST_TEXT)
    smaller.size -= 0.5;
}

static const char *
get_title (const Sheet *self)
{
  return self->shot->title != NULL ? self->shot->title : _("The same system, the same faults, the same time");
}

/* What all have in common. when: the time or the times that are shown. */
static void
paint_head (ElectorPaper *paper, const Sheet *self, const char *when)
{
  ElectorScenario *scenario = self->shot->sides[0].scenario;
  guint n_nodes = elector_scenario_get_config (scenario)->n_nodes;
  g_autofree char *seed = g_strdup_printf ("%" G_GUINT64_FORMAT, elector_scenario_get_seed (scenario));
  /* Translators: how many nodes, a number */
  g_autofree char *caption = g_strdup_printf (
    g_dngettext (GETTEXT_PACKAGE, "%u node, seed %s", "%u nodes, seed %s", n_nodes), n_nodes, seed);
  double right = self->width - ELECTOR_PAPER_MARGIN, room;

  room = right - ELECTOR_PAPER_MARGIN - 16 - elector_paper_write (paper, when, &text_ink, right, 30, 1, G_MAXDOUBLE);
  write_fitting (paper, get_title (self), &title_ink, ELECTOR_PAPER_MARGIN, 30, 0, room);
  elector_paper_write (paper, caption, &small_ink, ELECTOR_PAPER_MARGIN, 52, 0, G_MAXDOUBLE);
}

/* --- Stages --- */

/* Whether there is anything to count in any of the runs. */
static gboolean
is_used (const Sheet *self, const ElectorCounter *counter)
{
  for (guint i = 0; i < self->shot->n_sides; i++)
    if (counter->is_used == NULL || counter->is_used (&self->moments[i]))
      return TRUE;
  return FALSE;
}

static guint
count_counters (const Sheet *self)
{
  guint n, n_used = 0;
  const ElectorCounter *counters = elector_counters_get (&n);

  for (guint i = 0; i < n; i++)
    n_used += is_used (self, &counters[i]);
  return n_used;
}

static void
paint_counter (ElectorPaper *paper, const ElectorCounter *counter, const ElectorMoment *moment, double x, double y,
               double width)
{
  g_autofree char *number = counter->format (moment);
  g_autofree char *detail = counter->format_detail != NULL ? counter->format_detail (moment) : NULL;
  double after_number = COUNTER_NAME_WIDTH + COUNTER_NUMBER_WIDTH;

  write_fitting (paper, _(counter->name), &small_ink, x, y, 0, COUNTER_NAME_WIDTH);
  elector_paper_write (paper, number, &number_ink, x + after_number, y, 1, G_MAXDOUBLE);
  if (detail != NULL)
    write_fitting (paper, detail, &small_ink, x + after_number + 12, y, 0, width - after_number - 12);
}

static void
paint_counters (ElectorPaper *paper, const Sheet *self, const ElectorMoment *moment, double x, double y)
{
  guint n;
  const ElectorCounter *counters = elector_counters_get (&n);

  elector_paper_fill (paper, ELECTOR_COLOR_FOREGROUND, 0.25, x, y, self->column_width, 1);
  y += 4 + COUNTER_HEIGHT / 2;
  for (guint i = 0; i < n; i++)
    if (is_used (self, &counters[i]))
      {
        paint_counter (paper, &counters[i], moment, x, y, self->column_width);
        y += COUNTER_HEIGHT;
      }
}

static void
paint_column (ElectorPaper *paper, const Sheet *self, guint i)
{
  const ElectorMoment *moment = &self->moments[i];
  g_autofree char *headline = elector_moment_format_headline (moment);
  double x = ELECTOR_PAPER_MARGIN + i * (self->column_width + COLUMN_GAP), y = HEAD_HEIGHT;

  write_fitting (paper, self->shot->sides[i].name, &name_ink, x, y + 12, 0, self->column_width);
  write_fitting (paper, headline, &text_ink, x, y + 34, 0, self->column_width);
  y += COLUMN_HEAD_HEIGHT;
  cairo_save (paper->cr);
  cairo_translate (paper->cr, x, y);
  elector_paper_paint_stage (paper, moment, self->time, self->column_width, STAGE_HEIGHT);
  cairo_restore (paper->cr);
  y += STAGE_HEIGHT;
  elector_paper_paint_stage_legend (paper, moment, x, x + self->column_width, y + ELECTOR_PAPER_LEGEND_HEIGHT / 2);
  y += self->n_legend_rows * ELECTOR_PAPER_LEGEND_HEIGHT + 4;
  paint_counters (paper, self, moment, x, y);
}

static double
get_stages_height (const Sheet *self)
{
  return HEAD_HEIGHT + COLUMN_HEAD_HEIGHT + STAGE_HEIGHT + self->n_legend_rows * ELECTOR_PAPER_LEGEND_HEIGHT + 8
         + count_counters (self) * COUNTER_HEIGHT + ELECTOR_PAPER_MARGIN;
}

static void
paint_stages (ElectorPaper *paper, gpointer user_data)
{
  const Sheet *self = user_data;
  g_autofree char *clock = elector_format_clock (self->time);

  paint_head (paper, self, clock);
  for (guint i = 0; i < self->shot->n_sides; i++)
    {
      double x = ELECTOR_PAPER_MARGIN + i * (self->column_width + COLUMN_GAP) - COLUMN_GAP / 2;

      paint_column (paper, self, i);
      if (i > 0)
        elector_paper_fill (paper, ELECTOR_COLOR_FOREGROUND, 0.15, x - 0.5, HEAD_HEIGHT, 1,
                            get_stages_height (self) - HEAD_HEIGHT - ELECTOR_PAPER_MARGIN);
    }
}

/* The stages at a time, up to which all runs are recorded. Errors: see elector_paper_print(). */
GBytes *
elector_paper_print_stages (ElectorPaperFormat format, const ElectorShowdownShot *shot, ElectorTime time,
                            GError **error)
{
  gboolean are_two = shot->n_sides <= ELECTOR_SHOWDOWN_MIN;
  Sheet self = { .shot = shot, .time = time, .column_width = are_two ? 560 : 430, .n_legend_rows = are_two ? 2 : 3 };
  GBytes *bytes;

  self.width = 2 * ELECTOR_PAPER_MARGIN + shot->n_sides * (self.column_width + COLUMN_GAP) - COLUMN_GAP;
  init_moments (&self);
  bytes = elector_paper_print (format, self.width, get_stages_height (&self), get_title (&self), paint_stages, &self,
                               error);
  clear_moments (&self);
  return bytes;
}

/* --- Timelines --- */

/* "Messages 45 · Elections 2". Owned. */
static char *
format_counters (const Sheet *self, const ElectorMoment *moment)
{
  GString *text = g_string_new (NULL);
  guint n;
  const ElectorCounter *counters = elector_counters_get (&n);

  for (guint i = 0; i < n; i++)
    if (is_used (self, &counters[i]))
      {
        g_autofree char *number = counters[i].format (moment);

        g_string_append_printf (text, "%s%s %s", text->len > 0 ? " · " : "", _(counters[i].name), number);
      }
  return g_string_free (text, FALSE);
}

static double
get_lanes_height (const Sheet *self, guint i)
{
  return LANES_HEAD_HEIGHT + self->lanes[i].scene.height + 2.5 * ELECTOR_PAPER_LEGEND_HEIGHT;
}

static void
paint_timelines (ElectorPaper *paper, gpointer user_data)
{
  const Sheet *self = user_data;
  g_autofree char *from = elector_format_clock (self->since), *to = elector_format_clock (self->time);
  /* Translators: from a time to a time */
  g_autofree char *times = g_strdup_printf (_("%s to %s"), from, to);
  double y = HEAD_HEIGHT;

  paint_head (paper, self, times);
  for (guint i = 0; i < self->shot->n_sides; i++)
    {
      const ElectorPaperLanes *lanes = &self->lanes[i];
      g_autofree char *counters = format_counters (self, &self->moments[i]);
      double right = self->width - ELECTOR_PAPER_MARGIN, room = right - ELECTOR_PAPER_MARGIN;

      room -= elector_paper_write (paper, self->shot->sides[i].name, &name_ink, ELECTOR_PAPER_MARGIN, y + 10, 0, room);
      write_fitting (paper, counters, &small_ink, right, y + 10, 1, room - 16);
      cairo_save (paper->cr);
      cairo_translate (paper->cr, ELECTOR_PAPER_MARGIN, y + LANES_HEAD_HEIGHT);
      elector_paper_lanes_paint (lanes, paper);
      cairo_restore (paper->cr);
      elector_paper_lanes_paint_legend (lanes, paper, ELECTOR_PAPER_MARGIN,
                                        y + LANES_HEAD_HEIGHT + lanes->scene.height
                                          + ELECTOR_PAPER_LEGEND_HEIGHT * 0.75);
      y += get_lanes_height (self, i) + LANES_GAP;
    }
}

/* What happened from since to until, which is later, and up to which all runs are recorded. Errors: see
 * elector_paper_print(). */
GBytes *
elector_paper_print_timelines (ElectorPaperFormat format, const ElectorShowdownShot *shot, ElectorTime since,
                               ElectorTime until, GError **error)
{
  Sheet self = { .shot = shot, .since = since, .time = until };
  double height = HEAD_HEIGHT + ELECTOR_PAPER_MARGIN - LANES_GAP;
  GBytes *bytes;

  init_moments (&self);
  for (guint i = 0; i < shot->n_sides; i++)
    {
      elector_paper_lanes_init (&self.lanes[i], shot->sides[i].trace, since, until);
      self.width = MAX (self.width, self.lanes[i].scene.width + 2 * ELECTOR_PAPER_MARGIN);
      height += get_lanes_height (&self, i) + LANES_GAP;
    }
  bytes = elector_paper_print (format, self.width, height, get_title (&self), paint_timelines, &self, error);
  for (guint i = 0; i < shot->n_sides; i++)
    elector_paper_lanes_clear (&self.lanes[i]);
  clear_moments (&self);
  return bytes;
}
