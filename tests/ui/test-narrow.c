/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The window can be as narrow as 360 pixels, on every page, and then nothing in it is cut off. Words are longer in
 * other languages: the program runs once more in German. */

#include "core/units.h"
#include "protocols/registry.h"
#include "ui-fixture.h"
#include "ui/elector-export-dialog.h"
#include "ui/elector-lab-page.h"
#include "ui/elector-link-dialog.h"
#include "ui/elector-setup-window.h"
#include "ui/elector-stage.h"
#include "ui/elector-window.h"

#include <glib/gi18n.h>
#include <locale.h>

#define WIDTH 360
#define HEIGHT 500

/* What a popover has around its content. */
#define POPOVER_BORDERS 16

/* Themes let borders overlap. */
#define TOLERANCE 4

/* Six properties are judged, a client writes, and writes get lost. */
#define BUSY "[run]\nalgorithm=raft\nnodes=5\nseed=1\n[faults]\n1=500ms writes 50ms\n2=900ms partition 1,2|3,4,5\n"

/* --- How wide things are --- */

static int
measure (GtkWidget *widget, GtkOrientation orientation)
{
  int minimum;

  gtk_widget_measure (widget, orientation, -1, &minimum, NULL, NULL, NULL);
  return minimum;
}

/* What makes a widget as wide as it is. */
static void
explain (GtkWidget *widget, int width, int depth)
{
  const char *id = gtk_buildable_get_buildable_id (GTK_BUILDABLE (widget));

  if (!gtk_widget_get_visible (widget) || measure (widget, GTK_ORIENTATION_HORIZONTAL) <= width)
    return;
  g_test_message ("%*s%s %s: %d pixels", 2 * depth, "", G_OBJECT_TYPE_NAME (widget), id != NULL ? id : "",
                  measure (widget, GTK_ORIENTATION_HORIZONTAL));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    explain (child, width, depth + 1);
}

static void
assert_fits (GtkWidget *widget, int width)
{
  if (measure (widget, GTK_ORIENTATION_HORIZONTAL) <= width)
    return;
  explain (widget, width - 100, 0);
  g_test_message ("%s needs %d pixels, more than %d", G_OBJECT_TYPE_NAME (widget),
                  measure (widget, GTK_ORIENTATION_HORIZONTAL), width);
  g_test_fail ();
}

static gboolean
scrolls_sideways (GtkWidget *widget)
{
  GtkPolicyType policy = GTK_POLICY_NEVER;

  if (GTK_IS_SCROLLED_WINDOW (widget))
    gtk_scrolled_window_get_policy (GTK_SCROLLED_WINDOW (widget), &policy, NULL);
  return policy != GTK_POLICY_NEVER;
}

/* Nothing that is seen in root goes beyond its sides, except what can be scrolled there. */
static void
assert_inside (GtkWidget *widget, GtkWidget *root)
{
  graphene_rect_t bounds;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      if (!gtk_widget_get_mapped (child) || GTK_IS_NATIVE (child))
        continue;
      g_assert_true (gtk_widget_compute_bounds (child, root, &bounds));
      if (bounds.size.width > 0
          && (bounds.origin.x < -TOLERANCE
              || bounds.origin.x + bounds.size.width > gtk_widget_get_width (root) + TOLERANCE))
        {
          g_test_message ("%s of %g pixels at %g is not inside", G_OBJECT_TYPE_NAME (child), bounds.size.width,
                          bounds.origin.x);
          g_test_fail ();
        }
      if (!scrolls_sideways (child) && !GTK_IS_TEXT (child) && !ELECTOR_IS_STAGE (child))
        assert_inside (child, root);
    }
}

/* --- The window --- */

static void
resize (ElectorWindow *window, int width, int height)
{
  gtk_window_set_default_size (GTK_WINDOW (window), width, height);
  for (int i = 0; i < 3; i++)
    ui_fixture_wait_frame (GTK_WIDGET (window));
}

static ElectorWindow *
open_window (const char *page)
{
  ElectorWindow *window = elector_window_new (NULL);

  elector_simulation_set_playing (elector_window_get_simulation (window), FALSE);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), "win.show-page", "s", page));
  gtk_window_set_default_size (GTK_WINDOW (window), WIDTH, HEIGHT);
  gtk_window_present (GTK_WINDOW (window));
  ui_fixture_wait_mapped (GTK_WIDGET (window));
  resize (window, WIDTH, HEIGHT);
  return window;
}

