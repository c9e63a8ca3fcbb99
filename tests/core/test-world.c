/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "core/world.h"

#include "fixture.h"
#include "protocols/bully.h"

#include <string.h>

/* Everything that can go wrong, in 20 seconds. */
static const char *const trouble[] = {
  "900ms crash 5",     "1s duplicate 20%", "2s campaign 2",  "2.5s recover 5",     "3s partition 1,2|3,4,5", "5s heal",
  "5.1s pause 5",      "5.2s cut 1>3",     "6.5s resume 5",  "7s restore 1>3",     "7.5s loss 20%",
  "9s loss 0%",
  "9s delay 0..300ms", "11s crash 4",      "11s crash 3",    "12s delay 40ms..70ms", "12.5s recover 3",
  "13s pause 1",
  "14s crash 1",       "14.5s recover 1",  "15s recover 4",  "15s cut 2-5",        "16s campaign 1",
  "16.02s drop 1>2 ELECTION", "16.02s delay 1>3 ELECTION 200ms", "16.02s deliver 1>4 ELECTION",
  "16.02s duplicate 1>3 ELECTION", "17s fire 2 leader", "17.5s loss 1>2 50%", "18s delay 3-4 200ms",
  "18s duplicate 5>4 50%", NULL
};

static const ProbeState *
get_probe (ElectorFixture *fixture, ElectorNodeId node)
{
  return elector_world_get_state (&fixture->world, node);
}

/* The nodes of all records of a kind, in order, like "2@10 3@10": node and milliseconds. */
static char *
list (ElectorFixture *fixture, ElectorRecordKind kind)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < fixture->records->len; i++)
    {
      const ElectorRecord *record = elector_fixture_get_record (fixture, i);

      if (record->kind == kind)
        g_string_append_printf (text, "%s%u@%d", text->len > 0 ? " " : "", record->node,
                                (int) (record->time / ELECTOR_MSEC));
    }
  return g_string_free (text, FALSE);
}

static void
assert_list (ElectorFixture *fixture, ElectorRecordKind kind, const char *expected)
{
  g_autofree char *actual = list (fixture, kind);

  g_assert_cmpstr (actual, ==, expected);
}

static ElectorFixture *
new_probe (guint n, const char *delay, ElectorTime b, ElectorTime c)
{
  ElectorConfig config;
  ElectorNetworkConfig network;
  g_autoptr (ElectorFixture) model = elector_fixture_new (&elector_fixture_probe, n, delay, 1);
  ElectorFixture *fixture;

  config = model->config;
  network = model->network;
  config.parameters[PROBE_TIMER_B] = (ElectorRange) { b, b };
  config.parameters[PROBE_TIMER_C] = (ElectorRange) { c, c };
  fixture = elector_fixture_new_with (&config, &network, 1);
  elector_fixture_boot (fixture);
  return fixture;
}

static void
test_delivery (void)
{
  g_autoptr (ElectorFixture) fixture = new_probe (4, "10ms", 0, 0);

  assert_list (fixture, ELECTOR_RECORD_BOOT, "1@0 2@0 3@0 4@0");
  g_assert_true (elector_fixture_do (fixture, "campaign 2"));
  elector_fixture_run (fixture, "1s");
  assert_list (fixture, ELECTOR_RECORD_DELIVER, "1@10 3@10 4@10 2@20 2@20 2@20");
  assert_list (fixture, ELECTOR_RECORD_TIMER, "2@100");
  g_assert_cmpint (fixture->world.time, ==, ELECTOR_SEC);
  /* boot, campaign, three echoes, one timer */
  g_assert_cmpuint (get_probe (fixture, 2)->kept, ==, 6);
  g_assert_cmpuint (fixture->world.n_events, ==, 1 + 6 + 1);
  g_assert_cmpint (elector_world_get_next_time (&fixture->world), ==, ELECTOR_NEVER);
  g_assert_cmpuint (fixture->world.n_flights - fixture->world.n_free_slots, ==, 0);
}

