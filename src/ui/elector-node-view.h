/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* A node on the stage: a round button that says who it is, what it is, and whom it believes to lead.
 *
 * Its allocation is its circle, which CSS draws (electornode, with the classes leader, follower, candidate, crashed
 * and paused); caption, crown and badges reach beyond it. */

#pragma once

#include "engine/elector-node.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define ELECTOR_TYPE_NODE_VIEW (elector_node_view_get_type ())
G_DECLARE_FINAL_TYPE (ElectorNodeView, elector_node_view, ELECTOR, NODE_VIEW, GtkWidget)

/* Signal "activated" (): clicked, or Enter or Space pressed, or the action node.toggle-crash called. */
GtkWidget *elector_node_view_new (ElectorNode *node);
ElectorNode *elector_node_view_get_node (ElectorNodeView *self);
void elector_node_view_set_radius (ElectorNodeView *self, double radius);

G_END_DECLS
