/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/elector-stage.h"

#include "engine-fixture.h"
#include "ui-fixture.h"
#include "ui/elector-node-view.h"

#define WIDTH 800
#define HEIGHT 600

#define SYSTEM "[run]\nnodes=5\nseed=1\n[network]\ndelay=10ms\n"

typedef struct
{
  ElectorSimulation *simulation;
  GtkWidget *stage;
  GtkWidget *window;
} Fixture;

static Fixture *
fixture_new (const char *scenario, ElectorTime time, int width, int height)
{
  Fixture *self = g_new0 (Fixture, 1);

  self->simulation = ui_fixture_simulate (scenario, time);
  self->stage = g_object_new (ELECTOR_TYPE_STAGE, "simulation", self->simulation, NULL);
  self->window = ui_fixture_show (self->stage, width, height);
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

static void
set_n_nodes (Fixture *self, guint n_nodes)
{
  g_autofree char *text = g_strdup_printf ("[run]\nnodes=%u\n", n_nodes);
  g_autoptr (ElectorScenario) scenario = engine_fixture_make (text);

  elector_simulation_set_scenario (self->simulation, scenario);
  ui_fixture_wait_frame (self->stage);
}

static GtkWidget *
get_view (Fixture *self, guint id)
{
  GtkWidget *view = gtk_widget_get_first_child (self->stage);

  while (view != NULL && --id > 0)
    view = gtk_widget_get_next_sibling (view);
  return view;
}

static void
get_center (Fixture *self, guint id, double *x, double *y)
{
  GtkWidget *view = get_view (self, id);

  gtk_widget_translate_coordinates (view, self->stage, gtk_widget_get_width (view) / 2.0,
                                    gtk_widget_get_height (view) / 2.0, x, y);
}

/* --- Which nodes there are --- */

static void
assert_views (Fixture *self, guint n_nodes)
{
  for (guint i = 1; i <= n_nodes; i++)
    {
      GtkWidget *view = get_view (self, i);

      g_assert_true (ELECTOR_IS_NODE_VIEW (view));
      g_assert_true (ui_fixture_is_shown (view));
      g_assert_cmpuint (elector_node_get_id (elector_node_view_get_node (ELECTOR_NODE_VIEW (view))), ==, i);
    }
  g_assert_null (get_view (self, n_nodes + 1));
}

static void
test_number_of_nodes (void)
{
  static const guint counts[] = { 1, 5, 50, 7, 300, 1, 5 };
  g_autoptr (Fixture) self = fixture_new (SYSTEM, 0, WIDTH, HEIGHT);

  assert_views (self, 5);
  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    {
      set_n_nodes (self, counts[i]);
      assert_views (self, counts[i]);
    }
  elector_stage_set_simulation (ELECTOR_STAGE (self->stage), NULL);
  g_assert_null (get_view (self, 1));
  ui_fixture_wait_frame (self->stage);
  elector_stage_set_simulation (ELECTOR_STAGE (self->stage), self->simulation);
  ui_fixture_wait_frame (self->stage);
  assert_views (self, 5);
}

/* What is under the pointer at a node's center, and beside it, is that node; between the nodes there is none. */
static void
test_hit (void)
{
  static const guint counts[] = { 1, 2, 5, 21, 50, 200 };
  g_autoptr (Fixture) self = fixture_new (SYSTEM, 0, WIDTH, HEIGHT);

  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    {
      set_n_nodes (self, counts[i]);
      for (guint id = 1; id <= counts[i]; id++)
        {
          double x, y;

          get_center (self, id, &x, &y);
          g_assert_true (gtk_widget_pick (self->stage, x, y, GTK_PICK_DEFAULT) == get_view (self, id));
          y += 0.3 * gtk_widget_get_height (get_view (self, id));
          g_assert_true (gtk_widget_pick (self->stage, x, y, GTK_PICK_DEFAULT) == get_view (self, id));
        }
      g_assert_true (gtk_widget_pick (self->stage, 1, 1, GTK_PICK_DEFAULT) == self->stage);
    }
}

/* A node is round: its corner is not part of it. */
static void
test_hit_corner (void)
{
  g_autoptr (Fixture) self = fixture_new (SYSTEM, 0, WIDTH, HEIGHT);

  for (guint id = 1; id <= 5; id++)
    {
      double x, y;

      gtk_widget_translate_coordinates (get_view (self, id), self->stage, 2, 2, &x, &y);
      g_assert_true (gtk_widget_pick (self->stage, x, y, GTK_PICK_DEFAULT) == self->stage);
    }
}

/* --- Keys, clicks, actions --- */

static guint
get_focus (Fixture *self)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self->window));

  if (focus == NULL || !ELECTOR_IS_NODE_VIEW (focus))
    return 0;
  return elector_node_get_id (elector_node_view_get_node (ELECTOR_NODE_VIEW (focus)));
}

