/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/elector-inspector.h"

#include "core/units.h"
#include "ui/inspector-lists.h"

#include <glib/gi18n.h>

struct _ElectorInspector
{
  AdwBin parent_instance;

  GSignalGroup *signals;
  ElectorSimulation *simulation; /* or NULL */
  ElectorInspection inspection;
  ElectorNodeId node;
  guint tick; /* until the next frame, which shows what has changed */
  gboolean updating;

  guint n_nodes; /* that can be chosen */
  ElectorInspectorLists lists;

  /* Template children */
  GtkDropDown *chooser;
  GtkLabel *condition;
  GtkToggleButton *pin;
  GtkLabel *changes;
  GtkWidget *nothing_persistent;
  GtkWidget *belief;
  GtkLabel *belief_title;
  GtkLabel *belief_text;
  GtkWidget *step;
  GtkLabel *step_title;
  GtkLabel *step_text;
  GtkWidget *no_timers;
  GtkLabel *no_messages;
};

G_DEFINE_FINAL_TYPE (ElectorInspector, elector_inspector, ADW_TYPE_BIN)

/* --- What it shows --- */

static void
list_nodes (ElectorInspector *self, guint n_nodes)
{
  g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);

  if (n_nodes == self->n_nodes)
    return;
  self->n_nodes = n_nodes;
  for (guint i = 1; i <= n_nodes; i++)
    gtk_string_list_take (list, g_strdup_printf (_("Node %u"), i));
  self->updating = TRUE;
  gtk_drop_down_set_model (self->chooser, G_LIST_MODEL (list));
  self->updating = FALSE;
}

static void
show_values (ElectorInspector *self)
{
  const ElectorInspection *seen = &self->inspection;
  g_autofree char *time = NULL, *changes = NULL;

  elector_inspector_lists_show_fields (&self->lists, seen);
  gtk_label_set_label (self->condition, seen->values.condition == ELECTOR_CONDITION_UP
                                          ? elector_role_to_text ((ElectorRole) seen->values.fields[ELECTOR_FIELD_ROLE])
                                          : elector_condition_to_text (seen->values.condition));
  if (seen->pinned)
    {
      time = elector_format_clock (seen->pin_time);
      changes = g_strdup_printf (_("● differs from what it was at %s, which is pinned"), time);
    }
  else if (seen->event != ELECTOR_INSPECTION_NONE)
    {
      time = elector_format_clock (elector_trace_get_record (seen->trace, seen->event)->time);
      changes = g_strdup_printf (_("● changed by its last event, at %s"), time);
    }
  gtk_label_set_label (self->changes, changes != NULL ? changes : _("Nothing has happened to it yet"));
}

/* What it waits for, and what is coming. */
static void
show_future (ElectorInspector *self, const ElectorMoment *moment)
{
  guint n = self->inspection.inbox->len;
  g_autofree char *more = NULL;

  if (n > ELECTOR_INSPECTOR_MAX_MESSAGES)
    more = g_strdup_printf (ngettext ("and %u more", "and %u more", n - ELECTOR_INSPECTOR_MAX_MESSAGES),
                            n - ELECTOR_INSPECTOR_MAX_MESSAGES);
  gtk_widget_set_visible (self->no_timers, elector_inspector_lists_show_timers (&self->lists, moment, self->node) == 0);
  elector_inspector_lists_show_messages (&self->lists, &self->inspection, moment->time);
  gtk_label_set_label (self->no_messages, more != NULL ? more : _("Nothing."));
  gtk_widget_set_visible (GTK_WIDGET (self->no_messages), n == 0 || more != NULL);
}

static void
show_reasons (ElectorInspector *self)
{
  const ElectorInspection *seen = &self->inspection;
  g_autofree char *belief = elector_inspection_format_belief (seen), *reason = elector_inspection_format_reason (seen);

  gtk_label_set_label (self->belief_title, belief);
  gtk_label_set_label (self->belief_text, reason != NULL ? reason : "");
  gtk_widget_set_visible (GTK_WIDGET (self->belief_text), reason != NULL);
  gtk_widget_set_sensitive (self->belief, seen->belief != ELECTOR_INSPECTION_NONE);
  gtk_widget_set_visible (self->step, seen->step != ELECTOR_INSPECTION_NONE);
  if (seen->step != ELECTOR_INSPECTION_NONE)
    {
      const ElectorRecord *record = elector_trace_get_record (seen->trace, seen->step);
      g_autofree char *time = elector_format_clock (record->time);
      g_autofree char *title = g_strdup_printf (_("Last step at %s"), time);
      g_autofree char *text = elector_record_format (record, elector_trace_get_config (seen->trace));

      gtk_label_set_label (self->step_title, title);
      gtk_label_set_label (self->step_text, text);
    }
}

