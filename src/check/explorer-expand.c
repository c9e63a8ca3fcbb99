/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Which states follow a state, and whether it is a good one. */

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

/* The sums of a state's hashes, one for each renaming. */
static void
add_up (const ElectorModel *self, const guint16 *words, guint64 *sums)
{
  for (guint k = 0; k < self->n_names; k++)
    {
      guint64 sum = hash_used (words[self->n_nodes]);

      for (guint i = 0; i < self->n_nodes; i++)
        sum += self->nodes[i].hashes[words[i] * self->n_names + k];
      for (guint i = self->n_nodes + 1; i < self->n_words && words[i] != 0; i++)
        sum += self->messages.hashes[words[i] * self->n_names + k];
      sums[k] = sum;
    }
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

/* Merges two sorted lists of messages, leaving the one at without of the first out. */
static void
merge (const ElectorModel *self, const guint16 *one, guint n_one, guint without, const guint16 *other, guint n_other,
       guint16 *merged)
{
  guint i = 0, j = 0;

  for (;;)
    {
      if (i == without)
        i++;
      if (i >= n_one && j >= n_other)
        return;
      if (j >= n_other || (i < n_one && !elector_model_comes_before (self, other[j], one[i])))
        *merged++ = one[i++];
      else
        *merged++ = other[j++];
    }
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
} Expansion;

static guint
count_used (const Expansion *expansion, guint shift, guint mask)
{
  return expansion->used >> shift & mask;
}

/* Adds the state after a step: node gets a new number, the message at without is gone, others are sent, and the word
 * of what is used up is another. */
static void
add_successor (ElectorModelView *self, Expansion *expansion, ElectorMoveKind kind, guint node, guint what,
               guint without, const ElectorModelStep *step, guint used)
{
  const ElectorModel *model = self->model;
  ElectorSuccessor *successor = &expansion->successors[expansion->n_successors];
  const ElectorNumbering *nodes = &model->nodes[node];
  const guint64 *hashes = model->messages.hashes;
  guint n = model->n_nodes, k_n = model->n_names, n_sent = step != NULL ? step->n_sent : 0;
  guint old = expansion->words[node], next = step != NULL ? step->next : old;
  const guint16 *sent = n_sent > 0 ? &g_array_index (self->sent, guint16, step->sent) : NULL;
  guint n_left = expansion->n_messages - (without < expansion->n_messages);
  guint64 sums[k_n], change = used != expansion->used ? hash_used ((guint16) used) - hash_used (expansion->used) : 0;

  if (n_left + n_sent > model->search->max_pending)
    {
      self->n_full++;
      if (model->search->assumption == ELECTOR_ASSUMPTION_SYNCHRONOUS)
        return;
      n_sent = 0;
    }
  for (guint k = 0; k < k_n; k++)
    {
      sums[k] = expansion->sums[k] + change - nodes->hashes[old * k_n + k] + nodes->hashes[next * k_n + k];
      if (without < expansion->n_messages)
        sums[k] -= hashes[expansion->messages[without] * k_n + k];
      for (guint i = 0; i < n_sent; i++)
        sums[k] += hashes[sent[i] * k_n + k];
    }
  successor->fingerprint = take_smallest (model, sums);
  memcpy (successor->words, expansion->words, n * sizeof (guint16));
  successor->words[node] = (guint16) next;
  successor->words[n] = (guint16) used;
  memset (successor->words + n + 1, 0, model->search->max_pending * sizeof (guint16));
  merge (model, expansion->messages, expansion->n_messages, without, sent, n_sent, successor->words + n + 1);
  successor->kind = (guint8) kind;
  successor->node = (guint8) node;
  successor->what = (guint16) what;
  expansion->n_successors++;
}

static void
step_node (ElectorModelView *self, Expansion *expansion, ElectorMoveKind kind, guint node, guint what, guint input,
           guint without, guint used)
{
  const ElectorModelStep *step = elector_model_get_step (self, node, expansion->words[node], input);

  if (step->next != 0)
    add_successor (self, expansion, kind, node, what, without, step, used);
}

static const ElectorModelNode *
get_contents (const ElectorModel *self, const guint16 *words, guint node)
{
  return elector_numbering_get (&self->nodes[node], words[node]);
}

/* What can happen to a message. Equal ones are one. */
static void
expand_message (ElectorModelView *self, Expansion *expansion, guint i)
{
  const ElectorSearch *search = self->model->search;
  guint16 number = expansion->messages[i];
  const ElectorMessage *message = elector_numbering_get (&self->model->messages, number);
  guint node = message->to - 1u, used = expansion->used, none = ELECTOR_EXPLORER_MAX_PENDING;
  gboolean up = get_contents (self->model, expansion->words, node)->condition == ELECTOR_CONDITION_UP;

  if (up)
    step_node (self, expansion, ELECTOR_MOVE_DELIVER, node, number, number, i, used);
  else
    add_successor (self, expansion, ELECTOR_MOVE_DELIVER, node, number, i, NULL, used);
  if (up && count_used (expansion, DUPLICATE_SHIFT, FAULT_MASK) < search->max_duplicates)
    step_node (self, expansion, ELECTOR_MOVE_DUPLICATE, node, number, number, none, used + (1u << DUPLICATE_SHIFT));
  if (up && count_used (expansion, LOSS_SHIFT, FAULT_MASK) < search->max_losses)
    add_successor (self, expansion, ELECTOR_MOVE_LOSE, node, number, i, NULL, used + (1u << LOSS_SHIFT));
}

static gboolean
may_fire (const ElectorSearch *search, const Expansion *expansion)
{
  if (search->assumption == ELECTOR_ASSUMPTION_SYNCHRONOUS && expansion->n_messages > 0)
    return FALSE;
  return search->max_timeouts == 0 || count_used (expansion, TIMEOUT_SHIFT, TIMEOUT_MASK) < search->max_timeouts;
}

static void
expand_node (ElectorModelView *self, Expansion *expansion, guint node)
{
  const ElectorSearch *search = self->model->search;
  const ElectorModelNode *contents = get_contents (self->model, expansion->words, node);
  guint used = expansion->used, fired = used + (search->max_timeouts > 0 ? 1u << TIMEOUT_SHIFT : 0);
  guint none = ELECTOR_EXPLORER_MAX_PENDING;

  if (contents->condition == ELECTOR_CONDITION_CRASHED)
    {
      if (search->can_recover)
        step_node (self, expansion, ELECTOR_MOVE_RECOVER, node, 0, ELECTOR_MODEL_INPUT_RECOVER, none, used);
      return;
    }
  for (guint timer = 0; contents->timers >> timer != 0 && may_fire (search, expansion); timer++)
    if ((contents->timers >> timer & 1) != 0)
      step_node (self, expansion, ELECTOR_MOVE_TIMER, node, timer, ELECTOR_MODEL_INPUT_TIMER + timer, none, fired);
  if (count_used (expansion, CRASH_SHIFT, FAULT_MASK) < search->max_crashes)
    step_node (self, expansion, ELECTOR_MOVE_CRASH, node, 0, ELECTOR_MODEL_INPUT_CRASH, none,
               used + (1u << CRASH_SHIFT));
}

/* Lists the states that one step leads to, always in the same order. There is room for ELECTOR_MODEL_MAX_SUCCESSORS.
 * Returns how many there are. */
guint
elector_model_expand (ElectorModelView *self, const guint16 *words, ElectorSuccessor *successors)
{
  const ElectorModel *model = self->model;
  guint64 sums[model->n_names];
  Expansion expansion = { .words = words, .messages = words + model->n_nodes + 1, .used = words[model->n_nodes],
                          .sums = sums, .successors = successors };

  while (expansion.n_messages < model->search->max_pending && expansion.messages[expansion.n_messages] != 0)
    expansion.n_messages++;
  add_up (model, words, sums);
  for (guint i = 0; i < expansion.n_messages; i++)
    if (i == 0 || expansion.messages[i] != expansion.messages[i - 1])
      expand_message (self, &expansion, i);
  for (guint node = 0; node < model->n_nodes; node++)
    expand_node (self, &expansion, node);
  return expansion.n_successors;
}

void
elector_model_get_move (const ElectorModel *self, const ElectorSuccessor *successor, ElectorMove *move)
{
  memset (move, 0, sizeof *move);
  move->kind = (ElectorMoveKind) successor->kind;
  move->node = (ElectorNodeId) (successor->node + 1);
  if (move->kind == ELECTOR_MOVE_TIMER)
    move->timer = successor->what;
  else if (move->kind != ELECTOR_MOVE_CRASH && move->kind != ELECTOR_MOVE_RECOVER)
    move->message = *(const ElectorMessage *) elector_numbering_get (&self->messages, successor->what);
}

/* --- Properties --- */

typedef struct
{
  guint n_up;
  guint n_leaders;
  ElectorNodeId believed; /* by somebody that is up, in somebody that is up */
  gboolean disagree;
  gboolean timers;
} Overview;

static void
look (const ElectorModel *self, const guint16 *words, Overview *overview)
{
  memset (overview, 0, sizeof *overview);
  for (guint i = 0; i < self->n_nodes; i++)
    {
      const ElectorModelNode *node = get_contents (self, words, i);

      if (node->condition != ELECTOR_CONDITION_UP)
        continue;
      overview->n_up++;
      overview->n_leaders += node->role == ELECTOR_ROLE_LEADER;
      overview->timers |= node->timers != 0;
      if (node->leader == ELECTOR_NO_NODE
          || get_contents (self, words, node->leader - 1u)->condition != ELECTOR_CONDITION_UP)
        continue;
      overview->disagree |= overview->believed != ELECTOR_NO_NODE && overview->believed != node->leader;
      overview->believed = node->leader;
    }
}

static void
look_at_history (const ElectorModel *self, const guint16 *words, gboolean *led_twice, gboolean *voted_twice)
{
  guint64 led = 0;

  for (guint i = 0; i < self->n_nodes; i++)
    {
      const ElectorModelNode *node = get_contents (self, words, i);

      *led_twice |= (led & node->led) != 0;
      *voted_twice |= node->voted_twice;
      led |= node->led;
    }
}

/* Which of the properties that are searched for do not hold in a state: bit i for property i. */
guint32
elector_model_find_broken (const ElectorModel *self, const guint16 *words)
{
  gboolean at_rest = words[self->n_nodes + 1] == 0, led_twice = FALSE, voted_twice = FALSE;
  guint32 broken = 0;
  Overview overview;

  if (self->search->at_rest && !at_rest)
    return 0;
  look (self, words, &overview);
  look_at_history (self, words, &led_twice, &voted_twice);
  if (overview.n_leaders >= 2)
    broken |= 1u << ELECTOR_PROPERTY_SINGLE_LEADER;
  if (at_rest && overview.disagree)
    broken |= 1u << ELECTOR_PROPERTY_AGREEMENT;
  if (at_rest && !overview.timers && overview.n_leaders == 0 && overview.n_up > self->n_nodes / 2)
    broken |= 1u << ELECTOR_PROPERTY_AVAILABILITY;
  if (led_twice)
    broken |= 1u << ELECTOR_PROPERTY_TERM_LEADER;
  if (voted_twice)
    broken |= 1u << ELECTOR_PROPERTY_TERM_VOTE;
  return broken & self->search->properties;
}
