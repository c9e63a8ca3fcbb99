/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "explorer-model.h"

#include <string.h>

/* Inputs that are no messages, in the numbers above all messages. */
#define INPUT_TIMER 0xff00u /* + timer */
#define INPUT_CRASH 0xff10u
#define INPUT_RECOVER 0xff11u
#define INPUT_BOOT 0xff12u

#define MAX_NUMBER 0xfeffu
#define N_SLOTS (1u << 17)
#define N_STEPS_AT_FIRST (1u << 12)

/* What is used up of the bounds, in the bits of one word. */
#define CRASH_SHIFT 0
#define LOSS_SHIFT 3
#define DUPLICATE_SHIFT 6
#define TIMEOUT_SHIFT 9
#define FAULT_MASK 7u
#define TIMEOUT_MASK 127u

static guint64
mix (guint64 value)
{
  ElectorRng rng = { value };

  return elector_rng_next (&rng);
}

static guint64
hash_contents (const guint64 *contents, gsize size, guint64 seed)
{
  guint64 hash = mix (seed);

  for (gsize i = 0; i < size / sizeof *contents; i++)
    hash = mix (hash ^ contents[i]);
  return hash;
}

/* --- Numbers for contents --- */

static void
numbering_init (ElectorNumbering *self, gsize size, guint n_names)
{
  self->size = size;
  self->contents = g_malloc0 ((MAX_NUMBER + 1) * size);
  self->hashes = g_malloc0 ((MAX_NUMBER + 1) * sizeof *self->hashes * n_names);
  self->slots = g_new0 (guint16, N_SLOTS);
}

static void
numbering_clear (ElectorNumbering *self)
{
  g_free (self->contents);
  g_free (self->hashes);
  g_free (self->slots);
}

static gconstpointer
numbering_get (const ElectorNumbering *self, guint number)
{
  return self->contents + number * self->size;
}

/* The slot in which the contents are, or belong. */
static guint
numbering_find (const ElectorNumbering *self, gconstpointer contents, guint64 hash)
{
  guint slot = (guint) hash & (N_SLOTS - 1);

  while (self->slots[slot] != 0 && memcmp (numbering_get (self, self->slots[slot]), contents, self->size) != 0)
    slot = (slot + 1) & (N_SLOTS - 1);
  return slot;
}

/* Returns a new number for contents that belong into slot, or 0 when there is none left. */
static guint
numbering_add (ElectorNumbering *self, guint slot, gconstpointer contents)
{
  if (self->n == MAX_NUMBER)
    return 0;
  self->n++;
  memcpy (self->contents + self->n * self->size, contents, self->size);
  self->slots[slot] = (guint16) self->n;
  return self->n;
}

/* --- The model --- */

/* Lists all renamings, the one that changes nothing first. */
static guint
list_names (ElectorModel *self, guint first, guint n, ElectorNodeId *names)
{
  if (first > self->n_nodes)
    {
      memcpy (self->names[n], names, sizeof *self->names);
      return n + 1;
    }
  for (guint i = first; i <= self->n_nodes; i++)
    {
      ElectorNodeId held = names[first];

      names[first] = names[i];
      names[i] = held;
      n = list_names (self, first + 1, n, names);
      names[i] = names[first];
      names[first] = held;
    }
  return n;
}

/* search is borrowed, and passes elector_search_check(). */
void
elector_model_init (ElectorModel *self, const ElectorSearch *search)
{
  ElectorNodeId names[ELECTOR_EXPLORER_MAX_NODES + 1];
  guint n = search->config.n_nodes;

  memset (self, 0, sizeof *self);
  self->search = search;
  self->n_nodes = n;
  self->n_words = n + 1 + search->max_pending;
  self->n_names = 1;
  for (guint i = 1; i <= n && elector_search_has_symmetry (search); i++)
    self->n_names *= i;
  self->names = g_malloc0 (self->n_names * sizeof *self->names);
  for (guint i = 0; i <= ELECTOR_EXPLORER_MAX_NODES; i++)
    names[i] = (ElectorNodeId) i;
  if (self->n_names == 1)
    memcpy (self->names[0], names, sizeof names);
  else
    list_names (self, 1, 0, names);
  self->state_size = elector_protocol_get_state_size (search->config.protocol, n);
  for (guint i = 0; i < n; i++)
    numbering_init (&self->nodes[i], sizeof (ElectorModelNode) + self->state_size - sizeof (ElectorRng),
                    self->n_names);
  numbering_init (&self->messages, (sizeof (ElectorMessage) + 7) / 8 * 8, self->n_names);
  g_mutex_init (&self->mutex);
}

