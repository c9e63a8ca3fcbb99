/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Whether a run has to be saved, and the file in which it survives until it is. */

#include "engine-fixture.h"

#include "engine/elector-document.h"
#include "engine/run-file.h"

#include <glib/gstdio.h>
#include <string.h>

typedef struct
{
  char *folder;
  ElectorSimulation *simulation;
  ElectorAutosave *autosave;
  ElectorDocument *document;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autoptr (ElectorScenario) scenario = engine_fixture_make ("");

  self->folder = g_dir_make_tmp ("elector-document-XXXXXX", NULL);
  self->simulation = elector_simulation_new (scenario);
  self->autosave = elector_autosave_new (self->folder);
  self->document = elector_document_new (self->simulation, self->autosave);
}

/* Nothing may be left in the folder by then. */
static void
tear_down (Fixture *self, gconstpointer data)
{
  g_clear_object (&self->document);
  g_clear_object (&self->autosave);
  g_clear_object (&self->simulation);
  g_assert_cmpint (g_rmdir (self->folder), ==, 0);
  g_free (self->folder);
}

static void
intervene (Fixture *self, ElectorFaultKind kind, ElectorNodeId node)
{
  ElectorFault fault = { .kind = kind, .node = node };

  g_assert_true (elector_simulation_intervene (self->simulation, &fault));
}

/* The text that survives, or NULL. Owned. */
static char *
read_autosave (Fixture *self)
{
  g_autoptr (GDir) dir = g_dir_open (self->folder, 0, NULL);
  const char *name;
  char *text = NULL;

  while ((name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_suffix (name, ".elector"))
      {
        g_autofree char *path = g_build_filename (self->folder, name, NULL);

        g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
      }
  return text;
}

static void
wait_for_autosave (Fixture *self, const char *part)
{
  g_autofree char *text = read_autosave (self);

  while (text == NULL || strstr (text, part) == NULL)
    {
      g_main_context_iteration (NULL, TRUE);
      g_free (text);
      text = read_autosave (self);
    }
}

/* Looking at a run changes nothing; doing something does, until it is saved. */
static void
test_modified (Fixture *self, gconstpointer data)
{
  g_autofree char *path = g_build_filename (self->folder, "run", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (ElectorScenario) other = engine_fixture_make ("[run]\nnodes=3\n");
  g_autoptr (GError) error = NULL;

  elector_simulation_seek_time (self->simulation, ELECTOR_SEC);
  elector_simulation_seek_time (self->simulation, 0);
  g_assert_false (elector_document_get_modified (self->document));
  intervene (self, ELECTOR_FAULT_CRASH, 5);
  g_assert_true (elector_document_get_modified (self->document));
  g_assert_true (elector_document_save (self->document, file, &error));
  g_assert_false (elector_document_get_modified (self->document));
  g_assert_true (elector_document_get_file (self->document) == file);
  elector_simulation_seek_time (self->simulation, 2 * ELECTOR_SEC);
  g_assert_false (elector_document_get_modified (self->document));
  intervene (self, ELECTOR_FAULT_RECOVER, 5);
  g_assert_true (elector_document_get_modified (self->document));

  /* Another scenario is not that file. */
  elector_simulation_set_scenario (self->simulation, other);
  g_assert_null (elector_document_get_file (self->document));
  g_assert_false (elector_document_get_modified (self->document));
  elector_document_close (self->document);
  g_assert_cmpint (g_unlink (path), ==, 0);
}

/* On failure the document still knows that it is not saved. */
static void
test_cannot_save (Fixture *self, gconstpointer data)
{
  g_autoptr (GFile) file = g_file_new_for_path ("/no/such/folder/run.elector");
  g_autoptr (GError) error = NULL;

  elector_simulation_seek_time (self->simulation, ELECTOR_SEC);
  intervene (self, ELECTOR_FAULT_CRASH, 5);
  g_assert_false (elector_document_save (self->document, file, &error));
  g_assert_true (g_str_has_prefix (error->message, "/no/such/folder/run.elector cannot be saved: "));
  g_assert_true (elector_document_get_modified (self->document));
  g_assert_null (elector_document_get_file (self->document));
  elector_simulation_undo (self->simulation);
  elector_document_save (self->document, file, NULL);
  elector_autosave_clear (self->autosave);
}

/* What is done survives soon, and is not lost as long as somebody has it. */
static void
test_survives (Fixture *self, gconstpointer data)
{
  g_autoptr (GFile) lost = NULL, found = NULL;
  g_autofree char *text = NULL;

  elector_simulation_seek_time (self->simulation, ELECTOR_SEC);
  intervene (self, ELECTOR_FAULT_CRASH, 5);
  wait_for_autosave (self, "crash 5");
  intervene (self, ELECTOR_FAULT_CRASH, 4);
  wait_for_autosave (self, "crash 4");
  g_assert_null (elector_autosave_find_lost (self->folder));

  /* Not saved, it outlives its program; then it is lost, until somebody takes care of it. */
  elector_document_close (self->document);
  g_clear_object (&self->autosave);
  lost = elector_autosave_find_lost (self->folder);
  g_assert_nonnull (lost);
  text = read_autosave (self);
  g_assert_nonnull (strstr (text, "crash 4"));
  elector_autosave_discard (lost);
  found = elector_autosave_find_lost (self->folder);
  g_assert_null (found);
}

/* When nothing was done, nothing is left over. */
static void
test_nothing_done (Fixture *self, gconstpointer data)
{
  g_autofree char *text = NULL;

  elector_simulation_seek_time (self->simulation, ELECTOR_SEC);
  wait_for_autosave (self, "cursor=1s");
  elector_document_close (self->document);
  text = read_autosave (self);
  g_assert_null (text);
}

/* What a program leaves that dies while it writes is cleared away, and nothing else is. */
static void
test_sweep (Fixture *self, gconstpointer data)
{
  static const char *const names[] = { "1-1-1.elector.lock", "1-1-1.elector.ABCDEF", "2-2-2.elector",
                                       "2-2-2.elector.lock", "other" };
  g_autoptr (GFile) lost = NULL;
  g_autofree char *lost_path = NULL, *other = g_build_filename (self->folder, "other", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (self->folder, names[i], NULL);

      g_assert_true (g_file_set_contents (path, "", 0, NULL));
    }
  lost = elector_autosave_find_lost (self->folder);
  lost_path = g_file_get_path (lost);
  g_assert_true (g_str_has_suffix (lost_path, "/2-2-2.elector"));
  elector_autosave_discard (lost);
  g_assert_cmpint (g_unlink (other), ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/document/modified", Fixture, NULL, set_up, test_modified, tear_down);
  g_test_add ("/document/cannot-save", Fixture, NULL, set_up, test_cannot_save, tear_down);
  g_test_add ("/document/survives", Fixture, NULL, set_up, test_survives, tear_down);
  g_test_add ("/document/nothing-done", Fixture, NULL, set_up, test_nothing_done, tear_down);
  g_test_add ("/document/sweep", Fixture, NULL, set_up, test_sweep, tear_down);
  return g_test_run ();
}
