/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/page-panes.h"

#include "ui/compat.h"

#include <glib/gi18n.h>

/* --- Sizes --- */

/* How much there is to divide. */
static int
get_extent (GtkPaned *paned)
{
  gboolean horizontal = gtk_orientable_get_orientation (GTK_ORIENTABLE (paned)) == GTK_ORIENTATION_HORIZONTAL;

  return horizontal ? gtk_widget_get_width (GTK_WIDGET (paned)) : gtk_widget_get_height (GTK_WIDGET (paned));
}

/* Gives a pane the size that it had last time, but never more than half of what there is. */
static void
place (ElectorPagePanes *self, ElectorPane *pane)
{
  int extent = get_extent (pane->paned);
  int size = g_settings_get_int (self->settings, pane->key);

  if (extent <= 0 || pane->placed)
    return;
  gtk_paned_set_position (pane->paned, extent - MIN (size, extent / 2));
  pane->placed = TRUE;
}

/* A pane that is only as small as it is because the window is small keeps the size that it had before. */
static void
remember (ElectorPagePanes *self, ElectorPane *pane)
{
  int extent = get_extent (pane->paned), size = extent - gtk_paned_get_position (pane->paned);
  gboolean limited = g_settings_get_int (self->settings, pane->key) > size && size >= extent / 2;

  if (pane->placed && !limited && gtk_widget_get_visible (pane->content))
    g_settings_set_int (self->settings, pane->key, size);
}

/* The log before the timeline, whose room depends on it. The stage gets more than the leaves. */
static gboolean
place_cb (gpointer user_data)
{
  ElectorPagePanes *self = user_data;

  self->idle = 0;
  if (self->narrow)
    gtk_paned_set_position (self->paned, get_extent (self->paned) * 3 / 5);
  else
    for (int i = ELECTOR_PAGE_N_PANES - 1; i >= 0; i--)
      place (self, &self->panes[i]);
  return G_SOURCE_REMOVE;
}

/* Keeps the sizes that the panes have now for the next time. */
void
elector_page_panes_remember (ElectorPagePanes *self)
{
  for (guint i = 0; i < ELECTOR_PAGE_N_PANES && !self->narrow; i++)
    remember (self, &self->panes[i]);
}

/* --- Leaves --- */

/* A leaf is there when what is on it is. */
static void
add_leaf (ElectorPagePanes *self, GtkWidget *content, const char *name, const char *title)
{
  GtkStackPage *page = gtk_stack_add_titled (self->stack, content, name, title);

  g_object_bind_property (content, "visible", page, "visible", G_BINDING_SYNC_CREATE);
}

static void
move_legend (ElectorPagePanes *self, gboolean away)
{
  g_autoptr (GtkWidget) legend = g_object_ref (GTK_WIDGET (self->legend));

  if (away)
    {
      gtk_box_remove (self->legend_box, legend);
      add_leaf (self, legend, "legend", _("Legend"));
    }
  else
    {
      gtk_stack_remove (self->stack, legend);
      gtk_box_append (self->legend_box, legend);
    }
  elector_legend_set_spread (self->legend, away);
}

/* A lesson has much to say: where there is little room it is scrolled with the stage. */
static void
move_lesson (ElectorPagePanes *self, gboolean away)
{
  g_autoptr (GtkWidget) lesson = g_object_ref (self->lesson);
  GtkBox *top = GTK_BOX (gtk_widget_get_parent (self->heading));
  GtkBox *scrolled = GTK_BOX (gtk_widget_get_parent (GTK_WIDGET (self->paned)));

  gtk_box_remove (away ? top : scrolled, lesson);
  if (away)
    gtk_box_prepend (scrolled, lesson);
  else
    gtk_box_insert_child_after (top, lesson, self->heading);
}

