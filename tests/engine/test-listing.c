/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "engine-fixture.h"

#include "engine/elector-listing.h"
#include "protocols/bully.h"
#include "protocols/registry.h"

#include <string.h>

typedef void (*Check) (const ElectorProtocol *protocol, ElectorListing *listing, ElectorListingLanguage language);

/* For both texts of every algorithm. */
static void
for_each (Check check)
{
  for (guint i = 0; i < elector_registry_get_n_protocols (); i++)
    for (guint language = ELECTOR_LISTING_PYTHON; language <= ELECTOR_LISTING_C; language++)
      {
        const ElectorProtocol *protocol = elector_registry_get_protocol (i);
        g_autoptr (ElectorListing) listing = elector_listing_new (protocol, (ElectorListingLanguage) language, 0);

        check (protocol, listing, (ElectorListingLanguage) language);
      }
}

/* What is shown has as many lines as there are, and nothing of the labels. */
static void
check_text (const ElectorProtocol *protocol, ElectorListing *listing, ElectorListingLanguage language)
{
  const char *text = elector_listing_get_text (listing);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  g_assert_cmpstr (elector_listing_get_name (listing), ==,
                   language == ELECTOR_LISTING_PYTHON ? protocol->listing : protocol->source);
  g_assert_cmpuint (g_strv_length (lines), ==, elector_listing_get_n_lines (listing));
  g_assert_cmpuint (g_strv_length (lines), >, 50);
  g_assert_true (g_utf8_validate (text, -1, NULL));
  g_assert_null (strstr (text, "#:"));
  g_assert_false (g_str_has_suffix (text, "\n"));
  if (language == ELECTOR_LISTING_PYTHON)
    for (guint i = 0; lines[i] != NULL; i++)
      g_assert_true (lines[i][0] == '\0' || lines[i][strlen (lines[i]) - 1] != ' ');
}

static void
test_text (void)
{
  for_each (check_text);
}

/* Apart from the labels, the text is the file without the lines that rule switches add; where whole functions are
 * missing then, there is one empty line. */
static char *
strip (const char *file)
{
  g_auto (GStrv) lines = g_strsplit (file, "\n", -1);
  GString *text = g_string_new (NULL);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      char *mark = strstr (lines[i], "#:");

      if (mark != NULL)
        *mark = '\0';
      g_strchomp (lines[i]);
      if (strstr (lines[i], "#+") == NULL && (lines[i][0] != '\0' || !g_str_has_suffix (text->str, "\n\n")))
        g_string_append_printf (text, "%s\n", lines[i]);
    }
  return g_strchomp (g_string_free (text, FALSE));
}

static void
test_is_the_file (void)
{
  const char *root = g_getenv ("ELECTOR_TEST_SOURCE_ROOT");
  g_autofree char *listing_path = NULL, *source_path = NULL, *listing_text = NULL, *source_text = NULL;
  g_autoptr (ElectorListing) python = elector_listing_new (&elector_bully, ELECTOR_LISTING_PYTHON, 0);
  g_autoptr (ElectorListing) c = elector_listing_new (&elector_bully, ELECTOR_LISTING_C, 0);
  g_autofree char *stripped = NULL;

  if (root == NULL)
    {
      g_test_skip ("ELECTOR_TEST_SOURCE_ROOT is not set");
      return;
    }
  source_path = g_build_filename (root, "src", "protocols", elector_bully.source, NULL);
  listing_path = g_build_filename (root, "data", "listings", elector_bully.listing, NULL);
  g_assert_true (g_file_get_contents (source_path, &source_text, NULL, NULL));
  g_assert_true (g_file_get_contents (listing_path, &listing_text, NULL, NULL));
  g_assert_cmpstr (elector_listing_get_text (c), ==, g_strchomp (source_text));
  stripped = strip (listing_text);
  g_assert_cmpstr (elector_listing_get_text (python), ==, stripped);
}

