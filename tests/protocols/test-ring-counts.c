/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* How many messages an election on a ring costs, exactly: in every arrangement of up to seven ids, for every set of
 * nodes that start, and in a whole simulated system. Chang and Roberts (1979) give the best, the worst and the mean.
 *
 * A node compares ids and sends to its successor; it does not look at where it stands. So a ring with another
 * arrangement is a matter of wiring: whatever a node sends is given to its neighbor here. */

#include "fixture.h"
#include "protocols/ring.h"

#include <string.h>

#define N_MAX 7
#define MAX_MESSAGES 200

typedef struct
{
  guint place; /* of the receiver, 0 .. n - 1 */
  ElectorMessage message;
} Flight;

/* A ring of n nodes, in which node ids[i] sends to ids[i + 1], over links that lose nothing and keep the order. */
typedef struct
{
  ElectorConfig config;
  guint n;
  ElectorNodeId ids[N_MAX];
  guint8 *states[N_MAX]; /* by place */
  ElectorRole roles[N_MAX];
  ElectorNodeId leaders[N_MAX];
  ElectorEffects effects;
  Flight flights[MAX_MESSAGES];
  guint n_flights; /* ever sent */
  guint n_landed;
  guint sent[RING_N_MESSAGES];
} Ring;

static void
ring_init (Ring *self, const ElectorNodeId *ids, guint n, guint32 rules)
{
  memset (self, 0, sizeof *self);
  self->n = n;
  elector_config_init (&self->config, &elector_ring, n);
  self->config.rules = rules;
  elector_effects_init (&self->effects, n);
  for (guint i = 0; i < n; i++)
    {
      self->ids[i] = ids[i];
      self->states[i] = g_malloc0 (elector_protocol_get_state_size (&elector_ring, n));
    }
}

static void
ring_clear (Ring *self)
{
  elector_effects_clear (&self->effects);
  for (guint i = 0; i < self->n; i++)
    g_free (self->states[i]);
}

static void
ring_tell (Ring *self, guint place, ElectorInputKind kind, const ElectorMessage *message)
{
  ElectorInput input = { .kind = kind, .node = self->ids[place], .config = &self->config };

  if (message != NULL)
    input.message = *message;
  self->effects.length = 0;
  elector_ring_step (self->states[place], &input, &self->effects);
  for (guint i = 0; i < self->effects.length; i++)
    {
      const ElectorEffect *effect = &self->effects.items[i];

      if (effect->kind == ELECTOR_EFFECT_ROLE)
        self->roles[place] = (ElectorRole) effect->detail;
      if (effect->kind == ELECTOR_EFFECT_LEADER)
        self->leaders[place] = (ElectorNodeId) effect->value;
      if (effect->kind != ELECTOR_EFFECT_SEND)
        continue;
      g_assert_cmpuint (self->n_flights, <, MAX_MESSAGES);
      self->sent[effect->message.type]++;
      self->flights[self->n_flights++] = (Flight) { (place + 1) % self->n, effect->message };
    }
}

static void
ring_run (Ring *self)
{
  while (self->n_landed < self->n_flights)
    {
      Flight flight = self->flights[self->n_landed++];

      ring_tell (self, flight.place, ELECTOR_INPUT_MESSAGE, &flight.message);
    }
}

/* The one who leads, in whom all believe. */
static void
ring_assert_leader (Ring *self, ElectorNodeId leader)
{
  for (guint i = 0; i < self->n; i++)
    {
      g_assert_cmpuint (self->leaders[i], ==, leader);
      g_assert_true ((self->roles[i] == ELECTOR_ROLE_LEADER) == (self->ids[i] == leader));
    }
}

/* Calls check with every arrangement of n ids: n is in the last place, the others in any order before it. */
static void
for_each_arrangement (guint n, void (*check) (const ElectorNodeId *ids, guint n, gpointer data), gpointer data)
{
  ElectorNodeId ids[N_MAX];
  guint turns[N_MAX] = { 0 };

  for (guint i = 0; i < n; i++)
    ids[i] = (ElectorNodeId) (i + 1);
  check (ids, n, data);
  /* Heap's algorithm, over the first n - 1. */
  for (guint i = 1; i + 1 < n;)
    if (turns[i] < i)
      {
        guint j = i % 2 == 0 ? 0 : turns[i];
        ElectorNodeId moved = ids[j];

        ids[j] = ids[i];
        ids[i] = moved;
        check (ids, n, data);
        turns[i]++;
        i = 1;
      }
    else
      turns[i++] = 0;
}

