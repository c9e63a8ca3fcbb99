/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "engine/elector-trace.h"

#include "engine/elector-trace-item.h"
#include "engine/history.h"

/* Records lie in chunks, so that they never move. A checkpoint is a copy of the moment at its position; there is
 * one wherever the records since the last one are worth its memory, so that together they stay below 6 bytes a
 * record, and folding from one takes microseconds. */
#define CHUNK_LENGTH 4096u
#define CHECKPOINT_DISTANCE_MIN 1024u
#define CHECKPOINT_BYTES_PER_RECORD 6u

typedef struct
{
  guint position;
  ElectorMoment moment;
} Checkpoint;

struct _ElectorTrace
{
  GObject parent_instance;

  ElectorConfig config;
  GPtrArray *chunks; /* of ElectorRecord[CHUNK_LENGTH] */
  guint length;
  guint shown; /* how many the list model has told of */

  ElectorMoment end;
  GArray *checkpoints; /* of Checkpoint, by position; the first is at 0 */
  gsize checkpoints_memory;

  ElectorHistory *history; /* made when somebody asks for it */
};

static void list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (ElectorTrace, elector_trace, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static void
clear_checkpoint (gpointer data)
{
  Checkpoint *checkpoint = data;

  elector_moment_clear (&checkpoint->moment);
}

static void
elector_trace_finalize (GObject *object)
{
  ElectorTrace *self = ELECTOR_TRACE (object);

  g_clear_pointer (&self->history, elector_history_free);
  g_clear_pointer (&self->chunks, g_ptr_array_unref);
  g_clear_pointer (&self->checkpoints, g_array_unref);
  elector_moment_clear (&self->end);
  G_OBJECT_CLASS (elector_trace_parent_class)->finalize (object);
}

static void
elector_trace_class_init (ElectorTraceClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = elector_trace_finalize;
}

static void
elector_trace_init (ElectorTrace *self)
{
  self->chunks = g_ptr_array_new_with_free_func (g_free);
  self->checkpoints = g_array_new (FALSE, TRUE, sizeof (Checkpoint));
  g_array_set_clear_func (self->checkpoints, clear_checkpoint);
}

static GType
get_item_type (GListModel *model)
{
  return ELECTOR_TYPE_TRACE_ITEM;
}

static guint
get_n_items (GListModel *model)
{
  return ELECTOR_TRACE (model)->shown;
}

static gpointer
get_item (GListModel *model, guint position)
{
  ElectorTrace *self = ELECTOR_TRACE (model);

  if (position >= self->shown)
    return NULL;
  return elector_trace_item_new (elector_trace_get_record (self, position), position, &self->config);
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

static void
add_checkpoint (ElectorTrace *self)
{
  Checkpoint checkpoint = { .position = self->length };

  elector_moment_copy (&checkpoint.moment, &self->end);
  self->checkpoints_memory += elector_moment_get_memory (&checkpoint.moment);
  g_array_append_val (self->checkpoints, checkpoint);
}

/* An empty trace. config and network are copied. */
ElectorTrace *
elector_trace_new (const ElectorConfig *config, const ElectorNetworkConfig *network)
{
  ElectorTrace *self = g_object_new (ELECTOR_TYPE_TRACE, NULL);

  self->config = *config;
  elector_moment_init (&self->end, &self->config, network);
  add_checkpoint (self);
  return self;
}

static void
store (ElectorTrace *self, const ElectorRecord *record)
{
  guint chunk = self->length / CHUNK_LENGTH;
  ElectorRecord *records;

  if (chunk == self->chunks->len)
    g_ptr_array_add (self->chunks, g_new (ElectorRecord, CHUNK_LENGTH));
  records = g_ptr_array_index (self->chunks, chunk);
  records[self->length % CHUNK_LENGTH] = *record;
  self->length++;
}

/* Records the verdicts that have changed. Returns whether there were any. */
static gboolean
store_verdicts (ElectorTrace *self)
{
  guint changes = elector_judge_take_changes (&self->end.judge);

  for (guint i = 0; i < ELECTOR_N_PROPERTIES; i++)
    if ((changes >> i & 1) != 0)
      {
        const ElectorFinding *finding = &self->end.judge.findings[i];

        store (self, &(ElectorRecord) { .time = self->end.time,
                                        .kind = ELECTOR_RECORD_VERDICT,
                                        .detail = (guint8) i,
                                        .node = finding->node,
                                        .peer = finding->peer,
                                        .code = (guint16) finding->verdict,
                                        .a = finding->a,
                                        .b = finding->b,
                                        .c = (guint32) MIN (self->end.time - finding->since, G_MAXUINT32) });
      }
  return changes != 0;
}

/* Ends the last event, and lets time pass up to time. What the judge has to say about it is recorded. */
void
elector_trace_advance (ElectorTrace *self, ElectorTime time)
{
  elector_moment_look (&self->end);
  store_verdicts (self);
  do
    elector_moment_advance (&self->end, time);
  while (store_verdicts (self));
}

static gboolean
wants_checkpoint (ElectorTrace *self)
{
  const Checkpoint *last = &g_array_index (self->checkpoints, Checkpoint, self->checkpoints->len - 1);
  guint distance = self->length - last->position;

  return distance >= CHECKPOINT_DISTANCE_MIN
         && distance >= elector_moment_get_memory (&self->end) / CHECKPOINT_BYTES_PER_RECORD;
}

/* Adds a record; its time must not lie before the last one's. Returns its position. */
guint32
elector_trace_append (ElectorTrace *self, ElectorRecord *record)
{
  if (elector_record_is_head (record))
    {
      elector_trace_advance (self, record->time);
      if (wants_checkpoint (self))
        add_checkpoint (self);
    }
  elector_moment_fold (&self->end, record);
  store (self, record);
  return self->length - 1;
}

/* Tells the list's watchers of what was added since this was last called. */
void
elector_trace_flush (ElectorTrace *self)
{
  guint before = self->shown;

  if (before == self->length)
    return;
  self->shown = self->length;
  g_list_model_items_changed (G_LIST_MODEL (self), before, 0, self->shown - before);
}

/* Borrowed. */
const ElectorConfig *
elector_trace_get_config (ElectorTrace *self)
{
  return &self->config;
}

/* How many records there are. */
guint
elector_trace_get_length (ElectorTrace *self)
{
  return self->length;
}

/* Borrowed, valid as long as the trace. position < length. */
const ElectorRecord *
elector_trace_get_record (ElectorTrace *self, guint position)
{
  const ElectorRecord *records;

  g_return_val_if_fail (position < self->length, NULL);
  records = g_ptr_array_index (self->chunks, position / CHUNK_LENGTH);
  return &records[position % CHUNK_LENGTH];
}

/* The moment after the last record. Borrowed. */
const ElectorMoment *
elector_trace_get_end (ElectorTrace *self)
{
  return &self->end;
}

/* Bytes, checkpoints and the history included. */
gsize
elector_trace_get_memory (ElectorTrace *self)
{
  return self->chunks->len * CHUNK_LENGTH * sizeof (ElectorRecord) + self->checkpoints_memory
         + (self->history != NULL ? elector_history_get_memory (self->history) : 0);
}

/* What can be looked up in the records up to now. Borrowed; what it has given is valid until this is called again. */
const ElectorHistory *
elector_trace_get_history (ElectorTrace *self)
{
  if (self->history == NULL)
    self->history = elector_history_new (self);
  elector_history_update (self->history);
  return self->history;
}

static const Checkpoint *
find_checkpoint (ElectorTrace *self, guint target, ElectorTime time)
{
  guint low = 0, high = self->checkpoints->len;

  while (high - low > 1)
    {
      guint middle = low + (high - low) / 2;
      const Checkpoint *checkpoint = &g_array_index (self->checkpoints, Checkpoint, middle);

      if (checkpoint->position <= target && checkpoint->moment.time <= time)
        low = middle;
      else
        high = middle;
    }
  return &g_array_index (self->checkpoints, Checkpoint, low);
}

static void
advance_moment (ElectorMoment *moment, ElectorTime time)
{
  elector_moment_look (moment);
  elector_judge_take_changes (&moment->judge);
  do
    elector_moment_advance (moment, time);
  while (elector_judge_take_changes (&moment->judge) != 0);
}

/* Makes moment what was the case after the first target records, at time. moment is one that this function has
 * filled before (*position says where it stands), or is initialized and *position is G_MAXUINT.
 * target must be an event's end, and time between the last record before it and the first one after. */
void
elector_trace_seek (ElectorTrace *self, ElectorMoment *moment, guint *position, guint target, ElectorTime time)
{
  const Checkpoint *checkpoint = find_checkpoint (self, target, time);

  if (*position > target || moment->time > time || *position < checkpoint->position)
    {
      elector_moment_copy (moment, &checkpoint->moment);
      *position = checkpoint->position;
    }
  for (; *position < target; (*position)++)
    {
      const ElectorRecord *record = elector_trace_get_record (self, *position);

      if (elector_record_is_head (record))
        advance_moment (moment, record->time);
      elector_moment_fold (moment, record);
    }
  advance_moment (moment, time);
}

/* How many records happened at time or before. */
guint
elector_trace_find_time (ElectorTrace *self, ElectorTime time)
{
  guint low = 0, high = self->length;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (elector_trace_get_record (self, middle)->time <= time)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

/* Where the event begins to which the record at position belongs. */
guint
elector_trace_find_event (ElectorTrace *self, guint position)
{
  while (position > 0 && !elector_record_is_head (elector_trace_get_record (self, position)))
    position--;
  return position;
}

/* Where the event ends to which the record at position belongs: the position of the next event, or the length. */
guint
elector_trace_find_event_end (ElectorTrace *self, guint position)
{
  do
    position++;
  while (position < self->length && !elector_record_is_head (elector_trace_get_record (self, position)));
  return MIN (position, self->length);
}
