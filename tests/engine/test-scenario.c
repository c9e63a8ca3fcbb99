/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Reading scenario files: the good ones, and every way in which they can be bad. */

#include "engine-fixture.h"

#include "core/units.h"
#include "protocols/bully.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#define HEADER "[elector]\nversion=1\n"

static ElectorScenario *
read_text (const char *text)
{
  g_autoptr (GError) error = NULL;
  ElectorScenario *scenario = elector_scenario_new_from_data (text, -1, "NAME", &error);

  g_assert_no_error (error);
  return scenario;
}

/* That the text is refused, with a message that begins with its name and the line, and contains a word. */
static void
assert_bad_data (const char *data, gssize length, guint line, const char *word)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ElectorScenario) scenario = elector_scenario_new_from_data (data, length, "NAME", &error);
  g_autofree char *place = g_strdup_printf ("NAME:%u: ", line);

  g_assert_null (scenario);
  g_assert_nonnull (error);
  g_assert_true (error->domain == ELECTOR_ERROR);
  if (!g_str_has_prefix (error->message, place) || strstr (error->message, word) == NULL)
    g_error ("not “%s…%s” but “%s”", place, word, error->message);
  g_assert_true (g_utf8_validate (error->message, -1, NULL));
  g_assert_cmpint (g_utf8_strlen (error->message, -1), <, 350);
  g_assert_null (strchr (error->message, '\n'));
}

/* --- Good files --- */

static void
test_minimal (void)
{
  g_autoptr (ElectorScenario) scenario = read_text (HEADER);
  const ElectorConfig *config = elector_scenario_get_config (scenario);
  ElectorNetworkConfig network;
  ElectorConfig standard;
  guint n;

  elector_config_init (&standard, &elector_bully, 5);
  elector_network_config_init (&network);
  g_assert_true (config->protocol == &elector_bully);
  g_assert_cmpuint (config->n_nodes, ==, 5);
  g_assert_cmpuint (config->rules, ==, 0);
  g_assert_cmpmem (config->parameters, sizeof config->parameters, standard.parameters, sizeof standard.parameters);
  g_assert_cmpmem (elector_scenario_get_network (scenario), sizeof network, &network, sizeof network);
  g_assert_cmpuint (elector_scenario_get_seed (scenario), ==, 1);
  g_assert_cmpint (elector_scenario_get_until (scenario), ==, ELECTOR_NEVER);
  g_assert_null (elector_scenario_get_title (scenario));
  g_assert_null (elector_scenario_get_description (scenario));
  g_assert_null (elector_scenario_get_tag (scenario));
  elector_scenario_get_faults (scenario, &n);
  g_assert_cmpuint (n, ==, 0);
}

static const char everything[] = "# A comment.\n"
                                 "\n"
                                 "[elector]\n"
                                 "version = 1\n"
                                 "title=Everything\n"
                                 "title[de]=Alles\n"
                                 "description=All there is; with a semicolon\n"
                                 "description[de]=Alles\n"
                                 "tag=test\n"
                                 "[run]\n"
                                 "algorithm=bully\n"
                                 "nodes=7\n"
                                 "seed=18446744073709551615\n"
                                 "until=12.5s\n"
                                 "  [network]\n"
                                 "delay=10ms..20ms\n"
                                 "loss=0.5%\n"
                                 "duplicate=100%\n"
                                 "[bully]\n"
                                 "heartbeat=100ms\n"
                                 "leader-timeout=250 ms..300 ms\n"
                                 "answer-timeout=41ms\n"
                                 "victory-timeout=90ms\n"
                                 "[rules]\n"
                                 "restart-while-running=true\n"
                                 "late-election-restarts=false\n"
                                 "[faults]\n"
                                 "1=3s recover 7\n"
                                 "2=2s crash 7\n"
                                 "3=3s partition 1,2|3,4,5,6,7\n";