typedef struct
{
  guint arrangements;
  guint best;
  guint worst;
  guint64 sum;
} Statistics;

static void
check_all_start (const ElectorNodeId *ids, guint n, gpointer data)
{
  Statistics *statistics = data;
  Ring ring;

  ring_init (&ring, ids, n, 0);
  for (guint i = 0; i < n; i++)
    ring_tell (&ring, i, ELECTOR_INPUT_BOOT, NULL);
  ring_run (&ring);
  ring_assert_leader (&ring, (ElectorNodeId) n);
  g_assert_cmpuint (ring.sent[RING_ELECTED], ==, n);
  g_assert_cmpuint (ring.sent[RING_HEARTBEAT] + ring.sent[RING_ACK], ==, 0);
  statistics->arrangements++;
  statistics->sum += ring.sent[RING_ELECTION];
  statistics->best = MIN (statistics->best, ring.sent[RING_ELECTION]);
  statistics->worst = MAX (statistics->worst, ring.sent[RING_ELECTION]);
  ring_clear (&ring);
}

/* All start: 2n - 1 at best, n (n + 1) / 2 at worst, and n (1 + 1/2 + ... + 1/n) in the mean, which is an integer when
 * it is multiplied by the number of arrangements: (n - 1)! n (1 + ... + 1/n) = n! + n!/2 + ... + n!/n. */
static void
test_all_start (void)
{
  for (guint n = 2; n <= N_MAX; n++)
    {
      Statistics statistics = { .best = G_MAXUINT };
      guint64 factorial = 1, sum = 0;

      for (guint i = 2; i <= n; i++)
        factorial *= i;
      for (guint i = 1; i <= n; i++)
        sum += factorial / i;
      for_each_arrangement (n, check_all_start, &statistics);
      g_test_message ("n = %u: %u arrangements, best %u, worst %u, sum %" G_GUINT64_FORMAT, n, statistics.arrangements,
                      statistics.best, statistics.worst, statistics.sum);
      g_assert_cmpuint (statistics.arrangements, ==, factorial / n);
      g_assert_cmpuint (statistics.best, ==, 2 * n - 1);
      g_assert_cmpuint (statistics.worst, ==, n * (n + 1) / 2);
      g_assert_cmpuint (statistics.sum, ==, sum);
    }
}

/* One starts: to the highest, once round, and once round again to tell. The way to the highest is 0 .. n - 1 long. */
static void
check_one_starts (const ElectorNodeId *ids, guint n, gpointer data)
{
  for (guint place = 0; place < n; place++)
    {
      guint way = n - 1 - place; /* n is in the last place */
      Ring ring;

      ring_init (&ring, ids, n, 0);
      ring_tell (&ring, place, ELECTOR_INPUT_CAMPAIGN, NULL);
      ring_run (&ring);
      ring_assert_leader (&ring, (ElectorNodeId) n);
      g_assert_cmpuint (ring.sent[RING_ELECTION], ==, way + n);
      g_assert_cmpuint (ring.sent[RING_ELECTED], ==, n);
      g_assert_cmpuint (ring.n_flights, >=, 2 * n);
      g_assert_cmpuint (ring.n_flights, <=, 3 * n - 1);
      ring_clear (&ring);
    }
}

static void
test_one_starts (void)
{
  for (guint n = 2; n <= N_MAX; n++)
    for_each_arrangement (n, check_one_starts, NULL);
}

/* Without replacing, the highest of those who start wins, and nobody else's id is ever on the ring. */
static void
check_non_replacing (const ElectorNodeId *ids, guint n, gpointer data)
{
  for (guint starters = 1; starters < 1u << n; starters++)
    {
      ElectorNodeId highest = ELECTOR_NO_NODE;
      Ring ring;

      ring_init (&ring, ids, n, 1 << RING_RULE_NON_REPLACING);
      for (guint i = 0; i < n; i++)
        if ((starters >> i & 1) != 0)
          {
            highest = MAX (highest, ids[i]);
            ring_tell (&ring, i, ELECTOR_INPUT_CAMPAIGN, NULL);
          }
      ring_run (&ring);
      ring_assert_leader (&ring, highest);
      for (guint i = 0; i < ring.n_flights; i++)
        {
          ElectorNodeId id = (ElectorNodeId) ring.flights[i].message.index;
          guint place = 0;

          while (ids[place] != id)
            place++;
          g_assert_true ((starters >> place & 1) != 0);
        }
      if ((starters & (starters - 1)) == 0)
        g_assert_cmpuint (ring.n_flights, ==, 2 * n);
      ring_clear (&ring);
    }
}

