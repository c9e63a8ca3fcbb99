/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What a lesson or a challenge waits for in a run, in the words of lesson files:
 *
 *   election (a node starts one) · leader · leader 4 (becomes leader) · change (others are in charge than before)
 *   message VICTORY (is sent) · step become-leader · step become-leader 4 (the labeled line runs, at node 4)
 *   break single-leader (the judge says so) · after 2s
 *   agreed · agreed 4 (one node leads, node 4, and all that are up believe in it)
 *   united 1 (all nodes are up, and agreed on node 1) · leads 1 (it acts as leader while all nodes are up)
 *   leaders 2 (at least so many act as leader at once) · leaderless 2s (nobody does, for so long) */

#pragma once

#include "engine/elector-run.h"
#include "engine/landmark.h"

G_BEGIN_DECLS

typedef enum
{
  ELECTOR_GOAL_LANDMARK,
  ELECTOR_GOAL_BREAK,
  ELECTOR_GOAL_AFTER,
  ELECTOR_GOAL_AGREED,
  ELECTOR_GOAL_UNITED,
  ELECTOR_GOAL_LEADS,
  ELECTOR_GOAL_LEADERS,
  ELECTOR_GOAL_LEADERLESS,
} ElectorGoalKind;

typedef struct
{
  ElectorGoalKind kind;
  ElectorLandmark landmark; /* LANDMARK, BREAK */
  ElectorNodeId node;       /* 0: any */
  ElectorProperty property;
  guint n;
  ElectorTime duration;
} ElectorGoal;

gboolean elector_goal_parse (ElectorGoal *self, const char *text, const ElectorConfig *config, GError **error);
ElectorTime elector_goal_find (const ElectorGoal *self, ElectorRun *run, guint position, ElectorTime time,
                               ElectorTime limit);
char *elector_goal_format (const ElectorGoal *self, const ElectorConfig *config);

G_END_DECLS
