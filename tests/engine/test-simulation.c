/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Playing, and moving the cursor. What is done to a run that is watched is in test-simulation-undo.c. */

#include "engine-fixture.h"

#include "engine/elector-node.h"
#include "engine/elector-simulation.h"

#define N_SEEDS 12
#define UNTIL (6 * ELECTOR_SEC)

static gint64
fake_clock (gpointer user_data)
{
  return *(gint64 *) user_data;
}

/* A simulation with a clock that only the test moves. */
static ElectorSimulation *
make_simulation (ElectorScenario *scenario, gint64 *clock)
{
  ElectorSimulation *simulation = elector_simulation_new (scenario);

  elector_simulation_set_clock (simulation, fake_clock, clock);
  return simulation;
}

static void
count_cb (guint *count)
{
  (*count)++;
}

/* What the whole run is, without anybody watching. */
static GArray *
make_records (ElectorScenario *scenario)
{
  g_autoptr (ElectorRun) run = elector_run_new (scenario);
  ElectorTrace *trace = elector_run_get_trace (run);

  elector_run_advance (run, UNTIL);
  return engine_fixture_copy_records (trace, elector_trace_get_length (trace));
}

/* That the cursor is at a place, and the moment is what it should be there. */
static void
assert_moment (ElectorSimulation *simulation)
{
  ElectorTrace *trace = elector_simulation_get_trace (simulation);
  const ElectorNetworkConfig *network = elector_scenario_get_network (elector_simulation_get_scenario (simulation));
  GListModel *nodes = elector_simulation_get_nodes (simulation);
  ElectorMoment moment;
  guint position = G_MAXUINT;

  elector_moment_init (&moment, elector_trace_get_config (trace), network);
  elector_trace_seek (trace, &moment, &position, elector_simulation_get_position (simulation),
                      elector_simulation_get_time (simulation));
  engine_fixture_assert_same_moments (elector_simulation_get_moment (simulation), &moment);
  for (guint i = 0; i < g_list_model_get_n_items (nodes); i++)
    {
      g_autoptr (ElectorNode) node = g_list_model_get_item (nodes, i);
      const ElectorMomentNode *wanted = elector_moment_get_node (&moment, elector_node_get_id (node));

      g_assert_cmpuint (elector_node_get_id (node), ==, i + 1);
      g_assert_cmpint (elector_node_get_role (node), ==, wanted->role);
      g_assert_cmpint (elector_node_get_condition (node), ==, wanted->condition);
      g_assert_cmpuint (elector_node_get_leader (node), ==, wanted->leader);
      g_assert_cmpuint (elector_node_get_term (node), ==, wanted->term);
    }
  elector_moment_clear (&moment);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (trace)), ==, elector_trace_get_length (trace));
  position = elector_simulation_get_position (simulation);
  g_assert_cmpint (elector_trace_get_record (trace, position - 1)->time, <=, elector_simulation_get_time (simulation));
}

/* --- However it is watched, the run is the same --- */

static void
play (ElectorScenario *scenario, GArray *records, double speed, gint64 interval)
{
  gint64 clock = 1000;
  g_autoptr (ElectorSimulation) simulation = make_simulation (scenario, &clock);

  elector_simulation_set_speed (simulation, speed);
  elector_simulation_set_playing (simulation, TRUE);
  while (elector_simulation_get_time (simulation) < UNTIL)
    {
      clock += interval;
      elector_simulation_update (simulation);
      g_assert_cmpfloat_with_epsilon ((double) elector_simulation_get_time (simulation),
                                      (double) (clock - 1000) * speed, 1.5);
    }
  assert_moment (simulation);
  engine_fixture_assert_records (elector_simulation_get_trace (simulation), records);
}

