/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "engine/elector-document.h"

#include "engine/run-file.h"

struct _ElectorDocument
{
  GObject parent_instance;

  ElectorSimulation *simulation;
  ElectorAutosave *autosave; /* or NULL */
  ElectorScenario *scenario; /* that the file is about */
  GFile *file;               /* or NULL */
  gboolean modified;
  gboolean opening;
  guint timer;
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ElectorDocument, elector_document, G_TYPE_OBJECT)

static void
elector_document_dispose (GObject *object)
{
  ElectorDocument *self = ELECTOR_DOCUMENT (object);

  g_clear_handle_id (&self->timer, g_source_remove);
  if (self->simulation != NULL)
    {
      g_signal_handlers_disconnect_by_data (elector_simulation_get_branches (self->simulation), self);
      g_signal_handlers_disconnect_by_data (self->simulation, self);
    }
  g_clear_object (&self->simulation);
  g_clear_object (&self->autosave);
  g_clear_object (&self->scenario);
  g_clear_object (&self->file);
  G_OBJECT_CLASS (elector_document_parent_class)->dispose (object);
}

static void
elector_document_class_init (ElectorDocumentClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = elector_document_dispose;
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
}

static void
elector_document_init (ElectorDocument *self)
{
}

/* --- Surviving --- */

static gboolean
autosave_cb (gpointer user_data)
{
  ElectorDocument *self = user_data;
  g_autofree char *text = elector_document_format (self);

  self->timer = 0;
  elector_autosave_put (self->autosave, text);
  return G_SOURCE_REMOVE;
}

static void
autosave_soon (ElectorDocument *self)
{
  if (self->timer == 0 && self->autosave != NULL)
    self->timer = g_timeout_add (ELECTOR_DOCUMENT_DELAY_MSEC, autosave_cb, self);
}

/* --- Changes --- */

/* Whether anything was done to the scenario that would be lost. */
gboolean
elector_document_has_work (ElectorDocument *self)
{
  ElectorBranches *branches = elector_simulation_get_branches (self->simulation);
  guint n;

  elector_run_get_interventions (elector_branch_get_run (elector_branches_get (branches, 0)), &n);
  return n > 0 || elector_branches_get_n (branches) > 1;
}

static void
set_state (ElectorDocument *self, GFile *file, gboolean modified)
{
  gboolean is_other = self->file != file || self->modified != modified;

  g_set_object (&self->file, file);
  g_set_object (&self->scenario, elector_simulation_get_scenario (self->simulation));
  self->modified = modified;
  if (is_other)
    g_signal_emit (self, signals[CHANGED], 0);
}

static void
branches_cb (ElectorDocument *self)
{
  autosave_soon (self);
  if (!self->opening && !self->modified && elector_document_has_work (self))
    set_state (self, self->file, TRUE);
}

/* Another scenario is another document. */
static void
scenario_cb (ElectorDocument *self)
{
  if (!self->opening && elector_simulation_get_scenario (self->simulation) != self->scenario)
    set_state (self, NULL, elector_document_has_work (self));
}

/* A document without a file. autosave is where it survives, or NULL. */
ElectorDocument *
elector_document_new (ElectorSimulation *simulation, ElectorAutosave *autosave)
{
  ElectorDocument *self = g_object_new (ELECTOR_TYPE_DOCUMENT, NULL);

  self->simulation = g_object_ref (simulation);
  g_set_object (&self->autosave, autosave);
  g_set_object (&self->scenario, elector_simulation_get_scenario (simulation));
  g_signal_connect_swapped (elector_simulation_get_branches (simulation), "changed", G_CALLBACK (branches_cb), self);
  g_signal_connect_swapped (simulation, "notify::scenario", G_CALLBACK (scenario_cb), self);
  g_signal_connect_swapped (simulation, "moved", G_CALLBACK (autosave_soon), self);
  return self;
}

/* Borrowed; NULL when it has never been saved. */
GFile *
elector_document_get_file (ElectorDocument *self)
{
  return self->file;
}

/* Whether anything was done since it was saved. */
gboolean
elector_document_get_modified (ElectorDocument *self)
{
  return self->modified;
}

/* Owned. */
char *
elector_document_format (ElectorDocument *self)
{
  elector_simulation_note_cursor (self->simulation);
  return elector_run_file_format (elector_simulation_get_branches (self->simulation));
}

static void
take (ElectorDocument *self, ElectorBranches *branches, GFile *file, gboolean modified)
{
  self->opening = TRUE;
  elector_simulation_take (self->simulation, branches);
  self->opening = FALSE;
  set_state (self, file, modified);
}

/* Shows what was read from file, which may be NULL; undo brings back what was. */
void
elector_document_open (ElectorDocument *self, ElectorBranches *branches, GFile *file)
{
  g_return_if_fail (ELECTOR_IS_DOCUMENT (self));
  take (self, branches, file, FALSE);
}

/* Shows what was lost, and lets it survive again before this returns. */
void
elector_document_restore (ElectorDocument *self, ElectorBranches *branches)
{
  g_autofree char *text = NULL;

  g_return_if_fail (ELECTOR_IS_DOCUMENT (self));

  take (self, branches, NULL, TRUE);
  text = elector_document_format (self);
  if (self->autosave != NULL)
    elector_autosave_put_now (self->autosave, text);
}

/* Saves it, and knows from now on which file it is. On failure all stays as it was. */
gboolean
elector_document_save (ElectorDocument *self, GFile *file, GError **error)
{
  g_autofree char *text = NULL;

  g_return_val_if_fail (ELECTOR_IS_DOCUMENT (self), FALSE);

  text = elector_document_format (self);
  if (!elector_run_file_save (file, text, error))
    return FALSE;
  set_state (self, file, FALSE);
  return TRUE;
}

/* Has to come when the program is told to end: what is not saved is offered at the next start, and all else goes. */
void
elector_document_close (ElectorDocument *self)
{
  g_return_if_fail (ELECTOR_IS_DOCUMENT (self));

  g_clear_handle_id (&self->timer, g_source_remove);
  if (self->autosave == NULL)
    return;
  if (self->modified)
    {
      g_autofree char *text = elector_document_format (self);

      elector_autosave_put_now (self->autosave, text);
    }
  else
    elector_autosave_clear (self->autosave);
  g_clear_object (&self->autosave);
}
