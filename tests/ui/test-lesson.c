/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Lessons in the window: the bar, its questions, the spotlight, and how far one is. */

#include "protocols/registry.h"
#include "ui-fixture.h"
#include "ui/elector-code-buffer.h"
#include "ui/elector-code-view.h"
#include "ui/elector-lesson-bar.h"
#include "ui/elector-lesson-card.h"
#include "ui/elector-node-view.h"
#include "ui/elector-window.h"

#include <string.h>

typedef struct
{
  ElectorWindow *window;
  ElectorSimulation *simulation;
  GtkWidget *bar;
} Fixture;

static void
start (Fixture *self, const char *lesson)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (self->window), "win.start-lesson", "s", lesson));
  elector_simulation_set_playing (self->simulation, FALSE);
  ui_fixture_iterate ();
}

static void
init (Fixture *self, const char *lesson)
{
  g_autoptr (GSettings) settings = g_settings_new ("org.elector.Elector");

  g_settings_reset (settings, "lessons");
  g_settings_reset (settings, "challenges");
  self->window = elector_window_new (NULL);
  self->simulation = elector_window_get_simulation (self->window);
  elector_simulation_set_playing (self->simulation, FALSE);
  gtk_window_present (GTK_WINDOW (self->window));
  ui_fixture_wait_mapped (GTK_WIDGET (self->window));
  self->bar = ui_fixture_find (GTK_WIDGET (self->window), ELECTOR_TYPE_LESSON_BAR);
  g_assert_false (gtk_widget_get_visible (self->bar));
  start (self, lesson);
  ui_fixture_wait_mapped (self->bar);
  g_assert_true (ui_fixture_is_shown (self->bar));
}

static const char *
get_text (Fixture *self, const char *label)
{
  return gtk_label_get_label (ui_fixture_get_child (self->bar, label));
}

static GtkWidget *
get_focus (Fixture *self)
{
  return gtk_root_get_focus (GTK_ROOT (self->window));
}

/* Time goes on until what the step waits for has happened. */
static void
pass (Fixture *self)
{
  elector_simulation_seek_time (self->simulation, elector_simulation_get_time (self->simulation) + 20 * ELECTOR_SEC);
  ui_fixture_iterate ();
}

/* A button that is activated waits a moment before it is clicked. */
static void
activate (GtkWidget *widget)
{
  if (GTK_IS_BUTTON (widget))
    g_signal_emit_by_name (widget, "clicked");
  else
    g_assert_true (gtk_widget_activate (widget));
  ui_fixture_iterate ();
}

/* Activates what has the focus, as Enter does. */
static void
press_enter (Fixture *self)
{
  activate (get_focus (self));
}

static GtkWidget *
get_answer (Fixture *self, guint i)
{
  GtkWidget *answer = gtk_widget_get_first_child (ui_fixture_get_child (self->bar, "answers"));

  while (i-- > 0)
    answer = gtk_widget_get_next_sibling (answer);
  return answer;
}

static GtkWidget *
find_node (Fixture *self, guint id)
{
  GtkWidget *node = ui_fixture_find (GTK_WIDGET (self->window), ELECTOR_TYPE_NODE_VIEW);

  while (--id > 0)
    node = gtk_widget_get_next_sibling (node);
  return node;
}

/* The first two steps of "Why a leader?" need nothing but time. */
static void
walk_to_question (Fixture *self)
{
  g_assert_cmpstr (get_text (self, "title"), ==, "Why a leader? · 1 of 8");
  for (guint i = 0; i < 2; i++)
    {
      pass (self);
      g_assert_true (get_focus (self) == ui_fixture_get_child (self->bar, "next"));
      press_enter (self);
    }
  g_assert_cmpstr (get_text (self, "title"), ==, "Why a leader? · 3 of 8");
}

