/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "engine/showdown-shot.h"

#include "engine/csv.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>

static void
take_side (ElectorShowdownSide *self, ElectorShowdown *showdown, guint i)
{
  ElectorSimulation *contestant = elector_showdown_get_contestant (showdown, i);
  const char *branch = elector_showdown_get_branch_name (showdown, i);

  self->scenario = g_object_ref (elector_simulation_get_scenario (contestant));
  self->trace = g_object_ref (elector_simulation_get_trace (contestant));
  self->name = g_strdup (branch != NULL ? branch : _(elector_scenario_get_config (self->scenario)->protocol->name));
}

/* Owned. */
ElectorShowdownShot *
elector_showdown_shot_new (ElectorShowdown *showdown)
{
  ElectorShowdownShot *self = g_new0 (ElectorShowdownShot, 1);

  self->title = g_strdup (elector_scenario_get_title (elector_showdown_get_script (showdown)));
  self->time = elector_simulation_get_time (elector_showdown_get_timekeeper (showdown));
  self->n_sides = elector_showdown_get_n_contestants (showdown);
  self->end = ELECTOR_NEVER;
  for (guint i = 0; i < self->n_sides; i++)
    {
      take_side (&self->sides[i], showdown, i);
      self->end = MIN (self->end, elector_trace_get_end (self->sides[i].trace)->time);
    }
  self->end = MAX (self->end, self->time);
  return self;
}

void
elector_showdown_shot_free (ElectorShowdownShot *self)
{
  for (guint i = 0; i < self->n_sides; i++)
    {
      g_free (self->sides[i].name);
      g_object_unref (self->sides[i].scenario);
      g_object_unref (self->sides[i].trace);
    }
  g_free (self->title);
  g_free (self);
}

/* Makes moment, which is zeroed and has to be cleared, that of a time. */
void
elector_showdown_side_get_moment (const ElectorShowdownSide *self, ElectorTime time, ElectorMoment *moment)
{
  guint position = G_MAXUINT;

  elector_trace_seek (self->trace, moment, &position, elector_trace_find_time (self->trace, time), time);
}

/* --- As a table --- */

/* One row: what is measured, of which kind, and how much. */
static void
append_row (GString *text, const char *head, const char *measure, const char *kind, gint64 value)
{
  g_string_append_printf (text, "%s,%s,%s,%" PRId64 "\n", head, measure, kind, value);
}

static void
append_messages (GString *text, const char *head, const ElectorMoment *moment)
{
  const ElectorWords *types = &moment->config->protocol->messages;
  guint64 sum = 0;

  for (guint i = 0; i < types->length; i++)
    sum += moment->sent[i];
  append_row (text, head, "messages", "", (gint64) sum);
  for (guint i = 0; i < types->length; i++)
    append_row (text, head, "messages", types->ids[i], (gint64) moment->sent[i]);
}

static void
append_breaks (GString *text, const char *head, const ElectorMoment *moment)
{
  for (guint i = 0; i < ELECTOR_N_PROPERTIES; i++)
    if (elector_moment_judges (moment, (ElectorProperty) i))
      append_row (text, head, "breaks", elector_property_to_id ((ElectorProperty) i), moment->judge.breaks[i]);
}

static void
append_side (GString *text, const ElectorShowdownSide *self, ElectorTime time)
{
  g_autoptr (GString) head = g_string_new (NULL);
  ElectorMoment moment = { 0 };

  elector_showdown_side_get_moment (self, time, &moment);
  g_string_append_printf (head, "%" PRId64 ",", time);
  elector_csv_append_field (head, self->name);
  g_string_append_printf (head, ",%s,%u,%" PRIu64, moment.config->protocol->id, moment.config->n_nodes,
                          elector_scenario_get_seed (self->scenario));
  append_messages (text, head->str, &moment);
  append_row (text, head->str, "elections", "", (gint64) moment.elections);
  append_row (text, head->str, "leaderless_us", "", moment.leaderless);
  append_breaks (text, head->str, &moment);
  append_row (text, head->str, "writes", "asked", moment.client.asked);
  append_row (text, head->str, "writes", "accepted", moment.client.accepted);
  append_row (text, head->str, "writes", "refused", moment.client.refused);
  append_row (text, head->str, "writes", "lost", moment.client.lost);
  elector_moment_clear (&moment);
}

/* What each run has cost up to a time, a row for each number. Times are microseconds. Owned. */
char *
elector_showdown_shot_to_csv (const ElectorShowdownShot *self, ElectorTime time)
{
  GString *text = g_string_new ("time_us,contestant,algorithm,nodes,seed,measure,kind,value\n");

  for (guint i = 0; i < self->n_sides; i++)
    append_side (text, &self->sides[i], time);
  return g_string_free (text, FALSE);
}
