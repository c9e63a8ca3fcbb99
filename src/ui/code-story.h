/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Which lines of a listing are lit at a position of a trace, and by whom.
 *
 * The current event is the last one before the position. While a run plays, events that are mere routine (all
 * their steps are quiet ones, as with a heartbeat that changes nothing) light their lines only weakly, and what
 * happened last besides routine, the story, stays to be read. */

#pragma once

#include "engine/elector-listing.h"
#include "engine/elector-trace.h"

G_BEGIN_DECLS

/* A lit line. The strong one ran last; there is at most one. */
typedef struct
{
  guint line; /* from 0 */
  ElectorNodeId node;
  gboolean strong;
} ElectorCodeLight;

typedef struct
{
  ElectorTrace *trace; /* owned, or NULL */
  guint position;
  guint story;   /* where the last event ends that is no routine, or 0 */
  guint current; /* where the current event begins */
  gboolean telling; /* whether the current event is the story */
} ElectorCodeStory;

void elector_code_story_clear (ElectorCodeStory *self);
void elector_code_story_move (ElectorCodeStory *self, ElectorTrace *trace, guint position, gboolean playing);
void elector_code_story_collect (const ElectorCodeStory *self, ElectorListing *listing, GArray *lights);
guint elector_code_story_get_end (const ElectorCodeStory *self);
const ElectorRecord *elector_code_story_get_last_step (const ElectorCodeStory *self);

G_END_DECLS
