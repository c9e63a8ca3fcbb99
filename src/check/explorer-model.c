/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "explorer-model.h"

#include <string.h>

#define N_STEPS_AT_FIRST (1u << 12)

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
  self->client_word = search->max_writes > 0 ? n + 1 : 0;
  self->first_message = n + 1 + (search->max_writes > 0);
  self->n_words = self->first_message + search->max_pending;
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
  elector_model_init_time (self);
  self->state_size = elector_protocol_get_state_size (search->config.protocol, n);
  for (guint i = 0; i < n; i++)
    elector_numbering_init (&self->nodes[i], sizeof (ElectorModelNode) + self->state_size - sizeof (ElectorRng),
                            self->n_names);
  elector_numbering_init (&self->messages, sizeof (ElectorModelMessage), self->n_names);
  elector_model_init_client (self);
  g_mutex_init (&self->mutex);
}

void
elector_model_clear (ElectorModel *self)
{
  for (guint i = 0; i < self->n_nodes; i++)
    elector_numbering_clear (&self->nodes[i]);
  elector_numbering_clear (&self->messages);
  elector_numbering_clear (&self->clients);
  g_free (self->names);
  g_free (self->seeds);
  g_mutex_clear (&self->mutex);
}

/* Bytes that the numbers take, without those of the views. */
gsize
elector_model_get_memory (const ElectorModel *self)
{
  gsize memory = elector_numbering_get_memory (&self->messages) + elector_numbering_get_memory (&self->clients);

  for (guint i = 0; i < self->n_nodes; i++)
    memory += elector_numbering_get_memory (&self->nodes[i]);
  return memory;
}

void
elector_model_view_init (ElectorModelView *self, ElectorModel *model)
{
  memset (self, 0, sizeof *self);
  self->model = model;
  self->steps_capacity = N_STEPS_AT_FIRST;
  self->steps = g_new0 (ElectorModelStep, self->steps_capacity);
  self->sent = g_array_new (FALSE, FALSE, sizeof (guint16));
  self->events = g_array_new (FALSE, FALSE, sizeof (guint16));
  self->scratch = g_malloc0 (model->nodes[0].size + sizeof (ElectorRng));
  elector_effects_init (&self->effects, model->n_nodes);
}

void
elector_model_view_clear (ElectorModelView *self)
{
  g_free (self->steps);
  g_array_unref (self->sent);
  g_array_unref (self->events);
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
  const guint8 *contents = elector_numbering_get (numbering, number);
  guint8 *scratch = (guint8 *) self->scratch;

  memcpy (scratch, contents, sizeof (ElectorModelNode));
  memset (scratch + sizeof (ElectorModelNode), 0, sizeof (ElectorRng));
  memcpy (scratch + sizeof (ElectorModelNode) + sizeof (ElectorRng), contents + sizeof (ElectorModelNode),
          numbering->size - sizeof (ElectorModelNode));
}

/* What is numbered: the node in a view's scratch. */
typedef struct
{
  ElectorModelView *view;
  guint node;
} Unnumbered;

static guint64
pack_node (gpointer data, guint k, guint64 *contents)
{
  const Unnumbered *self = data;
  const ElectorModel *model = self->view->model;
  const ElectorNodeId *names = model->names[k];
  gsize size = model->nodes[self->node].size;
  guint64 copy[size / sizeof (guint64) + 1];
  guint8 *state = (guint8 *) copy + sizeof (ElectorModelNode);
  ElectorModelNode *node = (ElectorModelNode *) copy;

  memcpy (copy, self->view->scratch, sizeof copy);
  node->vote = names[node->vote];
  node->leader = names[node->leader];
  if (k > 0)
    model->config.protocol->rename (state, model->n_nodes, names);
  memcpy (contents, copy, sizeof (ElectorModelNode));
  memcpy ((guint8 *) contents + sizeof (ElectorModelNode), state + sizeof (ElectorRng),
          size - sizeof (ElectorModelNode));
  return names[self->node + 1];
}

static guint
number_node (ElectorModelView *self, guint node)
{
  return elector_numbering_number (&self->model->nodes[node], pack_node, &(Unnumbered) { self, node });
}

/* A message and its model. */
typedef struct
{
  const ElectorModel *model;
  const ElectorMessage *message;
  gboolean is_later;
} UnnumberedMessage;

static guint64
pack_message (gpointer data, guint k, guint64 *contents)
{
  const UnnumberedMessage *self = data;
  const ElectorNodeId *names = self->model->names[k];
  const ElectorMessage *message = self->message;
  ElectorModelMessage *all = (ElectorModelMessage *) contents;
  ElectorMessage *packed = &all->message;

  /* Field by field: what lies between them is not known. */
  memset (contents, 0, self->model->messages.size);
  packed->type = message->type;
  packed->flags = message->flags;
  packed->from = names[message->from];
  packed->to = names[message->to];
  packed->term = message->term;
  packed->index = message->index;
  packed->log_term = message->log_term;
  all->is_later = (guint32) self->is_later;
  return ELECTOR_MODEL_PLACE_MESSAGE;
}

