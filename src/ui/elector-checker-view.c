/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/elector-checker-view.h"

#include "core/units.h"
#include "ui/checker-job.h"
#include "ui/compat.h"
#include "ui/elector-checker-form.h"

#include <glib/gi18n.h>

#define PROGRESS_INTERVAL 500 /* ms */

struct _ElectorCheckerView
{
  AdwBin parent_instance;

  ElectorCheckerResult *result; /* of the last search, or NULL */

  /* While one runs; otherwise NULL and 0. */
  ElectorExplorer *explorer;
  GCancellable *cancellable;
  guint progress_source;

  /* Template children */
  ElectorCheckerForm *form;
  GtkButton *search;
  GtkButton *cancel;
  GtkLabel *status;
  GtkFlowBox *numbers;
  GtkLabel *states;
  GtkLabel *rate;
  GtkLabel *depth;
  GtkLabel *queue;
  GtkLabel *memory;
  GtkLabel *elapsed;
  GtkBox *card;
  GtkImage *icon;
  GtkLabel *verdict;
  GtkLabel *promise;
  GtkLabel *doubt;
  GtkLabel *note;
  GtkBox *found;
  GtkListBox *steps;
};

G_DEFINE_FINAL_TYPE (ElectorCheckerView, elector_checker_view, ADW_TYPE_BIN)

enum
{
  SIGNAL_SHOW_STEP,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

typedef enum
{
  LOOK_HOLDS,
  LOOK_FOUND,
  LOOK_NOT_PROMISED,
  LOOK_STOPPED,
} Look;

static const struct
{
  const char *icon;
  const char *css_class;
  const char *word;
} looks[] = {
  [LOOK_HOLDS] = { "emblem-ok-symbolic", "verdict-holds", N_("Holds") },
  [LOOK_FOUND] = { "dialog-error-symbolic", "verdict-found", N_("Breaks") },
  [LOOK_NOT_PROMISED] = { "dialog-warning-symbolic", "verdict-not-promised", N_("Breaks, and was not promised") },
  [LOOK_STOPPED] = { "media-playback-stop-symbolic", "verdict-stopped", N_("Stopped") },
};

/* --- How far it is --- */

static void
show_progress (ElectorCheckerView *self, const ElectorSearchProgress *progress, guint64 max_memory)
{
  double seconds = (double) progress->elapsed / G_USEC_PER_SEC;
  guint64 per_second = seconds > 0 ? (guint64) ((double) progress->n_states / seconds) : 0;
  g_autofree char *states = elector_format_count (progress->n_states), *rate = elector_format_count (per_second);
  g_autofree char *queue = elector_format_count (progress->n_queued);
  g_autofree char *depth = g_strdup_printf ("%u", progress->depth);
  g_autofree char *used = g_format_size_full (progress->memory, G_FORMAT_SIZE_IEC_UNITS);
  g_autofree char *limit = g_format_size_full (max_memory, G_FORMAT_SIZE_IEC_UNITS);
  /* Translators: two sizes: "120.5 MiB of 2.0 GiB" */
  g_autofree char *memory = g_strdup_printf (_("%s of %s"), used, limit);
  g_autofree char *elapsed = elector_format_clock (progress->elapsed);

  gtk_label_set_label (self->states, states);
  gtk_label_set_label (self->rate, rate);
  gtk_label_set_label (self->depth, depth);
  gtk_label_set_label (self->queue, queue);
  gtk_label_set_label (self->memory, memory);
  gtk_label_set_label (self->elapsed, elapsed);
}

static gboolean
progress_cb (gpointer user_data)
{
  ElectorCheckerView *self = user_data;
  ElectorSearchProgress progress;

  elector_explorer_get_progress (self->explorer, &progress);
  show_progress (self, &progress, elector_explorer_get_search (self->explorer)->max_memory);
  return G_SOURCE_CONTINUE;
}

/* Search, or in its place Cancel. The focus stays there, and is never in something that cannot be changed. */
static void
update_actions (ElectorCheckerView *self)
{
  gboolean running = self->explorer != NULL;
  GtkWidget *widget = GTK_WIDGET (self), *form = GTK_WIDGET (self->form);
  GtkWidget *shown = GTK_WIDGET (running ? self->cancel : self->search);
  GtkWidget *hidden = GTK_WIDGET (running ? self->search : self->cancel);
  gboolean has_focus = gtk_widget_has_focus (hidden) || (running && gtk_widget_get_focus_child (form) != NULL);

  gtk_widget_action_set_enabled (widget, "checker.search", !running);
  gtk_widget_action_set_enabled (widget, "checker.cancel", running);
  gtk_widget_set_visible (shown, TRUE);
  if (has_focus)
    gtk_widget_grab_focus (shown);
  gtk_widget_set_visible (hidden, FALSE);
  gtk_widget_set_sensitive (form, !running);
}

/* --- What it came to --- */

static GtkWidget *
make_step (guint number, const char *text)
{
  GtkWidget *row = adw_action_row_new (), *label;
  g_autofree char *name = g_strdup_printf ("%u", number);

  label = gtk_label_new (name);
  gtk_widget_add_css_class (label, "dim-label");
  gtk_widget_add_css_class (label, "numeric");
  gtk_label_set_width_chars (GTK_LABEL (label), 3);
  gtk_label_set_xalign (GTK_LABEL (label), 1);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), text);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), label);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_widget_set_tooltip_text (row, _("See this step"));
  return row;
}

