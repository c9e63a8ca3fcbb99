/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "engine/elector-listing.h"

#include "engine/elector-listings.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#define RESOURCE_FOLDER "/org/elector/Elector/listings/"
#define LABEL_MARK "#: "
#define STEP_MARK "STEP ("

typedef struct
{
  char *label; /* owned, or NULL */
  int step;    /* the step that this line stands for, or -1 */
  gboolean ends_function;
  gboolean leads_on; /* in C: a condition, which leads to the step that follows */
} Line;

struct _ElectorListing
{
  GObject parent_instance;

  const ElectorProtocol *protocol;
  ElectorListingLanguage language;
  const char *name;
  char *text;
  GArray *lines;  /* of Line */
  int *step_lines; /* the line of each step, or -1 */
};

G_DEFINE_FINAL_TYPE (ElectorListing, elector_listing, G_TYPE_OBJECT)

static void
clear_line (gpointer data)
{
  g_clear_pointer (&((Line *) data)->label, g_free);
}

static void
elector_listing_finalize (GObject *object)
{
  ElectorListing *self = ELECTOR_LISTING (object);

  g_clear_pointer (&self->text, g_free);
  g_clear_pointer (&self->lines, g_array_unref);
  g_clear_pointer (&self->step_lines, g_free);
  G_OBJECT_CLASS (elector_listing_parent_class)->finalize (object);
}

static void
elector_listing_class_init (ElectorListingClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = elector_listing_finalize;
}

static void
elector_listing_init (ElectorListing *self)
{
  self->lines = g_array_new (FALSE, TRUE, sizeof (Line));
  g_array_set_clear_func (self->lines, clear_line);
}

static const char *
get_file_name (const ElectorProtocol *protocol, ElectorListingLanguage language)
{
  return language == ELECTOR_LISTING_PYTHON ? protocol->listing : protocol->source;
}

/* "STEP (ASK_HIGHER, …" names the step "ask-higher". */
static char *
find_step_label (const char *text)
{
  const char *mark = strstr (text, STEP_MARK);
  char *label;

  if (mark == NULL || g_str_has_prefix (text, "#define"))
    return NULL;
  mark += strlen (STEP_MARK);
  label = g_ascii_strdown (mark, (gssize) strcspn (mark, ",)"));
  return g_strdelimit (label, "_", '-');
}

/* Reads the label of a line, and cuts it off if it is not to be shown. */
static char *
take_label (ElectorListing *self, char *text)
{
  char *mark;

  if (self->language == ELECTOR_LISTING_C)
    return find_step_label (text);
  mark = strstr (text, LABEL_MARK);
  if (mark == NULL)
    return NULL;
  *mark = '\0';
  g_strchomp (text);
  return g_strdup (mark + strlen (LABEL_MARK));
}

static gboolean
leads_on (const char *text)
{
  static const char *const beginnings[] = { "if ", "else", "case ", "switch ", "for ", "{" };

  while (g_ascii_isspace (*text))
    text++;
  for (gsize i = 0; i < G_N_ELEMENTS (beginnings); i++)
    if (g_str_has_prefix (text, beginnings[i]))
      return TRUE;
  return FALSE;
}

static void
add_line (ElectorListing *self, char *text)
{
  Line line = { .step = -1, .ends_function = text[0] == '}', .leads_on = leads_on (text) };

  line.label = take_label (self, text);
  if (line.label != NULL)
    line.step = elector_protocol_find_step (self->protocol, line.label);
  if (line.step >= 0)
    self->step_lines[line.step] = (int) self->lines->len;
  g_array_append_val (self->lines, line);
}

/* Reads a listing from text, for a protocol that knows its labels. */
ElectorListing *
elector_listing_new_from_text (const ElectorProtocol *protocol, ElectorListingLanguage language, const char *text)
{
  ElectorListing *self = g_object_new (ELECTOR_TYPE_LISTING, NULL);
  g_autofree char *body = g_strchomp (g_strdup (text));
  g_auto (GStrv) lines = g_strsplit (body, "\n", -1);

  self->protocol = protocol;
  self->language = language;
  self->name = get_file_name (protocol, language);
  self->step_lines = g_new (int, protocol->n_steps);
  for (guint i = 0; i < protocol->n_steps; i++)
    self->step_lines[i] = -1;
  for (guint i = 0; lines[i] != NULL; i++)
    add_line (self, lines[i]);
  self->text = g_strjoinv ("\n", lines);
  return self;
}

