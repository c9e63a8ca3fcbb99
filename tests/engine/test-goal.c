/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Goals and gauges against plain looks at every moment of random runs. */

#include "engine/gauge.h"
#include "engine/goal.h"

#include "engine-fixture.h"

#define N_SEEDS 40
#define END (6 * ELECTOR_SEC)

static const char *const goal_texts[] = {
  "election", "election 2", "leader", "leader 4", "change", "message OK", "step become-leader", "step become-leader 3",
  "break single-leader", "after 700ms", "agreed", "agreed 3", "united 4", "leads 3", "leaders 2", "leaderless 300ms",
};

static ElectorGoal
parse_goal (const char *text, ElectorRun *run)
{
  g_autoptr (GError) error = NULL;
  ElectorGoal goal;

  elector_goal_parse (&goal, text, elector_trace_get_config (elector_run_get_trace (run)), &error);
  g_assert_no_error (error);
  return goal;
}

static ElectorRun *
make_run (guint64 seed, ElectorTime until)
{
  g_autoptr (ElectorScenario) scenario = engine_fixture_make_random (seed, 4, END);
  ElectorRun *run = elector_run_new (scenario);

  elector_run_advance (run, until);
  return run;
}

/* --- What is the case, looked at moment by moment --- */

typedef struct
{
  ElectorTrace *trace;
  ElectorMoment moment;
  guint position;
} Look;

static void
look_init (Look *self, ElectorRun *run)
{
  self->trace = elector_run_get_trace (run);
  elector_moment_init (&self->moment, elector_trace_get_config (self->trace),
                       elector_scenario_get_network (elector_run_get_scenario (run)));
  self->position = G_MAXUINT;
}

static void
look_at (Look *self, guint position, ElectorTime time)
{
  elector_trace_seek (self->trace, &self->moment, &self->position, position, time);
}

static gboolean
leads (const ElectorMoment *moment, guint node)
{
  return moment->nodes[node - 1].role == ELECTOR_ROLE_LEADER
         && moment->nodes[node - 1].condition == ELECTOR_CONDITION_UP;
}

static gboolean
all_follow (const ElectorMoment *moment, guint node)
{
  for (guint i = 0; i < 4; i++)
    if (moment->nodes[i].condition == ELECTOR_CONDITION_UP
        && (moment->nodes[i].leader != node || (i + 1 != node && leads (moment, i + 1))))
      return FALSE;
  return leads (moment, node);
}

/* Whether what such a goal says is so; -1: it is not about a moment. */
static int
is_so (const char *text, const ElectorMoment *moment)
{
  gboolean all_up = TRUE;

  for (guint i = 0; i < 4; i++)
    all_up = all_up && moment->nodes[i].condition == ELECTOR_CONDITION_UP;
  if (g_str_equal (text, "agreed"))
    return all_follow (moment, 1) || all_follow (moment, 2) || all_follow (moment, 3) || all_follow (moment, 4);
  if (g_str_equal (text, "agreed 3"))
    return all_follow (moment, 3);
  if (g_str_equal (text, "united 4"))
    return all_up && all_follow (moment, 4);
  if (g_str_equal (text, "leads 3"))
    return all_up && leads (moment, 3);
  if (g_str_equal (text, "leaders 2"))
    return leads (moment, 1) + leads (moment, 2) + leads (moment, 3) + leads (moment, 4) >= 2;
  return -1;
}

/* --- Goals --- */

/* It is so at the time that was found, or at a moment in it, and was never before. */
static void
check_moments (const char *text, ElectorRun *run, guint from, ElectorTime found)
{
  ElectorTrace *trace = elector_run_get_trace (run);
  gboolean so = FALSE;
  Look look;

  look_init (&look, run);
  for (guint i = from; i < elector_trace_get_length (trace) && !so;)
    {
      guint end = elector_trace_find_event_end (trace, i);
      ElectorTime time = elector_trace_get_record (trace, end - 1)->time;

      if (time > END)
        break;
      look_at (&look, end, time);
      so = is_so (text, &look.moment) == 1;
      if (so)
        g_assert_cmpint (found, ==, time);
      i = end;
    }
  g_assert_cmpint (so, ==, found != ELECTOR_NEVER);
  elector_moment_clear (&look.moment);
}

/* What is found does not depend on how far the run has run, and finding it does not change the run. */
static void
test_goals (void)
{
  guint n_found = 0;

  for (guint64 seed = 1; seed <= N_SEEDS; seed++)
    {
      ElectorTime from_time = (ElectorTime) (seed % 7) * 300 * ELECTOR_MSEC;
      g_autoptr (ElectorRun) whole = make_run (seed, END), part = make_run (seed, from_time);
      ElectorTrace *trace = elector_run_get_trace (part);
      guint from = elector_trace_get_length (trace);

      for (gsize i = 0; i < G_N_ELEMENTS (goal_texts); i++)
        {
          ElectorGoal goal = parse_goal (goal_texts[i], part);
          ElectorTime found = elector_goal_find (&goal, part, from, from_time, END);
          g_autofree char *text = elector_goal_format (&goal, elector_trace_get_config (trace));

          g_assert_cmpint (elector_goal_find (&goal, whole, from, from_time, END), ==, found);
          g_assert_cmpuint (elector_trace_get_length (trace), ==, from);
          g_assert_cmpint (elector_run_get_time (part), ==, from_time);
          g_assert_cmpint (found, >=, from_time);
          if (is_so (goal_texts[i], elector_trace_get_end (trace)) >= 0)
            check_moments (goal_texts[i], whole, from, found);
          n_found += found != ELECTOR_NEVER;
        }
    }
  g_assert_cmpuint (n_found, >, N_SEEDS * G_N_ELEMENTS (goal_texts) / 3);
}

