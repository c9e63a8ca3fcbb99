/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/stage-sprites.h"

#include <math.h>

/* A picture has this much room, in message sizes: crown and plus reach beyond the nominal size. */
#define ROOM 2.0

#define DOT_SIZE 6.0
#define HEAD_SIZE 12.0
#define TAIL_LENGTH 34.0

/* So many packets with ids are kept at most. */
#define NUMBERED_MAX 256

static cairo_surface_t *
create_surface (double size, int scale)
{
  int pixels = (int) ceil (size) * scale;
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, pixels, pixels);

  cairo_surface_set_device_scale (surface, scale, scale);
  cairo_surface_set_device_offset (surface, pixels / 2.0, pixels / 2.0);
  return surface;
}

/* A picture whose middle is the origin. */
static GskRenderNode *
finish (cairo_surface_t *surface, int scale)
{
  float size = (float) cairo_image_surface_get_width (surface) / (float) scale;

  return elector_stamp_new (surface, &GRAPHENE_RECT_INIT (-size / 2, -size / 2, size, size));
}

static GskRenderNode *
create_packet (const ElectorMessageStyle *style, const ElectorPalette *palette, double size, int scale)
{
  cairo_surface_t *surface = create_surface (size * ROOM, scale);
  cairo_t *cr = cairo_create (surface);

  elector_message_style_draw (style, cr, size, palette);
  cairo_destroy (cr);
  return finish (surface, scale);
}

static GskRenderNode *
create_dot (const ElectorMessageStyle *style, const ElectorPalette *palette, int scale)
{
  cairo_surface_t *surface = create_surface (DOT_SIZE + 2, scale);
  cairo_t *cr = cairo_create (surface);

  elector_palette_set_source (palette, cr, style->color, 1);
  if (style->hollow)
    {
      cairo_arc (cr, 0, 0, DOT_SIZE / 2 - 0.75, 0, 2 * G_PI);
      cairo_set_line_width (cr, 1.5);
      cairo_stroke (cr);
    }
  else
    {
      cairo_arc (cr, 0, 0, DOT_SIZE / 2, 0, 2 * G_PI);
      cairo_fill (cr);
    }
  cairo_destroy (cr);
  return finish (surface, scale);
}

/* An arrow's head, its tip at the origin. */
static GskRenderNode *
create_head (const ElectorMessageStyle *style, const ElectorPalette *palette, int scale, double angle)
{
  cairo_surface_t *surface = create_surface (2 * HEAD_SIZE, scale);
  cairo_t *cr = cairo_create (surface);

  cairo_rotate (cr, angle);
  cairo_move_to (cr, 0, 0);
  cairo_line_to (cr, -HEAD_SIZE, -HEAD_SIZE * 0.45);
  cairo_line_to (cr, -HEAD_SIZE * 0.75, 0);
  cairo_line_to (cr, -HEAD_SIZE, HEAD_SIZE * 0.45);
  cairo_close_path (cr);
  elector_palette_set_source (palette, cr, style->color, 1);
  cairo_fill (cr);
  cairo_destroy (cr);
  return finish (surface, scale);
}

/* What a message leaves behind: it points to where it came from. */
static GskRenderNode *
create_tail (const ElectorMessageStyle *style, const ElectorPalette *palette, double size)
{
  float width = (float) MAX (3, size * style->size * 0.3);
  const GskColorStop stops[] = {
    { 0, elector_palette_get (palette, style->color, 0) },
    { 1, elector_palette_get (palette, style->color, 0.55) },
  };

  return gsk_linear_gradient_node_new (&GRAPHENE_RECT_INIT (-TAIL_LENGTH, -width / 2, TAIL_LENGTH, width),
                                       &GRAPHENE_POINT_INIT (-TAIL_LENGTH, 0), &GRAPHENE_POINT_INIT (0, 0), stops,
                                       G_N_ELEMENTS (stops));
}

/* A line of one pixel's length, to be stretched. */
static GskRenderNode *
create_shaft (const ElectorMessageStyle *style, const ElectorPalette *palette)
{
  GdkRGBA color = elector_palette_get (palette, style->color, 0.7);

  return gsk_color_node_new (&color, &GRAPHENE_RECT_INIT (0, -0.75f, 1, 1.5f));
}

/* Makes the pictures for an algorithm's messages, unless it has them. size is a message's, in logical pixels; scale is
 * the number of device pixels in one. To follow a change of the palette, clear first. Returns whether it did. */
gboolean
elector_sprites_update (ElectorSprites *self, const ElectorProtocol *protocol, const ElectorPalette *palette,
                        double size, int scale)
{
  if (self->protocol == protocol && self->size == size && self->scale == scale)
    return FALSE;
  elector_sprites_clear (self);
  self->protocol = protocol;
  self->size = size;
  self->scale = scale;
  self->palette = *palette;
  for (guint i = 0; i < protocol->messages.length; i++)
    {
      ElectorMessageStyle style = elector_message_style_get (protocol, i);

      self->packets[i] = create_packet (&style, palette, size, scale);
      self->dots[i] = create_dot (&style, palette, scale);
      self->tails[i] = create_tail (&style, palette, size);
      self->shafts[i] = create_shaft (&style, palette);
    }
  return TRUE;
}

