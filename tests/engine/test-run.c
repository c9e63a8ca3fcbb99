/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "engine-fixture.h"

#include "fixture.h"

#define N_SEEDS 150

static gboolean
intervene (ElectorRun *run, const char *text)
{
  ElectorFault fault;
  gboolean happened;

  engine_fixture_do (&fault, text, elector_trace_get_config (elector_run_get_trace (run))->n_nodes);
  happened = elector_run_intervene (run, &fault);
  elector_fault_clear (&fault);
  return happened;
}

static void
assert_same_states (ElectorRun *run, ElectorRun *other)
{
  const ElectorConfig *config = elector_trace_get_config (elector_run_get_trace (run));
  const ElectorWorld *world = elector_run_get_world (run), *second = elector_run_get_world (other);
  gsize size = config->n_nodes * elector_protocol_get_state_size (config->protocol, config->n_nodes);

  g_assert_cmpmem (world->states, size, second->states, size);
  g_assert_cmpuint (world->n_events, ==, second->n_events);
  g_assert_cmpuint (world->rng.state, ==, second->rng.state);
  g_assert_cmpint (world->time, ==, second->time);
}

/* Runs by steps, with something done now and then. */
static ElectorRun *
make_run (guint64 seed, ElectorTime until)
{
  static const char *const words[] = { "crash", "crash", "recover", "pause", "resume", "resume", "campaign" };
  guint n = 2 + (guint) (seed % 6);
  g_autoptr (ElectorScenario) scenario = engine_fixture_make_random (seed, n, until / 2);
  ElectorRun *run = elector_run_new (scenario);
  ElectorRng rng;

  g_test_message ("seed %" G_GUINT64_FORMAT, seed);
  elector_rng_seed (&rng, seed, 77);
  while (elector_run_get_time (run) < until)
    {
      g_autofree char *fault = g_strdup_printf ("%s %u", words[elector_rng_below (&rng, G_N_ELEMENTS (words))],
                                                1 + (guint) elector_rng_below (&rng, n));

      if (elector_rng_chance (&rng, 300000))
        for (guint steps = (guint) elector_rng_below (&rng, 40); steps > 0; steps--)
          elector_run_step (run, until);
      else
        elector_run_advance (run, elector_run_get_time (run)
                                    + elector_rng_range (&rng, (ElectorRange) { 0, 200 * ELECTOR_MSEC }));
      if (elector_rng_chance (&rng, 400000))
        intervene (run, fault);
    }
  return run;
}

static void
test_new (void)
{
  g_autoptr (ElectorScenario) scenario = engine_fixture_make ("[run]\nnodes=3\n[faults]\n1=1s crash 3\n");
  g_autoptr (ElectorRun) run = elector_run_new (scenario);
  ElectorTrace *trace = elector_run_get_trace (run);
  guint n = 1, n_boots = 0;

  g_assert_true (elector_run_get_scenario (run) == scenario);
  g_assert_cmpint (elector_run_get_time (run), ==, 0);
  elector_run_get_interventions (run, &n);
  g_assert_cmpuint (n, ==, 0);
  g_assert_cmpint (elector_trace_get_record (trace, 0)->kind, ==, ELECTOR_RECORD_START);
  for (guint i = 0; i < elector_trace_get_length (trace); i++)
    n_boots += elector_trace_get_record (trace, i)->kind == ELECTOR_RECORD_BOOT;
  g_assert_cmpuint (n_boots, ==, 3);
  g_assert_cmpint (elector_run_get_next_time (run), >, 0);
  elector_run_advance (run, 1500 * ELECTOR_MSEC);
  g_assert_cmpint (elector_run_get_time (run), ==, 1500 * ELECTOR_MSEC);
  g_assert_cmpint (elector_run_get_world (run)->nodes[2].condition, ==, ELECTOR_CONDITION_CRASHED);
  g_assert_false (elector_run_step (run, 1500 * ELECTOR_MSEC));
}

/* In one go, event by event, or in slices of any length: the same records. */
static void
test_pace (void)
{
  for (guint64 seed = 1; seed <= N_SEEDS; seed++)
    {
      g_autoptr (ElectorScenario) scenario = engine_fixture_make_random (seed, 1 + (guint) (seed % 8), 5 * ELECTOR_SEC);
      g_autoptr (ElectorRun) one = elector_run_new (scenario);
      g_autoptr (ElectorRun) two = elector_run_new (scenario);
      g_autoptr (ElectorRun) three = elector_run_new (scenario);
      ElectorTime until = 8 * ELECTOR_SEC;

      g_test_message ("seed %" G_GUINT64_FORMAT, seed);
      elector_run_advance (one, until);
      while (elector_run_step (two, until))
        ;
      elector_run_advance (two, until);
      for (ElectorTime time = 0; time <= until; time += 16667)
        elector_run_advance (three, time);
      elector_run_advance (three, until);
      engine_fixture_assert_same_traces (elector_run_get_trace (one), elector_run_get_trace (two));
      engine_fixture_assert_same_traces (elector_run_get_trace (one), elector_run_get_trace (three));
      engine_fixture_assert_same_moments (elector_trace_get_end (elector_run_get_trace (one)),
                                          elector_trace_get_end (elector_run_get_trace (three)));
      assert_same_states (one, two);
      assert_same_states (one, three);
    }
}