/* The listing of a protocol that is built in. */
ElectorListing *
elector_listing_new (const ElectorProtocol *protocol, ElectorListingLanguage language)
{
  g_autofree char *path = g_strconcat (RESOURCE_FOLDER, get_file_name (protocol, language), NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = g_resource_lookup_data (elector_listings_get_resource (), path,
                                                     G_RESOURCE_LOOKUP_FLAGS_NONE, &error);

  g_assert_no_error (error); /* it is linked in */
  return elector_listing_new_from_text (protocol, language, g_bytes_get_data (bytes, NULL));
}

/* The file's name, "bully_algorithm.py". */
const char *
elector_listing_get_name (ElectorListing *self)
{
  return self->name;
}

/* The text as it is shown, without labels. */
const char *
elector_listing_get_text (ElectorListing *self)
{
  return self->text;
}

guint
elector_listing_get_n_lines (ElectorListing *self)
{
  return self->lines->len;
}

/* The label of a line, counted from 0, or NULL. */
const char *
elector_listing_get_label (ElectorListing *self, guint line)
{
  return line < self->lines->len ? g_array_index (self->lines, Line, line).label : NULL;
}

static int
find_step_before (ElectorListing *self, guint from)
{
  const Line *lines = (const Line *) (gpointer) self->lines->data;

  for (guint i = from + 1; i-- > 0 && (i == from || !lines[i].ends_function);)
    if (lines[i].step >= 0)
      return lines[i].step;
  return -1;
}

static int
find_step_after (ElectorListing *self, guint from)
{
  const Line *lines = (const Line *) (gpointer) self->lines->data;

  for (guint i = from; i < self->lines->len && !lines[i].ends_function; i++)
    if (lines[i].step >= 0)
      return lines[i].step;
  return -1;
}

/* In C, what follows a step belongs to it, up to the end of the function. A condition belongs to the step that it
 * leads to, and so does what comes before the first step of a function. */
static int
find_step_around (ElectorListing *self, guint line)
{
  gboolean leads = g_array_index (self->lines, Line, line).leads_on;
  int first = leads ? find_step_after (self, line) : find_step_before (self, line);

  if (first >= 0)
    return first;
  return leads ? find_step_before (self, line) : find_step_after (self, line);
}

/* The step that a line stands for, or -1. */
int
elector_listing_get_step (ElectorListing *self, guint line)
{
  if (line >= self->lines->len)
    return -1;
  return self->language == ELECTOR_LISTING_C ? find_step_around (self, line) : g_array_index (self->lines, Line,
                                                                                              line).step;
}

/* What a line does and what it is good for, translated. Never NULL; free with g_free(). */
char *
elector_listing_explain (ElectorListing *self, guint line)
{
  const char *label = elector_listing_get_label (self, line), *text = NULL;
  int step = elector_listing_get_step (self, line);

  if (step >= 0)
    text = _(self->protocol->steps[step].explanation);
  else if (label != NULL)
    text = elector_protocol_explain (self->protocol, label);
  if (text != NULL)
    return g_strdup (text);
  if (self->language == ELECTOR_LISTING_C)
    return g_strdup (_("This line only connects the steps: it calls them, or keeps the node’s state. The lines that "
                       "begin with STEP are the algorithm’s."));
  return g_strdup (_("An empty line."));
}

/* Where a STEP record of this protocol shows: a line counted from 0, or -1. */
int
elector_listing_find_record (ElectorListing *self, const ElectorRecord *step)
{
  g_return_val_if_fail (step->kind == ELECTOR_RECORD_STEP && step->code < self->protocol->n_steps, -1);

  if (self->language == ELECTOR_LISTING_C)
    return (int) step->peer - 1;
  return self->step_lines[step->code];
}
