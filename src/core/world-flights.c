/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Messages on their way. Each lies in a slot, and one queued event takes it further; an event that is not its
 * flight's own any more is stale, and passes unseen. */

#include "core/world-private.h"

#include <string.h>

static guint32
take_slot (ElectorWorld *self)
{
  if (self->n_free_slots > 0)
    return self->free_slots[--self->n_free_slots];
  if (self->n_flights == self->flights_capacity)
    {
      self->flights_capacity = MAX (64, self->flights_capacity * 2);
      self->flights = g_renew (ElectorFlight, self->flights, self->flights_capacity);
      self->free_slots = g_renew (guint32, self->free_slots, self->flights_capacity);
    }
  return self->n_flights++;
}

/* The flight is over. */
static void
free_slot (ElectorWorld *self, guint32 slot)
{
  self->flights[slot].order = 0;
  self->free_slots[self->n_free_slots++] = slot;
}

/* What the records of a message say of what is in it. */
static guint32
get_number (const ElectorWorld *self, const ElectorMessage *message)
{
  return elector_protocol_has_id (self->config.protocol, message->type) ? message->index : message->term;
}

static guint32
drop (ElectorWorld *self, const ElectorFlight *flight, guint32 slot, ElectorDropReason reason)
{
  return elector_world_emit (self, &(ElectorRecord) { .kind = ELECTOR_RECORD_DROP,
                                                      .detail = flight->message.type,
                                                      .node = flight->message.to,
                                                      .peer = flight->message.from,
                                                      .code = (guint16) reason,
                                                      .a = slot,
                                                      .c = get_number (self, &flight->message),
                                                      .cause = flight->sent });
}

static void
schedule (ElectorWorld *self, guint32 slot, ElectorTime time)
{
  ElectorFlight *flight = &self->flights[slot];

  flight->order = elector_queue_push (&self->queue, time, ELECTOR_PRIORITY_MESSAGE, flight->message.to, slot);
}

/* Puts one copy of a message on its way, by a link that is like config. What will not arrive flies half the way, and is
 * dropped there. */
static void
launch (ElectorWorld *self, const ElectorNetworkConfig *config, const ElectorMessage *message, ElectorRecordKind kind,
        guint code, guint32 cause)
{
  gboolean open = elector_network_is_open (&self->network, message->from, message->to);
  gboolean lost = elector_rng_chance (&self->rng, config->loss);
  ElectorTime delay = elector_rng_range (&self->rng, config->delay);
  guint32 slot = take_slot (self);
  ElectorFlight *flight = &self->flights[slot];

  *flight = (ElectorFlight) { .due = self->time + delay, .message = *message };
  if (!open || lost)
    flight->doomed = 1 + (open ? ELECTOR_DROP_LOST : ELECTOR_DROP_CUT);
  flight->sent = elector_world_emit (self, &(ElectorRecord) { .kind = (guint8) kind,
                                                              .detail = message->type,
                                                              .node = message->from,
                                                              .peer = message->to,
                                                              .code = (guint16) (message->flags | code),
                                                              .a = slot,
                                                              .b = (guint32) delay,
                                                              .c = get_number (self, message),
                                                              .cause = cause });
  schedule (self, slot, self->time + (flight->doomed ? delay / 2 : delay));
}

void
elector_world_send (ElectorWorld *self, const ElectorMessage *message, guint32 cause)
{
  const ElectorNetworkConfig *config = elector_network_get_config (&self->network, message->from, message->to);

  launch (self, config, message, ELECTOR_RECORD_SEND, 0, cause);
  if (elector_rng_chance (&self->rng, config->duplicate))
    launch (self, config, message, ELECTOR_RECORD_DUPLICATE, 0, cause);
}

static void
hold (ElectorWorld *self, const ElectorEvent *event)
{
  if (self->n_held == self->held_capacity)
    {
      self->held_capacity = MAX (16, self->held_capacity * 2);
      self->held = g_renew (ElectorEvent, self->held, self->held_capacity);
    }
  self->held[self->n_held++] = *event;
}

static gboolean
is_stale (const ElectorWorld *self, const ElectorEvent *event)
{
  return self->flights[event->slot].order != event->order;
}

/* Gives the network everything that waited for the node, in its old order. A message whose node has crashed
 * meanwhile is dropped there. */
void
elector_world_release_held (ElectorWorld *self, ElectorNodeId node)
{
  guint kept = 0;

  for (guint i = 0; i < self->n_held; i++)
    {
      const ElectorEvent *event = &self->held[i];

      if (event->node != node)
        self->held[kept++] = *event;
      else if (!is_stale (self, event))
        schedule (self, event->slot, self->time);
    }
  self->n_held = kept;
}

