/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/elector-lab-page.h"

#include "ui/elector-experiment-view.h"

#include <glib/gi18n.h>

struct _ElectorLabPage
{
  AdwBin parent_instance;

  /* Template children */
  GtkWidget *list;
  GtkWidget *content;
  GtkListBox *experiments;
  ElectorExperimentView *experiment;
};

G_DEFINE_FINAL_TYPE (ElectorLabPage, elector_lab_page, ADW_TYPE_BIN)

enum
{
  SIGNAL_SHOW_RUN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* No template child: GTK would take it away from the bin before this lets go of it. */
static AdwLeaflet *
get_leaflet (ElectorLabPage *self)
{
  return ADW_LEAFLET (adw_bin_get_child (ADW_BIN (self)));
}

static void
experiment_selected_cb (ElectorLabPage *self, GtkListBoxRow *row)
{
  if (row != NULL)
    elector_experiment_view_select (self->experiment, (guint) gtk_list_box_row_get_index (row));
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
fill_experiments (ElectorLabPage *self)
{
  for (guint i = 0; i < elector_experiment_view_get_n_entries (self->experiment); i++)
    {
      GtkWidget *label = gtk_label_new (elector_experiment_view_get_entry_name (self->experiment, i));

      gtk_label_set_xalign (GTK_LABEL (label), 0);
      gtk_label_set_wrap (GTK_LABEL (label), TRUE);
      gtk_list_box_append (self->experiments, label);
    }
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
  g_type_ensure (ELECTOR_TYPE_EXPERIMENT_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/elector/Elector/elector-lab-page.ui");
  gtk_widget_class_bind_template_child (widget_class, ElectorLabPage, list);
  gtk_widget_class_bind_template_child (widget_class, ElectorLabPage, content);
  gtk_widget_class_bind_template_child (widget_class, ElectorLabPage, experiments);
  gtk_widget_class_bind_template_child (widget_class, ElectorLabPage, experiment);
  gtk_widget_class_bind_template_callback (widget_class, choose_cb);
  gtk_widget_class_bind_template_callback (widget_class, experiment_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, experiment_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, show_run_cb);
}

static void
elector_lab_page_init (ElectorLabPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  fill_experiments (self);
  adw_leaflet_set_visible_child (get_leaflet (self), self->content);
}

/* Whose system can be experimented with. simulation may be NULL. */
void
elector_lab_page_set_simulation (ElectorLabPage *self, ElectorSimulation *simulation)
{
  g_return_if_fail (ELECTOR_IS_LAB_PAGE (self));
  elector_experiment_view_set_simulation (self->experiment, simulation);
}
