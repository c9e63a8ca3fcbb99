/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What a frame costs while algorithms run side by side, in milliseconds of processor time of the whole process: the
 * simulation, the widgets and the drawing; with messages that fly, and with arrows for people who asked for no
 * motion. */

#include "ui/elector-showdown-page.h"

#include "engine-fixture.h"
#include "ui-fixture.h"
#include "ui/elector-count-chart.h"

#include <stdlib.h>

#define N_FRAMES 300

typedef struct
{
  gint64 clock;
  double frames[N_FRAMES];
} Bench;

static gint64
bench_clock (gpointer user_data)
{
  return ((Bench *) user_data)->clock;
}

static gboolean
is_measured (gpointer page)
{
  GtkWidget *chart = ui_fixture_find (page, ELECTOR_TYPE_COUNT_CHART);

  return chart != NULL && gtk_widget_get_visible (chart);
}

static int
compare (gconstpointer a, gconstpointer b)
{
  double one = *(const double *) a, other = *(const double *) b;

  return one < other ? -1 : one > other;
}

/* The page measures its claims on another thread when it is shown first; frames are counted when that is over. */
static void
bench (const char *text, guint n_contestants, double speed, gboolean motion)
{
  Bench self = { 0 };
  g_autoptr (ElectorScenario) script = engine_fixture_make (text);
  g_autoptr (ElectorShowdown) showdown = elector_showdown_new (script);
  GtkWidget *page = g_object_new (ELECTOR_TYPE_SHOWDOWN_PAGE, NULL);
  ElectorSimulation *timekeeper;
  GtkWidget *window;
  double sum = 0;

  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", motion, NULL);
  elector_showdown_set_n_contestants (showdown, n_contestants);
  timekeeper = elector_showdown_get_timekeeper (showdown);
  elector_showdown_page_set_showdown (ELECTOR_SHOWDOWN_PAGE (page), showdown);
  window = ui_fixture_show (page, 1280, 800);
  ui_fixture_wait_until (is_measured, page);
  elector_simulation_set_clock (timekeeper, bench_clock, &self);
  elector_simulation_set_speed (timekeeper, speed);
  elector_simulation_set_playing (timekeeper, TRUE);
  for (guint i = 0; i < N_FRAMES; i++)
    {
      double begin = ui_fixture_get_cpu_msec ();

      self.clock += 16667;
      elector_simulation_update (timekeeper);
      ui_fixture_wait_frame (page);
      self.frames[i] = ui_fixture_get_cpu_msec () - begin;
      sum += self.frames[i];
    }
  qsort (self.frames, N_FRAMES, sizeof self.frames[0], compare);
  g_print ("%u x %u nodes at %g x%s: mean %.2f, median %.2f, 99%% %.2f ms a frame\n", n_contestants,
           elector_scenario_get_config (script)->n_nodes, speed, motion ? "" : ", no motion", sum / N_FRAMES,
           self.frames[N_FRAMES / 2], self.frames[N_FRAMES * 99 / 100]);
  ui_fixture_close (GTK_WINDOW (window));
}

int
main (int argc, char **argv)
{
  ui_fixture_init (&argc, &argv);
  for (int motion = TRUE; motion >= FALSE; motion--)
    {
      bench ("[run]\nnodes=5\n[faults]\n1=500ms crash 5\n", 2, 0.1, motion);
      bench ("[run]\nnodes=5\n[faults]\n1=500ms crash 5\n", 3, 1, motion);
      bench ("[run]\nnodes=50\n[faults]\n1=500ms crash 50\n", 3, 0.1, motion);
      bench ("[run]\nnodes=50\n[faults]\n1=500ms crash 50\n2=600ms writes 100ms\n", 3, 1, motion);
    }
  return 0;
}
