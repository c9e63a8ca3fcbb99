/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The bully algorithm rule by rule, as one node of five sees it: what it is told, what follows, and why. */

#include "core/record.h"
#include "node-fixture.h"
#include "protocols/bully.h"

#include <string.h>

#define N 5

static char *
format_message (const ElectorMessage *message)
{
  return g_strconcat (elector_bully.messages.ids[message->type],
                      message->flags & BULLY_FLAG_ANSWER ? "-ANSWER" : "", NULL);
}

static const SubjectStyle style = { .protocol = &elector_bully, .format_message = format_message };

static Subject *
subject_new (ElectorNodeId id)
{
  return subject_new_in (&style, id, N, 0);
}

static const BullyState *
get_state (const Subject *self)
{
  return self->state;
}

static ElectorInput
message (BullyMessage type, ElectorNodeId from)
{
  return (ElectorInput) { .kind = ELECTOR_INPUT_MESSAGE, .message = { .type = type, .from = from } };
}

static ElectorInput
timeout (BullyTimer timer)
{
  return (ElectorInput) { .kind = ELECTOR_INPUT_TIMER, .timer = timer };
}

static const ElectorInput boot = { .kind = ELECTOR_INPUT_BOOT };
static const ElectorInput recover = { .kind = ELECTOR_INPUT_RECOVER };
static const ElectorInput campaign = { .kind = ELECTOR_INPUT_CAMPAIGN };

/* What starting an election looks like in node 3, from a follower of 5 and from nothing. */
#define ASK_HIGHER "-ANSWER -VICTORY ask-higher ELECTION>4 ELECTION>5 +ANSWER"
#define ASK_FROM_FOLLOWER "become-candidate -LEADER -HEARTBEAT role:candidate leader:0 " ASK_HIGHER
#define ASK_FROM_NOTHING "become-candidate -LEADER -HEARTBEAT role:candidate " ASK_HIGHER
#define FOLLOW_5 "follow -ANSWER -VICTORY -HEARTBEAT leader:5 +LEADER +SETTLE"
#define LEAD_3 \
  "become-leader -ANSWER -VICTORY -LEADER role:leader leader:3 announce VICTORY>1 VICTORY>2 +SETTLE +HEARTBEAT"

static void
test_boot (void)
{
  g_autoptr (Subject) highest = subject_new (5);
  g_autoptr (Subject) other = subject_new (4);

  tell (highest, boot,
        "boot-announce become-leader -ANSWER -VICTORY -LEADER role:leader leader:5 announce VICTORY>1 VICTORY>2 "
        "VICTORY>3 VICTORY>4 +SETTLE +HEARTBEAT");
  assert_reasons (highest, "Node 5 has the highest id, and takes the lead as the system starts.\n"
                           "Node 5 becomes the leader.\n"
                           "Node 5 tells every lower node that it leads.");
  tell (other, boot, "boot-wait +LEADER");
  assert_reasons (other, "Node 4 starts as a follower, and waits for a leader to announce itself.");
}

/* Rule 1: an election starts when the leader is silent, */
static void
test_leader_silent (void)
{
  g_autoptr (Subject) self = subject_new (3);

  tell (self, message (BULLY_VICTORY, 5), FOLLOW_5);
  tell (self, timeout (BULLY_TIMER_LEADER), "leader-silent " ASK_FROM_FOLLOWER);
  assert_reasons (self, "Node 3 has not heard from a leader for its whole timeout.\n"
                        "Node 3 starts an election.\n"
                        "Node 3 asks every node with a higher id (2 of them) whether it is there.");
}

/* or when the node recovers, */
static void
test_recover (void)
{
  g_autoptr (Subject) self = subject_new (3);
  g_autoptr (Subject) highest = subject_new (5);

  tell (self, recover, "recover " ASK_FROM_NOTHING);
  assert_reasons (self, "Node 3 is back, remembers nothing, and starts an election.\n"
                        "Node 3 starts an election.\n"
                        "Node 3 asks every node with a higher id (2 of them) whether it is there.");
  /* Rule 5: the highest need not ask. */
  tell (highest, recover,
        "recover highest become-leader -ANSWER -VICTORY -LEADER role:leader leader:5 announce VICTORY>1 VICTORY>2 "
        "VICTORY>3 VICTORY>4 +SETTLE +HEARTBEAT");
  assert_reasons (highest, "Node 5 is back, remembers nothing, and starts an election.\n"
                           "Node 5 has the highest id of all, and need not ask anybody.\n"
                           "Node 5 becomes the leader.\n"
                           "Node 5 tells every lower node that it leads.");
}

