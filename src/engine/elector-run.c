/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "engine/elector-run.h"

#include <string.h>

struct _ElectorRun
{
  GObject parent_instance;

  ElectorScenario *scenario;
  ElectorTrace *trace; /* NULL, like all that follows from the inputs, until somebody wants it */
  ElectorWorld world;
  GArray *interventions; /* of ElectorIntervention */
  guint n_done;          /* how many of them have happened; the others are planned */
  gboolean unfaithful;   /* one of them could not happen as it was planned */
  guint start;           /* how many records it takes to start all nodes */
};

G_DEFINE_FINAL_TYPE (ElectorRun, elector_run, G_TYPE_OBJECT)

static void
clear_intervention (gpointer data)
{
  elector_fault_clear (&((ElectorIntervention *) data)->fault);
}

static void
elector_run_finalize (GObject *object)
{
  ElectorRun *self = ELECTOR_RUN (object);

  elector_run_rewind (self);
  g_clear_pointer (&self->interventions, g_array_unref);
  g_clear_object (&self->scenario);
  G_OBJECT_CLASS (elector_run_parent_class)->finalize (object);
}

static void
elector_run_class_init (ElectorRunClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = elector_run_finalize;
}

static void
elector_run_init (ElectorRun *self)
{
  self->interventions = g_array_new (FALSE, TRUE, sizeof (ElectorIntervention));
  g_array_set_clear_func (self->interventions, clear_intervention);
}

static guint32
append_cb (ElectorRecord *record, gpointer user_data)
{
  return elector_trace_append (user_data, record);
}

/* Makes world and trace, at time 0, if they are not there. */
static void
ensure (ElectorRun *self)
{
  const ElectorConfig *config = elector_scenario_get_config (self->scenario);
  const ElectorNetworkConfig *network = elector_scenario_get_network (self->scenario);
  const ElectorFault *faults;
  guint n_faults;

  if (self->trace != NULL)
    return;
  self->trace = elector_trace_new (config, network);
  elector_world_init (&self->world, config, network, elector_scenario_get_seed (self->scenario), append_cb,
                      self->trace);
  faults = elector_scenario_get_faults (self->scenario, &n_faults);
  elector_world_schedule (&self->world, faults, n_faults);
  elector_world_boot (&self->world);
  elector_trace_advance (self->trace, 0);
  self->start = elector_trace_get_length (self->trace);
}

static void
plan (ElectorRun *self, const ElectorFault *fault, guint64 n_events)
{
  ElectorIntervention intervention = { .n_events = n_events };

  elector_fault_copy (&intervention.fault, fault, elector_scenario_get_config (self->scenario)->n_nodes);
  g_array_append_val (self->interventions, intervention);
}

/* A run at time 0, with all nodes started. */
ElectorRun *
elector_run_new (ElectorScenario *scenario)
{
  ElectorRun *self = g_object_new (ELECTOR_TYPE_RUN, NULL);

  self->scenario = g_object_ref (scenario);
  return self;
}

/* A run at time 0 that will have these interventions, which are in order and copied. */
ElectorRun *
elector_run_new_planned (ElectorScenario *scenario, const ElectorIntervention *interventions, guint n_interventions)
{
  ElectorRun *self = elector_run_new (scenario);

  for (guint i = 0; i < n_interventions; i++)
    plan (self, &interventions[i].fault, interventions[i].n_events);
  return self;
}

/* How many events happened among the first records, apart from the start of the system and of its nodes. */
guint64
elector_run_count_events (ElectorRun *self, guint position)
{
  guint64 events = 0;

  ensure (self);
  if (position == elector_trace_get_length (self->trace))
    return self->world.n_events;
  for (guint i = 0; i < position; i++)
    {
      const ElectorRecord *record = elector_trace_get_record (self->trace, i);

      events += elector_record_is_head (record) && record->kind > ELECTOR_RECORD_BOOT;
    }
  return events;
}

/* A second run that is what the other was after its first records, at time. position is an event's end. What the
 * other did later, or plans to do, is not planned for it. */
ElectorRun *
elector_run_new_until (ElectorRun *other, guint position, ElectorTime time)
{
  ElectorRun *self = elector_run_new (other->scenario);
  guint64 n_events = elector_run_count_events (other, position);

  for (guint i = 0; i < other->n_done; i++)
    {
      const ElectorIntervention *intervention = &g_array_index (other->interventions, ElectorIntervention, i);

      if (intervention->n_events < n_events)
        plan (self, &intervention->fault, intervention->n_events);
    }
  ensure (self);
  while (self->world.n_events < n_events && elector_run_step (self, ELECTOR_NEVER))
    ;
  elector_world_set_time (&self->world, time);
  elector_trace_advance (self->trace, self->world.time);
  return self;
}

/* Forgets all that follows from the inputs, to save memory: back to time 0, with another trace, and with everything
 * that was done planned. */
void
elector_run_rewind (ElectorRun *self)
{
  if (self->trace == NULL)
    return;
  elector_world_clear (&self->world);
  memset (&self->world, 0, sizeof self->world);
  g_clear_object (&self->trace);
  self->n_done = 0;
  self->unfaithful = FALSE;
}

/* Borrowed. */
ElectorScenario *
elector_run_get_scenario (ElectorRun *self)
{
  return self->scenario;
}

/* Borrowed. */
ElectorTrace *
elector_run_get_trace (ElectorRun *self)
{
  ensure (self);
  return self->trace;
}

/* Borrowed. */
const ElectorWorld *
elector_run_get_world (ElectorRun *self)
{
  ensure (self);
  return &self->world;
}

