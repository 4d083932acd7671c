"""Capacitance of every group of joined contacts and between every two of them.

One file: passes over one table, each of which needs what the one before found.
"""

from ringout.base import limits
from ringout.base.masks import lines_of
from ringout.board.pinmap import ALL_LINES, CONTACTS, LINES, R_KELVIN_OHM, R_TH_HI_OHM
from ringout.measure.estimator import core_to_core_pf
from ringout.measure.leakage import loss
from ringout.measure.steadiness import GUESSED

_PAIR_TIMES = 2  # that a pair is taken if it contradicts
_UA_PER_CODE = 3.27e6 / 4096 / R_TH_HI_OHM  # hum current that makes one code through HI


def groups(joints):
    """{first line: mask}: nets, nets joined by links under JOIN_OHM, and single contacts."""
    masks = [mask for mask in joints.nets]
    for line in range(LINES):
        if not any(mask >> line & 1 for mask in masks):
            masks.append(1 << line)
    for (first, last), (ohm, _) in joints.links.items():
        if ohm < limits.JOIN_OHM:
            one = [mask for mask in masks if mask >> first & 1][0]
            two = [mask for mask in masks if mask >> last & 1][0]
            if one != two:
                masks = [mask for mask in masks if mask not in (one, two)] + [one | two]
    return {lines_of(mask)[0]: mask for mask in masks}


def measure(charger, masks, calibration, readings):
    """Fill node_pf, pair_pf, imbalance_pf and leaky of `readings`. Returns {first line:
    asymptote over the open one}. Leaves the board released."""
    work = _Work(charger, masks, calibration)
    readings.ratios = work.ratios
    charger.averages = 1
    try:
        ripple = work.nodes()
        readings.hum_ua = ripple * _UA_PER_CODE
        readings.hum_too_strong = ripple > limits.HUM_TOO_STRONG_CODES
        if readings.hum_too_strong:
            readings.leaky = work.leaky
            return {}
        if ripple > limits.HUM_CODES:
            charger.averages = limits.HUM_CAPTURES
            work.nodes(work.attached())
        work.pairs(work.attached(), readings)
        for first, second in work.touched:
            readings.steadiness.touch(first, second, GUESSED)
    finally:
        charger.averages = 1
        charger.board.release()
    readings.node_pf = work.node_pf
    readings.leaky = work.leaky
    readings.slow = work.slow
    return work.ratios


