/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "protocols/registry.h"

#include <string.h>

static void
assert_words (ElectorWords words, guint maximum)
{
  g_assert_cmpuint (words.length, >, 0);
  g_assert_cmpuint (words.length, <=, maximum);
  for (guint i = 0; i < words.length; i++)
    for (guint j = 0; j < i; j++)
      g_assert_cmpstr (words.ids[i], !=, words.ids[j]);
}

/* A sentence for people: it begins and ends like one. */
static void
assert_sentence (const char *text)
{
  g_assert_nonnull (text);
  g_test_message ("%s", text);
  g_assert_true (g_utf8_validate (text, -1, NULL));
  g_assert_true (g_str_has_suffix (text, ".") || g_str_has_suffix (text, "?"));
  g_assert_null (strstr (text, "  "));
}

static void
test_find (void)
{
  g_assert_cmpuint (elector_registry_get_n_protocols (), >, 0);
  for (guint i = 0; i < elector_registry_get_n_protocols (); i++)
    {
      const ElectorProtocol *protocol = elector_registry_get_protocol (i);

      g_assert_true (elector_registry_find_protocol (protocol->id) == protocol);
    }
  g_assert_null (elector_registry_find_protocol ("Bully"));
  g_assert_null (elector_registry_find_protocol (""));
  g_assert_nonnull (elector_registry_find_protocol ("bully"));
}

/* What the contract asks of the tables of a protocol. */
static void
check_tables (const ElectorProtocol *protocol)
{
  g_assert_cmpuint (protocol->persistent_size, >=, sizeof (ElectorRng));
  g_assert_cmpuint (protocol->persistent_size, <=, protocol->state_size);
  assert_words (protocol->messages, ELECTOR_MAX_MESSAGE_TYPES);
  assert_words (protocol->timers, ELECTOR_MAX_TIMERS);
  for (guint i = 0; i < protocol->timers.length; i++)
    g_assert_nonnull (protocol->timer_texts[i]);
  assert_sentence (protocol->summary);
  for (guint i = 0; i < ELECTOR_N_PROPERTIES; i++)
    if (protocol->promises[i].kind != ELECTOR_PROMISE_NONE)
      assert_sentence (protocol->promises[i].text);

  g_assert_cmpuint (protocol->n_parameters, <=, ELECTOR_MAX_PARAMETERS);
  for (guint i = 0; i < protocol->n_parameters; i++)
    {
      const ElectorParameter *parameter = &protocol->parameters[i];

      g_assert_cmpint (elector_protocol_find_parameter (protocol, parameter->id), ==, i);
      g_assert_nonnull (parameter->summary);
      g_assert_cmpint (parameter->standard.low, >=, parameter->minimum);
      g_assert_cmpint (parameter->standard.low, <=, parameter->standard.high);
      g_assert_true (parameter->is_range || parameter->standard.low == parameter->standard.high);
    }
  g_assert_cmpint (elector_protocol_find_parameter (protocol, "nonsense"), ==, -1);
  g_assert_cmpuint (protocol->n_rules, <=, 32);
  for (guint i = 0; i < protocol->n_rules; i++)
    {
      g_assert_cmpint (elector_protocol_find_rule (protocol, protocol->rules[i].id), ==, i);
      g_assert_true (protocol->rules[i].summary != NULL && protocol->rules[i].protects != NULL);
    }
  g_assert_cmpint (elector_protocol_find_rule (protocol, "nonsense"), ==, -1);
}

static void
check_texts (const ElectorProtocol *protocol)
{
  for (guint i = 0; i < protocol->n_steps; i++)
    {
      const ElectorStep *step = &protocol->steps[i];

      g_assert_nonnull (step->label);
      g_assert_cmpint (elector_protocol_find_step (protocol, step->label), ==, i);
      g_assert_true (step->reason != NULL && *step->reason != '\0' && !g_str_has_suffix (step->reason, "."));
      assert_sentence (step->explanation);
      g_assert_cmpstr (elector_protocol_explain (protocol, step->label), ==, step->explanation);
    }
  for (guint i = 0; i < protocol->n_notes; i++)
    {
      const ElectorNote *note = &protocol->notes[i];

      g_assert_nonnull (note->label);
      g_assert_cmpint (elector_protocol_find_step (protocol, note->label), ==, -1);
      assert_sentence (note->explanation);
      g_assert_cmpstr (elector_protocol_explain (protocol, note->label), ==, note->explanation);
    }
  g_assert_null (elector_protocol_explain (protocol, "nonsense"));
}

static void
test_tables (void)
{
  for (guint i = 0; i < elector_registry_get_n_protocols (); i++)
    {
      const ElectorProtocol *protocol = elector_registry_get_protocol (i);
      ElectorConfig config;

      check_tables (protocol);
      check_texts (protocol);
      elector_config_init (&config, protocol, 5);
      g_assert_cmpint (protocol->get_delay_bound (&config), >, 0);
      g_assert_cmpint (protocol->get_settle_time (&config), >, protocol->get_delay_bound (&config));
      g_assert_cmpuint (config.rules, ==, 0);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/registry/find", test_find);
  g_test_add_func ("/registry/tables", test_tables);
  return g_test_run ();
}
