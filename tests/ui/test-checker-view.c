/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The checker in the lab: its searches, and the table of rules. */

#include "ui/elector-checker-view.h"

#include "engine/elector-run.h"
#include "protocols/registry.h"
#include "ui-fixture.h"
#include "ui/elector-checker-form.h"
#include "ui/elector-lab-page.h"
#include "ui/elector-rules-table.h"

#include <glib/gstdio.h>
#include <string.h>

typedef struct
{
  GtkWidget *page;
  GtkWidget *view;
  GtkWidget *rules;
  ElectorScenario *shown; /* what somebody wanted to see, or NULL */
  gint64 time;
} Lab;

static void
show_step_cb (Lab *self, ElectorScenario *scenario, gint64 time)
{
  g_set_object (&self->shown, scenario);
  self->time = time;
}

static void
select_entry (Lab *self, int entry)
{
  GtkListBox *list = ui_fixture_get_child (self->page, "checkers");

  gtk_list_box_select_row (list, gtk_list_box_get_row_at_index (list, entry));
}

static void
lab_init (Lab *self, int width)
{
  *self = (Lab) { .page = g_object_new (ELECTOR_TYPE_LAB_PAGE, NULL) };
  g_signal_connect_swapped (self->page, "show-step", G_CALLBACK (show_step_cb), self);
  self->view = ui_fixture_get_child (self->page, "checker");
  self->rules = ui_fixture_get_child (self->page, "rules");
  ui_fixture_show (self->page, width, 700);
  select_entry (self, 0);
}

static void
lab_clear (Lab *self)
{
  ui_fixture_close (GTK_WINDOW (gtk_widget_get_root (self->page)));
  g_clear_object (&self->shown);
}

static gboolean
is_done (gpointer view)
{
  return gtk_widget_get_visible (ui_fixture_get_child (view, "card"));
}

static const char *
get_text (gpointer widget, const char *id)
{
  return gtk_label_get_label (ui_fixture_get_child (widget, id));
}

static void
search (Lab *self)
{
  g_assert_true (gtk_widget_activate_action (self->view, "checker.search", NULL));
  ui_fixture_wait_until (is_done, self->view);
}

/* The worst that the judge has to say, by a time, about how many lead at once. */
static ElectorVerdict
judge (ElectorScenario *scenario, ElectorTime time)
{
  g_autoptr (ElectorRun) run = elector_run_new (scenario);

  elector_run_advance (run, time);
  return elector_trace_get_end (elector_run_get_trace (run))->judge.worst[ELECTOR_PROPERTY_SINGLE_LEADER].verdict;
}

/* The bully algorithm has two leaders when messages take their time; what is found opens as a run that shows it. */
static void
test_found (void)
{
  Lab lab;
  GtkListBox *steps;

  lab_init (&lab, 1200);
  g_assert_false (is_done (lab.view));
  search (&lab);
  g_assert_cmpstr (get_text (lab.view, "verdict"), ==, "Found in 2 steps: two nodes act as leader at once.");
  g_assert_true (g_str_has_prefix (get_text (lab.view, "promise"), "Bully does not promise"));
  g_assert_true (gtk_widget_has_css_class (ui_fixture_get_child (lab.view, "card"), "verdict-not-promised"));
  g_assert_cmpstr (get_text (lab.view, "states"), ==, "57");
  steps = ui_fixture_get_child (lab.view, "steps");
  g_assert_nonnull (gtk_list_box_get_row_at_index (steps, 1));
  g_assert_null (gtk_list_box_get_row_at_index (steps, 2));

  g_assert_true (gtk_widget_activate_action (lab.view, "checker.show", NULL));
  g_assert_nonnull (lab.shown);
  g_assert_cmpint (lab.time, ==, 2 * ELECTOR_EXPLORER_STEP_TIME);
  g_assert_cmpint (judge (lab.shown, lab.time - 1), ==, ELECTOR_VERDICT_HOLDS);
  g_assert_cmpint (judge (lab.shown, lab.time), ==, ELECTOR_VERDICT_BROKEN);
  g_signal_emit_by_name (steps, "row-activated", gtk_list_box_get_row_at_index (steps, 0));
  g_assert_cmpint (lab.time, ==, ELECTOR_EXPLORER_STEP_TIME);
  lab_clear (&lab);
}

