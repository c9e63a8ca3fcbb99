/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Results are the same however they were made: by one thread or many, at once or in parts. */

#include "check/results.h"
#include "core/units.h"

#include <string.h>

static ElectorResults *
run_part (const char *preset, guint n_runs, guint part, guint n_parts, guint n_jobs)
{
  g_autoptr (ElectorExperiment) experiment = elector_experiment_new_preset (preset);
  ElectorResults *results;

  experiment->n_runs = n_runs;
  results = elector_results_new (experiment, part, n_parts, NULL);
  g_assert_true (elector_results_run (results, n_jobs, NULL));
  g_assert_cmpuint (elector_results_get_n_done (results), ==, elector_results_get_n_runs (results));
  return results;
}

static void
assert_same (const ElectorResults *one, const ElectorResults *other)
{
  guint n = elector_results_get_n_runs (one);

  g_assert_cmpmem (one->values, n * sizeof *one->values, other->values,
                   elector_results_get_n_runs (other) * sizeof *other->values);
  g_assert_cmpmem (one->late, n, other->late, n);
  for (guint i = 0; i < one->experiment->settings->len * ELECTOR_MAX_MESSAGE_TYPES; i++)
    g_assert_cmpuint (one->by_type[i], ==, other->by_type[i]);
}

static void
test_jobs (void)
{
  g_autoptr (ElectorResults) one = run_part ("raft-wan", 100, 1, 1, 1);

  for (guint jobs = 2; jobs <= 9; jobs += 7)
    {
      g_autoptr (ElectorResults) other = run_part ("raft-wan", 100, 1, 1, jobs);

      assert_same (one, other);
    }
}

/* More parts than runs: some are empty. */
static void
test_parts (void)
{
  static const guint n_parts[] = { 1, 2, 3, 11 };

  for (guint k = 0; k < G_N_ELEMENTS (n_parts); k++)
    for (guint messages = 0; messages <= 1; messages++)
      {
        const char *preset = messages ? "messages" : "raft-timeouts";
        guint n_runs = messages ? 3 : 10, n = n_parts[k];
        g_autoptr (ElectorResults) whole = run_part (preset, n_runs, 1, 1, 2), merged = NULL;
        ElectorResults *parts[11];
        const char *names[11];
        g_autoptr (GError) error = NULL;

        for (guint i = 0; i < n; i++)
          {
            g_autoptr (ElectorResults) part = run_part (preset, n_runs, n - i, n, 1);
            g_autofree char *text = elector_results_to_part (part);

            names[i] = "part";
            parts[i] = elector_results_new_from_part (text, strlen (text), names[i], &error);
            g_assert_no_error (error);
            assert_same (part, parts[i]);
          }
        merged = elector_results_merge (parts, names, n, &error);
        g_assert_no_error (error);
        assert_same (whole, merged);
        for (guint i = 0; i < n; i++)
          elector_results_unref (parts[i]);
      }
}

static void
test_wrong_parts (void)
{
  g_autoptr (ElectorResults) one = run_part ("raft-wan", 4, 1, 2, 1), two = run_part ("raft-wan", 4, 2, 2, 1);
  g_autoptr (ElectorResults) other = run_part ("raft-wan", 5, 2, 2, 1);
  ElectorResults *const lists[][2] = { { one, one }, { two, two }, { one, other }, { other, one } };
  const char *const names[] = { "a", "b" }, *const words[] = { "already", "already", "another", "another" };
  g_autoptr (GError) missing = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (elector_results_merge (lists[i], names, 2, &error));
      g_assert_true (g_str_has_prefix (error->message, "b: "));
      g_assert_nonnull (strstr (error->message, words[i]));
    }
  g_assert_null (elector_results_merge (lists[0], names, 1, &missing));
  g_assert_cmpstr (missing->message, ==, "part 2 of 2 is missing");
}

/* Whatever is cut off or changed in a part, reading it ends in a complaint or in a part: never in anything else. */
static void
test_damage (void)
{
  g_autoptr (ElectorResults) part = run_part ("raft-wan", 4, 1, 2, 1);
  g_autofree char *text = elector_results_to_part (part);
  gsize length = strlen (text);
  ElectorRng rng;

  for (gsize end = 0; end + 1 < length; end++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (elector_results_new_from_part (text, end, "f", &error));
      g_assert_true (g_str_has_prefix (error->message, "f:"));
    }
  elector_rng_seed (&rng, 1, 0);
  for (guint i = 0; i < 20000; i++)
    {
      g_autofree char *bad = g_memdup2 (text, length);
      g_autoptr (GError) error = NULL;
      g_autoptr (ElectorResults) read = NULL;

      bad[elector_rng_range (&rng, (ElectorRange) { 0, (ElectorTime) length - 1 })]
        = (char) elector_rng_range (&rng, (ElectorRange) { 0, 255 });
      read = elector_results_new_from_part (bad, length, "f", &error);
      g_assert_true ((read == NULL) == (error != NULL));
    }
}

