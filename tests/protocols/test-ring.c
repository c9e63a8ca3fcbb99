/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Election on a ring rule by rule, as one node of five sees it: what it is told, what follows, and why. */

#include "core/record.h"
#include "core/world.h"
#include "fixture.h"
#include "node-fixture.h"
#include "protocols/ring.h"

#include <string.h>

#define N 5

static char *
format_message (const ElectorMessage *message)
{
  return g_strdup_printf ("%s:%u", elector_ring.messages.ids[message->type], message->index);
}

static const SubjectStyle style = { .protocol = &elector_ring, .format_message = format_message };

static Subject *
subject_new (ElectorNodeId id)
{
  return subject_new_in (&style, id, N, 0);
}

static const RingState *
get_state (const Subject *self)
{
  return self->state;
}

/* from: the predecessor, in a ring where nobody is passed by. */
static ElectorInput
message (RingMessage type, ElectorNodeId id, ElectorNodeId from)
{
  return (ElectorInput) { .kind = ELECTOR_INPUT_MESSAGE, .message = { .type = type, .index = id, .from = from } };
}

static ElectorInput
ack (RingMessage type, ElectorNodeId id, ElectorNodeId from)
{
  return (ElectorInput) { .kind = ELECTOR_INPUT_MESSAGE,
                          .message = { .type = RING_ACK, .flags = type, .index = id, .from = from } };
}

static ElectorInput
timeout (RingTimer timer)
{
  return (ElectorInput) { .kind = ELECTOR_INPUT_TIMER, .timer = timer };
}

static const ElectorInput boot = { .kind = ELECTOR_INPUT_BOOT };
static const ElectorInput recover = { .kind = ELECTOR_INPUT_RECOVER };
static const ElectorInput campaign = { .kind = ELECTOR_INPUT_CAMPAIGN };

/* What it looks like when node 3 sends its own id, and when it follows 5. */
#define COMPETE "role:candidate -LEADER +ELECTION ELECTION:3>4"
#define FOLLOW_5 "follow leader:5 -ELECTION -HEARTBEAT +LEADER ELECTED:5>4"

/* Everybody starts at once; who gets its own id back leads, and says so. */
static void
test_win (void)
{
  g_autoptr (Subject) self = subject_new (5);

  tell (self, boot, "boot start-election role:candidate -LEADER +ELECTION ELECTION:5>1");
  assert_reasons (self, "Node 5 starts, and knows no leader.\n"
                        "Node 5 starts an election, and sends its id to node 1.");
  tell (self, message (RING_ELECTION, 4, 4), "swallow");
  assert_reasons (self, "Node 5 takes id 4 off the ring: its own, 5, or a higher one is on its way.");
  tell (self, message (RING_ELECTION, 5, 4),
        "own-id become-leader role:leader leader:5 announce ELECTED:5>1 +HEARTBEAT");
  assert_reasons (self, "Node 5 gets its own id back: it has passed every node, and none is higher.\n"
                        "Node 5 becomes the leader.\n"
                        "Node 5 tells its successor that it leads: the word goes round once.");
  /* What the announcement has overtaken does not start anything. */
  tell (self, message (RING_ELECTION, 5, 4), "late-id");
  tell (self, message (RING_ELECTION, 3, 4), "swallow");
  tell (self, message (RING_ELECTED, 5, 4), "announced -ELECTION");
  assert_reasons (self, "Node 5 gets its announcement back: everybody has heard it.");
  tell (self, message (RING_ELECTION, 5, 4), "late-id");
  assert_reasons (self, "Node 5 gets its own id back, but the election is over: node 5 leads.");
  tell (self, timeout (RING_TIMER_HEARTBEAT), "send-heartbeat HEARTBEAT:5>1 +HEARTBEAT");
  assert_reasons (self, "Node 5 still leads, and says so to its successor.");
  tell (self, message (RING_HEARTBEAT, 5, 4), "came-round");
  assert_reasons (self, "Node 5 gets its heartbeat back: the ring is whole.");
}

