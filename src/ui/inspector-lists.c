/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/inspector-lists.h"

#include "core/units.h"

#include <glib/gi18n.h>

static void
remove_rows (GtkBox *box)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (box))) != NULL)
    gtk_box_remove (box, child);
}

static ElectorInspectorRow *
add_row (GtkBox *box, const char *name)
{
  GtkWidget *row = elector_inspector_row_new (name);

  gtk_box_append (box, row);
  return ELECTOR_INSPECTOR_ROW (row);
}

/* Makes the rows that an algorithm needs, with its rule switches. */
void
elector_inspector_lists_set_config (ElectorInspectorLists *self, const ElectorConfig *config)
{
  const ElectorProtocol *protocol = config->protocol;
  guint32 persistent = elector_config_get_persistent_fields (config);

  if (protocol == self->protocol && config->rules == self->rules)
    return;
  self->protocol = protocol;
  self->rules = config->rules;
  remove_rows (self->persistent);
  remove_rows (self->fleeting);
  remove_rows (self->timers);
  for (guint i = 0; i < ELECTOR_N_FIELDS; i++)
    {
      GtkBox *box = (persistent >> i & 1) != 0 ? self->persistent : self->fleeting;
      gboolean has = (protocol->fields >> i & 1) != 0;

      self->field_rows[i] = has ? add_row (box, elector_field_to_text ((ElectorField) i)) : NULL;
    }
  for (guint i = 0; i < protocol->timers.length; i++)
    self->timer_rows[i] = add_row (self->timers, _(protocol->timer_texts[i]));
}

void
elector_inspector_lists_show_fields (ElectorInspectorLists *self, const ElectorInspection *seen)
{
  for (guint i = 0; i < ELECTOR_N_FIELDS; i++)
    if (self->field_rows[i] != NULL)
      {
        ElectorField field = (ElectorField) i;
        g_autofree char *value = elector_inspection_format_value (seen, field);

        elector_inspector_row_set_value (self->field_rows[i], value, elector_inspection_has_changed (seen, field));
      }
}

/* In whole milliseconds, rounded up: as long as anything is left, it has not come. */
static char *
format_left (ElectorTime left)
{
  return elector_format_duration ((left + ELECTOR_MSEC - 1) / ELECTOR_MSEC * ELECTOR_MSEC);
}

/* Returns how many are running. */
guint
elector_inspector_lists_show_timers (ElectorInspectorLists *self, const ElectorMoment *moment, ElectorNodeId node)
{
  const ElectorMomentNode *state = elector_moment_get_node (moment, node);
  guint n = 0;

  for (guint i = 0; i < self->protocol->timers.length; i++)
    {
      ElectorTime left = state->deadlines[i] - moment->time, whole = state->deadlines[i] - state->started[i];
      gboolean runs = state->deadlines[i] != ELECTOR_NEVER;
      g_autofree char *text = NULL;

      gtk_widget_set_visible (GTK_WIDGET (self->timer_rows[i]), runs);
      if (!runs)
        continue;
      text = left > 0 ? format_left (left) : g_strdup (_("waits"));
      elector_inspector_row_set_fraction (self->timer_rows[i], whole > 0 ? (double) left / (double) whole : 0);
      elector_inspector_row_set_countdown (self->timer_rows[i], text, self->plays);
      n++;
    }
  return n;
}

static void
show_message (ElectorInspectorLists *self, guint i, const ElectorInboxItem *item, ElectorTime time)
{
  g_autofree char *type = elector_protocol_format_message (self->protocol, item->type, item->id);
  g_autofree char *name = g_strdup_printf (_("%s from node %u"), type, item->from);
  g_autofree char *left = format_left (MAX (0, item->due - time));
  g_autofree char *when = item->waits ? g_strdup (_("waits")) : g_strdup_printf (_("in %s"), left);

  if (self->message_rows[i] == NULL)
    self->message_rows[i] = add_row (self->inbox, name);
  elector_inspector_row_set_name (self->message_rows[i], name);
  elector_inspector_row_set_countdown (self->message_rows[i], when, self->plays);
  gtk_widget_set_visible (GTK_WIDGET (self->message_rows[i]), TRUE);
}

/* Those that come first. */
void
elector_inspector_lists_show_messages (ElectorInspectorLists *self, const ElectorInspection *seen, ElectorTime time)
{
  for (guint i = 0; i < ELECTOR_INSPECTOR_MAX_MESSAGES; i++)
    if (i < seen->inbox->len)
      show_message (self, i, &g_array_index (seen->inbox, ElectorInboxItem, i), time);
    else if (self->message_rows[i] != NULL)
      gtk_widget_set_visible (GTK_WIDGET (self->message_rows[i]), FALSE);
}
