/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "engine/elector-showdown.h"

#include "protocols/registry.h"

#include <string.h>

struct _ElectorShowdown
{
  GObject parent_instance;

  ElectorScenario *script;
  GPtrArray *contestants; /* of ElectorSimulation; the first one keeps the time */
  char *names[ELECTOR_SHOWDOWN_MIN]; /* of the branches that compete; NULL when algorithms do */
  gboolean changing;      /* contestants are being changed one after the other: nobody follows */

  /* What undo brings back: whose runs were replaced last, and the script of the time. */
  gboolean replaced[ELECTOR_SHOWDOWN_MAX];
  gboolean undone; /* it brings back the newer ones */
  ElectorScenario *replaced_script;
};

enum
{
  PROP_0,
  PROP_CAN_STEP_BACK,
  PROP_CAN_UNDO,
  N_PROPS
};

enum
{
  CONTESTANTS_CHANGED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ElectorShowdown, elector_showdown, G_TYPE_OBJECT)

static void
elector_showdown_dispose (GObject *object)
{
  ElectorShowdown *self = ELECTOR_SHOWDOWN (object);

  for (guint i = 0; self->contestants != NULL && i < self->contestants->len; i++)
    {
      ElectorSimulation *contestant = elector_showdown_get_contestant (self, i);

      g_signal_handlers_disconnect_by_data (contestant, self);
      elector_simulation_set_relay (contestant, NULL, NULL);
      elector_simulation_set_playing (contestant, FALSE);
    }
  g_clear_pointer (&self->contestants, g_ptr_array_unref);
  g_clear_object (&self->script);
  g_clear_object (&self->replaced_script);
  for (guint i = 0; i < ELECTOR_SHOWDOWN_MIN; i++)
    g_clear_pointer (&self->names[i], g_free);
  G_OBJECT_CLASS (elector_showdown_parent_class)->dispose (object);
}

static void
elector_showdown_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  ElectorShowdown *self = ELECTOR_SHOWDOWN (object);

  switch (prop_id)
    {
    case PROP_CAN_STEP_BACK:
      g_value_set_boolean (value, elector_showdown_can_step_back (self));
      break;
    case PROP_CAN_UNDO:
      g_value_set_boolean (value, elector_showdown_can_undo (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
elector_showdown_class_init (ElectorShowdownClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags readable = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->dispose = elector_showdown_dispose;
  object_class->get_property = elector_showdown_get_property;
  properties[PROP_CAN_STEP_BACK] = g_param_spec_boolean ("can-step-back", NULL, NULL, FALSE, readable);
  properties[PROP_CAN_UNDO] = g_param_spec_boolean ("can-undo", NULL, NULL, FALSE, readable);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[CONTESTANTS_CHANGED] = g_signal_new ("contestants-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                               NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
elector_showdown_init (ElectorShowdown *self)
{
  self->contestants = g_ptr_array_new_with_free_func (g_object_unref);
}

/* Two contestants, paused at the start of script: the first two algorithms of the registry. */
ElectorShowdown *
elector_showdown_new (ElectorScenario *script)
{
  ElectorShowdown *self = g_object_new (ELECTOR_TYPE_SHOWDOWN, NULL);

  self->script = g_object_ref (script);
  elector_showdown_set_n_contestants (self, ELECTOR_SHOWDOWN_MIN);
  return self;
}

/* --- The script --- */

/* The script for one algorithm. Its parameters and rule switches are those of the script, if that was written for it,
 * and otherwise the standard ones. */
static ElectorScenario *
write_part (ElectorScenario *script, const ElectorProtocol *protocol)
{
  ElectorScenarioParts parts;

  elector_scenario_parts_copy (&parts, script);
  elector_scenario_parts_set_protocol (&parts, protocol);
  return elector_scenario_new (&parts);
}

/* --- Locked time --- */

/* Brings everybody to where the timekeeper is. */
static void
follow (ElectorShowdown *self)
{
  ElectorTime time = elector_simulation_get_time (elector_showdown_get_timekeeper (self));

  for (guint i = 1; i < self->contestants->len; i++)
    elector_simulation_seek_time (elector_showdown_get_contestant (self, i), time);
}

static void
moved_cb (ElectorShowdown *self)
{
  if (!self->changing)
    follow (self);
}

static void
can_step_back_cb (ElectorShowdown *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CAN_STEP_BACK]);
}

/* --- What is done to all --- */

static void
get_traces (ElectorShowdown *self, ElectorTrace **traces)
{
  for (guint i = 0; i < self->contestants->len; i++)
    traces[i] = g_object_ref (elector_simulation_get_trace (elector_showdown_get_contestant (self, i)));
}

/* Ends a change that began with these traces: notes whose run was replaced, and locks the time again. */
static void
end_change (ElectorShowdown *self, ElectorTrace **traces, ElectorScenario *script)
{
  gboolean replaced[ELECTOR_SHOWDOWN_MAX] = { FALSE }, any = FALSE;

  for (guint i = 0; i < self->contestants->len; i++)
    {
      ElectorSimulation *contestant = elector_showdown_get_contestant (self, i);

      replaced[i] = elector_simulation_get_trace (contestant) != traces[i] && elector_simulation_can_undo (contestant);
      any = any || replaced[i];
      g_object_unref (traces[i]);
    }
  self->changing = FALSE;
  follow (self);
  if (!any)
    return;
  memcpy (self->replaced, replaced, sizeof replaced);
  self->undone = FALSE;
  g_set_object (&self->replaced_script, script);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CAN_UNDO]);
}

/* The timekeeper comes first: it may move on before it is done to it, and that is then the time for all. */
static gboolean
relay_cb (const ElectorFault *fault, gpointer user_data)
{
  ElectorShowdown *self = user_data;
  ElectorTrace *traces[ELECTOR_SHOWDOWN_MAX];
  gboolean changed = FALSE;

  get_traces (self, traces);
  self->changing = TRUE;
  elector_simulation_update (elector_showdown_get_timekeeper (self));
  follow (self);
  for (guint i = 0; i < self->contestants->len; i++)
    {
      ElectorSimulation *contestant = elector_showdown_get_contestant (self, i);
      ElectorScenario *part = elector_simulation_get_scenario (contestant);

      if (elector_fault_is_known_to (fault, elector_scenario_get_config (part)->protocol))
        changed |= elector_simulation_intervene_here (contestant, fault);
      if (i == 0)
        follow (self);
    }
  end_change (self, traces, self->script);
  return changed;
}

/* There is nothing to bring back any more. */
static void
forget (ElectorShowdown *self)
{
  g_clear_object (&self->replaced_script);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CAN_UNDO]);
}

