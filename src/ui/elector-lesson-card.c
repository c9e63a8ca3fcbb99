/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/elector-lesson-card.h"

#include "ui/lesson-progress.h"

#include <glib/gi18n-lib.h>

struct _ElectorLessonCard
{
  GtkBox parent_instance;

  ElectorLesson *lesson;
  GSettings *settings;

  /* Template children */
  GtkLabel *number;
  GtkWidget *done;
  GtkLabel *title;
  GtkLabel *body;
  GtkLabel *state;
  GtkButton *start;
};

G_DEFINE_FINAL_TYPE (ElectorLessonCard, elector_lesson_card, GTK_TYPE_BOX)

static char *
format_state (ElectorLessonCard *self)
{
  const ElectorChallenge *challenge = elector_lesson_get_challenge (self->lesson);
  int value = elector_lesson_progress_get (self->settings, self->lesson);
  guint n = elector_lesson_get_n_steps (self->lesson);

  if (challenge != NULL && value >= 0)
    return g_strdup_printf (ngettext ("Best: %d intervention", "Best: %d interventions", (gulong) value), value);
  if (challenge != NULL)
    return g_strdup_printf (ngettext ("At most %u intervention", "At most %u interventions",
                                      challenge->n_interventions),
                            challenge->n_interventions);
  if (elector_lesson_progress_is_done (self->settings, self->lesson))
    return g_strdup (_("Done"));
  return g_strdup_printf (ngettext ("%u step", "%u steps", n), n);
}

static char *
format_button (ElectorLessonCard *self)
{
  int value = elector_lesson_progress_get (self->settings, self->lesson);

  if (elector_lesson_progress_is_done (self->settings, self->lesson))
    return g_strdup (_("Again"));
  return value > 0 ? g_strdup_printf (_("Resume at step %d"), value + 1) : g_strdup (_("Start"));
}

static void
update (ElectorLessonCard *self)
{
  gboolean done = elector_lesson_progress_is_done (self->settings, self->lesson);
  g_autofree char *state = format_state (self);
  g_autofree char *text = format_button (self);
  /* Translators: what a button does, and the title of the lesson: "Start: Why a leader?" */
  g_autofree char *label = g_strdup_printf (_("%s: %s"), text, elector_lesson_get_title (self->lesson));

  gtk_label_set_label (self->state, state);
  gtk_button_set_label (self->start, text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->start), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_widget_set_visible (self->done, done);
  gtk_widget_set_visible (GTK_WIDGET (self->number), !done);
  if (done)
    gtk_widget_add_css_class (GTK_WIDGET (self), "learn-pro");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "learn-pro");
}

static void
elector_lesson_card_dispose (GObject *object)
{
  ElectorLessonCard *self = ELECTOR_LESSON_CARD (object);

  g_clear_object (&self->lesson);
  g_clear_object (&self->settings);
  gtk_widget_dispose_template (GTK_WIDGET (self), ELECTOR_TYPE_LESSON_CARD);
  G_OBJECT_CLASS (elector_lesson_card_parent_class)->dispose (object);
}

static void
elector_lesson_card_class_init (ElectorLessonCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = elector_lesson_card_dispose;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/elector/Elector/elector-lesson-card.ui");
  gtk_widget_class_bind_template_child (widget_class, ElectorLessonCard, number);
  gtk_widget_class_bind_template_child (widget_class, ElectorLessonCard, done);
  gtk_widget_class_bind_template_child (widget_class, ElectorLessonCard, title);
  gtk_widget_class_bind_template_child (widget_class, ElectorLessonCard, body);
  gtk_widget_class_bind_template_child (widget_class, ElectorLessonCard, state);
  gtk_widget_class_bind_template_child (widget_class, ElectorLessonCard, start);
}

static void
elector_lesson_card_init (ElectorLessonCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* number says which one it is, from 1. */
GtkWidget *
elector_lesson_card_new (ElectorLesson *lesson, guint number)
{
  ElectorLessonCard *self = g_object_new (ELECTOR_TYPE_LESSON_CARD, NULL);
  const char *description = elector_lesson_get_description (lesson);
  g_autofree char *text = g_strdup_printf ("%u", number);

  self->lesson = g_object_ref (lesson);
  self->settings = g_settings_new ("org.elector.Elector");
  gtk_label_set_label (self->number, text);
  gtk_label_set_label (self->title, elector_lesson_get_title (lesson));
  gtk_label_set_label (self->body, description != NULL ? description : "");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->start), "s", elector_lesson_get_id (lesson));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->start), "win.start-lesson");
  g_signal_connect_object (self->settings, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
  return GTK_WIDGET (self);
}