/* What was sent earlier comes first, at the same microsecond; a message comes before a timer. */
static void
test_ties (void)
{
  g_autoptr (ElectorFixture) fixture = new_probe (3, "50ms", 100 * ELECTOR_MSEC, 0);
  const ElectorRecord *first_timer;
  guint last_delivery = 0;

  elector_fixture_do (fixture, "campaign 1");
  elector_fixture_run (fixture, "1s");
  assert_list (fixture, ELECTOR_RECORD_DELIVER, "2@50 3@50 1@100 1@100");
  assert_list (fixture, ELECTOR_RECORD_TIMER, "1@100 1@100");
  first_timer = elector_fixture_find (fixture, ELECTOR_RECORD_TIMER, 1, 0);
  g_assert_cmpuint (first_timer->detail, ==, PROBE_TIMER_A);
  for (guint i = 0; i < fixture->records->len; i++)
    if (elector_fixture_get_record (fixture, i)->kind == ELECTOR_RECORD_DELIVER)
      last_delivery = i;
  g_assert_true (first_timer > elector_fixture_get_record (fixture, last_delivery));
}

static void
test_timers (void)
{
  g_autoptr (ElectorFixture) fixture = new_probe (2, "20ms", 90 * ELECTOR_MSEC, 30 * ELECTOR_MSEC);

  elector_fixture_do (fixture, "campaign 1");
  elector_fixture_run (fixture, "1s");
  assert_list (fixture, ELECTOR_RECORD_TIMER, "1@30 1@90 1@100");
  g_assert_cmpuint (elector_fixture_find (fixture, ELECTOR_RECORD_TIMER, 1, 0)->detail, ==, PROBE_TIMER_C);
}

/* A timer that is started anew again and again fires once, and costs no events meanwhile. */
static void
test_lazy_timers (void)
{
  g_autoptr (ElectorFixture) fixture = new_probe (2, "10ms", 0, 0);

  fixture->world.config.rules = 1 << ELECTOR_PROBE_RULE_PUSH;
  for (guint i = 0; i < 50; i++)
    {
      elector_fixture_do (fixture, "campaign 1");
      elector_world_run (&fixture->world, (i + 1) * 50 * ELECTOR_MSEC);
      g_assert_cmpuint (fixture->world.queue.length, <=, 2);
    }
  elector_fixture_run (fixture, "10s");
  /* The last campaign at 2450 ms, its echo at 2470. */
  assert_list (fixture, ELECTOR_RECORD_TIMER, "1@2570");
}

static void
test_crash (void)
{
  g_autoptr (ElectorFixture) fixture = new_probe (3, "10ms", 0, 0);
  guint64 generator;

  elector_fixture_do (fixture, "campaign 1");
  elector_fixture_run (fixture, "15ms");
  generator = get_probe (fixture, 2)->rng.state;
  g_assert_cmpuint (get_probe (fixture, 2)->kept, ==, 2);
  g_assert_true (elector_fixture_do (fixture, "crash 1"));
  g_assert_true (elector_fixture_do (fixture, "crash 2"));
  g_assert_cmpint (elector_world_get_condition (&fixture->world, 2), ==, ELECTOR_CONDITION_CRASHED);
  g_assert_cmpuint (get_probe (fixture, 2)->kept, ==, 2);
  g_assert_cmpuint (get_probe (fixture, 2)->forgotten, ==, 0);
  g_assert_cmphex (get_probe (fixture, 2)->rng.state, ==, generator);

  elector_fixture_run (fixture, "500ms");
  assert_list (fixture, ELECTOR_RECORD_TIMER, "");
  assert_list (fixture, ELECTOR_RECORD_DROP, "1@20 1@20");
  g_assert_cmpuint (elector_fixture_find (fixture, ELECTOR_RECORD_DROP, 1, 0)->code, ==, ELECTOR_DROP_CRASHED);
  g_assert_true (elector_fixture_do (fixture, "recover 2"));
  g_assert_cmpuint (get_probe (fixture, 2)->kept, ==, 3);
  g_assert_cmpuint (get_probe (fixture, 2)->forgotten, ==, 1);
  g_assert_cmpint (elector_world_get_condition (&fixture->world, 2), ==, ELECTOR_CONDITION_UP);
  /* Node 1 had a timer that would have rung by now; it is forgotten. */
  g_assert_true (elector_fixture_do (fixture, "recover 1"));
  elector_fixture_run (fixture, "1s");
  assert_list (fixture, ELECTOR_RECORD_TIMER, "");
}

