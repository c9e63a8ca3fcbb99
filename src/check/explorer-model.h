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

#define ELECTOR_MODEL_MAX_WORDS (ELECTOR_EXPLORER_MAX_NODES + 1 + ELECTOR_EXPLORER_MAX_PENDING)
#define ELECTOR_MODEL_MAX_SUCCESSORS \
  (3 * ELECTOR_EXPLORER_MAX_PENDING + ELECTOR_EXPLORER_MAX_NODES * (ELECTOR_MAX_TIMERS + 2))

/* Inputs that are no messages, in the numbers above all messages. */
#define ELECTOR_MODEL_INPUT_TIMER 0xff00u /* + timer */
#define ELECTOR_MODEL_INPUT_CRASH 0xff10u
#define ELECTOR_MODEL_INPUT_RECOVER 0xff11u
#define ELECTOR_MODEL_INPUT_BOOT 0xff12u

/* A node, as the world and the judge see it; the protocol's state follows, without its generator. */
typedef struct
{
  guint64 led;       /* bit i: it has led term i; kept only where that matters */
  guint32 term;
  guint32 vote_term; /* the last term in which it voted, and for whom; kept only where that matters */
  ElectorNodeId vote;
  ElectorNodeId leader;
  guint8 timers;     /* bit i: timer i runs */
  guint8 condition;  /* ElectorCondition */
  guint8 role;       /* ElectorRole */
  guint8 voted_twice;
} ElectorModelNode;

typedef struct
{
  const ElectorSearch *search; /* borrowed */
  guint n_nodes;
  guint n_words;     /* of a state */
  guint n_names;     /* renamings, the first of which changes nothing */
  ElectorNodeId (*names)[ELECTOR_EXPLORER_MAX_NODES + 1];
  gsize state_size;  /* of the protocol's state */
  ElectorNumbering nodes[ELECTOR_EXPLORER_MAX_NODES];
  ElectorNumbering messages;
  int too_many;      /* atomic: there are more different contents than numbers */
  GMutex mutex;      /* protects all numberings against other writers */
} ElectorModel;

/* What a step makes of a node state. */
typedef struct
{
  guint64 key;      /* node, node state and input */
  guint32 sent;     /* where its messages begin in the view's list */
  guint16 next;     /* node state, or 0: outside the bounds */
  guint16 n_sent;
} ElectorModelStep;

/* What one thread has for itself. */
typedef struct
{
  ElectorModel *model; /* borrowed */
  ElectorModelStep *steps;
  guint n_steps;
  guint steps_capacity; /* a power of two */
  GArray *sent;         /* of guint16 */
  ElectorEffects effects;
  guint64 *scratch;     /* a node's contents, and the protocol's state */
  guint64 n_full;
} ElectorModelView;

typedef struct
{
  guint64 fingerprint;
  guint16 words[ELECTOR_MODEL_MAX_WORDS];
  guint8 kind; /* ElectorMoveKind */
  guint8 node; /* from 0 */
  guint16 what; /* timer or message */
} ElectorSuccessor;

void elector_model_init (ElectorModel *self, const ElectorSearch *search);
void elector_model_clear (ElectorModel *self);
gsize elector_model_get_memory (const ElectorModel *self);
void elector_model_view_init (ElectorModelView *self, ElectorModel *model);
void elector_model_view_clear (ElectorModelView *self);

gboolean elector_model_comes_before (const ElectorModel *self, guint16 one, guint16 other);
const ElectorModelStep *elector_model_get_step (ElectorModelView *self, guint node, guint number, guint input);

void elector_model_boot (ElectorModelView *self, ElectorSuccessor *start);
guint elector_model_expand (ElectorModelView *self, const guint16 *words, ElectorSuccessor *successors);
guint32 elector_model_find_broken (const ElectorModel *self, const guint16 *words);
void elector_model_get_move (const ElectorModel *self, const ElectorSuccessor *successor, ElectorMove *move);
guint64 elector_model_get_fingerprint (const ElectorModel *self, const guint16 *words);

G_END_DECLS
