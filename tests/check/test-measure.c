/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "check/measure.h"

#include "fixture.h"
#include "protocols/bully.h"
#include "protocols/raft.h"
#include "protocols/registry.h"
#include "protocols/ring.h"

/* The bully's numbers are exact, for every size that is measured. */
static void
test_bully_exact (void)
{
  for (guint n = ELECTOR_MEASURE_N_MIN; n <= ELECTOR_MEASURE_N_MAX; n++)
    {
      g_test_message ("n %u", n);
      g_assert_cmpuint (elector_measure_election (&elector_bully, n, ELECTOR_STARTER_LOWEST, n), ==, n * n - n - 1);
      g_assert_cmpuint (elector_measure_election (&elector_bully, n, ELECTOR_STARTER_HIGHEST, n), ==, n - 1);
      g_assert_cmpuint (elector_measure_expect (&elector_bully, n, ELECTOR_STARTER_LOWEST), ==, n * n - n - 1);
      g_assert_cmpuint (elector_measure_expect (&elector_bully, n, ELECTOR_STARTER_HIGHEST), ==, n - 1);
    }
  g_assert_cmpuint (elector_measure_expect (&elector_bully, 5, ELECTOR_STARTER_TIMEOUT), ==, 0);
  g_assert_null (elector_measure_get_formula (&elector_bully, ELECTOR_STARTER_TIMEOUT));
  g_assert_cmpstr (elector_measure_get_formula (&elector_bully, ELECTOR_STARTER_LOWEST), ==, "n² − n − 1");
}

/* Whoever notices, it costs something between the best and the worst, where nobody is asked twice. */
static void
test_bully_between (void)
{
  for (guint64 seed = 1; seed <= 20; seed++)
    {
      guint messages = elector_measure_election (&elector_bully, 7, ELECTOR_STARTER_TIMEOUT, seed);

      g_assert_cmpuint (messages, >=, 6);
      g_assert_cmpuint (messages, <=, 2 * 41);
    }
}

/* One clean round of Raft is as long as theory says, whoever starts it. */
static void
test_raft_round (void)
{
  for (guint n = ELECTOR_MEASURE_N_MIN; n <= ELECTOR_MEASURE_N_MAX; n++)
    for (guint starter = ELECTOR_STARTER_LOWEST; starter <= ELECTOR_STARTER_HIGHEST; starter++)
      {
        guint messages = elector_measure_election (&elector_raft, n, (ElectorStarter) starter, n);

        g_test_message ("n %u: %u", n, messages);
        g_assert_cmpuint (messages, ==, 4 * n - 6);
        g_assert_cmpuint (elector_measure_expect (&elector_raft, n, (ElectorStarter) starter), ==, 4 * n - 6);
      }
}

/* The ring elects nobody while a node is down. With all up it takes what theory says. */
static void
test_ring (void)
{
  ElectorMeasurement result;

  g_assert_cmpuint (elector_measure_election (&elector_ring, 5, ELECTOR_STARTER_LOWEST, 1), ==, 0);
  g_assert_cmpuint (elector_measure_election (&elector_ring, 5, ELECTOR_STARTER_TIMEOUT, 1), ==, 0);
  g_assert_true (elector_measure (&elector_ring, &result, NULL));
  g_assert_true (result.needs_all);
  for (guint n = ELECTOR_MEASURE_N_MIN; n <= ELECTOR_MEASURE_N_MAX; n++)
    {
      g_assert_cmpuint (result.curves[ELECTOR_STARTER_LOWEST].messages[n], ==, 3 * n - 1);
      g_assert_cmpuint (result.curves[ELECTOR_STARTER_HIGHEST].messages[n], ==, 2 * n);
      g_assert_cmpuint (result.curves[ELECTOR_STARTER_TIMEOUT].messages[n], ==, 0);
      g_assert_cmpuint (elector_measure_expect (&elector_ring, n, ELECTOR_STARTER_LOWEST), ==, 3 * n - 1);
      g_assert_cmpuint (elector_measure_expect (&elector_ring, n, ELECTOR_STARTER_HIGHEST), ==, 2 * n);
    }
  g_assert_cmpuint (result.wins[ELECTOR_MEASURE_N_NODES], ==, ELECTOR_MEASURE_N_RUNS);
  g_assert_cmpuint (result.cut.split + result.rough.split, ==, 0);
  g_assert_cmpuint (result.cut.elected, ==, 0);
  g_assert_cmpuint (result.rough.elected, >, 0);
  g_assert_false (result.leads_few);
}

/* Who has a leader is asked for an election all the same. */
static void
test_asked (void)
{
  g_assert_cmpuint (elector_measure_asked_election (&elector_bully, 5, ELECTOR_STARTER_LOWEST, 1), ==, 24);
  g_assert_cmpuint (elector_measure_asked_election (&elector_bully, 5, ELECTOR_STARTER_HIGHEST, 1), ==, 4);
}