static void
test_pause (void)
{
  g_autoptr (ElectorFixture) fixture = new_probe (4, "10ms", 0, 0);

  elector_fixture_do (fixture, "campaign 2");
  elector_fixture_do (fixture, "pause 2");
  elector_fixture_do (fixture, "campaign 4");
  elector_fixture_run (fixture, "5s");
  g_assert_cmpint (elector_world_get_condition (&fixture->world, 2), ==, ELECTOR_CONDITION_PAUSED);
  assert_list (fixture, ELECTOR_RECORD_DELIVER, "1@10 3@10 4@10 1@10 3@10 4@20 4@20");
  assert_list (fixture, ELECTOR_RECORD_TIMER, "4@100");
  g_assert_cmpuint (get_probe (fixture, 2)->kept, ==, 2);
  g_assert_true (elector_fixture_do (fixture, "resume 2"));
  elector_fixture_run (fixture, "5s");
  /* 4's PROBE came first, then three echoes, then the timer; all now. The answer to 4 is still on its way. */
  assert_list (fixture, ELECTOR_RECORD_DELIVER, "1@10 3@10 4@10 1@10 3@10 4@20 4@20 2@5000 2@5000 2@5000 2@5000");
  assert_list (fixture, ELECTOR_RECORD_TIMER, "4@100 2@5000");
  g_assert_cmpuint (elector_fixture_find (fixture, ELECTOR_RECORD_DELIVER, 2, 0)->peer, ==, 4);
  elector_fixture_run (fixture, "6s");
  g_assert_cmpuint (get_probe (fixture, 2)->kept, ==, 7);
}

/* An alarm that rang while the node was paused rings when it resumes; one that did not rings in time. */
static void
test_pause_timers (void)
{
  g_autoptr (ElectorFixture) fixture = new_probe (1, "10ms", 600 * ELECTOR_MSEC, 200 * ELECTOR_MSEC);

  elector_fixture_do (fixture, "campaign 1");
  elector_fixture_do (fixture, "pause 1");
  elector_fixture_run (fixture, "500ms");
  assert_list (fixture, ELECTOR_RECORD_TIMER, "");
  g_assert_true (elector_fixture_do (fixture, "resume 1"));
  elector_fixture_run (fixture, "1s");
  assert_list (fixture, ELECTOR_RECORD_TIMER, "1@500 1@500 1@600");
}

/* A paused node that crashes never sees what waited for it. */
static void
test_crash_while_paused (void)
{
  g_autoptr (ElectorFixture) fixture = new_probe (3, "10ms", 0, 0);

  elector_fixture_do (fixture, "pause 2");
  elector_fixture_do (fixture, "campaign 1");
  elector_fixture_run (fixture, "1s");
  assert_list (fixture, ELECTOR_RECORD_DROP, "");
  g_assert_true (elector_fixture_do (fixture, "crash 2"));
  elector_fixture_run (fixture, "2s");
  assert_list (fixture, ELECTOR_RECORD_DROP, "2@1000");
  g_assert_cmpuint (fixture->world.n_held, ==, 0);
  g_assert_false (elector_fixture_do (fixture, "resume 2"));
  g_assert_true (elector_fixture_do (fixture, "recover 2"));
  g_assert_cmpuint (get_probe (fixture, 2)->kept, ==, 2);
}

