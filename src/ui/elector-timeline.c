/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/elector-timeline.h"

#include "core/units.h"
#include "ui/timeline-picture.h"
#include "ui/timeline-pointer.h"
#include "ui/timeline-words.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define MIN_WIDTH 260
#define MIN_HEIGHT 84
#define NATURAL_HEIGHT 150

/* Where the cursor stays while time runs on, and how far it may go otherwise, as shares of the width. */
#define FOLLOW_PLACE 0.8
#define KEEP_PLACE 0.97

#define ZOOM_STEP 1.6

/* How much of what led to a message, and of what it led to, is lit. */
#define MAX_RELATED 256u

/* How visible the other messages are then. */
#define PALE 0.22

struct _ElectorTimeline
{
  GtkWidget parent_instance;

  ElectorSimulation *simulation;
  GSignalGroup *signals;
  GtkWidget *tools; /* zoom and fit, above the ruler's end */

  ElectorTimelineScene scene;
  ElectorTimelinePicture picture;
  ElectorTimelinePointer pointer;
  gboolean following; /* the cursor is kept in view while time runs on */

  /* What was drawn last, and of what */
  guint drawn_length;
  ElectorTime drawn_end;
  ElectorTime drawn_start;
  double drawn_scale;
  gboolean stale;
  GskRenderNode *ground;
  GskRenderNode *arrows;

  GArray *related; /* of guint32: the message under the pointer, its causes and effects; empty: there is none */
  ElectorTime told_time; /* to a screen reader */
};

G_DEFINE_FINAL_TYPE (ElectorTimeline, elector_timeline, GTK_TYPE_WIDGET)

