/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "engine/elector-listing.h"

#include "engine/elector-listings.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#define RESOURCE_FOLDER "/org/elector/Elector/listings/"
#define LABEL_MARK "#: "
#define ADDED_MARK "#+"
#define DROPPED_MARK " -"
#define STEP_MARK "STEP ("

typedef struct
{
  char *label; /* owned, or NULL */
  int step;    /* the step that this line stands for, or -1 */
  gboolean ends_function;
  gboolean leads_on; /* in C: a condition, which leads to the step that follows */
  int rule;          /* the rule switch that has changed this line, or -1 */
  ElectorListingChange change;
} Line;

struct _ElectorListing
{
  GObject parent_instance;

  const ElectorProtocol *protocol;
  ElectorListingLanguage language;
  guint32 rules; /* the switches that are on */
  const char *name;
  GString *text;
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

  g_string_free (g_steal_pointer (&self->text), TRUE);
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
  self->text = g_string_new (NULL);
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

/* The first of the rules in a list that is on, or -1. */
static int
find_rule (ElectorListing *self, const char *ids, const char *separator)
{
  g_auto (GStrv) names = g_strsplit (ids, separator, -1);

  for (guint i = 0; names[i] != NULL; i++)
    {
      int rule = elector_protocol_find_rule (self->protocol, names[i]);

      if (rule >= 0 && (self->rules >> rule & 1) != 0)
        return rule;
    }
  return -1;
}

/* "    #+rule|other code" is the line "    code", if one of these switches is on. Returns whether the line is there. */
static gboolean
take_added (ElectorListing *self, char *text, Line *line)
{
  char *mark = text + strspn (text, " ");
  g_autofree char *ids = NULL;
  gsize length;

  if (self->language == ELECTOR_LISTING_C || !g_str_has_prefix (mark, ADDED_MARK))
    return TRUE;
  length = strcspn (mark, " ");
  ids = g_strndup (mark + strlen (ADDED_MARK), length - strlen (ADDED_MARK));
  line->rule = find_rule (self, ids, "|");
  line->change = ELECTOR_LISTING_ADDED;
  length += mark[length] == ' ';
  memmove (mark, mark + length, strlen (mark + length) + 1);
  return line->rule >= 0;
}

/* Reads the label of a line, and cuts it off if it is not to be shown. Behind the label are the switches that take the
 * line away: "#: label -rule -other". Returns the one that does so, or -1. */
static int
take_label (ElectorListing *self, char *text, Line *line)
{
  char *mark, *rules;
  int rule = -1;

  if (self->language == ELECTOR_LISTING_C)
    {
      line->label = find_step_label (text);
      return -1;
    }
  mark = strstr (text, LABEL_MARK);
  if (mark == NULL)
    return -1;
  rules = strstr (mark, DROPPED_MARK);
  if (rules != NULL)
    {
      rule = find_rule (self, rules + strlen (DROPPED_MARK), DROPPED_MARK);
      *rules = '\0';
    }
  *mark = '\0';
  g_strchomp (text);
  line->label = g_strdup (mark + strlen (LABEL_MARK));
  return rule;
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

static gboolean
ends_with_empty_line (ElectorListing *self)
{
  return self->text->len == 0 || g_str_has_suffix (self->text->str, "\n\n");
}

/* text is one line of the file; *removed is the switch that took away the lines before it, or -1. */
static void
add_line (ElectorListing *self, char *text, int *removed)
{
  Line line = { .step = -1, .ends_function = text[0] == '}', .leads_on = leads_on (text), .rule = -1 };
  int rule;

  if (!take_added (self, text, &line))
    return;
  rule = take_label (self, text, &line);
  if (rule >= 0)
    {
      *removed = rule;
      clear_line (&line);
      return;
    }
  /* Where whole functions are missing, one empty line is enough. */
  if (self->language == ELECTOR_LISTING_PYTHON && *text == '\0' && ends_with_empty_line (self))
    return;
  if (line.rule < 0 && *removed >= 0 && *text != '\0')
    {
      line.rule = *removed;
      line.change = ELECTOR_LISTING_AFTER_REMOVED;
    }
  if (*text != '\0')
    *removed = -1;
  if (line.label != NULL)
    line.step = elector_protocol_find_step (self->protocol, line.label);
  if (line.step >= 0)
    self->step_lines[line.step] = (int) self->lines->len;
  g_array_append_val (self->lines, line);
  g_string_append (self->text, text);
  g_string_append_c (self->text, '\n');
}

/* Reads a listing from text, for a protocol that knows its labels. rules: bit i stands for the protocol's switch i. */
ElectorListing *
elector_listing_new_from_text (const ElectorProtocol *protocol,
                               ElectorListingLanguage language,
                               guint32 rules,
                               const char *text)
{
  ElectorListing *self = g_object_new (ELECTOR_TYPE_LISTING, NULL);
  g_autofree char *body = g_strchomp (g_strdup (text));
  g_auto (GStrv) lines = g_strsplit (body, "\n", -1);
  int removed = -1;

  self->protocol = protocol;
  self->language = language;
  self->rules = rules;
  self->name = get_file_name (protocol, language);
  self->step_lines = g_new (int, protocol->n_steps);
  for (guint i = 0; i < protocol->n_steps; i++)
    self->step_lines[i] = -1;
  for (guint i = 0; lines[i] != NULL; i++)
    add_line (self, lines[i], &removed);
  g_string_truncate (self->text, self->text->len - (self->text->len > 0));
  return self;
}

/* The listing of a protocol that is built in, as it reads with these rule switches on. */
ElectorListing *
elector_listing_new (const ElectorProtocol *protocol, ElectorListingLanguage language, guint32 rules)
{
  g_autofree char *path = g_strconcat (RESOURCE_FOLDER, get_file_name (protocol, language), NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = g_resource_lookup_data (elector_listings_get_resource (), path,
                                                     G_RESOURCE_LOOKUP_FLAGS_NONE, &error);

  g_assert_no_error (error); /* it is linked in */
  return elector_listing_new_from_text (protocol, language, rules, g_bytes_get_data (bytes, NULL));
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
  return self->text->str;
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

/* How a rule switch has changed a line. rule is then the switch's number, otherwise -1; it may be NULL. */
ElectorListingChange
elector_listing_get_change (ElectorListing *self, guint line, int *rule)
{
  const Line *data = line < self->lines->len ? &g_array_index (self->lines, Line, line) : NULL;

  if (rule != NULL)
    *rule = data != NULL ? data->rule : -1;
  return data != NULL ? data->change : ELECTOR_LISTING_UNCHANGED;
}

/* Which switch has changed a line, in a sentence; NULL if none has. Free with g_free(). */
char *
elector_listing_explain_change (ElectorListing *self, guint line)
{
  int rule;

  switch (elector_listing_get_change (self, line, &rule))
    {
    case ELECTOR_LISTING_ADDED:
      /* Translators: the name of a rule switch */
      return g_strdup_printf (_("This line is here because the rule switch “%s” is on."),
                              self->protocol->rules[rule].id);
    case ELECTOR_LISTING_AFTER_REMOVED:
      return g_strdup_printf (_("Before this line something is left out because the rule switch “%s” is on."),
                              self->protocol->rules[rule].id);
    case ELECTOR_LISTING_UNCHANGED:
    default:
      return NULL;
    }
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
