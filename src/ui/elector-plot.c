/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/elector-plot.h"

#include "ui/plot-paint.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#define MINIMUM_WIDTH 240
#define NATURAL_WIDTH 700
#define MINIMUM_HEIGHT 320
#define NATURAL_HEIGHT 380
#define LEGEND_WIDTH_MIN 560 /* narrower plots have no room for a legend; the table below has the same colors */
#define REACH 40.0

struct _ElectorPlot
{
  GtkWidget parent_instance;

  ElectorPlotScene *scene; /* or NULL */
  ElectorPlotDescribe describe;
  gpointer user_data;
  ElectorPlotStyle style;
  GskRenderNode *picture; /* of all but the dot that is picked, or NULL: it has to be drawn anew */
  gboolean has_pick;
  ElectorPlotPick pick;
  char *reading; /* what is said of it */
};

G_DEFINE_FINAL_TYPE (ElectorPlot, elector_plot, GTK_TYPE_WIDGET)

enum
{
  SIGNAL_ACTIVATED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static gboolean
has_legend (ElectorPlot *self)
{
  return gtk_widget_get_width (GTK_WIDGET (self)) >= LEGEND_WIDTH_MIN;
}

/* Everything has to be laid out and drawn anew. */
void
elector_plot_refresh (ElectorPlot *self)
{
  g_return_if_fail (ELECTOR_IS_PLOT (self));
  g_clear_pointer (&self->picture, gsk_render_node_unref);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* --- Picking --- */

static void
update_label (ElectorPlot *self)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  self->reading != NULL ? self->reading : _("Plot; the table below says the same"),
                                  -1);
}

static void
set_pick (ElectorPlot *self, const ElectorPlotPick *pick)
{
  if (pick == NULL && !self->has_pick)
    return;
  if (pick != NULL && self->has_pick && pick->curve == self->pick.curve && pick->dot == self->pick.dot)
    return;
  g_clear_pointer (&self->reading, g_free);
  self->has_pick = pick != NULL;
  if (pick != NULL)
    {
      self->pick = *pick;
      self->reading = self->describe (pick, elector_plot_scene_get_dot (self->scene, pick)->id, self->user_data);
    }
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), pick != NULL ? "pointer" : NULL);
  update_label (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
pick_at (ElectorPlot *self, double x, double y)
{
  ElectorPlotPick pick;

  if (self->scene != NULL)
    set_pick (self, elector_plot_scene_find (self->scene, x, y, REACH, &pick) ? &pick : NULL);
}

static void
motion_cb (ElectorPlot *self, double x, double y)
{
  pick_at (self, x, y);
}

static void
leave_cb (ElectorPlot *self)
{
  if (!gtk_widget_has_focus (GTK_WIDGET (self)))
    set_pick (self, NULL);
}

static void
activate (ElectorPlot *self)
{
  if (self->has_pick)
    g_signal_emit (self, signals[SIGNAL_ACTIVATED], 0, elector_plot_scene_get_dot (self->scene, &self->pick)->id);
}

static void
released_cb (ElectorPlot *self, int n_press, double x, double y)
{
  pick_at (self, x, y);
  activate (self);
}

/* The first dot there is. */
static gboolean
pick_first (ElectorPlot *self)
{
  for (guint i = 0; self->scene != NULL && i < self->scene->curves->len; i++)
    {
      guint n = elector_plot_scene_get_curve (self->scene, i)->dots->len;

      if (n > 0)
        {
          set_pick (self, &(ElectorPlotPick) { i, n / 2 });
          return TRUE;
        }
    }
  return FALSE;
}

static gboolean
key_cb (ElectorPlot *self, guint key, guint code, GdkModifierType state)
{
  static const struct
  {
    guint key;
    ElectorDirection direction;
  } keys[] = { { GDK_KEY_Left, ELECTOR_DIRECTION_LEFT },
               { GDK_KEY_Right, ELECTOR_DIRECTION_RIGHT },
               { GDK_KEY_Up, ELECTOR_DIRECTION_UP },
               { GDK_KEY_Down, ELECTOR_DIRECTION_DOWN } };
  ElectorPlotPick pick = self->pick;

  if (self->scene == NULL || (state & gtk_accelerator_get_default_mod_mask ()) != 0)
    return FALSE;
  if (key == GDK_KEY_Return || key == GDK_KEY_KP_Enter || key == GDK_KEY_space)
    {
      activate (self);
      return TRUE;
    }
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    if (keys[i].key == key)
      {
        if (!self->has_pick)
          return pick_first (self);
        if (elector_plot_scene_move (self->scene, keys[i].direction, &pick))
          set_pick (self, &pick);
        return TRUE;
      }
  return FALSE;
}

static void
focus_cb (ElectorPlot *self)
{
  if (!gtk_widget_has_focus (GTK_WIDGET (self)))
    set_pick (self, NULL);
  else if (!self->has_pick)
    pick_first (self);
}

/* --- The widget --- */

static void
draw_picture (ElectorPlot *self, float width, float height)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  cairo_t *cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, width, height));

  elector_plot_place (self->scene, gtk_widget_get_pango_context (widget), (double) width, (double) height,
                      has_legend (self));
  elector_plot_paint (self->scene, cr, gtk_widget_get_pango_context (widget), &self->style, has_legend (self));
  cairo_destroy (cr);
  self->picture = gtk_snapshot_free_to_node (snapshot);
}

