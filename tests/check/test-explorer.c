/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The explorer finds what is broken, in the fewest steps, and finds nothing where nothing is; what it finds happens
 * again when it is run. How many states it sees is counted a second time by brute-force.py. */

#include "check/explorer.h"

#include "core/units.h"
#include "engine/elector-run.h"
#include "protocols/bully.h"
#include "protocols/raft.h"
#include "protocols/ring.h"

#include <string.h>

#define MEBIBYTE (G_GUINT64_CONSTANT (1) << 20)

static ElectorSearch
make_search (const ElectorProtocol *protocol, guint n_nodes, guint32 rules)
{
  ElectorConfig config;
  ElectorSearch search;

  elector_config_init (&config, protocol, n_nodes);
  config.rules = rules;
  elector_search_init (&search, &config);
  return search;
}

static ElectorExplorer *
explore (const ElectorSearch *search, ElectorSearchProgress *progress)
{
  g_autoptr (GError) error = NULL;
  ElectorExplorer *explorer = elector_explorer_new (search, &error);

  g_assert_no_error (error);
  elector_explorer_run (explorer, NULL);
  elector_explorer_get_progress (explorer, progress);
  return explorer;
}

/* That the judge of the run that is made of a counterexample says the same, and says it at the last step first. */
static void
assert_happens_again (ElectorExplorer *explorer)
{
  ElectorProperty property = elector_explorer_get_broken (explorer);
  g_autoptr (ElectorScenario) made = elector_explorer_make_scenario (explorer);
  g_autofree char *text = elector_scenario_to_data (made);
  g_autoptr (GError) error = NULL;
  g_autoptr (ElectorScenario) scenario = elector_scenario_new_from_data (text, -1, "NAME", &error);
  g_autoptr (ElectorRun) run = NULL;
  const ElectorMoment *end;
  ElectorTime until;

  g_assert_no_error (error);
  run = elector_run_new (scenario);
  until = elector_scenario_get_until (scenario);
  elector_run_advance (run, until - 100 * ELECTOR_MSEC - 1);
  end = elector_trace_get_end (elector_run_get_trace (run));
  if (elector_explorer_get_search (explorer)->properties == 1u << property)
    g_assert_cmpuint (end->judge.worst[property].verdict, <, ELECTOR_VERDICT_BROKEN);
  elector_run_advance (run, until);
  if (property == ELECTOR_PROPERTY_AGREEMENT || property == ELECTOR_PROPERTY_AVAILABILITY)
    g_assert_cmpuint (end->judge.findings[property].verdict, !=, ELECTOR_VERDICT_HOLDS);
  else
    g_assert_cmpuint (end->judge.worst[property].verdict, >=, ELECTOR_VERDICT_BROKEN);
}

static guint
assert_found (const ElectorSearch *search, ElectorProperty property, guint most_moves)
{
  ElectorSearchProgress progress;
  g_autoptr (ElectorExplorer) explorer = explore (search, &progress);
  guint n_moves, first_move;
  ElectorNodeId node;

  elector_explorer_get_moves (explorer, &n_moves);
  g_assert_cmpuint (progress.outcome, ==, ELECTOR_OUTCOME_FOUND);
  g_assert_cmpuint (elector_explorer_get_broken (explorer), ==, property);
  g_assert_cmpuint (n_moves, <=, most_moves);
  if (elector_explorer_get_break (explorer, &first_move, &node) != ELECTOR_BREAK_NO_WAY)
    {
      g_assert_cmpuint (progress.depth + 1, ==, n_moves);
      g_assert_cmpuint (first_move, ==, n_moves);
    }
  assert_happens_again (explorer);
  return n_moves;
}

static guint64
assert_holds (const ElectorSearch *search)
{
  ElectorSearchProgress progress;
  g_autoptr (ElectorExplorer) explorer = explore (search, &progress);

  g_assert_cmpuint (progress.outcome, ==, ELECTOR_OUTCOME_HOLDS);
  g_assert_cmpuint (progress.n_queued, ==, 0);
  g_assert_null (elector_explorer_make_scenario (explorer));
  return progress.n_states;
}

/* --- What is found --- */

