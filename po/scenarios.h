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
/* Translators: title of the scenario leader-crash */
N_("The leader crashes")
/* Translators: description of the scenario leader-crash */
N_("Node 5 crashes, node 4 takes over, and node 5 comes back and bullies its way in.")
/* Translators: title of the scenario message-storm */
N_("Message storm")
/* Translators: description of the scenario message-storm */
N_("Every ELECTION starts another election, even while one is running, and one question becomes hundreds"
   " of messages.")
/* Translators: title of the scenario ping-pong */
N_("Ping-pong")
/* Translators: description of the scenario ping-pong */
N_("Node 5 crashes and recovers again and again, and each time it takes the lead away from node 4.")
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
