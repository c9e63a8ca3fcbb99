/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "core/fault.h"

#include "core/units.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <string.h>

typedef enum
{
  OPERAND_NONE,
  OPERAND_NODE,
  OPERAND_TIMER,   /* a node and one of its timers */
  OPERAND_LINK,
  OPERAND_GROUPS,
  OPERAND_SHARE,   /* perhaps after a link */
  OPERAND_DELAY,   /* perhaps after a link */
  OPERAND_MESSAGE, /* a link, one way, and a type of message */
  OPERAND_LATER,   /* the same, and a duration */
  OPERAND_TURN,    /* a node, or nothing */
  OPERAND_PERIOD,  /* a duration, or "off" */
  OPERAND_SWITCH   /* "on" or "off" */
} Operand;

/* Two kinds share a word where the operand tells them apart. */
typedef struct
{
  const char *word;
  Operand operand;
} Grammar;

static const Grammar grammar[ELECTOR_N_FAULTS] = {
  [ELECTOR_FAULT_CRASH] = { "crash", OPERAND_NODE },
  [ELECTOR_FAULT_RECOVER] = { "recover", OPERAND_NODE },
  [ELECTOR_FAULT_PAUSE] = { "pause", OPERAND_NODE },
  [ELECTOR_FAULT_RESUME] = { "resume", OPERAND_NODE },
  [ELECTOR_FAULT_CAMPAIGN] = { "campaign", OPERAND_NODE },
  [ELECTOR_FAULT_TRANSFER] = { "transfer", OPERAND_NODE },
  [ELECTOR_FAULT_FIRE] = { "fire", OPERAND_TIMER },
  [ELECTOR_FAULT_CUT] = { "cut", OPERAND_LINK },
  [ELECTOR_FAULT_RESTORE] = { "restore", OPERAND_LINK },
  [ELECTOR_FAULT_PARTITION] = { "partition", OPERAND_GROUPS },
  [ELECTOR_FAULT_HEAL] = { "heal", OPERAND_NONE },
  [ELECTOR_FAULT_LOSS] = { "loss", OPERAND_SHARE },
  [ELECTOR_FAULT_DELAY] = { "delay", OPERAND_DELAY },
  [ELECTOR_FAULT_DUPLICATE] = { "duplicate", OPERAND_SHARE },
  [ELECTOR_FAULT_MESSAGE_DROP] = { "drop", OPERAND_MESSAGE },
  [ELECTOR_FAULT_MESSAGE_DELIVER] = { "deliver", OPERAND_MESSAGE },
  [ELECTOR_FAULT_MESSAGE_DUPLICATE] = { "duplicate", OPERAND_MESSAGE },
  [ELECTOR_FAULT_MESSAGE_DELAY] = { "delay", OPERAND_LATER },
  [ELECTOR_FAULT_WRITE] = { "write", OPERAND_TURN },
  [ELECTOR_FAULT_WRITES] = { "writes", OPERAND_PERIOD },
  [ELECTOR_FAULT_FENCING] = { "fencing", OPERAND_SWITCH },
};

/* Splits "  crash   5 " at its first gap. Returns the rest, inside text, which is changed. */
static char *
split_word (char *text)
{
  char *rest = text + strcspn (text, " \t");

  if (*rest != '\0')
    *rest++ = '\0';
  return g_strstrip (rest);
}

/* Whether a text begins with a link, and not with a number. */
static gboolean
begins_with_link (const char *text)
{
  return text[strspn (text, "0123456789")] == '>' || text[strspn (text, "0123456789")] == '-';
}

static gboolean
parse_node (const char *text, guint n_nodes, ElectorNodeId *node, GError **error)
{
  guint64 number;

  if (!elector_parse_number (text, 0, G_MAXUINT32, &number, error))
    return FALSE;
  if (number < 1 || number > n_nodes)
    {
      g_set_error (error, ELECTOR_ERROR, ELECTOR_ERROR_RANGE,
                   _("there is no node %" PRIu64 ": the nodes are 1 to %u"), number, n_nodes);
      return FALSE;
    }
  *node = (ElectorNodeId) number;
  return TRUE;
}

static gboolean
parse_link (ElectorFault *self, const char *text, guint n_nodes, GError **error)
{
  g_auto (GStrv) ends = g_strsplit_set (text, "->", 2);

  if (ends[0] == NULL || ends[1] == NULL)
    {
      g_set_error (error, ELECTOR_ERROR, ELECTOR_ERROR_SYNTAX,
                   _("“%s” is not a link: write “1-2” for both ways or “1>2” for one"), text);
      return FALSE;
    }
  self->one_way = strchr (text, '-') == NULL;
  if (!parse_node (ends[0], n_nodes, &self->node, error) || !parse_node (ends[1], n_nodes, &self->peer, error))
    return FALSE;
  if (self->node == self->peer)
    {
      g_set_error (error, ELECTOR_ERROR, ELECTOR_ERROR_RANGE, _("“%s” is not a link: its ends are the same node"),
                   text);
      return FALSE;
    }
  return TRUE;
}

