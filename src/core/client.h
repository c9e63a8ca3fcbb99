/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* A client that writes, and the resource that it writes to: what a leader is good for.
 *
 * Every write has a number, and goes to one node, to each in its turn. A node that does not lead passes it on, through
 * the network, to the one in whom it believes; a node that leads accepts it. The resource can be reached by every node,
 * always. It is a row of positions, one a write:
 *   - A leader whose algorithm keeps a log accepts a write when the log's entry is safe, at the entry's position.
 *   - Any other leader reads, when it begins to lead, how long the row is, and goes on there by its own count.
 * A write that comes to where another one stands already takes its place: that one is lost, although its client was
 * told that it was accepted. Two leaders do that to each other.
 *
 * Each leader shows its term, when it begins to lead and with every write. A resource that fences turns away who shows
 * an older term than it has seen (Kleppmann, "How to do distributed locking", 2016). Who has no terms shows 0. */

#pragma once

#include "core/types.h"

G_BEGIN_DECLS

/* What stands at a position. */
typedef struct
{
  guint32 number;     /* of the write; 0: nothing does */
  ElectorNodeId node; /* who accepted it */
} ElectorWritten;

/* A write that a leader has put into its log, and not accepted yet. */
typedef struct
{
  guint32 number;
  guint32 position;
  ElectorNodeId node;
  gboolean by_hand;
} ElectorPendingWrite;

typedef struct
{
  ElectorTime interval; /* how often it writes by itself; 0: never */
  ElectorTime next_time; /* when it does next, or ELECTOR_NEVER */
  guint64 order;        /* of the queued event; others are stale */
  guint32 n_writes;     /* how many it has made */
  ElectorNodeId turn;   /* the node that it asked last, or 0 */

  gboolean fencing;
  guint32 term; /* the newest that the resource has seen */
  ElectorWritten *written; /* position p at [p - 1] */
  guint32 n_written;
  guint32 written_capacity;

  ElectorPendingWrite *pending;
  guint n_pending;
  guint pending_capacity;
} ElectorClient;

/* Why a write is refused. */
typedef enum
{
  ELECTOR_REFUSAL_DOWN,      /* the node that was asked does not answer */
  ELECTOR_REFUSAL_NO_LEADER, /* it knows nobody who leads */
  ELECTOR_REFUSAL_NOT_ME,    /* it was passed on to a node that does not lead */
  ELECTOR_REFUSAL_BUSY,      /* the leader takes none now */
  ELECTOR_REFUSAL_DEPOSED,   /* the leader has ceased to lead before it was safe */
  ELECTOR_REFUSAL_FENCED,    /* the resource has seen a newer term */
  ELECTOR_N_REFUSALS
} ElectorRefusal;

void elector_client_init (ElectorClient *self);
void elector_client_copy (ElectorClient *self, const ElectorClient *other);
void elector_client_clear (ElectorClient *self);

void elector_client_show_term (ElectorClient *self, guint32 term);
gboolean elector_client_turns_away (const ElectorClient *self, guint32 term);
ElectorWritten elector_client_put (ElectorClient *self, guint32 position, ElectorWritten write);

void elector_client_add_pending (ElectorClient *self, ElectorPendingWrite write);
gboolean elector_client_take_pending (ElectorClient *self, ElectorNodeId node, guint32 position,
                                      ElectorPendingWrite *write);

const char *elector_refusal_to_id (ElectorRefusal refusal);

G_END_DECLS