/* Nobody has led for just so long, and somebody had just before, or it is just the beginning. */
static void
test_leaderless (void)
{
  guint n_found = 0;

  for (guint64 seed = 1; seed <= N_SEEDS; seed++)
    {
      g_autoptr (ElectorRun) run = make_run (seed, END);
      ElectorTrace *trace = elector_run_get_trace (run);
      ElectorGoal goal = parse_goal ("leaderless 300ms", run);
      ElectorTime found = elector_goal_find (&goal, run, elector_run_get_start (run), 0, END);
      Look look;

      if (found == ELECTOR_NEVER)
        continue;
      n_found++;
      look_init (&look, run);
      for (ElectorTime time = found - 300 * ELECTOR_MSEC; time < found; time += 10 * ELECTOR_MSEC)
        {
          look_at (&look, elector_trace_find_time (trace, time), time);
          g_assert_cmpuint (look.moment.n_leaders, ==, 0);
        }
      elector_moment_clear (&look.moment);
    }
  g_assert_cmpuint (n_found, >, N_SEEDS / 3);
}

/* --- Gauges --- */

static guint
measure (const char *text, ElectorRun *run, const ElectorStretch *stretch)
{
  g_autoptr (GError) error = NULL;
  ElectorGauge gauge;

  elector_gauge_parse (&gauge, text, elector_trace_get_config (elector_run_get_trace (run)), &error);
  g_assert_no_error (error);
  return elector_gauge_measure (&gauge, elector_run_get_trace (run),
                                elector_scenario_get_network (elector_run_get_scenario (run)), stretch);
}

static guint
count_most_leaders (ElectorRun *run, const ElectorStretch *stretch)
{
  ElectorTrace *trace = elector_run_get_trace (run);
  guint most;
  Look look;

  look_init (&look, run);
  look_at (&look, stretch->from, stretch->from_time);
  most = look.moment.n_leaders;
  for (guint i = stretch->from; i < stretch->to; i = elector_trace_find_event_end (trace, i))
    {
      look_at (&look, elector_trace_find_event_end (trace, i), elector_trace_get_record (trace, i)->time);
      most = MAX (most, look.moment.n_leaders);
    }
  elector_moment_clear (&look.moment);
  return most;
}

static void
test_gauges (void)
{
  for (guint64 seed = 1; seed <= N_SEEDS; seed++)
    {
      g_autoptr (ElectorRun) run = make_run (seed, END);
      ElectorTrace *trace = elector_run_get_trace (run);
      ElectorStretch stretch = { .from_time = (ElectorTime) seed * 20 * ELECTOR_MSEC, .to_time = 4 * ELECTOR_SEC };
      guint elections, election, most;
      Look from, to;

      stretch.from = elector_trace_find_time (trace, stretch.from_time);
      stretch.to = elector_trace_find_time (trace, stretch.to_time);
      look_init (&from, run);
      look_init (&to, run);
      look_at (&from, stretch.from, stretch.from_time);
      look_at (&to, stretch.to, stretch.to_time);
      elections = (guint) (to.moment.elections - from.moment.elections);
      election = (guint) (to.moment.sent[0] - from.moment.sent[0]);
      most = count_most_leaders (run, &stretch);

      g_assert_cmpuint (measure ("elections", run, &stretch), ==, elections);
      g_assert_cmpuint (measure ("messages ELECTION", run, &stretch), ==, election);
      g_assert_cmpuint (measure ("messages", run, &stretch), >=, election);
      g_assert_cmpuint (measure ("leaders", run, &stretch), ==, most);
      g_assert_cmpuint (measure ("leaders > 1", run, &stretch), ==, most > 1);
      g_assert_cmpuint (measure ("leaders<2", run, &stretch), ==, most < 2);
      g_assert_cmpuint (measure ("leaders = 1", run, &stretch), ==, most == 1);
      for (guint node = 1; node <= 4; node++)
        if (measure ("winner", run, &stretch) == node)
          g_assert_true (leads (&to.moment, node));
      g_assert_cmpint (measure ("winner", run, &stretch) == 0, ==, to.moment.n_leaders != 1);
      elector_moment_clear (&from.moment);
      elector_moment_clear (&to.moment);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/goal/goals", test_goals);
  g_test_add_func ("/goal/leaderless", test_leaderless);
  g_test_add_func ("/goal/gauges", test_gauges);
  return g_test_run ();
}
