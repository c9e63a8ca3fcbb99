/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/elector-go-popover.h"

#include "core/units.h"
#include "engine/elector-listing.h"

#include <glib/gi18n-lib.h>
#include <string.h>

struct _ElectorGoPopover
{
  GtkPopover parent_instance;

  ElectorSimulation *simulation; /* or NULL */
  const ElectorProtocol *protocol; /* of which messages and lines are listed, or NULL */
  guint n_nodes;                   /* that are listed */
  GArray *steps;                   /* of guint: the step of each line that is listed */

  /* Template children */
  GtkEntry *time;
  GtkLabel *error;
  GtkDropDown *what;
  GtkDropDown *message;
  GtkDropDown *line;
  GtkDropDown *node;
  GtkButton *run;
};

G_DEFINE_FINAL_TYPE (ElectorGoPopover, elector_go_popover, GTK_TYPE_POPOVER)

static void
set_words (GtkDropDown *drop_down, const char *const *words)
{
  g_autoptr (GtkStringList) list = gtk_string_list_new (words);

  gtk_drop_down_set_model (drop_down, G_LIST_MODEL (list));
}

/* The lines that stand for a step, as they are read in the code. */
static void
list_lines (ElectorGoPopover *self, const ElectorConfig *config)
{
  g_autoptr (ElectorListing) listing = elector_listing_new (config->protocol, ELECTOR_LISTING_PYTHON, config->rules);
  g_auto (GStrv) lines = g_strsplit (elector_listing_get_text (listing), "\n", -1);
  g_autoptr (GPtrArray) words = g_ptr_array_new ();

  g_array_set_size (self->steps, 0);
  for (guint i = 0; i < elector_listing_get_n_lines (listing) && lines[i] != NULL; i++)
    {
      int step = elector_listing_get_step (listing, i);

      if (step < 0)
        continue;
      g_array_append_val (self->steps, step);
      g_ptr_array_add (words, g_strstrip (lines[i]));
    }
  g_ptr_array_add (words, NULL);
  set_words (self->line, (const char *const *) words->pdata);
}

static void
list_nodes (ElectorGoPopover *self)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new_with_free_func (g_free);

  g_ptr_array_add (words, g_strdup (_("on any node")));
  for (guint i = 1; i <= self->n_nodes; i++)
    g_ptr_array_add (words, g_strdup_printf (_("on node %u"), i));
  g_ptr_array_add (words, NULL);
  set_words (self->node, (const char *const *) words->pdata);
}

static void
list_messages (ElectorGoPopover *self)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new ();

  for (guint i = 0; i < self->protocol->messages.length; i++)
    g_ptr_array_add (words, (gpointer) self->protocol->messages.ids[i]);
  g_ptr_array_add (words, NULL);
  set_words (self->message, (const char *const *) words->pdata);
}

/* What there is to choose from depends on what runs. */
static void
show_cb (ElectorGoPopover *self)
{
  const ElectorConfig *config;
  g_autofree char *clock = NULL;

  if (self->simulation == NULL)
    return;
  config = elector_simulation_get_moment (self->simulation)->config;
  if (config->protocol != self->protocol)
    {
      self->protocol = config->protocol;
      list_messages (self);
      list_lines (self, config);
    }
  if (config->n_nodes != self->n_nodes)
    {
      self->n_nodes = config->n_nodes;
      list_nodes (self);
    }
  clock = elector_format_clock (elector_simulation_get_time (self->simulation));
  gtk_editable_set_text (GTK_EDITABLE (self->time), clock);
  gtk_widget_grab_focus (GTK_WIDGET (self->time));
}

static void
time_changed_cb (ElectorGoPopover *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->error), FALSE);
  gtk_widget_remove_css_class (GTK_WIDGET (self->time), "error");
}

static void
time_cb (ElectorGoPopover *self)
{
  g_autoptr (GError) error = NULL;
  ElectorTime time;

  if (!elector_parse_clock (gtk_editable_get_text (GTK_EDITABLE (self->time)), &time, &error))
    {
      gtk_label_set_label (self->error, error->message);
      gtk_widget_set_visible (GTK_WIDGET (self->error), TRUE);
      gtk_widget_add_css_class (GTK_WIDGET (self->time), "error");
      gtk_widget_grab_focus (GTK_WIDGET (self->time));
      return;
    }
  gtk_popover_popdown (GTK_POPOVER (self));
  gtk_widget_activate_action (GTK_WIDGET (self), "moves.go-to-time", "x", time);
}

