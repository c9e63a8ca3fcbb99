/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "explorer-numbering.h"

#include "core/rng.h"

#include <string.h>

#define MAX_NUMBER 0xfeffu
#define N_SLOTS (1u << 17)

guint64
elector_numbering_mix (guint64 value)
{
  ElectorRng rng = { value };

  return elector_rng_next (&rng);
}

/* size in bytes, a multiple of 8. */
void
elector_numbering_init (ElectorNumbering *self, gsize size, guint n_names)
{
  *self = (ElectorNumbering) { .size = size, .n_names = n_names };
  self->contents = g_malloc0 ((MAX_NUMBER + 1) * size);
  self->hashes = g_malloc0 ((MAX_NUMBER + 1) * sizeof *self->hashes * n_names);
  self->slots = g_new0 (guint16, N_SLOTS);
}

void
elector_numbering_clear (ElectorNumbering *self)
{
  g_free (self->contents);
  g_free (self->hashes);
  g_free (self->slots);
}

/* Bytes in use. */
gsize
elector_numbering_get_memory (const ElectorNumbering *self)
{
  return N_SLOTS * sizeof *self->slots + self->n * (self->size + self->n_names * sizeof *self->hashes);
}

static guint64
hash_contents (const guint64 *contents, gsize size, guint64 place)
{
  guint64 hash = elector_numbering_mix (place);

  for (gsize i = 0; i < size / sizeof *contents; i++)
    hash = elector_numbering_mix (hash ^ contents[i]);
  return hash;
}

/* The slot in which the contents are, or belong. */
static guint
find_slot (const ElectorNumbering *self, gconstpointer contents, guint64 hash)
{
  guint slot = (guint) hash & (N_SLOTS - 1);

  while (self->slots[slot] != 0 && memcmp (elector_numbering_get (self, self->slots[slot]), contents, self->size) != 0)
    slot = (slot + 1) & (N_SLOTS - 1);
  return slot;
}

/* Returns the number of what is in data, a new one if need be, or 0 when there is none left. */
guint
elector_numbering_number (ElectorNumbering *self, ElectorNumberingPack pack, gpointer data)
{
  guint64 contents[self->size / sizeof (guint64)];
  guint64 place = pack (data, 0, contents), hash = hash_contents (contents, self->size, place);
  guint slot = find_slot (self, contents, hash);

  if (self->slots[slot] != 0 || self->n == MAX_NUMBER)
    return self->slots[slot];
  self->n++;
  self->slots[slot] = (guint16) self->n;
  memcpy (self->contents + self->n * self->size, contents, self->size);
  self->hashes[self->n * self->n_names] = hash;
  for (guint k = 1; k < self->n_names; k++)
    {
      place = pack (data, k, contents);
      self->hashes[self->n * self->n_names + k] = hash_contents (contents, self->size, place);
    }
  return self->n;
}
