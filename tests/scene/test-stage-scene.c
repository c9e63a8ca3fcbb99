/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "scene/stage-scene.h"

#include <math.h>

typedef ElectorStageScene Scene;
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Scene, elector_stage_scene_clear)

static const guint counts[] = { 1, 2, 3, 4, 5, 7, 12, 13, 20, 21, 50, 51, 100, 333, 1000 };

static const struct
{
  double width;
  double height;
} sizes[] = { { 800, 500 }, { 400, 300 }, { 1000, 1000 }, { 300, 900 }, { 1920, 300 }, { 344, 280 } };

static double
get_distance (const Scene *scene, ElectorNodeId a, ElectorNodeId b)
{
  ElectorPoint p = elector_stage_scene_get_node (scene, a), q = elector_stage_scene_get_node (scene, b);

  return hypot (p.x - q.x, p.y - q.y);
}

static void
check_inside (const Scene *scene)
{
  double below = ELECTOR_STAGE_TIMER_MARGIN + (scene->has_captions ? ELECTOR_STAGE_CAPTION_HEIGHT : 0);

  for (guint id = 1; id <= scene->n_nodes; id++)
    {
      ElectorPoint p = elector_stage_scene_get_node (scene, (ElectorNodeId) id);

      g_assert_cmpfloat (p.x - scene->node_radius, >=, 0);
      g_assert_cmpfloat (p.x + scene->node_radius, <=, scene->width);
      g_assert_cmpfloat (p.y - scene->node_radius, >=, 0);
      g_assert_cmpfloat (p.y + scene->node_radius + below, <=, scene->height + 0.01);
    }
}

static void
check_apart (const Scene *scene)
{
  for (guint a = 1; a <= scene->n_nodes; a++)
    for (guint b = a + 1; b <= scene->n_nodes; b++)
      g_assert_cmpfloat (get_distance (scene, (ElectorNodeId) a, (ElectorNodeId) b), >, 2 * scene->node_radius);
}

/* Whatever the number of nodes and the size: all inside, with room for the captions, and none upon another. */
static void
test_layout_fits (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    for (guint j = 0; j < G_N_ELEMENTS (sizes); j++)
      {
        g_auto (Scene) scene = { 0 };

        elector_stage_scene_init (&scene, counts[i], sizes[j].width, sizes[j].height);
        g_test_message ("%u nodes in %g x %g: radius %.2f in %u rows", counts[i], sizes[j].width, sizes[j].height,
                        scene.node_radius, scene.n_rows);
        g_assert_cmpfloat (scene.node_radius, >, 0.5);
        check_inside (&scene);
        check_apart (&scene);
      }
}

static void
test_layout_order (void)
{
  g_auto (Scene) scene = { 0 };

  elector_stage_scene_init (&scene, 5, 800, 500);
  g_assert_cmpfloat_with_epsilon (scene.nodes[0].x, 400, 0.01);
  for (guint i = 1; i < 5; i++)
    g_assert_cmpfloat (scene.nodes[0].y, <, scene.nodes[i].y);
  /* Clockwise: 2 and 3 on the right, 4 and 5 on the left. */
  g_assert_cmpfloat (scene.nodes[1].x, >, 400);
  g_assert_cmpfloat (scene.nodes[2].x, >, 400);
  g_assert_cmpfloat (scene.nodes[3].x, <, 400);
  g_assert_cmpfloat (scene.nodes[4].x, <, 400);
  g_assert_cmpfloat_with_epsilon (scene.nodes[1].y, scene.nodes[4].y, 0.01);
}

/* Few nodes are generous, more are smaller, and those that people play with can be hit. */
static void
test_layout_sizes (void)
{
  double last = G_MAXDOUBLE;

  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    {
      g_auto (Scene) scene = { 0 };

      elector_stage_scene_init (&scene, counts[i], 800, 500);
      if (scene.n_rows == 1)
        {
          g_assert_cmpfloat (scene.node_radius, <=, last);
          last = scene.node_radius;
        }
      g_assert_cmpint (scene.has_captions, ==, scene.node_radius >= ELECTOR_STAGE_CAPTION_RADIUS);
      if (counts[i] <= 12)
        g_assert_cmpfloat (scene.node_radius, >=, 30);
      if (counts[i] <= 100)
        g_assert_cmpfloat (scene.node_radius, >=, ELECTOR_STAGE_TARGET_RADIUS);
    }
}

