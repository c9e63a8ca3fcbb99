/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Finding what one looks for in a run, and going there. */

#include "engine-fixture.h"

#include "engine/elector-simulation.h"

#include <string.h>

#define N_SEEDS 12
#define UNTIL (5 * ELECTOR_SEC)

static const ElectorLandmark landmarks[] = {
  { ELECTOR_LANDMARK_ELECTION, 0, 0 }, { ELECTOR_LANDMARK_ELECTED, 0, 0 }, { ELECTOR_LANDMARK_CHANGE, 0, 0 },
  { ELECTOR_LANDMARK_BREAK, 0, 0 },    { ELECTOR_LANDMARK_LAMP, 0, 0 },    { ELECTOR_LANDMARK_MESSAGE, 1, 0 },
  { ELECTOR_LANDMARK_MESSAGE, 3, 0 },  { ELECTOR_LANDMARK_STEP, 2, 0 },    { ELECTOR_LANDMARK_STEP, 3, 2 },
};

/* --- What it is --- */

/* Marks the records at which somebody begins or ceases to be in charge. */
static void
mark_changes (ElectorTrace *trace, guint8 *marked)
{
  guint8 role[16] = { 0 }, down[16] = { 0 };

  for (guint i = 0; i < elector_trace_get_length (trace); i++)
    {
      const ElectorRecord *record = elector_trace_get_record (trace, i);
      ElectorNodeId id = record->node;
      gboolean led = role[id] == ELECTOR_ROLE_LEADER && !down[id], leads;

      if (record->kind == ELECTOR_RECORD_ROLE)
        role[id] = record->detail;
      else if (record->kind == ELECTOR_RECORD_CRASH)
        role[id] = ELECTOR_ROLE_FOLLOWER;
      if (record->kind == ELECTOR_RECORD_CRASH || record->kind == ELECTOR_RECORD_PAUSE)
        down[id] = 1;
      else if (record->kind == ELECTOR_RECORD_RECOVER || record->kind == ELECTOR_RECORD_RESUME)
        down[id] = 0;
      leads = role[id] == ELECTOR_ROLE_LEADER && !down[id];
      marked[i] = leads != led;
    }
}

static gboolean
is_wanted (const ElectorLandmark *landmark, ElectorTrace *trace, guint i)
{
  const ElectorRecord *record = elector_trace_get_record (trace, i);
  const ElectorProtocol *protocol = elector_trace_get_config (trace)->protocol;
  gboolean step = record->kind == ELECTOR_RECORD_STEP, verdict = record->kind == ELECTOR_RECORD_VERDICT;

  switch (landmark->kind)
    {
    case ELECTOR_LANDMARK_ELECTION:
      return step && protocol->steps[record->code].starts_election;
    case ELECTOR_LANDMARK_ELECTED:
      return record->kind == ELECTOR_RECORD_ROLE && record->detail == ELECTOR_ROLE_LEADER;
    case ELECTOR_LANDMARK_BREAK:
      return verdict && (record->code == ELECTOR_VERDICT_BROKEN || record->code == ELECTOR_VERDICT_BROKEN_PROMISE);
    case ELECTOR_LANDMARK_LAMP:
      return verdict;
    case ELECTOR_LANDMARK_MESSAGE:
      return record->kind == ELECTOR_RECORD_SEND && record->detail == landmark->type;
    default:
      return step && record->code == landmark->type && (landmark->node == 0 || landmark->node == record->node);
    }
}

/* From every position, back and forward. */
static void
check_landmark (const ElectorLandmark *landmark, ElectorTrace *trace)
{
  guint length = elector_trace_get_length (trace), last = ELECTOR_LANDMARK_NONE;
  g_autofree guint8 *wanted = g_new0 (guint8, length);

  if (landmark->kind == ELECTOR_LANDMARK_CHANGE)
    mark_changes (trace, wanted);
  else
    for (guint i = 0; i < length; i++)
      wanted[i] = (guint8) is_wanted (landmark, trace, i);
  for (guint i = 0; i < length; i++)
    {
      guint next = elector_landmark_find_next (landmark, trace, i);

      g_assert_cmpint (elector_landmark_matches (landmark, trace, i), ==, wanted[i]);
      g_assert_cmpuint (elector_landmark_find_previous (landmark, trace, i), ==, last);
      if (wanted[i])
        {
          g_assert_cmpuint (next, ==, i);
          last = i;
        }
      else if (i + 1 < length)
        g_assert_cmpuint (next, ==, elector_landmark_find_next (landmark, trace, i + 1));
      else
        g_assert_cmpuint (next, ==, ELECTOR_LANDMARK_NONE);
    }
}

