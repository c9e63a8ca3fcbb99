/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/timeline-picture.h"

#include "scene/timeline-looks.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define TEXT_SIZE 10.5
#define HEAD_LENGTH 8.0
#define PACKET_SIZE 13.0
#define HANDLE_SIZE 11.0

void
elector_timeline_picture_init (ElectorTimelinePicture *self, GtkWidget *widget)
{
  *self = (ElectorTimelinePicture) { .widget = widget };
}

/* To be called when its colors, its font or the scale are others, and at the end. */
void
elector_timeline_picture_clear (ElectorTimelinePicture *self)
{
  elector_sprites_clear (&self->sprites);
  g_clear_object (&self->text);
  g_clear_object (&self->label);
  for (guint i = 0; i < G_N_ELEMENTS (self->heads); i++)
    g_clear_object (&self->heads[i]);
  for (guint i = 0; i < G_N_ELEMENTS (self->signs); i++)
    g_clear_object (&self->signs[i]);
}

/* --- Signs --- */

static cairo_t *
begin_sign (ElectorTimelinePicture *self, double size)
{
  int scale = gtk_widget_get_scale_factor (self->widget), pixels = (int) ceil (size) * scale;
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, pixels, pixels);
  cairo_t *cr;

  cairo_surface_set_device_scale (surface, scale, scale);
  cairo_surface_set_device_offset (surface, pixels / 2.0, pixels / 2.0);
  cr = cairo_create (surface);
  cairo_surface_destroy (surface);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  return cr;
}

static GdkTexture *
end_sign (cairo_t *cr)
{
  GdkTexture *texture = elector_texture_new_for_surface (cairo_surface_reference (cairo_get_target (cr)));

  cairo_destroy (cr);
  return texture;
}

/* The head of an arrow to the right, its tip at the middle of the picture. */
static GdkTexture *
create_head (ElectorTimelinePicture *self, ElectorColor color, gboolean hollow)
{
  cairo_t *cr = begin_sign (self, 2 * HEAD_LENGTH);

  cairo_move_to (cr, -0.5, 0);
  cairo_line_to (cr, -HEAD_LENGTH + 0.5, -HEAD_LENGTH * 0.42);
  cairo_line_to (cr, -HEAD_LENGTH + 0.5, HEAD_LENGTH * 0.42);
  cairo_close_path (cr);
  elector_palette_set_source (&self->palette, cr, hollow ? ELECTOR_COLOR_BACKGROUND : color, 1);
  cairo_fill_preserve (cr);
  elector_palette_set_source (&self->palette, cr, color, 1);
  cairo_set_line_width (cr, 1);
  cairo_stroke (cr);
  return end_sign (cr);
}

static GdkTexture *
create_sign (ElectorTimelinePicture *self, guint sign)
{
  cairo_t *cr = begin_sign (self, ELECTOR_TIMELINE_SIGN_SIZE + 2);

  elector_timeline_sign_draw (sign, cr, &self->palette);
  return end_sign (cr);
}

