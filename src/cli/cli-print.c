/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "cli/cli.h"

#include "core/units.h"

#include <glib/gi18n.h>
#include <inttypes.h>
#include <json-glib/json-glib.h>

/* --- JSON: one object a line --- */

static void
print_json (JsonBuilder *builder)
{
  g_autoptr (JsonGenerator) generator = json_generator_new ();
  g_autoptr (JsonNode) root = json_builder_get_root (builder);
  g_autofree char *text = NULL;

  json_generator_set_root (generator, root);
  text = json_generator_to_data (generator, NULL);
  g_print ("%s\n", text);
}

static void
add_number (JsonBuilder *builder, const char *name, gint64 value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_int_value (builder, value);
}

static void
add_string (JsonBuilder *builder, const char *name, const char *value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, value);
}

static void
add_boolean (JsonBuilder *builder, const char *name, gboolean value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_boolean_value (builder, value);
}

static void
add_message (JsonBuilder *builder, const ElectorRecord *record, const ElectorProtocol *protocol)
{
  add_number (builder, "peer", record->peer);
  add_string (builder, "message", protocol->messages.ids[record->detail]);
  if (record->kind == ELECTOR_RECORD_DROP)
    add_string (builder, "why", elector_drop_reason_to_id ((ElectorDropReason) record->code));
  else if (record->kind != ELECTOR_RECORD_DELIVER)
    add_number (builder, "delay_us", record->b);
  if (record->c != 0)
    add_number (builder, elector_protocol_has_id (protocol, record->detail) ? "id" : "term", record->c);
  if (record->kind != ELECTOR_RECORD_DROP && (guint8) record->code != 0)
    add_number (builder, "flags", (guint8) record->code);
  if (elector_record_is_fault (record))
    add_boolean (builder, "by_hand", TRUE);
}

/* Of the link that it is about; nothing when it is about all. */
static void
add_peer (JsonBuilder *builder, const ElectorRecord *record)
{
  if (record->peer != ELECTOR_NO_NODE)
    add_number (builder, "peer", record->peer);
}

static void
add_step (JsonBuilder *builder, const ElectorRecord *record, const ElectorProtocol *protocol)
{
  g_autofree char *reason = elector_record_format_reason (record, protocol);

  add_string (builder, "step", protocol->steps[record->code].label);
  add_number (builder, "line", record->peer);
  add_string (builder, "reason", reason);
}

static void
add_write (JsonBuilder *builder, const ElectorRecord *record)
{
  add_number (builder, "write", record->a);
  if (record->kind == ELECTOR_RECORD_REFUSE)
    add_string (builder, "why", elector_refusal_to_id ((ElectorRefusal) (guint8) record->code));
  if (record->kind == ELECTOR_RECORD_ACCEPT && record->b != 0)
    {
      add_number (builder, "lost", record->b);
      add_number (builder, "peer", record->peer);
    }
  if (record->c != 0)
    add_number (builder, "term", record->c);
}

static void
add_verdict (JsonBuilder *builder, const ElectorRecord *record, const ElectorConfig *config)
{
  g_autofree char *why = elector_record_format (record, config);

  add_string (builder, "property", elector_property_to_id ((ElectorProperty) record->detail));
  add_string (builder, "verdict", elector_verdict_to_id ((ElectorVerdict) record->code));
  add_string (builder, "reason", why);
}

/* What belongs to a record that tells of a node's state. Returns FALSE for any other. */
static gboolean
add_state (JsonBuilder *builder, const ElectorRecord *record)
{
  switch ((int) record->kind)
    {
    case ELECTOR_RECORD_ROLE:
      add_string (builder, "role", elector_role_to_id ((ElectorRole) record->detail));
      return TRUE;
    case ELECTOR_RECORD_LEADER:
      add_number (builder, "leader", record->peer);
      return TRUE;
    case ELECTOR_RECORD_TERM:
      add_number (builder, "term", record->c);
      return TRUE;
    case ELECTOR_RECORD_VOTE:
      add_number (builder, "vote", record->peer);
      add_number (builder, "term", record->c);
      return TRUE;
    case ELECTOR_RECORD_LOG:
      add_number (builder, "log_length", record->a);
      add_number (builder, "log_term", record->c);
      return TRUE;
    case ELECTOR_RECORD_COMMIT:
      add_number (builder, "safe_entries", record->a);
      return TRUE;
    default:
      return FALSE;
    }
}

