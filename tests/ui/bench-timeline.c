/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What a frame of the timeline costs, in milliseconds of processor time of the whole process, averaged over frames:
 * while the cursor is dragged, while the view is moved and zoomed, and while a run goes on at its end. */

#include "ui/elector-timeline.h"

#include "engine-fixture.h"
#include "ui-fixture.h"

#define N_RECORDS 1000000u
#define N_FRAMES 60
#define WIDTH 1280
#define HEIGHT 170

typedef struct
{
  ElectorSimulation *simulation;
  GtkWidget *timeline;
  gint64 clock;
} Bench;

static gint64
bench_clock (gpointer user_data)
{
  return ((Bench *) user_data)->clock;
}

static void
drag_cursor (Bench *self, guint i)
{
  ElectorTime end = elector_trace_get_end (elector_simulation_get_trace (self->simulation))->time;

  elector_simulation_seek_time (self->simulation, end / N_FRAMES * i);
}

static void
turn_wheel (Bench *self, guint i)
{
  gtk_widget_activate_action (self->timeline, "timeline.page", "i", i % 2 == 0 ? -1 : 1);
}

static void
zoom (Bench *self, guint i)
{
  gtk_widget_activate_action (self->timeline, i < N_FRAMES / 2 ? "timeline.zoom-in" : "timeline.zoom-out", NULL);
}

static void
play (Bench *self, guint i)
{
  self->clock += 16667;
  elector_simulation_update (self->simulation);
}

static void
measure (Bench *self, const char *name, void (*change) (Bench *, guint))
{
  double total = 0;

  for (guint i = 0; i < N_FRAMES; i++)
    {
      double begin;

      change (self, i);
      begin = ui_fixture_get_cpu_msec ();
      ui_fixture_wait_frame (self->timeline);
      total += ui_fixture_get_cpu_msec () - begin;
    }
  g_print ("  %-20s %6.2f ms a frame\n", name, total / N_FRAMES);
}

static void
bench (const char *text)
{
  g_autoptr (ElectorScenario) scenario = engine_fixture_make (text);
  Bench self = { .simulation = elector_simulation_new (scenario) };
  ElectorTrace *trace = elector_simulation_get_trace (self.simulation);
  GtkWidget *window;

  elector_simulation_set_clock (self.simulation, bench_clock, &self);
  for (ElectorTime time = 0; elector_trace_get_length (trace) < N_RECORDS; time += 20 * ELECTOR_MSEC)
    elector_simulation_seek_time (self.simulation, time);
  self.timeline = g_object_new (ELECTOR_TYPE_TIMELINE, "simulation", self.simulation, NULL);
  window = ui_fixture_show (self.timeline, WIDTH, HEIGHT);
  g_print ("%s: %u records\n", elector_trace_get_config (trace)->protocol->id, elector_trace_get_length (trace));

  elector_simulation_set_speed (self.simulation, 0.1);
  elector_simulation_set_playing (self.simulation, TRUE);
  measure (&self, "play, from near", play);
  elector_simulation_set_playing (self.simulation, FALSE);
  measure (&self, "move, from near", turn_wheel);
  measure (&self, "zoom", zoom);
  gtk_widget_activate_action (self.timeline, "timeline.fit", NULL);
  measure (&self, "drag, all seen", drag_cursor);
  elector_simulation_set_playing (self.simulation, TRUE);
  measure (&self, "play, all seen", play);
  ui_fixture_close (GTK_WINDOW (window));
  g_object_unref (self.simulation);
}

int
main (int argc, char **argv)
{
  ui_fixture_init (&argc, &argv);
  bench ("[run]\nnodes=5\n");
  bench ("[run]\nalgorithm=raft\nnodes=50\n");
  bench ("[run]\nalgorithm=raft\nnodes=1000\n");
  bench ("[run]\nalgorithm=bully\nnodes=1000\n[faults]\n1=500ms crash 1000\n");
  return 0;
}