/* or when a lower node says that it leads. */
static void
test_lower_claim (void)
{
  g_autoptr (Subject) self = subject_new (3);

  tell (self, message (BULLY_VICTORY, 2), "lower-claim " ASK_FROM_NOTHING);
  assert_reasons (self, "Node 3 does not let node 2 lead: 2 is lower than 3.\n"
                        "Node 3 starts an election.\n"
                        "Node 3 asks every node with a higher id (2 of them) whether it is there.");
  /* Once: an election is under way now. */
  tell (self, message (BULLY_VICTORY, 1), "lower-claim already-running");
}

/* Rule 2: silence for T is consent. */
static void
test_no_answer (void)
{
  g_autoptr (Subject) self = subject_new (3);

  tell (self, campaign, ASK_FROM_NOTHING);
  tell (self, timeout (BULLY_TIMER_ANSWER), "no-answer " LEAD_3);
  assert_reasons (self, "Node 3 got no OK within 150ms: no higher node seems to be alive.\n"
                        "Node 3 becomes the leader.\n"
                        "Node 3 tells every lower node that it leads.");
  g_assert_cmpint (get_state (self)->election, ==, BULLY_ELECTION_NONE);
  tell (self, timeout (BULLY_TIMER_HEARTBEAT),
        "send-heartbeat HEARTBEAT>1 HEARTBEAT>2 HEARTBEAT>4 HEARTBEAT>5 +HEARTBEAT");
  assert_reasons (self, "Node 3 still leads, and says so to everybody.");
}

/* Rule 3: an OK, and then a VICTORY; or none. */
static void
test_stand_down (void)
{
  g_autoptr (Subject) self = subject_new (3);

  tell (self, campaign, ASK_FROM_NOTHING);
  tell (self, message (BULLY_OK, 4), "stand-down role:follower -ANSWER +VICTORY");
  assert_reasons (self, "Node 3 gets an OK from node 4, which ranks higher, and stands down.");
  tell (self, message (BULLY_OK, 5), "late-ok");
  assert_reasons (self, "Node 3 does not wait for an OK any more, and ignores the one from node 5.");
  tell (self, timeout (BULLY_TIMER_VICTORY), "no-victory " ASK_FROM_NOTHING);
  assert_reasons (self, "Node 3 got an OK, but no VICTORY within 400ms.\n"
                        "Node 3 starts an election.\n"
                        "Node 3 asks every node with a higher id (2 of them) whether it is there.");
  tell (self, message (BULLY_OK, 4), "stand-down role:follower -ANSWER +VICTORY");
  tell (self, message (BULLY_VICTORY, 4), "follow -ANSWER -VICTORY -HEARTBEAT leader:4 +LEADER +SETTLE");
  assert_reasons (self, "Node 3 accepts node 4 as its leader: 4 is higher than 3.");
  tell (self, message (BULLY_OK, 5), "late-ok");
}

/* Rule 4: OK, and an election of its own unless one runs. */
static void
test_answer (void)
{
  g_autoptr (Subject) self = subject_new (3);

  tell (self, message (BULLY_ELECTION, 1), "answer-ok OK>1 " ASK_FROM_NOTHING);
  assert_reasons (self, "Node 3 is asked by node 1, and answers OK: 3 is higher than 1.\n"
                        "Node 3 starts an election.\n"
                        "Node 3 asks every node with a higher id (2 of them) whether it is there.");
  tell (self, message (BULLY_ELECTION, 2), "answer-ok OK>2 already-running");
  assert_reasons (self, "Node 3 is asked by node 2, and answers OK: 3 is higher than 2.\n"
                        "Node 3 has an election under way already, and does not start another.");
  tell (self, message (BULLY_OK, 5), "stand-down role:follower -ANSWER +VICTORY");
  tell (self, message (BULLY_ELECTION, 1), "answer-ok OK>1 already-running");
  tell (self, campaign, "already-running");
}

