/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "engine/elector-run.h"

struct _ElectorRun
{
  GObject parent_instance;

  ElectorScenario *scenario;
  ElectorTrace *trace;
  ElectorWorld world;
  GArray *interventions; /* of ElectorIntervention */
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

  elector_world_clear (&self->world);
  g_clear_pointer (&self->interventions, g_array_unref);
  g_clear_object (&self->trace);
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

/* A run at time 0, with all nodes started. */
ElectorRun *
elector_run_new (ElectorScenario *scenario)
{
  ElectorRun *self = g_object_new (ELECTOR_TYPE_RUN, NULL);
  const ElectorConfig *config = elector_scenario_get_config (scenario);
  const ElectorNetworkConfig *network = elector_scenario_get_network (scenario);
  const ElectorFault *faults;
  guint n_faults;

  self->scenario = g_object_ref (scenario);
  self->trace = elector_trace_new (config, network);
  elector_world_init (&self->world, config, network, elector_scenario_get_seed (scenario), append_cb, self->trace);
  faults = elector_scenario_get_faults (scenario, &n_faults);
  elector_world_schedule (&self->world, faults, n_faults);
  elector_world_boot (&self->world);
  elector_trace_advance (self->trace, 0);
  self->start = elector_trace_get_length (self->trace);
  return self;
}

/* How many events happened among the first records, apart from the start of the system and of its nodes. */
static guint64
count_events (ElectorTrace *trace, guint position)
{
  guint64 events = 0;

  for (guint i = 0; i < position; i++)
    {
      const ElectorRecord *record = elector_trace_get_record (trace, i);

      events += elector_record_is_head (record) && record->kind > ELECTOR_RECORD_BOOT;
    }
  return events;
}

/* A second run that is what the other was after its first records, at time. position is an event's end. */
ElectorRun *
elector_run_new_until (ElectorRun *other, guint position, ElectorTime time)
{
  ElectorRun *self = elector_run_new (other->scenario);
  guint64 n_events = count_events (other->trace, position);
  guint next = 0;

  while (self->world.n_events < n_events)
    {
      const ElectorIntervention *intervention = next < other->interventions->len
                                                  ? &g_array_index (other->interventions, ElectorIntervention, next)
                                                  : NULL;

      if (intervention != NULL && intervention->n_events == self->world.n_events)
        {
          elector_world_set_time (&self->world, intervention->fault.time);
          elector_run_intervene (self, &intervention->fault);
          next++;
        }
      else if (!elector_world_step (&self->world, ELECTOR_NEVER))
        break;
    }
  elector_world_set_time (&self->world, time);
  elector_trace_advance (self->trace, self->world.time);
  return self;
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
  return self->trace;
}

/* Borrowed. */
const ElectorWorld *
elector_run_get_world (ElectorRun *self)
{
  return &self->world;
}

/* The position at which all nodes have started, and nothing else has happened. */
guint
elector_run_get_start (ElectorRun *self)
{
  return self->start;
}

/* How far it has run. */
ElectorTime
elector_run_get_time (ElectorRun *self)
{
  return self->world.time;
}

/* Before which time nothing happens, or ELECTOR_NEVER. */
ElectorTime
elector_run_get_next_time (ElectorRun *self)
{
  return elector_world_get_next_time (&self->world);
}

/* Borrowed. */
const ElectorIntervention *
elector_run_get_interventions (ElectorRun *self, guint *n_interventions)
{
  *n_interventions = self->interventions->len;
  return (const ElectorIntervention *) (gpointer) self->interventions->data;
}

/* Lets the next event happen, if it comes at until or before. Returns FALSE when there is none; the clock may have
 * moved on all the same. */
gboolean
elector_run_step (ElectorRun *self, ElectorTime until)
{
  gboolean happened = elector_world_step (&self->world, until);

  elector_trace_advance (self->trace, self->world.time);
  return happened;
}

/* Lets everything happen up to and including until. */
void
elector_run_advance (ElectorRun *self, ElectorTime until)
{
  elector_world_run (&self->world, until);
  elector_trace_advance (self->trace, self->world.time);
}

/* Lets pass what has come due and is not told of: a timer that was moved, a message for a paused node, a fault that
 * changes nothing. Whatever is done to the world next then finds the same world, however its clock came here. */
static void
settle (ElectorRun *self)
{
  ElectorTime now = self->world.time;
  ElectorWorld ahead = { 0 };

  elector_world_copy (&ahead, &self->world);
  if (!elector_world_step (&ahead, now))
    elector_world_step (&self->world, now);
  elector_world_clear (&ahead);
}

/* Lets the person do something, now: the fault's own time is not looked at. Returns FALSE when it changes
 * nothing, like the crash of a node that is down. */
gboolean
elector_run_intervene (ElectorRun *self, const ElectorFault *fault)
{
  ElectorIntervention intervention = { .n_events = self->world.n_events };

  settle (self);
  if (!elector_world_apply (&self->world, fault))
    return FALSE;
  elector_fault_copy (&intervention.fault, fault, self->world.config.n_nodes);
  intervention.fault.time = self->world.time;
  g_array_append_val (self->interventions, intervention);
  elector_trace_advance (self->trace, self->world.time);
  return TRUE;
}
