/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/elector-fold.h"

#include <string.h>

/* In a window of 360 pixels so much is left between its borders, and some more. */
#define NARROWEST 320

struct _ElectorFold
{
  AdwBin parent_instance;

  int breaks[ELECTOR_FOLD_MAX_BREAKS];
  guint n_breaks;
  int needs[ELECTOR_FOLD_MAX_BREAKS + 1]; /* what the child needed at a level, when it was last there */
  guint level;
  guint next; /* the level of the width that there is now */
  gboolean settled; /* the level has been told since the breaks were set */
  gboolean pending; /* next has to be told */
  GdkFrameClock *clock; /* while realized */
};

enum
{
  PROP_0,
  PROP_LEVEL,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (ElectorFold, elector_fold, ADW_TYPE_BIN)

static int
get_minimum_width (GtkWidget *child)
{
  int minimum;

  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  return minimum;
}

static guint
find_level (ElectorFold *self, int width)
{
  guint level = 0;

  while (level < self->n_breaks && width >= MAX (self->breaks[level], self->needs[level + 1]))
    level++;
  return level;
}

/* Where sizes are given out nothing may be rearranged. Once they are given out, it may: if it has to be done again
 * then, the clock does so before anything is drawn. */
static void
settle (ElectorFold *self)
{
  if (!self->pending)
    return;
  self->pending = FALSE;
  self->settled = TRUE;
  self->level = self->next;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LEVEL]);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

static void
elector_fold_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                      int *minimum_baseline, int *natural_baseline)
{
  ElectorFold *self = ELECTOR_FOLD (widget);
  GtkWidget *child = adw_bin_get_child (ADW_BIN (self));

  if (child == NULL)
    return;
  if (orientation == GTK_ORIENTATION_VERTICAL && for_size >= 0)
    for_size = MAX (for_size, get_minimum_width (child));
  gtk_widget_measure (child, orientation, for_size, minimum, natural, minimum_baseline, natural_baseline);
  if (orientation == GTK_ORIENTATION_HORIZONTAL && self->level > 0)
    *minimum = MIN (*minimum, NARROWEST);
}

/* A child that is about to be rearranged keeps its size until then: its owner may want to know it. */
static void
elector_fold_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  ElectorFold *self = ELECTOR_FOLD (widget);
  GtkWidget *child = adw_bin_get_child (ADW_BIN (self));
  int needed, needed_height;

  if (child == NULL)
    return;
  needed = get_minimum_width (child);
  self->needs[self->level] = needed;
  self->next = find_level (self, width);
  self->pending = !self->settled || self->level != self->next;
  if (self->pending && self->clock != NULL)
    {
      gdk_frame_clock_request_phase (self->clock, GDK_FRAME_CLOCK_PHASE_LAYOUT);
      if (self->settled)
        return;
    }
  gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, MAX (width, needed), &needed_height, NULL, NULL, NULL);
  gtk_widget_allocate (child, MAX (width, needed), MAX (height, needed_height), baseline, NULL);
}

static void
elector_fold_realize (GtkWidget *widget)
{
  ElectorFold *self = ELECTOR_FOLD (widget);

  GTK_WIDGET_CLASS (elector_fold_parent_class)->realize (widget);
  self->clock = gtk_widget_get_frame_clock (widget);
  g_signal_connect_object (self->clock, "layout", G_CALLBACK (settle), self, G_CONNECT_SWAPPED | G_CONNECT_AFTER);
}

static void
elector_fold_unrealize (GtkWidget *widget)
{
  ElectorFold *self = ELECTOR_FOLD (widget);

  g_signal_handlers_disconnect_by_func (self->clock, settle, self);
  self->clock = NULL;
  GTK_WIDGET_CLASS (elector_fold_parent_class)->unrealize (widget);
}

static void
elector_fold_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_LEVEL:
      g_value_set_uint (value, elector_fold_get_level (ELECTOR_FOLD (object)));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
elector_fold_class_init (ElectorFoldClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = elector_fold_get_property;
  widget_class->measure = elector_fold_measure;
  widget_class->size_allocate = elector_fold_size_allocate;
  widget_class->realize = elector_fold_realize;
  widget_class->unrealize = elector_fold_unrealize;
  properties[PROP_LEVEL] = g_param_spec_uint ("level", NULL, NULL, 0, ELECTOR_FOLD_MAX_BREAKS, 0,
                                              G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
elector_fold_init (ElectorFold *self)
{
  gtk_widget_set_layout_manager (GTK_WIDGET (self), NULL); /* the bin's own would bypass size_allocate() */
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}

/* The widths in pixels where the levels begin, ascending; at most ELECTOR_FOLD_MAX_BREAKS, and always as many. At
 * first the fold is at the highest level. When it has been given a size it tells its level, whether that is another or
 * not. */
void
elector_fold_set_breaks (ElectorFold *self, guint n_breaks, const int *breaks)
{
  g_return_if_fail (ELECTOR_IS_FOLD (self));
  g_return_if_fail (n_breaks <= ELECTOR_FOLD_MAX_BREAKS);
  g_return_if_fail (self->n_breaks == 0 || self->n_breaks == n_breaks);

  memcpy (self->breaks, breaks, n_breaks * sizeof *breaks);
  memset (self->needs, 0, sizeof self->needs);
  if (!self->settled)
    self->level = self->next = n_breaks;
  self->n_breaks = n_breaks;
  self->settled = FALSE;
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

/* How many breaks are not wider than the fold. */
guint
elector_fold_get_level (ElectorFold *self)
{
  g_return_val_if_fail (ELECTOR_IS_FOLD (self), 0);
  return self->level;
}
