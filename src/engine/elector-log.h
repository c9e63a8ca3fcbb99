/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The event log: those records of a trace, up to the cursor, that pass a filter; newest first.
 * A GListModel of ElectorTraceItems that stores one number a row. */

#pragma once

#include "engine/elector-trace.h"

G_BEGIN_DECLS

typedef enum
{
  ELECTOR_LOG_TEXT,
  ELECTOR_LOG_CSV,
} ElectorLogFormat;

#define ELECTOR_TYPE_LOG (elector_log_get_type ())
G_DECLARE_FINAL_TYPE (ElectorLog, elector_log, ELECTOR, LOG, GObject)

ElectorLog *elector_log_new (void);
void elector_log_set_trace (ElectorLog *self, ElectorTrace *trace);
void elector_log_set_cursor (ElectorLog *self, guint position);
void elector_log_set_filter (ElectorLog *self, gboolean routine, ElectorNodeId node, const char *text);
guint elector_log_get_position (ElectorLog *self, guint row);
char *elector_log_format (ElectorLog *self, ElectorLogFormat format, ElectorTime since);

G_END_DECLS
