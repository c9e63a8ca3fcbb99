/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/elector-inspector.h"

#include "core/units.h"
#include "engine/inspection.h"
#include "ui/elector-inspector-row.h"

#include <glib/gi18n.h>

/* More messages than this are counted only. */
#define MAX_MESSAGES 8

struct _ElectorInspector
{
  AdwBin parent_instance;

  GSignalGroup *signals;
  ElectorSimulation *simulation; /* or NULL */
  ElectorInspection inspection;
  ElectorNodeId node;
  guint tick; /* until the next frame, which shows what has changed */
  gboolean updating;

  /* For which there are rows */
  const ElectorProtocol *protocol;
  guint32 rules;
  guint n_nodes;
  ElectorInspectorRow *fields[ELECTOR_N_FIELDS]; /* NULL: the algorithm has none */
  ElectorInspectorRow *timer_rows[ELECTOR_MAX_TIMERS];
  ElectorInspectorRow *messages[MAX_MESSAGES];

  /* Template children */
  GtkDropDown *chooser;
  GtkLabel *condition;
  GtkToggleButton *pin;
  GtkLabel *changes;
  GtkBox *persistent;
  GtkWidget *nothing_persistent;
  GtkBox *fleeting;
  GtkWidget *belief;
  GtkLabel *belief_title;
  GtkLabel *belief_text;
  GtkWidget *step;
  GtkLabel *step_title;
  GtkLabel *step_text;
  GtkBox *timers;
  GtkWidget *no_timers;
  GtkBox *inbox;
  GtkLabel *no_messages;
};

G_DEFINE_FINAL_TYPE (ElectorInspector, elector_inspector, ADW_TYPE_BIN)

/* --- Which rows there are --- */

static void
remove_rows (GtkBox *box)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (box))) != NULL)
    gtk_box_remove (box, child);
}

static ElectorInspectorRow *
add_row (GtkBox *box, const char *name)
{
  GtkWidget *row = elector_inspector_row_new (name);

  gtk_box_append (box, row);
  return ELECTOR_INSPECTOR_ROW (row);
}

static void
make_rows (ElectorInspector *self, const ElectorConfig *config)
{
  const ElectorProtocol *protocol = config->protocol;
  guint32 persistent = elector_config_get_persistent_fields (config);

  if (protocol == self->protocol && config->rules == self->rules)
    return;
  self->protocol = protocol;
  self->rules = config->rules;
  remove_rows (self->persistent);
  remove_rows (self->fleeting);
  remove_rows (self->timers);
  for (guint i = 0; i < ELECTOR_N_FIELDS; i++)
    {
      GtkBox *box = (persistent >> i & 1) != 0 ? self->persistent : self->fleeting;
      gboolean has = (protocol->fields >> i & 1) != 0;

      self->fields[i] = has ? add_row (box, elector_field_to_text ((ElectorField) i)) : NULL;
    }
  for (guint i = 0; i < protocol->timers.length; i++)
    self->timer_rows[i] = add_row (self->timers, _(protocol->timer_texts[i]));
  gtk_widget_set_visible (self->nothing_persistent, persistent == 0);
}

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

/* --- What they show --- */

/* Up to whole milliseconds, as what is waited for has not come while any of it is left. */
static char *
format_left (ElectorTime left)
{
  if (left <= 0)
    return g_strdup (_("waits"));
  return elector_format_duration ((left + ELECTOR_MSEC - 1) / ELECTOR_MSEC * ELECTOR_MSEC);
}

