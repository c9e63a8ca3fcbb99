/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* A run that is watched: it plays in real time, and its cursor can be anywhere in what has happened.
 *
 * Playing goes on from the cursor: through what was recorded first, and then further. An intervention happens at
 * the cursor; in the past, that makes a branch. */

#pragma once

#include "core/fault.h"
#include "core/moment.h"
#include "engine/elector-branches.h"
#include "engine/landmark.h"
#include "engine/elector-scenario.h"
#include "engine/elector-trace.h"

G_BEGIN_DECLS

#define ELECTOR_TYPE_SIMULATION (elector_simulation_get_type ())
G_DECLARE_FINAL_TYPE (ElectorSimulation, elector_simulation, ELECTOR, SIMULATION, GObject)

#define ELECTOR_SPEED_MIN 0.001
#define ELECTOR_SPEED_MAX 100.0

/* Real time in microseconds, never going back: g_get_monotonic_time(), or a test's own. */
typedef gint64 (*ElectorClock) (gpointer user_data);

/* Carries out elsewhere, too, what a person does here; see elector_simulation_set_relay(). Returns whether it changed
 * anything. */
typedef gboolean (*ElectorRelay) (const ElectorFault *fault, gpointer user_data);

typedef enum
{
  ELECTOR_SEARCH_FOUND,
  ELECTOR_SEARCH_WORKING, /* not yet */
  ELECTOR_SEARCH_MISSING, /* it does not happen in time */
} ElectorSearchState;

/* Properties: "scenario" (set it to start anew), "playing" (boolean), "speed" (double, virtual time per real time),
 * "trace" (changes with the run), "can-step-back", "can-undo", "can-redo" (boolean).
 * Signal "moved" (): the cursor, and with it the moment, is another. Signal "replaced" (): another run took the place
 * of what was watched, and undo brings it back. Signal "branched" (): an intervention has made a branch. */
ElectorSimulation *elector_simulation_new (ElectorScenario *scenario);

void elector_simulation_set_scenario (ElectorSimulation *self, ElectorScenario *scenario);
void elector_simulation_show_run (ElectorSimulation *self, ElectorRun *run, guint position, ElectorTime time);
ElectorScenario *elector_simulation_get_scenario (ElectorSimulation *self);
ElectorRun *elector_simulation_get_run (ElectorSimulation *self);
ElectorTrace *elector_simulation_get_trace (ElectorSimulation *self);
GListModel *elector_simulation_get_nodes (ElectorSimulation *self); /* of ElectorNode, by id */

gboolean elector_simulation_get_playing (ElectorSimulation *self);
void elector_simulation_set_playing (ElectorSimulation *self, gboolean playing);
double elector_simulation_get_speed (ElectorSimulation *self);
void elector_simulation_set_speed (ElectorSimulation *self, double speed);
void elector_simulation_set_stop (ElectorSimulation *self, ElectorTime stop);
void elector_simulation_set_clock (ElectorSimulation *self, ElectorClock clock, gpointer user_data);
void elector_simulation_update (ElectorSimulation *self);

const ElectorMoment *elector_simulation_get_moment (ElectorSimulation *self);
guint elector_simulation_get_position (ElectorSimulation *self);
ElectorTime elector_simulation_get_time (ElectorSimulation *self);
ElectorTime elector_simulation_get_next_time (ElectorSimulation *self);
gboolean elector_simulation_is_at_end (ElectorSimulation *self);

void elector_simulation_reset (ElectorSimulation *self);
void elector_simulation_step_forward (ElectorSimulation *self);
void elector_simulation_step_back (ElectorSimulation *self);
gboolean elector_simulation_can_step_back (ElectorSimulation *self);
void elector_simulation_seek (ElectorSimulation *self, guint position);
void elector_simulation_seek_time (ElectorSimulation *self, ElectorTime time);
gboolean elector_simulation_seek_previous (ElectorSimulation *self, const ElectorLandmark *landmark);
ElectorSearchState elector_simulation_search (ElectorSimulation *self, const ElectorLandmark *landmark,
                                              ElectorTime until);

void elector_simulation_set_relay (ElectorSimulation *self, ElectorRelay relay, gpointer user_data);
gboolean elector_simulation_intervene (ElectorSimulation *self, const ElectorFault *fault);
gboolean elector_simulation_intervene_here (ElectorSimulation *self, const ElectorFault *fault);
gboolean elector_simulation_toggle_crash (ElectorSimulation *self, ElectorNodeId node);
gboolean elector_simulation_can_undo (ElectorSimulation *self);
gboolean elector_simulation_can_redo (ElectorSimulation *self);
void elector_simulation_undo (ElectorSimulation *self);
void elector_simulation_redo (ElectorSimulation *self);

ElectorBranches *elector_simulation_get_branches (ElectorSimulation *self);
void elector_simulation_take (ElectorSimulation *self, ElectorBranches *branches);
void elector_simulation_note_cursor (ElectorSimulation *self);
void elector_simulation_go_to_branch (ElectorSimulation *self, ElectorBranch *branch);
void elector_simulation_rename_branch (ElectorSimulation *self, ElectorBranch *branch, const char *name);
gboolean elector_simulation_remove_branch (ElectorSimulation *self, ElectorBranch *branch);

G_END_DECLS
