/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Writing scenario files: only what differs from the standard values, in the words that are read back. */

#include "core/units.h"
#include "engine/elector-scenario.h"

#include <inttypes.h>
#include <string.h>

#define FORMAT_VERSION "1"

static void
set (GKeyFile *keys, const char *group, const char *key, const char *value)
{
  if (value != NULL && *value != '\0')
    g_key_file_set_string (keys, group, key, value);
}

static void
set_range (GKeyFile *keys, const char *group, const char *key, const ElectorRange *range, const ElectorRange *standard)
{
  g_autofree char *value = elector_format_range (range);

  if (range->low != standard->low || range->high != standard->high)
    set (keys, group, key, value);
}

static void
set_share (GKeyFile *keys, const char *key, guint per_million, guint standard)
{
  g_autofree char *value = elector_format_share (per_million);

  if (per_million != standard)
    set (keys, "network", key, value);
}

static void
set_run (GKeyFile *keys, ElectorScenario *self)
{
  const ElectorConfig *config = elector_scenario_get_config (self);
  g_autofree char *nodes = g_strdup_printf ("%u", config->n_nodes);
  g_autofree char *seed = g_strdup_printf ("%" PRIu64, elector_scenario_get_seed (self));
  ElectorTime until = elector_scenario_get_until (self);

  set (keys, "run", "algorithm", config->protocol->id);
  set (keys, "run", "nodes", nodes);
  set (keys, "run", "seed", seed);
  if (until != ELECTOR_NEVER)
    {
      g_autofree char *value = elector_format_duration (until);

      set (keys, "run", "until", value);
    }
}

static void
set_values (GKeyFile *keys, ElectorScenario *self)
{
  const ElectorConfig *config = elector_scenario_get_config (self);
  const ElectorProtocol *protocol = config->protocol;
  const ElectorNetworkConfig *network = elector_scenario_get_network (self);
  ElectorNetworkConfig standard;

  elector_network_config_init (&standard);
  set_range (keys, "network", "delay", &network->delay, &standard.delay);
  set_share (keys, "loss", network->loss, standard.loss);
  set_share (keys, "duplicate", network->duplicate, standard.duplicate);
  for (guint i = 0; i < protocol->n_parameters; i++)
    set_range (keys, protocol->id, protocol->parameters[i].id, &config->parameters[i],
               &protocol->parameters[i].standard);
  for (guint i = 0; i < protocol->n_rules; i++)
    if (elector_config_has_rule (config, i))
      set (keys, "rules", protocol->rules[i].id, "true");
}

static void
set_faults (GKeyFile *keys, ElectorScenario *self)
{
  guint n_faults, n_nodes = elector_scenario_get_config (self)->n_nodes;
  const ElectorFault *faults = elector_scenario_get_faults (self, &n_faults);

  for (guint i = 0; i < n_faults; i++)
    {
      g_autofree char *number = g_strdup_printf ("%u", i + 1);
      g_autofree char *time = elector_format_duration (faults[i].time);
      g_autofree char *fault = elector_fault_format (&faults[i], n_nodes);
      g_autofree char *value = g_strconcat (time, " ", fault, NULL);

      set (keys, "faults", number, value);
    }
}

/* The text of a file that elector_scenario_new_from_data() makes an equal scenario of. Title and description are
 * written in the language that they are shown in. */
char *
elector_scenario_to_data (ElectorScenario *self)
{
  g_autoptr (GKeyFile) keys = g_key_file_new ();

  set (keys, "elector", "version", FORMAT_VERSION);
  set (keys, "elector", "title", elector_scenario_get_title (self));
  set (keys, "elector", "description", elector_scenario_get_description (self));
  set (keys, "elector", "tag", elector_scenario_get_tag (self));
  set_run (keys, self);
  set_values (keys, self);
  set_faults (keys, self);
  return g_key_file_to_data (keys, NULL, NULL);
}

/* Writes a scenario file, whole or not at all. Errors: G_IO_ERROR, whose message names the file. */
gboolean
elector_scenario_save (ElectorScenario *self, GFile *file, GError **error)
{
  g_autofree char *data = elector_scenario_to_data (self);

  return g_file_replace_contents (file, data, strlen (data), NULL, FALSE, G_FILE_CREATE_NONE, NULL, NULL, error);
}
