/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "protocols/raft.h"

#include <string.h>

/* A labeled statement: what follows it is what this step does. a, b and c are the numbers in its reason. */
#define STEP(name, a, b, c) elector_effects_step (effects, RAFT_STEP_##name, __LINE__, (a), (b), (c))

/* --- What a node does to itself and to others --- */

static gboolean
has_rule (const ElectorInput *input, RaftRule rule)
{
  return elector_config_has_rule (input->config, rule);
}

/* Of the configured nodes, whoever of them is up. */
static gboolean
is_majority (const ElectorInput *input, guint n)
{
  return n > input->config->n_nodes / 2;
}

static void
start_timer (RaftState *self, const ElectorInput *input, ElectorEffects *effects, RaftTimer timer)
{
  ElectorRange range = input->config->parameters[timer == RAFT_TIMER_HEARTBEAT ? RAFT_PARAMETER_HEARTBEAT
                                                                                : RAFT_PARAMETER_ELECTION_TIMEOUT];

  if (timer != RAFT_TIMER_ELECTION || has_rule (input, RAFT_RULE_EQUAL_TIMEOUTS))
    range.high = range.low;
  elector_effects_set_timer (effects, timer, elector_rng_range (&self->rng, range));
}

static void
set_role (RaftState *self, ElectorEffects *effects, ElectorRole role)
{
  if (self->role != role)
    elector_effects_role (effects, role);
  self->role = (guint8) role;
}

static void
set_leader (RaftState *self, ElectorEffects *effects, ElectorNodeId leader)
{
  if (self->leader != leader)
    elector_effects_leader (effects, leader);
  self->leader = leader;
}

static void
set_log (RaftState *self, ElectorEffects *effects, guint32 length, guint32 term)
{
  self->log_length = length;
  self->log_term = term;
  elector_effects_log (effects, length, term);
}

static void
set_vote (RaftState *self, ElectorEffects *effects, ElectorNodeId candidate)
{
  if (self->vote != candidate)
    elector_effects_vote (effects, candidate);
  self->vote = candidate;
}

static void
send (const RaftState *self, const ElectorInput *input, ElectorEffects *effects, RaftMessage type, guint32 term,
      guint flags, ElectorNodeId to)
{
  elector_effects_send (effects, &(ElectorMessage) { .type = type,
                                                     .flags = (guint8) flags,
                                                     .from = input->node,
                                                     .to = to,
                                                     .term = term,
                                                     .index = self->log_length,
                                                     .log_term = self->log_term });
}

static void
send_to_all (const RaftState *self, const ElectorInput *input, ElectorEffects *effects, RaftMessage type, guint32 term,
             guint flags)
{
  for (guint id = 1; id <= input->config->n_nodes; id++)
    if (id != input->node)
      send (self, input, effects, type, term, flags, (ElectorNodeId) id);
}

static void
reply (const RaftState *self, const ElectorInput *input, ElectorEffects *effects, RaftMessage type, gboolean yes)
{
  send (self, input, effects, type, self->term, yes ? RAFT_FLAG_GRANTED : 0, input->message.from);
}

/* It has given its leader up. */
static void
end_lease (RaftState *self, ElectorEffects *effects)
{
  self->lease = FALSE;
  elector_effects_stop_timer (effects, RAFT_TIMER_LEASE);
  set_leader (self, effects, ELECTOR_NO_NODE);
}

/* Who has answered, and how, is counted anew. */
static void
forget_answers (RaftState *self, const ElectorInput *input)
{
  memset (self->peers, 0, input->config->n_nodes * sizeof *self->peers);
}

static guint
count_granted (const RaftState *self, const ElectorInput *input)
{
  guint n = 0;

  for (guint i = 0; i < input->config->n_nodes; i++)
    n += self->peers[i].granted;
  return n;
}

static guint
count_answered (const RaftState *self, const ElectorInput *input)
{
  guint n = 1; /* itself */

  for (guint i = 0; i < input->config->n_nodes; i++)
    n += self->peers[i].answered;
  return n;
}

