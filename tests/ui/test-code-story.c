/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/code-story.h"

#include "engine-fixture.h"
#include "protocols/bully.h"

#include <string.h>

/* Two nodes and a crash, with fixed durations: node 2 leads, falls silent, and node 1 takes over. */
#define SCENARIO "[run]\nnodes=2\n[network]\ndelay=10ms\n[bully]\nheartbeat=100ms\nleader-timeout=500ms\n" \
                 "answer-timeout=100ms\n[faults]\n1=650ms crash 2\n"

typedef struct
{
  ElectorRun *run;
  ElectorTrace *trace; /* borrowed */
  ElectorListing *listing;
  ElectorCodeStory story;
  GArray *lights;
} Fixture;

static Fixture *
fixture_new (ElectorScenario *scenario, ElectorListingLanguage language, ElectorTime until)
{
  Fixture *self = g_new0 (Fixture, 1);

  self->run = elector_run_new (scenario);
  elector_run_advance (self->run, until);
  self->trace = elector_run_get_trace (self->run);
  self->listing = elector_listing_new (elector_trace_get_config (self->trace)->protocol, language, 0);
  self->lights = g_array_new (FALSE, FALSE, sizeof (ElectorCodeLight));
  return self;
}

static void
fixture_free (Fixture *self)
{
  elector_code_story_clear (&self->story);
  g_object_unref (self->run);
  g_object_unref (self->listing);
  g_array_unref (self->lights);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Fixture, fixture_free)

static void
move (Fixture *self, guint position, gboolean playing)
{
  elector_code_story_move (&self->story, self->trace, position, playing);
  elector_code_story_collect (&self->story, self->listing, self->lights);
}

static guint
find_line (ElectorListing *listing, const char *label)
{
  for (guint i = 0; i < elector_listing_get_n_lines (listing); i++)
    if (g_strcmp0 (elector_listing_get_label (listing, i), label) == 0)
      return i;
  g_error ("no line is labeled %s", label);
}

/* Where the event ends in which the step runs for the first time from a position on. */
static guint
find_event_end (Fixture *self, guint step, guint from)
{
  for (guint i = from; i < elector_trace_get_length (self->trace); i++)
    {
      const ElectorRecord *record = elector_trace_get_record (self->trace, i);

      if (record->kind == ELECTOR_RECORD_STEP && record->code == step)
        return elector_trace_find_event_end (self->trace, i);
    }
  g_error ("step %u does not run", step);
}

/* That the lit lines are those of these labels, "ask-higher*" being the strong one, all lit by that node. */
static void
assert_lights (Fixture *self, ElectorNodeId node, const char *labels)
{
  g_auto (GStrv) wanted = g_strsplit (labels, " ", -1);

  g_assert_cmpuint (self->lights->len, ==, g_strv_length (wanted));
  for (guint i = 0; i < self->lights->len; i++)
    {
      const ElectorCodeLight *light = &g_array_index (self->lights, ElectorCodeLight, i);
      gboolean strong = g_str_has_suffix (wanted[i], "*");

      g_strdelimit (wanted[i], "*", '\0');
      g_assert_cmpuint (light->line, ==, find_line (self->listing, wanted[i]));
      g_assert_cmpuint (light->node, ==, node);
      g_assert_cmpint (light->strong, ==, strong);
    }
}

/* At the start node 2 takes the lead; when it is silent, node 1 asks, gets no answer, and leads. */
static void
test_lights (gconstpointer language)
{
  g_autoptr (ElectorScenario) scenario = engine_fixture_make (SCENARIO);
  g_autoptr (Fixture) self = fixture_new (scenario, GPOINTER_TO_INT (language), 3 * ELECTOR_SEC);
  guint silent = find_event_end (self, BULLY_STEP_LEADER_SILENT, 0);

  move (self, find_event_end (self, BULLY_STEP_BOOT_ANNOUNCE, 0), FALSE);
  assert_lights (self, 2, "boot-announce become-leader announce*");
  move (self, find_event_end (self, BULLY_STEP_FOLLOW, 0), TRUE);
  assert_lights (self, 1, "follow*");
  move (self, silent, TRUE);
  assert_lights (self, 1, "leader-silent become-candidate ask-higher*");
  move (self, find_event_end (self, BULLY_STEP_NO_ANSWER, silent), FALSE);
  assert_lights (self, 1, "no-answer become-leader announce*");
}

