/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Prints what came out of an experiment. */

#include "cli/cli-results.h"

#include "core/units.h"

#include <glib/gi18n.h>
#include <json-glib/json-glib.h>
#include <string.h>

#define NAME_WIDTH_MIN 12

static const char *const formats[] = { "text", "csv", "json" };

/* Reads the value of --format, which may be NULL. Returns FALSE after it has complained. */
gboolean
elector_cli_results_parse_format (const char *text, ElectorCliResultsFormat *format)
{
  *format = ELECTOR_CLI_RESULTS_TEXT;
  for (guint i = 0; text != NULL && i < G_N_ELEMENTS (formats); i++)
    if (strcmp (formats[i], text) == 0)
      {
        *format = (ElectorCliResultsFormat) i;
        return TRUE;
      }
  if (text != NULL)
    elector_cli_fail (_("--format: “%s” is neither text, csv nor json"), text);
  return text == NULL;
}

/* --- Text --- */

/* A value in the unit that people read: milliseconds, or as it is. */
static char *
format_value (double value, gboolean is_time)
{
  return g_strdup_printf ("%.1f", is_time ? value / (double) ELECTOR_MSEC : value);
}

static guint
get_name_width (const ElectorExperiment *experiment)
{
  glong width = NAME_WIDTH_MIN;

  for (guint i = 0; i < experiment->settings->len; i++)
    width = MAX (width, g_utf8_strlen (elector_experiment_get_setting (experiment, i)->name, -1));
  return (guint) width;
}

/* What is said of it elsewhere, in words. */
static char *
format_statement (const ElectorStatement *statement, gboolean is_time)
{
  const struct
  {
    gint64 value;
    const char *word;
  } parts[] = { { statement->mean, _("mean") },
                { statement->p50, _("median") },
                { statement->max, _("worst") },
                { statement->at_least, _("at least") } };
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (parts[i].value != 0)
      {
        g_autofree char *value = g_strdup_printf ("%" G_GINT64_FORMAT,
                                                  is_time ? parts[i].value / ELECTOR_MSEC : parts[i].value);

        g_string_append_printf (text, "%s%s %s", text->len > 0 ? ", " : "", parts[i].word, value);
      }
  if (text->len > 0)
    g_string_prepend (text, ": ");
  if (text->len > 0)
    g_string_prepend (text, _(statement->source));
  return g_string_free (text, FALSE);
}

static void
print_row (const ElectorResults *results, guint i, guint width)
{
  const ElectorSetting *setting = elector_experiment_get_setting (results->experiment, i);
  gboolean is_time = elector_quantity_is_time (setting->quantity);
  g_autofree char *statement = format_statement (&setting->statement, is_time);
  ElectorSummary s;
  double values[5];

  if (!elector_results_summarize (results, i, &s))
    return;
  values[0] = elector_summary_get_mean (&s);
  values[1] = (double) s.p50;
  values[2] = (double) s.p90;
  values[3] = (double) s.p99;
  values[4] = (double) s.max;
  g_print ("%-*s", (int) width, setting->name);
  for (guint k = 0; k < G_N_ELEMENTS (values); k++)
    {
      g_autofree char *number = format_value (values[k], is_time);

      g_print (" %10s", number);
    }
  g_print (" %10u%s%s\n", s.n_late, *statement != '\0' ? "  " : "", statement);
}

/* Of messages: how many of each type there are on the average. */
static void
print_types (const ElectorResults *results, guint i, guint width)
{
  const ElectorSetting *setting = elector_experiment_get_setting (results->experiment, i);
  const ElectorProtocol *protocol = elector_scenario_get_config (setting->scenario)->protocol;

  g_print ("%-*s ", (int) width, setting->name);
  for (guint type = 0; type < protocol->messages.length; type++)
    {
      guint64 sum = results->by_type[i * ELECTOR_MAX_MESSAGE_TYPES + type];

      if (sum > 0)
        g_print (" %s %.1f", protocol->messages.ids[type], (double) sum / results->n);
    }
  g_print ("\n");
}

static gboolean
has_one_latency (const ElectorExperiment *experiment)
{
  ElectorRange first = elector_setting_get_latency (elector_experiment_get_setting (experiment, 0));

  for (guint i = 1; i < experiment->settings->len; i++)
    {
      ElectorRange other = elector_setting_get_latency (elector_experiment_get_setting (experiment, i));

      if (other.low != first.low || other.high != first.high)
        return FALSE;
    }
  return TRUE;
}

