/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Lessons on the page on which one simulates: the player, its bar, what is in the spotlight on the stage and in the
 * code, and how far one is. */

#pragma once

#include "engine/elector-lesson-player.h"
#include "ui/elector-code-view.h"
#include "ui/elector-lesson-bar.h"
#include "ui/elector-stage.h"

G_BEGIN_DECLS

typedef struct
{
  GtkWidget *page; /* borrowed, as are the next three */
  ElectorLessonBar *bar;
  ElectorStage *stage;
  ElectorCodeView *code;

  GSettings *settings;
  ElectorSimulation *simulation; /* or NULL */
  ElectorLessonPlayer *player;   /* or NULL */

  /* What was shown last */
  ElectorLesson *lesson; /* borrowed: only to be compared */
  guint step;
  ElectorLessonState state;
} ElectorPageLessons;

void elector_page_lessons_init (ElectorPageLessons *self, GtkWidget *page, ElectorLessonBar *bar, ElectorStage *stage,
                                ElectorCodeView *code);
void elector_page_lessons_set_simulation (ElectorPageLessons *self, ElectorSimulation *simulation);
void elector_page_lessons_clear (ElectorPageLessons *self);
void elector_page_lessons_start (ElectorPageLessons *self, ElectorLesson *lesson);
gboolean elector_page_lessons_is_on (const ElectorPageLessons *self);

G_END_DECLS
