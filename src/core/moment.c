/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "core/moment.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Nothing has happened yet. config is borrowed. */
void
elector_moment_init (ElectorMoment *self, const ElectorConfig *config, const ElectorNetworkConfig *network)
{
  memset (self, 0, sizeof *self);
  self->config = config;
  self->nodes = g_new0 (ElectorMomentNode, config->n_nodes);
  for (guint i = 0; i < config->n_nodes; i++)
    {
      self->nodes[i].step_time = -1;
      for (guint timer = 0; timer < ELECTOR_MAX_TIMERS; timer++)
        self->nodes[i].deadlines[timer] = ELECTOR_NEVER;
    }
  elector_network_init (&self->network, network, config->n_nodes);
  elector_judge_init (&self->judge, config);
}

/* Makes self, which is initialized or zero, equal to other. */
void
elector_moment_copy (ElectorMoment *self, const ElectorMoment *other)
{
  ElectorMoment old = *self;
  guint n = other->config->n_nodes;

  *self = *other;
  self->nodes = g_renew (ElectorMomentNode, old.nodes, n);
  memcpy (self->nodes, other->nodes, n * sizeof *other->nodes);
  self->flights_capacity = other->n_flights;
  self->flights = g_renew (ElectorMomentFlight, old.flights, other->n_flights);
  if (other->n_flights > 0)
    memcpy (self->flights, other->flights, other->n_flights * sizeof *other->flights);
  self->term_leaders = g_renew (ElectorNodeId, old.term_leaders, other->n_terms);
  if (other->n_terms > 0)
    memcpy (self->term_leaders, other->term_leaders, other->n_terms * sizeof *other->term_leaders);
  self->network = old.network;
  elector_network_copy (&self->network, &other->network);
}

void
elector_moment_clear (ElectorMoment *self)
{
  g_clear_pointer (&self->nodes, g_free);
  g_clear_pointer (&self->flights, g_free);
  g_clear_pointer (&self->term_leaders, g_free);
  self->n_terms = 0;
  elector_network_clear (&self->network);
  self->n_flights = self->flights_capacity = 0;
}

/* Bytes. */
gsize
elector_moment_get_memory (const ElectorMoment *self)
{
  return sizeof *self + self->config->n_nodes * (sizeof *self->nodes + sizeof *self->network.groups)
         + self->flights_capacity * sizeof *self->flights + self->n_terms * sizeof *self->term_leaders
         + self->network.cuts_capacity * sizeof *self->network.cuts
         + self->network.n_links * sizeof *self->network.links;
}

/* Lets the judge look, if anything was folded since it last did. Call at the end of an event, not within. */
void
elector_moment_look (ElectorMoment *self)
{
  if (self->judge.dirty)
    elector_judge_look (&self->judge, self);
}

static void
set_time (ElectorMoment *self, ElectorTime time)
{
  if (self->n_leaders == 0)
    self->leaderless += time - self->time;
  self->time = time;
}

/* Lets time pass up to time, in which nothing happens but that the judge may lose patience. Stops at the first
 * change of a verdict: call again until self->time is time. */
void
elector_moment_advance (ElectorMoment *self, ElectorTime time)
{
  ElectorTime deadline;

  elector_moment_look (self);
  while ((deadline = elector_judge_get_next_deadline (&self->judge)) <= time && deadline >= self->time)
    {
      set_time (self, deadline);
      elector_judge_look (&self->judge, self);
      if (self->judge.changed != 0)
        return;
    }
  if (time > self->time)
    set_time (self, time);
}

static void
add_flight (ElectorMoment *self, const ElectorRecord *record)
{
  gboolean has_id = elector_protocol_has_id (self->config->protocol, record->detail);

  if (record->a >= self->flights_capacity)
    {
      guint old = self->flights_capacity;

      self->flights_capacity = MAX (record->a + 1, MAX (32, old * 2));
      self->flights = g_renew (ElectorMomentFlight, self->flights, self->flights_capacity);
      memset (self->flights + old, 0, (self->flights_capacity - old) * sizeof *self->flights);
    }
  self->n_flights = MAX (self->n_flights, record->a + 1);
  self->flights[record->a] = (ElectorMomentFlight) { .sent = record->time,
                                                     .due = record->time + record->b,
                                                     .from = record->node,
                                                     .to = record->peer,
                                                     .term = has_id ? 0 : record->c,
                                                     .id = (ElectorNodeId) (has_id ? record->c : 0),
                                                     .type = record->detail,
                                                     .flags = (guint8) record->code };
}

