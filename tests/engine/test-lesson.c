/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "engine/elector-lesson-player.h"
#include "engine/lesson-status.h"

#include "engine-fixture.h"

#include <string.h>

#define WRONG_ANSWER 999999

/* Real time, as far as the simulation knows. */
static gint64 now;

static gint64
clock_cb (gpointer user_data)
{
  return now;
}

/* A lesson that is walked through. */
typedef struct
{
  ElectorLesson *lesson;
  ElectorSimulation *simulation;
  ElectorLessonPlayer *player;
} Walk;

static void
walk_init (Walk *self, const char *id)
{
  g_autoptr (ElectorScenario) scenario = engine_fixture_make ("[run]\nnodes=3\n");
  g_autoptr (GError) error = NULL;

  self->lesson = elector_lesson_load (id, &error);
  g_assert_no_error (error);
  self->simulation = elector_simulation_new (scenario);
  elector_simulation_set_clock (self->simulation, clock_cb, NULL);
  self->player = elector_lesson_player_new (self->simulation);
}

static void
walk_clear (Walk *self)
{
  g_clear_object (&self->player);
  g_clear_object (&self->simulation);
  g_clear_object (&self->lesson);
}

static ElectorLessonState
get_state (const Walk *self)
{
  return elector_lesson_player_get_state (self->player);
}

/* Plays, a frame at a time, until the step is done. */
static void
play (const Walk *self, gint64 frame)
{
  for (guint i = 0; get_state (self) == ELECTOR_LESSON_RUNNING; i++)
    {
      g_assert_cmpuint (i, <, 100000);
      g_assert_true (elector_simulation_get_playing (self->simulation));
      now += frame;
      elector_simulation_update (self->simulation);
    }
}

static const ElectorLessonStep *
get_step (const Walk *self)
{
  return elector_lesson_get_step (self->lesson, elector_lesson_player_get_step (self->player));
}

/* Does what the step wants, answering with guess, and checks that it then is done. */
static void
do_step (const Walk *self, guint guess, gint64 frame)
{
  const ElectorLessonStep *step = get_step (self);
  gboolean asks = step->answer != ELECTOR_ANSWER_NONE;

  g_assert_cmpint (asks, ==, get_state (self) == ELECTOR_LESSON_ASKING);
  if (asks)
    elector_lesson_player_answer (self->player, guess);
  g_assert_cmpint (step->has_wait, ==, get_state (self) == ELECTOR_LESSON_WAITING);
  if (step->has_wait)
    g_assert_true (elector_simulation_intervene (self->simulation, &step->wait));
  play (self, frame);
  g_assert_cmpint (get_state (self), ==, ELECTOR_LESSON_DONE);
  g_assert_true (elector_simulation_is_at_end (self->simulation));
  g_assert_false (elector_simulation_get_playing (self->simulation));
}

/* What the run says to the question of a step: found in a run of its own. */
static guint
find_answer (const char *id, guint step)
{
  Walk walk;
  guint answer;

  walk_init (&walk, id);
  elector_lesson_player_start (walk.player, walk.lesson, step);
  do_step (&walk, WRONG_ANSWER, 16000);
  answer = elector_lesson_player_get_answer (walk.player);
  walk_clear (&walk);
  return answer;
}

static const char *const lesson_ids[] = {
  "why-a-leader", "bully-step-by-step", "what-breaks-bully", "raft-election", "split-brain-and-terms", "which-one",
};

/* --- Walking --- */

static void
finished_cb (gboolean *finished)
{
  *finished = TRUE;
}

