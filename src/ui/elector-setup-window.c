/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/elector-setup-window.h"

#include "core/units.h"
#include "protocols/registry.h"
#include "ui/text-case.h"

#include <glib/gi18n.h>
#include <inttypes.h>

struct _ElectorSetupWindow
{
  AdwPreferencesWindow parent_instance;

  ElectorSimulation *simulation;
  gboolean updating;                    /* the widgets follow the simulation, not the other way round */
  const ElectorProtocol *rows_protocol; /* whose rule switches are shown */
  GPtrArray *rows;                      /* of GtkWidget, borrowed, as many as it has rule switches */
  GPtrArray *switches;                  /* of GtkSwitch, borrowed */

  /* Template children */
  AdwComboRow *algorithm;
  AdwEntryRow *seed;
  AdwPreferencesGroup *rules;
};

G_DEFINE_FINAL_TYPE (ElectorSetupWindow, elector_setup_window, ADW_TYPE_PREFERENCES_WINDOW)

/* --- What is wanted --- */

/* Runs what parts say, from the start. The story that a scenario tells is not that of another system. */
static void
run (ElectorSetupWindow *self, ElectorScenarioParts *parts)
{
  g_autoptr (ElectorScenario) scenario = NULL;
  gboolean playing = elector_simulation_get_playing (self->simulation);

  g_clear_pointer (&parts->title, g_free);
  g_clear_pointer (&parts->description, g_free);
  g_clear_pointer (&parts->tag, g_free);
  scenario = elector_scenario_new (parts);
  elector_simulation_set_scenario (self->simulation, scenario);
  elector_simulation_set_playing (self->simulation, playing);
}

static void
copy_parts (ElectorSetupWindow *self, ElectorScenarioParts *parts)
{
  elector_scenario_parts_copy (parts, elector_simulation_get_scenario (self->simulation));
}

static void
algorithm_selected_cb (ElectorSetupWindow *self)
{
  guint selected = adw_combo_row_get_selected (self->algorithm);
  ElectorScenarioParts parts = { 0 };

  if (self->updating || selected >= elector_registry_get_n_protocols ())
    return;
  copy_parts (self, &parts);
  elector_scenario_parts_set_protocol (&parts, elector_registry_get_protocol (selected));
  run (self, &parts);
}

static gboolean
read_seed (ElectorSetupWindow *self, guint64 *seed)
{
  return elector_parse_number (gtk_editable_get_text (GTK_EDITABLE (self->seed)), 0, G_MAXUINT64, seed, NULL);
}

static void
set_error (ElectorSetupWindow *self, gboolean error)
{
  if (error)
    gtk_widget_add_css_class (GTK_WIDGET (self->seed), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->seed), "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->seed), GTK_ACCESSIBLE_STATE_INVALID,
                               error ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
}

static void
seed_changed_cb (ElectorSetupWindow *self)
{
  guint64 seed;

  set_error (self, !read_seed (self, &seed));
}

static void
seed_applied_cb (ElectorSetupWindow *self)
{
  ElectorScenarioParts parts = { 0 };
  guint64 seed;

  if (!read_seed (self, &seed))
    {
      adw_preferences_window_add_toast (ADW_PREFERENCES_WINDOW (self),
                                        adw_toast_new (_("A seed is a number from 0 to 18446744073709551615")));
      return;
    }
  if (seed == elector_scenario_get_seed (elector_simulation_get_scenario (self->simulation)))
    return;
  copy_parts (self, &parts);
  parts.seed = seed;
  run (self, &parts);
}

static void
switched_cb (ElectorSetupWindow *self, GParamSpec *pspec, GtkSwitch *widget)
{
  ElectorScenarioParts parts = { 0 };
  guint rule;

  if (self->updating || !g_ptr_array_find (self->switches, widget, &rule))
    return;
  copy_parts (self, &parts);
  /* cannot fail: it is one of its own */
  elector_scenario_parts_set_rule (&parts, parts.config.protocol->rules[rule].id, gtk_switch_get_active (widget), NULL);
  run (self, &parts);
}

/* --- What is the case --- */

/* With a capital letter, and nothing in it taken for markup. */
static char *
format_title (const char *text)
{
  g_autofree char *title = elector_text_capitalize (text);

  return g_markup_escape_text (title, -1);
}

/* Asks the window that this one belongs to what a rule is for, and makes room for the answer. */
static void
purpose_cb (ElectorSetupWindow *self, GtkWidget *button)
{
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));
  const char *rule = g_object_get_data (G_OBJECT (button), "rule");

  if (parent == NULL)
    return;
  gtk_widget_activate_action (GTK_WIDGET (parent), "win.find-purpose", "(ss)", self->rows_protocol->id, rule);
  gtk_window_close (GTK_WINDOW (self));
}

static GtkWidget *
make_purpose_button (ElectorSetupWindow *self, const ElectorRule *rule)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("system-search-symbolic");
  /* Translators: %s is what a node does when a rule switch is on */
  g_autofree char *label = g_strdup_printf (_("Find what this rule is for: %s"), _(rule->summary));

  g_object_set_data (G_OBJECT (button), "rule", (gpointer) rule->id);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, _("Find what this rule is for"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  g_signal_connect_object (button, "clicked", G_CALLBACK (purpose_cb), self, G_CONNECT_SWAPPED);
  return button;
}