/* On the way it goes on from where it is, and so slower: as if it had been sent earlier. What waits for a paused node
 * stays where it is. */
static void
postpone (ElectorMomentFlight *flight, const ElectorRecord *record)
{
  double left = (double) (flight->due - record->time), gone = (double) (record->time - flight->sent);

  flight->due = MAX (flight->due, record->time) + record->b;
  if (left > 0)
    flight->sent = record->time - (ElectorTime) MIN (gone / left * (left + record->b), 1e15);
}

static gboolean
leads (const ElectorMomentNode *node)
{
  return node->role == ELECTOR_ROLE_LEADER && node->condition == ELECTOR_CONDITION_UP;
}

/* A node begins to lead: it has to be the only one that ever leads in its term. */
static void
note_term_leader (ElectorMoment *self, ElectorNodeId id, guint32 term)
{
  if (term == 0)
    return;
  if (term >= self->n_terms)
    {
      guint old = self->n_terms;

      self->n_terms = MAX (term + 1, old + old / 2);
      self->term_leaders = g_renew (ElectorNodeId, self->term_leaders, self->n_terms);
      memset (self->term_leaders + old, 0, (self->n_terms - old) * sizeof *self->term_leaders);
    }
  if (self->term_leaders[term] == ELECTOR_NO_NODE)
    self->term_leaders[term] = id;
  else if (self->term_leaders[term] != id && self->leader_clash.term == 0)
    {
      self->leader_clash = (ElectorTermClash) { .term = term, .one = self->term_leaders[term], .other = id };
      self->judge.dirty = TRUE;
    }
}

static void
note_vote (ElectorMoment *self, ElectorMomentNode *node, const ElectorRecord *record)
{
  if (node->vote_term == record->c && node->vote != record->peer && self->vote_clash.term == 0)
    {
      self->vote_clash = (ElectorTermClash) { .term = record->c,
                                              .node = record->node,
                                              .one = node->vote,
                                              .other = record->peer };
      self->judge.dirty = TRUE;
    }
  node->vote_term = record->c;
  node->vote = record->peer;
  node->forgot_vote = FALSE;
}

static void
fold_node (ElectorMoment *self, const ElectorRecord *record)
{
  ElectorMomentNode *node = &self->nodes[record->node - 1];

  self->n_leaders -= leads (node);
  switch ((int) record->kind)
    {
    case ELECTOR_RECORD_CRASH:
      node->condition = ELECTOR_CONDITION_CRASHED;
      node->role = ELECTOR_ROLE_FOLLOWER;
      node->leader = ELECTOR_NO_NODE;
      node->commit = 0;
      node->forgot_vote = (elector_config_get_persistent_fields (self->config) & 1u << ELECTOR_FIELD_VOTE) == 0;
      for (guint timer = 0; timer < ELECTOR_MAX_TIMERS; timer++)
        node->deadlines[timer] = ELECTOR_NEVER;
      break;
    case ELECTOR_RECORD_PAUSE:
      node->condition = ELECTOR_CONDITION_PAUSED;
      break;
    case ELECTOR_RECORD_RECOVER:
    case ELECTOR_RECORD_RESUME:
      node->condition = ELECTOR_CONDITION_UP;
      break;
    case ELECTOR_RECORD_SET_TIMER:
      node->started[record->detail] = record->time;
      node->deadlines[record->detail] = record->time + record->a;
      break;
    case ELECTOR_RECORD_STOP_TIMER:
    case ELECTOR_RECORD_TIMER:
    case ELECTOR_RECORD_FIRE:
      node->deadlines[record->detail] = ELECTOR_NEVER;
      break;
    case ELECTOR_RECORD_STEP:
      node->step_time = record->time;
      node->step = record->code;
      node->line = record->peer;
      self->elections += self->config->protocol->steps[record->code].starts_election;
      break;
    case ELECTOR_RECORD_ROLE:
      node->role = record->detail;
      node->commit = 0;
      if (node->role == ELECTOR_ROLE_LEADER)
        note_term_leader (self, record->node, node->term);
      break;
    case ELECTOR_RECORD_LEADER:
      node->leader = record->peer;
      break;
    case ELECTOR_RECORD_TERM:
      node->term = record->c;
      break;
    case ELECTOR_RECORD_VOTE:
      note_vote (self, node, record);
      break;
    case ELECTOR_RECORD_LOG:
      node->log_length = record->a;
      node->log_term = record->c;
      break;
    case ELECTOR_RECORD_COMMIT:
      node->commit = record->a;
      break;
    default:
      break;
    }
  self->n_leaders += leads (node);
}

