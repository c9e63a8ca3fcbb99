/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What the explorer says. */

#include "explorer.h"

#include "core/units.h"

#include <glib/gi18n-lib.h>

static char *
format_availability_claim (const ElectorSearch *search)
{
  if (!elector_search_looks_ahead (search))
    return g_strdup (_("a majority never waits without a timer"));
  if (!elector_protocol_knows (search->config.protocol, ELECTOR_PROPERTY_TERM_VOTE))
    return g_strdup (_("a majority can always get a leader"));
  return g_strdup_printf (_("a majority can always get a leader within %u terms, and no node is kept from standing for "
                            "election"),
                          elector_search_get_terms_ahead (search));
}

static char *
format_agreement_claim (const ElectorSearch *search)
{
  if (!elector_search_awaits_agreement (search))
    return g_strdup (_("no two believe in different leaders when all messages have arrived"));
  if (!elector_search_has_terms (search))
    return g_strdup (_("all who are up can always come to agree"));
  return g_strdup_printf (_("all who are up can always come to agree within %u terms"),
                          elector_search_get_terms_ahead (search));
}

static char *
format_claim (const ElectorSearch *search, ElectorProperty property)
{
  switch (property)
    {
    case ELECTOR_PROPERTY_SINGLE_LEADER:
      return g_strdup (_("no two nodes act as leader at once"));
    case ELECTOR_PROPERTY_AGREEMENT:
      return format_agreement_claim (search);
    case ELECTOR_PROPERTY_AVAILABILITY:
      return format_availability_claim (search);
    case ELECTOR_PROPERTY_TERM_LEADER:
      return g_strdup (_("no two leaders in a term"));
    case ELECTOR_PROPERTY_TERM_VOTE:
      return g_strdup (_("no two votes of one node in a term"));
    case ELECTOR_PROPERTY_WRITES:
      return g_strdup (_("no accepted write is lost to another one"));
    case ELECTOR_N_PROPERTIES:
    default:
      g_return_val_if_reached (NULL);
    }
}

static const char *
get_finding (ElectorProperty property)
{
  switch (property)
    {
    case ELECTOR_PROPERTY_SINGLE_LEADER:
      return _("two nodes act as leader at once");
    case ELECTOR_PROPERTY_AGREEMENT:
      return _("all messages have arrived, and two nodes believe in different leaders");
    case ELECTOR_PROPERTY_AVAILABILITY:
      return _("a majority waits for a leader without a timer");
    case ELECTOR_PROPERTY_TERM_LEADER:
      return _("two leaders in a term");
    case ELECTOR_PROPERTY_TERM_VOTE:
      return _("a node votes twice in a term");
    case ELECTOR_PROPERTY_WRITES:
      return _("an accepted write is lost to another one");
    case ELECTOR_N_PROPERTIES:
    default:
      g_return_val_if_reached (NULL);
    }
}

static char *
format_no_agreement (const ElectorSearch *search, guint n)
{
  guint terms = elector_search_get_terms_ahead (search);

  if (!elector_search_has_terms (search) && n == 0)
    return g_strdup (_("from the start on, no order of events leads to agreement; this is one"));
  if (!elector_search_has_terms (search))
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                         "after %u step, no order of events leads to agreement any more",
                                         "after %u steps, no order of events leads to agreement any more", n), n);
  if (n == 0)
    return g_strdup_printf (_("from the start on, no order of events leads to agreement within %u terms; this is one"),
                            terms);
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                       "after %u step, no order of events leads to agreement within %u terms",
                                       "after %u steps, no order of events leads to agreement within %u terms", n),
                          n, terms);
}

/* Where there are terms, that is known of some terms only. */
static char *
format_no_leader (const ElectorSearch *search, guint n)
{
  guint terms = elector_search_get_terms_ahead (search);

  if (!elector_search_has_terms (search) && n == 0)
    return g_strdup (_("from the start on, no order of events leads to a leader; this is one"));
  if (!elector_search_has_terms (search))
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                         "after %u step, no order of events leads to a leader any more",
                                         "after %u steps, no order of events leads to a leader any more", n), n);
  if (n == 0)
    return g_strdup_printf (_("from the start on, no order of events leads to a leader within %u terms; this is one"),
                            terms);
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                       "after %u step, no order of events leads to a leader within %u terms",
                                       "after %u steps, no order of events leads to a leader within %u terms", n),
                          n, terms);
}

/* What is found, and how. */
static char *
format_finding (ElectorExplorer *self)
{
  guint first_move;
  ElectorNodeId node;

  switch (elector_explorer_get_break (self, &first_move, &node))
    {
    case ELECTOR_BREAK_NO_WAY:
      return elector_explorer_get_broken (self) == ELECTOR_PROPERTY_AGREEMENT
               ? format_no_agreement (elector_explorer_get_search (self), first_move)
               : format_no_leader (elector_explorer_get_search (self), first_move);
    case ELECTOR_BREAK_HELD_UP:
      return g_strdup_printf (_("node %u is kept from standing for election for longer than the longest timeout"),
                              node);
    case ELECTOR_BREAK_AT_ONCE:
    default:
      return g_strdup (get_finding (elector_explorer_get_broken (self)));
    }
}

static char *
format_claims (const ElectorSearch *self)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < ELECTOR_N_PROPERTIES; i++)
    if ((self->properties >> i & 1) != 0)
      {
        g_autofree char *claim = format_claim (self, (ElectorProperty) i);

        g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", claim);
      }
  return g_string_free (text, FALSE);
}

