/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "engine/elector-simulation.h"

#include "engine/elector-node.h"

/* How long one update may work before it lets the main loop breathe. What it does not get done is done later:
 * virtual time then passes more slowly than was asked for. */
#define BUDGET_USEC 12000
#define STEPS_PER_BUDGET_CHECK 64

/* The timer wakes for the next event, but not more often than this. Smooth motion is the business of whoever draws. */
#define TIMER_MSEC_MIN 10
#define TIMER_MSEC_MAX 1000

struct _ElectorSimulation
{
  GObject parent_instance;

  ElectorRun *run;
  GListStore *nodes;

  /* The cursor, and what is the case there. */
  ElectorMoment moment;
  guint position;
  ElectorTime time;

  /* While playing: at real time base_real the cursor was at base_time. */
  gboolean playing;
  double speed;
  gint64 base_real;
  ElectorTime base_time;
  ElectorTime stop; /* where it pauses, or NEVER */
  guint timer;
  ElectorClock clock;
  gpointer clock_data;

  ElectorRelay relay; /* or NULL */
  gpointer relay_data;

  /* What undo brings back: the run that was replaced, and where the cursor was. */
  ElectorRun *replaced;
  guint replaced_position;
  ElectorTime replaced_time;
};

enum
{
  PROP_0,
  PROP_SCENARIO,
  PROP_TRACE,
  PROP_PLAYING,
  PROP_SPEED,
  PROP_CAN_STEP_BACK,
  PROP_CAN_UNDO,
  N_PROPS
};

enum
{
  MOVED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ElectorSimulation, elector_simulation, G_TYPE_OBJECT)

static void schedule (ElectorSimulation *self);

static gint64
monotonic_clock (gpointer user_data)
{
  return g_get_monotonic_time ();
}

static void
elector_simulation_dispose (GObject *object)
{
  ElectorSimulation *self = ELECTOR_SIMULATION (object);

  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_object (&self->run);
  g_clear_object (&self->replaced);
  g_clear_object (&self->nodes);
  elector_moment_clear (&self->moment);
  G_OBJECT_CLASS (elector_simulation_parent_class)->dispose (object);
}

