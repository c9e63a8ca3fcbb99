/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/elector-headline.h"

#include "ui-fixture.h"
#include "ui/elector-lamp.h"

/* With fixed delays a moment is what it is. */
#define SYSTEM "[run]\nnodes=5\nseed=1\n[network]\ndelay=10ms\n"

/* A moment, and what is said of it. */
typedef struct
{
  const char *name;
  const char *scenario;
  ElectorTime time;
  const char *answer;
  const char *lamps[ELECTOR_N_PROPERTIES]; /* NULL: not looked at */
  double crown;
  gboolean vacant;
  gboolean split;
} Case;

static const Case cases[] = {
  { .name = "one-leader",
    .scenario = SYSTEM,
    .time = 600 * ELECTOR_MSEC,
    .answer = "Node 5 is in charge",
    .lamps = { "One leader: holds", "Agreed: holds", "Available: holds" },
    .crown = 1 },
  { .name = "nobody-noticed",
    .scenario = SYSTEM "[faults]\n1=600ms crash 5\n",
    .time = 600 * ELECTOR_MSEC,
    .answer = "Nobody is in charge, and nobody has noticed yet",
    .lamps = { "One leader: holds", "Agreed: not yet", "Available: not yet" },
    .crown = 0.25,
    .vacant = TRUE },
  { .name = "election",
    .scenario = SYSTEM "[faults]\n1=600ms crash 5\n2=610ms campaign 4\n",
    .time = 620 * ELECTOR_MSEC,
    .answer = "Nobody is in charge: election under way",
    .lamps = { "One leader: holds" },
    .crown = 0.25,
    .vacant = TRUE },
  { .name = "two-leaders",
    .scenario = SYSTEM "[faults]\n1=600ms partition 1,2|3,4,5\n",
    .time = 3 * ELECTOR_SEC,
    .answer = "Nodes 2 and 5 both think they are in charge: split brain",
    .lamps = { "One leader: broken, and not promised" },
    .crown = 1,
    .split = TRUE },
  { .name = "three-leaders",
    .scenario = SYSTEM "[faults]\n1=600ms partition 1|2,3|4,5\n",
    .time = 3 * ELECTOR_SEC,
    .answer = "Nodes 1, 3 and 5 all think they are in charge: split brain",
    .lamps = { "One leader: broken, and not promised" },
    .crown = 1,
    .split = TRUE },
  { .name = "many-leaders",
    .scenario = SYSTEM "[faults]\n1=600ms partition 1|2|3|4|5\n",
    .time = 3 * ELECTOR_SEC,
    .answer = "5 nodes think they are in charge: split brain",
    .lamps = { "One leader: broken, and not promised" },
    .crown = 1,
    .split = TRUE },
  { .name = "paused-leader",
    .scenario = SYSTEM "[faults]\n1=600ms pause 5\n",
    .time = 610 * ELECTOR_MSEC,
    .answer = "Node 5 is in charge, but paused",
    .crown = 1 },
  { .name = "all-crashed",
    .scenario = SYSTEM "[faults]\n1=600ms crash 1\n2=600ms crash 2\n3=600ms crash 3\n4=600ms crash 4\n"
                "5=600ms crash 5\n",
    .time = 700 * ELECTOR_MSEC,
    .answer = "Nobody is in charge: no node is running",
    .lamps = { "One leader: holds" },
    .crown = 0.25,
    .vacant = TRUE },
};

static const char *
get_answer (GtkWidget *headline)
{
  return gtk_label_get_label (ui_fixture_get_child (headline, "answer"));
}

static GtkWidget *
get_lamp (GtkWidget *headline, guint property)
{
  GtkWidget *lamp = gtk_widget_get_first_child (ui_fixture_get_child (headline, "lamp_box"));

  while (property-- > 0)
    lamp = gtk_widget_get_next_sibling (lamp);
  return lamp;
}

/* The name that is spoken, and the same on the screen; the sentence behind it, too. */
static void
assert_lamp (GtkWidget *lamp, const char *name)
{
  GtkWidget *button = adw_bin_get_child (ADW_BIN (lamp));
  const char *sentence = gtk_label_get_label (ui_fixture_get_child (lamp, "sentence"));
  const char *shown = gtk_label_get_label (ui_fixture_get_child (lamp, "name"));

  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, sentence);
  g_assert_true (g_str_has_prefix (name, shown));
  g_assert_cmpstr (sentence, !=, "");
  g_assert_true (ui_fixture_is_shown (ui_fixture_get_child (lamp, "icon")));
}

