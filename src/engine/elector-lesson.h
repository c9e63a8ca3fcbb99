/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* A lesson: steps that tell something about a run, act on it, wait for what happens in it, and ask about it. Or a
 * challenge: a goal that a run is to be brought to. Data that is read from a file, and immutable.
 *
 * What a lesson says about the run is measured in the run: no answer is stored. */

#pragma once

#include "engine/elector-scenario.h"
#include "engine/gauge.h"
#include "engine/goal.h"

G_BEGIN_DECLS

#define ELECTOR_TYPE_LESSON (elector_lesson_get_type ())
G_DECLARE_FINAL_TYPE (ElectorLesson, elector_lesson, ELECTOR, LESSON, GObject)

#define ELECTOR_LESSON_STEPS_MAX 24
#define ELECTOR_LESSON_CHOICES_MAX 8

typedef enum
{
  ELECTOR_ANSWER_NONE, /* the step asks nothing */
  ELECTOR_ANSWER_NODE,
  ELECTOR_ANSWER_YES_NO, /* 1 or 0 */
  ELECTOR_ANSWER_NUMBER,
  ELECTOR_ANSWER_CHOICE,
} ElectorAnswerKind;

typedef struct
{
  guint value;
  char *label; /* untranslated */
} ElectorLessonChoice;

/* In this order: a new run, a question, something that the learner does, what the lesson does, and then time goes on
 * until something has happened. Each of them may be missing. Texts are untranslated: elector_lesson_translate(). */
typedef struct
{
  char *text;
  ElectorScenario *scenario; /* what is run from here on, or NULL: it goes on */
  gboolean has_wait;
  ElectorFault wait; /* what the learner is to do */
  GArray *acts;      /* of ElectorFault */
  gboolean has_until;
  ElectorGoal until;
  ElectorTime limit;  /* how long that is waited for */
  double speed;       /* 0: as it was */
  GArray *nodes;      /* of ElectorNodeId: who is in the spotlight */
  char *line;         /* the label of a line that is, or NULL */

  ElectorAnswerKind answer;
  char *question;
  ElectorLessonChoice choices[ELECTOR_LESSON_CHOICES_MAX];
  guint n_choices;
  ElectorGauge judge;
  char *right; /* said when the answer was right; {answer} is what the run said */
  char *wrong;
} ElectorLessonStep;

typedef struct
{
  ElectorGoal goal;
  guint n_interventions; /* at most so many */
  guint32 allowed;       /* bit i: ElectorFaultKind i is; 0: all are */
  char *allowed_text;    /* as in the file, or NULL */
  ElectorTime limit;     /* how long after the last intervention the goal is waited for */
  char *hint;            /* untranslated, or NULL */
} ElectorChallenge;

/* Reads a lesson from text; name is what complaints call the file. length may be -1. Errors: ELECTOR_ERROR. */
ElectorLesson *elector_lesson_new_from_data (const char *data, gssize length, const char *name, GError **error);
ElectorLesson *elector_lesson_load (const char *id, GError **error);
GPtrArray *elector_lesson_load_all (gboolean challenges);

const char *elector_lesson_get_id (ElectorLesson *self);
const char *elector_lesson_get_title (ElectorLesson *self);
const char *elector_lesson_get_description (ElectorLesson *self);
ElectorScenario *elector_lesson_get_scenario (ElectorLesson *self);
guint elector_lesson_get_n_steps (ElectorLesson *self);
const ElectorLessonStep *elector_lesson_get_step (ElectorLesson *self, guint step);
const ElectorChallenge *elector_lesson_get_challenge (ElectorLesson *self);
const char *elector_lesson_translate (const char *text);

/* What a reader fills in. */
typedef struct
{
  ElectorScenario *scenario; /* owned */
  guint order;
  GArray *steps; /* of ElectorLessonStep, owned */
  gboolean is_challenge;
  ElectorChallenge challenge;
} ElectorLessonParts;

void elector_lesson_parts_init (ElectorLessonParts *self);
ElectorLessonStep *elector_lesson_parts_add_step (ElectorLessonParts *self);
void elector_lesson_parts_clear (ElectorLessonParts *self);
ElectorLesson *elector_lesson_new (ElectorLessonParts *parts);

G_END_DECLS
