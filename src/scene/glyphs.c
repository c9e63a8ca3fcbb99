/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "scene/glyphs.h"

#include <pango/pangocairo.h>
#include <string.h>

/* --- Colors --- */

/* Black on white. */
static const ElectorRgba paper[ELECTOR_N_COLORS] = {
  [ELECTOR_COLOR_FOREGROUND] = { 0, 0, 0, 1 },
  [ELECTOR_COLOR_BACKGROUND] = { 1, 1, 1, 1 },
  [ELECTOR_COLOR_LINK] = { 0, 0, 0, 0.25f },
  [ELECTOR_COLOR_CUT] = { 0.75f, 0.1f, 0.15f, 1 },
  [ELECTOR_COLOR_LEADER] = { 0.96f, 0.76f, 0.07f, 1 },
  [ELECTOR_COLOR_ON_LEADER] = { 0.24f, 0.17f, 0, 1 },
  [ELECTOR_COLOR_FOLLOWER] = { 0.11f, 0.44f, 0.85f, 1 },
  [ELECTOR_COLOR_CANDIDATE] = { 0.57f, 0.25f, 0.67f, 1 },
  [ELECTOR_COLOR_ON_MESSAGE] = { 1, 1, 1, 1 },
  [ELECTOR_COLOR_ANSWER] = { 0.1f, 0.5f, 0.3f, 1 },
  [ELECTOR_COLOR_HEARTBEAT] = { 0.88f, 0.1f, 0.35f, 1 },
  [ELECTOR_COLOR_WARNING] = { 0.61f, 0.43f, 0.01f, 1 },
};

/* The colors for what is printed. */
void
elector_palette_load_paper (ElectorPalette *self)
{
  memcpy (self->colors, paper, sizeof paper);
}

/* Sets the color to draw with, made more transparent by alpha (0 .. 1). */
void
elector_palette_set_source (const ElectorPalette *self, cairo_t *cr, ElectorColor color, double alpha)
{
  const ElectorRgba *rgba = &self->colors[color];

  cairo_set_source_rgba (cr, rgba->red, rgba->green, rgba->blue, rgba->alpha * alpha);
}

/* What a node that acts in this role, and its timers, are drawn in. */
ElectorColor
elector_color_for_role (ElectorRole role)
{
  switch (role)
    {
    case ELECTOR_ROLE_LEADER:
      return ELECTOR_COLOR_LEADER;
    case ELECTOR_ROLE_CANDIDATE:
    case ELECTOR_ROLE_PRE_CANDIDATE:
      return ELECTOR_COLOR_CANDIDATE;
    case ELECTOR_ROLE_FOLLOWER:
    case ELECTOR_N_ROLES:
    default:
      return ELECTOR_COLOR_FOLLOWER;
    }
}

/* --- Paths --- */

/* A crown of this width with three points, somewhat less high than wide. */
static void
add_crown (cairo_t *cr, double width)
{
  double w = width / 2, h = width * 0.36;

  cairo_move_to (cr, -w * 0.84, h);
  cairo_line_to (cr, -w, -h * 0.62);
  cairo_line_to (cr, -w * 0.46, h * 0.12);
  cairo_line_to (cr, 0, -h);
  cairo_line_to (cr, w * 0.46, h * 0.12);
  cairo_line_to (cr, w, -h * 0.62);
  cairo_line_to (cr, w * 0.84, h);
  cairo_close_path (cr);
}

static void
add_heart (cairo_t *cr, double size)
{
  double r = size / 2;

  cairo_move_to (cr, 0, r * 0.95);
  cairo_curve_to (cr, -r * 0.55, r * 0.5, -r, r * 0.15, -r, -r * 0.32);
  cairo_curve_to (cr, -r, -r * 1.05, -r * 0.18, -r * 1.05, 0, -r * 0.38);
  cairo_curve_to (cr, r * 0.18, -r * 1.05, r, -r * 1.05, r, -r * 0.32);
  cairo_curve_to (cr, r, r * 0.15, r * 0.55, r * 0.5, 0, r * 0.95);
  cairo_close_path (cr);
}

