/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/elector-experiment-view.h"

#include "check/results.h"
#include "ui/compat.h"
#include "ui/drop-down.h"
#include "ui/elector-plot.h"
#include "ui/elector-wrap.h"
#include "ui/lab-plot.h"
#include "ui/lab-table.h"
#include "ui/plot-paint.h"

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
  guint entry;             /* a preset; after the last of these: the system that is simulated */
  GPtrArray *kept;         /* of ElectorResults or NULL, by entry: what came out the last time */
  GPtrArray *algorithms;   /* of GtkCheckButton, in the order of the experiment's algorithms */

  /* While an experiment is made; otherwise NULL and 0. */
  GCancellable *cancellable;
  ElectorResults *pending;
  guint progress_source;
  gint64 began;

  /* Template children */
  GtkLabel *title;
  GtkMenuButton *export_button;
  GtkLabel *description;
  GtkFlowBox *parameters;
  GtkSpinButton *runs;
  GtkFlowBoxChild *measure_child;
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
  return self->entry >= elector_experiment_get_n_presets ();
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

static ElectorExperiment *
make_experiment (ElectorExperimentView *self)
{
  if (!is_own (self))
    return elector_experiment_new_preset (elector_experiment_get_preset_id (self->entry));
  return elector_experiment_new_for_scenario (elector_simulation_get_scenario (self->simulation),
                                              (ElectorQuantity) gtk_drop_down_get_selected (self->measure));
}

static gboolean
is_wanted (ElectorExperimentView *self, const ElectorProtocol *protocol)
{
  for (guint i = 0; i < self->algorithms->len; i++)
    {
      GtkWidget *button = g_ptr_array_index (self->algorithms, i);

      if (g_object_get_data (G_OBJECT (button), "protocol") == protocol)
        return gtk_check_button_get_active (GTK_CHECK_BUTTON (button));
    }
  return TRUE;
}

/* The experiment with the parameters that are set. */
static ElectorExperiment *
make_wanted (ElectorExperimentView *self)
{
  ElectorExperiment *experiment = make_experiment (self);

  for (guint i = experiment->settings->len; i > 0; i--)
    {
      const ElectorSetting *setting = elector_experiment_get_setting (experiment, i - 1);

      if (!is_wanted (self, elector_scenario_get_config (setting->scenario)->protocol))
        g_ptr_array_remove_index (experiment->settings, i - 1);
    }
  experiment->n_runs = (guint) gtk_spin_button_get_value_as_int (self->runs);
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

  if (self->pending != NULL || (is_own (self) && self->simulation == NULL))
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

/* --- Export --- */

typedef struct
{
  ElectorExperimentView *view; /* owned */
  ElectorResults *results;     /* owned: others may have come by the time that a file is chosen */
  char *title;                 /* owned */
  char *format;                /* "csv", or that of a picture; owned */
} Export;

static gboolean
write_file (const Export *export, GFile *file, GError **error)
{
  g_autoptr (ElectorPlotScene) scene = NULL;
  g_autofree char *csv = NULL;
  ElectorPaperFormat format = ELECTOR_PAPER_SVG;

  if (strcmp (export->format, "csv") == 0)
    {
      csv = elector_results_to_csv (export->results);
      return g_file_replace_contents (file, csv, strlen (csv), NULL, FALSE, G_FILE_CREATE_NONE, NULL, NULL, error);
    }
  while (format + 1 < ELECTOR_N_PAPERS && strcmp (export->format, elector_paper_format_to_id (format)) != 0)
    format++;
  scene = elector_lab_plot_new (export->results);
  return elector_plot_export (scene, export->title, format, file, error);
}

static void
file_chosen_cb (GFile *file, gpointer user_data)
{
  Export *export = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL, *name = NULL;

  if (file != NULL)
    {
      name = g_file_get_parse_name (file);
      if (write_file (export, file, &error))
        text = g_strdup_printf (_("Saved as %s"), name);
      else
        text = g_strdup_printf (_("It could not be saved: %s"), error->message);
      if (export->view->status != NULL) /* the window may have been closed by now */
        gtk_label_set_label (export->view->status, text);
    }
  g_object_unref (export->view);
  elector_results_unref (export->results);
  g_free (export->title);
  g_free (export->format);
  g_free (export);
}

static void
export_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ElectorExperimentView *self = ELECTOR_EXPERIMENT_VIEW (widget);
  ElectorResults *results = get_results (self);
  GtkRoot *root = gtk_widget_get_root (widget);
  g_autofree char *file_name = NULL;
  Export *export;

  if (results == NULL)
    return;
  export = g_new (Export, 1);
  *export = (Export) { .view = g_object_ref (self),
                       .results = elector_results_ref (results),
                       .title = g_strdup (gtk_label_get_label (self->title)),
                       .format = g_variant_dup_string (parameter, NULL) };
  file_name = g_strdup_printf ("%s.%s", results->experiment->id, export->format);
  elector_compat_choose_file (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, TRUE, _("Export"), file_name, NULL,
                              file_chosen_cb, export);
}

