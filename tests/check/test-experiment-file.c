/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Experiment files: what they say is what is run, and what is wrong in them is said with its line. */

#include "check/experiment.h"
#include "core/units.h"
#include "protocols/registry.h"

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

/* --- Writing --- */

static void
assert_same_range (ElectorRange range, ElectorRange other)
{
  g_assert_cmpint (range.low, ==, other.low);
  g_assert_cmpint (range.high, ==, other.high);
}

/* The same runs, by the same names. */
static void
assert_same_settings (const ElectorExperiment *experiment, const ElectorExperiment *other)
{
  g_assert_cmpuint (experiment->settings->len, ==, other->settings->len);
  for (guint i = 0; i < experiment->settings->len; i++)
    {
      const ElectorSetting *one = elector_experiment_get_setting (experiment, i);
      const ElectorSetting *two = elector_experiment_get_setting (other, i);
      g_autoptr (ElectorScenario) run = elector_setting_write_scenario (one, experiment->seed);
      g_autoptr (ElectorScenario) other_run = elector_setting_write_scenario (two, other->seed);
      g_autofree char *text = elector_scenario_to_data (run), *other_text = elector_scenario_to_data (other_run);

      g_assert_cmpstr (one->name, ==, two->name);
      g_assert_cmpstr (one->series, ==, two->series);
      g_assert_cmpstr (one->x_text, ==, two->x_text);
      g_assert_cmpfloat (one->x, ==, two->x);
      g_assert_cmpint (one->quantity, ==, two->quantity);
      g_assert_cmpint (one->crashes, ==, two->crashes);
      if (one->crashes)
        assert_same_range (one->crash, two->crash);
      g_assert_cmpint (one->starter, ==, two->starter);
      g_assert_cmpstr (text, ==, other_text);
    }
}

/* What is written is read as the same experiment, and written again as the same bytes. */
static void
check_round_trip (const ElectorExperiment *experiment)
{
  g_autofree char *text = elector_experiment_to_data (experiment), *again = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (ElectorExperiment) read = NULL;

  g_assert_nonnull (text);
  g_assert_true (elector_experiment_is_in_text (text, -1));
  read = elector_experiment_new_from_data (text, -1, "f", &error);
  g_assert_no_error (error);
  again = elector_experiment_to_data (read);
  g_assert_cmpstr (text, ==, again);
  g_assert_cmpuint (read->n_runs, ==, experiment->n_runs);
  g_assert_cmpuint (read->seed, ==, experiment->seed);
  g_assert_cmpint (read->quantity, ==, experiment->quantity);
  g_assert_cmpstr (read->axis, ==, experiment->axis);
  assert_same_settings (experiment, read);
}

static void
test_write (void)
{
  static const char *const texts[] = {
    HEAD "measure=breaks\n",
    HEAD "measure=downtime\ncrash=5s..6s\nalgorithms=raft , bully\nsweep=loss\nvalues=0%, 0.5% ,10%\nruns=7\n",
    HEAD "measure=elected\ncrash=1500ms\nstarter=highest\nsweep=heartbeat\nvalues=50ms,1s\nkeep-ratio=true\n",
    "[elector]\nversion=1\ntitle=T\ndescription=Tab\\t, line\\n\n[run]\nalgorithm=raft\nnodes=7\nseed=42\nuntil=9s\n"
    "[network]\ndelay=1ms..2ms\nloss=3%\n[raft]\nheartbeat=70ms\n[rules]\npre-vote=true\n[faults]\n1=1s crash 7\n"
    "[experiment]\nmeasure=leaderless\nalgorithms=bully\nsweep=nodes\nvalues=7,9\n",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (ElectorExperiment) experiment = elector_experiment_new_from_data (texts[i], -1, "f", &error);

      g_assert_no_error (error);
      check_round_trip (experiment);
    }
}

