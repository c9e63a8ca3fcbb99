/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Runs as text: what is written is what was read, what is bad is refused with its line, and a file from long ago gives
 * the trace that it gave then.
 *
 * golden/NAME.elector are such files, and golden/NAME.trace what happened in them; ELECTOR_UPDATE_GOLDEN=1 writes the
 * traces anew. */

#include "engine-fixture.h"

#include "core/units.h"
#include "engine/run-file.h"
#include "protocols/registry.h"

#include <glib/gstdio.h>
#include <string.h>

#define HEADER "[elector]\nversion=2\n"
#define GOLDEN_UNTIL (2500 * ELECTOR_MSEC)

static ElectorBranches *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  ElectorBranches *branches = elector_run_file_parse (text, -1, "test", &error);

  g_assert_no_error (error);
  return branches;
}

static const ElectorIntervention *
get_interventions (ElectorBranches *branches, guint i, guint *n)
{
  return elector_run_get_interventions (elector_branch_get_run (elector_branches_get (branches, i)), n);
}

/* A scenario is a run to which nothing was done. */
static void
test_scenario (void)
{
  g_autoptr (ElectorBranches) branches = parse ("[elector]\nversion=1\n[run]\nnodes=3\n");
  guint n;

  g_assert_cmpuint (elector_branches_get_n (branches), ==, 1);
  get_interventions (branches, 0, &n);
  g_assert_cmpuint (n, ==, 0);
}

static void
test_read (void)
{
  g_autoptr (ElectorBranches) branches = parse (
    HEADER "[branch 1]\n1=1s crash 5\n2=2s #500 crash 4\n"
           "[branch 2]\nname=Other\nparent=1\nfrom=1.5s\ncurrent=true\ncursor=1.7s #600\n1=1.6s recover 5\n"
           "[branch 3]\nparent=1\nfrom=3s\nshared=1\n");
  ElectorBranch *other = elector_branches_get (branches, 1);
  const ElectorIntervention *interventions;
  guint n;

  g_assert_cmpuint (elector_branches_get_n (branches), ==, 3);
  g_assert_true (elector_branches_get_current (branches) == other);
  g_assert_cmpstr (elector_branch_get_name (elector_branches_get (branches, 0)), ==, "Original");
  g_assert_cmpstr (elector_branch_get_name (other), ==, "Other");
  g_assert_cmpstr (elector_branch_get_name (elector_branches_get (branches, 2)), ==, "Branch 3");
  g_assert_cmpint (elector_branch_get_from (other)->time, ==, 1500 * ELECTOR_MSEC);
  g_assert_cmpint (elector_branch_get_cursor (other)->time, ==, 1700 * ELECTOR_MSEC);
  g_assert_cmpuint (elector_branch_get_cursor (other)->n_events, ==, 600);
  interventions = get_interventions (branches, 0, &n);
  g_assert_cmpuint (n, ==, 2);
  g_assert_cmpuint (interventions[0].n_events, ==, ELECTOR_ALL_EVENTS);
  g_assert_cmpuint (interventions[1].n_events, ==, 500);
  interventions = get_interventions (branches, 1, &n);
  g_assert_cmpuint (n, ==, 2);
  g_assert_cmpint (interventions[0].fault.time, ==, ELECTOR_SEC);
  g_assert_cmpint (interventions[1].fault.kind, ==, ELECTOR_FAULT_RECOVER);
  get_interventions (branches, 2, &n);
  g_assert_cmpuint (n, ==, 1);
}

