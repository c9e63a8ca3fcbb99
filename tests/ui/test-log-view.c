/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/elector-log-view.h"

#include "engine/elector-trace-item.h"
#include "ui-fixture.h"
#include "ui/elector-log-row.h"

#include <string.h>

#define SCENARIO "[run]\nnodes=5\nseed=1\n[network]\ndelay=10ms\n[faults]\n1=600ms crash 5\n"

typedef struct
{
  ElectorSimulation *simulation;
  GtkWidget *view;
  GtkWidget *window;
  GSettings *settings;
  char *message; /* the last one */
} Fixture;

static void
message_cb (Fixture *self, const char *text)
{
  g_free (self->message);
  self->message = g_strdup (text);
}

static Fixture *
fixture_new (ElectorTime time)
{
  Fixture *self = g_new0 (Fixture, 1);

  self->settings = g_settings_new ("org.elector.Elector");
  g_settings_reset (self->settings, "show-heartbeats");
  self->simulation = ui_fixture_simulate (SCENARIO, time);
  self->view = g_object_new (ELECTOR_TYPE_LOG_VIEW, "simulation", self->simulation, NULL);
  g_signal_connect_swapped (self->view, "message", G_CALLBACK (message_cb), self);
  self->window = ui_fixture_show (self->view, 700, 500);
  ui_fixture_wait_frame (self->view);
  return self;
}

static void
fixture_free (Fixture *self)
{
  g_signal_handlers_disconnect_by_data (self->view, self);
  ui_fixture_close (GTK_WINDOW (self->window));
  g_assert_finalize_object (self->simulation);
  g_object_unref (self->settings);
  g_free (self->message);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Fixture, fixture_free)

/* Borrowed. */
static GListModel *
get_rows (Fixture *self)
{
  return G_LIST_MODEL (gtk_list_view_get_model (ui_fixture_get_child (self->view, "list")));
}

static gboolean
concerns (const ElectorRecord *record, ElectorNodeId node)
{
  gboolean pair = elector_record_is_message (record) || record->kind == ELECTOR_RECORD_CUT
                  || record->kind == ELECTOR_RECORD_RESTORE || record->kind == ELECTOR_RECORD_VERDICT;

  return node == ELECTOR_NO_NODE || record->node == node || (pair && record->peer == node);
}

/* That the rows are exactly those of the trace up to the cursor that pass this filter, newest first. */
static void
assert_rows (Fixture *self, gboolean routine, ElectorNodeId node, const char *text)
{
  ElectorTrace *trace = elector_simulation_get_trace (self->simulation);
  const ElectorConfig *config = elector_trace_get_config (trace);
  GListModel *rows = get_rows (self);
  guint n_rows = 0;

  for (guint i = elector_simulation_get_position (self->simulation); i > 0; i--)
    {
      const ElectorRecord *record = elector_trace_get_record (trace, i - 1);
      g_autofree char *sentence = elector_record_format (record, config);
      g_autoptr (ElectorTraceItem) item = NULL;

      if ((!routine && !elector_record_is_notable (record, config->protocol)) || !concerns (record, node)
          || strstr (sentence, text) == NULL)
        continue;
      item = g_list_model_get_item (rows, n_rows++);
      g_assert_nonnull (item);
      g_assert_cmpstr (elector_trace_item_get_text (item), ==, sentence);
      g_assert_cmpuint (elector_trace_item_get_position (item), ==, i - 1);
    }
  g_assert_cmpuint (g_list_model_get_n_items (rows), ==, n_rows);
  g_test_message ("%u rows", n_rows);
}

static void
test_rows (void)
{
  g_autoptr (Fixture) self = fixture_new (ELECTOR_SEC);

  assert_rows (self, FALSE, ELECTOR_NO_NODE, "");
  g_assert_nonnull (ui_fixture_find_label (self->view, "Node 5 crashes."));
  for (guint i = 0; i < 6; i++)
    {
      elector_simulation_seek_time (self->simulation, (i * 7 % 6) * 400 * ELECTOR_MSEC);
      ui_fixture_wait_frame (self->view);
      assert_rows (self, FALSE, ELECTOR_NO_NODE, "");
    }
}

static void
test_filter_node (void)
{
  g_autoptr (Fixture) self = fixture_new (2 * ELECTOR_SEC);
  GtkDropDown *node = ui_fixture_get_child (self->view, "node");

  g_assert_cmpuint (g_list_model_get_n_items (gtk_drop_down_get_model (node)), ==, 1 + 5);
  for (guint i = 0; i <= 5; i++)
    {
      gtk_drop_down_set_selected (node, i);
      assert_rows (self, FALSE, (ElectorNodeId) i, "");
    }
}

static gboolean
has_no_rows (gpointer rows)
{
  return g_list_model_get_n_items (rows) == 0;
}

static gboolean
has_rows (gpointer rows)
{
  return g_list_model_get_n_items (rows) > 0;
}

static gboolean
has_one_row (gpointer rows)
{
  return g_list_model_get_n_items (rows) == 1;
}

