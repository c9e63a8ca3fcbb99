/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "core/judge.h"

#include "core/moment.h"
#include "core/units.h"

#include <glib/gi18n-lib.h>
#include <string.h>

void
elector_judge_init (ElectorJudge *self, const ElectorConfig *config)
{
  memset (self, 0, sizeof *self);
  self->delay_bound = config->protocol->get_delay_bound (config);
  self->settle_time = config->protocol->get_settle_time (config);
  for (guint i = 0; i < ELECTOR_N_PROPERTIES; i++)
    self->only_majority
      |= elector_config_get_promise (config, (ElectorProperty) i)->kind == ELECTOR_PROMISE_MAJORITY;
  self->dirty = TRUE;
}

/* Notes what a record means for the properties; the verdicts follow at the next look. */
void
elector_judge_fold (ElectorJudge *self, const ElectorRecord *record)
{
  gboolean disturbs = elector_record_is_fault (record) || record->kind == ELECTOR_RECORD_START;
  ElectorTime until = record->time;

  if (record->kind == ELECTOR_RECORD_SEND || record->kind == ELECTOR_RECORD_DUPLICATE)
    {
      /* What takes too long disturbs as long as it is under way. */
      disturbs |= record->b > self->delay_bound;
      until += record->b;
    }
  else if (record->kind == ELECTOR_RECORD_POSTPONE)
    until += MAX (self->delay_bound, 0) + record->b;
  else if (record->kind == ELECTOR_RECORD_DROP)
    disturbs |= record->code == ELECTOR_DROP_LOST || (record->code == ELECTOR_DROP_CUT && !self->only_majority);
  if (disturbs)
    self->disturbed = MAX (self->disturbed, until);

  /* Messages alone change no verdict; they only move the time from which on a break would be a broken promise. */
  if (!elector_record_is_message (record))
    self->dirty |= disturbs || record->kind == ELECTOR_RECORD_ROLE || record->kind == ELECTOR_RECORD_LEADER
                   || (record->kind == ELECTOR_RECORD_ACCEPT && record->b != 0);
}

static gboolean
is_up (const ElectorMoment *moment, guint i)
{
  return moment->nodes[i].condition == ELECTOR_CONDITION_UP;
}

static gboolean
are_connected (const ElectorMoment *moment, guint i, guint j)
{
  ElectorNodeId a = (ElectorNodeId) (i + 1), b = (ElectorNodeId) (j + 1);

  return elector_network_is_open (&moment->network, a, b) && elector_network_is_open (&moment->network, b, a);
}

/* Whether the algorithm's assumptions about the network and the nodes hold right now. */
static gboolean
assumptions_hold (const ElectorMoment *moment)
{
  if (!elector_network_is_whole (&moment->network))
    return FALSE;
  for (guint i = 0; i < moment->config->n_nodes; i++)
    if (moment->nodes[i].condition == ELECTOR_CONDITION_PAUSED)
      return FALSE;
  return TRUE;
}

static gboolean
look_for_two_leaders (const ElectorMoment *moment, ElectorFinding *finding)
{
  ElectorNodeId leaders[2];

  finding->a = elector_moment_find_leaders (moment, leaders, 2);
  if (finding->a < 2)
    return TRUE;
  finding->node = leaders[0];
  finding->peer = leaders[1];
  return FALSE;
}

/* Whether the one in whom node i believes is up, within reach, and thinks so too. */
static gboolean
has_real_leader (const ElectorMoment *moment, guint i)
{
  ElectorNodeId leader = moment->nodes[i].leader;

  return leader != ELECTOR_NO_NODE && is_up (moment, leader - 1u)
         && moment->nodes[leader - 1].role == ELECTOR_ROLE_LEADER && are_connected (moment, i, leader - 1u);
}

/* Whether node j, which comes before node i, believes in somebody else although they can talk. */
static gboolean
disagree (const ElectorMoment *moment, guint i, guint j)
{
  return is_up (moment, j) && moment->nodes[j].leader != moment->nodes[i].leader && are_connected (moment, i, j);
}

/* Looks for two nodes that disagree. Where no link is cut, whoever is in one group can talk to all in it, and the
 * first one stands for them; otherwise every pair has to be looked at. */
