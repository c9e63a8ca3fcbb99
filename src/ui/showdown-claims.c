/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/showdown-claims.h"

#include "engine/elector-listing.h"
#include "protocols/registry.h"

#include <glib/gi18n.h>
#include <string.h>

/* Finds the two that the claims are about. Returns FALSE when one is missing. items are borrowed. */
gboolean
elector_measurements_init (ElectorMeasurements *self, const ElectorMeasurement *items, guint n_items)
{
  *self = (ElectorMeasurements) { .items = items, .n_items = n_items };
  for (guint i = 0; i < n_items; i++)
    if (strcmp (items[i].protocol->id, "bully") == 0)
      self->bully = &items[i];
    else if (strcmp (items[i].protocol->id, "raft") == 0)
      self->raft = &items[i];
  return self->bully != NULL && self->raft != NULL;
}

/* Whether the chart has a line for an election started so: if anybody was elected, and it is not another one's line. */
gboolean
elector_measurement_has_line (const ElectorMeasurement *self, ElectorStarter starter)
{
  const ElectorCurve *curve = &self->curves[starter];

  for (guint other = 0; other < starter; other++)
    if (memcmp (&self->curves[other], curve, sizeof *curve) == 0)
      return FALSE;
  return curve->messages[ELECTOR_MEASURE_N_MAX] > 0;
}

/* Starts a line about an algorithm. */
static void
begin_line (GString *text, const ElectorMeasurement *measurement)
{
  g_string_append_printf (text, "%s%s: ", text->len > 0 ? "\n" : "", _(measurement->protocol->name));
}

/* --- The judges: what was measured, and what follows --- */

/* The labeled statements of the listing, with all rule switches off. */
static guint
count_steps (const ElectorProtocol *protocol)
{
  g_autoptr (ElectorListing) listing = elector_listing_new (protocol, ELECTOR_LISTING_PYTHON, 0);
  guint n = 0;

  for (guint line = 0; line < elector_listing_get_n_lines (listing); line++)
    n += elector_listing_get_step (listing, line) >= 0;
  return n;
}

static ElectorClaimVerdict
judge_simple (const ElectorMeasurements *m, GString *measured, GString *verdict)
{
  guint bully = count_steps (m->bully->protocol), raft = count_steps (m->raft->protocol);

  for (guint i = 0; i < m->n_items; i++)
    {
      const ElectorProtocol *protocol = m->items[i].protocol;

      begin_line (measured, &m->items[i]);
      /* A client's write is the world's message. */
      g_string_append_printf (measured, _("%u steps, %u types of messages, %u timers"), count_steps (protocol),
                              protocol->messages.length - 1, protocol->timers.length);
    }
  if (bully < raft)
    {
      g_string_append_printf (verdict, _("True beside Raft: %u steps against %u. But it has the waiting and the "
                                         "repeating, too, that short listings leave out."), bully, raft);
      return ELECTOR_CLAIM_PARTLY;
    }
  g_string_append_printf (verdict, _("Not what is counted here: %u steps against %u."), bully, raft);
  return ELECTOR_CLAIM_FALSE;
}

static ElectorClaimVerdict
judge_predictable (const ElectorMeasurements *m, GString *measured, GString *verdict)
{
  guint highest = ELECTOR_MEASURE_N_NODES;

  for (guint i = 0; i < m->n_items; i++)
    {
      begin_line (measured, &m->items[i]);
      for (guint node = 1; node <= ELECTOR_MEASURE_N_NODES; node++)
        g_string_append_printf (measured, _("%snode %u %u×"), node > 1 ? ", " : "", node, m->items[i].wins[node]);
    }
  if (m->bully->wins[highest] < ELECTOR_MEASURE_N_RUNS)
    {
      g_string_append_printf (verdict, _("Not always: node %u won %u of %u elections."), highest,
                              m->bully->wins[highest], ELECTOR_MEASURE_N_RUNS);
      return ELECTOR_CLAIM_FALSE;
    }
  g_string_append_printf (verdict, _("True: node %u wins each of %u times. With Raft it is whoever asks first, and "
                                     "that is chance."), highest, ELECTOR_MEASURE_N_RUNS);
  return ELECTOR_CLAIM_TRUE;
}

