/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/elector-rules-table.h"

#include "core/units.h"
#include "protocols/registry.h"
#include "ui/checker-job.h"
#include "ui/rule-cell.h"
#include "ui/text-case.h"

#include <glib/gi18n.h>

#define RULE_CHARS 22
#define PROPERTY_CHARS 14

/* In the order of the rows: what is searched faster comes first. */
static const ElectorAssumption assumptions[ELECTOR_N_ASSUMPTIONS]
  = { ELECTOR_ASSUMPTION_SYNCHRONOUS, ELECTOR_ASSUMPTION_LOCKSTEP, ELECTOR_ASSUMPTION_ASYNCHRONOUS };

typedef struct
{
  ElectorRuleCase rule_case;
  GtkWidget *button; /* borrowed */
} Cell;

struct _ElectorRulesTable
{
  AdwBin parent_instance;

  ElectorVerdictCache *cache;
  GArray *cells;  /* of Cell */
  GQueue *todo;   /* of Cell number + 1 */
  guint n_todo;   /* at the beginning */

  /* What a rule is for is looked for; otherwise NULL. */
  const ElectorProtocol *purpose_protocol;
  guint purpose_rule;

  /* While a cell is searched; otherwise NULL. */
  ElectorExplorer *explorer;
  GCancellable *cancellable;
  guint running; /* which */

  /* Template children */
  GtkButton *compute;
  GtkButton *cancel;
  GtkProgressBar *progress;
  GtkLabel *status;
  GtkBox *tables;
};

G_DEFINE_FINAL_TYPE (ElectorRulesTable, elector_rules_table, ADW_TYPE_BIN)

enum
{
  SIGNAL_SHOW_SEARCH,
  SIGNAL_SHOW_EXPERIMENT,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static Cell *
get_cell (ElectorRulesTable *self, guint i)
{
  return &g_array_index (self->cells, Cell, i);
}

/* What is known of a search. FALSE when nothing is. */
gboolean
elector_rules_table_look_up (ElectorRulesTable *self, const ElectorRuleCase *rule_case, ElectorSearchVerdict *verdict)
{
  ElectorSearch search;

  g_return_val_if_fail (ELECTOR_IS_RULES_TABLE (self), FALSE);

  elector_rule_case_init_search (rule_case, &search);
  return elector_verdict_cache_look_up (self->cache, &search, verdict);
}

/* Whether the verdict on a case and that on the standard algorithm are known, and differ as they should. */
static gboolean
tells (ElectorRulesTable *self, const ElectorRuleCase *rule_case, ElectorSearchVerdict *with,
       ElectorSearchVerdict *without)
{
  ElectorRuleCase standard = *rule_case;

  standard.rule = ELECTOR_RULE_NONE;
  return rule_case->rule != ELECTOR_RULE_NONE && elector_rules_table_look_up (self, rule_case, with)
         && elector_rules_table_look_up (self, &standard, without) && elector_rule_case_tells (with, without);
}

static void
update_cells (ElectorRulesTable *self)
{
  for (guint i = 0; i < self->cells->len; i++)
    {
      const Cell *cell = get_cell (self, i);
      ElectorSearchVerdict verdict, with, without;
      gboolean known = elector_rules_table_look_up (self, &cell->rule_case, &verdict);

      elector_rule_cell_set_verdict (cell->button, &cell->rule_case, known ? &verdict : NULL,
                                     tells (self, &cell->rule_case, &with, &without));
    }
}

static gboolean
is_complete (ElectorRulesTable *self)
{
  ElectorSearchVerdict verdict;

  for (guint i = 0; i < self->cells->len; i++)
    if (!elector_rules_table_look_up (self, &get_cell (self, i)->rule_case, &verdict))
      return FALSE;
  return TRUE;
}

/* Compute, or Recompute, or in their place Cancel. The focus stays there. */
static void
update_actions (ElectorRulesTable *self)
{
  gboolean running = self->explorer != NULL;
  GtkWidget *widget = GTK_WIDGET (self);
  GtkWidget *shown = GTK_WIDGET (running ? self->cancel : self->compute);
  GtkWidget *hidden = GTK_WIDGET (running ? self->compute : self->cancel);
  gboolean has_focus = gtk_widget_has_focus (hidden);

  gtk_widget_action_set_enabled (widget, "rules.compute", !running);
  gtk_widget_action_set_enabled (widget, "rules.cancel", running);
  gtk_button_set_label (self->compute, is_complete (self) ? _("Recom_pute") : _("Com_pute"));
  gtk_widget_set_visible (GTK_WIDGET (self->progress), running);
  gtk_widget_set_visible (GTK_WIDGET (self->status), !running);
  gtk_widget_set_visible (shown, TRUE);
  if (has_focus)
    gtk_widget_grab_focus (shown);
  gtk_widget_set_visible (hidden, FALSE);
}

/* --- Searching --- */

static void search_next (ElectorRulesTable *self);

static void
save (ElectorRulesTable *self)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  if (elector_verdict_cache_save (self->cache, &error))
    return;
  text = g_strdup_printf (_("The verdicts could not be kept for the next time: %s"), error->message);
  gtk_label_set_label (self->status, text);
}

