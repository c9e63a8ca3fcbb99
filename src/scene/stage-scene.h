/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Where things are on the stage: nodes on a ring, links between them, packets on their way, timers running out.
 *
 * Geometry only: nothing here draws. Lengths are logical pixels; x grows to the right and y downwards; shares and
 * progress are 0 .. 1. The ring is an ellipse, filled clockwise from node 1 at its top. Where one row of nodes would
 * get too small to hit, there are several rows, one inside the other, and consecutive nodes take turns. */

#pragma once

#include "core/moment.h"

G_BEGIN_DECLS

/* Up to this many nodes every link is worth drawing; beyond it only those in use. */
#define ELECTOR_STAGE_MAX_LINK_NODES 20

/* Of many nodes, at most as many cut links as this are drawn. */
#define ELECTOR_STAGE_MAX_CUTS 200

/* Half of the smallest target that a pointer is asked to hit. */
#define ELECTOR_STAGE_TARGET_RADIUS 12.0

/* What stands round a node, beyond its radius: the ring of its timer, and below it the caption. */
#define ELECTOR_STAGE_TIMER_MARGIN 8.0
#define ELECTOR_STAGE_CAPTION_HEIGHT 20.0

/* How far beside a link a pointer may be and still mean it. */
#define ELECTOR_STAGE_LINK_REACH 6.0

/* How far from a message's middle a pointer may be and still mean it. */
#define ELECTOR_STAGE_PACKET_REACH 12.0

/* The smallest radii that get a caption, a number, a mark on a disc, a ring for a timer: others could not be read. */
#define ELECTOR_STAGE_CAPTION_RADIUS 20.0
#define ELECTOR_STAGE_NUMBER_RADIUS 8.0
#define ELECTOR_STAGE_MARK_RADIUS 11.0
#define ELECTOR_STAGE_TIMER_RADIUS 8.0

/* More messages than this are dots: nobody reads so many letters. */
#define ELECTOR_STAGE_MAX_LETTERS 200

/* At most as many messages as this are drawn: of more, every second, fourth, eighth … one. More could not be told
 * apart, and large elections have hundreds of thousands under way. */
#define ELECTOR_STAGE_MAX_DOTS 4096

/* As many messages as this leave a tail, which tells where they come from. */
#define ELECTOR_STAGE_MAX_TAILS 80

typedef struct
{
  double x;
  double y;
} ElectorPoint;

typedef struct
{
  ElectorPoint start;
  ElectorPoint end;
} ElectorSegment;

typedef enum
{
  ELECTOR_DIRECTION_LEFT,
  ELECTOR_DIRECTION_RIGHT,
  ELECTOR_DIRECTION_UP,
  ELECTOR_DIRECTION_DOWN
} ElectorDirection;

typedef struct
{
  guint n_nodes;
  double width;
  double height;
  double node_radius;
  gboolean has_captions; /* there is room for a word below each node */
  ElectorPoint center;   /* of the ring */
  double ring_x;         /* half axes of the outermost row; 0 for a single node */
  double ring_y;
  guint n_rows;
  double row_pitch; /* how much smaller the half axes of the next row are */
  ElectorPoint *nodes; /* owned; node i at [i - 1] */
} ElectorStageScene;

void elector_stage_scene_init (ElectorStageScene *self, guint n_nodes, double width, double height);
void elector_stage_scene_clear (ElectorStageScene *self);

ElectorPoint elector_stage_scene_get_node (const ElectorStageScene *self, ElectorNodeId node);
ElectorSegment elector_stage_scene_get_link (const ElectorStageScene *self, ElectorNodeId from, ElectorNodeId to);
ElectorSegment elector_stage_scene_get_lane (const ElectorStageScene *self, ElectorNodeId from, ElectorNodeId to);
ElectorPoint elector_stage_scene_get_packet (const ElectorStageScene *self, const ElectorMomentFlight *flight,
                                             ElectorTime time);

ElectorNodeId elector_stage_scene_hit (const ElectorStageScene *self, double x, double y);
gboolean elector_stage_scene_hit_link (const ElectorStageScene *self, const ElectorNetwork *network, double x, double y,
                                       ElectorLink *link);
gboolean elector_stage_scene_hit_packet (const ElectorStageScene *self, const ElectorMoment *moment, ElectorTime time,
                                         double x, double y, guint *slot);
guint elector_stage_scene_divide (const ElectorStageScene *self, const ElectorSegment *line, guint16 *sides);
ElectorSegment elector_stage_scene_extend (const ElectorStageScene *self, const ElectorSegment *line);
ElectorNodeId elector_stage_scene_get_neighbor (const ElectorStageScene *self, ElectorNodeId node,
                                                ElectorDirection direction);
ElectorNodeId elector_stage_scene_get_next (const ElectorStageScene *self, ElectorNodeId node, gboolean forward);

ElectorPoint elector_segment_get_point (const ElectorSegment *self, double share);
double elector_segment_get_angle (const ElectorSegment *self);
double elector_flight_get_progress (const ElectorMomentFlight *self, ElectorTime time);
double elector_timer_get_fraction (const ElectorMomentNode *node, guint timer, ElectorTime time);
double elector_timer_find_fraction (const ElectorProtocol *protocol, const ElectorMomentNode *node, ElectorTime time);
char *elector_group_format (guint group);

G_END_DECLS
