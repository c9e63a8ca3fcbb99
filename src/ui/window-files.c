/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/window-files.h"

#include "engine/run-file.h"
#include "ui/compat.h"

#include <glib/gi18n.h>
#include <string.h>

#define RECENT_MAX 8
#define SUFFIX ".elector"

/* What is dropped or pasted is no larger than a file may be. */
#define TEXT_SIZE_MAX (1024 * 1024)

/* Where the window's class keeps this. */
static ptrdiff_t files_offset;

static ElectorFiles *
get_files (GtkWidget *window)
{
  return (ElectorFiles *) (gpointer) ((char *) window + files_offset);
}

/* --- Recent files --- */

static void
fill_recent (ElectorFiles *self)
{
  g_auto (GStrv) uris = g_settings_get_strv (self->settings, "recent-files");

  g_menu_remove_all (self->recent);
  for (guint i = 0; uris[i] != NULL; i++)
    {
      g_autoptr (GFile) file = g_file_new_for_uri (uris[i]);
      g_autofree char *name = g_file_get_basename (file);
      g_autoptr (GMenuItem) item = NULL;

      if (name == NULL || !g_utf8_validate (name, -1, NULL))
        continue;
      item = g_menu_item_new (name, NULL);
      g_menu_item_set_action_and_target (item, "win.open-recent", "s", uris[i]);
      g_menu_append_item (self->recent, item);
    }
}

/* Puts a file to the top of the list, or takes it off. */
static void
note_recent (ElectorFiles *self, GFile *file, gboolean exists)
{
  g_auto (GStrv) uris = g_settings_get_strv (self->settings, "recent-files");
  g_autoptr (GPtrArray) list = g_ptr_array_new ();
  g_autofree char *uri = g_file_get_uri (file);

  if (exists)
    g_ptr_array_add (list, uri);
  for (guint i = 0; uris[i] != NULL && list->len < RECENT_MAX; i++)
    if (strcmp (uris[i], uri) != 0)
      g_ptr_array_add (list, uris[i]);
  g_ptr_array_add (list, NULL);
  g_settings_set_strv (self->settings, "recent-files", (const char *const *) list->pdata);
  if (exists)
    gtk_recent_manager_add_item (gtk_recent_manager_get_default (), uri);
  fill_recent (self);
}

/* --- Opening --- */

/* Shows the run or the experiment that a text is, or says what is wrong with it. file may be NULL; name is what
 * complaints call the text. */
static gboolean
open_data (ElectorFiles *self, const char *data, gssize length, const char *name, GFile *file)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ElectorBranches) branches = NULL;
  g_autoptr (ElectorExperiment) experiment = NULL;

  if (elector_experiment_is_in_text (data, length))
    experiment = elector_experiment_new_from_data (data, length, name, &error);
  else
    branches = elector_run_file_parse (data, length, name, &error);
  if (experiment != NULL)
    self->client->opened_experiment (self->window, experiment);
  else if (branches != NULL)
    self->client->opened (self->window, branches, file);
  else
    self->client->failed (self->window, error);
  return error == NULL;
}

/* Shows the run or the experiment in file, or says why that is impossible. */
void
elector_files_open (ElectorFiles *self, GFile *file)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *name = g_file_get_parse_name (file);
  gsize length;
  g_autofree char *data = elector_scenario_load_text (file, &length, &error);

  if (data == NULL)
    {
      if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
        note_recent (self, file, FALSE);
      self->client->failed (self->window, error);
    }
  else if (open_data (self, data, (gssize) length, name, file))
    note_recent (self, file, TRUE);
}

static void
open_chosen_cb (GFile *file, gpointer user_data)
{
  g_autoptr (GtkWidget) window = user_data;
  ElectorFiles *self = get_files (window);

  if (file != NULL && !self->closed)
    elector_files_open (self, file);
}

/* What files of ours are called. Owned. */
GtkFileFilter *
elector_files_make_filter (void)
{
  GtkFileFilter *filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, _("Elector scenarios, runs and experiments"));
  gtk_file_filter_add_pattern (filter, "*" SUFFIX);
  return filter;
}

static void
open_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_autoptr (GtkFileFilter) filter = elector_files_make_filter ();

  elector_compat_choose_file (GTK_WINDOW (widget), FALSE, _("Open"), NULL, filter, open_chosen_cb,
                              g_object_ref (widget));
}

static void
open_recent_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_autoptr (GFile) file = g_file_new_for_uri (g_variant_get_string (parameter, NULL));

  elector_files_open (get_files (widget), file);
}

/* --- Saving --- */