static void
test_cut (void)
{
  g_autoptr (ElectorFixture) fixture = new_probe (3, "10ms", 0, 0);

  /* Cut when it is sent: it ends half the way. One way only. */
  elector_fixture_do (fixture, "cut 1>2");
  elector_fixture_do (fixture, "campaign 1");
  elector_fixture_do (fixture, "campaign 2");
  elector_fixture_run (fixture, "50ms");
  assert_list (fixture, ELECTOR_RECORD_DROP, "2@5 2@15");
  g_assert_cmpuint (elector_fixture_find (fixture, ELECTOR_RECORD_DROP, 2, 0)->code, ==, ELECTOR_DROP_CUT);
  assert_list (fixture, ELECTOR_RECORD_DELIVER, "3@10 1@10 3@10 1@20 2@20");

  /* Restored while it flies: it was doomed when it was sent. Cut while it flies: it ends at the far end. */
  elector_fixture_run (fixture, "1s");
  elector_fixture_do (fixture, "campaign 1");
  elector_fixture_do (fixture, "restore 1>2");
  elector_fixture_do (fixture, "partition 1,2|3");
  elector_fixture_run (fixture, "2s");
  assert_list (fixture, ELECTOR_RECORD_DROP, "2@5 2@15 2@1005 3@1010");

  /* A message that waits for a paused node still has to come in. */
  elector_fixture_do (fixture, "heal");
  elector_fixture_do (fixture, "pause 3");
  elector_fixture_do (fixture, "campaign 1");
  elector_fixture_run (fixture, "3s");
  elector_fixture_do (fixture, "cut 1-3");
  elector_fixture_do (fixture, "resume 3");
  elector_fixture_run (fixture, "4s");
  assert_list (fixture, ELECTOR_RECORD_DROP, "2@5 2@15 2@1005 3@1010 3@3000");
}

static void
test_loss_and_duplication (void)
{
  g_autoptr (ElectorFixture) fixture = new_probe (2, "10ms", 0, 0);
  guint before, sent, dropped;

  elector_fixture_do (fixture, "loss 100%");
  elector_fixture_do (fixture, "campaign 1");
  elector_fixture_run (fixture, "1s");
  assert_list (fixture, ELECTOR_RECORD_DROP, "2@5");
  g_assert_cmpuint (elector_fixture_find (fixture, ELECTOR_RECORD_DROP, 2, 0)->code, ==, ELECTOR_DROP_LOST);

  elector_fixture_do (fixture, "loss 0");
  elector_fixture_do (fixture, "duplicate 100%");
  elector_fixture_do (fixture, "campaign 1");
  elector_fixture_run (fixture, "2s");
  /* Two PROBEs arrive, each is answered, each answer arrives twice. */
  assert_list (fixture, ELECTOR_RECORD_DELIVER, "2@1010 2@1010 1@1020 1@1020 1@1020 1@1020");
  g_assert_cmpuint (elector_fixture_count (fixture, ELECTOR_RECORD_DUPLICATE, -1, 0), ==, 3);

  before = fixture->records->len;
  elector_fixture_do (fixture, "duplicate 0");
  elector_fixture_do (fixture, "loss 20%");
  for (guint i = 0; i < 5000; i++)
    elector_fixture_do (fixture, "campaign 1");
  elector_fixture_run (fixture, "3s");
  sent = elector_fixture_count (fixture, ELECTOR_RECORD_SEND, -1, before);
  dropped = elector_fixture_count (fixture, ELECTOR_RECORD_DROP, -1, before);
  g_assert_cmpuint (sent, >, 8000);
  g_assert_cmpuint (dropped * 100 / sent, >=, 18);
  g_assert_cmpuint (dropped * 100 / sent, <=, 22);
}

/* What changes nothing does not happen. */
/* Node 1 has sent PROBE to nodes 2 and 3; it takes 40 ms. */
static ElectorFixture *
new_flying (void)
{
  ElectorFixture *fixture = new_probe (3, "40ms", 0, 0);

  elector_fixture_boot (fixture);
  elector_fixture_do (fixture, "campaign 1");
  elector_fixture_run (fixture, "10ms");
  return fixture;
}

static void
test_drop_message (void)
{
  g_autoptr (ElectorFixture) fixture = new_flying ();

  g_assert_true (elector_fixture_do (fixture, "drop 1>2 PROBE"));
  g_assert_false (elector_fixture_do (fixture, "drop 1>2 PROBE"));
  g_assert_false (elector_fixture_do (fixture, "drop 1>2 ECHO"));
  g_assert_false (elector_fixture_do (fixture, "drop 3>1 PROBE"));
  elector_fixture_run (fixture, "1s");
  assert_list (fixture, ELECTOR_RECORD_DROP, "2@10");
  assert_list (fixture, ELECTOR_RECORD_DELIVER, "3@40 1@80");
  g_assert_cmpuint (elector_fixture_find (fixture, ELECTOR_RECORD_DROP, 2, 0)->code, ==, ELECTOR_DROP_TAKEN);
  g_assert_cmpuint (fixture->world.n_free_slots, ==, fixture->world.n_flights);
}

