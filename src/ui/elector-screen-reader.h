/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Whether a screen reader is running, as the desktop tells it (org.a11y.Status).
 *
 * GTK before 4.10 crashes when one reads text that has a foreground color tag, as highlighted source text has, so
 * highlighting is off while one runs. Until the desktop has answered, one is taken to be running. */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define ELECTOR_TYPE_SCREEN_READER (elector_screen_reader_get_type ())
G_DECLARE_FINAL_TYPE (ElectorScreenReader, elector_screen_reader, ELECTOR, SCREEN_READER, GObject)

/* Property: "enabled" (boolean, read-only). */
ElectorScreenReader *elector_screen_reader_get_default (void);
gboolean elector_screen_reader_get_enabled (ElectorScreenReader *self);

G_END_DECLS
