/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/elector-legend.h"

#include "ui/stage-glyphs.h"

#include <glib/gi18n-lib.h>

#define SPACING 14
#define ROW_SPACING 6
#define SIGN_SIZE 24
#define MESSAGE_SIZE 15.0

struct _ElectorLegend
{
  GtkWidget parent_instance;

  GtkWidget *roles;
  GtkWidget *messages;
  const ElectorProtocol *protocol; /* static, or NULL */
  ElectorPalette palette;
};

G_DEFINE_FINAL_TYPE (ElectorLegend, elector_legend, GTK_TYPE_WIDGET)

/* --- Signs and words --- */

static void
draw_mark_cb (GtkDrawingArea *area, cairo_t *cr, int width, int height, gpointer user_data)
{
  ElectorLegend *self = ELECTOR_LEGEND (gtk_widget_get_ancestor (GTK_WIDGET (area), ELECTOR_TYPE_LEGEND));
  ElectorMark mark = GPOINTER_TO_INT (user_data);

  if (mark == ELECTOR_MARK_CROWN)
    cairo_translate (cr, width / 2.0, 5);
  else
    cairo_translate (cr, width - 6, 7);
  elector_mark_draw (mark, cr, mark == ELECTOR_MARK_CROWN ? 14 : 11, &self->palette);
}

static void
draw_message_cb (GtkDrawingArea *area, cairo_t *cr, int width, int height, gpointer user_data)
{
  ElectorLegend *self = ELECTOR_LEGEND (gtk_widget_get_ancestor (GTK_WIDGET (area), ELECTOR_TYPE_LEGEND));
  ElectorMessageStyle style = elector_message_style_get (self->protocol, GPOINTER_TO_UINT (user_data));

  cairo_translate (cr, width / 2.0, height / 2.0 + (style.crowned ? 2 : 0));
  elector_message_style_draw (&style, cr, MESSAGE_SIZE, &self->palette);
}

static GtkWidget *
create_area (GtkDrawingAreaDrawFunc draw, guint what)
{
  GtkWidget *area = gtk_drawing_area_new ();

  gtk_drawing_area_set_content_width (GTK_DRAWING_AREA (area), SIGN_SIZE);
  gtk_drawing_area_set_content_height (GTK_DRAWING_AREA (area), SIGN_SIZE);
  gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (area), draw, GUINT_TO_POINTER (what), NULL);
  return area;
}

/* A sign and its word; the sign is for the eye only. */
static GtkWidget *
create_entry (GtkWidget *sign, const char *word)
{
  GtkWidget *entry = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6), *label = gtk_label_new (word);

  gtk_accessible_update_state (GTK_ACCESSIBLE (sign), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE, -1);
  gtk_widget_set_valign (sign, GTK_ALIGN_CENTER);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, "caption");
  gtk_box_append (GTK_BOX (entry), sign);
  gtk_box_append (GTK_BOX (entry), label);
  return entry;
}

/* A node in small: CSS gives it the same looks as its large brothers, and its mark is drawn over it. */
static void
add_role (ElectorLegend *self, const char *css_class, ElectorMark mark, const char *word)
{
  GtkWidget *sign = gtk_overlay_new (), *marks = create_area (draw_mark_cb, mark);
  GtkWidget *node = g_object_new (GTK_TYPE_BOX, "css-name", "electornode", "halign", GTK_ALIGN_CENTER, "valign",
                                  GTK_ALIGN_CENTER, "can-target", FALSE, NULL);

  gtk_widget_add_css_class (node, css_class);
  gtk_overlay_set_child (GTK_OVERLAY (sign), node);
  gtk_widget_set_size_request (sign, SIGN_SIZE, SIGN_SIZE);
  gtk_overlay_add_overlay (GTK_OVERLAY (sign), marks);
  gtk_box_append (GTK_BOX (self->roles), create_entry (sign, word));
}

static void
add_message (ElectorLegend *self, guint type)
{
  GtkWidget *sign = create_area (draw_message_cb, type);

  gtk_box_append (GTK_BOX (self->messages), create_entry (sign, self->protocol->messages.ids[type]));
}

/* --- Layout: roles, then messages; beside each other, or one above the other --- */

static int
get_size (GtkWidget *box, GtkOrientation orientation, gboolean natural)
{
  int minimum, wanted;

  gtk_widget_measure (box, orientation, -1, &minimum, &wanted, NULL, NULL);
  return natural ? wanted : minimum;
}

static int
get_line_width (ElectorLegend *self)
{
  return get_size (self->roles, GTK_ORIENTATION_HORIZONTAL, TRUE) + 2 * SPACING
         + get_size (self->messages, GTK_ORIENTATION_HORIZONTAL, TRUE);
}