/* Some conditions need to be told more exactly. */
static void
what_cb (ElectorGoPopover *self)
{
  guint what = gtk_drop_down_get_selected (self->what);

  gtk_widget_set_visible (GTK_WIDGET (self->message), what == ELECTOR_LANDMARK_MESSAGE);
  gtk_widget_set_visible (GTK_WIDGET (self->line), what == ELECTOR_LANDMARK_STEP);
  gtk_widget_set_visible (GTK_WIDGET (self->node), what == ELECTOR_LANDMARK_STEP);
}

static void
run_cb (ElectorGoPopover *self)
{
  guint what = gtk_drop_down_get_selected (self->what), type = 0, node = 0;

  if (what == ELECTOR_LANDMARK_MESSAGE)
    type = gtk_drop_down_get_selected (self->message);
  if (what == ELECTOR_LANDMARK_STEP && gtk_drop_down_get_selected (self->line) < self->steps->len)
    {
      type = g_array_index (self->steps, guint, gtk_drop_down_get_selected (self->line));
      node = gtk_drop_down_get_selected (self->node);
    }
  gtk_popover_popdown (GTK_POPOVER (self));
  gtk_widget_activate_action (GTK_WIDGET (self), "moves.next", "(uuu)", what, type, node);
}

static void
elector_go_popover_dispose (GObject *object)
{
  ElectorGoPopover *self = ELECTOR_GO_POPOVER (object);

  g_clear_object (&self->simulation);
  gtk_widget_dispose_template (GTK_WIDGET (self), ELECTOR_TYPE_GO_POPOVER);
  G_OBJECT_CLASS (elector_go_popover_parent_class)->dispose (object);
}

static void
elector_go_popover_finalize (GObject *object)
{
  g_array_unref (ELECTOR_GO_POPOVER (object)->steps);
  G_OBJECT_CLASS (elector_go_popover_parent_class)->finalize (object);
}

static void
elector_go_popover_class_init (ElectorGoPopoverClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = elector_go_popover_dispose;
  G_OBJECT_CLASS (klass)->finalize = elector_go_popover_finalize;
  gtk_widget_class_set_template_from_resource (widget_class, "/org/elector/Elector/elector-go-popover.ui");
  gtk_widget_class_bind_template_child (widget_class, ElectorGoPopover, time);
  gtk_widget_class_bind_template_child (widget_class, ElectorGoPopover, error);
  gtk_widget_class_bind_template_child (widget_class, ElectorGoPopover, what);
  gtk_widget_class_bind_template_child (widget_class, ElectorGoPopover, message);
  gtk_widget_class_bind_template_child (widget_class, ElectorGoPopover, line);
  gtk_widget_class_bind_template_child (widget_class, ElectorGoPopover, node);
  gtk_widget_class_bind_template_child (widget_class, ElectorGoPopover, run);
  gtk_widget_class_bind_template_callback (widget_class, show_cb);
  gtk_widget_class_bind_template_callback (widget_class, time_cb);
  gtk_widget_class_bind_template_callback (widget_class, time_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, what_cb);
  gtk_widget_class_bind_template_callback (widget_class, run_cb);
}

static void
elector_go_popover_init (ElectorGoPopover *self)
{
  self->steps = g_array_new (FALSE, FALSE, sizeof (guint));
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* Leaves out what is one algorithm's own: its messages and its lines. */
void
elector_go_popover_set_is_common (ElectorGoPopover *self)
{
  GtkStringList *list;

  g_return_if_fail (ELECTOR_IS_GO_POPOVER (self));

  list = GTK_STRING_LIST (gtk_drop_down_get_model (self->what));
  gtk_string_list_splice (list, ELECTOR_LANDMARK_MESSAGE,
                          g_list_model_get_n_items (G_LIST_MODEL (list)) - ELECTOR_LANDMARK_MESSAGE, NULL);
}

/* simulation may be NULL. */
void
elector_go_popover_set_simulation (ElectorGoPopover *self, ElectorSimulation *simulation)
{
  g_return_if_fail (ELECTOR_IS_GO_POPOVER (self));
  g_set_object (&self->simulation, simulation);
}
