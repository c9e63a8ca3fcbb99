/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/stage-pointer.h"

#include "ui/fault-tools.h"
#include "ui/stage-menu.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* A pointer that was moved less far than this, in logical pixels, was clicked. */
#define DRAG_DISTANCE 10.0

/* Between the line of a partition and the number of nodes on either side of it. */
#define LABEL_DISTANCE 26.0

static const ElectorNetwork *
get_network (ElectorStagePointer *self)
{
  return &elector_simulation_get_moment (self->simulation)->network;
}

/* Whether the event that a controller handles happened on its widget itself: what happens on a menu of that widget
 * comes up to it as well. */
gboolean
elector_stage_pointer_is_meant (GtkEventController *controller)
{
  GdkEvent *event = gtk_event_controller_get_current_event (controller);
  GtkNative *native = gtk_widget_get_native (gtk_event_controller_get_widget (controller));

  return event == NULL || gdk_event_get_surface (event) == gtk_native_get_surface (native);
}

/* While the stage is not laid out anew for another number of nodes, there is nothing on it. */
static gboolean
is_ready (ElectorStagePointer *self)
{
  return self->simulation != NULL && self->scene->n_nodes > 0 && get_network (self)->n_nodes == self->scene->n_nodes;
}

/* Whether no node is there. */
static gboolean
is_empty (ElectorStagePointer *self, double x, double y)
{
  return gtk_widget_pick (self->stage, x, y, GTK_PICK_DEFAULT) == self->stage;
}

/* --- Links --- */

static gboolean
find_link (ElectorStagePointer *self, double x, double y, ElectorLink *link)
{
  return is_ready (self) && is_empty (self, x, y)
         && elector_stage_scene_hit_link (self->scene, get_network (self), x, y, link);
}

/* The message at a place; G_MAXUINT when there is none, or when a node lies there. */
static guint
find_message (ElectorStagePointer *self, double x, double y)
{
  guint slot;

  if (is_ready (self) && is_empty (self, x, y)
      && elector_stage_scene_hit_packet (self->scene, elector_simulation_get_moment (self->simulation),
                                         elector_simulation_get_time (self->simulation), x, y, &slot))
    return slot;
  return G_MAXUINT;
}

/* Over a link, over a message (which is in front of it), or over nothing: NULL and G_MAXUINT. */
static void
set_hover (ElectorStagePointer *self, const ElectorLink *link, guint slot)
{
  gboolean hovers = link != NULL && slot == G_MAXUINT;

  if (slot == self->slot && hovers == self->hovers
      && (!hovers || (link->from == self->link.from && link->to == self->link.to)))
    return;
  self->hovers = hovers;
  self->slot = slot;
  if (hovers)
    self->link = *link;
  gtk_widget_set_cursor_from_name (self->stage, hovers || slot != G_MAXUINT ? "pointer" : NULL);
  gtk_widget_trigger_tooltip_query (self->stage);
  gtk_widget_queue_draw (self->stage);
}

static void
motion_cb (ElectorStagePointer *self, double x, double y)
{
  ElectorLink link;

  if (!self->pressed && self->menu == NULL)
    set_hover (self, find_link (self, x, y, &link) ? &link : NULL, find_message (self, x, y));
}

static void
leave_cb (ElectorStagePointer *self)
{
  if (!self->pressed && self->menu == NULL)
    set_hover (self, NULL, G_MAXUINT);
}

static char *
format_tooltip (ElectorStagePointer *self, const ElectorLink *link)
{
  guint a = link->from, b = link->to;

  switch (elector_tools_get_link (get_network (self), link->from, link->to))
    {
    case ELECTOR_LINK_OPEN:
      return g_strdup_printf (_("Link between %u and %u. Click to cut it."), a, b);
    case ELECTOR_LINK_CLOSED_THERE:
      return g_strdup_printf (_("Nothing gets from %u to %u. Click to restore the link."), a, b);
    case ELECTOR_LINK_CLOSED_BACK:
      return g_strdup_printf (_("Nothing gets from %u to %u. Click to restore the link."), b, a);
    case ELECTOR_LINK_CLOSED:
      return g_strdup_printf (_("The link between %u and %u is cut. Click to restore it."), a, b);
    case ELECTOR_LINK_SEPARATED:
    default:
      return g_strdup_printf (_("A partition separates %u and %u, until the network is healed."), a, b);
    }
}

