/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* A node as the window binds to it: what is known of it at the cursor. */

#pragma once

#include "core/moment.h"

#include <glib-object.h>

G_BEGIN_DECLS

#define ELECTOR_TYPE_NODE (elector_node_get_type ())
G_DECLARE_FINAL_TYPE (ElectorNode, elector_node, ELECTOR, NODE, GObject)

ElectorNode *elector_node_new (ElectorNodeId id);
void elector_node_update (ElectorNode *self, const ElectorMoment *moment);

/* Properties, all read-only, notified when they change: "id" (uint), "role" (uint, ElectorRole), "condition" (uint,
 * ElectorCondition), "leader" (uint, whom it believes to lead, or 0), "term" (uint), "status" (string, translated:
 * "Leader", "Follower", "Candidate", "Crashed", "Paused"), "description" (string, translated: a sentence or two
 * for screen readers and tooltips: what it believes, and what a click does). */
ElectorNodeId elector_node_get_id (ElectorNode *self);
ElectorRole elector_node_get_role (ElectorNode *self);
ElectorCondition elector_node_get_condition (ElectorNode *self);
ElectorNodeId elector_node_get_leader (ElectorNode *self);
guint32 elector_node_get_term (ElectorNode *self);
const char *elector_node_get_status (ElectorNode *self);
const char *elector_node_get_description (ElectorNode *self);

G_END_DECLS
