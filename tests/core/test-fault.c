/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "core/fault.h"

#include "core/rng.h"
#include "core/units.h"

#include "fixture.h"

#include <string.h>

static ElectorConfig five; /* five nodes of the test protocol */

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
    { "fire 3 B", "fire 3 B" },
    { "fire  3   a", "fire 3 A" },
    { "loss 1-2 20%", "loss 1-2 20%" },
    { "loss 2>1   0.5 %", "loss 2>1 0.5%" },
    { "delay 1>2 10ms..20ms", "delay 1>2 10ms..20ms" },
    { "duplicate 3-4 5%", "duplicate 3-4 5%" },
    { "write", "write" },
    { "write 3", "write 3" },
    { "writes 200ms", "writes 200ms" },
    { "writes off", "writes off" },
    { "fencing on", "fencing on" },
    { "fencing off", "fencing off" },
    { "drop 1>3 PROBE", "drop 1>3 PROBE" },
    { "drop 1>3  ECHO  #2", "drop 1>3 ECHO #2" },
    { "drop 1>3 ECHO #1", "drop 1>3 ECHO" },
    { "deliver 5>1 echo", "deliver 5>1 ECHO" },
    { "duplicate 5>1 ECHO", "duplicate 5>1 ECHO" },
    { "delay 5>1 ECHO 200ms", "delay 5>1 ECHO 200ms" },
    { "delay 5>1 ECHO #3 1s", "delay 5>1 ECHO #3 1s" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      ElectorFault fault = { .time = 77 }, copy;
      g_autoptr (GError) error = NULL;
      g_autofree char *text = NULL, *copied = NULL;

      g_assert_true (elector_fault_parse (&fault, texts[i][0], &five, &error));
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

  g_assert_true (elector_fault_parse (&fault, "cut 2>4", &five, NULL));
  g_assert_cmpint (fault.kind, ==, ELECTOR_FAULT_CUT);
  g_assert_cmpuint (fault.node, ==, 2);
  g_assert_cmpuint (fault.peer, ==, 4);
  g_assert_true (fault.one_way);
  g_assert_true (elector_fault_parse (&fault, "cut 2-4", &five, NULL));
  g_assert_false (fault.one_way);
  g_assert_true (elector_fault_parse (&fault, "loss 20%", &five, NULL));
  g_assert_cmpuint (fault.per_million, ==, 200000);
  g_assert_true (elector_fault_parse (&fault, "delay 1ms..2s", &five, NULL));
  g_assert_cmpint (fault.delay.low, ==, ELECTOR_MSEC);
  g_assert_cmpint (fault.delay.high, ==, 2 * ELECTOR_SEC);
  g_assert_cmpuint (fault.node, ==, ELECTOR_NO_NODE);
  g_assert_true (elector_fault_parse (&fault, "duplicate 2>3 1%", &five, NULL));
  g_assert_cmpint (fault.kind, ==, ELECTOR_FAULT_DUPLICATE);
  g_assert_cmpuint (fault.node, ==, 2);
  g_assert_cmpuint (fault.peer, ==, 3);
  g_assert_true (fault.one_way);
  g_assert_true (elector_fault_parse (&fault, "duplicate 2>3 ECHO #4", &five, NULL));
  g_assert_cmpint (fault.kind, ==, ELECTOR_FAULT_MESSAGE_DUPLICATE);
  g_assert_cmpstr (fault.word, ==, "ECHO");
  g_assert_cmpuint (fault.ordinal, ==, 4);
  g_assert_true (elector_fault_parse (&fault, "delay 2>3 ECHO 30ms", &five, NULL));
  g_assert_cmpint (fault.kind, ==, ELECTOR_FAULT_MESSAGE_DELAY);
  g_assert_cmpint (fault.delay.low, ==, 30 * ELECTOR_MSEC);
  g_assert_true (elector_fault_parse (&fault, "fire 2 C", &five, NULL));
  g_assert_cmpstr (fault.word, ==, "C");
  g_assert_true (elector_fault_parse_timed (&fault, " 2.5s   partition 1,5|3", &five, NULL));
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
  g_assert_false (elector_fault_parse (&fault, text, &five, &error));
  g_assert_error (error, ELECTOR_ERROR, code);
  g_assert_cmpuint (strlen (error->message), >, 10);
  g_assert_true (g_utf8_validate (error->message, -1, NULL));
  g_assert_null (fault.groups);
  g_assert_cmpint (fault.time, ==, 77);
  g_assert_false (elector_fault_parse (&fault, text, &five, NULL));
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
    "write x", "write 1 2", "writes", "writes 5", "writes 1ms..2ms", "writes on", "fencing", "fencing 1",
    "fencing On", "fire", "fire 1", "fire 1 D", "fire A 1", "fire 1 A B", "loss 1-2", "loss 1 20%", "loss 1->2 20%",
    "delay 1>2", "duplicate 1>2", "drop", "drop 1>2", "drop 1>2 NOTHING", "drop 1-2 ECHO", "drop 1>2 ec ho",
    "drop ECHO", "drop 1>2 ECHO 2", "drop 1>2 ECHO #", "drop 1>2 ECHO #x", "drop 1>2 ECHO #2 #3",
    "delay 1>2 ECHO", "delay 1>2 ECHO #2", "delay 1>2 ECHO 10ms..20ms", "deliver 1>2 ECHO 10ms",
    "duplicate 1>2 ECHO 5%",
  };
  static const char *const range[] = {
    "crash 9", "crash 0", "crash 6", "crash 100", "crash 999", "crash 65536", "crash 65537", "crash 4294967297",
    "crash 99999999999999999999", "pause 1000", "cut 1-1", "cut 2>2", "cut 1-9", "cut 0-1", "cut 65537-1",
    "restore 5-5", "partition 1,2|2,3", "partition 1,1", "partition 1,9", "partition 0|1", "loss 101%",
    "duplicate 100.1%", "delay 20ms..10ms", "delay 61min", "delay 0..3601s",
    "write 9", "write 0", "writes 0", "writes 999us", "writes 61min", "fire 9 A", "loss 1-9 20%", "loss 1>1 20%",
    "loss 1>2 101%", "drop 1>9 ECHO", "drop 2>2 ECHO",
    "drop 1>2 ECHO #0", "delay 1>2 ECHO 61min",
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
    { "fire 1 D", "the algorithm has no timer “D”; it has: A, B, C" },
    { "drop 1>2 OK", "the algorithm has no message “OK”; it has: PROBE, ECHO, WRITE" },
    { "drop 1-2 ECHO", "a message goes one way: write “1>2”" },
    { "drop 1>2 ECHO now", "“now” has nothing to say after “ECHO”" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;
      ElectorFault fault = { 0 };

      g_assert_false (elector_fault_parse (&fault, texts[i][0], &five, &error));
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
      g_assert_false (elector_fault_parse_timed (&fault, bad[i], &five, &error));
      g_assert_true (error != NULL && error->domain == ELECTOR_ERROR);
      g_assert_null (fault.groups);
    }
}

