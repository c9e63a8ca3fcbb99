/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "scene/stage-scene.h"

#include <math.h>

/* Nodes are never larger than this, however few there are and however large the stage is. */
#define MAX_RADIUS 40.0

/* The largest radius as a share of the stage's shorter side: a node is no larger than what it stands on. */
#define MAX_RADIUS_SHARE 0.085

/* The longer half axis is at most this many times the shorter one: flatter rings do not look like rings. */
#define MAX_ASPECT 1.6

/* More rows than this do not look like a ring either. */
#define MAX_ROWS 8

/* An ellipse's outline is measured in this many pieces. */
#define N_PIECES 256

/* How far beside the straight line between two nodes their packets travel, so that those that go and those that
 * come do not collide. */
#define LANE_OFFSET 6.0

/* How far off a node's edge its links end. */
#define LINK_GAP 2.0

/* --- The ring --- */

static gboolean
has_captions (double radius)
{
  return radius >= ELECTOR_STAGE_CAPTION_RADIUS;
}

/* How far apart the centers of two nodes of this radius have to be. Where there is room for captions, there is
 * room to breathe, too. */
static double
needed_distance (double radius)
{
  return has_captions (radius) ? 3 * radius + ELECTOR_STAGE_CAPTION_HEIGHT : 2.4 * radius + 2;
}

/* What a leader wears on its head reaches this far above the node. */
static double
headroom (double radius)
{
  return MAX (ELECTOR_STAGE_TIMER_MARGIN, 0.5 * radius) + 2;
}

/* Ramanujan's second approximation. */
static double
ellipse_length (double a, double b)
{
  double h = (a - b) * (a - b) / ((a + b) * (a + b));

  return G_PI * (a + b) * (1 + 3 * h / (10 + sqrt (4 - 3 * h)));
}

/* Fits the outermost row of nodes of this radius into the stage. */
static void
fit_ring (ElectorStageScene *self, double radius)
{
  double top = radius + headroom (radius);
  double bottom = radius + ELECTOR_STAGE_TIMER_MARGIN + (has_captions (radius) ? ELECTOR_STAGE_CAPTION_HEIGHT : 0);
  double side = radius + ELECTOR_STAGE_TIMER_MARGIN + 4;
  double ring_x = MAX (0, self->width / 2 - side);
  double ring_y = MAX (0, (self->height - top - bottom) / 2);

  self->ring_x = MIN (ring_x, MAX_ASPECT * ring_y);
  self->ring_y = MIN (ring_y, MAX_ASPECT * ring_x);
  self->center.x = self->width / 2;
  self->center.y = top + ring_y;
}

static guint
row_length (guint n_nodes, guint n_rows, guint row)
{
  return (n_nodes - row + n_rows - 1) / n_rows;
}

/* Whether nodes of this radius, in so many rows, keep their distance from each other. */
static gboolean
fits (ElectorStageScene *self, double radius, guint n_rows)
{
  double pitch = needed_distance (radius); /* between rows, and within one */

  fit_ring (self, radius);
  for (guint row = 0; row < n_rows; row++)
    {
      double a = self->ring_x - row * pitch, b = self->ring_y - row * pitch;

      /* What lies inside of the rows is what the packets cross. */
      if (row > 0 && MIN (a, b) < 0.4 * MIN (self->ring_x, self->ring_y))
        return FALSE;
      if (ellipse_length (MAX (a, 0.5), MAX (b, 0.5)) < row_length (self->n_nodes, n_rows, row) * pitch)
        return FALSE;
    }
  return TRUE;
}

/* The largest radius with which the nodes fit in so many rows. */
static double
find_radius (ElectorStageScene *self, guint n_rows)
{
  double high = CLAMP (MAX_RADIUS_SHARE * MIN (self->width, self->height), 1, MAX_RADIUS), low = 0.5;

  if (fits (self, high, n_rows))
    return high;
  for (guint i = 0; i < 24; i++)
    {
      double middle = (low + high) / 2;

      if (fits (self, middle, n_rows))
        low = middle;
      else
        high = middle;
    }
  return low;
}

