/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* A search in a thread of its own, and all that is to be shown of what it came to.
 *
 * The states that were searched are let go as soon as it has ended, in that thread or in another one: there may be
 * gigabytes of them. */

#pragma once

#include "check/verdict-cache.h"

G_BEGIN_DECLS

typedef struct
{
  ElectorSearch search;
  ElectorSearchProgress progress; /* the last */
  ElectorProperty broken;         /* if something was found */
  char *verdict;                  /* in words, translated */
  char *doubt;                    /* how far that can be trusted */
  GPtrArray *steps;               /* of the counterexample, in words, translated */
  ElectorScenario *scenario;      /* the counterexample without losses that do not matter, or NULL */
} ElectorCheckerResult;

void elector_checker_result_free (ElectorCheckerResult *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ElectorCheckerResult, elector_checker_result_free)

void elector_checker_job_start (gpointer source, ElectorExplorer *explorer, GCancellable *cancellable,
                                GAsyncReadyCallback callback);
ElectorCheckerResult *elector_checker_job_finish (GAsyncResult *result);
void elector_checker_job_release (ElectorExplorer *explorer);

G_END_DECLS
