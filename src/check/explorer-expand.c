/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Which states follow a state. */

#include "explorer-model.h"

#include <string.h>

/* What is used up of the bounds, in the bits of one word. */
#define CRASH_SHIFT 0
#define LOSS_SHIFT 3
#define DUPLICATE_SHIFT 6
#define TIMEOUT_SHIFT 9
#define FAULT_MASK 7u
#define TIMEOUT_MASK 127u

/* --- States --- */

static guint64
hash_used (guint16 used)
{
  return elector_numbering_mix (used);
}

/* The hashes of a number, one for each renaming. */
static inline const guint64 *
get_hashes (const ElectorNumbering *numbering, guint number)
{
  return numbering->hashes + number * numbering->n_names;
}

static inline void
add_hashes (guint64 *sums, const guint64 *hashes, guint n)
{
  for (guint k = 0; k < n; k++)
    sums[k] += hashes[k];
}

/* The sums of a state's hashes, one for each renaming. */
static void
add_up (const ElectorModel *self, const guint16 *words, guint64 *sums)
{
  guint n = self->n_names;
  guint64 used = hash_used (words[self->n_nodes]);

  for (guint k = 0; k < n; k++)
    sums[k] = used;
  for (guint i = 0; i < self->n_nodes; i++)
    add_hashes (sums, get_hashes (&self->nodes[i], words[i]), n);
  if (self->client_word > 0)
    add_hashes (sums, get_hashes (&self->clients, words[self->client_word]), n);
  for (guint i = self->first_message; i < self->n_words && words[i] != 0; i++)
    add_hashes (sums, get_hashes (&self->messages, words[i]), n);
}

static guint64
take_smallest (const ElectorModel *self, const guint64 *sums)
{
  guint64 smallest = sums[0];

  for (guint k = 1; k < self->n_names; k++)
    smallest = MIN (smallest, sums[k]);
  return elector_numbering_mix (smallest);
}

guint64
elector_model_get_fingerprint (const ElectorModel *self, const guint16 *words)
{
  guint64 sums[self->n_names];

  add_up (self, words, sums);
  return take_smallest (self, sums);
}

/* Merges two sorted lists of messages, leaving the one at without of the first out. Returns the end of what it has
 * written. */
static inline guint16 *
merge (const ElectorModel *self, const guint16 *one, guint n_one, guint without, const guint16 *other, guint n_other,
       guint16 *merged)
{
  guint j = 0;

  for (guint i = 0; i < n_one; i++)
    {
      if (i == without)
        continue;
      while (j < n_other && elector_model_comes_before (self, other[j], one[i]))
        *merged++ = other[j++];
      *merged++ = one[i];
    }
  while (j < n_other)
    *merged++ = other[j++];
  return merged;
}

/* The state that is expanded, and where its successors go. */
typedef struct
{
  const guint16 *words;
  const guint16 *messages;
  guint n_messages;
  guint16 used;
  guint64 *sums;
  ElectorSuccessor *successors;
  guint n_successors;
  gboolean timers_fire; /* messages let them */
} Expansion;

/* What can happen: something to node, or with what to it. */
typedef struct
{
  ElectorMoveKind kind;
  guint node;
  guint what;    /* timer or message */
  guint input;   /* of the node */
  guint without; /* which message is gone, or NONE */
  guint used;    /* what is used up of the bounds then */
} Change;

#define NONE G_MAXUINT

static guint
count_used (const Expansion *expansion, guint shift, guint mask)
{
  return expansion->used >> shift & mask;
}

/* Puts other hashes for some that are in the sums. */
static inline void
replace_hashes (guint64 *sums, const guint64 *old, const guint64 *new, guint n)
{
  for (guint k = 0; k < n; k++)
    sums[k] += new[k] - old[k];
}

