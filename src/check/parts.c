/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Parts of experiments that were made on different machines: written, read, joined. */

#include "check/results.h"
#include "check/strict-json.h"
#include "core/units.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <string.h>

#define FORMAT_VERSION 1
#define NAME_LENGTH_MAX 4096
#define TEXT_LENGTH_MAX (1024 * 1024)

/* --- Writing --- */

static void
append_setting (GString *text, const ElectorResults *self, guint i)
{
  const char *separator = "";

  g_string_append (text, "{\"name\": ");
  elector_strict_json_append_string (text, elector_experiment_get_setting (self->experiment, i)->name);
  g_string_append (text, ",\n \"values\": [");
  for (guint k = 0; k < self->n; k++)
    g_string_append_printf (text, "%s%" PRIi64, k > 0 ? "," : "", elector_results_get_value (self, i, k));
  g_string_append (text, "],\n \"late\": [");
  for (guint k = 0; k < self->n; k++)
    if (elector_results_is_late (self, i, k))
      {
        g_string_append_printf (text, "%s%u", separator, k);
        separator = ",";
      }
  g_string_append (text, "],\n \"by_type\": [");
  for (guint type = 0; type < ELECTOR_MAX_MESSAGE_TYPES; type++)
    g_string_append_printf (text, "%s%" PRIu64, type > 0 ? "," : "",
                            self->by_type[i * ELECTOR_MAX_MESSAGE_TYPES + type]);
  g_string_append (text, "]}");
}

/* The text of a part file: JSON, with everything that is needed to go on without the experiment's own file. */
char *
elector_results_to_part (const ElectorResults *self)
{
  const ElectorExperiment *experiment = self->experiment;
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "{\"elector_part\": %d,\n\"experiment\": ", FORMAT_VERSION);
  elector_strict_json_append_string (text, experiment->id);
  g_string_append (text, ",\n\"text\": ");
  if (experiment->text != NULL)
    elector_strict_json_append_string (text, experiment->text);
  else
    g_string_append (text, "null");
  g_string_append_printf (text, ",\n\"runs\": %u,\n\"seed\": %" PRIu64 ",\n\"part\": %u,\n\"parts\": %u",
                          experiment->n_runs, experiment->seed, self->part, self->n_parts);
  g_string_append (text, ",\n\"settings\": [");
  for (guint i = 0; i < experiment->settings->len; i++)
    {
      g_string_append (text, i > 0 ? ",\n" : "\n");
      append_setting (text, self, i);
    }
  g_string_append (text, "]}\n");
  return g_string_free (text, FALSE);
}

/* --- Reading --- */

static ElectorExperiment *
make_experiment (ElectorStrictJson *json, const char *id, const char *text)
{
  ElectorExperiment *experiment;
  g_autoptr (GError) problem = NULL;

  if (text == NULL)
    {
      experiment = elector_experiment_new_preset (id);
      if (experiment == NULL)
        elector_strict_json_complain (json, _("there is no experiment “%s”"), id);
      return experiment;
    }
  experiment = elector_experiment_new_from_data (text, -1, id, &problem);
  if (experiment == NULL)
    elector_strict_json_complain (json, _("the experiment in it is bad: %s"), problem->message);
  return experiment;
}

static gboolean
read_member (ElectorStrictJson *json, const char *name, guint64 minimum, guint64 maximum, guint64 *number)
{
  return elector_strict_json_member (json, FALSE, name) && elector_strict_json_number (json, minimum, maximum, number);
}

