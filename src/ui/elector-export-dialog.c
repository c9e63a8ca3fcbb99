/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/elector-export-dialog.h"

#include "scene/export.h"
#include "scene/paper.h"
#include "ui/compat.h"
#include "ui/dialog-size.h"

#include <glib/gi18n.h>

/* What a picture or a text is about. */
typedef enum
{
  STRETCH_ALL,
  STRETCH_CURSOR, /* up to it */
  STRETCH_SEEN,   /* what the timeline shows */
  N_STRETCHES
} Stretch;

struct _ElectorExportDialog
{
  AdwWindow parent_instance;

  /* As they were in the beginning. */
  ElectorScenario *scenario;
  ElectorTrace *trace;
  ElectorShowdownShot *shot; /* in place of these two: a showdown is exported */
  ElectorTime time;
  ElectorTime end;
  ElectorTime seen_since; /* not before seen_until: nothing is seen */
  ElectorTime seen_until;

  GArray *formats; /* of ElectorExportFormat, as they are offered */

  /* Template children */
  AdwComboRow *subject;
  AdwComboRow *format;
  AdwComboRow *stretch;
  AdwActionRow *all_row;
  GtkSwitch *all;
};

G_DEFINE_FINAL_TYPE (ElectorExportDialog, elector_export_dialog, ADW_TYPE_WINDOW)

enum
{
  SIGNAL_MESSAGE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* --- What is wanted --- */

static ElectorExportSubject
get_subject (ElectorExportDialog *self)
{
  ElectorExportSubject first = self->shot != NULL ? ELECTOR_EXPORT_STAGES : ELECTOR_EXPORT_STAGE;

  return MIN (first + adw_combo_row_get_selected (self->subject), ELECTOR_N_EXPORTS - 1);
}

static ElectorExportFormat
get_format (ElectorExportDialog *self)
{
  guint selected = adw_combo_row_get_selected (self->format);

  return g_array_index (self->formats, ElectorExportFormat, selected < self->formats->len ? selected : 0);
}

/* Whether it is of one moment, and not of a stretch of time. */
static gboolean
is_momentary (ElectorExportSubject subject)
{
  return subject == ELECTOR_EXPORT_STAGE || subject == ELECTOR_EXPORT_STAGES || subject == ELECTOR_EXPORT_MEASURES;
}

static void
set_times (ElectorExportDialog *self, ElectorExport *export)
{
  export->at = self->time;
  export->until = MAX (self->end, 1);
  switch (adw_combo_row_get_selected (self->stretch))
    {
    case STRETCH_CURSOR:
      export->until = MAX (self->time, 1);
      break;
    case STRETCH_SEEN:
      export->since = self->seen_since;
      export->until = self->seen_until;
      break;
    default:
      break;
    }
}

/* --- What can be had --- */

static void
format_cb (ElectorExportDialog *self)
{
  static const char *const remarks[ELECTOR_N_EXPORT_FORMATS] = {
    [ELECTOR_EXPORT_SVG] = N_("A drawing for web pages and drawing programs"),
    [ELECTOR_EXPORT_PDF] = N_("A sheet to print, or for a paper"),
    [ELECTOR_EXPORT_PNG] = N_("A picture made of pixels"),
    [ELECTOR_EXPORT_MERMAID] = N_("A text that many wikis and code hosts draw"),
    [ELECTOR_EXPORT_PLANTUML] = N_("A text that PlantUML draws"),
    [ELECTOR_EXPORT_TEXT] = N_("A line for each event"),
    [ELECTOR_EXPORT_CSV] = N_("A table for spreadsheets and programs"),
  };

  if (self->formats->len > 0)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (self->format), _(remarks[get_format (self)]));
}

static void
subject_cb (ElectorExportDialog *self)
{
  static const char *const names[ELECTOR_N_EXPORT_FORMATS] = { "SVG", "PDF", "PNG", "Mermaid", "PlantUML", N_("Text"),
                                                               "CSV" };
  ElectorExportSubject subject = get_subject (self);
  g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);

  g_array_set_size (self->formats, 0);
  for (guint i = 0; i < ELECTOR_N_EXPORT_FORMATS; i++)
    if (elector_export_has_format (subject, i))
      {
        ElectorExportFormat format = i;

        g_array_append_val (self->formats, format);
        gtk_string_list_append (list, _(names[i]));
      }
  adw_combo_row_set_model (self->format, G_LIST_MODEL (list));
  gtk_widget_set_visible (GTK_WIDGET (self->stretch), !is_momentary (subject));
  gtk_widget_set_visible (GTK_WIDGET (self->all_row),
                          subject == ELECTOR_EXPORT_SEQUENCE || subject == ELECTOR_EXPORT_LOG);
  format_cb (self);
}

static void
offer_subjects (ElectorExportDialog *self)
{
  static const char *const of_run[] = { N_("Stage at the Cursor"), N_("Timeline"), N_("Sequence of Messages"),
                                        N_("Event Log"), NULL };
  static const char *const of_showdown[] = { N_("Stages and Measures at the Cursor"), N_("Timelines"),
                                             N_("Measures at the Cursor"), NULL };
  const char *const *names = self->shot != NULL ? of_showdown : of_run;
  g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);

  for (guint i = 0; names[i] != NULL; i++)
    gtk_string_list_append (list, _(names[i]));
  adw_combo_row_set_model (self->subject, G_LIST_MODEL (list));
}

