/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* How many messages an election costs, exactly, for n = 3 .. 10 nodes. Every send counts, also to the dead;
 * heartbeats are counted apart. */

#include "fixture.h"
#include "protocols/bully.h"

#define N_MIN 3
#define N_MAX 10
#define N_SEEDS 25

/* Fixed, and as in a new scenario; in both the longest delay is less than twice the shortest, so that an ELECTION
 * sent at the start arrives before any VICTORY that answers another one. */
static const char *const delays[] = { "50ms", "40ms..70ms", "70ms", "38ms..75ms" };

typedef struct
{
  guint election;
  guint ok;
  guint victory;
} Counts;

/* A system of n that has run long enough for every timer of its start to have run out. */
static ElectorFixture *
new_system (guint n, const char *delay, guint64 seed, guint32 rules)
{
  g_autoptr (ElectorFixture) model = elector_fixture_new (&elector_bully, n, delay, seed);
  ElectorFixture *fixture;

  model->config.rules = rules;
  fixture = elector_fixture_new_with (&model->config, &model->network, seed);
  elector_fixture_boot (fixture);
  elector_fixture_run (fixture, "1.1s");
  return fixture;
}

static void
tell (ElectorFixture *fixture, const char *format, guint node)
{
  g_autoptr (GString) fault = g_string_new (format);

  g_string_append_printf (fault, " %u", node);
  g_assert_true (elector_fixture_do (fixture, fault->str));
}

/* What is sent from a position on, until all is quiet but the heartbeats. */
static Counts
count (ElectorFixture *fixture, guint from)
{
  guint before;

  elector_world_run (&fixture->world, fixture->world.time + 3 * ELECTOR_SEC);
  before = fixture->records->len;
  elector_world_run (&fixture->world, fixture->world.time + ELECTOR_SEC);
  g_assert_cmpuint (elector_fixture_count (fixture, ELECTOR_RECORD_SEND, -1, before), ==,
                    elector_fixture_count (fixture, ELECTOR_RECORD_SEND, BULLY_HEARTBEAT, before));
  return (Counts) { elector_fixture_count (fixture, ELECTOR_RECORD_SEND, BULLY_ELECTION, from),
                    elector_fixture_count (fixture, ELECTOR_RECORD_SEND, BULLY_OK, from),
                    elector_fixture_count (fixture, ELECTOR_RECORD_SEND, BULLY_VICTORY, from) };
}

static void
assert_counts (ElectorFixture *fixture, guint from, Counts expected, guint total)
{
  Counts counts = count (fixture, from);

  g_test_message ("n = %u: %u ELECTION, %u OK, %u VICTORY", fixture->config.n_nodes, counts.election, counts.ok,
                  counts.victory);
  g_assert_cmpuint (counts.election, ==, expected.election);
  g_assert_cmpuint (counts.ok, ==, expected.ok);
  g_assert_cmpuint (counts.victory, ==, expected.victory);
  g_assert_cmpuint (counts.election + counts.ok + counts.victory, ==, total);
}

static void
for_each_system (void (*check) (ElectorFixture *fixture, guint n), guint32 rules)
{
  for (guint i = 0; i < G_N_ELEMENTS (delays); i++)
    for (guint64 seed = 1; seed <= N_SEEDS; seed++)
      for (guint n = N_MIN; n <= N_MAX; n++)
        {
          g_autoptr (ElectorFixture) fixture = new_system (n, delays[i], seed, rules);

          g_test_message ("n %u, delay %s, seed %u", n, delays[i], (guint) seed);
          check (fixture, n);
        }
}

/* Leader n is dead, node i notices. */
static void
check_dead_leader (ElectorFixture *model, guint n)
{
  for (guint i = 1; i < n; i++)
    {
      g_autoptr (ElectorFixture) fixture = elector_fixture_new_with (&model->config, &model->network, i * 1000);
      guint from;

      elector_fixture_boot (fixture);
      elector_fixture_run (fixture, "1.1s");
      tell (fixture, "crash", n);
      from = fixture->records->len;
      tell (fixture, "campaign", i);
      assert_counts (fixture, from, (Counts) { (n - i) * (n - i + 1) / 2, (n - i) * (n - i - 1) / 2, n - 2 },
                     (n - i) * (n - i) + n - 2);
    }
}

