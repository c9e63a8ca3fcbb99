/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What the signs on the stage mean: roles, and an algorithm's messages. One line where there is room, else two. */

#pragma once

#include "core/protocol.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define ELECTOR_TYPE_LEGEND (elector_legend_get_type ())
G_DECLARE_FINAL_TYPE (ElectorLegend, elector_legend, ELECTOR, LEGEND, GtkWidget)

void elector_legend_set_protocol (ElectorLegend *self, const ElectorProtocol *protocol);

G_END_DECLS
