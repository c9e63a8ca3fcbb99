/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/timeline-pointer.h"

#include <math.h>

#define CURSOR_REACH 7.0
#define DRAG_DISTANCE 4.0
#define WHEEL_DISTANCE 60.0
#define WHEEL_ZOOM 1.25

static gboolean
is_at_cursor (const ElectorTimelinePointer *self, double x, double y)
{
  double cursor = elector_timeline_scene_get_x (self->scene, elector_simulation_get_time (self->simulation));

  return y < ELECTOR_TIMELINE_RULER_HEIGHT || fabs (x - cursor) <= CURSOR_REACH;
}

/* Puts the cursor to x; never behind what is recorded, which only playing adds to. */
static void
drag_cursor (ElectorTimelinePointer *self, double x)
{
  ElectorTrace *trace = elector_simulation_get_trace (self->simulation);
  ElectorTime time = elector_timeline_scene_get_time (self->scene, CLAMP (x, self->scene->left, self->scene->width));

  elector_simulation_seek_time (self->simulation, CLAMP (time, 0, elector_trace_get_end (trace)->time));
}

/* --- Dragging, and clicks --- */

static void
begin_cb (ElectorTimelinePointer *self, double x, double y, GtkGesture *gesture)
{
  ElectorTimelineHit hit;

  self->dragging = FALSE;
  self->dragged = 0;
  self->press_x = x;
  self->press_y = y;
  self->drag = ELECTOR_TIMELINE_DRAG_NOTHING;
  if (self->simulation == NULL || gtk_widget_pick (self->widget, x, y, GTK_PICK_DEFAULT) != self->widget)
    {
      gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_DENIED); /* it is a button's */
      return;
    }
  gtk_widget_grab_focus (self->widget);
  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
  hit = elector_timeline_scene_hit (self->scene, x, y);
  self->drag = ELECTOR_TIMELINE_DRAG_VIEW;
  if (hit.kind != ELECTOR_TIMELINE_HIT_ARROW && hit.kind != ELECTOR_TIMELINE_HIT_MARK && is_at_cursor (self, x, y))
    {
      self->drag = ELECTOR_TIMELINE_DRAG_CURSOR;
      self->dragging = TRUE;
      if (y < ELECTOR_TIMELINE_RULER_HEIGHT)
        drag_cursor (self, x);
    }
}

static void
update_cb (ElectorTimelinePointer *self, double dx, double dy)
{
  if (self->drag == ELECTOR_TIMELINE_DRAG_NOTHING || self->simulation == NULL)
    return;
  self->dragging = self->dragging || fabs (dx) > DRAG_DISTANCE;
  if (self->drag == ELECTOR_TIMELINE_DRAG_CURSOR)
    {
      if (fabs (dx) > 0)
        drag_cursor (self, self->press_x + dx);
    }
  else if (self->dragging)
    {
      elector_timeline_scene_pan (self->scene, self->dragged - dx);
      self->dragged = dx;
      self->view_changed (self->widget);
    }
}

/* Goes to what was clicked. */
static void
go (ElectorTimelinePointer *self, double x, double y)
{
  ElectorTimelineHit hit = elector_timeline_scene_hit (self->scene, x, y);
  ElectorTrace *trace = elector_simulation_get_trace (self->simulation);

  if ((hit.kind == ELECTOR_TIMELINE_HIT_ARROW || hit.kind == ELECTOR_TIMELINE_HIT_MARK)
      && hit.position < elector_trace_get_length (trace))
    elector_simulation_seek (self->simulation, hit.position + 1);
  else if (x >= self->scene->left)
    drag_cursor (self, x);
}

static void
end_cb (ElectorTimelinePointer *self, double dx, double dy)
{
  if (self->drag == ELECTOR_TIMELINE_DRAG_VIEW && !self->dragging && self->simulation != NULL)
    go (self, self->press_x, self->press_y);
  self->drag = ELECTOR_TIMELINE_DRAG_NOTHING;
  self->dragging = FALSE;
}

static void
cancel_cb (ElectorTimelinePointer *self)
{
  self->drag = ELECTOR_TIMELINE_DRAG_NOTHING;
  self->dragging = FALSE;
}

/* --- Wheel and fingers --- */

