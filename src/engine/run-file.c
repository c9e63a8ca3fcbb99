/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "engine/run-file.h"

#include "core/units.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <string.h>

/* A person does less; a file that asks for more would take too much memory. */
#define BRANCHES_MAX 1000
#define INTERVENTIONS_MAX 100000
#define NAME_LENGTH_MAX 200

/* The latest time in a run. Durations end earlier, but a run can go on. */
#define TIME_MAX (1000 * ELECTOR_MAX_DURATION)

/* --- Reading --- */

/* A file while it is read, and the branch that is. */
typedef struct
{
  const ElectorKeyReader *keys;
  ElectorScenario *scenario;
  ElectorBranches *branches; /* NULL until the first one has been read */
  GPtrArray *read;           /* of ElectorBranch, borrowed, by number */
  ElectorBranch *current;    /* the one that says so, borrowed */
  guint n_interventions;     /* in all branches */
  const char *group;
  GArray *interventions; /* of ElectorIntervention */
} Reader;

/* Takes the first word off a text, which is changed. Returns the rest, in it. */
static char *
split_word (char *text)
{
  char *rest = text + strcspn (text, " \t");

  if (*rest != '\0')
    *rest++ = '\0';
  return rest + strspn (rest, " \t");
}

/* Times after what fits a duration are written as whole microseconds. */
static gboolean
parse_time (const char *text, ElectorTime *time, GError **error)
{
  guint64 usec;
  gsize digits = strspn (text, "0123456789");
  g_autofree char *number = g_strndup (text, digits);

  if (strcmp (text + digits, "us") == 0 && elector_parse_number (number, 0, TIME_MAX, &usec, NULL))
    {
      *time = (ElectorTime) usec;
      return TRUE;
    }
  return elector_parse_duration (text, time, error);
}

/* Reads "3.2s #118" from the beginning of a text, which is changed; the number of events may be missing. Returns the
 * rest, in it, or NULL. */
static char *
parse_point (char *text, ElectorPlace *point, GError **error)
{
  char *rest = split_word (text);

  point->n_events = ELECTOR_ALL_EVENTS;
  if (*rest == '#')
    {
      char *number = rest + 1;

      rest = split_word (rest);
      if (!elector_parse_number (number, 0, G_MAXINT64, &point->n_events, error))
        return NULL;
    }
  return parse_time (text, &point->time, error) ? rest : NULL;
}

/* Reads the point that a key says; one that is not there stays as it is. */
static gboolean
read_point (const Reader *self, const char *key, ElectorPlace *point, GError **error)
{
  g_autofree char *text = elector_key_reader_get (self->keys, self->group, key);
  GError *problem = NULL;
  char *rest;

  if (text == NULL)
    return TRUE;
  rest = parse_point (g_strstrip (text), point, &problem);
  if (rest == NULL)
    return elector_key_reader_locate (self->keys, self->group, key, problem, error);
  if (*rest == '\0')
    return TRUE;
  return elector_key_reader_complain (self->keys, self->group, key, error, _("“%s” stands behind the place"), rest);
}

static gboolean
add_intervention (Reader *self, const char *key, const ElectorIntervention *intervention, GError **error)
{
  const ElectorIntervention *last = self->interventions->len > 0
                                      ? &g_array_index (self->interventions, ElectorIntervention,
                                                        self->interventions->len - 1)
                                      : NULL;

  if (last != NULL
      && (last->fault.time > intervention->fault.time
          || (last->n_events > intervention->n_events && last->n_events != ELECTOR_ALL_EVENTS)))
    return elector_key_reader_complain (self->keys, self->group, key, error,
                                        _("this comes before what stands above it"));
  if (++self->n_interventions > INTERVENTIONS_MAX)
    return elector_key_reader_complain (self->keys, self->group, key, error,
                                        _("these are more than %d interventions"), INTERVENTIONS_MAX);
  g_array_append_vals (self->interventions, intervention, 1);
  return TRUE;
}

/* "3.2s #118 crash 5" */
static gboolean
read_intervention (Reader *self, const char *key, GError **error)
{
  g_autofree char *text = elector_key_reader_get (self->keys, self->group, key);
  ElectorIntervention intervention = { 0 };
  ElectorPlace point;
  GError *problem = NULL;
  const char *rest = text != NULL ? parse_point (g_strstrip (text), &point, &problem) : "";

  if (rest != NULL && *rest == '\0')
    return elector_key_reader_complain (self->keys, self->group, key, error,
                                        _("write the time and what happens, like “2s crash 5”"));
  if (rest == NULL
      || !elector_fault_parse (&intervention.fault, rest, elector_scenario_get_config (self->scenario), &problem))
    return elector_key_reader_locate (self->keys, self->group, key, problem, error);
  intervention.fault.time = point.time;
  intervention.n_events = point.n_events;
  if (add_intervention (self, key, &intervention, error))
    return TRUE;
  elector_fault_clear (&intervention.fault);
  return FALSE;
}

