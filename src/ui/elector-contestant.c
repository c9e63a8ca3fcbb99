/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/elector-contestant.h"

#include "engine/counters.h"
#include "ui/elector-headline.h"
#include "ui/elector-stage.h"
#include "ui/elector-write-strip.h"

#include <glib/gi18n.h>
#include <string.h>

/* What a row of the counters is shown in. */
typedef struct
{
  GtkLabel *name;
  GtkLabel *number;
  GtkLabel *detail; /* or NULL */
} Row;

struct _ElectorContestant
{
  AdwBin parent_instance;

  ElectorSimulation *simulation;
  Row *rows;

  /* Template children */
  GtkLabel *name;
  ElectorHeadline *headline;
  ElectorStage *stage;
  ElectorWriteStrip *writes;
  GtkGrid *counters;
};

G_DEFINE_FINAL_TYPE (ElectorContestant, elector_contestant, ADW_TYPE_BIN)

static void
set_text (GtkLabel *label, const char *text)
{
  if (strcmp (gtk_label_get_label (label), text) != 0)
    gtk_label_set_label (label, text);
}

static void
update (ElectorContestant *self)
{
  const ElectorMoment *moment = elector_simulation_get_moment (self->simulation);
  guint n;
  const ElectorCounter *counters = elector_counters_get (&n);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *number = counters[i].format (moment);
      Row *row = &self->rows[i];
      gboolean used = counters[i].is_used == NULL || counters[i].is_used (moment);

      gtk_widget_set_visible (GTK_WIDGET (row->name), used);
      gtk_widget_set_visible (GTK_WIDGET (row->number), used);
      set_text (row->number, number);
      if (row->detail != NULL)
        {
          g_autofree char *detail = counters[i].format_detail (moment);

          gtk_widget_set_visible (GTK_WIDGET (row->detail), used);
          set_text (row->detail, detail);
        }
    }
}

static GtkLabel *
add_label (ElectorContestant *self, int column, int row, float xalign, const char *css_class)
{
  GtkWidget *label = gtk_label_new ("");

  gtk_label_set_xalign (GTK_LABEL (label), xalign);
  gtk_label_set_yalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, css_class);
  gtk_grid_attach (self->counters, label, column, row, 1, 1);
  return GTK_LABEL (label);
}

static void
add_row (ElectorContestant *self, const ElectorCounter *counter, int i)
{
  GtkLabel *name = add_label (self, 0, i, 0, "dim-label");
  Row *row = &self->rows[i];

  gtk_label_set_label (name, _(counter->name));
  gtk_widget_set_tooltip_text (GTK_WIDGET (name), _(counter->summary));
  row->name = name;
  row->number = add_label (self, 1, i, 1, "counter-number");
  gtk_accessible_update_relation (GTK_ACCESSIBLE (row->number), GTK_ACCESSIBLE_RELATION_LABELLED_BY, name, NULL, -1);
  if (counter->format_detail == NULL)
    return;
  row->detail = add_label (self, 2, i, 0, "dim-label");
  gtk_widget_add_css_class (GTK_WIDGET (row->detail), "caption");
  gtk_widget_set_hexpand (GTK_WIDGET (row->detail), TRUE);
  gtk_label_set_wrap (row->detail, TRUE);
  gtk_label_set_width_chars (row->detail, 12);
}

static void
elector_contestant_dispose (GObject *object)
{
  ElectorContestant *self = ELECTOR_CONTESTANT (object);

  if (self->simulation != NULL)
    g_signal_handlers_disconnect_by_data (self->simulation, self);
  g_clear_object (&self->simulation);
  gtk_widget_dispose_template (GTK_WIDGET (self), ELECTOR_TYPE_CONTESTANT);
  g_clear_pointer (&self->rows, g_free);
  G_OBJECT_CLASS (elector_contestant_parent_class)->dispose (object);
}

static void
elector_contestant_class_init (ElectorContestantClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = elector_contestant_dispose;
  g_type_ensure (ELECTOR_TYPE_HEADLINE);
  g_type_ensure (ELECTOR_TYPE_STAGE);
  g_type_ensure (ELECTOR_TYPE_WRITE_STRIP);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/elector/Elector/elector-contestant.ui");
  gtk_widget_class_bind_template_child (widget_class, ElectorContestant, name);
  gtk_widget_class_bind_template_child (widget_class, ElectorContestant, headline);
  gtk_widget_class_bind_template_child (widget_class, ElectorContestant, stage);
  gtk_widget_class_bind_template_child (widget_class, ElectorContestant, writes);
  gtk_widget_class_bind_template_child (widget_class, ElectorContestant, counters);
}

static void
elector_contestant_init (ElectorContestant *self)
{
  guint n;
  const ElectorCounter *counters = elector_counters_get (&n);

  gtk_widget_init_template (GTK_WIDGET (self));
  self->rows = g_new0 (Row, n);
  for (guint i = 0; i < n; i++)
    add_row (self, &counters[i], (int) i);
}

/* Shows simulation, whose algorithm stays the same. It is called by its algorithm when name is NULL. */
GtkWidget *
elector_contestant_new (ElectorSimulation *simulation, const char *name)
{
  ElectorContestant *self = g_object_new (ELECTOR_TYPE_CONTESTANT, NULL);
  const ElectorConfig *config = elector_scenario_get_config (elector_simulation_get_scenario (simulation));

  self->simulation = g_object_ref (simulation);
  gtk_label_set_label (self->name, name != NULL ? name : _(config->protocol->name));
  elector_headline_set_simulation (self->headline, simulation);
  elector_write_strip_set_simulation (self->writes, simulation);
  elector_stage_set_simulation (self->stage, simulation);
  g_signal_connect_object (simulation, "moved", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
  return GTK_WIDGET (self);
}
