/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "engine/elector-showdown.h"

#include "engine-fixture.h"
#include "engine/counters.h"
#include "engine/showdown-shot.h"
#include "protocols/registry.h"

#include <inttypes.h>
#include <string.h>

#define SCRIPT "[run]\nnodes=5\nseed=1\n[faults]\n1=3s partition 1,2|3,4,5\n2=6s heal\n3=7s transfer 4\n"

static ElectorShowdown *
new_showdown (const char *text)
{
  g_autoptr (ElectorScenario) script = engine_fixture_make (text);

  return elector_showdown_new (script);
}

/* Bully and Raft; the counts of what a moment has. */
static const ElectorMoment *
get_moment (ElectorShowdown *showdown, guint i)
{
  return elector_simulation_get_moment (elector_showdown_get_contestant (showdown, i));
}

static void
assert_locked (ElectorShowdown *showdown)
{
  ElectorTime time = elector_simulation_get_time (elector_showdown_get_timekeeper (showdown));

  for (guint i = 0; i < elector_showdown_get_n_contestants (showdown); i++)
    {
      ElectorSimulation *contestant = elector_showdown_get_contestant (showdown, i);

      g_assert_cmpint (elector_simulation_get_time (contestant), ==, time);
      g_assert_cmpint (get_moment (showdown, i)->time, ==, time);
    }
}

static gboolean
intervene (ElectorShowdown *showdown, guint i, const char *text)
{
  return engine_fixture_intervene (elector_showdown_get_contestant (showdown, i), text);
}

static gint64
test_clock (gpointer user_data)
{
  return *(gint64 *) user_data;
}

static void
test_locked_time (void)
{
  g_autoptr (ElectorShowdown) showdown = new_showdown (SCRIPT);
  ElectorSimulation *timekeeper = elector_showdown_get_timekeeper (showdown);
  gint64 now = 0;

  elector_simulation_set_clock (timekeeper, test_clock, &now);
  elector_simulation_set_playing (timekeeper, TRUE);
  for (guint i = 0; i < 300; i++)
    {
      now += 16667;
      elector_simulation_update (timekeeper);
      assert_locked (showdown);
    }
  g_assert_cmpint (elector_simulation_get_time (timekeeper), ==, now);
  for (guint i = 0; i < 200; i++)
    {
      elector_showdown_step_back (showdown);
      assert_locked (showdown);
    }
  g_assert_false (elector_simulation_get_playing (timekeeper));
  for (guint i = 0; i < 200; i++)
    {
      elector_showdown_step_forward (showdown);
      assert_locked (showdown);
    }
}

/* A step back and one forward lead to where one was; each goes to something that happens. */
static void
test_steps (void)
{
  g_autoptr (ElectorShowdown) showdown = new_showdown (SCRIPT);
  ElectorSimulation *timekeeper = elector_showdown_get_timekeeper (showdown);
  ElectorTime before = -1;

  g_assert_false (elector_showdown_can_step_back (showdown));
  for (guint i = 0; i < 100; i++)
    {
      ElectorTime time, back;

      elector_showdown_step_forward (showdown);
      time = elector_simulation_get_time (timekeeper);
      g_assert_cmpint (time, >, before);
      g_assert_true (elector_showdown_can_step_back (showdown));
      elector_showdown_step_back (showdown);
      back = elector_simulation_get_time (timekeeper);
      g_assert_cmpint (back, ==, MAX (before, 0));
      elector_showdown_step_forward (showdown);
      g_assert_cmpint (elector_simulation_get_time (timekeeper), ==, time);
      before = time;
    }
}

/* Each run is what it would be alone. */
static void
test_same_as_alone (void)
{
  g_autoptr (ElectorShowdown) showdown = new_showdown (SCRIPT);

  for (ElectorTime time = 0; time < 10 * ELECTOR_SEC; time += 33 * ELECTOR_MSEC)
    elector_showdown_seek_time (showdown, time);
  elector_showdown_seek_time (showdown, 10 * ELECTOR_SEC);
  for (guint i = 0; i < elector_showdown_get_n_contestants (showdown); i++)
    {
      ElectorSimulation *contestant = elector_showdown_get_contestant (showdown, i);
      g_autoptr (ElectorRun) alone = elector_run_new (elector_simulation_get_scenario (contestant));

      elector_run_advance (alone, 10 * ELECTOR_SEC);
      engine_fixture_assert_same_traces (elector_simulation_get_trace (contestant), elector_run_get_trace (alone));
    }
}

