/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The network's popover, and the window that says what is run. */

#include "protocols/registry.h"
#include "ui-fixture.h"
#include "ui/elector-network-popover.h"
#include "ui/elector-setup-window.h"

#define SYSTEM \
  "[run]\nnodes=7\nseed=42\n[network]\ndelay=10ms..20ms\nloss=3%\n[faults]\n1=2s crash 5\n2=4s recover 5\n"

/* --- The network --- */

typedef struct
{
  ElectorSimulation *simulation;
  ElectorNetworkPopover *popover;
  GtkWidget *window;
} Network;

static Network *
network_new (void)
{
  Network *self = g_new0 (Network, 1);
  GtkWidget *button = gtk_menu_button_new ();

  self->simulation = ui_fixture_simulate (SYSTEM, 300 * ELECTOR_MSEC);
  self->popover = g_object_new (ELECTOR_TYPE_NETWORK_POPOVER, NULL);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (button), GTK_WIDGET (self->popover));
  elector_network_popover_set_simulation (self->popover, self->simulation);
  self->window = ui_fixture_show (button, 300, 300);
  gtk_menu_button_popup (GTK_MENU_BUTTON (button));
  return self;
}

static void
network_free (Network *self)
{
  gtk_popover_popdown (GTK_POPOVER (self->popover));
  g_object_add_weak_pointer (G_OBJECT (self->popover), (gpointer *) &self->popover);
  ui_fixture_close (GTK_WINDOW (self->window));
  g_assert_null (self->popover);
  g_assert_finalize_object (self->simulation);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Network, network_free)

/* What tells, and sets, how messages fare. */
static gpointer
get_quality (Network *self, const char *id)
{
  return ui_fixture_get_child (ui_fixture_get_child (self->popover, "quality"), id);
}

static gpointer
get_client (Network *self, const char *id)
{
  return ui_fixture_get_child (ui_fixture_get_child (self->popover, "client_box"), id);
}

static const ElectorNetworkConfig *
get_config (Network *self)
{
  return &elector_simulation_get_moment (self->simulation)->network.config;
}

static guint
count (Network *self, ElectorRecordKind kind)
{
  ElectorTrace *trace = elector_simulation_get_trace (self->simulation);
  guint n = 0;

  for (guint i = 0; i < elector_trace_get_length (trace); i++)
    n += elector_trace_get_record (trace, i)->kind == kind;
  return n;
}

static gboolean
has_loss (gpointer self)
{
  return get_config (self)->loss == 200000;
}

/* However often it moves: one intervention, with the value at which it stays. */
static void
test_loss (void)
{
  g_autoptr (Network) self = network_new ();
  GtkRange *loss = get_quality (self, "loss");

  g_assert_cmpfloat (gtk_range_get_value (loss), ==, 3);
  for (guint percent = 1; percent <= 20; percent++)
    gtk_range_set_value (loss, percent);
  g_assert_cmpuint (get_config (self)->loss, ==, 30000);
  ui_fixture_wait_until (has_loss, self);
  g_assert_cmpuint (count (self, ELECTOR_RECORD_LOSS), ==, 1);
  ui_fixture_do (self->simulation, "loss 7%");
  g_assert_cmpfloat (gtk_range_get_value (loss), ==, 7);
}

/* Who closes it has decided. */
static void
test_close (void)
{
  g_autoptr (Network) self = network_new ();

  gtk_range_set_value (get_quality (self, "duplicate"), 10);
  g_assert_cmpuint (get_config (self)->duplicate, ==, 0);
  gtk_popover_popdown (GTK_POPOVER (self->popover));
  g_assert_cmpuint (get_config (self)->duplicate, ==, 100000);
  g_assert_cmpuint (count (self, ELECTOR_RECORD_LOSS), ==, 0);
}

static void
test_delay (void)
{
  g_autoptr (Network) self = network_new ();
  GtkSpinButton *low = get_quality (self, "low");
  GtkSpinButton *high = get_quality (self, "high");

  g_assert_cmpfloat (gtk_spin_button_get_value (low), ==, 10);
  g_assert_cmpfloat (gtk_spin_button_get_value (high), ==, 20);
  gtk_spin_button_set_value (low, 25.5); /* takes the other with it */
  g_assert_cmpfloat (gtk_spin_button_get_value (high), ==, 25.5);
  gtk_spin_button_set_value (high, 30);
  gtk_popover_popdown (GTK_POPOVER (self->popover));
  g_assert_cmpint (get_config (self)->delay.low, ==, 25500);
  g_assert_cmpint (get_config (self)->delay.high, ==, 30 * ELECTOR_MSEC);
  g_assert_cmpuint (count (self, ELECTOR_RECORD_DELAY), ==, 1);
}

