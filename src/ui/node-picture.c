/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/node-picture.h"

#include "scene/stage-scene.h"

#include <math.h>
#include <string.h>

static PangoLayout *
create_layout (ElectorNodePicture *self, const char *text, double size, gboolean bold)
{
  PangoLayout *layout = gtk_widget_create_pango_layout (self->widget, text);
  PangoContext *context = gtk_widget_get_pango_context (self->widget);
  g_autoptr (PangoFontDescription) font = pango_font_description_copy (pango_context_get_font_description (context));

  pango_font_description_set_absolute_size (font, size * PANGO_SCALE);
  pango_font_description_set_weight (font, bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
  pango_layout_set_font_description (layout, font);
  return layout;
}

static void
translate (GtkSnapshot *snapshot, double x, double y)
{
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) x, (float) y));
}

/* Text whose line is centered at a place. */
static void
append_text (GtkSnapshot *snapshot, PangoLayout *layout, double x, double y, const GdkRGBA *color)
{
  int width, height;

  pango_layout_get_pixel_size (layout, &width, &height);
  gtk_snapshot_save (snapshot);
  translate (snapshot, round (x - width / 2.0), round (y - height / 2.0));
  gtk_snapshot_append_layout (snapshot, layout, color);
  gtk_snapshot_restore (snapshot);
}

static void
append_number (ElectorNodePicture *self, GtkSnapshot *snapshot)
{
  GdkRGBA color = elector_widget_get_foreground (self->widget);

  if (self->radius < ELECTOR_STAGE_NUMBER_RADIUS)
    return;
  if (self->number == NULL)
    {
      g_autofree char *text = g_strdup_printf ("%u", self->id);
      const double shares[] = { 0.95, 0.8, 0.62, 0.5 }; /* by the number of digits */
      guint n_digits = (guint) strlen (text);

      self->number = create_layout (self, text, self->radius * shares[MIN (n_digits, 4) - 1], TRUE);
    }
  append_text (snapshot, self->number, 0, 0, &color);
}

static void
append_caption (ElectorNodePicture *self, GtkSnapshot *snapshot)
{
  GdkRGBA color = elector_palette_get (&self->palette, ELECTOR_COLOR_FOREGROUND, 1);

  if (self->radius < ELECTOR_STAGE_CAPTION_RADIUS)
    return;
  if (self->caption == NULL)
    self->caption = create_layout (self, self->status, CLAMP (self->radius * 0.42, 11, 14),
                                   self->mark == ELECTOR_MARK_CROWN);
  append_text (snapshot, self->caption, 0,
               self->radius + ELECTOR_STAGE_TIMER_MARGIN + ELECTOR_STAGE_CAPTION_HEIGHT / 2, &color);
}

/* Text on a pill that is centered at a place. */
static void
append_pill (ElectorNodePicture *self, GtkSnapshot *snapshot, PangoLayout *layout, double x, double y)
{
  GdkRGBA text = elector_palette_get (&self->palette, ELECTOR_COLOR_FOREGROUND, 1);
  GdkRGBA rim = elector_palette_get (&self->palette, ELECTOR_COLOR_FOREGROUND, 0.35);
  GdkRGBA ground = elector_palette_get (&self->palette, ELECTOR_COLOR_BACKGROUND, 1);
  GskRoundedRect pill;
  graphene_rect_t bounds;
  int width, height;

  pango_layout_get_pixel_size (layout, &width, &height);
  width += 10;
  graphene_rect_init (&bounds, (float) round (x - width / 2.0), (float) round (y - height / 2.0), (float) width,
                      (float) height);
  gsk_rounded_rect_init_from_rect (&pill, &bounds, (float) height / 2);
  gtk_snapshot_push_rounded_clip (snapshot, &pill);
  gtk_snapshot_append_color (snapshot, &ground, &pill.bounds);
  gtk_snapshot_pop (snapshot);
  gtk_snapshot_append_border (snapshot, &pill, (float[]) { 1, 1, 1, 1 }, (GdkRGBA[]) { rim, rim, rim, rim });
  append_text (snapshot, layout, x, y, &text);
}

