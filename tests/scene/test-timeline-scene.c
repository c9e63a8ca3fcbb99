/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "engine-fixture.h"

#include "scene/timeline-scene.h"

#include <math.h>

#define N_SEEDS 16
#define UNTIL (4 * ELECTOR_SEC)
#define WIDTH 900.0
#define HEIGHT 180.0

typedef ElectorTimelineScene Scene;
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Scene, elector_timeline_scene_clear)

static const guint counts[] = { 1, 3, 5, 9 };

static ElectorRun *
make_run (guint64 seed)
{
  guint n_nodes = counts[seed % G_N_ELEMENTS (counts)];
  g_autoptr (ElectorScenario) scenario = engine_fixture_make_random (seed, n_nodes, UNTIL);
  ElectorRun *run = elector_run_new (scenario);

  g_test_message ("seed %" G_GUINT64_FORMAT ", %u nodes", seed, n_nodes);
  elector_run_advance (run, UNTIL);
  return run;
}

static ElectorRun *
make_scenario_run (const char *text, ElectorTime until)
{
  g_autoptr (ElectorScenario) scenario = engine_fixture_make (text);
  ElectorRun *run = elector_run_new (scenario);

  elector_run_advance (run, until);
  return run;
}

static void
look (Scene *scene, ElectorRun *run, ElectorTime start, ElectorTime span)
{
  ElectorTrace *trace = elector_run_get_trace (run);

  elector_timeline_scene_set_size (scene, elector_trace_get_config (trace)->n_nodes, WIDTH, HEIGHT);
  scene->end = elector_trace_get_end (trace)->time;
  elector_timeline_scene_show (scene, start, span);
  elector_timeline_scene_update (scene, elector_trace_get_history (trace));
}

/* --- Time and x --- */

static void
test_mapping (void)
{
  g_auto (Scene) scene = { 0 };

  elector_timeline_scene_init (&scene);
  elector_timeline_scene_set_size (&scene, 5, WIDTH, HEIGHT);
  scene.end = 100 * ELECTOR_SEC;
  elector_timeline_scene_show (&scene, 2 * ELECTOR_SEC, 4 * ELECTOR_SEC);
  g_assert_cmpfloat (elector_timeline_scene_get_x (&scene, 2 * ELECTOR_SEC), ==, scene.left);
  g_assert_cmpfloat_with_epsilon (elector_timeline_scene_get_x (&scene, 6 * ELECTOR_SEC), WIDTH, 0.01);
  g_assert_cmpint (ABS (elector_timeline_scene_get_span (&scene) - 4 * ELECTOR_SEC), <=, 1);
  for (double x = scene.left; x < WIDTH; x += 17)
    {
      ElectorTime time = elector_timeline_scene_get_time (&scene, x);

      g_assert_cmpfloat_with_epsilon (elector_timeline_scene_get_x (&scene, time), x, 0.01);
    }
}

/* What is at the pointer stays there; in and out again is where one was; there are limits. */
static void
test_zoom (void)
{
  g_auto (Scene) scene = { 0 };
  double scale;

  elector_timeline_scene_init (&scene);
  elector_timeline_scene_set_size (&scene, 5, WIDTH, HEIGHT);
  scene.end = 100 * ELECTOR_SEC;
  elector_timeline_scene_show (&scene, 20 * ELECTOR_SEC, 4 * ELECTOR_SEC);
  scale = scene.usec_per_pixel;
  for (double x = scene.left; x < WIDTH; x += 100)
    {
      ElectorTime time = elector_timeline_scene_get_time (&scene, x);

      elector_timeline_scene_zoom (&scene, x, 1.7);
      g_assert_cmpfloat_with_epsilon (elector_timeline_scene_get_x (&scene, time), x, 0.01);
      g_assert_cmpfloat_with_epsilon (scene.usec_per_pixel, scale / 1.7, 0.001);
      elector_timeline_scene_zoom (&scene, x, 1 / 1.7);
      g_assert_cmpint (ABS (scene.start - 20 * ELECTOR_SEC), <, 20);
    }
  for (guint i = 0; i < 100; i++)
    elector_timeline_scene_zoom (&scene, 300, 2);
  g_assert_cmpfloat (scene.usec_per_pixel, >, 0);
  for (guint i = 0; i < 100; i++)
    elector_timeline_scene_zoom (&scene, 300, 0.5);
  g_assert_cmpint (scene.start, ==, 0);
  g_assert_cmpint (elector_timeline_scene_get_time (&scene, WIDTH), >, 0);
}

