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

/* What one can ask of a node, by its menu or by a key. */
typedef enum
{
  ELECTOR_NODE_TOOL_CRASH,
  ELECTOR_NODE_TOOL_RECOVER,
  ELECTOR_NODE_TOOL_PAUSE,
  ELECTOR_NODE_TOOL_RESUME,
  ELECTOR_NODE_TOOL_TOGGLE_PAUSE,
  ELECTOR_NODE_TOOL_CAMPAIGN,
  ELECTOR_NODE_TOOL_WRITE,  /* a client gives it a write */
  ELECTOR_NODE_TOOL_ISOLATE,
  ELECTOR_NODE_TOOL_LINKS,  /* choose which links are cut */
  ELECTOR_NODE_TOOL_SELECT, /* in addition to others, or no longer */
  ELECTOR_NODE_TOOL_INSPECT,
  ELECTOR_NODE_TOOL_MENU,
} ElectorNodeTool;

/* Signals: "activated" (): clicked, or Enter or Space pressed, or the action node.toggle-crash called.
 * "tool" (uint, ElectorNodeTool). */
GtkWidget *elector_node_view_new (ElectorNode *node);
ElectorNode *elector_node_view_get_node (ElectorNodeView *self);
void elector_node_view_set_radius (ElectorNodeView *self, double radius);
gboolean elector_node_view_get_selected (ElectorNodeView *self);
void elector_node_view_set_selected (ElectorNodeView *self, gboolean selected);
void elector_node_view_set_group (ElectorNodeView *self, guint group);

G_END_DECLS