/* Each rule switch of Raft that gives safety up is found out, and in as few steps as one would with pen and paper. */
static void
test_raft_rules (void)
{
  ElectorSearch search = make_search (&elector_raft, 3, 1u << RAFT_RULE_FORGETS_VOTE);

  search.properties = 1u << ELECTOR_PROPERTY_TERM_VOTE;
  g_assert_cmpuint (assert_found (&search, ELECTOR_PROPERTY_TERM_VOTE, 15), ==, 5);
  search.properties = 1u << ELECTOR_PROPERTY_TERM_LEADER;
  g_assert_cmpuint (assert_found (&search, ELECTOR_PROPERTY_TERM_LEADER, 15), ==, 8);
  search.config.rules = 1u << RAFT_RULE_COUNTS_STALE_VOTES;
  g_assert_cmpuint (assert_found (&search, ELECTOR_PROPERTY_TERM_LEADER, 15), ==, 7);
  search.config.rules = 1u << RAFT_RULE_LIVE_MAJORITY;
  g_assert_cmpuint (assert_found (&search, ELECTOR_PROPERTY_TERM_LEADER, 15), ==, 4);
}

/* What is found happens again whatever the network may lose and double, and however little it holds. */
static void
test_replay (void)
{
  const guint32 rules[] = { 1u << RAFT_RULE_FORGETS_VOTE, 1u << RAFT_RULE_COUNTS_STALE_VOTES,
                            1u << RAFT_RULE_LIVE_MAJORITY };

  for (guint rule = 0; rule < G_N_ELEMENTS (rules); rule++)
    for (guint pending = 3; pending <= 7; pending += 2)
      for (guint bits = 0; bits < 8; bits++)
        {
          ElectorSearch search = make_search (&elector_raft, 3, rules[rule]);

          search.max_pending = pending;
          search.max_losses = bits & 1;
          search.max_duplicates = bits >> 1 & 1;
          search.exact = bits >> 2;
          search.properties = 1u << ELECTOR_PROPERTY_TERM_LEADER;
          assert_found (&search, ELECTOR_PROPERTY_TERM_LEADER, 15);
        }
}

/* Where messages take as long as they like, whoever suspects the leader becomes one. Where they are in time, two lead
 * only while an announcement is under way; and one that overtakes another leaves its receiver with the wrong one. */
static void
test_single_leader (void)
{
  ElectorSearch search = make_search (&elector_bully, 3, 0);

  g_assert_cmpuint (assert_found (&search, ELECTOR_PROPERTY_SINGLE_LEADER, 2), ==, 2);
  search.assumption = ELECTOR_ASSUMPTION_SYNCHRONOUS;
  search.max_pending = ELECTOR_EXPLORER_MAX_PENDING;
  g_assert_cmpuint (assert_found (&search, ELECTOR_PROPERTY_SINGLE_LEADER, 7), ==, 7);
  search.at_rest = TRUE;
  assert_holds (&search);
  search.properties = 1u << ELECTOR_PROPERTY_AGREEMENT;
  g_assert_cmpuint (assert_found (&search, ELECTOR_PROPERTY_AGREEMENT, 10), ==, 10);
  search.max_crashes = 0;
  assert_holds (&search);
}

/* A node that waits for ever, when who answered has crashed and who would be told was not. */
static void
test_stuck (void)
{
  ElectorSearch search = make_search (&elector_bully, 3, 1u << BULLY_RULE_WAIT_FOREVER);

  search.properties = 1u << ELECTOR_PROPERTY_AVAILABILITY;
  search.max_losses = 1;
  search.max_pending = 4;
  assert_found (&search, ELECTOR_PROPERTY_AVAILABILITY, 12);
  search.config.rules = 0;
  search.max_pending = 2;
  assert_holds (&search);
}

static void
test_raft_holds (void)
{
  ElectorSearch search = make_search (&elector_raft, 3, 0);

  search.max_pending = 2;
  search.max_duplicates = 1;
  assert_holds (&search);
  search.config.rules = 1u << RAFT_RULE_PRE_VOTE;
  search.max_pending = 2;
  search.max_term = 1;
  assert_holds (&search);
}

/* --- A client --- */