static guint
count_active (const RaftState *self, const ElectorInput *input)
{
  guint n = 1; /* itself */

  for (guint i = 0; i < input->config->n_nodes; i++)
    n += self->peers[i].active;
  return n;
}

static void
become_follower (RaftState *self, const ElectorInput *input, ElectorEffects *effects, ElectorNodeId leader)
{
  elector_effects_stop_timer (effects, RAFT_TIMER_HEARTBEAT);
  elector_effects_stop_timer (effects, RAFT_TIMER_QUORUM);
  elector_effects_stop_timer (effects, RAFT_TIMER_TRANSFER);
  self->successor = ELECTOR_NO_NODE;
  self->first = self->commit = 0; /* what only a leader needs does not tell followers apart */
  if (self->role == ELECTOR_ROLE_LEADER)
    start_timer (self, input, effects, RAFT_TIMER_ELECTION);
  set_role (self, effects, ELECTOR_ROLE_FOLLOWER);
  set_leader (self, effects, leader);
}

/* A term ends as soon as a node hears of a newer one (section 3.3). */
static void
adopt_term (RaftState *self, const ElectorInput *input, ElectorEffects *effects)
{
  STEP (HIGHER_TERM, input->message.from, input->message.term, self->term);
  self->term = input->message.term;
  self->vote = ELECTOR_NO_NODE;
  elector_effects_term (effects, self->term);
  become_follower (self, input, effects, ELECTOR_NO_NODE);
  forget_answers (self, input);
}

/* --- The leader --- */

static void
send_heartbeats (RaftState *self, const ElectorInput *input, ElectorEffects *effects)
{
  STEP (HEARTBEAT, input->node, self->term, 0);
  send_to_all (self, input, effects, RAFT_APPEND, self->term, 0);
  start_timer (self, input, effects, RAFT_TIMER_HEARTBEAT);
}

static void
become_leader (RaftState *self, const ElectorInput *input, ElectorEffects *effects)
{
  STEP (BECOME_LEADER, self->term, input->node, 0);
  elector_effects_stop_timer (effects, RAFT_TIMER_ELECTION);
  set_role (self, effects, ELECTOR_ROLE_LEADER);
  set_leader (self, effects, input->node);
  STEP (APPEND_NOOP, self->log_length + 1, self->term, 0);
  set_log (self, effects, self->log_length + 1, self->term);
  forget_answers (self, input);
  self->first = self->log_length;
  self->commit = 0;
  send_heartbeats (self, input, effects);
  if (has_rule (input, RAFT_RULE_CHECK_QUORUM))
    start_timer (self, input, effects, RAFT_TIMER_QUORUM);
}

/* --- Asking for votes (sections 3.4 and 9.6) --- */

static void
start_election (RaftState *self, const ElectorInput *input, ElectorEffects *effects, guint flags)
{
  STEP (START_ELECTION, self->term + 1, input->node, 0);
  self->term++;
  elector_effects_term (effects, self->term);
  self->vote = ELECTOR_NO_NODE;
  set_role (self, effects, ELECTOR_ROLE_CANDIDATE);
  end_lease (self, effects);
  set_vote (self, effects, input->node);
  forget_answers (self, input);
  self->peers[input->node - 1].granted = TRUE;
  start_timer (self, input, effects, RAFT_TIMER_ELECTION);

  STEP (ASK_VOTES, self->term, self->log_length, self->log_term);
  send_to_all (self, input, effects, RAFT_VOTE, self->term, flags);
  if (is_majority (input, 1))
    become_leader (self, input, effects);
}

