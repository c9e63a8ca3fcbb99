/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Lesson files: a scenario with more groups, [lesson] or [challenge] and [step 1], [step 2], … Every complaint names
 * the file and the line. */

#include "core/units.h"
#include "engine/elector-lesson.h"
#include "protocols/registry.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define LIMIT (30 * ELECTOR_SEC)

typedef enum
{
  KEY_TEXT,
  KEY_ALGORITHM,
  KEY_RULES,
  KEY_WAIT,
  KEY_DO,
  KEY_UNTIL,
  KEY_LIMIT,
  KEY_SPEED,
  KEY_NODES,
  KEY_LINE,
  KEY_ASK,
  KEY_ANSWER,
  KEY_CHOICES,
  KEY_JUDGE,
  KEY_RIGHT,
  KEY_WRONG,
  N_KEYS
} Key;

static const char *const step_keys[N_KEYS + 1] = {
  [KEY_TEXT] = "text",   [KEY_ALGORITHM] = "algorithm", [KEY_RULES] = "rules", [KEY_WAIT] = "wait",
  [KEY_DO] = "do",       [KEY_UNTIL] = "until",         [KEY_LIMIT] = "limit", [KEY_SPEED] = "speed",
  [KEY_NODES] = "nodes", [KEY_LINE] = "line",           [KEY_ASK] = "ask",     [KEY_ANSWER] = "answer",
  [KEY_CHOICES] = "choices", [KEY_JUDGE] = "judge",     [KEY_RIGHT] = "right", [KEY_WRONG] = "wrong",
};

G_STATIC_ASSERT (N_KEYS <= ELECTOR_SCENARIO_GROUP_KEYS);

static const char *const lesson_keys[] = { "order", NULL };

typedef enum
{
  CHALLENGE_ORDER,
  CHALLENGE_GOAL,
  CHALLENGE_INTERVENTIONS,
  CHALLENGE_ALLOW,
  CHALLENGE_LIMIT,
  CHALLENGE_HINT,
  N_CHALLENGE_KEYS
} ChallengeKey;

static const char *const challenge_keys[N_CHALLENGE_KEYS + 1] = {
  [CHALLENGE_ORDER] = "order", [CHALLENGE_GOAL] = "goal",   [CHALLENGE_INTERVENTIONS] = "interventions",
  [CHALLENGE_ALLOW] = "allow", [CHALLENGE_LIMIT] = "limit", [CHALLENGE_HINT] = "hint",
};

enum
{
  GROUP_LESSON,
  GROUP_CHALLENGE,
  GROUP_STEP,
  N_GROUPS = GROUP_STEP + ELECTOR_LESSON_STEPS_MAX
};

typedef struct
{
  const char *name; /* of the file */
  ElectorScenarioGroup groups[N_GROUPS];
  char *names[N_GROUPS]; /* of the steps, owned */
  ElectorLessonParts parts;
  ElectorScenario *scenario; /* what is run at the step that is read, borrowed */
} Reader;

static gboolean
complain_at (const Reader *self, guint line, GError **error, const char *format, ...) G_GNUC_PRINTF (4, 5);

static gboolean
complain_at (const Reader *self, guint line, GError **error, const char *format, ...)
{
  g_autofree char *message = NULL;
  va_list args;

  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);
  g_set_error (error, ELECTOR_ERROR, ELECTOR_ERROR_SYNTAX, "%s:%u: %s", self->name, MAX (line, 1), message);
  return FALSE;
}

/* Puts file and line before a complaint. */
static gboolean
locate (const Reader *self, guint line, GError *problem, GError **error)
{
  complain_at (self, line, error, "%s", problem->message);
  g_error_free (problem);
  return FALSE;
}

static const ElectorConfig *
get_config (const Reader *self)
{
  return elector_scenario_get_config (self->scenario);
}

/* --- A step --- */

