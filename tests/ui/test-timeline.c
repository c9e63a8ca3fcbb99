/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/elector-timeline.h"

#include "engine-fixture.h"
#include "ui-fixture.h"

#define WIDTH 900
#define HEIGHT 200

#define SYSTEM "[run]\nnodes=5\nseed=1\n[network]\ndelay=40ms\n[faults]\n1=800ms crash 5\n"

typedef struct
{
  ElectorSimulation *simulation;
  GtkWidget *timeline;
  GtkWidget *window;
} Fixture;

static Fixture *
fixture_new (const char *scenario, ElectorTime time)
{
  Fixture *self = g_new0 (Fixture, 1);

  self->simulation = ui_fixture_simulate (scenario, time);
  self->timeline = g_object_new (ELECTOR_TYPE_TIMELINE, "simulation", self->simulation, NULL);
  self->window = ui_fixture_show (self->timeline, WIDTH, HEIGHT);
  ui_fixture_wait_frame (self->timeline);
  return self;
}

static void
fixture_free (Fixture *self)
{
  ui_fixture_close (GTK_WINDOW (self->window));
  g_assert_finalize_object (self->simulation);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Fixture, fixture_free)

static const ElectorTimelineScene *
get_scene (Fixture *self)
{
  return elector_timeline_get_scene (ELECTOR_TIMELINE (self->timeline));
}

static void
activate (Fixture *self, const char *action)
{
  g_assert_true (gtk_widget_activate_action (self->timeline, action, NULL));
  ui_fixture_wait_frame (self->timeline);
}

/* --- The pointer: its controllers are told what a pointer would tell them --- */

static gpointer
find_controller (Fixture *self, GType type)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (self->timeline);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (g_type_is_a (G_OBJECT_TYPE (controller), type))
        return controller; /* the widget has it, too */
    }
  g_assert_not_reached ();
}

static void
hover (Fixture *self, double x, double y)
{
  g_signal_emit_by_name (find_controller (self, GTK_TYPE_EVENT_CONTROLLER_MOTION), "motion", x, y);
  ui_fixture_wait_frame (self->timeline);
}

static void
turn_wheel (Fixture *self, double dx, double dy)
{
  gboolean handled;

  g_signal_emit_by_name (find_controller (self, GTK_TYPE_EVENT_CONTROLLER_SCROLL), "scroll", dx, dy, &handled);
  g_assert_true (handled);
  ui_fixture_wait_frame (self->timeline);
}

/* Presses, and lets go at the same place. */
static void
click (Fixture *self, double x, double y)
{
  gpointer drag = find_controller (self, GTK_TYPE_GESTURE_DRAG);

  g_signal_emit_by_name (drag, "drag-begin", x, y);
  g_signal_emit_by_name (drag, "drag-end", 0.0, 0.0);
  ui_fixture_wait_frame (self->timeline);
}

static void
drag (Fixture *self, double x, double y, double distance)
{
  gpointer gesture = find_controller (self, GTK_TYPE_GESTURE_DRAG);

  g_signal_emit_by_name (gesture, "drag-begin", x, y);
  g_signal_emit_by_name (gesture, "drag-update", distance / 2, 0.0);
  g_signal_emit_by_name (gesture, "drag-update", distance, 0.0);
  g_signal_emit_by_name (gesture, "drag-end", distance, 0.0);
  ui_fixture_wait_frame (self->timeline);
}

static double
get_lane (Fixture *self, ElectorNodeId node)
{
  return elector_timeline_scene_get_y (get_scene (self), node);
}

static double
get_x (Fixture *self, ElectorTime time)
{
  return elector_timeline_scene_get_x (get_scene (self), time);
}

/* In the middle of a lane, where no message is. */
static void
test_click_time (void)
{
  g_autoptr (Fixture) self = fixture_new (SYSTEM, 1200 * ELECTOR_MSEC);
  double x = get_x (self, 950 * ELECTOR_MSEC);

  click (self, x, get_lane (self, 3));
  g_assert_cmpint (elector_simulation_get_time (self->simulation), ==,
                   elector_timeline_scene_get_time (get_scene (self), x));
  click (self, get_scene (self)->width - 4, get_lane (self, 3)); /* after all that is recorded */
  g_assert_cmpint (elector_simulation_get_time (self->simulation), ==, 1200 * ELECTOR_MSEC);
}

