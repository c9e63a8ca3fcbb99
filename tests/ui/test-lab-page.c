/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/elector-lab-page.h"

#include "check/results.h"
#include "ui-fixture.h"
#include "ui/elector-experiment-view.h"
#include "ui/elector-plot.h"
#include "ui/lab-plot.h"
#include "ui/plot-paint.h"

#include <glib/gstdio.h>
#include <string.h>

#define SYSTEM "[run]\nnodes=4\nseed=1\n"

typedef struct
{
  ElectorSimulation *simulation;
  GtkWidget *page;
  GtkWidget *view;
  ElectorScenario *shown; /* what somebody wanted to see, or NULL */
  gint64 time;
} Lab;

static void
show_run_cb (Lab *self, ElectorScenario *scenario, gint64 time)
{
  g_set_object (&self->shown, scenario);
  self->time = time;
}

static void
lab_init (Lab *self, int width)
{
  *self = (Lab) { .simulation = ui_fixture_simulate (SYSTEM, 0), .page = g_object_new (ELECTOR_TYPE_LAB_PAGE, NULL) };
  elector_lab_page_set_simulation (ELECTOR_LAB_PAGE (self->page), self->simulation);
  g_signal_connect_swapped (self->page, "show-run", G_CALLBACK (show_run_cb), self);
  self->view = ui_fixture_get_child (self->page, "experiment");
  ui_fixture_show (self->page, width, 700);
}

static void
lab_clear (Lab *self)
{
  ui_fixture_close (GTK_WINDOW (gtk_widget_get_root (self->page)));
  g_clear_object (&self->shown);
  g_object_unref (self->simulation);
}

static void
select_entry (Lab *self, guint entry)
{
  GtkListBox *list = ui_fixture_get_child (self->page, "experiments");

  gtk_list_box_select_row (list, gtk_list_box_get_row_at_index (list, (int) entry));
}

static void
start (Lab *self, guint n_runs)
{
  gtk_spin_button_set_value (ui_fixture_get_child (self->view, "runs"), n_runs);
  g_assert_true (gtk_widget_activate_action (self->view, "experiment.run", NULL));
}

static gboolean
is_done (gpointer view)
{
  return gtk_widget_get_visible (ui_fixture_get_child (view, "outcome"));
}

static ElectorPlot *
get_plot (Lab *self)
{
  return ui_fixture_get_child (self->view, "plot");
}

/* Every experiment can be made, and each of its curves is drawn; before that there is nothing but a sentence. */
static void
test_all (void)
{
  Lab lab;

  lab_init (&lab, 1200);
  for (guint i = 0; i < elector_experiment_view_get_n_entries (ELECTOR_EXPERIMENT_VIEW (lab.view)); i++)
    {
      const ElectorPlotScene *scene;

      select_entry (&lab, i);
      g_assert_false (is_done (lab.view));
      g_assert_false (gtk_widget_get_sensitive (ui_fixture_get_child (lab.view, "export_button")));
      start (&lab, 4);
      ui_fixture_wait_until (is_done, lab.view);
      scene = elector_plot_get_scene (get_plot (&lab));
      g_assert_cmpuint (scene->curves->len, >=, 2);
      for (guint k = 0; k < scene->curves->len; k++)
        g_assert_cmpuint (elector_plot_scene_get_curve (scene, k)->dots->len, >=, 4);
      g_assert_true (gtk_widget_get_sensitive (ui_fixture_get_child (lab.view, "export_button")));
    }
  select_entry (&lab, 0); /* what came out is still there */
  g_assert_true (is_done (lab.view));
  lab_clear (&lab);
}

/* A dot, and a number in the table, open exactly their run. */
static void
test_show_run (void)
{
  Lab lab;
  GtkWidget *table;
  guint64 id = elector_lab_plot_make_id (2, 3);
  g_autoptr (ElectorScenario) expected = NULL;
  g_autoptr (ElectorExperiment) experiment = elector_experiment_new_preset ("raft-timeouts");
  const ElectorFault *faults, *expected_faults;
  guint n, n_expected;

  lab_init (&lab, 1200);
  start (&lab, 5);
  ui_fixture_wait_until (is_done, lab.view);
  g_signal_emit_by_name (get_plot (&lab), "activated", id);
  g_assert_nonnull (lab.shown);
  g_assert_cmpuint (elector_scenario_get_seed (lab.shown), ==, 4);
  expected = elector_setting_write_scenario (elector_experiment_get_setting (experiment, 2), 4);
  faults = elector_scenario_get_faults (lab.shown, &n);
  expected_faults = elector_scenario_get_faults (expected, &n_expected);
  g_assert_cmpuint (n, ==, n_expected);
  g_assert_cmpint (faults[n - 1].kind, ==, ELECTOR_FAULT_CRASH);
  g_assert_cmpint (faults[n - 1].time, ==, expected_faults[n - 1].time);
  g_assert_cmpint (lab.time, ==, MAX (faults[n - 1].time - 200 * ELECTOR_MSEC, 0));

  g_clear_object (&lab.shown);
  table = gtk_viewport_get_child (ui_fixture_get_child (lab.view, "table_port"));
  g_signal_emit_by_name (ui_fixture_find (table, GTK_TYPE_BUTTON), "clicked");
  g_assert_nonnull (lab.shown);
  lab_clear (&lab);
}

