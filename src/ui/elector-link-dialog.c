/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/elector-link-dialog.h"

#include "ui/dialog-size.h"
#include "ui/elector-quality.h"
#include "ui/fault-tools.h"

#include <glib/gi18n.h>

struct _ElectorLinkDialog
{
  AdwWindow parent_instance;

  ElectorSimulation *simulation;
  ElectorNodeId node;
  ElectorNodeId peer;
  gboolean updating; /* the widgets follow the simulation, not the other way round */

  /* Template children */
  GtkSpinButton *peer_spin;
  AdwActionRow *there_row;
  GtkSwitch *there;
  AdwActionRow *back_row;
  GtkSwitch *back;
  AdwComboRow *direction;
  ElectorQuality *quality;
};

G_DEFINE_FINAL_TYPE (ElectorLinkDialog, elector_link_dialog, ADW_TYPE_WINDOW)

static void
update_row (AdwActionRow *row, GtkSwitch *widget, ElectorNodeId from, ElectorNodeId to, gboolean open,
            gboolean separated)
{
  g_autofree char *title = g_strdup_printf (_("Messages from %u to %u Get Through"), from, to);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (row, separated ? _("A partition separates them, until the network is healed") : "");
  gtk_widget_set_sensitive (GTK_WIDGET (row), !separated);
  gtk_switch_set_active (widget, open);
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
}

static void
update (ElectorLinkDialog *self)
{
  const ElectorNetwork *network = &elector_simulation_get_moment (self->simulation)->network;
  gboolean separated;

  if (MAX (self->node, self->peer) > network->n_nodes)
    {
      gtk_window_close (GTK_WINDOW (self));
      return;
    }
  separated = elector_tools_get_link (network, self->node, self->peer) == ELECTOR_LINK_SEPARATED;
  self->updating = TRUE;
  update_row (self->there_row, self->there, self->node, self->peer,
              elector_network_is_open (network, self->node, self->peer), separated);
  update_row (self->back_row, self->back, self->peer, self->node,
              elector_network_is_open (network, self->peer, self->node), separated);
  self->updating = FALSE;
}

static void
direction_cb (ElectorLinkDialog *self)
{
  switch (adw_combo_row_get_selected (self->direction))
    {
    case 1:
      elector_quality_set_link (self->quality, self->node, self->peer, TRUE);
      break;
    case 2:
      elector_quality_set_link (self->quality, self->peer, self->node, TRUE);
      break;
    default:
      elector_quality_set_link (self->quality, self->node, self->peer, FALSE);
    }
}

/* What lies in both directions of a link, or in one. */
static void
offer_directions (ElectorLinkDialog *self)
{
  g_autofree char *there = g_strdup_printf (_("%u to %u"), self->node, self->peer);
  g_autofree char *back = g_strdup_printf (_("%u to %u"), self->peer, self->node);
  const char *const names[] = { _("Both Ways"), there, back, NULL };
  g_autoptr (GtkStringList) list = gtk_string_list_new (names);

  adw_combo_row_set_model (self->direction, G_LIST_MODEL (list));
  direction_cb (self);
}

/* Passes over the node itself. */
static void
peer_changed_cb (ElectorLinkDialog *self)
{
  guint n_nodes = (guint) gtk_adjustment_get_upper (gtk_spin_button_get_adjustment (self->peer_spin));
  ElectorNodeId peer = (ElectorNodeId) gtk_spin_button_get_value_as_int (self->peer_spin);

  if (peer == self->node)
    {
      gboolean up = (self->peer < peer && peer < n_nodes) || peer == 1;

      gtk_spin_button_set_value (self->peer_spin, up ? peer + 1 : peer - 1);
      return;
    }
  self->peer = peer;
  offer_directions (self);
  update (self);
}

static void
apply (ElectorLinkDialog *self, GtkSwitch *widget, ElectorNodeId from, ElectorNodeId to)
{
  ElectorFaultKind kind = gtk_switch_get_active (widget) ? ELECTOR_FAULT_RESTORE : ELECTOR_FAULT_CUT;

  if (!self->updating)
    elector_tools_apply_to_link (self->simulation, kind, from, to, TRUE);
}

static void
there_cb (ElectorLinkDialog *self)
{
  apply (self, self->there, self->node, self->peer);
}

static void
back_cb (ElectorLinkDialog *self)
{
  apply (self, self->back, self->peer, self->node);
}

static void
elector_link_dialog_dispose (GObject *object)
{
  ElectorLinkDialog *self = ELECTOR_LINK_DIALOG (object);

  self->updating = TRUE;
  if (self->quality != NULL)
    elector_quality_apply (self->quality);
  gtk_widget_dispose_template (GTK_WIDGET (self), ELECTOR_TYPE_LINK_DIALOG);
  g_clear_object (&self->simulation);
  G_OBJECT_CLASS (elector_link_dialog_parent_class)->dispose (object);
}

static void
elector_link_dialog_class_init (ElectorLinkDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (ELECTOR_TYPE_QUALITY);
  G_OBJECT_CLASS (klass)->dispose = elector_link_dialog_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/org/elector/Elector/elector-link-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, ElectorLinkDialog, peer_spin);
  gtk_widget_class_bind_template_child (widget_class, ElectorLinkDialog, there_row);
  gtk_widget_class_bind_template_child (widget_class, ElectorLinkDialog, there);
  gtk_widget_class_bind_template_child (widget_class, ElectorLinkDialog, back_row);
  gtk_widget_class_bind_template_child (widget_class, ElectorLinkDialog, back);
  gtk_widget_class_bind_template_child (widget_class, ElectorLinkDialog, direction);
  gtk_widget_class_bind_template_child (widget_class, ElectorLinkDialog, quality);
  gtk_widget_class_bind_template_callback (widget_class, direction_cb);
  gtk_widget_class_bind_template_callback (widget_class, peer_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, there_cb);
  gtk_widget_class_bind_template_callback (widget_class, back_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
elector_link_dialog_init (ElectorLinkDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* Opens the window for the links of node, over parent's. Borrowed. NULL for a system of one node, which has no link. */
ElectorLinkDialog *
elector_link_dialog_present (GtkWidget *parent, ElectorSimulation *simulation, ElectorNodeId node)
{
  guint n_nodes = elector_simulation_get_moment (simulation)->network.n_nodes;
  g_autofree char *title = g_strdup_printf (_("Links of Node %u"), node);
  ElectorLinkDialog *self;

  if (n_nodes < 2)
    return NULL;
  self = g_object_new (ELECTOR_TYPE_LINK_DIALOG, "title", title, "transient-for", gtk_widget_get_root (parent), NULL);
  self->simulation = g_object_ref (simulation);
  self->node = node;
  self->peer = node == 1 ? 2 : 1;
  gtk_spin_button_set_range (self->peer_spin, 1, n_nodes); /* which may change the value */
  gtk_spin_button_set_value (self->peer_spin, self->peer);
  elector_quality_set_simulation (self->quality, simulation);
  offer_directions (self);
  update (self);
  g_signal_connect_object (simulation, "moved", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  elector_dialog_fit (GTK_WINDOW (self));
  gtk_window_present (GTK_WINDOW (self));
  return self;
}