static void
assert_everything (ElectorScenario *scenario)
{
  const ElectorConfig *config = elector_scenario_get_config (scenario);
  const ElectorNetworkConfig *network = elector_scenario_get_network (scenario);
  const ElectorFault *faults;
  guint n;

  g_assert_cmpstr (elector_scenario_get_title (scenario), ==, "Everything");
  g_assert_cmpstr (elector_scenario_get_description (scenario), ==, "All there is; with a semicolon");
  g_assert_cmpstr (elector_scenario_get_tag (scenario), ==, "test");
  g_assert_cmpuint (config->n_nodes, ==, 7);
  g_assert_cmpuint (config->rules, ==, 1u << BULLY_RULE_RESTART_WHILE_RUNNING);
  g_assert_cmpint (config->parameters[BULLY_PARAMETER_HEARTBEAT].low, ==, 100000);
  g_assert_cmpint (config->parameters[BULLY_PARAMETER_LEADER_TIMEOUT].low, ==, 250000);
  g_assert_cmpint (config->parameters[BULLY_PARAMETER_LEADER_TIMEOUT].high, ==, 300000);
  g_assert_cmpint (config->parameters[BULLY_PARAMETER_ANSWER_TIMEOUT].high, ==, 41000);
  g_assert_cmpint (config->parameters[BULLY_PARAMETER_VICTORY_TIMEOUT].high, ==, 90000);
  g_assert_cmpint (network->delay.low, ==, 10000);
  g_assert_cmpint (network->delay.high, ==, 20000);
  g_assert_cmpuint (network->loss, ==, 5000);
  g_assert_cmpuint (network->duplicate, ==, 1000000);
  g_assert_true (elector_scenario_get_seed (scenario) == G_MAXUINT64);
  g_assert_cmpint (elector_scenario_get_until (scenario), ==, 12500000);
  faults = elector_scenario_get_faults (scenario, &n);
  g_assert_cmpuint (n, ==, 3);
  g_assert_cmpint (faults[0].kind, ==, ELECTOR_FAULT_CRASH);
  g_assert_cmpint (faults[1].kind, ==, ELECTOR_FAULT_RECOVER);
  g_assert_cmpint (faults[2].kind, ==, ELECTOR_FAULT_PARTITION);
  g_assert_cmpint (faults[2].time, ==, 3000000);
  g_assert_cmpuint (faults[2].groups[6], ==, 2);
}

static void
test_everything (void)
{
  g_autoptr (ElectorScenario) scenario = read_text (everything), copy = NULL;
  ElectorScenarioParts parts;

  assert_everything (scenario);
  elector_scenario_parts_copy (&parts, scenario);
  copy = elector_scenario_new (&parts);
  assert_everything (copy);
}

/* What is written is read back as the same, and the same is written again. */
static void
test_saved (void)
{
  for (guint64 seed = 0; seed < 100; seed++)
    {
      g_autoptr (ElectorScenario) scenario = seed == 0 ? read_text (everything)
                                                       : engine_fixture_make_random (seed, 5, 4 * ELECTOR_SEC);
      g_autofree char *text = elector_scenario_to_data (scenario), *again = NULL;
      g_autoptr (ElectorScenario) read = read_text (text);
      g_autoptr (ElectorRun) run = elector_run_new (scenario), read_run = elector_run_new (read);

      if (seed == 0)
        assert_everything (read);
      again = elector_scenario_to_data (read);
      g_assert_cmpstr (text, ==, again);
      elector_run_advance (run, 4 * ELECTOR_SEC);
      elector_run_advance (read_run, 4 * ELECTOR_SEC);
      engine_fixture_assert_same_traces (elector_run_get_trace (run), elector_run_get_trace (read_run));
    }
}

/* Files from other systems: carriage returns, a byte order mark, no newline at the end. */
static void
test_foreign (void)
{
  g_auto (GStrv) lines = g_strsplit (everything, "\n", -1);
  g_autofree char *dos = g_strjoinv ("\r\n", lines);
  g_autofree char *marked = g_strconcat ("\xef\xbb\xbf", dos, NULL);
  g_autofree char *open = g_strchomp (g_strdup (everything));
  const char *texts[] = { dos, marked, open };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (ElectorScenario) scenario = read_text (texts[i]);

      assert_everything (scenario);
    }
}

static void
test_translated (void)
{
  g_autofree char *language = g_strdup (g_getenv ("LANGUAGE"));
  g_autoptr (ElectorScenario) scenario = NULL;

  g_assert_true (g_setenv ("LANGUAGE", "de", TRUE));
  scenario = read_text (everything);
  g_assert_cmpstr (elector_scenario_get_title (scenario), ==, "Alles");
  if (language != NULL)
    g_setenv ("LANGUAGE", language, TRUE);
  else
    g_unsetenv ("LANGUAGE");
}

/* --- Bad files --- */

typedef struct
{
  const char *text;
  guint line;
  const char *word;
} Bad;

