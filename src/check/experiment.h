/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* An experiment: scenarios, each of which is run with many seeds, and what is measured in each run.
 *
 * It is a description and nothing else; check/results.h makes the runs. A run is named by its setting and its number:
 * the same two give the same run everywhere, and elector_setting_write_scenario() gives it as a scenario that can be
 * looked at. */

#pragma once

#include "check/measure.h"
#include "engine/elector-scenario.h"

G_BEGIN_DECLS

#define ELECTOR_EXPERIMENT_LIMIT (20 * ELECTOR_SEC) /* how long a leader is waited for */
#define ELECTOR_EXPERIMENT_UNTIL (20 * ELECTOR_SEC) /* how long a run lasts whose scenario names no end */
#define ELECTOR_EXPERIMENT_RUNS_MAX 1000000

/* What is measured. With a crash, what is counted is counted from there until all that are up follow one leader. */
typedef enum
{
  ELECTOR_QUANTITY_DOWNTIME,     /* time from the leader's crash until all that are up follow a new one */
  ELECTOR_QUANTITY_ELECTED,      /* time from the leader's crash until a node leads */
  ELECTOR_QUANTITY_FIRST_LEADER, /* time from the start until all that are up follow one leader */
  ELECTOR_QUANTITY_LEADERLESS,   /* time in the whole run in which nobody leads */
  ELECTOR_QUANTITY_MESSAGES,     /* messages sent; with a crash: as elector_measure_election() counts them */
  ELECTOR_QUANTITY_ELECTIONS,    /* elections started */
  ELECTOR_QUANTITY_SPLIT_VOTES,  /* elections after which the same node had to start another */
  ELECTOR_QUANTITY_WRITES_LOST,  /* a client's writes that were accepted and then lost, in the whole run */
  ELECTOR_QUANTITY_BREAKS,       /* times that a property broke, promised or not, in the whole run */
  ELECTOR_N_QUANTITIES
} ElectorQuantity;

/* What others say of the values, to stand beside them; 0 where they say nothing. */
typedef struct
{
  gint64 mean;
  gint64 p50;
  gint64 max;
  gint64 at_least;    /* no value is smaller */
  const char *source; /* marked for translation, or a formula */
} ElectorStatement;

/* One scenario with all its seeds. */
typedef struct
{
  char *name;    /* short and unique, for files */
  char *series;  /* translated; settings of one series follow each other, and are one curve if something is swept */
  char *x_text;  /* the swept value, or NULL */
  double x;      /* the same as a number: a duration in microseconds, a number of nodes, a share per million */
  ElectorScenario *scenario; /* its own seed is not used */
  ElectorQuantity quantity;
  gboolean crashes;          /* whether the leader crashes in the middle of it */
  ElectorRange crash;        /* then: when, drawn evenly; later if nobody leads then */
  ElectorStarter starter;    /* then: who starts the election */
  gboolean asks;             /* nobody crashes; the starter is asked for an election then, or when all agree */
  ElectorStatement statement;
} ElectorSetting;

typedef struct
{
  int ref_count;
  char *id;      /* "raft-timeouts", or the name of a file */
  char *title;   /* translated */
  char *description; /* what is to be seen, in a sentence or two, translated, or NULL */
  char *text;    /* of the file, or NULL */
  char *axis;    /* what is swept, as it is called in files, or NULL */
  gboolean axis_is_time;
  ElectorQuantity quantity;
  GPtrArray *settings; /* of ElectorSetting */
  guint n_runs;      /* of each setting, 1 .. ELECTOR_EXPERIMENT_RUNS_MAX */
  guint64 seed;      /* of the first of them; the next has the next */
  struct _ElectorSweep *sweep; /* what all settings are made of, owned; NULL: they are of several kinds */
} ElectorExperiment;

ElectorExperiment *elector_experiment_new (const char *id, ElectorQuantity quantity);
ElectorExperiment *elector_experiment_ref (ElectorExperiment *self);
void elector_experiment_unref (ElectorExperiment *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ElectorExperiment, elector_experiment_unref)

ElectorSetting *elector_experiment_add (ElectorExperiment *self, ElectorScenarioParts *parts);
const ElectorSetting *elector_experiment_get_setting (const ElectorExperiment *self, guint i);
const ElectorSetting *elector_experiment_find_setting (const ElectorExperiment *self, const char *name);
ElectorRange elector_setting_get_latency (const ElectorSetting *self);

/* The experiments that are known by name. */
guint elector_experiment_get_n_presets (void);
const char *elector_experiment_get_preset_id (guint i);
const char *elector_experiment_get_preset_name (guint i);
const char *elector_experiment_get_preset_summary (guint i);
ElectorExperiment *elector_experiment_new_preset (const char *id);

/* How the system of a file, or of somebody's own, behaves when a parameter is swept. */
typedef struct _ElectorSweep
{
  ElectorScenario *scenario;
  const ElectorProtocol *const *protocols; /* NULL-terminated; with the scenario's parameters, or standard ones */
  const char *axis;          /* "nodes", or a parameter; NULL: nothing is swept */
  const char *const *values; /* NULL-terminated */
  gboolean keeps_ratio;      /* the other durations of the algorithm change with the swept one */
  gboolean crashes;
  ElectorRange crash;
  ElectorStarter starter;
  gboolean asks;             /* as in ElectorSetting */
} ElectorSweep;

gboolean elector_experiment_add_sweep (ElectorExperiment *self, const ElectorSweep *sweep, GError **error);
gboolean elector_experiment_set_protocols (ElectorExperiment *self, const ElectorProtocol *const *protocols,
                                           GError **error);
ElectorExperiment *elector_experiment_new_for_scenario (ElectorScenario *scenario, ElectorQuantity quantity);
ElectorExperiment *elector_experiment_new_from_file (GFile *file, GError **error);
ElectorExperiment *elector_experiment_new_from_data (const char *data, gssize length, const char *name,
                                                     GError **error);
gboolean elector_experiment_is_in_text (const char *data, gssize length);
char *elector_experiment_to_data (const ElectorExperiment *self);

const char *elector_quantity_to_id (ElectorQuantity quantity);
gboolean elector_quantity_from_id (const char *id, ElectorQuantity *quantity);
const char *elector_quantity_to_text (ElectorQuantity quantity);
gboolean elector_quantity_is_time (ElectorQuantity quantity);
gboolean elector_quantity_needs_crash (ElectorQuantity quantity);
const char *elector_starter_to_id (ElectorStarter starter);
gboolean elector_starter_from_id (const char *id, ElectorStarter *starter);

/* --- One run --- */

typedef struct
{
  gint64 value;   /* microseconds, or a number */
  gboolean late;  /* what was waited for did not come in ELECTOR_EXPERIMENT_LIMIT; a time is then that limit */
  guint by_type[ELECTOR_MAX_MESSAGE_TYPES]; /* ELECTOR_QUANTITY_MESSAGES: what it is made of */
  ElectorTime crash;     /* when the leader crashed, or ELECTOR_NEVER */
  ElectorNodeId leader;  /* who that was */
  ElectorTime campaign;  /* when somebody was told to start the election, or ELECTOR_NEVER */
  ElectorNodeId starter; /* who that was */
  ElectorTime end;       /* when the value was known */
} ElectorTrial;

gboolean elector_setting_run (const ElectorSetting *self, guint64 seed, ElectorTrial *trial, GCancellable *cancellable);
ElectorScenario *elector_setting_write_scenario (const ElectorSetting *self, guint64 seed);

G_END_DECLS
