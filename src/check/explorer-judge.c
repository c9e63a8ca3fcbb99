/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Whether a state is a good one. */

#include "explorer-ahead.h"
#include "explorer-model.h"

#include <string.h>

typedef struct
{
  guint n_up;
  guint n_leaders;
  guint n_agreed;         /* who are up, and believe in somebody that is up */
  ElectorNodeId believed; /* by somebody that is up, in somebody that is up */
  gboolean disagree;
  gboolean timers;
  ElectorNodeId held_up; /* somebody who is, for too long */
  guint32 term;          /* the highest */
} Overview;

static void
look (const ElectorModel *self, const guint16 *words, Overview *overview)
{
  memset (overview, 0, sizeof *overview);
  for (guint i = 0; i < self->n_nodes; i++)
    {
      const ElectorModelNode *node = elector_model_get_node (self, words, i);

      overview->term = MAX (overview->term, node->term);
      if (node->condition != ELECTOR_CONDITION_UP)
        continue;
      if (self->longest_wait > 0 && node->waited > self->longest_wait)
        overview->held_up = (ElectorNodeId) (i + 1);
      overview->n_up++;
      overview->n_leaders += node->role == ELECTOR_ROLE_LEADER;
      overview->timers |= node->timers != 0;
      if (node->leader == ELECTOR_NO_NODE
          || elector_model_get_node (self, words, node->leader - 1u)->condition != ELECTOR_CONDITION_UP)
        continue;
      overview->n_agreed++;
      overview->disagree |= overview->believed != ELECTOR_NO_NODE && overview->believed != node->leader;
      overview->believed = node->leader;
    }
}

static void
look_at_history (const ElectorModel *self, const guint16 *words, gboolean *led_twice, gboolean *voted_twice)
{
  guint64 led = 0;

  for (guint i = 0; i < self->n_nodes; i++)
    {
      const ElectorModelNode *node = elector_model_get_node (self, words, i);

      *led_twice |= (led & node->led) != 0;
      *voted_twice |= node->voted_twice;
      led |= node->led;
    }
}

static guint32
find_broken (const ElectorModel *self, const guint16 *words, const Overview *overview)
{
  gboolean at_rest = words[self->first_message] == 0, led_twice = FALSE, voted_twice = FALSE;
  const ElectorModelClient *client = elector_model_get_client (self, words);
  guint32 broken = 0;

  look_at_history (self, words, &led_twice, &voted_twice);
  if (overview->n_leaders >= 2)
    broken |= 1u << ELECTOR_PROPERTY_SINGLE_LEADER;
  if (at_rest && overview->disagree && !self->search->eventually)
    broken |= 1u << ELECTOR_PROPERTY_AGREEMENT;
  if (overview->held_up != ELECTOR_NO_NODE
      || (at_rest && !overview->timers && overview->n_leaders == 0 && overview->n_up > self->n_nodes / 2))
    broken |= 1u << ELECTOR_PROPERTY_AVAILABILITY;
  if (client != NULL && client->lost)
    broken |= 1u << ELECTOR_PROPERTY_WRITES;
  if (led_twice)
    broken |= 1u << ELECTOR_PROPERTY_TERM_LEADER;
  if (voted_twice)
    broken |= 1u << ELECTOR_PROPERTY_TERM_VOTE;
  return broken & self->search->properties;
}

/* What a state has to do with the way to a leader, or to agreement. */
static guint
get_ahead_flags (const ElectorModel *self, const Overview *overview, gboolean is_looked_at)
{
  const ElectorSearch *search = self->search;
  gboolean is_there = elector_search_awaits_agreement (search)
                        ? overview->n_agreed == overview->n_up && !overview->disagree
                        : overview->n_leaders > 0;
  gboolean is_judged = is_looked_at && overview->n_up > self->n_nodes / 2
                       && overview->term + elector_search_get_terms_ahead (search)
                            <= elector_search_get_last_term (search);

  return (is_there ? ELECTOR_AHEAD_WAY : 0) | (is_judged ? ELECTOR_AHEAD_JUDGED : 0);
}

void
elector_model_judge (const ElectorModel *self, const guint16 *words, ElectorModelVerdict *verdict)
{
  gboolean is_looked_at = !self->search->at_rest || words[self->first_message] == 0;
  Overview overview;

  *verdict = (ElectorModelVerdict) { 0 };
  if (!is_looked_at && !self->is_timed)
    return;
  look (self, words, &overview);
  if (is_looked_at)
    verdict->broken = find_broken (self, words, &overview);
  verdict->held_up = overview.held_up;
  verdict->term = overview.term;
  if (self->is_timed)
    verdict->ahead = get_ahead_flags (self, &overview, is_looked_at);
}
