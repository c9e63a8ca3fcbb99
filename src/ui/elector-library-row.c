/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/elector-library-row.h"

#include "engine/elector-library.h"

#include <glib/gi18n.h>
#include <string.h>

struct _ElectorLibraryRow
{
  GtkListBoxRow parent_instance;

  char *id;
  char *tag;   /* empty when it has none */
  char *words; /* what is searched, folded */
};

G_DEFINE_FINAL_TYPE (ElectorLibraryRow, elector_library_row, GTK_TYPE_LIST_BOX_ROW)

static void
elector_library_row_finalize (GObject *object)
{
  ElectorLibraryRow *self = ELECTOR_LIBRARY_ROW (object);

  g_free (self->id);
  g_free (self->tag);
  g_free (self->words);
  G_OBJECT_CLASS (elector_library_row_parent_class)->finalize (object);
}

static void
elector_library_row_class_init (ElectorLibraryRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = elector_library_row_finalize;
}

static void
elector_library_row_init (ElectorLibraryRow *self)
{
}

static GtkWidget *
create_label (const char *text, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 48);
  gtk_widget_add_css_class (label, css_class);
  return label;
}

static GtkWidget *
create_content (const char *title, const char *sentence, const char *algorithm)
{
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2), *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *name = create_label (title, "library-title"), *kind = create_label (algorithm, "dim-label");

  gtk_widget_set_hexpand (name, TRUE);
  gtk_widget_add_css_class (kind, "caption");
  gtk_box_append (GTK_BOX (line), name);
  gtk_box_append (GTK_BOX (line), kind);
  gtk_box_append (GTK_BOX (content), line);
  gtk_box_append (GTK_BOX (content), create_label (sentence, "library-sentence"));
  return content;
}

/* A scenario whose file cannot be read is listed by its id all the same: who chooses it is told what is wrong. */
GtkWidget *
elector_library_row_new (const char *id)
{
  ElectorLibraryRow *self = g_object_new (ELECTOR_TYPE_LIBRARY_ROW, NULL);
  g_autoptr (ElectorScenario) scenario = elector_library_load (id, NULL);
  const char *title = scenario != NULL ? elector_scenario_get_title (scenario) : NULL;
  const char *sentence = scenario != NULL ? elector_scenario_get_description (scenario) : NULL;
  const char *tag = scenario != NULL ? elector_scenario_get_tag (scenario) : NULL;
  const char *algorithm = scenario != NULL ? _(elector_scenario_get_config (scenario)->protocol->name) : "";
  g_autofree char *label = NULL, *words = NULL;

  title = title != NULL ? title : id;
  sentence = sentence != NULL ? sentence : "";
  tag = tag != NULL ? tag : "";
  /* Translators: a scenario's title and its description */
  label = g_strdup_printf (_("%s: %s"), title, sentence);
  words = g_strjoin ("\n", title, sentence, algorithm, id, elector_library_tag_to_text (tag), NULL);
  self->id = g_strdup (id);
  self->tag = g_strdup (tag);
  self->words = g_utf8_casefold (words, -1);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), create_content (title, sentence, algorithm));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  return GTK_WIDGET (self);
}

const char *
elector_library_row_get_id (ElectorLibraryRow *self)
{
  g_return_val_if_fail (ELECTOR_IS_LIBRARY_ROW (self), NULL);
  return self->id;
}

/* Empty when it has none. */
const char *
elector_library_row_get_tag (ElectorLibraryRow *self)
{
  g_return_val_if_fail (ELECTOR_IS_LIBRARY_ROW (self), NULL);
  return self->tag;
}

/* By the order of their tags, then by their ids. */
int
elector_library_row_compare (ElectorLibraryRow *self, ElectorLibraryRow *other)
{
  guint place = elector_library_get_tag_place (self->tag), other_place = elector_library_get_tag_place (other->tag);
  int order = strcmp (self->tag, other->tag);

  if (place != other_place)
    return place < other_place ? -1 : 1;
  return order != 0 ? order : strcmp (self->id, other->id);
}

/* Whether what is wanted, which has been folded by g_utf8_casefold(), is in its words. */
gboolean
elector_library_row_matches (ElectorLibraryRow *self, const char *wanted)
{
  g_return_val_if_fail (ELECTOR_IS_LIBRARY_ROW (self), FALSE);
  return strstr (self->words, wanted) != NULL;
}