/* What comes before the settings. NULL after a complaint. */
static ElectorResults *
read_head (ElectorStrictJson *json)
{
  guint64 version, runs, seed, part, parts;
  ElectorResults *results;
  g_autoptr (GError) problem = NULL;
  g_autoptr (ElectorExperiment) experiment = NULL;
  g_autofree char *id = NULL, *text = NULL;

  if (!elector_strict_json_begin (json, '{') || !elector_strict_json_member (json, TRUE, "elector_part")
      || !elector_strict_json_number (json, FORMAT_VERSION, FORMAT_VERSION, &version)
      || !elector_strict_json_member (json, FALSE, "experiment")
      || (id = elector_strict_json_string (json, NAME_LENGTH_MAX)) == NULL
      || !elector_strict_json_member (json, FALSE, "text")
      || (!elector_strict_json_null (json) && (text = elector_strict_json_string (json, TEXT_LENGTH_MAX)) == NULL))
    return NULL;
  experiment = make_experiment (json, id, text);
  if (experiment == NULL || !read_member (json, "runs", 1, ELECTOR_EXPERIMENT_RUNS_MAX, &runs)
      || !read_member (json, "seed", 0, G_MAXUINT64 - ELECTOR_EXPERIMENT_RUNS_MAX, &seed)
      || !read_member (json, "part", 1, ELECTOR_RESULTS_PARTS_MAX, &part)
      || !read_member (json, "parts", part, ELECTOR_RESULTS_PARTS_MAX, &parts)
      || !elector_strict_json_member (json, FALSE, "settings"))
    return NULL;
  experiment->n_runs = (guint) runs;
  experiment->seed = seed;
  results = elector_results_new (experiment, (guint) part, (guint) parts, &problem);
  if (results == NULL)
    elector_strict_json_complain (json, "%s", problem->message);
  return results;
}

static gboolean
read_values (ElectorStrictJson *json, ElectorResults *results, guint i)
{
  gint64 *values = results->values + (gsize) i * results->n;
  gboolean is_time = elector_quantity_is_time (results->experiment->quantity);
  guint n = 0;

  if (!elector_strict_json_member (json, FALSE, "values") || !elector_strict_json_begin (json, '['))
    return FALSE;
  for (; elector_strict_json_next (json, n == 0, ']'); n++)
    {
      guint64 value;

      if (n == results->n)
        return elector_strict_json_complain (json, _("there are more values than runs"));
      if (!elector_strict_json_number (json, 0, is_time ? 2 * ELECTOR_MAX_DURATION : G_MAXUINT32, &value))
        return FALSE;
      values[n] = (gint64) value;
    }
  if (json->error == NULL && n < results->n)
    return elector_strict_json_complain (json, _("there are fewer values than runs"));
  return elector_strict_json_end (json, ']');
}

static gboolean
read_late (ElectorStrictJson *json, ElectorResults *results, guint i)
{
  guint64 run, next = 0;

  if (!elector_strict_json_member (json, FALSE, "late") || !elector_strict_json_begin (json, '['))
    return FALSE;
  for (gboolean first = TRUE; elector_strict_json_next (json, first, ']'); first = FALSE)
    {
      if (next >= results->n)
        return elector_strict_json_complain (json, _("there are more values than runs"));
      if (!elector_strict_json_number (json, next, results->n - 1, &run))
        return FALSE;
      results->late[(gsize) i * results->n + run] = TRUE;
      next = run + 1;
    }
  return elector_strict_json_end (json, ']');
}

static gboolean
read_by_type (ElectorStrictJson *json, ElectorResults *results, guint i)
{
  if (!elector_strict_json_member (json, FALSE, "by_type") || !elector_strict_json_begin (json, '['))
    return FALSE;
  for (guint type = 0; type < ELECTOR_MAX_MESSAGE_TYPES; type++)
    if ((type > 0 && !elector_strict_json_next (json, FALSE, ']'))
        || !elector_strict_json_number (json, 0, (guint64) G_MAXUINT32 * ELECTOR_EXPERIMENT_RUNS_MAX,
                                        &results->by_type[i * ELECTOR_MAX_MESSAGE_TYPES + type]))
      return elector_strict_json_complain (json, _("a number for each of %d types of messages should stand here"),
                                           ELECTOR_MAX_MESSAGE_TYPES);
  return elector_strict_json_end (json, ']');
}

static gboolean
read_setting (ElectorStrictJson *json, ElectorResults *results, guint i)
{
  const char *expected = elector_experiment_get_setting (results->experiment, i)->name;
  g_autofree char *name = NULL;

  if (!elector_strict_json_begin (json, '{') || !elector_strict_json_member (json, TRUE, "name")
      || (name = elector_strict_json_string (json, NAME_LENGTH_MAX)) == NULL)
    return FALSE;
  if (strcmp (name, expected) != 0)
    return elector_strict_json_complain (json, _("“%s” should stand here"), expected);
  return read_values (json, results, i) && read_late (json, results, i) && read_by_type (json, results, i)
         && elector_strict_json_end (json, '}');
}

