/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* A showdown on paper: its stages side by side, with what each run has cost; or its timelines, one above the other, at
 * the same scale. */

#pragma once

#include "engine/showdown-shot.h"
#include "scene/paper.h"

G_BEGIN_DECLS

GBytes *elector_paper_print_stages (ElectorPaperFormat format, const ElectorShowdownShot *shot, ElectorTime time,
                                    GError **error);
GBytes *elector_paper_print_timelines (ElectorPaperFormat format, const ElectorShowdownShot *shot, ElectorTime since,
                                       ElectorTime until, GError **error);

G_END_DECLS
