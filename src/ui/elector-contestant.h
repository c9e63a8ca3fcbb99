/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* One algorithm of a showdown: its name, who is in charge, its stage, and what it has cost. */

#pragma once

#include "engine/elector-simulation.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define ELECTOR_TYPE_CONTESTANT (elector_contestant_get_type ())
G_DECLARE_FINAL_TYPE (ElectorContestant, elector_contestant, ELECTOR, CONTESTANT, AdwBin)

GtkWidget *elector_contestant_new (ElectorSimulation *simulation, const char *name);

G_END_DECLS
