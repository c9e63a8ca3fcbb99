#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Elector authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Counts the states of small systems a second time: brute-force.py SOURCE_ROOT ELECTOR_CLI

What takes a step here is the listing that people read, and what searches is a plain breadth-first search over tuples and
sets that shares nothing with the C: no numbers for contents, no fingerprints, no table of steps. Both have to find the
same number of states and of steps between them, and to be done at the same depth.
"""

import importlib.util
import itertools
import json
import os
import subprocess
import sys

PENDING = {'async': 6, 'sync': 24}


def load_listing_test(root):
    """The test of the listings knows how to make a class of one."""
    path = os.path.join(root, 'tests/protocols/test-listing.py')
    spec = importlib.util.spec_from_file_location('test_listing', path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class Network:
    """Notes what a node of the listing wants. All messages of Raft tell of the sender's log in C."""

    def __init__(self):
        self.sent, self.timers, self.node = [], set(), None

    def send(self, node, target, kind, term=0, **content):
        log = getattr(self.node, 'log', ())
        flag = bool(content.get('granted') or content.get('transfer'))
        body = (kind, node, target, term, flag, len(log), log[-1] if log else 0)
        self.sent.append((body, tuple(sorted(content.items()))))

    def start_timer(self, _node, timer, _drawn=None):
        self.timers.add(timer)

    def stop_timer(self, _node, timer):
        self.timers.discard(timer)

    def accept(self, _node, _length):
        pass


class Bully:
    """A node knows nothing after a crash."""

    name = 'bully'
    attributes = ('state', 'current_leader', 'election', 'settled')

    @staticmethod
    def forget(node):
        node.__init__(node.id, node.peers, node.network)

    @staticmethod
    def thaw(_node):
        pass

    @staticmethod
    def settle(_node, _before):
        pass


class Raft:
    """The listing keeps answers that nobody asks for any more; C forgets them whenever it counts anew."""

    name = 'raft'
    attributes = ('term', 'voted_for', 'log', 'state', 'current_leader', 'votes', 'answered', 'active', 'match', 'first',
                  'committed')

    @staticmethod
    def forget(node):
        node.forget()
        node.active, node.match = set(), set()

    @staticmethod
    def thaw(node):
        if node.state == 'LEADER':
            node.active = node.active | {node.id}
        if node.state == 'CANDIDATE':
            node.answered = node.answered | {node.id}
        node.successor, node.match = None, dict(node.match or ())

    @staticmethod
    def settle(node, before):
        active, answered = node.active or set(), node.answered or set()
        match = {item for item in dict(node.match).items() if item[1] > 0}
        if node.term != before['term'] or (node.state == 'LEADER' and before['state'] != 'LEADER'):
            active, match = set(), set()
        if node.term != before['term'] and node.state == 'FOLLOWER':
            answered = set()
        if node.state == 'LEADER':
            answered, node.votes = set(), set()
        else:
            node.first = node.committed = 0
        node.active, node.answered, node.match = active - {node.id}, answered - {node.id}, match


