/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "core/units.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <locale.h>
#include <string.h>

G_DEFINE_QUARK (elector-error-quark, elector_error)

typedef struct
{
  const char *name;
  ElectorTime usec;
} Unit;

static const Unit units[] = {
  { "us", ELECTOR_USEC },
  { "µs", ELECTOR_USEC },
  { "ms", ELECTOR_MSEC },
  { "s", ELECTOR_SEC },
  { "min", 60 * ELECTOR_SEC },
};

static const Unit *
find_unit (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (units); i++)
    if (strcmp (units[i].name, name) == 0)
      return &units[i];
  return NULL;
}

/* Reads "12", "12.5" into millionths, exactly, without a detour through floating point.
 * Digits past the sixth decimal are refused. Returns the first character after the number, or NULL. */
static const char *
parse_millionths (const char *text, gint64 *millionths)
{
  gint64 whole = 0, scale = 1000000;
  const char *p = text;

  if (!g_ascii_isdigit (*p))
    return NULL;
  for (; g_ascii_isdigit (*p); p++)
    {
      whole = whole * 10 + (*p - '0');
      if (whole > G_GINT64_CONSTANT (1000000000000))
        return NULL;
    }
  *millionths = whole * 1000000;
  if (*p != '.')
    return p;
  if (!g_ascii_isdigit (*++p))
    return NULL;
  for (; g_ascii_isdigit (*p); p++)
    {
      scale /= 10;
      if (scale == 0)
        return NULL;
      *millionths += (*p - '0') * scale;
    }
  return p;
}

/* The product of a number in millionths and a unit, in microseconds; -1 when it does not come out
 * whole or is over an hour. */
static ElectorTime
scale_duration (gint64 millionths, ElectorTime unit)
{
  gint64 whole = millionths / 1000000, part = millionths % 1000000;

  if (whole > ELECTOR_MAX_DURATION / unit || (part * unit) % 1000000 != 0)
    return -1;
  whole = whole * unit + part * unit / 1000000;
  return whole <= ELECTOR_MAX_DURATION ? whole : -1;
}

/* Reads "150ms", "1.5 s", "2min". 0 .. 1 hour, in whole microseconds; the unit may be left out only for 0. */
gboolean
elector_parse_duration (const char *text, ElectorTime *duration, GError **error)
{
  g_autofree char *copy = g_strstrip (g_strdup (text));
  const Unit *unit = NULL;
  const char *rest;
  gint64 millionths;

  rest = parse_millionths (copy, &millionths);
  if (rest != NULL)
    {
      while (g_ascii_isspace (*rest))
        rest++;
      unit = *rest == '\0' && millionths == 0 ? &units[0] : find_unit (rest);
    }
  if (rest == NULL || unit == NULL)
    {
      g_set_error (error, ELECTOR_ERROR, ELECTOR_ERROR_SYNTAX,
                   _("“%s” is not a duration: write a number with its unit, like “150ms” or “2s”"), copy);
      return FALSE;
    }
  *duration = scale_duration (millionths, unit->usec);
  if (*duration < 0)
    {
      g_set_error (error, ELECTOR_ERROR, ELECTOR_ERROR_RANGE,
                   _("“%s” is out of range: durations are whole microseconds, up to one hour"), copy);
      return FALSE;
    }
  return TRUE;
}

/* "4.2s", or "4.2" as seconds. */
static gboolean
parse_seconds (const char *text, ElectorTime *time)
{
  g_autofree char *seconds = g_strconcat (text, "s", NULL);

  return elector_parse_duration (seconds, time, NULL) || elector_parse_duration (text, time, NULL);
}

/* Reads "0:04.210", minutes and seconds as elector_format_clock() writes them; a duration, "4.2s"; or seconds, "4.2".
 * 0 .. 1 hour, in whole microseconds. */
gboolean
elector_parse_clock (const char *text, ElectorTime *time, GError **error)
{
  g_autofree char *copy = g_strstrip (g_strdup (text));
  char *colon = strchr (copy, ':');
  guint64 minutes = 0;
  ElectorTime part = 0;
  gboolean valid;

  if (colon != NULL)
    *colon = '\0';
  valid = colon == NULL || (g_ascii_isdigit (colon[1]) && elector_parse_number (copy, 0, 60, &minutes, NULL));
  valid = valid && parse_seconds (colon != NULL ? colon + 1 : copy, &part)
          && (colon == NULL || part < 60 * ELECTOR_SEC);
  *time = (ElectorTime) minutes * 60 * ELECTOR_SEC + part;
  if (valid && *time <= ELECTOR_MAX_DURATION)
    return TRUE;
  if (colon != NULL)
    *colon = ':';
  g_set_error (error, ELECTOR_ERROR, ELECTOR_ERROR_SYNTAX,
               _("“%s” is not a time up to one hour: write it like “0:04.210” or “4.2s”"), copy);
  return FALSE;
}

