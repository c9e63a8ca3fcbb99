/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "engine/elector-library.h"

#include "core/units.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define ENDING ".elector"

/* In the order in which they are listed. */
static const struct
{
  const char *id;
  const char *text;
} tags[] = {
  { "start", N_("To Begin With") },        { "crash", N_("Crashes and Pauses") },
  { "network", N_("Trouble in the Network") }, { "votes", N_("Votes and Terms") },
  { "writes", N_("Writes and Fencing") },  { "mistake", N_("Mistakes") },
};

/* Where the scenarios are: below ELECTOR_DATADIR if it is set, as it is for a program that is not installed. */
static char *
get_folder (void)
{
  const char *datadir = g_getenv ("ELECTOR_DATADIR");

  return g_build_filename (datadir != NULL ? datadir : ELECTOR_PKGDATADIR, "scenarios", NULL);
}

static int
compare_ids (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* The ids of all scenarios, sorted; empty when there are none. Free with g_strfreev(). */
char **
elector_library_list (void)
{
  g_autofree char *folder = get_folder ();
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_suffix (name, ENDING))
      g_ptr_array_add (ids, g_strndup (name, strlen (name) - strlen (ENDING)));
  g_ptr_array_sort (ids, compare_ids);
  g_ptr_array_add (ids, NULL);
  return (char **) g_ptr_array_steal (ids, NULL);
}

/* The file of a scenario, or NULL. */
GFile *
elector_library_find (const char *id)
{
  g_autofree char *folder = get_folder ();
  g_autofree char *name = g_strconcat (id, ENDING, NULL);
  g_autofree char *path = g_build_filename (folder, name, NULL);

  if (strchr (id, G_DIR_SEPARATOR) != NULL || !g_file_test (path, G_FILE_TEST_IS_REGULAR))
    return NULL;
  return g_file_new_for_path (path);
}

/* Reads a scenario. Errors: ELECTOR_ERROR, G_IO_ERROR. */
ElectorScenario *
elector_library_load (const char *id, GError **error)
{
  g_autoptr (GFile) file = elector_library_find (id);

  if (file != NULL)
    return elector_scenario_new_from_file (file, error);
  g_set_error (error, ELECTOR_ERROR, ELECTOR_ERROR_SYNTAX, _("there is no scenario “%s”"), id);
  return NULL;
}

/* Where the scenarios with a tag are listed: those with a lower number first. Unknown tags come last. */
guint
elector_library_get_tag_place (const char *tag)
{
  for (guint i = 0; i < G_N_ELEMENTS (tags); i++)
    if (g_str_equal (tags[i].id, tag))
      return i;
  return G_N_ELEMENTS (tags);
}

/* The translated heading of the scenarios with a tag; an unknown one is returned as it is. */
const char *
elector_library_tag_to_text (const char *tag)
{
  guint i = elector_library_get_tag_place (tag);

  return i < G_N_ELEMENTS (tags) ? _(tags[i].text) : tag;
}
