#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Elector authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs the listing that people read against the C that runs: test-listing.py SOURCE_ROOT ELECTOR_CLI

elector-cli runs a system in C and prints its trace. Here each node is an object of the listing's class, and is given
the same inputs in the same order: boot, recovery, messages, timers, requests to start an election. For every input it
is compared which labeled lines ran, what was sent to whom, which timers were started and stopped, and what the node is
and believes afterwards. The network between the nodes is not part of the listing; the trace stands for it.
"""

import collections
import json
import os
import random
import re
import subprocess
import sys

LABEL = re.compile(r'\s*#: ([a-z]+(?:-[a-z]+)*)$')
STEP_TEXT = re.compile(r'^  [A-Z]+(?:_[A-Z]+)* \(([A-Z_]+), "([^"]+)",', re.MULTILINE)
NOTE_TEXT = re.compile(r'^  \{ "([^"]+)",', re.MULTILINE)
STEP_CALL = re.compile(r'\bSTEP \(([A-Z_]+),')

# What a record is the beginning of: the method that is called for it, and with which of its members.
INPUTS = {'boot', 'recover', 'deliver', 'timer', 'campaign'}
EFFECTS = {'step', 'send', 'duplicate', 'set-timer', 'stop-timer', 'role', 'leader', 'term', 'verdict', 'group'}
TIMERS = {'LEADER': 'check_leader', 'HEARTBEAT': 'send_heartbeats', 'ANSWER': 'check_answer',
          'VICTORY': 'check_victory', 'SETTLE': 'check_settled'}


class Failure(Exception):
    """Something that differs, or is missing."""


def read(*path):
    with open(os.path.join(*path), encoding='utf-8') as stream:
        return stream.read()


class Sources:
    """The listing, its texts, and the C source."""

    def __init__(self, root):
        self.path = os.path.join(root, 'data/listings/bully_algorithm.py')
        self.text = read(self.path)
        self.labels = {}  # by line number
        for number, line in enumerate(self.text.splitlines(), 1):
            match = LABEL.search(line)
            if match:
                self.labels[number] = match.group(1)
        texts = read(root, 'src/protocols/bully-text.c')
        self.steps = dict((label, name) for name, label in STEP_TEXT.findall(texts))
        self.notes = NOTE_TEXT.findall(texts)
        self.header = read(root, 'src/protocols/bully.h')
        self.source = read(root, 'src/protocols/bully.c').splitlines()
        self.code = compile(self.text, self.path, 'exec')

    def node_class(self):
        names = {}
        exec(self.code, names)  # pylint: disable=exec-used
        return names['Node']

    def executable_lines(self):
        """The numbers of all lines that run when a method of the class is called."""
        lines, codes = set(), [self.code]
        while codes:
            code = codes.pop()
            inner = [constant for constant in code.co_consts if hasattr(constant, 'co_code')]
            if code.co_name not in ('<module>', 'Node'):
                lines |= {line for _start, _end, line in code.co_lines() if line and line != code.co_firstlineno}
            codes += inner
        return lines


class Network:
    """What the listing's nodes are given for one: it only notes what they want."""

    def __init__(self):
        self.running = collections.defaultdict(set)  # timers, by node
        self.clear()

    def clear(self):
        self.sent, self.started, self.stopped = [], [], []

    def send(self, _node, target, kind):
        self.sent.append((kind, target))

    def start_timer(self, node, timer):
        self.running[node].add(timer)
        self.started.append(timer)

    def stop_timer(self, node, timer):
        if timer in self.running[node]:
            self.running[node].remove(timer)
            self.stopped.append(timer)


class Tracer:
    """Which lines of the listing run, in order."""

    def __init__(self, sources):
        self.path = sources.path
        self.lines = []

    def trace(self, frame, event, _argument):
        if frame.f_code.co_filename != self.path:
            return None
        if event == 'line':
            self.lines.append(frame.f_lineno)
        return self.trace

    def run(self, function, *arguments):
        self.lines = []
        sys.settrace(self.trace)
        try:
            function(*arguments)
        finally:
            sys.settrace(None)
        return self.lines


