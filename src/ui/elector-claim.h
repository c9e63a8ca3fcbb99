/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* A claim with its measurement, what that makes of it, and a button that shows it. */

#pragma once

#include "ui/showdown-claims.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define ELECTOR_TYPE_CLAIM (elector_claim_get_type ())
G_DECLARE_FINAL_TYPE (ElectorClaim, elector_claim, ELECTOR, CLAIM, GtkBox)

GtkWidget *elector_claim_new (const ElectorShowdownClaim *claim);
void elector_claim_judge (ElectorClaim *self, const ElectorMeasurements *measurements);

G_END_DECLS
