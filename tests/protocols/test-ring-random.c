/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What election on a ring promises, in many random runs. Where no node crashes and every message arrives in time, in
 * whatever order, all believe in the highest when the settle time has passed, and it stays so. Crashes, loss, pauses
 * and partitions may keep anybody from being elected, but nobody except the highest ever is, and the judge blames
 * nobody; once all is well again, so is the ring. If it is repaired, crashes do not stop it.
 *
 * A failing run prints its seed. ELECTOR_TEST_SEED=N repeats that run alone, and prints its trace. */

#include "core/units.h"
#include "fixture.h"
#include "protocols/ring.h"

#define MAX_FAULTS 16
#define AFTERWARDS (3 * ELECTOR_SEC)

/* What a run can be made of. */
typedef struct
{
  guint n_runs;
  const char *const *words; /* the faults */
  gboolean any_parameters;  /* not the standard ones */
  gboolean duplicates;      /* the network doubles messages */
  gboolean ends_well;       /* at the end all is repaired that was broken */
  gboolean ends_anyhow;     /* nothing is known of the end */
  guint32 rules;
} Kind;

static guint64 the_seed; /* or 0 */

/* Anything within the assumption. Every other run spans the whole of it, where messages overtake each other. */
static ElectorRange
make_delay (ElectorRng *rng, ElectorTime bound)
{
  ElectorTime low = elector_rng_range (rng, (ElectorRange) { 0, bound });

  if (elector_rng_chance (rng, 500000))
    return (ElectorRange) { 0, bound };
  return (ElectorRange) { low, elector_rng_range (rng, (ElectorRange) { low, bound }) };
}

static guint
count_words (const char *const *words)
{
  guint n = 0;

  while (words[n] != NULL)
    n++;
  return n;
}

/* "%u" in a word is a node. */
static char *
make_fault (ElectorRng *rng, const Kind *kind, ElectorTime time, guint n)
{
  const char *word = kind->words[elector_rng_below (rng, count_words (kind->words))];
  g_autofree char *node = g_strdup_printf ("%u", 1 + (guint) elector_rng_below (rng, n));
  g_autofree char *clock = elector_format_duration (time);
  g_autoptr (GString) fault = g_string_new (NULL);

  g_string_printf (fault, "%s %s", clock, word);
  g_string_replace (fault, "%u", node, 0);
  return g_string_free (g_steal_pointer (&fault), FALSE);
}

static void
end_well (GPtrArray *faults, ElectorTime time, guint n)
{
  g_autofree char *clock = elector_format_duration (time);

  g_ptr_array_add (faults, g_strdup_printf ("%s loss 0%%", clock));
  g_ptr_array_add (faults, g_strdup_printf ("%s heal", clock));
  for (guint node = 1; node <= n; node++)
    {
      g_ptr_array_add (faults, g_strdup_printf ("%s recover %u", clock, node));
      g_ptr_array_add (faults, g_strdup_printf ("%s resume %u", clock, node));
    }
}

/* Faults in bursts: a random time, and then a few that lie as close together as messages do. */
static GPtrArray *
make_faults (ElectorRng *rng, const Kind *kind, guint n)
{
  GPtrArray *faults = g_ptr_array_new_with_free_func (g_free);
  guint n_faults = 1 + (guint) elector_rng_below (rng, MAX_FAULTS);
  ElectorTime time = 0;

  for (guint i = 0; i < n_faults; i++)
    {
      gboolean burst = elector_rng_chance (rng, 600000);

      time += elector_rng_range (rng, (ElectorRange) { 0, burst ? 500 * ELECTOR_MSEC : 3 * ELECTOR_SEC });
      g_ptr_array_add (faults, make_fault (rng, kind, time, n));
    }
  if (kind->ends_well)
    end_well (faults, time + elector_rng_range (rng, (ElectorRange) { 1, ELECTOR_SEC }), n);
  g_ptr_array_add (faults, NULL);
  return faults;
}

static void
make_parameters (ElectorRng *rng, ElectorConfig *config)
{
  ElectorRange *p = config->parameters;
  ElectorTime hop = elector_rng_range (rng, (ElectorRange) { 10 * ELECTOR_MSEC, 200 * ELECTOR_MSEC });
  ElectorTime beat = elector_rng_range (rng, (ElectorRange) { hop, 3 * hop });
  ElectorTime silence = hop + beat / config->n_nodes + 1;

  p[RING_PARAMETER_HEARTBEAT] = (ElectorRange) { beat, beat };
  p[RING_PARAMETER_LEADER_TIMEOUT] = (ElectorRange) { silence, silence + hop };
  p[RING_PARAMETER_ELECTION_TIMEOUT] = (ElectorRange) { 3 * hop, 3 * hop };
}

