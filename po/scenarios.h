/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Made by build-aux/scenario-strings, for translators only: nothing includes it. */

#pragma once

/* Translators: title of the scenario broken-ring */
N_("A broken ring")
/* Translators: description of the scenario broken-ring */
N_("Ids travel round a ring. Node 5 crashes, and no election can end until it is back; with ring repair,"
   " in Setup, node 4 takes over.")
/* Translators: title of the scenario cascade */
N_("One after another")
/* Translators: description of the scenario cascade */
N_("Nodes 5, 4 and 3 crash in turn, node 4 in the middle of its own election, and each time the highest "
   "survivor leads.")
/* Translators: title of the scenario double-vote */
N_("A vote that a disk forgot")
/* Translators: description of the scenario double-vote */
N_("Node 2 votes for node 1, crashes, forgets it, and votes for node 3 in the same term: one term has "
   "two leaders.")
/* Translators: title of the scenario fencing */
N_("A fencing token saves the day")
/* Translators: description of the scenario fencing */
N_("Node 5 wakes up, does not know that it was deposed, and writes; but the resource has seen a newer "
   "term, and turns it away.")
/* Translators: title of the scenario flaky-follower */
N_("A flaky follower")
/* Translators: description of the scenario flaky-follower */
N_("Node 3 loses its connection, starts term after term alone, and deposes a good leader when it comes "
   "back.")
/* Translators: title of the scenario gc-pause */
N_("A pause, and two leaders")
/* Translators: description of the scenario gc-pause */
N_("Node 5 stands still while its garbage is collected, node 4 takes over, and node 5 wakes up and still"
   " takes itself for the leader.")
/* Translators: title of the scenario leader-crash */
N_("The leader crashes")
/* Translators: description of the scenario leader-crash */
N_("Node 5 crashes, node 4 takes over, and node 5 comes back and bullies its way in.")
/* Translators: title of the scenario lost-victory */
N_("A lost VICTORY")
/* Translators: description of the scenario lost-victory */
N_("Node 4 has won, but the message that says so to node 2 gets lost: node 2 waits until its time is up,"
   " asks again, and is told then.")
/* Translators: title of the scenario majority-minority */
N_("Minority and majority")
/* Translators: description of the scenario majority-minority */
N_("The leader is cut off with one other node, the majority elects a new one, and the old one gives way "
   "when the network heals.")
/* Translators: title of the scenario message-storm */
N_("Message storm")
/* Translators: description of the scenario message-storm */
N_("Every ELECTION starts another election, even while one is running, and one question becomes hundreds"
   " of messages.")
/* Translators: title of the scenario no-fencing */
N_("No fencing token")
/* Translators: description of the scenario no-fencing */
N_("Node 5 wakes up, does not know that it was deposed, and overwrites what clients were told was safe.")
/* Translators: title of the scenario one-way-link */
N_("A link that works one way")
/* Translators: description of the scenario one-way-link */
N_("Node 4 no longer hears node 5, but node 5 hears node 4: the answers get lost, node 4 takes the lead,"
   " and nobody else follows it.")
/* Translators: title of the scenario partition-bully */
N_("Bully splits, and loses writes")
/* Translators: description of the scenario partition-bully */
N_("In a partition both sides have a leader that accepts writes, and some of them are lost.")
/* Translators: title of the scenario partition-raft */
N_("Raft splits, but loses no write")
/* Translators: description of the scenario partition-raft */
N_("Clients write on both sides of a partition: the side without a majority accepts nothing, and so "
   "nothing that was accepted is lost.")
/* Translators: title of the scenario ping-pong */
N_("Ping-pong")
/* Translators: description of the scenario ping-pong */
N_("Node 5 crashes and recovers again and again, and each time it takes the lead away from node 4.")
/* Translators: title of the scenario pre-vote */
N_("A flaky follower, with pre-vote")
/* Translators: description of the scenario pre-vote */
N_("The same node with the same bad connection asks first whether it could win, starts no term, and node"
   " 5 leads all the time.")
/* Translators: title of the scenario raft-election */
N_("An election by votes")
/* Translators: description of the scenario raft-election */
N_("Node 5 leads term 1, crashes, and a majority of the others votes for a new leader; when node 5 comes"
   " back, it follows.")
/* Translators: title of the scenario slow-network */
N_("Too slow to answer")
/* Translators: description of the scenario slow-network */
N_("Messages take longer than the answer timeout allows, so node 4 takes silence for victory and leads "
   "beside node 5.")
