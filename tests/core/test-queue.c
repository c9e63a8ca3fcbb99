/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "core/queue.h"
#include "core/rng.h"

/* A push, as the reference remembers it. */
typedef struct
{
  ElectorTime time;
  ElectorPriority priority;
  guint number; /* which push it was */
} Pushed;

static int
compare_pushed (gconstpointer one, gconstpointer other)
{
  const Pushed *a = one, *b = other;

  if (a->time != b->time)
    return a->time < b->time ? -1 : 1;
  if (a->priority != b->priority)
    return a->priority < b->priority ? -1 : 1;
  return a->number < b->number ? -1 : 1;
}

static void
push (ElectorQueue *queue, GArray *reference, const Pushed *pushed)
{
  guint at = 0;

  elector_queue_push (queue, pushed->time, pushed->priority, (ElectorNodeId) (pushed->number % 1000 + 1),
                      pushed->number);
  while (at < reference->len && compare_pushed (&g_array_index (reference, Pushed, at), pushed) < 0)
    at++;
  g_array_insert_val (reference, at, *pushed);
}

static void
pop (ElectorQueue *queue, GArray *reference)
{
  const Pushed expected = g_array_index (reference, Pushed, 0);
  const ElectorEvent *peeked = elector_queue_peek (queue);
  ElectorEvent event;

  g_assert_nonnull (peeked);
  g_assert_cmpuint (peeked->slot, ==, expected.number);
  event = elector_queue_pop (queue);
  g_assert_cmpuint (event.slot, ==, expected.number);
  g_assert_cmpint (event.time, ==, expected.time);
  g_assert_cmpuint (event.node, ==, expected.number % 1000 + 1);
  g_assert_cmpint (elector_event_get_priority (&event), ==, expected.priority);
  g_array_remove_index (reference, 0);
}

static void
test_against_sorted (void)
{
  for (guint64 seed = 1; seed <= 200; seed++)
    {
      g_autoptr (GArray) reference = g_array_new (FALSE, FALSE, sizeof (Pushed));
      ElectorQueue queue = { 0 };
      ElectorRng rng;
      guint number = 0;

      g_test_message ("seed %u", (guint) seed);
      elector_rng_seed (&rng, seed, 0);
      for (guint i = 0; i < 400; i++)
        if (reference->len == 0 || elector_rng_below (&rng, 100) < 60)
          push (&queue, reference,
                &(Pushed) { .time = (ElectorTime) elector_rng_below (&rng, 1 + seed),
                            .priority = elector_rng_below (&rng, 2) ? ELECTOR_PRIORITY_TIMER : ELECTOR_PRIORITY_MESSAGE,
                            .number = number++ });
        else
          pop (&queue, reference);
      while (reference->len > 0)
        pop (&queue, reference);
      g_assert_null (elector_queue_peek (&queue));
      elector_queue_clear (&queue);
    }
}

/* As a world does it: what is pushed is never earlier than what was popped last, but near or far, and often at the same
 * time as something else. Copies take over in the middle. */
static void
test_hold (void)
{
  for (guint64 seed = 1; seed <= 200; seed++)
    {
      g_autoptr (GArray) reference = g_array_new (FALSE, FALSE, sizeof (Pushed));
      ElectorQueue queues[2] = { 0 };
      ElectorTime now = 0;
      guint number = 0, which = 0;
      ElectorRng rng;

      g_test_message ("seed %u", (guint) seed);
      elector_rng_seed (&rng, seed, 0);
      for (guint i = 0; i < 1000; i++)
        if (reference->len == 0 || elector_rng_below (&rng, 100) < (i < 700 ? 55u : 20u))
          {
            ElectorTime scale = (ElectorTime) 1 << elector_rng_below (&rng, 3 + (guint) (seed % 40));

            push (&queues[which], reference,
                  &(Pushed) { .time = now + elector_rng_range (&rng, (ElectorRange) { 0, scale }),
                              .priority = elector_rng_below (&rng, 2) ? ELECTOR_PRIORITY_TIMER
                                                                      : ELECTOR_PRIORITY_MESSAGE,
                              .number = number++ });
          }
        else
          {
            now = g_array_index (reference, Pushed, 0).time;
            pop (&queues[which], reference);
            if (elector_rng_below (&rng, 50) == 0)
              {
                elector_queue_copy (&queues[1 - which], &queues[which]);
                which = 1 - which;
              }
            g_assert_cmpuint (queues[which].length, ==, reference->len);
          }
      while (reference->len > 0)
        pop (&queues[which], reference);
      elector_queue_clear (&queues[0]);
      elector_queue_clear (&queues[1]);
    }
}

