/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Runs as text: the scenario, and what was done to it in each of its branches. Nothing that follows from these is
 * written. A text that is a scenario is a run to which nothing was done. */

#pragma once

#include "engine/elector-branches.h"

G_BEGIN_DECLS

char *elector_run_file_format (ElectorBranches *branches);
ElectorBranches *elector_run_file_parse (const char *data, gssize length, const char *name, GError **error);

ElectorBranches *elector_run_file_load (GFile *file, GError **error);
gboolean elector_run_file_save (GFile *file, const char *text, GError **error);

G_END_DECLS
