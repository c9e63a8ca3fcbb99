/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What the rule switches of the bully algorithm do to what it is good for, in many random runs.
 *
 * Each switch that is wrong on purpose is shown to break what it says that the rule protects; the same runs without it
 * break nothing. The one that needs a majority is shown to keep what it says, and where that ends.
 *
 * A failing run prints its seed. ELECTOR_TEST_SEED=N repeats that run alone, and prints its trace. */

#include "core/units.h"
#include "fixture.h"
#include "protocols/bully.h"

#include <string.h>

#define N_RUNS 2000
#define N_RUNS_TO_CATCH 200
#define MAX_FAULTS 16
#define MAJORITY (1u << BULLY_RULE_NEEDS_MAJORITY)

/* What runs are made of. */
typedef enum
{
  WHOLE,
  SPLIT_FROM_START, /* in two parts, to the end */
  SPLIT_ONCE,       /* at some time, to the end */
  SPLIT_AND_HEALED, /* divided time and again, and whole in the end */
} Network;

typedef struct
{
  const char *const *words; /* what happens to nodes, ends with NULL */
  Network network;
  const char *delay; /* or NULL: any that the algorithm assumes */
} Kind;

static const char *const campaigns[] = { "campaign", NULL };
static const char *const crashes[] = { "crash", "crash", "recover", "recover", "campaign", NULL };
static const char *const pauses[] = { "pause", "resume", "resume", NULL };
static const char *const nothing[] = { "resume", NULL }; /* nobody is paused */

/* What is looked for: a sentence about what is wrong, or NULL. Free with g_free(). */
typedef char *(*Find) (ElectorFixture *fixture);

static guint64 the_seed; /* or 0 */

/* "partition 1,4|2,3", both sides with somebody in them. */
static char *
make_partition (ElectorRng *rng, guint n)
{
  g_autoptr (GString) one = g_string_new (NULL), other = g_string_new (NULL);
  guint fixed = 1 + (guint) elector_rng_below (rng, n);

  for (guint i = 1; i <= n; i++)
    {
      GString *side = i == fixed || (i != fixed % n + 1 && elector_rng_chance (rng, 500000)) ? one : other;

      g_string_append_printf (side, "%s%u", side->len > 0 ? "," : "", i);
    }
  return g_strdup_printf ("partition %s|%s", one->str, other->str);
}

static char *
make_fault (const Kind *kind, ElectorRng *rng, guint n)
{
  guint n_words = g_strv_length ((char **) kind->words);

  if (kind->network == SPLIT_AND_HEALED && elector_rng_chance (rng, 300000))
    return elector_rng_chance (rng, 600000) ? make_partition (rng, n) : g_strdup ("heal");
  return g_strdup_printf ("%s %u", kind->words[elector_rng_below (rng, n_words)],
                          1 + (guint) elector_rng_below (rng, n));
}

static void
add (GPtrArray *faults, ElectorTime time, const char *fault)
{
  g_autofree char *clock = elector_format_duration (time);

  g_ptr_array_add (faults, g_strdup_printf ("%s %s", clock, fault));
}

/* Faults in bursts. */
static GPtrArray *
make_faults (const Kind *kind, ElectorRng *rng, guint n)
{
  GPtrArray *faults = g_ptr_array_new_with_free_func (g_free);
  guint n_faults = 1 + (guint) elector_rng_below (rng, MAX_FAULTS);
  g_autofree char *partition = make_partition (rng, n);
  ElectorTime time = kind->network == SPLIT_ONCE ? elector_rng_range (rng, (ElectorRange) { 0, 2 * ELECTOR_SEC }) : 0;

  if (kind->network == SPLIT_ONCE || kind->network == SPLIT_FROM_START)
    add (faults, time, partition);
  for (guint i = 0; i < n_faults; i++)
    {
      gboolean burst = elector_rng_chance (rng, 500000);
      g_autofree char *fault = make_fault (kind, rng, n);

      time += elector_rng_range (rng, (ElectorRange) { 0, burst ? 500 * ELECTOR_MSEC : 3 * ELECTOR_SEC });
      add (faults, time, fault);
    }
  if (kind->network == SPLIT_AND_HEALED)
    add (faults, time, "heal");
  g_ptr_array_add (faults, NULL);
  return faults;
}