/* Puts the nodes of "1,2" into group number group. */
static gboolean
parse_group (ElectorFault *self, const char *text, guint16 group, guint n_nodes, GError **error)
{
  g_auto (GStrv) members = g_strsplit (text, ",", -1);

  if (members[0] == NULL)
    {
      g_set_error (error, ELECTOR_ERROR, ELECTOR_ERROR_SYNTAX, _("a group is empty: write “1,2|3,4,5”"));
      return FALSE;
    }
  for (guint i = 0; members[i] != NULL; i++)
    {
      ElectorNodeId node;

      if (!parse_node (members[i], n_nodes, &node, error))
        return FALSE;
      if (self->groups[node - 1] != 0)
        {
          g_set_error (error, ELECTOR_ERROR, ELECTOR_ERROR_RANGE, _("node %u stands in two groups"), node);
          return FALSE;
        }
      self->groups[node - 1] = group;
    }
  return TRUE;
}

static gboolean
parse_groups (ElectorFault *self, const char *text, guint n_nodes, GError **error)
{
  g_auto (GStrv) groups = g_strsplit (*text != '\0' ? text : "|", "|", -1);

  self->groups = g_new0 (guint16, n_nodes);
  for (guint i = 0; groups[i] != NULL; i++)
    if (!parse_group (self, groups[i], (guint16) (i + 1), n_nodes, error))
      return FALSE;
  return TRUE;
}

/* A word of the protocol, taken over as the protocol's own string. */
static gboolean
parse_word (ElectorFault *self, const char *text, const ElectorWords *words, gboolean is_timer, GError **error)
{
  g_autoptr (GString) known = g_string_new (NULL);
  int found = elector_words_find (words, text);

  if (found >= 0)
    {
      self->word = words->ids[found];
      return TRUE;
    }
  for (guint i = 0; i < words->length; i++)
    g_string_append_printf (known, "%s%s", i > 0 ? ", " : "", words->ids[i]);
  g_set_error (error, ELECTOR_ERROR, ELECTOR_ERROR_SYNTAX,
               is_timer ? _("the algorithm has no timer “%s”; it has: %s")
                        : _("the algorithm has no message “%s”; it has: %s"), text, known->str);
  return FALSE;
}

static gboolean
parse_timer (ElectorFault *self, char *text, const ElectorConfig *config, GError **error)
{
  char *timer = split_word (text);

  return parse_node (text, config->n_nodes, &self->node, error)
         && parse_word (self, timer, &config->protocol->timers, TRUE, error);
}

/* "1>3 OK", with a number like "#2" or without, and for a delay with a duration. */
static gboolean
parse_message (ElectorFault *self, char *text, gboolean takes_delay, const ElectorConfig *config, GError **error)
{
  char *type = split_word (text), *rest = split_word (type);
  guint64 ordinal;

  if (!parse_link (self, text, config->n_nodes, error)
      || !parse_word (self, type, &config->protocol->messages, FALSE, error))
    return FALSE;
  if (!self->one_way)
    {
      g_set_error (error, ELECTOR_ERROR, ELECTOR_ERROR_SYNTAX, _("a message goes one way: write “%u>%u”"), self->node,
                   self->peer);
      return FALSE;
    }
  if (*rest == '#')
    {
      char *number = rest + 1;

      rest = split_word (rest);
      if (!elector_parse_number (number, 1, G_MAXUINT32, &ordinal, error))
        return FALSE;
      self->ordinal = (guint) ordinal;
    }
  if (takes_delay)
    {
      if (!elector_parse_duration (rest, &self->delay.low, error))
        return FALSE;
      self->delay.high = self->delay.low;
      return TRUE;
    }
  if (*rest == '\0')
    return TRUE;
  g_set_error (error, ELECTOR_ERROR, ELECTOR_ERROR_SYNTAX, _("“%s” has nothing to say after “%s”"), rest, self->word);
  return FALSE;
}

static gboolean
parse_period (ElectorFault *self, const char *text, GError **error)
{
  if (strcmp (text, "off") == 0)
    return TRUE;
  if (!elector_parse_duration (text, &self->delay.low, error))
    return FALSE;
  self->delay.high = self->delay.low;
  if (self->delay.low >= ELECTOR_MSEC)
    return TRUE;
  g_set_error (error, ELECTOR_ERROR, ELECTOR_ERROR_RANGE, _("a client writes every millisecond at most, or “off”"));
  return FALSE;
}