/* From the first to the last step. */
static void
walk_through (const char *id, gboolean right)
{
  gboolean finished = FALSE;
  guint n;
  Walk walk;

  walk_init (&walk, id);
  g_signal_connect_swapped (walk.player, "finished", G_CALLBACK (finished_cb), &finished);
  n = elector_lesson_get_n_steps (walk.lesson);
  elector_lesson_player_start (walk.player, walk.lesson, 0);
  for (guint i = 0; i < n; i++)
    {
      gboolean asks = get_step (&walk)->answer != ELECTOR_ANSWER_NONE;
      guint answer = asks ? find_answer (id, i) : 0;
      g_autofree char *status = NULL;

      g_assert_cmpuint (elector_lesson_player_get_step (walk.player), ==, i);
      do_step (&walk, right ? answer : WRONG_ANSWER, 16000);
      status = elector_lesson_status_format (walk.player);
      g_test_message ("%s, step %u, at %" G_GINT64_FORMAT " ms: %s", id, i + 1,
                      elector_simulation_get_time (walk.simulation) / 1000, status != NULL ? status : "-");
      g_assert_cmpint (elector_lesson_player_get_judgement (walk.player), ==,
                       !asks ? ELECTOR_LESSON_UNJUDGED : right ? ELECTOR_LESSON_RIGHT : ELECTOR_LESSON_WRONG);
      g_assert_cmpint (asks, ==, status != NULL);
      if (asks)
        {
          g_assert_cmpuint (elector_lesson_player_get_answer (walk.player), ==, answer);
          g_assert_null (strstr (status, "{answer}"));
        }
      elector_lesson_player_next (walk.player);
    }
  g_assert_true (finished);
  g_assert_cmpint (get_state (&walk), ==, ELECTOR_LESSON_OFF);
  walk_clear (&walk);
}

static void
test_right (gconstpointer id)
{
  walk_through (id, TRUE);
}

static void
test_wrong (gconstpointer id)
{
  walk_through (id, FALSE);
}

/* The texts around a question are written for what the run says to it. */
static void
test_answers (void)
{
  static const struct
  {
    const char *id;
    guint step; /* from 1 */
    guint answer;
  } answers[] = {
    { "why-a-leader", 3, FALSE },
    { "why-a-leader", 5, 4 },
    { "why-a-leader", 7, FALSE },
    { "bully-step-by-step", 5, 4 },
    { "bully-step-by-step", 6, 2 }, /* node 3 asks nodes 4 and 5, which are down */
    { "bully-step-by-step", 7, 0 },
    { "what-breaks-bully", 2, TRUE },
    { "what-breaks-bully", 5, TRUE },
    { "what-breaks-bully", 8, FALSE },
    { "what-breaks-bully", 9, 2 },
    { "raft-election", 2, 2 },
    { "raft-election", 4, 2 },
    { "raft-election", 5, TRUE },
    { "raft-election", 6, FALSE },
    { "raft-election", 8, FALSE },
    { "split-brain-and-terms", 2, TRUE },
    { "split-brain-and-terms", 3, TRUE },
    { "split-brain-and-terms", 7, 2 },
    { "split-brain-and-terms", 8, FALSE },
    { "which-one", 2, TRUE },
    { "which-one", 4, FALSE },
    { "which-one", 5, TRUE },
    { "which-one", 6, FALSE },
    { "which-one", 8, TRUE },
  };
  guint n = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (answers); i++)
    g_assert_cmpuint (find_answer (answers[i].id, answers[i].step - 1), ==, answers[i].answer);
  for (gsize i = 0; i < G_N_ELEMENTS (lesson_ids); i++)
    {
      g_autoptr (ElectorLesson) lesson = elector_lesson_load (lesson_ids[i], NULL);

      for (guint k = 0; k < elector_lesson_get_n_steps (lesson); k++)
        n += elector_lesson_get_step (lesson, k)->answer != ELECTOR_ANSWER_NONE;
    }
  g_assert_cmpuint (n, ==, G_N_ELEMENTS (answers));
}

/* --- Back, leaving, and what else a learner does --- */

static GArray *
copy_run (const Walk *self)
{
  return engine_fixture_copy_records (elector_simulation_get_trace (self->simulation),
                                      elector_simulation_get_position (self->simulation));
}

/* Back from every step, and that step again, is the same run byte by byte: however fast it is played, and whatever is
 * done to it before. */
