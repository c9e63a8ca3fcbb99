/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What can be done to nodes and links, in words that are the same everywhere: scenario files, the command
 * line, the log.
 *
 *   crash 5 · recover 5 · pause 3 · resume 3 · campaign 3 · transfer 3 (the leader hands over to node 3)
 *   append 3 (the leader has brought one more entry into the log of node 3, and to nobody else yet)
 *   cut 1-2 (both ways) · cut 1>2 (one way) · restore 1-2 · restore 1>2
 *   partition 1,2|3,4,5 (nodes that are not named stay together) · heal (ends partitions and cuts)
 *   loss 20% · delay 10ms..20ms · duplicate 5% */

#pragma once

#include "core/protocol.h"

G_BEGIN_DECLS

typedef enum
{
  ELECTOR_FAULT_CRASH,
  ELECTOR_FAULT_RECOVER,
  ELECTOR_FAULT_PAUSE,
  ELECTOR_FAULT_RESUME,
  ELECTOR_FAULT_CAMPAIGN,
  ELECTOR_FAULT_TRANSFER,
  ELECTOR_FAULT_APPEND,
  ELECTOR_FAULT_CUT,
  ELECTOR_FAULT_RESTORE,
  ELECTOR_FAULT_PARTITION,
  ELECTOR_FAULT_HEAL,
  ELECTOR_FAULT_LOSS,
  ELECTOR_FAULT_DELAY,
  ELECTOR_FAULT_DUPLICATE,
  ELECTOR_N_FAULTS
} ElectorFaultKind;

typedef struct
{
  ElectorTime time;
  ElectorFaultKind kind;
  ElectorNodeId node;
  ElectorNodeId peer;   /* cut, restore */
  gboolean one_way;     /* cut, restore: only from node to peer */
  guint per_million;    /* loss, duplicate */
  ElectorRange delay;   /* delay */
  guint16 *groups;      /* partition: the group of node i at [i - 1], n_nodes long, owned */
} ElectorFault;

gboolean elector_fault_parse (ElectorFault *fault, const char *text, guint n_nodes, GError **error);
gboolean elector_fault_parse_timed (ElectorFault *fault, const char *text, guint n_nodes, GError **error);
gboolean elector_fault_suits (ElectorFaultKind kind, const ElectorProtocol *protocol);
char *elector_fault_format (const ElectorFault *self, guint n_nodes);
void elector_fault_copy (ElectorFault *self, const ElectorFault *other, guint n_nodes);
void elector_fault_clear (ElectorFault *self);

G_END_DECLS
