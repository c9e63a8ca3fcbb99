/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "check/strict-json.h"

#include "core/units.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <string.h>

/* data is borrowed. */
void
elector_strict_json_init (ElectorStrictJson *self, const char *data, gsize length, const char *name)
{
  *self = (ElectorStrictJson) { .name = name, .start = data, .p = data, .end = data + length };
}

void
elector_strict_json_clear (ElectorStrictJson *self)
{
  g_clear_error (&self->error);
}

/* Notes what is wrong here, unless something was before. Returns FALSE. */
gboolean
elector_strict_json_complain (ElectorStrictJson *self, const char *format, ...)
{
  g_autofree char *message = NULL;
  guint line = 1;
  va_list args;

  if (self->error != NULL)
    return FALSE;
  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);
  for (const char *p = self->start; p < self->p; p++)
    line += *p == '\n';
  g_set_error (&self->error, ELECTOR_ERROR, ELECTOR_ERROR_SYNTAX, "%s:%u: %s", self->name, line, message);
  return FALSE;
}

/* The next character that is no space, or 0 at the end. */
static char
look (ElectorStrictJson *self)
{
  while (self->p < self->end && strchr (" \t\r\n", *self->p) != NULL && *self->p != '\0')
    self->p++;
  return self->p < self->end ? *self->p : '\0';
}

static gboolean
take (ElectorStrictJson *self, char character)
{
  if (self->error != NULL)
    return FALSE;
  if (look (self) != character)
    return elector_strict_json_complain (self, _("“%c” is missing here"), character);
  self->p++;
  return TRUE;
}

/* An array or an object begins: '[' or '{'. */
gboolean
elector_strict_json_begin (ElectorStrictJson *self, char bracket)
{
  return take (self, bracket);
}

/* It ends: ']' or '}'. */
gboolean
elector_strict_json_end (ElectorStrictJson *self, char bracket)
{
  return take (self, bracket);
}

/* Whether another element follows in an array that ends with end; the comma before it is taken. */
gboolean
elector_strict_json_next (ElectorStrictJson *self, gboolean first, char end)
{
  if (self->error != NULL || look (self) == end)
    return FALSE;
  return first || take (self, ',');
}

/* The member of this name comes next; what follows is its value. */
gboolean
elector_strict_json_member (ElectorStrictJson *self, gboolean first, const char *name)
{
  g_autofree char *found = NULL;

  if (!first && !take (self, ','))
    return FALSE;
  found = elector_strict_json_string (self, 100);
  if (found == NULL)
    return FALSE;
  if (strcmp (found, name) != 0)
    return elector_strict_json_complain (self, _("“%s” should stand here"), name);
  return take (self, ':');
}

/* A number without sign, fraction or exponent. */
gboolean
elector_strict_json_number (ElectorStrictJson *self, guint64 minimum, guint64 maximum, guint64 *number)
{
  guint64 value = 0;
  const char *first;

  if (self->error != NULL)
    return FALSE;
  look (self);
  for (first = self->p; self->p < self->end && g_ascii_isdigit (*self->p); self->p++)
    {
      guint digit = (guint) (*self->p - '0');

      if (value > (G_MAXUINT64 - digit) / 10)
        return elector_strict_json_complain (self, _("this number is too large"));
      value = value * 10 + digit;
    }
  if (self->p == first || (*first == '0' && self->p - first > 1)
      || (self->p < self->end && (strchr (".eE+-", *self->p) != NULL && *self->p != '\0')))
    return elector_strict_json_complain (self, _("a whole number should stand here"));
  if (value < minimum || value > maximum)
    return elector_strict_json_complain (self, _("%" PRIu64 " should be between %" PRIu64 " and %" PRIu64), value,
                                         minimum, maximum);
  *number = value;
  return TRUE;
}

static gboolean
take_escape (ElectorStrictJson *self, GString *text)
{
  static const char from[] = "\"\\/bfnrt", to[] = "\"\\/\b\f\n\r\t";
  const char *found = self->p < self->end && *self->p != '\0' ? strchr (from, *self->p) : NULL;
  gunichar character = 0;

  if (found != NULL)
    {
      g_string_append_c (text, to[found - from]);
      self->p++;
      return TRUE;
    }
  if (self->end - self->p < 5 || *self->p != 'u')
    return elector_strict_json_complain (self, _("this is no escape that JSON knows"));
  for (guint i = 1; i <= 4; i++)
    {
      if (!g_ascii_isxdigit (self->p[i]))
        return elector_strict_json_complain (self, _("this is no escape that JSON knows"));
      character = character * 16 + (gunichar) g_ascii_xdigit_value (self->p[i]);
    }
  if (character == 0 || !g_unichar_validate (character))
    return elector_strict_json_complain (self, _("this character cannot stand in a text"));
  g_string_append_unichar (text, character);
  self->p += 5;
  return TRUE;
}

/* A string of at most max_length bytes. Owned; NULL when there is none. */
char *
elector_strict_json_string (ElectorStrictJson *self, gsize max_length)
{
  g_autoptr (GString) text = g_string_new (NULL);

  if (!take (self, '"'))
    return NULL;
  while (self->p < self->end && *self->p != '"')
    {
      char c = *self->p++;

      if ((guchar) c < ' ')
        elector_strict_json_complain (self, _("a string does not end on its line"));
      else if (text->len >= max_length)
        elector_strict_json_complain (self, _("this string is too long"));
      else if (c == '\\')
        take_escape (self, text);
      else
        g_string_append_c (text, c);
      if (self->error != NULL)
        return NULL;
    }
  if (!take (self, '"'))
    return NULL;
  if (!g_utf8_validate (text->str, (gssize) text->len, NULL))
    {
      elector_strict_json_complain (self, _("this is not a text file in UTF-8"));
      return NULL;
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* Whether null stands here; it is taken. */
gboolean
elector_strict_json_null (ElectorStrictJson *self)
{
  if (self->error != NULL || look (self) != 'n' || self->end - self->p < 4 || memcmp (self->p, "null", 4) != 0)
    return FALSE;
  self->p += 4;
  return TRUE;
}

/* Nothing follows. */
gboolean
elector_strict_json_finish (ElectorStrictJson *self)
{
  if (self->error != NULL)
    return FALSE;
  look (self);
  return self->p == self->end || elector_strict_json_complain (self, _("nothing should follow here"));
}

/* Writes a string, in quotation marks. */
void
elector_strict_json_append_string (GString *text, const char *string)
{
  g_string_append_c (text, '"');
  for (const char *p = string; *p != '\0'; p++)
    if (*p == '"' || *p == '\\')
      g_string_append_printf (text, "\\%c", *p);
    else if (*p == '\n')
      g_string_append (text, "\\n");
    else if ((guchar) *p < ' ' || *p == 0x7f)
      g_string_append_printf (text, "\\u%04x", (guint) *p);
    else
      g_string_append_c (text, *p);
  g_string_append_c (text, '"');
}