static void
wander (ElectorScenario *scenario, GArray *records, guint64 seed)
{
  gint64 clock = 0;
  g_autoptr (ElectorSimulation) simulation = make_simulation (scenario, &clock);
  ElectorRng rng;

  elector_rng_seed (&rng, seed, 5);
  for (guint i = 0; i < 300; i++)
    {
      guint length = elector_trace_get_length (elector_simulation_get_trace (simulation));

      switch (elector_rng_below (&rng, 7))
        {
        case 0:
          elector_simulation_seek (simulation, (guint) elector_rng_below (&rng, length + 10));
          break;
        case 1:
          elector_simulation_seek_time (simulation, elector_rng_range (&rng, (ElectorRange) { 0, UNTIL }));
          break;
        case 2:
          elector_simulation_step_back (simulation);
          break;
        case 3:
          elector_simulation_set_playing (simulation, TRUE);
          break;
        case 4:
          clock += elector_rng_range (&rng, (ElectorRange) { 0, 100 * ELECTOR_MSEC });
          elector_simulation_update (simulation);
          break;
        case 5:
          elector_simulation_set_speed (simulation, (double) (1 + elector_rng_below (&rng, 30)) / 10);
          break;
        default:
          elector_simulation_step_forward (simulation);
          break;
        }
      assert_moment (simulation);
    }
  elector_simulation_seek_time (simulation, UNTIL);
  assert_moment (simulation);
  engine_fixture_assert_records (elector_simulation_get_trace (simulation), records);
}

static void
test_same (void)
{
  for (guint64 seed = 1; seed <= N_SEEDS; seed++)
    {
      guint n_nodes = 2 + (guint) (seed % 6);
      g_autoptr (ElectorScenario) scenario = engine_fixture_make_random (seed, n_nodes, UNTIL - ELECTOR_SEC);
      g_autoptr (GArray) records = make_records (scenario);

      g_test_message ("seed %" G_GUINT64_FORMAT, seed);
      play (scenario, records, 0.1, 16667);
      play (scenario, records, 1.0, 7001);
      play (scenario, records, 50.0, 3003);
      wander (scenario, records, seed);
    }
}

/* Every event once, forwards, backwards, and forwards again through what was recorded. */
static void
test_steps (void)
{
  for (guint64 seed = 1; seed <= N_SEEDS; seed++)
    {
      g_autoptr (ElectorScenario) scenario = engine_fixture_make_random (seed, 5, UNTIL - ELECTOR_SEC);
      g_autoptr (GArray) records = make_records (scenario);
      g_autoptr (ElectorSimulation) simulation = elector_simulation_new (scenario);
      g_autoptr (GArray) stops = g_array_new (FALSE, FALSE, sizeof (guint));
      guint start = elector_simulation_get_position (simulation), i = 0;

      g_test_message ("seed %" G_GUINT64_FORMAT, seed);
      while (elector_simulation_get_time (simulation) < UNTIL)
        {
          guint position = elector_simulation_get_position (simulation);
          ElectorTime time = elector_simulation_get_time (simulation);

          g_array_append_val (stops, position);
          elector_simulation_step_forward (simulation);
          g_assert_cmpint (elector_simulation_get_time (simulation), >=, time);
          if (elector_simulation_get_position (simulation) == position)
            break; /* all are down */
        }
      elector_simulation_seek_time (simulation, UNTIL);
      engine_fixture_assert_records (elector_simulation_get_trace (simulation), records);

      while (elector_simulation_can_step_back (simulation))
        {
          guint position = elector_simulation_get_position (simulation);

          elector_simulation_step_back (simulation);
          g_assert_cmpuint (elector_simulation_get_position (simulation), <, position);
        }
      g_assert_cmpuint (elector_simulation_get_position (simulation), ==, start);
      elector_simulation_step_back (simulation);
      g_assert_cmpuint (elector_simulation_get_position (simulation), ==, start);
      g_assert_cmpint (elector_simulation_get_time (simulation), ==, 0);

      for (i = 0; i < stops->len; i++)
        {
          g_assert_cmpuint (elector_simulation_get_position (simulation), ==, g_array_index (stops, guint, i));
          assert_moment (simulation);
          elector_simulation_step_forward (simulation);
        }
      engine_fixture_assert_records (elector_simulation_get_trace (simulation), records);
    }
}

