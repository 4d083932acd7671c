"""Level and spectrum of a periodic voltage. Volts are r.m.s.; 0 dBu is 0.775 V."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

DBU_V = math.sqrt(0.6)  # 1 mW in 600 ohm
PARTIALS = (1, 2, 3, 5, 7, 9)
SILENT_V = 1e-6


@dataclass(frozen=True)
class Level:
    """volt: of the fundamental. partials: dB against it, by number; of the even ones a sound
    square wave has none."""

    volt: float
    partials: dict[int, float]

    @property
    def dbu(self) -> float | None:
        """None where there is none."""
        return dbu(self.volt)


def dbu(volt: float) -> float | None:
    """dBu of an r.m.s. voltage, None for silence."""
    return 20.0 * math.log10(volt / DBU_V) if volt > SILENT_V else None


def level(samples: Sequence[float], periods: int) -> Level:
    """Of equally spaced samples over so many whole periods."""
    found = {n: _partial(samples, periods * n) for n in PARTIALS}
    first = found[1]
    if first <= SILENT_V:
        return Level(0.0, {})
    rest = {n: 20 * math.log10(max(v, SILENT_V) / first) for n, v in found.items() if n > 1}
    return Level(first, rest)


def _partial(samples: Sequence[float], cycles: int) -> float:
    """R.m.s. of the sine of so many cycles in all: Fourier's sum."""
    count = len(samples)
    turn = 2.0 * math.pi * cycles / count
    real = sum(v * math.cos(turn * k) for k, v in enumerate(samples))
    imaginary = sum(v * math.sin(turn * k) for k, v in enumerate(samples))
    return math.sqrt(2.0) * math.hypot(real, imaginary) / count
