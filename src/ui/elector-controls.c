/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/elector-controls.h"

#include "core/units.h"
#include "ui/elector-go-popover.h"
#include "ui/elector-network-popover.h"
#include "ui/elector-wrap.h"

#include <glib/gi18n.h>
#include <inttypes.h>
#include <math.h>
#include <string.h>

/* The most nodes that can be asked for in the window; a scenario file may have more. */
#define NODES_MAX 50

struct _ElectorControls
{
  AdwBin parent_instance;

  GSignalGroup *signals;
  ElectorSimulation *simulation; /* borrowed from the signal group */
  gboolean updating;             /* the widgets follow the simulation, not the other way round */
  ElectorTime shown_time;

  /* Template children */
  GtkButton *play;
  GtkImage *play_icon;
  GtkLabel *play_label;
  GtkDropDown *speed;
  GtkMenuButton *go;
  ElectorGoPopover *go_popover;
  GtkLabel *clock;
  GtkLabel *seed;
  GtkWidget *nodes_label;
  ElectorNetworkPopover *network_popover;
  GtkSpinButton *nodes;
  GtkWidget *setup;
};

enum
{
  NODES_REQUESTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* Slower than real time as a fraction: that is how people think of slow motion. */
static const int speeds[] = { -100, -50, -20, -10, -5, -2, 1, 2, 5, 10 };

G_DEFINE_FINAL_TYPE (ElectorControls, elector_controls, ADW_TYPE_BIN)

static double
get_speed (guint i)
{
  return speeds[i] < 0 ? 1.0 / -speeds[i] : speeds[i];
}

/* The entry nearest to a speed, on the scale by which ears and eyes judge: ratios. */
static guint
find_speed (double speed)
{
  guint best = 0;

  for (guint i = 1; i < G_N_ELEMENTS (speeds); i++)
    if (fabs (log (get_speed (i) / speed)) < fabs (log (get_speed (best) / speed)))
      best = i;
  return best;
}

static void
moved_cb (ElectorControls *self)
{
  ElectorTime time = elector_simulation_get_time (self->simulation);
  g_autofree char *text = NULL;

  if (time / ELECTOR_MSEC == self->shown_time / ELECTOR_MSEC)
    return;
  self->shown_time = time;
  text = elector_format_clock (time);
  gtk_label_set_label (self->clock, text);
}

static void
playing_cb (ElectorControls *self)
{
  gboolean playing = elector_simulation_get_playing (self->simulation);

  gtk_image_set_from_icon_name (self->play_icon,
                                playing ? "media-playback-pause-symbolic" : "media-playback-start-symbolic");
  gtk_label_set_label (self->play_label, playing ? _("Pause") : _("Start"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->play), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  playing ? _("Pause") : _("Start"), -1);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->play), playing ? _("Pause (Space)") : _("Start (Space)"));
}

static void
speed_changed_cb (ElectorControls *self)
{
  self->updating = TRUE;
  gtk_drop_down_set_selected (self->speed, find_speed (elector_simulation_get_speed (self->simulation)));
  self->updating = FALSE;
}

static void
scenario_cb (ElectorControls *self)
{
  ElectorScenario *scenario = elector_simulation_get_scenario (self->simulation);
  guint n = elector_scenario_get_config (scenario)->n_nodes;
  /* Translators: the number that all chance in the run is drawn from */
  g_autofree char *seed = g_strdup_printf (_("Seed %" PRIu64), elector_scenario_get_seed (scenario));

  self->updating = TRUE;
  gtk_spin_button_set_range (self->nodes, 1, MAX (n, NODES_MAX));
  gtk_spin_button_set_value (self->nodes, n);
  gtk_label_set_label (self->seed, seed);
  self->updating = FALSE;
}

static void
bind_cb (ElectorControls *self, ElectorSimulation *simulation)
{
  self->simulation = simulation;
  self->shown_time = -1;
  moved_cb (self);
  playing_cb (self);
  speed_changed_cb (self);
  scenario_cb (self);
}

static void
unbind_cb (ElectorControls *self)
{
  self->simulation = NULL;
}

static void
speed_selected_cb (ElectorControls *self)
{
  guint selected = gtk_drop_down_get_selected (self->speed);

  if (!self->updating && self->simulation != NULL && selected < G_N_ELEMENTS (speeds))
    elector_simulation_set_speed (self->simulation, get_speed (selected));
}

static void
nodes_changed_cb (ElectorControls *self)
{
  if (!self->updating && self->simulation != NULL)
    g_signal_emit (self, signals[NODES_REQUESTED], 0, (guint) gtk_spin_button_get_value_as_int (self->nodes));
}

static void
elector_controls_dispose (GObject *object)
{
  ElectorControls *self = ELECTOR_CONTROLS (object);

  g_clear_object (&self->signals);
  self->simulation = NULL;
  gtk_widget_dispose_template (GTK_WIDGET (self), ELECTOR_TYPE_CONTROLS);
  G_OBJECT_CLASS (elector_controls_parent_class)->dispose (object);
}

