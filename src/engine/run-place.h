/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* A place in a run, to which a simulation can be put back: the run up to there, and nothing of what came later. */

#pragma once

#include "engine/elector-simulation.h"

G_BEGIN_DECLS

typedef struct
{
  ElectorRun *run; /* owned, or NULL */
  guint position;
  ElectorTime time;
} ElectorPlace;

void elector_place_note (ElectorPlace *self, ElectorSimulation *simulation);
void elector_place_go_to (const ElectorPlace *self, ElectorSimulation *simulation);
void elector_place_clear (ElectorPlace *self);

G_END_DECLS
