/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/stage-menu.h"

#include "core/units.h"
#include "ui/fault-tools.h"

#include <glib/gi18n-lib.h>

/* Among more nodes than this, their list would be longer than the screen: there is only the dialog. */
#define MAX_LISTED_NODES 12

/* More messages than this are listed for nobody: one picks them on the stage, or by time. */
#define MAX_LISTED_MESSAGES 12

/* The prefix of the actions that a menu brings with it. */
#define ACTIONS "tool"

/* --- Menus that are made when they are opened, and gone when they are closed --- */

static gboolean
unparent_cb (gpointer menu)
{
  GtkWidget *parent = gtk_widget_get_parent (menu);

  if (parent == NULL)
    return G_SOURCE_REMOVE;
  gtk_widget_insert_action_group (menu, ACTIONS, NULL); /* they hold the simulation */
  gtk_widget_unparent (menu);
  if (gtk_widget_get_focusable (parent))
    gtk_widget_grab_focus (parent); /* a popover gives it to whatever comes next */
  return G_SOURCE_REMOVE;
}

/* Not at once: the action that was chosen is activated after this, and is found through the menu's parent. */
static void
closed_cb (GtkWidget *menu)
{
  g_idle_add_full (G_PRIORITY_DEFAULT, unparent_cb, g_object_ref (menu), g_object_unref);
}

/* The actions of group, which may be NULL, are called "tool.name" in the model. rect may be NULL: the menu then points
 * to the whole parent. */
static GtkWidget *
popup (GtkWidget *parent, GMenu *model, GSimpleActionGroup *group, const GdkRectangle *rect, const char *name)
{
  GtkWidget *menu = gtk_popover_menu_new_from_model (G_MENU_MODEL (model));

  /* To the menu and not to the parent, whose actions are offered by assistive technologies. */
  gtk_widget_insert_action_group (menu, ACTIONS, G_ACTION_GROUP (group));
  gtk_accessible_update_property (GTK_ACCESSIBLE (menu), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_widget_set_parent (menu, parent);
  if (rect != NULL)
    gtk_popover_set_pointing_to (GTK_POPOVER (menu), rect);
  g_signal_connect (menu, "closed", G_CALLBACK (closed_cb), NULL);
  gtk_popover_popup (GTK_POPOVER (menu));
  return menu;
}

/* key is shown at the item's end; the widget binds it. */
static void
append (GMenu *menu, const char *label, const char *action, const char *key)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, action);

  if (key != NULL)
    g_menu_item_set_attribute (item, "accel", "s", key);
  g_menu_append_item (menu, item);
}

/* --- Actions that are one fault --- */

typedef struct
{
  ElectorSimulation *simulation; /* owned */
  ElectorFault fault;
} FaultAct;

static void
fault_act_free (gpointer data, GClosure *closure)
{
  g_object_unref (((FaultAct *) data)->simulation);
  g_free (data);
}

static void
fault_cb (GSimpleAction *action, GVariant *parameter, FaultAct *act)
{
  elector_simulation_intervene (act->simulation, &act->fault);
}

static void
connect_fault (GSimpleAction *action, const char *signal, gpointer callback, ElectorSimulation *simulation,
               ElectorFault fault)
{
  FaultAct act = { g_object_ref (simulation), fault };

  g_signal_connect_data (action, signal, callback, g_memdup2 (&act, sizeof act), fault_act_free, 0);
}

static void
add_fault_action (GSimpleActionGroup *group, const char *name, gboolean enabled, ElectorSimulation *simulation,
                  ElectorFault fault)
{
  g_autoptr (GSimpleAction) action = g_simple_action_new (name, NULL);

  connect_fault (action, "activate", fault_cb, simulation, fault);
  g_simple_action_set_enabled (action, enabled);
  g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (action));
}

/* An item that is one fault, with an action of its own. */
static void
append_fault (GMenu *menu, GSimpleActionGroup *group, const char *label, const char *name,
              ElectorSimulation *simulation, ElectorFault fault)
{
  g_autofree char *action = g_strdup_printf (ACTIONS ".%s", name);

  add_fault_action (group, name, TRUE, simulation, fault);
  g_menu_append (menu, label, action);
}

