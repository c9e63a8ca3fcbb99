/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* A world that counts: what measurements and experiments want to know of it is gathered from its records. */

#pragma once

#include "core/world.h"

G_BEGIN_DECLS

typedef struct
{
  ElectorWorld world;
  ElectorConfig config;
  ElectorNodeId *leaders;   /* whom node i believes to lead, at [i - 1] */
  gboolean *leading;        /* whether node i acts as leader, at [i - 1] */
  gboolean *resting;        /* whether node i did so when it was paused, at [i - 1] */
  gboolean *running;        /* whether node i has started an election, and nothing has come of it, at [i - 1] */
  guint32 *terms;           /* that it is in */
  GHashTable *term_leaders; /* term -> the node that led it first; NULL as long as nobody led a term */
  gboolean split;           /* two have led at once */
  gboolean clash;           /* two have led the same term */
  gboolean news;            /* one of these has changed */
  guint sent;
  guint sent_unquiet;       /* without what only passes the time */
  guint sent_by_type[ELECTOR_MAX_MESSAGE_TYPES];
  guint elections;          /* started */
  guint failed_elections;   /* after which the same node had to start another: no majority, or no answer */
  guint changes;            /* how often a node became the leader */
  guint n_leading;          /* nodes that act as leader */
  ElectorTime leaderless;   /* how long nobody did, up to the last change of that */
  ElectorTime leaderless_since; /* valid while n_leading is 0 */
  guint32 position;
} ElectorProbe;

void elector_probe_init (ElectorProbe *self, const ElectorConfig *config, const ElectorNetworkConfig *network,
                         guint64 seed);
void elector_probe_clear (ElectorProbe *self);

ElectorNodeId elector_probe_find_agreed (const ElectorProbe *self);
ElectorNodeId elector_probe_find_leading (const ElectorProbe *self);
ElectorTime elector_probe_get_leaderless (const ElectorProbe *self);

G_END_DECLS
