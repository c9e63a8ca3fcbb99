/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What one can do to a system on the stage, beyond a click on a node. */

#include "ui/elector-stage.h"

#include "engine-fixture.h"
#include "scene/stage-scene.h"
#include "ui-fixture.h"
#include "ui/elector-link-dialog.h"
#include "ui/elector-node-view.h"
#include "ui/fault-tools.h"

#define WIDTH 800
#define HEIGHT 600

#define SYSTEM "[run]\nnodes=5\nseed=1\n[network]\ndelay=10ms\n"

typedef struct
{
  ElectorSimulation *simulation;
  GtkWidget *stage;
  GtkWidget *window;
  ElectorStageScene scene; /* as the stage has it */
} Fixture;

static Fixture *
fixture_new (const char *scenario)
{
  Fixture *self = g_new0 (Fixture, 1);

  self->simulation = ui_fixture_simulate (scenario, 300 * ELECTOR_MSEC);
  self->stage = g_object_new (ELECTOR_TYPE_STAGE, "simulation", self->simulation, NULL);
  self->window = ui_fixture_show (self->stage, WIDTH, HEIGHT);
  elector_stage_scene_init (&self->scene, elector_simulation_get_moment (self->simulation)->config->n_nodes,
                            gtk_widget_get_width (self->stage), gtk_widget_get_height (self->stage));
  return self;
}

static void
fixture_free (Fixture *self)
{
  ui_fixture_close (GTK_WINDOW (self->window));
  g_assert_finalize_object (self->simulation);
  elector_stage_scene_clear (&self->scene);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Fixture, fixture_free)

static GtkWidget *
get_view (Fixture *self, guint id)
{
  GtkWidget *view = gtk_widget_get_first_child (self->stage);

  while (view != NULL && --id > 0)
    view = gtk_widget_get_next_sibling (view);
  return view;
}

/* What one chooses in the menu of a node, or does by a key. */
static void
use (Fixture *self, guint id, ElectorNodeTool tool)
{
  g_signal_emit_by_name (get_view (self, id), "tool", (guint) tool);
}

static const ElectorNetwork *
get_network (Fixture *self)
{
  return &elector_simulation_get_moment (self->simulation)->network;
}

static ElectorCondition
get_condition (Fixture *self, ElectorNodeId id)
{
  return elector_moment_get_node (elector_simulation_get_moment (self->simulation), id)->condition;
}

/* groups is like "AABBB". */
static void
assert_groups (Fixture *self, const char *groups)
{
  guint16 found[ELECTOR_MAX_NODES];

  elector_tools_get_groups (get_network (self), found);
  for (guint i = 0; i < get_network (self)->n_nodes; i++)
    g_assert_cmpint ('A' + found[i] - 1, ==, groups[i]);
}

static void
assert_label (Fixture *self, guint id, const char *label)
{
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (get_view (self, id)), GTK_ACCESSIBLE_PROPERTY_LABEL, label);
}

static guint
get_length (Fixture *self)
{
  return elector_trace_get_length (elector_simulation_get_trace (self->simulation));
}

/* --- Nodes --- */

