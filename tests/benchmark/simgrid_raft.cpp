/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Raft's election on SimGrid, as a peer to measure against: simgrid-raft NODES SECONDS
 *
 * What bench-world does, as one writes it for SimGrid's S4U: an actor a node on a host of its own, a mailbox each, and
 * a star of links between them. Prints the CPU time in nanoseconds, the messages delivered, and how often a node became
 * leader.
 *
 * Not alike: SimGrid models a network of links, where bench-world draws a number. A mailbox gives its messages in the
 * order in which they were sent, so all take equally long: 5.5 ms, the mean of bench-world's 1 to 10. Links are wide
 * enough for nothing but their latency to count. */

#include <simgrid/s4u.hpp>

#include <algorithm>
#include <cinttypes>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <limits>
#include <memory>
#include <random>
#include <string>
#include <vector>

namespace sg4 = simgrid::s4u;

static constexpr double heartbeat = 0.1;
static constexpr double delay = 0.0055;
static constexpr double never = std::numeric_limits<double>::infinity ();

enum class Kind
{
  vote,
  vote_reply,
  append,
  append_reply,
  recovery, /* from the operator: go on */
};

enum class Role
{
  follower,
  candidate,
  leader,
};

struct Message
{
  Kind kind;
  unsigned from;
  unsigned term;
  bool granted;
};

struct Cluster;

class Node
{
public:
  Node (Cluster &cluster, unsigned number)
    : cluster (cluster), number (number), mailbox (sg4::Mailbox::by_name ("node " + std::to_string (number)))
  {
  }

  void run ();
  void crash ();
  void recover ();

private:
  void start_timer ();
  void ring ();
  void campaign ();
  void lead ();
  void send (unsigned to, Kind kind, bool granted);
  void send_to_all (Kind kind);
  void adopt (unsigned newer);
  void receive (const Message &message);
  void receive_vote (const Message &message);
  void receive_append (const Message &message);
  void receive_vote_reply (const Message &message);

  Cluster &cluster;
  unsigned number;
  sg4::Mailbox *mailbox;
  bool up = true;
  double deadline = never;
  Role role = Role::follower;
  unsigned term = 0;
  unsigned vote = 0;
  unsigned n_votes = 0;
};

struct Cluster
{
  std::vector<std::unique_ptr<Node>> nodes;
  std::minstd_rand random { 1 };
  std::uniform_real_distribution<double> timeout { 0.3, 0.6 };
  Node *leader = nullptr;
  uint64_t delivered = 0;
  uint64_t leaders = 0;
};

void
Node::start_timer ()
{
  deadline = sg4::Engine::get_clock () + cluster.timeout (cluster.random);
}

void
Node::send (unsigned to, Kind kind, bool granted)
{
  sg4::Mailbox *other = cluster.nodes[to - 1]->mailbox;

  other->put_init (new Message { kind, number, term, granted }, 0)->detach ();
}

void
Node::send_to_all (Kind kind)
{
  for (unsigned to = 1; to <= cluster.nodes.size (); to++)
    if (to != number)
      send (to, kind, true);
}

void
Node::campaign ()
{
  term++;
  role = Role::candidate;
  vote = number;
  n_votes = 1;
  start_timer ();
  send_to_all (Kind::vote);
}

void
Node::lead ()
{
  role = Role::leader;
  cluster.leader = this;
  cluster.leaders++;
  ring ();
}

/* The deadline has come. */
void
Node::ring ()
{
  if (role != Role::leader)
    {
      campaign ();
      return;
    }
  send_to_all (Kind::append);
  deadline = sg4::Engine::get_clock () + heartbeat;
}

void
Node::adopt (unsigned newer)
{
  term = newer;
  vote = 0;
  if (role == Role::leader)
    start_timer ();
  role = Role::follower;
}

void
Node::receive_vote (const Message &message)
{
  bool granted = message.term == term && (vote == 0 || vote == message.from);

  if (granted)
    {
      vote = message.from;
      start_timer ();
    }
  send (message.from, Kind::vote_reply, granted);
}

void
Node::receive_append (const Message &message)
{
  if (message.term == term)
    {
      role = Role::follower;
      start_timer ();
    }
  send (message.from, Kind::append_reply, message.term == term);
}