/* What is wrong at the end of a run, or NULL: the highest that is up leads, and all that are up believe in it. */
static char *
find_fault (ElectorFixture *fixture)
{
  ElectorNodeId highest = ELECTOR_NO_NODE;

  for (ElectorNodeId node = 1; node <= fixture->config.n_nodes; node++)
    if (elector_moment_get_node (&fixture->moment, node)->condition == ELECTOR_CONDITION_UP)
      highest = node;
  for (ElectorNodeId node = 1; node <= fixture->config.n_nodes; node++)
    {
      const ElectorMomentNode *seen = elector_moment_get_node (&fixture->moment, node);
      gboolean leads = seen->role == ELECTOR_ROLE_LEADER;

      if (seen->condition == ELECTOR_CONDITION_UP && (seen->leader != highest || leads != (node == highest)))
        return g_strdup_printf ("node %u is a %s and believes in %u, not in %u", node,
                                elector_role_to_id ((ElectorRole) seen->role), seen->leader, highest);
    }
  return NULL;
}

/* In a ring that is not repaired, nobody but the highest node ever leads, and so there never are two leaders. */
static char *
find_usurper (ElectorFixture *fixture)
{
  for (guint i = 0; i < fixture->records->len; i++)
    {
      const ElectorRecord *record = elector_fixture_get_record (fixture, i);

      if (record->kind == ELECTOR_RECORD_ROLE && record->detail == ELECTOR_ROLE_LEADER
          && record->node != fixture->config.n_nodes)
        return g_strdup_printf ("node %u leads", record->node);
    }
  if (fixture->moment.judge.breaks[ELECTOR_PROPERTY_SINGLE_LEADER] > 0)
    return g_strdup ("two have led at once");
  return NULL;
}

/* Runs it to its end. Returns what is wrong, or NULL. A repaired ring loses time at each node that is down. */
static char *
run (ElectorFixture *fixture, const Kind *kind, GPtrArray *faults)
{
  ElectorTime settle = fixture->config.protocol->get_settle_time (&fixture->config);
  ElectorTime last, settled;
  char *problem = NULL;

  elector_fixture_follow (fixture);
  elector_fixture_schedule (fixture, (const char *const *) faults->pdata);
  last = g_array_index (fixture->faults, ElectorFault, fixture->faults->len - 1).time;
  settled = last + (kind->rules & 1 << RING_RULE_REPAIR ? 2 : 1) * settle;
  elector_fixture_boot (fixture);
  while (elector_fixture_step (fixture, settled))
    ;
  elector_fixture_advance_moment (&fixture->moment, settled);
  if (!kind->ends_anyhow)
    problem = find_fault (fixture);
  while (problem == NULL && elector_fixture_step (fixture, settled + AFTERWARDS))
    if (!kind->ends_anyhow)
      problem = find_fault (fixture);
  if (problem == NULL && (kind->rules & 1 << RING_RULE_REPAIR) == 0)
    problem = find_usurper (fixture);
  return problem != NULL ? problem : elector_fixture_find_broken_promise (fixture);
}

static ElectorFixture *
make_system (ElectorRng *rng, guint64 seed, const Kind *kind)
{
  ElectorConfig config;
  ElectorNetworkConfig network;

  elector_config_init (&config, &elector_ring, 2 + (guint) elector_rng_below (rng, 7));
  elector_network_config_init (&network);
  config.rules = kind->rules;
  if (elector_rng_chance (rng, 500000))
    config.rules |= 1 << RING_RULE_DOWNWARDS;
  if (kind->any_parameters)
    make_parameters (rng, &config);
  if (kind->duplicates)
    network.duplicate = ELECTOR_PER_MILLION / 5;
  network.delay = make_delay (rng, elector_ring.get_delay_bound (&config));
  return elector_fixture_new_with (&config, &network, seed);
}

static void
test_random (gconstpointer data)
{
  const Kind *kind = data;

  for (guint64 seed = the_seed > 0 ? the_seed : 1; seed <= (the_seed > 0 ? the_seed : kind->n_runs); seed++)
    {
      g_autoptr (ElectorFixture) fixture = NULL;
      g_autoptr (GPtrArray) faults = NULL;
      g_autofree char *problem = NULL;
      ElectorRng rng;

      elector_rng_seed (&rng, seed, 12345);
      fixture = make_system (&rng, seed, kind);
      faults = make_faults (&rng, kind, fixture->config.n_nodes);
      problem = run (fixture, kind, faults);
      if (the_seed > 0)
        {
          g_autofree char *delay = elector_format_range (&fixture->network.delay);
          g_autofree char *trace = elector_fixture_print (fixture, 0);

          g_print ("# %u nodes, delay %s, rules %x\n%s", fixture->config.n_nodes, delay, fixture->config.rules, trace);
        }
      if (problem != NULL)
        g_error ("seed %" G_GUINT64_FORMAT ": %s\nRepeat it alone: ELECTOR_TEST_SEED=%" G_GUINT64_FORMAT " %s -p %s",
                 seed, problem,
                 seed, g_get_prgname (), g_test_get_path ());
    }
}

