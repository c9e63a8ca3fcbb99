#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Elector authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Drives the real program as a person with a screen reader does, through the accessibility bus, and as one with a
keyboard and a pointer does, through the X server.

    xrun -w test-end-to-end.py ELECTOR

Everything is found by its accessible name, so the test fails as well when a name is missing."""

import os
import shutil
import subprocess
import sys
import tempfile
import time
import unittest

try:
    import pyatspi
    from gi.repository import GLib
except ImportError:
    print('python3-pyatspi is not installed')
    sys.exit(77)

ELECTOR = sys.argv.pop(1)
PATIENCE_S = 60

# What GTK 4.8, and what newer ones call them.
BUTTON_ROLES = ('push button', 'button', 'toggle button')
ITEM_ROLES = ('menu item',)


def walk(accessible):
    yield accessible
    for child in accessible:
        if child is not None:
            yield from walk(child)


class Program:
    """The program while it runs. What it does not save survives in a folder of its own, unless state names one."""

    def __init__(self, *args, state=None):
        self.stderr = tempfile.TemporaryFile('w+')
        self.folder = tempfile.TemporaryDirectory()
        environment = {**os.environ, 'XDG_STATE_HOME': state or self.folder.name}
        self.process = subprocess.Popen([ELECTOR, *args], stderr=self.stderr, env=environment)
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

    def activate(self, name, roles=BUTTON_ROLES):
        """Presses the button of that name."""
        button = self.wait(lambda: self.find(lambda other: other == name, roles))
        button.queryAction().doAction(0)

    def act(self, action):
        """Activates an action of the window."""
        frame = next(o for o in walk(self.root) if o.getRoleName() == 'frame')
        actions = frame.queryAction()
        names = [actions.getName(i) for i in range(actions.nActions)]
        actions.doAction(names.index(action))

    def act_on(self, name, action):
        """Activates an action of what is called so."""
        actions = self.wait_for(name).queryAction()
        names = [actions.getName(i) for i in range(actions.nActions)]
        actions.doAction(names.index(action))

    def has_state(self, name, state):
        """Whether what is called so has one of pyatspi's states."""
        accessible = self.find(lambda other: other == name)
        return accessible is not None and accessible.getState().contains(state)

    def read_stderr(self):
        self.stderr.seek(0)
        return self.stderr.read()

    def end(self):
        self.process.terminate()
        self.process.wait()
        sys.stderr.write(self.read_stderr())
        self.stderr.close()
        self.folder.cleanup()


class FocusWatch:
    """What gets the focus, as it is told over the bus: to look for it would take longer than for it to change."""

    KIND = 'object:state-changed:focused'

    def __init__(self, program):
        self.program = program
        self.names = []
        pyatspi.Registry.registerEventListener(self.note, self.KIND)

    def note(self, event):
        if event.detail1:
            self.names.append(event.source.name)

    def find_change(self):
        """another focus"""
        while GLib.MainContext.default().iteration(False):
            pass
        return self.names

    def wait(self):
        """Returns the name of what has got the focus since the last time."""
        name = self.program.wait(self.find_change)[-1]
        self.names.clear()
        return name

    def end(self):
        pyatspi.Registry.deregisterEventListener(self.note, self.KIND)


