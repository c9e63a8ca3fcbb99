/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/code-runs.h"

static gboolean
is_step (ElectorTrace *trace, guint position, guint step)
{
  const ElectorRecord *record = elector_trace_get_record (trace, position);

  return record->kind == ELECTOR_RECORD_STEP && record->code == step;
}

/* The last position in from .. to - 1 at which the step ran. */
static guint
find_last (ElectorTrace *trace, guint step, guint from, guint to)
{
  for (guint i = to; i > from; i--)
    if (is_step (trace, i - 1, step))
      return i - 1;
  return ELECTOR_CODE_RUNS_NONE;
}

/* The first position in from .. to - 1 at which the step ran. */
static guint
find_first (ElectorTrace *trace, guint step, guint from, guint to)
{
  for (guint i = from; i < to; i++)
    if (is_step (trace, i, step))
      return i;
  return ELECTOR_CODE_RUNS_NONE;
}

void
elector_code_runs_clear (ElectorCodeRuns *self)
{
  g_clear_object (&self->trace);
  *self = (ElectorCodeRuns) { .last = ELECTOR_CODE_RUNS_NONE, .next = ELECTOR_CODE_RUNS_NONE };
}

static void
move_forward (ElectorCodeRuns *self, guint position)
{
  guint found = find_last (self->trace, self->step, self->position, position);

  if (found != ELECTOR_CODE_RUNS_NONE)
    self->last = found;
  if (self->next != ELECTOR_CODE_RUNS_NONE && self->next < position)
    self->next = find_first (self->trace, self->step, position, MAX (position, self->searched));
}

static void
move_back (ElectorCodeRuns *self, guint position)
{
  guint found = find_first (self->trace, self->step, position, self->position);

  if (found != ELECTOR_CODE_RUNS_NONE)
    self->next = found;
  if (self->last != ELECTOR_CODE_RUNS_NONE && self->last >= position)
    self->last = find_last (self->trace, self->step, 0, position);
}

/* Only what lies between the old cursor and the new one is looked at, and what the trace has grown by. */
void
elector_code_runs_move (ElectorCodeRuns *self, ElectorTrace *trace, guint step, guint position)
{
  guint length = elector_trace_get_length (trace);

  if (trace != self->trace || step != self->step)
    {
      elector_code_runs_clear (self);
      self->trace = g_object_ref (trace);
      self->step = step;
    }
  if (position < self->position)
    move_back (self, position);
  else
    move_forward (self, position);
  self->position = position;

  if (self->next == ELECTOR_CODE_RUNS_NONE)
    self->next = find_first (trace, step, MAX (position, self->searched), length);
  self->searched = MAX (length, self->searched);
}

/* When it ran before the current event, or NONE. */
guint
elector_code_runs_find_previous (const ElectorCodeRuns *self)
{
  guint event;

  if (self->last == ELECTOR_CODE_RUNS_NONE)
    return ELECTOR_CODE_RUNS_NONE;
  event = elector_trace_find_event (self->trace, self->position - 1);
  return self->last < event ? self->last : find_last (self->trace, self->step, 0, event);
}
