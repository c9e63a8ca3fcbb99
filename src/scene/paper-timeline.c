/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "scene/paper-timeline.h"

#include "core/units.h"
#include "scene/paper-legend.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* How wide the lanes are: by how much time they show, within what can be read on a sheet. */
#define USEC_PER_POINT 2500.0
#define WIDTH_MIN 640.0
#define WIDTH_MAX 1400.0

/* How high, by how many nodes there are. */
#define ROW_HEIGHT 34.0
#define ROWS_HEIGHT_MAX 800.0

/* Above the lanes: title and caption. Below: the legend. */
#define HEAD_HEIGHT 62.0
#define FOOT_HEIGHT (2 * ELECTOR_PAPER_LEGEND_HEIGHT + ELECTOR_PAPER_MARGIN)

#define HEAD_LENGTH 8.0
#define TEXT_SIZE 10.0
#define PACKET_SIZE 13.0

/* Letters need about as much room as on a screen that is so wide. */
#define LETTERS_WIDTH 900.0

/* The sheet. */
typedef struct
{
  ElectorScenario *scenario;
  ElectorPaperLanes lanes;
} Timeline;

static const ElectorInk text_ink = { TEXT_SIZE, FALSE, ELECTOR_COLOR_FOREGROUND, 1 };

static void
paint_sign (ElectorPaper *paper, guint sign, double x, double y)
{
  cairo_save (paper->cr);
  cairo_translate (paper->cr, x, y);
  elector_timeline_sign_draw (sign, paper->cr, &paper->palette);
  cairo_restore (paper->cr);
}

/* --- Ruler and names --- */

static void
paint_ruler (ElectorPaper *paper, const ElectorTimelineScene *scene)
{
  for (guint i = 0; i < scene->ticks->len; i++)
    {
      const ElectorTimelineTick *tick = &g_array_index (scene->ticks, ElectorTimelineTick, i);
      g_autofree char *text = elector_timeline_scene_format_tick (scene, tick->time);

      elector_paper_fill (paper, ELECTOR_COLOR_FOREGROUND, 0.15, tick->x - 0.25, 4, 0.5, scene->height - 4);
      elector_paper_write (paper, text, &text_ink, tick->x + 4, ELECTOR_TIMELINE_RULER_HEIGHT / 2, 0,
                           scene->width - tick->x - 4);
    }
}

/* A name for each row that has room for one. */
static void
paint_names (ElectorPaper *paper, const ElectorTimelineScene *scene)
{
  const ElectorInk ink = { TEXT_SIZE, TRUE, ELECTOR_COLOR_FOREGROUND, 1 };
  double free_from = scene->top - 6;

  paint_sign (paper, ELECTOR_TIMELINE_SIGN_CROWN, scene->left - 14,
              ELECTOR_TIMELINE_RULER_HEIGHT + ELECTOR_TIMELINE_MARKS_HEIGHT + ELECTOR_TIMELINE_REIGN_HEIGHT / 2);
  for (guint row = 0; row < scene->n_rows; row++)
    {
      double y = elector_timeline_scene_get_row_y (scene, row);
      g_autofree char *text = g_strdup_printf ("%u", row * scene->nodes_per_row + 1);

      if (y - 6 < free_from)
        continue;
      elector_paper_write (paper, text, &ink, scene->left - 7, y, 1, G_MAXDOUBLE);
      free_from = y + 7;
    }
}

/* --- Bands --- */

/* A word, with a term if there is one, or else without, or its first letter, whatever there is room for. */
static void
write_word (ElectorPaper *paper, const char *word, guint32 term, const ElectorInk *ink, double x, double y, double room)
{
  char letter[8] = { 0 };

  if (term > 0)
    {
      /* Translators: what a node is, and the term that it is in */
      g_autofree char *text = g_strdup_printf (_("%s, term %u"), word, term);

      if (elector_paper_write (paper, text, ink, x, y, 0, room) > 0)
        return;
    }
  if (elector_paper_write (paper, word, ink, x, y, 0, room) > 0)
    return;
  g_unichar_to_utf8 (g_unichar_toupper (g_utf8_get_char (word)), letter);
  elector_paper_write (paper, letter, ink, x, y, 0, room);
}