static void
press (ElectorPlot *plot, guint key)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (GTK_WIDGET (plot));

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);
      gboolean handled;

      if (GTK_IS_EVENT_CONTROLLER_KEY (controller))
        g_signal_emit_by_name (controller, "key-pressed", key, 0, 0, &handled);
    }
}

/* With the keyboard one goes from dot to dot, hears what it is, and opens it. */
static void
test_keyboard (void)
{
  Lab lab;
  g_autofree char *first = NULL;

  lab_init (&lab, 1200);
  start (&lab, 9);
  ui_fixture_wait_until (is_done, lab.view);
  g_assert_true (gtk_widget_grab_focus (GTK_WIDGET (get_plot (&lab))));
  first = g_strdup (elector_plot_get_reading (get_plot (&lab)));
  g_assert_nonnull (first);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (get_plot (&lab)), GTK_ACCESSIBLE_PROPERTY_LABEL, first);
  press (get_plot (&lab), GDK_KEY_Down);
  press (get_plot (&lab), GDK_KEY_Right);
  g_assert_cmpstr (elector_plot_get_reading (get_plot (&lab)), !=, first);
  g_assert_true (g_str_has_prefix (elector_plot_get_reading (get_plot (&lab)), "150 to 151 ms\n"));
  press (get_plot (&lab), GDK_KEY_Return);
  g_assert_nonnull (lab.shown);
  lab_clear (&lab);
}

static gboolean
has_no_threads (gpointer data)
{
  return ui_fixture_count_threads ("experiment") == 0;
}

static void
test_cancel (void)
{
  Lab lab;

  lab_init (&lab, 1200);
  start (&lab, 2);
  ui_fixture_wait_until (is_done, lab.view);
  start (&lab, 100000);
  g_assert_true (gtk_widget_get_visible (ui_fixture_get_child (lab.view, "progress")));
  g_signal_emit_by_name (ui_fixture_get_child (lab.view, "cancel"), "clicked");
  g_assert_false (gtk_widget_get_visible (ui_fixture_get_child (lab.view, "progress")));
  g_assert_true (is_done (lab.view)); /* what was there before */
  ui_fixture_wait_until (has_no_threads, NULL);
  start (&lab, 100000);
  select_entry (&lab, 1);
  g_assert_false (gtk_widget_get_visible (ui_fixture_get_child (lab.view, "progress")));
  start (&lab, 100000);
  lab_clear (&lab);
  ui_fixture_wait_until (has_no_threads, NULL);
}

static gboolean
has_one_curve (gpointer data)
{
  Lab *self = data;

  return elector_plot_get_scene (get_plot (self))->curves->len == 1;
}

/* What is not wanted is left out. */
static void
test_algorithms (void)
{
  Lab lab;
  GtkWidget *parameters, *child;
  guint n = 0;

  lab_init (&lab, 1200);
  select_entry (&lab, 3);
  start (&lab, 2);
  ui_fixture_wait_until (is_done, lab.view);
  g_assert_false (has_one_curve (&lab));
  parameters = ui_fixture_get_child (lab.view, "parameters");
  for (child = gtk_widget_get_first_child (parameters); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *button = gtk_flow_box_child_get_child (GTK_FLOW_BOX_CHILD (child));

      if (GTK_IS_CHECK_BUTTON (button))
        gtk_check_button_set_active (GTK_CHECK_BUTTON (button), n++ == 0);
    }
  g_assert_cmpuint (n, >=, 2);
  start (&lab, 2);
  ui_fixture_wait_until (has_one_curve, &lab);
  lab_clear (&lab);
}

/* --- Experiments that are files --- */

#define EXPERIMENT                                                                                                    \
  "[elector]\nversion=1\ntitle=Loss\n[run]\nnodes=3\nseed=5\n[experiment]\nmeasure=first-leader\nalgorithms=raft\n"    \
  "sweep=loss\nvalues=0%,10%\nruns=4\n"

