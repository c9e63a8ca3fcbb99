/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The inspector: what it says of a node, and how one gets to it. */

#include "core/units.h"
#include "ui-fixture.h"
#include "ui/elector-inspector-row.h"
#include "ui/elector-inspector.h"
#include "ui/elector-node-view.h"
#include "ui/elector-stage.h"
#include "ui/elector-window.h"

#define BULLY "[run]\nnodes=5\n[network]\ndelay=50ms\n[faults]\n1=1s crash 5\n2=2.5s pause 1\n"
#define RAFT "[run]\nalgorithm=raft\nnodes=5\n[faults]\n1=900ms writes 100ms\n2=1.3s pause 5\n"

typedef struct
{
  ElectorSimulation *simulation;
  GtkWidget *inspector;
  GtkWidget *window;
} Fixture;

static Fixture *
fixture_new (const char *scenario, ElectorTime time, ElectorNodeId node)
{
  Fixture *self = g_new0 (Fixture, 1);

  self->simulation = ui_fixture_simulate (scenario, time);
  self->inspector = g_object_new (ELECTOR_TYPE_INSPECTOR, NULL);
  elector_inspector_set_simulation (ELECTOR_INSPECTOR (self->inspector), self->simulation);
  elector_inspector_set_node (ELECTOR_INSPECTOR (self->inspector), node);
  self->window = ui_fixture_show (self->inspector, 420, 900);
  ui_fixture_wait_frame (self->inspector);
  return self;
}

static void
fixture_free (Fixture *self)
{
  elector_inspector_set_simulation (ELECTOR_INSPECTOR (self->inspector), NULL);
  ui_fixture_close (GTK_WINDOW (self->window));
  g_assert_finalize_object (self->simulation);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Fixture, fixture_free)

static void
go_to (Fixture *self, ElectorTime time)
{
  elector_simulation_seek_time (self->simulation, time);
  ui_fixture_wait_frame (self->inspector);
}

/* What a screen reader says of the i-th row of a list. */
static void
assert_row (Fixture *self, const char *list, guint i, const char *text)
{
  GtkWidget *row = gtk_widget_get_first_child (ui_fixture_get_child (self->inspector, list));

  while (i-- > 0)
    row = gtk_widget_get_next_sibling (row);
  g_assert_true (ELECTOR_IS_INSPECTOR_ROW (row));
  g_assert_true (gtk_widget_get_visible (row));
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, text);
}

static void
assert_label (Fixture *self, const char *id, const char *text)
{
  g_assert_cmpstr (gtk_label_get_label (ui_fixture_get_child (self->inspector, id)), ==, text);
}

static void
test_bully (void)
{
  g_autoptr (Fixture) fixture = fixture_new (BULLY, 3 * ELECTOR_SEC, 1);

  go_to (fixture, 500 * ELECTOR_MSEC);
  g_assert_true (ui_fixture_is_shown (ui_fixture_get_child (fixture->inspector, "nothing_persistent")));
  g_assert_null (gtk_widget_get_first_child (ui_fixture_get_child (fixture->inspector, "persistent")));
  assert_row (fixture, "fleeting", 0, "Role: Follower");
  assert_row (fixture, "fleeting", 1, "Leader: Node 5");
  assert_label (fixture, "condition", "Follower");
  assert_label (fixture, "belief_title", "Believes in node 5 since 0:00.050");
  assert_label (fixture, "belief_text", "Node 1 accepts node 5 as its leader: 5 is higher than 1.");
  g_assert_false (ui_fixture_is_shown (ui_fixture_get_child (fixture->inspector, "no_timers")));

  go_to (fixture, 50 * ELECTOR_MSEC);
  assert_row (fixture, "fleeting", 1, "Leader: Node 5, changed");
  assert_label (fixture, "changes", "● changed by its last event, at 0:00.050");

  elector_inspector_set_node (ELECTOR_INSPECTOR (fixture->inspector), 5);
  go_to (fixture, 1200 * ELECTOR_MSEC);
  assert_label (fixture, "condition", "Crashed");
  assert_label (fixture, "belief_text", "Node 5 crashes.");
  g_assert_true (ui_fixture_is_shown (ui_fixture_get_child (fixture->inspector, "no_timers")));
}

static void
test_raft (void)
{
  g_autoptr (Fixture) fixture = fixture_new (RAFT, 3 * ELECTOR_SEC, 5);

  go_to (fixture, 1250 * ELECTOR_MSEC);
  g_assert_false (ui_fixture_is_shown (ui_fixture_get_child (fixture->inspector, "nothing_persistent")));
  assert_row (fixture, "persistent", 0, "Term: 1");
  assert_row (fixture, "persistent", 1, "Vote: Itself");
  assert_row (fixture, "fleeting", 0, "Role: Leader");
  assert_row (fixture, "fleeting", 1, "Leader: Itself");
  assert_row (fixture, "fleeting", 2, "Safe entries: 2");

  go_to (fixture, 500 * ELECTOR_MSEC);
  assert_row (fixture, "fleeting", 2, "Safe entries: Not known");

  go_to (fixture, 1800 * ELECTOR_MSEC);
  assert_label (fixture, "condition", "Paused");
  assert_row (fixture, "inbox", 0, "APPEND-REPLY from node 1: waits");
}

