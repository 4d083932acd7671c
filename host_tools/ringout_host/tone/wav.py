"""What a simulated line hears of the tone, as a WAV file: left tip to sleeve, right ring to sleeve.

The voltages of the simulated circuit, sampled; the gaps in which the tester looks are in it.
"""

import wave
from array import array
from pathlib import Path
from typing import BinaryIO

from ringout_host.aside import written_aside
from ringout_host.sim.bench import Bench
from ringout_host.sim.handheld import Handheld
from ringout_host.tone import simulated

HERTZ = 48000
FULL_V = 4.0  # two legs against each other make 3.3
STEP_MS = 1


class Recording:
    """Told by the bench when a stretch of linear time ends and begins; samples what has passed."""

    def __init__(self, bench: Bench, nodes: list[int]) -> None:
        self.bench = bench
        self.nodes = nodes
        self.rows: list[list[float]] = []
        self._from_us = bench.now_us

    def ends(self) -> None:
        """Of the stretch that is over, all samples that are due."""
        times = []
        while (at_us := self._from_us + len(self.rows) * 1e6 / HERTZ) < self.bench.now_us:
            times.append(at_us)
            self.rows.append([])
        if times:
            volts = self.bench.traces(self.nodes, times)
            self.rows[-len(times) :] = [[float(v) for v in row] for row in volts]

    def begins(self) -> None:
        """Nothing to keep."""

    def leapt(self) -> None:
        """Never: every step is to be heard."""

    def is_steady(self, seen: object) -> bool:
        """Whether several steps may be taken at once."""
        return False


def write(path: Path, handheld: Handheld, jack: str, leg: str, hz: int, seconds: float) -> str:
    """Let it sound for so long; the far plug that was heard, such as "B". UsageError where the file
    cannot be written, before anything sounds."""
    with written_aside(path) as file:
        return _write(file, handheld, jack, leg, hz, seconds)


def _write(file: BinaryIO, handheld: Handheld, jack: str, leg: str, hz: int, seconds: float) -> str:
    simulated.start(handheld, jack, leg, hz)
    bench = handheld.bench
    far = simulated.far(handheld, jack)
    end = sorted({name[0] for name in far})[0]
    contacts = [name for name in (f"{end}.T", f"{end}.R", f"{end}.S") if name in far]
    recording = Recording(bench, [far[name] for name in contacts])
    bench.listener = recording
    try:
        until_us = bench.now_us + seconds * 1e6
        while bench.now_us < until_us:
            handheld.step(STEP_MS)
        recording.ends()
    finally:
        bench.listener = None
    _save(file, [dict(zip(contacts, row, strict=True)) for row in recording.rows], end)
    return end


def _save(file: BinaryIO, rows: list[dict[str, float]], end: str) -> None:
    samples = array("h")
    for row in rows:
        sleeve = row.get(f"{end}.S", 0.0)
        tip = row.get(f"{end}.T", sleeve)
        for volt in (tip - sleeve, row.get(f"{end}.R", sleeve) - sleeve):
            samples.append(round(32767 * max(-1.0, min(1.0, volt / FULL_V))))
    with wave.open(file, "wb") as sound:
        sound.setnchannels(2)
        sound.setsampwidth(2)
        sound.setframerate(HERTZ)
        sound.writeframes(samples.tobytes())