/* When nothing can happen any more, a step forward does nothing. */
static void
test_dead (void)
{
  g_autoptr (ElectorScenario) scenario = engine_fixture_make ("[run]\nnodes=2\n[faults]\n1=1s crash 1\n2=1s crash 2\n");
  g_autoptr (ElectorSimulation) simulation = elector_simulation_new (scenario);
  guint position;
  ElectorTime time;

  elector_simulation_seek_time (simulation, 1100 * ELECTOR_MSEC);
  for (guint i = 0; i < 100; i++)
    elector_simulation_step_forward (simulation);
  position = elector_simulation_get_position (simulation);
  time = elector_simulation_get_time (simulation);
  g_assert_true (elector_simulation_is_at_end (simulation));
  g_assert_cmpint (time, <=, 2 * ELECTOR_SEC);
  elector_simulation_step_forward (simulation);
  g_assert_cmpuint (elector_simulation_get_position (simulation), ==, position);
  g_assert_cmpint (elector_simulation_get_time (simulation), ==, time);
  assert_moment (simulation);
  elector_simulation_step_back (simulation);
  g_assert_cmpuint (elector_simulation_get_position (simulation), <, position);
  elector_simulation_step_forward (simulation);
  g_assert_cmpuint (elector_simulation_get_position (simulation), ==, position);
  assert_moment (simulation);
}

/* --- Time --- */

static void
test_until (void)
{
  static const double speeds[] = { 0.5, 1.0, 100.0 };

  for (guint i = 0; i < G_N_ELEMENTS (speeds); i++)
    {
      gint64 clock = 0;
      g_autoptr (ElectorScenario) scenario = engine_fixture_make ("[run]\nuntil=2.345678s\n");
      g_autoptr (ElectorSimulation) simulation = make_simulation (scenario, &clock);
      guint n_notes = 0;

      g_signal_connect_swapped (simulation, "notify::playing", G_CALLBACK (count_cb), &n_notes);
      elector_simulation_set_speed (simulation, speeds[i]);
      elector_simulation_set_playing (simulation, TRUE);
      for (; elector_simulation_get_playing (simulation) && clock < 10 * ELECTOR_SEC; clock += 17001)
        elector_simulation_update (simulation);
      g_assert_false (elector_simulation_get_playing (simulation));
      g_assert_cmpint (elector_simulation_get_time (simulation), ==, 2345678);
      g_assert_cmpuint (n_notes, ==, 2);

      /* The run can go on past it, and does not stop there again. */
      elector_simulation_set_playing (simulation, TRUE);
      clock += ELECTOR_SEC;
      elector_simulation_update (simulation);
      g_assert_true (elector_simulation_get_playing (simulation));
      g_assert_cmpint (elector_simulation_get_time (simulation), >, 2345678);
    }
}

/* Pausing late must not run past the end either. */
static void
test_until_paused_late (void)
{
  gint64 clock = 0;
  g_autoptr (ElectorScenario) scenario = engine_fixture_make ("[run]\nuntil=2s\n");
  g_autoptr (ElectorSimulation) simulation = make_simulation (scenario, &clock);
  guint n_notes = 0;

  elector_simulation_set_playing (simulation, TRUE);
  g_signal_connect_swapped (simulation, "notify::playing", G_CALLBACK (count_cb), &n_notes);
  clock = 5 * ELECTOR_SEC;
  elector_simulation_set_playing (simulation, FALSE);
  g_assert_cmpint (elector_simulation_get_time (simulation), ==, 2 * ELECTOR_SEC);
  g_assert_cmpuint (n_notes, ==, 1);
}

static void
test_speed (void)
{
  gint64 clock = 0;
  g_autoptr (ElectorScenario) scenario = engine_fixture_make ("");
  g_autoptr (ElectorSimulation) simulation = make_simulation (scenario, &clock);
  guint n_notes = 0;

  g_signal_connect_swapped (simulation, "notify::speed", G_CALLBACK (count_cb), &n_notes);
  g_assert_cmpfloat (elector_simulation_get_speed (simulation), ==, 1.0);
  elector_simulation_set_speed (simulation, 1.0);
  g_assert_cmpuint (n_notes, ==, 0);
  elector_simulation_set_speed (simulation, 1e9);
  g_assert_cmpfloat (elector_simulation_get_speed (simulation), ==, ELECTOR_SPEED_MAX);
  elector_simulation_set_speed (simulation, -3);
  g_assert_cmpfloat (elector_simulation_get_speed (simulation), ==, ELECTOR_SPEED_MIN);
  g_assert_cmpuint (n_notes, ==, 2);

  /* A change in mid-run is from now on, not from the start. */
  elector_simulation_set_speed (simulation, 2.0);
  elector_simulation_set_playing (simulation, TRUE);
  clock += ELECTOR_SEC;
  elector_simulation_set_speed (simulation, 0.5);
  g_assert_cmpint (elector_simulation_get_time (simulation), ==, 2 * ELECTOR_SEC);
  clock += ELECTOR_SEC;
  elector_simulation_update (simulation);
  g_assert_cmpint (elector_simulation_get_time (simulation), ==, 2500 * ELECTOR_MSEC);
  /* What passes while it is paused does not count. */
  elector_simulation_set_playing (simulation, FALSE);
  clock += 10 * ELECTOR_SEC;
  elector_simulation_set_playing (simulation, TRUE);
  elector_simulation_update (simulation);
  g_assert_cmpint (elector_simulation_get_time (simulation), ==, 2500 * ELECTOR_MSEC);
}