static void
toggle_link_cb (GSimpleAction *action, GVariant *value, FaultAct *act)
{
  const ElectorNetwork *network = &elector_simulation_get_moment (act->simulation)->network;
  ElectorNodeId from = act->fault.node, to = act->fault.peer;

  elector_tools_toggle_link (act->simulation, from, to);
  g_simple_action_set_state (action, g_variant_new_boolean (elector_tools_get_link (network, from, to)
                                                            != ELECTOR_LINK_OPEN));
}

/* A check mark at each node to which the link is cut. */
static GMenu *
create_peers (GSimpleActionGroup *group, ElectorSimulation *simulation, ElectorNodeId node)
{
  const ElectorNetwork *network = &elector_simulation_get_moment (simulation)->network;
  GMenu *menu = g_menu_new ();

  for (guint i = 1; i <= network->n_nodes; i++)
    {
      ElectorNodeId peer = (ElectorNodeId) i;
      g_autofree char *name = g_strdup_printf ("cut-%u", i), *action_name = g_strdup_printf (ACTIONS ".%s", name);
      g_autofree char *label = g_strdup_printf (_("Node %u"), i);
      g_autoptr (GSimpleAction) action = NULL;
      ElectorLinkState state;

      if (peer == node)
        continue;
      state = elector_tools_get_link (network, node, peer);
      action = g_simple_action_new_stateful (name, NULL, g_variant_new_boolean (state != ELECTOR_LINK_OPEN));
      connect_fault (action, "change-state", toggle_link_cb, simulation,
                     (ElectorFault) { .node = node, .peer = peer });
      g_simple_action_set_enabled (action, state != ELECTOR_LINK_SEPARATED);
      g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (action));
      g_menu_append (menu, label, action_name);
    }
  return menu;
}

/* --- Messages and timers --- */

/* What can be done to the message in a slot; prefix tells its actions from others'. */
static GMenu *
create_message_menu (GSimpleActionGroup *group, ElectorSimulation *simulation, guint slot, const char *prefix)
{
  static const struct
  {
    const char *name;
    const char *label; /* NULL: the delay is the label */
    ElectorFaultKind kind;
    ElectorTime delay;
  } acts[] = {
    { "drop", N_("_Drop It"), ELECTOR_FAULT_MESSAGE_DROP, 0 },
    { "deliver", N_("Deliver It _Now"), ELECTOR_FAULT_MESSAGE_DELIVER, 0 },
    { "duplicate", N_("Send a _Second Copy"), ELECTOR_FAULT_MESSAGE_DUPLICATE, 0 },
    { "delay-100", NULL, ELECTOR_FAULT_MESSAGE_DELAY, 100 * ELECTOR_MSEC },
    { "delay-500", NULL, ELECTOR_FAULT_MESSAGE_DELAY, 500 * ELECTOR_MSEC },
    { "delay-2000", NULL, ELECTOR_FAULT_MESSAGE_DELAY, 2 * ELECTOR_SEC },
  };
  const ElectorMoment *moment = elector_simulation_get_moment (simulation);
  GMenu *menu = g_menu_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (acts); i++)
    {
      g_autofree char *name = g_strconcat (prefix, acts[i].name, NULL);
      g_autofree char *duration = elector_format_duration (acts[i].delay);
      g_autofree char *delay = g_strdup_printf (_("Hold It Back for %s"), duration);
      ElectorFault fault = { .kind = acts[i].kind, .delay = { acts[i].delay, acts[i].delay } };

      elector_tools_name_message (moment, slot, &fault);
      append_fault (menu, group, acts[i].label != NULL ? _(acts[i].label) : delay, name, simulation, fault);
    }
  return menu;
}

/* What is on its way from or to a node, or NULL when nothing is. */
static GMenu *
create_messages (GSimpleActionGroup *group, ElectorSimulation *simulation, ElectorNodeId node)
{
  const ElectorMoment *moment = elector_simulation_get_moment (simulation);
  g_autoptr (GMenu) menu = g_menu_new ();
  guint n = 0;

  for (guint slot = 0; slot < moment->n_flights && n < MAX_LISTED_MESSAGES; slot++)
    {
      const ElectorMomentFlight *flight = &moment->flights[slot];
      g_autofree char *type = NULL, *label = NULL, *prefix = NULL;
      g_autoptr (GMenu) acts = NULL;

      if (flight->from == ELECTOR_NO_NODE || (flight->from != node && flight->to != node))
        continue;
      type = elector_protocol_format_message (moment->config->protocol, flight->type, flight->id);
      label = flight->from == node ? g_strdup_printf (_("%s to Node %u"), type, flight->to)
                                   : g_strdup_printf (_("%s from Node %u"), type, flight->from);
      prefix = g_strdup_printf ("message-%u-", slot);
      acts = create_message_menu (group, simulation, slot, prefix);
      g_menu_append_submenu (menu, label, G_MENU_MODEL (acts));
      n++;
    }
  return n > 0 ? g_steal_pointer (&menu) : NULL;
}