static char *
format_message_tooltip (ElectorStagePointer *self, guint slot)
{
  const ElectorMoment *moment = elector_simulation_get_moment (self->simulation);
  const ElectorMomentFlight *flight = &moment->flights[slot];
  g_autofree char *type = elector_protocol_format_message (moment->config->protocol, flight->type, flight->id);

  if (flight->term == 0)
    return g_strdup_printf (_("%s from %u to %u. Click to choose what becomes of it."), type, flight->from, flight->to);
  return g_strdup_printf (_("%s from %u to %u, of term %u. Click to choose what becomes of it."), type, flight->from,
                          flight->to, flight->term);
}

static gboolean
tooltip_cb (ElectorStagePointer *self, int x, int y, gboolean keyboard, GtkTooltip *tooltip)
{
  g_autofree char *text = NULL;
  ElectorLink link;
  guint slot;

  if (keyboard || self->pressed || self->menu != NULL)
    return FALSE;
  slot = find_message (self, x, y);
  if (slot != G_MAXUINT)
    text = format_message_tooltip (self, slot);
  else if (find_link (self, x, y, &link))
    text = format_tooltip (self, &link);
  else
    return FALSE;
  gtk_tooltip_set_text (tooltip, text);
  return TRUE;
}

static void
menu_closed_cb (ElectorStagePointer *self)
{
  g_clear_weak_pointer (&self->menu);
  set_hover (self, NULL, G_MAXUINT);
  if (self->resumes)
    elector_simulation_set_playing (self->simulation, TRUE);
  self->resumes = FALSE;
}

static void
set_menu (ElectorStagePointer *self, GtkWidget *menu)
{
  g_set_weak_pointer (&self->menu, menu);
  g_signal_connect_swapped (menu, "closed", G_CALLBACK (menu_closed_cb), self);
}

/* Time stands still while one chooses what becomes of a message. */
static void
popup_for_message (ElectorStagePointer *self, guint slot, double x, double y)
{
  self->resumes = elector_simulation_get_playing (self->simulation);
  elector_simulation_set_playing (self->simulation, FALSE);
  set_hover (self, NULL, slot);
  set_menu (self, elector_stage_menu_popup_for_message (self->stage, self->simulation, slot, x, y));
}

static void
click (ElectorStagePointer *self, double x, double y)
{
  const ElectorMoment *moment = elector_simulation_get_moment (self->simulation);
  guint slot = self->pressed_slot;
  ElectorLink link;

  if (slot < moment->n_flights && moment->flights[slot].from != ELECTOR_NO_NODE)
    popup_for_message (self, slot, x, y);
  else if (!find_link (self, x, y, &link))
    gtk_widget_activate_action (self->stage, "stage.deselect", NULL);
  else if (!elector_tools_toggle_link (self->simulation, link.from, link.to))
    gtk_widget_error_bell (self->stage);
}

/* --- Menus --- */

static void
popup_menu (ElectorStagePointer *self, double x, double y)
{
  guint slot = find_message (self, x, y);
  ElectorLink link;

  if (slot != G_MAXUINT)
    {
      popup_for_message (self, slot, x, y);
      return;
    }
  if (!find_link (self, x, y, &link))
    {
      elector_stage_menu_popup_for_stage (self->stage, x, y);
      return;
    }
  set_hover (self, &link, G_MAXUINT);
  set_menu (self, elector_stage_menu_popup_for_link (self->stage, self->simulation, &link, x, y));
}

static void
secondary_cb (ElectorStagePointer *self, int n_press, double x, double y, GtkGesture *gesture)
{
  if (!elector_stage_pointer_is_meant (GTK_EVENT_CONTROLLER (gesture)) || !is_ready (self) || !is_empty (self, x, y))
    return;
  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
  popup_menu (self, x, y);
}

static void
long_press_cb (ElectorStagePointer *self, double x, double y, GtkGesture *gesture)
{
  if (self->draws)
    return;
  elector_stage_pointer_reset (self);
  secondary_cb (self, 1, x, y, gesture);
}

