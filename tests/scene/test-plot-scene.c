/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "scene/plot-scene.h"

#include "core/rng.h"

#include <math.h>

#define WIDTH 600.0
#define HEIGHT 400.0

static void
place (ElectorPlotScene *scene)
{
  elector_plot_scene_place (scene, WIDTH, HEIGHT, 100, 8, 18);
}

/* Two curves: y = x / 10 and y = x / 20, at x = 1 .. 10. */
static ElectorPlotScene *
make (void)
{
  ElectorPlotScene *scene = elector_plot_scene_new ("x", ELECTOR_PLOT_NUMBER, "y", ELECTOR_PLOT_SHARE);

  for (guint i = 0; i < 2; i++)
    {
      ElectorPlotCurve *curve = elector_plot_scene_add_curve (scene, i == 0 ? "a" : "b");

      for (guint k = 1; k <= 10; k++)
        {
          elector_plot_curve_add_vertex (curve, k, k / (10.0 * (i + 1)), 0, 0);
          elector_plot_curve_add_dot (curve, k, k / (10.0 * (i + 1)), i * 100 + k);
        }
    }
  place (scene);
  return scene;
}

static void
check_axis (const ElectorPlotAxis *axis, double low, double high)
{
  g_assert_cmpuint (axis->ticks->len, >=, 2);
  g_assert_cmpfloat (axis->low, <=, low);
  g_assert_cmpfloat (axis->high, >=, high);
  for (guint i = 0; i < axis->ticks->len; i++)
    {
      double tick = g_array_index (axis->ticks, double, i);

      g_assert_cmpfloat (tick, >=, axis->low - 1e-9 * fabs (axis->low));
      g_assert_cmpfloat (tick, <=, axis->high + 1e-9 * fabs (axis->high));
      g_assert_true (i == 0 || tick > g_array_index (axis->ticks, double, i - 1));
    }
}

/* Whatever the data, the axes hold them, the ticks are in order, and everything is inside the area. */
static void
test_axes (void)
{
  for (guint64 seed = 1; seed <= 500; seed++)
    {
      g_autoptr (ElectorPlotScene) scene = elector_plot_scene_new ("", ELECTOR_PLOT_TIME, "", ELECTOR_PLOT_NUMBER);
      ElectorPlotCurve *curve = elector_plot_scene_add_curve (scene, "c");
      ElectorRange range = { 0, (ElectorTime) pow (10, (double) (seed % 8)) };
      double low = G_MAXDOUBLE, high = 0;
      ElectorRng rng;

      elector_rng_seed (&rng, seed, 0);
      range.low = seed % 3 == 0 ? range.high / 2 : seed % 3 == 1 ? range.high / 1000 : 0;
      for (guint i = 0; i < 20; i++)
        {
          double value = (double) elector_rng_range (&rng, range);

          elector_plot_curve_add_dot (curve, value, value * 3, i);
          low = MIN (low, value);
          high = MAX (high, value);
        }
      place (scene);
      g_test_message ("seed %u: %g .. %g", (guint) seed, low, high);
      check_axis (&scene->x, low, high);
      check_axis (&scene->y, low * 3, high * 3);
      g_assert_cmpuint (scene->x.ticks->len, <=, 14);
      for (guint i = 0; i < 20; i++)
        {
          const ElectorPlotDot *dot = &g_array_index (curve->dots, ElectorPlotDot, i);
          double x = elector_plot_scene_get_x (scene, dot->x), y = elector_plot_scene_get_y (scene, dot->y);

          g_assert_cmpfloat (x, >=, scene->left - 0.01);
          g_assert_cmpfloat (x, <=, scene->left + scene->width + 0.01);
          g_assert_cmpfloat (y, >=, scene->top - 0.01);
          g_assert_cmpfloat (y, <=, scene->top + scene->height + 0.01);
        }
    }
}

static void
check_ticks (ElectorPlotUnit unit, double low, double high, const char *expected)
{
  g_autoptr (ElectorPlotScene) scene = elector_plot_scene_new ("", unit, "", ELECTOR_PLOT_SHARE);
  ElectorPlotCurve *curve = elector_plot_scene_add_curve (scene, "c");
  g_autoptr (GString) found = g_string_new (NULL);

  elector_plot_curve_add_mark (curve, low, 0);
  elector_plot_curve_add_mark (curve, high, 1);
  place (scene);
  for (guint i = 0; i < scene->x.ticks->len; i++)
    {
      g_autofree char *label = elector_plot_unit_format (unit, g_array_index (scene->x.ticks, double, i));

      g_string_append_printf (found, "%s%s", i > 0 ? " " : "", label);
    }
  g_assert_cmpstr (found->str, ==, expected);
}

