/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What the nodes' steps mean for the client and for the resource that it writes to.
 *
 * A write comes to a node that leads. Those that a node passes on to its leader need no case of their own: where one
 * arrives, the client could have written itself. */

#include "explorer-model.h"

#include <string.h>

/* What is numbered. */
typedef struct
{
  const ElectorModel *model;
  const ElectorModelClient *client;
} Unnumbered;

static guint64
pack_client (gpointer data, guint k, guint64 *contents)
{
  const Unnumbered *self = data;
  const ElectorNodeId *names = self->model->names[k];
  ElectorModelClient *packed = (ElectorModelClient *) contents;

  memset (contents, 0, self->model->clients.size);
  packed->written = self->client->written;
  packed->term = self->client->term;
  packed->n_writes = self->client->n_writes;
  packed->lost = self->client->lost;
  for (guint i = 0; i < self->model->n_nodes; i++)
    packed->seen[names[i + 1] - 1] = self->client->seen[i];
  return ELECTOR_MODEL_PLACE_CLIENT;
}

static guint16
number_client (ElectorModel *self, const ElectorModelClient *client)
{
  return (guint16) elector_numbering_number (&self->clients, pack_client, &(Unnumbered) { self, client });
}

/* Its first number is that of a client that has written nothing. */
void
elector_model_init_client (ElectorModel *self)
{
  elector_numbering_init (&self->clients, (sizeof (ElectorModelClient) + 7) / 8 * 8, self->n_names);
  number_client (self, &(ElectorModelClient) { 0 });
}

static guint
get_length (const ElectorModelClient *self)
{
  return self->written > 0 ? 64 - (guint) __builtin_clzll (self->written) : 0;
}

/* Like the world's: see world-client.c. */
static void
accept (ElectorModelClient *self, const ElectorSearch *search, guint node, guint32 term, guint position)
{
  guint64 bit;

  if (search->fencing && term < self->term)
    return;
  if (position == 0)
    position = ++self->seen[node];
  bit = G_GUINT64_CONSTANT (1) << (position - 1);
  self->lost |= (self->written & bit) != 0;
  self->written |= bit;
}

/* What becomes of the client with this number by a step of the node; 0 when there are too many different ones. */
guint16
elector_model_tell_client (ElectorModelView *self, guint16 client, guint node, const ElectorModelStep *step,
                           gboolean is_write)
{
  ElectorModel *model = self->model;
  const ElectorSearch *search = model->search;
  const ElectorModelNode *contents = elector_numbering_get (&model->nodes[node], step->next);
  ElectorModelClient changed;

  if (step->n_events == 0 && !is_write)
    return client;
  changed = *(const ElectorModelClient *) elector_numbering_get (&model->clients, client);
  changed.n_writes = (guint8) (changed.n_writes + is_write);
  for (guint i = 0; i < step->n_events; i++)
    {
      guint event = g_array_index (self->sent, guint16, step->sent + step->n_sent + i);

      if (event >= ELECTOR_MODEL_EVENT_ACCEPTS)
        accept (&changed, search, node, contents->term, event - ELECTOR_MODEL_EVENT_ACCEPTS);
      else
        changed.seen[node] = event == ELECTOR_MODEL_EVENT_LEADS ? (guint8) get_length (&changed) : 0;
      if (search->fencing && event != ELECTOR_MODEL_EVENT_CEASES)
        changed.term = MAX (changed.term, contents->term);
    }
  g_mutex_lock (&model->mutex);
  client = number_client (model, &changed);
  g_mutex_unlock (&model->mutex);
  if (client == 0)
    g_atomic_int_set (&model->too_many, TRUE);
  return client;
}
