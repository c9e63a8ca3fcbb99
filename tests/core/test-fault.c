/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "core/fault.h"

#include "core/rng.h"
#include "core/units.h"

#include <string.h>

static void
test_good (void)
{
  static const char *const texts[][2] = {
    { "crash 5", "crash 5" },
    { "  recover \t 1 ", "recover 1" },
    { "pause 3", "pause 3" },
    { "resume 003", "resume 3" },
    { "campaign 2", "campaign 2" },
    { "transfer 2", "transfer 2" },
    { "append 3", "append 3" },
    { "cut 1-2", "cut 1-2" },
    { "cut 1>2", "cut 1>2" },
    { "cut 5 - 1", "cut 5-1" },
    { "restore 1-2", "restore 1-2" },
    { "restore 2>1", "restore 2>1" },
    { "partition 1,2|3,4,5", "partition 1,2|3,4,5" },
    { "partition 2, 1 | 5", "partition 1,2|5" },
    { "partition 3", "partition 3" },
    { "heal", "heal" },
    { "loss 20%", "loss 20%" },
    { "loss 0", "loss 0%" },
    { "duplicate 0.5 %", "duplicate 0.5%" },
    { "delay 10ms..20ms", "delay 10ms..20ms" },
    { "delay 5 ms", "delay 5ms" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      ElectorFault fault = { .time = 77 }, copy;
      g_autoptr (GError) error = NULL;
      g_autofree char *text = NULL, *copied = NULL;

      g_assert_true (elector_fault_parse (&fault, texts[i][0], 5, &error));
      g_assert_no_error (error);
      g_assert_cmpint (fault.time, ==, 77);
      text = elector_fault_format (&fault, 5);
      g_assert_cmpstr (text, ==, texts[i][1]);
      elector_fault_copy (&copy, &fault, 5);
      elector_fault_clear (&fault);
      copied = elector_fault_format (&copy, 5);
      g_assert_cmpstr (copied, ==, texts[i][1]);
      elector_fault_clear (&copy);
    }
}

static void
test_meaning (void)
{
  ElectorFault fault = { 0 };

  g_assert_true (elector_fault_parse (&fault, "cut 2>4", 5, NULL));
  g_assert_cmpint (fault.kind, ==, ELECTOR_FAULT_CUT);
  g_assert_cmpuint (fault.node, ==, 2);
  g_assert_cmpuint (fault.peer, ==, 4);
  g_assert_true (fault.one_way);
  g_assert_true (elector_fault_parse (&fault, "cut 2-4", 5, NULL));
  g_assert_false (fault.one_way);
  g_assert_true (elector_fault_parse (&fault, "loss 20%", 5, NULL));
  g_assert_cmpuint (fault.per_million, ==, 200000);
  g_assert_true (elector_fault_parse (&fault, "delay 1ms..2s", 5, NULL));
  g_assert_cmpint (fault.delay.low, ==, ELECTOR_MSEC);
  g_assert_cmpint (fault.delay.high, ==, 2 * ELECTOR_SEC);
  g_assert_true (elector_fault_parse_timed (&fault, " 2.5s   partition 1,5|3", 5, NULL));
  g_assert_cmpint (fault.time, ==, 2500 * ELECTOR_MSEC);
  g_assert_cmpuint (fault.groups[0], ==, 1);
  g_assert_cmpuint (fault.groups[1], ==, 0);
  g_assert_cmpuint (fault.groups[2], ==, 2);
  g_assert_cmpuint (fault.groups[3], ==, 0);
  g_assert_cmpuint (fault.groups[4], ==, 1);
  elector_fault_clear (&fault);
  g_assert_null (fault.groups);
}

static void
assert_bad (const char *text, int code)
{
  ElectorFault fault = { .time = 77 };
  g_autoptr (GError) error = NULL;

  g_test_message ("%s", text);
  g_assert_false (elector_fault_parse (&fault, text, 5, &error));
  g_assert_error (error, ELECTOR_ERROR, code);
  g_assert_cmpuint (strlen (error->message), >, 10);
  g_assert_true (g_utf8_validate (error->message, -1, NULL));
  g_assert_null (fault.groups);
  g_assert_cmpint (fault.time, ==, 77);
  g_assert_false (elector_fault_parse (&fault, text, 5, NULL));
}

static void
test_bad (void)
{
  static const char *const syntax[] = {
    "", " ", "explode 5", "CRASH 5", "crash5", "crash", "crash -1", "crash +1", "crash 1e3", "crash 1.5",
    "crash five", "crash 1 2", "crash ５", "crash ٣", "crash 1\u00a0", "crash 1,2", "пауза 3", "cut", "cut 1",
    "cut 1,2", "cut 1-", "cut -2", "cut 1->2", "cut 1-2-3", "cut 1>2>3", "cut 1–2", "cut 1→2", "restore a-b",
    "heal 1", "heal all", "partition", "partition |", "partition 1,2|", "partition |1", "partition 1,,2",
    "partition 1,2||3", "partition ,", "partition a|b", "loss", "loss 20", "loss -1%", "loss 1e1%", "loss x%",
    "duplicate 5", "delay", "delay 10", "delay 10..20", "delay 1ms..", "delay ..1ms", "delay fast", "campaign 1e0",
  };
  static const char *const range[] = {
    "crash 9", "crash 0", "crash 6", "crash 100", "crash 999", "crash 65536", "crash 65537", "crash 4294967297",
    "crash 99999999999999999999", "pause 1000", "cut 1-1", "cut 2>2", "cut 1-9", "cut 0-1", "cut 65537-1",
    "restore 5-5", "partition 1,2|2,3", "partition 1,1", "partition 1,9", "partition 0|1", "loss 101%",
    "duplicate 100.1%", "delay 20ms..10ms", "delay 61min", "delay 0..3601s",
  };

  for (guint i = 0; i < G_N_ELEMENTS (syntax); i++)
    assert_bad (syntax[i], ELECTOR_ERROR_SYNTAX);
  for (guint i = 0; i < G_N_ELEMENTS (range); i++)
    assert_bad (range[i], ELECTOR_ERROR_RANGE);
}

static void
test_messages (void)
{
  static const char *const texts[][2] = {
    { "crash 9", "there is no node 9: the nodes are 1 to 5" },
    { "crash x", "“x” is not a whole number" },
    { "cut 1-1", "“1-1” is not a link: its ends are the same node" },
    { "partition 1,2|", "a group is empty: write “1,2|3,4,5”" },
    { "partition 1|1", "node 1 stands in two groups" },
    { "heal 3", "“heal” takes nothing after it" },
    { "explode", "“explode” is not something that can happen; try “crash 5”" },
    { "loss 20", "“20” is not a percentage, like “20%”" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;
      ElectorFault fault = { 0 };

      g_assert_false (elector_fault_parse (&fault, texts[i][0], 5, &error));
      g_assert_cmpstr (error->message, ==, texts[i][1]);
    }
}

static void
test_bad_timed (void)
{
  static const char *const bad[] = {
    "", "2s", "crash 5", "2 s crash 5", "-2s crash 5", "2 crash 5", "1e3s crash 5", "61min crash 5", "2s crash 9",
    "2s heal heal", "2scrash 5", "2s partition 1|1",
  };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      ElectorFault fault;
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", bad[i]);
      g_assert_false (elector_fault_parse_timed (&fault, bad[i], 5, &error));
      g_assert_true (error != NULL && error->domain == ELECTOR_ERROR);
      g_assert_null (fault.groups);
    }
}

static void
make_random (ElectorFault *fault, ElectorRng *rng, guint n)
{
  *fault = (ElectorFault) { .kind = (ElectorFaultKind) elector_rng_below (rng, ELECTOR_N_FAULTS) };
  fault->node = (ElectorNodeId) (1 + elector_rng_below (rng, n));
  fault->peer = (ElectorNodeId) (fault->node % n + 1);
  fault->one_way = elector_rng_chance (rng, 500000);
  fault->per_million = (guint) elector_rng_below (rng, ELECTOR_PER_MILLION + 1);
  fault->delay.low = elector_rng_range (rng, (ElectorRange) { 0, ELECTOR_SEC });
  fault->delay.high = elector_rng_range (rng, (ElectorRange) { fault->delay.low, ELECTOR_MAX_DURATION });
  if (fault->kind != ELECTOR_FAULT_PARTITION)
    return;
  fault->groups = g_new0 (guint16, n);
  for (guint i = 0; i < n; i++)
    fault->groups[i] = i < 3 ? (guint16) (i + 1) : (guint16) elector_rng_below (rng, 4);
}

/* What is written is read back, and written alike. */
static void
test_round_trip (void)
{
  ElectorRng rng;

  elector_rng_seed (&rng, 1, 0);
  for (guint i = 0; i < 5000; i++)
    {
      guint n = 3 + (guint) elector_rng_below (&rng, i % 10 ? 10 : ELECTOR_MAX_NODES - 2);
      g_autofree char *text = NULL, *again = NULL;
      g_autoptr (GError) error = NULL;
      ElectorFault fault, read = { 0 };

      make_random (&fault, &rng, n);
      text = elector_fault_format (&fault, n);
      elector_fault_parse (&read, text, n, &error);
      g_assert_no_error (error);
      g_assert_cmpint (read.kind, ==, fault.kind);
      again = elector_fault_format (&read, n);
      g_assert_cmpstr (again, ==, text);
      if (fault.groups != NULL)
        g_assert_cmpmem (fault.groups, n * sizeof *fault.groups, read.groups, n * sizeof *read.groups);
      elector_fault_clear (&fault);
      elector_fault_clear (&read);
    }
}

/* Anything at all: an error or a fault, and nothing else. */
static void
test_noise (void)
{
  static const char *const pieces[] = {
    "crash", "cut", "partition", "loss", "delay", "heal", " ", "1", "5", "9", "-", ">", ",", "|", "%", "ms", "..",
    "0", "99999999999", "é", "\xff", "s", ".", "\t",
  };
  ElectorRng rng;

  elector_rng_seed (&rng, 2, 0);
  for (guint i = 0; i < 50000; i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_autoptr (GError) error = NULL;
      ElectorFault fault = { 0 };

      for (guint j = 1 + (guint) elector_rng_below (&rng, 8); j > 0; j--)
        g_string_append (text, pieces[elector_rng_below (&rng, G_N_ELEMENTS (pieces))]);
      if (!elector_fault_parse (&fault, text->str, 5, &error))
        g_assert_true (error != NULL && error->domain == ELECTOR_ERROR);
      else
        g_assert_no_error (error);
      elector_fault_clear (&fault);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/fault/good", test_good);
  g_test_add_func ("/fault/meaning", test_meaning);
  g_test_add_func ("/fault/bad", test_bad);
  g_test_add_func ("/fault/messages", test_messages);
  g_test_add_func ("/fault/bad-timed", test_bad_timed);
  g_test_add_func ("/fault/round-trip", test_round_trip);
  g_test_add_func ("/fault/noise", test_noise);
  return g_test_run ();
}