static PangoLayout *
create_layout (ElectorTimelinePicture *self, gboolean bold)
{
  PangoLayout *layout = gtk_widget_create_pango_layout (self->widget, NULL);
  g_autoptr (PangoFontDescription) font = pango_font_description_copy (
    pango_context_get_font_description (gtk_widget_get_pango_context (self->widget)));
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();

  pango_font_description_set_absolute_size (font, TEXT_SIZE * PANGO_SCALE);
  pango_font_description_set_weight (font, bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
  pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum"));
  pango_layout_set_font_description (layout, font);
  pango_layout_set_attributes (layout, attributes);
  return layout;
}

/* Makes what is missing. */
static void
prepare (ElectorTimelinePicture *self, const ElectorProtocol *protocol)
{
  if (self->text == NULL)
    {
      self->text = create_layout (self, FALSE);
      self->label = create_layout (self, TRUE);
      for (guint i = 0; i < G_N_ELEMENTS (self->signs); i++)
        self->signs[i] = create_sign (self, i);
    }
  if (!elector_sprites_update (&self->sprites, protocol, &self->palette, PACKET_SIZE,
                               gtk_widget_get_scale_factor (self->widget)))
    return;
  for (guint i = 0; i < protocol->messages.length; i++)
    {
      ElectorMessageStyle style = elector_message_style_get (protocol, i);

      g_clear_object (&self->heads[i]);
      self->heads[i] = create_head (self, style.color, style.hollow);
    }
}

/* --- Helpers --- */

static void
append_color (ElectorTimelinePicture *self, GtkSnapshot *snapshot, ElectorColor color, double alpha, double x, double y,
              double width, double height)
{
  GdkRGBA rgba = elector_palette_get (&self->palette, color, alpha);

  gtk_snapshot_append_color (snapshot, &rgba,
                             &GRAPHENE_RECT_INIT ((float) x, (float) y, (float) width, (float) height));
}

static void
append_frame (ElectorTimelinePicture *self, GtkSnapshot *snapshot, ElectorColor color, double alpha, double x, double y,
              double width, double height)
{
  GdkRGBA rgba = elector_palette_get (&self->palette, color, alpha);
  GskRoundedRect outline;

  gsk_rounded_rect_init_from_rect (&outline,
                                   &GRAPHENE_RECT_INIT ((float) x, (float) y, (float) width, (float) height), 0);
  gtk_snapshot_append_border (snapshot, &outline, (float[]) { 1, 1, 1, 1 }, (GdkRGBA[]) { rgba, rgba, rgba, rgba });
}

static void
append_sign (GtkSnapshot *snapshot, GdkTexture *texture, double x, double y, double size)
{
  gtk_snapshot_append_texture (snapshot, texture,
                               &GRAPHENE_RECT_INIT ((float) (x - size / 2), (float) (y - size / 2), (float) size,
                                                    (float) size));
}

/* A text whose middle is at y: from x on, or (align 0.5) around it, or (align 1) up to it. Returns its width; nothing
 * is drawn if it would be wider than room. */
static double
append_text (PangoLayout *layout, GtkSnapshot *snapshot, const char *text, const GdkRGBA *color, double x, double y,
             double align, double room)
{
  int width, height;

  pango_layout_set_text (layout, text, -1);
  pango_layout_get_pixel_size (layout, &width, &height);
  if (width > room)
    return 0;
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) round (x - align * width),
                                                          (float) round (y - height / 2.0)));
  gtk_snapshot_append_layout (snapshot, layout, color);
  gtk_snapshot_restore (snapshot);
  return width;
}

/* --- Ruler and names --- */

static void
snapshot_ruler (ElectorTimelinePicture *self, GtkSnapshot *snapshot, const ElectorTimelineScene *scene)
{
  GdkRGBA color = elector_palette_get (&self->palette, ELECTOR_COLOR_FOREGROUND, 0.7);

  for (guint i = 0; i < scene->ticks->len; i++)
    {
      const ElectorTimelineTick *tick = &g_array_index (scene->ticks, ElectorTimelineTick, i);
      g_autofree char *text = elector_timeline_scene_format_tick (scene, tick->time);
      double x = round (tick->x);

      append_color (self, snapshot, ELECTOR_COLOR_FOREGROUND, 0.1, x, 4, 1, scene->height - 4);
      append_text (self->text, snapshot, text, &color, x + 4, ELECTOR_TIMELINE_RULER_HEIGHT / 2, 0, G_MAXINT);
    }
}

/* A name for each row that has room for one. */
static void
snapshot_names (ElectorTimelinePicture *self, GtkSnapshot *snapshot, const ElectorTimelineScene *scene)
{
  GdkRGBA color = elector_palette_get (&self->palette, ELECTOR_COLOR_FOREGROUND, 0.9);
  double free_from = scene->top - 6;

  append_color (self, snapshot, ELECTOR_COLOR_BACKGROUND, 1, 0, 0, scene->left, scene->height);
  append_sign (snapshot, self->signs[ELECTOR_TIMELINE_SIGN_CROWN], scene->left - 14,
               ELECTOR_TIMELINE_RULER_HEIGHT + ELECTOR_TIMELINE_MARKS_HEIGHT + ELECTOR_TIMELINE_REIGN_HEIGHT / 2,
               ELECTOR_TIMELINE_SIGN_SIZE + 2);
  for (guint row = 0; row < scene->n_rows; row++)
    {
      double y = elector_timeline_scene_get_row_y (scene, row);
      g_autofree char *text = g_strdup_printf ("%u", row * scene->nodes_per_row + 1);

      if (y - 6 < free_from)
        continue;
      append_text (self->label, snapshot, text, &color, scene->left - 7, y, 1, G_MAXINT);
      free_from = y + 7;
    }
}

/* --- Bands --- */