/* A settled system of n nodes, where the judge watches. */
static ElectorFixture *
new_settled (guint n, guint32 rules)
{
  ElectorConfig config;
  ElectorNetworkConfig network;
  ElectorFixture *fixture;

  elector_config_init (&config, &elector_ring, n);
  elector_network_config_init (&network);
  config.rules = rules;
  fixture = elector_fixture_new_with (&config, &network, n);
  elector_fixture_follow (fixture);
  elector_fixture_boot (fixture);
  elector_fixture_run (fixture, "4s");
  g_assert_null (find_fault (fixture));
  return fixture;
}

/* While any one node is down, no election ends, however often one is asked for; when it is back, the next one does. */
static void
test_crash_stops (void)
{
  for (guint n = 3; n <= 8; n++)
    for (guint down = 1; down <= n; down++)
      {
        g_autoptr (ElectorFixture) fixture = new_settled (n, 0);
        g_autofree char *crash = g_strdup_printf ("crash %u", down), *recover = g_strdup_printf ("recover %u", down);
        guint from;

        elector_fixture_do (fixture, crash);
        from = fixture->records->len;
        elector_fixture_run (fixture, "10s");
        elector_fixture_do (fixture, down == 1 ? "campaign 2" : "campaign 1");
        elector_fixture_run (fixture, "60s");
        g_assert_cmpuint (elector_fixture_count (fixture, ELECTOR_RECORD_SEND, RING_ELECTED, from), ==, 0);
        g_assert_cmpuint (elector_fixture_count (fixture, ELECTOR_RECORD_SEND, RING_ELECTION, from), >, n);
        for (ElectorNodeId node = 1; node <= n; node++)
          g_assert_cmpuint (elector_moment_get_node (&fixture->moment, node)->role == ELECTOR_ROLE_LEADER, ==,
                            node == n && down != n);
        g_assert_cmpint (fixture->moment.judge.findings[ELECTOR_PROPERTY_AGREEMENT].verdict, ==,
                         ELECTOR_VERDICT_BROKEN);
        elector_fixture_do (fixture, recover);
        elector_fixture_run (fixture, "70s");
        g_assert_null (find_fault (fixture));
        g_assert_null (elector_fixture_find_broken_promise (fixture));
      }
}

/* What repair costs: a partition makes two rings, each with its leader, and that is no broken promise. */
static void
test_two_rings (void)
{
  g_autoptr (ElectorFixture) fixture = new_settled (5, 1 << RING_RULE_REPAIR);
  const ElectorFinding *finding = &fixture->moment.judge.findings[ELECTOR_PROPERTY_SINGLE_LEADER];

  elector_fixture_do (fixture, "partition 1,2|3,4,5");
  elector_fixture_run (fixture, "60s");
  g_assert_cmpint (finding->verdict, ==, ELECTOR_VERDICT_BROKEN);
  g_assert_cmpuint (finding->node, ==, 2);
  g_assert_cmpuint (finding->peer, ==, 5);
  elector_fixture_do (fixture, "heal");
  elector_fixture_run (fixture, "66s");
  g_assert_null (find_fault (fixture));
  elector_fixture_run (fixture, "120s");
  g_assert_null (find_fault (fixture));
  g_assert_null (elector_fixture_find_broken_promise (fixture));
}

int
main (int argc, char *argv[])
{
  static const char *const calm[] = { "campaign %u", NULL };
  static const char *const crashes[] = { "crash %u", "crash %u", "recover %u", "recover %u", "campaign %u", NULL };
  static const char *const rough[] = { "crash %u", "recover %u", "campaign %u", "pause %u", "resume %u", "loss 30%",
                                       "loss 0%", "partition %u", "heal", "cut 1-2", NULL };
  static const Kind plain = { .n_runs = 10000, .words = calm };
  static const Kind any_parameters = { .n_runs = 1500, .words = calm, .any_parameters = TRUE };
  static const Kind duplicates = { .n_runs = 1500, .words = calm, .duplicates = TRUE };
  static const Kind mended = { .n_runs = 1000, .words = rough, .duplicates = TRUE, .ends_well = TRUE };
  static const Kind broken = { .n_runs = 1000, .words = rough, .duplicates = TRUE, .ends_anyhow = TRUE };
  static const Kind repaired = { .n_runs = 1000, .words = crashes, .rules = 1 << RING_RULE_REPAIR };
  const char *seed = g_getenv ("ELECTOR_TEST_SEED");

  g_set_prgname (argv[0]);
  g_test_init (&argc, &argv, NULL);
  the_seed = seed != NULL ? g_ascii_strtoull (seed, NULL, 10) : 0;
  g_test_add_data_func ("/ring-random/plain", &plain, test_random);
  g_test_add_data_func ("/ring-random/any-parameters", &any_parameters, test_random);
  g_test_add_data_func ("/ring-random/duplicates", &duplicates, test_random);
  g_test_add_data_func ("/ring-random/mended", &mended, test_random);
  g_test_add_data_func ("/ring-random/broken", &broken, test_random);
  g_test_add_func ("/ring-random/crash-stops", test_crash_stops);
  g_test_add_func ("/ring-random/two-rings", test_two_rings);
  g_test_add_data_func ("/ring-random/repaired", &repaired, test_random);
  return g_test_run ();
}