/* Lets algorithms compete again. Returns whether branches did. */
static gboolean
leave_branches (ElectorShowdown *self)
{
  gboolean left = self->names[0] != NULL;

  for (guint i = 0; i < ELECTOR_SHOWDOWN_MIN; i++)
    g_clear_pointer (&self->names[i], g_free);
  return left;
}

static void
restart (ElectorShowdown *self, ElectorScenario *script)
{
  g_autoptr (ElectorScenario) before = g_object_ref (self->script);
  ElectorTrace *traces[ELECTOR_SHOWDOWN_MAX];
  gboolean left_branches = leave_branches (self);

  get_traces (self, traces);
  self->changing = TRUE;
  g_set_object (&self->script, script);
  for (guint i = 0; i < self->contestants->len; i++)
    {
      ElectorSimulation *contestant = elector_showdown_get_contestant (self, i);
      const ElectorProtocol *protocol = elector_registry_get_protocol (i);
      g_autoptr (ElectorScenario) part = write_part (script, protocol);

      elector_simulation_set_scenario (contestant, part);
    }
  end_change (self, traces, before);
  if (!left_branches)
    return;
  forget (self);
  g_signal_emit (self, signals[CONTESTANTS_CHANGED], 0);
}

/* Starts another script from its beginning, paused. Undo brings back what was. */
void
elector_showdown_set_script (ElectorShowdown *self, ElectorScenario *script)
{
  g_return_if_fail (ELECTOR_IS_SHOWDOWN (self));
  g_return_if_fail (ELECTOR_IS_SCENARIO (script));

  restart (self, script);
}

/* Borrowed. */
ElectorScenario *
elector_showdown_get_script (ElectorShowdown *self)
{
  g_return_val_if_fail (ELECTOR_IS_SHOWDOWN (self), NULL);
  return self->script;
}

/* Back to the start, paused. Undo brings back what was; branches stay what they are. */
void
elector_showdown_reset (ElectorShowdown *self)
{
  g_return_if_fail (ELECTOR_IS_SHOWDOWN (self));

  if (self->names[0] != NULL)
    {
      elector_showdown_seek_time (self, 0);
      return;
    }
  restart (self, self->script);
}

gboolean
elector_showdown_can_undo (ElectorShowdown *self)
{
  g_return_val_if_fail (ELECTOR_IS_SHOWDOWN (self), FALSE);
  return self->replaced_script != NULL;
}

/* Brings back what a reset, another script or an intervention in the past replaced, in all that it replaced it in;
 * pauses. Undoing again brings back the other. */
