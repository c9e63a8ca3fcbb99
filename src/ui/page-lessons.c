/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/page-lessons.h"

#include "ui/lesson-progress.h"

void
elector_page_lessons_init (ElectorPageLessons *self, GtkWidget *page, ElectorLessonBar *bar, ElectorStage *stage,
                           ElectorCodeView *code)
{
  *self = (ElectorPageLessons) { .page = page, .bar = bar, .stage = stage, .code = code };
  self->settings = g_settings_new ("org.elector.Elector");
}

/* --- Answers on the stage --- */

/* Where a node is asked for, a click on one is the answer, and does nothing to it. */
static gboolean
relay_cb (const ElectorFault *fault, gpointer user_data)
{
  ElectorPageLessons *self = user_data;

  if (fault->kind != ELECTOR_FAULT_CRASH && fault->kind != ELECTOR_FAULT_RECOVER && fault->kind != ELECTOR_FAULT_RESUME)
    return elector_simulation_intervene_here (self->simulation, fault);
  elector_lesson_player_answer (self->player, fault->node);
  return FALSE;
}

static void
update_relay (ElectorPageLessons *self)
{
  gboolean asked = elector_lesson_player_get_state (self->player) == ELECTOR_LESSON_ASKING
                   && elector_lesson_get_step (self->lesson, self->step)->answer == ELECTOR_ANSWER_NODE;

  elector_simulation_set_relay (self->simulation, asked ? relay_cb : NULL, self);
}

/* --- The spotlight --- */

static void
update_spotlight (ElectorPageLessons *self)
{
  const ElectorLessonStep *step = NULL;

  if (self->lesson != NULL && elector_lesson_get_challenge (self->lesson) == NULL)
    step = elector_lesson_get_step (self->lesson, self->step);
  if (step != NULL)
    elector_stage_set_spotlight (self->stage, (const ElectorNodeId *) (gpointer) step->nodes->data, step->nodes->len);
  else
    elector_stage_set_spotlight (self->stage, NULL, 0);
  elector_code_view_select_label (self->code, step != NULL ? step->line : NULL);
  if (step != NULL && step->line != NULL)
    g_settings_set_boolean (self->settings, "show-inspector", FALSE); /* the code is shown in its place */
}

/* --- How far one is --- */

static void
keep_progress (ElectorPageLessons *self)
{
  int before = elector_lesson_progress_get (self->settings, self->lesson);

  if (elector_lesson_get_challenge (self->lesson) == NULL)
    {
      if (!elector_lesson_progress_is_done (self->settings, self->lesson))
        elector_lesson_progress_set (self->settings, self->lesson, (int) self->step);
    }
  else if (self->state == ELECTOR_LESSON_DONE)
    {
      int n = (int) elector_lesson_player_get_n_interventions (self->player);

      if (before < 0 || n < before)
        elector_lesson_progress_set (self->settings, self->lesson, n);
    }
}

static void
finished_cb (ElectorPageLessons *self)
{
  ElectorLesson *lesson = elector_lesson_player_get_lesson (self->player);

  if (elector_lesson_get_challenge (lesson) == NULL)
    elector_lesson_progress_set (self->settings, lesson, (int) elector_lesson_get_n_steps (lesson));
  gtk_widget_activate_action (self->page, "win.show-page", "s", "learn");
}

/* --- The player --- */

static gboolean
is_focus_on_stage (ElectorPageLessons *self)
{
  GtkRoot *root = gtk_widget_get_root (self->page);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self->stage));
}

static void
changed_cb (ElectorPageLessons *self)
{
  ElectorLesson *lesson = elector_lesson_player_get_lesson (self->player);
  guint step = elector_lesson_player_get_step (self->player);
  ElectorLessonState state = elector_lesson_player_get_state (self->player);
  gboolean moved = lesson != self->lesson || step != self->step;
  gboolean ended = !moved && state != self->state && state == ELECTOR_LESSON_DONE;

  self->lesson = lesson;
  self->step = step;
  self->state = state;
  if (moved)
    update_spotlight (self);
  update_relay (self);
  if (lesson != NULL)
    keep_progress (self);
  /* Whoever has done on the stage what was to be done there goes on in the bar. */
  if (ended && is_focus_on_stage (self))
    elector_lesson_bar_focus (self->bar);
}

/* simulation may be NULL. */
void
elector_page_lessons_set_simulation (ElectorPageLessons *self, ElectorSimulation *simulation)
{
  if (self->player != NULL)
    {
      elector_lesson_player_leave (self->player);
      g_signal_handlers_disconnect_by_data (self->player, self);
    }
  elector_lesson_bar_set_player (self->bar, NULL);
  g_clear_object (&self->player);
  g_set_object (&self->simulation, simulation);
  if (simulation == NULL)
    return;
  self->player = elector_lesson_player_new (simulation);
  g_signal_connect_swapped (self->player, "changed", G_CALLBACK (changed_cb), self);
  g_signal_connect_swapped (self->player, "finished", G_CALLBACK (finished_cb), self);
  elector_lesson_bar_set_player (self->bar, self->player);
}

/* Its simulation has to be NULL. */
void
elector_page_lessons_clear (ElectorPageLessons *self)
{
  g_clear_object (&self->settings);
}

/* Begins a lesson where one left it, or anew when it was done; or a challenge. */
void
elector_page_lessons_start (ElectorPageLessons *self, ElectorLesson *lesson)
{
  int step = 0;

  if (elector_lesson_get_challenge (lesson) == NULL && !elector_lesson_progress_is_done (self->settings, lesson))
    step = MAX (elector_lesson_progress_get (self->settings, lesson), 0);
  elector_lesson_player_start (self->player, lesson, (guint) step);
  elector_lesson_bar_focus (self->bar);
}

gboolean
elector_page_lessons_is_on (const ElectorPageLessons *self)
{
  return self->player != NULL && elector_lesson_player_get_lesson (self->player) != NULL;
}
