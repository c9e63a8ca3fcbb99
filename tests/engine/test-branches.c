/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Runs that share a past: what is done in the past makes another, and nothing is lost. */

#include "engine-fixture.h"

#include "engine/elector-simulation.h"
#include "engine/run-file.h"

#define N_SEEDS 60
#define N_MOVES 40

/* "Original, Node 5 crashes*": the names, each behind as many dots as it is deep, and a star at the current one. */
static char *
describe (ElectorSimulation *simulation)
{
  ElectorBranches *branches = elector_simulation_get_branches (simulation);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < elector_branches_get_n (branches); i++)
    {
      ElectorBranch *branch = elector_branches_get (branches, i);

      g_string_append (text, i > 0 ? ", " : "");
      for (guint depth = elector_branch_get_depth (branch); depth > 0; depth--)
        g_string_append_c (text, '.');
      g_string_append (text, elector_branch_get_name (branch));
      if (branch == elector_branches_get_current (branches))
        g_string_append_c (text, '*');
    }
  return g_string_free (text, FALSE);
}

static void
assert_tree (ElectorSimulation *simulation, const char *expected)
{
  g_autofree char *text = describe (simulation);

  g_assert_cmpstr (text, ==, expected);
}

static void
go_to (ElectorSimulation *simulation, const char *name)
{
  elector_simulation_go_to_branch (simulation, elector_branches_find (elector_simulation_get_branches (simulation),
                                                                      name));
}

/* That the trace of a branch is what its inputs give, byte by byte. */
static void
assert_follows (ElectorBranch *branch)
{
  ElectorRun *run = elector_branch_get_run (branch);
  g_autoptr (ElectorRun) fresh = NULL;
  const ElectorIntervention *interventions;
  guint n;

  interventions = elector_run_get_interventions (run, &n);
  fresh = elector_run_new_planned (elector_run_get_scenario (run), interventions, n);
  elector_run_advance (fresh, 10 * ELECTOR_SEC);
  elector_run_advance (run, 10 * ELECTOR_SEC);
  g_assert_true (elector_run_is_faithful (fresh));
  engine_fixture_assert_same_traces (elector_run_get_trace (run), elector_run_get_trace (fresh));
}

static void
assert_all_follow (ElectorSimulation *simulation)
{
  ElectorBranches *branches = elector_simulation_get_branches (simulation);

  for (guint i = 0; i < elector_branches_get_n (branches); i++)
    assert_follows (elector_branches_get (branches, i));
}

/* In the past, an intervention makes a branch and keeps the other; at the end it does not. */
static void
test_fork (void)
{
  g_autoptr (ElectorScenario) scenario = engine_fixture_make ("");
  g_autoptr (ElectorSimulation) simulation = elector_simulation_new (scenario);
  ElectorBranches *branches = elector_simulation_get_branches (simulation);
  ElectorTrace *trace = elector_simulation_get_trace (simulation);
  const ElectorPlace *from;

  assert_tree (simulation, "Original*");
  elector_simulation_seek_time (simulation, 3 * ELECTOR_SEC);
  g_assert_true (engine_fixture_intervene (simulation, "crash 5"));
  assert_tree (simulation, "Original*");
  elector_simulation_seek_time (simulation, ELECTOR_SEC);
  g_assert_true (engine_fixture_intervene (simulation, "crash 4"));
  assert_tree (simulation, "Original, .Node 4 crashes*");
  from = elector_branch_get_from (elector_branches_get_current (branches));
  g_assert_cmpint (from->time, ==, ELECTOR_SEC);
  elector_simulation_seek_time (simulation, 4 * ELECTOR_SEC);
  elector_simulation_seek_time (simulation, 2 * ELECTOR_SEC);
  g_assert_true (engine_fixture_intervene (simulation, "pause 2"));
  assert_tree (simulation, "Original, .Node 4 crashes, ..Node 2 is paused*");
  /* What lies before a branch's beginning is its parent's. */
  elector_simulation_seek_time (simulation, 500 * ELECTOR_MSEC);
  g_assert_true (engine_fixture_intervene (simulation, "crash 4"));
  assert_tree (simulation, "Original, .Node 4 crashes, ..Node 2 is paused, .Node 4 crashes (2)*");

  go_to (simulation, "Original");
  g_assert_true (elector_simulation_get_trace (simulation) == trace);
  g_assert_cmpint (elector_simulation_get_time (simulation), ==, ELECTOR_SEC);
  go_to (simulation, "Node 2 is paused");
  g_assert_cmpint (elector_simulation_get_time (simulation), ==, 500 * ELECTOR_MSEC);
  assert_all_follow (simulation);
}

