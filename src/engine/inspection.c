/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "engine/inspection.h"

#include <string.h>

#define NONE ELECTOR_INSPECTION_NONE

void
elector_inspection_init (ElectorInspection *self)
{
  memset (self, 0, sizeof *self);
  self->event = self->step = self->belief = NONE;
  self->past_position = G_MAXUINT;
  self->inbox = g_array_new (FALSE, FALSE, sizeof (ElectorInboxItem));
}

void
elector_inspection_clear (ElectorInspection *self)
{
  g_clear_object (&self->trace);
  g_clear_pointer (&self->inbox, g_array_unref);
  elector_moment_clear (&self->past);
}

/* --- Since when, and why: records of the trace --- */

/* Whether the node does something here, or something is done to it. */
static gboolean
is_event (const ElectorRecord *record, ElectorNodeId node)
{
  if (record->node != node)
    return FALSE;
  return (record->kind >= ELECTOR_RECORD_BOOT && record->kind <= ELECTOR_RECORD_RESUME)
         || (record->kind >= ELECTOR_RECORD_STEP && record->kind <= ELECTOR_RECORD_COMMIT);
}

static gboolean
is_step (const ElectorRecord *record, ElectorNodeId node)
{
  return record->kind == ELECTOR_RECORD_STEP && record->node == node;
}

static gboolean
is_belief (const ElectorRecord *record, ElectorNodeId node)
{
  return (record->kind == ELECTOR_RECORD_LEADER || record->kind == ELECTOR_RECORD_CRASH) && record->node == node;
}

typedef gboolean (*Predicate) (const ElectorRecord *record, ElectorNodeId node);

/* The last record before position about which that is true. */
static guint
find_last (const ElectorInspection *self, guint position, Predicate is_meant)
{
  while (position-- > 0)
    if (is_meant (elector_trace_get_record (self->trace, position), self->node))
      return position;
  return NONE;
}

/* Keeps what it knows as far as it still is in the past, and looks at nothing twice going forward. */
static void
learn (ElectorInspection *self, guint position)
{
  const struct
  {
    guint *found;
    Predicate is_meant;
  } facts[] = { { &self->event, is_event }, { &self->step, is_step }, { &self->belief, is_belief } };

  for (guint fact = 0; fact < G_N_ELEMENTS (facts); fact++)
    {
      if (*facts[fact].found != NONE && *facts[fact].found >= position)
        *facts[fact].found = find_last (self, position, facts[fact].is_meant);
      for (guint i = self->position; i < position; i++)
        if (facts[fact].is_meant (elector_trace_get_record (self->trace, i), self->node))
          *facts[fact].found = i;
    }
  if (self->event != NONE)
    self->event = elector_trace_find_event (self->trace, self->event);
  self->position = position;
}

/* --- What it holds --- */

static void
read_values (const ElectorMoment *moment, ElectorNodeId id, ElectorNodeValues *values)
{
  const ElectorMomentNode *node = elector_moment_get_node (moment, id);
  gboolean votes = node->vote_term == node->term && !node->forgot_vote;

  *values = (ElectorNodeValues) {
    .fields = {
      [ELECTOR_FIELD_ROLE] = node->role,
      [ELECTOR_FIELD_LEADER] = node->leader,
      [ELECTOR_FIELD_TERM] = node->term,
      [ELECTOR_FIELD_VOTE] = votes ? node->vote : ELECTOR_NO_NODE,
      [ELECTOR_FIELD_LOG_LENGTH] = node->log_length,
      [ELECTOR_FIELD_LOG_TERM] = node->log_term,
      [ELECTOR_FIELD_COMMIT] = node->commit,
    },
    .condition = (ElectorCondition) node->condition,
  };
}

/* What it held at the pinned moment, or before the last event. */
static void
read_before (ElectorInspection *self)
{
  if (!self->pinned && self->event == NONE)
    {
      self->before = self->values;
      return;
    }
  if (self->pinned)
    elector_trace_seek (self->trace, &self->past, &self->past_position, self->pin_position, self->pin_time);
  else
    elector_trace_seek (self->trace, &self->past, &self->past_position, self->event,
                        elector_trace_get_record (self->trace, self->event)->time);
  read_values (&self->past, self->node, &self->before);
}

static int
compare_items (gconstpointer a, gconstpointer b)
{
  const ElectorInboxItem *one = a, *other = b;

  if (one->due != other->due)
    return one->due < other->due ? -1 : 1;
  return (int) one->from - (int) other->from;
}

static void
read_inbox (ElectorInspection *self, const ElectorMoment *moment)
{
  g_array_set_size (self->inbox, 0);
  for (guint i = 0; i < moment->n_flights; i++)
    {
      const ElectorMomentFlight *flight = &moment->flights[i];
      ElectorInboxItem item = { .due = flight->due, .from = flight->from, .id = flight->id, .type = flight->type };

      if (flight->from == ELECTOR_NO_NODE || flight->to != self->node)
        continue;
      item.waits = self->values.condition == ELECTOR_CONDITION_PAUSED && flight->due <= moment->time;
      g_array_append_val (self->inbox, item);
    }
  g_array_sort (self->inbox, compare_items);
}

/* Inspects a node of another trace, or another node. A pinned moment is one of all nodes. It stays if the run is
 * replaced by one that shares its past: it is given up where the cursor of the other one comes to be before it. */
void
elector_inspection_set_node (ElectorInspection *self, ElectorTrace *trace, ElectorNodeId node)
{
  if (self->trace == trace && self->node == node)
    return;
  if (g_set_object (&self->trace, trace))
    {
      elector_moment_clear (&self->past);
      memset (&self->past, 0, sizeof self->past);
      self->past_position = G_MAXUINT;
      self->other_trace = TRUE;
    }
  self->node = node;
  self->position = 0;
  self->event = self->step = self->belief = NONE;
}

/* moment: what is the case at the cursor; position: how many records of the trace are before it. */
void
elector_inspection_update (ElectorInspection *self, const ElectorMoment *moment, guint position)
{
  g_return_if_fail (self->trace != NULL && position <= elector_trace_get_length (self->trace));

  if (self->other_trace && (self->pin_time > moment->time || self->pin_position > position))
    self->pinned = FALSE;
  self->other_trace = FALSE;
  learn (self, position);
  read_values (moment, self->node, &self->values);
  read_before (self);
  read_inbox (self, moment);
}

/* From now on changes are those since now, which is the moment of the last update. */
void
elector_inspection_pin (ElectorInspection *self, const ElectorMoment *moment)
{
  g_return_if_fail (self->trace != NULL);

  self->pinned = TRUE;
  self->pin_position = self->position;
  self->pin_time = moment->time;
  self->before = self->values;
}

/* From now on changes are those of the last event at the node. */
void
elector_inspection_unpin (ElectorInspection *self)
{
  self->pinned = FALSE;
  if (self->trace != NULL)
    read_before (self);
}

gboolean
elector_inspection_has_changed (const ElectorInspection *self, ElectorField field)
{
  return self->values.fields[field] != self->before.fields[field];
}