/* At one microsecond: messages before timers, and each in the order of scheduling. */
static void
test_ties (void)
{
  static const guint expected[] = { 1, 3, 5, 0, 2, 4, 6 };
  ElectorQueue queue = { 0 };

  for (guint i = 0; i < 6; i++)
    elector_queue_push (&queue, 100, i % 2 ? ELECTOR_PRIORITY_MESSAGE : ELECTOR_PRIORITY_TIMER, 1, i);
  elector_queue_push (&queue, 101, ELECTOR_PRIORITY_MESSAGE, 1, 6);
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    g_assert_cmpuint (elector_queue_pop (&queue).slot, ==, expected[i]);
  elector_queue_clear (&queue);
}

/* What push returns recognizes the event, and nothing else has it. */
static void
test_order_is_unique (void)
{
  g_autoptr (GHashTable) orders = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  ElectorQueue queue = { 0 };
  guint64 first = elector_queue_push (&queue, 1, ELECTOR_PRIORITY_TIMER, 1, 0);

  g_assert_cmphex (elector_queue_peek (&queue)->order, ==, first);
  for (guint i = 0; i < 1000; i++)
    {
      guint64 order = elector_queue_push (&queue, 5, i % 3 ? ELECTOR_PRIORITY_TIMER : ELECTOR_PRIORITY_MESSAGE, 1, 0);

      g_assert_cmphex (order, !=, 0);
      g_assert_true (g_hash_table_add (orders, g_memdup2 (&order, sizeof order)));
      if (i % 2)
        elector_queue_pop (&queue);
    }
  elector_queue_clear (&queue);
}

static void
test_copy (void)
{
  ElectorQueue queue = { 0 }, copy = { 0 };
  ElectorRng rng;

  elector_queue_copy (&copy, &queue);
  g_assert_null (elector_queue_peek (&copy));
  elector_rng_seed (&rng, 1, 0);
  for (guint i = 0; i < 300; i++)
    elector_queue_push (&queue, (ElectorTime) elector_rng_below (&rng, 50), ELECTOR_PRIORITY_TIMER, 1, i);
  elector_queue_copy (&copy, &queue);
  /* Both go on alike, and know nothing of each other. */
  for (guint i = 0; i < 300; i++)
    {
      guint64 order = elector_queue_push (&queue, 25, ELECTOR_PRIORITY_MESSAGE, 1, 300 + i);

      g_assert_cmphex (elector_queue_push (&copy, 25, ELECTOR_PRIORITY_MESSAGE, 1, 300 + i), ==, order);
      g_assert_cmphex (elector_queue_pop (&queue).order, ==, elector_queue_pop (&copy).order);
    }
  elector_queue_clear (&queue);
  g_assert_cmpuint (copy.length, ==, 300);
  elector_queue_copy (&copy, &queue);
  g_assert_null (elector_queue_peek (&copy));
  elector_queue_clear (&copy);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/queue/against-sorted", test_against_sorted);
  g_test_add_func ("/queue/hold", test_hold);
  g_test_add_func ("/queue/ties", test_ties);
  g_test_add_func ("/queue/order-is-unique", test_order_is_unique);
  g_test_add_func ("/queue/copy", test_copy);
  return g_test_run ();
}