void
elector_showdown_undo (ElectorShowdown *self)
{
  g_autoptr (ElectorScenario) script = NULL;
  ElectorTime time = 0;

  g_return_if_fail (ELECTOR_IS_SHOWDOWN (self));

  if (self->replaced_script == NULL)
    return;
  self->changing = TRUE;
  for (guint i = 0; i < self->contestants->len; i++)
    if (self->replaced[i])
      {
        ElectorSimulation *contestant = elector_showdown_get_contestant (self, i);

        if (self->undone)
          elector_simulation_redo (contestant);
        else
          elector_simulation_undo (contestant);
        time = elector_simulation_get_time (contestant);
      }
  self->changing = FALSE;
  self->undone = !self->undone;
  script = self->replaced_script;
  self->replaced_script = self->script;
  self->script = g_steal_pointer (&script);
  elector_showdown_seek_time (self, time);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CAN_UNDO]);
}

/* --- Moving by hand; all of it pauses --- */

/* Puts all cursors to a time. */
void
elector_showdown_seek_time (ElectorShowdown *self, ElectorTime time)
{
  g_return_if_fail (ELECTOR_IS_SHOWDOWN (self));

  elector_simulation_seek_time (elector_showdown_get_timekeeper (self), time);
}

static ElectorTime
get_next_time (ElectorShowdown *self)
{
  ElectorTime next = ELECTOR_NEVER;

  for (guint i = 0; i < self->contestants->len; i++)
    next = MIN (next, elector_simulation_get_next_time (elector_showdown_get_contestant (self, i)));
  return next;
}

static guint
sum_positions (ElectorShowdown *self)
{
  guint sum = 0;

  for (guint i = 0; i < self->contestants->len; i++)
    sum += elector_simulation_get_position (elector_showdown_get_contestant (self, i));
  return sum;
}

/* Goes on to the next time at which something happens to any of them. */
void
elector_showdown_step_forward (ElectorShowdown *self)
{
  guint before;
  ElectorTime next;

  g_return_if_fail (ELECTOR_IS_SHOWDOWN (self));

  elector_simulation_set_playing (elector_showdown_get_timekeeper (self), FALSE);
  before = sum_positions (self);
  for (next = get_next_time (self); next != ELECTOR_NEVER; next = get_next_time (self))
    {
      elector_showdown_seek_time (self, next);
      if (sum_positions (self) != before)
        return;
    }
}

/* When something last happened to any of them, before a time; 0 when nothing did. */
static ElectorTime
find_last (ElectorShowdown *self, ElectorTime before)
{
  ElectorTime last = 0;

  for (guint i = 0; i < self->contestants->len; i++)
    {
      ElectorTrace *trace = elector_simulation_get_trace (elector_showdown_get_contestant (self, i));
      guint position = elector_trace_find_time (trace, before - 1);

      if (position > 0)
        last = MAX (last, elector_trace_get_record (trace, position - 1)->time);
    }
  return last;
}

/* Whether anything has happened to any of them. */
gboolean
elector_showdown_can_step_back (ElectorShowdown *self)
{
  g_return_val_if_fail (ELECTOR_IS_SHOWDOWN (self), FALSE);

  for (guint i = 0; i < self->contestants->len; i++)
    if (elector_simulation_can_step_back (elector_showdown_get_contestant (self, i)))
      return TRUE;
  return FALSE;
}

/* Takes back what happened last, to whomever. */
void
elector_showdown_step_back (ElectorShowdown *self)
{
  ElectorSimulation *timekeeper;

  g_return_if_fail (ELECTOR_IS_SHOWDOWN (self));

  timekeeper = elector_showdown_get_timekeeper (self);
  elector_simulation_set_playing (timekeeper, FALSE);
  elector_showdown_seek_time (self, find_last (self, find_last (self, elector_simulation_get_time (timekeeper) + 1)));
}

/* --- Contestants --- */

static void
add_contestant (ElectorShowdown *self)
{
  const ElectorProtocol *protocol = elector_registry_get_protocol (self->contestants->len);
  g_autoptr (ElectorScenario) part = write_part (self->script, protocol);
  ElectorSimulation *contestant = elector_simulation_new (part);

  elector_simulation_set_relay (contestant, relay_cb, self);
  g_signal_connect_object (contestant, "notify::can-step-back", G_CALLBACK (can_step_back_cb), self,
                           G_CONNECT_SWAPPED);
  if (self->contestants->len == 0)
    g_signal_connect_object (contestant, "moved", G_CALLBACK (moved_cb), self, G_CONNECT_SWAPPED);
  g_ptr_array_add (self->contestants, contestant);
}

/* Lets the first n_contestants algorithms of the registry compete, ELECTOR_SHOWDOWN_MIN ..
 * elector_showdown_get_max_contestants(). The script starts anew, and there is nothing to undo. */
