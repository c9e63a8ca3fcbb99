/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What the signs on the stage mean: roles, and those messages of the algorithm that one may see. One line where there
 * is room, else two, and more where a line is not enough for the messages. */

#pragma once

#include "engine/elector-simulation.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define ELECTOR_TYPE_LEGEND (elector_legend_get_type ())
G_DECLARE_FINAL_TYPE (ElectorLegend, elector_legend, ELECTOR, LEGEND, GtkWidget)

void elector_legend_set_simulation (ElectorLegend *self, ElectorSimulation *simulation);
void elector_legend_set_spread (ElectorLegend *self, gboolean spread);

G_END_DECLS
