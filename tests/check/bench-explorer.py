#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Elector authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Measures the checker: bench-explorer.py ELECTOR_CLI

Prints how fast it is, on one core and on all, and what a state costs. Where Spin and a C compiler are installed, Spin
searches the same system in the same run: raft-election.pml. It has to find the same states; its own start is one more.
Times are CPU seconds of the whole process, the median of three interleaved runs, but for the gain by more cores, which
is of elapsed time.
"""

import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
ROUNDS = 3
SHARED = ['--algorithm=raft', '--no-symmetry', '--property=term-leader', '--pending=3', '--memory=8192']
SEEDED = ['--algorithm=raft', '--rule=forgets-vote', '--property=term-leader']
CASES = [
    ('raft, 3 nodes', SHARED),
    ('the same, whole states', SHARED + ['--exact']),
    ('the same, with symmetry', [option for option in SHARED if option != '--no-symmetry']),
    ('raft, 3, in lockstep', ['--algorithm=raft', '--assume=lockstep', '--property=availability']),
    ('bully, 4 nodes, in time', ['--assume=sync', '--at-rest', '--nodes=4']),
]


def run(command, cwd=None):
    """CPU seconds, elapsed seconds, largest resident size in bytes, and the output."""
    with tempfile.TemporaryFile() as output:
        began = time.monotonic()
        process = subprocess.Popen(command, stdout=output, stderr=subprocess.DEVNULL, cwd=cwd)
        _pid, _status, usage = os.wait4(process.pid, 0)
        elapsed = time.monotonic() - began
        process.returncode = 0
        output.seek(0)
        return usage.ru_utime + usage.ru_stime, elapsed, usage.ru_maxrss * 1024, output.read().decode()


def check(cli, options):
    cpu, elapsed, size, output = run([cli, 'check', '--format=json', *options])
    return cpu, elapsed, size, json.loads(output)


def build_spin(folder):
    """Spin's program for the shared system, or None."""
    compiler = shutil.which('cc') or shutil.which('gcc')
    if shutil.which('spin') is None or compiler is None:
        return None
    shutil.copy(os.path.join(HERE, 'raft-election.pml'), folder)
    subprocess.run(['spin', '-a', '-DN=3', '-DTERMS=2', '-DPENDING=3', '-DCRASHES=1', 'raft-election.pml'],
                   cwd=folder, check=True, stdout=subprocess.DEVNULL)
    subprocess.run([compiler, '-O2', '-w', '-DSAFETY', '-DNOREDUCE', '-DMEMLIM=8000', '-o', 'pan', 'pan.c'], cwd=folder,
                   check=True)
    return os.path.join(folder, 'pan')


def run_spin(program, folder):
    cpu, _elapsed, size, output = run([program, '-m1000000', '-w22'], cwd=folder)
    states = int(re.search(r'(\d+) states, stored', output).group(1))
    return cpu, size, states


def print_row(name, states, steps, cpu, size):
    print(f'{name:26} {states:12,} {steps:13,} {cpu:8.2f} {states / cpu / 1e6:10.2f} {cpu / steps * 1e9:8.0f} '
          f'{size / states:8.1f}')


def compare(cli, folder):
    program = build_spin(folder)
    ours, spins, states, found = [], [], 0, None
    for _ in range(ROUNDS):
        cpu, _elapsed, _size, found = check(cli, SHARED + ['--threads=1'])
        ours.append(cpu)
        if program is not None:
            cpu, size, states = run_spin(program, folder)
            spins.append(cpu)
    if program is None:
        print('Spin is not installed: nothing to compare with.')
        return
    if states != found['states'] + 1:
        sys.exit(f'Spin finds {states} states, and not {found["states"]} and its start')
    print_row('Spin -DNOREDUCE, 3 nodes', states, found['transitions'] + 2, statistics.median(spins), size)
    print(f'CPU of the checker by that of Spin: {statistics.median(ours) / statistics.median(spins):.2f}')


def main():
    cli = os.path.abspath(sys.argv[1])
    print(f'{"":26} {"states":>12} {"steps":>13} {"CPU s":>8} {"M states/s":>10} {"ns/step":>8} {"B/state":>8}')
    for name, options in CASES:
        runs = [check(cli, options + ['--threads=1']) for _ in range(ROUNDS)]
        _cpu, _elapsed, size, found = runs[0]
        print_row(name, found['states'], found['transitions'], statistics.median(cpu for cpu, *_ in runs), size)
    with tempfile.TemporaryDirectory() as folder:
        compare(cli, folder)
    alone = [check(cli, SHARED + ['--threads=1'])[3]['elapsed_us'] for _ in range(ROUNDS)]
    shared = [check(cli, SHARED)[3]['elapsed_us'] for _ in range(ROUNDS)]
    print(f'{os.cpu_count()} cores: {statistics.median(alone) / statistics.median(shared):.2f} times as fast as one')
    seeded = [check(cli, SEEDED) for _ in range(ROUNDS)]
    print(f'forgets-vote: found in {len(seeded[0][3]["steps"])} steps, after '
          f'{statistics.median(elapsed for _cpu, elapsed, *_ in seeded) * 1000:.0f} ms')


if __name__ == '__main__':
    main()