static gboolean
set_rules (ElectorScenarioParts *parts, const char *text, GError **error)
{
  g_auto (GStrv) rules = g_strsplit (text, ",", -1);

  parts->config.rules = 0;
  for (guint i = 0; rules[i] != NULL; i++)
    if (!elector_scenario_parts_set_rule (parts, g_strstrip (rules[i]), TRUE, error))
      return FALSE;
  return TRUE;
}

/* "algorithm" and "rules" start the lesson's system anew. */
static gboolean
read_system (Reader *self, const ElectorScenarioGroup *group, ElectorLessonStep *step, GError **error)
{
  const char *algorithm = group->values[KEY_ALGORITHM], *rules = group->values[KEY_RULES];
  const ElectorProtocol *protocol = algorithm != NULL ? elector_registry_find_protocol (algorithm)
                                                      : get_config (self)->protocol;
  ElectorScenarioParts parts = { 0 };
  GError *problem = NULL;

  if (algorithm == NULL && rules == NULL)
    return TRUE;
  if (protocol == NULL)
    return complain_at (self, group->lines[KEY_ALGORITHM], error, _("there is no algorithm “%s”"), algorithm);
  elector_scenario_parts_copy (&parts, self->parts.scenario);
  elector_scenario_parts_set_protocol (&parts, protocol);
  if (rules != NULL && !set_rules (&parts, rules, &problem))
    {
      elector_scenario_parts_clear (&parts);
      return locate (self, group->lines[KEY_RULES], problem, error);
    }
  step->scenario = elector_scenario_new (&parts);
  elector_scenario_parts_clear (&parts);
  self->scenario = step->scenario;
  return TRUE;
}

/* "crash 5; campaign 3" */
static gboolean
read_acts (Reader *self, const ElectorScenarioGroup *group, ElectorLessonStep *step, GError **error)
{
  const char *wait = group->values[KEY_WAIT];
  g_auto (GStrv) acts = g_strsplit (group->values[KEY_DO] != NULL ? group->values[KEY_DO] : "", ";", -1);
  GError *problem = NULL;

  step->has_wait = wait != NULL;
  if (wait != NULL && !elector_fault_parse (&step->wait, wait, get_config (self), &problem))
    return locate (self, group->lines[KEY_WAIT], problem, error);
  for (guint i = 0; acts[i] != NULL; i++)
    {
      ElectorFault fault;

      if (!elector_fault_parse (&fault, g_strstrip (acts[i]), get_config (self), &problem))
        return locate (self, group->lines[KEY_DO], problem, error);
      g_array_append_val (step->acts, fault);
    }
  return TRUE;
}

static gboolean
read_until (Reader *self, const ElectorScenarioGroup *group, ElectorLessonStep *step, GError **error)
{
  const char *until = group->values[KEY_UNTIL], *limit = group->values[KEY_LIMIT];
  GError *problem = NULL;

  step->limit = LIMIT;
  step->has_until = until != NULL;
  if (until != NULL && !elector_goal_parse (&step->until, until, get_config (self), &problem))
    return locate (self, group->lines[KEY_UNTIL], problem, error);
  if (limit != NULL && !elector_parse_duration (limit, &step->limit, &problem))
    return locate (self, group->lines[KEY_LIMIT], problem, error);
  if (until == NULL && limit != NULL)
    return complain_at (self, group->lines[KEY_LIMIT], error, _("“limit” belongs to “until”"));
  if (until == NULL && (group->values[KEY_DO] != NULL || group->values[KEY_WAIT] != NULL))
    return complain_at (self, group->line, error, _("where something is done there has to be an “until”"));
  return TRUE;
}

static gboolean
read_nodes (Reader *self, const ElectorScenarioGroup *group, ElectorLessonStep *step, GError **error)
{
  g_auto (GStrv) words = g_strsplit (group->values[KEY_NODES] != NULL ? group->values[KEY_NODES] : "", ",", -1);
  GError *problem = NULL;

  for (guint i = 0; words[i] != NULL; i++)
    {
      guint64 number;
      ElectorNodeId node;

      if (!elector_parse_number (g_strstrip (words[i]), 1, get_config (self)->n_nodes, &number, &problem))
        return locate (self, group->lines[KEY_NODES], problem, error);
      node = (ElectorNodeId) number;
      g_array_append_val (step->nodes, node);
    }
  return TRUE;
}