static void
elector_simulation_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  ElectorSimulation *self = ELECTOR_SIMULATION (object);

  switch (prop_id)
    {
    case PROP_SCENARIO:
      g_value_set_object (value, elector_simulation_get_scenario (self));
      break;
    case PROP_TRACE:
      g_value_set_object (value, elector_simulation_get_trace (self));
      break;
    case PROP_PLAYING:
      g_value_set_boolean (value, self->playing);
      break;
    case PROP_SPEED:
      g_value_set_double (value, self->speed);
      break;
    case PROP_CAN_STEP_BACK:
      g_value_set_boolean (value, elector_simulation_can_step_back (self));
      break;
    case PROP_CAN_UNDO:
      g_value_set_boolean (value, self->replaced != NULL);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
elector_simulation_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  ElectorSimulation *self = ELECTOR_SIMULATION (object);

  switch (prop_id)
    {
    case PROP_SCENARIO:
      elector_simulation_set_scenario (self, g_value_get_object (value));
      break;
    case PROP_PLAYING:
      elector_simulation_set_playing (self, g_value_get_boolean (value));
      break;
    case PROP_SPEED:
      elector_simulation_set_speed (self, g_value_get_double (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
elector_simulation_class_init (ElectorSimulationClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags readable = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;
  GParamFlags writable = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = elector_simulation_dispose;
  object_class->get_property = elector_simulation_get_property;
  object_class->set_property = elector_simulation_set_property;

  properties[PROP_SCENARIO] = g_param_spec_object ("scenario", NULL, NULL, ELECTOR_TYPE_SCENARIO, writable);
  properties[PROP_TRACE] = g_param_spec_object ("trace", NULL, NULL, ELECTOR_TYPE_TRACE, readable);
  properties[PROP_PLAYING] = g_param_spec_boolean ("playing", NULL, NULL, FALSE, writable);
  properties[PROP_SPEED] = g_param_spec_double ("speed", NULL, NULL, ELECTOR_SPEED_MIN, ELECTOR_SPEED_MAX, 1.0,
                                                writable);
  properties[PROP_CAN_STEP_BACK] = g_param_spec_boolean ("can-step-back", NULL, NULL, FALSE, readable);
  properties[PROP_CAN_UNDO] = g_param_spec_boolean ("can-undo", NULL, NULL, FALSE, readable);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[MOVED] = g_signal_new ("moved", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 0);
}

static void
elector_simulation_init (ElectorSimulation *self)
{
  self->nodes = g_list_store_new (ELECTOR_TYPE_NODE);
  self->speed = 1.0;
  self->clock = monotonic_clock;
  self->stop = ELECTOR_NEVER;
}

/* A paused simulation at the start of scenario. */
ElectorSimulation *
elector_simulation_new (ElectorScenario *scenario)
{
  return g_object_new (ELECTOR_TYPE_SIMULATION, "scenario", scenario, NULL);
}

/* --- The cursor --- */

static void
update_nodes (ElectorSimulation *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->nodes));

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (ElectorNode) node = g_list_model_get_item (G_LIST_MODEL (self->nodes), i);

      elector_node_update (node, &self->moment);
    }
}

/* Puts the cursor after the first position records, at time; both fit each other. */
static void
place (ElectorSimulation *self, guint position, ElectorTime time)
{
  ElectorTrace *trace = elector_run_get_trace (self->run);
  guint before = self->position;
  gboolean could_step_back = elector_simulation_can_step_back (self);

  elector_trace_seek (trace, &self->moment, &self->position, position, time);
  self->time = time;
  elector_trace_flush (trace);
  if (before != self->position)
    update_nodes (self);
  if (could_step_back != elector_simulation_can_step_back (self))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CAN_STEP_BACK]);
}

/* Puts the cursor somewhere, and says so. */
static void
move (ElectorSimulation *self, guint position, ElectorTime time)
{
  place (self, position, time);
  g_signal_emit (self, signals[MOVED], 0);
}

static void
make_nodes (ElectorSimulation *self, guint n_nodes)
{
  g_autoptr (GPtrArray) nodes = g_ptr_array_new_with_free_func (g_object_unref);
  guint before = g_list_model_get_n_items (G_LIST_MODEL (self->nodes));

  if (before == n_nodes)
    return;
  for (guint i = 1; i <= n_nodes; i++)
    g_ptr_array_add (nodes, elector_node_new ((ElectorNodeId) i));
  g_list_store_splice (self->nodes, 0, before, nodes->pdata, n_nodes);
}

/* Watches another run, which it takes over, from position and time on. That it is another is told before "moved". */
static void
set_run (ElectorSimulation *self, ElectorRun *run, guint position, ElectorTime time)
{
  ElectorTrace *trace = elector_run_get_trace (run);
  ElectorScenario *scenario = elector_run_get_scenario (run);
  gboolean other_scenario = self->run == NULL || elector_run_get_scenario (self->run) != scenario;

  g_set_object (&self->run, run);
  g_object_unref (run);
  elector_moment_clear (&self->moment);
  elector_moment_init (&self->moment, elector_trace_get_config (trace), elector_scenario_get_network (scenario));
  self->position = G_MAXUINT;
  make_nodes (self, elector_scenario_get_config (scenario)->n_nodes);

  g_object_freeze_notify (G_OBJECT (self));
  if (other_scenario)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SCENARIO]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TRACE]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CAN_STEP_BACK]);
  place (self, position, time);
  g_object_thaw_notify (G_OBJECT (self));
  g_signal_emit (self, signals[MOVED], 0);
}

