/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "explorer-crew.h"

typedef struct
{
  ElectorCrew *crew;
  guint index;
  GThread *thread; /* NULL for the first, which is the thread that asks */
} Worker;

struct _ElectorCrew
{
  Worker *workers;
  guint n_workers;
  GMutex mutex;
  GCond wake, done;
  guint n_busy; /* others than the first */
  guint n_jobs; /* so far */
  gboolean quit;

  ElectorCrewJob job;
  gpointer data;
  guint n_items;
  int next_item; /* atomic */
};

static void
work (ElectorCrew *self, guint worker)
{
  for (;;)
    {
      guint item = (guint) g_atomic_int_add (&self->next_item, 1);

      if (item >= self->n_items)
        return;
      self->job (self->data, worker, item);
    }
}

static gpointer
run_worker (gpointer data)
{
  Worker *worker = data;
  ElectorCrew *self = worker->crew;
  guint seen = 0;

  g_mutex_lock (&self->mutex);
  for (;;)
    {
      while (self->n_jobs == seen && !self->quit)
        g_cond_wait (&self->wake, &self->mutex);
      if (self->quit)
        break;
      seen = self->n_jobs;
      g_mutex_unlock (&self->mutex);
      work (self, worker->index);
      g_mutex_lock (&self->mutex);
      if (--self->n_busy == 0)
        g_cond_signal (&self->done);
    }
  g_mutex_unlock (&self->mutex);
  return NULL;
}

/* n_workers > 0, the caller's thread included. */
ElectorCrew *
elector_crew_new (guint n_workers)
{
  ElectorCrew *self = g_new0 (ElectorCrew, 1);

  self->n_workers = n_workers;
  self->workers = g_new0 (Worker, n_workers);
  g_mutex_init (&self->mutex);
  g_cond_init (&self->wake);
  g_cond_init (&self->done);
  for (guint i = 0; i < n_workers; i++)
    {
      self->workers[i] = (Worker) { .crew = self, .index = i };
      if (i > 0)
        self->workers[i].thread = g_thread_new ("explorer", run_worker, &self->workers[i]);
    }
  return self;
}

/* Waits for the threads to end. */
void
elector_crew_free (ElectorCrew *self)
{
  g_mutex_lock (&self->mutex);
  self->quit = TRUE;
  g_cond_broadcast (&self->wake);
  g_mutex_unlock (&self->mutex);
  for (guint i = 1; i < self->n_workers; i++)
    g_thread_join (self->workers[i].thread);
  g_free (self->workers);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->wake);
  g_cond_clear (&self->done);
  g_free (self);
}

/* Does a job for each of n_items, and waits for the last. */
void
elector_crew_share_out (ElectorCrew *self, ElectorCrewJob job, gpointer data, guint n_items)
{
  g_mutex_lock (&self->mutex);
  self->job = job;
  self->data = data;
  self->n_items = n_items;
  g_atomic_int_set (&self->next_item, 0);
  self->n_busy = self->n_workers - 1;
  self->n_jobs++;
  g_cond_broadcast (&self->wake);
  g_mutex_unlock (&self->mutex);
  work (self, 0);
  g_mutex_lock (&self->mutex);
  while (self->n_busy > 0)
    g_cond_wait (&self->done, &self->mutex);
  g_mutex_unlock (&self->mutex);
}
