/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "explorer-way.h"

/* When no way leads to a leader, so much is shown of one that does not, at most. */
#define MAX_SHOWN 40

/* Whether what happens is no fault, nor the end of one. */
gboolean
elector_successor_is_step (const ElectorSuccessor *self)
{
  return self->kind == ELECTOR_MOVE_DELIVER || self->kind == ELECTOR_MOVE_TIMER;
}

static void
start (ElectorWay *self, guint64 fingerprint)
{
  guint choice = 0;

  while (elector_model_boot (self->view, choice, &self->at) && self->at.fingerprint != fingerprint)
    choice++;
  g_assert (self->at.fingerprint == fingerprint);
  self->time = self->at.passed;
}

static void
take (ElectorWay *self, const ElectorSuccessor *successor)
{
  ElectorMove move;

  self->at = *successor;
  elector_model_get_move (self->view->model, &self->at, &move);
  move.time = self->view->model->is_timed ? self->time : -1;
  self->time += self->at.passed;
  g_array_append_val (self->moves, move);
}

/* Goes from a start to a state of the store, from fingerprint to fingerprint. */
void
elector_way_go_to (ElectorWay *self, guint32 id)
{
  g_autoptr (GArray) fingerprints = g_array_new (FALSE, FALSE, sizeof (guint64));

  for (; id != ELECTOR_STORE_NO_STATE; id = elector_store_get_parent (self->store, id))
    {
      guint64 fingerprint = elector_store_get_fingerprint (self->store, id);

      g_array_append_val (fingerprints, fingerprint);
    }
  start (self, g_array_index (fingerprints, guint64, fingerprints->len - 1));
  for (guint left = fingerprints->len - 1; left > 0; left--)
    {
      guint n = elector_model_expand (self->view, self->at.words, self->successors), i = 0;

      while (i < n && self->successors[i].fingerprint != g_array_index (fingerprints, guint64, left - 1))
        i++;
      g_assert (i < n);
      take (self, &self->successors[i]);
    }
}

static guint32
get_term (const ElectorModel *model, const guint16 *words)
{
  ElectorModelVerdict verdict;

  elector_model_judge (model, words, &verdict);
  return verdict.term;
}

static gboolean
has_seen (GArray *fingerprints, guint64 fingerprint)
{
  for (guint i = 0; i < fingerprints->len; i++)
    if (g_array_index (fingerprints, guint64, i) == fingerprint)
      return TRUE;
  return FALSE;
}

/* Goes on without faults, until all comes to a rest, an election of the next term has come to its end, or a state comes
 * back. */
void
elector_way_go_on (ElectorWay *self)
{
  const ElectorModel *model = self->view->model;
  g_autoptr (GArray) fingerprints = g_array_new (FALSE, FALSE, sizeof (guint64));
  guint32 last_term = get_term (model, self->at.words) + 1;

  while (fingerprints->len < MAX_SHOWN && !has_seen (fingerprints, self->at.fingerprint))
    {
      guint n = elector_model_expand (self->view, self->at.words, self->successors), i = 0;

      g_array_append_val (fingerprints, self->at.fingerprint);
      while (i < n && !elector_successor_is_step (&self->successors[i]))
        i++;
      if (i == n || get_term (model, self->successors[i].words) > last_term)
        return;
      take (self, &self->successors[i]);
    }
}
