/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "core/record.h"

#include "core/judge.h"
#include "fixture.h"
#include "protocols/bully.h"
#include "protocols/ring.h"

#include <string.h>

typedef struct
{
  ElectorRecord record;
  const char *text;
} Sentence;

static const Sentence sentences[] = {
  { { .kind = ELECTOR_RECORD_START, .a = 5 }, "System started: 5 nodes, Bully." },
  { { .kind = ELECTOR_RECORD_START, .a = 1 }, "System started: 1 node, Bully." },
  { { .kind = ELECTOR_RECORD_BOOT, .node = 3 }, "Node 3 starts." },
  { { .kind = ELECTOR_RECORD_CRASH, .node = 5 }, "Node 5 crashes." },
  { { .kind = ELECTOR_RECORD_RECOVER, .node = 5 }, "Node 5 recovers." },
  { { .kind = ELECTOR_RECORD_PAUSE, .node = 1000 }, "Node 1000 is paused." },
  { { .kind = ELECTOR_RECORD_RESUME, .node = 3 }, "Node 3 resumes." },
  { { .kind = ELECTOR_RECORD_CAMPAIGN, .node = 2 }, "Node 2 is told to start an election." },
  { { .kind = ELECTOR_RECORD_TRANSFER, .node = 2, .peer = 3 }, "Node 2 is told to hand over to node 3." },
  { { .kind = ELECTOR_RECORD_VOTE, .node = 2, .peer = 3, .c = 7 }, "Node 2 votes for node 3 in term 7." },
  { { .kind = ELECTOR_RECORD_LOG, .node = 2, .a = 4, .c = 7 },
    "Node 2 has a log of length 4, the last entry of term 7." },
  { { .kind = ELECTOR_RECORD_COMMIT, .node = 2, .a = 4 }, "Node 2 knows that its log is safe up to entry 4." },
  { { .kind = ELECTOR_RECORD_CUT, .node = 1, .peer = 2 }, "The link from node 1 to node 2 is cut." },
  { { .kind = ELECTOR_RECORD_RESTORE, .node = 2, .peer = 1 }, "The link from node 2 to node 1 is restored." },
  { { .kind = ELECTOR_RECORD_PARTITION, .a = 2 }, "The network splits into 2 groups of nodes." },
  { { .kind = ELECTOR_RECORD_GROUP, .node = 4, .a = 2 }, "Node 4 is in group 2." },
  { { .kind = ELECTOR_RECORD_HEAL }, "The network is whole again." },
  { { .kind = ELECTOR_RECORD_LOSS, .a = 200000 }, "The network now loses 20% of the messages." },
  { { .kind = ELECTOR_RECORD_DELAY, .a = 40000, .b = 70000 }, "Messages now take 40ms..70ms." },
  { { .kind = ELECTOR_RECORD_DELAY, .a = 5000, .b = 5000 }, "Messages now take 5ms." },
  { { .kind = ELECTOR_RECORD_DUPLICATION, .a = 5000 }, "The network now doubles 0.5% of the messages." },
  { { .kind = ELECTOR_RECORD_LOSS, .node = 1, .peer = 2, .a = 200000 },
    "The link from node 1 to node 2 now loses 20% of the messages." },
  { { .kind = ELECTOR_RECORD_DELAY, .node = 1, .peer = 2, .a = 5000, .b = 5000 },
    "Messages from node 1 to node 2 now take 5ms." },
  { { .kind = ELECTOR_RECORD_DUPLICATION, .node = 1, .peer = 2, .a = 200000 },
    "The link from node 1 to node 2 now doubles 20% of the messages." },
  { { .kind = ELECTOR_RECORD_FIRE, .node = 2, .detail = BULLY_TIMER_LEADER },
    "Node 2: the leader timer is made to run out." },
  { { .kind = ELECTOR_RECORD_POSTPONE, .node = 1, .peer = 4, .detail = BULLY_OK, .b = 200000 },
    "The OK from node 4 to node 1 is held back for 200ms." },
  { { .kind = ELECTOR_RECORD_DELIVER, .node = 1, .peer = 4, .detail = BULLY_OK, .code = ELECTOR_RECORD_BY_HAND },
    "The OK from node 4 reaches node 1 at once." },
  { { .kind = ELECTOR_RECORD_DUPLICATE, .node = 4, .peer = 1, .detail = BULLY_OK, .code = ELECTOR_RECORD_BY_HAND },
    "The OK from node 4 to node 1 is sent a second time." },
  { { .kind = ELECTOR_RECORD_DROP, .node = 5, .peer = 4, .detail = BULLY_ELECTION, .code = ELECTOR_DROP_TAKEN },
    "The ELECTION from node 4 to node 5 is taken away." },
  { { .kind = ELECTOR_RECORD_WRITES, .a = 200000 }, "The client writes every 200ms." },
  { { .kind = ELECTOR_RECORD_WRITES }, "The client writes no more by itself." },
  { { .kind = ELECTOR_RECORD_FENCING, .a = 1 }, "The resource turns older terms away." },
  { { .kind = ELECTOR_RECORD_FENCING }, "The resource takes any term." },
  { { .kind = ELECTOR_RECORD_WRITE, .node = 3, .a = 17 }, "The client gives write 17 to node 3." },
  { { .kind = ELECTOR_RECORD_ACCEPT, .node = 5, .a = 17 }, "Node 5 accepts write 17." },
  { { .kind = ELECTOR_RECORD_ACCEPT, .node = 5, .a = 17, .peer = 2, .b = 16 },
    "Node 5 accepts write 17, and write 16, which node 2 had accepted, is lost." },
  { { .kind = ELECTOR_RECORD_REFUSE, .node = 5, .a = 17, .code = ELECTOR_REFUSAL_DOWN },
    "Write 17 is refused: node 5 does not answer." },
  { { .kind = ELECTOR_RECORD_REFUSE, .node = 5, .a = 17, .code = ELECTOR_REFUSAL_NO_LEADER },
    "Write 17 is refused: node 5 knows no leader." },
  { { .kind = ELECTOR_RECORD_REFUSE, .node = 5, .a = 17, .code = ELECTOR_REFUSAL_NOT_ME },
    "Write 17 is refused: node 5 does not lead." },
  { { .kind = ELECTOR_RECORD_REFUSE, .node = 5, .a = 17, .code = ELECTOR_REFUSAL_BUSY },
    "Write 17 is refused: node 5 takes none now." },
  { { .kind = ELECTOR_RECORD_REFUSE, .node = 5, .a = 17, .code = ELECTOR_REFUSAL_DEPOSED | ELECTOR_RECORD_BY_HAND },
    "Write 17 is refused: node 5 leads no more, and had no majority for it." },
  { { .kind = ELECTOR_RECORD_REFUSE, .node = 5, .a = 17, .b = 4, .c = 3, .code = ELECTOR_REFUSAL_FENCED },
    "Write 17 of node 5 is turned away: its term 3 is older than term 4." },
  { { .kind = ELECTOR_RECORD_DELIVER, .node = 1, .peer = 4, .detail = BULLY_OK }, "Node 1 receives OK from node 4." },
  { { .kind = ELECTOR_RECORD_TIMER, .node = 2, .detail = BULLY_TIMER_LEADER }, "Node 2: the leader timer runs out." },
  { { .kind = ELECTOR_RECORD_DROP, .node = 5, .peer = 4, .detail = BULLY_ELECTION, .code = ELECTOR_DROP_CRASHED },
    "The ELECTION from node 4 reaches nobody: node 5 is down." },
  { { .kind = ELECTOR_RECORD_DROP, .node = 5, .peer = 4, .detail = BULLY_VICTORY, .code = ELECTOR_DROP_CUT },
    "The VICTORY from node 4 to node 5 ends at a cut link." },
  { { .kind = ELECTOR_RECORD_DROP, .node = 5, .peer = 4, .detail = BULLY_HEARTBEAT, .code = ELECTOR_DROP_LOST },
    "The HEARTBEAT from node 4 to node 5 gets lost." },
  { { .kind = ELECTOR_RECORD_SEND, .node = 4, .peer = 1, .detail = BULLY_OK }, "Node 4 sends OK to node 1." },
  { { .kind = ELECTOR_RECORD_DUPLICATE, .node = 4, .peer = 1, .detail = BULLY_OK },
    "The network doubles the OK from node 4 to node 1." },
  { { .kind = ELECTOR_RECORD_SET_TIMER, .node = 2, .detail = BULLY_TIMER_ANSWER, .a = 150000 },
    "Node 2 starts its answer timer: 150ms." },
  { { .kind = ELECTOR_RECORD_STOP_TIMER, .node = 2, .detail = BULLY_TIMER_VICTORY },
    "Node 2 stops its victory timer." },
  { { .kind = ELECTOR_RECORD_STEP, .node = 3, .code = BULLY_STEP_ANSWER_OK, .a = 1, .b = 3 },
    "Node 3 is asked by node 1, and answers OK: 3 is higher than 1." },
  { { .kind = ELECTOR_RECORD_ROLE, .node = 4, .detail = ELECTOR_ROLE_LEADER }, "Node 4 is the new LEADER." },
  { { .kind = ELECTOR_RECORD_ROLE, .node = 4, .detail = ELECTOR_ROLE_CANDIDATE }, "Node 4 becomes a candidate." },
  { { .kind = ELECTOR_RECORD_ROLE, .node = 4, .detail = ELECTOR_ROLE_PRE_CANDIDATE },
    "Node 4 becomes a pre-candidate." },
  { { .kind = ELECTOR_RECORD_ROLE, .node = 4, .detail = ELECTOR_ROLE_FOLLOWER }, "Node 4 is a follower." },
  { { .kind = ELECTOR_RECORD_LEADER, .node = 4, .peer = 0 }, "Node 4 knows no leader." },
  { { .kind = ELECTOR_RECORD_LEADER, .node = 4, .peer = 4 }, "Node 4 takes itself for the leader." },
  { { .kind = ELECTOR_RECORD_LEADER, .node = 4, .peer = 5 }, "Node 4 accepts node 5 as its leader." },
  { { .kind = ELECTOR_RECORD_TERM, .node = 4, .c = 7 }, "Node 4 is in term 7." },
  { { .kind = ELECTOR_RECORD_VERDICT, .detail = ELECTOR_PROPERTY_AGREEMENT, .code = ELECTOR_VERDICT_HOLDS },
    "Agreed: All nodes that are up and connected believe in the same leader." },
  { { .time = 4210 * ELECTOR_MSEC, .kind = ELECTOR_RECORD_VERDICT, .detail = ELECTOR_PROPERTY_AVAILABILITY,
      .code = ELECTOR_VERDICT_BROKEN_PROMISE, .a = 4, .c = 2 * ELECTOR_SEC },
    "Available: Promise broken: 4 connected nodes are up and have no leader since 0:02.210. "
    "Bully promises this only while every message arrives in time, no link is cut and no node is paused." },
};

