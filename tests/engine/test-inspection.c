/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What is seen of a node, against what a plain look at all records says. */

#include "engine-fixture.h"

#include "engine/inspection.h"

#include <string.h>

#define N_SEEDS 10
#define N_JUMPS 60
#define UNTIL (4 * ELECTOR_SEC)
#define NONE ELECTOR_INSPECTION_NONE

static const char *const raft_faults
  = "[run]\nalgorithm=raft\nseed=3\n[rules]\nforgets-vote=true\n[faults]\n1=900ms writes 100ms\n2=1.2s crash 5\n"
    "3=1.5s pause 2\n4=2s resume 2\n5=2.2s recover 5\n6=2.4s partition 1,2|3,4,5\n7=3s heal\n8=3.1s crash 3\n"
    "9=3.2s recover 3\n";

static const char *const ring_faults = "[run]\nalgorithm=ring\n[rules]\nrepair-ring=true\n[faults]\n1=1s crash 5\n"
                                       "2=1.2s pause 1\n3=2s resume 1\n4=3s recover 5\n";

typedef struct
{
  ElectorRun *run;
  ElectorTrace *trace;
  ElectorMoment moment; /* at the cursor */
  guint position;
  ElectorInspection inspection;
} Fixture;

static void
set_up (Fixture *self, ElectorScenario *scenario)
{
  self->run = elector_run_new (scenario);
  self->trace = elector_run_get_trace (self->run);
  elector_run_advance (self->run, UNTIL);
  elector_moment_init (&self->moment, elector_trace_get_config (self->trace), elector_scenario_get_network (scenario));
  self->position = G_MAXUINT;
  elector_inspection_init (&self->inspection);
  g_object_unref (scenario);
}

static void
tear_down (Fixture *self)
{
  elector_inspection_clear (&self->inspection);
  elector_moment_clear (&self->moment);
  g_object_unref (self->run);
}

/* Moves the cursor to the end of the event at position. */
static void
go_to (Fixture *self, guint position, ElectorNodeId node)
{
  guint end = elector_trace_find_event_end (self->trace, position);
  ElectorTime time = elector_trace_get_record (self->trace, end - 1)->time;

  elector_trace_seek (self->trace, &self->moment, &self->position, end, time);
  elector_inspection_set_node (&self->inspection, self->trace, node);
  elector_inspection_update (&self->inspection, &self->moment, self->position);
}

static gboolean
changes_node (const ElectorRecord *record)
{
  return record->kind >= ELECTOR_RECORD_STEP && record->kind <= ELECTOR_RECORD_COMMIT;
}

/* The values of a node, from its records alone. */
static void
fold_plainly (Fixture *self, guint position, ElectorNodeId node, ElectorNodeValues *values)
{
  guint32 vote_term = 0;
  gboolean keeps_vote = (elector_config_get_persistent_fields (elector_trace_get_config (self->trace))
                         & 1u << ELECTOR_FIELD_VOTE) != 0;

  memset (values, 0, sizeof *values);
  for (guint i = 0; i < position; i++)
    {
      const ElectorRecord *record = elector_trace_get_record (self->trace, i);

      if (record->node != node)
        continue;
      if (record->kind == ELECTOR_RECORD_CRASH)
        {
          values->condition = ELECTOR_CONDITION_CRASHED;
          values->fields[ELECTOR_FIELD_ROLE] = values->fields[ELECTOR_FIELD_LEADER] = 0;
          values->fields[ELECTOR_FIELD_COMMIT] = 0;
          vote_term = keeps_vote ? vote_term : 0;
        }
      if (record->kind == ELECTOR_RECORD_PAUSE)
        values->condition = ELECTOR_CONDITION_PAUSED;
      if (record->kind == ELECTOR_RECORD_RECOVER || record->kind == ELECTOR_RECORD_RESUME)
        values->condition = ELECTOR_CONDITION_UP;
      if (record->kind == ELECTOR_RECORD_ROLE)
        {
          values->fields[ELECTOR_FIELD_ROLE] = record->detail;
          values->fields[ELECTOR_FIELD_COMMIT] = 0;
        }
      if (record->kind == ELECTOR_RECORD_COMMIT)
        values->fields[ELECTOR_FIELD_COMMIT] = record->a;
      if (record->kind == ELECTOR_RECORD_LEADER)
        values->fields[ELECTOR_FIELD_LEADER] = record->peer;
      if (record->kind == ELECTOR_RECORD_TERM)
        values->fields[ELECTOR_FIELD_TERM] = record->c;
      if (record->kind == ELECTOR_RECORD_LOG)
        {
          values->fields[ELECTOR_FIELD_LOG_LENGTH] = record->a;
          values->fields[ELECTOR_FIELD_LOG_TERM] = record->c;
        }
      if (record->kind == ELECTOR_RECORD_VOTE)
        {
          values->fields[ELECTOR_FIELD_VOTE] = record->peer;
          vote_term = record->c;
        }
    }
  if (vote_term != values->fields[ELECTOR_FIELD_TERM])
    values->fields[ELECTOR_FIELD_VOTE] = ELECTOR_NO_NODE;
}

