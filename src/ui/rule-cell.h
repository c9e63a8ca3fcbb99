/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* A cell of the table of rules: a button that says what a search came to, with a symbol and in words. */

#pragma once

#include "check/rule-case.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

GtkWidget *elector_rule_cell_new (const ElectorRuleCase *rule_case);
void elector_rule_cell_set_verdict (GtkWidget *cell, const ElectorRuleCase *rule_case,
                                    const ElectorSearchVerdict *verdict, gboolean tells);

G_END_DECLS