/* A node that is down has a dashed line, one that pauses an empty frame. */
static void
paint_gap (ElectorPaper *paper, const ElectorTimelineScene *scene, const ElectorTimelineBand *band, gboolean room)
{
  const double dashes[] = { 2, 3 };
  double height = elector_timeline_scene_get_band_height (scene);
  double middle = elector_timeline_scene_get_row_y (scene, band->row);
  gboolean crashed = band->state == ELECTOR_TIMELINE_CRASHED;
  ElectorCondition condition = crashed ? ELECTOR_CONDITION_CRASHED : ELECTOR_CONDITION_PAUSED;

  if (crashed)
    {
      cairo_save (paper->cr);
      elector_paper_set_color (paper, ELECTOR_COLOR_CUT, 0.8);
      cairo_set_line_width (paper->cr, 1);
      cairo_set_dash (paper->cr, dashes, G_N_ELEMENTS (dashes), 0);
      cairo_move_to (paper->cr, band->x, middle);
      cairo_line_to (paper->cr, band->x + band->width, middle);
      cairo_stroke (paper->cr);
      cairo_restore (paper->cr);
    }
  else
    elector_paper_frame (paper, ELECTOR_COLOR_FOREGROUND, 0.5, band->x, middle - height / 2, band->width, height);
  if (room && band->width > 2 * ELECTOR_TIMELINE_WORD_ROOM)
    write_word (paper, elector_condition_to_text (condition), 0, &text_ink, band->x + 4,
                crashed ? middle - 0.3 * scene->row_height : middle, band->width - ELECTOR_TIMELINE_WORD_ROOM);
}

static void
paint_band (ElectorPaper *paper, const ElectorTimelineScene *scene, const ElectorTimelineBand *band)
{
  double height = elector_timeline_scene_get_band_height (scene);
  double middle = elector_timeline_scene_get_row_y (scene, band->row);
  gboolean room = height >= ELECTOR_TIMELINE_LETTER_HEIGHT && scene->nodes_per_row == 1;
  const ElectorTimelineLook *look = elector_timeline_state_get_look (band->state);
  ElectorInk ink = text_ink;

  if (band->state == ELECTOR_TIMELINE_CRASHED || band->state == ELECTOR_TIMELINE_PAUSED)
    {
      paint_gap (paper, scene, band, room);
      return;
    }
  elector_paper_fill (paper, look->color, look->alpha, band->x, middle - height / 2,
                      MAX (band->width - (band->term > 0), 1), height); /* a gap between terms */
  if (!room || band->width < ELECTOR_TIMELINE_WORD_ROOM + 6)
    return;
  ink.color = look->text;
  write_word (paper, elector_role_to_text (look->role), band->term, &ink, band->x + 4, middle,
              band->width - ELECTOR_TIMELINE_WORD_ROOM);
}

/* --- Who is in charge, and what happened --- */

static void
paint_reign (ElectorPaper *paper, const ElectorTimelineScene *scene, const ElectorTimelineReign *reign)
{
  double y = ELECTOR_TIMELINE_RULER_HEIGHT + ELECTOR_TIMELINE_MARKS_HEIGHT, height = ELECTOR_TIMELINE_REIGN_HEIGHT;
  ElectorInk ink = { TEXT_SIZE, TRUE, reign->n_leaders == 1 ? ELECTOR_COLOR_ON_LEADER : ELECTOR_COLOR_FOREGROUND, 1 };
  g_autofree char *name = elector_timeline_reign_format (reign), *number = NULL;

  if (reign->n_leaders == 0)
    {
      elector_paper_fill (paper, ELECTOR_COLOR_FOREGROUND, 0.06, reign->x, y + height, reign->width,
                          scene->height - y - height);
      elector_paper_frame (paper, ELECTOR_COLOR_FOREGROUND, 0.4, reign->x, y, reign->width, height);
    }
  else if (reign->n_leaders == 1)
    elector_paper_fill (paper, ELECTOR_COLOR_LEADER, 1, reign->x + 0.5, y, MAX (reign->width - 1, 1), height);
  else
    {
      elector_paper_fill (paper, ELECTOR_COLOR_CUT, 0.3, reign->x, y, reign->width, height);
      elector_paper_frame (paper, ELECTOR_COLOR_CUT, 1, reign->x, y, reign->width, height);
    }
  if (elector_paper_write (paper, name, &ink, reign->x + 5, y + height / 2, 0,
                           reign->width - ELECTOR_TIMELINE_WORD_ROOM) > 0 || reign->n_leaders != 1)
    return;
  number = g_strdup_printf ("%u", reign->leader);
  elector_paper_write (paper, number, &ink, reign->x + 4, y + height / 2, 0, reign->width - 6);
}

