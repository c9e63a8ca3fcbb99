/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Experiment files: a scenario with one group more, [experiment]. Every complaint names the file and the line. */

#include "check/experiment.h"
#include "core/units.h"
#include "protocols/registry.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define GROUP "experiment"
#define VALUES_MAX 1000

typedef enum
{
  KEY_MEASURE,
  KEY_ALGORITHMS,
  KEY_SWEEP,
  KEY_VALUES,
  KEY_KEEP_RATIO,
  KEY_CRASH,
  KEY_STARTER,
  KEY_RUNS,
  N_KEYS
} Key;

static const char *const key_ids[N_KEYS + 1] = {
  [KEY_MEASURE] = "measure", [KEY_ALGORITHMS] = "algorithms", [KEY_SWEEP] = "sweep", [KEY_VALUES] = "values",
  [KEY_KEEP_RATIO] = "keep-ratio", [KEY_CRASH] = "crash", [KEY_STARTER] = "starter", [KEY_RUNS] = "runs",
};

G_STATIC_ASSERT (N_KEYS <= ELECTOR_SCENARIO_GROUP_KEYS);

typedef struct
{
  const char *name; /* of the file */
  ElectorScenarioGroup group;
  ElectorQuantity quantity;
  guint64 n_runs;
  ElectorSweep sweep;
  GPtrArray *protocols; /* of ElectorProtocol, NULL-terminated */
  GStrv values;
} Reader;

static gboolean
complain (const Reader *self, Key key, GError **error, const char *format, ...) G_GNUC_PRINTF (4, 5);

static gboolean
complain (const Reader *self, Key key, GError **error, const char *format, ...)
{
  guint line = self->group.lines[key] != 0 ? self->group.lines[key] : MAX (self->group.line, 1);
  g_autofree char *message = NULL;
  va_list args;

  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);
  g_set_error (error, ELECTOR_ERROR, ELECTOR_ERROR_SYNTAX, "%s:%u: %s", self->name, line, message);
  return FALSE;
}

/* Puts file and line before a complaint. */
static gboolean
locate (const Reader *self, Key key, GError *problem, GError **error)
{
  complain (self, key, error, "%s", problem->message);
  g_error_free (problem);
  return FALSE;
}

/* "a, b" as words. */
static GStrv
split (const char *text)
{
  GStrv words = g_strsplit (text, ",", VALUES_MAX + 2);

  for (guint i = 0; words[i] != NULL; i++)
    g_strstrip (words[i]);
  return words;
}

static gboolean
read_measure (Reader *self, GError **error)
{
  const char *text = self->group.values[KEY_MEASURE];

  if (self->group.line == 0)
    return complain (self, KEY_MEASURE, error, _("this is no experiment: it has no [experiment] group"));
  if (text == NULL)
    return complain (self, KEY_MEASURE, error, _("[experiment] has to say what to measure, like “measure=downtime”"));
  if (!elector_quantity_from_id (text, &self->quantity))
    return complain (self, KEY_MEASURE, error, _("“%s” is nothing that can be measured"), text);
  return TRUE;
}

static gboolean
read_algorithms (Reader *self, GError **error)
{
  const char *text = self->group.values[KEY_ALGORITHMS];
  g_auto (GStrv) ids = text != NULL ? split (text) : NULL;

  self->protocols = g_ptr_array_new ();
  if (ids == NULL)
    g_ptr_array_add (self->protocols, (gpointer) elector_scenario_get_config (self->sweep.scenario)->protocol);
  for (guint i = 0; ids != NULL && ids[i] != NULL; i++)
    {
      const ElectorProtocol *protocol = elector_registry_find_protocol (ids[i]);

      if (protocol == NULL)
        return complain (self, KEY_ALGORITHMS, error, _("there is no algorithm “%s”"), ids[i]);
      if (g_ptr_array_find (self->protocols, protocol, NULL))
        return complain (self, KEY_ALGORITHMS, error, _("“%s” stands there twice"), ids[i]);
      g_ptr_array_add (self->protocols, (gpointer) protocol);
    }
  if (self->protocols->len == 0)
    return complain (self, KEY_ALGORITHMS, error, _("name an algorithm"));
  g_ptr_array_add (self->protocols, NULL);
  self->sweep.protocols = (const ElectorProtocol *const *) self->protocols->pdata;
  return TRUE;
}

