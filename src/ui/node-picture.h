/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What stands on and around a node's disc: its number, its state in a word, its signs, the group that it is in. */

#pragma once

#include "core/types.h"
#include "ui/stage-glyphs.h"

G_BEGIN_DECLS

typedef struct
{
  GtkWidget *widget; /* borrowed: whose font and colors it has */
  ElectorPalette palette;

  double radius;
  ElectorNodeId id;
  const char *status; /* borrowed */
  ElectorMark mark;
  ElectorNodeId believed; /* 0: nobody, or nobody else, or not worth showing */
  guint group;            /* of a partition, counted from 1; 0: there is none */
  gboolean selected;

  PangoLayout *number; /* these four are made when they are needed */
  PangoLayout *caption;
  PangoLayout *badge;
  PangoLayout *letter;
} ElectorNodePicture;

void elector_node_picture_snapshot (ElectorNodePicture *self, GtkSnapshot *snapshot);
void elector_node_picture_clear (ElectorNodePicture *self);


G_END_DECLS