static void
save (ElectorFiles *self, GFile *file)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *name = g_file_get_basename (file), *text = NULL;

  if (!elector_document_save (self->document, file, &error))
    {
      self->client->failed (self->window, error);
      return;
    }
  note_recent (self, file, TRUE);
  /* Translators: a file's name */
  text = g_strdup_printf (_("Saved as “%s”"), name);
  self->client->told (self->window, text);
}

/* A name without an ending gets ours: only then the file can be found again, and opened by a click.
 * Owned. */
GFile *
elector_files_complete_name (GFile *file)
{
  g_autofree char *name = g_file_get_basename (file), *complete = g_strconcat (name, SUFFIX, NULL);
  g_autoptr (GFile) parent = g_file_get_parent (file);

  if (strchr (name, '.') != NULL || parent == NULL)
    return g_object_ref (file);
  return g_file_get_child (parent, complete);
}

static void
save_chosen_cb (GFile *file, gpointer user_data)
{
  g_autoptr (GtkWidget) window = user_data;
  ElectorFiles *self = get_files (window);

  if (file != NULL && !self->closed)
    {
      g_autoptr (GFile) complete = elector_files_complete_name (file);

      save (self, complete);
    }
}

static void
save_as_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ElectorFiles *self = get_files (widget);
  GFile *file = elector_document_get_file (self->document);
  g_autofree char *suggested = file != NULL ? g_file_get_basename (file) : g_strdup (_("Run.elector"));
  g_autoptr (GtkFileFilter) filter = elector_files_make_filter ();

  elector_compat_choose_file (GTK_WINDOW (widget), TRUE, _("Save Run"), suggested, filter, save_chosen_cb,
                              g_object_ref (widget));
}

static void
save_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ElectorFiles *self = get_files (widget);
  GFile *file = elector_document_get_file (self->document);

  if (file != NULL)
    save (self, file);
  else
    save_as_action (widget, name, parameter);
}

/* --- As text --- */

static void
copy_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ElectorFiles *self = get_files (widget);
  g_autofree char *text = elector_document_format (self->document);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), text);
  self->client->told (widget, _("The run has been copied as text"));
}

static void
open_text (ElectorFiles *self, const char *text)
{
  g_autoptr (GError) error = NULL;

  if (strlen (text) <= TEXT_SIZE_MAX)
    {
      /* Translators: what a text is called that has no file, in front of the line where something is wrong */
      open_data (self, text, -1, _("pasted text"), NULL);
      return;
    }
  g_set_error (&error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, _("The text is too long for a run"));
  self->client->failed (self->window, error);
}

static void
pasted_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GtkWidget) window = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (object), result, &error);
  ElectorFiles *self = get_files (window);

  if (self->closed)
    return;
  if (text != NULL)
    open_text (self, text);
  else
    self->client->told (window, _("There is no text to paste"));
}

static void
paste_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (widget), NULL, pasted_cb, g_object_ref (widget));
}

static gboolean
drop_cb (GtkDropTarget *target, const GValue *value, double x, double y, gpointer user_data)
{
  ElectorFiles *self = user_data;

  if (G_VALUE_HOLDS (value, G_TYPE_FILE))
    elector_files_open (self, g_value_get_object (value));
  else if (G_VALUE_HOLDS (value, GDK_TYPE_FILE_LIST))
    {
      const GSList *files = g_value_get_boxed (value);

      if (files == NULL)
        return FALSE;
      elector_files_open (self, files->data);
    }
  else
    open_text (self, g_value_get_string (value));
  return TRUE;
}

static void
accept_drops (ElectorFiles *self)
{
  GtkDropTarget *target = gtk_drop_target_new (G_TYPE_INVALID, GDK_ACTION_COPY);
  GType types[] = { GDK_TYPE_FILE_LIST, G_TYPE_FILE, G_TYPE_STRING };

  gtk_drop_target_set_gtypes (target, types, G_N_ELEMENTS (types));
  g_signal_connect (target, "drop", G_CALLBACK (drop_cb), self);
  gtk_widget_add_controller (self->window, GTK_EVENT_CONTROLLER (target));
}

/* --- What was lost --- */

static char *
format_offer (GFile *file)
{
  g_autoptr (GFileInfo) info = g_file_query_info (file, G_FILE_ATTRIBUTE_TIME_MODIFIED, G_FILE_QUERY_INFO_NONE, NULL,
                                                  NULL);
  g_autoptr (GDateTime) utc = info != NULL ? g_file_info_get_modification_date_time (info) : NULL;
  g_autoptr (GDateTime) local = utc != NULL ? g_date_time_to_local (utc) : NULL;
  g_autofree char *when = local != NULL ? g_date_time_format (local, "%c") : NULL;

  if (when == NULL)
    return g_strdup (_("A run was not saved."));
  /* Translators: date and time */
  return g_strdup_printf (_("The run of %s was not saved."), when);
}

