/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "core/world-private.h"

#include <string.h>

/* Sets up a world of booted-to-be nodes at time 0; elector_world_boot() starts them. config and network are
 * copied. The sink, which may be NULL, gets every record; sink_data is borrowed. */
void
elector_world_init (ElectorWorld *self, const ElectorConfig *config, const ElectorNetworkConfig *network, guint64 seed,
                    ElectorSink sink, gpointer sink_data)
{
  gsize size = elector_protocol_get_state_size (config->protocol, config->n_nodes);

  memset (self, 0, sizeof *self);
  self->state_size = size;
  self->config = *config;
  elector_network_init (&self->network, network, config->n_nodes);
  elector_rng_seed (&self->rng, seed, 0);
  self->nodes = g_new0 (ElectorWorldNode, config->n_nodes);
  self->states = g_malloc0 (size * config->n_nodes);
  for (guint i = 0; i < config->n_nodes; i++)
    {
      elector_rng_seed ((ElectorRng *) (gpointer) (self->states + i * size), seed, i + 1);
      self->nodes[i].wake_time = self->nodes[i].quiet_until = ELECTOR_NEVER;
      for (guint timer = 0; timer < ELECTOR_MAX_TIMERS; timer++)
        self->nodes[i].deadlines[timer] = ELECTOR_NEVER;
    }
  elector_client_init (&self->client);
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
  self->states = g_memdup2 (other->states, n * other->state_size);
  self->flights = g_memdup2 (other->flights, other->flights_capacity * sizeof *other->flights);
  self->free_slots = g_memdup2 (other->free_slots, other->flights_capacity * sizeof *other->free_slots);
  elector_client_copy (&self->client, &other->client);
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
  elector_client_clear (&self->client);
  elector_effects_clear (&self->effects);
  g_clear_pointer (&self->nodes, g_free);
  g_clear_pointer (&self->states, g_free);
  g_clear_pointer (&self->flights, g_free);
  g_clear_pointer (&self->free_slots, g_free);
  g_clear_pointer (&self->held, g_free);
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

void
elector_world_wake_sooner (ElectorWorld *self, ElectorNodeId id)
{
  ElectorWorldNode *node = &self->nodes[id - 1];
  guint timer;

  node->quiet_until = earliest_deadline (node, &timer);
  if (node->quiet_until == ELECTOR_NEVER || node->wake_time <= node->quiet_until)
    return;
  node->wake_time = MAX (node->quiet_until, self->time);
  node->wake_order = elector_queue_push (&self->queue, node->wake_time, ELECTOR_PRIORITY_TIMER, id, 0);
}

/* --- Steps --- */

static void
set_timer (ElectorWorldNode *node, guint timer, ElectorTime deadline)
{
  node->deadlines[timer] = deadline;
  node->quiet_until = MIN (node->quiet_until, deadline);
}

static void
apply_effect (ElectorWorld *self, ElectorNodeId node, const ElectorEffect *effect, guint32 cause)
{
  ElectorRecord record = { .detail = effect->detail, .node = node, .cause = cause };

  switch ((ElectorEffectKind) effect->kind)
    {
    case ELECTOR_EFFECT_SEND:
      elector_world_send (self, &effect->message, cause);
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
      set_timer (&self->nodes[node - 1], effect->detail, self->time + effect->value);
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
      record.kind = ELECTOR_RECORD_ROLE;
      elector_world_emit (self, &record);
      elector_world_note_role (self, node, (ElectorRole) effect->detail, cause);
      return;
    case ELECTOR_EFFECT_LEADER:
      self->nodes[node - 1].leader = (ElectorNodeId) effect->value;
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
      elector_world_note_log (self, node, record.a);
      break;
    case ELECTOR_EFFECT_COMMIT:
      record.kind = ELECTOR_RECORD_COMMIT;
      record.a = (guint32) effect->value;
      if (record.a != 0)
        elector_world_emit (self, &record);
      elector_world_note_commit (self, node, (guint32) effect->value, cause);
      return;
    default:
      g_assert_not_reached ();
    }
  elector_world_emit (self, &record);
}

void
elector_world_run_step (ElectorWorld *self, ElectorInput *input, guint32 cause)
{
  input->config = &self->config;
  self->effects.length = 0;
  self->config.protocol->step (elector_world_get_state (self, input->node), input, &self->effects);
  for (guint i = 0; i < self->effects.length; i++)
    apply_effect (self, input->node, &self->effects.items[i], cause);
  elector_world_ensure_wake (self, input->node);
}

/* Something happens to a node from outside: a record, and the step that follows from it. */
void
elector_world_happen (ElectorWorld *self, ElectorRecordKind kind, ElectorInputKind input_kind, ElectorNodeId node)
{
  guint32 cause = elector_world_emit (self, &(ElectorRecord) { .kind = (guint8) kind, .node = node });

  elector_world_run_step (self, &(ElectorInput) { .kind = input_kind, .node = node }, cause);
}

/* Starts all nodes, in the order of their ids, at time 0. Call once, first. */
void
elector_world_boot (ElectorWorld *self)
{
  elector_world_emit (self, &(ElectorRecord) { .kind = ELECTOR_RECORD_START, .a = self->config.n_nodes });
  for (guint i = 1; i <= self->config.n_nodes; i++)
    elector_world_happen (self, ELECTOR_RECORD_BOOT, ELECTOR_INPUT_BOOT, (ElectorNodeId) i);
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
      elector_world_ensure_wake (self, event->node);
      return FALSE;
    }
  node->deadlines[input.timer] = ELECTOR_NEVER;
  cause = elector_world_emit (self, &(ElectorRecord) { .kind = ELECTOR_RECORD_TIMER,
                                                       .detail = (guint8) input.timer,
                                                       .node = event->node });
  elector_world_run_step (self, &input, cause);
  return TRUE;
}

/* --- Time --- */

static ElectorTime
get_next_fault_time (const ElectorWorld *self)
{
  return self->next_fault < self->n_faults ? self->faults[self->next_fault].time : ELECTOR_NEVER;
}

static ElectorTime
get_next_event_time (ElectorWorld *self)
{
  const ElectorEvent *event = elector_queue_peek (&self->queue);

  return event != NULL ? event->time : ELECTOR_NEVER;
}

/* The time of the next event, or ELECTOR_NEVER. Nothing happens before; at it, perhaps nothing either. */
ElectorTime
elector_world_get_next_time (ElectorWorld *self)
{
  return MIN (get_next_fault_time (self), get_next_event_time (self));
}

static gboolean
process (ElectorWorld *self, const ElectorEvent *event)
{
  gboolean happened;

  self->time = MAX (self->time, event->time);
  if (elector_event_get_priority (event) == ELECTOR_PRIORITY_MESSAGE)
    happened = elector_world_arrive (self, event);
  else if (event->node == ELECTOR_NO_NODE)
    happened = elector_world_wake_client (self, event);
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
