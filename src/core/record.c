/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "core/record.h"

#include "core/client.h"
#include "core/judge.h"
#include "core/units.h"

#include <glib/gi18n-lib.h>
#include <stdlib.h>
#include <string.h>

static const char *const kind_ids[ELECTOR_N_RECORDS] = {
  [ELECTOR_RECORD_START] = "start",
  [ELECTOR_RECORD_BOOT] = "boot",
  [ELECTOR_RECORD_CRASH] = "crash",
  [ELECTOR_RECORD_RECOVER] = "recover",
  [ELECTOR_RECORD_PAUSE] = "pause",
  [ELECTOR_RECORD_RESUME] = "resume",
  [ELECTOR_RECORD_CAMPAIGN] = "campaign",
  [ELECTOR_RECORD_TRANSFER] = "transfer",
  [ELECTOR_RECORD_FIRE] = "fire",
  [ELECTOR_RECORD_CUT] = "cut",
  [ELECTOR_RECORD_RESTORE] = "restore",
  [ELECTOR_RECORD_PARTITION] = "partition",
  [ELECTOR_RECORD_GROUP] = "group",
  [ELECTOR_RECORD_HEAL] = "heal",
  [ELECTOR_RECORD_LOSS] = "loss",
  [ELECTOR_RECORD_DELAY] = "delay",
  [ELECTOR_RECORD_DUPLICATION] = "duplication",
  [ELECTOR_RECORD_POSTPONE] = "postpone",
  [ELECTOR_RECORD_DELIVER] = "deliver",
  [ELECTOR_RECORD_TIMER] = "timer",
  [ELECTOR_RECORD_DROP] = "drop",
  [ELECTOR_RECORD_SEND] = "send",
  [ELECTOR_RECORD_DUPLICATE] = "duplicate",
  [ELECTOR_RECORD_SET_TIMER] = "set-timer",
  [ELECTOR_RECORD_STOP_TIMER] = "stop-timer",
  [ELECTOR_RECORD_STEP] = "step",
  [ELECTOR_RECORD_ROLE] = "role",
  [ELECTOR_RECORD_LEADER] = "leader",
  [ELECTOR_RECORD_TERM] = "term",
  [ELECTOR_RECORD_VOTE] = "vote",
  [ELECTOR_RECORD_LOG] = "log",
  [ELECTOR_RECORD_COMMIT] = "commit",
  [ELECTOR_RECORD_WRITES] = "writes",
  [ELECTOR_RECORD_FENCING] = "fencing",
  [ELECTOR_RECORD_WRITE] = "write",
  [ELECTOR_RECORD_ACCEPT] = "accept",
  [ELECTOR_RECORD_REFUSE] = "refuse",
  [ELECTOR_RECORD_VERDICT] = "verdict",
};

/* The stable word for files and JSON. */
const char *
elector_record_kind_to_id (ElectorRecordKind kind)
{
  g_return_val_if_fail (kind < ELECTOR_N_RECORDS, NULL);
  return kind_ids[kind];
}

/* The stable word for files and JSON. */
const char *
elector_drop_reason_to_id (ElectorDropReason reason)
{
  static const char *const ids[ELECTOR_N_DROPS] = { "crashed", "cut", "lost", "taken" };

  g_return_val_if_fail (reason < ELECTOR_N_DROPS, NULL);
  return ids[reason];
}

static gboolean
is_by_hand (const ElectorRecord *self)
{
  return (self->code & ELECTOR_RECORD_BY_HAND) != 0;
}

/* Whether it tells of the network: of all of it, or of the link from node to peer. */
gboolean
elector_record_is_network (const ElectorRecord *self)
{
  return self->kind >= ELECTOR_RECORD_CUT && self->kind <= ELECTOR_RECORD_DUPLICATION;
}

/* Whether it is worth a row in the log: heartbeats, timers and all else that only passes the time is not. */
gboolean
elector_record_is_notable (const ElectorRecord *self, const ElectorProtocol *protocol)
{
  switch ((ElectorRecordKind) self->kind)
    {
    case ELECTOR_RECORD_SEND:
    case ELECTOR_RECORD_DUPLICATE:
    case ELECTOR_RECORD_DROP:
      return elector_record_is_fault (self) || (protocol->quiet_messages >> self->detail & 1) == 0;
    case ELECTOR_RECORD_STEP:
      return !protocol->steps[self->code].quiet;
    case ELECTOR_RECORD_ROLE:
      return self->detail == ELECTOR_ROLE_LEADER;
    case ELECTOR_RECORD_START:
    case ELECTOR_RECORD_WRITES:
    case ELECTOR_RECORD_FENCING:
    case ELECTOR_RECORD_VERDICT:
      return TRUE;
    case ELECTOR_RECORD_ACCEPT:
      return self->b != 0 || is_by_hand (self);
    case ELECTOR_RECORD_REFUSE:
      return (guint8) self->code == ELECTOR_REFUSAL_FENCED || is_by_hand (self);
    case ELECTOR_RECORD_WRITE:
      return is_by_hand (self);
    case ELECTOR_RECORD_GROUP:
      return FALSE;
    default:
      return elector_record_is_fault (self);
    }
}