/* As few rows as make the nodes large enough to hit; or as many as make them largest, when nothing does that. */
static void
choose_rows (ElectorStageScene *self)
{
  guint max_rows = CLAMP (self->n_nodes / 3, 1, MAX_ROWS);

  for (guint n_rows = 1; n_rows <= max_rows; n_rows++)
    {
      double radius = find_radius (self, n_rows);

      if (radius > self->node_radius)
        {
          self->node_radius = radius;
          self->n_rows = n_rows;
        }
      if (radius >= ELECTOR_STAGE_TARGET_RADIUS)
        break;
    }
  fit_ring (self, self->node_radius);
  self->row_pitch = needed_distance (self->node_radius);
}

/* Where on its ellipse a row is after a share of its length, clockwise from the top. */
static ElectorPoint
ellipse_point (ElectorPoint center, double a, double b, double angle)
{
  return (ElectorPoint) { center.x + a * sin (angle), center.y - b * cos (angle) };
}

/* Puts the nodes of one row at equal distances along its outline: equal angles would crowd the ends of a flat ring. */
static void
place_row (ElectorStageScene *self, guint row)
{
  double a = MAX (0, self->ring_x - row * self->row_pitch), b = MAX (0, self->ring_y - row * self->row_pitch);
  guint n = row_length (self->n_nodes, self->n_rows, row), piece = 0;
  double lengths[N_PIECES + 1] = { 0 };

  for (guint i = 1; i <= N_PIECES; i++)
    {
      ElectorPoint p = ellipse_point (self->center, a, b, 2 * G_PI * (i - 1) / N_PIECES);
      ElectorPoint q = ellipse_point (self->center, a, b, 2 * G_PI * i / N_PIECES);

      lengths[i] = lengths[i - 1] + hypot (q.x - p.x, q.y - p.y);
    }
  for (guint i = 0; i < n; i++)
    {
      double wanted = lengths[N_PIECES] * (i + (double) row / self->n_rows) / n, within = 0;

      while (piece < N_PIECES - 1 && lengths[piece + 1] <= wanted)
        piece++;
      if (lengths[piece + 1] > lengths[piece])
        within = (wanted - lengths[piece]) / (lengths[piece + 1] - lengths[piece]);
      self->nodes[i * self->n_rows + row] = ellipse_point (self->center, a, b, 2 * G_PI * (piece + within) / N_PIECES);
    }
}

/* Lays out 1 .. ELECTOR_MAX_NODES nodes in a stage of this size. A stage of no size is laid out, too, as good as
 * that goes. Free with elector_stage_scene_clear(). */
void
elector_stage_scene_init (ElectorStageScene *self, guint n_nodes, double width, double height)
{
  g_return_if_fail (n_nodes >= 1 && n_nodes <= ELECTOR_MAX_NODES);

  *self = (ElectorStageScene) { .n_nodes = n_nodes, .width = MAX (width, 1), .height = MAX (height, 1), .n_rows = 1 };
  self->nodes = g_new0 (ElectorPoint, n_nodes);
  if (n_nodes == 1)
    {
      self->node_radius = CLAMP (MAX_RADIUS_SHARE * MIN (self->width, self->height), 1, MAX_RADIUS);
      self->center = self->nodes[0] = (ElectorPoint) { self->width / 2, self->height / 2 };
    }
  else
    {
      choose_rows (self);
      for (guint row = 0; row < self->n_rows; row++)
        place_row (self, row);
    }
  self->has_captions = has_captions (self->node_radius);
}

void
elector_stage_scene_clear (ElectorStageScene *self)
{
  g_clear_pointer (&self->nodes, g_free);
  self->n_nodes = 0;
}

/* The center of a node. */
ElectorPoint
elector_stage_scene_get_node (const ElectorStageScene *self, ElectorNodeId node)
{
  g_return_val_if_fail (node >= 1 && node <= self->n_nodes, self->center);
  return self->nodes[node - 1];
}

/* --- Links and packets --- */