/* Undo takes interventions back one by one, and redo does them again; what was done stays in the tree meanwhile. */
static void
test_undo (void)
{
  g_autoptr (ElectorScenario) scenario = engine_fixture_make ("");
  g_autoptr (ElectorSimulation) simulation = elector_simulation_new (scenario);
  ElectorTrace *trace = elector_simulation_get_trace (simulation);

  elector_simulation_seek_time (simulation, ELECTOR_SEC);
  engine_fixture_intervene (simulation, "crash 5");
  elector_simulation_seek_time (simulation, 2 * ELECTOR_SEC);
  engine_fixture_intervene (simulation, "crash 4");
  elector_simulation_seek_time (simulation, 3 * ELECTOR_SEC);

  elector_simulation_undo (simulation);
  assert_tree (simulation, "Original*, .Node 4 crashes");
  g_assert_cmpint (elector_simulation_get_time (simulation), ==, 2 * ELECTOR_SEC);
  g_assert_cmpint (elector_moment_get_node (elector_simulation_get_moment (simulation), 4)->condition, ==,
                   ELECTOR_CONDITION_UP);
  elector_simulation_undo (simulation);
  assert_tree (simulation, "Original*, .Node 4 crashes");
  g_assert_cmpint (elector_simulation_get_time (simulation), ==, ELECTOR_SEC);
  g_assert_false (elector_simulation_can_undo (simulation));
  assert_all_follow (simulation);

  elector_simulation_redo (simulation);
  elector_simulation_redo (simulation);
  g_assert_false (elector_simulation_can_redo (simulation));
  assert_tree (simulation, "Original*");
  g_assert_true (elector_simulation_get_trace (simulation) == trace);
  g_assert_cmpint (elector_simulation_get_time (simulation), ==, 3 * ELECTOR_SEC);

  /* Something else instead: what was undone stays. */
  elector_simulation_undo (simulation);
  engine_fixture_intervene (simulation, "crash 3");
  g_assert_false (elector_simulation_can_redo (simulation));
  assert_tree (simulation, "Original*, .Node 4 crashes");
  assert_all_follow (simulation);
}

/* Taking back a branch goes where one was before. */
static void
test_undo_fork (void)
{
  g_autoptr (ElectorScenario) scenario = engine_fixture_make ("");
  g_autoptr (ElectorSimulation) simulation = elector_simulation_new (scenario);

  elector_simulation_seek_time (simulation, 3 * ELECTOR_SEC);
  elector_simulation_seek_time (simulation, ELECTOR_SEC);
  engine_fixture_intervene (simulation, "crash 5");
  assert_tree (simulation, "Original, .Node 5 crashes*");
  elector_simulation_undo (simulation);
  assert_tree (simulation, "Original*, .Node 5 crashes");
  elector_simulation_redo (simulation);
  assert_tree (simulation, "Original, .Node 5 crashes*");
}

/* A reset begins again, and keeps what was done as a branch. */
static void
test_reset (void)
{
  g_autoptr (ElectorScenario) scenario = engine_fixture_make ("");
  g_autoptr (ElectorSimulation) simulation = elector_simulation_new (scenario);

  elector_simulation_seek_time (simulation, ELECTOR_SEC);
  elector_simulation_reset (simulation);
  assert_tree (simulation, "Original*");
  elector_simulation_seek_time (simulation, ELECTOR_SEC);
  engine_fixture_intervene (simulation, "crash 5");
  elector_simulation_reset (simulation);
  assert_tree (simulation, "Original*, .Node 5 crashes");
  g_assert_cmpint (elector_simulation_get_time (simulation), ==, 0);
  elector_simulation_undo (simulation);
  assert_tree (simulation, "Original*");
}

