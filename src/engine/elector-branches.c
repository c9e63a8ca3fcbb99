/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "engine/elector-branches.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* So much the traces of the branches that are not watched may take. Those that are watched least lately are
 * forgotten first, and made again from their inputs when one goes there. */
#define MEMORY_MAX (256 * 1024 * 1024)
#define UNDO_MAX 100

/* A tree as it was: copies of its branches, in which the runs are the same. A run that was watched has gone on. */
typedef struct
{
  GPtrArray *branches;     /* of ElectorBranch */
  GArray *n_interventions; /* of guint: how many each run had */
  guint current;
} Snapshot;

struct _ElectorBranches
{
  GObject parent_instance;

  GPtrArray *branches; /* of ElectorBranch */
  ElectorBranch *current;
  gboolean single;
  GQueue undo; /* of Snapshot, the last one first */
  GQueue redo;
  GPtrArray *watched; /* of ElectorRun, borrowed and perhaps gone: the last one at the end */
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void elector_branches_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (ElectorBranches, elector_branches, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, elector_branches_list_model_init))

static guint
count_interventions (ElectorRun *run)
{
  guint n;

  elector_run_get_interventions (run, &n);
  return n;
}

/* --- Snapshots --- */

static void
snapshot_free (Snapshot *self)
{
  g_ptr_array_unref (self->branches);
  g_array_unref (self->n_interventions);
  g_free (self);
}

/* Copies of branches, whose parents are the copies of their parents. */
static GPtrArray *
copy_tree (GPtrArray *branches)
{
  GPtrArray *copy = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < branches->len; i++)
    {
      ElectorBranch *branch = g_ptr_array_index (branches, i), *parent = elector_branch_get_parent (branch);
      guint at = 0;

      if (parent != NULL && g_ptr_array_find (branches, parent, &at))
        parent = g_ptr_array_index (copy, at);
      g_ptr_array_add (copy, elector_branch_copy (branch, parent));
    }
  return copy;
}

static guint
find_index (ElectorBranches *self, ElectorBranch *branch)
{
  guint i = 0;

  g_ptr_array_find (self->branches, branch, &i);
  return i;
}

static Snapshot *
take_snapshot (ElectorBranches *self)
{
  Snapshot *snapshot = g_new0 (Snapshot, 1);

  snapshot->branches = copy_tree (self->branches);
  snapshot->n_interventions = g_array_new (FALSE, FALSE, sizeof (guint));
  for (guint i = 0; i < self->branches->len; i++)
    {
      guint n = count_interventions (elector_branch_get_run (g_ptr_array_index (self->branches, i)));

      g_array_append_val (snapshot->n_interventions, n);
    }
  snapshot->current = find_index (self, self->current);
  return snapshot;
}

static void
clear_queue (GQueue *queue)
{
  g_queue_clear_full (queue, (GDestroyNotify) snapshot_free);
}

static void
push (ElectorBranches *self, GQueue *queue)
{
  g_queue_push_head (queue, take_snapshot (self));
  while (g_queue_get_length (queue) > (self->single ? 1 : UNDO_MAX))
    snapshot_free (g_queue_pop_tail (queue));
}

/* --- Memory --- */

static void
note_runs (GHashTable *runs, GPtrArray *branches)
{
  for (guint i = 0; i < branches->len; i++)
    g_hash_table_add (runs, elector_branch_get_run (g_ptr_array_index (branches, i)));
}

/* All runs that are kept, for this tree and for what can be undone and redone. */
static GHashTable *
find_runs (ElectorBranches *self)
{
  GHashTable *runs = g_hash_table_new (NULL, NULL);

  note_runs (runs, self->branches);
  for (GList *link = self->undo.head; link != NULL; link = link->next)
    note_runs (runs, ((Snapshot *) link->data)->branches);
  for (GList *link = self->redo.head; link != NULL; link = link->next)
    note_runs (runs, ((Snapshot *) link->data)->branches);
  return runs;
}

