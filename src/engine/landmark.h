/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What one may want to go to in a run, back or forward: the next election, the next leader, a break, a message of a
 * type, a line of the code. */

#pragma once

#include "engine/elector-trace.h"

G_BEGIN_DECLS

/* No record. */
#define ELECTOR_LANDMARK_NONE G_MAXUINT

typedef enum
{
  ELECTOR_LANDMARK_ELECTION, /* a node starts an election */
  ELECTOR_LANDMARK_ELECTED,  /* a node becomes leader */
  ELECTOR_LANDMARK_CHANGE,   /* others are in charge than before: a leader comes, goes, crashes or is paused */
  ELECTOR_LANDMARK_BREAK,    /* a property breaks */
  ELECTOR_LANDMARK_LAMP,     /* a property breaks, breaks worse, or is mended */
  ELECTOR_LANDMARK_MESSAGE,  /* a message of type is sent */
  ELECTOR_LANDMARK_STEP,     /* node, or any node for 0, runs step type */
  ELECTOR_N_LANDMARKS
} ElectorLandmarkKind;

typedef struct
{
  ElectorLandmarkKind kind;
  guint type;
  ElectorNodeId node;
} ElectorLandmark;

gboolean elector_landmark_matches (const ElectorLandmark *self, ElectorTrace *trace, guint position);
guint elector_landmark_find_next (const ElectorLandmark *self, ElectorTrace *trace, guint from);
guint elector_landmark_find_previous (const ElectorLandmark *self, ElectorTrace *trace, guint to);
char *elector_landmark_format_missing (const ElectorLandmark *self, const ElectorConfig *config, ElectorTime until);

G_END_DECLS