static void
assert_same_values (const ElectorNodeValues *found, const ElectorNodeValues *wanted)
{
  for (guint i = 0; i < ELECTOR_N_FIELDS; i++)
    g_assert_cmpuint (found->fields[i], ==, wanted->fields[i]);
  g_assert_cmpint (found->condition, ==, wanted->condition);
}

/* Since its last event nothing has happened to the node, and all that changed then is marked. */
static void
assert_event (Fixture *self, ElectorNodeId node)
{
  const ElectorInspection *found = &self->inspection;
  ElectorNodeValues wanted;

  for (guint i = found->event == NONE ? 0 : elector_trace_find_event_end (self->trace, found->event);
       i < self->position; i++)
    {
      const ElectorRecord *record = elector_trace_get_record (self->trace, i);

      g_assert_false (record->node == node && changes_node (record));
    }
  fold_plainly (self, self->position, node, &wanted);
  assert_same_values (&found->values, &wanted);
  fold_plainly (self, found->event == NONE ? self->position : found->event, node, &wanted);
  assert_same_values (&found->before, &wanted);
  for (guint i = 0; i < ELECTOR_N_FIELDS; i++)
    g_assert_cmpint (elector_inspection_has_changed (found, (ElectorField) i), ==,
                     found->values.fields[i] != wanted.fields[i]);
}

static void
assert_step_and_belief (Fixture *self, ElectorNodeId node)
{
  guint step = NONE, belief = NONE;
  g_autofree char *reason = elector_inspection_format_reason (&self->inspection);

  for (guint i = 0; i < self->position; i++)
    {
      const ElectorRecord *record = elector_trace_get_record (self->trace, i);

      if (record->node == node && record->kind == ELECTOR_RECORD_STEP)
        step = i;
      if (record->node == node && (record->kind == ELECTOR_RECORD_LEADER || record->kind == ELECTOR_RECORD_CRASH))
        belief = i;
    }
  g_assert_cmpuint (self->inspection.step, ==, step);
  g_assert_cmpuint (self->inspection.belief, ==, belief);
  g_assert_cmpint (belief == NONE, ==, reason == NULL);
}

static void
assert_inbox (Fixture *self, ElectorNodeId node)
{
  const GArray *inbox = self->inspection.inbox;
  guint n = 0;

  for (guint i = 0; i < self->moment.n_flights; i++)
    n += self->moment.flights[i].from != ELECTOR_NO_NODE && self->moment.flights[i].to == node;
  g_assert_cmpuint (inbox->len, ==, n);
  for (guint i = 0; i < n; i++)
    {
      const ElectorInboxItem *item = &g_array_index (inbox, ElectorInboxItem, i);

      g_assert_cmpuint (item->from, !=, ELECTOR_NO_NODE);
      g_assert_cmpint (item->id != ELECTOR_NO_NODE, ==,
                       elector_protocol_has_id (elector_trace_get_config (self->trace)->protocol, item->type));
      if (i > 0)
        g_assert_cmpint (item->due, >=, (item - 1)->due);
      g_assert_true (!item->waits || self->inspection.values.condition == ELECTOR_CONDITION_PAUSED);
      g_assert_cmpint (item->waits, ==, item->due <= self->moment.time
                                          && self->inspection.values.condition == ELECTOR_CONDITION_PAUSED);
    }
}

/* Back and forth, at one node and another. */
static void
check (ElectorScenario *scenario, guint64 seed)
{
  Fixture fixture;
  ElectorRng rng;
  guint n_nodes;

  set_up (&fixture, scenario);
  n_nodes = elector_trace_get_config (fixture.trace)->n_nodes;
  elector_rng_seed (&rng, seed, 7);
  for (guint i = 0; i < N_JUMPS; i++)
    {
      guint length = elector_trace_get_length (fixture.trace);
      ElectorNodeId node = (ElectorNodeId) (1 + elector_rng_below (&rng, n_nodes));
      guint position = elector_rng_below (&rng, length);

      go_to (&fixture, position, node);
      for (guint step = 0; step < 3; step++)
        {
          assert_event (&fixture, node);
          assert_step_and_belief (&fixture, node);
          assert_inbox (&fixture, node);
          position = step == 1 ? position / 2 : MIN (position + 40, length - 1);
          go_to (&fixture, position, node);
        }
    }
  tear_down (&fixture);
}

static void
test_random (void)
{
  for (guint64 seed = 1; seed <= N_SEEDS; seed++)
    {
      guint n_nodes = (guint) (1 + seed % 6);

      g_test_message ("seed %" G_GUINT64_FORMAT ", %u nodes", seed, n_nodes);
      check (engine_fixture_make_random (seed, n_nodes, UNTIL), seed);
    }
}