static void
test_ticks (void)
{
  check_ticks (ELECTOR_PLOT_NUMBER, 3, 50, "0 10 20 30 40 50");
  check_ticks (ELECTOR_PLOT_NUMBER, 3, 2449, "10 100 1000");
  check_ticks (ELECTOR_PLOT_NUMBER, 1, 1e6, "1 10 100 1000 10000 100000 1000000");
  check_ticks (ELECTOR_PLOT_TIME, 25000, 400000, "0 100 200 300 400");
  check_ticks (ELECTOR_PLOT_SHARE, 0.2, 0.3, "0% 20% 40% 60% 80% 100%");
  check_ticks (ELECTOR_PLOT_PER_MILLION, 0, 100000, "0% 2% 4% 6% 8% 10%");
  check_ticks (ELECTOR_PLOT_NUMBER, 5, 5, "5 5.2 5.4 5.6 5.8 6");
}

static void
test_find (void)
{
  g_autoptr (ElectorPlotScene) scene = make ();

  for (guint i = 0; i < 2; i++)
    for (guint k = 1; k <= 10; k++)
      {
        double x = elector_plot_scene_get_x (scene, k), y = elector_plot_scene_get_y (scene, k / (10.0 * (i + 1)));
        ElectorPlotPick pick;

        g_assert_true (elector_plot_scene_find (scene, x + 3, y - 3, 10, &pick));
        g_assert_cmpuint (elector_plot_scene_get_dot (scene, &pick)->id, ==, i * 100 + k);
        g_assert_false (elector_plot_scene_find (scene, x, y + 2 * HEIGHT, 10, &pick));
      }
}

static void
test_move (void)
{
  g_autoptr (ElectorPlotScene) scene = make ();
  ElectorPlotPick pick = { 0, 0 };

  g_assert_false (elector_plot_scene_move (scene, ELECTOR_DIRECTION_LEFT, &pick));
  g_assert_false (elector_plot_scene_move (scene, ELECTOR_DIRECTION_UP, &pick));
  for (guint k = 1; k < 10; k++)
    g_assert_true (elector_plot_scene_move (scene, ELECTOR_DIRECTION_RIGHT, &pick));
  g_assert_false (elector_plot_scene_move (scene, ELECTOR_DIRECTION_RIGHT, &pick));
  g_assert_cmpuint (elector_plot_scene_get_dot (scene, &pick)->id, ==, 10);
  pick.dot = 3;
  g_assert_true (elector_plot_scene_move (scene, ELECTOR_DIRECTION_DOWN, &pick));
  g_assert_cmpuint (elector_plot_scene_get_dot (scene, &pick)->id, ==, 108); /* as high as it was */
  g_assert_false (elector_plot_scene_move (scene, ELECTOR_DIRECTION_DOWN, &pick));
  g_assert_true (elector_plot_scene_move (scene, ELECTOR_DIRECTION_UP, &pick));
  g_assert_cmpuint (elector_plot_scene_get_dot (scene, &pick)->id, ==, 4);
}

/* Nothing on it, and no room for it: it is still a plot. */
static void
test_degenerate (void)
{
  g_autoptr (ElectorPlotScene) scene = elector_plot_scene_new ("", ELECTOR_PLOT_NUMBER, "", ELECTOR_PLOT_NUMBER);
  ElectorPlotPick pick;

  elector_plot_scene_place (scene, 0, 0, 0, 8, 18);
  check_axis (&scene->x, 0, 1);
  g_assert_cmpfloat (scene->width, >, 0);
  g_assert_false (elector_plot_scene_find (scene, 0, 0, 1e9, &pick));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/plot-scene/axes", test_axes);
  g_test_add_func ("/plot-scene/ticks", test_ticks);
  g_test_add_func ("/plot-scene/find", test_find);
  g_test_add_func ("/plot-scene/move", test_move);
  g_test_add_func ("/plot-scene/degenerate", test_degenerate);
  return g_test_run ();
}
