/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* One node under the magnifier: what it holds at the cursor, what of that has changed, what is on its way to it, whom
 * it believes in and why. Learned from the trace and the moment at the cursor, and from nothing else. */

#pragma once

#include "engine/elector-trace.h"

G_BEGIN_DECLS

/* No record. */
#define ELECTOR_INSPECTION_NONE G_MAXUINT

typedef struct
{
  guint32 fields[ELECTOR_N_FIELDS]; /* by ElectorField: a role, a node or 0 for nobody, a number */
  ElectorCondition condition;
} ElectorNodeValues;

/* A message that is on its way to the node. */
typedef struct
{
  ElectorTime due;
  ElectorNodeId from;
  ElectorNodeId id; /* of the node that it is about, or 0 */
  guint8 type;
  gboolean waits; /* it has arrived, but the node is paused */
} ElectorInboxItem;

typedef struct
{
  ElectorTrace *trace; /* owned, or NULL: there is nothing to inspect */
  ElectorNodeId node;

  /* What elector_inspection_update() found. */
  guint position;
  gboolean other_trace; /* than the one that was looked at last */
  ElectorNodeValues values;
  ElectorNodeValues before; /* before the last event at the node, or at the pinned moment */
  GArray *inbox;            /* of ElectorInboxItem, by due */
  guint event;              /* the head of the last event in which the node had a part, or NONE */
  guint step;               /* the last step that it ran, or NONE */
  guint belief;             /* since which it believes as it does; NONE: from the start */

  gboolean pinned;
  guint pin_position;
  ElectorTime pin_time;

  ElectorMoment past; /* to find before */
  guint past_position;
} ElectorInspection;

void elector_inspection_init (ElectorInspection *self);
void elector_inspection_clear (ElectorInspection *self);

void elector_inspection_set_node (ElectorInspection *self, ElectorTrace *trace, ElectorNodeId node);
void elector_inspection_update (ElectorInspection *self, const ElectorMoment *moment, guint position);
void elector_inspection_pin (ElectorInspection *self, const ElectorMoment *moment);
void elector_inspection_unpin (ElectorInspection *self);

gboolean elector_inspection_has_changed (const ElectorInspection *self, ElectorField field);
char *elector_inspection_format_value (const ElectorInspection *self, ElectorField field);
char *elector_inspection_format_belief (const ElectorInspection *self);
char *elector_inspection_format_reason (const ElectorInspection *self);

G_END_DECLS
