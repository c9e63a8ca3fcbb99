/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The links between the nodes: which there are, and which are cut. Drawn once, and again when the network changes.
 *
 * A link that is cut both ways, or that a partition runs through, is dashed, with a cross in the middle: that is as
 * far as messages get. (Among many nodes, a bar goes through the ring.) One that is cut one way keeps its line; cross
 * and chevron stand on the side that is closed. */

#pragma once

#include "scene/stage-scene.h"
#include "ui/stage-glyphs.h"

G_BEGIN_DECLS

typedef struct
{
  GskRenderNode *node;
  guint signature; /* of the network that it shows */
} ElectorStageLinks;

void elector_stage_links_clear (ElectorStageLinks *self);
void elector_stage_links_snapshot (ElectorStageLinks *self, GtkSnapshot *snapshot, const ElectorStageScene *scene,
                                   const ElectorNetwork *network, const ElectorPalette *palette, int scale);

G_END_DECLS
