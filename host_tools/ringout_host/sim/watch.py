"""What watches while time passes: every change of a line, or one ADC input on and on.

The bench tells its `listener` when a stretch of linear time begins and ends. Within a stretch
the waveforms are known, so its changes are found when somebody reads or when it is over.
"""

from array import array

from ringout.board import pinmap as pin
from ringout.board.pinmap import LINES
from ringout_host.sim import linalg
from ringout_host.sim.front_end import LOGIC_V, Z_NODE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import MutableSequence
    from typing import Any

    from ringout_host.sim.bench import Bench
    from ringout_host.sim.kinds import Array

numpy = linalg.numpy
WRAP = 0x3FFFFFFF  # times are small ints
KEPT = 256  # changes that the ring holds
KEPT_SAMPLES = 8192
FINE_US = 64  # looked at every microsecond after a transition ...
COARSER = 1.15  # ... and then at steps that grow: what is still moving by then moves slowly
LONGEST_US = 200000.0
AGAIN_US = 20000.0  # between two looks after that
FINEST_US = 0.02
CHUNK = 16384
NODES = list(range(LINES))
WEIGHTS = None if numpy is None else numpy.array([1 << line for line in NODES])
_columns: "dict[int, Array]" = {}  # mask -> levels of the lines, a row each


def looks() -> list[float]:
    """Offsets in us at which a stretch is looked at."""
    found = [float(k) for k in range(FINE_US)]
    while found[-1] < LONGEST_US:
        found.append(float(int(found[-1] * COARSER) + 1))
    return found


LOOKS = looks()


def levels_at(bench: "Bench", times: list[float]) -> list[int]:
    """Levels of all lines at absolute times within the present stretch."""
    shown = bench.front_end.contacts_show()
    masks = bench.levels(LINES, LOGIC_V, times) if shown else None
    if masks is not None:
        return masks
    rows: "Any" = bench.traces(NODES, times)
    if shown and hasattr(rows, "shape"):
        return (rows > LOGIC_V).dot(WEIGHTS).tolist()  # the same, quickly
    return [bench.front_end.levels(volts, bench.config) for volts in rows]


def quiet_until(bench: "Bench") -> float:
    """The instant at which the lines next differ from now if nobody touches anything, to
    FINEST_US; or one before which they do not, from which to look again."""
    begin_us, end_us = bench.stretch_us
    now_us = bench.now_us
    times = [now_us]
    times += [begin_us + look for look in LOOKS if now_us < begin_us + look < end_us]
    masks = levels_at(bench, times)
    k = next((k for k, mask in enumerate(masks) if mask != masks[0]), None)
    if k is None:
        return min(end_us, times[-1] + AGAIN_US) + FINEST_US  # just after the end it is known
    before_us, after_us = times[k - 1], times[k]
    while after_us - before_us > FINEST_US:
        middle_us = (before_us + after_us) / 2
        if levels_at(bench, [middle_us])[0] == masks[0]:
            before_us = middle_us
        else:
            after_us = middle_us
    return after_us