/* What holds has nothing to open or to save; and the next search makes another card. */
static void
test_holds (void)
{
  Lab lab;
  ElectorSearch wanted;
  ElectorRuleCase rule_case = { elector_registry_find_protocol ("raft"), ELECTOR_RULE_NONE,
                                ELECTOR_ASSUMPTION_SYNCHRONOUS, ELECTOR_PROPERTY_TERM_LEADER };

  lab_init (&lab, 1200);
  search (&lab);
  elector_rule_case_init_search (&rule_case, &wanted);
  elector_checker_view_search (ELECTOR_CHECKER_VIEW (lab.view), &wanted, "A note");
  g_assert_false (is_done (lab.view));
  ui_fixture_wait_until (is_done, lab.view);
  g_assert_true (g_str_has_prefix (get_text (lab.view, "verdict"), "Searched all "));
  g_assert_cmpstr (get_text (lab.view, "note"), ==, "A note");
  g_assert_true (gtk_widget_has_css_class (ui_fixture_get_child (lab.view, "card"), "verdict-holds"));
  g_assert_false (gtk_widget_get_visible (ui_fixture_get_child (lab.view, "found")));
  g_assert_false (gtk_widget_get_visible (ui_fixture_get_child (lab.view, "steps")));
  gtk_widget_activate_action (lab.view, "checker.show", NULL);
  g_assert_null (lab.shown);
  search (&lab);
  g_assert_false (gtk_widget_get_visible (ui_fixture_get_child (lab.view, "note")));
  lab_clear (&lab);
}

/* --- A long search --- */

static void
start_long (Lab *self)
{
  ElectorConfig config;
  ElectorSearch wanted;

  elector_config_init (&config, elector_registry_find_protocol ("raft"), 5);
  elector_search_init (&wanted, &config);
  wanted.max_term = 9;
  wanted.n_threads = 3;
  elector_checker_view_search (ELECTOR_CHECKER_VIEW (self->view), &wanted, NULL);
}

static gboolean
has_threads (gpointer data)
{
  return ui_fixture_count_threads ("explorer") == 2;
}

static gboolean
has_no_threads (gpointer data)
{
  return ui_fixture_count_threads ("explorer") == 0;
}

static gboolean
has_states (gpointer view)
{
  return strlen (get_text (view, "states")) > 3;
}

static void
test_cancel (void)
{
  Lab lab;

  lab_init (&lab, 1200);
  start_long (&lab);
  ui_fixture_wait_until (has_states, lab.view);
  g_assert_cmpuint (ui_fixture_count_threads ("explorer"), ==, 2);
  g_assert_false (gtk_widget_get_sensitive (ui_fixture_get_child (lab.view, "form")));
  g_signal_emit_by_name (ui_fixture_get_child (lab.view, "cancel"), "clicked");
  ui_fixture_wait_until (is_done, lab.view);
  g_assert_cmpuint (ui_fixture_count_threads ("explorer"), ==, 0);
  g_assert_true (g_str_has_prefix (get_text (lab.view, "verdict"), "Stopped at "));
  g_assert_true (gtk_widget_get_sensitive (ui_fixture_get_child (lab.view, "form")));

  start_long (&lab);
  select_entry (&lab, 1); /* it goes on behind another page */
  ui_fixture_wait_until (has_threads, NULL);
  lab_clear (&lab);
  ui_fixture_wait_until (has_no_threads, NULL);
}

/* --- What is searched --- */

