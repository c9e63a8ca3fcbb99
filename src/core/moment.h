/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What is the case at a moment of a run: folded, record by record, from the trace and from nothing else. */

#pragma once

#include "core/judge.h"
#include "core/network.h"
#include "core/protocol.h"
#include "core/record.h"

G_BEGIN_DECLS

typedef struct
{
  ElectorTime deadlines[ELECTOR_MAX_TIMERS]; /* ELECTOR_NEVER: not running */
  ElectorTime started[ELECTOR_MAX_TIMERS];
  ElectorTime step_time; /* when it last ran a step */
  guint32 term;
  guint32 vote_term;    /* the last term in which it voted, or 0 */
  guint32 log_length;
  guint32 log_term;     /* of the last entry of its log */
  guint32 commit;       /* so many entries of its log are safe, as far as it knows: while it leads */
  ElectorNodeId vote;   /* for whom it did */
  ElectorNodeId leader; /* whom it believes to lead, or 0 */
  guint16 step;         /* the step that it last ran, valid when step_time >= 0 */
  guint16 line;
  guint8 role;
  guint8 condition;
  guint8 forgot_vote;   /* it has crashed since it voted, and has not kept the vote */
} ElectorMomentNode;

typedef struct
{
  ElectorTime sent;
  ElectorTime due;
  ElectorNodeId from; /* 0: the slot is free */
  ElectorNodeId to;
  guint32 term;     /* 0: it has none */
  ElectorNodeId id; /* of the node that it is about, or 0 */
  guint8 type;
  guint8 flags;
} ElectorMomentFlight;

/* What must never happen in a term, and did: two nodes that led it, or a node that voted for two. */
typedef struct
{
  guint32 term; /* 0: it has not happened */
  ElectorNodeId node;
  ElectorNodeId one;
  ElectorNodeId other;
} ElectorTermClash;

/* How many of the newest writes a moment knows. */
#define ELECTOR_MOMENT_N_WRITES 16

typedef struct
{
  guint32 number;
  ElectorNodeId node; /* who accepted it */
  gboolean lost;
} ElectorMomentWrite;

/* Client and resource; the numbers are counted from the start. */
typedef struct
{
  ElectorTime interval; /* how often the client writes by itself; 0: never */
  gboolean fencing;
  guint32 asked;
  guint32 accepted;
  guint32 refused;
  guint32 lost;
  ElectorMomentWrite recent[ELECTOR_MOMENT_N_WRITES]; /* the newest that were accepted, the newest first */
  guint n_recent;
  guint32 first_lost;       /* the number of the first write that was lost, or 0 */
  ElectorNodeId first_from; /* who had accepted it */
  ElectorNodeId first_to;   /* whose write took its place */
} ElectorMomentClient;

struct _ElectorMoment
{
  const ElectorConfig *config; /* borrowed */
  ElectorTime time;
  ElectorMomentNode *nodes; /* node i at [i - 1] */
  ElectorMomentFlight *flights;
  guint n_flights; /* slots; some may be free */
  guint flights_capacity;
  ElectorNetwork network;
  ElectorMomentClient client;
  ElectorJudge judge;
  ElectorNodeId *term_leaders; /* the first node that led term i at [i], or 0 */
  guint n_terms;
  ElectorTermClash leader_clash; /* the first one: one and other both led term */
  ElectorTermClash vote_clash;   /* the first one: node voted for one and for other */

  /* Counted from the start. */
  guint64 sent[ELECTOR_MAX_MESSAGE_TYPES];
  guint64 delivered;
  guint64 dropped;
  guint64 elections;
  ElectorTime leaderless; /* how long no node that was up acted as leader, up to time */
  guint n_leaders;        /* nodes that are up and act as leader */
};

void elector_moment_init (ElectorMoment *self, const ElectorConfig *config, const ElectorNetworkConfig *network);
void elector_moment_copy (ElectorMoment *self, const ElectorMoment *other);
void elector_moment_clear (ElectorMoment *self);
gsize elector_moment_get_memory (const ElectorMoment *self);

void elector_moment_advance (ElectorMoment *self, ElectorTime time);
void elector_moment_fold (ElectorMoment *self, const ElectorRecord *record);
void elector_moment_look (ElectorMoment *self);

const ElectorMomentNode *elector_moment_get_node (const ElectorMoment *self, ElectorNodeId node);
guint elector_moment_find_leaders (const ElectorMoment *self, ElectorNodeId *leaders, guint capacity);
guint elector_moment_count (const ElectorMoment *self, ElectorRole role);
guint elector_moment_count_up (const ElectorMoment *self);
guint elector_moment_count_flights (const ElectorMoment *self);
gboolean elector_moment_judges (const ElectorMoment *self, ElectorProperty property);
gboolean elector_moment_uses_message (const ElectorMoment *self, guint type);
char *elector_moment_format_headline (const ElectorMoment *self);

G_END_DECLS
