/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "core/network.h"

#include <string.h>

/* Delay 40 .. 70 ms, nothing lost, nothing doubled. */
void
elector_network_config_init (ElectorNetworkConfig *self)
{
  *self = (ElectorNetworkConfig) { .delay = { 40 * ELECTOR_MSEC, 70 * ELECTOR_MSEC } };
}

/* A whole network of n_nodes. */
void
elector_network_init (ElectorNetwork *self, const ElectorNetworkConfig *config, guint n_nodes)
{
  memset (self, 0, sizeof *self);
  self->config = *config;
  self->n_nodes = n_nodes;
  self->groups = g_new0 (guint16, n_nodes);
}

/* Makes self, which is initialized or zero, equal to other. */
void
elector_network_copy (ElectorNetwork *self, const ElectorNetwork *other)
{
  elector_network_clear (self);
  *self = *other;
  self->groups = g_memdup2 (other->groups, other->n_nodes * sizeof *other->groups);
  self->cuts_capacity = other->n_cuts;
  self->cuts = other->n_cuts > 0 ? g_memdup2 (other->cuts, other->n_cuts * sizeof *other->cuts) : NULL;
  self->links = other->n_links > 0 ? g_memdup2 (other->links, other->n_links * sizeof *other->links) : NULL;
}

void
elector_network_clear (ElectorNetwork *self)
{
  g_clear_pointer (&self->groups, g_free);
  g_clear_pointer (&self->cuts, g_free);
  g_clear_pointer (&self->links, g_free);
  self->n_cuts = self->cuts_capacity = self->n_links = 0;
}

/* Where the link is, or where it would have to be inserted. */
static guint
find_cut (const ElectorNetwork *self, ElectorNodeId from, ElectorNodeId to, gboolean *found)
{
  guint32 key = (guint32) from << 16 | to;
  guint low = 0, high = self->n_cuts;

  *found = FALSE;
  while (low < high)
    {
      guint middle = low + (high - low) / 2;
      guint32 other = (guint32) self->cuts[middle].from << 16 | self->cuts[middle].to;

      if (other == key)
        {
          *found = TRUE;
          return middle;
        }
      if (other < key)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

/* Whether the link was cut one way. */
gboolean
elector_network_is_cut (const ElectorNetwork *self, ElectorNodeId from, ElectorNodeId to)
{
  gboolean cut;

  find_cut (self, from, to, &cut);
  return cut;
}

/* Whether every node can reach every other. */
gboolean
elector_network_is_whole (const ElectorNetwork *self)
{
  return !self->partitioned && self->n_cuts == 0;
}

/* Cuts the link one way. Returns FALSE when it was cut already. */
gboolean
elector_network_cut (ElectorNetwork *self, ElectorNodeId from, ElectorNodeId to)
{
  gboolean found;
  guint place = find_cut (self, from, to, &found);

  if (found)
    return FALSE;
  if (self->n_cuts == self->cuts_capacity)
    {
      self->cuts_capacity = MAX (8, self->cuts_capacity * 2);
      self->cuts = g_renew (ElectorLink, self->cuts, self->cuts_capacity);
    }
  memmove (&self->cuts[place + 1], &self->cuts[place], (self->n_cuts - place) * sizeof *self->cuts);
  self->cuts[place] = (ElectorLink) { from, to };
  self->n_cuts++;
  return TRUE;
}

/* Restores the link one way. Returns FALSE when it was not cut. */
gboolean
elector_network_restore (ElectorNetwork *self, ElectorNodeId from, ElectorNodeId to)
{
  gboolean found;
  guint place = find_cut (self, from, to, &found);

  if (!found)
    return FALSE;
  self->n_cuts--;
  memmove (&self->cuts[place], &self->cuts[place + 1], (self->n_cuts - place) * sizeof *self->cuts);
  return TRUE;
}

/* Moves a node into a group. Nodes of different groups cannot talk. */
void
elector_network_set_group (ElectorNetwork *self, ElectorNodeId node, guint16 group)
{
  self->groups[node - 1] = group;
  self->partitioned = FALSE;
  for (guint i = 1; i < self->n_nodes && !self->partitioned; i++)
    self->partitioned = self->groups[i] != self->groups[0];
}

/* Ends all partitions and cuts. */
void
elector_network_heal (ElectorNetwork *self)
{
  memset (self->groups, 0, self->n_nodes * sizeof *self->groups);
  self->partitioned = FALSE;
  self->n_cuts = 0;
}

/* What is true of the link alone, one way, or NULL. Borrowed, until the network changes. */
ElectorLinkConfig *
elector_network_find_link (const ElectorNetwork *self, ElectorNodeId from, ElectorNodeId to)
{
  for (guint i = 0; i < self->n_links; i++)
    if (self->links[i].link.from == from && self->links[i].link.to == to)
      return &self->links[i];
  return NULL;
}

static void
set_config (ElectorNetworkConfig *config, ElectorFaultKind what, ElectorRange value)
{
  if (what == ELECTOR_FAULT_DELAY)
    config->delay = value;
  else if (what == ELECTOR_FAULT_LOSS)
    config->loss = (guint) value.low;
  else
    config->duplicate = (guint) value.low;
}

/* Sets delay, loss or duplication (per million, in value.low) of the link from one node to the other; with from and
 * to 0 that of all links, also of those that had one of their own. */
void
elector_network_set (ElectorNetwork *self, ElectorFaultKind what, ElectorNodeId from, ElectorNodeId to,
                     ElectorRange value)
{
  ElectorLinkConfig *own;

  if (from == ELECTOR_NO_NODE)
    {
      set_config (&self->config, what, value);
      for (guint i = 0; i < self->n_links; i++)
        set_config (&self->links[i].config, what, value);
      return;
    }
  own = elector_network_find_link (self, from, to);
  if (own == NULL)
    {
      self->links = g_renew (ElectorLinkConfig, self->links, self->n_links + 1);
      own = &self->links[self->n_links++];
      *own = (ElectorLinkConfig) { .link = { from, to }, .config = self->config };
    }
  set_config (&own->config, what, value);
}

/* Renumbers the groups of nodes, groups[i - 1] for node i: 1, 2, 3 … in the order of their lowest nodes, so that the
 * same division has the same numbers. */
void
elector_groups_number (const guint16 *groups, guint n_nodes, guint16 *numbered)
{
  guint16 last = 0;

  for (guint i = 0; i < n_nodes; i++)
    {
      guint first = 0;

      while (groups[first] != groups[i])
        first++;
      numbered[i] = first < i ? numbered[first] : ++last;
    }
}
