/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Everything that is needed to start a run. Immutable. */

#pragma once

#include "core/fault.h"
#include "core/network.h"
#include "core/protocol.h"
#include "engine/key-reader.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define ELECTOR_TYPE_SCENARIO (elector_scenario_get_type ())
G_DECLARE_FINAL_TYPE (ElectorScenario, elector_scenario, ELECTOR, SCENARIO, GObject)

/* What is run when nobody says otherwise; the algorithm is then the first of the registry. */
#define ELECTOR_STANDARD_NODES 5
#define ELECTOR_STANDARD_SEED 1

/* The parts of a scenario while it is put together. Zero it, or call elector_scenario_parts_init(). */
typedef struct
{
  char *title;       /* owned, or NULL */
  char *description; /* owned, or NULL */
  char *tag;         /* owned, or NULL */
  ElectorConfig config;
  ElectorNetworkConfig network;
  guint64 seed;
  ElectorTime until; /* ELECTOR_NEVER when the scenario names no end */
  GArray *faults;    /* of ElectorFault, owned, in any order */
} ElectorScenarioParts;

/* The versions of the formats. A run is a scenario and branches of what was done to it. */
#define ELECTOR_SCENARIO_VERSION 1
#define ELECTOR_RUN_VERSION 2

#define ELECTOR_BRANCH_GROUP_PREFIX "branch "

#define ELECTOR_SCENARIO_GROUP_KEYS 16

/* A group that a file may have besides those of a scenario. */
typedef struct
{
  const char *name;
  const char *const *keys; /* NULL-terminated, at most ELECTOR_SCENARIO_GROUP_KEYS */
  char *values[ELECTOR_SCENARIO_GROUP_KEYS]; /* by key, owned; NULL: not in the file */
  guint lines[ELECTOR_SCENARIO_GROUP_KEYS];  /* where they stand */
  guint line;                                /* where the group does; 0: the file has none */
} ElectorScenarioGroup;

void elector_scenario_parts_init (ElectorScenarioParts *self, const ElectorProtocol *protocol, guint n_nodes);
void elector_scenario_parts_copy (ElectorScenarioParts *self, ElectorScenario *scenario);
void elector_scenario_parts_clear (ElectorScenarioParts *self);
void elector_scenario_parts_set_protocol (ElectorScenarioParts *self, const ElectorProtocol *protocol);
gboolean elector_scenario_parts_set_n_nodes (ElectorScenarioParts *self, guint n_nodes, GError **error);
gboolean elector_scenario_parts_set (ElectorScenarioParts *self, const char *key, const char *value, GError **error);
gboolean elector_scenario_parts_set_rule (ElectorScenarioParts *self, const char *id, gboolean on, GError **error);
gboolean elector_scenario_parts_add_fault (ElectorScenarioParts *self, const char *text, GError **error);

ElectorScenario *elector_scenario_new (ElectorScenarioParts *parts);
ElectorScenario *elector_scenario_new_standard (const ElectorProtocol *protocol, guint n_nodes, guint64 seed);
ElectorScenario *elector_scenario_new_resized (ElectorScenario *other, guint n_nodes);
ElectorScenario *elector_scenario_new_from_file (GFile *file, GError **error);
ElectorScenario *elector_scenario_new_from_data (const char *data, gssize length, const char *name, GError **error);

char *elector_scenario_to_data (ElectorScenario *self);
gboolean elector_scenario_save (ElectorScenario *self, GFile *file, GError **error);
ElectorScenario *elector_scenario_new_with_groups (const char *data, gssize length, const char *name,
                                                   ElectorScenarioGroup *extras, guint n_extras, GError **error);
ElectorScenario *elector_scenario_new_of_run (const ElectorKeyReader *reader, GError **error);
char *elector_scenario_load_text (GFile *file, gsize *length, GError **error);

const char *elector_scenario_get_title (ElectorScenario *self);
const char *elector_scenario_get_description (ElectorScenario *self);
const char *elector_scenario_get_tag (ElectorScenario *self);
const ElectorConfig *elector_scenario_get_config (ElectorScenario *self);
const ElectorNetworkConfig *elector_scenario_get_network (ElectorScenario *self);
guint64 elector_scenario_get_seed (ElectorScenario *self);
ElectorTime elector_scenario_get_until (ElectorScenario *self);
const ElectorFault *elector_scenario_get_faults (ElectorScenario *self, guint *n_faults);

G_END_DECLS
