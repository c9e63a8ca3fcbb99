/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What the bully algorithm tells the rest of the program about itself. */

#include "protocols/bully.h"

#include <glib/gi18n-lib.h>

static const char *const messages[BULLY_N_MESSAGES] = { "ELECTION", "OK", "VICTORY", "HEARTBEAT", "WRITE" };

static const char *const timers[BULLY_N_TIMERS] = { "LEADER", "HEARTBEAT", "ANSWER", "VICTORY", "SETTLE" };

static const char *const timer_texts[BULLY_N_TIMERS] = {
  N_("leader"), N_("heartbeat"), N_("answer"), N_("victory"), N_("settle")
};

/* Standard values: T and T' follow from a delay of at most 70 ms, see get_delay_bound(); a leader may lose two
 * heartbeats before it is suspected. */
static const ElectorParameter parameters[BULLY_N_PARAMETERS] = {
  [BULLY_PARAMETER_HEARTBEAT] = { "heartbeat", N_("how often the leader sends a heartbeat"),
                                  { 200 * ELECTOR_MSEC, 200 * ELECTOR_MSEC }, ELECTOR_MSEC, FALSE },
  [BULLY_PARAMETER_LEADER_TIMEOUT] = { "leader-timeout",
                                       N_("how long a leader may be silent, drawn anew at each heartbeat"),
                                       { 500 * ELECTOR_MSEC, 700 * ELECTOR_MSEC }, ELECTOR_MSEC, TRUE },
  [BULLY_PARAMETER_ANSWER_TIMEOUT] = { "answer-timeout", N_("T: how long a candidate waits for an OK"),
                                       { 150 * ELECTOR_MSEC, 150 * ELECTOR_MSEC }, ELECTOR_MSEC, FALSE },
  [BULLY_PARAMETER_VICTORY_TIMEOUT] = { "victory-timeout", N_("T′: how long it waits for a VICTORY after an OK"),
                                        { 400 * ELECTOR_MSEC, 400 * ELECTOR_MSEC }, ELECTOR_MSEC, FALSE },
};

static const ElectorRule rules[BULLY_N_RULES] = {
  [BULLY_RULE_RESTART_WHILE_RUNNING] = { "restart-while-running",
                                         N_("every ELECTION starts another election, even while one runs"),
                                         N_("that an election costs n² messages, and not 2ⁿ") },
  [BULLY_RULE_LATE_ELECTION_RESTARTS] = { "late-election-restarts",
                                          N_("an ELECTION restarts a node that has just accepted a leader"),
                                          N_("that late messages do not start election after election") },
  [BULLY_RULE_WAIT_FOREVER] = { "wait-forever", N_("a node that got an OK waits for a VICTORY without end"),
                                N_("that an election ends even if the node that answered crashes") },
  [BULLY_RULE_NO_WAIT_FOR_OK] = { "no-wait-for-ok", N_("a candidate leads at once, and does not wait for an OK"),
                                  N_("that nobody takes the lead while a higher node is there to answer") },
  [BULLY_RULE_RECOVERED_DOES_NOT_BULLY] = { "recovered-does-not-bully",
                                            N_("a node that comes back follows whoever sends a heartbeat"),
                                            N_("that the highest live node leads, even if it has been away") },
  [BULLY_RULE_BELIEVES_ANY] = { "believes-any-victory", N_("whoever claims to lead is believed, even a lower node"),
                                N_("that a leader gives way to higher nodes only, and so the highest one leads") },
  [BULLY_RULE_NEEDS_MAJORITY] = { "needs-majority", N_("a node leads only while it reaches more than half of all"),
                                  N_("that the two sides of a partition do not both get a leader: without it, "
                                     "they do") },
};

/* T >= 2 x delay + processing (Coulouris et al., section 15.3); a node here answers at once. In the same way T' has to
 * last for a question, T and an announcement, and a leader must not be suspected between two heartbeats; where it needs
 * a majority, a heartbeat has to be answered before the next. Timeouts that are too short for any delay give a negative
 * bound, which every message exceeds. */