static void
assert_placeholder (Fixture *self, const char *text)
{
  GtkWidget *placeholder = ui_fixture_get_child (self->view, "placeholder");

  g_assert_cmpint (gtk_widget_get_mapped (placeholder), ==, text != NULL);
  if (text != NULL)
    g_assert_cmpstr (gtk_label_get_label (GTK_LABEL (placeholder)), ==, text);
}

static void
test_filter_text (void)
{
  g_autoptr (Fixture) self = fixture_new (2 * ELECTOR_SEC);
  GtkEditable *search = ui_fixture_get_child (self->view, "search");

  g_assert_true (gtk_widget_activate_action (self->view, "log.search", NULL));
  gtk_editable_set_text (search, "NODE 5 CRASHES");
  ui_fixture_wait_until (has_one_row, get_rows (self));
  assert_rows (self, FALSE, ELECTOR_NO_NODE, "Node 5 crashes");
  assert_placeholder (self, NULL);

  gtk_editable_set_text (search, "no such thing");
  ui_fixture_wait_until (has_no_rows, get_rows (self));
  assert_placeholder (self, "Nothing in the log matches the filter.");

  g_signal_emit_by_name (search, "stop-search");
  ui_fixture_wait_until (has_rows, get_rows (self));
  assert_rows (self, FALSE, ELECTOR_NO_NODE, "");
  assert_placeholder (self, NULL);
}

/* Heartbeats and other routine are shown on demand, and the wish is remembered. */
static void
test_heartbeats (void)
{
  g_autoptr (Fixture) self = fixture_new (ELECTOR_SEC);
  GtkToggleButton *routine = ui_fixture_get_child (self->view, "routine");
  GtkWidget *other;

  g_assert_false (gtk_toggle_button_get_active (routine));
  gtk_toggle_button_set_active (routine, TRUE);
  assert_rows (self, TRUE, ELECTOR_NO_NODE, "");
  g_assert_true (g_settings_get_boolean (self->settings, "show-heartbeats"));
  other = g_object_ref_sink (elector_log_view_new ());
  g_assert_true (gtk_toggle_button_get_active (ui_fixture_get_child (other, "routine")));
  g_object_unref (other);

  g_settings_set_boolean (self->settings, "show-heartbeats", FALSE);
  g_assert_false (gtk_toggle_button_get_active (routine));
  assert_rows (self, FALSE, ELECTOR_NO_NODE, "");
}

/* A row is a place in time: the moment after what it tells of. */
static void
test_activate (void)
{
  g_autoptr (Fixture) self = fixture_new (ELECTOR_SEC);
  ElectorTrace *trace = elector_simulation_get_trace (self->simulation);
  guint n_rows = g_list_model_get_n_items (get_rows (self)), start;

  elector_simulation_seek (self->simulation, 0);
  start = elector_simulation_get_position (self->simulation);
  elector_simulation_seek_time (self->simulation, ELECTOR_SEC);
  g_assert_cmpuint (n_rows, >, 10);
  for (guint row = 0; row < n_rows; row++)
    {
      g_autoptr (ElectorTraceItem) item = g_list_model_get_item (get_rows (self), row);
      guint end = elector_trace_find_event_end (trace, elector_trace_item_get_position (item));

      elector_simulation_set_playing (self->simulation, TRUE);
      g_signal_emit_by_name (ui_fixture_get_child (self->view, "list"), "activate", row);
      g_assert_false (elector_simulation_get_playing (self->simulation));
      g_assert_cmpuint (elector_simulation_get_position (self->simulation), ==, MAX (start, end));
      ui_fixture_wait_frame (self->view);
      assert_rows (self, FALSE, ELECTOR_NO_NODE, "");
      elector_simulation_seek_time (self->simulation, ELECTOR_SEC);
      ui_fixture_wait_frame (self->view);
    }
}

/* The run can be another one before the rows are: a click on an old row then means nothing. */
static void
test_activate_late (void)
{
  g_autoptr (Fixture) self = fixture_new (2 * ELECTOR_SEC);

  elector_simulation_reset (self->simulation);
  g_signal_emit_by_name (ui_fixture_get_child (self->view, "list"), "activate", 0);
  g_assert_cmpint (elector_simulation_get_time (self->simulation), ==, 0);
  elector_log_view_set_simulation (ELECTOR_LOG_VIEW (self->view), NULL);
  g_signal_emit_by_name (ui_fixture_get_child (self->view, "list"), "activate", 0);
  ui_fixture_wait_frame (self->view);
  assert_placeholder (self, "Nothing has happened yet.");
}

typedef struct
{
  gboolean done;
  char *text;
} Clip;

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  Clip *clip = user_data;

  clip->text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, &error);
  g_assert_no_error (error);
  clip->done = TRUE;
}

static gboolean
is_done (gpointer clip)
{
  return ((Clip *) clip)->done;
}