/* One cannot get lost: the run never leaves the view. */
static void
test_pan (void)
{
  g_auto (Scene) scene = { 0 };

  elector_timeline_scene_init (&scene);
  elector_timeline_scene_set_size (&scene, 5, WIDTH, HEIGHT);
  scene.end = 10 * ELECTOR_SEC;
  elector_timeline_scene_show (&scene, 2 * ELECTOR_SEC, ELECTOR_SEC);
  elector_timeline_scene_pan (&scene, (WIDTH - scene.left) / 2);
  g_assert_cmpint (ABS (scene.start - 2500 * ELECTOR_MSEC), <, 2);
  elector_timeline_scene_pan (&scene, -1e7);
  g_assert_cmpint (scene.start, ==, 0);
  elector_timeline_scene_pan (&scene, 1e7);
  g_assert_cmpfloat (elector_timeline_scene_get_x (&scene, scene.end), >, scene.left);
  g_assert_cmpfloat (elector_timeline_scene_get_x (&scene, scene.end), <, WIDTH);
  elector_timeline_scene_fit (&scene, 10 * ELECTOR_SEC);
  g_assert_cmpint (scene.start, ==, 0);
  g_assert_cmpfloat (elector_timeline_scene_get_x (&scene, scene.end), >, 0.9 * WIDTH);
  g_assert_cmpfloat (elector_timeline_scene_get_x (&scene, scene.end), <, WIDTH);
}

static void
test_reveal (void)
{
  g_auto (Scene) scene = { 0 };

  elector_timeline_scene_init (&scene);
  elector_timeline_scene_set_size (&scene, 5, WIDTH, HEIGHT);
  scene.end = 100 * ELECTOR_SEC;
  elector_timeline_scene_show (&scene, 20 * ELECTOR_SEC, 10 * ELECTOR_SEC);
  g_assert_false (elector_timeline_scene_reveal (&scene, 29 * ELECTOR_SEC, 0.5, 0.95));
  g_assert_true (elector_timeline_scene_reveal (&scene, 29800 * ELECTOR_MSEC, 0.5, 0.95));
  g_assert_cmpfloat_with_epsilon (elector_timeline_scene_get_x (&scene, 29800 * ELECTOR_MSEC),
                                  scene.left + 0.5 * (WIDTH - scene.left), 0.01);
  g_assert_true (elector_timeline_scene_reveal (&scene, ELECTOR_SEC, 0.8, 0.95));
  g_assert_cmpint (scene.start, ==, 0);
}

static void
test_ticks (void)
{
  g_autoptr (ElectorRun) run = make_scenario_run ("", 2 * ELECTOR_SEC);
  g_auto (Scene) scene = { 0 };

  elector_timeline_scene_init (&scene);
  for (double span = 20; span < 4e9; span *= 1.37)
    {
      look (&scene, run, 0, (ElectorTime) span);
      g_assert_cmpuint (scene.ticks->len, >=, 1);
      g_assert_cmpuint (scene.ticks->len, <=, 1 + (guint) (WIDTH / 80));
      for (guint i = 0; i < scene.ticks->len; i++)
        {
          const ElectorTimelineTick *tick = &g_array_index (scene.ticks, ElectorTimelineTick, i);
          g_autofree char *text = elector_timeline_scene_format_tick (&scene, tick->time);

          g_assert_cmpint (tick->time % scene.tick_step, ==, 0);
          g_assert_cmpfloat (tick->x, ==, elector_timeline_scene_get_x (&scene, tick->time));
          if (i > 0)
            {
              const ElectorTimelineTick *before = &g_array_index (scene.ticks, ElectorTimelineTick, i - 1);
              g_autofree char *other = elector_timeline_scene_format_tick (&scene, before->time);

              g_assert_cmpfloat (tick->x - before->x, >=, 80);
              g_assert_cmpstr (text, !=, other);
            }
        }
    }
}

/* --- Rows --- */

