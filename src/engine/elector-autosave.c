/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "engine/elector-autosave.h"

#include "engine/run-file.h"

#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#define SUFFIX ".elector"
#define LOCK_SUFFIX ".lock"

struct _ElectorAutosave
{
  GObject parent_instance;

  char *path;
  int lock;          /* file descriptor, or -1 as long as nothing was written */
  char *written;     /* the text that the file has, or NULL */
  char *waiting;     /* the text to write when the writer is done, or NULL */
  gboolean writing;  /* a thread is at it */
  gboolean cleared;  /* the file is to go */
  gboolean has_failed;
};

enum
{
  FAILED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ElectorAutosave, elector_autosave, G_TYPE_OBJECT)

static char *
get_lock_path (const char *path)
{
  return g_strconcat (path, LOCK_SUFFIX, NULL);
}

static void
elector_autosave_finalize (GObject *object)
{
  ElectorAutosave *self = ELECTOR_AUTOSAVE (object);

  if (self->lock >= 0)
    close (self->lock);
  g_free (self->path);
  g_free (self->written);
  g_free (self->waiting);
  G_OBJECT_CLASS (elector_autosave_parent_class)->finalize (object);
}

static void
elector_autosave_class_init (ElectorAutosaveClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = elector_autosave_finalize;
  signals[FAILED] = g_signal_new ("failed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
elector_autosave_init (ElectorAutosave *self)
{
  self->lock = -1;
}

/* Where the program keeps these files. Owned. */
char *
elector_autosave_get_standard_folder (void)
{
  return g_build_filename (g_get_user_state_dir (), "elector", NULL);
}

/* A file in folder, which is made when it is needed, with a name that no other has. Nothing is written yet. */
ElectorAutosave *
elector_autosave_new (const char *folder)
{
  static guint n_made;
  ElectorAutosave *self = g_object_new (ELECTOR_TYPE_AUTOSAVE, NULL);
  g_autofree char *name = NULL;

  name = g_strdup_printf ("%" G_GINT64_FORMAT "-%d-%u" SUFFIX, g_get_real_time (), (int) getpid (), ++n_made);
  self->path = g_build_filename (folder, name, NULL);
  return self;
}

/* --- Writing --- */

/* The lock comes before the file: one without is taken for lost. */
static gboolean
ensure_lock (ElectorAutosave *self)
{
  g_autofree char *folder = g_path_get_dirname (self->path), *path = get_lock_path (self->path);

  if (self->lock >= 0)
    return TRUE;
  if (g_mkdir_with_parents (folder, 0700) != 0)
    return FALSE;
  self->lock = g_open (path, O_CREAT | O_RDWR | O_CLOEXEC, 0600);
  return self->lock >= 0 && flock (self->lock, LOCK_EX | LOCK_NB) == 0;
}

static gboolean
write_file (const char *path, const char *text, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);

  return elector_run_file_save (file, text, error);
}

static void
note_result (ElectorAutosave *self, char *text, const GError *error)
{
  gboolean tell = error != NULL && !self->has_failed;

  self->has_failed = error != NULL;
  g_free (self->written);
  self->written = error == NULL ? g_strdup (text) : NULL;
  if (tell)
    g_signal_emit (self, signals[FAILED], 0, error->message);
}

typedef struct
{
  char *path;
  char *text;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_free (job->path);
  g_free (job->text);
  g_free (job);
}

static void
write_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Job *job = task_data;
  GError *error = NULL;

  if (write_file (job->path, job->text, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void start_writing (ElectorAutosave *self, char *text);

static void
remove_file (ElectorAutosave *self)
{
  g_autoptr (GFile) file = g_file_new_for_path (self->path);

  g_clear_pointer (&self->written, g_free);
  if (self->lock < 0)
    return;
  elector_autosave_discard (file);
  close (self->lock);
  self->lock = -1;
}

static void
written_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  ElectorAutosave *self = ELECTOR_AUTOSAVE (object);
  Job *job = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;

  g_task_propagate_boolean (G_TASK (result), &error);
  self->writing = FALSE;
  note_result (self, job->text, error);
  if (self->cleared)
    remove_file (self);
  else if (self->waiting != NULL)
    start_writing (self, g_steal_pointer (&self->waiting));
}

static void
start_writing (ElectorAutosave *self, char *text)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, written_cb, NULL);
  Job *job = g_new0 (Job, 1);

  job->path = g_strdup (self->path);
  job->text = text;
  g_task_set_task_data (task, job, job_free);
  self->writing = TRUE;
  g_task_run_in_thread (task, write_in_thread);
}

