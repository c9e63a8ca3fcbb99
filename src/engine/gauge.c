/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "engine/gauge.h"

#include "core/units.h"
#include "engine/history.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static const char *const kinds[] = {
  [ELECTOR_GAUGE_WINNER] = "winner",          [ELECTOR_GAUGE_LEADERS] = "leaders",
  [ELECTOR_GAUGE_TERM] = "term",              [ELECTOR_GAUGE_ELECTIONS] = "elections",
  [ELECTOR_GAUGE_MESSAGES] = "messages",      [ELECTOR_GAUGE_ACCEPTED] = "accepted-writes",
  [ELECTOR_GAUGE_LOST] = "lost-writes",
};

/* Reads " > 1" at the end of text, and cuts it off. */
static gboolean
parse_comparison (ElectorGauge *self, char *text, GError **error)
{
  char *sign = strpbrk (text, "<>=");
  guint64 limit;

  if (sign == NULL)
    return TRUE;
  self->compare = *sign;
  *sign = '\0';
  if (!elector_parse_number (g_strstrip (sign + 1), 0, G_MAXUINT32, &limit, error))
    return FALSE;
  self->limit = (guint) limit;
  return TRUE;
}

/* Reads "messages ELECTION > 3". Errors: ELECTOR_ERROR. */
gboolean
elector_gauge_parse (ElectorGauge *self, const char *text, const ElectorConfig *config, GError **error)
{
  g_autofree char *copy = g_strdup (text);
  char *type;

  *self = (ElectorGauge) { .type = -1 };
  if (!parse_comparison (self, copy, error))
    return FALSE;
  g_strstrip (copy);
  type = strchr (copy, ' ');
  if (type != NULL)
    *type++ = '\0';
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (strcmp (copy, kinds[i]) == 0)
      {
        self->kind = (ElectorGaugeKind) i;
        if (type == NULL)
          return TRUE;
        self->type = elector_words_find (&config->protocol->messages, type);
        if (self->kind == ELECTOR_GAUGE_MESSAGES && self->type >= 0)
          return TRUE;
      }
  g_set_error (error, ELECTOR_ERROR, ELECTOR_ERROR_SYNTAX, _("“%s” is nothing that can be measured"), text);
  return FALSE;
}

static guint
count_messages (const ElectorGauge *self, ElectorTrace *trace, const ElectorStretch *stretch)
{
  const ElectorProtocol *protocol = elector_trace_get_config (trace)->protocol;
  guint n = 0;

  for (guint i = stretch->from; i < stretch->to; i++)
    {
      const ElectorRecord *record = elector_trace_get_record (trace, i);

      if (record->kind == ELECTOR_RECORD_SEND)
        n += self->type >= 0 ? record->detail == self->type : (protocol->quiet_messages >> record->detail & 1) == 0;
    }
  return n;
}

static guint
count_elections (ElectorTrace *trace, const ElectorStretch *stretch)
{
  const ElectorLandmark landmark = { .kind = ELECTOR_LANDMARK_ELECTION };
  guint n = 0;

  for (guint i = stretch->from; i < stretch->to; i++)
    n += elector_landmark_matches (&landmark, trace, i);
  return n;
}

/* At most so many led at once. */
static guint
count_leaders (ElectorTrace *trace, const ElectorStretch *stretch)
{
  const ElectorHistory *history = elector_trace_get_history (trace);
  const ElectorHistoryReign *reigns = elector_history_get_reigns (history);
  guint n = elector_history_get_n_reigns (history), most = 0;

  for (guint i = 0; i < n && reigns[i].position < stretch->to; i++)
    if (i + 1 == n || reigns[i + 1].position >= stretch->from)
      most = MAX (most, reigns[i].n_leaders);
  return most;
}

static guint
find_term (const ElectorMoment *moment)
{
  guint32 term = 0;

  for (guint i = 0; i < moment->config->n_nodes; i++)
    term = MAX (term, moment->nodes[i].term);
  return term;
}

/* What the gauge shows of the moments at both ends. */
static guint
compare_moments (const ElectorGauge *self, const ElectorMoment *from, const ElectorMoment *to)
{
  ElectorNodeId leader = ELECTOR_NO_NODE;

  switch (self->kind)
    {
    case ELECTOR_GAUGE_WINNER:
      if (to->n_leaders == 1)
        elector_moment_find_leaders (to, &leader, 1);
      return leader;
    case ELECTOR_GAUGE_TERM:
      return find_term (to);
    case ELECTOR_GAUGE_ACCEPTED:
      return to->client.accepted - from->client.accepted;
    case ELECTOR_GAUGE_LOST:
      return to->client.lost - from->client.lost;
    case ELECTOR_GAUGE_LEADERS:
    case ELECTOR_GAUGE_ELECTIONS:
    case ELECTOR_GAUGE_MESSAGES:
    default:
      g_return_val_if_reached (0);
    }
}

static guint
measure (const ElectorGauge *self, ElectorTrace *trace, const ElectorNetworkConfig *network,
         const ElectorStretch *stretch)
{
  ElectorMoment from = { 0 }, to = { 0 };
  guint from_position = G_MAXUINT, to_position = G_MAXUINT, value;

  if (self->kind == ELECTOR_GAUGE_MESSAGES)
    return count_messages (self, trace, stretch);
  if (self->kind == ELECTOR_GAUGE_ELECTIONS)
    return count_elections (trace, stretch);
  if (self->kind == ELECTOR_GAUGE_LEADERS)
    return count_leaders (trace, stretch);
  elector_moment_init (&from, elector_trace_get_config (trace), network);
  elector_moment_init (&to, elector_trace_get_config (trace), network);
  elector_trace_seek (trace, &from, &from_position, stretch->from, stretch->from_time);
  elector_trace_seek (trace, &to, &to_position, stretch->to, stretch->to_time);
  value = compare_moments (self, &from, &to);
  elector_moment_clear (&from);
  elector_moment_clear (&to);
  return value;
}

/* What it shows for a stretch of a trace. */
guint
elector_gauge_measure (const ElectorGauge *self, ElectorTrace *trace, const ElectorNetworkConfig *network,
                       const ElectorStretch *stretch)
{
  guint value = measure (self, trace, network, stretch);

  switch (self->compare)
    {
    case '>':
      return value > self->limit;
    case '<':
      return value < self->limit;
    case '=':
      return value == self->limit;
    default:
      return value;
    }
}