enum
{
  PROP_SIMULATION = 1,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

/* --- What is drawn --- */

static ElectorTrace *
get_trace (ElectorTimeline *self)
{
  return self->simulation != NULL ? elector_simulation_get_trace (self->simulation) : NULL;
}

static void
forget_drawn (ElectorTimeline *self)
{
  self->stale = TRUE;
  g_clear_pointer (&self->ground, gsk_render_node_unref);
  g_clear_pointer (&self->arrows, gsk_render_node_unref);
}

/* Moves so that the cursor is in view, unless one looks elsewhere, or there is no view yet. */
static void
reveal_cursor (ElectorTimeline *self)
{
  gboolean playing = elector_simulation_get_playing (self->simulation);

  if (self->scene.n_nodes > 0 && !self->pointer.dragging && (self->following || !playing))
    elector_timeline_scene_reveal (&self->scene, elector_simulation_get_time (self->simulation), FOLLOW_PLACE,
                                   playing ? FOLLOW_PLACE : KEEP_PLACE);
}

/* Whether anything that was looked at is another now. What is added behind the right edge is not seen. */
static gboolean
is_stale (ElectorTimeline *self, ElectorTrace *trace)
{
  ElectorTime end = elector_trace_get_end (trace)->time;

  if (self->stale || self->drawn_start != self->scene.start || self->drawn_scale != self->scene.usec_per_pixel)
    return TRUE;
  if (self->drawn_length == elector_trace_get_length (trace) && self->drawn_end == end)
    return FALSE;
  return self->drawn_end <= elector_timeline_scene_get_time (&self->scene, self->scene.width);
}

/* Looks at the trace again if need be. Returns FALSE when there is nothing to see. */
static gboolean
update_scene (ElectorTimeline *self)
{
  ElectorTrace *trace = get_trace (self);
  int width = gtk_widget_get_width (GTK_WIDGET (self)), height = gtk_widget_get_height (GTK_WIDGET (self));
  guint n_nodes;

  if (trace == NULL || width <= 0)
    return FALSE;
  n_nodes = elector_trace_get_config (trace)->n_nodes;
  if (self->scene.n_nodes != n_nodes || self->scene.width != width || self->scene.height != height)
    {
      elector_timeline_scene_set_size (&self->scene, n_nodes, width, height);
      if (self->following)
        reveal_cursor (self);
      forget_drawn (self);
    }
  if (!is_stale (self, trace))
    return TRUE;
  forget_drawn (self);
  elector_timeline_scene_update (&self->scene, elector_trace_get_history (trace));
  self->stale = FALSE;
  self->drawn_start = self->scene.start;
  self->drawn_scale = self->scene.usec_per_pixel;
  self->drawn_length = elector_trace_get_length (trace);
  self->drawn_end = self->scene.end;
  return TRUE;
}

static void
draw (ElectorTimeline *self, const ElectorProtocol *protocol)
{
  GtkSnapshot *snapshot;

  if (self->ground == NULL)
    {
      snapshot = gtk_snapshot_new ();
      elector_timeline_picture_snapshot_ground (&self->picture, snapshot, &self->scene, protocol);
      self->ground = gtk_snapshot_free_to_node (snapshot);
    }
  if (self->arrows == NULL && self->scene.arrows->len > 0)
    {
      snapshot = gtk_snapshot_new ();
      elector_timeline_picture_snapshot_arrows (&self->picture, snapshot, &self->scene, protocol,
                                                (const ElectorTimelineArrow *) (gpointer) self->scene.arrows->data,
                                                self->scene.arrows->len, FALSE);
      self->arrows = gtk_snapshot_free_to_node (snapshot);
    }
}

/* The messages under the pointer, or the one that has just arrived where the cursor is. */
static void
snapshot_related (ElectorTimeline *self, GtkSnapshot *snapshot, ElectorTrace *trace)
{
  const ElectorHistory *history = elector_trace_get_history (trace);
  g_autoptr (GArray) arrows = g_array_new (FALSE, FALSE, sizeof (ElectorTimelineArrow));
  guint position = elector_simulation_get_position (self->simulation);

  for (guint i = 0; i < self->related->len; i++)
    {
      ElectorTimelineArrow arrow = elector_timeline_scene_get_arrow (&self->scene, history,
                                                                     g_array_index (self->related, guint32, i));

      g_array_append_val (arrows, arrow);
    }
  if (arrows->len == 0 && position > 0 && !elector_simulation_get_playing (self->simulation))
    {
      guint sent = elector_history_find_sent (history, elector_trace_find_event (trace, position - 1));

      if (sent != ELECTOR_HISTORY_NONE)
        {
          ElectorTimelineArrow arrow = elector_timeline_scene_get_arrow (&self->scene, history, sent);

          g_array_append_val (arrows, arrow);
        }
    }
  elector_timeline_picture_snapshot_arrows (&self->picture, snapshot, &self->scene,
                                            elector_trace_get_config (trace)->protocol,
                                            (const ElectorTimelineArrow *) (gpointer) arrows->data, arrows->len, TRUE);
}

static void
elector_timeline_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  ElectorTimeline *self = ELECTOR_TIMELINE (widget);
  ElectorTrace *trace = get_trace (self);

  if (update_scene (self))
    {
      draw (self, elector_trace_get_config (trace)->protocol);
      if (self->ground != NULL)
        gtk_snapshot_append_node (snapshot, self->ground);
      if (self->related->len > 0)
        gtk_snapshot_push_opacity (snapshot, PALE);
      if (self->arrows != NULL)
        gtk_snapshot_append_node (snapshot, self->arrows);
      if (self->related->len > 0)
        gtk_snapshot_pop (snapshot);
      elector_timeline_picture_snapshot_cursor (&self->picture, snapshot, &self->scene,
                                                elector_simulation_get_time (self->simulation));
      snapshot_related (self, snapshot, trace);
    }
  gtk_widget_snapshot_child (widget, self->tools, snapshot);
}

/* --- What a screen reader says --- */

static void
update_accessible (ElectorTimeline *self)
{
  ElectorTime time = elector_simulation_get_time (self->simulation);
  g_autofree char *clock = elector_format_clock (time);
  g_autofree char *headline = elector_moment_format_headline (elector_simulation_get_moment (self->simulation));
  /* Translators: a time, and who is in charge then */
  g_autofree char *text = g_strdup_printf (_("%s: %s"), clock, headline);
  /* Translators: the name of the timeline, then a time and who is in charge then */
  g_autofree char *label = g_strdup_printf (_("Timeline, %s"), text);

  if (time == self->told_time)
    return;
  self->told_time = time;
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_NOW, (double) time / ELECTOR_SEC,
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_MAX,
                                  (double) elector_trace_get_end (get_trace (self))->time / ELECTOR_SEC,
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, text, -1);
}

