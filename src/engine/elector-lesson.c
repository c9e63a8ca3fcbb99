/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "engine/elector-lesson.h"

#include "core/units.h"
#include "engine/elector-library.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define ENDING ".lesson"

struct _ElectorLesson
{
  GObject parent_instance;

  char *id; /* or NULL: it is none of those that come with the program */
  ElectorLessonParts parts;
};

G_DEFINE_FINAL_TYPE (ElectorLesson, elector_lesson, G_TYPE_OBJECT)

/* --- Parts --- */

static void
clear_fault (gpointer data)
{
  elector_fault_clear (data);
}

static void
clear_step (gpointer data)
{
  ElectorLessonStep *step = data;

  g_free (step->text);
  g_clear_object (&step->scenario);
  elector_fault_clear (&step->wait);
  g_clear_pointer (&step->acts, g_array_unref);
  g_clear_pointer (&step->nodes, g_array_unref);
  g_free (step->line);
  g_free (step->question);
  for (guint i = 0; i < step->n_choices; i++)
    g_free (step->choices[i].label);
  g_free (step->right);
  g_free (step->wrong);
}

static void
init_step (gpointer data)
{
  ElectorLessonStep *step = data;

  step->acts = g_array_new (FALSE, TRUE, sizeof (ElectorFault));
  g_array_set_clear_func (step->acts, clear_fault);
  step->nodes = g_array_new (FALSE, TRUE, sizeof (ElectorNodeId));
}

void
elector_lesson_parts_init (ElectorLessonParts *self)
{
  *self = (ElectorLessonParts) { 0 };
  self->steps = g_array_new (FALSE, TRUE, sizeof (ElectorLessonStep));
  g_array_set_clear_func (self->steps, clear_step);
}

/* Borrowed until the next one is added. */
ElectorLessonStep *
elector_lesson_parts_add_step (ElectorLessonParts *self)
{
  ElectorLessonStep *step;

  g_array_set_size (self->steps, self->steps->len + 1);
  step = &g_array_index (self->steps, ElectorLessonStep, self->steps->len - 1);
  init_step (step);
  return step;
}

void
elector_lesson_parts_clear (ElectorLessonParts *self)
{
  g_clear_object (&self->scenario);
  g_clear_pointer (&self->steps, g_array_unref);
  g_clear_pointer (&self->challenge.allowed_text, g_free);
  g_clear_pointer (&self->challenge.hint, g_free);
}

/* --- The class --- */

static void
elector_lesson_finalize (GObject *object)
{
  ElectorLesson *self = ELECTOR_LESSON (object);

  elector_lesson_parts_clear (&self->parts);
  g_free (self->id);
  G_OBJECT_CLASS (elector_lesson_parent_class)->finalize (object);
}

static void
elector_lesson_class_init (ElectorLessonClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = elector_lesson_finalize;
}

static void
elector_lesson_init (ElectorLesson *self)
{
}

/* Makes a lesson of parts, which are taken over. */
ElectorLesson *
elector_lesson_new (ElectorLessonParts *parts)
{
  ElectorLesson *self = g_object_new (ELECTOR_TYPE_LESSON, NULL);

  self->parts = *parts;
  *parts = (ElectorLessonParts) { 0 };
  return self;
}

/* --- Those that come with the program --- */

/* Reads a lesson that comes with the program. Errors: ELECTOR_ERROR, G_IO_ERROR. */
ElectorLesson *
elector_lesson_load (const char *id, GError **error)
{
  g_autofree char *folder = elector_library_get_folder ("lessons");
  g_autofree char *name = g_strconcat (id, ENDING, NULL);
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree char *data = NULL;
  g_autoptr (GFile) file = g_file_new_for_path (path);
  ElectorLesson *self;
  gsize length;

  if (strchr (id, G_DIR_SEPARATOR) != NULL || !g_file_test (path, G_FILE_TEST_IS_REGULAR))
    {
      g_set_error (error, ELECTOR_ERROR, ELECTOR_ERROR_SYNTAX, _("there is no lesson “%s”"), id);
      return NULL;
    }
  data = elector_scenario_load_text (file, &length, error);
  self = data != NULL ? elector_lesson_new_from_data (data, (gssize) length, path, error) : NULL;
  if (self != NULL)
    self->id = g_strdup (id);
  return self;
}

static int
compare_order (gconstpointer a, gconstpointer b)
{
  const ElectorLesson *one = *(ElectorLesson *const *) a, *other = *(ElectorLesson *const *) b;

  if (one->parts.order != other->parts.order)
    return one->parts.order < other->parts.order ? -1 : 1;
  return strcmp (one->id, other->id);
}

/* All lessons that come with the program, or all challenges, in their order: of ElectorLesson, owned. One that cannot
 * be read is left out, with a warning. */
GPtrArray *
elector_lesson_load_all (gboolean challenges)
{
  g_autofree char *folder = elector_library_get_folder ("lessons");
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  GPtrArray *lessons = g_ptr_array_new_with_free_func (g_object_unref);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *id = g_strndup (name, strlen (name) - MIN (strlen (name), strlen (ENDING)));
      g_autoptr (GError) error = NULL;
      g_autoptr (ElectorLesson) lesson = NULL;

      if (!g_str_has_suffix (name, ENDING))
        continue;
      lesson = elector_lesson_load (id, &error);
      if (lesson == NULL)
        g_warning ("%s", error->message);
      else if (lesson->parts.is_challenge == challenges)
        g_ptr_array_add (lessons, g_steal_pointer (&lesson));
    }
  g_ptr_array_sort (lessons, compare_order);
  return lessons;
}

/* --- What it says --- */

/* The name of its file without the ending, or NULL when it was not loaded by that. */
const char *
elector_lesson_get_id (ElectorLesson *self)
{
  return self->id;
}

/* Translated. */
const char *
elector_lesson_get_title (ElectorLesson *self)
{
  return elector_scenario_get_title (self->parts.scenario);
}

/* Translated, or NULL. */
const char *
elector_lesson_get_description (ElectorLesson *self)
{
  return elector_scenario_get_description (self->parts.scenario);
}

/* What it begins with. Borrowed. */
ElectorScenario *
elector_lesson_get_scenario (ElectorLesson *self)
{
  return self->parts.scenario;
}

/* 0 for a challenge. */
guint
elector_lesson_get_n_steps (ElectorLesson *self)
{
  return self->parts.steps->len;
}

/* Borrowed. Steps count from 0. */
const ElectorLessonStep *
elector_lesson_get_step (ElectorLesson *self, guint step)
{
  g_return_val_if_fail (step < self->parts.steps->len, NULL);
  return &g_array_index (self->parts.steps, ElectorLessonStep, step);
}

/* Borrowed, or NULL for a lesson. */
const ElectorChallenge *
elector_lesson_get_challenge (ElectorLesson *self)
{
  return self->parts.is_challenge ? &self->parts.challenge : NULL;
}

/* The texts of lessons are translated like all others. */
const char *
elector_lesson_translate (const char *text)
{
  return text != NULL && *text != '\0' ? _(text) : text;
}
