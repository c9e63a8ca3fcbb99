/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/code-story.h"

/* How far back a story is looked for after a jump: what is older than that is no news. */
#define MAX_LOOK_BACK 200000u

/* Whether an event tells something: whether a step of it is more than quiet routine. */
static gboolean
is_story (ElectorTrace *trace, guint begin, guint end)
{
  const ElectorStep *steps = elector_trace_get_config (trace)->protocol->steps;

  for (guint i = begin; i < end; i++)
    {
      const ElectorRecord *record = elector_trace_get_record (trace, i);

      if (record->kind == ELECTOR_RECORD_STEP && !steps[record->code].quiet)
        return TRUE;
    }
  return FALSE;
}

void
elector_code_story_clear (ElectorCodeStory *self)
{
  g_clear_object (&self->trace);
  *self = (ElectorCodeStory) { 0 };
}

/* The end of the last event between from and to that tells something, or 0. */
static guint
find_story (ElectorTrace *trace, guint from, guint to)
{
  while (to > from)
    {
      guint begin = elector_trace_find_event (trace, to - 1);

      if (is_story (trace, begin, to))
        return to;
      to = begin;
    }
  return 0;
}

/* Finds out what the lights show at position. Costs as much as has happened since the last call. */
void
elector_code_story_move (ElectorCodeStory *self, ElectorTrace *trace, guint position, gboolean playing)
{
  gboolean forward = trace == self->trace && position >= self->position;
  guint from = forward ? self->position : position - MIN (position, MAX_LOOK_BACK);
  guint found;

  if (g_set_object (&self->trace, trace))
    self->story = 0;
  self->position = position;
  if (trace == NULL || position == 0)
    {
      self->story = self->current = 0;
      self->telling = FALSE;
      return;
    }

  found = find_story (trace, from, position);
  if (found > 0 || !forward)
    self->story = found;
  self->current = elector_trace_find_event (trace, position - 1);
  self->telling = self->story == position;
  /* Who steps through a run by hand wants to see every event. */
  if (!self->telling && !playing)
    for (guint i = self->current; i < position && !self->telling; i++)
      self->telling = elector_trace_get_record (trace, i)->kind == ELECTOR_RECORD_STEP;
}

static ElectorCodeLight *
find_light (GArray *lights, guint line)
{
  for (guint i = 0; i < lights->len; i++)
    if (g_array_index (lights, ElectorCodeLight, i).line == line)
      return &g_array_index (lights, ElectorCodeLight, i);
  return NULL;
}

/* Adds the lines that ran between begin and end. Returns the last one's light, or NULL. */
static ElectorCodeLight *
collect_event (ElectorTrace *trace, guint begin, guint end, ElectorListing *listing, GArray *lights)
{
  ElectorCodeLight *last = NULL;

  for (guint i = begin; i < end; i++)
    {
      const ElectorRecord *record = elector_trace_get_record (trace, i);
      int line = record->kind == ELECTOR_RECORD_STEP ? elector_listing_find_record (listing, record) : -1;

      if (line < 0)
        continue;
      last = find_light (lights, (guint) line);
      if (last == NULL)
        {
          g_array_append_val (lights, ((ElectorCodeLight) { .line = (guint) line }));
          last = &g_array_index (lights, ElectorCodeLight, lights->len - 1);
        }
      last->node = record->node;
    }
  return last;
}

/* Replaces what is in lights, an array of ElectorCodeLight. */
void
elector_code_story_collect (const ElectorCodeStory *self, ElectorListing *listing, GArray *lights)
{
  g_array_set_size (lights, 0);
  if (self->trace == NULL || self->position == 0)
    return;

  if (!self->telling && self->story > 0)
    collect_event (self->trace, elector_trace_find_event (self->trace, self->story - 1), self->story, listing, lights);
  ElectorCodeLight *last = collect_event (self->trace, self->current, self->position, listing, lights);
  if (self->telling && last != NULL)
    last->strong = TRUE;
}

/* Where the event ends that says best what is going on: the current one, or the story. 0: there is none. */
guint
elector_code_story_get_end (const ElectorCodeStory *self)
{
  return self->telling ? self->position : self->story;
}

/* The last step of that event, or NULL. */
const ElectorRecord *
elector_code_story_get_last_step (const ElectorCodeStory *self)
{
  guint end = elector_code_story_get_end (self);

  while (end > 0 && self->trace != NULL)
    {
      const ElectorRecord *record = elector_trace_get_record (self->trace, --end);

      if (record->kind == ELECTOR_RECORD_STEP)
        return record;
    }
  return NULL;
}
