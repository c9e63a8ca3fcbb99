/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "engine/goal.h"

#include "core/units.h"
#include "engine/history.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* --- Reading --- */

typedef enum
{
  ARGUMENT_NONE,
  ARGUMENT_MAY_BE_NODE,
  ARGUMENT_NODE,
  ARGUMENT_NUMBER,
  ARGUMENT_DURATION,
  ARGUMENT_PROPERTY,
  ARGUMENT_MESSAGE,
  ARGUMENT_STEP,
} Argument;

typedef struct
{
  const char *word;
  ElectorGoalKind kind;
  ElectorLandmarkKind landmark;
  Argument argument;
} Word;

static const Word words[] = {
  { "election", ELECTOR_GOAL_LANDMARK, ELECTOR_LANDMARK_ELECTION, ARGUMENT_MAY_BE_NODE },
  { "leader", ELECTOR_GOAL_LANDMARK, ELECTOR_LANDMARK_ELECTED, ARGUMENT_MAY_BE_NODE },
  { "change", ELECTOR_GOAL_LANDMARK, ELECTOR_LANDMARK_CHANGE, ARGUMENT_NONE },
  { "message", ELECTOR_GOAL_LANDMARK, ELECTOR_LANDMARK_MESSAGE, ARGUMENT_MESSAGE },
  { "step", ELECTOR_GOAL_LANDMARK, ELECTOR_LANDMARK_STEP, ARGUMENT_STEP },
  { "break", ELECTOR_GOAL_BREAK, ELECTOR_LANDMARK_BREAK, ARGUMENT_PROPERTY },
  { "after", ELECTOR_GOAL_AFTER, ELECTOR_N_LANDMARKS, ARGUMENT_DURATION },
  { "agreed", ELECTOR_GOAL_AGREED, ELECTOR_N_LANDMARKS, ARGUMENT_MAY_BE_NODE },
  { "united", ELECTOR_GOAL_UNITED, ELECTOR_N_LANDMARKS, ARGUMENT_NODE },
  { "leads", ELECTOR_GOAL_LEADS, ELECTOR_N_LANDMARKS, ARGUMENT_NODE },
  { "leaders", ELECTOR_GOAL_LEADERS, ELECTOR_N_LANDMARKS, ARGUMENT_NUMBER },
  { "leaderless", ELECTOR_GOAL_LEADERLESS, ELECTOR_N_LANDMARKS, ARGUMENT_DURATION },
};

static gboolean
parse_node (ElectorGoal *self, const char *text, const ElectorConfig *config, GError **error)
{
  guint64 node;

  if (!elector_parse_number (text, 1, config->n_nodes, &node, error))
    return FALSE;
  self->node = (ElectorNodeId) node;
  return TRUE;
}

static gboolean
parse_property (ElectorGoal *self, const char *text, GError **error)
{
  for (guint i = 0; i < ELECTOR_N_PROPERTIES; i++)
    if (strcmp (text, elector_property_to_id ((ElectorProperty) i)) == 0)
      {
        self->property = (ElectorProperty) i;
        return TRUE;
      }
  g_set_error (error, ELECTOR_ERROR, ELECTOR_ERROR_SYNTAX, _("there is no property “%s”"), text);
  return FALSE;
}

static gboolean
parse_message (ElectorGoal *self, const char *text, const ElectorConfig *config, GError **error)
{
  int type = elector_words_find (&config->protocol->messages, text);

  if (type < 0)
    {
      g_set_error (error, ELECTOR_ERROR, ELECTOR_ERROR_SYNTAX, _("the algorithm has no message “%s”"), text);
      return FALSE;
    }
  self->landmark.type = (guint) type;
  return TRUE;
}

static gboolean
parse_step (ElectorGoal *self, char *text, const ElectorConfig *config, GError **error)
{
  char *space = strchr (text, ' ');
  int step;

  if (space != NULL)
    *space = '\0';
  step = elector_protocol_find_step (config->protocol, text);
  if (step < 0)
    {
      g_set_error (error, ELECTOR_ERROR, ELECTOR_ERROR_SYNTAX, _("the algorithm has no step “%s”"), text);
      return FALSE;
    }
  self->landmark.type = (guint) step;
  if (space != NULL && !parse_node (self, space + 1, config, error))
    return FALSE;
  self->landmark.node = self->node;
  return TRUE;
}

static gboolean
parse_number (ElectorGoal *self, const char *text, const ElectorConfig *config, GError **error)
{
  guint64 n;

  if (!elector_parse_number (text, 1, config->n_nodes, &n, error))
    return FALSE;
  self->n = (guint) n;
  return TRUE;
}

