#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Elector authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Counts the states of small systems a second time: brute-force.py SOURCE_ROOT ELECTOR_CLI

What takes a step here is the listing that people read, and what searches is a plain breadth-first search over tuples and
sets that shares nothing with the C: no numbers for contents, no fingerprints, no table of steps. Both have to find the
same number of states and of steps between them, and to be done at the same depth.
"""

import collections
import importlib.util
import itertools
import json
import os
import subprocess
import sys

PENDING = {'async': 6, 'sync': 24, 'lockstep': 24}


def load_listing_test(root):
    """The test of the listings knows how to make a class of one."""
    path = os.path.join(root, 'tests/protocols/test-listing.py')
    spec = importlib.util.spec_from_file_location('test_listing', path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


Record = collections.namedtuple('Record', 'values timers is_up waited unaccepted')
Client = collections.namedtuple('Client', 'written seen n_writes lost')
# pending: pairs of a message and whether it cannot arrive yet
State = collections.namedtuple('State', 'nodes pending used client')


def shorten(log):
    """What C keeps of a log: how long it is, and its last term."""
    return (0, ) * (len(log) - 1) + tuple(log[-1:])


class Network:
    """Notes what a node of the listing wants. All messages of Raft tell of the sender's log in C."""

    def __init__(self):
        self.lengths = None  # of timers, where time has a length
        self.clear(None, {}, ())

    def clear(self, node, timers, unaccepted):
        """unaccepted: the places in the node's log where writes wait."""
        self.sent, self.node, self.timers, self.unaccepted, self.accepted = [], node, dict(timers), set(unaccepted), []
        self.writes = None  # how long the log is when a write comes

    def send(self, node, target, kind, term=0, **content):
        log = getattr(self.node, 'log', ())
        if 'log' in content:
            content['log'] = shorten(content['log'])
        flag = bool(content.get('granted') or content.get('transfer'))
        body = (kind, node, target, term, flag, len(log), log[-1] if log else 0)
        self.sent.append((body, tuple(sorted(content.items()))))

    def start_timer(self, _node, timer, _drawn=None):
        self.timers[timer] = self.lengths(timer) if self.lengths else 0

    def stop_timer(self, _node, timer):
        self.timers.pop(timer, None)

    def note_log(self):
        """The write that has just come has its place in the log."""
        if self.writes is not None and len(self.node.log) > self.writes:
            self.unaccepted.add(len(self.node.log))
        self.writes = None

    def accept(self, _node, length=None):
        self.note_log()
        places = [0] if length is None else sorted(place for place in self.unaccepted if place <= length)
        self.accepted += places
        self.unaccepted.difference_update(places)


