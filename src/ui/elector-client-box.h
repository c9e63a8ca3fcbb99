/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Whether a client writes, and whether the resource that it writes to fences. */

#pragma once

#include "engine/elector-simulation.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define ELECTOR_TYPE_CLIENT_BOX (elector_client_box_get_type ())
G_DECLARE_FINAL_TYPE (ElectorClientBox, elector_client_box, ELECTOR, CLIENT_BOX, AdwBin)

void elector_client_box_set_simulation (ElectorClientBox *self, ElectorSimulation *simulation);

G_END_DECLS