static gboolean
is_number (const char *key)
{
  return *key != '\0' && key[strspn (key, "0123456789")] == '\0';
}

static gboolean
read_interventions (Reader *self, GError **error)
{
  const char *const known[] = { "name", "parent", "from", "shared", "cursor", "current", NULL };
  g_auto (GStrv) keys = g_key_file_get_keys (self->keys->keys, self->group, NULL, NULL);

  for (guint i = 0; keys != NULL && keys[i] != NULL; i++)
    {
      if (!is_number (keys[i]) && !g_strv_contains (known, keys[i]))
        return elector_key_reader_complain (self->keys, self->group, keys[i], error,
                                            _("unknown key “%s” in [%s]; interventions are numbered, like "
                                              "“1=2s crash 5”"), keys[i], self->group);
      if (is_number (keys[i]) && !read_intervention (self, keys[i], error))
        return FALSE;
    }
  return TRUE;
}

/* Takes over what a branch shares with its parent: as many interventions as it says, or all that come before it. */
static gboolean
read_past (Reader *self, ElectorBranch *parent, const ElectorPlace *from, GError **error)
{
  const ElectorIntervention *interventions;
  guint n;
  guint64 shared = G_MAXUINT64;

  interventions = elector_run_get_interventions (elector_branch_get_run (parent), &n);
  if (!elector_key_reader_get_number (self->keys, self->group, "shared", 0, n, &shared, error))
    return FALSE;
  for (guint i = 0; i < n; i++)
    {
      const ElectorIntervention *old = &interventions[i];
      ElectorIntervention intervention = { .n_events = old->n_events };
      gboolean is_past = old->fault.time < from->time
                         || (old->fault.time == from->time && old->n_events < from->n_events);

      if (shared == G_MAXUINT64 ? !is_past : i >= shared)
        break;
      elector_fault_copy (&intervention.fault, &old->fault, elector_scenario_get_config (self->scenario)->n_nodes);
      if (!add_intervention (self, "shared", &intervention, error))
        {
          elector_fault_clear (&intervention.fault);
          return FALSE;
        }
    }
  return TRUE;
}

/* From which branch this one departs; the first one does not, and then parent is NULL. */
static gboolean
read_parent (Reader *self, ElectorBranch **parent, ElectorPlace *from, GError **error)
{
  guint64 number = 1;

  *parent = NULL;
  if (self->read->len == 0)
    {
      if (g_key_file_has_key (self->keys->keys, self->group, "parent", NULL))
        return elector_key_reader_complain (self->keys, self->group, "parent", error,
                                            _("the first branch departs from nothing"));
      return TRUE;
    }
  if (!elector_key_reader_get_number (self->keys, self->group, "parent", 1, self->read->len, &number, error)
      || !read_point (self, "from", from, error))
    return FALSE;
  *parent = g_ptr_array_index (self->read, number - 1);
  return read_past (self, *parent, from, error);
}

static gboolean
read_name (const Reader *self, char **name, GError **error)
{
  *name = elector_key_reader_get (self->keys, self->group, "name");
  if (*name == NULL || **name == '\0')
    {
      g_free (*name);
      /* Translators: a branch that nobody has named, and its number */
      *name = self->read->len == 0 ? g_strdup (_("Original")) : g_strdup_printf (_("Branch %u"), self->read->len + 1);
      return TRUE;
    }
  if (strpbrk (*name, "\n\r") != NULL || g_utf8_strlen (*name, -1) > NAME_LENGTH_MAX)
    return elector_key_reader_complain (self->keys, self->group, "name", error,
                                        _("a name is one line, of %d characters at most"), NAME_LENGTH_MAX);
  return TRUE;
}

static gboolean
read_current (Reader *self, ElectorBranch *branch, GError **error)
{
  g_autofree char *text = elector_key_reader_get (self->keys, self->group, "current");

  if (text == NULL || strcmp (text, "false") == 0)
    return TRUE;
  if (strcmp (text, "true") != 0)
    return elector_key_reader_complain (self->keys, self->group, "current", error,
                                        _("“%s” is either true or false"), "current");
  if (self->current != NULL)
    return elector_key_reader_complain (self->keys, self->group, "current", error,
                                        _("another branch is the current one already"));
  self->current = branch;
  return TRUE;
}

