/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What Raft's election is called, what can be set, and what it promises. */

#include "protocols/raft.h"

#include <glib/gi18n-lib.h>

static const char *const messages[RAFT_N_MESSAGES] = {
  [RAFT_PRE_VOTE] = "PRE-VOTE",     [RAFT_PRE_VOTE_REPLY] = "PRE-VOTE-REPLY", [RAFT_VOTE] = "VOTE",
  [RAFT_VOTE_REPLY] = "VOTE-REPLY", [RAFT_APPEND] = "APPEND",                 [RAFT_APPEND_REPLY] = "APPEND-REPLY",
  [RAFT_TIMEOUT_NOW] = "TIMEOUT-NOW", [RAFT_WRITE] = "WRITE",
};

static const char *const timers[RAFT_N_TIMERS] = {
  [RAFT_TIMER_ELECTION] = "election", [RAFT_TIMER_HEARTBEAT] = "heartbeat", [RAFT_TIMER_LEASE] = "lease",
  [RAFT_TIMER_QUORUM] = "quorum",     [RAFT_TIMER_TRANSFER] = "transfer",
};

static const char *const timer_texts[RAFT_N_TIMERS] = {
  [RAFT_TIMER_ELECTION] = N_("election"), [RAFT_TIMER_HEARTBEAT] = N_("heartbeat"), [RAFT_TIMER_LEASE] = N_("lease"),
  [RAFT_TIMER_QUORUM] = N_("quorum"),     [RAFT_TIMER_TRANSFER] = N_("transfer"),
};

/* The network's standard delay is at most 70 ms. A range of ten times that keeps split votes rare (dissertation,
 * section 9.3: 10 to 20 times the latency). */
static const ElectorParameter parameters[RAFT_N_PARAMETERS] = {
  [RAFT_PARAMETER_HEARTBEAT] = { "heartbeat", N_("how often the leader sends its log"),
                                 { 100 * ELECTOR_MSEC, 100 * ELECTOR_MSEC }, ELECTOR_MSEC, FALSE },
  [RAFT_PARAMETER_ELECTION_TIMEOUT] = { "election-timeout",
                                        N_("how long a node waits for a leader or for votes, drawn anew each time"),
                                        { 600 * ELECTOR_MSEC, 1200 * ELECTOR_MSEC }, ELECTOR_MSEC, TRUE },
};

static const ElectorRule rules[RAFT_N_RULES] = {
  [RAFT_RULE_PRE_VOTE] = { "pre-vote", N_("a node asks whether it would win before it starts a term"),
                           N_("that a node which cannot win does not depose a leader: without it, it does") },
  [RAFT_RULE_STICKINESS] = { "leader-stickiness", N_("who has just heard a leader ignores candidates"),
                             N_("that a node which comes back cannot depose a leader: without it, it can") },
  [RAFT_RULE_CHECK_QUORUM] = { "check-quorum", N_("a leader that does not hear a majority steps down"),
                               N_("that a leader which is cut off stops: without it, it goes on as if it led") },
  [RAFT_RULE_FORGETS_VOTE] = { "forgets-vote", N_("a node forgets its vote in a crash"),
                               N_("that nobody votes twice in a term, and so that a term has one leader") },
  [RAFT_RULE_COUNTS_STALE_VOTES] = { "counts-stale-votes", N_("a candidate counts votes of earlier terms, too"),
                                     N_("that a majority has voted in one term, and so that a term has one leader") },
  [RAFT_RULE_LIVE_MAJORITY] = { "majority-of-live-nodes", N_("a majority of those who answer is enough"),
                                N_("that two majorities share a node, and so that a term has one leader") },
  [RAFT_RULE_REFUSAL_RESETS_TIMER] = { "refusal-resets-timer", N_("refusing a vote restarts the election timer"),
                                       N_("that a candidate which cannot win does not hold up those who can") },
  [RAFT_RULE_EQUAL_TIMEOUTS] = { "equal-timeouts", N_("all election timeouts are equally long"),
                                 N_("that split votes are rare, and so that there soon is a leader") },
  [RAFT_RULE_WRITES_ALONE] = { "writes-alone", N_("a leader accepts writes without a majority that has them"),
                               N_("that an accepted write is in the log of every later leader") },
};

/* A heartbeat has to come before the shortest timeout runs out, and a question and its answer have to fit into what
 * the others' timeouts are apart (dissertation, section 9.3). A bound that is too tight for any delay is negative. */
