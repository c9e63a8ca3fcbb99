/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The messages of a run as a sequence diagram, in the languages that other programs draw them from.
 *
 * A message stands where it ended: arrived, or was lost. One that is still on its way stands at the end. Notes tell of
 * faults and new leaders. */

#pragma once

#include "engine/elector-trace.h"

G_BEGIN_DECLS

typedef enum
{
  ELECTOR_SEQUENCE_MERMAID,
  ELECTOR_SEQUENCE_PLANTUML,
  ELECTOR_N_SEQUENCES
} ElectorSequenceLanguage;

const char *elector_sequence_language_to_id (ElectorSequenceLanguage language);
char *elector_sequence_format (ElectorTrace *trace, ElectorSequenceLanguage language, const char *title,
                               ElectorTime since, ElectorTime until, gboolean all);

G_END_DECLS
