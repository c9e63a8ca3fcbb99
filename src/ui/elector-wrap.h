/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Lays its children out side by side, as a GtkBox does, as long as all of them fit into one line; if they don't, in as
 * many lines as it takes.
 *
 * This is what a GtkFlowBox is for, but that one makes columns, and is a list (see ElectorLearnGrid). */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define ELECTOR_TYPE_WRAP (elector_wrap_get_type ())
G_DECLARE_FINAL_TYPE (ElectorWrap, elector_wrap, ELECTOR, WRAP, GtkWidget)

G_END_DECLS
