/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "check/results.h"

#include "core/units.h"
#include "engine/csv.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <string.h>

/* A thread takes that many runs at once: few enough that none is left alone with the last ones. */
#define CHUNK 8

/* Room for the runs of a part of an experiment, none made yet. The whole is part 1 of 1. Errors: ELECTOR_ERROR. */
ElectorResults *
elector_results_new (ElectorExperiment *experiment, guint part, guint n_parts, GError **error)
{
  guint64 n_settings = experiment->settings->len;
  ElectorResults *self;

  g_return_val_if_fail (part >= 1 && part <= n_parts && n_parts <= ELECTOR_RESULTS_PARTS_MAX, NULL);

  if (n_settings * experiment->n_runs > ELECTOR_RESULTS_RUNS_MAX)
    {
      g_set_error (error, ELECTOR_ERROR, ELECTOR_ERROR_RANGE,
                   _("that is more than %d runs in all: make fewer, or sweep fewer values"), ELECTOR_RESULTS_RUNS_MAX);
      return NULL;
    }
  self = g_new0 (ElectorResults, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->experiment = elector_experiment_ref (experiment);
  self->part = part;
  self->n_parts = n_parts;
  self->first = (guint) ((guint64) experiment->n_runs * (part - 1) / n_parts);
  self->n = (guint) ((guint64) experiment->n_runs * part / n_parts) - self->first;
  self->values = g_new0 (gint64, n_settings * self->n);
  self->late = g_new0 (guint8, n_settings * self->n);
  self->by_type = g_new0 (guint64, n_settings * ELECTOR_MAX_MESSAGE_TYPES);
  g_mutex_init (&self->lock);
  return self;
}

ElectorResults *
elector_results_ref (ElectorResults *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
elector_results_unref (ElectorResults *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  elector_experiment_unref (self->experiment);
  g_free (self->values);
  g_free (self->late);
  g_free (self->by_type);
  g_mutex_clear (&self->lock);
  g_free (self);
}

/* --- Making the runs --- */

typedef struct
{
  ElectorResults *results;
  GCancellable *cancellable;
} Job;

/* Makes the i-th run of all. The settings take turns, because some take much longer than others: so what has been done
 * tells how long the rest will take. Sums do not depend on the order of what is added. */
static gboolean
make_run (ElectorResults *self, guint i, GCancellable *cancellable)
{
  guint n_settings = self->experiment->settings->len, setting = i % n_settings, run = i / n_settings;
  gsize place = (gsize) setting * self->n + run;
  ElectorTrial trial;

  if (!elector_setting_run (elector_experiment_get_setting (self->experiment, setting),
                          elector_results_get_seed (self, run), &trial, cancellable))
    return FALSE;
  self->values[place] = trial.value;
  self->late[place] = trial.late != FALSE;
  if (self->experiment->quantity == ELECTOR_QUANTITY_MESSAGES)
    {
      g_mutex_lock (&self->lock);
      for (guint type = 0; type < ELECTOR_MAX_MESSAGE_TYPES; type++)
        self->by_type[setting * ELECTOR_MAX_MESSAGE_TYPES + type] += trial.by_type[type];
      g_mutex_unlock (&self->lock);
    }
  g_atomic_int_inc (&self->n_done);
  return TRUE;
}

static gpointer
job_thread (gpointer data)
{
  Job *job = data;
  ElectorResults *self = job->results;
  guint total = elector_results_get_n_runs (self);

  for (;;)
    {
      guint first = (guint) g_atomic_int_add (&self->next, CHUNK), last = MIN (first + CHUNK, total);

      if (first >= total)
        return NULL;
      for (guint i = first; i < last; i++)
        if (!make_run (self, i, job->cancellable))
          return NULL;
    }
}

/* Makes the runs, with n_jobs >= 1 threads, this one being one of them. Returns when all threads have ended: FALSE when
 * it was canceled, and then some runs are missing. Call it once. */
gboolean
elector_results_run (ElectorResults *self, guint n_jobs, GCancellable *cancellable)
{
  g_autofree GThread **threads = g_new0 (GThread *, n_jobs);
  Job job = { self, cancellable };

  for (guint i = 1; i < n_jobs; i++)
    threads[i] = g_thread_try_new ("experiment", job_thread, &job, NULL);
  job_thread (&job);
  for (guint i = 1; i < n_jobs; i++)
    if (threads[i] != NULL)
      g_thread_join (threads[i]);
  return elector_results_get_n_done (self) == elector_results_get_n_runs (self);
}

/* How many runs there are, of all settings. */
guint
elector_results_get_n_runs (const ElectorResults *self)
{
  return self->experiment->settings->len * self->n;
}

/* How many have been made. May be called from any thread. */
guint
elector_results_get_n_done (ElectorResults *self)
{
  return (guint) g_atomic_int_get (&self->n_done);
}

/* --- What they come to --- */

/* Of run 0 .. n - 1. */
gint64
elector_results_get_value (const ElectorResults *self, guint setting, guint run)
{
  g_return_val_if_fail (setting < self->experiment->settings->len && run < self->n, 0);
  return self->values[(gsize) setting * self->n + run];
}

gboolean
elector_results_is_late (const ElectorResults *self, guint setting, guint run)
{
  g_return_val_if_fail (setting < self->experiment->settings->len && run < self->n, FALSE);
  return self->late[(gsize) setting * self->n + run];
}

/* The seed that a run was made with. */
guint64
elector_results_get_seed (const ElectorResults *self, guint run)
{
  return self->experiment->seed + self->first + run;
}

static int
compare_runs (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const gint64 *values = user_data;
  guint one = *(const guint *) a, other = *(const guint *) b;

  if (values[one] != values[other])
    return values[one] < values[other] ? -1 : 1;
  return one < other ? -1 : one > other;
}

/* The runs of a setting by their values, equal ones by their numbers. Owned. */
guint *
elector_results_sort (const ElectorResults *self, guint setting)
{
  guint *runs = g_new (guint, self->n);

  for (guint i = 0; i < self->n; i++)
    runs[i] = i;
  g_qsort_with_data (runs, (int) self->n, sizeof *runs, compare_runs, self->values + (gsize) setting * self->n);
  return runs;
}

/* Where among n >= 1 sorted values the smallest stands that percent of 100 of them do not exceed. */
guint
elector_results_get_rank (guint n, guint percent)
{
  return (guint) MAX (((guint64) n * percent + 99) / 100, 1) - 1;
}

/* Returns FALSE when there are no values. */
gboolean
elector_results_summarize (const ElectorResults *self, guint setting, ElectorSummary *summary)
{
  const gint64 *values = self->values + (gsize) setting * self->n;
  g_autofree guint *runs = NULL;
  guint n = self->n;

  *summary = (ElectorSummary) { .n = n };
  if (n == 0)
    return FALSE;
  runs = elector_results_sort (self, setting);
  for (guint i = 0; i < n; i++)
    {
      summary->sum += values[i];
      summary->n_late += self->late[(gsize) setting * n + i];
    }
  summary->min = values[runs[0]];
  summary->p10 = values[runs[elector_results_get_rank (n, 10)]];
  summary->p50 = values[runs[elector_results_get_rank (n, 50)]];
  summary->p90 = values[runs[elector_results_get_rank (n, 90)]];
  summary->p99 = values[runs[elector_results_get_rank (n, 99)]];
  summary->max = values[runs[n - 1]];
  return TRUE;
}

/* In microseconds, or as a number. */
double
elector_summary_get_mean (const ElectorSummary *self)
{
  return self->n > 0 ? (double) self->sum / self->n : 0;
}

/* --- Tables for other programs --- */

/* One row for each setting, below a row of names: RFC 4180, but with plain line ends. Times are in microseconds. */
char *
elector_results_to_csv (const ElectorResults *self)
{
  static const char *const names[] = { "mean", "min", "p10", "p50", "p90", "p99", "max" };
  const char *unit = elector_quantity_is_time (self->experiment->quantity) ? "_us" : "";
  GString *text = g_string_new (NULL);

  g_string_append (text, "name,algorithm,nodes,measure,n,late");
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    g_string_append_printf (text, ",%s%s", names[i], unit);
  g_string_append_c (text, '\n');
  for (guint i = 0; i < self->experiment->settings->len; i++)
    {
      const ElectorSetting *setting = elector_experiment_get_setting (self->experiment, i);
      const ElectorConfig *config = elector_scenario_get_config (setting->scenario);
      char mean[G_ASCII_DTOSTR_BUF_SIZE];
      ElectorSummary s;

      if (!elector_results_summarize (self, i, &s))
        continue;
      elector_csv_append_field (text, setting->name);
      g_ascii_formatd (mean, sizeof mean, "%.3f", elector_summary_get_mean (&s));
      g_string_append_printf (text, ",%s,%u,%s,%u,%u,%s", config->protocol->id, config->n_nodes,
                              elector_quantity_to_id (setting->quantity), s.n, s.n_late, mean);
      g_string_append_printf (text, ",%" PRIi64 ",%" PRIi64 ",%" PRIi64 ",%" PRIi64 ",%" PRIi64 ",%" PRIi64 "\n", s.min,
                              s.p10, s.p50, s.p90, s.p99, s.max);
    }
  return g_string_free (text, FALSE);
}
