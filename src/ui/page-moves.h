/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Going to what one looks for in a run, or in the runs of a showdown, back and forward, and beyond what is recorded:
 * in small portions, so that the window stays alive, and until anybody does anything else.
 *
 * A page that has it has actions: "moves.next" and "moves.previous" (guint landmark, guint type, guint node),
 * "moves.go-to-time" (gint64), "moves.go-to-start", "moves.go-to-end", and "moves.go", which asks where to; and the
 * keys for them. */

#pragma once

#include "engine/elector-showdown.h"
#include "ui/elector-controls.h"

G_BEGIN_DECLS

/* What one looks for is searched for so long, in virtual time. */
#define ELECTOR_MOVES_LIMIT (60 * ELECTOR_SEC)

/* Something that a person should know, in a sentence. */
typedef void (*ElectorMovesMessage) (const char *text, gpointer user_data);

typedef struct
{
  ElectorSimulation *simulation; /* owned, or NULL; of a showdown: the timekeeper */
  ElectorShowdown *showdown;     /* owned, or NULL */
  ElectorControls *controls;     /* borrowed */
  ElectorMovesMessage message;
  gpointer user_data;

  /* The search that goes on */
  guint idle;
  gboolean has_landmark; /* or only a time to get to */
  ElectorLandmark landmark;
  ElectorTime until;
  ElectorTime expected_time; /* where the cursor was left; if it is not there, somebody has moved it */
} ElectorMoves;

void elector_moves_install_actions (GtkWidgetClass *klass);
void elector_moves_init (ElectorMoves *self, GtkWidget *page, ElectorControls *controls, ElectorMovesMessage message,
                         gpointer user_data);
void elector_moves_set_simulation (ElectorMoves *self, ElectorSimulation *simulation);
void elector_moves_set_showdown (ElectorMoves *self, ElectorShowdown *showdown);

void elector_moves_next (ElectorMoves *self, const ElectorLandmark *landmark);
void elector_moves_previous (ElectorMoves *self, const ElectorLandmark *landmark);
void elector_moves_to_time (ElectorMoves *self, ElectorTime time);

G_END_DECLS
