/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* One run of an experiment. */

#include "check/experiment.h"
#include "check/probe.h"
#include "core/units.h"
#include "engine/elector-run.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <string.h>

/* How long a system goes on after an election, so that what is left of it has died away. */
#define REST (3 * ELECTOR_SEC)

/* How long the run goes on that shows a value, so that one sees what came of it. */
#define EPILOGUE (2 * ELECTOR_SEC)

/* After so many events somebody who wants to cancel is listened to. */
#define EVENTS_BETWEEN_LOOKS 1024

typedef struct
{
  const ElectorSetting *setting;
  ElectorProbe probe;
  GCancellable *cancellable;
  guint n_events;

  /* What had been counted when counting began. */
  guint sent;
  guint by_type[ELECTOR_MAX_MESSAGE_TYPES];
  guint elections;
  guint failed_elections;
} Trial;

typedef ElectorNodeId (*Condition) (const ElectorProbe *probe);

static gboolean
is_cancelled (Trial *self)
{
  return ++self->n_events % EVENTS_BETWEEN_LOOKS == 0 && g_cancellable_is_cancelled (self->cancellable);
}

/* Lets everything happen up to and including until. Returns FALSE when it was canceled. */
static gboolean
run_to (Trial *self, ElectorTime until)
{
  while (elector_world_step (&self->probe.world, until))
    if (is_cancelled (self))
      return FALSE;
  elector_world_set_time (&self->probe.world, until);
  return TRUE;
}

/* Runs on until a condition holds, at most until a time. Returns for whom it does, or 0. */
static ElectorNodeId
run_until (Trial *self, Condition condition, ElectorTime until)
{
  ElectorNodeId found = condition (&self->probe);

  self->probe.news = FALSE;
  while (found == ELECTOR_NO_NODE && elector_world_step (&self->probe.world, until) && !is_cancelled (self))
    if (self->probe.news)
      {
        self->probe.news = FALSE;
        found = condition (&self->probe);
      }
  if (found == ELECTOR_NO_NODE)
    elector_world_set_time (&self->probe.world, until);
  return found;
}

static void
begin_counting (Trial *self)
{
  self->sent = self->probe.sent;
  memcpy (self->by_type, self->probe.sent_by_type, sizeof self->by_type);
  self->elections = self->probe.elections;
  self->failed_elections = self->probe.failed_elections;
}

static void
note_messages (const Trial *self, ElectorTrial *trial)
{
  trial->value = self->probe.sent - self->sent;
  for (guint i = 0; i < ELECTOR_MAX_MESSAGE_TYPES; i++)
    trial->by_type[i] = self->probe.sent_by_type[i] - self->by_type[i];
}

/* Adds what was sent since counting began, without heartbeats. */
static void
note_election (Trial *self, ElectorTrial *trial)
{
  const ElectorProtocol *protocol = self->probe.config.protocol;

  for (guint i = 0; i < protocol->messages.length; i++)
    if ((protocol->quiet_messages >> i & 1) == 0)
      {
        guint n = self->probe.sent_by_type[i] - self->by_type[i];

        trial->value += n;
        trial->by_type[i] += n;
      }
}

static ElectorNodeId
find_leader (const ElectorProbe *probe)
{
  ElectorNodeId agreed = elector_probe_find_agreed (probe);

  return agreed != ELECTOR_NO_NODE ? agreed : elector_probe_find_leading (probe);
}

static void
apply (Trial *self, ElectorFaultKind kind, ElectorNodeId node)
{
  ElectorFault fault = { .kind = kind, .node = node };

  elector_world_apply (&self->probe.world, &fault);
}

/* The leader crashes, before anything else that happens in that microsecond: a fault of a scenario does so, too. */
static gboolean
crash_leader (Trial *self, guint64 seed, ElectorTrial *trial)
{
  const ElectorSetting *setting = self->setting;
  ElectorTime time, last = setting->crash.high + ELECTOR_EXPERIMENT_LIMIT;
  ElectorRng rng;

  elector_rng_seed (&rng, seed, self->probe.config.n_nodes + 1);
  time = elector_rng_range (&rng, setting->crash);
  if (!run_to (self, time - 1))
    return FALSE;
  trial->leader = find_leader (&self->probe);
  while (trial->leader == ELECTOR_NO_NODE)
    {
      if (run_until (self, find_leader, last) == ELECTOR_NO_NODE)
        return FALSE;
      time = self->probe.world.time + 1;
      run_to (self, time - 1);
      trial->leader = find_leader (&self->probe);
    }
  elector_world_set_time (&self->probe.world, time);
  apply (self, ELECTOR_FAULT_CRASH, trial->leader);
  trial->crash = time;
  return TRUE;
}

