/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Moving in time on the page: its actions, and the popover that asks where to go. */

#include "ui/elector-simulate-page.h"

#include "engine-fixture.h"
#include "ui-fixture.h"
#include "ui/elector-go-popover.h"
#include "ui/elector-timeline.h"
#include "ui/page-moves.h"

#include <string.h>

#define SYSTEM "[run]\nnodes=5\nseed=1\n[faults]\n1=800ms crash 5\n2=3s recover 5\n"

typedef struct
{
  ElectorSimulation *simulation;
  GtkWidget *page;
  GtkWidget *window;
  char *message; /* the last one */
} Fixture;

static void
message_cb (Fixture *self, const char *text)
{
  g_free (self->message);
  self->message = g_strdup (text);
}

static Fixture *
fixture_new (const char *scenario)
{
  Fixture *self = g_new0 (Fixture, 1);

  self->simulation = ui_fixture_simulate (scenario, 0);
  self->page = g_object_new (ELECTOR_TYPE_SIMULATE_PAGE, NULL);
  g_signal_connect_swapped (self->page, "message", G_CALLBACK (message_cb), self);
  elector_simulate_page_set_simulation (ELECTOR_SIMULATE_PAGE (self->page), self->simulation);
  self->window = ui_fixture_show (self->page, 1100, 700);
  return self;
}

static void
fixture_free (Fixture *self)
{
  elector_simulate_page_set_simulation (ELECTOR_SIMULATE_PAGE (self->page), NULL);
  ui_fixture_close (GTK_WINDOW (self->window));
  g_assert_finalize_object (self->simulation);
  g_free (self->message);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Fixture, fixture_free)

static gboolean
has_message (gpointer data)
{
  return ((Fixture *) data)->message != NULL;
}

static ElectorTime
get_time (Fixture *self)
{
  return elector_simulation_get_time (self->simulation);
}

static void
move (Fixture *self, const char *action, ElectorLandmarkKind kind)
{
  g_assert_true (gtk_widget_activate_action (self->page, action, "(uuu)", (guint) kind, 0u, 0u));
  ui_fixture_iterate ();
}

/* The kind of the event that the cursor is behind. */
static guint
get_event (Fixture *self)
{
  ElectorTrace *trace = elector_simulation_get_trace (self->simulation);
  guint position = elector_simulation_get_position (self->simulation);

  return elector_trace_get_record (trace, elector_trace_find_event (trace, position - 1))->kind;
}

static void
test_landmarks (void)
{
  g_autoptr (Fixture) self = fixture_new (SYSTEM);
  ElectorTime election;

  move (self, "moves.next", ELECTOR_LANDMARK_CHANGE);
  g_assert_cmpint (get_time (self), ==, 800 * ELECTOR_MSEC);
  g_assert_cmpuint (get_event (self), ==, ELECTOR_RECORD_CRASH);
  move (self, "moves.next", ELECTOR_LANDMARK_ELECTION);
  election = get_time (self);
  g_assert_cmpint (election, >, 800 * ELECTOR_MSEC);
  move (self, "moves.next", ELECTOR_LANDMARK_CHANGE);
  g_assert_cmpint (get_time (self), >, election);
  g_assert_cmpuint (elector_simulation_get_moment (self->simulation)->n_leaders, ==, 1);
  move (self, "moves.previous", ELECTOR_LANDMARK_CHANGE);
  g_assert_cmpint (get_time (self), ==, 800 * ELECTOR_MSEC);
  g_assert_null (self->message);
  move (self, "moves.previous", ELECTOR_LANDMARK_CHANGE);
  g_assert_cmpint (get_time (self), ==, 800 * ELECTOR_MSEC);
  g_assert_nonnull (self->message);
}

/* What never happens is not searched for without end, and one is told. */
static void
test_missing (void)
{
  g_autoptr (Fixture) self = fixture_new ("[run]\nnodes=3\n");

  move (self, "moves.next", ELECTOR_LANDMARK_BREAK);
  ui_fixture_wait_until (has_message, self);
  g_assert_cmpstr (self->message, ==, "Nothing breaks up to 1:00.000");
  g_assert_cmpint (get_time (self), ==, ELECTOR_MOVES_LIMIT);
}

/* Every look at it says that a second has passed. */
static gint64
hasty_clock (gpointer user_data)
{
  return *(gint64 *) user_data += ELECTOR_SEC;
}

/* A search gives way to whatever else is done. */
static void
test_interrupted (void)
{
  g_autoptr (Fixture) self = fixture_new ("[run]\nnodes=3\n");
  gint64 clock = 0;

  elector_simulation_set_clock (self->simulation, hasty_clock, &clock);
  g_assert_true (gtk_widget_activate_action (self->page, "moves.next", "(uuu)", ELECTOR_LANDMARK_BREAK, 0u, 0u));
  g_assert_cmpint (get_time (self), <, ELECTOR_MOVES_LIMIT);
  g_assert_cmpint (get_time (self), >, 0);
  elector_simulation_seek_time (self->simulation, 5 * ELECTOR_MSEC);
  ui_fixture_iterate ();
  g_assert_cmpint (get_time (self), ==, 5 * ELECTOR_MSEC);
  g_assert_null (self->message);
}

