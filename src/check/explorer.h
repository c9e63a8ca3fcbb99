/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Searches every order in which things can happen to a system, within bounds, for a broken property.
 *
 * What is explored is the step() that the simulator runs. A state of the system is what each node knows (without its
 * generator), which of its timers run, whether it is up, and which messages are under way. But in lockstep, time has no
 * length: a timer runs, or does not. From each state a step leads to another one:
 *   - a message under way arrives, whichever it is: the network keeps no order. At a node that is down it is lost.
 *   - a timer that runs fires
 *   - a node crashes, a crashed node recovers, a message is lost or duplicated: as often as the bounds allow
 *
 * Assumptions:
 *   asynchronous: any timer that runs may fire at any time; in other words, messages take as long as they like.
 *   synchronous: a timer fires only when no message is under way to anybody; in other words, every message, and every
 *     answer to it, is faster than any timer. Timers fire in any order among themselves, so that a follower may
 *     suspect a leader that is alive; but two questions are never under way at once, so that votes do not split.
 *   lockstep: time has a length, in whole units. A message takes one unit, which is as long as the algorithm lets it
 *     take; a timer takes the algorithm's standard duration in units, rounded down, but one at least, and where that is
 *     drawn, any outcome of the draw is tried. What is due at one moment happens in any order, but messages before
 *     timers. Faults and writes happen at such moments, too.
 *
 * A message that never arrives is a lost one, so the asynchronous search covers the loss of any message without asking
 * for it. At most max_pending messages are under way at once. When what a step sends does not fit, an asynchronous
 * network loses all of it, and another search does not take the step; n_full counts both.
 *
 * A client makes max_writes writes at most, each at a node that leads then; see core/client.h.
 *
 * Properties, on every state: no two nodes that are up act as leader; no two nodes ever led one term; nobody ever voted
 * for two in one term; no accepted write has lost its place to another one. Agreement is judged when no message is
 * under way: nodes that are up and believe in a node that is up believe in the same one. Availability is judged when
 * nothing can happen any more but faults: no message, no timer; then a majority that is up has a leader. Where time has
 * no length, a run that goes on for ever without one is not looked for. In lockstep it is, in these ways:
 *   - A majority that is up, and has no leader, can still get one without another fault: if each draw, and each order
 *     of what is due at one moment, has some chance to come out well, it gets one with certainty in the end. Where
 *     there are terms, it can within one more than there are nodes: each of the others may spend one by a timer that
 *     runs already, then one is split, and one is won. This is known only when all states have been searched.
 *   - Where agreement may break, as long as it can come back (eventually), all nodes that are up can come to believe in
 *     the same one that is up, from every state, in the same sense.
 *   - Where nodes vote, none is kept from standing for election for longer than the longest timeout, counted from when
 *     it heard its leader, voted, or stood.
 *
 * The search is breadth first: what it finds is found in the fewest steps possible, up to where there is no way to a
 * leader any more; what follows then is shown as an example. The result is the same on any number of cores, but for
 * where a search stops for want of memory. */

#pragma once

#include "core/protocol.h"
#include "engine/elector-scenario.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define ELECTOR_EXPLORER_MAX_NODES 7
#define ELECTOR_EXPLORER_MAX_SYMMETRIC_NODES 5
#define ELECTOR_EXPLORER_MAX_PENDING 24
#define ELECTOR_EXPLORER_MAX_TERM 63
#define ELECTOR_EXPLORER_MAX_FAULTS 7
#define ELECTOR_EXPLORER_MAX_TIMEOUTS 100
#define ELECTOR_EXPLORER_MIN_MEMORY (16 << 20)
#define ELECTOR_EXPLORER_STEP_TIME (100 * ELECTOR_MSEC) /* in a counterexample that is run: step i is at i times that */

typedef enum
{
  ELECTOR_ASSUMPTION_ASYNCHRONOUS,
  ELECTOR_ASSUMPTION_SYNCHRONOUS,
  ELECTOR_ASSUMPTION_LOCKSTEP,
  ELECTOR_N_ASSUMPTIONS
} ElectorAssumption;

/* In what way a property breaks. */
typedef enum
{
  ELECTOR_BREAK_AT_ONCE,  /* it does not hold in the last state */
  ELECTOR_BREAK_NO_WAY,   /* availability, agreement: from some state on there is no way to a leader, or to agreement */
  ELECTOR_BREAK_HELD_UP,  /* availability: a node is kept from standing for too long */
} ElectorBreak;

/* What to search, and how far. */
typedef struct
{
  ElectorConfig config; /* algorithm, nodes and rule switches; parameters matter in lockstep only */
  ElectorAssumption assumption;
  guint32 properties;   /* bit i: property i must hold */
  guint max_term;       /* no node enters a later one; 0: no bound */
  guint max_timeouts;   /* timers that fire, all nodes together; 0: no bound */
  guint max_pending;    /* messages under way at once */
  guint max_crashes;
  guint max_losses;     /* messages that are lost though there was room for them */
  guint max_duplicates;
  guint max_writes;
  gboolean fencing;     /* the resource turns away who shows an older term than it has seen */
  gboolean eventually;  /* lockstep: agreement may break, as long as it can come back */
  gboolean at_rest;     /* properties are looked at only when no message is under way */
  gboolean can_recover; /* crashed nodes may come back */
  gboolean exact;       /* keep whole states: no chance of a collision, and no use of symmetry */
  gboolean symmetry;    /* states that differ in the names of nodes only are one; where the algorithm allows it */
  guint n_threads;      /* 0: as many as there are cores */
  guint64 max_memory;   /* bytes */
} ElectorSearch;

