/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/elector-stage.h"

#include "engine/elector-node.h"
#include "scene/stage-scene.h"
#include "ui/elector-link-dialog.h"
#include "ui/elector-node-view.h"
#include "ui/fault-tools.h"
#include "ui/stage-glyphs.h"
#include "ui/stage-links.h"
#include "ui/stage-menu.h"
#include "ui/stage-messages.h"
#include "ui/stage-pointer.h"
#include "ui/stage-timers.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#define MIN_WIDTH 260
#define MIN_HEIGHT 200
#define NATURAL_WIDTH 800
#define NATURAL_HEIGHT 500

struct _ElectorStage
{
  GtkWidget parent_instance;

  ElectorSimulation *simulation;
  GSignalGroup *simulation_signals;
  GSignalGroup *nodes_signals;
  guint tick_id;

  GPtrArray *views;     /* of ElectorNodeView, borrowed; node i at [i - 1] */
  ElectorNodeId entry;  /* the node that last had the focus, or 0: where Tab enters */
  guint16 *groups;      /* that the views were told, node i at [i - 1]; NULL: they know of no partition */

  ElectorStageScene scene; /* n_nodes is 0 before the first layout */
  ElectorPalette palette;
  ElectorStageLinks links;
  ElectorStageTimers *timers;
  ElectorSprites sprites;
  ElectorStagePointer pointer;
};

G_DEFINE_FINAL_TYPE (ElectorStage, elector_stage, GTK_TYPE_WIDGET)

enum
{
  PROP_SIMULATION = 1,
  PROP_CURRENT,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

/* --- Time --- */

static gboolean
tick_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  elector_simulation_update (ELECTOR_STAGE (widget)->simulation);
  return G_SOURCE_CONTINUE;
}

/* Ticks while there is something to see that moves, and not a moment longer. */
static void
update_tick (ElectorStage *self)
{
  gboolean wanted = self->simulation != NULL && gtk_widget_get_mapped (GTK_WIDGET (self))
                    && elector_simulation_get_playing (self->simulation);

  if (wanted && self->tick_id == 0)
    {
      self->tick_id = gtk_widget_add_tick_callback (GTK_WIDGET (self), tick_cb, NULL, NULL);
    }
  else if (!wanted && self->tick_id != 0)
    {
      gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->tick_id);
      self->tick_id = 0;
    }
}

/* --- Nodes --- */

static void
activated_cb (ElectorStage *self, ElectorNodeView *view)
{
  if (self->simulation != NULL)
    elector_simulation_toggle_crash (self->simulation, elector_node_get_id (elector_node_view_get_node (view)));
}

/* Marks in chosen[i - 1] whether node i is selected. Returns how many are. */
static guint
get_selected (ElectorStage *self, gboolean *chosen)
{
  guint n = 0;

  for (guint i = 0; i < self->views->len; i++)
    {
      chosen[i] = elector_node_view_get_selected (g_ptr_array_index (self->views, i));
      n += chosen[i];
    }
  return n;
}

/* Isolates what is selected, or one node alone. With apply FALSE says only whether that would change anything. */
static gboolean
isolate (ElectorStage *self, ElectorNodeId node, gboolean apply)
{
  const ElectorNetwork *network = &elector_simulation_get_moment (self->simulation)->network;
  g_autofree gboolean *chosen = g_new0 (gboolean, self->views->len);

  if (network->n_nodes != self->views->len)
    return FALSE;
  if (node != ELECTOR_NO_NODE)
    chosen[node - 1] = TRUE;
  else if (get_selected (self, chosen) == 0)
    return FALSE;
  return apply ? elector_tools_isolate (self->simulation, chosen) : elector_tools_can_isolate (network, chosen);
}

static void
update_actions (ElectorStage *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  g_autofree gboolean *chosen = g_new0 (gboolean, self->views->len);
  const ElectorMoment *moment = self->simulation != NULL ? elector_simulation_get_moment (self->simulation) : NULL;

  gtk_widget_action_set_enabled (widget, "stage.deselect", get_selected (self, chosen) > 0);
  gtk_widget_action_set_enabled (widget, "stage.isolate-selected",
                                 moment != NULL && isolate (self, ELECTOR_NO_NODE, FALSE));
  gtk_widget_action_set_enabled (widget, "stage.heal", moment != NULL && !elector_network_is_whole (&moment->network));
}

static void
set_selected (ElectorStage *self, ElectorNodeView *view, gboolean selected)
{
  elector_node_view_set_selected (view, selected);
  update_actions (self);
}