/* The timers of a node that are running, or NULL when none is. */
static GMenu *
create_timers (GSimpleActionGroup *group, ElectorSimulation *simulation, ElectorNodeId node)
{
  const ElectorMoment *moment = elector_simulation_get_moment (simulation);
  const ElectorProtocol *protocol = moment->config->protocol;
  const ElectorMomentNode *state = elector_moment_get_node (moment, node);
  g_autoptr (GMenu) menu = g_menu_new ();

  for (guint timer = 0; timer < protocol->timers.length && state->condition == ELECTOR_CONDITION_UP; timer++)
    {
      g_autofree char *name = g_strdup_printf ("fire-%u", timer);

      if (state->deadlines[timer] != ELECTOR_NEVER)
        append_fault (menu, group, _(protocol->timer_texts[timer]), name, simulation,
                      (ElectorFault) { .kind = ELECTOR_FAULT_FIRE, .node = node, .word = protocol->timers.ids[timer] });
    }
  return g_menu_model_get_n_items (G_MENU_MODEL (menu)) > 0 ? g_steal_pointer (&menu) : NULL;
}

/* --- Actions on nodes --- */

typedef struct
{
  const char *name;
  ElectorNodeTool tool;
  guint conditions; /* bit i: it changes something in condition i */
} NodeTool;

#define UP (1u << ELECTOR_CONDITION_UP)
#define CRASHED (1u << ELECTOR_CONDITION_CRASHED)
#define PAUSED (1u << ELECTOR_CONDITION_PAUSED)

static const NodeTool node_tools[] = {
  { "crash", ELECTOR_NODE_TOOL_CRASH, UP | PAUSED },
  { "recover", ELECTOR_NODE_TOOL_RECOVER, CRASHED },
  { "pause", ELECTOR_NODE_TOOL_PAUSE, UP },
  { "resume", ELECTOR_NODE_TOOL_RESUME, PAUSED },
  { "campaign", ELECTOR_NODE_TOOL_CAMPAIGN, UP },
  { "isolate", ELECTOR_NODE_TOOL_ISOLATE, UP | CRASHED | PAUSED },
  { "links", ELECTOR_NODE_TOOL_LINKS, UP | CRASHED | PAUSED },
  { "write", ELECTOR_NODE_TOOL_WRITE, UP | CRASHED | PAUSED },
  { "select", ELECTOR_NODE_TOOL_SELECT, UP | CRASHED | PAUSED },
};

static void
node_tool_cb (ElectorNodeView *view, GVariant *parameter, GSimpleAction *action)
{
  for (gsize i = 0; i < G_N_ELEMENTS (node_tools); i++)
    if (g_str_equal (node_tools[i].name, g_action_get_name (G_ACTION (action))))
      g_signal_emit_by_name (view, "tool", (guint) node_tools[i].tool);
}

static GSimpleActionGroup *
create_node_actions (ElectorNodeView *view, ElectorCondition condition, gboolean can_isolate, gboolean has_links)
{
  GSimpleActionGroup *group = g_simple_action_group_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (node_tools); i++)
    {
      const NodeTool *tool = &node_tools[i];
      g_autoptr (GSimpleAction) action = g_simple_action_new (tool->name, NULL);
      gboolean enabled = (tool->conditions >> condition & 1) != 0;

      g_simple_action_set_enabled (action, enabled && (tool->tool != ELECTOR_NODE_TOOL_ISOLATE || can_isolate)
                                             && (tool->tool != ELECTOR_NODE_TOOL_LINKS || has_links));
      g_signal_connect_object (action, "activate", G_CALLBACK (node_tool_cb), view, G_CONNECT_SWAPPED);
      g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (action));
    }
  return group;
}

/* --- The menus --- */

