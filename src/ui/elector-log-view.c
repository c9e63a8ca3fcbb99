/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/elector-log-view.h"

#include "engine/elector-log.h"
#include "engine/elector-trace-item.h"
#include "ui/compat.h"
#include "ui/elector-log-row.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* From so many nodes on, the list of nodes can be searched. */
#define MANY_NODES 20

struct _ElectorLogView
{
  AdwBin parent_instance;

  /* Template children */
  GtkSearchEntry *search;
  GtkToggleButton *search_button;
  GtkDropDown *node;
  GtkToggleButton *routine;
  GtkStack *stack;
  GtkLabel *placeholder;
  GtkScrolledWindow *scrolled;
  GtkListView *list;

  /* Owned */
  ElectorSimulation *simulation;
  GSignalGroup *signals;
  ElectorLog *log;
  ElectorTrace *trace; /* that the rows are of, or NULL */

  /* State */
  guint n_nodes;  /* in the drop-down */
  guint tick;     /* an update is due in the next frame */
  gboolean dirty; /* an update is due when the view is mapped */
};

G_DEFINE_FINAL_TYPE (ElectorLogView, elector_log_view, ADW_TYPE_BIN)

enum
{
  PROP_0,
  PROP_SIMULATION,
  N_PROPS
};

enum
{
  MESSAGE,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

/* --- What is shown --- */

static gboolean
is_at_top (ElectorLogView *self)
{
  return gtk_adjustment_get_value (gtk_scrolled_window_get_vadjustment (self->scrolled)) < 1.0;
}

static gboolean
is_filtered (ElectorLogView *self)
{
  return gtk_drop_down_get_selected (self->node) > 0 || *gtk_editable_get_text (GTK_EDITABLE (self->search)) != '\0';
}

static void
update_placeholder (ElectorLogView *self)
{
  gboolean empty = g_list_model_get_n_items (G_LIST_MODEL (self->log)) == 0;

  gtk_stack_set_visible_child_name (self->stack, empty ? "empty" : "rows");
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "log.copy", !empty);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "log.save", !empty);
  if (empty)
    gtk_label_set_label (self->placeholder, is_filtered (self) ? _("Nothing in the log matches the filter.")
                                                               : _("Nothing has happened yet."));
}

static void
update (ElectorLogView *self)
{
  gboolean at_top = is_at_top (self);
  guint before = g_list_model_get_n_items (G_LIST_MODEL (self->log));
  ElectorTrace *trace = self->simulation != NULL ? elector_simulation_get_trace (self->simulation) : NULL;

  self->dirty = FALSE;
  g_set_object (&self->trace, trace);
  elector_log_set_trace (self->log, self->trace);
  if (self->simulation != NULL)
    elector_log_set_cursor (self->log, elector_simulation_get_position (self->simulation));
  if (g_list_model_get_n_items (G_LIST_MODEL (self->log)) == before)
    return;
  update_placeholder (self);
  /* The list keeps in view what was in view. Who looks at the newest row wants to see the newest row. */
  if (at_top && g_list_model_get_n_items (G_LIST_MODEL (self->log)) > 0)
    gtk_widget_activate_action (GTK_WIDGET (self->list), "list.scroll-to-item", "u", 0);
}

static gboolean
tick_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  ElectorLogView *self = ELECTOR_LOG_VIEW (widget);

  self->tick = 0;
  update (self);
  return G_SOURCE_REMOVE;
}

/* However often the cursor moves, rows are added once a frame, and none while nobody sees them. */
static void
queue_update (ElectorLogView *self)
{
  if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
    self->dirty = TRUE;
  else if (self->tick == 0)
    self->tick = gtk_widget_add_tick_callback (GTK_WIDGET (self), tick_cb, NULL, NULL);
}

/* The focus goes to the button inside the drop-down, which GTK before 4.10 leaves without a name. */
static void
name_node_button (ElectorLogView *self)
{
  GtkWidget *button = gtk_widget_get_first_child (GTK_WIDGET (self->node));
  GtkStringObject *name = gtk_drop_down_get_selected_item (self->node);

  if (button != NULL && name != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (button),
                                    GTK_ACCESSIBLE_PROPERTY_LABEL, gtk_string_object_get_string (name), -1);
}