static void
test_find (void)
{
  for (guint64 seed = 1; seed <= N_SEEDS; seed++)
    {
      g_autoptr (ElectorScenario) scenario = engine_fixture_make_random (seed, 2 + (guint) (seed % 5), ELECTOR_SEC);
      g_autoptr (ElectorRun) run = elector_run_new (scenario);

      g_test_message ("seed %" G_GUINT64_FORMAT, seed);
      elector_run_advance (run, ELECTOR_SEC + ELECTOR_SEC / 2);
      for (guint i = 0; i < G_N_ELEMENTS (landmarks); i++)
        check_landmark (&landmarks[i], elector_run_get_trace (run));
    }
}

/* --- Going there --- */

/* The landmark's event is the last that is shown, with nothing of what came later. */
static void
assert_at (ElectorSimulation *simulation, guint found)
{
  ElectorTrace *trace = elector_simulation_get_trace (simulation);
  guint position = elector_simulation_get_position (simulation);

  g_assert_cmpuint (position, >, found);
  g_assert_cmpuint (position, <=, elector_trace_find_event_end (trace, found));
  g_assert_cmpint (elector_simulation_get_time (simulation), ==, elector_trace_get_record (trace, found)->time);
  if (position < elector_trace_get_length (trace))
    g_assert_true (elector_record_is_head (elector_trace_get_record (trace, position))
                   || elector_trace_get_record (trace, position)->time > elector_simulation_get_time (simulation));
}

static ElectorSearchState
search (ElectorSimulation *simulation, const ElectorLandmark *landmark, ElectorTime until)
{
  ElectorSearchState found;

  do
    found = elector_simulation_search (simulation, landmark, until);
  while (found == ELECTOR_SEARCH_WORKING);
  return found;
}

/* All of them, one after the other, beyond what was recorded; and all the way back. */
static void
check_moves (ElectorScenario *scenario, const ElectorLandmark *landmark)
{
  g_autoptr (ElectorSimulation) simulation = elector_simulation_new (scenario);
  ElectorTrace *trace = elector_simulation_get_trace (simulation);
  g_autoptr (GArray) visited = g_array_new (FALSE, FALSE, sizeof (guint));
  guint position = elector_simulation_get_position (simulation);

  while (search (simulation, landmark, UNTIL) == ELECTOR_SEARCH_FOUND)
    {
      guint found = elector_landmark_find_next (landmark, trace, position);

      assert_at (simulation, found);
      position = elector_simulation_get_position (simulation);
      g_array_append_val (visited, position);
    }
  g_assert_cmpint (elector_simulation_get_time (simulation), ==, UNTIL);
  position = elector_landmark_find_next (landmark, trace, position);
  g_assert_true (position == ELECTOR_LANDMARK_NONE || elector_trace_get_record (trace, position)->time > UNTIL);
  elector_simulation_seek_time (simulation, UNTIL + 1);
  for (guint i = visited->len; i > 0; i--)
    {
      g_assert_true (elector_simulation_seek_previous (simulation, landmark));
      g_assert_cmpuint (elector_simulation_get_position (simulation), ==, g_array_index (visited, guint, i - 1));
    }
  position = elector_simulation_get_position (simulation);
  g_assert_false (elector_simulation_seek_previous (simulation, landmark));
  g_assert_cmpuint (elector_simulation_get_position (simulation), ==, position);
}

static void
test_moves (void)
{
  for (guint64 seed = 1; seed <= N_SEEDS; seed++)
    for (guint i = 0; i < G_N_ELEMENTS (landmarks); i++)
      {
        g_autoptr (ElectorScenario) scenario = engine_fixture_make_random (seed, 2 + (guint) (seed % 5), UNTIL);

        g_test_message ("seed %" G_GUINT64_FORMAT ", landmark %u", seed, i);
        check_moves (scenario, &landmarks[i]);
      }
}