static void
elector_plot_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  ElectorPlot *self = ELECTOR_PLOT (widget);
  float width = (float) gtk_widget_get_width (widget), height = (float) gtk_widget_get_height (widget);
  cairo_t *cr;

  if (self->scene == NULL)
    return;
  if (self->picture == NULL)
    draw_picture (self, width, height);
  if (self->picture != NULL)
    gtk_snapshot_append_node (snapshot, self->picture);
  if (!self->has_pick)
    return;
  cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, width, height));
  elector_plot_paint_pick (self->scene, cr, gtk_widget_get_pango_context (widget), &self->style, &self->pick,
                           self->reading);
  cairo_destroy (cr);
}

static void
elector_plot_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  elector_plot_refresh (ELECTOR_PLOT (widget));
}

static void
elector_plot_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                      int *minimum_baseline, int *natural_baseline)
{
  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? MINIMUM_WIDTH : MINIMUM_HEIGHT;
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? NATURAL_WIDTH : NATURAL_HEIGHT;
}

static void
elector_plot_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  ElectorPlot *self = ELECTOR_PLOT (widget);

  GTK_WIDGET_CLASS (elector_plot_parent_class)->css_changed (widget, change);
  elector_plot_style_load (&self->style, widget);
  elector_plot_refresh (self);
}

static void
elector_plot_finalize (GObject *object)
{
  ElectorPlot *self = ELECTOR_PLOT (object);

  g_clear_pointer (&self->scene, elector_plot_scene_free);
  g_clear_pointer (&self->picture, gsk_render_node_unref);
  g_free (self->reading);
  G_OBJECT_CLASS (elector_plot_parent_class)->finalize (object);
}

static void
elector_plot_class_init (ElectorPlotClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = elector_plot_finalize;
  widget_class->measure = elector_plot_measure;
  widget_class->size_allocate = elector_plot_size_allocate;
  widget_class->snapshot = elector_plot_snapshot;
  widget_class->css_changed = elector_plot_css_changed;
  signals[SIGNAL_ACTIVATED] = g_signal_new ("activated", ELECTOR_TYPE_PLOT, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                            G_TYPE_NONE, 1, G_TYPE_UINT64);
  gtk_widget_class_set_css_name (widget_class, "electorplot");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
elector_plot_init (ElectorPlot *self)
{
  GtkEventController *motion = gtk_event_controller_motion_new (), *keys = gtk_event_controller_key_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  g_signal_connect_swapped (motion, "motion", G_CALLBACK (motion_cb), self);
  g_signal_connect_swapped (motion, "leave", G_CALLBACK (leave_cb), self);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_cb), self);
  g_signal_connect_swapped (click, "released", G_CALLBACK (released_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
  g_signal_connect (self, "notify::has-focus", G_CALLBACK (focus_cb), NULL);
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  update_label (self);
}

/* Shows a scene, which is taken over; NULL shows nothing. user_data is borrowed. */
void
elector_plot_set_scene (ElectorPlot *self, ElectorPlotScene *scene, ElectorPlotDescribe describe, gpointer user_data)
{
  g_return_if_fail (ELECTOR_IS_PLOT (self));
  set_pick (self, NULL);
  g_clear_pointer (&self->scene, elector_plot_scene_free);
  self->scene = scene;
  self->describe = describe;
  self->user_data = user_data;
  elector_plot_refresh (self);
}

/* Borrowed, or NULL. Whoever places it anew calls elector_plot_refresh(). */
ElectorPlotScene *
elector_plot_get_scene (ElectorPlot *self)
{
  g_return_val_if_fail (ELECTOR_IS_PLOT (self), NULL);
  return self->scene;
}

/* What is said of the dot that is picked, or NULL. */
const char *
elector_plot_get_reading (ElectorPlot *self)
{
  g_return_val_if_fail (ELECTOR_IS_PLOT (self), NULL);
  return self->reading;
}