static void
fold_message (ElectorMoment *self, const ElectorRecord *record)
{
  switch ((int) record->kind)
    {
    case ELECTOR_RECORD_SEND:
      self->sent[record->detail]++;
      add_flight (self, record);
      break;
    case ELECTOR_RECORD_DUPLICATE:
      add_flight (self, record);
      break;
    case ELECTOR_RECORD_POSTPONE:
      postpone (&self->flights[record->a], record);
      break;
    case ELECTOR_RECORD_DELIVER:
      self->delivered++;
      self->flights[record->a].from = ELECTOR_NO_NODE;
      break;
    case ELECTOR_RECORD_DROP:
    default:
      self->dropped++;
      self->flights[record->a].from = ELECTOR_NO_NODE;
      break;
    }
}

static void
fold_network (ElectorMoment *self, const ElectorRecord *record)
{
  ElectorRange value = { record->a, record->a };

  switch ((int) record->kind)
    {
    case ELECTOR_RECORD_CUT:
      elector_network_cut (&self->network, record->node, record->peer);
      break;
    case ELECTOR_RECORD_RESTORE:
      elector_network_restore (&self->network, record->node, record->peer);
      break;
    case ELECTOR_RECORD_GROUP:
      elector_network_set_group (&self->network, record->node, (guint16) record->a);
      break;
    case ELECTOR_RECORD_HEAL:
      elector_network_heal (&self->network);
      break;
    case ELECTOR_RECORD_LOSS:
      elector_network_set (&self->network, ELECTOR_FAULT_LOSS, record->node, record->peer, value);
      break;
    case ELECTOR_RECORD_DELAY:
      value.high = record->b;
      elector_network_set (&self->network, ELECTOR_FAULT_DELAY, record->node, record->peer, value);
      break;
    case ELECTOR_RECORD_DUPLICATION:
      elector_network_set (&self->network, ELECTOR_FAULT_DUPLICATE, record->node, record->peer, value);
      break;
    default:
      break;
    }
}

static void
accept (ElectorMomentClient *self, const ElectorRecord *record)
{
  self->accepted++;
  self->lost += record->b != 0;
  if (record->b != 0 && self->first_lost == 0)
    {
      self->first_lost = record->b;
      self->first_from = record->peer;
      self->first_to = record->node;
    }
  for (guint i = 0; i < self->n_recent; i++)
    self->recent[i].lost |= self->recent[i].number == record->b;
  memmove (&self->recent[1], &self->recent[0], sizeof self->recent - sizeof self->recent[0]);
  self->recent[0] = (ElectorMomentWrite) { .number = record->a, .node = record->node };
  self->n_recent = MIN (self->n_recent + 1, ELECTOR_MOMENT_N_WRITES);
}

/* Returns FALSE when the record is not about client and resource. */
static gboolean
fold_client (ElectorMomentClient *self, const ElectorRecord *record)
{
  switch ((int) record->kind)
    {
    case ELECTOR_RECORD_WRITES:
      self->interval = record->a;
      return TRUE;
    case ELECTOR_RECORD_FENCING:
      self->fencing = record->a != 0;
      return TRUE;
    case ELECTOR_RECORD_WRITE:
      self->asked++;
      return TRUE;
    case ELECTOR_RECORD_ACCEPT:
      accept (self, record);
      return TRUE;
    case ELECTOR_RECORD_REFUSE:
      self->refused++;
      return TRUE;
    default:
      return FALSE;
    }
}

/* Adds one record. Time must have been advanced to the record's. */
void
elector_moment_fold (ElectorMoment *self, const ElectorRecord *record)
{
  if (elector_record_is_message (record))
    fold_message (self, record);
  else if (record->kind == ELECTOR_RECORD_VERDICT)
    return;
  else if (elector_record_is_network (record))
    fold_network (self, record);
  else if (!fold_client (&self->client, record) && record->node != ELECTOR_NO_NODE)
    fold_node (self, record);
  elector_judge_fold (&self->judge, record);
}

