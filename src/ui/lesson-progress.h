/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* How far a person is in the lessons, and which challenges they have won: kept in the settings "lessons" and
 * "challenges", by the ids of the lessons. */

#pragma once

#include "engine/elector-lesson.h"

#include <gio/gio.h>

G_BEGIN_DECLS

int elector_lesson_progress_get (GSettings *settings, ElectorLesson *lesson);
void elector_lesson_progress_set (GSettings *settings, ElectorLesson *lesson, int value);
gboolean elector_lesson_progress_is_done (GSettings *settings, ElectorLesson *lesson);

G_END_DECLS
