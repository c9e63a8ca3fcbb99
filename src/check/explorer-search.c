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
#define STANDARD_WRITES 2
#define MIN_WRITES_TO_LOSE 2
/* Every leader and every write takes a place in the log, and a model's node has a bit for each place. */
#define MAX_TERM_WITH_WRITES (63 - ELECTOR_EXPLORER_MAX_FAULTS)
#define STANDARD_MEMORY (G_GUINT64_CONSTANT (2) << 30)

static guint32
get_bit (ElectorProperty property)
{
  return 1u << property;
}

/* Whether the algorithm has terms. */
gboolean
elector_search_has_terms (const ElectorSearch *self)
{
  return elector_protocol_knows (self->config.protocol, ELECTOR_PROPERTY_TERM_LEADER);
}

/* In lockstep, so many that states after an election are judged, too. */
static guint
get_standard_term (const ElectorSearch *self)
{
  if (!elector_search_has_terms (self))
    return 0;
  return self->assumption == ELECTOR_ASSUMPTION_LOCKSTEP ? 1 + elector_search_get_terms_ahead (self) : STANDARD_TERM;
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
  self->max_term = get_standard_term (self);
  for (guint i = 0; i < ELECTOR_N_PROPERTIES; i++)
    if (elector_config_get_promise (config, (ElectorProperty) i)->kind == ELECTOR_PROMISE_ALWAYS
        && i != ELECTOR_PROPERTY_WRITES)
      self->properties |= get_bit ((ElectorProperty) i);
  if (self->properties == 0)
    self->properties = get_bit (ELECTOR_PROPERTY_SINGLE_LEADER);
}

/* Changes what must hold: bit i for property i. For writes that may be lost, there has to be a client. */
void
elector_search_set_properties (ElectorSearch *self, guint32 properties)
{
  self->properties = properties;
  if ((properties & get_bit (ELECTOR_PROPERTY_WRITES)) != 0 && self->max_writes == 0)
    self->max_writes = STANDARD_WRITES;
}

/* Changes the assumption, and with it the standard numbers of messages under way and of terms. */
void
elector_search_set_assumption (ElectorSearch *self, ElectorAssumption assumption)
{
  self->assumption = assumption;
  self->eventually &= assumption == ELECTOR_ASSUMPTION_LOCKSTEP;
  self->max_pending
    = assumption == ELECTOR_ASSUMPTION_ASYNCHRONOUS ? STANDARD_PENDING : ELECTOR_EXPLORER_MAX_PENDING;
  self->max_term = get_standard_term (self);
}

/* Changes the number of nodes, and with it the standard number of terms, if it was that. */
void
elector_search_set_nodes (ElectorSearch *self, guint n_nodes)
{
  gboolean is_standard = self->max_term == get_standard_term (self);
  ElectorConfig config;

  elector_config_init (&config, self->config.protocol, n_nodes);
  config.rules = self->config.rules;
  self->config = config;
  if (is_standard)
    self->max_term = get_standard_term (self);
}

/* The last term that a node enters. */
guint
elector_search_get_last_term (const ElectorSearch *self)
{
  return self->max_term > 0 ? self->max_term : ELECTOR_EXPLORER_MAX_TERM;
}

/* Within how many more terms a majority that is up must be able to get a leader. */
guint
elector_search_get_terms_ahead (const ElectorSearch *self)
{
  return self->config.n_nodes + 1;
}

/* Whether agreement may break, as long as it can come back. */
gboolean
elector_search_awaits_agreement (const ElectorSearch *self)
{
  return self->eventually && (self->properties & get_bit (ELECTOR_PROPERTY_AGREEMENT)) != 0;
}

