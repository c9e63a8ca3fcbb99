/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What the bully algorithm promises, in many random runs: nodes crash, recover and start elections at random times,
 * while every message arrives in time. When the settle time has passed after the last of it, all that are up believe
 * in the highest of them, which leads; it stays so; and the judge has seen no broken promise at any time.
 *
 * A failing run prints its seed. ELECTOR_TEST_SEED=N repeats that run alone, and prints its trace. */

#include "core/units.h"
#include "fixture.h"
#include "protocols/bully.h"

#define N_RUNS 10000
#define MAX_FAULTS 24
#define AFTERWARDS (3 * ELECTOR_SEC)

/* What a run can be made of. */
typedef struct
{
  gboolean any_parameters; /* not the standard ones, but such that T' and the leader timeout are long enough */
  gboolean duplicates;     /* the network doubles messages */
} Kind;

static guint64 the_seed; /* or 0 */

/* Anything within the assumption that a message takes at most T / 2. Every other run spans the whole of it, where the
 * races are. */
static ElectorRange
make_delay (ElectorRng *rng, ElectorTime bound)
{
  ElectorTime low = elector_rng_range (rng, (ElectorRange) { 0, bound });

  if (elector_rng_chance (rng, 500000))
    return (ElectorRange) { 0, bound };
  return (ElectorRange) { low, elector_rng_range (rng, (ElectorRange) { low, bound }) };
}

/* Faults in bursts: a random time, and then a few that lie as close together as messages do. */
static GPtrArray *
make_faults (ElectorRng *rng, guint n)
{
  static const char *const words[] = { "crash", "crash", "recover", "recover", "campaign" };
  GPtrArray *faults = g_ptr_array_new_with_free_func (g_free);
  guint n_faults = 1 + (guint) elector_rng_below (rng, MAX_FAULTS);
  ElectorTime horizon = elector_rng_range (rng, (ElectorRange) { 10 * ELECTOR_SEC, 20 * ELECTOR_SEC });
  ElectorTime time = 0;

  for (guint i = 0; i < n_faults; i++)
    {
      gboolean burst = elector_rng_chance (rng, 600000);
      ElectorTime pause = burst ? 500 * ELECTOR_MSEC : 2 * horizon / (ElectorTime) n_faults;
      g_autofree char *clock = NULL;

      time += elector_rng_range (rng, (ElectorRange) { 0, pause });
      clock = elector_format_duration (time);
      g_ptr_array_add (faults, g_strdup_printf ("%s %s %u", clock, words[elector_rng_below (rng, G_N_ELEMENTS (words))],
                                                1 + (guint) elector_rng_below (rng, n)));
    }
  g_ptr_array_add (faults, NULL);
  return faults;
}

static void
make_parameters (ElectorRng *rng, ElectorConfig *config)
{
  ElectorRange *p = config->parameters;
  ElectorTime t = elector_rng_range (rng, (ElectorRange) { 10 * ELECTOR_MSEC, ELECTOR_SEC });
  ElectorTime beat = elector_rng_range (rng, (ElectorRange) { t, 2 * t });
  ElectorTime silence = beat + t + elector_rng_range (rng, (ElectorRange) { 1, 3 * t });
  ElectorTime wait = 2 * t + elector_rng_range (rng, (ElectorRange) { 1, t });

  p[BULLY_PARAMETER_ANSWER_TIMEOUT] = (ElectorRange) { t, t };
  p[BULLY_PARAMETER_HEARTBEAT] = (ElectorRange) { beat, beat };
  p[BULLY_PARAMETER_LEADER_TIMEOUT] = (ElectorRange) { silence, silence + t };
  p[BULLY_PARAMETER_VICTORY_TIMEOUT] = (ElectorRange) { wait, wait };
}

static char *
describe (ElectorFixture *fixture, ElectorNodeId highest)
{
  for (ElectorNodeId node = 1; node <= fixture->config.n_nodes; node++)
    {
      const ElectorMomentNode *seen = elector_moment_get_node (&fixture->moment, node);
      gboolean leads = seen->role == ELECTOR_ROLE_LEADER;

      if (seen->condition != ELECTOR_CONDITION_UP)
        continue;
      if (seen->leader != highest || leads != (node == highest))
        return g_strdup_printf ("node %u is a %s and believes in %u, not in %u", node,
                                elector_role_to_id ((ElectorRole) seen->role),
                                seen->leader, highest);
    }
  return NULL;
}