static void
show_values (ElectorInspector *self)
{
  const ElectorInspection *seen = &self->inspection;
  g_autofree char *time = NULL, *changes = NULL;

  for (guint i = 0; i < ELECTOR_N_FIELDS; i++)
    if (self->fields[i] != NULL)
      {
        g_autofree char *value = elector_inspection_format_value (seen, (ElectorField) i);

        elector_inspector_row_set_value (self->fields[i], value,
                                         elector_inspection_has_changed (seen, (ElectorField) i));
      }
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

static void
show_timers (ElectorInspector *self, const ElectorMoment *moment)
{
  const ElectorMomentNode *node = elector_moment_get_node (moment, self->node);
  gboolean any = FALSE;

  for (guint i = 0; i < self->protocol->timers.length; i++)
    {
      ElectorTime left = node->deadlines[i] - moment->time, whole = node->deadlines[i] - node->started[i];
      gboolean runs = node->deadlines[i] != ELECTOR_NEVER;
      g_autofree char *text = runs ? format_left (left) : NULL;

      gtk_widget_set_visible (GTK_WIDGET (self->timer_rows[i]), runs);
      if (!runs)
        continue;
      elector_inspector_row_set_fraction (self->timer_rows[i], whole > 0 ? (double) left / (double) whole : 0);
      elector_inspector_row_set_value (self->timer_rows[i], text, FALSE);
      any = TRUE;
    }
  gtk_widget_set_visible (self->no_timers, !any);
}

static void
show_message (ElectorInspector *self, guint i, const ElectorMoment *moment)
{
  const ElectorInboxItem *item = &g_array_index (self->inspection.inbox, ElectorInboxItem, i);
  g_autofree char *name = g_strdup_printf (_("%s from node %u"), self->protocol->messages.ids[item->type], item->from);
  g_autofree char *left = format_left (item->waits ? 0 : item->due - moment->time);
  g_autofree char *when = item->waits ? g_strdup (left) : g_strdup_printf (_("in %s"), left);

  if (self->messages[i] == NULL)
    self->messages[i] = add_row (self->inbox, name);
  elector_inspector_row_set_name (self->messages[i], name);
  elector_inspector_row_set_value (self->messages[i], when, FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->messages[i]), TRUE);
}

static void
show_inbox (ElectorInspector *self, const ElectorMoment *moment)
{
  guint n = self->inspection.inbox->len;
  g_autofree char *more = NULL;

  for (guint i = 0; i < MAX_MESSAGES; i++)
    if (i < n)
      show_message (self, i, moment);
    else if (self->messages[i] != NULL)
      gtk_widget_set_visible (GTK_WIDGET (self->messages[i]), FALSE);
  if (n > MAX_MESSAGES)
    more = g_strdup_printf (ngettext ("and %u more", "and %u more", n - MAX_MESSAGES), n - MAX_MESSAGES);
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
  make_rows (self, moment->config);
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
  self->updating = TRUE;
  gtk_drop_down_set_selected (self->chooser, self->node - 1u);
  gtk_toggle_button_set_active (self->pin, self->inspection.pinned);
  self->updating = FALSE;
  show_values (self);
  show_reasons (self);
  show_timers (self, elector_simulation_get_moment (self->simulation));
  show_inbox (self, elector_simulation_get_moment (self->simulation));
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
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, "/org/elector/Elector/elector-inspector.ui");
  gtk_widget_class_bind_template_child (widget_class, ElectorInspector, chooser);
  gtk_widget_class_bind_template_child (widget_class, ElectorInspector, condition);
  gtk_widget_class_bind_template_child (widget_class, ElectorInspector, pin);
  gtk_widget_class_bind_template_child (widget_class, ElectorInspector, changes);
  gtk_widget_class_bind_template_child (widget_class, ElectorInspector, persistent);
  gtk_widget_class_bind_template_child (widget_class, ElectorInspector, nothing_persistent);
  gtk_widget_class_bind_template_child (widget_class, ElectorInspector, fleeting);
  gtk_widget_class_bind_template_child (widget_class, ElectorInspector, belief);
  gtk_widget_class_bind_template_child (widget_class, ElectorInspector, belief_title);
  gtk_widget_class_bind_template_child (widget_class, ElectorInspector, belief_text);
  gtk_widget_class_bind_template_child (widget_class, ElectorInspector, step);
  gtk_widget_class_bind_template_child (widget_class, ElectorInspector, step_title);
  gtk_widget_class_bind_template_child (widget_class, ElectorInspector, step_text);
  gtk_widget_class_bind_template_child (widget_class, ElectorInspector, timers);
  gtk_widget_class_bind_template_child (widget_class, ElectorInspector, no_timers);
  gtk_widget_class_bind_template_child (widget_class, ElectorInspector, inbox);
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
