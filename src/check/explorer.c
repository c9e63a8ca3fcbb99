/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "explorer.h"

#include "explorer-ahead.h"
#include "explorer-crew.h"
#include "explorer-model.h"
#include "explorer-store.h"
#include "explorer-way.h"

#include <string.h>

/* A level is searched in rounds. In a round the chunks are expanded first, each by one thread, and their successors put
 * down by shard; then the shards take them in, each by one thread, chunk by chunk. So neither the order in which states
 * are numbered nor the round in which something is found depends on the number of threads. */
#define CHUNK_STATES 1024
#define ROUND_CHUNKS 16

/* How far ahead of its look-up the memory for a successor is asked for. */
#define PREFETCH_AHEAD 8

typedef struct
{
  guint shard;
  guint begin, end; /* of the states in the shard */
} Chunk;

/* A successor that is to be taken in; its words follow. */
typedef struct
{
  guint64 fingerprint;
  guint32 parent;
  guint32 is_step; /* what led here was no fault */
} Candidate;

/* What one thread has for itself. */
typedef struct
{
  ElectorModelView view;
  ElectorSuccessor *successors;
  guint64 n_transitions;
  guint8 apart[ELECTOR_STORE_CACHE_LINE];
} Worker;

struct _ElectorExplorer
{
  ElectorSearch search;
  ElectorModel model;
  ElectorStore store;
  gboolean looks_ahead;
  ElectorAhead ahead;
  gsize candidate_size;
  GCancellable *cancellable; /* borrowed while it runs */

  Chunk chunks[ROUND_CHUNKS];
  guint n_chunks;
  ElectorRows candidates[ROUND_CHUNKS][ELECTOR_STORE_N_SHARDS];
  guint64 found[ELECTOR_STORE_N_SHARDS]; /* in this round: the smallest fingerprint of a state that breaks a property */
  guint32 found_broken[ELECTOR_STORE_N_SHARDS];

  ElectorCrew *crew;
  Worker *workers;
  guint n_workers;

  int stop; /* atomic: nothing more is to be done */
  int full; /* atomic: the memory limit was reached */
  GMutex progress_mutex;
  ElectorSearchProgress progress;
  gint64 started;

  guint32 broken; /* the properties that the state at the end of moves breaks */
  ElectorBreak how;
  guint first_move; /* ELECTOR_BREAK_NO_WAY: the first after which there is none */
  ElectorNodeId held_up;
  GArray *moves;    /* of ElectorMove */
};

static guint64
get_fingerprint (gconstpointer state, gpointer data)
{
  return elector_model_get_fingerprint (data, state);
}

/* search is copied. Errors: what elector_search_check() says. */
ElectorExplorer *
elector_explorer_new (const ElectorSearch *search, GError **error)
{
  ElectorExplorer *self;

  if (!elector_search_check (search, error))
    return NULL;
  self = g_atomic_rc_box_new0 (ElectorExplorer);
  self->search = *search;
  elector_model_init (&self->model, &self->search);
  elector_store_init (&self->store, search->exact, self->model.n_words * sizeof (guint16), search->max_memory,
                      &self->stop);
  elector_store_set_fingerprints (&self->store, get_fingerprint, &self->model);
  elector_ahead_init (&self->ahead, &self->store);
  self->looks_ahead = elector_search_looks_ahead (search);
  self->candidate_size = (sizeof (Candidate) + self->store.state_size + 7) / 8 * 8;
  for (guint i = 0; i < ROUND_CHUNKS; i++)
    for (guint shard = 0; shard < ELECTOR_STORE_N_SHARDS; shard++)
      self->candidates[i][shard].size = self->candidate_size;
  g_mutex_init (&self->progress_mutex);
  self->moves = g_array_new (FALSE, FALSE, sizeof (ElectorMove));
  return self;
}

