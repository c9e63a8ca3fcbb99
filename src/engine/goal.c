/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "engine/goal.h"

#include "engine/history.h"

/* A run that is looked through, and looked at further than it has run. */
typedef struct
{
  ElectorRun *run; /* a copy */
  ElectorTrace *trace;
  ElectorMoment moment;
  guint moment_position;
  guint from; /* what was looked through last: the records from here … */
  guint to;   /* … to here */
} Walk;

static void
walk_init (Walk *self, ElectorRun *run, guint position)
{
  guint length = elector_trace_get_length (elector_run_get_trace (run));

  *self = (Walk) { .moment_position = G_MAXUINT, .from = position, .to = position };
  self->run = elector_run_new_until (run, length, elector_run_get_time (run));
  self->trace = elector_run_get_trace (self->run);
  elector_moment_init (&self->moment, elector_trace_get_config (self->trace),
                       elector_scenario_get_network (elector_run_get_scenario (run)));
}

static void
walk_clear (Walk *self)
{
  elector_moment_clear (&self->moment);
  g_clear_object (&self->run);
}

/* To the next event, which may have to happen first. FALSE: there is none up to the limit. */
static gboolean
walk_on (Walk *self, ElectorTime limit)
{
  self->from = self->to;
  while (self->from >= elector_trace_get_length (self->trace))
    if (elector_run_get_time (self->run) >= limit || !elector_run_step (self->run, limit))
      return FALSE;
  self->to = elector_trace_find_event_end (self->trace, self->from);
  return elector_trace_get_record (self->trace, self->from)->time <= limit;
}

/* What is the case after the last event, as soon as it has happened. */
static const ElectorMoment *
walk_look (Walk *self)
{
  elector_trace_seek (self->trace, &self->moment, &self->moment_position, self->to,
                      elector_trace_get_record (self->trace, self->to - 1)->time);
  return &self->moment;
}

/* Whether a single node leads, node if that is one, and everybody who is up believes in it. */
static gboolean
is_agreed (const ElectorMoment *moment, ElectorNodeId node)
{
  ElectorNodeId leader;

  if (moment->n_leaders != 1)
    return FALSE;
  elector_moment_find_leaders (moment, &leader, 1);
  if (node != ELECTOR_NO_NODE && leader != node)
    return FALSE;
  for (guint i = 0; i < moment->config->n_nodes; i++)
    if (moment->nodes[i].condition == ELECTOR_CONDITION_UP && moment->nodes[i].leader != leader)
      return FALSE;
  return TRUE;
}

static gboolean
all_up (const ElectorMoment *moment)
{
  return elector_moment_count_up (moment) == moment->config->n_nodes;
}

/* Whether a moment is as it should be. */
static gboolean
holds (const ElectorGoal *self, const ElectorMoment *moment)
{
  ElectorNodeId leaders[ELECTOR_MAX_NODES];
  guint n;

  switch (self->kind)
    {
    case ELECTOR_GOAL_AGREED:
      return is_agreed (moment, self->node);
    case ELECTOR_GOAL_UNITED:
      return all_up (moment) && is_agreed (moment, self->node);
    case ELECTOR_GOAL_LEADERS:
      return moment->n_leaders >= self->n;
    case ELECTOR_GOAL_LEADS:
      n = elector_moment_find_leaders (moment, leaders, G_N_ELEMENTS (leaders));
      for (guint i = 0; i < n; i++)
        if (leaders[i] == self->node)
          return all_up (moment);
      return FALSE;
    case ELECTOR_GOAL_LANDMARK:
    case ELECTOR_GOAL_BREAK:
    case ELECTOR_GOAL_AFTER:
    case ELECTOR_GOAL_LEADERLESS:
    default:
      g_return_val_if_reached (FALSE);
    }
}

/* Whether the record at position is what is waited for. */
static gboolean
matches (const ElectorGoal *self, ElectorTrace *trace, guint position)
{
  const ElectorRecord *record = elector_trace_get_record (trace, position);

  if (!elector_landmark_matches (&self->landmark, trace, position))
    return FALSE;
  if (self->kind == ELECTOR_GOAL_BREAK)
    return record->detail == self->property;
  return self->node == ELECTOR_NO_NODE || record->node == self->node;
}

/* When it is reached by the event that was walked to, or NEVER. */
static ElectorTime
look (const ElectorGoal *self, Walk *walk)
{
  if (self->kind == ELECTOR_GOAL_LANDMARK || self->kind == ELECTOR_GOAL_BREAK)
    {
      for (guint i = walk->from; i < walk->to; i++)
        if (matches (self, walk->trace, i))
          return elector_trace_get_record (walk->trace, i)->time;
      return ELECTOR_NEVER;
    }
  return holds (self, walk_look (walk)) ? walk->moment.time : ELECTOR_NEVER;
}

/* The first time at which nobody has led for the duration, counted from position on. */
static ElectorTime
find_leaderless (const ElectorGoal *self, Walk *walk, ElectorTime time, ElectorTime limit)
{
  const ElectorHistory *history;
  const ElectorHistoryReign *reigns;
  guint n;

  elector_run_advance (walk->run, MAX (limit, elector_run_get_time (walk->run)));
  history = elector_trace_get_history (walk->trace);
  reigns = elector_history_get_reigns (history);
  n = elector_history_get_n_reigns (history);
  for (guint i = 0; i < n; i++)
    {
      ElectorTime end = i + 1 < n ? reigns[i + 1].time : limit, reached = MAX (reigns[i].time, time) + self->duration;

      if (reigns[i].n_leaders == 0 && reached <= MIN (end, limit))
        return reached;
    }
  return ELECTOR_NEVER;
}

/* When the run, if nobody does anything more to it, reaches the goal after the first position records, which are told
 * at time: not at that moment itself, but later. ELECTOR_NEVER: not up to limit. The run stays as it is. */
ElectorTime
elector_goal_find (const ElectorGoal *self, ElectorRun *run, guint position, ElectorTime time, ElectorTime limit)
{
  ElectorTime found = ELECTOR_NEVER;
  Walk walk;

  if (self->kind == ELECTOR_GOAL_AFTER)
    return time + self->duration;
  walk_init (&walk, run, position);
  if (self->kind == ELECTOR_GOAL_LEADERLESS)
    found = find_leaderless (self, &walk, time, limit);
  else
    while (found == ELECTOR_NEVER && walk_on (&walk, limit))
      found = look (self, &walk);
  walk_clear (&walk);
  return found;
}