static void
test_back (gconstpointer id)
{
  Walk walk;
  guint n;

  walk_init (&walk, id);
  n = elector_lesson_get_n_steps (walk.lesson);
  elector_lesson_player_start (walk.player, walk.lesson, 0);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GArray) end = NULL;
      ElectorTime time;

      do_step (&walk, 1, 16000);
      end = copy_run (&walk);
      time = elector_simulation_get_time (walk.simulation);
      elector_simulation_seek_time (walk.simulation, time + 500 * ELECTOR_MSEC);
      elector_simulation_toggle_crash (walk.simulation, 3);
      if (i + 1 < n)
        {
          elector_lesson_player_next (walk.player);
          elector_lesson_player_back (walk.player);
        }
      else
        elector_lesson_player_again (walk.player);
      g_assert_cmpuint (elector_lesson_player_get_step (walk.player), ==, i);
      do_step (&walk, 2, 7001);
      g_assert_cmpint (elector_simulation_get_time (walk.simulation), ==, time);
      engine_fixture_assert_records (elector_simulation_get_trace (walk.simulation), end);
      g_assert_cmpuint (elector_simulation_get_position (walk.simulation), ==, end->len);
      if (i + 1 < n)
        elector_lesson_player_next (walk.player);
    }
  walk_clear (&walk);
}

/* Skipping, and starting at a step, lead to where walking leads. */
static void
test_resume (gconstpointer id)
{
  Walk walk, other;
  guint n;

  walk_init (&walk, id);
  n = elector_lesson_get_n_steps (walk.lesson);
  elector_lesson_player_start (walk.player, walk.lesson, 0);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GArray) records = copy_run (&walk);

      walk_init (&other, id);
      elector_lesson_player_start (other.player, other.lesson, i);
      g_assert_cmpuint (elector_lesson_player_get_step (other.player), ==, i);
      if (get_step (&walk)->answer != ELECTOR_ANSWER_NONE || get_step (&walk)->has_wait)
        g_assert_cmpuint (elector_simulation_get_position (other.simulation), ==, records->len);
      engine_fixture_assert_records (elector_simulation_get_trace (other.simulation), records);
      walk_clear (&other);
      do_step (&walk, 0, 16000);
      if (i + 1 < n)
        elector_lesson_player_next (walk.player);
    }
  elector_lesson_player_skip (walk.player);
  g_assert_cmpint (get_state (&walk), ==, ELECTOR_LESSON_DONE);
  walk_clear (&walk);
}

/* Another scenario ends the lesson; leaving leaves the run and the speed that was before. */
static void
test_leave (void)
{
  g_autoptr (ElectorScenario) scenario = engine_fixture_make ("[run]\nnodes=4\n");
  ElectorTrace *trace;
  Walk walk;

  walk_init (&walk, "why-a-leader");
  elector_simulation_set_speed (walk.simulation, 0.5);
  elector_lesson_player_start (walk.player, walk.lesson, 2);
  trace = elector_simulation_get_trace (walk.simulation);
  g_assert_cmpfloat (elector_simulation_get_speed (walk.simulation), <, 0.5);
  elector_lesson_player_leave (walk.player);
  g_assert_cmpint (get_state (&walk), ==, ELECTOR_LESSON_OFF);
  g_assert_null (elector_lesson_player_get_lesson (walk.player));
  g_assert_true (elector_simulation_get_trace (walk.simulation) == trace);
  g_assert_cmpfloat (elector_simulation_get_speed (walk.simulation), ==, 0.5);

  elector_lesson_player_start (walk.player, walk.lesson, 2);
  elector_simulation_set_scenario (walk.simulation, scenario);
  g_assert_cmpint (get_state (&walk), ==, ELECTOR_LESSON_OFF);
  walk_clear (&walk);
}

