/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "check/experiment.h"

#include "core/units.h"
#include "protocols/registry.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* When the leader crashes, if nobody says otherwise: anywhere in a heartbeat interval, in a settled system. */
#define STANDARD_CRASH (5 * ELECTOR_SEC)

static const struct
{
  const char *id;
  const char *text; /* marked for translation */
  gboolean is_time;
  gboolean needs_crash;
} quantities[ELECTOR_N_QUANTITIES] = {
  [ELECTOR_QUANTITY_DOWNTIME] = { "downtime", N_("Time without a leader after a crash"), TRUE, TRUE },
  [ELECTOR_QUANTITY_ELECTED] = { "elected", N_("Time from a crash to the next election won"), TRUE, TRUE },
  [ELECTOR_QUANTITY_FIRST_LEADER] = { "first-leader", N_("Time to the first leader"), TRUE, FALSE },
  [ELECTOR_QUANTITY_LEADERLESS] = { "leaderless", N_("Time without a leader in the whole run"), TRUE, FALSE },
  [ELECTOR_QUANTITY_MESSAGES] = { "messages", N_("Messages"), FALSE, FALSE },
  [ELECTOR_QUANTITY_ELECTIONS] = { "elections", N_("Elections started"), FALSE, FALSE },
  [ELECTOR_QUANTITY_SPLIT_VOTES] = { "split-votes", N_("Elections that came to nothing"), FALSE, FALSE },
  [ELECTOR_QUANTITY_WRITES_LOST] = { "writes-lost", N_("Writes lost"), FALSE, FALSE },
  [ELECTOR_QUANTITY_BREAKS] = { "breaks", N_("Breaks of a property"), FALSE, FALSE },
};

static const char *const starters[ELECTOR_N_STARTERS] = {
  [ELECTOR_STARTER_LOWEST] = "lowest",
  [ELECTOR_STARTER_HIGHEST] = "highest",
  [ELECTOR_STARTER_TIMEOUT] = "timeout",
};

/* The stable word for files. */
const char *
elector_quantity_to_id (ElectorQuantity quantity)
{
  g_return_val_if_fail (quantity < ELECTOR_N_QUANTITIES, NULL);
  return quantities[quantity].id;
}

gboolean
elector_quantity_from_id (const char *id, ElectorQuantity *quantity)
{
  for (guint i = 0; i < ELECTOR_N_QUANTITIES; i++)
    if (strcmp (quantities[i].id, id) == 0)
      {
        *quantity = (ElectorQuantity) i;
        return TRUE;
      }
  return FALSE;
}

/* What is measured, translated. */
const char *
elector_quantity_to_text (ElectorQuantity quantity)
{
  g_return_val_if_fail (quantity < ELECTOR_N_QUANTITIES, NULL);
  return _(quantities[quantity].text);
}

/* Whether values are microseconds; otherwise they are numbers. */
gboolean
elector_quantity_is_time (ElectorQuantity quantity)
{
  g_return_val_if_fail (quantity < ELECTOR_N_QUANTITIES, FALSE);
  return quantities[quantity].is_time;
}

/* Whether it can be measured only where the leader crashes. */
gboolean
elector_quantity_needs_crash (ElectorQuantity quantity)
{
  g_return_val_if_fail (quantity < ELECTOR_N_QUANTITIES, FALSE);
  return quantities[quantity].needs_crash;
}

/* The stable word for files. */
const char *
elector_starter_to_id (ElectorStarter starter)
{
  g_return_val_if_fail (starter < ELECTOR_N_STARTERS, NULL);
  return starters[starter];
}

gboolean
elector_starter_from_id (const char *id, ElectorStarter *starter)
{
  for (guint i = 0; i < ELECTOR_N_STARTERS; i++)
    if (strcmp (starters[i], id) == 0)
      {
        *starter = (ElectorStarter) i;
        return TRUE;
      }
  return FALSE;
}

/* --- Points --- */

static void
free_setting (gpointer data)
{
  ElectorSetting *self = data;

  g_free (self->name);
  g_free (self->series);
  g_free (self->x_text);
  g_clear_object (&self->scenario);
  g_free (self);
}

