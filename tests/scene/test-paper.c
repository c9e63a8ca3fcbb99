/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "engine-fixture.h"

#include "protocols/registry.h"
#include "scene/export.h"
#include "scene/paper.h"

#include <string.h>

#define UNTIL (3 * ELECTOR_SEC)

/* What is tried: an algorithm, and how many nodes. */
static const struct
{
  const char *algorithm;
  guint n_nodes;
} systems[] = {
  { "bully", 1 }, { "bully", 5 }, { "bully", 50 }, { "raft", 5 }, { "ring", 5 },
};

static ElectorRun *
make_run (const char *algorithm, guint n_nodes, const char *faults, ElectorTime until)
{
  g_autofree char *text = g_strdup_printf ("title=<Papers> & \"pens\"\n[run]\nalgorithm=%s\nnodes=%u\n[faults]\n%s",
                                           algorithm, n_nodes, faults);
  g_autoptr (ElectorScenario) scenario = engine_fixture_make (text);
  ElectorRun *run = elector_run_new (scenario);

  elector_run_advance (run, until);
  return run;
}

static GBytes *
print (ElectorRun *run, ElectorExportSubject subject, ElectorExportFormat format, ElectorTime time)
{
  ElectorExport export = { .scenario = elector_run_get_scenario (run), .trace = elector_run_get_trace (run),
                           .subject = subject, .format = format, .at = time, .until = time };
  g_autoptr (GError) error = NULL;
  GBytes *bytes = elector_export_make (&export, &error);

  g_assert_no_error (error);
  return bytes;
}

static void
start_element_cb (GMarkupParseContext *context, const char *name, const char **names, const char **values,
                  gpointer user_data, GError **error)
{
  guint *n_elements = user_data;

  g_assert_cmpstr (name, !=, "image"); /* all of it can be scaled */
  *n_elements += 1;
}

/* Returns how many elements there are in it. */
static guint
check_svg (GBytes *bytes)
{
  const GMarkupParser parser = { .start_element = start_element_cb };
  guint n_elements = 0;
  g_autoptr (GMarkupParseContext) context = g_markup_parse_context_new (&parser, 0, &n_elements, NULL);
  g_autoptr (GError) error = NULL;
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);

  g_markup_parse_context_parse (context, data, (gssize) size, &error);
  g_assert_no_error (error);
  g_markup_parse_context_end_parse (context, &error);
  g_assert_no_error (error);
  return n_elements;
}

static gboolean
contains (GBytes *bytes, const char *word)
{
  gsize size, length = strlen (word);
  const char *data = g_bytes_get_data (bytes, &size);

  for (gsize i = 0; i + length <= size; i++)
    if (memcmp (data + i, word, length) == 0)
      return TRUE;
  return FALSE;
}

static gboolean
begins (GBytes *bytes, const char *word)
{
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);

  return size >= strlen (word) && memcmp (data, word, strlen (word)) == 0;
}

/* What is drawn with lines is twice the same, also of a run that was made anew. */
static void
check_picture (ElectorRun *run, ElectorRun *other, ElectorExportSubject subject, ElectorTime time)
{
  g_autoptr (GBytes) svg = print (run, subject, ELECTOR_EXPORT_SVG, time);
  g_autoptr (GBytes) svg_again = print (other, subject, ELECTOR_EXPORT_SVG, time);
  g_autoptr (GBytes) pdf = print (run, subject, ELECTOR_EXPORT_PDF, time);
  g_autoptr (GBytes) pdf_again = print (other, subject, ELECTOR_EXPORT_PDF, time);

  g_assert_cmpuint (check_svg (svg), >, 20);
  g_assert_true (g_bytes_equal (svg, svg_again));
  g_assert_true (begins (pdf, "%PDF-"));
  g_assert_true (contains (pdf, "/Count 1\n"));
  g_assert_true (contains (pdf, "%%EOF"));
  g_assert_false (contains (pdf, "/Image"));
  g_assert_true (g_bytes_equal (pdf, pdf_again));
}

static void
check_png (ElectorRun *run, ElectorExportSubject subject, ElectorTime time)
{
  g_autoptr (GBytes) png = print (run, subject, ELECTOR_EXPORT_PNG, time);

  g_assert_true (begins (png, "\x89PNG"));
  g_assert_cmpuint (g_bytes_get_size (png), >, 4000);
}

