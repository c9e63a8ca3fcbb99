/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "engine/elector-branch.h"

struct _ElectorBranch
{
  GObject parent_instance;

  char *name;
  ElectorBranch *parent; /* borrowed: they are in one tree; NULL for its root */
  ElectorPlace from;     /* where it departs from its parent */
  ElectorRun *run;
  ElectorPlace cursor;
  guint position; /* the cursor's in the trace */
};

G_DEFINE_FINAL_TYPE (ElectorBranch, elector_branch, G_TYPE_OBJECT)

static void
elector_branch_finalize (GObject *object)
{
  ElectorBranch *self = ELECTOR_BRANCH (object);

  g_free (self->name);
  g_clear_object (&self->run);
  G_OBJECT_CLASS (elector_branch_parent_class)->finalize (object);
}

static void
elector_branch_class_init (ElectorBranchClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = elector_branch_finalize;
}

static void
elector_branch_init (ElectorBranch *self)
{
}

/* A branch with its cursor where it departs from parent, which is NULL for the root and has to outlive it. */
ElectorBranch *
elector_branch_new (const char *name, ElectorBranch *parent, ElectorPlace from, ElectorRun *run)
{
  ElectorBranch *self = g_object_new (ELECTOR_TYPE_BRANCH, NULL);

  self->name = g_strdup (name);
  self->parent = parent;
  self->from = from;
  self->run = g_object_ref (run);
  self->cursor = from;
  self->position = ELECTOR_POSITION_UNKNOWN;
  return self;
}

/* The same branch for another tree, in which its parent is another. */
ElectorBranch *
elector_branch_copy (ElectorBranch *other, ElectorBranch *parent)
{
  ElectorBranch *self = elector_branch_new (other->name, parent, other->from, other->run);

  self->cursor = other->cursor;
  self->position = other->position;
  return self;
}

const char *
elector_branch_get_name (ElectorBranch *self)
{
  return self->name;
}

void
elector_branch_set_name (ElectorBranch *self, const char *name)
{
  g_free (self->name);
  self->name = g_strdup (name);
}

/* Borrowed; NULL for the root. */
ElectorBranch *
elector_branch_get_parent (ElectorBranch *self)
{
  return self->parent;
}

void
elector_branch_set_parent (ElectorBranch *self, ElectorBranch *parent)
{
  self->parent = parent;
}

/* How far it is from the root. */
guint
elector_branch_get_depth (ElectorBranch *self)
{
  guint depth = 0;

  for (ElectorBranch *branch = self->parent; branch != NULL; branch = branch->parent)
    depth++;
  return depth;
}

/* Where it departs from its parent; for the root, the start. */
const ElectorPlace *
elector_branch_get_from (ElectorBranch *self)
{
  return &self->from;
}

void
elector_branch_set_from (ElectorBranch *self, ElectorPlace from)
{
  self->from = from;
}

/* Borrowed. */
ElectorRun *
elector_branch_get_run (ElectorBranch *self)
{
  return self->run;
}

void
elector_branch_set_run (ElectorBranch *self, ElectorRun *run)
{
  g_set_object (&self->run, run);
}

/* Where one was last. */
const ElectorPlace *
elector_branch_get_cursor (ElectorBranch *self)
{
  return &self->cursor;
}

/* The cursor's position in the trace, or ELECTOR_POSITION_UNKNOWN. */
guint
elector_branch_get_position (ElectorBranch *self)
{
  return self->position;
}

void
elector_branch_set_cursor (ElectorBranch *self, ElectorPlace cursor, guint position)
{
  self->cursor = cursor;
  self->position = position;
}

/* What is the case at the cursor, in a sentence. Where the run was not yet, it is run on, for so many events at most;
 * NULL when the cursor is further. Owned. */
char *
elector_branch_format_headline (ElectorBranch *self, guint max_steps)
{
  ElectorTrace *trace = elector_run_get_trace (self->run);
  ElectorMoment moment = { 0 };
  guint position = G_MAXUINT, target = self->position;
  char *text;

  if (target > elector_trace_get_length (trace))
    {
      for (guint steps = 0; elector_run_step (self->run, self->cursor.time); steps++)
        if (steps == max_steps)
          return NULL;
      target = elector_trace_find_time (trace, self->cursor.time);
    }
  elector_moment_init (&moment, elector_trace_get_config (trace),
                       elector_scenario_get_network (elector_run_get_scenario (self->run)));
  elector_trace_seek (trace, &moment, &position, target, self->cursor.time);
  text = elector_moment_format_headline (&moment);
  elector_moment_clear (&moment);
  return text;
}
