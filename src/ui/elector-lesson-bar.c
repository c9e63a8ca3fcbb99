/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/elector-lesson-bar.h"

#include "engine/lesson-status.h"
#include "ui/elector-wrap.h"

#include <glib/gi18n-lib.h>

#define NUMBER_MAX 999

struct _ElectorLessonBar
{
  AdwBin parent_instance;

  ElectorLessonPlayer *player; /* or NULL */
  GtkSpinButton *number;       /* among the answers, borrowed, or NULL */

  /* Template children */
  GtkLabel *title;
  GtkLabel *text;
  GtkLabel *question;
  GtkWidget *answers;
  GtkBox *status_box;
  GtkImage *status_icon;
  GtkLabel *status;
  GtkWidget *back;
  GtkWidget *skip;
  GtkWidget *again;
  GtkWidget *next;
};

G_DEFINE_FINAL_TYPE (ElectorLessonBar, elector_lesson_bar, ADW_TYPE_BIN)

static gboolean
is_challenge (ElectorLessonBar *self)
{
  return elector_lesson_get_challenge (elector_lesson_player_get_lesson (self->player)) != NULL;
}

static const ElectorLessonStep *
get_step (ElectorLessonBar *self)
{
  return elector_lesson_get_step (elector_lesson_player_get_lesson (self->player),
                                  elector_lesson_player_get_step (self->player));
}

/* --- Answers --- */

static void
answer_cb (ElectorLessonBar *self, GtkWidget *button)
{
  guint value = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "value"));

  elector_lesson_player_answer (self->player, value);
}

static void
number_cb (ElectorLessonBar *self)
{
  gtk_spin_button_update (self->number);
  elector_lesson_player_answer (self->player, (guint) gtk_spin_button_get_value_as_int (self->number));
}

