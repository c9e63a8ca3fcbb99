/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What is done to a run that is watched, and taken back. */

#include "engine-fixture.h"

#include "engine/elector-log.h"
#include "engine/elector-simulation.h"

static gint64
fake_clock (gpointer user_data)
{
  return *(gint64 *) user_data;
}

static void
count_cb (guint *count)
{
  (*count)++;
}

static GArray *
copy_records (ElectorSimulation *simulation)
{
  ElectorTrace *trace = elector_simulation_get_trace (simulation);

  return engine_fixture_copy_records (trace, elector_trace_get_length (trace));
}

static ElectorCondition
get_condition (ElectorSimulation *simulation, ElectorNodeId node)
{
  return (ElectorCondition) elector_moment_get_node (elector_simulation_get_moment (simulation), node)->condition;
}

/* At the end, an intervention is part of the run, and no branch. */
static void
test_at_end (void)
{
  g_autoptr (ElectorScenario) scenario = engine_fixture_make ("");
  g_autoptr (ElectorSimulation) simulation = elector_simulation_new (scenario);
  ElectorTrace *trace = elector_simulation_get_trace (simulation);
  guint length;

  elector_simulation_seek_time (simulation, ELECTOR_SEC);
  g_assert_true (elector_simulation_is_at_end (simulation));
  length = elector_trace_get_length (trace);
  g_assert_true (engine_fixture_intervene (simulation, "crash 5"));
  g_assert_true (elector_simulation_get_trace (simulation) == trace);
  g_assert_cmpuint (elector_trace_get_length (trace), >, length);
  g_assert_cmpuint (elector_simulation_get_position (simulation), ==, elector_trace_get_length (trace));
  g_assert_cmpint (elector_trace_get_record (trace, length)->kind, ==, ELECTOR_RECORD_CRASH);
  g_assert_cmpint (elector_trace_get_record (trace, length)->time, ==, ELECTOR_SEC);
  g_assert_cmpint (get_condition (simulation, 5), ==, ELECTOR_CONDITION_CRASHED);
  g_assert_cmpuint (elector_branches_get_n (elector_simulation_get_branches (simulation)), ==, 1);
  g_assert_true (elector_simulation_is_at_end (simulation));

  length = elector_trace_get_length (trace);
  g_assert_false (engine_fixture_intervene (simulation, "crash 5"));
  g_assert_cmpuint (elector_trace_get_length (trace), ==, length);
}

/* Done at the same place, it is the same run, whether that place was the end or already past. */
static void
test_past_is_end (void)
{
  static const char *const faults[] = { "crash 5", "pause 5", "campaign 2", "partition 1,2|3,4,5",
                                        "resume 3", "recover 4" };

  for (guint64 seed = 1; seed <= 25; seed++)
    for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
      {
        g_autoptr (ElectorScenario) scenario = engine_fixture_make_random (seed, 5, 4 * ELECTOR_SEC);
        g_autoptr (ElectorSimulation) at_end = elector_simulation_new (scenario);
        g_autoptr (ElectorSimulation) in_past = elector_simulation_new (scenario);
        ElectorTime time = 300 * ELECTOR_MSEC + (ElectorTime) (seed * 97013);
        gboolean happened;

        g_test_message ("seed %" G_GUINT64_FORMAT ", %s", seed, faults[i]);
        elector_simulation_seek_time (at_end, time);
        happened = engine_fixture_intervene (at_end, faults[i]);
        elector_simulation_seek_time (in_past, 4 * ELECTOR_SEC);
        elector_simulation_seek_time (in_past, time);
        g_assert_cmpint (engine_fixture_intervene (in_past, faults[i]), ==, happened);
        g_assert_cmpint (elector_simulation_can_undo (in_past), ==, happened);
        elector_simulation_seek_time (at_end, 5 * ELECTOR_SEC);
        elector_simulation_seek_time (in_past, 5 * ELECTOR_SEC);
        engine_fixture_assert_same_traces (elector_simulation_get_trace (in_past),
                                           elector_simulation_get_trace (at_end));
      }
}

