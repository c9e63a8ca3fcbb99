/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The scenarios that come with the program, each with its title, a sentence and its algorithm, grouped by tag and
 * filtered by what one types; above them, the items of a menu. It activates "win.show-scenario" with the one that is
 * chosen. */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define ELECTOR_TYPE_LIBRARY_POPOVER (elector_library_popover_get_type ())
G_DECLARE_FINAL_TYPE (ElectorLibraryPopover, elector_library_popover, ELECTOR, LIBRARY_POPOVER, GtkPopover)

GtkWidget *elector_library_popover_new (GMenuModel *menu);

G_END_DECLS