/* What is wrong now, or NULL. */
static char *
find_fault (ElectorFixture *fixture)
{
  ElectorNodeId highest = ELECTOR_NO_NODE;

  for (ElectorNodeId node = 1; node <= fixture->config.n_nodes; node++)
    if (elector_moment_get_node (&fixture->moment, node)->condition == ELECTOR_CONDITION_UP)
      highest = node;
  return describe (fixture, highest);
}

/* Runs it to its end. Returns what is wrong, or NULL. */
static char *
run (ElectorFixture *fixture, GPtrArray *faults)
{
  ElectorTime last, settled;
  char *problem = NULL;

  elector_fixture_follow (fixture);
  elector_fixture_schedule (fixture, (const char *const *) faults->pdata);
  last = g_array_index (fixture->faults, ElectorFault, fixture->faults->len - 1).time;
  settled = last + fixture->config.protocol->get_settle_time (&fixture->config);
  elector_fixture_boot (fixture);
  while (elector_fixture_step (fixture, settled))
    ;
  elector_fixture_advance_moment (&fixture->moment, settled);
  problem = find_fault (fixture);
  while (problem == NULL && elector_fixture_step (fixture, settled + AFTERWARDS))
    problem = find_fault (fixture);
  return problem != NULL ? problem : elector_fixture_find_broken_promise (fixture);
}

static ElectorFixture *
make_system (ElectorRng *rng, guint64 seed, const Kind *kind)
{
  ElectorConfig config;
  ElectorNetworkConfig network;

  elector_config_init (&config, &elector_bully, 3 + (guint) elector_rng_below (rng, 5));
  elector_network_config_init (&network);
  if (kind->any_parameters)
    make_parameters (rng, &config);
  if (kind->duplicates)
    network.duplicate = ELECTOR_PER_MILLION / 5;
  network.delay = make_delay (rng, elector_bully.get_delay_bound (&config));
  return elector_fixture_new_with (&config, &network, seed);
}

static void
test_random (gconstpointer data)
{
  for (guint64 seed = the_seed > 0 ? the_seed : 1; seed <= (the_seed > 0 ? the_seed : N_RUNS); seed++)
    {
      g_autoptr (ElectorFixture) fixture = NULL;
      g_autoptr (GPtrArray) faults = NULL;
      g_autofree char *problem = NULL;
      ElectorRng rng;

      elector_rng_seed (&rng, seed, 12345);
      fixture = make_system (&rng, seed, data);
      faults = make_faults (&rng, fixture->config.n_nodes);
      problem = run (fixture, faults);
      if (the_seed > 0)
        {
          g_autofree char *delay = elector_format_range (&fixture->network.delay);
          g_autofree char *trace = elector_fixture_print (fixture, 0);

          g_print ("# %u nodes, delay %s\n%s", fixture->config.n_nodes, delay, trace);
        }
      if (problem != NULL)
        g_error ("seed %" G_GUINT64_FORMAT ": %s\nRepeat it alone: ELECTOR_TEST_SEED=%" G_GUINT64_FORMAT " %s -p %s",
                 seed, problem,
                 seed, g_get_prgname (), g_test_get_path ());
    }
}

int
main (int argc, char *argv[])
{
  static const Kind plain = { FALSE, FALSE }, any_parameters = { TRUE, FALSE }, duplicates = { FALSE, TRUE };
  const char *seed = g_getenv ("ELECTOR_TEST_SEED");

  g_set_prgname (argv[0]);
  g_test_init (&argc, &argv, NULL);
  the_seed = seed != NULL ? g_ascii_strtoull (seed, NULL, 10) : 0;
  g_test_add_data_func ("/bully-random/plain", &plain, test_random);
  g_test_add_data_func ("/bully-random/any-parameters", &any_parameters, test_random);
  g_test_add_data_func ("/bully-random/duplicates", &duplicates, test_random);
  return g_test_run ();
}
