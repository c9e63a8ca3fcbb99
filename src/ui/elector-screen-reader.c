/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/elector-screen-reader.h"

struct _ElectorScreenReader
{
  GObject parent_instance;

  GDBusProxy *status; /* owned; NULL until there is an answer, or when there is no bus */
  gboolean enabled;
};

G_DEFINE_FINAL_TYPE (ElectorScreenReader, elector_screen_reader, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_ENABLED,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
set_enabled (ElectorScreenReader *self, gboolean enabled)
{
  if (self->enabled == enabled)
    return;
  self->enabled = enabled;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ENABLED]);
}

static void
update (ElectorScreenReader *self)
{
  g_autoptr (GVariant) value = NULL;

  if (self->status != NULL)
    value = g_dbus_proxy_get_cached_property (self->status, "ScreenReaderEnabled");
  set_enabled (self, value != NULL && g_variant_is_of_type (value, G_VARIANT_TYPE_BOOLEAN)
                     && g_variant_get_boolean (value));
}

static void
proxy_ready_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ElectorScreenReader) self = user_data;

  /* Without a session bus nobody can read the screen: that is no error. */
  self->status = g_dbus_proxy_new_for_bus_finish (result, NULL);
  if (self->status != NULL)
    {
      g_signal_connect_object (self->status, "g-properties-changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (self->status, "notify::g-name-owner", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
    }
  update (self);
}

static void
elector_screen_reader_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_ENABLED:
      g_value_set_boolean (value, ELECTOR_SCREEN_READER (object)->enabled);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
elector_screen_reader_dispose (GObject *object)
{
  g_clear_object (&ELECTOR_SCREEN_READER (object)->status);
  G_OBJECT_CLASS (elector_screen_reader_parent_class)->dispose (object);
}

static void
elector_screen_reader_class_init (ElectorScreenReaderClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = elector_screen_reader_dispose;
  object_class->get_property = elector_screen_reader_get_property;
  properties[PROP_ENABLED] = g_param_spec_boolean ("enabled", NULL, NULL, TRUE,
                                                   G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
elector_screen_reader_init (ElectorScreenReader *self)
{
  self->enabled = TRUE;
  g_dbus_proxy_new_for_bus (G_BUS_TYPE_SESSION,
                            G_DBUS_PROXY_FLAGS_DO_NOT_AUTO_START,
                            NULL, "org.a11y.Bus", "/org/a11y/bus", "org.a11y.Status",
                            NULL, proxy_ready_cb, g_object_ref (self));
}

/* There is one for all. Free with g_object_unref(). */
ElectorScreenReader *
elector_screen_reader_get_default (void)
{
  static ElectorScreenReader *instance;

  if (instance != NULL)
    return g_object_ref (instance);
  instance = g_object_new (ELECTOR_TYPE_SCREEN_READER, NULL);
  g_object_add_weak_pointer (G_OBJECT (instance), (gpointer *) &instance);
  return instance;
}

gboolean
elector_screen_reader_get_enabled (ElectorScreenReader *self)
{
  g_return_val_if_fail (ELECTOR_IS_SCREEN_READER (self), TRUE);
  return self->enabled;
}
