/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "core/world.h"

#include <string.h>

static guint32
emit (ElectorWorld *self, ElectorRecord record)
{
  record.time = self->time;
  return self->sink != NULL ? self->sink (&record, self->sink_data) : 0;
}

/* Sets up a world of booted-to-be nodes at time 0; elector_world_boot() starts them. config and network are
 * copied. The sink, which may be NULL, gets every record; sink_data is borrowed. */
void
elector_world_init (ElectorWorld *self, const ElectorConfig *config, const ElectorNetworkConfig *network, guint64 seed,
                    ElectorSink sink, gpointer sink_data)
{
  gsize size = elector_protocol_get_state_size (config->protocol, config->n_nodes);

  memset (self, 0, sizeof *self);
  self->config = *config;
  elector_network_init (&self->network, network, config->n_nodes);
  elector_rng_seed (&self->rng, seed, 0);
  self->nodes = g_new0 (ElectorWorldNode, config->n_nodes);
  self->states = g_malloc0 (size * config->n_nodes);
  for (guint i = 0; i < config->n_nodes; i++)
    {
      elector_rng_seed ((ElectorRng *) (gpointer) (self->states + i * size), seed, i + 1);
      self->nodes[i].wake_time = ELECTOR_NEVER;
      for (guint timer = 0; timer < ELECTOR_MAX_TIMERS; timer++)
        self->nodes[i].deadlines[timer] = ELECTOR_NEVER;
    }
  elector_effects_init (&self->effects, config->n_nodes);
  self->sink = sink;
  self->sink_data = sink_data;
}

/* What is going to be done to the world. faults are sorted by time, borrowed, and outlive it. A fault comes
 * before everything else that happens at the same microsecond. Call once, before the world is run. */
void
elector_world_schedule (ElectorWorld *self, const ElectorFault *faults, guint n_faults)
{
  self->faults = faults;
  self->n_faults = n_faults;
}

/* Makes self, which is zero or was cleared, a second world that goes on exactly like other, with no sink. */
void
elector_world_copy (ElectorWorld *self, const ElectorWorld *other)
{
  guint n = other->config.n_nodes;

  *self = *other;
  memset (&self->network, 0, sizeof self->network);
  elector_network_copy (&self->network, &other->network);
  memset (&self->queue, 0, sizeof self->queue);
  elector_queue_copy (&self->queue, &other->queue);
  self->nodes = g_memdup2 (other->nodes, n * sizeof *other->nodes);
  self->states = g_memdup2 (other->states, n * elector_protocol_get_state_size (other->config.protocol, n));
  self->flights = g_memdup2 (other->flights, other->flights_capacity * sizeof *other->flights);
  self->free_slots = g_memdup2 (other->free_slots, other->flights_capacity * sizeof *other->free_slots);
  self->held = g_memdup2 (other->held, other->held_capacity * sizeof *other->held);
  elector_effects_init (&self->effects, n);
  self->sink = NULL;
  self->sink_data = NULL;
}

void
elector_world_clear (ElectorWorld *self)
{
  elector_network_clear (&self->network);
  elector_queue_clear (&self->queue);
  elector_effects_clear (&self->effects);
  g_clear_pointer (&self->nodes, g_free);
  g_clear_pointer (&self->states, g_free);
  g_clear_pointer (&self->flights, g_free);
  g_clear_pointer (&self->free_slots, g_free);
  g_clear_pointer (&self->held, g_free);
}

/* Borrowed. */
gpointer
elector_world_get_state (const ElectorWorld *self, ElectorNodeId node)
{
  return self->states + (node - 1) * elector_protocol_get_state_size (self->config.protocol, self->config.n_nodes);
}

ElectorCondition
elector_world_get_condition (const ElectorWorld *self, ElectorNodeId node)
{
  return self->nodes[node - 1].condition;
}

/* --- Messages --- */

static guint32
take_slot (ElectorWorld *self)
{
  if (self->n_free_slots > 0)
    return self->free_slots[--self->n_free_slots];
  if (self->n_flights == self->flights_capacity)
    {
      self->flights_capacity = MAX (64, self->flights_capacity * 2);
      self->flights = g_renew (ElectorFlight, self->flights, self->flights_capacity);
      self->free_slots = g_renew (guint32, self->free_slots, self->flights_capacity);
    }
  return self->n_flights++;
}

