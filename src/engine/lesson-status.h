/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What a lesson or a challenge says about where it is: what it waits for, or what the run said to an answer. */

#pragma once

#include "engine/elector-lesson-player.h"

G_BEGIN_DECLS

char *elector_lesson_status_format (ElectorLessonPlayer *player);

G_END_DECLS
