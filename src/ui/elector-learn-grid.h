/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Lays its children out in rows of equally wide cells: as many in a row as are column-width wide, at most
 * max-columns. The children of a last row that is not full share its whole width. All of a row are equally high.
 *
 * This is what a GtkFlowBox is for, but that one is a list: it puts its cells into the focus chain, skips
 * buttons inside them, and tells screen readers that the page is a table. */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define ELECTOR_TYPE_LEARN_GRID (elector_learn_grid_get_type ())
G_DECLARE_FINAL_TYPE (ElectorLearnGrid, elector_learn_grid, ELECTOR, LEARN_GRID, GtkWidget)

G_END_DECLS