/* Offers the newest of the runs that programs left behind that do not live any more. */
void
elector_files_offer_lost (ElectorFiles *self)
{
  g_autofree char *text = NULL;

  g_clear_object (&self->lost);
  self->lost = elector_autosave_find_lost (self->folder);
  if (self->lost != NULL)
    text = format_offer (self->lost);
  self->client->lost (self->window, text);
}

static void
restore_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ElectorFiles *self = get_files (widget);
  g_autoptr (GError) error = NULL;
  g_autoptr (ElectorBranches) branches = NULL;

  if (self->lost == NULL)
    return;
  branches = elector_run_file_load (self->lost, &error);
  if (branches == NULL)
    {
      self->client->failed (widget, error);
      return;
    }
  elector_document_restore (self->document, branches);
  self->client->opened (widget, NULL, NULL);
  elector_autosave_discard (self->lost);
  elector_files_offer_lost (self);
}

static void
discard_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ElectorFiles *self = get_files (widget);

  if (self->lost == NULL)
    return;
  elector_autosave_discard (self->lost);
  elector_files_offer_lost (self);
}

static void
autosave_failed_cb (ElectorFiles *self, const char *message)
{
  g_autoptr (GError) error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_FAILED, message);

  self->client->failed (self->window, error);
}

/* --- All of it --- */

/* offset: where the window's instance has its ElectorFiles. */
void
elector_files_install_actions (GtkWidgetClass *klass, ptrdiff_t offset)
{
  files_offset = offset;
  gtk_widget_class_install_action (klass, "win.open", NULL, open_action);
  gtk_widget_class_install_action (klass, "win.open-recent", "s", open_recent_action);
  gtk_widget_class_install_action (klass, "win.save", NULL, save_action);
  gtk_widget_class_install_action (klass, "win.save-as", NULL, save_as_action);
  gtk_widget_class_install_action (klass, "win.copy-run", NULL, copy_action);
  gtk_widget_class_install_action (klass, "win.paste-run", NULL, paste_action);
  gtk_widget_class_install_action (klass, "win.restore-lost", NULL, restore_action);
  gtk_widget_class_install_action (klass, "win.discard-lost", NULL, discard_action);

  /* Bound here and not as accelerators: what has the focus may have something else to copy, or want to be pasted. */
  gtk_widget_class_add_binding_action (klass, GDK_KEY_c, GDK_CONTROL_MASK, "win.copy-run", NULL);
  gtk_widget_class_add_binding_action (klass, GDK_KEY_v, GDK_CONTROL_MASK, "win.paste-run", NULL);
}

/* window is the widget that has the actions; simulation is what it shows. */
void
elector_files_init (ElectorFiles *self, GtkWidget *window, ElectorSimulation *simulation,
                    const ElectorFilesClient *client)
{
  g_autoptr (ElectorAutosave) autosave = NULL;

  self->window = window;
  self->client = client;
  self->settings = g_settings_new ("org.elector.Elector");
  self->recent = g_menu_new ();
  self->folder = elector_autosave_get_standard_folder ();
  autosave = elector_autosave_new (self->folder);
  self->document = elector_document_new (simulation, autosave);
  g_signal_connect_swapped (autosave, "failed", G_CALLBACK (autosave_failed_cb), self);
  fill_recent (self);
  accept_drops (self);
}

void
elector_files_clear (ElectorFiles *self)
{
  self->closed = TRUE;
  g_clear_object (&self->document);
  g_clear_object (&self->settings);
  g_clear_object (&self->recent);
  g_clear_object (&self->lost);
  g_clear_pointer (&self->folder, g_free);
}

/* What can be done with files besides opening one, for a menu. Owned. */
GMenuModel *
elector_files_make_menu (ElectorFiles *self)
{
  GMenu *menu = g_menu_new ();

  g_menu_append_submenu (menu, _("Open _Recent"), G_MENU_MODEL (self->recent));
  g_menu_append (menu, _("_Save"), "win.save");
  g_menu_append (menu, _("Save _As…"), "win.save-as");
  g_menu_append (menu, _("_Copy Run as Text"), "win.copy-run");
  g_menu_append (menu, _("_Paste Run"), "win.paste-run");
  return G_MENU_MODEL (menu);
}

/* The file's name, with a dot before it as long as it is not saved; NULL when there is neither a file nor anything to
 * save. Owned. */
char *
elector_files_format_title (ElectorFiles *self)
{
  GFile *file = elector_document_get_file (self->document);
  gboolean modified = elector_document_get_modified (self->document);
  g_autofree char *name = file != NULL ? g_file_get_basename (file) : modified ? g_strdup (_("Unsaved Run")) : NULL;

  return modified ? g_strconcat ("• ", name, NULL) : g_steal_pointer (&name);
}