/* Adds a setting that runs what parts say, which are taken over and zeroed. Its name and its series are the algorithm's
 * until somebody sets others. Borrowed. */
ElectorSetting *
elector_experiment_add (ElectorExperiment *self, ElectorScenarioParts *parts)
{
  ElectorSetting *setting = g_new0 (ElectorSetting, 1);

  setting->name = g_strdup (parts->config.protocol->id);
  setting->series = g_strdup (_(parts->config.protocol->name));
  setting->quantity = self->quantity;
  setting->starter = ELECTOR_STARTER_TIMEOUT;
  setting->scenario = elector_scenario_new (parts);
  g_ptr_array_add (self->settings, setting);
  return setting;
}

const ElectorSetting *
elector_experiment_get_setting (const ElectorExperiment *self, guint i)
{
  g_return_val_if_fail (i < self->settings->len, NULL);
  return g_ptr_array_index (self->settings, i);
}

/* By its name, or NULL. */
const ElectorSetting *
elector_experiment_find_setting (const ElectorExperiment *self, const char *name)
{
  for (guint i = 0; i < self->settings->len; i++)
    {
      const ElectorSetting *setting = elector_experiment_get_setting (self, i);

      if (strcmp (setting->name, name) == 0)
        return setting;
    }
  return NULL;
}

/* How long messages take when the leader crashes: what the last fault says that changes it, or the network. */
ElectorRange
elector_setting_get_latency (const ElectorSetting *self)
{
  ElectorRange latency = elector_scenario_get_network (self->scenario)->delay;
  guint n;
  const ElectorFault *faults = elector_scenario_get_faults (self->scenario, &n);

  for (guint i = 0; i < n; i++)
    if (faults[i].kind == ELECTOR_FAULT_DELAY && faults[i].node == ELECTOR_NO_NODE)
      latency = faults[i].delay;
  return latency;
}

/* --- What a sweep is made of --- */

static guint
count_protocols (const ElectorProtocol *const *protocols)
{
  guint n = 0;

  while (protocols[n] != NULL)
    n++;
  return n;
}

/* With everything that it borrows. */
static ElectorSweep *
copy_sweep (const ElectorSweep *sweep)
{
  ElectorSweep *copy = g_memdup2 (sweep, sizeof *sweep);

  g_object_ref (copy->scenario);
  copy->protocols = g_memdup2 (sweep->protocols, (count_protocols (sweep->protocols) + 1) * sizeof *sweep->protocols);
  copy->axis = g_strdup (sweep->axis);
  copy->values = sweep->axis != NULL ? (const char *const *) g_strdupv ((GStrv) sweep->values) : NULL;
  return copy;
}

static void
free_sweep (ElectorSweep *sweep)
{
  g_object_unref (sweep->scenario);
  g_free ((gpointer) sweep->protocols);
  g_free ((gpointer) sweep->axis);
  g_strfreev ((GStrv) sweep->values);
  g_free (sweep);
}

/* --- Experiments --- */

