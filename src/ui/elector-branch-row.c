/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/elector-branch-row.h"

#include "core/units.h"
#include "ui/elector-branch-lines.h"

#include <glib/gi18n.h>

/* So many events a branch is run on, where it was not yet, to tell what is the case there: for a line of text, and for
 * somebody who waits for it. */
#define GLANCE_STEPS 2000
#define LOOK_STEPS 50000

/* Of what was done in a branch, so much is told. */
#define INTERVENTIONS_MAX 8

struct _ElectorBranchRow
{
  GtkListBoxRow parent_instance;

  ElectorBranch *branch;

  /* Template children */
  ElectorBranchLines *lines;
  GtkStack *stack;
  GtkLabel *name;
  GtkLabel *place;
  GtkEntry *entry;
  GtkButton *compare;
};

enum
{
  RENAME,
  REMOVE,
  COMPARE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ElectorBranchRow, elector_branch_row, GTK_TYPE_LIST_BOX_ROW)

/* --- Renaming --- */

static void
rename_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ElectorBranchRow *self = ELECTOR_BRANCH_ROW (widget);

  gtk_editable_set_text (GTK_EDITABLE (self->entry), elector_branch_get_name (self->branch));
  gtk_stack_set_visible_child_name (self->stack, "entry");
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

static void
end_renaming (ElectorBranchRow *self)
{
  gtk_stack_set_visible_child_name (self->stack, "label");
  gtk_widget_grab_focus (GTK_WIDGET (self));
}

static void
entered_cb (ElectorBranchRow *self)
{
  g_autofree char *text = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry)));

  end_renaming (self);
  g_signal_emit (self, signals[RENAME], 0, text);
}

static gboolean
key_cb (ElectorBranchRow *self, guint key, guint code, GdkModifierType state)
{
  if (key != GDK_KEY_Escape)
    return FALSE;
  end_renaming (self);
  return TRUE;
}

static void
remove_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_signal_emit (widget, signals[REMOVE], 0);
}

static void
compare_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_signal_emit (widget, signals[COMPARE], 0);
}

/* --- What it tells --- */

/* "Node 4 is in charge at 0:05.100", then what was done. Owned. */
static char *
format_tooltip (ElectorBranch *branch)
{
  ElectorRun *run = elector_branch_get_run (branch);
  g_autofree char *headline = elector_branch_format_headline (branch, LOOK_STEPS);
  g_autofree char *clock = elector_format_clock (elector_branch_get_cursor (branch)->time);
  GString *text = g_string_new (NULL);
  const ElectorIntervention *interventions;
  guint n;

  if (headline != NULL)
    /* Translators: a time, and who is in charge then */
    g_string_append_printf (text, _("At %s: %s"), clock, headline);
  interventions = elector_run_get_interventions (run, &n);
  for (guint i = n > INTERVENTIONS_MAX ? n - INTERVENTIONS_MAX : 0; i < n; i++)
    {
      g_autofree char *time = elector_format_clock (interventions[i].fault.time);
      g_autofree char *what = elector_branches_format_intervention (run, i);

      g_string_append_printf (text, "%s%s  %s", text->len > 0 ? "\n" : "", time, what);
    }
  return g_string_free (text, FALSE);
}

static gboolean
tooltip_cb (ElectorBranchRow *self, int x, int y, gboolean keyboard, GtkTooltip *tooltip)
{
  g_autofree char *text = format_tooltip (self->branch);

  gtk_tooltip_set_text (tooltip, text);
  return *text != '\0';
}

/* "from 0:03.200 · Node 4 is in charge" */
static char *
format_place (ElectorBranch *branch)
{
  g_autofree char *from = elector_format_clock (elector_branch_get_from (branch)->time);
  g_autofree char *headline = elector_branch_format_headline (branch, GLANCE_STEPS);

  if (elector_branch_get_parent (branch) == NULL)
    return headline != NULL ? g_steal_pointer (&headline) : g_strdup (_("from the start"));
  if (headline == NULL)
    /* Translators: a time, at which one run departs from another */
    return g_strdup_printf (_("from %s"), from);
  /* Translators: a time, at which one run departs from another, and who is in charge in it */
  return g_strdup_printf (_("from %s · %s"), from, headline);
}

static void
elector_branch_row_dispose (GObject *object)
{
  ElectorBranchRow *self = ELECTOR_BRANCH_ROW (object);

  g_clear_object (&self->branch);
  gtk_widget_dispose_template (GTK_WIDGET (self), ELECTOR_TYPE_BRANCH_ROW);
  G_OBJECT_CLASS (elector_branch_row_parent_class)->dispose (object);
}

static void
elector_branch_row_class_init (ElectorBranchRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = elector_branch_row_dispose;
  signals[RENAME] = g_signal_new ("rename", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                  G_TYPE_STRING);
  signals[REMOVE] = g_signal_new ("remove", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[COMPARE] = g_signal_new ("compare", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_install_action (widget_class, "branch.rename", NULL, rename_action);
  gtk_widget_class_install_action (widget_class, "branch.remove", NULL, remove_action);
  gtk_widget_class_install_action (widget_class, "branch.compare", NULL, compare_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F2, 0, "branch.rename", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Delete, 0, "branch.remove", NULL);

  g_type_ensure (ELECTOR_TYPE_BRANCH_LINES);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/elector/Elector/elector-branch-row.ui");
  gtk_widget_class_bind_template_child (widget_class, ElectorBranchRow, lines);
  gtk_widget_class_bind_template_child (widget_class, ElectorBranchRow, stack);
  gtk_widget_class_bind_template_child (widget_class, ElectorBranchRow, name);
  gtk_widget_class_bind_template_child (widget_class, ElectorBranchRow, place);
  gtk_widget_class_bind_template_child (widget_class, ElectorBranchRow, entry);
  gtk_widget_class_bind_template_child (widget_class, ElectorBranchRow, compare);
  gtk_widget_class_bind_template_callback (widget_class, entered_cb);
  gtk_widget_class_bind_template_callback (widget_class, key_cb);
  gtk_widget_class_bind_template_callback (widget_class, tooltip_cb);
}

static void
elector_branch_row_init (ElectorBranchRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* A row for branch, which is one of branches. */
GtkWidget *
elector_branch_row_new (ElectorBranches *branches, ElectorBranch *branch)
{
  ElectorBranchRow *self = g_object_new (ELECTOR_TYPE_BRANCH_ROW, NULL);
  gboolean current = branch == elector_branches_get_current (branches), alone = elector_branches_get_n (branches) == 1;
  g_autofree char *place = format_place (branch), *label = NULL;

  self->branch = g_object_ref (branch);
  elector_branch_lines_show (self->lines, branches, branch);
  gtk_label_set_label (self->name, elector_branch_get_name (branch));
  gtk_label_set_label (self->place, place);
  if (current)
    gtk_widget_add_css_class (GTK_WIDGET (self->name), "current");
  gtk_widget_set_sensitive (GTK_WIDGET (self->compare), !current);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "branch.remove", !alone);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "branch.compare", !current);
  /* Translators: a branch's name, and what is the case in it */
  label = g_strdup_printf (current ? _("%s, shown: %s") : _("%s: %s"), elector_branch_get_name (branch), place);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  return GTK_WIDGET (self);
}

/* Borrowed. */
ElectorBranch *
elector_branch_row_get_branch (ElectorBranchRow *self)
{
  g_return_val_if_fail (ELECTOR_IS_BRANCH_ROW (self), NULL);
  return self->branch;
}
