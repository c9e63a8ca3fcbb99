/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "protocols/bully.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* A labeled statement: what follows it is what this step does. a, b and c are the numbers in its reason. */
#define STEP(name, a, b, c) elector_effects_step (effects, BULLY_STEP_##name, __LINE__, (a), (b), (c))

static gboolean
has_rule (const ElectorInput *input, BullyRule rule)
{
  return elector_config_has_rule (input->config, rule);
}

/* --- What a node does to itself and to others --- */

static void
send (ElectorEffects *effects, BullyMessage type, ElectorNodeId from, guint to)
{
  elector_effects_send (effects, &(ElectorMessage) { .type = type, .from = from, .to = (ElectorNodeId) to });
}

/* Where a majority is needed, a leader hears from who follows it. */
static void
answer_leader (const ElectorInput *input, ElectorEffects *effects, guint leader)
{
  if (has_rule (input, BULLY_RULE_NEEDS_MAJORITY))
    elector_effects_send (effects, &(ElectorMessage) { .type = BULLY_HEARTBEAT, .flags = BULLY_FLAG_ANSWER,
                                                       .from = input->node, .to = (ElectorNodeId) leader });
}

static void
start_timer (BullyState *self, const ElectorInput *input, ElectorEffects *effects, BullyTimer timer,
             BullyParameter length)
{
  elector_effects_set_timer (effects, timer, elector_rng_range (&self->rng, input->config->parameters[length]));
}

static void
set_role (BullyState *self, ElectorEffects *effects, ElectorRole role)
{
  if (self->role != role)
    elector_effects_role (effects, role);
  self->role = (guint8) role;
}

static void
set_leader (BullyState *self, ElectorEffects *effects, ElectorNodeId leader)
{
  if (self->leader != leader)
    elector_effects_leader (effects, leader);
  self->leader = leader;
}

/* Ends an election that runs, whatever it waits for. */
static void
end_election (BullyState *self, ElectorEffects *effects)
{
  self->election = BULLY_ELECTION_NONE;
  elector_effects_stop_timer (effects, BULLY_TIMER_ANSWER);
  elector_effects_stop_timer (effects, BULLY_TIMER_VICTORY);
}

/* A VICTORY was sent or accepted. What was asked before it reached everybody can still arrive for T. */
static void
settle (BullyState *self, const ElectorInput *input, ElectorEffects *effects)
{
  self->settled = TRUE;
  start_timer (self, input, effects, BULLY_TIMER_SETTLE, BULLY_PARAMETER_ANSWER_TIMEOUT);
}

/* Waits for a VICTORY from above. */
static void
await_victory (BullyState *self, const ElectorInput *input, ElectorEffects *effects)
{
  set_role (self, effects, ELECTOR_ROLE_FOLLOWER);
  self->election = BULLY_ELECTION_WAITING;
  elector_effects_stop_timer (effects, BULLY_TIMER_ANSWER);
  if (!has_rule (input, BULLY_RULE_WAIT_FOREVER))
    start_timer (self, input, effects, BULLY_TIMER_VICTORY, BULLY_PARAMETER_VICTORY_TIMEOUT);
}

/* Where a majority is needed and missing: leaves the lead to others for a while. */
static void
step_back (BullyState *self, const ElectorInput *input, ElectorEffects *effects)
{
  end_election (self, effects);
  elector_effects_stop_timer (effects, BULLY_TIMER_HEARTBEAT);
  set_role (self, effects, ELECTOR_ROLE_FOLLOWER);
  set_leader (self, effects, ELECTOR_NO_NODE);
  start_timer (self, input, effects, BULLY_TIMER_LEADER, BULLY_PARAMETER_LEADER_TIMEOUT);
}

/* How many nodes are known to be there, this one included. */
static guint
count_here (const BullyState *self, const ElectorInput *input)
{
  guint n = 1;

  for (guint i = 0; i < input->config->n_nodes; i++)
    n += self->here[i];
  return n;
}

