/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The children that a widget gives room to: those that are shown, and are no popovers. */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

GtkWidget *elector_children_get_first (GtkWidget *parent);
GtkWidget *elector_children_get_next (GtkWidget *child);
int elector_children_get_narrowest (GtkWidget *parent);

G_END_DECLS