static gboolean
parse_switch (ElectorFault *self, const char *text, GError **error)
{
  self->on = strcmp (text, "on") == 0;
  if (self->on || strcmp (text, "off") == 0)
    return TRUE;
  g_set_error (error, ELECTOR_ERROR, ELECTOR_ERROR_SYNTAX, _("“%s” is neither “on” nor “off”"), text);
  return FALSE;
}

/* Takes the link from before a value, if there is one. Returns the value, or NULL. */
static char *
parse_own_link (ElectorFault *self, char *text, guint n_nodes, GError **error)
{
  char *value;

  if (!begins_with_link (text))
    return text;
  value = split_word (text);
  return parse_link (self, text, n_nodes, error) ? value : NULL;
}

static gboolean
parse_operand (ElectorFault *self, char *text, const ElectorConfig *config, GError **error)
{
  Operand operand = grammar[self->kind].operand;
  char *value = text;

  if (operand == OPERAND_SHARE || operand == OPERAND_DELAY)
    value = parse_own_link (self, text, config->n_nodes, error);
  if (value == NULL)
    return FALSE;
  switch (operand)
    {
    case OPERAND_NODE:
      return parse_node (text, config->n_nodes, &self->node, error);
    case OPERAND_TIMER:
      return parse_timer (self, text, config, error);
    case OPERAND_LINK:
      return parse_link (self, text, config->n_nodes, error);
    case OPERAND_GROUPS:
      return parse_groups (self, text, config->n_nodes, error);
    case OPERAND_SHARE:
      return elector_parse_share (value, &self->per_million, error);
    case OPERAND_DELAY:
      return elector_parse_range (value, &self->delay, error);
    case OPERAND_TURN:
      return *text == '\0' || parse_node (text, config->n_nodes, &self->node, error);
    case OPERAND_PERIOD:
      return parse_period (self, text, error);
    case OPERAND_SWITCH:
      return parse_switch (self, text, error);
    case OPERAND_MESSAGE:
    case OPERAND_LATER:
      return parse_message (self, text, operand == OPERAND_LATER, config, error);
    case OPERAND_NONE:
    default:
      if (*text == '\0')
        return TRUE;
      g_set_error (error, ELECTOR_ERROR, ELECTOR_ERROR_SYNTAX, _("“%s” takes nothing after it"),
                   grammar[self->kind].word);
      return FALSE;
    }
}

/* Whether "duplicate" or "delay" is said of one message: after the link comes a word, not a number. */
static gboolean
is_about_message (const char *rest)
{
  const char *gap = strpbrk (rest, " \t");

  return begins_with_link (rest) && gap != NULL && g_ascii_isalpha (gap[strspn (gap, " \t")]);
}

/* Returns ELECTOR_N_FAULTS when the word is unknown. */
static ElectorFaultKind
find_kind (const char *word, const char *rest)
{
  ElectorFaultKind found = ELECTOR_N_FAULTS;

  for (guint i = 0; i < ELECTOR_N_FAULTS; i++)
    if (strcmp (grammar[i].word, word) == 0 && (found == ELECTOR_N_FAULTS || is_about_message (rest)))
      found = (ElectorFaultKind) i;
  return found;
}

/* Reads "crash 5"; config says which nodes, messages and timers there are. fault->time stays as it is. On failure
 * fault is left cleared. Errors: ELECTOR_ERROR. */
gboolean
elector_fault_parse (ElectorFault *fault, const char *text, const ElectorConfig *config, GError **error)
{
  g_autofree char *word = g_strstrip (g_strdup (text));
  char *rest = split_word (word);
  ElectorTime time = fault->time;

  memset (fault, 0, sizeof *fault);
  fault->time = time;
  fault->kind = find_kind (word, rest);
  if (fault->kind != ELECTOR_N_FAULTS)
    {
      if (parse_operand (fault, rest, config, error))
        return TRUE;
      elector_fault_clear (fault);
      return FALSE;
    }
  g_set_error (error, ELECTOR_ERROR, ELECTOR_ERROR_SYNTAX, _("“%s” is not something that can happen; try “crash 5”"),
               word);
  return FALSE;
}

/* Reads "2s crash 5". On failure fault is left cleared. Errors: ELECTOR_ERROR. */
gboolean
elector_fault_parse_timed (ElectorFault *fault, const char *text, const ElectorConfig *config, GError **error)
{
  g_autofree char *time = g_strstrip (g_strdup (text));
  char *rest = split_word (time);

  memset (fault, 0, sizeof *fault);
  if (*rest == '\0')
    {
      g_set_error (error, ELECTOR_ERROR, ELECTOR_ERROR_SYNTAX,
                   _("“%s” is not a fault: write its time and what happens, like “2s crash 5”"), text);
      return FALSE;
    }
  return elector_parse_duration (time, &fault->time, error) && elector_fault_parse (fault, rest, config, error);
}