/* More than half of the configured nodes, be they alive or dead. */
static gboolean
is_majority (const BullyState *self, const ElectorInput *input)
{
  return count_here (self, input) > input->config->n_nodes / 2;
}

static void
count_anew (BullyState *self, const ElectorInput *input)
{
  memset (self->here, FALSE, input->config->n_nodes);
}

/* --- Rule 2, second half: nobody above answers, so this node leads --- */

static void
announce (BullyState *self, const ElectorInput *input, ElectorEffects *effects)
{
  STEP (ANNOUNCE, input->node, 0, 0);
  for (guint id = 1; id < input->node; id++)
    send (effects, BULLY_VICTORY, input->node, id);
  settle (self, input, effects);
}

static void
send_heartbeats (BullyState *self, const ElectorInput *input, ElectorEffects *effects)
{
  if (has_rule (input, BULLY_RULE_NEEDS_MAJORITY))
    {
      if (!is_majority (self, input))
        {
          STEP (LOST_MAJORITY, count_here (self, input), input->config->n_nodes, 0);
          step_back (self, input, effects);
          return;
        }
      count_anew (self, input);
    }
  STEP (SEND_HEARTBEAT, input->node, 0, 0);
  for (guint id = 1; id <= input->config->n_nodes; id++)
    if (id != input->node)
      send (effects, BULLY_HEARTBEAT, input->node, id);
  start_timer (self, input, effects, BULLY_TIMER_HEARTBEAT, BULLY_PARAMETER_HEARTBEAT);
}

static void
become_leader (BullyState *self, const ElectorInput *input, ElectorEffects *effects)
{
  STEP (BECOME_LEADER, input->node, 0, 0);
  end_election (self, effects);
  elector_effects_stop_timer (effects, BULLY_TIMER_LEADER);
  set_role (self, effects, ELECTOR_ROLE_LEADER);
  set_leader (self, effects, input->node);
  announce (self, input, effects);
  start_timer (self, input, effects, BULLY_TIMER_HEARTBEAT, BULLY_PARAMETER_HEARTBEAT);
}

/* Leaves everything that a follower, a leader or an older election has to do. */
static void
become_candidate (BullyState *self, ElectorEffects *effects, BullyElection election)
{
  elector_effects_stop_timer (effects, BULLY_TIMER_LEADER);
  elector_effects_stop_timer (effects, BULLY_TIMER_HEARTBEAT);
  set_role (self, effects, ELECTOR_ROLE_CANDIDATE);
  set_leader (self, effects, ELECTOR_NO_NODE);
  end_election (self, effects);
  self->election = (guint8) election;
}

/* --- Where a majority is needed: nobody above is there, so it counts who is below, for T --- */

static void
count_nodes (BullyState *self, const ElectorInput *input, ElectorEffects *effects)
{
  STEP (COUNT, input->node - 1u, input->config->n_nodes / 2 + 1, input->config->n_nodes);
  become_candidate (self, effects, BULLY_ELECTION_COUNTING);
  count_anew (self, input);
  for (guint id = 1; id < input->node; id++)
    send (effects, BULLY_ELECTION, input->node, id);
  start_timer (self, input, effects, BULLY_TIMER_ANSWER, BULLY_PARAMETER_ANSWER_TIMEOUT);
}

static void
count_node (BullyState *self, const ElectorInput *input, ElectorEffects *effects)
{
  STEP (COUNT_NODE, input->message.from, 0, 0);
  self->here[input->message.from - 1] = TRUE;
}

static void
check_majority (BullyState *self, const ElectorInput *input, ElectorEffects *effects)
{
  if (is_majority (self, input))
    {
      STEP (MAJORITY, count_here (self, input), input->config->n_nodes, 0);
      become_leader (self, input, effects);
    }
  else
    {
      STEP (NO_MAJORITY, count_here (self, input), input->config->n_nodes, 0);
      step_back (self, input, effects);
    }
}