typedef enum
{
  ELECTOR_OUTCOME_NONE,        /* it has not ended */
  ELECTOR_OUTCOME_HOLDS,       /* all states within the bounds were searched */
  ELECTOR_OUTCOME_FOUND,       /* a property breaks */
  ELECTOR_OUTCOME_MEMORY,      /* stopped at the memory limit */
  ELECTOR_OUTCOME_TOO_MANY,    /* stopped: a node has, or messages have, more different states than can be numbered */
  ELECTOR_OUTCOME_CANCELLED,
} ElectorOutcome;

typedef struct
{
  ElectorOutcome outcome;
  guint64 n_states;      /* different ones */
  guint64 n_transitions; /* steps taken, also to states that were known */
  guint64 n_full;        /* steps that sent more than there was room for */
  guint64 n_queued;      /* states that are still to be searched */
  guint64 memory;        /* bytes in use */
  guint depth;           /* how many steps the states that are searched now are away from the start */
  gint64 elapsed;        /* microseconds of real time */
} ElectorSearchProgress;

typedef enum
{
  ELECTOR_MOVE_DELIVER,
  ELECTOR_MOVE_TIMER,
  ELECTOR_MOVE_CRASH,
  ELECTOR_MOVE_RECOVER,
  ELECTOR_MOVE_LOSE,
  ELECTOR_MOVE_DUPLICATE, /* a copy of the message arrives; the message is still under way */
  ELECTOR_MOVE_WRITE,
  ELECTOR_N_MOVES
} ElectorMoveKind;

/* One step of a counterexample. */
typedef struct
{
  ElectorMoveKind kind;
  ElectorNodeId node;     /* to whom it happens */
  guint timer;            /* ELECTOR_MOVE_TIMER */
  int time;               /* lockstep: when, in units since the start; elsewhere -1 */
  ElectorMessage message; /* deliver, lose, duplicate */
} ElectorMove;

typedef struct _ElectorExplorer ElectorExplorer;

void elector_search_init (ElectorSearch *self, const ElectorConfig *config);
void elector_search_set_nodes (ElectorSearch *self, guint n_nodes);
void elector_search_set_properties (ElectorSearch *self, guint32 properties);
void elector_search_set_assumption (ElectorSearch *self, ElectorAssumption assumption);
gboolean elector_search_check (const ElectorSearch *self, GError **error);
gboolean elector_search_check_time (const ElectorSearch *self, GError **error);
gboolean elector_search_has_terms (const ElectorSearch *self);
gboolean elector_search_looks_ahead (const ElectorSearch *self);
gboolean elector_search_awaits_agreement (const ElectorSearch *self);
guint elector_search_get_terms_ahead (const ElectorSearch *self);
guint elector_search_get_last_term (const ElectorSearch *self);
gboolean elector_search_promises (const ElectorSearch *self, ElectorProperty property);
gboolean elector_search_has_symmetry (const ElectorSearch *self);
const char *elector_assumption_to_id (ElectorAssumption assumption);
const char *elector_assumption_to_text (ElectorAssumption assumption);
const char *elector_assumption_explain (ElectorAssumption assumption);
char *elector_search_format_bounds (const ElectorSearch *self);

ElectorExplorer *elector_explorer_new (const ElectorSearch *search, GError **error);
ElectorExplorer *elector_explorer_ref (ElectorExplorer *self);
void elector_explorer_unref (ElectorExplorer *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ElectorExplorer, elector_explorer_unref)

ElectorOutcome elector_explorer_run (ElectorExplorer *self, GCancellable *cancellable);
void elector_explorer_run_async (ElectorExplorer *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                                 gpointer user_data);
ElectorOutcome elector_explorer_run_finish (ElectorExplorer *self, GAsyncResult *result);
void elector_explorer_get_progress (ElectorExplorer *self, ElectorSearchProgress *progress);

const ElectorSearch *elector_explorer_get_search (ElectorExplorer *self);
const ElectorMove *elector_explorer_get_moves (ElectorExplorer *self, guint *n_moves);
ElectorProperty elector_explorer_get_broken (ElectorExplorer *self);
ElectorBreak elector_explorer_get_break (ElectorExplorer *self, guint *first_move, ElectorNodeId *node);
ElectorScenario *elector_explorer_make_scenario (ElectorExplorer *self);
char *elector_explorer_format_verdict (ElectorExplorer *self);
char *elector_explorer_format_doubt (ElectorExplorer *self);
char *elector_move_format (const ElectorMove *self, const ElectorProtocol *protocol);

G_END_DECLS