/* Writes text, without making anybody wait. Whatever happens, the file is whole: it has this text or an older one. */
void
elector_autosave_put (ElectorAutosave *self, const char *text)
{
  g_return_if_fail (ELECTOR_IS_AUTOSAVE (self));

  self->cleared = FALSE;
  g_clear_pointer (&self->waiting, g_free);
  if (self->writing)
    self->waiting = g_strdup (text);
  else if (g_strcmp0 (self->written, text) != 0)
    {
      ensure_lock (self); /* if that fails, so does the writing, and tells why */
      start_writing (self, g_strdup (text));
    }
}

/* The same, and waits until it is done. Returns whether it is; "failed" is emitted otherwise. */
gboolean
elector_autosave_put_now (ElectorAutosave *self, const char *text)
{
  g_autoptr (GError) error = NULL;

  g_return_val_if_fail (ELECTOR_IS_AUTOSAVE (self), FALSE);

  g_clear_pointer (&self->waiting, g_free);
  while (self->writing)
    g_main_context_iteration (NULL, TRUE);
  self->cleared = FALSE;
  ensure_lock (self);
  write_file (self->path, text, &error);
  note_result (self, (char *) text, error);
  return error == NULL;
}

/* Nothing is left to be lost: removes the file. */
void
elector_autosave_clear (ElectorAutosave *self)
{
  g_return_if_fail (ELECTOR_IS_AUTOSAVE (self));

  g_clear_pointer (&self->waiting, g_free);
  self->cleared = TRUE;
  while (self->writing)
    g_main_context_iteration (NULL, TRUE);
  remove_file (self);
}

/* --- What was lost --- */

static gboolean
is_locked (const char *path)
{
  g_autofree char *lock_path = get_lock_path (path);
  int lock = g_open (lock_path, O_RDWR | O_CLOEXEC, 0);
  gboolean locked;

  if (lock < 0)
    return FALSE;
  locked = flock (lock, LOCK_EX | LOCK_NB) != 0;
  close (lock);
  return locked;
}

/* What a program left behind that died while it wrote, or before it did. */
static void
sweep (const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL), *owner = g_strdup (path);
  char *suffix = g_strrstr (owner, SUFFIX);

  if (suffix == NULL || g_str_has_suffix (name, SUFFIX))
    return;
  suffix[strlen (SUFFIX)] = '\0';
  if (!is_locked (owner) && (!g_str_has_suffix (name, LOCK_SUFFIX) || !g_file_test (owner, G_FILE_TEST_EXISTS)))
    g_unlink (path);
}

/* The newest file in folder whose program does not live any more, or NULL. */
GFile *
elector_autosave_find_lost (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  g_autofree char *newest = NULL;
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      sweep (folder, name);
      if (!g_str_has_suffix (name, SUFFIX) || is_locked (path) || (newest != NULL && strcmp (path, newest) < 0))
        continue;
      g_free (newest);
      newest = g_steal_pointer (&path);
    }
  return newest != NULL ? g_file_new_for_path (newest) : NULL;
}

/* Removes what was lost. */
void
elector_autosave_discard (GFile *file)
{
  g_autofree char *path = g_file_get_path (file), *lock_path = get_lock_path (path);

  g_unlink (path);
  g_unlink (lock_path);
}