class Hands:
    """A keyboard and a pointer."""

    def __init__(self, program):
        self.program = program
        self.window = program.wait(lambda: self.search('^Elector$'))[0]
        self.call('windowactivate', '--sync', self.window)

    @staticmethod
    def call(*args):
        return subprocess.run(['xdotool', *args], capture_output=True, text=True, check=True).stdout

    @staticmethod
    def search(title):
        """The visible windows of that title."""
        result = subprocess.run(['xdotool', 'search', '--onlyvisible', '--name', title], capture_output=True,
                                text=True, check=False)
        return result.stdout.split()

    def press(self, *keys):
        self.call('key', *keys)

    def click(self, name, button=1):
        """Clicks on the middle of what is called so. Its place is told relative to the window's content, and the X
        window has a border for the shadow around that, as wide on one side as on the other."""
        target = self.program.wait(lambda: self.program.find(lambda other: other == name))
        frame = next(o for o in walk(self.program.root) if o.getRoleName() == 'frame')
        geometry = self.call('getwindowgeometry', '--shell', self.window)
        outer = dict(line.split('=') for line in geometry.split())
        inner = frame.queryComponent().getExtents(pyatspi.WINDOW_COORDS)
        place = target.queryComponent().getExtents(pyatspi.WINDOW_COORDS)
        x = place.x + place.width // 2 + (int(outer['WIDTH']) - inner.width) // 2
        y = place.y + place.height // 2 + (int(outer['HEIGHT']) - inner.height) // 2
        self.call('mousemove', '--window', self.window, str(x), str(y), 'click', str(button))


class EndToEnd(unittest.TestCase):
    def start(self, *args, state=None):
        program = Program(*args, state=state)
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

    def test_tools(self):
        program = self.start()
        program.activate('Pause')
        program.wait_for('Start')
        program.act_on('Node 4, follower', 'node.menu')
        program.activate('Pause', ITEM_ROLES)
        program.wait_for('Node 4, paused')
        program.act_on('Node 4, paused', 'node.menu')
        program.activate('Isolate', ITEM_ROLES)
        program.wait_for('Node 4, paused, group B')
        program.wait_for('Node 5, leader, group A')
        program.act_on('Nodes', 'stage.heal')
        program.wait_for('Node 4, paused')

    def test_bad_file_changes_nothing(self):
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, 'bad.elector')
            with open(path, 'w', encoding='utf-8') as file:
                file.write('[elector]\nversion=1\n[run]\nnodes=5\n[faults]\n1=2s crash 9\n')
            program = self.start(path)
            program.wait_for_part('bad.elector:6: there is no node 9: the nodes are 1 to 5')
            program.wait_for('Node 5 is in charge')
            program.activate('Close the message')

    def test_killed(self):
        """What was done a while ago is there again after the program was killed."""
        state = tempfile.TemporaryDirectory()
        self.addCleanup(state.cleanup)
        program = self.start(state=state.name)
        program.wait_for('Node 5 is in charge')
        program.activate('Pause')
        program.wait_for('Start')
        program.activate('Node 5, leader')
        program.wait_for('Node 5, crashed')
        time.sleep(2)
        program.process.kill()
        program.process.wait()
        program = self.start(state=state.name)
        program.wait_for('Node 5 is in charge')
        program.activate('Restore')
        program.wait_for('Node 5, crashed')
        program.wait_for('Start')

    def test_branches(self):
        program = self.start()
        program.wait_for('Node 5 is in charge')
        program.activate('Pause')
        program.wait_for('Start')
        program.activate('Node 5, leader')
        program.wait_for('Node 5, crashed')
        program.activate('Step back')
        program.wait_for('Node 5, leader')
        program.activate('Node 4, follower')
        program.wait_for('Node 4, crashed')
        program.wait_for('2 branches')
        program.act('win.undo')
        program.wait_for('Node 4, follower')
        program.act('win.redo')
        program.wait_for('Node 4, crashed')

    def test_scenario_of_the_library(self):
        program = self.start(os.path.join(os.environ['ELECTOR_DATADIR'], 'scenarios', 'split-brain.elector'))
        program.wait_for('Nodes 2 and 5 both think they are in charge: split brain')
        program.wait_for('One leader: broken, and not promised')


