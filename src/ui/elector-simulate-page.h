/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The page on which a run is watched: headline, stage, code, controls and log, all at one cursor. */

#pragma once

#include "engine/elector-simulation.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define ELECTOR_TYPE_SIMULATE_PAGE (elector_simulate_page_get_type ())
G_DECLARE_FINAL_TYPE (ElectorSimulatePage, elector_simulate_page, ELECTOR, SIMULATE_PAGE, AdwBin)

/* Emits "nodes-requested" (guint) like its controls and
 * "message" (string) like its log. */
void elector_simulate_page_set_simulation (ElectorSimulatePage *self, ElectorSimulation *simulation);
void elector_simulate_page_get_seen (ElectorSimulatePage *self, ElectorTime *since, ElectorTime *until);
void elector_simulate_page_focus_play (ElectorSimulatePage *self);
void elector_simulate_page_change_speed (ElectorSimulatePage *self, int steps);

G_END_DECLS
