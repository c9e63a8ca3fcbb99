/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Windows to look at, and what is in them. */

#pragma once

#include "engine/elector-simulation.h"
#include "ui/elector-window.h"

#include <adwaita.h>

G_BEGIN_DECLS

void ui_fixture_init (int *argc, char ***argv);

void ui_fixture_wait_until (gboolean (*condition) (gpointer), gpointer data);
void ui_fixture_wait_frame (GtkWidget *widget);
void ui_fixture_iterate (void);

guint ui_fixture_count_threads (const char *name);
double ui_fixture_get_cpu_msec (void);

ElectorWindow *ui_fixture_open_window (void);
void ui_fixture_act (gpointer widget, const char *action);
GtkWidget *ui_fixture_show (GtkWidget *child, int width, int height);
void ui_fixture_wait_mapped (GtkWidget *widget);
void ui_fixture_close (GtkWindow *window);

ElectorSimulation *ui_fixture_simulate (const char *scenario, ElectorTime time);
void ui_fixture_do (ElectorSimulation *simulation, const char *fault);

GtkWidget *ui_fixture_find (GtkWidget *widget, GType type);
GtkWidget *ui_fixture_find_label (GtkWidget *widget, const char *text);
gpointer ui_fixture_get_child (gpointer widget, const char *id);
gboolean ui_fixture_is_shown (GtkWidget *widget);

G_END_DECLS
