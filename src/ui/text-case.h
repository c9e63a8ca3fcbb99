/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Phrases as titles. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *elector_text_capitalize (const char *text);

G_END_DECLS
