/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "fixture.h"

#include "core/units.h"

#include <string.h>

/* Keeps records in an array. */
guint32
elector_fixture_sink (ElectorRecord *record, gpointer array)
{
  g_array_append_val ((GArray *) array, *record);
  return ((GArray *) array)->len - 1;
}

/* Lets time pass for a moment until it is time, whatever the judge says meanwhile. */
void
elector_fixture_advance_moment (ElectorMoment *moment, ElectorTime time)
{
  do
    {
      elector_judge_take_changes (&moment->judge);
      elector_moment_advance (moment, time);
    }
  while (moment->time < time);
  elector_moment_look (moment);
}

/* The moment learns of an event when it is complete: at the next head, or when time passes. */
static guint32
sink (ElectorRecord *record, gpointer user_data)
{
  ElectorFixture *self = user_data;

  if (self->has_moment)
    {
      if (elector_record_is_head (record))
        elector_fixture_advance_moment (&self->moment, record->time);
      elector_moment_fold (&self->moment, record);
    }
  return elector_fixture_sink (record, self->records);
}

static void
clear_fault (gpointer fault)
{
  elector_fault_clear (fault);
}

/* A world that is set up and not yet booted. */
ElectorFixture *
elector_fixture_new_with (const ElectorConfig *config, const ElectorNetworkConfig *network, guint64 seed)
{
  ElectorFixture *self = g_new0 (ElectorFixture, 1);

  self->config = *config;
  self->network = *network;
  self->records = g_array_new (FALSE, FALSE, sizeof (ElectorRecord));
  self->faults = g_array_new (FALSE, TRUE, sizeof (ElectorFault));
  g_array_set_clear_func (self->faults, clear_fault);
  elector_world_init (&self->world, &self->config, &self->network, seed, sink, self);
  return self;
}

/* The protocol's standard values; delay is a range like "40ms..70ms". */
ElectorFixture *
elector_fixture_new (const ElectorProtocol *protocol, guint n_nodes, const char *delay, guint64 seed)
{
  ElectorConfig config;
  ElectorNetworkConfig network;
  g_autoptr (GError) error = NULL;

  elector_config_init (&config, protocol, n_nodes);
  elector_network_config_init (&network);
  elector_parse_range (delay, &network.delay, &error);
  g_assert_no_error (error);
  return elector_fixture_new_with (&config, &network, seed);
}

void
elector_fixture_free (ElectorFixture *self)
{
  elector_world_clear (&self->world);
  if (self->has_moment)
    elector_moment_clear (&self->moment);
  g_array_unref (self->records);
  g_array_unref (self->faults);
  g_free (self);
}

/* Folds a moment from the records. Call before booting. */
void
elector_fixture_follow (ElectorFixture *self)
{
  elector_moment_init (&self->moment, &self->config, &self->network);
  self->has_moment = TRUE;
}

/* Schedules faults like "2s crash 5", in the order of their times; the list ends with NULL. Call before booting. */
void
elector_fixture_schedule (ElectorFixture *self, const char *const *faults)
{
  for (guint i = 0; faults[i] != NULL; i++)
    {
      g_autoptr (GError) error = NULL;
      ElectorFault fault;

      elector_fault_parse_timed (&fault, faults[i], &self->config, &error);
      g_assert_no_error (error);
      g_array_append_val (self->faults, fault);
    }
  elector_world_schedule (&self->world, (const ElectorFault *) (gpointer) self->faults->data, self->faults->len);
}

void
elector_fixture_boot (ElectorFixture *self)
{
  elector_world_boot (&self->world);
}

/* Lets a fault like "crash 5" happen now. Returns whether it changed anything. */
gboolean
elector_fixture_do (ElectorFixture *self, const char *text)
{
  g_autoptr (GError) error = NULL;
  ElectorFault fault = { 0 };
  gboolean happened;

  elector_fault_parse (&fault, text, &self->config, &error);
  g_assert_no_error (error);
  happened = elector_world_apply (&self->world, &fault);
  elector_fault_clear (&fault);
  return happened;
}

/* Lets everything happen up to "2.5s". */
void
elector_fixture_run (ElectorFixture *self, const char *until)
{
  g_autoptr (GError) error = NULL;
  ElectorTime time;

  elector_parse_duration (until, &time, &error);
  g_assert_no_error (error);
  elector_world_run (&self->world, time);
  if (self->has_moment)
    elector_fixture_advance_moment (&self->moment, time);
}

/* Lets one event happen. */
gboolean
elector_fixture_step (ElectorFixture *self, ElectorTime until)
{
  gboolean happened = elector_world_step (&self->world, until);

  if (self->has_moment)
    elector_fixture_advance_moment (&self->moment, self->world.time);
  return happened;
}

const ElectorRecord *
elector_fixture_get_record (ElectorFixture *self, guint i)
{
  g_assert_cmpuint (i, <, self->records->len);
  return &g_array_index (self->records, ElectorRecord, i);
}

/* How many records of a kind there are from a position on; detail < 0: any. */
guint
elector_fixture_count (ElectorFixture *self, ElectorRecordKind kind, int detail, guint from)
{
  guint found = 0;

  for (guint i = from; i < self->records->len; i++)
    {
      const ElectorRecord *record = elector_fixture_get_record (self, i);

      found += record->kind == kind && (detail < 0 || record->detail == detail);
    }
  return found;
}

