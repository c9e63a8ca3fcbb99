/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Two or three algorithms under one script, in locked time: the same number of nodes, seed, network and faults.
 *
 * The first contestant keeps the time: play, pause and set the speed there; all others are always where it is. What a
 * person does to one of them is done to all, at the same time. Only what an algorithm knows nothing of, like handing
 * over, is left out for it.
 *
 * Or two branches of one run, which compete in the same way, until there is another script. */

#pragma once

#include "engine/elector-simulation.h"

G_BEGIN_DECLS

#define ELECTOR_SHOWDOWN_MIN 2
#define ELECTOR_SHOWDOWN_MAX 3

#define ELECTOR_TYPE_SHOWDOWN (elector_showdown_get_type ())
G_DECLARE_FINAL_TYPE (ElectorShowdown, elector_showdown, ELECTOR, SHOWDOWN, GObject)

/* Properties: "can-step-back", "can-undo" (boolean, read-only, the latter notified whenever runs were replaced).
 * Signal "contestants-changed" (): there are more or fewer of them. */
ElectorShowdown *elector_showdown_new (ElectorScenario *script);

void elector_showdown_set_script (ElectorShowdown *self, ElectorScenario *script);
ElectorScenario *elector_showdown_get_script (ElectorShowdown *self);

void elector_showdown_set_branches (ElectorShowdown *self, ElectorBranch *one, ElectorBranch *other);
const char *elector_showdown_get_branch_name (ElectorShowdown *self, guint i);

void elector_showdown_set_n_contestants (ElectorShowdown *self, guint n_contestants);
guint elector_showdown_get_n_contestants (ElectorShowdown *self);
guint elector_showdown_get_max_contestants (ElectorShowdown *self);
ElectorSimulation *elector_showdown_get_contestant (ElectorShowdown *self, guint i);
ElectorSimulation *elector_showdown_get_timekeeper (ElectorShowdown *self);

void elector_showdown_reset (ElectorShowdown *self);
void elector_showdown_step_forward (ElectorShowdown *self);
void elector_showdown_step_back (ElectorShowdown *self);
gboolean elector_showdown_can_step_back (ElectorShowdown *self);
void elector_showdown_seek_time (ElectorShowdown *self, ElectorTime time);
gboolean elector_showdown_seek_previous (ElectorShowdown *self, const ElectorLandmark *landmark);
ElectorSearchState elector_showdown_search (ElectorShowdown *self, const ElectorLandmark *landmark, ElectorTime until);
gboolean elector_showdown_can_undo (ElectorShowdown *self);
void elector_showdown_undo (ElectorShowdown *self);

G_END_DECLS