static void
show_steps (ElectorCheckerView *self)
{
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (self->steps, 0)) != NULL)
    gtk_list_box_remove (self->steps, GTK_WIDGET (row));
  for (guint i = 0; i < self->result->steps->len; i++)
    gtk_list_box_append (self->steps, make_step (i + 1, g_ptr_array_index (self->result->steps, i)));
  gtk_widget_set_visible (GTK_WIDGET (self->steps), self->result->steps->len > 0);
}

/* What the algorithm says about what broke. */
static char *
explain_found (const ElectorCheckerResult *result)
{
  const char *promise = _(elector_config_get_promise (&result->search.config, result->broken)->text);

  if (result->search.assumption == ELECTOR_ASSUMPTION_ASYNCHRONOUS)
    return g_strdup (promise);
  if (result->search.assumption == ELECTOR_ASSUMPTION_LOCKSTEP)
    return g_strdup_printf ("%s %s", promise,
                            _("Here every message takes one unit of time, and a timer several. What is due at one "
                              "moment happens in any order, messages before timers, and any outcome of a draw is "
                              "tried."));
  return g_strdup_printf ("%s %s", promise,
                          _("Here messages arrive before any timer fires, but in any order; timers fire in any order "
                            "among themselves, so that a leader may be suspected although it is alive; and nodes crash "
                            "and come back at any moment. The next heartbeat may mend what breaks: whether it does is "
                            "a question for lockstep."));
}

static Look
get_look (const ElectorCheckerResult *result)
{
  if (result->progress.outcome == ELECTOR_OUTCOME_HOLDS)
    return LOOK_HOLDS;
  if (result->progress.outcome != ELECTOR_OUTCOME_FOUND)
    return LOOK_STOPPED;
  return elector_search_promises (&result->search, result->broken) ? LOOK_FOUND : LOOK_NOT_PROMISED;
}

static void
show_result (ElectorCheckerView *self)
{
  const ElectorCheckerResult *result = self->result;
  ElectorOutcome outcome = result->progress.outcome;
  Look look = get_look (result);
  g_autofree char *explanation = outcome == ELECTOR_OUTCOME_FOUND ? explain_found (result) : NULL;

  show_progress (self, &result->progress, result->search.max_memory);
  for (guint i = 0; i < G_N_ELEMENTS (looks); i++)
    gtk_widget_remove_css_class (GTK_WIDGET (self->card), looks[i].css_class);
  gtk_widget_add_css_class (GTK_WIDGET (self->card), looks[look].css_class);
  gtk_image_set_from_icon_name (self->icon, looks[look].icon);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->icon), GTK_ACCESSIBLE_PROPERTY_LABEL, _(looks[look].word), -1);
  gtk_label_set_label (self->verdict, result->verdict);
  gtk_label_set_label (self->promise, explanation != NULL ? explanation : "");
  gtk_widget_set_visible (GTK_WIDGET (self->promise), explanation != NULL);
  gtk_label_set_label (self->doubt, result->doubt);
  gtk_widget_set_visible (GTK_WIDGET (self->found), result->scenario != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "checker.show", result->scenario != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "checker.save", result->scenario != NULL);
  show_steps (self);
  gtk_widget_set_visible (GTK_WIDGET (self->card), TRUE);
}