static void
drop (ElectorWorld *self, const ElectorFlight *flight, guint32 slot, ElectorDropReason reason)
{
  emit (self, (ElectorRecord) { .kind = ELECTOR_RECORD_DROP,
                                .detail = flight->message.type,
                                .node = flight->message.to,
                                .peer = flight->message.from,
                                .code = (guint16) reason,
                                .a = slot,
                                .c = flight->message.term,
                                .cause = flight->sent });
}

/* Puts one copy of a message on its way. What will not arrive flies half the way, and is dropped there. */
static void
launch (ElectorWorld *self, const ElectorMessage *message, ElectorRecordKind kind, guint32 cause)
{
  const ElectorNetworkConfig *config = &self->network.config;
  gboolean open = elector_network_is_open (&self->network, message->from, message->to);
  gboolean lost = elector_rng_chance (&self->rng, config->loss);
  ElectorTime delay = elector_rng_range (&self->rng, config->delay);
  guint32 slot = take_slot (self);
  ElectorFlight *flight = &self->flights[slot];

  memset (flight, 0, sizeof *flight);
  flight->message = *message;
  if (!open || lost)
    flight->doomed = 1 + (open ? ELECTOR_DROP_LOST : ELECTOR_DROP_CUT);
  flight->sent = emit (self, (ElectorRecord) { .kind = (guint8) kind,
                                               .detail = message->type,
                                               .node = message->from,
                                               .peer = message->to,
                                               .code = message->flags,
                                               .a = slot,
                                               .b = (guint32) delay,
                                               .c = message->term,
                                               .cause = cause });
  elector_queue_push (&self->queue, self->time + (flight->doomed ? delay / 2 : delay), ELECTOR_PRIORITY_MESSAGE,
                      message->to, slot);
}

static void
send_message (ElectorWorld *self, const ElectorMessage *message, guint32 cause)
{
  launch (self, message, ELECTOR_RECORD_SEND, cause);
  if (elector_rng_chance (&self->rng, self->network.config.duplicate))
    launch (self, message, ELECTOR_RECORD_DUPLICATE, cause);
}

/* --- Timers: one queued wake-up a node, for its earliest deadline or before. Moving a deadline to later
 * does not touch the queue: the wake-up comes, finds nothing due, and is queued anew. --- */

static ElectorTime
earliest_deadline (const ElectorWorldNode *node, guint *timer)
{
  ElectorTime earliest = ELECTOR_NEVER;

  for (guint i = 0; i < ELECTOR_MAX_TIMERS; i++)
    if (node->deadlines[i] < earliest)
      {
        earliest = node->deadlines[i];
        *timer = i;
      }
  return earliest;
}

static void
ensure_wake (ElectorWorld *self, ElectorNodeId id)
{
  ElectorWorldNode *node = &self->nodes[id - 1];
  guint timer;
  ElectorTime deadline = earliest_deadline (node, &timer);

  if (deadline == ELECTOR_NEVER || node->wake_time <= deadline)
    return;
  node->wake_time = MAX (deadline, self->time);
  node->wake_order = elector_queue_push (&self->queue, node->wake_time, ELECTOR_PRIORITY_TIMER, id, 0);
}

static void
forget_timers (ElectorWorldNode *node)
{
  for (guint i = 0; i < ELECTOR_MAX_TIMERS; i++)
    node->deadlines[i] = ELECTOR_NEVER;
  node->wake_time = ELECTOR_NEVER;
  node->wake_order = 0;
}

/* --- Steps --- */

