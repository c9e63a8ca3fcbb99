/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The plain event loop, without a trace: bench-world ALGORITHM NODES SECONDS
 *
 * Messages take 1 to 10 ms. The leader sends a heartbeat each 100 ms, crashes each 5 s, and recovers 2.5 s later.
 * Prints the CPU time in nanoseconds, the events that happened, the messages delivered, and how often a node became
 * leader. */

#include "core/units.h"
#include "core/world.h"
#include "protocols/registry.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define PERIOD (5 * ELECTOR_SEC)

typedef struct
{
  ElectorNodeId leader; /* who became leader last */
  guint64 delivered;
  guint64 leaders;
} Count;

static guint32
sink_cb (ElectorRecord *record, gpointer user_data)
{
  Count *self = user_data;

  self->delivered += record->kind == ELECTOR_RECORD_DELIVER;
  if (record->kind == ELECTOR_RECORD_ROLE && record->detail == ELECTOR_ROLE_LEADER)
    {
      self->leader = record->node;
      self->leaders++;
    }
  return 0;
}

static void
set_parameter (ElectorConfig *config, const char *id, ElectorTime low, ElectorTime high)
{
  int i = elector_protocol_find_parameter (config->protocol, id);

  if (i >= 0)
    config->parameters[i] = (ElectorRange) { low * ELECTOR_MSEC, high * ELECTOR_MSEC };
}

static void
run (ElectorWorld *world, Count *count, ElectorTime until)
{
  for (ElectorTime time = PERIOD; time <= until; time += PERIOD)
    {
      ElectorFault fault = { .kind = ELECTOR_FAULT_CRASH };

      elector_world_run (world, time - PERIOD / 2);
      fault.node = count->leader;
      if (fault.node != ELECTOR_NO_NODE)
        elector_world_apply (world, &fault);
      elector_world_run (world, time);
      fault.kind = ELECTOR_FAULT_RECOVER;
      if (fault.node != ELECTOR_NO_NODE)
        elector_world_apply (world, &fault);
    }
}

int
main (int argc, char *argv[])
{
  const ElectorProtocol *protocol = argc == 4 ? elector_registry_find_protocol (argv[1]) : NULL;
  guint64 n_nodes, seconds;
  ElectorNetworkConfig network = { .delay = { 1 * ELECTOR_MSEC, 10 * ELECTOR_MSEC } };
  struct timespec before, after;
  ElectorConfig config;
  ElectorWorld world;
  Count count = { 0 };

  if (protocol == NULL || !elector_parse_number (argv[2], 1, ELECTOR_MAX_NODES, &n_nodes, NULL)
      || !elector_parse_number (argv[3], 1, 1000000, &seconds, NULL))
    {
      fprintf (stderr, "usage: bench-world ALGORITHM NODES SECONDS\n");
      return 2;
    }
  elector_config_init (&config, protocol, (guint) n_nodes);
  set_parameter (&config, "heartbeat", 100, 100);
  set_parameter (&config, "election-timeout", 300, 600);
  set_parameter (&config, "leader-timeout", 300, 400);
  set_parameter (&config, "answer-timeout", 50, 50);
  set_parameter (&config, "victory-timeout", 150, 150);
  elector_world_init (&world, &config, &network, 1, sink_cb, &count);
  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &before);
  elector_world_boot (&world);
  run (&world, &count, (ElectorTime) seconds * ELECTOR_SEC);
  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &after);
  printf ("%" PRIi64 " %" PRIu64 " %" PRIu64 " %" PRIu64 "\n",
          (gint64) (after.tv_sec - before.tv_sec) * 1000000000 + (after.tv_nsec - before.tv_nsec), world.n_events,
          count.delivered, count.leaders);
  elector_world_clear (&world);
  return 0;
}
