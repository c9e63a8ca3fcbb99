/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/elector-library-popover.h"

#include "engine/elector-library.h"
#include "ui/elector-library-row.h"

struct _ElectorLibraryPopover
{
  GtkPopover parent_instance;

  char *wanted; /* what is looked for, folded */

  /* Template children */
  GtkBox *items;
  GtkSearchEntry *search;
  GtkListBox *list;
};

G_DEFINE_FINAL_TYPE (ElectorLibraryPopover, elector_library_popover, GTK_TYPE_POPOVER)

/* --- The list --- */

static int
sort_cb (GtkListBoxRow *a, GtkListBoxRow *b, gpointer user_data)
{
  return elector_library_row_compare (ELECTOR_LIBRARY_ROW (a), ELECTOR_LIBRARY_ROW (b));
}

static gboolean
filter_cb (GtkListBoxRow *row, gpointer user_data)
{
  ElectorLibraryPopover *self = user_data;

  return self->wanted == NULL || elector_library_row_matches (ELECTOR_LIBRARY_ROW (row), self->wanted);
}

static void
header_cb (GtkListBoxRow *row, GtkListBoxRow *before, gpointer user_data)
{
  const char *tag = elector_library_row_get_tag (ELECTOR_LIBRARY_ROW (row));
  GtkWidget *header = NULL;

  if (before == NULL || !g_str_equal (elector_library_row_get_tag (ELECTOR_LIBRARY_ROW (before)), tag))
    {
      header = gtk_label_new (elector_library_tag_to_text (tag));
      gtk_label_set_xalign (GTK_LABEL (header), 0);
      gtk_widget_add_css_class (header, "library-tag");
    }
  gtk_list_box_row_set_header (row, header);
}

/* --- What one does --- */

static void
activated_cb (ElectorLibraryPopover *self, GtkListBoxRow *row)
{
  gtk_popover_popdown (GTK_POPOVER (self));
  gtk_widget_activate_action (GTK_WIDGET (self), "win.show-scenario", "s",
                              elector_library_row_get_id (ELECTOR_LIBRARY_ROW (row)));
}

static GtkListBoxRow *
find_first (ElectorLibraryPopover *self)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    if (gtk_widget_get_child_visible (GTK_WIDGET (row)))
      return row;
  return NULL;
}

static void
search_cb (ElectorLibraryPopover *self)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->search))));

  g_clear_pointer (&self->wanted, g_free);
  if (*text != '\0')
    self->wanted = g_utf8_casefold (text, -1);
  gtk_list_box_invalidate_filter (self->list);
  gtk_list_box_invalidate_headers (self->list);
  gtk_list_box_select_row (self->list, self->wanted != NULL ? find_first (self) : NULL);
}

/* Enter while one types: the first that is left. */
static void
first_cb (ElectorLibraryPopover *self)
{
  GtkListBoxRow *row;

  search_cb (self); /* the entry tells with a delay */
  row = find_first (self);
  if (row != NULL)
    activated_cb (self, row);
}

/* From the entry down into the list, to the first that is left. */
static gboolean
key_cb (ElectorLibraryPopover *self, guint key)
{
  GtkListBoxRow *row = key == GDK_KEY_Down || key == GDK_KEY_KP_Down ? find_first (self) : NULL;

  if (row == NULL)
    return FALSE;
  gtk_list_box_select_row (self->list, row);
  return gtk_widget_grab_focus (GTK_WIDGET (row));
}

static void
stop_cb (ElectorLibraryPopover *self)
{
  if (self->wanted != NULL)
    gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  else
    gtk_popover_popdown (GTK_POPOVER (self));
}

/* --- The widget --- */

/* One most likely types, or goes down into the list. */
static void
elector_library_popover_show (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (elector_library_popover_parent_class)->show (widget);
  gtk_widget_grab_focus (GTK_WIDGET (ELECTOR_LIBRARY_POPOVER (widget)->search));
}

static void
elector_library_popover_closed (GtkPopover *popover)
{
  gtk_editable_set_text (GTK_EDITABLE (ELECTOR_LIBRARY_POPOVER (popover)->search), "");
}

static void
elector_library_popover_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), ELECTOR_TYPE_LIBRARY_POPOVER);
  G_OBJECT_CLASS (elector_library_popover_parent_class)->dispose (object);
}

static void
elector_library_popover_finalize (GObject *object)
{
  g_free (ELECTOR_LIBRARY_POPOVER (object)->wanted);
  G_OBJECT_CLASS (elector_library_popover_parent_class)->finalize (object);
}

static void
elector_library_popover_class_init (ElectorLibraryPopoverClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = elector_library_popover_dispose;
  G_OBJECT_CLASS (klass)->finalize = elector_library_popover_finalize;
  widget_class->show = elector_library_popover_show;
  GTK_POPOVER_CLASS (klass)->closed = elector_library_popover_closed;
  gtk_widget_class_set_template_from_resource (widget_class, "/org/elector/Elector/elector-library-popover.ui");
  gtk_widget_class_bind_template_child (widget_class, ElectorLibraryPopover, items);
  gtk_widget_class_bind_template_child (widget_class, ElectorLibraryPopover, search);
  gtk_widget_class_bind_template_child (widget_class, ElectorLibraryPopover, list);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, first_cb);
  gtk_widget_class_bind_template_callback (widget_class, key_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_cb);
}

static void
elector_library_popover_init (ElectorLibraryPopover *self)
{
  g_auto (GStrv) ids = elector_library_list ();

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_list_box_set_sort_func (self->list, sort_cb, NULL, NULL);
  gtk_list_box_set_filter_func (self->list, filter_cb, self, NULL);
  gtk_list_box_set_header_func (self->list, header_cb, NULL, NULL);
  for (guint i = 0; ids[i] != NULL; i++)
    gtk_list_box_append (self->list, elector_library_row_new (ids[i]));
}

/* An item of the menu, as a button. */
static void
add_item (ElectorLibraryPopover *self, GMenuModel *menu, int i)
{
  g_autofree char *label = NULL, *action = NULL;
  GtkWidget *button;

  if (!g_menu_model_get_item_attribute (menu, i, G_MENU_ATTRIBUTE_LABEL, "s", &label)
      || !g_menu_model_get_item_attribute (menu, i, G_MENU_ATTRIBUTE_ACTION, "s", &action))
    return;
  button = gtk_button_new_with_mnemonic (label);
  gtk_widget_set_halign (gtk_button_get_child (GTK_BUTTON (button)), GTK_ALIGN_START);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_widget_add_css_class (button, "flat");
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (gtk_popover_popdown), self);
  gtk_box_append (self->items, button);
}

/* menu has actions with labels, and neither sections nor targets. */
GtkWidget *
elector_library_popover_new (GMenuModel *menu)
{
  ElectorLibraryPopover *self = g_object_new (ELECTOR_TYPE_LIBRARY_POPOVER, NULL);

  for (int i = 0; i < g_menu_model_get_n_items (menu); i++)
    add_item (self, menu, i);
  return GTK_WIDGET (self);
}