/* Keeps the run that is about to be replaced, or forgets the one that was kept. */
static void
keep (ElectorSimulation *self, ElectorRun *run)
{
  gboolean notify = run != NULL || self->replaced != NULL;

  g_set_object (&self->replaced, run);
  self->replaced_position = self->position;
  self->replaced_time = self->time;
  if (notify)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CAN_UNDO]);
}

/* --- Starting anew --- */

static void
start_run (ElectorSimulation *self, ElectorScenario *scenario)
{
  ElectorRun *run = elector_run_new (scenario);

  elector_simulation_set_playing (self, FALSE);
  set_run (self, run, elector_run_get_start (run), 0);
}

/* Starts another scenario from its beginning, paused. Undo brings back what was, unless nothing had happened yet. */
void
elector_simulation_set_scenario (ElectorSimulation *self, ElectorScenario *scenario)
{
  g_return_if_fail (ELECTOR_IS_SIMULATION (self));
  g_return_if_fail (ELECTOR_IS_SCENARIO (scenario));

  if (self->time > 0)
    keep (self, self->run);
  start_run (self, scenario);
}

/* Back to the start, paused. Undo brings back what was. */
void
elector_simulation_reset (ElectorSimulation *self)
{
  g_return_if_fail (ELECTOR_IS_SIMULATION (self));

  keep (self, self->run);
  start_run (self, elector_simulation_get_scenario (self));
}

/* Shows another run, which it takes over, from position and time on, paused; the one before is not kept for undo. */
void
elector_simulation_show_run (ElectorSimulation *self, ElectorRun *run, guint position, ElectorTime time)
{
  g_return_if_fail (ELECTOR_IS_SIMULATION (self));
  g_return_if_fail (ELECTOR_IS_RUN (run));

  elector_simulation_set_playing (self, FALSE);
  set_run (self, run, position, time);
}

/* --- Playing --- */

static void
rebase (ElectorSimulation *self)
{
  self->base_real = self->clock (self->clock_data);
  self->base_time = self->time;
}

/* Before which time nothing happens after the cursor, or ELECTOR_NEVER. */
ElectorTime
elector_simulation_get_next_time (ElectorSimulation *self)
{
  ElectorTrace *trace;

  g_return_val_if_fail (ELECTOR_IS_SIMULATION (self), ELECTOR_NEVER);

  trace = elector_run_get_trace (self->run);
  if (self->position < elector_trace_get_length (trace))
    return elector_trace_get_record (trace, self->position)->time;
  return elector_run_get_next_time (self->run);
}

static gboolean
timer_cb (gpointer user_data)
{
  ElectorSimulation *self = user_data;

  self->timer = 0;
  elector_simulation_update (self);
  schedule (self);
  return G_SOURCE_REMOVE;
}

/* Sets the timer for the next event, in real time. */
static void
schedule (ElectorSimulation *self)
{
  ElectorTime next;
  double msec = TIMER_MSEC_MAX;

  g_clear_handle_id (&self->timer, g_source_remove);
  if (!self->playing)
    return;
  next = elector_simulation_get_next_time (self);
  if (next != ELECTOR_NEVER)
    msec = (double) (next - self->time) / self->speed / ELECTOR_MSEC;
  self->timer = g_timeout_add ((guint) CLAMP (msec, TIMER_MSEC_MIN, TIMER_MSEC_MAX), timer_cb, self);
}

/* Runs on to target, or as far as the time for one update allows. Returns how far it came. */
static ElectorTime
run_to (ElectorSimulation *self, ElectorTime target)
{
  gint64 begin = self->clock (self->clock_data);

  for (guint steps = 1; elector_run_step (self->run, target); steps++)
    if (steps % STEPS_PER_BUDGET_CHECK == 0 && self->clock (self->clock_data) - begin > BUDGET_USEC)
      return elector_run_get_time (self->run);
  elector_run_advance (self->run, target);
  return target;
}

