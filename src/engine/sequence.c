/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "engine/sequence.h"

#include "core/units.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef enum
{
  ARROW_ARRIVED,
  ARROW_LOST,
  ARROW_FLYING,
} Arrow;

/* How a language writes things. */
typedef struct
{
  const char *id;
  void (*begin) (GString *text, const char *title);
  void (*escape) (GString *text, const char *plain);
  const char *indent;
  const char *quote; /* around a name */
  const char *arrows[3];
  const char *note;
  const char *colon;
  const char *end;
} Language;

typedef struct
{
  const Language *language;
  ElectorTrace *trace;
  const ElectorConfig *config;
  gboolean all;
  GString *text;
} Sequence;

/* --- Mermaid --- */

static void
escape_mermaid (GString *text, const char *plain)
{
  for (const char *p = plain; *p != '\0'; p++)
    if (strchr ("#;<>", *p) != NULL)
      g_string_append_printf (text, "#%d;", *p);
    else
      g_string_append_c (text, g_ascii_iscntrl (*p) ? ' ' : *p);
}

/* A title stands in front of the diagram, as YAML. */
static void
begin_mermaid (GString *text, const char *title)
{
  if (title != NULL)
    {
      g_string_append (text, "---\ntitle: \"");
      for (const char *p = title; *p != '\0'; p++)
        {
          if (*p == '"' || *p == '\\')
            g_string_append_c (text, '\\');
          g_string_append_c (text, g_ascii_iscntrl (*p) ? ' ' : *p);
        }
      g_string_append (text, "\"\n---\n");
    }
  g_string_append (text, "sequenceDiagram\n");
}

/* --- PlantUML --- */

/* Whether a character could begin markup, or a call of the preprocessor. */
static gboolean
is_markup (const char *p, gboolean doubled)
{
  if (strchr ("<\\~", *p) != NULL)
    return TRUE;
  if (*p == '%')
    return g_ascii_isalpha (p[1]);
  return doubled && strchr ("*/_-\"[]", *p) != NULL;
}

static void
escape_plantuml (GString *text, const char *plain)
{
  for (const char *p = plain; *p != '\0'; p++)
    if (is_markup (p, p[1] == *p || (p > plain && p[-1] == *p)))
      g_string_append_printf (text, "<U+%04X>", *p);
    else
      g_string_append_c (text, g_ascii_iscntrl (*p) ? ' ' : *p);
}

static void
begin_plantuml (GString *text, const char *title)
{
  g_string_append (text, "@startuml\n");
  if (title == NULL)
    return;
  g_string_append (text, "title ");
  escape_plantuml (text, title);
  g_string_append_c (text, '\n');
}

/* --- Both --- */

static const Language languages[ELECTOR_N_SEQUENCES] = {
  [ELECTOR_SEQUENCE_MERMAID] = { "mermaid", begin_mermaid, escape_mermaid, "  ", "",
                                 { "->>", "-x", "-)" }, "Note over ", ": ", "" },
  [ELECTOR_SEQUENCE_PLANTUML] = { "plantuml", begin_plantuml, escape_plantuml, "", "\"",
                                  { " -> ", " ->x ", " ->> " }, "note over ", " : ", "@enduml\n" },
};

/* The word for it on a command line. */
const char *
elector_sequence_language_to_id (ElectorSequenceLanguage language)
{
  g_return_val_if_fail (language < ELECTOR_N_SEQUENCES, NULL);
  return languages[language].id;
}

/* The rest of a line. */
static void
append_text (Sequence *self, const char *plain)
{
  g_string_append (self->text, self->language->colon);
  self->language->escape (self->text, plain);
  g_string_append_c (self->text, '\n');
}

static void
append_participants (Sequence *self)
{
  const char *quote = self->language->quote;

  for (guint i = 1; i <= self->config->n_nodes; i++)
    {
      g_autofree char *name = g_strdup_printf (_("Node %u"), i);

      g_string_append_printf (self->text, "%sparticipant n%u as %s%s%s\n", self->language->indent, i, quote, name,
                              quote);
    }
}

/* number: its term, or the id that is in it. */
static void
append_message (Sequence *self, Arrow arrow, ElectorNodeId from, ElectorNodeId to, guint type,
                guint32 number)
{
  const ElectorProtocol *protocol = self->config->protocol;
  g_autofree char *word = elector_protocol_format_message (protocol, type, number), *name = NULL, *line = NULL;

  if (!self->all && (protocol->quiet_messages >> type & 1) != 0)
    return;
  g_string_append_printf (self->text, "%sn%u%sn%u", self->language->indent, from, self->language->arrows[arrow], to);
  if (number > 0 && !elector_protocol_has_id (protocol, type))
    /* Translators: a message, and the term that it is from */
    name = g_strdup_printf (_("%s (term %u)"), word, number);
  else
    name = g_strdup (word);
  /* Translators: a message */
  line = arrow == ARROW_FLYING ? g_strdup_printf (_("%s, on its way"), name) : g_strdup (name);
  append_text (self, line);
}

