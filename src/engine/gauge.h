/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What a lesson measures in a stretch of a run, to judge an answer by it:
 *
 *   winner (who leads at the end, if it is one node; or 0) · leaders (how many led at once, at most)
 *   term (the highest at the end) · elections (that were started) · messages · messages ELECTION (that were sent;
 *   all that do not only pass the time, or those of a type) · accepted-writes · lost-writes
 *
 * "leaders > 1" is 1 where that is so, and 0 where it is not; likewise with < and =. */

#pragma once

#include "engine/elector-trace.h"
#include "engine/landmark.h"

G_BEGIN_DECLS

typedef enum
{
  ELECTOR_GAUGE_WINNER,
  ELECTOR_GAUGE_LEADERS,
  ELECTOR_GAUGE_TERM,
  ELECTOR_GAUGE_ELECTIONS,
  ELECTOR_GAUGE_MESSAGES,
  ELECTOR_GAUGE_ACCEPTED,
  ELECTOR_GAUGE_LOST,
} ElectorGaugeKind;

typedef struct
{
  ElectorGaugeKind kind;
  int type;    /* MESSAGES: of which, or -1 */
  char compare; /* '>', '<', '=', or 0 for the number itself */
  guint limit;
} ElectorGauge;

/* Part of a trace. */
typedef struct
{
  guint from; /* positions */
  guint to;
  ElectorTime from_time;
  ElectorTime to_time;
} ElectorStretch;

gboolean elector_gauge_parse (ElectorGauge *self, const char *text, const ElectorConfig *config, GError **error);
guint elector_gauge_measure (const ElectorGauge *self, ElectorTrace *trace, const ElectorNetworkConfig *network,
                             const ElectorStretch *stretch);

G_END_DECLS