static ElectorNodeId
choose_starter (const Trial *self, ElectorNodeId dead)
{
  guint n = self->probe.config.n_nodes;

  if (self->setting->starter == ELECTOR_STARTER_LOWEST)
    return dead == 1 ? 2 : 1;
  return (ElectorNodeId) (dead == n ? n - 1 : n);
}

/* The last heartbeats arrive; then somebody may be told to start. */
static void
start_election (Trial *self, ElectorTrial *trial)
{
  ElectorTime time = trial->crash + self->probe.world.network.config.delay.high + 1;

  if (self->setting->starter == ELECTOR_STARTER_TIMEOUT && self->setting->quantity != ELECTOR_QUANTITY_MESSAGES)
    return;
  run_to (self, time - 1);
  begin_counting (self);
  if (self->setting->starter == ELECTOR_STARTER_TIMEOUT || self->probe.config.n_nodes < 2)
    return;
  elector_world_set_time (&self->probe.world, time);
  trial->starter = choose_starter (self, trial->leader);
  trial->campaign = time;
  apply (self, ELECTOR_FAULT_CAMPAIGN, trial->starter);
}

static void
run_crash (Trial *self, guint64 seed, ElectorTrial *trial)
{
  ElectorQuantity quantity = self->setting->quantity;
  Condition condition = quantity == ELECTOR_QUANTITY_ELECTED ? elector_probe_find_leading : elector_probe_find_agreed;

  if (!crash_leader (self, seed, trial))
    {
      trial->late = TRUE;
      trial->value = elector_quantity_is_time (quantity) ? ELECTOR_EXPERIMENT_LIMIT : 0;
      trial->end = self->probe.world.time;
      return;
    }
  begin_counting (self);
  start_election (self, trial);
  trial->late = run_until (self, condition, trial->crash + ELECTOR_EXPERIMENT_LIMIT) == ELECTOR_NO_NODE;
  trial->end = self->probe.world.time;
  if (elector_quantity_is_time (quantity))
    trial->value = self->probe.world.time - trial->crash;
  else if (quantity == ELECTOR_QUANTITY_ELECTIONS)
    trial->value = self->probe.elections - self->elections;
  else if (quantity == ELECTOR_QUANTITY_SPLIT_VOTES)
    trial->value = self->probe.failed_elections - self->failed_elections;
  else
    {
      note_messages (self, trial);
      begin_counting (self); /* what still comes of it */
      run_to (self, self->probe.world.time + REST);
      note_election (self, trial);
    }
}

/* Nobody crashes; somebody is asked for an election in a settled system. */
static void
run_asked (Trial *self, ElectorTrial *trial)
{
  const ElectorConfig *config = &self->probe.config;
  ElectorTime settle_time = MAX (config->protocol->get_settle_time (config), REST);

  run_until (self, elector_probe_find_agreed, ELECTOR_EXPERIMENT_LIMIT);
  trial->campaign = MAX (self->setting->crash.low, self->probe.world.time + settle_time);
  trial->starter = choose_starter (self, ELECTOR_NO_NODE);
  run_to (self, trial->campaign - 1);
  elector_world_set_time (&self->probe.world, trial->campaign);
  begin_counting (self);
  apply (self, ELECTOR_FAULT_CAMPAIGN, trial->starter);
  run_to (self, trial->campaign + settle_time);
  note_election (self, trial);
  trial->late = elector_probe_find_agreed (&self->probe) == ELECTOR_NO_NODE;
  trial->end = self->probe.world.time;
}

/* --- Whole runs --- */

static ElectorTime
get_until (const ElectorSetting *setting)
{
  ElectorTime until = elector_scenario_get_until (setting->scenario);

  return until != ELECTOR_NEVER ? until : ELECTOR_EXPERIMENT_UNTIL;
}

static void
run_whole (Trial *self, guint64 seed, ElectorTrial *trial)
{
  if (self->setting->quantity == ELECTOR_QUANTITY_FIRST_LEADER)
    {
      trial->late = run_until (self, elector_probe_find_agreed, ELECTOR_EXPERIMENT_LIMIT) == ELECTOR_NO_NODE;
      trial->value = trial->end = self->probe.world.time;
      return;
    }
  if (self->setting->crashes)
    crash_leader (self, seed, trial);
  run_to (self, MAX (get_until (self->setting), self->probe.world.time));
  trial->end = self->probe.world.time;
  if (self->setting->quantity == ELECTOR_QUANTITY_LEADERLESS)
    trial->value = elector_probe_get_leaderless (&self->probe);
  else if (self->setting->quantity == ELECTOR_QUANTITY_ELECTIONS)
    trial->value = self->probe.elections;
  else if (self->setting->quantity == ELECTOR_QUANTITY_SPLIT_VOTES)
    trial->value = self->probe.failed_elections;
  else
    note_messages (self, trial);
}

