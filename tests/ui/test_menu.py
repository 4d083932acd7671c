"""The menu: two keys reach everything, and nothing a finger does breaks it."""

import random
from collections import deque

import pytest
from readable import assert_readable

from ringout.board.port import KEY_MODE, KEY_TEST
from ringout.screen.canvas import TEXT, Canvas
from ringout.settings.settings import Settings
from ringout.settings.table import NAMES, ROWS
from ringout.storage.files import Files
from ringout.ui import menu_pages
from ringout.ui.keys import BOTH, BOTH_KEYS, DOWN, HOLD, PRESS, RELEASE
from ringout.ui.menu import Menu
from ringout.ui.menu_pages import Sources
from ringout.wirings import lookup

EVENTS = {
    "t": (PRESS, KEY_TEST), "m": (PRESS, KEY_MODE), "T": (HOLD, KEY_TEST), "M": (HOLD, KEY_MODE),
    "B": (BOTH, BOTH_KEYS),
}  # fmt: skip
INFO = (("id", "e6614103e7452d2f"), ("firmware", "0.1.0"))


class Hand:
    """A menu with real settings, fed by key letters; carries out what it asks for."""

    wirings, _kind = Sources.wirings, None

    def __init__(self, root):
        self.settings = Settings(Files(str(root)))
        self.names = ["TOUR-A", "STUDIO 3"]
        self.values = self.settings.values
        self.offered, self.stands = True, ["xlr_lift_b"]
        self.menu = Menu(self)  # the hand is what the pages show, too
        self.menu.open()
        self.actions = []

    def cables(self):
        return [("piano-di", "Piano to DI")]

    def goldens(self):
        return self.names

    def info(self):
        return INFO

    def offers(self):
        return self.offered

    def standing(self):
        return self.stands

    def press(self, keys):
        for key in keys:
            for action in self.menu.key(*EVENTS[key]):
                self.actions.append(action)
                if action[0] == "set":
                    self.settings.set(action[1], action[2])
        return self

    def lines(self):
        return [item[3] for item in self.menu.layout() if item[0] == TEXT]

    def go(self, label):
        """Walk to a line of the page by its label, as a person who reads does."""
        for _ in range(60):
            if self.chosen().startswith(label):
                return self.press("t")
            self.press("m")
        raise AssertionError(f"no line {label} in {self.lines()}")

    def chosen(self):
        dark = [i for i in self.menu.layout() if i[0] == TEXT and i[-1] == 0 and i[2] > 10]
        return dark[0][3] if dark else ""


@pytest.fixture
def hand(tmp_path):
    return Hand(tmp_path)


def test_every_setting_can_be_changed_with_two_keys(tmp_path):
    """By reading the labels and pressing keys, as a person does."""
    changed = {}
    for at, (name, default, _, label, _) in enumerate(ROWS):
        hand = Hand(tmp_path / str(at))
        if name == "mode":
            hand.go("Mode").go("EXPECT").press("t")
        elif name == "expect":
            hand.go("Mode").go("EXPECT").go("XLR mic")
        elif name == "golden":
            hand.go("Mode").go("GOLDEN").go("STUDIO")
        else:
            hand.go("Settings").go(label)
            # a choice: the next line; a number or name: six on in the third place, taken
            hand.press("mmttttttM" if hand.lines()[-1] == "hold:ok" else "mt")
        if hand.settings[name] != default:
            changed[name] = hand.settings[name]
    assert set(changed) == set(NAMES)
    assert changed["length_m"] == 6.0 and changed["units"] == "ft" and changed["beep"] is False
    assert changed["operator"] == "  F" and changed["expect"] == "xlr_xlr"


def test_every_action_is_reachable(tmp_path):
    """Breadth first over all key sequences, states told apart by what is on the screen."""
    wanted = {
        ("wiggle",), ("selftest",), ("calibrate",), ("closed",), ("all_like",), ("ask_again",),
        ("forget", "TOUR-A"), ("forget", "STUDIO 3"), ("set", "mode", "auto"),
        ("set", "golden", "TOUR-A"), ("set", "auto_run", True),
    }  # fmt: skip
    found, seen = set(), set()
    queue = deque(["m", "t"])
    while queue and not wanted <= found:
        keys = queue.popleft()
        hand = Hand(tmp_path / keys).press(keys)
        found |= set(hand.actions)
        state = tuple(hand.lines()) + (hand.chosen(),) if hand.menu.is_open else ()
        if not hand.menu.is_open or state in seen or hand.menu._editor:
            continue
        seen.add(state)
        queue += [keys + key for key in "tm"]
    assert wanted <= found, wanted - found


