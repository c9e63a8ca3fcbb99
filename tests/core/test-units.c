/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "core/rng.h"
#include "core/units.h"

#include <string.h>

static void
test_duration (void)
{
  static const struct
  {
    const char *text;
    ElectorTime duration;
    const char *canonical;
  } good[] = {
    { "0", 0, "0us" },
    { "0ms", 0, "0us" },
    { "0.000", 0, "0us" },
    { "1us", 1, "1us" },
    { "7µs", 7, "7us" },
    { "999us", 999, "999us" },
    { "1000us", 1000, "1ms" },
    { "150ms", 150000, "150ms" },
    { "  150 ms ", 150000, "150ms" },
    { "1.5ms", 1500, "1.5ms" },
    { "0.001ms", 1, "1us" },
    { "1.5s", 1500000, "1.5s" },
    { "007s", 7000000, "7s" },
    { "1.000001 s", 1000001, "1.000001s" },
    { "4.21s", 4210000, "4.21s" },
    { "2min", 120000000, "120s" },
    { "0.5min", 30000000, "30s" },
    { "60min", ELECTOR_MAX_DURATION, "3600s" },
    { "3600s", ELECTOR_MAX_DURATION, "3600s" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *text = NULL;
      ElectorTime duration = -7;

      g_assert_true (elector_parse_duration (good[i].text, &duration, &error));
      g_assert_no_error (error);
      g_assert_cmpint (duration, ==, good[i].duration);
      text = elector_format_duration (duration);
      g_assert_cmpstr (text, ==, good[i].canonical);
    }
}

static void
assert_bad_duration (const char *text, int code)
{
  g_autoptr (GError) error = NULL;
  ElectorTime duration;

  g_assert_false (elector_parse_duration (text, &duration, &error));
  g_assert_error (error, ELECTOR_ERROR, code);
  g_assert_nonnull (strstr (error->message, "“"));
  g_assert_true (g_utf8_validate (error->message, -1, NULL));
  g_assert_false (elector_parse_duration (text, &duration, NULL));
}

static void
test_bad_duration (void)
{
  static const char *const syntax[] = {
    "", " ", "s", "ms", "150", "1", "-1ms", "+1ms", "1e3ms", "0x10ms", "1,5s", ".5s", "1.s", "1. 5s", "1..2", "1h",
    "1 m s", "1ms 2ms", "1MS", "ms1", "٣s", "1５s", "1\u00a0s", "½s", "∞", "NaN", "1.0000001s",
    "99999999999999999999s", "999999999999999999999999999999999999999999ms",
  };
  static const char *const range[] = { "61min", "3601s", "3600.000001s", "3600001ms", "0.5us", "1.0001ms",
                                       "1000000000000us",
                                       "999999999999min", "0.0000001min" };

  for (guint i = 0; i < G_N_ELEMENTS (syntax); i++)
    assert_bad_duration (syntax[i], ELECTOR_ERROR_SYNTAX);
  for (guint i = 0; i < G_N_ELEMENTS (range) - 1; i++)
    assert_bad_duration (range[i], ELECTOR_ERROR_RANGE);
  assert_bad_duration (range[G_N_ELEMENTS (range) - 1], ELECTOR_ERROR_SYNTAX); /* too many decimals */
}

static void
test_range (void)
{
  static const struct
  {
    const char *text;
    ElectorRange range;
    const char *canonical;
  } good[] = {
    { "10ms..20ms", { 10000, 20000 }, "10ms..20ms" },
    { " 10 ms .. 1 s ", { 10000, 1000000 }, "10ms..1s" },
    { "5ms", { 5000, 5000 }, "5ms" },
    { "5ms..5ms", { 5000, 5000 }, "5ms" },
    { "0..1.5ms", { 0, 1500 }, "0us..1.5ms" },
  };
  static const char *const bad[] = {
    "", "..", "10ms..", "..10ms", "20ms..10ms", "1ms...2ms", "1ms..2ms..3ms", "1..2ms", "1ms-2ms", "1ms…2ms",
    "0..61min",
  };

  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *text = NULL;
      ElectorRange range;

      elector_parse_range (good[i].text, &range, &error);
      g_assert_no_error (error);
      g_assert_cmpint (range.low, ==, good[i].range.low);
      g_assert_cmpint (range.high, ==, good[i].range.high);
      text = elector_format_range (&range);
      g_assert_cmpstr (text, ==, good[i].canonical);
    }
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;
      ElectorRange range;

      g_assert_false (elector_parse_range (bad[i], &range, &error));
      g_assert_true (error != NULL && error->domain == ELECTOR_ERROR);
    }
}

static void
test_share (void)
{
  static const struct
  {
    const char *text;
    guint per_million;
    const char *canonical;
  } good[] = { { "0", 0, "0%" },           { "0%", 0, "0%" },           { "20%", 200000, "20%" },
               { "0.5 %", 5000, "0.5%" },
               { "100%", 1000000, "100%" }, { "33.3333%", 333333, "33.3333%" }, { "0.0001%", 1, "0.0001%" } };
  static const char *const bad[] = {
    "", "%", "20", "-1%", "1e1%", "101%", "100.0001%", "20%%", "% 20", "20 percent", "٢٠%", "99999999999999999999%",
  };

  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *text = NULL;
      guint per_million;

      elector_parse_share (good[i].text, &per_million, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (per_million, ==, good[i].per_million);
      text = elector_format_share (per_million);
      g_assert_cmpstr (text, ==, good[i].canonical);
    }
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;
      guint per_million;

      g_assert_false (elector_parse_share (bad[i], &per_million, &error));
      g_assert_true (error != NULL && error->domain == ELECTOR_ERROR);
    }
}

