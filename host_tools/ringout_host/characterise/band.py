"""A measured unit against simulated testers of usual values: what is odd about it, and why.

The band of a value is what 24 seeds of the typical tester have, and what the measuring adds. Wider
than that is odd, not broken: the self-test says what is broken.
"""

from collections.abc import Iterable
from typing import Any

from ringout_host.sim import tester_spec, unit
from ringout_host.sim.front_end import FrontEnd

SEEDS = 24
# of a value: how far beside the simulated ones it may be by measuring alone, and what makes it odd
VALUES: dict[str, tuple[float, str]] = {
    "zero_pf": (6.0, "long or bundled wires to the jacks; else water, or something plugged in"),
    "mutual_pf": (3.0, "wires of these two contacts lie side by side"),
    "leak_na": (10.0, "flux or damp at this contact: wash and dry the board; else its clamp"),
    "mux_leak_na": (60.0, "flux or damp round the multiplexer: wash; else another 74HC4067"),
    "drive_ohm": (20.0, "its 220 or 330 ohm, or the pin"),
    "sense_ohm": (90.0, "its 4.7 k, or its channel of the multiplexer"),
    "pull_ohm": (12e3, "the pin's own pull-down; a leak of the clamp makes it read low"),
    "x11_gain": (0.3, "the 20 k and 100 k of the x11 stage"),
    "x11_middle_mv": (25.0, "the two 20 k of the x11 stage, or its amplifier's offset"),
    "noise_codes": (0.7, "chargers or lamps near by; the filter at 3V3; PWM mode not reached"),
    "ripple_mv": (8.0, "the Pico's regulator; another supply"),
    "adc_offset_codes": (6.0, "the converter, or the buffer's lowest voltage"),
}
LOST = (5.0, 14.0)  # codes at each wide one: published sweeps of five chips have 7.8 to 10.2

Found = tuple[str, float, float, float, str]  # name, value, low, high, why


def simulated(seeds: int = SEEDS) -> dict[str, tuple[float, float]]:
    """Lowest and highest of each value among typical testers."""
    spec = tester_spec.parse("typical")
    ends: dict[str, tuple[float, float]] = {}
    for seed in range(1, seeds + 1):
        for name, value in unit.of(FrontEnd(seed, spec)).items():
            for each in _each(value):
                low, high = ends.get(name, (each, each))
                ends[name] = min(low, each), max(high, each)
    ends["mutual_pf"] = 0.0, ends["mutual_pf"][1]  # most contacts do not couple
    return ends


def odd(values: dict[str, Any]) -> list[Found]:
    """What of a unit's values lies outside of the band, worst first."""
    found: list[tuple[float, Found]] = []
    for name, (low, high) in simulated().items():
        beside, why = VALUES[name]
        low, high = low - beside, high + beside
        for label, value in _named(name, values.get(name)):
            if not low <= value <= high:
                far = max(low - value, value - high) / max(high - low, 1e-9)
                found.append((far, (label, value, low, high, why)))
    for number in values.get("adc_lost") or ():
        if not LOST[0] <= number <= LOST[1]:
            why = "another kind of converter, or the ramp was disturbed"
            found.append((1.0, ("adc_lost", number, *LOST, why)))
    return [row for _, row in sorted(found, key=lambda each: -each[0])]


def _each(value: Any) -> Iterable[float]:
    return value.values() if isinstance(value, dict) else [value]


def _named(name: str, value: Any) -> list[tuple[str, float]]:
    if value is None:
        return []
    if isinstance(value, dict):
        return [(f"{name} of {key}", each) for key, each in value.items()]
    return [(name, value)]
