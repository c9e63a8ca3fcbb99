/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "check/verdict-cache.h"

#include "check/strict-json.h"

#include <inttypes.h>
#include <string.h>

#define FORMAT_VERSION 1
#define SIZE_MAX_BYTES (4 << 20) /* no file of ours is larger */
#define KEY_LENGTH_MAX 1000

struct _ElectorVerdictCache
{
  GFile *file;
  GHashTable *verdicts; /* of ElectorSearchVerdict, by key */
};

static const char *const outcome_ids[] = {
  [ELECTOR_OUTCOME_HOLDS] = "holds",
  [ELECTOR_OUTCOME_FOUND] = "found",
  [ELECTOR_OUTCOME_MEMORY] = "memory",
  [ELECTOR_OUTCOME_TOO_MANY] = "too-many",
};

/* Whether the next search of the same would end in the same way. */
static gboolean
is_final (ElectorOutcome outcome)
{
  return outcome < G_N_ELEMENTS (outcome_ids) && outcome_ids[outcome] != NULL;
}

/* What explorer came to. FALSE, and nothing is written, if it has not ended, or was cancelled. */
gboolean
elector_search_verdict_init (ElectorSearchVerdict *self, ElectorExplorer *explorer)
{
  ElectorSearchProgress progress;
  guint n_moves;

  elector_explorer_get_progress (explorer, &progress);
  if (!is_final (progress.outcome))
    return FALSE;
  elector_explorer_get_moves (explorer, &n_moves);
  *self = (ElectorSearchVerdict) {
    .outcome = progress.outcome, .n_states = progress.n_states, .depth = progress.depth, .n_moves = n_moves
  };
  return TRUE;
}

/* What is searched, as a word: two searches have the same one when they have to come to the same verdict. */
char *
elector_search_make_key (const ElectorSearch *self)
{
  const ElectorProtocol *protocol = self->config.protocol;
  GString *key = g_string_new (protocol->id);

  for (guint i = 0; i < protocol->n_rules; i++)
    if (elector_config_has_rule (&self->config, i))
      g_string_append_printf (key, "+%s", protocol->rules[i].id);
  g_string_append_printf (key, " %s", elector_assumption_to_id (self->assumption));
  for (guint i = 0; i < protocol->n_parameters && self->assumption == ELECTOR_ASSUMPTION_LOCKSTEP; i++)
    g_string_append_printf (key, " %s=%" PRId64 "..%" PRId64, protocol->parameters[i].id,
                            self->config.parameters[i].low, self->config.parameters[i].high);
  for (guint i = 0; i < ELECTOR_N_PROPERTIES; i++)
    if ((self->properties >> i & 1) != 0)
      g_string_append_printf (key, " %s", elector_property_to_id ((ElectorProperty) i));
  g_string_append_printf (key, " nodes=%u terms=%u timeouts=%u pending=%u crashes=%u losses=%u duplicates=%u"
                          " writes=%u fencing=%d",
                          self->config.n_nodes, self->max_term, self->max_timeouts, self->max_pending,
                          self->max_crashes, self->max_losses, self->max_duplicates, self->max_writes,
                          self->fencing != FALSE);
  g_string_append_printf (key, " recover=%d rest=%d eventually=%d exact=%d symmetry=%d threads=%u memory=%" PRIu64,
                          self->can_recover != FALSE, self->at_rest != FALSE, self->eventually != FALSE,
                          self->exact != FALSE, self->symmetry != FALSE, self->n_threads, self->max_memory);
  return g_string_free (key, FALSE);
}

/* --- The file --- */

static gboolean
read_outcome (ElectorStrictJson *json, ElectorOutcome *outcome)
{
  g_autofree char *id = NULL;

  if (!elector_strict_json_member (json, FALSE, "outcome") || (id = elector_strict_json_string (json, 20)) == NULL)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (outcome_ids); i++)
    if (g_strcmp0 (outcome_ids[i], id) == 0)
      {
        *outcome = (ElectorOutcome) i;
        return TRUE;
      }
  return elector_strict_json_complain (json, "“%s” is no outcome", id);
}

static gboolean
read_number (ElectorStrictJson *json, const char *name, guint64 maximum, guint64 *number)
{
  return elector_strict_json_member (json, FALSE, name) && elector_strict_json_number (json, 0, maximum, number);
}

static gboolean
read_verdict (ElectorVerdictCache *self, ElectorStrictJson *json)
{
  ElectorSearchVerdict verdict = { 0 };
  guint64 depth = 0, n_moves = 0;
  g_autofree char *key = NULL;

  if (!elector_strict_json_begin (json, '{') || !elector_strict_json_member (json, TRUE, "search")
      || (key = elector_strict_json_string (json, KEY_LENGTH_MAX)) == NULL || !read_outcome (json, &verdict.outcome)
      || !read_number (json, "states", G_MAXINT64, &verdict.n_states)
      || !read_number (json, "depth", G_MAXUINT, &depth) || !read_number (json, "steps", G_MAXUINT, &n_moves)
      || !elector_strict_json_end (json, '}'))
    return FALSE;
  verdict.depth = (guint) depth;
  verdict.n_moves = (guint) n_moves;
  g_hash_table_insert (self->verdicts, g_steal_pointer (&key), g_memdup2 (&verdict, sizeof verdict));
  return TRUE;
}

