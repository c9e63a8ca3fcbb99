#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Elector authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How fast runs and experiments are: benchmark.py BENCH_WORLD ELECTOR_CLI

Prints three tables: the plain event loop, its peers, and the crash experiment. Times are CPU times, medians of
interleaved rounds. Where SimPy (Debian: python3-simpy3) or SimGrid (libsimgrid-dev, and a C++ compiler) is installed it
does the same work in the same rounds, and where valgrind is, it counts instructions: these do not depend on what else the
machine does. A peer that delivers another number of messages would not be worth comparing with: that is an error.
"""

import collections
import os
import re
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
PYTHON = '/usr/bin/python3'
ROUNDS = 5
RUNS = 1000
SIMPY_RUNS = 50

# Algorithm, nodes, virtual seconds, and under valgrind: once, and once more.
WORLDS = [('bully', 5, 5000, (50, 150)), ('bully', 50, 500, (10, 30)), ('bully', 500, 10, (5, 10)),
          ('raft', 5, 5000, (50, 150)), ('raft', 50, 500, (10, 30)), ('raft', 500, 20, (5, 15))]
# Of Raft: nodes, virtual seconds of a peer.
PEER_WORLDS = [(5, 500), (50, 50), (500, 20)]
SAME_WORK = 1.25  # how many times the messages of the other one of two may deliver: elections are a matter of luck
RANGES = [('150-300', 150, 300), ('12-24', 12, 24), ('150-155', 150, 155)]

# How it is called, and the command that runs it, before the number of nodes and of seconds.
Peer = collections.namedtuple('Peer', 'name command')
# CPU nanoseconds, messages delivered, how often a node became leader, virtual seconds.
World = collections.namedtuple('World', 'cpu messages leaders seconds')


def has_simpy():
    code = 'import simpy; raise SystemExit(simpy.__version__ < "3")'
    return subprocess.run([PYTHON, '-c', code], capture_output=True, check=False).returncode == 0


def build_simgrid(folder):
    """The program of the SimGrid peer, or None where SimGrid or a C++ compiler is missing."""
    compiler = shutil.which('c++') or shutil.which('g++')
    if compiler is None or subprocess.run([compiler, '-std=c++17', '-E', '-include', 'simgrid/s4u.hpp', '-x', 'c++', os.devnull],
                                          capture_output=True, check=False).returncode != 0:
        return None
    program = os.path.join(folder, 'simgrid-raft')
    subprocess.run([compiler, '-std=c++17', '-O2', '-o', program, os.path.join(HERE, 'simgrid_raft.cpp'), '-lsimgrid'],
                   check=True)
    return program


def find_peers(folder):
    peers = []
    if has_simpy():
        peers.append(Peer('SimPy', [PYTHON, os.path.join(HERE, 'simpy_raft.py'), 'world']))
    else:
        print('SimPy 3 is not installed (python3-simpy3): nothing to compare with there.')
    simgrid = build_simgrid(folder)
    if simgrid is not None:
        peers.append(Peer('SimGrid', [simgrid]))
    else:
        print('SimGrid or a C++ compiler is not installed (libsimgrid-dev, g++): nothing to compare with there.')
    return peers


def call(*command):
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def measure_world(program, algorithm, nodes, seconds):
    """CPU nanoseconds, events, messages, leaders."""
    return [int(word) for word in call(program, algorithm, str(nodes), str(seconds)).split()]


def measure_peer_world(command, nodes, seconds):
    return World(*(int(word) for word in call(*command, str(nodes), str(seconds)).split()), seconds)


def count_instructions(program, algorithm, nodes, seconds):
    command = ['valgrind', '--tool=cachegrind', '--cache-sim=no', '--cachegrind-out-file=/dev/null', program, algorithm,
               str(nodes), str(seconds)]
    result = subprocess.run(command, capture_output=True, text=True, check=True)
    return int(re.search(r'I +refs: +([0-9,]+)', result.stderr).group(1).replace(',', ''))


def instructions_per_event(program, algorithm, nodes, seconds):
    """From the difference of a short and a long run, so that starting up does not count."""
    if shutil.which('valgrind') is None or seconds[1] == 0:
        return '-'
    counts = [(count_instructions(program, algorithm, nodes, s), measure_world(program, algorithm, nodes, s)[1]) for s in seconds]
    return '%.0f' % ((counts[1][0] - counts[0][0]) / (counts[1][1] - counts[0][1]))


def print_worlds(program):
    print('The event loop, without a trace')
    print('%-14s %12s %12s %10s' % ('', 'ns/event', 'ns/message', 'Ir/event'))
    for algorithm, nodes, seconds, few_seconds in WORLDS:
        rounds = [measure_world(program, algorithm, nodes, seconds) for _ in range(ROUNDS)]
        print('%-14s %12.1f %12.1f %10s' % (f'{algorithm} {nodes}', statistics.median(r[0] / r[1] for r in rounds),
                                            statistics.median(r[0] / r[2] for r in rounds),
                                            instructions_per_event(program, algorithm, nodes, few_seconds)))


def print_peer(nodes, peer, ours, theirs):
    """One row: rounds of ours and theirs of the same world, which must be of the same work."""
    rates = [statistics.median(world.messages / world.seconds for world in rounds) for rounds in (ours, theirs)]
    leads = [statistics.median(world.leaders / world.seconds for world in rounds) for rounds in (ours, theirs)]
    costs = [statistics.median(world.cpu / world.messages for world in rounds) for rounds in (ours, theirs)]
    if max(rates) > SAME_WORK * min(rates):
        sys.exit(f'{peer.name} delivers {rates[1]:.0f} messages a virtual second where Elector delivers {rates[0]:.0f}')
    print('%-14s %-8s %12.1f %12.0f %10.0f %18s %14s' % (f'raft {nodes}', peer.name, *costs, costs[1] / costs[0],
                                                       '%.0f, %.0f' % tuple(rates), '%.2f, %.2f' % tuple(leads)))


def print_peers(program, peers):
    print('\nPeers: CPU time a message delivered; messages and leaders a virtual second, here and there')
    print('SimPy calls bare callbacks. SimGrid models a network of links: all messages take 5.5 ms, the mean of 1 to 10 ms here.')
    print('%-14s %-8s %12s %12s %10s %18s %14s' % ('', 'peer', 'ns/message', 'peer ns/msg', 'ratio', 'messages/s', 'leaders/s'))
    for nodes, seconds in PEER_WORLDS:
        ours, theirs = [], collections.defaultdict(list)
        for _ in range(ROUNDS):
            cpu, _events, messages, leaders = measure_world(program, 'raft', nodes, seconds)
            ours.append(World(cpu, messages, leaders, seconds))
            for peer in peers:
                theirs[peer.name].append(measure_peer_world(peer.command, nodes, seconds))
        for peer in peers:
            print_peer(nodes, peer, ours, theirs[peer.name])


def measure_crash(cli, name):
    """CPU microseconds a run, from what the whole process needs for many runs of one range."""
    path = f'/tmp/elector-benchmark-{os.getpid()}.elector'
    low, high = name.split('-')
    text = f"""[elector]