/* How often a step that the plain text lacks is found in the text that one rule switch adds it to. */
static guint
find_step_of_rule (const ElectorProtocol *protocol, ElectorListingLanguage language, guint step)
{
  for (guint rule = 0; rule < protocol->n_rules; rule++)
    {
      g_autoptr (ElectorListing) listing = elector_listing_new (protocol, language, 1u << rule);
      guint found = 0;

      for (guint line = 0; line < elector_listing_get_n_lines (listing); line++)
        if (g_strcmp0 (elector_listing_get_label (listing, line), protocol->steps[step].label) == 0)
          {
            found++;
            g_assert_cmpint (elector_listing_get_change (listing, line, NULL), ==, ELECTOR_LISTING_ADDED);
          }
      if (found > 0)
        return found;
    }
  return 0;
}

/* Each step has its line, and each line of Python that has a label has words for it. */
static void
check_steps (const ElectorProtocol *protocol, ElectorListing *listing, ElectorListingLanguage language)
{
  g_autofree guint *found = g_new0 (guint, protocol->n_steps);

  for (guint line = 0; line < elector_listing_get_n_lines (listing); line++)
    {
      const char *label = elector_listing_get_label (listing, line);
      int step = label != NULL ? elector_protocol_find_step (protocol, label) : -1;

      if (step >= 0)
        {
          found[step]++;
          g_assert_cmpint (elector_listing_get_step (listing, line), ==, step);
        }
      else if (label != NULL)
        {
          g_test_message ("%s", label);
          g_assert_cmpint (language, ==, ELECTOR_LISTING_PYTHON);
          g_assert_nonnull (elector_protocol_explain (protocol, label));
          g_assert_cmpint (elector_listing_get_step (listing, line), ==, -1);
        }
    }
  for (guint step = 0; step < protocol->n_steps; step++)
    {
      g_test_message ("%s", protocol->steps[step].label);
      if (found[step] == 0)
        found[step] = find_step_of_rule (protocol, language, step);
      else if (language == ELECTOR_LISTING_PYTHON)
        {
          ElectorRecord record = { .kind = ELECTOR_RECORD_STEP, .code = (guint16) step };
          int line = elector_listing_find_record (listing, &record);

          g_assert_cmpint (line, >=, 0);
          g_assert_cmpstr (elector_listing_get_label (listing, (guint) line), ==, protocol->steps[step].label);
        }
      g_assert_cmpuint (found[step], ==, 1);
    }
}

static void
test_steps (void)
{
  for_each (check_steps);
}

static void
check_explanations (const ElectorProtocol *protocol, ElectorListing *listing, ElectorListingLanguage language)
{
  for (guint line = 0; line < elector_listing_get_n_lines (listing) + 2; line++)
    {
      g_autofree char *text = elector_listing_explain (listing, line);

      g_assert_nonnull (text);
      g_assert_cmpuint (strlen (text), >, 0);
    }
  g_assert_null (elector_listing_get_label (listing, elector_listing_get_n_lines (listing)));
  g_assert_null (elector_listing_get_label (listing, G_MAXUINT));
  g_assert_cmpint (elector_listing_get_step (listing, elector_listing_get_n_lines (listing)), ==, -1);
}

static void
test_explanations (void)
{
  for_each (check_explanations);
}

/* A line of Python that is no empty one is explained as what it is. */
static void
test_python_is_explained (void)
{
  g_autoptr (ElectorListing) listing = elector_listing_new (&elector_bully, ELECTOR_LISTING_PYTHON, 0);
  g_auto (GStrv) lines = g_strsplit (elector_listing_get_text (listing), "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_autofree char *text = elector_listing_explain (listing, i);

      g_test_message ("%s", lines[i]);
      g_assert_cmpint (*lines[i] == '\0', ==, strcmp (text, "An empty line.") == 0);
    }
}