static void
test_tab (gconstpointer data)
{
  guint n_nodes = GPOINTER_TO_UINT (data);
  g_autoptr (Fixture) self = fixture_new (SYSTEM, 0, WIDTH, HEIGHT);

  set_n_nodes (self, n_nodes);
  gtk_window_set_focus (GTK_WINDOW (self->window), NULL);
  for (guint i = 1; i <= n_nodes; i++)
    {
      g_assert_true (gtk_widget_child_focus (self->stage, GTK_DIR_TAB_FORWARD));
      g_assert_cmpuint (get_focus (self), ==, i);
    }
  g_assert_false (gtk_widget_child_focus (self->stage, GTK_DIR_TAB_FORWARD));
  for (guint i = n_nodes - 1; i >= 1; i--)
    {
      g_assert_true (gtk_widget_child_focus (self->stage, GTK_DIR_TAB_BACKWARD));
      g_assert_cmpuint (get_focus (self), ==, i);
    }
  g_assert_false (gtk_widget_child_focus (self->stage, GTK_DIR_TAB_BACKWARD));
}

/* Who comes back with Tab is where he was, unless that node is gone. */
static void
test_tab_returns (void)
{
  g_autoptr (Fixture) self = fixture_new (SYSTEM, 0, WIDTH, HEIGHT);

  gtk_widget_grab_focus (get_view (self, 4));
  gtk_window_set_focus (GTK_WINDOW (self->window), NULL);
  gtk_widget_child_focus (self->stage, GTK_DIR_TAB_FORWARD);
  g_assert_cmpuint (get_focus (self), ==, 4);
  gtk_window_set_focus (GTK_WINDOW (self->window), NULL);
  set_n_nodes (self, 3);
  gtk_widget_child_focus (self->stage, GTK_DIR_TAB_FORWARD);
  g_assert_cmpuint (get_focus (self), ==, 1);
}

static void
test_arrows (void)
{
  static const struct
  {
    guint from;
    GtkDirectionType direction;
    guint to;
  } ways[] = {
    { 1, GTK_DIR_RIGHT, 2 }, { 1, GTK_DIR_LEFT, 5 }, { 2, GTK_DIR_DOWN, 3 }, { 3, GTK_DIR_LEFT, 4 },
    { 4, GTK_DIR_RIGHT, 3 }, { 4, GTK_DIR_UP, 5 }, { 1, GTK_DIR_UP, 1 }, { 2, GTK_DIR_RIGHT, 2 },
    { 3, GTK_DIR_DOWN, 3 },
  };
  g_autoptr (Fixture) self = fixture_new (SYSTEM, 0, WIDTH, HEIGHT);

  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    {
      gtk_widget_grab_focus (get_view (self, ways[i].from));
      g_assert_true (gtk_widget_child_focus (self->stage, ways[i].direction));
      g_assert_cmpuint (get_focus (self), ==, ways[i].to);
    }
}

static ElectorCondition
get_condition (Fixture *self, ElectorNodeId id)
{
  return elector_moment_get_node (elector_simulation_get_moment (self->simulation), id)->condition;
}

static GtkGesture *
get_click (GtkWidget *widget)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_GESTURE_CLICK (controller))
        return GTK_GESTURE (controller);
    }
  g_assert_not_reached ();
}

/* Enter and Space, the action for assistive technologies, and the pointer: each lets it crash, and recover. */
static void
test_activate (void)
{
  g_autoptr (Fixture) self = fixture_new (SYSTEM, 300 * ELECTOR_MSEC, WIDTH, HEIGHT);
  GtkWidget *view = get_view (self, 5);
  double center = gtk_widget_get_width (view) / 2.0;

  for (guint i = 0; i < 3; i++)
    for (guint j = 0; j < 2; j++)
      {
        if (i == 0)
          g_assert_true (gtk_widget_activate (view));
        else if (i == 1)
          g_assert_true (gtk_widget_activate_action (view, "node.toggle-crash", NULL));
        else
          g_signal_emit_by_name (get_click (view), "released", 1, center, center);
        g_assert_cmpint (get_condition (self, 5), ==, j == 0 ? ELECTOR_CONDITION_CRASHED : ELECTOR_CONDITION_UP);
      }
  g_assert_cmpuint (get_focus (self), ==, 5);
}