static void
test_layout_no_size (void)
{
  g_auto (Scene) scene = { 0 };

  elector_stage_scene_init (&scene, 12, 0, 0);
  for (guint i = 0; i < 12; i++)
    g_assert_true (isfinite (scene.nodes[i].x) && isfinite (scene.nodes[i].y));
  g_assert_cmpfloat (scene.node_radius, >, 0);
}

static void
test_links (void)
{
  g_auto (Scene) scene = { 0 };
  ElectorSegment link, back, there;
  ElectorPoint from;

  elector_stage_scene_init (&scene, 5, 800, 500);
  from = elector_stage_scene_get_node (&scene, 1);
  link = elector_stage_scene_get_link (&scene, 1, 3);
  g_assert_cmpfloat_with_epsilon (hypot (link.start.x - from.x, link.start.y - from.y), scene.node_radius, 3);
  g_assert_cmpfloat (hypot (link.start.x - from.x, link.start.y - from.y), >=, scene.node_radius);

  /* There and back are parallel, and some way apart. */
  there = elector_stage_scene_get_lane (&scene, 1, 3);
  back = elector_stage_scene_get_lane (&scene, 3, 1);
  g_assert_cmpfloat (hypot (there.start.x - back.end.x, there.start.y - back.end.y), >, 8);
  g_assert_cmpfloat_with_epsilon (hypot (there.start.x - back.end.x, there.start.y - back.end.y),
                                  hypot (there.end.x - back.start.x, there.end.y - back.start.y), 0.001);
  /* Who travels down to the right has the lane on the right-hand side: below the link, to the left. */
  g_assert_cmpfloat (there.start.y, >, link.start.y);
  g_assert_cmpfloat (there.start.x, <, link.start.x);
}

static void
test_packets (void)
{
  g_auto (Scene) scene = { 0 };
  ElectorMomentFlight flight = { .sent = 1000, .due = 3000, .from = 2, .to = 5 };
  ElectorSegment lane;
  ElectorPoint p;

  elector_stage_scene_init (&scene, 5, 800, 500);
  lane = elector_stage_scene_get_lane (&scene, 2, 5);
  g_assert_cmpfloat (fabs (elector_segment_get_angle (&lane)), >, 3.1);
  p = elector_stage_scene_get_packet (&scene, &flight, 1000);
  g_assert_cmpfloat_with_epsilon (p.x, lane.start.x, 0.001);
  g_assert_cmpfloat_with_epsilon (p.y, lane.start.y, 0.001);
  p = elector_stage_scene_get_packet (&scene, &flight, 2000);
  g_assert_cmpfloat_with_epsilon (p.x, (lane.start.x + lane.end.x) / 2, 0.001);
  p = elector_stage_scene_get_packet (&scene, &flight, 9000);
  g_assert_cmpfloat_with_epsilon (p.x, lane.end.x, 0.001);

  g_assert_cmpfloat (elector_flight_get_progress (&flight, 0), ==, 0);
  flight.due = flight.sent;
  g_assert_cmpfloat (elector_flight_get_progress (&flight, 1000), ==, 1);
}

static void
test_timers (void)
{
  ElectorMomentNode node = { .deadlines = { ELECTOR_NEVER, 600, 100 }, .started = { 0, 200, 100 } };

  g_assert_cmpfloat (elector_timer_get_fraction (&node, 0, 300), ==, -1);
  g_assert_cmpfloat (elector_timer_get_fraction (&node, 1, 200), ==, 1);
  g_assert_cmpfloat (elector_timer_get_fraction (&node, 1, 500), ==, 0.25);
  g_assert_cmpfloat (elector_timer_get_fraction (&node, 1, 700), ==, 0);
  g_assert_cmpfloat (elector_timer_get_fraction (&node, 2, 50), ==, 0);
}