class Bully:
    """A node knows nothing after a crash."""

    name = 'bully'
    attributes = ('state', 'current_leader', 'election', 'settled')
    # In units of 75 ms, the longest that a message may take.
    lengths = {'LEADER': (6, 9), 'HEARTBEAT': (2, 2), 'ANSWER': (2, 2), 'VICTORY': (5, 5), 'SETTLE': (2, 2)}
    votes = False

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
    # In units of 120 ms.
    lengths = {'election': (5, 10), 'heartbeat': (1, 1), 'lease': (5, 5), 'quorum': (5, 5), 'transfer': (5, 5)}
    votes = True

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
        self.lengths = dict(algorithm.lengths)
        if 'equal-timeouts' in rules:
            self.lengths['election'] = (self.lengths['election'][0], ) * 2
        self.is_timed = bounds['assume'] == 'lockstep'
        self.n_draws = max(high - low + 1 for low, high in self.lengths.values()) if self.is_timed else 1
        self.longest = 0
        if self.is_timed and algorithm.votes:
            self.longest = max(high for _low, high in algorithm.lengths.values())

    # --- One node ---

    def freeze(self, node, is_up, waited):
        values = (getattr(node, name, None) for name in self.algorithm.attributes)
        values = (shorten(value) if name == 'log' else value for name, value in zip(self.algorithm.attributes, values))
        network = self.network
        return Record(tuple(frozenset(value) if isinstance(value, set) else value for value in values),
                      frozenset(network.timers.items()), is_up, waited, frozenset(network.unaccepted))

    def take(self, index, record, happening):
        """What a node's record may become, what it sends, and what that means for the client."""
        key = index, record, happening
        if key not in self.memory:
            results = []
            for draw in range(self.n_draws):
                result = self.work_out(index, record, happening, draw)
                if result is not None and result not in results:
                    results.append(result)
            self.memory[key] = results
        return self.memory[key]

    def wake(self, index, record):
        node_id = index + 1
        node = self.make(node_id, [peer for peer in range(1, self.n_nodes + 1) if peer != node_id], self.network)
        for name in self.algorithm.attributes:
            setattr(node, name, getattr(node, name, None))
        for name, value in zip(self.algorithm.attributes, record.values):
            setattr(node, name, set(value) if isinstance(value, frozenset) else value)
        return node

    def run(self, node, kind, what):
        if kind == 'crash':
            self.network.timers = {}
            self.network.unaccepted = set()
            self.algorithm.forget(node)
        elif kind == 'timer':
            self.network.timers.pop(what)
            getattr(node, self.methods[what])()
        elif kind == 'message':
            (type_, sender, _to, term, *_rest), content = what
            arguments = (term,) if self.algorithm is Raft else ()
            node.receive_message(type_, sender, *arguments, **dict(content))
        elif kind == 'write' and self.algorithm is Bully:
            self.network.accept(node.id)
        elif kind == 'write':
            self.network.writes = len(node.log)
            node.write()
            self.network.note_log()
        else:
            getattr(node, kind)()

    def ends_wait(self, node, before, kind, what):
        voted = getattr(node, 'voted_for', None)
        has_voted = voted is not None and (voted, node.term) != (before.get('voted_for'), before.get('term'))
        stands = kind == 'timer' and node.state != 'FOLLOWER'
        return (node.state == 'LEADER' or stands or kind == 'crash' or has_voted
                or (kind == 'message' and what[0][1] == node.current_leader))

    def work_out(self, index, record, happening, draw):
        """None when that leads out of the bounds."""
        kind, what = happening
        record = record or Record((), frozenset(), True, 0, frozenset())
        node, network = self.wake(index, record), self.network
        before = {name: getattr(node, name, None) for name in self.algorithm.attributes}
        self.algorithm.thaw(node)
        network.clear(node, record.timers, record.unaccepted)
        network.lengths = (lambda name: self.draw(name, draw)) if self.is_timed else None
        self.run(node, kind, what)
        self.algorithm.settle(node, before)
        if getattr(node, 'term', 0) > self.bounds['max-terms']:
            return None
        waited = 0 if self.ends_wait(node, before, kind, what) else record.waited
        events = [] if (node.state == 'LEADER') == (before['state'] == 'LEADER') else [node.state == 'LEADER']
        if node.state != 'LEADER':
            network.unaccepted = set()
        return self.freeze(node, kind != 'crash', waited), tuple(network.sent), tuple(events), tuple(network.accepted)

    def draw(self, name, draw):
        low, high = self.lengths[name]
        return low + draw % (high - low + 1)

    # --- All of them ---

    def starts(self):
        choices = [self.take(index, None, ('boot', None)) for index in range(self.n_nodes)]
        client = Client(frozenset(), (0, ) * self.n_nodes, 0, False)
        for results in itertools.product(*choices):
            sent = [message for _record, messages, *_rest in results for message in messages]
            if len(sent) > self.bounds['pending']:
                sent = []
            records = tuple(record for record, *_rest in results)
            state = State(records, tuple(sorted((message, self.is_timed) for message in sent)), (0, 0, 0), client)
            for index, (_record, _sent, events, accepted) in enumerate(results):
                state = state._replace(client=self.tell(state, index, events, accepted, False))
            yield self.let_time_pass(state)

    def tell(self, state, index, leads, accepted, is_write):
        """What becomes of the client. leads: whether the node begins to lead, or ceases to."""
        client = state.client
        if not self.bounds['writes']:
            return client
        written, seen, lost = set(client.written), list(client.seen), client.lost
        for begins in leads:
            seen[index] = max(written, default=0) if begins else 0
        for place in accepted:
            if place == 0:
                seen[index] += 1
                place = seen[index]
            lost |= place in written
            written.add(place)
        return Client(frozenset(written), tuple(seen), client.n_writes + is_write, lost)

    def let_time_pass(self, state):
        while self.is_timed:
            lefts = [left for node in state.nodes for _name, left in node.timers]
            if not all(is_later for _message, is_later in state.pending) or not (state.pending or lefts):
                break
            pause = min(lefts + ([1] if state.pending else []))
            if pause == 0:
                break
            state = state._replace(nodes=tuple(self.wait(node, pause) for node in state.nodes),
                                   pending=tuple(sorted((message, False) for message, _is_later in state.pending)))
        return state

    def wait(self, node, pause):
        waited = 0
        if self.longest and node.is_up and node.values[self.algorithm.attributes.index('state')] != 'LEADER':
            waited = min(node.waited + pause, self.longest + 1)
        return node._replace(timers=frozenset((name, left - pause) for name, left in node.timers), waited=waited)

    def step(self, state, index, happening, pending, used):
        for record, sent, leads, accepted in self.take(index, state.nodes[index], happening):
            if len(pending) + len(sent) > self.bounds['pending']:
                if self.bounds['assume'] != 'async':
                    continue
                sent = ()
            nodes = state.nodes[:index] + (record,) + state.nodes[index + 1:]
            client = self.tell(state, index, leads, accepted, happening[0] == 'write')
            sent = tuple((message, self.is_timed) for message in sent)
            yield self.let_time_pass(State(nodes, tuple(sorted(pending + sent)), used, client))

    def follow_message(self, state, entry):
        crashes, losses, duplicates = state.used
        message, index = entry[0], entry[0][0][2] - 1
        rest = list(state.pending)
        rest.remove(entry)
        rest = tuple(rest)
        lost = self.let_time_pass(state._replace(pending=rest))
        if not state.nodes[index].is_up:
            yield True, lost
            return
        for after in self.step(state, index, ('message', message), rest, state.used):
            yield True, after
        if duplicates < self.bounds['duplicates']:
            for after in self.step(state, index, ('message', message), state.pending,
                                   (crashes, losses, duplicates + 1)):
                yield False, after
        if losses < self.bounds['losses']:
            yield False, lost._replace(used=(crashes, losses + 1, duplicates))

    def follow_timers(self, state, index):
        waits = {'async': False, 'sync': bool(state.pending),
                 'lockstep': not all(is_later for _message, is_later in state.pending)}
        if waits[self.bounds['assume']]:
            return
        for name, left in state.nodes[index].timers:
            if left == 0:
                for after in self.step(state, index, ('timer', name), state.pending, state.used):
                    yield True, after

    def follow_node(self, state, index):
        crashes, losses, duplicates = state.used
        node = state.nodes[index]
        happenings = []
        if not node.is_up:
            happenings.append(('recover', state.used))
        else:
            yield from self.follow_timers(state, index)
            if state.client.n_writes < self.bounds['writes'] and self.leads(node):
                happenings.append(('write', state.used))
            if crashes < self.bounds['crashes']:
                happenings.append(('crash', (crashes + 1, losses, duplicates)))
        for kind, used in happenings:
            for after in self.step(state, index, (kind, None), state.pending, used):
                yield False, after

    def leads(self, node):
        return node.is_up and node.values[self.algorithm.attributes.index('state')] == 'LEADER'

    def follow(self, state):
        """What may happen next: whether it is no fault, and the state after it."""
        for entry in set(state.pending):
            if not entry[1]:
                yield from self.follow_message(state, entry)
        for index in range(self.n_nodes):
            yield from self.follow_node(state, index)

    # --- What it comes to ---

    def is_broken(self, state):
        """Whether a node is kept from standing for too long, or a write is lost."""
        return state.client.lost or any(node.waited > self.longest for node in state.nodes)

    def has_to_find_a_way(self, state):
        terms = [dict(zip(self.algorithm.attributes, node.values)).get('term', 0) for node in state.nodes]
        n_up = sum(node.is_up for node in state.nodes)
        return 2 * n_up > self.n_nodes and (not self.algorithm.votes or max(terms) + self.n_nodes + 1 <= self.bounds['max-terms'])

    def is_goal(self, state):
        """Whether there is a leader, or agreement."""
        if not self.bounds['eventually']:
            return any(self.leads(node) for node in state.nodes)
        leader = self.algorithm.attributes.index('current_leader')
        believed = {node.values[leader] for node in state.nodes if node.is_up}
        return not believed or (len(believed) == 1 and None not in believed and state.nodes[min(believed) - 1].is_up)

    def is_stuck(self, states, steps):
        """Whether from some state there is no way to that."""
        before = collections.defaultdict(list)
        for one, other in steps:
            before[other].append(one)
        left = list(filter(self.is_goal, states))
        have = set(left)
        while left:
            for state in before[left.pop()]:
                if state not in have:
                    have.add(state)
                    left.append(state)
        return any(self.has_to_find_a_way(state) for state in states - have)

    def rename(self, state, names):
        """The same state where node i is called names[i - 1]. For Raft."""
        def name(value):
            return names[value - 1] if value else value

        nodes = [None] * self.n_nodes
        for index, node in enumerate(state.nodes):
            term, voted, log, role, leader, votes, answered, active, match, *rest = node.values
            sets = [frozenset(map(name, group)) for group in (votes, answered, active)]
            sets.append(frozenset((name(peer), length) for peer, length in match))
            nodes[names[index] - 1] = node._replace(values=(term, name(voted), log, role, name(leader), *sets, *rest))
        pending = ((((kind, name(sender), name(to), *rest), content), is_later)
                   for ((kind, sender, to, *rest), content), is_later in state.pending)
        seen = [0] * self.n_nodes
        for index, value in enumerate(state.client.seen):
            seen[names[index] - 1] = value
        return State(tuple(nodes), tuple(sorted(pending)), state.used, state.client._replace(seen=tuple(seen)))

    def count(self):
        """The numbers of states and steps, the depth, all states, and whether something is broken."""
        level = list(dict.fromkeys(self.starts()))
        seen, steps, edges, depth = set(level), 0, [], 0
        while True:
            following = []
            for state in level:
                for is_step, successor in self.follow(state):
                    steps += 1
                    if is_step:
                        edges.append((state, successor))
                    if successor not in seen:
                        seen.add(successor)
                        following.append(successor)
            if not following:
                break
            level = following
            depth += 1
        broken = any(map(self.is_broken, seen)) or (self.is_timed and self.is_stuck(seen, edges))
        return len(seen), steps, depth, seen, broken

    def count_orbits(self, states):
        names = list(itertools.permutations(range(1, self.n_nodes + 1)))
        left, orbits = set(states), 0
        while left:
            state = next(iter(left))
            left.difference_update(self.rename(state, permutation) for permutation in names)
            orbits += 1
        return orbits