/* Translators: title of the scenario split-brain */
N_("Split brain")
/* Translators: description of the scenario split-brain */
N_("A partition separates nodes 1 and 2 from the rest, each side has a leader of its own, and healing "
   "leaves one.")
/* Translators: title of the scenario split-vote */
N_("Split votes")
/* Translators: description of the scenario split-vote */
N_("All election timeouts are equal, so all nodes start at once, each votes for itself, and nobody wins,"
   " until one of them is told to begin before the others.")
/* Translators: title of the scenario stale-log */
N_("A stale log cannot win")
/* Translators: description of the scenario stale-log */
N_("Node 3 missed some writes; when the leader crashes it is the first to ask for votes, and everybody "
   "refuses, because their logs are newer.")
/* Translators: title of the scenario transfer */
N_("Handing over")
/* Translators: description of the scenario transfer */
N_("Node 5 is to be serviced and hands its lead over to node 2 in time: no timeout has to run out, and "
   "after 52 ms there is a leader again.")
/* Translators: title of [elector] in the lesson bully-step-by-step */
N_("Bully, step by step")
/* Translators: description of [elector] in the lesson bully-step-by-step */
N_("Ask everyone above, wait for an answer, and take silence for victory.")
/* Translators: text of [step 1] in the lesson bully-step-by-step */
N_("The bully algorithm has one idea: of all nodes that are alive, the one with the highest id leads. "
   "But no node can see who is alive. It has to ask.")
/* Translators: text of [step 2] in the lesson bully-step-by-step */
N_("Crash the leader: click node 5, or press Enter on it.")
/* Translators: text of [step 3] in the lesson bully-step-by-step */
N_("The others still believe in node 5. They will doubt it when their leader timers run out. Node 1 does"
   " not wait for that: it starts an election, and sends ELECTION to every node above it.")
/* Translators: text of [step 4] in the lesson bully-step-by-step */
N_("Who is asked from below answers OK, which means “I am here, leave it to me”. Then it holds an "
   "election of its own, unless one is already running.")
/* Translators: text of [step 5] in the lesson bully-step-by-step */
N_("Node 1 has an OK. It stands down and waits for a VICTORY: somebody higher takes care.")
/* Translators: ask of [step 5] in the lesson bully-step-by-step */
N_("Who will win?")
/* Translators: right of [step 5] in the lesson bully-step-by-step */
N_("Right: it is {answer}. It asked node 5, heard nothing for the answer timeout, and took silence for "
   "victory.")
/* Translators: wrong of [step 5] in the lesson bully-step-by-step */
N_("It is {answer}. It asked node 5, heard nothing for the answer timeout, and took silence for victory.")
/* Translators: text of [step 6] in the lesson bully-step-by-step */
N_("Node 1 sent four ELECTIONs, and those that it asked sent more. Now it starts from the other end: "
   "node 4 crashes as well, and node 3 is the one that asks.")
/* Translators: ask of [step 6] in the lesson bully-step-by-step */
N_("How many ELECTION messages will it take this time?")
/* Translators: right of [step 6] in the lesson bully-step-by-step */
N_("Right, it takes {answer}. Node 3 asks nodes 4 and 5, and nobody answers. What an election costs "
   "depends on who starts it.")
/* Translators: wrong of [step 6] in the lesson bully-step-by-step */
N_("It takes {answer}. Node 3 asks nodes 4 and 5, and nobody answers. What an election costs depends on "
   "who starts it.")
/* Translators: text of [step 7] in the lesson bully-step-by-step */
N_("Bring node 5 back: click it, or press Enter on it.")
/* Translators: ask of [step 7] in the lesson bully-step-by-step */
N_("How many ELECTION messages does node 5 send when it comes back?")
/* Translators: choices of [step 7] in the lesson bully-step-by-step */
N_("None")
/* Translators: choices of [step 7] in the lesson bully-step-by-step */
N_("Two, to nodes 1 and 2")
/* Translators: choices of [step 7] in the lesson bully-step-by-step */
N_("Four, to everybody")
/* Translators: right of [step 7] in the lesson bully-step-by-step */
N_("Right: “{answer}”. Nobody is above node 5, so there is nobody to ask. It announces its victory at "
   "once.")
