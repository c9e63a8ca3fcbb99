/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "engine/counters.h"

#include "core/units.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>

static char *
format_number (guint64 number)
{
  return g_strdup_printf ("%" PRIu64, number);
}

static char *
format_messages (const ElectorMoment *moment)
{
  guint64 sum = 0;

  for (guint i = 0; i < moment->config->protocol->messages.length; i++)
    sum += moment->sent[i];
  return format_number (sum);
}

static char *
format_types (const ElectorMoment *moment)
{
  const ElectorWords *types = &moment->config->protocol->messages;
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < types->length; i++)
    if (moment->sent[i] > 0)
      g_string_append_printf (text, "%s%s %" PRIu64, text->len > 0 ? " · " : "", types->ids[i], moment->sent[i]);
  return g_string_free (text, FALSE);
}

static char *
format_elections (const ElectorMoment *moment)
{
  return format_number (moment->elections);
}

/* In steps of ten milliseconds, like a stopwatch: the digits must not flicker. */
static char *
format_leaderless (const ElectorMoment *moment)
{
  return g_strdup_printf (_("%.2f s"), (double) moment->leaderless / (double) ELECTOR_SEC);
}

static char *
format_breaks (const ElectorMoment *moment)
{
  guint64 sum = 0;

  for (guint i = 0; i < ELECTOR_N_PROPERTIES; i++)
    sum += elector_moment_judges (moment, (ElectorProperty) i) ? moment->judge.breaks[i] : 0;
  return format_number (sum);
}

static char *
format_broken (const ElectorMoment *moment)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < ELECTOR_N_PROPERTIES; i++)
    if (elector_moment_judges (moment, (ElectorProperty) i) && moment->judge.breaks[i] > 0)
      g_string_append_printf (text, "%s%s %u", text->len > 0 ? " · " : "",
                              elector_property_to_text ((ElectorProperty) i), moment->judge.breaks[i]);
  if (text->len == 0)
    g_string_append (text, _("everything has held"));
  return g_string_free (text, FALSE);
}

static char *
format_accepted (const ElectorMoment *moment)
{
  return format_number (moment->client.accepted);
}

static char *
format_asked (const ElectorMoment *moment)
{
  return g_strdup_printf (_("of %u · refused %u"), moment->client.asked, moment->client.refused);
}

static char *
format_lost (const ElectorMoment *moment)
{
  return format_number (moment->client.lost);
}

static gboolean
has_client (const ElectorMoment *moment)
{
  return moment->client.asked > 0;
}

static const ElectorCounter counters[] = {
  { N_("Messages"), N_("All that were sent, heartbeats too"), format_messages, format_types },
  { N_("Elections"), N_("How often a node started one"), format_elections, NULL },
  { N_("Without a leader"), N_("How long no node that was up acted as leader"), format_leaderless, NULL },
  { N_("Breaks"), N_("How often a property broke that is watched, promised or not"), format_breaks, format_broken },
  { N_("Writes accepted"), N_("How many of a client’s writes a leader accepted"), format_accepted, format_asked,
    has_client },
  { N_("Writes lost"), N_("How many of those another leader’s write took the place of"), format_lost, NULL,
    has_client },
};

/* All of them, in the order in which they are shown. Static. */
const ElectorCounter *
elector_counters_get (guint *n_counters)
{
  *n_counters = G_N_ELEMENTS (counters);
  return counters;
}
