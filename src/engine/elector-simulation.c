/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "engine/elector-simulation-private.h"

#include "engine/elector-node.h"

/* The timer wakes for the next event, but not more often than this. Smooth motion is the business of whoever draws. */
#define TIMER_MSEC_MIN 10
#define TIMER_MSEC_MAX 1000

enum
{
  PROP_0,
  PROP_SCENARIO,
  PROP_TRACE,
  PROP_PLAYING,
  PROP_SPEED,
  PROP_CAN_STEP_BACK,
  PROP_CAN_UNDO,
  PROP_CAN_REDO,
  N_PROPS
};

enum
{
  MOVED,
  REPLACED,
  BRANCHED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ElectorSimulation, elector_simulation, G_TYPE_OBJECT)

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
  if (self->branches != NULL)
    g_signal_handlers_disconnect_by_data (self->branches, self);
  g_clear_object (&self->branches);
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
      g_value_set_boolean (value, elector_simulation_can_undo (self));
      break;
    case PROP_CAN_REDO:
      g_value_set_boolean (value, elector_simulation_can_redo (self));
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
  properties[PROP_CAN_REDO] = g_param_spec_boolean ("can-redo", NULL, NULL, FALSE, readable);
  properties[PROP_CAN_UNDO] = g_param_spec_boolean ("can-undo", NULL, NULL, FALSE, readable);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[BRANCHED] = g_signal_new ("branched", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                    G_TYPE_NONE, 0);
  signals[REPLACED] = g_signal_new ("replaced", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                    G_TYPE_NONE, 0);
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
void
elector_simulation_move (ElectorSimulation *self, guint position, ElectorTime time)
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

/* Watches another run from position and time on. That it is another is told before "moved". */
void
elector_simulation_set_run (ElectorSimulation *self, ElectorRun *run, guint position, ElectorTime time)
{
  ElectorTrace *trace = elector_run_get_trace (run);
  ElectorScenario *scenario = elector_run_get_scenario (run);
  gboolean other_scenario = self->run == NULL || elector_run_get_scenario (self->run) != scenario;

  g_set_object (&self->run, run);
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

/* --- Starting anew --- */

static void
branches_cb (ElectorSimulation *self)
{
  gboolean can_undo = elector_simulation_can_undo (self), can_redo = elector_simulation_can_redo (self);
  gboolean undo_changed = can_undo != self->could_undo, redo_changed = can_redo != self->could_redo;

  self->could_undo = can_undo;
  self->could_redo = can_redo;
  if (undo_changed)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CAN_UNDO]);
  if (redo_changed)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CAN_REDO]);
}

/* Watches the start of scenario, paused. Undo brings back what was, if that is to be remembered. */
static void
start (ElectorSimulation *self, ElectorScenario *scenario, gboolean remember)
{
  g_autoptr (ElectorRun) run = elector_run_new (scenario);

  elector_simulation_set_playing (self, FALSE);
  if (self->branches == NULL)
    {
      self->branches = elector_branches_new (run);
      g_signal_connect_swapped (self->branches, "changed", G_CALLBACK (branches_cb), self);
    }
  else
    {
      elector_simulation_note_cursor (self);
      elector_branches_restart (self->branches, run, remember);
    }
  elector_simulation_set_run (self, run, elector_run_get_start (run), 0);
  if (remember)
    g_signal_emit (self, signals[REPLACED], 0);
}

/* Starts another scenario from its beginning, paused. Undo brings back what was, unless nothing had happened yet. */
void
elector_simulation_set_scenario (ElectorSimulation *self, ElectorScenario *scenario)
{
  g_return_if_fail (ELECTOR_IS_SIMULATION (self));
  g_return_if_fail (ELECTOR_IS_SCENARIO (scenario));

  start (self, scenario, self->time > 0);
}

/* Back to the start, paused. Undo brings back what was; what was done until now stays a branch. */
void
elector_simulation_reset (ElectorSimulation *self)
{
  g_return_if_fail (ELECTOR_IS_SIMULATION (self));
  start (self, elector_simulation_get_scenario (self), TRUE);
}

/* Watches what another simulation, or a file, has made: all branches, at the cursor of the current one, paused. Undo
 * brings back what was. When it takes long to get to the cursor, it is left on the way: see the current branch's. */
void
elector_simulation_take (ElectorSimulation *self, ElectorBranches *branches)
{
  gboolean had_begun;

  g_return_if_fail (ELECTOR_IS_SIMULATION (self));

  elector_simulation_set_playing (self, FALSE);
  had_begun = self->time > 0;
  elector_simulation_note_cursor (self);
  elector_branches_take (self->branches, branches);
  elector_simulation_watch (self);
  if (had_begun)
    g_signal_emit (self, signals[REPLACED], 0);
}

/* Shows another run, which it takes over, from position and time on, paused; the one before is not kept for undo. */
void
elector_simulation_show_run (ElectorSimulation *self, ElectorRun *run, guint position, ElectorTime time)
{
  g_autoptr (ElectorRun) taken = run;

  g_return_if_fail (ELECTOR_IS_SIMULATION (self));
  g_return_if_fail (ELECTOR_IS_RUN (run));

  elector_simulation_set_playing (self, FALSE);
  elector_branches_restart (self->branches, taken, FALSE);
  elector_simulation_set_run (self, taken, position, time);
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
  elector_simulation_schedule (self);
  return G_SOURCE_REMOVE;
}

/* Sets the timer for the next event, in real time. */
void
elector_simulation_schedule (ElectorSimulation *self)
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
    if (steps % ELECTOR_SIMULATION_BUDGET_STEPS == 0
        && self->clock (self->clock_data) - begin > ELECTOR_SIMULATION_BUDGET_USEC)
      return elector_run_get_time (self->run);
  elector_run_advance (self->run, target);
  return target;
}

static void
change_playing (ElectorSimulation *self, gboolean playing)
{
  self->playing = playing;
  rebase (self);
  elector_simulation_schedule (self);
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
  elector_simulation_move (self, elector_trace_find_time (elector_run_get_trace (self->run), target), target);
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
  elector_simulation_schedule (self);
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

/* All that was done in this scenario; its cursors are up to date after elector_simulation_note_cursor(). To be changed
 * through the simulation only. Borrowed. */
ElectorBranches *
elector_simulation_get_branches (ElectorSimulation *self)
{
  g_return_val_if_fail (ELECTOR_IS_SIMULATION (self), NULL);
  return self->branches;
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
