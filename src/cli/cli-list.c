/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "cli/cli.h"

#include "core/units.h"
#include "engine/elector-library.h"
#include "protocols/registry.h"

#include <glib/gi18n.h>

static void
print_protocol (const ElectorProtocol *protocol)
{
  g_print ("%s  %s\n", protocol->id, _(protocol->summary));
  g_print ("  %s\n", _("Parameters (--set NAME=VALUE):"));
  for (guint i = 0; i < protocol->n_parameters; i++)
    {
      g_autofree char *standard = elector_format_range (&protocol->parameters[i].standard);

      g_print ("    %-22s %-14s %s\n", protocol->parameters[i].id, standard, _(protocol->parameters[i].summary));
    }
  g_print ("  %s\n", _("Rule switches (--rule NAME):"));
  for (guint i = 0; i < protocol->n_rules; i++)
    {
      g_print ("    %-24s %s\n", protocol->rules[i].id, _(protocol->rules[i].summary));
      g_print ("    %-24s ", "");
      /* Translators: what a rule of the algorithm is good for: "that an election ends even if …" */
      g_print (_("Protects: %s"), _(protocol->rules[i].protects));
      g_print ("\n");
    }
}

static void
print_scenarios (void)
{
  g_auto (GStrv) ids = elector_library_list ();

  for (guint i = 0; ids[i] != NULL; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (ElectorScenario) scenario = elector_library_load (ids[i], &error);
      const char *title = scenario != NULL ? elector_scenario_get_title (scenario) : NULL;

      g_print ("  %-22s %s\n", ids[i], error != NULL ? error->message : title != NULL ? title : "");
    }
}

/* elector-cli list */
int
elector_cli_list (int argc, char **argv)
{
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GError) error = NULL;

  g_option_context_set_summary (context, _("Lists algorithms, rule switches, parameters and scenarios."));
  if (!g_option_context_parse (context, &argc, &argv, &error))
    return elector_cli_fail ("%s", error->message);
  if (argc > 1)
    return elector_cli_fail (_("“list” takes nothing after it"));

  g_print ("%s\n\n", _("Algorithms"));
  for (guint i = 0; i < elector_registry_get_n_protocols (); i++)
    print_protocol (elector_registry_get_protocol (i));
  g_print ("\n%s\n\n", _("Network parameters (--set NAME=VALUE)"));
  g_print ("  %-22s %s\n", "delay", _("how long a message takes, like 40ms..70ms"));
  g_print ("  %-22s %s\n", "loss", _("how many messages get lost, like 5%"));
  g_print ("  %-22s %s\n", "duplicate", _("how many messages arrive twice, like 5%"));
  g_print ("\n%s\n\n", _("Scenarios (elector-cli run NAME)"));
  print_scenarios ();
  return ELECTOR_CLI_OK;
}
