/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What election on a ring is called, what can be set, and what it promises. */

#include "protocols/ring.h"

#include <glib/gi18n-lib.h>

static const char *const messages[RING_N_MESSAGES] = {
  [RING_ELECTED] = "ELECTED", [RING_ELECTION] = "ELECTION", [RING_HEARTBEAT] = "HEARTBEAT", [RING_ACK] = "ACK",
  [RING_WRITE] = "WRITE",
};

static const char *const timers[RING_N_TIMERS] = {
  [RING_TIMER_LEADER] = "LEADER",
  [RING_TIMER_HEARTBEAT] = "HEARTBEAT",
  [RING_TIMER_ELECTION] = "ELECTION",
  [RING_TIMER_ACK] = "ACK",
};

static const char *const timer_texts[RING_N_TIMERS] = {
  [RING_TIMER_LEADER] = N_("leader"),
  [RING_TIMER_HEARTBEAT] = N_("heartbeat"),
  [RING_TIMER_ELECTION] = N_("election"),
  [RING_TIMER_ACK] = N_("acknowledgment"),
};

/* Standard values: a message may take 75 ms, see get_delay_bound(). What has to last for the whole ring grows with it:
 * an election goes round at most three times. */
static const ElectorParameter parameters[RING_N_PARAMETERS] = {
  [RING_PARAMETER_HEARTBEAT] = { "heartbeat", N_("how often the leader sends a heartbeat round the ring"),
                                 { 200 * ELECTOR_MSEC, 200 * ELECTOR_MSEC }, ELECTOR_MSEC, FALSE },
  [RING_PARAMETER_LEADER_TIMEOUT] = {
    "leader-timeout", N_("how long a leader may be silent, times the number of nodes; drawn anew at each heartbeat"),
    { 300 * ELECTOR_MSEC, 400 * ELECTOR_MSEC }, ELECTOR_MSEC, TRUE },
  [RING_PARAMETER_ELECTION_TIMEOUT] = {
    "election-timeout", N_("how long an election may take, times the number of nodes, before it is started again"),
    { 400 * ELECTOR_MSEC, 400 * ELECTOR_MSEC }, ELECTOR_MSEC, FALSE },
  [RING_PARAMETER_ACK_TIMEOUT] = {
    "ack-timeout", N_("repair-ring: how long a node waits for an ACK, once or twice, before it skips its successor"),
    { 150 * ELECTOR_MSEC, 150 * ELECTOR_MSEC }, ELECTOR_MSEC, FALSE },
};

static const ElectorRule rules[RING_N_RULES] = {
  [RING_RULE_REPAIR] = { "repair-ring", N_("a node passes its successor by if that does not acknowledge"),
                         N_("that every id passes every node: with it, crashes stop nothing, but a partition "
                            "makes two rings") },
  [RING_RULE_NON_REPLACING] = { "non-replacing",
                                N_("a node that takes no part passes ids on, and does not put in its own"),
                                N_("that the highest node wins, and not the highest of those who start") },
  [RING_RULE_FORWARD_EVERYTHING] = { "forward-everything", N_("a node passes on lower ids, too"),
                                     N_("that one id comes back, and so that there is one leader") },
  [RING_RULE_TRY_ONCE] = { "try-once", N_("an election that does not end is not started again, as in the paper"),
                           N_("that a lost message or a crash does not stop the ring for ever") },
  [RING_RULE_DOWNWARDS] = { "downwards", N_("messages travel from the highest id down to the lowest"),
                            N_("that lower ids are taken off at once: 2n − 1 messages if all start, not n(n+1)/2") },
};

/* A heartbeat may be late by as much as the ring is long, and an election goes round at most three times: to the
 * highest node, with its id, and with its announcement. A bound that is too tight for any delay is negative. */
