/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The program that runs, as people read it and as it is: the lines that just ran are lit and say by which node.
 * Below it, what that node is doing and why, and what the line does that the person selects. */

#pragma once

#include "engine/elector-simulation.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define ELECTOR_TYPE_CODE_VIEW (elector_code_view_get_type ())
G_DECLARE_FINAL_TYPE (ElectorCodeView, elector_code_view, ELECTOR, CODE_VIEW, AdwBin)

/* Property: "simulation" (ElectorSimulation, may be NULL). */
void elector_code_view_set_simulation (ElectorCodeView *self, ElectorSimulation *simulation);
void elector_code_view_select_label (ElectorCodeView *self, const char *label);

G_END_DECLS
