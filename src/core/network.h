/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Who can reach whom, how long it takes, what gets lost. */

#pragma once

#include "core/fault.h"
#include "core/rng.h"
#include "core/types.h"

G_BEGIN_DECLS

/* What a scenario says about the network. */
typedef struct
{
  ElectorRange delay;
  guint loss;      /* per million */
  guint duplicate; /* per million */
} ElectorNetworkConfig;

typedef struct
{
  ElectorNodeId from;
  ElectorNodeId to;
} ElectorLink;

/* What is true of one direction of a link instead of what is true of all. */
typedef struct
{
  ElectorLink link;
  ElectorNetworkConfig config;
} ElectorLinkConfig;

/* Only what is unlike the rest is stored. Two nodes can talk when they are in the same group and the link is not
 * cut. */
typedef struct
{
  ElectorNetworkConfig config; /* of every link that has none of its own */
  guint n_nodes;
  gboolean partitioned;
  guint16 *groups; /* of node i at [i - 1] */
  ElectorLink *cuts; /* one way each, sorted */
  guint n_cuts;
  guint cuts_capacity;
  ElectorLinkConfig *links; /* one way each, in the order in which they came to be */
  guint n_links;
} ElectorNetwork;

void elector_network_config_init (ElectorNetworkConfig *self);
void elector_network_init (ElectorNetwork *self, const ElectorNetworkConfig *config, guint n_nodes);
void elector_network_copy (ElectorNetwork *self, const ElectorNetwork *other);
void elector_network_clear (ElectorNetwork *self);

gboolean elector_network_is_cut (const ElectorNetwork *self, ElectorNodeId from, ElectorNodeId to);
gboolean elector_network_is_whole (const ElectorNetwork *self);
gboolean elector_network_cut (ElectorNetwork *self, ElectorNodeId from, ElectorNodeId to);
gboolean elector_network_restore (ElectorNetwork *self, ElectorNodeId from, ElectorNodeId to);
void elector_network_set_group (ElectorNetwork *self, ElectorNodeId node, guint16 group);
void elector_network_heal (ElectorNetwork *self);

ElectorLinkConfig *elector_network_find_link (const ElectorNetwork *self, ElectorNodeId from, ElectorNodeId to);
void elector_network_set (ElectorNetwork *self, ElectorFaultKind what, ElectorNodeId from, ElectorNodeId to,
                          ElectorRange value);

/* These are asked for every message: no calls where all links are alike. */

/* Whether a message from one node can reach the other now. */
static inline gboolean
elector_network_is_open (const ElectorNetwork *self, ElectorNodeId from, ElectorNodeId to)
{
  return self->groups[from - 1] == self->groups[to - 1]
         && (self->n_cuts == 0 || !elector_network_is_cut (self, from, to));
}

/* What messages from one node to the other have to expect. Borrowed, until the network changes. */
static inline const ElectorNetworkConfig *
elector_network_get_config (const ElectorNetwork *self, ElectorNodeId from, ElectorNodeId to)
{
  const ElectorLinkConfig *own = self->n_links > 0 ? elector_network_find_link (self, from, to) : NULL;

  return own != NULL ? &own->config : &self->config;
}

void elector_groups_number (const guint16 *groups, guint n_nodes, guint16 *numbered);

G_END_DECLS
