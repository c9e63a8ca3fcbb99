/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "core/moment.h"

#include "fixture.h"
#include "protocols/bully.h"

#include <string.h>

#define N_RUNS 60

/* A word for a fault of one message or one timer. */
static char *
make_small_fault (ElectorRng *rng, guint a, guint b)
{
  const char *type = elector_bully.messages.ids[elector_rng_below (rng, BULLY_N_MESSAGES)];

  switch (elector_rng_below (rng, 5))
    {
    case 0:
      return g_strdup_printf ("drop %u>%u %s", a, b, type);
    case 1:
      return g_strdup_printf ("deliver %u>%u %s", a, b, type);
    case 2:
      return g_strdup_printf ("duplicate %u>%u %s", a, b, type);
    case 3:
      return g_strdup_printf ("delay %u>%u %s %ums", a, b, type, a * 30);
    default:
      return g_strdup_printf ("fire %u %s", a, elector_bully.timers.ids[elector_rng_below (rng, BULLY_N_TIMERS)]);
    }
}

/* A word for every fault, for a random node, link or split of 6. */
static char *
make_fault (ElectorRng *rng)
{
  guint a = 1 + (guint) elector_rng_below (rng, 6), b = 1 + a % 6;

  switch (elector_rng_below (rng, 30))
    {
    case 16:
      return g_strdup_printf ("loss %u>%u %u%%", a, b, a * 10);
    case 17:
      return g_strdup_printf ("delay %u-%u %ums", a, b, a * 30);
    case 18:
      return g_strdup_printf ("duplicate %u-%u %u%%", a, b, a * 10);
    case 19: case 20: case 21: case 22: case 23: case 24: case 25: case 26: case 27: case 28: case 29:
      return make_small_fault (rng, a, b);
    case 0:
    case 1:
    case 2:
      return g_strdup_printf ("crash %u", a);
    case 3:
    case 4:
    case 5:
      return g_strdup_printf ("recover %u", a);
    case 6:
      return g_strdup_printf ("pause %u", a);
    case 7:
    case 8:
      return g_strdup_printf ("resume %u", a);
    case 9:
      return g_strdup_printf ("cut %u%c%u", a, elector_rng_chance (rng, 500000) ? '-' : '>', b);
    case 10:
      return g_strdup_printf ("restore %u-%u", a, b);
    case 11:
      return g_strdup_printf ("partition %u,%u|6", a % 5 + 1, (a + 1) % 5 + 1);
    case 12:
      return g_strdup ("heal");
    case 13:
      return g_strdup_printf ("loss %u%%", a * 5);
    case 14:
      return g_strdup_printf ("delay %ums..%ums", a * 20, a * 20 + b * 10);
    default:
      return g_strdup_printf (a < 3 ? "duplicate %u%%" : "campaign %u", a);
    }
}

static void
assert_same_nodes (ElectorFixture *fixture)
{
  guint leaders = 0;

  for (ElectorNodeId node = 1; node <= fixture->config.n_nodes; node++)
    {
      const ElectorMomentNode *seen = elector_moment_get_node (&fixture->moment, node);
      const BullyState *state = elector_world_get_state (&fixture->world, node);

      g_assert_cmpint (seen->condition, ==, elector_world_get_condition (&fixture->world, node));
      g_assert_cmpuint (seen->role, ==, state->role);
      g_assert_cmpuint (seen->leader, ==, state->leader);
      for (guint timer = 0; timer < BULLY_N_TIMERS; timer++)
        g_assert_cmpint (seen->deadlines[timer], ==, fixture->world.nodes[node - 1].deadlines[timer]);
      leaders += state->role == ELECTOR_ROLE_LEADER && seen->condition == ELECTOR_CONDITION_UP;
    }
  g_assert_cmpuint (fixture->moment.n_leaders, ==, leaders);
}

static void
assert_same_flights (ElectorFixture *fixture)
{
  guint flying = 0;

  for (guint slot = 0; slot < fixture->moment.n_flights; slot++)
    {
      const ElectorMomentFlight *seen = &fixture->moment.flights[slot];
      const ElectorFlight *flight = &fixture->world.flights[slot];
      const ElectorRecord *sent;

      if (seen->from == ELECTOR_NO_NODE)
        continue;
      flying++;
      g_assert_cmpuint (seen->from, ==, flight->message.from);
      g_assert_cmpuint (seen->to, ==, flight->message.to);
      g_assert_cmpuint (seen->type, ==, flight->message.type);
      sent = elector_fixture_get_record (fixture, flight->sent);
      g_assert_cmpint (seen->sent, <=, sent->time);
      g_assert_cmpint (seen->due, ==, flight->due);
    }
  g_assert_cmpuint (flying, ==, fixture->world.n_flights - fixture->world.n_free_slots);
}

