/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/elector-node-view.h"

#include "scene/stage-scene.h"
#include "ui/node-picture.h"
#include "ui/stage-menu.h"
#include "ui/stage-pointer.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

struct _ElectorNodeView
{
  GtkWidget parent_instance;

  ElectorNode *node;
  char *label; /* as last told to screen readers */
  ElectorNodePicture picture;
};

G_DEFINE_FINAL_TYPE (ElectorNodeView, elector_node_view, GTK_TYPE_WIDGET)

enum
{
  PROP_NODE = 1,
  N_PROPS
};

enum
{
  SIGNAL_ACTIVATED,
  SIGNAL_TOOL,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

/* --- What it shows --- */

static char *
format_label (ElectorNode *node)
{
  guint id = elector_node_get_id (node);

  switch (elector_node_get_condition (node))
    {
    case ELECTOR_CONDITION_CRASHED:
      return g_strdup_printf (_("Node %u, crashed"), id);
    case ELECTOR_CONDITION_PAUSED:
      return g_strdup_printf (_("Node %u, paused"), id);
    case ELECTOR_CONDITION_UP:
    case ELECTOR_N_CONDITIONS:
    default:
      break;
    }
  switch (elector_node_get_role (node))
    {
    case ELECTOR_ROLE_LEADER:
      return g_strdup_printf (_("Node %u, leader"), id);
    case ELECTOR_ROLE_CANDIDATE:
      return g_strdup_printf (_("Node %u, candidate"), id);
    case ELECTOR_ROLE_PRE_CANDIDATE:
      return g_strdup_printf (_("Node %u, pre-candidate"), id);
    case ELECTOR_ROLE_FOLLOWER:
    case ELECTOR_N_ROLES:
    default:
      return g_strdup_printf (_("Node %u, follower"), id);
    }
}

/* The label, with what the node does not know of itself. */
static char *
format_full_label (ElectorNodeView *self)
{
  g_autofree char *label = format_label (self->node);
  g_autofree char *group = elector_group_format (self->picture.group);
  g_autofree char *grouped = NULL;

  if (self->picture.group != 0)
    /* Translators: "Node 3, follower"; the group of a partition is a letter */
    grouped = g_strdup_printf (_("%s, group %s"), label, group);
  else
    grouped = g_steal_pointer (&label);
  /* Translators: "Node 3, follower" */
  return self->picture.selected ? g_strdup_printf (_("%s, selected"), grouped) : g_steal_pointer (&grouped);
}

static void
set_class (ElectorNodeView *self, const char *name, gboolean on)
{
  if (on)
    gtk_widget_add_css_class (GTK_WIDGET (self), name);
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), name);
}

static void
update_classes (ElectorNodeView *self)
{
  ElectorRole role = elector_node_get_role (self->node);
  gboolean crashed = elector_node_get_condition (self->node) == ELECTOR_CONDITION_CRASHED;

  set_class (self, "crashed", crashed);
  set_class (self, "paused", elector_node_get_condition (self->node) == ELECTOR_CONDITION_PAUSED);
  set_class (self, "leader", !crashed && role == ELECTOR_ROLE_LEADER);
  set_class (self, "candidate", !crashed && (role == ELECTOR_ROLE_CANDIDATE || role == ELECTOR_ROLE_PRE_CANDIDATE));
  set_class (self, "follower", !crashed && role == ELECTOR_ROLE_FOLLOWER);
}

/* Screen readers are told of changes only: each of these calls costs a message on their bus. */
static void
update_accessible (ElectorNodeView *self)
{
  g_autofree char *label = format_full_label (self);
  gboolean crashed = elector_node_get_condition (self->node) == ELECTOR_CONDITION_CRASHED;

  if (g_strcmp0 (label, self->label) == 0)
    return;
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_PRESSED,
                               crashed ? GTK_ACCESSIBLE_TRISTATE_TRUE : GTK_ACCESSIBLE_TRISTATE_FALSE,
                               GTK_ACCESSIBLE_STATE_SELECTED, self->picture.selected, -1);
  g_free (self->label);
  self->label = g_steal_pointer (&label);
}

