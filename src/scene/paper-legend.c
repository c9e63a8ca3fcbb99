/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "scene/paper-legend.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define SIGN_ROOM 22.0 /* for a sign, its word begins behind it */
#define ENTRY_GAP 16.0
#define NODE_RADIUS 7.0
#define MESSAGE_SIZE 14.0

static const ElectorInk word_ink = { 10, FALSE, ELECTOR_COLOR_FOREGROUND, 1 };

/* --- A node --- */

static void
set_rim (ElectorPaper *self, ElectorRole role, ElectorCondition condition, double radius)
{
  const double dashes[] = { 4, 2.5 }, dots[] = { 1, 3 };
  double width = MAX (1, radius * 0.08);

  cairo_set_line_cap (self->cr, CAIRO_LINE_CAP_BUTT);
  if (condition == ELECTOR_CONDITION_PAUSED)
    cairo_set_dash (self->cr, dots, G_N_ELEMENTS (dots), 0);
  else if (role == ELECTOR_ROLE_CANDIDATE || role == ELECTOR_ROLE_PRE_CANDIDATE)
    cairo_set_dash (self->cr, dashes, G_N_ELEMENTS (dashes), 0);
  if (role == ELECTOR_ROLE_LEADER)
    width *= 1.6;
  cairo_set_line_width (self->cr, width);
}

/* A node without its number and its mark. Its filling is so light that a number can be read on it; whatever a node is
 * can also be told from its rim and its mark. */
void
elector_paper_paint_disc (ElectorPaper *self, ElectorRole role, ElectorCondition condition, ElectorPoint place,
                          double radius)
{
  gboolean crashed = condition == ELECTOR_CONDITION_CRASHED;
  ElectorColor color = elector_color_for_role (role);

  cairo_save (self->cr);
  cairo_arc (self->cr, place.x, place.y, radius, 0, 2 * G_PI);
  elector_paper_set_color (self, ELECTOR_COLOR_BACKGROUND, 1);
  cairo_fill_preserve (self->cr);
  if (!crashed)
    {
      elector_paper_set_color (self, color, role == ELECTOR_ROLE_LEADER ? 1 : 0.22);
      cairo_fill_preserve (self->cr);
    }
  set_rim (self, crashed ? ELECTOR_ROLE_FOLLOWER : role, condition, radius);
  if (crashed)
    elector_paper_set_color (self, ELECTOR_COLOR_FOREGROUND, 0.5);
  else
    elector_paper_set_color (self, role == ELECTOR_ROLE_LEADER ? ELECTOR_COLOR_ON_LEADER : color, 1);
  cairo_stroke (self->cr);
  cairo_restore (self->cr);
}

/* --- Captions --- */

/* What is run: algorithm, nodes, seed; translated. */
char *
elector_paper_format_caption (ElectorScenario *scenario)
{
  const ElectorConfig *config = elector_scenario_get_config (scenario);
  g_autofree char *seed = g_strdup_printf ("%" G_GUINT64_FORMAT, elector_scenario_get_seed (scenario));

  /* Translators: an algorithm, how many nodes, a number */
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%s, %u node, seed %s", "%s, %u nodes, seed %s",
                                       config->n_nodes),
                          _(config->protocol->name), config->n_nodes, seed);
}

/* --- The legend --- */

/* Rows begin at left and end before right; y is the middle of the first. */
void
elector_paper_legend_init (ElectorPaperLegend *self, ElectorPaper *paper, double left, double right, double y)
{
  *self = (ElectorPaperLegend) { .paper = paper, .left = left, .right = right, .x = left, .y = y };
}

/* Makes room for an entry and writes its word. Returns where the middle of its sign goes. */
static ElectorPoint
add_entry (ElectorPaperLegend *self, const char *word)
{
  double width = SIGN_ROOM + elector_paper_measure (self->paper, word, &word_ink);
  ElectorPoint place;

  if (self->x > self->left && self->x + width > self->right)
    {
      self->x = self->left;
      self->y += ELECTOR_PAPER_LEGEND_HEIGHT;
    }
  place = (ElectorPoint) { self->x + SIGN_ROOM / 2 - 2, self->y };
  elector_paper_write (self->paper, word, &word_ink, self->x + SIGN_ROOM, self->y, 0, G_MAXDOUBLE);
  self->x += width + ENTRY_GAP;
  return place;
}

/* A node in small. */
void
elector_paper_legend_add_node (ElectorPaperLegend *self, ElectorRole role, ElectorCondition condition)
{
  ElectorPoint place = add_entry (self, condition != ELECTOR_CONDITION_UP ? elector_condition_to_text (condition)
                                                                          : elector_role_to_text (role));
  ElectorMark mark = elector_mark_for_node (role, condition);
  cairo_t *cr = self->paper->cr;

  elector_paper_paint_disc (self->paper, role, condition, place, NODE_RADIUS);
  cairo_save (cr);
  if (mark == ELECTOR_MARK_CROWN)
    cairo_translate (cr, place.x, place.y - NODE_RADIUS);
  else
    cairo_translate (cr, place.x + NODE_RADIUS * 0.7, place.y - NODE_RADIUS * 0.7);
  elector_mark_draw (mark, cr, 10, &self->paper->palette);
  cairo_restore (cr);
}

void
elector_paper_legend_add_message (ElectorPaperLegend *self, const ElectorProtocol *protocol, guint type)
{
  ElectorPoint place = add_entry (self, protocol->messages.ids[type]);
  ElectorMessageStyle style = elector_message_style_get (protocol, type);

  cairo_save (self->paper->cr);
  cairo_translate (self->paper->cr, place.x, place.y + (style.crowned ? 2 : 0));
  elector_message_style_draw (&style, self->paper->cr, MESSAGE_SIZE, &self->paper->palette);
  cairo_restore (self->paper->cr);
}

/* A sign of the timeline. word: translated. */
void
elector_paper_legend_add_sign (ElectorPaperLegend *self, guint sign, const char *word)
{
  ElectorPoint place = add_entry (self, word);

  cairo_save (self->paper->cr);
  cairo_translate (self->paper->cr, place.x, place.y);
  elector_timeline_sign_draw (sign, self->paper->cr, &self->paper->palette);
  cairo_restore (self->paper->cr);
}