/* Stops whatever is searched. What is known by now is kept. */
static void
stop (ElectorRulesTable *self)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->explorer, elector_checker_job_release);
  g_queue_clear (self->todo);
  self->purpose_protocol = NULL;
}

static void
end (ElectorRulesTable *self)
{
  stop (self);
  gtk_label_set_label (self->status, "");
  save (self);
  update_cells (self);
  update_actions (self);
}

static char *
format_purpose (const ElectorRuleCase *rule_case, const ElectorSearchVerdict *with, const ElectorSearchVerdict *without)
{
  gboolean breaks_with = with->outcome == ELECTOR_OUTCOME_FOUND;
  g_autofree char *states = elector_format_count (breaks_with ? without->n_states : with->n_states);
  const char *id = rule_case->protocol->rules[rule_case->rule].id;

  if (breaks_with)
    /* Translators: a rule switch, and a number */
    return g_strdup_printf (_("This is with “%s” on. With it off, this holds in all %s states."), id, states);
  return g_strdup_printf (_("This is with “%s” off. With it on, this holds in all %s states."), id, states);
}

/* Whether it is known by now what the rule is for. */
static gboolean
tell_purpose (ElectorRulesTable *self)
{
  for (guint i = 0; i < self->cells->len && self->purpose_protocol != NULL; i++)
    {
      ElectorRuleCase rule_case = get_cell (self, i)->rule_case;
      ElectorSearchVerdict with, without;
      ElectorSearch search;
      g_autofree char *note = NULL;

      if (rule_case.protocol != self->purpose_protocol || rule_case.rule != (int) self->purpose_rule
          || !tells (self, &rule_case, &with, &without))
        continue;
      note = format_purpose (&rule_case, &with, &without);
      if (with.outcome != ELECTOR_OUTCOME_FOUND)
        rule_case.rule = ELECTOR_RULE_NONE;
      elector_rule_case_init_search (&rule_case, &search);
      end (self);
      g_signal_emit (self, signals[SIGNAL_SHOW_SEARCH], 0, &search, note);
      return TRUE;
    }
  return FALSE;
}

/* Nothing is left to search. */
static void
finish (ElectorRulesTable *self)
{
  const ElectorProtocol *protocol = self->purpose_protocol;
  guint rule = self->purpose_rule;
  g_autofree char *text = NULL;

  if (tell_purpose (self))
    return;
  end (self);
  if (protocol == NULL)
    return;
  text = g_strdup_printf (_("No search of this size tells “%s” from the standard algorithm. What it protects: %s."),
                          protocol->rules[rule].id, _(protocol->rules[rule].protects));
  gtk_label_set_label (self->status, text);
}

static void
searched_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ElectorRulesTable) self = user_data;
  Cell *cell;
  ElectorSearchVerdict verdict;

  if (self->cancellable == NULL || g_task_get_cancellable (G_TASK (result)) != self->cancellable)
    return; /* nobody waits for it any more */
  elector_explorer_run_finish (self->explorer, result);
  cell = get_cell (self, self->running);
  if (elector_search_verdict_init (&verdict, self->explorer))
    {
      ElectorSearchVerdict with, without;

      elector_verdict_cache_put (self->cache, elector_explorer_get_search (self->explorer), &verdict);
      elector_rule_cell_set_verdict (cell->button, &cell->rule_case, &verdict,
                                     tells (self, &cell->rule_case, &with, &without));
    }
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->explorer, elector_checker_job_release);
  if (!tell_purpose (self))
    search_next (self);
}

