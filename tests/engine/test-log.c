/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "engine-fixture.h"

#include "engine/csv.h"
#include "engine/elector-log.h"
#include "engine/elector-trace-item.h"
#include "fixture.h"

#include <string.h>

/* A log, and a list of positions that is kept only by what its signals say. */
typedef struct
{
  ElectorLog *log;
  ElectorTrace *trace;
  GArray *shadow; /* of guint, newest first */
  gboolean routine;
  ElectorNodeId node;
  const char *text;
  guint cursor;
} Fixture;

static void
items_changed_cb (GListModel *model, guint position, guint removed, guint added, gpointer user_data)
{
  Fixture *self = user_data;

  g_assert_cmpuint (position + removed, <=, self->shadow->len);
  g_assert_cmpuint (removed + added, >, 0);
  if (removed > 0)
    g_array_remove_range (self->shadow, position, removed);
  for (guint i = 0; i < added; i++)
    {
      guint where = elector_log_get_position (self->log, position + i);

      g_array_insert_val (self->shadow, position + i, where);
    }
  g_assert_cmpuint (self->shadow->len, ==, g_list_model_get_n_items (model));
}

static void
fixture_init (Fixture *self, ElectorTrace *trace)
{
  memset (self, 0, sizeof *self);
  self->trace = trace;
  self->log = elector_log_new ();
  self->shadow = g_array_new (FALSE, FALSE, sizeof (guint));
  g_signal_connect (self->log, "items-changed", G_CALLBACK (items_changed_cb), self);
  elector_log_set_trace (self->log, trace);
}

static void
fixture_clear (Fixture *self)
{
  g_clear_object (&self->log);
  g_clear_pointer (&self->shadow, g_array_unref);
}

static gboolean
concerns (const ElectorRecord *record, ElectorNodeId node)
{
  switch ((int) record->kind)
    {
    case ELECTOR_RECORD_SEND:
    case ELECTOR_RECORD_DUPLICATE:
    case ELECTOR_RECORD_DELIVER:
    case ELECTOR_RECORD_DROP:
    case ELECTOR_RECORD_CUT:
    case ELECTOR_RECORD_RESTORE:
    case ELECTOR_RECORD_VERDICT:
      return record->node == node || record->peer == node;
    default:
      return record->node == node;
    }
}

/* What the log should show, found without haste. */
static void
check (Fixture *self)
{
  const ElectorConfig *config = elector_trace_get_config (self->trace);
  guint row = 0;

  for (guint i = self->cursor; i-- > 0;)
    {
      const ElectorRecord *record = elector_trace_get_record (self->trace, i);
      g_autofree char *sentence = elector_record_format (record, config);
      g_autofree char *lower = g_utf8_strdown (sentence, -1);
      g_autofree char *wanted = self->text != NULL ? g_utf8_strdown (self->text, -1) : g_strdup ("");

      if ((!self->routine && !elector_record_is_notable (record, config->protocol))
          || (self->node != ELECTOR_NO_NODE && !concerns (record, self->node)) || strstr (lower, wanted) == NULL)
        continue;
      g_assert_cmpuint (row, <, g_list_model_get_n_items (G_LIST_MODEL (self->log)));
      g_assert_cmpuint (elector_log_get_position (self->log, row), ==, i);
      g_assert_cmpuint (g_array_index (self->shadow, guint, row), ==, i);
      row++;
    }
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (self->log)), ==, row);
  g_assert_cmpuint (self->shadow->len, ==, row);
}

static void
set_filter (Fixture *self, gboolean routine, ElectorNodeId node, const char *text)
{
  self->routine = routine;
  self->node = node;
  self->text = text;
  elector_log_set_filter (self->log, routine, node, text);
  check (self);
}

static void
set_cursor (Fixture *self, guint cursor)
{
  self->cursor = MIN (cursor, elector_trace_get_length (self->trace));
  elector_log_set_cursor (self->log, cursor);
  check (self);
}

/* --- Tests --- */

static void
test_random (void)
{
  static const char *const texts[] = { NULL, "", "node 3", "NODE 3", "OK", "ok",
                                       "is down", "no such thing", "votes", ".", "(" };

  for (guint64 seed = 1; seed <= 6; seed++)
    {
      g_autoptr (ElectorScenario) scenario = engine_fixture_make_random (seed, 5, 4 * ELECTOR_SEC);
      g_autoptr (ElectorRun) run = elector_run_new (scenario);
      ElectorTrace *trace = elector_run_get_trace (run);
      Fixture fixture;
      ElectorRng rng;

      g_test_message ("seed %" G_GUINT64_FORMAT, seed);
      elector_rng_seed (&rng, seed, 9);
      fixture_init (&fixture, trace);
      for (guint i = 0; i < 60; i++)
        {
          if (elector_rng_chance (&rng, 300000))
            elector_run_advance (run, elector_run_get_time (run) + 200 * ELECTOR_MSEC);
          if (elector_rng_chance (&rng, 400000))
            set_filter (&fixture, elector_rng_chance (&rng, 500000), (ElectorNodeId) elector_rng_below (&rng, 6),
                        texts[elector_rng_below (&rng, G_N_ELEMENTS (texts))]);
          else
            set_cursor (&fixture, (guint) elector_rng_below (&rng, elector_trace_get_length (trace) + 5));
        }
      fixture_clear (&fixture);
    }
}

