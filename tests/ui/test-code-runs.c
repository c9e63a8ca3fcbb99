/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/code-runs.h"

#include "engine-fixture.h"
#include "protocols/bully.h"

#define N_MOVES 300

static gboolean
ran (ElectorTrace *trace, guint position, guint step)
{
  const ElectorRecord *record = elector_trace_get_record (trace, position);

  return record->kind == ELECTOR_RECORD_STEP && record->code == step;
}

static guint
find_last (ElectorTrace *trace, guint step, guint before)
{
  guint last = ELECTOR_CODE_RUNS_NONE;

  for (guint i = 0; i < before; i++)
    if (ran (trace, i, step))
      last = i;
  return last;
}

static guint
find_next (ElectorTrace *trace, guint step, guint from)
{
  for (guint i = from; i < elector_trace_get_length (trace); i++)
    if (ran (trace, i, step))
      return i;
  return ELECTOR_CODE_RUNS_NONE;
}

static void
assert_right (const ElectorCodeRuns *runs, ElectorTrace *trace, guint step, guint position)
{
  guint event = position > 0 ? elector_trace_find_event (trace, position - 1) : 0;

  g_assert_cmpuint (runs->last, ==, find_last (trace, step, position));
  g_assert_cmpuint (runs->next, ==, find_next (trace, step, position));
  g_assert_cmpuint (elector_code_runs_find_previous (runs), ==, find_last (trace, step, event));
}

/* However the cursor goes, and while the trace grows: the same as by looking at all records. */
static void
test_brute_force (gconstpointer data)
{
  guint step = GPOINTER_TO_UINT (data);
  guint32 seed = (guint32) g_test_rand_int ();
  g_autoptr (ElectorScenario) scenario = engine_fixture_make_random (seed, 5, 4 * ELECTOR_SEC);
  g_autoptr (ElectorRun) run = elector_run_new (scenario);
  ElectorTrace *trace = elector_run_get_trace (run);
  ElectorCodeRuns runs = { 0 };

  elector_code_runs_clear (&runs);
  for (guint i = 0; i < N_MOVES; i++)
    {
      guint position;

      if (g_test_rand_int_range (0, 3) == 0)
        elector_run_advance (run, elector_run_get_time (run) + 50 * ELECTOR_MSEC);
      position = (guint) g_test_rand_int_range (0, (gint32) elector_trace_get_length (trace));
      position = elector_trace_find_event_end (trace, position);
      elector_code_runs_move (&runs, trace, step, position);
      assert_right (&runs, trace, step, position);
    }
  elector_code_runs_clear (&runs);
}

/* Another step or another run: nothing of the old one is left. */
static void
test_change (void)
{
  g_autoptr (ElectorScenario) scenario = engine_fixture_make ("[run]\nnodes=3\n");
  g_autoptr (ElectorRun) first = elector_run_new (scenario), second = elector_run_new (scenario);
  ElectorTrace *trace = elector_run_get_trace (first), *other = elector_run_get_trace (second);
  ElectorCodeRuns runs = { 0 };
  guint end;

  elector_run_advance (first, 2 * ELECTOR_SEC);
  end = elector_trace_get_length (trace);
  elector_code_runs_clear (&runs);
  elector_code_runs_move (&runs, trace, BULLY_STEP_FOLLOW, end);
  assert_right (&runs, trace, BULLY_STEP_FOLLOW, end);
  elector_code_runs_move (&runs, trace, BULLY_STEP_SEND_HEARTBEAT, end);
  assert_right (&runs, trace, BULLY_STEP_SEND_HEARTBEAT, end);
  elector_code_runs_move (&runs, other, BULLY_STEP_SEND_HEARTBEAT, elector_trace_get_length (other));
  assert_right (&runs, other, BULLY_STEP_SEND_HEARTBEAT, elector_trace_get_length (other));
  g_assert_cmpuint (runs.last, ==, ELECTOR_CODE_RUNS_NONE);
  elector_code_runs_clear (&runs);
  g_assert_null (runs.trace);
  g_assert_cmpuint (elector_code_runs_find_previous (&runs), ==, ELECTOR_CODE_RUNS_NONE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < BULLY_N_STEPS; i++)
    {
      g_autofree char *path = g_strconcat ("/code-runs/brute-force/", elector_bully_steps[i].label, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_brute_force);
    }
  g_test_add_func ("/code-runs/change", test_change);
  return g_test_run ();
}
