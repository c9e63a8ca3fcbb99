#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Elector authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs the listing that people read against the C that runs: test-listing.py SOURCE_ROOT ELECTOR_CLI ALGORITHM

elector-cli runs a system in C and prints its trace. Here each node is an object of the listing's class, and is given
the same inputs in the same order: boot, recovery, messages, timers, requests to start an election or to hand over. For
every input it is compared which labeled lines ran, what was sent to whom, which timers were started and stopped, and
what the node is and believes afterwards. The network between the nodes is not part of the listing; the trace stands
for it, and a message arrives as the listing itself has sent it.

A rule switch changes lines: "#: label -rule" is a line that is gone when the rule is on, and a comment "#+rule code"
one that is there only then; "#+rule|other code" needs one of the two.
"""

import collections
import json
import os
import random
import re
import subprocess
import sys

LABEL = re.compile(r'\s*#: ([a-z]+(?:-[a-z]+)*)((?: -[a-z]+(?:-[a-z]+)*)*)$')
ADDED = re.compile(r'^( *)#\+([a-z|-]+) (.*)$')
STEP_TEXT = re.compile(r'^  [A-Z]+(?:_[A-Z]+)* \(([A-Z_]+), "([^"]+)",', re.MULTILINE)
NOTE_TEXT = re.compile(r'^  \{ "([^"]+)",', re.MULTILINE)
STEP_CALL = re.compile(r'\bSTEP \(([A-Z_]+),')

# What a record is the beginning of: something that a method is called for.
INPUTS = {'boot', 'recover', 'deliver', 'timer', 'campaign', 'transfer', 'write'}
EFFECTS = {'step', 'send', 'duplicate', 'set-timer', 'stop-timer', 'role', 'leader', 'term', 'vote', 'log', 'commit',
           'verdict', 'group', 'accept', 'refuse'}


class Failure(Exception):
    """Something that differs, or is missing."""


def read(*path):
    with open(os.path.join(*path), encoding='utf-8') as stream:
        return stream.read()


def give_others(node, n_nodes, _rules):
    """What a node is given of the others: their ids."""
    return [other for other in range(1, n_nodes + 1) if other != node]


class Bully:
    """What is special about the bully algorithm."""

    name, listing, notes = 'bully', 'bully_algorithm.py', 'bully-text.c'
    campaign = 'start_election'
    timers = {'LEADER': 'check_leader', 'HEARTBEAT': 'send_heartbeats', 'ANSWER': 'check_answer',
              'VICTORY': 'check_victory', 'SETTLE': 'check_settled'}
    rules = ['restart-while-running', 'late-election-restarts', 'wait-forever', 'no-wait-for-ok',
             'recovered-does-not-bully', 'believes-any-victory', 'needs-majority']  # all change the listing
    faults = ['campaign']
    answer = 1  # a flag
    survives = False  # nothing that a node knows survives a crash

    @staticmethod
    def scenarios(n_nodes):
        top = n_nodes
        yield [], 2000
        yield [f'1s crash {top}', f'3s recover {top}', '5s campaign 1'], 6000
        yield [f'1s pause {top}', f'3s resume {top}'], 5000
        if n_nodes >= 3:
            # Node 2 sleeps through the start and through an election that it was not asked in.
            yield ['0 partition 1,2', '0 pause 2', '400ms loss 100%', '800ms loss 0%', '2s resume 2'], 3000

    @staticmethod
    def sent_in_c(effects, _belief):
        return [(effect['message'], effect['peer'], effect.get('flags', 0)) for effect in effects
                if effect['kind'] == 'send']

    @classmethod
    def sent_in_listing(cls, sent):
        return [(kind, target, cls.answer * content.get('answer', False)) for target, kind, _, content in sent]

    @staticmethod
    def started_in_c(effects, _drawn):
        return sorted(effect['timer'] for effect in effects if effect['kind'] == 'set-timer')

    @staticmethod
    def beliefs(node):
        return {'role': node.state.lower(), 'leader': node.current_leader or 0}


class Raft:
    """What is special about Raft."""

    name, listing, notes = 'raft', 'raft_election.py', 'raft-notes.c'
    campaign = 'campaign'
    timers = {'election': 'check_leader', 'heartbeat': 'send_heartbeats', 'lease': 'check_lease',
              'quorum': 'check_quorum', 'transfer': 'check_transfer'}
    rules = ['pre-vote', 'leader-stickiness', 'check-quorum', 'forgets-vote', 'counts-stale-votes',
             'majority-of-live-nodes', 'refusal-resets-timer', 'equal-timeouts', 'writes-alone']
    faults = ['campaign', 'transfer', 'transfer', 'write', 'write']
    survives = True
    heartbeat, election = 100000, (600000, 1200000)
    granted, transfer = 1, 2  # flags
    # Which messages tell about the sender's log, and what: its length, and the term of its last entry.
    tells_length = {'PRE-VOTE', 'VOTE', 'APPEND', 'APPEND-REPLY'}
    tells_log_term = {'PRE-VOTE', 'VOTE', 'APPEND'}

    @staticmethod
    def scenarios(n_nodes):
        yield [], 3000
        yield ['2s crash 1', '2s crash 2', '4s recover 1', '5s recover 2', '6s campaign 1'], 8000
        yield ['3s pause 1', '5s resume 1', '6s pause 2', '8s resume 2'], 10000
        yield ['3s transfer 1', '4s transfer 2', '5s campaign 1', '6s delay 1ms..2ms', '7s transfer 1'], 8000
        yield ['2s crash 1', '3s transfer 1', '4s transfer 1', '5s recover 1', '6s transfer 1'], 8000
        yield ['2s delay 10ms..200ms'] + [f'{time}ms campaign {node}' for time in range(2000, 8000, 1000)
                                          for node in range(1, n_nodes + 1)], 9000
        yield ['2s writes 50ms', '4s crash 1', '5s transfer 2', '6s recover 1', '7s writes off'], 8000
        if n_nodes >= 2:
            yield ['3s partition 1|2', '5s heal', '6s delay 10ms..500ms', '7s transfer 2', '8s campaign 1'], 12000

    @classmethod
    def sent_in_c(cls, effects, belief):
        """(type, to, term, flags, length, term of the last entry); None is what the message does not tell."""
        sent, length, log_term = [], *belief['log']
        for effect in effects:
            if effect['kind'] == 'log':
                length, log_term = effect['log_length'], effect['log_term']
            elif effect['kind'] == 'send':
                kind = effect['message']
                sent.append((kind, effect['peer'], effect.get('term', 0), effect.get('flags', 0),
                             length if kind in cls.tells_length else None,
                             log_term if kind in cls.tells_log_term else None))
        return sent

    @classmethod
    def sent_in_listing(cls, sent):
        result = []
        for target, kind, (term,), content in sent:
            flags = cls.granted * content.get('granted', False) + cls.transfer * content.get('transfer', False)
            length, log_term = content.get('length'), None
            if 'last' in content:
                last, length = content['last']
                log_term = last[0] if last else 0
            elif 'log' in content:
                length, log_term = len(content['log']), content['log'][-1]
            result.append((kind, target, term, flags, length, log_term))
        return result

    @classmethod
    def started_in_c(cls, effects, drawn):
        """The timers, with whether their length is one that the listing wants: drawn by lot, or the shortest."""
        result = []
        for effect in effects:
            if effect['kind'] == 'set-timer':
                timer, duration = effect['timer'], effect['duration_us']
                low, high = (cls.heartbeat, ) * 2 if timer == 'heartbeat' else cls.election
                # No run of this test draws just the shortest: that is one of 600,001.
                if not (low < duration <= high if drawn.get(timer) else duration == low):
                    raise Failure(f'{timer} runs for {duration} us')
                result.append(timer)
        return sorted(result)

    @staticmethod
    def beliefs(node):
        return {'role': node.state.lower(), 'leader': node.current_leader or 0, 'term': node.term,
                'vote': node.voted_for or 0, 'log': (len(node.log), node.log[-1] if node.log else 0),
                'safe': node.committed if node.state == 'LEADER' else 0}


class Ring:
    """What is special about election on a ring."""

    name, listing, notes = 'ring', 'ring_election.py', 'ring-text.c'
    campaign = 'start_election'
    timers = {'LEADER': 'check_leader', 'HEARTBEAT': 'send_heartbeat', 'ELECTION': 'check_election',
              'ACK': 'check_acks'}
    rules = ['non-replacing', 'forward-everything', 'try-once', 'repair-ring']
    world_rules = ['downwards']  # that change what a node is given, and not the listing
    faults = ['campaign']
    survives = False

    @staticmethod
    def given(node, n_nodes, rules):
        """The ids behind a node, in the direction in which messages travel."""
        step = -1 if 'downwards' in rules else 1
        return [(node - 1 + step * i) % n_nodes + 1 for i in range(1, n_nodes)]

    @staticmethod
    def scenarios(n_nodes):
        top = n_nodes
        yield [], 4000
        yield [f'1s crash {top}', f'6s recover {top}', '10s campaign 1'], 12000
        yield ['1s crash 1', '6s recover 1', '10s campaign 2'], 12000
        yield [f'1s pause {top}', f'5s resume {top}'], 9000
        yield ['0 loss 40%', '3s loss 0%', '6s duplicate 50%', '6s campaign 1', '7s campaign 2'], 12000
        if n_nodes >= 3:
            # Two rings, where a node is passed by that is out of reach, and then one again.
            yield [f'2s partition 1,2|{",".join(str(node) for node in range(3, n_nodes + 1))}', '9s heal'], 15000
            yield [f'{time}s crash {node}' for time, node in enumerate(range(2, n_nodes + 1), 2)], 15000

    @staticmethod
    def sent_in_c(effects, _belief):
        return [(effect['message'], effect['peer'], effect['id']) for effect in effects if effect['kind'] == 'send']

    @staticmethod
    def sent_in_listing(sent):
        # What is acknowledged is named by its type and its id.
        return [(kind, target, content[1] if kind == 'ACK' else content) for target, kind, (content,), *_ in sent]

    @staticmethod
    def started_in_c(effects, _drawn):
        return sorted(effect['timer'] for effect in effects if effect['kind'] == 'set-timer')

    @staticmethod
    def beliefs(node):
        return {'role': node.state.lower(), 'leader': node.current_leader or 0}


def derive(text, rules):
    """The listing as it is with these rules on."""
    lines = []
    for line in text.splitlines():
        added = ADDED.match(line)
        if added:
            if rules.isdisjoint(added.group(2).split('|')):
                continue
            line = added.group(1) + added.group(3)
        label = LABEL.search(line)
        if label is None or rules.isdisjoint(word[1:] for word in label.group(2).split()):
            lines.append(line)
    return '\n'.join(lines)


class Sources:
    """The listing as it is with some rules on, its texts, and the C source."""

    def __init__(self, root, algorithm, rules=()):
        self.algorithm = algorithm
        self.rules = rules
        self.path = os.path.join(root, 'data/listings', algorithm.listing)
        self.file = read(self.path)
        self.text = derive(self.file, set(rules))
        self.labels = {}  # by line number
        for number, line in enumerate(self.text.splitlines(), 1):
            match = LABEL.search(line)
            if match:
                self.labels[number] = match.group(1)
        texts = read(root, f'src/protocols/{algorithm.name}-text.c')
        self.steps = dict((label, name) for name, label in STEP_TEXT.findall(texts))
        self.notes = NOTE_TEXT.findall(read(root, 'src/protocols', algorithm.notes))
        self.header = read(root, f'src/protocols/{algorithm.name}.h')
        self.source = read(root, f'src/protocols/{algorithm.name}.c').splitlines()
        self.code = compile(self.text, self.path, 'exec')

    def node_class(self):
        names = {}
        exec(self.code, names)  # pylint: disable=exec-used
        return names['Node']

    def executable_lines(self):
        """The labels of all lines that run when a method of the class is called."""
        lines, codes = set(), [self.code]
        while codes:
            code = codes.pop()
            inner = [constant for constant in code.co_consts if hasattr(constant, 'co_code')]
            if code.co_name not in ('<module>', 'Node'):
                lines |= {line for _start, _end, line in code.co_lines() if line and line != code.co_firstlineno}
            codes += inner
        return {self.labels.get(line, str(line)) for line in lines}


class Network:
    """What the listing's nodes are given for one: it only notes what they want."""

    def __init__(self):
        self.running = collections.defaultdict(set)  # timers, by node
        self.clear()

    def clear(self):
        self.sent, self.started, self.stopped, self.accepted = [], [], [], []
        self.drawn = {}  # whether a timer's length is drawn by lot

    def send(self, _node, target, kind, *arguments, **content):
        self.sent.append((target, kind, arguments, content))

    def accept(self, _node, length=0):
        self.accepted.append(length)

    def start_timer(self, node, timer, drawn=None):
        self.running[node].add(timer)
        self.started.append(timer)
        self.drawn[timer] = drawn

    def stop_timer(self, node, timer):
        if timer in self.running[node]:
            self.running[node].remove(timer)
            self.stopped.append(timer)