/* --- Rule 2: ask every higher id, and wait for T --- */

static void
ask_higher (BullyState *self, const ElectorInput *input, ElectorEffects *effects)
{
  STEP (BECOME_CANDIDATE, input->node, 0, 0);
  become_candidate (self, effects, BULLY_ELECTION_ASKING);

  STEP (ASK_HIGHER, input->config->n_nodes - input->node, input->node, 0);
  for (guint id = input->node + 1u; id <= input->config->n_nodes; id++)
    send (effects, BULLY_ELECTION, input->node, id);
  if (has_rule (input, BULLY_RULE_NO_WAIT_FOR_OK))
    {
      STEP (LEAD_AT_ONCE, input->node, 0, 0);
      become_leader (self, input, effects);
    }
  else
    {
      start_timer (self, input, effects, BULLY_TIMER_ANSWER, BULLY_PARAMETER_ANSWER_TIMEOUT);
    }
}

/* Rule 5: the highest id of all has nobody to ask. */
static void
win_as_highest (BullyState *self, const ElectorInput *input, ElectorEffects *effects)
{
  if (has_rule (input, BULLY_RULE_NEEDS_MAJORITY))
    {
      STEP (HIGHEST_COUNTS, input->node, 0, 0);
      count_nodes (self, input, effects);
    }
  else
    {
      STEP (HIGHEST, input->node, 0, 0);
      become_leader (self, input, effects);
    }
}

static void
start_election (BullyState *self, const ElectorInput *input, ElectorEffects *effects)
{
  gboolean restart = has_rule (input, BULLY_RULE_RESTART_WHILE_RUNNING);

  if (self->election != BULLY_ELECTION_NONE && !restart)
    {
      STEP (ALREADY_RUNNING, input->node, 0, 0);
    }
  else if (self->role == ELECTOR_ROLE_LEADER)
    {
      STEP (ANNOUNCE_AGAIN, input->node, 0, 0);
      announce (self, input, effects);
    }
  else if (input->node == input->config->n_nodes)
    {
      win_as_highest (self, input, effects);
    }
  else
    {
      ask_higher (self, input, effects);
    }
}

/* --- Rule 3: what is waited for, and what happens when it does not come --- */

static void
check_leader (BullyState *self, const ElectorInput *input, ElectorEffects *effects)
{
  STEP (LEADER_SILENT, input->node, 0, 0);
  start_election (self, input, effects);
}

static void
no_answer (BullyState *self, const ElectorInput *input, ElectorEffects *effects)
{
  guint32 waited = (guint32) input->config->parameters[BULLY_PARAMETER_ANSWER_TIMEOUT].high;

  if (self->election == BULLY_ELECTION_COUNTING)
    {
      check_majority (self, input, effects);
    }
  else if (has_rule (input, BULLY_RULE_NEEDS_MAJORITY))
    {
      STEP (NO_ANSWER_COUNTS, waited, input->node, 0);
      count_nodes (self, input, effects);
    }
  else
    {
      STEP (NO_ANSWER, waited, input->node, 0);
      become_leader (self, input, effects);
    }
}

static void
no_victory (BullyState *self, const ElectorInput *input, ElectorEffects *effects)
{
  STEP (NO_VICTORY, (guint32) input->config->parameters[BULLY_PARAMETER_VICTORY_TIMEOUT].high, 0, 0);
  self->election = BULLY_ELECTION_NONE;
  start_election (self, input, effects);
}

static void
receive_ok (BullyState *self, const ElectorInput *input, ElectorEffects *effects)
{
  if (self->election != BULLY_ELECTION_ASKING && self->election != BULLY_ELECTION_COUNTING)
    {
      STEP (LATE_OK, input->message.from, input->node, 0);
      return;
    }
  STEP (STAND_DOWN, input->message.from, input->node, 0);
  await_victory (self, input, effects);
}