static void
assert_same_network (ElectorFixture *fixture)
{
  const ElectorNetwork *seen = &fixture->moment.network, *network = &fixture->world.network;

  g_assert_cmpint (seen->config.delay.low, ==, network->config.delay.low);
  g_assert_cmpint (seen->config.delay.high, ==, network->config.delay.high);
  g_assert_cmpuint (seen->config.loss, ==, network->config.loss);
  g_assert_cmpuint (seen->config.duplicate, ==, network->config.duplicate);
  g_assert_cmpint (elector_network_is_whole (seen), ==, elector_network_is_whole (network));
  for (ElectorNodeId from = 1; from <= fixture->config.n_nodes; from++)
    for (ElectorNodeId to = 1; to <= fixture->config.n_nodes; to++)
      g_assert_cmpint (elector_network_is_open (seen, from, to), ==, elector_network_is_open (network, from, to));
}

/* At every event of random runs: what is folded from the records is what the world says. */
static void
test_fold (void)
{
  for (guint64 seed = 1; seed <= N_RUNS; seed++)
    {
      g_autoptr (ElectorFixture) fixture = elector_fixture_new (&elector_bully, 6, "20ms..70ms", seed);
      ElectorTime leaderless = 0, before = 0;
      ElectorRng rng;

      g_test_message ("seed %u", (guint) seed);
      elector_rng_seed (&rng, seed, 99);
      elector_fixture_follow (fixture);
      elector_fixture_boot (fixture);
      for (guint i = 0; i < 60; i++)
        {
          g_autofree char *fault = make_fault (&rng);
          ElectorTime until = before + elector_rng_range (&rng, (ElectorRange) { 0, 600 * ELECTOR_MSEC });

          elector_fixture_do (fixture, fault);
          for (gboolean more = TRUE; more;)
            {
              gboolean leads = fixture->moment.n_leaders > 0;

              more = elector_fixture_step (fixture, until);
              leaderless += leads ? 0 : fixture->world.time - before;
              before = fixture->world.time;
              assert_same_nodes (fixture);
              assert_same_flights (fixture);
              assert_same_network (fixture);
              g_assert_cmpint (fixture->moment.leaderless, ==, leaderless);
            }
        }
      g_assert_cmpuint (fixture->moment.delivered, ==, elector_fixture_count (fixture, ELECTOR_RECORD_DELIVER, -1, 0));
      g_assert_cmpuint (fixture->moment.dropped, ==, elector_fixture_count (fixture, ELECTOR_RECORD_DROP, -1, 0));
      for (guint type = 0; type < BULLY_N_MESSAGES; type++)
        g_assert_cmpuint (fixture->moment.sent[type], ==,
                          elector_fixture_count (fixture, ELECTOR_RECORD_SEND, (int) type, 0));
    }
}

/* A copy knows what its original knew, and goes on alike. */
static void
test_copy (void)
{
  g_autoptr (ElectorFixture) fixture = elector_fixture_new (&elector_bully, 5, "40ms..70ms", 3);
  ElectorMoment copy = { 0 };
  guint length;

  elector_fixture_follow (fixture);
  elector_fixture_boot (fixture);
  elector_fixture_run (fixture, "1s");
  elector_fixture_do (fixture, "cut 1-2");
  elector_fixture_do (fixture, "crash 5");
  elector_fixture_run (fixture, "1.6s");
  for (guint i = 0; i < 2; i++)
    elector_moment_copy (&copy, &fixture->moment);
  length = fixture->records->len;
  elector_fixture_run (fixture, "4s");
  for (guint i = length; i < fixture->records->len; i++)
    {
      const ElectorRecord *record = elector_fixture_get_record (fixture, i);

      if (elector_record_is_head (record))
        elector_fixture_advance_moment (&copy, record->time);
      elector_moment_fold (&copy, record);
    }
  elector_fixture_advance_moment (&copy, 4 * ELECTOR_SEC);
  g_assert_cmpmem (copy.nodes, 5 * sizeof *copy.nodes, fixture->moment.nodes, 5 * sizeof *copy.nodes);
  g_assert_cmpmem (copy.judge.findings, sizeof copy.judge.findings, fixture->moment.judge.findings,
                   sizeof copy.judge.findings);
  g_assert_cmpint (copy.leaderless, ==, fixture->moment.leaderless);
  g_assert_cmpuint (copy.elections, ==, fixture->moment.elections);
  g_assert_cmpuint (elector_moment_get_memory (&copy), >, sizeof copy);
  elector_moment_clear (&copy);
}

