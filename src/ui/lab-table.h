/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What came out of an experiment, as a table. A number that some run has is a button with the action
 * "experiment.show-run" (setting, run). */

#pragma once

#include "check/results.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

GtkWidget *elector_lab_table_new (const ElectorResults *results);

G_END_DECLS
