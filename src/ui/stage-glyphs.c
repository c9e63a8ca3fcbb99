/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/stage-glyphs.h"

/* As stage.css names them. */
static const char *const names[ELECTOR_N_COLORS] = {
  [ELECTOR_COLOR_FOREGROUND] = "elector_stage_fg_color",
  [ELECTOR_COLOR_BACKGROUND] = "elector_stage_bg_color",
  [ELECTOR_COLOR_LINK] = "elector_link_color",
  [ELECTOR_COLOR_CUT] = "elector_cut_color",
  [ELECTOR_COLOR_LEADER] = "elector_leader_color",
  [ELECTOR_COLOR_ON_LEADER] = "elector_on_leader_color",
  [ELECTOR_COLOR_FOLLOWER] = "elector_follower_color",
  [ELECTOR_COLOR_CANDIDATE] = "elector_candidate_color",
  [ELECTOR_COLOR_ON_MESSAGE] = "elector_on_message_color",
  [ELECTOR_COLOR_ANSWER] = "elector_answer_color",
  [ELECTOR_COLOR_HEARTBEAT] = "elector_heartbeat_color",
  [ELECTOR_COLOR_WARNING] = "elector_warning_color",
};

/* Reads the colors that apply to a widget now; those of paper if stage.css is not loaded. The style context is
 * the only way to them that every supported version of the toolkit has; this file is the only one to use it. */
void
elector_palette_load (ElectorPalette *self, GtkWidget *widget)
{
  GtkStyleContext *context = gtk_widget_get_style_context (widget);
  GdkRGBA color;

  elector_palette_load_paper (self);
  for (guint i = 0; i < ELECTOR_N_COLORS; i++)
    if (gtk_style_context_lookup_color (context, names[i], &color))
      self->colors[i] = (ElectorRgba) { color.red, color.green, color.blue, color.alpha };
}

/* The color of a widget's text. */
GdkRGBA
elector_widget_get_foreground (GtkWidget *widget)
{
  GdkRGBA color;

  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &color);
  return color;
}

/* A color, made more transparent by alpha (0 .. 1). */
GdkRGBA
elector_palette_get (const ElectorPalette *self, ElectorColor color, double alpha)
{
  const ElectorRgba *rgba = &self->colors[color];

  return (GdkRGBA) { rgba->red, rgba->green, rgba->blue, rgba->alpha * (float) alpha };
}

/* A picture of an image surface, which it takes: to be drawn often, with bounds in logical pixels. The cairo renderer
 * copies it as it is, where it would unpack a texture each time, by way of floating point numbers. */
GskRenderNode *
elector_stamp_new (cairo_surface_t *surface, const graphene_rect_t *bounds)
{
  GskRenderNode *node = gsk_cairo_node_new (bounds);
  cairo_t *cr = gsk_cairo_node_get_draw_context (node);

  cairo_surface_set_device_offset (surface, 0, 0);
  cairo_set_source_surface (cr, surface, bounds->origin.x, bounds->origin.y);
  cairo_paint (cr);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  return node;
}

/* A picture of an image surface, which it takes. */
GdkTexture *
elector_texture_new_for_surface (cairo_surface_t *surface)
{
  g_autoptr (GBytes) bytes = NULL;
  int width = cairo_image_surface_get_width (surface), height = cairo_image_surface_get_height (surface);
  int stride = cairo_image_surface_get_stride (surface);

  cairo_surface_flush (surface);
  bytes = g_bytes_new (cairo_image_surface_get_data (surface), (gsize) stride * height);
  cairo_surface_destroy (surface);
  return gdk_memory_texture_new (width, height, GDK_MEMORY_DEFAULT, bytes, stride);
}
