/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/elector-window.h"

#include "engine/elector-library.h"
#include "protocols/registry.h"
#include "ui/elector-branch-button.h"
#include "ui/elector-export-dialog.h"
#include "ui/elector-fold.h"
#include "ui/elector-lab-page.h"
#include "ui/elector-learn-page.h"
#include "ui/elector-library-popover.h"
#include "ui/elector-showdown-page.h"
#include "ui/elector-simulate-page.h"
#include "ui/elector-wrap.h"
#include "ui/window-files.h"

#include <glib/gi18n.h>

/* Below these widths of the header bar its first button is a picture; and it has no room for the switcher, so that what
 * is left stands where it can. */
#define TINY_WIDTH 360
#define NARROW_WIDTH 600

/* The levels of the fold that begin there. */
#define NARROW 1
#define WIDE 2

struct _ElectorWindow
{
  AdwApplicationWindow parent_instance;

  GSettings *settings;
  ElectorSimulation *simulation;
  ElectorShowdown *showdown;
  ElectorFiles files;

  AdwToast *undo_toast; /* weak */

  /* Template children */
  AdwToastOverlay *toasts;
  ElectorFold *header_fold;
  AdwHeaderBar *header;
  AdwViewSwitcherTitle *switcher;
  AdwViewSwitcherBar *switcher_bar;
  AdwViewStack *pages;
  ElectorSimulatePage *simulate;
  ElectorShowdownPage *showdown_page;
  ElectorLabPage *lab;
  GMenu *main_menu;
  GtkMenuButton *scenario_button;
  ElectorBranchButton *branch_button;
  GtkLabel *file_label;
  GtkRevealer *lost_bar;
  GtkLabel *lost_text;
  GtkRevealer *error_bar;
  GtkLabel *error_text;
};

G_DEFINE_FINAL_TYPE (ElectorWindow, elector_window, ADW_TYPE_APPLICATION_WINDOW)

/* --- What runs --- */

static ElectorScenario *
new_standard_scenario (void)
{
  return elector_scenario_new_standard (elector_registry_get_protocol (0), ELECTOR_STANDARD_NODES,
                                        ELECTOR_STANDARD_SEED);
}

static void
show_error (ElectorWindow *self, const GError *error)
{
  gtk_label_set_label (self->error_text, error->message);
  gtk_revealer_set_reveal_child (self->error_bar, TRUE);
}

static void
hide_error (ElectorWindow *self)
{
  gtk_revealer_set_reveal_child (self->error_bar, FALSE);
}

/* Whether what one does is done to the showdown, and not to the simulation. */
static gboolean
is_showdown (ElectorWindow *self)
{
  return adw_view_stack_get_visible_child (self->pages) == GTK_WIDGET (self->showdown_page);
}

/* What starts and pauses. */
static ElectorSimulation *
get_player (ElectorWindow *self)
{
  return is_showdown (self) ? elector_showdown_get_timekeeper (self->showdown) : self->simulation;
}

static gboolean
can_undo (ElectorWindow *self)
{
  return is_showdown (self) ? elector_showdown_can_undo (self->showdown)
                            : elector_simulation_can_undo (self->simulation);
}

/* Puts the focus where one most likely goes on from on the page that is shown. */
static void
focus_page (ElectorWindow *self)
{
  GtkWidget *page = adw_view_stack_get_visible_child (self->pages);

  if (page == GTK_WIDGET (self->simulate))
    elector_simulate_page_focus_play (self->simulate);
  else if (page == GTK_WIDGET (self->showdown_page))
    elector_showdown_page_focus_play (self->showdown_page);
  else if (gtk_widget_get_focus_child (page) == NULL)
    gtk_widget_child_focus (page, GTK_DIR_TAB_FORWARD);
}

/* Runs a scenario from its beginning. */
static void
run_scenario (ElectorWindow *self, ElectorScenario *scenario, gboolean play)
{
  hide_error (self);
  elector_simulation_set_scenario (self->simulation, scenario);
  elector_simulation_set_playing (self->simulation, play);
}

