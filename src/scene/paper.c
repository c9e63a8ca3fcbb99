/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "scene/paper.h"

#include <cairo-pdf.h>
#include <cairo-svg.h>
#include <math.h>
#include <string.h>

#define FONT "Sans"
#define FONT_SIZE 12.0

/* Pixels of a PNG in a point. */
#define PNG_SCALE 2

/* The extension of a file, and the word on a command line. */
const char *
elector_paper_format_to_id (ElectorPaperFormat format)
{
  static const char *const ids[ELECTOR_N_PAPERS] = { "svg", "pdf", "png" };

  g_return_val_if_fail (format < ELECTOR_N_PAPERS, NULL);
  return ids[format];
}

/* --- The sheet --- */

static cairo_status_t
write_cb (void *closure, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

static cairo_surface_t *
create_surface (ElectorPaperFormat format, double width, double height, const char *title, GByteArray *data)
{
  cairo_surface_t *surface;

  switch (format)
    {
    case ELECTOR_PAPER_PDF:
      surface = cairo_pdf_surface_create_for_stream (write_cb, data, width, height);
      cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_TITLE, title);
      cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATE_DATE, "");
      return surface;
    case ELECTOR_PAPER_PNG:
      surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, (int) ceil (width * PNG_SCALE),
                                            (int) ceil (height * PNG_SCALE));
      cairo_surface_set_device_scale (surface, PNG_SCALE, PNG_SCALE);
      return surface;
    case ELECTOR_PAPER_SVG:
    case ELECTOR_N_PAPERS:
    default:
      return cairo_svg_surface_create_for_stream (write_cb, data, width, height);
    }
}

/* A font that is not fitted to any screen. */
static PangoContext *
create_context (cairo_t *cr)
{
  PangoContext *context = pango_cairo_create_context (cr);
  g_autoptr (PangoFontDescription) font = pango_font_description_from_string (FONT);
  cairo_font_options_t *options = cairo_font_options_create ();

  cairo_font_options_set_antialias (options, CAIRO_ANTIALIAS_GRAY);
  cairo_font_options_set_hint_style (options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics (options, CAIRO_HINT_METRICS_OFF);
  pango_cairo_context_set_font_options (context, options);
  cairo_font_options_destroy (options);
  pango_font_description_set_absolute_size (font, FONT_SIZE * PANGO_SCALE);
  pango_context_set_font_description (context, font);
  return context;
}

/* A group of the SVG is named after how many surfaces the process has made; nothing refers to that name. */
static void
remove_surface_ids (GByteArray *data)
{
  g_autoptr (GRegex) regex = g_regex_new ("<g id=\"surface[0-9]+\">", G_REGEX_RAW, 0, NULL);
  g_autofree char *text = g_regex_replace_literal (regex, (const char *) data->data, data->len, 0, "<g>", 0, NULL);

  if (text == NULL)
    return;
  g_byte_array_set_size (data, 0);
  g_byte_array_append (data, (const guint8 *) text, (guint) strlen (text));
}

static cairo_status_t
paint_sheet (cairo_surface_t *surface, ElectorPaperFormat format, GByteArray *data, ElectorPaperPaint paint,
             gpointer user_data)
{
  ElectorPaper paper = { .cr = cairo_create (surface) };
  cairo_status_t status;

  paper.context = create_context (paper.cr);
  elector_palette_load_paper (&paper.palette);
  elector_paper_set_color (&paper, ELECTOR_COLOR_BACKGROUND, 1);
  cairo_paint (paper.cr);
  paint (&paper, user_data);
  cairo_show_page (paper.cr);
  status = cairo_status (paper.cr);
  g_object_unref (paper.context);
  cairo_destroy (paper.cr);
  if (status == CAIRO_STATUS_SUCCESS && format == ELECTOR_PAPER_PNG)
    status = cairo_surface_write_to_png_stream (surface, write_cb, data);
  cairo_surface_finish (surface);
  return status != CAIRO_STATUS_SUCCESS ? status : cairo_surface_status (surface);
}

/* Paints a sheet of this size on white, and returns what a file of the format would hold. title is for those who look
 * at the file's properties. Errors: G_IO_ERROR_FAILED, where memory does not suffice or a picture is too large. */
GBytes *
elector_paper_print (ElectorPaperFormat format, double width, double height, const char *title, ElectorPaperPaint paint,
                     gpointer user_data, GError **error)
{
  g_autoptr (GByteArray) data = g_byte_array_new ();
  cairo_surface_t *surface = create_surface (format, width, height, title, data);
  cairo_status_t status = paint_sheet (surface, format, data, paint, user_data);

  cairo_surface_destroy (surface);
  if (status != CAIRO_STATUS_SUCCESS)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, cairo_status_to_string (status));
      return NULL;
    }
  if (format == ELECTOR_PAPER_SVG)
    remove_surface_ids (data);
  return g_byte_array_free_to_bytes (g_steal_pointer (&data));
}