ElectorExplorer *
elector_explorer_ref (ElectorExplorer *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
free_explorer (gpointer data)
{
  ElectorExplorer *self = data;

  for (guint i = 0; i < ROUND_CHUNKS; i++)
    for (guint shard = 0; shard < ELECTOR_STORE_N_SHARDS; shard++)
      elector_rows_clear (&self->candidates[i][shard]);
  elector_ahead_clear (&self->ahead);
  elector_store_clear (&self->store);
  elector_model_clear (&self->model);
  g_mutex_clear (&self->progress_mutex);
  g_array_unref (self->moves);
}

void
elector_explorer_unref (ElectorExplorer *self)
{
  g_atomic_rc_box_release_full (self, free_explorer);
}

static void
start_workers (ElectorExplorer *self)
{
  self->n_workers = self->search.n_threads > 0 ? self->search.n_threads : g_get_num_processors ();
  self->workers = g_new0 (Worker, self->n_workers);
  for (guint i = 0; i < self->n_workers; i++)
    {
      elector_model_view_init (&self->workers[i].view, &self->model);
      self->workers[i].successors = g_new (ElectorSuccessor, elector_model_get_max_successors (&self->model));
    }
  self->crew = elector_crew_new (self->n_workers);
}

static void
stop_workers (ElectorExplorer *self)
{
  g_clear_pointer (&self->crew, elector_crew_free);
  for (guint i = 0; i < self->n_workers; i++)
    {
      elector_model_view_clear (&self->workers[i].view);
      g_free (self->workers[i].successors);
    }
  g_clear_pointer (&self->workers, g_free);
}

/* --- A round --- */

static void
note_full (ElectorExplorer *self)
{
  g_atomic_int_set (&self->full, TRUE);
  g_atomic_int_set (&self->stop, TRUE);
}

static void
put_down (ElectorExplorer *self, ElectorRows *candidates, const ElectorSuccessor *successors, guint n, guint32 parent)
{
  for (guint i = 0; i < n; i++)
    {
      guint64 fingerprint = successors[i].fingerprint;
      Candidate *candidate = elector_rows_add (&candidates[elector_store_get_shard (fingerprint)], &self->store);

      if (candidate == NULL)
        {
          note_full (self);
          return;
        }
      candidate->fingerprint = fingerprint;
      candidate->parent = parent;
      candidate->is_step = elector_successor_is_step (&successors[i]);
      memcpy (candidate + 1, successors[i].words, self->store.state_size);
    }
}

static void
expand_chunk (gpointer data, guint index, guint item)
{
  ElectorExplorer *self = data;
  Worker *worker = &self->workers[index];
  const Chunk *chunk = &self->chunks[item];

  if (g_atomic_int_get (&self->model.too_many))
    g_atomic_int_set (&self->stop, TRUE);
  for (guint number = chunk->begin; number < chunk->end && !g_atomic_int_get (&self->stop); number++)
    {
      const guint16 *words = elector_store_get_state (&self->store, chunk->shard, number);
      guint n = elector_model_expand (&worker->view, words, worker->successors);

      worker->n_transitions += n;
      if (self->looks_ahead && worker->view.cut)
        elector_ahead_mark (&self->ahead, elector_store_get_id (chunk->shard, number));
      put_down (self, self->candidates[item], worker->successors, n, elector_store_get_id (chunk->shard, number));
    }
}

/* A state that has not been seen before. Returns FALSE when there is no memory left. */
static gboolean
note_new (ElectorExplorer *self, guint32 id, guint64 fingerprint, const guint16 *words)
{
  guint shard = elector_store_get_shard_of_id (id);
  ElectorModelVerdict verdict;

  elector_model_judge (&self->model, words, &verdict);
  if (verdict.broken != 0 && (self->found_broken[shard] == 0 || self->found[shard] > fingerprint))
    {
      self->found[shard] = fingerprint;
      self->found_broken[shard] = verdict.broken;
    }
  return !self->looks_ahead || elector_ahead_add_state (&self->ahead, id, verdict.ahead);
}

/* Returns FALSE when there is no memory left. */
static gboolean
take_in_one (ElectorExplorer *self, const Candidate *candidate)
{
  const guint16 *words = (const guint16 *) (candidate + 1);
  guint32 id;
  ElectorStoreResult result
    = elector_store_add (&self->store, candidate->fingerprint, words, candidate->parent, &id);

  if (result == ELECTOR_STORE_FULL
      || (result == ELECTOR_STORE_NEW && !note_new (self, id, candidate->fingerprint, words)))
    return FALSE;
  return !self->looks_ahead || !candidate->is_step || elector_ahead_add_step (&self->ahead, candidate->parent, id);
}

/* Asks for the memory in which the candidates behind number k will be looked up. */
static void
prefetch (const ElectorExplorer *self, const ElectorRows *rows, gsize k)
{
  const Candidate *next = elector_rows_get (rows, MIN (k + PREFETCH_AHEAD, rows->n - 1));
  const Candidate *later = elector_rows_get (rows, MIN (k + 2 * PREFETCH_AHEAD, rows->n - 1));

  elector_store_prefetch_slot (&self->store, later->fingerprint);
  elector_store_prefetch_kept (&self->store, next->fingerprint);
}

static void
take_in (gpointer data, guint worker, guint shard)
{
  ElectorExplorer *self = data;

  for (guint i = 0; i < self->n_chunks; i++)
    {
      ElectorRows *rows = &self->candidates[i][shard];

      for (gsize k = 0; k < rows->n && !g_atomic_int_get (&self->stop); k++)
        {
          prefetch (self, rows, k);
          if (!take_in_one (self, elector_rows_get (rows, k)) && !g_atomic_int_get (&self->stop))
            note_full (self);
        }
      rows->n = 0;
    }
}

/* Fills the next round with chunks, from *shard and *number on. Returns FALSE when the level is at its end. */
static gboolean
plan_round (ElectorExplorer *self, guint *shard, guint *number)
{
  self->n_chunks = 0;
  while (*shard < ELECTOR_STORE_N_SHARDS && self->n_chunks < ROUND_CHUNKS)
    {
      const ElectorStoreShard *from = &self->store.shards[*shard];

      *number = MAX (*number, from->level_begin);
      if (*number >= from->level_end)
        {
          (*shard)++;
          *number = 0;
          continue;
        }
      self->chunks[self->n_chunks] = (Chunk) { *shard, *number, MIN (*number + CHUNK_STATES, from->level_end) };
      *number = self->chunks[self->n_chunks++].end;
    }
  return self->n_chunks > 0;
}

/* --- Progress --- */

static guint64
count_queued (const ElectorExplorer *self, guint shard, guint number)
{
  guint64 n = 0;

  for (guint i = 0; i < ELECTOR_STORE_N_SHARDS; i++)
    {
      const ElectorStoreShard *from = &self->store.shards[i];

      n += from->kept.n - (i < shard ? from->level_end : i == shard ? MAX (number, from->level_begin)
                                                                    : from->level_begin);
    }
  return n;
}

static gsize
get_memory (const ElectorExplorer *self)
{
  gsize memory = elector_model_get_memory (&self->model) + self->store.used;

  for (guint i = 0; i < self->n_workers; i++)
    memory += self->workers[i].view.steps_capacity * sizeof (ElectorModelStep)
              + self->workers[i].view.sent->len * sizeof (guint16);
  return memory;
}

static void
tell_progress (ElectorExplorer *self, guint depth, guint shard, guint number)
{
  ElectorSearchProgress progress = { .depth = depth,
                                     .n_states = elector_store_get_n_states (&self->store),
                                     .n_queued = count_queued (self, shard, number),
                                     .memory = get_memory (self),
                                     .elapsed = g_get_monotonic_time () - self->started };

  for (guint i = 0; i < self->n_workers; i++)
    {
      progress.n_transitions += self->workers[i].n_transitions;
      progress.n_full += self->workers[i].view.n_full;
    }
  g_mutex_lock (&self->progress_mutex);
  self->progress = progress;
  g_mutex_unlock (&self->progress_mutex);
}

/* How far the search is. May be called from any thread at any time. */
void
elector_explorer_get_progress (ElectorExplorer *self, ElectorSearchProgress *progress)
{
  g_mutex_lock (&self->progress_mutex);
  *progress = self->progress;
  g_mutex_unlock (&self->progress_mutex);
}

/* --- What was found --- */

/* Keeps the way to a state that breaks a property, or from which there is none to a leader or to agreement. */
static void
note_found (ElectorExplorer *self, guint32 id, gboolean no_way)
{
  Worker *worker = &self->workers[0];
  ElectorWay way = { .view = &worker->view,
                     .store = &self->store,
                     .successors = worker->successors,
                     .moves = self->moves };
  ElectorModelVerdict verdict;

  elector_way_go_to (&way, id);
  self->first_move = self->moves->len;
  if (no_way)
    {
      self->broken = 1u << (elector_search_awaits_agreement (&self->search) ? ELECTOR_PROPERTY_AGREEMENT
                                                                            : ELECTOR_PROPERTY_AVAILABILITY);
      self->how = ELECTOR_BREAK_NO_WAY;
      elector_way_go_on (&way);
      return;
    }
  elector_model_judge (&self->model, way.at.words, &verdict);
  self->broken = verdict.broken;
  self->held_up = verdict.held_up;
  if (elector_explorer_get_broken (self) == ELECTOR_PROPERTY_AVAILABILITY && self->held_up != ELECTOR_NO_NODE)
    self->how = ELECTOR_BREAK_HELD_UP;
}

/* Returns the state that was found in this round, or ELECTOR_STORE_NO_STATE. */
static guint32
get_found (const ElectorExplorer *self)
{
  guint64 best = 0;
  gboolean any = FALSE;

  for (guint i = 0; i < ELECTOR_STORE_N_SHARDS; i++)
    if (self->found_broken[i] != 0 && (!any || self->found[i] < best))
      {
        best = self->found[i];
        any = TRUE;
      }
  return any ? elector_store_find (&self->store, best) : ELECTOR_STORE_NO_STATE;
}

/* --- The search --- */

/* Leaves room for what is not in the store, and may still double. */
static void
limit_store (ElectorExplorer *self)
{
  gsize other = get_memory (self) - self->store.used;

  self->store.limit = self->search.max_memory - MIN (self->search.max_memory, 2 * other);
}

static ElectorOutcome
get_stop (const ElectorExplorer *self)
{
  if (g_cancellable_is_cancelled (self->cancellable))
    return ELECTOR_OUTCOME_CANCELLED;
  if (g_atomic_int_get (&self->model.too_many))
    return ELECTOR_OUTCOME_TOO_MANY;
  if (g_atomic_int_get (&self->full) || get_memory (self) > self->search.max_memory)
    return ELECTOR_OUTCOME_MEMORY;
  return ELECTOR_OUTCOME_NONE;
}

/* Searches the states that are depth steps away from the start. */
static ElectorOutcome
search_level (ElectorExplorer *self, guint depth)
{
  guint shard = 0, number = 0;
  ElectorOutcome outcome = ELECTOR_OUTCOME_NONE;

  while (outcome == ELECTOR_OUTCOME_NONE && plan_round (self, &shard, &number))
    {
      guint32 found;

      limit_store (self);
      elector_crew_share_out (self->crew, expand_chunk, self, self->n_chunks);
      elector_crew_share_out (self->crew, take_in, self, ELECTOR_STORE_N_SHARDS);
      found = get_found (self);
      tell_progress (self, depth, shard, number);
      outcome = get_stop (self);
      if (found != ELECTOR_STORE_NO_STATE)
        {
          note_found (self, found, FALSE);
          outcome = ELECTOR_OUTCOME_FOUND;
        }
    }
  return outcome;
}

/* Searches the states in which all nodes have just booted: there are several if they draw. */
static ElectorOutcome
search_starts (ElectorExplorer *self)
{
  ElectorSuccessor start;

  for (guint choice = 0; elector_model_boot (&self->workers[0].view, choice, &start) && !g_atomic_int_get (&self->stop);
       choice++)
    {
      guint32 id;
      ElectorStoreResult result
        = elector_store_add (&self->store, start.fingerprint, start.words, ELECTOR_STORE_NO_STATE, &id);

      if (result == ELECTOR_STORE_FULL
          || (result == ELECTOR_STORE_NEW && !note_new (self, id, start.fingerprint, start.words)))
        return g_atomic_int_get (&self->stop) ? get_stop (self) : ELECTOR_OUTCOME_MEMORY;
    }
  tell_progress (self, 0, 0, 0);
  if (get_found (self) == ELECTOR_STORE_NO_STATE)
    return get_stop (self);
  note_found (self, get_found (self), FALSE);
  return ELECTOR_OUTCOME_FOUND;
}

/* All states are known: looks for one from which there is no way to a leader, or to agreement. */
static ElectorOutcome
look_ahead (ElectorExplorer *self)
{
  guint32 stuck = self->looks_ahead ? elector_ahead_find_stuck (&self->ahead) : ELECTOR_STORE_NO_STATE;

  if (get_stop (self) != ELECTOR_OUTCOME_NONE)
    return get_stop (self);
  if (stuck == ELECTOR_STORE_NO_STATE)
    return ELECTOR_OUTCOME_HOLDS;
  note_found (self, stuck, TRUE);
  return ELECTOR_OUTCOME_FOUND;
}

static ElectorOutcome
search (ElectorExplorer *self)
{
  ElectorOutcome outcome = search_starts (self);

  for (guint depth = 0; outcome == ELECTOR_OUTCOME_NONE; depth++)
    {
      guint64 before = elector_store_get_n_states (&self->store);

      elector_store_begin_level (&self->store);
      outcome = search_level (self, depth);
      if (outcome == ELECTOR_OUTCOME_NONE && elector_store_get_n_states (&self->store) == before)
        outcome = look_ahead (self);
    }
  return outcome;
}

static void
cancelled_cb (GCancellable *cancellable, ElectorExplorer *self)
{
  g_atomic_int_set (&self->stop, TRUE);
}

/* Searches, and returns when that has come to an end. Once only. */
ElectorOutcome
elector_explorer_run (ElectorExplorer *self, GCancellable *cancellable)
{
  ElectorOutcome outcome;
  gulong handler = 0;

  g_return_val_if_fail (self->started == 0, ELECTOR_OUTCOME_NONE);

  self->started = g_get_monotonic_time ();
  self->cancellable = cancellable;
  if (cancellable != NULL)
    handler = g_cancellable_connect (cancellable, G_CALLBACK (cancelled_cb), self, NULL);
  start_workers (self);
  outcome = search (self);
  stop_workers (self);
  g_cancellable_disconnect (cancellable, handler);
  self->cancellable = NULL;
  g_mutex_lock (&self->progress_mutex);
  self->progress.outcome = outcome;
  self->progress.elapsed = g_get_monotonic_time () - self->started;
  g_mutex_unlock (&self->progress_mutex);
  return outcome;
}

static void
run_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  g_task_return_int (task, (gssize) elector_explorer_run (data, cancellable));
}

