#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Elector authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Raft's election on SimPy's event loop, as a peer to measure against.

    simpy_raft.py world NODES SECONDS     what bench-world does
    simpy_raft.py crash LOW HIGH RUNS     the crash experiment of the Raft paper, all logs alike

Prints the CPU time in nanoseconds, then for "world" the messages delivered and how often a node became leader, and for
"crash" the median time without a leader in milliseconds. Handlers are bare callbacks, the fastest way to use SimPy.
"""

import random
import statistics
import sys
import time

import simpy


class Node:
    def __init__(self, cluster, number):
        self.cluster = cluster
        self.number = number
        self.term = 0
        self.up = True
        self.restart()

    def restart(self):
        self.vote = None
        self.role = 'follower'
        self.leader = None
        self.votes = set()
        self.deadline = None
        self.armed = None
        self.beats = 0

    def start_timer(self):
        """One event a node is queued; a deadline that moves on does not touch the queue."""
        cluster = self.cluster
        self.deadline = cluster.env.now + cluster.random.uniform(*cluster.timeout)
        if self.armed is None or self.armed > self.deadline:
            self.arm()

    def arm(self):
        self.armed = self.deadline
        self.cluster.after(self.deadline - self.cluster.env.now, self.wake, self.deadline)

    def wake(self, due):
        if not self.up or self.armed != due:
            return
        self.armed = None
        if self.role == 'leader':
            return
        if self.deadline > self.cluster.env.now:
            self.arm()
        else:
            self.campaign()

    def campaign(self):
        self.term += 1
        self.role = 'candidate'
        self.leader = None
        self.vote = self.number
        self.votes = {self.number}
        self.start_timer()
        self.send_all('vote')

    def send_all(self, kind):
        for number in range(self.cluster.n):
            if number != self.number:
                self.cluster.send(self, number, kind, True)

    def beat(self, beats):
        if self.up and self.role == 'leader' and beats == self.beats:
            self.send_all('append')
            self.cluster.after(self.cluster.heartbeat, self.beat, beats)

    def receive(self, kind, term, sender, granted):
        if term > self.term:
            self.term = term
            self.vote = None
            was_leader = self.role == 'leader'
            self.role = 'follower'
            self.leader = None
            if was_leader:
                self.start_timer()
        cluster = self.cluster
        if kind == 'vote':
            granted = term == self.term and self.vote in (None, sender)
            if granted:
                self.vote = sender
                self.start_timer()
            cluster.send(self, sender, 'vote-reply', granted)
        elif kind == 'append':
            if term == self.term:
                self.role = 'follower'
                self.leader = sender
                self.start_timer()
            cluster.send(self, sender, 'append-reply', term == self.term)
        elif kind == 'vote-reply' and granted and self.role == 'candidate' and term == self.term:
            self.votes.add(sender)
            if len(self.votes) > cluster.n // 2:
                self.lead()

    def lead(self):
        self.role = 'leader'
        self.leader = self.number
        self.cluster.leader = self
        self.cluster.leaders += 1
        self.beats += 1
        self.beat(self.beats)


class Cluster:
    def __init__(self, n, timeout, heartbeat, latency, seed):
        self.env = simpy.Environment()
        self.random = random.Random(seed)
        self.n = n
        self.timeout = timeout
        self.heartbeat = heartbeat
        self.latency = latency
        self.delivered = 0
        self.leaders = 0
        self.leader = None
        self.nodes = [Node(self, number) for number in range(n)]
        for node in self.nodes:
            node.start_timer()

    def after(self, delay, function, *arguments):
        self.env.timeout(max(delay, 0)).callbacks.append(lambda event: function(*arguments))

    def send(self, node, number, kind, granted):
        self.after(self.random.uniform(*self.latency), self.deliver, number, kind, node.term, node.number, granted)

    def deliver(self, number, kind, term, sender, granted):
        node = self.nodes[number]
        if node.up:
            self.delivered += 1
            node.receive(kind, term, sender, granted)


def run_world(n, seconds):
    cluster = Cluster(n, (300, 600), 100, (1, 10), 1)
    for _ in range(seconds // 5):
        cluster.env.run(until=cluster.env.now + 2500)
        crashed = cluster.leader
        if crashed is not None:
            crashed.up = False
        cluster.env.run(until=cluster.env.now + 2500)
        if crashed is not None:
            crashed.up = True
            crashed.restart()
            crashed.start_timer()
    return cluster.delivered, cluster.leaders


def run_crash(low, high, seed):
    cluster = Cluster(5, (low, high), low / 2, (2, 4), seed)
    cluster.nodes[4].campaign()
    crash = 2 * low + cluster.random.uniform(0, low / 2)
    cluster.env.run(until=crash)
    leader = cluster.leader
    leader.up = False
    others = [node for node in cluster.nodes if node is not leader]
    while cluster.env.now < crash + 20000:
        new = others[0].leader
        if new is not None and new != leader.number and all(node.leader == new for node in others):
            break
        cluster.env.step()
    return cluster.env.now - crash


def main(arguments):
    before = time.process_time_ns()
    if arguments[0] == 'world':
        result = '%u %u' % run_world(int(arguments[1]), int(arguments[2]))
    else:
        times = [run_crash(int(arguments[1]), int(arguments[2]), seed) for seed in range(int(arguments[3]))]
        result = '%.1f' % statistics.median(times)
    print(time.process_time_ns() - before, result)


if __name__ == '__main__':
    main(sys.argv[1:])