static const Bad bad_files[] = {
  /* What it is. */
  { "", 1, "[elector]" },
  { "\n\n", 1, "[elector]" },
  { "# nothing\n", 1, "[elector]" },
  { "[run]\nnodes=5\n", 1, "[elector]" },
  { "# no version\n\n[elector]\ntitle=x\n", 3, "version=1" },
  { "[elector]\ntitle=x\nversion=\n", 3, "whole number" },
  { "[elector]\ntitle=x\nversion=one\n", 3, "one" },
  { "[elector]\nversion=0\n", 2, "version=1" },
  { "[elector]\nversion=2\n", 2, "version 2" },
  { "[elector]\n\nversion=99\n", 3, "version 99" },
  { "[elector]\nversion=99999999999999999999\n", 2, "99999999999999999999" },
  /* Its form. */
  { "[elector\nversion=1\n", 1, "[elector" },
  { HEADER "junk\n", 3, "junk" },
  { HEADER "=5\n", 3, "=5" },
  { HEADER "[]\n", 3, "[]" },
  { HEADER "[run] # comment\n", 3, "[run]" },
  { HEADER "[run]x\n", 3, "[run]x" },
  { HEADER "\n[a]b]\n", 4, "[a]b]" },
  { HEADER "\n[a\x01]\n", 4, "group" },
  { HEADER "[run]\nno]des=5\n", 4, "no]des" },
  { HEADER "[run]\nnodes[=5\n", 4, "nodes[" },
  { "version=1\n[elector]\n", 1, "[group]" },
  { HEADER "Encoding=latin1\n", 3, "latin1" },
  /* Doubles. */
  { HEADER "[run]\nseed=1\n# again\nseed=2\n", 6, "line 4" },
  { HEADER "[run]\n[network]\n[run]\n", 5, "line 3" },
  { HEADER "title[de]=a\ntitle[de]=b\n", 4, "line 3" },
  /* Unknown words. */
  { HEADER "colour=red\n", 3, "colour" },
  { HEADER "version[de]=1\n", 3, "version[de]" },
  { HEADER "[run]\nsize=5\n", 4, "size" },
  { HEADER "[run]\nnodes[de]=7\n", 4, "nodes[de]" },
  { HEADER "[run]\n\n[raft]\n", 5, "[raft]" },
  { HEADER "[network]\nspeed=5\n", 4, "speed" },
  { HEADER "[bully]\nspeed=5\n", 4, "speed" },
  { HEADER "[bully]\ndelay=5ms\n", 4, "delay" },
  { HEADER "[rules]\n# x\nbe-nice=true\n", 5, "be-nice" },
  /* Values. */
  { HEADER "[run]\nalgorithm=paxos\n", 4, "paxos" },
  { HEADER "[run]\nalgorithm=\n", 4, "algorithm" },
  { HEADER "[run]\nnodes=0\n", 4, "between 1 and 1000" },
  { HEADER "[run]\nnodes=1001\n", 4, "between 1 and 1000" },
  { HEADER "[run]\nnodes=99999999999999999999999\n", 4, "between 1 and 1000" },
  { HEADER "[run]\nnodes=-5\n", 4, "-5" },
  { HEADER "[run]\nnodes=5.0\n", 4, "5.0" },
  { HEADER "[run]\nnodes=5\\q\n", 4, "backslash" },
  { HEADER "[run]\ntitle=a\\\\b\\n\nseed=1\\\n", 5, "backslash" },
  { HEADER "title=\\q\\q\\\n", 3, "backslash" },
  { HEADER "[run]\nseed=x\n", 4, "x" },
  { HEADER "[run]\nuntil=12\n", 4, "duration" },
  { HEADER "[run]\nuntil=2h\n", 4, "duration" },
  { HEADER "[run]\nuntil=61min\n", 4, "range" },
  { HEADER "[network]\ndelay=-5ms\n", 4, "-5ms" },
  { HEADER "[network]\ndelay=20ms..10ms\n", 4, "empty" },
  { HEADER "[network]\ndelay=20ms..\n", 4, "duration" },
  { HEADER "[network]\ndelay=\n", 4, "duration" },
  { HEADER "[network]\nloss=20\n", 4, "percentage" },
  { HEADER "[network]\nloss=101%\n", 4, "100%" },
  { HEADER "[bully]\nheartbeat=0\n", 4, "at least 1ms" },
  { HEADER "[bully]\nheartbeat=1ms..2ms\n", 4, "not a range" },
  { HEADER "[rules]\nrestart-while-running=maybe\n", 4, "true or false" },
  { HEADER "[rules]\nrestart-while-running=\n", 4, "true or false" },
  /* Faults. */
  { HEADER "[faults]\n1=2s crash 9\n", 4, "no node 9" },
  { HEADER "[faults]\n1=2s crash 5\n\n2=3s crash 0\n", 6, "no node 0" },
  { HEADER "[run]\nnodes=3\n[faults]\n1=2s crash 4\n", 6, "nodes are 1 to 3" },
  { HEADER "[faults]\n1=2s crash 4\n[run]\nnodes=3\n", 4, "nodes are 1 to 3" },
  { HEADER "[faults]\nfirst=2s crash 5\n", 4, "numbered" },
  { HEADER "[faults]\n-1=2s crash 5\n", 4, "numbered" },
  { HEADER "[faults]\n1=crash 5\n", 4, "duration" },
  { HEADER "[faults]\n1=2s\n", 4, "2s crash 5" },
  { HEADER "[faults]\n1=\n", 4, "2s crash 5" },
  { HEADER "[faults]\n1=2s explode\n", 4, "explode" },
  { HEADER "[faults]\n1=2s partition 1,2|2,3\n", 4, "two groups" },
  { HEADER "[faults]\n1=-2s crash 5\n", 4, "-2s" },
};