static ElectorTime
get_delay_bound (const ElectorConfig *config)
{
  const ElectorRange *p = config->parameters;
  ElectorTime n = config->n_nodes;
  ElectorTime leader = (n * p[RING_PARAMETER_LEADER_TIMEOUT].low - p[RING_PARAMETER_HEARTBEAT].high) / n;
  ElectorTime bound = MIN (leader, p[RING_PARAMETER_ELECTION_TIMEOUT].low / 3);

  if (elector_config_has_rule (config, RING_RULE_REPAIR))
    bound = MIN (bound, p[RING_PARAMETER_ACK_TIMEOUT].low / 2);
  return bound;
}

/* The last leader's silence is noticed, an election that was under way comes to nothing and is started again, and the
 * next one succeeds. */
static ElectorTime
get_settle_time (const ElectorConfig *config)
{
  const ElectorRange *p = config->parameters;
  ElectorTime n = config->n_nodes;

  return p[RING_PARAMETER_HEARTBEAT].high + n * p[RING_PARAMETER_LEADER_TIMEOUT].high
         + 2 * n * p[RING_PARAMETER_ELECTION_TIMEOUT].high;
}

static guint32
get_spare_messages (const ElectorConfig *config)
{
  return elector_config_has_rule (config, RING_RULE_REPAIR) ? 0 : 1u << RING_ACK;
}

const ElectorProtocol elector_ring = {
  .id = "ring",
  .name = N_("Ring"),
  .summary = N_("Ids travel round a ring, and the one that comes back leads."),
  .state_size = sizeof (RingState),
  .peer_size = sizeof (RingPeer),
  .persistent_size = G_STRUCT_OFFSET (RingState, role),
  .messages = { messages, RING_N_MESSAGES },
  .fields = 1u << ELECTOR_FIELD_ROLE | 1u << ELECTOR_FIELD_LEADER,
  .write_message = RING_WRITE,
  .quiet_messages = 1u << RING_HEARTBEAT | 1u << RING_ACK | 1u << RING_WRITE,
  .id_messages = 1u << RING_ELECTED | 1u << RING_ELECTION | 1u << RING_HEARTBEAT | 1u << RING_ACK,
  .timers = { timers, RING_N_TIMERS },
  .quiet_timers = 1u << RING_TIMER_HEARTBEAT,
  .timer_texts = timer_texts,
  .parameters = parameters,
  .n_parameters = RING_N_PARAMETERS,
  .rules = rules,
  .n_rules = RING_N_RULES,
  .steps = elector_ring_steps,
  .n_steps = RING_N_STEPS,
  .notes = elector_ring_notes,
  .n_notes = RING_N_NOTES,
  .promises = {
    [ELECTOR_PROPERTY_SINGLE_LEADER] = {
      ELECTOR_PROMISE_ASSUMING,
      N_("As long as every id passes every node, and none lets a lower one pass, only the highest can win, whatever "
         "else happens. Rule switches change that: a repaired ring can have two leaders, on the two sides of a "
         "partition, when an acknowledgment is late, and for a moment when a higher node comes back.") },
    [ELECTOR_PROPERTY_AGREEMENT] = {
      ELECTOR_PROMISE_ALL_UP,
      N_("The ring promises this only while all nodes are up, every message arrives in time, no link is cut and no "
         "node is paused.") },
    [ELECTOR_PROPERTY_AVAILABILITY] = {
      ELECTOR_PROMISE_ALL_UP,
      N_("The ring promises this only while all nodes are up, every message arrives in time, no link is cut and no "
         "node is paused: one node that is down stops every election, until it comes back or the ring is repaired.") },
    [ELECTOR_PROPERTY_WRITES] = {
      ELECTOR_PROMISE_NEVER,
      N_("The ring does not promise this: a leader that was thought dead goes on as one when it comes back, and has no "
         "term by which the resource could tell it from the new one.") },
  },
  .listing = "ring_election.py",
  .source = "ring.c",
  .step = elector_ring_step,
  .get_spare_messages = get_spare_messages,
  .get_delay_bound = get_delay_bound,
  .get_settle_time = get_settle_time,
};