/* Any system, whatever is measured in it; of the experiments that are known by name, those of one scenario. */
static void
test_write_others (void)
{
  guint n_written = 0;

  for (guint i = 0; i < ELECTOR_N_QUANTITIES; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (ElectorScenario) scenario = elector_scenario_new_from_data (
        "[elector]\nversion=1\n[run]\nalgorithm=raft\nseed=9\n[raft]\nheartbeat=70ms\n[faults]\n1=2s crash 5\n", -1,
        "f", &error);
      g_autoptr (ElectorExperiment) experiment = elector_experiment_new_for_scenario (scenario, (ElectorQuantity) i);

      g_assert_no_error (error);
      check_round_trip (experiment);
    }
  for (guint i = 0; i < elector_experiment_get_n_presets (); i++)
    {
      g_autoptr (ElectorExperiment) experiment = elector_experiment_new_preset (elector_experiment_get_preset_id (i));
      g_autofree char *text = elector_experiment_to_data (experiment);

      if (text == NULL)
        continue;
      check_round_trip (experiment);
      n_written++;
    }
  g_assert_cmpuint (n_written, ==, 1);
}

/* With other algorithms it is as if the file named these. */
static void
test_protocols (void)
{
  g_autoptr (GError) error = NULL;
  const ElectorProtocol *raft = elector_registry_find_protocol ("raft");
  const ElectorProtocol *bully = elector_registry_find_protocol ("bully");
  const ElectorProtocol *const other[] = { raft, NULL };
  const ElectorProtocol *const unfit[] = { bully, NULL };
  g_autoptr (ElectorExperiment) experiment = elector_experiment_new_from_data (
    HEAD "measure=breaks\nalgorithms=raft,ring\nsweep=loss\nvalues=0%,1%\n", -1, "f", &error);
  g_autoptr (ElectorExperiment) expected = elector_experiment_new_from_data (
    HEAD "measure=elections\nalgorithms=raft\nsweep=loss\nvalues=0%,1%\n", -1, "f", &error);
  g_autoptr (ElectorExperiment) special = elector_experiment_new_from_data (
    HEAD "measure=breaks\nalgorithms=raft\nsweep=election-timeout\nvalues=1s\n", -1, "f", &error);
  g_autoptr (ElectorExperiment) preset = elector_experiment_new_preset ("messages");
  guint before = preset->settings->len;

  g_assert_no_error (error);
  experiment->quantity = ELECTOR_QUANTITY_ELECTIONS;
  g_assert_true (elector_experiment_set_protocols (experiment, other, &error));
  assert_same_settings (experiment, expected);
  g_assert_false (elector_experiment_set_protocols (special, unfit, &error));
  g_assert_error (error, ELECTOR_ERROR, ELECTOR_ERROR_SYNTAX);
  g_assert_true (elector_experiment_set_protocols (preset, other, NULL));
  g_assert_cmpuint (preset->settings->len, >, 0);
  g_assert_cmpuint (preset->settings->len, <, before);
}

/* What a text is meant to be. */
static void
test_kind (void)
{
  g_assert_true (elector_experiment_is_in_text (HEAD, -1));
  g_assert_true (elector_experiment_is_in_text ("  [experiment]\r\n", -1));
  g_assert_false (elector_experiment_is_in_text (HEAD, 20));
  g_assert_false (elector_experiment_is_in_text ("[elector]\ntitle=[experiment]\n# [experiment]\n", -1));
  g_assert_false (elector_experiment_is_in_text ("", -1));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/experiment-file/sweep", test_sweep);
  g_test_add_func ("/experiment-file/ratio", test_ratio);
  g_test_add_func ("/experiment-file/bad", test_bad);
  g_test_add_func ("/experiment-file/scenario", test_scenario);
  g_test_add_func ("/experiment-file/write", test_write);
  g_test_add_func ("/experiment-file/write-others", test_write_others);
  g_test_add_func ("/experiment-file/protocols", test_protocols);
  g_test_add_func ("/experiment-file/kind", test_kind);
  return g_test_run ();
}
