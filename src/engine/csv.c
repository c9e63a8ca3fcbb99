/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "engine/csv.h"

#include <string.h>

/* In quotation marks if it has to be; without a comma behind it. */
void
elector_csv_append_field (GString *text, const char *field)
{
  if (strpbrk (field, ",\"\r\n") == NULL)
    {
      g_string_append (text, field);
      return;
    }
  g_string_append_c (text, '"');
  for (const char *p = field; *p != '\0'; p++)
    g_string_append_printf (text, *p == '"' ? "\"%c" : "%c", *p);
  g_string_append_c (text, '"');
}
