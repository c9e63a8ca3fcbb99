/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The program: its windows, its accelerators, what it says about itself. */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define ELECTOR_TYPE_APPLICATION (elector_application_get_type ())
G_DECLARE_FINAL_TYPE (ElectorApplication, elector_application, ELECTOR, APPLICATION, AdwApplication)

ElectorApplication *elector_application_new (void);

G_END_DECLS
