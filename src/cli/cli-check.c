/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "cli/cli.h"

#include "check/minimizer.h"
#include "core/units.h"
#include "protocols/registry.h"

#include <glib/gi18n.h>
#include <string.h>

#define STANDARD_NODES "3"

/* What the command line says, as it stands there. */
typedef struct
{
  char *algorithm;
  char *nodes;
  char *assumption;
  char *terms;
  char *timeouts;
  char *pending;
  char *crashes;
  char *losses;
  char *duplicates;
  char *writes;
  char *threads;
  char *memory;
  char *format;
  char *output;
  char **rules;
  char **properties;
  gboolean at_rest;
  gboolean fencing;
  gboolean eventually;
  gboolean no_recovery;
  gboolean no_symmetry;
  gboolean exact;
} Options;

static void
options_clear (Options *self)
{
  g_free (self->algorithm);
  g_free (self->nodes);
  g_free (self->assumption);
  g_free (self->terms);
  g_free (self->timeouts);
  g_free (self->pending);
  g_free (self->crashes);
  g_free (self->losses);
  g_free (self->duplicates);
  g_free (self->writes);
  g_free (self->threads);
  g_free (self->memory);
  g_free (self->format);
  g_free (self->output);
  g_strfreev (self->rules);
  g_strfreev (self->properties);
}

static gboolean
parse_options (Options *self, int *argc, char ***argv, GError **error)
{
  const GOptionEntry entries[] = {
    { "algorithm", 'a', 0, G_OPTION_ARG_STRING, &self->algorithm, N_("Algorithm to check (bully)"), N_("NAME") },
    { "nodes", 'n', 0, G_OPTION_ARG_STRING, &self->nodes, N_("Number of nodes, 1 to 7 (3)"), N_("N") },
    { "rule", 0, 0, G_OPTION_ARG_STRING_ARRAY, &self->rules, N_("Turn a rule switch on; can be repeated"), N_("NAME") },
    { "property", 'p', 0, G_OPTION_ARG_STRING_ARRAY, &self->properties,
      N_("What must hold, like “one-leader-per-term”; can be repeated"), N_("NAME") },
    { "at-rest", 0, 0, G_OPTION_ARG_NONE, &self->at_rest, N_("Look only when no message is under way"), NULL },
    { "assume", 0, 0, G_OPTION_ARG_STRING, &self->assumption, N_("“async”, “sync” or “lockstep” (async)"),
      N_("ASSUMPTION") },
    { "max-terms", 0, 0, G_OPTION_ARG_STRING, &self->terms, N_("The last term, 0 for no bound (2)"), N_("N") },
    { "max-timeouts", 0, 0, G_OPTION_ARG_STRING, &self->timeouts, N_("How many timers fire, 0 for no bound (0)"),
      N_("N") },
    { "pending", 0, 0, G_OPTION_ARG_STRING, &self->pending, N_("How many messages are under way at once (4)"),
      N_("N") },
    { "crashes", 0, 0, G_OPTION_ARG_STRING, &self->crashes, N_("How many crashes there are (1)"), N_("N") },
    { "no-recovery", 0, 0, G_OPTION_ARG_NONE, &self->no_recovery, N_("Crashed nodes stay down"), NULL },
    { "losses", 0, 0, G_OPTION_ARG_STRING, &self->losses, N_("How many messages are lost at once (0)"), N_("N") },
    { "duplicates", 0, 0, G_OPTION_ARG_STRING, &self->duplicates, N_("How many messages arrive twice (0)"), N_("N") },
    { "writes", 0, 0, G_OPTION_ARG_STRING, &self->writes, N_("How many writes a client makes (0)"), N_("N") },
    { "fencing", 0, 0, G_OPTION_ARG_NONE, &self->fencing, N_("What it writes to turns old leaders away"), NULL },
    { "eventually", 0, 0, G_OPTION_ARG_NONE, &self->eventually,
      N_("In lockstep: agreement may break, as long as it can come back"), NULL },
    { "exact", 0, 0, G_OPTION_ARG_NONE, &self->exact, N_("Compare whole states, not fingerprints"), NULL },
    { "no-symmetry", 0, 0, G_OPTION_ARG_NONE, &self->no_symmetry,
      N_("Tell states apart that differ in the names of nodes only"), NULL },
    { "threads", 0, 0, G_OPTION_ARG_STRING, &self->threads, N_("How many cores to use (all)"), N_("N") },
    { "memory", 0, 0, G_OPTION_ARG_STRING, &self->memory, N_("When to stop, in MiB (2048)"), N_("N") },
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &self->output, N_("Write a counterexample as a scenario"), N_("FILE") },
    { "format", 0, 0, G_OPTION_ARG_STRING, &self->format, N_("“text” or “json” (text)"), N_("FORMAT") },
    G_OPTION_ENTRY_NULL
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);

  g_option_context_set_translation_domain (context, GETTEXT_PACKAGE);
  g_option_context_set_summary (context,
                                _("Searches every order in which messages arrive, timers fire and nodes crash,\n"
                                  "within bounds, for a broken property, and prints the shortest way to it."));
  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  if (!g_option_context_parse (context, argc, argv, error))
    return FALSE;
  if (*argc == 1)
    return TRUE;
  g_set_error (error, ELECTOR_ERROR, ELECTOR_ERROR_SYNTAX, _("“%s” is no option"), (*argv)[1]);
  return FALSE;
}