static void
add_shield (cairo_t *cr, double size)
{
  double r = size / 2;

  cairo_move_to (cr, -r * 0.92, -r * 0.86);
  cairo_line_to (cr, r * 0.92, -r * 0.86);
  cairo_line_to (cr, r * 0.92, r * 0.05);
  cairo_curve_to (cr, r * 0.92, r * 0.6, r * 0.45, r * 0.85, 0, r * 1.04);
  cairo_curve_to (cr, -r * 0.45, r * 0.85, -r * 0.92, r * 0.6, -r * 0.92, r * 0.05);
  cairo_close_path (cr);
}

static void
add_shape (cairo_t *cr, ElectorShape shape, double size)
{
  double r = size / 2;

  cairo_new_path (cr);
  switch (shape)
    {
    case ELECTOR_SHAPE_DIAMOND:
      cairo_move_to (cr, 0, -r * 1.12);
      cairo_line_to (cr, r * 1.12, 0);
      cairo_line_to (cr, 0, r * 1.12);
      cairo_line_to (cr, -r * 1.12, 0);
      cairo_close_path (cr);
      break;
    case ELECTOR_SHAPE_SHIELD:
      add_shield (cr, size);
      break;
    case ELECTOR_SHAPE_HEART:
      add_heart (cr, size);
      break;
    case ELECTOR_SHAPE_SQUARE:
      cairo_rectangle (cr, -r * 0.86, -r * 0.86, r * 1.72, r * 1.72);
      break;
    case ELECTOR_SHAPE_CIRCLE:
    case ELECTOR_N_SHAPES:
    default:
      cairo_arc (cr, 0, 0, r, 0, 2 * G_PI);
      break;
    }
}

/* Strokes a cross of this width with the current source. */
void
elector_glyph_cross (cairo_t *cr, double size)
{
  double r = size / 2;

  cairo_new_path (cr);
  cairo_move_to (cr, -r, -r);
  cairo_line_to (cr, r, r);
  cairo_move_to (cr, r, -r);
  cairo_line_to (cr, -r, r);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  cairo_stroke (cr);
}

/* Letters of this height, bold, their ink centered. */
static void
draw_text (cairo_t *cr, const char *text, double height)
{
  g_autoptr (PangoLayout) layout = pango_cairo_create_layout (cr);
  g_autoptr (PangoFontDescription) font = pango_font_description_from_string ("Sans Bold");
  PangoRectangle ink;

  pango_font_description_set_absolute_size (font, height * PANGO_SCALE);
  pango_layout_set_font_description (layout, font);
  pango_layout_set_text (layout, text, -1);
  pango_layout_get_extents (layout, &ink, NULL);
  cairo_move_to (cr, -(ink.x + ink.width / 2.0) / PANGO_SCALE, -(ink.y + ink.height / 2.0) / PANGO_SCALE);
  pango_cairo_show_layout (cr, layout);
  cairo_new_path (cr); /* not from where text was written */
}

/* --- Messages --- */

/* The messages whose meaning is known. */
static const struct
{
  const char *id;
  ElectorMessageStyle style;
} styles[] = {
  { "ELECTION", { "E", ELECTOR_SHAPE_DIAMOND, ELECTOR_COLOR_CANDIDATE, 1, FALSE, FALSE } },
  { "OK", { "O", ELECTOR_SHAPE_CIRCLE, ELECTOR_COLOR_ANSWER, 0.95, TRUE, FALSE } },
  { "ACK", { "A", ELECTOR_SHAPE_CIRCLE, ELECTOR_COLOR_ANSWER, 0.7, TRUE, FALSE } },
  { "ELECTED", { "E", ELECTOR_SHAPE_SHIELD, ELECTOR_COLOR_LEADER, 1, FALSE, TRUE } },
  { "VICTORY", { "V", ELECTOR_SHAPE_SHIELD, ELECTOR_COLOR_LEADER, 1, FALSE, TRUE } },
  { "HEARTBEAT", { "", ELECTOR_SHAPE_HEART, ELECTOR_COLOR_HEARTBEAT, 0.58, FALSE, FALSE } },
};

/* For those of other algorithms: by their number. */
static const ElectorColor other_colors[] = {
  ELECTOR_COLOR_CANDIDATE, ELECTOR_COLOR_FOLLOWER, ELECTOR_COLOR_HEARTBEAT
};

