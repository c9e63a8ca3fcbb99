/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/rule-cell.h"

#include "core/units.h"

#include <glib/gi18n.h>

/* Like ELECTOR_OUTCOME_FOUND, and nobody promised otherwise. */
#define LOOK_NOT_PROMISED (ELECTOR_OUTCOME_CANCELLED + 1)

static const struct
{
  const char *icon;
  const char *css_class;
} looks[] = {
  [ELECTOR_OUTCOME_NONE] = { "content-loading-symbolic", "verdict-none" },
  [ELECTOR_OUTCOME_HOLDS] = { "emblem-ok-symbolic", "verdict-holds" },
  [ELECTOR_OUTCOME_FOUND] = { "dialog-error-symbolic", "verdict-found" },
  [ELECTOR_OUTCOME_MEMORY] = { "media-playback-stop-symbolic", "verdict-stopped" },
  [ELECTOR_OUTCOME_TOO_MANY] = { "media-playback-stop-symbolic", "verdict-stopped" },
  [LOOK_NOT_PROMISED] = { "dialog-warning-symbolic", "verdict-not-promised" },
};

static guint
get_look (const ElectorSearch *search, ElectorProperty property, ElectorOutcome outcome)
{
  if (outcome == ELECTOR_OUTCOME_FOUND && !elector_search_promises (search, property))
    return LOOK_NOT_PROMISED;
  return outcome;
}

static char *
format_verdict (const ElectorSearchVerdict *verdict)
{
  g_autofree char *states = NULL;

  if (verdict == NULL)
    return g_strdup (_("not searched\nyet"));
  states = elector_format_count (verdict->n_states);
  switch (verdict->outcome)
    {
    case ELECTOR_OUTCOME_HOLDS:
      /* Translators: two short lines; %s is a number */
      return g_strdup_printf (_("holds in\n%s states"), states);
    case ELECTOR_OUTCOME_FOUND:
      return g_strdup_printf (ngettext ("breaks in\n%u step", "breaks in\n%u steps", verdict->n_moves),
                              verdict->n_moves);
    default:
      /* Translators: two short lines; the search was stopped at a limit. %s is a number */
      return g_strdup_printf (_("stopped at\n%s states"), states);
    }
}

static char *
format_case (const ElectorRuleCase *self)
{
  const char *rule = self->rule != ELECTOR_RULE_NONE ? self->protocol->rules[self->rule].id : _("standard");

  return g_strdup_printf ("%s, %s, %s, %s", _(self->protocol->name), rule,
                          elector_assumption_to_text (self->assumption), elector_rule_case_get_title (self));
}

/* Nothing was searched yet. */
GtkWidget *
elector_rule_cell_new (const ElectorRuleCase *rule_case)
{
  GtkWidget *button = gtk_button_new (), *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *label = gtk_label_new (NULL);

  gtk_box_append (GTK_BOX (box), gtk_image_new ());
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "caption");
  gtk_widget_add_css_class (label, "numeric");
  gtk_box_append (GTK_BOX (box), label);
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "rule-cell");
  elector_rule_cell_set_verdict (button, rule_case, NULL, FALSE);
  return button;
}

/* verdict may be NULL. tells: it is another one than without the rule switch. */
void
elector_rule_cell_set_verdict (GtkWidget *cell, const ElectorRuleCase *rule_case, const ElectorSearchVerdict *verdict,
                               gboolean tells)
{
  GtkWidget *box = gtk_button_get_child (GTK_BUTTON (cell)), *image = gtk_widget_get_first_child (box);
  ElectorOutcome outcome = verdict != NULL ? verdict->outcome : ELECTOR_OUTCOME_NONE;
  g_autofree char *text = format_verdict (verdict), *what = format_case (rule_case), *label = NULL, *bounds = NULL;
  g_autofree char *line = g_strdelimit (g_strdup (text), "\n", ' ');
  g_autofree char *tooltip = NULL;
  ElectorSearch search;
  guint look;

  elector_rule_case_init_search (rule_case, &search);
  look = get_look (&search, rule_case->property, outcome);
  for (guint i = 0; i < G_N_ELEMENTS (looks); i++)
    if (looks[i].css_class != NULL)
      gtk_widget_remove_css_class (cell, looks[i].css_class);
  gtk_widget_add_css_class (cell, looks[look].css_class);
  if (tells)
    gtk_widget_add_css_class (cell, "verdict-tells");
  else
    gtk_widget_remove_css_class (cell, "verdict-tells");
  gtk_image_set_from_icon_name (GTK_IMAGE (image), looks[look].icon);
  gtk_label_set_label (GTK_LABEL (gtk_widget_get_next_sibling (image)), text);
  if (tells)
    /* Translators: a system, then what a search of it came to */
    label = g_strdup_printf (_("%s: %s, unlike the standard algorithm. See this search"), what, line);
  else
    label = g_strdup_printf (_("%s: %s. See this search"), what, line);
  gtk_accessible_update_property (GTK_ACCESSIBLE (cell), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  bounds = elector_search_format_bounds (&search);
  tooltip = g_strdup_printf ("%s\n(%s)", label, bounds);
  gtk_widget_set_tooltip_text (cell, tooltip);
}
