/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The links of the stage, drawn with cairo. */

#pragma once

#include "core/network.h"
#include "scene/glyphs.h"
#include "scene/stage-scene.h"

G_BEGIN_DECLS

void elector_stage_links_paint (cairo_t *cr, const ElectorStageScene *scene, const ElectorNetwork *network,
                                const ElectorPalette *palette);

G_END_DECLS
