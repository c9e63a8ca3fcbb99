/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/elector-simulate-page.h"

#include "ui/dialog-size.h"
#include "ui/elector-code-view.h"
#include "ui/elector-controls.h"
#include "ui/elector-fold.h"
#include "ui/elector-headline.h"
#include "ui/elector-inspector.h"
#include "ui/elector-legend.h"
#include "ui/elector-lesson-bar.h"
#include "ui/elector-log-view.h"
#include "ui/elector-setup-window.h"
#include "ui/elector-stage.h"
#include "ui/elector-timeline.h"
#include "ui/elector-write-strip.h"
#include "ui/page-lessons.h"
#include "ui/page-moves.h"
#include "ui/page-panes.h"

#include <glib/gi18n.h>

/* Below these widths the panels are leaves; and the headline is set smaller, so that it still fits on one line. */
#define NARROW_WIDTH 780
#define COMPACT_WIDTH 960

/* The levels of the fold that begin there. */
#define ROOMY 1
#define WIDE 2

struct _ElectorSimulatePage
{
  AdwBin parent_instance;

  ElectorSimulation *simulation;
  GSettings *settings;
  GtkWidget *setup; /* the window that is open, weak */
  ElectorMoves moves;
  ElectorPageLessons lessons;
  ElectorPagePanes panes;

  /* Template children */
  GtkScrolledWindow *scroller;
  GtkWidget *leaves;
  GtkStack *leaf_stack;
  ElectorHeadline *headline;
  GtkLabel *about;
  ElectorLessonBar *lesson_bar;
  GtkPaned *code_paned;
  GtkPaned *log_paned;
  GtkPaned *timeline_paned;
  ElectorStage *stage;
  ElectorWriteStrip *writes;
  ElectorLegend *legend;
  GtkStack *side;
  ElectorCodeView *code;
  ElectorInspector *inspector;
  ElectorControls *controls;
  ElectorTimeline *timeline;
  ElectorLogView *log;
};

enum
{
  NODES_REQUESTED,
  MESSAGE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ElectorSimulatePage, elector_simulate_page, ADW_TYPE_BIN)

/* --- Panes --- */

/* No child of the template: disposing of that would take it away from the bin, which would not know. */
static ElectorFold *
get_fold (ElectorSimulatePage *self)
{
  return ELECTOR_FOLD (adw_bin_get_child (ADW_BIN (self)));
}

/* A lesson takes room away from the log, and in a small window from the legend, too. */
static void
make_room (ElectorSimulatePage *self)
{
  gboolean on = elector_page_lessons_is_on (&self->lessons);
  guint level = elector_fold_get_level (get_fold (self));

  gtk_paned_set_shrink_end_child (self->log_paned, on && level >= ROOMY);
  gtk_widget_set_visible (GTK_WIDGET (self->legend), !on || level != ROOMY);
}

static void
level_cb (ElectorSimulatePage *self)
{
  guint level = elector_fold_get_level (get_fold (self));

  if (level < WIDE)
    gtk_widget_add_css_class (GTK_WIDGET (self), "compact");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "compact");
  g_object_set (self->headline, "stacked", level < ROOMY, NULL);
  elector_controls_set_narrow (self->controls, level < ROOMY);
  elector_page_panes_set_narrow (&self->panes, level < ROOMY);
  make_room (self);
}

static void
elector_simulate_page_unmap (GtkWidget *widget)
{
  elector_page_panes_remember (&ELECTOR_SIMULATE_PAGE (widget)->panes);
  GTK_WIDGET_CLASS (elector_simulate_page_parent_class)->unmap (widget);
}

/* --- What is shown --- */

static void
scenario_cb (ElectorSimulatePage *self)
{
  ElectorScenario *scenario = self->simulation != NULL ? elector_simulation_get_scenario (self->simulation) : NULL;
  const char *title = scenario != NULL ? elector_scenario_get_title (scenario) : NULL;
  const char *description = scenario != NULL ? elector_scenario_get_description (scenario) : NULL;
  g_autofree char *text = NULL;

  if (title != NULL && description != NULL)
    /* Translators: a scenario's title and its description */
    text = g_strdup_printf (_("%s: %s"), title, description);
  gtk_label_set_label (self->about, text != NULL ? text : title != NULL ? title : "");
  /* A lesson says itself what it is about. */
  gtk_widget_set_visible (GTK_WIDGET (self->about), title != NULL && !elector_page_lessons_is_on (&self->lessons));
}