static void
check_records (ElectorScenario *scenario, guint *seen)
{
  guint32 rules = elector_scenario_get_config (scenario)->rules;
  g_autoptr (ElectorListing) python = elector_listing_new (&elector_bully, ELECTOR_LISTING_PYTHON, rules);
  g_autoptr (ElectorListing) c = elector_listing_new (&elector_bully, ELECTOR_LISTING_C, rules);
  g_autoptr (ElectorRun) run = elector_run_new (scenario);
  ElectorTrace *trace = elector_run_get_trace (run);

  elector_run_advance (run, 7 * ELECTOR_SEC);
  for (guint i = 0; i < elector_trace_get_length (trace); i++)
    {
      const ElectorRecord *record = elector_trace_get_record (trace, i);
      const char *label;
      int line;

      if (record->kind != ELECTOR_RECORD_STEP)
        continue;
      label = elector_bully.steps[record->code].label;
      seen[record->code]++;
      line = elector_listing_find_record (c, record);
      g_assert_cmpstr (elector_listing_get_label (c, (guint) line), ==, label);
      g_assert_cmpint (elector_listing_get_step (c, (guint) line), ==, record->code);
      line = elector_listing_find_record (python, record);
      g_assert_cmpstr (elector_listing_get_label (python, (guint) line), ==, label);
    }
}

/* The lines that run in real runs are the lines of the steps, and all of them run. */
static void
test_records (void)
{
  /* Node 1 takes itself for the leader before the others know of any. */
  g_autoptr (ElectorScenario) early
    = engine_fixture_make ("[run]\nnodes=3\n[bully]\nleader-timeout=2s\n"
                           "[faults]\n1=0s crash 3\n2=0s partition 1|2\n3=100ms campaign 1\n4=260ms heal\n");
  /* A majority is lost, found, and counted by a node that others do not need. */
  g_autoptr (ElectorScenario) majority
    = engine_fixture_make ("[run]\nnodes=5\n[rules]\nneeds-majority=true\n[faults]\n1=1s partition 4,5|1,2,3\n"
                           "2=3s heal\n3=5s cut 4-5\n4=5s campaign 4\n5=6s crash 4\n6=6.1s crash 5\n");
  guint seen[BULLY_N_STEPS] = { 0 };

  check_records (early, seen);
  check_records (majority, seen);
  for (guint rule = 0; rule < elector_bully.n_rules; rule++)
    {
      g_autofree char *text
        = g_strdup_printf ("[run]\nnodes=5\n[rules]\n%s=true\n[faults]\n1=1s campaign 1\n2=2s crash 5\n"
                           "3=5s recover 5\n", elector_bully.rules[rule].id);
      g_autoptr (ElectorScenario) scenario = engine_fixture_make (text);

      check_records (scenario, seen);
    }
  for (guint64 seed = 1; seed <= 60; seed++)
    {
      g_autoptr (ElectorScenario) scenario = engine_fixture_make_random (seed, 1 + (guint) (seed % 7), 6 * ELECTOR_SEC);

      check_records (scenario, seen);
    }
  for (guint step = 0; step < BULLY_N_STEPS; step++)
    {
      g_test_message ("%s", elector_bully.steps[step].label);
      g_assert_cmpuint (seen[step], >, 0);
    }
}

/* In C, a line belongs to the step before it, or to the first one after it, within its function. */
static void
test_around (void)
{
  static const char text[] = "static int before;\n" /* 0 */
                             "void\n"
                             "one (void)\n"
                             "{\n"
                             "  int first;\n"
                             "  STEP (ANNOUNCE, 1, 2, 3);\n" /* 5 */
                             "  more ();\n"
                             "  STEP (FOLLOW, 1);\n"
                             "  more ();\n"
                             "}\n"
                             "\n" /* 10 */
                             "void\n"
                             "two (void)\n"
                             "{\n"
                             "}\n"
                             "int last;\n"; /* 15 */
  static const int steps[] = { BULLY_STEP_ANNOUNCE, BULLY_STEP_ANNOUNCE, BULLY_STEP_ANNOUNCE, BULLY_STEP_ANNOUNCE,
                               BULLY_STEP_ANNOUNCE, BULLY_STEP_ANNOUNCE, BULLY_STEP_ANNOUNCE, BULLY_STEP_FOLLOW,
                               BULLY_STEP_FOLLOW,   BULLY_STEP_FOLLOW,   -1,                  -1,
                               -1,                  -1,                  -1,                  -1 };
  g_autoptr (ElectorListing) listing = elector_listing_new_from_text (&elector_bully, ELECTOR_LISTING_C, 0, text);

  g_assert_cmpuint (elector_listing_get_n_lines (listing), ==, G_N_ELEMENTS (steps));
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      g_test_message ("line %u", i);
      g_assert_cmpint (elector_listing_get_step (listing, i), ==, steps[i]);
    }
}