static void
test_sentences (void)
{
  gboolean seen[ELECTOR_N_RECORDS] = { FALSE };
  ElectorConfig config;

  elector_config_init (&config, &elector_bully, 5);
  for (guint i = 0; i < G_N_ELEMENTS (sentences); i++)
    {
      g_autofree char *text = elector_record_format (&sentences[i].record, &config);

      g_assert_cmpstr (text, ==, sentences[i].text);
      seen[sentences[i].record.kind] = TRUE;
    }
  for (guint kind = 0; kind < ELECTOR_N_RECORDS; kind++)
    {
      g_test_message ("%s", elector_record_kind_to_id ((ElectorRecordKind) kind));
      g_assert_true (seen[kind]);
    }
}

/* Of a message that is about a node, that node is said, in each of its records; of others nothing is. */
static void
test_ids (void)
{
  const Sentence of_ring[] = {
    { { .kind = ELECTOR_RECORD_SEND, .node = 1, .peer = 2, .detail = RING_ELECTION, .c = 3 },
      "Node 1 sends ELECTION (id 3) to node 2." },
    { { .kind = ELECTOR_RECORD_DELIVER, .node = 2, .peer = 1, .detail = RING_ELECTED, .c = 3 },
      "Node 2 receives ELECTED (id 3) from node 1." },
    { { .kind = ELECTOR_RECORD_DROP, .node = 2, .peer = 1, .detail = RING_ELECTION, .c = 3, .code = ELECTOR_DROP_LOST },
      "The ELECTION (id 3) from node 1 to node 2 gets lost." },
    { { .kind = ELECTOR_RECORD_SEND, .node = 1, .peer = 2, .detail = RING_WRITE }, "Node 1 sends WRITE to node 2." },
  };
  ElectorConfig config;

  elector_config_init (&config, &elector_ring, 5);
  for (guint i = 0; i < G_N_ELEMENTS (of_ring); i++)
    {
      g_autofree char *text = elector_record_format (&of_ring[i].record, &config);

      g_assert_cmpstr (text, ==, of_ring[i].text);
    }
}

