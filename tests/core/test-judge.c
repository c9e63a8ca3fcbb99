/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "core/judge.h"

#include "core/moment.h"
#include "fixture.h"
#include "protocols/bully.h"
#include "protocols/ring.h"

#include <string.h>

#define SETTLE_TIME (2 * ELECTOR_SEC) /* of bully, with its standard values */

static ElectorFixture *
new_system (guint n)
{
  ElectorFixture *fixture = elector_fixture_new (&elector_bully, n, "50ms", 1);

  elector_fixture_follow (fixture);
  elector_fixture_boot (fixture);
  elector_fixture_run (fixture, "1s");
  return fixture;
}

static const ElectorFinding *
find (ElectorFixture *fixture, ElectorProperty property)
{
  return &fixture->moment.judge.findings[property];
}

static void
assert_verdict (ElectorFixture *fixture, ElectorProperty property, ElectorVerdict verdict, const char *text)
{
  const ElectorFinding *finding = find (fixture, property);
  g_autofree char *sentence = elector_finding_format (finding, property, &fixture->config);

  g_assert_cmpstr (elector_verdict_to_id (finding->verdict), ==, elector_verdict_to_id (verdict));
  if (text != NULL && !g_str_has_prefix (sentence, text))
    g_assert_cmpstr (sentence, ==, text);
}

/* Adds a record to a moment that no world stands behind. */
static void
tell (ElectorFixture *fixture, ElectorTime time, ElectorRecord record)
{
  record.time = time;
  elector_fixture_advance_moment (&fixture->moment, time);
  elector_moment_fold (&fixture->moment, &record);
  elector_moment_look (&fixture->moment);
}

static void
test_settled (void)
{
  g_autoptr (ElectorFixture) fixture = elector_fixture_new (&elector_bully, 5, "50ms", 1);

  elector_fixture_follow (fixture);
  elector_fixture_boot (fixture);
  elector_fixture_run (fixture, "40ms");
  g_assert_cmpint (fixture->moment.judge.settle_time, ==, SETTLE_TIME);
  assert_verdict (fixture, ELECTOR_PROPERTY_AGREEMENT, ELECTOR_VERDICT_WAITING,
                  "Not yet: node 1 knows no leader (since 0:00.000).");
  elector_fixture_run (fixture, "1s");
  assert_verdict (fixture, ELECTOR_PROPERTY_SINGLE_LEADER, ELECTOR_VERDICT_HOLDS, "No two nodes act as leader.");
  assert_verdict (fixture, ELECTOR_PROPERTY_AGREEMENT, ELECTOR_VERDICT_HOLDS,
                  "All nodes that are up and connected believe in the same leader.");
  assert_verdict (fixture, ELECTOR_PROPERTY_AVAILABILITY, ELECTOR_VERDICT_HOLDS,
                  "Every connected majority has a leader.");
  g_assert_cmpint (find (fixture, ELECTOR_PROPERTY_AGREEMENT)->since, ==, 50 * ELECTOR_MSEC);
  for (guint i = 0; i < ELECTOR_N_PROPERTIES; i++)
    g_assert_cmpuint (fixture->moment.judge.breaks[i], ==, 0);
}

/* A leader on each side: bully never promised anything else. The sentence names both. */
static void
test_partition (void)
{
  g_autoptr (ElectorFixture) fixture = new_system (5);
  ElectorFinding worst;

  elector_fixture_do (fixture, "partition 1,2|3,4,5");
  elector_fixture_run (fixture, "6s");
  assert_verdict (fixture, ELECTOR_PROPERTY_SINGLE_LEADER, ELECTOR_VERDICT_BROKEN,
                  "Broken: nodes 2 and 5 both act as leader since 0:01.");
  g_assert_cmpuint (fixture->moment.judge.breaks[ELECTOR_PROPERTY_SINGLE_LEADER], ==, 1);
  /* Who can talk agrees, and the majority has its leader. */
  assert_verdict (fixture, ELECTOR_PROPERTY_AGREEMENT, ELECTOR_VERDICT_HOLDS, NULL);
  assert_verdict (fixture, ELECTOR_PROPERTY_AVAILABILITY, ELECTOR_VERDICT_HOLDS, NULL);

  elector_fixture_do (fixture, "heal");
  elector_fixture_run (fixture, "6.5s");
  assert_verdict (fixture, ELECTOR_PROPERTY_SINGLE_LEADER, ELECTOR_VERDICT_HOLDS, NULL);
  assert_verdict (fixture, ELECTOR_PROPERTY_AGREEMENT, ELECTOR_VERDICT_HOLDS, NULL);
  /* What was is not forgotten. */
  worst = fixture->moment.judge.worst[ELECTOR_PROPERTY_SINGLE_LEADER];
  g_assert_cmpint (worst.verdict, ==, ELECTOR_VERDICT_BROKEN);
  g_assert_cmpuint (worst.node, ==, 2);
  g_assert_cmpuint (worst.peer, ==, 5);
}

