/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Raft's leader election: at most one leader in a term, by the votes of a majority.
 *
 * Ongaro and Ousterhout, "In Search of an Understandable Consensus Algorithm", USENIX ATC 2014; Ongaro,
 * "Consensus: Bridging Theory and Practice", dissertation, Stanford 2014, chapters 3, 4.2.3, 6.2 and 9.6.
 *
 * Of the log there is what an election compares: its length and the term of its last entry; what an entry says, a
 * client's write, is not the algorithm's business. A leader's first
 * entry is of its own term, and its messages carry its whole log. So a receiver whose last entry is of the same
 * term has a part of it or more, and keeps the longer one; any other receiver ends with the leader's log. This is
 * what section 3.5 comes to when nothing has to be sent again. */

#pragma once

#include "core/protocol.h"

G_BEGIN_DECLS

typedef enum
{
  RAFT_PRE_VOTE,       /* "would you vote for me in the next term?" */
  RAFT_PRE_VOTE_REPLY, /* "I would", or not */
  RAFT_VOTE,           /* "vote for me in this term" */
  RAFT_VOTE_REPLY,     /* "you have my vote", or not */
  RAFT_APPEND,         /* "I lead this term, and this is my log" */
  RAFT_APPEND_REPLY,   /* "I have it", or "your term is over" */
  RAFT_TIMEOUT_NOW,    /* "start an election at once" */
  RAFT_WRITE,          /* a client's write on its way to the leader; the world's */
  RAFT_N_MESSAGES
} RaftMessage;

/* ElectorMessage.flags */
typedef enum
{
  RAFT_FLAG_GRANTED = 1 << 0,  /* a reply says yes */
  RAFT_FLAG_TRANSFER = 1 << 1, /* a request for a vote that the leader itself asked for */
} RaftFlag;

typedef enum
{
  RAFT_TIMER_ELECTION,  /* how long it waits for a leader, or for votes */
  RAFT_TIMER_HEARTBEAT, /* leader: until its next heartbeat */
  RAFT_TIMER_LEASE,     /* follower: how long it stands by the leader that it has heard */
  RAFT_TIMER_QUORUM,    /* leader: until it counts who has answered */
  RAFT_TIMER_TRANSFER,  /* leader: how long it waits for its successor */
  RAFT_N_TIMERS
} RaftTimer;

typedef enum
{
  RAFT_PARAMETER_HEARTBEAT,
  RAFT_PARAMETER_ELECTION_TIMEOUT,
  RAFT_N_PARAMETERS
} RaftParameter;

typedef enum
{
  RAFT_RULE_PRE_VOTE,
  RAFT_RULE_STICKINESS,
  RAFT_RULE_CHECK_QUORUM,
  RAFT_RULE_FORGETS_VOTE,
  RAFT_RULE_COUNTS_STALE_VOTES,
  RAFT_RULE_LIVE_MAJORITY,
  RAFT_RULE_REFUSAL_RESETS_TIMER,
  RAFT_RULE_EQUAL_TIMEOUTS,
  RAFT_RULE_WRITES_ALONE,
  RAFT_N_RULES
} RaftRule;

/* In the order of the source; raft-text.c has their words. */
typedef enum
{
  RAFT_STEP_HIGHER_TERM,
  RAFT_STEP_HEARTBEAT,
  RAFT_STEP_BECOME_LEADER,
  RAFT_STEP_APPEND_NOOP,
  RAFT_STEP_START_ELECTION,
  RAFT_STEP_ASK_VOTES,
  RAFT_STEP_ASK_PRE_VOTES,
  RAFT_STEP_NO_LEADER,
  RAFT_STEP_LIVE_MAJORITY,
  RAFT_STEP_NO_MAJORITY,
  RAFT_STEP_PRE_VOTE_LEADER,
  RAFT_STEP_PRE_VOTE_TERM,
  RAFT_STEP_PRE_VOTE_LOG,
  RAFT_STEP_GRANT_PRE_VOTE,
  RAFT_STEP_STAND_BY_LEADER,
  RAFT_STEP_OLD_CANDIDATE,
  RAFT_STEP_ALREADY_VOTED,
  RAFT_STEP_STALE_LOG,
  RAFT_STEP_GRANT_VOTE,
  RAFT_STEP_LATE_VOTE,
  RAFT_STEP_REFUSED,
  RAFT_STEP_COUNT_PRE_VOTE,
  RAFT_STEP_PRE_MAJORITY,
  RAFT_STEP_COUNT_VOTE,
  RAFT_STEP_MAJORITY,
  RAFT_STEP_OLD_LEADER,
  RAFT_STEP_FOLLOW,
  RAFT_STEP_HEAR_LEADER,
  RAFT_STEP_COPY_LOG,
  RAFT_STEP_COMMIT,
  RAFT_STEP_NO_WRITES,
  RAFT_STEP_ACCEPT_ALONE,
  RAFT_STEP_APPEND_WRITE,
  RAFT_STEP_LATE_REPLY,
  RAFT_STEP_HEAR_FOLLOWER,
  RAFT_STEP_QUORUM,
  RAFT_STEP_NO_QUORUM,
  RAFT_STEP_TRANSFER,
  RAFT_STEP_HAND_OVER,
  RAFT_STEP_TRANSFER_FAILED,
  RAFT_STEP_TIMEOUT_NOW,
  RAFT_STEP_LATE_TIMEOUT_NOW,
  RAFT_STEP_LEASE_ENDS,
  RAFT_STEP_BOOT,
  RAFT_STEP_RECOVER,
  RAFT_STEP_FORGET_VOTE,
  RAFT_N_STEPS,
  RAFT_N_NOTES = 189 /* lines of the listing that are no steps, whatever the rules */
} RaftStep;

/* What a node knows of another one. */
typedef struct
{
  guint8 granted;  /* it votes, or would vote, for this node in this term */
  guint8 answered; /* it has answered this node's request in this term */
  guint8 active;   /* leader: it has answered since the last count */
  guint8 padding;
  guint32 match;   /* leader: how long its log is */
} RaftPeer;

typedef struct
{
  ElectorRng rng;
  guint32 term;
  guint32 log_length;
  guint32 log_term;   /* of the last entry, 0 when there is none */
  ElectorNodeId vote; /* for whom it voted in this term, or 0; the last that survives a crash */
  guint8 role;        /* ElectorRole */
  guint8 lease;       /* it has heard a leader less than the shortest election timeout ago */
  ElectorNodeId leader; /* whom it believes to lead this term, or 0 */
  ElectorNodeId successor; /* leader: to whom it is handing over, or 0 */
  guint32 first;  /* leader: where its own entries begin */
  guint32 commit; /* leader: how many entries a majority has, from there on */
  RaftPeer peers[];
} RaftState;

extern const ElectorProtocol elector_raft;
extern const ElectorStep elector_raft_steps[RAFT_N_STEPS];
extern const ElectorNote elector_raft_notes[RAFT_N_NOTES];

void elector_raft_step (gpointer state, const ElectorInput *input, ElectorEffects *effects);
void elector_raft_rename (gpointer state, guint n_nodes, const ElectorNodeId *names);

G_END_DECLS
