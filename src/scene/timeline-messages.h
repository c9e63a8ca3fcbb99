/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The messages on a timeline: arrows and bundles. A part of the scene. */

#pragma once

#include "scene/timeline-scene.h"

G_BEGIN_DECLS

void elector_timeline_scene_update_messages (ElectorTimelineScene *self, const ElectorHistory *history);

G_END_DECLS