static void
test_heal (void)
{
  g_autoptr (Network) self = network_new ();
  GtkWidget *heal = ui_fixture_get_child (self->popover, "heal");

  g_assert_false (gtk_widget_get_sensitive (heal));
  ui_fixture_do (self->simulation, "cut 1>2");
  g_assert_true (gtk_widget_get_sensitive (heal));
  g_signal_emit_by_name (heal, "clicked");
  g_assert_true (elector_network_is_whole (&elector_simulation_get_moment (self->simulation)->network));
}

static void
test_client (void)
{
  g_autoptr (Network) self = network_new ();
  GtkSwitch *writes = get_client (self, "writes"), *fencing = get_client (self, "fencing");
  GtkSpinButton *interval = get_client (self, "interval");
  const ElectorMomentClient *client = &elector_simulation_get_moment (self->simulation)->client;

  gtk_spin_button_set_value (interval, 50);
  g_assert_cmpint (client->interval, ==, 0);
  gtk_switch_set_active (writes, TRUE);
  g_assert_cmpint (client->interval, ==, 50 * ELECTOR_MSEC);
  gtk_spin_button_set_value (interval, 80);
  g_assert_cmpint (client->interval, ==, 80 * ELECTOR_MSEC);
  gtk_switch_set_active (fencing, TRUE);
  g_assert_true (client->fencing);
  gtk_switch_set_active (writes, FALSE);
  g_assert_cmpint (client->interval, ==, 0);
  g_assert_cmpuint (count (self, ELECTOR_RECORD_WRITES), ==, 3);

  ui_fixture_do (self->simulation, "writes 120ms");
  g_assert_true (gtk_switch_get_active (writes));
  g_assert_cmpfloat (gtk_spin_button_get_value (interval), ==, 120);
  ui_fixture_do (self->simulation, "fencing off");
  g_assert_false (gtk_switch_get_active (fencing));
}

/* --- What is run --- */

static gpointer
open_setup (ElectorSimulation *simulation)
{
  GtkWidget *window = elector_setup_window_new (simulation);

  gtk_window_present (GTK_WINDOW (window));
  ui_fixture_wait_mapped (window);
  return window;
}

static const ElectorConfig *
get_system (ElectorSimulation *simulation)
{
  return elector_scenario_get_config (elector_simulation_get_scenario (simulation));
}

/* What no change in the window touches. */
static void
assert_kept (ElectorSimulation *simulation, guint64 seed)
{
  ElectorScenario *scenario = elector_simulation_get_scenario (simulation);
  guint n_faults;

  elector_scenario_get_faults (scenario, &n_faults);
  g_assert_cmpuint (n_faults, ==, 2);
  g_assert_cmpuint (get_system (simulation)->n_nodes, ==, 7);
  g_assert_cmpuint (elector_scenario_get_seed (scenario), ==, seed);
  g_assert_cmpuint (elector_scenario_get_network (scenario)->loss, ==, 30000);
}

/* Each rule of each algorithm has a switch, which turns on that rule and no other; and undo turns it off. */
static void
test_rules (void)
{
  g_autoptr (ElectorSimulation) simulation = ui_fixture_simulate (SYSTEM, 300 * ELECTOR_MSEC);
  GtkWindow *window = open_setup (simulation);
  GtkWidget *rules = ui_fixture_get_child (window, "rules");
  const ElectorProtocol *protocol = get_system (simulation)->protocol;
  GtkWidget *widget = ui_fixture_find (rules, GTK_TYPE_SWITCH);

  g_assert_cmpuint (protocol->n_rules, >, 0);
  g_assert_false (gtk_switch_get_active (GTK_SWITCH (widget)));
  gtk_switch_set_active (GTK_SWITCH (widget), TRUE);
  g_assert_cmpuint (get_system (simulation)->rules, ==, 1);
  g_assert_cmpint (elector_simulation_get_time (simulation), ==, 0);
  assert_kept (simulation, 42);
  elector_simulation_undo (simulation);
  g_assert_cmpuint (get_system (simulation)->rules, ==, 0);
  g_assert_false (gtk_switch_get_active (GTK_SWITCH (widget)));
  ui_fixture_close (window);
}

