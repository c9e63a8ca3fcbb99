/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The system that the explorer searches, in small numbers.
 *
 * Each different state of a node, and each different message, gets a number. A state of the whole system is then a
 * short row of numbers: a node state for each node, what is used up of the bounds, and the messages under way, sorted.
 * What a step makes of a node state and an input is worked out once, and looked up from then on.
 *
 * Fingerprints are sums of the contents' hashes, so that a step changes them by what it changes, and so that they do
 * not depend on the order in which numbers were given. Under a renaming of the nodes the contents have other hashes;
 * the smallest sum of all renamings stands for all of them.
 *
 * The model is shared by all threads; each of them has a view of it for itself. */

#pragma once

#include "explorer-numbering.h"
#include "explorer.h"

G_BEGIN_DECLS

#define ELECTOR_MODEL_MAX_WORDS (ELECTOR_EXPLORER_MAX_NODES + 2 + ELECTOR_EXPLORER_MAX_PENDING)

/* Where contents belong (see explorer-numbering.h): a node state to its node, from 1 on. */
#define ELECTOR_MODEL_PLACE_MESSAGE 0
#define ELECTOR_MODEL_PLACE_CLIENT (ELECTOR_EXPLORER_MAX_NODES + 1)

/* Inputs that are no messages, in the numbers above all messages. */
#define ELECTOR_MODEL_INPUT_TIMER 0xff00u /* + timer */
#define ELECTOR_MODEL_INPUT_CRASH 0xff10u
#define ELECTOR_MODEL_INPUT_RECOVER 0xff11u
#define ELECTOR_MODEL_INPUT_BOOT 0xff12u
#define ELECTOR_MODEL_INPUT_WRITE 0xff13u
#define ELECTOR_MODEL_INPUT_WAIT 0xff14u /* + units of time */
#define ELECTOR_MODEL_MAX_WAIT 200u

/* What a step means for the client and for the resource that it writes to. */
#define ELECTOR_MODEL_EVENT_LEADS 0u   /* the node begins to lead */
#define ELECTOR_MODEL_EVENT_CEASES 1u  /* or ceases to */
#define ELECTOR_MODEL_EVENT_ACCEPTS 2u /* + the position of the write; 0: by its own count */

/* A node, as the world and the judge see it; the protocol's state follows, without its generator. */
typedef struct
{
  guint64 led;       /* bit i: it has led term i; kept only where that matters */
  guint64 pending;   /* bit i: the entry at i + 1 of its log is a write that it has not accepted yet */
  guint32 term;
  guint32 vote_term; /* the last term in which it voted, and for whom; kept only where that matters */
  ElectorNodeId vote;
  ElectorNodeId leader;
  guint16 left[ELECTOR_MAX_TIMERS]; /* until timer i fires, in units; 0 where time has no length */
  guint16 waited;    /* how long no leader, no vote and no candidacy of its own; kept only where that matters */
  guint8 timers;     /* bit i: timer i runs */
  guint8 condition;  /* ElectorCondition */
  guint8 role;       /* ElectorRole */
  guint8 voted_twice;
  guint8 padding[2];
} ElectorModelNode;

G_STATIC_ASSERT (sizeof (ElectorModelNode) == 48);

typedef struct
{
  ElectorMessage message;
  guint32 is_later; /* lockstep: it cannot arrive yet */
} ElectorModelMessage;

/* The client and its resource (core/client.h). Of the writes only those count that may lose others. */
typedef struct
{
  guint64 written; /* bit i: something stands at position i + 1 */
  guint32 term;    /* the newest that the resource has seen; kept only where it fences */
  guint8 n_writes; /* how many the client has made */
  guint8 lost;     /* a write has taken another's place */
  guint8 seen[ELECTOR_EXPLORER_MAX_NODES]; /* a node that leads: how far it has counted by itself */
} ElectorModelClient;

/* A state of the system is a row of words: a number for each node, what is used up of the bounds, a number for the
 * client where there is one, and the messages. */
typedef struct
{
  const ElectorSearch *search; /* borrowed */
  guint n_nodes;
  guint n_words;     /* of a state */
  guint client_word; /* 0: there is no client */
  guint first_message;
  ElectorConfig config; /* what the nodes are run with: in lockstep, durations are in units */
  gboolean is_timed;    /* lockstep: time has a length */
  guint n_draws;        /* outcomes of what a node draws in a step */
  guint64 *seeds;       /* from which they come */
  guint longest_wait;   /* that a node may be kept from standing for election, in units; 0: it is not looked at */
  guint n_names;     /* renamings, the first of which changes nothing */
  ElectorNodeId (*names)[ELECTOR_EXPLORER_MAX_NODES + 1];
  gsize state_size;  /* of the protocol's state */
  ElectorNumbering nodes[ELECTOR_EXPLORER_MAX_NODES];
  ElectorNumbering messages;
  ElectorNumbering clients;
  int too_many;      /* atomic: there are more different contents than numbers */
  GMutex mutex;      /* protects all numberings against other writers */
} ElectorModel;