static void
test_lose (void)
{
  g_autoptr (Subject) self = subject_new (3);

  tell (self, campaign, "start-election " COMPETE);
  assert_reasons (self, "Node 3 starts an election, and sends its id to node 4.");
  tell (self, campaign, "already-running");
  assert_reasons (self, "Node 3 takes part in an election already, and does not start another.");
  tell (self, message (RING_ELECTION, 4, 2), "give-up role:follower -LEADER +ELECTION forward ELECTION:4>4");
  assert_reasons (self, "Node 3 stops being a candidate: node 4 is higher than 3.\n"
                        "Node 3 lets id 4 pass, which is higher than 3.");
  /* It has lost, and lets the still higher one pass, too, and nobody lower. */
  tell (self, message (RING_ELECTION, 5, 2), "-LEADER +ELECTION forward ELECTION:5>4");
  tell (self, message (RING_ELECTION, 2, 2), "swallow");
  tell (self, message (RING_HEARTBEAT, 5, 2), "still-electing HEARTBEAT:5>4");
  assert_reasons (self, "Node 3 takes part in an election, and only passes on the heartbeat of node 5.");
  tell (self, message (RING_ELECTED, 5, 2), FOLLOW_5);
  assert_reasons (self, "Node 3 follows node 5, which has been elected.");
}

/* Who takes no part yet joins in by what comes by. */
static void
test_join (void)
{
  g_autoptr (Subject) self = subject_new (3);
  g_autoptr (Subject) other = subject_new (3);

  tell (self, message (RING_ELECTION, 2, 2), "replace " COMPETE);
  assert_reasons (self, "Node 3 puts its own id in the place of id 2, which is lower than 3.");
  tell (other, message (RING_ELECTION, 4, 2), "-LEADER +ELECTION forward ELECTION:4>4");
  tell (other, message (RING_ELECTION, 1, 2), "swallow");
}

/* A leader is a node like others, but leads on until somebody else is elected. */
static void
test_leader_is_asked (void)
{
  g_autoptr (Subject) self = subject_new (3);

  tell (self, campaign, "start-election " COMPETE);
  tell (self, message (RING_ELECTION, 3, 2),
        "own-id become-leader role:leader leader:3 announce ELECTED:3>4 +HEARTBEAT");
  tell (self, message (RING_ELECTED, 3, 2), "announced -ELECTION");
  tell (self, message (RING_ELECTION, 2, 2), "replace -LEADER +ELECTION ELECTION:3>4");
  tell (self, message (RING_ELECTION, 3, 2), "own-id become-leader announce ELECTED:3>4 +HEARTBEAT");
  tell (self, message (RING_ELECTION, 5, 2), "-LEADER +ELECTION forward ELECTION:5>4");
  tell (self, message (RING_ELECTED, 5, 2),
        "follow role:follower leader:5 -ELECTION -HEARTBEAT +LEADER ELECTED:5>4");
}

static void
test_lower_claim (void)
{
  g_autoptr (Subject) self = subject_new (3);

  tell (self, message (RING_ELECTED, 2, 2), "lower-claim start-election " COMPETE);
  assert_reasons (self, "Node 3 does not let node 2 lead: 2 is lower than 3.\n"
                        "Node 3 starts an election, and sends its id to node 4.");
  tell (self, message (RING_ELECTED, 1, 2), "lower-claim already-running");
}

static void
test_heartbeats (void)
{
  g_autoptr (Subject) self = subject_new (3);

  tell (self, message (RING_ELECTED, 4, 2), "follow leader:4 -ELECTION -HEARTBEAT +LEADER ELECTED:4>4");
  tell (self, message (RING_HEARTBEAT, 4, 2), "hear-leader +LEADER HEARTBEAT:4>4");
  assert_reasons (self, "Node 3 hears from its leader, node 4.");
  tell (self, message (RING_HEARTBEAT, 2, 2), "other-leader");
  assert_reasons (self, "Node 3 takes the heartbeat of node 2 off the ring: it follows node 4.");
  tell (self, message (RING_HEARTBEAT, 5, 2), "follow leader:5 -ELECTION -HEARTBEAT +LEADER HEARTBEAT:5>4");
}