/* --- The main loop --- */

/* How long the main loop would sleep, in milliseconds: -1 when there is no timer at all. */
static int
get_timeout (void)
{
  GMainContext *context = g_main_context_default ();
  GPollFD fds[8];
  int priority, timeout = -1;

  g_assert_true (g_main_context_acquire (context));
  g_main_context_prepare (context, &priority);
  g_main_context_query (context, G_MAXINT, &timeout, fds, G_N_ELEMENTS (fds));
  g_main_context_release (context);
  return timeout;
}

static void
test_idle (void)
{
  gint64 clock = 0;
  g_autoptr (ElectorScenario) scenario = engine_fixture_make ("");
  ElectorSimulation *simulation = make_simulation (scenario, &clock);

  g_assert_cmpint (get_timeout (), ==, -1);
  elector_simulation_set_playing (simulation, TRUE);
  g_assert_cmpint (get_timeout (), >=, 0);
  elector_simulation_set_playing (simulation, FALSE);
  g_assert_cmpint (get_timeout (), ==, -1);
  elector_simulation_seek_time (simulation, ELECTOR_SEC);
  elector_simulation_step_forward (simulation);
  elector_simulation_step_back (simulation);
  elector_simulation_toggle_crash (simulation, 5);
  elector_simulation_set_speed (simulation, 3);
  elector_simulation_undo (simulation);
  g_assert_cmpint (get_timeout (), ==, -1);
  elector_simulation_set_playing (simulation, TRUE);
  elector_simulation_reset (simulation);
  g_assert_cmpint (get_timeout (), ==, -1);
  elector_simulation_set_playing (simulation, TRUE);
  g_object_unref (simulation);
  g_assert_cmpint (get_timeout (), ==, -1);
}

static void
test_main_loop (void)
{
  g_autoptr (ElectorScenario) scenario = engine_fixture_make ("[run]\nuntil=5s\n[faults]\n1=1s crash 5\n");
  g_autoptr (ElectorSimulation) simulation = elector_simulation_new (scenario);
  g_autoptr (ElectorRun) run = elector_run_new (scenario);
  guint n_moves = 0;
  gint64 begin = g_get_monotonic_time ();

  elector_run_advance (run, 5 * ELECTOR_SEC);
  g_signal_connect_swapped (simulation, "moved", G_CALLBACK (count_cb), &n_moves);
  elector_simulation_set_speed (simulation, 20);
  elector_simulation_set_playing (simulation, TRUE);
  while (elector_simulation_get_playing (simulation) && g_get_monotonic_time () - begin < 20 * G_USEC_PER_SEC)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (elector_simulation_get_time (simulation), ==, 5 * ELECTOR_SEC);
  g_assert_cmpint (g_get_monotonic_time () - begin, >=, 249 * ELECTOR_MSEC);
  g_assert_cmpuint (n_moves, >, 3);
  engine_fixture_assert_same_traces (elector_simulation_get_trace (simulation), elector_run_get_trace (run));
  g_assert_cmpint (get_timeout (), ==, -1);
}

