/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "scene/paper-stage.h"

#include "core/units.h"
#include "scene/paper-legend.h"
#include "scene/stage-links-paint.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#define WIDTH 800.0
#define HEIGHT 520.0

/* Above the stage: the headline and the caption. */
#define HEAD_HEIGHT 62.0

/* Below it: two rows of the legend. */
#define FOOT_HEIGHT (2 * ELECTOR_PAPER_LEGEND_HEIGHT + ELECTOR_PAPER_MARGIN)

#define TAIL_LENGTH 34.0
#define HEAD_LENGTH 7.0
#define DOT_RADIUS 2.5

/* Nodes, links and messages. */
typedef struct
{
  const ElectorMoment *moment;
  ElectorTime time;
  ElectorStageScene scene;
  guint16 *groups; /* of node i at [i - 1], counted from 1, or NULL */
} Stage;

/* The sheet. */
typedef struct
{
  ElectorScenario *scenario;
  const ElectorMoment *moment;
  ElectorTime time;
} Sheet;

/* --- Nodes --- */

static void
paint_timer (ElectorPaper *paper, const Stage *self, const ElectorMomentNode *node, ElectorPoint place)
{
  double fraction = elector_timer_find_fraction (self->moment->config->protocol, node, self->time);
  double width = self->scene.has_captions ? 3 : 2, radius = self->scene.node_radius + 3 + width / 2;
  ElectorColor color = elector_color_for_role ((ElectorRole) node->role);

  if (fraction < 0 || self->scene.node_radius < ELECTOR_STAGE_TIMER_RADIUS)
    return;
  cairo_set_line_width (paper->cr, width);
  cairo_arc (paper->cr, place.x, place.y, radius, 0, 2 * G_PI);
  elector_paper_set_color (paper, color, 0.15);
  cairo_stroke (paper->cr);
  cairo_arc (paper->cr, place.x, place.y, radius, -G_PI / 2, 2 * G_PI * fraction - G_PI / 2);
  elector_paper_set_color (paper, color, 1);
  cairo_stroke (paper->cr);
}

/* Text on a pill that is centered at a place. */
static void
paint_pill (ElectorPaper *paper, const char *text, const ElectorInk *ink, double x, double y)
{
  double width = elector_paper_measure (paper, text, ink) + 10, height = ink->size * 1.4, r = height / 2;

  cairo_new_path (paper->cr);
  cairo_arc (paper->cr, x - width / 2 + r, y, r, G_PI / 2, 3 * G_PI / 2);
  cairo_arc (paper->cr, x + width / 2 - r, y, r, -G_PI / 2, G_PI / 2);
  cairo_close_path (paper->cr);
  elector_paper_set_color (paper, ELECTOR_COLOR_BACKGROUND, 1);
  cairo_fill_preserve (paper->cr);
  elector_paper_set_color (paper, ELECTOR_COLOR_FOREGROUND, 0.5);
  cairo_set_line_width (paper->cr, 0.8);
  cairo_stroke (paper->cr);
  elector_paper_write (paper, text, ink, x, y, 0.5, G_MAXDOUBLE);
}

static void
paint_number (ElectorPaper *paper, const Stage *self, guint id, ElectorPoint place)
{
  const double shares[] = { 0.95, 0.8, 0.62, 0.5 }; /* by the number of digits */
  g_autofree char *text = g_strdup_printf ("%u", id);
  ElectorInk ink = { self->scene.node_radius * shares[MIN (strlen (text), 4) - 1], TRUE, ELECTOR_COLOR_FOREGROUND, 1 };

  if (self->moment->nodes[id - 1].condition == ELECTOR_CONDITION_CRASHED)
    ink.alpha = 0.6;
  if (self->scene.node_radius >= ELECTOR_STAGE_NUMBER_RADIUS)
    elector_paper_write (paper, text, &ink, place.x, place.y, 0.5, G_MAXDOUBLE);
}