/* However many nodes: all rows inside, none too thin, and every node in one. */
static void
test_rows (void)
{
  static const guint numbers[] = { 1, 2, 5, 20, 50, 51, 333, 1000 };
  static const double heights[] = { 84, 120, 180, 400, 1000 };

  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    for (guint j = 0; j < G_N_ELEMENTS (heights); j++)
      {
        g_auto (Scene) scene = { 0 };

        elector_timeline_scene_init (&scene);
        elector_timeline_scene_set_size (&scene, numbers[i], WIDTH, heights[j]);
        g_assert_cmpfloat (scene.row_height, >=, 2.9);
        g_assert_cmpuint (scene.n_rows * scene.nodes_per_row, >=, numbers[i]);
        g_assert_cmpuint ((scene.n_rows - 1) * scene.nodes_per_row, <, numbers[i]);
        g_assert_cmpfloat (scene.top + scene.n_rows * scene.row_height, <=, heights[j]);
        g_assert_cmpfloat (elector_timeline_scene_get_band_height (&scene), <=, scene.row_height);
        for (guint id = 1; id <= numbers[i]; id++)
          {
            ElectorTimelineHit hit = elector_timeline_scene_hit (
              &scene, scene.left + 5, elector_timeline_scene_get_y (&scene, (ElectorNodeId) id));

            g_assert_cmpint (hit.kind, ==, ELECTOR_TIMELINE_HIT_ROW);
            g_assert_cmpuint (hit.index, ==, (id - 1) / scene.nodes_per_row);
          }
      }
}

/* What a row has to show somewhere in a column of pixels, looked up one microsecond after the other would take too
 * long: the states at the beginning of each span that touches it. */
static ElectorTimelineState
get_wanted (const Scene *scene, const ElectorHistory *history, guint row, guint column)
{
  ElectorTimelineState wanted = ELECTOR_TIMELINE_NOTHING;
  guint first = row * scene->nodes_per_row + 1, last = MIN (first + scene->nodes_per_row - 1, scene->n_nodes);

  for (guint id = first; id <= last; id++)
    {
      const ElectorHistorySpan *spans = elector_history_get_spans (history, (ElectorNodeId) id);
      guint n = elector_history_get_n_spans (history, (ElectorNodeId) id);

      for (guint i = 0; i < n; i++)
        {
          ElectorTime to = i + 1 < n ? spans[i + 1].time : scene->end;
          double low = floor (elector_timeline_scene_get_x (scene, spans[i].time) - scene->left);
          double high = MAX (floor (elector_timeline_scene_get_x (scene, to) - scene->left), low + 1);

          if (spans[i].time <= scene->end && low <= column && column < high)
            wanted = MAX (wanted, elector_timeline_get_state (spans[i].role, spans[i].condition));
        }
    }
  return wanted;
}

static void
test_bands (void)
{
  static const ElectorTime spans[] = { 40 * ELECTOR_MSEC, 6 * ELECTOR_SEC, 600 * ELECTOR_SEC };

  for (guint64 seed = 1; seed <= N_SEEDS; seed++)
    {
      g_autoptr (ElectorRun) run = make_run (seed);
      const ElectorHistory *history = elector_trace_get_history (elector_run_get_trace (run));
      g_auto (Scene) scene = { 0 };

      elector_timeline_scene_init (&scene);
      look (&scene, run, seed * 90 * ELECTOR_MSEC, spans[seed % G_N_ELEMENTS (spans)]);
      for (guint row = 0, next = 0; row < scene.n_rows; row++)
        for (guint column = 0; column < (guint) (WIDTH - scene.left); column++)
          {
            const ElectorTimelineBand *band = NULL;
            ElectorTimelineState found = ELECTOR_TIMELINE_NOTHING;

            if (next < scene.bands->len)
              band = &g_array_index (scene.bands, ElectorTimelineBand, next);
            if (band != NULL && band->row == row && band->x <= scene.left + column)
              {
                found = band->state;
                next += scene.left + column + 1 >= band->x + band->width;
              }
            g_assert_cmpint (found, ==, get_wanted (&scene, history, row, column));
          }
    }
}

