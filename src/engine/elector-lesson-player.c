/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "engine/elector-lesson-player.h"

#include "engine/run-place.h"

#include <glib/gi18n-lib.h>
#include <string.h>

struct _ElectorLessonPlayer
{
  GObject parent_instance;

  ElectorSimulation *simulation;
  ElectorLesson *lesson; /* or NULL */
  double speed_before;   /* the simulation's, before the lesson */

  guint step;
  ElectorLessonState state;
  ElectorLessonJudgement judgement;
  guint answer;          /* what the run said, when it is judged */
  gboolean has_guess;
  guint guess;           /* what the learner said */
  ElectorRunPlace begins[ELECTOR_LESSON_STEPS_MAX]; /* where the steps that were seen begin */
  ElectorRunPlace end;             /* where the step that is done ended */

  ElectorTrace *trace;   /* that was looked ahead of, borrowed: only to be compared */
  guint n_interventions; /* that it had then */
  guint from;            /* what is waited for happens behind this position, */
  ElectorTime from_time; /* and time */
  ElectorTime stop;      /* at this one, or NEVER */
  guint busy;            /* it is the player itself that moves the simulation */
};

enum
{
  CHANGED,
  FINISHED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ElectorLessonPlayer, elector_lesson_player, G_TYPE_OBJECT)

static const ElectorLessonStep *
get_step (ElectorLessonPlayer *self)
{
  return elector_lesson_get_step (self->lesson, self->step);
}

static void
set_state (ElectorLessonPlayer *self, ElectorLessonState state)
{
  self->state = state;
  if (state != ELECTOR_LESSON_RUNNING)
    elector_simulation_set_stop (self->simulation, ELECTOR_NEVER);
}

static void
emit_changed (ElectorLessonPlayer *self)
{
  if (self->busy == 0)
    g_signal_emit (self, signals[CHANGED], 0);
}

static guint
count_interventions (ElectorLessonPlayer *self)
{
  guint n;

  elector_run_get_interventions (elector_simulation_get_run (self->simulation), &n);
  return n;
}

/* --- Steps --- */

static void
judge (ElectorLessonPlayer *self)
{
  const ElectorLessonStep *step = get_step (self);
  const ElectorStretch stretch = { self->from, self->end.position, self->from_time, self->end.time };

  if (step->answer == ELECTOR_ANSWER_NONE)
    return;
  self->answer = elector_gauge_measure (&step->judge, elector_simulation_get_trace (self->simulation),
                                        elector_scenario_get_network (
                                          elector_simulation_get_scenario (self->simulation)),
                                        &stretch);
  if (self->has_guess)
    self->judgement = self->guess == self->answer ? ELECTOR_LESSON_RIGHT : ELECTOR_LESSON_WRONG;
}

/* The step is at its end, here. */
static void
finish_step (ElectorLessonPlayer *self)
{
  elector_run_place_note (&self->end, self->simulation);
  if (elector_lesson_get_n_steps (self->lesson) > 0)
    judge (self);
  set_state (self, ELECTOR_LESSON_DONE);
}

/* Whether the cursor is where what is waited for has happened. */
static gboolean
has_arrived (ElectorLessonPlayer *self)
{
  return self->stop != ELECTOR_NEVER && elector_simulation_get_time (self->simulation) >= self->stop;
}

/* Puts the cursor to the end of the step, and not further. */
static void
arrive (ElectorLessonPlayer *self)
{
  self->busy++;
  if (elector_simulation_get_time (self->simulation) > self->stop)
    elector_simulation_seek_time (self->simulation, self->stop);
  finish_step (self);
  self->busy--;
}

static void
look_ahead (ElectorLessonPlayer *self, const ElectorGoal *goal, ElectorTime limit)
{
  ElectorRun *run = elector_simulation_get_run (self->simulation);

  self->trace = elector_run_get_trace (run);
  self->n_interventions = count_interventions (self);
  self->stop = ELECTOR_NEVER;
  if (elector_run_get_time (run) >= self->from_time)
    self->stop = elector_goal_find (goal, run, self->from, self->from_time, limit);
  set_state (self, self->stop != ELECTOR_NEVER ? ELECTOR_LESSON_RUNNING : ELECTOR_LESSON_MISSED);
  elector_simulation_set_stop (self->simulation, self->stop);
}

/* Time goes on: until what the step waits for has happened behind from. */
static void
run_step (ElectorLessonPlayer *self, guint from)
{
  const ElectorLessonStep *step = get_step (self);

  self->from = from;
  self->from_time = elector_simulation_get_time (self->simulation);
  self->busy++;
  for (guint i = 0; i < step->acts->len; i++)
    elector_simulation_intervene_here (self->simulation, &g_array_index (step->acts, ElectorFault, i));
  if (step->speed > 0)
    elector_simulation_set_speed (self->simulation, step->speed);
  self->busy--;
  if (!step->has_until)
    finish_step (self);
  else
    {
      look_ahead (self, &step->until, self->from_time + step->limit);
      if (has_arrived (self))
        arrive (self);
      else if (self->stop != ELECTOR_NEVER)
        elector_simulation_set_playing (self->simulation, TRUE);
    }
}