/* What it is, in a word; whom it believes in; the group that a partition puts it in. */
static void
paint_words (ElectorPaper *paper, const Stage *self, guint id, ElectorPoint place)
{
  const ElectorMomentNode *node = &self->moment->nodes[id - 1];
  double radius = self->scene.node_radius;
  gboolean leads = node->role == ELECTOR_ROLE_LEADER;
  ElectorInk caption = { CLAMP (radius * 0.42, 11, 13), leads, ELECTOR_COLOR_FOREGROUND, 1 };
  ElectorInk badge = { CLAMP (radius * 0.34, 9, 12), FALSE, ELECTOR_COLOR_FOREGROUND, 1 };
  ElectorInk letter = { CLAMP (radius * 0.4, 9, 13), TRUE, ELECTOR_COLOR_FOREGROUND, 1 };
  gboolean up = node->condition == ELECTOR_CONDITION_UP;
  guint group = self->groups != NULL ? self->groups[id - 1] : 0;

  if (radius >= ELECTOR_STAGE_CAPTION_RADIUS)
    elector_paper_write (paper, up ? elector_role_to_text ((ElectorRole) node->role)
                                   : elector_condition_to_text ((ElectorCondition) node->condition),
                         &caption, place.x,
                         place.y + radius + ELECTOR_STAGE_TIMER_MARGIN + ELECTOR_STAGE_CAPTION_HEIGHT / 2, 0.5,
                         G_MAXDOUBLE);
  if (node->leader != ELECTOR_NO_NODE && node->condition != ELECTOR_CONDITION_CRASHED
      && radius >= ELECTOR_STAGE_CAPTION_RADIUS)
    {
      g_autofree char *text = g_strdup_printf ("\342\200\216→%u", node->leader);

      paint_pill (paper, text, &badge, place.x + radius * 0.78, place.y + radius * 0.74);
    }
  if (group != 0 && radius >= ELECTOR_STAGE_MARK_RADIUS)
    {
      g_autofree char *text = elector_group_format (group);

      paint_pill (paper, text, &letter, place.x - radius * 0.8, place.y - radius * 0.74);
    }
}

/* The crown sits on top, other marks at the upper right; and on the middle of a node that is too small for that. */
static void
paint_mark (ElectorPaper *paper, const Stage *self, ElectorMark mark, ElectorPoint place)
{
  double radius = self->scene.node_radius, size = MAX (radius * 0.72, 10), x = radius * 0.72, y = -radius * 0.72;

  if (mark == ELECTOR_MARK_CROWN)
    {
      size = MAX (radius * 0.95, 10);
      x = 0;
      y = -radius - size * 0.14;
    }
  else if (radius < ELECTOR_STAGE_MARK_RADIUS)
    {
      size = MAX (radius * 1.4, 4);
      x = y = 0;
    }
  cairo_save (paper->cr);
  cairo_translate (paper->cr, place.x + x, place.y + y);
  elector_mark_draw (mark, paper->cr, size, &paper->palette);
  cairo_restore (paper->cr);
}

static void
paint_node (ElectorPaper *paper, const Stage *self, guint id)
{
  const ElectorMomentNode *node = &self->moment->nodes[id - 1];
  ElectorRole role = (ElectorRole) node->role;
  ElectorCondition condition = (ElectorCondition) node->condition;
  ElectorPoint place = elector_stage_scene_get_node (&self->scene, (ElectorNodeId) id);

  paint_timer (paper, self, node, place);
  elector_paper_paint_disc (paper, role, condition, place, self->scene.node_radius);
  paint_number (paper, self, id, place);
  paint_words (paper, self, id, place);
  paint_mark (paper, self, elector_mark_for_node (role, condition), place);
}

/* --- Messages --- */

/* Where a message comes from, and where it goes. */
static void
paint_way (ElectorPaper *paper, const ElectorMessageStyle *style, const ElectorSegment *lane, double progress,
           double size)
{
  double length = hypot (lane->end.x - lane->start.x, lane->end.y - lane->start.y), from = length * progress;
  double tip = from + size * style->size * 0.6 + HEAD_LENGTH + 1;

  cairo_save (paper->cr);
  cairo_translate (paper->cr, lane->start.x, lane->start.y);
  cairo_rotate (paper->cr, elector_segment_get_angle (lane));
  elector_paper_set_color (paper, style->color, 0.7);
  cairo_set_line_width (paper->cr, 2);
  cairo_move_to (paper->cr, MAX (from - TAIL_LENGTH, 0), 0);
  cairo_line_to (paper->cr, from, 0);
  cairo_stroke (paper->cr);
  elector_paper_set_color (paper, style->color, 1);
  cairo_move_to (paper->cr, tip, 0);
  cairo_line_to (paper->cr, tip - HEAD_LENGTH, -HEAD_LENGTH * 0.5);
  cairo_line_to (paper->cr, tip - HEAD_LENGTH, HEAD_LENGTH * 0.5);
  cairo_close_path (paper->cr);
  cairo_fill (paper->cr);
  cairo_restore (paper->cr);
}