static const char *const starter_texts[ELECTOR_N_STARTERS] = {
  [ELECTOR_STARTER_LOWEST] = N_("the lowest id starts"),
  [ELECTOR_STARTER_HIGHEST] = N_("the highest id starts"),
  [ELECTOR_STARTER_TIMEOUT] = N_("whoever notices starts"),
};

/* The lines of the chart, in the order of their letters. */
static void
tell_curves (const ElectorMeasurements *m, GString *text)
{
  char letter = 'A';

  for (guint i = 0; i < m->n_items; i++)
    for (guint starter = 0; starter < ELECTOR_N_STARTERS; starter++)
      {
        const char *formula = elector_measure_get_formula (m->items[i].protocol, (ElectorStarter) starter);

        if (!elector_measurement_has_line (&m->items[i], (ElectorStarter) starter))
          continue;
        /* Translators: the letter of a line of the chart, an algorithm, who starts the election */
        g_string_append_printf (text, _("%s%c: %s, %s"), text->len > 0 ? "\n" : "", letter++,
                                _(m->items[i].protocol->name), _(starter_texts[starter]));
        if (formula != NULL)
          g_string_append_printf (text, ": %s", formula);
      }
  for (guint i = 0; i < m->n_items; i++)
    if (m->items[i].needs_all)
      {
        begin_line (text, &m->items[i]);
        g_string_append (text, _("nobody is elected while the crashed node is down. Its lines are of elections that "
                                 "somebody asks for while all are up."));
      }
}

static gboolean
is_exact (const ElectorMeasurement *measurement, ElectorStarter starter)
{
  for (guint n = ELECTOR_MEASURE_N_MIN; n <= ELECTOR_MEASURE_N_MAX; n++)
    if (measurement->curves[starter].messages[n] != elector_measure_expect (measurement->protocol, n, starter))
      return FALSE;
  return TRUE;
}

static ElectorClaimVerdict
judge_traffic (const ElectorMeasurements *m, GString *measured, GString *verdict)
{
  guint n = ELECTOR_MEASURE_N_MAX;
  guint worst = m->bully->curves[ELECTOR_STARTER_LOWEST].messages[n];
  guint best = m->bully->curves[ELECTOR_STARTER_HIGHEST].messages[n];

  g_string_append (measured, _("Messages of one election after the leader has crashed:"));
  tell_curves (m, measured);
  if (!is_exact (m->bully, ELECTOR_STARTER_LOWEST))
    {
      g_string_append (verdict, _("Not what is measured: it does not follow the formula."));
      return ELECTOR_CLAIM_FALSE;
    }
  g_string_append_printf (verdict, _("True in the worst case: with %u nodes %u messages, exactly as the formula says. "
                                     "At best it is only %u; Raft takes %u in one clean round, and %u when everybody "
                                     "notices for himself and votes are split."),
                          n, worst, best, m->raft->curves[ELECTOR_STARTER_HIGHEST].messages[n],
                          m->raft->curves[ELECTOR_STARTER_TIMEOUT].messages[n]);
  return ELECTOR_CLAIM_PARTLY;
}