static void
apply_effect (ElectorWorld *self, ElectorNodeId node, const ElectorEffect *effect, guint32 cause)
{
  ElectorRecord record = { .detail = effect->detail, .node = node, .cause = cause };

  switch ((ElectorEffectKind) effect->kind)
    {
    case ELECTOR_EFFECT_SEND:
      send_message (self, &effect->message, cause);
      return;
    case ELECTOR_EFFECT_STEP:
      record.kind = ELECTOR_RECORD_STEP;
      record.code = effect->step;
      record.peer = effect->line;
      record.a = effect->args[0];
      record.b = effect->args[1];
      record.c = effect->args[2];
      break;
    case ELECTOR_EFFECT_SET_TIMER:
      self->nodes[node - 1].deadlines[effect->detail] = self->time + effect->value;
      record.kind = ELECTOR_RECORD_SET_TIMER;
      record.a = (guint32) effect->value;
      break;
    case ELECTOR_EFFECT_STOP_TIMER:
      if (self->nodes[node - 1].deadlines[effect->detail] == ELECTOR_NEVER)
        return;
      self->nodes[node - 1].deadlines[effect->detail] = ELECTOR_NEVER;
      record.kind = ELECTOR_RECORD_STOP_TIMER;
      break;
    case ELECTOR_EFFECT_ROLE:
      self->nodes[node - 1].role = (ElectorRole) effect->detail;
      record.kind = ELECTOR_RECORD_ROLE;
      break;
    case ELECTOR_EFFECT_LEADER:
      record.kind = ELECTOR_RECORD_LEADER;
      record.peer = (ElectorNodeId) effect->value;
      break;
    case ELECTOR_EFFECT_TERM:
      record.kind = ELECTOR_RECORD_TERM;
      record.c = (guint32) effect->value;
      self->nodes[node - 1].term = record.c;
      break;
    case ELECTOR_EFFECT_VOTE:
      record.kind = ELECTOR_RECORD_VOTE;
      record.peer = (ElectorNodeId) effect->value;
      record.c = self->nodes[node - 1].term;
      break;
    case ELECTOR_EFFECT_LOG:
      record.kind = ELECTOR_RECORD_LOG;
      record.a = effect->message.index;
      record.c = effect->message.log_term;
      break;
    default:
      g_assert_not_reached ();
    }
  emit (self, record);
}

static void
run_step (ElectorWorld *self, ElectorInput *input, guint32 cause)
{
  input->config = &self->config;
  self->effects.length = 0;
  self->config.protocol->step (elector_world_get_state (self, input->node), input, &self->effects);
  for (guint i = 0; i < self->effects.length; i++)
    apply_effect (self, input->node, &self->effects.items[i], cause);
  ensure_wake (self, input->node);
}

/* Something happens to a node from outside: a record, and the step that follows from it. */
static void
happen (ElectorWorld *self, ElectorRecordKind kind, ElectorInputKind input_kind, ElectorNodeId node)
{
  guint32 cause = emit (self, (ElectorRecord) { .kind = (guint8) kind, .node = node });

  run_step (self, &(ElectorInput) { .kind = input_kind, .node = node }, cause);
}

/* Starts all nodes, in the order of their ids, at time 0. Call once, first. */
void
elector_world_boot (ElectorWorld *self)
{
  emit (self, (ElectorRecord) { .kind = ELECTOR_RECORD_START, .a = self->config.n_nodes });
  for (guint i = 1; i <= self->config.n_nodes; i++)
    happen (self, ELECTOR_RECORD_BOOT, ELECTOR_INPUT_BOOT, (ElectorNodeId) i);
}

static void
hold (ElectorWorld *self, const ElectorEvent *event)
{
  if (self->n_held == self->held_capacity)
    {
      self->held_capacity = MAX (16, self->held_capacity * 2);
      self->held = g_renew (ElectorEvent, self->held, self->held_capacity);
    }
  self->held[self->n_held++] = *event;
}

/* Returns whether something happened: a message that waits for a paused node does not count. */
static gboolean
deliver (ElectorWorld *self, const ElectorEvent *event)
{
  ElectorFlight flight = self->flights[event->slot];
  const ElectorMessage *message = &flight.message;
  ElectorInput input = { .kind = ELECTOR_INPUT_MESSAGE, .node = message->to, .message = *message };
  ElectorCondition condition = elector_world_get_condition (self, message->to);
  guint32 cause;

  if (condition == ELECTOR_CONDITION_PAUSED && !flight.doomed)
    {
      hold (self, event);
      return FALSE;
    }
  self->free_slots[self->n_free_slots++] = event->slot;
  if (flight.doomed)
    drop (self, &flight, event->slot, (ElectorDropReason) (flight.doomed - 1));
  else if (condition == ELECTOR_CONDITION_CRASHED)
    drop (self, &flight, event->slot, ELECTOR_DROP_CRASHED);
  else if (!elector_network_is_open (&self->network, message->from, message->to))
    drop (self, &flight, event->slot, ELECTOR_DROP_CUT);
  else
    {
      cause = emit (self, (ElectorRecord) { .kind = ELECTOR_RECORD_DELIVER,
                                            .detail = message->type,
                                            .node = message->to,
                                            .peer = message->from,
                                            .code = message->flags,
                                            .a = event->slot,
                                            .c = message->term,
                                            .cause = flight.sent });
      run_step (self, &input, cause);
    }
  return TRUE;
}

