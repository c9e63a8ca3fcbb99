/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What a run has cost up to a moment, in rows of a name and a number, the same for every algorithm. */

#pragma once

#include "core/moment.h"

G_BEGIN_DECLS

typedef struct
{
  const char *name;    /* marked for translation */
  const char *summary; /* what is counted; marked for translation */
  char *(*format) (const ElectorMoment *moment);        /* the number, with its unit */
  char *(*format_detail) (const ElectorMoment *moment); /* what it is made of, or NULL */
  gboolean (*is_used) (const ElectorMoment *moment);    /* whether there is anything to count; NULL: always */
} ElectorCounter;

const ElectorCounter *elector_counters_get (guint *n_counters);

G_END_DECLS
