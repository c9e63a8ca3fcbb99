/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "protocols/ring.h"

#include <glib/gi18n-lib.h>

/* A labeled statement: what follows it is what this step does. a, b and c are the numbers in its reason. */
#define STEP(name, a, b, c) elector_effects_step (effects, RING_STEP_##name, __LINE__, (a), (b), (c))

/* What a message that is sent to the next node needs at most, with what comes of it when there is no next one. */
#define EFFECTS_OF_SKIP 16

/* --- What a node does to itself --- */

static gboolean
has_rule (const ElectorInput *input, RingRule rule)
{
  return elector_config_has_rule (input->config, rule);
}

/* The node behind another one, in the direction in which messages travel. */
static ElectorNodeId
get_successor (const ElectorInput *input, ElectorNodeId node)
{
  guint n = input->config->n_nodes;

  if (has_rule (input, RING_RULE_DOWNWARDS))
    return (ElectorNodeId) (node == 1 ? n : node - 1u);
  return (ElectorNodeId) (node == n ? 1 : node + 1u);
}

/* A time that has to last for the whole ring is configured for one node of it. */
static void
start_timer (RingState *self, const ElectorInput *input, ElectorEffects *effects, RingTimer timer,
             RingParameter length)
{
  ElectorTime duration = elector_rng_range (&self->rng, input->config->parameters[length]);

  if (length == RING_PARAMETER_LEADER_TIMEOUT || length == RING_PARAMETER_ELECTION_TIMEOUT)
    duration *= input->config->n_nodes;
  elector_effects_set_timer (effects, timer, MIN (duration, ELECTOR_MAX_DURATION));
}

static void
set_role (RingState *self, ElectorEffects *effects, ElectorRole role)
{
  if (self->role != role)
    elector_effects_role (effects, role);
  self->role = (guint8) role;
}

static void
set_leader (RingState *self, ElectorEffects *effects, ElectorNodeId leader)
{
  if (self->leader != leader)
    elector_effects_leader (effects, leader);
  self->leader = leader;
}

/* --- Sending: always to the successor --- */

static void
transmit (const ElectorInput *input, ElectorEffects *effects, RingMessage type, ElectorNodeId id, ElectorNodeId to)
{
  elector_effects_send (effects, &(ElectorMessage) { .type = type, .from = input->node, .to = to, .index = id });
}

/* Notes that a message has to be acknowledged. Returns FALSE when the same one is waited for already. */
static gboolean
expect_ack (RingState *self, const ElectorInput *input, ElectorEffects *effects, RingMessage type, ElectorNodeId id)
{
  RingPeer *peer = &self->peers[id - 1];

  if (peer->asked[type] != ELECTOR_NO_NODE)
    return FALSE;
  if (self->n_asked++ == 0)
    start_timer (self, input, effects, RING_TIMER_ACK, RING_PARAMETER_ACK_TIMEOUT);
  peer->asked[type] = get_successor (input, input->node);
  peer->late &= (guint8) ~(1u << type);
  return TRUE;
}

/* id: where the message began. */
static void
send_on (RingState *self, const ElectorInput *input, ElectorEffects *effects, RingMessage type, ElectorNodeId id)
{
  ElectorNodeId successor = get_successor (input, input->node);

  if (successor == input->node)
    return;
  if (has_rule (input, RING_RULE_REPAIR) && !expect_ack (self, input, effects, type, id))
    return;
  transmit (input, effects, type, id, successor);
}

/* --- The id that comes back has won --- */

static void
end_election (RingState *self, ElectorEffects *effects)
{
  self->election = RING_ELECTION_NONE;
  elector_effects_stop_timer (effects, RING_TIMER_ELECTION);
}

/* The announcement has been round. Ids that were overtaken by it have come off the ring meanwhile. */
static void
end_announcement (RingState *self, ElectorEffects *effects)
{
  if (self->election == RING_ELECTION_WON)
    end_election (self, effects);
}

static void
announce (RingState *self, const ElectorInput *input, ElectorEffects *effects)
{
  STEP (ANNOUNCE, input->node, 0, 0);
  if (get_successor (input, input->node) == input->node)
    end_announcement (self, effects);
  else
    send_on (self, input, effects, RING_ELECTED, input->node);
  start_timer (self, input, effects, RING_TIMER_HEARTBEAT, RING_PARAMETER_HEARTBEAT);
}