/* Sets only what the kind has. */
static void
make_random (ElectorFault *fault, ElectorRng *rng, guint n)
{
  const ElectorProtocol *protocol = &elector_fixture_probe;
  gboolean about_message;

  *fault = (ElectorFault) { .kind = (ElectorFaultKind) elector_rng_below (rng, ELECTOR_N_FAULTS) };
  about_message = fault->kind >= ELECTOR_FAULT_MESSAGE_DROP && fault->kind <= ELECTOR_FAULT_MESSAGE_DELAY;
  if (elector_rng_chance (rng, 500000) || fault->kind <= ELECTOR_FAULT_RESTORE || about_message)
    fault->node = (ElectorNodeId) (1 + elector_rng_below (rng, n));
  fault->peer = (ElectorNodeId) (fault->node % n + 1);
  fault->one_way = about_message || elector_rng_chance (rng, 500000);
  fault->per_million = (guint) elector_rng_below (rng, ELECTOR_PER_MILLION + 1);
  if (fault->kind == ELECTOR_FAULT_DELAY || fault->kind == ELECTOR_FAULT_MESSAGE_DELAY)
    fault->delay.low = elector_rng_range (rng, (ElectorRange) { 1, ELECTOR_SEC });
  fault->delay.high = elector_rng_range (rng, (ElectorRange) { fault->delay.low, ELECTOR_MAX_DURATION });
  if (about_message)
    fault->word = protocol->messages.ids[elector_rng_below (rng, protocol->messages.length)];
  else
    fault->word = protocol->timers.ids[elector_rng_below (rng, protocol->timers.length)];
  fault->on = elector_rng_chance (rng, 500000);
  if (fault->kind == ELECTOR_FAULT_WRITES && fault->on)
    fault->delay.low = elector_rng_range (rng, (ElectorRange) { ELECTOR_MSEC, ELECTOR_SEC });
  fault->ordinal = (guint) elector_rng_below (rng, 4);
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
      ElectorConfig config;

      elector_config_init (&config, &elector_fixture_probe, n);
      make_random (&fault, &rng, n);
      text = elector_fault_format (&fault, n);
      elector_fault_parse (&read, text, &config, &error);
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

/* What one algorithm's script asks for may mean nothing to another algorithm. */
static void
test_known (void)
{
  static const char *const words[] = { "ECHO" };
  ElectorProtocol other = elector_fixture_probe;
  ElectorFault fault = { 0 };

  other.messages = (ElectorWords) { words, G_N_ELEMENTS (words) };
  other.timers = (ElectorWords) { NULL, 0 };
  elector_fault_parse (&fault, "drop 1>2 ECHO", &five, NULL);
  g_assert_true (elector_fault_is_known_to (&fault, &elector_fixture_probe));
  g_assert_true (elector_fault_is_known_to (&fault, &other));
  elector_fault_parse (&fault, "delay 1>2 PROBE 1s", &five, NULL);
  g_assert_true (elector_fault_is_known_to (&fault, &elector_fixture_probe));
  g_assert_false (elector_fault_is_known_to (&fault, &other));
  elector_fault_parse (&fault, "fire 1 A", &five, NULL);
  g_assert_false (elector_fault_is_known_to (&fault, &other));
  elector_fault_parse (&fault, "transfer 1", &five, NULL);
  g_assert_false (elector_fault_is_known_to (&fault, &other));
  elector_fault_parse (&fault, "crash 1", &five, NULL);
  g_assert_true (elector_fault_is_known_to (&fault, &other));
}

/* Anything at all: an error or a fault, and nothing else. */
static void
test_noise (void)
{
  static const char *const pieces[] = {
    "crash", "cut", "partition", "loss", "delay", "heal", " ", "1", "5", "9", "-", ">", ",", "|", "%", "ms", "..",
    "0", "99999999999", "é", "\xff", "s", ".", "\t", "drop", "duplicate", "fire", "ECHO", "#", "A", "write",
    "writes", "fencing", "on", "off",
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
      if (!elector_fault_parse (&fault, text->str, &five, &error))
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
  elector_config_init (&five, &elector_fixture_probe, 5);
  g_test_add_func ("/fault/good", test_good);
  g_test_add_func ("/fault/meaning", test_meaning);
  g_test_add_func ("/fault/bad", test_bad);
  g_test_add_func ("/fault/messages", test_messages);
  g_test_add_func ("/fault/bad-timed", test_bad_timed);
  g_test_add_func ("/fault/round-trip", test_round_trip);
  g_test_add_func ("/fault/known", test_known);
  g_test_add_func ("/fault/noise", test_noise);
  return g_test_run ();
}
