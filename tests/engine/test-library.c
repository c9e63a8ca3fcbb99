/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The scenarios that come with the program: they are found, and show what they say. */

#include "engine-fixture.h"

#include "engine/elector-library.h"

#include <glib/gstdio.h>
#include <string.h>

#define HOLDS ELECTOR_VERDICT_HOLDS
#define BROKEN ELECTOR_VERDICT_BROKEN
#define PROMISE ELECTOR_VERDICT_BROKEN_PROMISE

/* What comes of each; what is left out holds, and never broke. */
typedef struct
{
  const char *id;
  guint n_nodes;
  ElectorNodeId leader;                            /* in the end */
  ElectorVerdict worst[ELECTOR_N_PROPERTIES];      /* over all of it */
  guint n_breaks[ELECTOR_N_PROPERTIES];
  guint n_crashed; /* in the end */
} Expected;

static const Expected expected[] = {
  { "broken-ring", 5, 5, { HOLDS, BROKEN, BROKEN }, { 0, 1, 1 }, 0 },
  { "cascade", 5, 2, { HOLDS }, { 0 }, 3 },
  { "double-vote", 3, 1, { BROKEN, HOLDS, HOLDS, PROMISE, PROMISE }, { 1, 0, 0, 1, 1 }, 0 },
  { "fencing", 5, 2, { BROKEN }, { 1 }, 0 },
  { "flaky-follower", 5, 5, { HOLDS }, { 0 }, 0 },
  { "gc-pause", 5, 5, { BROKEN }, { 1 }, 0 },
  { "leader-crash", 5, 5, { BROKEN }, { 1 }, 0 },
  { "lost-victory", 5, 4, { HOLDS }, { 0 }, 1 },
  { "majority-minority", 5, 3, { BROKEN }, { 1 }, 0 },
  { "message-storm", 8, 8, { HOLDS }, { 0 }, 0 },
  { "no-fencing", 5, 2, { BROKEN, HOLDS, HOLDS, HOLDS, HOLDS, PROMISE }, { 1, 0, 0, 0, 0, 1 }, 0 },
  { "one-way-link", 5, 5, { BROKEN }, { 1 }, 0 },
  { "partition-bully", 5, 5, { BROKEN, HOLDS, HOLDS, HOLDS, HOLDS, BROKEN }, { 1, 0, 0, 0, 0, 1 }, 0 },
  { "partition-raft", 5, 3, { BROKEN }, { 1 }, 0 },
  { "ping-pong", 5, 5, { BROKEN }, { 3 }, 0 },
  { "pre-vote", 5, 5, { HOLDS }, { 0 }, 0 },
  { "raft-election", 5, 3, { HOLDS }, { 0 }, 0 },
  { "slow-network", 5, 5, { BROKEN }, { 1 }, 0 },
  { "split-brain", 5, 5, { BROKEN }, { 1 }, 0 },
  { "split-vote", 5, 3, { HOLDS, PROMISE, PROMISE }, { 0, 1, 1 }, 0 },
  { "stale-log", 5, 4, { HOLDS }, { 0 }, 1 },
  { "transfer", 5, 2, { HOLDS }, { 0 }, 1 },
};

static ElectorRun *
make_run (const char *id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ElectorScenario) scenario = elector_library_load (id, &error);
  ElectorRun *run;

  g_assert_no_error (error);
  run = elector_run_new (scenario);
  g_assert_cmpint (elector_scenario_get_until (scenario), !=, ELECTOR_NEVER);
  elector_run_advance (run, elector_scenario_get_until (scenario));
  return run;
}

/* A tag has a heading, and a place before those that nobody knows. */
static void
assert_known (const char *tag)
{
  g_assert_cmpuint (elector_library_get_tag_place (tag), <, elector_library_get_tag_place ("no such tag"));
  g_assert_cmpstr (elector_library_tag_to_text (tag), !=, tag);
}

static void
test_tags (void)
{
  g_assert_cmpuint (elector_library_get_tag_place ("start"), ==, 0);
  g_assert_cmpstr (elector_library_tag_to_text ("start"), ==, "To Begin With");
  g_assert_cmpstr (elector_library_tag_to_text ("no such tag"), ==, "no such tag");
}

static void
test_list (void)
{
  g_auto (GStrv) ids = elector_library_list ();

  g_assert_cmpuint (g_strv_length (ids), ==, G_N_ELEMENTS (expected));
  for (guint i = 0; ids[i] != NULL; i++)
    {
      g_autoptr (GFile) file = elector_library_find (ids[i]);
      g_autoptr (GError) error = NULL;
      g_autoptr (ElectorScenario) scenario = elector_library_load (ids[i], &error);

      g_assert_no_error (error);
      g_assert_cmpstr (ids[i], ==, expected[i].id);
      g_assert_true (g_file_query_exists (file, NULL));
      g_assert_nonnull (elector_scenario_get_title (scenario));
      g_assert_nonnull (elector_scenario_get_description (scenario));
      g_assert_nonnull (elector_scenario_get_tag (scenario));
      assert_known (elector_scenario_get_tag (scenario));
    }
}