/* --- What is looked for --- */

static char *
find_two_leaders (ElectorFixture *fixture)
{
  const ElectorFinding *worst = &fixture->moment.judge.worst[ELECTOR_PROPERTY_SINGLE_LEADER];

  if (worst->verdict == ELECTOR_VERDICT_HOLDS)
    return NULL;
  return elector_finding_format (worst, ELECTOR_PROPERTY_SINGLE_LEADER, &fixture->config);
}

/* The highest of the nodes that are up in a node's part of the network; 0 if a majority is needed, and they are not. */
static ElectorNodeId
get_rightful_leader (ElectorFixture *fixture, ElectorNodeId node)
{
  const guint16 *groups = fixture->moment.network.groups;
  guint n = fixture->config.n_nodes, n_up = 0;
  ElectorNodeId highest = ELECTOR_NO_NODE;

  for (ElectorNodeId other = 1; other <= n; other++)
    if (elector_moment_get_node (&fixture->moment, other)->condition == ELECTOR_CONDITION_UP
        && groups[other - 1] == groups[node - 1])
      {
        highest = other;
        n_up++;
      }
  return (fixture->config.rules & MAJORITY) != 0 && n_up <= n / 2 ? ELECTOR_NO_NODE : highest;
}

/* In the end all believe in who has to lead, and nobody else leads. */
static char *
find_wrong_leader (ElectorFixture *fixture)
{
  for (ElectorNodeId node = 1; node <= fixture->config.n_nodes; node++)
    {
      const ElectorMomentNode *seen = elector_moment_get_node (&fixture->moment, node);
      ElectorNodeId rightful = get_rightful_leader (fixture, node);

      if (seen->condition == ELECTOR_CONDITION_UP
          && (seen->leader != rightful || (seen->role == ELECTOR_ROLE_LEADER) != (node == rightful)))
        return g_strdup_printf ("node %u is a %s and believes in %u, not in %u", node,
                                elector_role_to_id ((ElectorRole) seen->role), seen->leader, rightful);
    }
  return NULL;
}

/* --- Runs --- */

static ElectorFixture *
make_system (const Kind *kind, guint32 rules, ElectorRng *rng, guint64 seed)
{
  ElectorConfig config;
  ElectorNetworkConfig network;
  ElectorTime bound;

  elector_config_init (&config, &elector_bully, 3 + (guint) elector_rng_below (rng, 5));
  config.rules = rules;
  elector_network_config_init (&network);
  network.duplicate = elector_rng_chance (rng, 250000) ? ELECTOR_PER_MILLION / 5 : 0;
  bound = elector_bully.get_delay_bound (&config);
  network.delay = (ElectorRange) { elector_rng_range (rng, (ElectorRange) { 0, bound }), bound };
  if (kind->delay != NULL)
    g_assert_true (elector_parse_range (kind->delay, &network.delay, NULL));
  return elector_fixture_new_with (&config, &network, seed);
}

/* One run until all has settled. Returns what find says of it. */
static char *
run (const Kind *kind, guint32 rules, guint64 seed, Find find)
{
  g_autoptr (ElectorFixture) fixture = NULL;
  g_autoptr (GPtrArray) faults = NULL;
  ElectorTime end;
  ElectorRng rng;

  elector_rng_seed (&rng, seed, 2468);
  fixture = make_system (kind, rules, &rng, seed);
  faults = make_faults (kind, &rng, fixture->config.n_nodes);
  elector_fixture_follow (fixture);
  elector_fixture_schedule (fixture, (const char *const *) faults->pdata);
  end = g_array_index (fixture->faults, ElectorFault, fixture->faults->len - 1).time;
  end += elector_bully.get_settle_time (&fixture->config);
  elector_fixture_boot (fixture);
  while (elector_fixture_step (fixture, end))
    ;
  elector_fixture_advance_moment (&fixture->moment, end);
  if (the_seed > 0)
    {
      g_autofree char *trace = elector_fixture_print (fixture, 0);

      g_print ("# %u nodes, rules %x\n%s", fixture->config.n_nodes, rules, trace);
    }
  return find (fixture);
}

