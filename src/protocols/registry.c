/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "protocols/registry.h"

#include "protocols/bully.h"
#include "protocols/raft.h"
#include "protocols/ring.h"

#include <string.h>

static const ElectorProtocol *const protocols[] = { &elector_bully, &elector_raft, &elector_ring };

guint
elector_registry_get_n_protocols (void)
{
  return G_N_ELEMENTS (protocols);
}

const ElectorProtocol *
elector_registry_get_protocol (guint i)
{
  g_return_val_if_fail (i < G_N_ELEMENTS (protocols), NULL);
  return protocols[i];
}

/* The protocol called id ("bully"), or NULL. */
const ElectorProtocol *
elector_registry_find_protocol (const char *id)
{
  for (guint i = 0; i < G_N_ELEMENTS (protocols); i++)
    if (strcmp (protocols[i]->id, id) == 0)
      return protocols[i];
  return NULL;
}
