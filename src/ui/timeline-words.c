/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/timeline-words.h"

#include "core/units.h"

#include <glib/gi18n-lib.h>

static char *
format_record (const ElectorHistory *history, guint position)
{
  ElectorTrace *trace = elector_history_get_trace (history);
  const ElectorRecord *record = elector_trace_get_record (trace, position);
  g_autofree char *text = elector_record_format (record, elector_trace_get_config (trace));
  g_autofree char *clock = elector_format_clock (record->time);

  /* Translators: a time, and what happened then */
  return g_strdup_printf (_("%s: %s"), clock, text);
}

static char *
format_reign (const ElectorHistory *history, ElectorTime time)
{
  const ElectorHistoryReign *reigns = elector_history_get_reigns (history);
  guint i = elector_history_find_reign (history, time), n = elector_history_get_n_reigns (history);
  ElectorTime end = i + 1 < n ? reigns[i + 1].time : elector_trace_get_end (elector_history_get_trace (history))->time;
  g_autofree char *from = elector_format_clock (reigns[i].time), *to = elector_format_clock (end);

  if (reigns[i].n_leaders == 0)
    return g_strdup_printf (_("Nobody is in charge from %s to %s"), from, to);
  if (reigns[i].n_leaders > 1)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u node is in charge at once from %s to %s",
                                         "%u nodes are in charge at once from %s to %s", reigns[i].n_leaders),
                            reigns[i].n_leaders, from, to);
  return g_strdup_printf (_("Node %u is in charge from %s to %s"), reigns[i].leader, from, to);
}

static char *
format_row (const ElectorTimelineScene *scene, const ElectorHistory *history, guint row, ElectorTime time)
{
  guint first = row * scene->nodes_per_row + 1, last = MIN (first + scene->nodes_per_row - 1, scene->n_nodes);
  g_autofree char *clock = elector_format_clock (time);
  const ElectorHistorySpan *span;

  if (first != last)
    return g_strdup_printf (_("Nodes %u to %u, %s"), first, last, clock);
  span = &elector_history_get_spans (history, (ElectorNodeId) first)[elector_history_find_span (
    history, (ElectorNodeId) first, time)];
  /* Translators: a node, a time, and what the node was then: leader, follower, crashed … */
  return g_strdup_printf (_("Node %u, %s: %s"), first, clock,
                          span->condition != ELECTOR_CONDITION_UP
                            ? elector_condition_to_text ((ElectorCondition) span->condition)
                            : elector_role_to_text ((ElectorRole) span->role));
}

static char *
format_bundle (const ElectorTimelineScene *scene, const ElectorHistory *history, const ElectorTimelineBundle *bundle)
{
  const ElectorConfig *config = elector_trace_get_config (elector_history_get_trace (history));
  guint first = bundle->row * scene->nodes_per_row + 1, last = MIN (first + scene->nodes_per_row - 1, scene->n_nodes);
  g_autofree char *clock = elector_format_clock (MAX (elector_timeline_scene_get_time (scene, bundle->x), 0));
  const char *id = config->protocol->messages.ids[bundle->type];

  if (bundle->mixed)
    /* Translators: so many messages, around a time, and the most telling of them */
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u message around %s: %s", "%u messages around %s: %s",
                                         bundle->count),
                            bundle->count, clock, id);
  if (first == last)
    /* Translators: so many messages, from a node, around a time, and the most telling of them */
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u message from node %u around %s: %s",
                                         "%u messages from node %u around %s: %s", bundle->count),
                            bundle->count, first, clock, id);
  /* Translators: so many messages, from some of these nodes, around a time, and the most telling of them */
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u message from nodes %u to %u around %s: %s",
                                       "%u messages from nodes %u to %u around %s: %s", bundle->count),
                          bundle->count, first, last, clock, id);
}

/* A sentence, translated, or NULL when there is nothing to say. x: where the pointer is. */
char *
elector_timeline_hit_format (const ElectorTimelineHit *self, const ElectorTimelineScene *scene,
                             const ElectorHistory *history, double x)
{
  ElectorTime time = elector_timeline_scene_get_time (scene, x);

  switch (self->kind)
    {
    case ELECTOR_TIMELINE_HIT_ARROW:
      return elector_history_format_message (
        history, g_array_index (scene->arrows, ElectorTimelineArrow, self->index).sent);
    case ELECTOR_TIMELINE_HIT_MARK:
      return format_record (history, self->position);
    case ELECTOR_TIMELINE_HIT_REIGN:
      return format_reign (history, time);
    case ELECTOR_TIMELINE_HIT_BUNDLE:
      return format_bundle (scene, history, &g_array_index (scene->bundles, ElectorTimelineBundle, self->index));
    case ELECTOR_TIMELINE_HIT_ROW:
      if (x < scene->left || time < 0 || time > scene->end)
        return NULL;
      return format_row (scene, history, self->index, time);
    case ELECTOR_TIMELINE_HIT_NOTHING:
    default:
      return NULL;
    }
}