static void
test_items (void)
{
  g_autoptr (ElectorScenario) scenario = engine_fixture_make ("[faults]\n1=1s crash 5\n2=1.5s recover 5\n");
  g_autoptr (ElectorRun) run = elector_run_new (scenario);
  ElectorTrace *trace = elector_run_get_trace (run);
  g_autoptr (ElectorTraceItem) newest = NULL, oldest = NULL;
  GListModel *model;
  Fixture fixture;
  guint n;

  elector_run_advance (run, 1500 * ELECTOR_MSEC);
  fixture_init (&fixture, trace);
  model = G_LIST_MODEL (fixture.log);
  g_assert_true (g_list_model_get_item_type (model) == ELECTOR_TYPE_TRACE_ITEM);
  g_assert_cmpuint (g_list_model_get_n_items (model), ==, 0);
  g_assert_null (g_list_model_get_item (model, 0));
  set_cursor (&fixture, G_MAXUINT);
  n = g_list_model_get_n_items (model);
  newest = g_list_model_get_item (model, 0);
  oldest = g_list_model_get_item (model, n - 1);
  g_assert_null (g_list_model_get_item (model, n));
  g_assert_cmpstr (elector_trace_item_get_text (oldest), ==, "System started: 5 nodes, Bully.");
  g_assert_cmpstr (elector_trace_item_get_time (newest), ==, "0:01.500");
  g_assert_cmpuint (elector_trace_item_get_position (newest), ==, elector_log_get_position (fixture.log, 0));
  fixture_clear (&fixture);
}

/* Heartbeats and timers are there only when they are asked for. */
static void
test_routine (void)
{
  g_autoptr (ElectorScenario) scenario = engine_fixture_make ("");
  g_autoptr (ElectorRun) run = elector_run_new (scenario);
  Fixture fixture;
  guint n;

  elector_run_advance (run, ELECTOR_SEC);
  fixture_init (&fixture, elector_run_get_trace (run));
  set_cursor (&fixture, G_MAXUINT);
  n = fixture.shadow->len;
  set_filter (&fixture, FALSE, ELECTOR_NO_NODE, "heartbeat");
  g_assert_cmpuint (fixture.shadow->len, ==, 0);
  set_filter (&fixture, TRUE, ELECTOR_NO_NODE, "heartbeat");
  g_assert_cmpuint (fixture.shadow->len, >, 0);
  set_filter (&fixture, TRUE, ELECTOR_NO_NODE, NULL);
  g_assert_cmpuint (fixture.shadow->len, ==, elector_trace_get_length (fixture.trace));
  set_filter (&fixture, FALSE, ELECTOR_NO_NODE, NULL);
  g_assert_cmpuint (fixture.shadow->len, ==, n);
  fixture_clear (&fixture);
}

/* Upper and lower case are the same in every alphabet. */
static void
test_alphabets (void)
{
  static const char *const words[] = { "GRÖSSE", "ЛИДЕР" };
  ElectorProtocol protocol = elector_fixture_probe;
  ElectorConfig config;
  ElectorNetworkConfig network;
  g_autoptr (ElectorTrace) trace = NULL;
  Fixture fixture;

  protocol.messages.ids = words;
  elector_config_init (&config, &protocol, 2);
  elector_network_config_init (&network);
  trace = elector_trace_new (&config, &network);
  for (guint8 i = 0; i < 2; i++)
    {
      ElectorRecord record = { .kind = ELECTOR_RECORD_SEND, .detail = i, .node = 1, .peer = 2, .a = i };

      elector_trace_append (trace, &record);
    }
  fixture_init (&fixture, trace);
  set_cursor (&fixture, 2);
  g_assert_cmpuint (fixture.shadow->len, ==, 2);
  set_filter (&fixture, FALSE, ELECTOR_NO_NODE, "лидер");
  g_assert_cmpuint (fixture.shadow->len, ==, 1);
  g_assert_cmpuint (elector_log_get_position (fixture.log, 0), ==, 1);
  elector_log_set_filter (fixture.log, FALSE, ELECTOR_NO_NODE, "größe"); /* ß is SS */
  g_assert_cmpuint (fixture.shadow->len, ==, 1);
  g_assert_cmpuint (elector_log_get_position (fixture.log, 0), ==, 0);
  set_filter (&fixture, FALSE, 2, "ЛИДЕР");
  g_assert_cmpuint (fixture.shadow->len, ==, 1);
  fixture_clear (&fixture);
}