static void
show_progress (ElectorRulesTable *self, guint done)
{
  g_autofree char *text = g_strdup_printf (_("%u of %u searches"), done, self->n_todo);

  gtk_progress_bar_set_text (self->progress, text);
  gtk_progress_bar_set_fraction (self->progress, (double) done / MAX (self->n_todo, 1));
}

static void
search_next (ElectorRulesTable *self)
{
  guint next = GPOINTER_TO_UINT (g_queue_pop_head (self->todo));
  ElectorSearch search;

  if (next == 0)
    {
      finish (self);
      return;
    }
  self->running = next - 1;
  elector_rule_case_init_search (&get_cell (self, self->running)->rule_case, &search);
  self->explorer = elector_explorer_new (&search, NULL); /* cannot fail: only possible cases are cells */
  self->cancellable = g_cancellable_new ();
  elector_explorer_run_async (self->explorer, self->cancellable, searched_cb, g_object_ref (self));
  show_progress (self, self->n_todo - g_queue_get_length (self->todo) - 1);
}

static gboolean
is_promised (const ElectorRuleCase *rule_case)
{
  ElectorSearch search;

  elector_rule_case_init_search (rule_case, &search);
  return elector_search_promises (&search, rule_case->property);
}

/* Puts what is not known into the queue: the cell with a rule and that with none. */
static void
add_pair (ElectorRulesTable *self, guint number)
{
  ElectorRuleCase wanted = get_cell (self, number)->rule_case;

  for (guint i = 0; i <= number; i++)
    {
      const ElectorRuleCase *other = &get_cell (self, i)->rule_case;
      ElectorSearchVerdict verdict;

      if ((i == number || other->rule == ELECTOR_RULE_NONE) && other->protocol == wanted.protocol
          && other->assumption == wanted.assumption && other->property == wanted.property
          && other->at_rest == wanted.at_rest
          && !elector_rules_table_look_up (self, other, &verdict))
        g_queue_push_tail (self->todo, GUINT_TO_POINTER (i + 1));
    }
}

/* What is likely to show the difference comes first: what is searched fast, and what is promised. */
static void
add_purpose (ElectorRulesTable *self)
{
  for (guint pass = 0; pass < 2 * ELECTOR_N_ASSUMPTIONS; pass++)
    for (guint i = 0; i < self->cells->len; i++)
      {
        const ElectorRuleCase *rule_case = &get_cell (self, i)->rule_case;

        if (rule_case->protocol == self->purpose_protocol && rule_case->rule == (int) self->purpose_rule
            && rule_case->assumption == assumptions[pass / 2] && is_promised (rule_case) == (pass % 2 == 0))
          add_pair (self, i);
      }
}

/* Searches what is not known: all of it, or what may tell a rule from the standard algorithm. */
static void
begin (ElectorRulesTable *self)
{
  for (guint i = 0; i < self->cells->len && self->purpose_protocol == NULL; i++)
    {
      ElectorSearchVerdict verdict;

      if (!elector_rules_table_look_up (self, &get_cell (self, i)->rule_case, &verdict))
        g_queue_push_tail (self->todo, GUINT_TO_POINTER (i + 1));
    }
  if (self->purpose_protocol != NULL)
    add_purpose (self);
  self->n_todo = g_queue_get_length (self->todo);
  search_next (self);
  update_actions (self);
}

static void
compute_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ElectorRulesTable *self = ELECTOR_RULES_TABLE (widget);

  if (self->explorer != NULL)
    return;
  if (is_complete (self))
    elector_verdict_cache_clear (self->cache);
  update_cells (self);
  begin (self);
}

static void
cancel_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  end (ELECTOR_RULES_TABLE (widget));
}

static void
show_experiment_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_signal_emit (widget, signals[SIGNAL_SHOW_EXPERIMENT], 0);
}

