/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The window as a whole, in one process: what the actions do, and what is shown then. */

#include "core/units.h"
#include "ui-fixture.h"
#include "ui/elector-export-dialog.h"
#include "ui/elector-node-view.h"
#include "ui/elector-window.h"

static void
assert_says (ElectorWindow *window, const char *text)
{
  g_assert_nonnull (ui_fixture_find_label (GTK_WIDGET (window), text));
}

static GtkWidget *
find_node (ElectorWindow *window, guint id)
{
  GtkWidget *first = ui_fixture_find (GTK_WIDGET (window), ELECTOR_TYPE_NODE_VIEW);

  while (--id > 0)
    first = gtk_widget_get_next_sibling (first);
  return first;
}

static void
test_crash (void)
{
  ElectorWindow *window = ui_fixture_open_window ();
  ElectorSimulation *simulation = elector_window_get_simulation (window);
  GtkWidget *node;

  elector_simulation_seek_time (simulation, 300 * ELECTOR_MSEC);
  assert_says (window, "Node 5 is in charge");
  node = find_node (window, 5);
  gtk_test_accessible_assert_role (GTK_ACCESSIBLE (node), GTK_ACCESSIBLE_ROLE_BUTTON);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (node), GTK_ACCESSIBLE_PROPERTY_LABEL, "Node 5, leader");

  g_assert_true (gtk_widget_activate (node));
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (node), GTK_ACCESSIBLE_PROPERTY_LABEL, "Node 5, crashed");
  assert_says (window, "Nobody is in charge, and nobody has noticed yet");
  elector_simulation_seek_time (simulation, 2 * ELECTOR_SEC);
  assert_says (window, "Node 4 is in charge");

  g_assert_true (gtk_widget_activate (node));
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (node), GTK_ACCESSIBLE_PROPERTY_LABEL, "Node 5, leader");
  assert_says (window, "Nodes 4 and 5 both think they are in charge: split brain");
  ui_fixture_close (GTK_WINDOW (window));
}

static void
test_steps (void)
{
  ElectorWindow *window = ui_fixture_open_window ();
  ElectorSimulation *simulation = elector_window_get_simulation (window);
  guint start = elector_simulation_get_position (simulation);

  ui_fixture_act (window, "win.step-forward");
  ui_fixture_act (window, "win.step-forward");
  g_assert_cmpuint (elector_simulation_get_position (simulation), >, start);
  ui_fixture_act (window, "win.step-back");
  ui_fixture_act (window, "win.step-back");
  g_assert_cmpuint (elector_simulation_get_position (simulation), ==, start);
  ui_fixture_act (window, "win.step-back");
  g_assert_cmpuint (elector_simulation_get_position (simulation), ==, start);

  ui_fixture_act (window, "win.toggle-play");
  g_assert_true (elector_simulation_get_playing (simulation));
  ui_fixture_act (window, "win.toggle-play");
  g_assert_false (elector_simulation_get_playing (simulation));
  ui_fixture_close (GTK_WINDOW (window));
}

static void
test_reset_and_undo (void)
{
  ElectorWindow *window = ui_fixture_open_window ();
  ElectorSimulation *simulation = elector_window_get_simulation (window);

  elector_simulation_seek_time (simulation, ELECTOR_SEC);
  ui_fixture_act (window, "win.reset");
  g_assert_cmpint (elector_simulation_get_time (simulation), ==, 0);
  ui_fixture_act (window, "win.undo");
  g_assert_cmpint (elector_simulation_get_time (simulation), ==, ELECTOR_SEC);
  ui_fixture_act (window, "win.redo");
  g_assert_cmpint (elector_simulation_get_time (simulation), ==, 0);
  ui_fixture_close (GTK_WINDOW (window));
}

static void
test_number_of_nodes (void)
{
  ElectorWindow *window = ui_fixture_open_window ();
  ElectorSimulation *simulation = elector_window_get_simulation (window);
  GtkWidget *spin = ui_fixture_find (GTK_WIDGET (window), GTK_TYPE_SPIN_BUTTON);

  gtk_spin_button_set_value (GTK_SPIN_BUTTON (spin), 50);
  g_assert_cmpuint (g_list_model_get_n_items (elector_simulation_get_nodes (simulation)), ==, 50);
  assert_says (window, "Node 50 is in charge");
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (spin), 1);
  assert_says (window, "Node 1 is in charge");
  g_assert_null (gtk_widget_get_next_sibling (find_node (window, 1)));
  ui_fixture_close (GTK_WINDOW (window));
}

static gboolean
has_error (gpointer window)
{
  GtkWidget *revealer = ui_fixture_find (window, GTK_TYPE_REVEALER);

  return gtk_revealer_get_reveal_child (GTK_REVEALER (revealer));
}

/* A bad file is complained about with its name and line, and the window keeps what it had. */
static void
test_bad_file (gconstpointer data)
{
  const char *const *sample = data;
  ElectorWindow *window = ui_fixture_open_window ();
  ElectorSimulation *simulation = elector_window_get_simulation (window);
  ElectorScenario *scenario = elector_simulation_get_scenario (simulation);
  g_autoptr (GFileIOStream) stream = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = g_file_new_tmp ("XXXXXX.elector", &stream, &error);
  g_autofree char *name = g_file_get_parse_name (file), *message = NULL;

  g_assert_no_error (error);
  g_file_replace_contents (file, sample[0], strlen (sample[0]), NULL, FALSE, G_FILE_CREATE_NONE, NULL, NULL, &error);
  g_assert_no_error (error);
  elector_simulation_seek_time (simulation, ELECTOR_SEC);
  elector_window_open (window, file);

  message = g_strconcat (name, sample[1], NULL);
  g_assert_true (has_error (window));
  assert_says (window, message);
  g_assert_true (elector_simulation_get_scenario (simulation) == scenario);
  g_assert_cmpint (elector_simulation_get_time (simulation), ==, ELECTOR_SEC);
  ui_fixture_act (window, "win.close-error");
  g_assert_false (has_error (window));

  g_file_delete (file, NULL, NULL);
  ui_fixture_close (GTK_WINDOW (window));
}

