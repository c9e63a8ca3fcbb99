/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The client's writes on their way to the resource; see core/client.h. */

#include "core/world-private.h"

/* ElectorMessage.flags of a write on its way to the leader: somebody asked for it. */
#define WRITE_BY_HAND 1

static guint16
get_code (guint code, gboolean by_hand)
{
  return (guint16) (code | (by_hand ? ELECTOR_RECORD_BY_HAND : 0));
}

static void
refuse (ElectorWorld *self, ElectorNodeId node, guint32 number, gboolean by_hand, ElectorRefusal why, guint32 cause)
{
  elector_world_emit (self, &(ElectorRecord) { .kind = ELECTOR_RECORD_REFUSE,
                                               .node = node,
                                               .code = get_code (why, by_hand),
                                               .a = number,
                                               .b = why == ELECTOR_REFUSAL_FENCED ? self->client.term : 0,
                                               .c = self->nodes[node - 1].term,
                                               .cause = cause });
}

/* A leader accepts a write: at a position of its log, or with position 0 by its own count. */
static void
accept (ElectorWorld *self, ElectorNodeId id, guint32 position, guint32 number, gboolean by_hand, guint32 cause)
{
  ElectorWorldNode *node = &self->nodes[id - 1];
  ElectorWritten before;

  if (elector_client_turns_away (&self->client, node->term))
    {
      refuse (self, id, number, by_hand, ELECTOR_REFUSAL_FENCED, cause);
      return;
    }
  elector_client_show_term (&self->client, node->term);
  if (position == 0)
    position = ++node->n_seen;
  before = elector_client_put (&self->client, position, (ElectorWritten) { number, id });
  elector_world_emit (self, &(ElectorRecord) { .kind = ELECTOR_RECORD_ACCEPT,
                                               .node = id,
                                               .peer = before.node,
                                               .code = get_code (0, by_hand),
                                               .a = number,
                                               .b = before.number,
                                               .c = node->term,
                                               .cause = cause });
}

/* A node that leads gets a write. What it does with a log is for its algorithm to say. */
static void
take (ElectorWorld *self, ElectorNodeId node, guint32 number, gboolean by_hand, guint32 cause)
{
  if (!self->config.protocol->has_log)
    {
      accept (self, node, 0, number, by_hand, cause);
      return;
    }
  self->write = (ElectorPendingWrite) { .number = number, .node = node, .by_hand = by_hand };
  elector_world_run_step (self, &(ElectorInput) { .kind = ELECTOR_INPUT_WRITE, .node = node }, cause);
  if (self->write.number != 0)
    refuse (self, node, number, by_hand, ELECTOR_REFUSAL_BUSY, cause);
  self->write = (ElectorPendingWrite) { 0 };
}

/* Its log has grown: by the write that it has just been given, if it has. */
void
elector_world_note_log (ElectorWorld *self, ElectorNodeId node, guint32 length)
{
  if (self->write.number == 0 || self->write.node != node)
    return;
  self->write.position = length;
  elector_client_add_pending (&self->client, self->write);
  self->write.number = 0;
}

/* The log of a leader is safe up to a position; 0 means that it accepts what it has just been given as if it had no
 * log. */
void
elector_world_note_commit (ElectorWorld *self, ElectorNodeId node, guint32 position, guint32 cause)
{
  ElectorPendingWrite write;

  if (position == 0)
    {
      accept (self, node, 0, self->write.number, self->write.by_hand, cause);
      self->write.number = 0;
    }
  else
    while (elector_client_take_pending (&self->client, node, position, &write))
      accept (self, node, write.position, write.number, write.by_hand, cause);
}

