/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The judge's verdict on one property: a symbol and a name; activated, the sentence that says why. */

#pragma once

#include "core/moment.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define ELECTOR_TYPE_LAMP (elector_lamp_get_type ())
G_DECLARE_FINAL_TYPE (ElectorLamp, elector_lamp, ELECTOR, LAMP, AdwBin)

GtkWidget *elector_lamp_new (ElectorProperty property);
void elector_lamp_update (ElectorLamp *self, const ElectorMoment *moment);

G_END_DECLS
