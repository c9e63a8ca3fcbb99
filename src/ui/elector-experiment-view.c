/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/elector-experiment-view.h"

#include "check/results.h"
#include "ui/elector-plot.h"
#include "ui/elector-wrap.h"
#include "ui/experiment-form.h"
#include "ui/lab-plot.h"
#include "ui/lab-save.h"
#include "ui/lab-table.h"

#include <glib/gi18n.h>

#define PROGRESS_INTERVAL 100 /* ms */

/* Before that, nobody can say how long it will take. */
#define REMAINING_AFTER (700 * G_TIME_SPAN_MILLISECOND)

/* The run that shows a value begins so long before the leader crashes in it. */
#define PROLOGUE (200 * ELECTOR_MSEC)

struct _ElectorExperimentView
{
  AdwBin parent_instance;

  ElectorSimulation *simulation;
  guint entry;             /* a preset; after the last of these: the system that is simulated; then: files */
  GPtrArray *files;        /* of ElectorExperiment, as they were read */
  GPtrArray *kept;         /* of ElectorResults or NULL, by entry: what came out the last time */
  ElectorQuantity own_quantity; /* what was last chosen for the system that is simulated */
  gboolean is_writable;    /* a file can say the entry */
  ElectorExperimentForm form;

  /* While an experiment is made; otherwise NULL and 0. */
  GCancellable *cancellable;
  ElectorResults *pending;
  guint progress_source;
  gint64 began;

  /* Template children */
  GtkLabel *title;
  GtkButton *save_button;
  GtkMenuButton *export_button;
  GtkLabel *description;
  GtkFlowBox *parameters;
  GtkSpinButton *runs;
  GtkWidget *measure_child;
  GtkDropDown *measure;
  GtkButton *run;
  GtkButton *cancel;
  GtkProgressBar *progress;
  GtkLabel *status;
  GtkBox *outcome;
  ElectorPlot *plot;
  GtkScrolledWindow *table_scroller;
  GtkViewport *table_port;
};

G_DEFINE_FINAL_TYPE (ElectorExperimentView, elector_experiment_view, ADW_TYPE_BIN)

enum
{
  SIGNAL_SHOW_RUN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static gboolean
is_own (ElectorExperimentView *self)
{
  return self->entry == elector_experiment_get_n_presets ();
}

static gboolean
is_file (ElectorExperimentView *self)
{
  return self->entry > elector_experiment_get_n_presets ();
}

/* The file that is shown. Borrowed. */
static const ElectorExperiment *
get_file (ElectorExperimentView *self)
{
  return g_ptr_array_index (self->files, self->entry - elector_experiment_get_n_presets () - 1);
}

/* What came out of the entry that is shown, or NULL. Borrowed. */
static ElectorResults *
get_results (ElectorExperimentView *self)
{
  return g_ptr_array_index (self->kept, self->entry);
}

/* Run, or in its place Cancel. The focus stays there, and is never in something that cannot be changed. */
static void
show_button (ElectorExperimentView *self, gboolean running)
{
  GtkWidget *shown = GTK_WIDGET (running ? self->cancel : self->run);
  GtkWidget *hidden = GTK_WIDGET (running ? self->run : self->cancel);
  gboolean has_focus = gtk_widget_has_focus (hidden)
                       || (running && gtk_widget_get_focus_child (GTK_WIDGET (self->parameters)) != NULL);

  gtk_widget_set_visible (shown, TRUE);
  if (has_focus)
    gtk_widget_grab_focus (shown);
  gtk_widget_set_visible (hidden, FALSE);
  gtk_widget_set_sensitive (GTK_WIDGET (self->parameters), !running);
}

static void
update_actions (ElectorExperimentView *self)
{
  gboolean running = self->pending != NULL, has_results = get_results (self) != NULL;
  GtkWidget *widget = GTK_WIDGET (self);

  gtk_widget_action_set_enabled (widget, "experiment.run", !running);
  gtk_widget_action_set_enabled (widget, "experiment.cancel", running);
  gtk_widget_action_set_enabled (widget, "experiment.export", has_results);
  gtk_widget_action_set_enabled (widget, "experiment.save", self->is_writable);
  gtk_widget_set_sensitive (GTK_WIDGET (self->export_button), has_results);
  gtk_widget_set_visible (GTK_WIDGET (self->progress), running);
  gtk_widget_set_visible (GTK_WIDGET (self->status), !running);
  show_button (self, running);
}

/* --- What came out --- */

static char *
describe_cb (const ElectorPlotPick *pick, guint64 id, gpointer user_data)
{
  return elector_lab_plot_describe (get_results (user_data), id);
}

static void
show_results (ElectorExperimentView *self)
{
  ElectorResults *results = get_results (self);

  gtk_viewport_set_child (self->table_port, results != NULL ? elector_lab_table_new (results) : NULL);
  elector_plot_set_scene (self->plot, results != NULL ? elector_lab_plot_new (results) : NULL, describe_cb, self);
  gtk_widget_set_visible (GTK_WIDGET (self->outcome), results != NULL);
  if (results != NULL)
    gtk_label_set_label (self->status, _("Each dot and each number below is a run. Click to see it."));
  else
    gtk_label_set_label (self->status, _("Run it: the results are drawn here, and each dot is a run to look at."));
}

static void
show_run (ElectorExperimentView *self, guint i, guint run)
{
  ElectorResults *results = get_results (self);
  g_autoptr (ElectorScenario) scenario = NULL;
  ElectorTime start = 0;
  guint n;
  const ElectorFault *faults;

  if (results == NULL || i >= results->experiment->settings->len || run >= results->n)
    return;
  scenario = elector_setting_write_scenario (elector_experiment_get_setting (results->experiment, i),
                                             elector_results_get_seed (results, run));
  faults = elector_scenario_get_faults (scenario, &n);
  for (guint k = n; k > 0; k--)
    if (faults[k - 1].kind == ELECTOR_FAULT_CRASH)
      start = MAX (start, faults[k - 1].time - PROLOGUE);
  g_signal_emit (self, signals[SIGNAL_SHOW_RUN], 0, scenario, start);
}

static void
activated_cb (ElectorExperimentView *self, guint64 id)
{
  guint setting, run;

  elector_lab_plot_split_id (id, &setting, &run);
  show_run (self, setting, run);
}

static void
show_run_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  guint setting, run;

