/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/fault-tools.h"

#include <string.h>

static const ElectorNetwork *
get_network (ElectorSimulation *simulation)
{
  return &elector_simulation_get_moment (simulation)->network;
}

/* --- Nodes --- */

/* crash, recover, pause, resume, campaign */
gboolean
elector_tools_apply_to_node (ElectorSimulation *simulation, ElectorFaultKind kind, ElectorNodeId node)
{
  ElectorFault fault = { .kind = kind, .node = node };

  return elector_simulation_intervene (simulation, &fault);
}

/* Pauses a node, or lets one that is paused go on. */
gboolean
elector_tools_toggle_pause (ElectorSimulation *simulation, ElectorNodeId node)
{
  const ElectorMoment *moment = elector_simulation_get_moment (simulation);
  gboolean paused = elector_moment_get_node (moment, node)->condition == ELECTOR_CONDITION_PAUSED;

  return elector_tools_apply_to_node (simulation, paused ? ELECTOR_FAULT_RESUME : ELECTOR_FAULT_PAUSE, node);
}

/* --- Links --- */

ElectorLinkState
elector_tools_get_link (const ElectorNetwork *network, ElectorNodeId from, ElectorNodeId to)
{
  gboolean there = elector_network_is_open (network, from, to), back = elector_network_is_open (network, to, from);

  if (network->groups[from - 1] != network->groups[to - 1])
    return ELECTOR_LINK_SEPARATED;
  if (there)
    return back ? ELECTOR_LINK_OPEN : ELECTOR_LINK_CLOSED_BACK;
  return back ? ELECTOR_LINK_CLOSED_THERE : ELECTOR_LINK_CLOSED;
}

/* cut or restore; one_way: only what goes from one node to the other. */
gboolean
elector_tools_apply_to_link (ElectorSimulation *simulation, ElectorFaultKind kind, ElectorNodeId from,
                             ElectorNodeId to, gboolean one_way)
{
  ElectorFault fault = { .kind = kind, .node = from, .peer = to, .one_way = one_way };

  return elector_simulation_intervene (simulation, &fault);
}

/* What a click on a link does: an open link is cut both ways, one that is cut, if only one way, is restored. Between
 * the groups of a partition there is nothing to click on. */
gboolean
elector_tools_toggle_link (ElectorSimulation *simulation, ElectorNodeId one, ElectorNodeId other)
{
  ElectorLinkState state = elector_tools_get_link (get_network (simulation), one, other);

  if (state == ELECTOR_LINK_SEPARATED)
    return FALSE;
  return elector_tools_apply_to_link (simulation,
                                      state == ELECTOR_LINK_OPEN ? ELECTOR_FAULT_CUT : ELECTOR_FAULT_RESTORE, one,
                                      other, FALSE);
}

/* --- Partitions --- */

/* The group of node i at [i - 1], as many as there are nodes: 1 for that of node 1, then counted on. */
void
elector_tools_get_groups (const ElectorNetwork *network, guint16 *groups)
{
  elector_groups_number (network->groups, network->n_nodes, groups);
}

/* What the groups would be if the chosen nodes were one of their own; all others stay with whom they are. */
static void
isolate (const ElectorNetwork *network, const gboolean *chosen, guint16 *groups)
{
  guint n = network->n_nodes;
  g_autofree guint16 *split = g_new (guint16, n);

  elector_tools_get_groups (network, split);
  for (guint i = 0; i < n; i++)
    if (chosen[i])
      split[i] = (guint16) (n + 1);
  elector_groups_number (split, n, groups);
}

/* Whether isolating the nodes chosen[i - 1] would change anything. */
gboolean
elector_tools_can_isolate (const ElectorNetwork *network, const gboolean *chosen)
{
  guint n = network->n_nodes;
  g_autofree guint16 *before = g_new (guint16, n), *after = g_new (guint16, n);

  elector_tools_get_groups (network, before);
  isolate (network, chosen, after);
  return memcmp (before, after, n * sizeof *before) != 0;
}

