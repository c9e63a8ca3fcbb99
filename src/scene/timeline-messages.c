/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "scene/timeline-messages.h"

#include <math.h>

/* What only passes the time, like heartbeats, is bundled as soon as there is one of them on so many pixels. */
#define QUIET_DISTANCE 6.0

/* So many bundles are drawn row by row; of more, one for each column. */
#define MAX_BUNDLES 600u

/* What is seen of the trace. */
typedef struct
{
  ElectorTimelineScene *scene;
  const ElectorHistory *history;
  ElectorTrace *trace;
  ElectorTime start;
  ElectorTime stop;
  guint first;  /* record */
  guint last;   /* behind the last record */
  guint stride; /* every which record is looked at */
  guint32 quiet; /* types that only pass the time: bit i for type i */
} Sight;

static gboolean
is_sent (const ElectorRecord *record)
{
  return record->kind == ELECTOR_RECORD_SEND || record->kind == ELECTOR_RECORD_DUPLICATE;
}

/* --- Arrows --- */

/* A message's way; it has come as far as the history tells. */
static void
place_arrow (const ElectorTimelineScene *self, ElectorTrace *trace, ElectorTimelineArrow *arrow)
{
  const ElectorRecord *sent = elector_trace_get_record (trace, arrow->sent);
  ElectorTime due = sent->time + sent->b, stop = MIN (due, MAX (self->end, sent->time));
  ElectorSegment way;

  arrow->fate = ELECTOR_TIMELINE_FLYING;
  if (arrow->end != ELECTOR_HISTORY_NONE)
    {
      const ElectorRecord *end = elector_trace_get_record (trace, arrow->end);

      stop = end->time;
      due = MAX (due, stop);
      arrow->fate = end->kind == ELECTOR_RECORD_DELIVER ? ELECTOR_TIMELINE_ARRIVED : ELECTOR_TIMELINE_LOST;
    }
  way.start.x = elector_timeline_scene_get_x (self, sent->time);
  way.start.y = elector_timeline_scene_get_y (self, sent->node);
  way.end.x = elector_timeline_scene_get_x (self, due);
  way.end.y = elector_timeline_scene_get_y (self, sent->peer);
  arrow->line = way;
  if (due > sent->time)
    arrow->line.end = elector_segment_get_point (&way, (double) (stop - sent->time) / (double) (due - sent->time));
}

/* The arrow of any message, wherever it is. sent: position of its SEND or DUPLICATE. */
ElectorTimelineArrow
elector_timeline_scene_get_arrow (const ElectorTimelineScene *self, const ElectorHistory *history, guint sent)
{
  ElectorTrace *trace = elector_history_get_trace (history);
  ElectorTimelineArrow arrow = { .sent = sent, .end = elector_history_find_end (history, sent) };

  arrow.type = elector_trace_get_record (trace, sent)->detail;
  place_arrow (self, trace, &arrow);
  return arrow;
}

static ElectorTimelineArrow *
find_arrow (GArray *arrows, guint32 sent)
{
  guint low = 0, high = arrows->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;
      ElectorTimelineArrow *arrow = &g_array_index (arrows, ElectorTimelineArrow, middle);

      if (arrow->sent == sent)
        return arrow;
      if (arrow->sent < sent)
        low = middle + 1;
      else
        high = middle;
    }
  return NULL;
}

static void
add_arrow (Sight *self, guint32 sent, guint32 end)
{
  ElectorTimelineArrow arrow = { .sent = sent, .end = end };

  arrow.type = elector_trace_get_record (self->trace, sent)->detail;
  g_array_append_val (self->scene->arrows, arrow);
}

