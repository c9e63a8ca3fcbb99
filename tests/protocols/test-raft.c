/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Raft's rules one by one: node 3 of 5 is told what happens to it, and what it does and says is expected. */

#include "core/record.h"
#include "fixture.h"
#include "node-fixture.h"
#include "protocols/raft.h"

#include <string.h>

#define N 5
#define ME 3

/* "Sentence." for a step, "VOTE-REPLY+>2 4" for a message with its term, and so on, in lines. */
static void
append_effect (const Subject *self, GString *text, const ElectorEffect *effect)
{
  const ElectorMessage *message = &effect->message;
  g_autofree char *sentence = NULL;

  switch ((ElectorEffectKind) effect->kind)
    {
    case ELECTOR_EFFECT_STEP:
      sentence = subject_format_reason (self, effect);
      g_string_append_printf (text, "%s\n", sentence);
      break;
    case ELECTOR_EFFECT_SEND:
      g_string_append_printf (text, "%s%s%s>%u %u\n", elector_raft.messages.ids[message->type],
                              (message->flags & RAFT_FLAG_GRANTED) != 0 ? "+" : "",
                              (message->flags & RAFT_FLAG_TRANSFER) != 0 ? "!" : "", message->to, message->term);
      break;
    case ELECTOR_EFFECT_SET_TIMER:
      g_string_append_printf (text, "start %s\n", elector_raft.timers.ids[effect->detail]);
      break;
    case ELECTOR_EFFECT_STOP_TIMER:
      break;
    case ELECTOR_EFFECT_ROLE:
      g_string_append_printf (text, "%s\n", elector_role_to_id ((ElectorRole) effect->detail));
      break;
    case ELECTOR_EFFECT_LEADER:
    case ELECTOR_EFFECT_TERM:
    case ELECTOR_EFFECT_VOTE:
      g_string_append_printf (text, "%s %u\n",
                              effect->kind == ELECTOR_EFFECT_LEADER ? "leader"
                              : effect->kind == ELECTOR_EFFECT_TERM ? "term"
                                                                    : "vote",
                              (guint) effect->value);
      break;
    case ELECTOR_EFFECT_LOG:
      g_string_append_printf (text, "log %u/%u\n", message->index, message->log_term);
      break;
    case ELECTOR_EFFECT_COMMIT:
      g_string_append_printf (text, "commit %u\n", (guint) effect->value);
      break;
    default:
      g_assert_not_reached ();
    }
}

static const SubjectStyle style = { .protocol = &elector_raft, .append_effect = append_effect };

static RaftState *
get_state (const Subject *self)
{
  return self->state;
}

/* A follower in term 4 that has voted for node 2 in it, and has a log of 6 entries, the last of term 3. */
static Subject *
subject_new (guint32 rules)
{
  Subject *self = subject_new_in (&style, ME, N, rules);
  RaftState *state = get_state (self);

  state->term = 4;
  state->vote = 2;
  state->log_length = 6;
  state->log_term = 3;
  return self;
}

static ElectorInput
message (RaftMessage type, ElectorNodeId from, guint32 term, guint32 length, guint32 log_term, guint flags)
{
  return (ElectorInput) { .kind = ELECTOR_INPUT_MESSAGE,
                          .message = { .type = type,
                                       .flags = (guint8) flags,
                                       .from = from,
                                       .term = term,
                                       .index = length,
                                       .log_term = log_term } };
}

static ElectorInput
vote (ElectorNodeId from, guint32 term, guint32 length, guint32 log_term)
{
  return message (RAFT_VOTE, from, term, length, log_term, 0);
}

static ElectorInput
answer (RaftMessage type, ElectorNodeId from, guint32 term, gboolean granted)
{
  return message (type, from, term, 0, 0, granted ? RAFT_FLAG_GRANTED : 0);
}

static ElectorInput
timeout (RaftTimer timer)
{
  return (ElectorInput) { .kind = ELECTOR_INPUT_TIMER, .timer = timer };
}

#define ELECTION_5 \
  "Node 3 starts an election for term 5, and votes for itself.\nterm 5\ncandidate\n"
