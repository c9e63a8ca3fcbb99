#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Elector authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Kills the program while it plays and while it saves, and looks at what is left.

    xrun -w kill-test.py ELECTOR ELECTOR_CLI RUN [TIMES]

A person clicks on a node again and again, which crashes and recovers it, and the program is killed at any moment. What
was clicked more than two seconds before has to be in a file that can be opened; a file that was being saved has to be
whole. RUN is the run to begin with, a saved one. Needs xdotool. Prints the seed; KILL_TEST_SEED repeats it."""

import glob
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time

ELECTOR, CLI, RUN = sys.argv[1:4]
TIMES = int(sys.argv[4]) if len(sys.argv) > 4 else 50
LIMIT_S = 2.0
PATIENCE_S = 30


def xdotool(*arguments):
    return subprocess.run(['xdotool', *arguments], capture_output=True, text=True, check=False).stdout.split()


def count_interventions(path):
    """All of them, in all branches."""
    count, in_branch = 0, False
    with open(path, encoding='utf-8') as file:
        for line in file:
            if line.startswith('['):
                in_branch = line.startswith('[branch ')
            elif in_branch and line.split('=')[0].isdigit():
                count += 1
    return count


def can_be_opened(path):
    """Whether the program reads it, to the end of what was done in it."""
    result = subprocess.run([CLI, 'run', path], capture_output=True, text=True, check=False)
    if result.returncode == 2 or result.stderr:
        print(f'{path}: {result.stderr}')
        return False
    return True


class Program:
    def __init__(self, folder, path):
        environment = {**os.environ, 'XDG_STATE_HOME': folder}
        with open(os.path.join(folder, 'stderr'), 'w', encoding='utf-8') as errors:
            self.process = subprocess.Popen([ELECTOR, path], env=environment, stderr=errors)
        end = time.monotonic() + PATIENCE_S
        windows = []
        while not windows and time.monotonic() < end:
            time.sleep(0.05)
            windows = xdotool('search', '--onlyvisible', '--name', 'Elector')
        self.window = windows[0]
        xdotool('windowactivate', '--sync', self.window)
        time.sleep(0.5)
        self.clicks = []

    def click(self):
        """On the topmost node, which stands in the middle of the stage."""
        xdotool('mousemove', '--window', self.window, '430', '135', 'click', '1')
        self.clicks.append(time.monotonic())

    def kill(self):
        """Returns how many clicks lie so long back that they must not be lost."""
        now = time.monotonic()
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        return sum(1 for click in self.clicks if click < now - LIMIT_S)


def check_autosave(folder, before, old_clicks):
    paths = glob.glob(os.path.join(folder, 'elector', '*.elector'))
    if len(paths) != 1:
        print(f'{paths} and not one file')
        return False
    found = count_interventions(paths[0]) - before
    if found < old_clicks:
        print(f'{found} of {old_clicks} clicks that are old enough')
        return False
    return can_be_opened(paths[0])


def play_and_kill(chance, folder, path):
    before = count_interventions(path)
    program = Program(folder, path)
    xdotool('key', 'space')
    end = time.monotonic() + chance.uniform(0.5, 5)
    while time.monotonic() < end:
        program.click()
        time.sleep(chance.uniform(0.05, 0.4))
    clicks = len(program.clicks)
    old = program.kill()
    print(f'  killed after {clicks} clicks, of which {old} are older than {LIMIT_S} s')
    return (clicks == 0 or old == 0 or os.path.isdir(os.path.join(folder, 'elector'))) and (
        old == 0 or check_autosave(folder, before, old))


def save_and_kill(chance, folder, path):
    program = Program(folder, path)
    old = 0
    for _ in range(chance.randrange(1, 6)):
        with open(path, encoding='utf-8') as file:
            old = count_interventions(path) if file.read() else 0
        program.click()
        time.sleep(0.05)
        xdotool('key', 'ctrl+s')
        time.sleep(chance.uniform(0, 0.06))
    program.kill()
    found = count_interventions(path)
    print(f'  killed while saving; {found} interventions are saved')
    return found >= old and can_be_opened(path)


def main():
    if shutil.which('xdotool') is None:
        print('xdotool is not installed')
        return 77
    seed = int(os.environ.get('KILL_TEST_SEED', random.SystemRandom().randrange(1 << 32)))
    chance = random.Random(seed)
    failures = 0
    print(f'KILL_TEST_SEED={seed}')
    for what in (play_and_kill, save_and_kill):
        for i in range(TIMES):
            with tempfile.TemporaryDirectory() as folder:
                path = os.path.join(folder, 'run.elector')
                shutil.copy(RUN, path)
                good = what(chance, folder, path)
            print(f'{"ok" if good else "not ok"} {what.__name__} {i + 1}', flush=True)
            failures += not good
    print(f'{failures} of {2 * TIMES} failed')
    return 1 if failures else 0


if __name__ == '__main__':
    sys.exit(main())
