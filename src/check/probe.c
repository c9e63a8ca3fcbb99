/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "check/probe.h"

#include <string.h>

static void
take_message (ElectorProbe *self, guint type)
{
  self->sent++;
  self->sent_by_type[type]++;
  if ((self->config.protocol->quiet_messages >> type & 1) == 0)
    self->sent_unquiet++;
}

static void
set_leading (ElectorProbe *self, ElectorNodeId node, gboolean leading, ElectorTime time)
{
  guint before = self->n_leading;

  self->n_leading += (guint) leading - (guint) self->leading[node - 1];
  self->leading[node - 1] = leading;
  if (before == 0 && self->n_leading > 0)
    self->leaderless += time - self->leaderless_since;
  else if (before > 0 && self->n_leading == 0)
    self->leaderless_since = time;
}

static void
note_term (ElectorProbe *self, ElectorNodeId node, guint32 term)
{
  gpointer key = GUINT_TO_POINTER (term);
  guint first;

  if (self->term_leaders == NULL)
    self->term_leaders = g_hash_table_new (NULL, NULL);
  first = GPOINTER_TO_UINT (g_hash_table_lookup (self->term_leaders, key));
  self->clash = self->clash || (first != 0 && first != node);
  g_hash_table_insert (self->term_leaders, key, GUINT_TO_POINTER (node));
}

static void
take_role (ElectorProbe *self, ElectorNodeId node, ElectorRole role, ElectorTime time)
{
  set_leading (self, node, role == ELECTOR_ROLE_LEADER, time);
  self->news = TRUE;
  if (role == ELECTOR_ROLE_FOLLOWER || role == ELECTOR_ROLE_LEADER)
    self->running[node - 1] = FALSE;
  if (role != ELECTOR_ROLE_LEADER)
    return;
  self->changes++;
  self->split = self->split || self->n_leading > 1;
  if (self->terms[node - 1] > 0)
    note_term (self, node, self->terms[node - 1]);
}

static void
take_step (ElectorProbe *self, const ElectorRecord *record)
{
  if (!self->config.protocol->steps[record->code].starts_election)
    return;
  self->elections++;
  self->failed_elections += self->running[record->node - 1];
  self->running[record->node - 1] = TRUE;
}

static guint32
sink_cb (ElectorRecord *record, gpointer user_data)
{
  ElectorProbe *self = user_data;

  switch ((ElectorRecordKind) record->kind)
    {
    case ELECTOR_RECORD_SEND:
      take_message (self, record->detail);
      break;
    case ELECTOR_RECORD_STEP:
      take_step (self, record);
      break;
    case ELECTOR_RECORD_ROLE:
      take_role (self, record->node, (ElectorRole) record->detail, record->time);
      break;
    case ELECTOR_RECORD_TERM:
      self->terms[record->node - 1] = record->c;
      break;
    case ELECTOR_RECORD_LEADER:
      self->leaders[record->node - 1] = record->peer;
      self->news = TRUE;
      break;
    case ELECTOR_RECORD_PAUSE:
      self->resting[record->node - 1] = self->leading[record->node - 1];
      set_leading (self, record->node, FALSE, record->time);
      break;
    case ELECTOR_RECORD_RESUME:
      set_leading (self, record->node, self->resting[record->node - 1], record->time);
      self->news = TRUE;
      break;
    case ELECTOR_RECORD_CRASH:
      set_leading (self, record->node, FALSE, record->time);
      self->running[record->node - 1] = FALSE;
      self->leaders[record->node - 1] = ELECTOR_NO_NODE;
      self->news = TRUE;
      break;
    default:
      break;
    }
  return self->position++;
}

/* A world that has just been booted. config is copied. Not to be moved in memory: its world points to it. */
void
elector_probe_init (ElectorProbe *self, const ElectorConfig *config, const ElectorNetworkConfig *network, guint64 seed)
{
  memset (self, 0, sizeof *self);
  self->config = *config;
  self->terms = g_new0 (guint32, config->n_nodes);
  self->leaders = g_new0 (ElectorNodeId, config->n_nodes);
  self->leading = g_new0 (gboolean, config->n_nodes);
  self->resting = g_new0 (gboolean, config->n_nodes);
  self->running = g_new0 (gboolean, config->n_nodes);
  elector_world_init (&self->world, &self->config, network, seed, sink_cb, self);
  elector_world_boot (&self->world);
}

void
elector_probe_clear (ElectorProbe *self)
{
  g_clear_pointer (&self->term_leaders, g_hash_table_unref);
  g_clear_pointer (&self->terms, g_free);
  g_clear_pointer (&self->leaders, g_free);
  g_clear_pointer (&self->leading, g_free);
  g_clear_pointer (&self->resting, g_free);
  g_clear_pointer (&self->running, g_free);
  elector_world_clear (&self->world);
}

/* The leader in whom all that are up believe, or 0. */
ElectorNodeId
elector_probe_find_agreed (const ElectorProbe *self)
{
  ElectorNodeId leader = ELECTOR_NO_NODE;

  for (guint i = 0; i < self->config.n_nodes; i++)
    if (elector_world_get_condition (&self->world, (ElectorNodeId) (i + 1)) == ELECTOR_CONDITION_UP)
      {
        if (self->leaders[i] == ELECTOR_NO_NODE || (leader != ELECTOR_NO_NODE && self->leaders[i] != leader))
          return ELECTOR_NO_NODE;
        leader = self->leaders[i];
      }
  return leader != ELECTOR_NO_NODE && self->leading[leader - 1] ? leader : ELECTOR_NO_NODE;
}

/* The node with the lowest id that acts as leader, or 0. */
ElectorNodeId
elector_probe_find_leading (const ElectorProbe *self)
{
  for (guint i = 0; self->n_leading > 0 && i < self->config.n_nodes; i++)
    if (self->leading[i])
      return (ElectorNodeId) (i + 1);
  return ELECTOR_NO_NODE;
}

/* How long nobody has acted as leader, from the start to now, in microseconds. */
ElectorTime
elector_probe_get_leaderless (const ElectorProbe *self)
{
  return self->leaderless + (self->n_leading == 0 ? self->world.time - self->leaderless_since : 0);
}