/* An experiment without settings. */
ElectorExperiment *
elector_experiment_new (const char *id, ElectorQuantity quantity)
{
  ElectorExperiment *self = g_new0 (ElectorExperiment, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->id = g_strdup (id);
  self->quantity = quantity;
  self->settings = g_ptr_array_new_with_free_func (free_setting);
  self->n_runs = 1000;
  self->seed = 1;
  return self;
}

ElectorExperiment *
elector_experiment_ref (ElectorExperiment *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
elector_experiment_unref (ElectorExperiment *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_ptr_array_unref (self->settings);
  g_clear_pointer (&self->sweep, free_sweep);
  g_free (self->id);
  g_free (self->title);
  g_free (self->description);
  g_free (self->text);
  g_free (self->axis);
  g_free (self);
}

/* --- Sweeps --- */

/* The other durations of the algorithm grow or shrink with one. */
static void
scale_others (ElectorConfig *config, guint key, ElectorTime before)
{
  ElectorTime now = config->parameters[key].low;

  for (guint i = 0; i < config->protocol->n_parameters; i++)
    if (i != key && before > 0)
      {
        ElectorRange *range = &config->parameters[i];
        ElectorTime minimum = config->protocol->parameters[i].minimum;

        range->low = CLAMP (range->low * now / before, minimum, ELECTOR_MAX_DURATION);
        range->high = CLAMP (range->high * now / before, minimum, ELECTOR_MAX_DURATION);
      }
}

static gboolean
set_value (ElectorScenarioParts *parts, const ElectorSweep *sweep, const char *value, GError **error)
{
  guint64 n_nodes;
  int key;
  ElectorTime before;

  if (sweep->axis == NULL)
    return TRUE;
  if (strcmp (sweep->axis, "nodes") == 0)
    return elector_parse_number (value, 1, ELECTOR_MAX_NODES, &n_nodes, error)
           && elector_scenario_parts_set_n_nodes (parts, (guint) n_nodes, error);
  key = elector_protocol_find_parameter (parts->config.protocol, sweep->axis);
  before = key >= 0 ? parts->config.parameters[key].low : 0;
  if (!elector_scenario_parts_set (parts, sweep->axis, value, error))
    return FALSE;
  if (sweep->keeps_ratio && key >= 0)
    scale_others (&parts->config, (guint) key, before);
  return TRUE;
}

/* The swept value as a number, as parts have it now. */
static double
read_value (const ElectorScenarioParts *parts, const char *axis)
{
  int key = elector_protocol_find_parameter (parts->config.protocol, axis);
  const ElectorRange *range = key >= 0 ? &parts->config.parameters[key] : &parts->network.delay;

  if (strcmp (axis, "nodes") == 0)
    return parts->config.n_nodes;
  if (strcmp (axis, "loss") == 0)
    return parts->network.loss;
  if (strcmp (axis, "duplicate") == 0)
    return parts->network.duplicate;
  return (double) (range->low + range->high) / 2;
}

static gboolean
add_value (ElectorExperiment *self, const ElectorSweep *sweep, const ElectorProtocol *protocol, const char *value,
           GError **error)
{
  ElectorScenarioParts parts = { 0 };
  ElectorSetting *setting;
  double x = 0;

  elector_scenario_parts_copy (&parts, sweep->scenario);
  if (parts.config.protocol != protocol)
    elector_config_init (&parts.config, protocol, parts.config.n_nodes);
  for (guint i = parts.faults->len; i > 0; i--)
    if (!elector_fault_is_known_to (&g_array_index (parts.faults, ElectorFault, i - 1), protocol))
      g_array_remove_index (parts.faults, i - 1);
  if (!set_value (&parts, sweep, value, error))
    {
      elector_scenario_parts_clear (&parts);
      return FALSE;
    }
  if (sweep->axis != NULL)
    x = read_value (&parts, sweep->axis);
  setting = elector_experiment_add (self, &parts);
  setting->crashes = sweep->crashes;
  setting->asks = sweep->asks;
  setting->crash = sweep->crash;
  setting->starter = sweep->starter;
  setting->x = x;
  setting->x_text = g_strdup (value);
  if (sweep->axis != NULL)
    {
      g_free (setting->name);
      setting->name = g_strdup_printf ("%s %s=%s", protocol->id, sweep->axis, value);
    }
  return TRUE;
}

/* Adds a setting for each algorithm and each value. Errors: ELECTOR_ERROR; then settings may have been added. */
gboolean
elector_experiment_add_sweep (ElectorExperiment *self, const ElectorSweep *sweep, GError **error)
{
  const char *axis = sweep->axis;

  g_clear_pointer (&self->sweep, free_sweep);
  if (self->settings->len == 0)
    self->sweep = copy_sweep (sweep);
  g_free (self->axis);
  self->axis = g_strdup (axis);
  self->axis_is_time = axis != NULL && strcmp (axis, "nodes") != 0 && strcmp (axis, "loss") != 0
                       && strcmp (axis, "duplicate") != 0;
  for (guint i = 0; sweep->protocols[i] != NULL; i++)
    {
      if (axis == NULL && !add_value (self, sweep, sweep->protocols[i], NULL, error))
        return FALSE;
      for (guint k = 0; axis != NULL && sweep->values[k] != NULL; k++)
        if (!add_value (self, sweep, sweep->protocols[i], sweep->values[k], error))
          return FALSE;
    }
  return TRUE;
}

static gboolean
is_among (const ElectorProtocol *protocol, const ElectorProtocol *const *protocols)
{
  for (guint i = 0; protocols[i] != NULL; i++)
    if (protocols[i] == protocol)
      return TRUE;
  return FALSE;
}

static void
keep_only (ElectorExperiment *self, const ElectorProtocol *const *protocols)
{
  for (guint i = self->settings->len; i > 0; i--)
    {
      const ElectorSetting *setting = elector_experiment_get_setting (self, i - 1);

      if (!is_among (elector_scenario_get_config (setting->scenario)->protocol, protocols))
        g_ptr_array_remove_index (self->settings, i - 1);
    }
}

/* Makes the experiment with these algorithms, NULL-terminated, and with its quantity as it is now. Where its settings
 * are of several kinds those of other algorithms go, and none comes. Errors: ELECTOR_ERROR, where an algorithm does not
 * have what is swept; then the experiment is of no use. */
gboolean
elector_experiment_set_protocols (ElectorExperiment *self, const ElectorProtocol *const *protocols, GError **error)
{
  g_autofree ElectorSweep *sweep = self->sweep != NULL ? copy_sweep (self->sweep) : NULL;
  gboolean success;

  if (self->sweep == NULL)
    {
      keep_only (self, protocols);
      return TRUE;
    }
  g_free ((gpointer) sweep->protocols);
  sweep->protocols = g_memdup2 (protocols, (count_protocols (protocols) + 1) * sizeof *protocols);
  g_ptr_array_set_size (self->settings, 0);
  success = elector_experiment_add_sweep (self, sweep, error);
  free_sweep (g_steal_pointer (&sweep));
  return success;
}

/* The algorithms, the scenario's own first, NULL-terminated. */
static const ElectorProtocol **
list_protocols (const ElectorProtocol *first)
{
  guint n = elector_registry_get_n_protocols (), length = 0;
  const ElectorProtocol **protocols = g_new0 (const ElectorProtocol *, n + 1);

  protocols[length++] = first;
  for (guint i = 0; i < n; i++)
    if (elector_registry_get_protocol (i) != first)
      protocols[length++] = elector_registry_get_protocol (i);
  return protocols;
}

/* What a system does with any seed, and what the other algorithms do in its place. Where the quantity is about an
 * election the leader crashes, and what else the scenario does is left out; otherwise all happens as the scenario
 * says. */
ElectorExperiment *
elector_experiment_new_for_scenario (ElectorScenario *scenario, ElectorQuantity quantity)
{
  ElectorExperiment *self = elector_experiment_new ("scenario", quantity);
  const ElectorConfig *config = elector_scenario_get_config (scenario);
  g_autofree const ElectorProtocol **protocols = list_protocols (config->protocol);
  gboolean is_whole = quantity == ELECTOR_QUANTITY_LEADERLESS || quantity == ELECTOR_QUANTITY_BREAKS
                      || quantity == ELECTOR_QUANTITY_WRITES_LOST || quantity == ELECTOR_QUANTITY_FIRST_LEADER;
  g_autoptr (ElectorScenario) quiet = elector_scenario_new_resized (scenario, config->n_nodes);
  int heartbeat = elector_protocol_find_parameter (config->protocol, "heartbeat");
  ElectorSweep sweep = { .scenario = is_whole ? scenario : quiet,
                         .protocols = protocols,
                         .crashes = !is_whole,
                         .crash = { STANDARD_CRASH, STANDARD_CRASH },
                         .starter = ELECTOR_STARTER_TIMEOUT };

  if (heartbeat >= 0)
    sweep.crash.high += config->parameters[heartbeat].high - 1;
  self->title = g_strdup (elector_quantity_to_text (quantity));
  elector_experiment_add_sweep (self, &sweep, NULL); /* cannot fail: nothing is swept */
  return self;
}
