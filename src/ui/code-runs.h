/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* When a step ran last before the cursor, and when it runs next after it. */

#pragma once

#include "engine/elector-trace.h"

G_BEGIN_DECLS

#define ELECTOR_CODE_RUNS_NONE G_MAXUINT

typedef struct
{
  ElectorTrace *trace; /* owned, or NULL */
  guint step;
  guint position; /* the cursor */
  guint last;     /* position of the last STEP record before the cursor, or NONE */
  guint next;     /* of the first one after it, or NONE */
  guint searched; /* up to where next has been looked for */
} ElectorCodeRuns;

void elector_code_runs_clear (ElectorCodeRuns *self);
void elector_code_runs_move (ElectorCodeRuns *self, ElectorTrace *trace, guint step, guint position);
guint elector_code_runs_find_previous (const ElectorCodeRuns *self);

G_END_DECLS