@unittest.skipIf(shutil.which('xdotool') is None, 'xdotool is not installed')
class Keyboard(unittest.TestCase):
    def setUp(self):
        self.program = Program()
        self.addCleanup(self.program.end)
        self.hands = Hands(self.program)

    def wait_for_page(self, name):
        self.program.wait(lambda: self.program.has_state(name, pyatspi.STATE_PRESSED)
                          or self.program.has_state(name, pyatspi.STATE_CHECKED))

    def wait_for_start(self, at_start):
        """Only at the start of a run there is nothing to be taken back."""
        self.program.wait(lambda: self.program.has_state('Step back', pyatspi.STATE_SENSITIVE) != at_start)

    def test_time(self):
        program, hands = self.program, self.hands
        program.wait_for('Pause')
        self.wait_for_start(False)
        hands.press('space')
        program.wait_for('Start')
        hands.press('ctrl+r')
        self.wait_for_start(True)
        hands.press('period', 'period')
        self.wait_for_start(False)
        hands.press('comma')
        time.sleep(0.2)
        self.wait_for_start(False)
        hands.press('comma')
        self.wait_for_start(True)
        hands.press('ctrl+z')
        self.wait_for_start(False)
        hands.press('space')
        program.wait_for('Pause')

    def test_nodes(self):
        program, hands = self.program, self.hands
        hands.press('space')
        program.wait_for('Start')
        watch = FocusWatch(program)
        self.addCleanup(watch.end)
        hands.press('Tab')
        first = name = watch.wait()
        while name != 'Node 1, follower':
            hands.press('Tab')
            name = watch.wait()
            self.assertNotEqual(name, first, 'Tab came round without the stage')
        self.assertTrue(program.has_state('Node 1, follower', pyatspi.STATE_FOCUSED))
        hands.press('Tab')
        program.wait(lambda: program.has_state('Node 2, follower', pyatspi.STATE_FOCUSED))
        hands.press('Return')
        program.wait(lambda: program.has_state('Node 2, crashed', pyatspi.STATE_PRESSED))
        hands.press('space')
        program.wait_for('Node 2, candidate')
        hands.press('Down')
        program.wait(lambda: program.has_state('Node 3, follower', pyatspi.STATE_FOCUSED))
        hands.click('Node 5, leader')
        program.wait_for('Node 5, crashed')
        program.wait_for_part('Nobody is in charge')

    def test_menu_of_a_node(self):
        program, hands = self.program, self.hands
        hands.press('space')
        program.wait_for('Start')
        hands.click('Node 4, follower', button=3)
        program.wait(lambda: program.has_state('Crash', pyatspi.STATE_FOCUSED))
        hands.press('Down')
        program.wait(lambda: program.has_state('Pause', pyatspi.STATE_FOCUSED))
        hands.press('Return')
        program.wait(lambda: program.has_state('Node 4, paused', pyatspi.STATE_FOCUSED))
        hands.press('p')
        program.wait(lambda: program.has_state('Node 4, follower', pyatspi.STATE_FOCUSED))
        hands.press('shift+F10')
        program.wait(lambda: program.has_state('Crash', pyatspi.STATE_FOCUSED))
        hands.press('Escape')
        program.wait(lambda: program.has_state('Node 4, follower', pyatspi.STATE_FOCUSED))
        hands.press('shift+Right')
        program.wait_for('Node 3, follower, selected')
        hands.press('shift+i')
        program.wait_for('Node 4, follower, group B, selected')
        program.wait_for('Node 3, follower, group B, selected')
        hands.press('Escape')
        program.wait_for('Node 3, follower, group B')

    def test_setup(self):
        program, hands = self.program, self.hands
        hands.press('space')
        program.wait_for('Start')
        program.activate('Setup')
        program.wait_for('Rule Switches')

    def test_pages(self):
        program, hands = self.program, self.hands
        hands.press('alt+1')
        self.wait_for_page('Learn')
        hands.press('alt+2')
        self.wait_for_page('Simulate')

    def test_shortcuts_and_quit(self):
        program, hands = self.program, self.hands
        before = set(hands.search('.'))
        hands.press('ctrl+question')
        shortcuts = program.wait(lambda: set(hands.search('.')) - before)
        hands.press('Escape')
        program.wait(lambda: not shortcuts & set(hands.search('.')))
        hands.press('ctrl+q')
        self.assertEqual(program.process.wait(PATIENCE_S), 0)
        self.assertNotIn('CRITICAL', program.read_stderr())


if __name__ == '__main__':
    unittest.main(verbosity=2)