/* The same system, the same faults, but for what an algorithm knows nothing of. */
static void
test_same_script (void)
{
  g_autoptr (ElectorShowdown) showdown = new_showdown (SCRIPT);

  for (guint i = 0; i < elector_showdown_get_n_contestants (showdown); i++)
    {
      ElectorScenario *part = elector_simulation_get_scenario (elector_showdown_get_contestant (showdown, i));
      const ElectorConfig *config = elector_scenario_get_config (part);
      guint n;
      const ElectorFault *faults = elector_scenario_get_faults (part, &n);

      g_assert_true (config->protocol == elector_registry_get_protocol (i));
      g_assert_cmpuint (config->n_nodes, ==, 5);
      g_assert_cmpuint (elector_scenario_get_seed (part), ==, 1);
      g_assert_cmpuint (n, ==, config->protocol->can_transfer ? 3 : 2);
      g_assert_cmpint (faults[0].kind, ==, ELECTOR_FAULT_PARTITION);
      g_assert_cmpint (faults[1].kind, ==, ELECTOR_FAULT_HEAL);
    }
}

/* Whatever is done in one place happens to all, at one time; in the past it replaces all, and undo brings all back. */
static void
test_intervene (void)
{
  g_autoptr (ElectorShowdown) showdown = new_showdown ("[run]\nnodes=5\nseed=1\n");

  elector_showdown_seek_time (showdown, 3 * ELECTOR_SEC);
  g_assert_true (intervene (showdown, 1, "crash 5"));
  assert_locked (showdown);
  g_assert_false (elector_showdown_can_undo (showdown));
  for (guint i = 0; i < 2; i++)
    g_assert_cmpint (elector_moment_get_node (get_moment (showdown, i), 5)->condition, ==, ELECTOR_CONDITION_CRASHED);

  elector_showdown_seek_time (showdown, 6 * ELECTOR_SEC);
  elector_showdown_seek_time (showdown, 2 * ELECTOR_SEC);
  g_assert_true (intervene (showdown, 0, "crash 4"));
  assert_locked (showdown);
  g_assert_true (elector_showdown_can_undo (showdown));
  elector_showdown_seek_time (showdown, 4 * ELECTOR_SEC);
  for (guint i = 0; i < 2; i++)
    {
      g_assert_cmpint (elector_moment_get_node (get_moment (showdown, i), 5)->condition, ==, ELECTOR_CONDITION_UP);
      g_assert_cmpint (elector_moment_get_node (get_moment (showdown, i), 4)->condition, ==,
                       ELECTOR_CONDITION_CRASHED);
    }

  elector_showdown_undo (showdown);
  assert_locked (showdown);
  elector_showdown_seek_time (showdown, 4 * ELECTOR_SEC);
  for (guint i = 0; i < 2; i++)
    {
      g_assert_cmpint (elector_moment_get_node (get_moment (showdown, i), 5)->condition, ==,
                       ELECTOR_CONDITION_CRASHED);
      g_assert_cmpint (elector_moment_get_node (get_moment (showdown, i), 4)->condition, ==, ELECTOR_CONDITION_UP);
    }
}

/* What one of them cannot take replaces only the others, and undo knows. */
static void
test_transfer (void)
{
  g_autoptr (ElectorShowdown) showdown = new_showdown ("[run]\nnodes=5\nseed=1\n");
  ElectorTrace *bully, *raft;

  elector_showdown_seek_time (showdown, 4 * ELECTOR_SEC);
  elector_showdown_seek_time (showdown, 3 * ELECTOR_SEC);
  bully = elector_simulation_get_trace (elector_showdown_get_contestant (showdown, 0));
  raft = elector_simulation_get_trace (elector_showdown_get_contestant (showdown, 1));
  g_assert_true (intervene (showdown, 0, "transfer 2"));
  g_assert_true (elector_simulation_get_trace (elector_showdown_get_contestant (showdown, 0)) == bully);
  g_assert_true (elector_simulation_get_trace (elector_showdown_get_contestant (showdown, 1)) != raft);
  elector_showdown_undo (showdown);
  assert_locked (showdown);
  g_assert_true (elector_simulation_get_trace (elector_showdown_get_contestant (showdown, 0)) == bully);
  g_assert_true (elector_simulation_get_trace (elector_showdown_get_contestant (showdown, 1)) == raft);
}