#define ASK_5 \
  "vote 3\nstart election\n" \
  "Node 3 asks everybody for a vote in term 5; its log has 6 entries, the last of term 3.\n" \
  "VOTE>1 5\nVOTE>2 5\nVOTE>4 5\nVOTE>5 5\n"
#define TIMES_OUT "Node 3 has heard no leader for as long as its election timeout.\n"
#define LEAD_5 \
  "Node 3 leads term 5.\nleader\nleader 3\nNode 3 begins its term with entry 7 of term 5.\nlog 7/5\n" \
  "Node 3 sends its heartbeat for term 5.\nAPPEND>1 5\nAPPEND>2 5\nAPPEND>4 5\nAPPEND>5 5\nstart heartbeat\n"

static void
become_candidate (Subject *self)
{
  tell (self, timeout (RAFT_TIMER_ELECTION), TIMES_OUT ELECTION_5 ASK_5);
}

static void
become_leader (Subject *self)
{
  become_candidate (self);
  tell (self, answer (RAFT_VOTE_REPLY, 1, 5, TRUE), "Node 3 counts the vote of node 1: 2 of 5.\n");
  tell (self, answer (RAFT_VOTE_REPLY, 4, 5, TRUE),
        "Node 3 counts the vote of node 4: 3 of 5.\nNode 3 has 3 of 5 votes in term 5: a majority.\n" LEAD_5);
}

static void
test_start (void)
{
  g_autoptr (Subject) self = subject_new (0);

  tell (self, (ElectorInput) { .kind = ELECTOR_INPUT_BOOT }, "Node 3 starts as a follower.\nstart election\n");
  tell (self, (ElectorInput) { .kind = ELECTOR_INPUT_RECOVER },
        "Node 3 comes back in term 4 with its vote and a log of 6 entries.\nstart election\n");
  g_assert_cmpuint (get_state (self)->vote, ==, 2);
  tell (self, (ElectorInput) { .kind = ELECTOR_INPUT_CAMPAIGN }, ELECTION_5 ASK_5);
}

static void
test_vote_once (void)
{
  g_autoptr (Subject) self = subject_new (0);

  /* Term 4: its vote went to node 2. */
  tell (self, vote (1, 4, 9, 3),
        "Node 3 refuses its vote to node 1: it has already voted for 2 in term 4.\nVOTE-REPLY>1 4\n");
  /* The same candidate asks again: the same answer. */
  tell (self, vote (2, 4, 6, 3), "Node 3 votes for node 2 in term 4.\nstart election\nVOTE-REPLY+>2 4\n");
  tell (self, vote (1, 3, 9, 3),
        "Node 3 refuses its vote to node 1: term 3 is older than 4.\nVOTE-REPLY>1 4\n");
  tell (self, vote (1, 7, 6, 3),
        "Node 3 hears from node 1 of term 7, which is newer than 4, and joins it.\nterm 7\n"
        "Node 3 votes for node 1 in term 7.\nvote 1\nstart election\nVOTE-REPLY+>1 7\n");
}

static void
test_vote_log (void)
{
  g_autoptr (Subject) self = subject_new (0);

  tell (self, vote (1, 5, 5, 3),
        "Node 3 hears from node 1 of term 5, which is newer than 4, and joins it.\nterm 5\n"
        "Node 3 refuses its vote to node 1, whose log of 5 entries, the last of term 3, is older than its own.\n"
        "VOTE-REPLY>1 5\n");
  /* Longer, and still older: the last term comes first. */
  tell (self, vote (1, 5, 60, 2),
        "Node 3 refuses its vote to node 1, whose log of 60 entries, the last of term 2, is older than its own.\n"
        "VOTE-REPLY>1 5\n");
  tell (self, vote (1, 5, 1, 4), "Node 3 votes for node 1 in term 5.\nvote 1\nstart election\nVOTE-REPLY+>1 5\n");
}

