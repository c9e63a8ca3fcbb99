/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "engine/lesson-status.h"

#include <glib/gi18n-lib.h>

static char *
format_value (const ElectorLessonStep *step, guint value)
{
  switch (step->answer)
    {
    case ELECTOR_ANSWER_NODE:
      return value == 0 ? g_strdup (_("nobody")) : g_strdup_printf (_("node %u"), value);
    case ELECTOR_ANSWER_YES_NO:
      return g_strdup (value != 0 ? _("yes") : _("no"));
    case ELECTOR_ANSWER_CHOICE:
      for (guint i = 0; i < step->n_choices; i++)
        if (step->choices[i].value == value)
          return g_strdup (elector_lesson_translate (step->choices[i].label));
      return g_strdup_printf ("%u", value);
    case ELECTOR_ANSWER_NUMBER:
    case ELECTOR_ANSWER_NONE:
    default:
      return g_strdup_printf ("%u", value);
    }
}

static char *
format_challenge (ElectorLessonPlayer *player, const ElectorChallenge *challenge)
{
  guint n = elector_lesson_player_get_n_interventions (player), most = challenge->n_interventions;
  ElectorLessonState state = elector_lesson_player_get_state (player);
  const char *foul = elector_lesson_player_get_foul (player);

  if (state == ELECTOR_LESSON_DONE)
    return g_strdup_printf (ngettext ("You did it, with %u intervention.", "You did it, with %u interventions.", n), n);
  if (state == ELECTOR_LESSON_MISSED && challenge->hint != NULL)
    /* Translators: what went wrong, and a hint, each of them a sentence */
    return g_strdup_printf (_("%s Hint: %s"), foul, elector_lesson_translate (challenge->hint));
  if (state == ELECTOR_LESSON_MISSED)
    return g_strdup (foul);
  return g_strdup_printf (ngettext ("%u of at most %u intervention", "%u of at most %u interventions", most), n, most);
}

/* What the run said to the question, after the learner. */
static char *
format_verdict (ElectorLessonPlayer *player, const ElectorLessonStep *step)
{
  gboolean right = elector_lesson_player_get_judgement (player) == ELECTOR_LESSON_RIGHT;
  g_autofree char *value = format_value (step, elector_lesson_player_get_answer (player));
  g_auto (GStrv) parts = g_strsplit (elector_lesson_translate (right ? step->right : step->wrong), "{answer}", -1);

  return g_strjoinv (value, parts);
}

/* What there is to be said of the state that a lesson or a challenge is in, in a sentence, translated, or NULL. */
char *
elector_lesson_status_format (ElectorLessonPlayer *player)
{
  ElectorLesson *lesson = elector_lesson_player_get_lesson (player);
  const ElectorLessonStep *step;

  if (lesson == NULL)
    return NULL;
  if (elector_lesson_get_challenge (lesson) != NULL)
    return format_challenge (player, elector_lesson_get_challenge (lesson));
  step = elector_lesson_get_step (lesson, elector_lesson_player_get_step (player));
  switch (elector_lesson_player_get_state (player))
    {
    case ELECTOR_LESSON_WAITING:
      return g_strdup (_("Waiting for you"));
    case ELECTOR_LESSON_RUNNING:
      return elector_goal_format (
        &step->until, elector_simulation_get_moment (elector_lesson_player_get_simulation (player))->config);
    case ELECTOR_LESSON_MISSED:
      return g_strdup (_("You have changed the run: what this step waits for does not happen any more."));
    case ELECTOR_LESSON_DONE:
      if (elector_lesson_player_get_judgement (player) == ELECTOR_LESSON_UNJUDGED)
        return NULL;
      return format_verdict (player, step);
    case ELECTOR_LESSON_OFF:
    case ELECTOR_LESSON_ASKING:
    default:
      return NULL;
    }
}