class Transit:
    """The messages that are under way, as the listing has sent them."""

    def __init__(self):
        self.flights = collections.defaultdict(list)  # (sent, delay, message), by what a record tells of a message

    @staticmethod
    def key(sender, receiver, record):
        return sender, receiver, record['message'], record.get('term', 0)

    def launch(self, record, message):
        self.flights[self.key(record['node'], record['peer'], record)].append(
            (record['time_us'], record['delay_us'], message, record.get('flags', 0)))

    def land(self, record):
        """Takes the message that arrives, or is dropped: the one that is due, or has waited longest."""
        flights = self.flights[self.key(record['peer'], record['node'], record)]

        def is_due(flight):
            sent, delay = flight[:2]
            halfway = record['kind'] == 'drop' and sent + delay // 2 == record['time_us']
            return halfway or sent + delay == record['time_us']

        due = [flight for flight in flights if is_due(flight)]
        due = due or sorted(flights, key=lambda flight: flight[0] + flight[1])
        if not due:
            raise Failure('a message that was never sent')
        flights.remove(due[0])
        if record['kind'] == 'deliver' and due[0][3] != record.get('flags', 0):
            raise Failure('a message that was sent otherwise')
        return due[0][2]


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

    def run(self, function, *arguments, **content):
        self.lines = []
        sys.settrace(self.trace)
        try:
            function(*arguments, **content)
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
        self.belief = {}  # by node, as the trace tells it
        self.labels = set()
        self.transit = Transit()
        for node in range(1, n_nodes + 1):
            self.renew(node)

    def renew(self, node):
        """A node begins, and knows nothing."""
        def make():
            given = getattr(self.sources.algorithm, 'given', give_others)
            self.nodes[node] = self.make(node, given(node, self.n_nodes, self.sources.rules), self.network)

        self.note(self.tracer.run(make))
        self.belief[node] = {'role': 'follower', 'leader': 0, 'term': 0, 'vote': 0, 'log': (0, 0), 'safe': 0}

    def crash(self, node):
        self.network.running[node].clear()
        if self.sources.algorithm.survives:
            self.belief[node] |= {'role': 'follower', 'leader': 0, 'safe': 0}
        else:
            self.renew(node)

    def note(self, lines):
        labels = list(dict.fromkeys(self.sources.labels.get(line) for line in lines))
        self.labels.update(labels)
        return labels

    def call(self, record):
        node = self.nodes[record['node']]
        kind = record['kind']
        if kind == 'deliver':
            arguments, content = self.transit.land(record)
            return self.tracer.run(node.receive_message, record['message'], record['peer'], *arguments, **content)
        if kind == 'timer':
            self.network.running[record['node']].discard(record['timer'])
            return self.tracer.run(getattr(node, self.sources.algorithm.timers[record['timer']]))
        if kind == 'write':
            return self.tracer.run(node.write)
        if kind == 'transfer':
            return self.tracer.run(node.transfer, record['peer'])
        return self.tracer.run(getattr(node, {'campaign': self.sources.algorithm.campaign}.get(kind, kind)))

    def expect(self, what, expected, actual):
        if expected != actual:
            raise Failure(f'{what}:\n  C:       {expected}\n  listing: {actual}')

    def believe(self, number, effects):
        """What the trace tells of a node."""
        belief = self.belief[number]
        for effect in effects:
            kind = effect['kind']
            if kind in ('role', 'leader', 'term', 'vote'):
                belief[kind] = effect[kind]
            if kind in ('role', 'commit'):
                belief['safe'] = effect.get('safe_entries', 0)
            if kind == 'log':
                belief['log'] = effect['log_length'], effect['log_term']
            if kind == 'term' or effect.get('step') == 'forget-vote':
                belief['vote'] = 0

    def launch(self, effects):
        """Puts what the listing has sent on the way that the trace tells."""
        sent = iter(self.network.sent)
        message = None
        for effect in effects:
            if effect['kind'] == 'send':
                message = next(sent)[2:]
            if effect['kind'] in ('send', 'duplicate'):
                self.transit.launch(effect, message)

    def feed(self, record, effects):
        """Gives a node an input, and compares what follows from it."""
        number = record['node']
        algorithm = self.sources.algorithm
        self.network.clear()
        labels = self.note(self.call(record))
        for effect in effects:
            if effect['kind'] == 'step':
                self.check_line(effect)

        def of(kind, member):
            return [effect[member] for effect in effects if effect['kind'] == kind]

        self.expect('lines', of('step', 'step'), [label for label in labels if label in self.sources.steps])
        self.expect('messages', algorithm.sent_in_c(effects, self.belief[number]),
                    algorithm.sent_in_listing(self.network.sent))
        self.expect('timers started', algorithm.started_in_c(effects, self.network.drawn), sorted(self.network.started))
        self.expect('timers stopped', sorted(of('stop-timer', 'timer')), sorted(self.network.stopped))
        if of('accept', 'write') and not self.network.accepted:
            raise Failure('C accepts a write, and the listing does not')
        self.believe(number, effects)
        for what, value in algorithm.beliefs(self.nodes[number]).items():
            self.expect(what, self.belief[number][what], value)
        self.launch(effects)

    def check_line(self, effect):
        """The line of the C source that a step names is the one that made it."""
        match = STEP_CALL.search(self.sources.source[effect['line'] - 1])
        if not match or match.group(1) != self.sources.steps[effect['step']]:
            raise Failure(f'line {effect["line"]} of {self.sources.algorithm.name}.c is not the step {effect["step"]}')

    @staticmethod
    def read_write(event):
        """A write is passed on by the world: a node gets it where it makes a step of it, and no message else."""
        head, effects = event
        effects = [effect for effect in effects if effect.get('message') != 'WRITE']
        if head['kind'] == 'write' or head.get('message') == 'WRITE':
            is_step = any(effect['kind'] == 'step' for effect in effects)
            head = head | {'kind': 'write' if is_step else 'passed-on'}
        return head, effects

    def run(self, records):
        """All records of a trace. Returns how many inputs there were."""
        inputs = 0
        events = []
        for record in records:
            if record['kind'] not in EFFECTS:
                events.append((record, []))
            elif events:
                events[-1][1].append(record)
        for head, effects in map(self.read_write, events):
            if head['kind'] == 'crash':
                self.crash(head['node'])
            elif head['kind'] == 'drop':
                self.transit.land(head)
            elif head['kind'] in INPUTS:
                inputs += 1
                try:
                    self.feed(head, effects)
                except Failure as failure:
                    raise Failure(f'after {json.dumps(head)}\n{failure}') from None
        return inputs