/* Who thinks better of it moves the pointer away before he lets go. */
static void
test_click_outside (void)
{
  g_autoptr (Fixture) self = fixture_new (SYSTEM, 300 * ELECTOR_MSEC, WIDTH, HEIGHT);

  g_signal_emit_by_name (get_click (get_view (self, 5)), "released", 1, -30.0, -30.0);
  g_assert_cmpint (get_condition (self, 5), ==, ELECTOR_CONDITION_UP);
}

/* --- What is told --- */

static void
assert_told (Fixture *self, guint id, const char *label, const char *description, gboolean pressed)
{
  GtkAccessible *view = GTK_ACCESSIBLE (get_view (self, id));

  gtk_test_accessible_assert_role (view, GTK_ACCESSIBLE_ROLE_BUTTON);
  gtk_test_accessible_assert_property (view, GTK_ACCESSIBLE_PROPERTY_LABEL, label);
  gtk_test_accessible_assert_property (view, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, description);
  gtk_test_accessible_assert_state (view, GTK_ACCESSIBLE_STATE_PRESSED,
                                    pressed ? GTK_ACCESSIBLE_TRISTATE_TRUE : GTK_ACCESSIBLE_TRISTATE_FALSE);
  g_assert_cmpstr (gtk_widget_get_tooltip_text (GTK_WIDGET (view)), ==, description);
}

static void
test_accessible (void)
{
  g_autoptr (Fixture) self = fixture_new (SYSTEM, 300 * ELECTOR_MSEC, WIDTH, HEIGHT);

  assert_told (self, 5, "Node 5, leader", "It believes that it is in charge. Activate it to let it crash.", FALSE);
  assert_told (self, 1, "Node 1, follower", "It believes that node 5 is in charge. Activate it to let it crash.",
               FALSE);
  ui_fixture_do (self->simulation, "pause 2");
  assert_told (self, 2, "Node 2, paused",
               "It is paused and will go on where it stopped. Activate it to let it resume.", FALSE);
  ui_fixture_do (self->simulation, "crash 5");
  assert_told (self, 5, "Node 5, crashed", "It is down and answers nothing. Activate it to let it recover.", TRUE);
  ui_fixture_do (self->simulation, "campaign 4");
  assert_told (self, 4, "Node 4, candidate", "It knows of nobody in charge. Activate it to let it crash.", FALSE);
  ui_fixture_do (self->simulation, "recover 5");
  assert_told (self, 5, "Node 5, leader", "It believes that it is in charge. Activate it to let it crash.", FALSE);
  gtk_test_accessible_assert_role (GTK_ACCESSIBLE (self->stage), GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (self->stage), GTK_ACCESSIBLE_PROPERTY_LABEL, "Nodes");
}

/* Never by color alone, and never by two classes at once. */
static void
test_classes (void)
{
  static const char *const classes[] = { "leader", "follower", "candidate", "crashed" };
  g_autoptr (Fixture) self = fixture_new (SYSTEM "[faults]\n1=400ms crash 5\n2=1s pause 2\n3=2s recover 5\n", 0, WIDTH,
                                          HEIGHT);

  for (ElectorTime time = 0; time < 3 * ELECTOR_SEC; time += 20 * ELECTOR_MSEC)
    {
      elector_simulation_seek_time (self->simulation, time);
      for (guint id = 1; id <= 5; id++)
        {
          guint n_classes = 0;

          for (guint i = 0; i < G_N_ELEMENTS (classes); i++)
            n_classes += gtk_widget_has_css_class (get_view (self, id), classes[i]);
          g_assert_cmpuint (n_classes, ==, 1);
          g_assert_cmpint (gtk_widget_has_css_class (get_view (self, id), "paused"), ==,
                           get_condition (self, (ElectorNodeId) id) == ELECTOR_CONDITION_PAUSED);
        }
    }
}

/* --- What is drawn --- */

/* How much room there is around the stage for what should not be there. */
#define MARGIN 40

static gboolean
is_inside (int x, int y, int width, int height)
{
  return x >= MARGIN && y >= MARGIN && x < width - MARGIN && y < height - MARGIN;
}

/* Whether ink lies in the margin of a picture, ever so faint. */
static gboolean
has_margin_ink (cairo_surface_t *picture)
{
  int width = cairo_image_surface_get_width (picture), height = cairo_image_surface_get_height (picture);

  for (int y = 0; y < height; y++)
    {
      const guint8 *row = cairo_image_surface_get_data (picture) + y * cairo_image_surface_get_stride (picture);

      for (int x = 0; x < width; x++)
        if (row[x] != 0 && !is_inside (x, y, width, height))
          {
            g_test_message ("ink at %d, %d", x - MARGIN, y - MARGIN);
            return TRUE;
          }
    }
  return FALSE;
}

