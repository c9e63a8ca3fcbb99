/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What the files that make up the world share: world.c has nodes, steps and time, world-flights.c the messages on
 * their way, world-client.c the client's writes, world-faults.c what is done to it all. */

#pragma once

#include "core/world.h"

G_BEGIN_DECLS

void elector_world_run_step (ElectorWorld *self, ElectorInput *input, guint32 cause);
void elector_world_happen (ElectorWorld *self, ElectorRecordKind kind, ElectorInputKind input_kind,
                           ElectorNodeId node);
void elector_world_wake_sooner (ElectorWorld *self, ElectorNodeId id);

void elector_world_send (ElectorWorld *self, const ElectorMessage *message, guint32 cause);
gboolean elector_world_arrive (ElectorWorld *self, const ElectorEvent *event);
void elector_world_release_held (ElectorWorld *self, ElectorNodeId node);
gboolean elector_world_apply_to_message (ElectorWorld *self, const ElectorFault *fault);

gboolean elector_world_wake_client (ElectorWorld *self, const ElectorEvent *event);
void elector_world_receive_write (ElectorWorld *self, const ElectorMessage *message, guint32 cause);
void elector_world_note_role (ElectorWorld *self, ElectorNodeId id, ElectorRole role, guint32 cause);
void elector_world_note_log (ElectorWorld *self, ElectorNodeId node, guint32 length);
void elector_world_note_commit (ElectorWorld *self, ElectorNodeId node, guint32 position, guint32 cause);
gboolean elector_world_apply_to_client (ElectorWorld *self, const ElectorFault *fault);

/* These are asked for every event, or several times: no calls where nothing has to be done. */

/* Gives the sink a record, whose time it fills in. */
static inline guint32
elector_world_emit (ElectorWorld *self, ElectorRecord *record)
{
  record->time = self->time;
  return self->sink != NULL ? self->sink (record, self->sink_data) : 0;
}

/* Sees to it that a wake-up is queued before the node's first deadline, or for it. */
static inline void
elector_world_ensure_wake (ElectorWorld *self, ElectorNodeId id)
{
  const ElectorWorldNode *node = &self->nodes[id - 1];

  if (node->wake_time > node->quiet_until)
    elector_world_wake_sooner (self, id);
}

G_END_DECLS
