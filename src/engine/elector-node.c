/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "engine/elector-node.h"

#include <glib/gi18n-lib.h>

struct _ElectorNode
{
  GObject parent_instance;

  ElectorNodeId id;
  ElectorRole role;
  ElectorCondition condition;
  ElectorNodeId leader;
  guint32 term;
  char *description;
};

enum
{
  PROP_0,
  PROP_ID,
  PROP_ROLE,
  PROP_CONDITION,
  PROP_LEADER,
  PROP_TERM,
  PROP_STATUS,
  PROP_DESCRIPTION,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (ElectorNode, elector_node, G_TYPE_OBJECT)

static void
elector_node_finalize (GObject *object)
{
  g_clear_pointer (&ELECTOR_NODE (object)->description, g_free);
  G_OBJECT_CLASS (elector_node_parent_class)->finalize (object);
}

static void
elector_node_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  ElectorNode *self = ELECTOR_NODE (object);

  switch (prop_id)
    {
    case PROP_ID:
      g_value_set_uint (value, self->id);
      break;
    case PROP_ROLE:
      g_value_set_uint (value, self->role);
      break;
    case PROP_CONDITION:
      g_value_set_uint (value, self->condition);
      break;
    case PROP_LEADER:
      g_value_set_uint (value, self->leader);
      break;
    case PROP_TERM:
      g_value_set_uint (value, self->term);
      break;
    case PROP_STATUS:
      g_value_set_string (value, elector_node_get_status (self));
      break;
    case PROP_DESCRIPTION:
      g_value_set_string (value, self->description);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static GParamSpec *
uint_property (const char *name)
{
  return g_param_spec_uint (name, NULL, NULL, 0, G_MAXUINT, 0, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
}

static GParamSpec *
string_property (const char *name)
{
  return g_param_spec_string (name, NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
}

static void
elector_node_class_init (ElectorNodeClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = elector_node_finalize;
  object_class->get_property = elector_node_get_property;
  properties[PROP_ID] = uint_property ("id");
  properties[PROP_ROLE] = uint_property ("role");
  properties[PROP_CONDITION] = uint_property ("condition");
  properties[PROP_LEADER] = uint_property ("leader");
  properties[PROP_TERM] = uint_property ("term");
  properties[PROP_STATUS] = string_property ("status");
  properties[PROP_DESCRIPTION] = string_property ("description");
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
elector_node_init (ElectorNode *self)
{
}

static char *
describe (ElectorNode *self)
{
  if (self->condition == ELECTOR_CONDITION_CRASHED)
    return g_strdup (_("It is down and answers nothing. Activate it to let it recover."));
  if (self->condition == ELECTOR_CONDITION_PAUSED)
    return g_strdup (_("It is paused and will go on where it stopped. Activate it to let it resume."));
  if (self->role == ELECTOR_ROLE_LEADER)
    return g_strdup (_("It believes that it is in charge. Activate it to let it crash."));
  if (self->leader != ELECTOR_NO_NODE)
    return g_strdup_printf (_("It believes that node %u is in charge. Activate it to let it crash."), self->leader);
  return g_strdup (_("It knows of nobody in charge. Activate it to let it crash."));
}

/* A node that has just started. */
ElectorNode *
elector_node_new (ElectorNodeId id)
{
  ElectorNode *self = g_object_new (ELECTOR_TYPE_NODE, NULL);

  self->id = id;
  self->description = describe (self);
  return self;
}

/* Takes over what is the case at moment, and notifies of what has changed. */
void
elector_node_update (ElectorNode *self, const ElectorMoment *moment)
{
  const ElectorMomentNode *node = elector_moment_get_node (moment, self->id);
  gboolean role = self->role != (ElectorRole) node->role, leader = self->leader != node->leader;
  gboolean condition = self->condition != (ElectorCondition) node->condition, term = self->term != node->term;

  if (!role && !leader && !condition && !term)
    return;
  self->role = (ElectorRole) node->role;
  self->condition = (ElectorCondition) node->condition;
  self->leader = node->leader;
  self->term = node->term;
  g_free (self->description);
  self->description = describe (self);

  g_object_freeze_notify (G_OBJECT (self));
  if (role)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ROLE]);
  if (condition)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CONDITION]);
  if (leader)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LEADER]);
  if (term)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TERM]);
  if (role || condition)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATUS]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DESCRIPTION]);
  g_object_thaw_notify (G_OBJECT (self));
}

ElectorNodeId
elector_node_get_id (ElectorNode *self)
{
  return self->id;
}

ElectorRole
elector_node_get_role (ElectorNode *self)
{
  return self->role;
}

ElectorCondition
elector_node_get_condition (ElectorNode *self)
{
  return self->condition;
}

ElectorNodeId
elector_node_get_leader (ElectorNode *self)
{
  return self->leader;
}

guint32
elector_node_get_term (ElectorNode *self)
{
  return self->term;
}

/* Translated: the role, or the condition of a node that is not up. */
const char *
elector_node_get_status (ElectorNode *self)
{
  return self->condition == ELECTOR_CONDITION_UP ? elector_role_to_text (self->role)
                                                 : elector_condition_to_text (self->condition);
}

const char *
elector_node_get_description (ElectorNode *self)
{
  return self->description;
}