/* The fingerprint of a state by what tells it from the one that is expanded. */
static guint64
get_changed_fingerprint (const ElectorModel *self, const Expansion *expansion, const Change *change,
                         const guint16 *words, const guint16 *sent, guint n_sent)
{
  const ElectorNumbering *nodes = &self->nodes[change->node];
  guint n = self->n_names, old = expansion->words[change->node], new = words[change->node];
  guint old_client = expansion->words[self->client_word], client = words[self->client_word];
  guint64 sums[n], used = 0;

  if (change->used != expansion->used)
    used = hash_used ((guint16) change->used) - hash_used (expansion->used);
  for (guint k = 0; k < n; k++)
    sums[k] = expansion->sums[k] + used;
  if (old != new)
    replace_hashes (sums, get_hashes (nodes, old), get_hashes (nodes, new), n);
  if (change->without != NONE)
    {
      const guint64 *gone = get_hashes (&self->messages, expansion->messages[change->without]);

      for (guint k = 0; k < n; k++)
        sums[k] -= gone[k];
    }
  if (self->client_word > 0 && client != old_client)
    replace_hashes (sums, get_hashes (&self->clients, old_client), get_hashes (&self->clients, client), n);
  for (guint i = 0; i < n_sent; i++)
    add_hashes (sums, get_hashes (&self->messages, sent[i]), n);
  return take_smallest (self, sums);
}

/* Whether there is room for what a step sends; if not, an asynchronous network loses it. */
static gboolean
make_room (ElectorModelView *self, guint n_others, guint *n_sent)
{
  const ElectorSearch *search = self->model->search;

  if (n_others + *n_sent <= search->max_pending)
    return TRUE;
  self->n_full++;
  self->cut = TRUE;
  *n_sent = 0;
  return search->assumption == ELECTOR_ASSUMPTION_ASYNCHRONOUS;
}

/* Adds the state after a step, or with NULL that in which the node is as before. */
static void
add_successor (ElectorModelView *self, Expansion *expansion, const Change *change, const ElectorModelStep *step)
{
  const ElectorModel *model = self->model;
  ElectorSuccessor *successor = &expansion->successors[expansion->n_successors];
  guint16 *words = successor->words;
  guint n_sent = step != NULL ? step->n_sent : 0;
  const guint16 *sent;

  if (!make_room (self, expansion->n_messages - (change->without != NONE), &n_sent))
    return;
  memcpy (words, expansion->words, model->first_message * sizeof *words);
  words[model->n_nodes] = (guint16) change->used;
  if (step != NULL)
    words[change->node] = step->next;
  if (step != NULL && model->client_word > 0)
    words[model->client_word] = elector_model_tell_client (self, words[model->client_word], change->node, step,
                                                           change->kind == ELECTOR_MOVE_WRITE);
  sent = n_sent > 0 ? &g_array_index (self->sent, guint16, step->sent) : NULL;
  for (guint16 *end = merge (model, expansion->messages, expansion->n_messages, change->without, sent, n_sent,
                             words + model->first_message);
       end < words + model->n_words; end++)
    *end = 0;
  if (model->is_timed)
    {
      elector_model_let_time_pass (self, words);
      successor->fingerprint = elector_model_get_fingerprint (model, words);
    }
  else
    successor->fingerprint = get_changed_fingerprint (model, expansion, change, words, sent, n_sent);
  successor->kind = (guint8) change->kind;
  successor->node = (guint8) change->node;
  successor->what = (guint16) change->what;
  successor->passed = (guint16) self->passed;
  expansion->n_successors++;
}

/* Lets the node take a step, with every outcome of what it draws. */
static void
take_step (ElectorModelView *self, Expansion *expansion, const Change *change)
{
  guint number = expansion->words[change->node];
  const ElectorModelStep *step = elector_model_get_step (self, change->node, number, change->input, 0);
  guint16 first = step->next;

  if (first == 0)
    return;
  add_successor (self, expansion, change, step);
  for (guint draw = 1; draw < self->model->n_draws; draw++)
    {
      step = elector_model_get_step (self, change->node, number, change->input, draw);
      if (step->next == first)
        return;
      add_successor (self, expansion, change, step);
    }
}

