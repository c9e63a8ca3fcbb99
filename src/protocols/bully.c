/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "protocols/bully.h"

#include <glib/gi18n-lib.h>

/* A labeled statement: what follows it is what this step does. a, b and c are the numbers in its reason. */
#define STEP(name, a, b, c) elector_effects_step (effects, BULLY_STEP_##name, __LINE__, (a), (b), (c))

/* --- What a node does to itself and to others --- */

static void
send (ElectorEffects *effects, BullyMessage type, ElectorNodeId from, guint to)
{
  elector_effects_send (effects, &(ElectorMessage) { .type = type, .from = from, .to = (ElectorNodeId) to });
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

/* --- Rule 2: ask every higher id, and wait for T --- */

static void
ask_higher (BullyState *self, const ElectorInput *input, ElectorEffects *effects)
{
  STEP (BECOME_CANDIDATE, input->node, 0, 0);
  elector_effects_stop_timer (effects, BULLY_TIMER_LEADER);
  elector_effects_stop_timer (effects, BULLY_TIMER_HEARTBEAT);
  set_role (self, effects, ELECTOR_ROLE_CANDIDATE);
  set_leader (self, effects, ELECTOR_NO_NODE);
  end_election (self, effects);

  STEP (ASK_HIGHER, input->config->n_nodes - input->node, input->node, 0);
  self->election = BULLY_ELECTION_ASKING;
  for (guint id = input->node + 1u; id <= input->config->n_nodes; id++)
    send (effects, BULLY_ELECTION, input->node, id);
  start_timer (self, input, effects, BULLY_TIMER_ANSWER, BULLY_PARAMETER_ANSWER_TIMEOUT);
}

static void
start_election (BullyState *self, const ElectorInput *input, ElectorEffects *effects)
{
  gboolean restart = elector_config_has_rule (input->config, BULLY_RULE_RESTART_WHILE_RUNNING);

  if (self->election != BULLY_ELECTION_NONE && !restart)
    {
      STEP (ALREADY_RUNNING, input->node, 0, 0);
    }
  else if (self->role == ELECTOR_ROLE_LEADER)
    {
      STEP (ANNOUNCE_AGAIN, input->node, 0, 0);
      announce (self, input, effects);
    }
  else if (input->node == input->config->n_nodes) /* rule 5 */
    {
      STEP (HIGHEST, input->node, 0, 0);
      become_leader (self, input, effects);
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
  STEP (NO_ANSWER, (guint32) input->config->parameters[BULLY_PARAMETER_ANSWER_TIMEOUT].high, input->node, 0);
  become_leader (self, input, effects);
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
  if (self->election != BULLY_ELECTION_ASKING)
    {
      STEP (LATE_OK, input->message.from, input->node, 0);
      return;
    }
  STEP (STAND_DOWN, input->message.from, input->node, 0);
  set_role (self, effects, ELECTOR_ROLE_FOLLOWER);
  self->election = BULLY_ELECTION_WAITING;
  elector_effects_stop_timer (effects, BULLY_TIMER_ANSWER);
  if (!elector_config_has_rule (input->config, BULLY_RULE_WAIT_FOREVER))
    start_timer (self, input, effects, BULLY_TIMER_VICTORY, BULLY_PARAMETER_VICTORY_TIMEOUT);
}

/* --- Rule 4: answer a lower id, and take over --- */

static gboolean
is_late_election (const BullyState *self, const ElectorInput *input)
{
  return self->settled && !elector_config_has_rule (input->config, BULLY_RULE_LATE_ELECTION_RESTARTS)
         && !elector_config_has_rule (input->config, BULLY_RULE_RESTART_WHILE_RUNNING);
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
  STEP (FOLLOW, input->message.from, input->node, 0);
  end_election (self, effects);
  elector_effects_stop_timer (effects, BULLY_TIMER_HEARTBEAT);
  set_role (self, effects, ELECTOR_ROLE_FOLLOWER);
  set_leader (self, effects, input->message.from);
  start_timer (self, input, effects, BULLY_TIMER_LEADER, BULLY_PARAMETER_LEADER_TIMEOUT);
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
  if (input->message.from < input->node)
    refuse_lower (self, input, effects);
  else
    follow (self, input, effects);
}

static void
receive_heartbeat (BullyState *self, const ElectorInput *input, ElectorEffects *effects)
{
  ElectorNodeId from = input->message.from;

  if (self->election != BULLY_ELECTION_NONE)
    {
      STEP (STILL_ELECTING, from, input->node, 0);
    }
  else if (from == self->leader)
    {
      STEP (HEAR_LEADER, from, input->node, 0);
      start_timer (self, input, effects, BULLY_TIMER_LEADER, BULLY_PARAMETER_LEADER_TIMEOUT);
    }
  else if (from < self->leader)
    {
      STEP (LOWER_LEADER, from, self->leader, 0);
    }
  else if (from < input->node)
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
  if (input->node == input->config->n_nodes)
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
  STEP (RECOVER, input->node, 0, 0);
  start_election (self, input, effects);
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
  switch ((BullyMessage) input->message.type)
    {
    case BULLY_ELECTION:
      receive_election (self, input, effects);
      break;
    case BULLY_OK:
      receive_ok (self, input, effects);
      break;
    case BULLY_VICTORY:
      receive_victory (self, input, effects);
      break;
    case BULLY_HEARTBEAT:
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