static void
assert_narrow (ElectorWindow *window)
{
  resize (window, WIDTH, HEIGHT);
  assert_fits (GTK_WIDGET (window), WIDTH);
  assert_inside (GTK_WIDGET (window), GTK_WIDGET (window));
  g_assert_cmpint (measure (GTK_WIDGET (window), GTK_ORIENTATION_VERTICAL), <=, HEIGHT);
  g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (window)), <=, WIDTH);
}

static gpointer
get_page (ElectorWindow *window)
{
  return adw_view_stack_get_visible_child (ui_fixture_get_child (window, "pages"));
}

static void
set_scenario (ElectorWindow *window, const char *text, ElectorTime time)
{
  ElectorSimulation *simulation = elector_window_get_simulation (window);
  g_autoptr (ElectorSimulation) made = ui_fixture_simulate (text, 0);

  elector_simulation_set_scenario (simulation, elector_simulation_get_scenario (made));
  elector_simulation_seek_time (simulation, time);
}

/* --- The pages --- */

static void
test_learn (void)
{
  ElectorWindow *window = open_window ("learn");

  assert_narrow (window);
  ui_fixture_close (GTK_WINDOW (window));
}

static void
test_simulate (void)
{
  const char *leaves[] = { "timeline", "code", "log", "legend" };
  ElectorWindow *window = open_window ("simulate");
  GtkStack *stack = ui_fixture_get_child (get_page (window), "leaf_stack");

  assert_narrow (window);
  set_scenario (window, BUSY, 3 * ELECTOR_SEC);
  for (guint i = 0; i < G_N_ELEMENTS (leaves); i++)
    {
      gtk_stack_set_visible_child_name (stack, leaves[i]);
      assert_narrow (window);
    }
  ui_fixture_close (GTK_WINDOW (window));
}

/* Whoever asks for the inspector gets it, whatever leaf was shown. */
static void
test_inspector (void)
{
  ElectorWindow *window = open_window ("simulate");
  GtkStack *stack = ui_fixture_get_child (get_page (window), "leaf_stack");

  g_assert_true (gtk_widget_activate_action (get_page (window), "simulate.inspect", "u", 5));
  g_assert_cmpstr (gtk_stack_get_visible_child_name (stack), ==, "code");
  assert_narrow (window);
  g_assert_true (ui_fixture_is_shown (ui_fixture_get_child (get_page (window), "inspector")));
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), "win.show-inspector", NULL));
  ui_fixture_close (GTK_WINDOW (window));
}

static void
test_lesson (void)
{
  const char *const lessons[] = { "why-a-leader", "raft-election", "the-smallest" };
  ElectorWindow *window = open_window ("simulate");
  GtkWidget *focus;

  for (guint i = 0; i < G_N_ELEMENTS (lessons); i++)
    {
      g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), "win.start-lesson", "s", lessons[i]));
      assert_narrow (window);
      for (int j = 0; j < 4 && gtk_widget_activate_action (ui_fixture_get_child (get_page (window), "lesson_bar"),
                                                           "lesson.skip", NULL); j++)
        assert_narrow (window);
    }
  focus = gtk_root_get_focus (GTK_ROOT (window));
  g_assert_true (gtk_widget_is_ancestor (focus, ui_fixture_get_child (get_page (window), "lesson_bar")));
  resize (window, 1200, 760);
  g_assert_true (gtk_root_get_focus (GTK_ROOT (window)) == focus);
  assert_narrow (window);
  g_assert_true (gtk_root_get_focus (GTK_ROOT (window)) == focus);
  ui_fixture_close (GTK_WINDOW (window));
}

static void
test_showdown (void)
{
  ElectorWindow *window = open_window ("showdown");

  assert_narrow (window);
  gtk_toggle_button_set_active (ui_fixture_get_child (get_page (window), "third"), TRUE);
  assert_narrow (window);
  ui_fixture_close (GTK_WINDOW (window));
}

