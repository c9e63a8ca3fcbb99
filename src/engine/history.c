/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "engine/history.h"

#include "core/units.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  ElectorRole role;
  ElectorCondition condition;
  guint32 term;
  GArray *spans; /* of ElectorHistorySpan, by time; the first is at 0 */
} Node;

struct _ElectorHistory
{
  ElectorTrace *trace; /* borrowed: it owns this */
  guint position;      /* how many records have been looked at */

  Node *nodes; /* node i at [i - 1] */
  guint n_leaders;
  GArray *reigns; /* of ElectorHistoryReign, by time; the first is at 0 */
  GArray *marks;  /* of guint32: positions of faults and of verdicts */
  GArray *late;   /* of ElectorHistoryLate, by the end */
  ElectorTime longest_flight;
};

/* For the trace alone; everybody else asks elector_trace_get_history(). */
ElectorHistory *
elector_history_new (ElectorTrace *trace)
{
  ElectorHistory *self = g_new0 (ElectorHistory, 1);
  guint n = elector_trace_get_config (trace)->n_nodes;
  ElectorHistorySpan span = { .role = ELECTOR_ROLE_FOLLOWER, .condition = ELECTOR_CONDITION_UP };
  ElectorHistoryReign reign = { 0 };

  self->trace = trace;
  self->nodes = g_new0 (Node, n);
  for (guint i = 0; i < n; i++)
    {
      self->nodes[i].spans = g_array_new (FALSE, FALSE, sizeof (ElectorHistorySpan));
      g_array_append_val (self->nodes[i].spans, span);
    }
  self->reigns = g_array_new (FALSE, FALSE, sizeof (ElectorHistoryReign));
  g_array_append_val (self->reigns, reign);
  self->marks = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->late = g_array_new (FALSE, FALSE, sizeof (ElectorHistoryLate));
  return self;
}

void
elector_history_free (ElectorHistory *self)
{
  for (guint i = 0; i < elector_trace_get_config (self->trace)->n_nodes; i++)
    g_array_unref (self->nodes[i].spans);
  g_free (self->nodes);
  g_array_unref (self->reigns);
  g_array_unref (self->marks);
  g_array_unref (self->late);
  g_free (self);
}

/* --- Learning from records --- */

static gboolean
leads (const Node *node)
{
  return node->role == ELECTOR_ROLE_LEADER && node->condition == ELECTOR_CONDITION_UP;
}

/* What holds at the end of a microsecond is what counts: spans without duration are not kept. */
static void
add_span (Node *node, ElectorTime time)
{
  ElectorHistorySpan span = {
    .time = time,
    .term = node->term,
    .role = (guint8) node->role,
    .condition = (guint8) node->condition,
  };
  GArray *spans = node->spans;

  if (g_array_index (spans, ElectorHistorySpan, spans->len - 1).time == time)
    g_array_set_size (spans, spans->len - 1);
  if (spans->len > 0)
    {
      const ElectorHistorySpan *last = &g_array_index (spans, ElectorHistorySpan, spans->len - 1);

      if (last->role == span.role && last->condition == span.condition && last->term == span.term)
        return;
    }
  g_array_append_val (spans, span);
}

static ElectorNodeId
find_leader (const ElectorHistory *self)
{
  guint n = elector_trace_get_config (self->trace)->n_nodes;

  for (guint i = 0; i < n && self->n_leaders > 0; i++)
    if (leads (&self->nodes[i]))
      return (ElectorNodeId) (i + 1);
  return ELECTOR_NO_NODE;
}

static void
add_reign (ElectorHistory *self, const ElectorRecord *record)
{
  ElectorNodeId leader = find_leader (self);
  ElectorHistoryReign reign = {
    .time = record->time,
    .position = self->position,
    .term = leader != ELECTOR_NO_NODE ? self->nodes[leader - 1].term : 0,
    .leader = leader,
    .n_leaders = (guint16) self->n_leaders,
  };
  const ElectorHistoryReign *last = &g_array_index (self->reigns, ElectorHistoryReign, self->reigns->len - 1);

  if (last->leader != reign.leader || last->n_leaders != reign.n_leaders || last->term != reign.term)
    g_array_append_val (self->reigns, reign);
}

