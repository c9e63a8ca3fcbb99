/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The judge watches a moment and says of each property whether it holds, and why.
 *
 * A safety property breaks at once. A liveness property that does not hold is waited for: it breaks when the
 * algorithm's settle time has passed. A break is a broken promise only where the algorithm promised the
 * property, its assumptions held, and nothing had disturbed it for the settle time; any other break is worth
 * knowing, but no fault of the algorithm. */

#pragma once

#include "core/protocol.h"
#include "core/record.h"

G_BEGIN_DECLS

typedef struct _ElectorMoment ElectorMoment;

typedef enum
{
  ELECTOR_VERDICT_HOLDS,
  ELECTOR_VERDICT_WAITING,        /* does not hold yet, and still may */
  ELECTOR_VERDICT_BROKEN,         /* broken, and not promised here: amber */
  ELECTOR_VERDICT_BROKEN_PROMISE, /* broken although it was promised: red */
} ElectorVerdict;

/* The verdict on one property, with its evidence:
 *   single leader: node and peer both act as leader; a: how many do
 *   agreement: node believes in a, peer (or nobody, 0) in b
 *   availability: a nodes are up and connected, and have no leader
 *   one leader a term: node and peer both led term a
 *   one vote a term: node voted for peer and for b in term a
 *   writes: write a, accepted by peer, lost its place to one of node's; b: how many were lost */
typedef struct
{
  ElectorTime since; /* when it began */
  ElectorVerdict verdict;
  ElectorNodeId node;
  ElectorNodeId peer;
  guint32 a;
  guint32 b;
} ElectorFinding;

typedef struct
{
  ElectorFinding findings[ELECTOR_N_PROPERTIES];
  ElectorFinding worst[ELECTOR_N_PROPERTIES]; /* the first of the worst breaks so far; HOLDS when there was none */
  guint breaks[ELECTOR_N_PROPERTIES];         /* how often it broke */
  ElectorTime disturbed; /* when something last happened that the algorithm has to digest, or will: late messages */
  ElectorTime looked;    /* when it last passed its verdicts */
  ElectorTime delay_bound;
  ElectorTime settle_time;
  gboolean only_majority; /* the algorithm promises something to any majority, whatever is cut elsewhere */
  gboolean dirty;  /* something was folded since the last look */
  guint8 changed;  /* bit i: finding i broke or was mended since the last elector_judge_take_changes() */
} ElectorJudge;

void elector_judge_init (ElectorJudge *self, const ElectorConfig *config);
void elector_judge_fold (ElectorJudge *self, const ElectorRecord *record);
void elector_judge_look (ElectorJudge *self, const ElectorMoment *moment);
ElectorTime elector_judge_get_next_deadline (const ElectorJudge *self);
guint elector_judge_take_changes (ElectorJudge *self);

const char *elector_verdict_to_id (ElectorVerdict verdict);
char *elector_finding_format (const ElectorFinding *self, ElectorProperty property, const ElectorConfig *config);

G_END_DECLS
