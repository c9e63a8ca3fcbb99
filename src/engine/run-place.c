/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "engine/run-place.h"

/* Notes where the cursor is. self is zero, or was noted before. */
void
elector_run_place_note (ElectorRunPlace *self, ElectorSimulation *simulation)
{
  g_set_object (&self->run, elector_simulation_get_run (simulation));
  self->position = elector_simulation_get_position (simulation);
  self->time = elector_simulation_get_time (simulation);
}

static gboolean
is_there (const ElectorRunPlace *self, ElectorSimulation *simulation)
{
  return elector_simulation_get_run (simulation) == self->run
         && elector_simulation_get_position (simulation) == self->position
         && elector_simulation_get_time (simulation) == self->time && elector_simulation_is_at_end (simulation);
}

/* Puts the simulation there, paused, with nothing recorded behind the cursor. */
void
elector_run_place_go_to (const ElectorRunPlace *self, ElectorSimulation *simulation)
{
  elector_simulation_set_playing (simulation, FALSE);
  if (!is_there (self, simulation))
    elector_simulation_show_run (simulation, elector_run_new_until (self->run, self->position, self->time),
                                 self->position, self->time);
}

void
elector_run_place_clear (ElectorRunPlace *self)
{
  g_clear_object (&self->run);
}