/* Gives back the memory of runs that were not watched for longest. The one that was watched last may still be shown. */
static void
limit_memory (ElectorBranches *self)
{
  g_autoptr (GHashTable) runs = find_runs (self);
  ElectorRun *current = elector_branch_get_run (self->current);
  GHashTableIter iter;
  gpointer run;
  gsize memory = 0;

  g_ptr_array_remove (self->watched, current);
  g_ptr_array_add (self->watched, current);
  for (guint i = self->watched->len; i > 0; i--)
    if (!g_hash_table_contains (runs, g_ptr_array_index (self->watched, i - 1)))
      g_ptr_array_remove_index (self->watched, i - 1);
  g_hash_table_iter_init (&iter, runs);
  while (g_hash_table_iter_next (&iter, &run, NULL))
    if (run != current)
      memory += elector_run_get_memory (run);
  for (guint i = 0; i + 2 < self->watched->len && memory > MEMORY_MAX; i++)
    {
      ElectorRun *victim = g_ptr_array_index (self->watched, i);

      memory -= elector_run_get_memory (victim);
      elector_run_rewind (victim);
    }
}

/* --- The class --- */

static void
elector_branches_finalize (GObject *object)
{
  ElectorBranches *self = ELECTOR_BRANCHES (object);

  clear_queue (&self->undo);
  clear_queue (&self->redo);
  g_ptr_array_unref (self->branches);
  g_ptr_array_unref (self->watched);
  G_OBJECT_CLASS (elector_branches_parent_class)->finalize (object);
}

static void
elector_branches_class_init (ElectorBranchesClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = elector_branches_finalize;
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
}

static void
elector_branches_init (ElectorBranches *self)
{
  self->branches = g_ptr_array_new_with_free_func (g_object_unref);
  self->watched = g_ptr_array_new ();
  g_queue_init (&self->undo);
  g_queue_init (&self->redo);
}

static void
set_tree (ElectorBranches *self, GPtrArray *branches, guint current)
{
  guint before = self->branches->len;

  g_ptr_array_unref (self->branches);
  self->branches = branches;
  self->current = g_ptr_array_index (branches, current);
  g_list_model_items_changed (G_LIST_MODEL (self), 0, before, branches->len);
}

static GPtrArray *
make_tree (ElectorRun *run)
{
  GPtrArray *branches = g_ptr_array_new_with_free_func (g_object_unref);

  g_ptr_array_add (branches, elector_branch_new (_("Original"), NULL, (ElectorPlace) { 0 }, run));
  return branches;
}

/* A tree of one branch. */
ElectorBranches *
elector_branches_new (ElectorRun *run)
{
  ElectorBranches *self = g_object_new (ELECTOR_TYPE_BRANCHES, NULL);

  set_tree (self, make_tree (run), 0);
  return self;
}

/* From now on there is one branch only: what would be another takes its place, and only that can be undone. */
void
elector_branches_set_single (ElectorBranches *self)
{
  self->single = TRUE;
}

