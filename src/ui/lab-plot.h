/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What came out of an experiment, as a plot: how the values are distributed, or how they depend on what was swept. */

#pragma once

#include "check/results.h"
#include "scene/plot-scene.h"

G_BEGIN_DECLS

ElectorPlotScene *elector_lab_plot_new (const ElectorResults *results);
guint64 elector_lab_plot_make_id (guint setting, guint run);
void elector_lab_plot_split_id (guint64 id, guint *setting, guint *run);
char *elector_lab_plot_describe (const ElectorResults *results, guint64 id);
guint elector_lab_plot_get_curve (const ElectorExperiment *experiment, guint setting);

char *elector_lab_format_value (ElectorQuantity quantity, double value);
char *elector_lab_format_statement (const ElectorSetting *setting);

G_END_DECLS