/* Runs a scenario that was just read, or says why it could not be; then everything stays as it is. In front of a
 * showdown it becomes the script of that. */
static void
run_or_complain (ElectorWindow *self, ElectorScenario *scenario, const GError *error)
{
  if (scenario == NULL)
    {
      show_error (self, error);
      return;
    }
  if (is_showdown (self))
    {
      hide_error (self);
      elector_showdown_set_script (self->showdown, scenario);
      elector_simulation_set_playing (get_player (self), TRUE);
    }
  else
    {
      run_scenario (self, scenario, TRUE);
      adw_view_stack_set_visible_child_name (self->pages, "simulate");
    }
  focus_page (self);
}

/* The system that is shown, with another number of nodes and without what a scenario does to it. */
static void
nodes_requested_cb (ElectorWindow *self, guint n_nodes)
{
  g_autoptr (ElectorScenario) scenario = NULL;

  scenario = elector_scenario_new_resized (elector_simulation_get_scenario (self->simulation), n_nodes);
  run_scenario (self, scenario, elector_simulation_get_playing (self->simulation));
}

/* Plays a run of the lab, from a time on. */
static void
show_run_cb (ElectorWindow *self, ElectorScenario *scenario, gint64 time)
{
  run_scenario (self, scenario, FALSE);
  elector_simulation_seek_time (self->simulation, time);
  elector_simulation_set_playing (self->simulation, TRUE);
  adw_view_stack_set_visible_child_name (self->pages, "simulate");
  focus_page (self);
}

/* Shows a run of the lab, at a time. */
static void
show_step_cb (ElectorWindow *self, ElectorScenario *scenario, gint64 time)
{
  run_scenario (self, scenario, FALSE);
  elector_simulation_seek_time (self->simulation, time);
  adw_view_stack_set_visible_child_name (self->pages, "simulate");
  focus_page (self);
}

/* --- Actions --- */

static void
toggle_play_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ElectorSimulation *player = get_player (ELECTOR_WINDOW (widget));

  elector_simulation_set_playing (player, !elector_simulation_get_playing (player));
}

static void
reset_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ElectorWindow *self = ELECTOR_WINDOW (widget);

  if (is_showdown (self))
    elector_showdown_reset (self->showdown);
  else
    elector_simulation_reset (self->simulation);
}

static void
step_forward_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ElectorWindow *self = ELECTOR_WINDOW (widget);

  if (is_showdown (self))
    elector_showdown_step_forward (self->showdown);
  else
    elector_simulation_step_forward (self->simulation);
}

static void
step_back_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ElectorWindow *self = ELECTOR_WINDOW (widget);

  if (is_showdown (self))
    elector_showdown_step_back (self->showdown);
  else
    elector_simulation_step_back (self->simulation);
}

static void
change_speed (ElectorWindow *self, int steps)
{
  if (is_showdown (self))
    elector_showdown_page_change_speed (self->showdown_page, steps);
  else
    elector_simulate_page_change_speed (self->simulate, steps);
}

static void
faster_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  change_speed (ELECTOR_WINDOW (widget), 1);
}

static void
slower_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  change_speed (ELECTOR_WINDOW (widget), -1);
}

/* At most one of these is shown or waits to be: offers to undo do not add up. */
static void
dismiss_undo_toast (ElectorWindow *self)
{
  if (self->undo_toast != NULL)
    adw_toast_dismiss (self->undo_toast);
  g_clear_weak_pointer (&self->undo_toast);
}

static void
undo_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ElectorWindow *self = ELECTOR_WINDOW (widget);

  dismiss_undo_toast (self);
  if (is_showdown (self))
    elector_showdown_undo (self->showdown);
  else
    elector_simulation_undo (self->simulation);
}

static void
redo_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ElectorWindow *self = ELECTOR_WINDOW (widget);

  dismiss_undo_toast (self);
  if (!is_showdown (self))
    elector_simulation_redo (self->simulation);
}

static void
new_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_autoptr (ElectorScenario) scenario = new_standard_scenario ();

  run_or_complain (ELECTOR_WINDOW (widget), scenario, NULL);
}

