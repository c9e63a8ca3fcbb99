/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What the history knows, against what a plain look at all records says. */

#include "engine-fixture.h"

#include "engine/history.h"

#include <string.h>

#define N_SEEDS 24
#define UNTIL (5 * ELECTOR_SEC)

static const guint counts[] = { 1, 3, 5, 8 };

static ElectorRun *
make_run (guint64 seed)
{
  guint n_nodes = counts[seed % G_N_ELEMENTS (counts)];
  g_autoptr (ElectorScenario) scenario = engine_fixture_make_random (seed, n_nodes, UNTIL);
  ElectorRun *run = elector_run_new (scenario);

  g_test_message ("seed %" G_GUINT64_FORMAT ", %u nodes", seed, n_nodes);
  elector_run_advance (run, UNTIL);
  return run;
}

/* --- Spans and reigns --- */

static void
assert_spans (const ElectorHistory *history, const ElectorMoment *moment)
{
  for (guint i = 1; i <= moment->config->n_nodes; i++)
    {
      ElectorNodeId id = (ElectorNodeId) i;
      guint span = elector_history_find_span (history, id, moment->time);
      const ElectorHistorySpan *found = &elector_history_get_spans (history, id)[span];

      g_assert_cmpint (found->time, <=, moment->time);
      if (span + 1 < elector_history_get_n_spans (history, id))
        g_assert_cmpint (found[1].time, >, moment->time);
      g_assert_cmpuint (found->role, ==, elector_moment_get_node (moment, id)->role);
      g_assert_cmpuint (found->condition, ==, elector_moment_get_node (moment, id)->condition);
      g_assert_cmpuint (found->term, ==, elector_moment_get_node (moment, id)->term);
    }
}

static void
assert_reign (const ElectorHistory *history, const ElectorMoment *moment)
{
  const ElectorHistoryReign *reign = &elector_history_get_reigns (history)[elector_history_find_reign (history,
                                                                                                     moment->time)];
  ElectorNodeId leader = ELECTOR_NO_NODE;
  guint n = 0;

  for (guint i = moment->config->n_nodes; i > 0; i--)
    if (moment->nodes[i - 1].role == ELECTOR_ROLE_LEADER && moment->nodes[i - 1].condition == ELECTOR_CONDITION_UP)
      {
        leader = (ElectorNodeId) i;
        n++;
      }
  g_assert_cmpuint (reign->n_leaders, ==, n);
  g_assert_cmpuint (reign->leader, ==, leader);
  g_assert_cmpuint (reign->term, ==, leader != ELECTOR_NO_NODE ? moment->nodes[leader - 1].term : 0);
}

/* Neighbors differ, and times grow: nothing is kept that changes nothing. */
static void
assert_lean (const ElectorHistory *history, guint n_nodes)
{
  const ElectorHistoryReign *reigns = elector_history_get_reigns (history);

  for (guint id = 1; id <= n_nodes; id++)
    {
      const ElectorHistorySpan *spans = elector_history_get_spans (history, (ElectorNodeId) id);

      g_assert_cmpint (spans[0].time, ==, 0);
      for (guint i = 1; i < elector_history_get_n_spans (history, (ElectorNodeId) id); i++)
        {
          g_assert_cmpint (spans[i].time, >, spans[i - 1].time);
          g_assert_true (spans[i].role != spans[i - 1].role || spans[i].condition != spans[i - 1].condition
                         || spans[i].term != spans[i - 1].term);
        }
    }
  g_assert_cmpint (reigns[0].time, ==, 0);
  for (guint i = 1; i < elector_history_get_n_reigns (history); i++)
    {
      g_assert_cmpint (reigns[i].time, >=, reigns[i - 1].time);
      g_assert_cmpuint (reigns[i].position, >, reigns[i - 1].position);
      g_assert_true (reigns[i].leader != reigns[i - 1].leader || reigns[i].n_leaders != reigns[i - 1].n_leaders
                     || reigns[i].term != reigns[i - 1].term);
    }
}