static void
test_leader_is_asked (void)
{
  g_autoptr (Subject) self = subject_new (3);

  tell (self, campaign, ASK_FROM_NOTHING);
  tell (self, timeout (BULLY_TIMER_ANSWER), "no-answer " LEAD_3);
  tell (self, message (BULLY_ELECTION, 1), "answer-ok OK>1 late-election");
  tell (self, timeout (BULLY_TIMER_SETTLE), "settled");
  assert_reasons (self, "Node 3 has known its leader long enough: an ELECTION from now on is a new one.");
  tell (self, message (BULLY_ELECTION, 1), "answer-ok OK>1 announce-again announce VICTORY>1 VICTORY>2 +SETTLE");
  assert_reasons (self, "Node 3 is asked by node 1, and answers OK: 3 is higher than 1.\n"
                        "Node 3 leads already, and announces it again.\n"
                        "Node 3 tells every lower node that it leads.");
  tell (self, campaign, "announce-again announce VICTORY>1 VICTORY>2 +SETTLE");
  g_assert_cmpint (get_state (self)->role, ==, ELECTOR_ROLE_LEADER);
}

/* What was asked before the asker could know of the leader is answered, and starts nothing. */
static void
test_late_election (void)
{
  g_autoptr (Subject) self = subject_new (3);

  tell (self, message (BULLY_VICTORY, 5), FOLLOW_5);
  tell (self, message (BULLY_ELECTION, 2), "answer-ok OK>2 late-election");
  assert_reasons (self, "Node 3 is asked by node 2, and answers OK: 3 is higher than 2.\n"
                        "Node 3 has heard who leads so recently that node 2 cannot have known: no new election.");
  g_assert_cmpuint (get_state (self)->leader, ==, 5);
  tell (self, timeout (BULLY_TIMER_SETTLE), "settled");
  tell (self, message (BULLY_ELECTION, 2), "answer-ok OK>2 " ASK_FROM_FOLLOWER);
}

static void
test_heartbeats (void)
{
  g_autoptr (Subject) self = subject_new (3);

  /* From nobody's follower: a higher node is as good as its VICTORY, a lower one is refused. */
  tell (self, message (BULLY_HEARTBEAT, 4), "follow -ANSWER -VICTORY -HEARTBEAT leader:4 +LEADER +SETTLE");
  assert_reasons (self, "Node 3 accepts node 4 as its leader: 4 is higher than 3.");
  tell (self, message (BULLY_HEARTBEAT, 4), "hear-leader +LEADER");
  assert_reasons (self, "Node 3 hears from its leader, node 4.");
  tell (self, message (BULLY_HEARTBEAT, 5), FOLLOW_5);
  tell (self, message (BULLY_HEARTBEAT, 4), "lower-leader");
  assert_reasons (self, "Node 3 ignores the heartbeat of node 4: its own leader, node 5, is higher.");
  tell (self, message (BULLY_HEARTBEAT, 2), "lower-leader");
  tell (self, timeout (BULLY_TIMER_LEADER), "leader-silent " ASK_FROM_FOLLOWER);
  tell (self, message (BULLY_HEARTBEAT, 5), "still-electing");
  assert_reasons (self, "Node 3 has an election under way, and ignores the heartbeat of node 5.");
  tell (self, message (BULLY_OK, 5), "stand-down role:follower -ANSWER +VICTORY");
  tell (self, message (BULLY_HEARTBEAT, 5), "still-electing");

  subject_free (g_steal_pointer (&self));
  self = subject_new (3);
  tell (self, message (BULLY_HEARTBEAT, 2), "lower-claim " ASK_FROM_NOTHING);
}