static void
test_undo (void)
{
  g_autoptr (ElectorScenario) scenario = engine_fixture_make ("[faults]\n1=1s crash 5\n");
  g_autoptr (ElectorSimulation) simulation = elector_simulation_new (scenario);
  g_autoptr (GArray) before = NULL, kept = NULL;
  ElectorTrace *trace = elector_simulation_get_trace (simulation);
  guint n_traces = 0, n_undos = 0, position;
  ElectorTime time = 1234567;

  g_signal_connect_swapped (simulation, "notify::trace", G_CALLBACK (count_cb), &n_traces);
  g_signal_connect_swapped (simulation, "notify::can-undo", G_CALLBACK (count_cb), &n_undos);
  elector_simulation_seek_time (simulation, 3 * ELECTOR_SEC);
  before = copy_records (simulation);
  elector_simulation_seek_time (simulation, time);
  position = elector_simulation_get_position (simulation);
  kept = engine_fixture_copy_records (trace, position);

  g_assert_true (engine_fixture_intervene (simulation, "crash 4"));
  g_assert_false (elector_simulation_get_trace (simulation) == trace);
  g_assert_true (elector_simulation_can_undo (simulation));
  g_assert_cmpuint (n_traces, ==, 1);
  g_assert_cmpuint (n_undos, ==, 1);
  g_assert_cmpint (elector_simulation_get_time (simulation), ==, time);
  engine_fixture_assert_records (elector_simulation_get_trace (simulation), kept);
  g_assert_cmpint (elector_trace_get_record (elector_simulation_get_trace (simulation), position)->kind, ==,
                   ELECTOR_RECORD_CRASH);
  g_assert_true (elector_simulation_is_at_end (simulation));
  g_assert_cmpint (get_condition (simulation, 4), ==, ELECTOR_CONDITION_CRASHED);
  elector_simulation_seek_time (simulation, 2 * ELECTOR_SEC);

  elector_simulation_undo (simulation);
  g_assert_true (elector_simulation_get_trace (simulation) == trace);
  g_assert_false (elector_simulation_can_undo (simulation));
  g_assert_true (elector_simulation_can_redo (simulation));
  g_assert_cmpuint (n_undos, ==, 2);
  g_assert_cmpuint (elector_trace_get_length (trace), ==, before->len);
  engine_fixture_assert_records (trace, before);
  g_assert_cmpuint (elector_simulation_get_position (simulation), ==, position);
  g_assert_cmpint (elector_simulation_get_time (simulation), ==, time);
  g_assert_cmpint (get_condition (simulation, 4), ==, ELECTOR_CONDITION_UP);

  /* And the other one back again, where it was. */
  elector_simulation_redo (simulation);
  g_assert_false (elector_simulation_get_trace (simulation) == trace);
  g_assert_cmpint (elector_simulation_get_time (simulation), ==, 2 * ELECTOR_SEC);
  g_assert_cmpint (get_condition (simulation, 4), ==, ELECTOR_CONDITION_CRASHED);
  elector_simulation_undo (simulation);
  g_assert_true (elector_simulation_get_trace (simulation) == trace);
}

/* Another scenario replaces the run as well, and undo brings back both. */
static void
test_scenario (void)
{
  g_autoptr (ElectorScenario) scenario = engine_fixture_make ("");
  g_autoptr (ElectorScenario) other = engine_fixture_make ("[run]\nnodes=9\n");
  g_autoptr (ElectorSimulation) simulation = elector_simulation_new (scenario);

  g_assert_false (elector_simulation_can_undo (simulation));
  elector_simulation_seek_time (simulation, ELECTOR_SEC);
  elector_simulation_set_scenario (simulation, other);
  g_assert_false (elector_simulation_can_step_back (simulation));
  g_assert_cmpuint (g_list_model_get_n_items (elector_simulation_get_nodes (simulation)), ==, 9);

  elector_simulation_undo (simulation);
  g_assert_true (elector_simulation_get_scenario (simulation) == scenario);
  g_assert_cmpint (elector_simulation_get_time (simulation), ==, ELECTOR_SEC);
  g_assert_cmpuint (g_list_model_get_n_items (elector_simulation_get_nodes (simulation)), ==, 5);
  while (elector_simulation_can_step_back (simulation))
    elector_simulation_step_back (simulation);
  g_assert_cmpuint (elector_simulation_get_moment (simulation)->delivered, ==, 0);
  g_assert_cmpint (get_condition (simulation, 5), ==, ELECTOR_CONDITION_UP);
}