/* A flight ends at its receiver, who is not paused. code: what the DELIVER record says besides the flags. */
static void
deliver (ElectorWorld *self, guint32 slot, guint code)
{
  const ElectorFlight *flight = &self->flights[slot];
  ElectorInput input = { .kind = ELECTOR_INPUT_MESSAGE, .node = flight->message.to, .message = flight->message };
  const ElectorMessage *message = &input.message;
  guint32 cause;

  free_slot (self, slot);
  if (elector_world_get_condition (self, message->to) == ELECTOR_CONDITION_CRASHED)
    {
      drop (self, flight, slot, ELECTOR_DROP_CRASHED);
      return;
    }
  if (!elector_network_is_open (&self->network, message->from, message->to))
    {
      drop (self, flight, slot, ELECTOR_DROP_CUT);
      return;
    }
  cause = elector_world_emit (self, &(ElectorRecord) { .kind = ELECTOR_RECORD_DELIVER,
                                                       .detail = message->type,
                                                       .node = message->to,
                                                       .peer = message->from,
                                                       .code = (guint16) (message->flags | code),
                                                       .a = slot,
                                                       .c = get_number (self, message),
                                                       .cause = flight->sent });
  if (message->type == self->config.protocol->write_message)
    elector_world_receive_write (self, message, cause);
  else
    elector_world_run_step (self, &input, cause);
}

/* A message comes to where its event takes it. Returns whether something happened: a message that waits for a paused
 * node does not count, and neither does a stale event. */
gboolean
elector_world_arrive (ElectorWorld *self, const ElectorEvent *event)
{
  const ElectorFlight *flight = &self->flights[event->slot];

  if (is_stale (self, event))
    return FALSE;
  if (flight->doomed)
    {
      drop (self, flight, event->slot, (ElectorDropReason) (flight->doomed - 1));
      free_slot (self, event->slot);
      return TRUE;
    }
  if (elector_world_get_condition (self, flight->message.to) == ELECTOR_CONDITION_PAUSED)
    {
      hold (self, event);
      return FALSE;
    }
  deliver (self, event->slot, 0);
  return TRUE;
}

/* --- What can be done to one message --- */

/* Whether one of two messages on a link arrives, or would, before the other. */
static gboolean
comes_before (const ElectorWorld *self, guint32 one, guint32 other)
{
  ElectorTime due = self->flights[one].due, other_due = self->flights[other].due;

  return due < other_due || (due == other_due && one < other);
}

static gboolean
is_meant (const ElectorWorld *self, guint32 slot, const ElectorFault *fault, guint type)
{
  const ElectorFlight *flight = &self->flights[slot];

  return flight->order != 0 && flight->message.from == fault->node && flight->message.to == fault->peer
         && flight->message.type == type;
}

/* The slot of the message that the fault names, or G_MAXUINT32 when it is not on its way. */
static guint32
find_flight (const ElectorWorld *self, const ElectorFault *fault)
{
  int type = elector_words_find (&self->config.protocol->messages, fault->word);
  guint wanted = MAX (fault->ordinal, 1);

  for (guint32 slot = 0; slot < self->n_flights; slot++)
    {
      guint before = 1;

      if (type < 0 || !is_meant (self, slot, fault, (guint) type))
        continue;
      for (guint32 other = 0; other < self->n_flights && before <= wanted; other++)
        before += is_meant (self, other, fault, (guint) type) && comes_before (self, other, slot);
      if (before == wanted)
        return slot;
    }
  return G_MAXUINT32;
}

/* It was going to be lost, perhaps; now it is held back, and sent on. */
static void
postpone (ElectorWorld *self, guint32 slot, ElectorTime delay)
{
  ElectorFlight *flight = &self->flights[slot];

  elector_world_emit (self, &(ElectorRecord) { .kind = ELECTOR_RECORD_POSTPONE,
                                               .detail = flight->message.type,
                                               .node = flight->message.to,
                                               .peer = flight->message.from,
                                               .a = slot,
                                               .b = (guint32) delay,
                                               .c = flight->message.term });
  flight->due = MAX (flight->due, self->time) + delay;
  flight->doomed = 0;
  schedule (self, slot, flight->due);
}

/* Returns FALSE when there is no such message, or when it cannot arrive because its node is paused. */
gboolean
elector_world_apply_to_message (ElectorWorld *self, const ElectorFault *fault)
{
  guint32 slot = find_flight (self, fault);
  ElectorMessage message;

  if (slot == G_MAXUINT32)
    return FALSE;
  message = self->flights[slot].message;
  switch ((int) fault->kind)
    {
    case ELECTOR_FAULT_MESSAGE_DROP:
      drop (self, &self->flights[slot], slot, ELECTOR_DROP_TAKEN);
      free_slot (self, slot);
      return TRUE;
    case ELECTOR_FAULT_MESSAGE_DUPLICATE:
      launch (self, elector_network_get_config (&self->network, message.from, message.to), &message,
              ELECTOR_RECORD_DUPLICATE, ELECTOR_RECORD_BY_HAND, 0);
      return TRUE;
    case ELECTOR_FAULT_MESSAGE_DELAY:
      postpone (self, slot, fault->delay.low);
      return TRUE;
    default:
      if (elector_world_get_condition (self, message.to) == ELECTOR_CONDITION_PAUSED)
        return FALSE;
      deliver (self, slot, ELECTOR_RECORD_BY_HAND);
      return TRUE;
    }
}