/* From edge to edge, moved sideways, to the right as seen by somebody who travels along. Nodes that nearly touch
 * leave a link without length, half way between them. */
static ElectorSegment
get_segment (const ElectorStageScene *self, ElectorNodeId from, ElectorNodeId to, double aside)
{
  ElectorPoint p = elector_stage_scene_get_node (self, from), q = elector_stage_scene_get_node (self, to);
  double distance = hypot (q.x - p.x, q.y - p.y);
  double cut = MIN (self->node_radius + LINK_GAP, distance / 2);
  double ux = distance > 0 ? (q.x - p.x) / distance : 0, uy = distance > 0 ? (q.y - p.y) / distance : 0;

  return (ElectorSegment) {
    .start = { p.x + ux * cut - uy * aside, p.y + uy * cut + ux * aside },
    .end = { q.x - ux * cut - uy * aside, q.y - uy * cut + ux * aside },
  };
}

/* The straight line between two nodes, from edge to edge. */
ElectorSegment
elector_stage_scene_get_link (const ElectorStageScene *self, ElectorNodeId from, ElectorNodeId to)
{
  return get_segment (self, from, to, 0);
}

/* The line along which packets go from one node to another: beside the link, on the right-hand side. */
ElectorSegment
elector_stage_scene_get_lane (const ElectorStageScene *self, ElectorNodeId from, ElectorNodeId to)
{
  return get_segment (self, from, to, MIN (LANE_OFFSET, self->node_radius / 4));
}

/* Where a message is at a time. */
ElectorPoint
elector_stage_scene_get_packet (const ElectorStageScene *self, const ElectorMomentFlight *flight, ElectorTime time)
{
  ElectorSegment lane = elector_stage_scene_get_lane (self, flight->from, flight->to);

  return elector_segment_get_point (&lane, elector_flight_get_progress (flight, time));
}

/* The point after this share of the way: 0 is the start, 1 the end. */
ElectorPoint
elector_segment_get_point (const ElectorSegment *self, double share)
{
  return (ElectorPoint) { self->start.x + share * (self->end.x - self->start.x),
                          self->start.y + share * (self->end.y - self->start.y) };
}

/* The direction from start to end in radians, -pi .. pi: 0 is to the right, pi / 2 down. */
double
elector_segment_get_angle (const ElectorSegment *self)
{
  return atan2 (self->end.y - self->start.y, self->end.x - self->start.x);
}

/* How much of its way a message has behind it: 0 .. 1. One that is due, and waits for a paused node, stays at 1. */
double
elector_flight_get_progress (const ElectorMomentFlight *self, ElectorTime time)
{
  if (self->due <= self->sent)
    return 1;
  return CLAMP ((double) (time - self->sent) / (double) (self->due - self->sent), 0, 1);
}

/* How much of a timer is left: 1 when it was just started, 0 when it runs out, -1 when it does not run. */
double
elector_timer_get_fraction (const ElectorMomentNode *node, guint timer, ElectorTime time)
{
  ElectorTime deadline = node->deadlines[timer], started = node->started[timer];

  if (deadline == ELECTOR_NEVER)
    return -1;
  if (deadline <= started)
    return 0;
  return CLAMP ((double) (deadline - time) / (double) (deadline - started), 0, 1);
}

/* What is left of the timer that runs out first, or -1. Rings for those that only keep the order would hide the ones
 * that matter. */
double
elector_timer_find_fraction (const ElectorProtocol *protocol, const ElectorMomentNode *node, ElectorTime time)
{
  ElectorTime earliest = ELECTOR_NEVER;
  double fraction = -1;

  if (node->condition == ELECTOR_CONDITION_CRASHED)
    return -1;
  for (guint timer = 0; timer < protocol->timers.length; timer++)
    if (node->deadlines[timer] < earliest && (protocol->quiet_timers >> timer & 1) == 0)
      {
        earliest = node->deadlines[timer];
        fraction = elector_timer_get_fraction (node, timer, time);
      }
  return fraction;
}

