/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The crash experiment of the Raft paper gives what its text states, messages are those of the formulas, and each run
 * can be looked at. The seeds are fixed: the test cannot flicker. */

#include "check/results.h"
#include "core/units.h"
#include "engine/elector-run.h"
#include "protocols/registry.h"

#include <string.h>

static void
assert_near (gint64 value, gint64 expected, guint percent)
{
  g_assert_cmpint (100 * ABS (value - expected), <=, percent * expected);
}

static ElectorSummary
make (const char *preset, const char *name, guint n_runs)
{
  g_autoptr (ElectorExperiment) experiment = elector_experiment_new_preset (preset);
  g_autoptr (ElectorResults) results = NULL;
  ElectorSummary summary;

  for (guint i = experiment->settings->len; i > 0; i--)
    if (strcmp (elector_experiment_get_setting (experiment, i - 1)->name, name) != 0)
      g_ptr_array_remove_index (experiment->settings, i - 1);
  experiment->n_runs = n_runs;
  results = elector_results_new (experiment, 1, 1, NULL);
  g_assert_true (elector_results_run (results, 2, NULL));
  g_assert_true (elector_results_summarize (results, 0, &summary));
  g_assert_cmpuint (summary.n, ==, n_runs);
  g_assert_cmpint (summary.min, <=, summary.p10);
  g_assert_cmpint (summary.p10, <=, summary.p50);
  g_assert_cmpint (summary.p50, <=, summary.p90);
  g_assert_cmpint (summary.p90, <=, summary.p99);
  g_assert_cmpint (summary.p99, <=, summary.max);
  return summary;
}

static void
test_paper (void)
{
  ElectorSummary summary = make ("raft-timeouts", "12-24", 10000);

  assert_near (summary.sum / summary.n, 35 * ELECTOR_MSEC, 10);
  assert_near (make ("raft-timeouts", "150-155", 10000).p50, 287 * ELECTOR_MSEC, 10);
  assert_near (make ("raft-timeouts", "150-200", 1000).max, 513 * ELECTOR_MSEC, 15);
  g_assert_cmpint (make ("raft-timeouts", "150-150", 100).p10, >, 10 * ELECTOR_SEC);
}

static void
test_wan (void)
{
  ElectorSummary summary = make ("raft-wan", "one-failed", 10000);

  assert_near (summary.sum / summary.n, 475 * ELECTOR_MSEC, 5);
}

/* What a formula says is what comes out, in every run. */
static void
test_formulas (void)
{
  g_autoptr (ElectorExperiment) experiment = elector_experiment_new_preset ("messages");
  g_autoptr (ElectorResults) results = NULL;
  guint n = 0;

  experiment->n_runs = 3;
  results = elector_results_new (experiment, 1, 1, NULL);
  g_assert_true (elector_results_run (results, 2, NULL));
  for (guint i = 0; i < experiment->settings->len; i++)
    {
      const ElectorSetting *setting = elector_experiment_get_setting (experiment, i);
      guint64 by_type = 0;
      ElectorSummary summary;

      elector_results_summarize (results, i, &summary);
      for (guint type = 0; type < ELECTOR_MAX_MESSAGE_TYPES; type++)
        by_type += results->by_type[i * ELECTOR_MAX_MESSAGE_TYPES + type];
      g_assert_cmpuint (by_type, ==, summary.sum);
      if (setting->statement.p50 == 0)
        continue;
      g_assert_cmpint (summary.min, ==, setting->statement.p50);
      g_assert_cmpint (summary.max, ==, setting->statement.p50);
      n++;
    }
  g_assert_cmpuint (n, >=, 27);
}

static gint64
run_once (const char *preset, const char *name, guint64 seed)
{
  g_autoptr (ElectorExperiment) experiment = elector_experiment_new_preset (preset);
  ElectorTrial trial;

  g_assert_true (elector_setting_run (elector_experiment_find_setting (experiment, name), seed, &trial, NULL));
  return trial.value;
}

static void
test_repeatable (void)
{
  for (guint64 seed = 1; seed < 100; seed++)
    g_assert_cmpint (run_once ("raft-timeouts", "150-300", seed), ==, run_once ("raft-timeouts", "150-300", seed));
  g_assert_cmpint (run_once ("raft-timeouts", "150-300", 1), !=, run_once ("raft-timeouts", "150-300", 2));
}

/* --- Runs that can be looked at --- */