static void
offer_stretches (ElectorExportDialog *self)
{
  g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);

  gtk_string_list_append (list, _("All That Is Recorded"));
  gtk_string_list_append (list, _("Up to the Cursor"));
  if (self->seen_since < self->seen_until)
    gtk_string_list_append (list, _("What the Timeline Shows"));
  adw_combo_row_set_model (self->stretch, G_LIST_MODEL (list));
}

/* --- Writing it --- */

/* Writes what is chosen. Errors: G_IO_ERROR. */
gboolean
elector_export_dialog_save (ElectorExportDialog *self, GFile *file, GError **error)
{
  ElectorExport export = { .scenario = self->scenario, .trace = self->trace, .shot = self->shot,
                           .subject = get_subject (self), .format = get_format (self),
                           .all = gtk_switch_get_active (self->all) };
  g_autoptr (GBytes) bytes = NULL;

  g_return_val_if_fail (ELECTOR_IS_EXPORT_DIALOG (self), FALSE);

  set_times (self, &export);
  bytes = elector_export_make (&export, error);
  return bytes != NULL && elector_paper_save (bytes, file, error);
}

static void
complain (ElectorExportDialog *self, const GError *error)
{
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (self), _("It could not be saved"), error->message);

  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _("_Close"));
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
file_chosen_cb (GFile *file, gpointer user_data)
{
  g_autoptr (ElectorExportDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *name = NULL, *text = NULL;

  if (file == NULL || (self->trace == NULL && self->shot == NULL)) /* the window may have been closed by now */
    return;
  if (!elector_export_dialog_save (self, file, &error))
    {
      complain (self, error);
      return;
    }
  name = g_file_get_parse_name (file);
  text = g_strdup_printf (_("Saved as %s"), name);
  g_signal_emit (self, signals[SIGNAL_MESSAGE], 0, text);
  gtk_window_close (GTK_WINDOW (self));
}

static void
choose_file_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  ElectorExportDialog *self = ELECTOR_EXPORT_DIALOG (widget);
  g_autofree char *name = g_strdup_printf ("election-%s.%s", elector_export_subject_to_id (get_subject (self)),
                                           elector_export_format_get_extension (get_format (self)));

  elector_compat_choose_file (GTK_WINDOW (self), TRUE, _("Export"), name, NULL, file_chosen_cb, g_object_ref (self));
}

/* --- The window --- */

static void
elector_export_dialog_dispose (GObject *object)
{
  ElectorExportDialog *self = ELECTOR_EXPORT_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), ELECTOR_TYPE_EXPORT_DIALOG);
  g_clear_object (&self->scenario);
  g_clear_object (&self->trace);
  g_clear_pointer (&self->shot, elector_showdown_shot_free);
  G_OBJECT_CLASS (elector_export_dialog_parent_class)->dispose (object);
}

static void
elector_export_dialog_finalize (GObject *object)
{
  g_array_unref (ELECTOR_EXPORT_DIALOG (object)->formats);
  G_OBJECT_CLASS (elector_export_dialog_parent_class)->finalize (object);
}

static void
elector_export_dialog_class_init (ElectorExportDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = elector_export_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = elector_export_dialog_finalize;
  signals[SIGNAL_MESSAGE] = g_signal_new ("message", ELECTOR_TYPE_EXPORT_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_install_action (widget_class, "export.choose-file", NULL, choose_file_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/elector/Elector/elector-export-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, ElectorExportDialog, subject);
  gtk_widget_class_bind_template_child (widget_class, ElectorExportDialog, format);
  gtk_widget_class_bind_template_child (widget_class, ElectorExportDialog, stretch);
  gtk_widget_class_bind_template_child (widget_class, ElectorExportDialog, all_row);
  gtk_widget_class_bind_template_child (widget_class, ElectorExportDialog, all);
  gtk_widget_class_bind_template_callback (widget_class, subject_cb);
  gtk_widget_class_bind_template_callback (widget_class, format_cb);
}

static void
elector_export_dialog_init (ElectorExportDialog *self)
{
  self->formats = g_array_new (FALSE, FALSE, sizeof (ElectorExportFormat));
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
present (ElectorExportDialog *self)
{
  offer_subjects (self);
  offer_stretches (self);
  subject_cb (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->subject));
  elector_dialog_fit (GTK_WINDOW (self));
  gtk_window_present (GTK_WINDOW (self));
}

/* Opens the window over parent's. since and until: what a timeline shows of the run; equal if there is none.
 * Borrowed. */
ElectorExportDialog *
elector_export_dialog_present (GtkWindow *parent, ElectorSimulation *simulation, ElectorTime since, ElectorTime until)
{
  ElectorExportDialog *self = g_object_new (ELECTOR_TYPE_EXPORT_DIALOG, "transient-for", parent, NULL);

  self->scenario = g_object_ref (elector_simulation_get_scenario (simulation));
  self->trace = g_object_ref (elector_simulation_get_trace (simulation));
  self->time = elector_simulation_get_time (simulation);
  self->end = elector_trace_get_end (self->trace)->time;
  self->seen_since = MAX (since, 0);
  self->seen_until = MIN (until, self->end);
  present (self);
  return self;
}

/* The same for a showdown, as it is now. Borrowed. */
ElectorExportDialog *
elector_export_dialog_present_showdown (GtkWindow *parent, ElectorShowdown *showdown)
{
  ElectorExportDialog *self = g_object_new (ELECTOR_TYPE_EXPORT_DIALOG, "transient-for", parent, NULL);

  self->shot = elector_showdown_shot_new (showdown);
  self->time = self->shot->time;
  self->end = self->shot->end;
  present (self);
  return self;
}
