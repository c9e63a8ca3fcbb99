/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The strip in which a lesson speaks: the step's text, its question with the answers, what it waits for, what the run
 * said, and the way back and on. Not visible while there is no lesson. */

#pragma once

#include "engine/elector-lesson-player.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define ELECTOR_TYPE_LESSON_BAR (elector_lesson_bar_get_type ())
G_DECLARE_FINAL_TYPE (ElectorLessonBar, elector_lesson_bar, ELECTOR, LESSON_BAR, AdwBin)

void elector_lesson_bar_set_player (ElectorLessonBar *self, ElectorLessonPlayer *player);
void elector_lesson_bar_focus (ElectorLessonBar *self);

G_END_DECLS
