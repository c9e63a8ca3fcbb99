/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The contract between an election algorithm and everything that runs it.
 *
 * An algorithm is one pure function, step(): it gets what happened to one node (an input), changes that
 * node's state, and says what follows (effects). It does no I/O, reads no clock, allocates nothing and
 * knows no other node but through messages. The same function is simulated, explored, measured and shown.
 *
 * A node's state is plain data without pointers: it may be copied, compared and hashed byte by byte.
 *   - It begins with an ElectorRng, the node's only source of randomness.
 *   - Its first persistent_size bytes (the generator included) survive a crash; the rest is zeroed by one.
 *   - It ends with peer_size bytes for each configured node, for what it knows of the others. */

#pragma once

#include "core/rng.h"
#include "core/types.h"

G_BEGIN_DECLS

#define ELECTOR_MAX_PARAMETERS 16
#define ELECTOR_MAX_TIMERS 6
#define ELECTOR_MAX_MESSAGE_TYPES 8

typedef struct _ElectorProtocol ElectorProtocol;

/* What an algorithm is run with. */
typedef struct
{
  const ElectorProtocol *protocol;
  guint n_nodes;                                   /* 1 .. ELECTOR_MAX_NODES, the configured ones */
  guint32 rules;                                   /* bit i: rule switch i of the protocol is on */
  ElectorRange parameters[ELECTOR_MAX_PARAMETERS]; /* by the protocol's own numbering */
} ElectorConfig;

static inline gboolean
elector_config_has_rule (const ElectorConfig *self, guint rule)
{
  return (self->rules >> rule & 1) != 0;
}

typedef struct
{
  guint8 type; /* by the protocol's own numbering */
  guint8 flags;
  ElectorNodeId from;
  ElectorNodeId to;
  guint32 term;     /* 0 where the algorithm has none */
  guint32 index;    /* what the type says: a log's length, a candidate */
  guint32 log_term; /* the term of the last entry of a log */
} ElectorMessage;

typedef enum
{
  ELECTOR_INPUT_BOOT,     /* the whole system starts */
  ELECTOR_INPUT_RECOVER,  /* this node comes back from a crash, with its persistent state only */
  ELECTOR_INPUT_MESSAGE,  /* a message arrived */
  ELECTOR_INPUT_TIMER,    /* a timer ran out */
  ELECTOR_INPUT_CAMPAIGN, /* somebody asks this node to start an election now */
  ELECTOR_INPUT_WRITE,    /* a client's write has come to this node, which leads; only if it has a log */
  ELECTOR_INPUT_TRANSFER, /* somebody asks this node, which leads, to hand over to target */
} ElectorInputKind;

typedef struct
{
  ElectorInputKind kind;
  ElectorNodeId node;           /* to whom it happens */
  const ElectorConfig *config;  /* borrowed for the call */
  guint timer;                  /* ELECTOR_INPUT_TIMER: which */
  ElectorNodeId target;         /* ELECTOR_INPUT_TRANSFER: to whom */
  ElectorMessage message;       /* ELECTOR_INPUT_MESSAGE */
} ElectorInput;

typedef enum
{
  ELECTOR_EFFECT_STEP,       /* a labeled statement ran: detail is unused */
  ELECTOR_EFFECT_SEND,       /* message */
  ELECTOR_EFFECT_SET_TIMER,  /* detail: timer, value: duration */
  ELECTOR_EFFECT_STOP_TIMER, /* detail: timer */
  ELECTOR_EFFECT_ROLE,       /* detail: ElectorRole */
  ELECTOR_EFFECT_LEADER,     /* value: whom the node believes to lead, or 0 */
  ELECTOR_EFFECT_TERM,       /* value: the term it is in */
  ELECTOR_EFFECT_VOTE,       /* value: whom it votes for in its term */
  ELECTOR_EFFECT_LOG,        /* its log is now as long as message.index says, and ends with message.log_term */
  ELECTOR_EFFECT_COMMIT,     /* value: its log is safe up to there, and what is in it may be accepted; 0: it accepts the
                              * write that it has just got, as if it had no log */
} ElectorEffectKind;

typedef struct
{
  guint8 kind;
  guint8 detail;
  guint16 step;
  guint16 line;
  union
  {
    guint32 args[3]; /* ELECTOR_EFFECT_STEP: the numbers in its reason */
    ElectorTime value;
    ElectorMessage message;
  };
} ElectorEffect;

/* A list of effects, in the order in which they came about. Bounded: the owner sizes it for the largest step. */
typedef struct
{
  ElectorEffect *items;
  guint length;
  guint capacity;
} ElectorEffects;

void elector_effects_init (ElectorEffects *self, guint n_nodes);
void elector_effects_clear (ElectorEffects *self);

/* Several for each step: no calls. */

static inline ElectorEffect *
elector_effects_add (ElectorEffects *self, ElectorEffectKind kind, guint detail)
{
  ElectorEffect *effect;

  g_assert (self->length < self->capacity);
  effect = &self->items[self->length++];
  memset (effect, 0, sizeof *effect);
  effect->kind = (guint8) kind;
  effect->detail = (guint8) detail;
  return effect;
}

