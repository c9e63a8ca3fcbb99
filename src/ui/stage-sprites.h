/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Messages as pictures that cost nearly nothing to draw: made once, then only moved. */

#pragma once

#include "scene/stage-scene.h"
#include "ui/stage-glyphs.h"

G_BEGIN_DECLS

/* Arrows' heads point in so many directions: what is between is turned by one degree at most. */
#define ELECTOR_SPRITES_N_ANGLES 180

typedef struct
{
  const ElectorProtocol *protocol;
  double size;
  int scale;
  GskRenderNode *packets[ELECTOR_MAX_MESSAGE_TYPES];
  GskRenderNode *dots[ELECTOR_MAX_MESSAGE_TYPES];
  GskRenderNode *tails[ELECTOR_MAX_MESSAGE_TYPES];
  GskRenderNode *shafts[ELECTOR_MAX_MESSAGE_TYPES];
  GskRenderNode *heads[ELECTOR_MAX_MESSAGE_TYPES][ELECTOR_SPRITES_N_ANGLES]; /* made when they are needed */
  GHashTable *numbered; /* packets with an id in place of the letter, made when they are needed; or NULL */
  ElectorPalette palette;
} ElectorSprites;

gboolean elector_sprites_update (ElectorSprites *self, const ElectorProtocol *protocol, const ElectorPalette *palette,
                                 double size, int scale);
void elector_sprites_clear (ElectorSprites *self);

void elector_sprites_append_packet (ElectorSprites *self, GtkSnapshot *snapshot, guint type, ElectorNodeId id,
                                    ElectorPoint place);
void elector_sprites_append_dot (ElectorSprites *self, GtkSnapshot *snapshot, guint type, ElectorPoint place);
void elector_sprites_append_tail (ElectorSprites *self, GtkSnapshot *snapshot, guint type, const ElectorSegment *lane,
                                  double progress);
void elector_sprites_append_arrow (ElectorSprites *self, GtkSnapshot *snapshot, guint type, const ElectorSegment *lane);

G_END_DECLS