/* Looks at the node again. */
static void
look (ElectorInspector *self)
{
  const ElectorMoment *moment = elector_simulation_get_moment (self->simulation);

  if (self->node > moment->config->n_nodes)
    self->node = 1;
  elector_inspector_lists_set_config (&self->lists, moment->config);
  gtk_widget_set_visible (self->nothing_persistent, elector_config_get_persistent_fields (moment->config) == 0);
  list_nodes (self, moment->config->n_nodes);
  elector_inspection_set_node (&self->inspection, elector_simulation_get_trace (self->simulation), self->node);
  elector_inspection_update (&self->inspection, moment, elector_simulation_get_position (self->simulation));
}

static void
update (ElectorInspector *self)
{
  if (self->simulation == NULL)
    return;
  look (self);
  self->lists.plays = elector_simulation_get_playing (self->simulation);
  self->updating = TRUE;
  gtk_drop_down_set_selected (self->chooser, self->node - 1u);
  gtk_toggle_button_set_active (self->pin, self->inspection.pinned);
  self->updating = FALSE;
  show_values (self);
  show_reasons (self);
  show_future (self, elector_simulation_get_moment (self->simulation));
}

/* --- When it is shown --- */

static gboolean
tick_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  ELECTOR_INSPECTOR (widget)->tick = 0;
  update (ELECTOR_INSPECTOR (widget));
  return G_SOURCE_REMOVE;
}

/* However often the cursor moves, it is looked at once a frame, and not at all while nobody sees it. */
static void
moved_cb (ElectorInspector *self)
{
  if (self->tick == 0 && gtk_widget_get_mapped (GTK_WIDGET (self)))
    self->tick = gtk_widget_add_tick_callback (GTK_WIDGET (self), tick_cb, NULL, NULL);
}

static void
elector_inspector_map (GtkWidget *widget)
{
  update (ELECTOR_INSPECTOR (widget));
  GTK_WIDGET_CLASS (elector_inspector_parent_class)->map (widget);
}

/* --- What one does --- */

static void
chosen_cb (ElectorInspector *self)
{
  guint selected = gtk_drop_down_get_selected (self->chooser);

  if (!self->updating && selected != GTK_INVALID_LIST_POSITION)
    elector_inspector_set_node (self, (ElectorNodeId) (selected + 1));
}

static void
pin_cb (ElectorInspector *self)
{
  if (self->updating || self->simulation == NULL)
    return;
  look (self); /* the cursor may have moved since the last frame */
  if (gtk_toggle_button_get_active (self->pin))
    elector_inspection_pin (&self->inspection, elector_simulation_get_moment (self->simulation));
  else
    elector_inspection_unpin (&self->inspection);
  show_values (self);
}

static void
go_to (ElectorInspector *self, guint position)
{
  if (self->simulation == NULL || position == ELECTOR_INSPECTION_NONE
      || elector_simulation_get_trace (self->simulation) != self->inspection.trace)
    return;
  elector_simulation_set_playing (self->simulation, FALSE);
  elector_simulation_seek (self->simulation, elector_trace_find_event_end (self->inspection.trace, position));
}

static void
belief_clicked_cb (ElectorInspector *self)
{
  go_to (self, self->inspection.belief);
}

static void
step_clicked_cb (ElectorInspector *self)
{
  go_to (self, self->inspection.step);
}

/* --- The widget --- */

static void
elector_inspector_dispose (GObject *object)
{
  ElectorInspector *self = ELECTOR_INSPECTOR (object);

  g_clear_object (&self->signals);
  g_clear_object (&self->simulation);
  if (self->tick != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->tick);
  self->tick = 0;
  gtk_widget_dispose_template (GTK_WIDGET (self), ELECTOR_TYPE_INSPECTOR);
  G_OBJECT_CLASS (elector_inspector_parent_class)->dispose (object);
}