/* No majority: nobody is to blame that there is no leader for one. */
static void
test_no_majority (void)
{
  g_autoptr (ElectorFixture) fixture = new_system (4);

  elector_fixture_do (fixture, "partition 1,2|3,4");
  elector_fixture_do (fixture, "crash 4");
  elector_fixture_run (fixture, "1s");
  assert_verdict (fixture, ELECTOR_PROPERTY_AVAILABILITY, ELECTOR_VERDICT_HOLDS, NULL);
}

/* A leader dies: not yet, and then again. */
static void
test_recovery (void)
{
  g_autoptr (ElectorFixture) fixture = new_system (5);

  elector_fixture_do (fixture, "crash 5");
  elector_fixture_run (fixture, "1.01s");
  assert_verdict (fixture, ELECTOR_PROPERTY_AGREEMENT, ELECTOR_VERDICT_WAITING,
                  "Not yet: node 1 believes in node 5, which does not lead it (since 0:01.000).");
  assert_verdict (fixture, ELECTOR_PROPERTY_AVAILABILITY, ELECTOR_VERDICT_WAITING,
                  "Not yet: 4 connected nodes are up and have no leader (since 0:01.000).");
  elector_fixture_run (fixture, "3s");
  assert_verdict (fixture, ELECTOR_PROPERTY_AGREEMENT, ELECTOR_VERDICT_HOLDS, NULL);
  assert_verdict (fixture, ELECTOR_PROPERTY_AVAILABILITY, ELECTOR_VERDICT_HOLDS, NULL);
  g_assert_cmpuint (fixture->moment.judge.breaks[ELECTOR_PROPERTY_AGREEMENT], ==, 0);
}

/* Nobody does anything about a dead leader, in a network that is as it should be: a broken promise, at the very
 * moment at which patience ends; and mended when somebody leads. */
static void
test_broken_promise (void)
{
  g_autoptr (ElectorFixture) fixture = new_system (5);
  ElectorMoment *moment = &fixture->moment;

  tell (fixture, 5 * ELECTOR_SEC, (ElectorRecord) { .kind = ELECTOR_RECORD_CRASH, .node = 5 });
  elector_judge_take_changes (&moment->judge);
  elector_moment_advance (moment, 7 * ELECTOR_SEC - 1);
  g_assert_cmpint (moment->time, ==, 7 * ELECTOR_SEC - 1);
  assert_verdict (fixture, ELECTOR_PROPERTY_AGREEMENT, ELECTOR_VERDICT_WAITING, NULL);
  elector_moment_advance (moment, 20 * ELECTOR_SEC);
  g_assert_cmpint (moment->time, ==, 7 * ELECTOR_SEC);
  g_assert_cmpuint (elector_judge_take_changes (&moment->judge), ==,
                    1 << ELECTOR_PROPERTY_AGREEMENT | 1 << ELECTOR_PROPERTY_AVAILABILITY);
  assert_verdict (fixture, ELECTOR_PROPERTY_AGREEMENT, ELECTOR_VERDICT_BROKEN_PROMISE,
                  "Promise broken: node 1 believes in node 5, which does not lead it since 0:05.000. "
                  "Bully promises this only");
  assert_verdict (fixture, ELECTOR_PROPERTY_AVAILABILITY, ELECTOR_VERDICT_BROKEN_PROMISE,
                  "Promise broken: 4 connected nodes are up and have no leader since 0:05.000. Bully promises");
  elector_moment_advance (moment, 20 * ELECTOR_SEC);
  g_assert_cmpint (moment->time, ==, 20 * ELECTOR_SEC);
  g_assert_cmpuint (elector_judge_take_changes (&moment->judge), ==, 0);

  tell (fixture, 21 * ELECTOR_SEC, (ElectorRecord) { .kind = ELECTOR_RECORD_ROLE, .node = 4,
                                                     .detail = ELECTOR_ROLE_LEADER });
  g_assert_cmpuint (elector_judge_take_changes (&moment->judge), ==, 1 << ELECTOR_PROPERTY_AVAILABILITY);
  for (ElectorNodeId node = 1; node <= 4; node++)
    tell (fixture, 21 * ELECTOR_SEC, (ElectorRecord) { .kind = ELECTOR_RECORD_LEADER, .node = node, .peer = 4 });
  assert_verdict (fixture, ELECTOR_PROPERTY_AGREEMENT, ELECTOR_VERDICT_HOLDS, NULL);
  g_assert_cmpuint (moment->judge.breaks[ELECTOR_PROPERTY_AGREEMENT], ==, 1);
  g_assert_cmpint (moment->judge.worst[ELECTOR_PROPERTY_AGREEMENT].verdict, ==, ELECTOR_VERDICT_BROKEN_PROMISE);
}