static gboolean
read_sweep (Reader *self, GError **error)
{
  const char *axis = self->group.values[KEY_SWEEP], *text = self->group.values[KEY_VALUES];

  if (axis == NULL && text == NULL)
    return TRUE;
  if (axis == NULL || text == NULL)
    return complain (self, axis == NULL ? KEY_VALUES : KEY_SWEEP, error, _("“sweep” and “values” belong together"));
  self->values = split (text);
  if (g_strv_length (self->values) > VALUES_MAX)
    return complain (self, KEY_VALUES, error, _("these are more than 1000 values"));
  for (guint i = 0; self->values[i] != NULL; i++)
    for (guint k = 0; k < i; k++)
      if (strcmp (self->values[i], self->values[k]) == 0)
        return complain (self, KEY_VALUES, error, _("“%s” stands there twice"), self->values[i]);
  if (self->values[0] == NULL)
    return complain (self, KEY_VALUES, error, _("name a value"));
  self->sweep.axis = axis;
  self->sweep.values = (const char *const *) self->values;
  return TRUE;
}

static gboolean
read_keep_ratio (Reader *self, GError **error)
{
  const char *text = self->group.values[KEY_KEEP_RATIO];

  self->sweep.keeps_ratio = g_strcmp0 (text, "true") == 0;
  if (text != NULL && strcmp (text, "true") != 0 && strcmp (text, "false") != 0)
    return complain (self, KEY_KEEP_RATIO, error, _("“keep-ratio” is either true or false"));
  return TRUE;
}

static gboolean
read_crash (Reader *self, GError **error)
{
  const char *crash = self->group.values[KEY_CRASH], *starter = self->group.values[KEY_STARTER];
  GError *problem = NULL;

  self->sweep.starter = ELECTOR_STARTER_TIMEOUT;
  self->sweep.crashes = crash != NULL;
  if (crash != NULL && !elector_parse_range (crash, &self->sweep.crash, &problem))
    return locate (self, KEY_CRASH, problem, error);
  if (crash != NULL && self->sweep.crash.low < 1)
    return complain (self, KEY_CRASH, error, _("nobody leads at the start: the crash comes later"));
  if (crash == NULL && elector_quantity_needs_crash (self->quantity))
    return complain (self, KEY_MEASURE, error, _("to measure “%s” the leader has to crash, like “crash=5s..6s”"),
                     elector_quantity_to_id (self->quantity));
  if (starter == NULL)
    return TRUE;
  if (crash == NULL)
    return complain (self, KEY_STARTER, error, _("“starter” belongs to “crash”"));
  if (!elector_starter_from_id (starter, &self->sweep.starter))
    return complain (self, KEY_STARTER, error, _("“%s” is neither timeout, lowest nor highest"), starter);
  return TRUE;
}

static gboolean
read_runs (Reader *self, GError **error)
{
  const char *text = self->group.values[KEY_RUNS];
  GError *problem = NULL;

  self->n_runs = 1000;
  if (text != NULL && !elector_parse_number (text, 1, ELECTOR_EXPERIMENT_RUNS_MAX, &self->n_runs, &problem))
    return locate (self, KEY_RUNS, problem, error);
  return TRUE;
}

static ElectorExperiment *
make (const Reader *self, const char *data, gsize length, GError **error)
{
  g_autoptr (ElectorExperiment) experiment = elector_experiment_new (self->name, self->quantity);
  const char *title = elector_scenario_get_title (self->sweep.scenario);
  const char *description = elector_scenario_get_description (self->sweep.scenario);
  GError *problem = NULL;

  experiment->title = g_strdup (title != NULL ? title : elector_quantity_to_text (self->quantity));
  experiment->description = g_strdup (description);
  experiment->text = g_strndup (data, length);
  experiment->n_runs = (guint) self->n_runs;
  experiment->seed = elector_scenario_get_seed (self->sweep.scenario);
  if (!elector_experiment_add_sweep (experiment, &self->sweep, &problem))
    {
      locate (self, KEY_VALUES, problem, error);
      return NULL;
    }
  return g_steal_pointer (&experiment);
}

/* Reads an experiment from text. name is what complaints call the file, and what the experiment is called. length may
 * be -1 for text that ends with a zero. Returns NULL with ELECTOR_ERROR set when the text is bad. */
ElectorExperiment *
elector_experiment_new_from_data (const char *data, gssize length, const char *name, GError **error)
{
  gsize size = length < 0 ? strlen (data) : (gsize) length;
  Reader self = { .name = name, .group = { .name = GROUP, .keys = key_ids } };
  ElectorExperiment *experiment = NULL;

  self.sweep.scenario = elector_scenario_new_with_groups (data, (gssize) size, name, &self.group, 1, error);
  if (self.sweep.scenario != NULL && read_measure (&self, error) && read_algorithms (&self, error)
      && read_sweep (&self, error) && read_keep_ratio (&self, error) && read_crash (&self, error)
      && read_runs (&self, error))
    experiment = make (&self, data, size, error);
  g_clear_object (&self.sweep.scenario);
  g_clear_pointer (&self.protocols, g_ptr_array_unref);
  g_clear_pointer (&self.values, g_strfreev);
  for (guint i = 0; i < N_KEYS; i++)
    g_free (self.group.values[i]);
  return experiment;
}