/* Each does what it says; a second time it would change nothing, and does nothing. */
static void
test_node_tools (void)
{
  static const struct
  {
    ElectorNodeTool tool;
    ElectorCondition condition;
  } ways[] = {
    { ELECTOR_NODE_TOOL_PAUSE, ELECTOR_CONDITION_PAUSED },  { ELECTOR_NODE_TOOL_RESUME, ELECTOR_CONDITION_UP },
    { ELECTOR_NODE_TOOL_CRASH, ELECTOR_CONDITION_CRASHED }, { ELECTOR_NODE_TOOL_RECOVER, ELECTOR_CONDITION_UP },
  };
  g_autoptr (Fixture) self = fixture_new (SYSTEM);
  guint length;

  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    {
      use (self, 2, ways[i].tool);
      g_assert_cmpint (get_condition (self, 2), ==, ways[i].condition);
      length = get_length (self);
      use (self, 2, ways[i].tool);
      g_assert_cmpuint (get_length (self), ==, length);
    }
  use (self, 2, ELECTOR_NODE_TOOL_TOGGLE_PAUSE);
  g_assert_cmpint (get_condition (self, 2), ==, ELECTOR_CONDITION_PAUSED);
  use (self, 2, ELECTOR_NODE_TOOL_TOGGLE_PAUSE);
  g_assert_cmpint (get_condition (self, 2), ==, ELECTOR_CONDITION_UP);
  use (self, 2, ELECTOR_NODE_TOOL_CRASH);
  length = get_length (self);
  use (self, 2, ELECTOR_NODE_TOOL_CAMPAIGN);
  use (self, 2, ELECTOR_NODE_TOOL_TOGGLE_PAUSE);
  g_assert_cmpuint (get_length (self), ==, length);
  use (self, 3, ELECTOR_NODE_TOOL_CAMPAIGN);
  assert_label (self, 3, "Node 3, candidate");
}

static GtkWidget *
find_item (GtkWidget *menu, const char *text)
{
  GtkWidget *item = ui_fixture_find_label (menu, text);

  g_assert_nonnull (item);
  return gtk_widget_get_parent (item);
}

static gboolean
has_no_menu (gpointer view)
{
  return gtk_widget_get_first_child (view) == NULL;
}

static void
close_menu (GtkWidget *view)
{
  gtk_popover_popdown (GTK_POPOVER (gtk_widget_get_first_child (view)));
  ui_fixture_wait_until (has_no_menu, view);
}

/* What would change nothing is shown, but cannot be chosen; and a menu that was closed is gone. */
static void
test_node_menu (void)
{
  g_autoptr (Fixture) self = fixture_new (SYSTEM);
  GtkWidget *view = get_view (self, 2), *menu;

  ui_fixture_act (view, "node.menu");
  menu = gtk_widget_get_first_child (view);
  g_assert_true (GTK_IS_POPOVER_MENU (menu));
  ui_fixture_wait_mapped (menu);
  g_assert_true (gtk_widget_is_sensitive (find_item (menu, "_Crash")));
  g_assert_true (gtk_widget_is_sensitive (find_item (menu, "_Pause")));
  g_assert_true (gtk_widget_is_sensitive (find_item (menu, "_Isolate")));
  g_assert_true (gtk_widget_is_sensitive (find_item (menu, "Node 5")));
  g_assert_false (gtk_widget_is_sensitive (find_item (menu, "Isolate All Selec_ted Nodes")));
  g_assert_false (gtk_widget_is_sensitive (find_item (menu, "_Heal the Network")));
  g_assert_null (ui_fixture_find_label (menu, "Node 2"));
  ui_fixture_act (menu, "tool.pause");
  g_assert_cmpint (get_condition (self, 2), ==, ELECTOR_CONDITION_PAUSED);
  close_menu (view);

  use (self, 2, ELECTOR_NODE_TOOL_CRASH);
  use (self, 2, ELECTOR_NODE_TOOL_ISOLATE);
  ui_fixture_act (view, "node.menu");
  menu = gtk_widget_get_first_child (view);
  g_assert_true (gtk_widget_is_sensitive (find_item (menu, "_Recover")));
  g_assert_false (gtk_widget_is_sensitive (find_item (menu, "_Pause")));
  g_assert_false (gtk_widget_is_sensitive (find_item (menu, "Start an _Election")));
  g_assert_false (gtk_widget_is_sensitive (find_item (menu, "_Isolate")));
  g_assert_false (gtk_widget_is_sensitive (find_item (menu, "Node 5")));
  g_assert_true (gtk_widget_is_sensitive (find_item (menu, "_Heal the Network")));
  close_menu (view);
}

static void
test_menu_of_many (void)
{
  g_autoptr (Fixture) self = fixture_new ("[run]\nnodes=13\n");

  ui_fixture_act (get_view (self, 2), "node.menu");
  g_assert_null (ui_fixture_find_label (get_view (self, 2), "Cut the _Link to"));
  g_assert_nonnull (ui_fixture_find_label (get_view (self, 2), "Li_nks…"));
  close_menu (get_view (self, 2));
}

