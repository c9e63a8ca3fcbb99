/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "core/protocol.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* A step may send to every other node twice and change a few things besides. */
#define EFFECTS_PER_NODE 2
#define EFFECTS_BESIDES 64

/* Allocates room for the effects of any step of a system of n_nodes. */
void
elector_effects_init (ElectorEffects *self, guint n_nodes)
{
  self->length = 0;
  self->capacity = n_nodes * EFFECTS_PER_NODE + EFFECTS_BESIDES;
  self->items = g_new0 (ElectorEffect, self->capacity);
}

void
elector_effects_clear (ElectorEffects *self)
{
  g_clear_pointer (&self->items, g_free);
  self->length = self->capacity = 0;
}

/* Bytes that a node's state takes in a system of n_nodes: such that states can lie one behind the other. */
gsize
elector_protocol_get_state_size (const ElectorProtocol *self, guint n_nodes)
{
  gsize size = self->state_size + self->peer_size * n_nodes, alignment = G_ALIGNOF (ElectorRng);

  return (size + alignment - 1) / alignment * alignment;
}

/* What a crash does to a node's state: only what is persistent stays. */
void
elector_protocol_forget (const ElectorProtocol *self, gpointer state, guint n_nodes)
{
  memset ((guint8 *) state + self->persistent_size, 0,
          elector_protocol_get_state_size (self, n_nodes) - self->persistent_size);
}

/* The protocol's standard values for n_nodes, all rule switches off. */
void
elector_config_init (ElectorConfig *self, const ElectorProtocol *protocol, guint n_nodes)
{
  memset (self, 0, sizeof *self);
  self->protocol = protocol;
  self->n_nodes = n_nodes;
  for (guint i = 0; i < protocol->n_parameters; i++)
    self->parameters[i] = protocol->parameters[i].standard;
}

/* What the algorithm says about a property, with the rule switches that are on. Borrowed. */
const ElectorPromise *
elector_config_get_promise (const ElectorConfig *self, ElectorProperty property)
{
  if (self->protocol->get_promise != NULL)
    return self->protocol->get_promise (self, property);
  return &self->protocol->promises[property];
}

/* Whether the property is about something that the algorithm has: without terms, no term has two leaders. */
gboolean
elector_protocol_knows (const ElectorProtocol *self, ElectorProperty property)
{
  return self->promises[property].kind != ELECTOR_PROMISE_NONE;
}

/* Which fields survive a crash, as bits. */
guint32
elector_config_get_persistent_fields (const ElectorConfig *self)
{
  return self->protocol->get_persistent_fields != NULL ? self->protocol->get_persistent_fields (self) : 0;
}

/* The place of a word, however it is capitalized, or -1. */
int
elector_words_find (const ElectorWords *self, const char *word)
{
  for (guint i = 0; i < self->length; i++)
    if (g_ascii_strcasecmp (self->ids[i], word) == 0)
      return (int) i;
  return -1;
}

/* The number of the parameter called id, or -1. */
int
elector_protocol_find_parameter (const ElectorProtocol *self, const char *id)
{
  for (guint i = 0; i < self->n_parameters; i++)
    if (strcmp (self->parameters[i].id, id) == 0)
      return (int) i;
  return -1;
}

/* The number of the rule switch called id, or -1. */
int
elector_protocol_find_rule (const ElectorProtocol *self, const char *id)
{
  for (guint i = 0; i < self->n_rules; i++)
    if (strcmp (self->rules[i].id, id) == 0)
      return (int) i;
  return -1;
}

/* The number of the step labeled so, or -1. */
int
elector_protocol_find_step (const ElectorProtocol *self, const char *label)
{
  for (guint i = 0; i < self->n_steps; i++)
    if (strcmp (self->steps[i].label, label) == 0)
      return (int) i;
  return -1;
}

/* What the line with this label does, translated, or NULL when no step and no note has it. */
const char *
elector_protocol_explain (const ElectorProtocol *self, const char *label)
{
  int step = elector_protocol_find_step (self, label);

  if (step >= 0)
    return _(self->steps[step].explanation);
  for (guint i = 0; i < self->n_notes; i++)
    if (strcmp (self->notes[i].label, label) == 0)
      return _(self->notes[i].explanation);
  return NULL;
}

static const char *const property_ids[ELECTOR_N_PROPERTIES] = {
  "single-leader", "agreement", "availability", "term-leader", "term-vote", "writes"
};

static const char *const property_texts[ELECTOR_N_PROPERTIES] = {
  N_("One leader"), N_("Agreed"), N_("Available"), N_("One a term"), N_("One vote"), N_("Writes kept")
};

/* The stable word for files and JSON. */
const char *
elector_property_to_id (ElectorProperty property)
{
  g_return_val_if_fail (property < ELECTOR_N_PROPERTIES, NULL);
  return property_ids[property];
}

/* The translated name. */
const char *
elector_field_to_text (ElectorField field)
{
  static const char *const texts[ELECTOR_N_FIELDS] = {
    N_("Role"), N_("Leader"), N_("Term"), N_("Vote"), N_("Log entries"), N_("Last entry’s term"),
    N_("Safe entries"),
  };

  g_return_val_if_fail (field < ELECTOR_N_FIELDS, NULL);
  return _(texts[field]);
}

/* Whether messages of the type are about a node. */
gboolean
elector_protocol_has_id (const ElectorProtocol *self, guint type)
{
  return (self->id_messages >> type & 1) != 0;
}

/* What a message is called, and whom it is about, if its type is about anybody: "ELECTION (id 3)". Translated,
 * owned. */
char *
elector_protocol_format_message (const ElectorProtocol *self, guint type, guint32 id)
{
  g_return_val_if_fail (type < self->messages.length, NULL);

  if (!elector_protocol_has_id (self, type))
    return g_strdup (self->messages.ids[type]);
  /* Translators: a message, and the id of a node that is in it */
  return g_strdup_printf (_("%s (id %u)"), self->messages.ids[type], id);
}

/* The translated name. */
const char *
elector_property_to_text (ElectorProperty property)
{
  g_return_val_if_fail (property < ELECTOR_N_PROPERTIES, NULL);
  return _(property_texts[property]);
}
