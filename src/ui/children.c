/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/children.h"

/* The child itself, or the first after it that gets room. */
static GtkWidget *
skip_others (GtkWidget *child)
{
  while (child != NULL && !gtk_widget_should_layout (child))
    child = gtk_widget_get_next_sibling (child);
  return child;
}

/* Borrowed, or NULL. */
GtkWidget *
elector_children_get_first (GtkWidget *parent)
{
  return skip_others (gtk_widget_get_first_child (parent));
}

/* Borrowed, or NULL. */
GtkWidget *
elector_children_get_next (GtkWidget *child)
{
  return skip_others (gtk_widget_get_next_sibling (child));
}

/* The width in pixels that none of them needs more than. */
int
elector_children_get_narrowest (GtkWidget *parent)
{
  int narrowest = 0;

  for (GtkWidget *child = elector_children_get_first (parent); child != NULL; child = elector_children_get_next (child))
    {
      int minimum;

      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
      narrowest = MAX (narrowest, minimum);
    }
  return narrowest;
}
