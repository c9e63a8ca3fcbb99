/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "check/measure.h"

#include "core/world.h"

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

/* A world, and what is known of it from its records. */
typedef struct
{
  ElectorWorld world;
  ElectorConfig config;
  ElectorNodeId *leaders; /* whom node i believes to lead, at [i - 1] */
  gboolean *leading;      /* whether node i acts as leader, at [i - 1] */
  guint32 *terms;         /* that it is in */
  GHashTable *term_leaders; /* term -> the node that led it first; algorithms without terms have none here */
  gboolean split;         /* two have led at once */
  gboolean clash;         /* two have led the same term */
  gboolean news;          /* one of these has changed */
  guint sent;
  guint sent_unquiet; /* without what only passes the time */
  guint elections;
  guint changes;
  guint32 position;
} Probe;

static void
take_message (Probe *self, guint type)
{
  self->sent++;
  if ((self->config.protocol->quiet_messages >> type & 1) == 0)
    self->sent_unquiet++;
}

static guint
count_leading (const Probe *self)
{
  guint n = 0;

  for (guint i = 0; i < self->config.n_nodes; i++)
    n += self->leading[i];
  return n;
}

static void
take_role (Probe *self, ElectorNodeId node, ElectorRole role)
{
  guint32 term = self->terms[node - 1];

  self->leading[node - 1] = role == ELECTOR_ROLE_LEADER;
  self->news = TRUE;
  if (role != ELECTOR_ROLE_LEADER)
    return;
  self->changes++;
  self->split = self->split || count_leading (self) > 1;
  if (term > 0)
    {
      gpointer key = GUINT_TO_POINTER (term);
      guint first = GPOINTER_TO_UINT (g_hash_table_lookup (self->term_leaders, key));

      self->clash = self->clash || (first != 0 && first != node);
      g_hash_table_insert (self->term_leaders, key, GUINT_TO_POINTER (node));
    }
}

static guint32
sink_cb (ElectorRecord *record, gpointer user_data)
{
  Probe *self = user_data;

  switch ((ElectorRecordKind) record->kind)
    {
    case ELECTOR_RECORD_SEND:
      take_message (self, record->detail);
      break;
    case ELECTOR_RECORD_STEP:
      self->elections += self->config.protocol->steps[record->code].starts_election;
      break;
    case ELECTOR_RECORD_ROLE:
      take_role (self, record->node, (ElectorRole) record->detail);
      break;
    case ELECTOR_RECORD_TERM:
      self->terms[record->node - 1] = record->c;
      break;
    case ELECTOR_RECORD_LEADER:
      self->leaders[record->node - 1] = record->peer;
      self->news = TRUE;
      break;
    case ELECTOR_RECORD_CRASH:
      self->leading[record->node - 1] = FALSE;
      self->leaders[record->node - 1] = ELECTOR_NO_NODE;
      self->news = TRUE;
      break;
    default:
      break;
    }
  return self->position++;
}

static void
probe_init_rough (Probe *self, const ElectorProtocol *protocol, guint n_nodes, guint64 seed, guint loss)
{
  ElectorNetworkConfig network;

  memset (self, 0, sizeof *self);
  elector_config_init (&self->config, protocol, n_nodes);
  elector_network_config_init (&network);
  network.loss = loss;
  self->terms = g_new0 (guint32, n_nodes);
  self->term_leaders = g_hash_table_new (NULL, NULL);
  self->leaders = g_new0 (ElectorNodeId, n_nodes);
  self->leading = g_new0 (gboolean, n_nodes);
  elector_world_init (&self->world, &self->config, &network, seed, sink_cb, self);
  elector_world_boot (&self->world);
}

static void
probe_init (Probe *self, const ElectorProtocol *protocol, guint n_nodes, guint64 seed)
{
  probe_init_rough (self, protocol, n_nodes, seed, 0);
}

static void
probe_clear (Probe *self)
{
  g_hash_table_unref (self->term_leaders);
  g_free (self->terms);
  elector_world_clear (&self->world);
  g_free (self->leaders);
  g_free (self->leading);
}