static void
elector_inspector_finalize (GObject *object)
{
  elector_inspection_clear (&ELECTOR_INSPECTOR (object)->inspection);
  G_OBJECT_CLASS (elector_inspector_parent_class)->finalize (object);
}

static void
bind_list (GtkWidgetClass *widget_class, const char *name, gssize offset)
{
  gtk_widget_class_bind_template_child_full (widget_class, name, FALSE,
                                             G_STRUCT_OFFSET (ElectorInspector, lists) + offset);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, "/org/elector/Elector/elector-inspector.ui");
  gtk_widget_class_bind_template_child (widget_class, ElectorInspector, chooser);
  gtk_widget_class_bind_template_child (widget_class, ElectorInspector, condition);
  gtk_widget_class_bind_template_child (widget_class, ElectorInspector, pin);
  gtk_widget_class_bind_template_child (widget_class, ElectorInspector, changes);
  bind_list (widget_class, "persistent", G_STRUCT_OFFSET (ElectorInspectorLists, persistent));
  gtk_widget_class_bind_template_child (widget_class, ElectorInspector, nothing_persistent);
  bind_list (widget_class, "fleeting", G_STRUCT_OFFSET (ElectorInspectorLists, fleeting));
  gtk_widget_class_bind_template_child (widget_class, ElectorInspector, belief);
  gtk_widget_class_bind_template_child (widget_class, ElectorInspector, belief_title);
  gtk_widget_class_bind_template_child (widget_class, ElectorInspector, belief_text);
  gtk_widget_class_bind_template_child (widget_class, ElectorInspector, step);
  gtk_widget_class_bind_template_child (widget_class, ElectorInspector, step_title);
  gtk_widget_class_bind_template_child (widget_class, ElectorInspector, step_text);
  bind_list (widget_class, "timers", G_STRUCT_OFFSET (ElectorInspectorLists, timers));
  gtk_widget_class_bind_template_child (widget_class, ElectorInspector, no_timers);
  bind_list (widget_class, "inbox", G_STRUCT_OFFSET (ElectorInspectorLists, inbox));
  gtk_widget_class_bind_template_child (widget_class, ElectorInspector, no_messages);
  gtk_widget_class_bind_template_callback (widget_class, chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, pin_cb);
  gtk_widget_class_bind_template_callback (widget_class, belief_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, step_clicked_cb);
}

static void
elector_inspector_class_init (ElectorInspectorClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = elector_inspector_dispose;
  G_OBJECT_CLASS (klass)->finalize = elector_inspector_finalize;
  GTK_WIDGET_CLASS (klass)->map = elector_inspector_map;
  bind_template (GTK_WIDGET_CLASS (klass));
}

static void
elector_inspector_init (ElectorInspector *self)
{
  self->node = 1;
  elector_inspection_init (&self->inspection);
  gtk_widget_init_template (GTK_WIDGET (self));
  self->signals = g_signal_group_new (ELECTOR_TYPE_SIMULATION);
  g_signal_group_connect_swapped (self->signals, "moved", G_CALLBACK (moved_cb), self);
  g_signal_group_connect_swapped (self->signals, "notify::playing", G_CALLBACK (moved_cb), self);
}

/* simulation may be NULL. */
void
elector_inspector_set_simulation (ElectorInspector *self, ElectorSimulation *simulation)
{
  g_return_if_fail (ELECTOR_IS_INSPECTOR (self));

  g_signal_group_set_target (self->signals, simulation);
  g_set_object (&self->simulation, simulation);
  if (simulation == NULL)
    elector_inspection_set_node (&self->inspection, NULL, self->node);
  moved_cb (self);
}

ElectorNodeId
elector_inspector_get_node (ElectorInspector *self)
{
  g_return_val_if_fail (ELECTOR_IS_INSPECTOR (self), ELECTOR_NO_NODE);
  return self->node;
}

/* Shows another node. One that is not there is taken for the first. */
void
elector_inspector_set_node (ElectorInspector *self, ElectorNodeId node)
{
  g_return_if_fail (ELECTOR_IS_INSPECTOR (self) && node != ELECTOR_NO_NODE);

  if (self->node == node)
    return;
  self->node = node;
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    update (self);
}