/* A heartbeat that changes nothing leaves the story to be read while the run plays; by hand it is an event like any. */
static void
test_quiet (void)
{
  g_autoptr (ElectorScenario) scenario = engine_fixture_make (SCENARIO);
  g_autoptr (Fixture) self = fixture_new (scenario, ELECTOR_LISTING_PYTHON, 600 * ELECTOR_MSEC);
  guint follow = find_event_end (self, BULLY_STEP_FOLLOW, 0);
  guint hear = find_event_end (self, BULLY_STEP_HEAR_LEADER, 0);

  g_assert_cmpuint (follow, <, hear);
  move (self, hear, TRUE);
  assert_lights (self, 1, "follow hear-leader");
  g_assert_cmpuint (elector_code_story_get_end (&self->story), ==, follow);
  g_assert_cmpuint (elector_code_story_get_last_step (&self->story)->code, ==, BULLY_STEP_FOLLOW);
  move (self, hear, FALSE);
  assert_lights (self, 1, "hear-leader*");
  g_assert_cmpuint (elector_code_story_get_end (&self->story), ==, hear);
  g_assert_cmpuint (elector_code_story_get_last_step (&self->story)->code, ==, BULLY_STEP_HEAR_LEADER);
}

/* A crash runs no line at all: what ran before stays to be read, and is not strong. */
static void
test_no_step (void)
{
  g_autoptr (ElectorScenario) scenario = engine_fixture_make (SCENARIO);
  g_autoptr (Fixture) self = fixture_new (scenario, ELECTOR_LISTING_PYTHON, 650 * ELECTOR_MSEC);
  guint crash = elector_trace_get_length (self->trace);

  while (elector_trace_get_record (self->trace, crash - 1)->kind != ELECTOR_RECORD_CRASH)
    crash--;
  move (self, crash, FALSE);
  assert_lights (self, 1, "follow");
}

static void
test_nothing (void)
{
  g_autoptr (ElectorScenario) scenario = engine_fixture_make (SCENARIO);
  g_autoptr (Fixture) self = fixture_new (scenario, ELECTOR_LISTING_PYTHON, 0);

  elector_code_story_collect (&self->story, self->listing, self->lights);
  g_assert_cmpuint (self->lights->len, ==, 0);
  move (self, elector_trace_get_length (self->trace), FALSE);
  g_assert_cmpuint (self->lights->len, >, 0);
  move (self, 0, FALSE);
  g_assert_cmpuint (self->lights->len, ==, 0);
  g_assert_null (elector_code_story_get_last_step (&self->story));
  g_assert_cmpuint (self->story.story, ==, 0);
  elector_code_story_move (&self->story, NULL, 0, TRUE);
  g_assert_null (self->story.trace);
}

/* --- Against brute force --- */

static gboolean
tells (ElectorTrace *trace, guint begin, guint end)
{
  for (guint i = begin; i < end; i++)
    {
      const ElectorRecord *record = elector_trace_get_record (trace, i);

      if (record->kind == ELECTOR_RECORD_STEP
          && !elector_trace_get_config (trace)->protocol->steps[record->code].quiet)
        return TRUE;
    }
  return FALSE;
}

/* Where the last event up to position ends that tells something, or 0. */
static guint
find_story (ElectorTrace *trace, guint position)
{
  guint story = 0;

  for (guint begin = 0, end; begin < position; begin = end)
    {
      end = MIN (elector_trace_find_event_end (trace, begin), position);
      if (tells (trace, begin, end))
        story = end;
    }
  return story;
}

/* Wherever the cursor was before, the story depends on where it is. */
static void
test_random (void)
{
  guint32 seed = (guint32) g_test_rand_int ();
  g_autoptr (ElectorScenario) scenario = engine_fixture_make_random (seed, 5, 4 * ELECTOR_SEC);
  g_autoptr (Fixture) self = fixture_new (scenario, ELECTOR_LISTING_C, 5 * ELECTOR_SEC);
  guint length = elector_trace_get_length (self->trace), position = 1;

  for (guint i = 0; i < 400; i++)
    {
      gboolean jump = g_test_rand_int_range (0, 4) == 0;

      position = jump ? (guint) g_test_rand_int_range (0, (gint32) length) : MIN (position, length - 1);
      position = elector_trace_find_event_end (self->trace, position);
      move (self, position, g_test_rand_bit ());
      g_assert_cmpuint (self->story.story, ==, find_story (self->trace, position));
      g_assert_cmpuint (self->story.current, ==, elector_trace_find_event (self->trace, position - 1));
      for (guint j = 0; j < self->lights->len; j++)
        g_assert_cmpuint (g_array_index (self->lights, ElectorCodeLight, j).line, <,
                          elector_listing_get_n_lines (self->listing));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_data_func ("/code-story/lights/python", GINT_TO_POINTER (ELECTOR_LISTING_PYTHON), test_lights);
  g_test_add_data_func ("/code-story/lights/c", GINT_TO_POINTER (ELECTOR_LISTING_C), test_lights);
  g_test_add_func ("/code-story/quiet", test_quiet);
  g_test_add_func ("/code-story/no-step", test_no_step);
  g_test_add_func ("/code-story/nothing", test_nothing);
  g_test_add_func ("/code-story/random", test_random);
  return g_test_run ();
}