/* Returns whether a timer fired: a wake-up may be stale, or too early. */
static gboolean
wake (ElectorWorld *self, const ElectorEvent *event)
{
  ElectorWorldNode *node = &self->nodes[event->node - 1];
  ElectorInput input = { .kind = ELECTOR_INPUT_TIMER, .node = event->node };
  guint32 cause;

  if (event->order != node->wake_order)
    return FALSE;
  node->wake_time = ELECTOR_NEVER;
  node->wake_order = 0;
  if (node->condition != ELECTOR_CONDITION_UP)
    return FALSE;
  if (earliest_deadline (node, &input.timer) > self->time)
    {
      ensure_wake (self, event->node);
      return FALSE;
    }
  node->deadlines[input.timer] = ELECTOR_NEVER;
  cause = emit (self, (ElectorRecord) { .kind = ELECTOR_RECORD_TIMER,
                                        .detail = (guint8) input.timer,
                                        .node = event->node });
  run_step (self, &input, cause);
  return TRUE;
}

/* --- Faults --- */

static gboolean
crash (ElectorWorld *self, ElectorNodeId node)
{
  if (self->nodes[node - 1].condition == ELECTOR_CONDITION_CRASHED)
    return FALSE;
  emit (self, (ElectorRecord) { .kind = ELECTOR_RECORD_CRASH, .node = node });
  self->nodes[node - 1].condition = ELECTOR_CONDITION_CRASHED;
  forget_timers (&self->nodes[node - 1]);
  self->nodes[node - 1].role = ELECTOR_ROLE_FOLLOWER;
  elector_protocol_forget (self->config.protocol, elector_world_get_state (self, node), self->config.n_nodes);
  return TRUE;
}

static gboolean
recover (ElectorWorld *self, ElectorNodeId node)
{
  if (self->nodes[node - 1].condition != ELECTOR_CONDITION_CRASHED)
    return FALSE;
  self->nodes[node - 1].condition = ELECTOR_CONDITION_UP;
  happen (self, ELECTOR_RECORD_RECOVER, ELECTOR_INPUT_RECOVER, node);
  return TRUE;
}

static gboolean
pause_node (ElectorWorld *self, ElectorNodeId node)
{
  if (self->nodes[node - 1].condition != ELECTOR_CONDITION_UP)
    return FALSE;
  emit (self, (ElectorRecord) { .kind = ELECTOR_RECORD_PAUSE, .node = node });
  self->nodes[node - 1].condition = ELECTOR_CONDITION_PAUSED;
  return TRUE;
}

/* Gives the network everything that waited for the node, in its old order. A message whose node has crashed
 * meanwhile is dropped there. */
static void
release_held (ElectorWorld *self, ElectorNodeId node)
{
  guint kept = 0;

  for (guint i = 0; i < self->n_held; i++)
    if (self->held[i].node == node)
      elector_queue_push (&self->queue, self->time, ELECTOR_PRIORITY_MESSAGE, node, self->held[i].slot);
    else
      self->held[kept++] = self->held[i];
  self->n_held = kept;
}

static gboolean
resume (ElectorWorld *self, ElectorNodeId node)
{
  if (self->nodes[node - 1].condition != ELECTOR_CONDITION_PAUSED)
    return FALSE;
  emit (self, (ElectorRecord) { .kind = ELECTOR_RECORD_RESUME, .node = node });
  self->nodes[node - 1].condition = ELECTOR_CONDITION_UP;
  release_held (self, node);
  ensure_wake (self, node);
  return TRUE;
}

