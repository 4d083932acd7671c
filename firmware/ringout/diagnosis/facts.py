"""What the readings say about connections: galvanic nets, resistive links, hanging conductors.

Pure. Made once a press from Readings; every explanation asks it.

One file: a class whose answers share what was worked out once.
"""

from ringout.base import limits
from ringout.base.masks import join, lines_of
from ringout.board.pinmap import ALL_LINES, JACK_MASKS, LINES, same_jack

_MOST = 1e12
_IN_DOUBT = 1 << LINES
_UNMEASURED = 100000  # steps of 10 mohm
_NO_NUMBER = "a reading is not a number"


class Facts:
    """nets: sorted masks of joined lines. at: the mask of each line's net.
    apart: by line, the mask of contacts in its plug that no bridge joins, by their resistance, and
    bit 11 where there may be such; empty where no plug may have any.
    links: [(ohm, u, line, line)] resistive connections between nets, lowest first, without
    those that are only two others in series. hanging: contacts with a loose conductor."""

    def __init__(self, readings, taken=None, links=None):
        """Of a cable with parts of its own, the copper. taken: [(line, pF, share)], contacts of
        parts: nothing hangs on them, and so many picofarads of their nets, that share more or less,
        are a capacitor's; 0 where it is none. links: those that are no part."""
        check(readings)
        self.readings = readings
        self.ohm = readings.ohm
        self.nets = tuple(sorted(readings.nets))
        self.at = [1 << line for line in range(LINES)]
        for mask in self.nets:
            for line in lines_of(mask):
                self.at[line] = mask
        self.hanging = 0
        self._ohm = {}
        most = 0.0
        for pair, reading in readings.ohm.items():
            self._ohm[pair[0] << 4 | pair[1]] = reading
            most = max(most, reading[0])
        self.apart = []
        for first, last in readings.ohm:
            if same_jack(first, last):
                self._set_apart(first, last, most)
        self._sums = {}  # resistances over a third contact, as they are asked for
        self._pairs = {}
        self._pf = {}  # by net, as they are asked for
        self.most_pf = 0.0
        for line, reading in readings.node_pf.items():
            self.most_pf = max(self.most_pf, reading[0])
            if self.at[line] == 1 << line and reading[0] > limits.ATTACHED_PF:
                self.hanging |= 1 << line
        self.links = self._joining = self._links()
        if taken is not None:
            self.links = links
            for line, pf, share in taken:
                if self.at[line] == 1 << line:
                    self.hanging &= ~(1 << line)
                if pf:
                    value, u = self.node_pf(line)
                    self._pf[self.at[line]] = (max(value - pf, 0.0), u + share * pf)

    def _set_apart(self, first, last, most):
        """Note that contacts of one plug read too much for a bridge (`differences` says when);
        most: no conductor reads more."""
        ohm, u = self.between(first, last)
        if ohm - u > limits.BRIDGE_OHM:
            self.apart = self.apart or [0] * LINES
            sure = ohm - u > limits.BRIDGE_SHARE * most
            self.apart[first] |= _IN_DOUBT | sure << last
            self.apart[last] |= _IN_DOUBT | sure << first

    def joined(self, first, last):
        """True if two lines are galvanically connected."""
        return bool(self.at[first] >> last & 1)

    def between(self, first, last):
        """(ohm, uncertainty) measured between two lines, or None."""
        return self._ohm.get(first << 4 | last if first < last else last << 4 | first)

    def leg(self, first, last, bridges, bound):
        """(ohm, uncertainty) of a leg, or of the same leg measured at contacts that its plugs
        bridge to its own; None if neither was measured. bound: then rather the sum over a third
        contact, which it cannot exceed."""
        reading = self.between(first, last)
        if reading is None and bridges:
            for a in _bridged(first, bridges):
                for b in _bridged(last, bridges):
                    reading = reading or self.between(a, b)
        if reading is None and bound:
            key = first << 4 | last
            if key not in self._sums:
                self._sums[key] = self._least_sum(first, last)
            reading = self._sums[key]
        return reading

    def edge(self, first, last):
        """(ohm, uncertainty) of a leg of a net in which nothing makes a loop: by how much its ends
        differ, read against the first contact of the net. None where one was not read."""
        root = lines_of(self.at[first])[0]
        one, other = self.between(root, first), self.between(root, last)
        return one and other and (abs(one[0] - other[0]), one[1] + other[1])

    def _least_sum(self, first, last):
        """(ohm, uncertainty) from one line to another over the best third one, or None."""
        get = self._ohm.get
        least = None
        for k in lines_of(self.at[first]):
            one = get(first << 4 | k if first < k else k << 4 | first)
            other = one and get(last << 4 | k if last < k else k << 4 | last)
            if other and (least is None or one[0] + other[0] < least[0]):
                least = (one[0] + other[0], one[1] + other[1])
        return least

    def at_least(self, first, last):
        """Ohms of a leg, or what it certainly has where it was not measured: the difference over
        any third contact (triangle inequality of resistances), 0.0 at least."""
        reading = self.between(first, last)
        if reading:
            return reading[0]
        most = 0.0
        for k in lines_of(self.at[first]):
            one, other = self.between(first, k), self.between(k, last)
            if one and other:
                most = max(most, abs(one[0] - other[0]))
        return most

    def pairs(self, mask):
        """([pair of contacts of one plug, ...], [the same of two plugs]) within a net. A pair is
        an integer: 10 mohm steps of its resistance (1 kohm where it was not measured), and four
        bits for each line."""
        known = self._pairs.get(mask)
        if known is None:
            known = self._pairs[mask] = ([], [])
            lines = lines_of(mask)
            for at in range(1, len(lines)):
                last = lines[at]
                for k in range(at):
                    both = lines[k] << 4 | last
                    reading = self._ohm.get(both)
                    steps = round(reading[0] * 100) if reading else _UNMEASURED
                    known[not same_jack(lines[k], last)].append(steps << 8 | both)
        return known

    def node_pf(self, line):
        """(pF, uncertainty) of the net a line is in; (0, 1) where it was not measured."""
        mask = self.at[line]
        reading = self._pf.get(mask)
        if reading is None:
            reading = self._pf[mask] = self._net_pf(mask)
        return reading

    def borrows_pf(self, line):
        """Whether the capacitance of its net is that of others too, which a part joins it to."""
        mask = self.at[line]
        return not [known for known in self.readings.node_pf if mask >> known & 1]

    def _net_pf(self, mask):
        for known, reading in self.readings.node_pf.items():
            if mask >> known & 1:
                return reading
        group = [mask]
        for here in group:  # through resistors: one capacitance
            for ohm, _, one, other in self._joining:
                for near, far in ((one, other), (other, one)):
                    if here >> near & 1 and ohm < limits.JOIN_OHM and self.at[far] not in group:
                        group.append(self.at[far])
                        if far in self.readings.node_pf:
                            return self.readings.node_pf[far]
        return (0.0, 1.0)

    def link(self, first, last):
        """(ohm, uncertainty) of the resistive link between two lines' nets, or None."""
        for ohm, u, one, other in self.links:
            if self.at[first] >> one & 1 and self.at[last] >> other & 1:
                return (ohm, u)
            if self.at[last] >> one & 1 and self.at[first] >> other & 1:
                return (ohm, u)
        return None

    def conducts_one_way(self, first, last):
        """(anode, cathode) where current goes from one of two lines' nets to the other, but not
        back; None where it does not, or both ways."""
        one, other = self.at[first], self.at[last]
        for anode, cathode in self.readings.one_way:
            if one >> anode & other >> cathode & 1 or other >> anode & one >> cathode & 1:
                return anode, cathode
        return None

    def touched(self):
        """Mask of contacts on which anything was found."""
        mask = self.hanging
        for net in self.nets:
            mask |= net
        for _, _, first, last in self.links:
            mask |= 1 << first | 1 << last
        return mask

    def one_net(self):
        """Whether everything is joined to everything: no cable is made so, and nothing but how
        common they are tells the broken ones apart."""
        if len(self.nets) != 1 or self.touched() != self.nets[0]:
            return False
        counts = [len(lines_of(self.nets[0] & mask)) for mask in JACK_MASKS]
        return 1 not in counts

    def _links(self):
        found = []
        if not self.readings.links and not self.readings.leak and not self.readings.one_way:
            return found
        for table in (self.readings.links, self.readings.leak):
            for pair in table:
                ohm, u = table[pair]
                if not self.joined(pair[0], pair[1]) and ohm < limits.ISOLATION_FAIL_OHM + u:
                    found.append((ohm, u, pair[0], pair[1]))
        for first, last in self.readings.one_way:  # a diode that was read against its direction
            if not self.joined(first, last):
                read = [item for item in found if self._same_nets(item, first, last)]
                if not read:
                    found.append((limits.PART_MOST_OHM, limits.PART_MOST_OHM, first, last))
        found.sort()
        group = list(self.at)
        kept = []
        for item in found:
            first, last = item[2], item[3]
            if group[first] >> last & 1:
                continue  # in parallel with others, or the sum of two
            kept.append(item)
            if not self.readings.one_way or not self.conducts_one_way(first, last):
                join(group, first, last)
        return kept

    def _same_nets(self, item, first, last):
        one, other = self.at[first], self.at[last]
        return one >> item[2] & other >> item[3] & 1 or one >> item[3] & other >> item[2] & 1