/* What a step waits for is looked for in the run as the learner has made it. */
static void
test_changed_run (void)
{
  ElectorFault fault;
  Walk walk;

  walk_init (&walk, "why-a-leader");
  elector_lesson_player_start (walk.player, walk.lesson, 4); /* who will be in charge next? */
  elector_lesson_player_answer (walk.player, 3);
  g_assert_cmpint (get_state (&walk), ==, ELECTOR_LESSON_RUNNING);
  elector_simulation_toggle_crash (walk.simulation, 4);
  play (&walk, 16000);
  g_assert_cmpint (get_state (&walk), ==, ELECTOR_LESSON_DONE);
  g_assert_cmpint (elector_lesson_player_get_judgement (walk.player), ==, ELECTOR_LESSON_RIGHT);
  g_assert_cmpuint (elector_lesson_player_get_answer (walk.player), ==, 3);

  /* Nobody is left to be agreed on. */
  elector_lesson_player_again (walk.player);
  elector_lesson_player_answer (walk.player, 3);
  for (ElectorNodeId node = 1; node <= 4; node++)
    elector_simulation_toggle_crash (walk.simulation, node);
  g_assert_cmpint (get_state (&walk), ==, ELECTOR_LESSON_MISSED);
  elector_lesson_player_again (walk.player);
  g_assert_cmpint (get_state (&walk), ==, ELECTOR_LESSON_ASKING);
  elector_lesson_player_skip (walk.player);
  g_assert_cmpuint (elector_lesson_player_get_step (walk.player), ==, 5);

  /* Only what is asked for goes on. */
  elector_lesson_player_start (walk.player, walk.lesson, 6);
  elector_lesson_player_answer (walk.player, 0);
  engine_fixture_do (&fault, "pause 2", 5);
  g_assert_true (elector_simulation_intervene (walk.simulation, &fault));
  g_assert_cmpint (get_state (&walk), ==, ELECTOR_LESSON_WAITING);
  engine_fixture_do (&fault, "resume 2", 5);
  g_assert_true (elector_simulation_intervene (walk.simulation, &fault));
  elector_simulation_toggle_crash (walk.simulation, 5);
  g_assert_cmpint (get_state (&walk), ==, ELECTOR_LESSON_RUNNING);
  play (&walk, 16000);
  g_assert_cmpint (elector_lesson_player_get_judgement (walk.player), ==, ELECTOR_LESSON_RIGHT);
  walk_clear (&walk);
}

/* --- Challenges --- */

/* Does "1s crash 5", … one after another, each at its time. */
static void
intervene (const Walk *self, const char *const *faults)
{
  guint n_nodes = elector_simulation_get_moment (self->simulation)->config->n_nodes;

  for (guint i = 0; faults[i] != NULL; i++)
    {
      g_autoptr (GError) error = NULL;
      ElectorConfig config;
      ElectorFault fault = { 0 };

      config = *elector_simulation_get_moment (self->simulation)->config;
      elector_fault_parse_timed (&fault, faults[i], &config, &error);
      g_assert_no_error (error);
      elector_simulation_seek_time (self->simulation, fault.time);
      g_assert_true (elector_simulation_intervene (self->simulation, &fault));
      elector_fault_clear (&fault);
      g_assert_cmpuint (config.n_nodes, ==, n_nodes);
    }
  elector_simulation_set_playing (self->simulation, get_state (self) == ELECTOR_LESSON_RUNNING);
}

typedef struct
{
  const char *id;
  ElectorLessonState state; /* that it ends in */
  const char *faults[10];
} Attempt;

static const Attempt attempts[] = {
  { "two-leaders", ELECTOR_LESSON_DONE, { "1s partition 5|1,2,3,4" } },
  { "two-leaders", ELECTOR_LESSON_DONE, { "1s pause 5", "4s resume 5" } },
  { "two-leaders", ELECTOR_LESSON_MISSED, { "1s crash 5", "2s crash 4", "3s recover 5", "4s recover 4" } },
  { "nobody-leads", ELECTOR_LESSON_DONE, { "5s cut 1-2" } },
  { "nobody-leads", ELECTOR_LESSON_MISSED, { "5s cut 2-3" } },
  { "nobody-leads", ELECTOR_LESSON_MISSED, { "5s crash 1" } },
  { "nobody-leads", ELECTOR_LESSON_MISSED, { "5s cut 2-3", "6s cut 1-2" } },
  { "the-smallest", ELECTOR_LESSON_DONE, { "1s crash 5", "1s crash 4", "1s crash 3", "1s crash 2", "3s recover 5",
                                           "3s recover 4", "3s recover 3", "3s recover 2" } },
  { "the-smallest", ELECTOR_LESSON_RUNNING, { "1s partition 1|2,3,4,5", "3s heal" } },
  { "the-smallest", ELECTOR_LESSON_RUNNING, { "1s crash 5", "3s recover 5" } },
};

