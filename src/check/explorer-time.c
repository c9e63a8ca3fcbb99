/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Time that has a length, in lockstep: whole units, each as long as the algorithm lets a message take. */

#include "explorer-model.h"

#include "core/units.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* A longer duration, and more outcomes of what a node draws, or of what all do at their boot, are too much for a
 * search. */
#define MAX_UNITS ELECTOR_MODEL_MAX_WAIT
#define MAX_DRAWS 24
#define MAX_STARTS 1000000

/* How many draws of one step come out as its number says. */
#define N_DRAWS_OF_A_STEP 3

/* --- What a search does with durations --- */

/* What the search runs the nodes with: in lockstep, durations are whole units, rounded down, and one at least. */
static void
get_config (const ElectorSearch *search, ElectorConfig *config)
{
  ElectorTime unit = search->config.protocol->get_delay_bound (&search->config);

  *config = search->config;
  for (guint i = 0; i < config->protocol->n_parameters && unit > 0; i++)
    {
      config->parameters[i].low = MAX (search->config.parameters[i].low / unit, 1);
      config->parameters[i].high = MAX (search->config.parameters[i].high / unit, 1);
    }
}

static guint
count_outcomes (const ElectorRange *range)
{
  return (guint) (range->high - range->low + 1);
}

/* How many numbers tell all outcomes of all draws apart: their least common multiple. */
static guint
count_draws (const ElectorConfig *config)
{
  guint n = 1;

  for (guint i = 0; i < config->protocol->n_parameters; i++)
    {
      guint step = n;

      while (n % count_outcomes (&config->parameters[i]) != 0 && n <= MAX_DRAWS)
        n += step;
    }
  return n;
}

static double
count_starts (const ElectorConfig *config)
{
  double n = 1;

  for (guint i = 0; i < config->n_nodes; i++)
    n *= count_draws (config);
  return n;
}

/* Whether the algorithm's durations are such that it can be searched in lockstep. Errors: ELECTOR_ERROR. */
gboolean
elector_search_check_time (const ElectorSearch *self, GError **error)
{
  ElectorConfig config;
  ElectorTime longest = 0;

  get_config (self, &config);
  for (guint i = 0; i < config.protocol->n_parameters; i++)
    longest = MAX (longest, config.parameters[i].high);
  if (config.protocol->get_delay_bound (&self->config) > 0 && config.protocol->get_delay_bound (&config) > 0
      && longest <= MAX_UNITS && count_draws (&config) <= MAX_DRAWS && count_starts (&config) <= MAX_STARTS)
    return TRUE;
  g_set_error (error, ELECTOR_ERROR, ELECTOR_ERROR_RANGE,
               _("with these durations, %s cannot be searched in lockstep"), _(config.protocol->name));
  return FALSE;
}

/* A seed from which the first draws come out as number says, whatever their ranges are. */
static guint64
find_seed (guint number, guint n_draws)
{
  for (guint64 seed = 1;; seed++)
    {
      ElectorRng rng = { seed };
      guint n = 0;

      while (n < N_DRAWS_OF_A_STEP && elector_rng_next (&rng) % n_draws == number)
        n++;
      if (n == N_DRAWS_OF_A_STEP)
        return seed;
    }
}

void
elector_model_init_time (ElectorModel *self)
{
  self->config = self->search->config;
  self->n_draws = 1;
  self->seeds = g_new0 (guint64, MAX_DRAWS);
  self->is_timed = self->search->assumption == ELECTOR_ASSUMPTION_LOCKSTEP;
  if (!self->is_timed)
    return;
  get_config (self->search, &self->config);
  self->n_draws = count_draws (&self->config);
  for (guint i = 0; i < self->n_draws; i++)
    self->seeds[i] = find_seed (i, self->n_draws);
  if ((self->search->properties >> ELECTOR_PROPERTY_AVAILABILITY & 1) == 0
      || !elector_protocol_knows (self->config.protocol, ELECTOR_PROPERTY_TERM_VOTE))
    return;
  for (guint i = 0; i < self->config.protocol->n_parameters; i++)
    self->longest_wait = MAX (self->longest_wait, (guint) self->config.parameters[i].high);
}

/* --- Time that passes --- */

gboolean
elector_model_has_due_message (const ElectorModel *self, const guint16 *words)
{
  for (guint i = self->first_message; i < self->n_words && words[i] != 0; i++)
    if (elector_model_is_due (self, words[i]))
      return TRUE;
  return FALSE;
}

/* How long nothing happens by itself; 0 when something is due, or nothing ever is. */
static guint
get_pause (const ElectorModel *self, const guint16 *words)
{
  guint pause = G_MAXUINT;

  if (words[self->first_message] != 0)
    pause = elector_model_has_due_message (self, words) ? 0 : 1;
  for (guint i = 0; i < self->n_nodes; i++)
    {
      const ElectorModelNode *node = elector_model_get_node (self, words, i);

      for (guint timer = 0; node->timers >> timer != 0; timer++)
        if ((node->timers >> timer & 1) != 0)
          pause = MIN (pause, node->left[timer]);
    }
  return pause == G_MAXUINT ? 0 : MIN (pause, ELECTOR_MODEL_MAX_WAIT);
}

static void
sort_messages (const ElectorModel *self, guint16 *messages, guint n)
{
  for (guint i = 1; i < n; i++)
    for (guint k = i; k > 0 && elector_model_comes_before (self, messages[k], messages[k - 1]); k--)
      {
        guint16 held = messages[k];

        messages[k] = messages[k - 1];
        messages[k - 1] = held;
      }
}

/* In lockstep: lets time pass until something is due, and leaves in self->passed how much. */
void
elector_model_let_time_pass (ElectorModelView *self, guint16 *words)
{
  const ElectorModel *model = self->model;
  guint16 *messages = words + model->first_message;
  guint pause;

  self->passed = 0;
  while ((pause = get_pause (model, words)) > 0)
    {
      guint n = 0;

      for (guint i = 0; i < model->n_nodes; i++)
        words[i] = elector_model_get_step (self, i, words[i], ELECTOR_MODEL_INPUT_WAIT + pause, 0)->next;
      for (; n < model->search->max_pending && messages[n] != 0; n++)
        messages[n]--;
      sort_messages (model, messages, n);
      self->passed += pause;
    }
}

/* What a pause does to a node. */
void
elector_model_wait (const ElectorModel *self, ElectorModelNode *node, guint pause)
{
  for (guint timer = 0; node->timers >> timer != 0; timer++)
    if ((node->timers >> timer & 1) != 0)
      node->left[timer] = (guint16) (node->left[timer] - pause);
  if (self->longest_wait > 0 && node->condition == ELECTOR_CONDITION_UP && node->role != ELECTOR_ROLE_LEADER)
    node->waited = (guint16) MIN (node->waited + pause, self->longest_wait + 1);
}