/* The list of links in the menu: chosen once it cuts, chosen again it restores. */
static void
test_menu_of_links (void)
{
  g_autoptr (Fixture) self = fixture_new (SYSTEM);
  GtkWidget *view = get_view (self, 2), *menu;

  ui_fixture_act (view, "node.menu");
  menu = gtk_widget_get_first_child (view);
  ui_fixture_act (menu, "tool.cut-4");
  g_assert_cmpint (elector_tools_get_link (get_network (self), 2, 4), ==, ELECTOR_LINK_CLOSED);
  ui_fixture_act (menu, "tool.cut-4");
  g_assert_cmpint (elector_tools_get_link (get_network (self), 2, 4), ==, ELECTOR_LINK_OPEN);
  close_menu (view);
}

/* --- Groups --- */

static void
test_isolate (void)
{
  g_autoptr (Fixture) self = fixture_new (SYSTEM);
  guint length;

  use (self, 2, ELECTOR_NODE_TOOL_ISOLATE);
  assert_groups (self, "ABAAA");
  assert_label (self, 1, "Node 1, follower, group A");
  assert_label (self, 2, "Node 2, follower, group B");
  length = get_length (self);
  use (self, 2, ELECTOR_NODE_TOOL_ISOLATE);
  g_assert_cmpuint (get_length (self), ==, length);
  use (self, 4, ELECTOR_NODE_TOOL_ISOLATE); /* and the other one stays alone */
  assert_groups (self, "ABACA");
  ui_fixture_act (self->stage, "stage.heal");
  assert_groups (self, "AAAAA");
  assert_label (self, 2, "Node 2, follower");
  length = get_length (self);
  ui_fixture_act (self->stage, "stage.heal");
  g_assert_cmpuint (get_length (self), ==, length);
}

static void
test_select (void)
{
  g_autoptr (Fixture) self = fixture_new (SYSTEM);
  guint length = get_length (self);

  ui_fixture_act (self->stage, "stage.isolate-selected");
  g_assert_cmpuint (get_length (self), ==, length);
  use (self, 1, ELECTOR_NODE_TOOL_SELECT);
  use (self, 4, ELECTOR_NODE_TOOL_SELECT);
  use (self, 3, ELECTOR_NODE_TOOL_SELECT);
  use (self, 3, ELECTOR_NODE_TOOL_SELECT);
  assert_label (self, 4, "Node 4, follower, selected");
  gtk_test_accessible_assert_state (GTK_ACCESSIBLE (get_view (self, 4)), GTK_ACCESSIBLE_STATE_SELECTED, TRUE);
  gtk_test_accessible_assert_state (GTK_ACCESSIBLE (get_view (self, 3)), GTK_ACCESSIBLE_STATE_SELECTED, FALSE);
  ui_fixture_act (self->stage, "stage.isolate-selected");
  assert_groups (self, "ABBAB");
  assert_label (self, 4, "Node 4, follower, group A, selected");
  ui_fixture_act (self->stage, "stage.deselect");
  assert_label (self, 4, "Node 4, follower, group A");
}

/* --- The pointer --- */

static GtkGesture *
get_drag (Fixture *self)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (self->stage);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_GESTURE_DRAG (controller))
        return GTK_GESTURE (controller);
    }
  g_assert_not_reached ();
}

/* Presses at a place and moves so far, but does not let go. */
static void
begin (Fixture *self, double x, double y, double dx, double dy)
{
  g_signal_emit_by_name (get_drag (self), "drag-begin", x, y);
  g_signal_emit_by_name (get_drag (self), "drag-update", dx, dy);
}

static void
drag (Fixture *self, double x, double y, double dx, double dy)
{
  begin (self, x, y, dx, dy);
  g_signal_emit_by_name (get_drag (self), "drag-end", dx, dy);
}