static void
filter_changed_cb (ElectorLogView *self)
{
  guint selected = gtk_drop_down_get_selected (self->node);

  elector_log_set_filter (self->log, gtk_toggle_button_get_active (self->routine),
                          selected == GTK_INVALID_LIST_POSITION ? ELECTOR_NO_NODE : (ElectorNodeId) selected,
                          gtk_editable_get_text (GTK_EDITABLE (self->search)));
  name_node_button (self);
  update_placeholder (self);
}

/* All nodes, then each. */
static void
scenario_changed_cb (ElectorLogView *self)
{
  g_autoptr (GtkStringList) names = NULL;
  guint n_nodes = 0;

  if (self->simulation != NULL)
    n_nodes = elector_scenario_get_config (elector_simulation_get_scenario (self->simulation))->n_nodes;
  queue_update (self);
  if (self->n_nodes == n_nodes)
    return;
  self->n_nodes = n_nodes;
  names = gtk_string_list_new (NULL);
  gtk_string_list_append (names, _("All nodes"));
  for (guint i = 1; i <= n_nodes; i++)
    gtk_string_list_take (names, g_strdup_printf (_("Node %u"), i));
  gtk_drop_down_set_model (self->node, G_LIST_MODEL (names));
  gtk_drop_down_set_enable_search (self->node, n_nodes >= MANY_NODES);
  name_node_button (self);
}

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  gtk_list_item_set_child (item, elector_log_row_new ());
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  elector_log_row_set_item (ELECTOR_LOG_ROW (gtk_list_item_get_child (item)), gtk_list_item_get_item (item));
}

/* --- What can be done --- */

/* Goes to the moment after what the row tells of, unless the run is another one since the last frame. */
static void
activate_cb (ElectorLogView *self, guint row)
{
  guint position = elector_log_get_position (self->log, row);

  if (self->simulation == NULL || elector_simulation_get_trace (self->simulation) != self->trace)
    return;
  elector_simulation_set_playing (self->simulation, FALSE);
  elector_simulation_seek (self->simulation, elector_trace_find_event_end (self->trace, position));
}

static void
search_toggled_cb (ElectorLogView *self)
{
  if (gtk_toggle_button_get_active (self->search_button))
    gtk_widget_grab_focus (GTK_WIDGET (self->search));
  else
    gtk_editable_set_text (GTK_EDITABLE (self->search), "");
}

static void
stop_search_cb (ElectorLogView *self)
{
  gtk_toggle_button_set_active (self->search_button, FALSE);
}

static void
search_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  ElectorLogView *self = ELECTOR_LOG_VIEW (widget);

  gtk_toggle_button_set_active (self->search_button, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->search));
}

static void
copy_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  g_autofree char *text = elector_log_format (ELECTOR_LOG_VIEW (widget)->log, ELECTOR_LOG_TEXT, 0);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), text);
  g_signal_emit (widget, signals[MESSAGE], 0, _("Log copied"));
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ElectorLogView) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *message = NULL;

  if (!g_file_replace_contents_finish (G_FILE (source), result, NULL, &error))
    message = g_strdup_printf (_("The log could not be saved: %s"), error->message);
  g_signal_emit (self, signals[MESSAGE], 0, message != NULL ? message : _("Log saved"));
}

/* A name that ends with .csv asks for a table. */
static void
file_chosen_cb (GFile *file, gpointer user_data)
{
  g_autoptr (ElectorLogView) self = user_data;
  g_autofree char *text = NULL, *name = NULL;
  g_autoptr (GBytes) bytes = NULL;

  if (file == NULL || self->log == NULL) /* the window may have been closed by now */
    return;
  name = g_file_get_basename (file);
  text = elector_log_format (self->log, g_str_has_suffix (name, ".csv") ? ELECTOR_LOG_CSV : ELECTOR_LOG_TEXT, 0);
  bytes = g_bytes_new (text, strlen (text));
  g_file_replace_contents_bytes_async (file, bytes, NULL, FALSE, G_FILE_CREATE_NONE, NULL, saved_cb,
                                       g_object_ref (self));
}

static void
save_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  GtkRoot *root = gtk_widget_get_root (widget);

  elector_compat_choose_file (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, TRUE,
                              _("Save Log"), _("election-log.txt"), NULL,
                              file_chosen_cb, g_object_ref (widget));
}

/* --- The class --- */

static void
elector_log_view_map (GtkWidget *widget)
{
  ElectorLogView *self = ELECTOR_LOG_VIEW (widget);

  GTK_WIDGET_CLASS (elector_log_view_parent_class)->map (widget);
  if (self->dirty)
    queue_update (self);
}

