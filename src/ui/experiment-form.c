/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/experiment-form.h"

#include "core/units.h"
#include "protocols/registry.h"
#include "ui/drop-down.h"

#include <glib/gi18n.h>

/* --- Algorithms --- */

/* The algorithms of an experiment, in their order, NULL-terminated. */
static GPtrArray *
list_protocols (const ElectorExperiment *experiment)
{
  GPtrArray *protocols = g_ptr_array_new ();

  for (guint i = 0; i < experiment->settings->len; i++)
    {
      ElectorScenario *scenario = elector_experiment_get_setting (experiment, i)->scenario;
      const ElectorProtocol *protocol = elector_scenario_get_config (scenario)->protocol;

      if (!g_ptr_array_find (protocols, protocol, NULL))
        g_ptr_array_add (protocols, (gpointer) protocol);
    }
  g_ptr_array_add (protocols, NULL);
  return protocols;
}

/* Those that are chosen, NULL-terminated; all, where there is no choice. */
static GPtrArray *
list_wanted (const ElectorExperimentForm *self, const ElectorExperiment *experiment)
{
  GPtrArray *protocols;

  if (self->algorithms->len == 0)
    return list_protocols (experiment);
  protocols = g_ptr_array_new ();
  for (guint i = 0; i < self->algorithms->len; i++)
    {
      GtkWidget *button = g_ptr_array_index (self->algorithms, i);

      if (gtk_check_button_get_active (GTK_CHECK_BUTTON (button)))
        g_ptr_array_add (protocols, g_object_get_data (G_OBJECT (button), "protocol"));
    }
  g_ptr_array_add (protocols, NULL);
  return protocols;
}

static void
remove_algorithms (ElectorExperimentForm *self)
{
  for (guint i = 0; i < self->algorithms->len; i++)
    {
      GtkWidget *button = g_ptr_array_index (self->algorithms, i);

      gtk_flow_box_remove (self->parameters, gtk_widget_get_parent (button));
    }
  g_ptr_array_set_size (self->algorithms, 0);
}

static void
add_algorithm (ElectorExperimentForm *self, const ElectorProtocol *protocol, gboolean active)
{
  GtkWidget *button = gtk_check_button_new_with_label (_(protocol->name)), *child = gtk_flow_box_child_new ();

  g_object_set_data (G_OBJECT (button), "protocol", (gpointer) protocol);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (button), active);
  gtk_flow_box_child_set_child (GTK_FLOW_BOX_CHILD (child), button);
  gtk_widget_set_focusable (child, FALSE);
  gtk_widget_set_halign (child, GTK_ALIGN_START);
  gtk_flow_box_append (self->parameters, child);
  g_ptr_array_add (self->algorithms, button);
}

/* Whether the experiment of a file can also be made with another algorithm. */
static gboolean
is_fit (const ElectorExperiment *file, const ElectorProtocol *protocol)
{
  g_autoptr (ElectorExperiment) experiment = elector_experiment_new_from_data (file->text, -1, file->id, NULL);
  const ElectorProtocol *const protocols[] = { protocol, NULL };

  return elector_experiment_set_protocols (experiment, protocols, NULL);
}

/* A choice of algorithms, if there is one. A file's own are chosen, and others offered. */
static void
show_algorithms (ElectorExperimentForm *self, const ElectorExperiment *experiment)
{
  g_autoptr (GPtrArray) protocols = list_protocols (experiment);
  guint n = protocols->len - 1;

  g_ptr_array_set_size (protocols, (int) n);
  for (guint i = 0; experiment->text != NULL && i < elector_registry_get_n_protocols (); i++)
    {
      const ElectorProtocol *protocol = elector_registry_get_protocol (i);

      if (!g_ptr_array_find (protocols, protocol, NULL) && is_fit (experiment, protocol))
        g_ptr_array_add (protocols, (gpointer) protocol);
    }
  remove_algorithms (self);
  for (guint i = 0; protocols->len > 1 && i < protocols->len; i++)
    add_algorithm (self, g_ptr_array_index (protocols, i), i < n);
}

/* --- What is measured --- */

/* What is chosen to be measured; what was offered first, where nothing has been offered yet. */
ElectorQuantity
elector_experiment_form_get_quantity (const ElectorExperimentForm *self)
{
  guint selected = gtk_drop_down_get_selected (self->measure);

  return selected < self->quantities->len ? g_array_index (self->quantities, ElectorQuantity, selected)
                                          : ELECTOR_QUANTITY_DOWNTIME;
}