static void
test_question (void)
{
  Fixture self;
  GtkWidget *icon;

  init (&self, "why-a-leader");
  walk_to_question (&self);
  g_assert_cmpstr (get_text (&self, "question"), !=, "");
  g_assert_nonnull (get_answer (&self, 1));
  g_assert_null (get_answer (&self, 2));
  g_assert_true (get_focus (&self) == get_answer (&self, 0));
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (get_focus (&self)), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                       "Why a leader? · 3 of 8. A leader keeps things simple. But everything now "
                                       "depends on one node. Node 5 is about to crash. Will any write still be "
                                       "accepted before another node notices?");

  /* Yes is wrong, and no is right. */
  activate (get_answer (&self, 0));
  g_assert_cmpstr (get_text (&self, "status"), ==, "Waiting until an election starts");
  g_assert_true (elector_simulation_get_playing (self.simulation));
  pass (&self);
  icon = ui_fixture_get_child (self.bar, "status_icon");
  g_assert_true (g_str_has_prefix (get_text (&self, "status"), "The answer is “no”."));
  g_assert_cmpstr (gtk_image_get_icon_name (GTK_IMAGE (icon)), ==, "process-stop-symbolic");
  g_assert_true (get_focus (&self) == ui_fixture_get_child (self.bar, "next"));

  g_assert_true (gtk_widget_activate_action (self.bar, "lesson.again", NULL));
  activate (get_answer (&self, 1));
  pass (&self);
  g_assert_true (g_str_has_prefix (get_text (&self, "status"), "Right, the answer is “no”."));
  g_assert_cmpstr (gtk_image_get_icon_name (GTK_IMAGE (icon)), ==, "object-select-symbolic");
  ui_fixture_close (GTK_WINDOW (self.window));
}

/* A click on a node is an answer where a node is asked for, and what it always is where it is not. */
static void
test_node (void)
{
  Fixture self;

  init (&self, "why-a-leader");
  for (guint i = 0; i < 4; i++)
    g_assert_true (gtk_widget_activate_action (self.bar, "lesson.skip", NULL));
  g_assert_cmpstr (get_text (&self, "title"), ==, "Why a leader? · 5 of 8");
  g_assert_nonnull (get_answer (&self, 4));
  activate (find_node (&self, 4));
  g_assert_cmpint (elector_simulation_get_moment (self.simulation)->nodes[3].condition, ==, ELECTOR_CONDITION_UP);
  g_assert_cmpstr (get_text (&self, "status"), ==, "Waiting until all live nodes agree on a leader");
  pass (&self);
  g_assert_true (g_str_has_prefix (get_text (&self, "status"), "Right: it is node 4."));

  activate (find_node (&self, 4));
  g_assert_cmpint (elector_simulation_get_moment (self.simulation)->nodes[3].condition, ==, ELECTOR_CONDITION_CRASHED);
  ui_fixture_close (GTK_WINDOW (self.window));
}

/* What is to be done on the stage is done there; then the focus comes back to go on. */
static void
test_wait (void)
{
  Fixture self;

  init (&self, "bully-step-by-step");
  g_assert_true (gtk_widget_activate_action (self.bar, "lesson.skip", NULL));
  g_assert_cmpstr (get_text (&self, "status"), ==, "Waiting for you");
  gtk_widget_grab_focus (find_node (&self, 5));
  press_enter (&self);
  g_assert_cmpstr (get_text (&self, "status"), ==, "Letting 250ms pass");
  pass (&self);
  g_assert_true (get_focus (&self) == ui_fixture_get_child (self.bar, "next"));
  ui_fixture_close (GTK_WINDOW (self.window));
}