static void
paint_marks (ElectorPaper *paper, const ElectorTimelineScene *scene)
{
  double bottom = ELECTOR_TIMELINE_RULER_HEIGHT + ELECTOR_TIMELINE_MARKS_HEIGHT;

  for (guint i = 0; i < scene->breaks->len; i++)
    {
      const ElectorTimelineBreak *seen = &g_array_index (scene->breaks, ElectorTimelineBreak, i);

      elector_paper_fill (paper, elector_timeline_break_get_color (seen), 0.9, seen->x, bottom - 3,
                          seen->width, 2);
    }
  for (guint i = 0; i < scene->marks->len; i++)
    {
      const ElectorTimelineMark *mark = &g_array_index (scene->marks, ElectorTimelineMark, i);
      ElectorColor color = elector_timeline_mark_get_color (mark);

      elector_paper_fill (paper, color, 0.5, mark->x - 0.4, bottom, 0.8, scene->height - bottom);
      paint_sign (paper, mark->kind, mark->x, bottom - ELECTOR_TIMELINE_MARKS_HEIGHT / 2 - 1);
    }
}

/* --- Messages --- */

static ElectorMessageStyle
get_style (const ElectorPaperLanes *self, guint type)
{
  return elector_message_style_get (elector_trace_get_config (self->trace)->protocol, type);
}

static void
paint_bundle (ElectorPaper *paper, const ElectorPaperLanes *self, const ElectorTimelineBundle *bundle)
{
  const ElectorTimelineScene *scene = &self->scene;
  ElectorMessageStyle style = get_style (self, bundle->type);
  double top = elector_timeline_scene_get_row_y (scene, bundle->first_row);
  double bottom = elector_timeline_scene_get_row_y (scene, bundle->last_row);
  double alpha = CLAMP (0.2 + 0.1 * log2 (bundle->count), 0.25, 0.85), dot = MIN (scene->row_height, 4);

  elector_paper_fill (paper, style.color, alpha, bundle->x - 0.6, top, 1.2, MAX (bottom - top, 1));
  if (!bundle->mixed)
    elector_paper_fill (paper, style.color, 1, bundle->x - dot / 2,
                        elector_timeline_scene_get_row_y (scene, bundle->row) - dot / 2, dot, dot);
}

/* The head of an arrow along the x axis, its tip at length. */
static void
paint_arrow_head (ElectorPaper *paper, const ElectorMessageStyle *style, double length)
{
  cairo_move_to (paper->cr, length - 0.5, 0);
  cairo_line_to (paper->cr, length - HEAD_LENGTH, -HEAD_LENGTH * 0.42);
  cairo_line_to (paper->cr, length - HEAD_LENGTH, HEAD_LENGTH * 0.42);
  cairo_close_path (paper->cr);
  elector_paper_set_color (paper, style->hollow ? ELECTOR_COLOR_BACKGROUND : style->color, 1);
  cairo_fill_preserve (paper->cr);
  elector_paper_set_color (paper, style->color, 1);
  cairo_set_line_width (paper->cr, 1);
  cairo_stroke (paper->cr);
}

static void
paint_arrow (ElectorPaper *paper, const ElectorPaperLanes *self, const ElectorTimelineArrow *arrow, gboolean letters)
{
  const ElectorTimelineScene *scene = &self->scene;
  ElectorMessageStyle style = get_style (self, arrow->type);
  ElectorSegment line = arrow->line;
  ElectorPoint middle = elector_segment_get_point (&line, 0.5);
  gboolean arrived = arrow->fate == ELECTOR_TIMELINE_ARRIVED;
  double length;

  if (!elector_timeline_scene_clip (scene, 2 * HEAD_LENGTH, &line))
    return;
  length = hypot (line.end.x - line.start.x, line.end.y - line.start.y);
  cairo_save (paper->cr);
  cairo_translate (paper->cr, line.start.x, line.start.y);
  cairo_rotate (paper->cr, elector_segment_get_angle (&line));
  elector_paper_fill (paper, style.color, 0.85, 0, -0.6, MAX (length - (arrived ? HEAD_LENGTH - 1 : 0), 1), 1.2);
  if (arrived)
    paint_arrow_head (paper, &style, length);
  cairo_restore (paper->cr);
  if (arrow->fate == ELECTOR_TIMELINE_LOST)
    paint_sign (paper, ELECTOR_TIMELINE_SIGN_LOST, line.end.x, line.end.y);
  if (!letters || length < ELECTOR_TIMELINE_LETTER_LENGTH || middle.x < scene->left)
    return;
  cairo_save (paper->cr);
  cairo_translate (paper->cr, middle.x, middle.y);
  elector_message_style_draw (&style, paper->cr, PACKET_SIZE, &paper->palette);
  cairo_restore (paper->cr);
}

