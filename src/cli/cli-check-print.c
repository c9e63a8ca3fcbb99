/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "cli/cli.h"

#include "core/units.h"

#include <glib/gi18n.h>
#include <json-glib/json-glib.h>

/* What a search came to, for people. */
void
elector_cli_print_check (ElectorExplorer *explorer)
{
  const ElectorSearch *search = elector_explorer_get_search (explorer);
  g_autofree char *bounds = elector_search_format_bounds (search);
  g_autofree char *verdict = elector_explorer_format_verdict (explorer);
  g_autofree char *doubt = elector_explorer_format_doubt (explorer);
  g_autofree char *states = NULL, *transitions = NULL, *memory = NULL;
  ElectorSearchProgress progress;
  guint n_moves;
  const ElectorMove *moves = elector_explorer_get_moves (explorer, &n_moves);

  elector_explorer_get_progress (explorer, &progress);
  states = elector_format_count (progress.n_states);
  transitions = elector_format_count (progress.n_transitions);
  memory = g_format_size_full (progress.memory, G_FORMAT_SIZE_IEC_UNITS);
  g_print ("%s: %s.\n%s\n", _(search->config.protocol->name), bounds, verdict);
  for (guint i = 0; i < n_moves; i++)
    {
      g_autofree char *move = elector_move_format (&moves[i], search->config.protocol);

      g_print ("%4u  %s\n", i + 1, move);
    }
  g_print ("%s\n", doubt);
  g_print (_("%s states, %s steps taken, depth %u, %.2f s, %s.\n"), states, transitions, progress.depth,
           (double) progress.elapsed / G_USEC_PER_SEC, memory);
}

static void
add_number (JsonBuilder *builder, const char *name, guint64 number)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_int_value (builder, (gint64) number);
}

static void
add_text (JsonBuilder *builder, const char *name, const char *text)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, text);
}

static void
add_move (JsonBuilder *builder, const ElectorMove *move, const ElectorProtocol *protocol)
{
  static const char *const kinds[ELECTOR_N_MOVES]
    = { "deliver", "fire", "crash", "recover", "drop", "duplicate", "write" };
  g_autofree char *text = elector_move_format (move, protocol);

  json_builder_begin_object (builder);
  add_text (builder, "kind", kinds[move->kind]);
  add_number (builder, "node", move->node);
  if (move->time >= 0)
    add_number (builder, "time", (guint64) move->time);
  if (move->kind == ELECTOR_MOVE_TIMER)
    add_text (builder, "timer", protocol->timers.ids[move->timer]);
  else if (move->message.from != ELECTOR_NO_NODE)
    {
      add_text (builder, "message", protocol->messages.ids[move->message.type]);
      add_number (builder, "from", move->message.from);
      if (move->message.term > 0)
        add_number (builder, "term", move->message.term);
    }
  add_text (builder, "text", text);
  json_builder_end_object (builder);
}

static const char *
get_outcome_id (ElectorOutcome outcome)
{
  switch (outcome)
    {
    case ELECTOR_OUTCOME_HOLDS:
      return "holds";
    case ELECTOR_OUTCOME_FOUND:
      return "found";
    default:
      return "stopped";
    }
}

/* In what way it breaks. */
static void
add_break (JsonBuilder *builder, ElectorExplorer *explorer)
{
  static const char *const ids[] = { "at-once", "no-way", "held-up" };
  guint first_move;
  ElectorNodeId node;
  ElectorBreak how = elector_explorer_get_break (explorer, &first_move, &node);

  add_text (builder, "property", elector_property_to_id (elector_explorer_get_broken (explorer)));
  add_text (builder, "break", ids[how]);
  if (how == ELECTOR_BREAK_NO_WAY)
    add_number (builder, "steps_to_no_way", first_move);
  if (how == ELECTOR_BREAK_HELD_UP)
    add_number (builder, "held_up", node);
}

/* The same for programs. */
void
elector_cli_print_check_json (ElectorExplorer *explorer)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *verdict = elector_explorer_format_verdict (explorer), *text = NULL;
  const ElectorSearch *search = elector_explorer_get_search (explorer);
  ElectorSearchProgress progress;
  guint n_moves;
  const ElectorMove *moves = elector_explorer_get_moves (explorer, &n_moves);

  elector_explorer_get_progress (explorer, &progress);
  json_builder_begin_object (builder);
  add_text (builder, "algorithm", search->config.protocol->id);
  add_text (builder, "outcome", get_outcome_id (progress.outcome));
  add_text (builder, "verdict", verdict);
  if (progress.outcome == ELECTOR_OUTCOME_FOUND)
    add_break (builder, explorer);
  add_number (builder, "states", progress.n_states);
  add_number (builder, "transitions", progress.n_transitions);
  add_number (builder, "full", progress.n_full);
  add_number (builder, "depth", progress.depth);
  add_number (builder, "memory", progress.memory);
  add_number (builder, "elapsed_us", (guint64) progress.elapsed);
  json_builder_set_member_name (builder, "steps");
  json_builder_begin_array (builder);
  for (guint i = 0; i < n_moves; i++)
    add_move (builder, &moves[i], search->config.protocol);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  text = json_to_string (root, TRUE);
  g_print ("%s\n", text);
}