/* Like elector_explorer_run() in a thread of its own. The callback gets no source object. */
void
elector_explorer_run_async (ElectorExplorer *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, elector_explorer_run_async);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, elector_explorer_ref (self), (GDestroyNotify) elector_explorer_unref);
  g_task_run_in_thread (task, run_in_thread);
}

/* That it was cancelled is an outcome like others, and no error. */
ElectorOutcome
elector_explorer_run_finish (ElectorExplorer *self, GAsyncResult *result)
{
  return (ElectorOutcome) g_task_propagate_int (G_TASK (result), NULL);
}

const ElectorSearch *
elector_explorer_get_search (ElectorExplorer *self)
{
  return &self->search;
}

/* The counterexample, from the boot of all nodes on. Borrowed. Empty unless something was found after it. */
const ElectorMove *
elector_explorer_get_moves (ElectorExplorer *self, guint *n_moves)
{
  *n_moves = self->moves->len;
  return (const ElectorMove *) (gpointer) self->moves->data;
}

/* The property that the counterexample breaks; the first, if there are several. */
ElectorProperty
elector_explorer_get_broken (ElectorExplorer *self)
{
  return (ElectorProperty) MAX (g_bit_nth_lsf (self->broken, -1), 0);
}

/* In what way it breaks. first_move gets the number of moves after which there is no way to a leader any more, or that
 * of all moves; node, who is held up, or ELECTOR_NO_NODE. */
ElectorBreak
elector_explorer_get_break (ElectorExplorer *self, guint *first_move, ElectorNodeId *node)
{
  *first_move = self->first_move;
  *node = self->held_up;
  return self->how;
}
