/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The messages on the stage: letters while one can read them, dots when they are many. For people who asked for no
 * motion, arrows say where they go. */

#pragma once

#include "ui/stage-sprites.h"

G_BEGIN_DECLS

/* What they are drawn with; all borrowed. */
typedef struct
{
  GtkWidget *widget; /* on which they are */
  const ElectorStageScene *scene;
  const ElectorPalette *palette;
  ElectorSprites *sprites;
} ElectorStageMessages;

void elector_stage_messages_snapshot (const ElectorStageMessages *self, GtkSnapshot *snapshot,
                                      const ElectorMoment *moment, ElectorTime time);

G_END_DECLS
