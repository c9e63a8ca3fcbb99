/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* How a count grows with the number of nodes: lines, told apart by letter, dashes and color, on a logarithmic scale. */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define ELECTOR_TYPE_COUNT_CHART (elector_count_chart_get_type ())
G_DECLARE_FINAL_TYPE (ElectorCountChart, elector_count_chart, ELECTOR, COUNT_CHART, GtkWidget)

GtkWidget *elector_count_chart_new (guint n_min, guint n_max);
char elector_count_chart_add_line (ElectorCountChart *self, const guint *counts);
void elector_count_chart_clear (ElectorCountChart *self);

G_END_DECLS