/* A click on a message goes to the nearer end: the last event is its sending, or its arrival. */
static void
test_click_arrow (void)
{
  g_autoptr (Fixture) self = fixture_new (SYSTEM, ELECTOR_SEC);
  ElectorTrace *trace = elector_simulation_get_trace (self->simulation);
  const ElectorTimelineArrow arrow
    = g_array_index (get_scene (self)->arrows, ElectorTimelineArrow, get_scene (self)->arrows->len - 1);
  ElectorPoint early = elector_segment_get_point (&arrow.line, 0.3);
  ElectorPoint late = elector_segment_get_point (&arrow.line, 0.9);

  g_assert_cmpuint (arrow.end, !=, ELECTOR_HISTORY_NONE);
  click (self, late.x, late.y);
  g_assert_cmpint (elector_simulation_get_time (self->simulation), ==,
                   elector_trace_get_record (trace, arrow.end)->time);
  g_assert_cmpuint (elector_simulation_get_position (self->simulation), ==,
                    elector_trace_find_event_end (trace, arrow.end));
  click (self, early.x, early.y);
  g_assert_cmpuint (elector_simulation_get_position (self->simulation), ==,
                    elector_trace_find_event_end (trace, arrow.sent));
}

static void
test_click_mark (void)
{
  g_autoptr (Fixture) self = fixture_new (SYSTEM, 1200 * ELECTOR_MSEC);

  click (self, get_x (self, 800 * ELECTOR_MSEC) + 2, ELECTOR_TIMELINE_RULER_HEIGHT + 5);
  g_assert_cmpint (elector_simulation_get_time (self->simulation), ==, 800 * ELECTOR_MSEC);
}

/* Dragging the ruler drags the cursor; the view stays. */
static void
test_drag_cursor (void)
{
  g_autoptr (Fixture) self = fixture_new (SYSTEM, 1200 * ELECTOR_MSEC);
  double x = get_x (self, 400 * ELECTOR_MSEC);
  ElectorTime start = get_scene (self)->start;

  drag (self, x, 5, 100);
  g_assert_cmpint (elector_simulation_get_time (self->simulation), ==,
                   elector_timeline_scene_get_time (get_scene (self), x + 100));
  g_assert_cmpint (get_scene (self)->start, ==, start);
}

/* Dragging the lanes moves them, and not the cursor. */
static void
test_drag_view (void)
{
  g_autoptr (Fixture) self = fixture_new (SYSTEM, 5 * ELECTOR_SEC);
  ElectorTime start = get_scene (self)->start;

  g_assert_cmpint (start, >, 0);
  drag (self, 300, get_lane (self, 2), 100);
  start -= (ElectorTime) (100 * get_scene (self)->usec_per_pixel);
  g_assert_cmpint (ABS (start - get_scene (self)->start), <=, 2);
  g_assert_cmpint (elector_simulation_get_time (self->simulation), ==, 5 * ELECTOR_SEC);
}

static void
test_wheel (void)
{
  g_autoptr (Fixture) self = fixture_new (SYSTEM, 5 * ELECTOR_SEC);
  ElectorTime start = get_scene (self)->start;

  turn_wheel (self, 0, -2);
  g_assert_cmpint (get_scene (self)->start, <, start);
  turn_wheel (self, 0, 2);
  g_assert_cmpint (ABS (get_scene (self)->start - start), <=, 1);
  turn_wheel (self, -1, 0);
  g_assert_cmpint (get_scene (self)->start, <, start);
}

/* --- Zoom --- */

