/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What Raft promises, in many random runs of 3 to 7 nodes: nodes crash, recover, pause and start elections, the
 * network is partitioned, cut one way, loses, doubles and reorders messages, and often a client writes. At no time do
 * two nodes lead one term, does a node vote twice in one, or is a write lost that was accepted. When all that has
 * ended, there soon is one leader whom all believe in. The rules of pre-vote, stickiness and check-quorum are on or off
 * at random.
 *
 * Then each rule that is wrong on purpose is on, and the same runs find what it breaks; and what a leader accepts alone
 * is lost unless the resource fences.
 *
 * A failing run prints its seed. ELECTOR_TEST_SEED=N repeats that run alone, and prints its trace. ELECTOR_TEST_RUNS=N
 * makes it that many runs. */

#include "core/units.h"
#include "fixture.h"
#include "protocols/raft.h"

#include <string.h>

#define N_RUNS 10000
#define N_RUNS_TO_CATCH 3000
#define N_RUNS_TO_FENCE 1000
#define N_RUNS_TO_COMPARE 1500
#define MAX_FAULTS 30
#define ALL_RULES_OFF 0u
#define GOOD_RULES (1u << RAFT_RULE_PRE_VOTE | 1u << RAFT_RULE_STICKINESS | 1u << RAFT_RULE_CHECK_QUORUM)

static guint64 the_seed; /* or 0 */
static guint64 n_runs = N_RUNS;
static ElectorTime leaderless; /* how long nobody led, in all runs since it was set to 0 */

static char *
make_groups (ElectorRng *rng, guint n)
{
  GString *groups[2] = { g_string_new (NULL), g_string_new (NULL) };
  g_autofree char *both = NULL;

  for (guint i = 1; i <= n; i++)
    {
      GString *group = groups[i == 1 ? 0 : i == 2 ? 1 : elector_rng_below (rng, 2)];

      g_string_append_printf (group, "%s%u", group->len > 0 ? "," : "", i);
    }
  both = g_strdup_printf ("partition %s|%s", groups[0]->str, groups[1]->str);
  g_string_free (groups[0], TRUE);
  g_string_free (groups[1], TRUE);
  return g_steal_pointer (&both);
}

/* Something that can happen. Nodes are hit more often than links. */
static char *
make_fault (ElectorRng *rng, guint n)
{
  static const char *const on_nodes[] = { "crash", "crash", "recover", "recover", "recover", "pause", "resume",
                                          "resume", "campaign", "transfer" };
  guint one = 1 + (guint) elector_rng_below (rng, n);
  guint other = 1 + (one - 1 + 1 + (guint) elector_rng_below (rng, n - 1)) % n;

  switch (elector_rng_below (rng, 12))
    {
    case 0:
      return make_groups (rng, n);
    case 1:
      return g_strdup ("heal");
    case 2:
      return g_strdup_printf ("cut %u>%u", one, other);
    case 3:
      return g_strdup_printf ("restore %u-%u", one, other);
    case 4:
      return g_strdup_printf ("loss %u%%", (guint) elector_rng_below (rng, 4) * 10);
    case 5:
      return g_strdup_printf ("duplicate %u%%", (guint) elector_rng_below (rng, 4) * 10);
    case 6:
      return g_strdup_printf ("delay 1ms..%ums", 2 + (guint) elector_rng_below (rng, 800));
    default:
      return g_strdup_printf ("%s %u", on_nodes[elector_rng_below (rng, G_N_ELEMENTS (on_nodes))], one);
    }
}

static void
add (GPtrArray *faults, ElectorTime time, const char *fault)
{
  g_autofree char *clock = elector_format_duration (time);

  g_ptr_array_add (faults, g_strdup_printf ("%s %s", clock, fault));
}

/* Faults in bursts, and then an end to all of it. */
static GPtrArray *
make_faults (ElectorRng *rng, guint n, ElectorTime *end)
{
  GPtrArray *faults = g_ptr_array_new_with_free_func (g_free);
  guint n_faults = 1 + (guint) elector_rng_below (rng, MAX_FAULTS);
  ElectorTime time = 0;

  if (elector_rng_chance (rng, 500000))
    add (faults, time, "writes 30ms");
  for (guint i = 0; i < n_faults; i++)
    {
      gboolean burst = elector_rng_chance (rng, 600000);
      g_autofree char *fault = make_fault (rng, n);

      time += elector_rng_range (rng, (ElectorRange) { 0, burst ? 300 * ELECTOR_MSEC : 3 * ELECTOR_SEC });
      add (faults, time, fault);
    }
  add (faults, time, "heal");
  add (faults, time, "loss 0%");
  add (faults, time, "duplicate 0%");
  add (faults, time, "delay 10ms..40ms");
  for (guint i = 1; i <= n; i++)
    {
      g_autofree char *resume = g_strdup_printf ("resume %u", i), *recover = g_strdup_printf ("recover %u", i);

      add (faults, time, resume);
      add (faults, time, recover);
    }
  g_ptr_array_add (faults, NULL);
  *end = time;
  return faults;
}

/* Whether all believe in one who leads. */
static char *
find_disagreement (ElectorFixture *fixture)
{
  const ElectorFinding *finding = &fixture->moment.judge.findings[ELECTOR_PROPERTY_AGREEMENT];

  if (finding->verdict == ELECTOR_VERDICT_HOLDS)
    return NULL;
  return elector_finding_format (finding, ELECTOR_PROPERTY_AGREEMENT, &fixture->config);
}

