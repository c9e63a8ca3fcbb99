/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/elector-node-view.h"

#include "scene/stage-scene.h"
#include "ui/stage-glyphs.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

/* The smallest radii at which a number, a mark on its disc, and the badge with the believed leader can be read. */
#define NUMBER_RADIUS 8.0
#define MARK_RADIUS 11.0
#define BADGE_RADIUS 20.0

struct _ElectorNodeView
{
  GtkWidget parent_instance;

  ElectorNode *node;
  double radius;
  char *label; /* as last told to screen readers */
  ElectorMark mark;
  ElectorNodeId believed; /* 0: nobody, or nobody else, or not worth showing */

  ElectorPalette palette;
  PangoLayout *number; /* these three are made when they are needed */
  PangoLayout *caption;
  PangoLayout *badge;
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

static ElectorMark
get_mark (ElectorNode *node)
{
  ElectorRole role = elector_node_get_role (node);

  if (elector_node_get_condition (node) == ELECTOR_CONDITION_CRASHED)
    return ELECTOR_MARK_CROSS;
  if (elector_node_get_condition (node) == ELECTOR_CONDITION_PAUSED)
    return ELECTOR_MARK_PAUSE;
  if (role == ELECTOR_ROLE_LEADER)
    return ELECTOR_MARK_CROWN;
  if (role == ELECTOR_ROLE_FOLLOWER)
    return ELECTOR_MARK_NONE;
  return ELECTOR_MARK_QUESTION;
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
  g_autofree char *label = format_label (self->node);
  gboolean crashed = elector_node_get_condition (self->node) == ELECTOR_CONDITION_CRASHED;

  if (g_strcmp0 (label, self->label) == 0)
    return;
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_PRESSED,
                               crashed ? GTK_ACCESSIBLE_TRISTATE_TRUE : GTK_ACCESSIBLE_TRISTATE_FALSE, -1);
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
clear_layouts (ElectorNodeView *self)
{
  g_clear_object (&self->number);
  g_clear_object (&self->caption);
  g_clear_object (&self->badge);
}

static void
update (ElectorNodeView *self)
{
  ElectorNodeId leader = elector_node_get_leader (self->node);
  gboolean known = leader != elector_node_get_id (self->node)
                   && elector_node_get_condition (self->node) != ELECTOR_CONDITION_CRASHED;

  self->believed = known ? leader : ELECTOR_NO_NODE;
  self->mark = get_mark (self->node);
  g_clear_object (&self->caption);
  g_clear_object (&self->badge);
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

/* --- Drawing --- */

static PangoLayout *
create_layout (ElectorNodeView *self, const char *text, double size, gboolean bold)
{
  PangoLayout *layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);
  PangoContext *context = gtk_widget_get_pango_context (GTK_WIDGET (self));
  g_autoptr (PangoFontDescription) font = pango_font_description_copy (pango_context_get_font_description (context));

  pango_font_description_set_absolute_size (font, size * PANGO_SCALE);
  pango_font_description_set_weight (font, bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
  pango_layout_set_font_description (layout, font);
  return layout;
}

static void
translate (GtkSnapshot *snapshot, double x, double y)
{
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) x, (float) y));
}

/* Text whose line is centered at a place. */
static void
append_text (GtkSnapshot *snapshot, PangoLayout *layout, double x, double y, const GdkRGBA *color)
{
  int width, height;

  pango_layout_get_pixel_size (layout, &width, &height);
  gtk_snapshot_save (snapshot);
  translate (snapshot, round (x - width / 2.0), round (y - height / 2.0));
  gtk_snapshot_append_layout (snapshot, layout, color);
  gtk_snapshot_restore (snapshot);
}