/* The position at which all nodes have started, and nothing else has happened. */
guint
elector_run_get_start (ElectorRun *self)
{
  ensure (self);
  return self->start;
}

/* How far it has run. */
ElectorTime
elector_run_get_time (ElectorRun *self)
{
  ensure (self);
  return self->world.time;
}

/* The first intervention that has not happened yet, or NULL. */
static ElectorIntervention *
get_planned (ElectorRun *self)
{
  return self->n_done < self->interventions->len
           ? &g_array_index (self->interventions, ElectorIntervention, self->n_done)
           : NULL;
}

/* Before which time nothing happens, or ELECTOR_NEVER. */
ElectorTime
elector_run_get_next_time (ElectorRun *self)
{
  const ElectorIntervention *planned = get_planned (self);

  ensure (self);
  return MIN (elector_world_get_next_time (&self->world), planned != NULL ? planned->fault.time : ELECTOR_NEVER);
}

/* How much memory it takes, about, in bytes. */
gsize
elector_run_get_memory (ElectorRun *self)
{
  const ElectorConfig *config = elector_scenario_get_config (self->scenario);

  if (self->trace == NULL)
    return 0;
  return elector_trace_get_memory (self->trace)
         + config->n_nodes * elector_protocol_get_state_size (config->protocol, config->n_nodes);
}

/* How many interventions are still to come. */
guint
elector_run_get_n_planned (ElectorRun *self)
{
  return self->interventions->len - self->n_done;
}

/* Whether all that was planned and has happened, happened as planned: after as many events, and with an effect. */
gboolean
elector_run_is_faithful (ElectorRun *self)
{
  return !self->unfaithful;
}

/* All of them, those that are planned too. Borrowed. */
const ElectorIntervention *
elector_run_get_interventions (ElectorRun *self, guint *n_interventions)
{
  *n_interventions = self->interventions->len;
  return (const ElectorIntervention *) (gpointer) self->interventions->data;
}

/* Whether an event would be told of up to and including until. */
static gboolean
would_happen (ElectorRun *self, ElectorTime until)
{
  ElectorWorld ahead = { 0 };
  gboolean happens;

  if (elector_world_get_next_time (&self->world) > until)
    return FALSE;
  elector_world_copy (&ahead, &self->world);
  happens = elector_world_step (&ahead, until);
  elector_world_clear (&ahead);
  return happens;
}

/* Lets pass what has come due and is not told of: a timer that was moved, a message for a paused node, a fault that
 * changes nothing. Whatever is done to the world next then finds the same world, however its clock came here. */
static void
settle (ElectorRun *self)
{
  if (!would_happen (self, self->world.time))
    elector_world_step (&self->world, self->world.time);
}

/* Whether it is time for what is planned next: the events that come before it have happened, or do not come. */
static gboolean
is_due (ElectorRun *self, const ElectorIntervention *planned)
{
  if (elector_world_get_next_time (&self->world) > planned->fault.time)
    return TRUE;
  return self->world.n_events >= planned->n_events && !would_happen (self, planned->fault.time - 1);
}

/* Returns whether it changed anything. */
static gboolean
do_planned (ElectorRun *self, ElectorIntervention *planned)
{
  gboolean happened;

  elector_world_set_time (&self->world, planned->fault.time);
  settle (self);
  if (planned->n_events != ELECTOR_ALL_EVENTS && planned->n_events != self->world.n_events)
    self->unfaithful = TRUE;
  planned->n_events = self->world.n_events;
  self->n_done++;
  happened = elector_world_apply (&self->world, &planned->fault);
  if (!happened)
    self->unfaithful = TRUE;
  return happened;
}

/* Lets happen what comes next up to until, as long as there are interventions to come. Returns FALSE when it has not
 * found anything: what comes next then is the world's own business. */
static gboolean
step_planned (ElectorRun *self, ElectorTime until)
{
  for (ElectorIntervention *planned = get_planned (self); planned != NULL && planned->fault.time <= until;
       planned = get_planned (self))
    {
      if (is_due (self, planned) ? do_planned (self, planned) : elector_world_step (&self->world, planned->fault.time))
        return TRUE;
    }
  return FALSE;
}

/* Lets the next event happen, if it comes at until or before. Returns FALSE when there is none; the clock may have
 * moved on all the same. */
gboolean
elector_run_step (ElectorRun *self, ElectorTime until)
{
  gboolean happened;

  ensure (self);
  happened = step_planned (self, until) || elector_world_step (&self->world, until);
  elector_trace_advance (self->trace, self->world.time);
  return happened;
}

/* Lets everything happen up to and including until. */
void
elector_run_advance (ElectorRun *self, ElectorTime until)
{
  ensure (self);
  while (step_planned (self, until))
    ;
  elector_world_run (&self->world, until);
  elector_trace_advance (self->trace, self->world.time);
}

/* Lets the person do something, now: the fault's own time is not looked at. What is still planned is forgotten.
 * Returns FALSE when it changes nothing, like the crash of a node that is down. */
gboolean
elector_run_intervene (ElectorRun *self, const ElectorFault *fault)
{
  ElectorIntervention *intervention;
  guint64 n_events;

  ensure (self);
  n_events = self->world.n_events;
  settle (self);
  if (!elector_world_apply (&self->world, fault))
    return FALSE;
  g_array_set_size (self->interventions, self->n_done);
  plan (self, fault, n_events);
  intervention = get_planned (self);
  intervention->fault.time = self->world.time;
  self->n_done++;
  elector_trace_advance (self->trace, self->world.time);
  return TRUE;
}