static void
click_link (Fixture *self, ElectorNodeId a, ElectorNodeId b)
{
  ElectorSegment link = elector_stage_scene_get_link (&self->scene, a, b);
  ElectorPoint place = elector_segment_get_point (&link, 0.3);

  drag (self, place.x, place.y, 1, 1);
}

static void
test_click_link (void)
{
  g_autoptr (Fixture) self = fixture_new (SYSTEM);
  guint length;

  click_link (self, 3, 1);
  g_assert_cmpint (elector_tools_get_link (get_network (self), 1, 3), ==, ELECTOR_LINK_CLOSED);
  g_assert_cmpuint (get_network (self)->n_cuts, ==, 2);
  click_link (self, 3, 1);
  g_assert_cmpint (elector_tools_get_link (get_network (self), 1, 3), ==, ELECTOR_LINK_OPEN);

  ui_fixture_do (self->simulation, "cut 3>1");
  g_assert_cmpint (elector_tools_get_link (get_network (self), 1, 3), ==, ELECTOR_LINK_CLOSED_BACK);
  g_assert_cmpint (elector_tools_get_link (get_network (self), 3, 1), ==, ELECTOR_LINK_CLOSED_THERE);
  click_link (self, 1, 3);
  g_assert_cmpint (elector_tools_get_link (get_network (self), 1, 3), ==, ELECTOR_LINK_OPEN);

  ui_fixture_do (self->simulation, "partition 1,2|3,4,5");
  length = get_length (self);
  click_link (self, 1, 3); /* there is nothing that one click could do */
  g_assert_cmpuint (get_length (self), ==, length);
}

/* A click beside everything changes nothing but the selection. */
static void
test_click_nothing (void)
{
  g_autoptr (Fixture) self = fixture_new (SYSTEM);
  guint length = get_length (self);

  use (self, 1, ELECTOR_NODE_TOOL_SELECT);
  drag (self, 3, 3, 0, 0);
  g_assert_cmpuint (get_length (self), ==, length);
  assert_label (self, 1, "Node 1, follower");
}

/* Straight down, to the right of node 1: 2 and 3 are on one side. */
static void
test_partition (void)
{
  g_autoptr (Fixture) self = fixture_new (SYSTEM);
  ElectorPoint top = elector_stage_scene_get_node (&self->scene, 1);
  double x = top.x + self->scene.node_radius + 20, y = top.y + 20;
  guint length = get_length (self);

  begin (self, x, y, 0, 200);
  ui_fixture_wait_frame (self->stage); /* draws it */
  g_assert_cmpuint (get_length (self), ==, length);
  g_signal_emit_by_name (get_drag (self), "cancel", NULL);
  g_signal_emit_by_name (get_drag (self), "drag-end", 0.0, 200.0);
  g_assert_cmpuint (get_length (self), ==, length);

  drag (self, x, y, 0, 200);
  assert_groups (self, "ABBAA");
  length = get_length (self);
  drag (self, x, y + 200, 0, -200); /* the same again */
  drag (self, 3, 3, 0, 300);        /* nobody is on the other side */
  drag (self, top.x, top.y, 0, 200); /* begins on a node */
  g_assert_cmpuint (get_length (self), ==, length);
}

/* --- The window for links --- */

static gpointer
get_row (ElectorLinkDialog *dialog, const char *id)
{
  return ui_fixture_get_child (dialog, id);
}

