/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What is under the pointer on the timeline, in words. */

#pragma once

#include "scene/timeline-scene.h"

G_BEGIN_DECLS

char *elector_timeline_hit_format (const ElectorTimelineHit *self, const ElectorTimelineScene *scene,
                                   const ElectorHistory *history, double x);

G_END_DECLS
