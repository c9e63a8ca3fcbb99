/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* A run is its inputs: a scenario, and what the person did and when. A world and its trace follow from them.
 *
 * Interventions that a run is given beforehand happen when it comes to them. */

#pragma once

#include "core/world.h"
#include "engine/elector-scenario.h"
#include "engine/elector-trace.h"

G_BEGIN_DECLS

/* A place between two events. */
typedef struct
{
  ElectorTime time;
  guint64 n_events; /* how many events lie before it: tells apart what happens in one microsecond */
} ElectorPlace;

/* For a point's n_events: after all that happens at its time. */
#define ELECTOR_ALL_EVENTS G_MAXUINT64

/* Something the person did. */
typedef struct
{
  ElectorFault fault; /* with its time */
  guint64 n_events;   /* after how many events, or ELECTOR_ALL_EVENTS as long as it has not happened */
} ElectorIntervention;

#define ELECTOR_TYPE_RUN (elector_run_get_type ())
G_DECLARE_FINAL_TYPE (ElectorRun, elector_run, ELECTOR, RUN, GObject)

ElectorRun *elector_run_new (ElectorScenario *scenario);
ElectorRun *elector_run_new_planned (ElectorScenario *scenario, const ElectorIntervention *interventions,
                                     guint n_interventions);
ElectorRun *elector_run_new_until (ElectorRun *other, guint position, ElectorTime time);

ElectorScenario *elector_run_get_scenario (ElectorRun *self);
ElectorTrace *elector_run_get_trace (ElectorRun *self);
const ElectorWorld *elector_run_get_world (ElectorRun *self);
guint elector_run_get_start (ElectorRun *self);
ElectorTime elector_run_get_time (ElectorRun *self);
ElectorTime elector_run_get_next_time (ElectorRun *self);
const ElectorIntervention *elector_run_get_interventions (ElectorRun *self, guint *n_interventions);
guint elector_run_get_n_planned (ElectorRun *self);
gboolean elector_run_is_faithful (ElectorRun *self);
guint64 elector_run_count_events (ElectorRun *self, guint position);
gsize elector_run_get_memory (ElectorRun *self);
void elector_run_rewind (ElectorRun *self);

gboolean elector_run_step (ElectorRun *self, ElectorTime until);
void elector_run_advance (ElectorRun *self, ElectorTime until);
gboolean elector_run_intervene (ElectorRun *self, const ElectorFault *fault);

G_END_DECLS