static void
test_leader_silent (void)
{
  g_autoptr (Subject) self = subject_new (3);

  tell (self, message (RING_ELECTED, 5, 2), FOLLOW_5);
  tell (self, timeout (RING_TIMER_LEADER),
        "leader-silent start-election role:candidate leader:0 -LEADER +ELECTION ELECTION:3>4");
  assert_reasons (self, "Node 3 has heard no heartbeat of node 5 for its whole timeout.\n"
                        "Node 3 starts an election, and sends its id to node 4.");
  /* Nothing comes back: something on the ring is broken. */
  tell (self, timeout (RING_TIMER_ELECTION), "no-result start-election -LEADER +ELECTION ELECTION:3>4");
  assert_reasons (self, "Node 3 has waited too long for the end of the election, and sends its id again.\n"
                        "Node 3 starts an election, and sends its id to node 4.");
}

static void
test_recover (void)
{
  g_autoptr (Subject) self = subject_new (3);

  tell (self, recover, "recover start-election " COMPETE);
  assert_reasons (self, "Node 3 is back, and remembers nothing.\n"
                        "Node 3 starts an election, and sends its id to node 4.");
}

static void
test_alone (void)
{
  g_autoptr (Subject) self = subject_new_in (&style, 1, 1, 0);

  tell (self, boot,
        "boot start-election role:candidate -LEADER +ELECTION alone own-id become-leader role:leader leader:1 "
        "announce -ELECTION +HEARTBEAT");
  assert_reasons (self, "Node 1 starts, and knows no leader.\n"
                        "Node 1 starts an election, and sends its id to node 1.\n"
                        "Node 1 finds nobody else in the ring.\n"
                        "Node 1 gets its own id back: it has passed every node, and none is higher.\n"
                        "Node 1 becomes the leader.\n"
                        "Node 1 tells its successor that it leads: the word goes round once.");
  tell (self, timeout (RING_TIMER_HEARTBEAT), "send-heartbeat +HEARTBEAT");
}

/* --- Rule switches --- */

static void
test_non_replacing (void)
{
  g_autoptr (Subject) self = subject_new_in (&style, 3, N, 1 << RING_RULE_NON_REPLACING);

  tell (self, message (RING_ELECTION, 2, 2), "pass-on ELECTION:2>4");
  assert_reasons (self, "Node 3 takes no part, and passes on id 2 as it is.");
  tell (self, message (RING_ELECTION, 5, 2), "pass-on ELECTION:5>4");
  tell (self, message (RING_ELECTED, 2, 2), "follow leader:2 -ELECTION -HEARTBEAT +LEADER ELECTED:2>4");
  tell (self, message (RING_HEARTBEAT, 5, 2), "other-leader");
  /* As a candidate it is like any other. */
  tell (self, campaign, "start-election role:candidate leader:0 -LEADER +ELECTION ELECTION:3>4");
  tell (self, message (RING_ELECTION, 2, 2), "swallow");
  tell (self, message (RING_ELECTION, 4, 2), "give-up role:follower -LEADER +ELECTION forward ELECTION:4>4");
}

static void
test_forward_everything (void)
{
  g_autoptr (Subject) self = subject_new_in (&style, 3, N, 1 << RING_RULE_FORWARD_EVERYTHING);

  tell (self, message (RING_ELECTION, 1, 2), "forward-lower ELECTION:1>4");
  assert_reasons (self, "Node 3 lets id 1 pass, although it is lower than 3.");
  tell (self, campaign, "start-election " COMPETE);
  tell (self, message (RING_ELECTION, 2, 2), "forward-lower ELECTION:2>4");
}

static void
test_try_once (void)
{
  g_autoptr (Subject) self = subject_new_in (&style, 3, N, 1 << RING_RULE_TRY_ONCE);

  tell (self, campaign, "start-election role:candidate -LEADER ELECTION:3>4");
  tell (self, message (RING_ELECTION, 5, 2), "give-up role:follower -LEADER forward ELECTION:5>4");
}

static void
test_downwards (void)
{
  g_autoptr (Subject) self = subject_new_in (&style, 3, N, 1 << RING_RULE_DOWNWARDS);
  g_autoptr (Subject) lowest = subject_new_in (&style, 1, N, 1 << RING_RULE_DOWNWARDS);

  tell (self, message (RING_ELECTION, 5, 4), "-LEADER +ELECTION forward ELECTION:5>2");
  tell (lowest, message (RING_ELECTION, 5, 2), "-LEADER +ELECTION forward ELECTION:5>5");
}

/* --- Ring repair --- */