/* What a step makes of a node state, and what it sends and means. */
typedef struct
{
  guint64 key;      /* node, node state, input and draw */
  guint32 sent;     /* where its messages begin in the view's list; its events follow */
  guint16 next;     /* node state, or 0: outside the bounds */
  guint8 n_sent;
  guint8 n_events;
} ElectorModelStep;

/* What one thread has for itself. */
typedef struct
{
  ElectorModel *model; /* borrowed */
  ElectorModelStep *steps;
  guint n_steps;
  guint steps_capacity; /* a power of two */
  GArray *sent;         /* of guint16 */
  GArray *events;       /* of guint16, of one step */
  ElectorEffects effects;
  guint64 *scratch;     /* a node's contents, and the protocol's state */
  guint64 n_full;
  gboolean cut;         /* a bound has left out what could happen */
  guint passed;         /* how much time has just passed, in units */
} ElectorModelView;

typedef struct
{
  guint64 fingerprint;
  guint16 words[ELECTOR_MODEL_MAX_WORDS];
  guint8 kind; /* ElectorMoveKind */
  guint8 node; /* from 0 */
  guint16 what; /* timer or message */
  guint16 passed; /* lockstep: how much time passes then, in units */
} ElectorSuccessor;

/* In lockstep every message has two numbers, one after the other: the first while it may arrive, and the second while
 * it is still on its way. */
static inline gboolean
elector_model_is_due (const ElectorModel *self, guint16 message)
{
  return !self->is_timed || message % 2 == 1;
}

/* The order in which messages are listed: by their hashes, whatever their numbers are. */
static inline gboolean
elector_model_comes_before (const ElectorModel *self, guint16 one, guint16 other)
{
  return self->messages.hashes[one * self->n_names] < self->messages.hashes[other * self->n_names];
}

/* NULL where nobody writes. */
static inline const ElectorModelClient *
elector_model_get_client (const ElectorModel *self, const guint16 *words)
{
  return self->client_word > 0 ? elector_numbering_get (&self->clients, words[self->client_word]) : NULL;
}

/* The node in a state, from 0 on. */
static inline const ElectorModelNode *
elector_model_get_node (const ElectorModel *self, const guint16 *words, guint node)
{
  return elector_numbering_get (&self->nodes[node], words[node]);
}

/* The key of a step, and where it is looked for first. */
static inline guint64
elector_model_get_key (guint node, guint number, guint input, guint draw)
{
  return (guint64) draw << 40 | (guint64) (node + 1) << 32 | (guint64) number << 16 | input;
}

static inline guint
elector_model_get_slot (const ElectorModelView *self, guint64 key)
{
  return (guint) (key * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15) >> 40) & (self->steps_capacity - 1);
}

/* What is to be said of a state. What comes after broken is known in lockstep only. */
typedef struct
{
  guint32 broken;        /* bit i: property i, which is searched for, does not hold */
  guint ahead;           /* ElectorAheadFlags */
  ElectorNodeId held_up; /* who is kept from standing for election for too long, or ELECTOR_NO_NODE */
  guint32 term;          /* the highest that a node is in */
} ElectorModelVerdict;

void elector_model_init (ElectorModel *self, const ElectorSearch *search);
void elector_model_clear (ElectorModel *self);
gsize elector_model_get_memory (const ElectorModel *self);
void elector_model_view_init (ElectorModelView *self, ElectorModel *model);
void elector_model_view_clear (ElectorModelView *self);

const ElectorModelStep *elector_model_look_step_up (ElectorModelView *self, guint node, guint number, guint input,
                                                    guint draw);

/* What an input makes of a node state; number 0 is that of a node before its boot. draw, below n_draws, says what comes
 * out of what it draws. Borrowed until the next call. As a rule it is known, and where it is looked for first. */
static inline const ElectorModelStep *
elector_model_get_step (ElectorModelView *self, guint node, guint number, guint input, guint draw)
{
  guint64 key = elector_model_get_key (node, number, input, draw);
  const ElectorModelStep *step = &self->steps[elector_model_get_slot (self, key)];

  return step->key == key ? step : elector_model_look_step_up (self, node, number, input, draw);
}

gboolean elector_model_boot (ElectorModelView *self, guint choice, ElectorSuccessor *start);
guint elector_model_get_max_successors (const ElectorModel *self);
guint elector_model_expand (ElectorModelView *self, const guint16 *words, ElectorSuccessor *successors);
void elector_model_judge (const ElectorModel *self, const guint16 *words, ElectorModelVerdict *verdict);
void elector_model_get_move (const ElectorModel *self, const ElectorSuccessor *successor, ElectorMove *move);
guint64 elector_model_get_fingerprint (const ElectorModel *self, const guint16 *words);

void elector_model_init_time (ElectorModel *self);
gboolean elector_model_has_due_message (const ElectorModel *self, const guint16 *words);
void elector_model_let_time_pass (ElectorModelView *self, guint16 *words);
void elector_model_wait (const ElectorModel *self, ElectorModelNode *node, guint pause);

void elector_model_init_client (ElectorModel *self);
guint16 elector_model_tell_client (ElectorModelView *self, guint16 client, guint node, const ElectorModelStep *step,
                                   gboolean is_write);

G_END_DECLS
