/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/elector-lamp.h"

#include <glib/gi18n.h>

struct _ElectorLamp
{
  AdwBin parent_instance;

  ElectorProperty property;
  ElectorFinding finding;
  gboolean updated;

  /* Template children */
  GtkImage *icon;
  GtkLabel *name;
  GtkLabel *sentence;
};

G_DEFINE_FINAL_TYPE (ElectorLamp, elector_lamp, ADW_TYPE_BIN)

/* How a verdict looks: never by color alone. */
typedef struct
{
  const char *icon;
  const char *css_class;
  const char *word; /* marked for translation */
} Look;

static const Look looks[] = {
  [ELECTOR_VERDICT_HOLDS] = { "emblem-ok-symbolic", "lamp-holds", N_("holds") },
  [ELECTOR_VERDICT_WAITING] = { "content-loading-symbolic", "lamp-waiting", N_("not yet") },
  [ELECTOR_VERDICT_BROKEN] = { "dialog-warning-symbolic", "lamp-broken", N_("broken, and not promised") },
  [ELECTOR_VERDICT_BROKEN_PROMISE] = { "dialog-error-symbolic", "lamp-promise", N_("promise broken") },
};

static void
elector_lamp_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), ELECTOR_TYPE_LAMP);
  G_OBJECT_CLASS (elector_lamp_parent_class)->dispose (object);
}

static void
elector_lamp_class_init (ElectorLampClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = elector_lamp_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/org/elector/Elector/elector-lamp.ui");
  gtk_widget_class_bind_template_child (widget_class, ElectorLamp, icon);
  gtk_widget_class_bind_template_child (widget_class, ElectorLamp, name);
  gtk_widget_class_bind_template_child (widget_class, ElectorLamp, sentence);
}

static void
elector_lamp_init (ElectorLamp *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
elector_lamp_new (ElectorProperty property)
{
  ElectorLamp *self = g_object_new (ELECTOR_TYPE_LAMP, NULL);

  self->property = property;
  gtk_label_set_label (self->name, elector_property_to_text (property));
  return GTK_WIDGET (self);
}

static gboolean
is_same (const ElectorFinding *a, const ElectorFinding *b)
{
  return a->verdict == b->verdict && a->since == b->since && a->node == b->node && a->peer == b->peer && a->a == b->a
         && a->b == b->b;
}

/* Shows the verdict at moment. */
void
elector_lamp_update (ElectorLamp *self, const ElectorMoment *moment)
{
  const ElectorFinding *finding = &moment->judge.findings[self->property];
  const Look *look = &looks[finding->verdict];
  g_autofree char *sentence = NULL, *label = NULL;
  GtkWidget *button = adw_bin_get_child (ADW_BIN (self));

  if (self->updated && is_same (finding, &self->finding))
    return;
  gtk_widget_remove_css_class (GTK_WIDGET (self), looks[self->finding.verdict].css_class);
  gtk_widget_add_css_class (GTK_WIDGET (self), look->css_class);
  self->finding = *finding;
  self->updated = TRUE;

  sentence = elector_finding_format (finding, self->property, moment->config);
  /* Translators: a property, and what is the case with it: "Agreed: holds" */
  label = g_strdup_printf (_("%s: %s"), elector_property_to_text (self->property), _(look->word));
  gtk_image_set_from_icon_name (self->icon, look->icon);
  gtk_label_set_label (self->sentence, sentence);
  gtk_widget_set_tooltip_text (button, sentence);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, sentence, -1);
}
