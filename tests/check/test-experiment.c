/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The crash experiment of the Raft paper gives what its text states. The seeds are fixed: the test cannot flicker. */

#include "check/experiment.h"

#include <string.h>

static const ElectorExperiment *
find_curve (const char *preset, const char *curve)
{
  guint n;
  const ElectorPreset *presets = elector_experiment_get_presets (&n);

  for (guint i = 0; i < n; i++)
    if (strcmp (presets[i].id, preset) == 0)
      for (guint k = 0; k < presets[i].n_curves; k++)
        if (strcmp (presets[i].curves[k].id, curve) == 0)
          return &presets[i].curves[k];
  g_assert_not_reached ();
}

static void
assert_near (ElectorTime value, ElectorTime expected, guint percent)
{
  g_assert_cmpint (100 * ABS (value - expected), <=, percent * expected);
}

static ElectorDistribution
make (const char *preset, const char *curve, guint n_runs)
{
  ElectorDistribution result;

  elector_experiment_run (find_curve (preset, curve), n_runs, 1, &result);
  g_assert_cmpuint (result.n, ==, n_runs);
  g_assert_cmpint (result.min, <=, result.p10);
  g_assert_cmpint (result.p10, <=, result.p50);
  g_assert_cmpint (result.p50, <=, result.p90);
  g_assert_cmpint (result.p90, <=, result.p99);
  g_assert_cmpint (result.p99, <=, result.max);
  return result;
}

static void
test_paper (void)
{
  assert_near (make ("raft-timeouts", "150-155", 10000).p50, 287 * ELECTOR_MSEC, 10);
  assert_near (make ("raft-timeouts", "12-24", 10000).mean, 35 * ELECTOR_MSEC, 10);
  assert_near (make ("raft-timeouts", "150-200", 1000).max, 513 * ELECTOR_MSEC, 15);
  g_assert_cmpint (make ("raft-timeouts", "150-150", 100).p10, >, 10 * ELECTOR_SEC);
}

static void
test_wan (void)
{
  assert_near (make ("raft-wan", "one-failed", 10000).mean, 475 * ELECTOR_MSEC, 5);
}

static void
test_repeatable (void)
{
  const ElectorExperiment *curve = find_curve ("raft-timeouts", "150-300");

  for (guint64 seed = 1; seed < 100; seed++)
    g_assert_cmpint (elector_experiment_run_once (curve, seed), ==, elector_experiment_run_once (curve, seed));
  g_assert_cmpint (elector_experiment_run_once (curve, 1), !=, elector_experiment_run_once (curve, 2));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/experiment/paper", test_paper);
  g_test_add_func ("/experiment/wan", test_wan);
  g_test_add_func ("/experiment/repeatable", test_repeatable);
  return g_test_run ();
}
