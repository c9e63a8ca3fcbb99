/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The column beside the line numbers that shows which node ran a line: a filled badge at the line that ran last,
 * hollow ones at the others. A bar marks the line that is explained. */

#pragma once

#include "engine/elector-listing.h"
#include "ui/code-colors.h"

#include <gtksourceview/gtksource.h>

G_BEGIN_DECLS

#define ELECTOR_TYPE_NODE_GUTTER (elector_node_gutter_get_type ())
G_DECLARE_FINAL_TYPE (ElectorNodeGutter, elector_node_gutter, ELECTOR, NODE_GUTTER, GtkSourceGutterRenderer)

GtkSourceGutterRenderer *elector_node_gutter_new (void);
void elector_node_gutter_set_n_nodes (ElectorNodeGutter *self, guint n_nodes);
void elector_node_gutter_set_listing (ElectorNodeGutter *self, ElectorListing *listing);
void elector_node_gutter_set_colors (ElectorNodeGutter *self, const ElectorCodeColors *colors);
void elector_node_gutter_set_lights (ElectorNodeGutter *self, const GArray *lights);
void elector_node_gutter_set_selected (ElectorNodeGutter *self, int line);

G_END_DECLS
