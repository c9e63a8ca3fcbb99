/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The menus on the stage: what can be done to a node, to a link, to a message, and to the network. */

#pragma once

#include "engine/elector-simulation.h"
#include "ui/elector-node-view.h"

G_BEGIN_DECLS

void elector_stage_menu_popup_for_node (ElectorNodeView *view, ElectorSimulation *simulation, gboolean can_isolate);
GtkWidget *elector_stage_menu_popup_for_link (GtkWidget *stage, ElectorSimulation *simulation, const ElectorLink *link,
                                              double x, double y);
GtkWidget *elector_stage_menu_popup_for_message (GtkWidget *stage, ElectorSimulation *simulation, guint slot, double x,
                                                 double y);
void elector_stage_menu_popup_for_stage (GtkWidget *stage, double x, double y);

void elector_stage_menu_allocate (GtkWidget *parent);
void elector_stage_menu_remove (GtkWidget *parent);

G_END_DECLS
