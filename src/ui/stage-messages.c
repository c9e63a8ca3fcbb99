/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/stage-messages.h"

#include <math.h>

static gboolean
has_motion (GtkWidget *widget)
{
  gboolean enabled;

  g_object_get (gtk_widget_get_settings (widget), "gtk-enable-animations", &enabled, NULL);
  return enabled;
}

static double
get_message_size (const ElectorStageMessages *self)
{
  return round (CLAMP (self->scene->node_radius * 0.66, 14, 24));
}

/* A message that moves. */
static void
append_flying (const ElectorStageMessages *self, GtkSnapshot *snapshot, const ElectorMomentFlight *flight,
               ElectorTime time, guint n_flights)
{
  ElectorSegment lane = elector_stage_scene_get_lane (self->scene, flight->from, flight->to);
  double progress = elector_flight_get_progress (flight, time);
  ElectorPoint place = elector_segment_get_point (&lane, progress);

  if (n_flights <= ELECTOR_STAGE_MAX_TAILS)
    elector_sprites_append_tail (self->sprites, snapshot, flight->type, &lane, progress);
  if (n_flights <= ELECTOR_STAGE_MAX_LETTERS)
    elector_sprites_append_packet (self->sprites, snapshot, flight->type, flight->id, place);
  else
    elector_sprites_append_dot (self->sprites, snapshot, flight->type, place);
}

/* A message for people who asked for no motion: an arrow, with the message on its middle. */
static void
append_still (const ElectorStageMessages *self, GtkSnapshot *snapshot, const ElectorMomentFlight *flight,
              guint n_flights)
{
  ElectorSegment lane = elector_stage_scene_get_lane (self->scene, flight->from, flight->to);
  ElectorPoint middle = elector_segment_get_point (&lane, 0.5);

  if (n_flights > ELECTOR_STAGE_MAX_LETTERS)
    {
      elector_sprites_append_dot (self->sprites, snapshot, flight->type, middle);
      return;
    }
  elector_sprites_append_arrow (self->sprites, snapshot, flight->type, &lane);
  elector_sprites_append_packet (self->sprites, snapshot, flight->type, flight->id, middle);
}

/* Draws the messages that are under way at time. */
void
elector_stage_messages_snapshot (const ElectorStageMessages *self, GtkSnapshot *snapshot, const ElectorMoment *moment,
                                 ElectorTime time)
{
  guint n = elector_moment_count_flights (moment), stride = 1;
  gboolean motion = has_motion (self->widget);

  if (n == 0)
    return;
  while (n / stride > ELECTOR_STAGE_MAX_DOTS)
    stride *= 2;
  elector_sprites_update (self->sprites, moment->config->protocol, self->palette, get_message_size (self),
                          gtk_widget_get_scale_factor (self->widget));
  for (guint i = 0; i < moment->n_flights; i += stride)
    {
      const ElectorMomentFlight *flight = &moment->flights[i];

      if (flight->from == ELECTOR_NO_NODE)
        continue;
      if (motion)
        append_flying (self, snapshot, flight, time, n);
      else
        append_still (self, snapshot, flight, n);
    }
}
