/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Lets what is in it be laid out in another way where there is little room: it says how wide it is, as a level. Level 0
 * is below the first break, level 1 between the first and the second, and so on. Whoever owns the child listens to
 * notify::level and rearranges it, which comes into effect in the same frame.
 *
 * Until the child is at level 0, nobody can know how narrow it is there. So the fold does not let it stand in the way:
 * it says that it can be as narrow as a window has to be. A level that the child turns out to need more room for than
 * its break says begins there, where it has that room: words are longer in another language. */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* The most breaks of a fold. */
#define ELECTOR_FOLD_MAX_BREAKS 3

#define ELECTOR_TYPE_FOLD (elector_fold_get_type ())
G_DECLARE_FINAL_TYPE (ElectorFold, elector_fold, ELECTOR, FOLD, AdwBin)

void elector_fold_set_breaks (ElectorFold *self, guint n_breaks, const int *breaks);
guint elector_fold_get_level (ElectorFold *self);

G_END_DECLS