static void
test_bad_parts (void)
{
  static const struct
  {
    const char *from;
    const char *to;
  } changes[] = {
    { "\"elector_part\": 1", "\"elector_part\": 2" }, { "\"elector_part\"", "\"part\"" },
    { "\"raft-wan\"", "\"alchemy\"" },                { "\"text\": null", "\"text\": \"x\"" },
    { "\"runs\": 4", "\"runs\": 0" },                 { "\"runs\": 4", "\"runs\": 6" },
    { "\"runs\": 4", "\"runs\": 4.0" },               { "\"runs\": 4", "\"runs\": 04" },
    { "\"runs\": 4", "\"runs\": -4" },                { "\"seed\": 1", "\"seed\": 18446744073709551616" },
    { "\"part\": 1", "\"part\": 3" },                 { "\"values\": [", "\"values\": [1," },
    { "\"late\": [", "\"late\": [2" },                { "\"late\": [", "\"late\": [1,0" },
    { "\"by_type\": [0,", "\"by_type\": [" },         { "one-failed", "none-failed" },
    { "]}\n", "]} {}\n" },                            { "]}\n", "],\"more\": 1}\n" },
    { "\"seed\"", "/* */ \"seed\"" },                 { "{\"elector", "'{\"elector" },
  };
  g_autoptr (ElectorResults) part = run_part ("raft-wan", 4, 1, 2, 1);
  g_autofree char *text = elector_results_to_part (part);

  for (guint i = 0; i < G_N_ELEMENTS (changes); i++)
    {
      const char *place = g_str_has_prefix (changes[i].from, "]}") ? g_strrstr (text, changes[i].from)
                                                                      : strstr (text, changes[i].from);
      g_autoptr (GString) bad = g_string_new_len (text, place - text);
      g_autoptr (GError) error = NULL;

      g_assert_nonnull (place);
      g_string_append (bad, changes[i].to);
      g_string_append (bad, place + strlen (changes[i].from));
      g_assert_null (elector_results_new_from_part (bad->str, bad->len, "f", &error));
      g_test_message ("%s", error->message);
      g_assert_true (g_str_has_prefix (error->message, "f:"));
    }
}

/* The experiment of a file travels with its part, whatever stands in it. */
static void
test_file (void)
{
  const char *file = "[elector]\nversion=1\ntitle=Ünï\t\\\\ \"quoted\"\n[experiment]\nmeasure=first-leader\n";
  g_autoptr (GError) error = NULL;
  g_autoptr (ElectorExperiment) experiment = elector_experiment_new_from_data (file, -1, "a\\b", &error);
  g_autoptr (ElectorResults) results = NULL, read = NULL;
  g_autofree char *text = NULL;

  g_assert_no_error (error);
  experiment->n_runs = 5;
  results = elector_results_new (experiment, 1, 1, NULL);
  elector_results_run (results, 1, NULL);
  text = elector_results_to_part (results);
  read = elector_results_new_from_part (text, strlen (text), "f", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (read->experiment->text, ==, file);
  g_assert_cmpstr (read->experiment->id, ==, "a\\b");
  assert_same (results, read);
}

static void
test_summary (void)
{
  g_autoptr (ElectorResults) results = run_part ("raft-wan", 200, 1, 1, 2);
  g_autofree guint *runs = elector_results_sort (results, 1);
  ElectorSummary summary;
  gint64 sum = 0;

  g_assert_true (elector_results_summarize (results, 1, &summary));
  for (guint i = 0; i < 200; i++)
    {
      sum += elector_results_get_value (results, 1, i);
      g_assert_true (i == 0 || elector_results_get_value (results, 1, runs[i - 1])
                                   <= elector_results_get_value (results, 1, runs[i]));
    }
  g_assert_cmpint (sum, ==, summary.sum);
  g_assert_cmpint (elector_results_get_value (results, 1, runs[99]), ==, summary.p50);
  g_assert_cmpint (elector_results_get_value (results, 1, runs[199]), ==, summary.max);
  g_assert_cmpuint (elector_results_get_rank (1, 99), ==, 0);
  g_assert_cmpuint (elector_results_get_rank (1000, 99), ==, 989);
  g_assert_cmpuint (elector_results_get_seed (results, 3), ==, 4);
}

static gpointer
cancel_thread (gpointer data)
{
  g_usleep (20000);
  g_cancellable_cancel (data);
  return NULL;
}

static void
test_cancel (void)
{
  g_autoptr (ElectorExperiment) experiment = elector_experiment_new_preset ("messages");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (ElectorResults) results = NULL;
  GThread *thread;

  experiment->n_runs = 100000;
  results = elector_results_new (experiment, 1, 1, NULL);
  thread = g_thread_new ("cancel", cancel_thread, cancellable);
  g_assert_false (elector_results_run (results, 3, cancellable));
  g_thread_join (thread);
  g_assert_cmpuint (elector_results_get_n_done (results), <, elector_results_get_n_runs (results));
}

static void
test_too_many (void)
{
  g_autoptr (ElectorExperiment) experiment = elector_experiment_new_preset ("messages");
  g_autoptr (GError) error = NULL;

  experiment->n_runs = ELECTOR_EXPERIMENT_RUNS_MAX * 2;
  g_assert_null (elector_results_new (experiment, 1, 1, &error));
  g_assert_error (error, ELECTOR_ERROR, ELECTOR_ERROR_RANGE);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/results/jobs", test_jobs);
  g_test_add_func ("/results/parts", test_parts);
  g_test_add_func ("/results/wrong-parts", test_wrong_parts);
  g_test_add_func ("/results/damage", test_damage);
  g_test_add_func ("/results/bad-parts", test_bad_parts);
  g_test_add_func ("/results/file", test_file);
  g_test_add_func ("/results/summary", test_summary);
  g_test_add_func ("/results/cancel", test_cancel);
  g_test_add_func ("/results/too-many", test_too_many);
  return g_test_run ();
}
