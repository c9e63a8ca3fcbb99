/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/elector-write-strip.h"

#include <glib/gi18n.h>

#define SPACING 4

/* As many writes are always shown; more where there is room. */
#define MIN_SHOWN 3

struct _ElectorWriteStrip
{
  GtkWidget parent_instance;

  GSignalGroup *signals;
  ElectorMomentClient shown;
  GtkWidget *title;
  GtkWidget *boxes[ELECTOR_MOMENT_N_WRITES]; /* the newest first */
};

G_DEFINE_FINAL_TYPE (ElectorWriteStrip, elector_write_strip, GTK_TYPE_WIDGET)

/* --- What is shown --- */

static void
set_box (GtkWidget *box, const ElectorMomentWrite *write)
{
  g_autofree char *number = g_strdup_printf ("%u", write->number);
  g_autofree char *by = g_strdup_printf (_("node %u"), write->node);
  g_autofree char *text = g_strdup_printf (write->lost ? _("Write %u, accepted by node %u, is lost")
                                                       : _("Write %u, accepted by node %u"),
                                           write->number, write->node);
  GtkWidget *first = gtk_widget_get_first_child (box);

  gtk_label_set_label (GTK_LABEL (first), number);
  gtk_label_set_label (GTK_LABEL (gtk_widget_get_next_sibling (first)), by);
  gtk_widget_set_tooltip_text (box, text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (box), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  if (write->lost)
    gtk_widget_add_css_class (box, "lost");
  else
    gtk_widget_remove_css_class (box, "lost");
}

static void
set_title (ElectorWriteStrip *self, const ElectorMomentClient *client)
{
  g_autofree char *text = NULL;

  if (client->lost > 0)
    text = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u write lost", "%u writes lost", client->lost),
                            client->lost);
  else
    text = g_strdup (_("Written"));
  gtk_label_set_label (GTK_LABEL (self->title), text);
  if (client->lost > 0)
    gtk_widget_add_css_class (self->title, "lost");
  else
    gtk_widget_remove_css_class (self->title, "lost");
}

static void
moved_cb (ElectorWriteStrip *self, ElectorSimulation *simulation)
{
  const ElectorMomentClient *client = &elector_simulation_get_moment (simulation)->client;

  gtk_widget_set_visible (GTK_WIDGET (self), client->asked > 0);
  if (client->accepted == self->shown.accepted && client->lost == self->shown.lost
      && client->recent[0].number == self->shown.recent[0].number)
    return;
  self->shown = *client;
  set_title (self, client);
  for (guint i = 0; i < client->n_recent; i++)
    set_box (self->boxes[i], &client->recent[i]);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

/* --- Layout: the newest write is at the end, and as many others before it as there is room for --- */

static int
get_box_size (ElectorWriteStrip *self, GtkOrientation orientation)
{
  int size = 0;

  for (guint i = 0; i < ELECTOR_MOMENT_N_WRITES; i++)
    {
      int natural;

      gtk_widget_measure (self->boxes[i], orientation, -1, NULL, &natural, NULL, NULL);
      size = MAX (size, natural);
    }
  return size;
}

static int
get_title_size (ElectorWriteStrip *self, GtkOrientation orientation)
{
  int natural;

  gtk_widget_measure (self->title, orientation, -1, NULL, &natural, NULL, NULL);
  return natural;
}

static void
elector_write_strip_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                             int *minimum_baseline, int *natural_baseline)
{
  ElectorWriteStrip *self = ELECTOR_WRITE_STRIP (widget);
  int box = get_box_size (self, orientation), title = get_title_size (self, orientation);

  if (orientation == GTK_ORIENTATION_VERTICAL)
    {
      *minimum = *natural = MAX (box, title);
      return;
    }
  *minimum = title + MIN_SHOWN * (box + SPACING);
  *natural = title + ELECTOR_MOMENT_N_WRITES * (box + SPACING);
}

static void
allocate (GtkWidget *child, int x, int width, int height, int whole)
{
  GtkAllocation allocation = { x, 0, width, height };

  if (gtk_widget_get_direction (child) == GTK_TEXT_DIR_RTL)
    allocation.x = whole - x - width;
  gtk_widget_size_allocate (child, &allocation, -1);
}

static void
elector_write_strip_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  ElectorWriteStrip *self = ELECTOR_WRITE_STRIP (widget);
  int box = get_box_size (self, GTK_ORIENTATION_HORIZONTAL), title = get_title_size (self, GTK_ORIENTATION_HORIZONTAL);
  guint room = (guint) MAX (0, (width - title) / (box + SPACING)), n = MIN (room, self->shown.n_recent);
  int start = (width - title - (int) n * (box + SPACING)) / 2;

  allocate (self->title, start, title, height, width);
  for (guint i = 0; i < ELECTOR_MOMENT_N_WRITES; i++)
    {
      gtk_widget_set_child_visible (self->boxes[i], i < n);
      if (i < n)
        allocate (self->boxes[i], start + title + SPACING + (int) (n - 1 - i) * (box + SPACING), box, height, width);
    }
}

/* --- The widget --- */

static void
elector_write_strip_dispose (GObject *object)
{
  ElectorWriteStrip *self = ELECTOR_WRITE_STRIP (object);

  g_clear_object (&self->signals);
  g_clear_pointer (&self->title, gtk_widget_unparent);
  for (guint i = 0; i < ELECTOR_MOMENT_N_WRITES; i++)
    g_clear_pointer (&self->boxes[i], gtk_widget_unparent);
  G_OBJECT_CLASS (elector_write_strip_parent_class)->dispose (object);
}

static void
elector_write_strip_class_init (ElectorWriteStripClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = elector_write_strip_dispose;
  widget_class->measure = elector_write_strip_measure;
  widget_class->size_allocate = elector_write_strip_size_allocate;
  gtk_widget_class_set_css_name (widget_class, "electorwrites");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LIST);
}

static GtkWidget *
create_box (ElectorWriteStrip *self)
{
  GtkWidget *box = g_object_new (GTK_TYPE_BOX, "orientation", GTK_ORIENTATION_VERTICAL, "accessible-role",
                                 GTK_ACCESSIBLE_ROLE_LIST_ITEM, "css-classes", (const char *[]) { "write", NULL },
                                 NULL);
  GtkWidget *number = gtk_label_new (NULL), *by = gtk_label_new (NULL);

  gtk_widget_add_css_class (number, "number");
  gtk_widget_add_css_class (by, "by");
  gtk_box_append (GTK_BOX (box), number);
  gtk_box_append (GTK_BOX (box), by);
  gtk_widget_set_parent (box, GTK_WIDGET (self));
  return box;
}

static void
elector_write_strip_init (ElectorWriteStrip *self)
{
  self->title = gtk_label_new (NULL);
  gtk_widget_add_css_class (self->title, "title");
  gtk_widget_set_parent (self->title, GTK_WIDGET (self));
  for (guint i = 0; i < ELECTOR_MOMENT_N_WRITES; i++)
    self->boxes[i] = create_box (self);
  set_title (self, &self->shown);
  self->signals = g_signal_group_new (ELECTOR_TYPE_SIMULATION);
  g_signal_group_connect_swapped (self->signals, "moved", G_CALLBACK (moved_cb), self);
  g_signal_connect_object (self->signals, "bind", G_CALLBACK (moved_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Writes"), -1);
}

/* simulation may be NULL. */
void
elector_write_strip_set_simulation (ElectorWriteStrip *self, ElectorSimulation *simulation)
{
  g_return_if_fail (ELECTOR_IS_WRITE_STRIP (self));

  g_signal_group_set_target (self->signals, simulation);
}