/* The name of the group with this number, counted from 1: "A", "B" … "Z", "AA" … */
char *
elector_group_format (guint group)
{
  char letters[8];
  guint start = sizeof letters - 1;

  letters[start] = '\0';
  for (; group > 0; group = (group - 1) / 26)
    letters[--start] = (char) ('A' + (group - 1) % 26);
  return g_strdup (&letters[start]);
}

/* --- Pointer and keyboard --- */

/* The node at this place, or ELECTOR_NO_NODE. Small nodes can be missed by a little; the nearest one counts. */
ElectorNodeId
elector_stage_scene_hit (const ElectorStageScene *self, double x, double y)
{
  double nearest = MAX (self->node_radius, ELECTOR_STAGE_TARGET_RADIUS);
  ElectorNodeId hit = ELECTOR_NO_NODE;

  for (guint i = 0; i < self->n_nodes; i++)
    {
      double distance = hypot (self->nodes[i].x - x, self->nodes[i].y - y);

      if (distance < nearest || (distance <= nearest && hit == ELECTOR_NO_NODE))
        {
          nearest = distance;
          hit = (ElectorNodeId) (i + 1);
        }
    }
  return hit;
}

static double
get_distance (const ElectorSegment *segment, double x, double y)
{
  double dx = segment->end.x - segment->start.x, dy = segment->end.y - segment->start.y;
  double square = dx * dx + dy * dy;
  double share = square > 0 ? ((x - segment->start.x) * dx + (y - segment->start.y) * dy) / square : 0;
  ElectorPoint nearest = elector_segment_get_point (segment, CLAMP (share, 0, 1));

  return hypot (x - nearest.x, y - nearest.y);
}

/* Takes a link when it is nearer than what was found so far. */
static void
try_link (const ElectorStageScene *self, ElectorNodeId a, ElectorNodeId b, double x, double y, double *nearest,
          ElectorLink *link)
{
  ElectorSegment segment = elector_stage_scene_get_link (self, a, b);
  double distance = get_distance (&segment, x, y);

  if (distance >= *nearest)
    return;
  *nearest = distance;
  *link = (ElectorLink) { MIN (a, b), MAX (a, b) };
}

/* Finds the link at this place, the nearest one: those that are drawn can be hit. Of few nodes these are all; of
 * many, those between neighbors, and those that are cut in network (which may be NULL). Returns FALSE when there is
 * none; otherwise link->from is the lower id. */
gboolean
elector_stage_scene_hit_link (const ElectorStageScene *self, const ElectorNetwork *network, double x, double y,
                              ElectorLink *link)
{
  gboolean all = self->n_nodes <= ELECTOR_STAGE_MAX_LINK_NODES;
  double nearest = ELECTOR_STAGE_LINK_REACH;

  if (self->n_nodes < 2)
    return FALSE;
  for (guint a = 1; a <= self->n_nodes; a++)
    for (guint b = a + 1; all && b <= self->n_nodes; b++)
      try_link (self, (ElectorNodeId) a, (ElectorNodeId) b, x, y, &nearest, link);
  for (guint a = 1; !all && a <= self->n_nodes; a++)
    try_link (self, (ElectorNodeId) a, (ElectorNodeId) (a % self->n_nodes + 1), x, y, &nearest, link);
  for (guint i = 0; !all && network != NULL && i < MIN (network->n_cuts, ELECTOR_STAGE_MAX_CUTS); i++)
    try_link (self, network->cuts[i].from, network->cuts[i].to, x, y, &nearest, link);
  return nearest < ELECTOR_STAGE_LINK_REACH;
}

/* Finds the message that is at this place at a time, the nearest one. Returns FALSE when there is none. */
gboolean
elector_stage_scene_hit_packet (const ElectorStageScene *self, const ElectorMoment *moment, ElectorTime time, double x,
                                double y, guint *slot)
{
  double nearest = ELECTOR_STAGE_PACKET_REACH;

  for (guint i = 0; i < moment->n_flights; i++)
    {
      const ElectorMomentFlight *flight = &moment->flights[i];
      ElectorPoint place;

      if (flight->from == ELECTOR_NO_NODE)
        continue;
      place = elector_stage_scene_get_packet (self, flight, time);
      if (hypot (place.x - x, place.y - y) >= nearest)
        continue;
      nearest = hypot (place.x - x, place.y - y);
      *slot = i;
    }
  return nearest < ELECTOR_STAGE_PACKET_REACH;
}

