/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The lines of the branch tree in front of one branch: where it comes from, what passes by, and what departs
 * from it. */

#pragma once

#include "engine/elector-branches.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define ELECTOR_TYPE_BRANCH_LINES (elector_branch_lines_get_type ())
G_DECLARE_FINAL_TYPE (ElectorBranchLines, elector_branch_lines, ELECTOR, BRANCH_LINES, GtkWidget)

void elector_branch_lines_show (ElectorBranchLines *self, ElectorBranches *branches, ElectorBranch *branch);

G_END_DECLS