/* position: that of the SEND or DUPLICATE. */
static void
append_end (Sequence *self, guint position, Arrow arrow)
{
  const ElectorRecord *sent = elector_trace_get_record (self->trace, position);

  append_message (self, arrow, sent->node, sent->peer, sent->detail, sent->c);
}

/* Something that was done to a node, a link or all, or a new leader. */
static void
append_note (Sequence *self, const ElectorRecord *record)
{
  g_autofree char *clock = elector_format_clock (record->time), *text = elector_record_format (record, self->config);
  g_autofree char *line = g_strdup_printf ("%s %s", clock, text);
  ElectorNodeId first = 1, last;

  if (record->node == ELECTOR_NO_NODE)
    last = (ElectorNodeId) self->config->n_nodes;
  else if (elector_record_is_network (record) && record->peer != ELECTOR_NO_NODE)
    {
      first = MIN (record->node, record->peer);
      last = MAX (record->node, record->peer);
    }
  else
    first = last = record->node;
  g_string_append_printf (self->text, "%s%sn%u", self->language->indent, self->language->note, first);
  if (first != last)
    g_string_append_printf (self->text, ",n%u", last);
  append_text (self, line);
}

static gboolean
is_noted (const ElectorRecord *record)
{
  if (record->kind == ELECTOR_RECORD_ROLE)
    return record->detail == ELECTOR_ROLE_LEADER;
  return elector_record_is_fault (record) && !elector_record_is_message (record)
         && record->kind != ELECTOR_RECORD_GROUP;
}

static void
append_record (Sequence *self, const ElectorRecord *record)
{
  if (record->kind == ELECTOR_RECORD_DELIVER)
    append_end (self, record->cause, ARROW_ARRIVED);
  else if (record->kind == ELECTOR_RECORD_DROP)
    append_end (self, record->cause, ARROW_LOST);
  else if (is_noted (record))
    append_note (self, record);
}

static int
compare_sent (gconstpointer a, gconstpointer b)
{
  const ElectorMomentFlight *one = *(const ElectorMomentFlight *const *) a;
  const ElectorMomentFlight *other = *(const ElectorMomentFlight *const *) b;

  if (one->sent != other->sent)
    return one->sent < other->sent ? -1 : 1;
  return one->from != other->from ? one->from - other->from : one->to - other->to;
}

/* What is under way at a time, in the order in which it was sent. */
static void
append_flying (Sequence *self, ElectorTime time)
{
  g_autoptr (GPtrArray) flights = g_ptr_array_new ();
  ElectorMoment moment = { 0 };
  guint position = G_MAXUINT;

  elector_trace_seek (self->trace, &moment, &position, elector_trace_find_time (self->trace, time), time);
  for (guint i = 0; i < moment.n_flights; i++)
    if (moment.flights[i].from != ELECTOR_NO_NODE)
      g_ptr_array_add (flights, &moment.flights[i]);
  g_ptr_array_sort (flights, compare_sent);
  for (guint i = 0; i < flights->len; i++)
    {
      const ElectorMomentFlight *flight = g_ptr_array_index (flights, i);

      append_message (self, ARROW_FLYING, flight->from, flight->to, flight->type,
                      flight->id != ELECTOR_NO_NODE ? flight->id : flight->term);
    }
  elector_moment_clear (&moment);
}

/* What happened from since to until, both included. title: plain text, or NULL. all: also messages that only pass the
 * time, like heartbeats. */
char *
elector_sequence_format (ElectorTrace *trace, ElectorSequenceLanguage language, const char *title, ElectorTime since,
                         ElectorTime until, gboolean all)
{
  Sequence self = { .trace = trace, .config = elector_trace_get_config (trace), .all = all };
  guint stop = elector_trace_find_time (trace, until);

  g_return_val_if_fail (language < ELECTOR_N_SEQUENCES, NULL);
  self.language = &languages[language];
  self.text = g_string_new (NULL);
  self.language->begin (self.text, title);
  append_participants (&self);
  for (guint i = elector_trace_find_time (trace, since - 1); i < stop; i++)
    append_record (&self, elector_trace_get_record (trace, i));
  append_flying (&self, until);
  g_string_append (self.text, self.language->end);
  return g_string_free (self.text, FALSE);
}
