/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What leader election is, who uses it, how the bully algorithm works and how it compares with Raft. Its
 * "Show me" buttons activate win.show-scenario with the name of a scenario. */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define ELECTOR_TYPE_LEARN_PAGE (elector_learn_page_get_type ())
G_DECLARE_FINAL_TYPE (ElectorLearnPage, elector_learn_page, ELECTOR, LEARN_PAGE, AdwBin)


G_END_DECLS