static void
fold (ElectorPagePanes *self)
{
  elector_page_panes_remember (self);
  for (guint i = 0; i < ELECTOR_PAGE_N_PANES; i++)
    {
      gtk_paned_set_end_child (self->panes[i].paned, NULL);
      self->panes[i].placed = FALSE;
    }
  for (guint i = 0; i < ELECTOR_PAGE_N_PANES; i++)
    add_leaf (self, self->panes[i].content, self->panes[i].name, _(self->panes[i].title));
  move_legend (self, TRUE);
  if (self->leaf != NULL)
    gtk_stack_set_visible_child_name (self->stack, self->leaf);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->paned), GTK_ORIENTATION_VERTICAL);
  gtk_paned_set_end_child (self->paned, self->leaves);
  move_lesson (self, TRUE);
}

static void
unfold (ElectorPagePanes *self)
{
  self->leaf = g_intern_string (gtk_stack_get_visible_child_name (self->stack));
  gtk_paned_set_end_child (self->paned, NULL);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->paned), GTK_ORIENTATION_HORIZONTAL);
  for (guint i = 0; i < ELECTOR_PAGE_N_PANES; i++)
    {
      gtk_stack_remove (self->stack, self->panes[i].content);
      gtk_paned_set_end_child (self->panes[i].paned, self->panes[i].content);
    }
  move_legend (self, FALSE);
  move_lesson (self, FALSE);
}

/* What has the focus has it still when it is somewhere else. It has to be told so even where it never lost it: what was
 * moved would lose it soon. */
static void
keep_focus (ElectorPagePanes *self, GtkWidget *focus)
{
  gboolean moved = gtk_widget_is_ancestor (focus, self->lesson);

  for (guint i = 0; i < ELECTOR_PAGE_N_PANES; i++)
    if (gtk_widget_is_ancestor (focus, self->panes[i].content))
      {
        elector_page_panes_show (self, self->panes[i].content);
        moved = TRUE;
      }
  if (moved)
    gtk_widget_grab_focus (focus);
}

/* What was moved has the actions that it had. */
static void
keep_actions (ElectorPagePanes *self)
{
  for (guint i = 0; i < ELECTOR_PAGE_N_PANES; i++)
    elector_compat_renew_actions (self->panes[i].content);
  elector_compat_renew_actions (self->lesson);
}

/* Tells whether the page is narrow, at first and when that changes. */
void
elector_page_panes_set_narrow (ElectorPagePanes *self, gboolean narrow)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self->scroller));
  g_autoptr (GtkWidget) focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (focus != NULL)
    g_object_ref (focus);
  if (narrow != self->narrow)
    {
      if (narrow)
        fold (self);
      else
        unfold (self);
      self->narrow = narrow;
      gtk_scrolled_window_set_policy (self->scroller, GTK_POLICY_NEVER,
                                      narrow ? GTK_POLICY_AUTOMATIC : GTK_POLICY_NEVER);
      keep_actions (self);
      if (focus != NULL)
        keep_focus (self, focus);
    }
  if (self->idle == 0)
    self->idle = g_idle_add (place_cb, self);
}

/* Brings the leaf to the front on which content is, if the page is narrow. */
void
elector_page_panes_show (ElectorPagePanes *self, GtkWidget *content)
{
  if (self->narrow)
    gtk_stack_set_visible_child (self->stack, content);
}

/* --- From first to last --- */

/* To be called when the panes, the scroller, the leaves, the stack and the settings are there. */
void
elector_page_panes_init (ElectorPagePanes *self)
{
  for (guint i = 0; i < ELECTOR_PAGE_N_PANES; i++)
    self->panes[i].content = g_object_ref (gtk_paned_get_end_child (self->panes[i].paned));
}

void
elector_page_panes_clear (ElectorPagePanes *self)
{
  g_clear_handle_id (&self->idle, g_source_remove);
  for (guint i = 0; i < ELECTOR_PAGE_N_PANES; i++)
    g_clear_object (&self->panes[i].content);
}
