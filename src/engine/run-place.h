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
} ElectorRunPlace;

void elector_run_place_note (ElectorRunPlace *self, ElectorSimulation *simulation);
void elector_run_place_go_to (const ElectorRunPlace *self, ElectorSimulation *simulation);
void elector_run_place_clear (ElectorRunPlace *self);

G_END_DECLS
