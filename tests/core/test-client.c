/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "core/client.h"

#include "fixture.h"
#include "protocols/bully.h"
#include "protocols/raft.h"

static void
test_put (void)
{
  ElectorClient client, copy;
  ElectorWritten before;

  elector_client_init (&client);
  before = elector_client_put (&client, 3, (ElectorWritten) { 7, 1 });
  g_assert_cmpuint (before.number, ==, 0);
  g_assert_cmpuint (client.n_written, ==, 3);
  before = elector_client_put (&client, 1, (ElectorWritten) { 8, 1 });
  g_assert_cmpuint (before.number, ==, 0);
  before = elector_client_put (&client, 3, (ElectorWritten) { 7, 2 }); /* the same write again */
  g_assert_cmpuint (before.number, ==, 0);
  elector_client_copy (&copy, &client);
  before = elector_client_put (&client, 3, (ElectorWritten) { 9, 4 });
  g_assert_cmpuint (before.number, ==, 7);
  g_assert_cmpuint (before.node, ==, 2);
  g_assert_cmpuint (copy.written[2].number, ==, 7);
  for (guint32 i = 4; i < 300; i++)
    g_assert_cmpuint (elector_client_put (&client, i, (ElectorWritten) { i + 10, 1 }).number, ==, 0);
  g_assert_cmpuint (client.written[150].number, ==, 161);
  elector_client_clear (&client);
  elector_client_clear (&copy);
}

static void
test_pending (void)
{
  ElectorClient client;
  ElectorPendingWrite write;

  elector_client_init (&client);
  for (guint32 i = 1; i <= 20; i++)
    elector_client_add_pending (&client, (ElectorPendingWrite) { .number = i, .position = i, .node = i % 2 ? 1 : 2 });
  g_assert_true (elector_client_take_pending (&client, 1, 3, &write));
  g_assert_cmpuint (write.number, ==, 1);
  g_assert_true (elector_client_take_pending (&client, 1, 3, &write));
  g_assert_cmpuint (write.number, ==, 3);
  g_assert_false (elector_client_take_pending (&client, 1, 3, &write));
  g_assert_false (elector_client_take_pending (&client, 3, 99, &write));
  g_assert_cmpuint (client.n_pending, ==, 18);
  elector_client_clear (&client);
}

static void
test_fence (void)
{
  ElectorClient client;

  elector_client_init (&client);
  elector_client_show_term (&client, 4);
  elector_client_show_term (&client, 2);
  g_assert_false (elector_client_turns_away (&client, 3));
  client.fencing = TRUE;
  g_assert_true (elector_client_turns_away (&client, 3));
  g_assert_false (elector_client_turns_away (&client, 4));
  elector_client_clear (&client);
}

/* What happens to the writes of a run, like "1:5 2:down 3:2x1": accepted by node 5, refused, accepted in the place
 * of 1. */
static char *
list (ElectorFixture *fixture)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < fixture->records->len; i++)
    {
      const ElectorRecord *record = elector_fixture_get_record (fixture, i);

      if (record->kind == ELECTOR_RECORD_ACCEPT)
        g_string_append_printf (text, "%s%u:%u", text->len > 0 ? " " : "", record->a, record->node);
      if (record->kind == ELECTOR_RECORD_ACCEPT && record->b != 0)
        g_string_append_printf (text, "x%u", record->b);
      if (record->kind == ELECTOR_RECORD_REFUSE)
        g_string_append_printf (text, "%s%u:%s", text->len > 0 ? " " : "", record->a,
                                elector_refusal_to_id ((ElectorRefusal) (guint8) record->code));
    }
  return g_string_free (text, FALSE);
}

static void
assert_list (ElectorFixture *fixture, const char *expected)
{
  g_autofree char *actual = list (fixture);

  g_assert_cmpstr (actual, ==, expected);
}