void
elector_model_clear (ElectorModel *self)
{
  for (guint i = 0; i < self->n_nodes; i++)
    numbering_clear (&self->nodes[i]);
  numbering_clear (&self->messages);
  g_free (self->names);
  g_mutex_clear (&self->mutex);
}

/* Bytes that the numbers take, without those of the views. */
gsize
elector_model_get_memory (const ElectorModel *self)
{
  gsize memory = (self->n_nodes + 1) * N_SLOTS * sizeof (guint16);

  for (guint i = 0; i < self->n_nodes; i++)
    memory += self->nodes[i].n * (self->nodes[i].size + self->n_names * sizeof (guint64));
  return memory + self->messages.n * (self->messages.size + self->n_names * sizeof (guint64));
}

void
elector_model_view_init (ElectorModelView *self, ElectorModel *model)
{
  memset (self, 0, sizeof *self);
  self->model = model;
  self->steps_capacity = N_STEPS_AT_FIRST;
  self->steps = g_new0 (ElectorModelStep, self->steps_capacity);
  self->sent = g_array_new (FALSE, FALSE, sizeof (guint16));
  self->scratch = g_malloc0 (model->nodes[0].size + sizeof (ElectorRng));
  elector_effects_init (&self->effects, model->n_nodes);
}

void
elector_model_view_clear (ElectorModelView *self)
{
  g_free (self->steps);
  g_array_unref (self->sent);
  g_free (self->scratch);
  elector_effects_clear (&self->effects);
}

/* --- A step of one node. What follows is called with the mutex held. --- */

/* In scratch lies an ElectorModelNode, and behind it the protocol's state. In a numbering the state has no generator,
 * which is what it begins with. */
static ElectorModelNode *
get_node (ElectorModelView *self)
{
  return (ElectorModelNode *) self->scratch;
}

static gpointer
get_state (ElectorModelView *self)
{
  return (guint8 *) self->scratch + sizeof (ElectorModelNode);
}

static void
unpack_node (ElectorModelView *self, guint node, guint number)
{
  const ElectorNumbering *numbering = &self->model->nodes[node];
  const guint8 *contents = numbering_get (numbering, number);
  guint8 *scratch = (guint8 *) self->scratch;

  memcpy (scratch, contents, sizeof (ElectorModelNode));
  memset (scratch + sizeof (ElectorModelNode), 0, sizeof (ElectorRng));
  memcpy (scratch + sizeof (ElectorModelNode) + sizeof (ElectorRng), contents + sizeof (ElectorModelNode),
          numbering->size - sizeof (ElectorModelNode));
}

/* Writes what scratch is under a renaming to contents. */
static void
pack_node (ElectorModelView *self, const ElectorNodeId *names, guint8 *contents, gsize size)
{
  const ElectorProtocol *protocol = self->model->search->config.protocol;
  guint64 copy[size / sizeof (guint64) + 1];
  guint8 *state = (guint8 *) copy + sizeof (ElectorModelNode);
  ElectorModelNode *node = (ElectorModelNode *) copy;

  memcpy (copy, self->scratch, sizeof copy);
  node->vote = names[node->vote];
  node->leader = names[node->leader];
  if (names != self->model->names[0])
    protocol->rename (state, self->model->n_nodes, names);
  memcpy (contents, copy, sizeof (ElectorModelNode));
  memcpy (contents + sizeof (ElectorModelNode), state + sizeof (ElectorRng), size - sizeof (ElectorModelNode));
}