static void
test_names (void)
{
  g_autoptr (ElectorScenario) scenario = engine_fixture_make ("");
  g_autoptr (ElectorSimulation) simulation = elector_simulation_new (scenario);
  ElectorBranches *branches = elector_simulation_get_branches (simulation);

  elector_simulation_rename_branch (simulation, elector_branches_get (branches, 0), "  First ");
  assert_tree (simulation, "First*");
  elector_simulation_rename_branch (simulation, elector_branches_get (branches, 0), " ");
  assert_tree (simulation, "First*");
  elector_simulation_undo (simulation);
  assert_tree (simulation, "Original*");
  elector_simulation_redo (simulation);
  assert_tree (simulation, "First*");
}

/* What departs from a branch stays when that goes, and departs from whatever that departed from. */
static void
test_remove (void)
{
  g_autoptr (ElectorScenario) scenario = engine_fixture_make ("");
  g_autoptr (ElectorSimulation) simulation = elector_simulation_new (scenario);
  ElectorBranches *branches = elector_simulation_get_branches (simulation);

  g_assert_false (elector_simulation_remove_branch (simulation, elector_branches_get (branches, 0)));
  elector_simulation_seek_time (simulation, 5 * ELECTOR_SEC);
  elector_simulation_seek_time (simulation, ELECTOR_SEC);
  engine_fixture_intervene (simulation, "crash 5");
  elector_simulation_seek_time (simulation, 5 * ELECTOR_SEC);
  elector_simulation_seek_time (simulation, 2 * ELECTOR_SEC);
  engine_fixture_intervene (simulation, "crash 4");
  assert_tree (simulation, "Original, .Node 5 crashes, ..Node 4 crashes*");

  g_assert_true (elector_simulation_remove_branch (simulation, elector_branches_find (branches, "Node 5 crashes")));
  assert_tree (simulation, "Original, .Node 4 crashes*");
  g_assert_cmpint (elector_branch_get_from (elector_branches_get (branches, 1))->time, ==, ELECTOR_SEC);
  elector_simulation_undo (simulation);
  assert_tree (simulation, "Original, .Node 5 crashes, ..Node 4 crashes*");
  g_assert_true (elector_simulation_remove_branch (simulation, elector_branches_find (branches, "Original")));
  assert_tree (simulation, "Node 5 crashes, .Node 4 crashes*");
  g_assert_true (elector_simulation_remove_branch (simulation, elector_branches_find (branches, "Node 4 crashes")));
  assert_tree (simulation, "Node 5 crashes*");
  assert_all_follow (simulation);
}

static void
move_anywhere (ElectorSimulation *simulation, ElectorRng *rng)
{
  static const char *const words[] = { "crash", "crash", "recover", "pause", "resume", "campaign" };
  ElectorBranches *branches = elector_simulation_get_branches (simulation);
  guint n = elector_branches_get_n (branches);
  g_autofree char *fault = g_strdup_printf ("%s %u", words[elector_rng_below (rng, G_N_ELEMENTS (words))],
                                            1 + (guint) elector_rng_below (rng, 5));

  switch (elector_rng_below (rng, 8))
    {
    case 0:
      elector_simulation_undo (simulation);
      break;
    case 1:
      elector_simulation_redo (simulation);
      break;
    case 2:
      elector_simulation_go_to_branch (simulation, elector_branches_get (branches, (guint) elector_rng_below (rng, n)));
      break;
    case 3:
      elector_simulation_step_forward (simulation);
      break;
    case 4:
      if (elector_rng_chance (rng, 200000))
        elector_simulation_remove_branch (simulation,
                                          elector_branches_get (branches, (guint) elector_rng_below (rng, n)));
      break;
    default:
      elector_simulation_seek_time (simulation, elector_rng_range (rng, (ElectorRange) { 0, 5 * ELECTOR_SEC }));
      engine_fixture_intervene (simulation, fault);
      break;
    }
}