static void
paint_message (ElectorPaper *paper, const Stage *self, const ElectorMomentFlight *flight, guint n_flights)
{
  ElectorMessageStyle style = elector_message_style_get (self->moment->config->protocol, flight->type);
  ElectorSegment lane = elector_stage_scene_get_lane (&self->scene, flight->from, flight->to);
  double progress = elector_flight_get_progress (flight, self->time);
  ElectorPoint place = elector_segment_get_point (&lane, progress);
  double size = round (CLAMP (self->scene.node_radius * 0.66, 14, 24));

  elector_message_style_set_id (&style, flight->id);
  if (n_flights <= ELECTOR_STAGE_MAX_TAILS)
    paint_way (paper, &style, &lane, progress, size);
  cairo_save (paper->cr);
  cairo_translate (paper->cr, place.x, place.y);
  if (n_flights <= ELECTOR_STAGE_MAX_LETTERS)
    elector_message_style_draw (&style, paper->cr, size, &paper->palette);
  else
    {
      elector_paper_set_color (paper, style.color, 1);
      cairo_arc (paper->cr, 0, 0, style.hollow ? DOT_RADIUS - 0.5 : DOT_RADIUS, 0, 2 * G_PI);
      cairo_set_line_width (paper->cr, 1);
      if (style.hollow)
        cairo_stroke (paper->cr);
      else
        cairo_fill (paper->cr);
    }
  cairo_restore (paper->cr);
}

static void
paint_messages (ElectorPaper *paper, const Stage *self, guint n)
{
  const ElectorMoment *moment = self->moment;
  guint stride = 1;

  while (n / stride > ELECTOR_STAGE_MAX_DOTS)
    stride *= 2;
  for (guint i = 0; i < moment->n_flights; i += stride)
    if (moment->flights[i].from != ELECTOR_NO_NODE)
      paint_message (paper, self, &moment->flights[i], n);
}

/* --- What is around --- */

static void
paint_head (ElectorPaper *paper, const Sheet *self)
{
  const ElectorInk headline = { 18, TRUE, ELECTOR_COLOR_FOREGROUND, 1 };
  const ElectorInk small = { 11, FALSE, ELECTOR_COLOR_FOREGROUND, 1 };
  const ElectorInk clock_ink = { 14, FALSE, ELECTOR_COLOR_FOREGROUND, 1 };
  const char *title = elector_scenario_get_title (self->scenario);
  g_autofree char *text = elector_moment_format_headline (self->moment), *clock = elector_format_clock (self->time);
  g_autofree char *caption = elector_paper_format_caption (self->scenario);
  g_autofree char *line = title != NULL ? g_strconcat (title, " · ", caption, NULL) : g_strdup (caption);
  double right = WIDTH - ELECTOR_PAPER_MARGIN, room;

  room = right - ELECTOR_PAPER_MARGIN - 16 - elector_paper_write (paper, clock, &clock_ink, right, 30, 1, G_MAXDOUBLE);
  if (elector_paper_write (paper, text, &headline, ELECTOR_PAPER_MARGIN, 30, 0, room) == 0)
    elector_paper_write (paper, text, &small, ELECTOR_PAPER_MARGIN, 30, 0, G_MAXDOUBLE);
  if (elector_paper_write (paper, line, &small, ELECTOR_PAPER_MARGIN, 52, 0, right - ELECTOR_PAPER_MARGIN) == 0)
    elector_paper_write (paper, caption, &small, ELECTOR_PAPER_MARGIN, 52, 0, G_MAXDOUBLE);
}

