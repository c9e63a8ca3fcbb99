/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What the lab saves: an experiment, its results as a table, its plot. The person is asked where. */

#pragma once

#include "check/results.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* What came of it, in words; not called if the person decided otherwise, or view is gone by then. */
typedef void (*ElectorLabSaved) (GtkWidget *view, const char *text);

void elector_lab_save_text (GtkWidget *view, const char *text, const char *id, ElectorLabSaved saved);
void elector_lab_save_results (GtkWidget *view, ElectorResults *results, const char *title, const char *format,
                               ElectorLabSaved saved);

G_END_DECLS