static void
test_zoom (void)
{
  g_autoptr (Fixture) self = fixture_new (SYSTEM, 5 * ELECTOR_SEC);
  double scale = get_scene (self)->usec_per_pixel, x = get_x (self, 5 * ELECTOR_SEC);

  activate (self, "timeline.zoom-in");
  g_assert_cmpfloat (get_scene (self)->usec_per_pixel, <, scale);
  g_assert_cmpfloat_with_epsilon (get_x (self, 5 * ELECTOR_SEC), x, 0.1); /* the cursor stays where it is */
  activate (self, "timeline.zoom-out");
  g_assert_cmpfloat_with_epsilon (get_scene (self)->usec_per_pixel, scale, 0.01);
  activate (self, "timeline.fit");
  g_assert_cmpint (get_scene (self)->start, ==, 0);
  g_assert_cmpfloat (get_x (self, 5 * ELECTOR_SEC), <, get_scene (self)->width);
  g_assert_cmpfloat (get_x (self, 5 * ELECTOR_SEC), >, 0.9 * get_scene (self)->width);
}

/* --- Following --- */

static gint64
fake_clock (gpointer user_data)
{
  return *(gint64 *) user_data;
}

static gboolean
sees_cursor (Fixture *self)
{
  double x = get_x (self, elector_simulation_get_time (self->simulation));

  return x >= get_scene (self)->left && x <= get_scene (self)->width;
}

/* While time runs on, the cursor stays in view, unless one looks elsewhere. */
static void
test_follow (void)
{
  g_autoptr (Fixture) self = fixture_new (SYSTEM, 0);
  gint64 clock = 0;

  elector_simulation_set_clock (self->simulation, fake_clock, &clock);
  elector_simulation_set_playing (self->simulation, TRUE);
  for (guint i = 0; i < 10; i++)
    {
      clock += 700 * ELECTOR_MSEC;
      elector_simulation_update (self->simulation);
      ui_fixture_wait_frame (self->timeline);
      g_assert_true (sees_cursor (self));
    }
  for (guint i = 0; i < 40; i++)
    turn_wheel (self, 0, -4);
  g_assert_cmpint (get_scene (self)->start, ==, 0);
  clock += 700 * ELECTOR_MSEC;
  elector_simulation_update (self->simulation);
  ui_fixture_wait_frame (self->timeline);
  g_assert_cmpint (get_scene (self)->start, ==, 0);
  elector_simulation_set_playing (self->simulation, FALSE);
  elector_simulation_step_forward (self->simulation);
  g_assert_true (sees_cursor (self));
}

/* Another run, shorter or with more nodes, is shown from where it is; none is nothing. */
static void
test_other_run (void)
{
  g_autoptr (Fixture) self = fixture_new (SYSTEM, 30 * ELECTOR_SEC);
  g_autoptr (ElectorScenario) scenario = engine_fixture_make ("[run]\nalgorithm=raft\nnodes=60\n");

  elector_simulation_reset (self->simulation);
  ui_fixture_wait_frame (self->timeline);
  g_assert_true (sees_cursor (self));
  elector_simulation_set_scenario (self->simulation, scenario);
  elector_simulation_seek_time (self->simulation, 2 * ELECTOR_SEC);
  ui_fixture_wait_frame (self->timeline);
  g_assert_cmpuint (get_scene (self)->n_nodes, ==, 60);
  g_assert_true (sees_cursor (self));
  elector_simulation_undo (self->simulation);
  ui_fixture_wait_frame (self->timeline);
  g_assert_true (sees_cursor (self));
  elector_timeline_set_simulation (ELECTOR_TIMELINE (self->timeline), NULL);
  hover (self, 300, 100);
  activate (self, "timeline.fit");
}

/* Where a message of the other run was, there is nothing, even before anything was drawn. */
static void
test_other_run_hover (void)
{
  g_autoptr (Fixture) self = fixture_new (SYSTEM, 30 * ELECTOR_SEC);
  const ElectorTimelineArrow arrow = g_array_index (get_scene (self)->arrows, ElectorTimelineArrow,
                                                    get_scene (self)->arrows->len / 2);
  ElectorPoint middle = elector_segment_get_point (&arrow.line, 0.5);

  elector_simulation_reset (self->simulation);
  hover (self, middle.x, middle.y);
  elector_simulation_undo (self->simulation);
  elector_simulation_reset (self->simulation);
  click (self, middle.x, middle.y);
  g_assert_cmpint (elector_simulation_get_time (self->simulation), ==, 0);
}

/* --- Hovering --- */