static void
test_number (void)
{
  Fixture self;

  init (&self, "bully-step-by-step");
  for (guint i = 0; i < 5; i++)
    g_assert_true (gtk_widget_activate_action (self.bar, "lesson.skip", NULL));
  ui_fixture_iterate ();
  g_assert_true (GTK_IS_SPIN_BUTTON (get_answer (&self, 0)));
  g_assert_true (gtk_widget_is_ancestor (get_focus (&self), get_answer (&self, 0))
                 || get_focus (&self) == get_answer (&self, 0));
  gtk_editable_set_text (GTK_EDITABLE (get_answer (&self, 0)), "2");
  g_signal_emit_by_name (gtk_editable_get_delegate (GTK_EDITABLE (get_answer (&self, 0))), "activate");
  pass (&self);
  g_assert_true (g_str_has_prefix (get_text (&self, "status"), "Right, it takes 2."));
  ui_fixture_close (GTK_WINDOW (self.window));
}

static void
assert_spotlight (Fixture *self, guint lit)
{
  for (guint i = 1; i <= 5; i++)
    {
      g_assert_cmpint (gtk_widget_has_css_class (find_node (self, i), "spotlit"), ==, (lit >> i & 1) != 0);
      g_assert_cmpint (gtk_widget_has_css_class (find_node (self, i), "dimmed"), ==, lit != 0 && (lit >> i & 1) == 0);
    }
}

/* The label of the line that is selected in the code, or NULL. */
static const char *
get_line (Fixture *self)
{
  GtkWidget *code = ui_fixture_find (GTK_WIDGET (self->window), ELECTOR_TYPE_CODE_VIEW);
  GtkTextView *view = ui_fixture_get_child (code, "view");
  ElectorCodeBuffer *buffer = ELECTOR_CODE_BUFFER (gtk_text_view_get_buffer (view));
  int line = elector_code_buffer_get_selected (buffer);

  return line >= 0 ? elector_listing_get_label (elector_code_buffer_get_listing (buffer), (guint) line) : NULL;
}

static void
test_spotlight (void)
{
  g_autoptr (GSettings) settings = g_settings_new ("org.elector.Elector");
  Fixture self;

  init (&self, "bully-step-by-step");
  assert_spotlight (&self, 1 << 5);
  g_assert_null (get_line (&self));
  g_settings_set_boolean (settings, "show-inspector", TRUE);
  for (guint i = 0; i < 3; i++)
    g_assert_true (gtk_widget_activate_action (self.bar, "lesson.skip", NULL));
  assert_spotlight (&self, 1 << 2 | 1 << 3 | 1 << 4);
  g_assert_cmpstr (get_line (&self), ==, "answer-ok");
  g_assert_false (g_settings_get_boolean (settings, "show-inspector"));
  g_assert_true (gtk_widget_activate_action (self.bar, "lesson.back", NULL));
  assert_spotlight (&self, 1 << 1);
  g_assert_cmpstr (get_line (&self), ==, "ask-higher");
  g_assert_true (gtk_widget_activate_action (self.bar, "lesson.leave", NULL));
  assert_spotlight (&self, 0);
  g_assert_null (get_line (&self));
  g_assert_false (gtk_widget_get_visible (self.bar));
  ui_fixture_close (GTK_WINDOW (self.window));
}

static const char *
get_button (Fixture *self, guint card)
{
  GtkWidget *widget = ui_fixture_find (GTK_WIDGET (self->window), ELECTOR_TYPE_LESSON_CARD);

  while (card-- > 0)
    widget = gtk_widget_get_next_sibling (widget);
  return gtk_button_get_label (ui_fixture_get_child (widget, "start"));
}