static void
test_link_dialog (void)
{
  g_autoptr (Fixture) self = fixture_new (SYSTEM);
  ElectorLinkDialog *dialog = elector_link_dialog_present (self->stage, self->simulation, 2);

  ui_fixture_wait_mapped (GTK_WIDGET (dialog));
  g_assert_cmpstr (adw_preferences_row_get_title (get_row (dialog, "there_row")), ==,
                   "Messages from 2 to 1 Get Through");
  gtk_spin_button_set_value (get_row (dialog, "peer_spin"), 2); /* itself: passed over */
  g_assert_cmpint (gtk_spin_button_get_value_as_int (get_row (dialog, "peer_spin")), ==, 3);
  gtk_switch_set_active (get_row (dialog, "there"), FALSE);
  g_assert_cmpint (elector_tools_get_link (get_network (self), 2, 3), ==, ELECTOR_LINK_CLOSED_THERE);
  g_assert_true (gtk_switch_get_active (get_row (dialog, "back")));
  gtk_switch_set_active (get_row (dialog, "back"), FALSE);
  g_assert_cmpint (elector_tools_get_link (get_network (self), 2, 3), ==, ELECTOR_LINK_CLOSED);
  ui_fixture_do (self->simulation, "restore 2-3");
  g_assert_true (gtk_switch_get_active (get_row (dialog, "there")));
  ui_fixture_do (self->simulation, "partition 1,2|3,4,5");
  g_assert_false (gtk_widget_is_sensitive (get_row (dialog, "there")));
  ui_fixture_close (GTK_WINDOW (dialog));
}

/* A link has values of its own, in both directions or in one. */
static void
test_link_quality (void)
{
  g_autoptr (Fixture) self = fixture_new (SYSTEM);
  ElectorLinkDialog *dialog = elector_link_dialog_present (self->stage, self->simulation, 2);
  gpointer quality = ui_fixture_get_child (dialog, "quality");
  GtkRange *loss = ui_fixture_get_child (quality, "loss");

  ui_fixture_wait_mapped (GTK_WIDGET (dialog));
  gtk_spin_button_set_value (get_row (dialog, "peer_spin"), 3);
  gtk_range_set_value (loss, 10);
  adw_combo_row_set_selected (ui_fixture_get_child (dialog, "direction"), 2); /* 3 to 2; what was set is applied */
  g_assert_cmpuint (elector_network_get_config (get_network (self), 2, 3)->loss, ==, 100000);
  g_assert_cmpuint (elector_network_get_config (get_network (self), 3, 2)->loss, ==, 100000);
  gtk_range_set_value (loss, 20);
  gtk_spin_button_set_value (get_row (dialog, "peer_spin"), 4);
  g_assert_cmpuint (elector_network_get_config (get_network (self), 2, 3)->loss, ==, 100000);
  g_assert_cmpuint (elector_network_get_config (get_network (self), 3, 2)->loss, ==, 200000);
  g_assert_cmpuint (get_network (self)->config.loss, ==, 0);
  g_assert_cmpfloat (gtk_range_get_value (loss), ==, 0);
  ui_fixture_close (GTK_WINDOW (dialog));
}

/* --- Messages, timers, client --- */

static const ElectorMoment *
get_moment (Fixture *self)
{
  return elector_simulation_get_moment (self->simulation);
}

/* Whether a message of this type is under way. */
static gboolean
flies (Fixture *self, guint type, ElectorNodeId from, ElectorNodeId to)
{
  for (guint i = 0; i < get_moment (self)->n_flights; i++)
    {
      const ElectorMomentFlight *flight = &get_moment (self)->flights[i];

      if (flight->from == from && flight->to == to && flight->type == type)
        return TRUE;
    }
  return FALSE;
}

/* A click on a message stops time and asks what becomes of it. */
static void
test_click_message (void)
{
  g_autoptr (Fixture) self = fixture_new (SYSTEM);
  const ElectorMomentFlight *flight;
  ElectorPoint place;
  GtkWidget *menu;
  guint slot;

  ui_fixture_do (self->simulation, "delay 100ms");
  ui_fixture_do (self->simulation, "campaign 1");
  elector_simulation_seek_time (self->simulation, elector_simulation_get_time (self->simulation) + 40 * ELECTOR_MSEC);
  g_assert_true (flies (self, 0, 1, 3));
  for (slot = 0; get_moment (self)->flights[slot].to != 3 || get_moment (self)->flights[slot].from != 1; slot++)
    ;
  flight = &get_moment (self)->flights[slot];
  place = elector_stage_scene_get_packet (&self->scene, flight, elector_simulation_get_time (self->simulation));
  elector_simulation_set_playing (self->simulation, TRUE);
  drag (self, place.x, place.y, 1, 1);
  g_assert_false (elector_simulation_get_playing (self->simulation));
  menu = gtk_widget_get_last_child (self->stage);
  g_assert_true (GTK_IS_POPOVER_MENU (menu));
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (menu), GTK_ACCESSIBLE_PROPERTY_LABEL, "ELECTION from 1 to 3");
  ui_fixture_act (menu, "tool.drop");
  g_assert_false (flies (self, 0, 1, 3));
  g_assert_true (flies (self, 0, 1, 4));
  g_assert_true (elector_network_is_whole (get_network (self)));
  gtk_popover_popdown (GTK_POPOVER (menu));
  g_assert_true (elector_simulation_get_playing (self->simulation));
}