static void
show_scenario_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ElectorScenario) scenario = elector_library_load (g_variant_get_string (parameter, NULL), &error);

  run_or_complain (ELECTOR_WINDOW (widget), scenario, error);
}

static void
start_lesson_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ElectorWindow *self = ELECTOR_WINDOW (widget);
  g_autoptr (GError) error = NULL;
  g_autoptr (ElectorLesson) lesson = elector_lesson_load (g_variant_get_string (parameter, NULL), &error);

  if (lesson == NULL)
    {
      show_error (self, error);
      return;
    }
  hide_error (self);
  adw_view_stack_set_visible_child_name (self->pages, "simulate");
  elector_simulate_page_start_lesson (self->simulate, lesson);
}

static void
message_cb (ElectorWindow *self, const char *text)
{
  adw_toast_overlay_add_toast (self->toasts, adw_toast_new (text));
}

static void
export_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ElectorWindow *self = ELECTOR_WINDOW (widget);
  ElectorTime since = 0, until = 0;
  ElectorExportDialog *dialog;

  elector_simulate_page_get_seen (self->simulate, &since, &until);
  if (is_showdown (self))
    dialog = elector_export_dialog_present_showdown (GTK_WINDOW (self), self->showdown);
  else
    dialog = elector_export_dialog_present (GTK_WINDOW (self), self->simulation, since, until);
  g_signal_connect_object (dialog, "message", G_CALLBACK (message_cb), self, G_CONNECT_SWAPPED);
}

static void
close_error_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  hide_error (ELECTOR_WINDOW (widget));
}

static void
show_page_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ElectorWindow *self = ELECTOR_WINDOW (widget);

  adw_view_stack_set_visible_child_name (self->pages, g_variant_get_string (parameter, NULL));
  focus_page (self);
}

/* What a rule of an algorithm is for; both by their ids. */
static void
find_purpose_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ElectorWindow *self = ELECTOR_WINDOW (widget);
  const ElectorProtocol *protocol;
  const char *algorithm, *id;
  int rule;

  g_variant_get (parameter, "(&s&s)", &algorithm, &id);
  protocol = elector_registry_find_protocol (algorithm);
  rule = protocol != NULL ? elector_protocol_find_rule (protocol, id) : -1;
  if (rule < 0)
    return;
  adw_view_stack_set_visible_child_name (self->pages, "lab");
  elector_lab_page_find_purpose (self->lab, protocol, (guint) rule);
}

static void
update_actions (ElectorWindow *self)
{
  GtkWidget *widget = GTK_WIDGET (self);

  gtk_widget_action_set_enabled (widget, "win.step-back",
                                 is_showdown (self) ? elector_showdown_can_step_back (self->showdown)
                                                    : elector_simulation_can_step_back (self->simulation));
  gtk_widget_action_set_enabled (widget, "win.undo", can_undo (self));
  gtk_widget_action_set_enabled (widget, "win.redo",
                                 !is_showdown (self) && elector_simulation_can_redo (self->simulation));
  gtk_widget_action_set_enabled (widget, "win.export",
                                 is_showdown (self) || adw_view_stack_get_visible_child (self->pages)
                                                         == GTK_WIDGET (self->simulate));
}

/* An offer to undo is about the page that one has left. */
static void
page_cb (ElectorWindow *self)
{
  dismiss_undo_toast (self);
  update_actions (self);
}

/* The name of the file is beside the buttons, or in the place of the program's. */
static void
update_titles (ElectorWindow *self)
{
  g_autofree char *title = elector_files_format_title (&self->files);
  gboolean wide = elector_fold_get_level (self->header_fold) >= WIDE;

  gtk_label_set_label (self->file_label, title != NULL ? title : "");
  gtk_widget_set_visible (GTK_WIDGET (self->file_label), title != NULL && wide);
  adw_view_switcher_title_set_title (self->switcher, title != NULL && !wide ? title : "Elector");
}