static int
get_height (ElectorLegend *self, int width)
{
  int roles = get_size (self->roles, GTK_ORIENTATION_VERTICAL, TRUE);
  int messages = get_size (self->messages, GTK_ORIENTATION_VERTICAL, TRUE);

  if (width < 0 || width >= get_line_width (self))
    return MAX (roles, messages);
  return roles + ROW_SPACING + messages;
}

static void
elector_legend_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                        int *minimum_baseline, int *natural_baseline)
{
  ElectorLegend *self = ELECTOR_LEGEND (widget);

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = MAX (get_size (self->roles, orientation, FALSE), get_size (self->messages, orientation, FALSE));
      *natural = get_line_width (self);
    }
  else
    {
      *minimum = *natural = get_height (self, for_size);
    }
}

static GtkSizeRequestMode
elector_legend_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

/* Centered in the space from x on, mirrored where text runs from right to left. */
static void
allocate_box (GtkWidget *box, int x, int y, int width, int height, int whole)
{
  GtkAllocation allocation = { x, y, width, height };

  if (gtk_widget_get_direction (box) == GTK_TEXT_DIR_RTL)
    allocation.x = whole - x - width;
  gtk_widget_size_allocate (box, &allocation, -1);
}

static void
elector_legend_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  ElectorLegend *self = ELECTOR_LEGEND (widget);
  int line = get_line_width (self);
  int roles = MIN (width, get_size (self->roles, GTK_ORIENTATION_HORIZONTAL, TRUE));
  int messages = MIN (width, get_size (self->messages, GTK_ORIENTATION_HORIZONTAL, TRUE));

  if (width >= line)
    {
      int start = (width - line) / 2;

      allocate_box (self->roles, start, 0, roles, height, width);
      allocate_box (self->messages, start + roles + 2 * SPACING, 0, messages, height, width);
    }
  else
    {
      int first = get_size (self->roles, GTK_ORIENTATION_VERTICAL, TRUE), second = first + ROW_SPACING;

      allocate_box (self->roles, (width - roles) / 2, 0, roles, first, width);
      allocate_box (self->messages, (width - messages) / 2, second, messages, height - second, width);
    }
}

/* --- The widget --- */

/* Signs are drawn in colors that their own style knows nothing of. */
static void
redraw (GtkWidget *widget)
{
  if (GTK_IS_DRAWING_AREA (widget))
    gtk_widget_queue_draw (widget);
  for (GtkWidget *i = gtk_widget_get_first_child (widget); i != NULL; i = gtk_widget_get_next_sibling (i))
    redraw (i);
}

static void
elector_legend_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  ElectorLegend *self = ELECTOR_LEGEND (widget);

  GTK_WIDGET_CLASS (elector_legend_parent_class)->css_changed (widget, change);
  elector_palette_load (&self->palette, widget);
  redraw (widget);
}

static void
elector_legend_dispose (GObject *object)
{
  ElectorLegend *self = ELECTOR_LEGEND (object);

  g_clear_pointer (&self->roles, gtk_widget_unparent);
  g_clear_pointer (&self->messages, gtk_widget_unparent);
  G_OBJECT_CLASS (elector_legend_parent_class)->dispose (object);
}

static void
elector_legend_class_init (ElectorLegendClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = elector_legend_dispose;
  widget_class->measure = elector_legend_measure;
  widget_class->size_allocate = elector_legend_size_allocate;
  widget_class->get_request_mode = elector_legend_get_request_mode;
  widget_class->css_changed = elector_legend_css_changed;
  gtk_widget_class_set_css_name (widget_class, "electorlegend");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static GtkWidget *
create_box (ElectorLegend *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, SPACING);

  gtk_widget_set_parent (box, GTK_WIDGET (self));
  return box;
}

static void
elector_legend_init (ElectorLegend *self)
{
  self->roles = create_box (self);
  self->messages = create_box (self);
  add_role (self, "leader", ELECTOR_MARK_CROWN, elector_role_to_text (ELECTOR_ROLE_LEADER));
  add_role (self, "follower", ELECTOR_MARK_NONE, elector_role_to_text (ELECTOR_ROLE_FOLLOWER));
  add_role (self, "candidate", ELECTOR_MARK_QUESTION, elector_role_to_text (ELECTOR_ROLE_CANDIDATE));
  add_role (self, "crashed", ELECTOR_MARK_CROSS, elector_condition_to_text (ELECTOR_CONDITION_CRASHED));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Legend"), -1);
}

/* Explains the messages of an algorithm, which lives as long as the program; NULL for none. */
void
elector_legend_set_protocol (ElectorLegend *self, const ElectorProtocol *protocol)
{
  GtkWidget *child;

  g_return_if_fail (ELECTOR_IS_LEGEND (self));

  if (self->protocol == protocol)
    return;
  self->protocol = protocol;
  while ((child = gtk_widget_get_first_child (self->messages)) != NULL)
    gtk_box_remove (GTK_BOX (self->messages), child);
  for (guint i = 0; protocol != NULL && i < protocol->messages.length; i++)
    add_message (self, i);
}
