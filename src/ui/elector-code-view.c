/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/elector-code-view.h"

#include "core/units.h"
#include "ui/code-story.h"
#include "ui/elector-code-buffer.h"
#include "ui/elector-line-pane.h"
#include "ui/elector-node-gutter.h"

#include <glib/gi18n-lib.h>
#include <gtksourceview/gtksource.h>

#define N_LANGUAGES (ELECTOR_LISTING_C + 1)

/* Where a line is put that has to be scrolled into view: a third from the top, so that what follows it shows. */
#define SCROLL_ALIGN 0.33

/* In a view that is narrower than this, few lines of code have a space to be wrapped at. */
#define WORD_WRAP_WIDTH_MIN 380

struct _ElectorCodeView
{
  AdwBin parent_instance;

  /* Template children */
  GtkLabel *name;
  GtkToggleButton *follow;
  GtkToggleButton *python;
  GtkWidget *scrolled;
  GtkTextView *view;
  GtkLabel *status_title;
  GtkLabel *status;
  ElectorLinePane *pane;

  /* Borrowed from the view */
  ElectorNodeGutter *gutter;

  /* Owned */
  ElectorSimulation *simulation;
  GSignalGroup *signals;
  ElectorCodeBuffer *buffers[N_LANGUAGES]; /* NULL while there is no simulation */
  ElectorCodeStory story;
  GArray *lights; /* of ElectorCodeLight */

  /* State */
  const ElectorProtocol *protocol; /* of the buffers */
  guint32 rules;                   /* the switches that are on in them */
  guint idle;       /* an update is due */
  gboolean dirty;   /* an update is due when the view is mapped */
  gboolean stale;   /* what is shown is not the story as it was last told */
  gboolean playing; /* when the story was last told */
  guint told;       /* the end of the story that has been scrolled to */
};

G_DEFINE_FINAL_TYPE (ElectorCodeView, elector_code_view, ADW_TYPE_BIN)

enum
{
  PROP_0,
  PROP_SIMULATION,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static ElectorCodeBuffer *
get_buffer (ElectorCodeView *self)
{
  return self->buffers[gtk_toggle_button_get_active (self->python) ? ELECTOR_LISTING_PYTHON : ELECTOR_LISTING_C];
}

/* --- What is lit --- */

/* The line to look at: the selected one if it just ran, or else the one that says best what is going on. -1: none. */
static int
find_line_to_show (ElectorCodeView *self)
{
  int selected = elector_code_buffer_get_selected (get_buffer (self));
  const ElectorRecord *step = elector_code_story_get_last_step (&self->story);

  for (guint i = 0; i < self->lights->len; i++)
    if ((int) g_array_index (self->lights, ElectorCodeLight, i).line == selected)
      return selected;
  return step != NULL ? elector_listing_find_record (elector_code_buffer_get_listing (get_buffer (self)), step) : -1;
}

static gboolean
is_line_visible (ElectorCodeView *self, const GtkTextIter *iter)
{
  GdkRectangle visible;
  int y, height;

  gtk_text_view_get_visible_rect (self->view, &visible);
  gtk_text_view_get_line_yrange (self->view, iter, &y, &height);
  return y >= visible.y && y + height <= visible.y + visible.height;
}

/* Scrolls only when it must: a text that stands still can be read. A run that has not begun shows the text from
 * its beginning. */
static void
scroll_to_line (ElectorCodeView *self)
{
  int line = find_line_to_show (self);
  GtkTextBuffer *buffer = GTK_TEXT_BUFFER (get_buffer (self));
  GtkTextIter iter;

  if (line < 0 || !gtk_toggle_button_get_active (self->follow) || !elector_simulation_can_step_back (self->simulation))
    return;
  gtk_text_buffer_get_iter_at_line (buffer, &iter, line);
  if (is_line_visible (self, &iter))
    return;
  gtk_text_buffer_move_mark_by_name (buffer, "running", &iter);
  gtk_text_view_scroll_to_mark (self->view, gtk_text_buffer_get_mark (buffer, "running"), 0, TRUE, 0, SCROLL_ALIGN);
}

static void
update_status (ElectorCodeView *self)
{
  const ElectorRecord *step = elector_code_story_get_last_step (&self->story);
  g_autofree char *title = NULL, *time = NULL, *reason = NULL;

  if (step == NULL)
    {
      gtk_label_set_label (self->status_title, "");
      gtk_label_set_label (self->status, _("Nothing has run yet."));
      return;
    }
  time = elector_format_clock (step->time);
  reason = elector_record_format_reason (step, self->protocol);
  /* Translators: a node's number, and a time as in "0:02.310" */
  title = g_strdup_printf (_("Node %u · %s"), step->node, time);
  gtk_label_set_label (self->status_title, title);
  gtk_label_set_label (self->status, reason);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->status), reason);
}

