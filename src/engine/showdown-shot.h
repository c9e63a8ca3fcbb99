/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The runs of a showdown as they are at some time, to be written down whatever becomes of it. */

#pragma once

#include "engine/elector-showdown.h"

G_BEGIN_DECLS

typedef struct
{
  char *name; /* of the algorithm, translated, or of the branch */
  ElectorScenario *scenario;
  ElectorTrace *trace;
} ElectorShowdownSide;

typedef struct
{
  char *title;      /* of the script, translated, or NULL */
  ElectorTime time; /* where the cursor is */
  ElectorTime end;  /* up to there all runs are recorded */
  guint n_sides;
  ElectorShowdownSide sides[ELECTOR_SHOWDOWN_MAX];
} ElectorShowdownShot;

ElectorShowdownShot *elector_showdown_shot_new (ElectorShowdown *showdown);
void elector_showdown_shot_free (ElectorShowdownShot *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ElectorShowdownShot, elector_showdown_shot_free)

void elector_showdown_side_get_moment (const ElectorShowdownSide *self, ElectorTime time, ElectorMoment *moment);
char *elector_showdown_shot_to_csv (const ElectorShowdownShot *self, ElectorTime time);

G_END_DECLS
