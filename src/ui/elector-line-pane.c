/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/elector-line-pane.h"

#include "core/units.h"
#include "ui/code-runs.h"

#include <glib/gi18n-lib.h>

struct _ElectorLinePane
{
  AdwBin parent_instance;

  /* Template children */
  GtkStack *stack;
  GtkLabel *caption;
  GtkLabel *heading;
  GtkLabel *change;
  GtkLabel *explanation;
  GtkWidget *runs_box;
  GtkLabel *last_run;

  /* Owned */
  ElectorSimulation *simulation;
  ElectorListing *listing;
  ElectorCodeRuns runs;

  /* State */
  int line; /* -1: none */
  int step; /* the step that the line stands for, or -1 */
  guint shown; /* the run that last_run tells of */
};

G_DEFINE_FINAL_TYPE (ElectorLinePane, elector_line_pane, ADW_TYPE_BIN)

/* Goes to the end of the event that the record at position belongs to. */
static void
go_to (ElectorLinePane *self, guint position)
{
  ElectorTrace *trace;

  if (self->simulation == NULL || position == ELECTOR_CODE_RUNS_NONE)
    return;
  trace = elector_simulation_get_trace (self->simulation);
  elector_simulation_set_playing (self->simulation, FALSE);
  elector_simulation_seek (self->simulation, elector_trace_find_event_end (trace, position));
}

static void
previous_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  ElectorLinePane *self = ELECTOR_LINE_PANE (widget);

  elector_line_pane_update (self);
  go_to (self, elector_code_runs_find_previous (&self->runs));
}

static void
next_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  ElectorLinePane *self = ELECTOR_LINE_PANE (widget);

  elector_line_pane_update (self);
  go_to (self, self->runs.next);
}

static void
elector_line_pane_dispose (GObject *object)
{
  ElectorLinePane *self = ELECTOR_LINE_PANE (object);

  g_clear_object (&self->simulation);
  g_clear_object (&self->listing);
  elector_code_runs_clear (&self->runs);
  gtk_widget_dispose_template (GTK_WIDGET (self), ELECTOR_TYPE_LINE_PANE);
  G_OBJECT_CLASS (elector_line_pane_parent_class)->dispose (object);
}

static void
elector_line_pane_class_init (ElectorLinePaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = elector_line_pane_dispose;

  gtk_widget_class_install_action (widget_class, "line.previous", NULL, previous_cb);
  gtk_widget_class_install_action (widget_class, "line.next", NULL, next_cb);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/elector/Elector/elector-line-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, ElectorLinePane, stack);
  gtk_widget_class_bind_template_child (widget_class, ElectorLinePane, caption);
  gtk_widget_class_bind_template_child (widget_class, ElectorLinePane, heading);
  gtk_widget_class_bind_template_child (widget_class, ElectorLinePane, change);
  gtk_widget_class_bind_template_child (widget_class, ElectorLinePane, explanation);
  gtk_widget_class_bind_template_child (widget_class, ElectorLinePane, runs_box);
  gtk_widget_class_bind_template_child (widget_class, ElectorLinePane, last_run);
}

static void
elector_line_pane_init (ElectorLinePane *self)
{
  self->line = self->step = -1;
  elector_code_runs_clear (&self->runs);
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Explanation"), -1);
}

static void
show_last_run (ElectorLinePane *self)
{
  g_autofree char *text = NULL;

  if (self->runs.last == ELECTOR_CODE_RUNS_NONE)
    text = g_strdup (_("It has not run yet."));
  else
    {
      const ElectorRecord *record = elector_trace_get_record (self->runs.trace, self->runs.last);
      const ElectorProtocol *protocol = elector_trace_get_config (self->runs.trace)->protocol;
      g_autofree char *time = elector_format_clock (record->time);
      g_autofree char *reason = elector_record_format_reason (record, protocol);

      /* Translators: a node's number, a time as in "0:02.310", and why the node ran the line, without a subject */
      text = g_strdup_printf (_("Last run by node %u at %s: %s."), record->node, time, reason);
    }
  gtk_label_set_label (self->last_run, text);
}

/* Tells the pane that the cursor has moved. */
void
elector_line_pane_update (ElectorLinePane *self)
{
  ElectorTrace *trace;

  g_return_if_fail (ELECTOR_IS_LINE_PANE (self));

  if (self->simulation == NULL || self->step < 0)
    return;
  trace = elector_simulation_get_trace (self->simulation);
  if (trace != self->runs.trace || (guint) self->step != self->runs.step)
    self->shown = 0; /* a START record: no step */
  elector_code_runs_move (&self->runs, trace, (guint) self->step, elector_simulation_get_position (self->simulation));

  if (self->shown != self->runs.last)
    show_last_run (self);
  self->shown = self->runs.last;
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "line.previous",
                                 elector_code_runs_find_previous (&self->runs) != ELECTOR_CODE_RUNS_NONE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "line.next", self->runs.next != ELECTOR_CODE_RUNS_NONE);
}

/* NULL: none. */
void
elector_line_pane_set_simulation (ElectorLinePane *self, ElectorSimulation *simulation)
{
  g_return_if_fail (ELECTOR_IS_LINE_PANE (self));

  if (g_set_object (&self->simulation, simulation))
    elector_code_runs_clear (&self->runs);
  elector_line_pane_update (self);
}

static char *
get_source (ElectorListing *listing, int line)
{
  g_auto (GStrv) lines = g_strsplit (elector_listing_get_text (listing), "\n", line + 2);

  return g_strdup (g_strstrip (lines[line]));
}

static void
show_line (ElectorLinePane *self)
{
  const char *label = elector_listing_get_label (self->listing, (guint) self->line);
  g_autofree char *source = get_source (self->listing, self->line);
  g_autofree char *explanation = elector_listing_explain (self->listing, (guint) self->line);
  g_autofree char *change = elector_listing_explain_change (self->listing, (guint) self->line);
  g_autofree char *caption = NULL;

  if (label != NULL)
    /* Translators: the number of a line, and the name that it has in the documentation */
    caption = g_strdup_printf (_("Line %d · %s"), self->line + 1, label);
  else
    caption = g_strdup_printf (_("Line %d"), self->line + 1);
  gtk_label_set_label (self->caption, caption);
  gtk_label_set_label (self->heading, source);
  gtk_widget_set_visible (GTK_WIDGET (self->heading), *source != '\0');
  gtk_label_set_label (self->change, change != NULL ? change : "");
  gtk_widget_set_visible (GTK_WIDGET (self->change), change != NULL);
  gtk_label_set_label (self->explanation, explanation);
  gtk_widget_set_visible (self->runs_box, self->step >= 0);
}

/* Explains a line, or asks to select one if it is -1. */
void
elector_line_pane_set_line (ElectorLinePane *self, ElectorListing *listing, int line)
{
  g_return_if_fail (ELECTOR_IS_LINE_PANE (self));
  g_return_if_fail (line < 0 || ELECTOR_IS_LISTING (listing));

  g_set_object (&self->listing, listing);
  self->line = line;
  self->step = line < 0 ? -1 : elector_listing_get_step (listing, (guint) line);
  gtk_stack_set_visible_child_name (self->stack, line < 0 ? "hint" : "line");
  if (line >= 0)
    show_line (self);
  elector_line_pane_update (self);
}