static gboolean
read_looks (Reader *self, const ElectorScenarioGroup *group, ElectorLessonStep *step, GError **error)
{
  const char *line = group->values[KEY_LINE], *speed = group->values[KEY_SPEED];
  char *end = NULL;

  if (line != NULL && elector_protocol_find_step (get_config (self)->protocol, line) < 0)
    return complain_at (self, group->lines[KEY_LINE], error, _("the algorithm has no step “%s”"), line);
  step->line = g_strdup (line);
  if (speed == NULL)
    return TRUE;
  step->speed = g_ascii_strtod (speed, &end);
  if (*end != '\0' || !(step->speed >= 0.001 && step->speed <= 100))
    return complain_at (self, group->lines[KEY_SPEED], error, _("“%s” is no speed from 0.001 to 100"), speed);
  return TRUE;
}

/* --- Its question --- */

/* "0:Nobody | 1:One node" */
static gboolean
read_choices (Reader *self, const ElectorScenarioGroup *group, ElectorLessonStep *step, GError **error)
{
  const char *text = group->values[KEY_CHOICES];
  g_auto (GStrv) choices = g_strsplit (text != NULL ? text : "", "|", -1);
  guint line = group->lines[KEY_CHOICES];
  GError *problem = NULL;

  if (text == NULL || g_strv_length (choices) < 2 || g_strv_length (choices) > ELECTOR_LESSON_CHOICES_MAX)
    return complain_at (self, line, error, _("“choices” has 2 to %u parts, like “0:Nobody | 1:One node”"),
                        ELECTOR_LESSON_CHOICES_MAX);
  for (guint i = 0; choices[i] != NULL; i++)
    {
      char *colon = strchr (choices[i], ':');
      guint64 value;

      if (colon == NULL || *g_strstrip (colon + 1) == '\0')
        return complain_at (self, line, error, _("a choice has a number and a text, like “1:One node”"));
      *colon = '\0';
      if (!elector_parse_number (g_strstrip (choices[i]), 0, G_MAXUINT32, &value, &problem))
        return locate (self, line, problem, error);
      step->choices[i] = (ElectorLessonChoice) { (guint) value, g_strdup (g_strstrip (colon + 1)) };
      step->n_choices++;
    }
  return TRUE;
}

static gboolean
read_answer (Reader *self, const ElectorScenarioGroup *group, ElectorLessonStep *step, GError **error)
{
  static const char *const words[] = {
    [ELECTOR_ANSWER_NODE] = "node", [ELECTOR_ANSWER_YES_NO] = "yes-no", [ELECTOR_ANSWER_NUMBER] = "number",
    [ELECTOR_ANSWER_CHOICE] = "choice",
  };
  const char *answer = group->values[KEY_ANSWER];

  for (guint i = ELECTOR_ANSWER_NODE; answer != NULL && i < G_N_ELEMENTS (words); i++)
    if (strcmp (answer, words[i]) == 0)
      step->answer = (ElectorAnswerKind) i;
  if (step->answer == ELECTOR_ANSWER_NONE)
    return complain_at (self, group->lines[KEY_ANSWER], error,
                        _("a question has an “answer”: node, yes-no, number or choice"));
  if (step->answer == ELECTOR_ANSWER_CHOICE)
    return read_choices (self, group, step, error);
  if (group->values[KEY_CHOICES] != NULL)
    return complain_at (self, group->lines[KEY_CHOICES], error, _("“choices” belongs to “answer=choice”"));
  return TRUE;
}