static void
test_challenge (gconstpointer data)
{
  const Attempt *attempt = data;
  g_autofree char *status = NULL;
  Walk walk;

  walk_init (&walk, attempt->id);
  g_assert_nonnull (elector_lesson_get_challenge (walk.lesson));
  elector_lesson_player_start (walk.player, walk.lesson, 0);
  g_assert_cmpint (get_state (&walk), ==, ELECTOR_LESSON_RUNNING);
  intervene (&walk, attempt->faults);
  for (guint i = 0; i < 2000 && get_state (&walk) == ELECTOR_LESSON_RUNNING; i++)
    {
      now += 16000;
      elector_simulation_update (walk.simulation);
    }
  g_assert_cmpint (get_state (&walk), ==, attempt->state);
  status = elector_lesson_status_format (walk.player);
  g_test_message ("%s: %s", attempt->id, status);
  if (attempt->state == ELECTOR_LESSON_DONE)
    g_assert_cmpuint (elector_lesson_player_get_n_interventions (walk.player), ==,
                      g_strv_length ((char **) attempt->faults));
  elector_lesson_player_again (walk.player);
  g_assert_cmpint (get_state (&walk), ==, ELECTOR_LESSON_RUNNING);
  g_assert_cmpint (elector_simulation_get_time (walk.simulation), ==, 0);
  walk_clear (&walk);
}

/* Nobody gets a challenge for nothing. */
static void
test_not_trivial (void)
{
  g_autoptr (GPtrArray) challenges = elector_lesson_load_all (TRUE);

  g_assert_cmpuint (challenges->len, ==, 3);
  for (guint i = 0; i < challenges->len; i++)
    {
      ElectorLesson *challenge = g_ptr_array_index (challenges, i);
      g_autoptr (ElectorRun) run = elector_run_new (elector_lesson_get_scenario (challenge));

      g_assert_cmpint (elector_goal_find (&elector_lesson_get_challenge (challenge)->goal, run,
                                          elector_run_get_start (run), 0, 60 * ELECTOR_SEC),
                       ==, ELECTOR_NEVER);
      g_assert_nonnull (elector_lesson_get_description (challenge));
    }
}

static void
test_load_all (void)
{
  g_autoptr (GPtrArray) lessons = elector_lesson_load_all (FALSE);

  g_assert_cmpuint (lessons->len, ==, G_N_ELEMENTS (lesson_ids));
  for (guint i = 0; i < lessons->len; i++)
    {
      g_assert_cmpstr (elector_lesson_get_id (g_ptr_array_index (lessons, i)), ==, lesson_ids[i]);
      g_assert_cmpuint (elector_lesson_get_n_steps (g_ptr_array_index (lessons, i)), >=, 6);
    }
}

/* --- Bad files --- */

#define HEAD "[elector]\nversion=1\ntitle=T\n"