static GtkWrapMode
get_wrap_mode (ElectorCodeView *self)
{
  return gtk_widget_get_width (GTK_WIDGET (self)) < WORD_WRAP_WIDTH_MIN ? GTK_WRAP_CHAR : GTK_WRAP_WORD_CHAR;
}

static void
show_story (ElectorCodeView *self)
{
  guint end = elector_code_story_get_end (&self->story);

  elector_code_story_collect (&self->story, elector_code_buffer_get_listing (get_buffer (self)), self->lights);
  if (!gtk_widget_get_child_visible (self->scrolled))
    {
      gtk_widget_set_child_visible (self->scrolled, TRUE);
      gtk_widget_queue_draw (gtk_widget_get_parent (self->scrolled));
    }
  /* Before the lights: text that has not changed since it was measured is scrolled at once, any other when it is
   * painted, which is too late for the scrollbar. */
  if (self->told != end)
    scroll_to_line (self);
  self->told = end;
  if (elector_code_buffer_set_lights (get_buffer (self), self->lights))
    elector_node_gutter_set_lights (self->gutter, self->lights);
  update_status (self);
  elector_line_pane_update (self->pane);
}

static void
update (ElectorCodeView *self)
{
  ElectorTrace *trace;
  guint position;
  gboolean playing;

  self->dirty = FALSE;
  gtk_text_view_set_wrap_mode (self->view, get_wrap_mode (self));
  if (get_buffer (self) == NULL)
    {
      elector_code_story_clear (&self->story);
      update_status (self);
      return;
    }

  trace = elector_simulation_get_trace (self->simulation);
  position = elector_simulation_get_position (self->simulation);
  playing = elector_simulation_get_playing (self->simulation);
  /* Often only time has passed. */
  if (!self->stale && trace == self->story.trace && position == self->story.position && playing == self->playing)
    return;
  self->stale = FALSE;
  self->playing = playing;
  elector_code_story_move (&self->story, trace, position, playing);
  show_story (self);
}

static gboolean
idle_cb (gpointer user_data)
{
  ElectorCodeView *self = user_data;

  self->idle = 0;
  update (self);
  return G_SOURCE_REMOVE;
}

/* However often the cursor moves in one go, the view follows once, and not at all while nobody sees it. Text is
 * measured before that, at a higher priority. */
static void
queue_update (ElectorCodeView *self)
{
  if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
    self->dirty = TRUE;
  else if (self->idle == 0)
    self->idle = g_idle_add (idle_cb, self);
}

/* --- What is selected --- */

static void
select_line (ElectorCodeView *self, int line)
{
  ElectorCodeBuffer *buffer = get_buffer (self);

  if (buffer == NULL || elector_code_buffer_get_selected (buffer) == line)
    return;
  elector_code_buffer_set_selected (buffer, line);
  elector_node_gutter_set_selected (self->gutter, line);
  elector_line_pane_set_line (self->pane, elector_code_buffer_get_listing (buffer), line);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "code.deselect", line >= 0);
  /* Who reads a line does not want it to be scrolled away. Starting to play takes the run up again. */
  if (line >= 0 && elector_simulation_get_playing (self->simulation))
    gtk_toggle_button_set_active (self->follow, FALSE);
}

static void
deselect_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  ElectorCodeView *self = ELECTOR_CODE_VIEW (widget);

  select_line (self, -1);
  gtk_toggle_button_set_active (self->follow, TRUE);
}