/* --- Time --- */

static void
moved_cb (ElectorTimeline *self)
{
  if (!elector_simulation_get_playing (self->simulation))
    update_accessible (self);
  reveal_cursor (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
playing_cb (ElectorTimeline *self)
{
  self->following = TRUE;
  if (!elector_simulation_get_playing (self->simulation))
    update_accessible (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
trace_cb (ElectorTimeline *self)
{
  g_array_set_size (self->related, 0);
  elector_timeline_scene_forget (&self->scene);
  self->told_time = -1;
  self->scene.end = elector_trace_get_end (get_trace (self))->time;
  forget_drawn (self);
  if (self->scene.n_nodes > 0)
    elector_timeline_scene_pan (&self->scene, 0);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* What is seen was changed by hand: whether the cursor is kept in view depends on whether it is. */
static void
view_changed (ElectorTimeline *self)
{
  double x = 0;

  if (self->simulation != NULL)
    x = elector_timeline_scene_get_x (&self->scene, elector_simulation_get_time (self->simulation));
  self->following = x >= self->scene.left && x <= self->scene.width;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* --- The pointer --- */

static void
related_cb (guint sent, gpointer user_data)
{
  ElectorTimeline *self = user_data;
  const ElectorHistory *history = elector_trace_get_history (get_trace (self));

  if (self->related->len == 0 ? sent == ELECTOR_HISTORY_NONE : g_array_index (self->related, guint32, 0) == sent)
    return;
  g_array_set_size (self->related, 0);
  if (sent != ELECTOR_HISTORY_NONE)
    {
      guint32 position = sent;
      g_autoptr (GArray) effects = g_array_new (FALSE, FALSE, sizeof (guint32));

      g_array_append_val (self->related, position);
      elector_history_add_causes (history, sent, self->related, MAX_RELATED);
      elector_history_add_effects (history, sent, effects, MAX_RELATED);
      g_array_append_vals (self->related, effects->data, effects->len);
    }
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
view_changed_cb (gpointer user_data)
{
  view_changed (user_data);
}

static gboolean
query_tooltip_cb (GtkWidget *widget, int x, int y, gboolean keyboard, GtkTooltip *tooltip, gpointer user_data)
{
  ElectorTimeline *self = ELECTOR_TIMELINE (widget);
  ElectorTimelineHit hit;
  g_autofree char *text = NULL;

  if (keyboard || self->pointer.dragging || !update_scene (self) || gtk_widget_pick (widget, x, y, 0) != widget)
    return FALSE;
  hit = elector_timeline_scene_hit (&self->scene, x, y);
  text = elector_timeline_hit_format (&hit, &self->scene, elector_trace_get_history (get_trace (self)), x);
  if (text == NULL)
    return FALSE;
  gtk_tooltip_set_text (tooltip, text);
  gtk_tooltip_set_tip_area (tooltip, &(GdkRectangle) { x - 4, y - 4, 8, 8 });
  return TRUE;
}

/* --- Actions --- */

/* Zooms where the cursor is, or around the middle. */
static void
zoom (ElectorTimeline *self, double factor)
{
  double x;

  if (self->simulation == NULL)
    return;
  x = elector_timeline_scene_get_x (&self->scene, elector_simulation_get_time (self->simulation));
  if (x < self->scene.left || x > self->scene.width)
    x = (self->scene.left + self->scene.width) / 2;
  elector_timeline_scene_zoom (&self->scene, x, factor);
  view_changed (self);
}

static void
zoom_in_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  zoom (ELECTOR_TIMELINE (widget), ZOOM_STEP);
}

static void
zoom_out_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  zoom (ELECTOR_TIMELINE (widget), 1 / ZOOM_STEP);
}

static void
fit_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ElectorTimeline *self = ELECTOR_TIMELINE (widget);

  if (self->simulation == NULL)
    return;
  elector_timeline_scene_fit (&self->scene, elector_trace_get_end (get_trace (self))->time);
  view_changed (self);
}

static void
page_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ElectorTimeline *self = ELECTOR_TIMELINE (widget);

  elector_timeline_scene_pan (&self->scene,
                              g_variant_get_int32 (parameter) * (self->scene.width - self->scene.left) / 2);
  view_changed (self);
}

static void
install_actions (GtkWidgetClass *klass)
{
  static const guint keys_in[] = { GDK_KEY_plus, GDK_KEY_KP_Add, GDK_KEY_equal };
  static const guint keys_out[] = { GDK_KEY_minus, GDK_KEY_KP_Subtract };

  gtk_widget_class_install_action (klass, "timeline.zoom-in", NULL, zoom_in_action);
  gtk_widget_class_install_action (klass, "timeline.zoom-out", NULL, zoom_out_action);
  gtk_widget_class_install_action (klass, "timeline.fit", NULL, fit_action);
  gtk_widget_class_install_action (klass, "timeline.page", "i", page_action);
  for (gsize i = 0; i < G_N_ELEMENTS (keys_in); i++)
    gtk_widget_class_add_binding_action (klass, keys_in[i], 0, "timeline.zoom-in", NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (keys_out); i++)
    gtk_widget_class_add_binding_action (klass, keys_out[i], 0, "timeline.zoom-out", NULL);
  gtk_widget_class_add_binding_action (klass, GDK_KEY_0, 0, "timeline.fit", NULL);
  gtk_widget_class_add_binding_action (klass, GDK_KEY_KP_0, 0, "timeline.fit", NULL);
  gtk_widget_class_add_binding_action (klass, GDK_KEY_Page_Up, 0, "timeline.page", "i", -1);
  gtk_widget_class_add_binding_action (klass, GDK_KEY_Page_Down, 0, "timeline.page", "i", 1);
}

/* --- The widget --- */

static void
elector_timeline_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                          int *minimum_baseline, int *natural_baseline)
{
  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? MIN_WIDTH : MIN_HEIGHT;
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? MIN_WIDTH : NATURAL_HEIGHT;
}

static void
elector_timeline_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  ElectorTimeline *self = ELECTOR_TIMELINE (widget);
  GtkRequisition size;

  gtk_widget_get_preferred_size (self->tools, NULL, &size);
  gtk_widget_size_allocate (self->tools,
                            &(GtkAllocation) { MAX (0, width - size.width), 0, size.width, size.height }, -1);
}

static void
elector_timeline_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  ElectorTimeline *self = ELECTOR_TIMELINE (widget);

  GTK_WIDGET_CLASS (elector_timeline_parent_class)->css_changed (widget, change);
  elector_timeline_picture_clear (&self->picture);
  elector_palette_load (&self->picture.palette, widget);
  forget_drawn (self);
  gtk_widget_queue_draw (widget);
}

