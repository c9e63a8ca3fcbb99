/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The lab: a list of what can be tried, and beside it what is tried.
 *
 * Signal "show-run" (ElectorScenario, gint64 time): somebody wants to see a run, from about that time on.
 * Signal "show-step" (ElectorScenario, gint64 time): somebody wants to see a run, at rest, at that time. */

#pragma once

#include "check/experiment.h"
#include "engine/elector-simulation.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define ELECTOR_TYPE_LAB_PAGE (elector_lab_page_get_type ())
G_DECLARE_FINAL_TYPE (ElectorLabPage, elector_lab_page, ELECTOR, LAB_PAGE, AdwBin)

void elector_lab_page_find_purpose (ElectorLabPage *self, const ElectorProtocol *protocol, guint rule);
void elector_lab_page_open (ElectorLabPage *self, ElectorExperiment *experiment);
void elector_lab_page_set_simulation (ElectorLabPage *self, ElectorSimulation *simulation);

G_END_DECLS