/* Where a majority is needed: a higher node has found nobody above itself, and counts. Who lets itself be counted does
 * not lead. */
static void
be_counted (BullyState *self, const ElectorInput *input, ElectorEffects *effects)
{
  if (input->message.from < self->leader)
    {
      STEP (KEEP_LEADER, input->message.from, self->leader, 0);
      return;
    }
  STEP (BE_COUNTED, input->message.from, input->node, 0);
  send (effects, BULLY_OK, input->node, input->message.from);
  elector_effects_stop_timer (effects, BULLY_TIMER_LEADER);
  elector_effects_stop_timer (effects, BULLY_TIMER_HEARTBEAT);
  set_leader (self, effects, ELECTOR_NO_NODE);
  end_election (self, effects);
  await_victory (self, input, effects);
}

/* --- Rule 4: answer a lower id, and take over --- */

static gboolean
is_late_election (const BullyState *self, const ElectorInput *input)
{
  return self->settled && !has_rule (input, BULLY_RULE_LATE_ELECTION_RESTARTS)
         && !has_rule (input, BULLY_RULE_RESTART_WHILE_RUNNING);
}

static void
receive_election (BullyState *self, const ElectorInput *input, ElectorEffects *effects)
{
  STEP (ANSWER_OK, input->message.from, input->node, 0);
  send (effects, BULLY_OK, input->node, input->message.from);
  if (is_late_election (self, input))
    STEP (LATE_ELECTION, self->leader, input->message.from, 0);
  else
    start_election (self, input, effects);
}

/* --- Rule 1: who is believed to lead --- */

static void
follow (BullyState *self, const ElectorInput *input, ElectorEffects *effects)
{
  if (has_rule (input, BULLY_RULE_BELIEVES_ANY) || has_rule (input, BULLY_RULE_RECOVERED_DOES_NOT_BULLY))
    STEP (FOLLOW_ANY, input->message.from, input->node, 0);
  else
    STEP (FOLLOW, input->message.from, input->node, 0);
  end_election (self, effects);
  elector_effects_stop_timer (effects, BULLY_TIMER_HEARTBEAT);
  set_role (self, effects, ELECTOR_ROLE_FOLLOWER);
  set_leader (self, effects, input->message.from);
  start_timer (self, input, effects, BULLY_TIMER_LEADER, BULLY_PARAMETER_LEADER_TIMEOUT);
  answer_leader (input, effects, self->leader);
  settle (self, input, effects);
}

/* A lower id says that it leads: it cannot know of this node, which therefore bullies it. */
static void
refuse_lower (BullyState *self, const ElectorInput *input, ElectorEffects *effects)
{
  STEP (LOWER_CLAIM, input->message.from, input->node, 0);
  start_election (self, input, effects);
}

static void
receive_victory (BullyState *self, const ElectorInput *input, ElectorEffects *effects)
{
  if (input->message.from < input->node && !has_rule (input, BULLY_RULE_BELIEVES_ANY))
    refuse_lower (self, input, effects);
  else
    follow (self, input, effects);
}

static void
receive_heartbeat (BullyState *self, const ElectorInput *input, ElectorEffects *effects)
{
  ElectorNodeId from = input->message.from;
  gboolean any = has_rule (input, BULLY_RULE_BELIEVES_ANY);

  if (self->election != BULLY_ELECTION_NONE)
    {
      STEP (STILL_ELECTING, from, input->node, 0);
    }
  else if (from == self->leader)
    {
      STEP (HEAR_LEADER, from, input->node, 0);
      start_timer (self, input, effects, BULLY_TIMER_LEADER, BULLY_PARAMETER_LEADER_TIMEOUT);
      answer_leader (input, effects, from);
    }
  else if (from < self->leader && !any)
    {
      STEP (LOWER_LEADER, from, self->leader, 0);
    }
  else if (from < input->node && !any && !has_rule (input, BULLY_RULE_RECOVERED_DOES_NOT_BULLY))
    {
      refuse_lower (self, input, effects);
    }
  else
    {
      follow (self, input, effects);
    }
}

