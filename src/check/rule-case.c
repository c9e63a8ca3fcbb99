/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "check/rule-case.h"

/* So much that the standard algorithms are searched to the end, and so little that no search takes long. */
#define NODES 3
#define MEMORY (128 << 20)
#define PENDING_WITH_WRITES 3

/* Whether there is anything to search: the algorithm has to know what the property is about. */
gboolean
elector_rule_case_is_possible (const ElectorRuleCase *self)
{
  ElectorSearch search;

  elector_rule_case_init_search (self, &search);
  return elector_search_check (&search, NULL);
}

/* Three nodes, one of which may crash and come back; a client where writes matter. On one core: where a search stops
 * for want of memory is then the same everywhere. */
void
elector_rule_case_init_search (const ElectorRuleCase *self, ElectorSearch *search)
{
  ElectorConfig config;

  elector_config_init (&config, self->protocol, NODES);
  if (self->rule != ELECTOR_RULE_NONE)
    config.rules = 1u << self->rule;
  elector_search_init (search, &config);
  elector_search_set_properties (search, 1u << self->property);
  elector_search_set_assumption (search, self->assumption);
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
