/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/elector-showdown-page.h"

#include "engine-fixture.h"
#include "ui-fixture.h"
#include "ui/elector-claim.h"
#include "ui/elector-contestant.h"
#include "ui/elector-count-chart.h"
#include "ui/showdown-claims.h"

#define SYSTEM "[run]\nnodes=5\nseed=1\n"

static GtkWidget *
show_page (ElectorShowdown **showdown, int width)
{
  g_autoptr (ElectorScenario) script = engine_fixture_make (SYSTEM);
  GtkWidget *page = g_object_new (ELECTOR_TYPE_SHOWDOWN_PAGE, NULL);

  *showdown = elector_showdown_new (script);
  elector_showdown_page_set_showdown (ELECTOR_SHOWDOWN_PAGE (page), *showdown);
  ui_fixture_show (page, width, 700);
  return page;
}

static void
close_page (GtkWidget *page, ElectorShowdown *showdown)
{
  ui_fixture_close (GTK_WINDOW (gtk_widget_get_root (page)));
  g_object_unref (showdown);
}

static gboolean
is_measured (gpointer page)
{
  GtkWidget *chart = ui_fixture_find (page, ELECTOR_TYPE_COUNT_CHART);

  return chart != NULL && gtk_widget_get_visible (chart);
}

/* The page measures by itself, and then every claim has a verdict. */
static void
test_measure (void)
{
  ElectorShowdown *showdown;
  GtkWidget *page = show_page (&showdown, 1280);
  GtkWidget *child = gtk_widget_get_first_child (ui_fixture_get_child (page, "claims"));
  guint n, found = 0;

  elector_showdown_claims_get (&n);
  ui_fixture_wait_until (is_measured, page);
  for (; child != NULL; child = gtk_widget_get_next_sibling (child))
    if (ELECTOR_IS_CLAIM (child))
      {
        g_assert_cmpstr (gtk_label_get_label (ui_fixture_get_child (child, "verdict")), !=, "Being measured…");
        g_assert_cmpstr (gtk_label_get_label (ui_fixture_get_child (child, "measured")), !=, "");
        g_assert_false (gtk_widget_has_css_class (child, "claim-false"));
        found++;
      }
  g_assert_cmpuint (found, ==, n);
  close_page (page, showdown);
}

/* Closing it while it measures harms nobody. */
static void
test_cancel (void)
{
  ElectorShowdown *showdown;
  GtkWidget *page = show_page (&showdown, 1280);

  close_page (page, showdown);
}

/* "Show me" plays the claim's script in all; each script can be played to its end. */
static void
test_show_claims (void)
{
  ElectorShowdown *showdown;
  GtkWidget *page = show_page (&showdown, 1280);
  ElectorSimulation *timekeeper = elector_showdown_get_timekeeper (showdown);
  guint n;
  const ElectorShowdownClaim *claims = elector_showdown_claims_get (&n);

  for (guint i = 0; i < n; i++)
    {
      g_assert_true (gtk_widget_activate_action (page, "showdown.show-claim", "s", claims[i].id));
      g_assert_true (elector_simulation_get_playing (timekeeper));
      g_assert_cmpstr (gtk_label_get_label (ui_fixture_get_child (page, "about")), ==, claims[i].title);
      elector_showdown_seek_time (showdown, claims[i].until);
      ui_fixture_iterate ();
    }
  close_page (page, showdown);
}

/* Two against three: two lead with the bully algorithm, one with Raft, and each column says so. */
static void
test_partition (void)
{
  ElectorShowdown *showdown;
  GtkWidget *page = show_page (&showdown, 1280);

  g_assert_true (gtk_widget_activate_action (page, "showdown.show-claim", "s", "partitions"));
  elector_showdown_seek_time (showdown, 7 * ELECTOR_SEC);
  g_assert_nonnull (ui_fixture_find_label (page, "Nodes 2 and 5 both think they are in charge: split brain"));
  g_assert_nonnull (ui_fixture_find_label (page, "Node 5 is in charge"));
  close_page (page, showdown);
}

