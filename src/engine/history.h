/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What can be looked up in a trace without folding it again: who was what when, who led when, what broke, what was
 * done, where a message ended. Learned from the records as they come; it costs memory only where something changes. */

#pragma once

#include "engine/elector-trace.h"

G_BEGIN_DECLS

/* No record. */
#define ELECTOR_HISTORY_NONE G_MAXUINT

/* What a node is from a time on, until the next span of it begins. */
typedef struct
{
  ElectorTime time;
  guint32 term; /* 0: the algorithm has none, or it is in none yet */
  guint8 role;
  guint8 condition;
} ElectorHistorySpan;

/* Who is up and acts as leader from a time on, until the next reign begins, which may be at once. */
typedef struct
{
  ElectorTime time;
  guint32 position;     /* of the record that made it so */
  guint32 term;         /* of leader; 0: the algorithm has none, or nobody leads */
  ElectorNodeId leader; /* the one that leads, or the first of those that do; 0: nobody */
  guint16 n_leaders;
} ElectorHistoryReign;

/* A message that ended at another time than the network had meant it to. */
typedef struct
{
  guint32 sent;
  guint32 ended;
} ElectorHistoryLate;

void elector_history_update (ElectorHistory *self);
gsize elector_history_get_memory (const ElectorHistory *self);

guint elector_history_get_n_spans (const ElectorHistory *self, ElectorNodeId node);
const ElectorHistorySpan *elector_history_get_spans (const ElectorHistory *self, ElectorNodeId node);
guint elector_history_find_span (const ElectorHistory *self, ElectorNodeId node, ElectorTime time);

guint elector_history_get_n_reigns (const ElectorHistory *self);
const ElectorHistoryReign *elector_history_get_reigns (const ElectorHistory *self);
guint elector_history_find_reign (const ElectorHistory *self, ElectorTime time);

guint elector_history_get_n_marks (const ElectorHistory *self);
const guint32 *elector_history_get_marks (const ElectorHistory *self);
guint elector_history_find_mark (const ElectorHistory *self, ElectorTime time);

guint elector_history_get_n_late (const ElectorHistory *self);
const ElectorHistoryLate *elector_history_get_late (const ElectorHistory *self);
ElectorTime elector_history_get_longest_flight (const ElectorHistory *self);
ElectorTrace *elector_history_get_trace (const ElectorHistory *self);

guint elector_history_find_end (const ElectorHistory *self, guint sent);
guint elector_history_find_sent (const ElectorHistory *self, guint position);
void elector_history_add_causes (const ElectorHistory *self, guint sent, GArray *positions, guint capacity);
void elector_history_add_effects (const ElectorHistory *self, guint sent, GArray *positions, guint capacity);
char *elector_history_format_message (const ElectorHistory *self, guint sent);

ElectorHistory *elector_history_new (ElectorTrace *trace);
void elector_history_free (ElectorHistory *self);

G_END_DECLS
