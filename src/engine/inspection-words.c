/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What an inspection has found, in words. */

#include "core/units.h"
#include "engine/inspection.h"

#include <glib/gi18n-lib.h>

/* The value of a field, for people. Translated, like all that follows. */
char *
elector_inspection_format_value (const ElectorInspection *self, ElectorField field)
{
  guint32 value = self->values.fields[field];

  switch (field)
    {
    case ELECTOR_FIELD_ROLE:
      return g_strdup (elector_role_to_text ((ElectorRole) value));
    case ELECTOR_FIELD_LEADER:
    case ELECTOR_FIELD_VOTE:
      if (value == ELECTOR_NO_NODE)
        return g_strdup (_("Nobody"));
      if (value == self->node)
        return g_strdup (_("Itself"));
      return g_strdup_printf (_("Node %u"), value);
    case ELECTOR_FIELD_COMMIT:
      if (value == 0)
        /* Translators: how many entries of a log are safe */
        return g_strdup (_("Not known"));
      return g_strdup_printf ("%u", value);
    case ELECTOR_FIELD_TERM:
    case ELECTOR_FIELD_LOG_LENGTH:
    case ELECTOR_FIELD_LOG_TERM:
    case ELECTOR_N_FIELDS:
    default:
      return g_strdup_printf ("%u", value);
    }
}

/* "Believes in node 5 since 0:02.100". */
char *
elector_inspection_format_belief (const ElectorInspection *self)
{
  guint32 leader = self->values.fields[ELECTOR_FIELD_LEADER];
  g_autofree char *since = NULL;

  if (self->belief == ELECTOR_INSPECTION_NONE)
    return g_strdup (_("Has never known a leader"));
  since = elector_format_clock (elector_trace_get_record (self->trace, self->belief)->time);
  if (leader == ELECTOR_NO_NODE)
    return g_strdup_printf (_("Knows no leader since %s"), since);
  if (leader == self->node)
    return g_strdup_printf (_("Takes itself for the leader since %s"), since);
  return g_strdup_printf (_("Believes in node %u since %s"), leader, since);
}

static void
append_sentence (const ElectorInspection *self, GString *text, guint position)
{
  g_autofree char *sentence = elector_record_format (elector_trace_get_record (self->trace, position),
                                                     elector_trace_get_config (self->trace));

  if (text->len > 0)
    g_string_append_c (text, ' ');
  g_string_append (text, sentence);
}

/* Why it believes as it does: the steps that it ran when it began to, or what happened to it, in sentences. NULL if it
 * has never known a leader. */
char *
elector_inspection_format_reason (const ElectorInspection *self)
{
  GString *text;
  guint head;

  if (self->belief == ELECTOR_INSPECTION_NONE)
    return NULL;
  text = g_string_new (NULL);
  head = elector_trace_find_event (self->trace, self->belief);
  for (guint i = head; i < self->belief; i++)
    {
      const ElectorRecord *record = elector_trace_get_record (self->trace, i);

      if (record->kind == ELECTOR_RECORD_STEP && record->node == self->node)
        append_sentence (self, text, i);
    }
  if (text->len == 0)
    append_sentence (self, text, head);
  return g_string_free (text, FALSE);
}
