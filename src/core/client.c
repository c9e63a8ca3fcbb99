/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "core/client.h"

#include <string.h>

/* It writes nothing by itself, and its resource is empty and does not fence. */
void
elector_client_init (ElectorClient *self)
{
  memset (self, 0, sizeof *self);
  self->next_time = ELECTOR_NEVER;
}

/* Makes self, which is zero or was cleared, equal to other. */
void
elector_client_copy (ElectorClient *self, const ElectorClient *other)
{
  *self = *other;
  self->written = g_memdup2 (other->written, other->written_capacity * sizeof *other->written);
  self->pending = g_memdup2 (other->pending, other->pending_capacity * sizeof *other->pending);
}

void
elector_client_clear (ElectorClient *self)
{
  g_clear_pointer (&self->written, g_free);
  g_clear_pointer (&self->pending, g_free);
  elector_client_init (self);
}

void
elector_client_show_term (ElectorClient *self, guint32 term)
{
  self->term = MAX (self->term, term);
}

/* Whether the resource refuses who shows this term. */
gboolean
elector_client_turns_away (const ElectorClient *self, guint32 term)
{
  return self->fencing && term < self->term;
}

/* Puts a write to its position, from 1 on. Returns the one that it takes the place of; its number is 0 when there is
 * none, or when it is the same write. */
ElectorWritten
elector_client_put (ElectorClient *self, guint32 position, ElectorWritten write)
{
  ElectorWritten before = { 0 };

  g_return_val_if_fail (position >= 1, before);
  if (position > self->written_capacity)
    {
      self->written_capacity = MAX (position, MAX (64, self->written_capacity * 2));
      self->written = g_renew (ElectorWritten, self->written, self->written_capacity);
    }
  if (position > self->n_written)
    {
      memset (self->written + self->n_written, 0, (position - self->n_written) * sizeof *self->written);
      self->n_written = position;
    }
  if (self->written[position - 1].number != write.number)
    before = self->written[position - 1];
  self->written[position - 1] = write;
  return before;
}

void
elector_client_add_pending (ElectorClient *self, ElectorPendingWrite write)
{
  if (self->n_pending == self->pending_capacity)
    {
      self->pending_capacity = MAX (8, self->pending_capacity * 2);
      self->pending = g_renew (ElectorPendingWrite, self->pending, self->pending_capacity);
    }
  self->pending[self->n_pending++] = write;
}

/* Takes out the oldest write that waits at the node at this position or before. Returns FALSE when there is none. */
gboolean
elector_client_take_pending (ElectorClient *self, ElectorNodeId node, guint32 position, ElectorPendingWrite *write)
{
  for (guint i = 0; i < self->n_pending; i++)
    if (self->pending[i].node == node && self->pending[i].position <= position)
      {
        *write = self->pending[i];
        memmove (&self->pending[i], &self->pending[i + 1], (self->n_pending - i - 1) * sizeof *self->pending);
        self->n_pending--;
        return TRUE;
      }
  return FALSE;
}

/* The stable word for files and JSON. */
const char *
elector_refusal_to_id (ElectorRefusal refusal)
{
  static const char *const ids[ELECTOR_N_REFUSALS] = { "down", "no-leader", "not-me", "busy", "deposed", "fenced" };

  g_return_val_if_fail (refusal < ELECTOR_N_REFUSALS, NULL);
  return ids[refusal];
}