static ElectorClaimVerdict
judge_ping_pong (const ElectorMeasurements *m, GString *measured, GString *verdict)
{
  const ElectorFlapping *bully = &m->bully->flapping, *raft = &m->raft->flapping;

  g_string_append_printf (measured, _("Node %u crashes and recovers %u times:"), ELECTOR_MEASURE_N_NODES, bully->flaps);
  for (guint i = 0; i < m->n_items; i++)
    {
      begin_line (measured, &m->items[i]);
      g_string_append_printf (measured, _("%u changes of the leader, %u elections started"),
                              m->items[i].flapping.changes, m->items[i].flapping.elections);
    }
  if (bully->changes <= raft->changes)
    {
      g_string_append (verdict, _("Not what is measured."));
      return ELECTOR_CLAIM_FALSE;
    }
  g_string_append_printf (verdict, _("True: %u changes against %u. With Raft, who comes back follows; at most one "
                                     "change, if it led before."), bully->changes, raft->changes);
  return ELECTOR_CLAIM_TRUE;
}

/* Two leaders at once are told of all; two of one term only of those that have terms. */
static void
tell_tally (const ElectorMeasurement *measurement, const ElectorTally *tally, GString *text)
{
  begin_line (text, measurement);
  g_string_append_printf (text, _("two leaders at once in %u of %u runs"), tally->split, ELECTOR_MEASURE_N_RUNS);
  if (elector_protocol_knows (measurement->protocol, ELECTOR_PROPERTY_TERM_LEADER))
    g_string_append_printf (text, _(", of one term in %u"), tally->clashes);
  if (tally->elected == 0)
    g_string_append (text, _(", since nobody is elected at all"));
}

static ElectorClaimVerdict
judge_robust (const ElectorMeasurements *m, GString *measured, GString *verdict)
{
  g_string_append (measured, _("Every third message is lost, for twenty seconds:"));
  for (guint i = 0; i < m->n_items; i++)
    tell_tally (&m->items[i], &m->items[i].rough, measured);
  if (m->raft->rough.clashes + m->raft->cut.clashes > 0)
    {
      g_string_append (verdict, _("Not what is measured: a term had two leaders."));
      return ELECTOR_CLAIM_FALSE;
    }
  g_string_append_printf (verdict, _("True of what Raft promises: in %u runs no term had two leaders. An old leader "
                                     "may still believe in itself for a while, but its term gives it away."),
                          2 * ELECTOR_MEASURE_N_RUNS);
  return ELECTOR_CLAIM_TRUE;
}

static ElectorClaimVerdict
judge_partitions (const ElectorMeasurements *m, GString *measured, GString *verdict)
{
  g_string_append (measured, _("Nodes 1 and 2 are cut off from 3, 4 and 5. Five seconds later:"));
  for (guint i = 0; i < m->n_items; i++)
    tell_tally (&m->items[i], &m->items[i].cut, measured);
  if (m->raft->cut.clashes > 0 || m->raft->cut.split >= m->bully->cut.split)
    {
      g_string_append (verdict, _("Not what is measured."));
      return ELECTOR_CLAIM_FALSE;
    }
  if (m->raft->cut.split == 0)
    {
      g_string_append (verdict, _("True: only the majority has a leader."));
      return ELECTOR_CLAIM_TRUE;
    }
  g_string_append_printf (verdict, _("True for the majority: it alone elects. But in %u of %u runs the old leader was "
                                     "on the small side and did not notice; it gets a majority for nothing, and the "
                                     "rule switch “check-quorum” lets it step down."),
                          m->raft->cut.split, ELECTOR_MEASURE_N_RUNS);
  return ELECTOR_CLAIM_PARTLY;
}

/* The generator at the start of each state belongs to the simulation, not to the algorithm. */
static gsize
count_persistent (const ElectorProtocol *protocol)
{
  return protocol->persistent_size - MIN (sizeof (ElectorRng), protocol->persistent_size);
}

