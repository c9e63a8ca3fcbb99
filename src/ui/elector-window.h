/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The window: one simulation, and the pages on which it is watched and explained. */

#pragma once

#include "engine/elector-simulation.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define ELECTOR_TYPE_WINDOW (elector_window_get_type ())
G_DECLARE_FINAL_TYPE (ElectorWindow, elector_window, ELECTOR, WINDOW, AdwApplicationWindow)

ElectorWindow *elector_window_new (GtkApplication *application);
void elector_window_open (ElectorWindow *self, GFile *file);
ElectorSimulation *elector_window_get_simulation (ElectorWindow *self);

G_END_DECLS