/* --- What it is about --- */

static void
remove_algorithms (ElectorExperimentView *self)
{
  for (guint i = 0; i < self->algorithms->len; i++)
    {
      GtkWidget *button = g_ptr_array_index (self->algorithms, i);

      gtk_flow_box_remove (self->parameters, gtk_widget_get_parent (button));
    }
  g_ptr_array_set_size (self->algorithms, 0);
}

static void
add_algorithm (ElectorExperimentView *self, const ElectorProtocol *protocol)
{
  GtkWidget *button = gtk_check_button_new_with_label (_(protocol->name)), *child = gtk_flow_box_child_new ();

  g_object_set_data (G_OBJECT (button), "protocol", (gpointer) protocol);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (button), TRUE);
  gtk_flow_box_child_set_child (GTK_FLOW_BOX_CHILD (child), button);
  gtk_widget_set_focusable (child, FALSE);
  gtk_widget_set_halign (child, GTK_ALIGN_START);
  gtk_flow_box_append (self->parameters, child);
  g_ptr_array_add (self->algorithms, button);
}

/* A choice of algorithms, if there is one. */
static void
show_algorithms (ElectorExperimentView *self, const ElectorExperiment *experiment)
{
  g_autoptr (GPtrArray) protocols = g_ptr_array_new ();

  remove_algorithms (self);
  for (guint i = 0; i < experiment->settings->len; i++)
    {
      ElectorScenario *scenario = elector_experiment_get_setting (experiment, i)->scenario;
      const ElectorProtocol *protocol = elector_scenario_get_config (scenario)->protocol;

      if (!g_ptr_array_find (protocols, protocol, NULL))
        g_ptr_array_add (protocols, (gpointer) protocol);
    }
  for (guint i = 0; protocols->len > 1 && i < protocols->len; i++)
    add_algorithm (self, g_ptr_array_index (protocols, i));
}

static void
fill_measures (ElectorExperimentView *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  for (guint i = 0; i < ELECTOR_N_QUANTITIES; i++)
    gtk_string_list_append (names, elector_quantity_to_text ((ElectorQuantity) i));
  gtk_drop_down_set_model (self->measure, G_LIST_MODEL (names));
  elector_drop_down_let_shrink (self->measure);
}

/* How many experiments there are to choose from. */
guint
elector_experiment_view_get_n_entries (ElectorExperimentView *self)
{
  return elector_experiment_get_n_presets () + 1;
}

/* Translated. */
const char *
elector_experiment_view_get_entry_name (ElectorExperimentView *self, guint entry)
{
  return entry < elector_experiment_get_n_presets () ? elector_experiment_get_preset_name (entry)
                                                     : _("The system in Simulate");
}

/* Shows another experiment, and what came out of it the last time. One that is being made is canceled. */
void
elector_experiment_view_select (ElectorExperimentView *self, guint entry)
{
  g_autoptr (ElectorExperiment) experiment = NULL;

  g_return_if_fail (ELECTOR_IS_EXPERIMENT_VIEW (self));
  g_return_if_fail (entry < elector_experiment_view_get_n_entries (self));

  elector_experiment_view_cancel (self);
  self->entry = entry;
  if (!is_own (self) || self->simulation != NULL)
    experiment = make_experiment (self);
  gtk_label_set_label (self->title, elector_experiment_view_get_entry_name (self, entry));
  gtk_label_set_label (self->description,
                       is_own (self) ? _("What happens to this system, and to other algorithms in its place, with "
                                         "other seeds? If an election is measured, the leader crashes in each run.")
                                     : experiment->description);
  gtk_widget_set_visible (GTK_WIDGET (self->measure_child), is_own (self));
  if (experiment != NULL)
    {
      gtk_spin_button_set_value (self->runs, experiment->n_runs);
      gtk_editable_select_region (GTK_EDITABLE (self->runs), 0, 0);
      show_algorithms (self, experiment);
    }
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

  g_ptr_array_unref (self->kept);
  g_ptr_array_unref (self->algorithms);
  G_OBJECT_CLASS (elector_experiment_view_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *klass)
{
  gtk_widget_class_bind_template_child (klass, ElectorExperimentView, title);
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

  g_type_ensure (ELECTOR_TYPE_PLOT);
  g_type_ensure (ELECTOR_TYPE_WRAP);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/elector/Elector/elector-experiment-view.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
}

static void
elector_experiment_view_init (ElectorExperimentView *self)
{
  guint n = elector_experiment_view_get_n_entries (self);

  self->kept = g_ptr_array_new_full (n, unref_results);
  g_ptr_array_set_size (self->kept, (int) n);
  self->algorithms = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  fill_measures (self);
  elector_experiment_view_select (self, 0);
}