static gint64
hasty_clock (gpointer user_data)
{
  return *(gint64 *) user_data += ELECTOR_SEC;
}

/* A search that takes too long stops, the cursor has moved on, and it can be taken up again. */
static void
test_portions (void)
{
  g_autoptr (ElectorScenario) scenario = engine_fixture_make ("[faults]\n1=20s crash 5\n");
  g_autoptr (ElectorSimulation) simulation = elector_simulation_new (scenario);
  ElectorLandmark landmark = { .kind = ELECTOR_LANDMARK_ELECTION };
  ElectorTime before = 0;
  gint64 clock = 0;
  guint n = 0;

  elector_simulation_set_clock (simulation, hasty_clock, &clock);
  while (elector_simulation_search (simulation, &landmark, 60 * ELECTOR_SEC) == ELECTOR_SEARCH_WORKING)
    {
      g_assert_cmpint (elector_simulation_get_time (simulation), >, before);
      before = elector_simulation_get_time (simulation);
      n++;
    }
  g_assert_cmpuint (n, >, 3);
  g_assert_cmpint (elector_simulation_get_time (simulation), >, 20 * ELECTOR_SEC);
  g_assert_cmpint (elector_simulation_get_time (simulation), <, 22 * ELECTOR_SEC);
}

/* Without a landmark, only time passes. */
static void
test_time (void)
{
  g_autoptr (ElectorScenario) scenario = engine_fixture_make ("");
  g_autoptr (ElectorSimulation) simulation = elector_simulation_new (scenario);

  g_assert_cmpint (search (simulation, NULL, 3 * ELECTOR_SEC), ==, ELECTOR_SEARCH_MISSING);
  g_assert_cmpint (elector_simulation_get_time (simulation), ==, 3 * ELECTOR_SEC);
}

/* Going to what happened at a time does not go on to a verdict that came later, before anything else happened. */
static void
test_late_verdict (void)
{
  g_autoptr (ElectorScenario) scenario = engine_fixture_make ("[run]\nnodes=2\n[faults]\n1=1s crash 1\n2=1s crash 2\n");
  g_autoptr (ElectorSimulation) simulation = elector_simulation_new (scenario);
  ElectorTrace *trace = elector_simulation_get_trace (simulation);
  ElectorLandmark lamp = { .kind = ELECTOR_LANDMARK_LAMP };
  guint crash = 0;

  elector_simulation_seek_time (simulation, 10 * ELECTOR_SEC);
  for (guint i = 0; i < elector_trace_get_length (trace); i++)
    if (elector_trace_get_record (trace, i)->kind == ELECTOR_RECORD_CRASH)
      crash = i;
  elector_simulation_seek (simulation, crash + 1);
  g_assert_cmpint (elector_simulation_get_time (simulation), ==, ELECTOR_SEC);
  if (search (simulation, &lamp, 10 * ELECTOR_SEC) == ELECTOR_SEARCH_FOUND)
    g_assert_cmpint (elector_simulation_get_time (simulation), >, ELECTOR_SEC);
}

static void
test_missing (void)
{
  g_autoptr (ElectorScenario) scenario = engine_fixture_make ("");
  const ElectorConfig *config = elector_scenario_get_config (scenario);

  for (guint kind = 0; kind < ELECTOR_N_LANDMARKS; kind++)
    {
      ElectorLandmark landmark = { .kind = (ElectorLandmarkKind) kind };
      g_autofree char *text = elector_landmark_format_missing (&landmark, config, 4210 * ELECTOR_MSEC);

      g_assert_nonnull (strstr (text, "0:04.210"));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/landmark/find", test_find);
  g_test_add_func ("/landmark/moves", test_moves);
  g_test_add_func ("/landmark/portions", test_portions);
  g_test_add_func ("/landmark/time", test_time);
  g_test_add_func ("/landmark/late-verdict", test_late_verdict);
  g_test_add_func ("/landmark/missing", test_missing);
  return g_test_run ();
}
