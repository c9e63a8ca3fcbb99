/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What is going to happen, in order.
 *
 * Events are totally ordered by (time, priority, sequence): the earlier first; at the same microsecond
 * a message is delivered before a timer fires, so that an answer in the very last moment still counts;
 * among equals, the one that was scheduled first. (Faults come before both: the world looks at them first.) */

#pragma once

#include "core/types.h"

G_BEGIN_DECLS

typedef enum
{
  ELECTOR_PRIORITY_MESSAGE,
  ELECTOR_PRIORITY_TIMER
} ElectorPriority;

/* A time is read as a number of digits: there is a bucket for each value of each digit. */
#define ELECTOR_QUEUE_DIGIT_BITS 4
#define ELECTOR_QUEUE_N_DIGITS (1 << ELECTOR_QUEUE_DIGIT_BITS)
#define ELECTOR_QUEUE_N_PLACES (64 / ELECTOR_QUEUE_DIGIT_BITS)
#define ELECTOR_QUEUE_N_BUCKETS (ELECTOR_QUEUE_N_PLACES * ELECTOR_QUEUE_N_DIGITS)

#define ELECTOR_EVENT_PRIORITY_SHIFT 60

typedef struct
{
  ElectorTime time;
  guint64 order; /* priority in the top bits, sequence below: unique */
  guint32 slot;  /* messages: where the message lies */
  ElectorNodeId node;
} ElectorEvent;

typedef struct
{
  ElectorEvent *events;
  guint head;   /* the first that has not been taken */
  guint length; /* what is before head included */
  guint capacity;
} ElectorBucket;

/* What is near stands in order. The rest stands in buckets by how soon it is: by the first digit in which its time
 * differs from where they begin. What is soon is told apart finely, what is far away coarsely. When nothing is near any
 * more, the first bucket becomes what is near, unless it is too full: then its events are spread over finer ones. So an
 * event moves a few times, each time along with its neighbors in memory, however many others there are.
 * Invariant: events of equal time and priority stand in one place, in the order in which they were scheduled. */
typedef struct
{
  ElectorBucket near;   /* all that comes before near_end */
  ElectorTime near_end;
  ElectorTime begin;    /* nothing in the buckets is earlier */
  guint16 filled[ELECTOR_QUEUE_N_PLACES]; /* bit i: the bucket of digit i at this place is not empty */
  guint16 filled_places; /* bit i: a bucket at place i is not empty */
  ElectorBucket buckets[ELECTOR_QUEUE_N_BUCKETS];
  guint length;
  guint64 sequence;
} ElectorQueue;

void elector_queue_clear (ElectorQueue *self);
void elector_queue_copy (ElectorQueue *self, const ElectorQueue *other);
guint64 elector_queue_push (ElectorQueue *self, ElectorTime time, ElectorPriority priority, ElectorNodeId node,
                            guint32 slot);
ElectorEvent elector_queue_pop (ElectorQueue *self);
void elector_queue_refill (ElectorQueue *self);

/* These are asked for every event: no calls. */

/* The next event, or NULL. Borrowed; valid until the queue changes. */
static inline const ElectorEvent *
elector_queue_peek (ElectorQueue *self)
{
  if (self->near.head == self->near.length)
    {
      if (self->length == 0)
        return NULL;
      elector_queue_refill (self);
    }
  return &self->near.events[self->near.head];
}

static inline ElectorPriority
elector_event_get_priority (const ElectorEvent *event)
{
  return (ElectorPriority) (event->order >> ELECTOR_EVENT_PRIORITY_SHIFT);
}

G_END_DECLS
