/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Draws a plot, on the screen and on paper. A curve is told from others by its color and its dashes. */

#pragma once

#include "scene/paper.h"
#include "scene/plot-scene.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define ELECTOR_PLOT_N_COLORS 6

typedef struct
{
  GdkRGBA foreground;
  GdkRGBA background;
  GdkRGBA curves[ELECTOR_PLOT_N_COLORS];
} ElectorPlotStyle;

void elector_plot_style_load (ElectorPlotStyle *self, GtkWidget *widget);
void elector_plot_style_load_paper (ElectorPlotStyle *self);
GdkRGBA elector_plot_style_get_curve (const ElectorPlotStyle *self, guint curve);

void elector_plot_place (ElectorPlotScene *scene, PangoContext *context, double width, double height,
                         gboolean has_legend);
void elector_plot_paint (const ElectorPlotScene *scene, cairo_t *cr, PangoContext *context,
                         const ElectorPlotStyle *style, gboolean has_legend);
void elector_plot_paint_sample (cairo_t *cr, const ElectorPlotStyle *style, guint curve, double x, double y,
                                double width);
void elector_plot_paint_pick (const ElectorPlotScene *scene, cairo_t *cr, PangoContext *context,
                              const ElectorPlotStyle *style, const ElectorPlotPick *pick, const char *text);

gboolean elector_plot_export (ElectorPlotScene *scene, const char *title, ElectorPaperFormat format, GFile *file,
                              GError **error);

G_END_DECLS