/* Translators: wrong of [step 7] in the lesson bully-step-by-step */
N_("The run says: “{answer}”. Nobody is above node 5, so there is nobody to ask. It announces its "
   "victory at once.")
/* Translators: text of [step 8] in the lesson bully-step-by-step */
N_("That is all of it: ask everyone above, stand down on OK, and take silence for victory. The last rule"
   " is the one to keep an eye on. What if the silence has another reason?")
/* Translators: title of [elector] in the lesson nobody-leads */
N_("Nobody leads")
/* Translators: description of [elector] in the lesson nobody-leads */
N_("Three of five Raft nodes are up, and can hear each other. Keep them without a leader for two seconds"
   " at a stretch, with a single cut link.")
/* Translators: hint of [challenge] in the lesson nobody-leads */
N_("A candidate needs all three votes. Which link does a leader need, and which one does it not?")
/* Translators: title of [elector] in the lesson raft-election */
N_("Raft’s election")
/* Translators: description of [elector] in the lesson raft-election */
N_("Terms, votes, majorities, and why timers are random.")
/* Translators: text of [step 1] in the lesson raft-election */
N_("In Raft it does not matter who is highest. A node leads when more than half of all nodes have voted "
   "for it. Votes belong to a term, a number that only grows, and each node has one vote in each term.")
/* Translators: text of [step 2] in the lesson raft-election */
N_("Nobody leads yet. Since the start, each node waits for a random time of its own, from 600 ms to 1.2 "
   "s. The ring around a node shows how much of that is left.")
/* Translators: ask of [step 2] in the lesson raft-election */
N_("Who will win the first election?")
/* Translators: right of [step 2] in the lesson raft-election */
N_("Right: it is {answer}. Its timer ran out first, and it asked for votes before anybody else did.")
/* Translators: wrong of [step 2] in the lesson raft-election */
N_("It is {answer}. Its timer ran out first, and it asked for votes before anybody else did.")
/* Translators: text of [step 3] in the lesson raft-election */
N_("That was term 1. The winner voted for itself and asked all others. Two more votes of five were "
   "enough: three nodes are a majority, and two majorities always share a node.")
/* Translators: text of [step 4] in the lesson raft-election */
N_("Now node 2 crashes, the leader. The others wait for its heartbeat until the first of their timers "
   "runs out.")
/* Translators: ask of [step 4] in the lesson raft-election */
N_("In which term will the next leader lead?")
/* Translators: right of [step 4] in the lesson raft-election */
N_("Right: in term {answer}. Who starts an election begins a new term, and old votes do not count in it.")
/* Translators: wrong of [step 4] in the lesson raft-election */
N_("In term {answer}. Who starts an election begins a new term, and old votes do not count in it.")
/* Translators: text of [step 5] in the lesson raft-election */
N_("Node 4 has won, and crashes as well.")
/* Translators: ask of [step 5] in the lesson raft-election */
N_("Can the three that are left agree on a leader?")
/* Translators: right of [step 5] in the lesson raft-election */
N_("Right, the answer is “{answer}”. Three of five are a majority.")
/* Translators: wrong of [step 5] in the lesson raft-election */
N_("The answer is “{answer}”. Three of five are a majority.")
/* Translators: text of [step 6] in the lesson raft-election */
N_("Node 5 has won, and crashes as well.")
/* Translators: ask of [step 6] in the lesson raft-election */
N_("Can the two that are left elect a leader?")
/* Translators: right of [step 6] in the lesson raft-election */
N_("Right, the answer is “{answer}”. A candidate needs three votes of five, however many nodes are down."
   " Raft would rather have no leader than two.")
/* Translators: wrong of [step 6] in the lesson raft-election */
N_("The answer is “{answer}”. A candidate needs three votes of five, however many nodes are down. Raft "
   "would rather have no leader than two.")
/* Translators: text of [step 7] in the lesson raft-election */
N_("Bring node 5 back: click it, or press Enter on it. It has kept its term and its vote in stable "
   "storage, so it cannot vote twice in a term.")
/* Translators: text of [step 8] in the lesson raft-election */
N_("One more run. Now all election timeouts are equally long, 600 ms.")
/* Translators: ask of [step 8] in the lesson raft-election */
N_("Will there be a leader within five seconds?")
/* Translators: right of [step 8] in the lesson raft-election */
N_("Right, the answer is “{answer}”. All become candidates at once, and each votes for itself: a split "
   "vote, term after term.")