/* A leader steps down for a higher one, and for nobody else. */
static void
test_leader_steps_down (void)
{
  g_autoptr (Subject) self = subject_new (3);

  tell (self, campaign, ASK_FROM_NOTHING);
  tell (self, timeout (BULLY_TIMER_ANSWER), "no-answer " LEAD_3);
  tell (self, message (BULLY_HEARTBEAT, 2), "lower-leader");
  tell (self, message (BULLY_VICTORY, 2), "lower-claim announce-again announce VICTORY>1 VICTORY>2 +SETTLE");
  tell (self, message (BULLY_VICTORY, 4), "follow -ANSWER -VICTORY -HEARTBEAT role:follower leader:4 +LEADER +SETTLE");
  g_assert_cmpint (get_state (self)->role, ==, ELECTOR_ROLE_FOLLOWER);
}

/* The rule switches. */
static void
test_restart_while_running (void)
{
  g_autoptr (Subject) self = subject_new (3);

  self->config.rules = 1 << BULLY_RULE_RESTART_WHILE_RUNNING;
  tell (self, message (BULLY_ELECTION, 1), "answer-ok OK>1 " ASK_FROM_NOTHING);
  tell (self, message (BULLY_ELECTION, 2),
        "answer-ok OK>2 become-candidate -LEADER -HEARTBEAT -ANSWER -VICTORY ask-higher ELECTION>4 ELECTION>5 +ANSWER");
  tell (self, message (BULLY_OK, 5), "stand-down role:follower -ANSWER +VICTORY");
  tell (self, message (BULLY_ELECTION, 2), "answer-ok OK>2 " ASK_FROM_NOTHING);
  tell (self, message (BULLY_VICTORY, 5), "follow -ANSWER -VICTORY -HEARTBEAT role:follower leader:5 +LEADER +SETTLE");
  tell (self, message (BULLY_ELECTION, 2), "answer-ok OK>2 " ASK_FROM_FOLLOWER);
}

static void
test_late_election_restarts (void)
{
  g_autoptr (Subject) self = subject_new (3);

  self->config.rules = 1 << BULLY_RULE_LATE_ELECTION_RESTARTS;
  tell (self, message (BULLY_VICTORY, 5), FOLLOW_5);
  tell (self, message (BULLY_ELECTION, 2), "answer-ok OK>2 " ASK_FROM_FOLLOWER);
  tell (self, message (BULLY_ELECTION, 2), "answer-ok OK>2 already-running");
}

static void
test_wait_forever (void)
{
  g_autoptr (Subject) self = subject_new (3);

  self->config.rules = 1 << BULLY_RULE_WAIT_FOREVER;
  tell (self, campaign, ASK_FROM_NOTHING);
  tell (self, message (BULLY_OK, 4), "stand-down role:follower -ANSWER");
  tell (self, message (BULLY_ELECTION, 1), "answer-ok OK>1 already-running");
}

/* The node leads before any OK can come, and then ignores it. */
static void
test_no_wait_for_ok (void)
{
  g_autoptr (Subject) self = subject_new (3);

  self->config.rules = 1 << BULLY_RULE_NO_WAIT_FOR_OK;
  tell (self, campaign,
        "become-candidate -LEADER -HEARTBEAT role:candidate -ANSWER -VICTORY ask-higher ELECTION>4 ELECTION>5 "
        "lead-at-once " LEAD_3);
  assert_reasons (self, "Node 3 starts an election.\n"
                        "Node 3 asks every node with a higher id (2 of them) whether it is there.\n"
                        "Node 3 does not wait for an OK, and takes the lead at once.\n"
                        "Node 3 becomes the leader.\n"
                        "Node 3 tells every lower node that it leads.");
  tell (self, message (BULLY_OK, 5), "late-ok");
  g_assert_cmpint (get_state (self)->role, ==, ELECTOR_ROLE_LEADER);
  tell (self, message (BULLY_VICTORY, 5), "follow -ANSWER -VICTORY -HEARTBEAT role:follower leader:5 +LEADER +SETTLE");
}

