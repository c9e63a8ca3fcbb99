/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/elector-code-view.h"

#include "ui-fixture.h"
#include "ui/elector-code-buffer.h"
#include "ui/elector-line-pane.h"
#include "ui/elector-screen-reader.h"

#include <gtksourceview/gtksource.h>
#include <string.h>

#define SCENARIO "[run]\nnodes=5\nseed=1\n[network]\ndelay=10ms\n[faults]\n1=600ms crash 5\n"

typedef struct
{
  ElectorSimulation *simulation;
  GtkWidget *view;
  GtkWidget *window;
  GtkTextView *text;
  GtkWidget *pane;
} Fixture;

static Fixture *
fixture_new (ElectorTime time)
{
  Fixture *self = g_new0 (Fixture, 1);

  self->simulation = ui_fixture_simulate (SCENARIO, time);
  self->view = g_object_new (ELECTOR_TYPE_CODE_VIEW, "simulation", self->simulation, NULL);
  self->text = ui_fixture_get_child (self->view, "view");
  self->pane = ui_fixture_get_child (self->view, "pane");
  self->window = ui_fixture_show (self->view, 560, 900);
  ui_fixture_wait_frame (self->view);
  return self;
}

static void
fixture_free (Fixture *self)
{
  ui_fixture_close (GTK_WINDOW (self->window));
  g_assert_finalize_object (self->simulation);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Fixture, fixture_free)

static void
show_language (Fixture *self, ElectorListingLanguage language)
{
  GtkWidget *python = ui_fixture_get_child (self->view, "python"), *c = gtk_widget_get_next_sibling (python);

  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (language == ELECTOR_LISTING_C ? c : python), TRUE);
  ui_fixture_wait_frame (self->view);
}

static GtkTextBuffer *
get_buffer (Fixture *self)
{
  return gtk_text_view_get_buffer (self->text);
}

static ElectorListing *
get_listing (Fixture *self)
{
  return elector_code_buffer_get_listing (ELECTOR_CODE_BUFFER (get_buffer (self)));
}

static char *
get_text (Fixture *self)
{
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (get_buffer (self), &start, &end);
  return gtk_text_buffer_get_text (get_buffer (self), &start, &end, TRUE);
}

static const char *
get_pane_text (Fixture *self, const char *id)
{
  return gtk_label_get_label (ui_fixture_get_child (self->pane, id));
}

/* As moving the cursor there does. */
static void
select_line (Fixture *self, guint line)
{
  GtkTextIter iter;

  if (!gtk_widget_has_focus (GTK_WIDGET (self->text)))
    gtk_widget_grab_focus (GTK_WIDGET (self->text));
  gtk_text_buffer_get_iter_at_line (get_buffer (self), &iter, (int) line);
  gtk_text_buffer_place_cursor (get_buffer (self), &iter);
  g_assert_cmpint (elector_code_buffer_get_selected (ELECTOR_CODE_BUFFER (get_buffer (self))), ==, line);
}

static guint
find_line (Fixture *self, const char *label)
{
  for (guint i = 0; i < elector_listing_get_n_lines (get_listing (self)); i++)
    if (g_strcmp0 (elector_listing_get_label (get_listing (self), i), label) == 0)
      return i;
  g_error ("no line is labeled %s", label);
}

/* --- The text --- */

static void
test_text (void)
{
  static const char *const names[] = { "bully_algorithm.py", "bully.c" };
  static const char *const parts[] = { "def start_election(self):\n", "STEP (BECOME_CANDIDATE," };
  g_autoptr (Fixture) self = fixture_new (0);

  for (guint i = 0; i <= ELECTOR_LISTING_C; i++)
    {
      g_autofree char *text = NULL;

      show_language (self, (ElectorListingLanguage) i);
      text = get_text (self);
      g_assert_cmpstr (text, ==, elector_listing_get_text (get_listing (self)));
      g_assert_null (strstr (text, "#:"));
      g_assert_nonnull (strstr (text, parts[i]));
      g_assert_cmpstr (gtk_label_get_label (ui_fixture_get_child (self->view, "name")), ==, names[i]);
      g_assert_cmpint (gtk_text_buffer_get_line_count (get_buffer (self)), ==,
                       elector_listing_get_n_lines (get_listing (self)));
      g_assert_true (ui_fixture_is_shown (GTK_WIDGET (self->text)));
    }
  g_assert_false (gtk_text_view_get_editable (self->text));
}

static void
assert_hint (Fixture *self, gboolean shown)
{
  GtkWidget *hint = ui_fixture_find_label (self->pane, "Select a line");

  g_assert_nonnull (hint);
  g_assert_cmpint (gtk_widget_get_mapped (hint), ==, shown);
}

/* --- Selecting --- */