static gboolean
look_for_pair (const ElectorMoment *moment, ElectorFinding *finding)
{
  guint first[ELECTOR_MAX_NODES + 1] = { 0 }; /* by group: 1 + the first node of it that is up */

  for (guint i = 0; i < moment->config->n_nodes; i++)
    {
      guint *mate = &first[moment->network.groups[i]];

      if (!is_up (moment, i))
        continue;
      if (*mate == 0)
        *mate = i + 1;
      for (guint j = *mate - 1; j < i; j++)
        {
          if (disagree (moment, i, j))
            {
              finding->node = (ElectorNodeId) (i + 1);
              finding->peer = (ElectorNodeId) (j + 1);
              finding->a = moment->nodes[i].leader;
              finding->b = moment->nodes[j].leader;
              return FALSE;
            }
          if (moment->network.n_cuts == 0)
            break;
        }
    }
  return TRUE;
}

static gboolean
look_for_disagreement (const ElectorMoment *moment, ElectorFinding *finding)
{
  for (guint i = 0; i < moment->config->n_nodes; i++)
    if (is_up (moment, i) && !has_real_leader (moment, i))
      {
        finding->node = (ElectorNodeId) (i + 1);
        finding->a = moment->nodes[i].leader;
        return FALSE;
      }
  return look_for_pair (moment, finding);
}

/* How many nodes that are up node i can talk to, both ways, itself included. up says how many there are in each
 * group; only the cuts at node i have to be looked at. */
static guint
count_reach (const ElectorMoment *moment, guint i, const guint *up)
{
  const ElectorNetwork *network = &moment->network;
  ElectorNodeId id = (ElectorNodeId) (i + 1);
  guint reach = up[network->groups[i]];

  for (guint cut = 0; cut < network->n_cuts; cut++)
    {
      ElectorLink link = network->cuts[cut];
      ElectorNodeId other = link.from == id ? link.to : link.from;
      gboolean counted = link.to == id && !elector_network_is_open (network, id, other);

      if ((link.from == id || link.to == id) && !counted && network->groups[other - 1] == network->groups[i])
        reach -= is_up (moment, other - 1u);
    }
  return reach;
}

static gboolean
look_for_missing_leader (const ElectorMoment *moment, ElectorFinding *finding)
{
  guint up[ELECTOR_MAX_NODES + 1];
  guint n = moment->config->n_nodes, largest = 0;

  if (elector_network_is_whole (&moment->network)) /* all reach all */
    {
      finding->a = elector_moment_count_up (moment);
      return finding->a <= n / 2 || moment->n_leaders > 0;
    }
  memset (up, 0, sizeof up);
  for (guint i = 0; i < n; i++)
    up[moment->network.groups[i]] += is_up (moment, i);
  for (guint i = 0; i < n; i++)
    if (is_up (moment, i))
      {
        guint reach = count_reach (moment, i, up);

        if (reach > n / 2 && moment->nodes[i].role == ELECTOR_ROLE_LEADER)
          return TRUE;
        largest = MAX (largest, reach);
      }
  finding->a = largest;
  return largest <= n / 2;
}

static gboolean
look_for_two_leaders_in_term (const ElectorMoment *moment, ElectorFinding *finding)
{
  const ElectorTermClash *clash = &moment->leader_clash;

  finding->node = clash->one;
  finding->peer = clash->other;
  finding->a = clash->term;
  return clash->term == 0;
}

static gboolean
look_for_two_votes (const ElectorMoment *moment, ElectorFinding *finding)
{
  const ElectorTermClash *clash = &moment->vote_clash;

  finding->node = clash->node;
  finding->peer = clash->one;
  finding->a = clash->term;
  finding->b = clash->other;
  return clash->term == 0;
}

static gboolean
look_for_lost_write (const ElectorMoment *moment, ElectorFinding *finding)
{
  const ElectorMomentClient *client = &moment->client;

  finding->node = client->first_to;
  finding->peer = client->first_from;
  finding->a = client->first_lost;
  finding->b = client->lost;
  return client->lost == 0;
}

static gboolean
is_liveness (ElectorProperty property)
{
  return property == ELECTOR_PROPERTY_AGREEMENT || property == ELECTOR_PROPERTY_AVAILABILITY;
}

/* Whether the algorithm promises the property as things stand. */
static gboolean
is_promised (const ElectorMoment *moment, ElectorProperty property)
{
  switch (elector_config_get_promise (moment->config, property)->kind)
    {
    case ELECTOR_PROMISE_ALWAYS:
      return TRUE;
    case ELECTOR_PROMISE_ASSUMING:
      return assumptions_hold (moment);
    case ELECTOR_PROMISE_ALL_UP:
      return assumptions_hold (moment) && elector_moment_count_up (moment) == moment->config->n_nodes;
    case ELECTOR_PROMISE_MAJORITY:
      if (property == ELECTOR_PROPERTY_AVAILABILITY)
        return moment->network.n_cuts == 0;
      return assumptions_hold (moment) && elector_moment_count_up (moment) > moment->config->n_nodes / 2;
    case ELECTOR_PROMISE_NEVER:
    case ELECTOR_PROMISE_NONE:
    default:
      return FALSE;
    }
}

