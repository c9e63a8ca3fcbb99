/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What messages have to expect: how many get lost or are doubled, and how long they take. On all links, or on one. */

#pragma once

#include "engine/elector-simulation.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define ELECTOR_TYPE_QUALITY (elector_quality_get_type ())
G_DECLARE_FINAL_TYPE (ElectorQuality, elector_quality, ELECTOR, QUALITY, AdwBin)

void elector_quality_set_simulation (ElectorQuality *self, ElectorSimulation *simulation);
void elector_quality_set_link (ElectorQuality *self, ElectorNodeId from, ElectorNodeId to, gboolean one_way);
void elector_quality_apply (ElectorQuality *self);

G_END_DECLS
