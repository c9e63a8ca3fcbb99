/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Durations, ranges and shares as people write them: "150 ms", "10ms..20ms", "20%". */

#pragma once

#include "core/types.h"

G_BEGIN_DECLS

#define ELECTOR_ERROR (elector_error_quark ())
GQuark elector_error_quark (void);

/* Bad input. The message is a sentence for people, without a file name. */
typedef enum
{
  ELECTOR_ERROR_SYNTAX,
  ELECTOR_ERROR_RANGE
} ElectorError;

#define ELECTOR_PER_MILLION 1000000u

gboolean elector_parse_duration (const char *text, ElectorTime *duration, GError **error);
gboolean elector_parse_clock (const char *text, ElectorTime *time, GError **error);
gboolean elector_parse_range (const char *text, ElectorRange *range, GError **error);
gboolean elector_parse_share (const char *text, guint *per_million, GError **error);
gboolean elector_parse_number (const char *text, guint64 minimum, guint64 maximum, guint64 *number, GError **error);

char *elector_format_duration (ElectorTime duration);
char *elector_format_range (const ElectorRange *range);
char *elector_format_share (guint per_million);
char *elector_format_clock (ElectorTime time);
char *elector_format_count (guint64 count);

G_END_DECLS