static void
paint_arrows (ElectorPaper *paper, const ElectorPaperLanes *self)
{
  const ElectorTimelineScene *scene = &self->scene;
  guint per_screen = (guint) (scene->arrows->len * LETTERS_WIDTH / scene->width);
  gboolean letters = elector_timeline_scene_has_letters (scene, per_screen);

  for (guint i = 0; i < scene->arrows->len; i++)
    paint_arrow (paper, self, &g_array_index (scene->arrows, ElectorTimelineArrow, i), letters);
}

/* --- All of it --- */

/* At the origin, as large as the scene. */
void
elector_paper_lanes_paint (const ElectorPaperLanes *self, ElectorPaper *paper)
{
  const ElectorTimelineScene *scene = &self->scene;

  paint_names (paper, scene);
  cairo_save (paper->cr);
  cairo_rectangle (paper->cr, scene->left, 0, scene->width - scene->left, scene->height);
  cairo_clip (paper->cr);
  paint_ruler (paper, scene);
  for (guint i = 0; i < scene->reigns->len; i++)
    paint_reign (paper, scene, &g_array_index (scene->reigns, ElectorTimelineReign, i));
  for (guint i = 0; i < scene->bands->len; i++)
    paint_band (paper, scene, &g_array_index (scene->bands, ElectorTimelineBand, i));
  for (guint i = 0; i < scene->bundles->len; i++)
    paint_bundle (paper, self, &g_array_index (scene->bundles, ElectorTimelineBundle, i));
  paint_marks (paper, scene);
  paint_arrows (paper, self);
  cairo_restore (paper->cr);
}

static char *
get_title (const Timeline *self)
{
  const char *title = elector_scenario_get_title (self->scenario);

  return title != NULL ? g_strdup (title) : elector_paper_format_caption (self->scenario);
}

static void
paint_head (ElectorPaper *paper, const Timeline *self)
{
  const ElectorInk title_ink = { 16, TRUE, ELECTOR_COLOR_FOREGROUND, 1 };
  const ElectorInk caption_ink = { 11, FALSE, ELECTOR_COLOR_FOREGROUND, 1 };
  g_autofree char *title = get_title (self), *caption = elector_paper_format_caption (self->scenario);
  g_autofree char *from = elector_format_clock (self->lanes.since), *to = elector_format_clock (self->lanes.until);
  /* Translators: from a time to a time */
  g_autofree char *times = g_strdup_printf (_("%s to %s"), from, to);
  g_autofree char *line = g_strconcat (caption, " · ", times, NULL);
  double room = self->lanes.scene.width - ELECTOR_PAPER_MARGIN;

  if (elector_paper_write (paper, title, &title_ink, ELECTOR_PAPER_MARGIN, 28, 0, room) == 0)
    elector_paper_write (paper, title, &caption_ink, ELECTOR_PAPER_MARGIN, 28, 0, G_MAXDOUBLE);
  elector_paper_write (paper, elector_scenario_get_title (self->scenario) != NULL ? line : times, &caption_ink,
                       ELECTOR_PAPER_MARGIN, 48, 0, G_MAXDOUBLE);
}

static void
add_signs (ElectorPaperLegend *legend, const ElectorTimelineScene *scene)
{
  const char *const words[] = { [ELECTOR_TIMELINE_MENDED] = N_("mended"),
                                [ELECTOR_TIMELINE_FAULT] = N_("fault"),
                                [ELECTOR_TIMELINE_BROKEN] = N_("broken, not promised"),
                                [ELECTOR_TIMELINE_BROKEN_PROMISE] = N_("broken promise"),
                                [ELECTOR_TIMELINE_SIGN_LOST] = N_("lost") };
  gboolean seen[G_N_ELEMENTS (words)] = { FALSE };

  for (guint i = 0; i < scene->marks->len; i++)
    seen[g_array_index (scene->marks, ElectorTimelineMark, i).kind] = TRUE;
  for (guint i = 0; i < scene->arrows->len; i++)
    if (g_array_index (scene->arrows, ElectorTimelineArrow, i).fate == ELECTOR_TIMELINE_LOST)
      seen[ELECTOR_TIMELINE_SIGN_LOST] = TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (seen[i])
      elector_paper_legend_add_sign (legend, i, _(words[i]));
}

