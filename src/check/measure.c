/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "check/measure.h"

#include "check/probe.h"

#include <stdlib.h>
#include <string.h>

/* After which time a system that has not elected anybody does not count. */
#define LIMIT (60 * ELECTOR_SEC)

/* How long a system goes on before and after an election, so that what is left of another has died away. */
#define REST (3 * ELECTOR_SEC)

/* Each number of messages that hangs on chance is the median of this many runs. */
#define N_SEEDS 11

#define N_FLAPS 10
#define FLAP_DOWN (1500 * ELECTOR_MSEC)
#define FLAP_UP (1500 * ELECTOR_MSEC)

#define CUT_TIME (5 * ELECTOR_SEC)
#define ROUGH_LOSS 333333 /* per million */
#define ROUGH_TIME (20 * ELECTOR_SEC)

static void
probe_init_rough (ElectorProbe *self, const ElectorProtocol *protocol, guint n_nodes, guint64 seed, guint loss)
{
  ElectorNetworkConfig network;
  ElectorConfig config;

  elector_config_init (&config, protocol, n_nodes);
  elector_network_config_init (&network);
  network.loss = loss;
  elector_probe_init (self, &config, &network, seed);
}

static void
probe_init (ElectorProbe *self, const ElectorProtocol *protocol, guint n_nodes, guint64 seed)
{
  probe_init_rough (self, protocol, n_nodes, seed, 0);
}

/* Runs on until all that are up agree. Returns on whom, or 0 when they do not within LIMIT. */
static ElectorNodeId
run_until_agreed (ElectorProbe *self)
{
  ElectorTime until = self->world.time + LIMIT;
  ElectorNodeId leader = elector_probe_find_agreed (self);

  self->news = FALSE;
  while (leader == ELECTOR_NO_NODE && elector_world_step (&self->world, until))
    if (self->news)
      {
        self->news = FALSE;
        leader = elector_probe_find_agreed (self);
      }
  return leader;
}

static void
rest (ElectorProbe *self, ElectorTime duration)
{
  elector_world_run (&self->world, self->world.time + duration);
}

static void
apply (ElectorProbe *self, ElectorFaultKind kind, ElectorNodeId node)
{
  ElectorFault fault = { .kind = kind, .node = node };

  elector_world_apply (&self->world, &fault);
}

static ElectorNodeId
choose_starter (const ElectorProbe *self, ElectorNodeId dead, ElectorStarter starter)
{
  guint n = self->config.n_nodes;

  if (starter == ELECTOR_STARTER_LOWEST)
    return dead == 1 ? 2 : 1;
  return (ElectorNodeId) (dead == n ? n - 1 : n);
}

/* The number of messages of one election: the leader of a settled system crashes, and its last heartbeats arrive. From
 * then on all that are sent until all survivors agree again; after that, what still comes of it, without heartbeats.
 * What is sent to the dead node counts. n_nodes >= 2. Returns 0 when nobody was elected. */
guint
elector_measure_election (const ElectorProtocol *protocol, guint n_nodes, ElectorStarter starter, guint64 seed)
{
  ElectorNodeId leader;
  guint messages = 0;
  ElectorProbe probe;

  probe_init (&probe, protocol, n_nodes, seed);
  run_until_agreed (&probe);
  rest (&probe, REST);
  leader = run_until_agreed (&probe);
  if (leader != ELECTOR_NO_NODE)
    {
      guint before, unquiet;

      apply (&probe, ELECTOR_FAULT_CRASH, leader);
      rest (&probe, probe.world.network.config.delay.high);
      before = probe.sent;
      if (starter != ELECTOR_STARTER_TIMEOUT)
        apply (&probe, ELECTOR_FAULT_CAMPAIGN, choose_starter (&probe, leader, starter));
      leader = run_until_agreed (&probe);
      messages = probe.sent - before;
      unquiet = probe.sent_unquiet;
      rest (&probe, REST);
      messages += probe.sent_unquiet - unquiet;
    }
  elector_probe_clear (&probe);
  return leader != ELECTOR_NO_NODE ? messages : 0;
}

/* The number of messages of one election that somebody asks for in a settled system in which all are up, without
 * heartbeats. starter is not ELECTOR_STARTER_TIMEOUT: nobody notices anything. Returns 0 when there was no leader
 * before, or is none afterwards. */
guint
elector_measure_asked_election (const ElectorProtocol *protocol, guint n_nodes, ElectorStarter starter, guint64 seed)
{
  ElectorTime settle_time;
  guint before, messages = 0;
  ElectorProbe probe;

  probe_init (&probe, protocol, n_nodes, seed);
  settle_time = MAX (protocol->get_settle_time (&probe.config), REST);
  if (run_until_agreed (&probe) != ELECTOR_NO_NODE)
    {
      rest (&probe, settle_time);
      before = probe.sent_unquiet;
      apply (&probe, ELECTOR_FAULT_CAMPAIGN, choose_starter (&probe, ELECTOR_NO_NODE, starter));
      rest (&probe, settle_time);
      if (elector_probe_find_agreed (&probe) != ELECTOR_NO_NODE)
        messages = probe.sent_unquiet - before;
    }
  elector_probe_clear (&probe);
  return messages;
}