/* The question is answered, or there is none. */
static void
leave_question (ElectorLessonPlayer *self)
{
  self->trace = elector_simulation_get_trace (self->simulation);
  self->n_interventions = count_interventions (self);
  if (get_step (self)->has_wait)
    set_state (self, ELECTOR_LESSON_WAITING);
  else
    run_step (self, elector_simulation_get_position (self->simulation));
}

/* Begins the step where the simulation is, or anew. */
static void
begin_step (ElectorLessonPlayer *self, guint index)
{
  const ElectorLessonStep *step;

  self->busy++;
  self->step = index;
  step = get_step (self);
  self->judgement = ELECTOR_LESSON_UNJUDGED;
  self->has_guess = FALSE;
  self->stop = ELECTOR_NEVER;
  if (self->begins[index].run != NULL)
    elector_run_place_go_to (&self->begins[index], self->simulation);
  else if (step->scenario != NULL)
    {
      ElectorRun *run = elector_run_new (step->scenario);

      elector_simulation_show_run (self->simulation, run, elector_run_get_start (run), 0);
    }
  elector_run_place_note (&self->begins[index], self->simulation);
  if (step->answer != ELECTOR_ANSWER_NONE)
    set_state (self, ELECTOR_LESSON_ASKING);
  else
    leave_question (self);
  self->busy--;
}

/* --- Challenges --- */

/* Why the run of a challenge does not count or does not get there, translated, or NULL. */
const char *
elector_lesson_player_get_foul (ElectorLessonPlayer *self)
{
  const ElectorChallenge *challenge = elector_lesson_get_challenge (self->lesson);
  guint n;
  const ElectorIntervention *interventions =
    elector_run_get_interventions (elector_simulation_get_run (self->simulation), &n);

  for (guint i = 0; i < n; i++)
    if (challenge->allowed != 0 && (challenge->allowed >> interventions[i].fault.kind & 1) == 0)
      return _("That is not allowed here.");
  if (n > challenge->n_interventions)
    return _("That was one intervention too many.");
  return n == challenge->n_interventions && self->stop == ELECTOR_NEVER ? _("This does not lead there.") : NULL;
}

/* Looks whether the goal is reached after what was done so far. */
static void
watch_challenge (ElectorLessonPlayer *self)
{
  const ElectorChallenge *challenge = elector_lesson_get_challenge (self->lesson);
  ElectorRun *run = elector_simulation_get_run (self->simulation);
  guint n;
  const ElectorIntervention *interventions = elector_run_get_interventions (run, &n);

  self->trace = elector_run_get_trace (run);
  self->n_interventions = n;
  self->stop = ELECTOR_NEVER;
  if (n > 0)
    {
      self->from_time = interventions[0].fault.time;
      self->from = MAX (elector_run_get_start (run), elector_trace_find_time (self->trace, self->from_time - 1));
      self->stop = elector_goal_find (&challenge->goal, run, self->from, self->from_time,
                                      interventions[n - 1].fault.time + challenge->limit);
    }
  if (elector_lesson_player_get_foul (self) != NULL)
    {
      set_state (self, ELECTOR_LESSON_MISSED);
      return;
    }
  set_state (self, ELECTOR_LESSON_RUNNING);
  elector_simulation_set_stop (self->simulation, self->stop);
  if (has_arrived (self))
    arrive (self);
}

/* --- What happens to the simulation --- */

/* Whether what was just done is what the step waits for. */
static gboolean
was_meant (ElectorLessonPlayer *self)
{
  guint n, n_nodes = elector_simulation_get_moment (self->simulation)->config->n_nodes;
  const ElectorIntervention *interventions =
    elector_run_get_interventions (elector_simulation_get_run (self->simulation), &n);
  g_autofree char *wanted = elector_fault_format (&get_step (self)->wait, n_nodes);
  g_autofree char *found = n > 0 ? elector_fault_format (&interventions[n - 1].fault, n_nodes) : NULL;

  return g_strcmp0 (wanted, found) == 0;
}

