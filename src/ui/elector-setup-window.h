/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What is run: the algorithm, its rule switches, the seed. A change starts the run anew, and can be undone there. */

#pragma once

#include "engine/elector-simulation.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define ELECTOR_TYPE_SETUP_WINDOW (elector_setup_window_get_type ())
G_DECLARE_FINAL_TYPE (ElectorSetupWindow, elector_setup_window, ELECTOR, SETUP_WINDOW, AdwPreferencesWindow)

GtkWidget *elector_setup_window_new (ElectorSimulation *simulation);

G_END_DECLS
