/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/elector-headline.h"

#include "ui/elector-lamp.h"

#include <string.h>

struct _ElectorHeadline
{
  AdwBin parent_instance;

  GSignalGroup *signals;
  ElectorLamp *lamps[ELECTOR_N_PROPERTIES]; /* borrowed */

  /* Template children */
  GtkImage *crown;
  GtkLabel *answer;
  GtkBox *lamp_box;
  GtkBox *term_lamp_box;
};

enum
{
  PROP_0,
  PROP_SIMULATION,
  PROP_STACKED,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (ElectorHeadline, elector_headline, ADW_TYPE_BIN)

static void
moved_cb (ElectorHeadline *self, ElectorSimulation *simulation)
{
  const ElectorMoment *moment = elector_simulation_get_moment (simulation);
  g_autofree char *text = elector_moment_format_headline (moment);
  guint n_leaders = elector_moment_count (moment, ELECTOR_ROLE_LEADER);

  for (guint i = 0; i < ELECTOR_N_PROPERTIES; i++)
    {
      gtk_widget_set_visible (GTK_WIDGET (self->lamps[i]), elector_moment_judges (moment, (ElectorProperty) i));
      elector_lamp_update (self->lamps[i], moment);
    }
  if (strcmp (text, gtk_label_get_label (self->answer)) == 0)
    return;
  gtk_label_set_label (self->answer, text);
  gtk_widget_set_opacity (GTK_WIDGET (self->crown), n_leaders > 0 ? 1.0 : 0.25);
  if (n_leaders == 0)
    gtk_widget_add_css_class (GTK_WIDGET (self), "vacant");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "vacant");
  if (n_leaders > 1)
    gtk_widget_add_css_class (GTK_WIDGET (self), "split");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "split");
}

static void
elector_headline_dispose (GObject *object)
{
  ElectorHeadline *self = ELECTOR_HEADLINE (object);

  g_clear_object (&self->signals);
  gtk_widget_dispose_template (GTK_WIDGET (self), ELECTOR_TYPE_HEADLINE);
  G_OBJECT_CLASS (elector_headline_parent_class)->dispose (object);
}

static void
elector_headline_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  ElectorHeadline *self = ELECTOR_HEADLINE (object);

  switch (prop_id)
    {
    case PROP_SIMULATION:
      g_value_take_object (value, g_signal_group_dup_target (self->signals));
      break;
    case PROP_STACKED:
      g_value_set_boolean (value, gtk_widget_get_visible (GTK_WIDGET (self->term_lamp_box)));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

/* Stacked, the lamps are below the answer, and those about terms in a line of their own: for a narrow column. */
static void
set_stacked (ElectorHeadline *self, gboolean stacked)
{
  GtkBox *box = stacked ? self->term_lamp_box : self->lamp_box;
  GtkBox *content = GTK_BOX (adw_bin_get_child (ADW_BIN (self)));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (content),
                                  stacked ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  gtk_box_set_spacing (content, stacked ? 0 : 12);
  gtk_widget_set_visible (GTK_WIDGET (self->term_lamp_box), stacked);
  for (guint i = ELECTOR_PROPERTY_TERM_LEADER; i < ELECTOR_N_PROPERTIES; i++)
    {
      g_autoptr (GtkWidget) lamp = g_object_ref (GTK_WIDGET (self->lamps[i]));

      gtk_box_remove (GTK_BOX (gtk_widget_get_parent (lamp)), lamp);
      gtk_box_append (box, lamp);
    }
}

static void
elector_headline_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_SIMULATION:
      elector_headline_set_simulation (ELECTOR_HEADLINE (object), g_value_get_object (value));
      break;
    case PROP_STACKED:
      set_stacked (ELECTOR_HEADLINE (object), g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
elector_headline_class_init (ElectorHeadlineClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = elector_headline_dispose;
  object_class->get_property = elector_headline_get_property;
  object_class->set_property = elector_headline_set_property;
  properties[PROP_SIMULATION] = g_param_spec_object ("simulation", NULL, NULL, ELECTOR_TYPE_SIMULATION,
                                                     G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY
                                                       | G_PARAM_STATIC_STRINGS);
  properties[PROP_STACKED] = g_param_spec_boolean ("stacked", NULL, NULL, FALSE,
                                                   G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/elector/Elector/elector-headline.ui");
  gtk_widget_class_bind_template_child (widget_class, ElectorHeadline, crown);
  gtk_widget_class_bind_template_child (widget_class, ElectorHeadline, answer);
  gtk_widget_class_bind_template_child (widget_class, ElectorHeadline, lamp_box);
  gtk_widget_class_bind_template_child (widget_class, ElectorHeadline, term_lamp_box);
}

static void
elector_headline_init (ElectorHeadline *self)
{
  self->signals = g_signal_group_new (ELECTOR_TYPE_SIMULATION);
  g_signal_group_connect_swapped (self->signals, "moved", G_CALLBACK (moved_cb), self);
  g_signal_connect_object (self->signals, "bind", G_CALLBACK (moved_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < ELECTOR_N_PROPERTIES; i++)
    {
      self->lamps[i] = ELECTOR_LAMP (elector_lamp_new ((ElectorProperty) i));
      gtk_box_append (self->lamp_box, GTK_WIDGET (self->lamps[i]));
    }
}

void
elector_headline_set_simulation (ElectorHeadline *self, ElectorSimulation *simulation)
{
  g_return_if_fail (ELECTOR_IS_HEADLINE (self));

  g_signal_group_set_target (self->signals, simulation);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SIMULATION]);
}