static ElectorFixture *
new_running (const ElectorProtocol *protocol, guint32 rules, const char *until)
{
  ElectorConfig config;
  ElectorNetworkConfig network = { .delay = { 10 * ELECTOR_MSEC, 10 * ELECTOR_MSEC } };
  ElectorFixture *fixture;

  elector_config_init (&config, protocol, 5);
  config.rules = rules;
  fixture = elector_fixture_new_with (&config, &network, 1);
  elector_fixture_follow (fixture);
  elector_fixture_boot (fixture);
  elector_fixture_run (fixture, until);
  return fixture;
}

/* The nodes are asked in turn, and pass on what they get. */
static void
test_turns (void)
{
  g_autoptr (ElectorFixture) fixture = new_running (&elector_bully, 0, "100ms");

  for (guint i = 0; i < 6; i++)
    g_assert_true (elector_fixture_do (fixture, "write"));
  g_assert_true (elector_fixture_do (fixture, "write 5"));
  elector_fixture_run (fixture, "200ms");
  assert_list (fixture, "5:5 7:5 1:5 2:5 3:5 4:5 6:5");
  g_assert_cmpuint (elector_fixture_count (fixture, ELECTOR_RECORD_SEND, BULLY_WRITE, 0), ==, 5);
  g_assert_cmpuint (fixture->moment.client.asked, ==, 7);
  g_assert_cmpuint (fixture->moment.client.accepted, ==, 7);
  g_assert_cmpuint (fixture->moment.client.recent[0].number, ==, 6);
}

static void
test_refusals (void)
{
  g_autoptr (ElectorFixture) fixture = new_running (&elector_bully, 0, "100ms");

  elector_fixture_do (fixture, "crash 3");
  elector_fixture_do (fixture, "pause 2");
  elector_fixture_do (fixture, "write 3");
  elector_fixture_do (fixture, "write 2");
  elector_fixture_do (fixture, "crash 5");
  elector_fixture_do (fixture, "write 1"); /* on its way to nobody */
  elector_fixture_run (fixture, "1s");     /* node 4 leads */
  elector_fixture_do (fixture, "recover 3");
  elector_fixture_do (fixture, "write 3"); /* does not know yet */
  elector_fixture_do (fixture, "recover 5");
  elector_fixture_do (fixture, "write 1"); /* node 4 leads no more when it comes */
  elector_fixture_run (fixture, "2s");
  assert_list (fixture, "1:down 2:down 4:no-leader 5:not-me");
  g_assert_cmpuint (fixture->moment.client.refused, ==, 4);
}

/* Two leaders who do not know of each other write over each other. */
static void
test_split_brain (void)
{
  g_autoptr (ElectorFixture) fixture = new_running (&elector_bully, 0, "100ms");

  elector_fixture_do (fixture, "write 5");
  elector_fixture_do (fixture, "partition 1,2|3,4,5");
  elector_fixture_run (fixture, "2s");
  elector_fixture_do (fixture, "fencing on"); /* bully has no terms: that helps nobody */
  elector_fixture_do (fixture, "write 5");
  elector_fixture_do (fixture, "write 2");
  elector_fixture_do (fixture, "write 2");
  elector_fixture_do (fixture, "write 5");
  assert_list (fixture, "1:5 2:5 3:2x2 4:2 5:5x4");
  elector_moment_look (&fixture->moment);
  g_assert_cmpuint (fixture->moment.client.lost, ==, 2);
  g_assert_cmpint (fixture->moment.judge.findings[ELECTOR_PROPERTY_WRITES].verdict, ==, ELECTOR_VERDICT_BROKEN);
  g_assert_true (fixture->moment.client.recent[1].number == 4 && fixture->moment.client.recent[1].lost);
  g_assert_false (fixture->moment.client.recent[0].lost);
}

