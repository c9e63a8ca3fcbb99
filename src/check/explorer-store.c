/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "explorer-store.h"

#include <string.h>

#define NUMBER_BITS (32 - ELECTOR_STORE_SHARD_BITS)
#define MAX_NUMBER ((1u << NUMBER_BITS) - 2)
#define NUMBER_MASK ((1u << NUMBER_BITS) - 1)
#define N_SLOTS_AT_FIRST 1024
#define ROWS_AT_FIRST 64

/* How many slots are moved between two looks at whether to stop. */
#define MOVES_BETWEEN_LOOKS 65536

/* --- Memory --- */

/* Asks for more bytes. Returns FALSE when that would exceed the limit. */
static gboolean
account (ElectorStore *self, gsize bytes)
{
  gsize before = (gsize) g_atomic_pointer_add (&self->used, (gssize) bytes);

  if (before + bytes <= self->limit)
    return TRUE;
  g_atomic_pointer_add (&self->used, -(gssize) bytes);
  return FALSE;
}

static void
give_back (ElectorStore *self, gsize bytes)
{
  g_atomic_pointer_add (&self->used, -(gssize) bytes);
}

/* Adds a row, and returns where to write it, or NULL when there is no memory left. */
gpointer
elector_rows_add (ElectorRows *self, ElectorStore *store)
{
  if (self->n == self->capacity)
    {
      gsize more = MAX (ROWS_AT_FIRST, self->capacity / 4);

      if (!account (store, more * self->size))
        return NULL;
      self->capacity += more;
      self->data = g_realloc (self->data, self->capacity * self->size);
    }
  return elector_rows_get (self, self->n++);
}

void
elector_rows_clear (ElectorRows *self)
{
  g_clear_pointer (&self->data, g_free);
  self->n = self->capacity = 0;
}

/* state_size and limit in bytes. stop is borrowed. */
void
elector_store_init (ElectorStore *self, gboolean exact, gsize state_size, gsize limit, int *stop)
{
  memset (self, 0, sizeof *self);
  self->exact = exact;
  self->state_size = state_size;
  self->limit = limit;
  self->stop = stop;
  for (guint i = 0; i < ELECTOR_STORE_N_SHARDS; i++)
    {
      ElectorStoreShard *shard = &self->shards[i];

      shard->kept.size = exact ? state_size : sizeof (guint64);
      shard->parents.size = sizeof (guint32);
      shard->level.size = shard->next.size = state_size;
    }
}

/* How an exact store, which keeps no fingerprints, gets them. */
void
elector_store_set_fingerprints (ElectorStore *self, guint64 (*get_fingerprint) (gconstpointer, gpointer),
                                gpointer data)
{
  self->get_fingerprint = get_fingerprint;
  self->data = data;
}

void
elector_store_clear (ElectorStore *self)
{
  for (guint i = 0; i < ELECTOR_STORE_N_SHARDS; i++)
    {
      ElectorStoreShard *shard = &self->shards[i];

      elector_rows_clear (&shard->kept);
      elector_rows_clear (&shard->parents);
      elector_rows_clear (&shard->level);
      elector_rows_clear (&shard->next);
      g_free (shard->slots);
    }
  memset (self, 0, sizeof *self);
}

/* --- Looking up: the highest bits choose the shard, the lowest the slot. A slot holds 1 + the number, and above it
 * some more bits of the fingerprint, so that few others are looked at. --- */

static guint32
get_tag (guint64 fingerprint)
{
  return (guint32) (fingerprint >> (64 - 2 * ELECTOR_STORE_SHARD_BITS)) << NUMBER_BITS;
}

static guint
get_number (guint32 slot)
{
  return (slot & NUMBER_MASK) - 1;
}

guint32
elector_store_get_id (guint shard, guint number)
{
  return shard << NUMBER_BITS | number;
}

guint
elector_store_get_shard_of_id (guint32 id)
{
  return id >> NUMBER_BITS;
}