  g_variant_get (parameter, "(uu)", &setting, &run);
  show_run (ELECTOR_EXPERIMENT_VIEW (widget), setting, run);
}

/* --- Making it --- */

static gboolean
can_make (ElectorExperimentView *self)
{
  return !is_own (self) || self->simulation != NULL;
}

/* As it is before anything is set. */
static ElectorExperiment *
make_experiment (ElectorExperimentView *self)
{
  if (is_file (self)) /* what could be read once can be read again */
    return elector_experiment_new_from_data (get_file (self)->text, -1, get_file (self)->id, NULL);
  if (!is_own (self))
    return elector_experiment_new_preset (elector_experiment_get_preset_id (self->entry));
  return elector_experiment_new_for_scenario (elector_simulation_get_scenario (self->simulation),
                                              elector_experiment_form_get_quantity (&self->form));
}

/* The experiment with the parameters that are set. */
static ElectorExperiment *
make_wanted (ElectorExperimentView *self)
{
  ElectorExperiment *experiment = make_experiment (self);

  elector_experiment_form_apply (&self->form, experiment);
  return experiment;
}

static char *
format_remaining (gint64 microseconds)
{
  guint seconds = (guint) (microseconds / G_TIME_SPAN_SECOND) + 1, minutes = (seconds + 59) / 60;

  if (seconds <= 90)
    return g_strdup_printf (ngettext ("about %u second left", "about %u seconds left", seconds), seconds);
  return g_strdup_printf (ngettext ("about %u minute left", "about %u minutes left", minutes), minutes);
}

static gboolean
progress_cb (gpointer user_data)
{
  ElectorExperimentView *self = user_data;
  guint total = elector_results_get_n_runs (self->pending), done = elector_results_get_n_done (self->pending);
  gint64 elapsed = g_get_monotonic_time () - self->began;
  g_autofree char *remaining = NULL, *text = NULL;

  if (done > 0 && elapsed >= REMAINING_AFTER)
    remaining = format_remaining (elapsed * (total - done) / done);
  text = g_strdup_printf (_("%u of %u runs"), done, total);
  if (remaining != NULL)
    {
      g_autofree char *all = g_strdup_printf ("%s, %s", text, remaining);

      gtk_progress_bar_set_text (self->progress, all);
    }
  else
    gtk_progress_bar_set_text (self->progress, text);
  gtk_progress_bar_set_fraction (self->progress, (double) done / MAX (total, 1));
  return G_SOURCE_CONTINUE;
}

