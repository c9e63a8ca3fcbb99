/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/elector-branch-lines.h"

#define STEP 18
#define DOT_RADIUS 5.0
#define LINE_WIDTH 2.0

/* Branches that depart from branches more often than this are drawn no further to the side. */
#define DEPTH_MAX 8

struct _ElectorBranchLines
{
  GtkWidget parent_instance;

  guint depth;
  gboolean passes[DEPTH_MAX + 1]; /* by depth: a line to a later branch of that depth passes by */
  gboolean has_children;
  gboolean current;
};

G_DEFINE_FINAL_TYPE (ElectorBranchLines, elector_branch_lines, GTK_TYPE_WIDGET)

static void
elector_branch_lines_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                              int *minimum_baseline, int *natural_baseline)
{
  guint depth = MIN (ELECTOR_BRANCH_LINES (widget)->depth, DEPTH_MAX);

  *minimum = *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? (int) (depth + 1) * STEP : STEP;
}

static void
draw_lines (ElectorBranchLines *self, cairo_t *cr, double height)
{
  guint depth = MIN (self->depth, DEPTH_MAX);
  double x = (depth + 0.5) * STEP, middle = height / 2;

  /* A branch of depth d comes down in the column of its parent, d - 1. */
  for (guint d = 1; d <= depth; d++)
    if (self->passes[d])
      {
        cairo_move_to (cr, (d - 0.5) * STEP, 0);
        cairo_line_to (cr, (d - 0.5) * STEP, height);
      }
  if (depth > 0)
    {
      cairo_move_to (cr, x - STEP, 0);
      cairo_curve_to (cr, x - STEP, middle, x - STEP, middle, x - DOT_RADIUS, middle);
    }
  if (self->has_children)
    {
      cairo_move_to (cr, x, middle + DOT_RADIUS);
      cairo_line_to (cr, x, height);
    }
  cairo_stroke (cr);
}

static void
elector_branch_lines_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  ElectorBranchLines *self = ELECTOR_BRANCH_LINES (widget);
  int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  cairo_t *cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height));
  GdkRGBA color;

  if (gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL)
    {
      cairo_translate (cr, width, 0);
      cairo_scale (cr, -1, 1);
    }
  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &color);
  cairo_set_line_width (cr, LINE_WIDTH);
  cairo_set_source_rgba (cr, color.red, color.green, color.blue, color.alpha * 0.45f);
  draw_lines (self, cr, height);

  cairo_arc (cr, (MIN (self->depth, DEPTH_MAX) + 0.5) * STEP, height / 2.0, DOT_RADIUS - LINE_WIDTH / 2, 0, 2 * G_PI);
  gdk_cairo_set_source_rgba (cr, &color);
  if (self->current)
    cairo_fill_preserve (cr);
  cairo_stroke (cr);
  cairo_destroy (cr);
}

static void
elector_branch_lines_class_init (ElectorBranchLinesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->measure = elector_branch_lines_measure;
  widget_class->snapshot = elector_branch_lines_snapshot;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
elector_branch_lines_init (ElectorBranchLines *self)
{
}

/* The lines in front of branch, which is one of branches. */
void
elector_branch_lines_show (ElectorBranchLines *self, ElectorBranches *branches, ElectorBranch *branch)
{
  guint n = elector_branches_get_n (branches), i = 0;
  guint limit;

  while (i < n && elector_branches_get (branches, i) != branch)
    i++;
  self->depth = elector_branch_get_depth (branch);
  self->current = branch == elector_branches_get_current (branches);
  self->has_children = i + 1 < n && elector_branch_get_parent (elector_branches_get (branches, i + 1)) == branch;
  for (guint d = 0; d <= DEPTH_MAX; d++)
    self->passes[d] = FALSE;

  /* A later branch of some depth is reached by a line from here on if none of a smaller depth comes before it. */
  limit = self->depth;
  for (i = i + 1; i < n && limit > 0; i++)
    {
      guint depth = elector_branch_get_depth (elector_branches_get (branches, i));

      if (depth <= limit && depth <= DEPTH_MAX)
        self->passes[depth] = TRUE;
      if (depth <= limit)
        limit = depth > 0 ? depth - 1 : 0;
    }
  gtk_widget_queue_resize (GTK_WIDGET (self));
}
