/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The run that is watched as something that can be saved: which file it is, whether that is up to date, and a copy
 * that survives the program. */

#pragma once

#include "engine/elector-autosave.h"
#include "engine/elector-simulation.h"

G_BEGIN_DECLS

/* What was done is never older than this in the file that survives. */
#define ELECTOR_DOCUMENT_DELAY_MSEC 1000

#define ELECTOR_TYPE_DOCUMENT (elector_document_get_type ())
G_DECLARE_FINAL_TYPE (ElectorDocument, elector_document, ELECTOR, DOCUMENT, GObject)

/* Signal "changed" (): it is another file, or up to date, or not any more. */
ElectorDocument *elector_document_new (ElectorSimulation *simulation, ElectorAutosave *autosave);

GFile *elector_document_get_file (ElectorDocument *self);
gboolean elector_document_get_modified (ElectorDocument *self);
gboolean elector_document_has_work (ElectorDocument *self);
char *elector_document_format (ElectorDocument *self);

void elector_document_open (ElectorDocument *self, ElectorBranches *branches, GFile *file);
void elector_document_restore (ElectorDocument *self, ElectorBranches *branches);
gboolean elector_document_save (ElectorDocument *self, GFile *file, GError **error);
void elector_document_close (ElectorDocument *self);

G_END_DECLS
