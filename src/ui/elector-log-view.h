/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The event log, newest first. A row is a place in time: activating it goes there. */

#pragma once

#include "engine/elector-simulation.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define ELECTOR_TYPE_LOG_VIEW (elector_log_view_get_type ())
G_DECLARE_FINAL_TYPE (ElectorLogView, elector_log_view, ELECTOR, LOG_VIEW, AdwBin)

/* Property: "simulation" (ElectorSimulation, may be NULL).
 * Signal: "message" (string): a sentence for the person, as for a toast: something was copied, saved, or failed. */
GtkWidget *elector_log_view_new (void);
void elector_log_view_set_simulation (ElectorLogView *self, ElectorSimulation *simulation);

G_END_DECLS
