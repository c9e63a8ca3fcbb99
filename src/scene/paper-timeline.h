/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The timeline on paper: a stretch of a run, with all its lanes. */

#pragma once

#include "engine/elector-scenario.h"
#include "engine/elector-trace.h"
#include "scene/paper.h"

G_BEGIN_DECLS

GBytes *elector_paper_print_timeline (ElectorPaperFormat format, ElectorScenario *scenario, ElectorTrace *trace,
                                      ElectorTime since, ElectorTime until, GError **error);

G_END_DECLS