static void
test_form (void)
{
  Lab lab;
  ElectorCheckerForm *form;
  const ElectorSearch *wanted;
  AdwComboRow *algorithm;
  guint raft = 0;

  lab_init (&lab, 1200);
  form = ui_fixture_get_child (lab.view, "form");
  wanted = elector_checker_form_get_search (form);
  while (elector_registry_get_protocol (raft) != elector_registry_find_protocol ("raft"))
    raft++;
  algorithm = ui_fixture_get_child (form, "algorithm");
  gtk_spin_button_set_value (ui_fixture_get_child (form, "nodes"), 4);
  adw_combo_row_set_selected (ui_fixture_get_child (form, "assumption"), ELECTOR_ASSUMPTION_SYNCHRONOUS);
  adw_combo_row_set_selected (algorithm, raft);
  g_assert_true (wanted->config.protocol == elector_registry_find_protocol ("raft"));
  g_assert_cmpuint (wanted->config.n_nodes, ==, 4);
  g_assert_cmpint (wanted->assumption, ==, ELECTOR_ASSUMPTION_SYNCHRONOUS);
  g_assert_cmpuint (wanted->max_pending, ==, ELECTOR_EXPLORER_MAX_PENDING);
  g_assert_cmpuint (wanted->properties, ==, 1u << ELECTOR_PROPERTY_TERM_LEADER | 1u << ELECTOR_PROPERTY_TERM_VOTE);
  g_assert_cmpuint (wanted->max_term, ==, 2);
  lab_clear (&lab);
}

