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
