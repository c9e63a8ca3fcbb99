/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Where things are on a plot: its axes and their ticks, curves, bands, dots, marks.
 *
 * Geometry only: nothing here draws. Data have the unit of their axis; places are logical pixels, x grows to the right
 * and y downwards. */

#pragma once

#include "scene/stage-scene.h"

G_BEGIN_DECLS

typedef enum
{
  ELECTOR_PLOT_NUMBER,
  ELECTOR_PLOT_TIME,       /* microseconds; shown as milliseconds */
  ELECTOR_PLOT_SHARE,      /* 0 .. 1; shown in percent, and the axis shows all of it */
  ELECTOR_PLOT_PER_MILLION /* shown in percent */
} ElectorPlotUnit;

typedef struct
{
  char *title; /* owned */
  ElectorPlotUnit unit;
  double low;
  double high;
  gboolean is_log;
  GArray *ticks; /* of double, ascending, low .. high */
} ElectorPlotAxis;

typedef struct
{
  double x;
  double y;
  double low; /* of the band */
  double high;
} ElectorPlotVertex;

/* A place that stands for one thing of the caller's, which knows it by its id. */
typedef struct
{
  double x;
  double y;
  guint64 id;
} ElectorPlotDot;

typedef struct
{
  char *name;        /* owned */
  gboolean is_steps; /* y jumps at each vertex, instead of going there in a straight line */
  gboolean has_band;
  gboolean shows_dots;
  GArray *vertices;  /* of ElectorPlotVertex, by x */
  GArray *dots;      /* of ElectorPlotDot */
  GArray *marks;     /* of ElectorPlotDot: what others say; without a meaning for the pointer */
} ElectorPlotCurve;

typedef struct
{
  ElectorPlotAxis x;
  ElectorPlotAxis y;
  GPtrArray *curves; /* of ElectorPlotCurve */

  /* The area inside the axes, once it has been placed. */
  double left;
  double top;
  double width;
  double height;
} ElectorPlotScene;

/* One dot. */
typedef struct
{
  guint curve;
  guint dot;
} ElectorPlotPick;

ElectorPlotScene *elector_plot_scene_new (const char *x_title, ElectorPlotUnit x_unit, const char *y_title,
                                          ElectorPlotUnit y_unit);
void elector_plot_scene_free (ElectorPlotScene *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ElectorPlotScene, elector_plot_scene_free)

ElectorPlotCurve *elector_plot_scene_add_curve (ElectorPlotScene *self, const char *name);
void elector_plot_curve_add_vertex (ElectorPlotCurve *self, double x, double y, double low, double high);
void elector_plot_curve_add_dot (ElectorPlotCurve *self, double x, double y, guint64 id);
void elector_plot_curve_add_mark (ElectorPlotCurve *self, double x, double y);

void elector_plot_scene_place (ElectorPlotScene *self, double width, double height, double legend_width,
                               double digit_width, double line_height);
double elector_plot_scene_get_x (const ElectorPlotScene *self, double x);
double elector_plot_scene_get_y (const ElectorPlotScene *self, double y);
const ElectorPlotCurve *elector_plot_scene_get_curve (const ElectorPlotScene *self, guint i);
const ElectorPlotDot *elector_plot_scene_get_dot (const ElectorPlotScene *self, const ElectorPlotPick *pick);

gboolean elector_plot_scene_find (const ElectorPlotScene *self, double x, double y, double reach,
                                  ElectorPlotPick *pick);
gboolean elector_plot_scene_move (const ElectorPlotScene *self, ElectorDirection direction, ElectorPlotPick *pick);

char *elector_plot_unit_format (ElectorPlotUnit self, double value);

G_END_DECLS
