/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Scenarios to run, and runs to compare. */

#pragma once

#include "core/moment.h"
#include "engine/elector-run.h"
#include "engine/elector-scenario.h"
#include "engine/elector-simulation.h"
#include "engine/elector-trace.h"

G_BEGIN_DECLS

ElectorScenario *engine_fixture_make (const char *text);
ElectorScenario *engine_fixture_make_random (guint64 seed, guint n_nodes, ElectorTime until);
gboolean engine_fixture_intervene (ElectorSimulation *simulation, const char *text);
void engine_fixture_do (ElectorFault *fault, const char *text, guint n_nodes);

GArray *engine_fixture_copy_records (ElectorTrace *trace, guint length);
void engine_fixture_assert_records (ElectorTrace *trace, GArray *records);
void engine_fixture_assert_same_traces (ElectorTrace *trace, ElectorTrace *other);
void engine_fixture_assert_same_moments (const ElectorMoment *moment, const ElectorMoment *other);

G_END_DECLS
