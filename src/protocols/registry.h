/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The algorithms that there are. The first is run when nobody names one. */

#pragma once

#include "core/protocol.h"

G_BEGIN_DECLS

guint elector_registry_get_n_protocols (void);
const ElectorProtocol *elector_registry_get_protocol (guint i);
const ElectorProtocol *elector_registry_find_protocol (const char *id);

G_END_DECLS
