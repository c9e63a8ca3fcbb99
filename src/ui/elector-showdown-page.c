/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/elector-showdown-page.h"

#include "protocols/registry.h"
#include "ui/elector-claim.h"
#include "ui/elector-contestant.h"
#include "ui/elector-controls.h"
#include "ui/elector-fold.h"
#include "ui/elector-wrap.h"
#include "ui/page-moves.h"

#include <glib/gi18n.h>

/* The contestants stand beside each other where they have at least this much each, or the page is wide enough to be
 * scrolled sideways; otherwise they follow each other. */
#define CONTESTANT_WIDTH_MIN 300
#define WIDTH_MIN 720

/* The claims stand beside the contestants where these have at least this much each; otherwise below. */
#define CONTESTANT_WIDTH 340
#define CLAIMS_WIDTH 400

/* The levels of the fold that begin there. */
#define ABREAST 1
#define WIDE 2

struct _ElectorShowdownPage
{
  AdwBin parent_instance;

  ElectorShowdown *showdown;
  ElectorMoves moves;
  GCancellable *measuring; /* NULL: not begun, or done */
  gboolean measured;

  /* Template children */
  GtkScrolledWindow *scroller;
  GtkLabel *about;
  GtkButton *back;
  GtkToggleButton *third;
  GtkBox *sides;
  GtkBox *contestants;
  GtkScrolledWindow *claims_scroller;
  GtkBox *claims;
  ElectorControls *controls;
};

G_DEFINE_FINAL_TYPE (ElectorShowdownPage, elector_showdown_page, ADW_TYPE_BIN)

enum
{
  MESSAGE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* --- Layout --- */

/* No child of the template: disposing of that would take it away from the bin, which would not know. */
static ElectorFold *
get_fold (ElectorShowdownPage *self)
{
  return ELECTOR_FOLD (adw_bin_get_child (ADW_BIN (self)));
}

/* Beside the contestants the claims scroll by themselves. Below them the page scrolls, and they must not lie in a
 * scrolled window of their own: even one that never scrolls keeps the wheel to itself. */
static void
place_claims (ElectorShowdownPage *self, gboolean below)
{
  GtkViewport *viewport = GTK_VIEWPORT (gtk_scrolled_window_get_child (self->claims_scroller));
  g_autoptr (GtkWidget) claims = g_object_ref (GTK_WIDGET (self->claims));

  if (below == (gtk_widget_get_parent (claims) == GTK_WIDGET (self->sides)))
    return;
  if (below)
    {
      gtk_viewport_set_child (viewport, NULL);
      gtk_box_append (self->sides, claims);
    }
  else
    {
      gtk_box_remove (self->sides, claims);
      gtk_viewport_set_child (viewport, claims);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->claims_scroller), !below);
}

static void
stack_contestants (ElectorShowdownPage *self, gboolean stacked)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->contestants),
                                  stacked ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  if (stacked)
    gtk_widget_add_css_class (GTK_WIDGET (self->contestants), "stacked");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->contestants), "stacked");
  gtk_scrolled_window_set_policy (self->scroller, stacked ? GTK_POLICY_NEVER : GTK_POLICY_AUTOMATIC,
                                  GTK_POLICY_AUTOMATIC);
}

static void
level_cb (ElectorShowdownPage *self)
{
  guint level = elector_fold_get_level (get_fold (self));

  place_claims (self, level < WIDE);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->sides),
                                  level < WIDE ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  stack_contestants (self, level < ABREAST);
  elector_controls_set_narrow (self->controls, level < ABREAST);
}

static void
update_breaks (ElectorShowdownPage *self)
{
  int n = self->showdown != NULL ? (int) elector_showdown_get_n_contestants (self->showdown) : 0;
  const int breaks[] = { MIN (n * CONTESTANT_WIDTH_MIN, WIDTH_MIN), n * CONTESTANT_WIDTH + CLAIMS_WIDTH };

  elector_fold_set_breaks (get_fold (self), G_N_ELEMENTS (breaks), breaks);
}

/* --- Measuring --- */

static void
measure_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  guint n = elector_registry_get_n_protocols ();
  g_autofree ElectorMeasurement *items = g_new (ElectorMeasurement, n);

  for (guint i = 0; i < n; i++)
    if (!elector_measure (elector_registry_get_protocol (i), &items[i], cancellable))
      break;
  if (!g_task_return_error_if_cancelled (task))
    g_task_return_pointer (task, g_steal_pointer (&items), g_free);
}

static void
measured_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  ElectorShowdownPage *self = ELECTOR_SHOWDOWN_PAGE (source);
  g_autofree ElectorMeasurement *items = g_task_propagate_pointer (G_TASK (result), NULL);
  ElectorMeasurements measurements;

  if (g_task_get_cancellable (G_TASK (result)) == self->measuring)
    g_clear_object (&self->measuring);
  if (items == NULL || self->showdown == NULL
      || !elector_measurements_init (&measurements, items, elector_registry_get_n_protocols ()))
    return;
  self->measured = TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->claims)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (ELECTOR_IS_CLAIM (child))
      elector_claim_judge (ELECTOR_CLAIM (child), &measurements);
}