static void
test_dead_leader (void)
{
  for_each_system (check_dead_leader, 0);
}

/* The worst and the best of them, as the books give them. */
static void
check_worst (ElectorFixture *fixture, guint n)
{
  guint from;

  tell (fixture, "crash", n);
  from = fixture->records->len;
  tell (fixture, "campaign", 1);
  assert_counts (fixture, from, (Counts) { n * (n - 1) / 2, (n - 1) * (n - 2) / 2, n - 2 }, n * n - n - 1);
}

static void
test_worst (void)
{
  for_each_system (check_worst, 0);
}

static void
check_best (ElectorFixture *fixture, guint n)
{
  guint from;

  tell (fixture, "crash", n);
  from = fixture->records->len;
  tell (fixture, "campaign", n - 1);
  assert_counts (fixture, from, (Counts) { 1, 0, n - 2 }, n - 1);
}

static void
test_best (void)
{
  for_each_system (check_best, 0);
}

static void
check_all_at_once (ElectorFixture *fixture, guint n)
{
  guint from;

  tell (fixture, "crash", n);
  from = fixture->records->len;
  for (guint i = 1; i < n; i++)
    tell (fixture, "campaign", i);
  assert_counts (fixture, from, (Counts) { n * (n - 1) / 2, (n - 1) * (n - 2) / 2, n - 2 }, n * n - n - 1);
}

static void
test_all_at_once (void)
{
  for_each_system (check_all_at_once, 0);
}

static void
check_nobody_dead (ElectorFixture *fixture, guint n)
{
  guint from = fixture->records->len;

  tell (fixture, "campaign", 1);
  assert_counts (fixture, from, (Counts) { n * (n - 1) / 2, n * (n - 1) / 2, n - 1 }, n * n - 1);
}

static void
test_nobody_dead (void)
{
  for_each_system (check_nobody_dead, 0);
}

static void
check_recovery (ElectorFixture *fixture, guint n)
{
  guint from;

  tell (fixture, "crash", n);
  elector_fixture_run (fixture, "4s");
  from = fixture->records->len;
  tell (fixture, "recover", n);
  assert_counts (fixture, from, (Counts) { 0, 0, n - 1 }, n - 1);
}

static void
test_recovery (void)
{
  for_each_system (check_recovery, 0);
}

/* Rule 4's "unless one is already running" forgotten. */
static void
check_forgotten (ElectorFixture *fixture, guint n)
{
  guint from = fixture->records->len, asked = (1u << (n - 1)) - 1, won = 1u << (n - 2);

  tell (fixture, "campaign", 1);
  assert_counts (fixture, from, (Counts) { asked, asked, won * (n - 1) }, 2 * asked + won * (n - 1));
}

static void
test_forgotten (void)
{
  for_each_system (check_forgotten, 1 << BULLY_RULE_RESTART_WHILE_RUNNING);
}

/* Where some messages are more than twice as fast as others, a VICTORY can overtake an ELECTION, whose receiver
 * then has no reason to start one. The table is an upper bound then, and it is not always reached. */
static void
test_wide_delays (void)
{
  gboolean less = FALSE;

  for (guint64 seed = 1; seed <= 200; seed++)
    {
      g_autoptr (ElectorFixture) fixture = new_system (6, "1ms..75ms", seed, 0);
      guint from = fixture->records->len;
      Counts counts;

      tell (fixture, "campaign", 1);
      counts = count (fixture, from);
      g_assert_cmpuint (counts.election, <=, 15);
      g_assert_cmpuint (counts.ok, ==, counts.election);
      g_assert_cmpuint (counts.victory, ==, 5);
      less |= counts.election < 15;
    }
  g_assert_true (less);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/bully-counts/dead-leader", test_dead_leader);
  g_test_add_func ("/bully-counts/worst", test_worst);
  g_test_add_func ("/bully-counts/best", test_best);
  g_test_add_func ("/bully-counts/all-at-once", test_all_at_once);
  g_test_add_func ("/bully-counts/nobody-dead", test_nobody_dead);
  g_test_add_func ("/bully-counts/recovery", test_recovery);
  g_test_add_func ("/bully-counts/forgotten", test_forgotten);
  g_test_add_func ("/bully-counts/wide-delays", test_wide_delays);
  return g_test_run ();
}