/* Nothing is found, in any run. */
static void
assert_never (const Kind *kind, guint32 rules, Find find)
{
  for (guint64 seed = the_seed > 0 ? the_seed : 1; seed <= (the_seed > 0 ? the_seed : N_RUNS); seed++)
    {
      g_autofree char *problem = run (kind, rules, seed, find);

      if (problem != NULL)
        g_error ("seed %" G_GUINT64_FORMAT ": %s\nRepeat it alone: ELECTOR_TEST_SEED=%" G_GUINT64_FORMAT " %s -p %s",
                 seed, problem, seed, g_get_prgname (), g_test_get_path ());
    }
}

/* It is found, with the evidence, in one of the first runs. */
static void
assert_caught (const Kind *kind, guint32 rules, Find find, const char *evidence)
{
  for (guint64 seed = 1; seed <= N_RUNS_TO_CATCH; seed++)
    {
      g_autofree char *problem = run (kind, rules, seed, find);

      if (problem != NULL && strstr (problem, evidence) != NULL)
        {
          g_test_message ("rules %x, seed %" G_GUINT64_FORMAT ": %s", rules, seed, problem);
          return;
        }
    }
  g_error ("rules %x: not caught", rules);
}

/* --- The switches that are wrong on purpose --- */

typedef struct
{
  const char *path;
  BullyRule rule;
  Kind kind;
  Find find;
  const char *evidence;
} Wrong;

static const Wrong wrongs[] = {
  { "/bully-rules/wait-forever", BULLY_RULE_WAIT_FOREVER, { crashes, WHOLE, NULL }, elector_fixture_find_broken_promise,
    "Promise broken: " },
  { "/bully-rules/no-wait-for-ok", BULLY_RULE_NO_WAIT_FOR_OK, { campaigns, WHOLE, NULL }, find_two_leaders,
    "both act as leader" },
  { "/bully-rules/recovered-does-not-bully", BULLY_RULE_RECOVERED_DOES_NOT_BULLY, { crashes, WHOLE, NULL },
    find_wrong_leader, "believes in" },
  { "/bully-rules/believes-any-victory", BULLY_RULE_BELIEVES_ANY, { crashes, SPLIT_AND_HEALED, NULL },
    find_wrong_leader, "believes in" },
};

static void
test_wrong (gconstpointer data)
{
  const Wrong *wrong = data;

  assert_never (&wrong->kind, 0, wrong->find);
  assert_caught (&wrong->kind, 1u << wrong->rule, wrong->find, wrong->evidence);
}

/* --- A majority --- */

/* The network is in two parts from the start, every message arrives in time, and nodes crash, come back and are asked
 * to start elections at any time: at no moment do two nodes act as leader. */
static void
test_never_two_leaders (void)
{
  const Kind kind = { crashes, SPLIT_FROM_START, NULL };

  assert_never (&kind, MAJORITY, find_two_leaders);
  assert_caught (&kind, 0, find_two_leaders, "act as leader");
}

/* When all that has ended, the part with more than half of the nodes follows its highest, the other part nobody. */
static void
test_one_side_leads (void)
{
  const Kind kind = { crashes, SPLIT_FROM_START, NULL };

  assert_never (&kind, MAJORITY, find_wrong_leader);
}

/* The same where the network is divided at times: when it is whole again, the highest leads all. */
static void
test_heals (void)
{
  const Kind kind = { crashes, SPLIT_AND_HEALED, NULL };

  assert_never (&kind, MAJORITY, find_wrong_leader);
}

/* With the standard times, a leader that is cut off has stopped before the others elect a new one, as long as nobody
 * starts an election for another reason. */