/* A run that costs more than there is time does not block: virtual time passes more slowly. */
static void
test_budget (void)
{
  g_autoptr (ElectorScenario) scenario
    = engine_fixture_make ("[run]\nnodes=100\nuntil=2min\n[bully]\nheartbeat=5ms\nanswer-timeout=150ms\n");
  g_autoptr (ElectorSimulation) simulation = elector_simulation_new (scenario);
  gint64 begin = g_get_monotonic_time ();

  elector_simulation_set_speed (simulation, ELECTOR_SPEED_MAX);
  elector_simulation_set_playing (simulation, TRUE);
  while (g_get_monotonic_time () - begin < 100 * ELECTOR_MSEC)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (elector_simulation_get_playing (simulation));
  g_assert_cmpint (elector_simulation_get_time (simulation), >, 0);
  g_assert_cmpint (g_get_monotonic_time () - begin, <, 2 * G_USEC_PER_SEC);
  elector_simulation_set_playing (simulation, FALSE);
}

/* --- Nodes --- */

static void
test_nodes (void)
{
  gint64 clock = 0;
  g_autoptr (ElectorScenario) scenario = engine_fixture_make ("[run]\nnodes=3\n");
  g_autoptr (ElectorScenario) larger = engine_fixture_make ("[run]\nnodes=7\n");
  g_autoptr (ElectorSimulation) simulation = make_simulation (scenario, &clock);
  GListModel *nodes = elector_simulation_get_nodes (simulation);
  g_autoptr (ElectorNode) first = g_list_model_get_item (nodes, 0);
  guint n_leaders = 0, n_descriptions = 0, n_changes = 0, n_scenarios = 0;

  g_assert_cmpuint (g_list_model_get_n_items (nodes), ==, 3);
  g_assert_true (g_list_model_get_item_type (nodes) == ELECTOR_TYPE_NODE);
  g_signal_connect_swapped (first, "notify::leader", G_CALLBACK (count_cb), &n_leaders);
  g_signal_connect_swapped (first, "notify::description", G_CALLBACK (count_cb), &n_descriptions);
  g_signal_connect_swapped (nodes, "items-changed", G_CALLBACK (count_cb), &n_changes);
  g_signal_connect_swapped (simulation, "notify::scenario", G_CALLBACK (count_cb), &n_scenarios);
  g_assert_cmpuint (elector_node_get_leader (first), ==, ELECTOR_NO_NODE);
  elector_simulation_seek_time (simulation, ELECTOR_SEC);
  g_assert_cmpuint (elector_node_get_leader (first), ==, 3);
  g_assert_cmpuint (n_leaders, ==, 1);
  g_assert_cmpuint (n_descriptions, ==, 1);
  elector_simulation_seek_time (simulation, 1100 * ELECTOR_MSEC);
  g_assert_cmpuint (n_leaders, ==, 1);
  elector_simulation_seek_time (simulation, 0);
  g_assert_cmpuint (elector_node_get_leader (first), ==, ELECTOR_NO_NODE);
  g_assert_cmpuint (n_leaders, ==, 2);
  elector_simulation_reset (simulation);
  g_assert_cmpuint (n_changes, ==, 0);
  g_assert_cmpuint (n_scenarios, ==, 0);

  elector_simulation_set_scenario (simulation, larger);
  g_assert_cmpuint (n_changes, ==, 1);
  g_assert_cmpuint (n_scenarios, ==, 1);
  g_assert_cmpuint (g_list_model_get_n_items (nodes), ==, 7);
  g_assert_true (elector_simulation_can_undo (simulation));
  elector_simulation_seek_time (simulation, ELECTOR_SEC);
  assert_moment (simulation);
  g_object_set (simulation, "scenario", scenario, NULL);
  g_assert_cmpuint (g_list_model_get_n_items (nodes), ==, 3);
  assert_moment (simulation);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/simulation/same", test_same);
  g_test_add_func ("/simulation/steps", test_steps);
  g_test_add_func ("/simulation/dead", test_dead);
  g_test_add_func ("/simulation/until", test_until);
  g_test_add_func ("/simulation/until-paused-late", test_until_paused_late);
  g_test_add_func ("/simulation/speed", test_speed);
  g_test_add_func ("/simulation/idle", test_idle);
  g_test_add_func ("/simulation/main-loop", test_main_loop);
  g_test_add_func ("/simulation/budget", test_budget);
  g_test_add_func ("/simulation/nodes", test_nodes);
  return g_test_run ();
}