static void
add_rule (ElectorSetupWindow *self, const ElectorRule *rule)
{
  GtkWidget *row = adw_action_row_new (), *widget = gtk_switch_new ();
  g_autofree char *title = format_title (_(rule->summary));
  g_autofree char *protects = g_markup_escape_text (_(rule->protects), -1);
  /* Translators: what a rule of the algorithm is good for: "that an election ends even if …" */
  g_autofree char *subtitle = g_strdup_printf (_("Protects: %s"), protects);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  gtk_widget_set_valign (widget, GTK_ALIGN_CENTER);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), make_purpose_button (self, rule));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), widget);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), widget);
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, _(rule->summary),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, subtitle, -1);
  g_signal_connect_object (widget, "notify::active", G_CALLBACK (switched_cb), self, G_CONNECT_SWAPPED);
  g_ptr_array_add (self->rows, row);
  g_ptr_array_add (self->switches, widget);
  adw_preferences_group_add (self->rules, row);
}

static void
fill_rules (ElectorSetupWindow *self, const ElectorProtocol *protocol)
{
  if (self->rows_protocol == protocol)
    return;
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->rules, g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
  g_ptr_array_set_size (self->switches, 0);
  for (guint i = 0; i < protocol->n_rules; i++)
    add_rule (self, &protocol->rules[i]);
  gtk_widget_set_visible (GTK_WIDGET (self->rules), protocol->n_rules > 0);
  self->rows_protocol = protocol;
}

static void
scenario_cb (ElectorSetupWindow *self)
{
  ElectorScenario *scenario = elector_simulation_get_scenario (self->simulation);
  const ElectorConfig *config = elector_scenario_get_config (scenario);
  g_autofree char *seed = g_strdup_printf ("%" PRIu64, elector_scenario_get_seed (scenario));

  self->updating = TRUE;
  for (guint i = 0; i < elector_registry_get_n_protocols (); i++)
    if (elector_registry_get_protocol (i) == config->protocol)
      adw_combo_row_set_selected (self->algorithm, i);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->algorithm), _(config->protocol->summary));
  if (g_strcmp0 (gtk_editable_get_text (GTK_EDITABLE (self->seed)), seed) != 0)
    {
      adw_entry_row_set_show_apply_button (self->seed, FALSE); /* there is nothing to apply */
      gtk_editable_set_text (GTK_EDITABLE (self->seed), seed);
      adw_entry_row_set_show_apply_button (self->seed, TRUE);
    }
  fill_rules (self, config->protocol);
  for (guint i = 0; i < self->switches->len; i++)
    gtk_switch_set_active (g_ptr_array_index (self->switches, i), elector_config_has_rule (config, i));
  self->updating = FALSE;
}

/* --- The widget --- */

static void
elector_setup_window_dispose (GObject *object)
{
  ElectorSetupWindow *self = ELECTOR_SETUP_WINDOW (object);

  self->updating = TRUE;
  gtk_widget_dispose_template (GTK_WIDGET (self), ELECTOR_TYPE_SETUP_WINDOW);
  g_clear_object (&self->simulation);
  G_OBJECT_CLASS (elector_setup_window_parent_class)->dispose (object);
}

static void
elector_setup_window_finalize (GObject *object)
{
  ElectorSetupWindow *self = ELECTOR_SETUP_WINDOW (object);

  g_ptr_array_unref (self->rows);
  g_ptr_array_unref (self->switches);
  G_OBJECT_CLASS (elector_setup_window_parent_class)->finalize (object);
}

static void
elector_setup_window_class_init (ElectorSetupWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = elector_setup_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = elector_setup_window_finalize;
  gtk_widget_class_set_template_from_resource (widget_class, "/org/elector/Elector/elector-setup-window.ui");
  gtk_widget_class_bind_template_child (widget_class, ElectorSetupWindow, algorithm);
  gtk_widget_class_bind_template_child (widget_class, ElectorSetupWindow, seed);
  gtk_widget_class_bind_template_child (widget_class, ElectorSetupWindow, rules);
  gtk_widget_class_bind_template_callback (widget_class, algorithm_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, seed_applied_cb);
  gtk_widget_class_bind_template_callback (widget_class, seed_changed_cb);
}

static void
elector_setup_window_init (ElectorSetupWindow *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  self->rows = g_ptr_array_new ();
  self->switches = g_ptr_array_new ();
  self->updating = TRUE; /* until it is told what there is */
  for (guint i = 0; i < elector_registry_get_n_protocols (); i++)
    gtk_string_list_append (names, _(elector_registry_get_protocol (i)->name));
  gtk_widget_init_template (GTK_WIDGET (self));
  adw_combo_row_set_model (self->algorithm, G_LIST_MODEL (names));
}

GtkWidget *
elector_setup_window_new (ElectorSimulation *simulation)
{
  ElectorSetupWindow *self;

  g_return_val_if_fail (ELECTOR_IS_SIMULATION (simulation), NULL);

  self = g_object_new (ELECTOR_TYPE_SETUP_WINDOW, NULL);
  self->simulation = g_object_ref (simulation);
  scenario_cb (self);
  g_signal_connect_object (simulation, "notify::scenario", G_CALLBACK (scenario_cb), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}