/* Translators: wrong of [step 8] in the lesson raft-election */
N_("The answer is “{answer}”. All become candidates at once, and each votes for itself: a split vote, "
   "term after term.")
/* Translators: text of [step 9] in the lesson raft-election */
N_("So chance keeps Raft going, and counting keeps it safe. Timing decides only when there is a leader, "
   "and never whether a term has two.")
/* Translators: title of [elector] in the lesson split-brain-and-terms */
N_("Split brain and terms")
/* Translators: description of [elector] in the lesson split-brain-and-terms */
N_("Two leaders lose a client’s writes, and a number prevents it.")
/* Translators: text of [step 1] in the lesson split-brain-and-terms */
N_("Node 5 leads a bully cluster, and a client writes five times a second. The strip below the stage "
   "shows what was accepted, and by whom.")
/* Translators: text of [step 2] in the lesson split-brain-and-terms */
N_("Now the network is cut in two: nodes 1 and 2 are on one side, nodes 3, 4 and 5 on the other. All "
   "five of them are alive.")
/* Translators: ask of [step 2] in the lesson split-brain-and-terms */
N_("Can both sides have a leader?")
/* Translators: right of [step 2] in the lesson split-brain-and-terms */
N_("Right, the answer is “{answer}”. Each side has the highest node that it can hear.")
/* Translators: wrong of [step 2] in the lesson split-brain-and-terms */
N_("The answer is “{answer}”. Each side has the highest node that it can hear.")
/* Translators: text of [step 3] in the lesson split-brain-and-terms */
N_("Both leaders have told clients “your write is stored”, and both count on from the same place in the "
   "list.")
/* Translators: ask of [step 3] in the lesson split-brain-and-terms */
N_("Will a write be lost within the next second?")
/* Translators: right of [step 3] in the lesson split-brain-and-terms */
N_("Right, the answer is “{answer}”. Each leader overwrites what the other has accepted. That is split "
   "brain.")
/* Translators: wrong of [step 3] in the lesson split-brain-and-terms */
N_("The answer is “{answer}”. Each leader overwrites what the other has accepted. That is split brain.")
/* Translators: text of [step 4] in the lesson split-brain-and-terms */
N_("The network heals. The leaders hear of each other, and the lower one gives way. All is well again, "
   "it seems, but nobody brings the lost writes back.")
/* Translators: text of [step 5] in the lesson split-brain-and-terms */
N_("The same again, with Raft. First, the nodes elect a leader.")
/* Translators: text of [step 6] in the lesson split-brain-and-terms */
N_("Node 5 leads term 1, and the client writes again. A Raft leader accepts a write only when a majority"
   " of all nodes have it in their logs.")
/* Translators: text of [step 7] in the lesson split-brain-and-terms */
N_("Now the leader is on the smaller side: nodes 1 and 5 here, nodes 2, 3 and 4 there.")
/* Translators: ask of [step 7] in the lesson split-brain-and-terms */
N_("How many nodes will act as leader at the same time?")
/* Translators: choices of [step 7] in the lesson split-brain-and-terms */
N_("Nobody")
/* Translators: choices of [step 7] in the lesson split-brain-and-terms */
N_("One")
/* Translators: choices of [step 7] in the lesson split-brain-and-terms */
N_("Two, one on each side")
/* Translators: right of [step 7] in the lesson split-brain-and-terms */
N_("Right: “{answer}”. Even in Raft, an old leader goes on believing in itself until it hears of a newer"
   " term. But the new one leads a higher term.")
/* Translators: wrong of [step 7] in the lesson split-brain-and-terms */
N_("The run says: “{answer}”. Even in Raft, an old leader goes on believing in itself until it hears of "
   "a newer term. But the new one leads a higher term.")
/* Translators: text of [step 8] in the lesson split-brain-and-terms */
N_("So there are two leaders, and the client still writes to both sides.")
/* Translators: ask of [step 8] in the lesson split-brain-and-terms */
N_("Will a write that was accepted be lost this time?")
/* Translators: right of [step 8] in the lesson split-brain-and-terms */
N_("Right, the answer is “{answer}”. The old leader cannot reach a majority, so it accepts nothing. Two "
   "leaders do no harm if one of them can decide nothing.")
