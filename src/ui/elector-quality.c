/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/elector-quality.h"

#include "core/units.h"
#include "ui/elector-wrap.h"
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

struct _ElectorQuality
{
  AdwBin parent_instance;

  GSignalGroup *signals;
  ElectorSimulation *simulation; /* borrowed from the signal group */
  gboolean updating;             /* the widgets follow the simulation, not the other way round */
  guint timers[N_SETTINGS];      /* of what was changed and is not yet applied */
  ElectorNodeId from;            /* of the link that it is about; 0: all links */
  ElectorNodeId to;
  gboolean one_way;

  /* Template children */
  GtkScale *loss;
  GtkScale *duplicate;
  GtkSpinButton *low;
  GtkSpinButton *high;
};

G_DEFINE_FINAL_TYPE (ElectorQuality, elector_quality, ADW_TYPE_BIN)

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
show_share (ElectorQuality *self, Setting setting, GtkScale *scale, guint per_million)
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
moved_cb (ElectorQuality *self)
{
  const ElectorNetwork *network = &elector_simulation_get_moment (self->simulation)->network;
  const ElectorNetworkConfig *config = &network->config;

  if (MAX (self->from, self->to) > network->n_nodes)
    return;
  if (self->from != ELECTOR_NO_NODE)
    config = elector_network_get_config (network, self->from, self->to);
  self->updating = TRUE;
  show_share (self, LOSS, self->loss, config->loss);
  show_share (self, DUPLICATE, self->duplicate, config->duplicate);
  if (self->timers[DELAY] == 0)
    {
      gtk_spin_button_set_value (self->low, to_msec (config->delay.low));
      gtk_spin_button_set_value (self->high, to_msec (config->delay.high));
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
apply (ElectorQuality *self, Setting setting)
{
  static const ElectorFaultKind kinds[N_SETTINGS] = { ELECTOR_FAULT_LOSS, ELECTOR_FAULT_DUPLICATE,
                                                      ELECTOR_FAULT_DELAY };
  ElectorFault fault = { .kind = kinds[setting], .node = self->from, .peer = self->to, .one_way = self->one_way };

  g_clear_handle_id (&self->timers[setting], g_source_remove);
  if (setting == DELAY)
    fault.delay = (ElectorRange) { get_duration (self->low), get_duration (self->high) };
  else
    fault.per_million = get_share (setting == LOSS ? self->loss : self->duplicate);
  elector_tools_set_quality (self->simulation, &fault);
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
change (ElectorQuality *self, Setting setting)
{
  static const GSourceFunc settled[N_SETTINGS] = { loss_settled_cb, duplicate_settled_cb, delay_settled_cb };

  if (self->updating || self->simulation == NULL)
    return;
  g_clear_handle_id (&self->timers[setting], g_source_remove);
  self->timers[setting] = g_timeout_add (SETTLE_MSEC, settled[setting], self);
}

static void
loss_changed_cb (ElectorQuality *self)
{
  change (self, LOSS);
}

static void
duplicate_changed_cb (ElectorQuality *self)
{
  change (self, DUPLICATE);
}

/* The shortest delay is never above the longest: the one that is changed takes the other with it. */
static void
low_changed_cb (ElectorQuality *self)
{
  change (self, DELAY);
  if (!self->updating && gtk_spin_button_get_value (self->high) < gtk_spin_button_get_value (self->low))
    gtk_spin_button_set_value (self->high, gtk_spin_button_get_value (self->low));
}

static void
high_changed_cb (ElectorQuality *self)
{
  change (self, DELAY);
  if (!self->updating && gtk_spin_button_get_value (self->low) > gtk_spin_button_get_value (self->high))
    gtk_spin_button_set_value (self->low, gtk_spin_button_get_value (self->high));
}

/* --- The widget --- */

static void
clear_timers (ElectorQuality *self)
{
  for (guint i = 0; i < N_SETTINGS; i++)
    g_clear_handle_id (&self->timers[i], g_source_remove);
}

static void
bind_cb (ElectorQuality *self, ElectorSimulation *simulation)
{
  self->simulation = simulation;
  moved_cb (self);
}

static void
unbind_cb (ElectorQuality *self)
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
elector_quality_dispose (GObject *object)
{
  ElectorQuality *self = ELECTOR_QUALITY (object);

  clear_timers (self);
  g_clear_object (&self->signals);
  self->simulation = NULL;
  gtk_widget_dispose_template (GTK_WIDGET (self), ELECTOR_TYPE_QUALITY);
  G_OBJECT_CLASS (elector_quality_parent_class)->dispose (object);
}

static void
elector_quality_class_init (ElectorQualityClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = elector_quality_dispose;
  g_type_ensure (ELECTOR_TYPE_WRAP);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/elector/Elector/elector-quality.ui");
  gtk_widget_class_bind_template_child (widget_class, ElectorQuality, loss);
  gtk_widget_class_bind_template_child (widget_class, ElectorQuality, duplicate);
  gtk_widget_class_bind_template_child (widget_class, ElectorQuality, low);
  gtk_widget_class_bind_template_child (widget_class, ElectorQuality, high);
  gtk_widget_class_bind_template_callback (widget_class, loss_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, duplicate_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, low_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, high_changed_cb);
}

static void
elector_quality_init (ElectorQuality *self)
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
elector_quality_set_simulation (ElectorQuality *self, ElectorSimulation *simulation)
{
  g_return_if_fail (ELECTOR_IS_QUALITY (self));

  g_signal_group_set_target (self->signals, simulation);
}

/* Which link it is about: in both directions, or one way only. 0 and 0 mean all links. What was changed and is not
 * applied yet is applied to the old one. */
void
elector_quality_set_link (ElectorQuality *self, ElectorNodeId from, ElectorNodeId to, gboolean one_way)
{
  g_return_if_fail (ELECTOR_IS_QUALITY (self));

  elector_quality_apply (self);
  self->from = from;
  self->to = to;
  self->one_way = one_way;
  if (self->simulation != NULL)
    moved_cb (self);
}

/* Applies at once what was changed: who closes it does not want to wait. */
void
elector_quality_apply (ElectorQuality *self)
{
  g_return_if_fail (ELECTOR_IS_QUALITY (self));

  for (guint i = 0; i < N_SETTINGS; i++)
    if (self->timers[i] != 0)
      apply (self, (Setting) i);
}
