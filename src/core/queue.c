/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "core/queue.h"

#include <stdlib.h>
#include <string.h>

/* A bucket of more events, but for the finest ones, is spread before it becomes what is near; and what is near is told
 * apart more finely when more than FULL events are. */
#define FEW 8
#define FULL 32

static inline gboolean
sorts_before (const ElectorEvent *a, const ElectorEvent *b)
{
  return a->time != b->time ? a->time < b->time : a->order < b->order;
}

/* --- Buckets --- */

/* The bucket is full: moves its events to the front, where most of them have been taken, or lets it grow. */
static void
make_room (ElectorBucket *self)
{
  if (self->head > self->capacity / 2)
    {
      self->length -= self->head;
      memmove (self->events, self->events + self->head, self->length * sizeof *self->events);
      self->head = 0;
      return;
    }
  self->capacity = MAX (FEW, self->capacity * 2);
  self->events = g_renew (ElectorEvent, self->events, self->capacity);
}

static inline ElectorEvent *
append (ElectorBucket *self)
{
  if (G_UNLIKELY (self->length == self->capacity))
    make_room (self);
  return &self->events[self->length++];
}

/* The bucket for a time, which is not before they begin. Something will be in it. */
static inline ElectorBucket *
choose (ElectorQueue *self, ElectorTime time)
{
  guint64 difference = ((guint64) time ^ (guint64) self->begin) | 1;
  guint place = (63 ^ (guint) __builtin_clzll (difference)) / ELECTOR_QUEUE_DIGIT_BITS;
  guint digit = (guint) (time >> (place * ELECTOR_QUEUE_DIGIT_BITS)) % ELECTOR_QUEUE_N_DIGITS;

  self->filled[place] |= (guint16) (1u << digit);
  self->filled_places |= (guint16) (1u << place);
  return &self->buckets[place * ELECTOR_QUEUE_N_DIGITS + digit];
}

/* Moves all that has not been taken to where it belongs now. */
static void
spread (ElectorQueue *self, ElectorBucket *bucket)
{
  guint length = bucket->length;

  bucket->length = 0;
  for (guint k = bucket->head; k < length; k++)
    *append (choose (self, bucket->events[k].time)) = bucket->events[k];
  bucket->head = 0;
}

/* --- What is near --- */

/* Moves the last of the events from at on to where it belongs. */
static inline void
sort_last (ElectorEvent *events, guint at, guint last)
{
  ElectorEvent event = events[last];

  while (last > at && sorts_before (&event, &events[last - 1]))
    {
      events[last] = events[last - 1];
      last--;
    }
  events[last] = event;
}

static int
compare (const void *a, const void *b)
{
  return sorts_before (a, b) ? -1 : 1;
}

/* As a rule they are few, or in order already. */
static void
sort (const ElectorBucket *bucket)
{
  guint k = 1;

  if (bucket->length > FEW)
    {
      while (k < bucket->length && sorts_before (&bucket->events[k - 1], &bucket->events[k]))
        k++;
      if (k < bucket->length)
        qsort (bucket->events, bucket->length, sizeof *bucket->events, compare);
      return;
    }
  for (; k < bucket->length; k++)
    sort_last (bucket->events, 0, k);
}

/* Nothing is near, but something is in a bucket: takes the first one. Not before it is asked for: what just happens may
 * bring about something that comes before it. */
