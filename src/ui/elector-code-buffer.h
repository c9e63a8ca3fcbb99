/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The text of a listing, with its lit lines and the line that is explained. */

#pragma once

#include "engine/elector-listing.h"
#include "ui/code-colors.h"

#include <gtksourceview/gtksource.h>

G_BEGIN_DECLS

#define ELECTOR_TYPE_CODE_BUFFER (elector_code_buffer_get_type ())
G_DECLARE_FINAL_TYPE (ElectorCodeBuffer, elector_code_buffer, ELECTOR, CODE_BUFFER, GtkSourceBuffer)

ElectorCodeBuffer *elector_code_buffer_new (const ElectorProtocol *protocol, ElectorListingLanguage language,
                                            guint32 rules);
ElectorListing *elector_code_buffer_get_listing (ElectorCodeBuffer *self);
void elector_code_buffer_set_colors (ElectorCodeBuffer *self, const ElectorCodeColors *colors);
void elector_code_buffer_set_char_width (ElectorCodeBuffer *self, int width);

gboolean elector_code_buffer_set_lights (ElectorCodeBuffer *self, const GArray *lights);
int elector_code_buffer_get_selected (ElectorCodeBuffer *self);
void elector_code_buffer_set_selected (ElectorCodeBuffer *self, int line);
int elector_code_buffer_find_step (ElectorCodeBuffer *self, int step);

G_END_DECLS
