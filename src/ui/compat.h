/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What is done differently by newer versions of the libraries than by the oldest one supported. */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* file is NULL if the person has not chosen one; it is borrowed for the call. */
typedef void (*ElectorFileChosen) (GFile *file, gpointer user_data);

void elector_compat_choose_file (GtkWindow *parent,
                                 gboolean save,
                                 const char *title,
                                 const char *suggested_name,
                                 GtkFileFilter *filter,
                                 ElectorFileChosen callback,
                                 gpointer user_data);

void elector_compat_renew_actions (GtkWidget *widget);

G_END_DECLS
