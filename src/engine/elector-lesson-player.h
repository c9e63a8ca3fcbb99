/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Walks a person through a lesson, or a challenge, on a simulation.
 *
 * The simulation stays a person's own: it can be played, searched and changed at any moment. What a step waits for is
 * looked for in the run as it is, and every step begins where the one before it ended: going on or back puts the run
 * there again, byte by byte. Another scenario in the simulation ends the lesson. */

#pragma once

#include "engine/elector-lesson.h"
#include "engine/elector-simulation.h"

G_BEGIN_DECLS

#define ELECTOR_TYPE_LESSON_PLAYER (elector_lesson_player_get_type ())
G_DECLARE_FINAL_TYPE (ElectorLessonPlayer, elector_lesson_player, ELECTOR, LESSON_PLAYER, GObject)

typedef enum
{
  ELECTOR_LESSON_OFF,     /* there is no lesson */
  ELECTOR_LESSON_ASKING,  /* the question is to be answered */
  ELECTOR_LESSON_WAITING, /* for what the learner is to do */
  ELECTOR_LESSON_RUNNING, /* until something happens; a challenge: until its goal is reached */
  ELECTOR_LESSON_MISSED,  /* it does not happen any more, in this run */
  ELECTOR_LESSON_DONE,    /* the step is at its end; a challenge: won */
} ElectorLessonState;

typedef enum
{
  ELECTOR_LESSON_UNJUDGED,
  ELECTOR_LESSON_RIGHT,
  ELECTOR_LESSON_WRONG,
} ElectorLessonJudgement;

/* Signals: "changed" (): lesson, step or state. "finished" (): the last step was left by going on. */
ElectorLessonPlayer *elector_lesson_player_new (ElectorSimulation *simulation);

void elector_lesson_player_start (ElectorLessonPlayer *self, ElectorLesson *lesson, guint step);
void elector_lesson_player_leave (ElectorLessonPlayer *self);

ElectorLesson *elector_lesson_player_get_lesson (ElectorLessonPlayer *self);
guint elector_lesson_player_get_step (ElectorLessonPlayer *self);
ElectorLessonState elector_lesson_player_get_state (ElectorLessonPlayer *self);
ElectorLessonJudgement elector_lesson_player_get_judgement (ElectorLessonPlayer *self);
guint elector_lesson_player_get_answer (ElectorLessonPlayer *self);
guint elector_lesson_player_get_n_interventions (ElectorLessonPlayer *self);
const char *elector_lesson_player_get_foul (ElectorLessonPlayer *self);
ElectorSimulation *elector_lesson_player_get_simulation (ElectorLessonPlayer *self);

void elector_lesson_player_answer (ElectorLessonPlayer *self, guint value);
void elector_lesson_player_next (ElectorLessonPlayer *self);
void elector_lesson_player_skip (ElectorLessonPlayer *self);
void elector_lesson_player_back (ElectorLessonPlayer *self);
void elector_lesson_player_again (ElectorLessonPlayer *self);

G_END_DECLS
