/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* One node alone, which is told what happens to it: what follows from that is expected, word by word. */

#pragma once

#include "core/protocol.h"

G_BEGIN_DECLS

typedef struct _Subject Subject;

/* How what follows is written down. */
typedef struct
{
  const ElectorProtocol *protocol;
  char *(*format_message) (const ElectorMessage *message); /* "ELECTION:5", without its receiver; owned */

  /* NULL: all in one line, "label ELECTION:5>2 +LEADER -ELECTION role:leader leader:5". */
  void (*append_effect) (const Subject *self, GString *text, const ElectorEffect *effect);
} SubjectStyle;

struct _Subject
{
  const SubjectStyle *style;
  ElectorNodeId id;
  ElectorConfig config;
  ElectorEffects effects; /* of what it was last told */
  gpointer state;         /* of the protocol's own type */
};

Subject *subject_new_in (const SubjectStyle *style, ElectorNodeId id, guint n_nodes, guint32 rules);
void subject_free (Subject *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Subject, subject_free)

void tell (Subject *self, ElectorInput input, const char *expected);
char *subject_format_reason (const Subject *self, const ElectorEffect *effect);
void assert_reasons (Subject *self, const char *expected);
void subject_assert_all_steps_run (const ElectorProtocol *protocol);

G_END_DECLS