/* Returns whether the record is about what a node is. */
static gboolean
change_node (Node *node, const ElectorRecord *record)
{
  switch ((int) record->kind)
    {
    case ELECTOR_RECORD_CRASH:
      node->condition = ELECTOR_CONDITION_CRASHED;
      node->role = ELECTOR_ROLE_FOLLOWER;
      return TRUE;
    case ELECTOR_RECORD_PAUSE:
      node->condition = ELECTOR_CONDITION_PAUSED;
      return TRUE;
    case ELECTOR_RECORD_RECOVER:
    case ELECTOR_RECORD_RESUME:
      node->condition = ELECTOR_CONDITION_UP;
      return TRUE;
    case ELECTOR_RECORD_ROLE:
      node->role = (ElectorRole) record->detail;
      return TRUE;
    case ELECTOR_RECORD_TERM:
      node->term = record->c;
      return TRUE;
    default:
      return FALSE;
    }
}

static void
note_end (ElectorHistory *self, const ElectorRecord *record)
{
  const ElectorRecord *sent = elector_trace_get_record (self->trace, record->cause);
  ElectorTime taken = record->time - sent->time;
  ElectorHistoryLate late = { .sent = record->cause, .ended = self->position };

  if (taken != (ElectorTime) sent->b && taken != (ElectorTime) (sent->b / 2))
    g_array_append_val (self->late, late);
}

static void
look_at (ElectorHistory *self, const ElectorRecord *record)
{
  switch ((int) record->kind)
    {
    case ELECTOR_RECORD_SEND:
    case ELECTOR_RECORD_DUPLICATE:
      self->longest_flight = MAX (self->longest_flight, (ElectorTime) record->b);
      return;
    case ELECTOR_RECORD_DELIVER:
    case ELECTOR_RECORD_DROP:
      note_end (self, record);
      return;
    default:
      break;
    }
  if (record->kind == ELECTOR_RECORD_VERDICT || (elector_record_is_fault (record) && elector_record_is_head (record)))
    g_array_append_val (self->marks, self->position);
  if (record->node != ELECTOR_NO_NODE && record->node <= elector_trace_get_config (self->trace)->n_nodes)
    {
      Node *node = &self->nodes[record->node - 1];
      gboolean led = leads (node);

      if (!change_node (node, record))
        return;
      self->n_leaders = self->n_leaders + leads (node) - led;
      add_span (node, record->time);
      if (led || leads (node))
        add_reign (self, record);
    }
}

/* Learns what was added to the trace since this was last called. */
void
elector_history_update (ElectorHistory *self)
{
  guint length = elector_trace_get_length (self->trace);

  for (; self->position < length; self->position++)
    look_at (self, elector_trace_get_record (self->trace, self->position));
}

/* Bytes. */
gsize
elector_history_get_memory (const ElectorHistory *self)
{
  guint n = elector_trace_get_config (self->trace)->n_nodes;
  gsize memory = sizeof *self + n * sizeof *self->nodes + self->reigns->len * sizeof (ElectorHistoryReign)
                 + self->marks->len * sizeof (guint32) + self->late->len * sizeof (ElectorHistoryLate);

  for (guint i = 0; i < n; i++)
    memory += self->nodes[i].spans->len * sizeof (ElectorHistorySpan);
  return memory;
}

/* --- What it knows --- */

/* At least one; they are by time, and the first is at 0. */
guint
elector_history_get_n_spans (const ElectorHistory *self, ElectorNodeId node)
{
  return self->nodes[node - 1].spans->len;
}

/* Borrowed, valid until the next update. */
const ElectorHistorySpan *
elector_history_get_spans (const ElectorHistory *self, ElectorNodeId node)
{
  return (const ElectorHistorySpan *) (gpointer) self->nodes[node - 1].spans->data;
}

