/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What a window does with files: open, open again, save runs, and the same as text through the clipboard and by
 * dropping; and the offer of what was lost. */

#pragma once

#include "check/experiment.h"
#include "engine/elector-document.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* What the window does about it. */
typedef struct
{
  void (*opened) (GtkWidget *window, ElectorBranches *branches, GFile *file); /* file may be NULL */
  void (*opened_experiment) (GtkWidget *window, ElectorExperiment *experiment);
  void (*failed) (GtkWidget *window, const GError *error);
  void (*told) (GtkWidget *window, const char *text);
  void (*lost) (GtkWidget *window, const char *text); /* NULL: nothing is lost any more */
} ElectorFilesClient;

typedef struct
{
  GtkWidget *window; /* borrowed */
  const ElectorFilesClient *client;
  ElectorDocument *document;
  GSettings *settings;
  GMenu *recent;
  char *folder;    /* where unsaved runs survive */
  GFile *lost;     /* what is offered, or NULL */
  gboolean closed;
} ElectorFiles;

void elector_files_init (ElectorFiles *self, GtkWidget *window, ElectorSimulation *simulation,
                         const ElectorFilesClient *client);
void elector_files_clear (ElectorFiles *self);
void elector_files_install_actions (GtkWidgetClass *klass, ptrdiff_t offset);
GMenuModel *elector_files_make_menu (ElectorFiles *self);

GtkFileFilter *elector_files_make_filter (void);
GFile *elector_files_complete_name (GFile *file);
void elector_files_open (ElectorFiles *self, GFile *file);
void elector_files_offer_lost (ElectorFiles *self);
char *elector_files_format_title (ElectorFiles *self);

G_END_DECLS