/* Something was done to the run, or there is another one. */
static void
run_changed (ElectorLessonPlayer *self)
{
  ElectorTrace *trace = elector_simulation_get_trace (self->simulation);
  guint n = count_interventions (self);
  gboolean added = n > self->n_interventions;

  self->trace = trace;
  self->n_interventions = n;
  if (elector_lesson_get_challenge (self->lesson) != NULL)
    {
      if (self->state != ELECTOR_LESSON_DONE)
        watch_challenge (self);
    }
  else if (self->state == ELECTOR_LESSON_WAITING && added && was_meant (self))
    run_step (self, elector_trace_find_event (trace, elector_simulation_get_position (self->simulation) - 1));
  else if (self->state == ELECTOR_LESSON_RUNNING || self->state == ELECTOR_LESSON_MISSED)
    {
      const ElectorLessonStep *step = get_step (self);

      look_ahead (self, &step->until, self->from_time + step->limit);
    }
  emit_changed (self);
}

static void
moved_cb (ElectorLessonPlayer *self)
{
  if (self->busy > 0 || self->lesson == NULL)
    return;
  if (elector_simulation_get_trace (self->simulation) != self->trace
      || count_interventions (self) != self->n_interventions)
    run_changed (self);
  if (self->state == ELECTOR_LESSON_RUNNING && has_arrived (self))
    {
      arrive (self);
      emit_changed (self);
    }
}

/* Another scenario is none of the lesson's business. */
static void
scenario_cb (ElectorLessonPlayer *self)
{
  if (self->busy == 0 && self->lesson != NULL)
    elector_lesson_player_leave (self);
}

/* --- The class --- */

static void
elector_lesson_player_dispose (GObject *object)
{
  ElectorLessonPlayer *self = ELECTOR_LESSON_PLAYER (object);

  if (self->simulation != NULL)
    g_signal_handlers_disconnect_by_data (self->simulation, self);
  for (guint i = 0; i < ELECTOR_LESSON_STEPS_MAX; i++)
    elector_run_place_clear (&self->begins[i]);
  elector_run_place_clear (&self->end);
  g_clear_object (&self->lesson);
  g_clear_object (&self->simulation);
  G_OBJECT_CLASS (elector_lesson_player_parent_class)->dispose (object);
}

static void
elector_lesson_player_class_init (ElectorLessonPlayerClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = elector_lesson_player_dispose;
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
  signals[FINISHED] = g_signal_new ("finished", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                    G_TYPE_NONE, 0);
}

static void
elector_lesson_player_init (ElectorLessonPlayer *self)
{
  self->stop = ELECTOR_NEVER;
}

ElectorLessonPlayer *
elector_lesson_player_new (ElectorSimulation *simulation)
{
  ElectorLessonPlayer *self = g_object_new (ELECTOR_TYPE_LESSON_PLAYER, NULL);

  self->simulation = g_object_ref (simulation);
  g_signal_connect_swapped (simulation, "moved", G_CALLBACK (moved_cb), self);
  g_signal_connect_swapped (simulation, "notify::scenario", G_CALLBACK (scenario_cb), self);
  return self;
}

/* --- What the learner does --- */

static void
forget_lesson (ElectorLessonPlayer *self)
{
  if (self->lesson != NULL)
    elector_simulation_set_speed (self->simulation, self->speed_before);
  for (guint i = 0; i < ELECTOR_LESSON_STEPS_MAX; i++)
    elector_run_place_clear (&self->begins[i]);
  elector_run_place_clear (&self->end);
  g_clear_object (&self->lesson);
  self->trace = NULL;
  self->step = 0;
  self->judgement = ELECTOR_LESSON_UNJUDGED;
  self->stop = ELECTOR_NEVER;
  set_state (self, ELECTOR_LESSON_OFF);
}

/* Does what the step waits for from the learner, without an answer, and goes to the step's end. */
static void
rush (ElectorLessonPlayer *self)
{
  self->busy++;
  if (self->state == ELECTOR_LESSON_MISSED)
    begin_step (self, self->step);
  if (self->state == ELECTOR_LESSON_ASKING)
    {
      elector_run_place_go_to (&self->begins[self->step], self->simulation);
      leave_question (self);
    }
  if (self->state == ELECTOR_LESSON_WAITING)
    {
      elector_run_place_go_to (&self->begins[self->step], self->simulation);
      elector_simulation_intervene_here (self->simulation, &get_step (self)->wait);
      run_step (self, self->begins[self->step].position);
    }
  if (self->state == ELECTOR_LESSON_RUNNING)
    elector_simulation_seek_time (self->simulation, self->stop);
  if (self->state != ELECTOR_LESSON_DONE)
    finish_step (self);
  self->busy--;
}

