/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "check/rule-case.h"

#include <glib/gi18n-lib.h>

/* So much that the standard algorithms are searched to the end, and so little that no search takes long. */
#define NODES 3
#define MEMORY (256 << 20)
#define PENDING_WITH_WRITES 3

/* Whether there is anything to search: the algorithm has to know what the property is about. */
static gboolean
is_possible (const ElectorRuleCase *self)
{
  ElectorSearch search;

  elector_rule_case_init_search (self, &search);
  return elector_search_check (&search, NULL)
         && (!self->at_rest || !elector_search_promises (&search, self->property));
}

/* Fills cases, of which there are ELECTOR_RULE_MAX_QUESTIONS, with what is asked about an algorithm: standard and
 * synchronous. Returns how many there are. */
guint
elector_rule_case_list (const ElectorProtocol *protocol, ElectorRuleCase *cases)
{
  guint n = 0;

  for (guint property = 0; property < ELECTOR_N_PROPERTIES; property++)
    for (guint at_rest = 0; at_rest <= (property == ELECTOR_PROPERTY_SINGLE_LEADER); at_rest++)
      {
        cases[n] = (ElectorRuleCase) { .protocol = protocol,
                                       .rule = ELECTOR_RULE_NONE,
                                       .assumption = ELECTOR_ASSUMPTION_SYNCHRONOUS,
                                       .property = (ElectorProperty) property,
                                       .at_rest = at_rest };
        n += is_possible (&cases[n]);
      }
  return n;
}

/* What is asked, in a word or two, translated. */
const char *
elector_rule_case_get_title (const ElectorRuleCase *self)
{
  /* Translators: "at rest" means: when no message is under way */
  return self->at_rest ? _("One leader at rest") : elector_property_to_text (self->property);
}

/* Three nodes, one of which may crash and come back; a client where writes matter. In lockstep it is asked whether
 * agreement can come back; elsewhere, whether it ever breaks. On one core: where a search stops for want of memory is
 * then the same everywhere. */
void
elector_rule_case_init_search (const ElectorRuleCase *self, ElectorSearch *search)
{
  ElectorConfig config;

  elector_config_init (&config, self->protocol, NODES);
  if (self->rule != ELECTOR_RULE_NONE)
    config.rules = 1u << self->rule;
  elector_search_init (search, &config);
  elector_search_set_properties (search, 1u << self->property);
  search->at_rest = self->at_rest;
  elector_search_set_assumption (search, self->assumption);
  search->eventually = self->assumption == ELECTOR_ASSUMPTION_LOCKSTEP;
  if (search->max_writes > 0 && self->assumption == ELECTOR_ASSUMPTION_ASYNCHRONOUS)
    search->max_pending = PENDING_WITH_WRITES;
  search->max_memory = MEMORY;
  search->n_threads = 1;
}

/* Whether one of the two holds, and the other one does not. */
gboolean
elector_rule_case_tells (const ElectorSearchVerdict *with, const ElectorSearchVerdict *without)
{
  return (with->outcome == ELECTOR_OUTCOME_HOLDS && without->outcome == ELECTOR_OUTCOME_FOUND)
         || (with->outcome == ELECTOR_OUTCOME_FOUND && without->outcome == ELECTOR_OUTCOME_HOLDS);
}