static void
test_systems (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (systems); i++)
    {
      const char *faults = systems[i].n_nodes < 5 ? ""
                                                  : "1=600ms crash 5\n2=800ms pause 2\n3=900ms cut 1-4\n4=1s cut 3>4\n"
                                                    "5=1.5s recover 5\n6=2s partition 1,2|3,4,5\n7=2.5s resume 2\n";
      g_autoptr (ElectorRun) run = make_run (systems[i].algorithm, systems[i].n_nodes, faults, UNTIL);
      g_autoptr (ElectorRun) other = make_run (systems[i].algorithm, systems[i].n_nodes, faults, UNTIL);

      g_test_message ("%s, %u nodes", systems[i].algorithm, systems[i].n_nodes);
      check_picture (run, other, ELECTOR_EXPORT_STAGE, 0);
      check_picture (run, other, ELECTOR_EXPORT_STAGE, 1234 * ELECTOR_MSEC);
      check_picture (run, other, ELECTOR_EXPORT_TIMELINE, UNTIL);
    }
}

/* The largest system, in the middle of an election. */
static void
test_large (void)
{
  g_autoptr (ElectorRun) run = make_run ("bully", ELECTOR_MAX_NODES, "1=100ms crash 1000\n2=200ms campaign 990\n",
                                         300 * ELECTOR_MSEC);

  check_png (run, ELECTOR_EXPORT_STAGE, 260 * ELECTOR_MSEC);
  check_png (run, ELECTOR_EXPORT_TIMELINE, 300 * ELECTOR_MSEC);
  check_picture (run, run, ELECTOR_EXPORT_STAGE, 260 * ELECTOR_MSEC);
  check_picture (run, run, ELECTOR_EXPORT_TIMELINE, 300 * ELECTOR_MSEC);
}

/* A picture is of its moment, and knows nothing of what comes later. */
static void
test_moment (void)
{
  g_autoptr (ElectorRun) run = make_run ("bully", 5, "1=800ms crash 5\n", UNTIL);
  g_autoptr (ElectorRun) other = make_run ("bully", 5, "1=2s crash 5\n", UNTIL);

  for (guint subject = ELECTOR_EXPORT_STAGE; subject <= ELECTOR_EXPORT_TIMELINE; subject++)
    {
      g_autoptr (GBytes) before = print (run, subject, ELECTOR_EXPORT_SVG, 700 * ELECTOR_MSEC);
      g_autoptr (GBytes) after = print (run, subject, ELECTOR_EXPORT_SVG, 800 * ELECTOR_MSEC);
      g_autoptr (GBytes) other_before = print (other, subject, ELECTOR_EXPORT_SVG, 700 * ELECTOR_MSEC);
      g_autoptr (GBytes) other_after = print (other, subject, ELECTOR_EXPORT_SVG, 800 * ELECTOR_MSEC);

      g_assert_true (g_bytes_equal (before, other_before));
      if (subject == ELECTOR_EXPORT_STAGE)
        g_assert_false (g_bytes_equal (after, other_after));
    }
}

static void
paint_cb (ElectorPaper *paper, gpointer user_data)
{
  const ElectorInk ink = { 10, FALSE, ELECTOR_COLOR_FOREGROUND, 1 };
  double width = elector_paper_measure (paper, "Who leads?", &ink);

  g_assert_cmpfloat (width, >, 20);
  g_assert_cmpfloat (elector_paper_write (paper, "Who leads?", &ink, 0, 10, 0, width + 1), ==, width);
  g_assert_cmpfloat (elector_paper_write (paper, "Who leads?", &ink, 0, 10, 0, width - 1), ==, 0);
}