static void
change_playing (ElectorSimulation *self, gboolean playing)
{
  self->playing = playing;
  rebase (self);
  schedule (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PLAYING]);
}

/* Where playing pauses: at what is set, or at the end of the scenario. */
static ElectorTime
get_end (ElectorSimulation *self)
{
  ElectorTime until = elector_scenario_get_until (elector_simulation_get_scenario (self));

  return self->stop > self->time ? MIN (self->stop, until > self->time ? until : ELECTOR_NEVER) : until;
}

/* Moves on by the real time that has passed, if it is playing. Called by the timer for each event; whoever draws
 * may call it for each frame. */
void
elector_simulation_update (ElectorSimulation *self)
{
  ElectorTime target, until = get_end (self);
  gboolean ends, reached = TRUE;

  g_return_if_fail (ELECTOR_IS_SIMULATION (self));

  if (!self->playing)
    return;
  target = self->base_time + (ElectorTime) ((double) (self->clock (self->clock_data) - self->base_real) * self->speed);
  if (target <= self->time)
    return;
  ends = self->time < until && until <= target;
  if (ends)
    target = until;
  if (target > elector_run_get_time (self->run))
    {
      ElectorTime came_to = run_to (self, target);

      reached = came_to == target;
      target = came_to;
    }
  move (self, elector_trace_find_time (elector_run_get_trace (self->run), target), target);
  if (!reached)
    rebase (self);
  else if (ends)
    change_playing (self, FALSE);
}

gboolean
elector_simulation_get_playing (ElectorSimulation *self)
{
  g_return_val_if_fail (ELECTOR_IS_SIMULATION (self), FALSE);
  return self->playing;
}

/* Starts or pauses. A paused simulation has no timer and costs nothing. */
void
elector_simulation_set_playing (ElectorSimulation *self, gboolean playing)
{
  g_return_if_fail (ELECTOR_IS_SIMULATION (self));

  playing = playing != FALSE;
  if (self->playing && !playing)
    elector_simulation_update (self); /* which may pause, too */
  if (self->playing != playing)
    change_playing (self, playing);
}

double
elector_simulation_get_speed (ElectorSimulation *self)
{
  g_return_val_if_fail (ELECTOR_IS_SIMULATION (self), 1.0);
  return self->speed;
}

/* Virtual time per real time: 0.1 is ten times slower than the real thing.
 * ELECTOR_SPEED_MIN .. ELECTOR_SPEED_MAX. */
void
elector_simulation_set_speed (ElectorSimulation *self, double speed)
{
  g_return_if_fail (ELECTOR_IS_SIMULATION (self));

  speed = speed >= ELECTOR_SPEED_MIN ? MIN (speed, ELECTOR_SPEED_MAX) : ELECTOR_SPEED_MIN; /* not a number: slowest */
  if (ABS (self->speed - speed) < ELECTOR_SPEED_MIN / 1000)
    return;
  elector_simulation_update (self);
  self->speed = speed;
  rebase (self);
  schedule (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SPEED]);
}

/* Playing pauses when the cursor comes to that time. ELECTOR_NEVER: it does not. */
void
elector_simulation_set_stop (ElectorSimulation *self, ElectorTime stop)
{
  g_return_if_fail (ELECTOR_IS_SIMULATION (self));
  self->stop = stop;
}

/* For tests: another source of real time. */
void
elector_simulation_set_clock (ElectorSimulation *self, ElectorClock clock, gpointer user_data)
{
  g_return_if_fail (ELECTOR_IS_SIMULATION (self));

  self->clock = clock != NULL ? clock : monotonic_clock;
  self->clock_data = user_data;
  rebase (self);
}

/* --- Moving by hand; all of it pauses --- */