static void
append_number (GString *text, const ElectorRecord *self, const char *name, gsize length)
{
  const guint32 numbers[] = { self->a, self->b, self->c };
  guint32 number = numbers[CLAMP (name[0] - 'a', 0, 2)];

  if (length == strlen ("a:time") && memcmp (name + 1, ":time", 5) == 0)
    {
      g_autofree char *duration = elector_format_duration (number);

      g_string_append (text, duration);
    }
  else
    g_string_append_printf (text, "%u", number);
}

/* Why a step ran, in words, translated. self is a STEP record of this protocol. */
char *
elector_record_format_reason (const ElectorRecord *self, const ElectorProtocol *protocol)
{
  GString *text = g_string_new (NULL);
  const char *p;

  g_return_val_if_fail (self->kind == ELECTOR_RECORD_STEP && self->code < protocol->n_steps, NULL);

  for (p = _(protocol->steps[self->code].reason); *p != '\0'; p++)
    {
      const char *end = *p == '{' ? strchr (p, '}') : NULL;

      if (end != NULL)
        {
          append_number (text, self, p + 1, (gsize) (end - p - 1));
          p = end;
        }
      else
        g_string_append_c (text, *p);
    }
  return g_string_free (text, FALSE);
}

/* What somebody did to a message. */
static char *
format_message_fault (const ElectorRecord *self, const char *message)
{
  g_autofree char *delay = NULL;

  switch ((int) self->kind)
    {
    case ELECTOR_RECORD_DUPLICATE:
      return g_strdup_printf (_("The %s from node %u to node %u is sent a second time."), message, self->node,
                              self->peer);
    case ELECTOR_RECORD_DELIVER:
      return g_strdup_printf (_("The %s from node %u reaches node %u at once."), message, self->peer, self->node);
    case ELECTOR_RECORD_POSTPONE:
      delay = elector_format_duration (self->b);
      return g_strdup_printf (_("The %s from node %u to node %u is held back for %s."), message, self->peer,
                              self->node, delay);
    default:
      return g_strdup_printf (_("The %s from node %u to node %u is taken away."), message, self->peer, self->node);
    }
}

static char *
format_message (const ElectorRecord *self, const ElectorProtocol *protocol)
{
  g_autofree char *message = elector_protocol_format_message (protocol, self->detail, self->c);

  if (elector_record_is_fault (self))
    return format_message_fault (self, message);
  switch ((int) self->kind)
    {
    case ELECTOR_RECORD_SEND:
      return g_strdup_printf (_("Node %u sends %s to node %u."), self->node, message, self->peer);
    case ELECTOR_RECORD_DUPLICATE:
      return g_strdup_printf (_("The network doubles the %s from node %u to node %u."), message, self->node,
                              self->peer);
    case ELECTOR_RECORD_DELIVER:
      return g_strdup_printf (_("Node %u receives %s from node %u."), self->node, message, self->peer);
    default:
      break;
    }
  if (self->code == ELECTOR_DROP_CRASHED)
    return g_strdup_printf (_("The %s from node %u reaches nobody: node %u is down."), message, self->peer, self->node);
  if (self->code == ELECTOR_DROP_CUT)
    return g_strdup_printf (_("The %s from node %u to node %u ends at a cut link."), message, self->peer, self->node);
  return g_strdup_printf (_("The %s from node %u to node %u gets lost."), message, self->peer, self->node);
}

static char *
format_link_fault (const ElectorRecord *self, const char *value)
{
  switch ((int) self->kind)
    {
    case ELECTOR_RECORD_DELAY:
      return g_strdup_printf (_("Messages from node %u to node %u now take %s."), self->node, self->peer, value);
    case ELECTOR_RECORD_LOSS:
      return g_strdup_printf (_("The link from node %u to node %u now loses %s of the messages."), self->node,
                              self->peer, value);
    default:
      return g_strdup_printf (_("The link from node %u to node %u now doubles %s of the messages."), self->node,
                              self->peer, value);
    }
}