/* What happened in a term, or to a write, cannot be mended; all else is, in the end. */
static ElectorVerdict
get_last_verdict (const Expected *one, guint property)
{
  gboolean lasting = property == ELECTOR_PROPERTY_TERM_LEADER || property == ELECTOR_PROPERTY_TERM_VOTE
                     || property == ELECTOR_PROPERTY_WRITES;

  return lasting ? one->worst[property] : HOLDS;
}

static void
test_expected (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      g_autoptr (ElectorRun) run = make_run (expected[i].id);
      const ElectorMoment *end = elector_trace_get_end (elector_run_get_trace (run));
      ElectorNodeId leader = ELECTOR_NO_NODE;

      g_test_message ("%s", expected[i].id);
      g_assert_cmpuint (end->config->n_nodes, ==, expected[i].n_nodes);
      g_assert_cmpuint (elector_moment_find_leaders (end, &leader, 1), ==, 1);
      g_assert_cmpuint (leader, ==, expected[i].leader);
      g_assert_cmpuint (elector_moment_count_up (end), ==, expected[i].n_nodes - expected[i].n_crashed);
      for (guint property = 0; property < ELECTOR_N_PROPERTIES; property++)
        {
          g_assert_cmpint (end->judge.worst[property].verdict, ==, expected[i].worst[property]);
          g_assert_cmpuint (end->judge.breaks[property], ==, expected[i].n_breaks[property]);
          g_assert_cmpint (end->judge.findings[property].verdict, ==, get_last_verdict (&expected[i], property));
        }
    }
}

static void
test_twice (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      g_autoptr (ElectorRun) one = make_run (expected[i].id);
      g_autoptr (ElectorRun) two = make_run (expected[i].id);

      engine_fixture_assert_same_traces (elector_run_get_trace (one), elector_run_get_trace (two));
    }
}

/* Whether node leads at a time, and whom another one believes in. */
static void
assert_leads (const char *id, double seconds, ElectorNodeId leader, ElectorNodeId other, ElectorNodeId belief)
{
  g_autoptr (ElectorRun) run = make_run (id);
  ElectorTrace *trace = elector_run_get_trace (run);
  ElectorTime time = (ElectorTime) (seconds * 1e6);
  ElectorMoment moment;
  guint position = G_MAXUINT;

  g_test_message ("%s at %f s", id, seconds);
  elector_moment_init (&moment, elector_trace_get_config (trace),
                       elector_scenario_get_network (elector_run_get_scenario (run)));
  elector_trace_seek (trace, &moment, &position, elector_trace_find_time (trace, time), time);
  g_assert_cmpint (elector_moment_get_node (&moment, leader)->role, ==, ELECTOR_ROLE_LEADER);
  g_assert_cmpuint (elector_moment_get_node (&moment, other)->leader, ==, belief);
  elector_moment_clear (&moment);
}

/* What their descriptions say. */
static void
test_stories (void)
{
  assert_leads ("leader-crash", 0.7, 5, 1, 5);
  assert_leads ("leader-crash", 2.3, 4, 1, 4);
  assert_leads ("leader-crash", 3.4, 5, 4, 5);
  assert_leads ("cascade", 2.3, 3, 1, 3);
  assert_leads ("cascade", 3.7, 2, 1, 2);
  assert_leads ("split-brain", 2.7, 2, 1, 2);
  assert_leads ("split-brain", 2.7, 5, 4, 5);
  assert_leads ("split-brain", 3.9, 5, 2, 5);
  assert_leads ("broken-ring", 0.9, 5, 1, 5);
  assert_leads ("broken-ring", 11, 5, 1, 5);
  assert_leads ("slow-network", 1, 4, 5, 5);
  assert_leads ("slow-network", 1, 5, 5, 5);
  assert_leads ("ping-pong", 1.8, 4, 1, 4);
  assert_leads ("ping-pong", 2.3, 5, 1, 5);
  assert_leads ("ping-pong", 3.4, 4, 1, 4);
  assert_leads ("one-way-link", 2.3, 4, 4, 4);
  assert_leads ("one-way-link", 2.3, 5, 3, 5);
  assert_leads ("gc-pause", 2.03, 4, 1, 4);
  assert_leads ("gc-pause", 2.03, 5, 5, 5);
  assert_leads ("lost-victory", 1.6, 4, 2, 0);
  assert_leads ("lost-victory", 1.9, 4, 2, 4);
}