/* Another script and back: undo brings back its title, too. */
static void
test_script (void)
{
  g_autoptr (ElectorShowdown) showdown = new_showdown ("[run]\nnodes=5\nseed=1\n");
  g_autoptr (ElectorScenario) first = g_object_ref (elector_showdown_get_script (showdown));
  g_autoptr (ElectorScenario) second = engine_fixture_make (SCRIPT);

  elector_showdown_seek_time (showdown, 2 * ELECTOR_SEC);
  elector_showdown_set_script (showdown, second);
  assert_locked (showdown);
  g_assert_cmpint (elector_simulation_get_time (elector_showdown_get_timekeeper (showdown)), ==, 0);
  g_assert_true (elector_showdown_get_script (showdown) == second);
  elector_showdown_undo (showdown);
  assert_locked (showdown);
  g_assert_true (elector_showdown_get_script (showdown) == first);
  g_assert_cmpint (elector_simulation_get_time (elector_showdown_get_timekeeper (showdown)), ==, 2 * ELECTOR_SEC);
  elector_showdown_undo (showdown);
  g_assert_true (elector_showdown_get_script (showdown) == second);
  elector_showdown_seek_time (showdown, ELECTOR_SEC);
  elector_showdown_reset (showdown);
  g_assert_cmpint (elector_simulation_get_time (elector_showdown_get_timekeeper (showdown)), ==, 0);
  assert_locked (showdown);
}

/* Two crowns with the bully algorithm, one with Raft; and what that counts. */
static void
test_partition (void)
{
  g_autoptr (ElectorShowdown) showdown = new_showdown (SCRIPT);

  elector_showdown_seek_time (showdown, 5500 * ELECTOR_MSEC);
  g_assert_cmpuint (get_moment (showdown, 0)->n_leaders, ==, 2);
  g_assert_cmpint (get_moment (showdown, 0)->judge.findings[ELECTOR_PROPERTY_SINGLE_LEADER].verdict, >=,
                   ELECTOR_VERDICT_BROKEN);
  g_assert_cmpuint (get_moment (showdown, 1)->n_leaders, ==, 1);
  g_assert_cmpint (get_moment (showdown, 1)->judge.findings[ELECTOR_PROPERTY_SINGLE_LEADER].verdict, ==,
                   ELECTOR_VERDICT_HOLDS);
}

/* The counters are those at the cursor: going back lowers them to what they were. */
static void
test_counters (void)
{
  g_autoptr (ElectorShowdown) showdown = new_showdown (SCRIPT "4=7.5s crash 5\n5=2s writes 50ms\n");
  guint n;
  const ElectorCounter *counters = elector_counters_get (&n);

  for (guint i = 0; i < 2; i++)
    for (guint counter = 0; counter < n; counter++)
      {
        g_autofree char *early = NULL, *late = NULL, *again = NULL;

        elector_showdown_seek_time (showdown, ELECTOR_SEC);
        early = counters[counter].format (get_moment (showdown, i));
        elector_showdown_seek_time (showdown, 9 * ELECTOR_SEC);
        late = counters[counter].format (get_moment (showdown, i));
        elector_showdown_seek_time (showdown, ELECTOR_SEC);
        again = counters[counter].format (get_moment (showdown, i));
        g_assert_cmpstr (early, ==, again);
        if (i == 0 || counter == 0)
          g_assert_cmpstr (early, !=, late);
      }
}

