/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/elector-code-buffer.h"

#include "ui/code-story.h"
#include "ui/elector-screen-reader.h"

#include <string.h>

/* Lines are indented by up to so many characters; a line that is too long goes on further to the right. */
#define MAX_INDENT 24
#define INDENT_STEP 2
#define CONTINUATION 2
#define N_INDENTS (MAX_INDENT / INDENT_STEP + 1)

struct _ElectorCodeBuffer
{
  GtkSourceBuffer parent_instance;

  /* Owned */
  ElectorListing *listing;
  ElectorScreenReader *screen_reader;
  GArray *lights; /* of ElectorCodeLight */

  /* Borrowed from the tag table. None of them may set a foreground, see elector-screen-reader.h. */
  GtkTextTag *strong;
  GtkTextTag *weak;
  GtkTextTag *selected;
  GtkTextTag *indents[N_INDENTS];

  int selected_line; /* -1: none */
};

G_DEFINE_FINAL_TYPE (ElectorCodeBuffer, elector_code_buffer, GTK_SOURCE_TYPE_BUFFER)

static void
elector_code_buffer_dispose (GObject *object)
{
  ElectorCodeBuffer *self = ELECTOR_CODE_BUFFER (object);

  g_clear_object (&self->listing);
  g_clear_object (&self->screen_reader);
  G_OBJECT_CLASS (elector_code_buffer_parent_class)->dispose (object);
}

static void
elector_code_buffer_finalize (GObject *object)
{
  g_clear_pointer (&ELECTOR_CODE_BUFFER (object)->lights, g_array_unref);
  G_OBJECT_CLASS (elector_code_buffer_parent_class)->finalize (object);
}

static void
elector_code_buffer_class_init (ElectorCodeBufferClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = elector_code_buffer_dispose;
  G_OBJECT_CLASS (klass)->finalize = elector_code_buffer_finalize;
}

static void
elector_code_buffer_init (ElectorCodeBuffer *self)
{
  self->lights = g_array_new (FALSE, FALSE, sizeof (ElectorCodeLight));
  self->selected_line = -1;
}

/* A later tag's color hides an earlier one's: what ran last must always be seen. */
static void
create_tags (ElectorCodeBuffer *self)
{
  GtkTextBuffer *buffer = GTK_TEXT_BUFFER (self);

  for (guint i = 0; i < N_INDENTS; i++)
    self->indents[i] = gtk_text_buffer_create_tag (buffer, NULL, "insert-hyphens", FALSE, NULL);
  self->selected = gtk_text_buffer_create_tag (buffer, NULL, NULL);
  self->weak = gtk_text_buffer_create_tag (buffer, NULL, NULL);
  self->strong = gtk_text_buffer_create_tag (buffer, NULL, NULL);
}

static void
set_tag (ElectorCodeBuffer *self, GtkTextTag *tag, guint line, gboolean on)
{
  GtkTextBuffer *buffer = GTK_TEXT_BUFFER (self);
  GtkTextIter begin, end;

  gtk_text_buffer_get_iter_at_line (buffer, &begin, (int) line);
  end = begin;
  gtk_text_iter_forward_line (&end);
  if (on)
    gtk_text_buffer_apply_tag (buffer, tag, &begin, &end);
  else
    gtk_text_buffer_remove_tag (buffer, tag, &begin, &end);
}

static void
apply_indents (ElectorCodeBuffer *self)
{
  g_auto (GStrv) lines = g_strsplit (elector_listing_get_text (self->listing), "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      gsize indent = strspn (lines[i], " ");

      set_tag (self, self->indents[MIN (indent, MAX_INDENT) / INDENT_STEP], i, TRUE);
    }
}

/* Left alone, GtkSourceView highlights what comes into view while it paints it. Bold words are wider, lines then wrap
 * differently, and the scrollbar complains that it hears of it too late. */
static void
highlight_all (GtkSourceBuffer *buffer)
{
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (GTK_TEXT_BUFFER (buffer), &start, &end);
  gtk_source_buffer_ensure_highlight (buffer, &start, &end);
}

/* The listing of that algorithm in that language, as it reads with these rule switches on. */
ElectorCodeBuffer *
elector_code_buffer_new (const ElectorProtocol *protocol, ElectorListingLanguage language, guint32 rules)
{
  GtkSourceLanguageManager *manager = gtk_source_language_manager_get_default ();
  const char *id = language == ELECTOR_LISTING_PYTHON ? "python3" : "c";
  ElectorCodeBuffer *self = g_object_new (ELECTOR_TYPE_CODE_BUFFER,
                                          "language", gtk_source_language_manager_get_language (manager, id),
                                          "highlight-matching-brackets", FALSE,
                                          "enable-undo", FALSE,
                                          NULL);

  self->listing = elector_listing_new (protocol, language, rules);
  self->screen_reader = elector_screen_reader_get_default ();
  g_object_bind_property (self->screen_reader, "enabled", self, "highlight-syntax",
                          G_BINDING_SYNC_CREATE | G_BINDING_INVERT_BOOLEAN);
  create_tags (self);
  gtk_text_buffer_set_text (GTK_TEXT_BUFFER (self), elector_listing_get_text (self->listing), -1);
  apply_indents (self);
  g_signal_connect (self, "notify::highlight-syntax", G_CALLBACK (highlight_all), NULL);
  highlight_all (GTK_SOURCE_BUFFER (self));
  return self;
}

