/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What does not matter is left out, and nothing else. */

#include "check/minimizer.h"

#include "engine/elector-run.h"
#include "protocols/bully.h"

#define UNTIL (8 * ELECTOR_SEC)

static ElectorScenario *
make_scenario (const ElectorProtocol *protocol, const char *const *faults)
{
  ElectorScenarioParts parts = { 0 };
  g_autoptr (GError) error = NULL;

  elector_scenario_parts_init (&parts, protocol, 5);
  for (guint i = 0; faults[i] != NULL; i++)
    {
      elector_scenario_parts_add_fault (&parts, faults[i], &error);
      g_assert_no_error (error);
    }
  return elector_scenario_new (&parts);
}

static guint
count_faults (ElectorScenario *scenario)
{
  guint n;

  elector_scenario_get_faults (scenario, &n);
  return n;
}

static ElectorVerdict
judge (ElectorScenario *scenario, ElectorProperty property)
{
  g_autoptr (ElectorRun) run = elector_run_new (scenario);

  elector_run_advance (run, UNTIL);
  return elector_trace_get_end (elector_run_get_trace (run))->judge.worst[property].verdict;
}

static void
test_partition (void)
{
  const char *const faults[] = { "1s crash 2", "1.2s campaign 3", "2s recover 2", "3s partition 1,2|3,4,5",
                                 "3.5s pause 4", "4s resume 4", "5s heal", NULL };
  g_autoptr (ElectorScenario) scenario = make_scenario (&elector_bully, faults);
  g_autoptr (ElectorScenario) least = elector_minimize (scenario, ELECTOR_PROPERTY_SINGLE_LEADER, UNTIL, NULL);
  const ElectorFault *left;
  guint n;

  left = elector_scenario_get_faults (least, &n);
  g_assert_cmpuint (n, ==, 1);
  g_assert_cmpuint (left[0].kind, ==, ELECTOR_FAULT_PARTITION);
  g_assert_cmpuint (left[0].groups[1], ==, left[0].groups[0]);
  g_assert_cmpuint (judge (least, ELECTOR_PROPERTY_SINGLE_LEADER), ==,
                    judge (scenario, ELECTOR_PROPERTY_SINGLE_LEADER));
}

/* Whatever a random script breaks, no single fault of what is left can be left out. */
static void
test_least (void)
{
  guint n_broken = 0;

  for (guint64 seed = 1; seed <= 20; seed++)
    {
      g_autoptr (GPtrArray) faults = g_ptr_array_new_with_free_func (g_free);
      g_autoptr (ElectorScenario) scenario = NULL, least = NULL, again = NULL;
      ElectorRng rng;

      elector_rng_seed (&rng, seed, 1);
      for (guint i = 0; i < 16; i++)
        if (elector_rng_chance (&rng, 50000))
          g_ptr_array_add (faults, g_strdup_printf ("%ums partition 1,2|3,4,5", 500 + 300 * i));
        else
          g_ptr_array_add (faults, g_strdup_printf ("%ums campaign %u", 500 + 300 * i,
                                                    (guint) elector_rng_below (&rng, 5) + 1));
      g_ptr_array_add (faults, NULL);
      scenario = make_scenario (&elector_bully, (const char *const *) faults->pdata);
      least = elector_minimize (scenario, ELECTOR_PROPERTY_SINGLE_LEADER, UNTIL, NULL);
      again = elector_minimize (least, ELECTOR_PROPERTY_SINGLE_LEADER, UNTIL, NULL);
      g_assert_cmpuint (judge (least, ELECTOR_PROPERTY_SINGLE_LEADER), ==,
                        judge (scenario, ELECTOR_PROPERTY_SINGLE_LEADER));
      g_assert_cmpuint (count_faults (again), ==, count_faults (least));
      if (judge (scenario, ELECTOR_PROPERTY_SINGLE_LEADER) < ELECTOR_VERDICT_BROKEN)
        g_assert_cmpuint (count_faults (least), ==, 16);
      else
        {
          g_assert_cmpuint (count_faults (least), <, 16);
          n_broken++;
        }
    }
  g_assert_cmpuint (n_broken, >, 3);
  g_assert_cmpuint (n_broken, <, 20);
}

static void
test_cancelled (void)
{
  const char *const faults[] = { "1s crash 2", "3s partition 1,2|3,4,5", NULL };
  g_autoptr (ElectorScenario) scenario = make_scenario (&elector_bully, faults);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (ElectorScenario) same = NULL;

  g_cancellable_cancel (cancellable);
  same = elector_minimize (scenario, ELECTOR_PROPERTY_SINGLE_LEADER, UNTIL, cancellable);
  g_assert_cmpuint (count_faults (same), ==, 2);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/minimizer/partition", test_partition);
  g_test_add_func ("/minimizer/least", test_least);
  g_test_add_func ("/minimizer/cancelled", test_cancelled);
  return g_test_run ();
}