/* --- What to search --- */

/* Reads the number of an option, if it is given. */
static gboolean
parse_bound (const char *option, const char *text, guint64 maximum, guint *number, GError **error)
{
  GError *problem = NULL;
  guint64 value;

  if (text == NULL)
    return TRUE;
  if (elector_parse_number (text, 0, maximum, &value, &problem))
    {
      *number = (guint) value;
      return TRUE;
    }
  g_propagate_prefixed_error (error, problem, "--%s: ", option);
  return FALSE;
}

static gboolean
parse_rules (const Options *options, ElectorConfig *config, GError **error)
{
  for (guint i = 0; options->rules != NULL && options->rules[i] != NULL; i++)
    {
      int rule = elector_protocol_find_rule (config->protocol, options->rules[i]);

      if (rule < 0)
        {
          g_set_error (error, ELECTOR_ERROR, ELECTOR_ERROR_SYNTAX, _("--rule: %s has no rule switch “%s”"),
                       _(config->protocol->name), options->rules[i]);
          return FALSE;
        }
      config->rules |= 1u << rule;
    }
  return TRUE;
}

static gboolean
parse_config (const Options *options, ElectorConfig *config, GError **error)
{
  const ElectorProtocol *protocol = elector_registry_get_protocol (0);
  guint n_nodes;

  if (options->algorithm != NULL)
    protocol = elector_registry_find_protocol (options->algorithm);
  if (protocol == NULL)
    {
      g_set_error (error, ELECTOR_ERROR, ELECTOR_ERROR_SYNTAX, _("--algorithm: there is no algorithm “%s”"),
                   options->algorithm);
      return FALSE;
    }
  if (!parse_bound ("nodes", options->nodes != NULL ? options->nodes : STANDARD_NODES, ELECTOR_MAX_NODES, &n_nodes,
                    error))
    return FALSE;
  elector_config_init (config, protocol, n_nodes);
  return parse_rules (options, config, error);
}

static gboolean
parse_properties (const Options *options, ElectorSearch *search, GError **error)
{
  guint32 properties = 0;

  for (guint i = 0; options->properties != NULL && options->properties[i] != NULL; i++)
    {
      guint property = 0;

      while (property < ELECTOR_N_PROPERTIES
             && strcmp (elector_property_to_id ((ElectorProperty) property), options->properties[i]) != 0)
        property++;
      if (property == ELECTOR_N_PROPERTIES)
        {
          g_set_error (error, ELECTOR_ERROR, ELECTOR_ERROR_SYNTAX, _("--property: there is no property “%s”"),
                       options->properties[i]);
          return FALSE;
        }
      properties |= 1u << property;
    }
  if (properties != 0)
    elector_search_set_properties (search, properties);
  return TRUE;
}

static gboolean
parse_assumption (const Options *options, ElectorSearch *search, GError **error)
{
  guint assumption = 0;

  while (assumption < ELECTOR_N_ASSUMPTIONS
         && g_strcmp0 (options->assumption, elector_assumption_to_id ((ElectorAssumption) assumption)) != 0)
    assumption++;
  if (assumption < ELECTOR_N_ASSUMPTIONS)
    elector_search_set_assumption (search, (ElectorAssumption) assumption);
  else if (options->assumption != NULL)
    {
      g_set_error (error, ELECTOR_ERROR, ELECTOR_ERROR_SYNTAX,
                   _("--assume: “%s” is none of “async”, “sync” and “lockstep”"), options->assumption);
      return FALSE;
    }
  return TRUE;
}

