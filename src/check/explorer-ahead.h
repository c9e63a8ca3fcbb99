/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Which of the states that were searched have a way to a leader.
 *
 * While the search goes on, it tells of each state whether the way is there, and of each step where it leads. Then the
 * way is followed backwards. Like the store it falls into shards, and counts its memory in there. */

#pragma once

#include "explorer-store.h"

G_BEGIN_DECLS

typedef enum
{
  ELECTOR_AHEAD_WAY = 1 << 0,    /* there is a way, or what would show it is out of the bounds */
  ELECTOR_AHEAD_JUDGED = 1 << 1, /* there has to be one */
} ElectorAheadFlags;

typedef struct
{
  ElectorStore *store; /* borrowed */
  ElectorRows flags[ELECTOR_STORE_N_SHARDS]; /* of guint8 */
  ElectorRows steps[ELECTOR_STORE_N_SHARDS]; /* of pairs of guint32: from, to; by the shard of the latter */
} ElectorAhead;

void elector_ahead_init (ElectorAhead *self, ElectorStore *store);
void elector_ahead_clear (ElectorAhead *self);

gboolean elector_ahead_add_state (ElectorAhead *self, guint32 id, guint flags);
gboolean elector_ahead_add_step (ElectorAhead *self, guint32 from, guint32 to);
void elector_ahead_mark (ElectorAhead *self, guint32 id);
guint32 elector_ahead_find_stuck (ElectorAhead *self);

G_END_DECLS