static void
test_acknowledge (void)
{
  g_autoptr (Subject) self = subject_new_in (&style, 3, N, 1 << RING_RULE_REPAIR);

  tell (self, message (RING_ELECTION, 5, 2), "acknowledge ACK:5>2 -LEADER +ELECTION forward +ACK ELECTION:5>4");
  assert_reasons (self, "Node 3 tells node 2 that its message has arrived.\n"
                        "Node 3 lets id 5 pass, which is higher than 3.");
  /* Who sent it may be another one than where it began: 1 has passed 2 by. What is under way need not be sent twice. */
  tell (self, message (RING_ELECTION, 5, 1), "acknowledge ACK:5>1 -LEADER +ELECTION forward");
  /* Not that message, not that type, not that node. */
  tell (self, ack (RING_ELECTION, 4, 4), "acknowledged");
  tell (self, ack (RING_ELECTED, 5, 4), "acknowledged");
  tell (self, ack (RING_ELECTION, 5, 1), "acknowledged");
  tell (self, ack (RING_ELECTION, 5, 4), "acknowledged -ACK");
  assert_reasons (self, "Node 3 hears that its message has reached node 4.");
  tell (self, ack (RING_ELECTION, 5, 4), "acknowledged");
}

/* Nobody is passed by who has had less than the whole time. */
static void
test_skip (void)
{
  g_autoptr (Subject) self = subject_new_in (&style, 2, N, 1 << RING_RULE_REPAIR);

  tell (self, message (RING_ELECTION, 5, 1), "acknowledge ACK:5>1 -LEADER +ELECTION forward +ACK ELECTION:5>3");
  tell (self, timeout (RING_TIMER_ACK), "+ACK");
  tell (self, message (RING_HEARTBEAT, 4, 1), "acknowledge ACK:4>1 still-electing HEARTBEAT:4>3");
  tell (self, timeout (RING_TIMER_ACK), "skip ELECTION:5>4 +ACK");
  assert_reasons (self, "Node 2 gets no acknowledgment from node 3, and sends past it (messages: 1).");
  tell (self, timeout (RING_TIMER_ACK), "skip ELECTION:5>5 HEARTBEAT:4>4 +ACK");
  tell (self, ack (RING_ELECTION, 5, 5), "acknowledged");
  /* 4 is silent, too, and it was its own heartbeat: off the ring with it. */
  tell (self, timeout (RING_TIMER_ACK), "skip");
  g_assert_cmpuint (get_state (self)->n_asked, ==, 0);
}

/* The last one that is left leads by itself. */
static void
test_nobody_answers (void)
{
  g_autoptr (Subject) self = subject_new_in (&style, 1, 3, 1 << RING_RULE_REPAIR);

  tell (self, campaign, "start-election role:candidate -LEADER +ELECTION +ACK ELECTION:1>2");
  tell (self, timeout (RING_TIMER_ACK), "+ACK");
  tell (self, timeout (RING_TIMER_ACK), "skip ELECTION:1>3 +ACK");
  tell (self, timeout (RING_TIMER_ACK),
        "skip alone own-id become-leader role:leader leader:1 announce +ACK ELECTED:1>2 +HEARTBEAT +ACK");
  tell (self, timeout (RING_TIMER_ACK), "skip ELECTED:1>3 +ACK");
  tell (self, timeout (RING_TIMER_ACK), "skip -ELECTION");
}

/* --- What holds in general --- */