static void
test_count_votes (void)
{
  g_autoptr (Subject) self = subject_new (0);

  become_candidate (self);
  tell (self, answer (RAFT_VOTE_REPLY, 1, 5, TRUE), "Node 3 counts the vote of node 1: 2 of 5.\n");
  /* Twice from the same node counts once; a vote of another term does not count; neither does a refusal. */
  tell (self, answer (RAFT_VOTE_REPLY, 1, 5, TRUE), "Node 3 counts the vote of node 1: 2 of 5.\n");
  tell (self, answer (RAFT_VOTE_REPLY, 2, 4, TRUE),
        "Node 3 does not count the answer of node 2 of term 4: the question is no longer open.\n");
  tell (self, answer (RAFT_VOTE_REPLY, 2, 5, FALSE), "Node 3 is refused by node 2 in term 5.\n");
  tell (self, answer (RAFT_VOTE_REPLY, 4, 5, TRUE),
        "Node 3 counts the vote of node 4: 3 of 5.\nNode 3 has 3 of 5 votes in term 5: a majority.\n" LEAD_5);
  tell (self, answer (RAFT_VOTE_REPLY, 5, 5, TRUE),
        "Node 3 does not count the answer of node 5 of term 5: the question is no longer open.\n");
}

static void
test_no_majority (void)
{
  g_autoptr (Subject) self = subject_new (0);

  become_candidate (self);
  tell (self, timeout (RAFT_TIMER_ELECTION),
        "Node 3 has 1 votes of 5 when its time is up, and tries again.\n"
        "Node 3 starts an election for term 6, and votes for itself.\nterm 6\nvote 3\nstart election\n"
        "Node 3 asks everybody for a vote in term 6; its log has 6 entries, the last of term 3.\n"
        "VOTE>1 6\nVOTE>2 6\nVOTE>4 6\nVOTE>5 6\n");
  tell (self, answer (RAFT_VOTE_REPLY, 1, 8, FALSE),
        "Node 3 hears from node 1 of term 8, which is newer than 6, and joins it.\nterm 8\nfollower\n"
        "Node 3 does not count the answer of node 1 of term 8: the question is no longer open.\n");
}

static void
test_follow (void)
{
  g_autoptr (Subject) self = subject_new (0);

  tell (self, message (RAFT_APPEND, 1, 3, 9, 3, 0),
        "Node 3 refuses node 1, which leads term 3: it is in term 4.\nAPPEND-REPLY>1 4\n");
  become_candidate (self);
  tell (self, message (RAFT_APPEND, 1, 5, 5, 5, 0),
        "Node 3 follows node 1, which leads term 5.\nfollower\nleader 1\nstart election\n"
        "Node 3 takes over the log of node 1: 5 entries, the last of term 5.\nlog 5/5\nAPPEND-REPLY+>1 5\n");
  tell (self, message (RAFT_APPEND, 1, 5, 7, 5, 0),
        "Node 3 hears its leader, node 1.\nstart election\n"
        "Node 3 takes over the log of node 1: 7 entries, the last of term 5.\nlog 7/5\nAPPEND-REPLY+>1 5\n");
  /* An older one of the same leader comes late: nothing is taken away. */
  tell (self, message (RAFT_APPEND, 1, 5, 6, 5, 0),
        "Node 3 hears its leader, node 1.\nstart election\nAPPEND-REPLY+>1 5\n");
}

static void
test_step_down (void)
{
  g_autoptr (Subject) self = subject_new (0);

  become_leader (self);
  tell (self, answer (RAFT_APPEND_REPLY, 2, 5, TRUE), "Node 3 hears that node 2 has 0 entries of 7.\n");
  tell (self, answer (RAFT_APPEND_REPLY, 2, 4, TRUE), "Node 3 has no use for the answer of node 2 of term 4.\n");
  tell (self, answer (RAFT_APPEND_REPLY, 2, 9, FALSE),
        "Node 3 hears from node 2 of term 9, which is newer than 5, and joins it.\nterm 9\nstart election\nfollower\n"
        "leader 0\nNode 3 has no use for the answer of node 2 of term 9.\n");
}