static ElectorClaimVerdict
judge_complex (const ElectorMeasurements *m, GString *measured, GString *verdict)
{
  gsize bully = count_persistent (m->bully->protocol), raft = count_persistent (m->raft->protocol);

  for (guint i = 0; i < m->n_items; i++)
    {
      begin_line (measured, &m->items[i]);
      g_string_append_printf (measured, _("%u steps, %u bytes that must survive a crash"),
                              count_steps (m->items[i].protocol), (guint) count_persistent (m->items[i].protocol));
    }
  if (raft <= bully || count_steps (m->raft->protocol) <= count_steps (m->bully->protocol))
    {
      g_string_append (verdict, _("Not what is counted here."));
      return ELECTOR_CLAIM_FALSE;
    }
  g_string_append (verdict, _("True: it has to remember its term, its vote and its log, and to write them down before "
                              "it answers. That is what its promise costs."));
  return ELECTOR_CLAIM_TRUE;
}

static ElectorClaimVerdict
judge_standard (const ElectorMeasurements *m, GString *measured, GString *verdict)
{
  g_string_append (measured, _("Nothing to measure here."));
  g_string_append (verdict, _("It is what etcd, Consul and Kafka’s controllers run; the Learn page has the real-world "
                              "examples. What can be shown is the ordinary case that they live on."));
  return ELECTOR_CLAIM_UNKNOWN;
}

static ElectorClaimVerdict
judge_few (const ElectorMeasurements *m, GString *measured, GString *verdict)
{
  g_string_append (measured, _("The leader of five and two others crash:"));
  for (guint i = 0; i < m->n_items; i++)
    {
      begin_line (measured, &m->items[i]);
      g_string_append (measured, m->items[i].leads_few ? _("the two that are left have a leader")
                                                       : _("the two that are left have none"));
    }
  if (m->bully->leads_few && !m->raft->leads_few)
    {
      g_string_append (verdict, _("True. Where nodes crash but the network does not split, and two leaders would do no "
                                  "harm, the bully algorithm is the better choice."));
      return ELECTOR_CLAIM_TRUE;
    }
  g_string_append (verdict, _("Not what is measured."));
  return ELECTOR_CLAIM_FALSE;
}

static ElectorClaimVerdict
judge_cheapest (const ElectorMeasurements *m, GString *measured, GString *verdict)
{
  gboolean cheaper = TRUE;

  for (guint n = ELECTOR_MEASURE_N_MIN; n <= ELECTOR_MEASURE_N_MAX; n++)
    cheaper = cheaper && m->bully->curves[ELECTOR_STARTER_HIGHEST].messages[n]
                           < m->raft->curves[ELECTOR_STARTER_HIGHEST].messages[n];
  for (guint i = 0; i < m->n_items; i++)
    {
      const guint *messages = m->items[i].curves[ELECTOR_STARTER_HIGHEST].messages;

      begin_line (measured, &m->items[i]);
      if (m->items[i].needs_all)
        g_string_append (measured, _("nobody is elected while the crashed node is down"));
      else
        g_string_append_printf (measured, _("%u messages with 5 nodes, %u with 50"), messages[5], messages[50]);
    }
  if (!cheaper)
    {
      g_string_append (verdict, _("Not what is measured."));
      return ELECTOR_CLAIM_FALSE;
    }
  g_string_append (verdict, _("True for every size from 3 to 50, if the highest id that is left notices first: it asks "
                              "one dead node, and tells the others."));
  return ELECTOR_CLAIM_TRUE;
}

/* --- The claims --- */