/* Looks for what rule number rule of protocol is for: for a search that holds with the switch and breaks without it, or
 * the other way round. Shows it when it is found. */
void
elector_rules_table_find_purpose (ElectorRulesTable *self, const ElectorProtocol *protocol, guint rule)
{
  g_return_if_fail (ELECTOR_IS_RULES_TABLE (self));
  g_return_if_fail (rule < protocol->n_rules);

  stop (self);
  self->purpose_protocol = protocol;
  self->purpose_rule = rule;
  if (!tell_purpose (self))
    begin (self);
}

/* --- The table --- */

static void
clicked_cb (ElectorRulesTable *self, GtkWidget *button)
{
  for (guint i = 0; i < self->cells->len; i++)
    if (get_cell (self, i)->button == button)
      {
        const ElectorRuleCase *rule_case = &get_cell (self, i)->rule_case;
        ElectorSearchVerdict with, without;
        ElectorSearch search;
        g_autofree char *note = NULL;

        if (tells (self, rule_case, &with, &without) && with.outcome == ELECTOR_OUTCOME_FOUND)
          note = format_purpose (rule_case, &with, &without);
        elector_rule_case_init_search (rule_case, &search);
        g_signal_emit (self, signals[SIGNAL_SHOW_SEARCH], 0, &search, note);
        return;
      }
}

static GtkWidget *
make_label (const char *text, int chars, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_width_chars (GTK_LABEL (label), chars);
  gtk_label_set_max_width_chars (GTK_LABEL (label), chars);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

static void
attach_cell (ElectorRulesTable *self, GtkGrid *grid, int column, int row, ElectorRuleCase rule_case)
{
  Cell cell = { .rule_case = rule_case, .button = elector_rule_cell_new (&rule_case) };

  g_signal_connect_object (cell.button, "clicked", G_CALLBACK (clicked_cb), self, G_CONNECT_SWAPPED);
  gtk_grid_attach (grid, cell.button, column, row, 1, 1);
  g_array_append_val (self->cells, cell);
}

/* A rule has a row for each assumption, below a line. The questions are the columns. */
static void
attach_rule (ElectorRulesTable *self, GtkGrid *grid, const ElectorProtocol *protocol, int rule)
{
  ElectorRuleCase questions[ELECTOR_RULE_MAX_QUESTIONS];
  int n = (int) elector_rule_case_list (protocol, questions), row = 2 + (rule + 1) * (ELECTOR_N_ASSUMPTIONS + 1);
  const char *text = rule == ELECTOR_RULE_NONE ? _("the standard algorithm") : _(protocol->rules[rule].summary);
  g_autofree char *title = elector_text_capitalize (text);
  GtkWidget *label = make_label (title, RULE_CHARS, NULL);

  if (rule != ELECTOR_RULE_NONE)
    gtk_widget_set_tooltip_text (label, protocol->rules[rule].id);
  gtk_grid_attach (grid, gtk_separator_new (GTK_ORIENTATION_HORIZONTAL), 0, row - 1, 2 + n, 1);
  gtk_grid_attach (grid, label, 0, row, 1, ELECTOR_N_ASSUMPTIONS);
  for (int i = 0; i < ELECTOR_N_ASSUMPTIONS; i++)
    {
      GtkWidget *word = make_label (elector_assumption_to_text (assumptions[i]), -1, "dim-label");

      gtk_widget_set_tooltip_text (word, elector_assumption_explain (assumptions[i]));
      gtk_grid_attach (grid, word, 1, row + i, 1, 1);
      for (int column = 0; column < n; column++)
        {
          ElectorRuleCase rule_case = questions[column];

          rule_case.rule = rule;
          rule_case.assumption = assumptions[i];
          attach_cell (self, grid, 2 + column, row + i, rule_case);
        }
    }
}

static void
attach_titles (GtkGrid *grid, const ElectorProtocol *protocol)
{
  ElectorRuleCase questions[ELECTOR_RULE_MAX_QUESTIONS];
  guint n = elector_rule_case_list (protocol, questions);

  for (guint i = 0; i < n; i++)
    gtk_grid_attach (grid, make_label (elector_rule_case_get_title (&questions[i]), PROPERTY_CHARS, "heading"),
                     (int) i + 2, 0, 1, 1);
}

static void
add_algorithm (ElectorRulesTable *self, const ElectorProtocol *protocol)
{
  GtkWidget *grid = gtk_grid_new (), *scrolled = gtk_scrolled_window_new ();

  gtk_grid_set_column_spacing (GTK_GRID (grid), 6);
  gtk_widget_add_css_class (grid, "lab-table");
  gtk_grid_attach (GTK_GRID (grid), make_label (_(protocol->name), RULE_CHARS, "title-4"), 0, 0, 2, 1);
  attach_titles (GTK_GRID (grid), protocol);
  for (int rule = ELECTOR_RULE_NONE; rule < (int) protocol->n_rules; rule++)
    attach_rule (self, GTK_GRID (grid), protocol, rule);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_AUTOMATIC, GTK_POLICY_NEVER);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), grid);
  gtk_box_append (self->tables, scrolled);
}

