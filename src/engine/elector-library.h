/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The scenarios that come with the program. An id is a file's name without its ending. */

#pragma once

#include "engine/elector-scenario.h"

G_BEGIN_DECLS

char **elector_library_list (void);
GFile *elector_library_find (const char *id);
ElectorScenario *elector_library_load (const char *id, GError **error);

guint elector_library_get_tag_place (const char *tag);
const char *elector_library_tag_to_text (const char *tag);

G_END_DECLS