/* A leader that accepts alone loses writes, unless what it writes to turns old leaders away. */
static void
test_writes (void)
{
  ElectorSearch search = make_search (&elector_raft, 3, 1u << RAFT_RULE_WRITES_ALONE);

  elector_search_set_properties (&search, 1u << ELECTOR_PROPERTY_WRITES);
  g_assert_cmpuint (search.max_writes, ==, 2);
  g_assert_cmpuint (assert_found (&search, ELECTOR_PROPERTY_WRITES, 15), ==, 8);
  search.max_pending = 3;
  search.fencing = TRUE;
  assert_holds (&search);
  search.config.rules = 0;
  search.fencing = FALSE;
  search.max_pending = 2;
  search.max_writes = 3;
  assert_holds (&search);
}

/* A write that has no log to go to is counted by its leader. */
static void
test_writes_without_log (void)
{
  ElectorSearch search = make_search (&elector_bully, 3, 0);

  elector_search_set_properties (&search, 1u << ELECTOR_PROPERTY_WRITES);
  g_assert_cmpuint (assert_found (&search, ELECTOR_PROPERTY_WRITES, 15), ==, 4);
  search.config.rules = 1u << BULLY_RULE_NEEDS_MAJORITY;
  elector_search_set_assumption (&search, ELECTOR_ASSUMPTION_SYNCHRONOUS);
  assert_holds (&search);
}

/* --- Where time has a length --- */

static ElectorSearch
make_lockstep_search (const ElectorProtocol *protocol, guint n_nodes, guint32 rules, guint max_crashes)
{
  ElectorSearch search = make_search (protocol, n_nodes, rules);

  elector_search_set_assumption (&search, ELECTOR_ASSUMPTION_LOCKSTEP);
  elector_search_set_properties (&search, 1u << ELECTOR_PROPERTY_AVAILABILITY);
  search.max_crashes = max_crashes;
  return search;
}

static void
assert_break (const ElectorSearch *search, ElectorBreak how, guint first_move, int duration)
{
  ElectorSearchProgress progress;
  g_autoptr (ElectorExplorer) explorer = explore (search, &progress);
  guint first, n_moves;
  ElectorNodeId node;
  const ElectorMove *moves = elector_explorer_get_moves (explorer, &n_moves);

  g_assert_cmpuint (elector_explorer_get_break (explorer, &first, &node), ==, how);
  g_assert_cmpuint (first, ==, first_move);
  g_assert_cmpint (node != ELECTOR_NO_NODE, ==, how == ELECTOR_BREAK_HELD_UP);
  g_assert_cmpint (moves[n_moves - 1].time - moves[0].time, ==, duration);
}

/* When all timeouts are equal, all nodes stand at once, for ever: 3 timeouts, 6 requests, 6 refusals, and so on. */
static void
test_equal_timeouts (void)
{
  ElectorSearch search = make_lockstep_search (&elector_raft, 3, 1u << RAFT_RULE_EQUAL_TIMEOUTS, 0);

  g_assert_cmpuint (assert_found (&search, ELECTOR_PROPERTY_AVAILABILITY, 15), ==, 15);
  assert_break (&search, ELECTOR_BREAK_NO_WAY, 0, 2);
  search.max_crashes = 1;
  g_assert_cmpuint (assert_found (&search, ELECTOR_PROPERTY_AVAILABILITY, 15), ==, 15);
  elector_search_set_nodes (&search, 2);
  g_assert_cmpuint (search.max_term, ==, 4);
  g_assert_cmpuint (assert_found (&search, ELECTOR_PROPERTY_AVAILABILITY, 15), ==, 6);
}

/* Raft elects whatever it has gone through: also where a node without the log spends terms that another one needs. */
static void
test_way (void)
{
  ElectorSearch search = make_lockstep_search (&elector_raft, 2, 0, 2);

  assert_holds (&search);
  search.max_term++;
  assert_holds (&search);
  search = make_lockstep_search (&elector_raft, 2, 0, 1);
  search.max_losses = search.max_duplicates = 1;
  assert_holds (&search);
  search = make_lockstep_search (&elector_raft, 2, 1u << RAFT_RULE_PRE_VOTE, 1);
  assert_holds (&search);
}

