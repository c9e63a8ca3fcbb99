/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/elector-legend.h"

#include "ui/elector-wrap.h"
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
  GtkWidget *messages[ELECTOR_MAX_MESSAGE_TYPES]; /* the entries, by type; NULL: none */
  GSignalGroup *signals;
  const ElectorProtocol *protocol; /* static, or NULL */
  guint32 types;                   /* bit i: type i is shown */
  gboolean spread;                 /* see elector_legend_set_spread() */
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
  gtk_widget_set_parent (create_entry (sign, word), self->roles);
}

static void
add_message (ElectorLegend *self, guint type)
{
  GtkWidget *sign = create_area (draw_message_cb, type);

  self->messages[type] = create_entry (sign, self->protocol->messages.ids[type]);
  gtk_widget_insert_before (self->messages[type], GTK_WIDGET (self), NULL);
}

static void
remove_messages (ElectorLegend *self)
{
  for (guint i = 0; i < ELECTOR_MAX_MESSAGE_TYPES; i++)
    g_clear_pointer (&self->messages[i], gtk_widget_unparent);
}

/* --- Layout: roles and messages in one line; or roles, and below them messages, in as many lines as they need --- */

static int
get_size (GtkWidget *widget, GtkOrientation orientation, gboolean natural)
{
  int minimum, wanted;

  gtk_widget_measure (widget, orientation, -1, &minimum, &wanted, NULL, NULL);
  return natural ? wanted : minimum;
}

/* Messages of the types first .. end - 1, beside each other. */
typedef struct
{
  guint first;
  guint end;
  int width;
} Line;

/* Goes on to the messages after line that fit into a line of this width, at least one. Returns FALSE when there are no
 * more. */
static gboolean
next_line (ElectorLegend *self, Line *line, int width)
{
  line->first = line->end;
  line->width = 0;
  for (; line->end < ELECTOR_MAX_MESSAGE_TYPES; line->end++)
    {
      GtkWidget *entry = self->messages[line->end];
      int size = entry != NULL ? get_size (entry, GTK_ORIENTATION_HORIZONTAL, TRUE) : 0;

      if (entry == NULL)
        continue;
      if (line->width > 0 && line->width + SPACING + size > width)
        return TRUE;
      line->width += (line->width > 0 ? SPACING : 0) + size;
    }
  return line->width > 0;
}

static int
get_line_width (ElectorLegend *self)
{
  int roles = get_size (self->roles, GTK_ORIENTATION_HORIZONTAL, TRUE);
  Line all = { 0 };

  return next_line (self, &all, G_MAXINT) ? roles + 2 * SPACING + all.width : roles;
}

static int
get_line_height (ElectorLegend *self)
{
  int height = get_size (self->roles, GTK_ORIENTATION_VERTICAL, TRUE);

  for (guint i = 0; i < ELECTOR_MAX_MESSAGE_TYPES; i++)
    if (self->messages[i] != NULL)
      height = MAX (height, get_size (self->messages[i], GTK_ORIENTATION_VERTICAL, TRUE));
  return height;
}

/* Where not all is in one line. */
static int
get_roles_height (ElectorLegend *self, int width)
{
  int natural;

  gtk_widget_measure (self->roles, GTK_ORIENTATION_VERTICAL, width, NULL, &natural, NULL, NULL);
  return MAX (natural, get_line_height (self));
}

static int
get_height (ElectorLegend *self, int width)
{
  int row = get_line_height (self), height;
  Line line = { 0 };

  if (width < 0 || width >= get_line_width (self))
    return row;
  height = get_roles_height (self, width);
  while (next_line (self, &line, width))
    height += ROW_SPACING + row;
  return height;
}

static int
get_minimum_width (ElectorLegend *self)
{
  int width = get_size (self->roles, GTK_ORIENTATION_HORIZONTAL, FALSE);

  for (guint i = 0; i < ELECTOR_MAX_MESSAGE_TYPES; i++)
    if (self->messages[i] != NULL)
      width = MAX (width, get_size (self->messages[i], GTK_ORIENTATION_HORIZONTAL, FALSE));
  return width;
}