/* A message of a ring says whom it is about. */
static void
test_ring (void)
{
  g_autoptr (Fixture) fixture =
    fixture_new ("[run]\nalgorithm=ring\nnodes=3\n[network]\ndelay=50ms\n", 3 * ELECTOR_SEC, 1);

  go_to (fixture, 20 * ELECTOR_MSEC);
  assert_row (fixture, "inbox", 0, "ELECTION (id 3) from node 3: in 30ms");
}

static void
test_pin (void)
{
  g_autoptr (Fixture) fixture = fixture_new (RAFT, 3 * ELECTOR_SEC, 2);
  GtkToggleButton *pin = ui_fixture_get_child (fixture->inspector, "pin");

  go_to (fixture, 500 * ELECTOR_MSEC);
  gtk_toggle_button_set_active (pin, TRUE);
  assert_row (fixture, "persistent", 0, "Term: 0");
  assert_label (fixture, "changes", "● differs from what it was at 0:00.500, which is pinned");
  go_to (fixture, 1100 * ELECTOR_MSEC);
  assert_row (fixture, "persistent", 0, "Term: 1, changed");
  assert_row (fixture, "persistent", 1, "Vote: Node 5, changed");
  assert_row (fixture, "fleeting", 0, "Role: Follower");
  elector_simulation_reset (fixture->simulation);
  ui_fixture_wait_frame (fixture->inspector);
  g_assert_false (gtk_toggle_button_get_active (pin));
}

static void
test_places (void)
{
  g_autoptr (Fixture) fixture = fixture_new (BULLY, 3 * ELECTOR_SEC, 1);

  go_to (fixture, 900 * ELECTOR_MSEC);
  g_assert_true (gtk_widget_activate (ui_fixture_get_child (fixture->inspector, "belief")));
  ui_fixture_iterate ();
  while (elector_simulation_get_time (fixture->simulation) != 50 * ELECTOR_MSEC)
    ui_fixture_iterate (); /* a button is pressed for a moment before it acts */
  gtk_drop_down_set_selected (ui_fixture_get_child (fixture->inspector, "chooser"), 3);
  g_assert_cmpuint (elector_inspector_get_node (ELECTOR_INSPECTOR (fixture->inspector)), ==, 4);
}

/* Fewer nodes, another algorithm, none at all. */
static void
test_other_scenario (void)
{
  g_autoptr (Fixture) fixture = fixture_new (BULLY, 2 * ELECTOR_SEC, 5);
  g_autoptr (GError) error = NULL;
  g_autoptr (ElectorScenario) scenario = elector_scenario_new_from_data (
    "[elector]\nversion=1\n[run]\nalgorithm=raft\nnodes=3\n", -1, "test", &error);

  g_assert_no_error (error);
  elector_simulation_set_scenario (fixture->simulation, scenario);
  ui_fixture_wait_frame (fixture->inspector);
  g_assert_cmpuint (elector_inspector_get_node (ELECTOR_INSPECTOR (fixture->inspector)), ==, 1);
  assert_row (fixture, "persistent", 0, "Term: 0");
}

/* From the stage, in the place of the code. */
static void
test_page (void)
{
  g_autoptr (GSettings) settings = g_settings_new ("org.elector.Elector");
  ElectorWindow *window = elector_window_new (NULL);
  GtkWidget *node, *inspector;

  elector_simulation_set_playing (elector_window_get_simulation (window), FALSE);
  gtk_window_present (GTK_WINDOW (window));
  ui_fixture_wait_mapped (GTK_WIDGET (window));
  inspector = ui_fixture_find (GTK_WIDGET (window), ELECTOR_TYPE_INSPECTOR);
  node = gtk_widget_get_next_sibling (ui_fixture_find (GTK_WIDGET (window), ELECTOR_TYPE_NODE_VIEW));
  g_assert_false (gtk_widget_get_mapped (inspector));
  g_signal_emit_by_name (node, "tool", (guint) ELECTOR_NODE_TOOL_INSPECT);
  g_assert_true (gtk_widget_get_mapped (inspector));
  g_assert_cmpuint (elector_inspector_get_node (ELECTOR_INSPECTOR (inspector)), ==, 2);
  gtk_widget_grab_focus (gtk_widget_get_next_sibling (node));
  g_assert_cmpuint (elector_inspector_get_node (ELECTOR_INSPECTOR (inspector)), ==, 3);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), "win.show-inspector", NULL));
  g_assert_false (g_settings_get_boolean (settings, "show-inspector"));
  g_assert_false (gtk_widget_get_mapped (inspector));
  ui_fixture_close (GTK_WINDOW (window));
}

int
main (int argc, char *argv[])
{
  ui_fixture_init (&argc, &argv);
  g_test_add_func ("/inspector/bully", test_bully);
  g_test_add_func ("/inspector/raft", test_raft);
  g_test_add_func ("/inspector/ring", test_ring);
  g_test_add_func ("/inspector/pin", test_pin);
  g_test_add_func ("/inspector/places", test_places);
  g_test_add_func ("/inspector/other-scenario", test_other_scenario);
  g_test_add_func ("/inspector/page", test_page);
  return g_test_run ();
}