static void
lesson_cb (ElectorSimulatePage *self)
{
  scenario_cb (self);
  make_room (self);
}

static void
nodes_requested_cb (ElectorSimulatePage *self, guint n_nodes)
{
  g_signal_emit (self, signals[NODES_REQUESTED], 0, n_nodes);
}

static void
message_cb (ElectorSimulatePage *self, const char *text)
{
  g_signal_emit (self, signals[MESSAGE], 0, text);
}

/* Opens the setup, or brings the one that is open to the front. */
static void
setup_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ElectorSimulatePage *self = ELECTOR_SIMULATE_PAGE (widget);

  if (self->simulation == NULL)
    return;
  if (self->setup == NULL)
    {
      g_set_weak_pointer (&self->setup, elector_setup_window_new (self->simulation));
      gtk_window_set_transient_for (GTK_WINDOW (self->setup), GTK_WINDOW (gtk_widget_get_root (widget)));
      elector_dialog_fit (GTK_WINDOW (self->setup));
    }
  gtk_window_present (GTK_WINDOW (self->setup));
}

/* --- The inspector, in the place of the code --- */

static void
show_inspector_cb (ElectorSimulatePage *self)
{
  gboolean shown = g_settings_get_boolean (self->settings, "show-inspector");

  gtk_stack_set_visible_child (self->side, shown ? GTK_WIDGET (self->inspector) : GTK_WIDGET (self->code));
  elector_page_panes_show (&self->panes, GTK_WIDGET (self->side));
}

/* It follows the focus among the nodes. */
static void
current_cb (ElectorSimulatePage *self)
{
  guint node = elector_stage_get_current (self->stage);

  if (node != ELECTOR_NO_NODE)
    elector_inspector_set_node (self->inspector, (ElectorNodeId) node);
}

static void
inspect_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ElectorSimulatePage *self = ELECTOR_SIMULATE_PAGE (widget);

  elector_inspector_set_node (self->inspector, (ElectorNodeId) g_variant_get_uint32 (parameter));
  g_settings_set_boolean (self->settings, "show-inspector", TRUE);
}

/* --- Moving in time --- */

static void
moves_message_cb (const char *text, gpointer user_data)
{
  g_signal_emit (user_data, signals[MESSAGE], 0, text);
}

/* --- The class --- */

static void
elector_simulate_page_dispose (GObject *object)
{
  ElectorSimulatePage *self = ELECTOR_SIMULATE_PAGE (object);

  elector_page_panes_clear (&self->panes);
  g_clear_weak_pointer (&self->setup);
  elector_moves_set_simulation (&self->moves, NULL);
  if (self->simulation != NULL)
    elector_page_lessons_set_simulation (&self->lessons, NULL);
  elector_page_lessons_clear (&self->lessons);
  if (self->simulation != NULL)
    g_signal_handlers_disconnect_by_data (self->simulation, self);
  g_clear_object (&self->simulation);
  g_clear_object (&self->settings);
  gtk_widget_dispose_template (GTK_WIDGET (self), ELECTOR_TYPE_SIMULATE_PAGE);
  G_OBJECT_CLASS (elector_simulate_page_parent_class)->dispose (object);
}

static void
ensure_types (void)
{
  g_type_ensure (ELECTOR_TYPE_CODE_VIEW);
  g_type_ensure (ELECTOR_TYPE_CONTROLS);
  g_type_ensure (ELECTOR_TYPE_FOLD);
  g_type_ensure (ELECTOR_TYPE_HEADLINE);
  g_type_ensure (ELECTOR_TYPE_INSPECTOR);
  g_type_ensure (ELECTOR_TYPE_LEGEND);
  g_type_ensure (ELECTOR_TYPE_LESSON_BAR);
  g_type_ensure (ELECTOR_TYPE_LOG_VIEW);
  g_type_ensure (ELECTOR_TYPE_STAGE);
  g_type_ensure (ELECTOR_TYPE_WRITE_STRIP);
  g_type_ensure (ELECTOR_TYPE_TIMELINE);
}

