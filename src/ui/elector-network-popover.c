/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/elector-network-popover.h"

#include "core/units.h"
#include "ui/fault-tools.h"

#include <glib/gi18n.h>
#include <math.h>

/* A value that stays for so long is meant. */
#define SETTLE_MSEC 400

/* What the scales go up to. */
#define MAX_PERCENT 50.0

typedef enum
{
  LOSS,
  DUPLICATE,
  DELAY,
  N_SETTINGS
} Setting;

struct _ElectorNetworkPopover
{
  GtkPopover parent_instance;

  GSignalGroup *signals;
  ElectorSimulation *simulation; /* borrowed from the signal group */
  gboolean updating;             /* the widgets follow the simulation, not the other way round */
  guint timers[N_SETTINGS];      /* of what was changed and is not yet applied */

  /* Template children */
  GtkScale *loss;
  GtkScale *duplicate;
  GtkSpinButton *low;
  GtkSpinButton *high;
  GtkButton *heal;
};

G_DEFINE_FINAL_TYPE (ElectorNetworkPopover, elector_network_popover, GTK_TYPE_POPOVER)

/* --- What is the case --- */

static double
to_percent (guint per_million)
{
  return per_million * 100.0 / ELECTOR_PER_MILLION;
}

static double
to_msec (ElectorTime duration)
{
  return (double) duration / ELECTOR_MSEC;
}

static void
show_share (ElectorNetworkPopover *self, Setting setting, GtkScale *scale, guint per_million)
{
  double percent = to_percent (per_million);
  GtkAdjustment *adjustment = gtk_range_get_adjustment (GTK_RANGE (scale));

  if (self->timers[setting] != 0)
    return;
  /* A scenario may ask for more than what one usually wants. */
  gtk_adjustment_set_upper (adjustment, percent > MAX_PERCENT ? 100 : MAX_PERCENT);
  gtk_adjustment_set_value (adjustment, percent);
}

static void
moved_cb (ElectorNetworkPopover *self)
{
  const ElectorNetwork *network = &elector_simulation_get_moment (self->simulation)->network;

  gtk_widget_set_sensitive (GTK_WIDGET (self->heal), !elector_network_is_whole (network));
  self->updating = TRUE;
  show_share (self, LOSS, self->loss, network->config.loss);
  show_share (self, DUPLICATE, self->duplicate, network->config.duplicate);
  if (self->timers[DELAY] == 0)
    {
      gtk_spin_button_set_value (self->low, to_msec (network->config.delay.low));
      gtk_spin_button_set_value (self->high, to_msec (network->config.delay.high));
    }
  self->updating = FALSE;
}

/* --- What is wanted --- */

static guint
get_share (GtkScale *scale)
{
  return (guint) round (gtk_range_get_value (GTK_RANGE (scale)) * ELECTOR_PER_MILLION / 100);
}

static ElectorTime
get_duration (GtkSpinButton *spin)
{
  return (ElectorTime) round (gtk_spin_button_get_value (spin) * ELECTOR_MSEC);
}

static void
apply (ElectorNetworkPopover *self, Setting setting)
{
  ElectorRange delay = { get_duration (self->low), get_duration (self->high) };

  g_clear_handle_id (&self->timers[setting], g_source_remove);
  if (setting == LOSS)
    elector_tools_set_loss (self->simulation, get_share (self->loss));
  else if (setting == DUPLICATE)
    elector_tools_set_duplicate (self->simulation, get_share (self->duplicate));
  else
    elector_tools_set_delay (self->simulation, &delay);
}

static gboolean
loss_settled_cb (gpointer user_data)
{
  apply (user_data, LOSS);
  return G_SOURCE_REMOVE;
}

static gboolean
duplicate_settled_cb (gpointer user_data)
{
  apply (user_data, DUPLICATE);
  return G_SOURCE_REMOVE;
}

static gboolean
delay_settled_cb (gpointer user_data)
{
  apply (user_data, DELAY);
  return G_SOURCE_REMOVE;
}

/* Waits until the value stays. */
static void
change (ElectorNetworkPopover *self, Setting setting)
{
  static const GSourceFunc settled[N_SETTINGS] = { loss_settled_cb, duplicate_settled_cb, delay_settled_cb };

  if (self->updating || self->simulation == NULL)
    return;
  g_clear_handle_id (&self->timers[setting], g_source_remove);
  self->timers[setting] = g_timeout_add (SETTLE_MSEC, settled[setting], self);
}