static void
test_ends (void)
{
  g_autoptr (Fixture) self = fixture_new (SYSTEM);

  elector_simulation_seek_time (self->simulation, 2 * ELECTOR_SEC);
  g_assert_true (gtk_widget_activate_action (self->page, "moves.go-to-start", NULL));
  g_assert_cmpint (get_time (self), ==, 0);
  g_assert_true (gtk_widget_activate_action (self->page, "moves.go-to-end", NULL));
  g_assert_cmpint (get_time (self), ==, 2 * ELECTOR_SEC);
}

/* --- The popover --- */

static gboolean
is_at (gpointer data)
{
  return get_time (data) == 4210 * ELECTOR_MSEC;
}

static void
test_go_to_time (void)
{
  g_autoptr (Fixture) self = fixture_new (SYSTEM);
  GtkWidget *popover = ui_fixture_find (self->page, ELECTOR_TYPE_GO_POPOVER);
  GtkWidget *entry = ui_fixture_get_child (popover, "time"), *error = ui_fixture_get_child (popover, "error");

  g_assert_true (gtk_widget_activate_action (self->page, "moves.go", NULL));
  ui_fixture_wait_mapped (popover);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "0:00.000");
  g_assert_false (gtk_widget_get_visible (error));
  gtk_editable_set_text (GTK_EDITABLE (entry), "soon");
  g_signal_emit_by_name (entry, "activate");
  g_assert_true (gtk_widget_get_visible (error));
  g_assert_nonnull (strstr (gtk_label_get_label (GTK_LABEL (error)), "soon"));
  gtk_editable_set_text (GTK_EDITABLE (entry), "0:04.210");
  g_assert_false (gtk_widget_get_visible (error));
  g_signal_emit_by_name (entry, "activate");
  ui_fixture_wait_until (is_at, self);
  g_assert_false (gtk_widget_get_visible (popover));
}

/* Runs until a line runs on a node. */
static void
test_run_until (void)
{
  g_autoptr (Fixture) self = fixture_new (SYSTEM);
  GtkWidget *popover = ui_fixture_find (self->page, ELECTOR_TYPE_GO_POPOVER);
  GtkDropDown *what = ui_fixture_get_child (popover, "what"), *line = ui_fixture_get_child (popover, "line");
  GtkDropDown *node = ui_fixture_get_child (popover, "node"), *message = ui_fixture_get_child (popover, "message");
  ElectorTrace *trace = elector_simulation_get_trace (self->simulation);
  gboolean found = FALSE;

  g_assert_true (gtk_widget_activate_action (self->page, "moves.go", NULL));
  ui_fixture_wait_mapped (popover);
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (line)));
  gtk_drop_down_set_selected (what, ELECTOR_LANDMARK_MESSAGE);
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (message)));
  gtk_drop_down_set_selected (what, ELECTOR_LANDMARK_STEP);
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (message)));
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (line)));
  g_assert_cmpuint (g_list_model_get_n_items (gtk_drop_down_get_model (node)), ==, 6);
  for (guint i = 0; i < g_list_model_get_n_items (gtk_drop_down_get_model (line)) && !found; i++)
    {
      const char *text = gtk_string_list_get_string (GTK_STRING_LIST (gtk_drop_down_get_model (line)), i);

      found = strstr (text, "send_message(p, \"ELECTION\")") != NULL || strstr (text, "for p in higher_nodes") != NULL;
      gtk_drop_down_set_selected (line, i);
    }
  g_assert_true (found);
  gtk_drop_down_set_selected (node, 2);
  g_signal_emit_by_name (ui_fixture_get_child (popover, "run"), "clicked");
  ui_fixture_iterate ();
  g_assert_cmpint (get_time (self), >, 800 * ELECTOR_MSEC);
  g_assert_cmpuint (
    elector_trace_get_record (trace, elector_simulation_get_position (self->simulation) - 1)->node, ==, 2);
}

/* The timeline can be hidden, and that is remembered. */
static void
test_hide (void)
{
  g_autoptr (Fixture) self = fixture_new (SYSTEM);
  g_autoptr (GSettings) settings = g_settings_new ("org.elector.Elector");
  GtkWidget *timeline = ui_fixture_find (self->page, ELECTOR_TYPE_TIMELINE);

  g_assert_true (ui_fixture_is_shown (timeline));
  g_settings_set_boolean (settings, "show-timeline", FALSE);
  g_assert_false (ui_fixture_is_shown (timeline));
  g_settings_set_boolean (settings, "show-timeline", TRUE);
  ui_fixture_wait_frame (self->page);
  g_assert_true (ui_fixture_is_shown (timeline));
}

int
main (int argc, char **argv)
{
  ui_fixture_init (&argc, &argv);

  g_test_add_func ("/moves/landmarks", test_landmarks);
  g_test_add_func ("/moves/missing", test_missing);
  g_test_add_func ("/moves/interrupted", test_interrupted);
  g_test_add_func ("/moves/ends", test_ends);
  g_test_add_func ("/moves/go-to-time", test_go_to_time);
  g_test_add_func ("/moves/run-until", test_run_until);
  g_test_add_func ("/moves/hide", test_hide);
  return g_test_run ();
}
