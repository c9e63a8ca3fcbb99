/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What the timeline looks like: its geometry, painted with render nodes. Colors, letters and shapes are the stage's. */

#pragma once

#include "scene/timeline-scene.h"
#include "ui/stage-sprites.h"

G_BEGIN_DECLS

#define ELECTOR_TIMELINE_N_SIGNS 6

typedef struct
{
  GtkWidget *widget; /* borrowed: whose font it has */
  ElectorPalette palette;
  ElectorSprites sprites;
  PangoLayout *text;  /* scratch */
  PangoLayout *label; /* scratch, bold */
  GdkTexture *heads[ELECTOR_MAX_MESSAGE_TYPES];
  GdkTexture *signs[ELECTOR_TIMELINE_N_SIGNS]; /* marks by kind, then the cross of what is lost, and the crown */
} ElectorTimelinePicture;

void elector_timeline_picture_init (ElectorTimelinePicture *self, GtkWidget *widget);
void elector_timeline_picture_clear (ElectorTimelinePicture *self);

void elector_timeline_picture_snapshot_ground (ElectorTimelinePicture *self, GtkSnapshot *snapshot,
                                               const ElectorTimelineScene *scene, const ElectorProtocol *protocol);
void elector_timeline_picture_snapshot_arrows (ElectorTimelinePicture *self, GtkSnapshot *snapshot,
                                               const ElectorTimelineScene *scene, const ElectorProtocol *protocol,
                                               const ElectorTimelineArrow *arrows, guint n_arrows, gboolean strong);
void elector_timeline_picture_snapshot_cursor (ElectorTimelinePicture *self, GtkSnapshot *snapshot,
                                               const ElectorTimelineScene *scene, ElectorTime time);

G_END_DECLS