static void
run_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  if (elector_results_run (data, g_get_num_processors (), cancellable))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error_if_cancelled (task);
}

static void
unref_results (gpointer results)
{
  if (results != NULL)
    elector_results_unref (results);
}

static void
stop (ElectorExperimentView *self)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_handle_id (&self->progress_source, g_source_remove);
  g_clear_pointer (&self->pending, elector_results_unref);
}

static void
finished_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  ElectorExperimentView *self = ELECTOR_EXPERIMENT_VIEW (source);
  gboolean success = g_task_propagate_boolean (G_TASK (result), NULL);

  if (self->pending == NULL || g_task_get_task_data (G_TASK (result)) != self->pending)
    return; /* it was canceled, and the view has gone on */
  if (success)
    {
      unref_results (get_results (self));
      g_ptr_array_index (self->kept, self->entry) = elector_results_ref (self->pending);
    }
  stop (self);
  update_actions (self);
  if (success)
    show_results (self);
}

static void
run_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ElectorExperimentView *self = ELECTOR_EXPERIMENT_VIEW (widget);
  g_autoptr (ElectorExperiment) experiment = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GTask) task = NULL;

  if (self->pending != NULL || !can_make (self))
    return;
  experiment = make_wanted (self);
  if (experiment->settings->len == 0)
    {
      gtk_label_set_label (self->status, _("Choose an algorithm."));
      return;
    }
  self->pending = elector_results_new (experiment, 1, 1, &error);
  if (self->pending == NULL)
    {
      gtk_label_set_label (self->status, error->message);
      return;
    }
  self->cancellable = g_cancellable_new ();
  self->began = g_get_monotonic_time ();
  self->progress_source = g_timeout_add (PROGRESS_INTERVAL, progress_cb, self);
  progress_cb (self);
  task = g_task_new (self, self->cancellable, finished_cb, NULL);
  g_task_set_task_data (task, elector_results_ref (self->pending), unref_results);
  g_task_set_return_on_cancel (task, FALSE);
  g_task_run_in_thread (task, run_thread);
  update_actions (self);
}

/* Ends the experiment that is being made, if one is; what came out before stays. */
void
elector_experiment_view_cancel (ElectorExperimentView *self)
{
  g_return_if_fail (ELECTOR_IS_EXPERIMENT_VIEW (self));

  if (self->pending == NULL)
    return;
  stop (self);
  update_actions (self);
}

static void
cancel_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  elector_experiment_view_cancel (ELECTOR_EXPERIMENT_VIEW (widget));
}

/* --- Saving --- */

static void
saved_cb (GtkWidget *view, const char *text)
{
  gtk_label_set_label (ELECTOR_EXPERIMENT_VIEW (view)->status, text);
}

static void
export_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ElectorExperimentView *self = ELECTOR_EXPERIMENT_VIEW (widget);

  if (get_results (self) != NULL)
    elector_lab_save_results (widget, get_results (self), gtk_label_get_label (self->title),
                              g_variant_get_string (parameter, NULL), saved_cb);
}

/* The experiment with the parameters that are set, as the text of a file; NULL if a file cannot say it, or there is
 * nothing in it. Owned. */
char *
elector_experiment_view_format (ElectorExperimentView *self)
{
  g_autoptr (ElectorExperiment) experiment = NULL;

  g_return_val_if_fail (ELECTOR_IS_EXPERIMENT_VIEW (self), NULL);

  if (!can_make (self))
    return NULL;
  experiment = make_wanted (self);
  return elector_experiment_to_data (experiment);
}

static void
save_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ElectorExperimentView *self = ELECTOR_EXPERIMENT_VIEW (widget);
  g_autofree char *text = elector_experiment_view_format (self);

  if (text != NULL)
    elector_lab_save_text (widget, text, is_file (self) ? get_file (self)->id : _("Experiment"), saved_cb);
  else
    gtk_label_set_label (self->status, _("Choose an algorithm."));
}

/* --- What it is about --- */

static void
offer_quantities (ElectorExperimentView *self)
{
  if (is_file (self))
    elector_experiment_form_offer_quantities (&self->form, TRUE, get_file (self)->sweep->crashes,
                                              get_file (self)->quantity);
  else
    elector_experiment_form_offer_quantities (&self->form, is_own (self), TRUE, self->own_quantity);
}