/* The same for Raft. */
static void
test_stories_by_votes (void)
{
  assert_leads ("raft-election", 1.1, 5, 1, 5);
  assert_leads ("raft-election", 3.2, 3, 5, 3);
  assert_leads ("transfer", 1.3, 5, 1, 5);
  assert_leads ("transfer", 1.9, 2, 5, 2);
  assert_leads ("majority-minority", 3.1, 5, 1, 5);
  assert_leads ("majority-minority", 3.1, 3, 2, 3);
  assert_leads ("majority-minority", 4, 3, 5, 3);
  assert_leads ("flaky-follower", 2.7, 5, 1, 5);
  assert_leads ("pre-vote", 3.5, 5, 3, 5);
  assert_leads ("double-vote", 1.5, 1, 1, 1);
  assert_leads ("double-vote", 1.5, 3, 3, 3);
  assert_leads ("fencing", 2.8, 2, 1, 2);
}

/* How many elections there were, and what became of the writes. */
static void
test_counts (void)
{
  static const struct
  {
    const char *id;
    guint elections;
    guint accepted;
    guint lost;
  } counts[] = {
    { "flaky-follower", 4, 0, 0 },
    { "pre-vote", 1, 0, 0 },
    { "split-vote", 15 * 5 + 1, 0, 0 },
    { "stale-log", 4, 2, 0 },
    { "fencing", 3, 16, 0 },
    { "no-fencing", 3, 21, 5 },
    { "partition-raft", 2, 11, 0 },
    { "partition-bully", 3, 17, 3 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    {
      g_autoptr (ElectorRun) run = make_run (counts[i].id);
      const ElectorMoment *end = elector_trace_get_end (elector_run_get_trace (run));

      g_test_message ("%s", counts[i].id);
      g_assert_cmpuint (end->elections, ==, counts[i].elections);
      g_assert_cmpuint (end->client.accepted, ==, counts[i].accepted);
      g_assert_cmpuint (end->client.lost, ==, counts[i].lost);
    }
}

static void
test_unknown (void)
{
  static const char *const ids[] = { "no-such", "", ".", "..", "../scenarios/leader-crash",
                                     "/etc/passwd", "leader-crash.elector" };

  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (ElectorScenario) scenario = elector_library_load (ids[i], &error);

      g_assert_null (elector_library_find (ids[i]));
      g_assert_null (scenario);
      g_assert_nonnull (error);
      g_assert_nonnull (strstr (error->message, ids[i]));
    }
}

/* Where there is no folder there are no scenarios. A bad one is an error that names it. */
static void
test_other_folder (void)
{
  g_autofree char *before = g_strdup (g_getenv ("ELECTOR_DATADIR"));
  g_autofree char *root = g_dir_make_tmp ("elector-XXXXXX", NULL);
  g_autofree char *folder = g_build_filename (root, "scenarios", NULL);
  g_autofree char *bad = g_build_filename (folder, "bad.elector", NULL);
  g_autofree char *other = g_build_filename (folder, "readme.txt", NULL);
  g_auto (GStrv) none = NULL;
  g_auto (GStrv) ids = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (g_setenv ("ELECTOR_DATADIR", root, TRUE));
  none = elector_library_list ();
  g_assert_cmpuint (g_strv_length (none), ==, 0);
  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (bad, "junk\n", -1, NULL));
  g_assert_true (g_file_set_contents (other, "junk\n", -1, NULL));
  ids = elector_library_list ();
  g_assert_cmpuint (g_strv_length (ids), ==, 1);
  g_assert_cmpstr (ids[0], ==, "bad");
  g_assert_null (elector_library_load ("bad", &error));
  g_assert_nonnull (strstr (error->message, "bad.elector:1: "));
  g_unlink (bad);
  g_unlink (other);
  g_rmdir (folder);
  g_rmdir (root);
  if (before != NULL)
    g_setenv ("ELECTOR_DATADIR", before, TRUE);
  else
    g_unsetenv ("ELECTOR_DATADIR");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/library/list", test_list);
  g_test_add_func ("/library/tags", test_tags);
  g_test_add_func ("/library/expected", test_expected);
  g_test_add_func ("/library/twice", test_twice);
  g_test_add_func ("/library/stories", test_stories);
  g_test_add_func ("/library/stories-by-votes", test_stories_by_votes);
  g_test_add_func ("/library/counts", test_counts);
  g_test_add_func ("/library/unknown", test_unknown);
  g_test_add_func ("/library/other-folder", test_other_folder);
  return g_test_run ();
}
