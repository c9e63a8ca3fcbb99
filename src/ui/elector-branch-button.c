/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/elector-branch-button.h"

#include "ui/elector-branch-row.h"

#include <glib/gi18n.h>

struct _ElectorBranchButton
{
  AdwBin parent_instance;

  ElectorSimulation *simulation;
  guint refill; /* idle: rows are not replaced while one of them is at work */
  guint n_branches;

  /* Template children */
  GtkLabel *count;
  GtkPopover *popover;
  GtkListBox *list;
};

enum
{
  UNDOABLE,
  COMPARE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ElectorBranchButton, elector_branch_button, ADW_TYPE_BIN)

/* --- What a row wants --- */

static void
rename_cb (ElectorBranchButton *self, const char *name, ElectorBranchRow *row)
{
  elector_simulation_rename_branch (self->simulation, elector_branch_row_get_branch (row), name);
}

static void
remove_cb (ElectorBranchButton *self, ElectorBranchRow *row)
{
  ElectorBranch *branch = elector_branch_row_get_branch (row);
  /* Translators: the name of a branch */
  g_autofree char *text = g_strdup_printf (_("“%s” has been deleted"), elector_branch_get_name (branch));

  if (elector_simulation_remove_branch (self->simulation, branch))
    g_signal_emit (self, signals[UNDOABLE], 0, text);
}

static void
compare_cb (ElectorBranchButton *self, ElectorBranchRow *row)
{
  gtk_popover_popdown (self->popover);
  g_signal_emit (self, signals[COMPARE], 0,
                 elector_branches_get_current (elector_simulation_get_branches (self->simulation)),
                 elector_branch_row_get_branch (row));
}

static void
activated_cb (ElectorBranchButton *self, ElectorBranchRow *row)
{
  elector_simulation_go_to_branch (self->simulation, elector_branch_row_get_branch (row));
}

/* --- The list --- */

static void
clear_list (ElectorBranchButton *self)
{
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, row);
}

static void
fill_list (ElectorBranchButton *self)
{
  ElectorBranches *branches = elector_simulation_get_branches (self->simulation);

  clear_list (self);
  elector_simulation_note_cursor (self->simulation);
  for (guint i = 0; i < elector_branches_get_n (branches); i++)
    {
      ElectorBranch *branch = elector_branches_get (branches, i);
      GtkWidget *row = elector_branch_row_new (branches, branch);

      g_signal_connect_object (row, "rename", G_CALLBACK (rename_cb), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (row, "remove", G_CALLBACK (remove_cb), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (row, "compare", G_CALLBACK (compare_cb), self, G_CONNECT_SWAPPED);
      gtk_list_box_append (self->list, row);
      if (branch == elector_branches_get_current (branches))
        gtk_list_box_select_row (self->list, GTK_LIST_BOX_ROW (row));
    }
}

static gboolean
refill_cb (gpointer user_data)
{
  ElectorBranchButton *self = user_data;
  GtkListBoxRow *row;
  gboolean had_focus = gtk_widget_get_focus_child (GTK_WIDGET (self->list)) != NULL;

  self->refill = 0;
  if (!gtk_widget_get_visible (GTK_WIDGET (self->popover)))
    return G_SOURCE_REMOVE;
  fill_list (self);
  row = gtk_list_box_get_selected_row (self->list);
  if (had_focus && row != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (row));
  return G_SOURCE_REMOVE;
}

static void
changed_cb (ElectorBranchButton *self)
{
  guint n = elector_branches_get_n (elector_simulation_get_branches (self->simulation));
  g_autofree char *count = g_strdup_printf ("%u", n), *label = NULL;

  if (n != self->n_branches)
    {
      label = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u branch", "%u branches", n), n);
      gtk_label_set_label (self->count, count);
      gtk_accessible_update_property (GTK_ACCESSIBLE (adw_bin_get_child (ADW_BIN (self))),
                                      GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
      gtk_widget_set_visible (GTK_WIDGET (self), n > 1);
    }
  if (n < 2)
    gtk_popover_popdown (self->popover);
  self->n_branches = n;
  if (self->refill == 0)
    self->refill = g_idle_add (refill_cb, self);
}

static void
branched_cb (ElectorBranchButton *self)
{
  g_signal_emit (self, signals[UNDOABLE], 0, _("The run goes on in a new branch"));
}

static void
shown_cb (ElectorBranchButton *self)
{
  if (self->simulation != NULL)
    fill_list (self);
}

static void
elector_branch_button_dispose (GObject *object)
{
  ElectorBranchButton *self = ELECTOR_BRANCH_BUTTON (object);

  elector_branch_button_set_simulation (self, NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), ELECTOR_TYPE_BRANCH_BUTTON);
  G_OBJECT_CLASS (elector_branch_button_parent_class)->dispose (object);
}

static void
elector_branch_button_class_init (ElectorBranchButtonClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = elector_branch_button_dispose;
  signals[UNDOABLE] = g_signal_new ("undoable", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                    G_TYPE_STRING);
  signals[COMPARE] = g_signal_new ("compare", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                                   ELECTOR_TYPE_BRANCH, ELECTOR_TYPE_BRANCH);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/elector/Elector/elector-branch-button.ui");
  gtk_widget_class_bind_template_child (widget_class, ElectorBranchButton, count);
  gtk_widget_class_bind_template_child (widget_class, ElectorBranchButton, popover);
  gtk_widget_class_bind_template_child (widget_class, ElectorBranchButton, list);
  gtk_widget_class_bind_template_callback (widget_class, shown_cb);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
}

static void
elector_branch_button_init (ElectorBranchButton *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* simulation may be NULL. */
void
elector_branch_button_set_simulation (ElectorBranchButton *self, ElectorSimulation *simulation)
{
  g_return_if_fail (ELECTOR_IS_BRANCH_BUTTON (self));

  if (self->simulation == simulation)
    return;
  g_clear_handle_id (&self->refill, g_source_remove);
  if (self->simulation != NULL)
    {
      g_signal_handlers_disconnect_by_data (elector_simulation_get_branches (self->simulation), self);
      g_signal_handlers_disconnect_by_data (self->simulation, self);
      clear_list (self);
    }
  g_set_object (&self->simulation, simulation);
  if (simulation == NULL)
    return;
  g_signal_connect_object (elector_simulation_get_branches (simulation), "changed", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (simulation, "branched", G_CALLBACK (branched_cb), self, G_CONNECT_SWAPPED);
  self->n_branches = 0;
  changed_cb (self);
}