static void
test_hit (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    {
      g_auto (Scene) scene = { 0 };

      elector_stage_scene_init (&scene, counts[i], 800, 500);
      for (guint id = 1; id <= counts[i]; id++)
        {
          ElectorPoint p = elector_stage_scene_get_node (&scene, (ElectorNodeId) id);

          g_assert_cmpint (elector_stage_scene_hit (&scene, p.x, p.y), ==, id);
          g_assert_cmpint (elector_stage_scene_hit (&scene, p.x + scene.node_radius * 0.9, p.y), ==, id);
        }
      g_assert_cmpint (elector_stage_scene_hit (&scene, 0, 0), ==, ELECTOR_NO_NODE);
    }
}

static void
assert_link (const Scene *scene, const ElectorNetwork *network, ElectorNodeId a, ElectorNodeId b, gboolean found)
{
  ElectorSegment segment = elector_stage_scene_get_link (scene, a, b);
  ElectorPoint p = elector_segment_get_point (&segment, 0.3);
  ElectorLink link = { 0 };

  g_assert_cmpint (elector_stage_scene_hit_link (scene, network, p.x, p.y, &link), ==, found);
  if (found)
    {
      g_assert_cmpint (link.from, ==, MIN (a, b));
      g_assert_cmpint (link.to, ==, MAX (a, b));
    }
}

/* Every link of few nodes is hit, whichever way round one asks; and what lies beside it is not. */
static void
test_hit_link (void)
{
  g_auto (Scene) scene = { 0 };
  ElectorLink link = { 0 };
  ElectorSegment top;
  ElectorPoint p;

  elector_stage_scene_init (&scene, 5, 800, 500);
  for (guint a = 1; a <= 5; a++)
    for (guint b = 1; b <= 5; b++)
      if (a != b)
        assert_link (&scene, NULL, (ElectorNodeId) a, (ElectorNodeId) b, TRUE);

  /* The lowest link is horizontal; below it there is none. */
  top = elector_stage_scene_get_link (&scene, 3, 4);
  p = elector_segment_get_point (&top, 0.5);
  g_assert_true (elector_stage_scene_hit_link (&scene, NULL, p.x, p.y + ELECTOR_STAGE_LINK_REACH - 0.5, &link));
  g_assert_cmpint (link.from, ==, 3);
  g_assert_cmpint (link.to, ==, 4);
  g_assert_false (elector_stage_scene_hit_link (&scene, NULL, p.x, p.y + ELECTOR_STAGE_LINK_REACH + 0.5, &link));
  g_assert_false (elector_stage_scene_hit_link (&scene, NULL, 5, 5, &link));
}

static void
test_hit_link_none (void)
{
  g_auto (Scene) scene = { 0 };
  ElectorLink link;

  elector_stage_scene_init (&scene, 1, 800, 500);
  g_assert_false (elector_stage_scene_hit_link (&scene, NULL, 400, 250, &link));
}

/* Of many nodes only those links can be hit that are drawn: to the neighbor, and where one is cut. */
static void
test_hit_link_of_many (void)
{
  g_auto (Scene) scene = { 0 };
  ElectorNetworkConfig config;
  ElectorNetwork network;

  elector_network_config_init (&config);
  elector_network_init (&network, &config, 30);
  elector_stage_scene_init (&scene, 30, 800, 500);
  g_assert_cmpuint (scene.n_rows, ==, 1);
  assert_link (&scene, &network, 7, 8, TRUE);
  assert_link (&scene, &network, 30, 1, TRUE);
  assert_link (&scene, &network, 3, 18, FALSE);
  elector_network_cut (&network, 18, 3);
  assert_link (&scene, &network, 3, 18, TRUE);
  assert_link (&scene, NULL, 3, 18, FALSE);
  elector_network_clear (&network);
}

