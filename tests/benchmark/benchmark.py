#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Elector authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How fast runs and experiments are: benchmark.py BENCH_WORLD ELECTOR_CLI

Prints two tables: the plain event loop, and the crash experiment. Times are CPU times, medians of interleaved rounds. Where
SimPy (Debian: python3-simpy3) is installed it does the same work in the same rounds, and where valgrind is, it counts
instructions: these do not depend on what else the machine does.
"""

import os
import re
import resource
import shutil
import statistics
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
PYTHON = '/usr/bin/python3'
ROUNDS = 5
RUNS = 1000
SIMPY_RUNS = 50

# Algorithm, nodes, virtual seconds here, with SimPy (0: not), and under valgrind: once, and once more.
WORLDS = [('bully', 5, 5000, 0, (50, 150)), ('bully', 50, 500, 0, (10, 30)), ('bully', 500, 10, 0, (0, 0)),
          ('raft', 5, 5000, 100, (50, 150)), ('raft', 50, 500, 10, (10, 30)), ('raft', 500, 20, 0, (0, 0))]
RANGES = [('150-300', 150, 300), ('12-24', 12, 24), ('150-155', 150, 155)]


def has_simpy():
    code = 'import simpy; raise SystemExit(simpy.__version__ < "3")'
    return subprocess.run([PYTHON, '-c', code], capture_output=True, check=False).returncode == 0


def call(*command):
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def measure_world(program, algorithm, nodes, seconds):
    """CPU nanoseconds, events, messages."""
    return [int(word) for word in call(program, algorithm, str(nodes), str(seconds)).split()[:3]]


def measure_simpy_world(nodes, seconds):
    """CPU nanoseconds, messages."""
    return [int(word) for word in call(PYTHON, os.path.join(HERE, 'simpy_raft.py'), 'world', str(nodes), str(seconds)).split()[:2]]


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


def print_worlds(program, simpy):
    print('The event loop, without a trace')
    print('%-14s %12s %12s %14s %14s %10s' % ('', 'ns/event', 'ns/message', 'SimPy ns/msg', 'SimPy/Elector', 'Ir/event'))
    for algorithm, nodes, seconds, simpy_seconds, few_seconds in WORLDS:
        per_event, per_message, peer = [], [], []
        for _ in range(ROUNDS):
            cpu, events, messages = measure_world(program, algorithm, nodes, seconds)
            per_event.append(cpu / events)
            per_message.append(cpu / messages)
            if simpy and simpy_seconds > 0:
                cpu, messages = measure_simpy_world(nodes, simpy_seconds)
                peer.append(cpu / messages)
        ours = statistics.median(per_message)
        theirs = ('%.0f' % statistics.median(peer), '%.0f' % (statistics.median(peer) / ours)) if peer else ('-', '-')
        print('%-14s %12.1f %12.1f %14s %14s %10s' % (f'{algorithm} {nodes}', statistics.median(per_event), ours, *theirs,
                                                       instructions_per_event(program, algorithm, nodes, few_seconds)))


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
    simpy = has_simpy()
    if not simpy:
        print('SimPy 3 is not installed (python3-simpy3): no ratios')
    print_worlds(program, simpy)
    print_crashes(cli, simpy)


if __name__ == '__main__':
    main(*sys.argv[1:])