static void
become_leader (RingState *self, const ElectorInput *input, ElectorEffects *effects)
{
  STEP (BECOME_LEADER, input->node, 0, 0);
  set_role (self, effects, ELECTOR_ROLE_LEADER);
  set_leader (self, effects, input->node);
  self->election = RING_ELECTION_WON;
  announce (self, input, effects);
}

static void
receive_own_id (RingState *self, const ElectorInput *input, ElectorEffects *effects)
{
  if (self->election == RING_ELECTION_NONE || self->election == RING_ELECTION_WON)
    {
      STEP (LATE_ID, self->leader, 0, 0);
      return;
    }
  STEP (OWN_ID, input->node, 0, 0);
  become_leader (self, input, effects);
}

static void
be_alone (RingState *self, const ElectorInput *input, ElectorEffects *effects)
{
  STEP (ALONE, input->node, 0, 0);
  receive_own_id (self, input, effects);
}

/* --- Taking part: send the own id, and wait for it to come back --- */

static void
join (RingState *self, const ElectorInput *input, ElectorEffects *effects, RingElection election)
{
  self->election = election;
  elector_effects_stop_timer (effects, RING_TIMER_LEADER);
  if (!has_rule (input, RING_RULE_TRY_ONCE))
    start_timer (self, input, effects, RING_TIMER_ELECTION, RING_PARAMETER_ELECTION_TIMEOUT);
}

/* Who leads goes on leading until somebody else is elected. */
static void
compete (RingState *self, const ElectorInput *input, ElectorEffects *effects)
{
  if (self->role != ELECTOR_ROLE_LEADER)
    {
      set_role (self, effects, ELECTOR_ROLE_CANDIDATE);
      set_leader (self, effects, ELECTOR_NO_NODE);
    }
  join (self, input, effects, RING_ELECTION_RUNNING);
  if (get_successor (input, input->node) == input->node)
    be_alone (self, input, effects);
  else
    send_on (self, input, effects, RING_ELECTION, input->node);
}

static void
start_election (RingState *self, const ElectorInput *input, ElectorEffects *effects)
{
  if (self->election != RING_ELECTION_NONE)
    {
      STEP (ALREADY_RUNNING, input->node, 0, 0);
      return;
    }
  STEP (START_ELECTION, input->node, get_successor (input, input->node), 0);
  compete (self, input, effects);
}

/* --- An id arrives --- */

static void
give_way (RingState *self, const ElectorInput *input, ElectorEffects *effects, ElectorNodeId id)
{
  if (self->role == ELECTOR_ROLE_CANDIDATE)
    {
      STEP (GIVE_UP, id, input->node, 0);
      set_role (self, effects, ELECTOR_ROLE_FOLLOWER);
    }
  join (self, input, effects, RING_ELECTION_LOST);
  STEP (FORWARD, id, input->node, 0);
  send_on (self, input, effects, RING_ELECTION, id);
}

static void
receive_lower (RingState *self, const ElectorInput *input, ElectorEffects *effects, ElectorNodeId id)
{
  if (has_rule (input, RING_RULE_FORWARD_EVERYTHING))
    {
      STEP (FORWARD_LOWER, id, input->node, 0);
      send_on (self, input, effects, RING_ELECTION, id);
    }
  else if (self->election != RING_ELECTION_NONE)
    {
      STEP (SWALLOW, id, input->node, 0);
    }
  else
    {
      STEP (REPLACE, id, input->node, 0);
      compete (self, input, effects);
    }
}

static void
receive_election (RingState *self, const ElectorInput *input, ElectorEffects *effects, ElectorNodeId id)
{
  if (id == input->node)
    {
      receive_own_id (self, input, effects);
    }
  else if (self->election == RING_ELECTION_NONE && has_rule (input, RING_RULE_NON_REPLACING))
    {
      STEP (PASS_ON, id, 0, 0);
      send_on (self, input, effects, RING_ELECTION, id);
    }
  else if (id > input->node)
    {
      give_way (self, input, effects, id);
    }
  else
    {
      receive_lower (self, input, effects, id);
    }
}

/* --- The announcement goes round once --- */

