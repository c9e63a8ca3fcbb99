/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* A plot whose dots can be read and opened, with the pointer and with the keyboard.
 *
 * Signal "activated" (guint64 id): a dot was clicked, or Enter was pressed on it. */

#pragma once

#include "scene/plot-scene.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define ELECTOR_TYPE_PLOT (elector_plot_get_type ())
G_DECLARE_FINAL_TYPE (ElectorPlot, elector_plot, ELECTOR, PLOT, GtkWidget)

/* What a dot stands for, in a few lines. Owned by the caller. */
typedef char *(*ElectorPlotDescribe) (const ElectorPlotPick *pick, guint64 id, gpointer user_data);

void elector_plot_set_scene (ElectorPlot *self, ElectorPlotScene *scene, ElectorPlotDescribe describe,
                             gpointer user_data);
ElectorPlotScene *elector_plot_get_scene (ElectorPlot *self);
void elector_plot_refresh (ElectorPlot *self);
const char *elector_plot_get_reading (ElectorPlot *self);

G_END_DECLS