/* --- The line of a partition --- */

static guint
divide (ElectorStagePointer *self, guint16 **sides)
{
  *sides = g_new (guint16, self->scene->n_nodes);
  return elector_stage_scene_divide (self->scene, &self->line, *sides);
}

static void
drag_begin_cb (ElectorStagePointer *self, double x, double y, GtkGesture *gesture)
{
  if (!elector_stage_pointer_is_meant (GTK_EVENT_CONTROLLER (gesture)) || !is_ready (self) || !is_empty (self, x, y))
    {
      gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_DENIED);
      return;
    }
  self->pressed = TRUE;
  self->pressed_slot = find_message (self, x, y);
  self->line = (ElectorSegment) { { x, y }, { x, y } };
}

static void
drag_update_cb (ElectorStagePointer *self, double dx, double dy, GtkGesture *gesture)
{
  if (!self->pressed)
    return;
  self->line.end = (ElectorPoint) { self->line.start.x + dx, self->line.start.y + dy };
  if (!self->draws && hypot (dx, dy) < DRAG_DISTANCE)
    return;
  self->draws = TRUE;
  set_hover (self, NULL, G_MAXUINT);
  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
  gtk_widget_queue_draw (self->stage);
}

static void
drag_end_cb (ElectorStagePointer *self, double dx, double dy, GtkGesture *gesture)
{
  g_autofree guint16 *sides = NULL;
  gboolean pressed = self->pressed, draws = self->draws;
  guint n_left;

  if (!pressed || !is_ready (self))
    return;
  self->line.end = (ElectorPoint) { self->line.start.x + dx, self->line.start.y + dy };
  n_left = divide (self, &sides);
  elector_stage_pointer_reset (self);
  if (!draws)
    click (self, self->line.start.x, self->line.start.y);
  else if (n_left > 0 && n_left < self->scene->n_nodes)
    elector_tools_partition (self->simulation, sides);
}

static gboolean
escape_cb (GtkWidget *widget, GVariant *args, gpointer user_data)
{
  ElectorStagePointer *self = user_data;
  gboolean pressed = self->pressed;

  elector_stage_pointer_reset (self);
  return pressed;
}

/* --- Drawing --- */

/* Fills the side of the line that lies to its left (sign -1) or right (1). */
static void
fill_side (cairo_t *cr, const ElectorSegment *line, double sign)
{
  double dx = line->end.x - line->start.x, dy = line->end.y - line->start.y;

  cairo_move_to (cr, line->start.x, line->start.y);
  cairo_line_to (cr, line->end.x, line->end.y);
  cairo_line_to (cr, line->end.x - sign * dy, line->end.y + sign * dx);
  cairo_line_to (cr, line->start.x - sign * dy, line->start.y + sign * dx);
  cairo_close_path (cr);
  cairo_fill (cr);
}

/* The link below the pointer. */
static void
draw_link (ElectorStagePointer *self, cairo_t *cr, const ElectorPalette *palette)
{
  ElectorSegment link = elector_stage_scene_get_link (self->scene, self->link.from, self->link.to);

  cairo_move_to (cr, link.start.x, link.start.y);
  cairo_line_to (cr, link.end.x, link.end.y);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  cairo_set_line_width (cr, 5);
  elector_palette_set_source (palette, cr, ELECTOR_COLOR_FOREGROUND, 0.3);
  cairo_stroke (cr);
}

static void
draw_line (ElectorStagePointer *self, cairo_t *cr, const ElectorPalette *palette, gboolean separates)
{
  const double dashes[] = { 8, 6 };
  ElectorSegment line = elector_stage_scene_extend (self->scene, &self->line);

  elector_palette_set_source (palette, cr, separates ? ELECTOR_COLOR_CUT : ELECTOR_COLOR_FOREGROUND,
                              separates ? 0.8 : 0.4);
  cairo_set_line_width (cr, 2);
  cairo_set_dash (cr, dashes, G_N_ELEMENTS (dashes), 0);
  cairo_move_to (cr, line.start.x, line.start.y);
  cairo_line_to (cr, line.end.x, line.end.y);
  cairo_stroke (cr);
  cairo_set_dash (cr, NULL, 0, 0);
  cairo_set_line_width (cr, 3);
  cairo_move_to (cr, self->line.start.x, self->line.start.y);
  cairo_line_to (cr, self->line.end.x, self->line.end.y);
  cairo_stroke (cr);
}