static void
test_lab (void)
{
  ElectorWindow *window = open_window ("lab");
  GtkListBox *experiments = ui_fixture_get_child (get_page (window), "experiments");
  GtkListBox *checkers = ui_fixture_get_child (get_page (window), "checkers");
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (experiments, i)) != NULL; i++)
    {
      gtk_list_box_select_row (experiments, row);
      assert_narrow (window);
    }
  for (int i = 0; (row = gtk_list_box_get_row_at_index (checkers, i)) != NULL; i++)
    {
      gtk_list_box_select_row (checkers, row);
      assert_narrow (window);
    }
  adw_leaflet_navigate (ADW_LEAFLET (adw_bin_get_child (get_page (window))), ADW_NAVIGATION_DIRECTION_BACK);
  assert_narrow (window);
  ui_fixture_close (GTK_WINDOW (window));
}

/* A branch, a file, an error and a run that was lost: what comes to the header bar, and below. */
static void
test_bars (void)
{
  ElectorWindow *window = open_window ("simulate");
  ElectorSimulation *simulation = elector_window_get_simulation (window);
  g_autoptr (GFile) file = g_file_new_for_path ("/nonexistent/a-scenario-with-a-long-name-that-is-not-there.elector");

  elector_simulation_seek_time (simulation, ELECTOR_SEC);
  ui_fixture_do (simulation, "crash 5");
  elector_simulation_seek_time (simulation, 500 * ELECTOR_MSEC);
  ui_fixture_do (simulation, "crash 4");
  g_assert_true (gtk_widget_get_visible (ui_fixture_get_child (window, "branch_button")));
  elector_window_open (window, file);
  gtk_label_set_label (ui_fixture_get_child (window, "lost_text"), "A run from 12:00 that was not saved");
  gtk_revealer_set_reveal_child (ui_fixture_get_child (window, "lost_bar"), TRUE);
  assert_narrow (window);
  ui_fixture_close (GTK_WINDOW (window));
}

/* --- What opens over them --- */

/* What is in a popover, since one that is not shown has no size. The list of a drop-down is GTK's. */
static void
assert_popovers_fit (GtkWidget *widget)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      if (GTK_IS_POPOVER (child) && !GTK_IS_DROP_DOWN (widget) && gtk_popover_get_child (GTK_POPOVER (child)) != NULL)
        assert_fits (gtk_popover_get_child (GTK_POPOVER (child)), WIDTH - POPOVER_BORDERS);
      assert_popovers_fit (child);
    }
}

static void
test_popovers (void)
{
  ElectorWindow *window = open_window ("simulate");

  set_scenario (window, BUSY, 3 * ELECTOR_SEC);
  assert_popovers_fit (GTK_WIDGET (window));
  ui_fixture_close (GTK_WINDOW (window));
}

static void
assert_dialog_fits (GtkWidget *dialog)
{
  ui_fixture_wait_mapped (dialog);
  assert_fits (gtk_widget_get_first_child (dialog), WIDTH); /* libadwaita asks for so much, and adds borders */
  assert_inside (dialog, dialog);
  g_assert_cmpint (gtk_widget_get_width (dialog), <=, WIDTH);
  ui_fixture_close (GTK_WINDOW (dialog));
}

static GtkWidget *
find_window (GType type)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *i = windows; i != NULL; i = i->next)
    if (g_type_is_a (G_OBJECT_TYPE (i->data), type))
      return i->data;
  g_assert_not_reached ();
}

static void
test_dialogs (void)
{
  ElectorWindow *window = open_window ("simulate");
  ElectorSimulation *simulation = elector_window_get_simulation (window);
  assert_dialog_fits (GTK_WIDGET (elector_export_dialog_present (GTK_WINDOW (window), simulation, 0, ELECTOR_SEC)));
  assert_dialog_fits (GTK_WIDGET (elector_link_dialog_present (GTK_WIDGET (window), simulation, 1)));
  g_assert_true (gtk_widget_activate_action (get_page (window), "simulate.setup", NULL));
  assert_dialog_fits (find_window (ELECTOR_TYPE_SETUP_WINDOW));
  ui_fixture_close (GTK_WINDOW (window));
}

/* --- Between narrow and wide --- */