/* Whatever a scenario says is written, and so is whatever a person can do. */
static void
test_write (void)
{
  static const char *const faults[] = {
    "crash 5", "pause 1", "resume 1", "campaign 2", "fire 3 LEADER", "cut 1-2", "cut 1>3", "restore 1-2",
    "restore 1>3", "partition 1,2|3,4", "heal", "loss 12.5%", "loss 1>2 3%", "delay 5ms..10.5ms", "delay 1-2 7us",
    "duplicate 1%", "duplicate 1>2 100%", "drop 1>3 OK", "deliver 1>3 OK #2", "duplicate 1>3 OK",
    "delay 1>3 OK 200ms", "delay 1>3 OK 0us", "write", "write 3", "writes 200ms", "writes off", "fencing on",
    "fencing off", "recover 5",
  };
  g_autoptr (GString) text = g_string_new (
    "[elector]\nversion=2\ntitle=A \\s title\\nof two lines\ndescription=Why\ntag=t\n"
    "[run]\nalgorithm=bully\nnodes=6\nseed=18446744073709551615\nuntil=7.25s\n"
    "[network]\ndelay=1ms..2ms\nloss=0.5%\nduplicate=0.25%\n[bully]\nheartbeat=123ms\n"
    "[rules]\nrestart-while-running=true\n[faults]\n1=1s crash 2\n2=1s recover 2\n[branch 1]\n");
  g_autoptr (ElectorBranches) branches = NULL, again = NULL;
  g_autofree char *written = NULL, *second = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    g_string_append_printf (text, "%u=%u.000001s #%u %s\n", i + 1, i + 1, i * 3, faults[i]);
  g_string_append (text, "1000=7200000001us #5000 heal\n");
  branches = parse (text->str);
  written = elector_run_file_format (branches);
  again = parse (written);
  second = elector_run_file_format (again);
  g_assert_cmpstr (second, ==, written);
  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      g_autofree char *line = g_strdup_printf ("\n%u=%u.000001s #%u %s\n", i + 1, i + 1, i * 3, faults[i]);

      g_assert_nonnull (strstr (written, line));
    }
  g_assert_nonnull (strstr (written, "=7200000001us #5000 heal\n"));
  g_assert_nonnull (strstr (written, "\ntitle=A   title\\nof two lines\n"));
  g_assert_nonnull (strstr (written, "\nseed=18446744073709551615\nuntil=7.25s\n"));
  g_assert_nonnull (strstr (written, "\ndelay=1ms..2ms\nloss=0.5%\nduplicate=0.25%\n"));
  g_assert_nonnull (strstr (written, "\nheartbeat=123ms\n"));
  g_assert_nonnull (strstr (written, "\nrestart-while-running=true\n"));
  g_assert_nonnull (strstr (written, "\n1=1s crash 2\n2=1s recover 2\n"));
}

static void
test_bad (void)
{
  static const struct
  {
    const char *text;
    const char *complaint;
  } cases[] = {
    { "", "test:1: this is no scenario" },
    { "[elector]\nversion=3\n", "test:2: the file has version 3, and this program reads versions up to 2" },
    { "[elector]\nversion=3\nnews=1\n", "test:2: the file has version 3" },
    { "[elector]\ntitle=x\n", "test:1: [elector] has to say “version=1”" },
    { HEADER "[branch 2]\n", "test:3: branches are numbered in order: this has to be [branch 1]" },
    { HEADER "[branch x]\n", "test:3: branches are numbered in order" },
    { HEADER "[branches]\n", "test:3: unknown group [branches]" },
    { HEADER "[branch 1]\nparent=1\n", "test:4: the first branch departs from nothing" },
    { HEADER "[branch 1]\n[branch 2]\nparent=2\n", "test:5: “2” is not between 1 and 1" },
    { HEADER "[branch 1]\n[branch 2]\nfrom=now\n", "test:5: “now” is not a duration" },
    { HEADER "[branch 1]\n[branch 2]\nfrom=1s #x\n", "test:5: “x” is not a whole number" },
    { HEADER "[branch 1]\ncursor=1s #4 5\n", "test:4: “5” stands behind the place" },
    { HEADER "[branch 1]\n[branch 2]\nshared=1\n", "test:5: “1” is not between 0 and 0" },
    { HEADER "[branch 1]\ncolor=red\n", "test:4: unknown key “color” in [branch 1]" },
    { HEADER "[branch 1]\n1=2s\n", "test:4: write the time and what happens" },
    { HEADER "[branch 1]\n1=2s crash 6\n", "test:4: there is no node 6: the nodes are 1 to 5" },
    { HEADER "[branch 1]\n1=2s #1\n", "test:4: write the time and what happens" },
    { HEADER "[branch 1]\n1=2s crash 5\n2=1s crash 4\n", "test:5: this comes before what stands above it" },
    { HEADER "[branch 1]\n1=2s #9 crash 5\n2=3s #8 crash 4\n", "test:5: this comes before what stands above it" },
    { HEADER "[branch 1]\n1=2s #9 crash 5\n[branch 2]\nfrom=3s\n1=1s heal\n", "test:7: this comes before" },
    { HEADER "[branch 1]\ncurrent=yes\n", "test:4: “current” is either true or false" },
    { HEADER "[branch 1]\ncurrent=true\n[branch 2]\ncurrent=true\n", "test:6: another branch is the current one" },
    { HEADER "[branch 1]\nname=a\\nb\n", "test:4: a name is one line" },
    { HEADER "[branch 1]\n1=99999999999999999999us crash 1\n", "test:4: “99999999999999999999us”" },
    { HEADER "[branch 1]\n[branch 1]\n", "test:4: “branch 1” stands on line 3 already" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (ElectorBranches) branches = elector_run_file_parse (cases[i].text, -1, "test", &error);

      g_assert_null (branches);
      g_assert_nonnull (error);
      if (!g_str_has_prefix (error->message, cases[i].complaint))
        g_error ("case %u: “%s”, and not “%s”", i, error->message, cases[i].complaint);
    }
}

/* What would take too much memory is refused. */
static void
test_too_much (void)
{
  g_autoptr (GString) text = g_string_new (HEADER "[branch 1]\n");
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 1001; i++)
    g_string_append_printf (text, "%u=1s heal\n", i);
  for (guint i = 2; i <= 1000; i++)
    g_string_append_printf (text, "[branch %u]\nfrom=2s\n", i);
  g_assert_null (elector_run_file_parse (text->str, -1, "test", &error));
  g_assert_nonnull (strstr (error->message, "these are more than 100000 interventions"));
  g_clear_error (&error);

  g_string_assign (text, HEADER);
  for (guint i = 1; i <= 1001; i++)
    g_string_append_printf (text, "[branch %u]\n", i);
  g_assert_null (elector_run_file_parse (text->str, -1, "test", &error));
  g_assert_nonnull (strstr (error->message, "these are more than 1000 branches"));
}

