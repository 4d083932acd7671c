"""Capacitances between the single conductors of one cable, and what follows from them: which one
is the shield, capacitance per length, length. Pure.
"""

from ringout.base import limits
from ringout.base.masks import lines_of
from ringout.board.pinmap import JACK_MASKS


class Pairs:
    """Capacitances between single conductors of one cable: `shield` is a line of the shield
    or None, `cores` lines of cores that are alone in their nets. is_untold: no reading tells the
    shield from the two cores."""

    is_untold = False

    def __init__(self, explanation, facts):
        self.facts = facts
        self.to_shield = None  # kept by to_shield_pf
        self.shield = None
        self.cores = []
        shields = 0
        cores = 0
        for first, _, kind in explanation.legs:
            if kind == "shield":
                shields |= facts.at[first]
                self.shield = first if self.shield is None else self.shield
            else:
                cores |= facts.at[first]
        for line in lines_of(explanation.hanging):  # a lifted shield
            shields |= facts.at[line]
            self.shield = line if self.shield is None else self.shield
        if explanation.wiring.lumped:
            self.shield = None
        self.alone = not shields & cores  # nothing but shields in the shield's net
        for leg in explanation.legs:
            if leg[2] == "core" and not shields >> leg[0] & 1:
                if not [k for k in self.cores if facts.at[k] >> leg[0] & 1]:
                    self.cores.append(leg[0])

    def pf(self, first, last):
        """(pF, uncertainty) between the nets of two lines, or None."""
        a, b = self.facts.at[first], self.facts.at[last]
        key = (lines_of(a)[0], lines_of(b)[0])
        reading = self.facts.readings.pair_pf.get((min(key), max(key)))
        if reading is not None:
            return reading
        for (one, other), reading in self.facts.readings.pair_pf.items():
            if a >> one & 1 and b >> other & 1 or a >> other & 1 and b >> one & 1:
                return reading
        return None

    def shield_by_capacitance(self, differ=limits.PAIRS_DIFFER):
        """(line, confidence) of the conductor whose capacitances to all others agree and differ
        from the rest, by this share at least: the real shield. None when the data cannot tell."""
        if self.shield is None or not self.alone or len(self.cores) < 2:
            return None
        lines = self.cores + [self.shield]
        pairs = []
        for at in range(len(lines)):
            for k in range(at):
                reading = self.pf(lines[at], lines[k])
                if reading is None:
                    return None
                pairs.append((lines[at], lines[k], reading))
        best = None
        u = max([item[2][1] for item in pairs])
        for line in lines:
            own = []
            rest = []
            for one, other, reading in pairs:
                (own if line == one or line == other else rest).append(reading[0])
            own_pf, rest_pf = sum(own) / len(own), sum(rest) / len(rest)
            gap = abs(own_pf - rest_pf)
            if gap < differ * max(own_pf, rest_pf) or gap < 2 * u:
                continue
            if own_pf < rest_pf:  # no pair of cores has more than each has to its shield
                continue
            spread = max(max(own) - min(own), max(rest) - min(rest))
            if spread > 0.5 * gap:
                continue
            score = gap / (spread + u)
            if best is None or score > best[0]:
                best = (score, line)
        return None if best is None else (best[1], 99 if best[0] > 6 else 95 if best[0] > 3 else 85)


def to_shield_pf(pairs):
    """(pF, uncertainty) from one conductor to the shield alone (not to the other conductor,
    not to both), the larger of tip and ring; None where the shield shares its net with a core
    or a conductor runs through both legs of a Y."""
    if pairs.shield is None or not pairs.alone:
        return None
    if pairs.to_shield is None:
        pairs.to_shield = _to_shield_pf(pairs) or ()
    return pairs.to_shield or None


def _to_shield_pf(pairs):
    best = None
    for core in pairs.cores:
        mask = pairs.facts.at[core]
        if mask & JACK_MASKS[0] and mask & JACK_MASKS[1] and mask & JACK_MASKS[2]:
            return None
        reading = pairs.pf(core, pairs.shield)
        if reading and (best is None or reading[0] > best[0]):
            best = reading
    return best


def per_foot(pairs, length_m):
    """(pF/ft, uncertainty), or None; plugs' own capacitance and the tape counted as doubt."""
    reading = to_shield_pf(pairs)
    if reading is None or not length_m:
        return None
    feet = length_m / limits.FOOT_M
    value = reading[0] / feet
    u = (
        (reading[1] ** 2 + (0.5 * limits.PLUG_PF) ** 2) / feet**2
        + (limits.TAPE_SPREAD * value) ** 2
    ) ** 0.5
    return value, u


def length_from_stock(pairs, pf_per_ft):
    """(m, uncertainty) of a cable of known stock, or None."""
    reading = to_shield_pf(pairs)
    if reading is None or not pf_per_ft:
        return None
    value = reading[0] / pf_per_ft * limits.FOOT_M
    return value, value * ((reading[1] / max(reading[0], 1.0)) ** 2 + limits.STOCK_SPREAD**2) ** 0.5
