/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What is to be searched: algorithm, assumption, properties, rule switches and bounds. */

#pragma once

#include "check/explorer.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define ELECTOR_TYPE_CHECKER_FORM (elector_checker_form_get_type ())
G_DECLARE_FINAL_TYPE (ElectorCheckerForm, elector_checker_form, ELECTOR, CHECKER_FORM, AdwBin)

const ElectorSearch *elector_checker_form_get_search (ElectorCheckerForm *self);
void elector_checker_form_set_search (ElectorCheckerForm *self, const ElectorSearch *search);

G_END_DECLS