static gboolean
read_settings (ElectorStrictJson *json, ElectorResults *results)
{
  if (!elector_strict_json_begin (json, '['))
    return FALSE;
  for (guint i = 0; i < results->experiment->settings->len; i++)
    if ((i > 0 && !elector_strict_json_next (json, FALSE, ']')) || !read_setting (json, results, i))
      return elector_strict_json_complain (json, _("the part ends too early"));
  results->n_done = (int) elector_results_get_n_runs (results);
  return elector_strict_json_end (json, ']') && elector_strict_json_end (json, '}')
         && elector_strict_json_finish (json);
}

/* Reads a part. name is what complaints call the file. Returns NULL with ELECTOR_ERROR set when it is bad. */
ElectorResults *
elector_results_new_from_part (const char *data, gsize length, const char *name, GError **error)
{
  g_autoptr (ElectorResults) results = NULL;
  ElectorStrictJson json;

  elector_strict_json_init (&json, data, length, name);
  results = read_head (&json);
  if (results != NULL && read_settings (&json, results))
    return g_steal_pointer (&results);
  g_propagate_error (error, g_steal_pointer (&json.error));
  return NULL;
}

/* --- Joining --- */

static gboolean
is_same_experiment (const ElectorExperiment *one, const ElectorExperiment *other)
{
  return strcmp (one->id, other->id) == 0 && g_strcmp0 (one->text, other->text) == 0 && one->n_runs == other->n_runs
         && one->seed == other->seed;
}

/* Whether these are all the parts of one experiment, each once. by_part gets them in order. */
static gboolean
check_parts (ElectorResults *const *parts, const char *const *names, guint n_parts, const ElectorResults **by_part,
             GError **error)
{
  for (guint i = 0; i < n_parts; i++)
    {
      const ElectorResults *part = parts[i];

      if (!is_same_experiment (parts[0]->experiment, part->experiment) || part->n_parts != parts[0]->n_parts)
        {
          g_set_error (error, ELECTOR_ERROR, ELECTOR_ERROR_RANGE, _("%s: it is a part of another experiment than %s"),
                       names[i], names[0]);
          return FALSE;
        }
      if (by_part[part->part - 1] != NULL)
        {
          g_set_error (error, ELECTOR_ERROR, ELECTOR_ERROR_RANGE, _("%s: part %u of %u has come already"), names[i],
                       part->part, part->n_parts);
          return FALSE;
        }
      by_part[part->part - 1] = part;
    }
  for (guint i = 0; i < parts[0]->n_parts; i++)
    if (by_part[i] == NULL)
      {
        g_set_error (error, ELECTOR_ERROR, ELECTOR_ERROR_RANGE, _("part %u of %u is missing"), i + 1,
                     parts[0]->n_parts);
        return FALSE;
      }
  return TRUE;
}

static void
add_part (ElectorResults *self, const ElectorResults *part)
{
  guint n_settings = self->experiment->settings->len;

  for (guint i = 0; i < n_settings && part->n > 0; i++)
    {
      gsize to = (gsize) i * self->n + part->first, from = (gsize) i * part->n;

      memcpy (self->values + to, part->values + from, part->n * sizeof *self->values);
      memcpy (self->late + to, part->late + from, part->n);
    }
  for (guint i = 0; i < n_settings * ELECTOR_MAX_MESSAGE_TYPES; i++)
    self->by_type[i] += part->by_type[i];
  self->n_done += part->n_done;
}

/* The whole of n_parts >= 1 parts, in any order. names are those of their files, for complaints. Errors:
 * ELECTOR_ERROR, when these are not all the parts of one experiment. */
ElectorResults *
elector_results_merge (ElectorResults *const *parts, const char *const *names, guint n_parts, GError **error)
{
  g_autofree const ElectorResults **by_part = g_new0 (const ElectorResults *, parts[0]->n_parts);
  ElectorResults *self;

  if (!check_parts (parts, names, n_parts, by_part, error))
    return NULL;
  self = elector_results_new (parts[0]->experiment, 1, 1, error);
  for (guint i = 0; self != NULL && i < n_parts; i++)
    add_part (self, by_part[i]);
  return self;
}
