/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "scene/timeline-looks.h"

#include <glib/gi18n-lib.h>

#define MAX_LETTERS 48u
#define LETTER_ROW_HEIGHT 15.0

static const ElectorTimelineLook looks[ELECTOR_TIMELINE_N_STATES] = {
  [ELECTOR_TIMELINE_FOLLOWER] = { ELECTOR_COLOR_FOLLOWER, 0.3, ELECTOR_COLOR_FOREGROUND, ELECTOR_ROLE_FOLLOWER },
  [ELECTOR_TIMELINE_PRE_CANDIDATE] = { ELECTOR_COLOR_CANDIDATE, 0.45, ELECTOR_COLOR_FOREGROUND,
                                       ELECTOR_ROLE_PRE_CANDIDATE },
  [ELECTOR_TIMELINE_CANDIDATE] = { ELECTOR_COLOR_CANDIDATE, 1, ELECTOR_COLOR_ON_MESSAGE, ELECTOR_ROLE_CANDIDATE },
  [ELECTOR_TIMELINE_LEADER] = { ELECTOR_COLOR_LEADER, 1, ELECTOR_COLOR_ON_LEADER, ELECTOR_ROLE_LEADER },
};

/* Static. Only of states of nodes that are up. */
const ElectorTimelineLook *
elector_timeline_state_get_look (ElectorTimelineState state)
{
  return &looks[state];
}

/* What a promise forbids is told from what was never promised. */
static ElectorColor
get_break_color (gboolean promise)
{
  return promise ? ELECTOR_COLOR_CUT : ELECTOR_COLOR_WARNING;
}

ElectorColor
elector_timeline_break_get_color (const ElectorTimelineBreak *self)
{
  return get_break_color (self->promise);
}

ElectorColor
elector_timeline_mark_get_color (const ElectorTimelineMark *self)
{
  return self->kind >= ELECTOR_TIMELINE_BROKEN ? get_break_color (self->kind == ELECTOR_TIMELINE_BROKEN_PROMISE)
                                               : ELECTOR_COLOR_FOREGROUND;
}

/* A triangle with an exclamation mark. */
static void
draw_warning (cairo_t *cr, const ElectorPalette *palette, ElectorColor color)
{
  double r = ELECTOR_TIMELINE_SIGN_SIZE / 2 - 0.5;

  cairo_move_to (cr, 0, -r);
  cairo_line_to (cr, r, r * 0.85);
  cairo_line_to (cr, -r, r * 0.85);
  cairo_close_path (cr);
  elector_palette_set_source (palette, cr, color, 1);
  cairo_fill (cr);
  elector_palette_set_source (palette, cr, ELECTOR_COLOR_BACKGROUND, 1);
  cairo_rectangle (cr, -0.8, -r * 0.42, 1.6, r * 0.65);
  cairo_rectangle (cr, -0.8, r * 0.42, 1.6, 1.6);
  cairo_fill (cr);
}

static void
draw_check (cairo_t *cr, const ElectorPalette *palette)
{
  elector_palette_set_source (palette, cr, ELECTOR_COLOR_ANSWER, 1);
  cairo_set_line_width (cr, 1.8);
  cairo_move_to (cr, -ELECTOR_TIMELINE_SIGN_SIZE * 0.28, 0);
  cairo_line_to (cr, -ELECTOR_TIMELINE_SIGN_SIZE * 0.06, ELECTOR_TIMELINE_SIGN_SIZE * 0.24);
  cairo_line_to (cr, ELECTOR_TIMELINE_SIGN_SIZE * 0.3, -ELECTOR_TIMELINE_SIGN_SIZE * 0.26);
  cairo_stroke (cr);
}

/* A flash: something is done to the system. */
static void
draw_fault (cairo_t *cr, const ElectorPalette *palette)
{
  double r = ELECTOR_TIMELINE_SIGN_SIZE / 2 - 0.5;

  cairo_move_to (cr, r * 0.35, -r);
  cairo_line_to (cr, -r * 0.6, r * 0.2);
  cairo_line_to (cr, -r * 0.02, r * 0.2);
  cairo_line_to (cr, -r * 0.35, r);
  cairo_line_to (cr, r * 0.6, -r * 0.22);
  cairo_line_to (cr, r * 0.04, -r * 0.22);
  cairo_close_path (cr);
  elector_palette_set_source (palette, cr, ELECTOR_COLOR_FOREGROUND, 0.85);
  cairo_fill (cr);
}

static void
draw_lost (cairo_t *cr, const ElectorPalette *palette)
{
  elector_palette_set_source (palette, cr, ELECTOR_COLOR_BACKGROUND, 1);
  cairo_set_line_width (cr, 4);
  elector_glyph_cross (cr, 7);
  elector_palette_set_source (palette, cr, ELECTOR_COLOR_CUT, 1);
  cairo_set_line_width (cr, 2);
  elector_glyph_cross (cr, 7);
}

/* Draws the sign of a mark (an ElectorTimelineMarkKind), or one of the others, around the origin. */
void
elector_timeline_sign_draw (guint sign, cairo_t *cr, const ElectorPalette *palette)
{
  cairo_save (cr);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  switch (sign)
    {
    case ELECTOR_TIMELINE_MENDED:
      draw_check (cr, palette);
      break;
    case ELECTOR_TIMELINE_FAULT:
      draw_fault (cr, palette);
      break;
    case ELECTOR_TIMELINE_BROKEN:
    case ELECTOR_TIMELINE_BROKEN_PROMISE:
      draw_warning (cr, palette, sign == ELECTOR_TIMELINE_BROKEN ? ELECTOR_COLOR_WARNING : ELECTOR_COLOR_CUT);
      break;
    case ELECTOR_TIMELINE_SIGN_LOST:
      draw_lost (cr, palette);
      break;
    case ELECTOR_TIMELINE_SIGN_CROWN:
    default:
      elector_mark_draw (ELECTOR_MARK_CROWN, cr, ELECTOR_TIMELINE_SIGN_SIZE, palette);
    }
  cairo_restore (cr);
}

/* Letters sit on arrows where there are few of them, and lanes are not too close. */
gboolean
elector_timeline_scene_has_letters (const ElectorTimelineScene *self, guint n_arrows)
{
  return n_arrows <= MAX_LETTERS && self->row_height >= LETTER_ROW_HEIGHT;
}

/* Cuts off what lies farther outside than reach, where numbers get too large to draw with. Returns whether anything is
 * left. */
gboolean
elector_timeline_scene_clip (const ElectorTimelineScene *self, double reach, ElectorSegment *line)
{
  const double low = self->left - reach, high = self->width + reach;
  ElectorSegment whole = *line;
  double length = whole.end.x - whole.start.x;

  if (whole.end.x < low || whole.start.x > high)
    return FALSE;
  if (whole.start.x < low)
    line->start = elector_segment_get_point (&whole, (low - whole.start.x) / length);
  if (whole.end.x > high)
    line->end = elector_segment_get_point (&whole, (high - whole.start.x) / length);
  return TRUE;
}

/* Who is in charge, in a word or two, translated. */
char *
elector_timeline_reign_format (const ElectorTimelineReign *self)
{
  if (self->n_leaders == 0)
    return g_strdup (_("nobody"));
  if (self->n_leaders > 1)
    /* Translators: so many leaders at once */
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u at once", "%u at once", self->n_leaders),
                            self->n_leaders);
  if (self->term > 0)
    /* Translators: who is in charge, and in which term */
    return g_strdup_printf (_("Node %u, term %u"), self->leader, self->term);
  return g_strdup_printf (_("Node %u"), self->leader);
}