/* Even the highest node follows the first that it hears of. */
static void
test_recovered_does_not_bully (void)
{
  g_autoptr (Subject) self = subject_new (5);

  self->config.rules = 1 << BULLY_RULE_RECOVERED_DOES_NOT_BULLY;
  tell (self, recover, "recover-waits +LEADER");
  assert_reasons (self, "Node 5 is back, remembers nothing, and waits for a heartbeat.");
  tell (self, message (BULLY_HEARTBEAT, 3), "follow-any -ANSWER -VICTORY -HEARTBEAT leader:3 +LEADER +SETTLE");
  assert_reasons (self, "Node 5 accepts node 3 as its leader, and does not ask whether 3 is higher than 5.");
  tell (self, message (BULLY_HEARTBEAT, 3), "hear-leader +LEADER");
  tell (self, message (BULLY_HEARTBEAT, 2), "lower-leader");
  /* It wins when that leader falls silent. */
  tell (self, timeout (BULLY_TIMER_LEADER),
        "leader-silent highest become-leader -ANSWER -VICTORY -LEADER role:leader leader:5 announce VICTORY>1 "
        "VICTORY>2 VICTORY>3 VICTORY>4 +SETTLE +HEARTBEAT");
  tell (self, message (BULLY_HEARTBEAT, 3), "lower-leader");
}

/* Whoever says that it leads: a lower node, and to a leader. */
static void
test_believes_any_victory (void)
{
  g_autoptr (Subject) self = subject_new (3);

  self->config.rules = 1 << BULLY_RULE_BELIEVES_ANY;
  tell (self, message (BULLY_VICTORY, 2), "follow-any -ANSWER -VICTORY -HEARTBEAT leader:2 +LEADER +SETTLE");
  assert_reasons (self, "Node 3 accepts node 2 as its leader, and does not ask whether 2 is higher than 3.");
  tell (self, message (BULLY_HEARTBEAT, 5), "follow-any -ANSWER -VICTORY -HEARTBEAT leader:5 +LEADER +SETTLE");
  tell (self, message (BULLY_HEARTBEAT, 1), "follow-any -ANSWER -VICTORY -HEARTBEAT leader:1 +LEADER +SETTLE");
  tell (self, message (BULLY_HEARTBEAT, 1), "hear-leader +LEADER");
  tell (self, timeout (BULLY_TIMER_LEADER), "leader-silent " ASK_FROM_FOLLOWER);
  tell (self, timeout (BULLY_TIMER_ANSWER), "no-answer " LEAD_3);
  tell (self, message (BULLY_HEARTBEAT, 2),
        "follow-any -ANSWER -VICTORY -HEARTBEAT role:follower leader:2 +LEADER +SETTLE");
}

/* Where a majority is needed: nobody above has answered, and then it asks below. */
#define COUNT_3 "count -LEADER -HEARTBEAT -ANSWER -VICTORY ELECTION>1 ELECTION>2 +ANSWER"
#define STEP_BACK "-ANSWER -VICTORY -HEARTBEAT role:follower +LEADER"

static Subject *
subject_new_with_majority (ElectorNodeId id)
{
  Subject *self = subject_new (id);

  self->config.rules = 1 << BULLY_RULE_NEEDS_MAJORITY;
  return self;
}

static ElectorInput
answer (ElectorNodeId from)
{
  return (ElectorInput) { .kind = ELECTOR_INPUT_MESSAGE,
                          .message = { .type = BULLY_HEARTBEAT, .flags = BULLY_FLAG_ANSWER, .from = from } };
}

static void
test_majority_candidate (void)
{
  g_autoptr (Subject) self = subject_new_with_majority (3);

  tell (self, campaign, ASK_FROM_NOTHING);
  tell (self, timeout (BULLY_TIMER_ANSWER), "no-answer-counts " COUNT_3);
  assert_reasons (self, "Node 3 got no OK within 150ms: no higher node seems to be within reach.\n"
                        "Node 3 asks every lower node (2 of them) whether it is there: to lead takes 3 of 5 nodes.");
  /* A node counts once, however often its answer comes. */
  tell (self, message (BULLY_OK, 1), "count-node");
  assert_reasons (self, "Node 3 hears that node 1 is there.");
  tell (self, message (BULLY_OK, 1), "count-node");
  tell (self, message (BULLY_ELECTION, 1), "answer-ok OK>1 already-running");
  tell (self, timeout (BULLY_TIMER_ANSWER), "no-majority " STEP_BACK);
  assert_reasons (self, "Node 3 has reached 2 of 5 nodes, which is no majority, and does not lead.");
  g_assert_cmpint (get_state (self)->election, ==, BULLY_ELECTION_NONE);

  tell (self, timeout (BULLY_TIMER_LEADER), "leader-silent " ASK_FROM_NOTHING);
  tell (self, timeout (BULLY_TIMER_ANSWER), "no-answer-counts " COUNT_3);
  tell (self, message (BULLY_OK, 1), "count-node");
  tell (self, message (BULLY_OK, 2), "count-node");
  tell (self, timeout (BULLY_TIMER_ANSWER), "majority " LEAD_3);
  assert_reasons (self, "Node 3 has reached 3 of 5 nodes, which is a majority.\n"
                        "Node 3 becomes the leader.\n"
                        "Node 3 tells every lower node that it leads.");
}