static void
test_count_text (void)
{
  g_autoptr (ElectorShowdown) showdown = new_showdown ("[run]\nnodes=3\nseed=1\n[network]\ndelay=10ms\n");
  guint n;
  const ElectorCounter *counters = elector_counters_get (&n);
  g_autofree char *messages = NULL, *types = NULL, *elections = NULL, *leaderless = NULL, *breaks = NULL;

  elector_showdown_seek_time (showdown, 50 * ELECTOR_MSEC);
  messages = counters[0].format (get_moment (showdown, 0));
  types = counters[0].format_detail (get_moment (showdown, 0));
  elections = counters[1].format (get_moment (showdown, 0));
  leaderless = counters[2].format (get_moment (showdown, 0));
  breaks = counters[3].format_detail (get_moment (showdown, 0));
  g_assert_cmpstr (messages, ==, "2");
  g_assert_cmpstr (types, ==, "VICTORY 2");
  g_assert_cmpstr (elections, ==, "1");
  g_assert_cmpstr (leaderless, ==, "0.00 s");
  g_assert_cmpstr (breaks, ==, "everything has held");
}

static void
assert_row (const char *csv, const char *format, ...) G_GNUC_PRINTF (2, 3);

static void
assert_row (const char *csv, const char *format, ...)
{
  g_autofree char *row = NULL, *line = NULL;
  va_list args;

  va_start (args, format);
  row = g_strdup_vprintf (format, args);
  va_end (args);
  line = g_strconcat ("\n", row, "\n", NULL);
  if (strstr (csv, line) == NULL)
    g_error ("“%s” is not in:\n%s", row, csv);
}

/* The table says what each run has cost up to the time, and what there is of it stays when all goes on. */
static void
test_table (void)
{
  g_autoptr (ElectorShowdown) showdown = new_showdown (SCRIPT "4=7.5s crash 5\n5=2s writes 50ms\n");
  g_autoptr (ElectorShowdownShot) shot = NULL, later = NULL;
  g_autofree char *csv = NULL, *csv_later = NULL;

  elector_showdown_seek_time (showdown, 5 * ELECTOR_SEC);
  shot = elector_showdown_shot_new (showdown);
  csv = elector_showdown_shot_to_csv (shot, shot->time);
  g_assert_true (g_str_has_prefix (csv, "time_us,contestant,algorithm,nodes,seed,measure,kind,value\n"));
  for (guint i = 0; i < 2; i++)
    {
      const ElectorMoment *moment = get_moment (showdown, i);
      const ElectorProtocol *protocol = moment->config->protocol;
      g_autofree char *head = g_strdup_printf ("5000000,%s,%s,5,1", protocol->name, protocol->id);

      for (guint type = 0; type < protocol->messages.length; type++)
        assert_row (csv, "%s,messages,%s,%" PRIu64, head, protocol->messages.ids[type], moment->sent[type]);
      assert_row (csv, "%s,elections,,%" PRIu64, head, moment->elections);
      assert_row (csv, "%s,leaderless_us,,%" PRId64, head, moment->leaderless);
      assert_row (csv, "%s,breaks,single-leader,%u", head, moment->judge.breaks[ELECTOR_PROPERTY_SINGLE_LEADER]);
      assert_row (csv, "%s,writes,accepted,%u", head, moment->client.accepted);
      assert_row (csv, "%s,writes,lost,%u", head, moment->client.lost);
    }
  elector_showdown_seek_time (showdown, 9 * ELECTOR_SEC);
  later = elector_showdown_shot_new (showdown);
  csv_later = elector_showdown_shot_to_csv (later, 5 * ELECTOR_SEC);
  g_assert_cmpstr (csv, ==, csv_later);
}

static void
count_cb (guint *count)
{
  (*count)++;
}

static void
test_contestants (void)
{
  g_autoptr (ElectorShowdown) showdown = new_showdown (SCRIPT);
  guint max = elector_showdown_get_max_contestants (showdown), changes = 0;

  g_assert_cmpuint (max, ==, MIN (elector_registry_get_n_protocols (), ELECTOR_SHOWDOWN_MAX));
  g_assert_cmpuint (elector_showdown_get_n_contestants (showdown), ==, ELECTOR_SHOWDOWN_MIN);
  g_signal_connect_swapped (showdown, "contestants-changed", G_CALLBACK (count_cb), &changes);
  elector_showdown_seek_time (showdown, 4 * ELECTOR_SEC);
  elector_showdown_set_n_contestants (showdown, 100);
  g_assert_cmpuint (elector_showdown_get_n_contestants (showdown), ==, max);
  g_assert_cmpuint (changes, ==, max > ELECTOR_SHOWDOWN_MIN);
  elector_showdown_seek_time (showdown, 4 * ELECTOR_SEC);
  assert_locked (showdown);
  elector_showdown_set_n_contestants (showdown, 0);
  g_assert_cmpuint (elector_showdown_get_n_contestants (showdown), ==, ELECTOR_SHOWDOWN_MIN);
  assert_locked (showdown);
}

