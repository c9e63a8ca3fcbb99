/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "engine-fixture.h"

#include "engine/sequence.h"

#include <string.h>

#define N_SEEDS 24
#define UNTIL (4 * ELECTOR_SEC)

/* Three nodes: the highest crashes, and a link is cut, so that two lead in the end. */
static const char crash[] = "[run]\nalgorithm=bully\nnodes=3\nseed=1\n[network]\ndelay=50ms\n"
                            "[faults]\n1=800ms crash 3\n2=1s cut 1>2\n";

static ElectorRun *
make_run (ElectorScenario *scenario, ElectorTime until)
{
  ElectorRun *run = elector_run_new (scenario);

  elector_run_advance (run, until);
  return run;
}

static char *
format (ElectorRun *run, ElectorSequenceLanguage language, ElectorTime since, ElectorTime until, gboolean all)
{
  return elector_sequence_format (elector_run_get_trace (run), language, NULL, since, until, all);
}

static void
test_mermaid (void)
{
  g_autoptr (ElectorScenario) scenario = engine_fixture_make (crash);
  g_autoptr (ElectorRun) run = make_run (scenario, 2 * ELECTOR_SEC);
  g_autofree char *text = format (run, ELECTOR_SEQUENCE_MERMAID, 700 * ELECTOR_MSEC, 1370 * ELECTOR_MSEC, FALSE);

  g_assert_cmpstr (text, ==,
                   "sequenceDiagram\n"
                   "  participant n1 as Node 1\n"
                   "  participant n2 as Node 2\n"
                   "  participant n3 as Node 3\n"
                   "  Note over n3: 0:00.800 Node 3 crashes.\n"
                   "  Note over n1,n2: 0:01.000 The link from node 1 to node 2 is cut.\n"
                   "  n1-xn2: ELECTION\n"
                   "  n2-xn3: ELECTION\n"
                   "  n1-xn3: ELECTION\n"
                   "  Note over n2: 0:01.340 Node 2 is the new LEADER.\n"
                   "  Note over n1: 0:01.345 Node 1 is the new LEADER.\n"
                   "  n2-)n1: VICTORY, on its way\n");
}

static void
test_plantuml (void)
{
  g_autoptr (ElectorScenario) scenario = engine_fixture_make (crash);
  g_autoptr (ElectorRun) run = make_run (scenario, 2 * ELECTOR_SEC);
  g_autofree char *text = format (run, ELECTOR_SEQUENCE_PLANTUML, 700 * ELECTOR_MSEC, 1370 * ELECTOR_MSEC, FALSE);
  g_autofree char *later = format (run, ELECTOR_SEQUENCE_PLANTUML, 1380 * ELECTOR_MSEC, 1400 * ELECTOR_MSEC, FALSE);

  g_assert_cmpstr (text, ==,
                   "@startuml\n"
                   "participant n1 as \"Node 1\"\n"
                   "participant n2 as \"Node 2\"\n"
                   "participant n3 as \"Node 3\"\n"
                   "note over n3 : 0:00.800 Node 3 crashes.\n"
                   "note over n1,n2 : 0:01.000 The link from node 1 to node 2 is cut.\n"
                   "n1 ->x n2 : ELECTION\n"
                   "n2 ->x n3 : ELECTION\n"
                   "n1 ->x n3 : ELECTION\n"
                   "note over n2 : 0:01.340 Node 2 is the new LEADER.\n"
                   "note over n1 : 0:01.345 Node 1 is the new LEADER.\n"
                   "n2 ->> n1 : VICTORY, on its way\n"
                   "@enduml\n");
  g_assert_nonnull (strstr (later, "\nn2 -> n1 : VICTORY\n"));
}

/* Raft says in which term a message is. */
static void
test_term (void)
{
  g_autoptr (ElectorScenario) scenario = engine_fixture_make ("[run]\nalgorithm=raft\nnodes=3\n");
  g_autoptr (ElectorRun) run = make_run (scenario, ELECTOR_SEC);
  g_autofree char *text = format (run, ELECTOR_SEQUENCE_MERMAID, 0, ELECTOR_SEC, FALSE);

  g_assert_nonnull (strstr (text, " (term 1)\n"));
}

