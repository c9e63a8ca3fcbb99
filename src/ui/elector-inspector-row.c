/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/elector-inspector-row.h"

#include <glib/gi18n.h>

struct _ElectorInspectorRow
{
  GtkBox parent_instance;

  GtkWidget *name;
  GtkWidget *bar;
  GtkWidget *mark;
  GtkWidget *value;
  char *label; /* as last told to screen readers */
};

G_DEFINE_FINAL_TYPE (ElectorInspectorRow, elector_inspector_row, GTK_TYPE_BOX)

static void
elector_inspector_row_finalize (GObject *object)
{
  g_free (ELECTOR_INSPECTOR_ROW (object)->label);
  G_OBJECT_CLASS (elector_inspector_row_parent_class)->finalize (object);
}

static void
elector_inspector_row_class_init (ElectorInspectorRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = elector_inspector_row_finalize;
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_LIST_ITEM);
}

static GtkWidget *
append (ElectorInspectorRow *self, GtkWidget *child, const char *css_class)
{
  gtk_widget_set_valign (child, GTK_ALIGN_CENTER);
  if (css_class != NULL)
    gtk_widget_add_css_class (child, css_class);
  gtk_box_append (GTK_BOX (self), child);
  return child;
}

static void
elector_inspector_row_init (ElectorInspectorRow *self)
{
  gtk_box_set_spacing (GTK_BOX (self), 6);
  gtk_widget_add_css_class (GTK_WIDGET (self), "inspector-row");
  self->name = append (self, gtk_label_new (NULL), "dim-label");
  gtk_label_set_xalign (GTK_LABEL (self->name), 0);
  gtk_label_set_ellipsize (GTK_LABEL (self->name), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (self->name, TRUE);
  self->bar = append (self, gtk_progress_bar_new (), NULL);
  gtk_widget_set_visible (self->bar, FALSE);
  gtk_widget_set_hexpand (self->bar, TRUE);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->bar), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE, -1);
  self->mark = append (self, gtk_label_new ("●"), "inspector-mark");
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->mark), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE, -1);
  self->value = append (self, gtk_label_new (NULL), "numeric");
  gtk_label_set_xalign (GTK_LABEL (self->value), 0);
  gtk_widget_set_opacity (self->mark, 0);
}

/* Screen readers are told of changes only. */
static void
update_label (ElectorInspectorRow *self, gboolean changed)
{
  const char *name = gtk_label_get_label (GTK_LABEL (self->name));
  const char *value = gtk_label_get_label (GTK_LABEL (self->value));
  g_autofree char *label = NULL;

  /* Translators: the name of a field, and its value */
  label = g_strdup_printf (changed ? _("%s: %s, changed") : _("%s: %s"), name, value);
  if (g_strcmp0 (label, self->label) == 0)
    return;
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  g_free (self->label);
  self->label = g_steal_pointer (&label);
}

GtkWidget *
elector_inspector_row_new (const char *name)
{
  ElectorInspectorRow *self = g_object_new (ELECTOR_TYPE_INSPECTOR_ROW, NULL);

  elector_inspector_row_set_name (self, name);
  return GTK_WIDGET (self);
}

void
elector_inspector_row_set_name (ElectorInspectorRow *self, const char *name)
{
  g_return_if_fail (ELECTOR_IS_INSPECTOR_ROW (self));
  gtk_label_set_label (GTK_LABEL (self->name), name);
}

/* A change is marked by a dot, and bold, and told to screen readers. */
void
elector_inspector_row_set_value (ElectorInspectorRow *self, const char *value, gboolean changed)
{
  g_return_if_fail (ELECTOR_IS_INSPECTOR_ROW (self));

  gtk_label_set_label (GTK_LABEL (self->value), value);
  gtk_widget_set_opacity (self->mark, changed ? 1 : 0);
  if (changed)
    gtk_widget_add_css_class (GTK_WIDGET (self), "changed");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "changed");
  update_label (self, changed);
}

/* A value that changes all the time while it runs: screen readers are told when it stands still. */
void
elector_inspector_row_set_countdown (ElectorInspectorRow *self, const char *value, gboolean runs)
{
  g_return_if_fail (ELECTOR_IS_INSPECTOR_ROW (self));

  gtk_label_set_label (GTK_LABEL (self->value), value);
  if (!runs || self->label == NULL)
    update_label (self, FALSE);
}

/* Shows a bar that is filled to fraction, 0 .. 1. */
void
elector_inspector_row_set_fraction (ElectorInspectorRow *self, double fraction)
{
  g_return_if_fail (ELECTOR_IS_INSPECTOR_ROW (self));

  gtk_widget_set_visible (self->bar, TRUE);
  gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (self->bar), CLAMP (fraction, 0, 1));
}
