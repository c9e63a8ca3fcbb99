/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Numbers for different contents of one size, from 1 on. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  gsize size;       /* of one, a multiple of 8 */
  guint n;
  guint n_names;    /* renamings */
  guint8 *contents; /* number i at i * size */
  guint64 *hashes;  /* number i under renaming k at i * n_names + k */
  guint16 *slots;   /* by hash; 0 is free */
} ElectorNumbering;

static inline gconstpointer
elector_numbering_get (const ElectorNumbering *self, guint number)
{
  return self->contents + number * self->size;
}

/* Writes what the contents in data are under renaming k of the nodes, the first of which changes nothing. Returns where
 * they belong: equal contents that belong elsewhere have other hashes. */
typedef guint64 (*ElectorNumberingPack) (gpointer data, guint k, guint64 *contents);

void elector_numbering_init (ElectorNumbering *self, gsize size, guint n_names);
void elector_numbering_clear (ElectorNumbering *self);
gsize elector_numbering_get_memory (const ElectorNumbering *self);

guint64 elector_numbering_mix (guint64 value);
guint elector_numbering_number (ElectorNumbering *self, ElectorNumberingPack pack, gpointer data);

G_END_DECLS