static void
test_pre_vote (void)
{
  g_autoptr (Subject) self = subject_new (1u << RAFT_RULE_PRE_VOTE);

  tell (self, timeout (RAFT_TIMER_ELECTION),
        TIMES_OUT "Node 3 asks who would vote for it in term 5, without starting it.\npre-candidate\nstart election\n"
                  "PRE-VOTE>1 5\nPRE-VOTE>2 5\nPRE-VOTE>4 5\nPRE-VOTE>5 5\n");
  tell (self, answer (RAFT_PRE_VOTE_REPLY, 1, 5, TRUE), "Node 3 hears that node 1 would vote for it: 2 of 5.\n");
  tell (self, answer (RAFT_PRE_VOTE_REPLY, 2, 4, FALSE), "Node 3 is refused by node 2 in term 4.\n");
  tell (self, answer (RAFT_PRE_VOTE_REPLY, 5, 5, TRUE),
        "Node 3 hears that node 5 would vote for it: 3 of 5.\nNode 3 would get 3 of 5 votes, and starts term 5.\n"
        ELECTION_5 ASK_5);
}

static void
test_answer_pre_vote (void)
{
  g_autoptr (Subject) self = subject_new (1u << RAFT_RULE_PRE_VOTE);

  /* It has voted for node 2 in term 4; what it would do in term 5 changes nothing, and can be said to anybody. */
  tell (self, message (RAFT_PRE_VOTE, 1, 5, 6, 3, 0),
        "Node 3 would vote for node 1 in term 5.\nPRE-VOTE-REPLY+>1 5\n");
  tell (self, message (RAFT_PRE_VOTE, 4, 5, 6, 3, 0),
        "Node 3 would vote for node 4 in term 5.\nPRE-VOTE-REPLY+>4 5\n");
  g_assert_cmpuint (get_state (self)->term, ==, 4);
  g_assert_cmpuint (get_state (self)->vote, ==, 2);
  tell (self, message (RAFT_PRE_VOTE, 1, 4, 6, 3, 0),
        "Node 3 would not vote for node 1 in term 4: it is in term 4 already.\nPRE-VOTE-REPLY>1 4\n");
  tell (self, message (RAFT_PRE_VOTE, 1, 5, 5, 3, 0),
        "Node 3 would not vote for node 1, whose log of 5 entries, the last of term 3, is older than its own.\n"
        "PRE-VOTE-REPLY>1 4\n");
  tell (self, message (RAFT_APPEND, 2, 4, 6, 3, 0),
        "Node 3 follows node 2, which leads term 4.\nleader 2\nstart election\nstart lease\nAPPEND-REPLY+>2 4\n");
  tell (self, message (RAFT_PRE_VOTE, 1, 5, 6, 3, 0),
        "Node 3 would not vote for node 1: it has a leader.\nPRE-VOTE-REPLY>1 4\n");
  tell (self, timeout (RAFT_TIMER_LEASE), "Node 3 no longer stands by its leader.\n");
  tell (self, message (RAFT_PRE_VOTE, 1, 5, 6, 3, 0),
        "Node 3 would vote for node 1 in term 5.\nPRE-VOTE-REPLY+>1 5\n");
}

static void
test_stickiness (void)
{
  g_autoptr (Subject) self = subject_new (1u << RAFT_RULE_STICKINESS);

  tell (self, message (RAFT_APPEND, 2, 4, 6, 3, 0),
        "Node 3 follows node 2, which leads term 4.\nleader 2\nstart election\nstart lease\nAPPEND-REPLY+>2 4\n");
  /* No answer, and no new term. */
  tell (self, vote (1, 9, 60, 8), "Node 3 ignores the request of node 1: it has just heard a leader.\n");
  g_assert_cmpuint (get_state (self)->term, ==, 4);
  tell (self, message (RAFT_VOTE, 1, 5, 6, 3, RAFT_FLAG_TRANSFER),
        "Node 3 hears from node 1 of term 5, which is newer than 4, and joins it.\nterm 5\nleader 0\n"
        "Node 3 votes for node 1 in term 5.\nvote 1\nstart election\nVOTE-REPLY+>1 5\n");
}

