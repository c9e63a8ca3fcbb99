/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What people say when they compare the bully algorithm and Raft, claim by claim: what measuring it gives, what that
 * makes of the claim, and the run that shows it. */

#pragma once

#include "check/measure.h"
#include "engine/elector-scenario.h"

G_BEGIN_DECLS

typedef enum
{
  ELECTOR_CLAIM_UNKNOWN, /* not measured, or not to be measured */
  ELECTOR_CLAIM_TRUE,
  ELECTOR_CLAIM_PARTLY,
  ELECTOR_CLAIM_FALSE,
  ELECTOR_N_CLAIM_VERDICTS
} ElectorClaimVerdict;

/* The measurements of the algorithms, in the order of the registry; bully and raft are two of them. */
typedef struct
{
  const ElectorMeasurement *items;
  guint n_items;
  const ElectorMeasurement *bully;
  const ElectorMeasurement *raft;
} ElectorMeasurements;

/* Adds sentences to measured and to verdict, both empty. */
typedef ElectorClaimVerdict (*ElectorClaimJudge) (const ElectorMeasurements *measurements, GString *measured,
                                                  GString *verdict);

typedef struct
{
  const char *id;
  const char *text; /* the claim; marked for translation */
  ElectorClaimJudge judge;
  gboolean has_chart; /* the curves belong to it */

  /* The run that shows it. */
  const char *title; /* marked for translation */
  guint n_nodes;
  guint64 seed;
  ElectorTime until;
  const char *faults[8]; /* "2s crash 5" */
} ElectorShowdownClaim;

const ElectorShowdownClaim *elector_showdown_claims_get (guint *n_claims);
const ElectorShowdownClaim *elector_showdown_claims_find (const char *id);
ElectorScenario *elector_showdown_claim_write_script (const ElectorShowdownClaim *self);

gboolean elector_measurements_init (ElectorMeasurements *self, const ElectorMeasurement *items, guint n_items);
gboolean elector_measurement_has_line (const ElectorMeasurement *self, ElectorStarter starter);

G_END_DECLS