/* Where a node has a row of its own, its terms are told apart. */
static void
test_terms (void)
{
  g_autoptr (ElectorRun) run = make_scenario_run ("[run]\nalgorithm=raft\n[faults]\n1=1s partition 1|2,3,4,5\n",
                                                  UNTIL);
  const ElectorHistory *history = elector_trace_get_history (elector_run_get_trace (run));
  g_auto (Scene) scene = { 0 };
  guint32 highest = 0;

  elector_timeline_scene_init (&scene);
  look (&scene, run, 0, UNTIL);
  for (guint i = 0; i < scene.bands->len; i++)
    {
      const ElectorTimelineBand *band = &g_array_index (scene.bands, ElectorTimelineBand, i);
      ElectorNodeId id = (ElectorNodeId) (band->row + 1);
      ElectorTime time = elector_timeline_scene_get_time (&scene, band->x + band->width / 2);

      highest = MAX (highest, band->term);
      if (band->width > 2)
        g_assert_cmpuint (band->term, ==,
                          elector_history_get_spans (history, id)[elector_history_find_span (history, id, time)].term);
    }
  g_assert_cmpuint (highest, >, 0);
}

/* --- Who is in charge --- */

/* Wherever there is room, it is who led then; and nobody where nobody did. */
static void
test_reigns (void)
{
  for (guint64 seed = 1; seed <= N_SEEDS; seed++)
    {
      g_autoptr (ElectorRun) run = make_run (seed);
      const ElectorHistory *history = elector_trace_get_history (elector_run_get_trace (run));
      g_auto (Scene) scene = { 0 };

      elector_timeline_scene_init (&scene);
      look (&scene, run, 0, UNTIL / 2);
      for (guint i = 0; i < scene.reigns->len; i++)
        {
          const ElectorTimelineReign *seen = &g_array_index (scene.reigns, ElectorTimelineReign, i);
          ElectorTime time = elector_timeline_scene_get_time (&scene, seen->x + seen->width / 2);
          const ElectorHistoryReign *reign
            = &elector_history_get_reigns (history)[elector_history_find_reign (history, time)];

          if (i > 0)
            g_assert_cmpfloat (seen->x, >=, (seen - 1)->x + (seen - 1)->width);
          if (seen->width < 3)
            continue;
          g_assert_cmpuint (seen->n_leaders, ==, reign->n_leaders);
          g_assert_cmpuint (seen->leader, ==, reign->n_leaders == 1 ? reign->leader : ELECTOR_NO_NODE);
        }
    }
}

/* Where there is no room for all, that there was nobody is what matters most, then that there were several. */
static void
test_squeezed (void)
{
  g_auto (Scene) scene = { 0 };
  const ElectorTimelineReign *first;
  g_autoptr (ElectorRun) crash = make_scenario_run ("[faults]\n1=1s crash 5\n", UNTIL);
  g_autoptr (ElectorRun) cut = make_scenario_run ("[run]\nnodes=2\n[faults]\n1=300ms partition 1|2\n2=2s heal\n",
                                                  UNTIL);

  elector_timeline_scene_init (&scene);
  look (&scene, crash, 0, 3000 * ELECTOR_SEC);
  first = &g_array_index (scene.reigns, ElectorTimelineReign, 0);
  g_assert_cmpuint (first->n_leaders, ==, 0);
  look (&scene, cut, 0, 3000 * ELECTOR_SEC);
  first = &g_array_index (scene.reigns, ElectorTimelineReign, 0);
  g_assert_cmpuint (first->n_leaders, ==, 2);
}

/* --- Marks --- */

static void
test_breaks (void)
{
  g_autoptr (ElectorRun) run = make_scenario_run ("[faults]\n1=500ms partition 1,2|3,4,5\n2=3s heal\n", UNTIL);
  ElectorTrace *trace = elector_run_get_trace (run);
  g_auto (Scene) scene = { 0 };
  guint n_broken = 0, n_faults = 0;

  elector_timeline_scene_init (&scene);
  look (&scene, run, 0, UNTIL);
  for (guint i = 0; i < scene.marks->len; i++)
    {
      const ElectorTimelineMark *mark = &g_array_index (scene.marks, ElectorTimelineMark, i);
      const ElectorRecord *record = elector_trace_get_record (trace, mark->position);

      g_assert_cmpfloat_with_epsilon (mark->x, elector_timeline_scene_get_x (&scene, record->time), 0.01);
      n_broken += mark->kind == ELECTOR_TIMELINE_BROKEN;
      n_faults += mark->kind == ELECTOR_TIMELINE_FAULT;
    }
  g_assert_cmpuint (n_broken, >, 0);
  g_assert_cmpuint (n_faults, ==, 2);
  g_assert_cmpuint (scene.breaks->len, ==, 1);
  for (guint i = 0; i < scene.breaks->len; i++)
    {
      const ElectorTimelineBreak *seen = &g_array_index (scene.breaks, ElectorTimelineBreak, i);
      double start = seen->x;

      g_assert_cmpfloat (seen->width, >, 100);
      g_assert_false (seen->promise);
      look (&scene, run, 2 * ELECTOR_SEC, UNTIL / 4); /* it began before the left edge */
      g_assert_cmpfloat (g_array_index (scene.breaks, ElectorTimelineBreak, 0).x, ==, scene.left);
      g_assert_cmpfloat (start, >, scene.left);
    }
}