/* The leader in whom all that are up believe, as a trace tells it. */
static ElectorNodeId
find_agreed (const ElectorMoment *moment)
{
  ElectorNodeId leader = ELECTOR_NO_NODE;

  for (guint i = 1; i <= moment->config->n_nodes; i++)
    {
      const ElectorMomentNode *node = elector_moment_get_node (moment, (ElectorNodeId) i);

      if (node->condition != ELECTOR_CONDITION_UP)
        continue;
      if (node->leader == ELECTOR_NO_NODE || (leader != ELECTOR_NO_NODE && node->leader != leader))
        return ELECTOR_NO_NODE;
      leader = node->leader;
    }
  return leader != ELECTOR_NO_NODE && elector_moment_get_node (moment, leader)->role == ELECTOR_ROLE_LEADER
         ? leader
         : ELECTOR_NO_NODE;
}

/* Plays the scenario that shows a run, and measures in its trace when the survivors follow a new leader. */
static void
check_shown_run (const ElectorSetting *setting, guint64 seed)
{
  g_autoptr (ElectorScenario) scenario = elector_setting_write_scenario (setting, seed);
  g_autoptr (ElectorRun) run = elector_run_new (scenario);
  const ElectorMoment *end = elector_trace_get_end (elector_run_get_trace (run));
  ElectorTime crash = ELECTOR_NEVER;
  ElectorTrial trial;
  guint n;
  const ElectorFault *faults = elector_scenario_get_faults (scenario, &n);

  g_assert_true (elector_setting_run (setting, seed, &trial, NULL));
  for (guint i = 0; i < n; i++)
    if (faults[i].kind == ELECTOR_FAULT_CRASH && faults[i].time > 0)
      crash = faults[i].time;
  g_assert_cmpint (crash, ==, trial.crash);
  elector_run_advance (run, crash);
  while (find_agreed (end) == ELECTOR_NO_NODE && elector_run_step (run, crash + ELECTOR_EXPERIMENT_LIMIT))
    ;
  g_assert_cmpint (trial.late, ==, find_agreed (end) == ELECTOR_NO_NODE);
  if (trial.late)
    elector_run_advance (run, crash + ELECTOR_EXPERIMENT_LIMIT);
  g_assert_cmpint (elector_run_get_time (run) - crash, ==, trial.value);
  g_assert_cmpint (elector_scenario_get_until (scenario), >, crash + trial.value);
  g_assert_nonnull (elector_scenario_get_title (scenario));
}

static void
test_shown_runs (void)
{
  g_autoptr (ElectorExperiment) paper = elector_experiment_new_preset ("raft-timeouts");
  g_autoptr (ElectorExperiment) heartbeat = elector_experiment_new_preset ("heartbeat");

  for (guint64 seed = 1; seed <= 20; seed++)
    {
      check_shown_run (elector_experiment_find_setting (paper, "150-300"), seed);
      check_shown_run (elector_experiment_find_setting (paper, "12-24"), seed);
    }
  for (guint i = 0; i < heartbeat->settings->len; i++)
    for (guint64 seed = 1; seed <= 5; seed++)
      check_shown_run (elector_experiment_get_setting (heartbeat, i), seed);
}

/* --- Everything that can be measured --- */

static gint64
measure (ElectorQuantity quantity, gboolean crashes, const char *fault, const char *other_fault)
{
  g_autoptr (ElectorExperiment) experiment = elector_experiment_new ("test", quantity);
  ElectorScenarioParts parts = { 0 };
  ElectorSetting *setting;
  ElectorTrial trial;

  elector_scenario_parts_init (&parts, elector_registry_find_protocol ("bully"), 5);
  parts.until = 10 * ELECTOR_SEC;
  if (fault != NULL)
    g_assert_true (elector_scenario_parts_add_fault (&parts, fault, NULL));
  if (other_fault != NULL)
    g_assert_true (elector_scenario_parts_add_fault (&parts, other_fault, NULL));
  setting = elector_experiment_add (experiment, &parts);
  setting->crashes = crashes;
  setting->crash = (ElectorRange) { 5 * ELECTOR_SEC, 5 * ELECTOR_SEC };
  g_assert_true (elector_setting_run (setting, 1, &trial, NULL));
  g_assert_false (trial.late);
  return trial.value;
}