/* The signs of the roles and messages that occur: rows that begin at left and end before right; y is the middle of the
 * first. */
void
elector_paper_paint_stage_legend (ElectorPaper *paper, const ElectorMoment *moment, double left, double right, double y)
{
  gboolean conditions[ELECTOR_N_CONDITIONS] = { FALSE }, roles[ELECTOR_N_ROLES] = { FALSE };
  gboolean types[ELECTOR_MAX_MESSAGE_TYPES] = { FALSE };
  ElectorPaperLegend legend;

  elector_paper_legend_init (&legend, paper, left, right, y);
  for (guint i = 0; i < moment->config->n_nodes; i++)
    if (moment->nodes[i].condition == ELECTOR_CONDITION_UP)
      roles[moment->nodes[i].role] = TRUE;
    else
      conditions[moment->nodes[i].condition] = TRUE;
  for (guint i = 0; i < moment->n_flights; i++)
    if (moment->flights[i].from != ELECTOR_NO_NODE)
      types[moment->flights[i].type] = TRUE;
  for (guint i = ELECTOR_N_ROLES; i > 0; i--)
    if (roles[i - 1])
      elector_paper_legend_add_node (&legend, (ElectorRole) (i - 1), ELECTOR_CONDITION_UP);
  for (guint i = 0; i < ELECTOR_N_CONDITIONS; i++)
    if (conditions[i])
      elector_paper_legend_add_node (&legend, ELECTOR_ROLE_FOLLOWER, (ElectorCondition) i);
  for (guint i = 0; i < moment->config->protocol->messages.length; i++)
    if (types[i])
      elector_paper_legend_add_message (&legend, moment->config->protocol, i);
}

/* The nodes, the links between them and the messages under way at a time of a run, whose moment it is, in a rectangle
 * whose upper left corner is the origin. */
void
elector_paper_paint_stage (ElectorPaper *paper, const ElectorMoment *moment, ElectorTime time, double width,
                           double height)
{
  const ElectorNetwork *network = &moment->network;
  g_autofree guint16 *groups = g_new0 (guint16, moment->config->n_nodes);
  Stage self = { .moment = moment, .time = time };
  guint n = elector_moment_count_flights (moment);

  if (network->partitioned)
    {
      elector_groups_number (network->groups, network->n_nodes, groups);
      self.groups = groups;
    }
  elector_stage_scene_init (&self.scene, moment->config->n_nodes, width, height);
  elector_stage_links_paint (paper->cr, &self.scene, network, &paper->palette);
  if (n > ELECTOR_STAGE_MAX_LETTERS) /* dots, which would make numbers hard to read */
    paint_messages (paper, &self, n);
  for (guint i = 1; i <= self.scene.n_nodes; i++)
    paint_node (paper, &self, i);
  if (n <= ELECTOR_STAGE_MAX_LETTERS)
    paint_messages (paper, &self, n);
  elector_stage_scene_clear (&self.scene);
}

static void
paint_sheet (ElectorPaper *paper, gpointer user_data)
{
  const Sheet *self = user_data;

  paint_head (paper, self);
  elector_paper_paint_stage_legend (paper, self->moment, ELECTOR_PAPER_MARGIN, WIDTH - ELECTOR_PAPER_MARGIN,
                                    HEIGHT - FOOT_HEIGHT + ELECTOR_PAPER_LEGEND_HEIGHT / 2 + 4);
  cairo_translate (paper->cr, 0, HEAD_HEIGHT);
  elector_paper_paint_stage (paper, self->moment, self->time, WIDTH, HEIGHT - HEAD_HEIGHT - FOOT_HEIGHT);
}

/* The stage at a time of a run, whose moment it is. Errors: see elector_paper_print(). */
GBytes *
elector_paper_print_stage (ElectorPaperFormat format, ElectorScenario *scenario, const ElectorMoment *moment,
                           ElectorTime time, GError **error)
{
  Sheet self = { .scenario = scenario, .moment = moment, .time = time };
  const char *title = elector_scenario_get_title (scenario);
  g_autofree char *caption = elector_paper_format_caption (scenario);

  return elector_paper_print (format, WIDTH, HEIGHT, title != NULL ? title : caption, paint_sheet, &self, error);
}