/* A run for a scenario alone is refused, in words. */
static void
test_wanted_scenario (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (elector_scenario_new_from_data (HEADER, -1, "test", &error));
  g_assert_cmpstr (error->message, ==,
                   "test:2: this is a run (version 2), and a scenario (version 1) is wanted");
}

/* Interventions that do not fit what happens are noticed, and the run goes on all the same. */
static void
test_unfaithful (void)
{
  static const struct
  {
    const char *text;
    gboolean faithful;
  } cases[] = {
    { "1=1s crash 5\n", TRUE },
    { "1=1s #3 crash 5\n", FALSE },
    { "1=1s #9999 crash 5\n", FALSE },
    { "1=1s recover 5\n", FALSE },
    { "1=1s crash 5\n2=1s crash 5\n", FALSE },
    { "1=0s #0 crash 5\n", TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = g_strconcat (HEADER "[branch 1]\n", cases[i].text, NULL);
      g_autoptr (ElectorBranches) branches = parse (text);
      ElectorRun *run = elector_branch_get_run (elector_branches_get (branches, 0));

      elector_run_advance (run, 3 * ELECTOR_SEC);
      g_assert_cmpuint (elector_run_get_n_planned (run), ==, 0);
      g_assert_cmpint (elector_run_get_time (run), ==, 3 * ELECTOR_SEC);
      g_assert_cmpint (elector_run_is_faithful (run), ==, cases[i].faithful);
    }
}

static void
test_save (void)
{
  g_autofree char *folder = g_dir_make_tmp ("elector-run-file-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "a.elector", NULL), *link = g_build_filename (folder, "link", NULL);
  g_autofree char *nowhere = g_build_filename (folder, "no", "a.elector", NULL), *read = NULL;
  g_autoptr (GFile) file = g_file_new_for_path (path), linked = g_file_new_for_path (link);
  g_autoptr (GFile) bad = g_file_new_for_path (nowhere);
  g_autoptr (GError) error = NULL;

  g_assert_true (elector_run_file_save (file, "one", &error));
  g_assert_cmpint (g_chmod (path, 0600), ==, 0);
  g_assert_true (g_file_make_symbolic_link (linked, "a.elector", NULL, &error));
  g_assert_true (elector_run_file_save (linked, "two", &error));
  g_assert_true (g_file_test (link, G_FILE_TEST_IS_SYMLINK));
  g_assert_true (g_file_get_contents (path, &read, NULL, &error));
  g_assert_cmpstr (read, ==, "two");
  g_assert_false (elector_run_file_save (bad, "three", &error));
  g_assert_true (g_str_has_prefix (error->message, nowhere));
  g_assert_cmpint (g_unlink (link), ==, 0);
  g_assert_cmpint (g_unlink (path), ==, 0);
  g_assert_cmpint (g_rmdir (folder), ==, 0); /* and nothing is left over */
}

/* --- Golden files --- */

/* All of the records but the source lines of the steps, which move whenever somebody edits that source. */
static void
print_trace (GString *text, ElectorTrace *trace)
{
  for (guint i = 0; i < elector_trace_get_length (trace); i++)
    {
      const ElectorRecord *record = elector_trace_get_record (trace, i);
      guint peer = record->kind == ELECTOR_RECORD_STEP ? 0 : record->peer;

      g_string_append_printf (text, "%" G_GINT64_FORMAT " %s %u %u %u %u %u %u %u %u\n", record->time,
                              elector_record_kind_to_id ((ElectorRecordKind) record->kind), record->node, peer,
                              record->detail, record->code, record->a, record->b, record->c, record->cause);
    }
}

/* Names the first line that differs. */
static void
assert_same_text (const char *text, const char *golden)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1), golden_lines = g_strsplit (golden, "\n", -1);

  for (guint i = 0; lines[i] != NULL && golden_lines[i] != NULL; i++)
    if (strcmp (lines[i], golden_lines[i]) != 0)
      g_error ("line %u: “%s”, and not “%s”", i + 1, lines[i], golden_lines[i]);
  g_assert_cmpuint (g_strv_length (lines), ==, g_strv_length (golden_lines));
}