static void
level_cb (ElectorWindow *self)
{
  guint level = elector_fold_get_level (self->header_fold);

  if (level < NARROW)
    gtk_menu_button_set_icon_name (self->scenario_button, "document-open-symbolic");
  else
    gtk_menu_button_set_label (self->scenario_button, _("_Scenario"));
  adw_header_bar_set_centering_policy (self->header, level < WIDE ? ADW_CENTERING_POLICY_LOOSE
                                                                  : ADW_CENTERING_POLICY_STRICT);
  update_titles (self);
}

static gboolean
reveal_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  ElectorWindow *self = ELECTOR_WINDOW (widget);

  adw_view_switcher_bar_set_reveal (self->switcher_bar, adw_view_switcher_title_get_title_visible (self->switcher));
  return G_SOURCE_REMOVE;
}

/* The pages are chosen at the bottom when there is no room for that in the header bar. This is found out while sizes
 * are given out, where nothing that has got one already may begin to need another. */
static void
title_visible_cb (ElectorWindow *self)
{
  gtk_widget_add_tick_callback (GTK_WIDGET (self), reveal_cb, NULL, NULL);
}

/* Says what has just happened, and offers to take it back. */
static void
offer_undo (ElectorWindow *self, const char *text)
{
  AdwToast *toast = adw_toast_new (text);

  dismiss_undo_toast (self);
  adw_toast_set_button_label (toast, _("_Undo"));
  adw_toast_set_action_name (toast, "win.undo");
  g_set_weak_pointer (&self->undo_toast, toast);
  adw_toast_overlay_add_toast (self->toasts, toast);
}

static void
replaced_cb (ElectorWindow *self)
{
  offer_undo (self, _("The run has been replaced"));
}

static void
showdown_undo_cb (ElectorWindow *self)
{
  update_actions (self);
  dismiss_undo_toast (self);
  if (elector_showdown_can_undo (self->showdown) && is_showdown (self))
    replaced_cb (self);
}

/* Shows two branches side by side. */
static void
compare_cb (ElectorWindow *self, ElectorBranch *one, ElectorBranch *other)
{
  elector_simulation_set_playing (self->simulation, FALSE);
  elector_showdown_set_branches (self->showdown, one, other);
  adw_view_stack_set_visible_child_name (self->pages, "showdown");
  focus_page (self);
}

/* --- Files --- */

/* branches is NULL when the simulation has them already. */
static void
show_opened (ElectorWindow *self, ElectorBranches *branches, GFile *file)
{
  ElectorTime time;

  if (branches != NULL)
    elector_document_open (self->files.document, branches, file);
  time = elector_branch_get_cursor (elector_branches_get_current (
    elector_simulation_get_branches (self->simulation)))->time;
  adw_view_stack_set_visible_child_name (self->pages, "simulate");
  if (elector_simulation_get_time (self->simulation) < time)
    gtk_widget_activate_action (GTK_WIDGET (self->simulate), "moves.go-to-time", "x", time);
  if (!elector_run_is_faithful (elector_branch_get_run (elector_branches_get_current (
        elector_simulation_get_branches (self->simulation)))))
    message_cb (self, _("What was done in this run does not fit what happens in it"));
  focus_page (self);
}

/* A scenario is played from its beginning; a run waits where it was left. */
static void
opened_cb (GtkWidget *widget, ElectorBranches *branches, GFile *file)
{
  ElectorWindow *self = ELECTOR_WINDOW (widget);
  ElectorBranch *branch = branches != NULL ? elector_branches_get_current (branches) : NULL;
  guint n = 0;

  hide_error (self);
  if (branch != NULL)
    elector_run_get_interventions (elector_branch_get_run (branch), &n);
  if (branch != NULL && n == 0 && elector_branches_get_n (branches) == 1
      && elector_branch_get_cursor (branch)->time == 0)
    run_or_complain (self, elector_run_get_scenario (elector_branch_get_run (branch)), NULL);
  else
    show_opened (self, branches, file);
}

static void
opened_experiment_cb (GtkWidget *widget, ElectorExperiment *experiment)
{
  ElectorWindow *self = ELECTOR_WINDOW (widget);

  hide_error (self);
  adw_view_stack_set_visible_child_name (self->pages, "lab");
  elector_lab_page_open (self->lab, experiment);
  focus_page (self);
}