/* Adds the branch that was read. */
static ElectorBranch *
add_branch (Reader *self, const char *name, ElectorBranch *parent, ElectorPlace from)
{
  g_autoptr (ElectorRun) run = NULL;
  ElectorBranch *branch;

  run = elector_run_new_planned (self->scenario, (ElectorIntervention *) (gpointer) self->interventions->data,
                                 self->interventions->len);
  if (parent == NULL)
    {
      self->branches = elector_branches_new (run);
      branch = elector_branches_get (self->branches, 0);
      elector_branch_set_name (branch, name);
    }
  else
    branch = elector_branches_add (self->branches, name, parent, from, run);
  g_ptr_array_add (self->read, branch);
  return branch;
}

static gboolean
read_branch (Reader *self, GError **error)
{
  g_autofree char *name = NULL;
  ElectorBranch *parent, *branch;
  ElectorPlace from = { 0 }, cursor;

  g_array_set_size (self->interventions, 0);
  if (self->read->len == BRANCHES_MAX)
    return elector_key_reader_complain (self->keys, self->group, NULL, error, _("these are more than %d branches"),
                                        BRANCHES_MAX);
  if (!read_name (self, &name, error) || !read_parent (self, &parent, &from, error)
      || !read_interventions (self, error))
    return FALSE;
  cursor = from;
  if (!read_point (self, "cursor", &cursor, error))
    return FALSE;
  branch = add_branch (self, name, parent, from);
  elector_branch_set_cursor (branch, cursor, ELECTOR_POSITION_UNKNOWN);
  return read_current (self, branch, error);
}

static gboolean
read_branches (Reader *self, GError **error)
{
  g_auto (GStrv) groups = g_key_file_get_groups (self->keys->keys, NULL);

  for (guint i = 0; groups[i] != NULL; i++)
    {
      g_autofree char *expected = NULL;

      if (!g_str_has_prefix (groups[i], ELECTOR_BRANCH_GROUP_PREFIX))
        continue;
      expected = g_strdup_printf (ELECTOR_BRANCH_GROUP_PREFIX "%u", self->read->len + 1);
      if (strcmp (groups[i], expected) != 0)
        return elector_key_reader_complain (self->keys, groups[i], NULL, error,
                                            _("branches are numbered in order: this has to be [%s]"), expected);
      self->group = groups[i];
      if (!read_branch (self, error))
        return FALSE;
    }
  if (self->branches == NULL)
    add_branch (self, _("Original"), NULL, (ElectorPlace) { 0 });
  if (self->current != NULL)
    elector_branches_set_current (self->branches, self->current);
  return TRUE;
}

static void
clear_intervention (gpointer data)
{
  elector_fault_clear (&((ElectorIntervention *) data)->fault);
}

/* Reads a run, or a scenario. name is what complaints call the file: "FILE:LINE: what is wrong". length may be -1 for
 * text that ends with a zero. Costs as much as the text is long: nothing is run yet. Returns NULL with ELECTOR_ERROR
 * set when the text is bad. */
ElectorBranches *
elector_run_file_parse (const char *data, gssize length, const char *name, GError **error)
{
  ElectorKeyReader keys = { 0 };
  Reader self = { .keys = &keys };

  self.read = g_ptr_array_new ();
  self.interventions = g_array_new (FALSE, FALSE, sizeof (ElectorIntervention));
  g_array_set_clear_func (self.interventions, clear_intervention);
  if (elector_key_reader_init (&keys, data, length, name, error))
    self.scenario = elector_scenario_new_of_run (&keys, error);
  if (self.scenario == NULL || !read_branches (&self, error))
    g_clear_object (&self.branches);
  g_array_unref (self.interventions);
  g_ptr_array_unref (self.read);
  g_clear_object (&self.scenario);
  elector_key_reader_clear (&keys);
  return self.branches;
}

/* Reads a file. Returns NULL with ELECTOR_ERROR or G_IO_ERROR set, whose message names the file. */
ElectorBranches *
elector_run_file_load (GFile *file, GError **error)
{
  g_autofree char *name = g_file_get_parse_name (file);
  gsize length;
  g_autofree char *data = elector_scenario_load_text (file, &length, error);

  return data != NULL ? elector_run_file_parse (data, (gssize) length, name, error) : NULL;
}
