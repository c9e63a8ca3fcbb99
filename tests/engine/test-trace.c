/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "engine-fixture.h"

#include "engine/elector-trace-item.h"
#include "fixture.h"

#include <string.h>

#define N_SEEDS 40

/* A seed of one's own, to repeat a failure: SEED=17 test-trace */
static guint64
get_first_seed (guint64 *n)
{
  const char *seed = g_getenv ("SEED");

  *n = seed != NULL ? 1 : N_SEEDS;
  return seed != NULL ? g_ascii_strtoull (seed, NULL, 10) : 1;
}

static ElectorRun *
make_random_run (guint64 seed, guint n_nodes, ElectorTime until)
{
  g_autoptr (ElectorScenario) scenario = engine_fixture_make_random (seed, n_nodes, until);
  ElectorRun *run = elector_run_new (scenario);

  g_test_message ("SEED=%" G_GUINT64_FORMAT ", %u nodes", seed, n_nodes);
  elector_run_advance (run, until);
  return run;
}

/* --- The list --- */

typedef struct
{
  guint n_changes;
  guint position;
  guint removed;
  guint added;
} Changes;

static void
items_changed_cb (GListModel *model, guint position, guint removed, guint added, gpointer user_data)
{
  Changes *changes = user_data;

  changes->n_changes++;
  changes->position = position;
  changes->removed = removed;
  changes->added = added;
}

static void
test_flush (void)
{
  g_autoptr (ElectorScenario) scenario = engine_fixture_make ("");
  g_autoptr (ElectorRun) run = elector_run_new (scenario);
  ElectorTrace *trace = elector_run_get_trace (run);
  GListModel *model = G_LIST_MODEL (trace);
  Changes changes = { 0 };
  guint before;

  g_signal_connect (trace, "items-changed", G_CALLBACK (items_changed_cb), &changes);
  g_assert_cmpuint (g_list_model_get_n_items (model), ==, 0);
  elector_trace_flush (trace);
  before = elector_trace_get_length (trace);
  g_assert_cmpuint (changes.n_changes, ==, 1);
  g_assert_cmpuint (changes.added, ==, before);

  elector_run_advance (run, ELECTOR_SEC);
  g_assert_cmpuint (changes.n_changes, ==, 1);
  g_assert_cmpuint (g_list_model_get_n_items (model), ==, before);
  g_assert_null (g_list_model_get_item (model, before));

  elector_trace_flush (trace);
  g_assert_cmpuint (changes.n_changes, ==, 2);
  g_assert_cmpuint (changes.position, ==, before);
  g_assert_cmpuint (changes.removed, ==, 0);
  g_assert_cmpuint (changes.added, ==, elector_trace_get_length (trace) - before);
  g_assert_cmpuint (g_list_model_get_n_items (model), ==, elector_trace_get_length (trace));
  elector_trace_flush (trace);
  g_assert_cmpuint (changes.n_changes, ==, 2);
}

static void
test_items (void)
{
  g_autoptr (ElectorScenario) scenario = engine_fixture_make ("[faults]\n1=1.2345s crash 5\n");
  g_autoptr (ElectorRun) run = elector_run_new (scenario);
  ElectorTrace *trace = elector_run_get_trace (run);
  GListModel *model = G_LIST_MODEL (trace);
  gboolean found = FALSE;

  elector_run_advance (run, 2 * ELECTOR_SEC);
  elector_trace_flush (trace);
  g_assert_true (g_list_model_get_item_type (model) == ELECTOR_TYPE_TRACE_ITEM);
  for (guint i = 0; i < elector_trace_get_length (trace); i++)
    {
      g_autoptr (ElectorTraceItem) item = g_list_model_get_item (model, i);
      g_autofree char *time = NULL, *text = NULL;
      const ElectorRecord *record = elector_trace_get_record (trace, i);
      g_autofree char *wanted = elector_record_format (record, elector_trace_get_config (trace));

      g_assert_cmpuint (elector_trace_item_get_position (item), ==, i);
      g_assert_cmpmem (elector_trace_item_get_record (item), sizeof *record, record, sizeof *record);
      g_object_get (item, "time", &time, "text", &text, NULL);
      g_assert_cmpstr (text, ==, wanted);
      g_assert_cmpstr (text, ==, elector_trace_item_get_text (item));
      g_assert_cmpstr (time, ==, elector_trace_item_get_time (item));
      if (record->kind == ELECTOR_RECORD_CRASH)
        {
          g_assert_cmpstr (time, ==, "0:01.234");
          g_assert_cmpstr (text, ==, "Node 5 crashes.");
          found = TRUE;
        }
    }
  g_assert_true (found);
}