def _bridged(line, bridges):
    out = [line]
    for first, last in bridges:
        if line in (first, last):
            out.append(last if line == first else first)
    return out


def plugs_of(mask):
    """Which jacks a mask has contacts of, as bits."""
    return sum([bool(mask & JACK_MASKS[k]) << k for k in range(3)])


def check(readings):
    """ValueError, in words for the screen, if the readings cannot be of one cable."""
    seen = 0
    for mask in readings.nets:
        if mask & ~ALL_LINES or mask <= 0:
            raise ValueError("unknown contact")
        if mask & seen:
            raise ValueError("one contact in two nets")
        seen |= mask
    for table in (readings.ohm, readings.links, readings.leak, readings.pair_pf):
        for (first, last), (value, u) in table.items():
            if not (0 <= first < LINES and 0 <= last < LINES):
                raise ValueError("unknown contact")
            if not (u >= 0 and -_MOST <= value <= _MOST):  # or not a number
                raise ValueError(_NO_NUMBER)
    for table in (readings.links, readings.leak):
        for first, last in table:
            for mask in readings.nets:
                if mask >> first & mask >> last & 1:
                    raise ValueError("readings contradict")
    for line, (value, u) in readings.node_pf.items():
        if not 0 <= line < LINES:
            raise ValueError("unknown contact")
        if not (u >= 0 and -_MOST <= value <= _MOST):
            raise ValueError(_NO_NUMBER)