/* What can happen to a message. Equal ones are one. */
static void
expand_message (ElectorModelView *self, Expansion *expansion, guint i)
{
  const ElectorSearch *search = self->model->search;
  guint16 number = expansion->messages[i];
  const ElectorMessage *message = elector_numbering_get (&self->model->messages, number);
  guint node = message->to - 1u, used = expansion->used;
  Change arrives = { ELECTOR_MOVE_DELIVER, node, number, number, i, used };

  if (!elector_model_is_due (self->model, number))
    return;
  if (elector_model_get_node (self->model, expansion->words, node)->condition != ELECTOR_CONDITION_UP)
    {
      add_successor (self, expansion, &arrives, NULL);
      return;
    }
  take_step (self, expansion, &arrives);
  if (count_used (expansion, DUPLICATE_SHIFT, FAULT_MASK) < search->max_duplicates)
    take_step (self, expansion, &(Change) { ELECTOR_MOVE_DUPLICATE, node, number, number, NONE,
                                            used + (1u << DUPLICATE_SHIFT) });
  if (count_used (expansion, LOSS_SHIFT, FAULT_MASK) < search->max_losses)
    add_successor (self, expansion, &(Change) { ELECTOR_MOVE_LOSE, node, number, 0, i, used + (1u << LOSS_SHIFT) },
                   NULL);
}

/* Whether messages let timers fire. */
static gboolean
is_time_for_timers (const ElectorModel *self, const Expansion *expansion)
{
  if (self->is_timed)
    return !elector_model_has_due_message (self, expansion->words);
  return self->search->assumption == ELECTOR_ASSUMPTION_ASYNCHRONOUS || expansion->n_messages == 0;
}

static void
expand_timers (ElectorModelView *self, Expansion *expansion, guint node)
{
  const ElectorSearch *search = self->model->search;
  const ElectorModelNode *contents = elector_model_get_node (self->model, expansion->words, node);
  guint fired = expansion->used + (search->max_timeouts > 0 ? 1u << TIMEOUT_SHIFT : 0);

  if (contents->timers == 0)
    return;
  if (search->max_timeouts > 0 && count_used (expansion, TIMEOUT_SHIFT, TIMEOUT_MASK) >= search->max_timeouts)
    {
      self->cut = TRUE;
      return;
    }
  for (guint timer = 0; contents->timers >> timer != 0; timer++)
    if ((contents->timers >> timer & 1) != 0 && contents->left[timer] == 0)
      take_step (self, expansion, &(Change) { ELECTOR_MOVE_TIMER, node, timer, ELECTOR_MODEL_INPUT_TIMER + timer, NONE,
                                              fired });
}

static void
expand_node (ElectorModelView *self, Expansion *expansion, guint node)
{
  const ElectorSearch *search = self->model->search;
  const ElectorModelNode *contents = elector_model_get_node (self->model, expansion->words, node);
  const ElectorModelClient *client = elector_model_get_client (self->model, expansion->words);
  guint used = expansion->used;

  if (contents->condition == ELECTOR_CONDITION_CRASHED)
    {
      if (search->can_recover)
        take_step (self, expansion, &(Change) { ELECTOR_MOVE_RECOVER, node, 0, ELECTOR_MODEL_INPUT_RECOVER, NONE,
                                                used });
      return;
    }
  if (expansion->timers_fire)
    expand_timers (self, expansion, node);
  if (client != NULL && client->n_writes < search->max_writes && contents->role == ELECTOR_ROLE_LEADER)
    take_step (self, expansion, &(Change) { ELECTOR_MOVE_WRITE, node, 0, ELECTOR_MODEL_INPUT_WRITE, NONE, used });
  if (count_used (expansion, CRASH_SHIFT, FAULT_MASK) < search->max_crashes)
    take_step (self, expansion, &(Change) { ELECTOR_MOVE_CRASH, node, 0, ELECTOR_MODEL_INPUT_CRASH, NONE,
                                            used + (1u << CRASH_SHIFT) });
}

