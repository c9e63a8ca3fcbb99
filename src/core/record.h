/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* One fact in a trace: 32 plain bytes. Everything that is ever shown is folded from these.
 *
 * What happens comes in groups: a head (a fault, a boot, a delivery, a timer that fires) and then what
 * followed from it at that node, each with the head's position as its cause. A message's cause leads from
 * its delivery back to where it was sent. */

#pragma once

#include "core/protocol.h"
#include "core/types.h"

G_BEGIN_DECLS

typedef enum
{
  ELECTOR_RECORD_START,     /* a: number of nodes */
  ELECTOR_RECORD_BOOT,      /* node */
  ELECTOR_RECORD_CRASH,     /* node */
  ELECTOR_RECORD_RECOVER,   /* node */
  ELECTOR_RECORD_PAUSE,     /* node */
  ELECTOR_RECORD_RESUME,    /* node */
  ELECTOR_RECORD_CAMPAIGN,  /* node */
  ELECTOR_RECORD_TRANSFER,  /* node, which leads, is asked to hand over to peer */
  ELECTOR_RECORD_FIRE,      /* node's timer detail is made to run out */
  ELECTOR_RECORD_CUT,       /* node > peer */
  ELECTOR_RECORD_RESTORE,   /* node > peer */
  ELECTOR_RECORD_PARTITION, /* the network splits into a groups, which follow */
  ELECTOR_RECORD_GROUP,     /* node is now in group a */
  ELECTOR_RECORD_HEAL,      /* all partitions and cuts end */
  ELECTOR_RECORD_LOSS,      /* a: per million; on the link node > peer, or on all when node is 0 */
  ELECTOR_RECORD_DELAY,     /* a .. b: microseconds; likewise */
  ELECTOR_RECORD_DUPLICATION, /* a: per million; likewise */
  ELECTOR_RECORD_POSTPONE,  /* the message to node from peer is made to arrive b microseconds later; detail, a, c as
                             * for DELIVER */
  ELECTOR_RECORD_WRITES,    /* the client writes every a microseconds; 0: no more */
  ELECTOR_RECORD_FENCING,   /* the resource turns older terms away: a */
  ELECTOR_RECORD_WRITE,     /* the client gives its write a to node; code: BY_HAND */
  ELECTOR_RECORD_DELIVER,   /* to node, from peer; detail: type, a: slot, c: term or id, cause: the SEND */
  ELECTOR_RECORD_TIMER,     /* node's timer detail ran out */
  ELECTOR_RECORD_DROP,      /* to node, from peer; detail: type, a: slot, code: why, cause: the SEND */
  ELECTOR_RECORD_SEND,      /* from node, to peer; detail: type, a: slot, b: delay, code: flags, c: its term or, where
                             * the protocol says so, the id of the node that it is about */
  ELECTOR_RECORD_DUPLICATE, /* like SEND: a second copy of the same message */
  ELECTOR_RECORD_SET_TIMER, /* node's timer detail runs out in a microseconds */
  ELECTOR_RECORD_STOP_TIMER, /* node's timer detail */
  ELECTOR_RECORD_STEP,      /* node ran step code at line peer; a, b, c: the numbers in its reason */
  ELECTOR_RECORD_ROLE,      /* node's role is detail */
  ELECTOR_RECORD_LEADER,    /* node believes that peer leads */
  ELECTOR_RECORD_TERM,      /* node is in term c */
  ELECTOR_RECORD_VOTE,      /* node votes for peer in its term c */
  ELECTOR_RECORD_LOG,       /* node's log has a entries, the last one of term c */
  ELECTOR_RECORD_COMMIT,    /* node, which leads, knows that the first a entries of its log are safe */
  ELECTOR_RECORD_ACCEPT,    /* node, in term c, accepts write a, which takes the place of peer's write b, if any;
                             * code: BY_HAND */
  ELECTOR_RECORD_REFUSE,    /* node, in term c, does not accept write a; code: ElectorRefusal, BY_HAND; b: the newest
                             * term that the resource has seen */
  ELECTOR_RECORD_VERDICT,   /* property detail: the judge's verdict is code; node, peer, a, b: its evidence,
                             * c: for how many microseconds it has been so */
  ELECTOR_N_RECORDS
} ElectorRecordKind;

typedef enum
{
  ELECTOR_DROP_CRASHED, /* the receiver is down */
  ELECTOR_DROP_CUT,     /* the link is cut, or the network partitioned */
  ELECTOR_DROP_LOST,    /* the network lost it */
  ELECTOR_DROP_TAKEN,   /* somebody took it away */
  ELECTOR_N_DROPS
} ElectorDropReason;

/* Set in the code of a DELIVER or a DUPLICATE that somebody brought about: it is a fault, and a head. Also set in that
 * of a write that somebody asked for. */
#define ELECTOR_RECORD_BY_HAND (1 << 8)

typedef struct
{
  ElectorTime time;
  guint8 kind;
  guint8 detail;
  ElectorNodeId node;
  ElectorNodeId peer;
  guint16 code;
  guint32 a;
  guint32 b;
  guint32 c;
  guint32 cause; /* position of the record that led to this one; 0 when nothing did */
} ElectorRecord;

G_STATIC_ASSERT (sizeof (ElectorRecord) == 32);

/* Takes a record that was just made. Returns its position. */
typedef guint32 (*ElectorSink) (ElectorRecord *record, gpointer user_data);

/* These are asked for every record, several times: no calls. */

/* Whether it was done to the system from outside. */
static inline gboolean
elector_record_is_fault (const ElectorRecord *self)
{
  if (self->kind >= ELECTOR_RECORD_CRASH && self->kind <= ELECTOR_RECORD_POSTPONE)
    return TRUE;
  if (self->kind == ELECTOR_RECORD_DELIVER || self->kind == ELECTOR_RECORD_DUPLICATE)
    return (self->code & ELECTOR_RECORD_BY_HAND) != 0;
  return self->kind == ELECTOR_RECORD_DROP && self->code == ELECTOR_DROP_TAKEN;
}

/* Whether it tells of a message: sent, doubled, postponed, delivered, dropped. */
static inline gboolean
elector_record_is_message (const ElectorRecord *self)
{
  return (self->kind >= ELECTOR_RECORD_SEND && self->kind <= ELECTOR_RECORD_DUPLICATE)
         || self->kind == ELECTOR_RECORD_DELIVER || self->kind == ELECTOR_RECORD_DROP
         || self->kind == ELECTOR_RECORD_POSTPONE;
}

/* Whether an event begins here: everything from this record to the next head belongs together. */
static inline gboolean
elector_record_is_head (const ElectorRecord *self)
{
  if (elector_record_is_fault (self) && !elector_record_is_message (self))
    return self->cause == 0;
  return self->kind <= ELECTOR_RECORD_DROP || elector_record_is_fault (self);
}

const char *elector_record_kind_to_id (ElectorRecordKind kind);
const char *elector_drop_reason_to_id (ElectorDropReason reason);
gboolean elector_record_is_network (const ElectorRecord *self);
gboolean elector_record_is_notable (const ElectorRecord *self, const ElectorProtocol *protocol);

char *elector_record_format (const ElectorRecord *self, const ElectorConfig *config);
char *elector_record_format_reason (const ElectorRecord *self, const ElectorProtocol *protocol);

G_END_DECLS
