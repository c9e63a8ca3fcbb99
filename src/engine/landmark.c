/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "engine/landmark.h"

#include "core/units.h"
#include "engine/history.h"

#include <glib/gi18n-lib.h>

/* The first reign that begins with the record at position or a later one. How it all begins is none. */
static guint
find_reign (const ElectorHistory *history, guint position)
{
  const ElectorHistoryReign *reigns = elector_history_get_reigns (history);
  guint low = 1, high = elector_history_get_n_reigns (history);

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (reigns[middle].position < position)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

/* Changes of who is in charge are known without a search. */
static guint
find_change (ElectorTrace *trace, guint position, gboolean forward)
{
  const ElectorHistory *history = elector_trace_get_history (trace);
  const ElectorHistoryReign *reigns = elector_history_get_reigns (history);
  guint reign = find_reign (history, position);

  if (forward)
    return reign < elector_history_get_n_reigns (history) ? reigns[reign].position : ELECTOR_LANDMARK_NONE;
  return reign > 1 ? reigns[reign - 1].position : ELECTOR_LANDMARK_NONE;
}

/* Whether the record at position is what is looked for. */
gboolean
elector_landmark_matches (const ElectorLandmark *self, ElectorTrace *trace, guint position)
{
  const ElectorRecord *record = elector_trace_get_record (trace, position);

  switch (self->kind)
    {
    case ELECTOR_LANDMARK_ELECTION:
      return record->kind == ELECTOR_RECORD_STEP
             && elector_trace_get_config (trace)->protocol->steps[record->code].starts_election;
    case ELECTOR_LANDMARK_ELECTED:
      return record->kind == ELECTOR_RECORD_ROLE && record->detail == ELECTOR_ROLE_LEADER;
    case ELECTOR_LANDMARK_CHANGE:
      return find_change (trace, position, TRUE) == position;
    case ELECTOR_LANDMARK_BREAK:
      return record->kind == ELECTOR_RECORD_VERDICT && record->code >= ELECTOR_VERDICT_BROKEN;
    case ELECTOR_LANDMARK_LAMP:
      return record->kind == ELECTOR_RECORD_VERDICT;
    case ELECTOR_LANDMARK_MESSAGE:
      return record->kind == ELECTOR_RECORD_SEND && record->detail == self->type;
    case ELECTOR_LANDMARK_STEP:
      return record->kind == ELECTOR_RECORD_STEP && record->code == self->type
             && (self->node == ELECTOR_NO_NODE || record->node == self->node);
    case ELECTOR_N_LANDMARKS:
    default:
      g_return_val_if_reached (FALSE);
    }
}

/* The first such record at from or after it, or NONE. */
guint
elector_landmark_find_next (const ElectorLandmark *self, ElectorTrace *trace, guint from)
{
  guint length = elector_trace_get_length (trace);

  if (self->kind == ELECTOR_LANDMARK_CHANGE)
    return find_change (trace, from, TRUE);
  for (guint i = from; i < length; i++)
    if (elector_landmark_matches (self, trace, i))
      return i;
  return ELECTOR_LANDMARK_NONE;
}

/* The last such record before to, or NONE. */
guint
elector_landmark_find_previous (const ElectorLandmark *self, ElectorTrace *trace, guint to)
{
  if (self->kind == ELECTOR_LANDMARK_CHANGE)
    return find_change (trace, to, FALSE);
  for (guint i = MIN (to, elector_trace_get_length (trace)); i > 0; i--)
    if (elector_landmark_matches (self, trace, i - 1))
      return i - 1;
  return ELECTOR_LANDMARK_NONE;
}

/* That it was not found up to a time, in a sentence, translated. */
char *
elector_landmark_format_missing (const ElectorLandmark *self, const ElectorConfig *config, ElectorTime until)
{
  g_autofree char *clock = elector_format_clock (until);

  switch (self->kind)
    {
    case ELECTOR_LANDMARK_ELECTION:
      return g_strdup_printf (_("No election starts up to %s"), clock);
    case ELECTOR_LANDMARK_ELECTED:
      return g_strdup_printf (_("Nobody becomes leader up to %s"), clock);
    case ELECTOR_LANDMARK_CHANGE:
      return g_strdup_printf (_("Who is in charge does not change up to %s"), clock);
    case ELECTOR_LANDMARK_BREAK:
      return g_strdup_printf (_("Nothing breaks up to %s"), clock);
    case ELECTOR_LANDMARK_LAMP:
      return g_strdup_printf (_("No lamp turns up to %s"), clock);
    case ELECTOR_LANDMARK_MESSAGE:
      return g_strdup_printf (_("No %s is sent up to %s"), config->protocol->messages.ids[self->type], clock);
    case ELECTOR_LANDMARK_STEP:
      return g_strdup_printf (_("This line does not run up to %s"), clock);
    case ELECTOR_N_LANDMARKS:
    default:
      g_return_val_if_reached (NULL);
    }
}