/* Translators: wrong of [step 8] in the lesson split-brain-and-terms */
N_("The answer is “{answer}”. The old leader cannot reach a majority, so it accepts nothing. Two leaders"
   " do no harm if one of them can decide nothing.")
/* Translators: text of [step 9] in the lesson split-brain-and-terms */
N_("The network heals. A message from the higher term reaches node 5, and it steps down at once. No ids "
   "were compared, only terms.")
/* Translators: text of [step 10] in the lesson split-brain-and-terms */
N_("No algorithm can rule out that somebody believes too long that they lead. What helps is a number "
   "that grows with every leadership, and someone who refuses the old one: the majority in Raft, or a "
   "store that checks it, which then is called a fencing token.")
/* Translators: title of [elector] in the lesson the-smallest */
N_("The smallest leads")
/* Translators: description of [elector] in the lesson the-smallest */
N_("Make node 1 the leader of a bully cluster: in the end all five nodes are up and follow it. In this "
   "cluster, a node that comes back does not bully.")
/* Translators: hint of [challenge] in the lesson the-smallest */
N_("Node 1 is the highest node when no other is up.")
/* Translators: title of [elector] in the lesson two-leaders */
N_("Two leaders")
/* Translators: description of [elector] in the lesson two-leaders */
N_("Make two nodes of a Raft cluster act as leader at the same time, with at most three interventions.")
/* Translators: hint of [challenge] in the lesson two-leaders */
N_("Who does not hear that it was replaced goes on.")
/* Translators: title of [elector] in the lesson what-breaks-bully */
N_("What breaks bully")
/* Translators: description of [elector] in the lesson what-breaks-bully */
N_("Slow answers, a forgotten test, an endless wait, and a network in two parts.")
/* Translators: text of [step 1] in the lesson what-breaks-bully */
N_("The bully algorithm takes silence for a crash. That is right as long as every answer comes within a "
   "known time. Here a question and its answer take at most 140 ms, and a node waits for 150 ms.")
/* Translators: text of [step 2] in the lesson what-breaks-bully */
N_("Now the network becomes slow: every message takes 300 ms. Nobody crashes. Node 4 asks node 5 whether"
   " it is there.")
/* Translators: ask of [step 2] in the lesson what-breaks-bully */
N_("Will there be two leaders at once?")
/* Translators: right of [step 2] in the lesson what-breaks-bully */
N_("Right, the answer is “{answer}”. The OK of node 5 was on its way when node 4 lost patience.")
/* Translators: wrong of [step 2] in the lesson what-breaks-bully */
N_("The answer is “{answer}”. The OK of node 5 was on its way when node 4 lost patience.")
/* Translators: text of [step 3] in the lesson what-breaks-bully */
N_("The lamp “One leader” has turned amber: this is no bug in the program, it is what the algorithm "
   "never promised on so slow a network. With a fast network, the lower leader hears of the higher one, "
   "and gives way.")
/* Translators: text of [step 4] in the lesson what-breaks-bully */
N_("A new run, with a mistake from a listing that is copied from page to page: every ELECTION starts "
   "another election, even while one is running.")
/* Translators: text of [step 5] in the lesson what-breaks-bully */
N_("Everybody is well. Node 1 asks once whether there is anybody above it. With the test in its place, "
   "that makes 24 messages among five nodes, heartbeats aside.")
/* Translators: ask of [step 5] in the lesson what-breaks-bully */
N_("Will it be more than 40 without the test?")
/* Translators: right of [step 5] in the lesson what-breaks-bully */
N_("Right, the answer is “{answer}”. Each question sets off others, and every further node roughly "
   "doubles their number.")
/* Translators: wrong of [step 5] in the lesson what-breaks-bully */
N_("The answer is “{answer}”. Each question sets off others, and every further node roughly doubles "
   "their number.")
/* Translators: text of [step 6] in the lesson what-breaks-bully */
N_("Another run, with another mistake: a node that got an OK waits for a VICTORY without end. There is "
   "no victory timeout.")
/* Translators: text of [step 7] in the lesson what-breaks-bully */
N_("Node 5 crashes, and node 3 asks who is there. Node 4 answers OK, and starts an election itself.")
/* Translators: text of [step 8] in the lesson what-breaks-bully */
N_("Node 3 has its OK and waits. Now node 4 crashes, before it can announce anything.")
/* Translators: ask of [step 8] in the lesson what-breaks-bully */
N_("Three nodes are well. Will one of them lead within four seconds?")
/* Translators: right of [step 8] in the lesson what-breaks-bully */
N_("Right, the answer is “{answer}”. They all wait for the VICTORY of a node that is dead. Every wait "
   "needs a timeout.")