static void
test_quantities (void)
{
  gint64 first = measure (ELECTOR_QUANTITY_FIRST_LEADER, FALSE, NULL, NULL);
  gint64 leaderless = measure (ELECTOR_QUANTITY_LEADERLESS, FALSE, NULL, NULL);

  g_assert_cmpint (leaderless, <, first);
  g_assert_cmpint (measure (ELECTOR_QUANTITY_LEADERLESS, TRUE, NULL, NULL), >, leaderless);
  g_assert_cmpint (measure (ELECTOR_QUANTITY_LEADERLESS, FALSE, "5s pause 5", NULL), >, leaderless);
  g_assert_cmpint (measure (ELECTOR_QUANTITY_ELECTED, TRUE, NULL, NULL), <,
                   measure (ELECTOR_QUANTITY_DOWNTIME, TRUE, NULL, NULL));
  g_assert_cmpint (measure (ELECTOR_QUANTITY_ELECTIONS, TRUE, NULL, NULL), >, 0);
  g_assert_cmpint (measure (ELECTOR_QUANTITY_ELECTIONS, FALSE, NULL, NULL), <,
                   measure (ELECTOR_QUANTITY_ELECTIONS, FALSE, "5s crash 5", NULL));
  g_assert_cmpint (measure (ELECTOR_QUANTITY_MESSAGES, TRUE, NULL, NULL), ==, 19);
  g_assert_cmpint (measure (ELECTOR_QUANTITY_SPLIT_VOTES, FALSE, NULL, NULL), ==, 0);
  g_assert_cmpint (measure (ELECTOR_QUANTITY_SPLIT_VOTES, FALSE, "0s loss 60%", NULL), >, 0);
  g_assert_cmpint (measure (ELECTOR_QUANTITY_WRITES_LOST, FALSE, "2s writes 100ms", NULL), ==, 0);
  g_assert_cmpint (measure (ELECTOR_QUANTITY_WRITES_LOST, FALSE, "2s writes 100ms", "5s partition 1,2|3,4,5"), >, 0);
  g_assert_cmpint (measure (ELECTOR_QUANTITY_BREAKS, FALSE, NULL, NULL), ==, 0);
  g_assert_cmpint (measure (ELECTOR_QUANTITY_BREAKS, FALSE, "5s partition 1,2|3,4,5", NULL), >, 0);
}

/* Where nobody leads, nobody can crash: the value is there, and says so. */
static void
test_late (void)
{
  g_autoptr (ElectorExperiment) experiment = elector_experiment_new ("test", ELECTOR_QUANTITY_DOWNTIME);
  ElectorScenarioParts parts = { 0 };
  ElectorSetting *setting;
  ElectorTrial trial;

  elector_scenario_parts_init (&parts, elector_registry_find_protocol ("raft"), 5);
  elector_scenario_parts_add_fault (&parts, "0s loss 100%", NULL);
  setting = elector_experiment_add (experiment, &parts);
  setting->crashes = TRUE;
  setting->crash = (ElectorRange) { 5 * ELECTOR_SEC, 6 * ELECTOR_SEC };
  g_assert_true (elector_setting_run (setting, 1, &trial, NULL));
  g_assert_true (trial.late);
  g_assert_cmpint (trial.value, ==, ELECTOR_EXPERIMENT_LIMIT);
  g_assert_cmpint (trial.crash, ==, ELECTOR_NEVER);
}

static void
test_scenario (void)
{
  g_autoptr (ElectorScenario) scenario = elector_scenario_new_standard (elector_registry_get_protocol (0), 7, 9);

  for (guint quantity = 0; quantity < ELECTOR_N_QUANTITIES; quantity++)
    {
      g_autoptr (ElectorExperiment) experiment = elector_experiment_new_for_scenario (scenario,
                                                                                     (ElectorQuantity) quantity);

      g_assert_cmpuint (experiment->settings->len, ==, elector_registry_get_n_protocols ());
      for (guint i = 0; i < experiment->settings->len; i++)
        {
          const ElectorSetting *setting = elector_experiment_get_setting (experiment, i);
          ElectorTrial trial;

          g_assert_cmpuint (elector_scenario_get_config (setting->scenario)->n_nodes, ==, 7);
          g_assert_true (elector_setting_run (setting, 3, &trial, NULL));
          if (quantity == ELECTOR_QUANTITY_DOWNTIME)
            check_shown_run (setting, 3);
        }
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/experiment/paper", test_paper);
  g_test_add_func ("/experiment/wan", test_wan);
  g_test_add_func ("/experiment/formulas", test_formulas);
  g_test_add_func ("/experiment/repeatable", test_repeatable);
  g_test_add_func ("/experiment/shown-runs", test_shown_runs);
  g_test_add_func ("/experiment/quantities", test_quantities);
  g_test_add_func ("/experiment/late", test_late);
  g_test_add_func ("/experiment/scenario", test_scenario);
  return g_test_run ();
}