static void
scale_factor_cb (ElectorTimeline *self)
{
  elector_timeline_picture_clear (&self->picture);
  forget_drawn (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
elector_timeline_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  if (id == PROP_SIMULATION)
    elector_timeline_set_simulation (ELECTOR_TIMELINE (object), g_value_get_object (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
elector_timeline_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_SIMULATION)
    g_value_set_object (value, ELECTOR_TIMELINE (object)->simulation);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
elector_timeline_dispose (GObject *object)
{
  ElectorTimeline *self = ELECTOR_TIMELINE (object);

  elector_timeline_set_simulation (self, NULL);
  g_clear_pointer (&self->tools, gtk_widget_unparent);
  elector_timeline_picture_clear (&self->picture);
  forget_drawn (self);
  G_OBJECT_CLASS (elector_timeline_parent_class)->dispose (object);
}

static void
elector_timeline_finalize (GObject *object)
{
  ElectorTimeline *self = ELECTOR_TIMELINE (object);

  g_clear_object (&self->signals);
  g_clear_pointer (&self->related, g_array_unref);
  elector_timeline_scene_clear (&self->scene);
  G_OBJECT_CLASS (elector_timeline_parent_class)->finalize (object);
}

static void
elector_timeline_class_init (ElectorTimelineClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->set_property = elector_timeline_set_property;
  object_class->get_property = elector_timeline_get_property;
  object_class->dispose = elector_timeline_dispose;
  object_class->finalize = elector_timeline_finalize;
  widget_class->measure = elector_timeline_measure;
  widget_class->size_allocate = elector_timeline_size_allocate;
  widget_class->snapshot = elector_timeline_snapshot;
  widget_class->css_changed = elector_timeline_css_changed;

  properties[PROP_SIMULATION] = g_param_spec_object ("simulation", NULL, NULL, ELECTOR_TYPE_SIMULATION, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  install_actions (widget_class);
  gtk_widget_class_set_css_name (widget_class, "electortimeline");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_SLIDER);
}

static void
add_tool (ElectorTimeline *self, const char *icon, const char *action, const char *label, const char *tooltip)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *image = g_object_new (GTK_TYPE_IMAGE, "icon-name", icon, "accessible-role",
                                   GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);

  gtk_button_set_child (GTK_BUTTON (button), image);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_widget_set_tooltip_text (button, tooltip);
  gtk_widget_add_css_class (button, "flat");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_box_append (GTK_BOX (self->tools), button);
}

static void
elector_timeline_init (ElectorTimeline *self)
{
  GtkWidget *widget = GTK_WIDGET (self);

  self->related = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->following = TRUE;
  self->told_time = -1;
  elector_timeline_scene_init (&self->scene);
  elector_timeline_picture_init (&self->picture, widget);
  self->signals = g_signal_group_new (ELECTOR_TYPE_SIMULATION);
  g_signal_group_connect_swapped (self->signals, "moved", G_CALLBACK (moved_cb), self);
  g_signal_group_connect_swapped (self->signals, "notify::playing", G_CALLBACK (playing_cb), self);
  g_signal_group_connect_swapped (self->signals, "notify::trace", G_CALLBACK (trace_cb), self);

  self->tools = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  gtk_widget_add_css_class (self->tools, "timeline-tools");
  gtk_widget_set_parent (self->tools, widget);
  add_tool (self, "zoom-out-symbolic", "timeline.zoom-out", _("Zoom out"), _("See more time (Ctrl with the wheel)"));
  add_tool (self, "zoom-in-symbolic", "timeline.zoom-in", _("Zoom in"), _("See less time (Ctrl with the wheel)"));
  add_tool (self, "zoom-fit-best-symbolic", "timeline.fit", _("Fit"), _("See the whole run"));

  elector_timeline_pointer_init (&self->pointer, widget, &self->scene, related_cb, view_changed_cb);
  g_signal_connect (self, "notify::scale-factor", G_CALLBACK (scale_factor_cb), NULL);
  g_signal_connect (self, "query-tooltip", G_CALLBACK (query_tooltip_cb), NULL);
  gtk_widget_set_has_tooltip (widget, TRUE);
  gtk_widget_set_focusable (widget, TRUE);
  gtk_widget_set_overflow (widget, GTK_OVERFLOW_HIDDEN);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Timeline"),
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_MIN, 0.0, -1);
}

/* Shows another simulation, or none. */
void
elector_timeline_set_simulation (ElectorTimeline *self, ElectorSimulation *simulation)
{
  g_return_if_fail (ELECTOR_IS_TIMELINE (self));
  g_return_if_fail (simulation == NULL || ELECTOR_IS_SIMULATION (simulation));

  if (!g_set_object (&self->simulation, simulation))
    return;
  g_signal_group_set_target (self->signals, simulation);
  elector_timeline_pointer_set_simulation (&self->pointer, simulation);
  g_array_set_size (self->related, 0);
  if (simulation != NULL)
    {
      trace_cb (self);
      moved_cb (self);
    }
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SIMULATION]);
}

/* Where everything is, as of the last frame. Borrowed. */
const ElectorTimelineScene *
elector_timeline_get_scene (ElectorTimeline *self)
{
  g_return_val_if_fail (ELECTOR_IS_TIMELINE (self), NULL);
  return &self->scene;
}
