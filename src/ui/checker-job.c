/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/checker-job.h"

#include "check/minimizer.h"

void
elector_checker_result_free (ElectorCheckerResult *self)
{
  g_free (self->verdict);
  g_free (self->doubt);
  g_ptr_array_unref (self->steps);
  g_clear_object (&self->scenario);
  g_free (self);
}

static void
write_steps (ElectorCheckerResult *self, ElectorExplorer *explorer)
{
  guint n_moves;
  const ElectorMove *moves = elector_explorer_get_moves (explorer, &n_moves);

  for (guint i = 0; i < n_moves; i++)
    g_ptr_array_add (self->steps, elector_move_format (&moves[i], self->search.config.protocol));
}

static ElectorCheckerResult *
make_result (ElectorExplorer *explorer, GCancellable *cancellable)
{
  ElectorCheckerResult *self = g_new0 (ElectorCheckerResult, 1);
  g_autoptr (ElectorScenario) scenario = elector_explorer_make_scenario (explorer);

  self->search = *elector_explorer_get_search (explorer);
  elector_explorer_get_progress (explorer, &self->progress);
  self->broken = elector_explorer_get_broken (explorer);
  self->verdict = elector_explorer_format_verdict (explorer);
  self->doubt = elector_explorer_format_doubt (explorer);
  self->steps = g_ptr_array_new_with_free_func (g_free);
  write_steps (self, explorer);
  if (scenario != NULL)
    self->scenario = elector_minimize (scenario, self->broken, elector_scenario_get_until (scenario), cancellable);
  return self;
}

static void
search_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  ElectorCheckerResult *result;

  elector_explorer_run (data, cancellable);
  result = make_result (data, cancellable);
  g_task_set_task_data (task, NULL, NULL); /* the last reference, unless somebody still looks */
  g_task_return_pointer (task, result, (GDestroyNotify) elector_checker_result_free);
}

/* Runs explorer. Calls back with source, which is kept until then, also when it was cancelled. */
void
elector_checker_job_start (gpointer source, ElectorExplorer *explorer, GCancellable *cancellable,
                           GAsyncReadyCallback callback)
{
  g_autoptr (GTask) task = g_task_new (source, cancellable, callback, NULL);

  g_task_set_source_tag (task, elector_checker_job_start);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, elector_explorer_ref (explorer), (GDestroyNotify) elector_explorer_unref);
  g_task_run_in_thread (task, search_thread);
}

ElectorCheckerResult *
elector_checker_job_finish (GAsyncResult *result)
{
  return g_task_propagate_pointer (G_TASK (result), NULL);
}

static void
release_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  g_task_set_task_data (task, NULL, NULL);
  g_task_return_boolean (task, TRUE);
}

/* Gives up a reference to explorer, and lets another thread do the work if it was the last. */
void
elector_checker_job_release (ElectorExplorer *explorer)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, NULL, NULL);

  g_task_set_source_tag (task, elector_checker_job_release);
  g_task_set_task_data (task, explorer, (GDestroyNotify) elector_explorer_unref);
  g_task_run_in_thread (task, release_thread);
}
