/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "engine/elector-scenario.h"

#include "core/units.h"

#include <glib/gi18n-lib.h>
#include <string.h>

struct _ElectorScenario
{
  GObject parent_instance;

  ElectorScenarioParts parts; /* faults sorted by time */
};

G_DEFINE_FINAL_TYPE (ElectorScenario, elector_scenario, G_TYPE_OBJECT)

static void
elector_scenario_finalize (GObject *object)
{
  elector_scenario_parts_clear (&ELECTOR_SCENARIO (object)->parts);
  G_OBJECT_CLASS (elector_scenario_parent_class)->finalize (object);
}

static void
elector_scenario_class_init (ElectorScenarioClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = elector_scenario_finalize;
}

static void
elector_scenario_init (ElectorScenario *self)
{
}

/* --- Parts --- */

static void
clear_fault (gpointer data)
{
  elector_fault_clear (data);
}

/* Standard values: no faults, no title, the standard seed, no end. */
void
elector_scenario_parts_init (ElectorScenarioParts *self, const ElectorProtocol *protocol, guint n_nodes)
{
  memset (self, 0, sizeof *self);
  elector_config_init (&self->config, protocol, n_nodes);
  elector_network_config_init (&self->network);
  self->seed = ELECTOR_STANDARD_SEED;
  self->until = ELECTOR_NEVER;
  self->faults = g_array_new (FALSE, TRUE, sizeof (ElectorFault));
  g_array_set_clear_func (self->faults, clear_fault);
}

/* Takes over everything from a scenario, to be changed. self is zero or was cleared. */
void
elector_scenario_parts_copy (ElectorScenarioParts *self, ElectorScenario *scenario)
{
  const ElectorScenarioParts *other = &scenario->parts;

  elector_scenario_parts_init (self, other->config.protocol, other->config.n_nodes);
  self->title = g_strdup (other->title);
  self->description = g_strdup (other->description);
  self->tag = g_strdup (other->tag);
  self->config = other->config;
  self->network = other->network;
  self->seed = other->seed;
  self->until = other->until;
  for (guint i = 0; i < other->faults->len; i++)
    {
      ElectorFault fault;

      elector_fault_copy (&fault, &g_array_index (other->faults, ElectorFault, i), other->config.n_nodes);
      g_array_append_val (self->faults, fault);
    }
}

void
elector_scenario_parts_clear (ElectorScenarioParts *self)
{
  g_clear_pointer (&self->title, g_free);
  g_clear_pointer (&self->description, g_free);
  g_clear_pointer (&self->tag, g_free);
  g_clear_pointer (&self->faults, g_array_unref);
}

/* Changes the number of nodes, 1 .. ELECTOR_MAX_NODES. Fails, and leaves parts half changed, when a fault names a
 * node that there is not any more. Errors: ELECTOR_ERROR. */
gboolean
elector_scenario_parts_set_n_nodes (ElectorScenarioParts *self, guint n_nodes, GError **error)
{
  guint old = self->config.n_nodes;

  self->config.n_nodes = n_nodes;
  for (guint i = 0; i < self->faults->len; i++)
    {
      ElectorFault *fault = &g_array_index (self->faults, ElectorFault, i);
      g_autofree char *text = elector_fault_format (fault, old);

      elector_fault_clear (fault);
      if (!elector_fault_parse (fault, text, &self->config, error))
        return FALSE;
    }
  return TRUE;
}

/* Changes the algorithm; another one than before gets its standard values. Faults that mean nothing to it are left
 * out. */
void
elector_scenario_parts_set_protocol (ElectorScenarioParts *self, const ElectorProtocol *protocol)
{
  if (self->config.protocol != protocol)
    elector_config_init (&self->config, protocol, self->config.n_nodes);
  for (guint i = self->faults->len; i > 0; i--)
    if (!elector_fault_is_known_to (&g_array_index (self->faults, ElectorFault, i - 1), protocol))
      g_array_remove_index (self->faults, i - 1);
}

static gboolean
set_parameter (ElectorScenarioParts *self, guint i, const char *value, GError **error)
{
  const ElectorParameter *parameter = &self->config.protocol->parameters[i];
  ElectorRange range;

  if (!elector_parse_range (value, &range, error))
    return FALSE;
  if (!parameter->is_range && range.low != range.high)
    {
      g_set_error (error, ELECTOR_ERROR, ELECTOR_ERROR_SYNTAX, _("%s is one duration, not a range"), parameter->id);
      return FALSE;
    }
  if (range.low < parameter->minimum)
    {
      g_autofree char *minimum = elector_format_duration (parameter->minimum);

      g_set_error (error, ELECTOR_ERROR, ELECTOR_ERROR_RANGE, _("%s is at least %s"), parameter->id, minimum);
      return FALSE;
    }
  self->config.parameters[i] = range;
  return TRUE;
}