/* "2 | 3" beside the end of the line, in the order in which the two sides stand there. */
static void
append_label (ElectorStagePointer *self, GtkSnapshot *snapshot, const ElectorPalette *palette, guint n_left)
{
  guint n_right = self->scene->n_nodes - n_left;
  double dx = self->line.end.x - self->line.start.x, dy = self->line.end.y - self->line.start.y;
  gboolean left_first = fabs (dy) > fabs (dx) ? dy < 0 : dx > 0;
  g_autofree char *text = g_strdup_printf ("\342\200\216%u | %u", left_first ? n_left : n_right,
                                           left_first ? n_right : n_left);
  GdkRGBA ground = elector_palette_get (palette, ELECTOR_COLOR_FOREGROUND, 1);
  GdkRGBA color = elector_palette_get (palette, ELECTOR_COLOR_BACKGROUND, 1);
  GskRoundedRect pill;
  int width, height;
  double x, y;

  if (self->label == NULL)
    self->label = gtk_widget_create_pango_layout (self->stage, NULL);
  pango_layout_set_text (self->label, text, -1);
  pango_layout_get_pixel_size (self->label, &width, &height);
  width += 16;
  height += 6;
  x = CLAMP (self->line.end.x - width / 2.0, 2, MAX (2, self->scene->width - width - 2));
  y = self->line.end.y - height - LABEL_DISTANCE / 2;
  if (y < 2)
    y = self->line.end.y + LABEL_DISTANCE;
  gsk_rounded_rect_init_from_rect (&pill, &GRAPHENE_RECT_INIT ((float) round (x), (float) round (y), (float) width,
                                                               (float) height), (float) height / 2);
  gtk_snapshot_push_rounded_clip (snapshot, &pill);
  gtk_snapshot_append_color (snapshot, &ground, &pill.bounds);
  gtk_snapshot_pop (snapshot);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) round (x) + 8, (float) round (y) + 3));
  gtk_snapshot_append_layout (snapshot, self->label, &color);
  gtk_snapshot_restore (snapshot);
}

static cairo_t *
append_cairo (ElectorStagePointer *self, GtkSnapshot *snapshot)
{
  return gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, (float) self->scene->width,
                                                                   (float) self->scene->height));
}

/* How many nodes lie to the left of the line that is drawn; 0 when none is, or when it separates nobody. */
static guint
count_left (ElectorStagePointer *self)
{
  g_autofree guint16 *sides = NULL;
  guint n_left;

  if (!self->draws)
    return 0;
  n_left = divide (self, &sides);
  return n_left < self->scene->n_nodes ? n_left : 0;
}

/* A ring round the message below the pointer. */
static void
draw_message (ElectorStagePointer *self, cairo_t *cr, const ElectorPalette *palette)
{
  const ElectorMoment *moment = elector_simulation_get_moment (self->simulation);
  ElectorPoint place;

  if (self->slot >= moment->n_flights || moment->flights[self->slot].from == ELECTOR_NO_NODE)
    return;
  place = elector_stage_scene_get_packet (self->scene, &moment->flights[self->slot],
                                          elector_simulation_get_time (self->simulation));
  cairo_arc (cr, place.x, place.y, ELECTOR_STAGE_PACKET_REACH + 2, 0, 2 * G_PI);
  cairo_set_line_width (cr, 2);
  elector_palette_set_source (palette, cr, ELECTOR_COLOR_FOREGROUND, 0.6);
  cairo_stroke (cr);
}

/* What lies behind the nodes: the link below the pointer, and the two sides of the line that is drawn. */
void
elector_stage_pointer_snapshot_ground (ElectorStagePointer *self, GtkSnapshot *snapshot, const ElectorPalette *palette)
{
  gboolean hovers = self->hovers && self->link.to <= self->scene->n_nodes, separates = count_left (self) > 0;
  cairo_t *cr;

  if (!hovers && !separates && self->slot == G_MAXUINT)
    return;
  cr = append_cairo (self, snapshot);
  draw_message (self, cr, palette);
  if (hovers)
    draw_link (self, cr, palette);
  if (separates)
    {
      ElectorSegment line = elector_stage_scene_extend (self->scene, &self->line);

      elector_palette_set_source (palette, cr, ELECTOR_COLOR_FOLLOWER, 0.12);
      fill_side (cr, &line, -1);
      elector_palette_set_source (palette, cr, ELECTOR_COLOR_LEADER, 0.12);
      fill_side (cr, &line, 1);
    }
  cairo_destroy (cr);
}

