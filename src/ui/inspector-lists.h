/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The lists of the inspector: fields, timers and messages, a row each. */

#pragma once

#include "engine/inspection.h"
#include "ui/elector-inspector-row.h"

G_BEGIN_DECLS

/* More messages than this are counted only. */
#define ELECTOR_INSPECTOR_MAX_MESSAGES 8

typedef struct
{
  /* Where the rows are put, borrowed. */
  GtkBox *persistent;
  GtkBox *fleeting;
  GtkBox *timers;
  GtkBox *inbox;

  gboolean plays; /* time goes on */

  /* For which there are rows. */
  const ElectorProtocol *protocol;
  guint32 rules;

  ElectorInspectorRow *field_rows[ELECTOR_N_FIELDS]; /* NULL: the algorithm has none */
  ElectorInspectorRow *timer_rows[ELECTOR_MAX_TIMERS];
  ElectorInspectorRow *message_rows[ELECTOR_INSPECTOR_MAX_MESSAGES];
} ElectorInspectorLists;

void elector_inspector_lists_set_config (ElectorInspectorLists *self, const ElectorConfig *config);
void elector_inspector_lists_show_fields (ElectorInspectorLists *self, const ElectorInspection *seen);
guint elector_inspector_lists_show_timers (ElectorInspectorLists *self, const ElectorMoment *moment,
                                           ElectorNodeId node);
void elector_inspector_lists_show_messages (ElectorInspectorLists *self, const ElectorInspection *seen,
                                            ElectorTime time);

G_END_DECLS
