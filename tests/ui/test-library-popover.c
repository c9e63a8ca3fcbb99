/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The list of scenarios: what is in it, in which order, and what is left when one types. */

#include "engine/elector-library.h"
#include "ui-fixture.h"
#include "ui/elector-library-popover.h"
#include "ui/elector-window.h"

typedef struct
{
  GtkWidget *popover;
  GtkWidget *window;
  char *shown; /* the last one that was chosen */
} Fixture;

static void
show_cb (GSimpleAction *action, GVariant *parameter, Fixture *self)
{
  g_free (self->shown);
  self->shown = g_variant_dup_string (parameter, NULL);
}

static Fixture *
fixture_new (void)
{
  Fixture *self = g_new0 (Fixture, 1);
  g_autoptr (GMenu) menu = g_menu_new ();
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();
  g_autoptr (GSimpleAction) action = g_simple_action_new ("show-scenario", G_VARIANT_TYPE_STRING);
  GtkWidget *button = gtk_menu_button_new ();

  g_menu_append (menu, "_New System", "win.new");
  g_signal_connect (action, "activate", G_CALLBACK (show_cb), self);
  g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (action));
  self->popover = elector_library_popover_new (G_MENU_MODEL (menu));
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (button), self->popover);
  gtk_widget_insert_action_group (button, "win", G_ACTION_GROUP (group));
  self->window = ui_fixture_show (button, 600, 600);
  gtk_menu_button_popup (GTK_MENU_BUTTON (button));
  ui_fixture_wait_mapped (self->popover);
  return self;
}

static void
fixture_free (Fixture *self)
{
  gtk_popover_popdown (GTK_POPOVER (self->popover));
  ui_fixture_close (GTK_WINDOW (self->window));
  g_free (self->shown);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Fixture, fixture_free)

static GtkListBoxRow *
get_row (Fixture *self, int i)
{
  return gtk_list_box_get_row_at_index (ui_fixture_get_child (self->popover, "list"), i);
}

static guint
count_shown (Fixture *self)
{
  guint n = 0;

  for (int i = 0; get_row (self, i) != NULL; i++)
    n += gtk_widget_get_child_visible (GTK_WIDGET (get_row (self, i)));
  return n;
}

static void
search (Fixture *self, const char *text)
{
  GtkWidget *entry = ui_fixture_get_child (self->popover, "search");

  gtk_editable_set_text (GTK_EDITABLE (entry), text);
  g_signal_emit_by_name (entry, "search-changed");
}

/* Every scenario is there; each tag has one heading, and the first is for those who begin. */
static void
test_list (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  g_auto (GStrv) ids = elector_library_list ();
  guint n_headers = 0;

  g_assert_cmpuint (count_shown (fixture), ==, g_strv_length (ids));
  for (int i = 0; get_row (fixture, i) != NULL; i++)
    n_headers += gtk_list_box_row_get_header (get_row (fixture, i)) != NULL;
  g_assert_cmpuint (n_headers, ==, elector_library_get_tag_place ("no such tag"));
  g_assert_cmpstr (gtk_label_get_label (GTK_LABEL (gtk_list_box_row_get_header (get_row (fixture, 0)))), ==,
                   "To Begin With");
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (get_row (fixture, 0)), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "The leader crashes: Node 5 crashes, node 4 takes over, and node 5 comes back "
                                       "and bullies its way in.");
  g_assert_nonnull (ui_fixture_find_label (fixture->popover, "_New System"));
}

/* By title, sentence, algorithm and tag, in whatever case. */
static void
test_search (void)
{
  static const struct
  {
    const char *text;
    guint n;
  } searches[] = { { "PING-pong", 1 }, { "  fencing token ", 2 }, { "ring repair", 1 }, { "no such thing", 0 } };
  g_autoptr (Fixture) fixture = fixture_new ();
  guint all = count_shown (fixture), raft, bully;

  for (guint i = 0; i < G_N_ELEMENTS (searches); i++)
    {
      search (fixture, searches[i].text);
      g_test_message ("%s", searches[i].text);
      g_assert_cmpuint (count_shown (fixture), ==, searches[i].n);
    }
  search (fixture, "raft");
  raft = count_shown (fixture);
  search (fixture, "bully");
  bully = count_shown (fixture);
  g_assert_cmpuint (raft, >, 5);
  g_assert_cmpuint (bully, >, 5);
  g_assert_cmpuint (MAX (raft, bully), <, all);
  search (fixture, "");
  g_assert_cmpuint (count_shown (fixture), ==, all);
}

static void
test_choose (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();

  search (fixture, "stale log");
  g_signal_emit_by_name (ui_fixture_get_child (fixture->popover, "search"), "activate");
  g_assert_cmpstr (fixture->shown, ==, "stale-log");
  search (fixture, "no such thing");
  g_signal_emit_by_name (ui_fixture_get_child (fixture->popover, "search"), "activate");
  g_assert_cmpstr (fixture->shown, ==, "stale-log");
  g_assert_true (gtk_widget_activate (GTK_WIDGET (get_row (fixture, 0))));
  g_assert_cmpstr (fixture->shown, ==, "leader-crash");
}

int
main (int argc, char *argv[])
{
  ui_fixture_init (&argc, &argv);
  g_test_add_func ("/library-popover/list", test_list);
  g_test_add_func ("/library-popover/search", test_search);
  g_test_add_func ("/library-popover/choose", test_choose);
  return g_test_run ();
}