class System:
    """All that can happen to a system within bounds."""

    def __init__(self, listing, root, algorithm, n_nodes, bounds, rules):
        self.algorithm, self.n_nodes, self.bounds = algorithm, n_nodes, bounds
        adapter = {'bully': listing.Bully, 'raft': listing.Raft}[algorithm.name]
        self.methods = adapter.timers
        self.network = Network()
        self.make = listing.Sources(root, adapter, rules).node_class()
        self.memory = {}

    def freeze(self, node, is_up):
        values = (getattr(node, name, None) for name in self.algorithm.attributes)
        return (tuple(frozenset(value) if isinstance(value, set) else value for value in values),
                frozenset(self.network.timers), is_up)

    def take(self, index, record, happening):
        """What a node's record becomes, and what it sends; None when that leads out of the bounds."""
        key = index, record, happening
        if key not in self.memory:
            self.memory[key] = self.work_out(index, record, happening)
        return self.memory[key]

    def work_out(self, index, record, happening):
        kind, what = happening
        values, timers, _is_up = record or ((), (), True)
        node_id = index + 1
        node = self.make(node_id, [peer for peer in range(1, self.n_nodes + 1) if peer != node_id], self.network)
        for name in self.algorithm.attributes:
            setattr(node, name, getattr(node, name, None))
        for name, value in zip(self.algorithm.attributes, values):
            setattr(node, name, set(value) if isinstance(value, frozenset) else value)
        before = {name: getattr(node, name, None) for name in self.algorithm.attributes}
        self.algorithm.thaw(node)
        self.network.sent, self.network.timers, self.network.node = [], set(timers), node
        if kind == 'crash':
            self.network.timers = set()
            self.algorithm.forget(node)
        elif kind == 'timer':
            self.network.timers.discard(what)
            getattr(node, self.methods[what])()
        elif kind == 'message':
            (type_, sender, _to, term, *_rest), content = what
            arguments = (term,) if self.algorithm is Raft else ()
            node.receive_message(type_, sender, *arguments, **dict(content))
        else:
            getattr(node, kind)()
        self.algorithm.settle(node, before)
        if getattr(node, 'term', 0) > self.bounds['max-terms']:
            return None
        return self.freeze(node, kind != 'crash'), tuple(self.network.sent)

    def start(self):
        results = [self.take(index, None, ('boot', None)) for index in range(self.n_nodes)]
        sent = [message for _record, messages in results for message in messages]
        if len(sent) > self.bounds['pending']:
            sent = []
        return tuple(record for record, _messages in results), tuple(sorted(sent)), (0, 0, 0)

    def step(self, state, index, happening, pending, used):
        result = self.take(index, state[0][index], happening)
        if result is None:
            return None
        record, sent = result
        if len(pending) + len(sent) > self.bounds['pending']:
            if self.bounds['assume'] == 'sync':
                return None
            sent = ()
        nodes = state[0][:index] + (record,) + state[0][index + 1:]
        return nodes, tuple(sorted(pending + sent)), used

    def follow_message(self, state, message):
        nodes, pending, (crashes, losses, duplicates) = state
        index = message[0][2] - 1
        rest = list(pending)
        rest.remove(message)
        rest = tuple(rest)
        if not nodes[index][2]:
            yield nodes, rest, state[2]
            return
        yield self.step(state, index, ('message', message), rest, state[2])
        if duplicates < self.bounds['duplicates']:
            yield self.step(state, index, ('message', message), pending, (crashes, losses, duplicates + 1))
        if losses < self.bounds['losses']:
            yield nodes, rest, (crashes, losses + 1, duplicates)

    def follow_node(self, state, index):
        nodes, pending, (crashes, losses, duplicates) = state
        _values, timers, is_up = nodes[index]
        if not is_up:
            yield self.step(state, index, ('recover', None), pending, state[2])
            return
        if self.bounds['assume'] == 'async' or not pending:
            for timer in timers:
                yield self.step(state, index, ('timer', timer), pending, state[2])
        if crashes < self.bounds['crashes']:
            yield self.step(state, index, ('crash', None), pending, (crashes + 1, losses, duplicates))

    def follow(self, state):
        for message in set(state[1]):
            yield from self.follow_message(state, message)
        for index in range(self.n_nodes):
            yield from self.follow_node(state, index)

    def rename(self, state, names):
        """The same state where node i is called names[i - 1]. For Raft."""
        def name(value):
            return names[value - 1] if value else value

        nodes = [None] * self.n_nodes
        for index, (values, timers, is_up) in enumerate(state[0]):
            term, voted, log, role, leader, votes, answered, active, match, *rest = values
            sets = [frozenset(map(name, group)) for group in (votes, answered, active)]
            sets.append(frozenset((name(peer), length) for peer, length in match))
            nodes[names[index] - 1] = ((term, name(voted), log, role, name(leader), *sets, *rest), timers, is_up)
        pending = (((kind, name(sender), name(to), *rest), content) for (kind, sender, to, *rest), content in state[1])
        return tuple(nodes), tuple(sorted(pending)), state[2]

    def count(self):
        """The numbers of states and steps, the depth, and all states."""
        level, seen, steps, depth = [self.start()], {self.start()}, 0, 0
        while True:
            following = []
            for state in level:
                for successor in self.follow(state):
                    if successor is None:
                        continue
                    steps += 1
                    if successor not in seen:
                        seen.add(successor)
                        following.append(successor)
            if not following:
                return len(seen), steps, depth, seen
            level = following
            depth += 1

    def count_orbits(self, states):
        names = list(itertools.permutations(range(1, self.n_nodes + 1)))
        left, orbits = set(states), 0
        while left:
            state = next(iter(left))
            left.difference_update(self.rename(state, permutation) for permutation in names)
            orbits += 1
        return orbits