class Replay:
    """The nodes of one trace as objects of the listing."""

    def __init__(self, sources, n_nodes):
        self.sources = sources
        self.make = sources.node_class()
        self.network = Network()
        self.tracer = Tracer(sources)
        self.n_nodes = n_nodes
        self.nodes = {}
        self.belief = {}  # (role, leader) by node, as the trace tells it
        self.lines = set()
        for node in range(1, n_nodes + 1):
            self.renew(node)

    def renew(self, node):
        """Nothing that the node knew is left."""
        def make():
            self.nodes[node] = self.make(node, [p for p in range(1, self.n_nodes + 1) if p != node], self.network)

        self.lines.update(self.tracer.run(make))
        self.network.running[node].clear()
        self.belief[node] = ('follower', 0)

    def call(self, record):
        node = self.nodes[record['node']]
        kind = record['kind']
        if kind == 'deliver':
            return self.tracer.run(node.receive_message, record['message'], record['peer'])
        if kind == 'timer':
            self.network.running[record['node']].discard(record['timer'])
            return self.tracer.run(getattr(node, TIMERS[record['timer']]))
        return self.tracer.run({'boot': node.boot, 'recover': node.recover, 'campaign': node.start_election}[kind])

    def expect(self, what, expected, actual):
        if expected != actual:
            raise Failure(f'{what}:\n  C:       {expected}\n  listing: {actual}')

    def feed(self, record, effects):
        """Gives a node an input, and compares what follows from it."""
        number = record['node']
        self.network.clear()
        lines = self.call(record)
        self.lines.update(lines)
        labels = list(dict.fromkeys(self.sources.labels.get(line) for line in lines))
        role, leader = self.belief[number]
        for effect in effects:
            role = effect['role'] if effect['kind'] == 'role' else role
            leader = effect['leader'] if effect['kind'] == 'leader' else leader
            if effect['kind'] == 'step':
                self.check_line(effect)
        self.belief[number] = role, leader

        def of(kind, member):
            return [effect[member] for effect in effects if effect['kind'] == kind]

        self.expect('lines', of('step', 'step'), [label for label in labels if label in self.sources.steps])
        self.expect('messages', list(zip(of('send', 'message'), of('send', 'peer'))), self.network.sent)
        self.expect('timers started', sorted(of('set-timer', 'timer')), sorted(self.network.started))
        self.expect('timers stopped', sorted(of('stop-timer', 'timer')), sorted(self.network.stopped))
        node = self.nodes[number]
        self.expect('role', role, node.state.lower())
        self.expect('leader', leader or 0, node.current_leader or 0)

    def check_line(self, effect):
        """The line of the C source that a step names is the one that made it."""
        match = STEP_CALL.search(self.sources.source[effect['line'] - 1])
        if not match or match.group(1) != self.sources.steps[effect['step']]:
            raise Failure(f'line {effect["line"]} of bully.c is not the step {effect["step"]}')

    def run(self, records):
        """All records of a trace. Returns how many inputs there were."""
        inputs = 0
        events = []
        for record in records:
            if record['kind'] not in EFFECTS:
                events.append((record, []))
            elif events:
                events[-1][1].append(record)
        for head, effects in events:
            if head['kind'] == 'crash':
                self.renew(head['node'])
            elif head['kind'] in INPUTS:
                inputs += 1
                try:
                    self.feed(head, effects)
                except Failure as failure:
                    raise Failure(f'after {json.dumps(head)}\n{failure}') from None
        return inputs


def make_faults(chance, n_nodes, until):
    """Random faults of every kind, as the command line takes them."""
    faults = []
    for _ in range(chance.randint(0, 30)):
        a, b = chance.randint(1, n_nodes), chance.randint(1, n_nodes)
        words = [f'crash {a}', f'crash {a}', f'recover {a}', f'recover {a}', f'recover {a}', f'campaign {a}', f'campaign {a}',
                 f'pause {a}', f'resume {a}', f'resume {a}', 'heal', f'loss {chance.choice([0, 0, 10, 40])}%',
                 f'duplicate {chance.choice([0, 30])}%', f'delay {chance.choice(["1ms..75ms", "40ms..70ms", "10ms..500ms"])}']
        if a != b:
            words += [f'cut {a}-{b}', f'cut {a}>{b}', f'partition {a}|{b}']
        faults.append((chance.randrange(until), chance.choice(words)))
    return [f'{time}ms {words}' for time, words in sorted(faults)]


