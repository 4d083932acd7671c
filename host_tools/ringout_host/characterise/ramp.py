"""How wide the converter's codes are: the density of codes while 10 nF charge slowly."""

from array import array
from collections.abc import Iterable

from ringout.board import pinmap
from ringout_host.characterise.raw import Raw
from ringout_host.sim.converters import WIDE

SAMPLES = 3072
STARTS_US = (0, 0, 0, 3000)  # a time constant is 2 ms: the last one reaches the last wide code
_DISCHARGE_US = 2500
_BESIDE = 48  # codes on each side that tell how dense an ordinary one is
_LEAST = 4.0  # samples of an ordinary code: fewer say nothing
_FROM = 128
_ORDINARY = 9.0  # codes at a wide one, where the ramps do not tell


def density(raw: Raw, ramps: int) -> list[int]:
    """How often each code came in so many ramps."""
    counts = [0] * pinmap.ADC_FULL_SCALE
    for k in range(ramps):
        wait_us = STARTS_US[k % len(STARTS_US)]
        _count(counts, raw.codes(SAMPLES, mux=pinmap.MUX_CREF_BIG, discharge=_DISCHARGE_US, hi=1,
                                 settle=wait_us))  # fmt: skip
    return counts


def _count(counts: list[int], codes: Iterable[int] | array) -> None:
    for code in codes:
        counts[code] += 1


def width(counts: list[int], code: int) -> float | None:
    """Of a code, over those beside it; None where too few samples came."""
    if code + _BESIDE > _highest(counts):
        return None
    near = [
        counts[k]
        for k in range(max(code - _BESIDE, 0), code + _BESIDE + 1)
        if abs(k - code) > 3 and k not in WIDE
    ]
    ordinary = sum(near) / len(near)
    return counts[code] / ordinary if ordinary >= _LEAST else None


def _highest(counts: list[int]) -> int:
    """Where the ramps end; they come to rest there, so the last codes say nothing."""
    return max((code for code in range(len(counts)) if counts[code]), default=0) - _BESIDE // 2


def lost(counts: list[int]) -> list[float] | None:
    """Codes that the converter falls behind at each wide one; None if the ramps tell of none."""
    widths = [width(counts, code) for code in WIDE]
    if all(each is None for each in widths):
        return None
    return [_ORDINARY if each is None else round(max(each - 1.0, 0.0), 1) for each in widths]


def odd_codes(counts: list[int]) -> list[tuple[int, float]]:
    """(code, width) of codes that are at least three times as wide as those beside, or hardly
    there, widest first; noise of one code smears a narrow one."""
    found = []
    for code in range(_FROM, _highest(counts) - _BESIDE):
        wide = width(counts, code)
        if wide is not None and (wide > 3.0 or wide < 0.25):
            found.append((code, round(wide, 2)))
    return sorted(found, key=lambda row: -row[1])
