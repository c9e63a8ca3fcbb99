/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* One statement of the Learn page: a mark (an icon, or a number), a title, a text, and, if the simulator can
 * show it, a "Show me" button that opens the scenario. */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define ELECTOR_TYPE_LEARN_ITEM (elector_learn_item_get_type ())
G_DECLARE_FINAL_TYPE (ElectorLearnItem, elector_learn_item, ELECTOR, LEARN_ITEM, GtkBox)

G_END_DECLS
