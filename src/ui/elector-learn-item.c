/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/elector-learn-item.h"

struct _ElectorLearnItem
{
  GtkBox parent_instance;

  GtkWidget *icon;
  GtkWidget *number;
  GtkWidget *title;
  GtkWidget *caption;
  GtkWidget *body;
  GtkWidget *show;
};

G_DEFINE_FINAL_TYPE (ElectorLearnItem, elector_learn_item, GTK_TYPE_BOX)

enum
{
  PROP_ICON_NAME = 1,
  PROP_ICON_LABEL,
  PROP_NUMBER,
  PROP_TITLE,
  PROP_CAPTION,
  PROP_BODY,
  PROP_SCENARIO,
  PROP_SHOW_LABEL,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
set_text (GtkWidget *label, const char *text)
{
  gtk_label_set_label (GTK_LABEL (label), text != NULL ? text : "");
  gtk_widget_set_visible (label, text != NULL);
}

static void
set_icon_name (ElectorLearnItem *self, const char *icon_name)
{
  gtk_image_set_from_icon_name (GTK_IMAGE (self->icon), icon_name);
  gtk_widget_set_visible (self->icon, icon_name != NULL);
}

/* The icon of an argument says whether it is for or against; all others are decoration and stay unspoken. */
static void
set_icon_label (ElectorLearnItem *self, const char *label)
{
  if (label != NULL)
    {
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->icon), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
      gtk_accessible_reset_state (GTK_ACCESSIBLE (self->icon), GTK_ACCESSIBLE_STATE_HIDDEN);
      gtk_widget_set_tooltip_text (self->icon, label);
    }
  else
    gtk_accessible_update_state (GTK_ACCESSIBLE (self->icon), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE, -1);
}

static void
set_scenario (ElectorLearnItem *self, const char *scenario)
{
  gtk_widget_set_visible (self->show, scenario != NULL);
  if (scenario != NULL)
    {
      gtk_actionable_set_action_target (GTK_ACTIONABLE (self->show), "s", scenario);
      gtk_actionable_set_action_name (GTK_ACTIONABLE (self->show), "win.show-scenario");
    }
}

static void
set_show_label (ElectorLearnItem *self, const char *label)
{
  if (label != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (self->show), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

static void
elector_learn_item_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  ElectorLearnItem *self = ELECTOR_LEARN_ITEM (object);
  const char *text = g_value_get_string (value);

  switch (id)
    {
    case PROP_ICON_NAME:
      set_icon_name (self, text);
      break;
    case PROP_ICON_LABEL:
      set_icon_label (self, text);
      break;
    case PROP_NUMBER:
      set_text (self->number, text);
      break;
    case PROP_TITLE:
      set_text (self->title, text);
      break;
    case PROP_CAPTION:
      set_text (self->caption, text);
      break;
    case PROP_BODY:
      set_text (self->body, text);
      break;
    case PROP_SCENARIO:
      set_scenario (self, text);
      break;
    case PROP_SHOW_LABEL:
      set_show_label (self, text);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
elector_learn_item_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), ELECTOR_TYPE_LEARN_ITEM);
  G_OBJECT_CLASS (elector_learn_item_parent_class)->dispose (object);
}

static void
elector_learn_item_class_init (ElectorLearnItemClass *klass)
{
  static const char *const names[N_PROPS] = {
    NULL, "icon-name", "icon-label", "number", "title", "caption", "body", "scenario", "show-label"
  };
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->set_property = elector_learn_item_set_property;
  object_class->dispose = elector_learn_item_dispose;

  for (guint id = 1; id < N_PROPS; id++)
    properties[id] = g_param_spec_string (names[id], NULL, NULL, NULL,
                                          G_PARAM_WRITABLE | G_PARAM_CONSTRUCT | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/elector/Elector/elector-learn-item.ui");
  gtk_widget_class_bind_template_child (widget_class, ElectorLearnItem, icon);
  gtk_widget_class_bind_template_child (widget_class, ElectorLearnItem, number);
  gtk_widget_class_bind_template_child (widget_class, ElectorLearnItem, title);
  gtk_widget_class_bind_template_child (widget_class, ElectorLearnItem, caption);
  gtk_widget_class_bind_template_child (widget_class, ElectorLearnItem, body);
  gtk_widget_class_bind_template_child (widget_class, ElectorLearnItem, show);
}

static void
elector_learn_item_init (ElectorLearnItem *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
