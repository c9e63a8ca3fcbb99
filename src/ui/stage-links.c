/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/stage-links.h"

#include "scene/stage-links-paint.h"

#include <math.h>

void
elector_stage_links_clear (ElectorStageLinks *self)
{
  g_clear_pointer (&self->node, gsk_render_node_unref);
}

/* Two networks that look different have, but for rare accidents, different signatures. */
static guint
get_signature (const ElectorNetwork *network)
{
  guint hash = 5381 + network->n_cuts;

  for (guint i = 0; i < network->n_nodes; i++)
    hash = hash * 33 + network->groups[i];
  for (guint i = 0; i < network->n_cuts; i++)
    hash = (hash * 33 + network->cuts[i].from) * 33 + network->cuts[i].to;
  return hash;
}

/* Whatever moves over the links has them drawn again below it. Copying them costs less than drawing lines. */
static cairo_surface_t *
create_picture (const ElectorStageScene *scene, const ElectorNetwork *network, const ElectorPalette *palette, int scale)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, (int) ceil (scene->width) * scale,
                                                         (int) ceil (scene->height) * scale);
  cairo_t *cr;

  cairo_surface_set_device_scale (surface, scale, scale);
  cr = cairo_create (surface);
  elector_stage_links_paint (cr, scene, network, palette);
  cairo_destroy (cr);
  return surface;
}

/* Clear it when the scene, the palette or the scale is another; a change of the network it notices by itself. */
void
elector_stage_links_snapshot (ElectorStageLinks *self, GtkSnapshot *snapshot, const ElectorStageScene *scene,
                              const ElectorNetwork *network, const ElectorPalette *palette, int scale)
{
  guint signature = get_signature (network);

  if (scene->n_nodes < 2 || network->n_nodes != scene->n_nodes)
    return;
  if (self->node == NULL || self->signature != signature)
    {
      elector_stage_links_clear (self);
      self->node = elector_stamp_new (create_picture (scene, network, palette, scale),
                                      &GRAPHENE_RECT_INIT (0, 0, (float) scene->width, (float) scene->height));
      self->signature = signature;
    }
  gtk_snapshot_append_node (snapshot, self->node);
}