/* A candidate that refuses another one waits anew, and so for longer than the longest timeout. */
static void
test_refusal_resets_timer (void)
{
  ElectorSearch search = make_lockstep_search (&elector_raft, 3, 1u << RAFT_RULE_REFUSAL_RESETS_TIMER, 0);

  g_assert_cmpuint (assert_found (&search, ELECTOR_PROPERTY_AVAILABILITY, 15), ==, 15);
  assert_break (&search, ELECTOR_BREAK_HELD_UP, 15, 2);
  search.config.rules = 0;
  assert_holds (&search);
}

/* A ring in which a node is down never elects, unless it is repaired. Bully does. */
static void
test_lockstep (void)
{
  ElectorSearch search = make_lockstep_search (&elector_ring, 3, 0, 1);

  assert_found (&search, ELECTOR_PROPERTY_AVAILABILITY, 40);
  assert_break (&search, ELECTOR_BREAK_NO_WAY, 1, 19);
  search.config.rules = 1u << RING_RULE_REPAIR;
  search.max_timeouts = 12;
  assert_holds (&search);
  search = make_lockstep_search (&elector_bully, 3, 0, 2);
  assert_holds (&search);
}

/* Messages that overtake each other part bully's nodes; the next heartbeat joins them again, unless one waits for
 * ever. */
static void
test_eventually (void)
{
  ElectorSearch search = make_lockstep_search (&elector_bully, 3, 0, 1);

  search.properties = 1u << ELECTOR_PROPERTY_AGREEMENT;
  g_assert_cmpuint (assert_found (&search, ELECTOR_PROPERTY_AGREEMENT, 12), ==, 12);
  search.eventually = TRUE;
  assert_holds (&search);
  g_assert_true (elector_search_promises (&search, ELECTOR_PROPERTY_AGREEMENT));
  search.config.rules = 1u << BULLY_RULE_WAIT_FOREVER;
  assert_found (&search, ELECTOR_PROPERTY_AGREEMENT, 40);
  assert_break (&search, ELECTOR_BREAK_NO_WAY, 3, 4);
}

/* Looked at only when no message is under way, it is stuck later. */
static void
test_lockstep_at_rest (void)
{
  ElectorSearch search = make_lockstep_search (&elector_ring, 3, 0, 1);
  ElectorSearchProgress progress;
  g_autoptr (ElectorExplorer) explorer = NULL;
  ElectorNodeId node;
  guint first;

  search.at_rest = TRUE;
  explorer = explore (&search, &progress);
  g_assert_cmpuint (elector_explorer_get_break (explorer, &first, &node), ==, ELECTOR_BREAK_NO_WAY);
  g_assert_cmpuint (first, >, 1);
}

/* --- How it is searched --- */

static void
assert_same_moves (ElectorExplorer *one, ElectorExplorer *other)
{
  guint n, n_other;
  const ElectorMove *moves = elector_explorer_get_moves (one, &n);
  const ElectorMove *others = elector_explorer_get_moves (other, &n_other);

  g_assert_cmpuint (n, ==, n_other);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *move = elector_move_format (&moves[i], &elector_raft);
      g_autofree char *other_move = elector_move_format (&others[i], &elector_raft);

      g_assert_cmpstr (move, ==, other_move);
      g_assert_cmpuint (moves[i].message.term, ==, others[i].message.term);
    }
}

static void
assert_same_on_threads (ElectorSearch search)
{
  ElectorSearchProgress alone, shared;
  g_autoptr (ElectorExplorer) one = NULL;

  search.n_threads = 1;
  one = explore (&search, &alone);
  for (search.n_threads = 2; search.n_threads <= 5; search.n_threads++)
    {
      g_autoptr (ElectorExplorer) other = explore (&search, &shared);

      g_assert_cmpuint (alone.outcome, ==, shared.outcome);
      g_assert_cmpuint (alone.n_states, ==, shared.n_states);
      g_assert_cmpuint (alone.n_transitions, ==, shared.n_transitions);
      g_assert_cmpuint (alone.n_full, ==, shared.n_full);
      assert_same_moves (one, other);
    }
}