/* Asks every node that leads, and can answer, to hand over: one event, as for the directions of a link. */
static gboolean
transfer (ElectorWorld *self, ElectorNodeId target)
{
  guint32 cause = 0;
  gboolean asked = FALSE;

  for (guint i = 1; i <= self->config.n_nodes && self->config.protocol->can_transfer; i++)
    {
      const ElectorWorldNode *node = &self->nodes[i - 1];
      ElectorInput input = { .kind = ELECTOR_INPUT_TRANSFER, .node = (ElectorNodeId) i, .target = target };

      if (i == target || node->role != ELECTOR_ROLE_LEADER || node->condition != ELECTOR_CONDITION_UP)
        continue;
      cause = emit (self, (ElectorRecord) { .kind = ELECTOR_RECORD_TRANSFER,
                                            .node = input.node,
                                            .peer = target,
                                            .cause = cause });
      run_step (self, &input, cause);
      asked = TRUE;
    }
  return asked;
}

static gboolean
apply_to_node (ElectorWorld *self, const ElectorFault *fault)
{
  ElectorCondition condition = self->nodes[fault->node - 1].condition;

  switch ((int) fault->kind)
    {
    case ELECTOR_FAULT_CRASH:
      if (!crash (self, fault->node))
        return FALSE;
      release_held (self, fault->node);
      return TRUE;
    case ELECTOR_FAULT_RECOVER:
      return recover (self, fault->node);
    case ELECTOR_FAULT_PAUSE:
      return pause_node (self, fault->node);
    case ELECTOR_FAULT_RESUME:
      return resume (self, fault->node);
    case ELECTOR_FAULT_TRANSFER:
      return transfer (self, fault->node);
    default:
      if (condition != ELECTOR_CONDITION_UP)
        return FALSE;
      happen (self, ELECTOR_RECORD_CAMPAIGN, ELECTOR_INPUT_CAMPAIGN, fault->node);
      return TRUE;
    }
}

/* One direction of a link. Returns FALSE when that changes nothing. */
static gboolean
apply_to_direction (ElectorWorld *self, ElectorFaultKind kind, ElectorNodeId from, ElectorNodeId to, guint32 *cause)
{
  gboolean cuts = kind == ELECTOR_FAULT_CUT;

  if (!(cuts ? elector_network_cut (&self->network, from, to) : elector_network_restore (&self->network, from, to)))
    return FALSE;
  *cause = emit (self, (ElectorRecord) { .kind = cuts ? ELECTOR_RECORD_CUT : ELECTOR_RECORD_RESTORE,
                                         .node = from,
                                         .peer = to,
                                         .cause = *cause });
  return TRUE;
}

/* What is done to both directions is one event: the second has the first as its cause. */
static gboolean
apply_to_link (ElectorWorld *self, const ElectorFault *fault)
{
  guint32 cause = 0;
  gboolean changed = apply_to_direction (self, fault->kind, fault->node, fault->peer, &cause);

  if (!fault->one_way)
    changed |= apply_to_direction (self, fault->kind, fault->peer, fault->node, &cause);
  return changed;
}

static guint
count_groups (const guint16 *groups, guint n_nodes)
{
  gboolean seen[ELECTOR_MAX_NODES + 1] = { FALSE };
  guint n_groups = 0;

  for (guint i = 0; i < n_nodes; i++)
    {
      n_groups += !seen[groups[i]];
      seen[groups[i]] = TRUE;
    }
  return n_groups;
}

static void
partition (ElectorWorld *self, const guint16 *groups)
{
  guint n = self->config.n_nodes;
  guint32 cause = emit (self, (ElectorRecord) { .kind = ELECTOR_RECORD_PARTITION, .a = count_groups (groups, n) });

  for (guint i = 0; i < n; i++)
    {
      elector_network_set_group (&self->network, (ElectorNodeId) (i + 1), groups[i]);
      emit (self, (ElectorRecord) { .kind = ELECTOR_RECORD_GROUP,
                                    .node = (ElectorNodeId) (i + 1),
                                    .a = groups[i],
                                    .cause = cause });
    }
}

/* Lets a fault happen now (its own time is not looked at). Returns FALSE when it changes nothing, like the
 * crash of a node that is down. */