static void
test_number (void)
{
  static const char *const syntax[] = { "", " ", "-1", "+1", "1.5", "1e3", "0x1", "1 2", "one", "٣" };
  static const char *const range[] = { "2", "11", "18446744073709551616", "99999999999999999999999999" };
  guint64 number;

  g_assert_true (elector_parse_number ("3", 3, 10, &number, NULL));
  g_assert_cmpuint (number, ==, 3);
  g_assert_true (elector_parse_number (" 10 ", 3, 10, &number, NULL));
  g_assert_cmpuint (number, ==, 10);
  g_assert_true (elector_parse_number ("18446744073709551615", 0, G_MAXUINT64, &number, NULL));
  g_assert_cmpuint (number, ==, G_MAXUINT64);
  for (guint i = 0; i < G_N_ELEMENTS (syntax) + G_N_ELEMENTS (range); i++)
    {
      gboolean is_syntax = i < G_N_ELEMENTS (syntax);
      g_autoptr (GError) error = NULL;

      g_assert_false (elector_parse_number (is_syntax ? syntax[i] : range[i - G_N_ELEMENTS (syntax)], 3, 10, &number,
                                            &error));
      g_assert_error (error, ELECTOR_ERROR, is_syntax ? ELECTOR_ERROR_SYNTAX : ELECTOR_ERROR_RANGE);
    }
}

/* What is written is read back, exactly. */
static void
test_round_trip (void)
{
  ElectorRng rng;

  elector_rng_seed (&rng, 1, 0);
  for (guint i = 0; i < 20000; i++)
    {
      static const ElectorTime limits[] = { 1000, 1000000, 60000000, ELECTOR_MAX_DURATION };
      ElectorTime duration = elector_rng_range (&rng, (ElectorRange) { 0, limits[i % G_N_ELEMENTS (limits)] }), again;
      guint share = (guint) elector_rng_below (&rng, ELECTOR_PER_MILLION + 1), share_again;
      g_autofree char *text = elector_format_duration (duration);
      g_autofree char *percent = elector_format_share (share);
      g_autoptr (GError) error = NULL;

      elector_parse_duration (text, &again, &error);
      g_assert_no_error (error);
      g_assert_cmpint (again, ==, duration);
      elector_parse_share (percent, &share_again, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (share_again, ==, share);
    }
}

static void
test_clock (void)
{
  static const struct
  {
    ElectorTime time;
    const char *text;
  } clocks[] = { { 0, "0:00.000" },         { 999, "0:00.000" },          { 4210000, "0:04.210" },
                 { 59999999, "0:59.999" }, { 60000000, "1:00.000" }, { 3600 * ELECTOR_SEC, "60:00.000" } };

  for (guint i = 0; i < G_N_ELEMENTS (clocks); i++)
    {
      g_autofree char *text = elector_format_clock (clocks[i].time);

      g_assert_cmpstr (text, ==, clocks[i].text);
    }
}

static void
test_parse_clock (void)
{
  static const struct
  {
    const char *text;
    ElectorTime time; /* -1: it is none */
  } clocks[] = {
    { "0:04.210", 4210 * ELECTOR_MSEC }, { " 1:00 ", 60 * ELECTOR_SEC }, { "4.2s", 4200 * ELECTOR_MSEC },
    { "4.2", 4200 * ELECTOR_MSEC },      { "150 ms", 150 * ELECTOR_MSEC }, { "0", 0 }, { "60:00", 3600 * ELECTOR_SEC },
    { "60:01", -1 }, { "0:60", -1 }, { "0:", -1 }, { ":5", -1 }, { "1:-5", -1 }, { "-1:5", -1 }, { "abc", -1 },
    { "", -1 }, { "1:2:3", -1 }, { "4.2.1", -1 }, { "99999999", -1 }, { "99999999999999999999:0", -1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (clocks); i++)
    {
      g_autoptr (GError) error = NULL;
      ElectorTime time = 0;
      gboolean valid = elector_parse_clock (clocks[i].text, &time, &error);

      g_test_message ("%s", clocks[i].text);
      g_assert_cmpint (valid, ==, clocks[i].time >= 0);
      if (valid)
        g_assert_cmpint (time, ==, clocks[i].time);
      else
        g_assert_error (error, ELECTOR_ERROR, ELECTOR_ERROR_SYNTAX);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/units/duration", test_duration);
  g_test_add_func ("/units/bad-duration", test_bad_duration);
  g_test_add_func ("/units/range", test_range);
  g_test_add_func ("/units/share", test_share);
  g_test_add_func ("/units/number", test_number);
  g_test_add_func ("/units/round-trip", test_round_trip);
  g_test_add_func ("/units/clock", test_clock);
  g_test_add_func ("/units/parse-clock", test_parse_clock);
  return g_test_run ();
}
