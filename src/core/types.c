/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "core/types.h"

#include <glib/gi18n-lib.h>

static const char *const role_ids[ELECTOR_N_ROLES] = {
  "follower", "pre-candidate", "candidate", "leader"
};

static const char *const role_texts[ELECTOR_N_ROLES] = {
  N_("Follower"), N_("Pre-candidate"), N_("Candidate"), N_("Leader")
};

static const char *const condition_ids[ELECTOR_N_CONDITIONS] = { "up", "crashed", "paused" };

static const char *const condition_texts[ELECTOR_N_CONDITIONS] = {
  N_("Up"), N_("Crashed"), N_("Paused")
};

/* The stable word for files and JSON. */
const char *
elector_role_to_id (ElectorRole role)
{
  g_return_val_if_fail (role < ELECTOR_N_ROLES, NULL);
  return role_ids[role];
}

/* The translated word for people. */
const char *
elector_role_to_text (ElectorRole role)
{
  g_return_val_if_fail (role < ELECTOR_N_ROLES, NULL);
  return _(role_texts[role]);
}

/* The stable word for files and JSON. */
const char *
elector_condition_to_id (ElectorCondition condition)
{
  g_return_val_if_fail (condition < ELECTOR_N_CONDITIONS, NULL);
  return condition_ids[condition];
}

/* The translated word for people. */
const char *
elector_condition_to_text (ElectorCondition condition)
{
  g_return_val_if_fail (condition < ELECTOR_N_CONDITIONS, NULL);
  return _(condition_texts[condition]);
}
