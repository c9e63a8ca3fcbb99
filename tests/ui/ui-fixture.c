/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui-fixture.h"

#include "engine-fixture.h"

#include <gtksourceview/gtksource.h>
#include <string.h>
#include <time.h>

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
  g_assert_true (engine_fixture_intervene (simulation, fault));
}

/* --- The process --- */

/* How many threads of that name there are. */
guint
ui_fixture_count_threads (const char *name)
{
  GDir *tasks = g_dir_open ("/proc/self/task", 0, NULL);
  g_autofree char *line = g_strconcat (name, "\n", NULL);
  const char *task;
  guint n = 0;

  while (tasks != NULL && (task = g_dir_read_name (tasks)) != NULL)
    {
      g_autofree char *path = g_build_filename ("/proc/self/task", task, "comm", NULL), *comm = NULL;

      n += g_file_get_contents (path, &comm, NULL, NULL) && strcmp (comm, line) == 0;
    }
  g_clear_pointer (&tasks, g_dir_close);
  return n;
}

/* Milliseconds of CPU time since the process began. */
double
ui_fixture_get_cpu_msec (void)
{
  struct timespec now;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &now);
  return (double) now.tv_sec * 1e3 + (double) now.tv_nsec / 1e6;
}

/* --- The program's window --- */

/* Presents the window with a run that stands still. */
ElectorWindow *
ui_fixture_open_window (void)
{
  ElectorWindow *window = elector_window_new (NULL);

  elector_simulation_set_playing (elector_window_get_simulation (window), FALSE);
  gtk_window_present (GTK_WINDOW (window));
  ui_fixture_wait_mapped (GTK_WIDGET (window));
  return window;
}

/* Lets a widget do what one of its actions without a parameter does. */
void
ui_fixture_act (gpointer widget, const char *action)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (widget), action, NULL));
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
