/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What a pointer does on the stage beside the nodes: it cuts and restores links, picks messages, and draws the line of
 * a partition. */

#pragma once

#include "engine/elector-simulation.h"
#include "scene/stage-scene.h"
#include "ui/stage-glyphs.h"

G_BEGIN_DECLS

typedef struct
{
  GtkWidget *stage;               /* borrowed */
  const ElectorStageScene *scene; /* borrowed */
  ElectorSimulation *simulation;  /* borrowed, or NULL */

  gboolean hovers; /* over a link: this one */
  ElectorLink link;
  guint slot;       /* of the message that it hovers over, or G_MAXUINT */
  GtkWidget *menu;  /* of that link or message, weak */
  gboolean resumes; /* time goes on when the menu is closed */

  gboolean pressed; /* beside the nodes; and not given up since */
  guint pressed_slot; /* on this message, or G_MAXUINT */
  gboolean draws;   /* a line, from where it was pressed */
  ElectorSegment line;
  PangoLayout *label; /* owned, or NULL */
} ElectorStagePointer;

gboolean elector_stage_pointer_is_meant (GtkEventController *controller);

void elector_stage_pointer_init (ElectorStagePointer *self, GtkWidget *stage, const ElectorStageScene *scene);
void elector_stage_pointer_set_simulation (ElectorStagePointer *self, ElectorSimulation *simulation);
void elector_stage_pointer_reset (ElectorStagePointer *self);

void elector_stage_pointer_snapshot_ground (ElectorStagePointer *self, GtkSnapshot *snapshot,
                                            const ElectorPalette *palette);
void elector_stage_pointer_snapshot_line (ElectorStagePointer *self, GtkSnapshot *snapshot,
                                          const ElectorPalette *palette);

G_END_DECLS
