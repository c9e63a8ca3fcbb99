/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* A file that holds what is not saved, for the case that the program ends without being asked to.
 *
 * It is locked as long as its program lives; a file that nobody locks was lost, and is offered at the next start. */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define ELECTOR_TYPE_AUTOSAVE (elector_autosave_get_type ())
G_DECLARE_FINAL_TYPE (ElectorAutosave, elector_autosave, ELECTOR, AUTOSAVE, GObject)

/* Signal "failed" (string): it could not be written, and why; once until it can be again. */
ElectorAutosave *elector_autosave_new (const char *folder);
void elector_autosave_put (ElectorAutosave *self, const char *text);
gboolean elector_autosave_put_now (ElectorAutosave *self, const char *text);
void elector_autosave_clear (ElectorAutosave *self);

char *elector_autosave_get_standard_folder (void);
GFile *elector_autosave_find_lost (const char *folder);
void elector_autosave_discard (GFile *file);

G_END_DECLS
