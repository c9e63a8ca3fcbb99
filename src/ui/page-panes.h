/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* How the page on which one simulates is divided. Where there is room the code is beside the stage, the legend and the
 * timeline are under it, then come the controls, and the log at the bottom; each pane is as big as it was last time.
 * Where the page is narrow they are the leaves of one pane under the stage. A lesson, the stage and the leaves scroll
 * then if they have to, and the controls stay below. */

#pragma once

#include "ui/elector-legend.h"

G_BEGIN_DECLS

/* A paned whose end child keeps its size, which is remembered. */
typedef struct
{
  GtkPaned *paned;
  GtkWidget *content; /* its end child, where there is room */
  const char *key;    /* of the setting */
  const char *name;   /* of the leaf */
  const char *title;  /* of the leaf; not translated yet */
  gboolean placed;    /* the remembered size has been given to it */
} ElectorPane;

#define ELECTOR_PAGE_N_PANES 3

typedef struct
{
  ElectorPane panes[ELECTOR_PAGE_N_PANES]; /* in the order of the leaves */
  GtkPaned *paned;                         /* of the stage, and the code or the leaves; borrowed, as are all these */
  ElectorLegend *legend;                   /* the last leaf */
  GtkBox *legend_box;                      /* it is the last in there, where there is room */
  GtkWidget *lesson;
  GtkWidget *heading;                      /* the lesson comes after this, where there is room */
  GtkScrolledWindow *scroller;
  GtkWidget *leaves;                       /* the pane under the stage, where the page is narrow */
  GtkStack *stack;                         /* in it */
  GSettings *settings;

  gboolean narrow;
  const char *leaf; /* the one that was shown last */
  guint idle;       /* gives the panes their sizes once they know how much there is */
} ElectorPagePanes;

void elector_page_panes_init (ElectorPagePanes *self);
void elector_page_panes_clear (ElectorPagePanes *self);
void elector_page_panes_set_narrow (ElectorPagePanes *self, gboolean narrow);
void elector_page_panes_show (ElectorPagePanes *self, GtkWidget *content);
void elector_page_panes_remember (ElectorPagePanes *self);

G_END_DECLS