/* --- Seeking --- */

typedef struct
{
  guint position;
  ElectorTime time;
} Place;

static guint
fold_to (ElectorTrace *trace, ElectorMoment *moment, guint from, guint position, ElectorTime time)
{
  for (; from < position; from++)
    {
      const ElectorRecord *record = elector_trace_get_record (trace, from);

      if (elector_record_is_head (record))
        elector_fixture_advance_moment (moment, record->time);
      elector_moment_fold (moment, record);
    }
  elector_fixture_advance_moment (moment, time);
  return from;
}

/* All places between events: right after each, and some time later. */
static GArray *
find_places (ElectorTrace *trace, ElectorTime until)
{
  GArray *places = g_array_new (FALSE, FALSE, sizeof (Place));

  for (guint i = 0; i < elector_trace_get_length (trace);)
    {
      guint end = elector_trace_find_event_end (trace, i), length = elector_trace_get_length (trace);
      ElectorTime next = end < length ? elector_trace_get_record (trace, end)->time : until;
      Place place = { end, elector_trace_get_record (trace, end - 1)->time };

      g_assert_cmpint (next, >=, place.time);
      g_array_append_val (places, place);
      if (next > place.time + 1)
        {
          place.time += (next - place.time) / 2;
          g_array_append_val (places, place);
        }
      i = end;
    }
  return places;
}

static void
shuffle (GArray *places, ElectorRng *rng)
{
  Place *items = (Place *) (gpointer) places->data;

  for (guint i = places->len; i > 1; i--)
    {
      guint j = (guint) elector_rng_below (rng, i);
      Place place = items[i - 1];

      items[i - 1] = items[j];
      items[j] = place;
    }
}

/* Every place but the first few is one random jump away from the one before it, forwards or backwards. */
static void
check_seek (guint64 seed, guint n_nodes, ElectorTime until, guint n_checks)
{
  g_autoptr (ElectorRun) run = make_random_run (seed, n_nodes, until);
  ElectorTrace *trace = elector_run_get_trace (run);
  const ElectorNetworkConfig *network = elector_scenario_get_network (elector_run_get_scenario (run));
  g_autoptr (GArray) places = find_places (trace, until);
  ElectorMoment moment;
  guint position = G_MAXUINT;
  ElectorRng rng;

  elector_rng_seed (&rng, seed, 1);
  shuffle (places, &rng);
  elector_moment_init (&moment, elector_trace_get_config (trace), network);
  for (guint i = 0; i < MIN (places->len, n_checks); i++)
    {
      const Place *place = &g_array_index (places, Place, i);
      ElectorMoment folded;

      elector_moment_init (&folded, elector_trace_get_config (trace), network);
      fold_to (trace, &folded, 0, place->position, place->time);
      elector_trace_seek (trace, &moment, &position, place->position, place->time);
      g_assert_cmpuint (position, ==, place->position);
      engine_fixture_assert_same_moments (&moment, &folded);
      elector_moment_clear (&folded);
    }
  elector_trace_seek (trace, &moment, &position, elector_trace_get_length (trace), until);
  engine_fixture_assert_same_moments (&moment, elector_trace_get_end (trace));
  elector_moment_clear (&moment);
}

static void
test_seek (void)
{
  guint64 n, first = get_first_seed (&n);

  for (guint64 seed = first; seed < first + n; seed++)
    check_seek (seed, 1 + (guint) (seed % 9), 8 * ELECTOR_SEC, 150);
}

/* Far enough that there are checkpoints to start from. */
static void
test_seek_far (void)
{
  check_seek (7, 5, 300 * ELECTOR_SEC, 40);
  check_seek (8, 30, 60 * ELECTOR_SEC, 20);
}

/* One event after another, forwards and then backwards. */
static void
test_seek_in_order (void)
{
  g_autoptr (ElectorRun) run = make_random_run (3, 5, 20 * ELECTOR_SEC);
  ElectorTrace *trace = elector_run_get_trace (run);
  const ElectorNetworkConfig *network = elector_scenario_get_network (elector_run_get_scenario (run));
  g_autoptr (GArray) places = find_places (trace, 20 * ELECTOR_SEC);
  ElectorMoment moment, folded;
  guint position = G_MAXUINT, done = 0;

  elector_moment_init (&moment, elector_trace_get_config (trace), network);
  elector_moment_init (&folded, elector_trace_get_config (trace), network);
  for (guint i = 0; i < places->len; i++)
    {
      const Place *place = &g_array_index (places, Place, i);

      done = fold_to (trace, &folded, done, place->position, place->time);
      elector_trace_seek (trace, &moment, &position, place->position, place->time);
      engine_fixture_assert_same_moments (&moment, &folded);
    }
  elector_moment_clear (&folded);
  for (guint i = places->len; i > 0; i -= MIN (i, 10))
    {
      const Place *place = &g_array_index (places, Place, i - 1);

      elector_moment_init (&folded, elector_trace_get_config (trace), network);
      fold_to (trace, &folded, 0, place->position, place->time);
      elector_trace_seek (trace, &moment, &position, place->position, place->time);
      engine_fixture_assert_same_moments (&moment, &folded);
      elector_moment_clear (&folded);
    }
  elector_moment_clear (&moment);
}

