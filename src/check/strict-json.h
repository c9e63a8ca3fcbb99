/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Reads JSON that this program has written, from a file that may have been damaged since: member by member, in the
 * order in which they are expected. Nothing nests deeper than the caller asks, and nothing is taken for what it is not.
 *
 * After the first complaint all calls do nothing and return FALSE. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  const char *name; /* of the file, for complaints */
  const char *start;
  const char *p;
  const char *end;
  GError *error; /* the first complaint, owned, or NULL */
} ElectorStrictJson;

void elector_strict_json_init (ElectorStrictJson *self, const char *data, gsize length, const char *name);
void elector_strict_json_clear (ElectorStrictJson *self);

gboolean elector_strict_json_begin (ElectorStrictJson *self, char bracket);
gboolean elector_strict_json_end (ElectorStrictJson *self, char bracket);
gboolean elector_strict_json_next (ElectorStrictJson *self, gboolean first, char end);
gboolean elector_strict_json_member (ElectorStrictJson *self, gboolean first, const char *name);
gboolean elector_strict_json_number (ElectorStrictJson *self, guint64 minimum, guint64 maximum, guint64 *number);
char *elector_strict_json_string (ElectorStrictJson *self, gsize max_length);
gboolean elector_strict_json_null (ElectorStrictJson *self);
gboolean elector_strict_json_finish (ElectorStrictJson *self);
gboolean elector_strict_json_complain (ElectorStrictJson *self, const char *format, ...) G_GNUC_PRINTF (2, 3);

void elector_strict_json_append_string (GString *text, const char *string);

G_END_DECLS