/* A picture that is too large gives an error, and so does a file that cannot be written. */
static void
test_errors (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = elector_paper_print (ELECTOR_PAPER_PNG, 1e5, 10, "", paint_cb, NULL, &error);
  g_autoptr (GFile) nowhere = g_file_new_for_path ("/nowhere/at/all.svg");

  g_assert_null (bytes);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_FAILED);
  g_clear_error (&error);
  bytes = elector_paper_print (ELECTOR_PAPER_SVG, 100, 20, "", paint_cb, NULL, &error);
  g_assert_no_error (error);
  g_assert_false (elector_paper_save (bytes, nowhere, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
}

/* A message about a node shows its id, unless it has no letter either. */
static void
test_ids (void)
{
  const ElectorProtocol *ring = elector_registry_find_protocol ("ring");
  ElectorMessageStyle election =
    elector_message_style_get (ring, (guint) elector_words_find (&ring->messages, "ELECTION"));
  ElectorMessageStyle heartbeat =
    elector_message_style_get (ring, (guint) elector_words_find (&ring->messages, "HEARTBEAT"));

  elector_message_style_set_id (&election, ELECTOR_NO_NODE);
  g_assert_cmpstr (election.letter, ==, "E");
  elector_message_style_set_id (&election, ELECTOR_MAX_NODES);
  g_assert_cmpstr (election.letter, ==, "1000");
  elector_message_style_set_id (&heartbeat, 5);
  g_assert_cmpstr (heartbeat.letter, ==, "");
}

/* --- Showdowns --- */

static ElectorShowdown *
make_showdown (guint n_contestants, guint n_nodes, const char *faults)
{
  g_autofree char *text = g_strdup_printf ("title=<Papers> & \"pens\"\n[run]\nnodes=%u\n[faults]\n%s", n_nodes, faults);
  g_autoptr (ElectorScenario) script = engine_fixture_make (text);
  ElectorShowdown *showdown = elector_showdown_new (script);

  elector_showdown_set_n_contestants (showdown, n_contestants);
  return showdown;
}

static GBytes *
print_showdown (ElectorShowdown *showdown, ElectorExportSubject subject, ElectorExportFormat format, ElectorTime time)
{
  g_autoptr (ElectorShowdownShot) shot = elector_showdown_shot_new (showdown);
  ElectorExport export = { .shot = shot, .subject = subject, .format = format, .at = time, .until = time };
  g_autoptr (GError) error = NULL;
  GBytes *bytes = elector_export_make (&export, &error);

  g_assert_no_error (error);
  return bytes;
}

/* Pictures with lines alone, twice the same; they know nothing of what comes later. */
static void
test_showdown (void)
{
  const struct
  {
    guint n_contestants;
    guint n_nodes;
    const char *faults;
  } cases[] = { { 2, 1, "" },
                { 2, 5, "1=600ms crash 5\n2=700ms partition 1,2|3,4,5\n3=300ms writes 50ms\n" },
                { 3, 7, "1=600ms crash 7\n2=800ms pause 2\n" } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    for (guint subject = ELECTOR_EXPORT_STAGES; subject <= ELECTOR_EXPORT_TIMELINES; subject++)
      {
        g_autoptr (ElectorShowdown) showdown =
          make_showdown (cases[i].n_contestants, cases[i].n_nodes, cases[i].faults);
        g_autoptr (GBytes) early = NULL, again = NULL, pdf = NULL, png = NULL;

        elector_showdown_seek_time (showdown, 1234 * ELECTOR_MSEC);
        early = print_showdown (showdown, subject, ELECTOR_EXPORT_SVG, ELECTOR_SEC);
        elector_showdown_seek_time (showdown, 2 * UNTIL);
        again = print_showdown (showdown, subject, ELECTOR_EXPORT_SVG, ELECTOR_SEC);
        pdf = print_showdown (showdown, subject, ELECTOR_EXPORT_PDF, UNTIL);
        png = print_showdown (showdown, subject, ELECTOR_EXPORT_PNG, UNTIL);
        g_assert_cmpuint (check_svg (early), >, 20);
        if (subject == ELECTOR_EXPORT_STAGES) /* arrows under way lead somewhere once that is known */
          g_assert_true (g_bytes_equal (early, again));
        g_assert_true (begins (pdf, "%PDF-"));
        g_assert_true (contains (pdf, "/Count 1\n"));
        g_assert_false (contains (pdf, "/Image"));
        g_assert_true (begins (png, "\x89PNG"));
      }
}

/* What a subject has not, it has not; every format is somebody's. */
static void
test_formats (void)
{
  for (guint format = 0; format < ELECTOR_N_EXPORT_FORMATS; format++)
    {
      guint n = 0;

      for (guint subject = 0; subject < ELECTOR_N_EXPORTS; subject++)
        n += elector_export_has_format (subject, format);
      g_assert_cmpuint (n, ==, format <= ELECTOR_EXPORT_PNG ? 4 : format == ELECTOR_EXPORT_CSV ? 2 : 1);
    }
  g_assert_true (elector_export_has_format (ELECTOR_EXPORT_LOG, ELECTOR_EXPORT_CSV));
  g_assert_false (elector_export_has_format (ELECTOR_EXPORT_LOG, ELECTOR_EXPORT_PDF));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/paper/systems", test_systems);
  g_test_add_func ("/paper/large", test_large);
  g_test_add_func ("/paper/moment", test_moment);
  g_test_add_func ("/paper/errors", test_errors);
  g_test_add_func ("/paper/ids", test_ids);
  g_test_add_func ("/paper/showdown", test_showdown);
  g_test_add_func ("/paper/formats", test_formats);
  return g_test_run ();
}