static void
add_answer (ElectorLessonBar *self, const char *text, guint value)
{
  GtkWidget *button = gtk_button_new (), *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_button_set_child (GTK_BUTTON (button), label);
  g_object_set_data (G_OBJECT (button), "value", GUINT_TO_POINTER (value));
  gtk_widget_add_css_class (button, "lesson-answer");
  g_signal_connect_object (button, "clicked", G_CALLBACK (answer_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_set_parent (button, self->answers);
}

static void
add_number (ElectorLessonBar *self, const char *question)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (_("_Answer"));
  GtkWidget *number = gtk_spin_button_new_with_range (0, NUMBER_MAX, 1);

  self->number = GTK_SPIN_BUTTON (number);
  gtk_accessible_update_property (GTK_ACCESSIBLE (number), GTK_ACCESSIBLE_PROPERTY_LABEL, question, -1);
  g_signal_connect_object (gtk_editable_get_delegate (GTK_EDITABLE (number)), "activate", G_CALLBACK (number_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (button, "clicked", G_CALLBACK (number_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_set_parent (number, self->answers);
  gtk_widget_set_parent (button, self->answers);
}

static void
add_nodes (ElectorLessonBar *self)
{
  ElectorScenario *scenario = elector_lesson_get_scenario (elector_lesson_player_get_lesson (self->player));
  guint n_nodes = elector_scenario_get_config (scenario)->n_nodes;

  for (guint i = 1; i <= n_nodes; i++)
    {
      g_autofree char *text = g_strdup_printf (_("Node %u"), i);

      add_answer (self, text, i);
    }
}

static void
fill_answers (ElectorLessonBar *self)
{
  const ElectorLessonStep *step = get_step (self);

  switch (step->answer)
    {
    case ELECTOR_ANSWER_NODE:
      add_nodes (self);
      break;
    case ELECTOR_ANSWER_YES_NO:
      add_answer (self, _("Yes"), 1);
      add_answer (self, _("No"), 0);
      break;
    case ELECTOR_ANSWER_NUMBER:
      add_number (self, elector_lesson_translate (step->question));
      break;
    case ELECTOR_ANSWER_CHOICE:
      for (guint i = 0; i < step->n_choices; i++)
        add_answer (self, elector_lesson_translate (step->choices[i].label), step->choices[i].value);
      break;
    case ELECTOR_ANSWER_NONE:
    default:
      break;
    }
}

static void
update_answers (ElectorLessonBar *self)
{
  gboolean asking = elector_lesson_player_get_state (self->player) == ELECTOR_LESSON_ASKING;

  self->number = NULL;
  for (GtkWidget *child; (child = gtk_widget_get_first_child (self->answers)) != NULL;)
    gtk_widget_unparent (child);
  gtk_widget_set_visible (self->answers, asking);
  if (asking)
    fill_answers (self);
}

/* --- Texts --- */

static void
set_text (GtkLabel *label, const char *text)
{
  gtk_label_set_label (label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL && *text != '\0');
}

static void
update_title (ElectorLessonBar *self)
{
  ElectorLesson *lesson = elector_lesson_player_get_lesson (self->player);
  const char *title = elector_lesson_get_title (lesson);
  g_autofree char *text = NULL;

  if (is_challenge (self))
    text = g_strdup_printf (_("Challenge: %s"), title);
  else
    /* Translators: a lesson's title, and which of its steps this is, as in "3 of 9" */
    text = g_strdup_printf (_("%s · %u of %u"), title, elector_lesson_player_get_step (self->player) + 1,
                            elector_lesson_get_n_steps (lesson));
  gtk_label_set_label (self->title, text);
}

static void
set_class (GtkWidget *widget, const char *name, gboolean on)
{
  if (on)
    gtk_widget_add_css_class (widget, name);
  else
    gtk_widget_remove_css_class (widget, name);
}

/* Verdicts differ in word and icon, and not only in color. */
static void
update_status (ElectorLessonBar *self)
{
  ElectorLessonState state = elector_lesson_player_get_state (self->player);
  ElectorLessonJudgement judgement = elector_lesson_player_get_judgement (self->player);
  gboolean won = is_challenge (self) && state == ELECTOR_LESSON_DONE;
  g_autofree char *status = elector_lesson_status_format (self->player);
  const char *icon = NULL;

  if (won)
    icon = "elector-crown-symbolic";
  else if (state == ELECTOR_LESSON_MISSED)
    icon = "dialog-warning-symbolic";
  else if (judgement == ELECTOR_LESSON_RIGHT)
    icon = "object-select-symbolic";
  else if (judgement == ELECTOR_LESSON_WRONG)
    icon = "process-stop-symbolic";
  else if (state == ELECTOR_LESSON_RUNNING || state == ELECTOR_LESSON_WAITING)
    icon = "content-loading-symbolic";
  set_text (self->status, status);
  gtk_image_set_from_icon_name (self->status_icon, icon);
  gtk_widget_set_visible (GTK_WIDGET (self->status_icon), icon != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->status_box), state != ELECTOR_LESSON_ASKING);
  set_class (GTK_WIDGET (self), "won", won);
  set_class (GTK_WIDGET (self->status_box), "right", won || judgement == ELECTOR_LESSON_RIGHT);
  set_class (GTK_WIDGET (self->status_box), "wrong",
             state == ELECTOR_LESSON_MISSED || judgement == ELECTOR_LESSON_WRONG);
}

static void
update_texts (ElectorLessonBar *self)
{
  ElectorLesson *lesson = elector_lesson_player_get_lesson (self->player);

  update_title (self);
  if (is_challenge (self))
    {
      set_text (self->text, elector_lesson_get_description (lesson));
      set_text (self->question, NULL);
      return;
    }
  set_text (self->text, elector_lesson_translate (get_step (self)->text));
  set_text (self->question, elector_lesson_translate (get_step (self)->question));
}

/* --- Buttons and focus --- */

static void
update_buttons (ElectorLessonBar *self)
{
  ElectorLesson *lesson = elector_lesson_player_get_lesson (self->player);
  ElectorLessonState state = elector_lesson_player_get_state (self->player);
  guint step = elector_lesson_player_get_step (self->player), n = elector_lesson_get_n_steps (lesson);
  gboolean challenge = is_challenge (self), done = state == ELECTOR_LESSON_DONE;
  gboolean last = challenge || step + 1 == n;

  gtk_widget_set_visible (self->back, !challenge);
  gtk_widget_set_visible (self->skip, !challenge && !done);
  gtk_widget_set_visible (self->again, challenge || state == ELECTOR_LESSON_MISSED);
  gtk_widget_set_visible (self->next, done);
  gtk_button_set_label (GTK_BUTTON (self->next), last ? _("_Finish") : _("_Continue"));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "lesson.back", !challenge && step > 0);
}

/* What a screen reader says beside the name of the widget that gets the focus. */
static void
describe (ElectorLessonBar *self, GtkWidget *widget)
{
  const char *parts[] = { gtk_label_get_label (self->status), gtk_label_get_label (self->text),
                          gtk_label_get_label (self->question) };
  g_autoptr (GString) text = g_string_new (gtk_label_get_label (self->title));

  g_string_append_c (text, '.');
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (*parts[i] != '\0')
      g_string_append_printf (text, " %s", parts[i]);
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text->str, -1);
}

/* Where one goes on from. */
static GtkWidget *
get_main_widget (ElectorLessonBar *self)
{
  switch (elector_lesson_player_get_state (self->player))
    {
    case ELECTOR_LESSON_ASKING:
      return gtk_widget_get_first_child (self->answers);
    case ELECTOR_LESSON_MISSED:
      return self->again;
    case ELECTOR_LESSON_DONE:
      return self->next;
    case ELECTOR_LESSON_WAITING:
    case ELECTOR_LESSON_RUNNING:
    case ELECTOR_LESSON_OFF:
    default:
      return is_challenge (self) ? self->again : self->skip;
    }
}

/* Puts the focus where one goes on from. */
void
elector_lesson_bar_focus (ElectorLessonBar *self)
{
  GtkWidget *widget;

  g_return_if_fail (ELECTOR_IS_LESSON_BAR (self));

  if (self->player == NULL || elector_lesson_player_get_lesson (self->player) == NULL)
    return;
  widget = get_main_widget (self);
  describe (self, widget);
  gtk_widget_grab_focus (widget);
}

/* Who has the focus in here keeps it: buttons come and go. */
static void
changed_cb (ElectorLessonBar *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  gboolean had_focus = focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self));
  gboolean on = elector_lesson_player_get_lesson (self->player) != NULL;

  gtk_widget_set_visible (GTK_WIDGET (self), on);
  if (!on)
    return;
  update_texts (self);
  update_status (self);
  update_answers (self);
  update_buttons (self);
  describe (self, get_main_widget (self));
  if (had_focus)
    elector_lesson_bar_focus (self);
}

