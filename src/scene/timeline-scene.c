/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "scene/timeline-scene.h"

#include "core/units.h"
#include "scene/timeline-messages.h"

#include <math.h>
#include <string.h>

/* What the names of the rows get, and how far the lanes are from what is above. */
#define LEFT 40.0
#define GAP 4.0

/* Rows: the thinnest that can be told apart, and the highest that are not a waste. */
#define ROW_HEIGHT_MIN 3.0
#define ROW_HEIGHT_MAX 44.0

/* From a microsecond over a hundred pixels to an hour in one. */
#define SCALE_MIN 0.01
#define SCALE_MAX ((double) ELECTOR_MAX_DURATION)

/* There is more to come: room beside the recorded end, as a share of the width: when all is shown, and at most. */
#define ROOM_AT_END 0.06
#define ROOM_AT_END_MAX 0.75

#define TICK_DISTANCE 84.0

/* Marks that are nearer to each other than this are one. */
#define MARK_DISTANCE 9.0

/* How many marks before the left edge are looked at to learn what is broken there. */
#define MAX_MARKS_BACK 512u

/* How the timeline begins, before anybody has zoomed. */
#define STANDARD_SCALE 1500.0

void
elector_timeline_scene_init (ElectorTimelineScene *self)
{
  *self = (ElectorTimelineScene) { .usec_per_pixel = STANDARD_SCALE, .left = LEFT };
  self->bands = g_array_new (FALSE, FALSE, sizeof (ElectorTimelineBand));
  self->reigns = g_array_new (FALSE, FALSE, sizeof (ElectorTimelineReign));
  self->arrows = g_array_new (FALSE, FALSE, sizeof (ElectorTimelineArrow));
  self->bundles = g_array_new (FALSE, FALSE, sizeof (ElectorTimelineBundle));
  self->marks = g_array_new (FALSE, FALSE, sizeof (ElectorTimelineMark));
  self->breaks = g_array_new (FALSE, FALSE, sizeof (ElectorTimelineBreak));
  self->ticks = g_array_new (FALSE, FALSE, sizeof (ElectorTimelineTick));
}

void
elector_timeline_scene_clear (ElectorTimelineScene *self)
{
  g_clear_pointer (&self->bands, g_array_unref);
  g_clear_pointer (&self->reigns, g_array_unref);
  g_clear_pointer (&self->arrows, g_array_unref);
  g_clear_pointer (&self->bundles, g_array_unref);
  g_clear_pointer (&self->marks, g_array_unref);
  g_clear_pointer (&self->breaks, g_array_unref);
  g_clear_pointer (&self->ticks, g_array_unref);
}

/* Divides the room among the rows. */
void
elector_timeline_scene_set_size (ElectorTimelineScene *self, guint n_nodes, double width, double height)
{
  double room;

  self->n_nodes = MAX (n_nodes, 1);
  self->width = MAX (width, LEFT + 1);
  self->height = height;
  self->top = ELECTOR_TIMELINE_RULER_HEIGHT + ELECTOR_TIMELINE_MARKS_HEIGHT + ELECTOR_TIMELINE_REIGN_HEIGHT + GAP;
  room = MAX (height - self->top - GAP, ROW_HEIGHT_MIN);
  self->nodes_per_row = (guint) ceil (self->n_nodes / MAX (1, floor (room / ROW_HEIGHT_MIN)));
  self->n_rows = (self->n_nodes + self->nodes_per_row - 1) / self->nodes_per_row;
  self->row_height = MIN (room / self->n_rows, ROW_HEIGHT_MAX);
}

/* --- Time --- */

double
elector_timeline_scene_get_x (const ElectorTimelineScene *self, ElectorTime time)
{
  return self->left + (double) (time - self->start) / self->usec_per_pixel;
}

/* The time at x; it may lie before 0. */
ElectorTime
elector_timeline_scene_get_time (const ElectorTimelineScene *self, double x)
{
  return self->start + (ElectorTime) floor ((x - self->left) * self->usec_per_pixel + 0.5);
}

/* How much time is seen at once. */
ElectorTime
elector_timeline_scene_get_span (const ElectorTimelineScene *self)
{
  return (ElectorTime) ((self->width - self->left) * self->usec_per_pixel);
}