/* What is true of messages from now on, everywhere or on one link. */
static char *
format_quality (const ElectorRecord *self)
{
  ElectorRange range = { self->a, self->b };
  g_autofree char *value = self->kind == ELECTOR_RECORD_DELAY ? elector_format_range (&range)
                                                              : elector_format_share (self->a);

  if (self->node != ELECTOR_NO_NODE)
    return format_link_fault (self, value);
  switch ((int) self->kind)
    {
    case ELECTOR_RECORD_DELAY:
      return g_strdup_printf (_("Messages now take %s."), value);
    case ELECTOR_RECORD_LOSS:
      return g_strdup_printf (_("The network now loses %s of the messages."), value);
    default:
      return g_strdup_printf (_("The network now doubles %s of the messages."), value);
    }
}

static char *
format_network_fault (const ElectorRecord *self)
{

  switch ((int) self->kind)
    {
    case ELECTOR_RECORD_CUT:
      return g_strdup_printf (_("The link from node %u to node %u is cut."), self->node, self->peer);
    case ELECTOR_RECORD_RESTORE:
      return g_strdup_printf (_("The link from node %u to node %u is restored."), self->node, self->peer);
    case ELECTOR_RECORD_PARTITION:
      return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "The network is now one group of nodes.",
                                           "The network splits into %u groups of nodes.", self->a), self->a);
    case ELECTOR_RECORD_GROUP:
      return g_strdup_printf (_("Node %u is in group %u."), self->node, self->a);
    case ELECTOR_RECORD_HEAL:
      return g_strdup (_("The network is whole again."));
    default:
      return format_quality (self);
    }
}

static char *
format_belief (const ElectorRecord *self)
{
  if (self->peer == ELECTOR_NO_NODE)
    return g_strdup_printf (_("Node %u knows no leader."), self->node);
  if (self->peer == self->node)
    return g_strdup_printf (_("Node %u takes itself for the leader."), self->node);
  return g_strdup_printf (_("Node %u accepts node %u as its leader."), self->node, self->peer);
}

static char *
format_role (const ElectorRecord *self)
{
  switch ((ElectorRole) self->detail)
    {
    case ELECTOR_ROLE_LEADER:
      return g_strdup_printf (_("Node %u is the new LEADER."), self->node);
    case ELECTOR_ROLE_CANDIDATE:
      return g_strdup_printf (_("Node %u becomes a candidate."), self->node);
    case ELECTOR_ROLE_PRE_CANDIDATE:
      return g_strdup_printf (_("Node %u becomes a pre-candidate."), self->node);
    case ELECTOR_ROLE_FOLLOWER:
    case ELECTOR_N_ROLES:
    default:
      return g_strdup_printf (_("Node %u is a follower."), self->node);
    }
}

static char *
format_verdict (const ElectorRecord *self, const ElectorConfig *config)
{
  ElectorFinding finding = { .since = self->time - self->c,
                             .verdict = (ElectorVerdict) self->code,
                             .node = self->node,
                             .peer = self->peer,
                             .a = self->a,
                             .b = self->b };
  g_autofree char *why = elector_finding_format (&finding, (ElectorProperty) self->detail, config);

  /* Translators: the name of a property, then the judge's sentence about it */
  return g_strdup_printf (_("%s: %s"), elector_property_to_text ((ElectorProperty) self->detail), why);
}

static char *
format_refusal (const ElectorRecord *self)
{
  switch ((ElectorRefusal) (guint8) self->code)
    {
    case ELECTOR_REFUSAL_DOWN:
      return g_strdup_printf (_("Write %u is refused: node %u does not answer."), self->a, self->node);
    case ELECTOR_REFUSAL_NO_LEADER:
      return g_strdup_printf (_("Write %u is refused: node %u knows no leader."), self->a, self->node);
    case ELECTOR_REFUSAL_NOT_ME:
      return g_strdup_printf (_("Write %u is refused: node %u does not lead."), self->a, self->node);
    case ELECTOR_REFUSAL_BUSY:
      return g_strdup_printf (_("Write %u is refused: node %u takes none now."), self->a, self->node);
    case ELECTOR_REFUSAL_FENCED:
      return g_strdup_printf (_("Write %u of node %u is turned away: its term %u is older than term %u."), self->a,
                              self->node, self->c, self->b);
    case ELECTOR_REFUSAL_DEPOSED:
    case ELECTOR_N_REFUSALS:
    default:
      return g_strdup_printf (_("Write %u is refused: node %u leads no more, and had no majority for it."), self->a,
                              self->node);
    }
}

/* What the client and the resource do. */
static char *
format_client (const ElectorRecord *self)
{
  g_autofree char *interval = NULL;

  switch ((int) self->kind)
    {
    case ELECTOR_RECORD_WRITES:
      if (self->a == 0)
        return g_strdup (_("The client writes no more by itself."));
      interval = elector_format_duration (self->a);
      return g_strdup_printf (_("The client writes every %s."), interval);
    case ELECTOR_RECORD_FENCING:
      return g_strdup (self->a ? _("The resource turns older terms away.") : _("The resource takes any term."));
    case ELECTOR_RECORD_WRITE:
      return g_strdup_printf (_("The client gives write %u to node %u."), self->a, self->node);
    case ELECTOR_RECORD_ACCEPT:
      if (self->b != 0)
        return g_strdup_printf (_("Node %u accepts write %u, and write %u, which node %u had accepted, is lost."),
                                self->node, self->a, self->b, self->peer);
      return g_strdup_printf (_("Node %u accepts write %u."), self->node, self->a);
    default:
      return format_refusal (self);
    }
}