static void
test_check_quorum (void)
{
  g_autoptr (Subject) self = subject_new (0);

  become_leader (self);
  tell (self, answer (RAFT_APPEND_REPLY, 1, 5, TRUE), "Node 3 hears that node 1 has 0 entries of 7.\n");
  tell (self, answer (RAFT_APPEND_REPLY, 1, 5, TRUE), "Node 3 hears that node 1 has 0 entries of 7.\n");
  tell (self, answer (RAFT_APPEND_REPLY, 2, 5, TRUE), "Node 3 hears that node 2 has 0 entries of 7.\n");
  tell (self, timeout (RAFT_TIMER_QUORUM), "Node 3 has heard 3 of 5 nodes, and goes on leading.\nstart quorum\n");
  tell (self, answer (RAFT_APPEND_REPLY, 1, 5, TRUE), "Node 3 hears that node 1 has 0 entries of 7.\n");
  tell (self, timeout (RAFT_TIMER_QUORUM),
        "Node 3 has heard only 2 of 5 nodes, and stops leading term 5.\nstart election\nfollower\nleader 0\n");
}

static void
test_transfer (void)
{
  g_autoptr (Subject) self = subject_new (0);

  become_leader (self);
  tell (self, (ElectorInput) { .kind = ELECTOR_INPUT_TRANSFER, .target = 4 },
        "Node 3 is going to hand over to node 4, and sends it its log.\nstart transfer\nAPPEND>4 5\n");
  tell (self, message (RAFT_APPEND_REPLY, 4, 5, 6, 3, RAFT_FLAG_GRANTED),
        "Node 3 hears that node 4 has 6 entries of 7.\n");
  tell (self, message (RAFT_APPEND_REPLY, 4, 5, 7, 5, RAFT_FLAG_GRANTED),
        "Node 3 hears that node 4 has 7 entries of 7.\n"
        "Node 3 sees that node 4 has all 7 entries, and tells it to start.\nTIMEOUT-NOW>4 5\n");
  tell (self, timeout (RAFT_TIMER_TRANSFER), "Node 3 gives up handing over to node 4, and goes on leading.\n");
}

static void
test_take_over (void)
{
  g_autoptr (Subject) self = subject_new (1u << RAFT_RULE_PRE_VOTE);

  tell (self, message (RAFT_TIMEOUT_NOW, 2, 3, 6, 3, 0), "Node 3 does not take over from node 2, which led term 3.\n");
  tell (self, message (RAFT_TIMEOUT_NOW, 2, 4, 6, 3, 0),
        "Node 3 is asked by node 2 to take over from it.\n" ELECTION_5
        "vote 3\nstart election\n"
        "Node 3 asks everybody for a vote in term 5; its log has 6 entries, the last of term 3.\n"
        "VOTE!>1 5\nVOTE!>2 5\nVOTE!>4 5\nVOTE!>5 5\n");
}

/* --- What is wrong on purpose --- */

static void
test_forgets_vote (void)
{
  g_autoptr (Subject) self = subject_new (1u << RAFT_RULE_FORGETS_VOTE);

  tell (self, (ElectorInput) { .kind = ELECTOR_INPUT_RECOVER },
        "Node 3 comes back in term 4 with its vote and a log of 6 entries.\n"
        "Node 3 has forgotten that it voted for node 2 in term 4.\nstart election\n");
  tell (self, vote (1, 4, 9, 3), "Node 3 votes for node 1 in term 4.\nvote 1\nstart election\nVOTE-REPLY+>1 4\n");
}

static void
test_counts_stale_votes (void)
{
  g_autoptr (Subject) self = subject_new (1u << RAFT_RULE_COUNTS_STALE_VOTES);

  become_candidate (self);
  tell (self, answer (RAFT_VOTE_REPLY, 2, 4, TRUE), "Node 3 counts the vote of node 2: 2 of 5.\n");
}

static void
test_live_majority (void)
{
  g_autoptr (Subject) self = subject_new (1u << RAFT_RULE_LIVE_MAJORITY);

  become_candidate (self);
  tell (self, answer (RAFT_VOTE_REPLY, 1, 5, TRUE), "Node 3 counts the vote of node 1: 2 of 5.\n");
  tell (self, timeout (RAFT_TIMER_ELECTION),
        "Node 3 takes 2 votes of the 2 nodes that answered for a majority of term 5.\n" LEAD_5);
}