static void
test_majority_highest (void)
{
  g_autoptr (Subject) self = subject_new_with_majority (5);

  tell (self, boot,
        "boot-counts count -LEADER -HEARTBEAT role:candidate -ANSWER -VICTORY ELECTION>1 ELECTION>2 ELECTION>3 "
        "ELECTION>4 +ANSWER");
  assert_reasons (self, "Node 5 has the highest id, and counts the others as the system starts.\n"
                        "Node 5 asks every lower node (4 of them) whether it is there: to lead takes 3 of 5 nodes.");
  tell (self, timeout (BULLY_TIMER_ANSWER), "no-majority " STEP_BACK);
  assert_reasons (self, "Node 5 has reached 1 of 5 nodes, which is no majority, and does not lead.");
  tell (self, message (BULLY_HEARTBEAT, 3),
        "lower-claim highest-counts count -LEADER -HEARTBEAT role:candidate -ANSWER -VICTORY ELECTION>1 ELECTION>2 "
        "ELECTION>3 ELECTION>4 +ANSWER");
  assert_reasons (self, "Node 5 does not let node 3 lead: 3 is lower than 5.\n"
                        "Node 5 has the highest id of all: nobody above could object.\n"
                        "Node 5 asks every lower node (4 of them) whether it is there: to lead takes 3 of 5 nodes.");
}

/* A leader leads as long as a majority answers its heartbeats. */
static void
test_majority_leader (void)
{
  g_autoptr (Subject) self = subject_new_with_majority (3);
  const char *beat = "send-heartbeat HEARTBEAT>1 HEARTBEAT>2 HEARTBEAT>4 HEARTBEAT>5 +HEARTBEAT";

  tell (self, campaign, ASK_FROM_NOTHING);
  tell (self, timeout (BULLY_TIMER_ANSWER), "no-answer-counts " COUNT_3);
  tell (self, message (BULLY_OK, 1), "count-node");
  tell (self, message (BULLY_OK, 2), "count-node");
  tell (self, timeout (BULLY_TIMER_ANSWER), "majority " LEAD_3);
  tell (self, timeout (BULLY_TIMER_HEARTBEAT), beat);
  tell (self, answer (1), "count-node");
  tell (self, answer (2), "count-node");
  tell (self, timeout (BULLY_TIMER_HEARTBEAT), beat);
  tell (self, answer (2), "count-node");
  tell (self, timeout (BULLY_TIMER_HEARTBEAT),
        "lost-majority -ANSWER -VICTORY -HEARTBEAT role:follower leader:0 +LEADER");
  assert_reasons (self, "Node 3 has heard from 2 of 5 nodes since its last heartbeat, which is no majority, and stops "
                        "leading.");
}