/* --- What can happen to a node --- */

static void
boot (BullyState *self, const ElectorInput *input, ElectorEffects *effects)
{
  if (input->node == input->config->n_nodes && has_rule (input, BULLY_RULE_NEEDS_MAJORITY))
    {
      STEP (BOOT_COUNTS, input->node, 0, 0);
      count_nodes (self, input, effects);
    }
  else if (input->node == input->config->n_nodes)
    {
      STEP (BOOT_ANNOUNCE, input->node, 0, 0);
      become_leader (self, input, effects);
    }
  else
    {
      STEP (BOOT_WAIT, input->node, 0, 0);
      start_timer (self, input, effects, BULLY_TIMER_LEADER, BULLY_PARAMETER_LEADER_TIMEOUT);
    }
}

static void
recover (BullyState *self, const ElectorInput *input, ElectorEffects *effects)
{
  if (has_rule (input, BULLY_RULE_RECOVERED_DOES_NOT_BULLY))
    {
      STEP (RECOVER_WAITS, input->node, 0, 0);
      start_timer (self, input, effects, BULLY_TIMER_LEADER, BULLY_PARAMETER_LEADER_TIMEOUT);
    }
  else
    {
      STEP (RECOVER, input->node, 0, 0);
      start_election (self, input, effects);
    }
}

static void
receive_timeout (BullyState *self, const ElectorInput *input, ElectorEffects *effects)
{
  switch ((BullyTimer) input->timer)
    {
    case BULLY_TIMER_LEADER:
      check_leader (self, input, effects);
      break;
    case BULLY_TIMER_HEARTBEAT:
      send_heartbeats (self, input, effects);
      break;
    case BULLY_TIMER_ANSWER:
      no_answer (self, input, effects);
      break;
    case BULLY_TIMER_VICTORY:
      no_victory (self, input, effects);
      break;
    case BULLY_TIMER_SETTLE:
      STEP (SETTLED, input->node, 0, 0);
      self->settled = FALSE;
      break;
    case BULLY_N_TIMERS:
    default:
      g_assert_not_reached ();
    }
}

static void
receive_message (BullyState *self, const ElectorInput *input, ElectorEffects *effects)
{
  gboolean from_above = input->message.from > input->node;

  switch ((BullyMessage) input->message.type)
    {
    case BULLY_ELECTION:
      if (from_above)
        be_counted (self, input, effects);
      else
        receive_election (self, input, effects);
      break;
    case BULLY_OK:
      if (from_above)
        receive_ok (self, input, effects);
      else
        count_node (self, input, effects);
      break;
    case BULLY_VICTORY:
      receive_victory (self, input, effects);
      break;
    case BULLY_HEARTBEAT:
      if (input->message.flags & BULLY_FLAG_ANSWER)
        count_node (self, input, effects);
      else
        receive_heartbeat (self, input, effects);
      break;
    case BULLY_WRITE:
    case BULLY_N_MESSAGES:
    default:
      g_assert_not_reached ();
    }
}

/* The contract of core/protocol.h. */
void
elector_bully_step (gpointer state, const ElectorInput *input, ElectorEffects *effects)
{
  BullyState *self = state;

  switch (input->kind)
    {
    case ELECTOR_INPUT_BOOT:
      boot (self, input, effects);
      break;
    case ELECTOR_INPUT_RECOVER:
      recover (self, input, effects);
      break;
    case ELECTOR_INPUT_MESSAGE:
      receive_message (self, input, effects);
      break;
    case ELECTOR_INPUT_TIMER:
      receive_timeout (self, input, effects);
      break;
    case ELECTOR_INPUT_CAMPAIGN:
      start_election (self, input, effects);
      break;
    default:
      g_assert_not_reached ();
    }
}