static void
test_deliver_message (void)
{
  g_autoptr (ElectorFixture) fixture = new_flying ();

  g_assert_true (elector_fixture_do (fixture, "deliver 1>2 PROBE"));
  g_assert_false (elector_fixture_do (fixture, "deliver 1>2 PROBE"));
  elector_fixture_do (fixture, "pause 3");
  g_assert_false (elector_fixture_do (fixture, "deliver 1>3 PROBE"));
  elector_fixture_run (fixture, "1s");
  assert_list (fixture, ELECTOR_RECORD_DELIVER, "2@10 1@50");
  elector_fixture_do (fixture, "resume 3");
  elector_fixture_run (fixture, "2s");
  assert_list (fixture, ELECTOR_RECORD_DELIVER, "2@10 1@50 3@1000 1@1040");
}

static void
test_deliver_to_nobody (void)
{
  g_autoptr (ElectorFixture) fixture = new_flying ();

  elector_fixture_do (fixture, "crash 2");
  elector_fixture_do (fixture, "cut 1>3");
  g_assert_true (elector_fixture_do (fixture, "deliver 1>2 PROBE"));
  g_assert_true (elector_fixture_do (fixture, "deliver 1>3 PROBE"));
  assert_list (fixture, ELECTOR_RECORD_DROP, "2@10 3@10");
  assert_list (fixture, ELECTOR_RECORD_DELIVER, "");
}

/* What the network was going to lose, somebody can still carry over. */
static void
test_save_message (void)
{
  g_autoptr (ElectorFixture) fixture = new_probe (3, "40ms", 0, 0);

  elector_fixture_boot (fixture);
  elector_fixture_do (fixture, "loss 1>2 100%");
  elector_fixture_do (fixture, "loss 1>3 100%");
  elector_fixture_do (fixture, "campaign 1");
  elector_fixture_do (fixture, "deliver 1>2 PROBE");
  elector_fixture_do (fixture, "delay 1>3 PROBE 10ms");
  elector_fixture_run (fixture, "1s");
  assert_list (fixture, ELECTOR_RECORD_DROP, "");
  assert_list (fixture, ELECTOR_RECORD_DELIVER, "2@0 1@40 3@50 1@90");
}

static void
test_duplicate_and_delay_message (void)
{
  g_autoptr (ElectorFixture) fixture = new_flying ();

  g_assert_true (elector_fixture_do (fixture, "duplicate 1>2 PROBE"));  /* due at 40 and 50 */
  g_assert_true (elector_fixture_do (fixture, "delay 1>2 PROBE 100ms")); /* the first: now 50 and 140 */
  g_assert_true (elector_fixture_do (fixture, "delay 1>2 PROBE #2 1s")); /* 50 and 1140 */
  g_assert_false (elector_fixture_do (fixture, "delay 1>2 PROBE #3 1s"));
  elector_fixture_run (fixture, "3s");
  assert_list (fixture, ELECTOR_RECORD_DELIVER, "3@40 2@50 1@80 1@90 2@1140 1@1180");
  assert_list (fixture, ELECTOR_RECORD_POSTPONE, "2@10 2@10");
}

/* A message that waits for a paused node is still on its way. */
static void
test_drop_held_message (void)
{
  g_autoptr (ElectorFixture) fixture = new_flying ();

  elector_fixture_do (fixture, "pause 2");
  elector_fixture_run (fixture, "100ms");
  g_assert_true (elector_fixture_do (fixture, "drop 1>2 PROBE"));
  elector_fixture_do (fixture, "campaign 3"); /* takes the slot that has become free */
  elector_fixture_run (fixture, "200ms");
  elector_fixture_do (fixture, "resume 2");
  elector_fixture_run (fixture, "1s");
  assert_list (fixture, ELECTOR_RECORD_DROP, "2@100");
  assert_list (fixture, ELECTOR_RECORD_DELIVER, "3@40 1@80 1@140 3@180 2@200 3@240");
}