static ElectorTime
get_delay_bound (const ElectorConfig *config)
{
  const ElectorRange *p = config->parameters;
  ElectorTime answer = p[BULLY_PARAMETER_ANSWER_TIMEOUT].low;
  ElectorTime victory = p[BULLY_PARAMETER_VICTORY_TIMEOUT].low - p[BULLY_PARAMETER_ANSWER_TIMEOUT].high;
  ElectorTime leader = p[BULLY_PARAMETER_LEADER_TIMEOUT].low - p[BULLY_PARAMETER_HEARTBEAT].high;

  if (elector_config_has_rule (config, BULLY_RULE_NEEDS_MAJORITY))
    leader = MIN (leader, p[BULLY_PARAMETER_HEARTBEAT].low / 2);
  return MIN (MIN (answer / 2, victory / 2), leader);
}

/* The last leader's silence is noticed, an election that was under way comes to nothing and is started
 * again, and the next one succeeds. Where a majority is needed, each of them counts for T, and one that misses it waits
 * as if for a leader. */
static ElectorTime
get_settle_time (const ElectorConfig *config)
{
  const ElectorRange *p = config->parameters;

  ElectorTime answer = p[BULLY_PARAMETER_ANSWER_TIMEOUT].high, leader = p[BULLY_PARAMETER_LEADER_TIMEOUT].high;
  ElectorTime time
    = p[BULLY_PARAMETER_HEARTBEAT].high + leader + 2 * (answer + p[BULLY_PARAMETER_VICTORY_TIMEOUT].high);

  if (elector_config_has_rule (config, BULLY_RULE_NEEDS_MAJORITY))
    time += 2 * answer + leader;
  return time;
}

static const ElectorPromise agreement_of_majority = {
  ELECTOR_PROMISE_MAJORITY,
  N_("Bully promises this, when it needs a majority, only while a majority is up, every message arrives in time, no "
     "link is cut and no node is paused.")
};

/* Who needs a majority cannot promise that there is one. */
static const ElectorPromise *
get_promise (const ElectorConfig *config, ElectorProperty property)
{
  if (property == ELECTOR_PROPERTY_AGREEMENT && elector_config_has_rule (config, BULLY_RULE_NEEDS_MAJORITY))
    return &agreement_of_majority;
  return &elector_bully.promises[property];
}

const ElectorProtocol elector_bully = {
  .id = "bully",
  .name = N_("Bully"),
  .summary = N_("The live node with the highest id leads."),
  .state_size = sizeof (BullyState),
  .peer_size = sizeof (guint8),
  .persistent_size = G_STRUCT_OFFSET (BullyState, role),
  .messages = { messages, BULLY_N_MESSAGES },
  .fields = 1u << ELECTOR_FIELD_ROLE | 1u << ELECTOR_FIELD_LEADER,
  .write_message = BULLY_WRITE,
  .quiet_messages = 1u << BULLY_HEARTBEAT | 1u << BULLY_WRITE,
  .timers = { timers, BULLY_N_TIMERS },
  .quiet_timers = 1u << BULLY_TIMER_HEARTBEAT | 1u << BULLY_TIMER_SETTLE,
  .timer_texts = timer_texts,
  .parameters = parameters,
  .n_parameters = BULLY_N_PARAMETERS,
  .rules = rules,
  .n_rules = BULLY_N_RULES,
  .steps = elector_bully_steps,
  .n_steps = BULLY_N_STEPS,
  .notes = elector_bully_notes,
  .n_notes = BULLY_N_NOTES,
  .promises = {
    [ELECTOR_PROPERTY_SINGLE_LEADER] = {
      ELECTOR_PROMISE_NEVER,
      N_("Bully does not promise that only one leads at a time: two can, while an announcement is under way, when a "
         "message takes longer than T allows, and on the two sides of a partition.") },
    [ELECTOR_PROPERTY_AGREEMENT] = {
      ELECTOR_PROMISE_ASSUMING,
      N_("Bully promises this only while every message arrives in time, no link is cut and no node is paused.") },
    [ELECTOR_PROPERTY_AVAILABILITY] = {
      ELECTOR_PROMISE_ASSUMING,
      N_("Bully promises this only while every message arrives in time, no link is cut and no node is paused.") },
    [ELECTOR_PROPERTY_WRITES] = {
      ELECTOR_PROMISE_NEVER,
      N_("Bully does not promise this: two leaders can be at work at once, and it has no terms by which the resource "
         "could tell the older one.") },
  },
  .listing = "bully_algorithm.py",
  .source = "bully.c",
  .step = elector_bully_step,
  .get_promise = get_promise,
  .get_delay_bound = get_delay_bound,
  .get_settle_time = get_settle_time,
};