static void
loss_changed_cb (ElectorNetworkPopover *self)
{
  change (self, LOSS);
}

static void
duplicate_changed_cb (ElectorNetworkPopover *self)
{
  change (self, DUPLICATE);
}

/* The shortest delay is never above the longest: the one that is changed takes the other with it. */
static void
low_changed_cb (ElectorNetworkPopover *self)
{
  change (self, DELAY);
  if (!self->updating && gtk_spin_button_get_value (self->high) < gtk_spin_button_get_value (self->low))
    gtk_spin_button_set_value (self->high, gtk_spin_button_get_value (self->low));
}

static void
high_changed_cb (ElectorNetworkPopover *self)
{
  change (self, DELAY);
  if (!self->updating && gtk_spin_button_get_value (self->low) > gtk_spin_button_get_value (self->high))
    gtk_spin_button_set_value (self->low, gtk_spin_button_get_value (self->high));
}

static void
heal_cb (ElectorNetworkPopover *self)
{
  elector_tools_heal (self->simulation);
}

/* Who closes it does not want to wait. */
static void
closed_cb (ElectorNetworkPopover *self)
{
  for (guint i = 0; i < N_SETTINGS; i++)
    if (self->timers[i] != 0)
      apply (self, (Setting) i);
}

/* --- The widget --- */

static void
clear_timers (ElectorNetworkPopover *self)
{
  for (guint i = 0; i < N_SETTINGS; i++)
    g_clear_handle_id (&self->timers[i], g_source_remove);
}

static void
bind_cb (ElectorNetworkPopover *self, ElectorSimulation *simulation)
{
  self->simulation = simulation;
  moved_cb (self);
}

static void
unbind_cb (ElectorNetworkPopover *self)
{
  clear_timers (self);
  self->simulation = NULL;
}

static char *
format_percent_cb (GtkScale *scale, double value, gpointer user_data)
{
  return g_strdup_printf (_("%g %%"), value);
}

static void
elector_network_popover_dispose (GObject *object)
{
  ElectorNetworkPopover *self = ELECTOR_NETWORK_POPOVER (object);

  clear_timers (self);
  g_clear_object (&self->signals);
  self->simulation = NULL;
  gtk_widget_dispose_template (GTK_WIDGET (self), ELECTOR_TYPE_NETWORK_POPOVER);
  G_OBJECT_CLASS (elector_network_popover_parent_class)->dispose (object);
}

static void
elector_network_popover_class_init (ElectorNetworkPopoverClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = elector_network_popover_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/org/elector/Elector/elector-network-popover.ui");
  gtk_widget_class_bind_template_child (widget_class, ElectorNetworkPopover, loss);
  gtk_widget_class_bind_template_child (widget_class, ElectorNetworkPopover, duplicate);
  gtk_widget_class_bind_template_child (widget_class, ElectorNetworkPopover, low);
  gtk_widget_class_bind_template_child (widget_class, ElectorNetworkPopover, high);
  gtk_widget_class_bind_template_child (widget_class, ElectorNetworkPopover, heal);
  gtk_widget_class_bind_template_callback (widget_class, loss_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, duplicate_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, low_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, high_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, heal_cb);
  gtk_widget_class_bind_template_callback (widget_class, closed_cb);
}

static void
elector_network_popover_init (ElectorNetworkPopover *self)
{
  self->signals = g_signal_group_new (ELECTOR_TYPE_SIMULATION);
  g_signal_group_connect_swapped (self->signals, "moved", G_CALLBACK (moved_cb), self);
  g_signal_connect_object (self->signals, "bind", G_CALLBACK (bind_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->signals, "unbind", G_CALLBACK (unbind_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_scale_set_format_value_func (self->loss, format_percent_cb, NULL, NULL);
  gtk_scale_set_format_value_func (self->duplicate, format_percent_cb, NULL, NULL);
}

/* simulation may be NULL. */
void
elector_network_popover_set_simulation (ElectorNetworkPopover *self, ElectorSimulation *simulation)
{
  g_return_if_fail (ELECTOR_IS_NETWORK_POPOVER (self));

  g_signal_group_set_target (self->signals, simulation);
}
