/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/elector-checker-form.h"

#include "core/units.h"
#include "protocols/registry.h"
#include "ui/text-case.h"

#include <glib/gi18n.h>

#define STANDARD_NODES 3
#define MEBIBYTE (G_GUINT64_CONSTANT (1) << 20)
#define MEMORY_MAX (G_GUINT64_CONSTANT (1) << 40)

/* A number that bounds the search. */
typedef struct
{
  const char *title;
  const char *subtitle; /* or NULL */
  gsize offset;         /* of the guint in ElectorSearch */
  guint minimum, maximum;
} Bound;

static const Bound bounds[] = {
  /* The first one is only for algorithms that have terms. */
  { N_("Last term"), N_("0: no bound"), G_STRUCT_OFFSET (ElectorSearch, max_term), 0, ELECTOR_EXPLORER_MAX_TERM },
  { N_("Timers that fire"), N_("All nodes together; 0: no bound"), G_STRUCT_OFFSET (ElectorSearch, max_timeouts), 0,
    ELECTOR_EXPLORER_MAX_TIMEOUTS },
  { N_("Crashes"), NULL, G_STRUCT_OFFSET (ElectorSearch, max_crashes), 0, ELECTOR_EXPLORER_MAX_FAULTS },
  { N_("Messages that are lost at once"), N_("One that never arrives is lost even without that"),
    G_STRUCT_OFFSET (ElectorSearch, max_losses), 0, ELECTOR_EXPLORER_MAX_FAULTS },
  { N_("Messages that arrive twice"), NULL, G_STRUCT_OFFSET (ElectorSearch, max_duplicates), 0,
    ELECTOR_EXPLORER_MAX_FAULTS },
  { N_("Writes of a client"), N_("At nodes that lead"), G_STRUCT_OFFSET (ElectorSearch, max_writes), 0,
    ELECTOR_EXPLORER_MAX_FAULTS },
  { N_("Messages under way at once"), NULL, G_STRUCT_OFFSET (ElectorSearch, max_pending), 1,
    ELECTOR_EXPLORER_MAX_PENDING },
};

/* A choice about the search. */
typedef struct
{
  const char *title;
  const char *subtitle; /* or NULL */
  gsize offset;         /* of the gboolean in ElectorSearch */
} Choice;

static const Choice choices[] = {
  { N_("Crashed nodes come back"), NULL, G_STRUCT_OFFSET (ElectorSearch, can_recover) },
  { N_("Look only when no message is under way"), N_("Two may lead while an announcement is on its way"),
    G_STRUCT_OFFSET (ElectorSearch, at_rest) },
  { N_("Agreement may break"), N_("In lockstep: as long as it can come back"),
    G_STRUCT_OFFSET (ElectorSearch, eventually) },
  { N_("Fencing"), N_("What the client writes to turns away who shows an old term"),
    G_STRUCT_OFFSET (ElectorSearch, fencing) },
  { N_("Exact"), N_("Compare whole states, not fingerprints of 64 bits: slower, and no doubt is left"),
    G_STRUCT_OFFSET (ElectorSearch, exact) },
};

struct _ElectorCheckerForm
{
  AdwBin parent_instance;

  ElectorSearch search;                 /* what the widgets say */
  gboolean updating;                    /* they follow it, not the other way round */
  const ElectorProtocol *rows_protocol; /* whose properties and rule switches are shown */
  GPtrArray *property_rows;             /* of GtkWidget, borrowed */
  GPtrArray *rule_rows;                 /* likewise, as many as there are rule switches */
  GtkWidget *property_checks[ELECTOR_N_PROPERTIES]; /* GtkCheckButton, or NULL; borrowed */
  GPtrArray *rule_checks;               /* of GtkCheckButton, borrowed */
  GtkSpinButton *spins[G_N_ELEMENTS (bounds)];
  GtkWidget *rows[G_N_ELEMENTS (bounds)]; /* borrowed */
  GtkSwitch *switches[G_N_ELEMENTS (choices)];
  GtkSpinButton *memory;

  /* Template children */
  AdwComboRow *algorithm;
  GtkSpinButton *nodes;
  AdwComboRow *assumption;
  AdwExpanderRow *properties;
  AdwExpanderRow *rules;
  AdwExpanderRow *bounds;
};

G_DEFINE_FINAL_TYPE (ElectorCheckerForm, elector_checker_form, ADW_TYPE_BIN)

static void update_rows (ElectorCheckerForm *self);

/* --- Rows --- */