/* Not before the start of the run, and not so far behind its end that nothing is seen. */
static void
stay_in_run (ElectorTimelineScene *self)
{
  double seen = (self->width - self->left) * self->usec_per_pixel;

  self->start = MIN (self->start, self->end - (ElectorTime) (seen * (1 - ROOM_AT_END_MAX)));
  self->start = MAX (self->start, 0);
}

/* Lets exactly span be seen from start on. */
void
elector_timeline_scene_show (ElectorTimelineScene *self, ElectorTime start, ElectorTime span)
{
  self->usec_per_pixel = CLAMP ((double) span / (self->width - self->left), SCALE_MIN, SCALE_MAX);
  self->start = start;
  stay_in_run (self);
}

/* What is at x stays there, and all else comes nearer (factor > 1) or goes away. */
void
elector_timeline_scene_zoom (ElectorTimelineScene *self, double x, double factor)
{
  double offset = MAX (x, self->left) - self->left;
  double time = (double) self->start + offset * self->usec_per_pixel;

  self->usec_per_pixel = CLAMP (self->usec_per_pixel / factor, SCALE_MIN, SCALE_MAX);
  self->start = (ElectorTime) (time - offset * self->usec_per_pixel + 0.5);
  stay_in_run (self);
}

/* Moves on by a distance to later times (distance > 0) or back. */
void
elector_timeline_scene_pan (ElectorTimelineScene *self, double distance)
{
  self->start += (ElectorTime) (distance * self->usec_per_pixel);
  stay_in_run (self);
}

/* Lets the whole run be seen, up to end. */
void
elector_timeline_scene_fit (ElectorTimelineScene *self, ElectorTime end)
{
  self->end = end;
  elector_timeline_scene_show (self, 0, MAX ((ElectorTime) ((double) end * (1 + ROOM_AT_END)), 10 * ELECTOR_MSEC));
}

/* Moves if time is not seen, or lies beyond a limit, so that it comes to a place; both are shares of the width, and
 * place is not beyond limit. Returns whether it had to. */
gboolean
elector_timeline_scene_reveal (ElectorTimelineScene *self, ElectorTime time, double place, double limit)
{
  double room = self->width - self->left, x = elector_timeline_scene_get_x (self, time) - self->left;
  ElectorTime before = self->start;

  if (x > room * limit)
    self->start = time - (ElectorTime) (room * place * self->usec_per_pixel);
  else if (x < 0)
    self->start = time - (ElectorTime) (room * (1 - place) * self->usec_per_pixel);
  self->start = MAX (self->start, 0);
  return self->start != before;
}

/* --- Rows --- */

/* The middle of a row. */
double
elector_timeline_scene_get_row_y (const ElectorTimelineScene *self, guint row)
{
  return self->top + (row + 0.5) * self->row_height;
}

/* The middle of the row that a node is in. */
double
elector_timeline_scene_get_y (const ElectorTimelineScene *self, ElectorNodeId node)
{
  return elector_timeline_scene_get_row_y (self, (node - 1u) / self->nodes_per_row);
}

/* How high a band is. */
double
elector_timeline_scene_get_band_height (const ElectorTimelineScene *self)
{
  if (self->row_height < 6)
    return MAX (1, floor (self->row_height - 0.5));
  return floor (CLAMP (self->row_height * 0.56, 4, 16));
}

ElectorTimelineState
elector_timeline_get_state (ElectorRole role, ElectorCondition condition)
{
  static const ElectorTimelineState states[ELECTOR_N_ROLES] = {
    [ELECTOR_ROLE_FOLLOWER] = ELECTOR_TIMELINE_FOLLOWER,
    [ELECTOR_ROLE_PRE_CANDIDATE] = ELECTOR_TIMELINE_PRE_CANDIDATE,
    [ELECTOR_ROLE_CANDIDATE] = ELECTOR_TIMELINE_CANDIDATE,
    [ELECTOR_ROLE_LEADER] = ELECTOR_TIMELINE_LEADER,
  };

  if (condition == ELECTOR_CONDITION_CRASHED)
    return ELECTOR_TIMELINE_CRASHED;
  return condition == ELECTOR_CONDITION_PAUSED ? ELECTOR_TIMELINE_PAUSED : states[role];
}