void
elector_sprites_clear (ElectorSprites *self)
{
  for (guint i = 0; i < ELECTOR_MAX_MESSAGE_TYPES; i++)
    {
      g_clear_pointer (&self->packets[i], gsk_render_node_unref);
      g_clear_pointer (&self->dots[i], gsk_render_node_unref);
      for (guint k = 0; k < ELECTOR_SPRITES_N_ANGLES; k++)
        g_clear_pointer (&self->heads[i][k], gsk_render_node_unref);
      g_clear_pointer (&self->tails[i], gsk_render_node_unref);
      g_clear_pointer (&self->shafts[i], gsk_render_node_unref);
    }
  g_clear_pointer (&self->numbered, g_hash_table_unref);
  self->protocol = NULL;
}

static void
append_stamp (GtkSnapshot *snapshot, GskRenderNode *stamp, ElectorPoint place)
{
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) place.x, (float) place.y));
  gtk_snapshot_append_node (snapshot, stamp);
  gtk_snapshot_restore (snapshot);
}

/* The packet of a type with an id. Borrowed. */
static GskRenderNode *
get_numbered (ElectorSprites *self, guint type, ElectorNodeId id)
{
  gpointer key = GUINT_TO_POINTER (id * ELECTOR_MAX_MESSAGE_TYPES + type);
  ElectorMessageStyle style = elector_message_style_get (self->protocol, type);
  GskRenderNode *stamp;

  if (self->numbered == NULL)
    self->numbered = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) gsk_render_node_unref);
  stamp = g_hash_table_lookup (self->numbered, key);
  if (stamp != NULL)
    return stamp;
  if (g_hash_table_size (self->numbered) >= NUMBERED_MAX)
    g_hash_table_remove_all (self->numbered);
  elector_message_style_set_id (&style, id);
  stamp = create_packet (&style, &self->palette, self->size, self->scale);
  g_hash_table_insert (self->numbered, key, stamp);
  return stamp;
}

/* A message with its letter or, if it is about a node, with that one's id; 0: about nobody. */
void
elector_sprites_append_packet (ElectorSprites *self, GtkSnapshot *snapshot, guint type, ElectorNodeId id,
                               ElectorPoint place)
{
  append_stamp (snapshot, id != ELECTOR_NO_NODE ? get_numbered (self, type, id) : self->packets[type], place);
}

/* A message where there are too many for letters. */
void
elector_sprites_append_dot (ElectorSprites *self, GtkSnapshot *snapshot, guint type, ElectorPoint place)
{
  append_stamp (snapshot, self->dots[type], place);
}

/* What a message has just passed, never further back than where it was sent. */
void
elector_sprites_append_tail (ElectorSprites *self, GtkSnapshot *snapshot, guint type, const ElectorSegment *lane,
                             double progress)
{
  ElectorPoint place = elector_segment_get_point (lane, progress);
  double way = hypot (place.x - lane->start.x, place.y - lane->start.y);

  if (way < 1)
    return;
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) place.x, (float) place.y));
  gtk_snapshot_rotate (snapshot, (float) (elector_segment_get_angle (lane) * 180 / G_PI));
  if (way < TAIL_LENGTH)
    gtk_snapshot_scale (snapshot, (float) (way / TAIL_LENGTH), 1);
  gtk_snapshot_append_node (snapshot, self->tails[type]);
  gtk_snapshot_restore (snapshot);
}

/* The head for an angle, or nearly. Turned at each drawing it would cost ten times as much. Borrowed. */
static GskRenderNode *
get_head (ElectorSprites *self, guint type, double angle)
{
  int step = (int) lround (angle / (2 * G_PI) * ELECTOR_SPRITES_N_ANGLES);
  GskRenderNode **head;

  step = (step + ELECTOR_SPRITES_N_ANGLES) % ELECTOR_SPRITES_N_ANGLES;
  head = &self->heads[type][step];
  if (*head == NULL)
    {
      ElectorMessageStyle style = elector_message_style_get (self->protocol, type);

      *head = create_head (&style, &self->palette, self->scale, 2 * G_PI * step / ELECTOR_SPRITES_N_ANGLES);
    }
  return *head;
}

/* A message that does not move: an arrow from its sender to its receiver. */
void
elector_sprites_append_arrow (ElectorSprites *self, GtkSnapshot *snapshot, guint type, const ElectorSegment *lane)
{
  double angle = elector_segment_get_angle (lane);
  double length = hypot (lane->end.x - lane->start.x, lane->end.y - lane->start.y);

  if (length > HEAD_SIZE)
    {
      gtk_snapshot_save (snapshot);
      gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) lane->start.x, (float) lane->start.y));
      gtk_snapshot_rotate (snapshot, (float) (angle * 180 / G_PI));
      gtk_snapshot_scale (snapshot, (float) (length - HEAD_SIZE * 0.75), 1);
      gtk_snapshot_append_node (snapshot, self->shafts[type]);
      gtk_snapshot_restore (snapshot);
    }
  append_stamp (snapshot, get_head (self, type, angle), lane->end);
}