/* The first record of a kind about a node (0: any) from a position on, or NULL. */
const ElectorRecord *
elector_fixture_find (ElectorFixture *self, ElectorRecordKind kind, ElectorNodeId node, guint from)
{
  for (guint i = from; i < self->records->len; i++)
    {
      const ElectorRecord *record = elector_fixture_get_record (self, i);

      if (record->kind == kind && (node == ELECTOR_NO_NODE || record->node == node))
        return record;
    }
  return NULL;
}

/* The records from a position on, in sentences, a line each. */
char *
elector_fixture_print (ElectorFixture *self, guint from)
{
  GString *text = g_string_new (NULL);

  for (guint i = from; i < self->records->len; i++)
    {
      const ElectorRecord *record = elector_fixture_get_record (self, i);
      g_autofree char *clock = elector_format_clock (record->time);
      g_autofree char *sentence = elector_record_format (record, &self->config);

      g_string_append_printf (text, "%s  %s\n", clock, sentence);
    }
  return g_string_free (text, FALSE);
}

/* The first promise that was broken so far, in a sentence, or NULL. The moment has to be followed. */
char *
elector_fixture_find_broken_promise (ElectorFixture *self)
{
  for (guint i = 0; i < ELECTOR_N_PROPERTIES; i++)
    {
      const ElectorFinding *worst = &self->moment.judge.worst[i];

      if (worst->verdict == ELECTOR_VERDICT_BROKEN_PROMISE)
        return elector_finding_format (worst, (ElectorProperty) i, &self->config);
    }
  return NULL;
}

void
elector_fixture_assert_same_records (ElectorFixture *self, ElectorFixture *other)
{
  g_assert_cmpmem (self->records->data, self->records->len * sizeof (ElectorRecord), other->records->data,
                   other->records->len * sizeof (ElectorRecord));
}

/* --- The test protocol --- */

static void
count (ProbeState *self, ElectorEffects *effects)
{
  self->kept++;
  self->forgotten++;
  elector_effects_step (effects, 0, __LINE__, self->kept, self->forgotten, 0);
}

static void
start_timer (ProbeState *self, const ElectorInput *input, ElectorEffects *effects, ProbeTimer timer)
{
  elector_effects_set_timer (effects, timer, elector_rng_range (&self->rng, input->config->parameters[timer]));
}

static void
probe_step (gpointer state, const ElectorInput *input, ElectorEffects *effects)
{
  ProbeState *self = state;
  ElectorMessage message = { .type = PROBE_PROBE, .from = input->node };

  count (self, effects);
  switch (input->kind)
    {
    case ELECTOR_INPUT_CAMPAIGN:
      for (message.to = 1; message.to <= input->config->n_nodes; message.to++)
        if (message.to != input->node)
          elector_effects_send (effects, &message);
      for (guint timer = 0; timer < PROBE_N_TIMERS; timer++)
        if (input->config->parameters[timer].high > 0)
          start_timer (self, input, effects, (ProbeTimer) timer);
      break;
    case ELECTOR_INPUT_MESSAGE:
      message.type = PROBE_ECHO;
      message.to = input->message.from;
      message.term = input->message.term + 1;
      if (input->message.type == PROBE_PROBE)
        elector_effects_send (effects, &message);
      else if (elector_config_has_rule (input->config, ELECTOR_PROBE_RULE_PUSH))
        start_timer (self, input, effects, PROBE_TIMER_A);
      break;
    case ELECTOR_INPUT_BOOT:
    case ELECTOR_INPUT_RECOVER:
    case ELECTOR_INPUT_TIMER:
    default:
      break;
    }
}

static ElectorTime
get_second (const ElectorConfig *config)
{
  return ELECTOR_SEC;
}

static const char *const probe_messages[] = { "PROBE", "ECHO", "WRITE" };
static const char *const probe_timers[] = { "A", "B", "C" };
static const char *const probe_timer_texts[] = { "first", "second", "third" };

static const ElectorParameter probe_parameters[] = {
  { "a", "timer A", { 100 * ELECTOR_MSEC, 100 * ELECTOR_MSEC }, 0, FALSE },
  { "b", "timer B", { 0, 0 }, 0, FALSE },
  { "c", "timer C", { 0, 0 }, 0, FALSE },
};

static const ElectorRule probe_rules[] = { { "push", "starts timer A anew at every ECHO", "nothing" } };

static const ElectorStep probe_steps[] = {
  { .label = "count", .reason = "counts {a}, {b} of them since it started", .explanation = "It counts.",
    .starts_election = TRUE }
};

const ElectorProtocol elector_fixture_probe = {
  .id = "probe",
  .name = "Probe",
  .summary = "Counts what happens.",
  .state_size = sizeof (ProbeState),
  .persistent_size = G_STRUCT_OFFSET (ProbeState, forgotten),
  .messages = { probe_messages, G_N_ELEMENTS (probe_messages) },
  .write_message = PROBE_WRITE,
  .timers = { probe_timers, G_N_ELEMENTS (probe_timers) },
  .timer_texts = probe_timer_texts,
  .parameters = probe_parameters,
  .n_parameters = G_N_ELEMENTS (probe_parameters),
  .rules = probe_rules,
  .n_rules = G_N_ELEMENTS (probe_rules),
  .steps = probe_steps,
  .n_steps = G_N_ELEMENTS (probe_steps),
  .promises = { { ELECTOR_PROMISE_ASSUMING, "Promised." },
                { ELECTOR_PROMISE_ASSUMING, "Promised." },
                { ELECTOR_PROMISE_ASSUMING, "Promised." } },
  .step = probe_step,
  .get_delay_bound = get_second,
  .get_settle_time = get_second,
};