static void
test_select (void)
{
  g_autoptr (Fixture) self = fixture_new (0);

  assert_hint (self, TRUE);
  select_line (self, find_line (self, "no-answer"));
  assert_hint (self, FALSE);
  g_assert_cmpstr (get_pane_text (self, "heading"), ==, "self.become_leader()");
  g_assert_true (g_str_has_prefix (get_pane_text (self, "caption"), "Line "));
  g_assert_true (g_str_has_suffix (get_pane_text (self, "caption"), " · no-answer"));
  g_assert_cmpstr (get_pane_text (self, "last_run"), ==, "It has not run yet.");
  g_assert_true (gtk_widget_activate_action (self->view, "code.deselect", NULL));
  assert_hint (self, TRUE);
}

/* Every line of both listings has something to say, and those that are steps can be gone to. */
static void
test_every_line (void)
{
  g_autoptr (Fixture) self = fixture_new (2 * ELECTOR_SEC);

  for (guint i = 0; i <= ELECTOR_LISTING_C; i++)
    {
      guint n_lines, n_steps = 0;

      show_language (self, (ElectorListingLanguage) i);
      n_lines = elector_listing_get_n_lines (get_listing (self));
      g_assert_cmpuint (n_lines, >, 100);
      for (guint line = 0; line < n_lines; line++)
        {
          gboolean step = elector_listing_get_step (get_listing (self), line) >= 0;
          g_autofree char *wanted = elector_listing_explain (get_listing (self), line);
          g_autofree char *caption = g_strdup_printf ("Line %u", line + 1);

          select_line (self, line);
          g_assert_cmpstr (get_pane_text (self, "explanation"), ==, wanted);
          g_assert_cmpstr (wanted, !=, "");
          g_assert_true (g_str_has_prefix (get_pane_text (self, "caption"), caption));
          g_assert_cmpint (gtk_widget_get_visible (ui_fixture_get_child (self->pane, "runs_box")), ==, step);
          n_steps += step;
        }
      g_assert_cmpuint (n_steps, >, 20);
      ui_fixture_wait_frame (self->view);
    }
}

static GtkGesture *
get_click (GtkWidget *widget)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_GESTURE_CLICK (controller)
          && g_signal_has_handler_pending (controller, g_signal_lookup ("pressed", GTK_TYPE_GESTURE_CLICK), 0, TRUE)
          && gtk_event_controller_get_propagation_phase (controller) == GTK_PHASE_CAPTURE)
        return GTK_GESTURE (controller);
    }
  g_assert_not_reached ();
}

/* A click selects the line under the pointer, wherever the text is scrolled to. */
static void
test_click (void)
{
  static const char *const labels[] = { "class", "ask-higher", "settled" };
  g_autoptr (Fixture) self = fixture_new (0);

  for (guint i = 0; i < G_N_ELEMENTS (labels); i++)
    {
      guint line = find_line (self, labels[i]);
      GtkTextIter iter;
      GdkRectangle place;
      int x, y;

      gtk_text_buffer_get_iter_at_line (get_buffer (self), &iter, (int) line);
      gtk_text_view_scroll_to_iter (self->text, &iter, 0, TRUE, 0, 0.5);
      ui_fixture_wait_frame (self->view);
      gtk_text_view_get_iter_location (self->text, &iter, &place);
      gtk_text_view_buffer_to_window_coords (self->text, GTK_TEXT_WINDOW_WIDGET, place.x + 20,
                                             place.y + place.height / 2, &x, &y);
      g_assert_cmpint (y, >=, 0);
      g_assert_cmpint (y, <, gtk_widget_get_height (GTK_WIDGET (self->text)));
      g_signal_emit_by_name (get_click (GTK_WIDGET (self->text)), "pressed", 1, (double) x, (double) y);
      g_assert_cmpint (elector_code_buffer_get_selected (ELECTOR_CODE_BUFFER (get_buffer (self))), ==, line);
    }
}

/* The other language shows the same step. */
static void
test_languages (void)
{
  g_autoptr (Fixture) self = fixture_new (0);
  int step;

  select_line (self, find_line (self, "stand-down"));
  step = elector_listing_get_step (get_listing (self), find_line (self, "stand-down"));
  for (guint i = 0; i < 4; i++)
    {
      int selected;

      show_language (self, i % 2 == 0 ? ELECTOR_LISTING_C : ELECTOR_LISTING_PYTHON);
      selected = elector_code_buffer_get_selected (ELECTOR_CODE_BUFFER (get_buffer (self)));
      g_assert_cmpint (selected, >=, 0);
      g_assert_cmpint (elector_listing_get_step (get_listing (self), (guint) selected), ==, step);
      g_assert_true (g_str_has_suffix (get_pane_text (self, "caption"), " · stand-down"));
    }
}

