/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* One node under the magnifier: what it holds and what of that survives a crash, what has changed, whom it believes in
 * and why, what it waits for, and what is on its way to it. */

#pragma once

#include "engine/elector-simulation.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define ELECTOR_TYPE_INSPECTOR (elector_inspector_get_type ())
G_DECLARE_FINAL_TYPE (ElectorInspector, elector_inspector, ELECTOR, INSPECTOR, AdwBin)

void elector_inspector_set_simulation (ElectorInspector *self, ElectorSimulation *simulation);
ElectorNodeId elector_inspector_get_node (ElectorInspector *self);
void elector_inspector_set_node (ElectorInspector *self, ElectorNodeId node);

G_END_DECLS