static void
test_bad (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (bad_files); i++)
    {
      const Bad *bad = &bad_files[i];
      g_auto (GStrv) lines = g_strsplit (bad->text, "\n", -1);
      g_autofree char *dos = g_strjoinv ("\r\n", lines);
      g_autofree char *marked = g_strconcat ("\xef\xbb\xbf", bad->text, NULL);

      g_test_message ("%s", bad->text);
      assert_bad_data (bad->text, -1, bad->line, bad->word);
      assert_bad_data (marked, -1, bad->line, bad->word);
      assert_bad_data (dos, -1, bad->line, bad->word);
    }
}

static void
test_rubbish (void)
{
  static const char nuls[] = HEADER "[run]\nseed=1\0" "2\n";
  static const char latin1[] = HEADER "title=Gr\xf6\xdf" "e\n";
  static const char binary[] = "\x7f" "ELF\2\1\1\0\0\n[elector]\n";
  static const char utf16[] = "\xff\xfe[\0e\0";

  assert_bad_data (nuls, sizeof nuls - 1, 4, "UTF-8");
  assert_bad_data (latin1, sizeof latin1 - 1, 3, "UTF-8");
  assert_bad_data (binary, sizeof binary - 1, 1, "UTF-8");
  assert_bad_data (utf16, sizeof utf16 - 1, 1, "UTF-8");
  assert_bad_data ("", 0, 1, "[elector]");
  assert_bad_data ("\xef\xbb", -1, 1, "UTF-8");
  assert_bad_data ("\xef\xbb\xbf", -1, 1, "[elector]");
}

/* The complaint about a long line is short, and does not cut a character in two. */
static void
test_long (void)
{
  for (guint shift = 0; shift < 4; shift++)
    {
      g_autoptr (GString) text = g_string_new (HEADER);

      g_string_append_len (text, "xxxx", shift);
      for (guint i = 0; i < 100000; i++)
        g_string_append (text, "€");
      assert_bad_data (text->str, -1, 3, "€");
      g_string_insert (text, (gssize) strlen (HEADER), "[run]\nnodes=");
      assert_bad_data (text->str, -1, 4, "€");
    }
}

/* Anything at all: a scenario, or an error with a line; nothing else. */
static void
test_noise (void)
{
  static const char *const pieces[] = { "[elector]\n", "version=1\n", "[run]\n", "nodes=3\n", "[faults]\n",
                                        "1=1s crash 1\n", "[network]\n", "loss=1%\n", "[rules]\n", "Encoding=x",
                                        "title", "[de]", "=", "[", "]", "\n", "\\", "\r", "#", "1", "\t", " ",
                                        "\x01", "€", "\xff", "\xef\xbb\xbf" };
  ElectorRng rng;

  elector_rng_seed (&rng, 1, 0);
  for (guint i = 0; i < 5000; i++)
    {
      g_autoptr (GString) text = g_string_new (i % 2 ? HEADER : "");
      g_autoptr (GError) error = NULL;
      g_autoptr (ElectorScenario) scenario = NULL;

      for (guint j = (guint) elector_rng_below (&rng, 12); j > 0; j--)
        g_string_append (text, pieces[elector_rng_below (&rng, G_N_ELEMENTS (pieces))]);
      scenario = elector_scenario_new_from_data (text->str, (gssize) text->len, "NAME", &error);
      g_assert_true ((scenario == NULL) == (error != NULL));
      if (error == NULL)
        continue;
      g_assert_true (error->domain == ELECTOR_ERROR);
      if (!g_regex_match_simple ("^NAME:[1-9][0-9]*: .", error->message, 0, 0))
        g_error ("%s", error->message);
    }
}

