/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What happened in a run: an append-only array of plain records, and what is the case after any of them.
 *
 * A position is a number of records: position p is the moment after records 0 .. p - 1. Positions between
 * events are event ends; at any other, an event is only half told.
 *
 * As a GListModel it gives ElectorTraceItems, made when asked for. "items-changed" comes from
 * elector_trace_flush() only, so that a burst of records is one change. */

#pragma once

#include "core/moment.h"
#include "core/record.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define ELECTOR_TYPE_TRACE (elector_trace_get_type ())
G_DECLARE_FINAL_TYPE (ElectorTrace, elector_trace, ELECTOR, TRACE, GObject)

typedef struct _ElectorHistory ElectorHistory;

ElectorTrace *elector_trace_new (const ElectorConfig *config, const ElectorNetworkConfig *network);

guint32 elector_trace_append (ElectorTrace *self, ElectorRecord *record);
void elector_trace_advance (ElectorTrace *self, ElectorTime time);
void elector_trace_flush (ElectorTrace *self);

const ElectorConfig *elector_trace_get_config (ElectorTrace *self);
guint elector_trace_get_length (ElectorTrace *self);
const ElectorRecord *elector_trace_get_record (ElectorTrace *self, guint position);
const ElectorMoment *elector_trace_get_end (ElectorTrace *self);
gsize elector_trace_get_memory (ElectorTrace *self);
const ElectorHistory *elector_trace_get_history (ElectorTrace *self);

void elector_trace_seek (ElectorTrace *self, ElectorMoment *moment, guint *position, guint target, ElectorTime time);
guint elector_trace_find_time (ElectorTrace *self, ElectorTime time);
guint elector_trace_find_event (ElectorTrace *self, guint position);
guint elector_trace_find_event_end (ElectorTrace *self, guint position);

G_END_DECLS