static void
test_fire (void)
{
  g_autoptr (ElectorFixture) fixture = new_probe (2, "10ms", 200 * ELECTOR_MSEC, 0);

  elector_fixture_boot (fixture);
  g_assert_false (elector_fixture_do (fixture, "fire 1 A"));
  elector_fixture_do (fixture, "campaign 1");
  elector_fixture_run (fixture, "50ms");
  g_assert_true (elector_fixture_do (fixture, "fire 1 B"));
  g_assert_false (elector_fixture_do (fixture, "fire 1 B"));
  g_assert_false (elector_fixture_do (fixture, "fire 1 C"));
  g_assert_false (elector_fixture_do (fixture, "fire 2 A"));
  elector_fixture_run (fixture, "1s");
  assert_list (fixture, ELECTOR_RECORD_FIRE, "1@50");
  assert_list (fixture, ELECTOR_RECORD_TIMER, "1@100");
}

static void
test_link_quality (void)
{
  g_autoptr (ElectorFixture) fixture = new_probe (3, "40ms", 0, 0);

  elector_fixture_boot (fixture);
  elector_fixture_do (fixture, "delay 1-2 5ms");
  elector_fixture_do (fixture, "loss 3>1 100%");
  elector_fixture_do (fixture, "duplicate 1>3 100%");
  elector_fixture_do (fixture, "campaign 1");
  elector_fixture_run (fixture, "1s");
  assert_list (fixture, ELECTOR_RECORD_DELIVER, "2@5 1@10 3@40 3@40");
  assert_list (fixture, ELECTOR_RECORD_DROP, "1@60 1@60");
  assert_list (fixture, ELECTOR_RECORD_DELAY, "1@0 2@0");
}

static void
test_idle_faults (void)
{
  static const char *const idle[] = { "recover 1", "resume 1", "recover 2", "pause 2", "crash 3", "pause 3", "resume 3",
                                      "campaign 2", "campaign 3" };
  g_autoptr (ElectorFixture) fixture = new_probe (3, "10ms", 0, 0);
  guint length;
  guint64 n_events;

  elector_fixture_do (fixture, "pause 2");
  elector_fixture_do (fixture, "crash 3");
  length = fixture->records->len;
  n_events = fixture->world.n_events;
  for (guint i = 0; i < G_N_ELEMENTS (idle); i++)
    g_assert_false (elector_fixture_do (fixture, idle[i]));
  g_assert_cmpuint (fixture->records->len, ==, length);
  g_assert_cmpuint (fixture->world.n_events, ==, n_events);
}

/* Faults come in their order, before everything else of the same microsecond. */
static void
test_scheduled (void)
{
  static const char *const faults[] = { "0 campaign 1", "10ms crash 2", "10ms crash 2", "10ms recover 2",
                                        "10ms crash 3", "1s heal", NULL };
  g_autoptr (ElectorFixture) fixture = elector_fixture_new (&elector_fixture_probe, 3, "10ms", 1);

  elector_fixture_schedule (fixture, faults);
  g_assert_cmpint (elector_world_get_next_time (&fixture->world), ==, 0);
  elector_fixture_boot (fixture);
  elector_fixture_run (fixture, "9.999ms");
  assert_list (fixture, ELECTOR_RECORD_CRASH, "");
  assert_list (fixture, ELECTOR_RECORD_CAMPAIGN, "1@0");
  g_assert_cmpint (elector_world_get_next_time (&fixture->world), ==, 10 * ELECTOR_MSEC);
  elector_fixture_run (fixture, "10ms");
  assert_list (fixture, ELECTOR_RECORD_CRASH, "2@10 3@10");
  assert_list (fixture, ELECTOR_RECORD_RECOVER, "2@10");
  assert_list (fixture, ELECTOR_RECORD_DELIVER, "2@10");
  assert_list (fixture, ELECTOR_RECORD_DROP, "3@10");
  g_assert_true (elector_fixture_find (fixture, ELECTOR_RECORD_RECOVER, 2, 0)
                 < elector_fixture_find (fixture, ELECTOR_RECORD_DELIVER, 2, 0));
  g_assert_cmpuint (fixture->world.n_events, ==, 1 + 3 + 2);
  while (elector_fixture_step (fixture, ELECTOR_NEVER))
    ;
  g_assert_cmpuint (elector_fixture_count (fixture, ELECTOR_RECORD_HEAL, -1, 0), ==, 1);
  g_assert_cmpint (fixture->world.time, ==, ELECTOR_SEC);
}

