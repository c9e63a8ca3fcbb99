/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What the files of the simulation share. */

#pragma once

#include "engine/elector-simulation.h"

G_BEGIN_DECLS

/* How long one update may work before it lets the main loop breathe. What it does not get done is done later:
 * virtual time then passes more slowly than was asked for. */
#define ELECTOR_SIMULATION_BUDGET_USEC 12000
#define ELECTOR_SIMULATION_BUDGET_STEPS 64

struct _ElectorSimulation
{
  GObject parent_instance;

  ElectorBranches *branches;
  ElectorRun *run; /* the current branch's */
  GListStore *nodes;

  /* The cursor, and what is the case there. */
  ElectorMoment moment;
  guint position;
  ElectorTime time;

  /* While playing: at real time base_real the cursor was at base_time. */
  gboolean playing;
  double speed;
  gint64 base_real;
  ElectorTime base_time;
  ElectorTime stop; /* where it pauses, or NEVER */
  guint timer;
  ElectorClock clock;
  gpointer clock_data;

  ElectorRelay relay; /* or NULL */
  gpointer relay_data;

  /* As was last told. */
  gboolean could_undo;
  gboolean could_redo;
};

void elector_simulation_move (ElectorSimulation *self, guint position, ElectorTime time);
void elector_simulation_set_run (ElectorSimulation *self, ElectorRun *run, guint position, ElectorTime time);
void elector_simulation_schedule (ElectorSimulation *self);
void elector_simulation_watch (ElectorSimulation *self);

G_END_DECLS
