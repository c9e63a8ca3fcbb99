/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "core/queue.h"

#include <string.h>

static inline gboolean
sorts_before (const ElectorEvent *a, const ElectorEvent *b)
{
  return a->time != b->time ? a->time < b->time : a->order < b->order;
}

/* --- Buckets --- */

/* Room for one more event. */
static inline ElectorEvent *
append (ElectorBucket *self)
{
  if (G_UNLIKELY (self->length == self->capacity))
    {
      self->capacity = MAX (16, self->capacity * 2);
      self->events = g_renew (ElectorEvent, self->events, self->capacity);
    }
  return &self->events[self->length++];
}

/* Which bucket an event belongs to that is not earlier than the present; it is not empty any more. */
static inline guint
choose (ElectorQueue *self, ElectorTime time, guint64 order)
{
  guint64 difference = (guint64) time ^ (guint64) self->present;
  guint place, digit, priority;

  if (difference == 0)
    {
      priority = (guint) (order >> ELECTOR_EVENT_PRIORITY_SHIFT);
      self->nearest |= 1u << priority;
      return priority;
    }
  place = (63 - (guint) __builtin_clzll (difference)) / ELECTOR_QUEUE_DIGIT_BITS;
  digit = (guint) (time >> (place * ELECTOR_QUEUE_DIGIT_BITS)) % ELECTOR_QUEUE_N_DIGITS;
  self->filled[place] |= (guint16) (1u << digit);
  self->nearest |= 1u << (ELECTOR_QUEUE_N_PRESENT + place);
  return ELECTOR_QUEUE_N_PRESENT + place * ELECTOR_QUEUE_N_DIGITS + digit;
}

static inline void
insert (ElectorQueue *self, const ElectorEvent *event)
{
  *append (&self->buckets[choose (self, event->time, event->order)]) = *event;
}

/* A bucket that is none of the present is empty now. */
static void
note_empty (ElectorQueue *self, guint i)
{
  guint place = (i - ELECTOR_QUEUE_N_PRESENT) / ELECTOR_QUEUE_N_DIGITS;
  guint digit = (i - ELECTOR_QUEUE_N_PRESENT) % ELECTOR_QUEUE_N_DIGITS;

  self->filled[place] &= (guint16) ~(1u << digit);
  if (self->filled[place] == 0)
    self->nearest &= ~(1u << (ELECTOR_QUEUE_N_PRESENT + place));
}

/* Takes the next event, which is of the present, out of its bucket. */
static void
take_first (ElectorQueue *self, ElectorBucket *bucket)
{
  if (++bucket->head < bucket->length)
    return;
  bucket->head = bucket->length = 0;
  self->nearest &= ~(1u << self->next_bucket);
}

/* Takes the next event out of its bucket; the present has come to it. The others of that bucket are nearer now. */
static void
spread (ElectorQueue *self, ElectorBucket *bucket)
{
  guint length = bucket->length;

  self->present = bucket->events[self->next_index].time;
  note_empty (self, self->next_bucket);
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
  memset (self->filled, 0, sizeof self->filled);
  self->nearest = 0;
  self->present = time;
  for (guint i = 0; i < ELECTOR_QUEUE_N_BUCKETS; i++)
    {
      const ElectorBucket *bucket = &before.buckets[i];

      for (guint k = bucket->head; k < bucket->length; k++)
        insert (self, &bucket->events[k]);
      g_free (bucket->events);
    }
}

/* Finds the next event: in the nearest bucket that is not empty. */
static void
find_next (ElectorQueue *self)
{
  const ElectorBucket *bucket;
  guint i, next;

  if (self->nearest == 0)
    return;
  i = (guint) __builtin_ctz (self->nearest);
  if (i >= ELECTOR_QUEUE_N_PRESENT)
    {
      guint place = i - ELECTOR_QUEUE_N_PRESENT;

      i = ELECTOR_QUEUE_N_PRESENT + place * ELECTOR_QUEUE_N_DIGITS + (guint) __builtin_ctz (self->filled[place]);
    }
  bucket = &self->buckets[i];
  next = bucket->head;
  if (i >= ELECTOR_QUEUE_N_PRESENT)
    for (guint k = 1; k < bucket->length; k++)
      if (sorts_before (&bucket->events[k], &bucket->events[next]))
        next = k;
  self->next_bucket = i;
  self->next_index = next;
}

/* --- The queue --- */

/* Frees what the queue holds and makes it empty. */
void
elector_queue_clear (ElectorQueue *self)
{
  for (guint i = 0; i < ELECTOR_QUEUE_N_BUCKETS; i++)
    if (self->buckets[i].events != NULL)
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
        *append (to) = from->events[k];
    }
  memcpy (self->filled, other->filled, sizeof self->filled);
  self->nearest = other->nearest;
  self->present = other->present;
  self->length = other->length;
  self->sequence = other->sequence;
  find_next (self);
}

/* Schedules an event. Returns its order, by which it can be recognized when it is popped. */
guint64
elector_queue_push (ElectorQueue *self, ElectorTime time, ElectorPriority priority, ElectorNodeId node, guint32 slot)
{
  guint64 order = ((guint64) priority << ELECTOR_EVENT_PRIORITY_SHIFT) | ++self->sequence;
  ElectorEvent *event;
  guint i;

  if (G_UNLIKELY (time < self->present))
    {
      go_back (self, time);
      find_next (self);
    }
  i = choose (self, time, order);
  event = append (&self->buckets[i]);
  *event = (ElectorEvent) { .time = time, .order = order, .slot = slot, .node = node };
  if (self->length++ == 0 || sorts_before (event, &self->buckets[self->next_bucket].events[self->next_index]))
    {
      self->next_bucket = i;
      self->next_index = self->buckets[i].length - 1;
    }
  return order;
}

/* Takes the next event. The queue must not be empty. */
ElectorEvent
elector_queue_pop (ElectorQueue *self)
{
  ElectorBucket *bucket = &self->buckets[self->next_bucket];
  ElectorEvent event = bucket->events[self->next_index];

  if (self->next_bucket < ELECTOR_QUEUE_N_PRESENT)
    take_first (self, bucket);
  else
    spread (self, bucket);
  self->length--;
  find_next (self);
  return event;
}