/* Whether it looks for states without a way to a leader, or to agreement. */
gboolean
elector_search_looks_ahead (const ElectorSearch *self)
{
  return self->assumption == ELECTOR_ASSUMPTION_LOCKSTEP
         && ((self->properties & get_bit (ELECTOR_PROPERTY_AVAILABILITY)) != 0
             || elector_search_awaits_agreement (self));
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

/* For a write to lose its place, there has to be another one. */
static gboolean
check_writes (const ElectorSearch *self, GError **error)
{
  guint minimum = (self->properties & get_bit (ELECTOR_PROPERTY_WRITES)) != 0 ? MIN_WRITES_TO_LOSE : 0;

  return is_within (_("writes"), self->max_writes, minimum, ELECTOR_EXPLORER_MAX_FAULTS, error)
         && (self->max_writes == 0 || !elector_search_has_terms (self)
             || is_within (_("terms, where a client writes"), self->max_term, 1, MAX_TERM_WITH_WRITES, error));
}

static gboolean
check_terms_ahead (const ElectorSearch *self, GError **error)
{
  return !elector_search_looks_ahead (self) || !elector_search_has_terms (self)
         || is_within (_("terms, to see whether there is a way to a leader"), elector_search_get_last_term (self),
                       elector_search_get_terms_ahead (self), ELECTOR_EXPLORER_MAX_TERM, error);
}

/* Elsewhere there is always a way: messages may take as long as it needs. */
static gboolean
check_eventually (const ElectorSearch *self, GError **error)
{
  if (!self->eventually || self->assumption == ELECTOR_ASSUMPTION_LOCKSTEP)
    return TRUE;
  g_set_error (error, ELECTOR_ERROR, ELECTOR_ERROR_RANGE,
               _("whether agreement can come back is a question for lockstep"));
  return FALSE;
}

/* Whether the explorer can search this. Errors: ELECTOR_ERROR. */
gboolean
elector_search_check (const ElectorSearch *self, GError **error)
{
  for (guint i = 0; i < ELECTOR_N_PROPERTIES; i++)
    if ((self->properties & get_bit ((ElectorProperty) i)) != 0
        && !elector_protocol_knows (self->config.protocol, (ElectorProperty) i))
      {
        g_set_error (error, ELECTOR_ERROR, ELECTOR_ERROR_RANGE, _("%s has no terms: “%s” says nothing about it"),
                     _(self->config.protocol->name), elector_property_to_id ((ElectorProperty) i));
        return FALSE;
      }
  return is_within (_("nodes"), self->config.n_nodes, 1, ELECTOR_EXPLORER_MAX_NODES, error)
         && is_within (_("terms"), self->max_term, 0, ELECTOR_EXPLORER_MAX_TERM, error)
         && check_writes (self, error)
         && (self->assumption != ELECTOR_ASSUMPTION_LOCKSTEP || elector_search_check_time (self, error))
         && check_terms_ahead (self, error) && check_eventually (self, error)
         && is_within (_("timeouts"), self->max_timeouts, 0, ELECTOR_EXPLORER_MAX_TIMEOUTS, error)
         && is_within (_("messages under way"), self->max_pending, 1, ELECTOR_EXPLORER_MAX_PENDING, error)
         && is_within (_("crashes"), self->max_crashes, 0, ELECTOR_EXPLORER_MAX_FAULTS, error)
         && is_within (_("losses"), self->max_losses, 0, ELECTOR_EXPLORER_MAX_FAULTS, error)
         && is_within (_("duplicates"), self->max_duplicates, 0, ELECTOR_EXPLORER_MAX_FAULTS, error)
         && is_within (_("bytes of memory"), self->max_memory, ELECTOR_EXPLORER_MIN_MEMORY, G_MAXINT64, error);
}

/* Whether the algorithm promises the property whatever happens in the search. What it promises as long as all goes well
 * in time it does not promise where a timer may fire long before another one that began earlier; in lockstep, where
 * nothing takes longer than it may, it promises that there will be a leader, and agreement. */
gboolean
elector_search_promises (const ElectorSearch *self, ElectorProperty property)
{
  ElectorPromiseKind kind = elector_config_get_promise (&self->config, property)->kind;
  gboolean is_ahead = property == ELECTOR_PROPERTY_AGREEMENT ? elector_search_awaits_agreement (self)
                                                             : property == ELECTOR_PROPERTY_AVAILABILITY;

  return kind == ELECTOR_PROMISE_ALWAYS
         || (elector_search_looks_ahead (self) && is_ahead
             && (kind == ELECTOR_PROMISE_ASSUMING || kind == ELECTOR_PROMISE_MAJORITY));
}

/* Whether states that differ in the names of nodes only are taken for one. */
gboolean
elector_search_has_symmetry (const ElectorSearch *self)
{
  return self->symmetry && !self->exact && self->config.protocol->rename != NULL
         && self->config.n_nodes <= ELECTOR_EXPLORER_MAX_SYMMETRIC_NODES;
}

/* --- Words --- */

/* The stable word for the command line and files. */
const char *
elector_assumption_to_id (ElectorAssumption assumption)
{
  static const char *const ids[ELECTOR_N_ASSUMPTIONS] = { "async", "sync", "lockstep" };

  g_return_val_if_fail (assumption < ELECTOR_N_ASSUMPTIONS, NULL);
  return ids[assumption];
}

/* "asynchronous", translated. */
const char *
elector_assumption_to_text (ElectorAssumption assumption)
{
  switch (assumption)
    {
    case ELECTOR_ASSUMPTION_ASYNCHRONOUS:
      return _("asynchronous");
    case ELECTOR_ASSUMPTION_SYNCHRONOUS:
      return _("synchronous");
    case ELECTOR_ASSUMPTION_LOCKSTEP:
      return _("in lockstep");
    case ELECTOR_N_ASSUMPTIONS:
    default:
      g_return_val_if_reached (NULL);
    }
}

/* Takes the text over. */
static void
add (GPtrArray *words, char *text)
{
  g_ptr_array_add (words, text);
}

/* What it means, in a sentence, translated. */
const char *
elector_assumption_explain (ElectorAssumption assumption)
{
  switch (assumption)
    {
    case ELECTOR_ASSUMPTION_ASYNCHRONOUS:
      return _("Messages take as long as they like, and may never arrive: any timer may fire at any time.");
    case ELECTOR_ASSUMPTION_SYNCHRONOUS:
      return _("Every message, and the answer to it, is faster than any timer: votes do not split.");
    case ELECTOR_ASSUMPTION_LOCKSTEP:
      return _("Every message takes one unit of time, which is as long as it may; timers last as long as the algorithm "
               "says, whatever it draws.");
    case ELECTOR_N_ASSUMPTIONS:
    default:
      g_return_val_if_reached (NULL);
    }
}

/* "3 nodes, asynchronous, terms up to 2, at most 6 messages under way, 1 crash", translated. */
char *
elector_search_format_bounds (const ElectorSearch *self)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new_with_free_func (g_free);

  add (words, g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u node",
                                            "%u nodes", self->config.n_nodes), self->config.n_nodes));
  add (words, g_strdup (elector_assumption_to_text (self->assumption)));
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
  if (self->max_writes > 0)
    add (words, g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u write",
                                              "%u writes", self->max_writes), self->max_writes));
  if (self->fencing)
    add (words, g_strdup (_("fencing")));
  if (self->eventually)
    add (words, g_strdup (_("agreement may break, as long as it can come back")));
  if (self->at_rest)
    add (words, g_strdup (_("looked at when no message is under way")));
  g_ptr_array_add (words, NULL);
  return g_strjoinv (", ", (char **) words->pdata);
}
