/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/dialog-size.h"

static int
limit (int size, int available)
{
  return size > 0 && available > 0 ? MIN (size, available) : size;
}

/* Lets a window not be larger at first than the one that it belongs to: where that fills a small screen, there is no
 * more. To be called before the window is shown. */
void
elector_dialog_fit (GtkWindow *dialog)
{
  GtkWindow *parent = gtk_window_get_transient_for (dialog);
  int width, height;

  if (parent == NULL)
    return;
  gtk_window_get_default_size (dialog, &width, &height);
  gtk_window_set_default_size (dialog, limit (width, gtk_widget_get_width (GTK_WIDGET (parent))),
                               limit (height, gtk_widget_get_height (GTK_WIDGET (parent))));
}
