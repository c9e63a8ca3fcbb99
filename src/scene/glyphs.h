/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What things look like: the palette, and the signs for roles and messages, drawn with cairo.
 *
 * A message is told by its shape, its letter and its color; what asks or tells is filled, what answers is hollow.
 * All signs are drawn around the origin. */

#pragma once

#include "core/protocol.h"

#include <cairo.h>

G_BEGIN_DECLS

typedef enum
{
  ELECTOR_COLOR_FOREGROUND,
  ELECTOR_COLOR_BACKGROUND,
  ELECTOR_COLOR_LINK,
  ELECTOR_COLOR_CUT,
  ELECTOR_COLOR_LEADER,
  ELECTOR_COLOR_ON_LEADER,
  ELECTOR_COLOR_FOLLOWER,
  ELECTOR_COLOR_CANDIDATE,
  ELECTOR_COLOR_ON_MESSAGE,
  ELECTOR_COLOR_ANSWER,
  ELECTOR_COLOR_HEARTBEAT,
  ELECTOR_COLOR_WARNING,
  ELECTOR_N_COLORS
} ElectorColor;

/* Each 0 .. 1. */
typedef struct
{
  float red;
  float green;
  float blue;
  float alpha;
} ElectorRgba;

typedef struct
{
  ElectorRgba colors[ELECTOR_N_COLORS];
} ElectorPalette;

typedef enum
{
  ELECTOR_SHAPE_CIRCLE,
  ELECTOR_SHAPE_DIAMOND,
  ELECTOR_SHAPE_SHIELD,
  ELECTOR_SHAPE_HEART,
  ELECTOR_SHAPE_SQUARE,
  ELECTOR_N_SHAPES
} ElectorShape;

typedef struct
{
  char letter[8]; /* UTF-8, or an id; empty where the shape says it all */
  ElectorShape shape;
  ElectorColor color;
  double size;     /* relative to other messages */
  gboolean hollow; /* an answer */
  gboolean crowned;
} ElectorMessageStyle;

typedef enum
{
  ELECTOR_MARK_NONE,
  ELECTOR_MARK_CROWN,
  ELECTOR_MARK_QUESTION,
  ELECTOR_MARK_CROSS,
  ELECTOR_MARK_PAUSE
} ElectorMark;

void elector_palette_load_paper (ElectorPalette *self);
void elector_palette_set_source (const ElectorPalette *self, cairo_t *cr, ElectorColor color, double alpha);
ElectorColor elector_color_for_role (ElectorRole role);

ElectorMessageStyle elector_message_style_get (const ElectorProtocol *protocol, guint type);
void elector_message_style_set_id (ElectorMessageStyle *self, ElectorNodeId id);
void elector_message_style_draw (const ElectorMessageStyle *self, cairo_t *cr, double size,
                                 const ElectorPalette *palette);

ElectorMark elector_mark_for_node (ElectorRole role, ElectorCondition condition);
void elector_mark_draw (ElectorMark mark, cairo_t *cr, double size, const ElectorPalette *palette);
void elector_glyph_cross (cairo_t *cr, double size);

G_END_DECLS