/* At the end of every microsecond in which anything happened. */
static void
test_spans (void)
{
  for (guint64 seed = 1; seed <= N_SEEDS; seed++)
    {
      g_autoptr (ElectorRun) run = make_run (seed);
      ElectorTrace *trace = elector_run_get_trace (run);
      const ElectorHistory *history = elector_trace_get_history (trace);
      ElectorMoment moment;
      guint position = G_MAXUINT, length = elector_trace_get_length (trace);

      elector_moment_init (&moment, elector_trace_get_config (trace),
                           elector_scenario_get_network (elector_run_get_scenario (run)));
      for (guint i = 0; i < length; i++)
        {
          ElectorTime time = elector_trace_get_record (trace, i)->time;

          if (i + 1 < length && elector_trace_get_record (trace, i + 1)->time == time)
            continue;
          elector_trace_seek (trace, &moment, &position, i + 1, time);
          assert_spans (history, &moment);
          assert_reign (history, &moment);
        }
      assert_lean (history, moment.config->n_nodes);
      elector_moment_clear (&moment);
    }
}

/* Learned in portions it is the same. */
static void
test_portions (void)
{
  for (guint64 seed = 1; seed <= N_SEEDS; seed++)
    {
      g_autoptr (ElectorRun) run = make_run (seed);
      g_autoptr (ElectorRun) other = elector_run_new (elector_run_get_scenario (run));
      const ElectorHistory *whole = elector_trace_get_history (elector_run_get_trace (run)), *portions = NULL;
      guint n_nodes = elector_scenario_get_config (elector_run_get_scenario (run))->n_nodes;

      while (elector_run_step (other, UNTIL))
        portions = elector_trace_get_history (elector_run_get_trace (other));
      elector_run_advance (other, UNTIL);
      portions = elector_trace_get_history (elector_run_get_trace (other));
      g_assert_cmpmem (elector_history_get_marks (whole), elector_history_get_n_marks (whole) * sizeof (guint32),
                       elector_history_get_marks (portions), elector_history_get_n_marks (portions) * sizeof (guint32));
      g_assert_cmpuint (elector_history_get_n_reigns (whole), ==, elector_history_get_n_reigns (portions));
      for (guint i = 0; i < elector_history_get_n_reigns (whole); i++)
        g_assert_cmpuint (elector_history_get_reigns (whole)[i].position, ==,
                          elector_history_get_reigns (portions)[i].position);
      for (guint id = 1; id <= n_nodes; id++)
        g_assert_cmpuint (elector_history_get_n_spans (whole, (ElectorNodeId) id), ==,
                          elector_history_get_n_spans (portions, (ElectorNodeId) id));
    }
}

static void
test_marks (void)
{
  for (guint64 seed = 1; seed <= N_SEEDS; seed++)
    {
      g_autoptr (ElectorRun) run = make_run (seed);
      ElectorTrace *trace = elector_run_get_trace (run);
      const ElectorHistory *history = elector_trace_get_history (trace);
      const guint32 *marks = elector_history_get_marks (history);
      guint n = 0;

      for (guint i = 0; i < elector_trace_get_length (trace); i++)
        {
          const ElectorRecord *record = elector_trace_get_record (trace, i);
          guint found = elector_history_find_mark (history, record->time);

          g_assert_cmpuint (found, <=, n);
          if (found > 0)
            g_assert_cmpint (elector_trace_get_record (trace, marks[found - 1])->time, <, record->time);
          if (record->kind == ELECTOR_RECORD_VERDICT || (elector_record_is_fault (record) && record->cause == 0))
            g_assert_cmpuint (marks[n++], ==, i);
        }
      g_assert_cmpuint (elector_history_get_n_marks (history), ==, n);
    }
}

/* --- Messages --- */

static gboolean
is_sent (const ElectorRecord *record)
{
  return record->kind == ELECTOR_RECORD_SEND || record->kind == ELECTOR_RECORD_DUPLICATE;
}

