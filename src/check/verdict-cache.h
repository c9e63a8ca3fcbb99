/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What searches came to, kept in a file from one time to the next.
 *
 * A verdict is found again by what was searched and by the program that searched it: algorithm, checker and all that
 * they stand on. A file of another program, or one that is damaged, is as good as none. */

#pragma once

#include "check/explorer.h"

G_BEGIN_DECLS

/* Of the sources of the program, in hexadecimal. */
extern const char elector_program_hash[];

/* What a search came to, without the way there. */
typedef struct
{
  ElectorOutcome outcome; /* HOLDS, FOUND, MEMORY or TOO_MANY */
  guint64 n_states;
  guint depth;
  guint n_moves;          /* FOUND: how many steps the counterexample has */
} ElectorSearchVerdict;

typedef struct _ElectorVerdictCache ElectorVerdictCache;

gboolean elector_search_verdict_init (ElectorSearchVerdict *self, ElectorExplorer *explorer);
char *elector_search_make_key (const ElectorSearch *self);

ElectorVerdictCache *elector_verdict_cache_new (GFile *file);
void elector_verdict_cache_free (ElectorVerdictCache *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ElectorVerdictCache, elector_verdict_cache_free)

guint elector_verdict_cache_get_size (ElectorVerdictCache *self);
gboolean elector_verdict_cache_look_up (ElectorVerdictCache *self, const ElectorSearch *search,
                                        ElectorSearchVerdict *verdict);
void elector_verdict_cache_put (ElectorVerdictCache *self, const ElectorSearch *search,
                                const ElectorSearchVerdict *verdict);
void elector_verdict_cache_clear (ElectorVerdictCache *self);
gboolean elector_verdict_cache_save (ElectorVerdictCache *self, GError **error);

G_END_DECLS