static void
pressed_cb (ElectorCodeView *self, int n_press, double x, double y)
{
  GtkTextIter iter;
  int buffer_x, buffer_y;

  gtk_text_view_window_to_buffer_coords (self->view, GTK_TEXT_WINDOW_WIDGET, (int) x, (int) y, &buffer_x, &buffer_y);
  gtk_text_view_get_line_at_y (self->view, &iter, buffer_y, NULL);
  select_line (self, gtk_text_iter_get_line (&iter));
}

/* Moving the cursor with the keys selects, too. */
static void
cursor_moved_cb (ElectorCodeView *self, GParamSpec *pspec, GtkTextBuffer *buffer)
{
  GtkTextIter iter;

  if (!gtk_widget_has_focus (GTK_WIDGET (self->view)) || (gpointer) buffer != get_buffer (self))
    return;
  gtk_text_buffer_get_iter_at_mark (buffer, &iter, gtk_text_buffer_get_insert (buffer));
  select_line (self, gtk_text_iter_get_line (&iter));
}

/* --- What is shown --- */

static void
follow_changed_cb (ElectorCodeView *self)
{
  if (get_buffer (self) != NULL)
    scroll_to_line (self);
}

static void
update_indents (ElectorCodeView *self, ElectorCodeBuffer *buffer)
{
  PangoContext *context = gtk_widget_get_pango_context (GTK_WIDGET (self->view));
  PangoFontMetrics *metrics = pango_context_get_metrics (context, NULL, NULL);

  elector_code_buffer_set_char_width (buffer, PANGO_PIXELS (pango_font_metrics_get_approximate_digit_width (metrics)));
  pango_font_metrics_unref (metrics);
}

/* Text is measured when the main loop is idle or, if a frame comes first, while it is painted, and then the scrollbar
 * complains. So another text is hidden until the next update, before which it is measured; a change of the indents
 * makes sure that it is. */
static void
show_buffer (ElectorCodeView *self)
{
  ElectorCodeBuffer *buffer = get_buffer (self);
  const char *name = buffer != NULL ? elector_listing_get_name (elector_code_buffer_get_listing (buffer)) : "";

  gtk_label_set_label (self->name, name);
  gtk_widget_set_child_visible (self->scrolled, FALSE);
  gtk_text_view_set_buffer (self->view, GTK_TEXT_BUFFER (buffer));
  self->stale = TRUE;
  self->told = G_MAXUINT;
  queue_update (self);
  elector_node_gutter_set_listing (self->gutter, buffer != NULL ? elector_code_buffer_get_listing (buffer) : NULL);
  if (buffer == NULL)
    return;
  elector_code_buffer_set_lights (buffer, &(GArray) { 0 });
  elector_node_gutter_set_lights (self->gutter, &(GArray) { 0 });
  update_indents (self, buffer);
}

/* Goes to the same step in the other language. */
static void
language_changed_cb (ElectorCodeView *self)
{
  gboolean python = gtk_toggle_button_get_active (self->python);
  ElectorCodeBuffer *from = self->buffers[python ? ELECTOR_LISTING_C : ELECTOR_LISTING_PYTHON], *to = get_buffer (self);
  int line, step = -1;

  if (from == NULL || to == NULL)
    return;
  line = elector_code_buffer_get_selected (from);
  if (line >= 0)
    step = elector_listing_get_step (elector_code_buffer_get_listing (from), (guint) line);
  show_buffer (self);
  elector_code_buffer_set_selected (to, -1);
  elector_node_gutter_set_selected (self->gutter, -1);
  elector_line_pane_set_line (self->pane, NULL, -1);
  select_line (self, elector_code_buffer_find_step (to, step));
}

static void
update_colors (ElectorCodeView *self)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();
  const ElectorCodeColors *colors = elector_code_colors_get (adw_style_manager_get_dark (manager),
                                                             adw_style_manager_get_high_contrast (manager));

  elector_node_gutter_set_colors (self->gutter, colors);
  for (guint i = 0; i < N_LANGUAGES; i++)
    if (self->buffers[i] != NULL)
      elector_code_buffer_set_colors (self->buffers[i], colors);
}

