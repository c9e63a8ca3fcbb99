/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/elector-node-gutter.h"

#include "ui/code-story.h"

#define BADGE_PADDING 5
#define BADGE_MARGIN 4
#define BAR_WIDTH 3

struct _ElectorNodeGutter
{
  GtkSourceGutterRenderer parent_instance;

  ElectorListing *listing; /* or NULL */
  GArray *lights; /* of ElectorCodeLight */
  const ElectorCodeColors *colors;
  int selected; /* line, or -1 */
  guint n_nodes;
};

G_DEFINE_FINAL_TYPE (ElectorNodeGutter, elector_node_gutter, GTK_SOURCE_TYPE_GUTTER_RENDERER)

static PangoLayout *
create_layout (ElectorNodeGutter *self, guint number)
{
  g_autofree char *text = g_strdup_printf ("%u", number);
  PangoLayout *layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();

  pango_attr_list_insert (attributes, pango_attr_weight_new (PANGO_WEIGHT_BOLD));
  pango_attr_list_insert (attributes, pango_attr_scale_new (0.82));
  pango_layout_set_attributes (layout, attributes);
  return layout;
}

/* As wide as the highest node's badge. */
static void
update_width (ElectorNodeGutter *self)
{
  g_autoptr (PangoLayout) layout = create_layout (self, self->n_nodes);
  int width, height;

  pango_layout_get_pixel_size (layout, &width, &height);
  width = MAX (width + 2 * BADGE_PADDING, height + 2);
  gtk_widget_set_size_request (GTK_WIDGET (self), BAR_WIDTH + width + 2 * BADGE_MARGIN, -1);
}

static const ElectorCodeLight *
find_light (ElectorNodeGutter *self, guint line)
{
  for (guint i = 0; i < self->lights->len; i++)
    if (g_array_index (self->lights, ElectorCodeLight, i).line == line)
      return &g_array_index (self->lights, ElectorCodeLight, i);
  return NULL;
}

static void
draw_badge (ElectorNodeGutter *self, GtkSnapshot *snapshot, const ElectorCodeLight *light)
{
  const GdkRGBA *badge = &self->colors->badge;
  g_autoptr (PangoLayout) layout = create_layout (self, light->node);
  GskRoundedRect pill;
  int width, height;
  float x, y, w, h;

  pango_layout_get_pixel_size (layout, &width, &height);
  h = (float) height + 2;
  w = MAX ((float) width + 2 * BADGE_PADDING, h);
  gtk_source_gutter_renderer_align_cell (GTK_SOURCE_GUTTER_RENDERER (self), light->line, w, h, &x, &y);
  /* Whole pixels keep the digits sharp. */
  x = (float) (int) (x + BAR_WIDTH / 2.0f);
  y = (float) (int) (y + 0.5f);

  gsk_rounded_rect_init_from_rect (&pill, &GRAPHENE_RECT_INIT (x, y, w, h), h / 2);
  if (light->strong)
    {
      gtk_snapshot_push_rounded_clip (snapshot, &pill);
      gtk_snapshot_append_color (snapshot, badge, &pill.bounds);
      gtk_snapshot_pop (snapshot);
    }
  else
    gtk_snapshot_append_border (snapshot, &pill, (float[4]) { 1, 1, 1, 1 },
                                (GdkRGBA[4]) { *badge, *badge, *badge, *badge });

  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (x + (float) (int) ((w - (float) width) / 2), y + 1));
  gtk_snapshot_append_layout (snapshot, layout,
                              light->strong ? &self->colors->badge_text : &self->colors->outline_text);
  gtk_snapshot_restore (snapshot);
}

static void
draw_bar (ElectorNodeGutter *self, GtkSnapshot *snapshot, GtkSourceGutterLines *lines, guint line)
{
  int y, height;

  gtk_source_gutter_lines_get_line_yrange (lines, line, GTK_SOURCE_GUTTER_RENDERER_ALIGNMENT_MODE_CELL, &y, &height);
  gtk_snapshot_append_color (snapshot, &self->colors->badge,
                             &GRAPHENE_RECT_INIT (0, (float) y, BAR_WIDTH, (float) height));
}

