/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* A row of the inspector: a name and a value, which may be marked as changed, and which may have a bar that shrinks. */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define ELECTOR_TYPE_INSPECTOR_ROW (elector_inspector_row_get_type ())
G_DECLARE_FINAL_TYPE (ElectorInspectorRow, elector_inspector_row, ELECTOR, INSPECTOR_ROW, GtkBox)

GtkWidget *elector_inspector_row_new (const char *name);
void elector_inspector_row_set_name (ElectorInspectorRow *self, const char *name);
void elector_inspector_row_set_value (ElectorInspectorRow *self, const char *value, gboolean changed);
void elector_inspector_row_set_countdown (ElectorInspectorRow *self, const char *value, gboolean runs);
void elector_inspector_row_set_fraction (ElectorInspectorRow *self, double fraction);

G_END_DECLS