/* Sentences about one node, which is their only number. */
static const char *const node_texts[ELECTOR_N_RECORDS] = {
  [ELECTOR_RECORD_BOOT] = N_("Node %u starts."),
  [ELECTOR_RECORD_CRASH] = N_("Node %u crashes."),
  [ELECTOR_RECORD_RECOVER] = N_("Node %u recovers."),
  [ELECTOR_RECORD_PAUSE] = N_("Node %u is paused."),
  [ELECTOR_RECORD_RESUME] = N_("Node %u resumes."),
  [ELECTOR_RECORD_CAMPAIGN] = N_("Node %u is told to start an election."),
};

static char *
format_about_node (const ElectorRecord *self)
{
  g_auto (GStrv) parts = g_strsplit (_(node_texts[self->kind]), "%u", 2);
  g_autofree char *number = g_strdup_printf ("%u", self->node);

  return g_strjoinv (number, parts);
}

static char *
format_timer (const ElectorRecord *self, const ElectorProtocol *protocol)
{
  const char *timer = _(protocol->timer_texts[self->detail]);
  g_autofree char *duration = elector_format_duration (self->a);

  switch ((int) self->kind)
    {
    case ELECTOR_RECORD_FIRE:
      return g_strdup_printf (_("Node %u: the %s timer is made to run out."), self->node, timer);
    case ELECTOR_RECORD_TIMER:
      return g_strdup_printf (_("Node %u: the %s timer runs out."), self->node, timer);
    case ELECTOR_RECORD_STOP_TIMER:
      return g_strdup_printf (_("Node %u stops its %s timer."), self->node, timer);
    default:
      return g_strdup_printf (_("Node %u starts its %s timer: %s."), self->node, timer, duration);
    }
}

/* The record in a sentence, translated. The same text is shown in the log, on the command line and in tests. */
char *
elector_record_format (const ElectorRecord *self, const ElectorConfig *config)
{
  const ElectorProtocol *protocol = config->protocol;
  g_autofree char *reason = NULL;

  if (elector_record_is_message (self))
    return format_message (self, protocol);
  if (node_texts[self->kind] != NULL)
    return format_about_node (self);
  switch ((ElectorRecordKind) self->kind)
    {
    case ELECTOR_RECORD_START:
      return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "System started: %u node, %s.",
                                           "System started: %u nodes, %s.", self->a),
                              self->a, _(protocol->name));
    case ELECTOR_RECORD_FIRE:
    case ELECTOR_RECORD_TIMER:
    case ELECTOR_RECORD_SET_TIMER:
    case ELECTOR_RECORD_STOP_TIMER:
      return format_timer (self, protocol);
    case ELECTOR_RECORD_STEP:
      reason = elector_record_format_reason (self, protocol);
      /* Translators: a node's number, and what it does and why: "Node 3 starts an election." */
      return g_strdup_printf (_("Node %u %s."), self->node, reason);
    case ELECTOR_RECORD_ROLE:
      return format_role (self);
    case ELECTOR_RECORD_LEADER:
      return format_belief (self);
    case ELECTOR_RECORD_TERM:
      return g_strdup_printf (_("Node %u is in term %u."), self->node, self->c);
    case ELECTOR_RECORD_TRANSFER:
      return g_strdup_printf (_("Node %u is told to hand over to node %u."), self->node, self->peer);
    case ELECTOR_RECORD_VOTE:
      return g_strdup_printf (_("Node %u votes for node %u in term %u."), self->node, self->peer, self->c);
    case ELECTOR_RECORD_LOG:
      return g_strdup_printf (_("Node %u has a log of length %u, the last entry of term %u."), self->node, self->a,
                              self->c);
    case ELECTOR_RECORD_COMMIT:
      return g_strdup_printf (_("Node %u knows that its log is safe up to entry %u."), self->node, self->a);
    case ELECTOR_RECORD_WRITES:
    case ELECTOR_RECORD_FENCING:
    case ELECTOR_RECORD_WRITE:
    case ELECTOR_RECORD_ACCEPT:
    case ELECTOR_RECORD_REFUSE:
      return format_client (self);
    case ELECTOR_RECORD_VERDICT:
      return format_verdict (self, config);
    default:
      return format_network_fault (self);
    }
}
