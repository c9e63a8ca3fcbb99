/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "cli/cli-results.h"

#include <glib/gi18n.h>

/* Larger than any part that can be. */
#define PART_SIZE_MAX ((gsize) 1024 * 1024 * 1024)

static ElectorResults *
load_part (const char *name, GError **error)
{
  g_autoptr (GMappedFile) file = g_mapped_file_new (name, FALSE, error);

  if (file == NULL)
    return NULL;
  if (g_mapped_file_get_length (file) > PART_SIZE_MAX)
    {
      g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_INVAL, _("%s: no part is as large as that"), name);
      return NULL;
    }
  return elector_results_new_from_part (g_mapped_file_get_contents (file), g_mapped_file_get_length (file), name,
                                        error);
}

static void
unref_results (gpointer data)
{
  elector_results_unref (data);
}

static int
merge (char **names, guint n, ElectorCliResultsFormat format)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (unref_results);
  g_autoptr (ElectorResults) results = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < n; i++)
    {
      ElectorResults *part = load_part (names[i], &error);

      if (part == NULL)
        return elector_cli_fail ("%s", error->message);
      g_ptr_array_add (parts, part);
    }
  results = elector_results_merge ((ElectorResults *const *) parts->pdata, (const char *const *) names, n, &error);
  if (results == NULL)
    return elector_cli_fail ("%s", error->message);
  elector_cli_results_print (results, format);
  return ELECTOR_CLI_OK;
}

/* elector-cli merge */
int
elector_cli_merge (int argc, char **argv)
{
  g_autofree char *format_text = NULL;
  const GOptionEntry entries[] = {
    { "format", 0, 0, G_OPTION_ARG_STRING, &format_text, N_("text, csv or json"), N_("FORMAT") },
    G_OPTION_ENTRY_NULL
  };
  g_autoptr (GOptionContext) context = g_option_context_new (_("PART…"));
  g_autoptr (GError) error = NULL;
  ElectorCliResultsFormat format;

  g_option_context_set_translation_domain (context, GETTEXT_PACKAGE);
  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  g_option_context_set_summary (context, _("Joins the parts that “elector-cli experiment --shard” made, and prints\n"
                                           "what one run of the whole would have printed."));
  if (!g_option_context_parse (context, &argc, &argv, &error))
    return elector_cli_fail ("%s", error->message);
  if (argc < 2)
    return elector_cli_fail (_("name the parts: try “elector-cli merge --help”"));
  if (!elector_cli_results_parse_format (format_text, &format))
    return ELECTOR_CLI_USAGE;
  return merge (argv + 1, (guint) argc - 1, format);
}
