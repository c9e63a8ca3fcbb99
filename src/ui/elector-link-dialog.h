/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* A window in which the links of one node are cut and restored, each way by itself: for the keyboard, and for
 * systems with so many nodes that no line can be pointed at. */

#pragma once

#include "engine/elector-simulation.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define ELECTOR_TYPE_LINK_DIALOG (elector_link_dialog_get_type ())
G_DECLARE_FINAL_TYPE (ElectorLinkDialog, elector_link_dialog, ELECTOR, LINK_DIALOG, AdwWindow)

ElectorLinkDialog *elector_link_dialog_present (GtkWidget *parent, ElectorSimulation *simulation, ElectorNodeId node);

G_END_DECLS
