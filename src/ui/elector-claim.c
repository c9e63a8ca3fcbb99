/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/elector-claim.h"

#include "ui/elector-count-chart.h"

#include <glib/gi18n.h>

struct _ElectorClaim
{
  GtkBox parent_instance;

  const ElectorShowdownClaim *claim;
  ElectorCountChart *chart; /* or NULL */

  /* Template children */
  GtkImage *icon;
  GtkLabel *text;
  GtkLabel *verdict;
  GtkLabel *measured;
  GtkButton *show;
};

G_DEFINE_FINAL_TYPE (ElectorClaim, elector_claim, GTK_TYPE_BOX)

/* How a verdict looks: never by color alone. */
static const struct
{
  const char *icon;
  const char *css_class;
  const char *word; /* marked for translation */
} looks[ELECTOR_N_CLAIM_VERDICTS] = {
  [ELECTOR_CLAIM_UNKNOWN] = { "dialog-question-symbolic", "claim-unknown", N_("Not measured") },
  [ELECTOR_CLAIM_TRUE] = { "emblem-ok-symbolic", "claim-true", N_("True") },
  [ELECTOR_CLAIM_PARTLY] = { "dialog-warning-symbolic", "claim-partly", N_("Partly true") },
  [ELECTOR_CLAIM_FALSE] = { "dialog-error-symbolic", "claim-false", N_("Not true") },
};

static void
elector_claim_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), ELECTOR_TYPE_CLAIM);
  G_OBJECT_CLASS (elector_claim_parent_class)->dispose (object);
}

static void
elector_claim_class_init (ElectorClaimClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = elector_claim_dispose;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/elector/Elector/elector-claim.ui");
  gtk_widget_class_bind_template_child (widget_class, ElectorClaim, icon);
  gtk_widget_class_bind_template_child (widget_class, ElectorClaim, text);
  gtk_widget_class_bind_template_child (widget_class, ElectorClaim, verdict);
  gtk_widget_class_bind_template_child (widget_class, ElectorClaim, measured);
  gtk_widget_class_bind_template_child (widget_class, ElectorClaim, show);
}

static void
elector_claim_init (ElectorClaim *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* Not judged yet. claim is static. */
GtkWidget *
elector_claim_new (const ElectorShowdownClaim *claim)
{
  ElectorClaim *self = g_object_new (ELECTOR_TYPE_CLAIM, NULL);
  g_autofree char *label = g_strdup_printf (_("Show me: %s"), _(claim->title));

  self->claim = claim;
  gtk_label_set_label (self->text, _(claim->text));
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->show), "s", claim->id);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->show), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->show), _(claim->title));
  if (claim->has_chart)
    {
      self->chart = ELECTOR_COUNT_CHART (elector_count_chart_new (ELECTOR_MEASURE_N_MIN, ELECTOR_MEASURE_N_MAX));
      gtk_widget_set_visible (GTK_WIDGET (self->chart), FALSE);
      gtk_box_insert_child_after (GTK_BOX (self), GTK_WIDGET (self->chart), GTK_WIDGET (self->verdict));
    }
  return GTK_WIDGET (self);
}

/* A line for each algorithm and starter, but none twice: showdown-claims.c tells the same ones. */
static void
fill_chart (ElectorClaim *self, const ElectorMeasurements *m, const char *description)
{
  elector_count_chart_clear (self->chart);
  for (guint i = 0; i < m->n_items; i++)
    for (guint starter = 0; starter < ELECTOR_N_STARTERS; starter++)
      if (elector_measurement_has_line (&m->items[i], (ElectorStarter) starter))
        elector_count_chart_add_line (self->chart, m->items[i].curves[starter].messages);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->chart), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Messages of an election, by the number of nodes"),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, description, -1);
  gtk_widget_set_visible (GTK_WIDGET (self->chart), TRUE);
}

/* Shows what was measured, and what that makes of the claim. */
void
elector_claim_judge (ElectorClaim *self, const ElectorMeasurements *measurements)
{
  g_autoptr (GString) measured = g_string_new (NULL), verdict = g_string_new (NULL);
  ElectorClaimVerdict outcome;

  g_return_if_fail (ELECTOR_IS_CLAIM (self));

  outcome = self->claim->judge (measurements, measured, verdict);
  for (guint i = 0; i < ELECTOR_N_CLAIM_VERDICTS; i++)
    gtk_widget_remove_css_class (GTK_WIDGET (self), looks[i].css_class);
  gtk_widget_add_css_class (GTK_WIDGET (self), looks[outcome].css_class);
  gtk_image_set_from_icon_name (self->icon, looks[outcome].icon);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->icon), _(looks[outcome].word));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->icon), GTK_ACCESSIBLE_PROPERTY_LABEL, _(looks[outcome].word),
                                  -1);
  gtk_label_set_label (self->verdict, verdict->str);
  gtk_label_set_label (self->measured, measured->str);
  gtk_widget_set_visible (GTK_WIDGET (self->measured), TRUE);
  if (self->chart != NULL)
    fill_chart (self, measurements, verdict->str);
}
