/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Threads that do jobs together, one after the other. Who asks for a job is one of the crew. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _ElectorCrew ElectorCrew;

/* worker, from 0 on, tells the threads apart that do items at the same time. */
typedef void (*ElectorCrewJob) (gpointer data, guint worker, guint item);

ElectorCrew *elector_crew_new (guint n_workers);
void elector_crew_free (ElectorCrew *self);
void elector_crew_share_out (ElectorCrew *self, ElectorCrewJob job, gpointer data, guint n_items);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ElectorCrew, elector_crew_free)

G_END_DECLS
