/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/elector-network-popover.h"

#include "ui/elector-client-box.h"
#include "ui/elector-quality.h"
#include "ui/fault-tools.h"

struct _ElectorNetworkPopover
{
  GtkPopover parent_instance;

  GSignalGroup *signals;
  ElectorSimulation *simulation; /* borrowed from the signal group */

  /* Template children */
  ElectorQuality *quality;
  GtkButton *heal;
  ElectorClientBox *client_box;
};

G_DEFINE_FINAL_TYPE (ElectorNetworkPopover, elector_network_popover, GTK_TYPE_POPOVER)

static void
moved_cb (ElectorNetworkPopover *self)
{
  const ElectorNetwork *network = &elector_simulation_get_moment (self->simulation)->network;

  gtk_widget_set_sensitive (GTK_WIDGET (self->heal), !elector_network_is_whole (network));
}

static void
heal_cb (ElectorNetworkPopover *self)
{
  elector_tools_heal (self->simulation);
}

static void
closed_cb (ElectorNetworkPopover *self)
{
  elector_quality_apply (self->quality);
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
  self->simulation = NULL;
}

static void
elector_network_popover_dispose (GObject *object)
{
  ElectorNetworkPopover *self = ELECTOR_NETWORK_POPOVER (object);

  g_clear_object (&self->signals);
  self->simulation = NULL;
  gtk_widget_dispose_template (GTK_WIDGET (self), ELECTOR_TYPE_NETWORK_POPOVER);
  G_OBJECT_CLASS (elector_network_popover_parent_class)->dispose (object);
}

static void
elector_network_popover_class_init (ElectorNetworkPopoverClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (ELECTOR_TYPE_CLIENT_BOX);
  g_type_ensure (ELECTOR_TYPE_QUALITY);
  G_OBJECT_CLASS (klass)->dispose = elector_network_popover_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/org/elector/Elector/elector-network-popover.ui");
  gtk_widget_class_bind_template_child (widget_class, ElectorNetworkPopover, quality);
  gtk_widget_class_bind_template_child (widget_class, ElectorNetworkPopover, heal);
  gtk_widget_class_bind_template_child (widget_class, ElectorNetworkPopover, client_box);
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
}

/* simulation may be NULL. */
void
elector_network_popover_set_simulation (ElectorNetworkPopover *self, ElectorSimulation *simulation)
{
  g_return_if_fail (ELECTOR_IS_NETWORK_POPOVER (self));

  g_signal_group_set_target (self->signals, simulation);
  elector_quality_set_simulation (self->quality, simulation);
  elector_client_box_set_simulation (self->client_box, simulation);
}