/* Reads "10ms..20ms", or one duration for a range of that single value. */
gboolean
elector_parse_range (const char *text, ElectorRange *range, GError **error)
{
  g_auto (GStrv) ends = g_strsplit (text, "..", 2);

  if (!elector_parse_duration (ends[0] != NULL ? ends[0] : "", &range->low, error))
    return FALSE;
  range->high = range->low;
  if (ends[0] != NULL && ends[1] != NULL && !elector_parse_duration (ends[1], &range->high, error))
    return FALSE;
  if (range->low > range->high)
    {
      g_set_error (error, ELECTOR_ERROR, ELECTOR_ERROR_RANGE, _("“%s” is empty: its end lies before its start"), text);
      return FALSE;
    }
  return TRUE;
}

/* Reads "20%", "0.5 %" into millionths of the whole: 0 .. ELECTOR_PER_MILLION. */
gboolean
elector_parse_share (const char *text, guint *per_million, GError **error)
{
  g_autofree char *copy = g_strstrip (g_strdup (text));
  const char *rest;
  gint64 millionths;

  rest = parse_millionths (copy, &millionths);
  while (rest != NULL && g_ascii_isspace (*rest))
    rest++;
  if (rest == NULL || (strcmp (rest, "%") != 0 && !(*rest == '\0' && millionths == 0)))
    {
      g_set_error (error, ELECTOR_ERROR, ELECTOR_ERROR_SYNTAX, _("“%s” is not a percentage, like “20%%”"), copy);
      return FALSE;
    }
  if (millionths > 100 * G_GINT64_CONSTANT (1000000))
    {
      g_set_error (error, ELECTOR_ERROR, ELECTOR_ERROR_RANGE, _("“%s” is more than 100%%"), copy);
      return FALSE;
    }
  *per_million = (guint) (millionths / 100);
  return TRUE;
}

/* Reads a whole number in minimum .. maximum. */
gboolean
elector_parse_number (const char *text, guint64 minimum, guint64 maximum, guint64 *number, GError **error)
{
  g_autofree char *copy = g_strstrip (g_strdup (text));
  g_autoptr (GError) problem = NULL;

  if (g_ascii_string_to_unsigned (copy, 10, minimum, maximum, number, &problem))
    return TRUE;
  if (g_error_matches (problem, G_NUMBER_PARSER_ERROR, G_NUMBER_PARSER_ERROR_OUT_OF_BOUNDS))
    g_set_error (error, ELECTOR_ERROR, ELECTOR_ERROR_RANGE,
                 _("“%s” is not between %" PRIu64 " and %" PRIu64), copy, minimum, maximum);
  else
    g_set_error (error, ELECTOR_ERROR, ELECTOR_ERROR_SYNTAX, _("“%s” is not a whole number"), copy);
  return FALSE;
}

/* "150ms", "1.5s": the shortest exact form, which elector_parse_duration() reads back. Not translated. */
char *
elector_format_duration (ElectorTime duration)
{
  const Unit *unit = &units[0];
  gint64 whole, part;
  char digits[8];
  gsize length;

  if (duration >= ELECTOR_SEC)
    unit = &units[3];
  else if (duration >= ELECTOR_MSEC)
    unit = &units[2];
  whole = duration / unit->usec;
  part = duration % unit->usec * (1000000 / unit->usec);
  if (part == 0)
    return g_strdup_printf ("%" G_GINT64_FORMAT "%s", whole, unit->name);
  g_snprintf (digits, sizeof digits, "%06d", (int) part);
  for (length = 6; digits[length - 1] == '0'; length--)
    digits[length - 1] = '\0';
  return g_strdup_printf ("%" G_GINT64_FORMAT ".%s%s", whole, digits, unit->name);
}

char *
elector_format_range (const ElectorRange *range)
{
  g_autofree char *low = elector_format_duration (range->low);
  g_autofree char *high = elector_format_duration (range->high);

  return range->low == range->high ? g_steal_pointer (&low) : g_strconcat (low, "..", high, NULL);
}

char *
elector_format_share (guint per_million)
{
  g_autofree char *text = g_strdup_printf ("%u.%04u", per_million / 10000, per_million % 10000);
  gsize length = strlen (text);

  while (text[length - 1] == '0')
    text[--length] = '\0';
  if (text[length - 1] == '.')
    text[--length] = '\0';
  return g_strconcat (text, "%", NULL);
}

/* Virtual time as the window and the log show it: "0:04.210", minutes, seconds, milliseconds. */
char *
elector_format_clock (ElectorTime time)
{
  gint64 msec = time / ELECTOR_MSEC;

  return g_strdup_printf ("%" G_GINT64_FORMAT ":%02d.%03d", msec / 60000, (int) (msec / 1000 % 60),
                          (int) (msec % 1000));
}

/* "1,234,567", with the separator of the locale; a comma where it has none. */
char *
elector_format_count (guint64 count)
{
  const char *separator = localeconv ()->thousands_sep;
  GString *text = g_string_new (NULL);

  g_string_printf (text, "%" PRIu64, count);
  for (gssize i = (gssize) text->len - 3; i > 0; i -= 3)
    g_string_insert (text, i, *separator != '\0' ? separator : ",");
  return g_string_free (text, FALSE);
}