/* The leader in whom all that are up believe, or 0. */
static ElectorNodeId
find_agreed (const Probe *self)
{
  ElectorNodeId leader = ELECTOR_NO_NODE;

  for (guint i = 0; i < self->config.n_nodes; i++)
    if (elector_world_get_condition (&self->world, (ElectorNodeId) (i + 1)) == ELECTOR_CONDITION_UP)
      {
        if (self->leaders[i] == ELECTOR_NO_NODE || (leader != ELECTOR_NO_NODE && self->leaders[i] != leader))
          return ELECTOR_NO_NODE;
        leader = self->leaders[i];
      }
  return leader != ELECTOR_NO_NODE && self->leading[leader - 1] ? leader : ELECTOR_NO_NODE;
}

/* Runs on until all that are up agree. Returns on whom, or 0 when they do not within LIMIT. */
static ElectorNodeId
run_until_agreed (Probe *self)
{
  ElectorTime until = self->world.time + LIMIT;
  ElectorNodeId leader = find_agreed (self);

  self->news = FALSE;
  while (leader == ELECTOR_NO_NODE && elector_world_step (&self->world, until))
    if (self->news)
      {
        self->news = FALSE;
        leader = find_agreed (self);
      }
  return leader;
}

static void
rest (Probe *self, ElectorTime duration)
{
  elector_world_run (&self->world, self->world.time + duration);
}

static void
apply (Probe *self, ElectorFaultKind kind, ElectorNodeId node)
{
  ElectorFault fault = { .kind = kind, .node = node };

  elector_world_apply (&self->world, &fault);
}

static ElectorNodeId
choose_starter (const Probe *self, ElectorNodeId dead, ElectorStarter starter)
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
  Probe probe;

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
  probe_clear (&probe);
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
  Probe probe;

  probe_init (&probe, protocol, n_nodes, seed);
  settle_time = MAX (protocol->get_settle_time (&probe.config), REST);
  if (run_until_agreed (&probe) != ELECTOR_NO_NODE)
    {
      rest (&probe, settle_time);
      before = probe.sent_unquiet;
      apply (&probe, ELECTOR_FAULT_CAMPAIGN, choose_starter (&probe, ELECTOR_NO_NODE, starter));
      rest (&probe, settle_time);
      if (find_agreed (&probe) != ELECTOR_NO_NODE)
        messages = probe.sent_unquiet - before;
    }
  probe_clear (&probe);
  return messages;
}

/* Who leads a system that has just started, once all agree; 0 when they do not. */
ElectorNodeId
elector_measure_winner (const ElectorProtocol *protocol, guint n_nodes, guint64 seed)
{
  ElectorNodeId leader;
  Probe probe;

  probe_init (&probe, protocol, n_nodes, seed);
  leader = run_until_agreed (&probe);
  probe_clear (&probe);
  return leader;
}

/* What happens while the highest id is down for 1.5 s and up for 1.5 s, ten times. */
ElectorFlapping
elector_measure_flapping (const ElectorProtocol *protocol, guint n_nodes, guint64 seed)
{
  ElectorFlapping result = { .flaps = N_FLAPS };
  Probe probe;

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
  probe_clear (&probe);
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
      Probe probe;

      probe_init (&probe, protocol, ELECTOR_MEASURE_N_NODES, seed);
      run_until_agreed (&probe);
      rest (&probe, REST);
      elector_world_apply (&probe.world, &cut);
      probe.changes = 0;
      rest (&probe, CUT_TIME);
      result.split += count_leading (&probe) > 1;
      result.clashes += probe.clash;
      result.elected += probe.changes > 0;
      probe_clear (&probe);
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
      Probe probe;

      probe_init_rough (&probe, protocol, ELECTOR_MEASURE_N_NODES, seed, ROUGH_LOSS);
      rest (&probe, ROUGH_TIME);
      result.split += probe.split;
      result.clashes += probe.clash;
      result.elected += probe.changes > 0;
      probe_clear (&probe);
    }
  return result;
}

/* Whether anybody leads, some time after the leader of five and two others have crashed. */
gboolean
elector_measure_few (const ElectorProtocol *protocol, guint64 seed)
{
  ElectorNodeId leader;
  Probe probe;

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
  leader = find_agreed (&probe);
  probe_clear (&probe);
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