static void
test_refusal_resets_timer (void)
{
  g_autoptr (Subject) self = subject_new (1u << RAFT_RULE_REFUSAL_RESETS_TIMER);

  tell (self, vote (1, 4, 9, 3),
        "Node 3 refuses its vote to node 1: it has already voted for 2 in term 4.\nstart election\nVOTE-REPLY>1 4\n");
}

static void
test_equal_timeouts (void)
{
  for (guint rules = 0; rules < 2; rules++)
    {
      g_autoptr (Subject) self = subject_new (rules << RAFT_RULE_EQUAL_TIMEOUTS);
      ElectorTime low = self->config.parameters[RAFT_PARAMETER_ELECTION_TIMEOUT].low, least = ELECTOR_NEVER, most = 0;

      for (guint i = 0; i < 100; i++)
        {
          tell (self, (ElectorInput) { .kind = ELECTOR_INPUT_BOOT }, "Node 3 starts as a follower.\nstart election\n");
          least = MIN (least, self->effects.items[1].value);
          most = MAX (most, self->effects.items[1].value);
        }
      g_assert_cmpint (least, >=, low);
      if (rules == 0)
        g_assert_cmpint (most - least, >, low / 2);
      else
        g_assert_cmpint (most, ==, low);
    }
}

/* An entry is safe when three of five have it, and an entry of this term stands at its end. */
static void
test_writes (void)
{
  g_autoptr (Subject) self = subject_new (0);

  become_leader (self); /* of term 5, with 7 entries */
  tell (self, message (RAFT_APPEND_REPLY, 1, 5, 6, 0, RAFT_FLAG_GRANTED),
        "Node 3 hears that node 1 has 6 entries of 7.\n");
  tell (self, message (RAFT_APPEND_REPLY, 2, 5, 6, 0, RAFT_FLAG_GRANTED),
        "Node 3 hears that node 2 has 6 entries of 7.\n"); /* a majority has 6, but they are of earlier terms */
  tell (self, message (RAFT_APPEND_REPLY, 1, 5, 7, 0, RAFT_FLAG_GRANTED),
        "Node 3 hears that node 1 has 7 entries of 7.\n");
  tell (self, message (RAFT_APPEND_REPLY, 1, 5, 7, 0, RAFT_FLAG_GRANTED), /* twice the same */
        "Node 3 hears that node 1 has 7 entries of 7.\n");
  tell (self, message (RAFT_APPEND_REPLY, 2, 5, 7, 0, RAFT_FLAG_GRANTED),
        "Node 3 hears that node 2 has 7 entries of 7.\n"
        "Node 3 sees that 3 of 5 nodes have its first 7 entries: they are safe.\ncommit 7\n");
  tell (self, message (RAFT_APPEND_REPLY, 4, 5, 7, 0, RAFT_FLAG_GRANTED),
        "Node 3 hears that node 4 has 7 entries of 7.\n");
  tell (self, (ElectorInput) { .kind = ELECTOR_INPUT_WRITE },
        "Node 3 puts the write into its log as entry 8, of term 5.\nlog 8/5\n"
        "Node 3 sends its heartbeat for term 5.\nAPPEND>1 5\nAPPEND>2 5\nAPPEND>4 5\nAPPEND>5 5\nstart heartbeat\n");
  tell (self, (ElectorInput) { .kind = ELECTOR_INPUT_WRITE },
        "Node 3 puts the write into its log as entry 9, of term 5.\nlog 9/5\n"
        "Node 3 sends its heartbeat for term 5.\nAPPEND>1 5\nAPPEND>2 5\nAPPEND>4 5\nAPPEND>5 5\nstart heartbeat\n");
  tell (self, message (RAFT_APPEND_REPLY, 4, 5, 8, 0, RAFT_FLAG_GRANTED),
        "Node 3 hears that node 4 has 8 entries of 9.\n");
  tell (self, message (RAFT_APPEND_REPLY, 5, 5, 9, 0, RAFT_FLAG_GRANTED),
        "Node 3 hears that node 5 has 9 entries of 9.\n"); /* 9 has two, 8 has three: the next answer tells */
  tell (self, message (RAFT_APPEND_REPLY, 4, 5, 8, 0, RAFT_FLAG_GRANTED),
        "Node 3 hears that node 4 has 8 entries of 9.\n"
        "Node 3 sees that 3 of 5 nodes have its first 8 entries: they are safe.\ncommit 8\n");
  tell (self, (ElectorInput) { .kind = ELECTOR_INPUT_TRANSFER, .target = 2 },
        "Node 3 is going to hand over to node 2, and sends it its log.\nstart transfer\nAPPEND>2 5\n");
  tell (self, (ElectorInput) { .kind = ELECTOR_INPUT_WRITE },
        "Node 3 takes no writes while it hands over to node 2.\n");
}

