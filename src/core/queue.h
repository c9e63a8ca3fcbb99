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

/* A time is read as a number of digits. There are two buckets for the present, one for each priority, and for each
 * place of a digit one for each of its values. */
#define ELECTOR_QUEUE_DIGIT_BITS 4
#define ELECTOR_QUEUE_N_DIGITS (1 << ELECTOR_QUEUE_DIGIT_BITS)
#define ELECTOR_QUEUE_N_PLACES (64 / ELECTOR_QUEUE_DIGIT_BITS)
#define ELECTOR_QUEUE_N_PRESENT 2
#define ELECTOR_QUEUE_N_BUCKETS (ELECTOR_QUEUE_N_PRESENT + ELECTOR_QUEUE_N_PLACES * ELECTOR_QUEUE_N_DIGITS)

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
  ElectorEvent *events; /* from head on, in the order in which they were scheduled */
  guint head;   /* in those of the present; otherwise 0 */
  guint length; /* what is before head included */
  guint capacity;
} ElectorBucket;

/* Buckets by how soon an event is: by the first digit in which its time differs from that of the present. What is near
 * is told apart finely, what is far away coarsely; when the nearest bucket is reached, its events are spread over
 * nearer ones. So an event moves a few times, each time along with its neighbors in memory, however many others there
 * are.
 * Invariant: events of equal time and priority stand in one bucket, in the order in which they were scheduled. */
typedef struct
{
  ElectorBucket buckets[ELECTOR_QUEUE_N_BUCKETS];
  guint16 filled[ELECTOR_QUEUE_N_PLACES]; /* bit i: the bucket of digit i at this place is not empty */
  guint32 nearest; /* bit 0, 1: one of the present is not empty; bit 2 + i: one of place i is not */
  ElectorTime present; /* no event is earlier */
  guint length;
  guint64 sequence;
  guint next_bucket; /* where the next event is, if there is one */
  guint next_index;
} ElectorQueue;

void elector_queue_clear (ElectorQueue *self);
void elector_queue_copy (ElectorQueue *self, const ElectorQueue *other);
guint64 elector_queue_push (ElectorQueue *self, ElectorTime time, ElectorPriority priority, ElectorNodeId node,
                            guint32 slot);
ElectorEvent elector_queue_pop (ElectorQueue *self);

/* These are asked for every event: no calls. */

/* The next event, or NULL. Borrowed; valid until the queue changes. */
static inline const ElectorEvent *
elector_queue_peek (const ElectorQueue *self)
{
  return self->length > 0 ? &self->buckets[self->next_bucket].events[self->next_index] : NULL;
}

static inline ElectorPriority
elector_event_get_priority (const ElectorEvent *event)
{
  return (ElectorPriority) (event->order >> ELECTOR_EVENT_PRIORITY_SHIFT);
}

G_END_DECLS
