/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Going to what one looks for, in whichever run it is; all of it pauses. */

#include "engine/elector-showdown.h"
#include "engine/elector-simulation-private.h"

/* All runs go on together by so much at a time. */
#define STRIDE (50 * ELECTOR_MSEC)

/* The search in one of the runs. */
typedef struct
{
  ElectorRun *run;
  ElectorTrace *trace;
  guint searched; /* up to there nothing was found */
  guint found;    /* or NONE */
} Search;

static void
search_init (Search *self, ElectorSimulation *contestant)
{
  self->run = elector_simulation_get_run (contestant);
  self->trace = elector_simulation_get_trace (contestant);
  self->searched = elector_simulation_get_position (contestant);
  self->found = ELECTOR_LANDMARK_NONE;
}

/* When the landmark comes, if it is known by the time horizon, to which the run goes on; or NEVER. */
static ElectorTime
search_on (Search *self, const ElectorLandmark *landmark, ElectorTime horizon)
{
  if (elector_run_get_time (self->run) < horizon)
    elector_run_advance (self->run, horizon);
  if (landmark != NULL && self->found == ELECTOR_LANDMARK_NONE)
    self->found = elector_landmark_find_next (landmark, self->trace, self->searched);
  self->searched = elector_trace_get_length (self->trace);
  return self->found != ELECTOR_LANDMARK_NONE ? elector_trace_get_record (self->trace, self->found)->time
                                              : ELECTOR_NEVER;
}

/* Goes to when the next landmark comes after the cursor, in any of the runs, as far as until. With NULL for a landmark
 * it only gets to until. Works for a moment at most: WORKING asks to be called again with the same arguments. */
ElectorSearchState
elector_showdown_search (ElectorShowdown *self, const ElectorLandmark *landmark, ElectorTime until)
{
  Search searches[ELECTOR_SHOWDOWN_MAX];
  gint64 begin = g_get_monotonic_time ();
  guint n;
  ElectorTime horizon;

  g_return_val_if_fail (ELECTOR_IS_SHOWDOWN (self), ELECTOR_SEARCH_MISSING);

  elector_simulation_set_playing (elector_showdown_get_timekeeper (self), FALSE);
  horizon = elector_simulation_get_time (elector_showdown_get_timekeeper (self));
  n = elector_showdown_get_n_contestants (self);
  for (guint i = 0; i < n; i++)
    search_init (&searches[i], elector_showdown_get_contestant (self, i));
  while (horizon < until)
    {
      ElectorTime found = ELECTOR_NEVER;

      horizon = MIN (horizon + STRIDE, until);
      for (guint i = 0; i < n; i++)
        found = MIN (found, search_on (&searches[i], landmark, horizon));
      if (found <= horizon)
        {
          elector_showdown_seek_time (self, found);
          return ELECTOR_SEARCH_FOUND;
        }
      if (horizon < until && g_get_monotonic_time () - begin > ELECTOR_SIMULATION_BUDGET_USEC)
        {
          elector_showdown_seek_time (self, horizon);
          return ELECTOR_SEARCH_WORKING;
        }
    }
  elector_showdown_seek_time (self, MAX (until, horizon));
  return ELECTOR_SEARCH_MISSING;
}

/* Goes to when the last landmark came before the cursor's time, in any of the runs. Returns FALSE when there is
 * none. */
gboolean
elector_showdown_seek_previous (ElectorShowdown *self, const ElectorLandmark *landmark)
{
  ElectorTime time, last = -1;

  g_return_val_if_fail (ELECTOR_IS_SHOWDOWN (self), FALSE);

  elector_simulation_set_playing (elector_showdown_get_timekeeper (self), FALSE);
  time = elector_simulation_get_time (elector_showdown_get_timekeeper (self));
  for (guint i = 0; i < elector_showdown_get_n_contestants (self); i++)
    {
      ElectorSimulation *contestant = elector_showdown_get_contestant (self, i);
      ElectorTrace *trace = elector_simulation_get_trace (contestant);
      guint found = elector_landmark_find_previous (landmark, trace, elector_trace_find_time (trace, time - 1));

      if (found != ELECTOR_LANDMARK_NONE && found >= elector_run_get_start (elector_simulation_get_run (contestant)))
        last = MAX (last, elector_trace_get_record (trace, found)->time);
    }
  if (last < 0)
    return FALSE;
  elector_showdown_seek_time (self, last);
  return TRUE;
}