version=1
[run]
algorithm=raft
[network]
delay=2ms..4ms
[raft]
heartbeat={int(low) / 2:g}ms
election-timeout={low}ms..{high}ms
[faults]
1=0ms campaign 5
[experiment]
measure=downtime
crash={2 * int(low)}ms..{2.5 * int(low):g}ms
"""
    with open(path, 'w', encoding='utf-8') as stream:
        stream.write(text)
    try:
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        call(cli, 'experiment', path, f'--runs={RUNS}', '--jobs=1', '--format=csv')
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
    finally:
        os.remove(path)
    return (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime) * 1e6 / RUNS


def print_crashes(cli, simpy):
    print(f'\nThe crash experiment, five nodes, all logs alike: CPU time, {RUNS} runs')
    print('%-14s %12s %14s %14s' % ('timeout (ms)', 'us/run', 'SimPy us/run', 'SimPy/Elector'))
    for name, low, high in RANGES:
        ours, peer = [], []
        for _ in range(ROUNDS):
            ours.append(measure_crash(cli, name))
            if simpy:
                cpu = int(call(PYTHON, os.path.join(HERE, 'simpy_raft.py'), 'crash', str(low), str(high), str(SIMPY_RUNS)).split()[0])
                peer.append(cpu / 1e3 / SIMPY_RUNS)
        median = statistics.median(ours)
        theirs = ('%.0f' % statistics.median(peer), '%.0f' % (statistics.median(peer) / median)) if peer else ('-', '-')
        print('%-14s %12.1f %14s %14s' % (name, median, *theirs))


def main(program, cli):
    with tempfile.TemporaryDirectory() as folder:
        peers = find_peers(folder)
        print_worlds(program)
        if peers:
            print_peers(program, peers)
    print_crashes(cli, has_simpy())


if __name__ == '__main__':
    main(*sys.argv[1:])