static void
test_placeholders (void)
{
  static const struct
  {
    const char *reason;
    const char *text;
  } reasons[] = {
    { "plain", "plain" },
    { "{a}", "1" },
    { "{a}, {b} and {c}{c}", "1, 2500000 and 3333" },
    { "within {b:time}!", "within 2.5s!" },
    { "{a:time} {c:time}", "1us 33us" },
    { "a { stays", "a { stays" },
    { "über {b} – höher", "über 2500000 – höher" },
  };
  const ElectorRecord record = { .kind = ELECTOR_RECORD_STEP, .node = 1, .code = 0, .a = 1, .b = 2500000, .c = 33 };

  for (guint i = 0; i < G_N_ELEMENTS (reasons); i++)
    {
      const ElectorStep step = { .label = "x", .reason = reasons[i].reason, .explanation = "x" };
      ElectorProtocol protocol = elector_fixture_probe;
      g_autofree char *text = NULL;

      protocol.steps = &step;
      text = elector_record_format_reason (&record, &protocol);
      g_assert_cmpstr (text, ==, reasons[i].text);
    }
}

static void
test_kinds (void)
{
  g_autoptr (GHashTable) ids = g_hash_table_new (g_str_hash, g_str_equal);
  static const ElectorRecordKind heads[] = { ELECTOR_RECORD_START, ELECTOR_RECORD_BOOT, ELECTOR_RECORD_CRASH,
                                             ELECTOR_RECORD_RECOVER,
                                             ELECTOR_RECORD_PAUSE, ELECTOR_RECORD_RESUME, ELECTOR_RECORD_CAMPAIGN,
                                             ELECTOR_RECORD_TRANSFER, ELECTOR_RECORD_FIRE, ELECTOR_RECORD_POSTPONE,
                                             ELECTOR_RECORD_WRITES, ELECTOR_RECORD_FENCING, ELECTOR_RECORD_WRITE,
                                             ELECTOR_RECORD_CUT,
                                             ELECTOR_RECORD_RESTORE, ELECTOR_RECORD_PARTITION, ELECTOR_RECORD_HEAL,
                                             ELECTOR_RECORD_LOSS,
                                             ELECTOR_RECORD_DELAY, ELECTOR_RECORD_DUPLICATION, ELECTOR_RECORD_DELIVER,
                                             ELECTOR_RECORD_TIMER, ELECTOR_RECORD_DROP };
  guint n_heads = 0, n_faults = 0, n_messages = 0;

  for (guint kind = 0; kind < ELECTOR_N_RECORDS; kind++)
    {
      ElectorRecord record = { .kind = (guint8) kind, .cause = kind == ELECTOR_RECORD_GROUP ? 1 : 0 };

      g_assert_true (g_hash_table_add (ids, (gpointer) elector_record_kind_to_id ((ElectorRecordKind) kind)));
      n_heads += elector_record_is_head (&record);
      n_faults += elector_record_is_fault (&record);
      n_messages += elector_record_is_message (&record);
    }
  for (guint i = 0; i < G_N_ELEMENTS (heads); i++)
    g_assert_true (elector_record_is_head (&(ElectorRecord) { .kind = (guint8) heads[i] }));
  /* The second half of "cut 1-2" belongs to the first. */
  g_assert_false (elector_record_is_head (&(ElectorRecord) { .kind = ELECTOR_RECORD_CUT, .cause = 7 }));
  g_assert_cmpuint (n_heads, ==, G_N_ELEMENTS (heads));
  /* And a partition's groups; but dropping, delivering and doubling a message is told by records that are faults only
   * when it was done by hand. */
  g_assert_cmpuint (n_faults, ==, ELECTOR_N_FAULTS + 1 - 3 - 3); /* and what a client does disturbs nobody */
  g_assert_cmpuint (n_messages, ==, 5);
  g_assert_cmpstr (elector_drop_reason_to_id (ELECTOR_DROP_CRASHED), ==, "crashed");
  g_assert_cmpstr (elector_drop_reason_to_id (ELECTOR_DROP_CUT), ==, "cut");
  g_assert_cmpstr (elector_drop_reason_to_id (ELECTOR_DROP_LOST), ==, "lost");
  g_assert_cmpstr (elector_drop_reason_to_id (ELECTOR_DROP_TAKEN), ==, "taken");
}

