/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "check/experiment.h"

#include "core/world.h"
#include "protocols/raft.h"

#include <glib/gi18n-lib.h>

/* In which the first leader is found, and the timers come to rest, before anything is measured. */
#define HEARTBEATS_BEFORE 4

/* The paper states a broadcast time of about 15 ms, disk included. Its figures do not fit 7.5 ms one way; they fit
 * 2 to 4 ms. */
#define LAN { 2 * ELECTOR_MSEC, 4 * ELECTOR_MSEC }
#define WAN { 30 * ELECTOR_MSEC, 40 * ELECTOR_MSEC }
#define CURVE(low, high) \
  { .id = #low "-" #high, .election_timeout = { low * ELECTOR_MSEC, high * ELECTOR_MSEC }, .latency = LAN, \
    .n_nodes = 5, .logs_differ = TRUE }

static const ElectorExperiment raft_timeouts[] = {
  CURVE (150, 150), CURVE (150, 151), CURVE (150, 155), CURVE (150, 175), CURVE (150, 200), CURVE (150, 300),
  CURVE (12, 24),   CURVE (25, 50),   CURVE (50, 100),  CURVE (100, 200),
};

static const ElectorExperiment raft_wan[] = {
  { .id = "one-failed", .election_timeout = { 300 * ELECTOR_MSEC, 600 * ELECTOR_MSEC }, .latency = WAN, .n_nodes = 5,
    .fresh_timers = TRUE, .until_elected = TRUE },
  { .id = "two-failed", .election_timeout = { 300 * ELECTOR_MSEC, 600 * ELECTOR_MSEC }, .latency = WAN, .n_nodes = 5,
    .n_failed = 1, .fresh_timers = TRUE, .until_elected = TRUE },
};

static const ElectorPreset presets[] = {
  { "raft-timeouts", N_("time without a leader after a crash, by election timeout (figure 16 of the Raft paper)"),
    raft_timeouts, G_N_ELEMENTS (raft_timeouts) },
  { "raft-wan", N_("the same across a wide area: one or two of five servers failed"), raft_wan,
    G_N_ELEMENTS (raft_wan) },
};

/* The experiments that are known by name. Static. */
const ElectorPreset *
elector_experiment_get_presets (guint *n_presets)
{
  *n_presets = G_N_ELEMENTS (presets);
  return presets;
}

static RaftState *
get_state (const ElectorWorld *world, guint node)
{
  return elector_world_get_state (world, (ElectorNodeId) node);
}

static void
apply (ElectorWorld *world, ElectorFault fault)
{
  elector_world_apply (world, &fault);
}

/* Node n leads, and has just sent its heartbeat to everybody; with fresh timers, everybody has also just heard it. A
 * follower keeps a log that is longer than the one that the heartbeat carries, since both end in the same term. */
static void
prepare (ElectorWorld *world, const ElectorExperiment *self, ElectorTime heartbeat)
{
  ElectorNodeId leader = (ElectorNodeId) self->n_nodes;

  elector_world_boot (world);
  for (guint i = 0; i < self->n_failed; i++)
    apply (world, (ElectorFault) { .kind = ELECTOR_FAULT_CRASH, .node = (ElectorNodeId) (leader - 1 - i) });
  apply (world, (ElectorFault) { .kind = ELECTOR_FAULT_CAMPAIGN, .node = leader });
  elector_world_run (world, HEARTBEATS_BEFORE * heartbeat - (self->fresh_timers ? 0 : 1));
  for (guint node = 1; self->logs_differ && node < leader; node++)
    get_state (world, node)->log_length += node;
  apply (world, (ElectorFault) { .kind = ELECTOR_FAULT_DELAY, .delay = self->latency });
  elector_world_run (world, HEARTBEATS_BEFORE * heartbeat);
}

/* Whether a node that is up leads. */
static gboolean
is_elected (const ElectorWorld *world, guint n_nodes)
{
  for (guint node = 1; node <= n_nodes; node++)
    if (get_state (world, node)->role == ELECTOR_ROLE_LEADER)
      return TRUE;
  return FALSE;
}

