/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Where things are on the timeline: a lane for each node, arrows for messages, marks for what was done and what broke.
 *
 * Geometry only: nothing here draws. Lengths are logical pixels; x is time and grows to the right, whatever the
 * direction of text; y grows downwards. From top to bottom: the ruler, the marks, who is in charge, the lanes.
 * Where lanes would get too thin to see, several nodes share a row of them. What is too dense is bundled, and of what
 * is denser still a sample is taken: the cost depends on what can be seen, not on how long the run is. */

#pragma once

#include "engine/history.h"
#include "scene/stage-scene.h"

G_BEGIN_DECLS

#define ELECTOR_TIMELINE_RULER_HEIGHT 20.0
#define ELECTOR_TIMELINE_MARKS_HEIGHT 14.0
#define ELECTOR_TIMELINE_REIGN_HEIGHT 16.0

/* As many messages as this are drawn one by one. */
#define ELECTOR_TIMELINE_MAX_ARROWS 320

/* Messages that are bundled share a column of this width. */
#define ELECTOR_TIMELINE_BUNDLE_WIDTH 8.0

/* At most as many records are looked at; of more, every second, third … one. */
#define ELECTOR_TIMELINE_MAX_RECORDS 65536u

/* How far beside a thing a pointer may be and still mean it. */
#define ELECTOR_TIMELINE_REACH 6.0

/* What a row shows. Of several in one place the last one here is shown: it is the rarest. */
typedef enum
{
  ELECTOR_TIMELINE_NOTHING,
  ELECTOR_TIMELINE_FOLLOWER,
  ELECTOR_TIMELINE_PAUSED,
  ELECTOR_TIMELINE_CRASHED,
  ELECTOR_TIMELINE_PRE_CANDIDATE,
  ELECTOR_TIMELINE_CANDIDATE,
  ELECTOR_TIMELINE_LEADER,
  ELECTOR_TIMELINE_N_STATES
} ElectorTimelineState;

typedef struct
{
  guint row;
  ElectorTimelineState state;
  guint32 term; /* 0: the algorithm has none, or several nodes share the row */
  double x;
  double width;
} ElectorTimelineBand;

/* Who is in charge. */
typedef struct
{
  double x;
  double width;
  guint32 term;         /* 0: the algorithm has none */
  ElectorNodeId leader; /* 0: nobody, or several */
  guint n_leaders;
} ElectorTimelineReign;

typedef enum
{
  ELECTOR_TIMELINE_ARRIVED,
  ELECTOR_TIMELINE_LOST,
  ELECTOR_TIMELINE_FLYING, /* when what is recorded ends */
} ElectorTimelineFate;

/* A message, from where it was sent to where it ended. */
typedef struct
{
  guint32 sent; /* position of its SEND or DUPLICATE */
  guint32 end;  /* position of its DELIVER or DROP, if it has one before the right edge, or ELECTOR_HISTORY_NONE */
  guint8 type;
  ElectorTimelineFate fate;
  ElectorSegment line;
} ElectorTimelineArrow;

/* Messages that were sent at about the same time, from a row or, where that would be too many bundles, from any. */
typedef struct
{
  double x; /* the middle */
  guint row;       /* that they are from */
  gboolean mixed;  /* they are from other rows, too */
  guint first_row; /* of those that they go to, and that they are from */
  guint last_row;
  guint8 type; /* of the most telling one */
  guint count; /* about how many */
} ElectorTimelineBundle;

/* Of marks in one place the last one here is shown. */
typedef enum
{
  ELECTOR_TIMELINE_MENDED,
  ELECTOR_TIMELINE_FAULT,
  ELECTOR_TIMELINE_BROKEN,
  ELECTOR_TIMELINE_BROKEN_PROMISE,
} ElectorTimelineMarkKind;

typedef struct
{
  guint32 position; /* of the record */
  ElectorTimelineMarkKind kind;
  double x;
} ElectorTimelineMark;