static const char *const bad_files[][2] = {
  { HEAD, ":1: this is no lesson: it has no [lesson] and no [challenge] group" },
  { "[elector]\nversion=1\n[lesson]\n[step 1]\ntext=A\n", ":1: a lesson has a “title” in [elector]" },
  { HEAD "[lesson]\n", ":4: a lesson has a [step 1]" },
  { HEAD "[lesson]\n[challenge]\n", ":5: a lesson is no challenge" },
  { HEAD "[lesson]\nordr=1\n", ":5: unknown key “ordr” in [lesson]" },
  { HEAD "[lesson]\norder=x\n[step 1]\ntext=A\n", NULL },
  { HEAD "[lesson]\n[step 1]\ntext=A\n[step 3]\ntext=C\n", ":7: [step 2] has to come first" },
  { HEAD "[lesson]\n[step 1]\n", ":5: a step has a “text”" },
  { HEAD "[lesson]\n[step 1]\ntext=A\ntxet=B\n", ":7: unknown key “txet” in [step 1]" },
  { HEAD "[lesson]\n[step one]\ntext=A\n", ":5: unknown group [step one]" },
  { HEAD "[lesson]\n[step 1]\ntext=A\nalgorithm=paxos\n", ":7: there is no algorithm “paxos”" },
  { HEAD "[lesson]\n[step 1]\ntext=A\nrules=nice\n", ":7: the algorithm has no rule switch “nice”" },
  { HEAD "[lesson]\n[step 1]\ntext=A\ndo=crash 9\nuntil=agreed\n",
    ":7: there is no node 9: the nodes are 1 to 5" },
  { HEAD "[lesson]\n[step 1]\ntext=A\nwait=crush 1\nuntil=agreed\n", NULL },
  { HEAD "[lesson]\n[step 1]\ntext=A\ndo=crash 1\n", ":5: where something is done there has to be an “until”" },
  { HEAD "[lesson]\n[step 1]\ntext=A\nlimit=2s\n", ":7: “limit” belongs to “until”" },
  { HEAD "[lesson]\n[step 1]\ntext=A\nuntil=peace\n", ":7: “peace” is nothing that can be waited for" },
  { HEAD "[lesson]\n[step 1]\ntext=A\nuntil=leader 6\n", NULL },
  { HEAD "[lesson]\n[step 1]\ntext=A\nuntil=message VOTE\n", ":7: the algorithm has no message “VOTE”" },
  { HEAD "[lesson]\n[step 1]\ntext=A\nuntil=message\n", ":7: “message” has to say of what" },
  { HEAD "[lesson]\n[step 1]\ntext=A\nuntil=change 3\n", ":7: nothing can follow “change”" },
  { HEAD "[lesson]\n[step 1]\ntext=A\nuntil=break heart\n", ":7: there is no property “heart”" },
  { HEAD "[lesson]\n[step 1]\ntext=A\nuntil=step walk\n", ":7: the algorithm has no step “walk”" },
  { HEAD "[lesson]\n[step 1]\ntext=A\nuntil=after 2\n", NULL },
  { HEAD "[lesson]\n[step 1]\ntext=A\nspeed=0\n", ":7: “0” is no speed from 0.001 to 100" },
  { HEAD "[lesson]\n[step 1]\ntext=A\nspeed=fast\n", ":7: “fast” is no speed from 0.001 to 100" },
  { HEAD "[lesson]\n[step 1]\ntext=A\nnodes=0\n", NULL },
  { HEAD "[lesson]\n[step 1]\ntext=A\nline=42\n", ":7: the algorithm has no step “42”" },
  { HEAD "[lesson]\n[step 1]\ntext=A\njudge=winner\n", ":7: “judge” belongs to “ask”" },
  { HEAD "[lesson]\n[step 1]\ntext=A\nask=B\n", ":7: a question needs “until”" },
  { HEAD "[lesson]\n[step 1]\ntext=A\nuntil=agreed\nask=B\njudge=joy\nright=R\nwrong=W\nanswer=node\n",
    ":9: “joy” is nothing that can be measured" },
  { HEAD "[lesson]\n[step 1]\ntext=A\nuntil=agreed\nask=B\njudge=winner 4\nright=R\nwrong=W\nanswer=node\n",
    ":9: “winner 4” is nothing that can be measured" },
  { HEAD "[lesson]\n[step 1]\ntext=A\nuntil=agreed\nask=B\njudge=winner\nright=R\nwrong=W\n",
    ":5: a question has an “answer”: node, yes-no, number or choice" },
  { HEAD "[lesson]\n[step 1]\ntext=A\nuntil=agreed\nask=B\njudge=winner\nright=R\nwrong=W\nanswer=choice\n",
    ":5: “choices” has 2 to 8 parts, like “0:Nobody | 1:One node”" },
  { HEAD "[lesson]\n[step 1]\ntext=A\nuntil=agreed\nask=B\njudge=winner\nright=R\nwrong=W\nanswer=choice\n"
         "choices=0:A|B\n",
    ":13: a choice has a number and a text, like “1:One node”" },
  { HEAD "[lesson]\n[step 1]\ntext=A\nuntil=agreed\nask=B\njudge=winner\nright=R\nwrong=W\nanswer=node\n"
         "choices=0:A|1:B\n",
    ":13: “choices” belongs to “answer=choice”" },
  { HEAD "[challenge]\n", ":4: [challenge] has to say its “goal”" },
  { HEAD "[challenge]\ngoal=leaders 2\nallow=bribe\n", ":6: “bribe” is none of: crash, pause, cut, campaign" },
  { HEAD "[challenge]\ngoal=leaders 2\ninterventions=0\n", NULL },
  { HEAD "[challenge]\ngoal=leaders 2\n[step 1]\ntext=A\n", ":6: a challenge has no steps" },
};

