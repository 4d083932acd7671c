"""Which contacts are one net, which are joined by a resistance, and how big it is.

The scan calls "connected" whatever its pull-downs cannot hold down, up to about 35 k. Here
each such set is measured contact by contact: what reads less than GALVANIC_OHM is one net (a
bad joint of some ohms still is), anything more is a link between nets: the resistor of a pad or
a summing lead, a damp connector of 20 k.
"""

from ringout.base import limits
from ringout.base.masks import lines_of
from ringout.board.pinmap import CONTACTS
from ringout.measure import resistance, scan

_KELVIN_OHM = 0.8 * limits.RANGE_LO_OHM
_DIODE_OHM = 480.0  # 0.1 V at 0.2 mA
_SUM_TOLERANCE = 0.06  # a link that is the sum of two others is their detour


class Contacts:
    """nets: sorted tuple of masks; ohm: {(line, line): reading} within nets; links: the same
    between nets, by the nets' first lines; joined: masks of nets and links together;
    not_read: pairs within nets that could not be read. Every value is (value, uncertainty)."""

    def __init__(self):
        self.nets = ()
        self.ohm = {}
        self.links = {}
        self.joined = ()
        self.not_read = []
        self.kelvin = None  # what read them


def measure(board, charger, rows, correction, waited_us, steadiness):
    """Contacts of a scan matrix. waited_us: what its steps took. Leaves the board released."""
    found = Contacts()
    found.joined = scan.nets(rows)
    found.kelvin = kelvin = _Kelvin(
        board, charger.supply_codes(), correction, waited_us, steadiness
    )
    nets = []
    for mask in found.joined:
        nets += _split(mask, kelvin)
    for net in nets:
        for pair in kelvin.readings:
            if net >> pair[0] & net >> pair[1] & 1:
                if kelvin.readings[pair] is None:  # but the net reads well elsewhere
                    found.not_read.append(pair)
                    steadiness.contradiction(pair[0], pair[1])
                else:
                    found.ohm[pair] = kelvin.readings[pair]
    for mask in found.joined:
        _link(charger, rows, [net for net in nets if net & mask], kelvin, found)
    found.nets = tuple(sorted(mask for mask in nets if mask & (mask - 1)))
    found.links = direct_links(found.links)
    return found


class _Kelvin:
    """Kelvin readings of one press, each pair once: (ohm, uncertainty) or None, not read."""

    def __init__(self, board, vdd, correction, waited_us, steadiness):
        self.readings = {}  # as they are taken
        self.steadiness = steadiness
        self._given = (board, vdd, correction, waited_us > limits.SCAN_SLOW_US)
        longer_us = max(waited_us - limits.GALVANIC_LONG_US, 0)
        most = limits.GALVANIC_OHM + limits.GALVANIC_OHM_PER_US * longer_us
        self._most_ohm = min(most, limits.GALVANIC_LONG_OHM)

    def one_net(self, reading, times=1):
        """Whether two contacts are one net that read so; times: or less than a multiple of that."""
        return reading is not None and reading[0] < times * self._most_ohm

    def between(self, first, last):
        """The reading of two lines."""
        pair = (first, last) if first < last else (last, first)
        if pair not in self.readings:
            self.readings[pair] = self.afresh(pair)
        return self.readings[pair]

    def afresh(self, pair):
        """The same of (first, last), measured now."""
        board, vdd, correction, slow = self._given
        return resistance.between(board, pair[0], pair[1], vdd, correction, slow, self.steadiness)


def _split(mask, kelvin):
    """Nets within one set of lines that the scan joined."""
    nets = []
    rest = list(lines_of(mask))
    while rest:
        first = rest.pop(0)
        net = 1 << first
        for other in rest:
            if kelvin.one_net(kelvin.between(first, other)):
                net |= 1 << other
        for other in rest:  # joined to one that just is, and at the limit from the first
            if not net >> other & 1 and kelvin.one_net(kelvin.between(first, other), 2):
                for one in lines_of(net)[1:]:
                    if kelvin.one_net(kelvin.between(one, other)):
                        net |= 1 << other
                        break
        rest = [line for line in rest if not net >> line & 1]
        nets.append(net)
        for one, two in pairs_of(net):
            kelvin.between(one, two)
    return nets


def _link(charger, rows, nets, kelvin, found):
    """What joins the nets of one set, each to each."""
    for j in range(len(nets)):
        for i in range(j):
            first, last = lines_of(nets[i])[0], lines_of(nets[j])[0]
            link = kelvin.between(first, last)
            if link is None:
                link = by_divider(charger, rows, nets[i], nets[j])
                if link is None or link[0] > limits.SCANNED_OHM:
                    if _both_ways(rows, nets[i], nets[j]):  # and not as a diode does
                        kelvin.steadiness.contradiction(first, last)
                        link = None
                elif link[0] + link[1] < _least_ohm(rows, nets[i], nets[j]):
                    kelvin.steadiness.contradiction(first, last)
                    link = None
            if link is not None:
                found.links[(first, last)] = link


def by_divider(charger, rows, one, two):
    """(ohm, uncertainty) from one net to another by divider, or where that conducts nothing the
    other way, as a diode may; None if neither does. The way that the scan saw comes first: into a
    diode's cathode only the tester's own leakage flows, and that is a reading too."""
    back = _reaches(rows, two, one) and not _reaches(rows, one, two)
    for source, sink in ((two, one), (one, two)) if back else ((one, two), (two, one)):
        link = resistance.leak_between(charger, lines_of(source)[0], sink)
        if link is not None:
            return link
    return None


def _least_ohm(rows, one, two):
    """What Kelvin did not read, a divider finds to be more than this: no diode drops less."""
    return _KELVIN_OHM if _both_ways(rows, one, two) else _DIODE_OHM


def _both_ways(rows, one, two):
    """True if the scan saw that one net reaches the other, and the other way too."""
    return _reaches(rows, one, two) and _reaches(rows, two, one)


def _reaches(rows, one, two):
    """True if the scan, driving a contact of one net, saw one of the other follow."""
    for line in lines_of(one):
        if rows[line] & two:
            return True
    return False


def pairs_of(mask):
    """(first, last) line pairs of a net to measure: every pair of a small net, else a star
    from its first line and the bridges inside each plug."""
    lines = lines_of(mask)
    pairs = []
    for i in range(len(lines)):
        for j in range(i + 1, len(lines)):
            same_end = CONTACTS[lines[i]][0] == CONTACTS[lines[j]][0]
            if len(lines) <= 4 or i == 0 or same_end:
                pairs.append((lines[i], lines[j]))
    return pairs


def direct_links(links):
    """Links without those that only add up two others: 470 + 470 over the far end's tip."""
    kept = {}
    for pair, reading in links.items():
        detour = False
        for middle in set(x for p in links for x in p):
            one = links.get((min(pair[0], middle), max(pair[0], middle)))
            two = links.get((min(pair[1], middle), max(pair[1], middle)))
            if middle not in pair and one and two and reading[0] > max(one[0], two[0]):
                whole = one[0] + two[0]
                if abs(whole - reading[0]) < _SUM_TOLERANCE * whole + one[1] + two[1] + reading[1]:
                    detour = True
        if not detour:
            kept[pair] = reading
    return kept
