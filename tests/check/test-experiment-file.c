/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Experiment files: what they say is what is run, and what is wrong in them is said with its line. */

#include "check/experiment.h"
#include "core/units.h"

#define HEAD "[elector]\nversion=1\n[experiment]\n"

static void
test_sweep (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ElectorExperiment) experiment = elector_experiment_new_from_data (
    "[elector]\nversion=1\ntitle=Loss\n[run]\nalgorithm=raft\nnodes=7\nseed=42\n[raft]\nheartbeat=70ms\n"
    "[experiment]\nmeasure=downtime\nalgorithms=bully, raft\nsweep=loss\nvalues=0%, 5%, 10%\ncrash=5s..6s\nruns=20\n",
    -1, "f", &error);
  const ElectorSetting *last;
  const ElectorConfig *config;

  g_assert_no_error (error);
  g_assert_cmpuint (experiment->settings->len, ==, 6);
  g_assert_cmpuint (experiment->n_runs, ==, 20);
  g_assert_cmpuint (experiment->seed, ==, 42);
  g_assert_cmpstr (experiment->title, ==, "Loss");
  g_assert_cmpstr (experiment->axis, ==, "loss");
  g_assert_false (experiment->axis_is_time);
  last = elector_experiment_find_setting (experiment, "raft loss=10%");
  config = elector_scenario_get_config (last->scenario);
  g_assert_true (last == elector_experiment_get_setting (experiment, 5));
  g_assert_cmpuint (config->n_nodes, ==, 7);
  g_assert_cmpuint (elector_scenario_get_network (last->scenario)->loss, ==, 100000);
  g_assert_cmpint (config->parameters[elector_protocol_find_parameter (config->protocol, "heartbeat")].low, ==,
                   70 * ELECTOR_MSEC);
  g_assert_cmpfloat (last->x, ==, 100000);
  g_assert_true (last->crashes);
  g_assert_cmpint (last->crash.high, ==, 6 * ELECTOR_SEC);
}

static void
test_ratio (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ElectorExperiment) experiment = elector_experiment_new_from_data (
    HEAD "measure=first-leader\nsweep=heartbeat\nvalues=100ms\nkeep-ratio=true\n", -1, "f", &error);
  const ElectorConfig *config;

  g_assert_no_error (error);
  config = elector_scenario_get_config (elector_experiment_get_setting (experiment, 0)->scenario);
  for (guint i = 0; i < config->protocol->n_parameters; i++)
    g_assert_cmpint (config->parameters[i].high, ==, config->protocol->parameters[i].standard.high / 2);
}

/* Each of these is refused at its line, with this word. */
static void
test_bad (void)
{
  static const struct
  {
    const char *text;
    guint line;
    const char *word;
  } cases[] = {
    { "[elector]\nversion=1\n", 1, "[experiment]" },
    { HEAD "runs=5\n", 3, "measure" },
    { HEAD "measure=mood\n", 4, "mood" },
    { HEAD "measure=downtime\n", 4, "crash" },
    { HEAD "measure=downtime\ncrash=5\n", 5, "5" },
    { HEAD "measure=downtime\ncrash=0s..1s\n", 5, "later" },
    { HEAD "measure=downtime\ncrash=5s\nstarter=me\n", 6, "me" },
    { HEAD "measure=breaks\nstarter=lowest\n", 5, "crash" },
    { HEAD "measure=breaks\nalgorithms=bully,alchemy\n", 5, "alchemy" },
    { HEAD "measure=breaks\nalgorithms=bully,bully\n", 5, "twice" },
    { HEAD "measure=breaks\nalgorithms=\n", 5, "algorithm" },
    { HEAD "measure=breaks\nsweep=loss\n", 5, "values" },
    { HEAD "measure=breaks\nvalues=1%\n", 5, "sweep" },
    { HEAD "measure=breaks\nsweep=loss\nvalues=1%,1%\n", 6, "twice" },
    { HEAD "measure=breaks\nsweep=loss\nvalues=\n", 6, "value" },
    { HEAD "measure=breaks\nsweep=loss\nvalues=much\n", 6, "much" },
    { HEAD "measure=breaks\nsweep=nodes\nvalues=3,0\n", 6, "between 1 and 1000" },
    { HEAD "measure=breaks\nalgorithms=raft\nsweep=leader-timeout\nvalues=1s\n", 7, "leader-timeout" },
    { HEAD "measure=breaks\nkeep-ratio=maybe\n", 5, "true or false" },
    { HEAD "measure=breaks\nruns=0\n", 5, "between 1 and 1000000" },
    { HEAD "measure=breaks\nspeed=5\n", 5, "speed" },
    { "[elector]\nversion=1\n[laboratory]\n", 3, "laboratory" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (ElectorExperiment) experiment = elector_experiment_new_from_data (cases[i].text, -1, "f", &error);
      g_autofree char *prefix = g_strdup_printf ("f:%u: ", cases[i].line);

      g_assert_null (experiment);
      g_assert_nonnull (error);
      g_test_message ("%s", error->message);
      g_assert_true (g_str_has_prefix (error->message, prefix));
      g_assert_nonnull (g_strstr_len (error->message, -1, cases[i].word));
    }
}

/* A scenario is no experiment, and an experiment no scenario. */
static void
test_scenario (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ElectorScenario) scenario = elector_scenario_new_from_data (HEAD "measure=breaks\n", -1, "f", &error);

  g_assert_null (scenario);
  g_assert_cmpstr (error->message, ==, "f:3: unknown group [experiment]");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/experiment-file/sweep", test_sweep);
  g_test_add_func ("/experiment-file/ratio", test_ratio);
  g_test_add_func ("/experiment-file/bad", test_bad);
  g_test_add_func ("/experiment-file/scenario", test_scenario);
  return g_test_run ();
}
