/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* A small seedable generator whose whole state is one plain word (SplitMix64; Steele, Lea and
 * Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014). */

#pragma once

#include "core/types.h"

G_BEGIN_DECLS

typedef struct
{
  guint64 state;
} ElectorRng;

void elector_rng_seed (ElectorRng *self, guint64 seed, guint64 stream);
guint64 elector_rng_next (ElectorRng *self);
guint64 elector_rng_below (ElectorRng *self, guint64 bound);
ElectorTime elector_rng_range (ElectorRng *self, ElectorRange range);
gboolean elector_rng_chance (ElectorRng *self, guint per_million);

G_END_DECLS