static ElectorFixture *
run_trouble (guint64 seed)
{
  ElectorFixture *fixture = elector_fixture_new (&elector_bully, 5, "40ms..70ms", seed);

  elector_fixture_schedule (fixture, trouble);
  elector_fixture_boot (fixture);
  elector_fixture_run (fixture, "20s");
  return fixture;
}

static void
test_repeatable (void)
{
  for (guint64 seed = 0; seed < 20; seed++)
    {
      g_autoptr (ElectorFixture) one = run_trouble (seed);
      g_autoptr (ElectorFixture) same = run_trouble (seed);
      g_autoptr (ElectorFixture) other = run_trouble (seed + 1000);

      elector_fixture_assert_same_records (one, same);
      g_assert_cmpint (memcmp (one->records->data, other->records->data,
                               MIN (one->records->len, other->records->len) * sizeof (ElectorRecord)), !=, 0);
    }
}

/* In how many pieces a world is run makes no difference. */
static void
test_pieces (void)
{
  g_autoptr (ElectorFixture) whole = run_trouble (7);
  g_autoptr (ElectorFixture) pieces = elector_fixture_new (&elector_bully, 5, "40ms..70ms", 7);

  elector_fixture_schedule (pieces, trouble);
  elector_fixture_boot (pieces);
  for (ElectorTime time = 0; time <= 20 * ELECTOR_SEC; time += 16667)
    {
      elector_fixture_step (pieces, time);
      elector_world_run (&pieces->world, time);
    }
  elector_fixture_run (pieces, "20s");
  elector_fixture_assert_same_records (whole, pieces);
}

/* A copy goes on exactly like the first, from anywhere; and the first is not disturbed by it. */
static void
test_copy (void)
{
  g_autoptr (ElectorFixture) whole = run_trouble (11);
  g_autoptr (ElectorFixture) original = elector_fixture_new (&elector_bully, 5, "40ms..70ms", 11);

  elector_fixture_schedule (original, trouble);
  elector_fixture_boot (original);
  for (ElectorTime time = 0; time < 20 * ELECTOR_SEC; time += 777 * ELECTOR_MSEC)
    {
      g_autoptr (GArray) records = g_array_new (FALSE, FALSE, sizeof (ElectorRecord));
      ElectorWorld copy = { 0 };

      elector_world_run (&original->world, time);
      elector_world_copy (&copy, &original->world);
      g_assert_null (copy.sink);
      g_array_append_vals (records, original->records->data, original->records->len);
      copy.sink = elector_fixture_sink;
      copy.sink_data = records;
      elector_world_run (&copy, 20 * ELECTOR_SEC);
      g_assert_cmpmem (records->data, records->len * sizeof (ElectorRecord), whole->records->data,
                       whole->records->len * sizeof (ElectorRecord));
      elector_world_clear (&copy);
    }
  elector_fixture_run (original, "20s");
  elector_fixture_assert_same_records (whole, original);
}

/* No alarm of a node that is up is late; one that rang while the node was paused rings when it resumes. */
static void
assert_nothing_is_overdue (const ElectorMoment *moment, const ElectorTime *resumed, ElectorTime time)
{
  for (guint node = 0; node < moment->config->n_nodes; node++)
    for (guint timer = 0; timer < BULLY_N_TIMERS; timer++)
      if (moment->nodes[node].condition == ELECTOR_CONDITION_UP && resumed[node] != time)
        g_assert_cmpint (moment->nodes[node].deadlines[timer], >=, time);
}