/* A leader without a majority accepts nothing, and says so when it learns that it leads no more. */
static void
test_majority (void)
{
  g_autoptr (ElectorFixture) fixture = new_running (&elector_raft, 0, "0");

  elector_fixture_do (fixture, "campaign 1");
  elector_fixture_run (fixture, "100ms");
  elector_fixture_do (fixture, "write 3");
  elector_fixture_run (fixture, "200ms");
  assert_list (fixture, "1:1");
  elector_fixture_do (fixture, "partition 1,2|3,4,5");
  elector_fixture_do (fixture, "write 1");
  elector_fixture_do (fixture, "write 2");
  elector_fixture_run (fixture, "2s");
  assert_list (fixture, "1:1");
  g_assert_cmpuint (fixture->world.client.n_pending, ==, 2);
  elector_fixture_do (fixture, "write 3");
  elector_fixture_run (fixture, "2100ms");
  elector_fixture_do (fixture, "heal");
  elector_fixture_run (fixture, "3s");
  g_assert_cmpuint (fixture->moment.client.accepted, ==, 2);
  g_assert_cmpuint (fixture->moment.client.refused, ==, 2);
  g_assert_cmpuint (fixture->moment.client.lost, ==, 0);
  g_assert_cmpuint (fixture->world.client.n_pending, ==, 0);
}

/* A leader sleeps, another is elected and writes, the first one wakes up and does, too: that is what terms are for. */
static void
check_sleeper (gboolean fencing, const char *expected)
{
  g_autoptr (ElectorFixture) fixture = new_running (&elector_raft, 1u << RAFT_RULE_WRITES_ALONE, "0");

  elector_fixture_do (fixture, fencing ? "fencing on" : "fencing off");
  elector_fixture_do (fixture, "campaign 1");
  elector_fixture_run (fixture, "100ms");
  elector_fixture_do (fixture, "write 1");
  elector_fixture_do (fixture, "pause 1");
  elector_fixture_run (fixture, "110ms");
  elector_fixture_do (fixture, "campaign 2");
  elector_fixture_run (fixture, "200ms");
  elector_fixture_do (fixture, "write 2");
  elector_fixture_do (fixture, "resume 1");
  elector_fixture_do (fixture, "write 1"); /* before it has heard of the new term */
  elector_fixture_run (fixture, "300ms");
  assert_list (fixture, expected);
}

static void
test_sleeper (void)
{
  check_sleeper (FALSE, "1:1 2:2 3:1x2");
  check_sleeper (TRUE, "1:1 2:2 3:fenced");
}

static void
test_regular (void)
{
  g_autoptr (ElectorFixture) fixture = new_running (&elector_bully, 0, "100ms");

  g_assert_true (elector_fixture_do (fixture, "writes 20ms"));
  g_assert_false (elector_fixture_do (fixture, "writes 20ms"));
  elector_fixture_run (fixture, "200ms");
  g_assert_cmpuint (fixture->moment.client.asked, ==, 5);
  g_assert_true (elector_fixture_do (fixture, "writes 50ms"));
  elector_fixture_run (fixture, "300ms");
  g_assert_cmpuint (fixture->moment.client.asked, ==, 7);
  g_assert_cmpint (fixture->moment.client.interval, ==, 50 * ELECTOR_MSEC);
  g_assert_true (elector_fixture_do (fixture, "writes off"));
  elector_fixture_run (fixture, "1s");
  g_assert_cmpuint (fixture->moment.client.asked, ==, 7);
  g_assert_false (elector_fixture_do (fixture, "fencing off"));
  g_assert_true (elector_fixture_do (fixture, "fencing on"));
  g_assert_true (fixture->moment.client.fencing);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/client/put", test_put);
  g_test_add_func ("/client/pending", test_pending);
  g_test_add_func ("/client/fence", test_fence);
  g_test_add_func ("/client/turns", test_turns);
  g_test_add_func ("/client/refusals", test_refusals);
  g_test_add_func ("/client/split-brain", test_split_brain);
  g_test_add_func ("/client/majority", test_majority);
  g_test_add_func ("/client/sleeper", test_sleeper);
  g_test_add_func ("/client/regular", test_regular);
  return g_test_run ();
}