/* All of it can be had from a node's menu, too. */
static void
test_inner_menu (void)
{
  g_autoptr (Fixture) self = fixture_new (SYSTEM);
  GtkWidget *view = get_view (self, 1), *menu;
  ElectorTime deadline;

  ui_fixture_do (self->simulation, "delay 100ms");
  ui_fixture_do (self->simulation, "campaign 1");
  ui_fixture_act (view, "node.menu");
  menu = gtk_widget_get_first_child (view);
  g_assert_nonnull (ui_fixture_find_label (menu, "ELECTION to Node 3"));
  g_assert_nonnull (ui_fixture_find_label (menu, "Let a Timer Run _Out"));
  g_assert_null (ui_fixture_find_label (menu, "Let the Leader Hand O_ver"));
  deadline = get_moment (self)->nodes[0].deadlines[2];
  g_assert_cmpint (deadline, <, ELECTOR_NEVER);
  ui_fixture_act (menu, "tool.fire-2");
  g_assert_cmpint (get_moment (self)->nodes[0].role, ==, ELECTOR_ROLE_LEADER);
  close_menu (view);
  use (self, 1, ELECTOR_NODE_TOOL_WRITE);
  g_assert_cmpuint (get_moment (self)->client.accepted, ==, 1);
}

static void
test_transfer (void)
{
  g_autoptr (Fixture) self = fixture_new ("[run]\nalgorithm=raft\nnodes=3\n[network]\ndelay=10ms\n");
  GtkWidget *view = get_view (self, 2);

  ui_fixture_do (self->simulation, "campaign 1");
  elector_simulation_seek_time (self->simulation, ELECTOR_SEC);
  g_assert_cmpint (get_moment (self)->nodes[0].role, ==, ELECTOR_ROLE_LEADER);
  ui_fixture_act (view, "node.menu");
  ui_fixture_act (gtk_widget_get_first_child (view), "tool.transfer");
  close_menu (view);
  elector_simulation_seek_time (self->simulation, 2 * ELECTOR_SEC);
  g_assert_cmpint (get_moment (self)->nodes[1].role, ==, ELECTOR_ROLE_LEADER);
}

int
main (int argc, char **argv)
{
  ui_fixture_init (&argc, &argv);

  g_test_add_func ("/stage-tools/node/tools", test_node_tools);
  g_test_add_func ("/stage-tools/node/menu", test_node_menu);
  g_test_add_func ("/stage-tools/node/menu-of-many", test_menu_of_many);
  g_test_add_func ("/stage-tools/node/menu-of-links", test_menu_of_links);
  g_test_add_func ("/stage-tools/isolate", test_isolate);
  g_test_add_func ("/stage-tools/select", test_select);
  g_test_add_func ("/stage-tools/click/link", test_click_link);
  g_test_add_func ("/stage-tools/click/nothing", test_click_nothing);
  g_test_add_func ("/stage-tools/partition", test_partition);
  g_test_add_func ("/stage-tools/link-dialog", test_link_dialog);
  g_test_add_func ("/stage-tools/link-quality", test_link_quality);
  g_test_add_func ("/stage-tools/click/message", test_click_message);
  g_test_add_func ("/stage-tools/node/inner-menu", test_inner_menu);
  g_test_add_func ("/stage-tools/node/transfer", test_transfer);
  return g_test_run ();
}
