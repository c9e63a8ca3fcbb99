/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/elector-client-box.h"

#include "ui/fault-tools.h"

#include <math.h>

struct _ElectorClientBox
{
  AdwBin parent_instance;

  GSignalGroup *signals;
  ElectorSimulation *simulation; /* borrowed from the signal group */
  gboolean updating;             /* the widgets follow the simulation, not the other way round */

  /* Template children */
  GtkSwitch *writes;
  GtkSpinButton *interval;
  GtkSwitch *fencing;
};

G_DEFINE_FINAL_TYPE (ElectorClientBox, elector_client_box, ADW_TYPE_BIN)

static void
moved_cb (ElectorClientBox *self)
{
  const ElectorMomentClient *client = &elector_simulation_get_moment (self->simulation)->client;

  self->updating = TRUE;
  gtk_switch_set_active (self->writes, client->interval > 0);
  if (client->interval > 0)
    gtk_spin_button_set_value (self->interval, (double) client->interval / ELECTOR_MSEC);
  gtk_switch_set_active (self->fencing, client->fencing);
  self->updating = FALSE;
}

static void
writes_cb (ElectorClientBox *self)
{
  double interval = gtk_spin_button_get_value (self->interval);
  ElectorFault fault = { .kind = ELECTOR_FAULT_WRITES };

  if (self->updating || self->simulation == NULL)
    return;
  if (gtk_switch_get_active (self->writes))
    fault.delay.low = fault.delay.high = (ElectorTime) round (interval) * ELECTOR_MSEC;
  elector_tools_set_client (self->simulation, &fault);
}

/* Of a client that does not write only what it would do is changed. */
static void
interval_cb (ElectorClientBox *self)
{
  if (gtk_switch_get_active (self->writes))
    writes_cb (self);
}

static void
fencing_cb (ElectorClientBox *self)
{
  ElectorFault fault = { .kind = ELECTOR_FAULT_FENCING, .on = gtk_switch_get_active (self->fencing) };

  if (!self->updating && self->simulation != NULL)
    elector_tools_set_client (self->simulation, &fault);
}

static void
write_cb (ElectorClientBox *self)
{
  elector_simulation_intervene (self->simulation, &(ElectorFault) { .kind = ELECTOR_FAULT_WRITE });
}

static void
bind_cb (ElectorClientBox *self, ElectorSimulation *simulation)
{
  self->simulation = simulation;
  moved_cb (self);
}

static void
unbind_cb (ElectorClientBox *self)
{
  self->simulation = NULL;
}

static void
elector_client_box_dispose (GObject *object)
{
  ElectorClientBox *self = ELECTOR_CLIENT_BOX (object);

  self->updating = TRUE;
  g_clear_object (&self->signals);
  self->simulation = NULL;
  gtk_widget_dispose_template (GTK_WIDGET (self), ELECTOR_TYPE_CLIENT_BOX);
  G_OBJECT_CLASS (elector_client_box_parent_class)->dispose (object);
}

static void
elector_client_box_class_init (ElectorClientBoxClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = elector_client_box_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/org/elector/Elector/elector-client-box.ui");
  gtk_widget_class_bind_template_child (widget_class, ElectorClientBox, writes);
  gtk_widget_class_bind_template_child (widget_class, ElectorClientBox, interval);
  gtk_widget_class_bind_template_child (widget_class, ElectorClientBox, fencing);
  gtk_widget_class_bind_template_callback (widget_class, writes_cb);
  gtk_widget_class_bind_template_callback (widget_class, interval_cb);
  gtk_widget_class_bind_template_callback (widget_class, fencing_cb);
  gtk_widget_class_bind_template_callback (widget_class, write_cb);
}

static void
elector_client_box_init (ElectorClientBox *self)
{
  self->signals = g_signal_group_new (ELECTOR_TYPE_SIMULATION);
  g_signal_group_connect_swapped (self->signals, "moved", G_CALLBACK (moved_cb), self);
  g_signal_connect_object (self->signals, "bind", G_CALLBACK (bind_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->signals, "unbind", G_CALLBACK (unbind_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* simulation may be NULL. */
void
elector_client_box_set_simulation (ElectorClientBox *self, ElectorSimulation *simulation)
{
  g_return_if_fail (ELECTOR_IS_CLIENT_BOX (self));

  g_signal_group_set_target (self->signals, simulation);
}
