/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "scene/stage-links-paint.h"

#include <math.h>

#define CROSS_SIZE 9.0
#define SMALL_CROSS_SIZE 6.0

static void
add_segment (cairo_t *cr, const ElectorSegment *segment)
{
  cairo_move_to (cr, segment->start.x, segment->start.y);
  cairo_line_to (cr, segment->end.x, segment->end.y);
}

static void
set_line (cairo_t *cr, const ElectorPalette *palette, ElectorColor color, double width, double alpha)
{
  elector_palette_set_source (palette, cr, color, alpha);
  cairo_set_line_width (cr, width);
  cairo_set_dash (cr, NULL, 0, 0);
}

/* A cross in the middle of a segment, on ground that is wiped clean. */
static void
draw_cross (cairo_t *cr, const ElectorPalette *palette, const ElectorSegment *segment, double size)
{
  ElectorPoint middle = elector_segment_get_point (segment, 0.5);

  cairo_save (cr);
  cairo_translate (cr, middle.x, middle.y);
  cairo_rotate (cr, elector_segment_get_angle (segment));
  set_line (cr, palette, ELECTOR_COLOR_BACKGROUND, 6, 1);
  elector_glyph_cross (cr, size);
  set_line (cr, palette, ELECTOR_COLOR_CUT, 2.2, 1);
  elector_glyph_cross (cr, size);
  cairo_restore (cr);
}

/* A chevron in front of the middle of a lane, pointing to where nothing gets through. */
static void
draw_chevron (cairo_t *cr, const ElectorPalette *palette, const ElectorSegment *lane)
{
  ElectorPoint middle = elector_segment_get_point (lane, 0.5);

  cairo_save (cr);
  cairo_translate (cr, middle.x, middle.y);
  cairo_rotate (cr, elector_segment_get_angle (lane));
  for (guint i = 0; i < 2; i++)
    {
      double x = -9.0 - 6.0 * i;

      cairo_move_to (cr, x - 3.5, -4);
      cairo_line_to (cr, x, 0);
      cairo_line_to (cr, x - 3.5, 4);
    }
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  set_line (cr, palette, ELECTOR_COLOR_CUT, 2, 1);
  cairo_stroke (cr);
  cairo_restore (cr);
}

static void
draw_cut (cairo_t *cr, const ElectorStageScene *scene, const ElectorPalette *palette, ElectorNodeId a, ElectorNodeId b)
{
  const double dashes[] = { 3, 6 };
  ElectorSegment link = elector_stage_scene_get_link (scene, a, b);

  add_segment (cr, &link);
  set_line (cr, palette, ELECTOR_COLOR_CUT, 1.2, 0.6);
  cairo_set_dash (cr, dashes, G_N_ELEMENTS (dashes), 0);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_BUTT);
  cairo_stroke (cr);
  draw_cross (cr, palette, &link, scene->n_nodes <= ELECTOR_STAGE_MAX_LINK_NODES ? CROSS_SIZE : SMALL_CROSS_SIZE);
}

static void
draw_closed_lane (cairo_t *cr, const ElectorStageScene *scene, const ElectorPalette *palette, ElectorNodeId from,
                  ElectorNodeId to)
{
  ElectorSegment lane = elector_stage_scene_get_lane (scene, from, to);

  draw_chevron (cr, palette, &lane);
  draw_cross (cr, palette, &lane, SMALL_CROSS_SIZE);
}

/* The more links there are, the fainter is each of them. */
static double
get_link_strength (guint n_nodes)
{
  return n_nodes > ELECTOR_STAGE_MAX_LINK_NODES ? 1 : CLAMP (7.0 / n_nodes, 0.4, 1);
}

static void
draw_open (cairo_t *cr, const ElectorStageScene *scene, const ElectorPalette *palette, ElectorNodeId a, ElectorNodeId b)
{
  ElectorSegment link = elector_stage_scene_get_link (scene, a, b);

  add_segment (cr, &link);
  set_line (cr, palette, ELECTOR_COLOR_LINK, 1, get_link_strength (scene->n_nodes));
  cairo_stroke (cr);
}

static gboolean
is_cut (const ElectorNetwork *network, ElectorNodeId a, ElectorNodeId b)
{
  return !elector_network_is_open (network, a, b) && !elector_network_is_open (network, b, a);
}

