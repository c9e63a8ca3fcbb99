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

/* Two for the present, one for each priority, and one for each bit of a time. */
#define ELECTOR_QUEUE_N_PRESENT 2
#define ELECTOR_QUEUE_N_BUCKETS (ELECTOR_QUEUE_N_PRESENT + 63)

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

/* Buckets by how soon an event is: the highest bit in which its time differs from the time of the present. What is
 * near is told apart finely, what is far away coarsely; when the nearest bucket is reached, its events are spread over
 * nearer ones. So an event moves a few times, each time along with its neighbors in memory, however many others there
 * are.
 * Invariant: events of equal time and priority stand in one bucket, in the order in which they were scheduled. */
typedef struct
{
  ElectorBucket buckets[ELECTOR_QUEUE_N_BUCKETS];
  guint64 filled;  /* bit i: bucket ELECTOR_QUEUE_N_PRESENT + i is not empty */
  guint n_present; /* how many events are in those of the present */
  ElectorTime now; /* the present: no event is earlier */
  guint length;
  guint64 sequence;
  guint next_bucket; /* where the next event is, if there is one */
  guint next_index;
} ElectorQueue;

void elector_queue_clear (ElectorQueue *self);
void elector_queue_copy (ElectorQueue *self, const ElectorQueue *other);
guint64 elector_queue_push (ElectorQueue *self, ElectorTime time, ElectorPriority priority, ElectorNodeId node,
                            guint32 slot);
const ElectorEvent *elector_queue_peek (const ElectorQueue *self);
ElectorEvent elector_queue_pop (ElectorQueue *self);
ElectorPriority elector_event_get_priority (const ElectorEvent *event);

G_END_DECLS
