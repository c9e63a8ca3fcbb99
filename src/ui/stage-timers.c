/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/stage-timers.h"

#include <math.h>

/* A ring moves in steps of this many pixels, so that one that moves slowly is not drawn at every frame. Where there are
 * so many nodes that they are small, the steps are larger. */
#define STEP_LENGTH 2.0
#define SMALL_STEP_LENGTH 6.0

/* A ring is put together of pieces of so many steps, and a shorter one at its end. When it shrinks, only that end is
 * drawn again, and not the node inside of it, too: that is what makes rings cheap. */
#define PIECE_STEPS 8

/* Made when they are needed, and kept: two frames are compared by what they are made of. */
typedef struct
{
  GskRenderNode *track; /* the whole ring, faint */
  GPtrArray *pieces;
  GPtrArray *rings; /* by how many steps are left */
} Rings;

struct _ElectorStageTimers
{
  double radius;
  double width;
  int scale;
  guint n_steps; /* of a whole ring */
  Rings rings[ELECTOR_N_COLORS];
};

/* For nodes of this radius. */
ElectorStageTimers *
elector_stage_timers_new (double node_radius, int scale)
{
  ElectorStageTimers *self = g_new0 (ElectorStageTimers, 1);
  double step;

  self->scale = scale;
  self->width = node_radius >= ELECTOR_STAGE_CAPTION_RADIUS ? 3 : 2;
  self->radius = node_radius + 3 + self->width / 2;
  step = node_radius >= ELECTOR_STAGE_CAPTION_RADIUS ? STEP_LENGTH : SMALL_STEP_LENGTH;
  self->n_steps = MAX (PIECE_STEPS, (guint) (2 * G_PI * self->radius / step));
  return self;
}

void
elector_stage_timers_free (ElectorStageTimers *self)
{
  for (guint i = 0; i < ELECTOR_N_COLORS; i++)
    {
      g_clear_pointer (&self->rings[i].track, gsk_render_node_unref);
      g_clear_pointer (&self->rings[i].pieces, g_ptr_array_unref);
      g_clear_pointer (&self->rings[i].rings, g_ptr_array_unref);
    }
  g_free (self);
}

static double
get_angle (ElectorStageTimers *self, guint step)
{
  return 2 * G_PI * step / self->n_steps - G_PI / 2;
}

/* A rectangle that an arc fits into. */
static graphene_rect_t
get_bounds (ElectorStageTimers *self, double from, double to)
{
  double half = (to - from) / 2, x = 0, y = 0, extent = self->radius;

  if (half < G_PI / 2)
    {
      x = self->radius * cos (from + half);
      y = self->radius * sin (from + half);
      extent = self->radius * sin (half);
    }
  extent = ceil (extent + self->width);
  return GRAPHENE_RECT_INIT ((float) floor (x - extent), (float) floor (y - extent), (float) (2 * extent + 1),
                             (float) (2 * extent + 1));
}

/* The part of a ring between two steps. */
static GskRenderNode *
create_arc (ElectorStageTimers *self, guint from, guint to, const GdkRGBA *color)
{
  graphene_rect_t bounds = get_bounds (self, get_angle (self, from), get_angle (self, to));
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, (int) bounds.size.width * self->scale,
                                                         (int) bounds.size.height * self->scale);
  cairo_t *cr;

  cairo_surface_set_device_scale (surface, self->scale, self->scale);
  cr = cairo_create (surface);
  cairo_translate (cr, -bounds.origin.x, -bounds.origin.y);
  cairo_set_line_width (cr, self->width);
  cairo_arc (cr, 0, 0, self->radius, get_angle (self, from), get_angle (self, to));
  gdk_cairo_set_source_rgba (cr, color);
  cairo_stroke (cr);
  cairo_destroy (cr);
  return elector_stamp_new (surface, &bounds);
}

static void
clear_node (gpointer node)
{
  if (node != NULL)
    gsk_render_node_unref (node);
}

/* An array of so many nodes, none of which has been made. */
static GPtrArray *
create_nodes (guint n)
{
  GPtrArray *nodes = g_ptr_array_new_full (n, clear_node);

  g_ptr_array_set_size (nodes, (int) n);
  return nodes;
}

static GskRenderNode *
get_piece (ElectorStageTimers *self, Rings *rings, guint i, const GdkRGBA *color)
{
  if (g_ptr_array_index (rings->pieces, i) == NULL)
    g_ptr_array_index (rings->pieces, i) = create_arc (self, i * PIECE_STEPS, (i + 1) * PIECE_STEPS, color);
  return g_ptr_array_index (rings->pieces, i);
}

static GskRenderNode *
create_ring (ElectorStageTimers *self, Rings *rings, guint step, const GdkRGBA *color)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new ();
  guint n_pieces = step / PIECE_STEPS;
  GskRenderNode *rest = NULL, *ring;

  g_ptr_array_add (parts, rings->track);
  for (guint i = 0; i < n_pieces; i++)
    g_ptr_array_add (parts, get_piece (self, rings, i, color));
  if (step % PIECE_STEPS != 0)
    {
      rest = create_arc (self, n_pieces * PIECE_STEPS, step, color);
      g_ptr_array_add (parts, rest);
    }
  ring = gsk_container_node_new ((GskRenderNode **) parts->pdata, parts->len);
  g_clear_pointer (&rest, gsk_render_node_unref);
  return ring;
}

/* Borrowed. */
static GskRenderNode *
get_ring (ElectorStageTimers *self, double fraction, ElectorColor color, const ElectorPalette *palette)
{
  Rings *rings = &self->rings[color];
  guint step = (guint) (fraction * self->n_steps + 0.5);
  GdkRGBA strong = elector_palette_get (palette, color, 1), faint = elector_palette_get (palette, color, 0.15);

  if (rings->track == NULL)
    {
      rings->track = create_arc (self, 0, self->n_steps, &faint);
      rings->pieces = create_nodes (self->n_steps / PIECE_STEPS);
      rings->rings = create_nodes (self->n_steps + 1);
    }
  if (g_ptr_array_index (rings->rings, step) == NULL)
    g_ptr_array_index (rings->rings, step) = create_ring (self, rings, step, &strong);
  return g_ptr_array_index (rings->rings, step);
}

/* Make a new one when the scene or the palette is another. */
void
elector_stage_timers_snapshot (ElectorStageTimers *self, GtkSnapshot *snapshot, const ElectorStageScene *scene,
                               const ElectorMoment *moment, ElectorTime time, const ElectorPalette *palette)
{
  guint n = MIN (scene->n_nodes, moment->config->n_nodes);

  if (scene->node_radius < ELECTOR_STAGE_TIMER_RADIUS)
    return;
  for (guint i = 0; i < n; i++)
    {
      const ElectorMomentNode *node = &moment->nodes[i];
      double fraction = elector_timer_find_fraction (moment->config->protocol, node, time);
      ElectorColor color = elector_color_for_role ((ElectorRole) node->role);
      float x = (float) round (scene->nodes[i].x), y = (float) round (scene->nodes[i].y);

      if (fraction < 0)
        continue;
      gtk_snapshot_save (snapshot);
      gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (x, y));
      gtk_snapshot_append_node (snapshot, get_ring (self, fraction, color, palette));
      gtk_snapshot_restore (snapshot);
    }
}