/* Who leads a system that has just started, once all agree; 0 when they do not. */
ElectorNodeId
elector_measure_winner (const ElectorProtocol *protocol, guint n_nodes, guint64 seed)
{
  ElectorNodeId leader;
  ElectorProbe probe;

  probe_init (&probe, protocol, n_nodes, seed);
  leader = run_until_agreed (&probe);
  elector_probe_clear (&probe);
  return leader;
}

/* What happens while the highest id is down for 1.5 s and up for 1.5 s, ten times. */
ElectorFlapping
elector_measure_flapping (const ElectorProtocol *protocol, guint n_nodes, guint64 seed)
{
  ElectorFlapping result = { .flaps = N_FLAPS };
  ElectorProbe probe;

  probe_init (&probe, protocol, n_nodes, seed);
  run_until_agreed (&probe);
  rest (&probe, REST);
  probe.elections = 0;
  probe.changes = 0;
  for (guint i = 0; i < N_FLAPS; i++)
    {
      apply (&probe, ELECTOR_FAULT_CRASH, (ElectorNodeId) n_nodes);
      rest (&probe, FLAP_DOWN);
      apply (&probe, ELECTOR_FAULT_RECOVER, (ElectorNodeId) n_nodes);
      rest (&probe, FLAP_UP);
    }
  result.elections = probe.elections;
  result.changes = probe.changes;
  elector_probe_clear (&probe);
  return result;
}

/* Nodes 1 and 2 of five are cut off from the others for five seconds. */
ElectorTally
elector_measure_cut (const ElectorProtocol *protocol)
{
  guint16 groups[ELECTOR_MEASURE_N_NODES] = { 1, 1, 2, 2, 2 };
  ElectorFault cut = { .kind = ELECTOR_FAULT_PARTITION, .groups = groups };
  ElectorTally result = { 0 };

  for (guint seed = 1; seed <= ELECTOR_MEASURE_N_RUNS; seed++)
    {
      ElectorProbe probe;

      probe_init (&probe, protocol, ELECTOR_MEASURE_N_NODES, seed);
      run_until_agreed (&probe);
      rest (&probe, REST);
      elector_world_apply (&probe.world, &cut);
      probe.changes = 0;
      rest (&probe, CUT_TIME);
      result.split += probe.n_leading > 1;
      result.clashes += probe.clash;
      result.elected += probe.changes > 0;
      elector_probe_clear (&probe);
    }
  return result;
}

/* Five nodes, from their start on, on a network that loses every third message, for twenty seconds. */
ElectorTally
elector_measure_rough (const ElectorProtocol *protocol)
{
  ElectorTally result = { 0 };

  for (guint seed = 1; seed <= ELECTOR_MEASURE_N_RUNS; seed++)
    {
      ElectorProbe probe;

      probe_init_rough (&probe, protocol, ELECTOR_MEASURE_N_NODES, seed, ROUGH_LOSS);
      rest (&probe, ROUGH_TIME);
      result.split += probe.split;
      result.clashes += probe.clash;
      result.elected += probe.changes > 0;
      elector_probe_clear (&probe);
    }
  return result;
}

/* Whether anybody leads, some time after the leader of five and two others have crashed. */
gboolean
elector_measure_few (const ElectorProtocol *protocol, guint64 seed)
{
  ElectorNodeId leader;
  ElectorProbe probe;

  probe_init (&probe, protocol, ELECTOR_MEASURE_N_NODES, seed);
  run_until_agreed (&probe);
  rest (&probe, REST);
  leader = run_until_agreed (&probe);
  apply (&probe, ELECTOR_FAULT_CRASH, leader);
  for (guint node = ELECTOR_MEASURE_N_NODES, left = ELECTOR_MEASURE_N_NODES - 1; left > 2; node--)
    if (node != leader)
      {
        apply (&probe, ELECTOR_FAULT_CRASH, (ElectorNodeId) node);
        left--;
      }
  rest (&probe, CUT_TIME);
  leader = elector_probe_find_agreed (&probe);
  elector_probe_clear (&probe);
  return leader != ELECTOR_NO_NODE;
}

static int
compare_numbers (gconstpointer a, gconstpointer b)
{
  guint one = *(const guint *) a, other = *(const guint *) b;

  return (one > other) - (one < other);
}

static guint
get_median (guint *numbers, guint n)
{
  qsort (numbers, n, sizeof *numbers, compare_numbers);
  return numbers[n / 2];
}

/* Elections with all nodes up, where there are no others. */
static gboolean
measure_asked_curves (const ElectorProtocol *protocol, ElectorMeasurement *result, GCancellable *cancellable)
{
  for (guint n = ELECTOR_MEASURE_N_MIN; n <= ELECTOR_MEASURE_N_MAX; n++)
    for (guint starter = 0; starter < ELECTOR_STARTER_TIMEOUT; starter++)
      {
        if (g_cancellable_is_cancelled (cancellable))
          return FALSE;
        result->curves[starter].messages[n] = elector_measure_asked_election (protocol, n, (ElectorStarter) starter, n);
      }
  return TRUE;
}

