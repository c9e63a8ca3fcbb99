/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The words of Raft's election: what each labeled line does, why it is there, and why it just ran. */

#include "protocols/raft.h"

#include <glib/gi18n-lib.h>

#define STEP(name, label_, reason_, explanation_) \
  [RAFT_STEP_##name] = { .label = label_, .reason = reason_, .explanation = explanation_ }

/* A step that counts as the start of an election. */
#define ELECTION(name, label_, reason_, explanation_) \
  [RAFT_STEP_##name] = { .label = label_, .reason = reason_, .explanation = explanation_, .starts_election = TRUE }

/* A step that is not worth a row in the log. */
#define QUIET(name, label_, reason_, explanation_) \
  [RAFT_STEP_##name] = { .label = label_, .reason = reason_, .explanation = explanation_, .quiet = TRUE }

const ElectorStep elector_raft_steps[RAFT_N_STEPS] = {
  STEP (HIGHER_TERM, "higher-term", N_("hears from node {a} of term {b}, which is newer than {c}, and joins it"),
        N_("Any message with a higher term ends the node's own: it takes over the number, has not voted in it yet, and "
           "follows. That is how a leader that was cut off or asleep learns that its time is over.")),
  QUIET (HEARTBEAT, "heartbeat", N_("sends its heartbeat for term {b}"),
         N_("The leader sends its log to everybody again and again. As long as it comes in time, nobody starts an "
            "election.")),
  STEP (BECOME_LEADER, "become-leader", N_("leads term {a}"),
        N_("More than half of all configured nodes have voted for it in this term. Two such majorities share at least "
           "one node, which votes only once a term: so nobody else can win the same term.")),
  STEP (APPEND_NOOP, "append-noop", N_("begins its term with entry {a} of term {b}"),
        N_("The first thing that a new leader writes is an empty entry of its own term. Whoever holds it has "
           "the newest "
           "log, and only such a node can win after it.")),
  ELECTION (START_ELECTION, "start-election", N_("starts an election for term {a}, and votes for itself"),
            N_("A new election is a new term. The node gives its one vote in it to itself, writes both down before "
               "it sends anything, and draws a new timeout, so that two who start at once seldom do so twice.")),
  STEP (ASK_VOTES, "ask-votes",
        N_("asks everybody for a vote in term {a}; its log has {b} entries, the last of term {c}"),
        N_("The request says how new the candidate's log is: its length, and the term of its last entry.")),
  STEP (ASK_PRE_VOTES, "ask-pre-votes", N_("asks who would vote for it in term {a}, without starting it"),
        N_("With pre-vote a node asks first and changes nothing: neither its term nor anybody else's. So a node that "
           "cannot win does not depose a leader who is doing well.")),
  STEP (NO_LEADER, "no-leader", N_("has heard no leader for as long as its election timeout"),
        N_("A follower waits for a leader, or for a candidate that gets its vote. How long is drawn at random, so that "
           "mostly one node is the first, and has won before another one starts.")),
  STEP (LIVE_MAJORITY, "live-majority", N_("takes {a} votes of the {b} nodes that answered for a majority of term {c}"),
        N_("Wrong on purpose: whoever does not answer may only be out of reach. On the other side of a "
           "partition another "
           "node can count in the same way, and win the same term.")),
  STEP (NO_MAJORITY, "no-majority", N_("has {a} votes of {b} when its time is up, and tries again"),
        N_("The votes were split, or too few nodes could be reached. It tries again in a later term.")),
  STEP (PRE_VOTE_LEADER, "pre-vote-leader", N_("would not vote for node {a}: it has a leader"),
        N_("Who leads, or has heard a leader less than the shortest election timeout ago, sees no reason for an "
           "election.")),
  STEP (PRE_VOTE_TERM, "pre-vote-term", N_("would not vote for node {a} in term {b}: it is in term {c} already"),
        N_("The term that the other one wants to start is no news here. The refusal tells it the newer one.")),
  STEP (PRE_VOTE_LOG, "pre-vote-log",
        N_("would not vote for node {a}, whose log of {b} entries, the last of term {c}, is "
                                         "older than its own"),
        N_("The same comparison as for a real vote: a node with an old log could not win.")),
  STEP (GRANT_PRE_VOTE, "grant-pre-vote", N_("would vote for node {a} in term {b}"),
        N_("A promise of nothing: the node has not voted, keeps its timer, and may say the same to others.")),
  STEP (STAND_BY_LEADER, "stand-by-leader", N_("ignores the request of node {a}: it has just heard a leader"),
        N_("With leader stickiness a node that has heard a leader less than the shortest election timeout ago does not "
           "even look at the term of a request. A node that comes back from a cut cannot depose the leader.")),
  STEP (OLD_CANDIDATE, "old-candidate", N_("refuses its vote to node {a}: term {b} is older than {c}"),
        N_("An election that is over. The refusal carries the newer term, and so the candidate gives up.")),
  STEP (ALREADY_VOTED, "already-voted", N_("refuses its vote to node {a}: it has already voted for {b} in term {c}"),
        N_("One vote a term, and it is remembered through a crash. This is what makes two majorities in one term "
           "impossible.")),
  STEP (STALE_LOG, "stale-log",
        N_("refuses its vote to node {a}, whose log of {b} entries, the last of term {c}, is older "
                                   "than its own"),
        N_("The later last term wins, and at the same term the longer log. An entry that a majority holds is then in "
           "the log of every leader to come. Refusing does not restart the timer: somebody better may have to start.")),
  STEP (GRANT_VOTE, "grant-vote", N_("votes for node {a} in term {b}"),
        N_("The first candidate of the term whose log is new enough gets the vote. The node writes that down before it "
           "answers, and waits another election timeout, to give the candidate time to win.")),
  STEP (LATE_VOTE, "late-vote", N_("does not count the answer of node {a} of term {b}: the question is no longer open"),
        N_("A vote is for one term. The election that it was meant for is over, won or lost.")),
  STEP (REFUSED, "refused", N_("is refused by node {a} in term {b}"),
        N_("A refusal of the same term changes nothing: the candidate still may win with the others.")),
  STEP (COUNT_PRE_VOTE, "count-pre-vote", N_("hears that node {a} would vote for it: {b} of {c}"),
        N_("Who said yes is noted by name, so that a message that arrives twice counts once.")),
  STEP (PRE_MAJORITY, "pre-majority", N_("would get {a} of {b} votes, and starts term {c}"),
        N_("A majority would vote for it, so the real election is worth its while.")),
  STEP (COUNT_VOTE, "count-vote", N_("counts the vote of node {a}: {b} of {c}"),
        N_("Who voted is noted by name, so that a message that arrives twice counts once.")),
  STEP (MAJORITY, "majority", N_("has {a} of {b} votes in term {c}: a majority"),
        N_("More than half of all configured nodes, whether they are up or not. Four nodes need three, like five.")),
  STEP (OLD_LEADER, "old-leader", N_("refuses node {a}, which leads term {b}: it is in term {c}"),
        N_("A leader of an older term. The refusal carries the newer one, and ends its reign.")),
  STEP (FOLLOW, "follow", N_("follows node {a}, which leads term {b}"),
        N_("Whoever sends entries of this term has won it, and a candidate of the same term has lost.")),
  QUIET (HEAR_LEADER, "hear-leader", N_("hears its leader, node {a}"),
         N_("All is well: the election timer starts anew, with a new random length.")),
  STEP (COPY_LOG, "copy-log", N_("takes over the log of node {a}: {b} entries, the last of term {c}"),
        N_("The leader's log is the right one. What a follower has beyond it or different from it was never agreed "
           "on.")),
  QUIET (COMMIT, "commit", N_("sees that {b} of {c} nodes have its first {a} entries: they are safe"),
         N_("An entry that a majority has cannot get lost any more: whoever wins a later election needs the vote of "
            "one of them, and gets it only if it has the entry, too. Now the client is told that its write is "
            "accepted. Of an earlier leader’s entries this is true only once an entry of this term stands behind "
            "them.")),
  STEP (NO_WRITES, "no-writes", N_("takes no writes while it hands over to node {a}"),
        N_("What came in now would have to reach the successor first. The next leader will take it.")),
  QUIET (ACCEPT_ALONE, "accept-alone", N_("accepts the write in term {a} without asking anybody"),
         N_("Wrong on purpose: a leader that was cut off, or asleep, while another one was elected still takes "
            "itself for the leader, and accepts writes that nobody else will ever see. A resource that looks at the "
            "term can turn them away.")),
  QUIET (APPEND_WRITE, "append-write", N_("puts the write into its log as entry {a}, of term {b}"),
         N_("The leader decides the order of all writes: that of its log. Nothing is accepted yet.")),
  QUIET (LATE_REPLY, "late-reply", N_("has no use for the answer of node {a} of term {b}"),
         N_("It was meant for a leader of another term.")),
  QUIET (HEAR_FOLLOWER, "hear-follower", N_("hears that node {a} has {b} entries of {c}"),
         N_("Followers answer, so that the leader knows who can still be reached and how far they are.")),
  QUIET (QUORUM, "quorum", N_("has heard {a} of {b} nodes, and goes on leading"),
         N_("With check-quorum the leader counts, once in an election timeout, who has answered since it last did.")),
  STEP (NO_QUORUM, "no-quorum", N_("has heard only {a} of {b} nodes, and stops leading term {c}"),
        N_("A leader without a majority can decide nothing, and the others may have a new one. So it steps down by "
           "itself, instead of telling clients that it leads.")),
  STEP (TRANSFER, "transfer", N_("is going to hand over to node {a}, and sends it its log"),
        N_("A planned change needs no timeout: the leader brings its successor up to date first.")),
  STEP (HAND_OVER, "hand-over", N_("sees that node {a} has all {b} entries, and tells it to start"),
        N_("TIMEOUT-NOW lets the successor start an election at once. It mostly wins: its log is the newest, "
           "and nobody "
           "else is about to start.")),
  STEP (TRANSFER_FAILED, "transfer-failed", N_("gives up handing over to node {a}, and goes on leading"),
        N_("The successor has not won within an election timeout. Perhaps it is down.")),
  STEP (TIMEOUT_NOW, "timeout-now", N_("is asked by node {a} to take over from it"),
        N_("The leader itself wants this election, so it skips the pre-vote, and the others do not stand by their "
           "leader.")),
  STEP (LATE_TIMEOUT_NOW, "late-timeout-now", N_("does not take over from node {a}, which led term {b}"),
        N_("The request comes too late: there is a newer term, or an election is already under way.")),
  QUIET (LEASE_ENDS, "lease-ends", N_("no longer stands by its leader"),
         N_("The shortest election timeout has passed since it heard one. From now on it listens to candidates.")),
  QUIET (BOOT, "boot", N_("starts as a follower"),
         N_("Everybody starts as a follower and waits for a leader. The first whose timer runs out starts an "
            "election.")),
  STEP (RECOVER, "recover", N_("comes back in term {a} with its vote and a log of {c} entries"),
        N_("Term, vote and log were written down before they counted, and survive the crash. Who led does "
           "not: the node "
           "waits as a follower.")),
  STEP (FORGET_VOTE, "forget-vote", N_("has forgotten that it voted for node {a} in term {b}"),
        N_("Wrong on purpose: a vote that only memory knew can be given twice in one term, and then two nodes "
           "can have a "
           "majority in it.")),
};