static void
update_description (ElectorNodeView *self)
{
  const char *description = elector_node_get_description (self->node);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, description, -1);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), description);
}

static void
update (ElectorNodeView *self)
{
  ElectorNodeId leader = elector_node_get_leader (self->node);
  gboolean known = leader != elector_node_get_id (self->node)
                   && elector_node_get_condition (self->node) != ELECTOR_CONDITION_CRASHED;

  self->picture.status = elector_node_get_status (self->node);
  self->picture.believed = known ? leader : ELECTOR_NO_NODE;
  self->picture.mark = elector_mark_for_node (elector_node_get_role (self->node),
                                              elector_node_get_condition (self->node));
  g_clear_object (&self->picture.caption);
  g_clear_object (&self->picture.badge);
  update_classes (self);
  update_accessible (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
notify_cb (ElectorNodeView *self, GParamSpec *pspec)
{
  if (g_str_equal (pspec->name, "description"))
    update_description (self);
  else
    update (self);
}

static void
elector_node_view_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  elector_node_picture_snapshot (&ELECTOR_NODE_VIEW (widget)->picture, snapshot);
}

/* --- The widget --- */

/* The stage decides how large it is. */
static void
elector_node_view_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                           int *minimum_baseline, int *natural_baseline)
{
  *minimum = *natural = 0;
}

/* Round, and for small nodes somewhat larger than what one sees. */
static gboolean
elector_node_view_contains (GtkWidget *widget, double x, double y)
{
  ElectorNodeView *self = ELECTOR_NODE_VIEW (widget);
  double radius = self->picture.radius, reach = radius >= ELECTOR_STAGE_TARGET_RADIUS ? radius : radius * 1.2 + 1;

  return hypot (x - gtk_widget_get_width (widget) / 2.0, y - gtk_widget_get_height (widget) / 2.0) <= reach;
}

static void
elector_node_view_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  ElectorNodeView *self = ELECTOR_NODE_VIEW (widget);

  GTK_WIDGET_CLASS (elector_node_view_parent_class)->css_changed (widget, change);
  elector_palette_load (&self->picture.palette, widget);
  elector_node_picture_clear (&self->picture);
  gtk_widget_queue_draw (widget);
}

static void
elector_node_view_system_setting_changed (GtkWidget *widget, GtkSystemSetting setting)
{
  GTK_WIDGET_CLASS (elector_node_view_parent_class)->system_setting_changed (widget, setting);
  elector_node_picture_clear (&ELECTOR_NODE_VIEW (widget)->picture);
}

static void
elector_node_view_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  elector_stage_menu_allocate (widget);
}

static void
released_cb (GtkGestureClick *gesture, int n_press, double x, double y, ElectorNodeView *self)
{
  GdkModifierType state = gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (gesture));

  if (!elector_stage_pointer_is_meant (GTK_EVENT_CONTROLLER (gesture)))
    return;
  gtk_widget_grab_focus (GTK_WIDGET (self));
  if (!gtk_widget_contains (GTK_WIDGET (self), x, y))
    return;
  if ((state & (GDK_CONTROL_MASK | GDK_SHIFT_MASK)) != 0)
    g_signal_emit (self, signals[SIGNAL_TOOL], 0, ELECTOR_NODE_TOOL_SELECT);
  else
    gtk_widget_activate (GTK_WIDGET (self));
}

/* The other button, or a finger that stays. */
static void
menu_cb (ElectorNodeView *self, GtkGesture *gesture)
{
  if (!elector_stage_pointer_is_meant (GTK_EVENT_CONTROLLER (gesture)))
    return;
  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
  gtk_widget_grab_focus (GTK_WIDGET (self));
  g_signal_emit (self, signals[SIGNAL_TOOL], 0, ELECTOR_NODE_TOOL_MENU);
}