/* Owned. */
static char *
describe (ElectorExperimentView *self, const ElectorExperiment *experiment)
{
  if (is_file (self))
    return elector_experiment_form_describe (get_file (self));
  if (is_own (self))
    return g_strdup (_("What happens to this system, and to other algorithms in its place, with other seeds? If an "
                       "election is measured, the leader crashes in each run."));
  return g_strdup (experiment->description);
}

static void
show_writable (ElectorExperimentView *self, const ElectorExperiment *experiment)
{
  g_autofree char *text = experiment != NULL ? elector_experiment_to_data (experiment) : NULL;

  self->is_writable = text != NULL;
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->save_button),
                               self->is_writable ? _("Save this experiment as a file")
                                                 : _("This experiment comes with the program and is of several parts, "
                                                     "more than a file can say"));
}

/* How many experiments there are to choose from. */
guint
elector_experiment_view_get_n_entries (ElectorExperimentView *self)
{
  return elector_experiment_get_n_presets () + 1 + self->files->len;
}

/* The entry that is about the system in Simulate. */
guint
elector_experiment_view_get_own_entry (ElectorExperimentView *self)
{
  return elector_experiment_get_n_presets ();
}

/* Translated. */
const char *
elector_experiment_view_get_entry_name (ElectorExperimentView *self, guint entry)
{
  guint n = elector_experiment_get_n_presets ();

  if (entry < n)
    return elector_experiment_get_preset_name (entry);
  if (entry == n)
    return _("The system in Simulate");
  return ((const ElectorExperiment *) g_ptr_array_index (self->files, entry - n - 1))->title;
}

/* Takes up an experiment that was read from a text, and returns its entry. One of the same file is replaced, and what
 * came out of it forgotten; the entry is to be selected then. */
guint
elector_experiment_view_add (ElectorExperimentView *self, ElectorExperiment *experiment)
{
  guint i = 0, entry;

  g_return_val_if_fail (ELECTOR_IS_EXPERIMENT_VIEW (self), 0);
  g_return_val_if_fail (experiment->text != NULL, 0);

  while (i < self->files->len
         && strcmp (((const ElectorExperiment *) g_ptr_array_index (self->files, i))->id, experiment->id) != 0)
    i++;
  entry = elector_experiment_get_n_presets () + 1 + i;
  if (self->entry == entry)
    elector_experiment_view_cancel (self);
  g_ptr_array_set_size (self->files, (int) MAX (i + 1, self->files->len));
  g_ptr_array_set_size (self->kept, (int) elector_experiment_view_get_n_entries (self));
  g_clear_pointer (&g_ptr_array_index (self->files, i), elector_experiment_unref);
  g_ptr_array_index (self->files, i) = elector_experiment_ref (experiment);
  g_clear_pointer (&g_ptr_array_index (self->kept, entry), elector_results_unref);
  return entry;
}

/* Shows another experiment, and what came out of it the last time. One that is being made is canceled. */
void
elector_experiment_view_select (ElectorExperimentView *self, guint entry)
{
  g_autoptr (ElectorExperiment) experiment = NULL;
  g_autofree char *description = NULL;

  g_return_if_fail (ELECTOR_IS_EXPERIMENT_VIEW (self));
  g_return_if_fail (entry < elector_experiment_view_get_n_entries (self));

  elector_experiment_view_cancel (self);
  if (is_own (self))
    self->own_quantity = elector_experiment_form_get_quantity (&self->form);
  self->entry = entry;
  offer_quantities (self);
  if (can_make (self))
    experiment = make_experiment (self);
  description = describe (self, experiment);
  gtk_label_set_label (self->title, elector_experiment_view_get_entry_name (self, entry));
  gtk_label_set_label (self->description, description);
  if (experiment != NULL)
    elector_experiment_form_show (&self->form, experiment);
  show_writable (self, experiment);
  update_actions (self);
  show_results (self);
}

/* Where the system comes from that is somebody's own. simulation may be NULL. */
void
elector_experiment_view_set_simulation (ElectorExperimentView *self, ElectorSimulation *simulation)
{
  g_return_if_fail (ELECTOR_IS_EXPERIMENT_VIEW (self));
  g_set_object (&self->simulation, simulation);
}

/* --- The widget --- */