static void
test_writes_alone (void)
{
  g_autoptr (Subject) self = subject_new (1u << RAFT_RULE_WRITES_ALONE);

  become_leader (self);
  tell (self, (ElectorInput) { .kind = ELECTOR_INPUT_WRITE },
        "Node 3 accepts the write in term 5 without asking anybody.\ncommit 0\n");
}

/* Messages of a clean round in which the old leader is dead: 2n - 3 for the vote, and as many for the first round of
 * heartbeats. */
static void
test_messages (void)
{
  for (guint n = 3; n <= 9; n++)
    {
      g_autoptr (ElectorFixture) fixture = elector_fixture_new (&elector_raft, n, "10ms", 1);
      guint from;

      elector_fixture_boot (fixture);
      elector_fixture_do (fixture, "campaign 1");
      elector_fixture_run (fixture, "100ms");
      elector_fixture_do (fixture, "crash 1");
      elector_fixture_run (fixture, "200ms");
      from = fixture->records->len;
      elector_fixture_do (fixture, "campaign 2");
      elector_fixture_run (fixture, "250ms");
      g_assert_cmpuint (elector_fixture_count (fixture, ELECTOR_RECORD_SEND, RAFT_VOTE, from), ==, n - 1);
      g_assert_cmpuint (elector_fixture_count (fixture, ELECTOR_RECORD_SEND, RAFT_VOTE_REPLY, from), ==, n - 2);
      g_assert_cmpuint (elector_fixture_count (fixture, ELECTOR_RECORD_SEND, RAFT_APPEND, from), ==, n - 1);
      g_assert_cmpuint (elector_fixture_count (fixture, ELECTOR_RECORD_SEND, RAFT_APPEND_REPLY, from), ==, n - 2);
    }
}

/* Runs last: every step has been seen. */
static void
test_all_steps (void)
{
  subject_assert_all_steps_run (&elector_raft);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/raft/start", test_start);
  g_test_add_func ("/raft/vote-once", test_vote_once);
  g_test_add_func ("/raft/vote-log", test_vote_log);
  g_test_add_func ("/raft/count-votes", test_count_votes);
  g_test_add_func ("/raft/no-majority", test_no_majority);
  g_test_add_func ("/raft/follow", test_follow);
  g_test_add_func ("/raft/step-down", test_step_down);
  g_test_add_func ("/raft/pre-vote", test_pre_vote);
  g_test_add_func ("/raft/answer-pre-vote", test_answer_pre_vote);
  g_test_add_func ("/raft/stickiness", test_stickiness);
  g_test_add_func ("/raft/check-quorum", test_check_quorum);
  g_test_add_func ("/raft/transfer", test_transfer);
  g_test_add_func ("/raft/writes", test_writes);
  g_test_add_func ("/raft/writes-alone", test_writes_alone);
  g_test_add_func ("/raft/take-over", test_take_over);
  g_test_add_func ("/raft/forgets-vote", test_forgets_vote);
  g_test_add_func ("/raft/counts-stale-votes", test_counts_stale_votes);
  g_test_add_func ("/raft/majority-of-live-nodes", test_live_majority);
  g_test_add_func ("/raft/refusal-resets-timer", test_refusal_resets_timer);
  g_test_add_func ("/raft/equal-timeouts", test_equal_timeouts);
  g_test_add_func ("/raft/messages", test_messages);
  g_test_add_func ("/raft/all-steps", test_all_steps);
  return g_test_run ();
}