gboolean
elector_world_apply (ElectorWorld *self, const ElectorFault *fault)
{
  ElectorNetworkConfig *config = &self->network.config;

  switch (fault->kind)
    {
    case ELECTOR_FAULT_CRASH:
    case ELECTOR_FAULT_RECOVER:
    case ELECTOR_FAULT_PAUSE:
    case ELECTOR_FAULT_RESUME:
    case ELECTOR_FAULT_CAMPAIGN:
    case ELECTOR_FAULT_TRANSFER:
      if (!apply_to_node (self, fault))
        return FALSE;
      break;
    case ELECTOR_FAULT_CUT:
    case ELECTOR_FAULT_RESTORE:
      if (!apply_to_link (self, fault))
        return FALSE;
      break;
    case ELECTOR_FAULT_PARTITION:
      partition (self, fault->groups);
      break;
    case ELECTOR_FAULT_HEAL:
      elector_network_heal (&self->network);
      emit (self, (ElectorRecord) { .kind = ELECTOR_RECORD_HEAL });
      break;
    case ELECTOR_FAULT_LOSS:
      config->loss = fault->per_million;
      emit (self, (ElectorRecord) { .kind = ELECTOR_RECORD_LOSS, .a = config->loss });
      break;
    case ELECTOR_FAULT_DELAY:
      config->delay = fault->delay;
      emit (self, (ElectorRecord) { .kind = ELECTOR_RECORD_DELAY,
                                    .a = (guint32) fault->delay.low,
                                    .b = (guint32) fault->delay.high });
      break;
    case ELECTOR_FAULT_DUPLICATE:
      config->duplicate = fault->per_million;
      emit (self, (ElectorRecord) { .kind = ELECTOR_RECORD_DUPLICATION, .a = config->duplicate });
      break;
    case ELECTOR_N_FAULTS:
    default:
      g_return_val_if_reached (FALSE);
    }
  self->n_events++;
  return TRUE;
}

/* --- Time --- */

static ElectorTime
get_next_fault_time (const ElectorWorld *self)
{
  return self->next_fault < self->n_faults ? self->faults[self->next_fault].time : ELECTOR_NEVER;
}

static ElectorTime
get_next_event_time (const ElectorWorld *self)
{
  const ElectorEvent *event = elector_queue_peek (&self->queue);

  return event != NULL ? event->time : ELECTOR_NEVER;
}

/* The time of the next event, or ELECTOR_NEVER. Nothing happens before; at it, perhaps nothing either. */
ElectorTime
elector_world_get_next_time (const ElectorWorld *self)
{
  return MIN (get_next_fault_time (self), get_next_event_time (self));
}

static gboolean
process (ElectorWorld *self, const ElectorEvent *event)
{
  gboolean happened;

  self->time = MAX (self->time, event->time);
  if (elector_event_get_priority (event) == ELECTOR_PRIORITY_MESSAGE)
    happened = deliver (self, event);
  else
    happened = wake (self, event);
  if (happened)
    self->n_events++;
  return happened;
}

/* Lets the next event happen, if it comes at until or before; the clock then shows its time.
 * Returns FALSE when there is none. */
gboolean
elector_world_step (ElectorWorld *self, ElectorTime until)
{
  for (;;)
    {
      ElectorTime fault_time = get_next_fault_time (self), event_time = get_next_event_time (self);
      ElectorEvent event;

      if (MIN (fault_time, event_time) > until || MIN (fault_time, event_time) == ELECTOR_NEVER)
        return FALSE;
      if (fault_time <= event_time)
        {
          self->time = MAX (self->time, fault_time);
          if (elector_world_apply (self, &self->faults[self->next_fault++]))
            return TRUE;
          continue;
        }
      event = elector_queue_pop (&self->queue);
      if (process (self, &event))
        return TRUE;
    }
}

/* Moves the clock on without letting anything happen; what comes due meanwhile happens late. */
void
elector_world_set_time (ElectorWorld *self, ElectorTime time)
{
  self->time = MAX (self->time, time);
}

/* Lets everything happen up to and including until, which the clock then shows. */
void
elector_world_run (ElectorWorld *self, ElectorTime until)
{
  while (elector_world_step (self, until))
    ;
  elector_world_set_time (self, until);
}
