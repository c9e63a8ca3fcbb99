/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* A run as a file for others: the stage or the timeline as a picture, the messages as a sequence diagram, the log. And
 * a showdown: its stages or its timelines as one picture, and what its runs have cost. */

#pragma once

#include "engine/elector-scenario.h"
#include "engine/elector-trace.h"
#include "engine/showdown-shot.h"

G_BEGIN_DECLS

typedef enum
{
  ELECTOR_EXPORT_STAGE,
  ELECTOR_EXPORT_TIMELINE,
  ELECTOR_EXPORT_SEQUENCE,
  ELECTOR_EXPORT_LOG,
  ELECTOR_N_RUN_EXPORTS,
  ELECTOR_EXPORT_STAGES = ELECTOR_N_RUN_EXPORTS, /* from here on: of a showdown */
  ELECTOR_EXPORT_TIMELINES,
  ELECTOR_EXPORT_MEASURES,
  ELECTOR_N_EXPORTS
} ElectorExportSubject;

typedef enum
{
  ELECTOR_EXPORT_SVG,
  ELECTOR_EXPORT_PDF,
  ELECTOR_EXPORT_PNG,
  ELECTOR_EXPORT_MERMAID,
  ELECTOR_EXPORT_PLANTUML,
  ELECTOR_EXPORT_TEXT,
  ELECTOR_EXPORT_CSV,
  ELECTOR_N_EXPORT_FORMATS
} ElectorExportFormat;

typedef struct
{
  ElectorScenario *scenario; /* borrowed, like the next two */
  ElectorTrace *trace;
  const ElectorShowdownShot *shot; /* in place of these two: what is exported is a showdown */
  ElectorExportSubject subject;
  ElectorExportFormat format; /* one that the subject has */
  ElectorTime at;    /* of stages and measures */
  ElectorTime since; /* of all else; since < until */
  ElectorTime until;
  gboolean all; /* sequence and log: also heartbeats and what else only passes the time */
} ElectorExport;

const char *elector_export_subject_to_id (ElectorExportSubject subject);
const char *elector_export_format_to_id (ElectorExportFormat format);
const char *elector_export_format_get_extension (ElectorExportFormat format);
gboolean elector_export_has_format (ElectorExportSubject subject, ElectorExportFormat format);

GBytes *elector_export_make (const ElectorExport *self, GError **error);

G_END_DECLS
