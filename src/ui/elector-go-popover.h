/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Where one can go in a run: to a time; to the previous and the next election, change or break; or on until something
 * happens. It activates the actions "moves.next", "moves.previous" and "moves.go-to-time" of what it is in. */

#pragma once

#include "engine/elector-simulation.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define ELECTOR_TYPE_GO_POPOVER (elector_go_popover_get_type ())
G_DECLARE_FINAL_TYPE (ElectorGoPopover, elector_go_popover, ELECTOR, GO_POPOVER, GtkPopover)

void elector_go_popover_set_is_common (ElectorGoPopover *self);
void elector_go_popover_set_simulation (ElectorGoPopover *self, ElectorSimulation *simulation);

G_END_DECLS
