/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* A small window that asks what of a run is to be exported, and how, and then where to. It is about the run as it was
 * when the window was opened, even if that goes on in the meantime. */

#pragma once

#include "engine/elector-showdown.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define ELECTOR_TYPE_EXPORT_DIALOG (elector_export_dialog_get_type ())
G_DECLARE_FINAL_TYPE (ElectorExportDialog, elector_export_dialog, ELECTOR, EXPORT_DIALOG, AdwWindow)

/* Emits "message" (string) when a file was written. */
ElectorExportDialog *elector_export_dialog_present (GtkWindow *parent, ElectorSimulation *simulation, ElectorTime since,
                                                    ElectorTime until);
ElectorExportDialog *elector_export_dialog_present_showdown (GtkWindow *parent, ElectorShowdown *showdown);
gboolean elector_export_dialog_save (ElectorExportDialog *self, GFile *file, GError **error);

G_END_DECLS