/* A labeled statement ran, at line of the C source; a, b and c are the numbers in its reason. */
static inline void
elector_effects_step (ElectorEffects *self, guint step, guint line, guint32 a, guint32 b, guint32 c)
{
  ElectorEffect *effect = elector_effects_add (self, ELECTOR_EFFECT_STEP, 0);

  effect->step = (guint16) step;
  effect->line = (guint16) line;
  effect->args[0] = a;
  effect->args[1] = b;
  effect->args[2] = c;
}

static inline void
elector_effects_send (ElectorEffects *self, const ElectorMessage *message)
{
  elector_effects_add (self, ELECTOR_EFFECT_SEND, message->type)->message = *message;
}

/* Starts a timer, or starts it anew. duration in microseconds, >= 0. */
static inline void
elector_effects_set_timer (ElectorEffects *self, guint timer, ElectorTime duration)
{
  elector_effects_add (self, ELECTOR_EFFECT_SET_TIMER, timer)->value = duration;
}

static inline void
elector_effects_stop_timer (ElectorEffects *self, guint timer)
{
  elector_effects_add (self, ELECTOR_EFFECT_STOP_TIMER, timer);
}

static inline void
elector_effects_role (ElectorEffects *self, ElectorRole role)
{
  elector_effects_add (self, ELECTOR_EFFECT_ROLE, role);
}

static inline void
elector_effects_leader (ElectorEffects *self, ElectorNodeId leader)
{
  elector_effects_add (self, ELECTOR_EFFECT_LEADER, 0)->value = leader;
}

static inline void
elector_effects_term (ElectorEffects *self, guint32 term)
{
  elector_effects_add (self, ELECTOR_EFFECT_TERM, 0)->value = term;
}

static inline void
elector_effects_vote (ElectorEffects *self, ElectorNodeId candidate)
{
  elector_effects_add (self, ELECTOR_EFFECT_VOTE, 0)->value = candidate;
}

/* The node's log is now this long, and its last entry is of this term. */
static inline void
elector_effects_log (ElectorEffects *self, guint32 length, guint32 last_term)
{
  ElectorEffect *effect = elector_effects_add (self, ELECTOR_EFFECT_LOG, 0);

  effect->message.index = length;
  effect->message.log_term = last_term;
}

static inline void
elector_effects_commit (ElectorEffects *self, guint32 position)
{
  elector_effects_add (self, ELECTOR_EFFECT_COMMIT, 0)->value = position;
}

/* What the judge can watch. */
typedef enum
{
  ELECTOR_PROPERTY_SINGLE_LEADER, /* no two nodes act as leader at once */
  ELECTOR_PROPERTY_AGREEMENT,     /* live connected nodes believe in the same live leader */
  ELECTOR_PROPERTY_AVAILABILITY,  /* a live connected majority has a leader */
  ELECTOR_PROPERTY_TERM_LEADER,   /* no term ever has two leaders */
  ELECTOR_PROPERTY_TERM_VOTE,     /* nobody ever votes for two candidates in one term */
  ELECTOR_PROPERTY_WRITES,        /* no write that was accepted is ever lost */
  ELECTOR_N_PROPERTIES
} ElectorProperty;

/* What a node is seen to hold, from outside: it says so in its effects. */
typedef enum
{
  ELECTOR_FIELD_ROLE,
  ELECTOR_FIELD_LEADER,     /* whom it believes to lead */
  ELECTOR_FIELD_TERM,
  ELECTOR_FIELD_VOTE,       /* for whom it votes in its term */
  ELECTOR_FIELD_LOG_LENGTH,
  ELECTOR_FIELD_LOG_TERM,   /* of the last entry */
  ELECTOR_FIELD_COMMIT,     /* how many entries of its log are safe, as far as it knows; 0: it does not know */
  ELECTOR_N_FIELDS
} ElectorField;

/* What an algorithm says about a property. */
typedef enum
{
  ELECTOR_PROMISE_NONE,     /* the algorithm has no such thing, like terms: there is nothing to judge */
  ELECTOR_PROMISE_NEVER,    /* it may break at any time; that is no fault of the implementation */
  ELECTOR_PROMISE_ASSUMING, /* while the algorithm's assumptions about the network hold */
  ELECTOR_PROMISE_ALL_UP,   /* like ASSUMING, and only while no node is down */
  ELECTOR_PROMISE_ALWAYS,   /* whatever the network, the clocks and crashes do */
  ELECTOR_PROMISE_MAJORITY, /* like ASSUMING while a majority is up; availability even if a partition cuts others off */
} ElectorPromiseKind;

typedef struct
{
  ElectorPromiseKind kind;
  const char *text; /* a sentence: what is promised, and under which assumption; marked for translation */
} ElectorPromise;

