/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The explorer on rings: Elector's own, and the one of which others have published how many states it has. */

#include "check/explorer.h"

#include "protocols/ring.h"

static ElectorOutcome
explore (const ElectorSearch *search, ElectorSearchProgress *progress, guint *n_moves)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ElectorExplorer) explorer = elector_explorer_new (search, &error);

  g_assert_no_error (error);
  elector_explorer_run (explorer, NULL);
  elector_explorer_get_progress (explorer, progress);
  elector_explorer_get_moves (explorer, n_moves);
  return progress->outcome;
}

/* --- ChangRoberts.tla of the TLA+ examples: the lowest id wins, some nodes start, the others only pass ids on --- */

typedef enum
{
  MODEL_CANDIDATE,
  MODEL_LOST,
  MODEL_WON
} ModelRole;

typedef struct
{
  ElectorRng rng;
  guint8 started;
  guint8 role;
  guint8 padding[6];
} ModelState;

/* A message has no sender that matters; it comes from before. */
static void
pass (const ElectorInput *input, ElectorEffects *effects, ElectorNodeId to, guint32 id)
{
  guint n = input->config->n_nodes;

  elector_effects_send (effects, &(ElectorMessage) { .from = (ElectorNodeId) ((to + n - 2) % n + 1), .to = to,
                                                     .index = id });
}

static void
step_model (gpointer data, const ElectorInput *input, ElectorEffects *effects)
{
  ModelState *self = data;
  ElectorNodeId next = (ElectorNodeId) (input->node % input->config->n_nodes + 1);
  gboolean starts = elector_config_has_rule (input->config, input->node - 1u);

  if (input->kind == ELECTOR_INPUT_BOOT)
    {
      self->role = starts ? MODEL_CANDIDATE : MODEL_LOST;
      elector_effects_set_timer (effects, 0, 0);
    }
  else if (input->kind == ELECTOR_INPUT_TIMER)
    {
      self->started = TRUE;
      if (starts)
        pass (input, effects, next, input->node);
    }
  else if (!self->started)
    pass (input, effects, input->node, input->message.index); /* it waits */
  else if (self->role == MODEL_LOST || input->message.index < input->node)
    {
      self->role = MODEL_LOST;
      pass (input, effects, next, input->message.index);
    }
  else if (input->message.index == input->node)
    self->role = MODEL_WON;
}

static ElectorTime
get_zero (const ElectorConfig *config)
{
  return 0;
}

static const char *const model_words[] = { "ID" };

static const ElectorRule model_rules[] = { { "one", "", "" }, { "two", "", "" }, { "three", "", "" } };

static const ElectorProtocol model = {
  .id = "model",
  .name = "Model",
  .state_size = sizeof (ModelState),
  .persistent_size = sizeof (ElectorRng),
  .messages = { model_words, 1 },
  .timers = { model_words, 1 },
  .timer_texts = model_words,
  .rules = model_rules,
  .n_rules = G_N_ELEMENTS (model_rules),
  .promises = { [ELECTOR_PROPERTY_SINGLE_LEADER] = { ELECTOR_PROMISE_ALWAYS, "" } },
  .step = step_model,
  .get_delay_bound = get_zero,
  .get_settle_time = get_zero,
};

/* 137 different states, the last of which are ten levels deep, over all choices of who starts. */
static void
test_published_count (void)
{
  guint64 n_states = 0;
  guint depth = 0;

  for (guint32 starters = 0; starters < 8; starters++)
    {
      ElectorConfig config;
      ElectorSearch search;
      ElectorSearchProgress progress;
      guint n_moves;

      elector_config_init (&config, &model, 3);
      config.rules = starters;
      elector_search_init (&search, &config);
      search.max_crashes = 0;
      g_assert_cmpuint (explore (&search, &progress, &n_moves), ==, ELECTOR_OUTCOME_HOLDS);
      n_states += progress.n_states;
      depth = MAX (depth, progress.depth + 1);
    }
  g_assert_cmpuint (n_states, ==, 137);
  g_assert_cmpuint (depth, ==, 10);
}

/* --- Elector's ring --- */

static ElectorSearch
make_search (guint32 rules)
{
  ElectorConfig config;
  ElectorSearch search;

  elector_config_init (&config, &elector_ring, 3);
  config.rules = rules;
  elector_search_init (&search, &config);
  search.assumption = ELECTOR_ASSUMPTION_SYNCHRONOUS;
  search.max_pending = ELECTOR_EXPLORER_MAX_PENDING;
  search.at_rest = TRUE;
  return search;
}

static void
test_ring (void)
{
  ElectorSearch search = make_search (0);
  ElectorSearchProgress progress;
  guint n_moves;

  g_assert_cmpuint (explore (&search, &progress, &n_moves), ==, ELECTOR_OUTCOME_HOLDS);
  search = make_search (1u << RING_RULE_FORWARD_EVERYTHING);
  search.max_crashes = 0;
  g_assert_cmpuint (explore (&search, &progress, &n_moves), ==, ELECTOR_OUTCOME_FOUND);
  search = make_search (1u << RING_RULE_TRY_ONCE);
  search.properties = 1u << ELECTOR_PROPERTY_AVAILABILITY;
  g_assert_cmpuint (explore (&search, &progress, &n_moves), ==, ELECTOR_OUTCOME_FOUND);
  g_assert_cmpuint (n_moves, ==, 4);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/explorer-ring/published-count", test_published_count);
  g_test_add_func ("/explorer-ring/ring", test_ring);
  return g_test_run ();
}
