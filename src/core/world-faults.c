/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "core/world-private.h"

#include <string.h>

static void
forget_timers (ElectorWorldNode *node)
{
  for (guint i = 0; i < ELECTOR_MAX_TIMERS; i++)
    node->deadlines[i] = ELECTOR_NEVER;
  node->wake_time = ELECTOR_NEVER;
  node->wake_order = 0;
}

static gboolean
crash (ElectorWorld *self, ElectorNodeId node)
{
  guint32 cause;

  if (self->nodes[node - 1].condition == ELECTOR_CONDITION_CRASHED)
    return FALSE;
  cause = elector_world_emit (self, &(ElectorRecord) { .kind = ELECTOR_RECORD_CRASH, .node = node });
  self->nodes[node - 1].condition = ELECTOR_CONDITION_CRASHED;
  forget_timers (&self->nodes[node - 1]);
  elector_world_note_role (self, node, ELECTOR_ROLE_FOLLOWER, cause);
  self->nodes[node - 1].leader = ELECTOR_NO_NODE;
  elector_protocol_forget (self->config.protocol, elector_world_get_state (self, node), self->config.n_nodes);
  return TRUE;
}

static gboolean
recover (ElectorWorld *self, ElectorNodeId node)
{
  if (self->nodes[node - 1].condition != ELECTOR_CONDITION_CRASHED)
    return FALSE;
  self->nodes[node - 1].condition = ELECTOR_CONDITION_UP;
  elector_world_happen (self, ELECTOR_RECORD_RECOVER, ELECTOR_INPUT_RECOVER, node);
  return TRUE;
}

static gboolean
pause_node (ElectorWorld *self, ElectorNodeId node)
{
  if (self->nodes[node - 1].condition != ELECTOR_CONDITION_UP)
    return FALSE;
  elector_world_emit (self, &(ElectorRecord) { .kind = ELECTOR_RECORD_PAUSE, .node = node });
  self->nodes[node - 1].condition = ELECTOR_CONDITION_PAUSED;
  return TRUE;
}

static gboolean
resume (ElectorWorld *self, ElectorNodeId node)
{
  if (self->nodes[node - 1].condition != ELECTOR_CONDITION_PAUSED)
    return FALSE;
  elector_world_emit (self, &(ElectorRecord) { .kind = ELECTOR_RECORD_RESUME, .node = node });
  self->nodes[node - 1].condition = ELECTOR_CONDITION_UP;
  elector_world_release_held (self, node);
  elector_world_ensure_wake (self, node);
  return TRUE;
}

/* Lets a timer run out before its time. Returns FALSE when it is not running. */
static gboolean
fire (ElectorWorld *self, const ElectorFault *fault)
{
  ElectorWorldNode *node = &self->nodes[fault->node - 1];
  int timer = elector_words_find (&self->config.protocol->timers, fault->word);
  guint32 cause;

  if (timer < 0 || node->condition != ELECTOR_CONDITION_UP || node->deadlines[timer] == ELECTOR_NEVER)
    return FALSE;
  node->deadlines[timer] = ELECTOR_NEVER;
  cause = elector_world_emit (self, &(ElectorRecord) { .kind = ELECTOR_RECORD_FIRE,
                                                       .detail = (guint8) timer,
                                                       .node = fault->node });
  elector_world_run_step (self, &(ElectorInput) { .kind = ELECTOR_INPUT_TIMER,
                                                  .node = fault->node,
                                                  .timer = (guint) timer }, cause);
  return TRUE;
}

/* Asks every node that leads, and can answer, to hand over: one event, as for the directions of a link. */
static gboolean
transfer (ElectorWorld *self, ElectorNodeId target)
{
  guint32 cause = 0;
  gboolean asked = FALSE;

  for (guint i = 1; i <= self->config.n_nodes && self->config.protocol->can_transfer; i++)
    {
      const ElectorWorldNode *node = &self->nodes[i - 1];
      ElectorInput input = { .kind = ELECTOR_INPUT_TRANSFER, .node = (ElectorNodeId) i, .target = target };

      if (i == target || node->role != ELECTOR_ROLE_LEADER || node->condition != ELECTOR_CONDITION_UP)
        continue;
      cause = elector_world_emit (self, &(ElectorRecord) { .kind = ELECTOR_RECORD_TRANSFER,
                                                           .node = input.node,
                                                           .peer = target,
                                                           .cause = cause });
      elector_world_run_step (self, &input, cause);
      asked = TRUE;
    }
  return asked;
}

static gboolean
apply_to_node (ElectorWorld *self, const ElectorFault *fault)
{
  ElectorCondition condition = self->nodes[fault->node - 1].condition;

  switch ((int) fault->kind)
    {
    case ELECTOR_FAULT_CRASH:
      if (!crash (self, fault->node))
        return FALSE;
      elector_world_release_held (self, fault->node);
      return TRUE;
    case ELECTOR_FAULT_RECOVER:
      return recover (self, fault->node);
    case ELECTOR_FAULT_PAUSE:
      return pause_node (self, fault->node);
    case ELECTOR_FAULT_RESUME:
      return resume (self, fault->node);
    case ELECTOR_FAULT_TRANSFER:
      return transfer (self, fault->node);
    case ELECTOR_FAULT_FIRE:
      return fire (self, fault);
    default:
      if (condition != ELECTOR_CONDITION_UP)
        return FALSE;
      elector_world_happen (self, ELECTOR_RECORD_CAMPAIGN, ELECTOR_INPUT_CAMPAIGN, fault->node);
      return TRUE;
    }
}