/* --- Messages --- */

static gboolean
is_sent (const ElectorRecord *record)
{
  return record->kind == ELECTOR_RECORD_SEND || record->kind == ELECTOR_RECORD_DUPLICATE;
}

/* Every message that can be seen is an arrow, from its sender to where it got. */
static void
test_arrows (void)
{
  for (guint64 seed = 1; seed <= N_SEEDS; seed++)
    {
      g_autoptr (ElectorRun) run = make_run (seed);
      ElectorTrace *trace = elector_run_get_trace (run);
      const ElectorHistory *history = elector_trace_get_history (trace);
      g_auto (Scene) scene = { 0 };
      guint next = 0;

      elector_timeline_scene_init (&scene);
      look (&scene, run, seed * 170 * ELECTOR_MSEC, 400 * ELECTOR_MSEC);
      if (scene.bundles->len > 0)
        continue;
      for (guint i = 0; i < elector_trace_get_length (trace); i++)
        {
          const ElectorRecord *record = elector_trace_get_record (trace, i);
          guint end;
          ElectorTime until;
          const ElectorTimelineArrow *arrow;

          if (!is_sent (record) || record->time > elector_timeline_scene_get_time (&scene, WIDTH))
            continue;
          end = elector_history_find_end (history, i);
          until = end != ELECTOR_HISTORY_NONE ? elector_trace_get_record (trace, end)->time
                                              : MIN (record->time + record->b, scene.end);
          if (elector_timeline_scene_get_x (&scene, until) < scene.left)
            continue;
          g_assert_cmpuint (next, <, scene.arrows->len);
          arrow = &g_array_index (scene.arrows, ElectorTimelineArrow, next++);
          g_assert_cmpuint (arrow->sent, ==, i);
          g_assert_cmpfloat (arrow->line.start.x, ==, elector_timeline_scene_get_x (&scene, record->time));
          g_assert_cmpfloat (arrow->line.start.y, ==, elector_timeline_scene_get_y (&scene, record->node));
          if (arrow->end == ELECTOR_HISTORY_NONE)
            continue;
          g_assert_cmpuint (arrow->end, ==, end);
          g_assert_cmpfloat_with_epsilon (arrow->line.end.x, elector_timeline_scene_get_x (&scene, until), 0.01);
          if (arrow->fate == ELECTOR_TIMELINE_ARRIVED)
            g_assert_cmpfloat_with_epsilon (arrow->line.end.y, elector_timeline_scene_get_y (&scene, record->peer),
                                            0.01);
        }
      g_assert_cmpuint (next, ==, scene.arrows->len);
    }
}

/* A message that the network loses ends half way; one to a node that is down reaches it. */
static void
test_lost (void)
{
  g_autoptr (ElectorRun) run = make_scenario_run ("[run]\nnodes=3\n[network]\ndelay=40ms\n[faults]\n1=100ms cut 3>2\n"
                                                  "2=300ms crash 1\n", ELECTOR_SEC);
  g_auto (Scene) scene = { 0 };
  guint n_half = 0, n_whole = 0;

  elector_timeline_scene_init (&scene);
  look (&scene, run, 0, ELECTOR_SEC / 2);
  for (guint i = 0; i < scene.arrows->len; i++)
    {
      const ElectorTimelineArrow *arrow = &g_array_index (scene.arrows, ElectorTimelineArrow, i);
      double to_2 = elector_timeline_scene_get_y (&scene, 2), from_3 = elector_timeline_scene_get_y (&scene, 3);

      if (arrow->fate != ELECTOR_TIMELINE_LOST)
        continue;
      if (fabs (arrow->line.end.y - elector_timeline_scene_get_y (&scene, 1)) < 0.01)
        n_whole++;
      else
        {
          g_assert_cmpfloat_with_epsilon (arrow->line.end.y, (to_2 + from_3) / 2, 0.01);
          n_half++;
        }
    }
  g_assert_cmpuint (n_half, >, 0);
  g_assert_cmpuint (n_whole, >, 0);
}