static void
test_majority_counted (void)
{
  g_autoptr (Subject) self = subject_new_with_majority (3);

  /* Who follows a higher node keeps it. */
  tell (self, message (BULLY_VICTORY, 5), "follow -ANSWER -VICTORY -HEARTBEAT leader:5 +LEADER HEARTBEAT-ANSWER>5 "
                                          "+SETTLE");
  tell (self, message (BULLY_HEARTBEAT, 5), "hear-leader +LEADER HEARTBEAT-ANSWER>5");
  tell (self, message (BULLY_ELECTION, 4), "keep-leader");
  assert_reasons (self, "Node 3 gives node 4 no answer: its own leader, node 5, is higher.");
  tell (self, message (BULLY_ELECTION, 5),
        "be-counted OK>5 -LEADER -HEARTBEAT leader:0 -ANSWER -VICTORY -ANSWER +VICTORY");
  assert_reasons (self, "Node 3 is asked by node 5, which ranks higher, answers OK and does not compete.");
  tell (self, timeout (BULLY_TIMER_VICTORY), "no-victory " ASK_FROM_NOTHING);
  /* An OK from above ends the counting, too, */
  tell (self, timeout (BULLY_TIMER_ANSWER), "no-answer-counts " COUNT_3);
  tell (self, message (BULLY_OK, 4), "stand-down role:follower -ANSWER +VICTORY");
  tell (self, timeout (BULLY_TIMER_VICTORY), "no-victory " ASK_FROM_NOTHING);
  /* and so does a question from there; and it ends a leadership. */
  tell (self, timeout (BULLY_TIMER_ANSWER), "no-answer-counts " COUNT_3);
  tell (self, message (BULLY_ELECTION, 4),
        "be-counted OK>4 -LEADER -HEARTBEAT -ANSWER -VICTORY role:follower -ANSWER +VICTORY");
  tell (self, timeout (BULLY_TIMER_VICTORY), "no-victory " ASK_FROM_NOTHING);
  tell (self, timeout (BULLY_TIMER_ANSWER), "no-answer-counts " COUNT_3);
  tell (self, message (BULLY_OK, 1), "count-node");
  tell (self, message (BULLY_OK, 2), "count-node");
  tell (self, timeout (BULLY_TIMER_ANSWER), "majority " LEAD_3);
  tell (self, message (BULLY_ELECTION, 4),
        "be-counted OK>4 -LEADER -HEARTBEAT leader:0 -ANSWER -VICTORY role:follower -ANSWER +VICTORY");
}

/* Half of an even number is no majority. */
static void
test_majority_even (void)
{
  g_autoptr (Subject) self = subject_new_with_majority (2);

  self->config.n_nodes = 4;
  tell (self, campaign, "become-candidate -LEADER -HEARTBEAT role:candidate -ANSWER -VICTORY ask-higher ELECTION>3 "
                        "ELECTION>4 +ANSWER");
  tell (self, timeout (BULLY_TIMER_ANSWER), "no-answer-counts count -LEADER -HEARTBEAT -ANSWER -VICTORY ELECTION>1 "
                                            "+ANSWER");
  tell (self, message (BULLY_OK, 1), "count-node");
  tell (self, timeout (BULLY_TIMER_ANSWER), "no-majority " STEP_BACK);
  assert_reasons (self, "Node 2 has reached 2 of 4 nodes, which is no majority, and does not lead.");
}

/* The timers have the lengths of their parameters; the leader timeout is drawn anew. */
static void
test_lengths (void)
{
  g_autoptr (Subject) self = subject_new (3);
  ElectorTime least = ELECTOR_NEVER, most = 0;

  for (guint i = 0; i < 200; i++)
    {
      tell (self, message (BULLY_VICTORY, 5), i > 0 ? "follow -ANSWER -VICTORY -HEARTBEAT +LEADER +SETTLE" : FOLLOW_5);
      g_assert_cmpint (self->effects.items[self->effects.length - 1].value, ==, 150 * ELECTOR_MSEC);
      least = MIN (least, self->effects.items[self->effects.length - 2].value);
      most = MAX (most, self->effects.items[self->effects.length - 2].value);
    }
  g_assert_cmpint (least, >=, 500 * ELECTOR_MSEC);
  g_assert_cmpint (least, <, 510 * ELECTOR_MSEC);
  g_assert_cmpint (most, <=, 700 * ELECTOR_MSEC);
  g_assert_cmpint (most, >, 690 * ELECTOR_MSEC);
  tell (self, timeout (BULLY_TIMER_LEADER), "leader-silent " ASK_FROM_FOLLOWER);
  g_assert_cmpint (self->effects.items[self->effects.length - 1].value, ==, 150 * ELECTOR_MSEC);
  tell (self, message (BULLY_OK, 5), "stand-down role:follower -ANSWER +VICTORY");
  g_assert_cmpint (self->effects.items[self->effects.length - 1].value, ==, 400 * ELECTOR_MSEC);
}