static void
failed_cb (GtkWidget *widget, const GError *error)
{
  show_error (ELECTOR_WINDOW (widget), error);
}

static void
told_cb (GtkWidget *widget, const char *text)
{
  message_cb (ELECTOR_WINDOW (widget), text);
}

static void
lost_cb (GtkWidget *widget, const char *text)
{
  ElectorWindow *self = ELECTOR_WINDOW (widget);

  if (text != NULL)
    gtk_label_set_label (self->lost_text, text);
  gtk_revealer_set_reveal_child (self->lost_bar, text != NULL);
}

static void
document_cb (ElectorWindow *self)
{
  g_autofree char *title = elector_files_format_title (&self->files);
  /* Translators: a file, and the program's name */
  g_autofree char *full = title != NULL ? g_strdup_printf (_("%s — %s"), title, "Elector") : g_strdup ("Elector");

  gtk_window_set_title (GTK_WINDOW (self), full);
  update_titles (self);
}

static void
set_up_files (ElectorWindow *self)
{
  static const ElectorFilesClient client = {
    .opened = opened_cb, .opened_experiment = opened_experiment_cb, .failed = failed_cb, .told = told_cb,
    .lost = lost_cb,
  };
  g_autoptr (GMenuModel) menu = NULL;

  elector_files_init (&self->files, GTK_WIDGET (self), self->simulation, &client);
  menu = elector_files_make_menu (&self->files);
  g_menu_prepend_section (self->main_menu, NULL, menu);
  g_signal_connect_object (self->files.document, "changed", G_CALLBACK (document_cb), self, G_CONNECT_SWAPPED);
}

/* --- Setting up --- */

/* Scenarios of one's own, and those that come with the program. */
static void
fill_scenario_menu (ElectorWindow *self)
{
  g_autoptr (GMenu) own = g_menu_new ();

  g_menu_append (own, _("_New System"), "win.new");
  g_menu_append (own, _("_Open…"), "win.open");
  gtk_menu_button_set_popover (self->scenario_button, elector_library_popover_new (G_MENU_MODEL (own)));
}

/* What is shown, for menus and keys. */
static void
add_settings_actions (ElectorWindow *self)
{
  g_autoptr (GAction) timeline = g_settings_create_action (self->settings, "show-timeline");
  g_autoptr (GAction) inspector = g_settings_create_action (self->settings, "show-inspector");

  g_action_map_add_action (G_ACTION_MAP (self), timeline);
  g_action_map_add_action (G_ACTION_MAP (self), inspector);
}

static void
restore_size (ElectorWindow *self)
{
  gtk_window_set_default_size (GTK_WINDOW (self), g_settings_get_int (self->settings, "window-width"),
                               g_settings_get_int (self->settings, "window-height"));
  if (g_settings_get_boolean (self->settings, "window-maximized"))
    gtk_window_maximize (GTK_WINDOW (self));
}

static gboolean
elector_window_close_request (GtkWindow *window)
{
  ElectorWindow *self = ELECTOR_WINDOW (window);
  int width, height;

  gtk_window_get_default_size (window, &width, &height);
  g_settings_set_int (self->settings, "window-width", width);
  g_settings_set_int (self->settings, "window-height", height);
  g_settings_set_boolean (self->settings, "window-maximized", gtk_window_is_maximized (window));
  elector_simulation_set_playing (self->simulation, FALSE);
  elector_simulation_set_playing (elector_showdown_get_timekeeper (self->showdown), FALSE);
  elector_document_close (self->files.document);
  return GTK_WINDOW_CLASS (elector_window_parent_class)->close_request (window);
}

static void
elector_window_dispose (GObject *object)
{
  ElectorWindow *self = ELECTOR_WINDOW (object);

  if (self->simulate != NULL)
    elector_simulate_page_set_simulation (self->simulate, NULL);
  if (self->showdown_page != NULL)
    elector_showdown_page_set_showdown (self->showdown_page, NULL);
  if (self->lab != NULL)
    elector_lab_page_set_simulation (self->lab, NULL);
  if (self->branch_button != NULL)
    elector_branch_button_set_simulation (self->branch_button, NULL);
  g_clear_weak_pointer (&self->undo_toast);
  elector_files_clear (&self->files);
  gtk_widget_dispose_template (GTK_WIDGET (self), ELECTOR_TYPE_WINDOW);
  g_clear_object (&self->simulation);
  g_clear_object (&self->showdown);
  g_clear_object (&self->settings);
  G_OBJECT_CLASS (elector_window_parent_class)->dispose (object);
}

