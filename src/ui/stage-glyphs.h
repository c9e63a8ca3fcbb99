/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What the toolkit has to do with how things look: the palette comes from stage.css, pictures become
 * stamps and textures. */

#pragma once

#include "scene/glyphs.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

void elector_palette_load (ElectorPalette *self, GtkWidget *widget);
GdkRGBA elector_palette_get (const ElectorPalette *self, ElectorColor color, double alpha);
GdkRGBA elector_widget_get_foreground (GtkWidget *widget);
GskRenderNode *elector_stamp_new (cairo_surface_t *surface, const graphene_rect_t *bounds);
GdkTexture *elector_texture_new_for_surface (cairo_surface_t *surface);

G_END_DECLS