/* What is to last for the whole ring is as long as the ring, up to the longest duration that there is. */
static void
test_lengths (void)
{
  g_autoptr (Subject) self = subject_new_in (&style, 3, 7, 0);
  g_autoptr (Subject) large = subject_new_in (&style, 3, ELECTOR_MAX_NODES, 0);
  ElectorConfig config;

  tell (self, campaign, "start-election " COMPETE);
  g_assert_cmpint (self->effects.items[3].value, ==, 7 * 400 * ELECTOR_MSEC);
  tell (self, message (RING_ELECTED, 7, 2), "follow role:follower leader:7 -ELECTION -HEARTBEAT +LEADER ELECTED:7>4");
  g_assert_cmpint (self->effects.items[5].value, >=, 7 * 300 * ELECTOR_MSEC);
  g_assert_cmpint (self->effects.items[5].value, <=, 7 * 400 * ELECTOR_MSEC);
  large->config.parameters[RING_PARAMETER_ELECTION_TIMEOUT] = (ElectorRange) { ELECTOR_MAX_DURATION,
                                                                               ELECTOR_MAX_DURATION };
  tell (large, campaign, "start-election " COMPETE);
  g_assert_cmpint (large->effects.items[3].value, ==, ELECTOR_MAX_DURATION);

  elector_config_init (&config, &elector_ring, N);
  g_assert_cmpint (elector_ring.get_delay_bound (&config), ==, 400 * ELECTOR_MSEC / 3);
  g_assert_cmpint (elector_ring.get_settle_time (&config), ==, 6200 * ELECTOR_MSEC);
  config.rules = 1 << RING_RULE_REPAIR;
  g_assert_cmpint (elector_ring.get_delay_bound (&config), ==, 75 * ELECTOR_MSEC);
}

/* In the largest of rings, where everything has to be sent past a node at once, the effects of a step have room. */
static void
test_room (void)
{
  g_autoptr (Subject) self = subject_new_in (&style, 2, ELECTOR_MAX_NODES, 1 << RING_RULE_REPAIR);
  ElectorInput input = { .node = 2, .config = &self->config };
  guint sent = 0;

  for (guint type = 0; type < RING_N_TRAVELERS; type++)
    for (guint id = 1; id <= ELECTOR_MAX_NODES; id++)
      {
        input.kind = ELECTOR_INPUT_MESSAGE;
        input.message = (ElectorMessage) { .type = type, .from = 1, .to = 2, .index = id };
        self->effects.length = 0;
        elector_ring_step (self->state, &input, &self->effects);
      }
  g_assert_cmpuint (get_state (self)->n_asked, >, 2 * ELECTOR_MAX_NODES);
  input.kind = ELECTOR_INPUT_TIMER;
  input.timer = RING_TIMER_ACK;
  for (guint i = 0; i < 3; i++)
    {
      self->effects.length = 0;
      elector_ring_step (self->state, &input, &self->effects);
      for (guint j = 0; j < self->effects.length; j++)
        sent += self->effects.items[j].kind == ELECTOR_EFFECT_SEND;
    }
  g_assert_cmpuint (sent, >, 2 * ELECTOR_MAX_NODES);
}

/* Nothing but the generator survives a crash, and no byte of the state is left to chance. */
static void
test_state (void)
{
  g_assert_cmpuint (elector_ring.persistent_size, ==, sizeof (ElectorRng));
  g_assert_cmpuint (elector_ring.state_size, ==,
                    sizeof (ElectorRng) + 2 * sizeof (guint8) + sizeof (guint16) + sizeof (guint32));
  g_assert_cmpuint (elector_ring.peer_size, ==, 3 * sizeof (guint16) + 2 * sizeof (guint8));
}

/* Comes last: the tests above have run every step. */
static void
test_coverage (void)
{
  subject_assert_all_steps_run (&elector_ring);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ring/win", test_win);
  g_test_add_func ("/ring/lose", test_lose);
  g_test_add_func ("/ring/join", test_join);
  g_test_add_func ("/ring/leader-is-asked", test_leader_is_asked);
  g_test_add_func ("/ring/lower-claim", test_lower_claim);
  g_test_add_func ("/ring/heartbeats", test_heartbeats);
  g_test_add_func ("/ring/leader-silent", test_leader_silent);
  g_test_add_func ("/ring/recover", test_recover);
  g_test_add_func ("/ring/alone", test_alone);
  g_test_add_func ("/ring/non-replacing", test_non_replacing);
  g_test_add_func ("/ring/forward-everything", test_forward_everything);
  g_test_add_func ("/ring/try-once", test_try_once);
  g_test_add_func ("/ring/downwards", test_downwards);
  g_test_add_func ("/ring/acknowledge", test_acknowledge);
  g_test_add_func ("/ring/skip", test_skip);
  g_test_add_func ("/ring/nobody-answers", test_nobody_answers);
  g_test_add_func ("/ring/lengths", test_lengths);
  g_test_add_func ("/ring/room", test_room);
  g_test_add_func ("/ring/state", test_state);
  g_test_add_func ("/ring/coverage", test_coverage);
  return g_test_run ();
}