/* Node 1 stands at the top, 2 and 3 on the right, 4 and 5 on the left. */
static void
test_divide (void)
{
  g_auto (Scene) scene = { 0 };
  const ElectorSegment up = { { 401, 300 }, { 401, 200 } }, down = { { 401, 200 }, { 401, 300 } };
  const ElectorSegment beside = { { 2, 10 }, { 2, 400 } }, point = { { 400, 200 }, { 400, 200 } };
  const guint16 upwards[] = { 1, 2, 2, 1, 1 }, downwards[] = { 2, 1, 1, 2, 2 };
  guint16 sides[5];
  guint n_beside;

  elector_stage_scene_init (&scene, 5, 800, 500);
  g_assert_cmpuint (elector_stage_scene_divide (&scene, &up, sides), ==, 3);
  g_assert_cmpmem (sides, sizeof sides, upwards, sizeof upwards);
  g_assert_cmpuint (elector_stage_scene_divide (&scene, &down, sides), ==, 2);
  g_assert_cmpmem (sides, sizeof sides, downwards, sizeof downwards);
  n_beside = elector_stage_scene_divide (&scene, &beside, sides);
  g_assert_true (n_beside == 0 || n_beside == 5);
  g_assert_cmpuint (elector_stage_scene_divide (&scene, &point, sides), ==, 0);
}

static void
test_extend (void)
{
  g_auto (Scene) scene = { 0 };
  const ElectorSegment line = { { 300, 100 }, { 303, 104 } }, point = { { 3, 4 }, { 3, 4 } };
  ElectorSegment longer;

  elector_stage_scene_init (&scene, 5, 800, 500);
  longer = elector_stage_scene_extend (&scene, &line);
  g_assert_cmpfloat (longer.start.y, <, 0);
  g_assert_cmpfloat (longer.end.y, >, 500);
  g_assert_cmpfloat_with_epsilon (elector_segment_get_angle (&longer), elector_segment_get_angle (&line), 0.0001);
  g_assert_cmpfloat_with_epsilon ((longer.end.x - 300) / 3, (longer.end.y - 100) / 4, 0.0001);
  longer = elector_stage_scene_extend (&scene, &point);
  g_assert_cmpfloat (longer.end.x, ==, 3);
}

static void
test_neighbor (void)
{
  g_auto (Scene) scene = { 0 };

  elector_stage_scene_init (&scene, 5, 800, 500);
  g_assert_cmpint (elector_stage_scene_get_neighbor (&scene, 1, ELECTOR_DIRECTION_UP), ==, ELECTOR_NO_NODE);
  g_assert_cmpint (elector_stage_scene_get_neighbor (&scene, 1, ELECTOR_DIRECTION_RIGHT), ==, 2);
  g_assert_cmpint (elector_stage_scene_get_neighbor (&scene, 1, ELECTOR_DIRECTION_LEFT), ==, 5);
  g_assert_cmpint (elector_stage_scene_get_neighbor (&scene, 2, ELECTOR_DIRECTION_DOWN), ==, 3);
  g_assert_cmpint (elector_stage_scene_get_neighbor (&scene, 3, ELECTOR_DIRECTION_LEFT), ==, 4);
  g_assert_cmpint (elector_stage_scene_get_neighbor (&scene, 4, ELECTOR_DIRECTION_UP), ==, 5);
  g_assert_cmpint (elector_stage_scene_get_neighbor (&scene, 5, ELECTOR_DIRECTION_LEFT), ==, ELECTOR_NO_NODE);
}

/* Arrow keys alone lead from any node to any other. */
static void
test_neighbor_reaches_all (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (counts) && counts[i] <= 100; i++)
    {
      g_auto (Scene) scene = { 0 };

      elector_stage_scene_init (&scene, counts[i], 800, 500);
      for (guint start = 1; start <= counts[i]; start++)
        {
          g_autofree ElectorNodeId *found = g_new0 (ElectorNodeId, counts[i]);
          g_autofree gboolean *seen = g_new0 (gboolean, counts[i] + 1);
          guint n_found = 0;

          found[n_found++] = (ElectorNodeId) start;
          seen[start] = TRUE;
          for (guint at = 0; at < n_found; at++)
            for (guint direction = 0; direction < 4; direction++)
              {
                ElectorNodeId to = elector_stage_scene_get_neighbor (&scene, found[at], direction);

                if (to != ELECTOR_NO_NODE && !seen[to])
                  {
                    seen[to] = TRUE;
                    found[n_found++] = to;
                  }
              }
          g_assert_cmpuint (n_found, ==, counts[i]);
        }
    }
}

