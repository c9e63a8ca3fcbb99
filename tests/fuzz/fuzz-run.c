/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Reads any text as a run. What is read is played for a while, written, read and written again: the same text. */

#include "engine/run-file.h"

#include <stdint.h>
#include <string.h>

/* A run goes on for ever; this much of it has to do. */
#define STEPS_MAX 300
#define BRANCHES_MAX 3
#define NODES_MAX 20

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

static void
play (ElectorBranches *branches)
{
  for (guint i = 0; i < MIN (elector_branches_get_n (branches), BRANCHES_MAX); i++)
    {
      ElectorRun *run = elector_branch_get_run (elector_branches_get (branches, i));

      if (elector_scenario_get_config (elector_run_get_scenario (run))->n_nodes > NODES_MAX)
        continue;
      for (guint steps = 0; steps < STEPS_MAX && elector_run_step (run, ELECTOR_MAX_DURATION); steps++)
        ;
      elector_run_rewind (run);
    }
}

static void
write_and_read (ElectorBranches *branches)
{
  g_autofree char *text = elector_run_file_format (branches), *second = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (ElectorBranches) again = elector_run_file_parse (text, -1, "again", &error);

  if (again == NULL)
    g_error ("what was written cannot be read: %s\n%s", error->message, text);
  second = elector_run_file_format (again);
  if (strcmp (text, second) != 0)
    g_error ("what was written is read as something else:\n%s\n%s", text, second);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ElectorBranches) branches = elector_run_file_parse ((const char *) data, (gssize) size, "fuzz", &error);

  g_assert ((branches == NULL) == (error != NULL));
  if (branches != NULL)
    {
      write_and_read (branches);
      play (branches);
    }
  return 0;
}