/* A row of an expander, whose texts are taken as they are. subtitle may be NULL. */
static GtkWidget *
add_row (AdwExpanderRow *parent, const char *title, const char *subtitle, GtkWidget *control, gboolean first)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  if (subtitle != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  gtk_widget_set_valign (control, GTK_ALIGN_CENTER);
  if (first)
    adw_action_row_add_prefix (ADW_ACTION_ROW (row), control);
  else
    adw_action_row_add_suffix (ADW_ACTION_ROW (row), control);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), control);
  gtk_accessible_update_property (GTK_ACCESSIBLE (control), GTK_ACCESSIBLE_PROPERTY_LABEL, title,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, subtitle != NULL ? subtitle : "", -1);
  adw_expander_row_add_row (parent, row);
  return row;
}

static void
remove_rows (AdwExpanderRow *parent, GPtrArray *rows)
{
  for (guint i = 0; i < rows->len; i++)
    adw_expander_row_remove (parent, g_ptr_array_index (rows, i));
  g_ptr_array_set_size (rows, 0);
}

/* --- What is wanted --- */

/* Somebody changed something: it is no longer one of the searches of which the number of cores is part. */
static void
edited (ElectorCheckerForm *self)
{
  self->search.n_threads = 0;
  update_rows (self);
}

static void
algorithm_cb (ElectorCheckerForm *self)
{
  guint selected = adw_combo_row_get_selected (self->algorithm);
  ElectorConfig config;
  ElectorAssumption assumption = self->search.assumption;

  if (self->updating || selected >= elector_registry_get_n_protocols ())
    return;
  elector_config_init (&config, elector_registry_get_protocol (selected), self->search.config.n_nodes);
  elector_search_init (&self->search, &config);
  elector_search_set_assumption (&self->search, assumption);
  edited (self);
}

static void
nodes_cb (ElectorCheckerForm *self)
{
  if (self->updating)
    return;
  elector_search_set_nodes (&self->search, (guint) gtk_spin_button_get_value_as_int (self->nodes));
  edited (self);
}

static void
assumption_cb (ElectorCheckerForm *self)
{
  if (self->updating || adw_combo_row_get_selected (self->assumption) >= ELECTOR_N_ASSUMPTIONS)
    return;
  elector_search_set_assumption (&self->search, (ElectorAssumption) adw_combo_row_get_selected (self->assumption));
  edited (self);
}

static void
property_cb (ElectorCheckerForm *self, GtkCheckButton *check)
{
  for (guint i = 0; i < ELECTOR_N_PROPERTIES && !self->updating; i++)
    if (self->property_checks[i] == GTK_WIDGET (check))
      elector_search_set_properties (&self->search, self->search.properties ^ 1u << i);
  if (!self->updating)
    edited (self);
}

static void
rule_cb (ElectorCheckerForm *self, GtkCheckButton *check)
{
  guint rule;

  if (self->updating || !g_ptr_array_find (self->rule_checks, check, &rule))
    return;
  self->search.config.rules ^= 1u << rule;
  edited (self);
}

static void
bound_cb (ElectorCheckerForm *self, GtkSpinButton *spin)
{
  for (guint i = 0; i < G_N_ELEMENTS (bounds) && !self->updating; i++)
    if (self->spins[i] == spin)
      G_STRUCT_MEMBER (guint, &self->search, bounds[i].offset) = (guint) gtk_spin_button_get_value_as_int (spin);
  if (!self->updating && spin == self->memory)
    self->search.max_memory = (guint64) gtk_spin_button_get_value (spin) * MEBIBYTE;
  if (!self->updating)
    edited (self);
}

static void
choice_cb (ElectorCheckerForm *self, GParamSpec *pspec, GtkSwitch *widget)
{
  for (guint i = 0; i < G_N_ELEMENTS (choices) && !self->updating; i++)
    if (self->switches[i] == widget)
      G_STRUCT_MEMBER (gboolean, &self->search, choices[i].offset) = gtk_switch_get_active (widget);
  if (!self->updating)
    edited (self);
}

/* --- What is the case --- */

static GtkWidget *
add_check (ElectorCheckerForm *self, AdwExpanderRow *parent, GPtrArray *rows, const char *title, const char *subtitle,
           GCallback callback)
{
  GtkWidget *check = gtk_check_button_new ();

  g_ptr_array_add (rows, add_row (parent, title, subtitle, check, TRUE));
  g_signal_connect_object (check, "toggled", callback, self, G_CONNECT_SWAPPED);
  return check;
}