/* A number that a scenario may set. */
typedef struct
{
  const char *id;
  const char *summary; /* marked for translation */
  ElectorRange standard;
  ElectorTime minimum; /* lowest allowed value */
  gboolean is_range;   /* FALSE: one duration, low and high alike */
} ElectorParameter;

/* A named option of the algorithm. */
typedef struct
{
  const char *id;
  const char *summary;  /* what the node does when it is on; marked for translation */
  const char *protects; /* what the rule that it replaces is good for; marked for translation */
} ElectorRule;

/* A labeled statement. */
typedef struct
{
  const char *label;       /* as in the listing and in the C source's enumeration */
  const char *reason;      /* why it ran: {a}, {b}, {c} are its numbers, {a:time} one of them as a duration; marked */
  const char *explanation; /* what it does and what it is good for; marked */
  gboolean starts_election; /* counts as the start of an election */
  gboolean quiet;           /* passes the time, or is told by what it does: not worth a row in the log */
} ElectorStep;

/* A line of a listing that is no step: its label, and what it is good for. */
typedef struct
{
  const char *label;
  const char *explanation; /* marked for translation */
} ElectorNote;

typedef struct
{
  const char *const *ids;
  guint length;
} ElectorWords;

struct _ElectorProtocol
{
  const char *id;   /* "bully" */
  const char *name; /* marked for translation */
  const char *summary;
  gsize state_size;      /* without what it knows of its peers */
  gsize peer_size;       /* bytes for each configured node, behind that */
  gsize persistent_size;
  gboolean can_transfer; /* whether a leader can hand over */
  gboolean has_log;      /* whether it takes writes (ELECTOR_INPUT_WRITE) and says when they are safe */

  ElectorWords messages;
  guint32 fields;         /* bit i: its nodes have ElectorField i */
  guint write_message;    /* the type by which the world passes a write on; no step() gets it */
  guint32 quiet_messages; /* bit i: messages of type i only pass the time, like heartbeats */
  guint32 id_messages;    /* bit i: messages of type i are about a node, whose id is their index, and have no term */
  ElectorWords timers;
  guint32 quiet_timers;   /* bit i: nobody waits for timer i with suspense; it only keeps the order */
  const char *const *timer_texts; /* marked for translation, as many as timers */
  const ElectorParameter *parameters;
  guint n_parameters;
  const ElectorRule *rules;
  guint n_rules;
  const ElectorStep *steps;
  guint n_steps;
  const ElectorNote *notes;
  guint n_notes;
  ElectorPromise promises[ELECTOR_N_PROPERTIES]; /* with all rule switches off */

  const char *listing; /* file name of the Python listing */
  const char *source;  /* file name of the C source */

  void (*step) (gpointer state, const ElectorInput *input, ElectorEffects *effects);

  /* Makes state that of a node in a system in which node i is called names[i]; names[0] is 0. NULL when it matters
   * which id a node has. Where it does not, messages name no node but their sender and receiver. */
  void (*rename) (gpointer state, guint n_nodes, const ElectorNodeId *names);

  /* What it says about a property with the rule switches of config; NULL where they change nothing. */
  const ElectorPromise *(*get_promise) (const ElectorConfig *config, ElectorProperty property);
  /* The fields that survive a crash, as bits; NULL: none does. */
  guint32 (*get_persistent_fields) (const ElectorConfig *config);
  /* The types of messages, as bits, that nobody sends with the rule switches of config, or only if somebody asks for
   * more than an election; NULL: there are none. */
  guint32 (*get_spare_messages) (const ElectorConfig *config);

  /* How long a message may take at most, so that the algorithm's assumption about time holds. */
  ElectorTime (*get_delay_bound) (const ElectorConfig *config);
  /* Within which time after the last disturbance all is settled, while the assumptions hold. */
  ElectorTime (*get_settle_time) (const ElectorConfig *config);
};

int elector_words_find (const ElectorWords *self, const char *word);

void elector_config_init (ElectorConfig *self, const ElectorProtocol *protocol, guint n_nodes);
gboolean elector_protocol_knows (const ElectorProtocol *self, ElectorProperty property);
int elector_protocol_find_parameter (const ElectorProtocol *self, const char *id);
int elector_protocol_find_rule (const ElectorProtocol *self, const char *id);
int elector_protocol_find_step (const ElectorProtocol *self, const char *label);
const char *elector_protocol_explain (const ElectorProtocol *self, const char *label);
const ElectorPromise *elector_config_get_promise (const ElectorConfig *self, ElectorProperty property);

guint32 elector_config_get_persistent_fields (const ElectorConfig *self);
const char *elector_field_to_text (ElectorField field);

gboolean elector_protocol_has_id (const ElectorProtocol *self, guint type);
char *elector_protocol_format_message (const ElectorProtocol *self, guint type, guint32 id);

gsize elector_protocol_get_state_size (const ElectorProtocol *self, guint n_nodes);
void elector_protocol_forget (const ElectorProtocol *self, gpointer state, guint n_nodes);

const char *elector_property_to_id (ElectorProperty property);
const char *elector_property_to_text (ElectorProperty property);

G_END_DECLS
