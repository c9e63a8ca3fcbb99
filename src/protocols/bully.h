/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The bully algorithm: the live node with the highest id becomes the leader.
 *
 * Garcia-Molina, "Elections in a Distributed Computing System", IEEE Transactions on Computers C-31 (1982),
 * in the form that textbooks teach (Tanenbaum and van Steen; Coulouris, Dollimore and Kindberg):
 * ELECTION, OK and VICTORY (there: ANSWER and COORDINATOR), with heartbeats to notice a leader's death. */

#pragma once

#include "core/protocol.h"

G_BEGIN_DECLS

typedef enum
{
  BULLY_ELECTION,  /* "who is there above me?", to every higher id; where a majority is needed, to lower ids as well */
  BULLY_OK,        /* "I am, leave it to me"; from a lower id: "I am, and you may lead" */
  BULLY_VICTORY,   /* "I am the leader", to every lower id */
  BULLY_HEARTBEAT, /* "I still am", to everybody */
  BULLY_WRITE,     /* a client's write on its way to the leader; the world's */
  BULLY_N_MESSAGES
} BullyMessage;

typedef enum
{
  BULLY_FLAG_ANSWER = 1 << 0, /* HEARTBEAT: it is no leader's, but answers one; only where a majority is needed */
} BullyFlag;

typedef enum
{
  BULLY_TIMER_LEADER,    /* follower: how long a leader may be silent */
  BULLY_TIMER_HEARTBEAT, /* leader: until its next heartbeat */
  BULLY_TIMER_ANSWER,    /* T: candidate: how long it waits for an OK, and how long it counts */
  BULLY_TIMER_VICTORY,   /* T': after an OK: how long it waits for a VICTORY */
  BULLY_TIMER_SETTLE,    /* T after a VICTORY: an ELECTION that comes now was sent before it */
  BULLY_N_TIMERS
} BullyTimer;

typedef enum
{
  BULLY_PARAMETER_HEARTBEAT,
  BULLY_PARAMETER_LEADER_TIMEOUT,
  BULLY_PARAMETER_ANSWER_TIMEOUT,
  BULLY_PARAMETER_VICTORY_TIMEOUT,
  BULLY_N_PARAMETERS
} BullyParameter;

typedef enum
{
  BULLY_RULE_RESTART_WHILE_RUNNING,
  BULLY_RULE_LATE_ELECTION_RESTARTS,
  BULLY_RULE_WAIT_FOREVER,
  BULLY_RULE_NO_WAIT_FOR_OK,
  BULLY_RULE_RECOVERED_DOES_NOT_BULLY,
  BULLY_RULE_BELIEVES_ANY,
  BULLY_RULE_NEEDS_MAJORITY,
  BULLY_N_RULES
} BullyRule;

/* In the order of the source; bully-text.c has their words. */
typedef enum
{
  BULLY_STEP_ANNOUNCE,
  BULLY_STEP_LOST_MAJORITY,
  BULLY_STEP_SEND_HEARTBEAT,
  BULLY_STEP_BECOME_LEADER,
  BULLY_STEP_COUNT,
  BULLY_STEP_COUNT_NODE,
  BULLY_STEP_MAJORITY,
  BULLY_STEP_NO_MAJORITY,
  BULLY_STEP_BECOME_CANDIDATE,
  BULLY_STEP_ASK_HIGHER,
  BULLY_STEP_LEAD_AT_ONCE,
  BULLY_STEP_HIGHEST_COUNTS,
  BULLY_STEP_HIGHEST,
  BULLY_STEP_ALREADY_RUNNING,
  BULLY_STEP_ANNOUNCE_AGAIN,
  BULLY_STEP_LEADER_SILENT,
  BULLY_STEP_NO_ANSWER_COUNTS,
  BULLY_STEP_NO_ANSWER,
  BULLY_STEP_NO_VICTORY,
  BULLY_STEP_LATE_OK,
  BULLY_STEP_STAND_DOWN,
  BULLY_STEP_KEEP_LEADER,
  BULLY_STEP_BE_COUNTED,
  BULLY_STEP_ANSWER_OK,
  BULLY_STEP_LATE_ELECTION,
  BULLY_STEP_FOLLOW_ANY,
  BULLY_STEP_FOLLOW,
  BULLY_STEP_LOWER_CLAIM,
  BULLY_STEP_STILL_ELECTING,
  BULLY_STEP_HEAR_LEADER,
  BULLY_STEP_LOWER_LEADER,
  BULLY_STEP_BOOT_COUNTS,
  BULLY_STEP_BOOT_ANNOUNCE,
  BULLY_STEP_BOOT_WAIT,
  BULLY_STEP_RECOVER_WAITS,
  BULLY_STEP_RECOVER,
  BULLY_STEP_SETTLED,
  BULLY_N_STEPS,
  BULLY_N_NOTES = 143 /* lines of the listing that are no steps */
} BullyStep;

/* Where a node stands in an election. */
typedef enum
{
  BULLY_ELECTION_NONE,
  BULLY_ELECTION_ASKING,  /* it has asked the higher ones, and waits for an OK */
  BULLY_ELECTION_WAITING, /* it has got an OK, and waits for a VICTORY */
  BULLY_ELECTION_COUNTING, /* where a majority is needed: nobody above is there, and it counts who is below */
} BullyElection;

/* Nothing but the generator survives a crash: the algorithm needs no memory, and so has none of who led. */
typedef struct
{
  ElectorRng rng; /* persistent */
  guint8 role;    /* ElectorRole */
  guint8 election; /* BullyElection */
  guint8 settled; /* a VICTORY was sent or accepted less than T ago */
  guint8 padding;
  ElectorNodeId leader; /* whom it believes to lead, or 0 */
  guint16 padding2;
  guint8 here[]; /* by node: it has said so since this one began to count; only where a majority is needed */
} BullyState;

extern const ElectorProtocol elector_bully;
extern const ElectorStep elector_bully_steps[BULLY_N_STEPS];
extern const ElectorNote elector_bully_notes[BULLY_N_NOTES];

void elector_bully_step (gpointer state, const ElectorInput *input, ElectorEffects *effects);

G_END_DECLS
