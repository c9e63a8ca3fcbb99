/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* How long a Raft cluster is without a leader after a crash, over many seeds.
 *
 * The experiment is that of figure 16 of the Raft paper (dissertation, section 9.4), and the wide-area setting of
 * section 9.3. The leader sends all followers its last heartbeat at once; it sends one in half the shortest election
 * timeout and crashes at a random time before the next; what counts is the time until all survivors have heard of a new
 * leader. */

#pragma once

#include "core/types.h"

G_BEGIN_DECLS

/* One curve. */
typedef struct
{
  const char *id;
  ElectorRange election_timeout;
  ElectorRange latency;     /* one way: network, and the disk of both ends */
  guint n_nodes;            /* configured */
  guint n_failed;           /* nodes that are down all the time, besides the leader that crashes */
  gboolean logs_differ;     /* each log is longer than the one before, so that not everybody can win */
  gboolean fresh_timers;    /* the leader crashes when all have just heard its heartbeat, not some time later */
  gboolean until_elected;   /* what counts is the time until a node leads, not until the others have heard of it */
} ElectorExperiment;

typedef struct
{
  const char *id;
  const char *summary; /* marked for translation */
  const ElectorExperiment *curves;
  guint n_curves;
} ElectorPreset;

/* What came out, in microseconds. Trials that had no leader after ELECTOR_EXPERIMENT_LIMIT count with it. */
typedef struct
{
  guint n;
  ElectorTime mean;
  ElectorTime min;
  ElectorTime p10;
  ElectorTime p50;
  ElectorTime p90;
  ElectorTime p99;
  ElectorTime max;
} ElectorDistribution;

#define ELECTOR_EXPERIMENT_LIMIT (20 * ELECTOR_SEC)

const ElectorPreset *elector_experiment_get_presets (guint *n_presets);
ElectorTime elector_experiment_run_once (const ElectorExperiment *self, guint64 seed);
void elector_experiment_run (const ElectorExperiment *self, guint n_runs, guint64 seed,
                             ElectorDistribution *distribution);

G_END_DECLS
