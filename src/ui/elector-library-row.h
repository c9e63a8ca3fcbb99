/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* A scenario that comes with the program, in a list: its title, a sentence, and its algorithm. */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define ELECTOR_TYPE_LIBRARY_ROW (elector_library_row_get_type ())
G_DECLARE_FINAL_TYPE (ElectorLibraryRow, elector_library_row, ELECTOR, LIBRARY_ROW, GtkListBoxRow)

GtkWidget *elector_library_row_new (const char *id);
const char *elector_library_row_get_id (ElectorLibraryRow *self);
const char *elector_library_row_get_tag (ElectorLibraryRow *self);
int elector_library_row_compare (ElectorLibraryRow *self, ElectorLibraryRow *other);
gboolean elector_library_row_matches (ElectorLibraryRow *self, const char *wanted);

G_END_DECLS