/* The rows that depend on the algorithm. */
static void
fill_rows (ElectorCheckerForm *self, const ElectorProtocol *protocol)
{
  if (self->rows_protocol == protocol)
    return;
  remove_rows (self->properties, self->property_rows);
  remove_rows (self->rules, self->rule_rows);
  g_ptr_array_set_size (self->rule_checks, 0);
  for (guint i = 0; i < ELECTOR_N_PROPERTIES; i++)
    {
      self->property_checks[i] = NULL;
      if (elector_protocol_knows (protocol, (ElectorProperty) i))
        self->property_checks[i]
          = add_check (self, self->properties, self->property_rows, elector_property_to_text ((ElectorProperty) i),
                       _(protocol->promises[i].text), G_CALLBACK (property_cb));
    }
  for (guint i = 0; i < protocol->n_rules; i++)
    {
      g_autofree char *title = elector_text_capitalize (_(protocol->rules[i].summary));
      g_autofree char *subtitle = g_strdup_printf (_("Protects: %s"), _(protocol->rules[i].protects));

      g_ptr_array_add (self->rule_checks,
                       add_check (self, self->rules, self->rule_rows, title, subtitle, G_CALLBACK (rule_cb)));
    }
  gtk_widget_set_visible (self->rows[0], elector_protocol_knows (protocol, ELECTOR_PROPERTY_TERM_LEADER));
  self->rows_protocol = protocol;
}

static void
set_subtitle (AdwExpanderRow *row, const char *text)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  adw_expander_row_set_subtitle (row, escaped);
}

static char *
format_properties (const ElectorSearch *search)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < ELECTOR_N_PROPERTIES; i++)
    if ((search->properties >> i & 1) != 0)
      g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "",
                              elector_property_to_text ((ElectorProperty) i));
  if (text->len == 0)
    g_string_append (text, _("Nothing: choose what is looked for"));
  return g_string_free (text, FALSE);
}

static char *
format_rules (const ElectorConfig *config)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < config->protocol->n_rules; i++)
    if (elector_config_has_rule (config, i))
      g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", config->protocol->rules[i].id);
  if (text->len == 0)
    g_string_append (text, _("All off: the standard algorithm"));
  return g_string_free (text, FALSE);
}

static void
update_texts (ElectorCheckerForm *self)
{
  g_autofree char *properties = format_properties (&self->search), *rules = format_rules (&self->search.config);
  g_autofree char *text = elector_search_format_bounds (&self->search);

  set_subtitle (self->properties, properties);
  set_subtitle (self->rules, rules);
  set_subtitle (self->bounds, text);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->assumption), elector_assumption_explain (self->search.assumption));
}

/* Lets the widgets say what self->search does. */
static void
update_rows (ElectorCheckerForm *self)
{
  ElectorSearch *search = &self->search;

  self->updating = TRUE;
  fill_rows (self, search->config.protocol);
  for (guint i = 0; i < elector_registry_get_n_protocols (); i++)
    if (elector_registry_get_protocol (i) == search->config.protocol)
      adw_combo_row_set_selected (self->algorithm, i);
  gtk_spin_button_set_value (self->nodes, search->config.n_nodes);
  adw_combo_row_set_selected (self->assumption, search->assumption);
  for (guint i = 0; i < ELECTOR_N_PROPERTIES; i++)
    if (self->property_checks[i] != NULL)
      gtk_check_button_set_active (GTK_CHECK_BUTTON (self->property_checks[i]), (search->properties >> i & 1) != 0);
  for (guint i = 0; i < self->rule_checks->len; i++)
    gtk_check_button_set_active (g_ptr_array_index (self->rule_checks, i),
                                 elector_config_has_rule (&search->config, i));
  for (guint i = 0; i < G_N_ELEMENTS (bounds); i++)
    gtk_spin_button_set_value (self->spins[i], G_STRUCT_MEMBER (guint, search, bounds[i].offset));
  for (guint i = 0; i < G_N_ELEMENTS (choices); i++)
    gtk_switch_set_active (self->switches[i], G_STRUCT_MEMBER (gboolean, search, choices[i].offset));
  gtk_spin_button_set_value (self->memory, (double) (search->max_memory / MEBIBYTE));
  update_texts (self);
  self->updating = FALSE;
}

/* --- The widget --- */

/* Returns its row. */
static GtkWidget *
add_spin (ElectorCheckerForm *self, GtkSpinButton **added, const char *title, const char *subtitle, double minimum,
          double maximum, double step)
{
  GtkWidget *spin = gtk_spin_button_new_with_range (minimum, maximum, step);

  gtk_spin_button_set_numeric (GTK_SPIN_BUTTON (spin), TRUE);
  g_signal_connect_object (spin, "value-changed", G_CALLBACK (bound_cb), self, G_CONNECT_SWAPPED);
  *added = GTK_SPIN_BUTTON (spin);
  return add_row (self->bounds, title, subtitle, spin, FALSE);
}

