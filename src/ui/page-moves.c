/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/page-moves.h"

#include "ui/elector-stage.h"

#include <glib/gi18n-lib.h>

#define KEY "elector-moves"

/* page has the actions and contains controls; it has self until it is disposed. */
void
elector_moves_init (ElectorMoves *self, GtkWidget *page, ElectorControls *controls, ElectorMovesMessage message,
                    gpointer user_data)
{
  *self = (ElectorMoves) { .controls = controls, .message = message, .user_data = user_data };
  g_object_set_data (G_OBJECT (page), KEY, self);
}

static void
cancel (ElectorMoves *self)
{
  g_clear_handle_id (&self->idle, g_source_remove);
}

/* simulation may be NULL; it has to be at the end. */
void
elector_moves_set_simulation (ElectorMoves *self, ElectorSimulation *simulation)
{
  cancel (self);
  g_set_object (&self->simulation, simulation);
}

/* What is looked for is looked for in all of its runs, and the time of all changes. showdown may be NULL; it has to be
 * at the end. */
void
elector_moves_set_showdown (ElectorMoves *self, ElectorShowdown *showdown)
{
  elector_moves_set_simulation (self, showdown != NULL ? elector_showdown_get_timekeeper (showdown) : NULL);
  g_set_object (&self->showdown, showdown);
}

/* Returns whether it goes on. */
static gboolean
search_on (ElectorMoves *self)
{
  const ElectorLandmark *landmark = self->has_landmark ? &self->landmark : NULL;
  g_autofree char *text = NULL;
  ElectorSearchState search;

  if (self->showdown != NULL)
    search = elector_showdown_search (self->showdown, landmark, self->until);
  else
    search = elector_simulation_search (self->simulation, landmark, self->until);
  self->expected_time = elector_simulation_get_time (self->simulation);
  if (search == ELECTOR_SEARCH_MISSING && landmark != NULL)
    {
      text = elector_landmark_format_missing (
        landmark, elector_simulation_get_moment (self->simulation)->config, self->until);
      self->message (text, self->user_data);
    }
  return search == ELECTOR_SEARCH_WORKING;
}

static gboolean
search_cb (gpointer user_data)
{
  ElectorMoves *self = user_data;

  if (!elector_simulation_get_playing (self->simulation)
      && elector_simulation_get_time (self->simulation) == self->expected_time && search_on (self))
    return G_SOURCE_CONTINUE;
  self->idle = 0;
  return G_SOURCE_REMOVE;
}

static void
search (ElectorMoves *self, const ElectorLandmark *landmark, ElectorTime until)
{
  cancel (self);
  self->has_landmark = landmark != NULL;
  if (landmark != NULL)
    self->landmark = *landmark;
  self->until = until;
  if (search_on (self))
    self->idle = g_idle_add (search_cb, self);
}

/* To the next one, within the limit; if there is none, the cursor ends there, and a message says so. */
void
elector_moves_next (ElectorMoves *self, const ElectorLandmark *landmark)
{
  if (self->simulation != NULL)
    search (self, landmark, elector_simulation_get_time (self->simulation) + ELECTOR_MOVES_LIMIT);
}

/* To the previous one; if there is none, the cursor stays, and a message says so. */
void
elector_moves_previous (ElectorMoves *self, const ElectorLandmark *landmark)
{
  gboolean found;

  if (self->simulation == NULL)
    return;
  cancel (self);
  if (self->showdown != NULL)
    found = elector_showdown_seek_previous (self->showdown, landmark);
  else
    found = elector_simulation_seek_previous (self->simulation, landmark);
  if (!found)
    self->message (_("There is nothing of the kind before"), self->user_data);
}

void
elector_moves_to_time (ElectorMoves *self, ElectorTime time)
{
  if (self->simulation == NULL)
    return;
  cancel (self);
  if (time <= elector_trace_get_end (elector_simulation_get_trace (self->simulation))->time)
    elector_simulation_seek_time (self->simulation, time);
  else
    search (self, NULL, time);
}

static void
move_to_start (ElectorMoves *self)
{
  if (self->simulation == NULL)
    return;
  cancel (self);
  elector_simulation_seek (self->simulation, 0);
}

/* To the end of what is recorded. */
static void
move_to_end (ElectorMoves *self)
{
  if (self->simulation != NULL)
    elector_moves_to_time (self, elector_trace_get_end (elector_simulation_get_trace (self->simulation))->time);
}