static void
install_actions (GtkWidgetClass *klass)
{
  gtk_widget_class_install_action (klass, "win.toggle-play", NULL, toggle_play_action);
  gtk_widget_class_install_action (klass, "win.reset", NULL, reset_action);
  gtk_widget_class_install_action (klass, "win.step-forward", NULL, step_forward_action);
  gtk_widget_class_install_action (klass, "win.step-back", NULL, step_back_action);
  gtk_widget_class_install_action (klass, "win.faster", NULL, faster_action);
  gtk_widget_class_install_action (klass, "win.slower", NULL, slower_action);
  gtk_widget_class_install_action (klass, "win.undo", NULL, undo_action);
  gtk_widget_class_install_action (klass, "win.new", NULL, new_action);
  gtk_widget_class_install_action (klass, "win.redo", NULL, redo_action);
  gtk_widget_class_install_action (klass, "win.export", NULL, export_action);
  gtk_widget_class_install_action (klass, "win.show-scenario", "s", show_scenario_action);
  gtk_widget_class_install_action (klass, "win.start-lesson", "s", start_lesson_action);
  gtk_widget_class_install_action (klass, "win.show-page", "s", show_page_action);
  gtk_widget_class_install_action (klass, "win.find-purpose", "(ss)", find_purpose_action);
  gtk_widget_class_install_action (klass, "win.close-error", NULL, close_error_action);

  /* Plain keys are bound here and not as the application's accelerators, so that what has the focus comes first:
   * Space in an entry is a space, and on a node it lets the node crash. */
  gtk_widget_class_add_binding_action (klass, GDK_KEY_space, 0, "win.toggle-play", NULL);
  gtk_widget_class_add_binding_action (klass, GDK_KEY_period, 0, "win.step-forward", NULL);
  gtk_widget_class_add_binding_action (klass, GDK_KEY_comma, 0, "win.step-back", NULL);
  gtk_widget_class_add_binding_action (klass, GDK_KEY_plus, 0, "win.faster", NULL);
  gtk_widget_class_add_binding_action (klass, GDK_KEY_KP_Add, 0, "win.faster", NULL);
  gtk_widget_class_add_binding_action (klass, GDK_KEY_minus, 0, "win.slower", NULL);
  gtk_widget_class_add_binding_action (klass, GDK_KEY_KP_Subtract, 0, "win.slower", NULL);
}

