/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What a person can do to the system at the cursor, as the window offers it: one call, one intervention. Each of
 * these returns FALSE when it would change nothing, and then does nothing. */

#pragma once

#include "engine/elector-simulation.h"

G_BEGIN_DECLS

/* What gets through on a link. */
typedef enum
{
  ELECTOR_LINK_OPEN,
  ELECTOR_LINK_CLOSED_THERE, /* from the first node to the second nothing does */
  ELECTOR_LINK_CLOSED_BACK,
  ELECTOR_LINK_CLOSED,
  ELECTOR_LINK_SEPARATED, /* a partition runs through it, whether it is cut or not */
} ElectorLinkState;

ElectorLinkState elector_tools_get_link (const ElectorNetwork *network, ElectorNodeId from, ElectorNodeId to);
void elector_tools_get_groups (const ElectorNetwork *network, guint16 *groups);

gboolean elector_tools_apply_to_node (ElectorSimulation *simulation, ElectorFaultKind kind, ElectorNodeId node);
gboolean elector_tools_toggle_pause (ElectorSimulation *simulation, ElectorNodeId node);
gboolean elector_tools_apply_to_link (ElectorSimulation *simulation, ElectorFaultKind kind, ElectorNodeId from,
                                      ElectorNodeId to, gboolean one_way);
gboolean elector_tools_toggle_link (ElectorSimulation *simulation, ElectorNodeId one, ElectorNodeId other);

gboolean elector_tools_can_isolate (const ElectorNetwork *network, const gboolean *chosen);
gboolean elector_tools_isolate (ElectorSimulation *simulation, const gboolean *chosen);
gboolean elector_tools_partition (ElectorSimulation *simulation, const guint16 *groups);
gboolean elector_tools_heal (ElectorSimulation *simulation);

void elector_tools_name_message (const ElectorMoment *moment, guint slot, ElectorFault *fault);
gboolean elector_tools_set_quality (ElectorSimulation *simulation, const ElectorFault *fault);
gboolean elector_tools_set_client (ElectorSimulation *simulation, const ElectorFault *fault);

G_END_DECLS
