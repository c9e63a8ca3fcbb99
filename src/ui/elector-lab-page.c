/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/elector-lab-page.h"

#include "ui/elector-checker-view.h"
#include "ui/elector-experiment-view.h"
#include "ui/elector-rules-table.h"

#include <glib/gi18n.h>

struct _ElectorLabPage
{
  AdwBin parent_instance;

  /* Template children */
  GtkWidget *list;
  GtkWidget *content;
  GtkListBox *experiments;
  GtkListBox *checkers;
  GtkScrolledWindow *scroller;
  GtkStack *views;
  ElectorExperimentView *experiment;
  ElectorCheckerView *checker;
  ElectorRulesTable *rules;
};

G_DEFINE_FINAL_TYPE (ElectorLabPage, elector_lab_page, ADW_TYPE_BIN)

enum
{
  SIGNAL_SHOW_RUN,
  SIGNAL_SHOW_STEP,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* The rows of the list of the checker. */
enum
{
  CHECKER_SEARCH,
  CHECKER_RULES
};

/* No template child: GTK would take it away from the bin before this lets go of it. */
static AdwLeaflet *
get_leaflet (ElectorLabPage *self)
{
  return ADW_LEAFLET (adw_bin_get_child (ADW_BIN (self)));
}

/* Only the table of rules does not get as narrow as one likes. */
static void
show_view (ElectorLabPage *self, gpointer view)
{
  gtk_stack_set_visible_child (self->views, view);
  gtk_scrolled_window_set_policy (self->scroller,
                                  view == (gpointer) self->rules ? GTK_POLICY_AUTOMATIC : GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_adjustment_set_value (gtk_scrolled_window_get_hadjustment (self->scroller), 0);
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), 0);
}

/* Of both lists together one row is selected. */
static void
experiment_selected_cb (ElectorLabPage *self, GtkListBoxRow *row)
{
  if (row == NULL)
    return;
  gtk_list_box_unselect_all (self->checkers);
  elector_experiment_view_select (self->experiment, (guint) gtk_list_box_row_get_index (row));
  show_view (self, self->experiment);
}

static void
checker_selected_cb (ElectorLabPage *self, GtkListBoxRow *row)
{
  if (row == NULL)
    return;
  gtk_list_box_unselect_all (self->experiments);
  if (gtk_list_box_row_get_index (row) == CHECKER_SEARCH)
    show_view (self, self->checker);
  else
    show_view (self, self->rules);
}

/* Where there is room for one of them only, the list goes once an experiment is chosen. */
static void
experiment_activated_cb (ElectorLabPage *self)
{
  adw_leaflet_set_visible_child (get_leaflet (self), self->content);
}

static void
choose_cb (ElectorLabPage *self)
{
  adw_leaflet_set_visible_child (get_leaflet (self), self->list);
  gtk_widget_child_focus (self->list, GTK_DIR_TAB_FORWARD);
}

static void
show_run_cb (ElectorLabPage *self, ElectorScenario *scenario, gint64 time)
{
  g_signal_emit (self, signals[SIGNAL_SHOW_RUN], 0, scenario, time);
}

static void
show_step_cb (ElectorLabPage *self, ElectorScenario *scenario, gint64 time)
{
  g_signal_emit (self, signals[SIGNAL_SHOW_STEP], 0, scenario, time);
}

static void
select_row (ElectorLabPage *self, GtkListBox *list, int index)
{
  gtk_list_box_select_row (list, gtk_list_box_get_row_at_index (list, index));
  adw_leaflet_set_visible_child (get_leaflet (self), self->content);
}

static void
show_search_cb (ElectorLabPage *self, const ElectorSearch *search, const char *note)
{
  select_row (self, self->checkers, CHECKER_SEARCH);
  elector_checker_view_search (self->checker, search, note);
}

static void
show_experiment_cb (ElectorLabPage *self)
{
  select_row (self, self->experiments, (int) elector_experiment_view_get_own_entry (self->experiment));
}

/* The row of an entry, made if there is none yet. */
static GtkWidget *
show_row (ElectorLabPage *self, guint entry)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->experiments, (int) entry);
  GtkWidget *label = row != NULL ? gtk_list_box_row_get_child (row) : gtk_label_new (NULL);

  gtk_label_set_label (GTK_LABEL (label), elector_experiment_view_get_entry_name (self->experiment, entry));
  if (row != NULL)
    return label;
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_list_box_append (self->experiments, label);
  return label;
}