/* Borrowed. */
ElectorListing *
elector_code_buffer_get_listing (ElectorCodeBuffer *self)
{
  g_return_val_if_fail (ELECTOR_IS_CODE_BUFFER (self), NULL);
  return self->listing;
}

void
elector_code_buffer_set_colors (ElectorCodeBuffer *self, const ElectorCodeColors *colors)
{
  GtkSourceStyleSchemeManager *manager = gtk_source_style_scheme_manager_get_default ();

  g_return_if_fail (ELECTOR_IS_CODE_BUFFER (self));

  gtk_source_buffer_set_style_scheme (GTK_SOURCE_BUFFER (self),
                                      gtk_source_style_scheme_manager_get_scheme (manager, colors->scheme));
  g_object_set (self->strong, "paragraph-background-rgba", &colors->strong, NULL);
  g_object_set (self->weak, "paragraph-background-rgba", &colors->weak, NULL);
  g_object_set (self->selected, "paragraph-background-rgba", &colors->selected, NULL);
}

/* Lets lines that are too long for the view go on below, to the right of where they began. */
void
elector_code_buffer_set_char_width (ElectorCodeBuffer *self, int width)
{
  g_return_if_fail (ELECTOR_IS_CODE_BUFFER (self));

  for (int i = 0; i < N_INDENTS; i++)
    g_object_set (self->indents[i], "indent", -(i * INDENT_STEP + CONTINUATION) * width, NULL);
}

static gboolean
has_light (const GArray *lights, const ElectorCodeLight *light)
{
  for (guint i = 0; i < lights->len; i++)
    {
      const ElectorCodeLight *other = &g_array_index (lights, ElectorCodeLight, i);

      if (other->line == light->line && other->strong == light->strong)
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_same (const GArray *a, const GArray *b)
{
  if (a->len != b->len)
    return FALSE;
  for (guint i = 0; i < a->len; i++)
    if (!has_light (b, &g_array_index (a, ElectorCodeLight, i))
        || g_array_index (a, ElectorCodeLight, i).node != g_array_index (b, ElectorCodeLight, i).node)
      return FALSE;
  return TRUE;
}

/* lights, an array of ElectorCodeLight, is copied. Returns whether anything is different now. Text is laid out
 * anew where a tag changes, so only what differs is touched. */
gboolean
elector_code_buffer_set_lights (ElectorCodeBuffer *self, const GArray *lights)
{
  g_return_val_if_fail (ELECTOR_IS_CODE_BUFFER (self), FALSE);

  if (is_same (self->lights, lights))
    return FALSE;
  for (guint i = 0; i < self->lights->len; i++)
    {
      const ElectorCodeLight *light = &g_array_index (self->lights, ElectorCodeLight, i);

      if (!has_light (lights, light))
        set_tag (self, light->strong ? self->strong : self->weak, light->line, FALSE);
    }
  for (guint i = 0; i < lights->len; i++)
    {
      const ElectorCodeLight *light = &g_array_index (lights, ElectorCodeLight, i);

      if (!has_light (self->lights, light))
        set_tag (self, light->strong ? self->strong : self->weak, light->line, TRUE);
    }
  g_array_set_size (self->lights, 0);
  g_array_append_vals (self->lights, lights->data, lights->len);
  return TRUE;
}

/* The line that is explained, or -1. */
int
elector_code_buffer_get_selected (ElectorCodeBuffer *self)
{
  g_return_val_if_fail (ELECTOR_IS_CODE_BUFFER (self), -1);
  return self->selected_line;
}

void
elector_code_buffer_set_selected (ElectorCodeBuffer *self, int line)
{
  g_return_if_fail (ELECTOR_IS_CODE_BUFFER (self));

  if (self->selected_line >= 0)
    set_tag (self, self->selected, (guint) self->selected_line, FALSE);
  self->selected_line = line;
  if (line >= 0)
    set_tag (self, self->selected, (guint) line, TRUE);
}

/* The line of a step, or -1. */
int
elector_code_buffer_find_step (ElectorCodeBuffer *self, int step)
{
  g_return_val_if_fail (ELECTOR_IS_CODE_BUFFER (self), -1);

  for (guint i = 0; step >= 0 && i < elector_listing_get_n_lines (self->listing); i++)
    if (elector_listing_get_label (self->listing, i) != NULL && elector_listing_get_step (self->listing, i) == step)
      return (int) i;
  return -1;
}