static void
test_counters (void)
{
  g_autoptr (ElectorFixture) fixture = elector_fixture_new (&elector_bully, 5, "50ms", 1);
  ElectorNodeId leaders[2] = { 0, 0 };

  elector_fixture_follow (fixture);
  g_assert_cmpuint (elector_moment_find_leaders (&fixture->moment, leaders, 2), ==, 0);
  elector_fixture_boot (fixture);
  elector_fixture_run (fixture, "1s");
  g_assert_cmpuint (elector_moment_find_leaders (&fixture->moment, leaders, 2), ==, 1);
  g_assert_cmpuint (leaders[0], ==, 5);
  g_assert_cmpuint (elector_moment_count (&fixture->moment, ELECTOR_ROLE_FOLLOWER), ==, 4);
  g_assert_cmpuint (elector_moment_count_up (&fixture->moment), ==, 5);
  g_assert_cmpuint (fixture->moment.elections, ==, 1);
  elector_fixture_do (fixture, "pause 4");
  elector_fixture_do (fixture, "crash 3");
  elector_fixture_step (fixture, ELECTOR_SEC);
  g_assert_cmpuint (elector_moment_count (&fixture->moment, ELECTOR_ROLE_FOLLOWER), ==, 3);
  g_assert_cmpuint (elector_moment_count_up (&fixture->moment), ==, 3);
  /* A paused leader thinks that it leads. */
  elector_fixture_do (fixture, "pause 5");
  elector_fixture_step (fixture, ELECTOR_SEC);
  g_assert_cmpuint (elector_moment_find_leaders (&fixture->moment, leaders, 0), ==, 1);
  g_assert_cmpuint (fixture->moment.n_leaders, ==, 0);
}

static void
assert_headline (ElectorFixture *fixture, const char *fault, const char *until, const char *expected)
{
  g_autofree char *headline = NULL;

  if (fault != NULL)
    g_assert_true (elector_fixture_do (fixture, fault));
  elector_fixture_run (fixture, until);
  headline = elector_moment_format_headline (&fixture->moment);
  g_assert_cmpstr (headline, ==, expected);
}

static void
test_headline (void)
{
  g_autoptr (ElectorFixture) fixture = elector_fixture_new (&elector_bully, 5, "50ms", 1);

  elector_fixture_follow (fixture);
  elector_fixture_boot (fixture);
  assert_headline (fixture, NULL, "1s", "Node 5 is in charge");
  assert_headline (fixture, "crash 5", "1s", "Nobody is in charge, and nobody has noticed yet");
  assert_headline (fixture, "campaign 1", "1.01s", "Nobody is in charge: election under way");
  assert_headline (fixture, NULL, "2s", "Node 4 is in charge");
  assert_headline (fixture, "pause 4", "2s", "Node 4 is in charge, but paused");
  assert_headline (fixture, NULL, "4s", "Nodes 3 and 4 both think they are in charge: split brain");
  assert_headline (fixture, "pause 3", "6s", "Nodes 2, 3 and 4 all think they are in charge: split brain");
  assert_headline (fixture, "pause 2", "8s", "4 nodes think they are in charge: split brain");
  for (guint node = 1; node <= 4; node++)
    {
      g_autofree char *crash = g_strdup_printf ("crash %u", node);

      elector_fixture_do (fixture, crash);
    }
  assert_headline (fixture, NULL, "9s", "Nobody is in charge: no node is running");
  assert_headline (fixture, "recover 1", "9.5s", "Node 1 is in charge");
  /* Node 2 waits for the answer of node 3, which dies. */
  elector_fixture_do (fixture, "crash 1");
  elector_fixture_do (fixture, "recover 3");
  elector_fixture_do (fixture, "recover 2");
  elector_fixture_run (fixture, "9.61s");
  elector_fixture_do (fixture, "crash 3");
  assert_headline (fixture, NULL, "9.65s", "Nobody is in charge: waiting for a leader");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/moment/fold", test_fold);
  g_test_add_func ("/moment/copy", test_copy);
  g_test_add_func ("/moment/counters", test_counters);
  g_test_add_func ("/moment/headline", test_headline);
  return g_test_run ();
}