/* Any number of threads sees the same states, and finds the same way. */
static void
test_threads (void)
{
  ElectorSearch lockstep = make_lockstep_search (&elector_raft, 3, 1u << RAFT_RULE_EQUAL_TIMEOUTS, 1);

  assert_same_on_threads (lockstep);
  lockstep.config.rules = 1u << RAFT_RULE_REFUSAL_RESETS_TIMER;
  lockstep.max_crashes = 0;
  assert_same_on_threads (lockstep);
  for (guint rules = 0; rules < 2; rules++)
    {
      ElectorSearch search = make_search (&elector_raft, 3, rules << RAFT_RULE_COUNTS_STALE_VOTES);

      search.max_pending = rules > 0 ? 6 : 2;
      assert_same_on_threads (search);
    }
}

static void
assert_same_in_stores (ElectorSearch search)
{
  guint64 exact, all, symmetric;

  symmetric = assert_holds (&search);
  search.symmetry = FALSE;
  all = assert_holds (&search);
  search.exact = TRUE;
  exact = assert_holds (&search);
  g_assert_cmpuint (all, ==, exact);
  g_assert_cmpuint (symmetric, <, all);
  g_assert_cmpuint (6 * symmetric, >=, all);
}

/* Fingerprints lose nothing, and the names of n nodes hide at most n! states behind one. */
static void
test_stores (void)
{
  ElectorSearch search = make_search (&elector_raft, 3, 0);

  search.max_pending = 2;
  assert_same_in_stores (search);
  search.max_writes = 2;
  search.max_crashes = 0;
  assert_same_in_stores (search);
  search = make_lockstep_search (&elector_raft, 2, 0, 1);
  assert_same_in_stores (search);
}

/* --- Where it ends --- */

static void
test_memory (void)
{
  for (guint exact = 0; exact < 2; exact++)
    {
      ElectorSearch search = make_search (&elector_raft, 3, 0);
      ElectorSearchProgress progress;
      g_autoptr (ElectorExplorer) explorer = NULL;
      g_autofree char *verdict = NULL;

      search.max_memory = 24 * MEBIBYTE;
      search.exact = exact > 0;
      explorer = explore (&search, &progress);
      g_assert_cmpuint (progress.outcome, ==, ELECTOR_OUTCOME_MEMORY);
      g_assert_cmpuint (progress.memory, <=, search.max_memory);
      g_assert_cmpuint (progress.n_states, >, 100000);
      verdict = elector_explorer_format_verdict (explorer);
      g_assert_nonnull (strstr (verdict, "24.0"));
    }
}

typedef struct
{
  GMainLoop *loop;
  ElectorOutcome outcome;
} Waiting;

static void
on_done (GObject *source, GAsyncResult *result, gpointer data)
{
  Waiting *waiting = data;

  waiting->outcome = elector_explorer_run_finish (NULL, result);
  g_main_loop_quit (waiting->loop);
}

typedef struct
{
  ElectorExplorer *explorer;
  GCancellable *cancellable;
} Watch;

/* Looks on until there is something to see, and then has enough. */
static gboolean
on_tick (gpointer data)
{
  Watch *watch = data;
  ElectorSearchProgress progress;

  elector_explorer_get_progress (watch->explorer, &progress);
  g_assert_cmpuint (progress.outcome, ==, ELECTOR_OUTCOME_NONE);
  if (progress.n_states < 1000)
    return G_SOURCE_CONTINUE;
  g_assert_cmpuint (progress.n_queued, >, 0);
  g_cancellable_cancel (watch->cancellable);
  return G_SOURCE_REMOVE;
}

static void
test_cancel (void)
{
  ElectorSearch search = make_search (&elector_raft, 5, 0);
  g_autoptr (ElectorExplorer) explorer = elector_explorer_new (&search, NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  Waiting waiting = { loop, ELECTOR_OUTCOME_NONE };
  Watch watch = { explorer, cancellable };
  g_autofree char *verdict = NULL;

  elector_explorer_run_async (explorer, cancellable, on_done, &waiting);
  g_timeout_add (1, on_tick, &watch);
  g_main_loop_run (loop);
  g_assert_cmpuint (waiting.outcome, ==, ELECTOR_OUTCOME_CANCELLED);
  verdict = elector_explorer_format_verdict (explorer);
  g_assert_true (g_str_has_prefix (verdict, "Stopped at "));
}

static void
assert_refused (ElectorSearch search)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (elector_explorer_new (&search, &error));
  g_assert_error (error, ELECTOR_ERROR, ELECTOR_ERROR_RANGE);
}