/* A link's line. What is laid over it comes later, so that no line crosses a cross. */
static void
draw_line (cairo_t *cr, const ElectorStageScene *scene, const ElectorNetwork *network, const ElectorPalette *palette,
           ElectorNodeId a, ElectorNodeId b)
{
  if (!is_cut (network, a, b))
    draw_open (cr, scene, palette, a, b);
}

static void
draw_damage (cairo_t *cr, const ElectorStageScene *scene, const ElectorNetwork *network, const ElectorPalette *palette,
             ElectorNodeId a, ElectorNodeId b)
{
  if (is_cut (network, a, b))
    draw_cut (cr, scene, palette, a, b);
  else if (!elector_network_is_open (network, a, b))
    draw_closed_lane (cr, scene, palette, a, b);
  else if (!elector_network_is_open (network, b, a))
    draw_closed_lane (cr, scene, palette, b, a);
}

/* Many nodes stand too close to each other for a cross between them: a bar goes through the ring. */
static void
draw_bar (cairo_t *cr, const ElectorStageScene *scene, const ElectorNetwork *network, const ElectorPalette *palette,
          ElectorNodeId a, ElectorNodeId b)
{
  ElectorSegment link = elector_stage_scene_get_link (scene, a, b);
  ElectorPoint middle = elector_segment_get_point (&link, 0.5);
  double reach = scene->node_radius + 9;

  if (elector_network_is_open (network, a, b) && elector_network_is_open (network, b, a))
    return;
  cairo_save (cr);
  cairo_translate (cr, middle.x, middle.y);
  cairo_rotate (cr, elector_segment_get_angle (&link));
  cairo_move_to (cr, 0, -reach);
  cairo_line_to (cr, 0, reach);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  set_line (cr, palette, ELECTOR_COLOR_CUT, 3, 1);
  cairo_stroke (cr);
  cairo_restore (cr);
}

typedef void (*DrawFunc) (cairo_t *cr, const ElectorStageScene *scene, const ElectorNetwork *network,
                          const ElectorPalette *palette, ElectorNodeId a, ElectorNodeId b);

/* Few nodes: every link. */
static void
draw_all (cairo_t *cr, const ElectorStageScene *scene, const ElectorNetwork *network, const ElectorPalette *palette,
          DrawFunc draw)
{
  for (guint a = 1; a <= scene->n_nodes; a++)
    for (guint b = a + 1; b <= scene->n_nodes; b++)
      draw (cr, scene, network, palette, (ElectorNodeId) a, (ElectorNodeId) b);
}

/* Many nodes: a ring through them. */
static void
draw_ring (cairo_t *cr, const ElectorStageScene *scene, const ElectorNetwork *network, const ElectorPalette *palette,
           DrawFunc draw)
{
  for (guint a = 1; a <= scene->n_nodes; a++)
    draw (cr, scene, network, palette, (ElectorNodeId) a, (ElectorNodeId) (a % scene->n_nodes + 1));
}

/* Many nodes: the links that were cut one by one, as long as that can be read. Those between neighbors have a bar. */
static void
draw_cuts (cairo_t *cr, const ElectorStageScene *scene, const ElectorNetwork *network, const ElectorPalette *palette)
{
  for (guint i = 0; i < MIN (network->n_cuts, ELECTOR_STAGE_MAX_CUTS); i++)
    {
      const ElectorLink *cut = &network->cuts[i];

      /* Of a link that is cut both ways, one of the two is enough. */
      if (!is_cut (network, cut->from, cut->to) || cut->from < cut->to)
        draw_damage (cr, scene, network, palette, cut->from, cut->to);
    }
}

/* Draws the links between nodes, and where nothing gets through. */
void
elector_stage_links_paint (cairo_t *cr, const ElectorStageScene *scene, const ElectorNetwork *network,
                           const ElectorPalette *palette)
{
  if (scene->n_nodes < 2 || network->n_nodes != scene->n_nodes)
    return;
  cairo_save (cr);
  if (scene->n_nodes <= ELECTOR_STAGE_MAX_LINK_NODES)
    {
      draw_all (cr, scene, network, palette, draw_line);
      draw_all (cr, scene, network, palette, draw_damage);
    }
  else
    {
      draw_ring (cr, scene, network, palette, draw_line);
      draw_ring (cr, scene, network, palette, draw_bar);
      draw_cuts (cr, scene, network, palette);
    }
  cairo_restore (cr);
}