static char *
format_size (guint64 bytes)
{
  return g_format_size_full (bytes, G_FORMAT_SIZE_IEC_UNITS);
}

static char *
format_memory_verdict (const ElectorSearchProgress *progress, const ElectorSearch *search)
{
  g_autofree char *size = format_size (search->max_memory);

  /* Translators: %s is a size, like "2.0 GiB" */
  return g_strdup_printf (_("Stopped at %s: nothing found so far in depth ≤ %u."), size, progress->depth);
}

/* What came out, in a sentence, translated. */
char *
elector_explorer_format_verdict (ElectorExplorer *self)
{
  const ElectorSearch *search = elector_explorer_get_search (self);
  g_autofree char *claims = format_claims (search), *finding = format_finding (self), *states = NULL;
  ElectorSearchProgress progress;
  guint n_moves;

  elector_explorer_get_progress (self, &progress);
  elector_explorer_get_moves (self, &n_moves);
  states = elector_format_count (progress.n_states);
  switch (progress.outcome)
    {
    case ELECTOR_OUTCOME_HOLDS:
      /* Translators: a number, then what was not found: "Searched all 1,234 states: no two leaders in a term." */
      return g_strdup_printf (_("Searched all %s states: %s."), states, claims);
    case ELECTOR_OUTCOME_FOUND:
      return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Found in %u step: %s.", "Found in %u steps: %s.", n_moves),
                              n_moves, finding);
    case ELECTOR_OUTCOME_MEMORY:
      return format_memory_verdict (&progress, search);
    case ELECTOR_OUTCOME_TOO_MANY:
      return g_strdup_printf (_("Stopped at %s states: a node has too many different ones. Nothing found so far in "
                                "depth ≤ %u."),
                              states, progress.depth);
    case ELECTOR_OUTCOME_CANCELLED:
      return g_strdup_printf (_("Stopped at %s states: nothing found so far in depth ≤ %u."), states, progress.depth);
    case ELECTOR_OUTCOME_NONE:
    default:
      return g_strdup_printf (_("Searching: %s states, depth %u."), states, progress.depth);
    }
}

/* How far the verdict can be trusted, in a sentence, translated: what may have been missed within the bounds. */
char *
elector_explorer_format_doubt (ElectorExplorer *self)
{
  const ElectorSearch *search = elector_explorer_get_search (self);
  GString *text = g_string_new (NULL);
  g_autofree char *full = NULL;
  ElectorSearchProgress progress;

  elector_explorer_get_progress (self, &progress);
  full = elector_format_count (progress.n_full);
  if (search->exact)
    g_string_append (text, _("Whole states were compared: no state was missed."));
  else
    /* The expected number of states that a collision hid among n is at most n² / 2⁶⁵. */
    g_string_append_printf (text, _("Fingerprints of 64 bits were compared: the probability that a state was missed is "
                                    "below %.0e."),
                            MAX ((double) progress.n_states * (double) progress.n_states / 0x1p65, 1e-18));
  if (elector_search_has_symmetry (search))
    g_string_append_printf (text, " %s", _("States that differ in the names of nodes only count as one."));
  if (search->at_rest)
    g_string_append_printf (text, " %s", _("States in which a message was under way were not judged."));
  if (progress.n_full > 0 && search->assumption != ELECTOR_ASSUMPTION_ASYNCHRONOUS)
    g_string_append_printf (text, " %s", _("Some steps were not taken: too many messages would have been under way."));
  else if (progress.n_full > 0)
    g_string_append_printf (text, _(" In %s steps the network was full, and lost what was sent."), full);
  return g_string_free (text, FALSE);
}

static char *
format_move (const ElectorMove *self, const ElectorProtocol *protocol)
{
  const ElectorMessage *message = &self->message;
  const char *type = protocol->messages.ids[message->type];

  switch (self->kind)
    {
    case ELECTOR_MOVE_DELIVER:
      return g_strdup_printf (_("node %u gets %s from node %u"), self->node, type, message->from);
    case ELECTOR_MOVE_TIMER:
      return g_strdup_printf (_("node %u: its %s timer fires"), self->node, _(protocol->timer_texts[self->timer]));
    case ELECTOR_MOVE_CRASH:
      return g_strdup_printf (_("node %u crashes"), self->node);
    case ELECTOR_MOVE_RECOVER:
      return g_strdup_printf (_("node %u recovers"), self->node);
    case ELECTOR_MOVE_LOSE:
      return g_strdup_printf (_("%s from node %u to node %u is lost"), type, message->from, self->node);
    case ELECTOR_MOVE_DUPLICATE:
      return g_strdup_printf (_("node %u gets a copy of %s from node %u"), self->node, type, message->from);
    case ELECTOR_MOVE_WRITE:
      return g_strdup_printf (_("the client writes to node %u"), self->node);
    case ELECTOR_N_MOVES:
    default:
      g_return_val_if_reached (NULL);
    }
}

/* One step, in words, translated. */
char *
elector_move_format (const ElectorMove *self, const ElectorProtocol *protocol)
{
  g_autofree char *text = format_move (self, protocol);

  if (self->time < 0)
    return g_steal_pointer (&text);
  /* Translators: a number of units of time since the start, and what happens then */
  return g_strdup_printf (_("time %d, %s"), self->time, text);
}
