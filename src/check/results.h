/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What came out of an experiment, run by run, and what that comes to.
 *
 * A part of an experiment holds some of its runs; elector_results_merge() makes the whole of all parts, and that is
 * the same, bit for bit, as if it had been made at once, by however many threads. */

#pragma once

#include "check/experiment.h"

G_BEGIN_DECLS

#define ELECTOR_RESULTS_RUNS_MAX 20000000 /* of all settings together */
#define ELECTOR_RESULTS_PARTS_MAX 100000

typedef struct
{
  int ref_count;
  ElectorExperiment *experiment;
  guint part;    /* 1 .. n_parts */
  guint n_parts;
  guint first;   /* the number of the first run that it holds */
  guint n;       /* how many of each setting it holds */
  gint64 *values;   /* of run first + k of setting i at [i * n + k] */
  guint8 *late;     /* likewise: what was waited for did not come in time */
  guint64 *by_type; /* of setting i at [i * ELECTOR_MAX_MESSAGE_TYPES + type]: sums over its runs */
  int next;      /* which run is to be made next, atomic */
  int n_done;    /* how many have been made, atomic */
  GMutex lock;   /* of by_type */
} ElectorResults;

/* What the values of a setting come to. A percentile is the smallest value that this share of the runs does not exceed:
 * there is a run that has it. */
typedef struct
{
  guint n;
  guint n_late;
  gint64 sum;
  gint64 min;
  gint64 p10;
  gint64 p50;
  gint64 p90;
  gint64 p99;
  gint64 max;
} ElectorSummary;

ElectorResults *elector_results_new (ElectorExperiment *experiment, guint part, guint n_parts, GError **error);
ElectorResults *elector_results_ref (ElectorResults *self);
void elector_results_unref (ElectorResults *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ElectorResults, elector_results_unref)

gboolean elector_results_run (ElectorResults *self, guint n_jobs, GCancellable *cancellable);
guint elector_results_get_n_runs (const ElectorResults *self);
guint elector_results_get_n_done (ElectorResults *self);

gint64 elector_results_get_value (const ElectorResults *self, guint setting, guint run);
gboolean elector_results_is_late (const ElectorResults *self, guint setting, guint run);
guint64 elector_results_get_seed (const ElectorResults *self, guint run);
guint *elector_results_sort (const ElectorResults *self, guint setting);
guint elector_results_get_rank (guint n, guint percent);
gboolean elector_results_summarize (const ElectorResults *self, guint setting, ElectorSummary *summary);
double elector_summary_get_mean (const ElectorSummary *self);

char *elector_results_to_csv (const ElectorResults *self);
char *elector_results_to_part (const ElectorResults *self);
ElectorResults *elector_results_new_from_part (const char *data, gsize length, const char *name, GError **error);
ElectorResults *elector_results_merge (ElectorResults *const *parts, const char *const *names, guint n_parts,
                                       GError **error);

G_END_DECLS
