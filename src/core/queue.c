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

ElectorPriority
elector_event_get_priority (const ElectorEvent *event)
{
  return (ElectorPriority) (event->order >> PRIORITY_SHIFT);
}

/* --- Buckets --- */

static inline void
append (ElectorBucket *self, const ElectorEvent *event)
{
  if (G_UNLIKELY (self->length == self->capacity))
    {
      self->capacity = MAX (16, self->capacity * 2);
      self->events = g_renew (ElectorEvent, self->events, self->capacity);
    }
  self->events[self->length++] = *event;
}

/* Which bucket an event of this time >= now belongs to. */
static inline guint
choose (const ElectorQueue *self, const ElectorEvent *event)
{
  guint64 difference = (guint64) event->time ^ (guint64) self->now;

  if (difference == 0)
    return elector_event_get_priority (event);
  return ELECTOR_QUEUE_N_PRESENT + 63 - (guint) __builtin_clzll (difference);
}

static inline guint
insert (ElectorQueue *self, const ElectorEvent *event)
{
  guint i = choose (self, event);

  append (&self->buckets[i], event);
  if (i >= ELECTOR_QUEUE_N_PRESENT)
    self->filled |= G_GUINT64_CONSTANT (1) << (i - ELECTOR_QUEUE_N_PRESENT);
  else
    self->n_present++;
  return i;
}

/* Takes the next event out of its bucket; now has come to it. The others of that bucket are nearer now. */
static void
spread (ElectorQueue *self)
{
  ElectorBucket *bucket = &self->buckets[self->next_bucket];
  guint length = bucket->length;

  self->filled &= ~(G_GUINT64_CONSTANT (1) << (self->next_bucket - ELECTOR_QUEUE_N_PRESENT));
  bucket->length = 0;
  for (guint k = 0; k < length; k++)
    if (k != self->next_index)
      insert (self, &bucket->events[k]);
}

/* An event is earlier than the present. That is rare: all the others have to be told apart anew. */
static void
go_back (ElectorQueue *self, ElectorTime time)
{
  ElectorQueue before = *self;

  memset (self->buckets, 0, sizeof self->buckets);
  self->filled = 0;
  self->n_present = 0;
  self->now = time;
  for (guint i = 0; i < ELECTOR_QUEUE_N_BUCKETS; i++)
    {
      const ElectorBucket *bucket = &before.buckets[i];

      for (guint k = bucket->head; k < bucket->length; k++)
        insert (self, &bucket->events[k]);
      g_free (bucket->events);
    }
}

/* Finds the next event. Those of the present come first; otherwise it is in the nearest bucket. */
static void
find_next (ElectorQueue *self)
{
  const ElectorBucket *bucket;
  guint i;

  if (self->n_present > 0)
    {
      i = self->buckets[0].head < self->buckets[0].length ? 0 : 1;
      self->next_bucket = i;
      self->next_index = self->buckets[i].head;
      return;
    }
  if (self->filled == 0)
    return;
  i = ELECTOR_QUEUE_N_PRESENT + (guint) __builtin_ctzll (self->filled);
  bucket = &self->buckets[i];
  self->next_bucket = i;
  self->next_index = 0;
  for (guint k = 1; k < bucket->length; k++)
    if (sorts_before (&bucket->events[k], &bucket->events[self->next_index]))
      self->next_index = k;
}

/* --- The queue --- */

/* Frees what the queue holds and makes it empty. */
void
elector_queue_clear (ElectorQueue *self)
{
  for (guint i = 0; i < ELECTOR_QUEUE_N_BUCKETS; i++)
    g_free (self->buckets[i].events);
  memset (self, 0, sizeof *self);
}

/* Makes self equal to other, reusing self's memory. */
void
elector_queue_copy (ElectorQueue *self, const ElectorQueue *other)
{
  for (guint i = 0; i < ELECTOR_QUEUE_N_BUCKETS; i++)
    {
      const ElectorBucket *from = &other->buckets[i];
      ElectorBucket *to = &self->buckets[i];

      to->head = 0;
      to->length = 0;
      for (guint k = from->head; k < from->length; k++)
        append (to, &from->events[k]);
    }
  self->filled = other->filled;
  self->n_present = other->n_present;
  self->now = other->now;
  self->length = other->length;
  self->sequence = other->sequence;
  find_next (self);
}

/* Schedules an event. Returns its order, by which it can be recognized when it is popped. */
guint64
elector_queue_push (ElectorQueue *self, ElectorTime time, ElectorPriority priority, ElectorNodeId node, guint32 slot)
{
  ElectorEvent event = { .time = time, .slot = slot, .node = node };
  guint i;

  event.order = ((guint64) priority << PRIORITY_SHIFT) | ++self->sequence;
  if (self->length == 0)
    self->now = time;
  else if (time < self->now)
    {
      go_back (self, time);
      find_next (self);
    }
  i = insert (self, &event);
  if (self->length++ == 0 || sorts_before (&event, &self->buckets[self->next_bucket].events[self->next_index]))
    {
      self->next_bucket = i;
      self->next_index = self->buckets[i].length - 1;
    }
  return event.order;
}

/* The next event, or NULL. Borrowed; valid until the queue changes. */
const ElectorEvent *
elector_queue_peek (const ElectorQueue *self)
{
  return self->length > 0 ? &self->buckets[self->next_bucket].events[self->next_index] : NULL;
}

/* Takes the next event. The queue must not be empty. */
ElectorEvent
elector_queue_pop (ElectorQueue *self)
{
  ElectorBucket *bucket = &self->buckets[self->next_bucket];
  ElectorEvent event = bucket->events[self->next_index];

  if (self->next_bucket >= ELECTOR_QUEUE_N_PRESENT)
    {
      self->now = event.time;
      spread (self);
    }
  else
    {
      self->n_present--;
      if (++bucket->head == bucket->length)
        bucket->head = bucket->length = 0;
    }
  self->length--;
  find_next (self);
  return event;
}