/* A state's number in its shard. */
guint
elector_store_get_number (guint32 id)
{
  return id & NUMBER_MASK;
}

/* Asks for the memory in which the fingerprint will be looked up soon: for its slot. */
void
elector_store_prefetch_slot (const ElectorStore *self, guint64 fingerprint)
{
  const ElectorStoreShard *shard = &self->shards[elector_store_get_shard (fingerprint)];

  if (shard->slots != NULL)
    __builtin_prefetch (&shard->slots[fingerprint & (shard->n_slots - 1)]);
}

/* The same for what its slot refers to; the slot itself should have come by now. */
void
elector_store_prefetch_kept (const ElectorStore *self, guint64 fingerprint)
{
  const ElectorStoreShard *shard = &self->shards[elector_store_get_shard (fingerprint)];
  guint32 tag = get_tag (fingerprint);

  for (gsize slot = fingerprint & (shard->n_slots - 1); shard->n_slots > 0 && shard->slots[slot] != 0;
       slot = (slot + 1) & (shard->n_slots - 1))
    if ((shard->slots[slot] & ~NUMBER_MASK) == tag)
      {
        __builtin_prefetch (elector_rows_get (&shard->kept, get_number (shard->slots[slot])));
        return;
      }
}

static guint64
get_fingerprint (const ElectorStore *self, const ElectorStoreShard *shard, guint number)
{
  gconstpointer kept = elector_rows_get (&shard->kept, number);

  return self->exact ? self->get_fingerprint (kept, self->data) : *(const guint64 *) kept;
}

/* Returns FALSE when there is no memory left, or it was told to stop; the slots are then as they were. */
static gboolean
grow_slots (ElectorStore *self, ElectorStoreShard *shard)
{
  gsize n = MAX (N_SLOTS_AT_FIRST, 2 * shard->n_slots);
  guint32 *slots;

  if (!account (self, n * sizeof *slots))
    return FALSE;
  slots = g_new0 (guint32, n);
  for (guint i = 0; i < shard->kept.n; i++)
    {
      guint64 fingerprint = get_fingerprint (self, shard, i);
      gsize slot = fingerprint & (n - 1);

      if (i % MOVES_BETWEEN_LOOKS == 0 && g_atomic_int_get (self->stop))
        {
          g_free (slots);
          give_back (self, n * sizeof *slots);
          return FALSE;
        }
      while (slots[slot] != 0)
        slot = (slot + 1) & (n - 1);
      slots[slot] = get_tag (fingerprint) | (i + 1);
    }
  g_free (shard->slots);
  give_back (self, shard->n_slots * sizeof *slots);
  shard->slots = slots;
  shard->n_slots = n;
  return TRUE;
}

static gboolean
is_same (const ElectorStore *self, const ElectorStoreShard *shard, guint number, guint64 fingerprint,
         gconstpointer state)
{
  gconstpointer kept = elector_rows_get (&shard->kept, number);

  return self->exact ? memcmp (kept, state, self->state_size) == 0 : *(const guint64 *) kept == fingerprint;
}

/* Keeps a state that is not known. Returns FALSE, and leaves all as it was, when there is no memory left. */
static gboolean
keep (ElectorStore *self, ElectorStoreShard *shard, guint64 fingerprint, gconstpointer state, guint32 parent)
{
  ElectorRows *whole = self->exact ? &shard->kept : &shard->next;
  guint32 *parent_row = elector_rows_add (&shard->parents, self);
  gpointer state_row = parent_row != NULL ? elector_rows_add (whole, self) : NULL;
  guint64 *row = state_row != NULL && !self->exact ? elector_rows_add (&shard->kept, self) : NULL;

  if (state_row == NULL || (row == NULL && !self->exact))
    {
      shard->parents.n -= parent_row != NULL;
      whole->n -= state_row != NULL;
      return FALSE;
    }
  *parent_row = parent;
  memcpy (state_row, state, self->state_size);
  if (row != NULL)
    *row = fingerprint;
  return TRUE;
}

