/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "core/queue.h"

#include <string.h>

#define PRIORITY_SHIFT 60

static inline gboolean
sorts_before (const ElectorEvent *a, const ElectorEvent *b)
{
  return a->time != b->time ? a->time < b->time : a->order < b->order;
}

/* Frees what the queue holds and makes it empty. */
void
elector_queue_clear (ElectorQueue *self)
{
  g_free (self->events);
  memset (self, 0, sizeof *self);
}

/* Makes self equal to other, reusing self's memory. */
void
elector_queue_copy (ElectorQueue *self, const ElectorQueue *other)
{
  if (self->capacity < other->length)
    {
      self->capacity = other->length;
      self->events = g_renew (ElectorEvent, self->events, self->capacity);
    }
  if (other->length > 0)
    memcpy (self->events, other->events, other->length * sizeof *other->events);
  self->length = other->length;
  self->sequence = other->sequence;
}

/* Schedules an event. Returns its order, by which it can be recognized when it is popped. */
guint64
elector_queue_push (ElectorQueue *self, ElectorTime time, ElectorPriority priority, ElectorNodeId node, guint32 slot)
{
  ElectorEvent event = { .time = time, .slot = slot, .node = node };
  guint i;

  event.order = ((guint64) priority << PRIORITY_SHIFT) | ++self->sequence;
  if (self->length == self->capacity)
    {
      self->capacity = MAX (64, self->capacity * 2);
      self->events = g_renew (ElectorEvent, self->events, self->capacity);
    }
  for (i = self->length++; i > 0 && sorts_before (&event, &self->events[(i - 1) / 2]); i = (i - 1) / 2)
    self->events[i] = self->events[(i - 1) / 2];
  self->events[i] = event;
  return event.order;
}

/* The next event, or NULL. Borrowed; valid until the queue changes. */
const ElectorEvent *
elector_queue_peek (const ElectorQueue *self)
{
  return self->length > 0 ? &self->events[0] : NULL;
}

/* Takes the next event. The queue must not be empty. */
ElectorEvent
elector_queue_pop (ElectorQueue *self)
{
  ElectorEvent first = self->events[0];
  ElectorEvent last = self->events[--self->length];
  guint i = 0, child;

  while ((child = 2 * i + 1) < self->length)
    {
      if (child + 1 < self->length && sorts_before (&self->events[child + 1], &self->events[child]))
        child++;
      if (!sorts_before (&self->events[child], &last))
        break;
      self->events[i] = self->events[child];
      i = child;
    }
  self->events[i] = last;
  return first;
}

ElectorPriority
elector_event_get_priority (const ElectorEvent *event)
{
  return (ElectorPriority) (event->order >> PRIORITY_SHIFT);
}
