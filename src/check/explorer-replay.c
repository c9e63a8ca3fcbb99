/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* A counterexample as an ordinary run.
 *
 * Nothing happens by itself: every message and every timer takes longer than the run lasts. What happens is what the
 * scenario says, one fault for each step. A world is led along, to know which message is meant where several are
 * alike. */

#include "explorer.h"

#include "core/world.h"

#include <string.h>

#define STEP_TIME ELECTOR_EXPLORER_STEP_TIME
#define REST (2 * STEP_TIME)

typedef struct
{
  const ElectorSearch *search;
  ElectorScenarioParts *parts;
  ElectorWorld world;
  ElectorTime time;  /* of the step */
  guint64 last_order; /* of the messages that were under way before the step sent any */
} Replay;

static void
set_up (Replay *self, guint n_moves)
{
  ElectorConfig *config = &self->parts->config;
  ElectorTime until = (n_moves + 1) * STEP_TIME, longer = until + REST;

  elector_scenario_parts_init (self->parts, self->search->config.protocol, self->search->config.n_nodes);
  *config = self->search->config;
  for (guint i = 0; i < config->protocol->n_parameters; i++)
    config->parameters[i] = (ElectorRange) { longer, longer };
  self->parts->network = (ElectorNetworkConfig) { .delay = { longer, longer } };
  self->parts->until = until;
  elector_world_init (&self->world, config, &self->parts->network, self->parts->seed, NULL, NULL);
  elector_world_boot (&self->world);
}

/* Does something to the world, and writes it down. */
static void
apply (Replay *self, ElectorFault fault)
{
  gboolean happened;

  fault.time = self->time;
  elector_world_set_time (&self->world, self->time);
  happened = elector_world_apply (&self->world, &fault);
  g_assert (happened);
  g_array_append_val (self->parts->faults, fault);
}

static gboolean
is_same (const ElectorMessage *one, const ElectorMessage *other)
{
  return one->type == other->type && one->flags == other->flags && one->from == other->from && one->to == other->to
         && one->term == other->term && one->index == other->index && one->log_term == other->log_term;
}

static gboolean
is_alike (const ElectorMessage *one, const ElectorMessage *other)
{
  return one->type == other->type && one->from == other->from && one->to == other->to;
}

static gboolean
comes_before (const ElectorWorld *world, guint one, guint other)
{
  ElectorTime due = world->flights[one].due, other_due = world->flights[other].due;

  return due < other_due || (due == other_due && one < other);
}

/* How many of the messages that look alike come before the one in slot, and itself. */
static guint
get_ordinal (const ElectorWorld *world, guint slot)
{
  const ElectorFlight *flights = world->flights;
  guint ordinal = 1;

  for (guint i = 0; i < world->n_flights; i++)
    ordinal += flights[i].order != 0 && is_alike (&flights[i].message, &flights[slot].message)
               && comes_before (world, i, slot);
  return ordinal;
}

/* Does something to a message on its way: the one in slot. */
static void
apply_to_flight (Replay *self, ElectorFaultKind kind, guint slot)
{
  ElectorMessage message = self->world.flights[slot].message;
  guint ordinal = get_ordinal (&self->world, slot);

  apply (self, (ElectorFault) { .kind = kind,
                                .node = message.from,
                                .peer = message.to,
                                .one_way = TRUE,
                                .word = self->search->config.protocol->messages.ids[message.type],
                                .ordinal = ordinal > 1 ? ordinal : 0 });
}

static void
apply_to_message (Replay *self, ElectorFaultKind kind, const ElectorMessage *message)
{
  guint slot = 0;

  while (self->world.flights[slot].order == 0 || !is_same (&self->world.flights[slot].message, message))
    {
      slot++;
      g_assert (slot < self->world.n_flights);
    }
  apply_to_flight (self, kind, slot);
}

static guint
count_flights (const ElectorWorld *world)
{
  guint n = 0;

  for (guint slot = 0; slot < world->n_flights; slot++)
    n += world->flights[slot].order != 0;
  return n;
}

static void
mark_sent (Replay *self)
{
  for (guint slot = 0; slot < self->world.n_flights; slot++)
    self->last_order = MAX (self->last_order, self->world.flights[slot].order);
}

/* What a step sent is lost if it is too much for the network. */
static void
lose_sent (Replay *self)
{
  if (count_flights (&self->world) <= self->search->max_pending)
    return;
  for (guint slot = 0; slot < self->world.n_flights; slot++)
    if (self->world.flights[slot].order > self->last_order)
      apply_to_flight (self, ELECTOR_FAULT_MESSAGE_DROP, slot);
}

static void
make_move (Replay *self, const ElectorMove *move)
{
  ElectorFault fault = { .node = move->node };

  mark_sent (self);
  switch (move->kind)
    {
    case ELECTOR_MOVE_DUPLICATE:
      apply_to_message (self, ELECTOR_FAULT_MESSAGE_DUPLICATE, &move->message);
      mark_sent (self);
      /* The copy is due later: the original arrives. */
      apply_to_message (self, ELECTOR_FAULT_MESSAGE_DELIVER, &move->message);
      break;
    case ELECTOR_MOVE_DELIVER:
      apply_to_message (self, ELECTOR_FAULT_MESSAGE_DELIVER, &move->message);
      break;
    case ELECTOR_MOVE_LOSE:
      apply_to_message (self, ELECTOR_FAULT_MESSAGE_DROP, &move->message);
      break;
    case ELECTOR_MOVE_TIMER:
      fault.kind = ELECTOR_FAULT_FIRE;
      fault.word = self->search->config.protocol->timers.ids[move->timer];
      apply (self, fault);
      break;
    case ELECTOR_MOVE_CRASH:
      fault.kind = ELECTOR_FAULT_CRASH;
      apply (self, fault);
      break;
    case ELECTOR_MOVE_WRITE:
      fault.kind = ELECTOR_FAULT_WRITE;
      apply (self, fault);
      break;
    case ELECTOR_MOVE_RECOVER:
    default:
      fault.kind = ELECTOR_FAULT_RECOVER;
      apply (self, fault);
      break;
    }
}

/* The verdict as a title: without its full stop. */
static char *
make_title (ElectorExplorer *explorer)
{
  char *title = elector_explorer_format_verdict (explorer);

  if (g_str_has_suffix (title, "."))
    title[strlen (title) - 1] = '\0';
  return title;
}

/* The scenario that lets exactly the steps of the counterexample happen, and ends after them. Its title is the
 * verdict. NULL when nothing was found. */
ElectorScenario *
elector_explorer_make_scenario (ElectorExplorer *self)
{
  ElectorScenarioParts parts = { 0 };
  Replay replay = { .search = elector_explorer_get_search (self), .parts = &parts };
  ElectorSearchProgress progress;
  guint n_moves;
  const ElectorMove *moves = elector_explorer_get_moves (self, &n_moves);

  elector_explorer_get_progress (self, &progress);
  if (progress.outcome != ELECTOR_OUTCOME_FOUND)
    return NULL;
  set_up (&replay, n_moves);
  parts.title = make_title (self);
  parts.description = elector_search_format_bounds (replay.search);
  if (replay.search->fencing)
    apply (&replay, (ElectorFault) { .kind = ELECTOR_FAULT_FENCING, .on = TRUE });
  lose_sent (&replay);
  for (guint i = 0; i < n_moves; i++)
    {
      replay.time = (i + 1) * STEP_TIME;
      make_move (&replay, &moves[i]);
      lose_sent (&replay);
    }
  elector_world_clear (&replay.world);
  return elector_scenario_new (&parts);
}