/* Messages that waited for a paused node may have been sent long before. */
static void
add_late_arrows (Sight *self, guint32 skipped)
{
  const ElectorHistoryLate *late = elector_history_get_late (self->history);
  guint n = elector_history_get_n_late (self->history);

  for (guint i = 0; i < n && i < ELECTOR_TIMELINE_MAX_RECORDS; i++)
    {
      const ElectorRecord *sent = elector_trace_get_record (self->trace, late[i].sent);

      if (late[i].sent < self->first && elector_trace_get_record (self->trace, late[i].ended)->time >= self->start
          && (skipped >> sent->detail & 1) == 0 && self->scene->arrows->len < ELECTOR_TIMELINE_MAX_ARROWS)
        add_arrow (self, late[i].sent, late[i].ended);
    }
}

static int
compare_sent (gconstpointer a, gconstpointer b)
{
  const ElectorTimelineArrow *one = a, *other = b;

  return one->sent < other->sent ? -1 : one->sent > other->sent;
}

/* Takes out what ended before the left edge, or goes nowhere because both nodes share a row. */
static void
drop_unseen (ElectorTimelineScene *self)
{
  guint kept = 0;

  for (guint i = 0; i < self->arrows->len; i++)
    {
      ElectorTimelineArrow arrow = g_array_index (self->arrows, ElectorTimelineArrow, i);

      if (MAX (arrow.line.start.x, arrow.line.end.x) >= self->left && arrow.line.start.y != arrow.line.end.y)
        g_array_index (self->arrows, ElectorTimelineArrow, kept++) = arrow;
    }
  g_array_set_size (self->arrows, kept);
}

/* All messages but those whose types are skipped (bit i: type i). */
static void
add_arrows (Sight *self, guint32 skipped)
{
  GArray *arrows = self->scene->arrows;

  add_late_arrows (self, skipped);
  g_array_sort (arrows, compare_sent);
  for (guint i = self->first; i < self->last; i++)
    {
      const ElectorRecord *record = elector_trace_get_record (self->trace, i);
      ElectorTimelineArrow *arrow = NULL;

      if (is_sent (record) && (skipped >> record->detail & 1) == 0)
        add_arrow (self, i, ELECTOR_HISTORY_NONE);
      else if (record->kind == ELECTOR_RECORD_DELIVER || record->kind == ELECTOR_RECORD_DROP)
        arrow = find_arrow (arrows, record->cause);
      if (arrow != NULL)
        arrow->end = i;
    }
  for (guint i = 0; i < arrows->len; i++)
    place_arrow (self->scene, self->trace, &g_array_index (arrows, ElectorTimelineArrow, i));
  drop_unseen (self->scene);
}

/* --- Bundles --- */

typedef struct
{
  guint count;
  guint16 first_row;
  guint16 last_row;
  guint8 type;
  guint8 mixed;
} Cell;

static void
add_to_cell (Sight *self, Cell *cell, guint from, guint to, guint type)
{
  gboolean quiet = (self->quiet >> type & 1) != 0, was_quiet = (self->quiet >> cell->type & 1) != 0;

  if (cell->count == 0)
    *cell = (Cell) { .first_row = (guint16) from, .last_row = (guint16) from, .type = (guint8) type };
  else if (was_quiet && !quiet)
    cell->type = (guint8) type;
  cell->count += self->stride;
  cell->first_row = (guint16) MIN (cell->first_row, MIN (from, to));
  cell->last_row = (guint16) MAX (cell->last_row, MAX (from, to));
}

static void
fill_cells (Sight *self, guint32 types, Cell *cells, guint n_columns)
{
  const ElectorTimelineScene *scene = self->scene;

  for (guint i = self->first; i < self->last; i += self->stride)
    {
      const ElectorRecord *record = elector_trace_get_record (self->trace, i);
      double column;

      if (!is_sent (record) || (types >> record->detail & 1) == 0 || record->time < self->start)
        continue;
      column = (elector_timeline_scene_get_x (scene, record->time) - scene->left) / ELECTOR_TIMELINE_BUNDLE_WIDTH;
      if (column < n_columns)
        add_to_cell (self, &cells[(guint) column * scene->n_rows + (record->node - 1u) / scene->nodes_per_row],
                     (record->node - 1u) / scene->nodes_per_row, (record->peer - 1u) / scene->nodes_per_row,
                     record->detail);
    }
}

