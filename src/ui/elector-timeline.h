/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The timeline: what every node was, which messages went, who was in charge and what broke, over time; and the cursor.
 *
 * The wheel moves through time, with Ctrl (or two fingers) it zooms at the pointer. Dragging the ruler or the cursor
 * drags the cursor, dragging the lanes moves them. A click goes to a message's nearer end, to a mark, or to the time
 * that was clicked. Time runs from left to right whatever the direction of text, as in every diagram of this kind. */

#pragma once

#include "engine/elector-simulation.h"
#include "scene/timeline-scene.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define ELECTOR_TYPE_TIMELINE (elector_timeline_get_type ())
G_DECLARE_FINAL_TYPE (ElectorTimeline, elector_timeline, ELECTOR, TIMELINE, GtkWidget)

/* Property "simulation". Actions "timeline.zoom-in", "timeline.zoom-out", "timeline.fit", "timeline.page" (1, -1). */
void elector_timeline_set_simulation (ElectorTimeline *self, ElectorSimulation *simulation);
const ElectorTimelineScene *elector_timeline_get_scene (ElectorTimeline *self);

G_END_DECLS