/* A word, with a term if there is one, or else without, or its first letter, whatever there is room for. */
static void
append_word (ElectorTimelinePicture *self, GtkSnapshot *snapshot, const char *word, guint32 term, const GdkRGBA *color,
             double x, double y, double room)
{
  char letter[8] = { 0 };

  if (term > 0)
    {
      /* Translators: what a node is, and the term that it is in */
      g_autofree char *text = g_strdup_printf (_("%s, term %u"), word, term);

      if (append_text (self->text, snapshot, text, color, x, y, 0, room) > 0)
        return;
    }
  if (append_text (self->text, snapshot, word, color, x, y, 0, room) > 0)
    return;
  g_unichar_to_utf8 (g_unichar_toupper (g_utf8_get_char (word)), letter);
  append_text (self->text, snapshot, letter, color, x, y, 0, room);
}

static void
append_band (ElectorTimelinePicture *self, GtkSnapshot *snapshot, const ElectorTimelineScene *scene,
             const ElectorTimelineBand *band)
{
  double height = elector_timeline_scene_get_band_height (scene);
  double middle = elector_timeline_scene_get_row_y (scene, band->row), y = round (middle - height / 2);
  gboolean room = height >= ELECTOR_TIMELINE_LETTER_HEIGHT && scene->nodes_per_row == 1;
  const ElectorTimelineLook *look = elector_timeline_state_get_look (band->state);
  GdkRGBA color;

  if (band->state == ELECTOR_TIMELINE_CRASHED || band->state == ELECTOR_TIMELINE_PAUSED)
    {
      gboolean crashed = band->state == ELECTOR_TIMELINE_CRASHED;
      ElectorCondition condition = crashed ? ELECTOR_CONDITION_CRASHED : ELECTOR_CONDITION_PAUSED;

      color = elector_palette_get (&self->palette, crashed ? ELECTOR_COLOR_CUT : ELECTOR_COLOR_FOREGROUND, 0.85);
      if (crashed)
        append_color (self, snapshot, ELECTOR_COLOR_CUT, 0.5, band->x, round (middle), band->width, 1);
      else
        append_frame (self, snapshot, ELECTOR_COLOR_FOREGROUND, 0.4, band->x, y, band->width, height);
      if (room && band->width > 2 * ELECTOR_TIMELINE_WORD_ROOM)
        append_word (self, snapshot, elector_condition_to_text (condition), 0, &color, band->x + 4,
                     crashed ? middle - 0.32 * scene->row_height : middle, band->width - ELECTOR_TIMELINE_WORD_ROOM);
      return;
    }
  append_color (self, snapshot, look->color, look->alpha, band->x, y,
                MAX (band->width - (band->term > 0), 1), height); /* a gap between terms */
  if (!room || band->width < ELECTOR_TIMELINE_WORD_ROOM + 6)
    return;
  color = elector_palette_get (&self->palette, look->text, 0.95);
  append_word (self, snapshot, elector_role_to_text (look->role), band->term, &color, band->x + 4, middle,
               band->width - ELECTOR_TIMELINE_WORD_ROOM);
}

/* --- Who is in charge --- */

static void
append_reign (ElectorTimelinePicture *self, GtkSnapshot *snapshot, const ElectorTimelineScene *scene,
              const ElectorTimelineReign *reign)
{
  double y = ELECTOR_TIMELINE_RULER_HEIGHT + ELECTOR_TIMELINE_MARKS_HEIGHT, height = ELECTOR_TIMELINE_REIGN_HEIGHT;
  ElectorColor text = reign->n_leaders == 1 ? ELECTOR_COLOR_ON_LEADER : ELECTOR_COLOR_FOREGROUND;
  GdkRGBA color = elector_palette_get (&self->palette, text, reign->n_leaders == 0 ? 0.75 : 1);
  g_autofree char *name = elector_timeline_reign_format (reign);

  if (reign->n_leaders == 0)
    {
      append_color (self, snapshot, ELECTOR_COLOR_FOREGROUND, 0.06, reign->x, y + height, reign->width,
                    scene->height - y - height);
      append_frame (self, snapshot, ELECTOR_COLOR_FOREGROUND, 0.3, reign->x, y, reign->width, height);
    }
  else if (reign->n_leaders == 1)
    append_color (self, snapshot, ELECTOR_COLOR_LEADER, 1, reign->x + 0.5, y, MAX (reign->width - 1, 1), height);
  else
    {
      append_color (self, snapshot, ELECTOR_COLOR_CUT, 0.35, reign->x, y, reign->width, height);
      append_frame (self, snapshot, ELECTOR_COLOR_CUT, 1, reign->x, y, reign->width, height);
    }
  if (append_text (self->label, snapshot, name, &color, reign->x + 5, y + height / 2, 0,
                   reign->width - ELECTOR_TIMELINE_WORD_ROOM) > 0
      || reign->n_leaders != 1)
    return;
  g_free (name);
  name = g_strdup_printf ("%u", reign->leader);
  append_text (self->label, snapshot, name, &color, reign->x + 4, y + height / 2, 0, reign->width - 6);
}