static void
fill_experiments (ElectorLabPage *self)
{
  for (guint i = 0; i < elector_experiment_view_get_n_entries (self->experiment); i++)
    show_row (self, i);
  gtk_list_box_select_row (self->experiments, gtk_list_box_get_row_at_index (self->experiments, 0));
}

static void
elector_lab_page_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), ELECTOR_TYPE_LAB_PAGE);
  G_OBJECT_CLASS (elector_lab_page_parent_class)->dispose (object);
}

static void
elector_lab_page_class_init (ElectorLabPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = elector_lab_page_dispose;
  signals[SIGNAL_SHOW_RUN] = g_signal_new ("show-run", ELECTOR_TYPE_LAB_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                           G_TYPE_NONE, 2, ELECTOR_TYPE_SCENARIO, G_TYPE_INT64);
  signals[SIGNAL_SHOW_STEP] = g_signal_new ("show-step", ELECTOR_TYPE_LAB_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                            G_TYPE_NONE, 2, ELECTOR_TYPE_SCENARIO, G_TYPE_INT64);
  g_type_ensure (ELECTOR_TYPE_CHECKER_VIEW);
  g_type_ensure (ELECTOR_TYPE_EXPERIMENT_VIEW);
  g_type_ensure (ELECTOR_TYPE_RULES_TABLE);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/elector/Elector/elector-lab-page.ui");
  gtk_widget_class_bind_template_child (widget_class, ElectorLabPage, list);
  gtk_widget_class_bind_template_child (widget_class, ElectorLabPage, content);
  gtk_widget_class_bind_template_child (widget_class, ElectorLabPage, experiments);
  gtk_widget_class_bind_template_child (widget_class, ElectorLabPage, checkers);
  gtk_widget_class_bind_template_child (widget_class, ElectorLabPage, scroller);
  gtk_widget_class_bind_template_child (widget_class, ElectorLabPage, views);
  gtk_widget_class_bind_template_child (widget_class, ElectorLabPage, experiment);
  gtk_widget_class_bind_template_child (widget_class, ElectorLabPage, checker);
  gtk_widget_class_bind_template_child (widget_class, ElectorLabPage, rules);
  gtk_widget_class_bind_template_callback (widget_class, checker_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, choose_cb);
  gtk_widget_class_bind_template_callback (widget_class, experiment_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, experiment_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, show_experiment_cb);
  gtk_widget_class_bind_template_callback (widget_class, show_run_cb);
  gtk_widget_class_bind_template_callback (widget_class, show_search_cb);
  gtk_widget_class_bind_template_callback (widget_class, show_step_cb);
}

static void
elector_lab_page_init (ElectorLabPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  fill_experiments (self);
  adw_leaflet_set_visible_child (get_leaflet (self), self->content);
}

/* Shows an experiment that was read from a file or from another text. */
void
elector_lab_page_open (ElectorLabPage *self, ElectorExperiment *experiment)
{
  guint entry;

  g_return_if_fail (ELECTOR_IS_LAB_PAGE (self));

  entry = elector_experiment_view_add (self->experiment, experiment);
  gtk_widget_set_tooltip_text (show_row (self, entry), experiment->id);
  gtk_list_box_unselect_all (self->experiments); /* it may have been this one, with another content */
  select_row (self, self->experiments, (int) entry);
}

/* Lets the checker look for what rule number rule of protocol is for. */
void
elector_lab_page_find_purpose (ElectorLabPage *self, const ElectorProtocol *protocol, guint rule)
{
  g_return_if_fail (ELECTOR_IS_LAB_PAGE (self));

  select_row (self, self->checkers, CHECKER_RULES);
  elector_rules_table_find_purpose (self->rules, protocol, rule);
}

/* Whose system can be experimented with. simulation may be NULL. */
void
elector_lab_page_set_simulation (ElectorLabPage *self, ElectorSimulation *simulation)
{
  g_return_if_fail (ELECTOR_IS_LAB_PAGE (self));
  elector_experiment_view_set_simulation (self->experiment, simulation);
}
