/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui-fixture.h"

#include "engine-fixture.h"

#include <gtksourceview/gtksource.h>

#define PATIENCE_S 30

/* As main() does it, but without animations, which would have to be waited for. */
void
ui_fixture_init (int *argc, char ***argv)
{
  gtk_test_init (argc, argv);
  adw_init ();
  gtk_source_init ();
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
}

/* --- Waiting --- */

static gboolean
late_cb (gpointer user_data)
{
  *(gboolean *) user_data = TRUE;
  return G_SOURCE_CONTINUE;
}

/* Lets the main loop run until condition holds. */
void
ui_fixture_wait_until (gboolean (*condition) (gpointer), gpointer data)
{
  gboolean late = FALSE;
  guint timeout = g_timeout_add_seconds (PATIENCE_S, late_cb, &late);

  while (!condition (data) && !late)
    g_main_context_iteration (NULL, TRUE);
  g_assert_false (late);
  g_source_remove (timeout);
}

/* Lets the main loop do what is due at once. */
void
ui_fixture_iterate (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static void
painted_cb (guint *frames)
{
  (*frames)++;
}

static gboolean
has_painted (gpointer frames)
{
  return *(guint *) frames > 0;
}

/* Lets widget be laid out and drawn once more, and all that waited for that be done. */
void
ui_fixture_wait_frame (GtkWidget *widget)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (widget);
  guint frames = 0;
  gulong handler = g_signal_connect_swapped (clock, "after-paint", G_CALLBACK (painted_cb), &frames);

  gtk_widget_queue_draw (widget);
  ui_fixture_wait_until (has_painted, &frames);
  g_signal_handler_disconnect (clock, handler);
  ui_fixture_iterate ();
}

/* --- Windows --- */

static gboolean
is_mapped (gpointer widget)
{
  return gtk_widget_get_mapped (widget);
}

/* Waits until a window, or what is in it, is on the screen and laid out. */
void
ui_fixture_wait_mapped (GtkWidget *widget)
{
  ui_fixture_wait_until (is_mapped, widget);
  ui_fixture_wait_frame (widget);
}

/* Shows child alone in a window. Close that with ui_fixture_close(). */
GtkWidget *
ui_fixture_show (GtkWidget *child, int width, int height)
{
  GtkWidget *window = adw_window_new ();

  gtk_window_set_default_size (GTK_WINDOW (window), width, height);
  adw_window_set_content (ADW_WINDOW (window), child);
  gtk_window_present (GTK_WINDOW (window));
  ui_fixture_wait_mapped (window);
  return window;
}

/* Nothing may keep a window that was closed. */
void
ui_fixture_close (GtkWindow *window)
{
  g_object_add_weak_pointer (G_OBJECT (window), (gpointer *) &window);
  gtk_window_destroy (window);
  ui_fixture_iterate ();
  g_assert_null (window);
}

/* --- Runs --- */

/* A paused simulation of a scenario, which begins after the header, at a time. */
ElectorSimulation *
ui_fixture_simulate (const char *scenario, ElectorTime time)
{
  g_autoptr (ElectorScenario) made = engine_fixture_make (scenario);
  ElectorSimulation *simulation = elector_simulation_new (made);

  if (time > 0)
    elector_simulation_seek_time (simulation, time);
  return simulation;
}

/* Lets "crash 5" happen. */
void
ui_fixture_do (ElectorSimulation *simulation, const char *fault)
{
  guint n_nodes = elector_simulation_get_moment (simulation)->config->n_nodes;
  ElectorFault made;

  engine_fixture_do (&made, fault, n_nodes);
  g_assert_true (elector_simulation_intervene (simulation, &made));
  elector_fault_clear (&made);
}

/* --- What is in a window --- */

static GtkWidget *
find (GtkWidget *widget, GType type, const char *text)
{
  if (g_type_is_a (G_OBJECT_TYPE (widget), type)
      && (text == NULL || g_strcmp0 (gtk_label_get_label (GTK_LABEL (widget)), text) == 0))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find (child, type, text);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* The first descendant of that type, or NULL. */
GtkWidget *
ui_fixture_find (GtkWidget *widget, GType type)
{
  return find (widget, type, NULL);
}

/* The first label that says text, or NULL. */
GtkWidget *
ui_fixture_find_label (GtkWidget *widget, const char *text)
{
  return find (widget, GTK_TYPE_LABEL, text);
}

/* What the widget's template calls by that name. Borrowed. */
gpointer
ui_fixture_get_child (gpointer widget, const char *id)
{
  GObject *child = gtk_widget_get_template_child (widget, G_OBJECT_TYPE (widget), id);

  g_assert_nonnull (child);
  return child;
}

/* Whether a person can see it: it and all around it are visible, and it has a size. */
gboolean
ui_fixture_is_shown (GtkWidget *widget)
{
  return gtk_widget_get_mapped (widget) && gtk_widget_get_width (widget) > 0 && gtk_widget_get_height (widget) > 0;
}
