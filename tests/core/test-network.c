/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "core/network.h"

#include <string.h>

#define N 9

static void
init (ElectorNetwork *network)
{
  ElectorNetworkConfig config;

  elector_network_config_init (&config);
  elector_network_init (network, &config, N);
}

static void
test_whole (void)
{
  ElectorNetwork network;

  init (&network);
  g_assert_cmpint (network.config.delay.low, ==, 40 * ELECTOR_MSEC);
  g_assert_cmpint (network.config.delay.high, ==, 70 * ELECTOR_MSEC);
  g_assert_cmpuint (network.config.loss, ==, 0);
  g_assert_cmpuint (network.config.duplicate, ==, 0);
  g_assert_true (elector_network_is_whole (&network));
  for (ElectorNodeId from = 1; from <= N; from++)
    for (ElectorNodeId to = 1; to <= N; to++)
      g_assert_true (elector_network_is_open (&network, from, to));
  elector_network_clear (&network);
}

static void
test_cut (void)
{
  ElectorNetwork network;

  init (&network);
  elector_network_cut (&network, 2, 5);
  g_assert_false (elector_network_is_open (&network, 2, 5));
  g_assert_true (elector_network_is_open (&network, 5, 2));
  g_assert_false (elector_network_is_whole (&network));
  elector_network_cut (&network, 2, 5);
  g_assert_cmpuint (network.n_cuts, ==, 1);
  elector_network_restore (&network, 5, 2);
  g_assert_false (elector_network_is_open (&network, 2, 5));
  elector_network_restore (&network, 2, 5);
  g_assert_true (elector_network_is_open (&network, 2, 5));
  g_assert_true (elector_network_is_whole (&network));
  elector_network_clear (&network);
}

static void
test_partition (void)
{
  ElectorNetwork network;

  init (&network);
  elector_network_set_group (&network, 1, 1);
  elector_network_set_group (&network, 2, 1);
  g_assert_false (elector_network_is_whole (&network));
  g_assert_true (elector_network_is_open (&network, 1, 2));
  g_assert_true (elector_network_is_open (&network, 3, N));
  g_assert_false (elector_network_is_open (&network, 1, 3));
  g_assert_false (elector_network_is_open (&network, 3, 1));
  elector_network_cut (&network, 1, 2);
  g_assert_false (elector_network_is_open (&network, 1, 2));
  elector_network_heal (&network);
  g_assert_true (elector_network_is_whole (&network));
  g_assert_true (elector_network_is_open (&network, 1, 2));
  g_assert_true (elector_network_is_open (&network, 1, 3));

  /* Everybody in the same group, whatever its number, is no partition. */
  for (ElectorNodeId node = 1; node <= N; node++)
    elector_network_set_group (&network, node, 7);
  g_assert_true (elector_network_is_whole (&network));
  elector_network_clear (&network);
}

/* Random cuts, restorations and heals against a plain matrix. */
static void
test_against_matrix (void)
{
  for (guint64 seed = 1; seed <= 100; seed++)
    {
      gboolean cut[N][N] = { { FALSE } };
      ElectorNetwork network, copy = { 0 };
      ElectorRng rng;

      g_test_message ("seed %u", (guint) seed);
      init (&network);
      elector_rng_seed (&rng, seed, 0);
      for (guint i = 0; i < 300; i++)
        {
          guint from = (guint) elector_rng_below (&rng, N), to = (guint) elector_rng_below (&rng, N);
          guint action = (guint) elector_rng_below (&rng, 100);

          if (action == 0)
            {
              elector_network_heal (&network);
              memset (cut, 0, sizeof cut);
            }
          else if (action < 60)
            elector_network_cut (&network, (ElectorNodeId) (from + 1), (ElectorNodeId) (to + 1));
          else
            elector_network_restore (&network, (ElectorNodeId) (from + 1), (ElectorNodeId) (to + 1));
          if (action > 0)
            cut[from][to] = action < 60;
          elector_network_copy (&copy, &network);
          for (guint a = 0; a < N; a++)
            for (guint b = 0; b < N; b++)
              {
                g_assert_cmpint (elector_network_is_open (&network, (ElectorNodeId) (a + 1), (ElectorNodeId) (b + 1)),
                                 ==, !cut[a][b]);
                g_assert_cmpint (elector_network_is_open (&copy, (ElectorNodeId) (a + 1), (ElectorNodeId) (b + 1)), ==,
                                 !cut[a][b]);
              }
        }
      elector_network_clear (&network);
      elector_network_clear (&copy);
    }
}

/* A link keeps to its own values until something is said of all. */
static void
test_links (void)
{
  ElectorNetwork network, copy = { 0 };
  const ElectorNetworkConfig *config;

  init (&network);
  elector_network_set (&network, ELECTOR_FAULT_LOSS, 1, 2, (ElectorRange) { 200000, 200000 });
  elector_network_set (&network, ELECTOR_FAULT_DELAY, 1, 2, (ElectorRange) { 5, 7 });
  elector_network_set (&network, ELECTOR_FAULT_DUPLICATE, 2, 1, (ElectorRange) { 1000, 1000 });
  g_assert_cmpuint (network.n_links, ==, 2);
  elector_network_copy (&copy, &network);
  elector_network_clear (&network);

  config = elector_network_get_config (&copy, 1, 2);
  g_assert_cmpuint (config->loss, ==, 200000);
  g_assert_cmpint (config->delay.low, ==, 5);
  g_assert_cmpint (config->delay.high, ==, 7);
  g_assert_cmpuint (config->duplicate, ==, 0);
  config = elector_network_get_config (&copy, 2, 1);
  g_assert_cmpuint (config->loss, ==, 0);
  g_assert_cmpint (config->delay.low, ==, copy.config.delay.low);
  g_assert_cmpuint (config->duplicate, ==, 1000);
  g_assert_true (elector_network_get_config (&copy, 1, 3) == &copy.config);

  elector_network_set (&copy, ELECTOR_FAULT_LOSS, 0, 0, (ElectorRange) { 10, 10 });
  for (ElectorNodeId to = 2; to <= 3; to++)
    g_assert_cmpuint (elector_network_get_config (&copy, 1, to)->loss, ==, 10);
  g_assert_cmpint (elector_network_get_config (&copy, 1, 2)->delay.high, ==, 7);
  elector_network_clear (&copy);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/network/whole", test_whole);
  g_test_add_func ("/network/cut", test_cut);
  g_test_add_func ("/network/partition", test_partition);
  g_test_add_func ("/network/links", test_links);
  g_test_add_func ("/network/against-matrix", test_against_matrix);
  return g_test_run ();
}
