/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* One experiment of the lab: what it is about, its parameters, and what came out: a plot and a table.
 *
 * Signal "show-run" (ElectorScenario, gint64 time): somebody wants to see a run, from about that time on. */

#pragma once

#include "check/experiment.h"
#include "engine/elector-simulation.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define ELECTOR_TYPE_EXPERIMENT_VIEW (elector_experiment_view_get_type ())
G_DECLARE_FINAL_TYPE (ElectorExperimentView, elector_experiment_view, ELECTOR, EXPERIMENT_VIEW, AdwBin)

void elector_experiment_view_set_simulation (ElectorExperimentView *self, ElectorSimulation *simulation);
guint elector_experiment_view_get_n_entries (ElectorExperimentView *self);
const char *elector_experiment_view_get_entry_name (ElectorExperimentView *self, guint entry);
guint elector_experiment_view_get_own_entry (ElectorExperimentView *self);
guint elector_experiment_view_add (ElectorExperimentView *self, ElectorExperiment *experiment);
char *elector_experiment_view_format (ElectorExperimentView *self);
void elector_experiment_view_select (ElectorExperimentView *self, guint entry);
void elector_experiment_view_cancel (ElectorExperimentView *self);

G_END_DECLS