class _Work:
    """One press's capacitances on their way."""

    def __init__(self, charger, masks, calibration):
        self.charger, self.masks, self.calibration = charger, masks, calibration
        self.raw = {}  # with the tester's own capacitance in it
        self.span = {}
        self.ratios = {}
        self.node_pf = {}
        self.leaky = 0
        self.slow = 0
        self.fed, self.grown = 0.0, 1.0  # of the tester's own leakage: _feed; and its growth
        # Resistance of the drivers of each group that has a conductor on it, as far as is known.
        joined = [line for line in masks if masks[line] != 1 << line]
        self.drivers = {line: R_KELVIN_OHM / 2.0 / len(lines_of(masks[line])) for line in joined}
        self.touched = []  # (line, line) that were apart and were not

    def nodes(self, only=None):
        """Every group, or only some, against all others held low. Returns the amplitude of hum
        met, in codes through HI; 0 where captures are averaged already."""
        worst = 0.0
        for line in sorted(only or self.masks):
            mask = self.masks[line]
            single = mask == 1 << line
            expect = self.calibration.zeros_pf[line] if single else None
            low = ALL_LINES & ~mask
            pf, ratio, span = self.charger.line(line, low, self._return(line), expect)
            before = self.ratios.get(line, 1.0)
            self.ratios[line] = ratio
            self.span[line] = span
            if pf is None:
                if ratio == 1.0:
                    self.slow |= 1 << line
                else:
                    self.leaky |= 1 << line
                self.charger.net_pf = limits.WORST_PF
                continue
            if span is self.charger.lo and self.charger.averages == 1:
                self.ratios[line] = self.charger.leak_after_lo(pf)
            elif span is self.charger.lo:  # a slow line's hum hides it, unless it was much
                self.ratios[line] = before if before < limits.FLOATS_RATIO else 1.0
            if self.charger.averages == 1:
                if self._may_hum(line):
                    worst = max(worst, self._ripple(line, low, pf))
            self.raw[line] = pf
            self._note(line, pf - self.calibration.zero_pf(mask), 0.0)  # for the next ones
            if not self.slow | self.leaky:
                self.charger.net_pf = min(4.0 * max(self.raw.values()), limits.WORST_PF)
        if only is None:
            self._feed()
        self._suppose_zero()
        for line in self.raw:
            self._node(line)
        return worst

    def _may_hum(self, line):
        """True if the asymptote of a group is off by more than the tester's own leakage makes it:
        then the mains may have lifted or lowered it just then."""
        off = (self.ratios[line] - 1.0) * self.charger.hi.v_inf
        allowed = limits.HUM_SUSPECT_CODES
        if off < 0.0:
            known = self.calibration.losses
            if known is None:
                allowed = limits.HUM_LEAK_CODES
            else:
                for each in lines_of(self.masks[line]):
                    allowed += limits.HUM_WARM * max(known[each], 0.0) * self.charger.hi.v_inf
        return abs(off) > allowed

    def _ripple(self, line, low, pf):
        """Amplitude of the hum on a group that is charged, in codes. A slow one takes so long to
        charge that no look fits in: what moves it further than hum may be a voltage, and is looked
        at right after."""
        off = (self.ratios[line] - 1.0) * self.charger.hi.v_inf
        if self.span[line] is self.charger.lo:
            if off > limits.HUM_TOO_STRONG_CODES:
                return off
            if self.ratios[line] < limits.FLOATS_RATIO:
                return 0.0
        return self.charger.ripple_codes(line, low, pf)

    def _node(self, line):
        mask = self.masks[line]
        value = self._as_led(line, self.raw[line]) - self._zero_pf(mask)
        self._note(line, value, limits.SIGMAS * self._sd(value, mask, self.span[line]))

    def _note(self, line, pf, u):
        """A group's capacitance: it tells whether a single contact has a conductor."""
        self.node_pf[line] = (pf, u)
        if self.masks[line] == 1 << line:
            if pf > limits.ATTACHED_PF:
                self.drivers[line] = R_KELVIN_OHM / 2.0
            else:
                self.drivers.pop(line, None)

    def _suppose_zero(self):
        """Before calibration: a conductor only adds, so what the least contacts read is their
        own. Not of a contact with a diode, which takes charge away."""
        alone = []
        for line in self.raw:
            if self.masks[line] == 1 << line and self.ratios[line] > limits.FLOATS_RATIO:
                alone.append(self.raw[line])
        if alone and not self.calibration.zeroed:
            least = min(alone)
            empty = [pf for pf in alone if pf < least + limits.ALIKE_PF]
            if len(empty) > 1 and least < limits.ZERO_RANGE_PF[1]:  # else it may be no empty one
                self.calibration.suppose(sum(empty) / len(empty))

    def _feed(self):
        """What leaks to ground pulls a curve's time constant and its asymptote down alike, what
        leaks from elsewhere (3V3, a junction) does not. Which part of the tester's own leakage
        does not, its empty contacts tell, once that has grown since calibration."""
        known = self.calibration.zero_losses
        if known is None or not self.raw or min(self.ratios.values()) > limits.FED_RATIO:
            return
        moved = grown = now = then = 0.0
        for line in self.raw:
            zero_pf = self.calibration.zeros_pf[line]
            off = self.raw[line] - zero_pf
            if self.masks[line] == 1 << line and abs(off) < limits.FED_MOST_PF:
                lost = loss(self.ratios[line])
                now += lost
                then += known[line]
                moved += off
                grown += (zero_pf + limits.Z_PF) * (lost - known[line])
        if grown > limits.FED_LEAST_PF and then > 0.0:
            low, high = limits.FED_SHARE
            self.fed = min(max(-moved / grown, low), high)
            self.grown = now / then

    def _as_led(self, line, pf):
        """A reading of a group as it were if all of the tester's leakage led to ground."""
        if not self.fed or self.span[line] is self.charger.lo:
            return pf
        losses = self.calibration.zero_losses
        lost = sum([losses[each] for each in lines_of(self.masks[line])])
        return pf + (pf + limits.Z_PF) * self.fed * self.grown * lost

    def _zero_pf(self, mask):
        """calibration.zero_pf, in the same way."""
        total = self.calibration.zero_pf(mask)
        if self.fed:
            for line in lines_of(mask):
                zero_pf = self.calibration.zeros_pf[line]
                total += (zero_pf + limits.Z_PF) * self.fed * self.calibration.zero_losses[line]
        return total

    def attached(self):
        """First lines of the groups that have a conductor on them."""
        return [
            line
            for line in sorted(self.node_pf)
            if self.masks[line] != 1 << line or self.node_pf[line][0] > limits.ATTACHED_PF
        ]

    def pairs(self, cable, readings):
        """Capacitance between every two attached groups: one, with a sleeve, is ground, and gets
        what is left of each. What was not read itself is that, or nothing is left to anyone."""
        unread = lines_of(self.slow | self.leaky)
        if len(cable) + len(unread) < 2:
            return
        ground = unread[0] if unread else _return_group(cable, self.masks)
        others = [line for line in cable if line != ground]
        left = {line: self.node_pf[line] for line in others}
        for i in range(len(others)):
            for j in range(i):
                first, second = others[j], others[i]
                readings.imbalance_pf[(first, second)] = self._imbalance(first, second)
                reading = self._pair(first, second)
                if reading is None:
                    left.pop(first, None)
                    left.pop(second, None)
                    continue
                readings.pair_pf[(first, second)] = reading
                for line in (first, second):
                    if line in left:
                        pf, u = left[line]
                        left[line] = (pf - reading[0], (u * u + reading[1] ** 2) ** 0.5)
        for line, reading in left.items() if len(unread) < 2 else ():
            readings.pair_pf[(min(line, ground), max(line, ground))] = reading

    def _pair(self, first, second):
        """Between two groups: `first` again, with `second` floating. None where they leak so
        much that `second` does not float."""
        charger, masks = self.charger, self.masks
        low = ALL_LINES & ~masks[first] & ~masks[second]
        if min(self.ratios[first], self.ratios[second]) < limits.FLOATS_RATIO:
            return None
        return_ohm = self._return(first, second)
        for _ in range(_PAIR_TIMES):
            floating, now, span = charger.line(first, low, return_ohm, self.raw[first])
            if floating is None:
                if now < 1.0:  # leaks, and did not a moment ago
                    self.touched.append((first, second))
                return None
            if self._agrees(first, second, now, span):
                break
        else:  # not even a second time
            self.touched.append((first, second))
        floating = self._as_led(first, floating)
        node = self._as_led(second, self.raw[second]) + limits.FAR_MUX_PIN_PF
        whole = core_to_core_pf(self._as_led(first, self.raw[first]), floating, node)
        stray, stray_sd = self.calibration.stray_pf(masks[first], masks[second])
        value = whole - stray
        difference_sd = (
            1.414 * limits.PF_SD + limits.PF_DRIFT[self.span[first] is charger.lo] * floating
        )
        by_difference = difference_sd * node / (2.0 * max(whole, (difference_sd * node) ** 0.5))
        sd2 = (
            by_difference**2 + self._scale_sd(self.span[first]) ** 2 * value**2 + 0.09 + stray_sd**2
        )
        return value, limits.SIGMAS * sd2**0.5

    def _agrees(self, first, second, now, span):
        """True if a group settled as it did before, but for what leaks to the one that floats now:
        else something else was on it, this time or then."""
        leaks = 2.0 - self.ratios[first] - self.ratios[second]
        off = (now - self.ratios[first]) * self.charger.hi.v_inf
        allowed = limits.PAIR_CODES + leaks * self.charger.hi.v_inf
        hi = self.charger.hi
        if span is not hi or self.span[first] is not hi or self.charger.averages > 1:
            return True  # soft insulation does not tell so exactly where it will settle
        return abs(off) < allowed

    def _imbalance(self, first, second):
        one, two = self.node_pf[first], self.node_pf[second]
        value = one[0] - two[0]
        lo = self.span[first] is self.charger.lo
        sd2 = (
            2.0 * limits.PF_SD**2
            + (limits.PF_DRIFT[lo] * one[0]) ** 2
            + (self._scale_sd(self.span[first]) * value) ** 2
            + self.calibration.zero_sd(self.masks[first]) ** 2
            + self.calibration.zero_sd(self.masks[second]) ** 2
        )
        return value, limits.SIGMAS * sd2**0.5

    def _return(self, line, floating=None):
        """Resistance of the drivers that the capacitance of a group returns through: each
        other group's share of it is not known yet and taken as equal."""
        drivers = self.drivers
        shares = [drivers[other] for other in drivers if other != line and other != floating]
        if not shares:
            return R_KELVIN_OHM / 2.0
        return sum(shares) / len(shares) ** 2

    def _scale_sd(self, span):
        """Relative: reference, and in LO its transfer and the second pole."""
        sd = self.calibration.reference_sd
        if span is self.charger.lo:
            sd = (sd * sd + limits.LO_SCALE_SD**2) ** 0.5
        return sd

    def _sd(self, value, mask, span):
        """Of a node: scale, zeros of the lines joined, noise."""
        scale = self._scale_sd(span) * value
        zero = self.calibration.zero_sd(mask)
        drift = limits.PF_DRIFT[span is self.charger.lo] * value
        return (scale * scale + zero * zero + drift * drift + limits.PF_SD**2) ** 0.5


def _return_group(cable, masks):
    """The group that plays ground: the one with a sleeve, else the last."""
    for line in cable:
        if any(CONTACTS[k].endswith(".S") for k in lines_of(masks[line])):
            return line
    return cable[-1]