/* --- Marks --- */

static void
snapshot_marks (ElectorTimelinePicture *self, GtkSnapshot *snapshot, const ElectorTimelineScene *scene)
{
  double bottom = ELECTOR_TIMELINE_RULER_HEIGHT + ELECTOR_TIMELINE_MARKS_HEIGHT;

  for (guint i = 0; i < scene->breaks->len; i++)
    {
      const ElectorTimelineBreak *seen = &g_array_index (scene->breaks, ElectorTimelineBreak, i);

      append_color (self, snapshot, elector_timeline_break_get_color (seen), 0.9, seen->x, bottom - 3,
                    seen->width, 2);
    }
  for (guint i = 0; i < scene->marks->len; i++)
    {
      const ElectorTimelineMark *mark = &g_array_index (scene->marks, ElectorTimelineMark, i);
      ElectorColor color = elector_timeline_mark_get_color (mark);

      append_color (self, snapshot, color, mark->kind >= ELECTOR_TIMELINE_BROKEN ? 0.5 : 0.25, round (mark->x), bottom,
                    1, scene->height - bottom);
      append_sign (snapshot, self->signs[mark->kind], round (mark->x), bottom - ELECTOR_TIMELINE_MARKS_HEIGHT / 2 - 1,
                   ELECTOR_TIMELINE_SIGN_SIZE + 2);
    }
}

/* --- Messages --- */

static void
append_bundle (ElectorTimelinePicture *self, GtkSnapshot *snapshot, const ElectorTimelineScene *scene,
               const ElectorTimelineBundle *bundle, const ElectorProtocol *protocol)
{
  ElectorMessageStyle style = elector_message_style_get (protocol, bundle->type);
  double top = elector_timeline_scene_get_row_y (scene, bundle->first_row);
  double bottom = elector_timeline_scene_get_row_y (scene, bundle->last_row);
  double alpha = CLAMP (0.2 + 0.1 * log2 (bundle->count), 0.25, 0.85), dot = MIN (scene->row_height, 4);
  double x = floor (bundle->x);

  append_color (self, snapshot, style.color, alpha, x, top, 1.5, MAX (bottom - top, 1));
  if (!bundle->mixed)
    append_color (self, snapshot, style.color, 1, x - dot / 2,
                  elector_timeline_scene_get_row_y (scene, bundle->row) - dot / 2, dot, dot);
}

static void
append_arrow (ElectorTimelinePicture *self, GtkSnapshot *snapshot, const ElectorTimelineScene *scene,
              const ElectorTimelineArrow *arrow, ElectorColor color, gboolean strong, gboolean letters)
{
  ElectorSegment line = arrow->line;
  ElectorPoint middle = elector_segment_get_point (&line, 0.5);
  gboolean arrived = arrow->fate == ELECTOR_TIMELINE_ARRIVED;
  double length, thickness = strong ? 2.5 : 1.25;

  if (!elector_timeline_scene_clip (scene, 2 * HEAD_LENGTH, &line))
    return;
  length = hypot (line.end.x - line.start.x, line.end.y - line.start.y);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) line.start.x, (float) line.start.y));
  gtk_snapshot_rotate (snapshot, (float) (elector_segment_get_angle (&line) * 180 / G_PI));
  append_color (self, snapshot, color, strong ? 1 : 0.75, 0, -thickness / 2,
                MAX (length - (arrived ? HEAD_LENGTH - 1 : 0), 1), thickness);
  if (arrived)
    append_sign (snapshot, self->heads[arrow->type], length, 0, 2 * HEAD_LENGTH);
  gtk_snapshot_restore (snapshot);
  if (arrow->fate == ELECTOR_TIMELINE_LOST)
    append_sign (snapshot, self->signs[ELECTOR_TIMELINE_SIGN_LOST], line.end.x, line.end.y,
                 ELECTOR_TIMELINE_SIGN_SIZE + 2);
  if ((letters || strong) && length >= ELECTOR_TIMELINE_LETTER_LENGTH && middle.x >= scene->left)
    elector_sprites_append_packet (&self->sprites, snapshot, arrow->type, ELECTOR_NO_NODE, middle);
}