/* --- Going from run to run --- */

static gboolean
runs_in_event (ElectorTrace *trace, guint end, guint step)
{
  for (guint i = elector_trace_find_event (trace, end - 1); i < end; i++)
    {
      const ElectorRecord *record = elector_trace_get_record (trace, i);

      if (record->kind == ELECTOR_RECORD_STEP && record->code == step)
        return TRUE;
    }
  return FALSE;
}

/* The ends of all events in which the step ran. */
static GArray *
find_runs (ElectorTrace *trace, guint step)
{
  GArray *ends = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint begin = 0, end; begin < elector_trace_get_length (trace); begin = end)
    {
      end = elector_trace_find_event_end (trace, begin);
      if (runs_in_event (trace, end, step))
        g_array_append_val (ends, end);
    }
  return ends;
}

/* Back through all of them, and forth again; at either end there is nowhere to go. */
static void
test_runs (gconstpointer label)
{
  g_autoptr (Fixture) self = fixture_new (3 * ELECTOR_SEC);
  guint line = find_line (self, label);
  g_autoptr (GArray) ends = find_runs (elector_simulation_get_trace (self->simulation),
                                       (guint) elector_listing_get_step (get_listing (self), line));

  GtkWidget *previous = ui_fixture_find (ui_fixture_get_child (self->pane, "runs_box"), GTK_TYPE_BUTTON);
  GtkWidget *next = gtk_widget_get_next_sibling (previous);

  g_assert_cmpuint (ends->len, >=, 2);
  select_line (self, line);
  g_assert_false (gtk_widget_get_sensitive (next));
  elector_simulation_set_playing (self->simulation, TRUE);
  for (guint i = ends->len; i > 0; i--)
    {
      g_assert_true (gtk_widget_get_sensitive (previous));
      g_signal_emit_by_name (previous, "clicked");
      ui_fixture_wait_frame (self->view);
      g_assert_false (elector_simulation_get_playing (self->simulation));
      g_assert_cmpuint (elector_simulation_get_position (self->simulation), ==, g_array_index (ends, guint, i - 1));
      g_assert_true (g_str_has_prefix (get_pane_text (self, "last_run"), "Last run by node "));
    }
  g_assert_false (gtk_widget_get_sensitive (previous));
  for (guint i = 1; i < ends->len; i++)
    {
      g_assert_true (gtk_widget_get_sensitive (next));
      g_signal_emit_by_name (next, "clicked");
      ui_fixture_wait_frame (self->view);
      g_assert_cmpuint (elector_simulation_get_position (self->simulation), ==, g_array_index (ends, guint, i));
    }
}

/* What ran last is said above the explanation, and is in view. */
static void
test_status (void)
{
  g_autoptr (Fixture) self = fixture_new (0);
  GtkLabel *title = ui_fixture_get_child (self->view, "status_title");

  g_assert_true (g_str_has_prefix (gtk_label_get_label (title), "Node 5 · 0:00.000"));
  elector_simulation_seek_time (self->simulation, 2 * ELECTOR_SEC);
  ui_fixture_wait_frame (self->view);
  g_assert_false (g_str_has_prefix (gtk_label_get_label (title), "Node 5 "));
  g_assert_cmpstr (gtk_label_get_label (ui_fixture_get_child (self->view, "status")), !=, "");
  elector_code_view_set_simulation (ELECTOR_CODE_VIEW (self->view), NULL);
  ui_fixture_wait_frame (self->view);
  g_assert_cmpstr (gtk_label_get_label (title), ==, "");
  assert_hint (self, TRUE);
  elector_code_view_set_simulation (ELECTOR_CODE_VIEW (self->view), self->simulation);
  ui_fixture_wait_frame (self->view);
  g_assert_cmpstr (gtk_label_get_label (title), !=, "");
}

/* --- Screen readers --- */

static gboolean screen_reader_is_on;

static GVariant *
get_status_cb (GDBusConnection *connection, const char *sender, const char *path, const char *interface,
               const char *property, GError **error, gpointer user_data)
{
  return g_variant_new_boolean (screen_reader_is_on);
}

/* Plays the bus of the assistive technologies, which tells whether somebody reads the screen. */
static guint
publish_status (GDBusConnection *bus)
{
  static const GDBusInterfaceVTable table = { .get_property = get_status_cb };
  g_autoptr (GDBusNodeInfo) info = g_dbus_node_info_new_for_xml (
    "<node><interface name='org.a11y.Status'><property name='ScreenReaderEnabled' type='b' access='read'/>"
    "</interface></node>", NULL);
  g_autoptr (GError) error = NULL;
  guint id = g_dbus_connection_register_object (bus, "/org/a11y/bus", info->interfaces[0], &table, NULL, NULL, &error);

  g_assert_no_error (error);
  return id;
}

