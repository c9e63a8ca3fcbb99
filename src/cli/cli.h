/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* elector-cli: the same runs without a window. */

#pragma once

#include "check/explorer.h"
#include "engine/elector-run.h"

G_BEGIN_DECLS

/* Exit statuses. */
typedef enum
{
  ELECTOR_CLI_OK = 0,
  ELECTOR_CLI_BROKEN = 1, /* a promised property broke */
  ELECTOR_CLI_USAGE = 2,  /* bad usage, or a bad file */
  ELECTOR_CLI_STOPPED = 3, /* a search ended at a limit */
} ElectorCliStatus;

typedef enum
{
  ELECTOR_CLI_TEXT,
  ELECTOR_CLI_JSON
} ElectorCliFormat;

/* Prints the records of a run, and its summary, to standard output. */
typedef struct
{
  ElectorRun *run; /* borrowed */
  ElectorCliFormat format;
  gboolean all;      /* text: also what only passes the time */
  ElectorTime since; /* nothing before it is printed or counted */
  guint printed;     /* records that have been dealt with */

  /* What had been counted when since came. */
  guint64 sent_before[ELECTOR_MAX_MESSAGE_TYPES];
  guint64 elections_before;
  ElectorTime leaderless_before;
} ElectorCliPrinter;

void elector_cli_printer_begin (ElectorCliPrinter *self);
void elector_cli_printer_print (ElectorCliPrinter *self);
void elector_cli_printer_print_summary (ElectorCliPrinter *self);

int elector_cli_draw (int argc, char **argv);
int elector_cli_run (int argc, char **argv);
int elector_cli_list (int argc, char **argv);
void elector_cli_print_check (ElectorExplorer *explorer);
void elector_cli_print_check_json (ElectorExplorer *explorer);

int elector_cli_check (int argc, char **argv);
int elector_cli_experiment (int argc, char **argv);
int elector_cli_merge (int argc, char **argv);
int elector_cli_fail (const char *format, ...) G_GNUC_PRINTF (1, 2);

G_END_DECLS