/* Whoever leaves the page pauses it. */
static void
test_pause (void)
{
  ElectorShowdown *showdown;
  GtkWidget *page = show_page (&showdown, 1280);
  ElectorSimulation *timekeeper = elector_showdown_get_timekeeper (showdown);

  elector_simulation_set_playing (timekeeper, TRUE);
  gtk_widget_set_visible (page, FALSE);
  g_assert_false (elector_simulation_get_playing (timekeeper));
  close_page (page, showdown);
}

static gboolean
is_below (gpointer sides)
{
  return gtk_orientable_get_orientation (GTK_ORIENTABLE (sides)) == GTK_ORIENTATION_VERTICAL;
}

/* In a narrow window the claims are below. */
static void
test_narrow (void)
{
  ElectorShowdown *showdown;
  GtkWidget *page = show_page (&showdown, 800);

  ui_fixture_wait_until (is_below, ui_fixture_get_child (page, "sides"));
  /* They scroll with the page, and not in a window of their own. */
  g_assert_true (gtk_widget_get_parent (ui_fixture_get_child (page, "claims")) == ui_fixture_get_child (page, "sides"));
  close_page (page, showdown);
}

static void
note_message_cb (char **message, const char *text)
{
  g_free (*message);
  *message = g_strdup (text);
}

static void
move (GtkWidget *page, const char *action, ElectorLandmarkKind kind)
{
  g_assert_true (gtk_widget_activate_action (page, action, "(uuu)", (guint) kind, 0u, 0u));
  ui_fixture_iterate ();
}

static gboolean
is_told (gpointer message)
{
  return *(char **) message != NULL;
}

/* One moves in time as in a simulation; what only one algorithm has cannot be looked for. */
static void
test_moves (void)
{
  ElectorShowdown *showdown;
  GtkWidget *page = show_page (&showdown, 1280);
  ElectorSimulation *timekeeper = elector_showdown_get_timekeeper (showdown);
  GtkWidget *popover = ui_fixture_get_child (ui_fixture_get_child (page, "controls"), "go_popover");
  g_autofree char *message = NULL;
  ElectorTime elected;

  g_signal_connect_swapped (page, "message", G_CALLBACK (note_message_cb), &message);
  move (page, "moves.next", ELECTOR_LANDMARK_CHANGE);
  elected = elector_simulation_get_time (timekeeper);
  g_assert_cmpint (elected, >, 0);
  g_assert_true (gtk_widget_activate_action (page, "moves.go-to-time", "x", 4 * ELECTOR_SEC));
  g_assert_cmpint (elector_simulation_get_time (elector_showdown_get_contestant (showdown, 1)), ==, 4 * ELECTOR_SEC);
  move (page, "moves.previous", ELECTOR_LANDMARK_CHANGE);
  g_assert_cmpint (elector_simulation_get_time (timekeeper), >=, elected);
  g_assert_cmpint (elector_simulation_get_time (timekeeper), <, 4 * ELECTOR_SEC);
  g_assert_true (gtk_widget_activate_action (page, "moves.go-to-end", NULL));
  g_assert_cmpint (elector_simulation_get_time (timekeeper), >, elected);
  g_assert_true (gtk_widget_activate_action (page, "moves.go-to-start", NULL));
  g_assert_cmpint (elector_simulation_get_time (timekeeper), ==, 0);
  g_assert_null (message);
  move (page, "moves.next", ELECTOR_LANDMARK_BREAK);
  ui_fixture_wait_until (is_told, &message);

  g_assert_true (gtk_widget_activate_action (page, "moves.go", NULL));
  ui_fixture_wait_mapped (popover);
  g_assert_cmpuint (
    g_list_model_get_n_items (gtk_drop_down_get_model (ui_fixture_get_child (popover, "what"))), ==,
    ELECTOR_LANDMARK_MESSAGE);
  close_page (page, showdown);
}

int
main (int argc, char **argv)
{
  ui_fixture_init (&argc, &argv);
  g_test_add_func ("/showdown-page/measure", test_measure);
  g_test_add_func ("/showdown-page/cancel", test_cancel);
  g_test_add_func ("/showdown-page/show-claims", test_show_claims);
  g_test_add_func ("/showdown-page/partition", test_partition);
  g_test_add_func ("/showdown-page/pause", test_pause);
  g_test_add_func ("/showdown-page/narrow", test_narrow);
  g_test_add_func ("/showdown-page/moves", test_moves);
  return g_test_run ();
}