/* The number of a message that has just been sent; see elector_model_is_due(). */
static guint
number_message (ElectorModel *self, const ElectorMessage *message)
{
  UnnumberedMessage unnumbered = { self, message, FALSE };
  guint number = elector_numbering_number (&self->messages, pack_message, &unnumbered);

  unnumbered.is_later = self->is_timed;
  return self->is_timed ? elector_numbering_number (&self->messages, pack_message, &unnumbered) : number;
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
  for (; i > first && elector_model_comes_before (self->model, number, g_array_index (self->sent, guint16, i - 1)); i--)
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

/* For the client, if there is one. */
static void
note_event (ElectorModelView *self, guint event)
{
  guint16 number = (guint16) event;

  if (self->model->client_word > 0)
    g_array_append_val (self->events, number);
}

static void
note_role (ElectorModelView *self, ElectorModelNode *node, guint role)
{
  const ElectorSearch *search = self->model->search;

  if ((role == ELECTOR_ROLE_LEADER) != (node->role == ELECTOR_ROLE_LEADER))
    note_event (self, role == ELECTOR_ROLE_LEADER ? ELECTOR_MODEL_EVENT_LEADS : ELECTOR_MODEL_EVENT_CEASES);
  if (role != ELECTOR_ROLE_LEADER)
    node->pending = 0;
  node->role = (guint8) role;
  if (role == ELECTOR_ROLE_LEADER && node->term > 0 && (search->properties >> ELECTOR_PROPERTY_TERM_LEADER & 1) != 0)
    node->led |= G_GUINT64_CONSTANT (1) << node->term;
}

/* Its log has grown by the write that it has just been given. */
static void
note_log (ElectorModelNode *node, guint32 length)
{
  node->pending |= G_GUINT64_CONSTANT (1) << (length - 1);
}

static void
note_commit (ElectorModelView *self, ElectorModelNode *node, guint32 position)
{
  if (position == 0)
    note_event (self, ELECTOR_MODEL_EVENT_ACCEPTS);
  for (guint i = 1; i <= position; i++)
    if ((node->pending >> (i - 1) & 1) != 0)
      note_event (self, ELECTOR_MODEL_EVENT_ACCEPTS + i);
  if (position > 0)
    node->pending &= ~G_GUINT64_CONSTANT (0) << (position - 1) << 1;
}

static void
set_timer (ElectorModelNode *node, guint timer, gboolean runs, ElectorTime left)
{
  guint8 bit = (guint8) (1u << timer);

  node->timers = runs ? node->timers | bit : node->timers & (guint8) ~bit;
  node->left[timer] = (guint16) left;
}

static void
apply_effect (ElectorModelView *self, const ElectorModelStep *step, guint input, const ElectorEffect *effect)
{
  ElectorModelNode *node = get_node (self);

  if (effect->kind == ELECTOR_EFFECT_SEND && !add_sent (self, step->sent, &effect->message))
    g_atomic_int_set (&self->model->too_many, TRUE);
  else if (effect->kind == ELECTOR_EFFECT_SET_TIMER)
    set_timer (node, effect->detail, TRUE, self->model->is_timed ? effect->value : 0);
  else if (effect->kind == ELECTOR_EFFECT_STOP_TIMER)
    set_timer (node, effect->detail, FALSE, 0);
  else if (effect->kind == ELECTOR_EFFECT_ROLE)
    note_role (self, node, effect->detail);
  else if (effect->kind == ELECTOR_EFFECT_LEADER)
    node->leader = (ElectorNodeId) effect->value;
  else if (effect->kind == ELECTOR_EFFECT_TERM)
    node->term = (guint32) effect->value;
  else if (effect->kind == ELECTOR_EFFECT_VOTE)
    note_vote (self->model->search, node, (ElectorNodeId) effect->value);
  else if (effect->kind == ELECTOR_EFFECT_LOG && input == ELECTOR_MODEL_INPUT_WRITE)
    note_log (node, effect->message.index);
  else if (effect->kind == ELECTOR_EFFECT_COMMIT)
    note_commit (self, node, (guint32) effect->value);
}

/* Returns FALSE when the step leads out of the bounds. */
static gboolean
apply_effects (ElectorModelView *self, guint input, ElectorModelStep *step)
{
  guint32 last_term = elector_search_get_last_term (self->model->search);

  for (guint i = 0; i < self->effects.length; i++)
    {
      apply_effect (self, step, input, &self->effects.items[i]);
      if (get_node (self)->term > last_term)
        return FALSE;
    }
  step->n_sent = (guint8) (self->sent->len - step->sent);
  step->n_events = (guint8) self->events->len;
  g_array_append_vals (self->sent, self->events->data, self->events->len);
  return TRUE;
}

static void
crash (ElectorModelView *self)
{
  ElectorModelNode *node = get_node (self);

  note_role (self, node, ELECTOR_ROLE_FOLLOWER);
  node->condition = ELECTOR_CONDITION_CRASHED;
  node->leader = ELECTOR_NO_NODE;
  node->timers = 0;
  node->waited = 0;
  memset (node->left, 0, sizeof node->left);
  elector_protocol_forget (self->model->config.protocol, get_state (self), self->model->n_nodes);
}

static ElectorInput
get_input (const ElectorModel *self, guint node, guint input)
{
  ElectorInput in = { .node = (ElectorNodeId) (node + 1), .config = &self->config };

  if (input == ELECTOR_MODEL_INPUT_BOOT)
    in.kind = ELECTOR_INPUT_BOOT;
  else if (input == ELECTOR_MODEL_INPUT_RECOVER)
    in.kind = ELECTOR_INPUT_RECOVER;
  else if (input == ELECTOR_MODEL_INPUT_WRITE)
    in.kind = ELECTOR_INPUT_WRITE;
  else if (input >= ELECTOR_MODEL_INPUT_TIMER)
    in.kind = ELECTOR_INPUT_TIMER;
  else
    in.kind = ELECTOR_INPUT_MESSAGE;
  if (in.kind == ELECTOR_INPUT_MESSAGE)
    in.message = *(const ElectorMessage *) elector_numbering_get (&self->messages, input);
  if (in.kind == ELECTOR_INPUT_TIMER)
    in.timer = input - ELECTOR_MODEL_INPUT_TIMER;
  return in;
}

/* Lets a node that is up, or recovers, take an input. */
static void
run (ElectorModelView *self, guint node, guint input)
{
  ElectorInput in = get_input (self->model, node, input);

  if (in.kind == ELECTOR_INPUT_TIMER)
    set_timer (get_node (self), in.timer, FALSE, 0);
  get_node (self)->condition = ELECTOR_CONDITION_UP;
  self->model->config.protocol->step (get_state (self), &in, &self->effects);
}

/* Whether a step ends the wait for a leader: it shows one, or that nothing keeps the node from standing itself. Raft
 * allows nothing else to prolong a follower's wait (Ongaro and Ousterhout 2014, figure 2). */
static gboolean
ends_wait (ElectorModelView *self, guint node, guint input)
{
  ElectorInput in = get_input (self->model, node, input);
  const ElectorModelNode *after = get_node (self);
  gboolean ends = after->role == ELECTOR_ROLE_LEADER
                  || (in.kind == ELECTOR_INPUT_TIMER && after->role != ELECTOR_ROLE_FOLLOWER)
                  || (in.kind == ELECTOR_INPUT_MESSAGE && in.message.from == after->leader);

  for (guint i = 0; i < self->effects.length; i++)
    ends |= self->effects.items[i].kind == ELECTOR_EFFECT_VOTE
            && self->effects.items[i].value != ELECTOR_NO_NODE;
  return ends;
}

/* Works out what an input makes of the node state in scratch. The list of what the step sends begins at sent. */
static void
work_out (ElectorModelView *self, guint node, guint input, guint32 sent, ElectorModelStep *step)
{
  gboolean steps = FALSE;

  step->sent = sent;
  self->effects.length = 0;
  g_array_set_size (self->events, 0);
  if (input >= ELECTOR_MODEL_INPUT_WAIT)
    elector_model_wait (self->model, get_node (self), input - ELECTOR_MODEL_INPUT_WAIT);
  else if (input == ELECTOR_MODEL_INPUT_CRASH)
    crash (self);
  else if (input == ELECTOR_MODEL_INPUT_WRITE && !self->model->config.protocol->has_log)
    note_event (self, ELECTOR_MODEL_EVENT_ACCEPTS);
  else
    {
      run (self, node, input);
      steps = TRUE;
    }
  if (!apply_effects (self, input, step))
    {
      g_array_set_size (self->sent, step->sent);
      return;
    }
  if (steps && ends_wait (self, node, input))
    get_node (self)->waited = 0;
  step->next = (guint16) number_node (self, node);
  if (step->next == 0)
    g_atomic_int_set (&self->model->too_many, TRUE);
}

/* --- Looking steps up --- */

static ElectorModelStep *
find_slot (ElectorModelView *self, guint64 key)
{
  guint slot = elector_model_get_slot (self, key);

  while (self->steps[slot].key != key && self->steps[slot].key != 0)
    slot = (slot + 1) & (self->steps_capacity - 1);
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

/* See elector_model_get_step(). */
const ElectorModelStep *
elector_model_look_step_up (ElectorModelView *self, guint node, guint number, guint input, guint draw)
{
  guint64 key = elector_model_get_key (node, number, input, draw);
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
  ((ElectorRng *) get_state (self))->state = self->model->seeds[draw];
  work_out (self, node, input, self->sent->len, step);
  g_mutex_unlock (&self->model->mutex);
  return step;
}
