/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "core/rng.h"

/* Starts the generator; different streams of one seed are independent of each other. */
void
elector_rng_seed (ElectorRng *self, guint64 seed, guint64 stream)
{
  self->state = seed * G_GUINT64_CONSTANT (0xd1342543de82ef95) + stream;
  self->state = elector_rng_next (self);
}

guint64
elector_rng_next (ElectorRng *self)
{
  guint64 z = (self->state += G_GUINT64_CONSTANT (0x9e3779b97f4a7c15));

  z = (z ^ (z >> 30)) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
  z = (z ^ (z >> 27)) * G_GUINT64_CONSTANT (0x94d049bb133111eb);
  return z ^ (z >> 31);
}

/* A number in 0 .. bound - 1, without bias: the values that would favor some results are drawn again. bound > 0. */
guint64
elector_rng_below (ElectorRng *self, guint64 bound)
{
  guint64 threshold;

  g_return_val_if_fail (bound > 0, 0);

  threshold = (0 - bound) % bound;
  for (;;)
    {
      guint64 value = elector_rng_next (self);

      if (value >= threshold)
        return value % bound;
    }
}

/* A duration in low .. high, both included. A fixed range draws nothing. */
ElectorTime
elector_rng_range (ElectorRng *self, ElectorRange range)
{
  if (range.high <= range.low)
    return range.low;
  return range.low + (ElectorTime) elector_rng_below (self, (guint64) (range.high - range.low) + 1);
}

/* TRUE in per_million of a million draws. 0 and 1,000,000 draw nothing. */
gboolean
elector_rng_chance (ElectorRng *self, guint per_million)
{
  if (per_million == 0)
    return FALSE;
  if (per_million >= 1000000)
    return TRUE;
  return elector_rng_below (self, 1000000) < per_million;
}
