/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The way to what a search has found, step by step. */

#pragma once

#include "explorer-model.h"
#include "explorer-store.h"

G_BEGIN_DECLS

typedef struct
{
  ElectorModelView *view;      /* borrowed */
  const ElectorStore *store;   /* borrowed */
  ElectorSuccessor *successors; /* borrowed: room for those of one state */
  GArray *moves;               /* borrowed: of ElectorMove; where the steps go */
  ElectorSuccessor at;         /* where it has come to */
  int time;                    /* and when, in units; 0 where time has no length */
} ElectorWay;

void elector_way_go_to (ElectorWay *self, guint32 id);
void elector_way_go_on (ElectorWay *self);
gboolean elector_successor_is_step (const ElectorSuccessor *self);

G_END_DECLS
