/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/lesson-progress.h"

static const char *
get_key (ElectorLesson *lesson)
{
  return elector_lesson_get_challenge (lesson) != NULL ? "challenges" : "lessons";
}

/* How many steps are done, or the fewest interventions by which the challenge was won; -1: neither yet. */
int
elector_lesson_progress_get (GSettings *settings, ElectorLesson *lesson)
{
  g_autoptr (GVariant) values = g_settings_get_value (settings, get_key (lesson));
  int value;

  return g_variant_lookup (values, elector_lesson_get_id (lesson), "i", &value) ? value : -1;
}

void
elector_lesson_progress_set (GSettings *settings, ElectorLesson *lesson, int value)
{
  g_autoptr (GVariant) values = g_settings_get_value (settings, get_key (lesson));
  GVariantBuilder builder;
  GVariantIter iter;
  const char *id;
  int other;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a{si}"));
  g_variant_iter_init (&iter, values);
  while (g_variant_iter_next (&iter, "{&si}", &id, &other))
    if (!g_str_equal (id, elector_lesson_get_id (lesson)))
      g_variant_builder_add (&builder, "{si}", id, other);
  g_variant_builder_add (&builder, "{si}", elector_lesson_get_id (lesson), value);
  g_settings_set_value (settings, get_key (lesson), g_variant_builder_end (&builder));
}

/* Whether the last step was left by going on, or the challenge was won. */
gboolean
elector_lesson_progress_is_done (GSettings *settings, ElectorLesson *lesson)
{
  int value = elector_lesson_progress_get (settings, lesson);

  return elector_lesson_get_challenge (lesson) != NULL ? value >= 0
                                                       : value >= (int) elector_lesson_get_n_steps (lesson);
}
