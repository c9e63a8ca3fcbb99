/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What each rule is for: small searches of every algorithm with every rule switch, under every assumption, for every
 * property. What they came to is kept in a file.
 *
 * Signal "show-search" (pointer to ElectorSearch, string note): somebody wants to see a search, or what a rule is for
 *        was found; note says that, translated, or is NULL.
 * Signal "show-experiment" (): somebody wants to measure what no search tells. */

#pragma once

#include "check/rule-case.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define ELECTOR_TYPE_RULES_TABLE (elector_rules_table_get_type ())
G_DECLARE_FINAL_TYPE (ElectorRulesTable, elector_rules_table, ELECTOR, RULES_TABLE, AdwBin)

void elector_rules_table_find_purpose (ElectorRulesTable *self, const ElectorProtocol *protocol, guint rule);
gboolean elector_rules_table_look_up (ElectorRulesTable *self, const ElectorRuleCase *rule_case,
                                      ElectorSearchVerdict *verdict);

G_END_DECLS