/* Whether all that are up follow one node, which leads. */
static gboolean
is_followed (const ElectorWorld *world, guint n_nodes)
{
  ElectorNodeId leader = ELECTOR_NO_NODE;

  for (guint node = 1; node <= n_nodes; node++)
    if (elector_world_get_condition (world, (ElectorNodeId) node) == ELECTOR_CONDITION_UP)
      {
        ElectorNodeId believed = get_state (world, node)->leader;

        if (believed == ELECTOR_NO_NODE || (leader != ELECTOR_NO_NODE && believed != leader))
          return FALSE;
        leader = believed;
      }
  return leader != ELECTOR_NO_NODE && get_state (world, leader)->role == ELECTOR_ROLE_LEADER;
}

/* Makes one trial. Returns the time without a leader, at most ELECTOR_EXPERIMENT_LIMIT. The same seed gives the same
 * trial. */
ElectorTime
elector_experiment_run_once (const ElectorExperiment *self, guint64 seed)
{
  ElectorTime heartbeat = self->election_timeout.low / 2, crash;
  ElectorConfig config;
  ElectorNetworkConfig network = { .delay = { 0, 0 } };
  gboolean (*has_leader) (const ElectorWorld *, guint) = self->until_elected ? is_elected : is_followed;
  ElectorWorld world;
  ElectorRng rng;

  elector_config_init (&config, &elector_raft, self->n_nodes);
  config.parameters[RAFT_PARAMETER_HEARTBEAT] = (ElectorRange) { heartbeat, heartbeat };
  config.parameters[RAFT_PARAMETER_ELECTION_TIMEOUT] = self->election_timeout;
  elector_rng_seed (&rng, seed, self->n_nodes + 1);
  elector_world_init (&world, &config, &network, seed, NULL, NULL);
  prepare (&world, self, heartbeat);
  crash = world.time;
  if (!self->fresh_timers)
    crash += elector_rng_range (&rng, (ElectorRange) { 0, heartbeat - 1 });
  elector_world_run (&world, crash);
  apply (&world, (ElectorFault) { .kind = ELECTOR_FAULT_CRASH, .node = (ElectorNodeId) self->n_nodes });
  while (!has_leader (&world, self->n_nodes) && elector_world_step (&world, crash + ELECTOR_EXPERIMENT_LIMIT))
    ;
  if (!has_leader (&world, self->n_nodes))
    elector_world_set_time (&world, crash + ELECTOR_EXPERIMENT_LIMIT);
  elector_world_clear (&world);
  return world.time - crash;
}

static int
compare_times (gconstpointer a, gconstpointer b)
{
  ElectorTime one = *(const ElectorTime *) a, other = *(const ElectorTime *) b;

  return (one > other) - (one < other);
}

/* The smallest value that at least this share of the sorted values does not exceed. */
static ElectorTime
get_percentile (const ElectorTime *sorted, guint n, guint percent)
{
  return sorted[((guint64) n * percent + 99) / 100 - 1];
}

/* Makes n_runs >= 1 trials, with the seeds seed, seed + 1, … */
void
elector_experiment_run (const ElectorExperiment *self, guint n_runs, guint64 seed, ElectorDistribution *distribution)
{
  g_autofree ElectorTime *times = g_new (ElectorTime, n_runs);
  ElectorTime sum = 0;

  for (guint i = 0; i < n_runs; i++)
    {
      times[i] = elector_experiment_run_once (self, seed + i);
      sum += times[i];
    }
  qsort (times, n_runs, sizeof *times, compare_times);
  *distribution = (ElectorDistribution) { .n = n_runs,
                                          .mean = sum / n_runs,
                                          .min = times[0],
                                          .p10 = get_percentile (times, n_runs, 10),
                                          .p50 = get_percentile (times, n_runs, 50),
                                          .p90 = get_percentile (times, n_runs, 90),
                                          .p99 = get_percentile (times, n_runs, 99),
                                          .max = times[n_runs - 1] };
}