static void
test_next (void)
{
  g_auto (Scene) scene = { 0 };

  elector_stage_scene_init (&scene, 3, 800, 500);
  g_assert_cmpint (elector_stage_scene_get_next (&scene, ELECTOR_NO_NODE, TRUE), ==, 1);
  g_assert_cmpint (elector_stage_scene_get_next (&scene, ELECTOR_NO_NODE, FALSE), ==, 3);
  g_assert_cmpint (elector_stage_scene_get_next (&scene, 1, TRUE), ==, 2);
  g_assert_cmpint (elector_stage_scene_get_next (&scene, 3, TRUE), ==, ELECTOR_NO_NODE);
  g_assert_cmpint (elector_stage_scene_get_next (&scene, 1, FALSE), ==, ELECTOR_NO_NODE);
}

/* The nearest message is hit, from anywhere near it, and no other. */
static void
test_hit_packet (void)
{
  g_auto (Scene) scene = { 0 };
  ElectorMomentFlight flights[] = { { .sent = 0, .due = 100, .from = 1, .to = 3 },
                                    { 0 }, /* a free slot */
                                    { .sent = 0, .due = 100, .from = 3, .to = 1 } };
  ElectorMoment moment = { .flights = flights, .n_flights = G_N_ELEMENTS (flights) };
  ElectorPoint there, back;
  guint slot = 9;

  elector_stage_scene_init (&scene, 5, 800, 500);
  there = elector_stage_scene_get_packet (&scene, &flights[0], 50);
  back = elector_stage_scene_get_packet (&scene, &flights[2], 50);
  g_assert_true (elector_stage_scene_hit_packet (&scene, &moment, 50, there.x, there.y, &slot));
  g_assert_cmpuint (slot, ==, 0);
  g_assert_true (elector_stage_scene_hit_packet (&scene, &moment, 50, back.x, back.y, &slot));
  g_assert_cmpuint (slot, ==, 2);
  g_assert_true (elector_stage_scene_hit_packet (&scene, &moment, 50, back.x + back.x - there.x,
                                                 back.y + back.y - there.y, &slot));
  g_assert_cmpuint (slot, ==, 2);
  g_assert_false (elector_stage_scene_hit_packet (&scene, &moment, 50, there.x + 40, there.y, &slot));
  g_assert_false (elector_stage_scene_hit_packet (&scene, &moment, 0, there.x, there.y, &slot));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/stage-scene/layout/fits", test_layout_fits);
  g_test_add_func ("/stage-scene/layout/order", test_layout_order);
  g_test_add_func ("/stage-scene/layout/sizes", test_layout_sizes);
  g_test_add_func ("/stage-scene/layout/no-size", test_layout_no_size);
  g_test_add_func ("/stage-scene/links", test_links);
  g_test_add_func ("/stage-scene/packets", test_packets);
  g_test_add_func ("/stage-scene/timers", test_timers);
  g_test_add_func ("/stage-scene/hit", test_hit);
  g_test_add_func ("/stage-scene/hit-link/few", test_hit_link);
  g_test_add_func ("/stage-scene/hit-packet", test_hit_packet);
  g_test_add_func ("/stage-scene/hit-link/none", test_hit_link_none);
  g_test_add_func ("/stage-scene/hit-link/many", test_hit_link_of_many);
  g_test_add_func ("/stage-scene/divide", test_divide);
  g_test_add_func ("/stage-scene/extend", test_extend);
  g_test_add_func ("/stage-scene/neighbor/near", test_neighbor);
  g_test_add_func ("/stage-scene/neighbor/reaches-all", test_neighbor_reaches_all);
  g_test_add_func ("/stage-scene/next", test_next);
  return g_test_run ();
}