/* Whether a text is to be read as an experiment, right or wrong, and not as a scenario or a run. length may be -1. */
gboolean
elector_experiment_is_in_text (const char *data, gssize length)
{
  g_autofree char *text = g_strndup (data, length < 0 ? strlen (data) : (gsize) length);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    if (strcmp (g_strstrip (lines[i]), "[" GROUP "]") == 0)
      return TRUE;
  return FALSE;
}

/* Reads an experiment file. Returns NULL with ELECTOR_ERROR or G_IO_ERROR set, whose message names the file. */
ElectorExperiment *
elector_experiment_new_from_file (GFile *file, GError **error)
{
  g_autofree char *name = g_file_get_parse_name (file);
  gsize length;
  g_autofree char *data = elector_scenario_load_text (file, &length, error);

  return data != NULL ? elector_experiment_new_from_data (data, (gssize) length, name, error) : NULL;
}

/* --- Writing --- */

static void
append (GString *text, Key key, const char *value)
{
  g_string_append_printf (text, "%s=%s\n", key_ids[key], value);
}

static void
append_protocols (GString *text, const ElectorProtocol *const *protocols)
{
  g_autoptr (GString) ids = g_string_new (NULL);

  for (guint i = 0; protocols[i] != NULL; i++)
    g_string_append_printf (ids, "%s%s", i > 0 ? "," : "", protocols[i]->id);
  append (text, KEY_ALGORITHMS, ids->str);
}

static void
append_sweep (GString *text, const ElectorSweep *sweep)
{
  append_protocols (text, sweep->protocols);
  if (sweep->axis != NULL)
    {
      g_autofree char *values = g_strjoinv (",", (GStrv) sweep->values);

      append (text, KEY_SWEEP, sweep->axis);
      append (text, KEY_VALUES, values);
    }
  if (sweep->keeps_ratio)
    append (text, KEY_KEEP_RATIO, "true");
  if (sweep->crashes)
    {
      g_autofree char *crash = elector_format_range (&sweep->crash);

      append (text, KEY_CRASH, crash);
    }
  if (sweep->crashes && sweep->starter != ELECTOR_STARTER_TIMEOUT)
    append (text, KEY_STARTER, elector_starter_to_id (sweep->starter));
}

/* A few words. */
static const char *
get_title (const ElectorExperiment *self)
{
  for (guint i = 0; i < elector_experiment_get_n_presets (); i++)
    if (strcmp (elector_experiment_get_preset_id (i), self->id) == 0)
      return elector_experiment_get_preset_name (i);
  return self->title;
}

/* The scenario as it is swept, called as the experiment is, with the seed of the first run. */
static char *
format_scenario (const ElectorExperiment *self)
{
  g_autoptr (ElectorScenario) scenario = NULL;
  ElectorScenarioParts parts;

  elector_scenario_parts_copy (&parts, self->sweep->scenario);
  parts.seed = self->seed;
  if (parts.title == NULL)
    parts.title = g_strdup (get_title (self));
  if (parts.description == NULL)
    parts.description = g_strdup (self->description);
  scenario = elector_scenario_new (&parts);
  return elector_scenario_to_data (scenario);
}

/* The text of a file that elector_experiment_new_from_data() makes an equal experiment of. Title and description are
 * written in the language that they are shown in. NULL if a file cannot say it: where the settings do not all come from
 * one scenario, or where somebody is asked for an election in them. Owned. */
char *
elector_experiment_to_data (const ElectorExperiment *self)
{
  g_autofree char *scenario = NULL, *runs = NULL;
  GString *text;

  if (self->sweep == NULL || self->sweep->asks || self->settings->len == 0)
    return NULL;
  scenario = format_scenario (self);
  runs = g_strdup_printf ("%u", self->n_runs);
  text = g_string_new (scenario);
  g_string_append (text, "\n[" GROUP "]\n");
  append (text, KEY_MEASURE, elector_quantity_to_id (self->quantity));
  append_sweep (text, self->sweep);
  append (text, KEY_RUNS, runs);
  return g_string_free (text, FALSE);
}