/* An intervention that changes nothing replaces nothing. */
static void
test_nothing (void)
{
  g_autoptr (ElectorScenario) scenario = engine_fixture_make ("");
  g_autoptr (ElectorSimulation) simulation = elector_simulation_new (scenario);
  ElectorTrace *trace = elector_simulation_get_trace (simulation);

  elector_simulation_seek_time (simulation, 3 * ELECTOR_SEC);
  elector_simulation_seek_time (simulation, ELECTOR_SEC);
  g_assert_false (engine_fixture_intervene (simulation, "recover 4"));
  g_assert_true (elector_simulation_get_trace (simulation) == trace);
  g_assert_false (elector_simulation_can_undo (simulation));
}

static void
test_reset (void)
{
  gint64 clock = 0;
  g_autoptr (ElectorScenario) scenario = engine_fixture_make ("");
  g_autoptr (ElectorSimulation) simulation = elector_simulation_new (scenario);
  g_autoptr (GArray) before = NULL;
  ElectorTrace *trace;
  guint start = elector_simulation_get_position (simulation), position, n_backs = 0;

  elector_simulation_set_clock (simulation, fake_clock, &clock);
  elector_simulation_seek_time (simulation, ELECTOR_SEC);
  engine_fixture_intervene (simulation, "crash 5");
  elector_simulation_seek_time (simulation, 2 * ELECTOR_SEC);
  before = copy_records (simulation);
  trace = elector_simulation_get_trace (simulation);
  position = elector_simulation_get_position (simulation);
  elector_simulation_set_playing (simulation, TRUE);
  g_signal_connect_swapped (simulation, "notify::can-step-back", G_CALLBACK (count_cb), &n_backs);

  elector_simulation_reset (simulation);
  g_assert_false (elector_simulation_get_playing (simulation));
  g_assert_cmpuint (elector_simulation_get_position (simulation), ==, start);
  g_assert_cmpint (elector_simulation_get_time (simulation), ==, 0);
  g_assert_false (elector_simulation_can_step_back (simulation));
  g_assert_cmpuint (n_backs, ==, 1);
  g_assert_cmpuint (elector_trace_get_length (elector_simulation_get_trace (simulation)), ==, start);
  g_assert_true (elector_simulation_can_undo (simulation));
  elector_simulation_seek_time (simulation, ELECTOR_SEC + 1);
  g_assert_cmpint (get_condition (simulation, 5), ==, ELECTOR_CONDITION_UP);

  elector_simulation_undo (simulation);
  g_assert_true (elector_simulation_get_trace (simulation) == trace);
  engine_fixture_assert_records (trace, before);
  g_assert_cmpuint (elector_trace_get_length (trace), ==, before->len);
  g_assert_cmpuint (elector_simulation_get_position (simulation), ==, position);
  g_assert_cmpint (elector_simulation_get_time (simulation), ==, 2 * ELECTOR_SEC);
  g_assert_true (elector_simulation_can_step_back (simulation));
}

/* A click: up crashes, down recovers, paused resumes. */
static void
test_toggle_crash (void)
{
  g_autoptr (ElectorScenario) scenario = engine_fixture_make ("");
  g_autoptr (ElectorSimulation) simulation = elector_simulation_new (scenario);

  elector_simulation_seek_time (simulation, ELECTOR_SEC);
  g_assert_true (elector_simulation_toggle_crash (simulation, 3));
  g_assert_cmpint (get_condition (simulation, 3), ==, ELECTOR_CONDITION_CRASHED);
  g_assert_true (elector_simulation_toggle_crash (simulation, 3));
  g_assert_cmpint (get_condition (simulation, 3), ==, ELECTOR_CONDITION_UP);
  g_assert_true (engine_fixture_intervene (simulation, "pause 3"));
  g_assert_cmpint (get_condition (simulation, 3), ==, ELECTOR_CONDITION_PAUSED);
  g_assert_true (elector_simulation_toggle_crash (simulation, 3));
  g_assert_cmpint (get_condition (simulation, 3), ==, ELECTOR_CONDITION_UP);
  /* What the node was in the past decides, not what became of it. */
  elector_simulation_seek_time (simulation, 2 * ELECTOR_SEC);
  g_assert_true (elector_simulation_toggle_crash (simulation, 1));
  elector_simulation_seek_time (simulation, 1500 * ELECTOR_MSEC);
  g_assert_true (elector_simulation_toggle_crash (simulation, 1));
  g_assert_cmpint (get_condition (simulation, 1), ==, ELECTOR_CONDITION_CRASHED);
}

