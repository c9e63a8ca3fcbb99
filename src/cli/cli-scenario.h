/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What is run, as the command line says it: a scenario, and what takes precedence over it; or a run that was saved. */

#pragma once

#include "engine/elector-run.h"

G_BEGIN_DECLS

/* As it stands there; zero it first. */
typedef struct
{
  char *algorithm;
  char *nodes;
  char *seed;
  char *until;
  char *branch;
  char **faults;
  char **rules;
  char **settings;
  char **rest;
} ElectorCliScenario;

void elector_cli_scenario_add_options (ElectorCliScenario *self, GOptionContext *context);
ElectorRun *elector_cli_scenario_make_run (const ElectorCliScenario *self, GError **error);
void elector_cli_scenario_clear (ElectorCliScenario *self);

gboolean elector_cli_blame (const char *option, GError *problem, GError **error);

G_END_DECLS
