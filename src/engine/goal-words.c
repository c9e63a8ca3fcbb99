/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Goals as they are written in files, and as people are told of them. */

#include "core/units.h"
#include "engine/goal.h"

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
      return g_strdup_printf (_("Letting %s pass"), duration);
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