/* The columns of pixels that the times from .. to cover, at least one of them; FALSE: none that is seen. */
static gboolean
get_columns (const ElectorTimelineScene *self, ElectorTime from, ElectorTime to, guint *first, guint *last)
{
  double n = ceil (self->width - self->left);
  double low = floor (elector_timeline_scene_get_x (self, from) - self->left);
  double high = floor (elector_timeline_scene_get_x (self, to) - self->left);

  if (high < 0 || low >= n)
    return FALSE;
  *first = (guint) MAX (low, 0);
  *last = (guint) CLAMP (high, *first + 1.0, n);
  return TRUE;
}

/* A column of a row: the state that it shows, and behind that, where a node has a row of its own, which of its
 * spans. */
#define COLUMN_SHIFT 28

/* Paints what a node was into a row of columns. */
static void
paint_node (const ElectorTimelineScene *self, const ElectorHistory *history, ElectorNodeId node, guint32 *columns)
{
  const ElectorHistorySpan *spans = elector_history_get_spans (history, node);
  guint n = elector_history_get_n_spans (history, node), first, last;
  ElectorTime stop = MIN (elector_timeline_scene_get_time (self, self->width), self->end);

  for (guint i = elector_history_find_span (history, node, self->start); i < n && spans[i].time <= stop; i++)
    if (get_columns (self, spans[i].time, i + 1 < n ? spans[i + 1].time : self->end, &first, &last))
      {
        ElectorTimelineState state = elector_timeline_get_state ((ElectorRole) spans[i].role,
                                                                 (ElectorCondition) spans[i].condition);
        guint32 value = (guint32) state << COLUMN_SHIFT | (self->nodes_per_row == 1 ? i : 0);

        for (guint column = first; column < last; column++)
          columns[column] = MAX (columns[column], value);
      }
}

/* The band that a column belongs to, without its width. */
static ElectorTimelineBand
make_band (const ElectorTimelineScene *self, const ElectorHistory *history, guint row, guint column, guint32 value)
{
  ElectorTimelineBand band = { .row = row, .state = value >> COLUMN_SHIFT, .x = self->left + column };
  guint span = value & ((1u << COLUMN_SHIFT) - 1);

  if (self->nodes_per_row == 1 && band.state != ELECTOR_TIMELINE_NOTHING)
    band.term = elector_history_get_spans (history, (ElectorNodeId) (row + 1))[span].term;
  return band;
}

static void
update_bands (ElectorTimelineScene *self, const ElectorHistory *history)
{
  guint n = (guint) ceil (self->width - self->left);
  g_autofree guint32 *columns = g_new (guint32, n + 1);

  for (guint row = 0; row < self->n_rows; row++)
    {
      guint first = row * self->nodes_per_row, stop = MIN (first + self->nodes_per_row, self->n_nodes);

      memset (columns, 0, (n + 1) * sizeof *columns);
      for (guint i = first; i < stop; i++)
        paint_node (self, history, (ElectorNodeId) (i + 1), columns);
      for (guint from = 0, to; from < n; from = to)
        {
          ElectorTimelineBand band = make_band (self, history, row, from, columns[from]);

          for (to = from + 1; to < n && columns[to] == columns[from]; to++)
            ;
          band.width = to - from;
          if (band.state != ELECTOR_TIMELINE_NOTHING)
            g_array_append_val (self->bands, band);
        }
    }
}

/* --- Who is in charge --- */

/* The rarer it is, the more it matters where there is no room for all: nobody before several before one. */
static guint
weigh_reign (const ElectorHistoryReign *reign)
{
  return reign->n_leaders == 0 ? 3 : reign->n_leaders == 1 ? 1 : 2;
}

