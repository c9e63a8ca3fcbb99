/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What is said of algorithms, measured: what an election costs, who wins it, what partitions, loss and a node that
 * comes and goes do to it. Standard parameters, the standard network; the same seed gives the same numbers. */

#pragma once

#include "core/protocol.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define ELECTOR_MEASURE_N_MIN 3
#define ELECTOR_MEASURE_N_MAX 50
#define ELECTOR_MEASURE_N_RUNS 100 /* for who wins */
#define ELECTOR_MEASURE_N_NODES 5  /* for who wins, and for what flapping does */

/* Who starts the election in a settled system, mostly after its leader has crashed. */
typedef enum
{
  ELECTOR_STARTER_LOWEST,  /* the lowest id that is up, at once */
  ELECTOR_STARTER_HIGHEST, /* the highest id that is up, at once */
  ELECTOR_STARTER_TIMEOUT, /* whoever notices, when it does */
  ELECTOR_N_STARTERS
} ElectorStarter;

/* What it costs with a number of nodes, in messages. */
typedef struct
{
  guint messages[ELECTOR_MEASURE_N_MAX + 1]; /* by the number of nodes; 0: not measured, or nobody was elected */
} ElectorCurve;

/* A node that crashes and recovers again and again. */
typedef struct
{
  guint flaps;
  guint elections; /* started meanwhile */
  guint changes;   /* how often a node became the leader meanwhile */
} ElectorFlapping;

/* What happened in ELECTOR_MEASURE_N_RUNS runs, with as many seeds. */
typedef struct
{
  guint split;   /* runs in which two nodes acted as leader at once, or at the end of it, as the measurement says */
  guint clashes; /* runs in which two nodes led the same term */
  guint elected; /* runs in which a node became the leader after it had begun */
} ElectorTally;

typedef struct
{
  const ElectorProtocol *protocol;
  gboolean needs_all; /* after a crash nobody is elected: the curves are of elections with all nodes up */
  ElectorCurve curves[ELECTOR_N_STARTERS];
  guint wins[ELECTOR_MEASURE_N_NODES + 1]; /* of node i, in ELECTOR_MEASURE_N_RUNS runs; [0]: nobody in time */
  ElectorFlapping flapping;                /* of the highest id */
  ElectorTally cut;                        /* 1 and 2 cut off from 3, 4 and 5; split: at the end of it */
  ElectorTally rough;                      /* every third message is lost; split: ever */
  gboolean leads_few;                      /* whether somebody leads when two of five are left, and not the leader */
} ElectorMeasurement;

guint elector_measure_election (const ElectorProtocol *protocol, guint n_nodes, ElectorStarter starter, guint64 seed);
guint elector_measure_asked_election (const ElectorProtocol *protocol, guint n_nodes, ElectorStarter starter,
                                      guint64 seed);
ElectorNodeId elector_measure_winner (const ElectorProtocol *protocol, guint n_nodes, guint64 seed);
ElectorFlapping elector_measure_flapping (const ElectorProtocol *protocol, guint n_nodes, guint64 seed);
ElectorTally elector_measure_cut (const ElectorProtocol *protocol);
ElectorTally elector_measure_rough (const ElectorProtocol *protocol);
gboolean elector_measure_few (const ElectorProtocol *protocol, guint64 seed);
gboolean elector_measure (const ElectorProtocol *protocol, ElectorMeasurement *result, GCancellable *cancellable);

guint elector_measure_expect (const ElectorProtocol *protocol, guint n_nodes, ElectorStarter starter);
const char *elector_measure_get_formula (const ElectorProtocol *protocol, ElectorStarter starter);

G_END_DECLS
