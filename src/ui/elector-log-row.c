/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/elector-log-row.h"

#include "core/judge.h"

#include <glib/gi18n-lib.h>

/* How a row looks: its mark, and its style class. Neither is told by color alone. */
typedef struct
{
  const char *icon_name;
  const char *css_class;
} Look;

struct _ElectorLogRow
{
  GtkBox parent_instance;

  GtkImage *icon;
  GtkLabel *time;
  GtkLabel *text;

  const char *css_class; /* static; the look's, or NULL */
};

G_DEFINE_FINAL_TYPE (ElectorLogRow, elector_log_row, GTK_TYPE_BOX)

static void
elector_log_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), ELECTOR_TYPE_LOG_ROW);
  G_OBJECT_CLASS (elector_log_row_parent_class)->dispose (object);
}

static void
elector_log_row_class_init (ElectorLogRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = elector_log_row_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/org/elector/Elector/elector-log-row.ui");
  gtk_widget_class_bind_template_child (widget_class, ElectorLogRow, icon);
  gtk_widget_class_bind_template_child (widget_class, ElectorLogRow, time);
  gtk_widget_class_bind_template_child (widget_class, ElectorLogRow, text);
}

static void
elector_log_row_init (ElectorLogRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
elector_log_row_new (void)
{
  return g_object_new (ELECTOR_TYPE_LOG_ROW, NULL);
}

static Look
get_verdict_look (ElectorVerdict verdict)
{
  switch (verdict)
    {
    case ELECTOR_VERDICT_BROKEN_PROMISE:
      return (Look) { "dialog-error-symbolic", "log-broken-promise" };
    case ELECTOR_VERDICT_BROKEN:
      return (Look) { "dialog-warning-symbolic", "log-broken" };
    case ELECTOR_VERDICT_HOLDS:
      return (Look) { "object-select-symbolic", "log-mended" };
    case ELECTOR_VERDICT_WAITING:
    default:
      return (Look) { NULL, NULL };
    }
}

static Look
get_look (const ElectorRecord *record)
{
  switch ((ElectorRecordKind) record->kind)
    {
    case ELECTOR_RECORD_ROLE:
      if (record->detail == ELECTOR_ROLE_LEADER)
        return (Look) { "elector-crown-symbolic", "log-leader" };
      return (Look) { NULL, NULL };
    case ELECTOR_RECORD_CRASH:
      return (Look) { "window-close-symbolic", "log-crash" };
    case ELECTOR_RECORD_RECOVER:
      return (Look) { "view-refresh-symbolic", "log-fault" };
    case ELECTOR_RECORD_PAUSE:
      return (Look) { "media-playback-pause-symbolic", "log-fault" };
    case ELECTOR_RECORD_RESUME:
      return (Look) { "media-playback-start-symbolic", "log-fault" };
    case ELECTOR_RECORD_VERDICT:
      return get_verdict_look ((ElectorVerdict) record->code);
    default:
      return (Look) { NULL, elector_record_is_fault (record) ? "log-fault" : NULL };
    }
}

static void
set_look (ElectorLogRow *self, const Look *look)
{
  gtk_image_set_from_icon_name (self->icon, look->icon_name);
  if (self->css_class == look->css_class)
    return;
  if (self->css_class != NULL)
    gtk_widget_remove_css_class (GTK_WIDGET (self), self->css_class);
  if (look->css_class != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self), look->css_class);
  self->css_class = look->css_class;
}

/* Screen readers speak the list's own row around this one, and GTK before 4.12 gives no other way to name it. */
static void
set_spoken (ElectorLogRow *self, const char *label)
{
  for (GtkWidget *widget = GTK_WIDGET (self); widget != NULL; widget = gtk_widget_get_parent (widget))
    {
      GtkAccessibleRole role = gtk_accessible_get_accessible_role (GTK_ACCESSIBLE (widget));

      if (role == GTK_ACCESSIBLE_ROLE_ROW || role == GTK_ACCESSIBLE_ROLE_LIST_ITEM)
        {
          gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
          return;
        }
    }
}

/* item is only read. */
void
elector_log_row_set_item (ElectorLogRow *self, ElectorTraceItem *item)
{
  const char *time = elector_trace_item_get_time (item), *text = elector_trace_item_get_text (item);
  Look look = get_look (elector_trace_item_get_record (item));
  /* Translators: a row of the log as it is spoken: the time, then the sentence */
  g_autofree char *spoken = g_strdup_printf (_("%s: %s"), time, text);

  g_return_if_fail (ELECTOR_IS_LOG_ROW (self));

  gtk_label_set_label (self->time, time);
  gtk_label_set_label (self->text, text);
  set_look (self, &look);
  set_spoken (self, spoken);
}