static void
test_progress (void)
{
  g_autoptr (ElectorScenario) scenario = elector_scenario_new_standard (elector_registry_get_protocol (0), 3, 1);
  Fixture self;

  init (&self, "why-a-leader");
  g_assert_cmpstr (get_button (&self, 0), ==, "Start");
  walk_to_question (&self);
  elector_simulation_set_scenario (self.simulation, scenario);
  g_assert_false (gtk_widget_get_visible (self.bar));
  g_assert_cmpstr (get_button (&self, 0), ==, "Resume at step 3");

  start (&self, "why-a-leader");
  g_assert_cmpstr (get_text (&self, "title"), ==, "Why a leader? · 3 of 8");
  for (guint i = 0; i < 6; i++)
    g_assert_true (gtk_widget_activate_action (self.bar, "lesson.skip", NULL));
  elector_lesson_bar_focus (ELECTOR_LESSON_BAR (self.bar));
  g_assert_cmpstr (gtk_button_get_label (GTK_BUTTON (get_focus (&self))), ==, "_Finish");
  press_enter (&self);
  g_assert_false (gtk_widget_get_visible (self.bar));
  g_assert_cmpstr (get_button (&self, 0), ==, "Again");
  g_assert_cmpstr (get_button (&self, 1), ==, "Start");

  start (&self, "why-a-leader");
  g_assert_cmpstr (get_text (&self, "title"), ==, "Why a leader? · 1 of 8");
  g_assert_cmpstr (get_button (&self, 0), ==, "Again");
  ui_fixture_close (GTK_WINDOW (self.window));
}

/* Wins with one or two interventions. */
static void
win (Fixture *self, gboolean best)
{
  elector_simulation_seek_time (self->simulation, ELECTOR_SEC);
  ui_fixture_do (self->simulation, best ? "partition 5|1,2,3,4" : "pause 5");
  pass (self);
  if (best)
    return;
  ui_fixture_do (self->simulation, "resume 5");
  ui_fixture_iterate ();
}

static void
test_challenge (void)
{
  g_autoptr (GSettings) settings = g_settings_new ("org.elector.Elector");
  g_autoptr (GVariant) values = NULL;
  int value;
  Fixture self;

  init (&self, "two-leaders");
  g_assert_cmpstr (get_text (&self, "title"), ==, "Challenge: Two leaders");
  g_assert_cmpstr (get_text (&self, "status"), ==, "0 of at most 3 interventions");
  win (&self, FALSE);
  g_assert_cmpstr (get_text (&self, "status"), ==, "You did it, with 2 interventions.");
  activate (ui_fixture_get_child (self.bar, "again"));
  win (&self, TRUE);
  g_assert_cmpstr (get_text (&self, "status"), ==, "You did it, with 1 intervention.");
  activate (ui_fixture_get_child (self.bar, "again"));
  win (&self, FALSE);
  values = g_settings_get_value (settings, "challenges");
  g_assert_true (g_variant_lookup (values, "two-leaders", "i", &value));
  g_assert_cmpint (value, ==, 1);
  g_assert_nonnull (ui_fixture_find_label (GTK_WIDGET (self.window), "Best: 1 intervention"));
  ui_fixture_close (GTK_WINDOW (self.window));
}

/* A lesson fits into a small window. */
static void
test_small (void)
{
  Fixture self;
  int minimum;

  init (&self, "split-brain-and-terms");
  gtk_window_set_default_size (GTK_WINDOW (self.window), 800, 600);
  ui_fixture_wait_frame (GTK_WIDGET (self.window));
  for (guint i = 0; i < 10; i++)
    {
      ui_fixture_wait_frame (GTK_WIDGET (self.window));
      gtk_widget_measure (GTK_WIDGET (self.window), GTK_ORIENTATION_VERTICAL, 800, &minimum, NULL, NULL, NULL);
      g_assert_cmpint (minimum, <=, 600);
      g_assert_true (gtk_widget_activate_action (self.bar, "lesson.skip", NULL));
    }
  ui_fixture_close (GTK_WINDOW (self.window));
}

int
main (int argc, char *argv[])
{
  ui_fixture_init (&argc, &argv);

  g_test_add_func ("/lesson/question", test_question);
  g_test_add_func ("/lesson/node", test_node);
  g_test_add_func ("/lesson/wait", test_wait);
  g_test_add_func ("/lesson/number", test_number);
  g_test_add_func ("/lesson/spotlight", test_spotlight);
  g_test_add_func ("/lesson/progress", test_progress);
  g_test_add_func ("/lesson/challenge", test_challenge);
  g_test_add_func ("/lesson/small", test_small);
  return g_test_run ();
}
