/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The stage: a simulation's nodes, what they send each other, and what they wait for, at the cursor.
 *
 * Every node is a child widget (ElectorNodeView); links, timers and messages are drawn. While the simulation plays,
 * the stage moves with the display's frames, and moves the simulation; while it does not, nothing wakes up.
 *
 * Tab goes through the nodes in their order, the arrow keys go where they point to. Clicking a node, or pressing
 * Enter or Space on it, lets it crash or recover; its menu has what else can be done to it. Clicking a link cuts or
 * restores it, and a line that is drawn through the stage divides the network. */

#pragma once

#include "engine/elector-simulation.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define ELECTOR_TYPE_STAGE (elector_stage_get_type ())
G_DECLARE_FINAL_TYPE (ElectorStage, elector_stage, ELECTOR, STAGE, GtkWidget)

/* Properties: "simulation" (ElectorSimulation, or NULL); "current" (uint, read-only: the node that has the focus, or
 * last had it, or 0). In a node's menu and by a key it offers the action simulate.inspect (uint), if there is one. */
void elector_stage_set_simulation (ElectorStage *self, ElectorSimulation *simulation);
guint elector_stage_get_current (ElectorStage *self);

G_END_DECLS