def check(cli, algorithm, n_nodes, bounds, rules, *options):
    """What elector-cli says. It looks for what only the whole of a search can tell, so that it goes to the end."""
    command = [cli, 'check', f'--algorithm={algorithm.name}', f'--nodes={n_nodes}', '--property=availability',
               '--format=json', *options]
    command += [f'--{name}={value}' for name, value in bounds.items() if name != 'eventually']
    command += [f'--rule={rule}' for rule in rules] + ['--eventually'] * bounds['eventually']
    if bounds['eventually']:
        command.append('--property=agreement')
    if bounds['writes'] > 1:
        command.append('--property=writes')
    result = subprocess.run(command, stdout=subprocess.PIPE, check=False)
    return json.loads(result.stdout) | {'broken': result.returncode == 1}


CASES = [
    (Bully, 2, {}, []),
    (Bully, 3, {'pending': 2}, []),
    (Bully, 3, {'pending': 3, 'crashes': 0}, []),
    (Bully, 3, {'pending': 2, 'crashes': 0, 'losses': 1, 'duplicates': 1}, []),
    (Bully, 3, {'assume': 'sync'}, []),
    (Bully, 3, {'assume': 'sync', 'crashes': 2}, []),
    (Bully, 2, {'assume': 'sync', 'writes': 1}, []),
    (Bully, 2, {'assume': 'lockstep'}, []),
    (Bully, 3, {'assume': 'lockstep', 'crashes': 0, 'losses': 1}, []),
    (Bully, 3, {'assume': 'lockstep', 'eventually': True}, []),
    (Bully, 3, {'assume': 'lockstep', 'eventually': True}, ['wait-forever']),
    (Raft, 1, {}, []),
    (Raft, 1, {'writes': 3}, []),
    (Raft, 2, {'pending': 3, 'max-terms': 1}, ['check-quorum']),
    (Raft, 2, {'pending': 2, 'max-terms': 1, 'crashes': 2, 'duplicates': 1, 'losses': 1}, ['check-quorum']),
    (Raft, 2, {'pending': 2, 'crashes': 0}, ['check-quorum', 'counts-stale-votes']),
    (Raft, 2, {'pending': 2, 'max-terms': 1, 'writes': 2}, []),
    (Raft, 2, {'pending': 2, 'max-terms': 1, 'writes': 1}, ['writes-alone']),
    (Raft, 2, {'assume': 'sync'}, ['check-quorum', 'forgets-vote']),
    (Raft, 2, {'assume': 'lockstep', 'max-terms': 4, 'eventually': True}, []),
    (Raft, 2, {'assume': 'lockstep', 'max-terms': 3, 'losses': 1}, ['check-quorum', 'equal-timeouts']),
    (Raft, 2, {'assume': 'lockstep', 'max-terms': 3, 'crashes': 0}, ['pre-vote']),
    (Raft, 3, {'pending': 2, 'max-terms': 1, 'crashes': 0}, ['check-quorum']),
    (Raft, 3, {'assume': 'sync', 'max-terms': 1}, ['check-quorum']),
    (Raft, 3, {'assume': 'sync', 'max-terms': 1, 'crashes': 0, 'writes': 1}, []),
    (Raft, 3, {'assume': 'lockstep', 'max-terms': 4}, ['equal-timeouts']),
]


def run_case(listing, root, cli, algorithm, n_nodes, changes, rules):
    """Returns what differs, or None, and the number of states."""
    bounds = {'assume': 'async', 'max-terms': 2 if algorithm is Raft else 0, 'crashes': 1, 'losses': 0,
              'duplicates': 0, 'writes': 0, 'eventually': False} | changes
    bounds.setdefault('pending', PENDING[bounds['assume']])
    if algorithm is Raft:  # without this rule, the listing does not note who has answered
        rules = rules + ['majority-of-live-nodes']
    system = System(listing, root, algorithm, n_nodes, bounds, rules)
    states, steps, depth, seen, broken = system.count()
    for options in (['--no-symmetry'], ['--exact']):
        found = check(cli, algorithm, n_nodes, bounds, rules, *options)
        if (found['states'], found['transitions'], found['depth'], found['broken']) != (states, steps, depth, broken):
            return (f'{options}: {found["states"]} states, {found["transitions"]} steps, depth {found["depth"]}, '
                    f'{found["broken"]}; counted {states}, {steps}, {depth}, {broken}'), states
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