static void
secondary_cb (GtkGestureClick *gesture, int n_press, double x, double y, ElectorNodeView *self)
{
  menu_cb (self, GTK_GESTURE (gesture));
}

static void
long_press_cb (GtkGestureLongPress *gesture, double x, double y, ElectorNodeView *self)
{
  menu_cb (self, GTK_GESTURE (gesture));
}

static void
toggle_crash_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_signal_emit (widget, signals[SIGNAL_ACTIVATED], 0);
}

static void
menu_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_signal_emit (widget, signals[SIGNAL_TOOL], 0, ELECTOR_NODE_TOOL_MENU);
}

static void
elector_node_view_constructed (GObject *object)
{
  ElectorNodeView *self = ELECTOR_NODE_VIEW (object);

  G_OBJECT_CLASS (elector_node_view_parent_class)->constructed (object);
  self->picture.widget = GTK_WIDGET (self);
  self->picture.id = elector_node_get_id (self->node);
  g_signal_connect_object (self->node, "notify", G_CALLBACK (notify_cb), self, G_CONNECT_SWAPPED);
  update (self);
  update_description (self);
}

static void
elector_node_view_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  if (id == PROP_NODE)
    ELECTOR_NODE_VIEW (object)->node = g_value_dup_object (value);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
elector_node_view_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_NODE)
    g_value_set_object (value, ELECTOR_NODE_VIEW (object)->node);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
elector_node_view_dispose (GObject *object)
{
  elector_stage_menu_remove (GTK_WIDGET (object));
  elector_node_picture_clear (&ELECTOR_NODE_VIEW (object)->picture);
  G_OBJECT_CLASS (elector_node_view_parent_class)->dispose (object);
}

static void
elector_node_view_finalize (GObject *object)
{
  ElectorNodeView *self = ELECTOR_NODE_VIEW (object);

  g_clear_object (&self->node);
  g_free (self->label);
  G_OBJECT_CLASS (elector_node_view_parent_class)->finalize (object);
}

