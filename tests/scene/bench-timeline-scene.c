/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What it costs to know a long run: to learn its history, to go anywhere in it, to look at it on the timeline. Prints a
 * line for each: median and 95th percentile in milliseconds. */

#include "engine-fixture.h"

#include "scene/timeline-scene.h"

#define N_RECORDS 1000000u
#define N_SAMPLES 101u

static const char *const scenarios[] = {
  "[run]\nnodes=5\n[faults]\n1=60s crash 5\n",
  "[run]\nalgorithm=raft\nnodes=5\n[faults]\n1=60s crash 5\n",
  "[run]\nalgorithm=raft\nnodes=1000\n",
  "[run]\nalgorithm=bully\nnodes=1000\n[faults]\n1=500ms crash 1000\n",
};

static int
compare (gconstpointer a, gconstpointer b)
{
  gint64 one = *(const gint64 *) a, other = *(const gint64 *) b;

  return one < other ? -1 : one > other;
}

static void
report (const char *name, gint64 *samples)
{
  qsort (samples, N_SAMPLES, sizeof *samples, compare);
  g_print ("  %-28s %8.3f ms  95%%: %8.3f ms\n", name, (double) samples[N_SAMPLES / 2] / 1000,
           (double) samples[N_SAMPLES * 95 / 100] / 1000);
}

static void
measure_seek (ElectorRun *run)
{
  ElectorTrace *trace = elector_run_get_trace (run);
  ElectorMoment moment;
  guint position = G_MAXUINT;
  gint64 samples[N_SAMPLES];
  ElectorRng rng;

  elector_rng_seed (&rng, 1, 1);
  elector_moment_init (&moment, elector_trace_get_config (trace),
                       elector_scenario_get_network (elector_run_get_scenario (run)));
  for (guint i = 0; i < N_SAMPLES; i++)
    {
      ElectorTime time = elector_rng_below (&rng, (guint64) elector_trace_get_end (trace)->time);
      gint64 begin = g_get_monotonic_time ();

      elector_trace_seek (trace, &moment, &position, elector_trace_find_time (trace, time), time);
      samples[i] = g_get_monotonic_time () - begin;
    }
  report ("go to a random time", samples);
  elector_moment_clear (&moment);
}

/* Looks at share of the run at N_SAMPLES places. */
static void
measure_look (ElectorRun *run, ElectorTimelineScene *scene, double share)
{
  ElectorTrace *trace = elector_run_get_trace (run);
  const ElectorHistory *history = elector_trace_get_history (trace);
  ElectorTime end = elector_trace_get_end (trace)->time;
  g_autofree char *name = g_strdup_printf ("look at %g %% of it", share * 100);
  gint64 samples[N_SAMPLES];

  for (guint i = 0; i < N_SAMPLES; i++)
    {
      gint64 begin = g_get_monotonic_time ();

      elector_timeline_scene_show (scene, (ElectorTime) ((double) end * (1 - share) * i / N_SAMPLES),
                                   (ElectorTime) ((double) end * share));
      elector_timeline_scene_update (scene, history);
      samples[i] = g_get_monotonic_time () - begin;
    }
  report (name, samples);
}

static void
measure (const char *text)
{
  g_autoptr (ElectorScenario) scenario = engine_fixture_make (text);
  g_autoptr (ElectorRun) run = elector_run_new (scenario);
  ElectorTrace *trace = elector_run_get_trace (run);
  const ElectorConfig *config = elector_trace_get_config (trace);
  ElectorTimelineScene scene;
  gint64 begin, learned;

  while (elector_trace_get_length (trace) < N_RECORDS && elector_run_step (run, ELECTOR_NEVER))
    ;
  begin = g_get_monotonic_time ();
  elector_trace_get_history (trace);
  learned = g_get_monotonic_time () - begin;
  g_print ("%s, %u nodes: %u records, %.1f s, %.2f bytes a record\n", config->protocol->id, config->n_nodes,
           elector_trace_get_length (trace), (double) elector_trace_get_end (trace)->time / ELECTOR_SEC,
           (double) elector_trace_get_memory (trace) / elector_trace_get_length (trace));
  g_print ("  %-28s %8.3f ms\n", "learn the history", (double) learned / 1000);
  measure_seek (run);
  elector_timeline_scene_init (&scene);
  elector_timeline_scene_set_size (&scene, config->n_nodes, 1280, 170);
  scene.end = elector_trace_get_end (trace)->time;
  for (double share = 1; share > 1e-4; share /= 10)
    measure_look (run, &scene, share);
  elector_timeline_scene_clear (&scene);
}

int
main (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (scenarios); i++)
    measure (scenarios[i]);
  return 0;
}