/* What a property that does not hold since so long amounts to. */
static ElectorVerdict
weigh (const ElectorJudge *self, const ElectorMoment *moment, ElectorProperty property, ElectorTime since)
{
  const ElectorPromise *promise = elector_config_get_promise (moment->config, property);
  gboolean promised = is_promised (moment, property);
  ElectorTime calm = MAX (since, self->disturbed);

  if (promise->kind == ELECTOR_PROMISE_ALWAYS)
    return ELECTOR_VERDICT_BROKEN_PROMISE;
  if (!is_liveness (property))
    return promised && moment->time - self->disturbed >= self->settle_time ? ELECTOR_VERDICT_BROKEN_PROMISE
                                                                           : ELECTOR_VERDICT_BROKEN;
  if (moment->time - since < self->settle_time)
    return ELECTOR_VERDICT_WAITING;
  return promised && moment->time - calm >= self->settle_time ? ELECTOR_VERDICT_BROKEN_PROMISE : ELECTOR_VERDICT_BROKEN;
}

static void
note (ElectorJudge *self, ElectorProperty property, const ElectorFinding *found)
{
  ElectorFinding *finding = &self->findings[property], *worst = &self->worst[property];
  gboolean was_broken = finding->verdict >= ELECTOR_VERDICT_BROKEN;
  gboolean is_broken = found->verdict >= ELECTOR_VERDICT_BROKEN;

  if (is_broken && found->verdict > worst->verdict)
    *worst = *found;
  if (is_broken && !was_broken)
    self->breaks[property]++;
  if (was_broken != is_broken || (is_broken && finding->verdict != found->verdict))
    self->changed |= (guint8) (1 << property);
  *finding = *found;
}

/* Looks at the moment and passes its verdicts. */
void
elector_judge_look (ElectorJudge *self, const ElectorMoment *moment)
{
  static gboolean (*const looks[ELECTOR_N_PROPERTIES]) (const ElectorMoment *, ElectorFinding *) = {
    [ELECTOR_PROPERTY_SINGLE_LEADER] = look_for_two_leaders,
    [ELECTOR_PROPERTY_AGREEMENT] = look_for_disagreement,
    [ELECTOR_PROPERTY_AVAILABILITY] = look_for_missing_leader,
    [ELECTOR_PROPERTY_TERM_LEADER] = look_for_two_leaders_in_term,
    [ELECTOR_PROPERTY_TERM_VOTE] = look_for_two_votes,
    [ELECTOR_PROPERTY_WRITES] = look_for_lost_write,
  };

  self->dirty = FALSE;
  self->looked = moment->time;
  for (guint i = 0; i < ELECTOR_N_PROPERTIES; i++)
    {
      ElectorFinding found = { .since = moment->time };
      const ElectorFinding *before = &self->findings[i];

      if (looks[i](moment, &found))
        found = (ElectorFinding) { .verdict = ELECTOR_VERDICT_HOLDS, .since = moment->time };
      else
        {
          if (before->verdict != ELECTOR_VERDICT_HOLDS)
            found.since = before->since;
          found.verdict = weigh (self, moment, (ElectorProperty) i, found.since);
        }
      if (found.verdict == ELECTOR_VERDICT_HOLDS && before->verdict == ELECTOR_VERDICT_HOLDS)
        found.since = before->since;
      note (self, (ElectorProperty) i, &found);
    }
}

/* When a verdict changes next if nothing else happens, or ELECTOR_NEVER. */
ElectorTime
elector_judge_get_next_deadline (const ElectorJudge *self)
{
  ElectorTime next = ELECTOR_NEVER;

  for (guint i = 0; i < ELECTOR_N_PROPERTIES; i++)
    {
      const ElectorFinding *finding = &self->findings[i];
      ElectorTime deadline = ELECTOR_NEVER;

      if (!is_liveness ((ElectorProperty) i))
        continue;
      if (finding->verdict == ELECTOR_VERDICT_WAITING)
        deadline = finding->since + self->settle_time;
      else if (finding->verdict == ELECTOR_VERDICT_BROKEN)
        deadline = MAX (finding->since, self->disturbed) + self->settle_time;
      if (deadline > self->looked)
        next = MIN (next, deadline);
    }
  return next;
}

/* Which properties broke, or were mended, since this was last asked: bit i for property i. */
guint
elector_judge_take_changes (ElectorJudge *self)
{
  guint changes = self->changed;

  self->changed = 0;
  return changes;
}