/* --- The widget --- */

/* The searches go on behind other pages, and end with the window. */
static void
elector_rules_table_unroot (GtkWidget *widget)
{
  ElectorRulesTable *self = ELECTOR_RULES_TABLE (widget);

  if (self->explorer != NULL)
    {
      stop (self);
      save (self);
    }
  GTK_WIDGET_CLASS (elector_rules_table_parent_class)->unroot (widget);
}

static void
elector_rules_table_dispose (GObject *object)
{
  ElectorRulesTable *self = ELECTOR_RULES_TABLE (object);

  stop (self);
  gtk_widget_dispose_template (GTK_WIDGET (self), ELECTOR_TYPE_RULES_TABLE);
  G_OBJECT_CLASS (elector_rules_table_parent_class)->dispose (object);
}

static void
elector_rules_table_finalize (GObject *object)
{
  ElectorRulesTable *self = ELECTOR_RULES_TABLE (object);

  elector_verdict_cache_free (self->cache);
  g_array_unref (self->cells);
  g_queue_free (self->todo);
  G_OBJECT_CLASS (elector_rules_table_parent_class)->finalize (object);
}

static void
elector_rules_table_class_init (ElectorRulesTableClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = elector_rules_table_dispose;
  G_OBJECT_CLASS (klass)->finalize = elector_rules_table_finalize;
  widget_class->unroot = elector_rules_table_unroot;
  signals[SIGNAL_SHOW_SEARCH] = g_signal_new ("show-search", ELECTOR_TYPE_RULES_TABLE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                              NULL, G_TYPE_NONE, 2, G_TYPE_POINTER, G_TYPE_STRING);
  signals[SIGNAL_SHOW_EXPERIMENT] = g_signal_new ("show-experiment", ELECTOR_TYPE_RULES_TABLE, G_SIGNAL_RUN_LAST, 0,
                                                  NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_install_action (widget_class, "rules.compute", NULL, compute_action);
  gtk_widget_class_install_action (widget_class, "rules.cancel", NULL, cancel_action);
  gtk_widget_class_install_action (widget_class, "rules.show-experiment", NULL, show_experiment_action);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/elector/Elector/elector-rules-table.ui");
  gtk_widget_class_bind_template_child (widget_class, ElectorRulesTable, compute);
  gtk_widget_class_bind_template_child (widget_class, ElectorRulesTable, cancel);
  gtk_widget_class_bind_template_child (widget_class, ElectorRulesTable, progress);
  gtk_widget_class_bind_template_child (widget_class, ElectorRulesTable, status);
  gtk_widget_class_bind_template_child (widget_class, ElectorRulesTable, tables);
}

static void
elector_rules_table_init (ElectorRulesTable *self)
{
  g_autoptr (GFile) file = g_file_new_build_filename (g_get_user_cache_dir (), "elector", "checker.json", NULL);

  self->cache = elector_verdict_cache_new (file);
  self->cells = g_array_new (FALSE, FALSE, sizeof (Cell));
  self->todo = g_queue_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < elector_registry_get_n_protocols (); i++)
    add_algorithm (self, elector_registry_get_protocol (i));
  update_cells (self);
  update_actions (self);
}