static gboolean
parse_search (const Options *options, ElectorSearch *search, GError **error)
{
  ElectorConfig config;
  guint mebibytes = 0;

  if (!parse_config (options, &config, error))
    return FALSE;
  elector_search_init (search, &config);
  if (!parse_assumption (options, search, error) || !parse_properties (options, search, error)
      || !parse_bound ("max-terms", options->terms, ELECTOR_EXPLORER_MAX_TERM, &search->max_term, error)
      || !parse_bound ("max-timeouts", options->timeouts, ELECTOR_EXPLORER_MAX_TIMEOUTS, &search->max_timeouts, error)
      || !parse_bound ("pending", options->pending, ELECTOR_EXPLORER_MAX_PENDING, &search->max_pending, error)
      || !parse_bound ("crashes", options->crashes, ELECTOR_EXPLORER_MAX_FAULTS, &search->max_crashes, error)
      || !parse_bound ("losses", options->losses, ELECTOR_EXPLORER_MAX_FAULTS, &search->max_losses, error)
      || !parse_bound ("duplicates", options->duplicates, ELECTOR_EXPLORER_MAX_FAULTS, &search->max_duplicates, error)
      || !parse_bound ("writes", options->writes, ELECTOR_EXPLORER_MAX_FAULTS, &search->max_writes, error)
      || !parse_bound ("threads", options->threads, g_get_num_processors (), &search->n_threads, error)
      || !parse_bound ("memory", options->memory, G_MAXUINT, &mebibytes, error))
    return FALSE;
  if (mebibytes > 0)
    search->max_memory = (guint64) mebibytes << 20;
  search->fencing = options->fencing;
  search->eventually = options->eventually;
  search->can_recover = !options->no_recovery;
  search->symmetry = !options->no_symmetry;
  search->exact = options->exact;
  search->at_rest = options->at_rest;
  if (options->format != NULL && strcmp (options->format, "text") != 0 && strcmp (options->format, "json") != 0)
    {
      g_set_error (error, ELECTOR_ERROR, ELECTOR_ERROR_SYNTAX, _("--format: “%s” is neither “text” nor “json”"),
                   options->format);
      return FALSE;
    }
  return TRUE;
}

/* --- What came out --- */

/* Writes what was found, if that is wanted, without the losses that do not matter. */
static gboolean
save_counterexample (ElectorExplorer *explorer, const char *path, GError **error)
{
  g_autoptr (ElectorScenario) scenario = path != NULL ? elector_explorer_make_scenario (explorer) : NULL;
  g_autoptr (ElectorScenario) least = NULL;
  g_autoptr (GFile) file = NULL;

  if (scenario == NULL)
    return TRUE;
  file = g_file_new_for_commandline_arg (path);
  least = elector_minimize (scenario, elector_explorer_get_broken (explorer), elector_scenario_get_until (scenario),
                            NULL);
  return elector_scenario_save (least, file, error);
}

static int
search_and_print (const ElectorSearch *search, const Options *options)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ElectorExplorer) explorer = elector_explorer_new (search, &error);
  ElectorOutcome outcome;

  if (explorer == NULL)
    return elector_cli_fail ("%s", error->message);
  outcome = elector_explorer_run (explorer, NULL);
  if (g_strcmp0 (options->format, "json") == 0)
    elector_cli_print_check_json (explorer);
  else
    elector_cli_print_check (explorer);
  if (!save_counterexample (explorer, options->output, &error))
    return elector_cli_fail ("%s", error->message);
  if (outcome == ELECTOR_OUTCOME_FOUND)
    return ELECTOR_CLI_BROKEN;
  return outcome == ELECTOR_OUTCOME_HOLDS ? ELECTOR_CLI_OK : ELECTOR_CLI_STOPPED;
}

/* elector-cli check */
int
elector_cli_check (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  Options options = { 0 };
  ElectorSearch search;
  int status;

  if (parse_options (&options, &argc, &argv, &error) && parse_search (&options, &search, &error))
    status = search_and_print (&search, &options);
  else
    status = elector_cli_fail ("%s", error->message);
  options_clear (&options);
  return status;
}
