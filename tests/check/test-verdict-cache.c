/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "check/verdict-cache.h"

#include "protocols/registry.h"

#include <glib/gstdio.h>
#include <string.h>

typedef struct
{
  char *folder;
  GFile *file;
} Place;

static void
place_init (Place *self)
{
  self->folder = g_dir_make_tmp ("elector-test-XXXXXX", NULL);
  self->file = g_file_new_build_filename (self->folder, "below", "checker.json", NULL);
}

static void
place_clear (Place *self)
{
  g_autoptr (GFile) parent = g_file_get_parent (self->file);

  g_file_delete (self->file, NULL, NULL);
  g_file_delete (parent, NULL, NULL);
  g_assert_cmpint (g_rmdir (self->folder), ==, 0); /* nothing else was left there */
  g_object_unref (self->file);
  g_free (self->folder);
}

static ElectorSearch
make_search (const char *protocol)
{
  ElectorSearch search;
  ElectorConfig config;

  elector_config_init (&config, elector_registry_find_protocol (protocol), 3);
  elector_search_init (&search, &config);
  return search;
}

static void
put (ElectorVerdictCache *cache, ElectorSearch search, ElectorOutcome outcome, guint64 n)
{
  ElectorSearchVerdict verdict = { outcome, n, (guint) n + 1, (guint) n + 2 };

  elector_verdict_cache_put (cache, &search, &verdict);
}

static void
assert_verdict (ElectorVerdictCache *cache, ElectorSearch search, ElectorOutcome outcome, guint64 n)
{
  ElectorSearchVerdict verdict;

  g_assert_true (elector_verdict_cache_look_up (cache, &search, &verdict));
  g_assert_cmpint (verdict.outcome, ==, outcome);
  g_assert_cmpuint (verdict.n_states, ==, n);
  g_assert_cmpuint (verdict.depth, ==, n + 1);
  g_assert_cmpuint (verdict.n_moves, ==, n + 2);
}

/* What was put in comes out again, the next time, too. */
static void
test_keep (void)
{
  Place place;
  g_autoptr (GError) error = NULL;
  ElectorSearchVerdict verdict;
  ElectorSearch raft = make_search ("raft"), bully = make_search ("bully"), ring = make_search ("ring");

  place_init (&place);
  for (guint time = 0; time < 2; time++)
    {
      g_autoptr (ElectorVerdictCache) cache = elector_verdict_cache_new (place.file);

      g_assert_cmpuint (elector_verdict_cache_get_size (cache), ==, time == 0 ? 0 : 3);
      if (time == 0)
        {
          put (cache, raft, ELECTOR_OUTCOME_HOLDS, 1234567890123);
          put (cache, bully, ELECTOR_OUTCOME_FOUND, 1);
          put (cache, bully, ELECTOR_OUTCOME_FOUND, 7);
          put (cache, ring, ELECTOR_OUTCOME_MEMORY, 0);
          g_assert_true (elector_verdict_cache_save (cache, &error));
          g_assert_no_error (error);
        }
      assert_verdict (cache, bully, ELECTOR_OUTCOME_FOUND, 7);
      assert_verdict (cache, ring, ELECTOR_OUTCOME_MEMORY, 0);
      g_assert_true (elector_verdict_cache_look_up (cache, &raft, &verdict));
      g_assert_cmpuint (verdict.n_states, ==, 1234567890123);
      if (time == 1)
        elector_verdict_cache_clear (cache);
    }
  {
    g_autoptr (ElectorVerdictCache) cache = elector_verdict_cache_new (place.file);

    g_assert_cmpuint (elector_verdict_cache_get_size (cache), ==, 3); /* it was not saved */
  }
  place_clear (&place);
}

/* Everything that a verdict can depend on is told apart; parameters matter in lockstep only. */
static void
test_key (void)
{
  g_autoptr (GHashTable) keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  ElectorSearch search = make_search ("raft");
  guint n = 0;

#define TRY(change) \
  G_STMT_START { \
    ElectorSearch other = search; \
    other.change; \
    n++; \
    g_assert_true (g_hash_table_add (keys, elector_search_make_key (&other))); \
  } G_STMT_END
  TRY (max_term = search.max_term);
  TRY (config.protocol = elector_registry_find_protocol ("bully"));
  TRY (config.n_nodes = 4);
  TRY (config.rules = 1);
  TRY (config.rules = 2);
  TRY (assumption = ELECTOR_ASSUMPTION_SYNCHRONOUS);
  TRY (assumption = ELECTOR_ASSUMPTION_LOCKSTEP);
  TRY (properties = 1);
  TRY (max_term = 9);
  TRY (max_timeouts = 9);
  TRY (max_pending = 9);
  TRY (max_crashes = 5);
  TRY (max_losses = 5);
  TRY (max_duplicates = 5);
  TRY (max_writes = 5);
  TRY (fencing = TRUE);
  TRY (eventually = TRUE);
  TRY (at_rest = TRUE);
  TRY (can_recover = FALSE);
  TRY (exact = TRUE);
  TRY (symmetry = FALSE);
  TRY (n_threads = 1);
  TRY (max_memory = 1 << 25);
#undef TRY
  g_assert_cmpuint (g_hash_table_size (keys), ==, n);
  search.config.parameters[0].low += 5;
  g_assert_false (g_hash_table_add (keys, elector_search_make_key (&search)));
  search.assumption = ELECTOR_ASSUMPTION_LOCKSTEP;
  g_assert_true (g_hash_table_add (keys, elector_search_make_key (&search)));
}