/* What belongs to the record's kind. */
static void
add_details (JsonBuilder *builder, const ElectorRecord *record, const ElectorConfig *config)
{
  const ElectorProtocol *protocol = config->protocol;

  switch ((ElectorRecordKind) record->kind)
    {
    case ELECTOR_RECORD_START:
      add_string (builder, "algorithm", protocol->id);
      add_number (builder, "nodes", record->a);
      break;
    case ELECTOR_RECORD_CUT:
    case ELECTOR_RECORD_RESTORE:
    case ELECTOR_RECORD_TRANSFER:
      add_number (builder, "peer", record->peer);
      break;
    case ELECTOR_RECORD_GROUP:
      add_number (builder, "group", record->a);
      break;
    case ELECTOR_RECORD_LOSS:
    case ELECTOR_RECORD_DUPLICATION:
      add_peer (builder, record);
      add_number (builder, "per_million", record->a);
      break;
    case ELECTOR_RECORD_DELAY:
      add_peer (builder, record);
      add_number (builder, "low_us", record->a);
      add_number (builder, "high_us", record->b);
      break;
    case ELECTOR_RECORD_SET_TIMER:
      add_number (builder, "duration_us", record->a);
      G_GNUC_FALLTHROUGH;
    case ELECTOR_RECORD_STOP_TIMER:
    case ELECTOR_RECORD_TIMER:
    case ELECTOR_RECORD_FIRE:
      add_string (builder, "timer", protocol->timers.ids[record->detail]);
      break;
    case ELECTOR_RECORD_STEP:
      add_step (builder, record, protocol);
      break;
    case ELECTOR_RECORD_WRITES:
      add_number (builder, "interval_us", record->a);
      break;
    case ELECTOR_RECORD_FENCING:
      add_boolean (builder, "on", record->a != 0);
      break;
    case ELECTOR_RECORD_WRITE:
    case ELECTOR_RECORD_ACCEPT:
    case ELECTOR_RECORD_REFUSE:
      add_write (builder, record);
      break;
    case ELECTOR_RECORD_VERDICT:
      add_verdict (builder, record, config);
      break;
    default:
      if (!add_state (builder, record) && elector_record_is_message (record))
        add_message (builder, record, protocol);
    }
}

static void
print_record_json (const ElectorRecord *record, const ElectorConfig *config)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  add_number (builder, "time_us", record->time);
  add_string (builder, "kind", elector_record_kind_to_id ((ElectorRecordKind) record->kind));
  if (record->node != ELECTOR_NO_NODE && record->kind != ELECTOR_RECORD_VERDICT)
    add_number (builder, "node", record->node);
  add_details (builder, record, config);
  json_builder_end_object (builder);
  print_json (builder);
}

/* --- The summary --- */

/* What is said of a property over the whole run: the worst that happened. */
static const ElectorFinding *
get_finding (const ElectorMoment *end, guint property)
{
  const ElectorFinding *worst = &end->judge.worst[property];

  return worst->verdict == ELECTOR_VERDICT_HOLDS ? &end->judge.findings[property] : worst;
}