static gboolean
read_question (Reader *self, const ElectorScenarioGroup *group, ElectorLessonStep *step, GError **error)
{
  const Key needed[] = { KEY_UNTIL, KEY_JUDGE, KEY_RIGHT, KEY_WRONG };
  GError *problem = NULL;

  if (group->values[KEY_ASK] == NULL)
    {
      for (guint key = KEY_ANSWER; key < N_KEYS; key++)
        if (group->values[key] != NULL)
          return complain_at (self, group->lines[key], error, _("“%s” belongs to “ask”"), step_keys[key]);
      return TRUE;
    }
  for (guint i = 0; i < G_N_ELEMENTS (needed); i++)
    if (group->values[needed[i]] == NULL)
      return complain_at (self, group->lines[KEY_ASK], error, _("a question needs “%s”"), step_keys[needed[i]]);
  step->question = g_strdup (group->values[KEY_ASK]);
  step->right = g_strdup (group->values[KEY_RIGHT]);
  step->wrong = g_strdup (group->values[KEY_WRONG]);
  if (!elector_gauge_parse (&step->judge, group->values[KEY_JUDGE], get_config (self), &problem))
    return locate (self, group->lines[KEY_JUDGE], problem, error);
  return read_answer (self, group, step, error);
}

static gboolean
read_step (Reader *self, const ElectorScenarioGroup *group, GError **error)
{
  ElectorLessonStep *step = elector_lesson_parts_add_step (&self->parts);

  if (group->values[KEY_TEXT] == NULL)
    return complain_at (self, group->line, error, _("a step has a “text”"));
  step->text = g_strdup (group->values[KEY_TEXT]);
  return read_system (self, group, step, error) && read_acts (self, group, step, error)
         && read_until (self, group, step, error) && read_nodes (self, group, step, error)
         && read_looks (self, group, step, error) && read_question (self, group, step, error);
}

static gboolean
read_steps (Reader *self, GError **error)
{
  guint n = 0;

  for (guint i = 0; i < ELECTOR_LESSON_STEPS_MAX; i++)
    if (self->groups[GROUP_STEP + i].line != 0)
      {
        if (i != n)
          return complain_at (self, self->groups[GROUP_STEP + i].line, error, _("[step %u] has to come first"), n + 1);
        if (!read_step (self, &self->groups[GROUP_STEP + i], error))
          return FALSE;
        n++;
      }
  if (n == 0)
    return complain_at (self, self->groups[GROUP_LESSON].line, error, _("a lesson has a [step 1]"));
  return TRUE;
}

/* --- A challenge --- */

/* "crash, recover", as words that faults begin with. */
static gboolean
read_allowed (Reader *self, const ElectorScenarioGroup *group, GError **error)
{
  static const struct
  {
    const char *word;
    guint32 faults;
  } words[] = {
    { "crash", 1u << ELECTOR_FAULT_CRASH | 1u << ELECTOR_FAULT_RECOVER },
    { "pause", 1u << ELECTOR_FAULT_PAUSE | 1u << ELECTOR_FAULT_RESUME },
    { "cut", 1u << ELECTOR_FAULT_CUT | 1u << ELECTOR_FAULT_RESTORE },
    { "campaign", 1u << ELECTOR_FAULT_CAMPAIGN },
  };
  g_auto (GStrv) allowed = g_strsplit (group->values[CHALLENGE_ALLOW], ",", -1);

  for (guint i = 0; allowed[i] != NULL; i++)
    {
      guint32 before = self->parts.challenge.allowed;

      for (gsize k = 0; k < G_N_ELEMENTS (words); k++)
        if (strcmp (g_strstrip (allowed[i]), words[k].word) == 0)
          self->parts.challenge.allowed |= words[k].faults;
      if (before == self->parts.challenge.allowed)
        return complain_at (self, group->lines[CHALLENGE_ALLOW], error,
                            _("“%s” is none of: crash, pause, cut, campaign"), allowed[i]);
    }
  self->parts.challenge.allowed_text = g_strdup (group->values[CHALLENGE_ALLOW]);
  return TRUE;
}