/* --- Actions and keys --- */

static ElectorMoves *
get_moves (GtkWidget *page)
{
  return g_object_get_data (G_OBJECT (page), KEY);
}

static gboolean
read_landmark (GVariant *parameter, ElectorLandmark *landmark)
{
  guint kind, type, node;

  g_variant_get (parameter, "(uuu)", &kind, &type, &node);
  *landmark = (ElectorLandmark) { (ElectorLandmarkKind) kind, type, (ElectorNodeId) node };
  return kind < ELECTOR_N_LANDMARKS;
}

static void
next_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ElectorLandmark landmark;

  if (read_landmark (parameter, &landmark))
    elector_moves_next (get_moves (widget), &landmark);
}

static void
previous_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ElectorLandmark landmark;

  if (read_landmark (parameter, &landmark))
    elector_moves_previous (get_moves (widget), &landmark);
}

static void
go_to_time_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  elector_moves_to_time (get_moves (widget), g_variant_get_int64 (parameter));
}

static void
go_to_start_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  move_to_start (get_moves (widget));
}

static void
go_to_end_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  move_to_end (get_moves (widget));
}

static void
go_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  elector_controls_open_moves (get_moves (widget)->controls);
}

/* Arrow keys move in time, unless they move the focus among nodes, or anything in a popover. */
static gboolean
arrow_cb (GtkWidget *widget, GVariant *args, gpointer user_data)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (widget));
  const char *action;
  int kind;

  g_variant_get (args, "(&si)", &action, &kind);
  if (focus != NULL
      && (gtk_widget_get_ancestor (focus, ELECTOR_TYPE_STAGE) != NULL
          || gtk_widget_get_ancestor (focus, GTK_TYPE_POPOVER) != NULL))
    return FALSE;
  if (kind < 0)
    return gtk_widget_activate_action (widget, action, NULL);
  return gtk_widget_activate_action (widget, action, "(uuu)", kind, 0, 0);
}

static void
add_keys (GtkWidgetClass *klass)
{
  static const struct
  {
    guint key;
    GdkModifierType modifiers;
    const char *action;
    int kind; /* of landmark, or -1 */
  } keys[] = {
    { GDK_KEY_Left, 0, "win.step-back", -1 },
    { GDK_KEY_Right, 0, "win.step-forward", -1 },
    { GDK_KEY_Home, 0, "moves.go-to-start", -1 },
    { GDK_KEY_End, 0, "moves.go-to-end", -1 },
    { GDK_KEY_Left, GDK_SHIFT_MASK, "moves.previous", ELECTOR_LANDMARK_ELECTION },
    { GDK_KEY_Right, GDK_SHIFT_MASK, "moves.next", ELECTOR_LANDMARK_ELECTION },
    { GDK_KEY_Left, GDK_CONTROL_MASK, "moves.previous", ELECTOR_LANDMARK_CHANGE },
    { GDK_KEY_Right, GDK_CONTROL_MASK, "moves.next", ELECTOR_LANDMARK_CHANGE },
    { GDK_KEY_Left, GDK_CONTROL_MASK | GDK_SHIFT_MASK, "moves.previous", ELECTOR_LANDMARK_BREAK },
    { GDK_KEY_Right, GDK_CONTROL_MASK | GDK_SHIFT_MASK, "moves.next", ELECTOR_LANDMARK_BREAK },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_widget_class_add_binding (klass, keys[i].key, keys[i].modifiers, arrow_cb, "(si)", keys[i].action,
                                  keys[i].kind);
}

/* klass: of a page, which calls elector_moves_init() in its init(). */
void
elector_moves_install_actions (GtkWidgetClass *klass)
{
  gtk_widget_class_install_action (klass, "moves.next", "(uuu)", next_action);
  gtk_widget_class_install_action (klass, "moves.previous", "(uuu)", previous_action);
  gtk_widget_class_install_action (klass, "moves.go-to-time", "x", go_to_time_action);
  gtk_widget_class_install_action (klass, "moves.go-to-start", NULL, go_to_start_action);
  gtk_widget_class_install_action (klass, "moves.go-to-end", NULL, go_to_end_action);
  gtk_widget_class_install_action (klass, "moves.go", NULL, go_action);
  gtk_widget_class_add_binding_action (klass, GDK_KEY_g, GDK_CONTROL_MASK, "moves.go", NULL);
  add_keys (klass);
}