/* Offers what can be measured, or nothing. Where the leader does not crash in all runs, some things cannot be. */
void
elector_experiment_form_offer_quantities (ElectorExperimentForm *self, gboolean has_choice, gboolean crashes,
                                          ElectorQuantity chosen)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint selected = 0;

  gtk_widget_set_visible (self->measure_child, has_choice);
  if (!has_choice)
    return;
  g_array_set_size (self->quantities, 0);
  for (guint i = 0; i < ELECTOR_N_QUANTITIES; i++)
    {
      ElectorQuantity quantity = (ElectorQuantity) i;

      if (!crashes && elector_quantity_needs_crash (quantity))
        continue;
      if (quantity == chosen)
        selected = self->quantities->len;
      g_array_append_val (self->quantities, quantity);
      gtk_string_list_append (names, elector_quantity_to_text (quantity));
    }
  gtk_drop_down_set_model (self->measure, G_LIST_MODEL (names));
  gtk_drop_down_set_selected (self->measure, selected);
}

/* --- All of it --- */

void
elector_experiment_form_init (ElectorExperimentForm *self, GtkFlowBox *parameters, GtkSpinButton *runs,
                              GtkWidget *measure_child, GtkDropDown *measure)
{
  self->parameters = parameters;
  self->runs = runs;
  self->measure_child = measure_child;
  self->measure = measure;
  self->algorithms = g_ptr_array_new ();
  self->quantities = g_array_new (FALSE, FALSE, sizeof (ElectorQuantity));
  elector_drop_down_let_shrink (measure);
}

void
elector_experiment_form_clear (ElectorExperimentForm *self)
{
  g_clear_pointer (&self->algorithms, g_ptr_array_unref);
  g_clear_pointer (&self->quantities, g_array_unref);
}

/* Shows the parameters as an experiment has them. */
void
elector_experiment_form_show (ElectorExperimentForm *self, const ElectorExperiment *experiment)
{
  gtk_spin_button_set_value (self->runs, experiment->n_runs);
  gtk_editable_select_region (GTK_EDITABLE (self->runs), 0, 0);
  show_algorithms (self, experiment);
}

/* Gives an experiment, which is as the one that is shown was, the parameters that are set. */
void
elector_experiment_form_apply (const ElectorExperimentForm *self, ElectorExperiment *experiment)
{
  g_autoptr (GPtrArray) protocols = list_wanted (self, experiment);

  if (experiment->text != NULL)
    experiment->quantity = elector_experiment_form_get_quantity (self);
  experiment->n_runs = (guint) gtk_spin_button_get_value_as_int (self->runs);
  elector_experiment_set_protocols (experiment, (const ElectorProtocol *const *) protocols->pdata,
                                    NULL); /* cannot fail: no other is offered */
}

/* What an experiment of a file is about: its description, what is swept, and what happens. Owned. */
char *
elector_experiment_form_describe (const ElectorExperiment *experiment)
{
  const ElectorSweep *sweep = experiment->sweep;
  guint n_nodes = elector_scenario_get_config (sweep->scenario)->n_nodes;
  g_autofree char *values = sweep->axis != NULL ? g_strjoinv (", ", (GStrv) sweep->values) : NULL;
  g_autofree char *crash = sweep->crashes ? elector_format_range (&sweep->crash) : NULL;
  g_autoptr (GPtrArray) facts = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *line = NULL;

  if (g_strcmp0 (sweep->axis, "nodes") != 0)
    g_ptr_array_add (facts, g_strdup_printf (ngettext ("%u node", "%u nodes", n_nodes), n_nodes));
  if (sweep->axis != NULL)
    /* Translators: the name of a parameter, and its values */
    g_ptr_array_add (facts, g_strdup_printf (_("%s: %s"), sweep->axis, values));
  if (sweep->crashes)
    /* Translators: a time, or two with two dots between them */
    g_ptr_array_add (facts, g_strdup_printf (_("the leader crashes: %s"), crash));
  g_ptr_array_add (facts, NULL);
  line = g_strjoinv (" · ", (GStrv) facts->pdata);
  return experiment->description != NULL ? g_strconcat (experiment->description, "\n", line, NULL)
                                         : g_steal_pointer (&line);
}
