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