/* How a message of an algorithm looks. One that is not known by name gets its first letter, and a shape and a
 * color by its number. */
ElectorMessageStyle
elector_message_style_get (const ElectorProtocol *protocol, guint type)
{
  const char *id = protocol->messages.ids[type];
  ElectorMessageStyle style = { .size = 1 };

  for (gsize i = 0; i < G_N_ELEMENTS (styles); i++)
    if (strcmp (styles[i].id, id) == 0)
      return styles[i].style;
  style.letter[0] = id[0];
  style.shape = type % ELECTOR_N_SHAPES;
  style.color = other_colors[type % G_N_ELEMENTS (other_colors)];
  return style;
}

/* Shows the node that a message is about in place of the letter, if there is one. id may be 0: nobody. */
void
elector_message_style_set_id (ElectorMessageStyle *self, ElectorNodeId id)
{
  if (id != ELECTOR_NO_NODE && self->letter[0] != '\0')
    g_snprintf (self->letter, sizeof self->letter, "%u", id);
}

static ElectorColor
get_letter_color (const ElectorMessageStyle *self)
{
  if (self->hollow)
    return self->color;
  return self->color == ELECTOR_COLOR_LEADER ? ELECTOR_COLOR_ON_LEADER : ELECTOR_COLOR_ON_MESSAGE;
}

/* A small plus at the upper right: an answer that agrees. */
static void
draw_plus (cairo_t *cr, double size, const ElectorPalette *palette, ElectorColor color)
{
  double arm = size * 0.13;

  cairo_save (cr);
  cairo_translate (cr, size * 0.42, -size * 0.42);
  cairo_new_path (cr);
  cairo_arc (cr, 0, 0, size * 0.25, 0, 2 * G_PI);
  elector_palette_set_source (palette, cr, color, 1);
  cairo_fill (cr);
  cairo_move_to (cr, -arm, 0);
  cairo_line_to (cr, arm, 0);
  cairo_move_to (cr, 0, -arm);
  cairo_line_to (cr, 0, arm);
  elector_palette_set_source (palette, cr, ELECTOR_COLOR_BACKGROUND, 1);
  cairo_set_line_width (cr, MAX (1.2, size * 0.08));
  cairo_stroke (cr);
  cairo_restore (cr);
}

static void
draw_small_crown (cairo_t *cr, double size, const ElectorPalette *palette)
{
  cairo_save (cr);
  cairo_translate (cr, 0, -size * 0.62);
  add_crown (cr, size * 0.72);
  elector_palette_set_source (palette, cr, ELECTOR_COLOR_BACKGROUND, 1);
  cairo_set_line_width (cr, 2);
  cairo_stroke_preserve (cr);
  elector_palette_set_source (palette, cr, ELECTOR_COLOR_LEADER, 1);
  cairo_fill_preserve (cr);
  elector_palette_set_source (palette, cr, ELECTOR_COLOR_ON_LEADER, 0.7);
  cairo_set_line_width (cr, 0.8);
  cairo_stroke (cr);
  cairo_restore (cr);
}

/* Draws a message of this nominal size; crown and plus reach somewhat further. A rim in the color of the ground sets
 * it off from what it passes over. */
void
elector_message_style_draw (const ElectorMessageStyle *self, cairo_t *cr, double size,
                            const ElectorPalette *palette)
{
  const double shares[] = { 1, 0.86, 0.64, 0.5 }; /* of the letter's height, by the length of what is written */
  double s = size * self->size, line = MAX (1.5, size * 0.1);
  double height = s * (self->hollow ? 0.56 : 0.62) * shares[CLAMP (strlen (self->letter), 1, 4) - 1];

  cairo_save (cr);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  add_shape (cr, self->shape, self->hollow ? s - line : s);
  elector_palette_set_source (palette, cr, ELECTOR_COLOR_BACKGROUND, 1);
  cairo_set_line_width (cr, self->hollow ? line + 3 : 3);
  cairo_stroke_preserve (cr);
  if (self->hollow)
    {
      cairo_fill_preserve (cr);
      elector_palette_set_source (palette, cr, self->color, 1);
      cairo_set_line_width (cr, line);
      cairo_stroke (cr);
    }
  else
    {
      elector_palette_set_source (palette, cr, self->color, 1);
      cairo_fill_preserve (cr);
      elector_palette_set_source (palette, cr, get_letter_color (self), self->color == ELECTOR_COLOR_LEADER ? 0.7 : 0);
      cairo_set_line_width (cr, 1);
      cairo_stroke (cr);
    }
  elector_palette_set_source (palette, cr, get_letter_color (self), 1);
  if (self->letter[0] != '\0')
    draw_text (cr, self->letter, height);
  if (self->hollow)
    draw_plus (cr, s, palette, self->color);
  if (self->crowned)
    draw_small_crown (cr, s, palette);
  cairo_restore (cr);
}