static void
elector_log_view_unmap (GtkWidget *widget)
{
  ElectorLogView *self = ELECTOR_LOG_VIEW (widget);

  if (self->tick != 0)
    {
      gtk_widget_remove_tick_callback (widget, self->tick);
      self->tick = 0;
      self->dirty = TRUE;
    }
  GTK_WIDGET_CLASS (elector_log_view_parent_class)->unmap (widget);
}

static void
elector_log_view_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_SIMULATION:
      g_value_set_object (value, ELECTOR_LOG_VIEW (object)->simulation);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
elector_log_view_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_SIMULATION:
      elector_log_view_set_simulation (ELECTOR_LOG_VIEW (object), g_value_get_object (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
elector_log_view_dispose (GObject *object)
{
  ElectorLogView *self = ELECTOR_LOG_VIEW (object);

  g_clear_object (&self->signals);
  g_clear_object (&self->simulation);
  gtk_widget_dispose_template (GTK_WIDGET (self), ELECTOR_TYPE_LOG_VIEW);
  g_clear_object (&self->log);
  g_clear_object (&self->trace);
  G_OBJECT_CLASS (elector_log_view_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, "/org/elector/Elector/elector-log-view.ui");
  gtk_widget_class_bind_template_child (widget_class, ElectorLogView, search);
  gtk_widget_class_bind_template_child (widget_class, ElectorLogView, search_button);
  gtk_widget_class_bind_template_child (widget_class, ElectorLogView, node);
  gtk_widget_class_bind_template_child (widget_class, ElectorLogView, routine);
  gtk_widget_class_bind_template_child (widget_class, ElectorLogView, stack);
  gtk_widget_class_bind_template_child (widget_class, ElectorLogView, placeholder);
  gtk_widget_class_bind_template_child (widget_class, ElectorLogView, scrolled);
  gtk_widget_class_bind_template_child (widget_class, ElectorLogView, list);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, bind_cb);
  gtk_widget_class_bind_template_callback (widget_class, filter_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, setup_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_search_cb);
}

static void
elector_log_view_class_init (ElectorLogViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = elector_log_view_dispose;
  object_class->get_property = elector_log_view_get_property;
  object_class->set_property = elector_log_view_set_property;
  widget_class->map = elector_log_view_map;
  widget_class->unmap = elector_log_view_unmap;

  properties[PROP_SIMULATION] =
    g_param_spec_object ("simulation", NULL, NULL, ELECTOR_TYPE_SIMULATION,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[MESSAGE] = g_signal_new ("message", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_install_action (widget_class, "log.copy", NULL, copy_cb);
  gtk_widget_class_install_action (widget_class, "log.save", NULL, save_cb);
  gtk_widget_class_install_action (widget_class, "log.search", NULL, search_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_f, GDK_CONTROL_MASK, "log.search", NULL);
  bind_template (widget_class);
}

static void
elector_log_view_init (ElectorLogView *self)
{
  g_autoptr (GSettings) settings = g_settings_new ("org.elector.Elector");
  g_autoptr (GtkSelectionModel) selection = NULL;

  self->n_nodes = G_MAXUINT;
  self->log = elector_log_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  selection = GTK_SELECTION_MODEL (gtk_no_selection_new (G_LIST_MODEL (g_object_ref (self->log))));
  gtk_list_view_set_model (self->list, selection);

  self->signals = g_signal_group_new (ELECTOR_TYPE_SIMULATION);
  g_signal_group_connect_swapped (self->signals, "moved", G_CALLBACK (queue_update), self);
  g_signal_group_connect_swapped (self->signals, "notify::scenario", G_CALLBACK (scenario_changed_cb), self);
  g_settings_bind (settings, "show-heartbeats", self->routine, "active", G_SETTINGS_BIND_DEFAULT);
  scenario_changed_cb (self);
  update_placeholder (self);
}

GtkWidget *
elector_log_view_new (void)
{
  return g_object_new (ELECTOR_TYPE_LOG_VIEW, NULL);
}

void
elector_log_view_set_simulation (ElectorLogView *self, ElectorSimulation *simulation)
{
  g_return_if_fail (ELECTOR_IS_LOG_VIEW (self));
  g_return_if_fail (simulation == NULL || ELECTOR_IS_SIMULATION (simulation));

  if (!g_set_object (&self->simulation, simulation))
    return;
  g_signal_group_set_target (self->signals, simulation);
  scenario_changed_cb (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SIMULATION]);
}