/* All rows of a column in the cell of the first. */
static void
merge_column (Sight *self, Cell *cells)
{
  Cell merged = { 0 };

  for (guint row = 0; row < self->scene->n_rows; row++)
    {
      guint before = merged.count;

      if (cells[row].count == 0)
        continue;
      add_to_cell (self, &merged, cells[row].first_row, cells[row].last_row, cells[row].type);
      merged.count = before + cells[row].count;
      merged.mixed = before > 0;
      cells[row].count = 0;
    }
  cells[merged.first_row] = merged;
}

/* Bundles the messages of these types (bit i: type i). */
static void
add_bundles (Sight *self, guint32 types)
{
  ElectorTimelineScene *scene = self->scene;
  guint n_columns = (guint) ceil ((scene->width - scene->left) / ELECTOR_TIMELINE_BUNDLE_WIDTH), n = 0;
  g_autofree Cell *cells = g_new0 (Cell, n_columns * scene->n_rows);

  fill_cells (self, types, cells, n_columns);
  for (guint i = 0; i < n_columns * scene->n_rows; i++)
    n += cells[i].count > 0;
  for (guint i = 0; i < n_columns && n > MAX_BUNDLES; i++)
    merge_column (self, &cells[i * scene->n_rows]);
  for (guint i = 0; i < n_columns * scene->n_rows; i++)
    {
      ElectorTimelineBundle bundle = { .row = i % scene->n_rows, .first_row = cells[i].first_row,
                                       .last_row = cells[i].last_row, .type = cells[i].type, .count = cells[i].count,
                                       .mixed = cells[i].mixed };

      bundle.x = scene->left + (i / scene->n_rows + 0.5) * ELECTOR_TIMELINE_BUNDLE_WIDTH;
      if (bundle.count > 0)
        g_array_append_val (scene->bundles, bundle);
    }
}

/* --- Which of the two --- */

/* Counts what is sent among the records that are seen. */
static void
count_messages (Sight *self, guint *loud, guint *quiet)
{
  for (guint i = self->first; i < self->last; i += self->stride)
    {
      const ElectorRecord *record = elector_trace_get_record (self->trace, i);

      if (is_sent (record))
        *((self->quiet >> record->detail & 1) != 0 ? quiet : loud) += self->stride;
    }
}

/* Finds the messages that are seen. Those that only pass the time are the first to be bundled. */
void
elector_timeline_scene_update_messages (ElectorTimelineScene *self, const ElectorHistory *history)
{
  ElectorTrace *trace = elector_history_get_trace (history);
  Sight sight = { .scene = self, .history = history, .trace = trace, .start = self->start };
  guint loud = 0, quiet = 0;

  sight.stop = elector_timeline_scene_get_time (self, self->width);
  sight.quiet = elector_trace_get_config (trace)->protocol->quiet_messages;
  sight.first = elector_trace_find_time (trace, sight.start - elector_history_get_longest_flight (history) - 1);
  sight.last = elector_trace_find_time (trace, sight.stop);
  sight.stride = 1 + (sight.last - sight.first) / ELECTOR_TIMELINE_MAX_RECORDS;
  count_messages (&sight, &loud, &quiet);
  if (sight.stride > 1 || loud > ELECTOR_TIMELINE_MAX_ARROWS)
    add_bundles (&sight, G_MAXUINT32);
  else if (loud + quiet > ELECTOR_TIMELINE_MAX_ARROWS || quiet * QUIET_DISTANCE > self->width - self->left)
    {
      add_bundles (&sight, sight.quiet);
      add_arrows (&sight, sight.quiet);
    }
  else
    add_arrows (&sight, 0);
}