static GMenu *
create_condition_section (ElectorCondition condition)
{
  GMenu *menu = g_menu_new ();

  if (condition == ELECTOR_CONDITION_CRASHED)
    append (menu, _("_Recover"), "tool.recover", "space");
  else
    append (menu, _("_Crash"), "tool.crash", condition == ELECTOR_CONDITION_UP ? "space" : NULL);
  if (condition == ELECTOR_CONDITION_PAUSED)
    append (menu, _("Re_sume"), "tool.resume", "p");
  else
    append (menu, _("_Pause"), "tool.pause", "p");
  append (menu, _("Start an _Election"), "tool.campaign", "c");
  return menu;
}

static GMenu *
create_network_section (GSimpleActionGroup *group, ElectorSimulation *simulation, ElectorNodeId node)
{
  guint n_nodes = elector_simulation_get_moment (simulation)->config->n_nodes;
  GMenu *menu = g_menu_new ();

  append (menu, _("_Isolate"), "tool.isolate", "i");
  append (menu, _("Isolate All Selec_ted Nodes"), "stage.isolate-selected", "<Shift>i");
  if (n_nodes > 1 && n_nodes <= MAX_LISTED_NODES)
    {
      g_autoptr (GMenu) peers = create_peers (group, simulation, node);

      g_menu_append_submenu (menu, _("Cut the _Link to"), G_MENU_MODEL (peers));
    }
  append (menu, _("Li_nks…"), "tool.links", "l");
  append (menu, _("_Heal the Network"), "stage.heal", "<Shift>h");
  return menu;
}

static void
append_submenu (GMenu *menu, const char *label, GMenu *submenu)
{
  if (submenu == NULL)
    return;
  g_menu_append_submenu (menu, label, G_MENU_MODEL (submenu));
  g_object_unref (submenu);
}

/* What reaches into the algorithm: its messages, its timers, and what one asks of a leader. */
static GMenu *
create_inner_section (GSimpleActionGroup *group, ElectorSimulation *simulation, ElectorNodeId node)
{
  const ElectorMoment *moment = elector_simulation_get_moment (simulation);
  const ElectorMomentNode *state = elector_moment_get_node (moment, node);
  GMenu *menu = g_menu_new ();

  append_submenu (menu, _("_Messages"), create_messages (group, simulation, node));
  append_submenu (menu, _("Let a Timer Run _Out"), create_timers (group, simulation, node));
  if (moment->config->protocol->can_transfer && state->role != ELECTOR_ROLE_LEADER && moment->n_leaders > 0)
    append_fault (menu, group, _("Let the Leader Hand O_ver"), "transfer", simulation,
                  (ElectorFault) { .kind = ELECTOR_FAULT_TRANSFER, .node = node });
  append (menu, _("A Client _Writes by It"), "tool.write", "w");
  return menu;
}

/* Only where there is an inspector. */
static void
append_inspect (GMenu *menu, ElectorNodeId node)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (_("Inspect"), NULL);

  g_menu_item_set_action_and_target (item, "simulate.inspect", "u", (guint) node);
  g_menu_item_set_attribute (item, "hidden-when", "s", "action-missing");
  g_menu_item_set_attribute (item, "accel", "s", "n");
  g_menu_append_item (menu, item);
}

/* Opens the menu of a node at its view. */
void
elector_stage_menu_popup_for_node (ElectorNodeView *view, ElectorSimulation *simulation, gboolean can_isolate)
{
  const ElectorMoment *moment = elector_simulation_get_moment (simulation);
  ElectorNodeId node = elector_node_get_id (elector_node_view_get_node (view));
  ElectorCondition condition = (ElectorCondition) elector_moment_get_node (moment, node)->condition;
  g_autoptr (GSimpleActionGroup) group = create_node_actions (view, condition, can_isolate,
                                                              moment->config->n_nodes > 1);
  g_autoptr (GMenu) menu = g_menu_new (), conditions = create_condition_section (condition);
  g_autoptr (GMenu) network = create_network_section (group, simulation, node), selection = g_menu_new ();
  g_autoptr (GMenu) inner = create_inner_section (group, simulation, node);
  g_autofree char *name = g_strdup_printf (_("Node %u"), node);

  append_inspect (selection, node);
  append (selection, elector_node_view_get_selected (view) ? _("_Deselect") : _("_Select"), "tool.select",
          "<Ctrl>space");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (conditions));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (network));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (inner));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (selection));
  popup (GTK_WIDGET (view), menu, group, NULL, name);
}

