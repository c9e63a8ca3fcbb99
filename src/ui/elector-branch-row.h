/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* One branch in the list of branches: its place in the tree, its name, where it departs, and what is the case in it. */

#pragma once

#include "engine/elector-branches.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define ELECTOR_TYPE_BRANCH_ROW (elector_branch_row_get_type ())
G_DECLARE_FINAL_TYPE (ElectorBranchRow, elector_branch_row, ELECTOR, BRANCH_ROW, GtkListBoxRow)

/* Signals "rename" (string), "remove" () and "compare" (): what the person wants. */
GtkWidget *elector_branch_row_new (ElectorBranches *branches, ElectorBranch *branch);
ElectorBranch *elector_branch_row_get_branch (ElectorBranchRow *self);

G_END_DECLS