static gboolean
read_challenge (Reader *self, GError **error)
{
  const ElectorScenarioGroup *group = &self->groups[GROUP_CHALLENGE];
  ElectorChallenge *challenge = &self->parts.challenge;
  const char *const *values = (const char *const *) group->values;
  guint64 n = 10;
  GError *problem = NULL;

  self->parts.is_challenge = TRUE;
  challenge->limit = LIMIT;
  if (values[CHALLENGE_GOAL] == NULL)
    return complain_at (self, group->line, error, _("[challenge] has to say its “goal”"));
  if (!elector_goal_parse (&challenge->goal, values[CHALLENGE_GOAL], get_config (self), &problem))
    return locate (self, group->lines[CHALLENGE_GOAL], problem, error);
  if (values[CHALLENGE_INTERVENTIONS] != NULL
      && !elector_parse_number (values[CHALLENGE_INTERVENTIONS], 1, 1000, &n, &problem))
    return locate (self, group->lines[CHALLENGE_INTERVENTIONS], problem, error);
  if (values[CHALLENGE_LIMIT] != NULL
      && !elector_parse_duration (values[CHALLENGE_LIMIT], &challenge->limit, &problem))
    return locate (self, group->lines[CHALLENGE_LIMIT], problem, error);
  challenge->n_interventions = (guint) n;
  challenge->hint = g_strdup (values[CHALLENGE_HINT]);
  return values[CHALLENGE_ALLOW] == NULL || read_allowed (self, group, error);
}

/* --- The file --- */

static gboolean
read_all (Reader *self, GError **error)
{
  const ElectorScenarioGroup *lesson = &self->groups[GROUP_LESSON], *challenge = &self->groups[GROUP_CHALLENGE];
  const ElectorScenarioGroup *head = lesson->line != 0 ? lesson : challenge;
  guint64 order = 0;
  GError *problem = NULL;

  if (head->line == 0)
    return complain_at (self, 1, error, _("this is no lesson: it has no [lesson] and no [challenge] group"));
  if (lesson->line != 0 && challenge->line != 0)
    return complain_at (self, challenge->line, error, _("a lesson is no challenge"));
  if (elector_scenario_get_title (self->scenario) == NULL)
    return complain_at (self, 1, error, _("a lesson has a “title” in [elector]"));
  if (head->values[0] != NULL && !elector_parse_number (head->values[0], 0, G_MAXUINT32, &order, &problem))
    return locate (self, head->lines[0], problem, error);
  self->parts.order = (guint) order;
  if (head == lesson)
    return read_steps (self, error);
  for (guint i = GROUP_STEP; i < N_GROUPS; i++)
    if (self->groups[i].line != 0)
      return complain_at (self, self->groups[i].line, error, _("a challenge has no steps"));
  return read_challenge (self, error);
}

static void
init_groups (Reader *self)
{
  self->groups[GROUP_LESSON] = (ElectorScenarioGroup) { .name = "lesson", .keys = lesson_keys };
  self->groups[GROUP_CHALLENGE] = (ElectorScenarioGroup) { .name = "challenge", .keys = challenge_keys };
  for (guint i = GROUP_STEP; i < N_GROUPS; i++)
    {
      self->names[i] = g_strdup_printf ("step %u", i - GROUP_STEP + 1);
      self->groups[i] = (ElectorScenarioGroup) { .name = self->names[i], .keys = step_keys };
    }
}

static void
clear_groups (Reader *self)
{
  for (guint i = 0; i < N_GROUPS; i++)
    {
      for (guint key = 0; key < ELECTOR_SCENARIO_GROUP_KEYS; key++)
        g_free (self->groups[i].values[key]);
      g_free (self->names[i]);
    }
}

ElectorLesson *
elector_lesson_new_from_data (const char *data, gssize length, const char *name, GError **error)
{
  g_autofree Reader *self = g_new0 (Reader, 1);
  ElectorLesson *lesson = NULL;

  self->name = name;
  init_groups (self);
  elector_lesson_parts_init (&self->parts);
  self->scenario = elector_scenario_new_with_groups (data, length, name, self->groups, N_GROUPS, error);
  self->parts.scenario = self->scenario;
  if (self->scenario != NULL && read_all (self, error))
    lesson = elector_lesson_new (&self->parts);
  else
    elector_lesson_parts_clear (&self->parts);
  clear_groups (self);
  return lesson;
}
