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
  OPERAND_LINK,
  OPERAND_GROUPS,
  OPERAND_SHARE,
  OPERAND_DELAY
} Operand;

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
  [ELECTOR_FAULT_APPEND] = { "append", OPERAND_NODE },
  [ELECTOR_FAULT_CUT] = { "cut", OPERAND_LINK },
  [ELECTOR_FAULT_RESTORE] = { "restore", OPERAND_LINK },
  [ELECTOR_FAULT_PARTITION] = { "partition", OPERAND_GROUPS },
  [ELECTOR_FAULT_HEAL] = { "heal", OPERAND_NONE },
  [ELECTOR_FAULT_LOSS] = { "loss", OPERAND_SHARE },
  [ELECTOR_FAULT_DELAY] = { "delay", OPERAND_DELAY },
  [ELECTOR_FAULT_DUPLICATE] = { "duplicate", OPERAND_SHARE },
};

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

static gboolean
parse_operand (ElectorFault *self, const char *text, guint n_nodes, GError **error)
{
  switch (grammar[self->kind].operand)
    {
    case OPERAND_NODE:
      return parse_node (text, n_nodes, &self->node, error);
    case OPERAND_LINK:
      return parse_link (self, text, n_nodes, error);
    case OPERAND_GROUPS:
      return parse_groups (self, text, n_nodes, error);
    case OPERAND_SHARE:
      return elector_parse_share (text, &self->per_million, error);
    case OPERAND_DELAY:
      return elector_parse_range (text, &self->delay, error);
    case OPERAND_NONE:
    default:
      if (*text == '\0')
        return TRUE;
      g_set_error (error, ELECTOR_ERROR, ELECTOR_ERROR_SYNTAX, _("“%s” takes nothing after it"),
                   grammar[self->kind].word);
      return FALSE;
    }
}

/* Splits "  crash   5 " at its first gap. Returns the rest, inside text, which is changed. */
static char *
split_word (char *text)
{
  char *rest = text + strcspn (text, " \t");

  if (*rest != '\0')
    *rest++ = '\0';
  return g_strstrip (rest);
}

/* Reads "crash 5". fault->time stays as it is. On failure fault is left cleared. Errors: ELECTOR_ERROR. */
gboolean
elector_fault_parse (ElectorFault *fault, const char *text, guint n_nodes, GError **error)
{
  g_autofree char *word = g_strstrip (g_strdup (text));
  char *rest = split_word (word);
  ElectorTime time = fault->time;

  memset (fault, 0, sizeof *fault);
  fault->time = time;
  for (guint i = 0; i < ELECTOR_N_FAULTS; i++)
    if (strcmp (grammar[i].word, word) == 0)
      {
        fault->kind = (ElectorFaultKind) i;
        if (parse_operand (fault, rest, n_nodes, error))
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
elector_fault_parse_timed (ElectorFault *fault, const char *text, guint n_nodes, GError **error)
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
  return elector_parse_duration (time, &fault->time, error) && elector_fault_parse (fault, rest, n_nodes, error);
}

/* Whether an algorithm can do anything with it: not all can hand over, or have a log. */
gboolean
elector_fault_suits (ElectorFaultKind kind, const ElectorProtocol *protocol)
{
  if (kind == ELECTOR_FAULT_TRANSFER)
    return protocol->can_transfer;
  return kind != ELECTOR_FAULT_APPEND || protocol->has_log;
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

/* The words that elector_fault_parse() reads, without the time. */
char *
elector_fault_format (const ElectorFault *self, guint n_nodes)
{
  const char *word = grammar[self->kind].word;
  g_autofree char *operand = NULL;

  switch (grammar[self->kind].operand)
    {
    case OPERAND_NODE:
      return g_strdup_printf ("%s %u", word, self->node);
    case OPERAND_LINK:
      return g_strdup_printf ("%s %u%c%u", word, self->node, self->one_way ? '>' : '-', self->peer);
    case OPERAND_GROUPS:
      operand = format_groups (self, n_nodes);
      break;
    case OPERAND_SHARE:
      operand = elector_format_share (self->per_million);
      break;
    case OPERAND_DELAY:
      operand = elector_format_range (&self->delay);
      break;
    case OPERAND_NONE:
    default:
      return g_strdup (word);
    }
  return g_strdup_printf ("%s %s", word, operand);
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
