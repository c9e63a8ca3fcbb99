/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* A world whose records are kept, and that is told what to do in the words of scenario files. */

#pragma once

#include "core/moment.h"
#include "core/world.h"

G_BEGIN_DECLS

typedef struct
{
  ElectorConfig config;
  ElectorNetworkConfig network;
  ElectorWorld world;
  GArray *records; /* of ElectorRecord */
  GArray *faults;  /* of ElectorFault, scheduled */

  ElectorMoment moment; /* folded from the records, where asked for */
  gboolean has_moment;
} ElectorFixture;

ElectorFixture *elector_fixture_new (const ElectorProtocol *protocol, guint n_nodes, const char *delay, guint64 seed);
ElectorFixture *elector_fixture_new_with (const ElectorConfig *config, const ElectorNetworkConfig *network,
                                          guint64 seed);
void elector_fixture_free (ElectorFixture *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ElectorFixture, elector_fixture_free)

void elector_fixture_follow (ElectorFixture *self);
void elector_fixture_schedule (ElectorFixture *self, const char *const *faults);
void elector_fixture_boot (ElectorFixture *self);
gboolean elector_fixture_do (ElectorFixture *self, const char *fault);
void elector_fixture_run (ElectorFixture *self, const char *until);
gboolean elector_fixture_step (ElectorFixture *self, ElectorTime until);

const ElectorRecord *elector_fixture_get_record (ElectorFixture *self, guint i);
guint elector_fixture_count (ElectorFixture *self, ElectorRecordKind kind, int detail, guint from);
const ElectorRecord *elector_fixture_find (ElectorFixture *self, ElectorRecordKind kind, ElectorNodeId node,
                                           guint from);
char *elector_fixture_print (ElectorFixture *self, guint from);
char *elector_fixture_find_broken_promise (ElectorFixture *self);
void elector_fixture_assert_same_records (ElectorFixture *self, ElectorFixture *other);

guint32 elector_fixture_sink (ElectorRecord *record, gpointer array);
void elector_fixture_advance_moment (ElectorMoment *moment, ElectorTime time);

/* A protocol for tests of the machinery: on "campaign" a node sends PROBE to all others and starts its timers
 * by the parameters of their names; everything that happens to it is counted twice, in persistent and in
 * volatile state. On PROBE it answers ECHO. Rule "push" lets every ECHO start timer A anew. */
typedef enum
{
  PROBE_TIMER_A,
  PROBE_TIMER_B,
  PROBE_TIMER_C,
  PROBE_N_TIMERS
} ProbeTimer;

typedef enum
{
  PROBE_PROBE,
  PROBE_ECHO,
  PROBE_WRITE,
  PROBE_N_MESSAGES
} ProbeMessage;

#define ELECTOR_PROBE_RULE_PUSH 0

typedef struct
{
  ElectorRng rng;    /* persistent */
  guint32 kept;      /* persistent */
  guint32 forgotten; /* volatile */
} ProbeState;

extern const ElectorProtocol elector_fixture_probe;

G_END_DECLS