/* Opens the menu of a link at a place on the stage. Returns the menu, borrowed: it is unparented when it was closed. */
GtkWidget *
elector_stage_menu_popup_for_link (GtkWidget *stage, ElectorSimulation *simulation, const ElectorLink *link, double x,
                                   double y)
{
  ElectorNodeId a = link->from, b = link->to;
  ElectorLinkState state = elector_tools_get_link (&elector_simulation_get_moment (simulation)->network, a, b);
  gboolean whole = state != ELECTOR_LINK_SEPARATED;
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();
  g_autoptr (GMenu) menu = g_menu_new ();
  g_autofree char *there = g_strdup_printf (_("Cut One Way: %u to %u"), a, b);
  g_autofree char *back = g_strdup_printf (_("Cut One Way: %u to %u"), b, a);
  g_autofree char *name = g_strdup_printf (_("Link between %u and %u"), a, b);

  add_fault_action (group, "cut", whole && state != ELECTOR_LINK_CLOSED, simulation,
                    (ElectorFault) { .kind = ELECTOR_FAULT_CUT, .node = a, .peer = b });
  add_fault_action (group, "cut-there", state == ELECTOR_LINK_OPEN || state == ELECTOR_LINK_CLOSED_BACK, simulation,
                    (ElectorFault) { .kind = ELECTOR_FAULT_CUT, .node = a, .peer = b, .one_way = TRUE });
  add_fault_action (group, "cut-back", state == ELECTOR_LINK_OPEN || state == ELECTOR_LINK_CLOSED_THERE, simulation,
                    (ElectorFault) { .kind = ELECTOR_FAULT_CUT, .node = b, .peer = a, .one_way = TRUE });
  add_fault_action (group, "restore", whole && state != ELECTOR_LINK_OPEN, simulation,
                    (ElectorFault) { .kind = ELECTOR_FAULT_RESTORE, .node = a, .peer = b });
  append (menu, _("_Cut Both Ways"), "tool.cut", NULL);
  append (menu, there, "tool.cut-there", NULL);
  append (menu, back, "tool.cut-back", NULL);
  append (menu, _("_Restore"), "tool.restore", NULL);
  return popup (stage, menu, group, &(GdkRectangle) { (int) x, (int) y, 1, 1 }, name);
}

/* Opens the menu of a message that is under way. Returns it like that of a link. */
GtkWidget *
elector_stage_menu_popup_for_message (GtkWidget *stage, ElectorSimulation *simulation, guint slot, double x, double y)
{
  const ElectorMoment *moment = elector_simulation_get_moment (simulation);
  const ElectorMomentFlight *flight = &moment->flights[slot];
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();
  g_autoptr (GMenu) menu = g_menu_new (), acts = create_message_menu (group, simulation, slot, "");
  g_autofree char *type = elector_protocol_format_message (moment->config->protocol, flight->type, flight->id);
  g_autofree char *name = g_strdup_printf (_("%s from %u to %u"), type, flight->from, flight->to);

  g_menu_append_section (menu, name, G_MENU_MODEL (acts));
  return popup (stage, menu, group, &(GdkRectangle) { (int) x, (int) y, 1, 1 }, name);
}

/* Opens the menu of the stage itself. */
void
elector_stage_menu_popup_for_stage (GtkWidget *stage, double x, double y)
{
  g_autoptr (GMenu) menu = g_menu_new ();

  append (menu, _("_Heal the Network"), "stage.heal", "<Shift>h");
  append (menu, _("Isolate All Selec_ted Nodes"), "stage.isolate-selected", "<Shift>i");
  append (menu, _("_Deselect All"), "stage.deselect", "Escape");
  popup (stage, menu, NULL, &(GdkRectangle) { (int) x, (int) y, 1, 1 }, _("Network"));
}

/* What the parent of a menu has to do when it is given its size. */
void
elector_stage_menu_allocate (GtkWidget *parent)
{
  for (GtkWidget *menu = gtk_widget_get_last_child (parent); GTK_IS_POPOVER (menu);
       menu = gtk_widget_get_prev_sibling (menu))
    gtk_popover_present (GTK_POPOVER (menu));
}

/* What it has to do when it is disposed of. */
void
elector_stage_menu_remove (GtkWidget *parent)
{
  GtkWidget *menu;

  while (GTK_IS_POPOVER (menu = gtk_widget_get_last_child (parent)))
    gtk_widget_unparent (menu);
}
