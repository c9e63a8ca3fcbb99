/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "core/rng.h"

/* What SplitMix64 gives for the states 0 and 1234567, as other implementations publish it. */
static void
test_known_values (void)
{
  static const guint64 from_zero[] = { G_GUINT64_CONSTANT (0xe220a8397b1dcdaf), G_GUINT64_CONSTANT (0x6e789e6aa1b965f4),
                                       G_GUINT64_CONSTANT (0x06c45d188009454f), G_GUINT64_CONSTANT (0xf88bb8a8724c81ec),
                                       G_GUINT64_CONSTANT (0x1b39896a51a8749b) };
  static const guint64 from_1234567[] = { G_GUINT64_CONSTANT (6457827717110365317),
                                          G_GUINT64_CONSTANT (3203168211198807973),
                                          G_GUINT64_CONSTANT (9817491932198370423),
                                          G_GUINT64_CONSTANT (4593380528125082431),
                                          G_GUINT64_CONSTANT (16408922859458223821) };
  ElectorRng zero = { 0 }, other = { 1234567 };

  for (guint i = 0; i < G_N_ELEMENTS (from_zero); i++)
    {
      g_assert_cmphex (elector_rng_next (&zero), ==, from_zero[i]);
      g_assert_cmphex (elector_rng_next (&other), ==, from_1234567[i]);
    }
}

static void
test_seed (void)
{
  ElectorRng rng, other;

  /* Computed independently: the first output of the state seed * 0xd1342543de82ef95 + stream. */
  elector_rng_seed (&rng, 42, 0);
  g_assert_cmphex (rng.state, ==, G_GUINT64_CONSTANT (0x31373183990900a5));
  elector_rng_seed (&rng, 42, 1);
  g_assert_cmphex (rng.state, ==, G_GUINT64_CONSTANT (0x1be8ff9831f1bd1c));
  elector_rng_seed (&rng, G_MAXUINT64, 1000);
  g_assert_cmphex (rng.state, ==, G_GUINT64_CONSTANT (0x6fef3a63f8a55c05));

  /* Neighboring seeds and streams have nothing in common. */
  for (guint64 seed = 0; seed < 100; seed++)
    for (guint64 stream = 1; stream < 10; stream++)
      {
        elector_rng_seed (&rng, seed, 0);
        elector_rng_seed (&other, seed, stream);
        g_assert_cmphex (elector_rng_next (&rng), !=, elector_rng_next (&other));
        elector_rng_seed (&other, seed + stream, 0);
        g_assert_cmphex (elector_rng_next (&rng), !=, elector_rng_next (&other));
      }
}

static void
test_bounds (void)
{
  static const guint64 bounds[] = { 1, 2, 3, 7, 64, 1000, G_MAXUINT32, G_GUINT64_CONSTANT (0x8000000000000001),
                                    G_MAXUINT64 };
  ElectorRng rng;

  elector_rng_seed (&rng, 1, 1);
  for (guint i = 0; i < G_N_ELEMENTS (bounds); i++)
    for (guint j = 0; j < 1000; j++)
      g_assert_cmpuint (elector_rng_below (&rng, bounds[i]), <, bounds[i]);
}

static void
test_range (void)
{
  const ElectorRange fixed = { 5 * ELECTOR_MSEC, 5 * ELECTOR_MSEC }, narrow = { 10, 12 };
  gboolean seen[3] = { FALSE };
  ElectorRng rng, before;

  elector_rng_seed (&rng, 2, 0);
  before = rng;
  g_assert_cmpint (elector_rng_range (&rng, fixed), ==, fixed.low);
  g_assert_cmphex (rng.state, ==, before.state);
  for (guint i = 0; i < 1000; i++)
    {
      ElectorTime value = elector_rng_range (&rng, narrow);

      g_assert_cmpint (value, >=, narrow.low);
      g_assert_cmpint (value, <=, narrow.high);
      seen[value - narrow.low] = TRUE;
    }
  g_assert_true (seen[0] && seen[1] && seen[2]);
}

static void
test_chance (void)
{
  ElectorRng rng, before;
  guint hits = 0;

  elector_rng_seed (&rng, 3, 0);
  before = rng;
  g_assert_false (elector_rng_chance (&rng, 0));
  g_assert_true (elector_rng_chance (&rng, 1000000));
  g_assert_cmphex (rng.state, ==, before.state);
  for (guint i = 0; i < 100000; i++)
    hits += elector_rng_chance (&rng, 200000);
  /* 20,000 expected, with a standard deviation of 126. */
  g_assert_cmpuint (hits, >, 19300);
  g_assert_cmpuint (hits, <, 20700);
}

/* Chi square over ten classes: 9 degrees of freedom, so that 33.7 is exceeded by chance once in 10,000 times. */
static void
test_uniform (void)
{
  guint classes[10] = { 0 };
  double chi_square = 0;
  ElectorRng rng;

  elector_rng_seed (&rng, 4, 0);
  for (guint i = 0; i < 100000; i++)
    classes[elector_rng_below (&rng, 10)]++;
  for (guint i = 0; i < 10; i++)
    chi_square += ((double) classes[i] - 10000) * ((double) classes[i] - 10000) / 10000;
  g_test_message ("chi square: %g", chi_square);
  g_assert_cmpfloat (chi_square, <, 33.7);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/rng/known-values", test_known_values);
  g_test_add_func ("/rng/seed", test_seed);
  g_test_add_func ("/rng/bounds", test_bounds);
  g_test_add_func ("/rng/range", test_range);
  g_test_add_func ("/rng/chance", test_chance);
  g_test_add_func ("/rng/uniform", test_uniform);
  return g_test_run ();
}