/* Lets the next event happen: the next one that was recorded, or a new one. */
void
elector_simulation_step_forward (ElectorSimulation *self)
{
  ElectorTrace *trace;
  guint head = self->position;
  ElectorTime time;

  g_return_if_fail (ELECTOR_IS_SIMULATION (self));

  elector_simulation_set_playing (self, FALSE);
  trace = elector_run_get_trace (self->run);
  for (head = self->position; head < elector_trace_get_length (trace); head++)
    if (elector_record_is_head (elector_trace_get_record (trace, head)))
      {
        /* A verdict that came later belongs to the event, but is not yet known. */
        time = elector_trace_get_record (trace, head)->time;
        move (self, MIN (elector_trace_find_event_end (trace, head), elector_trace_find_time (trace, time)), time);
        return;
      }
  elector_run_step (self->run, ELECTOR_NEVER);
  move (self, elector_trace_get_length (trace), MAX (self->time, elector_run_get_time (self->run)));
}

/* Whether the cursor is not at the start. */
gboolean
elector_simulation_can_step_back (ElectorSimulation *self)
{
  g_return_val_if_fail (ELECTOR_IS_SIMULATION (self), FALSE);
  return self->run != NULL && self->position > elector_run_get_start (self->run) && self->position != G_MAXUINT;
}

/* Takes the last event back. */
void
elector_simulation_step_back (ElectorSimulation *self)
{
  g_return_if_fail (ELECTOR_IS_SIMULATION (self));

  elector_simulation_set_playing (self, FALSE);
  if (elector_simulation_can_step_back (self))
    elector_simulation_seek (self, elector_trace_find_event (elector_simulation_get_trace (self), self->position - 1));
}

/* Where the cursor is to be when one goes to the record at position: after all of its event that happened then. A
 * verdict that came later is not yet known. */
static guint
get_landing (ElectorSimulation *self, guint position)
{
  ElectorTrace *trace = elector_run_get_trace (self->run);
  ElectorTime time = elector_trace_get_record (trace, position)->time;

  return MIN (elector_trace_find_event_end (trace, position), elector_trace_find_time (trace, time));
}

/* Puts the cursor after the first position records; pauses. Inside an event, after all of it that happened then. */
void
elector_simulation_seek (ElectorSimulation *self, guint position)
{
  ElectorTrace *trace;

  g_return_if_fail (ELECTOR_IS_SIMULATION (self));

  elector_simulation_set_playing (self, FALSE);
  trace = elector_run_get_trace (self->run);
  position = CLAMP (position, elector_run_get_start (self->run), elector_trace_get_length (trace)) - 1;
  move (self, get_landing (self, position), elector_trace_get_record (trace, position)->time);
}

/* Puts the cursor to a time, and runs on to it if that was not reached yet; pauses. */
void
elector_simulation_seek_time (ElectorSimulation *self, ElectorTime time)
{
  guint position;

  g_return_if_fail (ELECTOR_IS_SIMULATION (self));

  elector_simulation_set_playing (self, FALSE);
  time = MAX (time, 0);
  if (time >= elector_run_get_time (self->run))
    elector_run_advance (self->run, time);
  position = elector_trace_find_time (elector_run_get_trace (self->run), time);
  move (self, MAX (position, elector_run_get_start (self->run)), time);
}

/* Goes to the last landmark before the cursor; pauses. Returns FALSE when there is none. */
gboolean
elector_simulation_seek_previous (ElectorSimulation *self, const ElectorLandmark *landmark)
{
  ElectorTrace *trace;
  guint found;

  g_return_val_if_fail (ELECTOR_IS_SIMULATION (self), FALSE);

  elector_simulation_set_playing (self, FALSE);
  trace = elector_run_get_trace (self->run);
  found = elector_landmark_find_previous (landmark, trace, self->position);
  while (found != ELECTOR_LANDMARK_NONE && get_landing (self, found) >= self->position
         && elector_trace_get_record (trace, found)->time >= self->time)
    found = elector_landmark_find_previous (landmark, trace, found);
  if (found == ELECTOR_LANDMARK_NONE || found < elector_run_get_start (self->run))
    return FALSE;
  elector_simulation_seek (self, found + 1);
  return TRUE;
}

