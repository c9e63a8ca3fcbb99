/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The answer, always: who is in charge, and whether all is well. */

#pragma once

#include "engine/elector-simulation.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define ELECTOR_TYPE_HEADLINE (elector_headline_get_type ())
G_DECLARE_FINAL_TYPE (ElectorHeadline, elector_headline, ELECTOR, HEADLINE, AdwBin)

/* Properties: "simulation" (ElectorSimulation, may be NULL), "stacked" (boolean: the lamps below the answer). */
void elector_headline_set_simulation (ElectorHeadline *self, ElectorSimulation *simulation);

G_END_DECLS