/* What waited for a paused node is seen to arrive, however long ago it was sent. */
static void
test_late (void)
{
  g_autoptr (ElectorRun) run = make_scenario_run ("[network]\ndelay=40ms\n[faults]\n1=1s pause 2\n2=3s resume 2\n",
                                                  UNTIL);
  ElectorTrace *trace = elector_run_get_trace (run);
  g_auto (Scene) scene = { 0 };
  guint n_late = 0;

  elector_timeline_scene_init (&scene);
  look (&scene, run, 2900 * ELECTOR_MSEC, 200 * ELECTOR_MSEC);
  for (guint i = 0; i < scene.arrows->len; i++)
    {
      const ElectorTimelineArrow *arrow = &g_array_index (scene.arrows, ElectorTimelineArrow, i);

      if (elector_trace_get_record (trace, arrow->sent)->time > 2 * ELECTOR_SEC)
        continue;
      n_late++;
      g_assert_cmpint (elector_trace_get_record (trace, arrow->end)->time, ==, 3 * ELECTOR_SEC);
      g_assert_cmpfloat_with_epsilon (arrow->line.end.y, elector_timeline_scene_get_y (&scene, 2), 0.01);
    }
  g_assert_cmpuint (n_late, >, 2);
}

/* Heartbeats are bundled before anything else, and no message gets lost in a bundle. */
static void
test_bundles (void)
{
  g_autoptr (ElectorRun) run = make_scenario_run ("[faults]\n1=10s crash 5\n", 40 * ELECTOR_SEC);
  ElectorTrace *trace = elector_run_get_trace (run);
  const ElectorProtocol *protocol = elector_trace_get_config (trace)->protocol;
  g_auto (Scene) scene = { 0 };
  guint bundled = 0, quiet = 0, loud = 0;
  ElectorTimelineHit hit;

  elector_timeline_scene_init (&scene);
  look (&scene, run, 0, 41 * ELECTOR_SEC);
  for (guint i = 0; i < elector_trace_get_length (trace); i++)
    if (is_sent (elector_trace_get_record (trace, i)))
      *((protocol->quiet_messages >> elector_trace_get_record (trace, i)->detail & 1) != 0 ? &quiet : &loud) += 1;
  for (guint i = 0; i < scene.bundles->len; i++)
    {
      const ElectorTimelineBundle *bundle = &g_array_index (scene.bundles, ElectorTimelineBundle, i);

      g_assert_cmpint (protocol->quiet_messages >> bundle->type & 1, ==, 1);
      g_assert_cmpuint (bundle->first_row, <=, bundle->row);
      g_assert_cmpuint (bundle->last_row, >=, bundle->row);
      bundled += bundle->count;
      hit = elector_timeline_scene_hit (&scene, bundle->x, elector_timeline_scene_get_row_y (&scene, bundle->row));
      g_assert_true (hit.kind == ELECTOR_TIMELINE_HIT_ARROW
                     || (hit.kind == ELECTOR_TIMELINE_HIT_BUNDLE && hit.index == i));
    }
  g_assert_cmpuint (bundled, ==, quiet);
  g_assert_cmpuint (scene.arrows->len, ==, loud);
  g_assert_cmpuint (loud, >, 0);
  look (&scene, run, 9900 * ELECTOR_MSEC, ELECTOR_SEC); /* from near, there is room for all */
  g_assert_cmpuint (scene.bundles->len, ==, 0);
  g_assert_cmpuint (scene.arrows->len, >, 0);
}

/* What is drawn does not depend on how much there is: of a large election, at most so many things are seen. */
static void
test_bounded (void)
{
  g_autoptr (ElectorRun) run = make_scenario_run ("[run]\nnodes=200\n[faults]\n1=500ms crash 200\n", 2 * ELECTOR_SEC);
  ElectorTrace *trace = elector_run_get_trace (run);
  g_auto (Scene) scene = { 0 };
  guint n_mixed = 0;

  g_assert_cmpuint (elector_trace_get_length (trace), >, ELECTOR_TIMELINE_MAX_RECORDS);
  elector_timeline_scene_init (&scene);
  for (ElectorTime span = 2 * ELECTOR_SEC; span > 10; span /= 3)
    {
      look (&scene, run, 1200 * ELECTOR_MSEC - span / 2, span);
      for (guint i = 0; i < scene.bundles->len; i++)
        n_mixed += g_array_index (scene.bundles, ElectorTimelineBundle, i).mixed;
      g_assert_cmpuint (scene.arrows->len, <=, ELECTOR_TIMELINE_MAX_ARROWS);
      g_assert_cmpuint (scene.bundles->len, <=, 600);
    }
  g_assert_cmpuint (n_mixed, >, 0);
}