/* Translators: wrong of [step 8] in the lesson what-breaks-bully */
N_("The answer is “{answer}”. They all wait for the VICTORY of a node that is dead. Every wait needs a "
   "timeout.")
/* Translators: text of [step 9] in the lesson what-breaks-bully */
N_("One last run, with the complete algorithm and a fast network. A cable is cut: nodes 1 and 2 are on "
   "one side, nodes 3, 4 and 5 on the other.")
/* Translators: ask of [step 9] in the lesson what-breaks-bully */
N_("How many nodes will lead at the same time?")
/* Translators: right of [step 9] in the lesson what-breaks-bully */
N_("Right: “{answer}”. Nodes 1 and 2 cannot tell a cut cable from a crash, and node 2 is the highest "
   "that they hear.")
/* Translators: wrong of [step 9] in the lesson what-breaks-bully */
N_("The run says: “{answer}”. Nodes 1 and 2 cannot tell a cut cable from a crash, and node 2 is the "
   "highest that they hear.")
/* Translators: text of [step 10] in the lesson what-breaks-bully */
N_("Two of these four were mistakes in a program. The other two were not: bully needs a network that is "
   "never slow and never cut. An algorithm for other networks must not take silence for victory. Raft "
   "counts votes instead.")
/* Translators: title of [elector] in the lesson which-one */
N_("Which one should I use?")
/* Translators: description of [elector] in the lesson which-one */
N_("Bully and Raft get into the same trouble, and come out of it differently.")
/* Translators: text of [step 1] in the lesson which-one */
N_("Two algorithms, the same trouble. First bully: five nodes, and node 5 leads.")
/* Translators: text of [step 2] in the lesson which-one */
N_("Node 5 crashes. Sooner or later a node notices, and bully holds an election.")
/* Translators: ask of [step 2] in the lesson which-one */
N_("Will that take more than 10 messages, heartbeats aside?")
/* Translators: right of [step 2] in the lesson which-one */
N_("Right, the answer is “{answer}”. It depends on who notices first: with five nodes it can be from 4 "
   "to 19 messages.")
/* Translators: wrong of [step 2] in the lesson which-one */
N_("The answer is “{answer}”. It depends on who notices first: with five nodes it can be from 4 to 19 "
   "messages.")
/* Translators: text of [step 3] in the lesson which-one */
N_("Now Raft, with the same nodes on the same network. First of all they need a leader.")
/* Translators: text of [step 4] in the lesson which-one */
N_("Node 5 happens to lead, and crashes as well.")
/* Translators: ask of [step 4] in the lesson which-one */
N_("Will Raft’s election take more than 10 messages, heartbeats aside?")
/* Translators: right of [step 4] in the lesson which-one */
N_("Right, the answer is “{answer}”. One candidate asks four nodes, and the three that are alive answer."
   " Only if votes split is there another round.")
/* Translators: wrong of [step 4] in the lesson which-one */
N_("The answer is “{answer}”. One candidate asks four nodes, and the three that are alive answer. Only "
   "if votes split is there another round.")
/* Translators: text of [step 5] in the lesson which-one */
N_("Back to bully, and to worse trouble: nodes 3, 4 and 5 crash at once.")
/* Translators: ask of [step 5] in the lesson which-one */
N_("Will one of the two that are left lead?")
/* Translators: right of [step 5] in the lesson which-one */
N_("Right, the answer is “{answer}”. Bully goes on with two nodes, and would go on with one.")
/* Translators: wrong of [step 5] in the lesson which-one */
N_("The answer is “{answer}”. Bully goes on with two nodes, and would go on with one.")
/* Translators: text of [step 6] in the lesson which-one */
N_("The same three crash under Raft.")
/* Translators: right of [step 6] in the lesson which-one */
N_("Right, the answer is “{answer}”. Two of five are no majority. Raft stops until a third one comes "
   "back.")
/* Translators: wrong of [step 6] in the lesson which-one */
N_("The answer is “{answer}”. Two of five are no majority. Raft stops until a third one comes back.")
/* Translators: text of [step 7] in the lesson which-one */
N_("Neither is wrong. Two nodes that hear nothing cannot know whether the others have crashed or are cut"
   " off. Bully bets on a crash and stays available; Raft bets on nothing and stays consistent.")