/* What one chooses in a node's menu, or does by a key. */
static void
tool_cb (ElectorStage *self, guint tool, ElectorNodeView *view)
{
  static const ElectorFaultKind kinds[] = {
    [ELECTOR_NODE_TOOL_CRASH] = ELECTOR_FAULT_CRASH,   [ELECTOR_NODE_TOOL_RECOVER] = ELECTOR_FAULT_RECOVER,
    [ELECTOR_NODE_TOOL_PAUSE] = ELECTOR_FAULT_PAUSE,   [ELECTOR_NODE_TOOL_RESUME] = ELECTOR_FAULT_RESUME,
    [ELECTOR_NODE_TOOL_CAMPAIGN] = ELECTOR_FAULT_CAMPAIGN, [ELECTOR_NODE_TOOL_WRITE] = ELECTOR_FAULT_WRITE,
  };
  ElectorNodeId node = elector_node_get_id (elector_node_view_get_node (view));

  switch (tool)
    {
    case ELECTOR_NODE_TOOL_TOGGLE_PAUSE:
      elector_tools_toggle_pause (self->simulation, node);
      return;
    case ELECTOR_NODE_TOOL_ISOLATE:
      isolate (self, node, TRUE);
      return;
    case ELECTOR_NODE_TOOL_LINKS:
      elector_link_dialog_present (GTK_WIDGET (self), self->simulation, node);
      return;
    case ELECTOR_NODE_TOOL_SELECT:
      set_selected (self, view, !elector_node_view_get_selected (view));
      return;
    case ELECTOR_NODE_TOOL_INSPECT:
      gtk_widget_activate_action (GTK_WIDGET (self), "simulate.inspect", "u", (guint) node);
      return;
    case ELECTOR_NODE_TOOL_MENU:
      elector_stage_menu_popup_for_node (view, self->simulation, isolate (self, node, FALSE));
      return;
    default:
      elector_tools_apply_to_node (self->simulation, kinds[tool], node);
    }
}

static void
isolate_selected_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  isolate (ELECTOR_STAGE (widget), ELECTOR_NO_NODE, TRUE);
}

static void
deselect_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ElectorStage *self = ELECTOR_STAGE (widget);

  for (guint i = 0; i < self->views->len; i++)
    elector_node_view_set_selected (g_ptr_array_index (self->views, i), FALSE);
  update_actions (self);
}

static void
heal_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  elector_tools_heal (ELECTOR_STAGE (widget)->simulation);
}

/* Tells the views which group of a partition each of them is in. */
static void
update_groups (ElectorStage *self)
{
  const ElectorNetwork *network = &elector_simulation_get_moment (self->simulation)->network;
  guint n = self->views->len;
  gsize size = n * sizeof *self->groups;
  g_autofree guint16 *numbered = NULL;

  if (network->n_nodes != n || (!network->partitioned && self->groups == NULL)
      || (network->partitioned && self->groups != NULL && memcmp (self->groups, network->groups, size) == 0))
    return;
  g_clear_pointer (&self->groups, g_free);
  numbered = g_new0 (guint16, n);
  if (network->partitioned)
    {
      elector_tools_get_groups (network, numbered);
      self->groups = g_memdup2 (network->groups, size);
    }
  for (guint i = 0; i < n; i++)
    elector_node_view_set_group (g_ptr_array_index (self->views, i), numbered[i]);
}