/* Which span of a node holds at time, 0 or later. */
guint
elector_history_find_span (const ElectorHistory *self, ElectorNodeId node, ElectorTime time)
{
  const ElectorHistorySpan *spans = elector_history_get_spans (self, node);
  guint low = 0, high = elector_history_get_n_spans (self, node);

  while (high - low > 1)
    {
      guint middle = low + (high - low) / 2;

      if (spans[middle].time <= time)
        low = middle;
      else
        high = middle;
    }
  return low;
}

/* At least one; they are by time, and the first is at 0. */
guint
elector_history_get_n_reigns (const ElectorHistory *self)
{
  return self->reigns->len;
}

/* Borrowed, valid until the next update. */
const ElectorHistoryReign *
elector_history_get_reigns (const ElectorHistory *self)
{
  return (const ElectorHistoryReign *) (gpointer) self->reigns->data;
}

/* Which reign holds at time, 0 or later. */
guint
elector_history_find_reign (const ElectorHistory *self, ElectorTime time)
{
  const ElectorHistoryReign *reigns = elector_history_get_reigns (self);
  guint low = 0, high = self->reigns->len;

  while (high - low > 1)
    {
      guint middle = low + (high - low) / 2;

      if (reigns[middle].time <= time)
        low = middle;
      else
        high = middle;
    }
  return low;
}

guint
elector_history_get_n_marks (const ElectorHistory *self)
{
  return self->marks->len;
}

/* Positions of what was done to the system from outside, and of the judge's verdicts. Borrowed, valid until the next
 * update. */
const guint32 *
elector_history_get_marks (const ElectorHistory *self)
{
  return (const guint32 *) (gpointer) self->marks->data;
}