/* Two bullies on the two sides of every cut. Raft never has two leaders in a term, but a leader that is cut off goes on
 * believing. */
static void
test_cut (void)
{
  ElectorTally bully = elector_measure_cut (&elector_bully), raft = elector_measure_cut (&elector_raft);

  g_assert_cmpuint (bully.split, ==, ELECTOR_MEASURE_N_RUNS);
  g_assert_cmpuint (bully.elected, ==, ELECTOR_MEASURE_N_RUNS);
  g_assert_cmpuint (raft.clashes, ==, 0);
  g_assert_cmpuint (raft.split, >, 0);
  g_assert_cmpuint (raft.split, <, ELECTOR_MEASURE_N_RUNS / 2);
}

static void
test_rough (void)
{
  ElectorTally bully = elector_measure_rough (&elector_bully), raft = elector_measure_rough (&elector_raft);

  g_assert_cmpuint (bully.split, >, ELECTOR_MEASURE_N_RUNS / 2);
  g_assert_cmpuint (raft.clashes, ==, 0);
}

/* Where the bully is the better choice: it needs no majority. */
static void
test_few (void)
{
  for (guint64 seed = 1; seed <= 10; seed++)
    {
      g_assert_true (elector_measure_few (&elector_bully, seed));
      g_assert_false (elector_measure_few (&elector_raft, seed));
    }
}

static void
test_winner (void)
{
  guint wins[6] = { 0 };

  for (guint64 seed = 1; seed <= 50; seed++)
    {
      g_assert_cmpuint (elector_measure_winner (&elector_bully, 5, seed), ==, 5);
      wins[elector_measure_winner (&elector_raft, 5, seed)]++;
    }
  g_assert_cmpuint (wins[0], ==, 0);
  for (guint node = 1; node <= 5; node++)
    g_assert_cmpuint (wins[node], >, 0);
}

/* The bully changes its leader twice a flap; Raft does not change it when somebody else leads. */
static void
test_flapping (void)
{
  ElectorFlapping bully = elector_measure_flapping (&elector_bully, 5, 1);
  guint quiet = 0;

  g_assert_cmpuint (bully.flaps, ==, 10);
  g_assert_cmpuint (bully.changes, ==, 20);
  g_assert_cmpuint (bully.elections, >=, 20);
  for (guint64 seed = 1; seed <= 10; seed++)
    {
      ElectorFlapping raft = elector_measure_flapping (&elector_raft, 5, seed);

      g_assert_cmpuint (raft.changes, <=, 10);
      quiet += raft.changes <= 1;
    }
  g_assert_cmpuint (quiet, >, 5);
}

static void
test_same_seed (void)
{
  for (guint i = 0; i < elector_registry_get_n_protocols (); i++)
    {
      const ElectorProtocol *protocol = elector_registry_get_protocol (i);

      g_assert_cmpuint (elector_measure_election (protocol, 9, ELECTOR_STARTER_TIMEOUT, 3), ==,
                        elector_measure_election (protocol, 9, ELECTOR_STARTER_TIMEOUT, 3));
    }
}

static void
test_all (void)
{
  ElectorMeasurement result;

  g_assert_true (elector_measure (&elector_bully, &result, NULL));
  g_assert_true (result.protocol == &elector_bully);
  g_assert_false (result.needs_all);
  g_assert_cmpuint (result.wins[5], ==, ELECTOR_MEASURE_N_RUNS);
  g_assert_cmpuint (result.flapping.changes, ==, 2 * result.flapping.flaps);
  for (guint n = ELECTOR_MEASURE_N_MIN; n <= ELECTOR_MEASURE_N_MAX; n++)
    g_assert_cmpuint (result.curves[ELECTOR_STARTER_LOWEST].messages[n], ==, n * n - n - 1);
}

static void
test_cancel (void)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  ElectorMeasurement result;

  g_cancellable_cancel (cancellable);
  g_assert_false (elector_measure (&elector_raft, &result, cancellable));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/measure/bully-exact", test_bully_exact);
  g_test_add_func ("/measure/bully-between", test_bully_between);
  g_test_add_func ("/measure/raft-round", test_raft_round);
  g_test_add_func ("/measure/ring", test_ring);
  g_test_add_func ("/measure/asked", test_asked);
  g_test_add_func ("/measure/cut", test_cut);
  g_test_add_func ("/measure/rough", test_rough);
  g_test_add_func ("/measure/few", test_few);
  g_test_add_func ("/measure/winner", test_winner);
  g_test_add_func ("/measure/flapping", test_flapping);
  g_test_add_func ("/measure/same-seed", test_same_seed);
  g_test_add_func ("/measure/all", test_all);
  g_test_add_func ("/measure/cancel", test_cancel);
  return g_test_run ();
}
