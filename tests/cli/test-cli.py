#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Elector authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tests elector-cli from outside: test-cli.py ELECTOR_CLI [TEST...]

Prints TAP. What text output has to look like is in golden/*.txt; ELECTOR_UPDATE_GOLDEN=1 writes these files anew.
"""

import csv
import io
import json
import os
import shutil
import subprocess
import sys
import tempfile
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))
DATA = os.path.join(HERE, '..', '..', 'data')
CLI = 'elector-cli'

# The members of each kind of line, besides "time_us" and "kind".
MEMBERS = {
    'start': {'algorithm', 'nodes'},
    'boot': {'node'},
    'crash': {'node'},
    'recover': {'node'},
    'pause': {'node'},
    'resume': {'node'},
    'campaign': {'node'},
    'cut': {'node', 'peer'},
    'restore': {'node', 'peer'},
    'partition': set(),
    'group': {'node', 'group'},
    'heal': set(),
    'loss': {'per_million'},
    'delay': {'low_us', 'high_us'},
    'duplication': {'per_million'},
    'deliver': {'node', 'peer', 'message'},
    'drop': {'node', 'peer', 'message', 'why'},
    'send': {'node', 'peer', 'message', 'delay_us'},
    'duplicate': {'node', 'peer', 'message', 'delay_us'},
    'timer': {'node', 'timer'},
    'set-timer': {'node', 'timer', 'duration_us'},
    'stop-timer': {'node', 'timer'},
    'step': {'node', 'step', 'line', 'reason'},
    'role': {'node', 'role'},
    'leader': {'node', 'leader'},
    'verdict': {'property', 'verdict', 'reason'},
    'summary': {'messages', 'elections', 'leader', 'leaders', 'leaderless_us', 'properties'},
}
MESSAGES = {'ELECTION', 'OK', 'VICTORY', 'HEARTBEAT'}
PROPERTIES = ['single-leader', 'agreement', 'availability']
VERDICTS = {'holds', 'waiting', 'broken', 'broken-promise'}

# Everything that can happen, in one run.
EVERYTHING = ['--nodes=5', '--seed=3', '--until=9s', '--fault=800ms crash 5', '--fault=2s recover 5', '--fault=3s pause 4',
              '--fault=4s resume 4', '--fault=4s cut 1-2', '--fault=4.5s cut 3>1', '--fault=5s restore 1-2',
              '--fault=5s partition 1,2|3,4,5', '--fault=6s heal', '--fault=6s loss 20%', '--fault=6s duplicate 20%',
              '--fault=6s delay 10ms..90ms', '--fault=8s campaign 2']


def call(*arguments, cwd=None):
    """Runs the program. Returns its exit status, and what it printed, as bytes."""
    environment = {**os.environ, 'LC_ALL': 'C.UTF-8', 'ELECTOR_DATADIR': DATA}
    for name in 'LANGUAGE', 'DISPLAY', 'WAYLAND_DISPLAY':
        environment.pop(name, None)
    result = subprocess.run([CLI, *arguments], capture_output=True, env=environment, check=False, timeout=60, cwd=cwd)
    return result.returncode, result.stdout, result.stderr


def refuse_constant(text):
    raise ValueError(f'{text} is no JSON')


def refuse_doubles(pairs):
    names = [name for name, _ in pairs]
    if len(names) != len(set(names)):
        raise ValueError(f'a name stands twice in {names}')
    return dict(pairs)


def parse(output):
    return [json.loads(line, parse_constant=refuse_constant, object_pairs_hook=refuse_doubles)
            for line in output.decode().splitlines()]


class Case(unittest.TestCase):
    def run_json(self, *arguments, status=0):
        """The lines of a run, and its summary."""
        got, output, errors = call('run', '--format=json', *arguments)
        self.assertEqual((got, errors), (status, b''), arguments)
        self.assertTrue(output.endswith(b'\n'))
        lines = parse(output)
        return lines[:-1], lines[-1]

    def assert_refused(self, *arguments, words=(), cwd=None):
        """That the command line is bad usage: a message that contains some words, and nothing else."""
        status, output, errors = call(*arguments, cwd=cwd)
        message = errors.decode()
        self.assertEqual((status, output), (2, b''), (arguments, message))
        self.assertTrue(message.startswith('elector-cli: '), message)
        self.assertEqual(message.count('\n'), 1, message)
        for word in words:
            self.assertIn(word, message)


class Json(Case):
    def check_line(self, line):
        self.assertIsInstance(line['time_us'], int)
        self.assertEqual(set(line) - {'time_us', 'kind'}, MEMBERS[line['kind']], line)
        for name in ('node', 'peer'):
            if name in line:
                self.assertIn(line[name], range(1, 6))
        if 'message' in line:
            self.assertIn(line['message'], MESSAGES)
        if line['kind'] == 'drop':
            self.assertIn(line['why'], ('crashed', 'cut', 'lost'))
        if 'reason' in line:
            self.assertNotEqual(line['reason'], '')
            self.assertNotIn('{', line['reason'])

    def test_lines(self):
        lines, summary = self.run_json(*EVERYTHING)
        for line in lines + [summary]:
            self.check_line(line)
        times = [line['time_us'] for line in lines]
        self.assertEqual(times, sorted(times))
        kinds = {line['kind'] for line in lines}
        self.assertEqual(kinds, set(MEMBERS) - {'term', 'summary'})
        self.assertEqual(summary['kind'], 'summary')
        self.assertEqual(summary['time_us'], 9000000)

    def test_summary(self):
        lines, summary = self.run_json(*EVERYTHING)
        self.assertEqual(set(summary['messages']), MESSAGES)
        for message, count in summary['messages'].items():
            self.assertEqual(count, sum(line['kind'] == 'send' and line['message'] == message for line in lines))
        self.assertEqual([item['name'] for item in summary['properties']], PROPERTIES)
        for item in summary['properties']:
            self.assertEqual(set(item), {'name', 'verdict', 'why', 'breaks'})
            self.assertIn(item['verdict'], VERDICTS)
            self.assertNotEqual(item['why'], '')
            breaks = sum(line['kind'] == 'verdict' and line['property'] == item['name']
                         and line['verdict'].startswith('broken') for line in lines)
            self.assertEqual(item['breaks'] > 0, breaks > 0)
        self.assertEqual(summary['leader'], 5)
        self.assertEqual(summary['leaders'], [5])
        self.assertGreater(summary['leaderless_us'], 0)

    def test_nobody_leads(self):
        _, summary = self.run_json('--nodes=2', '--fault=1s crash 1', '--fault=1s crash 2', '--until=3s')
        self.assertIsNone(summary['leader'])
        self.assertEqual(summary['leaders'], [])
        self.assertEqual(summary['leaderless_us'], 2000000)

    def test_since(self):
        arguments = ['--fault=1s crash 5', '--fault=3s recover 5', '--until=5s']
        lines, summary = self.run_json(*arguments)
        for since in (1, 500000, 1000000, 2000001, 5000000):
            late, rest = self.run_json(*arguments, f'--since={since}us')
            self.assertEqual(late, [line for line in lines if line['time_us'] >= since])
            for message in MESSAGES:
                self.assertEqual(rest['messages'][message],
                                 sum(line['kind'] == 'send' and line['message'] == message for line in late))
            self.assertEqual(rest['properties'], summary['properties'])
        _, rest = self.run_json(*arguments, '--since=0')
        self.assertEqual(rest, summary)

    def test_twice(self):
        for arguments in (EVERYTHING, ['--nodes=50', '--fault=1s crash 50', '--until=3s'], ['split-brain']):
            for output in ('--format=json', '--format=text', '--all'):
                first, second = call('run', output, *arguments), call('run', output, *arguments)
                self.assertEqual(first, second)
                self.assertEqual(first[0], 0)

    def test_seed_matters(self):
        outputs = {call('run', '--format=json', f'--seed={seed}', '--until=2s')[1] for seed in range(20)}
        self.assertEqual(len(outputs), 20)


class Counts(Case):
    """How many messages an election costs (see Tanenbaum and van Steen; Coulouris et al.), one command line a row:

    elector-cli run --nodes=N --set delay=50ms --fault='1100ms crash N' --fault='1200ms campaign I' \\
                    --since=1200ms --until=1500ms --format=json          the leader is dead, node I notices
    elector-cli run --nodes=N --set delay=50ms --fault='1200ms campaign 1' \\
                    --since=1200ms --until=2200ms --format=json          nobody is dead, node 1 asks
    elector-cli run --nodes=N --set delay=50ms --fault='1100ms crash N' --fault='3s recover N' \\
                    --since=3s --until=3300ms --format=json              the highest node comes back
    elector-cli run --nodes=N --set delay=50ms --rule=restart-while-running --fault='1200ms campaign 1' \\
                    --since=1200ms --until=2200ms --format=json          the same without "one election at a time"
    """

    def count(self, n, *arguments):
        _, summary = self.run_json(f'--nodes={n}', '--set=delay=50ms', *arguments)
        self.assertIsNotNone(summary['leader'])
        return [summary['messages'][name] for name in ('ELECTION', 'OK', 'VICTORY')]

    def count_dead(self, n, *nodes):
        return self.count(n, f'--fault=1100ms crash {n}', *[f'--fault=1200ms campaign {i}' for i in nodes],
                          '--since=1200ms', '--until=1500ms')

    def test_leader_is_dead(self):
        for n in range(3, 11):
            for i in range(1, n):
                self.assertEqual(self.count_dead(n, i), [(n - i) * (n - i + 1) // 2, (n - i) * (n - i - 1) // 2, n - 2], (n, i))

    def test_worst(self):
        for n in range(3, 11):
            self.assertEqual(sum(self.count_dead(n, 1)), n * n - n - 1)
            self.assertEqual(self.count_dead(n, *range(1, n)), [n * (n - 1) // 2, (n - 1) * (n - 2) // 2, n - 2])

    def test_best(self):
        for n in range(3, 11):
            self.assertEqual(self.count_dead(n, n - 1), [1, 0, n - 2])

    def test_nobody_is_dead(self):
        for n in range(3, 11):
            found = self.count(n, '--fault=1200ms campaign 1', '--since=1200ms', '--until=2200ms')
            self.assertEqual(found, [n * (n - 1) // 2, n * (n - 1) // 2, n - 1])
            self.assertEqual(sum(found), n * n - 1)

    def test_recover(self):
        for n in range(3, 11):
            found = self.count(n, f'--fault=1100ms crash {n}', f'--fault=3s recover {n}', '--since=3s', '--until=3300ms')
            self.assertEqual(found, [0, 0, n - 1])

    def test_restart_while_running(self):
        for n in range(3, 11):
            found = self.count(n, '--rule=restart-while-running', '--fault=1200ms campaign 1', '--since=1200ms', '--until=2200ms')
            self.assertEqual(found, [2 ** (n - 1) - 1, 2 ** (n - 1) - 1, 2 ** (n - 2) * (n - 1)])


class Verdicts(Case):
    def find(self, summary, name):
        return next(item for item in summary['properties'] if item['name'] == name)

    def assert_two_leaders(self, one, other, *arguments):
        """That two nodes lead at once, which is said, and no broken promise."""
        lines, summary = self.run_json(*arguments)
        single = self.find(summary, 'single-leader')
        self.assertEqual(single['verdict'], 'broken')
        self.assertIn(f'nodes {one} and {other} both act as leader', single['why'])
        self.assertGreaterEqual(single['breaks'], 1)
        found = [line for line in lines if line['kind'] == 'verdict' and line['property'] == 'single-leader']
        self.assertEqual(found[0]['verdict'], 'broken')
        self.assertIn(f'nodes {one} and {other}', found[0]['reason'])
        self.assertEqual(summary['leaders'], [one, other])
        self.assertIsNone(summary['leader'])

    def test_partition(self):
        self.assert_two_leaders(2, 5, '--fault=1s partition 1,2|3,4,5', '--until=3s')

    def test_delay_beyond_the_assumption(self):
        self.assert_two_leaders(4, 5, '--set=answer-timeout=150ms', '--fault=700ms delay 300ms..320ms',
                                '--fault=710ms campaign 4', '--until=1s')

    def test_calm(self):
        _, summary = self.run_json('--until=10s')
        self.assertEqual([item['verdict'] for item in summary['properties']], ['holds'] * 3)
        self.assertEqual([item['breaks'] for item in summary['properties']], [0] * 3)

    def test_broken_promise(self):
        """Whoever said OK crashes, and is waited for without end, although the network is flawless."""
        _, summary = self.run_json('cascade', '--rule=wait-forever', '--until=8s', status=1)
        agreement = self.find(summary, 'agreement')
        self.assertEqual(agreement['verdict'], 'broken-promise')
        self.assertTrue(agreement['why'].startswith('Promise broken: '), agreement['why'])

    def test_hasty_timeouts(self):
        """A leader that is suspected between two heartbeats: the algorithm never promised anything for that."""
        _, summary = self.run_json('--nodes=9', '--set=heartbeat=1s', '--set=leader-timeout=10ms', '--until=10s')
        self.assertEqual(self.find(summary, 'agreement')['verdict'], 'broken')


class Scenarios(Case):
    # Those in which a rule switch lets the algorithm break what it promises.
    BREAKING = {'double-vote', 'no-fencing', 'split-vote'}

    def test_names_and_files(self):
        names = sorted(name[:-len('.elector')] for name in os.listdir(os.path.join(DATA, 'scenarios')))
        self.assertGreater(len(names), 3)
        for name in names:
            by_name = call('run', name)
            self.assertEqual(by_name[0], int(name in self.BREAKING), name)
            self.assertEqual(by_name, call('run', os.path.join(DATA, 'scenarios', name + '.elector')))

    def test_options_take_precedence(self):
        plain, summary = self.run_json('leader-crash')
        lines, other = self.run_json('leader-crash', '--until=2s', '--seed=9', '--fault=1s crash 1', '--set=delay=1ms')
        self.assertEqual(summary['time_us'], 3500000)
        self.assertEqual(other['time_us'], 2000000)
        self.assertEqual([line['node'] for line in lines if line['kind'] == 'crash'], [5, 1])
        self.assertEqual([line['node'] for line in plain if line['kind'] == 'crash'], [5])
        self.assertEqual({line['delay_us'] for line in lines if line['kind'] == 'send'}, {1000})

    def test_bad_files(self):
        with tempfile.TemporaryDirectory() as folder:
            for name, text, line in (('junk', b'[elector]\nversion=1\njunk\n', 3), ('empty', b'', 1), ('nul', b'[elector]\n\0', 2),
                                     ('node', b'[elector]\nversion=1\n\n[faults]\n1=1s crash 9\n', 5),
                                     ('version', b'[elector]\nversion=99\n', 2)):
                path = os.path.join(folder, name + '.elector')
                with open(path, 'wb') as stream:
                    stream.write(text)
                self.assert_refused('run', path, words=[f'{path}:{line}: '])
                self.assert_refused('run', '--format=json', name + '.elector', words=[f'{name}.elector:{line}: '], cwd=folder)
            self.assert_refused('run', folder, words=[folder])
            self.assert_refused('run', os.path.join(folder, 'missing'), words=[os.path.join(folder, 'missing')])


class SavedRun(Case):
    PATH = os.path.join(HERE, '..', 'engine', 'golden', 'bully.elector')

    def crashes(self, *arguments):
        lines, summary = self.run_json(self.PATH, *arguments)
        return [(line['time_us'], line['node']) for line in lines if line['kind'] == 'crash'], summary

    def test_branches(self):
        crashes, summary = self.crashes()
        self.assertEqual(crashes, [(1000000, 4), (1300000, 3)])
        self.assertEqual(summary['time_us'], 20000000)
        self.assertEqual(self.crashes('--branch=Original')[0], [(1000000, 4)])
        self.assertEqual(self.crashes('--until=1.2s', '--branch=A slow link')[0], [(1000000, 4)])

    def test_as_it_was(self):
        self.assert_refused('run', self.PATH, '--nodes=5', words=['bully.elector', '--until'])
        self.assert_refused('run', self.PATH, '--fault=1s crash 2', words=['bully.elector'])
        self.assert_refused('run', self.PATH, '--branch=Nothing', words=['--branch', 'Nothing'])

    def test_for_a_scenario_only(self):
        with open(self.PATH, encoding='utf-8') as file:
            text = file.read()
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, 'run.elector')
            with open(path, 'w', encoding='utf-8') as file:
                file.write(text + '\n[experiment]\nmeasure=downtime\n')
            self.assert_refused('experiment', path, words=[f'{path}:2: this is a run'])


class Experiment(Case):
    def test_json(self):
        status, output, errors = call('experiment', 'raft-wan', '--runs=200', '--format=json')
        self.assertEqual((status, errors), (0, b''))
        curves = json.loads(output, parse_constant=refuse_constant, object_pairs_hook=refuse_doubles)
        self.assertEqual([curve['name'] for curve in curves], ['one-failed', 'two-failed'])
        for curve in curves:
            self.assertEqual(curve['n'], 200)
            times = [curve[name + '_us'] for name in ('min', 'p10', 'p50', 'p90', 'p99', 'max')]
            self.assertEqual(times, sorted(times))
            self.assertGreater(times[0], curve['election_timeout_low_us'] - curve['latency_high_us'])
            self.assertEqual((curve['latency_low_us'], curve['latency_high_us']), (30000, 40000))
        self.assertEqual([curve['failed'] for curve in curves], [1, 2])
        self.assertEqual(output, call('experiment', 'raft-wan', '--runs=200', '--format=json')[1])
        self.assertNotEqual(output, call('experiment', 'raft-wan', '--runs=200', '--seed=7', '--format=json')[1])

    def test_text(self):
        status, output, _ = call('experiment', 'raft-wan', '--runs=10')
        self.assertEqual(status, 0)
        self.assertIn('30ms..40ms', output.decode())
        self.assertIn('one-failed', output.decode())

    def test_csv(self):
        status, output, errors = call('experiment', 'messages', '--runs=3', '--format=csv')
        self.assertEqual((status, errors), (0, b''))
        rows = list(csv.DictReader(io.StringIO(output.decode())))
        self.assertEqual({row['measure'] for row in rows}, {'messages'})
        for row in rows:
            self.assertEqual(row['n'], '3')
            if row['algorithm'] == 'bully' and 'lowest' in row['name']:
                n = int(row['nodes'])
                self.assertEqual(int(row['p50']), n * n - n - 1)

    def test_jobs(self):
        one = call('experiment', 'heartbeat', '--runs=5', '--jobs=1', '--format=json')
        self.assertEqual(one, call('experiment', 'heartbeat', '--runs=5', '--jobs=7', '--format=json'))


FILE = """[elector]
version=1
title=Loss, "measured"

[run]
algorithm=raft
seed=3

[experiment]
measure=downtime
algorithms=bully,raft
sweep=loss
values=0%,10%
crash=5s..6s
runs=6
"""


class ExperimentParts(Case):
    """An experiment in parts gives what it gives at once, byte for byte."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = folder.name
        self.file = self.write('loss.elector', FILE)

    def write(self, name, text):
        path = os.path.join(self.folder, name)
        with open(path, 'w', encoding='utf-8') as stream:
            stream.write(text)
        return path

    def make_parts(self, n, *arguments):
        paths = []
        for k in range(1, n + 1):
            status, output, errors = call('experiment', *arguments, f'--shard={k}/{n}')
            self.assertEqual((status, errors), (0, b''))
            paths.append(self.write(f'part-{k}.json', output.decode()))
        return paths

    def assert_merged(self, paths, *arguments):
        for form in ('text', 'csv', 'json'):
            whole = call('experiment', *arguments, f'--format={form}')
            self.assertEqual(whole[0], 0)
            self.assertEqual(call('merge', *paths, f'--format={form}'), whole)

    def test_file(self):
        self.assert_merged(self.make_parts(4, self.file), self.file)

    def test_preset(self):
        arguments = ['raft-timeouts', '--runs=20', '--seed=5']
        self.assert_merged(self.make_parts(3, *arguments)[::-1], *arguments)
        arguments = ['messages', '--runs=2']
        self.assert_merged(self.make_parts(2, *arguments), *arguments)

    def test_without_the_file(self):
        paths = self.make_parts(2, self.file)
        whole = call('experiment', self.file)
        os.remove(self.file)
        self.assertEqual(call('merge', *paths), whole)

    @unittest.skipUnless(shutil.which('parallel'), 'GNU parallel is not installed')
    def test_parallel(self):
        pattern = os.path.join(self.folder, 'part-{}.json')
        subprocess.run(['parallel', '--will-cite', '-j2', CLI, 'experiment', 'raft-wan', '--runs=100', '--shard={}/5', '>',
                        pattern, ':::', '1', '2', '3', '4', '5'],
                       check=True, timeout=60, stdin=subprocess.DEVNULL,
                       env={**os.environ, 'HOME': self.folder, 'SHELL': '/bin/sh'})
        self.assert_merged([pattern.replace('{}', str(k)) for k in range(1, 6)], 'raft-wan', '--runs=100')

    def test_bad(self):
        paths = self.make_parts(2, 'raft-wan', '--runs=4')
        other = self.write('other.json', call('experiment', 'raft-wan', '--runs=5', '--shard=2/2')[1].decode())
        with open(paths[0], encoding='utf-8') as stream:
            good = stream.read()
        cut = self.write('cut.json', good[:len(good) // 2])
        empty = self.write('empty.json', '')
        newer = self.write('newer.json', good.replace('"elector_part": 1', '"elector_part": 2'))
        deep = self.write('deep.json', '[' * 300000)
        self.assert_refused('merge', paths[0], words=['part 2 of 2'])
        self.assert_refused('merge', paths[0], paths[0], words=[paths[0], 'part 1 of 2'])
        self.assert_refused('merge', paths[0], other, words=[other, paths[0]])
        for path in (cut, empty, newer, deep):
            self.assert_refused('merge', path, paths[1], words=[f'{path}:'])
        self.assert_refused('merge', os.path.join(self.folder, 'missing'), words=['missing'])
        self.assert_refused('merge', self.folder, words=[self.folder])
        bad = self.write('bad.elector', FILE.replace('downtime', 'mood'))
        self.assert_refused('experiment', bad, words=[f'{bad}:10: ', 'mood'])


class Check(Case):
    def find(self, *arguments, status):
        got, output, errors = call('check', '--format=json', *arguments)
        self.assertEqual((got, errors), (status, b''))
        return json.loads(output, parse_constant=refuse_constant, object_pairs_hook=refuse_doubles)

    def test_holds(self):
        result = self.find('--algorithm=raft', '--pending=2', status=0)
        self.assertEqual(result['outcome'], 'holds')
        self.assertEqual(result['steps'], [])
        self.assertRegex(result['verdict'], r'^Searched all [0-9,]+ states: no two leaders in a term, ')

    def test_counterexample(self):
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, 'found.elector')
            result = self.find('--algorithm=raft', '--rule=forgets-vote', '--property=term-leader', '-o', path, status=1)
            self.assertEqual((result['outcome'], result['property']), ('found', 'term-leader'))
            status, output, errors = call('run', path)
            self.assertEqual((status, errors), (1, b''))
            self.assertIn('One a term: Promise broken: nodes', output.decode())

    def test_bad_output(self):
        status, output, errors = call('check', '-o', '/nowhere/at/all.elector')
        self.assertEqual(status, 2)
        self.assertIn(b'Found in 2 steps', output)  # what was found is not lost
        self.assertIn(b'/nowhere/at/all.elector', errors)

    def test_text(self):
        status, output, errors = call('check', '--algorithm=bully', '--assume=sync')
        self.assertEqual((status, errors), (1, b''))
        lines = output.decode().splitlines()
        self.assertEqual(lines[:2], ['Bully: 3 nodes, synchronous, at most 24 messages under way, 1 crash.',
                                     'Found in 7 steps: two nodes act as leader at once.'])
        self.assertEqual(lines[8], '   7  node 3 recovers')

    def test_limit(self):
        result = self.find('--algorithm=raft', '--nodes=5', '--pending=8', '--memory=16', status=3)
        self.assertEqual(result['outcome'], 'stopped')
        self.assertLessEqual(result['memory'], 16 << 20)

    def test_same_on_any_number_of_cores(self):
        outputs = [self.find('--algorithm=raft', '--rule=counts-stale-votes', *threads, status=1)
                   for threads in ([], ['--threads=1'])]
        self.assertEqual(outputs[0]['steps'], outputs[1]['steps'])
        self.assertEqual(outputs[0]['states'], outputs[1]['states'])

    def test_bad(self):
        for arguments, words in [
                (['--algorithm=alchemy'], ['alchemy']),
                (['--nodes=8'], ['nodes', '7']),
                (['--assume=maybe'], ['--assume', 'maybe']),
                (['--property=beauty'], ['--property', 'beauty']),
                (['--property=term-leader'], ['Bully', 'term-leader']),
                (['--property=writes', '--writes=1'], ['writes', '2']),
                (['--algorithm=ring', '--nodes=0', '--assume=lockstep'], ['nodes']),
                (['--writes=8'], ['--writes']),
                (['--eventually'], ['lockstep']),
                (['--algorithm=raft', '--writes=1', '--max-terms=0'], ['terms', 'writes']),
                (['--algorithm=raft', '--assume=lockstep', '--property=availability', '--max-terms=3'], ['terms', '4']),
                (['--rule=beauty'], ['--rule', 'beauty']),
                (['--pending=0'], ['messages under way']),
                (['--crashes=8'], ['--crashes']),
                (['--memory=1'], ['memory']),
                (['--format=xml'], ['--format', 'xml']),
                (['something'], ['something']),
        ]:
            self.assert_refused('check', *arguments, words=words)


class Usage(Case):
    def test_bad(self):
        for arguments, words in (
                ([], ['--help']),
                (['explode'], ['explode', '--help']),
                (['--explode'], ['--explode']),
                (['run', '--explode'], ['--explode']),
                (['run', '--nodes=0'], ['--nodes', 'between 1 and 1000']),
                (['run', '--nodes=1001'], ['--nodes', '1001']),
                (['run', '--nodes=x'], ['--nodes', 'x']),
                (['run', '--nodes'], ['--nodes']),
                (['run', '--seed=-1'], ['--seed', '-1']),
                (['run', '--algorithm=paxos'], ['paxos']),
                (['run', '--fault=2s crash 9'], ['--fault', 'no node 9']),
                (['run', '--fault=crash 1'], ['--fault', 'crash']),
                (['run', '--set=delay'], ['--set', 'delay']),
                (['run', '--set=delay=-5ms'], ['--set', '-5ms']),
                (['run', '--set=delay=20ms..10ms'], ['--set', 'empty']),
                (['run', '--set=mood=5ms'], ['--set', 'mood']),
                (['run', '--set=heartbeat=0'], ['--set', 'heartbeat']),
                (['run', '--rule=be-nice'], ['--rule', 'be-nice']),
                (['run', '--until=5'], ['--until', '5']),
                (['run', '--until=2h'], ['--until', '2h']),
                (['run', '--since=x'], ['--since', 'x']),
                (['run', '--since=5s', '--until=4s'], ['--since']),
                (['run', '--format=xml'], ['--format', 'xml']),
                (['experiment'], ['experiment', '--help']),
                (['experiment', 'alchemy'], ['alchemy', '--help']),
                (['experiment', 'raft-wan', '--runs=0'], ['--runs', 'between 1 and 1000000']),
                (['experiment', 'raft-wan', '--seed=x'], ['--seed', 'x']),
                (['experiment', 'raft-wan', '--format=xml'], ['--format', 'xml']),
                (['experiment', 'raft-wan', '--jobs=0'], ['--jobs', 'between 1 and 1024']),
                (['experiment', 'raft-wan', '--shard=0/4'], ['--shard', '0/4']),
                (['experiment', 'raft-wan', '--shard=5/4'], ['--shard', '5/4']),
                (['experiment', 'raft-wan', '--shard=1'], ['--shard', 'K/N']),
                (['experiment', 'raft-wan', '--shard=1/2', '--format=json'], ['--format', 'merge']),
                (['experiment', 'messages', '--runs=1000000'], ['20000000']),
                (['merge'], ['merge', '--help']),
                (['merge', '--format=xml', 'x'], ['--format', 'xml']),
                (['run', 'no-such-scenario'], ['no-such-scenario']),
                (['run', 'leader-crash', 'cascade'], ['one scenario']),
                (['run', 'leader-crash', '--nodes=3'], ['--nodes', 'no node 5']),
                (['run', 'leader-crash', '--algorithm=paxos'], ['paxos']),
                (['list', 'algorithms'], ['list']),
                (['list', '--explode'], ['--explode'])):
            with self.subTest(arguments=arguments):
                self.assert_refused(*arguments, words=words)

    def test_help(self):
        for arguments in (['--help'], ['-h'], ['help']):
            status, output, errors = call(*arguments)
            self.assertEqual((status, errors), (0, b''))
            for word in (b'run', b'list', b'Usage:'):
                self.assertIn(word, output)
        status, output, _ = call('run', '--help')
        self.assertEqual(status, 0)
        for option in ('algorithm', 'nodes', 'seed', 'fault', 'set', 'rule', 'until', 'since', 'format', 'all'):
            self.assertIn(f'--{option}', output.decode())
        self.assertEqual(call('list', '--help')[0], 0)

    def test_version(self):
        status, output, errors = call('--version')
        self.assertEqual((status, errors), (0, b''))
        self.assertRegex(output.decode(), r'\Aelector-cli [0-9]+\.[0-9]+\.[0-9]+\n\Z')

    def test_list(self):
        status, output, errors = call('list')
        self.assertEqual((status, errors), (0, b''))
        text = output.decode()
        for word in ('bully', 'heartbeat', 'leader-timeout', 'answer-timeout', 'victory-timeout', 'restart-while-running',
                     'late-election-restarts', 'wait-forever', 'no-wait-for-ok', 'recovered-does-not-bully',
                     'believes-any-victory', 'needs-majority', 'delay', 'loss', 'duplicate', '500ms..700ms'):
            self.assertRegex(text, rf'(?m)^ *{word}\b|\b{word}\b')
        for name in os.listdir(os.path.join(DATA, 'scenarios')):
            self.assertRegex(text, rf'(?m)^ +{name[:-len(".elector")]} +\S')


class Golden(Case):
    """The text that people read, letter by letter."""

    def check(self, name, *arguments):
        path = os.path.join(HERE, 'golden', name + '.txt')
        status, output, errors = call('run', *arguments)
        self.assertEqual((status, errors), (0, b''))
        if os.environ.get('ELECTOR_UPDATE_GOLDEN') == '1':
            with open(path, 'wb') as stream:
                stream.write(output)
        with open(path, encoding='utf-8') as stream:
            self.maxDiff = None
            self.assertEqual(output.decode().splitlines(), stream.read().splitlines())

    def test_crash(self):
        self.check('crash', '--nodes=3', '--fault=800ms crash 3', '--fault=2s recover 3', '--until=2.5s')

    def test_all(self):
        self.check('all', '--nodes=2', '--set=delay=50ms', '--set=loss=10%', '--fault=400ms pause 2', '--fault=700ms resume 2',
                   '--until=1s', '--all')

    def test_split_brain(self):
        self.check('split-brain', 'split-brain', '--since=1.3s', '--until=1.5s')


class Draw(Case):
    """Pictures and texts for other programs, without a display."""

    RUN = ['--nodes=3', '--fault=800ms crash 3', '--until=2s']

    def draw(self, *arguments):
        status, output, errors = call('draw', *arguments)
        self.assertEqual((status, errors), (0, b''))
        return output

    def refuse(self, message, *arguments):
        status, output, errors = call('draw', *arguments)
        self.assertEqual((status, output), (2, b''))
        self.assertEqual(errors.decode(), f'elector-cli: {message}\n')

    def test_files(self):
        with tempfile.TemporaryDirectory() as folder:
            for ending, start in [('svg', b'<?xml'), ('pdf', b'%PDF-'), ('PNG', b'\x89PNG'), ('mmd', b'sequenceDiagram'),
                                  ('puml', b'@startuml'), ('txt', b'0:00.000  '), ('csv', b'time_us,node,kind')]:
                path = os.path.join(folder, 'file.' + ending)
                self.assertEqual(self.draw(*self.RUN, '-o', path), b'')
                with open(path, 'rb') as stream:
                    self.assertTrue(stream.read().startswith(start), ending)
            self.assertEqual(len(os.listdir(folder)), 7)

    def test_same(self):
        for arguments in (['--format=svg'], ['--format=svg', '--at=1.3s'], ['--format=pdf']):
            first, second = (self.draw('split-brain', *arguments, '-o', '-') for _ in range(2))
            self.assertEqual(first, second)
            self.assertGreater(len(first), 2000)

    def test_what(self):
        timeline, stage = (self.draw(*self.RUN, '--format=svg', '--what=' + what, '-o', '-') for what in ('timeline', 'stage'))
        self.assertNotEqual(timeline, stage)
        self.assertEqual(timeline, self.draw(*self.RUN, '--format=svg', '-o', '-'))
        self.assertEqual(stage, self.draw(*self.RUN, '--format=svg', '--at=2s', '-o', '-'))

    def test_log(self):
        text = self.draw(*self.RUN, '--format=text', '--since=1s', '-o', '-').decode()
        rows = list(csv.DictReader(io.StringIO(self.draw(*self.RUN, '--format=csv', '--since=1s', '-o', '-').decode())))
        self.assertEqual([line.split('  ', 1)[1] for line in text.splitlines()], [row['text'] for row in rows])
        self.assertTrue(all(1000000 <= int(row['time_us']) <= 2000000 for row in rows))
        self.assertIn('VICTORY', {row['message'] for row in rows})
        self.assertNotIn('HEARTBEAT', {row['message'] for row in rows})
        everything = self.draw(*self.RUN, '--format=csv', '--all', '-o', '-').decode()
        self.assertIn(',HEARTBEAT,', everything)

    def test_refused(self):
        self.refuse('say where to write: --output=FILE')
        self.refuse('--output: “picture.gif” does not end with .svg, .pdf, .png, .mmd, .puml, .txt or .csv; say --format',
                    '-o', 'picture.gif')
        self.refuse('--format: “gif” is none of svg, pdf, png, mermaid, plantuml, text, csv', '--format=gif', '-o', '-')
        self.refuse('--what: “all” is none of stage, timeline, sequence, log', '--what=all', '-o', 'a.svg')
        self.refuse('--what: there is no stage as csv', '--what=stage', '-o', 'a.csv')
        self.refuse('--at: that is for the stage; others have --since and --until', '--at=1s', '-o', 'a.csv')
        self.refuse('--at: the run ends before that; say --until', '--at=3s', '--until=2s', '-o', 'a.svg')
        self.refuse('--since: the run ends before that; say --until', '--since=2s', '--until=2s', '-o', 'a.svg')
        self.refuse('--nodes: “x” is not a whole number', '--nodes=x', '-o', 'a.svg')

    def test_no_folder(self):
        status, _, errors = call('draw', '--until=1s', '-o', '/nowhere/at/all.svg')
        self.assertEqual(status, 2)
        self.assertIn('/nowhere/at', errors.decode())


class TapResult(unittest.TestResult):
    """Prints what became of each test, with what was wrong behind it."""

    def report(self, test, is_good, text=''):
        print(f'{"ok" if is_good else "not ok"} {self.testsRun} {test.id().split(".", 1)[1]}')
        for line in text.splitlines():
            print(f'# {line}')

    def stopTest(self, test):
        problems = [text for other, text in self.failures + self.errors
                    if other is test or getattr(other, 'test_case', None) is test]
        self.report(test, not problems, '\n'.join(problems))
        super().stopTest(test)


def main():
    global CLI
    if len(sys.argv) < 2:
        print(__doc__.splitlines()[0], file=sys.stderr)
        return 2
    CLI = os.path.abspath(sys.argv[1])
    loader, module = unittest.TestLoader(), sys.modules[__name__]
    suite = loader.loadTestsFromNames(sys.argv[2:], module) if sys.argv[2:] else loader.loadTestsFromModule(module)
    print(f'1..{suite.countTestCases()}')
    result = TapResult()
    suite.run(result)
    return 0 if result.wasSuccessful() else 1


if __name__ == '__main__':
    sys.exit(main())