static void
ask_pre_votes (RaftState *self, const ElectorInput *input, ElectorEffects *effects)
{
  STEP (ASK_PRE_VOTES, self->term + 1, input->node, 0);
  set_role (self, effects, ELECTOR_ROLE_PRE_CANDIDATE);
  end_lease (self, effects);
  forget_answers (self, input);
  self->peers[input->node - 1].granted = TRUE;
  start_timer (self, input, effects, RAFT_TIMER_ELECTION);
  send_to_all (self, input, effects, RAFT_PRE_VOTE, self->term + 1, 0);
  if (is_majority (input, 1))
    start_election (self, input, effects, 0);
}

static void
campaign (RaftState *self, const ElectorInput *input, ElectorEffects *effects)
{
  if (self->role == ELECTOR_ROLE_LEADER)
    send_heartbeats (self, input, effects);
  else if (has_rule (input, RAFT_RULE_PRE_VOTE))
    ask_pre_votes (self, input, effects);
  else
    start_election (self, input, effects, 0);
}

static void
election_timeout (RaftState *self, const ElectorInput *input, ElectorEffects *effects)
{
  guint granted = count_granted (self, input), answered = count_answered (self, input);

  if (self->role == ELECTOR_ROLE_CANDIDATE && has_rule (input, RAFT_RULE_LIVE_MAJORITY) && granted > answered / 2)
    {
      STEP (LIVE_MAJORITY, granted, answered, self->term);
      become_leader (self, input, effects);
      return;
    }
  if (self->role == ELECTOR_ROLE_FOLLOWER)
    STEP (NO_LEADER, self->leader, self->term, 0);
  else
    STEP (NO_MAJORITY, granted, input->config->n_nodes, self->term);
  campaign (self, input, effects);
}

/* --- Giving a vote --- */

/* Section 3.6.1: the later last term, or the longer log of the same one. */
static gboolean
is_up_to_date (const RaftState *self, const ElectorMessage *message)
{
  return message->log_term > self->log_term
         || (message->log_term == self->log_term && message->index >= self->log_length);
}

static void
receive_pre_vote (RaftState *self, const ElectorInput *input, ElectorEffects *effects)
{
  const ElectorMessage *message = &input->message;

  if (self->role == ELECTOR_ROLE_LEADER || self->lease)
    {
      STEP (PRE_VOTE_LEADER, message->from, self->leader, 0);
    }
  else if (message->term <= self->term)
    {
      STEP (PRE_VOTE_TERM, message->from, message->term, self->term);
    }
  else if (!is_up_to_date (self, message))
    {
      STEP (PRE_VOTE_LOG, message->from, message->index, message->log_term);
    }
  else
    {
      STEP (GRANT_PRE_VOTE, message->from, message->term, 0);
      send (self, input, effects, RAFT_PRE_VOTE_REPLY, message->term, RAFT_FLAG_GRANTED, message->from);
      return;
    }
  reply (self, input, effects, RAFT_PRE_VOTE_REPLY, FALSE);
}

/* Section 4.2.3: who has just heard a leader does not help to depose it. */
static gboolean
stands_by_leader (const RaftState *self, const ElectorInput *input)
{
  return has_rule (input, RAFT_RULE_STICKINESS) && (self->role == ELECTOR_ROLE_LEADER || self->lease)
         && (input->message.flags & RAFT_FLAG_TRANSFER) == 0;
}

static void
receive_vote (RaftState *self, const ElectorInput *input, ElectorEffects *effects)
{
  const ElectorMessage *message = &input->message;

  if (stands_by_leader (self, input))
    {
      STEP (STAND_BY_LEADER, message->from, self->leader, 0);
      return;
    }
  if (message->term > self->term)
    adopt_term (self, input, effects);

  if (message->term < self->term)
    {
      STEP (OLD_CANDIDATE, message->from, message->term, self->term);
    }
  else if (self->vote != ELECTOR_NO_NODE && self->vote != message->from)
    {
      STEP (ALREADY_VOTED, message->from, self->vote, self->term);
    }
  else if (!is_up_to_date (self, message))
    {
      STEP (STALE_LOG, message->from, message->index, message->log_term);
    }
  else
    {
      STEP (GRANT_VOTE, message->from, self->term, 0);
      set_vote (self, effects, message->from);
      start_timer (self, input, effects, RAFT_TIMER_ELECTION);
      reply (self, input, effects, RAFT_VOTE_REPLY, TRUE);
      return;
    }
  if (has_rule (input, RAFT_RULE_REFUSAL_RESETS_TIMER) && self->role != ELECTOR_ROLE_LEADER)
    start_timer (self, input, effects, RAFT_TIMER_ELECTION);
  reply (self, input, effects, RAFT_VOTE_REPLY, FALSE);
}

