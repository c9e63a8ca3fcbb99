/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/elector-learn-page.h"

#include "ui/elector-learn-grid.h"
#include "ui/elector-learn-item.h"
#include "ui/elector-lesson-card.h"

struct _ElectorLearnPage
{
  AdwBin parent_instance;

  /* Template children */
  GtkWidget *lessons;
  GtkWidget *challenges;
};

G_DEFINE_FINAL_TYPE (ElectorLearnPage, elector_learn_page, ADW_TYPE_BIN)

static void
add_cards (GtkWidget *grid, gboolean challenges)
{
  g_autoptr (GPtrArray) lessons = elector_lesson_load_all (challenges);

  for (guint i = 0; i < lessons->len; i++)
    gtk_widget_insert_before (elector_lesson_card_new (g_ptr_array_index (lessons, i), i + 1), grid, NULL);
}

static void
elector_learn_page_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), ELECTOR_TYPE_LEARN_PAGE);
  G_OBJECT_CLASS (elector_learn_page_parent_class)->dispose (object);
}

static void
elector_learn_page_class_init (ElectorLearnPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = elector_learn_page_dispose;

  g_type_ensure (ELECTOR_TYPE_LEARN_GRID);
  g_type_ensure (ELECTOR_TYPE_LEARN_ITEM);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/elector/Elector/elector-learn-page.ui");
  gtk_widget_class_bind_template_child (widget_class, ElectorLearnPage, lessons);
  gtk_widget_class_bind_template_child (widget_class, ElectorLearnPage, challenges);
}

static void
elector_learn_page_init (ElectorLearnPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  add_cards (self->lessons, FALSE);
  add_cards (self->challenges, TRUE);
}