/* Step number 0 is the start. */
static void
show_step (ElectorCheckerView *self, guint number)
{
  if (self->result != NULL && self->result->scenario != NULL)
    g_signal_emit (self, signals[SIGNAL_SHOW_STEP], 0, self->result->scenario,
                   (gint64) number * ELECTOR_EXPLORER_STEP_TIME);
}

static void
step_cb (ElectorCheckerView *self, GtkListBoxRow *row)
{
  show_step (self, (guint) gtk_list_box_row_get_index (row) + 1);
}

/* The whole of it: at its last step, from which one can go back. */
static void
show_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ElectorCheckerView *self = ELECTOR_CHECKER_VIEW (widget);

  if (self->result != NULL)
    show_step (self, self->result->steps->len);
}

/* --- Searching --- */

static void
stop (ElectorCheckerView *self)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_handle_id (&self->progress_source, g_source_remove);
  g_clear_pointer (&self->explorer, elector_checker_job_release);
}

static void
finished_cb (GObject *source, GAsyncResult *task, gpointer user_data)
{
  ElectorCheckerView *self = ELECTOR_CHECKER_VIEW (source);
  g_autoptr (ElectorCheckerResult) result = elector_checker_job_finish (task);

  if (self->cancellable == NULL || g_task_get_cancellable (G_TASK (task)) != self->cancellable)
    return; /* nobody waits for it any more */
  g_clear_object (&self->cancellable);
  stop (self);
  g_clear_pointer (&self->result, elector_checker_result_free);
  self->result = g_steal_pointer (&result);
  update_actions (self);
  show_result (self);
}

static void
start (ElectorCheckerView *self, const char *note)
{
  const ElectorSearch *search = elector_checker_form_get_search (self->form);
  g_autoptr (GError) error = NULL;

  gtk_label_set_label (self->status, "");
  if (search->properties == 0)
    {
      gtk_label_set_label (self->status, _("Choose what must hold."));
      return;
    }
  self->explorer = elector_explorer_new (search, &error);
  if (self->explorer == NULL)
    {
      gtk_label_set_label (self->status, error->message);
      return;
    }
  gtk_label_set_label (self->note, note != NULL ? note : "");
  gtk_widget_set_visible (GTK_WIDGET (self->note), note != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->card), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->numbers), TRUE);
  self->cancellable = g_cancellable_new ();
  self->progress_source = g_timeout_add (PROGRESS_INTERVAL, progress_cb, self);
  progress_cb (self);
  elector_checker_job_start (self, self->explorer, self->cancellable, finished_cb);
  update_actions (self);
}

static void
search_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ElectorCheckerView *self = ELECTOR_CHECKER_VIEW (widget);

  if (self->explorer == NULL)
    start (self, NULL);
}

/* What it has come to so far is shown as soon as it has stopped. */
static void
cancel_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ElectorCheckerView *self = ELECTOR_CHECKER_VIEW (widget);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
}

/* Searches this instead of what is searched now. It has 2 to 5 nodes. note says why, translated, or is NULL. */
void
elector_checker_view_search (ElectorCheckerView *self, const ElectorSearch *search, const char *note)
{
  g_return_if_fail (ELECTOR_IS_CHECKER_VIEW (self));

  elector_checker_view_cancel (self);
  elector_checker_form_set_search (self->form, search);
  start (self, note);
}

/* Ends the search, if there is one, and forgets it. */
void
elector_checker_view_cancel (ElectorCheckerView *self)
{
  g_return_if_fail (ELECTOR_IS_CHECKER_VIEW (self));

  if (self->explorer == NULL)
    return;
  stop (self);
  gtk_widget_set_visible (GTK_WIDGET (self->numbers), FALSE);
  update_actions (self);
}

/* --- Saving --- */

typedef struct
{
  ElectorCheckerView *view;  /* owned */
  ElectorScenario *scenario; /* owned: another may have been found by the time that a file is chosen */
} Saving;

static void
file_chosen_cb (GFile *file, gpointer user_data)
{
  Saving *saving = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL, *name = NULL;

  if (file != NULL)
    {
      name = g_file_get_parse_name (file);
      if (elector_scenario_save (saving->scenario, file, &error))
        text = g_strdup_printf (_("Saved as %s"), name);
      else
        text = g_strdup_printf (_("It could not be saved: %s"), error->message);
      if (saving->view->status != NULL) /* the window may have been closed by now */
        gtk_label_set_label (saving->view->status, text);
    }
  g_object_unref (saving->view);
  g_object_unref (saving->scenario);
  g_free (saving);
}