/* Adds what the experiment did to the run to what the scenario does. It comes first in its microsecond. */
static ElectorScenario *
write_scenario (const ElectorSetting *setting, guint64 seed, const ElectorTrial *trial)
{
  ElectorFault campaign = { .time = trial->campaign, .kind = ELECTOR_FAULT_CAMPAIGN, .node = trial->starter };
  ElectorFault crash = { .time = trial->crash, .kind = ELECTOR_FAULT_CRASH, .node = trial->leader };
  ElectorScenarioParts parts = { 0 };

  elector_scenario_parts_copy (&parts, setting->scenario);
  parts.seed = seed;
  if (trial->campaign != ELECTOR_NEVER)
    g_array_prepend_val (parts.faults, campaign);
  if (trial->crash != ELECTOR_NEVER)
    g_array_prepend_val (parts.faults, crash);
  return elector_scenario_new (&parts);
}

/* What is known from a trace: only here one is kept. */
static void
read_trace (const ElectorSetting *setting, guint64 seed, ElectorTrial *trial)
{
  g_autoptr (ElectorScenario) scenario = write_scenario (setting, seed, trial);
  g_autoptr (ElectorRun) run = elector_run_new (scenario);
  const ElectorMoment *end = elector_trace_get_end (elector_run_get_trace (run));

  elector_run_advance (run, trial->end);
  trial->value = setting->quantity == ELECTOR_QUANTITY_WRITES_LOST ? end->client.lost : 0;
  for (guint i = 0; setting->quantity == ELECTOR_QUANTITY_BREAKS && i < ELECTOR_N_PROPERTIES; i++)
    trial->value += end->judge.breaks[i];
}

static gboolean
needs_trace (ElectorQuantity quantity)
{
  return quantity == ELECTOR_QUANTITY_BREAKS || quantity == ELECTOR_QUANTITY_WRITES_LOST;
}

static gboolean
is_about_crash (const ElectorSetting *setting)
{
  return setting->crashes && setting->quantity != ELECTOR_QUANTITY_FIRST_LEADER
         && setting->quantity != ELECTOR_QUANTITY_LEADERLESS && !needs_trace (setting->quantity);
}

/* Makes one run. The same seed gives the same one. Returns FALSE when it was canceled; trial then says nothing. */
gboolean
elector_setting_run (const ElectorSetting *self, guint64 seed, ElectorTrial *trial, GCancellable *cancellable)
{
  Trial state = { .setting = self, .cancellable = cancellable };
  guint n_faults;
  const ElectorFault *faults = elector_scenario_get_faults (self->scenario, &n_faults);

  memset (trial, 0, sizeof *trial);
  trial->crash = trial->campaign = ELECTOR_NEVER;
  elector_probe_init (&state.probe, elector_scenario_get_config (self->scenario),
                      elector_scenario_get_network (self->scenario), seed);
  elector_world_schedule (&state.probe.world, faults, n_faults);
  if (self->asks)
    run_asked (&state, trial);
  else if (is_about_crash (self))
    run_crash (&state, seed, trial);
  else
    run_whole (&state, seed, trial);
  elector_probe_clear (&state.probe);
  if (g_cancellable_is_cancelled (cancellable))
    return FALSE;
  if (needs_trace (self->quantity))
    read_trace (self, seed, trial);
  return TRUE;
}

/* The run that this seed gives, as a scenario that shows it: what the experiment did is a fault in it. */
ElectorScenario *
elector_setting_write_scenario (const ElectorSetting *self, guint64 seed)
{
  g_autoptr (ElectorScenario) scenario = NULL;
  ElectorScenarioParts parts = { 0 };
  ElectorTrial trial;

  elector_setting_run (self, seed, &trial, NULL);
  scenario = write_scenario (self, seed, &trial);
  elector_scenario_parts_copy (&parts, scenario);
  g_free (parts.title);
  g_free (parts.description);
  g_free (parts.tag);
  parts.tag = NULL;
  /* Translators: a curve of an experiment, and the seed of one of its runs */
  parts.title = g_strdup_printf (_("%s, seed %" PRIu64), self->name, seed);
  parts.description = g_strdup (elector_quantity_to_text (self->quantity));
  parts.until = trial.end + EPILOGUE;
  return elector_scenario_new (&parts);
}
