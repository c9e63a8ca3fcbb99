/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "engine/elector-trace-item.h"

#include "core/units.h"

struct _ElectorTraceItem
{
  GObject parent_instance;

  ElectorRecord record;
  guint position;
  char *time;
  char *text;
};

enum
{
  PROP_0,
  PROP_TIME,
  PROP_TEXT,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (ElectorTraceItem, elector_trace_item, G_TYPE_OBJECT)

static void
elector_trace_item_finalize (GObject *object)
{
  ElectorTraceItem *self = ELECTOR_TRACE_ITEM (object);

  g_clear_pointer (&self->time, g_free);
  g_clear_pointer (&self->text, g_free);
  G_OBJECT_CLASS (elector_trace_item_parent_class)->finalize (object);
}

static void
elector_trace_item_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  ElectorTraceItem *self = ELECTOR_TRACE_ITEM (object);

  switch (prop_id)
    {
    case PROP_TIME:
      g_value_set_string (value, self->time);
      break;
    case PROP_TEXT:
      g_value_set_string (value, self->text);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
elector_trace_item_class_init (ElectorTraceItemClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = elector_trace_item_finalize;
  object_class->get_property = elector_trace_item_get_property;
  properties[PROP_TIME] = g_param_spec_string ("time", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_TEXT] = g_param_spec_string ("text", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
elector_trace_item_init (ElectorTraceItem *self)
{
}

/* record and config are only read. */
ElectorTraceItem *
elector_trace_item_new (const ElectorRecord *record, guint position, const ElectorConfig *config)
{
  ElectorTraceItem *self = g_object_new (ELECTOR_TYPE_TRACE_ITEM, NULL);

  self->record = *record;
  self->position = position;
  self->time = elector_format_clock (record->time);
  self->text = elector_record_format (record, config);
  return self;
}

guint
elector_trace_item_get_position (ElectorTraceItem *self)
{
  return self->position;
}

const ElectorRecord *
elector_trace_item_get_record (ElectorTraceItem *self)
{
  return &self->record;
}

const char *
elector_trace_item_get_time (ElectorTraceItem *self)
{
  return self->time;
}

const char *
elector_trace_item_get_text (ElectorTraceItem *self)
{
  return self->text;
}