/* --- Memory --- */

static void
test_memory (void)
{
  static const guint sizes[] = { 5, 50 };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autoptr (ElectorScenario) scenario = engine_fixture_make_random (1, sizes[i], 20 * ELECTOR_SEC);
      g_autoptr (ElectorRun) run = elector_run_new (scenario);
      ElectorTrace *trace = elector_run_get_trace (run);

      for (ElectorTime time = 10 * ELECTOR_SEC; elector_trace_get_length (trace) < 100000; time += 10 * ELECTOR_SEC)
        elector_run_advance (run, time);
      g_test_message ("%u nodes: %.2f bytes a record", sizes[i],
                      (double) elector_trace_get_memory (trace) / elector_trace_get_length (trace));
      g_assert_cmpuint (elector_trace_get_memory (trace), >=, 32 * (gsize) elector_trace_get_length (trace));
      g_assert_cmpuint (elector_trace_get_memory (trace), <=, 40 * (gsize) elector_trace_get_length (trace));
    }
}

/* --- Finding --- */

static void
test_find (void)
{
  g_autoptr (ElectorRun) run = make_random_run (4, 5, 15 * ELECTOR_SEC);
  ElectorTrace *trace = elector_run_get_trace (run);
  guint length = elector_trace_get_length (trace), head = 0;
  ElectorTime times[] = { -1, 0, 1, 50 * ELECTOR_MSEC, ELECTOR_SEC, 15 * ELECTOR_SEC, ELECTOR_NEVER };

  for (guint i = 0; i < length; i++)
    {
      guint end = i + 1;

      if (elector_record_is_head (elector_trace_get_record (trace, i)))
        head = i;
      while (end < length && !elector_record_is_head (elector_trace_get_record (trace, end)))
        end++;
      g_assert_cmpuint (elector_trace_find_event (trace, i), ==, head);
      g_assert_cmpuint (elector_trace_find_event_end (trace, i), ==, end);
    }
  for (guint i = 0; i < length + G_N_ELEMENTS (times); i += i < length ? 7 : 1)
    {
      ElectorTime time = i < length ? elector_trace_get_record (trace, i)->time - (i % 3 == 0) : times[i - length];
      guint found = elector_trace_find_time (trace, time);

      g_assert_cmpuint (found, <=, length);
      g_assert_true (found == 0 || elector_trace_get_record (trace, found - 1)->time <= time);
      g_assert_true (found == length || elector_trace_get_record (trace, found)->time > time);
    }
  g_assert_cmpuint (elector_trace_find_time (trace, -1), ==, 0);
  g_assert_cmpuint (elector_trace_find_time (trace, ELECTOR_NEVER), ==, length);
}

/* Records are in the order of their times, their causes lie before them, and a verdict is no head. */
static void
test_order (void)
{
  for (guint64 seed = 1; seed <= N_SEEDS; seed++)
    {
      g_autoptr (ElectorRun) run = make_random_run (seed, 4, 6 * ELECTOR_SEC);
      ElectorTrace *trace = elector_run_get_trace (run);

      for (guint i = 1; i < elector_trace_get_length (trace); i++)
        {
          const ElectorRecord *record = elector_trace_get_record (trace, i);

          g_assert_cmpint (record->time, >=, elector_trace_get_record (trace, i - 1)->time);
          g_assert_cmpuint (record->cause, <, i);
          g_assert_false (record->kind == ELECTOR_RECORD_VERDICT && elector_record_is_head (record));
        }
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/trace/flush", test_flush);
  g_test_add_func ("/trace/items", test_items);
  g_test_add_func ("/trace/seek", test_seek);
  g_test_add_func ("/trace/seek-far", test_seek_far);
  g_test_add_func ("/trace/seek-in-order", test_seek_in_order);
  g_test_add_func ("/trace/memory", test_memory);
  g_test_add_func ("/trace/find", test_find);
  g_test_add_func ("/trace/order", test_order);
  return g_test_run ();
}
