/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What the explorer accepts, and what it calls that. */

#include "explorer.h"

#include "core/units.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>

#define STANDARD_TERM 2
#define STANDARD_PENDING 4
#define STANDARD_CRASHES 1
#define STANDARD_MEMORY (G_GUINT64_CONSTANT (2) << 30)

static guint32
get_bit (ElectorProperty property)
{
  return 1u << property;
}

static gboolean
is_known (const ElectorSearch *self, ElectorProperty property)
{
  return elector_config_get_promise (&self->config, property)->kind != ELECTOR_PROMISE_NONE;
}

/* Asynchronous, one crash, no later term than 2; the properties are what the algorithm promises always, or that only
 * one node leads when there is no such promise. config is copied. */
void
elector_search_init (ElectorSearch *self, const ElectorConfig *config)
{
  *self = (ElectorSearch) { .config = *config,
                            .max_pending = STANDARD_PENDING,
                            .max_crashes = STANDARD_CRASHES,
                            .can_recover = TRUE,
                            .symmetry = TRUE,
                            .max_memory = STANDARD_MEMORY };
  if (is_known (self, ELECTOR_PROPERTY_TERM_LEADER))
    self->max_term = STANDARD_TERM;
  for (guint i = 0; i < ELECTOR_N_PROPERTIES; i++)
    if (elector_config_get_promise (config, (ElectorProperty) i)->kind == ELECTOR_PROMISE_ALWAYS
        && i != ELECTOR_PROPERTY_WRITES)
      self->properties |= get_bit ((ElectorProperty) i);
  if (self->properties == 0)
    self->properties = get_bit (ELECTOR_PROPERTY_SINGLE_LEADER);
}

static gboolean
is_within (const char *what, guint64 value, guint64 low, guint64 high, GError **error)
{
  if (low <= value && value <= high)
    return TRUE;
  g_set_error (error, ELECTOR_ERROR, ELECTOR_ERROR_RANGE, _("%s: the checker takes %" PRIu64 " to %" PRIu64), what, low,
               high);
  return FALSE;
}

/* Whether the explorer can search this. Errors: ELECTOR_ERROR. */
gboolean
elector_search_check (const ElectorSearch *self, GError **error)
{
  for (guint i = 0; i < ELECTOR_N_PROPERTIES; i++)
    if ((self->properties & get_bit ((ElectorProperty) i)) != 0 && !is_known (self, (ElectorProperty) i))
      {
        g_set_error (error, ELECTOR_ERROR, ELECTOR_ERROR_RANGE, _("%s has no terms: “%s” says nothing about it"),
                     _(self->config.protocol->name), elector_property_to_id ((ElectorProperty) i));
        return FALSE;
      }
  if ((self->properties & get_bit (ELECTOR_PROPERTY_WRITES)) != 0)
    {
      g_set_error (error, ELECTOR_ERROR, ELECTOR_ERROR_RANGE,
                   _("the checker looks at elections: no client writes in it"));
      return FALSE;
    }
  return is_within (_("nodes"), self->config.n_nodes, 1, ELECTOR_EXPLORER_MAX_NODES, error)
         && is_within (_("terms"), self->max_term, 0, ELECTOR_EXPLORER_MAX_TERM, error)
         && is_within (_("timeouts"), self->max_timeouts, 0, ELECTOR_EXPLORER_MAX_TIMEOUTS, error)
         && is_within (_("messages under way"), self->max_pending, 1, ELECTOR_EXPLORER_MAX_PENDING, error)
         && is_within (_("crashes"), self->max_crashes, 0, ELECTOR_EXPLORER_MAX_FAULTS, error)
         && is_within (_("losses"), self->max_losses, 0, ELECTOR_EXPLORER_MAX_FAULTS, error)
         && is_within (_("duplicates"), self->max_duplicates, 0, ELECTOR_EXPLORER_MAX_FAULTS, error)
         && is_within (_("bytes of memory"), self->max_memory, ELECTOR_EXPLORER_MIN_MEMORY, G_MAXINT64, error);
}

/* Whether states that differ in the names of nodes only are taken for one. */
gboolean
elector_search_has_symmetry (const ElectorSearch *self)
{
  return self->symmetry && !self->exact && self->config.protocol->rename != NULL
         && self->config.n_nodes <= ELECTOR_EXPLORER_MAX_SYMMETRIC_NODES;
}

/* --- Words --- */

/* Takes the text over. */
static void
add (GPtrArray *words, char *text)
{
  g_ptr_array_add (words, text);
}

/* "3 nodes, asynchronous, terms up to 2, at most 6 messages under way, 1 crash", translated. */
char *
elector_search_format_bounds (const ElectorSearch *self)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new_with_free_func (g_free);

  add (words, g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u node",
                                            "%u nodes", self->config.n_nodes), self->config.n_nodes));
  add (words, g_strdup (self->assumption == ELECTOR_ASSUMPTION_SYNCHRONOUS ? _("synchronous") : _("asynchronous")));
  for (guint i = 0; i < self->config.protocol->n_rules; i++)
    if (elector_config_has_rule (&self->config, i))
      add (words, g_strdup_printf (_("rule %s"), self->config.protocol->rules[i].id));
  if (self->max_term > 0)
    add (words, g_strdup_printf (_("terms up to %u"), self->max_term));
  if (self->max_timeouts > 0)
    add (words, g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "at most %u timeout",
                                              "at most %u timeouts", self->max_timeouts), self->max_timeouts));
  add (words, g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "at most %u message under way",
                                            "at most %u messages under way", self->max_pending), self->max_pending));
  add (words, g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u crash",
                                            "%u crashes", self->max_crashes), self->max_crashes));
  if (self->max_crashes > 0 && !self->can_recover)
    add (words, g_strdup (_("no recovery")));
  if (self->max_losses > 0)
    add (words, g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u loss",
                                              "%u losses", self->max_losses), self->max_losses));
  if (self->max_duplicates > 0)
    add (words, g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u duplicate",
                                              "%u duplicates", self->max_duplicates), self->max_duplicates));
  if (self->at_rest)
    add (words, g_strdup (_("looked at when no message is under way")));
  g_ptr_array_add (words, NULL);
  return g_strjoinv (", ", (char **) words->pdata);
}
