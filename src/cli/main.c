/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "cli/cli.h"

#include <glib/gi18n.h>
#include <locale.h>
#include <string.h>

typedef struct
{
  const char *name;
  int (*run) (int argc, char **argv);
  const char *summary;
} Command;

static const Command commands[] = {
  { "run", elector_cli_run, N_("run a scenario and print what happens") },
  { "draw", elector_cli_draw, N_("draw the stage or the timeline of a run, or write it for other programs") },
  { "check", elector_cli_check, N_("search all orders of events for a broken property") },
  { "experiment", elector_cli_experiment, N_("make many runs and print what was measured in them") },
  { "merge", elector_cli_merge, N_("join the parts of an experiment that was made on several machines") },
  { "list", elector_cli_list, N_("list algorithms, rule switches, parameters and scenarios") },
};

static void
print_help (void)
{
  g_print (_("Usage: elector-cli COMMAND [OPTION…]\n\nCommands:\n"));
  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++)
    g_print ("  %-10s %s\n", commands[i].name, _(commands[i].summary));
  g_print (_("\n“elector-cli COMMAND --help” tells of a command’s options.\n"));
}

/* Says what was wrong, on standard error. Returns the exit status for it. */
int
elector_cli_fail (const char *format, ...)
{
  g_autofree char *message = NULL;
  va_list args;

  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);
  g_printerr ("elector-cli: %s\n", message);
  return ELECTOR_CLI_USAGE;
}

int
main (int argc, char **argv)
{
  const char *name = argc > 1 ? argv[1] : NULL;

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, ELECTOR_LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);

  if (name == NULL)
    return elector_cli_fail (_("say what to do: try “elector-cli --help”"));
  if (strcmp (name, "--help") == 0 || strcmp (name, "-h") == 0 || strcmp (name, "help") == 0)
    {
      print_help ();
      return ELECTOR_CLI_OK;
    }
  if (strcmp (name, "--version") == 0)
    {
      g_print ("elector-cli %s\n", ELECTOR_VERSION);
      return ELECTOR_CLI_OK;
    }
  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++)
    if (strcmp (commands[i].name, name) == 0)
      return commands[i].run (argc - 1, argv + 1);
  return elector_cli_fail (_("there is no command “%s”: try “elector-cli --help”"), name);
}