static guint
number_node (ElectorModelView *self, guint node)
{
  ElectorModel *model = self->model;
  ElectorNumbering *numbering = &model->nodes[node];
  guint64 contents[numbering->size / sizeof (guint64)];
  guint64 hash;
  guint slot, number;

  pack_node (self, model->names[0], (guint8 *) contents, numbering->size);
  hash = hash_contents (contents, numbering->size, node + 1);
  slot = numbering_find (numbering, contents, hash);
  if (numbering->slots[slot] != 0)
    return numbering->slots[slot];
  number = numbering_add (numbering, slot, contents);
  if (number == 0)
    return 0;
  for (guint i = 0; i < model->n_names; i++)
    {
      pack_node (self, model->names[i], (guint8 *) contents, numbering->size);
      numbering->hashes[number * model->n_names + i] = hash_contents (contents, numbering->size,
                                                                      model->names[i][node + 1]);
    }
  return number;
}

static void
pack_message (const ElectorMessage *message, const ElectorNodeId *names, ElectorMessage *contents)
{
  contents->type = message->type;
  contents->flags = message->flags;
  contents->from = names[message->from];
  contents->to = names[message->to];
  contents->term = message->term;
  contents->index = message->index;
  contents->log_term = message->log_term;
}

static guint
number_message (ElectorModel *self, const ElectorMessage *message)
{
  ElectorNumbering *numbering = &self->messages;
  guint64 contents[(sizeof (ElectorMessage) + 7) / 8] = { 0 };
  guint slot, number;

  pack_message (message, self->names[0], (ElectorMessage *) contents);
  slot = numbering_find (numbering, contents, hash_contents (contents, sizeof contents, 0));
  if (numbering->slots[slot] != 0)
    return numbering->slots[slot];
  number = numbering_add (numbering, slot, contents);
  for (guint i = 0; i < self->n_names && number != 0; i++)
    {
      pack_message (message, self->names[i], (ElectorMessage *) contents);
      numbering->hashes[number * self->n_names + i] = hash_contents (contents, sizeof contents, 0);
    }
  return number;
}

static gboolean
comes_before (const ElectorModel *self, guint16 one, guint16 other)
{
  return self->messages.hashes[one * self->n_names] < self->messages.hashes[other * self->n_names];
}

/* Puts a message into the list of those that a step sends, which begins at first and is sorted like a state's. */
static gboolean
add_sent (ElectorModelView *self, guint first, const ElectorMessage *message)
{
  guint16 number = (guint16) number_message (self->model, message);
  guint i = self->sent->len;

  if (number == 0)
    return FALSE;
  g_array_append_val (self->sent, number);
  for (; i > first && comes_before (self->model, number, g_array_index (self->sent, guint16, i - 1)); i--)
    g_array_index (self->sent, guint16, i) = g_array_index (self->sent, guint16, i - 1);
  g_array_index (self->sent, guint16, i) = number;
  return TRUE;
}

static void
note_vote (const ElectorSearch *search, ElectorModelNode *node, ElectorNodeId vote)
{
  if ((search->properties >> ELECTOR_PROPERTY_TERM_VOTE & 1) == 0)
    return;
  if (node->vote_term == node->term && node->vote != vote)
    node->voted_twice = TRUE;
  node->vote_term = node->term;
  node->vote = vote;
}

static void
note_role (const ElectorSearch *search, ElectorModelNode *node, guint role)
{
  node->role = (guint8) role;
  if (role == ELECTOR_ROLE_LEADER && node->term > 0 && (search->properties >> ELECTOR_PROPERTY_TERM_LEADER & 1) != 0)
    node->led |= G_GUINT64_CONSTANT (1) << node->term;
}