static void
changed (ElectorBranches *self)
{
  limit_memory (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

/* --- The tree --- */

guint
elector_branches_get_n (ElectorBranches *self)
{
  return self->branches->len;
}

/* Borrowed. */
ElectorBranch *
elector_branches_get (ElectorBranches *self, guint i)
{
  return g_ptr_array_index (self->branches, i);
}

/* The one that is watched. Borrowed. */
ElectorBranch *
elector_branches_get_current (ElectorBranches *self)
{
  return self->current;
}

/* The first branch of that name, or NULL. Borrowed. */
ElectorBranch *
elector_branches_find (ElectorBranches *self, const char *name)
{
  for (guint i = 0; i < self->branches->len; i++)
    if (strcmp (elector_branch_get_name (g_ptr_array_index (self->branches, i)), name) == 0)
      return g_ptr_array_index (self->branches, i);
  return NULL;
}

/* Watches another branch of this tree. */
void
elector_branches_set_current (ElectorBranches *self, ElectorBranch *branch)
{
  if (self->current == branch)
    return;
  self->current = branch;
  changed (self);
}

static gboolean
descends_from (ElectorBranch *branch, ElectorBranch *ancestor)
{
  while (branch != NULL && branch != ancestor)
    branch = elector_branch_get_parent (branch);
  return branch != NULL;
}

static char *
make_unique (ElectorBranches *self, const char *name)
{
  char *unique = g_strdup (name);

  for (guint i = 2; elector_branches_find (self, unique) != NULL; i++)
    {
      g_free (unique);
      unique = g_strdup_printf ("%s (%u)", name, i);
    }
  return unique;
}

/* Adds a branch behind all that depart from its parent; that cannot be undone. Its name becomes one that no other has.
 * Borrowed. */
ElectorBranch *
elector_branches_add (ElectorBranches *self, const char *name, ElectorBranch *parent, ElectorPlace from,
                      ElectorRun *run)
{
  g_autofree char *unique = make_unique (self, name);
  ElectorBranch *branch = elector_branch_new (unique, parent, from, run);
  guint i = find_index (self, parent) + 1;

  while (i < self->branches->len && descends_from (g_ptr_array_index (self->branches, i), parent))
    i++;
  g_ptr_array_insert (self->branches, (int) i, branch);
  g_list_model_items_changed (G_LIST_MODEL (self), i, 0, 1);
  return branch;
}

/* --- What is kept of a tree that is left --- */

static gboolean
are_equal (const ElectorIntervention *one, const ElectorIntervention *other, guint n_nodes)
{
  g_autofree char *text = NULL, *second = NULL;

  if (one->fault.time != other->fault.time || one->n_events != other->n_events
      || one->fault.kind != other->fault.kind)
    return FALSE;
  text = elector_fault_format (&one->fault, n_nodes);
  second = elector_fault_format (&other->fault, n_nodes);
  return strcmp (text, second) == 0;
}

/* How many interventions two runs of one scenario have in common, from the start. */
guint
elector_branches_count_shared (ElectorRun *run, ElectorRun *other)
{
  guint n_nodes = elector_scenario_get_config (elector_run_get_scenario (run))->n_nodes, n, n_other, i = 0;
  const ElectorIntervention *interventions = elector_run_get_interventions (run, &n);
  const ElectorIntervention *others = elector_run_get_interventions (other, &n_other);

  while (i < MIN (n, n_other) && are_equal (&interventions[i], &others[i], n_nodes))
    i++;
  return i;
}

static gboolean
begins_with (ElectorRun *run, ElectorRun *beginning)
{
  return elector_branches_count_shared (run, beginning) == count_interventions (beginning);
}

/* The i-th intervention of a run in words: what a branch is called that began with it. Owned. */
char *
elector_branches_format_intervention (ElectorRun *run, guint i)
{
  const ElectorIntervention *intervention;
  ElectorTrace *trace = elector_run_get_trace (run);
  const ElectorConfig *config = elector_trace_get_config (trace);
  guint n, position = 0;
  guint64 events = 0;
  char *text;

  intervention = &elector_run_get_interventions (run, &n)[i];
  for (; position < elector_trace_get_length (trace); position++)
    {
      const ElectorRecord *record = elector_trace_get_record (trace, position);

      if (elector_record_is_head (record) && record->kind > ELECTOR_RECORD_BOOT && events++ == intervention->n_events)
        break;
    }
  if (position == elector_trace_get_length (trace))
    return elector_fault_format (&intervention->fault, config->n_nodes);
  text = elector_record_format (elector_trace_get_record (trace, position), config);
  if (g_str_has_suffix (text, "."))
    text[strlen (text) - 1] = '\0';
  return text;
}

/* Whether nothing of the i-th of these branches is lost when it goes: this tree, or one of the others, has it. */
static gboolean
is_kept (ElectorBranches *self, GPtrArray *left, guint i)
{
  ElectorRun *run = elector_branch_get_run (g_ptr_array_index (left, i));

  for (guint k = 0; k < self->branches->len; k++)
    if (begins_with (elector_branch_get_run (g_ptr_array_index (self->branches, k)), run))
      return TRUE;
  for (guint k = 0; k < left->len; k++)
    {
      ElectorRun *other = elector_branch_get_run (g_ptr_array_index (left, k));

      if (k != i && begins_with (other, run) && (k < i || !begins_with (run, other)))
        return TRUE;
    }
  return FALSE;
}

/* Adds a branch of another tree of the same scenario to this one, where it departs from what is there. */
static void
adopt (ElectorBranches *self, ElectorBranch *branch)
{
  ElectorRun *run = elector_branch_get_run (branch);
  ElectorBranch *parent = NULL, *adopted;
  const ElectorIntervention *intervention;
  g_autofree char *name = g_strdup (elector_branch_get_name (branch));
  guint shared = 0, n;

  for (guint i = 0; i < self->branches->len; i++)
    {
      ElectorBranch *other = g_ptr_array_index (self->branches, i);
      guint count = elector_branches_count_shared (elector_branch_get_run (other), run);

      if (parent == NULL || count > shared)
        {
          parent = other;
          shared = count;
        }
    }
  intervention = &elector_run_get_interventions (run, &n)[shared];
  if (elector_branches_find (self, name) != NULL)
    {
      g_free (name);
      name = elector_branches_format_intervention (run, shared);
    }
  adopted = elector_branches_add (self, name, parent,
                                  (ElectorPlace) { intervention->fault.time, intervention->n_events }, run);
  elector_branch_set_cursor (adopted, *elector_branch_get_cursor (branch), elector_branch_get_position (branch));
}

/* Adds what is not in this tree of one that was left, if that is of the same scenario. */
static void
keep (ElectorBranches *self, GPtrArray *left)
{
  ElectorScenario *scenario = elector_run_get_scenario (elector_branch_get_run (self->current));
  g_autoptr (GPtrArray) lost = g_ptr_array_new ();

  if (self->single || elector_run_get_scenario (elector_branch_get_run (g_ptr_array_index (left, 0))) != scenario)
    return;
  for (guint i = 0; i < left->len; i++)
    if (!is_kept (self, left, i))
      g_ptr_array_add (lost, g_ptr_array_index (left, i));
  for (guint i = 0; i < lost->len; i++)
    adopt (self, g_ptr_array_index (lost, i));
}

/* --- Changes that can be undone --- */

/* Lets undo bring back what there is now. */
static void
remember (ElectorBranches *self)
{
  push (self, &self->undo);
  clear_queue (&self->redo);
}

/* Has to come after an intervention in the run of the current branch, whose cursor is where it was before: undo takes
 * the intervention back. */
void
elector_branches_remember_intervention (ElectorBranches *self)
{
  Snapshot *snapshot;

  remember (self);
  snapshot = g_queue_peek_head (&self->undo);
  g_array_index (snapshot->n_interventions, guint, snapshot->current)--;
  changed (self);
}

/* Puts a tree of one branch in the place of what there is. The branches of the same scenario stay. can_undo:
 * undo brings it back. */
void
elector_branches_restart (ElectorBranches *self, ElectorRun *run, gboolean can_undo)
{
  g_autoptr (GPtrArray) left = g_ptr_array_ref (self->branches);

  if (can_undo)
    remember (self);
  set_tree (self, make_tree (run), 0);
  keep (self, left);
  changed (self);
}

/* Makes a branch that departs from the current one, and watches it. Borrowed. */
ElectorBranch *
elector_branches_fork (ElectorBranches *self, ElectorPlace from, ElectorRun *run)
{
  ElectorBranch *parent = self->current;
  g_autofree char *name = NULL;
  guint n = count_interventions (run);

  remember (self);
  if (self->single)
    {
      set_tree (self, make_tree (run), 0);
      changed (self);
      return self->current;
    }
  /* What lies before a branch's beginning is its parent's. */
  while (elector_branch_get_parent (parent) != NULL && from.n_events <= elector_branch_get_from (parent)->n_events)
    parent = elector_branch_get_parent (parent);
  name = n > 0 ? elector_branches_format_intervention (run, n - 1) : g_strdup (elector_branch_get_name (parent));
  self->current = elector_branches_add (self, name, parent, from, run);
  changed (self);
  return self->current;
}

/* Takes the branches of another tree, which is not used any more, in the place of what there is. */
void
elector_branches_take (ElectorBranches *self, ElectorBranches *other)
{
  remember (self);
  set_tree (self, g_ptr_array_ref (other->branches), find_index (other, other->current));
  changed (self);
}

/* An empty name changes nothing. */
void
elector_branches_rename (ElectorBranches *self, ElectorBranch *branch, const char *name)
{
  g_autofree char *stripped = g_strstrip (g_strdup (name)), *unique = NULL;

  if (*stripped == '\0' || strcmp (stripped, elector_branch_get_name (branch)) == 0)
    return;
  remember (self);
  unique = make_unique (self, stripped);
  elector_branch_set_name (branch, unique);
  g_list_model_items_changed (G_LIST_MODEL (self), find_index (self, branch), 1, 1);
  changed (self);
}

/* Lets what departs from a branch depart from that one's parent, or, for the root, from the first of them. */
static ElectorBranch *
hand_over_children (ElectorBranches *self, ElectorBranch *branch)
{
  ElectorBranch *heir = elector_branch_get_parent (branch);
  ElectorPlace limit = *elector_branch_get_from (branch);

  for (guint i = 0; i < self->branches->len; i++)
    {
      ElectorBranch *child = g_ptr_array_index (self->branches, i);
      ElectorPlace from = *elector_branch_get_from (child);

      if (elector_branch_get_parent (child) != branch)
        continue;
      if (heir == NULL)
        {
          heir = child;
          limit = from;
          elector_branch_set_parent (child, NULL);
          elector_branch_set_from (child, (ElectorPlace) { 0 });
          continue;
        }
      elector_branch_set_parent (child, heir);
      if (from.n_events > limit.n_events)
        elector_branch_set_from (child, limit);
    }
  return heir;
}

/* Puts every branch behind its parent again. */
static void
sort_tree (ElectorBranches *self)
{
  GPtrArray *sorted = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < self->branches->len; i++)
    {
      ElectorBranch *branch = g_ptr_array_index (self->branches, i), *parent = elector_branch_get_parent (branch);
      guint at = 0;

      if (parent == NULL || !g_ptr_array_find (sorted, parent, &at))
        at = 0;
      else
        at++;
      while (parent != NULL && at < sorted->len && descends_from (g_ptr_array_index (sorted, at), parent))
        at++;
      g_ptr_array_insert (sorted, (int) at, g_object_ref (branch));
    }
  g_ptr_array_unref (self->branches);
  self->branches = sorted;
}

/* Removes a branch; what departs from it stays. Returns FALSE for the last one, which cannot go. */
gboolean
elector_branches_remove (ElectorBranches *self, ElectorBranch *branch)
{
  ElectorBranch *heir;
  guint n = self->branches->len;

  if (n == 1)
    return FALSE;
  remember (self);
  heir = hand_over_children (self, branch);
  if (self->current == branch)
    self->current = heir;
  g_ptr_array_remove (self->branches, branch);
  sort_tree (self);
  g_list_model_items_changed (G_LIST_MODEL (self), 0, n, n - 1);
  changed (self);
  return TRUE;
}

gboolean
elector_branches_can_undo (ElectorBranches *self)
{
  return !g_queue_is_empty (&self->undo);
}

gboolean
elector_branches_can_redo (ElectorBranches *self)
{
  return !g_queue_is_empty (&self->redo);
}

/* A run that something was done to since is made again as it was. */
static void
take_back (ElectorBranch *branch, guint n_interventions)
{
  ElectorRun *run = elector_branch_get_run (branch);
  g_autoptr (ElectorRun) again = NULL;
  const ElectorIntervention *interventions;
  guint n;

  interventions = elector_run_get_interventions (run, &n);
  if (n == n_interventions)
    return;
  again = elector_run_new_planned (elector_run_get_scenario (run), interventions, n_interventions);
  elector_branch_set_run (branch, again);
  elector_branch_set_cursor (branch, *elector_branch_get_cursor (branch), ELECTOR_POSITION_UNKNOWN);
}

/* Goes to the last of one queue, and leaves what there is in the other. */
static gboolean
go (ElectorBranches *self, GQueue *from, GQueue *to)
{
  g_autoptr (GPtrArray) left = g_ptr_array_ref (self->branches);
  Snapshot *snapshot = g_queue_pop_head (from);

  if (snapshot == NULL)
    return FALSE;
  push (self, to);
  for (guint i = 0; i < snapshot->branches->len; i++)
    take_back (g_ptr_array_index (snapshot->branches, i), g_array_index (snapshot->n_interventions, guint, i));
  set_tree (self, g_ptr_array_ref (snapshot->branches), snapshot->current);
  keep (self, left);
  snapshot_free (snapshot);
  changed (self);
  return TRUE;
}

/* Returns FALSE when there is nothing to undo. */
gboolean
elector_branches_undo (ElectorBranches *self)
{
  return go (self, &self->undo, &self->redo);
}

/* Returns FALSE when there is nothing to redo. */
gboolean
elector_branches_redo (ElectorBranches *self)
{
  return go (self, &self->redo, &self->undo);
}

/* --- The list --- */

static GType
elector_branches_get_item_type (GListModel *list)
{
  return ELECTOR_TYPE_BRANCH;
}

static guint
elector_branches_get_n_items (GListModel *list)
{
  return ELECTOR_BRANCHES (list)->branches->len;
}

static gpointer
elector_branches_get_item (GListModel *list, guint position)
{
  ElectorBranches *self = ELECTOR_BRANCHES (list);

  return position < self->branches->len ? g_object_ref (g_ptr_array_index (self->branches, position)) : NULL;
}

static void
elector_branches_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = elector_branches_get_item_type;
  iface->get_n_items = elector_branches_get_n_items;
  iface->get_item = elector_branches_get_item;
}