/* Nodes, their marks, captions and timers, links and messages all lie on the stage, which would clip them. */
static void
assert_inside (Fixture *self)
{
  cairo_surface_t *picture = cairo_image_surface_create (CAIRO_FORMAT_A8,
                                                         gtk_widget_get_width (self->stage) + 2 * MARGIN,
                                                         gtk_widget_get_height (self->stage) + 2 * MARGIN);
  cairo_t *cr = cairo_create (picture);
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  GskRenderNode *node;

  GTK_WIDGET_GET_CLASS (self->stage)->snapshot (self->stage, snapshot);
  node = gtk_snapshot_free_to_node (snapshot);
  cairo_translate (cr, MARGIN, MARGIN);
  gsk_render_node_draw (node, cr);
  cairo_surface_flush (picture);
  g_assert_false (has_margin_ink (picture));
  gsk_render_node_unref (node);
  cairo_destroy (cr);
  cairo_surface_destroy (picture);
}

static void
test_bounds (void)
{
  static const guint counts[] = { 1, 2, 5, 12, 50 };
  static const int sizes[][2] = { { 800, 600 }, { 400, 700 }, { 360, 280 }, { 1600, 300 } };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autoptr (Fixture) self = fixture_new (SYSTEM, 0, sizes[i][0], sizes[i][1]);

      for (guint j = 0; j < G_N_ELEMENTS (counts); j++)
        {
          set_n_nodes (self, counts[j]);
          elector_simulation_seek_time (self->simulation, 155 * ELECTOR_MSEC); /* heartbeats are on their way */
          ui_fixture_wait_frame (self->stage);
          assert_inside (self);
        }
    }
}

/* --- Time --- */

static void
count_cb (guint *frames)
{
  (*frames)++;
}

/* How many frames the window is asked for within a while, after what is due at once. */
static guint
count_frames (Fixture *self)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (self->window);
  gint64 begin = g_get_monotonic_time ();
  guint frames = 0;
  gulong handler = 0;

  for (gint64 now = begin; now < begin + G_USEC_PER_SEC / 2; now = g_get_monotonic_time ())
    {
      if (handler == 0 && now > begin + G_USEC_PER_SEC / 5)
        handler = g_signal_connect_swapped (clock, "update", G_CALLBACK (count_cb), &frames);
      g_main_context_iteration (NULL, FALSE);
      g_usleep (500);
    }
  g_signal_handler_disconnect (clock, handler);
  return frames;
}

/* Frames are asked for only while there is something that moves, and somebody who could see it. */
static void
test_tick (void)
{
  g_autoptr (Fixture) self = fixture_new (SYSTEM, 300 * ELECTOR_MSEC, WIDTH, HEIGHT);

  elector_simulation_set_speed (self->simulation, ELECTOR_SPEED_MIN);
  g_assert_cmpuint (count_frames (self), ==, 0);
  elector_simulation_set_playing (self->simulation, TRUE);
  g_assert_cmpuint (count_frames (self), >, 3);
  gtk_widget_set_visible (self->stage, FALSE);
  g_assert_cmpuint (count_frames (self), ==, 0);
  gtk_widget_set_visible (self->stage, TRUE);
  g_assert_cmpuint (count_frames (self), >, 3);
  elector_stage_set_simulation (ELECTOR_STAGE (self->stage), NULL);
  g_assert_cmpuint (count_frames (self), ==, 0);
  elector_stage_set_simulation (ELECTOR_STAGE (self->stage), self->simulation);
  g_assert_cmpuint (count_frames (self), >, 3);
  elector_simulation_set_playing (self->simulation, FALSE);
  g_assert_cmpuint (count_frames (self), ==, 0);
}

int
main (int argc, char **argv)
{
  ui_fixture_init (&argc, &argv);

  g_test_add_func ("/stage/number-of-nodes", test_number_of_nodes);
  g_test_add_func ("/stage/hit", test_hit);
  g_test_add_func ("/stage/hit-corner", test_hit_corner);
  g_test_add_data_func ("/stage/tab/1", GUINT_TO_POINTER (1), test_tab);
  g_test_add_data_func ("/stage/tab/5", GUINT_TO_POINTER (5), test_tab);
  g_test_add_data_func ("/stage/tab/50", GUINT_TO_POINTER (50), test_tab);
  g_test_add_func ("/stage/tab-returns", test_tab_returns);
  g_test_add_func ("/stage/arrows", test_arrows);
  g_test_add_func ("/stage/activate", test_activate);
  g_test_add_func ("/stage/click-outside", test_click_outside);
  g_test_add_func ("/stage/accessible", test_accessible);
  g_test_add_func ("/stage/classes", test_classes);
  g_test_add_func ("/stage/bounds", test_bounds);
  g_test_add_func ("/stage/tick", test_tick);
  return g_test_run ();
}