void
Node::receive_vote_reply (const Message &message)
{
  if (message.granted && role == Role::candidate && message.term == term && ++n_votes > cluster.nodes.size () / 2)
    lead ();
}

void
Node::receive (const Message &message)
{
  cluster.delivered++;
  if (message.term > term)
    adopt (message.term);
  if (message.kind == Kind::vote)
    receive_vote (message);
  else if (message.kind == Kind::append)
    receive_append (message);
  else if (message.kind == Kind::vote_reply)
    receive_vote_reply (message);
}

/* What an actor does: waits for a message until the deadline. The mailbox knows its receiver, so that a message sets
 * out when it is sent, and not only when it is asked for. */
void
Node::run ()
{
  mailbox->set_receiver (sg4::Actor::self ());
  start_timer ();
  for (;;)
    {
      try
        {
          double rest = deadline == never ? -1 : std::max (deadline - sg4::Engine::get_clock (), 0.0);
          auto message = mailbox->get_unique<Message> (rest);

          if (up && message->kind != Kind::recovery)
            receive (*message);
        }
      catch (const simgrid::TimeoutException &)
        {
          if (up)
            ring ();
        }
    }
}

/* It gets its messages as before, and heeds neither them nor the deadline for which it waits. */
void
Node::crash ()
{
  up = false;
  deadline = never;
}

void
Node::recover ()
{
  up = true;
  role = Role::follower;
  start_timer ();
  mailbox->put_init (new Message { Kind::recovery, number, 0, false }, 0)->detach ();
}

/* The leader crashes each 5 s, and recovers 2.5 s later. */
static void
operate (Cluster *cluster, unsigned seconds)
{
  for (unsigned time = 5; time <= seconds; time += 5)
    {
      Node *crashed;

      sg4::this_actor::sleep_for (2.5);
      crashed = cluster->leader;
      if (crashed != nullptr)
        crashed->crash ();
      sg4::this_actor::sleep_for (2.5);
      if (crashed != nullptr)
        crashed->recover ();
    }
}

/* A host a node, each with a link of half the delay. The actors of the nodes end with the operator. */
static void
build (Cluster *cluster, unsigned n_nodes, unsigned seconds)
{
  sg4::NetZone *zone = sg4::create_star_zone ("star");
  std::vector<sg4::Host *> hosts;

  for (unsigned i = 1; i <= n_nodes; i++)
    {
      std::string number = std::to_string (i);
      sg4::Host *host = zone->create_host ("host " + number, 1e9);
      const sg4::Link *link = zone->create_link ("link " + number, 1e9)->set_latency (delay / 2)
                                ->set_sharing_policy (sg4::Link::SharingPolicy::FATPIPE)->seal ();

      zone->add_route (host->get_netpoint (), nullptr, nullptr, nullptr, { { link, sg4::LinkInRoute::Direction::NONE } });
      hosts.push_back (host);
      cluster->nodes.push_back (std::make_unique<Node> (*cluster, i));
    }
  zone->seal ();
  for (unsigned i = 0; i < n_nodes; i++)
    sg4::Actor::create ("node", hosts[i], [cluster, i] { cluster->nodes[i]->run (); })->daemonize ();
  sg4::Actor::create ("operator", hosts[0], operate, cluster, seconds);
}

static int64_t
get_cpu_nsec ()
{
  timespec now;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &now);
  return int64_t { now.tv_sec } * 1000000000 + now.tv_nsec;
}

int
main (int argc, char **argv)
{
  sg4::Engine engine (&argc, argv);
  Cluster cluster;
  int64_t before;

  if (argc != 3)
    {
      fprintf (stderr, "usage: simgrid-raft NODES SECONDS\n");
      return 2;
    }
  sg4::Engine::set_config ("network/model:CM02");
  sg4::Engine::set_config ("network/TCP-gamma:0");
  build (&cluster, unsigned (atoi (argv[1])), unsigned (atoi (argv[2])));
  before = get_cpu_nsec ();
  engine.run ();
  printf ("%" PRIi64 " %" PRIu64 " %" PRIu64 "\n", get_cpu_nsec () - before, cluster.delivered, cluster.leaders);
  return 0;
}