/* Writes a file, which is replaced as a whole or not at all. Errors: G_IO_ERROR; they name the file. */
gboolean
elector_paper_save (GBytes *bytes, GFile *file, GError **error)
{
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);

  return g_file_replace_contents (file, data, size, NULL, FALSE, G_FILE_CREATE_NONE, NULL, NULL, error);
}

/* --- What is painted on it --- */

void
elector_paper_set_color (ElectorPaper *self, ElectorColor color, double alpha)
{
  elector_palette_set_source (&self->palette, self->cr, color, alpha);
}

void
elector_paper_fill (ElectorPaper *self, ElectorColor color, double alpha, double x, double y, double width,
                    double height)
{
  elector_paper_set_color (self, color, alpha);
  cairo_rectangle (self->cr, x, y, width, height);
  cairo_fill (self->cr);
}

/* A line of one point, inside the rectangle. */
void
elector_paper_frame (ElectorPaper *self, ElectorColor color, double alpha, double x, double y, double width,
                     double height)
{
  elector_paper_set_color (self, color, alpha);
  cairo_set_line_width (self->cr, 1);
  cairo_rectangle (self->cr, x + 0.5, y + 0.5, MAX (width - 1, 0), MAX (height - 1, 0));
  cairo_stroke (self->cr);
}

static PangoLayout *
create_layout (ElectorPaper *self, const char *text, const ElectorInk *ink)
{
  PangoLayout *layout = pango_layout_new (self->context);
  g_autoptr (PangoFontDescription) font =
    pango_font_description_copy (pango_context_get_font_description (self->context));

  pango_font_description_set_absolute_size (font, ink->size * PANGO_SCALE);
  pango_font_description_set_weight (font, ink->bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
  pango_layout_set_font_description (layout, font);
  pango_layout_set_single_paragraph_mode (layout, TRUE);
  pango_layout_set_text (layout, text, -1);
  return layout;
}

static void
get_size (PangoLayout *layout, double *width, double *height)
{
  PangoRectangle logical;

  pango_layout_get_extents (layout, NULL, &logical);
  *width = logical.width / (double) PANGO_SCALE;
  *height = logical.height / (double) PANGO_SCALE;
}

/* How wide a text is. */
double
elector_paper_measure (ElectorPaper *self, const char *text, const ElectorInk *ink)
{
  g_autoptr (PangoLayout) layout = create_layout (self, text, ink);
  double width, height;

  get_size (layout, &width, &height);
  return width;
}

/* Writes a text whose middle is at y: from x on, or (align 0.5) around it, or (align 1) up to it. Returns its width;
 * nothing is written, and 0 returned, if it would be wider than room. */
double
elector_paper_write (ElectorPaper *self, const char *text, const ElectorInk *ink, double x, double y, double align,
                     double room)
{
  g_autoptr (PangoLayout) layout = create_layout (self, text, ink);
  double width, height;

  get_size (layout, &width, &height);
  if (width > room)
    return 0;
  elector_paper_set_color (self, ink->color, ink->alpha);
  cairo_move_to (self->cr, x - align * width, y - height / 2);
  pango_cairo_show_layout (self->cr, layout);
  cairo_new_path (self->cr);
  return width;
}