static void
install_keys (GtkWidgetClass *klass)
{
  const guint keys[] = { GDK_KEY_space, GDK_KEY_KP_Space, GDK_KEY_Return, GDK_KEY_ISO_Enter, GDK_KEY_KP_Enter };
  static const struct
  {
    guint key;
    GdkModifierType modifiers;
    ElectorNodeTool tool;
  } tools[] = {
    { GDK_KEY_p, 0, ELECTOR_NODE_TOOL_TOGGLE_PAUSE },
    { GDK_KEY_c, 0, ELECTOR_NODE_TOOL_CAMPAIGN },
    { GDK_KEY_w, 0, ELECTOR_NODE_TOOL_WRITE },
    { GDK_KEY_i, 0, ELECTOR_NODE_TOOL_ISOLATE },
    { GDK_KEY_l, 0, ELECTOR_NODE_TOOL_LINKS },
    { GDK_KEY_n, 0, ELECTOR_NODE_TOOL_INSPECT },
    { GDK_KEY_space, GDK_CONTROL_MASK, ELECTOR_NODE_TOOL_SELECT },
    { GDK_KEY_Menu, 0, ELECTOR_NODE_TOOL_MENU },
    { GDK_KEY_F10, GDK_SHIFT_MASK, ELECTOR_NODE_TOOL_MENU },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_widget_class_add_binding_signal (klass, keys[i], 0, "activated", NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (tools); i++)
    gtk_widget_class_add_binding_signal (klass, tools[i].key, tools[i].modifiers, "tool", "(u)", (guint) tools[i].tool);
}

static void
elector_node_view_class_init (ElectorNodeViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = elector_node_view_constructed;
  object_class->set_property = elector_node_view_set_property;
  object_class->get_property = elector_node_view_get_property;
  object_class->dispose = elector_node_view_dispose;
  object_class->finalize = elector_node_view_finalize;
  widget_class->measure = elector_node_view_measure;
  widget_class->size_allocate = elector_node_view_size_allocate;
  widget_class->snapshot = elector_node_view_snapshot;
  widget_class->contains = elector_node_view_contains;
  widget_class->css_changed = elector_node_view_css_changed;
  widget_class->system_setting_changed = elector_node_view_system_setting_changed;

  properties[PROP_NODE] = g_param_spec_object ("node", NULL, NULL, ELECTOR_TYPE_NODE,
                                               G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[SIGNAL_ACTIVATED] = g_signal_new ("activated", ELECTOR_TYPE_NODE_VIEW, G_SIGNAL_RUN_LAST | G_SIGNAL_ACTION, 0,
                                            NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_TOOL] = g_signal_new ("tool", ELECTOR_TYPE_NODE_VIEW, G_SIGNAL_RUN_LAST | G_SIGNAL_ACTION, 0, NULL,
                                       NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  gtk_widget_class_set_activate_signal (widget_class, signals[SIGNAL_ACTIVATED]);
  install_keys (widget_class);

  /* Assistive technologies offer a widget's class actions, and take the first one for what a click does. (The first by
   * a hash of the names: the others are in the menu, where they do no harm.) */
  gtk_widget_class_install_action (widget_class, "node.toggle-crash", NULL, toggle_crash_cb);
  gtk_widget_class_install_action (widget_class, "node.menu", NULL, menu_action);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_BUTTON);
  gtk_widget_class_set_css_name (widget_class, "electornode");
}

static void
elector_node_view_init (ElectorNodeView *self)
{
  GtkGesture *click = gtk_gesture_click_new (), *secondary = gtk_gesture_click_new ();
  GtkGesture *long_press = gtk_gesture_long_press_new ();

  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), "pointer");
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (secondary), GDK_BUTTON_SECONDARY);
  g_signal_connect (secondary, "released", G_CALLBACK (secondary_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (secondary));

  gtk_gesture_single_set_touch_only (GTK_GESTURE_SINGLE (long_press), TRUE);
  g_signal_connect (long_press, "pressed", G_CALLBACK (long_press_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (long_press));

  g_signal_connect (click, "released", G_CALLBACK (released_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
}

GtkWidget *
elector_node_view_new (ElectorNode *node)
{
  g_return_val_if_fail (ELECTOR_IS_NODE (node), NULL);
  return g_object_new (ELECTOR_TYPE_NODE_VIEW, "node", node, NULL);
}

ElectorNode *
elector_node_view_get_node (ElectorNodeView *self)
{
  g_return_val_if_fail (ELECTOR_IS_NODE_VIEW (self), NULL);
  return self->node;
}

/* The radius of its circle in logical pixels: what there is room for depends on it. It does not ask for a new
 * layout; the stage calls this while it lays out. */
void
elector_node_view_set_radius (ElectorNodeView *self, double radius)
{
  g_return_if_fail (ELECTOR_IS_NODE_VIEW (self));

  if (self->picture.radius == radius)
    return;
  self->picture.radius = radius;
  elector_node_picture_clear (&self->picture);
  set_class (self, "small", radius < ELECTOR_STAGE_CAPTION_RADIUS);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

gboolean
elector_node_view_get_selected (ElectorNodeView *self)
{
  g_return_val_if_fail (ELECTOR_IS_NODE_VIEW (self), FALSE);
  return self->picture.selected;
}

void
elector_node_view_set_selected (ElectorNodeView *self, gboolean selected)
{
  g_return_if_fail (ELECTOR_IS_NODE_VIEW (self));

  if (self->picture.selected == selected)
    return;
  self->picture.selected = selected;
  update_accessible (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* The group of a partition, counted from 1, that it is in; 0 when there is no partition. */
void
elector_node_view_set_group (ElectorNodeView *self, guint group)
{
  g_return_if_fail (ELECTOR_IS_NODE_VIEW (self));

  if (self->picture.group == group)
    return;
  self->picture.group = group;
  g_clear_object (&self->picture.letter);
  update_accessible (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