static void
elector_legend_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                        int *minimum_baseline, int *natural_baseline)
{
  ElectorLegend *self = ELECTOR_LEGEND (widget);

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = get_minimum_width (self);
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

/* Mirrored where text runs from right to left. */
static void
allocate (GtkWidget *child, int x, int y, int width, int height, int whole)
{
  GtkAllocation allocation = { x, y, width, height };

  if (gtk_widget_get_direction (child) == GTK_TEXT_DIR_RTL)
    allocation.x = whole - x - width;
  gtk_widget_size_allocate (child, &allocation, -1);
}

static void
allocate_messages (ElectorLegend *self, const Line *line, int x, int y, int height, int whole)
{
  for (guint i = line->first; i < line->end; i++)
    if (self->messages[i] != NULL)
      {
        int width = MIN (whole, get_size (self->messages[i], GTK_ORIENTATION_HORIZONTAL, TRUE));

        allocate (self->messages[i], x, y, width, height, whole);
        x += width + SPACING;
      }
}

static void
elector_legend_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  ElectorLegend *self = ELECTOR_LEGEND (widget);
  int whole = get_line_width (self), row = get_line_height (self), y;
  int roles = MIN (width, get_size (self->roles, GTK_ORIENTATION_HORIZONTAL, TRUE));
  Line line = { 0 };

  if (width >= whole)
    {
      int start = (width - whole) / 2;

      allocate (self->roles, start, 0, roles, height, width);
      next_line (self, &line, G_MAXINT);
      allocate_messages (self, &line, start + roles + 2 * SPACING, 0, height, width);
      return;
    }
  y = get_roles_height (self, roles);
  allocate (self->roles, self->spread ? 0 : (width - roles) / 2, 0, roles, y, width);
  for (; next_line (self, &line, width); y += row)
    {
      y += ROW_SPACING;
      allocate_messages (self, &line, self->spread ? 0 : MAX (0, (width - line.width) / 2), y, row, width);
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
  remove_messages (self);
  g_clear_object (&self->signals);
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

/* What is shown depends on the moment: nobody has to know of messages that nobody sends. */
static void
moved_cb (ElectorLegend *self, ElectorSimulation *simulation)
{
  const ElectorMoment *moment = elector_simulation_get_moment (simulation);
  const ElectorProtocol *protocol = moment->config->protocol;
  guint32 types = 0;

  for (guint i = 0; i < protocol->messages.length; i++)
    types |= (guint32) elector_moment_uses_message (moment, i) << i;
  if (protocol == self->protocol && types == self->types)
    return;
  self->protocol = protocol;
  self->types = types;
  remove_messages (self);
  for (guint i = 0; i < protocol->messages.length; i++)
    if ((types >> i & 1) != 0)
      add_message (self, i);
}

static void
elector_legend_init (ElectorLegend *self)
{
  self->roles = g_object_new (ELECTOR_TYPE_WRAP, "spacing", SPACING, "line-spacing", ROW_SPACING, NULL);
  gtk_widget_set_parent (self->roles, GTK_WIDGET (self));
  add_role (self, "leader", ELECTOR_MARK_CROWN, elector_role_to_text (ELECTOR_ROLE_LEADER));
  add_role (self, "follower", ELECTOR_MARK_NONE, elector_role_to_text (ELECTOR_ROLE_FOLLOWER));
  add_role (self, "candidate", ELECTOR_MARK_QUESTION, elector_role_to_text (ELECTOR_ROLE_CANDIDATE));
  add_role (self, "crashed", ELECTOR_MARK_CROSS, elector_condition_to_text (ELECTOR_CONDITION_CRASHED));
  self->signals = g_signal_group_new (ELECTOR_TYPE_SIMULATION);
  g_signal_group_connect_swapped (self->signals, "moved", G_CALLBACK (moved_cb), self);
  g_signal_connect_object (self->signals, "bind", G_CALLBACK (moved_cb), self, G_CONNECT_SWAPPED);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Legend"), -1);
}

/* Explains what is to be seen of simulation, which may be NULL. */
void
elector_legend_set_simulation (ElectorLegend *self, ElectorSimulation *simulation)
{
  g_return_if_fail (ELECTOR_IS_LEGEND (self));

  g_signal_group_set_target (self->signals, simulation);
}

/* Whether it has a place of its own, where its lines begin at the side, and are as many as it takes for whole words.
 * Otherwise, and at first, they are centered, and the roles in one, their words shortened if it is not long enough. */
void
elector_legend_set_spread (ElectorLegend *self, gboolean spread)
{
  g_return_if_fail (ELECTOR_IS_LEGEND (self));

  self->spread = spread;
  for (GtkWidget *entry = gtk_widget_get_first_child (self->roles); entry != NULL;
       entry = gtk_widget_get_next_sibling (entry))
    gtk_label_set_ellipsize (GTK_LABEL (gtk_widget_get_last_child (entry)),
                             spread ? PANGO_ELLIPSIZE_NONE : PANGO_ELLIPSIZE_END);
}