/* --- Counting votes --- */

/* A vote counts for the term that it was given in, and once. */
static void
receive_vote_reply (RaftState *self, const ElectorInput *input, ElectorEffects *effects, ElectorRole asked_as,
                    guint32 asked_term)
{
  const ElectorMessage *message = &input->message;
  RaftPeer *peer = &self->peers[message->from - 1];
  gboolean granted = (message->flags & RAFT_FLAG_GRANTED) != 0;
  guint n_granted;
  gboolean counts_stale = asked_as == ELECTOR_ROLE_CANDIDATE && has_rule (input, RAFT_RULE_COUNTS_STALE_VOTES);

  if (self->role != asked_as || (granted && message->term != asked_term && !counts_stale))
    {
      STEP (LATE_VOTE, message->from, message->term, self->term);
      return;
    }
  peer->answered = TRUE;
  if (!granted)
    {
      STEP (REFUSED, message->from, self->term, 0);
      return;
    }
  peer->granted = TRUE;
  n_granted = count_granted (self, input);
  if (asked_as == ELECTOR_ROLE_PRE_CANDIDATE)
    {
      STEP (COUNT_PRE_VOTE, message->from, n_granted, input->config->n_nodes);
      if (!is_majority (input, n_granted))
        return;
      STEP (PRE_MAJORITY, n_granted, input->config->n_nodes, self->term + 1);
      start_election (self, input, effects, 0);
      return;
    }
  STEP (COUNT_VOTE, message->from, n_granted, input->config->n_nodes);
  if (!is_majority (input, n_granted))
    return;
  STEP (MAJORITY, n_granted, input->config->n_nodes, self->term);
  become_leader (self, input, effects);
}

/* --- Following --- */

static void
copy_log (RaftState *self, const ElectorInput *input, ElectorEffects *effects)
{
  const ElectorMessage *message = &input->message;

  if (message->log_term == self->log_term && message->index <= self->log_length)
    return;
  STEP (COPY_LOG, message->from, message->index, message->log_term);
  set_log (self, effects, message->index, message->log_term);
}

static void
receive_append (RaftState *self, const ElectorInput *input, ElectorEffects *effects)
{
  const ElectorMessage *message = &input->message;

  if (message->term < self->term)
    {
      STEP (OLD_LEADER, message->from, message->term, self->term);
      reply (self, input, effects, RAFT_APPEND_REPLY, FALSE);
      return;
    }
  if (self->leader != message->from)
    {
      STEP (FOLLOW, message->from, self->term, 0);
      become_follower (self, input, effects, message->from);
    }
  else
    {
      STEP (HEAR_LEADER, message->from, self->term, 0);
    }
  start_timer (self, input, effects, RAFT_TIMER_ELECTION);
  if (has_rule (input, RAFT_RULE_PRE_VOTE) || has_rule (input, RAFT_RULE_STICKINESS))
    {
      self->lease = TRUE;
      start_timer (self, input, effects, RAFT_TIMER_LEASE);
    }
  copy_log (self, input, effects);
  reply (self, input, effects, RAFT_APPEND_REPLY, TRUE);
}

/* --- Writes (sections 3.5 and 3.6.2) --- */

/* What one follower has, a majority may have by now. Entries of earlier terms become safe with the first of the
 * leader's own. */
