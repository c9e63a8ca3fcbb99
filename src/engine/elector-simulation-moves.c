/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Moving the cursor by hand; all of it pauses. */

#include "engine/elector-simulation-private.h"

/* Lets the next event happen: the next one that was recorded, or a new one. */
void
elector_simulation_step_forward (ElectorSimulation *self)
{
  ElectorTrace *trace;
  guint head = self->position;
  ElectorTime time;

  g_return_if_fail (ELECTOR_IS_SIMULATION (self));

  elector_simulation_set_playing (self, FALSE);
  trace = elector_run_get_trace (self->run);
  for (head = self->position; head < elector_trace_get_length (trace); head++)
    if (elector_record_is_head (elector_trace_get_record (trace, head)))
      {
        /* A verdict that came later belongs to the event, but is not yet known. */
        time = elector_trace_get_record (trace, head)->time;
        elector_simulation_move (
          self, MIN (elector_trace_find_event_end (trace, head), elector_trace_find_time (trace, time)), time);
        return;
      }
  elector_run_step (self->run, ELECTOR_NEVER);
  elector_simulation_move (self, elector_trace_get_length (trace), MAX (self->time, elector_run_get_time (self->run)));
}

/* Whether the cursor is not at the start. */
gboolean
elector_simulation_can_step_back (ElectorSimulation *self)
{
  g_return_val_if_fail (ELECTOR_IS_SIMULATION (self), FALSE);
  return self->run != NULL && self->position > elector_run_get_start (self->run) && self->position != G_MAXUINT;
}

/* Takes the last event back. */
void
elector_simulation_step_back (ElectorSimulation *self)
{
  g_return_if_fail (ELECTOR_IS_SIMULATION (self));

  elector_simulation_set_playing (self, FALSE);
  if (elector_simulation_can_step_back (self))
    elector_simulation_seek (self, elector_trace_find_event (elector_simulation_get_trace (self), self->position - 1));
}

/* Where the cursor is to be when one goes to the record at position: after all of its event that happened then. A
 * verdict that came later is not yet known. */
static guint
get_landing (ElectorSimulation *self, guint position)
{
  ElectorTrace *trace = elector_run_get_trace (self->run);
  ElectorTime time = elector_trace_get_record (trace, position)->time;

  return MIN (elector_trace_find_event_end (trace, position), elector_trace_find_time (trace, time));
}

/* Puts the cursor after the first position records; pauses. Inside an event, after all of it that happened then. */
void
elector_simulation_seek (ElectorSimulation *self, guint position)
{
  ElectorTrace *trace;

  g_return_if_fail (ELECTOR_IS_SIMULATION (self));

  elector_simulation_set_playing (self, FALSE);
  trace = elector_run_get_trace (self->run);
  position = CLAMP (position, elector_run_get_start (self->run), elector_trace_get_length (trace)) - 1;
  elector_simulation_move (self, get_landing (self, position), elector_trace_get_record (trace, position)->time);
}

/* Puts the cursor to a time, and runs on to it if that was not reached yet; pauses. */
void
elector_simulation_seek_time (ElectorSimulation *self, ElectorTime time)
{
  guint position;

  g_return_if_fail (ELECTOR_IS_SIMULATION (self));

  elector_simulation_set_playing (self, FALSE);
  time = MAX (time, 0);
  if (time >= elector_run_get_time (self->run))
    elector_run_advance (self->run, time);
  position = elector_trace_find_time (elector_run_get_trace (self->run), time);
  elector_simulation_move (self, MAX (position, elector_run_get_start (self->run)), time);
}

/* Goes to the last landmark before the cursor; pauses. Returns FALSE when there is none. */
gboolean
elector_simulation_seek_previous (ElectorSimulation *self, const ElectorLandmark *landmark)
{
  ElectorTrace *trace;
  guint found;

  g_return_val_if_fail (ELECTOR_IS_SIMULATION (self), FALSE);

  elector_simulation_set_playing (self, FALSE);
  trace = elector_run_get_trace (self->run);
  found = elector_landmark_find_previous (landmark, trace, self->position);
  while (found != ELECTOR_LANDMARK_NONE && get_landing (self, found) >= self->position
         && elector_trace_get_record (trace, found)->time >= self->time)
    found = elector_landmark_find_previous (landmark, trace, found);
  if (found == ELECTOR_LANDMARK_NONE || found < elector_run_get_start (self->run))
    return FALSE;
  elector_simulation_seek (self, found + 1);
  return TRUE;
}

/* Goes to the next landmark after the cursor, as far as until, and runs on to it if need be; pauses. With NULL for a
 * landmark it only gets to until. Works for a moment at most: WORKING asks to be called again with the same
 * arguments. */
ElectorSearchState
elector_simulation_search (ElectorSimulation *self, const ElectorLandmark *landmark, ElectorTime until)
{
  ElectorTrace *trace;
  gint64 begin;
  guint searched, found = ELECTOR_LANDMARK_NONE;

  g_return_val_if_fail (ELECTOR_IS_SIMULATION (self), ELECTOR_SEARCH_MISSING);

  elector_simulation_set_playing (self, FALSE);
  trace = elector_run_get_trace (self->run);
  begin = self->clock (self->clock_data);
  searched = self->position;
  for (guint steps = 1;; steps++)
    {
      if (landmark != NULL)
        found = elector_landmark_find_next (landmark, trace, searched);
      if (found != ELECTOR_LANDMARK_NONE && elector_trace_get_record (trace, found)->time <= until)
        {
          elector_simulation_seek (self, found + 1);
          return ELECTOR_SEARCH_FOUND;
        }
      searched = elector_trace_get_length (trace);
      if (elector_run_get_time (self->run) >= until || !elector_run_step (self->run, until))
        {
          elector_simulation_seek_time (self, until);
          return ELECTOR_SEARCH_MISSING;
        }
      if (steps % ELECTOR_SIMULATION_BUDGET_STEPS == 0
          && self->clock (self->clock_data) - begin > ELECTOR_SIMULATION_BUDGET_USEC)
        {
          elector_simulation_seek (self, searched);
          return ELECTOR_SEARCH_WORKING;
        }
    }
}
