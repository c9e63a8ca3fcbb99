/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The stage on paper: nodes, links and messages at one moment of a run. */

#pragma once

#include "core/moment.h"
#include "engine/elector-scenario.h"
#include "scene/paper.h"

G_BEGIN_DECLS

GBytes *elector_paper_print_stage (ElectorPaperFormat format, ElectorScenario *scenario, const ElectorMoment *moment,
                                   ElectorTime time, GError **error);

/* Its parts, for other sheets. */
void elector_paper_paint_stage (ElectorPaper *paper, const ElectorMoment *moment, ElectorTime time, double width,
                                double height);
void elector_paper_paint_stage_legend (ElectorPaper *paper, const ElectorMoment *moment, double left, double right,
                                       double y);

G_END_DECLS
