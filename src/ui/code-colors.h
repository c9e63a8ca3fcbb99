/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The colors behind source text. Text tags know no CSS, so the style manager's choice is followed here. None of
 * these is a text color: text keeps that of the style scheme, and stays readable on all of them. */

#pragma once

#include <gdk/gdk.h>

G_BEGIN_DECLS

typedef struct
{
  const char *scheme; /* id of the GtkSourceView style scheme */
  GdkRGBA strong;     /* behind the line that ran last */
  GdkRGBA weak;       /* behind the other lines that ran */
  GdkRGBA selected;   /* behind the line that is explained */
  GdkRGBA badge;      /* the node that ran the last line; also the outline of the others, and the selection's mark */
  GdkRGBA badge_text;
  GdkRGBA outline_text;
  GdkRGBA changed;    /* the mark beside a line that a rule switch has changed */
} ElectorCodeColors;

const ElectorCodeColors *elector_code_colors_get (gboolean dark, gboolean high_contrast);

G_END_DECLS