/* Something that outlives the showdown does not call it any more. */
static void
test_outlived (void)
{
  ElectorShowdown *showdown = new_showdown (SCRIPT);
  g_autoptr (ElectorSimulation) contestant = g_object_ref (elector_showdown_get_contestant (showdown, 1));
  ElectorFault fault = { .kind = ELECTOR_FAULT_CRASH, .node = 1 };

  g_object_unref (showdown);
  g_assert_true (elector_simulation_intervene (contestant, &fault));
}

/* Two branches of a run, in locked time, each with the events of its own; what is done to one is done to the other. */
static void
test_branches (void)
{
  g_autoptr (ElectorScenario) scenario = engine_fixture_make ("[run]\nseed=3\n");
  g_autoptr (ElectorSimulation) simulation = elector_simulation_new (scenario);
  g_autoptr (ElectorShowdown) showdown = new_showdown ("");
  ElectorBranches *branches = elector_simulation_get_branches (simulation);
  ElectorFault fault = { .kind = ELECTOR_FAULT_CRASH, .node = 5 };
  guint n_changes = 0;

  elector_simulation_seek_time (simulation, 2 * ELECTOR_SEC);
  g_assert_true (elector_simulation_intervene (simulation, &fault));
  elector_simulation_seek_time (simulation, 4 * ELECTOR_SEC);
  elector_simulation_seek_time (simulation, ELECTOR_SEC);
  fault.node = 4;
  g_assert_true (elector_simulation_intervene (simulation, &fault));
  elector_simulation_seek_time (simulation, 4 * ELECTOR_SEC);

  g_signal_connect_swapped (showdown, "contestants-changed", G_CALLBACK (count_cb), &n_changes);
  elector_showdown_set_branches (showdown, elector_branches_get (branches, 0), elector_branches_get (branches, 1));
  g_assert_cmpuint (n_changes, ==, 1);
  g_assert_cmpstr (elector_showdown_get_branch_name (showdown, 0), ==, "Original");
  g_assert_cmpstr (elector_showdown_get_branch_name (showdown, 1), ==, "Node 4 crashes");
  g_assert_false (elector_showdown_can_undo (showdown));
  assert_locked (showdown);
  g_assert_cmpint (get_moment (showdown, 0)->time, ==, ELECTOR_SEC);
  elector_showdown_seek_time (showdown, 4 * ELECTOR_SEC);
  assert_locked (showdown);
  for (guint i = 0; i < 2; i++)
    engine_fixture_assert_same_traces (
      elector_simulation_get_trace (elector_showdown_get_contestant (showdown, i)),
      elector_run_get_trace (elector_branch_get_run (elector_branches_get (branches, i))));

  g_assert_true (intervene (showdown, 0, "crash 1"));
  g_assert_cmpint (get_moment (showdown, 0)->nodes[0].condition, ==, ELECTOR_CONDITION_CRASHED);
  g_assert_cmpint (get_moment (showdown, 1)->nodes[0].condition, ==, ELECTOR_CONDITION_CRASHED);
  elector_showdown_reset (showdown);
  g_assert_cmpint (get_moment (showdown, 1)->time, ==, 0);
  assert_locked (showdown);

  elector_showdown_set_script (showdown, scenario);
  g_assert_cmpuint (n_changes, ==, 2);
  g_assert_null (elector_showdown_get_branch_name (showdown, 0));
  g_assert_true (get_moment (showdown, 0)->config->protocol != get_moment (showdown, 1)->config->protocol);
}

static int
compare_times (gconstpointer a, gconstpointer b)
{
  ElectorTime one = *(const ElectorTime *) a, other = *(const ElectorTime *) b;

  return (one > other) - (one < other);
}

