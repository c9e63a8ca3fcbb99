/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What things look like on the timeline, on the screen and on paper: the colors of bands, the signs of marks. */

#pragma once

#include "scene/glyphs.h"
#include "scene/timeline-scene.h"

G_BEGIN_DECLS

#define ELECTOR_TIMELINE_SIGN_SIZE 13.0

/* A letter needs a band of this height, and a word so much room beside it. */
#define ELECTOR_TIMELINE_LETTER_HEIGHT 9.0
#define ELECTOR_TIMELINE_WORD_ROOM 8.0

/* A letter needs an arrow of this length. */
#define ELECTOR_TIMELINE_LETTER_LENGTH 34.0

/* The signs behind those of the marks, which are numbered like their kinds. */
#define ELECTOR_TIMELINE_SIGN_LOST 4u
#define ELECTOR_TIMELINE_SIGN_CROWN 5u

/* A band of a node that is up. */
typedef struct
{
  ElectorColor color;
  double alpha;
  ElectorColor text;
  ElectorRole role;
} ElectorTimelineLook;

const ElectorTimelineLook *elector_timeline_state_get_look (ElectorTimelineState state);
ElectorColor elector_timeline_mark_get_color (const ElectorTimelineMark *self);
ElectorColor elector_timeline_break_get_color (const ElectorTimelineBreak *self);
void elector_timeline_sign_draw (guint sign, cairo_t *cr, const ElectorPalette *palette);
gboolean elector_timeline_scene_has_letters (const ElectorTimelineScene *self, guint n_arrows);
gboolean elector_timeline_scene_clip (const ElectorTimelineScene *self, double reach, ElectorSegment *line);
char *elector_timeline_reign_format (const ElectorTimelineReign *self);

G_END_DECLS