def test_learning_a_cable_asks_its_name(hand):
    hand.go("Golden").press("t")
    hand.press("M")
    assert hand.menu.is_open and "give it a name" in hand.lines()
    hand.press("tTM")
    assert hand.actions == [("learn", "K"), ("closed",)]


def test_choosing_expect_remembers_the_last_and_starts_there(hand):
    hand.go("Mode").go("EXPECT").go("TS instrument")
    assert hand.settings["mode"] == "expect" and hand.settings["expect"] == "ts_ts"
    assert not hand.menu.is_open
    hand.menu.open()
    hand.go("Mode").go("EXPECT")
    assert hand.chosen().startswith("TS instrument")


def test_every_wiring_is_chosen_with_few_keys(tmp_path):
    """From the list of EXPECT: a plug, the other end, the cable; TEST held jumps five lines."""
    hand, keys = Hand(tmp_path), {}
    queue = deque([("expect", 0)])
    while queue:
        page, so_far = queue.popleft()
        for at, (_, _, (kind, target)) in enumerate(menu_pages.page(page, hand)[1]):
            spent = so_far + at // 5 + at % 5 + 1
            if kind == "page":
                queue.append((target, spent))
            else:
                keys[dict(target)["expect"]] = min(spent, keys.get(dict(target)["expect"], spent))
    assert set(keys) == set(lookup.ids()) | {"piano-di"}
    assert max(keys.values()) <= 16 and keys["trs_xlr"] <= 5


def test_the_wiring_in_force_is_where_the_lists_begin(hand):
    hand.settings.set("expect", "trs35_rca_sum")
    hand.go("Mode").go("EXPECT")
    assert hand.chosen() == "3.5 TRS to ..." or hand.chosen() == "RCA to ..."
    hand.press("t").press("t")
    assert hand.chosen() == "3.5 TRS-RCA mono sum"


def test_out_of_range_is_told_and_kept_out(hand):
    hand.go("Settings").go("Length").press("tttttM")
    assert hand.menu.is_open and "! 0: unknown, or" in hand.lines()
    assert "0.05-300 m" in hand.lines()
    assert hand.settings["length_m"] == 0.0
    hand.press("B")
    assert hand.settings["length_m"] == 0.0 and "SETTINGS" in hand.lines()


def test_length_in_feet(hand):
    hand.settings.set("units", "ft")
    hand.go("Settings").go("Length").press("mtmmtttttM")
    assert hand.actions == [("set", "length_m", pytest.approx(10.5 / 3.28084, abs=0.05))]
    assert "10.5 ft" in hand.lines()


def test_back_and_close(hand):
    hand.go("Settings").press("M")
    assert hand.lines()[0] == "MENU" and hand.menu.is_open
    hand.press("M")
    assert not hand.menu.is_open and hand.actions == [("closed",)]
    hand.menu.open()
    hand.go("Settings").go("Units").press("B")
    assert not hand.menu.is_open


def test_other_events_do_nothing(hand):
    before = hand.menu.layout()
    for event in (DOWN, RELEASE, "stuck", "rescue"):
        assert hand.menu.key(event, KEY_TEST) == ()
    assert hand.menu.layout() == before


def test_without_goldens_it_says_learn_first(hand):
    hand.names = []
    hand.go("Mode").go("GOLDEN")
    assert hand.chosen() == "Learn one first"


@pytest.mark.parametrize("seed", range(8))
def test_a_monkey_cannot_break_it(tmp_path, seed):
    """Any sequence of keys: every page fits, the settings stay valid."""
    hand = Hand(tmp_path)
    chance = random.Random(seed)
    canvas = Canvas()
    for _ in range(400):
        if not hand.menu.is_open:
            hand.menu.open()
        hand.press(chance.choice("tttmmmTTMB"))
        if hand.menu.is_open:
            assert_readable(hand.menu.layout())
            canvas.show(hand.menu.layout())
    assert len(hand.actions) > 10
    assert Settings(Files(str(tmp_path))).values == hand.settings.values