static void
fill_bounds (ElectorCheckerForm *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (bounds); i++)
    self->rows[i] = add_spin (self, &self->spins[i], _(bounds[i].title),
                              bounds[i].subtitle != NULL ? _(bounds[i].subtitle) : NULL, bounds[i].minimum,
                              bounds[i].maximum, 1);
  add_spin (self, &self->memory, _("Memory, in MiB"), _("It stops there"), ELECTOR_EXPLORER_MIN_MEMORY / MEBIBYTE,
            MEMORY_MAX / MEBIBYTE, 64);
  for (guint i = 0; i < G_N_ELEMENTS (choices); i++)
    {
      GtkWidget *widget = gtk_switch_new ();

      add_row (self->bounds, _(choices[i].title), choices[i].subtitle != NULL ? _(choices[i].subtitle) : NULL, widget,
               FALSE);
      g_signal_connect_object (widget, "notify::active", G_CALLBACK (choice_cb), self, G_CONNECT_SWAPPED);
      self->switches[i] = GTK_SWITCH (widget);
    }
}

static void
elector_checker_form_dispose (GObject *object)
{
  ElectorCheckerForm *self = ELECTOR_CHECKER_FORM (object);

  self->updating = TRUE;
  gtk_widget_dispose_template (GTK_WIDGET (self), ELECTOR_TYPE_CHECKER_FORM);
  G_OBJECT_CLASS (elector_checker_form_parent_class)->dispose (object);
}

static void
elector_checker_form_finalize (GObject *object)
{
  ElectorCheckerForm *self = ELECTOR_CHECKER_FORM (object);

  g_ptr_array_unref (self->property_rows);
  g_ptr_array_unref (self->rule_rows);
  g_ptr_array_unref (self->rule_checks);
  G_OBJECT_CLASS (elector_checker_form_parent_class)->finalize (object);
}

static void
elector_checker_form_class_init (ElectorCheckerFormClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = elector_checker_form_dispose;
  G_OBJECT_CLASS (klass)->finalize = elector_checker_form_finalize;
  gtk_widget_class_set_template_from_resource (widget_class, "/org/elector/Elector/elector-checker-form.ui");
  gtk_widget_class_bind_template_child (widget_class, ElectorCheckerForm, algorithm);
  gtk_widget_class_bind_template_child (widget_class, ElectorCheckerForm, nodes);
  gtk_widget_class_bind_template_child (widget_class, ElectorCheckerForm, assumption);
  gtk_widget_class_bind_template_child (widget_class, ElectorCheckerForm, properties);
  gtk_widget_class_bind_template_child (widget_class, ElectorCheckerForm, rules);
  gtk_widget_class_bind_template_child (widget_class, ElectorCheckerForm, bounds);
  gtk_widget_class_bind_template_callback (widget_class, algorithm_cb);
  gtk_widget_class_bind_template_callback (widget_class, nodes_cb);
  gtk_widget_class_bind_template_callback (widget_class, assumption_cb);
}

static void
elector_checker_form_init (ElectorCheckerForm *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  ElectorConfig config;

  self->property_rows = g_ptr_array_new ();
  self->rule_rows = g_ptr_array_new ();
  self->rule_checks = g_ptr_array_new ();
  self->updating = TRUE;
  for (guint i = 0; i < elector_registry_get_n_protocols (); i++)
    gtk_string_list_append (names, _(elector_registry_get_protocol (i)->name));
  gtk_widget_init_template (GTK_WIDGET (self));
  adw_combo_row_set_model (self->algorithm, G_LIST_MODEL (names));
  fill_bounds (self);
  elector_config_init (&config, elector_registry_get_protocol (0), STANDARD_NODES);
  elector_search_init (&self->search, &config);
  update_rows (self);
}

/* Borrowed. It may be one that cannot be searched: elector_explorer_new() says why. */
const ElectorSearch *
elector_checker_form_get_search (ElectorCheckerForm *self)
{
  g_return_val_if_fail (ELECTOR_IS_CHECKER_FORM (self), NULL);
  return &self->search;
}

/* search is copied; it has 2 to 5 nodes. */
void
elector_checker_form_set_search (ElectorCheckerForm *self, const ElectorSearch *search)
{
  g_return_if_fail (ELECTOR_IS_CHECKER_FORM (self));

  self->search = *search;
  update_rows (self);
}