static void
append_number (ElectorNodeView *self, GtkSnapshot *snapshot)
{
  GdkRGBA color = elector_widget_get_foreground (GTK_WIDGET (self));

  if (self->radius < NUMBER_RADIUS)
    return;
  if (self->number == NULL)
    {
      g_autofree char *text = g_strdup_printf ("%u", elector_node_get_id (self->node));
      const double shares[] = { 0.95, 0.8, 0.62, 0.5 }; /* by the number of digits */
      guint n_digits = (guint) strlen (text);

      self->number = create_layout (self, text, self->radius * shares[MIN (n_digits, 4) - 1], TRUE);
    }
  append_text (snapshot, self->number, 0, 0, &color);
}

static void
append_caption (ElectorNodeView *self, GtkSnapshot *snapshot)
{
  GdkRGBA color = elector_palette_get (&self->palette, ELECTOR_COLOR_FOREGROUND, 1);

  if (self->radius < ELECTOR_STAGE_CAPTION_RADIUS)
    return;
  if (self->caption == NULL)
    self->caption = create_layout (self, elector_node_get_status (self->node), CLAMP (self->radius * 0.42, 11, 14),
                                   self->mark == ELECTOR_MARK_CROWN);
  append_text (snapshot, self->caption, 0,
               self->radius + ELECTOR_STAGE_TIMER_MARGIN + ELECTOR_STAGE_CAPTION_HEIGHT / 2, &color);
}

/* A pill at the lower right (whatever the direction of text: it is a picture, like a crown). */
static void
append_badge (ElectorNodeView *self, GtkSnapshot *snapshot)
{
  GdkRGBA text = elector_palette_get (&self->palette, ELECTOR_COLOR_FOREGROUND, 1);
  GdkRGBA rim = elector_palette_get (&self->palette, ELECTOR_COLOR_FOREGROUND, 0.35);
  GdkRGBA ground = elector_palette_get (&self->palette, ELECTOR_COLOR_BACKGROUND, 1);
  GskRoundedRect pill;
  graphene_rect_t bounds;
  int width, height;
  double x = self->radius * 0.78, y = self->radius * 0.74;

  if (self->believed == ELECTOR_NO_NODE || self->radius < BADGE_RADIUS)
    return;
  if (self->badge == NULL)
    {
      g_autofree char *label = g_strdup_printf ("\342\200\216→%u", self->believed);

      self->badge = create_layout (self, label, CLAMP (self->radius * 0.34, 9, 13), FALSE);
    }
  pango_layout_get_pixel_size (self->badge, &width, &height);
  width += 10;
  graphene_rect_init (&bounds, (float) round (x - width / 2.0), (float) round (y - height / 2.0), (float) width,
                      (float) height);
  gsk_rounded_rect_init_from_rect (&pill, &bounds, (float) height / 2);
  gtk_snapshot_push_rounded_clip (snapshot, &pill);
  gtk_snapshot_append_color (snapshot, &ground, &pill.bounds);
  gtk_snapshot_pop (snapshot);
  gtk_snapshot_append_border (snapshot, &pill, (float[]) { 1, 1, 1, 1 }, (GdkRGBA[]) { rim, rim, rim, rim });
  append_text (snapshot, self->badge, x, y, &text);
}

/* The crown sits on top, other marks at the upper right; and on the middle of a node that is too small for that. */
static void
append_mark (ElectorNodeView *self, GtkSnapshot *snapshot)
{
  double size = MAX (self->radius * 0.72, 10), x = self->radius * 0.72, y = -self->radius * 0.72;
  float extent;
  cairo_t *cr;

  if (self->mark == ELECTOR_MARK_NONE)
    return;
  if (self->mark == ELECTOR_MARK_CROWN)
    {
      size = MAX (self->radius * 0.95, 10);
      x = 0;
      y = -self->radius - size * 0.14;
    }
  else if (self->radius < MARK_RADIUS)
    {
      size = MAX (self->radius * 1.4, 4);
      x = y = 0;
    }
  extent = (float) size * 0.75f;
  gtk_snapshot_save (snapshot);
  translate (snapshot, x, y);
  cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (-extent, -extent, 2 * extent, 2 * extent));
  elector_mark_draw (self->mark, cr, size, &self->palette);
  cairo_destroy (cr);
  gtk_snapshot_restore (snapshot);
}

