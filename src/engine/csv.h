/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Tables for other programs: RFC 4180, but with plain line ends. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

void elector_csv_append_field (GString *text, const char *field);

G_END_DECLS
