/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/elector-application.h"

#include "ui/elector-window.h"

#include <glib/gi18n.h>
#include <gtksourceview/gtksource.h>

struct _ElectorApplication
{
  AdwApplication parent_instance;
};

G_DEFINE_FINAL_TYPE (ElectorApplication, elector_application, ADW_TYPE_APPLICATION)

static void
about_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  const char *authors[] = { _("The Elector authors"), NULL };

  gtk_show_about_dialog (gtk_application_get_active_window (user_data),
                         "program-name", "Elector",
                         "version", ELECTOR_VERSION,
                         "logo-icon-name", "org.elector.Elector",
                         "comments", _("Watch, break and understand leader election"),
                         "copyright", "© 2026 The Elector authors",
                         "license-type", GTK_LICENSE_GPL_3_0,
                         "authors", authors,
                         /* Translators: your names, one a line */
                         "translator-credits", _("translator-credits"),
                         NULL);
}

static void
quit_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  GtkWindow *window;

  /* Closing them one by one lets each remember its size. */
  while ((window = gtk_application_get_active_window (user_data)) != NULL)
    gtk_window_close (window);
}

static ElectorWindow *
present_window (GApplication *application)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (application));

  if (!ELECTOR_IS_WINDOW (window))
    window = GTK_WINDOW (elector_window_new (GTK_APPLICATION (application)));
  gtk_window_present (window);
  return ELECTOR_WINDOW (window);
}

static void
elector_application_activate (GApplication *application)
{
  present_window (application);
}

static void
elector_application_open (GApplication *application, GFile **files, int n_files, const char *hint)
{
  ElectorWindow *window = present_window (application);

  if (n_files > 0)
    elector_window_open (window, files[0]);
}

static int
elector_application_handle_local_options (GApplication *application, GVariantDict *options)
{
  if (!g_variant_dict_contains (options, "version"))
    return -1;
  g_print ("elector %s\n", ELECTOR_VERSION);
  return 0;
}

static void
elector_application_startup (GApplication *application)
{
  static const GActionEntry actions[] = {
    { .name = "about", .activate = about_action },
    { .name = "quit", .activate = quit_action },
  };
  static const struct
  {
    const char *action;
    const char *keys[3];
  } accelerators[] = {
    { "app.quit", { "<Ctrl>q" } },
    { "window.close", { "<Ctrl>w" } },
    { "win.open", { "<Ctrl>o" } },
    { "win.new", { "<Ctrl>n" } },
    { "win.reset", { "<Ctrl>r" } },
    { "win.save", { "<Ctrl>s" } },
    { "win.save-as", { "<Ctrl><Shift>s" } },
    { "win.undo", { "<Ctrl>z" } },
    { "win.redo", { "<Ctrl><Shift>z" } },
    { "win.export", { "<Ctrl>e" } },
    { "win.show-timeline", { "<Ctrl>t" } },
    { "win.show-inspector", { "<Ctrl>i" } },
    { "win.show-help-overlay", { "<Ctrl>question", "F1" } },
    { "win.show-page::learn", { "<Alt>1" } },
    { "win.show-page::simulate", { "<Alt>2" } },
    { "win.show-page::showdown", { "<Alt>3" } },
    { "win.show-page::lab", { "<Alt>4" } },
  };

  G_APPLICATION_CLASS (elector_application_parent_class)->startup (application);
  gtk_source_init ();
  gtk_window_set_default_icon_name ("org.elector.Elector");
  g_action_map_add_action_entries (G_ACTION_MAP (application), actions, G_N_ELEMENTS (actions), application);
  for (gsize i = 0; i < G_N_ELEMENTS (accelerators); i++)
    gtk_application_set_accels_for_action (GTK_APPLICATION (application), accelerators[i].action, accelerators[i].keys);
}

static void
elector_application_class_init (ElectorApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  application_class->activate = elector_application_activate;
  application_class->handle_local_options = elector_application_handle_local_options;
  application_class->open = elector_application_open;
  application_class->startup = elector_application_startup;
}

static void
elector_application_init (ElectorApplication *self)
{
  static const GOptionEntry options[] = {
    { "version", 0, 0, G_OPTION_ARG_NONE, NULL, N_("Print the version and exit"), NULL },
    G_OPTION_ENTRY_NULL
  };

  g_application_add_main_option_entries (G_APPLICATION (self), options);
}

ElectorApplication *
elector_application_new (void)
{
  return g_object_new (ELECTOR_TYPE_APPLICATION, "application-id", "org.elector.Elector", "flags",
                       G_APPLICATION_HANDLES_OPEN, NULL);
}
