"""The tester's tone on a simulated cable, as a meter at its far end reads it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ringout.base.masks import lines_of
from ringout.board.pinmap import CONTACTS, LETTERS, line_of
from ringout_host.errors import Exit, RingoutError
from ringout_host.sim.handheld import Handheld
from ringout_host.tone.level import Level, level

PAIRS = (("T", "S"), ("R", "S"), ("T", "R"))
SAMPLES = 256  # a period
PERIODS = 2
SETTLES = 2  # periods
STEP_MS = 1
LONGEST_US = 3e6  # of a pattern


class LiveError(RingoutError):
    """There is a voltage on the cable."""

    exit_code = Exit.CABLE_FAILED


@dataclass(frozen=True)
class Heard:
    """sounds: the leg that beeps. between: two contacts."""

    sounds: str
    between: str
    level: Level


def listen(handheld: Handheld, jack: str, leg: str, hz: int) -> list[Heard]:
    """What is heard between the contacts of the far plugs while each leg sounds."""
    view = start(handheld, jack, leg, hz)
    heard = []
    for sounds in _sounding(handheld):
        heard += _measure(handheld, sounds, hz, far(handheld, jack))
    view.end("key")
    return heard


def start(handheld: Handheld, jack: str, leg: str, hz: int) -> Any:
    """The view of a tone that sounds."""
    view = handheld.app.tone(jack, leg, hz)
    if view is None:
        raise RingoutError(f"no tone: this tester is broken: {handheld.app.tester.broken}")
    if view.ended:
        raise LiveError(f"no tone: a voltage on {' '.join(view.contacts)}")
    return view


def _sounding(handheld: Handheld) -> Iterator[str]:
    """The name of each leg as a burst of it begins."""
    bench, seen = handheld.bench, set()
    end_us = bench.now_us + LONGEST_US
    before = None
    while bench.now_us < end_us:
        swing = bench.swing
        if swing is not None and swing is not before and swing.high not in seen:
            seen.add(swing.high)
            lines = list(lines_of(swing.high))
            others = list(lines_of(swing.lines & ~swing.high))
            balanced = len(lines) == len(others) == 1
            yield LETTERS[lines[0]] + (f"-{LETTERS[others[0]]}" if balanced else "")
        before = swing
        handheld.step(STEP_MS)


def far(handheld: Handheld, jack: str) -> dict[str, int]:
    """Node of each contact of the plugs at the other ends; of the jack itself where no cable
    leads anywhere."""
    bench = handheld.bench
    nodes: dict[str, int] = {}
    copper = bench.spec.wiring
    for line, contact in enumerate(CONTACTS) if copper is not None else ():
        node = bench.cable.node_of(line)
        hangs = contact[0] in bench.spec.unplugged
        is_far = copper is not None and contact[0] in copper.ends and contact[0] != jack
        if node is not None and is_far and hangs <= (node != line):
            nodes[contact] = node
    return nodes or {c: line_of(c) for c in CONTACTS if c[0] == jack}


def _measure(handheld: Handheld, sounds: str, hz: int, nodes: dict[str, int]) -> list[Heard]:
    bench = handheld.bench
    waves: dict[str, list[float]] = {name: [] for name in nodes}
    bench.advance(SETTLES * 1e6 / hz)
    for _ in range(PERIODS * SAMPLES):
        volts = bench.voltages()
        for name, node in nodes.items():
            waves[name].append(float(volts[node]))
        bench.advance(1e6 / hz / SAMPLES)
    heard = []
    for end in sorted({name[0] for name in nodes}):
        for first, last in PAIRS:
            a, b = (f"{end}.{letter}" for letter in (first, last))
            if a in nodes and b in nodes:
                wave = [x - y for x, y in zip(waves[a], waves[b], strict=True)]
                heard.append(Heard(sounds, f"{a}-{b}", level(wave, PERIODS)))
    return heard
