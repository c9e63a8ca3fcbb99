/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "explorer-ahead.h"

#include <string.h>

#define STEPS_BETWEEN_LOOKS (1 << 16)

/* store is borrowed. */
void
elector_ahead_init (ElectorAhead *self, ElectorStore *store)
{
  memset (self, 0, sizeof *self);
  self->store = store;
  for (guint i = 0; i < ELECTOR_STORE_N_SHARDS; i++)
    {
      self->flags[i].size = 1;
      self->steps[i].size = 2 * sizeof (guint32);
    }
}

void
elector_ahead_clear (ElectorAhead *self)
{
  for (guint i = 0; i < ELECTOR_STORE_N_SHARDS; i++)
    {
      elector_rows_clear (&self->flags[i]);
      elector_rows_clear (&self->steps[i]);
    }
}

static guint8 *
get_flags (const ElectorAhead *self, guint32 id)
{
  return elector_rows_get (&self->flags[elector_store_get_shard_of_id (id)], elector_store_get_number (id));
}

/* id is that of the last state that was added to its shard of the store. Returns FALSE when there is no memory left. */
gboolean
elector_ahead_add_state (ElectorAhead *self, guint32 id, guint flags)
{
  guint8 *row = elector_rows_add (&self->flags[elector_store_get_shard_of_id (id)], self->store);

  if (row != NULL)
    *row = (guint8) flags;
  return row != NULL;
}

/* Only one thread at a time for the same shard of to. Returns FALSE when there is no memory left. */
gboolean
elector_ahead_add_step (ElectorAhead *self, guint32 from, guint32 to)
{
  guint32 *row = elector_rows_add (&self->steps[elector_store_get_shard_of_id (to)], self->store);

  if (row == NULL)
    return FALSE;
  row[0] = from;
  row[1] = to;
  return TRUE;
}

/* That there may be a way which the bounds hide. Only one thread at a time for the same state. */
void
elector_ahead_mark (ElectorAhead *self, guint32 id)
{
  *get_flags (self, id) |= ELECTOR_AHEAD_WAY;
}

/* Goes back along the steps of a shard. Returns whether a state has got a way. */
static gboolean
spread_in_shard (ElectorAhead *self, guint shard)
{
  gboolean changed = FALSE;

  for (gsize k = self->steps[shard].n; k > 0; k--)
    {
      const guint32 *step = elector_rows_get (&self->steps[shard], k - 1);
      guint8 *from = get_flags (self, step[0]);

      if (k % STEPS_BETWEEN_LOOKS == 0 && g_atomic_int_get (self->store->stop))
        return FALSE;
      if ((*from & ELECTOR_AHEAD_WAY) != 0 || (*get_flags (self, step[1]) & ELECTOR_AHEAD_WAY) == 0)
        continue;
      *from |= ELECTOR_AHEAD_WAY;
      changed = TRUE;
    }
  return changed;
}

/* Gives every state a way that leads to one which has one. Later steps lead farther away from the start as a rule, so
 * that going through them backwards does much of it at once; what goes from shard to shard takes some more rounds. */
static void
spread (ElectorAhead *self)
{
  gboolean changed = TRUE;

  while (changed && !g_atomic_int_get (self->store->stop))
    {
      changed = FALSE;
      for (guint i = 0; i < ELECTOR_STORE_N_SHARDS; i++)
        changed |= spread_in_shard (self, i);
    }
}

/* How many steps a state is away from the start; no more than most are counted. */
static guint
get_depth (const ElectorAhead *self, guint32 id, guint most)
{
  guint depth = 0;

  for (guint32 at = elector_store_get_parent (self->store, id); at != ELECTOR_STORE_NO_STATE && depth < most;
       at = elector_store_get_parent (self->store, at))
    depth++;
  return depth;
}

/* Returns the state that should have a way, has none, and is fewest steps away from the start; of several, that with
 * the smallest fingerprint. ELECTOR_STORE_NO_STATE when there is none, or when it was told to stop. */
guint32
elector_ahead_find_stuck (ElectorAhead *self)
{
  guint32 best = ELECTOR_STORE_NO_STATE;
  guint best_depth = G_MAXUINT - 1;

  spread (self);
  for (guint i = 0; i < ELECTOR_STORE_N_SHARDS && !g_atomic_int_get (self->store->stop); i++)
    for (guint number = 0; number < self->flags[i].n; number++)
      {
        guint32 id = elector_store_get_id (i, number);
        guint depth;

        if (*get_flags (self, id) != ELECTOR_AHEAD_JUDGED)
          continue;
        depth = get_depth (self, id, best_depth + 1);
        if (depth > best_depth
            || (depth == best_depth && best != ELECTOR_STORE_NO_STATE
                && elector_store_get_fingerprint (self->store, id) > elector_store_get_fingerprint (self->store, best)))
          continue;
        best = id;
        best_depth = depth;
      }
  return best;
}