static void
test_leader_is_cut_off (void)
{
  const Kind kind = { nothing, SPLIT_ONCE, NULL };

  assert_never (&kind, MAJORITY, find_two_leaders);
  assert_caught (&kind, 0, find_two_leaders, "act as leader");
}

/* Two nodes that cannot talk to each other could both be counted by all others. The leader stays, and the other one
 * comes to nothing. */
static void
test_link_is_cut (void)
{
  for (guint64 seed = 1; seed <= 50; seed++)
    {
      g_autoptr (ElectorFixture) model = elector_fixture_new (&elector_bully, 5, "1ms..75ms", seed), fixture = NULL;

      model->config.rules = MAJORITY;
      fixture = elector_fixture_new_with (&model->config, &model->network, seed);
      elector_fixture_follow (fixture);
      elector_fixture_boot (fixture);
      elector_fixture_run (fixture, "1s");
      g_assert_true (elector_fixture_do (fixture, "cut 4-5"));
      while (elector_fixture_step (fixture, 20 * ELECTOR_SEC))
        {
          g_assert_cmpuint (fixture->moment.n_leaders, ==, 1);
          g_assert_cmpint (elector_moment_get_node (&fixture->moment, 5)->role, ==, ELECTOR_ROLE_LEADER);
        }
    }
}

/* Two of five cannot have a leader: that is the rule's price, and no promise is broken. */
static void
test_minority (void)
{
  g_autoptr (ElectorFixture) model = elector_fixture_new (&elector_bully, 5, "40ms", 1), fixture = NULL;
  const ElectorFinding *agreement;

  model->config.rules = MAJORITY;
  fixture = elector_fixture_new_with (&model->config, &model->network, 1);
  elector_fixture_follow (fixture);
  elector_fixture_boot (fixture);
  agreement = &fixture->moment.judge.findings[ELECTOR_PROPERTY_AGREEMENT];
  elector_fixture_do (fixture, "crash 3");
  elector_fixture_do (fixture, "crash 4");
  elector_fixture_run (fixture, "10s");
  g_assert_cmpint (agreement->verdict, ==, ELECTOR_VERDICT_HOLDS);
  elector_fixture_do (fixture, "crash 5");
  elector_fixture_run (fixture, "30s");
  g_assert_cmpint (agreement->verdict, ==, ELECTOR_VERDICT_BROKEN);
  g_assert_cmpint (elector_config_get_promise (&model->config, ELECTOR_PROPERTY_AGREEMENT)->kind, ==,
                   ELECTOR_PROMISE_MAJORITY);
}

/* Where the assumptions end, two nodes can still lead: nothing tells an old leader's messages from a new one's. */
static void
test_limits (void)
{
  const Kind slow = { crashes, WHOLE, "1ms..500ms" }, paused = { pauses, WHOLE, NULL };

  assert_caught (&slow, MAJORITY, find_two_leaders, "both act as leader");
  assert_caught (&paused, MAJORITY, find_two_leaders, "both act as leader");
}

int
main (int argc, char *argv[])
{
  const char *seed = g_getenv ("ELECTOR_TEST_SEED");

  g_set_prgname (argv[0]);
  g_test_init (&argc, &argv, NULL);
  the_seed = seed != NULL ? g_ascii_strtoull (seed, NULL, 10) : 0;
  for (guint i = 0; i < G_N_ELEMENTS (wrongs); i++)
    g_test_add_data_func (wrongs[i].path, &wrongs[i], test_wrong);
  g_test_add_func ("/bully-rules/never-two-leaders", test_never_two_leaders);
  g_test_add_func ("/bully-rules/one-side-leads", test_one_side_leads);
  g_test_add_func ("/bully-rules/heals", test_heals);
  g_test_add_func ("/bully-rules/leader-is-cut-off", test_leader_is_cut_off);
  g_test_add_func ("/bully-rules/link-is-cut", test_link_is_cut);
  g_test_add_func ("/bully-rules/minority", test_minority);
  g_test_add_func ("/bully-rules/limits", test_limits);
  return g_test_run ();
}
