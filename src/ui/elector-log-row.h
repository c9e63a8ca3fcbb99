/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* A row of the event log: a mark for what matters, the time, and a sentence. */

#pragma once

#include "engine/elector-trace-item.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define ELECTOR_TYPE_LOG_ROW (elector_log_row_get_type ())
G_DECLARE_FINAL_TYPE (ElectorLogRow, elector_log_row, ELECTOR, LOG_ROW, GtkBox)

GtkWidget *elector_log_row_new (void);
void elector_log_row_set_item (ElectorLogRow *self, ElectorTraceItem *item);

G_END_DECLS
