/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What the pointer does on the timeline: drag the cursor, move and zoom what is seen, go to what is clicked. */

#pragma once

#include "engine/elector-simulation.h"
#include "scene/timeline-scene.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The pointer is over a message (position of its SEND), or over none (ELECTOR_HISTORY_NONE). */
typedef void (*ElectorTimelineRelated) (guint sent, gpointer widget);

/* Other times are seen now. */
typedef void (*ElectorTimelineViewChanged) (gpointer widget);

typedef enum
{
  ELECTOR_TIMELINE_DRAG_NOTHING,
  ELECTOR_TIMELINE_DRAG_CURSOR,
  ELECTOR_TIMELINE_DRAG_VIEW,
} ElectorTimelineDrag;

typedef struct
{
  GtkWidget *widget; /* borrowed */
  ElectorTimelineScene *scene;
  ElectorSimulation *simulation; /* borrowed */
  ElectorTimelineRelated related;
  ElectorTimelineViewChanged view_changed;

  ElectorTimelineDrag drag; /* what a press would drag, or drags */
  gboolean dragging;        /* it has moved far enough */
  double dragged;           /* so far */
  double press_x;
  double press_y;
  double pinch_scale;       /* so far */
  double x;                 /* where the pointer was seen last */
} ElectorTimelinePointer;

void elector_timeline_pointer_init (ElectorTimelinePointer *self, GtkWidget *widget, ElectorTimelineScene *scene,
                                    ElectorTimelineRelated related, ElectorTimelineViewChanged view_changed);
void elector_timeline_pointer_set_simulation (ElectorTimelinePointer *self, ElectorSimulation *simulation);

G_END_DECLS