/* Makes one run. Returns what is wrong with it, or NULL. */
static char *
run (guint64 seed, guint32 rules, guint32 random_rules, gboolean fencing)
{
  g_autoptr (ElectorFixture) fixture = NULL;
  g_autoptr (GPtrArray) faults = NULL;
  ElectorConfig config;
  ElectorNetworkConfig network;
  ElectorTime end, settled;
  ElectorRng rng;
  char *problem;

  elector_rng_seed (&rng, seed, 54321);
  elector_config_init (&config, &elector_raft, 3 + (guint) elector_rng_below (&rng, 5));
  config.rules = rules | ((guint32) elector_rng_below (&rng, 8) & random_rules);
  elector_network_config_init (&network);
  fixture = elector_fixture_new_with (&config, &network, seed);
  faults = make_faults (&rng, config.n_nodes, &end);
  settled = end + elector_raft.get_settle_time (&config) + ELECTOR_SEC;
  elector_fixture_follow (fixture);
  elector_fixture_schedule (fixture, (const char *const *) faults->pdata);
  elector_fixture_boot (fixture);
  if (fencing)
    elector_fixture_do (fixture, "fencing on");
  while (elector_fixture_step (fixture, settled))
    ;
  elector_fixture_advance_moment (&fixture->moment, settled);
  if (the_seed > 0)
    {
      g_autofree char *trace = elector_fixture_print (fixture, 0);

      g_print ("# %u nodes, rules %x\n%s", config.n_nodes, config.rules, trace);
    }
  leaderless += fixture->moment.leaderless;
  problem = elector_fixture_find_broken_promise (fixture);
  return problem != NULL ? problem : find_disagreement (fixture);
}

static void
test_promises (void)
{
  for (guint64 seed = the_seed > 0 ? the_seed : 1; seed <= (the_seed > 0 ? the_seed : n_runs); seed++)
    {
      g_autofree char *problem = run (seed, ALL_RULES_OFF, GOOD_RULES, FALSE);

      if (problem != NULL)
        g_error ("seed %" G_GUINT64_FORMAT ": %s\nRepeat it alone: ELECTOR_TEST_SEED=%" G_GUINT64_FORMAT " %s -p %s",
                 seed, problem, seed, g_get_prgname (), g_test_get_path ());
    }
}

/* What a wrong rule is expected to break, as the verdict says it. */
typedef struct
{
  const char *path;
  RaftRule rule;
  const char *evidence;
} Wrong;

static const Wrong wrongs[] = {
  { "/raft-random/forgets-vote", RAFT_RULE_FORGETS_VOTE, "Promise broken: node " },
  { "/raft-random/counts-stale-votes", RAFT_RULE_COUNTS_STALE_VOTES, "both led term" },
  { "/raft-random/majority-of-live-nodes", RAFT_RULE_LIVE_MAJORITY, "both led term" },
  { "/raft-random/writes-alone", RAFT_RULE_WRITES_ALONE, "was lost to node" },
  { "/raft-random/equal-timeouts", RAFT_RULE_EQUAL_TIMEOUTS, "Promise broken: " },
};

static void
test_wrong (gconstpointer data)
{
  const Wrong *wrong = data;

  for (guint64 seed = 1; seed <= N_RUNS_TO_CATCH; seed++)
    {
      g_autofree char *problem = run (seed, 1u << wrong->rule, ALL_RULES_OFF, FALSE);

      if (problem != NULL && strstr (problem, wrong->evidence) != NULL)
        {
          g_test_message ("seed %" G_GUINT64_FORMAT ": %s", seed, problem);
          return;
        }
    }
  g_test_message ("not caught");
  g_test_fail ();
}

/* How long the same runs are without a leader, all together. */
static ElectorTime
sum_leaderless (guint32 rules)
{
  leaderless = 0;
  for (guint64 seed = 1; seed <= N_RUNS_TO_COMPARE; seed++)
    g_free (run (seed, rules, ALL_RULES_OFF, FALSE));
  return leaderless;
}

/* A rule that is there for speed alone: without it no promise breaks, but a candidate that cannot win holds up those
 * who can. */
static void
test_slower (void)
{
  ElectorTime with_rule = sum_leaderless (ALL_RULES_OFF);
  ElectorTime without = sum_leaderless (1u << RAFT_RULE_REFUSAL_RESETS_TIMER);

  g_test_message ("without a leader: %" G_GINT64_FORMAT " s, and %" G_GINT64_FORMAT " s if refusing resets the timer",
                  with_rule / ELECTOR_SEC, without / ELECTOR_SEC);
  g_assert_cmpint (without, >, with_rule + with_rule / 20);
}

/* A leader that accepts alone loses nothing where the resource turns away whoever was deposed. */
static void
test_fencing (void)
{
  for (guint64 seed = 1; seed <= N_RUNS_TO_FENCE; seed++)
    {
      g_autofree char *problem = run (seed, 1u << RAFT_RULE_WRITES_ALONE, GOOD_RULES, TRUE);

      if (problem != NULL)
        g_error ("seed %" G_GUINT64_FORMAT ": %s", seed, problem);
    }
}

int
main (int argc, char *argv[])
{
  const char *seed = g_getenv ("ELECTOR_TEST_SEED"), *runs = g_getenv ("ELECTOR_TEST_RUNS");

  g_set_prgname (argv[0]);
  g_test_init (&argc, &argv, NULL);
  the_seed = seed != NULL ? g_ascii_strtoull (seed, NULL, 10) : 0;
  if (runs != NULL)
    n_runs = g_ascii_strtoull (runs, NULL, 10);
  g_test_add_func ("/raft-random/promises", test_promises);
  g_test_add_func ("/raft-random/fencing", test_fencing);
  g_test_add_func ("/raft-random/refusal-resets-timer", test_slower);
  for (guint i = 0; i < G_N_ELEMENTS (wrongs) && the_seed == 0; i++)
    g_test_add_data_func (wrongs[i].path, &wrongs[i], test_wrong);
  return g_test_run ();
}
