/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "core/moment.h"
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

/* What survives a crash is something that a node has; with every rule switch, and without. */
static void
check_fields (ElectorConfig *config)
{
  guint32 messages = (1u << config->protocol->messages.length) - 1;

  for (guint i = 0; i <= config->protocol->n_rules; i++)
    {
      config->rules = i == 0 ? 0 : 1u << (i - 1);
      g_assert_cmpuint (elector_config_get_persistent_fields (config) & ~config->protocol->fields, ==, 0);
      if (config->protocol->get_spare_messages != NULL)
        g_assert_cmpuint (config->protocol->get_spare_messages (config) & ~messages, ==, 0);
    }
  config->rules = 0;
}

/* Which messages are worth explaining before anybody has sent one. */
static void
test_messages (void)
{
  static const struct
  {
    const char *protocol;
    const char *rule; /* or NULL */
    const char *type;
    gboolean used;
  } cases[] = {
    { "raft", NULL, "VOTE", TRUE },          { "raft", NULL, "PRE-VOTE", FALSE },
    { "raft", "pre-vote", "PRE-VOTE", TRUE }, { "raft", "pre-vote", "TIMEOUT-NOW", FALSE },
    { "ring", NULL, "ACK", FALSE },          { "ring", "repair-ring", "ACK", TRUE },
    { "bully", NULL, "OK", TRUE },           { "bully", NULL, "WRITE", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const ElectorProtocol *protocol = elector_registry_find_protocol (cases[i].protocol);
      guint type = (guint) elector_words_find (&protocol->messages, cases[i].type);
      ElectorConfig config;
      ElectorMoment moment = { .config = &config };

      elector_config_init (&config, protocol, 5);
      if (cases[i].rule != NULL)
        config.rules = 1u << elector_protocol_find_rule (protocol, cases[i].rule);
      g_assert_cmpint (elector_moment_uses_message (&moment, type), ==, cases[i].used);
      moment.sent[type] = 1;
      moment.client.asked = 1;
      g_assert_true (elector_moment_uses_message (&moment, type));
    }
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
      check_fields (&config);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/registry/find", test_find);
  g_test_add_func ("/registry/tables", test_tables);
  g_test_add_func ("/registry/messages", test_messages);
  return g_test_run ();
}