static guint
count_in (const char *data, gsize length)
{
  Place place;
  g_autoptr (ElectorVerdictCache) cache = NULL;
  g_autoptr (GFile) parent = NULL;
  guint n;

  place_init (&place);
  parent = g_file_get_parent (place.file);
  g_assert_true (g_file_make_directory (parent, NULL, NULL));
  g_assert_true (g_file_replace_contents (place.file, data, length, NULL, FALSE, 0, NULL, NULL, NULL));
  cache = elector_verdict_cache_new (place.file);
  n = elector_verdict_cache_get_size (cache);
  place_clear (&place);
  return n;
}

/* A file that is cut off anywhere, in which a byte is another, or which another program wrote, is as good as none. */
static void
test_damage (void)
{
  Place place;
  g_autoptr (ElectorVerdictCache) cache = NULL;
  g_autofree char *data = NULL, *other = NULL;
  gsize length;
  char *hash;

  place_init (&place);
  cache = elector_verdict_cache_new (place.file);
  put (cache, make_search ("raft"), ELECTOR_OUTCOME_HOLDS, 99);
  put (cache, make_search ("bully"), ELECTOR_OUTCOME_TOO_MANY, 98);
  g_assert_true (elector_verdict_cache_save (cache, NULL));
  g_assert_true (g_file_load_contents (place.file, NULL, &data, &length, NULL, NULL));
  place_clear (&place);

  g_assert_cmpuint (count_in (data, length), ==, 2);
  for (gsize cut = 0; cut + 2 < length; cut += 3)
    g_assert_cmpuint (count_in (data, cut), ==, 0);
  for (gsize i = 0; i < length; i += 7)
    {
      other = g_memdup2 (data, length);
      other[i] = '\x01';
      g_assert_cmpuint (count_in (other, length), ==, 0);
      g_clear_pointer (&other, g_free);
    }
  hash = strstr (data, elector_program_hash);
  g_assert_nonnull (hash);
  *hash = *hash == '0' ? '1' : '0';
  g_assert_cmpuint (count_in (data, length), ==, 0);
}

/* What cannot be written is said. */
static void
test_error (void)
{
  g_autoptr (GFile) file = g_file_new_for_path ("/proc/nowhere/checker.json");
  g_autoptr (ElectorVerdictCache) cache = elector_verdict_cache_new (file);
  g_autoptr (GError) error = NULL;

  g_assert_false (elector_verdict_cache_save (cache, &error));
  g_assert_nonnull (error);
}

/* Only what would come out again is kept. */
static void
test_outcome (void)
{
  ElectorSearch search = make_search ("bully");
  g_autoptr (ElectorExplorer) explorer = elector_explorer_new (&search, NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (ElectorExplorer) cancelled = elector_explorer_new (&search, NULL);
  ElectorSearchVerdict verdict;

  g_assert_false (elector_search_verdict_init (&verdict, explorer));
  elector_explorer_run (explorer, NULL);
  g_assert_true (elector_search_verdict_init (&verdict, explorer));
  g_assert_cmpint (verdict.outcome, ==, ELECTOR_OUTCOME_FOUND);
  g_assert_cmpuint (verdict.n_moves, ==, 2);
  g_cancellable_cancel (cancellable);
  g_assert_cmpint (elector_explorer_run (cancelled, cancellable), ==, ELECTOR_OUTCOME_CANCELLED);
  g_assert_false (elector_search_verdict_init (&verdict, cancelled));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/verdict-cache/keep", test_keep);
  g_test_add_func ("/verdict-cache/key", test_key);
  g_test_add_func ("/verdict-cache/damage", test_damage);
  g_test_add_func ("/verdict-cache/error", test_error);
  g_test_add_func ("/verdict-cache/outcome", test_outcome);
  return g_test_run ();
}