/* Whom it believes to lead, at the lower right (whatever the direction of text: it is a picture, like a crown). */
static void
append_badge (ElectorNodePicture *self, GtkSnapshot *snapshot)
{
  if (self->believed == ELECTOR_NO_NODE || self->radius < ELECTOR_STAGE_CAPTION_RADIUS)
    return;
  if (self->badge == NULL)
    {
      g_autofree char *label = g_strdup_printf ("\342\200\216→%u", self->believed);

      self->badge = create_layout (self, label, CLAMP (self->radius * 0.34, 9, 13), FALSE);
    }
  append_pill (self, snapshot, self->badge, self->radius * 0.78, self->radius * 0.74);
}

/* The group that a partition puts it in, at the upper left. */
static void
append_group (ElectorNodePicture *self, GtkSnapshot *snapshot)
{
  if (self->group == 0 || self->radius < ELECTOR_STAGE_MARK_RADIUS)
    return;
  if (self->letter == NULL)
    {
      g_autofree char *label = elector_group_format (self->group);

      self->letter = create_layout (self, label, CLAMP (self->radius * 0.4, 9, 14), TRUE);
    }
  append_pill (self, snapshot, self->letter, -self->radius * 0.8, -self->radius * 0.74);
}

/* Corners around a node that is selected. */
static void
append_selection (ElectorNodePicture *self, GtkSnapshot *snapshot)
{
  GdkRGBA color = elector_palette_get (&self->palette, ELECTOR_COLOR_FOREGROUND, 1);
  float reach = (float) round (self->radius * 1.12 + 3), length = (float) round (MAX (4, self->radius * 0.4));

  if (!self->selected)
    return;
  for (guint i = 0; i < 4; i++)
    {
      gtk_snapshot_save (snapshot);
      gtk_snapshot_scale (snapshot, i % 2 == 0 ? 1 : -1, i < 2 ? 1 : -1);
      gtk_snapshot_append_color (snapshot, &color, &GRAPHENE_RECT_INIT (reach - length, reach, length + 3, 3));
      gtk_snapshot_append_color (snapshot, &color, &GRAPHENE_RECT_INIT (reach, reach - length, 3, length));
      gtk_snapshot_restore (snapshot);
    }
}

/* The crown sits on top, other marks at the upper right; and on the middle of a node that is too small for that. */
static void
append_mark (ElectorNodePicture *self, GtkSnapshot *snapshot)
{
  double size = MAX (self->radius * 0.72, 10), x = self->radius * 0.72, y = -self->radius * 0.72;
  float extent;
  cairo_t *cr;

  if (self->mark == ELECTOR_MARK_NONE)
    return;
  if (self->mark == ELECTOR_MARK_CROWN)
    {
      size = MAX (self->radius * 0.95, 10);
      x = 0;
      y = -self->radius - size * 0.14;
    }
  else if (self->radius < ELECTOR_STAGE_MARK_RADIUS)
    {
      size = MAX (self->radius * 1.4, 4);
      x = y = 0;
    }
  extent = (float) size * 0.75f;
  gtk_snapshot_save (snapshot);
  translate (snapshot, x, y);
  cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (-extent, -extent, 2 * extent, 2 * extent));
  elector_mark_draw (self->mark, cr, size, &self->palette);
  cairo_destroy (cr);
  gtk_snapshot_restore (snapshot);
}

/* Draws it around the middle of its widget. */
void
elector_node_picture_snapshot (ElectorNodePicture *self, GtkSnapshot *snapshot)
{
  gtk_snapshot_save (snapshot);
  translate (snapshot, gtk_widget_get_width (self->widget) / 2.0, gtk_widget_get_height (self->widget) / 2.0);
  append_number (self, snapshot);
  append_caption (self, snapshot);
  append_badge (self, snapshot);
  append_group (self, snapshot);
  append_mark (self, snapshot);
  append_selection (self, snapshot);
  gtk_snapshot_restore (snapshot);
}

/* To be called when its font, its size or anything else of it is another. */
void
elector_node_picture_clear (ElectorNodePicture *self)
{
  g_clear_object (&self->number);
  g_clear_object (&self->caption);
  g_clear_object (&self->badge);
  g_clear_object (&self->letter);
}