/* Where each message ended, by where it was sent. */
static guint32 *
find_ends (ElectorTrace *trace)
{
  guint length = elector_trace_get_length (trace);
  guint32 *ends = g_new (guint32, length);

  for (guint i = 0; i < length; i++)
    {
      const ElectorRecord *record = elector_trace_get_record (trace, i);

      ends[i] = ELECTOR_HISTORY_NONE;
      if (record->kind == ELECTOR_RECORD_DELIVER || record->kind == ELECTOR_RECORD_DROP)
        ends[record->cause] = i;
    }
  return ends;
}

static void
test_ends (void)
{
  guint n_late = 0;

  for (guint64 seed = 1; seed <= N_SEEDS; seed++)
    {
      g_autoptr (ElectorRun) run = make_run (seed);
      ElectorTrace *trace = elector_run_get_trace (run);
      const ElectorHistory *history = elector_trace_get_history (trace);
      g_autofree guint32 *ends = find_ends (trace);

      for (guint i = 0; i < elector_trace_get_length (trace); i++)
        {
          const ElectorRecord *record = elector_trace_get_record (trace, i);

          if (!is_sent (record))
            continue;
          g_assert_cmpuint (elector_history_find_end (history, i), ==, ends[i]);
          g_assert_cmpint (record->b, <=, elector_history_get_longest_flight (history));
        }
      n_late += elector_history_get_n_late (history);
    }
  g_assert_cmpuint (n_late, >, 0); /* pauses happen, or the test means nothing */
}

/* Marks what is connected with a message, by going over all records again and again. */
static void
mark_causes (ElectorTrace *trace, guint sent, guint8 *marked)
{
  for (;;)
    {
      const ElectorRecord *head = elector_trace_get_record (trace, elector_trace_get_record (trace, sent)->cause);

      if (head->kind != ELECTOR_RECORD_DELIVER)
        return;
      sent = head->cause;
      marked[sent] = 1;
    }
}

static void
mark_effects (ElectorTrace *trace, guint sent, const guint32 *ends, guint8 *marked)
{
  gboolean more = TRUE;
  g_autofree guint8 *reached = g_new0 (guint8, elector_trace_get_length (trace));

  reached[sent] = 1;
  while (more)
    {
      more = FALSE;
      for (guint i = 0; i < elector_trace_get_length (trace); i++)
        {
          const ElectorRecord *record = elector_trace_get_record (trace, i), *head;

          if (!is_sent (record) || reached[i])
            continue;
          head = elector_trace_get_record (trace, record->cause);
          if (head->kind == ELECTOR_RECORD_DELIVER && reached[head->cause] && ends[head->cause] == record->cause)
            more = reached[i] = marked[i] = 1;
        }
    }
}

static void
test_related (void)
{
  for (guint64 seed = 1; seed <= 6; seed++)
    {
      g_autoptr (ElectorRun) run = make_run (seed);
      ElectorTrace *trace = elector_run_get_trace (run);
      const ElectorHistory *history = elector_trace_get_history (trace);
      g_autofree guint32 *ends = find_ends (trace);
      guint length = elector_trace_get_length (trace);

      for (guint i = 0; i < length; i += 7)
        {
          g_autoptr (GArray) causes = g_array_new (FALSE, FALSE, sizeof (guint32));
          g_autoptr (GArray) effects = g_array_new (FALSE, FALSE, sizeof (guint32));
          g_autofree guint8 *wanted = g_new0 (guint8, length), *found = g_new0 (guint8, length);

          if (!is_sent (elector_trace_get_record (trace, i)))
            continue;
          mark_causes (trace, i, wanted);
          mark_effects (trace, i, ends, wanted);
          elector_history_add_causes (history, i, causes, G_MAXUINT);
          elector_history_add_effects (history, i, effects, G_MAXUINT);
          for (guint j = 0; j < causes->len; j++)
            found[g_array_index (causes, guint32, j)]++;
          for (guint j = 0; j < effects->len; j++)
            found[g_array_index (effects, guint32, j)]++;
          g_assert_cmpmem (found, length, wanted, length);
        }
    }
}

