/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What surrounds a picture on paper: what it is a picture of, and what its signs mean. Also nodes, which stand in the
 * picture and in the legend. */

#pragma once

#include "engine/elector-scenario.h"
#include "scene/paper.h"
#include "scene/timeline-looks.h"

G_BEGIN_DECLS

#define ELECTOR_PAPER_MARGIN 24.0

/* The height of a row of the legend. */
#define ELECTOR_PAPER_LEGEND_HEIGHT 24.0

/* The signs and their words, in rows from left to right. */
typedef struct
{
  ElectorPaper *paper;
  double left;
  double right;
  double x; /* where the next sign goes */
  double y; /* the middle of its row */
} ElectorPaperLegend;

void elector_paper_paint_disc (ElectorPaper *self, ElectorRole role, ElectorCondition condition, ElectorPoint place,
                               double radius);
char *elector_paper_format_caption (ElectorScenario *scenario);

void elector_paper_legend_init (ElectorPaperLegend *self, ElectorPaper *paper, double left, double right, double y);
void elector_paper_legend_add_node (ElectorPaperLegend *self, ElectorRole role, ElectorCondition condition);
void elector_paper_legend_add_message (ElectorPaperLegend *self, const ElectorProtocol *protocol, guint type);
void elector_paper_legend_add_sign (ElectorPaperLegend *self, guint sign, const char *word);

G_END_DECLS