/* What a title says is no markup, and ends no line. */
static void
test_title (void)
{
  static const char title[] = "A \"crash\"; #1 <b>\n\\ 5%x 5% **bold** a-b --c--";
  g_autoptr (ElectorScenario) scenario = engine_fixture_make (crash);
  g_autoptr (ElectorRun) run = make_run (scenario, 0);
  ElectorTrace *trace = elector_run_get_trace (run);
  g_autofree char *first = elector_sequence_format (trace, ELECTOR_SEQUENCE_MERMAID, title, 0, 0, FALSE);
  g_autofree char *second = elector_sequence_format (trace, ELECTOR_SEQUENCE_PLANTUML, title, 0, 0, FALSE);

  g_assert_true (g_str_has_prefix (first, "---\n"
                                          "title: \"A \\\"crash\\\"; #1 <b> \\\\ 5%x 5% **bold** a-b --c--\"\n"
                                          "---\n"
                                          "sequenceDiagram\n"));
  g_assert_true (g_str_has_prefix (second, "@startuml\n"
                                           "title A \"crash\"; #1 <U+003C>b> <U+005C> 5<U+0025>x 5% "
                                           "<U+002A><U+002A>bold<U+002A><U+002A> a-b "
                                           "<U+002D><U+002D>c<U+002D><U+002D>\n"
                                           "participant"));
}

/* --- Any run --- */

static guint
count (const char *text, const char *word)
{
  guint n = 0;

  for (const char *p = strstr (text, word); p != NULL; p = strstr (p + 1, word))
    n++;
  return n;
}

/* How many messages ended, or (kinds SEND and DUPLICATE) began, from since to until. */
static guint
count_records (ElectorTrace *trace, ElectorRecordKind one, ElectorRecordKind other, ElectorTime since,
               ElectorTime until)
{
  guint n = 0;

  for (guint i = 0; i < elector_trace_get_length (trace); i++)
    {
      const ElectorRecord *record = elector_trace_get_record (trace, i);

      n += (record->kind == one || record->kind == other) && record->time >= since && record->time <= until;
    }
  return n;
}

/* Every message is there once, with what became of it. */
static void
check_run (ElectorRun *run, ElectorTime since, ElectorTime until)
{
  ElectorTrace *trace = elector_run_get_trace (run);
  g_autofree char *text = format (run, ELECTOR_SEQUENCE_MERMAID, since, until, TRUE);
  guint n_arrived = count_records (trace, ELECTOR_RECORD_DELIVER, ELECTOR_RECORD_DELIVER, since, until);
  guint n_lost = count_records (trace, ELECTOR_RECORD_DROP, ELECTOR_RECORD_DROP, since, until);
  guint n_sent = count_records (trace, ELECTOR_RECORD_SEND, ELECTOR_RECORD_DUPLICATE, 0, until);
  guint n_ended = count_records (trace, ELECTOR_RECORD_DELIVER, ELECTOR_RECORD_DROP, 0, until);

  g_assert_cmpuint (count (text, "->>n"), ==, n_arrived);
  g_assert_cmpuint (count (text, "-xn"), ==, n_lost);
  g_assert_cmpuint (count (text, "-)n"), ==, n_sent - n_ended);
}

static void
test_random (void)
{
  for (guint64 seed = 0; seed < N_SEEDS; seed++)
    {
      g_autoptr (ElectorScenario) scenario = engine_fixture_make_random (seed, 2 + seed % 5, UNTIL);
      g_autoptr (ElectorRun) run = make_run (scenario, UNTIL);
      ElectorTime middle = (ElectorTime) (seed + 1) * UNTIL / (N_SEEDS + 1);
      g_autofree char *quiet = format (run, ELECTOR_SEQUENCE_PLANTUML, 0, UNTIL, FALSE);

      g_test_message ("seed %" G_GUINT64_FORMAT, seed);
      check_run (run, 0, UNTIL);
      check_run (run, 0, middle);
      check_run (run, middle, UNTIL);
      g_assert_null (strstr (quiet, "HEARTBEAT"));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sequence/mermaid", test_mermaid);
  g_test_add_func ("/sequence/plantuml", test_plantuml);
  g_test_add_func ("/sequence/term", test_term);
  g_test_add_func ("/sequence/title", test_title);
  g_test_add_func ("/sequence/random", test_random);
  return g_test_run ();
}
