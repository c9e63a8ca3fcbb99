/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Key files, read strictly. Every complaint names the file and the line.
 *
 * GKeyFile reads the values; where each of them stands is noted beforehand, because GKeyFile does not tell, and accepts
 * some things that can only be mistakes. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  const char *name; /* of the file, borrowed */
  GKeyFile *keys;
  GHashTable *lines; /* "group" or "group\nkey" -> line number */
} ElectorKeyReader;

gboolean elector_key_reader_init (ElectorKeyReader *self, const char *data, gssize length, const char *name,
                                  GError **error);
void elector_key_reader_clear (ElectorKeyReader *self);

guint elector_key_reader_find_line (const ElectorKeyReader *self, const char *group, const char *key);
gboolean elector_key_reader_complain (const ElectorKeyReader *self, const char *group, const char *key, GError **error,
                                      const char *format, ...) G_GNUC_PRINTF (5, 6);
gboolean elector_key_reader_locate (const ElectorKeyReader *self, const char *group, const char *key, GError *problem,
                                    GError **error);

gboolean elector_key_reader_check_keys (const ElectorKeyReader *self, const char *group, const char *const *known,
                                        GError **error);
char *elector_key_reader_get (const ElectorKeyReader *self, const char *group, const char *key);
gboolean elector_key_reader_get_number (const ElectorKeyReader *self, const char *group, const char *key,
                                        guint64 minimum, guint64 maximum, guint64 *number, GError **error);

G_END_DECLS
