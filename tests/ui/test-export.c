/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The window that asks what is to be exported. */

#include "ui-fixture.h"
#include "ui/elector-export-dialog.h"

#include <glib/gstdio.h>
#include <string.h>

#define SYSTEM "title=Trial\n[run]\nnodes=3\n[network]\ndelay=50ms\n[faults]\n1=800ms crash 3\n"

typedef struct
{
  ElectorSimulation *simulation;
  GtkWidget *window;
  ElectorExportDialog *dialog;
} Fixture;

/* A run of three seconds, the cursor at one second; a timeline that shows what is before 700 ms. */
static Fixture *
fixture_new (void)
{
  Fixture *self = g_new0 (Fixture, 1);

  self->simulation = ui_fixture_simulate (SYSTEM, 3 * ELECTOR_SEC);
  elector_simulation_seek_time (self->simulation, ELECTOR_SEC);
  self->window = ui_fixture_show (gtk_label_new (""), 300, 300);
  self->dialog = elector_export_dialog_present (GTK_WINDOW (self->window), self->simulation, 0, 700 * ELECTOR_MSEC);
  ui_fixture_wait_mapped (GTK_WIDGET (self->dialog));
  return self;
}

static void
fixture_free (Fixture *self)
{
  g_object_add_weak_pointer (G_OBJECT (self->dialog), (gpointer *) &self->dialog);
  ui_fixture_close (GTK_WINDOW (self->window));
  g_assert_null (self->dialog);
  g_assert_finalize_object (self->simulation);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Fixture, fixture_free)

static void
choose (Fixture *self, const char *row, guint selected)
{
  adw_combo_row_set_selected (ADW_COMBO_ROW (ui_fixture_get_child (self->dialog, row)), selected);
}

static gboolean
is_offered (Fixture *self, const char *row)
{
  return gtk_widget_get_visible (GTK_WIDGET (ui_fixture_get_child (self->dialog, row)));
}

/* What is in the file that the dialog writes, with a 0 behind it. */
static char *
save (Fixture *self)
{
  g_autofree char *path = g_build_filename (g_get_user_cache_dir (), "elector-test-export", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;
  char *data;

  g_mkdir_with_parents (g_get_user_cache_dir (), 0700);
  g_assert_true (elector_export_dialog_save (self->dialog, file, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &data, NULL, NULL));
  g_assert_cmpint (g_remove (path), ==, 0);
  return data;
}

static void
assert_saves (Fixture *self, guint subject, guint format, const char *start)
{
  g_autofree char *data = NULL;

  choose (self, "subject", subject);
  choose (self, "format", format);
  data = save (self);
  if (!g_str_has_prefix (data, start))
    g_error ("%u as %u begins with %.20s, not with %s", subject, format, data, start);
}

static void
test_formats (void)
{
  g_autoptr (Fixture) self = fixture_new ();

  assert_saves (self, 0, 0, "<?xml");
  assert_saves (self, 0, 1, "%PDF");
  assert_saves (self, 0, 2, "\x89PNG");
  assert_saves (self, 1, 0, "<?xml");
  assert_saves (self, 1, 1, "%PDF");
  assert_saves (self, 2, 0, "---\ntitle: \"Trial\"\n---\nsequenceDiagram\n");
  assert_saves (self, 2, 1, "@startuml\ntitle Trial\n");
  assert_saves (self, 3, 0, "0:00.000  ");
  assert_saves (self, 3, 1, "time_us,");
}

static void
test_offers (void)
{
  g_autoptr (Fixture) self = fixture_new ();

  g_assert_false (is_offered (self, "stretch")); /* the stage has none */
  g_assert_false (is_offered (self, "all_row"));
  choose (self, "subject", 1);
  g_assert_true (is_offered (self, "stretch"));
  g_assert_false (is_offered (self, "all_row"));
  choose (self, "subject", 3);
  g_assert_true (is_offered (self, "all_row"));
}

/* All, up to the cursor, what the timeline shows; and as it was when the window was opened. */
static void
test_times (void)
{
  g_autoptr (Fixture) self = fixture_new ();
  g_autofree char *all = NULL, *cursor = NULL, *seen = NULL, *later = NULL;

  choose (self, "subject", 3);
  all = save (self);
  choose (self, "stretch", 1);
  cursor = save (self);
  choose (self, "stretch", 2);
  seen = save (self);
  g_assert_nonnull (strstr (all, "Node 2 is the new LEADER"));
  g_assert_nonnull (strstr (cursor, "Node 3 crashes"));
  g_assert_null (strstr (cursor, "Node 2 is the new LEADER"));
  g_assert_null (strstr (seen, "Node 3 crashes"));
  g_assert_cmpuint (strlen (seen), >, 20);

  ui_fixture_do (self->simulation, "campaign 1"); /* replaces what came after the cursor */
  choose (self, "stretch", 0);
  later = save (self);
  g_assert_cmpstr (later, ==, all);
}

static void
test_heartbeats (void)
{
  g_autoptr (Fixture) self = fixture_new ();
  g_autofree char *quiet = NULL, *all = NULL;

  choose (self, "subject", 2);
  quiet = save (self);
  gtk_switch_set_active (GTK_SWITCH (ui_fixture_get_child (self->dialog, "all")), TRUE);
  all = save (self);
  g_assert_null (strstr (quiet, "HEARTBEAT"));
  g_assert_nonnull (strstr (all, "HEARTBEAT"));
}

/* A showdown: its stages and its timelines as pictures, its measures as a table; as it was. */
static void
test_showdown (void)
{
  g_autoptr (Fixture) self = fixture_new ();
  g_autoptr (ElectorShowdown) showdown = elector_showdown_new (elector_simulation_get_scenario (self->simulation));
  ElectorExportDialog *of_run = self->dialog;
  g_autofree char *measures = NULL, *again = NULL;

  elector_showdown_seek_time (showdown, 2 * ELECTOR_SEC);
  self->dialog = elector_export_dialog_present_showdown (GTK_WINDOW (self->window), showdown);
  ui_fixture_wait_mapped (GTK_WIDGET (self->dialog));
  gtk_window_destroy (GTK_WINDOW (of_run));
  for (guint format = 0; format < 3; format++)
    {
      const char *const starts[] = { "<?xml", "%PDF", "\x89PNG" };

      assert_saves (self, 0, format, starts[format]);
      g_assert_false (is_offered (self, "stretch"));
      assert_saves (self, 1, format, starts[format]);
      g_assert_true (is_offered (self, "stretch"));
    }
  assert_saves (self, 2, 0, "time_us,contestant,");
  g_assert_false (is_offered (self, "stretch"));
  measures = save (self);
  g_assert_nonnull (strstr (measures, "\n2000000,Raft,raft,3,"));
  elector_showdown_seek_time (showdown, 3 * ELECTOR_SEC);
  again = save (self);
  g_assert_cmpstr (measures, ==, again);
}

int
main (int argc, char **argv)
{
  ui_fixture_init (&argc, &argv);
  g_test_add_func ("/export/formats", test_formats);
  g_test_add_func ("/export/offers", test_offers);
  g_test_add_func ("/export/times", test_times);
  g_test_add_func ("/export/heartbeats", test_heartbeats);
  g_test_add_func ("/export/showdown", test_showdown);
  return g_test_run ();
}