static void
assert_moment (GtkWidget *headline, const Case *wanted)
{
  GtkWidget *crown = ui_fixture_get_child (headline, "crown");

  g_assert_cmpstr (get_answer (headline), ==, wanted->answer);
  g_assert_cmpfloat_with_epsilon (gtk_widget_get_opacity (crown), wanted->crown, 0.01);
  g_assert_cmpint (gtk_widget_has_css_class (headline, "vacant"), ==, wanted->vacant);
  g_assert_cmpint (gtk_widget_has_css_class (headline, "split"), ==, wanted->split);
  for (guint i = 0; i < ELECTOR_N_PROPERTIES; i++)
    if (wanted->lamps[i] != NULL)
      assert_lamp (get_lamp (headline, i), wanted->lamps[i]);
}

static void
test_moment (gconstpointer data)
{
  const Case *wanted = data;
  g_autoptr (ElectorSimulation) simulation = ui_fixture_simulate (wanted->scenario, wanted->time);
  GtkWidget *headline = g_object_new (ELECTOR_TYPE_HEADLINE, "simulation", simulation, NULL);
  GtkWidget *window = ui_fixture_show (headline, 1200, 100);

  assert_moment (headline, wanted);
  ui_fixture_close (GTK_WINDOW (window));
}

/* The same from whatever moment one comes. */
static void
test_follow (void)
{
  g_autoptr (ElectorSimulation) simulation = ui_fixture_simulate (SYSTEM, 0);
  GtkWidget *headline = g_object_new (ELECTOR_TYPE_HEADLINE, "simulation", simulation, NULL);
  GtkWidget *window = ui_fixture_show (headline, 1200, 100);

  for (guint i = 0; i < 3 * G_N_ELEMENTS (cases); i++)
    {
      const Case *wanted = &cases[i * 5 % G_N_ELEMENTS (cases)];
      g_autoptr (ElectorSimulation) other = ui_fixture_simulate (wanted->scenario, 0);

      elector_simulation_set_scenario (simulation, elector_simulation_get_scenario (other));
      elector_simulation_seek_time (simulation, wanted->time);
      assert_moment (headline, wanted);
    }
  ui_fixture_close (GTK_WINDOW (window));
}

/* A lamp is lit for one kind of verdict at a time. */
static void
test_lamp_classes (void)
{
  static const char *const classes[] = { "lamp-holds", "lamp-waiting", "lamp-broken", "lamp-promise" };
  g_autoptr (ElectorSimulation) simulation = ui_fixture_simulate (SYSTEM "[faults]\n1=600ms partition 1,2|3,4,5\n", 0);
  GtkWidget *headline = g_object_new (ELECTOR_TYPE_HEADLINE, "simulation", simulation, NULL);

  g_object_ref_sink (headline);
  for (ElectorTime time = 0; time < 4 * ELECTOR_SEC; time += 50 * ELECTOR_MSEC)
    {
      elector_simulation_seek_time (simulation, time);
      for (guint i = 0; i < ELECTOR_N_PROPERTIES; i++)
        {
          guint verdict = elector_simulation_get_moment (simulation)->judge.findings[i].verdict;

          for (guint j = 0; j < G_N_ELEMENTS (classes); j++)
            g_assert_cmpint (gtk_widget_has_css_class (get_lamp (headline, i), classes[j]), ==, j == verdict);
        }
    }
  g_object_unref (headline);
}

static void
test_no_simulation (void)
{
  g_autoptr (ElectorSimulation) simulation = ui_fixture_simulate (SYSTEM, 0), found = NULL;
  GtkWidget *headline = g_object_new (ELECTOR_TYPE_HEADLINE, NULL);

  g_object_ref_sink (headline);
  elector_headline_set_simulation (ELECTOR_HEADLINE (headline), simulation);
  elector_headline_set_simulation (ELECTOR_HEADLINE (headline), NULL);
  g_object_get (headline, "simulation", &found, NULL);
  g_assert_null (found);
  elector_simulation_seek_time (simulation, ELECTOR_SEC);
  g_object_unref (headline);
}

int
main (int argc, char **argv)
{
  ui_fixture_init (&argc, &argv);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/headline/moment/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_moment);
    }
  g_test_add_func ("/headline/follow", test_follow);
  g_test_add_func ("/headline/lamp-classes", test_lamp_classes);
  g_test_add_func ("/headline/no-simulation", test_no_simulation);
  return g_test_run ();
}
