/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What each rule is for: small searches, one for each algorithm, rule switch, assumption and property. Where one with
 * a rule and one without it come to different verdicts, the rule is for that.
 *
 * Who does not promise that never two lead at once may still keep it whenever all messages have arrived: that is asked
 * for itself. */

#pragma once

#include "check/verdict-cache.h"

G_BEGIN_DECLS

#define ELECTOR_RULE_NONE (-1)
#define ELECTOR_RULE_MAX_QUESTIONS (ELECTOR_N_PROPERTIES + 1)

typedef struct
{
  const ElectorProtocol *protocol;
  int rule; /* the switch that is on, or ELECTOR_RULE_NONE */
  ElectorAssumption assumption;
  ElectorProperty property;
  gboolean at_rest; /* it is looked at only when no message is under way */
} ElectorRuleCase;

guint elector_rule_case_list (const ElectorProtocol *protocol, ElectorRuleCase *cases);
const char *elector_rule_case_get_title (const ElectorRuleCase *self);
void elector_rule_case_init_search (const ElectorRuleCase *self, ElectorSearch *search);
gboolean elector_rule_case_tells (const ElectorSearchVerdict *with, const ElectorSearchVerdict *without);

G_END_DECLS