static void
add_reigns (ElectorTimelineScene *self, const ElectorHistoryReign *reigns, const guint32 *columns, guint n)
{
  for (guint from = 0, to; from < n; from = to)
    {
      const ElectorHistoryReign *reign = &reigns[columns[from] - 1];
      ElectorTimelineReign seen = { .x = self->left + from };

      for (to = from + 1; to < n && columns[to] == columns[from]; to++)
        ;
      if (columns[from] == 0)
        continue;
      seen.width = to - from;
      seen.n_leaders = reign->n_leaders;
      seen.leader = reign->n_leaders == 1 ? reign->leader : ELECTOR_NO_NODE;
      seen.term = reign->term;
      g_array_append_val (self->reigns, seen);
    }
}

static void
update_reigns (ElectorTimelineScene *self, const ElectorHistory *history)
{
  const ElectorHistoryReign *reigns = elector_history_get_reigns (history);
  guint n = elector_history_get_n_reigns (history), n_columns = (guint) ceil (self->width - self->left), first, last;
  ElectorTime stop = MIN (elector_timeline_scene_get_time (self, self->width), self->end);
  g_autofree guint32 *columns = g_new0 (guint32, n_columns + 1); /* 1 + the reign, or 0 */

  for (guint i = elector_history_find_reign (history, self->start); i < n && reigns[i].time <= stop; i++)
    if ((i + 1 == n || reigns[i + 1].time > reigns[i].time)
        && get_columns (self, reigns[i].time, i + 1 < n ? reigns[i + 1].time : self->end, &first, &last))
      for (guint column = first; column < last; column++)
        if (columns[column] == 0 || weigh_reign (&reigns[i]) >= weigh_reign (&reigns[columns[column] - 1]))
          columns[column] = i + 1;
  add_reigns (self, reigns, columns, n_columns);
}

/* --- Marks --- */

static ElectorTimelineMarkKind
get_mark_kind (const ElectorRecord *record)
{
  if (record->kind != ELECTOR_RECORD_VERDICT)
    return ELECTOR_TIMELINE_FAULT;
  if (record->code == ELECTOR_VERDICT_BROKEN_PROMISE)
    return ELECTOR_TIMELINE_BROKEN_PROMISE;
  return record->code == ELECTOR_VERDICT_BROKEN ? ELECTOR_TIMELINE_BROKEN : ELECTOR_TIMELINE_MENDED;
}

static void
add_mark (ElectorTimelineScene *self, const ElectorTimelineMark *mark)
{
  GArray *marks = self->marks;

  if (marks->len > 0)
    {
      ElectorTimelineMark *last = &g_array_index (marks, ElectorTimelineMark, marks->len - 1);

      if (mark->x - last->x < MARK_DISTANCE)
        {
          if (mark->kind > last->kind)
            *last = *mark;
          return;
        }
    }
  g_array_append_val (marks, *mark);
}

/* The worst of what is broken, from from on: what was broken before ends there. */
static void
add_break (ElectorTimelineScene *self, ElectorVerdict verdict, ElectorTime from, ElectorTime to)
{
  ElectorTimelineBreak seen = { .promise = verdict == ELECTOR_VERDICT_BROKEN_PROMISE };
  double right;

  if (verdict < ELECTOR_VERDICT_BROKEN || to <= from)
    return;
  seen.x = MAX (elector_timeline_scene_get_x (self, from), self->left);
  right = MIN (elector_timeline_scene_get_x (self, to), self->width);
  seen.width = MAX (right - seen.x, 1);
  if (right >= self->left)
    g_array_append_val (self->breaks, seen);
}

static ElectorVerdict
get_worst (const ElectorVerdict *verdicts)
{
  ElectorVerdict worst = ELECTOR_VERDICT_HOLDS;

  for (guint i = 0; i < ELECTOR_N_PROPERTIES; i++)
    worst = MAX (worst, verdicts[i]);
  return worst;
}

