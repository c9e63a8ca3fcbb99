/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "engine/elector-log.h"

#include "core/units.h"
#include "engine/csv.h"
#include "engine/elector-trace-item.h"

#include <string.h>

struct _ElectorLog
{
  GObject parent_instance;

  ElectorTrace *trace;
  GArray *rows; /* of guint32: positions of the records shown, oldest first */
  guint cursor; /* records before it have been looked at */

  gboolean routine;
  ElectorNodeId node;
  char *text; /* case-folded, or NULL */
};

static void list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (ElectorLog, elector_log, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static void
elector_log_finalize (GObject *object)
{
  ElectorLog *self = ELECTOR_LOG (object);

  g_clear_object (&self->trace);
  g_clear_pointer (&self->rows, g_array_unref);
  g_clear_pointer (&self->text, g_free);
  G_OBJECT_CLASS (elector_log_parent_class)->finalize (object);
}

static void
elector_log_class_init (ElectorLogClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = elector_log_finalize;
}

static void
elector_log_init (ElectorLog *self)
{
  self->rows = g_array_new (FALSE, FALSE, sizeof (guint32));
}

static GType
get_item_type (GListModel *model)
{
  return ELECTOR_TYPE_TRACE_ITEM;
}

static guint
get_n_items (GListModel *model)
{
  return ELECTOR_LOG (model)->rows->len;
}

static gpointer
get_item (GListModel *model, guint row)
{
  ElectorLog *self = ELECTOR_LOG (model);
  guint position;

  if (row >= self->rows->len)
    return NULL;
  position = elector_log_get_position (self, row);
  return elector_trace_item_new (elector_trace_get_record (self->trace, position), position,
                                 elector_trace_get_config (self->trace));
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

/* An empty log; it shows something once it has a trace and a cursor. */
ElectorLog *
elector_log_new (void)
{
  return g_object_new (ELECTOR_TYPE_LOG, NULL);
}

static gboolean
passes (ElectorLog *self, const ElectorRecord *record)
{
  const ElectorConfig *config = elector_trace_get_config (self->trace);
  g_autofree char *text = NULL, *folded = NULL;
  gboolean has_peer = elector_record_is_message (record) || elector_record_is_network (record)
                      || record->kind == ELECTOR_RECORD_VERDICT;

  if (!self->routine && !elector_record_is_notable (record, config->protocol))
    return FALSE;
  if (self->node != ELECTOR_NO_NODE && record->node != self->node && !(has_peer && record->peer == self->node))
    return FALSE;
  if (self->text == NULL)
    return TRUE;
  text = elector_record_format (record, config);
  folded = g_utf8_casefold (text, -1);
  return strstr (folded, self->text) != NULL;
}

static void
look_on (ElectorLog *self, guint cursor)
{
  guint before = self->rows->len;

  for (guint32 position = self->cursor; position < cursor; position++)
    if (passes (self, elector_trace_get_record (self->trace, position)))
      g_array_append_val (self->rows, position);
  self->cursor = cursor;
  if (self->rows->len > before)
    g_list_model_items_changed (G_LIST_MODEL (self), 0, 0, self->rows->len - before);
}

static void
take_back (ElectorLog *self, guint cursor)
{
  guint before = self->rows->len, after = before;

  while (after > 0 && g_array_index (self->rows, guint32, after - 1) >= cursor)
    after--;
  g_array_set_size (self->rows, after);
  self->cursor = cursor;
  if (after < before)
    g_list_model_items_changed (G_LIST_MODEL (self), 0, before - after, 0);
}

/* Shows another trace, from its beginning up to position 0. trace may be NULL. */
void
elector_log_set_trace (ElectorLog *self, ElectorTrace *trace)
{
  g_return_if_fail (ELECTOR_IS_LOG (self));

  if (self->trace == trace)
    return;
  take_back (self, 0);
  g_set_object (&self->trace, trace);
}

/* Shows what lies before a position of the trace. */
void
elector_log_set_cursor (ElectorLog *self, guint position)
{
  g_return_if_fail (ELECTOR_IS_LOG (self));

  if (self->trace == NULL)
    return;
  position = MIN (position, elector_trace_get_length (self->trace));
  if (position < self->cursor)
    take_back (self, position);
  else
    look_on (self, position);
}

/* routine: also heartbeats, timers and all else that only passes the time. node: only what concerns it; 0: all.
 * text: only what contains it, whatever the case; NULL or "": all. */
void
elector_log_set_filter (ElectorLog *self, gboolean routine, ElectorNodeId node, const char *text)
{
  guint cursor;

  g_return_if_fail (ELECTOR_IS_LOG (self));

  cursor = self->cursor;
  self->routine = routine;
  self->node = node;
  g_free (self->text);
  self->text = text != NULL && *text != '\0' ? g_utf8_casefold (text, -1) : NULL;
  take_back (self, 0);
  look_on (self, cursor);
}

/* Where in the trace the record of a row is. row < n_items. */
guint
elector_log_get_position (ElectorLog *self, guint row)
{
  g_return_val_if_fail (ELECTOR_IS_LOG (self), 0);
  g_return_val_if_fail (row < self->rows->len, 0);
  return g_array_index (self->rows, guint32, self->rows->len - 1 - row);
}

/* --- As a file --- */

static void
append_line (GString *text, const ElectorRecord *record, const ElectorConfig *config)
{
  g_autofree char *clock = elector_format_clock (record->time), *sentence = elector_record_format (record, config);

  g_string_append_printf (text, "%s  %s\n", clock, sentence);
}

/* Whether the record's peer is another node that it tells of. */
static gboolean
has_peer (const ElectorRecord *record)
{
  switch ((int) record->kind)
    {
    case ELECTOR_RECORD_TRANSFER:
    case ELECTOR_RECORD_LEADER:
    case ELECTOR_RECORD_VOTE:
    case ELECTOR_RECORD_ACCEPT:
    case ELECTOR_RECORD_VERDICT:
      return record->peer != ELECTOR_NO_NODE;
    default:
      return record->peer != ELECTOR_NO_NODE
             && (elector_record_is_message (record) || elector_record_is_network (record));
    }
}

static gboolean
has_term (const ElectorRecord *record, const ElectorProtocol *protocol)
{
  switch ((int) record->kind)
    {
    case ELECTOR_RECORD_TERM:
    case ELECTOR_RECORD_VOTE:
    case ELECTOR_RECORD_ACCEPT:
    case ELECTOR_RECORD_REFUSE:
      return record->c > 0;
    default:
      return record->c > 0 && elector_record_is_message (record)
             && !elector_protocol_has_id (protocol, record->detail);
    }
}

static void
append_row (GString *text, const ElectorRecord *record, const ElectorConfig *config)
{
  g_autofree char *sentence = elector_record_format (record, config);

  g_string_append_printf (text, "%" G_GINT64_FORMAT ",", record->time);
  if (record->node != ELECTOR_NO_NODE)
    g_string_append_printf (text, "%u", record->node);
  g_string_append_printf (text, ",%s,", elector_record_kind_to_id ((ElectorRecordKind) record->kind));
  if (has_peer (record))
    g_string_append_printf (text, "%u", record->peer);
  g_string_append_printf (text, ",%s,",
                          elector_record_is_message (record) ? config->protocol->messages.ids[record->detail] : "");
  if (has_term (record, config->protocol))
    g_string_append_printf (text, "%u", record->c);
  g_string_append_c (text, ',');
  elector_csv_append_field (text, sentence);
  g_string_append_c (text, '\n');
}

/* The rows that are not older than since, the oldest first, as one reads a file: a line each, or below names a row with
 * time in microseconds, node, kind, peer, message, term and a sentence; what a row has not is empty. */
char *
elector_log_format (ElectorLog *self, ElectorLogFormat format, ElectorTime since)
{
  GString *text;

  g_return_val_if_fail (ELECTOR_IS_LOG (self), NULL);

  text = g_string_new (format == ELECTOR_LOG_CSV ? "time_us,node,kind,peer,message,term,text\n" : NULL);
  for (guint i = 0; i < self->rows->len; i++)
    {
      const ElectorConfig *config = elector_trace_get_config (self->trace);
      const ElectorRecord *record = elector_trace_get_record (self->trace, g_array_index (self->rows, guint32, i));

      if (record->time < since)
        continue;
      if (format == ELECTOR_LOG_CSV)
        append_row (text, record, config);
      else
        append_line (text, record, config);
    }
  return g_string_free (text, FALSE);
}