static void
test_terms (void)
{
  check (engine_fixture_make (raft_faults), 1);
}

static void
test_ring (void)
{
  check (engine_fixture_make (ring_faults), 2);
}

/* A pinned moment is the same for all nodes, wherever the cursor goes. */
static void
test_pin (void)
{
  Fixture fixture;
  guint pinned;

  set_up (&fixture, engine_fixture_make (raft_faults));
  go_to (&fixture, elector_trace_find_time (fixture.trace, 1100 * ELECTOR_MSEC), 1);
  pinned = fixture.position;
  elector_inspection_pin (&fixture.inspection, &fixture.moment);
  for (guint i = 0; i < ELECTOR_N_FIELDS; i++)
    g_assert_false (elector_inspection_has_changed (&fixture.inspection, (ElectorField) i));
  for (ElectorTime time = ELECTOR_SEC / 2; time < UNTIL; time += ELECTOR_SEC / 2)
    for (ElectorNodeId node = 1; node <= 5; node++)
      {
        ElectorNodeValues wanted;

        go_to (&fixture, elector_trace_find_time (fixture.trace, time), node);
        fold_plainly (&fixture, pinned, node, &wanted);
        assert_same_values (&fixture.inspection.before, &wanted);
      }
  g_assert_true (elector_inspection_has_changed (&fixture.inspection, ELECTOR_FIELD_TERM));
  elector_inspection_unpin (&fixture.inspection);
  assert_event (&fixture, 5);
  tear_down (&fixture);
}

/* It outlives a change of the future, but not of the past. */
static void
test_pin_and_other_run (void)
{
  for (guint later = 0; later < 2; later++)
    {
      g_autoptr (ElectorRun) other = NULL;
      Fixture fixture;
      guint position;

      set_up (&fixture, engine_fixture_make (raft_faults));
      go_to (&fixture, elector_trace_find_time (fixture.trace, 2 * ELECTOR_SEC), 1);
      elector_inspection_pin (&fixture.inspection, &fixture.moment);
      go_to (&fixture, elector_trace_find_time (fixture.trace, (later ? 3 : 1) * ELECTOR_SEC), 1);
      g_assert_true (fixture.inspection.pinned);
      position = fixture.position;
      other = elector_run_new_until (fixture.run, position, fixture.moment.time);
      elector_inspection_set_node (&fixture.inspection, elector_run_get_trace (other), 1);
      elector_inspection_update (&fixture.inspection, elector_trace_get_end (elector_run_get_trace (other)), position);
      g_assert_cmpint (fixture.inspection.pinned, ==, later == 1);
      tear_down (&fixture);
    }
}

static void
assert_words (Fixture *self, ElectorTime time, ElectorNodeId node, const char *leader, const char *belief,
              const char *reason)
{
  g_autofree char *value = NULL, *heading = NULL, *why = NULL;

  go_to (self, elector_trace_find_time (self->trace, time) - 1, node);
  value = elector_inspection_format_value (&self->inspection, ELECTOR_FIELD_LEADER);
  heading = elector_inspection_format_belief (&self->inspection);
  why = elector_inspection_format_reason (&self->inspection);
  g_assert_cmpstr (value, ==, leader);
  g_assert_cmpstr (heading, ==, belief);
  g_assert_cmpstr (why, ==, reason);
}

static void
test_words (void)
{
  Fixture fixture;

  set_up (&fixture, engine_fixture_make ("[faults]\n1=1s crash 5\n"));
  assert_words (&fixture, 1, 5, "Itself", "Takes itself for the leader since 0:00.000",
                "Node 5 has the highest id, and takes the lead as the system starts. Node 5 becomes the leader.");
  assert_words (&fixture, 1, 1, "Nobody", "Has never known a leader", NULL);
  assert_words (&fixture, ELECTOR_SEC, 1, "Node 5", "Believes in node 5 since 0:00.049",
                "Node 1 accepts node 5 as its leader: 5 is higher than 1.");
  assert_words (&fixture, 1100 * ELECTOR_MSEC, 5, "Nobody", "Knows no leader since 0:01.000", "Node 5 crashes.");
  assert_words (&fixture, 2 * ELECTOR_SEC, 4, "Itself", "Takes itself for the leader since 0:01.525",
                "Node 4 got no OK within 150ms: no higher node seems to be alive. Node 4 becomes the leader.");
  tear_down (&fixture);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/inspection/random", test_random);
  g_test_add_func ("/inspection/terms", test_terms);
  g_test_add_func ("/inspection/ring", test_ring);
  g_test_add_func ("/inspection/pin", test_pin);
  g_test_add_func ("/inspection/pin-and-other-run", test_pin_and_other_run);
  g_test_add_func ("/inspection/words", test_words);
  return g_test_run ();
}
