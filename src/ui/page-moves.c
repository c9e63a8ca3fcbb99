/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/page-moves.h"

#include <glib/gi18n-lib.h>

void
elector_moves_init (ElectorMoves *self, ElectorMovesMessage message, gpointer user_data)
{
  *self = (ElectorMoves) { .message = message, .user_data = user_data };
}

static void
cancel (ElectorMoves *self)
{
  g_clear_handle_id (&self->idle, g_source_remove);
}

/* simulation may be NULL; it has to be at the end. */
void
elector_moves_set_simulation (ElectorMoves *self, ElectorSimulation *simulation)
{
  cancel (self);
  g_set_object (&self->simulation, simulation);
}

/* Returns whether it goes on. */
static gboolean
search_on (ElectorMoves *self)
{
  const ElectorLandmark *landmark = self->has_landmark ? &self->landmark : NULL;
  ElectorSearchState search = elector_simulation_search (self->simulation, landmark, self->until);
  g_autofree char *text = NULL;

  self->expected_time = elector_simulation_get_time (self->simulation);
  if (search == ELECTOR_SEARCH_MISSING && landmark != NULL)
    {
      text = elector_landmark_format_missing (
        landmark, elector_simulation_get_moment (self->simulation)->config, self->until);
      self->message (text, self->user_data);
    }
  return search == ELECTOR_SEARCH_WORKING;
}

static gboolean
search_cb (gpointer user_data)
{
  ElectorMoves *self = user_data;

  if (!elector_simulation_get_playing (self->simulation)
      && elector_simulation_get_time (self->simulation) == self->expected_time && search_on (self))
    return G_SOURCE_CONTINUE;
  self->idle = 0;
  return G_SOURCE_REMOVE;
}

static void
search (ElectorMoves *self, const ElectorLandmark *landmark, ElectorTime until)
{
  cancel (self);
  self->has_landmark = landmark != NULL;
  if (landmark != NULL)
    self->landmark = *landmark;
  self->until = until;
  if (search_on (self))
    self->idle = g_idle_add (search_cb, self);
}

/* To the next one, within the limit; if there is none, the cursor ends there, and a message says so. */
void
elector_moves_next (ElectorMoves *self, const ElectorLandmark *landmark)
{
  if (self->simulation != NULL)
    search (self, landmark, elector_simulation_get_time (self->simulation) + ELECTOR_MOVES_LIMIT);
}

/* To the previous one; if there is none, the cursor stays, and a message says so. */
void
elector_moves_previous (ElectorMoves *self, const ElectorLandmark *landmark)
{
  if (self->simulation == NULL)
    return;
  cancel (self);
  if (!elector_simulation_seek_previous (self->simulation, landmark))
    self->message (_("There is nothing of the kind before"), self->user_data);
}

void
elector_moves_to_time (ElectorMoves *self, ElectorTime time)
{
  if (self->simulation == NULL)
    return;
  cancel (self);
  if (time <= elector_trace_get_end (elector_simulation_get_trace (self->simulation))->time)
    elector_simulation_seek_time (self->simulation, time);
  else
    search (self, NULL, time);
}

void
elector_moves_to_start (ElectorMoves *self)
{
  if (self->simulation == NULL)
    return;
  cancel (self);
  elector_simulation_seek (self->simulation, 0);
}

/* To the end of what is recorded. */
void
elector_moves_to_end (ElectorMoves *self)
{
  if (self->simulation != NULL)
    elector_moves_to_time (self, elector_trace_get_end (elector_simulation_get_trace (self->simulation))->time);
}