static gboolean
parse_argument (ElectorGoal *self, const Word *word, char *text, const ElectorConfig *config, GError **error)
{
  if (*text == '\0' && word->argument != ARGUMENT_NONE && word->argument != ARGUMENT_MAY_BE_NODE)
    {
      g_set_error (error, ELECTOR_ERROR, ELECTOR_ERROR_SYNTAX, _("“%s” has to say of what"), word->word);
      return FALSE;
    }
  switch (word->argument)
    {
    case ARGUMENT_MAY_BE_NODE:
      return *text == '\0' || parse_node (self, text, config, error);
    case ARGUMENT_NODE:
      return parse_node (self, text, config, error);
    case ARGUMENT_NUMBER:
      return parse_number (self, text, config, error);
    case ARGUMENT_DURATION:
      return elector_parse_duration (text, &self->duration, error);
    case ARGUMENT_PROPERTY:
      return parse_property (self, text, error);
    case ARGUMENT_MESSAGE:
      return parse_message (self, text, config, error);
    case ARGUMENT_STEP:
      return parse_step (self, text, config, error);
    case ARGUMENT_NONE:
    default:
      if (*text == '\0')
        return TRUE;
      g_set_error (error, ELECTOR_ERROR, ELECTOR_ERROR_SYNTAX, _("nothing can follow “%s”"), word->word);
      return FALSE;
    }
}

/* Reads "leader 4"; the words are those above. Errors: ELECTOR_ERROR. */
gboolean
elector_goal_parse (ElectorGoal *self, const char *text, const ElectorConfig *config, GError **error)
{
  g_autofree char *copy = g_strstrip (g_strdup (text));
  char *argument = copy + strcspn (copy, " ");

  if (*argument != '\0')
    {
      *argument = '\0';
      argument = g_strchug (argument + 1);
    }
  *self = (ElectorGoal) { 0 };
  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    if (strcmp (copy, words[i].word) == 0)
      {
        self->kind = words[i].kind;
        self->landmark.kind = words[i].landmark;
        return parse_argument (self, &words[i], argument, config, error);
      }
  g_set_error (error, ELECTOR_ERROR, ELECTOR_ERROR_SYNTAX, _("“%s” is nothing that can be waited for"), text);
  return FALSE;
}

/* --- Finding --- */

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

/* --- Telling --- */

static char *
format_landmark (const ElectorGoal *self, const ElectorConfig *config)
{
  switch (self->landmark.kind)
    {
    case ELECTOR_LANDMARK_ELECTION:
      return g_strdup (_("Waiting until an election starts"));
    case ELECTOR_LANDMARK_ELECTED:
      if (self->node != ELECTOR_NO_NODE)
        return g_strdup_printf (_("Waiting until node %u becomes leader"), self->node);
      return g_strdup (_("Waiting until a node becomes leader"));
    case ELECTOR_LANDMARK_CHANGE:
      return g_strdup (_("Waiting until somebody else is in charge"));
    case ELECTOR_LANDMARK_MESSAGE:
      return g_strdup_printf (_("Waiting until %s is sent"), config->protocol->messages.ids[self->landmark.type]);
    case ELECTOR_LANDMARK_BREAK:
    case ELECTOR_LANDMARK_LAMP:
    case ELECTOR_LANDMARK_STEP:
    case ELECTOR_N_LANDMARKS:
    default:
      return g_strdup (_("Waiting until the marked line runs"));
    }
}

/* What is waited for, in a sentence, translated. */
char *
elector_goal_format (const ElectorGoal *self, const ElectorConfig *config)
{
  g_autofree char *duration = elector_format_duration (self->duration);

  switch (self->kind)
    {
    case ELECTOR_GOAL_LANDMARK:
      return format_landmark (self, config);
    case ELECTOR_GOAL_BREAK:
      return g_strdup_printf (_("Waiting until the lamp “%s” changes"), elector_property_to_text (self->property));
    case ELECTOR_GOAL_AFTER:
      return g_strdup_printf (_("Watching for %s"), duration);
    case ELECTOR_GOAL_AGREED:
      return g_strdup (_("Waiting until all live nodes agree on a leader"));
    case ELECTOR_GOAL_UNITED:
      return g_strdup_printf (_("Waiting until all nodes are up and follow node %u"), self->node);
    case ELECTOR_GOAL_LEADS:
      return g_strdup_printf (_("Waiting until node %u leads while all nodes are up"), self->node);
    case ELECTOR_GOAL_LEADERS:
      return g_strdup_printf (_("Waiting until %u nodes lead at once"), self->n);
    case ELECTOR_GOAL_LEADERLESS:
      return g_strdup_printf (_("Waiting until nobody has led for %s"), duration);
    default:
      g_return_val_if_reached (NULL);
    }
}