/* --- Actions --- */

static void
next_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ElectorLessonBar *self = ELECTOR_LESSON_BAR (widget);

  elector_lesson_player_next (self->player);
}

static void
skip_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  elector_lesson_player_skip (ELECTOR_LESSON_BAR (widget)->player);
}

static void
back_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  elector_lesson_player_back (ELECTOR_LESSON_BAR (widget)->player);
}

static void
again_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  elector_lesson_player_again (ELECTOR_LESSON_BAR (widget)->player);
}

static void
leave_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  elector_lesson_player_leave (ELECTOR_LESSON_BAR (widget)->player);
}

/* --- The class --- */

static void
elector_lesson_bar_dispose (GObject *object)
{
  ElectorLessonBar *self = ELECTOR_LESSON_BAR (object);

  elector_lesson_bar_set_player (self, NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), ELECTOR_TYPE_LESSON_BAR);
  G_OBJECT_CLASS (elector_lesson_bar_parent_class)->dispose (object);
}

static void
elector_lesson_bar_class_init (ElectorLessonBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = elector_lesson_bar_dispose;
  gtk_widget_class_install_action (widget_class, "lesson.next", NULL, next_action);
  gtk_widget_class_install_action (widget_class, "lesson.skip", NULL, skip_action);
  gtk_widget_class_install_action (widget_class, "lesson.back", NULL, back_action);
  gtk_widget_class_install_action (widget_class, "lesson.again", NULL, again_action);
  gtk_widget_class_install_action (widget_class, "lesson.leave", NULL, leave_action);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  g_type_ensure (ELECTOR_TYPE_WRAP);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/elector/Elector/elector-lesson-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, ElectorLessonBar, title);
  gtk_widget_class_bind_template_child (widget_class, ElectorLessonBar, text);
  gtk_widget_class_bind_template_child (widget_class, ElectorLessonBar, question);
  gtk_widget_class_bind_template_child (widget_class, ElectorLessonBar, answers);
  gtk_widget_class_bind_template_child (widget_class, ElectorLessonBar, status_box);
  gtk_widget_class_bind_template_child (widget_class, ElectorLessonBar, status_icon);
  gtk_widget_class_bind_template_child (widget_class, ElectorLessonBar, status);
  gtk_widget_class_bind_template_child (widget_class, ElectorLessonBar, back);
  gtk_widget_class_bind_template_child (widget_class, ElectorLessonBar, skip);
  gtk_widget_class_bind_template_child (widget_class, ElectorLessonBar, again);
  gtk_widget_class_bind_template_child (widget_class, ElectorLessonBar, next);
}

static void
elector_lesson_bar_init (ElectorLessonBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* player may be NULL. */
void
elector_lesson_bar_set_player (ElectorLessonBar *self, ElectorLessonPlayer *player)
{
  g_return_if_fail (ELECTOR_IS_LESSON_BAR (self));

  if (self->player == player)
    return;
  if (self->player != NULL)
    g_signal_handlers_disconnect_by_data (self->player, self);
  g_set_object (&self->player, player);
  if (player == NULL)
    return;
  g_signal_connect_object (player, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  changed_cb (self);
}
