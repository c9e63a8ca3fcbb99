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

/* These are asked for every message: no calls. */

static inline guint64
elector_rng_next (ElectorRng *self)
{
  guint64 z = (self->state += G_GUINT64_CONSTANT (0x9e3779b97f4a7c15));

  z = (z ^ (z >> 30)) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
  z = (z ^ (z >> 27)) * G_GUINT64_CONSTANT (0x94d049bb133111eb);
  return z ^ (z >> 31);
}

/* A number in 0 .. bound - 1, without bias: the values that would favor some results, 2^64 % bound of them and so fewer
 * than bound, are drawn again. bound > 0. */
static inline guint64
elector_rng_below (ElectorRng *self, guint64 bound)
{
  guint64 value;

  g_return_val_if_fail (bound > 0, 0);

  do
    value = elector_rng_next (self);
  while (G_UNLIKELY (value < bound) && value < (0 - bound) % bound);
  return value % bound;
}

/* A duration in low .. high, both included. A fixed range draws nothing. */
static inline ElectorTime
elector_rng_range (ElectorRng *self, ElectorRange range)
{
  if (range.high <= range.low)
    return range.low;
  return range.low + (ElectorTime) elector_rng_below (self, (guint64) (range.high - range.low) + 1);
}

/* TRUE in per_million of a million draws. 0 and 1,000,000 draw nothing. */
static inline gboolean
elector_rng_chance (ElectorRng *self, guint per_million)
{
  if (per_million == 0)
    return FALSE;
  if (per_million >= 1000000)
    return TRUE;
  return elector_rng_below (self, 1000000) < per_million;
}

G_END_DECLS
