/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "scene/export.h"

#include "engine/elector-log.h"
#include "engine/sequence.h"
#include "scene/paper-showdown.h"
#include "scene/paper-stage.h"
#include "scene/paper-timeline.h"

#include <string.h>

#define PICTURES                                                                                                      \
  (1 << ELECTOR_EXPORT_STAGE | 1 << ELECTOR_EXPORT_TIMELINE | 1 << ELECTOR_EXPORT_STAGES                              \
   | 1 << ELECTOR_EXPORT_TIMELINES)

static const struct
{
  const char *id;
  const char *extension;
  guint subjects; /* bit i: subject i has it */
} formats[ELECTOR_N_EXPORT_FORMATS] = {
  [ELECTOR_EXPORT_SVG] = { "svg", "svg", PICTURES },
  [ELECTOR_EXPORT_PDF] = { "pdf", "pdf", PICTURES },
  [ELECTOR_EXPORT_PNG] = { "png", "png", PICTURES },
  [ELECTOR_EXPORT_MERMAID] = { "mermaid", "mmd", 1 << ELECTOR_EXPORT_SEQUENCE },
  [ELECTOR_EXPORT_PLANTUML] = { "plantuml", "puml", 1 << ELECTOR_EXPORT_SEQUENCE },
  [ELECTOR_EXPORT_TEXT] = { "text", "txt", 1 << ELECTOR_EXPORT_LOG },
  [ELECTOR_EXPORT_CSV] = { "csv", "csv", 1 << ELECTOR_EXPORT_LOG | 1 << ELECTOR_EXPORT_MEASURES },
};

/* The word for it on a command line, and in the name of a file. */
const char *
elector_export_subject_to_id (ElectorExportSubject subject)
{
  static const char *const ids[ELECTOR_N_EXPORTS] = { "stage", "timeline", "sequence", "log", "stages", "timelines",
                                                      "measures" };

  g_return_val_if_fail (subject < ELECTOR_N_EXPORTS, NULL);
  return ids[subject];
}

/* The word for it on a command line. */
const char *
elector_export_format_to_id (ElectorExportFormat format)
{
  g_return_val_if_fail (format < ELECTOR_N_EXPORT_FORMATS, NULL);
  return formats[format].id;
}

/* How the names of such files end, without the dot. */
const char *
elector_export_format_get_extension (ElectorExportFormat format)
{
  g_return_val_if_fail (format < ELECTOR_N_EXPORT_FORMATS, NULL);
  return formats[format].extension;
}

gboolean
elector_export_has_format (ElectorExportSubject subject, ElectorExportFormat format)
{
  g_return_val_if_fail (format < ELECTOR_N_EXPORT_FORMATS, FALSE);
  return (formats[format].subjects >> subject & 1) != 0;
}

/* --- Making it --- */

static ElectorPaperFormat
get_paper (const ElectorExport *self)
{
  switch ((int) self->format)
    {
    case ELECTOR_EXPORT_PDF:
      return ELECTOR_PAPER_PDF;
    case ELECTOR_EXPORT_PNG:
      return ELECTOR_PAPER_PNG;
    case ELECTOR_EXPORT_SVG:
    default:
      return ELECTOR_PAPER_SVG;
    }
}

static GBytes *
make_stage (const ElectorExport *self, GError **error)
{
  ElectorMoment moment = { 0 };
  guint position = G_MAXUINT;
  GBytes *bytes;

  elector_trace_seek (self->trace, &moment, &position, elector_trace_find_time (self->trace, self->at), self->at);
  bytes = elector_paper_print_stage (get_paper (self), self->scenario, &moment, self->at, error);
  elector_moment_clear (&moment);
  return bytes;
}

static char *
make_log (const ElectorExport *self)
{
  g_autoptr (ElectorLog) log = elector_log_new ();

  elector_log_set_trace (log, self->trace);
  elector_log_set_filter (log, self->all, ELECTOR_NO_NODE, NULL);
  elector_log_set_cursor (log, elector_trace_find_time (self->trace, self->until));
  return elector_log_format (log, self->format == ELECTOR_EXPORT_CSV ? ELECTOR_LOG_CSV : ELECTOR_LOG_TEXT, self->since);
}

static char *
make_sequence (const ElectorExport *self)
{
  const char *title = elector_scenario_get_title (self->scenario);
  ElectorSequenceLanguage language =
    self->format == ELECTOR_EXPORT_MERMAID ? ELECTOR_SEQUENCE_MERMAID : ELECTOR_SEQUENCE_PLANTUML;

  return elector_sequence_format (self->trace, language, title, self->since, self->until, self->all);
}

/* What the file holds. Errors: G_IO_ERROR_FAILED, where a picture cannot be made. */
GBytes *
elector_export_make (const ElectorExport *self, GError **error)
{
  char *text;

  g_return_val_if_fail (elector_export_has_format (self->subject, self->format), NULL);

  switch (self->subject)
    {
    case ELECTOR_EXPORT_STAGE:
      return make_stage (self, error);
    case ELECTOR_EXPORT_TIMELINE:
      return elector_paper_print_timeline (get_paper (self), self->scenario, self->trace, self->since, self->until,
                                           error);
    case ELECTOR_EXPORT_SEQUENCE:
      text = make_sequence (self);
      break;
    case ELECTOR_EXPORT_STAGES:
      return elector_paper_print_stages (get_paper (self), self->shot, self->at, error);
    case ELECTOR_EXPORT_TIMELINES:
      return elector_paper_print_timelines (get_paper (self), self->shot, self->since, self->until, error);
    case ELECTOR_EXPORT_MEASURES:
      text = elector_showdown_shot_to_csv (self->shot, self->at);
      break;
    case ELECTOR_EXPORT_LOG:
    case ELECTOR_N_EXPORTS:
    default:
      text = make_log (self);
    }
  return g_bytes_new_take (text, strlen (text));
}
