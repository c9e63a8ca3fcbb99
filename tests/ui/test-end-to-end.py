#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Elector authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Drives the real program as a person with a screen reader does: through the accessibility bus.

    xrun -w test-end-to-end.py ELECTOR

Everything is found by its accessible name, so the test fails as well when a name is missing."""

import os
import subprocess
import sys
import tempfile
import time
import unittest

try:
    import pyatspi
except ImportError:
    print('python3-pyatspi is not installed')
    sys.exit(77)

ELECTOR = sys.argv.pop(1)
PATIENCE_S = 60

# What GTK 4.8, and what newer ones call them.
BUTTON_ROLES = ('push button', 'button', 'toggle button')


def walk(accessible):
    yield accessible
    for child in accessible:
        if child is not None:
            yield from walk(child)


class Program:
    """The program while it runs."""

    def __init__(self, *args):
        self.process = subprocess.Popen([ELECTOR, *args])
        self.root = self.wait(self.find_root)

    def find_root(self):
        for application in pyatspi.Registry.getDesktop(0):
            if application is not None and application.name == 'elector':
                return application
        return None

    def wait(self, condition):
        """Waits until condition() gives something, and returns that."""
        end = time.monotonic() + PATIENCE_S
        while time.monotonic() < end:
            if self.process.poll() is not None:
                raise AssertionError(f'the program ended with {self.process.returncode}')
            result = condition()
            if result:
                return result
            time.sleep(0.05)
        names = [o.name for o in walk(self.root) if o.name] if hasattr(self, 'root') else []
        raise AssertionError(f'waited in vain for {condition.__doc__ or condition}; there are {names}')

    def find(self, matches, roles=None):
        """The first object whose name matches, with one of roles if they are given."""
        for accessible in walk(self.root):
            if matches(accessible.name or '') and (roles is None or accessible.getRoleName() in roles):
                return accessible
        return None

    def wait_for(self, name):
        return self.wait(lambda: self.find(lambda other: other == name))

    def wait_for_part(self, part):
        return self.wait(lambda: self.find(lambda other: part in other))

    def activate(self, name):
        """Presses the button of that name."""
        button = self.wait(lambda: self.find(lambda other: other == name, BUTTON_ROLES))
        button.queryAction().doAction(0)

    def act(self, action):
        """Activates an action of the window."""
        frame = next(o for o in walk(self.root) if o.getRoleName() == 'frame')
        actions = frame.queryAction()
        names = [actions.getName(i) for i in range(actions.nActions)]
        actions.doAction(names.index(action))

    def end(self):
        self.process.terminate()
        self.process.wait()


class EndToEnd(unittest.TestCase):
    def start(self, *args):
        program = Program(*args)
        self.addCleanup(program.end)
        return program

    def test_leader_crashes_and_returns(self):
        program = self.start()
        program.wait_for('Node 5 is in charge')
        program.activate('Node 5, leader')
        program.wait_for('Node 5, crashed')
        program.wait_for('Node 4 is in charge')
        program.wait_for('Node 4, leader')
        program.activate('Node 5, crashed')
        program.wait_for('Node 5 is in charge')
        program.wait_for('Node 4, follower')

    def test_steps_back(self):
        program = self.start()
        program.activate('Pause')
        program.wait_for('Start')
        program.activate('Node 5, leader')
        program.wait_for_part('Nobody is in charge')
        program.activate('Step back')
        program.wait_for('Node 5 is in charge')
        program.activate('Step')
        program.wait_for_part('Nobody is in charge')

    def test_bad_file_changes_nothing(self):
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, 'bad.elector')
            with open(path, 'w', encoding='utf-8') as file:
                file.write('[elector]\nversion=1\n[run]\nnodes=5\n[faults]\n1=2s crash 9\n')
            program = self.start(path)
            program.wait_for_part('bad.elector:6: there is no node 9: the nodes are 1 to 5')
            program.wait_for('Node 5 is in charge')
            program.activate('Close the message')

    def test_scenario_of_the_library(self):
        program = self.start(os.path.join(os.environ['ELECTOR_DATADIR'], 'scenarios', 'split-brain.elector'))
        program.wait_for('Nodes 2 and 5 both think they are in charge: split brain')
        program.wait_for('One leader: broken, and not promised')


if __name__ == '__main__':
    unittest.main(verbosity=2)