static void
elector_simulate_page_class_init (ElectorSimulatePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = elector_simulate_page_dispose;
  widget_class->unmap = elector_simulate_page_unmap;
  signals[NODES_REQUESTED] = g_signal_new ("nodes-requested", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                           NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  signals[MESSAGE] = g_signal_new ("message", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1,
                                   G_TYPE_STRING);

  gtk_widget_class_install_action (widget_class, "simulate.setup", NULL, setup_action);
  gtk_widget_class_install_action (widget_class, "simulate.inspect", "u", inspect_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_comma, GDK_CONTROL_MASK, "simulate.setup", NULL);
  elector_moves_install_actions (widget_class);

  ensure_types ();
  gtk_widget_class_set_template_from_resource (widget_class, "/org/elector/Elector/elector-simulate-page.ui");
  gtk_widget_class_bind_template_child (widget_class, ElectorSimulatePage, scroller);
  gtk_widget_class_bind_template_child (widget_class, ElectorSimulatePage, leaves);
  gtk_widget_class_bind_template_child (widget_class, ElectorSimulatePage, leaf_stack);
  gtk_widget_class_bind_template_child (widget_class, ElectorSimulatePage, headline);
  gtk_widget_class_bind_template_child (widget_class, ElectorSimulatePage, about);
  gtk_widget_class_bind_template_child (widget_class, ElectorSimulatePage, lesson_bar);
  gtk_widget_class_bind_template_child (widget_class, ElectorSimulatePage, code_paned);
  gtk_widget_class_bind_template_child (widget_class, ElectorSimulatePage, log_paned);
  gtk_widget_class_bind_template_child (widget_class, ElectorSimulatePage, stage);
  gtk_widget_class_bind_template_child (widget_class, ElectorSimulatePage, writes);
  gtk_widget_class_bind_template_child (widget_class, ElectorSimulatePage, legend);
  gtk_widget_class_bind_template_child (widget_class, ElectorSimulatePage, side);
  gtk_widget_class_bind_template_child (widget_class, ElectorSimulatePage, code);
  gtk_widget_class_bind_template_child (widget_class, ElectorSimulatePage, inspector);
  gtk_widget_class_bind_template_child (widget_class, ElectorSimulatePage, controls);
  gtk_widget_class_bind_template_child (widget_class, ElectorSimulatePage, timeline_paned);
  gtk_widget_class_bind_template_child (widget_class, ElectorSimulatePage, timeline);
  gtk_widget_class_bind_template_child (widget_class, ElectorSimulatePage, log);
  gtk_widget_class_bind_template_callback (widget_class, current_cb);
  gtk_widget_class_bind_template_callback (widget_class, level_cb);
  gtk_widget_class_bind_template_callback (widget_class, message_cb);
  gtk_widget_class_bind_template_callback (widget_class, nodes_requested_cb);
}

static void
init_panes (ElectorSimulatePage *self)
{
  const int breaks[] = { NARROW_WIDTH, COMPACT_WIDTH };

  self->panes = (ElectorPagePanes) {
    .panes = {
      { .paned = self->timeline_paned, .key = "timeline-pane-height", .name = "timeline", .title = N_("Timeline") },
      { .paned = self->code_paned, .key = "code-pane-width", .name = "code", .title = N_("Code") },
      { .paned = self->log_paned, .key = "log-pane-height", .name = "log", .title = N_("Log") },
    },
    .paned = self->code_paned,
    .legend = self->legend,
    .legend_box = GTK_BOX (gtk_widget_get_parent (GTK_WIDGET (self->legend))),
    .lesson = GTK_WIDGET (self->lesson_bar),
    .heading = gtk_widget_get_parent (GTK_WIDGET (self->headline)),
    .scroller = self->scroller,
    .leaves = self->leaves,
    .stack = self->leaf_stack,
    .settings = self->settings,
  };
  elector_page_panes_init (&self->panes);
  elector_fold_set_breaks (get_fold (self), G_N_ELEMENTS (breaks), breaks);
}

static void
elector_simulate_page_init (ElectorSimulatePage *self)
{
  self->settings = g_settings_new ("org.elector.Elector");
  gtk_widget_init_template (GTK_WIDGET (self));
  elector_moves_init (&self->moves, GTK_WIDGET (self), self->controls, moves_message_cb, self);
  elector_page_lessons_init (&self->lessons, GTK_WIDGET (self), self->lesson_bar, self->stage, self->code);
  g_signal_connect_object (self->lesson_bar, "notify::visible", G_CALLBACK (lesson_cb), self, G_CONNECT_SWAPPED);
  init_panes (self);
  g_settings_bind (self->settings, "show-timeline", self->timeline, "visible", G_SETTINGS_BIND_DEFAULT);
  g_signal_connect_object (self->settings, "changed::show-inspector", G_CALLBACK (show_inspector_cb), self,
                           G_CONNECT_SWAPPED);
  show_inspector_cb (self);
}

/* simulation may be NULL. */
void
elector_simulate_page_set_simulation (ElectorSimulatePage *self, ElectorSimulation *simulation)
{
  g_return_if_fail (ELECTOR_IS_SIMULATE_PAGE (self));

  if (self->simulation == simulation)
    return;
  if (self->simulation != NULL)
    g_signal_handlers_disconnect_by_data (self->simulation, self);
  g_set_object (&self->simulation, simulation);
  elector_headline_set_simulation (self->headline, simulation);
  elector_stage_set_simulation (self->stage, simulation);
  elector_write_strip_set_simulation (self->writes, simulation);
  elector_legend_set_simulation (self->legend, simulation);
  elector_code_view_set_simulation (self->code, simulation);
  elector_inspector_set_simulation (self->inspector, simulation);
  elector_controls_set_simulation (self->controls, simulation);
  elector_moves_set_simulation (&self->moves, simulation);
  elector_page_lessons_set_simulation (&self->lessons, simulation);
  elector_timeline_set_simulation (self->timeline, simulation);
  elector_log_view_set_simulation (self->log, simulation);
  if (simulation != NULL)
    {
      g_signal_connect_object (simulation, "notify::scenario", G_CALLBACK (scenario_cb), self, G_CONNECT_SWAPPED);
      scenario_cb (self);
    }
}

/* Begins a lesson or a challenge, or goes on with it. */
void
elector_simulate_page_start_lesson (ElectorSimulatePage *self, ElectorLesson *lesson)
{
  g_return_if_fail (ELECTOR_IS_SIMULATE_PAGE (self));
  elector_page_lessons_start (&self->lessons, lesson);
}

/* Puts the focus on start and pause. */
void
elector_simulate_page_focus_play (ElectorSimulatePage *self)
{
  g_return_if_fail (ELECTOR_IS_SIMULATE_PAGE (self));
  elector_controls_focus_play (self->controls);
}

/* Faster (steps > 0) or slower. */
void
elector_simulate_page_change_speed (ElectorSimulatePage *self, int steps)
{
  g_return_if_fail (ELECTOR_IS_SIMULATE_PAGE (self));
  elector_controls_change_speed (self->controls, steps);
}

/* What the timeline shows; both 0 if it is hidden. */
void
elector_simulate_page_get_seen (ElectorSimulatePage *self, ElectorTime *since, ElectorTime *until)
{
  const ElectorTimelineScene *scene;

  g_return_if_fail (ELECTOR_IS_SIMULATE_PAGE (self));

  *since = *until = 0;
  if (!gtk_widget_get_mapped (GTK_WIDGET (self->timeline)))
    return;
  scene = elector_timeline_get_scene (self->timeline);
  *since = scene->start;
  *until = scene->start + elector_timeline_scene_get_span (scene);
}
