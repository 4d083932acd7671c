"""What a tester with empty jacks is like: every value that a simulated one can be given.

The arithmetic is the firmware's own (measure/references, drive, mutual, leakage), the captures come
one by one through the op `raw`.
"""

from collections.abc import Callable
from math import exp, sqrt
from typing import Any

from ringout.base import limits
from ringout.board import pinmap
from ringout.board.pinmap import ALL_LINES, CONTACTS, LINES
from ringout.measure.estimator import tau_samples
from ringout.measure.leakage import loss
from ringout.measure.references import References
from ringout_host.characterise import ramp
from ringout_host.characterise.raw import Call, Raw
from ringout_host.errors import RingoutError
from ringout_host.sim.parasitics import AT_V

RAMPS = 160
_STEADY_US = 300
_SENSE_OHM = pinmap.R_SENSE_OHM + pinmap.R_MUX_OHM
_FORCE_OHM = pinmap.R_PIN_OHM + pinmap.R_FORCE_OHM
_DRIVE_OHM = _FORCE_OHM + pinmap.R_GPIO_OHM
_SIDES_OHM = 150.0  # two sense paths and what leaks differ by less: that is no driver


class NotEmpty(RingoutError):
    """Something is in a jack."""


def steps(ramps: int = RAMPS) -> int:
    """How many captures `measured` takes."""
    return 17 + 5 * LINES + LINES * LINES + ramps


def measured(
    call: Call, tick: Callable[[], None] = lambda: None, ramps: int = RAMPS
) -> tuple[dict[str, Any], dict[str, Any]]:
    """(values of a unit, what they were worked out from). The jacks have to be empty."""
    return _Unit(Raw(call, tick)).all(ramps)