/* The first mark at time or later, or how many there are. */
guint
elector_history_find_mark (const ElectorHistory *self, ElectorTime time)
{
  const guint32 *marks = elector_history_get_marks (self);
  guint low = 0, high = self->marks->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (elector_trace_get_record (self->trace, marks[middle])->time < time)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

guint
elector_history_get_n_late (const ElectorHistory *self)
{
  return self->late->len;
}

/* Messages that waited for a paused node. Borrowed, valid until the next update. */
const ElectorHistoryLate *
elector_history_get_late (const ElectorHistory *self)
{
  return (const ElectorHistoryLate *) (gpointer) self->late->data;
}

/* No message was meant to take longer so far. */
ElectorTime
elector_history_get_longest_flight (const ElectorHistory *self)
{
  return self->longest_flight;
}

/* Borrowed. */
ElectorTrace *
elector_history_get_trace (const ElectorHistory *self)
{
  return self->trace;
}

/* --- Messages --- */

static guint
find_end_at (const ElectorHistory *self, guint sent, ElectorTime time)
{
  guint length = elector_trace_get_length (self->trace);

  for (guint i = MAX (sent, elector_trace_find_time (self->trace, time - 1)); i < length; i++)
    {
      const ElectorRecord *record = elector_trace_get_record (self->trace, i);

      if (record->time > time)
        break;
      if ((record->kind == ELECTOR_RECORD_DELIVER || record->kind == ELECTOR_RECORD_DROP) && record->cause == sent)
        return i;
    }
  return ELECTOR_HISTORY_NONE;
}

/* Where a message ended that was sent at position sent: its DELIVER or DROP; NONE: it is still on its way. */
guint
elector_history_find_end (const ElectorHistory *self, guint sent)
{
  const ElectorRecord *record = elector_trace_get_record (self->trace, sent);
  gboolean overdue = record->time + record->b <= elector_trace_get_end (self->trace)->time;
  guint end = find_end_at (self, sent, record->time + record->b);

  if (end == ELECTOR_HISTORY_NONE)
    end = find_end_at (self, sent, record->time + record->b / 2);
  for (guint i = 0; overdue && i < self->late->len && end == ELECTOR_HISTORY_NONE; i++)
    if (g_array_index (self->late, ElectorHistoryLate, i).sent == sent)
      end = g_array_index (self->late, ElectorHistoryLate, i).ended;
  return end;
}

/* The message that let the event happen in which the record at position was made, or NONE. */
guint
elector_history_find_sent (const ElectorHistory *self, guint position)
{
  const ElectorRecord *record = elector_trace_get_record (self->trace, position);

  if (record->kind != ELECTOR_RECORD_DELIVER)
    record = elector_trace_get_record (self->trace, record->cause);
  return record->kind == ELECTOR_RECORD_DELIVER ? record->cause : ELECTOR_HISTORY_NONE;
}

/* Adds the messages (guint32) without which this one would not have been sent, back to an event that no message caused;
 * the nearest first, and none when positions has capacity already. */
void
elector_history_add_causes (const ElectorHistory *self, guint sent, GArray *positions, guint capacity)
{
  guint32 cause = elector_history_find_sent (self, sent);

  while (cause != ELECTOR_HISTORY_NONE && positions->len < capacity)
    {
      g_array_append_val (positions, cause);
      cause = elector_history_find_sent (self, cause);
    }
}

/* Adds the messages (guint32) that were sent because this one arrived, then those that were sent because of these, and
 * so on; none when positions has capacity already. */
void
elector_history_add_effects (const ElectorHistory *self, guint sent, GArray *positions, guint capacity)
{
  guint next = positions->len, length = elector_trace_get_length (self->trace);

  for (;;)
    {
      guint end = elector_history_find_end (self, sent);

      for (guint32 i = end; i < length && positions->len < capacity; i++)
        {
          const ElectorRecord *record = elector_trace_get_record (self->trace, i);

          if (i > end && elector_record_is_head (record))
            break;
          if ((record->kind == ELECTOR_RECORD_SEND || record->kind == ELECTOR_RECORD_DUPLICATE)
              && record->cause == end)
            g_array_append_val (positions, i);
        }
      if (next == positions->len)
        return;
      sent = g_array_index (positions, guint32, next++);
    }
}

/* A message's way in words, translated: "OK from node 3 to node 1, sent at 0:02.010, arrived at 0:02.060". */
char *
elector_history_format_message (const ElectorHistory *self, guint sent)
{
  const ElectorRecord *record = elector_trace_get_record (self->trace, sent);
  const ElectorProtocol *protocol = elector_trace_get_config (self->trace)->protocol;
  g_autofree char *id = elector_protocol_format_message (protocol, record->detail, record->c);
  guint position = elector_history_find_end (self, sent);
  const ElectorRecord *end = NULL;
  g_autofree char *from = elector_format_clock (record->time), *to = NULL;

  if (position == ELECTOR_HISTORY_NONE)
    /* Translators: a message, two nodes, a time */
    return g_strdup_printf (_("%s from node %u to node %u, sent at %s, on its way"), id, record->node, record->peer,
                            from);
  end = elector_trace_get_record (self->trace, position);
  to = elector_format_clock (end->time);
  if (end->kind == ELECTOR_RECORD_DELIVER)
    /* Translators: a message, two nodes, two times */
    return g_strdup_printf (_("%s from node %u to node %u, sent at %s, arrived at %s"), id, record->node, record->peer,
                            from, to);
  if (end->code == ELECTOR_DROP_CRASHED)
    /* Translators: a message, two nodes, two times */
    return g_strdup_printf (_("%s from node %u to node %u, sent at %s: the node was down at %s"), id, record->node,
                            record->peer, from, to);
  if (end->code == ELECTOR_DROP_CUT)
    /* Translators: a message, two nodes, two times */
    return g_strdup_printf (_("%s from node %u to node %u, sent at %s, ended at a cut link at %s"), id, record->node,
                            record->peer, from, to);
  /* Translators: a message, two nodes, two times */
  return g_strdup_printf (_("%s from node %u to node %u, sent at %s, lost at %s"), id, record->node, record->peer, from,
                          to);
}