/* However much a message leads to, no more is given than was asked for. */
static void
test_capacity (void)
{
  g_autoptr (ElectorScenario) scenario = engine_fixture_make ("[run]\nnodes=8\n[faults]\n1=1s campaign 1\n");
  g_autoptr (ElectorRun) run = elector_run_new (scenario);
  ElectorTrace *trace = elector_run_get_trace (run);
  const ElectorHistory *history;
  guint longest = 0;

  elector_run_advance (run, UNTIL);
  history = elector_trace_get_history (trace);
  for (guint i = 0; i < elector_trace_get_length (trace); i++)
    {
      g_autoptr (GArray) positions = g_array_new (FALSE, FALSE, sizeof (guint32));

      if (!is_sent (elector_trace_get_record (trace, i)))
        continue;
      elector_history_add_causes (history, i, positions, 4);
      elector_history_add_effects (history, i, positions, 4);
      g_assert_cmpuint (positions->len, <=, 4);
      longest = MAX (longest, positions->len);
    }
  g_assert_cmpuint (longest, ==, 4);
}

static void
assert_said (ElectorTrace *trace, const char *text)
{
  const ElectorHistory *history = elector_trace_get_history (trace);

  for (guint i = 0; i < elector_trace_get_length (trace); i++)
    if (is_sent (elector_trace_get_record (trace, i)))
      {
        g_autofree char *said = elector_history_format_message (history, i);

        if (strcmp (said, text) == 0)
          return;
      }
  g_error ("nobody says “%s”", text);
}

static void
test_words (void)
{
  g_autoptr (ElectorScenario) scenario = engine_fixture_make ("[run]\nnodes=3\n[network]\ndelay=10ms\n[faults]\n"
                                                              "1=205ms crash 1\n2=600ms cut 3>2\n3=1100ms loss 100%\n");
  g_autoptr (ElectorRun) run = elector_run_new (scenario);

  elector_run_advance (run, 1005 * ELECTOR_MSEC);
  assert_said (elector_run_get_trace (run),
               "HEARTBEAT from node 3 to node 2, sent at 0:00.200, arrived at 0:00.210");
  assert_said (elector_run_get_trace (run),
               "HEARTBEAT from node 3 to node 1, sent at 0:00.200: the node was down at 0:00.210");
  assert_said (elector_run_get_trace (run),
               "HEARTBEAT from node 3 to node 2, sent at 0:00.800, ended at a cut link at 0:00.805");
  assert_said (elector_run_get_trace (run), "HEARTBEAT from node 3 to node 1, sent at 0:01.000, on its way");
  elector_run_advance (run, 2 * ELECTOR_SEC);
  assert_said (elector_run_get_trace (run), "HEARTBEAT from node 3 to node 1, sent at 0:01.200, lost at 0:01.205");
}

/* All in all, records, checkpoints and history, a long run costs no more than 40 bytes a record. */
static void
test_memory (void)
{
  static const char *const texts[] = { "", "[run]\nalgorithm=raft\n", "[run]\nnodes=50\n[faults]\n1=2s crash 50\n" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (ElectorScenario) scenario = engine_fixture_make (texts[i]);
      g_autoptr (ElectorRun) run = elector_run_new (scenario);
      ElectorTrace *trace = elector_run_get_trace (run);
      guint length;

      elector_run_advance (run, 60 * ELECTOR_SEC);
      elector_trace_get_history (trace);
      length = elector_trace_get_length (trace);
      g_test_message ("%u records, %" G_GSIZE_FORMAT " bytes", length, elector_trace_get_memory (trace));
      g_assert_cmpuint (elector_trace_get_memory (trace), <=, 40 * (gsize) length + 4096 * sizeof (ElectorRecord));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/history/spans", test_spans);
  g_test_add_func ("/history/portions", test_portions);
  g_test_add_func ("/history/marks", test_marks);
  g_test_add_func ("/history/ends", test_ends);
  g_test_add_func ("/history/related", test_related);
  g_test_add_func ("/history/capacity", test_capacity);
  g_test_add_func ("/history/words", test_words);
  g_test_add_func ("/history/memory", test_memory);
  return g_test_run ();
}