/* Returns FALSE when the step leads out of the bounds. */
static gboolean
apply_effects (ElectorModelView *self, ElectorModelStep *step)
{
  const ElectorSearch *search = self->model->search;
  ElectorModelNode *node = get_node (self);

  for (guint i = 0; i < self->effects.length; i++)
    {
      const ElectorEffect *effect = &self->effects.items[i];

      if (effect->kind == ELECTOR_EFFECT_SEND && !add_sent (self, step->sent, &effect->message))
        g_atomic_int_set (&self->model->too_many, TRUE);
      else if (effect->kind == ELECTOR_EFFECT_SET_TIMER)
        node->timers |= (guint8) (1u << effect->detail);
      else if (effect->kind == ELECTOR_EFFECT_STOP_TIMER)
        node->timers &= (guint8) ~(1u << effect->detail);
      else if (effect->kind == ELECTOR_EFFECT_ROLE)
        note_role (search, node, effect->detail);
      else if (effect->kind == ELECTOR_EFFECT_LEADER)
        node->leader = (ElectorNodeId) effect->value;
      else if (effect->kind == ELECTOR_EFFECT_TERM)
        node->term = (guint32) effect->value;
      else if (effect->kind == ELECTOR_EFFECT_VOTE)
        note_vote (search, node, (ElectorNodeId) effect->value);
      if (node->term > (search->max_term > 0 ? search->max_term : ELECTOR_EXPLORER_MAX_TERM))
        return FALSE;
    }
  step->n_sent = (guint16) (self->sent->len - step->sent);
  return TRUE;
}

static void
crash (ElectorModelView *self)
{
  ElectorModelNode *node = get_node (self);

  node->condition = ELECTOR_CONDITION_CRASHED;
  node->role = ELECTOR_ROLE_FOLLOWER;
  node->leader = ELECTOR_NO_NODE;
  node->timers = 0;
  elector_protocol_forget (self->model->search->config.protocol, get_state (self), self->model->n_nodes);
}

/* Lets a node that is up, or recovers, take an input. */
static void
run (ElectorModelView *self, guint node, guint input)
{
  const ElectorConfig *config = &self->model->search->config;
  ElectorInput in = { .node = (ElectorNodeId) (node + 1), .config = config };

  if (input == INPUT_BOOT)
    in.kind = ELECTOR_INPUT_BOOT;
  else if (input == INPUT_RECOVER)
    in.kind = ELECTOR_INPUT_RECOVER;
  else if (input >= INPUT_TIMER)
    in.kind = ELECTOR_INPUT_TIMER;
  else
    in.kind = ELECTOR_INPUT_MESSAGE;
  if (in.kind == ELECTOR_INPUT_MESSAGE)
    in.message = *(const ElectorMessage *) numbering_get (&self->model->messages, input);
  if (in.kind == ELECTOR_INPUT_TIMER)
    {
      in.timer = input - INPUT_TIMER;
      get_node (self)->timers &= (guint8) ~(1u << in.timer);
    }
  get_node (self)->condition = ELECTOR_CONDITION_UP;
  self->effects.length = 0;
  config->protocol->step (get_state (self), &in, &self->effects);
}

/* Works out what an input makes of the node state in scratch. The list of what the step sends begins at sent. */
static void
work_out (ElectorModelView *self, guint node, guint input, guint32 sent, ElectorModelStep *step)
{
  step->sent = sent;
  self->effects.length = 0;
  if (input == INPUT_CRASH)
    crash (self);
  else
    run (self, node, input);
  if (!apply_effects (self, step))
    {
      g_array_set_size (self->sent, step->sent);
      return;
    }
  step->next = (guint16) number_node (self, node);
  if (step->next == 0)
    g_atomic_int_set (&self->model->too_many, TRUE);
}

/* --- Looking steps up --- */

static ElectorModelStep *
find_slot (ElectorModelView *self, guint64 key)
{
  guint mask = self->steps_capacity - 1;
  guint slot = (guint) (key * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15) >> 40) & mask;

  while (self->steps[slot].key != key && self->steps[slot].key != 0)
    slot = (slot + 1) & mask;
  return &self->steps[slot];
}