static void
moved_cb (ElectorStage *self)
{
  update_groups (self);
  update_actions (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
remove_views (ElectorStage *self, guint position, guint removed)
{
  for (guint i = 0; i < removed; i++)
    gtk_widget_unparent (g_ptr_array_index (self->views, position + i));
  if (removed > 0)
    g_ptr_array_remove_range (self->views, position, removed);
}

static void
add_view (ElectorStage *self, GListModel *nodes, guint position)
{
  g_autoptr (ElectorNode) node = g_list_model_get_item (nodes, position);
  GtkWidget *view = elector_node_view_new (node);
  GtkWidget *before = position > 0 ? g_ptr_array_index (self->views, position - 1) : NULL;

  g_signal_connect_object (view, "activated", G_CALLBACK (activated_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (view, "tool", G_CALLBACK (tool_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_insert_after (view, GTK_WIDGET (self), before);
  g_ptr_array_insert (self->views, (int) position, view);
}

static void
items_changed_cb (ElectorStage *self, guint position, guint removed, guint added, GListModel *nodes)
{
  remove_views (self, position, removed);
  for (guint i = 0; i < added; i++)
    add_view (self, nodes, position + i);
  if (self->entry > self->views->len)
    self->entry = ELECTOR_NO_NODE;
  g_clear_pointer (&self->groups, g_free);
  elector_stage_pointer_set_simulation (&self->pointer, self->simulation);
  moved_cb (self);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

/* --- Layout --- */

static void
clear_caches (ElectorStage *self)
{
  elector_stage_links_clear (&self->links);
  g_clear_pointer (&self->timers, elector_stage_timers_free);
  elector_sprites_clear (&self->sprites);
}

static void
elector_stage_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                       int *minimum_baseline, int *natural_baseline)
{
  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? MIN_WIDTH : MIN_HEIGHT;
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? NATURAL_WIDTH : NATURAL_HEIGHT;
}

static void
allocate_view (ElectorStage *self, guint i)
{
  GtkWidget *view = g_ptr_array_index (self->views, i);
  ElectorPoint place = elector_stage_scene_get_node (&self->scene, (ElectorNodeId) (i + 1));
  int size, minimum;

  elector_node_view_set_radius (ELECTOR_NODE_VIEW (view), self->scene.node_radius);
  gtk_widget_measure (view, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  gtk_widget_measure (view, GTK_ORIENTATION_VERTICAL, -1, NULL, NULL, NULL, NULL);
  size = MAX ((int) round (2 * self->scene.node_radius), minimum);
  gtk_widget_allocate (view, size, size, -1,
                       gsk_transform_translate (NULL, &GRAPHENE_POINT_INIT ((float) round (place.x - size / 2.0),
                                                                            (float) round (place.y - size / 2.0))));
}

static void
elector_stage_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  ElectorStage *self = ELECTOR_STAGE (widget);
  guint n = MIN (self->views->len, ELECTOR_MAX_NODES);

  elector_stage_menu_allocate (widget);
  if (n == 0)
    return;
  if (self->scene.n_nodes != n || self->scene.width != width || self->scene.height != height)
    {
      elector_stage_scene_clear (&self->scene);
      elector_stage_scene_init (&self->scene, n, width, height);
      clear_caches (self);
    }
  for (guint i = 0; i < n; i++)
    allocate_view (self, i);
}

/* --- Drawing --- */

static void
elector_stage_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  ElectorStage *self = ELECTOR_STAGE (widget);
  const ElectorMoment *moment = self->simulation != NULL ? elector_simulation_get_moment (self->simulation) : NULL;
  gboolean ready = moment != NULL && moment->config->n_nodes == self->scene.n_nodes;
  ElectorTime time = ready ? elector_simulation_get_time (self->simulation) : 0;
  ElectorStageMessages messages;

  if (ready)
    {
      if (self->timers == NULL)
        self->timers = elector_stage_timers_new (self->scene.node_radius, gtk_widget_get_scale_factor (widget));
      elector_stage_links_snapshot (&self->links, snapshot, &self->scene, &moment->network, &self->palette,
                                   gtk_widget_get_scale_factor (widget));
      elector_stage_pointer_snapshot_ground (&self->pointer, snapshot, &self->palette);
      elector_stage_timers_snapshot (self->timers, snapshot, &self->scene, moment, time, &self->palette);
    }
  for (guint i = 0; i < self->views->len; i++)
    gtk_widget_snapshot_child (widget, g_ptr_array_index (self->views, i), snapshot);
  if (!ready)
    return;
  messages = (ElectorStageMessages) {
    .widget = widget,
    .scene = &self->scene,
    .palette = &self->palette,
    .sprites = &self->sprites,
  };
  elector_stage_messages_snapshot (&messages, snapshot, moment, time);
  elector_stage_pointer_snapshot_line (&self->pointer, snapshot, &self->palette);
}

static void
elector_stage_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  ElectorStage *self = ELECTOR_STAGE (widget);

  GTK_WIDGET_CLASS (elector_stage_parent_class)->css_changed (widget, change);
  elector_palette_load (&self->palette, widget);
  clear_caches (self);
  gtk_widget_queue_draw (widget);
}

static void
scale_factor_cb (ElectorStage *self)
{
  clear_caches (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* --- Keyboard --- */

static void
elector_stage_set_focus_child (GtkWidget *widget, GtkWidget *child)
{
  ElectorStage *self = ELECTOR_STAGE (widget);
  guint position;

  if (child != NULL && g_ptr_array_find (self->views, child, &position))
    {
      self->entry = (ElectorNodeId) (position + 1);
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CURRENT]);
    }
  GTK_WIDGET_CLASS (elector_stage_parent_class)->set_focus_child (widget, child);
}

static gboolean
grab (ElectorStage *self, ElectorNodeId node)
{
  if (node == ELECTOR_NO_NODE || node > self->views->len)
    return FALSE;
  return gtk_widget_grab_focus (g_ptr_array_index (self->views, node - 1));
}

static ElectorNodeId
find_next (ElectorStage *self, ElectorNodeId current, GtkDirectionType direction)
{
  switch (direction)
    {
    case GTK_DIR_LEFT:
      return elector_stage_scene_get_neighbor (&self->scene, current, ELECTOR_DIRECTION_LEFT);
    case GTK_DIR_RIGHT:
      return elector_stage_scene_get_neighbor (&self->scene, current, ELECTOR_DIRECTION_RIGHT);
    case GTK_DIR_UP:
      return elector_stage_scene_get_neighbor (&self->scene, current, ELECTOR_DIRECTION_UP);
    case GTK_DIR_DOWN:
      return elector_stage_scene_get_neighbor (&self->scene, current, ELECTOR_DIRECTION_DOWN);
    case GTK_DIR_TAB_BACKWARD:
      return elector_stage_scene_get_next (&self->scene, current, FALSE);
    case GTK_DIR_TAB_FORWARD:
    default:
      return elector_stage_scene_get_next (&self->scene, current, TRUE);
    }
}

/* The toolkit would go from top to bottom, which is no order for a ring. */
static gboolean
elector_stage_focus (GtkWidget *widget, GtkDirectionType direction)
{
  ElectorStage *self = ELECTOR_STAGE (widget);
  gboolean tab = direction == GTK_DIR_TAB_FORWARD || direction == GTK_DIR_TAB_BACKWARD;
  GtkWidget *child = gtk_widget_get_focus_child (widget);

  while (child != NULL && !GTK_IS_POPOVER (child))
    child = gtk_widget_get_focus_child (child);
  if (child != NULL) /* a menu, of the stage or of a node */
    return gtk_widget_child_focus (child, direction);
  if (self->scene.n_nodes == 0)
    return FALSE;
  if (gtk_widget_get_focus_child (widget) == NULL)
    {
      gboolean forward = direction != GTK_DIR_TAB_BACKWARD;

      if (self->entry != ELECTOR_NO_NODE)
        return grab (self, self->entry);
      return grab (self, elector_stage_scene_get_next (&self->scene, ELECTOR_NO_NODE, forward));
    }
  /* Tab leaves at the ends; an arrow key that points nowhere stays where it is. */
  return grab (self, find_next (self, self->entry, direction)) || !tab;
}

/* Shift with an arrow key: selects where one is, and where one gets. */
static gboolean
extend_selection_cb (GtkWidget *widget, GVariant *args, gpointer user_data)
{
  ElectorStage *self = ELECTOR_STAGE (widget);
  GtkDirectionType direction = (GtkDirectionType) g_variant_get_int32 (args);
  ElectorNodeId next;

  if (self->scene.n_nodes == 0 || self->entry == ELECTOR_NO_NODE || gtk_widget_get_focus_child (widget) == NULL)
    return FALSE;
  set_selected (self, g_ptr_array_index (self->views, self->entry - 1), TRUE);
  next = find_next (self, self->entry, direction);
  if (grab (self, next))
    set_selected (self, g_ptr_array_index (self->views, next - 1), TRUE);
  return TRUE;
}

static void
install_actions (GtkWidgetClass *klass)
{
  static const struct
  {
    guint key;
    GtkDirectionType direction;
  } arrows[] = {
    { GDK_KEY_Left, GTK_DIR_LEFT },
    { GDK_KEY_Right, GTK_DIR_RIGHT },
    { GDK_KEY_Up, GTK_DIR_UP },
    { GDK_KEY_Down, GTK_DIR_DOWN },
  };

  gtk_widget_class_install_action (klass, "stage.isolate-selected", NULL, isolate_selected_action);
  gtk_widget_class_install_action (klass, "stage.deselect", NULL, deselect_action);
  gtk_widget_class_install_action (klass, "stage.heal", NULL, heal_action);
  gtk_widget_class_add_binding_action (klass, GDK_KEY_I, GDK_SHIFT_MASK, "stage.isolate-selected", NULL);
  gtk_widget_class_add_binding_action (klass, GDK_KEY_H, GDK_SHIFT_MASK, "stage.heal", NULL);
  gtk_widget_class_add_binding_action (klass, GDK_KEY_Escape, 0, "stage.deselect", NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (arrows); i++)
    gtk_widget_class_add_binding (klass, arrows[i].key, GDK_SHIFT_MASK, extend_selection_cb, "i",
                                  (gint32) arrows[i].direction);
}

/* --- The widget --- */

static void
elector_stage_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (elector_stage_parent_class)->map (widget);
  update_tick (ELECTOR_STAGE (widget));
}

static void
elector_stage_unmap (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (elector_stage_parent_class)->unmap (widget);
  update_tick (ELECTOR_STAGE (widget));
}

static void
elector_stage_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  if (id == PROP_SIMULATION)
    elector_stage_set_simulation (ELECTOR_STAGE (object), g_value_get_object (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
elector_stage_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_SIMULATION)
    g_value_set_object (value, ELECTOR_STAGE (object)->simulation);
  else if (id == PROP_CURRENT)
    g_value_set_uint (value, ELECTOR_STAGE (object)->entry);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
elector_stage_dispose (GObject *object)
{
  ElectorStage *self = ELECTOR_STAGE (object);

  elector_stage_set_simulation (self, NULL);
  remove_views (self, 0, self->views->len);
  elector_stage_menu_remove (GTK_WIDGET (self));
  clear_caches (self);
  G_OBJECT_CLASS (elector_stage_parent_class)->dispose (object);
}

static void
elector_stage_finalize (GObject *object)
{
  ElectorStage *self = ELECTOR_STAGE (object);

  g_clear_object (&self->simulation_signals);
  g_clear_object (&self->nodes_signals);
  g_clear_pointer (&self->views, g_ptr_array_unref);
  g_clear_pointer (&self->groups, g_free);
  elector_stage_scene_clear (&self->scene);
  G_OBJECT_CLASS (elector_stage_parent_class)->finalize (object);
}

static void
elector_stage_class_init (ElectorStageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->set_property = elector_stage_set_property;
  object_class->get_property = elector_stage_get_property;
  object_class->dispose = elector_stage_dispose;
  object_class->finalize = elector_stage_finalize;
  widget_class->measure = elector_stage_measure;
  widget_class->size_allocate = elector_stage_size_allocate;
  widget_class->snapshot = elector_stage_snapshot;
  widget_class->css_changed = elector_stage_css_changed;
  widget_class->map = elector_stage_map;
  widget_class->unmap = elector_stage_unmap;
  widget_class->focus = elector_stage_focus;
  widget_class->set_focus_child = elector_stage_set_focus_child;

  properties[PROP_SIMULATION] = g_param_spec_object ("simulation", NULL, NULL, ELECTOR_TYPE_SIMULATION, flags);
  properties[PROP_CURRENT] = g_param_spec_uint ("current", NULL, NULL, 0, ELECTOR_MAX_NODES, 0,
                                                G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  install_actions (widget_class);
  gtk_widget_class_set_css_name (widget_class, "electorstage");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
elector_stage_init (ElectorStage *self)
{
  self->views = g_ptr_array_new ();
  self->nodes_signals = g_signal_group_new (G_TYPE_LIST_MODEL);
  g_signal_group_connect_swapped (self->nodes_signals, "items-changed", G_CALLBACK (items_changed_cb), self);
  self->simulation_signals = g_signal_group_new (ELECTOR_TYPE_SIMULATION);
  g_signal_group_connect_swapped (self->simulation_signals, "moved", G_CALLBACK (moved_cb), self);
  g_signal_group_connect_swapped (self->simulation_signals, "notify::playing", G_CALLBACK (update_tick), self);

  elector_stage_pointer_init (&self->pointer, GTK_WIDGET (self), &self->scene);
  g_signal_connect (self, "notify::scale-factor", G_CALLBACK (scale_factor_cb), NULL);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Nodes"), -1);
}

/* Shows another simulation, or none. */
void
elector_stage_set_simulation (ElectorStage *self, ElectorSimulation *simulation)
{
  GListModel *nodes;

  g_return_if_fail (ELECTOR_IS_STAGE (self));
  g_return_if_fail (simulation == NULL || ELECTOR_IS_SIMULATION (simulation));

  if (!g_set_object (&self->simulation, simulation))
    return;
  nodes = simulation != NULL ? elector_simulation_get_nodes (simulation) : NULL;
  g_signal_group_set_target (self->simulation_signals, simulation);
  g_signal_group_set_target (self->nodes_signals, nodes);
  remove_views (self, 0, self->views->len);
  if (nodes != NULL)
    items_changed_cb (self, 0, 0, g_list_model_get_n_items (nodes), nodes);
  elector_stage_pointer_set_simulation (&self->pointer, simulation);
  update_actions (self);
  update_tick (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SIMULATION]);
}

/* The node that has the focus or last had it; 0: none. */
guint
elector_stage_get_current (ElectorStage *self)
{
  g_return_val_if_fail (ELECTOR_IS_STAGE (self), ELECTOR_NO_NODE);
  return self->entry;
}