/* Lists the states that one step leads to, always in the same order. There is room for
 * elector_model_get_max_successors(). Returns how many there are; whether a bound other than that of terms left any
 * out is then in self->cut. */
guint
elector_model_expand (ElectorModelView *self, const guint16 *words, ElectorSuccessor *successors)
{
  const ElectorModel *model = self->model;
  guint64 sums[model->n_names];
  Expansion expansion = { .words = words, .messages = words + model->first_message, .used = words[model->n_nodes],
                          .sums = sums, .successors = successors };

  self->cut = FALSE;
  while (expansion.n_messages < model->search->max_pending && expansion.messages[expansion.n_messages] != 0)
    expansion.n_messages++;
  expansion.timers_fire = is_time_for_timers (model, &expansion);
  add_up (model, words, sums);
  for (guint i = 0; i < expansion.n_messages; i++)
    if (i == 0 || expansion.messages[i] != expansion.messages[i - 1])
      expand_message (self, &expansion, i);
  for (guint node = 0; node < model->n_nodes; node++)
    expand_node (self, &expansion, node);
  return expansion.n_successors;
}

/* How many successors a state may have. */
guint
elector_model_get_max_successors (const ElectorModel *self)
{
  return self->n_draws * (3 * ELECTOR_EXPLORER_MAX_PENDING + ELECTOR_EXPLORER_MAX_NODES * (ELECTOR_MAX_TIMERS + 3));
}

void
elector_model_get_move (const ElectorModel *self, const ElectorSuccessor *successor, ElectorMove *move)
{
  memset (move, 0, sizeof *move);
  move->kind = (ElectorMoveKind) successor->kind;
  move->node = (ElectorNodeId) (successor->node + 1);
  if (move->kind == ELECTOR_MOVE_TIMER)
    move->timer = successor->what;
  if (move->kind == ELECTOR_MOVE_DELIVER || move->kind == ELECTOR_MOVE_LOSE
      || move->kind == ELECTOR_MOVE_DUPLICATE)
    move->message = *(const ElectorMessage *) elector_numbering_get (&self->messages, successor->what);
}

/* --- The start --- */

/* Joins what a node sends at its boot to the messages of others. */
static guint
add_sent_at_boot (ElectorModelView *self, const ElectorModelStep *step, guint16 *messages, guint n)
{
  guint16 before[n + 1];

  memcpy (before, messages, n * sizeof *before);
  merge (self->model, before, n, NONE, &g_array_index (self->sent, guint16, step->sent), step->n_sent, messages);
  return n + step->n_sent;
}

/* The state in which all nodes have just booted. If what they send does not fit, all of it is lost. choice, from 0 on,
 * says what they draw. Returns FALSE when there are not so many choices. */
gboolean
elector_model_boot (ElectorModelView *self, guint choice, ElectorSuccessor *start)
{
  const ElectorModel *model = self->model;
  guint16 messages[ELECTOR_EXPLORER_MAX_NODES * G_MAXUINT8 + 1] = { 0 };
  guint n = 0;

  memset (start, 0, sizeof *start);
  if (model->client_word > 0)
    start->words[model->client_word] = 1;
  for (guint node = 0; node < model->n_nodes; node++, choice /= model->n_draws)
    {
      const ElectorModelStep *step = elector_model_get_step (self, node, 0, ELECTOR_MODEL_INPUT_BOOT,
                                                             choice % model->n_draws);

      start->words[node] = step->next;
      n = add_sent_at_boot (self, step, messages, n);
      if (model->client_word > 0)
        start->words[model->client_word] = elector_model_tell_client (self, start->words[model->client_word], node,
                                                                      step, FALSE);
    }
  if (make_room (self, 0, &n))
    memcpy (start->words + model->first_message, messages, n * sizeof *messages);
  if (model->is_timed)
    elector_model_let_time_pass (self, start->words);
  start->passed = (guint16) self->passed;
  start->fingerprint = elector_model_get_fingerprint (model, start->words);
  return choice == 0;
}