static void
test_bad_files (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (bad_files); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (ElectorLesson) lesson = elector_lesson_new_from_data (bad_files[i][0], -1, "test", &error);

      g_assert_null (lesson);
      g_assert_nonnull (error);
      g_test_message ("%s", error->message);
      g_assert_true (g_str_has_prefix (error->message, "test:"));
      if (bad_files[i][1] != NULL)
        g_assert_cmpstr (error->message + strlen ("test"), ==, bad_files[i][1]);
    }
}

/* The manual page's example is a lesson. */
static void
test_manual (void)
{
  g_autofree char *path = g_build_filename (g_getenv ("ELECTOR_DATADIR"), "man", "elector-lesson.5", NULL);
  g_autofree char *data = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (ElectorLesson) lesson = NULL;
  char *begin, *end;

  g_assert_true (g_file_get_contents (path, &data, NULL, NULL));
  begin = strstr (data, ".Bd -literal\n");
  g_assert_nonnull (begin);
  begin += strlen (".Bd -literal\n");
  end = strstr (begin, ".Ed\n");
  g_assert_nonnull (end);
  lesson = elector_lesson_new_from_data (begin, end - begin, "example", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (elector_lesson_get_n_steps (lesson), ==, 2);
  g_assert_cmpstr (elector_lesson_get_title (lesson), ==, "Who is next?");
}

/* Any byte of a good file may be gone or wrong. */
static void
test_spoiled_files (void)
{
  g_autofree char *path = g_build_filename (g_getenv ("ELECTOR_DATADIR"), "lessons", "which-one.lesson", NULL);
  g_autofree char *data = NULL;
  ElectorRng rng;
  gsize length;

  g_assert_true (g_file_get_contents (path, &data, &length, NULL));
  elector_rng_seed (&rng, 1, 2);
  for (guint i = 0; i < 500; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *spoiled = g_memdup2 (data, length);
      g_autoptr (ElectorLesson) lesson = NULL;

      for (guint k = 0; k < 3; k++)
        spoiled[elector_rng_below (&rng, length)] = (char) elector_rng_below (&rng, 128);
      lesson = elector_lesson_new_from_data (spoiled, (gssize) elector_rng_below (&rng, length + 1), "test", &error);
      g_assert_true ((lesson == NULL) == (error != NULL));
    }
}

static void
add_lessons (const char *name, GTestDataFunc test)
{
  for (gsize i = 0; i < G_N_ELEMENTS (lesson_ids); i++)
    {
      g_autofree char *path = g_strdup_printf ("/lesson/%s/%s", name, lesson_ids[i]);

      g_test_add_data_func (path, lesson_ids[i], test);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  add_lessons ("right", test_right);
  add_lessons ("wrong", test_wrong);
  add_lessons ("back", test_back);
  add_lessons ("resume", test_resume);
  g_test_add_func ("/lesson/answers", test_answers);
  g_test_add_func ("/lesson/leave", test_leave);
  g_test_add_func ("/lesson/changed-run", test_changed_run);
  for (gsize i = 0; i < G_N_ELEMENTS (attempts); i++)
    {
      g_autofree char *path = g_strdup_printf ("/lesson/challenge/%s/%zu", attempts[i].id, i);

      g_test_add_data_func (path, &attempts[i], test_challenge);
    }
  g_test_add_func ("/lesson/not-trivial", test_not_trivial);
  g_test_add_func ("/lesson/load-all", test_load_all);
  g_test_add_func ("/lesson/bad-files", test_bad_files);
  g_test_add_func ("/lesson/manual", test_manual);
  g_test_add_func ("/lesson/spoiled-files", test_spoiled_files);
  return g_test_run ();
}