static void
elector_controls_class_init (ElectorControlsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = elector_controls_dispose;
  signals[NODES_REQUESTED] = g_signal_new ("nodes-requested", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                           NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);

  g_type_ensure (ELECTOR_TYPE_GO_POPOVER);
  g_type_ensure (ELECTOR_TYPE_NETWORK_POPOVER);
  g_type_ensure (ELECTOR_TYPE_WRAP);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/elector/Elector/elector-controls.ui");
  gtk_widget_class_bind_template_child (widget_class, ElectorControls, play);
  gtk_widget_class_bind_template_child (widget_class, ElectorControls, play_icon);
  gtk_widget_class_bind_template_child (widget_class, ElectorControls, play_label);
  gtk_widget_class_bind_template_child (widget_class, ElectorControls, speed);
  gtk_widget_class_bind_template_child (widget_class, ElectorControls, go);
  gtk_widget_class_bind_template_child (widget_class, ElectorControls, go_popover);
  gtk_widget_class_bind_template_child (widget_class, ElectorControls, clock);
  gtk_widget_class_bind_template_child (widget_class, ElectorControls, seed);
  gtk_widget_class_bind_template_child (widget_class, ElectorControls, nodes_label);
  gtk_widget_class_bind_template_child (widget_class, ElectorControls, network_popover);
  gtk_widget_class_bind_template_child (widget_class, ElectorControls, nodes);
  gtk_widget_class_bind_template_child (widget_class, ElectorControls, setup);
  gtk_widget_class_bind_template_callback (widget_class, speed_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, nodes_changed_cb);
}

static void
fill_speeds (ElectorControls *self)
{
  g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (speeds); i++)
    {
      g_autofree char *text = speeds[i] < 0 ? g_strdup_printf ("1∕%d ×", -speeds[i]) : g_strdup_printf ("%d ×",
                                                                                                        speeds[i]);

      gtk_string_list_append (list, text);
    }
  self->updating = TRUE;
  gtk_drop_down_set_model (self->speed, G_LIST_MODEL (list));
  self->updating = FALSE;
}

static void
elector_controls_init (ElectorControls *self)
{
  self->signals = g_signal_group_new (ELECTOR_TYPE_SIMULATION);
  g_signal_group_connect_swapped (self->signals, "moved", G_CALLBACK (moved_cb), self);
  g_signal_group_connect_swapped (self->signals, "notify::playing", G_CALLBACK (playing_cb), self);
  g_signal_group_connect_swapped (self->signals, "notify::speed", G_CALLBACK (speed_changed_cb), self);
  g_signal_group_connect_swapped (self->signals, "notify::scenario", G_CALLBACK (scenario_cb), self);
  g_signal_connect_object (self->signals, "bind", G_CALLBACK (bind_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->signals, "unbind", G_CALLBACK (unbind_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_init_template (GTK_WIDGET (self));
  fill_speeds (self);
}

void
elector_controls_set_simulation (ElectorControls *self, ElectorSimulation *simulation)
{
  g_return_if_fail (ELECTOR_IS_CONTROLS (self));

  g_signal_group_set_target (self->signals, simulation);
  elector_go_popover_set_simulation (self->go_popover, simulation);
  elector_network_popover_set_simulation (self->network_popover, simulation);
}

/* Whether there is a button that opens the setup; there is, unless one says otherwise. */
void
elector_controls_set_has_setup (ElectorControls *self, gboolean has_setup)
{
  g_return_if_fail (ELECTOR_IS_CONTROLS (self));
  gtk_widget_set_visible (self->setup, has_setup);
}

/* Whether there is little room: then what the signs alone can say is left out, and the seed, which the setup shows. */
void
elector_controls_set_narrow (ElectorControls *self, gboolean narrow)
{
  g_return_if_fail (ELECTOR_IS_CONTROLS (self));

  gtk_widget_set_visible (GTK_WIDGET (self->play_label), !narrow);
  gtk_widget_set_visible (GTK_WIDGET (self->seed), !narrow);
  gtk_widget_set_visible (self->nodes_label, !narrow);
  if (narrow)
    gtk_widget_add_css_class (GTK_WIDGET (self), "narrow");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "narrow");
}

/* The simulation is one of several, of different algorithms: one can go only to what all of them have. */
void
elector_controls_set_are_several (ElectorControls *self)
{
  g_return_if_fail (ELECTOR_IS_CONTROLS (self));
  elector_go_popover_set_is_common (self->go_popover);
}

/* Asks where to go. */
void
elector_controls_open_moves (ElectorControls *self)
{
  g_return_if_fail (ELECTOR_IS_CONTROLS (self));
  gtk_menu_button_popup (self->go);
}

/* Puts the focus on start and pause, which is what one wants at hand. (Not by the grab_focus() of the class: Tab uses
 * that as well, and could not leave the controls.) */
void
elector_controls_focus_play (ElectorControls *self)
{
  g_return_if_fail (ELECTOR_IS_CONTROLS (self));
  gtk_widget_grab_focus (GTK_WIDGET (self->play));
}

/* Faster (steps > 0) or slower, along the list of speeds. */
void
elector_controls_change_speed (ElectorControls *self, int steps)
{
  int selected;

  g_return_if_fail (ELECTOR_IS_CONTROLS (self));

  selected = (int) gtk_drop_down_get_selected (self->speed) + steps;
  gtk_drop_down_set_selected (self->speed, (guint) CLAMP (selected, 0, (int) G_N_ELEMENTS (speeds) - 1));
}
