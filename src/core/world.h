/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The complete state of a simulated system: nodes, links, what is on its way, generator and clock.
 *
 * A world is one value: elector_world_copy() gives a second one that goes on exactly like the first.
 * It is driven by events, never by ticks: what it costs depends on what happens. */

#pragma once

#include "core/client.h"
#include "core/fault.h"
#include "core/network.h"
#include "core/protocol.h"
#include "core/queue.h"
#include "core/record.h"

G_BEGIN_DECLS

typedef struct
{
  ElectorTime deadlines[ELECTOR_MAX_TIMERS]; /* ELECTOR_NEVER: not running */
  ElectorTime quiet_until;                   /* none of them comes before; it may be long past */
  ElectorTime wake_time;                     /* when the queued wake-up comes, or ELECTOR_NEVER */
  guint64 wake_order;                        /* how to recognize it; others are stale */
  ElectorCondition condition;
  guint32 term;         /* as its last effect said */
  guint32 n_seen;       /* leader: how many positions of the resource it knows of */
  ElectorRole role;     /* as its last effect said: a request to the leader goes to who leads */
  ElectorNodeId leader; /* as its last effect said: whom it passes writes on to */
} ElectorWorldNode;

/* A message on its way. */
typedef struct
{
  ElectorTime due; /* when it arrives, unless it is doomed */
  guint64 order;   /* of the queued event that takes it further; 0: the slot is free */
  ElectorMessage message;
  guint32 sent;    /* position of its SEND record */
  guint8 doomed;   /* 0, or 1 + the ElectorDropReason for which it will not arrive */
} ElectorFlight;

typedef struct
{
  ElectorConfig config;
  ElectorNetwork network;
  ElectorTime time;
  guint64 n_events; /* how many have happened, faults included */
  ElectorRng rng;   /* the network's; each node has its own */
  ElectorQueue queue;
  ElectorWorldNode *nodes; /* node i at [i - 1] */
  guint8 *states;          /* the protocol's states, state_size each */
  gsize state_size;        /* elector_protocol_get_state_size() */

  ElectorFlight *flights; /* by slot */
  guint n_flights;        /* slots ever used */
  guint flights_capacity;
  guint32 *free_slots; /* a stack; as large as flights */
  guint n_free_slots;

  const ElectorFault *faults; /* what is going to be done to it, by time; borrowed */
  guint n_faults;
  guint next_fault;

  ElectorClient client;

  ElectorEvent *held; /* what waits for a paused node, in order */
  guint n_held;
  guint held_capacity;

  /* Not part of the value: scratch, and where the records go. */
  ElectorEffects effects;
  ElectorPendingWrite write; /* what a leader is just being given; its number is 0 when it has taken it */
  ElectorSink sink;
  gpointer sink_data;
} ElectorWorld;

void elector_world_init (ElectorWorld *self, const ElectorConfig *config, const ElectorNetworkConfig *network,
                         guint64 seed,
                         ElectorSink sink, gpointer sink_data);
void elector_world_schedule (ElectorWorld *self, const ElectorFault *faults, guint n_faults);
void elector_world_copy (ElectorWorld *self, const ElectorWorld *other);
void elector_world_clear (ElectorWorld *self);

void elector_world_boot (ElectorWorld *self);
gboolean elector_world_step (ElectorWorld *self, ElectorTime until);
void elector_world_run (ElectorWorld *self, ElectorTime until);
void elector_world_set_time (ElectorWorld *self, ElectorTime time);
ElectorTime elector_world_get_next_time (ElectorWorld *self);
gboolean elector_world_apply (ElectorWorld *self, const ElectorFault *fault);

/* These are asked for every event: no calls. */

/* Borrowed. */
static inline gpointer
elector_world_get_state (const ElectorWorld *self, ElectorNodeId node)
{
  return self->states + (node - 1) * self->state_size;
}

static inline ElectorCondition
elector_world_get_condition (const ElectorWorld *self, ElectorNodeId node)
{
  return self->nodes[node - 1].condition;
}

G_END_DECLS
