/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* How "elector-cli experiment" and "elector-cli merge" print: alike. */

#pragma once

#include "check/results.h"
#include "cli/cli.h"

G_BEGIN_DECLS

typedef enum
{
  ELECTOR_CLI_RESULTS_TEXT,
  ELECTOR_CLI_RESULTS_CSV,
  ELECTOR_CLI_RESULTS_JSON
} ElectorCliResultsFormat;

gboolean elector_cli_results_parse_format (const char *text, ElectorCliResultsFormat *format);
void elector_cli_results_print (const ElectorResults *results, ElectorCliResultsFormat format);

G_END_DECLS