/* Goes to the next landmark after the cursor, as far as until, and runs on to it if need be; pauses. With NULL for a
 * landmark it only gets to until. Works for a moment at most: WORKING asks to be called again with the same
 * arguments. */
ElectorSearchState
elector_simulation_search (ElectorSimulation *self, const ElectorLandmark *landmark, ElectorTime until)
{
  ElectorTrace *trace;
  gint64 begin;
  guint searched, found = ELECTOR_LANDMARK_NONE;

  g_return_val_if_fail (ELECTOR_IS_SIMULATION (self), ELECTOR_SEARCH_MISSING);

  elector_simulation_set_playing (self, FALSE);
  trace = elector_run_get_trace (self->run);
  begin = self->clock (self->clock_data);
  searched = self->position;
  for (guint steps = 1;; steps++)
    {
      if (landmark != NULL)
        found = elector_landmark_find_next (landmark, trace, searched);
      if (found != ELECTOR_LANDMARK_NONE && elector_trace_get_record (trace, found)->time <= until)
        {
          elector_simulation_seek (self, found + 1);
          return ELECTOR_SEARCH_FOUND;
        }
      searched = elector_trace_get_length (trace);
      if (elector_run_get_time (self->run) >= until || !elector_run_step (self->run, until))
        {
          elector_simulation_seek_time (self, until);
          return ELECTOR_SEARCH_MISSING;
        }
      if (steps % STEPS_PER_BUDGET_CHECK == 0 && self->clock (self->clock_data) - begin > BUDGET_USEC)
        {
          elector_simulation_seek (self, searched);
          return ELECTOR_SEARCH_WORKING;
        }
    }
}

/* --- Interventions --- */

/* Whether nothing is recorded after the cursor. */
gboolean
elector_simulation_is_at_end (ElectorSimulation *self)
{
  g_return_val_if_fail (ELECTOR_IS_SIMULATION (self), TRUE);
  return self->position == elector_trace_get_length (elector_run_get_trace (self->run))
         && self->time >= elector_run_get_time (self->run);
}

/* From now on elector_simulation_intervene() leaves everything to relay, which calls
 * elector_simulation_intervene_here(): for a run that is not alone. NULL ends that. */
void
elector_simulation_set_relay (ElectorSimulation *self, ElectorRelay relay, gpointer user_data)
{
  g_return_if_fail (ELECTOR_IS_SIMULATION (self));

  self->relay = relay;
  self->relay_data = user_data;
}

/* Does something to the system at the cursor; fault's own time is not looked at. In the past, this replaces what
 * came after the cursor, and undo brings it back. Returns FALSE when it changes nothing. */
gboolean
elector_simulation_intervene (ElectorSimulation *self, const ElectorFault *fault)
{
  g_return_val_if_fail (ELECTOR_IS_SIMULATION (self), FALSE);

  return self->relay != NULL ? self->relay (fault, self->relay_data) : elector_simulation_intervene_here (self, fault);
}

/* The same, to this run alone. */
gboolean
elector_simulation_intervene_here (ElectorSimulation *self, const ElectorFault *fault)
{
  g_autoptr (ElectorRun) run = NULL;
  ElectorTrace *trace;

  g_return_val_if_fail (ELECTOR_IS_SIMULATION (self), FALSE);

  elector_simulation_update (self);
  if (elector_simulation_is_at_end (self))
    run = g_object_ref (self->run);
  else
    run = elector_run_new_until (self->run, self->position, self->time);
  if (!elector_run_intervene (run, fault))
    return FALSE;
  trace = elector_run_get_trace (run);
  if (run == self->run)
    move (self, elector_trace_get_length (trace), self->time);
  else
    {
      keep (self, self->run);
      set_run (self, g_steal_pointer (&run), elector_trace_get_length (trace), self->time);
    }
  schedule (self);
  return TRUE;
}