/* While it plays, an intervention happens at the time that it is now. */
static void
test_while_playing (void)
{
  gint64 clock = 0;
  g_autoptr (ElectorScenario) scenario = engine_fixture_make ("");
  g_autoptr (ElectorSimulation) simulation = elector_simulation_new (scenario);

  elector_simulation_set_clock (simulation, fake_clock, &clock);
  elector_simulation_set_playing (simulation, TRUE);
  clock = 1500 * ELECTOR_MSEC;
  g_assert_true (engine_fixture_intervene (simulation, "crash 5"));
  g_assert_true (elector_simulation_get_playing (simulation));
  g_assert_cmpint (elector_simulation_get_time (simulation), ==, 1500 * ELECTOR_MSEC);
  clock = 3 * ELECTOR_SEC;
  elector_simulation_update (simulation);
  g_assert_cmpint (elector_simulation_get_time (simulation), ==, 3 * ELECTOR_SEC);
  g_assert_cmpuint (elector_moment_get_node (elector_simulation_get_moment (simulation), 1)->leader, ==, 4);
}

/* --- Who watches --- */

typedef struct
{
  ElectorLog *log;
  guint n_moves;
} Watcher;

static void
trace_cb (ElectorSimulation *simulation, GParamSpec *pspec, Watcher *watcher)
{
  elector_log_set_trace (watcher->log, elector_simulation_get_trace (simulation));
}

static void
moved_cb (ElectorSimulation *simulation, Watcher *watcher)
{
  watcher->n_moves++;
  elector_log_set_cursor (watcher->log, elector_simulation_get_position (simulation));
}

static void
assert_watched (ElectorSimulation *simulation, Watcher *watcher, guint n_moves)
{
  g_autoptr (ElectorLog) log = elector_log_new ();

  elector_log_set_trace (log, elector_simulation_get_trace (simulation));
  elector_log_set_cursor (log, elector_simulation_get_position (simulation));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (watcher->log)), ==,
                    g_list_model_get_n_items (G_LIST_MODEL (log)));
  g_assert_cmpuint (watcher->n_moves, ==, n_moves);
}

/* A log that follows the two signals, and nothing else, shows what is to be shown. */
static void
test_moved (void)
{
  g_autoptr (ElectorScenario) scenario = engine_fixture_make ("");
  g_autoptr (ElectorScenario) other = engine_fixture_make ("[run]\nnodes=9\n");
  g_autoptr (ElectorSimulation) simulation = elector_simulation_new (scenario);
  g_autoptr (ElectorLog) log = elector_log_new ();
  Watcher watcher = { .log = log };

  g_signal_connect (simulation, "notify::trace", G_CALLBACK (trace_cb), &watcher);
  g_signal_connect (simulation, "moved", G_CALLBACK (moved_cb), &watcher);
  trace_cb (simulation, NULL, &watcher);
  elector_simulation_seek_time (simulation, 2 * ELECTOR_SEC);
  assert_watched (simulation, &watcher, 1);
  elector_simulation_seek_time (simulation, ELECTOR_SEC);
  assert_watched (simulation, &watcher, 2);
  engine_fixture_intervene (simulation, "crash 5");
  assert_watched (simulation, &watcher, 3);
  elector_simulation_undo (simulation);
  assert_watched (simulation, &watcher, 4);
  elector_simulation_reset (simulation);
  assert_watched (simulation, &watcher, 5);
  elector_simulation_undo (simulation);
  assert_watched (simulation, &watcher, 6);
  elector_simulation_step_forward (simulation);
  assert_watched (simulation, &watcher, 7);
  elector_simulation_step_back (simulation);
  assert_watched (simulation, &watcher, 8);
  elector_simulation_set_scenario (simulation, other);
  assert_watched (simulation, &watcher, 9);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/simulation-undo/at-end", test_at_end);
  g_test_add_func ("/simulation-undo/past-is-end", test_past_is_end);
  g_test_add_func ("/simulation-undo/undo", test_undo);
  g_test_add_func ("/simulation-undo/scenario", test_scenario);
  g_test_add_func ("/simulation-undo/nothing", test_nothing);
  g_test_add_func ("/simulation-undo/reset", test_reset);
  g_test_add_func ("/simulation-undo/toggle-crash", test_toggle_crash);
  g_test_add_func ("/simulation-undo/while-playing", test_while_playing);
  g_test_add_func ("/simulation-undo/moved", test_moved);
  return g_test_run ();
}
