/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* A button that tells how many branches there are, and opens the tree of them. */

#pragma once

#include "engine/elector-simulation.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define ELECTOR_TYPE_BRANCH_BUTTON (elector_branch_button_get_type ())
G_DECLARE_FINAL_TYPE (ElectorBranchButton, elector_branch_button, ELECTOR, BRANCH_BUTTON, AdwBin)

/* Signal "undoable" (string): what was just done, and can be taken back. Signal "compare" (ElectorBranch,
 * ElectorBranch): the person wants to see both. */
void elector_branch_button_set_simulation (ElectorBranchButton *self, ElectorSimulation *simulation);

G_END_DECLS
