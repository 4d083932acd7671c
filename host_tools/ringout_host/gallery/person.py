"""Somebody who uses the tester as the script says: two keys, eyes, and what happens around it.

    person = Person(folder); person.perform(SCRIPT)
    person.pictures    {name: what the glass showed}        person.layouts   {name: its items}
    person.chosen      {setting: values that were set with the keys}

A person reaches the firmware by the keys alone and reads only what is drawn. The world may do
more: plug and unplug, run the cells down, damage a file, fill the log, make the firmware fail.
"""

import io
from collections.abc import Callable
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any, NoReturn

from ringout import start
from ringout.app import App
from ringout.board.port import KEY_MODE, KEY_TEST
from ringout.screen.canvas import FILL, TEXT, WORD
from ringout_host.gallery.camera import Pixels
from ringout_host.gallery.world import World

TAP_MS = 60
HOLD_MS = 800
SETTLED_MS = 40
TITLE_HEIGHT = 10
IDLE_MS = 10000  # nobody looks closely for so long
OTHER = "-"  # a picture that nobody needs
MOST_PRESSES = 60  # before somebody gives up looking for a line
KEYS = {"TEST": KEY_TEST, "MODE": KEY_MODE, "both": KEY_TEST | KEY_MODE}


class ScriptError(Exception):
    """A step that cannot be done: the line of the script and why."""