/* While something is broken. */
typedef struct
{
  double x;
  double width;
  gboolean promise;
} ElectorTimelineBreak;

typedef struct
{
  ElectorTime time;
  double x;
} ElectorTimelineTick;

typedef struct
{
  /* Where things lie */
  guint n_nodes;
  double width;
  double height;
  double left;  /* where time begins; what is left of it belongs to the names of the rows */
  double top;   /* of the first row */
  guint n_rows;
  guint nodes_per_row;
  double row_height;

  /* Which times are seen */
  ElectorTime start;      /* at left */
  double usec_per_pixel;

  /* What is seen, as of the last update */
  ElectorTime end; /* what is recorded ends here */
  ElectorTime tick_step;
  GArray *bands;   /* of ElectorTimelineBand, by row and time */
  GArray *reigns;  /* of ElectorTimelineReign, by time */
  GArray *arrows;  /* of ElectorTimelineArrow, by sent */
  GArray *bundles; /* of ElectorTimelineBundle */
  GArray *marks;   /* of ElectorTimelineMark, by time */
  GArray *breaks;  /* of ElectorTimelineBreak, by time */
  GArray *ticks;   /* of ElectorTimelineTick, by time */
} ElectorTimelineScene;

typedef enum
{
  ELECTOR_TIMELINE_HIT_NOTHING,
  ELECTOR_TIMELINE_HIT_ARROW,
  ELECTOR_TIMELINE_HIT_MARK,
  ELECTOR_TIMELINE_HIT_REIGN,
  ELECTOR_TIMELINE_HIT_BUNDLE,
  ELECTOR_TIMELINE_HIT_ROW,
} ElectorTimelineHitKind;

typedef struct
{
  ElectorTimelineHitKind kind;
  guint index;        /* of the arrow, mark, reign, bundle or row */
  guint32 position;   /* of the record one would go to: the nearer end of an arrow, a mark's */
} ElectorTimelineHit;

void elector_timeline_scene_init (ElectorTimelineScene *self);
void elector_timeline_scene_clear (ElectorTimelineScene *self);
void elector_timeline_scene_set_size (ElectorTimelineScene *self, guint n_nodes, double width, double height);

double elector_timeline_scene_get_x (const ElectorTimelineScene *self, ElectorTime time);
ElectorTime elector_timeline_scene_get_time (const ElectorTimelineScene *self, double x);
ElectorTime elector_timeline_scene_get_span (const ElectorTimelineScene *self);
double elector_timeline_scene_get_y (const ElectorTimelineScene *self, ElectorNodeId node);
double elector_timeline_scene_get_row_y (const ElectorTimelineScene *self, guint row);
double elector_timeline_scene_get_band_height (const ElectorTimelineScene *self);

void elector_timeline_scene_show (ElectorTimelineScene *self, ElectorTime start, ElectorTime span);
void elector_timeline_scene_zoom (ElectorTimelineScene *self, double x, double factor);
void elector_timeline_scene_pan (ElectorTimelineScene *self, double distance);
void elector_timeline_scene_fit (ElectorTimelineScene *self, ElectorTime end);
gboolean elector_timeline_scene_reveal (ElectorTimelineScene *self, ElectorTime time, double place, double limit);

void elector_timeline_scene_forget (ElectorTimelineScene *self);
void elector_timeline_scene_update (ElectorTimelineScene *self, const ElectorHistory *history);
ElectorTimelineArrow elector_timeline_scene_get_arrow (const ElectorTimelineScene *self, const ElectorHistory *history,
                                                       guint sent);
ElectorTimelineHit elector_timeline_scene_hit (const ElectorTimelineScene *self, double x, double y);
char *elector_timeline_scene_format_tick (const ElectorTimelineScene *self, ElectorTime time);

ElectorTimelineState elector_timeline_get_state (ElectorRole role, ElectorCondition condition);

G_END_DECLS