class Watch:
    """Changes of all lines, to 1 us. kept: how many wait for a reader."""

    def __init__(self, bench: "Bench", kept: int = KEPT) -> None:
        self.bench = bench
        self.kept = kept
        self.lost = 0
        self._ring: list[tuple[int, int]] = []
        self._ahead: list[
            tuple[float, int]
        ] = []  # changes that were found and are not in the ring yet
        self._mask = -1
        self._before: tuple[float, int] | None = None
        bench.listener = self
        self.begins()

    def ends(self) -> None:
        """A stretch is over."""
        if self._before is None or self._before[0] != self.bench.now_us:
            self._arrive()

    def begins(self) -> None:
        """A stretch begins."""
        self._begin_us = max(self.bench.stretch_us[0], self.bench.now_us)
        self._next = 0  # of LOOKS
        self._before = None  # time and levels of the last look

    def is_steady(self, seen: "Array") -> bool:
        """Whether nobody would have seen a change of the lines in these voltages of contacts: a row
        each, from the present instant on."""
        if not self.bench.front_end.contacts_show():
            return False
        if self._mask not in _columns:
            _columns[self._mask] = numpy.array([[bool(self._mask & 1 << k)] for k in NODES])
        return not ((seen[:LINES] > LOGIC_V) != _columns[self._mask]).any()

    def leapt(self) -> None:
        """Time has passed, and `is_steady` what there was to be seen, up to this instant."""
        self.begins()
        self._before = self.bench.now_us, self._mask

    def _look(self) -> None:
        """Find the changes of this stretch up to now."""
        now_us, begin_us = self.bench.now_us, self._begin_us
        first = self._next
        while self._next < len(LOOKS) and begin_us + LOOKS[self._next] < now_us:
            self._next += 1
        if self._next == first and self._before is not None and self._before[0] == now_us:
            return
        times = [begin_us + look for look in LOOKS[first : self._next]]
        times.append(now_us)
        masks = self._masks(times)
        if self._before is not None and masks.count(self._before[1]) == len(masks):
            self._before = now_us, masks[-1]  # most of the time nothing happens
            return
        for at_us, mask in zip(times, masks):
            if self._before is None:
                if mask != self._mask:
                    self._ahead.append((at_us, mask))
            elif mask != self._before[1]:
                self._between(self._before[0], self._before[1], at_us, mask)
            self._before = (at_us, mask)

    def _between(self, low_us: float, low: int, high_us: float, high: int) -> None:
        """Changes between two looks that differ, by halving."""
        if high_us - low_us <= 1.0:
            self._ahead.append((high_us, high))
            return
        middle_us = low_us + max(int((high_us - low_us) / 2), 1)
        middle = self._masks([middle_us])[0]
        if middle != low:
            self._between(low_us, low, middle_us, middle)
        if middle != high:
            self._between(middle_us, middle, high_us, high)

    def _masks(self, times: list[float]) -> list[int]:
        return levels_at(self.bench, times)

    def levels(self) -> int:
        """Of all lines, right now."""
        return self._masks([self.bench.now_us])[0]

    def _arrive(self) -> None:
        """Into the ring with what has happened by now."""
        self._look()
        while self._ahead:
            at_us, mask = self._ahead.pop(0)
            if mask == self._mask:
                continue
            self._mask = mask
            if len(self._ring) == self.kept:
                self.lost += 1
            else:
                self._ring.append((int(at_us) & WRAP, mask))

    def read(self, times: "MutableSequence[int]", masks: "MutableSequence[int]") -> int:
        """As Board.watch_read."""
        self._arrive()
        count = min(len(times), len(self._ring))
        for k in range(count):
            times[k], masks[k] = self._ring[k]
        self._ring = self._ring[count:]
        return count


class Stream:
    """Samples of ADC0, one every ADC_PERIOD_US."""

    def __init__(self, bench: "Bench") -> None:
        self.bench = bench
        self.lost = 0
        self._codes = array("H")
        self._next_us = bench.now_us

    def begins(self) -> None:
        """Nothing to do: samples are taken when the stretch is over or somebody reads."""

    def is_steady(self, seen: "Array") -> bool:
        """Every stretch is sampled."""
        return False

    def leapt(self) -> None:
        """Never."""

    def ends(self) -> None:
        """Take the samples up to now."""
        bench = self.bench
        left = int((bench.now_us - self._next_us) / pin.ADC_PERIOD_US) + 1
        while left > 0:
            count = min(left, CHUNK)
            times = [self._next_us + k * pin.ADC_PERIOD_US for k in range(count)]
            rows: "Any" = bench.traces([Z_NODE], times)
            z = rows[:, 0] if hasattr(rows, "shape") else [row[0] for row in rows]
            volts = bench.front_end.adc_input_v(pin.ADC_UNITY, z)
            self._codes += bench.front_end.adc.convert(volts, bench.front_end.vdd)
            self._next_us += count * pin.ADC_PERIOD_US
            left -= count
        extra = len(self._codes) - KEPT_SAMPLES
        if extra > 0:
            self.lost += extra
            self._codes = self._codes[extra:]

    def read(self, codes: "MutableSequence[int]") -> int:
        """As Board.stream_read."""
        self.ends()
        count = min(len(codes), len(self._codes))
        codes[:count] = self._codes[:count]
        self._codes = self._codes[count:]
        return count