/* The same, while a node is paused: broken, but nothing was promised. The promise holds again when it resumes. */
static void
test_assumptions (void)
{
  g_autoptr (ElectorFixture) fixture = new_system (5);

  tell (fixture, 5 * ELECTOR_SEC, (ElectorRecord) { .kind = ELECTOR_RECORD_CRASH, .node = 5 });
  tell (fixture, 5 * ELECTOR_SEC, (ElectorRecord) { .kind = ELECTOR_RECORD_PAUSE, .node = 4 });
  elector_fixture_advance_moment (&fixture->moment, 10 * ELECTOR_SEC);
  assert_verdict (fixture, ELECTOR_PROPERTY_AGREEMENT, ELECTOR_VERDICT_BROKEN, "Broken: node 1 believes in node 5");
  tell (fixture, 10 * ELECTOR_SEC, (ElectorRecord) { .kind = ELECTOR_RECORD_RESUME, .node = 4 });
  elector_fixture_advance_moment (&fixture->moment, 12 * ELECTOR_SEC - 1);
  assert_verdict (fixture, ELECTOR_PROPERTY_AGREEMENT, ELECTOR_VERDICT_BROKEN, NULL);
  elector_fixture_advance_moment (&fixture->moment, 12 * ELECTOR_SEC);
  assert_verdict (fixture, ELECTOR_PROPERTY_AGREEMENT, ELECTOR_VERDICT_BROKEN_PROMISE, NULL);
}

/* Two properties break at different times, and the judge notices each in time, although the first one's deadline
 * has long passed without a broken promise. */
static void
test_two_deadlines (void)
{
  g_autoptr (ElectorFixture) fixture = new_system (5);
  ElectorMoment *moment = &fixture->moment;

  /* Node 1 believes in nobody, while node 2 is paused; later the leader dies. */
  tell (fixture, 5 * ELECTOR_SEC, (ElectorRecord) { .kind = ELECTOR_RECORD_PAUSE, .node = 2 });
  tell (fixture, 5 * ELECTOR_SEC, (ElectorRecord) { .kind = ELECTOR_RECORD_LEADER, .node = 1, .peer = 0 });
  tell (fixture, 8 * ELECTOR_SEC, (ElectorRecord) { .kind = ELECTOR_RECORD_ROLE, .node = 5,
                                                    .detail = ELECTOR_ROLE_FOLLOWER });
  assert_verdict (fixture, ELECTOR_PROPERTY_AGREEMENT, ELECTOR_VERDICT_BROKEN, NULL);
  assert_verdict (fixture, ELECTOR_PROPERTY_AVAILABILITY, ELECTOR_VERDICT_WAITING, NULL);
  elector_judge_take_changes (&moment->judge);
  elector_moment_advance (moment, 20 * ELECTOR_SEC);
  g_assert_cmpint (moment->time, ==, 10 * ELECTOR_SEC);
  g_assert_cmpuint (elector_judge_take_changes (&moment->judge), ==, 1 << ELECTOR_PROPERTY_AVAILABILITY);
  assert_verdict (fixture, ELECTOR_PROPERTY_AVAILABILITY, ELECTOR_VERDICT_BROKEN, NULL);
}

