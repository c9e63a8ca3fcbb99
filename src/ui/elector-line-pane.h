/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What a line of a listing does and why, who ran it last, and the way to when it ran before and will run again.
 * Its button to close it activates "code.deselect". */

#pragma once

#include "engine/elector-listing.h"
#include "engine/elector-simulation.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define ELECTOR_TYPE_LINE_PANE (elector_line_pane_get_type ())
G_DECLARE_FINAL_TYPE (ElectorLinePane, elector_line_pane, ELECTOR, LINE_PANE, AdwBin)

void elector_line_pane_set_simulation (ElectorLinePane *self, ElectorSimulation *simulation);
void elector_line_pane_set_line (ElectorLinePane *self, ElectorListing *listing, int line);
void elector_line_pane_update (ElectorLinePane *self);

G_END_DECLS