/* When the landmark comes in any of the runs up to a time, each of which is made alone here. */
static GArray *
list_landmarks (ElectorShowdown *showdown, const ElectorLandmark *landmark, ElectorTime until)
{
  GArray *times = g_array_new (FALSE, FALSE, sizeof (ElectorTime));

  for (guint i = 0; i < elector_showdown_get_n_contestants (showdown); i++)
    {
      ElectorScenario *part = elector_simulation_get_scenario (elector_showdown_get_contestant (showdown, i));
      g_autoptr (ElectorRun) run = elector_run_new (part);
      ElectorTrace *trace = elector_run_get_trace (run);

      elector_run_advance (run, until);
      for (guint k = elector_run_get_start (run); k < elector_trace_get_length (trace); k++)
        if (elector_landmark_matches (landmark, trace, k) && elector_trace_get_record (trace, k)->time > 0)
          g_array_append_val (times, elector_trace_get_record (trace, k)->time);
    }
  g_array_sort (times, compare_times);
  for (guint i = times->len; i > 1; i--)
    if (g_array_index (times, ElectorTime, i - 1) == g_array_index (times, ElectorTime, i - 2))
      g_array_remove_index (times, i - 1);
  return times;
}

static ElectorSearchState
search (ElectorShowdown *showdown, const ElectorLandmark *landmark, ElectorTime until)
{
  ElectorSearchState state;

  while ((state = elector_showdown_search (showdown, landmark, until)) == ELECTOR_SEARCH_WORKING)
    assert_locked (showdown);
  return state;
}

/* Forward from one to the next, whoever has it, and back again; all runs are always at the same time. */
static void
test_landmarks (void)
{
  const ElectorLandmarkKind kinds[] = { ELECTOR_LANDMARK_ELECTION, ELECTOR_LANDMARK_CHANGE, ELECTOR_LANDMARK_BREAK };
  const ElectorTime until = 9 * ELECTOR_SEC;

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autoptr (ElectorShowdown) showdown = new_showdown (SCRIPT);
      ElectorSimulation *timekeeper = elector_showdown_get_timekeeper (showdown);
      ElectorLandmark landmark = { .kind = kinds[i] };
      g_autoptr (GArray) times = list_landmarks (showdown, &landmark, until);

      g_assert_cmpuint (times->len, >, 0);
      for (guint k = 0; k < times->len; k++)
        {
          g_assert_cmpint (search (showdown, &landmark, until), ==, ELECTOR_SEARCH_FOUND);
          g_assert_cmpint (elector_simulation_get_time (timekeeper), ==, g_array_index (times, ElectorTime, k));
          assert_locked (showdown);
        }
      g_assert_cmpint (search (showdown, &landmark, until), ==, ELECTOR_SEARCH_MISSING);
      g_assert_cmpint (elector_simulation_get_time (timekeeper), ==, until);
      for (guint k = times->len; k > 0; k--)
        {
          g_assert_true (elector_showdown_seek_previous (showdown, &landmark));
          g_assert_cmpint (elector_simulation_get_time (timekeeper), ==, g_array_index (times, ElectorTime, k - 1));
          assert_locked (showdown);
        }
      if (kinds[i] != ELECTOR_LANDMARK_ELECTION) /* one starts with the system */
        g_assert_false (elector_showdown_seek_previous (showdown, &landmark));
      g_assert_cmpint (search (showdown, NULL, 2 * until), ==, ELECTOR_SEARCH_MISSING);
      g_assert_cmpint (elector_simulation_get_time (timekeeper), ==, 2 * until);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/showdown/locked-time", test_locked_time);
  g_test_add_func ("/showdown/steps", test_steps);
  g_test_add_func ("/showdown/landmarks", test_landmarks);
  g_test_add_func ("/showdown/same-as-alone", test_same_as_alone);
  g_test_add_func ("/showdown/same-script", test_same_script);
  g_test_add_func ("/showdown/intervene", test_intervene);
  g_test_add_func ("/showdown/transfer", test_transfer);
  g_test_add_func ("/showdown/script", test_script);
  g_test_add_func ("/showdown/partition", test_partition);
  g_test_add_func ("/showdown/counters", test_counters);
  g_test_add_func ("/showdown/count-text", test_count_text);
  g_test_add_func ("/showdown/table", test_table);
  g_test_add_func ("/showdown/contestants", test_contestants);
  g_test_add_func ("/showdown/outlived", test_outlived);
  g_test_add_func ("/showdown/branches", test_branches);
  return g_test_run ();
}
