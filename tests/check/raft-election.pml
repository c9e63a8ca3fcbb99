/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Raft's election as src/protocols/raft.c has it, without rule switches, for Spin: the same bounds, the same steps and
 * the same states as "elector-cli check --algorithm=raft --no-symmetry --property=term-leader". bench-explorer.py
 * defines N, TERMS, PENDING and CRASHES. */

#define FOLLOWER 0
#define CANDIDATE 1
#define LEADER 2

#define VOTE 1
#define VOTE_REPLY 2
#define APPEND 3
#define APPEND_REPLY 4

#define ELECTION 1
#define HEARTBEAT 2

/* A message in one number: type, from, to, granted, term, length and last term of the sender's log. */
#define MESSAGE(type, from, to, granted, m_term, m_len, m_last) \
  ((type) << 13 | (from) << 11 | (to) << 9 | (granted) << 8 | (m_term) << 6 | (m_len) << 3 | (m_last))
#define TYPE(m) ((m) >> 13 & 7)
#define FROM(m) ((m) >> 11 & 3)
#define TO(m) ((m) >> 9 & 3)
#define GRANTED(m) ((m) >> 8 & 1)
#define TERM(m) ((m) >> 6 & 3)
#define LENGTH(m) ((m) >> 3 & 7)
#define LAST(m) ((m) & 7)

typedef Node {
  unsigned term : 3;
  unsigned length : 3;
  unsigned last : 3;
  unsigned vote : 2;
  unsigned role : 2;
  unsigned leader : 2;
  unsigned timers : 2;
  unsigned up : 1;
  unsigned granted : 3;  /* bit i - 1: node i */
  unsigned answered : 3;
  unsigned heard : 3;
  unsigned match1 : 3;
  unsigned match2 : 3;
  unsigned match3 : 3;
  unsigned first : 3;
  unsigned commit : 3;
  unsigned led : 4;
};

Node node[N + 1];
short net[PENDING]; /* sorted, the free places last, as 0 */
byte pending;
byte crashes;

/* Not part of the state. */
hidden byte me, other, i, k, sending, count;
hidden short m, held;
hidden short out[N + 1];
hidden byte yes;

#define SELF node[me]

inline forget_answers () {
  SELF.granted = 0; SELF.answered = 0; SELF.heard = 0;
  SELF.match1 = 0; SELF.match2 = 0; SELF.match3 = 0
}

inline put (message) { out[sending] = message; sending++ }

inline send_to_all (type) {
  for (other : 1 .. N) {
    if
    :: other != me -> put (MESSAGE (type, me, other, 0, SELF.term, SELF.length, SELF.last))
    :: else
    fi
  }
}

inline reply (type, granted) { put (MESSAGE (type, me, FROM (m), granted, SELF.term, SELF.length, SELF.last)) }

inline count_bits (set) { count = (set & 1) + (set >> 1 & 1) + (set >> 2 & 1) }

inline become_follower (whom) {
  SELF.timers = SELF.timers & ELECTION;
  SELF.first = 0; SELF.commit = 0;
  if
  :: SELF.role == LEADER -> SELF.timers = ELECTION
  :: else
  fi;
  SELF.role = FOLLOWER; SELF.leader = whom
}

inline adopt_term () {
  SELF.term = TERM (m); SELF.vote = 0;
  become_follower (0);
  forget_answers ()
}

inline become_leader () {
  SELF.role = LEADER; SELF.leader = me;
  SELF.length = SELF.length + 1; SELF.last = SELF.term;
  forget_answers ();
  SELF.first = SELF.length; SELF.commit = 0;
  SELF.led = SELF.led | (1 << SELF.term);
  send_to_all (APPEND);
  SELF.timers = HEARTBEAT
}

inline start_election () {
  SELF.term = SELF.term + 1;
  SELF.role = CANDIDATE; SELF.leader = 0; SELF.vote = me;
  forget_answers ();
  SELF.granted = 1 << (me - 1);
  SELF.timers = SELF.timers | ELECTION;
  send_to_all (VOTE)
}

inline receive_vote () {
  if
  :: TERM (m) > SELF.term -> adopt_term ()
  :: else
  fi;
  yes = LAST (m) > SELF.last || (LAST (m) == SELF.last && LENGTH (m) >= SELF.length);
  yes = yes && TERM (m) == SELF.term && (SELF.vote == 0 || SELF.vote == FROM (m));
  if
  :: yes -> SELF.vote = FROM (m); SELF.timers = SELF.timers | ELECTION
  :: else
  fi;
  reply (VOTE_REPLY, yes)
}

inline receive_vote_reply () {
  if
  :: SELF.role != CANDIDATE || (GRANTED (m) && TERM (m) != SELF.term)
  :: else ->
     SELF.answered = SELF.answered | (1 << (FROM (m) - 1));
     if
     :: GRANTED (m) ->
        SELF.granted = SELF.granted | (1 << (FROM (m) - 1));
        count_bits (SELF.granted);
        if
        :: count > N / 2 -> become_leader ()
        :: else
        fi
     :: else
     fi
  fi
}