static void
test_algorithms (void)
{
  g_autoptr (ElectorSimulation) simulation = ui_fixture_simulate (SYSTEM, 300 * ELECTOR_MSEC);
  GtkWindow *window = open_setup (simulation);
  AdwComboRow *algorithm = ui_fixture_get_child (window, "algorithm");
  guint n = elector_registry_get_n_protocols ();

  g_assert_cmpuint (g_list_model_get_n_items (adw_combo_row_get_model (algorithm)), ==, n);
  for (guint i = 0; i < n; i++)
    {
      const ElectorProtocol *protocol = elector_registry_get_protocol ((i + 1) % n);
      ElectorConfig standard;

      adw_combo_row_set_selected (algorithm, (i + 1) % n);
      elector_config_init (&standard, protocol, 7);
      g_assert_true (get_system (simulation)->protocol == protocol);
      g_assert_cmpuint (get_system (simulation)->rules, ==, standard.rules);
      g_assert_cmpmem (get_system (simulation)->parameters, sizeof standard.parameters, standard.parameters,
                       sizeof standard.parameters);
      assert_kept (simulation, 42);
      g_assert_cmpint (ui_fixture_find (ui_fixture_get_child (window, "rules"), GTK_TYPE_SWITCH) != NULL, ==,
                       protocol->n_rules > 0);
    }
  ui_fixture_close (window);
}

static void
test_seed (void)
{
  g_autoptr (ElectorSimulation) simulation = ui_fixture_simulate (SYSTEM, 300 * ELECTOR_MSEC);
  GtkWindow *window = open_setup (simulation);
  GtkEditable *seed = ui_fixture_get_child (window, "seed");

  g_assert_cmpstr (gtk_editable_get_text (seed), ==, "42");
  gtk_editable_set_text (seed, "-3");
  g_assert_true (gtk_widget_has_css_class (GTK_WIDGET (seed), "error"));
  g_signal_emit_by_name (seed, "apply");
  assert_kept (simulation, 42);
  gtk_editable_set_text (seed, "7");
  g_assert_false (gtk_widget_has_css_class (GTK_WIDGET (seed), "error"));
  g_signal_emit_by_name (seed, "apply");
  assert_kept (simulation, 7);
  elector_simulation_undo (simulation);
  g_assert_cmpstr (gtk_editable_get_text (seed), ==, "42");
  ui_fixture_close (window);
}

/* --- What a rule is for --- */

static void
find_purpose_cb (GSimpleAction *action, GVariant *parameter, char **asked)
{
  const char *algorithm, *rule;

  g_variant_get (parameter, "(&s&s)", &algorithm, &rule);
  *asked = g_strconcat (algorithm, " ", rule, NULL);
}

/* The window that it belongs to is asked, and it goes out of the way. */
static void
test_purpose (void)
{
  g_autoptr (ElectorSimulation) simulation = ui_fixture_simulate (SYSTEM, 0);
  GtkWidget *parent = ui_fixture_show (gtk_label_new (NULL), 300, 300);
  GtkWindow *window = open_setup (simulation);
  GtkWidget *rules = ui_fixture_get_child (window, "rules"), *button;
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();
  g_autoptr (GSimpleAction) action = g_simple_action_new ("find-purpose", G_VARIANT_TYPE ("(ss)"));
  g_autofree char *asked = NULL;

  g_signal_connect (action, "activate", G_CALLBACK (find_purpose_cb), &asked);
  g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (action));
  gtk_widget_insert_action_group (parent, "win", G_ACTION_GROUP (group));
  gtk_window_set_transient_for (window, GTK_WINDOW (parent));
  button = ui_fixture_find (rules, GTK_TYPE_BUTTON);
  g_object_add_weak_pointer (G_OBJECT (window), (gpointer *) &window);
  g_signal_emit_by_name (button, "clicked");
  g_assert_cmpstr (asked, ==, "bully restart-while-running");
  ui_fixture_iterate ();
  g_assert_null (window);
  ui_fixture_close (GTK_WINDOW (parent));
}

int
main (int argc, char **argv)
{
  ui_fixture_init (&argc, &argv);

  g_test_add_func ("/network/loss", test_loss);
  g_test_add_func ("/network/close", test_close);
  g_test_add_func ("/network/delay", test_delay);
  g_test_add_func ("/network/heal", test_heal);
  g_test_add_func ("/network/client", test_client);
  g_test_add_func ("/setup/rules", test_rules);
  g_test_add_func ("/setup/algorithms", test_algorithms);
  g_test_add_func ("/setup/seed", test_seed);
  g_test_add_func ("/setup/purpose", test_purpose);
  return g_test_run ();
}