static void
test_other_trace (void)
{
  g_autoptr (ElectorScenario) scenario = engine_fixture_make ("");
  g_autoptr (ElectorRun) one = elector_run_new (scenario);
  g_autoptr (ElectorRun) two = elector_run_new (scenario);
  Fixture fixture;

  elector_run_advance (one, ELECTOR_SEC);
  fixture_init (&fixture, elector_run_get_trace (one));
  set_cursor (&fixture, G_MAXUINT);
  g_assert_cmpuint (fixture.shadow->len, >, 0);
  elector_log_set_trace (fixture.log, elector_run_get_trace (one));
  check (&fixture);
  fixture.trace = elector_run_get_trace (two);
  elector_log_set_trace (fixture.log, fixture.trace);
  fixture.cursor = 0;
  check (&fixture);
  set_cursor (&fixture, 4);
  elector_log_set_trace (fixture.log, NULL);
  g_assert_cmpuint (fixture.shadow->len, ==, 0);
  elector_log_set_cursor (fixture.log, 5);
  elector_log_set_filter (fixture.log, TRUE, 1, "x");
  g_assert_cmpuint (fixture.shadow->len, ==, 0);
  fixture_clear (&fixture);
}

static void
test_csv (void)
{
  g_autoptr (GString) text = g_string_new (NULL);

  elector_csv_append_field (text, "plain text; 'so'");
  elector_csv_append_field (text, "|");
  elector_csv_append_field (text, "one, two");
  elector_csv_append_field (text, "a \"b\"");
  elector_csv_append_field (text, "c\nd");
  g_assert_cmpstr (text->str, ==, "plain text; 'so'|\"one, two\"\"a \"\"b\"\"\"\"c\nd\"");
}

/* Letter by letter, and in quotation marks where there is a comma. */
static void
test_format (void)
{
  g_autoptr (ElectorScenario) scenario = engine_fixture_make ("[run]\nalgorithm=raft\nnodes=2\n[network]\ndelay=50ms\n"
                                                              "[faults]\n1=800ms crash 2\n2=900ms cut 1>2\n");
  g_autoptr (ElectorRun) run = elector_run_new (scenario);
  g_autofree char *text = NULL, *csv = NULL, *filtered = NULL;
  Fixture fixture;

  elector_run_advance (run, 970 * ELECTOR_MSEC);
  fixture_init (&fixture, elector_run_get_trace (run));
  set_cursor (&fixture, G_MAXUINT);
  text = elector_log_format (fixture.log, ELECTOR_LOG_TEXT, 800 * ELECTOR_MSEC);
  csv = elector_log_format (fixture.log, ELECTOR_LOG_CSV, 700 * ELECTOR_MSEC);
  g_assert_cmpstr (text, ==,
                   "0:00.800  Node 2 crashes.\n"
                   "0:00.900  The link from node 1 to node 2 is cut.\n"
                   "0:00.959  Node 1 has heard no leader for as long as its election timeout.\n"
                   "0:00.959  Node 1 starts an election for term 1, and votes for itself.\n"
                   "0:00.959  Node 1 asks everybody for a vote in term 1; its log has 0 entries, the last of term 0.\n"
                   "0:00.959  Node 1 sends VOTE to node 2.\n");
  g_assert_cmpstr (csv, ==, "time_us,node,kind,peer,message,term,text\n"
                            "800000,2,crash,,,,Node 2 crashes.\n"
                            "900000,1,cut,2,,,The link from node 1 to node 2 is cut.\n"
                            "959670,1,step,,,,Node 1 has heard no leader for as long as its election timeout.\n"
                            "959670,1,step,,,,\"Node 1 starts an election for term 1, and votes for itself.\"\n"
                            "959670,1,step,,,,\"Node 1 asks everybody for a vote in term 1; its log has 0 entries, "
                            "the last of term 0.\"\n"
                            "959670,1,send,2,VOTE,1,Node 1 sends VOTE to node 2.\n");
  set_filter (&fixture, FALSE, 2, "crash");
  filtered = elector_log_format (fixture.log, ELECTOR_LOG_CSV, 0);
  g_assert_cmpstr (filtered, ==, "time_us,node,kind,peer,message,term,text\n800000,2,crash,,,,Node 2 crashes.\n");
  fixture_clear (&fixture);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/log/random", test_random);
  g_test_add_func ("/log/items", test_items);
  g_test_add_func ("/log/routine", test_routine);
  g_test_add_func ("/log/alphabets", test_alphabets);
  g_test_add_func ("/log/other-trace", test_other_trace);
  g_test_add_func ("/log/csv", test_csv);
  g_test_add_func ("/log/format", test_format);
  return g_test_run ();
}