/* A message that takes longer than the assumption allows disturbs until it has arrived. */
static void
test_late_message (void)
{
  g_autoptr (ElectorFixture) fixture = new_system (5);
  ElectorRecord send = { .kind = ELECTOR_RECORD_SEND, .node = 5, .peer = 1, .detail = BULLY_VICTORY, .a = 200 };

  g_assert_cmpint (fixture->moment.judge.delay_bound, ==, 75 * ELECTOR_MSEC);
  send.b = 75 * ELECTOR_MSEC;
  tell (fixture, 5 * ELECTOR_SEC, send);
  g_assert_cmpint (fixture->moment.judge.disturbed, <, 5 * ELECTOR_SEC);
  send.b = 4 * ELECTOR_SEC;
  tell (fixture, 5 * ELECTOR_SEC, send);
  tell (fixture, 5 * ELECTOR_SEC, (ElectorRecord) { .kind = ELECTOR_RECORD_LEADER, .node = 1, .peer = 0 });
  elector_fixture_advance_moment (&fixture->moment, 8 * ELECTOR_SEC);
  assert_verdict (fixture, ELECTOR_PROPERTY_AGREEMENT, ELECTOR_VERDICT_BROKEN,
                  "Broken: node 1 knows no leader since 0:05.000.");
  tell (fixture, 9 * ELECTOR_SEC, (ElectorRecord) { .kind = ELECTOR_RECORD_DELIVER, .node = 1, .peer = 5,
                                                    .detail = BULLY_VICTORY, .a = 200 });
  elector_fixture_advance_moment (&fixture->moment, 11 * ELECTOR_SEC - 1);
  assert_verdict (fixture, ELECTOR_PROPERTY_AGREEMENT, ELECTOR_VERDICT_BROKEN, NULL);
  elector_fixture_advance_moment (&fixture->moment, 11 * ELECTOR_SEC);
  assert_verdict (fixture, ELECTOR_PROPERTY_AGREEMENT, ELECTOR_VERDICT_BROKEN_PROMISE, NULL);
}