def make_faults(chance, n_nodes, until, asked):
    """Random faults of every kind, as the command line takes them."""
    faults = []
    for _ in range(chance.randint(0, 30)):
        a, b = chance.randint(1, n_nodes), chance.randint(1, n_nodes)
        words = [f'crash {a}', f'crash {a}', f'recover {a}', f'recover {a}', f'recover {a}',
                 *(f'{word} {a}' for word in asked), *(f'{word} {a}' for word in asked),
                 f'pause {a}', f'resume {a}', f'resume {a}', 'heal', f'loss {chance.choice([0, 0, 10, 40])}%',
                 f'duplicate {chance.choice([0, 30])}%', f'delay {chance.choice(["1ms..75ms", "40ms..70ms", "10ms..500ms"])}']
        if a != b:
            words += [f'cut {a}-{b}', f'cut {a}>{b}', f'partition {a}|{b}']
        faults.append((chance.randrange(until), chance.choice(words)))
    return [f'{time}ms {words}' for time, words in sorted(faults)]


class Tests:
    """The tests, in the order of their definition."""

    def __init__(self, root, cli, algorithm):
        self.algorithm = algorithm
        self.sources = Sources(root, algorithm)
        self.variants = [Sources(root, algorithm, rules) for rules in self.make_rules()]
        self.cli = cli
        self.labels = set()  # that have run

    def make_rules(self):
        """Each rule alone, and some together."""
        chance = random.Random(1)
        rules = self.algorithm.rules + getattr(self.algorithm, 'world_rules', [])
        yield from ([rule] for rule in rules)
        if rules:
            some = [[rule for rule in rules if chance.random() < 0.5] for _ in range(8)]
            yield from (list(drawn) for drawn in dict.fromkeys(map(tuple, [rules, *some])) if len(drawn) > 1)

    def run_cli(self, n_nodes, seed, faults, until, sources=None):
        sources = sources or self.sources
        command = [self.cli, 'run', f'--algorithm={self.algorithm.name}', f'--nodes={n_nodes}', f'--seed={seed}',
                   f'--until={until}ms', '--format=json']
        command += [f'--rule={rule}' for rule in sources.rules] + [f'--fault={fault}' for fault in faults]
        result = subprocess.run(command, capture_output=True, text=True, check=False)
        line = ' '.join(f"'{word}'" if set(word) & set(' >|%') else word for word in command)
        # With a rule on, a promise may break.
        if result.returncode not in ((0, 1) if sources.rules else (0,)) or result.stderr:
            raise Failure(f'{line}\nexit status {result.returncode}\n{result.stderr}')
        replay = Replay(sources, n_nodes)
        try:
            inputs = replay.run([json.loads(text) for text in result.stdout.splitlines()])
        except Failure as failure:
            raise Failure(f'{line}\n{failure}') from None
        self.labels |= replay.labels
        return inputs

    def test_labels(self):
        """Every line that is not blank has a label, and no two have the same."""
        labels = []
        for number, line in enumerate(self.sources.file.splitlines(), 1):
            match = LABEL.search(line)
            if line.strip() and match is None:
                raise Failure(f'{self.algorithm.listing}:{number} has no label')
            if match:
                labels.append(match.group(1))
        for label in labels:
            if labels.count(label) > 1:
                raise Failure(f'{label} labels {labels.count(label)} lines')

    def test_rules(self):
        """The lines name the rules that change the listing, and no others. Every one of them changes it."""
        named = set()
        for line in self.sources.file.splitlines():
            added, label = ADDED.match(line), LABEL.search(line)
            if added:
                named.update(added.group(2).split('|'))
            if label:
                named.update(word[1:] for word in label.group(2).split())
        if named != set(self.algorithm.rules):
            raise Failure(f'the listing changes with {sorted(named)}')

    def test_explanations(self):
        """What has a label is explained, and what is explained has a label, once."""
        explained = list(self.sources.steps) + self.sources.notes
        for label in explained:
            if explained.count(label) > 1:
                raise Failure(f'{label} is explained {explained.count(label)} times')
        matches = [LABEL.search(line) for line in self.sources.file.splitlines()]
        differences = set(explained) ^ {match.group(1) for match in matches if match}
        if differences:
            raise Failure('not both in the listing and explained: ' + ', '.join(sorted(differences)))
        count = re.search(rf'{self.algorithm.name.upper()}_N_NOTES = (\d+)', self.sources.header)
        if count is None or int(count.group(1)) != len(self.sources.notes):
            raise Failure(f'the number of notes is not {len(self.sources.notes)}')

    def test_steps(self):
        """The enumeration, the words and the calls in the C source name the same steps."""
        prefix = self.algorithm.name.upper()
        names = re.findall(rf'^  {prefix}_STEP_([A-Z_]+),', self.sources.header, re.MULTILINE)
        if names != list(self.sources.steps.values()):
            raise Failure('the texts are not those of the steps in their order')
        for label, name in self.sources.steps.items():
            if label != name.lower().replace('_', '-'):
                raise Failure(f'{name} has the label {label}')
        called = [name for line in self.sources.source for name in STEP_CALL.findall(line)]
        if sorted(called) != sorted(names):
            raise Failure(f'the C source runs {sorted(called)}')

    @staticmethod
    def is_possible(fault, n_nodes):
        """Whether there are all nodes that it names."""
        words = fault.split()
        names_node = words[1] in ('crash', 'recover', 'pause', 'resume', 'campaign', 'transfer')
        return not names_node or int(words[2]) <= n_nodes

    def test_scenarios(self):
        """Runs in which the algorithm does what it is for."""
        for n_nodes in range(1, 8):
            inputs = 0
            for seed in (1, 2, 3):
                for faults, until in self.algorithm.scenarios(n_nodes):
                    possible = [fault for fault in faults if self.is_possible(fault, n_nodes)]
                    inputs += self.run_cli(n_nodes, seed, possible, until)
            print(f'# {n_nodes} nodes: {inputs} inputs')

    def test_random(self):
        """Random runs with faults of every kind."""
        for n_nodes in range(1, 8):
            inputs = 0
            for seed in range(1, 16):
                chance = random.Random(n_nodes * 1000 + seed)
                inputs += self.run_cli(n_nodes, seed, make_faults(chance, n_nodes, 9000, self.algorithm.faults), 10000)
            print(f'# {n_nodes} nodes: {inputs} inputs')

    def test_variants(self):
        """Runs with rules on, by the listing as it is with them."""
        for sources in self.variants:
            inputs = 0
            for n_nodes in (1, 3, 4, 5):
                for seed in range(1, 5):
                    chance = random.Random(n_nodes * 1000 + seed)
                    faults = make_faults(chance, n_nodes, 9000, self.algorithm.faults)
                    inputs += self.run_cli(n_nodes, seed, faults, 10000, sources)
            for faults, until in self.algorithm.scenarios(5):
                inputs += self.run_cli(5, 1, faults, until, sources)
            print(f'# {", ".join(sources.rules)}: {inputs} inputs')

    def test_never_sent(self):
        """A VICTORY goes to lower nodes only. Should one come from below, it is refused, as test-bully.c wants it too."""
        if self.algorithm is not Bully:
            return
        replay = Replay(self.sources, 5)
        effects = [{'kind': 'step', 'step': 'lower-claim'}, {'kind': 'step', 'step': 'become-candidate'},
                   {'kind': 'role', 'role': 'candidate'}, {'kind': 'step', 'step': 'ask-higher'},
                   *({'kind': 'send', 'node': 3, 'message': 'ELECTION', 'peer': peer, 'time_us': 1, 'delay_us': 1}
                     for peer in (4, 5)),
                   {'kind': 'set-timer', 'timer': 'ANSWER'}]
        for effect in effects:
            if effect['kind'] == 'step':
                name = self.sources.steps[effect['step']]
                effect['line'] = 1 + next(i for i, line in enumerate(self.sources.source) if f'STEP ({name},' in line)
        record = {'time_us': 1, 'kind': 'deliver', 'node': 3, 'peer': 2, 'message': 'VICTORY'}
        replay.transit.launch({**record, 'node': 2, 'peer': 3, 'delay_us': 0}, ((), {}))
        replay.feed(record, effects)
        self.labels |= replay.labels

    def test_coverage(self):
        """The runs above have executed every line that can be."""
        executable = set().union(*(sources.executable_lines() for sources in [self.sources, *self.variants]))
        missing = executable - self.labels
        if missing:
            raise Failure('never executed: ' + ', '.join(sorted(missing)))


def main():
    algorithms = {algorithm.name: algorithm for algorithm in (Bully, Raft, Ring)}
    if len(sys.argv) != 4 or sys.argv[3] not in algorithms:
        print(f'usage: {sys.argv[0]} SOURCE_ROOT ELECTOR_CLI {"|".join(algorithms)}', file=sys.stderr)
        return 2
    tests = Tests(*sys.argv[1:3], algorithms[sys.argv[3]])
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