static void
update_marks (ElectorTimelineScene *self, const ElectorHistory *history)
{
  ElectorTrace *trace = elector_history_get_trace (history);
  const guint32 *marks = elector_history_get_marks (history);
  guint n = elector_history_get_n_marks (history), first = elector_history_find_mark (history, self->start);
  ElectorTime stop = elector_timeline_scene_get_time (self, self->width), since = 0;
  ElectorVerdict verdicts[ELECTOR_N_PROPERTIES] = { ELECTOR_VERDICT_HOLDS };

  for (guint i = first > MAX_MARKS_BACK ? first - MAX_MARKS_BACK : 0; i < n; i++)
    {
      const ElectorRecord *record = elector_trace_get_record (trace, marks[i]);
      ElectorTimelineMark mark = { .position = marks[i], .kind = get_mark_kind (record) };
      ElectorVerdict before = get_worst (verdicts);

      if (record->time > stop)
        break;
      mark.x = elector_timeline_scene_get_x (self, record->time);
      if (i >= first)
        add_mark (self, &mark);
      if (record->kind != ELECTOR_RECORD_VERDICT)
        continue;
      verdicts[record->detail] = (ElectorVerdict) record->code;
      if (get_worst (verdicts) != before)
        {
          add_break (self, before, since, record->time);
          since = record->time;
        }
    }
  add_break (self, get_worst (verdicts), since, self->end);
}

/* --- Ruler --- */

/* The distance between ticks: a round number of microseconds, seconds or minutes. */
static ElectorTime
find_tick_step (double usec)
{
  static const ElectorTime round_seconds[] = { 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600 };
  ElectorTime step = 1;

  if (usec > ELECTOR_SEC / 2)
    {
      for (gsize i = 0; i < G_N_ELEMENTS (round_seconds); i++)
        if ((double) (round_seconds[i] * ELECTOR_SEC) >= usec)
          return round_seconds[i] * ELECTOR_SEC;
      return (ElectorTime) ceil (usec / ELECTOR_MAX_DURATION) * ELECTOR_MAX_DURATION;
    }
  while ((double) step * 10 < usec)
    step *= 10;
  return (double) step >= usec ? step : (double) step * 2 >= usec ? step * 2 : (double) step * 5 >= usec ? step * 5
                                                                                                          : step * 10;
}

static void
update_ticks (ElectorTimelineScene *self)
{
  ElectorTime stop = elector_timeline_scene_get_time (self, self->width);

  self->tick_step = find_tick_step (TICK_DISTANCE * self->usec_per_pixel);
  for (ElectorTime time = (self->start + self->tick_step - 1) / self->tick_step * self->tick_step; time <= stop;
       time += self->tick_step)
    {
      ElectorTimelineTick tick = { .time = time, .x = elector_timeline_scene_get_x (self, time) };

      g_array_append_val (self->ticks, tick);
    }
}

/* What stands at a tick: as exact as the distance between ticks asks for. */
char *
elector_timeline_scene_format_tick (const ElectorTimelineScene *self, ElectorTime time)
{
  g_autofree char *clock = elector_format_clock (time);

  if (self->tick_step % ELECTOR_SEC == 0)
    {
      clock[strlen (clock) - strlen (".000")] = '\0';
      return g_steal_pointer (&clock);
    }
  if (self->tick_step % ELECTOR_MSEC == 0)
    return g_steal_pointer (&clock);
  return g_strdup_printf ("%s%03d", clock, (int) (time % ELECTOR_MSEC));
}

/* --- All of it --- */

/* Nothing is seen until the next update: for another run, of which nothing is known yet. */
void
elector_timeline_scene_forget (ElectorTimelineScene *self)
{
  g_array_set_size (self->bands, 0);
  g_array_set_size (self->reigns, 0);
  g_array_set_size (self->arrows, 0);
  g_array_set_size (self->bundles, 0);
  g_array_set_size (self->marks, 0);
  g_array_set_size (self->breaks, 0);
  g_array_set_size (self->ticks, 0);
}

/* Looks at what the history tells of the times that are seen. */
void
elector_timeline_scene_update (ElectorTimelineScene *self, const ElectorHistory *history)
{
  elector_timeline_scene_forget (self);
  self->end = elector_trace_get_end (elector_history_get_trace (history))->time;
  update_ticks (self);
  update_bands (self, history);
  update_reigns (self, history);
  update_marks (self, history);
  elector_timeline_scene_update_messages (self, history);
}

static double
get_distance (const ElectorSegment *line, double x, double y)
{
  double dx = line->end.x - line->start.x, dy = line->end.y - line->start.y, length = dx * dx + dy * dy;
  double share = length > 0 ? CLAMP (((x - line->start.x) * dx + (y - line->start.y) * dy) / length, 0, 1) : 0;

  return hypot (x - line->start.x - share * dx, y - line->start.y - share * dy);
}