static void
set_protocol (ElectorCodeView *self, const ElectorProtocol *protocol, guint32 rules)
{
  if (self->protocol == protocol && self->rules == rules)
    return;
  self->protocol = protocol;
  self->rules = rules;
  elector_node_gutter_set_selected (self->gutter, -1);
  elector_line_pane_set_line (self->pane, NULL, -1);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "code.deselect", FALSE);
  for (guint i = 0; i < N_LANGUAGES; i++)
    {
      GtkTextIter start;

      g_clear_object (&self->buffers[i]);
      if (protocol == NULL)
        continue;
      self->buffers[i] = elector_code_buffer_new (protocol, (ElectorListingLanguage) i, rules);
      gtk_text_buffer_get_start_iter (GTK_TEXT_BUFFER (self->buffers[i]), &start);
      gtk_text_buffer_place_cursor (GTK_TEXT_BUFFER (self->buffers[i]), &start);
      gtk_text_buffer_create_mark (GTK_TEXT_BUFFER (self->buffers[i]), "running", &start, TRUE);
      g_signal_connect_object (self->buffers[i], "notify::cursor-position", G_CALLBACK (cursor_moved_cb), self,
                               G_CONNECT_SWAPPED);
    }
  update_colors (self);
  show_buffer (self);
}

static void
scenario_changed_cb (ElectorCodeView *self)
{
  const ElectorConfig *config = NULL;

  if (self->simulation != NULL)
    config = elector_scenario_get_config (elector_simulation_get_scenario (self->simulation));
  if (config != NULL)
    elector_node_gutter_set_n_nodes (self->gutter, config->n_nodes);
  set_protocol (self, config != NULL ? config->protocol : NULL, config != NULL ? config->rules : 0);
  queue_update (self);
}

static void
playing_changed_cb (ElectorCodeView *self)
{
  if (elector_simulation_get_playing (self->simulation))
    gtk_toggle_button_set_active (self->follow, TRUE);
  queue_update (self);
}

/* --- The class --- */

static void
elector_code_view_map (GtkWidget *widget)
{
  ElectorCodeView *self = ELECTOR_CODE_VIEW (widget);

  GTK_WIDGET_CLASS (elector_code_view_parent_class)->map (widget);
  if (self->dirty)
    queue_update (self);
}

static void
elector_code_view_unmap (GtkWidget *widget)
{
  ElectorCodeView *self = ELECTOR_CODE_VIEW (widget);

  if (self->idle != 0)
    self->dirty = TRUE;
  g_clear_handle_id (&self->idle, g_source_remove);
  GTK_WIDGET_CLASS (elector_code_view_parent_class)->unmap (widget);
}

static void
elector_code_view_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  ElectorCodeView *self = ELECTOR_CODE_VIEW (widget);

  GTK_WIDGET_CLASS (elector_code_view_parent_class)->size_allocate (widget, width, height, baseline);
  if (gtk_text_view_get_wrap_mode (self->view) != get_wrap_mode (self))
    queue_update (self);
}

static void
elector_code_view_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_SIMULATION:
      g_value_set_object (value, ELECTOR_CODE_VIEW (object)->simulation);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
