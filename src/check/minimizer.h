/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Leaves out of a scenario what does not matter for a property to break. */

#pragma once

#include "engine/elector-scenario.h"

G_BEGIN_DECLS

ElectorScenario *elector_minimize (ElectorScenario *scenario, ElectorProperty property, ElectorTime until,
                                   GCancellable *cancellable);

G_END_DECLS