/* A node begins to lead, or ceases to. */
void
elector_world_note_role (ElectorWorld *self, ElectorNodeId id, ElectorRole role, guint32 cause)
{
  ElectorWorldNode *node = &self->nodes[id - 1];
  ElectorPendingWrite write;

  if (role == ELECTOR_ROLE_LEADER)
    {
      node->n_seen = self->client.n_written;
      elector_client_show_term (&self->client, node->term);
    }
  else
    while (elector_client_take_pending (&self->client, id, G_MAXUINT32, &write))
      refuse (self, id, write.number, write.by_hand, ELECTOR_REFUSAL_DEPOSED, cause);
  node->role = role;
}

/* A write has come to the node that was believed to lead. */
void
elector_world_receive_write (ElectorWorld *self, const ElectorMessage *message, guint32 cause)
{
  gboolean by_hand = (message->flags & WRITE_BY_HAND) != 0;

  if (self->nodes[message->to - 1].role == ELECTOR_ROLE_LEADER)
    take (self, message->to, message->index, by_hand, cause);
  else
    refuse (self, message->to, message->index, by_hand, ELECTOR_REFUSAL_NOT_ME, cause);
}

/* The client makes its next write, by the node or, with 0, by the next in turn. */
static void
write_by (ElectorWorld *self, ElectorNodeId id, gboolean by_hand)
{
  ElectorClient *client = &self->client;
  const ElectorWorldNode *node;
  guint32 number = ++client->n_writes, cause;

  if (id == ELECTOR_NO_NODE)
    id = client->turn = (ElectorNodeId) (client->turn % self->config.n_nodes + 1);
  node = &self->nodes[id - 1];
  cause = elector_world_emit (self, &(ElectorRecord) { .kind = ELECTOR_RECORD_WRITE,
                                                       .node = id,
                                                       .code = get_code (0, by_hand),
                                                       .a = number });
  if (node->condition != ELECTOR_CONDITION_UP)
    refuse (self, id, number, by_hand, ELECTOR_REFUSAL_DOWN, cause);
  else if (node->role == ELECTOR_ROLE_LEADER)
    take (self, id, number, by_hand, cause);
  else if (node->leader == ELECTOR_NO_NODE)
    refuse (self, id, number, by_hand, ELECTOR_REFUSAL_NO_LEADER, cause);
  else
    elector_world_send (self, &(ElectorMessage) { .type = (guint8) self->config.protocol->write_message,
                                                  .flags = by_hand ? WRITE_BY_HAND : 0,
                                                  .from = id,
                                                  .to = node->leader,
                                                  .index = number }, cause);
}

static void
schedule (ElectorWorld *self)
{
  ElectorClient *client = &self->client;

  client->next_time = self->time + client->interval;
  client->order = elector_queue_push (&self->queue, client->next_time, ELECTOR_PRIORITY_TIMER, ELECTOR_NO_NODE, 0);
}

/* The client's time has come. Returns whether it writes: it may have been told otherwise. */
gboolean
elector_world_wake_client (ElectorWorld *self, const ElectorEvent *event)
{
  if (event->order != self->client.order || self->client.interval == 0)
    return FALSE;
  schedule (self);
  write_by (self, ELECTOR_NO_NODE, FALSE);
  return TRUE;
}

/* What can be done to client and resource. Returns FALSE when it changes nothing. */
gboolean
elector_world_apply_to_client (ElectorWorld *self, const ElectorFault *fault)
{
  ElectorClient *client = &self->client;

  switch ((int) fault->kind)
    {
    case ELECTOR_FAULT_WRITE:
      write_by (self, fault->node, TRUE);
      return TRUE;
    case ELECTOR_FAULT_WRITES:
      if (client->interval == fault->delay.low)
        return FALSE;
      client->interval = fault->delay.low;
      elector_world_emit (self, &(ElectorRecord) { .kind = ELECTOR_RECORD_WRITES, .a = (guint32) client->interval });
      if (client->interval > 0)
        schedule (self);
      return TRUE;
    default:
      if (client->fencing == fault->on)
        return FALSE;
      client->fencing = fault->on;
      elector_world_emit (self, &(ElectorRecord) { .kind = ELECTOR_RECORD_FENCING, .a = client->fencing });
      return TRUE;
    }
}
