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
from ringout.storage import checked_file, stored_line
from ringout.storage.log import Log
from ringout_host.gallery.camera import Camera, Pixels
from ringout_host.sim import tester_spec
from ringout_host.sim.bench import Bench
from ringout_host.sim.board import SimBoard
from ringout_host.sim.oled import Panel
from ringout_host.sim.spec import parse

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
        self._folder = Path(folder)
        self._seed = seed
        self.tester()
        self.app: Any = None  # while it is off, or at the prompt
        self.pictures: dict[str, Pixels] = {}
        self.layouts: dict[str, list] = {}
        self.chosen: dict[str, set] = {}
        self.views: set[str] = (
            set()
        )  # names of the views that were on the screen, pages of the menu
        self._started_ms = 0
        self._stuck = 0  # keys that do not come up
        self._verbs: dict[str, Callable[..., None]] = {
            "on": self.on, "off": self.off, "TEST": self.tap, "MODE": self.tap, "hold": self.hold,
            "choose": self.choose, "enter": self.enter, "sees": self.sees, "lamp": self.lamp,
            "wait": self.wait, "plug": self.plug, "opens": self.opens, "cells": self.cells,
            "usb": self.usb, "damage": self.damage, "log": self.fill_log, "pulled": self.pulled,
            "display": self.display, "tester": self.tester,
            "part": self.part, "fails": self.fails,
        }  # fmt: skip

    def perform(self, script: str) -> None:
        """Do every line: "step", or "step -> names of the pictures that follow"."""
        for number, line in enumerate(script.strip().splitlines(), 1):
            step, _, names = line.partition(" -> ")
            words = step.split()
            if not words or words[0].startswith("#"):
                continue
            self.camera.stills = []
            try:
                verb = self._verbs[words[0]]
                verb(*(words if verb == self.tap else words[1:]))
            except (ScriptError, KeyError, TypeError, ValueError) as error:
                raise ScriptError(f"line {number}: {step.strip()}: {error!r}") from error
            self._take(names.replace(",", " ").split(), number)

    def _take(self, names: list[str], number: int) -> None:
        """Pictures of what was seen on the way, the last one of what is seen now."""
        seen = self.camera.stills[1 - len(names) :] if len(names) > 1 else []
        if len(seen) < len(names) - 1 or set(names) & set(self.pictures):
            raise ScriptError(f"line {number}: {len(seen)} pictures on the way, or known: {names}")
        for name, pixels in zip(names, [*seen, self.camera.pixels], strict=bool(names)):
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
        self.board.held = keys | self._stuck
        self._pass(ms)
        self.board.held = self._stuck
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
        if lit.get((self.board.green, self.board.red)) != color:
            raise ScriptError(f"green {self.board.green}, red {self.board.red}")

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
        self.board.held = self._stuck = KEYS[held[1]] if held else 0
        self.camera.reset()
        self._begin()
        self._pass(SETTLED_MS)

    def off(self) -> None:
        """Whatever it does, the power is gone; so is the hand."""
        self.app = None
        self._stuck = 0
        self.board.release()
        self.camera.reset()

    def _begin(self) -> None:
        self.app = None
        self._started_ms = self.board.ticks_ms()
        if start.rescued(self.board):
            return
        self.app = App(self.board)
        self.app.start()

    def _pass(self, ms: float) -> None:
        """Time passes; the firmware runs, restarts after a crash, or stays at the prompt."""
        end_us = self.bench.now_us + ms * 1000
        while self.bench.now_us < end_us:
            if self.app is None:
                self.bench.advance(ms * 1000)
                return
            try:
                self.app.step(5 if ms < IDLE_MS else 100)
                self._note()
            except Exception as error:
                if "keys" not in vars(self.board):
                    raise  # nobody asked for it
                self._crashed(error)

    def _crashed(self, error: Exception) -> None:
        del self.board.keys  # what `fails` put there
        self.app = None
        try:
            with redirect_stdout(io.StringIO()):
                start.crashed(self.board, error, self.board.ticks_ms() - self._started_ms)
        except SystemExit:
            self._begin()

    def _note(self) -> None:
        self.views.add(type(self.app.view).__name__)
        if self.app.menu is not None and self.app.menu.is_open and self.app.menu._stack:
            self.views.add("menu page " + self.app.menu._stack[-1][0].partition(":")[0])

    # -- the world -------------------------------------------------------------------------
    def tester(self, spec: str | None = None) -> None:
        """tester expander=yes: another tester, a new one."""
        self.bench = Bench(parse("none"), self._seed, tester_spec.parse(spec))
        self.board = SimBoard(self.bench, str(self._folder / (spec or "usual")))
        self.camera = self.board.panel = Camera(self.board.panel, self.bench)

    def wait(self, number: str, unit: str) -> None:
        """wait 61 s, wait 400 ms."""
        self._pass(float(number) * {"s": 1000, "ms": 1}[unit])

    def plug(self, *cable: str) -> None:
        """plug trs_trs,length=6m; plug none."""
        self.bench.plug(parse(" ".join(cable)))

    def opens(self, ms: str, unit: str) -> None:
        """opens 700 ms: the hand pulls at the intermittent contact for so long."""
        self.bench.shake([(self.bench.now_us, self.bench.now_us + float(ms) * 1000)])

    def cells(self, volts: str, unit: str) -> None:
        """cells 2.21 V: no USB."""
        self.board.usb = False
        self.board.supply_mv = int(float(volts) * 1000)

    def usb(self) -> None:
        """Power from USB."""
        self.board.usb = True
        self.board.supply_mv = 4950

    def damage(self, name: str, *which: str) -> None:
        """damage settings: both copies. damage settings once: only the newest."""
        files: Any = self.board.files
        for copy in ("",) if which else ("", checked_file.FALLBACK):
            files.replace(name + copy, b"\xff" * 40)

    def fill_log(self, percent: str, unit: str) -> None:
        """log 83 %: so many tests were made and not pulled."""
        log = Log(self.board.files)
        record = stored_line.decode(next(iter(log.read(log.next_seq - 1, 1))))
        while log.percent() < int(percent) and log.dropped < 12:
            log.append(record | {"seq": log.next_seq})

    def pulled(self) -> None:
        """The host has all records; the tester is off."""
        log = Log(self.board.files)
        log.ack(log.next_seq - 1)

    def display(self, controller: str) -> None:
        """display sh1106: another module. display mute: an SH1106 that does not say what it is.
        display none: it came off."""
        if controller != "none":
            self.camera.panel = Panel("sh1106" if controller == "mute" else controller)
        if controller == "mute":
            self.camera.panel.says = None
        self.camera.panel.connected = controller != "none"

    def part(self, name: str, value: str) -> None:
        """part cref_f 5e-11: a part of the board has this value."""
        setattr(self.bench.front_end, name, float(value))
        self.plug("none")

    def fails(self, *words: str) -> None:
        """fails MemoryError: text: what the firmware raises in its next turns, until it crashes: it
        survives one."""
        name, text = " ".join(words).split(": ")

        def keys() -> NoReturn:
            raise {"MemoryError": MemoryError, "ValueError": ValueError}[name](text)

        self.board.keys = keys  # type: ignore[method-assign]
        while "keys" in vars(self.board):
            self._pass(20)