inline receive_append () {
  if
  :: TERM (m) < SELF.term -> reply (APPEND_REPLY, 0)
  :: else ->
     if
     :: SELF.leader != FROM (m) -> become_follower (FROM (m))
     :: else
     fi;
     SELF.timers = SELF.timers | ELECTION;
     if
     :: LAST (m) == SELF.last && LENGTH (m) <= SELF.length
     :: else -> SELF.length = LENGTH (m); SELF.last = LAST (m)
     fi;
     reply (APPEND_REPLY, 1)
  fi
}

inline receive_append_reply () {
  if
  :: SELF.role != LEADER || TERM (m) != SELF.term
  :: else ->
     SELF.heard = SELF.heard | (1 << (FROM (m) - 1));
     if
     :: FROM (m) == 1 -> SELF.match1 = LENGTH (m)
     :: FROM (m) == 2 -> SELF.match2 = LENGTH (m)
     :: else -> SELF.match3 = LENGTH (m)
     fi;
     count = 1 + (SELF.match1 >= LENGTH (m)) + (SELF.match2 >= LENGTH (m)) + (N > 2 && SELF.match3 >= LENGTH (m));
     if
     :: LENGTH (m) > SELF.commit && LENGTH (m) >= SELF.first && count > N / 2 -> SELF.commit = LENGTH (m)
     :: else
     fi
  fi
}

/* Equal messages are one: whether there is one at this place, and the place before has another. */
#define NEW(p) (pending > p && (p == 0 || net[p] != net[(p > 0 -> p - 1 : 0)]))

/* Takes the message at place i out of the network. */
inline take () {
  m = net[i];
  for (k : 0 .. PENDING - 2) {
    if
    :: k >= i -> net[k] = net[k + 1]
    :: else
    fi
  }
  net[PENDING - 1] = 0;
  pending--
}

/* Puts what was sent into the network, or loses all of it. */
inline send_all () {
  if
  :: pending + sending <= PENDING ->
     for (other : 0 .. N) {
       if
       :: other < sending ->
          m = out[other]; k = 0;
          do
          :: k < pending && net[k] <= m -> k++
          :: else -> break
          od;
          do
          :: k <= pending -> held = net[k]; net[k] = m; m = held; k++
          :: else -> break
          od;
          pending++
       :: else
       fi
     }
  :: else
  fi;
  for (other : 0 .. N) { out[other] = 0 }
  sending = 0
}

inline clean () { me = 0; other = 0; i = 0; k = 0; count = 0; m = 0; held = 0; yes = 0 }

#if N > 2
#define GOOD !(node[1].led & node[2].led) && !(node[1].led & node[3].led) && !(node[2].led & node[3].led)
#else
#define GOOD !(node[1].led & node[2].led)
#endif

/* Each of these is one step of the system: a guard, and all that follows from it. */

inline deliver (place) {
  d_step {
    NEW (place) ->
    i = place; take (); me = TO (m);
    if
    :: !SELF.up
    :: else ->
       if
       :: TYPE (m) != VOTE && TERM (m) > SELF.term -> adopt_term ()
       :: else
       fi;
       if
       :: TYPE (m) == VOTE -> receive_vote ()
       :: TYPE (m) == VOTE_REPLY -> receive_vote_reply ()
       :: TYPE (m) == APPEND -> receive_append ()
       :: else -> receive_append_reply ()
       fi
    fi;
    send_all (); clean (); assert (GOOD)
  }
}

inline time_out (whom) {
  d_step {
    node[whom].up && (node[whom].timers & ELECTION) && node[whom].term < TERMS ->
    me = whom; start_election (); send_all (); clean ()
  }
}

inline beat (whom) {
  d_step {
    node[whom].up && (node[whom].timers & HEARTBEAT) ->
    me = whom; send_to_all (APPEND); send_all (); clean ()
  }
}

inline crash (whom) {
  d_step {
    node[whom].up && crashes < CRASHES ->
    me = whom; crashes++;
    SELF.up = 0; SELF.role = FOLLOWER; SELF.leader = 0; SELF.timers = 0; SELF.first = 0; SELF.commit = 0;
    forget_answers (); clean ()
  }
}

inline recover (whom) { d_step { !node[whom].up -> node[whom].up = 1; node[whom].timers = ELECTION } }

active proctype system () {
  d_step { for (i : 1 .. N) { node[i].up = 1; node[i].timers = ELECTION } i = 0 }
end:
  do
  :: deliver (0)
#if PENDING > 1
  :: deliver (1)
#endif
#if PENDING > 2
  :: deliver (2)
#endif
#if PENDING > 3
  :: deliver (3)
#endif
  :: time_out (1)
  :: beat (1)
  :: crash (1)
  :: recover (1)
  :: time_out (2)
  :: beat (2)
  :: crash (2)
  :: recover (2)
#if N > 2
  :: time_out (3)
  :: beat (3)
  :: crash (3)
  :: recover (3)
#endif
  od
}