/* As editors mark what differs: a bar beside a line that is new, a notch above one before which lines are gone. */
static void
draw_change (ElectorNodeGutter *self, GtkSnapshot *snapshot, GtkSourceGutterLines *lines, guint line)
{
  ElectorListingChange change = elector_listing_get_change (self->listing, line, NULL);
  float right = (float) gtk_widget_get_width (GTK_WIDGET (self)), top;
  int y, height;

  if (change == ELECTOR_LISTING_UNCHANGED)
    return;
  gtk_source_gutter_lines_get_line_yrange (lines, line, GTK_SOURCE_GUTTER_RENDERER_ALIGNMENT_MODE_CELL, &y, &height);
  top = (float) y;
  if (change == ELECTOR_LISTING_ADDED)
    gtk_snapshot_append_color (snapshot, &self->colors->changed,
                               &GRAPHENE_RECT_INIT (right - BAR_WIDTH, top, BAR_WIDTH, (float) height));
  else
    gtk_snapshot_append_color (snapshot, &self->colors->changed,
                               &GRAPHENE_RECT_INIT (right - 4 * BAR_WIDTH, top - 1, 4 * BAR_WIDTH, BAR_WIDTH));
}

static void
elector_node_gutter_snapshot_line (GtkSourceGutterRenderer *renderer,
                                   GtkSnapshot *snapshot,
                                   GtkSourceGutterLines *lines,
                                   guint line)
{
  ElectorNodeGutter *self = ELECTOR_NODE_GUTTER (renderer);
  const ElectorCodeLight *light = find_light (self, line);

  if (self->listing != NULL)
    draw_change (self, snapshot, lines, line);
  if (self->selected == (int) line)
    draw_bar (self, snapshot, lines, line);
  if (light != NULL)
    draw_badge (self, snapshot, light);
}

static void
elector_node_gutter_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (elector_node_gutter_parent_class)->css_changed (widget, change);
  update_width (ELECTOR_NODE_GUTTER (widget));
}

static void
elector_node_gutter_finalize (GObject *object)
{
  ElectorNodeGutter *self = ELECTOR_NODE_GUTTER (object);

  g_clear_object (&self->listing);
  g_clear_pointer (&self->lights, g_array_unref);
  G_OBJECT_CLASS (elector_node_gutter_parent_class)->finalize (object);
}

static void
elector_node_gutter_class_init (ElectorNodeGutterClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = elector_node_gutter_finalize;
  GTK_WIDGET_CLASS (klass)->css_changed = elector_node_gutter_css_changed;
  GTK_SOURCE_GUTTER_RENDERER_CLASS (klass)->snapshot_line = elector_node_gutter_snapshot_line;
}

static void
elector_node_gutter_init (ElectorNodeGutter *self)
{
  GtkSourceGutterRenderer *renderer = GTK_SOURCE_GUTTER_RENDERER (self);

  self->lights = g_array_new (FALSE, FALSE, sizeof (ElectorCodeLight));
  self->colors = elector_code_colors_get (FALSE, FALSE);
  self->selected = -1;
  self->n_nodes = 1;
  gtk_source_gutter_renderer_set_alignment_mode (renderer, GTK_SOURCE_GUTTER_RENDERER_ALIGNMENT_MODE_FIRST);
  gtk_source_gutter_renderer_set_xalign (renderer, 0.5f);
  gtk_source_gutter_renderer_set_yalign (renderer, 0.5f);
}

GtkSourceGutterRenderer *
elector_node_gutter_new (void)
{
  return g_object_new (ELECTOR_TYPE_NODE_GUTTER, NULL);
}

void
elector_node_gutter_set_n_nodes (ElectorNodeGutter *self, guint n_nodes)
{
  g_return_if_fail (ELECTOR_IS_NODE_GUTTER (self));

  self->n_nodes = n_nodes;
  update_width (self);
}

/* The text whose changed lines are marked, or NULL. */
void
elector_node_gutter_set_listing (ElectorNodeGutter *self, ElectorListing *listing)
{
  g_return_if_fail (ELECTOR_IS_NODE_GUTTER (self));

  if (g_set_object (&self->listing, listing))
    gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* colors is static. */
void
elector_node_gutter_set_colors (ElectorNodeGutter *self, const ElectorCodeColors *colors)
{
  g_return_if_fail (ELECTOR_IS_NODE_GUTTER (self));

  self->colors = colors;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* lights, an array of ElectorCodeLight, is copied. */
void
elector_node_gutter_set_lights (ElectorNodeGutter *self, const GArray *lights)
{
  g_return_if_fail (ELECTOR_IS_NODE_GUTTER (self));

  g_array_set_size (self->lights, 0);
  g_array_append_vals (self->lights, lights->data, lights->len);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* -1: none. */
void
elector_node_gutter_set_selected (ElectorNodeGutter *self, int line)
{
  g_return_if_fail (ELECTOR_IS_NODE_GUTTER (self));

  self->selected = line;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
