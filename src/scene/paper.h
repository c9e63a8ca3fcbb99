/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* A sheet of paper: what is painted on it becomes SVG, PDF or PNG. Needs no display.
 *
 * Lengths are points (1/72 inch), which are as large on paper as logical pixels are on the screen; in a PNG each is two
 * pixels wide. Equal pictures become equal bytes; a PDF says neither when nor by whom it was made. */

#pragma once

#include "scene/glyphs.h"

#include <gio/gio.h>
#include <pango/pangocairo.h>

G_BEGIN_DECLS

typedef enum
{
  ELECTOR_PAPER_SVG,
  ELECTOR_PAPER_PDF,
  ELECTOR_PAPER_PNG,
  ELECTOR_N_PAPERS
} ElectorPaperFormat;

typedef struct
{
  cairo_t *cr;
  PangoContext *context;  /* its font is a sans serif one of 12 points */
  ElectorPalette palette; /* of paper */
} ElectorPaper;

/* How a text is written. */
typedef struct
{
  double size; /* of the font */
  gboolean bold;
  ElectorColor color;
  double alpha;
} ElectorInk;

typedef void (*ElectorPaperPaint) (ElectorPaper *paper, gpointer user_data);

const char *elector_paper_format_to_id (ElectorPaperFormat format);
GBytes *elector_paper_print (ElectorPaperFormat format, double width, double height, const char *title,
                             ElectorPaperPaint paint, gpointer user_data, GError **error);
gboolean elector_paper_save (GBytes *bytes, GFile *file, GError **error);

void elector_paper_set_color (ElectorPaper *self, ElectorColor color, double alpha);
void elector_paper_fill (ElectorPaper *self, ElectorColor color, double alpha, double x, double y, double width,
                         double height);
void elector_paper_frame (ElectorPaper *self, ElectorColor color, double alpha, double x, double y, double width,
                          double height);
double elector_paper_measure (ElectorPaper *self, const char *text, const ElectorInk *ink);
double elector_paper_write (ElectorPaper *self, const char *text, const ElectorInk *ink, double x, double y,
                            double align, double room);

G_END_DECLS