void
elector_showdown_set_n_contestants (ElectorShowdown *self, guint n_contestants)
{
  g_return_if_fail (ELECTOR_IS_SHOWDOWN (self));

  n_contestants = CLAMP (n_contestants, ELECTOR_SHOWDOWN_MIN, elector_showdown_get_max_contestants (self));
  if (n_contestants == self->contestants->len)
    return;
  while (self->contestants->len > n_contestants)
    {
      elector_simulation_set_relay (elector_showdown_get_contestant (self, self->contestants->len - 1), NULL, NULL);
      g_ptr_array_remove_index (self->contestants, self->contestants->len - 1);
    }
  while (self->contestants->len < n_contestants)
    add_contestant (self);
  restart (self, self->script);
  forget (self);
  g_signal_emit (self, signals[CONTESTANTS_CHANGED], 0);
}

/* When two runs of one scenario part. */
static ElectorTime
find_parting (ElectorRun *run, ElectorRun *other)
{
  guint shared = elector_branches_count_shared (run, other), n, n_other;
  const ElectorIntervention *interventions = elector_run_get_interventions (run, &n);
  const ElectorIntervention *others = elector_run_get_interventions (other, &n_other);
  ElectorTime time = ELECTOR_NEVER;

  if (shared < n)
    time = interventions[shared].fault.time;
  if (shared < n_other)
    time = MIN (time, others[shared].fault.time);
  return time != ELECTOR_NEVER ? time : 0;
}

static void
take_branch (ElectorSimulation *contestant, ElectorBranch *branch)
{
  ElectorRun *run = elector_branch_get_run (branch);
  g_autoptr (ElectorRun) copy = NULL;
  g_autoptr (ElectorBranches) branches = NULL;
  const ElectorIntervention *interventions;
  guint n;

  interventions = elector_run_get_interventions (run, &n);
  copy = elector_run_new_planned (elector_run_get_scenario (run), interventions, n);
  branches = elector_branches_new (copy);
  elector_simulation_take (contestant, branches);
}

/* Lets two branches of one run compete, paused where they part. What is done to them here is not done to the run that
 * they are from. There is nothing to undo. */
void
elector_showdown_set_branches (ElectorShowdown *self, ElectorBranch *one, ElectorBranch *other)
{
  ElectorRun *run = elector_branch_get_run (one), *second = elector_branch_get_run (other);

  g_return_if_fail (ELECTOR_IS_SHOWDOWN (self));

  elector_showdown_set_n_contestants (self, ELECTOR_SHOWDOWN_MIN);
  leave_branches (self);
  self->names[0] = g_strdup (elector_branch_get_name (one));
  self->names[1] = g_strdup (elector_branch_get_name (other));
  self->changing = TRUE;
  g_set_object (&self->script, elector_run_get_scenario (run));
  take_branch (elector_showdown_get_contestant (self, 0), one);
  take_branch (elector_showdown_get_contestant (self, 1), other);
  self->changing = FALSE;
  elector_showdown_seek_time (self, find_parting (run, second));
  forget (self);
  g_signal_emit (self, signals[CONTESTANTS_CHANGED], 0);
}

/* What the branch is called that competes; NULL when algorithms do. */
const char *
elector_showdown_get_branch_name (ElectorShowdown *self, guint i)
{
  g_return_val_if_fail (ELECTOR_IS_SHOWDOWN (self), NULL);
  return i < ELECTOR_SHOWDOWN_MIN ? self->names[i] : NULL;
}

guint
elector_showdown_get_n_contestants (ElectorShowdown *self)
{
  g_return_val_if_fail (ELECTOR_IS_SHOWDOWN (self), 0);
  return self->contestants->len;
}

/* How many there can be: as many as there are algorithms, and at most ELECTOR_SHOWDOWN_MAX. */
guint
elector_showdown_get_max_contestants (ElectorShowdown *self)
{
  g_return_val_if_fail (ELECTOR_IS_SHOWDOWN (self), 0);
  return MIN (elector_registry_get_n_protocols (), ELECTOR_SHOWDOWN_MAX);
}

/* Borrowed. */
ElectorSimulation *
elector_showdown_get_contestant (ElectorShowdown *self, guint i)
{
  g_return_val_if_fail (ELECTOR_IS_SHOWDOWN (self), NULL);
  g_return_val_if_fail (i < self->contestants->len, NULL);
  return g_ptr_array_index (self->contestants, i);
}

/* The one to play and to pause. Borrowed. */
ElectorSimulation *
elector_showdown_get_timekeeper (ElectorShowdown *self)
{
  return elector_showdown_get_contestant (self, 0);
}
