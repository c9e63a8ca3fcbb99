/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* One record of a trace as a list shows it. */

#pragma once

#include "core/protocol.h"
#include "core/record.h"

#include <glib-object.h>

G_BEGIN_DECLS

#define ELECTOR_TYPE_TRACE_ITEM (elector_trace_item_get_type ())
G_DECLARE_FINAL_TYPE (ElectorTraceItem, elector_trace_item, ELECTOR, TRACE_ITEM, GObject)

ElectorTraceItem *elector_trace_item_new (const ElectorRecord *record, guint position, const ElectorConfig *config);

/* Properties: "time" (string, "0:04.210"), "text" (string, a sentence). */
guint elector_trace_item_get_position (ElectorTraceItem *self);
const ElectorRecord *elector_trace_item_get_record (ElectorTraceItem *self);
const char *elector_trace_item_get_time (ElectorTraceItem *self);
const char *elector_trace_item_get_text (ElectorTraceItem *self);

G_END_DECLS