static void
begin_measuring (ElectorShowdownPage *self)
{
  g_autoptr (GTask) task = NULL;

  if (self->measured || self->measuring != NULL)
    return;
  self->measuring = g_cancellable_new ();
  task = g_task_new (self, self->measuring, measured_cb, NULL);
  g_task_set_return_on_cancel (task, FALSE);
  g_task_run_in_thread (task, measure_thread);
}

static void
stop_measuring (ElectorShowdownPage *self)
{
  if (self->measuring != NULL)
    g_cancellable_cancel (self->measuring);
  g_clear_object (&self->measuring);
}

static void
elector_showdown_page_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (elector_showdown_page_parent_class)->map (widget);
  begin_measuring (ELECTOR_SHOWDOWN_PAGE (widget));
}

static void
elector_showdown_page_unmap (GtkWidget *widget)
{
  ElectorShowdownPage *self = ELECTOR_SHOWDOWN_PAGE (widget);

  stop_measuring (self);
  if (self->showdown != NULL)
    elector_simulation_set_playing (elector_showdown_get_timekeeper (self->showdown), FALSE);
  GTK_WIDGET_CLASS (elector_showdown_page_parent_class)->unmap (widget);
}

/* --- What is shown --- */

static void
scenario_cb (ElectorShowdownPage *self)
{
  const char *title = elector_scenario_get_title (elector_showdown_get_script (self->showdown));

  if (elector_showdown_get_branch_name (self->showdown, 0) != NULL)
    title = _("Two branches of one run, at the same time");
  gtk_label_set_label (self->about, title != NULL ? title : _("The same system, the same faults, the same time"));
}

static void
contestants_changed_cb (ElectorShowdownPage *self)
{
  guint n = elector_showdown_get_n_contestants (self->showdown);
  gboolean are_branches;
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->contestants))) != NULL)
    gtk_box_remove (self->contestants, child);
  for (guint i = 0; i < n; i++)
    gtk_box_append (self->contestants, elector_contestant_new (elector_showdown_get_contestant (self->showdown, i),
                                                               elector_showdown_get_branch_name (self->showdown, i)));
  scenario_cb (self);
  are_branches = elector_showdown_get_branch_name (self->showdown, 0) != NULL;
  gtk_widget_set_visible (GTK_WIDGET (self->back), are_branches);
  gtk_widget_set_visible (GTK_WIDGET (self->third),
                          !are_branches
                            && elector_showdown_get_max_contestants (self->showdown) > ELECTOR_SHOWDOWN_MIN);
  gtk_toggle_button_set_active (self->third, n > ELECTOR_SHOWDOWN_MIN);
  update_breaks (self);
}

/* From branches back to algorithms. */
static void
back_cb (ElectorShowdownPage *self)
{
  g_autoptr (ElectorScenario) script = g_object_ref (elector_showdown_get_script (self->showdown));

  elector_showdown_set_script (self->showdown, script);
}

static void
third_toggled_cb (ElectorShowdownPage *self)
{
  if (self->showdown != NULL)
    elector_showdown_set_n_contestants (self->showdown, ELECTOR_SHOWDOWN_MIN
                                                          + gtk_toggle_button_get_active (self->third));
}

/* The script with another number of nodes, and without what it does to them. */
static void
nodes_requested_cb (ElectorShowdownPage *self, guint n_nodes)
{
  ElectorSimulation *timekeeper = elector_showdown_get_timekeeper (self->showdown);
  gboolean playing = elector_simulation_get_playing (timekeeper);
  g_autoptr (ElectorScenario) script = NULL;

  script = elector_scenario_new_resized (elector_showdown_get_script (self->showdown), n_nodes);
  elector_showdown_set_script (self->showdown, script);
  elector_simulation_set_playing (timekeeper, playing);
}

static void
show_claim_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ElectorShowdownPage *self = ELECTOR_SHOWDOWN_PAGE (widget);
  const ElectorShowdownClaim *claim = elector_showdown_claims_find (g_variant_get_string (parameter, NULL));
  g_autoptr (ElectorScenario) script = NULL;

  if (claim == NULL || self->showdown == NULL)
    return;
  script = elector_showdown_claim_write_script (claim);
  elector_showdown_set_script (self->showdown, script);
  elector_simulation_set_playing (elector_showdown_get_timekeeper (self->showdown), TRUE);
}

static void
moves_message_cb (const char *text, gpointer user_data)
{
  g_signal_emit (user_data, signals[MESSAGE], 0, text);
}

/* --- The widget --- */

static void
elector_showdown_page_dispose (GObject *object)
{
  ElectorShowdownPage *self = ELECTOR_SHOWDOWN_PAGE (object);

  stop_measuring (self);
  elector_showdown_page_set_showdown (self, NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), ELECTOR_TYPE_SHOWDOWN_PAGE);
  G_OBJECT_CLASS (elector_showdown_page_parent_class)->dispose (object);
}

