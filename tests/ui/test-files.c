/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What a window does with runs: files, text, branches, and what was lost. */

#include "core/units.h"
#include "engine/elector-autosave.h"
#include "engine/run-file.h"
#include "ui-fixture.h"
#include "ui/elector-branch-row.h"
#include "ui/elector-window.h"

#include <glib/gstdio.h>
#include <string.h>

#define RUN                                                                                                           \
  "[elector]\nversion=2\n[branch 1]\ncursor=2s\n1=1s crash 5\n[branch 2]\nname=Other\nfrom=1.5s\ncursor=3s\n"         \
  "current=true\n1=1.5s crash 4\n"

/* As a person does, who is asked nothing: ui_fixture_close() would be a crash. */
static void
close_window (ElectorWindow *window)
{
  g_object_add_weak_pointer (G_OBJECT (window), (gpointer *) &window);
  gtk_window_close (GTK_WINDOW (window));
  ui_fixture_iterate ();
  g_assert_null (window);
}

static GFile *
make_file (const char *text)
{
  g_autoptr (GFileIOStream) stream = NULL;
  g_autoptr (GError) error = NULL;
  GFile *file = g_file_new_tmp ("XXXXXX.elector", &stream, &error);

  g_assert_no_error (error);
  elector_run_file_save (file, text, &error);
  g_assert_no_error (error);
  return file;
}

static ElectorBranches *
get_branches (ElectorWindow *window)
{
  return elector_simulation_get_branches (elector_window_get_simulation (window));
}

static void
assert_title (ElectorWindow *window, gboolean modified, GFile *file)
{
  g_autofree char *name = file != NULL ? g_file_get_basename (file) : g_strdup ("Unsaved Run");
  g_autofree char *title = g_strdup_printf ("%s%s — Elector", modified ? "• " : "", name);

  g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (window)), ==, title);
}

/* A run opens where it was left, paused; what is done then is saved, and there when it is opened again. */
static void
test_open_and_save (void)
{
  ElectorWindow *window = ui_fixture_open_window (), *other;
  ElectorSimulation *simulation = elector_window_get_simulation (window);
  g_autoptr (GFile) file = make_file (RUN);

  g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (window)), ==, "Elector");
  elector_window_open (window, file);
  g_assert_false (elector_simulation_get_playing (simulation));
  g_assert_cmpint (elector_simulation_get_time (simulation), ==, 3 * ELECTOR_SEC);
  g_assert_cmpuint (elector_branches_get_n (get_branches (window)), ==, 2);
  assert_title (window, FALSE, file);

  ui_fixture_do (simulation, "crash 1");
  assert_title (window, TRUE, file);
  ui_fixture_act (window, "win.save");
  assert_title (window, FALSE, file);

  other = ui_fixture_open_window ();
  elector_window_open (other, file);
  simulation = elector_window_get_simulation (other);
  g_assert_cmpint (elector_moment_get_node (elector_simulation_get_moment (simulation), 1)->condition, ==,
                   ELECTOR_CONDITION_CRASHED);
  ui_fixture_act (other, "win.new");
  g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (other)), ==, "Elector");
  close_window (window);
  close_window (other);
  g_file_delete (file, NULL, NULL);
}

static gboolean
has_two_branches (gpointer window)
{
  return elector_branches_get_n (get_branches (window)) == 2;
}

static gboolean
has_complaint (gpointer window)
{
  return ui_fixture_find_label (window, "pasted text:1: this is no scenario: it has no [elector] group") != NULL;
}

/* Through the clipboard, from one window to another. */
static void
test_copy_and_paste (void)
{
  ElectorWindow *window = ui_fixture_open_window (), *other = ui_fixture_open_window ();
  g_autoptr (GFile) file = make_file (RUN);

  elector_window_open (window, file);
  ui_fixture_act (window, "win.copy-run");
  ui_fixture_act (other, "win.paste-run");
  ui_fixture_wait_until (has_two_branches, other);
  g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (other)), ==, "Elector");

  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (other)), "[x]\n");
  ui_fixture_act (other, "win.paste-run");
  ui_fixture_wait_until (has_complaint, other);
  g_assert_true (has_two_branches (other));
  close_window (window);
  close_window (other);
  g_file_delete (file, NULL, NULL);
}

static gboolean
has_rows (gpointer window)
{
  return ui_fixture_find (window, ELECTOR_TYPE_BRANCH_ROW) != NULL;
}

static GtkWidget *
find_row (ElectorWindow *window, const char *name)
{
  GtkWidget *row = ui_fixture_find (GTK_WIDGET (window), ELECTOR_TYPE_BRANCH_ROW);

  while (row != NULL
         && strcmp (elector_branch_get_name (elector_branch_row_get_branch (ELECTOR_BRANCH_ROW (row))), name) != 0)
    row = gtk_widget_get_next_sibling (row);
  return row;
}

static gboolean
has_renamed (gpointer window)
{
  return find_row (window, "Renamed") != NULL;
}

static gboolean
has_one_branch (gpointer window)
{
  return elector_branches_get_n (get_branches (window)) == 1;
}

