/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/elector-learn-page.h"

#include "ui/elector-learn-grid.h"
#include "ui/elector-learn-item.h"

struct _ElectorLearnPage
{
  AdwBin parent_instance;
};

G_DEFINE_FINAL_TYPE (ElectorLearnPage, elector_learn_page, ADW_TYPE_BIN)

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
}

static void
elector_learn_page_init (ElectorLearnPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