static void
elector_showdown_page_class_init (ElectorShowdownPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = elector_showdown_page_dispose;
  widget_class->map = elector_showdown_page_map;
  widget_class->unmap = elector_showdown_page_unmap;
  signals[MESSAGE] = g_signal_new ("message", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_install_action (widget_class, "showdown.show-claim", "s", show_claim_action);
  elector_moves_install_actions (widget_class);

  g_type_ensure (ELECTOR_TYPE_CONTROLS);
  g_type_ensure (ELECTOR_TYPE_FOLD);
  g_type_ensure (ELECTOR_TYPE_WRAP);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/elector/Elector/elector-showdown-page.ui");
  gtk_widget_class_bind_template_child (widget_class, ElectorShowdownPage, scroller);
  gtk_widget_class_bind_template_child (widget_class, ElectorShowdownPage, about);
  gtk_widget_class_bind_template_child (widget_class, ElectorShowdownPage, back);
  gtk_widget_class_bind_template_child (widget_class, ElectorShowdownPage, third);
  gtk_widget_class_bind_template_child (widget_class, ElectorShowdownPage, sides);
  gtk_widget_class_bind_template_child (widget_class, ElectorShowdownPage, contestants);
  gtk_widget_class_bind_template_child (widget_class, ElectorShowdownPage, claims_scroller);
  gtk_widget_class_bind_template_child (widget_class, ElectorShowdownPage, claims);
  gtk_widget_class_bind_template_child (widget_class, ElectorShowdownPage, controls);
  gtk_widget_class_bind_template_callback (widget_class, nodes_requested_cb);
  gtk_widget_class_bind_template_callback (widget_class, back_cb);
  gtk_widget_class_bind_template_callback (widget_class, level_cb);
  gtk_widget_class_bind_template_callback (widget_class, third_toggled_cb);
}

static void
elector_showdown_page_init (ElectorShowdownPage *self)
{
  guint n;
  const ElectorShowdownClaim *claims = elector_showdown_claims_get (&n);

  gtk_widget_init_template (GTK_WIDGET (self));
  elector_controls_set_has_setup (self->controls, FALSE);
  elector_controls_set_are_several (self->controls);
  elector_moves_init (&self->moves, GTK_WIDGET (self), self->controls, moves_message_cb, self);
  for (guint i = 0; i < n; i++)
    gtk_box_append (self->claims, elector_claim_new (&claims[i]));
  gtk_widget_set_size_request (GTK_WIDGET (self->claims_scroller), CLAIMS_WIDTH, -1);
  update_breaks (self);
}

static void
unset_showdown (ElectorShowdownPage *self)
{
  GtkWidget *child;

  g_signal_handlers_disconnect_by_data (self->showdown, self);
  g_signal_handlers_disconnect_by_data (elector_showdown_get_timekeeper (self->showdown), self);
  elector_controls_set_simulation (self->controls, NULL);
  elector_moves_set_showdown (&self->moves, NULL);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->contestants))) != NULL)
    gtk_box_remove (self->contestants, child);
  g_clear_object (&self->showdown);
}

/* showdown may be NULL. */
void
elector_showdown_page_set_showdown (ElectorShowdownPage *self, ElectorShowdown *showdown)
{
  ElectorSimulation *timekeeper;

  g_return_if_fail (ELECTOR_IS_SHOWDOWN_PAGE (self));

  if (self->showdown == showdown)
    return;
  if (self->showdown != NULL)
    unset_showdown (self);
  if (showdown == NULL)
    return;
  timekeeper = elector_showdown_get_timekeeper (showdown);
  self->showdown = g_object_ref (showdown);
  elector_controls_set_simulation (self->controls, timekeeper);
  elector_moves_set_showdown (&self->moves, showdown);
  g_signal_connect_object (timekeeper, "notify::scenario", G_CALLBACK (scenario_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (showdown, "contestants-changed", G_CALLBACK (contestants_changed_cb), self,
                           G_CONNECT_SWAPPED);
  if (elector_showdown_get_max_contestants (showdown) > ELECTOR_SHOWDOWN_MIN)
    {
      const ElectorProtocol *protocol = elector_registry_get_protocol (ELECTOR_SHOWDOWN_MIN);

      gtk_button_set_label (GTK_BUTTON (self->third), _(protocol->name));
    }
  scenario_cb (self);
  contestants_changed_cb (self);
}

/* Puts the focus on start and pause. */
void
elector_showdown_page_focus_play (ElectorShowdownPage *self)
{
  g_return_if_fail (ELECTOR_IS_SHOWDOWN_PAGE (self));
  elector_controls_focus_play (self->controls);
}

/* Faster (steps > 0) or slower. */
void
elector_showdown_page_change_speed (ElectorShowdownPage *self, int steps)
{
  g_return_if_fail (ELECTOR_IS_SHOWDOWN_PAGE (self));
  elector_controls_change_speed (self->controls, steps);
}