static void
elector_window_class_init (ElectorWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = elector_window_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = elector_window_close_request;
  install_actions (widget_class);
  elector_files_install_actions (widget_class, G_STRUCT_OFFSET (ElectorWindow, files));

  g_type_ensure (ELECTOR_TYPE_BRANCH_BUTTON);
  g_type_ensure (ELECTOR_TYPE_FOLD);
  g_type_ensure (ELECTOR_TYPE_LAB_PAGE);
  g_type_ensure (ELECTOR_TYPE_LEARN_PAGE);
  g_type_ensure (ELECTOR_TYPE_SHOWDOWN_PAGE);
  g_type_ensure (ELECTOR_TYPE_SIMULATE_PAGE);
  g_type_ensure (ELECTOR_TYPE_WRAP);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/elector/Elector/elector-window.ui");
  gtk_widget_class_bind_template_child (widget_class, ElectorWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, ElectorWindow, header_fold);
  gtk_widget_class_bind_template_child (widget_class, ElectorWindow, header);
  gtk_widget_class_bind_template_child (widget_class, ElectorWindow, switcher);
  gtk_widget_class_bind_template_child (widget_class, ElectorWindow, switcher_bar);
  gtk_widget_class_bind_template_child (widget_class, ElectorWindow, pages);
  gtk_widget_class_bind_template_child (widget_class, ElectorWindow, simulate);
  gtk_widget_class_bind_template_child (widget_class, ElectorWindow, showdown_page);
  gtk_widget_class_bind_template_child (widget_class, ElectorWindow, lab);
  gtk_widget_class_bind_template_child (widget_class, ElectorWindow, main_menu);
  gtk_widget_class_bind_template_child (widget_class, ElectorWindow, scenario_button);
  gtk_widget_class_bind_template_child (widget_class, ElectorWindow, branch_button);
  gtk_widget_class_bind_template_child (widget_class, ElectorWindow, file_label);
  gtk_widget_class_bind_template_child (widget_class, ElectorWindow, lost_bar);
  gtk_widget_class_bind_template_child (widget_class, ElectorWindow, lost_text);
  gtk_widget_class_bind_template_child (widget_class, ElectorWindow, error_bar);
  gtk_widget_class_bind_template_child (widget_class, ElectorWindow, error_text);
  gtk_widget_class_bind_template_callback (widget_class, nodes_requested_cb);
  gtk_widget_class_bind_template_callback (widget_class, message_cb);
  gtk_widget_class_bind_template_callback (widget_class, compare_cb);
  gtk_widget_class_bind_template_callback (widget_class, level_cb);
  gtk_widget_class_bind_template_callback (widget_class, offer_undo);
  gtk_widget_class_bind_template_callback (widget_class, page_cb);
  gtk_widget_class_bind_template_callback (widget_class, show_run_cb);
  gtk_widget_class_bind_template_callback (widget_class, show_step_cb);
  gtk_widget_class_bind_template_callback (widget_class, title_visible_cb);
}

static void
elector_window_init (ElectorWindow *self)
{
  g_autoptr (ElectorScenario) scenario = new_standard_scenario ();

  self->settings = g_settings_new ("org.elector.Elector");
  self->simulation = elector_simulation_new (scenario);
  self->showdown = elector_showdown_new (scenario);
  g_settings_bind (self->settings, "speed", self->simulation, "speed", G_SETTINGS_BIND_DEFAULT);
  gtk_widget_init_template (GTK_WIDGET (self));
  elector_fold_set_breaks (self->header_fold, 2, (const int[]) { TINY_WIDTH, NARROW_WIDTH });
  add_settings_actions (self);
  set_up_files (self);

  g_signal_connect_object (self->simulation, "notify::can-step-back", G_CALLBACK (update_actions), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->simulation, "notify::can-undo", G_CALLBACK (update_actions), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->simulation, "notify::can-redo", G_CALLBACK (update_actions), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->simulation, "replaced", G_CALLBACK (replaced_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->showdown, "notify::can-step-back", G_CALLBACK (update_actions), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->showdown, "notify::can-undo", G_CALLBACK (showdown_undo_cb), self, G_CONNECT_SWAPPED);
  elector_simulate_page_set_simulation (self->simulate, self->simulation);
  elector_showdown_page_set_showdown (self->showdown_page, self->showdown);
  elector_lab_page_set_simulation (self->lab, self->simulation);
  elector_branch_button_set_simulation (self->branch_button, self->simulation);
  fill_scenario_menu (self);
  update_actions (self);
  restore_size (self);
}

/* A window in which the standard system is playing. */
ElectorWindow *
elector_window_new (GtkApplication *application)
{
  ElectorWindow *self = g_object_new (ELECTOR_TYPE_WINDOW, "application", application, NULL);

  focus_page (self);
  elector_simulation_set_playing (self->simulation, TRUE);
  elector_files_offer_lost (&self->files);
  return self;
}

/* Shows what is in file, or says why that is impossible. */
void
elector_window_open (ElectorWindow *self, GFile *file)
{
  g_return_if_fail (ELECTOR_IS_WINDOW (self));
  elector_files_open (&self->files, file);
}

/* Borrowed. */
ElectorSimulation *
elector_window_get_simulation (ElectorWindow *self)
{
  g_return_val_if_fail (ELECTOR_IS_WINDOW (self), NULL);
  return self->simulation;
}
