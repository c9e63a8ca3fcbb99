/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "check/rule-case.h"

#include "protocols/registry.h"

static ElectorSearchVerdict
judge (const char *algorithm, const char *rule, ElectorAssumption assumption, ElectorProperty property)
{
  const ElectorProtocol *protocol = elector_registry_find_protocol (algorithm);
  ElectorRuleCase rule_case
    = { .protocol = protocol, .rule = ELECTOR_RULE_NONE, .assumption = assumption, .property = property };
  ElectorSearch search;
  ElectorSearchVerdict verdict;
  g_autoptr (ElectorExplorer) explorer = NULL;

  if (rule != NULL)
    rule_case.rule = elector_protocol_find_rule (protocol, rule);
  elector_rule_case_init_search (&rule_case, &search);
  explorer = elector_explorer_new (&search, NULL);
  elector_explorer_run (explorer, NULL);
  g_assert_true (elector_search_verdict_init (&verdict, explorer));
  return verdict;
}

static void
assert_tells (const char *algorithm, const char *rule, ElectorAssumption assumption, ElectorProperty property,
              gboolean breaks_with)
{
  ElectorSearchVerdict with = judge (algorithm, rule, assumption, property);
  ElectorSearchVerdict without = judge (algorithm, NULL, assumption, property);

  g_assert_true (elector_rule_case_tells (&with, &without));
  g_assert_cmpint (with.outcome == ELECTOR_OUTCOME_FOUND, ==, breaks_with);
  g_assert_cmpuint (MAX (with.n_moves, without.n_moves), >, 0);
}

/* These switches make a difference, and it is that which they say they make. */
static void
test_difference (void)
{
  assert_tells ("bully", "wait-forever", ELECTOR_ASSUMPTION_SYNCHRONOUS, ELECTOR_PROPERTY_AVAILABILITY, TRUE);
  assert_tells ("bully", "wait-forever", ELECTOR_ASSUMPTION_LOCKSTEP, ELECTOR_PROPERTY_AGREEMENT, TRUE);
  assert_tells ("bully", "needs-majority", ELECTOR_ASSUMPTION_SYNCHRONOUS, ELECTOR_PROPERTY_SINGLE_LEADER, FALSE);
  assert_tells ("ring", "forward-everything", ELECTOR_ASSUMPTION_SYNCHRONOUS, ELECTOR_PROPERTY_SINGLE_LEADER, TRUE);
  assert_tells ("ring", "try-once", ELECTOR_ASSUMPTION_SYNCHRONOUS, ELECTOR_PROPERTY_AVAILABILITY, TRUE);
  assert_tells ("raft", "forgets-vote", ELECTOR_ASSUMPTION_ASYNCHRONOUS, ELECTOR_PROPERTY_TERM_VOTE, TRUE);
}

/* Each wrong rule of Raft is found out, in no more steps than a person can follow; what costs time only, where time has
 * a length. */
static void
test_wrong_rules (void)
{
  const struct
  {
    const char *rule;
    ElectorAssumption assumption;
    ElectorProperty property;
  } cases[] = {
    { "forgets-vote", ELECTOR_ASSUMPTION_ASYNCHRONOUS, ELECTOR_PROPERTY_TERM_VOTE },
    { "forgets-vote", ELECTOR_ASSUMPTION_ASYNCHRONOUS, ELECTOR_PROPERTY_TERM_LEADER },
    { "counts-stale-votes", ELECTOR_ASSUMPTION_ASYNCHRONOUS, ELECTOR_PROPERTY_TERM_LEADER },
    { "majority-of-live-nodes", ELECTOR_ASSUMPTION_ASYNCHRONOUS, ELECTOR_PROPERTY_TERM_LEADER },
    { "refusal-resets-timer", ELECTOR_ASSUMPTION_LOCKSTEP, ELECTOR_PROPERTY_AVAILABILITY },
    { "equal-timeouts", ELECTOR_ASSUMPTION_LOCKSTEP, ELECTOR_PROPERTY_AVAILABILITY },
    { "writes-alone", ELECTOR_ASSUMPTION_ASYNCHRONOUS, ELECTOR_PROPERTY_WRITES },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      ElectorSearchVerdict with = judge ("raft", cases[i].rule, cases[i].assumption, cases[i].property);

      g_assert_cmpuint (with.outcome, ==, ELECTOR_OUTCOME_FOUND);
      g_assert_cmpuint (with.n_moves, >, 0);
      g_assert_cmpuint (with.n_moves, <=, 15);
    }
}

/* Without them, the same holds. The two that vote are long searches: see test-explorer. */
static void
test_right_rules (void)
{
  ElectorSearchVerdict lockstep = judge ("raft", NULL, ELECTOR_ASSUMPTION_LOCKSTEP, ELECTOR_PROPERTY_AVAILABILITY);
  ElectorSearchVerdict writes = judge ("raft", NULL, ELECTOR_ASSUMPTION_ASYNCHRONOUS, ELECTOR_PROPERTY_WRITES);

  g_assert_cmpuint (lockstep.outcome, ==, ELECTOR_OUTCOME_HOLDS);
  g_assert_cmpuint (writes.outcome, ==, ELECTOR_OUTCOME_HOLDS);
}

/* Where time has no length, what costs time makes no difference. */
static void
test_time (void)
{
  ElectorSearchVerdict with = judge ("raft", "refusal-resets-timer", ELECTOR_ASSUMPTION_SYNCHRONOUS,
                                     ELECTOR_PROPERTY_AVAILABILITY);
  ElectorSearchVerdict without = judge ("raft", NULL, ELECTOR_ASSUMPTION_SYNCHRONOUS, ELECTOR_PROPERTY_AVAILABILITY);

  g_assert_false (elector_rule_case_tells (&with, &without));
  g_assert_cmpuint (with.n_states, ==, without.n_states);
}

/* Every algorithm is asked what it knows about, and once more at rest where it does not promise one leader. */
static void
test_list (void)
{
  for (guint i = 0; i < elector_registry_get_n_protocols (); i++)
    {
      const ElectorProtocol *protocol = elector_registry_get_protocol (i);
      ElectorRuleCase cases[ELECTOR_RULE_MAX_QUESTIONS];
      guint n = elector_rule_case_list (protocol, cases), at_rest = 0;

      g_assert_cmpuint (n, ==, protocol == elector_registry_find_protocol ("raft") ? 7 : 5);
      for (guint k = 0; k < n; k++)
        {
          ElectorSearch search;
          g_autoptr (GError) error = NULL;

          at_rest += cases[k].at_rest ? 1 : 0;
          for (guint assumption = 0; assumption < ELECTOR_N_ASSUMPTIONS; assumption++)
            {
              cases[k].assumption = (ElectorAssumption) assumption;
              elector_rule_case_init_search (&cases[k], &search);
              g_assert_true (elector_search_check (&search, &error));
              g_assert_no_error (error);
            }
        }
      g_assert_cmpuint (at_rest, ==, 1);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/rule-case/difference", test_difference);
  g_test_add_func ("/rule-case/wrong-rules", test_wrong_rules);
  g_test_add_func ("/rule-case/right-rules", test_right_rules);
  g_test_add_func ("/rule-case/time", test_time);
  g_test_add_func ("/rule-case/list", test_list);
  return g_test_run ();
}
