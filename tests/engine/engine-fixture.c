/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "engine-fixture.h"

#include "protocols/registry.h"

#include <string.h>

/* The scenario that text says; it begins after the header. */
ElectorScenario *
engine_fixture_make (const char *text)
{
  g_autofree char *file = g_strconcat ("[elector]\nversion=1\n", text, NULL);
  g_autoptr (GError) error = NULL;
  ElectorScenario *scenario = elector_scenario_new_from_data (file, -1, "test", &error);

  g_assert_no_error (error);
  return scenario;
}

static void
add_partition (GString *text, ElectorRng *rng, guint n)
{
  guint side = 1 + (guint) elector_rng_below (rng, n - 1);

  for (guint i = 1; i <= n; i++)
    g_string_append_printf (text, "%s%u", i == 1 ? "partition " : i == side + 1 ? "|" : ",", i);
}

/* "crash 3" or something else that can happen. */
static char *
make_fault (ElectorRng *rng, guint n)
{
  static const char *const words[] = { "crash", "crash", "recover", "recover",
                                       "pause", "resume", "resume", "campaign" };
  guint node = 1 + (guint) elector_rng_below (rng, n), peer = node % n + 1;
  GString *text = g_string_new (NULL);

  switch (elector_rng_below (rng, n > 1 ? 14 : 8))
    {
    case 8:
      g_string_append_printf (text, "cut %u-%u", node, peer);
      break;
    case 9:
      g_string_append_printf (text, "cut %u>%u", node, peer);
      break;
    case 10:
      add_partition (text, rng, n);
      break;
    case 11:
      g_string_append (text, "heal");
      break;
    case 12:
      g_string_append_printf (text, "loss %u%%", (guint) elector_rng_below (rng, 30));
      break;
    case 13:
      g_string_append_printf (text, "duplicate %u%%", (guint) elector_rng_below (rng, 30));
      break;
    default:
      g_string_append_printf (text, "%s %u", words[elector_rng_below (rng, G_N_ELEMENTS (words))], node);
      break;
    }
  return g_string_free (text, FALSE);
}

/* A scenario full of faults, every 300 ms or so up to until. */
ElectorScenario *
engine_fixture_make_random (guint64 seed, guint n_nodes, ElectorTime until)
{
  g_autoptr (GString) text = g_string_new (NULL);
  ElectorRng rng;
  ElectorTime time = 0;

  elector_rng_seed (&rng, seed, 12345);
  g_string_append_printf (text, "[run]\nnodes=%u\nseed=%" G_GUINT64_FORMAT "\n", n_nodes, seed);
  /* With fixed durations much happens in the same microsecond. */
  if (elector_rng_chance (&rng, 300000))
    g_string_append (text, "[network]\ndelay=50ms\n[bully]\nleader-timeout=500ms\n");
  else
    g_string_append (text, "[network]\nloss=1%\nduplicate=1%\n");
  g_string_append (text, "[faults]\n");
  for (guint i = 1; time < until; i++)
    {
      g_autofree char *fault = make_fault (&rng, n_nodes);

      time += elector_rng_range (&rng, (ElectorRange) { 0, 600 * ELECTOR_MSEC });
      g_string_append_printf (text, "%u=%" G_GINT64_FORMAT "us %s\n", i, time, fault);
    }
  return engine_fixture_make (text->str);
}

/* Reads "crash 5"; clear the fault when it has been used. */
void
engine_fixture_do (ElectorFault *fault, const char *text, guint n_nodes)
{
  g_autoptr (GError) error = NULL;
  ElectorConfig config;

  memset (fault, 0, sizeof *fault);
  elector_config_init (&config, elector_registry_get_protocol (0), n_nodes);
  elector_fault_parse (fault, text, &config, &error);
  g_assert_no_error (error);
}

/* Does at the cursor what text says. Returns whether it changes anything. */
gboolean
engine_fixture_intervene (ElectorSimulation *simulation, const char *text)
{
  ElectorFault fault;
  gboolean happened;

  engine_fixture_do (&fault, text, elector_scenario_get_config (elector_simulation_get_scenario (simulation))->n_nodes);
  happened = elector_simulation_intervene (simulation, &fault);
  elector_fault_clear (&fault);
  return happened;
}

/* The first records of a trace. */
GArray *
engine_fixture_copy_records (ElectorTrace *trace, guint length)
{
  GArray *records = g_array_new (FALSE, FALSE, sizeof (ElectorRecord));

  for (guint i = 0; i < length; i++)
    g_array_append_vals (records, elector_trace_get_record (trace, i), 1);
  return records;
}