static void
add_properties (JsonBuilder *builder, const ElectorMoment *end)
{
  json_builder_set_member_name (builder, "properties");
  json_builder_begin_array (builder);
  for (guint i = 0; i < ELECTOR_N_PROPERTIES; i++)
    {
      const ElectorFinding *finding = get_finding (end, i);
      g_autofree char *why = elector_finding_format (finding, (ElectorProperty) i, end->config);

      if (!elector_moment_judges (end, (ElectorProperty) i))
        continue;
      json_builder_begin_object (builder);
      add_string (builder, "name", elector_property_to_id ((ElectorProperty) i));
      add_string (builder, "verdict", elector_verdict_to_id (finding->verdict));
      add_string (builder, "why", why);
      add_number (builder, "breaks", end->judge.breaks[i]);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
add_leaders (JsonBuilder *builder, const ElectorMoment *end)
{
  ElectorNodeId leaders[ELECTOR_MAX_NODES];
  guint n = elector_moment_find_leaders (end, leaders, ELECTOR_MAX_NODES);

  json_builder_set_member_name (builder, "leader");
  if (n == 1)
    json_builder_add_int_value (builder, leaders[0]);
  else
    json_builder_add_null_value (builder);
  json_builder_set_member_name (builder, "leaders");
  json_builder_begin_array (builder);
  for (guint i = 0; i < n; i++)
    json_builder_add_int_value (builder, leaders[i]);
  json_builder_end_array (builder);
}

/* From the start, whatever is printed. */
static void
add_writes (JsonBuilder *builder, const ElectorMomentClient *client)
{
  json_builder_set_member_name (builder, "writes");
  json_builder_begin_object (builder);
  add_number (builder, "asked", client->asked);
  add_number (builder, "accepted", client->accepted);
  add_number (builder, "refused", client->refused);
  add_number (builder, "lost", client->lost);
  json_builder_end_object (builder);
}

static void
print_summary_json (ElectorCliPrinter *self, const ElectorMoment *end)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  const ElectorWords *messages = &end->config->protocol->messages;

  json_builder_begin_object (builder);
  add_number (builder, "time_us", end->time);
  add_string (builder, "kind", "summary");
  json_builder_set_member_name (builder, "messages");
  json_builder_begin_object (builder);
  for (guint i = 0; i < messages->length; i++)
    if (elector_moment_uses_message (end, i))
      add_number (builder, messages->ids[i], (gint64) (end->sent[i] - self->sent_before[i]));
  json_builder_end_object (builder);
  add_number (builder, "elections", (gint64) (end->elections - self->elections_before));
  add_leaders (builder, end);
  add_number (builder, "leaderless_us", end->leaderless - self->leaderless_before);
  if (end->client.asked > 0)
    add_writes (builder, &end->client);
  add_properties (builder, end);
  json_builder_end_object (builder);
  print_json (builder);
}

static void
print_summary_text (ElectorCliPrinter *self, const ElectorMoment *end)
{
  const ElectorProtocol *protocol = end->config->protocol;
  const ElectorMomentClient *client = &end->client;
  g_autofree char *headline = elector_moment_format_headline (end);
  g_autofree char *leaderless = elector_format_duration (end->leaderless - self->leaderless_before);
  g_autofree char *clock = elector_format_clock (end->time);

  g_print ("\n%s  %s\n\n", clock, headline);
  g_print ("%s", _("Messages sent:"));
  for (guint i = 0; i < protocol->messages.length; i++)
    if (elector_moment_uses_message (end, i))
      g_print ("  %s %" G_GUINT64_FORMAT, protocol->messages.ids[i], end->sent[i] - self->sent_before[i]);
  g_print ("\n");
  g_print (_("Elections started: %" PRIu64), end->elections - self->elections_before);
  g_print ("\n");
  g_print (_("Time without a leader: %s"), leaderless);
  g_print ("\n");
  if (client->asked > 0)
    g_print (_("Writes: %u, accepted %u, refused %u, lost %u\n"), client->asked, client->accepted, client->refused,
             client->lost);
  for (guint i = 0; i < ELECTOR_N_PROPERTIES; i++)
    {
      g_autofree char *why = elector_finding_format (get_finding (end, i), (ElectorProperty) i, end->config);

      if (elector_moment_judges (end, (ElectorProperty) i))
        g_print ("%s: %s\n", elector_property_to_text ((ElectorProperty) i), why);
    }
}

/* --- Printing as it goes --- */

/* Starts counting. Everything before self->since must have happened, and nothing after. */
void
elector_cli_printer_begin (ElectorCliPrinter *self)
{
  ElectorTrace *trace = elector_run_get_trace (self->run);
  const ElectorMoment *end = elector_trace_get_end (trace);

  if (self->since == 0)
    return;
  for (guint i = 0; i < ELECTOR_MAX_MESSAGE_TYPES; i++)
    self->sent_before[i] = end->sent[i];
  self->elections_before = end->elections;
  self->leaderless_before = end->leaderless + (end->n_leaders == 0 ? self->since - end->time : 0);
  self->printed = elector_trace_get_length (trace);
}

/* Prints the records that have come since this was last called. */
void
elector_cli_printer_print (ElectorCliPrinter *self)
{
  ElectorTrace *trace = elector_run_get_trace (self->run);
  const ElectorConfig *config = elector_trace_get_config (trace);

  for (; self->printed < elector_trace_get_length (trace); self->printed++)
    {
      const ElectorRecord *record = elector_trace_get_record (trace, self->printed);
      g_autofree char *clock = NULL, *text = NULL;

      if (self->format == ELECTOR_CLI_JSON)
        print_record_json (record, config);
      else if (self->all || elector_record_is_notable (record, config->protocol))
        {
          clock = elector_format_clock (record->time);
          text = elector_record_format (record, config);
          g_print ("%s  %s\n", clock, text);
        }
    }
}

void
elector_cli_printer_print_summary (ElectorCliPrinter *self)
{
  const ElectorMoment *end = elector_trace_get_end (elector_run_get_trace (self->run));

  if (self->format == ELECTOR_CLI_JSON)
    print_summary_json (self, end);
  else
    print_summary_text (self, end);
}