static const ElectorShowdownClaim claims[] = {
  { .id = "simple", .text = N_("The bully algorithm is simple to implement."), .judge = judge_simple,
    .title = N_("The leader crashes"), .n_nodes = 3, .seed = 1, .until = 8 * ELECTOR_SEC,
    .faults = { "3s crash 3" } },
  { .id = "predictable", .text = N_("With the bully algorithm the highest id always wins: predictable."),
    .judge = judge_predictable,
    .title = N_("Who wins the first election?"), .n_nodes = 5, .seed = 3, .until = 5 * ELECTOR_SEC },
  { .id = "traffic", .text = N_("The bully algorithm generates lots of traffic: O(n²)."), .judge = judge_traffic,
    .has_chart = TRUE,
    .title = N_("Ten nodes, and the lowest notices first"), .n_nodes = 10, .seed = 13, .until = 6 * ELECTOR_SEC,
    .faults = { "3s crash 10", "3.1s campaign 1" } },
  { .id = "ping-pong", .text = N_("An unstable highest node makes the bully algorithm play ping-pong."),
    .judge = judge_ping_pong,
    .title = N_("Node 5 comes and goes"), .n_nodes = 5, .seed = 1, .until = 13 * ELECTOR_SEC,
    .faults = { "3s crash 5", "5s recover 5", "6.5s crash 5", "8.5s recover 5", "10s crash 5", "12s recover 5" } },
  { .id = "robust", .text = N_("Raft is extremely robust and safe."), .judge = judge_robust,
    .title = N_("Every third message is lost"), .n_nodes = 5, .seed = 1, .until = 12 * ELECTOR_SEC,
    .faults = { "3s loss 33%" } },
  { .id = "partitions", .text = N_("Raft handles network partitions gracefully."), .judge = judge_partitions,
    .title = N_("A partition, 2 against 3"), .n_nodes = 5, .seed = 1, .until = 10 * ELECTOR_SEC,
    .faults = { "2s writes 150ms", "3s partition 1,2|3,4,5", "8s heal" } },
  { .id = "complex", .text = N_("Raft has the more complex logic: terms and logs."), .judge = judge_complex,
    .title = N_("Crash, recover, and catch up with the term"), .n_nodes = 5, .seed = 1, .until = 10 * ELECTOR_SEC,
    .faults = { "3s crash 5", "6s recover 5", "8s campaign 5" } },
  { .id = "standard", .text = N_("Raft is the industry standard."), .judge = judge_standard,
    .title = N_("The ordinary case: the leader crashes, and comes back"), .n_nodes = 5, .seed = 1,
    .until = 9 * ELECTOR_SEC,
    .faults = { "3s crash 5", "7s recover 5" } },
  { .id = "few", .text = N_("The bully algorithm needs no majority; Raft does."), .judge = judge_few,
    .title = N_("Two of five are left"), .n_nodes = 5, .seed = 1, .until = 9 * ELECTOR_SEC,
    .faults = { "3s crash 5", "3s crash 4", "3s crash 3", "7s recover 3" } },
  { .id = "cheapest", .text = N_("At its best, no election is cheaper than the bully’s."), .judge = judge_cheapest,
    .title = N_("The highest that is left notices first"), .n_nodes = 5, .seed = 1, .until = 5 * ELECTOR_SEC,
    .faults = { "3s crash 5", "3.1s campaign 4" } },
};

/* All of them: the eight of the comparison that everybody knows, then what it leaves out. Static. */
const ElectorShowdownClaim *
elector_showdown_claims_get (guint *n_claims)
{
  *n_claims = G_N_ELEMENTS (claims);
  return claims;
}

/* The claim called id, or NULL. */
const ElectorShowdownClaim *
elector_showdown_claims_find (const char *id)
{
  for (guint i = 0; i < G_N_ELEMENTS (claims); i++)
    if (strcmp (claims[i].id, id) == 0)
      return &claims[i];
  return NULL;
}

/* The run that shows the claim. */
ElectorScenario *
elector_showdown_claim_write_script (const ElectorShowdownClaim *self)
{
  ElectorScenarioParts parts;

  elector_scenario_parts_init (&parts, elector_registry_get_protocol (0), self->n_nodes);
  parts.title = g_strdup (self->title);
  parts.seed = self->seed;
  parts.until = self->until;
  for (guint i = 0; i < G_N_ELEMENTS (self->faults) && self->faults[i] != NULL; i++)
    if (!elector_scenario_parts_add_fault (&parts, self->faults[i], NULL))
      g_assert_not_reached ();
  return elector_scenario_new (&parts);
}
