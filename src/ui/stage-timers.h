/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* A ring round each node that waits for something: it shrinks, clockwise, and is gone when the timer runs out. */

#pragma once

#include "scene/stage-scene.h"
#include "ui/stage-glyphs.h"

G_BEGIN_DECLS

typedef struct _ElectorStageTimers ElectorStageTimers;

ElectorStageTimers *elector_stage_timers_new (double node_radius, int scale);
void elector_stage_timers_free (ElectorStageTimers *self);
void elector_stage_timers_snapshot (ElectorStageTimers *self, GtkSnapshot *snapshot, const ElectorStageScene *scene,
                                    const ElectorMoment *moment, ElectorTime time, const ElectorPalette *palette);

G_END_DECLS