static void
test_copy (void)
{
  g_autoptr (Fixture) self = fixture_new (2 * ELECTOR_SEC);
  g_autoptr (GString) wanted = g_string_new (NULL);
  Clip clip = { 0 };

  for (guint i = g_list_model_get_n_items (get_rows (self)); i > 0; i--)
    {
      g_autoptr (ElectorTraceItem) item = g_list_model_get_item (get_rows (self), i - 1);

      g_string_append_printf (wanted, "%s  %s\n", elector_trace_item_get_time (item),
                              elector_trace_item_get_text (item));
    }
  g_assert_true (g_str_has_prefix (wanted->str, "0:00.000  System started: 5 nodes, "));
  g_assert_true (gtk_widget_activate_action (self->view, "log.copy", NULL));
  g_assert_cmpstr (self->message, ==, "Log copied");
  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (self->view), NULL, read_cb, &clip);
  ui_fixture_wait_until (is_done, &clip);
  g_assert_cmpstr (clip.text, ==, wanted->str);
  g_free (clip.text);
}

static GtkWidget *
get_list_row (GtkWidget *row)
{
  GtkAccessibleRole role = gtk_accessible_get_accessible_role (GTK_ACCESSIBLE (row));

  while (role != GTK_ACCESSIBLE_ROLE_ROW && role != GTK_ACCESSIBLE_ROLE_LIST_ITEM)
    {
      row = gtk_widget_get_parent (row);
      role = gtk_accessible_get_accessible_role (GTK_ACCESSIBLE (row));
    }
  return row;
}

/* Each row on the screen speaks what it shows, also when it shows something else than before. */
static guint
assert_spoken (GtkWidget *widget)
{
  guint n_rows = 0;

  if (ELECTOR_IS_LOG_ROW (widget) && gtk_widget_get_mapped (widget))
    {
      GtkLabel *time = ui_fixture_get_child (widget, "time"), *text = ui_fixture_get_child (widget, "text");
      g_autofree char *spoken = g_strdup_printf ("%s: %s", gtk_label_get_label (time), gtk_label_get_label (text));

      gtk_test_accessible_assert_property (GTK_ACCESSIBLE (get_list_row (widget)), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                           spoken);
      return 1;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n_rows += assert_spoken (child);
  return n_rows;
}

static void
test_accessible (void)
{
  g_autoptr (Fixture) self = fixture_new (2 * ELECTOR_SEC);
  GtkScrolledWindow *scrolled = ui_fixture_get_child (self->view, "scrolled");

  for (guint i = 0; i < 4; i++)
    {
      GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (scrolled);

      g_assert_cmpuint (assert_spoken (self->view), >, 5);
      gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment) + 300);
      ui_fixture_wait_frame (self->view);
    }
}

/* Who looks at the newest row sees the newest row; who has scrolled away is left where he is. */
static void
test_scrolling (void)
{
  g_autoptr (Fixture) self = fixture_new (ELECTOR_SEC);
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (ui_fixture_get_child (self->view, "scrolled"));

  elector_simulation_seek_time (self->simulation, 2 * ELECTOR_SEC);
  ui_fixture_wait_frame (self->view);
  ui_fixture_wait_frame (self->view);
  g_assert_cmpfloat (gtk_adjustment_get_value (adjustment), <, 1);
  g_assert_true (has_rows (get_rows (self)));
  {
    g_autoptr (ElectorTraceItem) item = g_list_model_get_item (get_rows (self), 0);

    g_assert_nonnull (ui_fixture_find_label (self->view, elector_trace_item_get_text (item)));
  }
}

static void
test_placeholder (void)
{
  g_autoptr (Fixture) self = fixture_new (0);

  assert_placeholder (self, NULL);
  elector_log_view_set_simulation (ELECTOR_LOG_VIEW (self->view), NULL);
  ui_fixture_wait_frame (self->view);
  assert_placeholder (self, "Nothing has happened yet.");
  g_assert_cmpuint (g_list_model_get_n_items (gtk_drop_down_get_model (ui_fixture_get_child (self->view, "node"))), ==,
                    1);
  elector_log_view_set_simulation (ELECTOR_LOG_VIEW (self->view), self->simulation);
  ui_fixture_wait_frame (self->view);
  assert_placeholder (self, NULL);
}

int
main (int argc, char **argv)
{
  ui_fixture_init (&argc, &argv);

  g_test_add_func ("/log-view/rows", test_rows);
  g_test_add_func ("/log-view/filter-node", test_filter_node);
  g_test_add_func ("/log-view/filter-text", test_filter_text);
  g_test_add_func ("/log-view/heartbeats", test_heartbeats);
  g_test_add_func ("/log-view/activate", test_activate);
  g_test_add_func ("/log-view/activate-late", test_activate_late);
  g_test_add_func ("/log-view/copy", test_copy);
  g_test_add_func ("/log-view/accessible", test_accessible);
  g_test_add_func ("/log-view/scrolling", test_scrolling);
  g_test_add_func ("/log-view/placeholder", test_placeholder);
  return g_test_run ();
}