elector_code_view_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_SIMULATION:
      elector_code_view_set_simulation (ELECTOR_CODE_VIEW (object), g_value_get_object (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
elector_code_view_dispose (GObject *object)
{
  ElectorCodeView *self = ELECTOR_CODE_VIEW (object);

  g_clear_handle_id (&self->idle, g_source_remove);
  g_clear_object (&self->signals);
  g_clear_object (&self->simulation);
  elector_code_story_clear (&self->story);
  /* GtkSourceView 5.6 never frees a view that has a gutter. It should not keep the text as well. */
  if (self->view != NULL)
    gtk_text_view_set_buffer (self->view, NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), ELECTOR_TYPE_CODE_VIEW);
  for (guint i = 0; i < N_LANGUAGES; i++)
    g_clear_object (&self->buffers[i]);
  g_clear_pointer (&self->lights, g_array_unref);
  G_OBJECT_CLASS (elector_code_view_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  g_type_ensure (GTK_SOURCE_TYPE_VIEW);
  g_type_ensure (ELECTOR_TYPE_LINE_PANE);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/elector/Elector/elector-code-view.ui");
  gtk_widget_class_bind_template_child (widget_class, ElectorCodeView, name);
  gtk_widget_class_bind_template_child (widget_class, ElectorCodeView, follow);
  gtk_widget_class_bind_template_child (widget_class, ElectorCodeView, python);
  gtk_widget_class_bind_template_child (widget_class, ElectorCodeView, scrolled);
  gtk_widget_class_bind_template_child (widget_class, ElectorCodeView, view);
  gtk_widget_class_bind_template_child (widget_class, ElectorCodeView, status_title);
  gtk_widget_class_bind_template_child (widget_class, ElectorCodeView, status);
  gtk_widget_class_bind_template_child (widget_class, ElectorCodeView, pane);
  gtk_widget_class_bind_template_callback (widget_class, follow_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, language_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, pressed_cb);
}

static void
elector_code_view_class_init (ElectorCodeViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = elector_code_view_dispose;
  object_class->get_property = elector_code_view_get_property;
  object_class->set_property = elector_code_view_set_property;
  widget_class->map = elector_code_view_map;
  widget_class->size_allocate = elector_code_view_size_allocate;
  widget_class->unmap = elector_code_view_unmap;

  properties[PROP_SIMULATION] =
    g_param_spec_object ("simulation", NULL, NULL, ELECTOR_TYPE_SIMULATION,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_install_action (widget_class, "code.deselect", NULL, deselect_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "code.deselect", NULL);
  bind_template (widget_class);
}

static void
elector_code_view_init (ElectorCodeView *self)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();
  GtkSourceGutter *gutter;

  self->lights = g_array_new (FALSE, FALSE, sizeof (ElectorCodeLight));
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "code.deselect", FALSE);

  self->gutter = ELECTOR_NODE_GUTTER (elector_node_gutter_new ());
  gutter = gtk_source_view_get_gutter (GTK_SOURCE_VIEW (self->view), GTK_TEXT_WINDOW_LEFT);
  gtk_source_gutter_insert (gutter, GTK_SOURCE_GUTTER_RENDERER (self->gutter), 0);

  self->signals = g_signal_group_new (ELECTOR_TYPE_SIMULATION);
  g_signal_group_connect_swapped (self->signals, "moved", G_CALLBACK (queue_update), self);
  g_signal_group_connect_swapped (self->signals, "notify::scenario", G_CALLBACK (scenario_changed_cb), self);
  g_signal_group_connect_swapped (self->signals, "notify::playing", G_CALLBACK (playing_changed_cb), self);
  g_signal_connect_object (manager, "notify::dark", G_CALLBACK (update_colors), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (manager, "notify::high-contrast", G_CALLBACK (update_colors), self, G_CONNECT_SWAPPED);
  update_status (self);
}

void
elector_code_view_set_simulation (ElectorCodeView *self, ElectorSimulation *simulation)
{
  g_return_if_fail (ELECTOR_IS_CODE_VIEW (self));
  g_return_if_fail (simulation == NULL || ELECTOR_IS_SIMULATION (simulation));

  if (!g_set_object (&self->simulation, simulation))
    return;
  elector_code_story_clear (&self->story);
  g_signal_group_set_target (self->signals, simulation);
  elector_line_pane_set_simulation (self->pane, simulation);
  scenario_changed_cb (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SIMULATION]);
}

/* Selects the line of a labeled step, and shows it; NULL: no line. */
void
elector_code_view_select_label (ElectorCodeView *self, const char *label)
{
  ElectorCodeBuffer *buffer;
  GtkTextIter iter;
  int line = -1;

  g_return_if_fail (ELECTOR_IS_CODE_VIEW (self));

  buffer = get_buffer (self);
  if (buffer == NULL)
    return;
  if (label != NULL)
    line = elector_code_buffer_find_step (buffer, elector_protocol_find_step (self->protocol, label));
  select_line (self, line);
  if (line < 0)
    return;
  gtk_text_buffer_get_iter_at_line (GTK_TEXT_BUFFER (buffer), &iter, line);
  gtk_text_buffer_move_mark_by_name (GTK_TEXT_BUFFER (buffer), "running", &iter);
  gtk_text_view_scroll_to_mark (self->view, gtk_text_buffer_get_mark (GTK_TEXT_BUFFER (buffer), "running"), 0, TRUE, 0,
                                SCROLL_ALIGN);
}
