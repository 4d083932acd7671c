"""One press of TEST up to the numbers: everything that was measured, nothing concluded.

`take` runs the sequence live check, continuity, resistance, capacitance, and fills a Readings.
"""

from ringout import limits, live, resistance, scan
from ringout.capacitance import core_to_core_pf
from ringout.pinmap import ALL_LINES, CONTACTS, LINES

_CREF_SD = limits.CREF_TOLERANCE / 3.0
_PF_SD = 0.4  # noise and estimator (front-end note: 0.4 pF up to 100 pF, 0.9 pF at 470 pF)


class Readings:
    """What one press measured. Lines are numbers, nets are masks."""

    def __init__(self):
        self.live = 0  # mask
        self.rows = ()  # scan matrix
        self.nets = ()  # masks of two or more connected lines
        self.one_way = ()  # (line, line) that conduct in one direction only
        self.ohm = {}  # (line, line) -> (ohm, uncertainty), first < last
        self.links = {}  # (line, line) of two nets -> (ohm, uncertainty): resistive connections
        self.leak = {}  # (line, line) of two nets -> (ohm, uncertainty): leakage
        self.imbalance_pf = {}  # (line, line) of two conductors -> (pF, uncertainty)
        self.node_pf = {}  # line -> (pF, uncertainty) to everything else, tester's own removed
        self.pair_pf = {}  # (line, line) of two nets' first lines -> (pF, uncertainty)

    def net_of(self, line):
        """Mask of the net a line belongs to, or only itself."""
        for mask in self.nets:
            if mask >> line & 1:
                return mask
        return 1 << line

    def hanging(self):
        """Mask of unconnected contacts with a conductor on them."""
        mask = 0
        for line, reading in self.node_pf.items():
            alone = self.net_of(line) == 1 << line
            if alone and reading[0] > limits.ATTACHED_PF:
                mask |= 1 << line
        return mask


def take(board, meter, zeros_pf, on_stage=None):
    """Measure the cable in the jacks; returns Readings.

    meter: charge.Meter. zeros_pf: open-jack capacitance of each line. on_stage: called with
    the name of each stage as it begins. Stops after the live check if a line is live.
    """
    tell = on_stage or (lambda stage: None)
    readings = Readings()
    tell("live")
    readings.live = live.live_lines(board)
    if readings.live:
        return readings
    tell("scan")
    readings.rows = scan.matrix(board)
    readings.nets = scan.nets(readings.rows)
    readings.one_way = scan.one_way(readings.rows)
    tell("resistance")
    for first, last in legs_to_measure(readings.nets):
        readings.ohm[(first, last)] = resistance.between(board, first, last)
    tell("capacitance")
    meter.prepare()
    _capacitance(board, meter, zeros_pf, readings)
    return readings


def legs_to_measure(nets):
    """(first, last) line pairs: every pair of a small net, else a star from its first line
    and the bridges inside each plug."""
    pairs = []
    for mask in nets:
        lines = scan.lines_of(mask)
        for i in range(len(lines)):
            for j in range(i + 1, len(lines)):
                same_end = CONTACTS[lines[i]][0] == CONTACTS[lines[j]][0]
                if len(lines) <= 4 or i == 0 or same_end:
                    pairs.append((lines[i], lines[j]))
    return pairs


def _capacitance(board, meter, zeros_pf, readings):
    """Node capacitance of every net and single contact, then every pair of nets."""
    groups = [scan.lines_of(mask) for mask in readings.nets]
    taken = sum(readings.nets)
    groups += [[line] for line in range(LINES) if not taken >> line & 1]
    raw = {}
    for lines in groups:
        first = lines[0]
        own = sum(1 << line for line in lines)
        raw[first], _ = meter.line_pf(first, ALL_LINES & ~own)
        value = raw[first] - _zero_pf(lines, zeros_pf)
        readings.node_pf[first] = (max(value, 0.0), _uncertainty_pf(value, len(lines)))
    cable = [g for g in groups if len(g) > 1 or readings.node_pf[g[0]][0] > limits.ATTACHED_PF]
    if len(cable) < 2:
        return
    ground = _return_group(cable)
    others = [g for g in cable if g is not ground]
    left = {}
    for lines in others:
        left[lines[0]] = readings.node_pf[lines[0]]
    for i in range(len(others)):
        for j in range(i):
            first, second = others[j], others[i]
            own = sum(1 << line for line in first + second)
            floating, _ = meter.line_pf(first[0], ALL_LINES & ~own)
            node = raw[second[0]] + limits.FAR_MUX_PIN_PF
            value = core_to_core_pf(raw[first[0]], floating, node)
            spread = (2.0 * _PF_SD * node / max(value, 10.0)) ** 2 + (_CREF_SD * value) ** 2
            reading = (value, limits.SIGMAS * min(spread**0.5, 3.0 + 0.01 * value))
            readings.pair_pf[(first[0], second[0])] = reading
            for lines in (first, second):
                pf, u = left[lines[0]]
                left[lines[0]] = (pf - value, (u * u + reading[1] ** 2) ** 0.5)
    for lines in others:
        key = tuple(sorted((lines[0], ground[0])))
        pf, u = left[lines[0]]
        readings.pair_pf[key] = (max(pf, 0.0), u)


def _return_group(groups):
    """The group that plays ground: the one with a sleeve, else the last."""
    for lines in groups:
        if any(CONTACTS[line].endswith(".S") for line in lines):
            return lines
    return groups[-1]


def _zero_pf(lines, zeros_pf):
    """The tester's own capacitance on joined lines: jacks, and the far lines' mux pins."""
    total = limits.FAR_MUX_PIN_PF * (len(lines) - 1)
    for line in lines:
        total += zeros_pf[line]
    return total


def _uncertainty_pf(value, count):
    """Reference, zeros of the lines joined, noise: two standard deviations."""
    terms = (_CREF_SD * value) ** 2 + count * limits.LINE_ZERO_SD_PF**2 + _PF_SD**2
    return limits.SIGMAS * terms**0.5
