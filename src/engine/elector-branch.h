/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* One of several runs that share a past: a name, where it departs from another, and where one was in it last. */

#pragma once

#include "engine/elector-run.h"

G_BEGIN_DECLS

#define ELECTOR_TYPE_BRANCH (elector_branch_get_type ())
G_DECLARE_FINAL_TYPE (ElectorBranch, elector_branch, ELECTOR, BRANCH, GObject)

/* For a position: it has to be found from time and number of events. */
#define ELECTOR_POSITION_UNKNOWN G_MAXUINT

ElectorBranch *elector_branch_new (const char *name, ElectorBranch *parent, ElectorPlace from, ElectorRun *run);
ElectorBranch *elector_branch_copy (ElectorBranch *other, ElectorBranch *parent);

const char *elector_branch_get_name (ElectorBranch *self);
void elector_branch_set_name (ElectorBranch *self, const char *name);
ElectorBranch *elector_branch_get_parent (ElectorBranch *self);
void elector_branch_set_parent (ElectorBranch *self, ElectorBranch *parent);
guint elector_branch_get_depth (ElectorBranch *self);
const ElectorPlace *elector_branch_get_from (ElectorBranch *self);
void elector_branch_set_from (ElectorBranch *self, ElectorPlace from);
ElectorRun *elector_branch_get_run (ElectorBranch *self);
void elector_branch_set_run (ElectorBranch *self, ElectorRun *run);
const ElectorPlace *elector_branch_get_cursor (ElectorBranch *self);
guint elector_branch_get_position (ElectorBranch *self);
void elector_branch_set_cursor (ElectorBranch *self, ElectorPlace cursor, guint position);
char *elector_branch_format_headline (ElectorBranch *self, guint max_steps);

G_END_DECLS
