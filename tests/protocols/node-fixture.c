/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "node-fixture.h"

#include "core/record.h"

#define MAX_STEPS 64

/* By any subject of the program. */
static gboolean seen_steps[MAX_STEPS];

/* Node id of n_nodes, before it starts. rules: as in ElectorConfig. */
Subject *
subject_new_in (const SubjectStyle *style, ElectorNodeId id, guint n_nodes, guint32 rules)
{
  Subject *self = g_new0 (Subject, 1);

  g_assert_cmpuint (style->protocol->n_steps, <=, MAX_STEPS);
  self->style = style;
  self->id = id;
  elector_config_init (&self->config, style->protocol, n_nodes);
  self->config.rules = rules;
  elector_effects_init (&self->effects, n_nodes);
  self->state = g_malloc0 (elector_protocol_get_state_size (style->protocol, n_nodes));
  elector_rng_seed (self->state, 1, id); /* which every state begins with */
  return self;
}

void
subject_free (Subject *self)
{
  elector_effects_clear (&self->effects);
  g_free (self->state);
  g_free (self);
}

static void
append_word (const Subject *self, GString *text, const ElectorEffect *effect)
{
  const ElectorProtocol *protocol = self->style->protocol;
  g_autofree char *message = NULL;

  if (text->len > 0)
    g_string_append_c (text, ' ');
  switch ((ElectorEffectKind) effect->kind)
    {
    case ELECTOR_EFFECT_STEP:
      g_string_append (text, protocol->steps[effect->step].label);
      break;
    case ELECTOR_EFFECT_SEND:
      message = self->style->format_message (&effect->message);
      g_string_append_printf (text, "%s>%u", message, effect->message.to);
      break;
    case ELECTOR_EFFECT_SET_TIMER:
      g_string_append_printf (text, "+%s", protocol->timers.ids[effect->detail]);
      break;
    case ELECTOR_EFFECT_STOP_TIMER:
      g_string_append_printf (text, "-%s", protocol->timers.ids[effect->detail]);
      break;
    case ELECTOR_EFFECT_ROLE:
      g_string_append_printf (text, "role:%s", elector_role_to_id ((ElectorRole) effect->detail));
      break;
    case ELECTOR_EFFECT_LEADER:
      g_string_append_printf (text, "leader:%u", (guint) effect->value);
      break;
    case ELECTOR_EFFECT_TERM:
    default:
      g_assert_not_reached ();
    }
}

/* Tells the subject something; what follows from it is expected, word by word. */
void
tell (Subject *self, ElectorInput input, const char *expected)
{
  g_autoptr (GString) text = g_string_new (NULL);

  input.node = self->id;
  input.config = &self->config;
  input.message.to = self->id;
  self->effects.length = 0;
  self->style->protocol->step (self->state, &input, &self->effects);
  for (guint i = 0; i < self->effects.length; i++)
    {
      const ElectorEffect *effect = &self->effects.items[i];

      if (effect->kind == ELECTOR_EFFECT_SEND)
        g_assert_cmpuint (effect->message.from, ==, self->id);
      if (effect->kind == ELECTOR_EFFECT_STEP)
        {
          seen_steps[effect->step] = TRUE;
          g_assert_cmpuint (effect->line, >, 0);
        }
      if (self->style->append_effect != NULL)
        self->style->append_effect (self, text, effect);
      else
        append_word (self, text, effect);
    }
  g_assert_cmpstr (text->str, ==, expected);
}

/* The sentence that the trace prints of a step. Owned. */
char *
subject_format_reason (const Subject *self, const ElectorEffect *effect)
{
  const ElectorRecord record = { .kind = ELECTOR_RECORD_STEP, .node = self->id, .code = effect->step,
                                 .a = effect->args[0], .b = effect->args[1], .c = effect->args[2] };

  return elector_record_format (&record, &self->config);
}

/* The sentences that the trace prints of the last thing that was told. */
void
assert_reasons (Subject *self, const char *expected)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < self->effects.length; i++)
    if (self->effects.items[i].kind == ELECTOR_EFFECT_STEP)
      {
        g_autofree char *sentence = subject_format_reason (self, &self->effects.items[i]);

        g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", sentence);
      }
  g_assert_cmpstr (text->str, ==, expected);
}

/* By any of the subjects that there were. */
void
subject_assert_all_steps_run (const ElectorProtocol *protocol)
{
  gboolean all = TRUE;

  for (guint i = 0; i < protocol->n_steps; i++)
    if (!seen_steps[i])
      {
        g_test_message ("never ran: %s", protocol->steps[i].label);
        all = FALSE;
      }
  g_assert_true (all);
}