static void
follow (RingState *self, const ElectorInput *input, ElectorEffects *effects, ElectorNodeId id)
{
  STEP (FOLLOW, id, 0, 0);
  set_role (self, effects, ELECTOR_ROLE_FOLLOWER);
  set_leader (self, effects, id);
  end_election (self, effects);
  elector_effects_stop_timer (effects, RING_TIMER_HEARTBEAT);
  start_timer (self, input, effects, RING_TIMER_LEADER, RING_PARAMETER_LEADER_TIMEOUT);
}

static void
receive_elected (RingState *self, const ElectorInput *input, ElectorEffects *effects, ElectorNodeId id)
{
  if (id == input->node)
    {
      STEP (ANNOUNCED, input->node, 0, 0);
      end_announcement (self, effects);
    }
  else if (id < input->node && !has_rule (input, RING_RULE_NON_REPLACING))
    {
      STEP (LOWER_CLAIM, id, input->node, 0);
      start_election (self, input, effects);
    }
  else
    {
      follow (self, input, effects, id);
      send_on (self, input, effects, RING_ELECTED, id);
    }
}

/* --- Beyond the paper: the leader's heartbeat, and what its absence means --- */

static void
send_heartbeat (RingState *self, const ElectorInput *input, ElectorEffects *effects)
{
  STEP (SEND_HEARTBEAT, input->node, 0, 0);
  send_on (self, input, effects, RING_HEARTBEAT, input->node);
  start_timer (self, input, effects, RING_TIMER_HEARTBEAT, RING_PARAMETER_HEARTBEAT);
}

static void
receive_heartbeat (RingState *self, const ElectorInput *input, ElectorEffects *effects, ElectorNodeId id)
{
  if (id == input->node)
    {
      STEP (CAME_ROUND, input->node, 0, 0);
      return;
    }
  if (self->election != RING_ELECTION_NONE)
    {
      STEP (STILL_ELECTING, id, 0, 0);
    }
  else if (id == self->leader)
    {
      STEP (HEAR_LEADER, id, 0, 0);
      start_timer (self, input, effects, RING_TIMER_LEADER, RING_PARAMETER_LEADER_TIMEOUT);
    }
  else if (id < self->leader || has_rule (input, RING_RULE_NON_REPLACING))
    {
      STEP (OTHER_LEADER, id, self->leader, 0);
      return;
    }
  else
    {
      follow (self, input, effects, id);
    }
  send_on (self, input, effects, RING_HEARTBEAT, id);
}

static void
check_leader (RingState *self, const ElectorInput *input, ElectorEffects *effects)
{
  STEP (LEADER_SILENT, self->leader, 0, 0);
  start_election (self, input, effects);
}

static void
check_election (RingState *self, const ElectorInput *input, ElectorEffects *effects)
{
  STEP (NO_RESULT, input->node, 0, 0);
  self->election = RING_ELECTION_NONE;
  start_election (self, input, effects);
}

/* --- Ring repair: who does not acknowledge is passed by --- */

static void
acknowledge (const ElectorInput *input, ElectorEffects *effects)
{
  ElectorMessage ack = { .type = RING_ACK, .flags = input->message.type, .from = input->node,
                         .to = input->message.from, .index = input->message.index };

  STEP (ACKNOWLEDGE, input->message.from, 0, 0);
  elector_effects_send (effects, &ack);
}

static void
receive_ack (RingState *self, const ElectorInput *input, ElectorEffects *effects)
{
  RingPeer *peer = &self->peers[input->message.index - 1];
  guint type = input->message.flags;

  STEP (ACKNOWLEDGED, input->message.from, 0, 0);
  if (peer->asked[type] != input->message.from)
    return;
  peer->asked[type] = ELECTOR_NO_NODE;
  if (--self->n_asked == 0)
    elector_effects_stop_timer (effects, RING_TIMER_ACK);
}

/* Sends a message to the node behind the one that is silent. Where that one sent it first, it must not go round again:
 * nobody would ever take it off the ring. */