void
elector_queue_refill (ElectorQueue *self)
{
  ElectorBucket emptied = { .events = self->near.events, .capacity = self->near.capacity }, *bucket;
  guint place, digit, shift;

  for (;;)
    {
      place = (guint) __builtin_ctz (self->filled_places);
      digit = (guint) __builtin_ctz (self->filled[place]);
      shift = place * ELECTOR_QUEUE_DIGIT_BITS;
      bucket = &self->buckets[place * ELECTOR_QUEUE_N_DIGITS + digit];
      self->begin = (self->begin >> shift >> ELECTOR_QUEUE_DIGIT_BITS << ELECTOR_QUEUE_DIGIT_BITS | digit) << shift;
      self->filled[place] &= (guint16) (self->filled[place] - 1);
      if (self->filled[place] == 0)
        self->filled_places &= (guint16) ~(1u << place);
      if (place == 0 || bucket->length <= FEW)
        break;
      spread (self, bucket);
    }
  self->near = *bucket;
  self->near_end = self->begin + MIN ((ElectorTime) 1 << shift, G_MAXINT64 - self->begin);
  sort (&self->near);
  *bucket = emptied;
}

/* The buckets begin at an earlier time now. That is rare: all that is in them has to be told apart anew. */
static void
go_back (ElectorQueue *self, ElectorTime time)
{
  ElectorBucket before[ELECTOR_QUEUE_N_BUCKETS];

  memcpy (before, self->buckets, sizeof before);
  memset (self->buckets, 0, sizeof self->buckets);
  memset (self->filled, 0, sizeof self->filled);
  self->filled_places = 0;
  self->begin = time;
  for (guint i = 0; i < ELECTOR_QUEUE_N_BUCKETS; i++)
    {
      spread (self, &before[i]);
      g_free (before[i].events);
    }
}

/* There is so much near that it has to be told apart more finely. */
static void
refine (ElectorQueue *self)
{
  ElectorTime first = self->near.events[self->near.head].time;

  if (first < self->begin)
    go_back (self, first);
  self->begin = first;
  spread (self, &self->near);
  elector_queue_refill (self);
}

/* --- The queue --- */

/* Frees what the queue holds and makes it empty. */
void
elector_queue_clear (ElectorQueue *self)
{
  g_free (self->near.events);
  for (guint i = 0; i < ELECTOR_QUEUE_N_BUCKETS; i++)
    if (self->buckets[i].events != NULL)
      g_free (self->buckets[i].events);
  memset (self, 0, sizeof *self);
}

static void
copy_bucket (ElectorBucket *self, const ElectorBucket *other)
{
  self->head = 0;
  self->length = 0;
  for (guint k = other->head; k < other->length; k++)
    *append (self) = other->events[k];
}

/* Makes self equal to other, reusing self's memory. */
void
elector_queue_copy (ElectorQueue *self, const ElectorQueue *other)
{
  copy_bucket (&self->near, &other->near);
  for (guint i = 0; i < ELECTOR_QUEUE_N_BUCKETS; i++)
    copy_bucket (&self->buckets[i], &other->buckets[i]);
  memcpy (self->filled, other->filled, sizeof self->filled);
  self->filled_places = other->filled_places;
  self->near_end = other->near_end;
  self->begin = other->begin;
  self->length = other->length;
  self->sequence = other->sequence;
}

/* Schedules an event. Returns its order, by which it can be recognized when it is popped. */
guint64
elector_queue_push (ElectorQueue *self, ElectorTime time, ElectorPriority priority, ElectorNodeId node, guint32 slot)
{
  guint64 order = ((guint64) priority << ELECTOR_EVENT_PRIORITY_SHIFT) | ++self->sequence;
  gboolean is_near = time < self->near_end;

  *append (is_near ? &self->near : choose (self, time))
    = (ElectorEvent) { .time = time, .order = order, .slot = slot, .node = node };
  if (is_near)
    {
      sort_last (self->near.events, self->near.head, self->near.length - 1);
      if (G_UNLIKELY (self->near.length - self->near.head > FULL)
          && self->near_end - self->near.events[self->near.head].time > 1)
        refine (self);
    }
  self->length++;
  return order;
}

/* Takes the next event. The queue must not be empty. */
ElectorEvent
elector_queue_pop (ElectorQueue *self)
{
  ElectorEvent event = *elector_queue_peek (self);

  self->near.head++;
  self->length--;
  return event;
}
