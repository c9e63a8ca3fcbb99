/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* All that was done in a scenario: a tree of runs that share pasts, the one that is watched, and what can be undone.
 *
 * As a GListModel it gives its ElectorBranches, each followed by those that depart from it. What is undone stays in the
 * tree, unless another branch begins with all of it. */

#pragma once

#include "engine/elector-branch.h"

G_BEGIN_DECLS

#define ELECTOR_TYPE_BRANCHES (elector_branches_get_type ())
G_DECLARE_FINAL_TYPE (ElectorBranches, elector_branches, ELECTOR, BRANCHES, GObject)

/* Signal "changed" (): there are other branches, another one is watched, or other things can be undone. */
ElectorBranches *elector_branches_new (ElectorRun *run);
void elector_branches_set_single (ElectorBranches *self);

guint elector_branches_get_n (ElectorBranches *self);
ElectorBranch *elector_branches_get (ElectorBranches *self, guint i);
ElectorBranch *elector_branches_get_current (ElectorBranches *self);
ElectorBranch *elector_branches_find (ElectorBranches *self, const char *name);

void elector_branches_set_current (ElectorBranches *self, ElectorBranch *branch);
ElectorBranch *elector_branches_add (ElectorBranches *self, const char *name, ElectorBranch *parent, ElectorPlace from,
                                     ElectorRun *run);

void elector_branches_remember_intervention (ElectorBranches *self);
void elector_branches_restart (ElectorBranches *self, ElectorRun *run, gboolean can_undo);
ElectorBranch *elector_branches_fork (ElectorBranches *self, ElectorPlace from, ElectorRun *run);
void elector_branches_take (ElectorBranches *self, ElectorBranches *other);
void elector_branches_rename (ElectorBranches *self, ElectorBranch *branch, const char *name);
gboolean elector_branches_remove (ElectorBranches *self, ElectorBranch *branch);

gboolean elector_branches_can_undo (ElectorBranches *self);
gboolean elector_branches_can_redo (ElectorBranches *self);
gboolean elector_branches_undo (ElectorBranches *self);
gboolean elector_branches_redo (ElectorBranches *self);

char *elector_branches_format_intervention (ElectorRun *run, guint i);
guint elector_branches_count_shared (ElectorRun *run, ElectorRun *other);

G_END_DECLS
