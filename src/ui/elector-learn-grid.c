/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/elector-learn-grid.h"

#include "ui/children.h"

struct _ElectorLearnGrid
{
  GtkWidget parent_instance;

  int max_columns;
  int column_width;
  int spacing;
};

G_DEFINE_FINAL_TYPE (ElectorLearnGrid, elector_learn_grid, GTK_TYPE_WIDGET)

enum
{
  PROP_MAX_COLUMNS = 1,
  PROP_COLUMN_WIDTH,
  PROP_SPACING,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static int
count_children (ElectorLearnGrid *self)
{
  int n_children = 0;

  for (GtkWidget *child = elector_children_get_first (GTK_WIDGET (self)); child != NULL;
       child = elector_children_get_next (child))
    n_children++;
  return n_children;
}

static int
natural_width (ElectorLearnGrid *self)
{
  int n_columns = MIN (self->max_columns, count_children (self));

  return MAX (0, n_columns * (self->column_width + self->spacing) - self->spacing);
}

static int
columns_for_width (ElectorLearnGrid *self, int width, int n_children)
{
  int cell = MAX (self->column_width, elector_children_get_narrowest (GTK_WIDGET (self)));
  int n_columns = (width + self->spacing) / MAX (1, cell + self->spacing);

  return CLAMP (n_columns, 1, MAX (1, MIN (self->max_columns, n_children)));
}

/* Where cell number i of n_cells in a row of this width begins; rounding leaves no gap at the end. */
static int
cell_start (ElectorLearnGrid *self, int width, int n_cells, int i)
{
  return i * (width + self->spacing) / n_cells;
}

static int
cell_width (ElectorLearnGrid *self, int width, int n_cells, int i)
{
  return cell_start (self, width, n_cells, i + 1) - cell_start (self, width, n_cells, i) - self->spacing;
}

static int
row_height (ElectorLearnGrid *self, GtkWidget *child, int width, int n_cells)
{
  int height = 0;

  for (int i = 0; i < n_cells; i++, child = elector_children_get_next (child))
    {
      int minimum;

      gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, cell_width (self, width, n_cells, i),
                          &minimum, NULL, NULL, NULL);
      height = MAX (height, minimum);
    }
  return height;
}

static GtkWidget *
allocate_row (ElectorLearnGrid *self, GtkWidget *child, int width, int n_cells, int y, int height)
{
  gboolean mirrored = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;

  for (int i = 0; i < n_cells; i++, child = elector_children_get_next (child))
    {
      GtkAllocation cell = {
        cell_start (self, width, n_cells, i), y, cell_width (self, width, n_cells, i), height
      };

      if (mirrored)
        cell.x = width - cell.x - cell.width;
      gtk_widget_size_allocate (child, &cell, -1);
    }
  return child;
}

/* Walks the rows, places their children if asked to, and returns the height of all rows together. */
static int
lay_out (ElectorLearnGrid *self, int width, gboolean allocate)
{
  int n_left = count_children (self);
  int n_columns = columns_for_width (self, width, n_left);
  GtkWidget *child = elector_children_get_first (GTK_WIDGET (self));
  int y = 0;

  while (n_left > 0)
    {
      int n_cells = MIN (n_columns, n_left);
      int height = row_height (self, child, width, n_cells);

      if (allocate)
        child = allocate_row (self, child, width, n_cells, y, height);
      else
        for (int i = 0; i < n_cells; i++)
          child = elector_children_get_next (child);
      n_left -= n_cells;
      y += height + self->spacing;
    }
  return MAX (0, y - self->spacing);
}

static GtkSizeRequestMode
elector_learn_grid_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
elector_learn_grid_measure (GtkWidget *widget, GtkOrientation orientation, int for_size,
                            int *minimum, int *natural, int *minimum_baseline, int *natural_baseline)
{
  ElectorLearnGrid *self = ELECTOR_LEARN_GRID (widget);
  int narrowest = elector_children_get_narrowest (GTK_WIDGET (self));
  int wanted = MAX (narrowest, natural_width (self));

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = narrowest;
      *natural = wanted;
    }
  else
    *minimum = *natural = lay_out (self, for_size >= 0 ? MAX (for_size, narrowest) : wanted, FALSE);
}

static void
elector_learn_grid_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  lay_out (ELECTOR_LEARN_GRID (widget), width, TRUE);
}

static void
elector_learn_grid_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  ElectorLearnGrid *self = ELECTOR_LEARN_GRID (object);

  switch (id)
    {
    case PROP_MAX_COLUMNS:
      self->max_columns = g_value_get_int (value);
      break;
    case PROP_COLUMN_WIDTH:
      self->column_width = g_value_get_int (value);
      break;
    case PROP_SPACING:
      self->spacing = g_value_get_int (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
      return;
    }
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

static void
elector_learn_grid_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  ElectorLearnGrid *self = ELECTOR_LEARN_GRID (object);

  switch (id)
    {
    case PROP_MAX_COLUMNS:
      g_value_set_int (value, self->max_columns);
      break;
    case PROP_COLUMN_WIDTH:
      g_value_set_int (value, self->column_width);
      break;
    case PROP_SPACING:
      g_value_set_int (value, self->spacing);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
elector_learn_grid_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (elector_learn_grid_parent_class)->dispose (object);
}

static void
elector_learn_grid_class_init (ElectorLearnGridClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_CONSTRUCT | G_PARAM_STATIC_STRINGS;

  object_class->set_property = elector_learn_grid_set_property;
  object_class->get_property = elector_learn_grid_get_property;
  object_class->dispose = elector_learn_grid_dispose;
  widget_class->get_request_mode = elector_learn_grid_get_request_mode;
  widget_class->measure = elector_learn_grid_measure;
  widget_class->size_allocate = elector_learn_grid_size_allocate;

  properties[PROP_MAX_COLUMNS] = g_param_spec_int ("max-columns", NULL, NULL, 1, 12, 3, flags);
  properties[PROP_COLUMN_WIDTH] = g_param_spec_int ("column-width", NULL, NULL, 1, 4096, 240, flags);
  properties[PROP_SPACING] = g_param_spec_int ("spacing", NULL, NULL, 0, 256, 12, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_css_name (widget_class, "learngrid");
}

static void
elector_learn_grid_init (ElectorLearnGrid *self)
{
}
