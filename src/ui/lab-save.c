/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/lab-save.h"

#include "engine/run-file.h"
#include "ui/compat.h"
#include "ui/lab-plot.h"
#include "ui/plot-paint.h"
#include "ui/window-files.h"

#include <glib/gi18n.h>
#include <string.h>

/* All of it is owned: view may show something else by the time that a file is chosen. */
typedef struct
{
  GtkWidget *view;
  ElectorLabSaved saved;
  char *text; /* an experiment; NULL: results */
  ElectorResults *results;
  char *title;
  char *format; /* of results: "csv", or that of a picture */
} Job;

static void
free_job (Job *self)
{
  g_object_unref (self->view);
  g_clear_pointer (&self->results, elector_results_unref);
  g_free (self->text);
  g_free (self->title);
  g_free (self->format);
  g_free (self);
}

static gboolean
write_results (const Job *self, GFile *file, GError **error)
{
  g_autoptr (ElectorPlotScene) scene = NULL;
  g_autofree char *csv = NULL;
  ElectorPaperFormat format = ELECTOR_PAPER_SVG;

  if (strcmp (self->format, "csv") == 0)
    {
      csv = elector_results_to_csv (self->results);
      return elector_run_file_save (file, csv, error);
    }
  while (format + 1 < ELECTOR_N_PAPERS && strcmp (self->format, elector_paper_format_to_id (format)) != 0)
    format++;
  scene = elector_lab_plot_new (self->results);
  return elector_plot_export (scene, self->title, format, file, error);
}

static void
file_chosen_cb (GFile *file, gpointer user_data)
{
  Job *self = user_data;
  g_autoptr (GFile) complete = file != NULL && self->text != NULL ? elector_files_complete_name (file) : NULL;
  GFile *target = complete != NULL ? complete : file;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL, *name = NULL;

  if (file != NULL)
    {
      name = g_file_get_parse_name (target);
      if (self->text != NULL ? elector_run_file_save (target, self->text, &error)
                             : write_results (self, target, &error))
        text = g_strdup_printf (_("Saved as %s"), name);
      else
        text = g_strdup_printf (_("It could not be saved: %s"), error->message);
      if (gtk_widget_get_root (self->view) != NULL) /* otherwise the window has been closed */
        self->saved (self->view, text);
    }
  free_job (self);
}

/* A file's name without folder and ending, where id is one; other ids stay as they are. */
static char *
get_base (const char *id)
{
  g_autofree char *name = g_path_get_basename (id);
  const char *dot = strrchr (name, '.');

  return g_strndup (name, dot != NULL && dot != name ? (gsize) (dot - name) : strlen (name));
}

static void
choose (Job *self, const char *question, const char *id, const char *extension, GtkFileFilter *filter)
{
  GtkRoot *root = gtk_widget_get_root (self->view);
  g_autofree char *base = get_base (id), *name = g_strconcat (base, ".", extension, NULL);

  elector_compat_choose_file (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, TRUE, question, name, filter,
                              file_chosen_cb, self);
}

/* text: of an experiment, whose id is id. */
void
elector_lab_save_text (GtkWidget *view, const char *text, const char *id, ElectorLabSaved saved)
{
  Job *self = g_new0 (Job, 1);
  g_autoptr (GtkFileFilter) filter = elector_files_make_filter ();

  *self = (Job) { .view = g_object_ref (view), .saved = saved, .text = g_strdup (text) };
  choose (self, _("Save Experiment"), id, "elector", filter);
}

/* title: of the plot; format: "csv", or that of a picture. */
void
elector_lab_save_results (GtkWidget *view, ElectorResults *results, const char *title, const char *format,
                          ElectorLabSaved saved)
{
  Job *self = g_new0 (Job, 1);

  *self = (Job) { .view = g_object_ref (view), .saved = saved, .results = elector_results_ref (results),
                  .title = g_strdup (title), .format = g_strdup (format) };
  choose (self, _("Export"), results->experiment->id, format, NULL);
}
