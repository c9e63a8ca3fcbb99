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

typedef struct
{
  ElectorTime time;
  guint64 order; /* priority in the top bits, sequence below: unique */
  guint32 slot;  /* messages: where the message lies */
  ElectorNodeId node;
} ElectorEvent;

/* A binary heap of plain events. Invariant: no event sorts before its parent at (i - 1) / 2. */
typedef struct
{
  ElectorEvent *events;
  guint length;
  guint capacity;
  guint64 sequence;
} ElectorQueue;

void elector_queue_clear (ElectorQueue *self);
void elector_queue_copy (ElectorQueue *self, const ElectorQueue *other);
guint64 elector_queue_push (ElectorQueue *self, ElectorTime time, ElectorPriority priority, ElectorNodeId node,
                            guint32 slot);
const ElectorEvent *elector_queue_peek (const ElectorQueue *self);
ElectorEvent elector_queue_pop (ElectorQueue *self);
ElectorPriority elector_event_get_priority (const ElectorEvent *event);

G_END_DECLS