/* What is done to one message by hand is an event of its own, whatever led to the message. */
static void
test_by_hand (void)
{
  static const ElectorRecord records[] = {
    { .kind = ELECTOR_RECORD_DROP, .code = ELECTOR_DROP_TAKEN, .cause = 7 },
    { .kind = ELECTOR_RECORD_DELIVER, .code = ELECTOR_RECORD_BY_HAND, .cause = 7 },
    { .kind = ELECTOR_RECORD_DUPLICATE, .code = ELECTOR_RECORD_BY_HAND },
    { .kind = ELECTOR_RECORD_POSTPONE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (records); i++)
    {
      g_assert_true (elector_record_is_fault (&records[i]));
      g_assert_true (elector_record_is_head (&records[i]));
      g_assert_true (elector_record_is_notable (&records[i], &elector_bully));
    }
  g_assert_false (elector_record_is_head (&(ElectorRecord) { .kind = ELECTOR_RECORD_DUPLICATE, .cause = 7 }));
}

/* What the log shows: what was done, what was said, who leads; not what only passes the time. */
static void
test_notable (void)
{
  static const ElectorRecord notable[] = {
    { .kind = ELECTOR_RECORD_START },
    { .kind = ELECTOR_RECORD_CRASH, .node = 5 },
    { .kind = ELECTOR_RECORD_HEAL },
    { .kind = ELECTOR_RECORD_SEND, .node = 1, .peer = 2, .detail = BULLY_ELECTION },
    { .kind = ELECTOR_RECORD_DROP, .node = 1, .peer = 2, .detail = BULLY_VICTORY },
    { .kind = ELECTOR_RECORD_STEP, .node = 1, .code = BULLY_STEP_NO_ANSWER },
    { .kind = ELECTOR_RECORD_ROLE, .node = 1, .detail = ELECTOR_ROLE_LEADER },
    { .kind = ELECTOR_RECORD_VERDICT },
  };
  static const ElectorRecord quiet[] = {
    { .kind = ELECTOR_RECORD_SEND, .node = 1, .peer = 2, .detail = BULLY_HEARTBEAT },
    { .kind = ELECTOR_RECORD_DROP, .node = 1, .peer = 2, .detail = BULLY_HEARTBEAT },
    { .kind = ELECTOR_RECORD_SET_TIMER, .node = 1, .detail = BULLY_TIMER_LEADER },
    { .kind = ELECTOR_RECORD_TIMER, .node = 1, .detail = BULLY_TIMER_LEADER },
    { .kind = ELECTOR_RECORD_STEP, .node = 1, .code = BULLY_STEP_HEAR_LEADER },
  };

  for (guint i = 0; i < G_N_ELEMENTS (notable); i++)
    g_assert_true (elector_record_is_notable (&notable[i], &elector_bully));
  for (guint i = 0; i < G_N_ELEMENTS (quiet); i++)
    g_assert_false (elector_record_is_notable (&quiet[i], &elector_bully));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/record/sentences", test_sentences);
  g_test_add_func ("/record/ids", test_ids);
  g_test_add_func ("/record/placeholders", test_placeholders);
  g_test_add_func ("/record/kinds", test_kinds);
  g_test_add_func ("/record/by-hand", test_by_hand);
  g_test_add_func ("/record/notable", test_notable);
  return g_test_run ();
}