static void
test_non_replacing (void)
{
  for (guint n = 2; n <= 6; n++)
    for_each_arrangement (n, check_non_replacing, NULL);
}

/* Whoever starts, in any arrangement: the highest of all wins, and it costs no more than if all start. */
static void
check_some_start (const ElectorNodeId *ids, guint n, gpointer data)
{
  for (guint starters = 1; starters < 1u << n; starters++)
    {
      Ring ring;

      ring_init (&ring, ids, n, 0);
      for (guint i = 0; i < n; i++)
        if ((starters >> i & 1) != 0)
          ring_tell (&ring, i, ELECTOR_INPUT_CAMPAIGN, NULL);
      ring_run (&ring);
      ring_assert_leader (&ring, (ElectorNodeId) n);
      g_assert_cmpuint (ring.sent[RING_ELECTION], >=, n);
      g_assert_cmpuint (ring.sent[RING_ELECTION], <=, n * (n + 1) / 2);
      ring_clear (&ring);
    }
}

static void
test_some_start (void)
{
  for (guint n = 2; n <= 6; n++)
    for_each_arrangement (n, check_some_start, NULL);
}

/* What breaks if lower ids are not taken off the ring: all come back, and all win, for n messages each. */
static void
test_forward_everything (void)
{
  for (guint n = 3; n <= N_MAX; n++)
    {
      ElectorNodeId ids[N_MAX];
      guint winners = 0;
      Ring ring;

      for (guint i = 0; i < n; i++)
        ids[i] = (ElectorNodeId) (i + 1);
      ring_init (&ring, ids, n, 1 << RING_RULE_FORWARD_EVERYTHING);
      for (guint i = 0; i < n; i++)
        ring_tell (&ring, i, ELECTOR_INPUT_BOOT, NULL);
      while (ring.sent[RING_ELECTED] < n)
        {
          Flight flight = ring.flights[ring.n_landed++];

          ring_tell (&ring, flight.place, ELECTOR_INPUT_MESSAGE, &flight.message);
        }
      for (guint i = 0; i < n; i++)
        winners += ring.roles[i] == ELECTOR_ROLE_LEADER;
      g_assert_cmpuint (winners, ==, n);
      g_assert_cmpuint (ring.sent[RING_ELECTION], ==, n * n);
      ring_clear (&ring);
    }
}

/* The same in a whole system, as the program shows it. Its ring is upwards, which is the best case if all start, or
 * downwards, which is the worst. */
static void
check_system (guint n, guint32 rules, guint expected)
{
  g_autoptr (ElectorFixture) model = elector_fixture_new (&elector_ring, n, "40ms..70ms", n);
  g_autoptr (ElectorFixture) fixture = NULL;

  model->config.rules = rules;
  fixture = elector_fixture_new_with (&model->config, &model->network, n);
  elector_fixture_boot (fixture);
  elector_world_run (&fixture->world, 20 * ELECTOR_SEC);
  g_assert_cmpuint (elector_fixture_count (fixture, ELECTOR_RECORD_SEND, RING_ELECTION, 0), ==, expected);
  g_assert_cmpuint (elector_fixture_count (fixture, ELECTOR_RECORD_SEND, RING_ELECTED, 0), ==, n);
  for (ElectorNodeId starter = 1; starter <= n; starter++)
    {
      guint from = fixture->records->len, way = rules == 0 ? n - starter : starter % n;
      g_autofree char *fault = g_strdup_printf ("campaign %u", starter);

      g_assert_true (elector_fixture_do (fixture, fault));
      elector_world_run (&fixture->world, fixture->world.time + 10 * ELECTOR_SEC);
      g_assert_cmpuint (elector_fixture_count (fixture, ELECTOR_RECORD_SEND, RING_ELECTION, from), ==, way + n);
      g_assert_cmpuint (elector_fixture_count (fixture, ELECTOR_RECORD_SEND, RING_ELECTED, from), ==, n);
    }
}

static void
test_system (void)
{
  for (guint n = 2; n <= 20; n++)
    {
      check_system (n, 0, 2 * n - 1);
      check_system (n, 1 << RING_RULE_DOWNWARDS, n * (n + 1) / 2);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ring-counts/all-start", test_all_start);
  g_test_add_func ("/ring-counts/one-starts", test_one_starts);
  g_test_add_func ("/ring-counts/some-start", test_some_start);
  g_test_add_func ("/ring-counts/non-replacing", test_non_replacing);
  g_test_add_func ("/ring-counts/forward-everything", test_forward_everything);
  g_test_add_func ("/ring-counts/system", test_system);
  return g_test_run ();
}
