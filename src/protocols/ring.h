/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Election on a ring: ids travel from node to node, and only the highest comes back to where it began.
 *
 * Chang and Roberts, "An Improved Algorithm for Decentralized Extrema-Finding in Circular Configurations of
 * Processes", Communications of the ACM 22 (1979), in the form that textbooks teach (Coulouris, Dollimore and
 * Kindberg): a node that takes no part yet puts its own id in the place of a lower one.
 *
 * The paper knows neither crashes nor lost messages. Two things are added so that there is something to watch in a
 * world that has both: a heartbeat travels round the ring, by whose absence a silent leader is noticed; and an
 * election that does not end is started again. While a node is down no election can end, all the same: nothing gets
 * past it, unless the ring is repaired, which is a rule switch.
 *
 * The paper also wants links that keep the order. Here nothing hangs on that but time and messages: who wins does not.
 *
 * A node sends to its successor only: node 1 to 2, 2 to 3, and the last one to 1. */

#pragma once

#include "core/protocol.h"

G_BEGIN_DECLS

/* Each carries the id of the node where it began, as index. */
typedef enum
{
  RING_ELECTED,   /* "I lead" */
  RING_ELECTION,  /* "I will, unless somebody is higher" */
  RING_HEARTBEAT, /* "I still do" */
  RING_ACK,       /* "your message of type flags has arrived"; goes back to who sent it, and only in a repaired ring */
  RING_WRITE,     /* a client's write on its way to the leader; the world's, and not bound to the ring */
  RING_N_MESSAGES,
  RING_N_TRAVELERS = RING_ACK /* the types that go round */
} RingMessage;

typedef enum
{
  RING_TIMER_LEADER,    /* how long a leader may be silent */
  RING_TIMER_HEARTBEAT, /* leader: until its next heartbeat */
  RING_TIMER_ELECTION,  /* how long an election may take */
  RING_TIMER_ACK,       /* repaired ring: until who has not acknowledged is given up */
  RING_N_TIMERS
} RingTimer;

typedef enum
{
  RING_PARAMETER_HEARTBEAT,
  RING_PARAMETER_LEADER_TIMEOUT,   /* for each node of the ring */
  RING_PARAMETER_ELECTION_TIMEOUT, /* for each node of the ring */
  RING_PARAMETER_ACK_TIMEOUT,
  RING_N_PARAMETERS
} RingParameter;

typedef enum
{
  RING_RULE_REPAIR,
  RING_RULE_NON_REPLACING,
  RING_RULE_FORWARD_EVERYTHING,
  RING_RULE_TRY_ONCE,
  RING_RULE_DOWNWARDS,
  RING_N_RULES
} RingRule;

/* In the order of the source; ring-text.c has their words. */
typedef enum
{
  RING_STEP_ANNOUNCE,
  RING_STEP_BECOME_LEADER,
  RING_STEP_OWN_ID,
  RING_STEP_LATE_ID,
  RING_STEP_ALONE,
  RING_STEP_ALREADY_RUNNING,
  RING_STEP_START_ELECTION,
  RING_STEP_GIVE_UP,
  RING_STEP_FORWARD,
  RING_STEP_PASS_ON,
  RING_STEP_FORWARD_LOWER,
  RING_STEP_SWALLOW,
  RING_STEP_REPLACE,
  RING_STEP_FOLLOW,
  RING_STEP_ANNOUNCED,
  RING_STEP_LOWER_CLAIM,
  RING_STEP_SEND_HEARTBEAT,
  RING_STEP_CAME_ROUND,
  RING_STEP_STILL_ELECTING,
  RING_STEP_HEAR_LEADER,
  RING_STEP_OTHER_LEADER,
  RING_STEP_LEADER_SILENT,
  RING_STEP_NO_RESULT,
  RING_STEP_ACKNOWLEDGE,
  RING_STEP_ACKNOWLEDGED,
  RING_STEP_SKIP,
  RING_STEP_BOOT,
  RING_STEP_RECOVER,
  RING_N_STEPS,
  RING_N_NOTES = 127 /* lines of the listing that are no steps, whatever the rules */
} RingStep;

/* Whether a node takes part in an election. */
typedef enum
{
  RING_ELECTION_NONE,
  RING_ELECTION_RUNNING, /* its own id is on its way */
  RING_ELECTION_LOST,    /* it has let a higher id pass */
  RING_ELECTION_WON,     /* its announcement is on its way */
} RingElection;

/* Repaired ring: what this node has sent on and not seen acknowledged, of the messages that began at some node. */
typedef struct
{
  ElectorNodeId asked[RING_N_TRAVELERS]; /* to whom it went, by type, or 0 */
  guint8 late;                           /* bit i: the one of type i was under way when the ACK timer last ran out */
  guint8 padding;
} RingPeer;

/* Nothing but the generator survives a crash: the algorithm needs no memory, and so has none of who led. */
typedef struct
{
  ElectorRng rng;  /* persistent */
  guint8 role;     /* ElectorRole */
  guint8 election; /* RingElection */
  ElectorNodeId leader; /* whom it believes to lead, or 0 */
  guint32 n_asked; /* how many messages are not acknowledged */
  RingPeer peers[];
} RingState;

extern const ElectorProtocol elector_ring;
extern const ElectorStep elector_ring_steps[RING_N_STEPS];
extern const ElectorNote elector_ring_notes[RING_N_NOTES];

void elector_ring_step (gpointer state, const ElectorInput *input, ElectorEffects *effects);

G_END_DECLS