/* What a click on a node does: a node that is up crashes, one that is down recovers, a paused one resumes. */
gboolean
elector_simulation_toggle_crash (ElectorSimulation *self, ElectorNodeId node)
{
  static const ElectorFaultKind toggles[ELECTOR_N_CONDITIONS] = {
    [ELECTOR_CONDITION_UP] = ELECTOR_FAULT_CRASH,
    [ELECTOR_CONDITION_CRASHED] = ELECTOR_FAULT_RECOVER,
    [ELECTOR_CONDITION_PAUSED] = ELECTOR_FAULT_RESUME,
  };
  ElectorFault fault = { .node = node };

  g_return_val_if_fail (ELECTOR_IS_SIMULATION (self), FALSE);

  fault.kind = toggles[elector_moment_get_node (&self->moment, node)->condition];
  return elector_simulation_intervene (self, &fault);
}

gboolean
elector_simulation_can_undo (ElectorSimulation *self)
{
  g_return_val_if_fail (ELECTOR_IS_SIMULATION (self), FALSE);
  return self->replaced != NULL;
}

/* Brings back the run that a reset or an intervention in the past replaced, with the cursor where it was; pauses.
 * The one that it replaces now is kept in turn: undoing again brings that back. */
void
elector_simulation_undo (ElectorSimulation *self)
{
  g_autoptr (ElectorRun) run = NULL;
  guint position;
  ElectorTime time;

  g_return_if_fail (ELECTOR_IS_SIMULATION (self));

  if (self->replaced == NULL)
    return;
  elector_simulation_set_playing (self, FALSE);
  run = g_steal_pointer (&self->replaced);
  position = self->replaced_position;
  time = self->replaced_time;
  self->replaced = g_object_ref (self->run);
  self->replaced_position = self->position;
  self->replaced_time = self->time;
  set_run (self, g_steal_pointer (&run), position, time);
}

/* --- What is watched --- */

/* Borrowed. */
ElectorScenario *
elector_simulation_get_scenario (ElectorSimulation *self)
{
  g_return_val_if_fail (ELECTOR_IS_SIMULATION (self), NULL);
  return self->run != NULL ? elector_run_get_scenario (self->run) : NULL;
}

/* Borrowed. */
ElectorRun *
elector_simulation_get_run (ElectorSimulation *self)
{
  g_return_val_if_fail (ELECTOR_IS_SIMULATION (self), NULL);
  return self->run;
}

/* Borrowed. */
ElectorTrace *
elector_simulation_get_trace (ElectorSimulation *self)
{
  g_return_val_if_fail (ELECTOR_IS_SIMULATION (self), NULL);
  return self->run != NULL ? elector_run_get_trace (self->run) : NULL;
}

/* The nodes as they are at the cursor: a list of ElectorNode, by id. Borrowed. */
GListModel *
elector_simulation_get_nodes (ElectorSimulation *self)
{
  g_return_val_if_fail (ELECTOR_IS_SIMULATION (self), NULL);
  return G_LIST_MODEL (self->nodes);
}

/* What is the case at the cursor. Borrowed, valid until the cursor moves. */
const ElectorMoment *
elector_simulation_get_moment (ElectorSimulation *self)
{
  g_return_val_if_fail (ELECTOR_IS_SIMULATION (self), NULL);
  return &self->moment;
}

/* How many records lie before the cursor. */
guint
elector_simulation_get_position (ElectorSimulation *self)
{
  g_return_val_if_fail (ELECTOR_IS_SIMULATION (self), 0);
  return self->position;
}

/* Virtual time at the cursor. */
ElectorTime
elector_simulation_get_time (ElectorSimulation *self)
{
  g_return_val_if_fail (ELECTOR_IS_SIMULATION (self), 0);
  return self->time;
}