static gboolean
hit_arrow (const ElectorTimelineScene *self, double x, double y, ElectorTimelineHit *hit)
{
  double best = ELECTOR_TIMELINE_REACH;

  for (guint i = 0; i < self->arrows->len; i++)
    {
      const ElectorTimelineArrow *arrow = &g_array_index (self->arrows, ElectorTimelineArrow, i);
      double distance = get_distance (&arrow->line, x, y);

      if (distance < best)
        {
          gboolean at_end = hypot (x - arrow->line.end.x, y - arrow->line.end.y)
                            < hypot (x - arrow->line.start.x, y - arrow->line.start.y);

          best = distance;
          *hit = (ElectorTimelineHit) { .kind = ELECTOR_TIMELINE_HIT_ARROW, .index = i };
          hit->position = at_end && arrow->end != ELECTOR_HISTORY_NONE ? arrow->end : arrow->sent;
        }
    }
  return hit->kind == ELECTOR_TIMELINE_HIT_ARROW;
}

static gboolean
hit_mark (const ElectorTimelineScene *self, double x, ElectorTimelineHit *hit)
{
  double best = ELECTOR_TIMELINE_REACH + 1;

  for (guint i = 0; i < self->marks->len; i++)
    {
      const ElectorTimelineMark *mark = &g_array_index (self->marks, ElectorTimelineMark, i);

      if (fabs (mark->x - x) < best)
        {
          best = fabs (mark->x - x);
          *hit = (ElectorTimelineHit) { ELECTOR_TIMELINE_HIT_MARK, i, mark->position };
        }
    }
  return hit->kind == ELECTOR_TIMELINE_HIT_MARK;
}

static gboolean
hit_bundle (const ElectorTimelineScene *self, double x, double y, ElectorTimelineHit *hit)
{
  for (guint i = 0; i < self->bundles->len; i++)
    {
      const ElectorTimelineBundle *bundle = &g_array_index (self->bundles, ElectorTimelineBundle, i);

      if (fabs (x - bundle->x) <= ELECTOR_TIMELINE_BUNDLE_WIDTH / 2
          && y >= elector_timeline_scene_get_row_y (self, bundle->first_row) - ELECTOR_TIMELINE_REACH
          && y <= elector_timeline_scene_get_row_y (self, bundle->last_row) + ELECTOR_TIMELINE_REACH)
        {
          *hit = (ElectorTimelineHit) { .kind = ELECTOR_TIMELINE_HIT_BUNDLE, .index = i };
          return TRUE;
        }
    }
  return FALSE;
}

/* What is at a place. */
ElectorTimelineHit
elector_timeline_scene_hit (const ElectorTimelineScene *self, double x, double y)
{
  ElectorTimelineHit hit = { .kind = ELECTOR_TIMELINE_HIT_NOTHING };
  double reigns = ELECTOR_TIMELINE_RULER_HEIGHT + ELECTOR_TIMELINE_MARKS_HEIGHT;

  if (y < ELECTOR_TIMELINE_RULER_HEIGHT || y >= self->height)
    return hit;
  if (y < reigns)
    {
      hit_mark (self, x, &hit);
      return hit;
    }
  for (guint i = 0; i < self->reigns->len && y < reigns + ELECTOR_TIMELINE_REIGN_HEIGHT; i++)
    {
      const ElectorTimelineReign *reign = &g_array_index (self->reigns, ElectorTimelineReign, i);

      if (x >= reign->x && x < reign->x + reign->width)
        return (ElectorTimelineHit) { .kind = ELECTOR_TIMELINE_HIT_REIGN, .index = i };
    }
  if (y < self->top || (x >= self->left && (hit_arrow (self, x, y, &hit) || hit_bundle (self, x, y, &hit))))
    return hit;
  hit.index = (guint) ((y - self->top) / self->row_height);
  if (hit.index < self->n_rows)
    hit.kind = ELECTOR_TIMELINE_HIT_ROW;
  return hit;
}
