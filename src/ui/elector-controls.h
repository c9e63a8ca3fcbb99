/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Start, pause, step, reset, speed, number of nodes; and what time it is in there. The buttons activate the
 * window's actions. */

#pragma once

#include "engine/elector-simulation.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define ELECTOR_TYPE_CONTROLS (elector_controls_get_type ())
G_DECLARE_FINAL_TYPE (ElectorControls, elector_controls, ELECTOR, CONTROLS, AdwBin)

/* Signal "nodes-requested" (guint n_nodes): the person wants another number of nodes. */
void elector_controls_set_simulation (ElectorControls *self, ElectorSimulation *simulation);
void elector_controls_set_has_setup (ElectorControls *self, gboolean has_setup);
void elector_controls_set_are_several (ElectorControls *self);
void elector_controls_set_narrow (ElectorControls *self, gboolean narrow);
void elector_controls_open_moves (ElectorControls *self);
void elector_controls_focus_play (ElectorControls *self);
void elector_controls_change_speed (ElectorControls *self, int steps);

G_END_DECLS