static gboolean
scroll_cb (ElectorTimelinePointer *self, double dx, double dy, GtkEventControllerScroll *controller)
{
  GdkModifierType state = gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (controller));

  if ((state & GDK_CONTROL_MASK) != 0)
    elector_timeline_scene_zoom (self->scene, self->x, pow (WHEEL_ZOOM, -dy));
  else
    elector_timeline_scene_pan (self->scene, (dx + dy) * WHEEL_DISTANCE);
  self->view_changed (self->widget);
  return GDK_EVENT_STOP;
}

static void
pinch_begin_cb (ElectorTimelinePointer *self)
{
  self->pinch_scale = 1;
}

static void
pinch_cb (ElectorTimelinePointer *self, double scale, GtkGesture *gesture)
{
  double x, y;

  if (!gtk_gesture_get_bounding_box_center (gesture, &x, &y) || scale <= 0)
    return;
  elector_timeline_scene_zoom (self->scene, x, scale / self->pinch_scale);
  self->pinch_scale = scale;
  self->view_changed (self->widget);
}

/* --- Hovering --- */

static void
motion_cb (ElectorTimelinePointer *self, double x, double y)
{
  ElectorTimelineHit hit;
  const char *shape = NULL;

  self->x = x;
  if (self->dragging || self->simulation == NULL)
    return;
  hit = elector_timeline_scene_hit (self->scene, x, y);
  if (hit.kind == ELECTOR_TIMELINE_HIT_ARROW || hit.kind == ELECTOR_TIMELINE_HIT_MARK)
    shape = "pointer";
  else if (is_at_cursor (self, x, y))
    shape = "ew-resize";
  gtk_widget_set_cursor_from_name (self->widget, shape);
  self->related (hit.kind == ELECTOR_TIMELINE_HIT_ARROW
                   ? g_array_index (self->scene->arrows, ElectorTimelineArrow, hit.index).sent
                   : ELECTOR_HISTORY_NONE,
                 self->widget);
}

static void
leave_cb (ElectorTimelinePointer *self)
{
  if (self->simulation != NULL)
    self->related (ELECTOR_HISTORY_NONE, self->widget);
}

/* --- Setting up --- */

static void
add_gestures (ElectorTimelinePointer *self)
{
  GtkGesture *drag = gtk_gesture_drag_new (), *zoom = gtk_gesture_zoom_new ();

  g_signal_connect_swapped (drag, "drag-begin", G_CALLBACK (begin_cb), self);
  g_signal_connect_swapped (drag, "drag-update", G_CALLBACK (update_cb), self);
  g_signal_connect_swapped (drag, "drag-end", G_CALLBACK (end_cb), self);
  g_signal_connect_swapped (drag, "cancel", G_CALLBACK (cancel_cb), self);
  gtk_widget_add_controller (self->widget, GTK_EVENT_CONTROLLER (drag));
  g_signal_connect_swapped (zoom, "begin", G_CALLBACK (pinch_begin_cb), self);
  g_signal_connect_swapped (zoom, "scale-changed", G_CALLBACK (pinch_cb), self);
  gtk_widget_add_controller (self->widget, GTK_EVENT_CONTROLLER (zoom));
}

/* widget owns this, and scene. */
void
elector_timeline_pointer_init (ElectorTimelinePointer *self, GtkWidget *widget, ElectorTimelineScene *scene,
                               ElectorTimelineRelated related, ElectorTimelineViewChanged view_changed)
{
  GtkEventController *scroll = gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_BOTH_AXES);
  GtkEventController *motion = gtk_event_controller_motion_new ();

  *self = (ElectorTimelinePointer) {
    .widget = widget,
    .scene = scene,
    .related = related,
    .view_changed = view_changed,
  };
  add_gestures (self);
  g_signal_connect_swapped (scroll, "scroll", G_CALLBACK (scroll_cb), self);
  gtk_widget_add_controller (widget, scroll);
  g_signal_connect_swapped (motion, "enter", G_CALLBACK (motion_cb), self);
  g_signal_connect_swapped (motion, "motion", G_CALLBACK (motion_cb), self);
  g_signal_connect_swapped (motion, "leave", G_CALLBACK (leave_cb), self);
  gtk_widget_add_controller (widget, motion);
}

/* simulation may be NULL; it is borrowed. */
void
elector_timeline_pointer_set_simulation (ElectorTimelinePointer *self, ElectorSimulation *simulation)
{
  self->simulation = simulation;
  cancel_cb (self);
}