static void
open_text (Lab *self, const char *text, const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ElectorExperiment) experiment = elector_experiment_new_from_data (text, -1, name, &error);

  g_assert_no_error (error);
  elector_lab_page_open (ELECTOR_LAB_PAGE (self->page), experiment);
}

static GtkWidget *
find_algorithm (Lab *self, const char *name)
{
  GtkWidget *parameters = ui_fixture_get_child (self->view, "parameters"), *child;

  for (child = gtk_widget_get_first_child (parameters); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *button = gtk_flow_box_child_get_child (GTK_FLOW_BOX_CHILD (child));

      if (GTK_IS_CHECK_BUTTON (button) && strcmp (gtk_check_button_get_label (GTK_CHECK_BUTTON (button)), name) == 0)
        return button;
    }
  return NULL;
}

static void
choose_algorithm (Lab *self, const char *name, gboolean active)
{
  gtk_check_button_set_active (GTK_CHECK_BUTTON (find_algorithm (self, name)), active);
}

static char *
format (Lab *self)
{
  return elector_experiment_view_format (ELECTOR_EXPERIMENT_VIEW (self->view));
}

/* What the form says is in the text, and what is in the text the form says, whatever was set in it. */
static void
test_round_trip (void)
{
  Lab lab;

  lab_init (&lab, 1200);
  for (guint i = 0; i < ELECTOR_N_QUANTITIES; i++)
    {
      g_autofree char *text = NULL, *again = NULL;

      select_entry (&lab, elector_experiment_view_get_own_entry (ELECTOR_EXPERIMENT_VIEW (lab.view)));
      gtk_drop_down_set_selected (ui_fixture_get_child (lab.view, "measure"), i);
      gtk_spin_button_set_value (ui_fixture_get_child (lab.view, "runs"), 20 + i);
      choose_algorithm (&lab, "Raft", i % 2 == 0);
      text = format (&lab);
      open_text (&lab, text, "f");
      again = format (&lab);
      g_assert_cmpstr (text, ==, again);
      g_assert_cmpint (gtk_check_button_get_active (GTK_CHECK_BUTTON (find_algorithm (&lab, "Raft"))), ==, i % 2 == 0);
      g_assert_cmpfloat (gtk_spin_button_get_value (ui_fixture_get_child (lab.view, "runs")), ==, 20 + i);
    }
  lab_clear (&lab);
}

static void
assert_says (Lab *self, const char *line, gboolean says)
{
  g_autofree char *text = format (self);

  if ((strstr (text, line) != NULL) != says)
    g_error ("“%s” in “%s”", line, text);
}

/* A file's form: its own algorithms are chosen, others offered that it fits; and what is set is saved. */
static void
test_file_form (void)
{
  Lab lab;
  GtkDropDown *measure;

  lab_init (&lab, 1200);
  open_text (&lab, EXPERIMENT, "loss.elector");
  g_assert_cmpstr (gtk_label_get_label (ui_fixture_get_child (lab.view, "title")), ==, "Loss");
  g_assert_cmpstr (gtk_label_get_label (ui_fixture_get_child (lab.view, "description")), ==, "3 nodes · loss: 0%, 10%");
  assert_says (&lab, "\nalgorithms=raft\n", TRUE);
  assert_says (&lab, "\nseed=5\n", TRUE);
  choose_algorithm (&lab, "Bully", TRUE);
  assert_says (&lab, "\nalgorithms=raft,bully\n", TRUE);
  measure = ui_fixture_get_child (lab.view, "measure");
  assert_says (&lab, "\nmeasure=first-leader\n", TRUE);
  g_assert_cmpuint (g_list_model_get_n_items (gtk_drop_down_get_model (measure)), ==, ELECTOR_N_QUANTITIES - 2);
  gtk_drop_down_set_selected (measure, 1);
  assert_says (&lab, "\nmeasure=leaderless\n", TRUE);
  start (&lab, 3);
  ui_fixture_wait_until (is_done, lab.view);
  g_assert_cmpuint (elector_plot_get_scene (get_plot (&lab))->curves->len, ==, 2);

  select_entry (&lab, 0); /* no file can say it */
  g_assert_false (gtk_widget_get_sensitive (ui_fixture_get_child (lab.view, "save_button")));
  g_assert_null (format (&lab));
  select_entry (&lab, 3);
  g_assert_true (gtk_widget_get_sensitive (ui_fixture_get_child (lab.view, "save_button")));
  lab_clear (&lab);
}