static void
skip (RingState *self, const ElectorInput *input, ElectorEffects *effects, RingMessage type, ElectorNodeId id)
{
  RingPeer *peer = &self->peers[id - 1];
  ElectorNodeId silent = peer->asked[type], next = get_successor (input, silent);

  peer->asked[type] = ELECTOR_NO_NODE;
  self->n_asked--;
  if (silent == id)
    return;
  if (next != input->node)
    {
      peer->asked[type] = next;
      self->n_asked++;
      transmit (input, effects, type, id, next);
    }
  else if (type == RING_ELECTION)
    {
      be_alone (self, input, effects);
    }
  else if (type == RING_ELECTED)
    {
      end_announcement (self, effects);
    }
}

/* Whether a message was under way when the ACK timer last ran out, and still is. */
static gboolean
is_late (const RingState *self, guint i, guint type)
{
  return self->peers[i].asked[type] != ELECTOR_NO_NODE && (self->peers[i].late >> type & 1) != 0;
}

static guint
count_late (const RingState *self, const ElectorInput *input, ElectorNodeId *silent)
{
  guint n_late = 0;

  for (guint i = 0; i < input->config->n_nodes; i++)
    for (guint type = 0; type < RING_N_TRAVELERS; type++)
      if (is_late (self, i, type))
        {
          *silent = self->peers[i].asked[type];
          n_late++;
        }
  return n_late;
}

/* What was under way when this timer last ran out has had its time. What finds no room in the effects of one step, in
 * rings of hundreds of nodes, is left for the next time. */
static void
check_acks (RingState *self, const ElectorInput *input, ElectorEffects *effects)
{
  guint n = input->config->n_nodes;
  ElectorNodeId silent = ELECTOR_NO_NODE;
  guint n_late = count_late (self, input, &silent);

  if (n_late > 0)
    {
      STEP (SKIP, silent, n_late, 0);
      for (guint type = 0; type < RING_N_TRAVELERS; type++)
        for (guint i = 0; i < n; i++)
          if (is_late (self, i, type) && effects->length + EFFECTS_OF_SKIP < effects->capacity)
            skip (self, input, effects, (RingMessage) type, (ElectorNodeId) (i + 1));
    }
  for (guint i = 0; i < n; i++)
    self->peers[i].late = (1u << RING_N_TRAVELERS) - 1;
  if (self->n_asked > 0)
    start_timer (self, input, effects, RING_TIMER_ACK, RING_PARAMETER_ACK_TIMEOUT);
}

/* --- What can happen to a node --- */

static void
boot (RingState *self, const ElectorInput *input, ElectorEffects *effects)
{
  STEP (BOOT, input->node, 0, 0);
  start_election (self, input, effects);
}

static void
recover (RingState *self, const ElectorInput *input, ElectorEffects *effects)
{
  STEP (RECOVER, input->node, 0, 0);
  start_election (self, input, effects);
}

static void
receive_timeout (RingState *self, const ElectorInput *input, ElectorEffects *effects)
{
  switch ((RingTimer) input->timer)
    {
    case RING_TIMER_LEADER:
      check_leader (self, input, effects);
      break;
    case RING_TIMER_HEARTBEAT:
      send_heartbeat (self, input, effects);
      break;
    case RING_TIMER_ELECTION:
      check_election (self, input, effects);
      break;
    case RING_TIMER_ACK:
      check_acks (self, input, effects);
      break;
    case RING_N_TIMERS:
    default:
      g_assert_not_reached ();
    }
}

static void
receive_message (RingState *self, const ElectorInput *input, ElectorEffects *effects)
{
  ElectorNodeId id = (ElectorNodeId) input->message.index;

  if (has_rule (input, RING_RULE_REPAIR) && input->message.type != RING_ACK)
    acknowledge (input, effects);
  switch ((int) input->message.type)
    {
    case RING_ELECTION:
      receive_election (self, input, effects, id);
      break;
    case RING_ELECTED:
      receive_elected (self, input, effects, id);
      break;
    case RING_HEARTBEAT:
      receive_heartbeat (self, input, effects, id);
      break;
    case RING_ACK:
      receive_ack (self, input, effects);
      break;
    default:
      g_assert_not_reached ();
    }
}

/* The contract of core/protocol.h. */
void
elector_ring_step (gpointer state, const ElectorInput *input, ElectorEffects *effects)
{
  RingState *self = state;

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
    case ELECTOR_INPUT_TRANSFER:
    default:
      g_assert_not_reached ();
    }
}