static void
commit (RaftState *self, const ElectorInput *input, ElectorEffects *effects, guint32 length)
{
  guint n = 1; /* itself */

  if (length <= self->commit || length < self->first)
    return;
  for (guint i = 0; i < input->config->n_nodes; i++)
    n += self->peers[i].match >= length;
  if (!is_majority (input, n))
    return;
  STEP (COMMIT, length, n, input->config->n_nodes);
  self->commit = length;
  elector_effects_commit (effects, length);
}

static void
write_entry (RaftState *self, const ElectorInput *input, ElectorEffects *effects)
{
  if (self->successor != ELECTOR_NO_NODE)
    {
      STEP (NO_WRITES, self->successor, 0, 0);
      return;
    }
  if (has_rule (input, RAFT_RULE_WRITES_ALONE))
    {
      STEP (ACCEPT_ALONE, self->term, 0, 0);
      elector_effects_commit (effects, 0);
      return;
    }
  STEP (APPEND_WRITE, self->log_length + 1, self->term, 0);
  set_log (self, effects, self->log_length + 1, self->term);
  send_heartbeats (self, input, effects);
  commit (self, input, effects, self->log_length);
}

/* --- Leading on: the quorum, and handing over (sections 6.2 and 3.10) --- */

static void
receive_append_reply (RaftState *self, const ElectorInput *input, ElectorEffects *effects)
{
  const ElectorMessage *message = &input->message;

  if (self->role != ELECTOR_ROLE_LEADER || message->term != self->term)
    {
      STEP (LATE_REPLY, message->from, message->term, self->term);
      return;
    }
  STEP (HEAR_FOLLOWER, message->from, message->index, self->log_length);
  self->peers[message->from - 1].active = TRUE;
  self->peers[message->from - 1].match = message->index;
  commit (self, input, effects, message->index);
  if (self->successor == message->from && message->index >= self->log_length)
    {
      STEP (HAND_OVER, message->from, self->log_length, 0);
      send (self, input, effects, RAFT_TIMEOUT_NOW, self->term, 0, message->from);
    }
}

static void
check_quorum (RaftState *self, const ElectorInput *input, ElectorEffects *effects)
{
  guint active = count_active (self, input);

  if (is_majority (input, active))
    {
      STEP (QUORUM, active, input->config->n_nodes, 0);
      for (guint i = 0; i < input->config->n_nodes; i++)
        self->peers[i].active = FALSE;
      start_timer (self, input, effects, RAFT_TIMER_QUORUM);
    }
  else
    {
      STEP (NO_QUORUM, active, input->config->n_nodes, self->term);
      become_follower (self, input, effects, ELECTOR_NO_NODE);
    }
}

static void
transfer (RaftState *self, const ElectorInput *input, ElectorEffects *effects)
{
  STEP (TRANSFER, input->target, input->node, 0);
  self->successor = input->target;
  start_timer (self, input, effects, RAFT_TIMER_TRANSFER);
  send (self, input, effects, RAFT_APPEND, self->term, 0, input->target);
}

static void
receive_timeout_now (RaftState *self, const ElectorInput *input, ElectorEffects *effects)
{
  if (input->message.term != self->term || self->role != ELECTOR_ROLE_FOLLOWER)
    {
      STEP (LATE_TIMEOUT_NOW, input->message.from, input->message.term, self->term);
      return;
    }
  STEP (TIMEOUT_NOW, input->message.from, self->term, 0);
  start_election (self, input, effects, RAFT_FLAG_TRANSFER);
}

/* --- What can happen to a node --- */

static void
receive_timeout (RaftState *self, const ElectorInput *input, ElectorEffects *effects)
{
  switch ((RaftTimer) input->timer)
    {
    case RAFT_TIMER_ELECTION:
      election_timeout (self, input, effects);
      break;
    case RAFT_TIMER_HEARTBEAT:
      send_heartbeats (self, input, effects);
      break;
    case RAFT_TIMER_LEASE:
      STEP (LEASE_ENDS, self->leader, 0, 0);
      self->lease = FALSE;
      break;
    case RAFT_TIMER_QUORUM:
      check_quorum (self, input, effects);
      break;
    case RAFT_TIMER_TRANSFER:
      STEP (TRANSFER_FAILED, self->successor, input->node, 0);
      self->successor = ELECTOR_NO_NODE;
      break;
    case RAFT_N_TIMERS:
    default:
      g_assert_not_reached ();
    }
}