def check(cli, algorithm, n_nodes, bounds, rules, *options):
    """What elector-cli says: nothing breaks this property, so that it goes to the end."""
    command = [cli, 'check', f'--algorithm={algorithm.name}', f'--nodes={n_nodes}', '--property=availability',
               '--format=json', *options]
    command += [f'--{name}={value}' for name, value in bounds.items()] + [f'--rule={rule}' for rule in rules]
    output = subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout
    return json.loads(output)


CASES = [
    (Bully, 2, {}, []),
    (Bully, 3, {'pending': 2}, []),
    (Bully, 3, {'pending': 3, 'crashes': 0}, []),
    (Bully, 3, {'pending': 2, 'crashes': 0, 'losses': 1, 'duplicates': 1}, []),
    (Bully, 3, {'assume': 'sync'}, []),
    (Bully, 3, {'assume': 'sync', 'crashes': 2}, []),
    (Raft, 1, {}, []),
    (Raft, 2, {'pending': 3, 'max-terms': 1}, ['check-quorum']),
    (Raft, 2, {'pending': 2, 'max-terms': 1, 'crashes': 2, 'duplicates': 1, 'losses': 1}, ['check-quorum']),
    (Raft, 2, {'pending': 2, 'crashes': 0}, ['check-quorum', 'counts-stale-votes']),
    (Raft, 2, {'assume': 'sync'}, ['check-quorum', 'forgets-vote']),
    (Raft, 3, {'pending': 2, 'max-terms': 1, 'crashes': 0}, ['check-quorum']),
    (Raft, 3, {'assume': 'sync', 'max-terms': 1}, ['check-quorum']),
]


def run_case(listing, root, cli, algorithm, n_nodes, changes, rules):
    """Returns what differs, or None, and the number of states."""
    rules = rules + (['majority-of-live-nodes'] if algorithm is Raft else [])
    bounds = {'assume': 'async', 'max-terms': 2 if algorithm is Raft else 0, 'crashes': 1, 'losses': 0,
              'duplicates': 0} | changes
    bounds.setdefault('pending', PENDING[bounds['assume']])
    system = System(listing, root, algorithm, n_nodes, bounds, rules)
    states, steps, depth, seen = system.count()
    for options in (['--no-symmetry'], ['--exact']):
        found = check(cli, algorithm, n_nodes, bounds, rules, *options)
        if (found['states'], found['transitions'], found['depth']) != (states, steps, depth):
            return (f'{options}: {found["states"]} states, {found["transitions"]} steps, depth {found["depth"]}; '
                    f'counted {states}, {steps}, {depth}'), states
    if algorithm is Raft:
        orbits, found = system.count_orbits(seen), check(cli, algorithm, n_nodes, bounds, rules)
        if found['states'] != orbits:
            return f'{found["states"]} states that differ in more than names; counted {orbits}', states
    return None, states


def main():
    root, cli = sys.argv[1:]
    listing = load_listing_test(root)
    failed = False
    print(f'1..{len(CASES)}')
    for number, (algorithm, n_nodes, changes, rules) in enumerate(CASES, 1):
        problem, states = run_case(listing, root, cli, algorithm, n_nodes, changes, rules)
        name = f'{algorithm.name}, {n_nodes} nodes, {changes}: {states} states'
        print(f'{"not ok" if problem else "ok"} {number} - {name}')
        if problem:
            print(f'# {problem}')
            failed = True
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main())