static void
test_show_scenario (void)
{
  ElectorWindow *window = ui_fixture_open_window ();
  ElectorSimulation *simulation = elector_window_get_simulation (window);

  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), "win.show-page", "s", "learn"));
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), "win.show-scenario", "s", "message-storm"));
  g_assert_cmpuint (elector_scenario_get_config (elector_simulation_get_scenario (simulation))->n_nodes, ==, 8);
  g_assert_true (elector_simulation_get_playing (simulation));
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), "win.show-scenario", "s", "no-such-thing"));
  g_assert_true (has_error (window));
  assert_says (window, "there is no scenario “no-such-thing”");
  ui_fixture_act (window, "win.new");
  g_assert_false (has_error (window));
  ui_fixture_close (GTK_WINDOW (window));
}

/* How often the main loop wakes up within a second. */
static guint
count_wake_ups (void)
{
  gint64 end = g_get_monotonic_time () + G_USEC_PER_SEC;
  guint woken = 0;

  for (; g_get_monotonic_time () < end; g_usleep (1000))
    woken += g_main_context_iteration (NULL, FALSE);
  return woken;
}

static ElectorExportDialog *
find_export (void)
{
  g_autoptr (GListModel) windows = g_object_ref (gtk_window_get_toplevels ());

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      if (ELECTOR_IS_EXPORT_DIALOG (window))
        return ELECTOR_EXPORT_DIALOG (window);
    }
  return NULL;
}

/* The page that is shown is what is exported: a run, or a showdown; elsewhere there is nothing to export. */
static void
test_export (void)
{
  static const struct
  {
    const char *page;
    guint n_subjects;
  } pages[] = { { "learn", 0 }, { "simulate", 4 }, { "showdown", 3 }, { "lab", 0 } };
  ElectorWindow *window = ui_fixture_open_window ();

  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      ElectorExportDialog *dialog;

      adw_view_stack_set_visible_child_name (ui_fixture_get_child (window, "pages"), pages[i].page);
      gtk_widget_activate_action (GTK_WIDGET (window), "win.export", NULL);
      dialog = find_export ();
      g_assert_cmpint (dialog != NULL, ==, pages[i].n_subjects > 0);
      if (dialog == NULL)
        continue;
      g_assert_cmpuint (
        g_list_model_get_n_items (adw_combo_row_get_model (ui_fixture_get_child (dialog, "subject"))), ==,
        pages[i].n_subjects);
      gtk_window_destroy (GTK_WINDOW (dialog));
    }
  ui_fixture_close (GTK_WINDOW (window));
}

/* While nothing plays, there is no timer, and no frame callback that asks for another frame. GTK's own last
 * timers, like that of a scroll bar that fades, run out first. */
static void
test_paused_costs_nothing (void)
{
  ElectorWindow *window = ui_fixture_open_window ();
  guint tries = 0;

  elector_simulation_seek_time (elector_window_get_simulation (window), ELECTOR_SEC);
  while (count_wake_ups () > 0)
    g_assert_cmpuint (++tries, <, 10);
  ui_fixture_close (GTK_WINDOW (window));
}

int
main (int argc, char **argv)
{
  static const char *const unknown_key[] = { "[elector]\nversion=1\n\n[run]\nsped=3\n",
                                             ":5: unknown key “sped” in [run]" };
  static const char *const no_such_node[] = { "[elector]\nversion=1\n[faults]\n1=2s crash 9\n",
                                              ":4: there is no node 9: the nodes are 1 to 5" };
  static const char *const negative_delay[] = { "[elector]\nversion=1\n[network]\ndelay=-5ms\n",
                                                ":4: “-5ms” is not a duration: write a number with its unit, "
                                                "like “150ms” or “2s”" };
  static const char *const rubbish[] = { "\x7f" "ELF\x02\x01\xff\xfe", ":1: this is not a text file in UTF-8" };

  ui_fixture_init (&argc, &argv);

  g_test_add_func ("/window/crash", test_crash);
  g_test_add_func ("/window/steps", test_steps);
  g_test_add_func ("/window/reset-and-undo", test_reset_and_undo);
  g_test_add_func ("/window/number-of-nodes", test_number_of_nodes);
  g_test_add_data_func ("/window/bad-file/unknown-key", unknown_key, test_bad_file);
  g_test_add_data_func ("/window/bad-file/no-such-node", no_such_node, test_bad_file);
  g_test_add_data_func ("/window/bad-file/negative-delay", negative_delay, test_bad_file);
  g_test_add_data_func ("/window/bad-file/rubbish", rubbish, test_bad_file);
  g_test_add_func ("/window/show-scenario", test_show_scenario);
  g_test_add_func ("/window/export", test_export);
  g_test_add_func ("/window/paused-costs-nothing", test_paused_costs_nothing);
  return g_test_run ();
}