/* Cut anywhere between two events, the beginning is the same. */
static void
test_until (void)
{
  for (guint64 seed = 1; seed <= N_SEEDS; seed++)
    {
      g_autoptr (ElectorRun) run = make_run (seed, 4 * ELECTOR_SEC);
      ElectorTrace *trace = elector_run_get_trace (run);
      ElectorRng rng;

      elector_rng_seed (&rng, seed, 3);
      for (guint i = 0; i < 10; i++)
        {
          guint any = (guint) elector_rng_below (&rng, elector_trace_get_length (trace));
          guint position = elector_trace_find_event_end (trace, any);
          ElectorTime time = elector_trace_get_record (trace, position - 1)->time;
          g_autoptr (ElectorRun) cut = elector_run_new_until (run, position, time);
          g_autoptr (GArray) records = engine_fixture_copy_records (trace, position);

          if (elector_trace_get_record (trace, position - 1)->kind == ELECTOR_RECORD_BOOT
              || elector_trace_find_event (trace, position - 1) < elector_trace_get_config (trace)->n_nodes)
            continue; /* the start of the system is one */
          engine_fixture_assert_records (elector_run_get_trace (cut), records);
          g_assert_cmpuint (elector_trace_get_length (elector_run_get_trace (cut)), >=, position);
          g_assert_cmpint (elector_run_get_time (cut), ==, time);
        }
    }
}

/* A run that was made again from its inputs goes on like the first, whatever was done to it. */
static void
test_goes_on (void)
{
  for (guint64 seed = 1; seed <= N_SEEDS; seed++)
    {
      g_autoptr (ElectorRun) run = make_run (seed, 4 * ELECTOR_SEC);
      ElectorTrace *trace = elector_run_get_trace (run);
      guint length = elector_trace_get_length (trace);
      g_autoptr (ElectorRun) again = elector_run_new_until (run, length, elector_run_get_time (run));

      engine_fixture_assert_same_traces (elector_run_get_trace (again), trace);
      assert_same_states (again, run);
      elector_run_advance (run, 8 * ELECTOR_SEC);
      elector_run_advance (again, 8 * ELECTOR_SEC);
      engine_fixture_assert_same_traces (elector_run_get_trace (again), trace);
      assert_same_states (again, run);
    }
}

/* What waits for a paused node, and a fault that changes nothing, are made again in their place. */
static void
test_untold (void)
{
  static const char *const scenarios[] = {
    "[network]\ndelay=50ms\n[bully]\nleader-timeout=500ms\n[faults]\n1=900ms pause 2\n",
    "[faults]\n1=1.5s recover 5\n2=1.6s resume 3\n",
  };
  static const char *const faults[] = { "resume 2", "crash 5" };

  for (guint i = 0; i < G_N_ELEMENTS (scenarios); i++)
    for (ElectorTime time = ELECTOR_SEC; time < 3 * ELECTOR_SEC; time += 12500)
      {
        g_autoptr (ElectorScenario) scenario = engine_fixture_make (scenarios[i]);
        g_autoptr (ElectorRun) run = elector_run_new (scenario);
        g_autoptr (ElectorRun) again = NULL;

        elector_run_advance (run, time);
        intervene (run, faults[i]);
        elector_run_advance (run, 4 * ELECTOR_SEC);
        again = elector_run_new_until (run, elector_trace_get_length (elector_run_get_trace (run)), 4 * ELECTOR_SEC);
        engine_fixture_assert_same_traces (elector_run_get_trace (again), elector_run_get_trace (run));
      }
}

static void
test_interventions (void)
{
  g_autoptr (ElectorScenario) scenario = engine_fixture_make ("");
  g_autoptr (ElectorRun) run = elector_run_new (scenario);
  g_autoptr (ElectorRun) half = NULL;
  const ElectorIntervention *interventions;
  guint n, position;

  elector_run_advance (run, ELECTOR_SEC);
  g_assert_true (intervene (run, "crash 5"));
  g_assert_false (intervene (run, "crash 5"));
  g_assert_false (intervene (run, "resume 1"));
  g_assert_true (intervene (run, "partition 1,2|3,4"));
  position = elector_trace_get_length (elector_run_get_trace (run));
  elector_run_advance (run, 2 * ELECTOR_SEC);
  g_assert_true (intervene (run, "recover 5"));

  interventions = elector_run_get_interventions (run, &n);
  g_assert_cmpuint (n, ==, 3);
  g_assert_cmpint (interventions[0].fault.kind, ==, ELECTOR_FAULT_CRASH);
  g_assert_cmpint (interventions[0].fault.time, ==, ELECTOR_SEC);
  g_assert_cmpint (interventions[1].fault.kind, ==, ELECTOR_FAULT_PARTITION);
  g_assert_cmpuint (interventions[1].fault.groups[3], ==, 2);
  g_assert_cmpuint (interventions[1].n_events, ==, interventions[0].n_events + 1);
  g_assert_cmpint (interventions[2].fault.time, ==, 2 * ELECTOR_SEC);

  half = elector_run_new_until (run, position, ELECTOR_SEC);
  interventions = elector_run_get_interventions (half, &n);
  g_assert_cmpuint (n, ==, 2);
  g_assert_cmpint (interventions[1].fault.kind, ==, ELECTOR_FAULT_PARTITION);
  g_assert_cmpuint (elector_trace_get_length (elector_run_get_trace (half)), ==, position);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/run/new", test_new);
  g_test_add_func ("/run/pace", test_pace);
  g_test_add_func ("/run/until", test_until);
  g_test_add_func ("/run/goes-on", test_goes_on);
  g_test_add_func ("/run/untold", test_untold);
  g_test_add_func ("/run/interventions", test_interventions);
  return g_test_run ();
}