static void
test_golden (gconstpointer data)
{
  g_autofree char *name = g_strconcat (data, ".elector", NULL), *trace_name = g_strconcat (data, ".trace", NULL);
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "engine", "golden", name, NULL);
  g_autofree char *trace_path = g_test_build_filename (G_TEST_DIST, "engine", "golden", trace_name, NULL);
  g_autofree char *golden = NULL, *file_text = NULL, *written = NULL;
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (ElectorBranches) branches = elector_run_file_load (file, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < elector_branches_get_n (branches); i++)
    {
      ElectorBranch *branch = elector_branches_get (branches, i);
      ElectorRun *run = elector_branch_get_run (branch);

      g_string_append_printf (text, "# %s\n", elector_branch_get_name (branch));
      elector_run_advance (run, GOLDEN_UNTIL);
      g_assert_true (elector_run_is_faithful (run));
      print_trace (text, elector_run_get_trace (run));
    }
  if (g_getenv ("ELECTOR_UPDATE_GOLDEN") != NULL)
    g_file_set_contents (trace_path, text->str, -1, &error);
  g_assert_no_error (error);
  g_file_get_contents (trace_path, &golden, NULL, &error);
  g_assert_no_error (error);
  assert_same_text (text->str, golden);

  /* And it is written as it was. */
  g_file_get_contents (path, &file_text, NULL, &error);
  g_assert_no_error (error);
  written = elector_run_file_format (branches);
  g_assert_cmpstr (written, ==, file_text);
}

int
main (int argc, char *argv[])
{
  static const char *const golden[] = { "bully", "raft", "ring" };

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/run-file/scenario", test_scenario);
  g_test_add_func ("/run-file/read", test_read);
  g_test_add_func ("/run-file/write", test_write);
  g_test_add_func ("/run-file/bad", test_bad);
  g_test_add_func ("/run-file/too-much", test_too_much);
  g_test_add_func ("/run-file/wanted-scenario", test_wanted_scenario);
  g_test_add_func ("/run-file/unfaithful", test_unfaithful);
  g_test_add_func ("/run-file/save", test_save);
  for (guint i = 0; i < G_N_ELEMENTS (golden); i++)
    {
      g_autofree char *path = g_strconcat ("/run-file/golden/", golden[i], NULL);

      g_test_add_data_func (path, golden[i], test_golden);
    }
  return g_test_run ();
}