class _Unit:
    def __init__(self, raw: Raw):
        self.raw = raw
        self.ref = References(None)
        self.values: dict[str, Any] = {}
        self.seen: dict[str, Any] = {}

    def all(self, ramps: int) -> tuple[dict[str, Any], dict[str, Any]]:
        """Everything, in an order in which each finds what it needs."""
        self._noise()
        self._ends()
        self._x11()
        self._taus()
        self._lines()
        self._drivers()
        self._mutual()
        counts = ramp.density(self.raw, ramps)
        found = ramp.lost(counts)
        if found is not None:
            self.values["adc_lost"] = found
        self.seen["odd_codes"] = ramp.odd_codes(counts)
        return self.values, self.seen

    def _noise(self) -> None:
        """Of 3V3/2, with the regulator in both its modes; the baseline of nothing at all."""
        seen = {}
        for name, quiet in (("pfm", False), ("pwm", True)):
            codes = self.raw.codes(1024, mux=pinmap.MUX_HALF, settle=_STEADY_US, quiet=quiet)
            mean = sum(codes) / len(codes)
            seen[name] = sqrt(sum((code - mean) ** 2 for code in codes) / len(codes))
        ground = self.raw.mean(256, mux=pinmap.MUX_GND, settle=_STEADY_US)
        low, high = limits.ADC_OFFSET_CODES
        self.ref.offset = min(max(ground - limits.BUFFER_LOW_CODES, low), high)
        ripple = sqrt(max(seen["pfm"] ** 2 - seen["pwm"] ** 2, 0.0)) / (mean - self.ref.offset)
        self.values["noise_codes"] = round(sqrt(max(seen["pwm"] ** 2 - 1 / 12, 0.0)), 2)
        self.values["ripple_mv"] = round(min(1000.0 * pinmap.VDD_V * ripple, 40.0), 1)
        self.values["adc_offset_codes"] = round(self.ref.offset, 1)
        self.seen["noise"] = {name: round(codes, 2) for name, codes in seen.items()}
        self.seen["baseline"] = round(ground, 1)

    def _ends(self) -> None:
        """Where an open Z ends through HI and LO; with them what leaks into it."""
        for span in (self.ref.hi, self.ref.lo):
            hi, lo = span.pins
            span.v_inf = self.raw.mean(256, mux=pinmap.MUX_OPEN, hi=hi, lo=lo, settle=_STEADY_US)
        self.values["mux_leak_na"] = round(self.ref.z_leak_na(), 0)
        self.seen["v_inf"] = {"hi": round(self.ref.hi.v_inf, 1), "lo": round(self.ref.lo.v_inf, 1)}

    def _x11(self) -> None:
        """Its gain and its middle, from two levels beside 3V3/2."""
        (low, low_x11), (high, high_x11) = (
            [
                self.raw.mean(512, mux=pinmap.MUX_HALF, hi=hi, settle=_STEADY_US, adc=adc)
                for adc in (pinmap.ADC_UNITY, pinmap.ADC_X11)
            ]
            for hi in (0, 1)
        )
        if high - low < 20.0:
            return
        gain = (high_x11 - low_x11) / (high - low)
        middle = (gain * (low + high) - low_x11 - high_x11) / 2.0 / (gain - 1.0) - self.ref.offset
        middle_mv = 1000.0 * pinmap.VDD_V * (middle / self.ref.supply_codes() - 0.5)
        self.values["x11_gain"] = round(min(max(gain, 8.0), 14.0), 2)
        self.values["x11_middle_mv"] = round(min(max(middle_mv, -100.0), 100.0), 1)

    def _taus(self) -> None:
        """Of the open channel and of both references."""
        hi = self.ref.hi
        taus = {}
        for name, channel, count, discharge_us, times in (
            ("open", pinmap.MUX_OPEN, 64, 60, 4),
            ("1nF", pinmap.MUX_CREF, 256, 300, 2),
            ("10nF", pinmap.MUX_CREF_BIG, 2560, 2500, 1),
        ):
            curves = [
                self.raw.straight(count, mux=channel, discharge=discharge_us, hi=1)
                for _ in range(times)
            ]
            each = [_tau(curve, hi.v_inf, name) for curve in curves]
            taus[name] = sum(each) / times
        hi.tau_open, hi.tau_ref = taus["open"], taus["1nF"]
        hi.pf_per_g = pinmap.C_REF_F * 1e12 / hi.g(hi.tau_ref)
        self.seen["tau_samples"] = {name: round(tau, 2) for name, tau in taus.items()}

    def _lines(self) -> None:
        """Zero, leak and pull-down of each contact."""
        hi = self.ref.hi
        zeros, leaks, pulls = {}, {}, {}
        for line in range(LINES):
            name, others = CONTACTS[line], ALL_LINES & ~(1 << line)
            curve = self.raw.straight(160, mux=line, low=others, discharge=100, hi=1)
            v_line = sum(curve[-32:]) / 32.0
            tau = _tau(curve, v_line, name) * hi.v_inf / v_line
            self.seen["tau_samples"][name] = round(tau, 2)
            zeros[name] = round(hi.g(tau) * hi.pf_per_g, 2)
            alone = self.raw.mean(256, mux=line, hi=1, settle=_STEADY_US)
            siemens = loss(alone / hi.v_inf) / pinmap.R_TH_HI_OHM
            leaks[name] = round(1e9 * AT_V * siemens, 1)
            pulled = self.raw.mean(128, mux=line, hi=1, settle=_STEADY_US, pull=True)
            pulls[name] = round(
                pinmap.R_TH_HI_OHM * pulled / max(hi.v_inf - pulled, 1.0)
                - _SENSE_OHM - _FORCE_OHM
            )  # fmt: skip
        worst = max(zeros, key=lambda name: zeros[name])
        if zeros[worst] > limits.ZERO_RANGE_PF[1]:
            raise NotEmpty(f"{worst} has {zeros[worst]:.0f} pF: unplug everything, dry the jacks")
        self.values["zero_pf"], self.values["leak_na"] = zeros, leaks
        self.values["pull_ohm"] = pulls

    def _drivers(self) -> None:
        """What each line drives through, high and low (measure/drive.py)."""
        vdd = self.ref.supply_codes()
        ground = self._through(pinmap.MUX_GND, 1)
        charge_ohm = _SENSE_OHM * (vdd - ground) / max(ground, 1.0)
        drives, senses, sides = {}, {}, {}
        for line in range(LINES):
            low = self._through(line, 1, low=1 << line)
            high = self._through(line, 0, high=1 << line)
            pair = (
                charge_ohm * (vdd - high) / max(high, 1.0) - _SENSE_OHM,
                charge_ohm * low / max(vdd - low, 1.0) - _SENSE_OHM,
            )
            sides[CONTACTS[line]] = [round(ohm) for ohm in pair]
            away = sum(pair) / 2.0 - _DRIVE_OHM  # of driver and sense path together
            is_sense = abs(away) <= _SIDES_OHM
            senses[CONTACTS[line]] = round(_SENSE_OHM + (away if is_sense else 0.0))
            drives[CONTACTS[line]] = round(
                min(max(_DRIVE_OHM + (0.0 if is_sense else away), 300.0), 1000.0)
            )
        self.values["drive_ohm"], self.values["sense_ohm"] = drives, senses
        self.seen["drive_ohm_high_low"] = sides

    def _through(self, channel: int, level: int, **driven: int) -> float:
        return self.raw.mean(128, mux=channel, lo=level, settle=100, **driven) - self.ref.offset

    def _mutual(self) -> None:
        """Between every two contacts (measure/mutual.py): a step of all others, then of all but
        one."""
        hi = self.ref.hi
        z_pf = hi.tau_open * pinmap.ADC_PERIOD_US * 1e6 / pinmap.R_TH_HI_OHM
        found: dict[tuple[int, int], float] = {}
        for line in range(LINES):
            whole_pf = self.values["zero_pf"][CONTACTS[line]] + z_pf
            others = ALL_LINES & ~(1 << line)
            both = self._lift(line, others, others, whole_pf)
            for other in range(LINES):
                if other != line:
                    rest = self._lift(line, others & ~(1 << other), others, whole_pf)
                    pf = max(both - rest, 0.0) / self.ref.supply_codes() * whole_pf
                    pair = (min(line, other), max(line, other))
                    found[pair] = found.get(pair, 0.0) + pf / 2.0
        self.values["mutual_pf"] = {
            f"{CONTACTS[first]}-{CONTACTS[last]}": round(min(pf, 100.0), 2)
            for (first, last), pf in sorted(found.items())
        }

    def _lift(self, line: int, high: int, others: int, whole_pf: float) -> float:
        codes = self.raw.straight(32, mux=line, high=high, low=others & ~high, discharge=150)
        passed_us = max(self.raw.us - len(codes) * pinmap.ADC_PERIOD_US / 2.0, 0.0)
        grown = exp(min(passed_us / (pinmap.R_BLEED_OHM * whole_pf * 1e-6), 5.0))
        return (sum(codes) / len(codes) - self.ref.offset) * grown


def _tau(curve: Any, v_inf: float, name: str) -> float:
    try:
        return tau_samples([curve], int(4.0 * v_inf + 0.5))
    except (ValueError, ZeroDivisionError):
        raise NotEmpty(
            f"{name} does not charge as an empty contact does: unplug everything; ringout selftest"
        ) from None