static ElectorTime
get_delay_bound (const ElectorConfig *config)
{
  ElectorRange heartbeat = config->parameters[RAFT_PARAMETER_HEARTBEAT];
  ElectorRange election = config->parameters[RAFT_PARAMETER_ELECTION_TIMEOUT];

  return MIN (election.low - heartbeat.high, election.low / 5);
}

/* Raft elects with a probability only: each try fails with the probability of a split vote. After ten timeouts
 * something is wrong. */
static ElectorTime
get_settle_time (const ElectorConfig *config)
{
  return 10 * config->parameters[RAFT_PARAMETER_ELECTION_TIMEOUT].high;
}

static guint32
get_persistent_fields (const ElectorConfig *config)
{
  guint32 fields = 1u << ELECTOR_FIELD_TERM | 1u << ELECTOR_FIELD_LOG_LENGTH | 1u << ELECTOR_FIELD_LOG_TERM;

  return elector_config_has_rule (config, RAFT_RULE_FORGETS_VOTE) ? fields : fields | 1u << ELECTOR_FIELD_VOTE;
}

static guint32
get_spare_messages (const ElectorConfig *config)
{
  guint32 types = 1u << RAFT_TIMEOUT_NOW;

  return elector_config_has_rule (config, RAFT_RULE_PRE_VOTE)
           ? types
           : types | 1u << RAFT_PRE_VOTE | 1u << RAFT_PRE_VOTE_REPLY;
}

const ElectorProtocol elector_raft = {
  .id = "raft",
  .name = N_("Raft"),
  .summary = N_("Who has the votes of a majority in a term leads it."),
  .state_size = sizeof (RaftState),
  .peer_size = sizeof (RaftPeer),
  .persistent_size = G_STRUCT_OFFSET (RaftState, role),
  .can_transfer = TRUE,
  .has_log = TRUE,
  .fields = (1u << ELECTOR_N_FIELDS) - 1,
  .write_message = RAFT_WRITE,
  .messages = { messages, RAFT_N_MESSAGES },
  .quiet_messages = 1u << RAFT_APPEND | 1u << RAFT_APPEND_REPLY | 1u << RAFT_WRITE,
  .timers = { timers, RAFT_N_TIMERS },
  .quiet_timers = 1u << RAFT_TIMER_HEARTBEAT | 1u << RAFT_TIMER_LEASE | 1u << RAFT_TIMER_QUORUM,
  .timer_texts = timer_texts,
  .parameters = parameters,
  .n_parameters = RAFT_N_PARAMETERS,
  .rules = rules,
  .n_rules = RAFT_N_RULES,
  .steps = elector_raft_steps,
  .n_steps = RAFT_N_STEPS,
  .notes = elector_raft_notes,
  .n_notes = RAFT_N_NOTES,
  .promises = {
    [ELECTOR_PROPERTY_SINGLE_LEADER] = {
      ELECTOR_PROMISE_NEVER,
      N_("Raft does not promise that only one node thinks that it leads: an old leader does so until it hears of the "
         "newer term. It can decide nothing any more.") },
    [ELECTOR_PROPERTY_AGREEMENT] = {
      ELECTOR_PROMISE_MAJORITY,
      N_("Raft promises this only while a majority is up, messages arrive in time, no link is cut and no node is "
         "paused.") },
    [ELECTOR_PROPERTY_AVAILABILITY] = {
      ELECTOR_PROMISE_MAJORITY,
      N_("Raft promises this to a majority whose messages arrive in time, whatever happens to the others.") },
    [ELECTOR_PROPERTY_TERM_LEADER] = { ELECTOR_PROMISE_ALWAYS,
                                       N_("Raft promises this always, whatever the network and the clocks do.") },
    [ELECTOR_PROPERTY_TERM_VOTE] = { ELECTOR_PROMISE_ALWAYS,
                                     N_("Raft promises this always: a vote survives a crash.") },
    [ELECTOR_PROPERTY_WRITES] = {
      ELECTOR_PROMISE_ALWAYS,
      N_("Raft promises this always: it accepts only what a majority has, and no later leader can do without.") },
  },
  .listing = "raft_election.py",
  .source = "raft.c",
  .step = elector_raft_step,
  .get_persistent_fields = get_persistent_fields,
  .get_spare_messages = get_spare_messages,
  .rename = elector_raft_rename,
  .get_delay_bound = get_delay_bound,
  .get_settle_time = get_settle_time,
};