/* The stable word for files and JSON. */
const char *
elector_verdict_to_id (ElectorVerdict verdict)
{
  static const char *const ids[] = { "holds", "waiting", "broken", "broken-promise" };

  g_return_val_if_fail (verdict < G_N_ELEMENTS (ids), NULL);
  return ids[verdict];
}

static char *
format_belief (ElectorNodeId node, guint32 leader)
{
  if (leader == ELECTOR_NO_NODE)
    return g_strdup_printf (_("node %u knows no leader"), node);
  if (leader == node)
    return g_strdup_printf (_("node %u believes in itself"), node);
  return g_strdup_printf (_("node %u believes in node %u"), node, leader);
}

static char *
format_disagreement (const ElectorFinding *self)
{
  g_autofree char *one = format_belief (self->node, self->a);
  g_autofree char *other = NULL;

  if (self->peer == ELECTOR_NO_NODE && self->a == ELECTOR_NO_NODE)
    return g_steal_pointer (&one);
  if (self->peer == ELECTOR_NO_NODE)
    return g_strdup_printf (_("%s, which does not lead it"), one);
  other = format_belief (self->peer, self->b);
  /* Translators: two halves of a sentence: "node 2 believes in node 4, node 1 believes in node 5" */
  return g_strdup_printf (_("%s, %s"), one, other);
}

static char *
format_evidence (const ElectorFinding *self, ElectorProperty property)
{
  switch (property)
    {
    case ELECTOR_PROPERTY_SINGLE_LEADER:
      if (self->a > 2)
        return g_strdup_printf (_("%u nodes act as leader at once, nodes %u and %u among them"), self->a, self->node,
                                self->peer);
      return g_strdup_printf (_("nodes %u and %u both act as leader"), self->node, self->peer);
    case ELECTOR_PROPERTY_AGREEMENT:
      return format_disagreement (self);
    case ELECTOR_PROPERTY_AVAILABILITY:
      return g_strdup_printf (_("%u connected nodes are up and have no leader"), self->a);
    case ELECTOR_PROPERTY_TERM_LEADER:
      return g_strdup_printf (_("nodes %u and %u both led term %u"), self->node, self->peer, self->a);
    case ELECTOR_PROPERTY_TERM_VOTE:
      return g_strdup_printf (_("node %u voted for node %u and for node %u in term %u"), self->node, self->peer,
                              self->b, self->a);
    case ELECTOR_PROPERTY_WRITES:
      return g_strdup_printf (_("write %u, which node %u had accepted, was lost to node %u"), self->a, self->peer,
                              self->node);
    case ELECTOR_N_PROPERTIES:
    default:
      g_return_val_if_reached (NULL);
    }
}

static const char *
get_text_when_holds (ElectorProperty property)
{
  switch (property)
    {
    case ELECTOR_PROPERTY_SINGLE_LEADER:
      return _("No two nodes act as leader.");
    case ELECTOR_PROPERTY_AGREEMENT:
      return _("All nodes that are up and connected believe in the same leader.");
    case ELECTOR_PROPERTY_TERM_LEADER:
      return _("No term has had two leaders.");
    case ELECTOR_PROPERTY_TERM_VOTE:
      return _("Nobody has voted for two candidates in one term.");
    case ELECTOR_PROPERTY_WRITES:
      return _("No accepted write has been lost.");
    case ELECTOR_PROPERTY_AVAILABILITY:
    case ELECTOR_N_PROPERTIES:
    default:
      return _("Every connected majority has a leader.");
    }
}

/* Why the verdict is what it is, in sentences, translated. */
char *
elector_finding_format (const ElectorFinding *self, ElectorProperty property, const ElectorConfig *config)
{
  const ElectorPromise *promise = elector_config_get_promise (config, property);
  g_autofree char *evidence = NULL, *since = NULL;

  if (promise->kind == ELECTOR_PROMISE_NONE)
    return g_strdup (_("This algorithm has no terms."));
  if (self->verdict == ELECTOR_VERDICT_HOLDS)
    return g_strdup (get_text_when_holds (property));
  evidence = format_evidence (self, property);
  since = elector_format_clock (self->since);
  if (self->verdict == ELECTOR_VERDICT_WAITING)
    /* Translators: evidence of what is not yet the case, then a point in time */
    return g_strdup_printf (_("Not yet: %s (since %s)."), evidence, since);
  if (self->verdict == ELECTOR_VERDICT_BROKEN_PROMISE)
    return g_strdup_printf (_("Promise broken: %s since %s. %s"), evidence, since,
                            _(promise->text));
  return g_strdup_printf (_("Broken: %s since %s. %s"), evidence, since, _(promise->text));
}