/* Whether a message that shows a newer term makes this node adopt it before anything else. The question of a
 * pre-candidate is about a term that nobody is in yet, and so is the yes to it; a vote has a rule of its own. */
static gboolean
shows_newer_term (const RaftState *self, const ElectorMessage *message)
{
  gboolean is_about_later = message->type == RAFT_PRE_VOTE || message->type == RAFT_VOTE
                            || (message->type == RAFT_PRE_VOTE_REPLY && (message->flags & RAFT_FLAG_GRANTED) != 0);

  return message->term > self->term && !is_about_later;
}

static void
receive_message (RaftState *self, const ElectorInput *input, ElectorEffects *effects)
{
  if (shows_newer_term (self, &input->message))
    adopt_term (self, input, effects);
  switch ((RaftMessage) input->message.type)
    {
    case RAFT_PRE_VOTE:
      receive_pre_vote (self, input, effects);
      break;
    case RAFT_PRE_VOTE_REPLY:
      receive_vote_reply (self, input, effects, ELECTOR_ROLE_PRE_CANDIDATE, self->term + 1);
      break;
    case RAFT_VOTE:
      receive_vote (self, input, effects);
      break;
    case RAFT_VOTE_REPLY:
      receive_vote_reply (self, input, effects, ELECTOR_ROLE_CANDIDATE, self->term);
      break;
    case RAFT_APPEND:
      receive_append (self, input, effects);
      break;
    case RAFT_APPEND_REPLY:
      receive_append_reply (self, input, effects);
      break;
    case RAFT_TIMEOUT_NOW:
      receive_timeout_now (self, input, effects);
      break;
    case RAFT_WRITE:
    case RAFT_N_MESSAGES:
    default:
      g_assert_not_reached ();
    }
}

static void
recover (RaftState *self, const ElectorInput *input, ElectorEffects *effects)
{
  STEP (RECOVER, self->term, self->vote, self->log_length);
  if (has_rule (input, RAFT_RULE_FORGETS_VOTE) && self->vote != ELECTOR_NO_NODE)
    {
      STEP (FORGET_VOTE, self->vote, self->term, 0);
      self->vote = ELECTOR_NO_NODE;
    }
  start_timer (self, input, effects, RAFT_TIMER_ELECTION);
}

/* The contract of core/protocol.h. */
void
elector_raft_step (gpointer state, const ElectorInput *input, ElectorEffects *effects)
{
  RaftState *self = state;

  switch (input->kind)
    {
    case ELECTOR_INPUT_BOOT:
      STEP (BOOT, input->node, 0, 0);
      start_timer (self, input, effects, RAFT_TIMER_ELECTION);
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
      campaign (self, input, effects);
      break;
    case ELECTOR_INPUT_WRITE:
      write_entry (self, input, effects);
      break;
    case ELECTOR_INPUT_TRANSFER:
      transfer (self, input, effects);
      break;
    default:
      g_assert_not_reached ();
    }
}

/* The contract of core/protocol.h: no rule of Raft compares ids. */
void
elector_raft_rename (gpointer state, guint n_nodes, const ElectorNodeId *names)
{
  RaftState *self = state;
  RaftPeer peers[ELECTOR_MAX_NODES];

  self->vote = names[self->vote];
  self->leader = names[self->leader];
  self->successor = names[self->successor];
  memcpy (peers, self->peers, n_nodes * sizeof *peers);
  for (guint i = 0; i < n_nodes; i++)
    self->peers[names[i + 1] - 1] = peers[i];
}