/* Begins a lesson, at a step for which what comes before it is done in its stead; or a challenge. */
void
elector_lesson_player_start (ElectorLessonPlayer *self, ElectorLesson *lesson, guint step)
{
  g_return_if_fail (ELECTOR_IS_LESSON_PLAYER (self));
  g_return_if_fail (ELECTOR_IS_LESSON (lesson));

  g_object_ref (lesson);
  self->busy++;
  forget_lesson (self);
  self->lesson = lesson;
  self->speed_before = elector_simulation_get_speed (self->simulation);
  elector_simulation_set_scenario (self->simulation, elector_lesson_get_scenario (lesson));
  if (elector_lesson_get_challenge (lesson) != NULL)
    {
      elector_run_place_note (&self->begins[0], self->simulation);
      watch_challenge (self);
      elector_simulation_set_playing (self->simulation, TRUE);
    }
  else
    {
      begin_step (self, 0);
      for (guint i = 0; i < MIN (step, elector_lesson_get_n_steps (lesson) - 1); i++)
        elector_lesson_player_skip (self);
    }
  self->busy--;
  emit_changed (self);
}

/* The run stays as it is. */
void
elector_lesson_player_leave (ElectorLessonPlayer *self)
{
  g_return_if_fail (ELECTOR_IS_LESSON_PLAYER (self));

  if (self->lesson == NULL)
    return;
  forget_lesson (self);
  emit_changed (self);
}

/* Answers the question: a node, 1 or 0, a number, or a choice's value. */
void
elector_lesson_player_answer (ElectorLessonPlayer *self, guint value)
{
  g_return_if_fail (ELECTOR_IS_LESSON_PLAYER (self));

  if (self->state != ELECTOR_LESSON_ASKING)
    return;
  self->has_guess = TRUE;
  self->guess = value;
  self->busy++;
  elector_run_place_go_to (&self->begins[self->step], self->simulation);
  leave_question (self);
  self->busy--;
  emit_changed (self);
}

/* From a step that is done to the next one, or out of the lesson. */
void
elector_lesson_player_next (ElectorLessonPlayer *self)
{
  g_return_if_fail (ELECTOR_IS_LESSON_PLAYER (self));

  if (self->state != ELECTOR_LESSON_DONE)
    return;
  if (self->step + 1 >= elector_lesson_get_n_steps (self->lesson))
    {
      g_signal_emit (self, signals[FINISHED], 0);
      elector_lesson_player_leave (self);
      return;
    }
  self->busy++;
  elector_run_place_go_to (&self->end, self->simulation);
  elector_run_place_clear (&self->begins[self->step + 1]);
  begin_step (self, self->step + 1);
  self->busy--;
  emit_changed (self);
}

/* To the next step, whatever this one still waits for; at the last step only to its end. */
void
elector_lesson_player_skip (ElectorLessonPlayer *self)
{
  g_return_if_fail (ELECTOR_IS_LESSON_PLAYER (self));

  if (self->lesson == NULL || elector_lesson_get_n_steps (self->lesson) == 0)
    return;
  rush (self);
  if (self->step + 1 < elector_lesson_get_n_steps (self->lesson))
    elector_lesson_player_next (self);
  else
    emit_changed (self);
}

/* To the step before, as it was when it began. */
void
elector_lesson_player_back (ElectorLessonPlayer *self)
{
  g_return_if_fail (ELECTOR_IS_LESSON_PLAYER (self));

  if (self->lesson == NULL || self->step == 0)
    return;
  begin_step (self, self->step - 1);
  emit_changed (self);
}

/* This step, or the challenge, from its beginning. */
void
elector_lesson_player_again (ElectorLessonPlayer *self)
{
  g_return_if_fail (ELECTOR_IS_LESSON_PLAYER (self));

  if (self->lesson == NULL)
    return;
  if (elector_lesson_get_challenge (self->lesson) == NULL)
    begin_step (self, self->step);
  else
    {
      self->busy++;
      elector_run_place_go_to (&self->begins[0], self->simulation);
      watch_challenge (self);
      elector_simulation_set_playing (self->simulation, TRUE);
      self->busy--;
    }
  emit_changed (self);
}

/* --- What there is to be told --- */

/* Borrowed. */
ElectorSimulation *
elector_lesson_player_get_simulation (ElectorLessonPlayer *self)
{
  return self->simulation;
}

/* Borrowed, or NULL. */
ElectorLesson *
elector_lesson_player_get_lesson (ElectorLessonPlayer *self)
{
  return self->lesson;
}

/* From 0. */
guint
elector_lesson_player_get_step (ElectorLessonPlayer *self)
{
  return self->step;
}

ElectorLessonState
elector_lesson_player_get_state (ElectorLessonPlayer *self)
{
  return self->state;
}

/* Whether the answer was right, as soon as the run has said. */
ElectorLessonJudgement
elector_lesson_player_get_judgement (ElectorLessonPlayer *self)
{
  return self->judgement;
}

/* What the run said, when the step is done. */
guint
elector_lesson_player_get_answer (ElectorLessonPlayer *self)
{
  return self->answer;
}

/* How many there were in this run. */
guint
elector_lesson_player_get_n_interventions (ElectorLessonPlayer *self)
{
  return self->n_interventions;
}
