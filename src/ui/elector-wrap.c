/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/elector-wrap.h"

#include "ui/children.h"

struct _ElectorWrap
{
  GtkWidget parent_instance;

  int spacing;
  int line_spacing;
};

enum
{
  PROP_0,
  PROP_SPACING,
  PROP_LINE_SPACING,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (ElectorWrap, elector_wrap, GTK_TYPE_WIDGET)

/* --- Lines --- */

static void
get_width (GtkWidget *child, int *minimum, int *natural)
{
  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, minimum, natural, NULL, NULL);
}

/* What all children need in one line. */
static void
get_line_width (ElectorWrap *self, int *minimum, int *natural)
{
  *minimum = *natural = 0;
  for (GtkWidget *child = elector_children_get_first (GTK_WIDGET (self)); child != NULL;
       child = elector_children_get_next (child))
    {
      int one, other;

      get_width (child, &one, &other);
      *minimum += one + (child != elector_children_get_first (GTK_WIDGET (self)) ? self->spacing : 0);
      *natural += other + (child != elector_children_get_first (GTK_WIDGET (self)) ? self->spacing : 0);
    }
}

/* The end of the line that begins with a child: the first that comes after it, or NULL. Where there is more than one
 * line, a child is not made narrower than it wants to be, unless it has a line to itself. */
static GtkWidget *
find_line_end (ElectorWrap *self, GtkWidget *child, int width)
{
  int all, minimum, natural, used = 0;

  get_line_width (self, &all, &natural);
  if (all <= width)
    return NULL;
  get_width (child, &minimum, &used);
  for (child = elector_children_get_next (child); child != NULL; child = elector_children_get_next (child))
    {
      get_width (child, &minimum, &natural);
      used += self->spacing + natural;
      if (used > width)
        break;
    }
  return child;
}

/* Divides width among the children of a line, as a GtkBox does it. */
static GtkRequestedSize *
divide (ElectorWrap *self, GtkWidget *child, GtkWidget *end, int width, guint *n_children)
{
  g_autoptr (GArray) sizes = g_array_new (FALSE, FALSE, sizeof (GtkRequestedSize));
  guint n_expand = 0;

  for (; child != end; child = elector_children_get_next (child))
    {
      GtkRequestedSize size = { .data = child };

      get_width (child, &size.minimum_size, &size.natural_size);
      n_expand += gtk_widget_compute_expand (child, GTK_ORIENTATION_HORIZONTAL);
      width -= size.minimum_size + (sizes->len > 0 ? self->spacing : 0);
      g_array_append_val (sizes, size);
    }
  width = gtk_distribute_natural_allocation (MAX (0, width), sizes->len, (GtkRequestedSize *) sizes->data);
  for (guint i = 0; i < sizes->len && n_expand > 0; i++)
    {
      GtkRequestedSize *size = &g_array_index (sizes, GtkRequestedSize, i);
      int share;

      if (!gtk_widget_compute_expand (size->data, GTK_ORIENTATION_HORIZONTAL))
        continue;
      share = (width + (int) n_expand - 1) / (int) n_expand;
      size->minimum_size += share;
      width -= share;
      n_expand--;
    }
  *n_children = sizes->len;
  return (GtkRequestedSize *) g_array_free (g_steal_pointer (&sizes), FALSE);
}

static void
get_line_height (const GtkRequestedSize *sizes, guint n_children, int *minimum, int *natural)
{
  *minimum = *natural = 0;
  for (guint i = 0; i < n_children; i++)
    {
      int one, other;

      gtk_widget_measure (sizes[i].data, GTK_ORIENTATION_VERTICAL, sizes[i].minimum_size, &one, &other, NULL, NULL);
      *minimum = MAX (*minimum, one);
      *natural = MAX (*natural, other);
    }
}

/* --- The widget --- */

static GtkSizeRequestMode
elector_wrap_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
measure_height (ElectorWrap *self, int width, int *minimum, int *natural)
{
  GtkWidget *child = elector_children_get_first (GTK_WIDGET (self)), *end;
  int one, other;

  if (width < 0)
    get_line_width (self, &one, &width);
  for (*minimum = *natural = 0; child != NULL; child = end)
    {
      g_autofree GtkRequestedSize *sizes = NULL;
      guint n;

      end = find_line_end (self, child, width);
      sizes = divide (self, child, end, width, &n);
      get_line_height (sizes, n, &one, &other);
      *minimum += one + (end != NULL ? self->line_spacing : 0);
      *natural += other + (end != NULL ? self->line_spacing : 0);
    }
}

static void
elector_wrap_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                      int *minimum_baseline, int *natural_baseline)
{
  ElectorWrap *self = ELECTOR_WRAP (widget);

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      get_line_width (self, minimum, natural);
      *minimum = elector_children_get_narrowest (GTK_WIDGET (self));
    }
  else
    measure_height (self, for_size, minimum, natural);
}

static void
allocate_line (ElectorWrap *self, const GtkRequestedSize *sizes, guint n, const GtkAllocation *line)
{
  GtkAllocation place = *line;

  for (guint i = 0; i < n; i++)
    {
      GtkAllocation mirrored;

      place.width = sizes[i].minimum_size;
      mirrored = place;
      if (gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL)
        mirrored.x = line->width - place.x - place.width;
      gtk_widget_size_allocate (sizes[i].data, &mirrored, -1);
      place.x += place.width + self->spacing;
    }
}

/* A single line is as high as there is room for. */
static void
elector_wrap_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  ElectorWrap *self = ELECTOR_WRAP (widget);
  GtkWidget *child = elector_children_get_first (GTK_WIDGET (self)), *end;
  GtkAllocation line = { .width = width };

  for (; child != NULL; child = end)
    {
      g_autofree GtkRequestedSize *sizes = NULL;
      int minimum;
      guint n;

      end = find_line_end (self, child, width);
      sizes = divide (self, child, end, width, &n);
      get_line_height (sizes, n, &minimum, &line.height);
      if (child == elector_children_get_first (GTK_WIDGET (self)) && end == NULL)
        line.height = height;
      allocate_line (self, sizes, n, &line);
      line.y += line.height + self->line_spacing;
    }
}

static void
elector_wrap_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  ElectorWrap *self = ELECTOR_WRAP (object);

  switch (prop_id)
    {
    case PROP_SPACING:
      g_value_set_int (value, self->spacing);
      break;
    case PROP_LINE_SPACING:
      g_value_set_int (value, self->line_spacing);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
elector_wrap_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  ElectorWrap *self = ELECTOR_WRAP (object);

  switch (prop_id)
    {
    case PROP_SPACING:
      self->spacing = g_value_get_int (value);
      break;
    case PROP_LINE_SPACING:
      self->line_spacing = g_value_get_int (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
      return;
    }
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

static void
elector_wrap_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (elector_wrap_parent_class)->dispose (object);
}

static void
elector_wrap_class_init (ElectorWrapClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;

  object_class->dispose = elector_wrap_dispose;
  object_class->get_property = elector_wrap_get_property;
  object_class->set_property = elector_wrap_set_property;
  widget_class->get_request_mode = elector_wrap_get_request_mode;
  widget_class->measure = elector_wrap_measure;
  widget_class->size_allocate = elector_wrap_size_allocate;
  properties[PROP_SPACING] = g_param_spec_int ("spacing", NULL, NULL, 0, 256, 0, flags);
  properties[PROP_LINE_SPACING] = g_param_spec_int ("line-spacing", NULL, NULL, 0, 256, 0, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  gtk_widget_class_set_css_name (widget_class, "electorwrap");
}

static void
elector_wrap_init (ElectorWrap *self)
{
}