/* Says on which side of a straight line, which goes on beyond its ends, each node's center lies: sides[i - 1] is
 * 1 for node i if it lies to the left, as seen by somebody who looks along the line, and 2 otherwise. Returns how many
 * lie to the left; with all or none of them, the line separates nobody. A line without length has all on one side. */
guint
elector_stage_scene_divide (const ElectorStageScene *self, const ElectorSegment *line, guint16 *sides)
{
  double dx = line->end.x - line->start.x, dy = line->end.y - line->start.y;
  guint n_left = 0;

  for (guint i = 0; i < self->n_nodes; i++)
    {
      double px = self->nodes[i].x - line->start.x, py = self->nodes[i].y - line->start.y;
      gboolean left = dx * py - dy * px < 0;

      sides[i] = left ? 1 : 2;
      n_left += left;
    }
  return n_left;
}

/* The line, in its direction, so long that it leaves the stage at both ends, wherever on the stage it lies. */
ElectorSegment
elector_stage_scene_extend (const ElectorStageScene *self, const ElectorSegment *line)
{
  double dx = line->end.x - line->start.x, dy = line->end.y - line->start.y;
  double length = hypot (dx, dy), reach = hypot (self->width, self->height);

  if (length <= 0)
    return *line;
  dx *= reach / length;
  dy *= reach / length;
  return (ElectorSegment) { { line->start.x - dx, line->start.y - dy }, { line->start.x + dx, line->start.y + dy } };
}

/* Splits the way to a place into what goes in a direction, and what goes aside. */
static void
split (ElectorDirection direction, double dx, double dy, double *along, double *aside)
{
  gboolean horizontal = direction == ELECTOR_DIRECTION_LEFT || direction == ELECTOR_DIRECTION_RIGHT;
  gboolean backward = direction == ELECTOR_DIRECTION_LEFT || direction == ELECTOR_DIRECTION_UP;

  *along = (horizontal ? dx : dy) * (backward ? -1 : 1);
  *aside = fabs (horizontal ? dy : dx);
}

/* Where an arrow key leads: the node that lies most in that direction and is near, or ELECTOR_NO_NODE when there is
 * none on that side. What lies aside counts double, so that the way back is mostly the way that one came. */
ElectorNodeId
elector_stage_scene_get_neighbor (const ElectorStageScene *self, ElectorNodeId node, ElectorDirection direction)
{
  ElectorPoint from = elector_stage_scene_get_node (self, node);
  ElectorNodeId neighbor = ELECTOR_NO_NODE;
  double best = G_MAXDOUBLE;

  for (guint i = 0; i < self->n_nodes; i++)
    {
      double along, aside;

      split (direction, self->nodes[i].x - from.x, self->nodes[i].y - from.y, &along, &aside);
      /* Half a pixel is rounding, not a direction. The same much in ties: the lower id wins. */
      if (along > 0.5 && along + 2 * aside < best - 0.001)
        {
          best = along + 2 * aside;
          neighbor = (ElectorNodeId) (i + 1);
        }
    }
  return neighbor;
}

/* Where Tab leads: along the ring, by id, and out of it at its ends (ELECTOR_NO_NODE). From ELECTOR_NO_NODE it leads
 * into the ring. */
ElectorNodeId
elector_stage_scene_get_next (const ElectorStageScene *self, ElectorNodeId node, gboolean forward)
{
  if (node == ELECTOR_NO_NODE)
    return forward ? 1 : (ElectorNodeId) self->n_nodes;
  if (forward)
    return node < self->n_nodes ? node + 1 : ELECTOR_NO_NODE;
  return node - 1;
}
