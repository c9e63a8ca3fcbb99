/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The words everything else is made of: ids, virtual time, roles and conditions. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Node ids are 1 .. n. 0 means "no node". */
typedef guint16 ElectorNodeId;

#define ELECTOR_NO_NODE ((ElectorNodeId) 0)
#define ELECTOR_MAX_NODES 1000

/* Virtual time in microseconds since the start of the run. */
typedef gint64 ElectorTime;

#define ELECTOR_USEC ((ElectorTime) 1)
#define ELECTOR_MSEC ((ElectorTime) 1000)
#define ELECTOR_SEC ((ElectorTime) 1000000)
#define ELECTOR_NEVER G_MAXINT64

/* The longest duration and the latest time a scenario may name: it fits a record's 32 bits. */
#define ELECTOR_MAX_DURATION (3600 * ELECTOR_SEC)

typedef struct
{
  ElectorTime low;
  ElectorTime high; /* inclusive; low <= high */
} ElectorRange;

typedef enum
{
  ELECTOR_ROLE_FOLLOWER,
  ELECTOR_ROLE_PRE_CANDIDATE,
  ELECTOR_ROLE_CANDIDATE,
  ELECTOR_ROLE_LEADER,
  ELECTOR_N_ROLES
} ElectorRole;

/* What the outside world does to a node; not a role. */
typedef enum
{
  ELECTOR_CONDITION_UP,
  ELECTOR_CONDITION_CRASHED,
  ELECTOR_CONDITION_PAUSED,
  ELECTOR_N_CONDITIONS
} ElectorCondition;

const char *elector_role_to_id (ElectorRole role);
const char *elector_role_to_text (ElectorRole role);
const char *elector_condition_to_id (ElectorCondition condition);
const char *elector_condition_to_text (ElectorCondition condition);

G_END_DECLS