/* --- Files that cannot be read --- */

static void
assert_bad_file (const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;
  g_autoptr (ElectorScenario) scenario = elector_scenario_new_from_file (file, &error);

  g_assert_null (scenario);
  g_assert_nonnull (error);
  g_test_message ("%s", error->message);
  g_assert_true (g_str_has_prefix (error->message, path));
}

static void
test_files (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("elector-XXXXXX", &error);
  g_autofree char *path = g_build_filename (folder, "größe.elector", NULL);
  g_autofree char *huge = g_strnfill (1024 * 1024 + 1, '#');
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (ElectorScenario) scenario = NULL;

  g_assert_no_error (error);
  assert_bad_file (folder);
  assert_bad_file (path);
  assert_bad_file ("/dev/null");
  g_assert_true (g_file_set_contents (path, HEADER "junk\n", -1, NULL));
  assert_bad_file (path);
  g_assert_true (g_file_set_contents (path, huge, -1, NULL));
  assert_bad_file (path);
  g_assert_true (g_file_set_contents (path, everything, -1, NULL));
  scenario = elector_scenario_new_from_file (file, &error);
  g_assert_no_error (error);
  assert_everything (scenario);
  g_assert_cmpint (g_chmod (path, 0), ==, 0);
  if (geteuid () != 0)
    assert_bad_file (path);
  g_assert_cmpint (g_unlink (path), ==, 0);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

/* --- Parts --- */

static void
test_parts (void)
{
  ElectorScenarioParts parts;
  g_autoptr (ElectorScenario) scenario = NULL;
  const ElectorFault *faults;
  guint n;

  elector_scenario_parts_init (&parts, &elector_bully, 3);
  g_assert_true (elector_scenario_parts_set (&parts, "delay", "5ms", NULL));
  g_assert_true (elector_scenario_parts_set (&parts, "leader-timeout", "5ms..6ms", NULL));
  g_assert_false (elector_scenario_parts_set (&parts, "mood", "5ms", NULL));
  g_assert_false (elector_scenario_parts_set (&parts, "heartbeat", "5ms..6ms", NULL));
  g_assert_true (elector_scenario_parts_set_rule (&parts, "restart-while-running", TRUE, NULL));
  g_assert_true (elector_scenario_parts_set_rule (&parts, "late-election-restarts", TRUE, NULL));
  g_assert_true (elector_scenario_parts_set_rule (&parts, "restart-while-running", FALSE, NULL));
  g_assert_false (elector_scenario_parts_set_rule (&parts, "mood", TRUE, NULL));
  g_assert_true (elector_scenario_parts_add_fault (&parts, "2s crash 1", NULL));
  g_assert_true (elector_scenario_parts_add_fault (&parts, "1s crash 2", NULL));
  g_assert_true (elector_scenario_parts_add_fault (&parts, "1s recover 2", NULL));
  g_assert_false (elector_scenario_parts_add_fault (&parts, "1s crash 4", NULL));
  scenario = elector_scenario_new (&parts);
  g_assert_null (parts.faults);
  faults = elector_scenario_get_faults (scenario, &n);
  g_assert_cmpuint (n, ==, 3);
  g_assert_cmpuint (faults[0].node, ==, 2);
  g_assert_cmpint (faults[1].kind, ==, ELECTOR_FAULT_RECOVER);
  g_assert_cmpuint (faults[2].node, ==, 1);
  g_assert_cmpint (elector_scenario_get_network (scenario)->delay.high, ==, 5000);
  g_assert_cmpuint (elector_scenario_get_config (scenario)->rules, ==, 1u << BULLY_RULE_LATE_ELECTION_RESTARTS);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/scenario/minimal", test_minimal);
  g_test_add_func ("/scenario/everything", test_everything);
  g_test_add_func ("/scenario/saved", test_saved);
  g_test_add_func ("/scenario/foreign", test_foreign);
  g_test_add_func ("/scenario/translated", test_translated);
  g_test_add_func ("/scenario/bad", test_bad);
  g_test_add_func ("/scenario/rubbish", test_rubbish);
  g_test_add_func ("/scenario/long", test_long);
  g_test_add_func ("/scenario/noise", test_noise);
  g_test_add_func ("/scenario/files", test_files);
  g_test_add_func ("/scenario/parts", test_parts);
  return g_test_run ();
}