/* The signs of what occurs: rows that begin at left and are as wide as the scene; y is the middle of the first. */
void
elector_paper_lanes_paint_legend (const ElectorPaperLanes *self, ElectorPaper *paper, double left, double y)
{
  const ElectorProtocol *protocol = elector_trace_get_config (self->trace)->protocol;
  const ElectorTimelineScene *scene = &self->scene;
  gboolean types[ELECTOR_MAX_MESSAGE_TYPES] = { FALSE };
  ElectorPaperLegend legend;

  elector_paper_legend_init (&legend, paper, left, left + scene->width, y);
  for (guint i = 0; i < scene->arrows->len; i++)
    types[g_array_index (scene->arrows, ElectorTimelineArrow, i).type] = TRUE;
  for (guint i = 0; i < scene->bundles->len; i++)
    types[g_array_index (scene->bundles, ElectorTimelineBundle, i).type] = TRUE;
  for (guint i = 0; i < protocol->messages.length; i++)
    if (types[i])
      elector_paper_legend_add_message (&legend, protocol, i);
  add_signs (&legend, scene);
}

static void
paint_timeline (ElectorPaper *paper, gpointer user_data)
{
  const Timeline *self = user_data;

  paint_head (paper, self);
  elector_paper_lanes_paint_legend (&self->lanes, paper, ELECTOR_PAPER_MARGIN,
                                    HEAD_HEIGHT + self->lanes.scene.height + ELECTOR_PAPER_LEGEND_HEIGHT);
  cairo_translate (paper->cr, ELECTOR_PAPER_MARGIN, HEAD_HEIGHT);
  elector_paper_lanes_paint (&self->lanes, paper);
}

/* Lays out a stretch of time of a run, which is kept: from since to until, which is later. */
void
elector_paper_lanes_init (ElectorPaperLanes *self, ElectorTrace *trace, ElectorTime since, ElectorTime until)
{
  ElectorTimelineScene *scene = &self->scene;
  guint n_nodes = elector_trace_get_config (trace)->n_nodes;
  double width = CLAMP ((double) (until - since) / USEC_PER_POINT, WIDTH_MIN, WIDTH_MAX);

  self->trace = g_object_ref (trace);
  self->since = since;
  self->until = until;
  elector_timeline_scene_init (scene);
  elector_timeline_scene_set_size (scene, n_nodes, scene->left + width, 0);
  elector_timeline_scene_set_size (scene, n_nodes, scene->left + width,
                                   scene->top + MIN (n_nodes * ROW_HEIGHT, ROWS_HEIGHT_MAX) + 4);
  scene->end = elector_trace_get_end (trace)->time;
  elector_timeline_scene_show (scene, since, MAX (until - since, 1));
  elector_timeline_scene_update (scene, elector_trace_get_history (trace));
}

void
elector_paper_lanes_clear (ElectorPaperLanes *self)
{
  elector_timeline_scene_clear (&self->scene);
  g_clear_object (&self->trace);
}

/* What happened from since to until, which is later and not after the end of what is recorded.
 * Errors: see elector_paper_print(). */
GBytes *
elector_paper_print_timeline (ElectorPaperFormat format, ElectorScenario *scenario, ElectorTrace *trace,
                              ElectorTime since, ElectorTime until, GError **error)
{
  Timeline self = { .scenario = scenario };
  g_autofree char *title = get_title (&self);
  GBytes *bytes;

  elector_paper_lanes_init (&self.lanes, trace, since, until);
  bytes = elector_paper_print (format, self.lanes.scene.width + 2 * ELECTOR_PAPER_MARGIN,
                               HEAD_HEIGHT + self.lanes.scene.height + FOOT_HEIGHT, title, paint_timeline, &self,
                               error);
  elector_paper_lanes_clear (&self.lanes);
  return bytes;
}
