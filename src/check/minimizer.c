/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "minimizer.h"

#include "engine/elector-run.h"

#include <string.h>

typedef struct
{
  ElectorScenario *scenario;
  ElectorProperty property;
  ElectorTime until;
  ElectorVerdict wanted; /* at least */
  guint n_faults;
  guint8 *left_out; /* by fault */
} Attempt;

/* The scenario without the faults that are left out. */
static ElectorScenario *
make (const Attempt *self)
{
  ElectorScenarioParts parts;

  elector_scenario_parts_copy (&parts, self->scenario);
  for (guint i = self->n_faults; i > 0; i--)
    if (self->left_out[i - 1])
      g_array_remove_index (parts.faults, i - 1);
  return elector_scenario_new (&parts);
}

static ElectorVerdict
judge (const Attempt *self)
{
  g_autoptr (ElectorScenario) scenario = make (self);
  g_autoptr (ElectorRun) run = elector_run_new (scenario);

  elector_run_advance (run, self->until);
  return elector_trace_get_end (elector_run_get_trace (run))->judge.worst[self->property].verdict;
}

/* Tries to do without the faults from begin on, size of them. Returns whether some are gone that were not before. */
static gboolean
try_without (Attempt *self, guint begin, guint size)
{
  g_autofree guint8 *before = g_memdup2 (self->left_out, self->n_faults);

  memset (self->left_out + begin, TRUE, MIN (size, self->n_faults - begin));
  if (memcmp (before, self->left_out, self->n_faults) == 0)
    return FALSE;
  if (judge (self) >= self->wanted)
    return TRUE;
  memcpy (self->left_out, before, self->n_faults);
  return FALSE;
}

/* A scenario with some of the faults of another one, in which the property breaks by until as badly as in that, and
 * from which no single fault can be left out any more. The same faults, when it does not break, or when cancelled at
 * once; when cancelled later, those that were still there. */
ElectorScenario *
elector_minimize (ElectorScenario *scenario, ElectorProperty property, ElectorTime until, GCancellable *cancellable)
{
  Attempt attempt = { .scenario = scenario, .property = property, .until = until };
  ElectorScenario *result;
  gboolean changed = TRUE;

  elector_scenario_get_faults (scenario, &attempt.n_faults);
  attempt.left_out = g_new0 (guint8, attempt.n_faults + 1);
  attempt.wanted = judge (&attempt);
  for (guint size = MAX (attempt.n_faults / 2, 1); attempt.wanted >= ELECTOR_VERDICT_BROKEN && changed;
       size = MAX (size / 2, 1))
    {
      changed = size > 1;
      for (guint begin = 0; begin < attempt.n_faults && !g_cancellable_is_cancelled (cancellable); begin += size)
        changed |= try_without (&attempt, begin, size);
      changed &= !g_cancellable_is_cancelled (cancellable);
    }
  result = make (&attempt);
  g_free (attempt.left_out);
  return result;
}