static void
announce_status (GDBusConnection *bus, gboolean is_on)
{
  GVariantBuilder changed;

  screen_reader_is_on = is_on;
  g_variant_builder_init (&changed, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&changed, "{sv}", "ScreenReaderEnabled", g_variant_new_boolean (is_on));
  g_dbus_connection_emit_signal (bus, NULL, "/org/a11y/bus", "org.freedesktop.DBus.Properties", "PropertiesChanged",
                                 g_variant_new ("(sa{sv}as)", "org.a11y.Status", &changed, NULL), NULL);
}

static void
owned_cb (GDBusConnection *bus, const char *name, gpointer user_data)
{
  *(gboolean *) user_data = TRUE;
}

static gboolean
is_true (gpointer flag)
{
  return *(gboolean *) flag;
}

static gboolean
is_enabled (gpointer reader)
{
  return elector_screen_reader_get_enabled (reader);
}

static gboolean
is_disabled (gpointer reader)
{
  return !elector_screen_reader_get_enabled (reader);
}

/* How many characters have a tag that sets a foreground: each of them would crash GTK 4.8 when it is read aloud. */
static guint
count_deadly (GtkTextBuffer *buffer)
{
  GtkTextIter iter;
  guint n_deadly = 0;

  gtk_text_buffer_get_start_iter (buffer, &iter);
  do
    {
      GSList *tags = gtk_text_iter_get_tags (&iter);

      for (GSList *i = tags; i != NULL; i = i->next)
        {
          gboolean foreground;

          g_object_get (i->data, "foreground-set", &foreground, NULL);
          n_deadly += foreground;
        }
      g_slist_free (tags);
    }
  while (gtk_text_iter_forward_char (&iter));
  return n_deadly;
}

/* With lights, a selection and both languages. */
static guint
count_all_deadly (Fixture *self)
{
  guint n_deadly = 0;

  for (guint i = 0; i <= ELECTOR_LISTING_C; i++)
    {
      show_language (self, (ElectorListingLanguage) i);
      select_line (self, 20);
      for (ElectorTime time = 0; time <= 2 * ELECTOR_SEC; time += 500 * ELECTOR_MSEC)
        {
          elector_simulation_seek_time (self->simulation, time);
          ui_fixture_wait_frame (self->view);
          n_deadly += count_deadly (get_buffer (self));
        }
    }
  return n_deadly;
}

static void
test_screen_reader (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GDBusConnection) bus = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, &error);
  g_autoptr (ElectorScreenReader) reader = NULL;
  gboolean owned = FALSE;
  guint object, name;

  g_assert_no_error (error);
  /* Before there is an answer, it is better to be on the safe side. */
  reader = elector_screen_reader_get_default ();
  g_assert_true (elector_screen_reader_get_enabled (reader));
  screen_reader_is_on = TRUE;
  object = publish_status (bus);
  name = g_bus_own_name_on_connection (bus, "org.a11y.Bus", G_BUS_NAME_OWNER_FLAGS_NONE, owned_cb, NULL, &owned, NULL);
  ui_fixture_wait_until (is_true, &owned);
  {
    g_autoptr (Fixture) self = fixture_new (0);

    ui_fixture_wait_until (is_enabled, reader);
    g_assert_cmpuint (count_all_deadly (self), ==, 0);
    g_assert_true (elector_screen_reader_get_enabled (reader));

    announce_status (bus, FALSE);
    ui_fixture_wait_until (is_disabled, reader);
    g_assert_cmpuint (count_all_deadly (self), >, 0);

    announce_status (bus, TRUE);
    ui_fixture_wait_until (is_enabled, reader);
    g_assert_cmpuint (count_all_deadly (self), ==, 0);
  }
  g_dbus_connection_unregister_object (bus, object);
  g_bus_unown_name (name);
}

int
main (int argc, char **argv)
{
  ui_fixture_init (&argc, &argv);

  g_test_add_func ("/code-view/text", test_text);
  g_test_add_func ("/code-view/select", test_select);
  g_test_add_func ("/code-view/every-line", test_every_line);
  g_test_add_func ("/code-view/click", test_click);
  g_test_add_func ("/code-view/languages", test_languages);
  g_test_add_data_func ("/code-view/runs/send-heartbeat", "send-heartbeat", test_runs);
  g_test_add_data_func ("/code-view/runs/become-leader", "become-leader", test_runs);
  g_test_add_data_func ("/code-view/runs/answer-ok", "answer-ok", test_runs);
  g_test_add_func ("/code-view/status", test_status);
  g_test_add_func ("/code-view/screen-reader", test_screen_reader);
  return g_test_run ();
}