/* That the trace begins with these records, byte by byte. */
void
engine_fixture_assert_records (ElectorTrace *trace, GArray *records)
{
  g_assert_cmpuint (elector_trace_get_length (trace), >=, records->len);
  for (guint i = 0; i < records->len; i++)
    {
      const ElectorRecord *wanted = &g_array_index (records, ElectorRecord, i);
      const ElectorRecord *found = elector_trace_get_record (trace, i);

      if (memcmp (wanted, found, sizeof *wanted) != 0)
        {
          g_autofree char *one = elector_record_format (wanted, elector_trace_get_config (trace));
          g_autofree char *other = elector_record_format (found, elector_trace_get_config (trace));

          g_error ("record %u: at %" G_GINT64_FORMAT " “%s” and not at %" G_GINT64_FORMAT " “%s”", i,
                   found->time, other, wanted->time, one);
        }
    }
}

void
engine_fixture_assert_same_traces (ElectorTrace *trace, ElectorTrace *other)
{
  g_autoptr (GArray) records = engine_fixture_copy_records (other, elector_trace_get_length (other));

  engine_fixture_assert_records (trace, records);
  g_assert_cmpuint (elector_trace_get_length (trace), ==, records->len);
}

static void
assert_same_flights (const ElectorMoment *moment, const ElectorMoment *other)
{
  for (guint i = 0; i < MAX (moment->n_flights, other->n_flights); i++)
    {
      const ElectorMomentFlight free_slot = { 0 };
      const ElectorMomentFlight *one = i < moment->n_flights ? &moment->flights[i] : &free_slot;
      const ElectorMomentFlight *two = i < other->n_flights ? &other->flights[i] : &free_slot;

      g_assert_cmpuint (one->from, ==, two->from);
      if (one->from == ELECTOR_NO_NODE)
        continue;
      g_assert_cmpuint (one->to, ==, two->to);
      g_assert_cmpint (one->sent, ==, two->sent);
      g_assert_cmpint (one->due, ==, two->due);
      g_assert_cmpuint (one->term, ==, two->term);
      g_assert_cmpuint (one->type, ==, two->type);
      g_assert_cmpuint (one->flags, ==, two->flags);
    }
}

static void
assert_same_networks (const ElectorNetwork *network, const ElectorNetwork *other)
{
  g_assert_cmpmem (&network->config, sizeof network->config, &other->config, sizeof other->config);
  g_assert_cmpuint (network->n_nodes, ==, other->n_nodes);
  g_assert_cmpint (network->partitioned, ==, other->partitioned);
  g_assert_cmpmem (network->groups, network->n_nodes * sizeof *network->groups, other->groups,
                   other->n_nodes * sizeof *other->groups);
  g_assert_cmpmem (network->cuts, network->n_cuts * sizeof *network->cuts, other->cuts,
                   other->n_cuts * sizeof *other->cuts);
}

static void
assert_same_judges (const ElectorJudge *judge, const ElectorJudge *other)
{
  g_assert_cmpmem (judge->findings, sizeof judge->findings, other->findings, sizeof other->findings);
  g_assert_cmpmem (judge->worst, sizeof judge->worst, other->worst, sizeof other->worst);
  g_assert_cmpmem (judge->breaks, sizeof judge->breaks, other->breaks, sizeof other->breaks);
  g_assert_cmpint (judge->disturbed, ==, other->disturbed);
  g_assert_cmpint (judge->delay_bound, ==, other->delay_bound);
  g_assert_cmpint (judge->settle_time, ==, other->settle_time);
  g_assert_cmpint (judge->dirty, ==, other->dirty);
}

/* That all is the case in the one that is the case in the other. */
void
engine_fixture_assert_same_moments (const ElectorMoment *moment, const ElectorMoment *other)
{
  guint n = other->config->n_nodes;

  g_assert_cmpuint (moment->config->n_nodes, ==, n);
  g_assert_cmpint (moment->time, ==, other->time);
  g_assert_cmpmem (moment->nodes, n * sizeof *moment->nodes, other->nodes, n * sizeof *other->nodes);
  assert_same_flights (moment, other);
  assert_same_networks (&moment->network, &other->network);
  assert_same_judges (&moment->judge, &other->judge);
  g_assert_cmpmem (moment->sent, sizeof moment->sent, other->sent, sizeof other->sent);
  g_assert_cmpuint (moment->delivered, ==, other->delivered);
  g_assert_cmpuint (moment->dropped, ==, other->dropped);
  g_assert_cmpuint (moment->elections, ==, other->elections);
  g_assert_cmpint (moment->leaderless, ==, other->leaderless);
  g_assert_cmpuint (moment->n_leaders, ==, other->n_leaders);
}