static void
test_deadlines (void)
{
  g_autoptr (ElectorFixture) fixture = run_trouble (3);
  ElectorTime resumed[5] = { -1, -1, -1, -1, -1 };

  elector_fixture_follow (fixture);
  for (guint i = 0; i < fixture->records->len; i++)
    {
      const ElectorRecord *record = elector_fixture_get_record (fixture, i);

      if (elector_record_is_head (record))
        {
          assert_nothing_is_overdue (&fixture->moment, resumed, record->time);
          elector_fixture_advance_moment (&fixture->moment, record->time);
        }
      if (record->kind == ELECTOR_RECORD_RESUME)
        resumed[record->node - 1] = record->time;
      if (record->kind == ELECTOR_RECORD_TIMER)
        g_assert_cmpint (fixture->moment.nodes[record->node - 1].deadlines[record->detail], <=, record->time);
      elector_moment_fold (&fixture->moment, record);
    }
}

static void
check_cause_of_message (const ElectorRecord *record, const ElectorRecord *cause)
{
  g_assert_true (cause->kind == ELECTOR_RECORD_SEND || cause->kind == ELECTOR_RECORD_DUPLICATE);
  g_assert_cmpuint (cause->node, ==, record->peer);
  g_assert_cmpuint (cause->peer, ==, record->node);
  g_assert_cmpuint (cause->detail, ==, record->detail);
  g_assert_cmpuint (cause->a, ==, record->a);
  if (record->kind == ELECTOR_RECORD_DELIVER && !elector_record_is_fault (record))
    g_assert_cmpint (record->time, >=, cause->time + cause->b);
}

/* Every record says truly what led to it. */
static void
test_causes (void)
{
  g_autoptr (ElectorFixture) fixture = run_trouble (3);
  guint head = 0;

  for (guint i = 1; i < fixture->records->len; i++)
    {
      const ElectorRecord *record = elector_fixture_get_record (fixture, i);
      const ElectorRecord *cause = elector_fixture_get_record (fixture, record->cause);

      g_assert_cmpuint (record->cause, <, i);
      g_assert_cmpint (cause->time, <=, record->time);
      if (elector_record_is_head (record))
        head = i;
      if (record->kind == ELECTOR_RECORD_DELIVER || record->kind == ELECTOR_RECORD_DROP)
        check_cause_of_message (record, cause);
      else if (!elector_record_is_head (record))
        {
          g_assert_cmpuint (record->cause, ==, head);
          g_assert_true (record->node == elector_fixture_get_record (fixture,
                                                                     head)->node || elector_record_is_fault (record));
        }
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/world/delivery", test_delivery);
  g_test_add_func ("/world/ties", test_ties);
  g_test_add_func ("/world/timers", test_timers);
  g_test_add_func ("/world/lazy-timers", test_lazy_timers);
  g_test_add_func ("/world/crash", test_crash);
  g_test_add_func ("/world/pause", test_pause);
  g_test_add_func ("/world/pause-timers", test_pause_timers);
  g_test_add_func ("/world/crash-while-paused", test_crash_while_paused);
  g_test_add_func ("/world/cut", test_cut);
  g_test_add_func ("/world/loss-and-duplication", test_loss_and_duplication);
  g_test_add_func ("/world/drop-message", test_drop_message);
  g_test_add_func ("/world/deliver-message", test_deliver_message);
  g_test_add_func ("/world/deliver-to-nobody", test_deliver_to_nobody);
  g_test_add_func ("/world/save-message", test_save_message);
  g_test_add_func ("/world/duplicate-and-delay-message", test_duplicate_and_delay_message);
  g_test_add_func ("/world/drop-held-message", test_drop_held_message);
  g_test_add_func ("/world/fire", test_fire);
  g_test_add_func ("/world/link-quality", test_link_quality);
  g_test_add_func ("/world/idle-faults", test_idle_faults);
  g_test_add_func ("/world/scheduled", test_scheduled);
  g_test_add_func ("/world/repeatable", test_repeatable);
  g_test_add_func ("/world/pieces", test_pieces);
  g_test_add_func ("/world/copy", test_copy);
  g_test_add_func ("/world/deadlines", test_deadlines);
  g_test_add_func ("/world/causes", test_causes);
  return g_test_run ();
}