static char *
format_groups (const ElectorFault *self, guint n_nodes)
{
  GString *text = g_string_new (NULL);
  guint16 last = 0;

  for (guint i = 0; i < n_nodes; i++)
    last = MAX (last, self->groups[i]);
  for (guint16 group = 1; group <= last; group++)
    {
      const char *separator = group > 1 ? "|" : "";

      for (guint i = 0; i < n_nodes; i++)
        if (self->groups[i] == group)
          {
            g_string_append_printf (text, "%s%u", separator, i + 1);
            separator = ",";
          }
    }
  return g_string_free (text, FALSE);
}

static char *
format_link (const ElectorFault *self)
{
  return g_strdup_printf ("%u%c%u", self->node, self->one_way ? '>' : '-', self->peer);
}

static char *
format_message (const ElectorFault *self)
{
  gboolean has_delay = grammar[self->kind].operand == OPERAND_LATER;
  g_autofree char *delay = has_delay ? elector_format_duration (self->delay.low) : NULL;
  g_autofree char *ordinal = self->ordinal > 1 ? g_strdup_printf (" #%u", self->ordinal) : NULL;

  return g_strdup_printf ("%u>%u %s%s%s%s", self->node, self->peer, self->word, ordinal != NULL ? ordinal : "",
                          delay != NULL ? " " : "", delay != NULL ? delay : "");
}

static char *
format_operand (const ElectorFault *self, guint n_nodes)
{
  switch (grammar[self->kind].operand)
    {
    case OPERAND_NODE:
      return g_strdup_printf ("%u", self->node);
    case OPERAND_TIMER:
      return g_strdup_printf ("%u %s", self->node, self->word);
    case OPERAND_LINK:
      return format_link (self);
    case OPERAND_GROUPS:
      return format_groups (self, n_nodes);
    case OPERAND_SHARE:
      return elector_format_share (self->per_million);
    case OPERAND_DELAY:
      return elector_format_range (&self->delay);
    case OPERAND_MESSAGE:
    case OPERAND_LATER:
      return format_message (self);
    case OPERAND_TURN:
      return self->node != ELECTOR_NO_NODE ? g_strdup_printf ("%u", self->node) : NULL;
    case OPERAND_PERIOD:
      return self->delay.low > 0 ? elector_format_duration (self->delay.low) : g_strdup ("off");
    case OPERAND_SWITCH:
      return g_strdup (self->on ? "on" : "off");
    case OPERAND_NONE:
    default:
      return NULL;
    }
}

/* The words that elector_fault_parse() reads, without the time. */
char *
elector_fault_format (const ElectorFault *self, guint n_nodes)
{
  Operand operand = grammar[self->kind].operand;
  gboolean has_link = (operand == OPERAND_SHARE || operand == OPERAND_DELAY) && self->node != ELECTOR_NO_NODE;
  g_autofree char *link = has_link ? format_link (self) : NULL;
  g_autofree char *value = format_operand (self, n_nodes);

  if (value == NULL)
    return g_strdup (grammar[self->kind].word);
  return g_strdup_printf ("%s %s%s%s", grammar[self->kind].word, has_link ? link : "", has_link ? " " : "", value);
}

/* Whether it means anything to the protocol: it may not know the message or the timer, or how to hand over. */
gboolean
elector_fault_is_known_to (const ElectorFault *self, const ElectorProtocol *protocol)
{
  switch (grammar[self->kind].operand)
    {
    case OPERAND_TIMER:
      return elector_words_find (&protocol->timers, self->word) >= 0;
    case OPERAND_MESSAGE:
    case OPERAND_LATER:
      return elector_words_find (&protocol->messages, self->word) >= 0;
    case OPERAND_NONE:
    case OPERAND_NODE:
    case OPERAND_LINK:
    case OPERAND_GROUPS:
    case OPERAND_SHARE:
    case OPERAND_DELAY:
    case OPERAND_TURN:
    case OPERAND_PERIOD:
    case OPERAND_SWITCH:
    default:
      return self->kind != ELECTOR_FAULT_TRANSFER || protocol->can_transfer;
    }
}

/* Makes self a copy of other with groups of its own. */
void
elector_fault_copy (ElectorFault *self, const ElectorFault *other, guint n_nodes)
{
  *self = *other;
  if (other->groups != NULL)
    self->groups = g_memdup2 (other->groups, n_nodes * sizeof *other->groups);
}

void
elector_fault_clear (ElectorFault *self)
{
  g_clear_pointer (&self->groups, g_free);
}
