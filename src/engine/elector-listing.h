/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* A program text that people read while it runs: its lines, and which of them are labeled.
 *
 * In the Python listing a label is a trailing comment, "#: label", which is not shown. In the C source it is
 * the name in STEP (NAME, …), and a step is lit by the line number that ran.
 *
 * A rule switch changes lines of the Python listing: "#: label -rule" marks a line that is gone while the switch is
 * on, and "#+rule code" is one that is there only then; "#+rule|other code" needs one of the two. */

#pragma once

#include "core/protocol.h"
#include "core/record.h"

#include <glib-object.h>

G_BEGIN_DECLS

typedef enum
{
  ELECTOR_LISTING_PYTHON,
  ELECTOR_LISTING_C
} ElectorListingLanguage;

typedef enum
{
  ELECTOR_LISTING_UNCHANGED,
  ELECTOR_LISTING_ADDED,         /* a switch has brought this line */
  ELECTOR_LISTING_AFTER_REMOVED, /* a switch has taken away what stood before this line */
} ElectorListingChange;

#define ELECTOR_TYPE_LISTING (elector_listing_get_type ())
G_DECLARE_FINAL_TYPE (ElectorListing, elector_listing, ELECTOR, LISTING, GObject)

ElectorListing *elector_listing_new (const ElectorProtocol *protocol, ElectorListingLanguage language, guint32 rules);
ElectorListing *elector_listing_new_from_text (const ElectorProtocol *protocol, ElectorListingLanguage language,
                                               guint32 rules, const char *text);

const char *elector_listing_get_name (ElectorListing *self); /* "bully_algorithm.py" */
const char *elector_listing_get_text (ElectorListing *self); /* as shown, without labels */
guint elector_listing_get_n_lines (ElectorListing *self);
/* Lines count from 0. The label is NULL for a line that has none of its own. */
const char *elector_listing_get_label (ElectorListing *self, guint line);
char *elector_listing_explain (ElectorListing *self, guint line); /* translated, never NULL; free with g_free() */
ElectorListingChange elector_listing_get_change (ElectorListing *self, guint line, int *rule);
char *elector_listing_explain_change (ElectorListing *self, guint line); /* translated, or NULL; free with g_free() */
/* the line of a STEP record, or -1 */
int elector_listing_find_record (ElectorListing *self, const ElectorRecord *step);
int elector_listing_get_step (ElectorListing *self, guint line); /* the step that line stands for, or -1 */

G_END_DECLS