/* The line that is drawn, over everything else. */
void
elector_stage_pointer_snapshot_line (ElectorStagePointer *self, GtkSnapshot *snapshot, const ElectorPalette *palette)
{
  guint n_left = count_left (self);
  cairo_t *cr;

  if (!self->draws)
    return;
  cr = append_cairo (self, snapshot);
  draw_line (self, cr, palette, n_left > 0);
  cairo_destroy (cr);
  if (n_left > 0)
    append_label (self, snapshot, palette, n_left);
}

/* --- Setting up --- */

/* Gives up what was begun: a line, a press. */
void
elector_stage_pointer_reset (ElectorStagePointer *self)
{
  self->pressed = self->draws = FALSE;
  g_clear_object (&self->label);
  gtk_widget_queue_draw (self->stage);
}

static void
add (ElectorStagePointer *self, gpointer controller)
{
  gtk_widget_add_controller (self->stage, controller);
}

/* Escape has to work wherever the focus is while a line is drawn. */
static void
add_escape (ElectorStagePointer *self)
{
  GtkEventController *shortcuts = gtk_shortcut_controller_new ();
  GtkShortcut *shortcut = gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Escape, 0),
                                            gtk_callback_action_new (escape_cb, self, NULL));

  gtk_shortcut_controller_set_scope (GTK_SHORTCUT_CONTROLLER (shortcuts), GTK_SHORTCUT_SCOPE_GLOBAL);
  gtk_event_controller_set_propagation_phase (shortcuts, GTK_PHASE_CAPTURE);
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (shortcuts), shortcut);
  add (self, shortcuts);
}

/* self and scene live as long as stage does. */
void
elector_stage_pointer_init (ElectorStagePointer *self, GtkWidget *stage, const ElectorStageScene *scene)
{
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkGesture *drag = gtk_gesture_drag_new (), *secondary = gtk_gesture_click_new ();
  GtkGesture *long_press = gtk_gesture_long_press_new ();

  *self = (ElectorStagePointer) { .stage = stage, .scene = scene, .slot = G_MAXUINT, .pressed_slot = G_MAXUINT };
  g_signal_connect_swapped (motion, "motion", G_CALLBACK (motion_cb), self);
  g_signal_connect_swapped (motion, "leave", G_CALLBACK (leave_cb), self);
  add (self, motion);

  g_signal_connect_swapped (drag, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  g_signal_connect_swapped (drag, "drag-update", G_CALLBACK (drag_update_cb), self);
  g_signal_connect_swapped (drag, "drag-end", G_CALLBACK (drag_end_cb), self);
  g_signal_connect_swapped (drag, "cancel", G_CALLBACK (elector_stage_pointer_reset), self);
  add (self, drag);

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (secondary), GDK_BUTTON_SECONDARY);
  g_signal_connect_swapped (secondary, "released", G_CALLBACK (secondary_cb), self);
  add (self, secondary);

  gtk_gesture_single_set_touch_only (GTK_GESTURE_SINGLE (long_press), TRUE);
  g_signal_connect_swapped (long_press, "pressed", G_CALLBACK (long_press_cb), self);
  add (self, long_press);

  add_escape (self);
  gtk_widget_set_has_tooltip (stage, TRUE);
  g_signal_connect_swapped (stage, "query-tooltip", G_CALLBACK (tooltip_cb), self);
}

/* simulation may be NULL. */
void
elector_stage_pointer_set_simulation (ElectorStagePointer *self, ElectorSimulation *simulation)
{
  self->simulation = simulation;
  g_clear_weak_pointer (&self->menu);
  self->hovers = self->resumes = FALSE;
  self->slot = G_MAXUINT;
  elector_stage_pointer_reset (self);
}
