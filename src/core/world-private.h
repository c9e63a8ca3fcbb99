/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What the files that make up the world share: world.c has nodes, steps and time, world-flights.c the messages on
 * their way, world-client.c the client's writes, world-faults.c what is done to it all. */

#pragma once

#include "core/world.h"

G_BEGIN_DECLS

guint32 elector_world_emit (ElectorWorld *self, ElectorRecord record);
void elector_world_run_step (ElectorWorld *self, ElectorInput *input, guint32 cause);
void elector_world_happen (ElectorWorld *self, ElectorRecordKind kind, ElectorInputKind input_kind,
                           ElectorNodeId node);
void elector_world_ensure_wake (ElectorWorld *self, ElectorNodeId id);

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

G_END_DECLS