static void
test_small (void)
{
  static const char text[] = "a = 1   #: follow\n\nb = '#'  # said\n";
  g_autoptr (ElectorListing) listing = elector_listing_new_from_text (&elector_bully, ELECTOR_LISTING_PYTHON, 0, text);
  g_autoptr (ElectorListing) empty = elector_listing_new_from_text (&elector_bully, ELECTOR_LISTING_PYTHON, 0, "");

  g_assert_cmpstr (elector_listing_get_text (listing), ==, "a = 1\n\nb = '#'  # said");
  g_assert_cmpstr (elector_listing_get_label (listing, 0), ==, "follow");
  g_assert_null (elector_listing_get_label (listing, 2));
  g_assert_cmpint (elector_listing_get_step (listing, 0), ==, BULLY_STEP_FOLLOW);
  g_assert_cmpint (elector_listing_get_step (listing, 1), ==, -1);
  g_assert_cmpstr (elector_listing_get_text (empty), ==, "");
}

/* A switch brings lines and takes some away; what it has changed says so. */
static void
test_rules (void)
{
  static const char text[] = "one  #: follow -wait-forever\n"
                             "#+wait-forever two  #: other\n"
                             "  #+restart-while-running|wait-forever three  #: third\n"
                             "\n"
                             "gone  #: gone -restart-while-running -wait-forever\n"
                             "\n"
                             "last  #: last\n";
  int waits = elector_protocol_find_rule (&elector_bully, "wait-forever"), rule;
  g_autoptr (ElectorListing) plain
    = elector_listing_new_from_text (&elector_bully, ELECTOR_LISTING_PYTHON, 0, text);
  g_autoptr (ElectorListing) listing
    = elector_listing_new_from_text (&elector_bully, ELECTOR_LISTING_PYTHON, 1u << waits, text);
  g_autofree char *added = elector_listing_explain_change (listing, 0);
  g_autofree char *removed = elector_listing_explain_change (listing, 3);

  g_assert_cmpstr (elector_listing_get_text (plain), ==, "one\n\ngone\n\nlast");
  for (guint line = 0; line < 6; line++)
    {
      g_assert_cmpint (elector_listing_get_change (plain, line, &rule), ==, ELECTOR_LISTING_UNCHANGED);
      g_assert_cmpint (rule, ==, -1);
      g_assert_null (elector_listing_explain_change (plain, line));
    }
  g_assert_cmpstr (elector_listing_get_text (listing), ==, "two\n  three\n\nlast");
  g_assert_cmpstr (elector_listing_get_label (listing, 1), ==, "third");
  g_assert_cmpint (elector_listing_get_change (listing, 0, &rule), ==, ELECTOR_LISTING_ADDED);
  g_assert_cmpint (rule, ==, waits);
  g_assert_cmpint (elector_listing_get_change (listing, 2, NULL), ==, ELECTOR_LISTING_UNCHANGED);
  g_assert_cmpint (elector_listing_get_change (listing, 3, &rule), ==, ELECTOR_LISTING_AFTER_REMOVED);
  g_assert_cmpint (rule, ==, waits);
  g_assert_nonnull (strstr (added, "wait-forever"));
  g_assert_nonnull (strstr (removed, "left out"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/listing/text", test_text);
  g_test_add_func ("/listing/is-the-file", test_is_the_file);
  g_test_add_func ("/listing/steps", test_steps);
  g_test_add_func ("/listing/explanations", test_explanations);
  g_test_add_func ("/listing/python-is-explained", test_python_is_explained);
  g_test_add_func ("/listing/records", test_records);
  g_test_add_func ("/listing/around", test_around);
  g_test_add_func ("/listing/small", test_small);
  g_test_add_func ("/listing/rules", test_rules);
  return g_test_run ();
}
