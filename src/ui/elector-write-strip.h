/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The newest writes that the resource holds, who accepted each, and which were lost; hidden while no client writes. */

#pragma once

#include "engine/elector-simulation.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define ELECTOR_TYPE_WRITE_STRIP (elector_write_strip_get_type ())
G_DECLARE_FINAL_TYPE (ElectorWriteStrip, elector_write_strip, ELECTOR, WRITE_STRIP, GtkWidget)

void elector_write_strip_set_simulation (ElectorWriteStrip *self, ElectorSimulation *simulation);

G_END_DECLS