/* The tree: a click goes there, and branches can be renamed and deleted, and brought back. */
static void
test_tree (void)
{
  ElectorWindow *window = ui_fixture_open_window ();
  ElectorSimulation *simulation = elector_window_get_simulation (window);
  GtkWidget *button = ui_fixture_get_child (window, "branch_button"), *row;

  g_assert_false (gtk_widget_get_visible (button));
  elector_simulation_seek_time (simulation, 2 * ELECTOR_SEC);
  elector_simulation_seek_time (simulation, ELECTOR_SEC);
  ui_fixture_do (simulation, "crash 5");
  g_assert_true (gtk_widget_get_visible (button));
  gtk_menu_button_popup (GTK_MENU_BUTTON (ui_fixture_find (button, GTK_TYPE_MENU_BUTTON)));
  ui_fixture_wait_until (has_rows, window);
  g_assert_nonnull (ui_fixture_find_label (GTK_WIDGET (window), "Node 5 crashes"));

  row = find_row (window, "Original");
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Original: Node 5 is in charge");
  g_signal_emit_by_name (gtk_widget_get_parent (row), "row-activated", row);
  g_assert_cmpstr (elector_branch_get_name (elector_branches_get_current (get_branches (window))), ==, "Original");
  ui_fixture_iterate ();

  row = find_row (window, "Node 5 crashes");
  gtk_widget_activate_action (row, "branch.rename", NULL);
  gtk_editable_set_text (GTK_EDITABLE (ui_fixture_find (row, GTK_TYPE_ENTRY)), "Renamed");
  g_signal_emit_by_name (ui_fixture_find (row, GTK_TYPE_ENTRY), "activate");
  ui_fixture_wait_until (has_renamed, window);

  gtk_widget_activate_action (find_row (window, "Renamed"), "branch.remove", NULL);
  ui_fixture_wait_until (has_one_branch, window);
  g_assert_nonnull (ui_fixture_find_label (GTK_WIDGET (window), "“Renamed” has been deleted"));
  ui_fixture_act (window, "win.undo");
  g_assert_true (has_two_branches (window));
  close_window (window);
}

/* What a program left behind that does not live any more is offered, once. */
static void
test_lost (void)
{
  g_autofree char *folder = elector_autosave_get_standard_folder ();
  g_autofree char *path = g_build_filename (folder, "1-1-1.elector", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;
  ElectorWindow *window;
  GFile *other;

  while ((other = elector_autosave_find_lost (folder)) != NULL) /* the other tests' */
    {
      elector_autosave_discard (other);
      g_object_unref (other);
    }
  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  elector_run_file_save (file, RUN, &error);
  g_assert_no_error (error);
  window = ui_fixture_open_window ();
  g_assert_true (gtk_revealer_get_reveal_child (ui_fixture_get_child (window, "lost_bar")));
  ui_fixture_act (window, "win.restore-lost");
  g_assert_false (gtk_revealer_get_reveal_child (ui_fixture_get_child (window, "lost_bar")));
  g_assert_true (has_two_branches (window));
  assert_title (window, TRUE, NULL);
  g_assert_false (g_file_query_exists (file, NULL));

  /* It is not saved: it survives its window. */
  close_window (window);
  window = ui_fixture_open_window ();
  g_assert_true (gtk_revealer_get_reveal_child (ui_fixture_get_child (window, "lost_bar")));
  ui_fixture_act (window, "win.discard-lost");
  g_assert_false (gtk_revealer_get_reveal_child (ui_fixture_get_child (window, "lost_bar")));
  close_window (window);
  window = ui_fixture_open_window ();
  g_assert_false (gtk_revealer_get_reveal_child (ui_fixture_get_child (window, "lost_bar")));
  close_window (window);
}

static const char *
get_page (ElectorWindow *window)
{
  return adw_view_stack_get_visible_child_name (ui_fixture_get_child (window, "pages"));
}

static gboolean
complains (ElectorWindow *window)
{
  return gtk_revealer_get_reveal_child (ui_fixture_get_child (window, "error_bar"));
}

/* An experiment opens in the lab, and the run stays as it is; a bad one is refused at its line, and nothing changes. */
static void
test_experiment (void)
{
  ElectorWindow *window = ui_fixture_open_window ();
  ElectorScenario *scenario = elector_simulation_get_scenario (elector_window_get_simulation (window));
  GtkWidget *lab = ui_fixture_get_child (window, "lab");
  g_autoptr (GFile) file = make_file ("[elector]\nversion=1\ntitle=Trial\n[experiment]\nmeasure=breaks\nruns=7\n");
  g_autoptr (GFile) bad = make_file ("[elector]\nversion=1\n[experiment]\nmeasure=mood\n");
  g_autofree char *name = g_file_get_parse_name (bad), *expected = NULL;

  elector_window_open (window, bad);
  g_assert_true (complains (window));
  expected = g_strdup_printf ("%s:4: “mood” is nothing that can be measured", name);
  g_assert_cmpstr (gtk_label_get_label (ui_fixture_get_child (window, "error_text")), ==, expected);
  g_assert_cmpstr (get_page (window), ==, "simulate");
  g_assert_null (ui_fixture_find_label (lab, "Trial"));

  elector_window_open (window, file);
  g_assert_false (complains (window));
  g_assert_cmpstr (get_page (window), ==, "lab");
  g_assert_nonnull (ui_fixture_find_label (lab, "Trial"));
  g_assert_true (elector_simulation_get_scenario (elector_window_get_simulation (window)) == scenario);
  elector_window_open (window, bad);
  g_assert_true (complains (window));
  g_assert_cmpstr (get_page (window), ==, "lab");
  close_window (window);
  g_file_delete (file, NULL, NULL);
  g_file_delete (bad, NULL, NULL);
}

int
main (int argc, char **argv)
{
  ui_fixture_init (&argc, &argv);

  g_test_add_func ("/files/open-and-save", test_open_and_save);
  g_test_add_func ("/files/copy-and-paste", test_copy_and_paste);
  g_test_add_func ("/files/tree", test_tree);
  g_test_add_func ("/files/experiment", test_experiment);
  g_test_add_func ("/files/lost", test_lost);
  return g_test_run ();
}
