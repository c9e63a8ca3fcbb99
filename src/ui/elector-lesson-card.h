/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* A lesson or a challenge on the Learn page: what it is about, how far one is, and the way in. Its button activates
 * win.start-lesson with the lesson's id. */

#pragma once

#include "engine/elector-lesson.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define ELECTOR_TYPE_LESSON_CARD (elector_lesson_card_get_type ())
G_DECLARE_FINAL_TYPE (ElectorLessonCard, elector_lesson_card, ELECTOR, LESSON_CARD, GtkBox)

GtkWidget *elector_lesson_card_new (ElectorLesson *lesson, guint number);

G_END_DECLS