/* Says, and does, what happens to one direction of a link, or with from and to 0 to all. Returns FALSE when that
 * changes nothing. */
static gboolean
apply_to_direction (ElectorWorld *self, const ElectorFault *fault, ElectorNodeId from, ElectorNodeId to,
                    guint32 *cause)
{
  ElectorRecord record = { .node = from, .peer = to, .cause = *cause };
  ElectorRange value = { fault->per_million, fault->per_million };

  switch ((int) fault->kind)
    {
    case ELECTOR_FAULT_CUT:
      record.kind = ELECTOR_RECORD_CUT;
      if (!elector_network_cut (&self->network, from, to))
        return FALSE;
      break;
    case ELECTOR_FAULT_RESTORE:
      record.kind = ELECTOR_RECORD_RESTORE;
      if (!elector_network_restore (&self->network, from, to))
        return FALSE;
      break;
    case ELECTOR_FAULT_DELAY:
      record.kind = ELECTOR_RECORD_DELAY;
      value = fault->delay;
      record.b = (guint32) value.high;
      break;
    default:
      record.kind = fault->kind == ELECTOR_FAULT_LOSS ? ELECTOR_RECORD_LOSS : ELECTOR_RECORD_DUPLICATION;
      break;
    }
  if (fault->kind != ELECTOR_FAULT_CUT && fault->kind != ELECTOR_FAULT_RESTORE)
    {
      record.a = (guint32) value.low;
      elector_network_set (&self->network, fault->kind, from, to, value);
    }
  *cause = elector_world_emit (self, &record);
  return TRUE;
}

/* What is done to both directions is one event: the second has the first as its cause. */
static gboolean
apply_to_link (ElectorWorld *self, const ElectorFault *fault)
{
  guint32 cause = 0;
  gboolean changed = apply_to_direction (self, fault, fault->node, fault->peer, &cause);

  if (!fault->one_way && fault->node != ELECTOR_NO_NODE)
    changed |= apply_to_direction (self, fault, fault->peer, fault->node, &cause);
  return changed;
}

static guint
count_groups (const guint16 *groups, guint n_nodes)
{
  gboolean seen[ELECTOR_MAX_NODES + 1] = { FALSE };
  guint n_groups = 0;

  for (guint i = 0; i < n_nodes; i++)
    {
      n_groups += !seen[groups[i]];
      seen[groups[i]] = TRUE;
    }
  return n_groups;
}

static void
partition (ElectorWorld *self, const guint16 *groups)
{
  guint n = self->config.n_nodes;
  guint32 cause = elector_world_emit (self, &(ElectorRecord) { .kind = ELECTOR_RECORD_PARTITION,
                                                               .a = count_groups (groups, n) });

  for (guint i = 0; i < n; i++)
    {
      elector_network_set_group (&self->network, (ElectorNodeId) (i + 1), groups[i]);
      elector_world_emit (self, &(ElectorRecord) { .kind = ELECTOR_RECORD_GROUP,
                                                   .node = (ElectorNodeId) (i + 1),
                                                   .a = groups[i],
                                                   .cause = cause });
    }
}

static gboolean
apply (ElectorWorld *self, const ElectorFault *fault)
{
  switch (fault->kind)
    {
    case ELECTOR_FAULT_CRASH:
    case ELECTOR_FAULT_RECOVER:
    case ELECTOR_FAULT_PAUSE:
    case ELECTOR_FAULT_RESUME:
    case ELECTOR_FAULT_CAMPAIGN:
    case ELECTOR_FAULT_TRANSFER:
    case ELECTOR_FAULT_FIRE:
      return apply_to_node (self, fault);
    case ELECTOR_FAULT_CUT:
    case ELECTOR_FAULT_RESTORE:
    case ELECTOR_FAULT_LOSS:
    case ELECTOR_FAULT_DELAY:
    case ELECTOR_FAULT_DUPLICATE:
      return apply_to_link (self, fault);
    case ELECTOR_FAULT_PARTITION:
      partition (self, fault->groups);
      return TRUE;
    case ELECTOR_FAULT_HEAL:
      elector_network_heal (&self->network);
      elector_world_emit (self, &(ElectorRecord) { .kind = ELECTOR_RECORD_HEAL });
      return TRUE;
    case ELECTOR_FAULT_MESSAGE_DROP:
    case ELECTOR_FAULT_MESSAGE_DELIVER:
    case ELECTOR_FAULT_MESSAGE_DUPLICATE:
    case ELECTOR_FAULT_MESSAGE_DELAY:
      return elector_world_apply_to_message (self, fault);
    case ELECTOR_FAULT_WRITE:
    case ELECTOR_FAULT_WRITES:
    case ELECTOR_FAULT_FENCING:
      return elector_world_apply_to_client (self, fault);
    case ELECTOR_N_FAULTS:
    default:
      g_return_val_if_reached (FALSE);
    }
}

/* Lets a fault happen now (its own time is not looked at). Returns FALSE when it changes nothing, like the
 * crash of a node that is down, or the loss of a message that is not on its way. */
gboolean
elector_world_apply (ElectorWorld *self, const ElectorFault *fault)
{
  if (!apply (self, fault))
    return FALSE;
  self->n_events++;
  return TRUE;
}