/* Sets a parameter of the network ("delay", "loss", "duplicate") or of the algorithm. Errors: ELECTOR_ERROR. */
gboolean
elector_scenario_parts_set (ElectorScenarioParts *self, const char *key, const char *value, GError **error)
{
  int parameter = elector_protocol_find_parameter (self->config.protocol, key);

  if (strcmp (key, "delay") == 0)
    return elector_parse_range (value, &self->network.delay, error);
  if (strcmp (key, "loss") == 0)
    return elector_parse_share (value, &self->network.loss, error);
  if (strcmp (key, "duplicate") == 0)
    return elector_parse_share (value, &self->network.duplicate, error);
  if (parameter >= 0)
    return set_parameter (self, (guint) parameter, value, error);
  g_set_error (error, ELECTOR_ERROR, ELECTOR_ERROR_SYNTAX, _("there is no parameter “%s”"), key);
  return FALSE;
}

/* Turns a rule switch on or off. Errors: ELECTOR_ERROR. */
gboolean
elector_scenario_parts_set_rule (ElectorScenarioParts *self, const char *id, gboolean on, GError **error)
{
  int rule = elector_protocol_find_rule (self->config.protocol, id);

  if (rule < 0)
    {
      g_set_error (error, ELECTOR_ERROR, ELECTOR_ERROR_SYNTAX, _("the algorithm has no rule switch “%s”"), id);
      return FALSE;
    }
  self->config.rules &= ~(1u << rule);
  if (on)
    self->config.rules |= 1u << rule;
  return TRUE;
}

/* Adds a fault with its time, "2s crash 5". Errors: ELECTOR_ERROR. */
gboolean
elector_scenario_parts_add_fault (ElectorScenarioParts *self, const char *text, GError **error)
{
  ElectorFault fault;

  if (!elector_fault_parse_timed (&fault, text, &self->config, error))
    return FALSE;
  g_array_append_val (self->faults, fault);
  return TRUE;
}

/* --- Scenarios --- */

static int
compare_faults (gconstpointer a, gconstpointer b)
{
  ElectorTime one = ((const ElectorFault *) a)->time, other = ((const ElectorFault *) b)->time;

  return one < other ? -1 : one > other;
}

/* Makes a scenario of parts, which are taken over and zeroed. */
ElectorScenario *
elector_scenario_new (ElectorScenarioParts *parts)
{
  ElectorScenario *self = g_object_new (ELECTOR_TYPE_SCENARIO, NULL);

  self->parts = *parts;
  memset (parts, 0, sizeof *parts);
  g_array_sort (self->parts.faults, compare_faults); /* stable: faults of one time keep their order */
  return self;
}

/* Standard values, nothing goes wrong by itself. */
ElectorScenario *
elector_scenario_new_standard (const ElectorProtocol *protocol, guint n_nodes, guint64 seed)
{
  ElectorScenarioParts parts;

  elector_scenario_parts_init (&parts, protocol, n_nodes);
  parts.seed = seed;
  return elector_scenario_new (&parts);
}

/* The system of another scenario with another number of nodes, and without what that does to it. */
ElectorScenario *
elector_scenario_new_resized (ElectorScenario *other, guint n_nodes)
{
  ElectorScenarioParts parts;

  elector_scenario_parts_copy (&parts, other);
  parts.until = ELECTOR_NEVER;
  g_array_set_size (parts.faults, 0);
  elector_scenario_parts_set_n_nodes (&parts, n_nodes, NULL); /* cannot fail: there are no faults */
  g_clear_pointer (&parts.title, g_free);
  g_clear_pointer (&parts.description, g_free);
  g_clear_pointer (&parts.tag, g_free);
  return elector_scenario_new (&parts);
}

/* The texts of the scenarios that come with the program are translated like all others; a scenario of somebody's
 * own says what it says. */
static const char *
translate (const char *text)
{
  return text != NULL && *text != '\0' ? _(text) : NULL;
}

/* Translated, or NULL. */
const char *
elector_scenario_get_title (ElectorScenario *self)
{
  return translate (self->parts.title);
}

/* Translated, or NULL. */
const char *
elector_scenario_get_description (ElectorScenario *self)
{
  return translate (self->parts.description);
}

const char *
elector_scenario_get_tag (ElectorScenario *self)
{
  return self->parts.tag;
}

/* Borrowed. */
const ElectorConfig *
elector_scenario_get_config (ElectorScenario *self)
{
  return &self->parts.config;
}

/* Borrowed. */
const ElectorNetworkConfig *
elector_scenario_get_network (ElectorScenario *self)
{
  return &self->parts.network;
}

guint64
elector_scenario_get_seed (ElectorScenario *self)
{
  return self->parts.seed;
}

/* When the scenario has told its story, or ELECTOR_NEVER. A run can go on past it. */
ElectorTime
elector_scenario_get_until (ElectorScenario *self)
{
  return self->parts.until;
}

/* Sorted by time. Borrowed. */
const ElectorFault *
elector_scenario_get_faults (ElectorScenario *self, guint *n_faults)
{
  *n_faults = self->parts.faults->len;
  return (const ElectorFault *) (gpointer) self->parts.faults->data;
}
