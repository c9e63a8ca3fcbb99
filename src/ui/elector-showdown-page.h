/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Two or three algorithms under one script, and what people say of them, measured. */

#pragma once

#include "engine/elector-showdown.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define ELECTOR_TYPE_SHOWDOWN_PAGE (elector_showdown_page_get_type ())
G_DECLARE_FINAL_TYPE (ElectorShowdownPage, elector_showdown_page, ELECTOR, SHOWDOWN_PAGE, AdwBin)

/* It measures when it is first shown, and pauses when it is not shown any more.
 * Signal "message" (const char *text): something that a person should know, in a sentence. */
void elector_showdown_page_set_showdown (ElectorShowdownPage *self, ElectorShowdown *showdown);
void elector_showdown_page_focus_play (ElectorShowdownPage *self);
void elector_showdown_page_change_speed (ElectorShowdownPage *self, int steps);

G_END_DECLS