/* Another file is another row; the same one again takes its place, with what is in it now. */
static void
test_files (void)
{
  Lab lab;
  ElectorExperimentView *view;
  guint n;

  lab_init (&lab, 1200);
  view = ELECTOR_EXPERIMENT_VIEW (lab.view);
  n = elector_experiment_view_get_n_entries (view);
  open_text (&lab, EXPERIMENT, "a");
  start (&lab, 3);
  ui_fixture_wait_until (is_done, lab.view);
  open_text (&lab, EXPERIMENT, "b");
  g_assert_cmpuint (elector_experiment_view_get_n_entries (view), ==, n + 2);
  g_assert_false (is_done (lab.view));
  select_entry (&lab, n);
  g_assert_true (is_done (lab.view));
  start (&lab, 100000);
  open_text (&lab, "[elector]\nversion=1\ntitle=Other\n[experiment]\nmeasure=breaks\n", "a");
  g_assert_cmpuint (elector_experiment_view_get_n_entries (view), ==, n + 2);
  g_assert_cmpstr (gtk_label_get_label (ui_fixture_get_child (lab.view, "title")), ==, "Other");
  g_assert_false (is_done (lab.view));
  g_assert_false (gtk_widget_get_visible (ui_fixture_get_child (lab.view, "progress")));
  g_assert_nonnull (ui_fixture_find_label (ui_fixture_get_child (lab.page, "experiments"), "Other"));
  ui_fixture_wait_until (has_no_threads, NULL);
  lab_clear (&lab);
}

static void
check_file (ElectorPlotScene *scene, ElectorPaperFormat format, const char *start_of_file, const char *word)
{
  g_autofree char *path = g_build_filename (g_get_tmp_dir (), "elector-test-plot", NULL), *contents = NULL;
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;
  gsize length;

  g_assert_true (elector_plot_export (scene, "A title", format, file, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &contents, &length, NULL));
  g_assert_cmpuint (length, >, 1000);
  g_assert_cmpmem (contents, strlen (start_of_file), start_of_file, strlen (start_of_file));
  g_assert_true (word == NULL || strstr (contents, word) != NULL);
  g_unlink (path);
}

static void
test_export (void)
{
  g_autoptr (ElectorExperiment) experiment = elector_experiment_new_preset ("heartbeat");
  g_autoptr (ElectorResults) results = NULL;
  g_autoptr (ElectorPlotScene) scene = NULL;
  g_autoptr (GFile) nowhere = g_file_new_for_path ("/nonexistent/plot.svg");
  g_autoptr (GError) error = NULL;

  experiment->n_runs = 3;
  results = elector_results_new (experiment, 1, 1, NULL);
  elector_results_run (results, 1, NULL);
  scene = elector_lab_plot_new (results);
  check_file (scene, ELECTOR_PAPER_SVG, "<?xml", "<path");
  check_file (scene, ELECTOR_PAPER_PDF, "%PDF", NULL);
  check_file (scene, ELECTOR_PAPER_PNG, "\x89PNG", NULL);
  g_assert_false (elector_plot_export (scene, "", ELECTOR_PAPER_SVG, nowhere, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
}

/* It fits a telephone: there is the list, or the experiment that was chosen. */
static void
test_narrow (void)
{
  Lab lab;
  int minimum;
  AdwLeaflet *leaflet;
  GtkListBox *list;

  lab_init (&lab, 360);
  gtk_widget_measure (lab.page, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  g_assert_cmpint (minimum, <=, 360);
  start (&lab, 4);
  ui_fixture_wait_until (is_done, lab.view);
  gtk_widget_measure (lab.page, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  g_assert_cmpint (minimum, <=, 360);
  leaflet = ADW_LEAFLET (adw_bin_get_child (ADW_BIN (lab.page)));
  g_assert_true (adw_leaflet_get_folded (leaflet));
  adw_leaflet_set_visible_child (leaflet, ui_fixture_get_child (lab.page, "list"));
  list = ui_fixture_get_child (lab.page, "experiments");
  g_signal_emit_by_name (list, "row-activated", gtk_list_box_get_row_at_index (list, 1));
  g_assert_true (adw_leaflet_get_visible_child (leaflet) == ui_fixture_get_child (lab.page, "content"));
  lab_clear (&lab);
}

int
main (int argc, char *argv[])
{
  ui_fixture_init (&argc, &argv);
  g_test_add_func ("/lab-page/all", test_all);
  g_test_add_func ("/lab-page/show-run", test_show_run);
  g_test_add_func ("/lab-page/keyboard", test_keyboard);
  g_test_add_func ("/lab-page/cancel", test_cancel);
  g_test_add_func ("/lab-page/algorithms", test_algorithms);
  g_test_add_func ("/lab-page/round-trip", test_round_trip);
  g_test_add_func ("/lab-page/file-form", test_file_form);
  g_test_add_func ("/lab-page/files", test_files);
  g_test_add_func ("/lab-page/export", test_export);
  g_test_add_func ("/lab-page/narrow", test_narrow);
  return g_test_run ();
}