class Person:
    """folder: plays the tester's flash. seed: which board."""

    def __init__(self, folder: str | Path, seed: int = 1):
        self.world = World(folder, seed)
        self.app: Any = None  # while it is off, or at the prompt
        self.pictures: dict[str, Pixels] = {}
        self.layouts: dict[str, list] = {}
        self.chosen: dict[str, set] = {}
        self.views: set[str] = set()  # names of views that were shown, pages of the menu
        self._started_ms = 0
        self._stuck = 0  # keys that do not come up
        world = self.world
        self._verbs: dict[str, Callable[..., None]] = {
            "on": self.on, "off": self.off, "TEST": self.tap, "MODE": self.tap, "hold": self.hold,
            "choose": self.choose, "enter": self.enter, "sees": self.sees, "lamp": self.lamp,
            "wait": self.wait, "fails": self.fails,
            "plug": world.plug, "opens": world.opens, "cells": world.cells, "usb": world.usb,
            "damage": world.damage, "log": world.fill_log, "pulled": world.pulled,
            "display": world.display, "tester": world.tester, "part": world.part,
        }  # fmt: skip

    def perform(self, script: str) -> None:
        """Do every line: "step", or "step -> names of the pictures that follow"."""
        for number, line in enumerate(script.strip().splitlines(), 1):
            step, _, names = line.partition(" -> ")
            words = step.split()
            if not words or words[0].startswith("#"):
                continue
            self.world.camera.stills = []
            try:
                verb = self._verbs[words[0]]
                verb(*(words if verb == self.tap else words[1:]))
            except (ScriptError, KeyError, TypeError, ValueError) as error:
                raise ScriptError(f"line {number}: {step.strip()}: {error!r}") from error
            self._take(names.replace(",", " ").split(), number)

    def _take(self, names: list[str], number: int) -> None:
        """Pictures of what was seen on the way, the last one of what is seen now."""
        seen = self.world.camera.stills[1 - len(names) :] if len(names) > 1 else []
        if len(seen) < len(names) - 1 or set(names) & set(self.pictures):
            raise ScriptError(f"line {number}: {len(seen)} pictures on the way, or known: {names}")
        for name, pixels in zip(names, [*seen, self.world.camera.pixels], strict=bool(names)):
            if name != OTHER:
                self.pictures[name] = pixels
        if names and names[-1] != OTHER and self.app is not None:
            self.layouts[names[-1]] = self.app.view.layout()

    # -- keys ------------------------------------------------------------------------------
    def tap(self, key: str, times: str = "x1") -> None:
        """TEST, MODE, MODE x3."""
        for _ in range(int(times[1:])):
            self._keys(KEYS[key], TAP_MS)

    def hold(self, key: str) -> None:
        """hold TEST, hold MODE, hold both."""
        self._keys(KEYS[key], HOLD_MS)

    def choose(self, *label: str) -> None:
        """choose Settings: press MODE until that line is the chosen one, then TEST."""
        wanted = " ".join(label)
        for _ in range(MOST_PRESSES):
            if self._chosen_line().startswith(wanted):
                self.tap("TEST")
                return
            self.tap("MODE")
        raise ScriptError("no such line")

    def enter(self, text: str) -> None:
        """enter 006.0: bring every character in place, then hold MODE."""
        for character in text.replace(".", ""):
            for _ in range(MOST_PRESSES):
                if self._character() == character:
                    break
                self.tap("TEST")
            else:
                raise ScriptError(f"no {character}")
            self.tap("MODE")
        self.hold("MODE")

    def _keys(self, keys: int, ms: float) -> None:
        """Hold keys down for a while, let go, wait a moment."""
        before = dict(self.app.settings.values) if self.app else {}
        self.world.board.held = keys | self._stuck
        self._pass(ms)
        self.world.board.held = self._stuck
        self._pass(SETTLED_MS)
        for name, value in before.items():
            now = self.app.settings[name]
            if now != value:
                self.chosen.setdefault(name, set()).add(now)

    # -- eyes ------------------------------------------------------------------------------
    def sees(self, *words: str) -> None:
        """sees RING OPEN: that text stands on the screen."""
        shown = " ".join(item[3] for item in self.app.view.layout() if item[0] in (TEXT, WORD))
        if " ".join(words) not in shown:
            raise ScriptError(f"it shows {shown}")

    def lamp(self, color: str) -> None:
        """lamp green, lamp red, lamp off."""
        lit = {(True, False): "green", (False, True): "red", (False, False): "off"}
        if lit.get((self.world.board.green, self.world.board.red)) != color:
            raise ScriptError(f"green {self.world.board.green}, red {self.world.board.red}")

    def _chosen_line(self) -> str:
        items = self.app.view.layout()
        dark = [i for i in items if i[0] == TEXT and i[-1] == 0 and i[2] > TITLE_HEIGHT]
        return dark[0][3] if dark else ""

    def _character(self) -> str:
        """What stands over the thick line of an editor."""
        items = self.app.view.layout()
        (mark,) = [i for i in items if i[0] == FILL and i[4] == 3]
        (letter,) = [i for i in items if i[0] == WORD and mark[1] <= i[1] < mark[1] + mark[3]]
        return letter[3].replace(" ", "_")

    # -- power -----------------------------------------------------------------------------
    def on(self, *held: str) -> None:
        """on, on holding both: as ringout.start does it. These keys stay down."""
        self.world.board.held = self._stuck = KEYS[held[1]] if held else 0
        self.world.camera.reset()
        self._begin()
        self._pass(SETTLED_MS)

    def off(self) -> None:
        """Whatever it does, the power is gone; so is the hand."""
        self.app = None
        self._stuck = 0
        self.world.board.release()
        self.world.camera.reset()

    def _begin(self) -> None:
        self.app = None
        self._started_ms = self.world.board.ticks_ms()
        if start.rescued(self.world.board):
            return
        self.app = App(self.world.board)
        self.app.start()

    def _pass(self, ms: float) -> None:
        """Time passes; the firmware runs, restarts after a crash, or stays at the prompt."""
        end_us = self.world.bench.now_us + ms * 1000
        while self.world.bench.now_us < end_us:
            if self.app is None:
                self.world.bench.advance(ms * 1000)
                return
            try:
                self.app.step(5 if ms < IDLE_MS else 100)
                self._note()
            except Exception as error:
                if "keys" not in vars(self.world.board):
                    raise  # nobody asked for it
                self._crashed(error)

    def _crashed(self, error: Exception) -> None:
        del self.world.board.keys  # what `fails` put there
        self.app = None
        try:
            with redirect_stdout(io.StringIO()):
                start.crashed(
                    self.world.board, error, self.world.board.ticks_ms() - self._started_ms
                )
        except SystemExit:
            self._begin()

    def _note(self) -> None:
        self.views.add(type(self.app.view).__name__)
        if self.app.menu is not None and self.app.menu.is_open and self.app.menu._stack:
            self.views.add("menu page " + self.app.menu._stack[-1][0].partition(":")[0])

    def wait(self, number: str, unit: str) -> None:
        """wait 61 s, wait 400 ms."""
        self._pass(float(number) * {"s": 1000, "ms": 1}[unit])

    def fails(self, *words: str) -> None:
        """fails MemoryError: text: what the firmware raises in its next turns, until it crashes: it
        survives one."""
        name, text = " ".join(words).split(": ")

        def keys() -> NoReturn:
            raise {"MemoryError": MemoryError, "ValueError": ValueError}[name](text)

        self.world.board.keys = keys  # type: ignore[method-assign]
        while "keys" in vars(self.world.board):
            self._pass(20)