/* Borrowed. */
const ElectorMomentNode *
elector_moment_get_node (const ElectorMoment *self, ElectorNodeId node)
{
  g_return_val_if_fail (node >= 1 && node <= self->config->n_nodes, NULL);
  return &self->nodes[node - 1];
}

/* The nodes that think that they lead and have not crashed, by id. Fills at most capacity of them; returns how
 * many there are. A paused node is one of them: it will go on as a leader where it stopped. */
guint
elector_moment_find_leaders (const ElectorMoment *self, ElectorNodeId *leaders, guint capacity)
{
  guint found = 0;

  for (guint i = 0; i < self->config->n_nodes; i++)
    if (self->nodes[i].role == ELECTOR_ROLE_LEADER && self->nodes[i].condition != ELECTOR_CONDITION_CRASHED)
      {
        if (found < capacity)
          leaders[found] = (ElectorNodeId) (i + 1);
        found++;
      }
  return found;
}

/* How many nodes that have not crashed have this role. */
guint
elector_moment_count (const ElectorMoment *self, ElectorRole role)
{
  guint found = 0;

  for (guint i = 0; i < self->config->n_nodes; i++)
    found += self->nodes[i].role == role && self->nodes[i].condition != ELECTOR_CONDITION_CRASHED;
  return found;
}

guint
elector_moment_count_up (const ElectorMoment *self)
{
  guint found = 0;

  for (guint i = 0; i < self->config->n_nodes; i++)
    found += self->nodes[i].condition == ELECTOR_CONDITION_UP;
  return found;
}

/* How many messages are under way. */
guint
elector_moment_count_flights (const ElectorMoment *self)
{
  guint found = 0;

  for (guint i = 0; i < self->n_flights; i++)
    found += self->flights[i].from != ELECTOR_NO_NODE;
  return found;
}

/* Whether there is anything to judge: the algorithm has no terms, perhaps, or no client has written yet. */
gboolean
elector_moment_judges (const ElectorMoment *self, ElectorProperty property)
{
  return elector_protocol_knows (self->config->protocol, property)
         && (property != ELECTOR_PROPERTY_WRITES || self->client.asked > 0);
}

/* Whether messages of this type belong to an election here, or have been needed for something else. */
gboolean
elector_moment_uses_message (const ElectorMoment *self, guint type)
{
  const ElectorProtocol *protocol = self->config->protocol;
  guint32 spare = protocol->get_spare_messages != NULL ? protocol->get_spare_messages (self->config) : 0;

  if (type == protocol->write_message)
    return self->client.asked > 0;
  return self->sent[type] > 0 || (spare >> type & 1) == 0;
}

static char *
format_leaderless (const ElectorMoment *self)
{
  guint up = elector_moment_count_up (self);

  if (up == 0)
    return g_strdup (_("Nobody is in charge: no node is running"));
  if (elector_moment_count (self, ELECTOR_ROLE_CANDIDATE) + elector_moment_count (self, ELECTOR_ROLE_PRE_CANDIDATE) > 0)
    return g_strdup (_("Nobody is in charge: election under way"));
  for (guint i = 0; i < self->config->n_nodes; i++)
    if (self->nodes[i].condition == ELECTOR_CONDITION_UP && self->nodes[i].leader == ELECTOR_NO_NODE)
      return g_strdup (_("Nobody is in charge: waiting for a leader"));
  return g_strdup (_("Nobody is in charge, and nobody has noticed yet"));
}

/* The answer to "who's in charge?", in a sentence, translated. */
char *
elector_moment_format_headline (const ElectorMoment *self)
{
  ElectorNodeId leaders[3];
  guint n = elector_moment_find_leaders (self, leaders, G_N_ELEMENTS (leaders));

  switch (n)
    {
    case 0:
      return format_leaderless (self);
    case 1:
      return g_strdup_printf (self->nodes[leaders[0] - 1].condition == ELECTOR_CONDITION_PAUSED
                                ? _("Node %u is in charge, but paused")
                                : _("Node %u is in charge"),
                              leaders[0]);
    case 2:
      return g_strdup_printf (_("Nodes %u and %u both think they are in charge: split brain"), leaders[0], leaders[1]);
    case 3:
      return g_strdup_printf (_("Nodes %u, %u and %u all think they are in charge: split brain"), leaders[0],
                              leaders[1], leaders[2]);
    default:
      return g_strdup_printf (_("%u nodes think they are in charge: split brain"), n);
    }
}