/* No number of nodes is too odd to be refused. */
static void
test_nodes (void)
{
  const ElectorProtocol *const protocols[] = { &elector_bully, &elector_raft, &elector_ring };

  for (guint i = 0; i < G_N_ELEMENTS (protocols); i++)
    for (guint assumption = 0; assumption < ELECTOR_N_ASSUMPTIONS; assumption++)
      {
        ElectorSearch search = make_search (protocols[i], 3, 0);

        elector_search_set_assumption (&search, (ElectorAssumption) assumption);
        search.config.n_nodes = 0;
        assert_refused (search);
        search.config.n_nodes = ELECTOR_EXPLORER_MAX_NODES + 1;
        assert_refused (search);
      }
}

static void
test_bounds (void)
{
  ElectorSearch search = make_search (&elector_bully, ELECTOR_EXPLORER_MAX_NODES + 1, 0);

  assert_refused (search);
  search = make_search (&elector_bully, 3, 0);
  search.eventually = TRUE;

  assert_refused (search);
  search = make_search (&elector_bully, 3, 0);
  search.properties = 1u << ELECTOR_PROPERTY_TERM_LEADER;
  assert_refused (search);
  search = make_search (&elector_raft, 3, 0);
  search.max_pending = 0;
  assert_refused (search);
  search.max_pending = ELECTOR_EXPLORER_MAX_PENDING + 1;
  assert_refused (search);
  search = make_search (&elector_raft, 3, 0);
  search.max_crashes = ELECTOR_EXPLORER_MAX_FAULTS + 1;
  assert_refused (search);
  search = make_search (&elector_raft, 3, 0);
  search.max_memory = 1;
  assert_refused (search);
  search = make_search (&elector_raft, 3, 0);
  search.properties = 1u << ELECTOR_PROPERTY_WRITES;
  assert_refused (search);
  search.max_writes = 1;
  assert_refused (search);
  search.max_writes = 2;
  search.max_term = ELECTOR_EXPLORER_MAX_TERM;
  assert_refused (search);
  search = make_lockstep_search (&elector_raft, 3, 0, 0);
  search.max_term = 3;
  assert_refused (search);
  search = make_lockstep_search (&elector_raft, 3, 0, 0);
  search.config.parameters[RAFT_PARAMETER_ELECTION_TIMEOUT].high = 1000 * ELECTOR_SEC;
  assert_refused (search);
  search.config.parameters[RAFT_PARAMETER_ELECTION_TIMEOUT].low = 1;
  assert_refused (search);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/explorer/raft-rules", test_raft_rules);
  g_test_add_func ("/explorer/replay", test_replay);
  g_test_add_func ("/explorer/single-leader", test_single_leader);
  g_test_add_func ("/explorer/stuck", test_stuck);
  g_test_add_func ("/explorer/raft-holds", test_raft_holds);
  g_test_add_func ("/explorer/writes", test_writes);
  g_test_add_func ("/explorer/writes-without-log", test_writes_without_log);
  g_test_add_func ("/explorer/equal-timeouts", test_equal_timeouts);
  g_test_add_func ("/explorer/refusal-resets-timer", test_refusal_resets_timer);
  g_test_add_func ("/explorer/way", test_way);
  g_test_add_func ("/explorer/lockstep", test_lockstep);
  g_test_add_func ("/explorer/eventually", test_eventually);
  g_test_add_func ("/explorer/lockstep-at-rest", test_lockstep_at_rest);
  g_test_add_func ("/explorer/threads", test_threads);
  g_test_add_func ("/explorer/stores", test_stores);
  g_test_add_func ("/explorer/memory", test_memory);
  g_test_add_func ("/explorer/cancel", test_cancel);
  g_test_add_func ("/explorer/nodes", test_nodes);
  g_test_add_func ("/explorer/bounds", test_bounds);
  return g_test_run ();
}