static void
print_text (const ElectorResults *results)
{
  const ElectorExperiment *experiment = results->experiment;
  ElectorRange range = elector_setting_get_latency (elector_experiment_get_setting (experiment, 0));
  g_autofree char *latency = elector_format_range (&range);
  guint width = get_name_width (experiment);

  g_print ("%s\n", experiment->title);
  if (has_one_latency (experiment))
    g_print (_("Latency one way: %s, evenly distributed."), latency);
  else
    g_print ("%s.", elector_quantity_to_text (experiment->quantity));
  g_print (" ");
  if (elector_quantity_is_time (experiment->quantity))
    g_print (_("Times in ms, of %u runs each."), results->n);
  else
    g_print (_("Numbers of %u runs each."), results->n);
  g_print ("\n\n%-*s %10s %10s %10s %10s %10s %10s\n", (int) width, "", _("mean"), _("median"), "p90", "p99",
           _("worst"), _("late"));
  for (guint i = 0; i < experiment->settings->len; i++)
    print_row (results, i, width);
  if (experiment->quantity != ELECTOR_QUANTITY_MESSAGES)
    return;
  g_print ("\n%s\n", _("Messages by type, mean:"));
  for (guint i = 0; i < experiment->settings->len; i++)
    print_types (results, i, width);
}

/* --- JSON --- */

static void
add_int (JsonBuilder *builder, const char *name, gint64 value)
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
add_range (JsonBuilder *builder, const char *name, ElectorRange range)
{
  g_autofree char *stem = g_strdelimit (g_strdup (name), "-", '_');
  g_autofree char *low = g_strconcat (stem, "_low_us", NULL), *high = g_strconcat (stem, "_high_us", NULL);

  add_int (builder, low, range.low);
  add_int (builder, high, range.high);
}

static void
add_parameters (JsonBuilder *builder, const ElectorSetting *setting)
{
  const ElectorConfig *config = elector_scenario_get_config (setting->scenario);
  guint n_failed = setting->crashes, n;
  const ElectorFault *faults = elector_scenario_get_faults (setting->scenario, &n);

  for (guint i = 0; i < n; i++)
    n_failed += faults[i].kind == ELECTOR_FAULT_CRASH;
  add_string (builder, "algorithm", config->protocol->id);
  add_int (builder, "nodes", config->n_nodes);
  add_int (builder, "failed", n_failed);
  for (guint i = 0; i < config->protocol->n_parameters; i++)
    add_range (builder, config->protocol->parameters[i].id, config->parameters[i]);
  add_range (builder, "latency", elector_setting_get_latency (setting));
  add_int (builder, "loss_per_million", elector_scenario_get_network (setting->scenario)->loss);
  add_string (builder, "starter", elector_starter_to_id (setting->starter));
}

static void
add_summary (JsonBuilder *builder, const ElectorSummary *s, gboolean is_time)
{
  const char *const names[] = { "min", "p10", "p50", "p90", "p99", "max" };
  const gint64 values[] = { s->min, s->p10, s->p50, s->p90, s->p99, s->max };

  add_int (builder, "n", s->n);
  add_int (builder, "late", s->n_late);
  json_builder_set_member_name (builder, is_time ? "mean_us" : "mean");
  if (is_time)
    json_builder_add_int_value (builder, s->sum / s->n);
  else
    json_builder_add_double_value (builder, elector_summary_get_mean (s));
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *name = g_strconcat (names[i], is_time ? "_us" : NULL, NULL);

      add_int (builder, name, values[i]);
    }
}

static void
add_types (JsonBuilder *builder, const ElectorResults *results, guint i)
{
  const ElectorSetting *setting = elector_experiment_get_setting (results->experiment, i);
  const ElectorProtocol *protocol = elector_scenario_get_config (setting->scenario)->protocol;

  json_builder_set_member_name (builder, "mean_by_type");
  json_builder_begin_object (builder);
  for (guint type = 0; type < protocol->messages.length; type++)
    {
      json_builder_set_member_name (builder, protocol->messages.ids[type]);
      json_builder_add_double_value (builder, (double) results->by_type[i * ELECTOR_MAX_MESSAGE_TYPES + type]
                                                / results->n);
    }
  json_builder_end_object (builder);
}

static void
print_json (const ElectorResults *results)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *text = NULL;

  json_builder_begin_array (builder);
  for (guint i = 0; i < results->experiment->settings->len; i++)
    {
      const ElectorSetting *setting = elector_experiment_get_setting (results->experiment, i);
      ElectorSummary summary;

      if (!elector_results_summarize (results, i, &summary))
        continue;
      json_builder_begin_object (builder);
      add_string (builder, "name", setting->name);
      add_string (builder, "measure", elector_quantity_to_id (setting->quantity));
      add_parameters (builder, setting);
      add_summary (builder, &summary, elector_quantity_is_time (setting->quantity));
      if (setting->quantity == ELECTOR_QUANTITY_MESSAGES)
        add_types (builder, results, i);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  root = json_builder_get_root (builder);
  text = json_to_string (root, TRUE);
  g_print ("%s\n", text);
}

/* Prints the whole of an experiment to standard output. */
void
elector_cli_results_print (const ElectorResults *results, ElectorCliResultsFormat format)
{
  g_autofree char *csv = NULL;

  switch (format)
    {
    case ELECTOR_CLI_RESULTS_CSV:
      csv = elector_results_to_csv (results);
      g_print ("%s", csv);
      break;
    case ELECTOR_CLI_RESULTS_JSON:
      print_json (results);
      break;
    case ELECTOR_CLI_RESULTS_TEXT:
    default:
      print_text (results);
      break;
    }
}