class Tests:
    """The tests, in the order of their definition."""

    def __init__(self, root, cli):
        self.sources = Sources(root)
        self.cli = cli
        self.lines = set()

    def run_cli(self, n_nodes, seed, faults, until):
        command = [self.cli, 'run', '--algorithm=bully', f'--nodes={n_nodes}', f'--seed={seed}', f'--until={until}ms',
                   '--format=json'] + [f'--fault={fault}' for fault in faults]
        result = subprocess.run(command, capture_output=True, text=True, check=False)
        line = ' '.join(f"'{word}'" if set(word) & set(' >|%') else word for word in command)
        if result.returncode != 0:
            raise Failure(f'{line}\nexit status {result.returncode}\n{result.stderr}')
        replay = Replay(self.sources, n_nodes)
        try:
            inputs = replay.run([json.loads(text) for text in result.stdout.splitlines()])
        except Failure as failure:
            raise Failure(f'{line}\n{failure}') from None
        self.lines |= replay.lines
        return inputs

    def test_labels(self):
        """Every line that is not blank has a label, and no two have the same."""
        for number, line in enumerate(self.sources.text.splitlines(), 1):
            if line.strip() and number not in self.sources.labels:
                raise Failure(f'bully_algorithm.py:{number} has no label')
        labels = list(self.sources.labels.values())
        for label in labels:
            if labels.count(label) > 1:
                raise Failure(f'{label} labels {labels.count(label)} lines')

    def test_explanations(self):
        """What has a label is explained, and what is explained has a label, once."""
        explained = list(self.sources.steps) + self.sources.notes
        for label in explained:
            if explained.count(label) > 1:
                raise Failure(f'{label} is explained {explained.count(label)} times')
        differences = set(explained) ^ set(self.sources.labels.values())
        if differences:
            raise Failure('not both in the listing and explained: ' + ', '.join(sorted(differences)))
        count = re.search(r'BULLY_N_NOTES = (\d+)', self.sources.header)
        if count is None or int(count.group(1)) != len(self.sources.notes):
            raise Failure(f'BULLY_N_NOTES is not {len(self.sources.notes)}')

    def test_steps(self):
        """The enumeration, the words and the calls in the C source name the same steps."""
        names = [name for name in re.findall(r'^  BULLY_STEP_([A-Z_]+),', self.sources.header, re.MULTILINE)]
        if names != list(self.sources.steps.values()):
            raise Failure('bully-text.c does not have the steps of bully.h in their order')
        for label, name in self.sources.steps.items():
            if label != name.lower().replace('_', '-'):
                raise Failure(f'{name} has the label {label}')
        called = [name for line in self.sources.source for name in STEP_CALL.findall(line)]
        if sorted(called) != sorted(names):
            raise Failure(f'bully.c runs {sorted(called)}')

    def test_scenarios(self):
        """Runs in which the algorithm does what it is for."""
        for n_nodes in range(1, 8):
            inputs = 0
            for seed in (1, 2, 3):
                top = n_nodes
                inputs += self.run_cli(n_nodes, seed, [], 2000)
                inputs += self.run_cli(n_nodes, seed, [f'1s crash {top}', f'3s recover {top}', '5s campaign 1'], 6000)
                inputs += self.run_cli(n_nodes, seed, [f'1s pause {top}', f'3s resume {top}'], 5000)
                if n_nodes >= 3:
                    # Node 2 sleeps through the start and through an election that it was not asked in.
                    inputs += self.run_cli(n_nodes, seed, ['0 partition 1,2', '0 pause 2', '400ms loss 100%',
                                                           '800ms loss 0%', '2s resume 2'], 3000)
            print(f'# {n_nodes} nodes: {inputs} inputs')

    def test_random(self):
        """Random runs with faults of every kind."""
        for n_nodes in range(1, 8):
            inputs = 0
            for seed in range(1, 16):
                chance = random.Random(n_nodes * 1000 + seed)
                inputs += self.run_cli(n_nodes, seed, make_faults(chance, n_nodes, 9000), 10000)
            print(f'# {n_nodes} nodes: {inputs} inputs')

    def test_never_sent(self):
        """A VICTORY goes to lower nodes only. Should one come from below, it is refused, as test-bully.c wants it too."""
        replay = Replay(self.sources, 5)
        effects = [{'kind': 'step', 'step': 'lower-claim'}, {'kind': 'step', 'step': 'become-candidate'},
                   {'kind': 'role', 'role': 'candidate'}, {'kind': 'step', 'step': 'ask-higher'},
                   {'kind': 'send', 'message': 'ELECTION', 'peer': 4}, {'kind': 'send', 'message': 'ELECTION', 'peer': 5},
                   {'kind': 'set-timer', 'timer': 'ANSWER'}]
        for effect in effects:
            if effect['kind'] == 'step':
                name = self.sources.steps[effect['step']]
                effect['line'] = 1 + next(i for i, line in enumerate(self.sources.source) if f'STEP ({name},' in line)
        replay.feed({'kind': 'deliver', 'node': 3, 'peer': 2, 'message': 'VICTORY'}, effects)
        self.lines |= replay.lines

    def test_coverage(self):
        """The runs above have executed every line that can be."""
        missing = self.sources.executable_lines() - self.lines
        if missing:
            raise Failure('never executed: ' + ', '.join(self.sources.labels.get(line, str(line)) for line in sorted(missing)))


def main():
    if len(sys.argv) != 3:
        print(f'usage: {sys.argv[0]} SOURCE_ROOT ELECTOR_CLI', file=sys.stderr)
        return 2
    tests = Tests(*sys.argv[1:])
    names = [name for name in vars(Tests) if name.startswith('test_')]
    print(f'1..{len(names)}')
    failed = 0
    for number, name in enumerate(names, 1):
        try:
            getattr(tests, name)()
            print(f'ok {number} {name}', flush=True)
        except Failure as failure:
            failed += 1
            print('\n'.join('# ' + line for line in str(failure).splitlines()))
            print(f'not ok {number} {name}', flush=True)
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main())
