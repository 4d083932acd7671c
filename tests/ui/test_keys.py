"""Keys: what a finger does, with bouncing contacts, becomes the right events."""

import random

import pytest

from ringout.board.port import KEY_MODE, KEY_TEST
from ringout.ui.keys import BOTH, BOTH_KEYS, DOWN, HOLD, PRESS, RELEASE, STUCK, Keys

STEP_MS = 5


class Finger:
    """Plays (from_ms, to_ms, key) presses into Keys and notes (ms, event, key)."""

    def __init__(self, start_ms=0):
        self.keys = Keys()
        self.raw = 0
        self.start_ms = start_ms

    def play(self, presses, until_ms, noise=None):
        events = []
        for ms in range(0, until_ms, STEP_MS):
            raw = 0
            for first, last, key in presses:
                if first <= ms < last:
                    raw |= key
            if noise:
                raw ^= noise(ms)
            now_ms = (self.start_ms + ms) & 0x3FFFFFFF
            fell, self.raw = raw & ~self.raw, raw
            events += [(ms, event, key) for event, key in self.keys.update(now_ms, raw, fell)]
        return events


def kinds(events):
    return [event[1:] for event in events]


@pytest.mark.parametrize("start_ms", [0, 0x3FFFFFFF - 150], ids=["early", "clock wraps"])
def test_press_and_hold(start_ms):
    events = Finger(start_ms).play([(100, 200, KEY_TEST), (300, 1300, KEY_MODE)], 1500)
    assert kinds(events) == [
        (DOWN, KEY_TEST), (PRESS, KEY_TEST),
        (DOWN, KEY_MODE), (HOLD, KEY_MODE), (RELEASE, KEY_MODE),
    ]  # fmt: skip
    times = [event[0] for event in events]
    assert times[0] <= 100 + Keys.DEBOUNCE_MS and times[1] <= 200 + Keys.DEBOUNCE_MS
    assert times[3] - times[2] == Keys.HOLD_MS


@pytest.mark.parametrize("seed", range(20))
def test_bouncing_contacts_give_one_press(seed):
    chance = random.Random(seed)
    edges = (100, 220, 400, 1400)

    def noise(ms):  # for 10 ms after each edge the contact does what it likes
        near = any(edge <= ms < edge + 10 for edge in edges)
        return KEY_TEST if near and chance.random() < 0.5 else 0

    events = Finger().play([(100, 220, KEY_TEST), (400, 1400, KEY_TEST)], 1600, noise)
    assert [event for event, _ in kinds(events)] == [DOWN, PRESS, DOWN, HOLD, RELEASE]


def test_a_spike_is_no_press():
    assert Finger().play([(100, 105, KEY_TEST), (300, 310, KEY_MODE)], 600) == []


def test_both_keys_are_one_event_and_nothing_else():
    events = Finger().play([(100, 1500, KEY_TEST), (160, 1400, KEY_MODE)], 1800)
    assert kinds(events) == [(DOWN, KEY_TEST), (DOWN, KEY_MODE), (BOTH, BOTH_KEYS)]
    assert kinds(Finger().play([(100, 300, KEY_TEST), (160, 320, KEY_MODE)], 800)) == [
        (DOWN, KEY_TEST), (DOWN, KEY_MODE),
    ]  # fmt: skip


def test_keys_work_again_after_both():
    presses = [(100, 800, KEY_TEST), (100, 800, KEY_MODE), (1000, 1100, KEY_TEST)]
    assert kinds(Finger().play(presses, 1400))[-2:] == [(DOWN, KEY_TEST), (PRESS, KEY_TEST)]


def test_stuck_key_is_told_once_and_the_other_works():
    events = Finger().play([(0, 9000, KEY_MODE), (4000, 4100, KEY_TEST)], 9000)
    assert kinds(events) == [(STUCK, KEY_MODE), (DOWN, KEY_TEST), (PRESS, KEY_TEST)]
    assert events[0][0] == Keys.STUCK_MS


def test_key_held_at_start_counts_only_after_it_came_up():
    events = Finger().play([(0, 500, KEY_TEST), (800, 900, KEY_TEST)], 1200)
    assert kinds(events) == [(DOWN, KEY_TEST), (PRESS, KEY_TEST)]
    assert events[0][0] > 800


def test_both_keys_stuck_are_told_too():
    assert kinds(Finger().play([(0, 4000, BOTH_KEYS)], 4500)) == [(STUCK, BOTH_KEYS)]


def busy(*looks):
    """Events of looks (ms, raw, fell), with a quiet beginning and end."""
    keys = Keys()
    events = []
    last_ms = looks[-1][0]
    quiet = [(ms, 0, 0) for ms in range(last_ms + 5, last_ms + 100, 5)]
    for look in [(0, 0, 0), (10, 0, 0), *looks, *quiet]:
        events += keys.update(*look)
    return events


@pytest.mark.parametrize("raw", [0, KEY_TEST], ids=["up again", "still down"])
def test_a_press_while_the_processor_was_busy(raw):
    """For 240 ms nobody looks; the key goes down in there."""
    assert busy((260, raw, KEY_TEST)) == [(DOWN, KEY_TEST), (PRESS, KEY_TEST)]


@pytest.mark.parametrize("late_ms", [15, 50, 250])
def test_a_key_seen_to_go_down_before_the_processor_was_busy_is_not_lost(late_ms):
    looks = (20, KEY_TEST, KEY_TEST), (30, KEY_TEST, 0), (30 + late_ms, 0, 0)
    assert busy(*looks) == [(DOWN, KEY_TEST), (PRESS, KEY_TEST)]


def test_a_late_look_at_bouncing_contacts_is_one_press():
    """What the contacts do as the key comes up, before they rest, is no second press."""
    looks = [(260, 0, KEY_TEST), (265, KEY_TEST, KEY_TEST), (270, 0, KEY_TEST), (275, 0, 0)]
    assert busy(*looks, (280, 0, KEY_TEST)) == [(DOWN, KEY_TEST), (PRESS, KEY_TEST)]


def test_a_held_key_that_bounces_while_the_processor_is_busy_counts_once():
    """The app reacts to DOWN; the same key is let go while it measures, and bounces."""
    down = [(ms, KEY_TEST, KEY_TEST if ms == 15 else 0) for ms in range(15, 40, 5)]
    assert busy(*down, (260, 0, KEY_TEST)) == [(DOWN, KEY_TEST), (PRESS, KEY_TEST)]


def test_a_key_let_go_and_pressed_again_in_the_midst_of_what_its_hold_began():
    keys = Keys()
    held = [(ms, KEY_TEST, KEY_TEST if ms == 10 else 0) for ms in range(10, 800, 10)]
    events = [event for look in [(0, 0, 0), *held] for event in keys.update(*look)]
    for look in (900, KEY_TEST, 0), (950, 0, KEY_TEST), (1000, 0, 0), (1300, 0, KEY_TEST):
        keys.meanwhile(*look)
    for ms in range(1700, 1800, 10):
        events += keys.update(ms, 0, 0)
    kinds = [kind for kind, key in events if key == KEY_TEST]
    assert kinds == [DOWN, HOLD, RELEASE, DOWN, PRESS]


def test_a_late_look_at_a_key_that_stuck_at_the_start_is_no_press():
    keys = Keys()
    assert list(keys.update(0, KEY_TEST, KEY_TEST)) == []
    assert list(keys.update(900, KEY_TEST, KEY_TEST)) == []
    assert [list(keys.update(ms, 0, 0)) for ms in (1800, 1820, 1840)] == [[], [], []]
