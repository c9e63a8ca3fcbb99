/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The timeline on paper: a stretch of a run, with all its lanes. */

#pragma once

#include "engine/elector-scenario.h"
#include "engine/elector-trace.h"
#include "scene/paper.h"
#include "scene/timeline-scene.h"

G_BEGIN_DECLS

GBytes *elector_paper_print_timeline (ElectorPaperFormat format, ElectorScenario *scenario, ElectorTrace *trace,
                                      ElectorTime since, ElectorTime until, GError **error);

/* Its lanes, for other sheets. */
typedef struct
{
  ElectorTrace *trace; /* owned */
  ElectorTime since;
  ElectorTime until;
  ElectorTimelineScene scene;
} ElectorPaperLanes;

void elector_paper_lanes_init (ElectorPaperLanes *self, ElectorTrace *trace, ElectorTime since, ElectorTime until);
void elector_paper_lanes_clear (ElectorPaperLanes *self);
void elector_paper_lanes_paint (const ElectorPaperLanes *self, ElectorPaper *paper);
void elector_paper_lanes_paint_legend (const ElectorPaperLanes *self, ElectorPaper *paper, double left, double y);

G_END_DECLS