static void
elector_node_view_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  ElectorNodeView *self = ELECTOR_NODE_VIEW (widget);

  gtk_snapshot_save (snapshot);
  translate (snapshot, gtk_widget_get_width (widget) / 2.0, gtk_widget_get_height (widget) / 2.0);
  append_number (self, snapshot);
  append_caption (self, snapshot);
  append_badge (self, snapshot);
  append_mark (self, snapshot);
  gtk_snapshot_restore (snapshot);
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
  double reach = self->radius >= ELECTOR_STAGE_TARGET_RADIUS ? self->radius : self->radius * 1.2 + 1;

  return hypot (x - gtk_widget_get_width (widget) / 2.0, y - gtk_widget_get_height (widget) / 2.0) <= reach;
}

static void
elector_node_view_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  ElectorNodeView *self = ELECTOR_NODE_VIEW (widget);

  GTK_WIDGET_CLASS (elector_node_view_parent_class)->css_changed (widget, change);
  elector_palette_load (&self->palette, widget);
  clear_layouts (self);
  gtk_widget_queue_draw (widget);
}

static void
elector_node_view_system_setting_changed (GtkWidget *widget, GtkSystemSetting setting)
{
  GTK_WIDGET_CLASS (elector_node_view_parent_class)->system_setting_changed (widget, setting);
  clear_layouts (ELECTOR_NODE_VIEW (widget));
}

static void
released_cb (GtkGestureClick *gesture, int n_press, double x, double y, ElectorNodeView *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self));
  if (gtk_widget_contains (GTK_WIDGET (self), x, y))
    gtk_widget_activate (GTK_WIDGET (self));
}

static void
toggle_crash_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_signal_emit (widget, signals[SIGNAL_ACTIVATED], 0);
}

static void
elector_node_view_constructed (GObject *object)
{
  ElectorNodeView *self = ELECTOR_NODE_VIEW (object);

  G_OBJECT_CLASS (elector_node_view_parent_class)->constructed (object);
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
  clear_layouts (ELECTOR_NODE_VIEW (object));
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
elector_node_view_class_init (ElectorNodeViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const guint keys[] = { GDK_KEY_space, GDK_KEY_KP_Space, GDK_KEY_Return, GDK_KEY_ISO_Enter, GDK_KEY_KP_Enter };

  object_class->constructed = elector_node_view_constructed;
  object_class->set_property = elector_node_view_set_property;
  object_class->get_property = elector_node_view_get_property;
  object_class->dispose = elector_node_view_dispose;
  object_class->finalize = elector_node_view_finalize;
  widget_class->measure = elector_node_view_measure;
  widget_class->snapshot = elector_node_view_snapshot;
  widget_class->contains = elector_node_view_contains;
  widget_class->css_changed = elector_node_view_css_changed;
  widget_class->system_setting_changed = elector_node_view_system_setting_changed;

  properties[PROP_NODE] = g_param_spec_object ("node", NULL, NULL, ELECTOR_TYPE_NODE,
                                               G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[SIGNAL_ACTIVATED] = g_signal_new ("activated", ELECTOR_TYPE_NODE_VIEW, G_SIGNAL_RUN_LAST | G_SIGNAL_ACTION, 0,
                                            NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_activate_signal (widget_class, signals[SIGNAL_ACTIVATED]);
  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_widget_class_add_binding_signal (widget_class, keys[i], 0, "activated", NULL);

  /* Assistive technologies offer a widget's class actions, and nothing else. */
  gtk_widget_class_install_action (widget_class, "node.toggle-crash", NULL, toggle_crash_cb);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_BUTTON);
  gtk_widget_class_set_css_name (widget_class, "electornode");
}

static void
elector_node_view_init (ElectorNodeView *self)
{
  GtkGesture *click = gtk_gesture_click_new ();

  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), "pointer");
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

  if (self->radius == radius)
    return;
  self->radius = radius;
  clear_layouts (self);
  set_class (self, "small", radius < ELECTOR_STAGE_CAPTION_RADIUS);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