/* Adds a state that parent leads to, unless it is known, and says which one it is, unless there is no memory left. Only
 * one thread at a time for the same shard. */
ElectorStoreResult
elector_store_add (ElectorStore *self, guint64 fingerprint, gconstpointer state, guint32 parent, guint32 *id)
{
  guint index = elector_store_get_shard (fingerprint);
  ElectorStoreShard *shard = &self->shards[index];
  guint32 tag = get_tag (fingerprint);
  gsize slot;

  if (4 * (shard->kept.n + 1) > 3 * shard->n_slots && !grow_slots (self, shard))
    return ELECTOR_STORE_FULL;
  for (slot = fingerprint & (shard->n_slots - 1); shard->slots[slot] != 0; slot = (slot + 1) & (shard->n_slots - 1))
    if ((shard->slots[slot] & ~NUMBER_MASK) == tag
        && is_same (self, shard, get_number (shard->slots[slot]), fingerprint, state))
      {
        *id = elector_store_get_id (index, get_number (shard->slots[slot]));
        return ELECTOR_STORE_KNOWN;
      }
  if (shard->kept.n == MAX_NUMBER || !keep (self, shard, fingerprint, state, parent))
    return ELECTOR_STORE_FULL;
  shard->slots[slot] = tag | (guint32) shard->kept.n;
  *id = elector_store_get_id (index, (guint) shard->kept.n - 1);
  return ELECTOR_STORE_NEW;
}

/* What was added since the last call is now the level that is searched. */
void
elector_store_begin_level (ElectorStore *self)
{
  for (guint i = 0; i < ELECTOR_STORE_N_SHARDS; i++)
    {
      ElectorStoreShard *shard = &self->shards[i];
      ElectorRows held = shard->level;

      shard->level_begin = shard->level_end;
      shard->level_end = (guint) shard->kept.n;
      shard->level = shard->next;
      shard->next = held;
      shard->next.n = 0;
    }
}

/* The whole state, which is of the level that is searched. Borrowed until the next state is added. */
gconstpointer
elector_store_get_state (const ElectorStore *self, guint shard, guint number)
{
  const ElectorStoreShard *from = &self->shards[shard];

  return self->exact ? elector_rows_get (&from->kept, number)
                     : elector_rows_get (&from->level, number - from->level_begin);
}

guint64
elector_store_get_n_states (const ElectorStore *self)
{
  guint64 n = 0;

  for (guint i = 0; i < ELECTOR_STORE_N_SHARDS; i++)
    n += self->shards[i].kept.n;
  return n;
}

/* --- The way back --- */

/* The state with this fingerprint, or ELECTOR_STORE_NO_STATE. */
guint32
elector_store_find (const ElectorStore *self, guint64 fingerprint)
{
  guint index = elector_store_get_shard (fingerprint);
  const ElectorStoreShard *shard = &self->shards[index];

  for (gsize slot = fingerprint & (shard->n_slots - 1); shard->n_slots > 0 && shard->slots[slot] != 0;
       slot = (slot + 1) & (shard->n_slots - 1))
    if (get_fingerprint (self, shard, get_number (shard->slots[slot])) == fingerprint)
      return elector_store_get_id (index, get_number (shard->slots[slot]));
  return ELECTOR_STORE_NO_STATE;
}

/* ELECTOR_STORE_NO_STATE for the start. */
guint32
elector_store_get_parent (const ElectorStore *self, guint32 id)
{
  const ElectorStoreShard *shard = &self->shards[elector_store_get_shard_of_id (id)];

  return *(const guint32 *) elector_rows_get (&shard->parents, elector_store_get_number (id));
}

guint64
elector_store_get_fingerprint (const ElectorStore *self, guint32 id)
{
  return get_fingerprint (self, &self->shards[elector_store_get_shard_of_id (id)], elector_store_get_number (id));
}