/* Cuts the nodes chosen[i - 1] off from all others; among themselves they can talk. */
gboolean
elector_tools_isolate (ElectorSimulation *simulation, const gboolean *chosen)
{
  const ElectorNetwork *network = get_network (simulation);
  g_autofree guint16 *groups = g_new (guint16, network->n_nodes);

  isolate (network, chosen, groups);
  return elector_tools_partition (simulation, groups);
}

/* Divides the network: groups[i - 1] is the group of node i, by any numbers. */
gboolean
elector_tools_partition (ElectorSimulation *simulation, const guint16 *groups)
{
  const ElectorNetwork *network = get_network (simulation);
  guint n = network->n_nodes;
  g_autofree guint16 *before = g_new (guint16, n), *after = g_new (guint16, n);
  ElectorFault fault = { .kind = ELECTOR_FAULT_PARTITION, .groups = after };

  elector_tools_get_groups (network, before);
  elector_groups_number (groups, n, after);
  return memcmp (before, after, n * sizeof *before) != 0 && elector_simulation_intervene (simulation, &fault);
}

/* Ends all partitions and cuts. */
gboolean
elector_tools_heal (ElectorSimulation *simulation)
{
  ElectorFault fault = { .kind = ELECTOR_FAULT_HEAL };

  return !elector_network_is_whole (get_network (simulation)) && elector_simulation_intervene (simulation, &fault);
}

/* --- The network --- */

static gboolean
has_quality (const ElectorNetwork *network, const ElectorFault *fault, ElectorNodeId from, ElectorNodeId to)
{
  const ElectorNetworkConfig *config = from != ELECTOR_NO_NODE ? elector_network_get_config (network, from, to)
                                                               : &network->config;

  switch ((int) fault->kind)
    {
    case ELECTOR_FAULT_LOSS:
      return config->loss == fault->per_million;
    case ELECTOR_FAULT_DUPLICATE:
      return config->duplicate == fault->per_million;
    default:
      return config->delay.low == fault->delay.low && config->delay.high == fault->delay.high;
    }
}

/* loss, duplicate, delay; of one link, or of all. */
gboolean
elector_tools_set_quality (ElectorSimulation *simulation, const ElectorFault *fault)
{
  const ElectorNetwork *network = get_network (simulation);
  gboolean has = has_quality (network, fault, fault->node, fault->peer);

  if (fault->node != ELECTOR_NO_NODE && !fault->one_way)
    has &= has_quality (network, fault, fault->peer, fault->node);
  return !has && elector_simulation_intervene (simulation, fault);
}

/* --- Messages, client and resource --- */

/* Whether one of two messages arrives before the other, as faults count them. */
static gboolean
comes_before (const ElectorMoment *moment, guint one, guint other)
{
  ElectorTime due = moment->flights[one].due, other_due = moment->flights[other].due;

  return due < other_due || (due == other_due && one < other);
}

/* Lets a fault name the message that is under way in this slot. */
void
elector_tools_name_message (const ElectorMoment *moment, guint slot, ElectorFault *fault)
{
  const ElectorMomentFlight *flight = &moment->flights[slot];

  fault->node = flight->from;
  fault->peer = flight->to;
  fault->one_way = TRUE;
  fault->word = moment->config->protocol->messages.ids[flight->type];
  fault->ordinal = 1;
  for (guint i = 0; i < moment->n_flights; i++)
    fault->ordinal += moment->flights[i].from == flight->from && moment->flights[i].to == flight->to
                      && moment->flights[i].type == flight->type && comes_before (moment, i, slot);
}

/* writes, fencing */
gboolean
elector_tools_set_client (ElectorSimulation *simulation, const ElectorFault *fault)
{
  const ElectorMomentClient *client = &elector_simulation_get_moment (simulation)->client;
  gboolean has = fault->kind == ELECTOR_FAULT_WRITES ? client->interval == fault->delay.low
                                                     : client->fencing == fault->on;

  return !has && elector_simulation_intervene (simulation, fault);
}