/* Translators: text of [step 8] in the lesson which-one */
N_("So ask what two leaders would cost you. If they would only do some work twice, and the network is "
   "short and quick, like a bus or a single rack, bully is simple and goes on to the last node. If they "
   "would damage data, use votes and terms.")
/* Translators: ask of [step 8] in the lesson which-one */
N_("Which of the two do you choose for a database? We let the network be cut in two, and count the "
   "writes that bully loses.")
/* Translators: choices of [step 8] in the lesson which-one */
N_("Bully: it will lose nothing")
/* Translators: choices of [step 8] in the lesson which-one */
N_("Raft: bully will lose some")
/* Translators: right of [step 8] in the lesson which-one */
N_("Right: “{answer}”. The count is in the strip below the stage.")
/* Translators: wrong of [step 8] in the lesson which-one */
N_("The run says: “{answer}”. The count is in the strip below the stage.")
/* Translators: text of [step 9] in the lesson which-one */
N_("And you rarely have to write one. etcd and Consul elect by Raft, Kafka’s controllers and MongoDB by "
   "close relatives of it. Most programs take a lease from such a store, and careful ones send its "
   "number along with every request.")
/* Translators: title of [elector] in the lesson why-a-leader */
N_("Why a leader?")
/* Translators: description of [elector] in the lesson why-a-leader */
N_("What one node in charge is good for, and what happens when it fails.")
/* Translators: text of [step 1] in the lesson why-a-leader */
N_("Five nodes keep one list together. They share no memory and no clock: a node knows only itself and "
   "the messages that reach it. Node 5 has just told the others that it is in charge.")
/* Translators: text of [step 2] in the lesson why-a-leader */
N_("A client starts to write to the list. It asks one node after another, and each of them passes the "
   "write on to node 5. One node decides on the order, so there is only one order.")
/* Translators: text of [step 3] in the lesson why-a-leader */
N_("A leader keeps things simple. But everything now depends on one node.")
/* Translators: ask of [step 3] in the lesson why-a-leader */
N_("Node 5 is about to crash. Will any write still be accepted before another node notices?")
/* Translators: right of [step 3] in the lesson why-a-leader */
N_("Right, the answer is “{answer}”. The others go on passing writes to a leader that is no longer "
   "there.")
/* Translators: wrong of [step 3] in the lesson why-a-leader */
N_("The answer is “{answer}”. The others go on passing writes to a leader that is no longer there.")
/* Translators: text of [step 4] in the lesson why-a-leader */
N_("No message ever said “node 5 is down”. All there was is silence. A node waited for a heartbeat for "
   "as long as its leader timeout, lost patience, and started an election.")
/* Translators: text of [step 5] in the lesson why-a-leader */
N_("An election is how the nodes that are left find a new leader, by messages alone.")
/* Translators: ask of [step 5] in the lesson why-a-leader */
N_("Who will be in charge next?")
/* Translators: right of [step 5] in the lesson why-a-leader */
N_("Right: it is {answer}. In this algorithm, the highest node that is alive leads.")
/* Translators: wrong of [step 5] in the lesson why-a-leader */
N_("It is {answer}. In this algorithm, the highest node that is alive leads.")
/* Translators: text of [step 6] in the lesson why-a-leader */
N_("The list goes on. For a moment the client was refused; it asked again, and now it is served. That "
   "moment without a leader is the price of a crash, and every algorithm pays it.")
/* Translators: text of [step 7] in the lesson why-a-leader */
N_("Now bring node 5 back: click it, or press Enter on it.")
/* Translators: ask of [step 7] in the lesson why-a-leader */
N_("Node 4 leads well. When node 5 comes back, does node 4 keep the lead?")
/* Translators: right of [step 7] in the lesson why-a-leader */
N_("Right, the answer is “{answer}”. The highest node takes over, even from a leader that does well. "
   "Hence the name: the bully algorithm.")
/* Translators: wrong of [step 7] in the lesson why-a-leader */
N_("The answer is “{answer}”. The highest node takes over, even from a leader that does well. Hence the "
   "name: the bully algorithm.")
/* Translators: text of [step 8] in the lesson why-a-leader */
N_("So a leader is one node that decides, together with a way to replace it. The next lessons look at "
   "how the replacing works, and at how it goes wrong.")