/* What disturbs, and what does not. */
static void
test_disturbances (void)
{
  static const struct
  {
    ElectorRecord record;
    gboolean disturbs;
  } cases[] = {
    { { .kind = ELECTOR_RECORD_CRASH, .node = 3 }, TRUE },
    { { .kind = ELECTOR_RECORD_CAMPAIGN, .node = 1 }, TRUE },
    { { .kind = ELECTOR_RECORD_LOSS, .a = 5 }, TRUE },
    { { .kind = ELECTOR_RECORD_HEAL }, TRUE },
    { { .kind = ELECTOR_RECORD_DROP, .node = 3, .peer = 5, .code = ELECTOR_DROP_LOST }, TRUE },
    { { .kind = ELECTOR_RECORD_DROP, .node = 3, .peer = 5, .code = ELECTOR_DROP_CUT }, TRUE },
    { { .kind = ELECTOR_RECORD_DROP, .node = 3, .peer = 5, .code = ELECTOR_DROP_CRASHED }, FALSE },
    { { .kind = ELECTOR_RECORD_DUPLICATE, .node = 5, .peer = 1, .b = 76 * ELECTOR_MSEC }, TRUE },
    { { .kind = ELECTOR_RECORD_DUPLICATE, .node = 5, .peer = 1, .b = 75 * ELECTOR_MSEC }, FALSE },
    { { .kind = ELECTOR_RECORD_ROLE, .node = 3, .detail = ELECTOR_ROLE_CANDIDATE }, FALSE },
    { { .kind = ELECTOR_RECORD_LEADER, .node = 3 }, FALSE },
    { { .kind = ELECTOR_RECORD_TIMER, .node = 3 }, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (ElectorFixture) fixture = new_system (5);

      tell (fixture, 5 * ELECTOR_SEC, cases[i].record);
      g_test_message ("%s", elector_record_kind_to_id ((ElectorRecordKind) cases[i].record.kind));
      g_assert_cmpint (fixture->moment.judge.disturbed >= 5 * ELECTOR_SEC, ==, cases[i].disturbs);
    }
}

/* Slow messages make two leaders, and break no promise. */
static void
test_slow_network (void)
{
  gboolean seen_broken = FALSE;

  for (guint64 seed = 1; seed <= 50; seed++)
    {
      g_autoptr (ElectorFixture) fixture = elector_fixture_new (&elector_bully, 5, "50ms..900ms", seed);

      elector_fixture_follow (fixture);
      elector_fixture_boot (fixture);
      elector_fixture_run (fixture, "30s");
      for (guint i = 0; i < ELECTOR_N_PROPERTIES; i++)
        {
          g_assert_cmpint (fixture->moment.judge.worst[i].verdict, <=, ELECTOR_VERDICT_BROKEN);
          seen_broken |= fixture->moment.judge.breaks[i] > 0;
        }
    }
  g_assert_true (seen_broken);
}

/* What is promised while all nodes are up is not promised while one is down: nobody is to blame. */
static void
test_all_up (void)
{
  g_autoptr (ElectorFixture) fixture = elector_fixture_new (&elector_ring, 5, "50ms", 1);
  g_autoptr (ElectorFixture) stuck = NULL;

  elector_fixture_follow (fixture);
  elector_fixture_boot (fixture);
  elector_fixture_run (fixture, "2s");
  assert_verdict (fixture, ELECTOR_PROPERTY_AVAILABILITY, ELECTOR_VERDICT_HOLDS, NULL);
  elector_fixture_do (fixture, "crash 5");
  elector_fixture_run (fixture, "5s");
  assert_verdict (fixture, ELECTOR_PROPERTY_AVAILABILITY, ELECTOR_VERDICT_WAITING, NULL);
  elector_fixture_run (fixture, "60s");
  assert_verdict (fixture, ELECTOR_PROPERTY_AVAILABILITY, ELECTOR_VERDICT_BROKEN,
                  "Broken: 4 connected nodes are up and have no leader since 0:02.000. The ring promises this only");
  assert_verdict (fixture, ELECTOR_PROPERTY_AGREEMENT, ELECTOR_VERDICT_BROKEN, NULL);
  assert_verdict (fixture, ELECTOR_PROPERTY_SINGLE_LEADER, ELECTOR_VERDICT_HOLDS, NULL);
  elector_fixture_do (fixture, "recover 5");
  elector_fixture_run (fixture, "62s");
  assert_verdict (fixture, ELECTOR_PROPERTY_AVAILABILITY, ELECTOR_VERDICT_HOLDS, NULL);
  assert_verdict (fixture, ELECTOR_PROPERTY_AGREEMENT, ELECTOR_VERDICT_HOLDS, NULL);

  /* All are up, and still nobody leads, since a message was lost and the rule that mends that is off. */
  fixture->config.rules = 1 << RING_RULE_TRY_ONCE;
  stuck = elector_fixture_new_with (&fixture->config, &fixture->network, 1);
  elector_fixture_follow (stuck);
  elector_fixture_boot (stuck);
  elector_fixture_do (stuck, "loss 100%");
  elector_fixture_run (stuck, "1s");
  elector_fixture_do (stuck, "loss 0%");
  elector_fixture_run (stuck, "60s");
  assert_verdict (stuck, ELECTOR_PROPERTY_AVAILABILITY, ELECTOR_VERDICT_BROKEN_PROMISE, NULL);
}

static void
test_sentences (void)
{
  static const struct
  {
    ElectorProperty property;
    ElectorFinding finding;
    const char *text;
  } cases[] = {
    { ELECTOR_PROPERTY_SINGLE_LEADER, { 0, ELECTOR_VERDICT_BROKEN, 2, 5, 2, 0 },
      "Broken: nodes 2 and 5 both act as leader since 0:00.000. Bully" },
    { ELECTOR_PROPERTY_SINGLE_LEADER, { 0, ELECTOR_VERDICT_BROKEN, 2, 5, 3, 0 },
      "Broken: 3 nodes act as leader at once, nodes 2 and 5 among them since 0:00.000. Bully" },
    { ELECTOR_PROPERTY_AGREEMENT, { 0, ELECTOR_VERDICT_WAITING, 2, 1, 4, 5 },
      "Not yet: node 2 believes in node 4, node 1 believes in node 5 (since 0:00.000)." },
    { ELECTOR_PROPERTY_AGREEMENT, { 0, ELECTOR_VERDICT_WAITING, 2, 1, 2, 0 },
      "Not yet: node 2 believes in itself, node 1 knows no leader (since 0:00.000)." },
    { ELECTOR_PROPERTY_AVAILABILITY, { ELECTOR_SEC, ELECTOR_VERDICT_WAITING, 0, 0, 3, 0 },
      "Not yet: 3 connected nodes are up and have no leader (since 0:01.000)." },
  };
  ElectorConfig config;

  elector_config_init (&config, &elector_bully, 5);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = elector_finding_format (&cases[i].finding, cases[i].property, &config);

      if (!g_str_has_prefix (text, cases[i].text))
        g_assert_cmpstr (text, ==, cases[i].text);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/judge/settled", test_settled);
  g_test_add_func ("/judge/partition", test_partition);
  g_test_add_func ("/judge/no-majority", test_no_majority);
  g_test_add_func ("/judge/recovery", test_recovery);
  g_test_add_func ("/judge/broken-promise", test_broken_promise);
  g_test_add_func ("/judge/assumptions", test_assumptions);
  g_test_add_func ("/judge/two-deadlines", test_two_deadlines);
  g_test_add_func ("/judge/late-message", test_late_message);
  g_test_add_func ("/judge/disturbances", test_disturbances);
  g_test_add_func ("/judge/slow-network", test_slow_network);
  g_test_add_func ("/judge/all-up", test_all_up);
  g_test_add_func ("/judge/sentences", test_sentences);
  return g_test_run ();
}