/* --- Marks of nodes --- */

ElectorMark
elector_mark_for_node (ElectorRole role, ElectorCondition condition)
{
  if (condition == ELECTOR_CONDITION_CRASHED)
    return ELECTOR_MARK_CROSS;
  if (condition == ELECTOR_CONDITION_PAUSED)
    return ELECTOR_MARK_PAUSE;
  if (role == ELECTOR_ROLE_LEADER)
    return ELECTOR_MARK_CROWN;
  return role == ELECTOR_ROLE_FOLLOWER ? ELECTOR_MARK_NONE : ELECTOR_MARK_QUESTION;
}

static void
draw_crown (cairo_t *cr, double size, const ElectorPalette *palette)
{
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  add_crown (cr, size);
  elector_palette_set_source (palette, cr, ELECTOR_COLOR_BACKGROUND, 1);
  cairo_set_line_width (cr, MAX (3, size * 0.16));
  cairo_stroke_preserve (cr);
  elector_palette_set_source (palette, cr, ELECTOR_COLOR_LEADER, 1);
  cairo_fill_preserve (cr);
  elector_palette_set_source (palette, cr, ELECTOR_COLOR_ON_LEADER, 0.75);
  cairo_set_line_width (cr, MAX (1, size * 0.045));
  cairo_stroke (cr);
}

static void
draw_pause (cairo_t *cr, double size)
{
  cairo_rectangle (cr, -size * 0.22, -size * 0.24, size * 0.15, size * 0.48);
  cairo_rectangle (cr, size * 0.07, -size * 0.24, size * 0.15, size * 0.48);
  cairo_fill (cr);
}

/* A disc in the color of the ground, with a rim. */
static void
draw_disc (cairo_t *cr, double size, const ElectorPalette *palette, ElectorColor rim)
{
  double line = MAX (1.2, size * 0.09);

  cairo_new_path (cr);
  cairo_arc (cr, 0, 0, (size - line) / 2, 0, 2 * G_PI);
  elector_palette_set_source (palette, cr, ELECTOR_COLOR_BACKGROUND, 1);
  cairo_fill_preserve (cr);
  elector_palette_set_source (palette, cr, rim, 1);
  cairo_set_line_width (cr, line);
  cairo_stroke (cr);
}

/* Draws a mark of this width. The crown stands for itself; the others sit on a disc. */
void
elector_mark_draw (ElectorMark mark, cairo_t *cr, double size, const ElectorPalette *palette)
{
  cairo_save (cr);
  switch (mark)
    {
    case ELECTOR_MARK_CROWN:
      draw_crown (cr, size, palette);
      break;
    case ELECTOR_MARK_QUESTION:
      draw_disc (cr, size, palette, ELECTOR_COLOR_CANDIDATE);
      draw_text (cr, "?", size * 0.72);
      break;
    case ELECTOR_MARK_CROSS:
      draw_disc (cr, size, palette, ELECTOR_COLOR_CUT);
      cairo_set_line_width (cr, MAX (1.5, size * 0.13));
      elector_glyph_cross (cr, size * 0.36);
      break;
    case ELECTOR_MARK_PAUSE:
      draw_disc (cr, size, palette, ELECTOR_COLOR_FOREGROUND);
      draw_pause (cr, size);
      break;
    case ELECTOR_MARK_NONE:
    default:
      break;
    }
  cairo_restore (cr);
}