/* The moment at the cursor is the one that the run's own records give. */
static void
assert_cursor (ElectorSimulation *simulation)
{
  ElectorTrace *trace = elector_simulation_get_trace (simulation);
  ElectorMoment moment = { 0 };
  guint position = G_MAXUINT;

  elector_moment_init (&moment, elector_trace_get_config (trace),
                       elector_scenario_get_network (elector_simulation_get_scenario (simulation)));
  elector_trace_seek (trace, &moment, &position, elector_simulation_get_position (simulation),
                      elector_simulation_get_time (simulation));
  engine_fixture_assert_same_moments (elector_simulation_get_moment (simulation), &moment);
  elector_moment_clear (&moment);
}

/* Whatever one does: every branch is what its inputs give, written and read back too. */
static void
test_random (void)
{
  for (guint64 seed = 1; seed <= N_SEEDS; seed++)
    {
      g_autoptr (ElectorScenario) scenario = engine_fixture_make_random (seed, 5, 4 * ELECTOR_SEC);
      g_autoptr (ElectorSimulation) simulation = elector_simulation_new (scenario);
      g_autoptr (ElectorBranches) again = NULL;
      g_autoptr (GError) error = NULL;
      g_autofree char *text = NULL, *second = NULL;
      ElectorBranches *branches = elector_simulation_get_branches (simulation);
      ElectorRng rng;

      g_test_message ("seed %" G_GUINT64_FORMAT, seed);
      elector_rng_seed (&rng, seed, 4711);
      for (guint i = 0; i < N_MOVES; i++)
        {
          move_anywhere (simulation, &rng);
          assert_cursor (simulation);
        }
      elector_simulation_note_cursor (simulation);
      text = elector_run_file_format (branches);
      again = elector_run_file_parse (text, -1, "test", &error);
      g_assert_no_error (error);
      second = elector_run_file_format (again);
      g_assert_cmpstr (second, ==, text);
      assert_all_follow (simulation);
      for (guint i = 0; i < elector_branches_get_n (again); i++)
        {
          ElectorRun *run = elector_branch_get_run (elector_branches_get (again, i));

          elector_run_advance (run, 10 * ELECTOR_SEC);
          engine_fixture_assert_same_traces (
            elector_run_get_trace (run),
            elector_run_get_trace (elector_branch_get_run (elector_branches_get (branches, i))));
        }
    }
}

/* A branch whose memory was given back is made again, and its cursor found. */
static void
test_rewind (void)
{
  g_autoptr (ElectorScenario) scenario = engine_fixture_make ("[network]\ndelay=50ms\n");
  g_autoptr (ElectorSimulation) simulation = elector_simulation_new (scenario);
  ElectorBranches *branches = elector_simulation_get_branches (simulation);
  ElectorRun *run = elector_branch_get_run (elector_branches_get_current (branches));
  g_autoptr (GArray) records = NULL;
  guint position;

  elector_simulation_seek_time (simulation, 2 * ELECTOR_SEC);
  engine_fixture_intervene (simulation, "crash 5");
  for (guint i = 0; i < 30; i++)
    elector_simulation_step_forward (simulation);
  position = elector_simulation_get_position (simulation);
  records = engine_fixture_copy_records (elector_simulation_get_trace (simulation), position);
  elector_simulation_seek_time (simulation, ELECTOR_SEC);
  engine_fixture_intervene (simulation, "crash 4");
  g_assert_cmpuint (elector_run_get_memory (run), >, 0);
  elector_branch_set_cursor (elector_branches_get (branches, 0),
                             (ElectorPlace) { g_array_index (records, ElectorRecord, position - 1).time,
                                              elector_run_count_events (run, position) }, position);
  elector_run_rewind (run);
  g_assert_cmpuint (elector_run_get_memory (run), ==, 0);
  go_to (simulation, "Original");
  g_assert_cmpuint (elector_simulation_get_position (simulation), ==, position);
  engine_fixture_assert_records (elector_simulation_get_trace (simulation), records);
  assert_all_follow (simulation);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/branches/fork", test_fork);
  g_test_add_func ("/branches/undo", test_undo);
  g_test_add_func ("/branches/undo-fork", test_undo_fork);
  g_test_add_func ("/branches/reset", test_reset);
  g_test_add_func ("/branches/names", test_names);
  g_test_add_func ("/branches/remove", test_remove);
  g_test_add_func ("/branches/random", test_random);
  g_test_add_func ("/branches/rewind", test_rewind);
  return g_test_run ();
}