/* --- Hits --- */

static void
test_hit (void)
{
  g_autoptr (ElectorRun) run = make_scenario_run ("[network]\ndelay=40ms\n[faults]\n1=300ms crash 1\n", ELECTOR_SEC);
  g_auto (Scene) scene = { 0 };
  ElectorTimelineHit hit;

  elector_timeline_scene_init (&scene);
  look (&scene, run, 0, ELECTOR_SEC / 2);
  for (guint i = 0; i < scene.arrows->len; i++)
    {
      const ElectorTimelineArrow *arrow = &g_array_index (scene.arrows, ElectorTimelineArrow, i);
      ElectorPoint early = elector_segment_get_point (&arrow->line, 0.4);
      ElectorPoint late = elector_segment_get_point (&arrow->line, 0.9);

      if (arrow->end == ELECTOR_HISTORY_NONE)
        continue;
      hit = elector_timeline_scene_hit (&scene, early.x, early.y);
      g_assert_cmpint (hit.kind, ==, ELECTOR_TIMELINE_HIT_ARROW);
      g_assert_cmpuint (hit.index, ==, i);
      g_assert_cmpuint (hit.position, ==, arrow->sent);
      hit = elector_timeline_scene_hit (&scene, late.x, late.y);
      g_assert_cmpuint (hit.index, ==, i);
      g_assert_cmpuint (hit.position, ==, arrow->end);
    }
  hit = elector_timeline_scene_hit (&scene, elector_timeline_scene_get_x (&scene, 300 * ELECTOR_MSEC) + 3,
                                    ELECTOR_TIMELINE_RULER_HEIGHT + 4);
  g_assert_cmpint (hit.kind, ==, ELECTOR_TIMELINE_HIT_MARK);
  g_assert_cmpint (elector_trace_get_record (elector_run_get_trace (run), hit.position)->kind, ==,
                   ELECTOR_RECORD_CRASH);
  hit = elector_timeline_scene_hit (&scene, scene.left + 60,
                                    ELECTOR_TIMELINE_RULER_HEIGHT + ELECTOR_TIMELINE_MARKS_HEIGHT + 5);
  g_assert_cmpint (hit.kind, ==, ELECTOR_TIMELINE_HIT_REIGN);
  g_assert_cmpint (elector_timeline_scene_hit (&scene, 300, 5).kind, ==, ELECTOR_TIMELINE_HIT_NOTHING);
  g_assert_cmpint (elector_timeline_scene_hit (&scene, 300, HEIGHT + 5).kind, ==, ELECTOR_TIMELINE_HIT_NOTHING);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/timeline-scene/mapping", test_mapping);
  g_test_add_func ("/timeline-scene/zoom", test_zoom);
  g_test_add_func ("/timeline-scene/pan", test_pan);
  g_test_add_func ("/timeline-scene/reveal", test_reveal);
  g_test_add_func ("/timeline-scene/ticks", test_ticks);
  g_test_add_func ("/timeline-scene/rows", test_rows);
  g_test_add_func ("/timeline-scene/bands", test_bands);
  g_test_add_func ("/timeline-scene/terms", test_terms);
  g_test_add_func ("/timeline-scene/reigns", test_reigns);
  g_test_add_func ("/timeline-scene/squeezed", test_squeezed);
  g_test_add_func ("/timeline-scene/breaks", test_breaks);
  g_test_add_func ("/timeline-scene/arrows", test_arrows);
  g_test_add_func ("/timeline-scene/lost", test_lost);
  g_test_add_func ("/timeline-scene/late", test_late);
  g_test_add_func ("/timeline-scene/bundles", test_bundles);
  g_test_add_func ("/timeline-scene/bounded", test_bounded);
  g_test_add_func ("/timeline-scene/hit", test_hit);
  return g_test_run ();
}