static void
save_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ElectorCheckerView *self = ELECTOR_CHECKER_VIEW (widget);
  GtkRoot *root = gtk_widget_get_root (widget);
  g_autofree char *file_name = NULL;
  Saving *saving;

  if (self->result == NULL || self->result->scenario == NULL)
    return;
  saving = g_new (Saving, 1);
  *saving = (Saving) { g_object_ref (self), g_object_ref (self->result->scenario) };
  file_name = g_strdup_printf ("%s-%s.elector", self->result->search.config.protocol->id,
                               elector_property_to_id (self->result->broken));
  elector_compat_choose_file (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, TRUE, _("Save Counterexample"),
                              file_name, NULL, file_chosen_cb, saving);
}

/* --- The widget --- */

/* A search goes on behind other pages, and ends with the window. */
static void
elector_checker_view_unroot (GtkWidget *widget)
{
  elector_checker_view_cancel (ELECTOR_CHECKER_VIEW (widget));
  GTK_WIDGET_CLASS (elector_checker_view_parent_class)->unroot (widget);
}

static void
elector_checker_view_dispose (GObject *object)
{
  ElectorCheckerView *self = ELECTOR_CHECKER_VIEW (object);

  stop (self);
  gtk_widget_dispose_template (GTK_WIDGET (self), ELECTOR_TYPE_CHECKER_VIEW);
  G_OBJECT_CLASS (elector_checker_view_parent_class)->dispose (object);
}

static void
elector_checker_view_finalize (GObject *object)
{
  ElectorCheckerView *self = ELECTOR_CHECKER_VIEW (object);

  g_clear_pointer (&self->result, elector_checker_result_free);
  G_OBJECT_CLASS (elector_checker_view_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *klass)
{
  gtk_widget_class_bind_template_child (klass, ElectorCheckerView, form);
  gtk_widget_class_bind_template_child (klass, ElectorCheckerView, search);
  gtk_widget_class_bind_template_child (klass, ElectorCheckerView, cancel);
  gtk_widget_class_bind_template_child (klass, ElectorCheckerView, status);
  gtk_widget_class_bind_template_child (klass, ElectorCheckerView, numbers);
  gtk_widget_class_bind_template_child (klass, ElectorCheckerView, states);
  gtk_widget_class_bind_template_child (klass, ElectorCheckerView, rate);
  gtk_widget_class_bind_template_child (klass, ElectorCheckerView, depth);
  gtk_widget_class_bind_template_child (klass, ElectorCheckerView, queue);
  gtk_widget_class_bind_template_child (klass, ElectorCheckerView, memory);
  gtk_widget_class_bind_template_child (klass, ElectorCheckerView, elapsed);
  gtk_widget_class_bind_template_child (klass, ElectorCheckerView, card);
  gtk_widget_class_bind_template_child (klass, ElectorCheckerView, icon);
  gtk_widget_class_bind_template_child (klass, ElectorCheckerView, verdict);
  gtk_widget_class_bind_template_child (klass, ElectorCheckerView, promise);
  gtk_widget_class_bind_template_child (klass, ElectorCheckerView, doubt);
  gtk_widget_class_bind_template_child (klass, ElectorCheckerView, note);
  gtk_widget_class_bind_template_child (klass, ElectorCheckerView, found);
  gtk_widget_class_bind_template_child (klass, ElectorCheckerView, steps);
}

static void
elector_checker_view_class_init (ElectorCheckerViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = elector_checker_view_dispose;
  G_OBJECT_CLASS (klass)->finalize = elector_checker_view_finalize;
  widget_class->unroot = elector_checker_view_unroot;
  signals[SIGNAL_SHOW_STEP] = g_signal_new ("show-step", ELECTOR_TYPE_CHECKER_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                            NULL, G_TYPE_NONE, 2, ELECTOR_TYPE_SCENARIO, G_TYPE_INT64);
  gtk_widget_class_install_action (widget_class, "checker.search", NULL, search_action);
  gtk_widget_class_install_action (widget_class, "checker.cancel", NULL, cancel_action);
  gtk_widget_class_install_action (widget_class, "checker.show", NULL, show_action);
  gtk_widget_class_install_action (widget_class, "checker.save", NULL, save_action);

  g_type_ensure (ELECTOR_TYPE_CHECKER_FORM);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/elector/Elector/elector-checker-view.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, step_cb);
}

static void
elector_checker_view_init (ElectorCheckerView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  update_actions (self);
}