static gboolean
read_verdicts (ElectorVerdictCache *self, ElectorStrictJson *json)
{
  g_autofree char *program = NULL;
  guint64 version;
  gboolean first = TRUE;

  if (!elector_strict_json_begin (json, '{') || !elector_strict_json_member (json, TRUE, "elector_verdicts")
      || !elector_strict_json_number (json, FORMAT_VERSION, FORMAT_VERSION, &version)
      || !elector_strict_json_member (json, FALSE, "program")
      || (program = elector_strict_json_string (json, KEY_LENGTH_MAX)) == NULL
      || strcmp (program, elector_program_hash) != 0 || !elector_strict_json_member (json, FALSE, "verdicts")
      || !elector_strict_json_begin (json, '['))
    return FALSE;
  for (; elector_strict_json_next (json, first, ']'); first = FALSE)
    if (!read_verdict (self, json))
      return FALSE;
  return elector_strict_json_end (json, ']') && elector_strict_json_end (json, '}')
         && elector_strict_json_finish (json);
}

static void
read_file (ElectorVerdictCache *self)
{
  g_autofree char *data = NULL;
  ElectorStrictJson json;
  gsize length;

  if (!g_file_load_contents (self->file, NULL, &data, &length, NULL, NULL) || length > SIZE_MAX_BYTES)
    return;
  elector_strict_json_init (&json, data, length, "");
  if (!read_verdicts (self, &json))
    g_hash_table_remove_all (self->verdicts);
  elector_strict_json_clear (&json);
}

/* With what is in file, if there is such a file and this program wrote it. */
ElectorVerdictCache *
elector_verdict_cache_new (GFile *file)
{
  ElectorVerdictCache *self = g_new (ElectorVerdictCache, 1);

  self->file = g_object_ref (file);
  self->verdicts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  read_file (self);
  return self;
}

void
elector_verdict_cache_free (ElectorVerdictCache *self)
{
  g_hash_table_unref (self->verdicts);
  g_object_unref (self->file);
  g_free (self);
}

static int
compare_keys (gconstpointer one, gconstpointer other)
{
  return strcmp (one, other);
}

/* Writes all verdicts to the file, in its folder, which is made if need be. */
gboolean
elector_verdict_cache_save (ElectorVerdictCache *self, GError **error)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GFile) folder = g_file_get_parent (self->file);
  g_autoptr (GList) keys = g_list_sort (g_hash_table_get_keys (self->verdicts), compare_keys);
  GError *problem = NULL;

  g_string_append_printf (text, "{\"elector_verdicts\": %d, \"program\": \"%s\", \"verdicts\": [", FORMAT_VERSION,
                          elector_program_hash);
  for (GList *l = keys; l != NULL; l = l->next)
    {
      const ElectorSearchVerdict *verdict = g_hash_table_lookup (self->verdicts, l->data);

      g_string_append (text, l == keys ? "\n{\"search\": " : ",\n{\"search\": ");
      elector_strict_json_append_string (text, l->data);
      g_string_append_printf (text, ", \"outcome\": \"%s\", \"states\": %" PRIu64 ", \"depth\": %u, \"steps\": %u}",
                              outcome_ids[verdict->outcome], verdict->n_states, verdict->depth, verdict->n_moves);
    }
  g_string_append (text, "\n]}\n");
  if (folder != NULL && !g_file_make_directory_with_parents (folder, NULL, &problem)
      && !g_error_matches (problem, G_IO_ERROR, G_IO_ERROR_EXISTS))
    {
      g_propagate_error (error, problem);
      return FALSE;
    }
  g_clear_error (&problem);
  return g_file_replace_contents (self->file, text->str, text->len, NULL, FALSE, G_FILE_CREATE_NONE, NULL, NULL, error);
}

/* --- What is in it --- */

guint
elector_verdict_cache_get_size (ElectorVerdictCache *self)
{
  return g_hash_table_size (self->verdicts);
}

gboolean
elector_verdict_cache_look_up (ElectorVerdictCache *self, const ElectorSearch *search, ElectorSearchVerdict *verdict)
{
  g_autofree char *key = elector_search_make_key (search);
  const ElectorSearchVerdict *found = g_hash_table_lookup (self->verdicts, key);

  if (found != NULL)
    *verdict = *found;
  return found != NULL;
}

/* verdict is copied. */
void
elector_verdict_cache_put (ElectorVerdictCache *self, const ElectorSearch *search, const ElectorSearchVerdict *verdict)
{
  g_return_if_fail (is_final (verdict->outcome));
  g_hash_table_insert (self->verdicts, elector_search_make_key (search), g_memdup2 (verdict, sizeof *verdict));
}

/* Forgets all; the file stays as it is until the next elector_verdict_cache_save(). */
void
elector_verdict_cache_clear (ElectorVerdictCache *self)
{
  g_hash_table_remove_all (self->verdicts);
}