static void
count_checks (GtkWidget *widget, guint *n_checks)
{
  if (GTK_IS_CHECK_BUTTON (widget))
    {
      gtk_check_button_set_active (GTK_CHECK_BUTTON (widget), FALSE);
      (*n_checks)++;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    count_checks (child, n_checks);
}

/* Who asks for nothing is told so. */
static void
test_nothing (void)
{
  Lab lab;
  GtkWidget *form;
  guint n_checks = 0;

  lab_init (&lab, 1200);
  form = ui_fixture_get_child (lab.view, "form");
  count_checks (ui_fixture_get_child (form, "properties"), &n_checks);
  g_assert_cmpuint (n_checks, ==, 4);
  g_assert_cmpuint (elector_checker_form_get_search (ELECTOR_CHECKER_FORM (form))->properties, ==, 0);
  g_assert_true (gtk_widget_activate_action (lab.view, "checker.search", NULL));
  g_assert_cmpstr (get_text (lab.view, "status"), ==, "Choose what must hold.");
  g_assert_false (is_done (lab.view));
  lab_clear (&lab);
}

/* --- What each rule is for --- */

static guint
count_telling (GtkWidget *widget)
{
  guint n = gtk_widget_has_css_class (widget, "verdict-tells");

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n += count_telling (child);
  return n;
}

static GtkWidget *
find_telling (GtkWidget *widget)
{
  GtkWidget *found = gtk_widget_has_css_class (widget, "verdict-tells") ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_telling (child);
  return found;
}

static void
find_purpose (Lab *self, const char *algorithm, const char *rule)
{
  const ElectorProtocol *protocol = elector_registry_find_protocol (algorithm);

  elector_lab_page_find_purpose (ELECTOR_LAB_PAGE (self->page), protocol,
                                 (guint) elector_protocol_find_rule (protocol, rule));
}

/* The break that a rule prevents is found and shown; a search that is known is not made again. */
static void
test_purpose (void)
{
  Lab lab;
  ElectorSearchVerdict verdict;
  const ElectorRuleCase rule_case = { elector_registry_find_protocol ("bully"), ELECTOR_RULE_NONE,
                                      ELECTOR_ASSUMPTION_SYNCHRONOUS, ELECTOR_PROPERTY_AVAILABILITY };

  lab_init (&lab, 1200);
  g_assert_false (elector_rules_table_look_up (ELECTOR_RULES_TABLE (lab.rules), &rule_case, &verdict));
  find_purpose (&lab, "bully", "wait-forever");
  ui_fixture_wait_until (is_done, lab.view);
  g_assert_true (g_str_has_prefix (get_text (lab.view, "verdict"), "Found in 11 steps: a majority waits"));
  g_assert_true (g_str_has_prefix (get_text (lab.view, "note"), "This is with “wait-forever” on."));
  g_assert_cmpuint (count_telling (lab.rules), ==, 1);
  lab_clear (&lab);

  lab_init (&lab, 1200);
  g_assert_true (elector_rules_table_look_up (ELECTOR_RULES_TABLE (lab.rules), &rule_case, &verdict));
  g_assert_cmpint (verdict.outcome, ==, ELECTOR_OUTCOME_HOLDS);
  g_assert_cmpuint (count_telling (lab.rules), ==, 1);
  g_signal_emit_by_name (find_telling (lab.rules), "clicked");
  ui_fixture_wait_until (is_done, lab.view);
  g_assert_true (g_str_has_prefix (get_text (lab.view, "note"), "This is with “wait-forever” on."));
  gtk_widget_set_visible (ui_fixture_get_child (lab.view, "card"), FALSE); /* the next one is another */
  find_purpose (&lab, "bully", "needs-majority");
  ui_fixture_wait_until (is_done, lab.view);
  g_assert_true (g_str_has_prefix (get_text (lab.view, "note"), "This is with “needs-majority” off."));
  g_assert_true (g_str_has_prefix (get_text (lab.view, "verdict"), "Found in 7 steps: two nodes act as leader"));
  lab_clear (&lab);
}

static gboolean
has_status (gpointer rules)
{
  return *get_text (rules, "status") != '\0';
}

static void
test_no_difference (void)
{
  Lab lab;

  lab_init (&lab, 1200);
  find_purpose (&lab, "bully", "restart-while-running");
  ui_fixture_wait_until (has_status, lab.rules);
  g_assert_true (g_str_has_prefix (get_text (lab.rules, "status"), "No search of this size tells"));
  g_assert_false (is_done (lab.view));
  lab_clear (&lab);
}

/* The table is computed from the start; Cancel keeps what is known, and so does closing the window. */
static void
test_compute (void)
{
  Lab lab;

  lab_init (&lab, 1200);
  select_entry (&lab, 1);
  g_assert_true (gtk_widget_activate_action (lab.rules, "rules.compute", NULL));
  g_assert_true (gtk_widget_get_visible (ui_fixture_get_child (lab.rules, "progress")));
  g_signal_emit_by_name (ui_fixture_get_child (lab.rules, "cancel"), "clicked");
  g_assert_false (gtk_widget_get_visible (ui_fixture_get_child (lab.rules, "progress")));
  g_assert_true (gtk_widget_activate_action (lab.rules, "rules.compute", NULL));
  lab_clear (&lab);
}

static void
test_experiment (void)
{
  Lab lab;

  lab_init (&lab, 1200);
  select_entry (&lab, 1);
  g_assert_true (gtk_widget_activate_action (lab.rules, "rules.show-experiment", NULL));
  g_assert_true (gtk_widget_get_mapped (ui_fixture_get_child (lab.page, "experiment")));
  g_assert_null (gtk_list_box_get_selected_row (ui_fixture_get_child (lab.page, "checkers")));
  lab_clear (&lab);
}

/* They fit a telephone. */
static void
test_narrow (void)
{
  Lab lab;
  int minimum;

  lab_init (&lab, 360);
  search (&lab);
  for (int entry = 0; entry < 2; entry++)
    {
      select_entry (&lab, entry);
      gtk_widget_measure (lab.page, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
      g_assert_cmpint (minimum, <=, 360);
    }
  lab_clear (&lab);
}

static void
remove_cache (const char *folder)
{
  g_autofree char *inner = g_build_filename (folder, "elector", NULL);
  g_autofree char *file = g_build_filename (inner, "checker.json", NULL);

  g_unlink (file);
  g_rmdir (inner);
  g_rmdir (folder);
}

int
main (int argc, char *argv[])
{
  g_autofree char *cache = g_dir_make_tmp ("elector-test-XXXXXX", NULL);
  int status;

  g_setenv ("XDG_CACHE_HOME", cache, TRUE);
  ui_fixture_init (&argc, &argv);
  g_test_add_func ("/checker-view/found", test_found);
  g_test_add_func ("/checker-view/holds", test_holds);
  g_test_add_func ("/checker-view/cancel", test_cancel);
  g_test_add_func ("/checker-view/form", test_form);
  g_test_add_func ("/checker-view/nothing", test_nothing);
  g_test_add_func ("/checker-view/purpose", test_purpose);
  g_test_add_func ("/checker-view/no-difference", test_no_difference);
  g_test_add_func ("/checker-view/compute", test_compute);
  g_test_add_func ("/checker-view/experiment", test_experiment);
  g_test_add_func ("/checker-view/narrow", test_narrow);
  status = g_test_run ();
  remove_cache (cache);
  return status;
}