static gboolean
measure_curves (const ElectorProtocol *protocol, ElectorMeasurement *result, GCancellable *cancellable)
{
  for (guint n = ELECTOR_MEASURE_N_MIN; n <= ELECTOR_MEASURE_N_MAX; n++)
    for (guint starter = 0; starter < ELECTOR_N_STARTERS; starter++)
      {
        guint numbers[N_SEEDS];

        for (guint i = 0; i < N_SEEDS; i++)
          {
            if (g_cancellable_is_cancelled (cancellable))
              return FALSE;
            numbers[i] = elector_measure_election (protocol, n, (ElectorStarter) starter, i + 1);
          }
        result->curves[starter].messages[n] = get_median (numbers, N_SEEDS);
      }
  return TRUE;
}

static void
measure_flapping (const ElectorProtocol *protocol, ElectorMeasurement *result)
{
  guint elections[N_SEEDS], changes[N_SEEDS];

  for (guint i = 0; i < N_SEEDS; i++)
    {
      result->flapping = elector_measure_flapping (protocol, ELECTOR_MEASURE_N_NODES, i + 1);
      elections[i] = result->flapping.elections;
      changes[i] = result->flapping.changes;
    }
  result->flapping.elections = get_median (elections, N_SEEDS);
  result->flapping.changes = get_median (changes, N_SEEDS);
}

/* Measures all there is. Takes some seconds: not for the main thread. Returns FALSE when it was canceled. */
gboolean
elector_measure (const ElectorProtocol *protocol, ElectorMeasurement *result, GCancellable *cancellable)
{
  memset (result, 0, sizeof *result);
  result->protocol = protocol;
  for (guint i = 0; i < ELECTOR_MEASURE_N_RUNS; i++)
    {
      ElectorNodeId winner = elector_measure_winner (protocol, ELECTOR_MEASURE_N_NODES, i + 1);

      result->wins[winner]++;
    }
  measure_flapping (protocol, result);
  result->cut = elector_measure_cut (protocol);
  result->rough = elector_measure_rough (protocol);
  result->leads_few = elector_measure_few (protocol, 1);
  result->needs_all = elector_measure_election (protocol, ELECTOR_MEASURE_N_NODES, ELECTOR_STARTER_LOWEST, 1) == 0;
  if (result->needs_all)
    return measure_asked_curves (protocol, result, cancellable);
  return measure_curves (protocol, result, cancellable);
}

/* --- What theory says --- */

/* ELECTION n (n - 1) / 2, OK (n - 1) (n - 2) / 2, VICTORY n - 2: the sums that follow from the rules, and that the
 * textbooks state (Tanenbaum and van Steen; Coulouris et al.), the dead node asked, too. */
static guint
expect_bully_lowest (guint n)
{
  return n * n - n - 1;
}

/* One clean round: a request to each other node, and replies of all but the dead one; the first heartbeat, and as many
 * replies to it until the last survivor has heard of it. */
static guint
expect_raft (guint n)
{
  return 4 * n - 6;
}

/* It asks only the dead leader, and announces itself to the others. */
static guint
expect_bully_highest (guint n)
{
  return n - 1;
}

/* With all nodes up: the id of node 1 and those that take its place go n - 1 steps to node n, whose id goes round once,
 * and its announcement, too. */
static guint
expect_ring_lowest (guint n)
{
  return 3 * n - 1;
}

static guint
expect_ring_highest (guint n)
{
  return 2 * n;
}

static const struct
{
  const char *protocol;
  ElectorStarter starter;
  guint (*expect) (guint n);
  const char *text;
} formulas[] = {
  { "bully", ELECTOR_STARTER_LOWEST, expect_bully_lowest, "n² − n − 1" },
  { "bully", ELECTOR_STARTER_HIGHEST, expect_bully_highest, "n − 1" },
  { "raft", ELECTOR_STARTER_LOWEST, expect_raft, "4n − 6" },
  { "raft", ELECTOR_STARTER_HIGHEST, expect_raft, "4n − 6" },
  { "ring", ELECTOR_STARTER_LOWEST, expect_ring_lowest, "3n − 1" },
  { "ring", ELECTOR_STARTER_HIGHEST, expect_ring_highest, "2n" },
};

/* How many messages an election takes, exactly, by the rules of the algorithm; 0 where that hangs on chance. */
guint
elector_measure_expect (const ElectorProtocol *protocol, guint n_nodes, ElectorStarter starter)
{
  for (guint i = 0; i < G_N_ELEMENTS (formulas); i++)
    if (strcmp (formulas[i].protocol, protocol->id) == 0 && formulas[i].starter == starter)
      return formulas[i].expect (n_nodes);
  return 0;
}

/* The same in mathematical notation, or NULL. Static. */
const char *
elector_measure_get_formula (const ElectorProtocol *protocol, ElectorStarter starter)
{
  for (guint i = 0; i < G_N_ELEMENTS (formulas); i++)
    if (strcmp (formulas[i].protocol, protocol->id) == 0 && formulas[i].starter == starter)
      return formulas[i].text;
  return NULL;
}