static void
unref_experiment (gpointer experiment)
{
  if (experiment != NULL)
    elector_experiment_unref (experiment);
}

static void
elector_experiment_view_unmap (GtkWidget *widget)
{
  elector_experiment_view_cancel (ELECTOR_EXPERIMENT_VIEW (widget));
  GTK_WIDGET_CLASS (elector_experiment_view_parent_class)->unmap (widget);
}

static void
elector_experiment_view_dispose (GObject *object)
{
  ElectorExperimentView *self = ELECTOR_EXPERIMENT_VIEW (object);

  stop (self);
  g_clear_object (&self->simulation);
  gtk_widget_dispose_template (GTK_WIDGET (self), ELECTOR_TYPE_EXPERIMENT_VIEW);
  G_OBJECT_CLASS (elector_experiment_view_parent_class)->dispose (object);
}

static void
elector_experiment_view_finalize (GObject *object)
{
  ElectorExperimentView *self = ELECTOR_EXPERIMENT_VIEW (object);

  g_ptr_array_unref (self->files);
  g_ptr_array_unref (self->kept);
  elector_experiment_form_clear (&self->form);
  G_OBJECT_CLASS (elector_experiment_view_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *klass)
{
  gtk_widget_class_bind_template_child (klass, ElectorExperimentView, title);
  gtk_widget_class_bind_template_child (klass, ElectorExperimentView, save_button);
  gtk_widget_class_bind_template_child (klass, ElectorExperimentView, export_button);
  gtk_widget_class_bind_template_child (klass, ElectorExperimentView, description);
  gtk_widget_class_bind_template_child (klass, ElectorExperimentView, parameters);
  gtk_widget_class_bind_template_child (klass, ElectorExperimentView, runs);
  gtk_widget_class_bind_template_child (klass, ElectorExperimentView, measure_child);
  gtk_widget_class_bind_template_child (klass, ElectorExperimentView, measure);
  gtk_widget_class_bind_template_child (klass, ElectorExperimentView, run);
  gtk_widget_class_bind_template_child (klass, ElectorExperimentView, cancel);
  gtk_widget_class_bind_template_child (klass, ElectorExperimentView, progress);
  gtk_widget_class_bind_template_child (klass, ElectorExperimentView, status);
  gtk_widget_class_bind_template_child (klass, ElectorExperimentView, outcome);
  gtk_widget_class_bind_template_child (klass, ElectorExperimentView, plot);
  gtk_widget_class_bind_template_child (klass, ElectorExperimentView, table_scroller);
  gtk_widget_class_bind_template_child (klass, ElectorExperimentView, table_port);
}

static void
elector_experiment_view_class_init (ElectorExperimentViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = elector_experiment_view_dispose;
  G_OBJECT_CLASS (klass)->finalize = elector_experiment_view_finalize;
  widget_class->unmap = elector_experiment_view_unmap;
  signals[SIGNAL_SHOW_RUN] = g_signal_new ("show-run", ELECTOR_TYPE_EXPERIMENT_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                           NULL, G_TYPE_NONE, 2, ELECTOR_TYPE_SCENARIO, G_TYPE_INT64);
  gtk_widget_class_install_action (widget_class, "experiment.run", NULL, run_action);
  gtk_widget_class_install_action (widget_class, "experiment.cancel", NULL, cancel_action);
  gtk_widget_class_install_action (widget_class, "experiment.show-run", "(uu)", show_run_action);
  gtk_widget_class_install_action (widget_class, "experiment.export", "s", export_action);
  gtk_widget_class_install_action (widget_class, "experiment.save", NULL, save_action);

  g_type_ensure (ELECTOR_TYPE_PLOT);
  g_type_ensure (ELECTOR_TYPE_WRAP);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/elector/Elector/elector-experiment-view.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
}

static void
elector_experiment_view_init (ElectorExperimentView *self)
{
  self->files = g_ptr_array_new_with_free_func (unref_experiment);
  self->kept = g_ptr_array_new_full (elector_experiment_view_get_n_entries (self), unref_results);
  g_ptr_array_set_size (self->kept, (int) elector_experiment_view_get_n_entries (self));
  gtk_widget_init_template (GTK_WIDGET (self));
  elector_experiment_form_init (&self->form, self->parameters, self->runs, self->measure_child, self->measure);
  elector_experiment_view_select (self, 0);
}
