/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What the person does to a run, and the branches that come of it. */

#include "engine/elector-simulation-private.h"

/* How long going to a branch may take; from there on one has to wait for the rest with patience. */
#define PATIENCE_USEC 1000000

/* Whether nothing is recorded, or planned, after the cursor. */
gboolean
elector_simulation_is_at_end (ElectorSimulation *self)
{
  g_return_val_if_fail (ELECTOR_IS_SIMULATION (self), TRUE);
  return self->position == elector_trace_get_length (elector_run_get_trace (self->run))
         && self->time >= elector_run_get_time (self->run) && elector_run_get_n_planned (self->run) == 0;
}

/* From now on elector_simulation_intervene() leaves everything to relay, which calls
 * elector_simulation_intervene_here(): for a run that is not alone. Such a
 * run has no branches: what would be one takes its place. NULL ends the relay. */
void
elector_simulation_set_relay (ElectorSimulation *self, ElectorRelay relay, gpointer user_data)
{
  g_return_if_fail (ELECTOR_IS_SIMULATION (self));

  self->relay = relay;
  self->relay_data = user_data;
  if (relay != NULL)
    elector_branches_set_single (self->branches);
}

/* Does something to the system at the cursor; fault's own time is not looked at. In the past, this makes a
 * branch. Undo takes it back. Returns FALSE when it changes nothing. */
gboolean
elector_simulation_intervene (ElectorSimulation *self, const ElectorFault *fault)
{
  g_return_val_if_fail (ELECTOR_IS_SIMULATION (self), FALSE);

  return self->relay != NULL ? self->relay (fault, self->relay_data) : elector_simulation_intervene_here (self, fault);
}

/* At the end. Only a run that is alone remembers each step: another is brought back as a whole. */
static gboolean
intervene_at_end (ElectorSimulation *self, const ElectorFault *fault)
{
  elector_simulation_note_cursor (self);
  if (!elector_run_intervene (self->run, fault))
    return FALSE;
  if (self->relay == NULL)
    elector_branches_remember_intervention (self->branches);
  elector_simulation_move (self, elector_trace_get_length (elector_run_get_trace (self->run)), self->time);
  return TRUE;
}

static gboolean
intervene_in_past (ElectorSimulation *self, const ElectorFault *fault)
{
  g_autoptr (ElectorRun) run = elector_run_new_until (self->run, self->position, self->time);
  ElectorPlace from = { self->time, elector_run_get_world (run)->n_events };

  if (!elector_run_intervene (run, fault))
    return FALSE;
  elector_simulation_note_cursor (self);
  elector_branches_fork (self->branches, from, run);
  elector_simulation_set_run (self, run, elector_trace_get_length (elector_run_get_trace (run)), self->time);
  if (self->relay == NULL)
    g_signal_emit_by_name (self, "branched");
  return TRUE;
}

/* The same, to this run alone. */
gboolean
elector_simulation_intervene_here (ElectorSimulation *self, const ElectorFault *fault)
{
  gboolean happened;

  g_return_val_if_fail (ELECTOR_IS_SIMULATION (self), FALSE);

  elector_simulation_update (self);
  happened = elector_simulation_is_at_end (self) ? intervene_at_end (self, fault) : intervene_in_past (self, fault);
  if (happened)
    elector_simulation_schedule (self);
  return happened;
}

/* What a click on a node does: a node that is up crashes, one that is down recovers, a paused one resumes. */
gboolean
elector_simulation_toggle_crash (ElectorSimulation *self, ElectorNodeId node)
{
  static const ElectorFaultKind toggles[ELECTOR_N_CONDITIONS] = {
    [ELECTOR_CONDITION_UP] = ELECTOR_FAULT_CRASH,
    [ELECTOR_CONDITION_CRASHED] = ELECTOR_FAULT_RECOVER,
    [ELECTOR_CONDITION_PAUSED] = ELECTOR_FAULT_RESUME,
  };
  ElectorFault fault = { .node = node };

  g_return_val_if_fail (ELECTOR_IS_SIMULATION (self), FALSE);

  fault.kind = toggles[elector_moment_get_node (&self->moment, node)->condition];
  return elector_simulation_intervene (self, &fault);
}

/* --- Branches --- */

/* Lets the current branch know where the cursor is. */
void
elector_simulation_note_cursor (ElectorSimulation *self)
{
  ElectorPlace cursor = { .time = self->time, .n_events = elector_run_count_events (self->run, self->position) };

  g_return_if_fail (ELECTOR_IS_SIMULATION (self));
  elector_branch_set_cursor (elector_branches_get_current (self->branches), cursor, self->position);
}