/* The only node of all leads, and talks to nobody. */
static void
test_alone (void)
{
  g_autoptr (Subject) self = subject_new (1);

  self->config.n_nodes = 1;
  tell (self, boot, "boot-announce become-leader -ANSWER -VICTORY -LEADER role:leader leader:1 announce "
                    "+SETTLE +HEARTBEAT");
  tell (self, timeout (BULLY_TIMER_HEARTBEAT), "send-heartbeat +HEARTBEAT");
}

/* Times that the judge goes by follow from the parameters. */
static void
test_times (void)
{
  ElectorConfig config;

  elector_config_init (&config, &elector_bully, N);
  g_assert_cmpint (elector_bully.get_delay_bound (&config), ==, 75 * ELECTOR_MSEC);
  g_assert_cmpint (elector_bully.get_settle_time (&config), ==, 2 * ELECTOR_SEC);
  config.rules = 1 << BULLY_RULE_NEEDS_MAJORITY;
  g_assert_cmpint (elector_bully.get_delay_bound (&config), ==, 75 * ELECTOR_MSEC);
  g_assert_cmpint (elector_bully.get_settle_time (&config), ==, 3 * ELECTOR_SEC);
  config.parameters[BULLY_PARAMETER_HEARTBEAT] = (ElectorRange) { 100 * ELECTOR_MSEC, 100 * ELECTOR_MSEC };
  g_assert_cmpint (elector_bully.get_delay_bound (&config), ==, 50 * ELECTOR_MSEC);
}

/* Nothing but the generator survives a crash, and no byte of the state is left to chance. */
static void
test_state (void)
{
  g_assert_cmpuint (elector_bully.persistent_size, ==, sizeof (ElectorRng));
  g_assert_cmpuint (elector_bully.peer_size, ==, sizeof (guint8));
  g_assert_cmpuint (elector_bully.state_size, ==, sizeof (ElectorRng) + 4 * sizeof (guint8) + 2 * sizeof (guint16));
}

/* Comes last: the tests above have run every step. */
static void
test_coverage (void)
{
  subject_assert_all_steps_run (&elector_bully);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/bully/boot", test_boot);
  g_test_add_func ("/bully/leader-silent", test_leader_silent);
  g_test_add_func ("/bully/recover", test_recover);
  g_test_add_func ("/bully/lower-claim", test_lower_claim);
  g_test_add_func ("/bully/no-answer", test_no_answer);
  g_test_add_func ("/bully/stand-down", test_stand_down);
  g_test_add_func ("/bully/answer", test_answer);
  g_test_add_func ("/bully/leader-is-asked", test_leader_is_asked);
  g_test_add_func ("/bully/late-election", test_late_election);
  g_test_add_func ("/bully/heartbeats", test_heartbeats);
  g_test_add_func ("/bully/leader-steps-down", test_leader_steps_down);
  g_test_add_func ("/bully/restart-while-running", test_restart_while_running);
  g_test_add_func ("/bully/late-election-restarts", test_late_election_restarts);
  g_test_add_func ("/bully/wait-forever", test_wait_forever);
  g_test_add_func ("/bully/no-wait-for-ok", test_no_wait_for_ok);
  g_test_add_func ("/bully/recovered-does-not-bully", test_recovered_does_not_bully);
  g_test_add_func ("/bully/believes-any-victory", test_believes_any_victory);
  g_test_add_func ("/bully/needs-majority-candidate", test_majority_candidate);
  g_test_add_func ("/bully/needs-majority-highest", test_majority_highest);
  g_test_add_func ("/bully/needs-majority-leader", test_majority_leader);
  g_test_add_func ("/bully/needs-majority-counted", test_majority_counted);
  g_test_add_func ("/bully/needs-majority-even", test_majority_even);
  g_test_add_func ("/bully/lengths", test_lengths);
  g_test_add_func ("/bully/alone", test_alone);
  g_test_add_func ("/bully/times", test_times);
  g_test_add_func ("/bully/state", test_state);
  g_test_add_func ("/bully/coverage", test_coverage);
  return g_test_run ();
}