static gboolean
is_sensitive (GtkWidget *widget, const char *action)
{
  gboolean found = GTK_IS_ACTIONABLE (widget)
                   && g_strcmp0 (gtk_actionable_get_action_name (GTK_ACTIONABLE (widget)), action) == 0
                   && gtk_widget_get_sensitive (widget);

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && !found;
       child = gtk_widget_get_next_sibling (child))
    found = is_sensitive (child, action);
  return found;
}

/* Buttons still work where they are now. */
static void
assert_works (GtkWidget *page)
{
  const char *const actions[] = { "win.reset", "win.show-inspector", "log.copy", "log.save", "timeline.zoom-in",
                                  "timeline.fit", "lesson.leave", "lesson.next" };

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    if (!is_sensitive (page, actions[i]))
      {
        g_test_message ("%s cannot be clicked", actions[i]);
        g_test_fail ();
      }
}

/* All is where it was, and as large, when there is room again, and what has the focus keeps it. */
static void
test_back (void)
{
  ElectorWindow *window = open_window ("simulate");
  GtkWidget *code_paned = ui_fixture_get_child (get_page (window), "code_paned");
  GtkWidget *leaves = ui_fixture_get_child (get_page (window), "leaves");
  GtkWidget *log = ui_fixture_get_child (get_page (window), "log"), *focus;
  GtkStack *stack = ui_fixture_get_child (get_page (window), "leaf_stack");
  int position;

  elector_simulation_seek_time (elector_window_get_simulation (window), ELECTOR_SEC);
  assert_works (get_page (window));
  g_assert_true (gtk_paned_get_end_child (GTK_PANED (code_paned)) == leaves);
  gtk_stack_set_visible_child_name (stack, "log");
  resize (window, WIDTH, HEIGHT);
  focus = ui_fixture_get_child (log, "search_button");
  g_assert_true (gtk_widget_grab_focus (focus));

  resize (window, 1200, 760);
  g_assert_true (gtk_paned_get_end_child (GTK_PANED (code_paned)) == ui_fixture_get_child (get_page (window), "side"));
  g_assert_true (ui_fixture_is_shown (ui_fixture_get_child (get_page (window), "code")));
  g_assert_true (ui_fixture_is_shown (log));
  g_assert_true (ui_fixture_is_shown (ui_fixture_get_child (get_page (window), "legend")));
  g_assert_null (gtk_widget_get_root (leaves));
  g_assert_true (gtk_root_get_focus (GTK_ROOT (window)) == focus);
  assert_works (get_page (window));

  position = gtk_paned_get_position (GTK_PANED (code_paned)) - 50;
  gtk_paned_set_position (GTK_PANED (code_paned), position);
  assert_narrow (window);
  g_assert_cmpstr (gtk_stack_get_visible_child_name (stack), ==, "log");
  g_assert_true (gtk_root_get_focus (GTK_ROOT (window)) == focus);
  resize (window, 1200, 760);
  g_assert_cmpint (gtk_paned_get_position (GTK_PANED (code_paned)), ==, position);
  ui_fixture_close (GTK_WINDOW (window));
}

/* --- The whole --- */

static void
load_style (void)
{
  g_autoptr (GtkCssProvider) style = gtk_css_provider_new ();

  gtk_css_provider_load_from_resource (style, "/org/elector/Elector/style.css");
  gtk_style_context_add_provider_for_display (gdk_display_get_default (), GTK_STYLE_PROVIDER (style),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
}

int
main (int argc, char **argv)
{
  ui_fixture_init (&argc, &argv);
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, g_getenv ("ELECTOR_TEST_LOCALEDIR"));
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  g_assert_true ((*g_getenv ("LANGUAGE") == '\0') == (strcmp (_("Event Log"), "Event Log") == 0));
  load_style ();
  g_test_add_func ("/narrow/learn", test_learn);
  g_test_add_func ("/narrow/simulate", test_simulate);
  g_test_add_func ("/narrow/inspector", test_inspector);
  g_test_add_func ("/narrow/lesson", test_lesson);
  g_test_add_func ("/narrow/showdown", test_showdown);
  g_test_add_func ("/narrow/lab", test_lab);
  g_test_add_func ("/narrow/bars", test_bars);
  g_test_add_func ("/narrow/popovers", test_popovers);
  g_test_add_func ("/narrow/dialogs", test_dialogs);
  g_test_add_func ("/narrow/back", test_back);
  return g_test_run ();
}