/* Runs on to a cursor whose position is not known, or as far as patience allows. Returns the position. */
static guint
find_position (ElectorSimulation *self, ElectorRun *run, const ElectorPlace *cursor)
{
  gint64 begin = self->clock (self->clock_data);
  ElectorTrace *trace = elector_run_get_trace (run);
  guint position;
  guint64 events;

  for (guint steps = 1; elector_run_step (run, cursor->time); steps++)
    if (steps % ELECTOR_SIMULATION_BUDGET_STEPS == 0 && self->clock (self->clock_data) - begin > PATIENCE_USEC)
      return elector_trace_get_length (trace);
  elector_run_advance (run, cursor->time);
  position = elector_trace_find_time (trace, cursor->time);
  for (events = elector_run_count_events (run, position);
       events > cursor->n_events && position > elector_run_get_start (run); events--)
    position = elector_trace_find_event (trace, position - 1);
  return MAX (position, elector_run_get_start (run));
}

/* Watches what is the current branch now, where one was in it last. */
void
elector_simulation_watch (ElectorSimulation *self)
{
  ElectorBranch *branch = elector_branches_get_current (self->branches);
  ElectorRun *run = elector_branch_get_run (branch);
  ElectorPlace cursor = *elector_branch_get_cursor (branch);
  guint position = elector_branch_get_position (branch);
  ElectorTime time;

  if (position > elector_trace_get_length (elector_run_get_trace (run)))
    position = find_position (self, run, &cursor);
  time = MIN (cursor.time, elector_run_get_time (run));
  elector_simulation_set_run (self, run, position, time);
}

/* Goes to another branch, where one was in it last; pauses. */
void
elector_simulation_go_to_branch (ElectorSimulation *self, ElectorBranch *branch)
{
  g_return_if_fail (ELECTOR_IS_SIMULATION (self));
  g_return_if_fail (ELECTOR_IS_BRANCH (branch));

  elector_simulation_set_playing (self, FALSE);
  elector_simulation_note_cursor (self);
  elector_branches_set_current (self->branches, branch);
  elector_simulation_watch (self);
}

/* Undo takes it back. */
void
elector_simulation_rename_branch (ElectorSimulation *self, ElectorBranch *branch, const char *name)
{
  g_return_if_fail (ELECTOR_IS_SIMULATION (self));

  elector_simulation_note_cursor (self);
  elector_branches_rename (self->branches, branch, name);
}

/* Undo brings it back. Returns FALSE for the last one. */
gboolean
elector_simulation_remove_branch (ElectorSimulation *self, ElectorBranch *branch)
{
  g_return_val_if_fail (ELECTOR_IS_SIMULATION (self), FALSE);

  elector_simulation_note_cursor (self);
  if (!elector_branches_remove (self->branches, branch))
    return FALSE;
  if (elector_branch_get_run (elector_branches_get_current (self->branches)) != self->run)
    {
      elector_simulation_set_playing (self, FALSE);
      elector_simulation_watch (self);
    }
  return TRUE;
}

gboolean
elector_simulation_can_undo (ElectorSimulation *self)
{
  g_return_val_if_fail (ELECTOR_IS_SIMULATION (self), FALSE);
  return self->branches != NULL && elector_branches_can_undo (self->branches);
}

gboolean
elector_simulation_can_redo (ElectorSimulation *self)
{
  g_return_val_if_fail (ELECTOR_IS_SIMULATION (self), FALSE);
  return self->branches != NULL && elector_branches_can_redo (self->branches);
}

/* Takes back what was done last: an intervention, another scenario, a reset, a change of the branches; pauses. */
void
elector_simulation_undo (ElectorSimulation *self)
{
  g_return_if_fail (ELECTOR_IS_SIMULATION (self));

  elector_simulation_set_playing (self, FALSE);
  elector_simulation_note_cursor (self);
  if (elector_branches_undo (self->branches))
    elector_simulation_watch (self);
}

/* Does again what was taken back last; pauses. */
void
elector_simulation_redo (ElectorSimulation *self)
{
  g_return_if_fail (ELECTOR_IS_SIMULATION (self));

  elector_simulation_set_playing (self, FALSE);
  elector_simulation_note_cursor (self);
  if (elector_branches_redo (self->branches))
    elector_simulation_watch (self);
}