static GskRenderNode *
draw (Fixture *self)
{
  GtkSnapshot *snapshot = gtk_snapshot_new ();

  GTK_WIDGET_GET_CLASS (self->timeline)->snapshot (self->timeline, snapshot);
  return gtk_snapshot_free_to_node (snapshot);
}

static guint
count_nodes (GskRenderNode *node, GskRenderNodeType type)
{
  guint n = gsk_render_node_get_node_type (node) == type;

  if (gsk_render_node_get_node_type (node) == GSK_CONTAINER_NODE)
    for (guint i = 0; i < gsk_container_node_get_n_children (node); i++)
      n += count_nodes (gsk_container_node_get_child (node, i), type);
  return n;
}

/* With the pointer over a message the others get pale. */
static void
test_hover (void)
{
  g_autoptr (Fixture) self = fixture_new (SYSTEM, 1200 * ELECTOR_MSEC);
  const ElectorTimelineArrow arrow = g_array_index (get_scene (self)->arrows, ElectorTimelineArrow, 0);
  ElectorPoint middle = elector_segment_get_point (&arrow.line, 0.5);
  GskRenderNode *node = draw (self);

  g_assert_cmpuint (count_nodes (node, GSK_OPACITY_NODE), ==, 0);
  gsk_render_node_unref (node);
  hover (self, middle.x, middle.y);
  node = draw (self);
  g_assert_cmpuint (count_nodes (node, GSK_OPACITY_NODE), ==, 1);
  gsk_render_node_unref (node);
  hover (self, get_x (self, 1000 * ELECTOR_MSEC), get_lane (self, 3));
  node = draw (self);
  g_assert_cmpuint (count_nodes (node, GSK_OPACITY_NODE), ==, 0);
  gsk_render_node_unref (node);
}

/* It is drawn from nodes that a renderer keeps, without one that it has to paint anew each time. */
static void
test_nodes (void)
{
  g_autoptr (Fixture) self = fixture_new (SYSTEM, 2 * ELECTOR_SEC);
  GskRenderNode *node = draw (self), *other;

  g_assert_cmpuint (count_nodes (node, GSK_CAIRO_NODE), ==, 0);
  other = draw (self);
  g_assert_true (gsk_container_node_get_child (node, 0) == gsk_container_node_get_child (other, 0));
  gsk_render_node_unref (node);
  gsk_render_node_unref (other);
}

/* --- What a screen reader says --- */

static void
test_accessible (void)
{
  g_autoptr (Fixture) self = fixture_new (SYSTEM, 500 * ELECTOR_MSEC);

  gtk_test_accessible_assert_role (self->timeline, GTK_ACCESSIBLE_ROLE_SLIDER);
  gtk_test_accessible_assert_property (self->timeline, GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Timeline, 0:00.500: Node 5 is in charge");
  elector_simulation_seek_time (self->simulation, 900 * ELECTOR_MSEC);
  gtk_test_accessible_assert_property (self->timeline, GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Timeline, 0:00.900: Nobody is in charge, and nobody has noticed yet");
  gtk_test_accessible_assert_property (self->timeline, GTK_ACCESSIBLE_PROPERTY_VALUE_NOW, 0.9);
  g_assert_true (gtk_widget_get_focusable (self->timeline));
}

int
main (int argc, char **argv)
{
  ui_fixture_init (&argc, &argv);

  g_test_add_func ("/timeline/click-time", test_click_time);
  g_test_add_func ("/timeline/click-arrow", test_click_arrow);
  g_test_add_func ("/timeline/click-mark", test_click_mark);
  g_test_add_func ("/timeline/drag-cursor", test_drag_cursor);
  g_test_add_func ("/timeline/drag-view", test_drag_view);
  g_test_add_func ("/timeline/wheel", test_wheel);
  g_test_add_func ("/timeline/zoom", test_zoom);
  g_test_add_func ("/timeline/follow", test_follow);
  g_test_add_func ("/timeline/other-run", test_other_run);
  g_test_add_func ("/timeline/other-run-hover", test_other_run_hover);
  g_test_add_func ("/timeline/hover", test_hover);
  g_test_add_func ("/timeline/nodes", test_nodes);
  g_test_add_func ("/timeline/accessible", test_accessible);
  return g_test_run ();
}