static void
grow_steps (ElectorModelView *self)
{
  ElectorModelStep *old = self->steps;
  guint n = self->steps_capacity;

  self->steps_capacity *= 2;
  self->steps = g_new0 (ElectorModelStep, self->steps_capacity);
  for (guint i = 0; i < n; i++)
    if (old[i].key != 0)
      *find_slot (self, old[i].key) = old[i];
  g_free (old);
}

/* What an input makes of a node state. Borrowed until the next call. */
static const ElectorModelStep *
get_step (ElectorModelView *self, guint node, guint number, guint input)
{
  guint64 key = (guint64) (node + 1) << 32 | (guint64) number << 16 | input;
  ElectorModelStep *step = find_slot (self, key);

  if (step->key == key)
    return step;
  if (2 * ++self->n_steps > self->steps_capacity)
    {
      grow_steps (self);
      step = find_slot (self, key);
    }
  memset (step, 0, sizeof *step);
  step->key = key;
  g_mutex_lock (&self->model->mutex);
  unpack_node (self, node, number);
  work_out (self, node, input, self->sent->len, step);
  g_mutex_unlock (&self->model->mutex);
  return step;
}

/* --- States --- */

static guint64
hash_used (guint16 used)
{
  return mix (used);
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
  return mix (smallest);
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
      if (j >= n_other || (i < n_one && !comes_before (self, other[j], one[i])))
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
  guint64 sums[k_n], change = hash_used ((guint16) used) - hash_used (expansion->used);

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
  const ElectorModelStep *step = get_step (self, node, expansion->words[node], input);

  if (step->next != 0)
    add_successor (self, expansion, kind, node, what, without, step, used);
}

static const ElectorModelNode *
get_contents (const ElectorModel *self, const guint16 *words, guint node)
{
  return numbering_get (&self->nodes[node], words[node]);
}

/* What can happen to a message. Equal ones are one. */
static void
expand_message (ElectorModelView *self, Expansion *expansion, guint i)
{
  const ElectorSearch *search = self->model->search;
  guint16 number = expansion->messages[i];
  const ElectorMessage *message = numbering_get (&self->model->messages, number);
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
        step_node (self, expansion, ELECTOR_MOVE_RECOVER, node, 0, INPUT_RECOVER, none, used);
      return;
    }
  for (guint timer = 0; contents->timers >> timer != 0 && may_fire (search, expansion); timer++)
    if ((contents->timers >> timer & 1) != 0)
      step_node (self, expansion, ELECTOR_MOVE_TIMER, node, timer, INPUT_TIMER + timer, none, fired);
  if (count_used (expansion, CRASH_SHIFT, FAULT_MASK) < search->max_crashes)
    step_node (self, expansion, ELECTOR_MOVE_CRASH, node, 0, INPUT_CRASH, none, used + (1u << CRASH_SHIFT));
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

/* The state in which all nodes have just booted. If what they send does not fit, all of it is lost. */
void
elector_model_boot (ElectorModelView *self, ElectorSuccessor *start)
{
  ElectorModel *model = self->model;
  guint n = model->n_nodes, begin = self->sent->len;
  ElectorModelStep step;

  memset (start, 0, sizeof *start);
  for (guint node = 0; node < n; node++)
    {
      memset (&step, 0, sizeof step);
      memset (self->scratch, 0, model->nodes[node].size + sizeof (ElectorRng));
      work_out (self, node, INPUT_BOOT, begin, &step);
      start->words[node] = step.next;
    }
  if (step.n_sent > model->search->max_pending)
    self->n_full++;
  else
    memcpy (start->words + n + 1, &g_array_index (self->sent, guint16, begin), step.n_sent * sizeof (guint16));
  start->fingerprint = elector_model_get_fingerprint (model, start->words);
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
    move->message = *(const ElectorMessage *) numbering_get (&self->messages, successor->what);
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
