/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The checker: what is searched, how far the search is, and what it came to.
 *
 * Signal "show-step" (ElectorScenario, gint64 time): somebody wants to see the counterexample, at rest, at that
 *        time. */

#pragma once

#include "check/explorer.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define ELECTOR_TYPE_CHECKER_VIEW (elector_checker_view_get_type ())
G_DECLARE_FINAL_TYPE (ElectorCheckerView, elector_checker_view, ELECTOR, CHECKER_VIEW, AdwBin)

void elector_checker_view_search (ElectorCheckerView *self, const ElectorSearch *search, const char *note);
void elector_checker_view_cancel (ElectorCheckerView *self);

G_END_DECLS
