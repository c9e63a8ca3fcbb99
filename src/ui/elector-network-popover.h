/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* How bad the network is at the cursor, to be seen and to be changed: loss, delay, duplicates; and healing.
 *
 * A change happens to the system once the person has stopped dragging: one intervention, and not one for each
 * value on the way. */

#pragma once

#include "engine/elector-simulation.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define ELECTOR_TYPE_NETWORK_POPOVER (elector_network_popover_get_type ())
G_DECLARE_FINAL_TYPE (ElectorNetworkPopover, elector_network_popover, ELECTOR, NETWORK_POPOVER, GtkPopover)

void elector_network_popover_set_simulation (ElectorNetworkPopover *self, ElectorSimulation *simulation);

G_END_DECLS