/* Draws messages; strong: those that are meant to be seen before all others. */
void
elector_timeline_picture_snapshot_arrows (ElectorTimelinePicture *self, GtkSnapshot *snapshot,
                                          const ElectorTimelineScene *scene, const ElectorProtocol *protocol,
                                          const ElectorTimelineArrow *arrows, guint n_arrows, gboolean strong)
{
  gboolean letters = elector_timeline_scene_has_letters (scene, n_arrows);
  ElectorColor colors[ELECTOR_MAX_MESSAGE_TYPES];

  prepare (self, protocol);
  for (guint i = 0; i < protocol->messages.length; i++)
    colors[i] = elector_message_style_get (protocol, i).color;
  gtk_snapshot_push_clip (snapshot, &GRAPHENE_RECT_INIT ((float) scene->left, 0, (float) (scene->width - scene->left),
                                                         (float) scene->height));
  for (guint i = 0; i < n_arrows; i++)
    append_arrow (self, snapshot, scene, &arrows[i], colors[arrows[i].type], strong, letters);
  gtk_snapshot_pop (snapshot);
}

/* --- All of it --- */

/* Draws everything but the messages that are drawn one by one, and the cursor. */
void
elector_timeline_picture_snapshot_ground (ElectorTimelinePicture *self, GtkSnapshot *snapshot,
                                          const ElectorTimelineScene *scene, const ElectorProtocol *protocol)
{
  prepare (self, protocol);
  snapshot_ruler (self, snapshot, scene);
  for (guint i = 0; i < scene->reigns->len; i++)
    append_reign (self, snapshot, scene, &g_array_index (scene->reigns, ElectorTimelineReign, i));
  for (guint i = 0; i < scene->bands->len; i++)
    append_band (self, snapshot, scene, &g_array_index (scene->bands, ElectorTimelineBand, i));
  for (guint i = 0; i < scene->bundles->len; i++)
    append_bundle (self, snapshot, scene, &g_array_index (scene->bundles, ElectorTimelineBundle, i), protocol);
  snapshot_marks (self, snapshot, scene);
  snapshot_names (self, snapshot, scene);
}

/* Draws the cursor, and pales what was recorded after it. */
void
elector_timeline_picture_snapshot_cursor (ElectorTimelinePicture *self, GtkSnapshot *snapshot,
                                          const ElectorTimelineScene *scene, ElectorTime time)
{
  double x = elector_timeline_scene_get_x (scene, time), end = elector_timeline_scene_get_x (scene, scene->end);
  double from = MAX (x, scene->left), handle = ELECTOR_TIMELINE_RULER_HEIGHT - HANDLE_SIZE;
  GdkRGBA color = elector_palette_get (&self->palette, ELECTOR_COLOR_FOREGROUND, 1);
  GskRoundedRect outline;

  end = MIN (end, scene->width);
  if (end > from)
    append_color (self, snapshot, ELECTOR_COLOR_BACKGROUND, 0.55, from, ELECTOR_TIMELINE_RULER_HEIGHT, end - from,
                  scene->height - ELECTOR_TIMELINE_RULER_HEIGHT);
  if (x < scene->left - 1 || x > scene->width)
    return;
  gsk_rounded_rect_init_from_rect (&outline,
                                   &GRAPHENE_RECT_INIT ((float) (round (x) - HANDLE_SIZE / 2), (float) handle,
                                                        HANDLE_SIZE, HANDLE_SIZE), 3);
  gtk_snapshot_push_rounded_clip (snapshot, &outline);
  gtk_snapshot_append_color (snapshot, &color, &outline.bounds);
  gtk_snapshot_pop (snapshot);
  append_color (self, snapshot, ELECTOR_COLOR_FOREGROUND, 1, round (x) - 1, ELECTOR_TIMELINE_RULER_HEIGHT - 2, 2,
                scene->height - ELECTOR_TIMELINE_RULER_HEIGHT + 2);
}
