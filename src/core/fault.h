/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What can be done to nodes, links and messages, in words that are the same everywhere: scenario files, the command
 * line, the log.
 *
 *   crash 5 · recover 5 · pause 3 · resume 3 · campaign 3 · transfer 3 (the leader hands over to node 3)
 *   fire 3 election (this timer of node 3 runs out now)
 *   cut 1-2 (both ways) · cut 1>2 (one way) · restore 1-2 · restore 1>2
 *   partition 1,2|3,4,5 (nodes that are not named stay together) · heal (ends partitions and cuts)
 *   loss 20% · delay 10ms..20ms · duplicate 5% · loss 1-2 20% · delay 1>2 10ms..20ms (this link only)
 *   drop 1>3 OK · deliver 1>3 OK · duplicate 1>3 OK · delay 1>3 OK 200ms (later by so much): the message of this
 *   type on its way from node 1 to node 3 that would be the first to arrive; with “#2”, “drop 1>3 OK #2”, the second
 *   write (by the next node in turn) · write 3 (by node 3) · writes 200ms (one so often) · writes off
 *   fencing on · fencing off (see core/client.h) */

#pragma once

#include "core/protocol.h"
#include "core/types.h"

G_BEGIN_DECLS

typedef enum
{
  ELECTOR_FAULT_CRASH,
  ELECTOR_FAULT_RECOVER,
  ELECTOR_FAULT_PAUSE,
  ELECTOR_FAULT_RESUME,
  ELECTOR_FAULT_CAMPAIGN,
  ELECTOR_FAULT_TRANSFER,
  ELECTOR_FAULT_FIRE,
  ELECTOR_FAULT_CUT,
  ELECTOR_FAULT_RESTORE,
  ELECTOR_FAULT_PARTITION,
  ELECTOR_FAULT_HEAL,
  ELECTOR_FAULT_LOSS,
  ELECTOR_FAULT_DELAY,
  ELECTOR_FAULT_DUPLICATE,
  ELECTOR_FAULT_MESSAGE_DROP,
  ELECTOR_FAULT_MESSAGE_DELIVER,
  ELECTOR_FAULT_MESSAGE_DUPLICATE,
  ELECTOR_FAULT_MESSAGE_DELAY,
  ELECTOR_FAULT_WRITE,
  ELECTOR_FAULT_WRITES,
  ELECTOR_FAULT_FENCING,
  ELECTOR_N_FAULTS
} ElectorFaultKind;

typedef struct
{
  ElectorTime time;
  ElectorFaultKind kind;
  ElectorNodeId node;   /* loss, delay, duplicate: 0 means all links; write: 0 means the next */
  ElectorNodeId peer;   /* where the link from node leads */
  gboolean one_way;     /* cut, restore, loss, delay, duplicate: only from node to peer */
  guint per_million;    /* loss, duplicate */
  ElectorRange delay;   /* delay; writes: how often, 0 for never */
  gboolean on;          /* fencing */
  const char *word;     /* the message's type, or the timer; static, from the protocol */
  guint ordinal;        /* which of several such messages, by arrival; 0 and 1: the first */
  guint16 *groups;      /* partition: the group of node i at [i - 1], n_nodes long, owned */
} ElectorFault;

gboolean elector_fault_parse (ElectorFault *fault, const char *text, const ElectorConfig *config, GError **error);
gboolean elector_fault_parse_timed (ElectorFault *fault, const char *text, const ElectorConfig *config,
                                    GError **error);
gboolean elector_fault_is_known_to (const ElectorFault *self, const ElectorProtocol *protocol);
char *elector_fault_format (const ElectorFault *self, guint n_nodes);
void elector_fault_copy (ElectorFault *self, const ElectorFault *other, guint n_nodes);
void elector_fault_clear (ElectorFault *self);

G_END_DECLS
