/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The states that have been seen, each with the one that it was first reached from.
 *
 * The store falls into shards, by fingerprint; different threads may add to different shards at once. In a shard states
 * are numbered in the order in which they came, so those of one level of a breadth-first search follow each other. Of
 * each state its fingerprint is kept, or the whole state when the store is exact. The last two levels are always kept
 * whole: they are what the search goes on from.
 *
 * Memory is counted as it is allocated; what would exceed the limit is not. */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define ELECTOR_STORE_SHARD_BITS 4
#define ELECTOR_STORE_N_SHARDS (1u << ELECTOR_STORE_SHARD_BITS)
#define ELECTOR_STORE_NO_STATE G_MAXUINT32

/* What different threads write at the same time lies so many bytes apart: caches fetch lines of 64 in pairs. */
#define ELECTOR_STORE_CACHE_LINE 128

/* Rows of equal size. */
typedef struct
{
  guint8 *data;
  gsize size; /* of a row */
  gsize n;
  gsize capacity;
} ElectorRows;

typedef struct
{
  ElectorRows kept;    /* fingerprints, or whole states */
  ElectorRows parents; /* guint32 */
  guint32 *slots;      /* by fingerprint; 0 is free */
  gsize n_slots;       /* a power of two */
  ElectorRows level;   /* whole states from level_begin on; unused when the store is exact */
  ElectorRows next;    /* those of the next level */
  guint level_begin;   /* the level that is searched */
  guint level_end;
  guint8 apart[ELECTOR_STORE_CACHE_LINE]; /* other threads write to the next one */
} ElectorStoreShard;

typedef struct
{
  gboolean exact;
  gsize state_size;
  guint64 (*get_fingerprint) (gconstpointer state, gpointer data);
  gpointer data;
  gsize limit; /* bytes */
  gsize used;  /* atomic: bytes allocated */
  int *stop;   /* atomic, borrowed: whether to give up */
  ElectorStoreShard shards[ELECTOR_STORE_N_SHARDS];
} ElectorStore;

typedef enum
{
  ELECTOR_STORE_NEW,
  ELECTOR_STORE_KNOWN,
  ELECTOR_STORE_FULL, /* no memory left, or told to stop */
} ElectorStoreResult;

static inline gpointer
elector_rows_get (const ElectorRows *self, gsize i)
{
  return self->data + i * self->size;
}

/* The highest bits choose the shard. */
static inline guint
elector_store_get_shard (guint64 fingerprint)
{
  return (guint) (fingerprint >> (64 - ELECTOR_STORE_SHARD_BITS));
}

void elector_store_init (ElectorStore *self, gboolean exact, gsize state_size, gsize limit, int *stop);
void elector_store_set_fingerprints (ElectorStore *self, guint64 (*get_fingerprint) (gconstpointer, gpointer),
                                     gpointer data);
void elector_store_clear (ElectorStore *self);

void elector_store_prefetch_slot (const ElectorStore *self, guint64 fingerprint);
void elector_store_prefetch_kept (const ElectorStore *self, guint64 fingerprint);
ElectorStoreResult elector_store_add (ElectorStore *self, guint64 fingerprint, gconstpointer state, guint32 parent,
                                      guint32 *id);
void elector_store_begin_level (ElectorStore *self);
gconstpointer elector_store_get_state (const ElectorStore *self, guint shard, guint number);
guint64 elector_store_get_n_states (const ElectorStore *self);
guint32 elector_store_find (const ElectorStore *self, guint64 fingerprint);
guint32 elector_store_get_parent (const ElectorStore *self, guint32 id);
guint64 elector_store_get_fingerprint (const ElectorStore *self, guint32 id);
guint32 elector_store_get_id (guint shard, guint number);
guint elector_store_get_shard_of_id (guint32 id);
guint elector_store_get_number (guint32 id);

gpointer elector_rows_add (ElectorRows *self, ElectorStore *store);
void elector_rows_clear (ElectorRows *self);

G_END_DECLS
