"""Which contacts are one net, which are joined by a resistance, and how big it is.

The scan calls "connected" whatever its pull-downs cannot hold down, up to about 35 k. Here
each such set is measured contact by contact: what reads less than GALVANIC_OHM is one net (a
bad joint of some ohms still is), anything more is a link between nets: the 470 ohm leg of a
summing lead, a damp connector of 20 k.
"""

from ringout.base import limits
from ringout.board.pinmap import CONTACTS
from ringout.measure import resistance, scan

_SUM_TOLERANCE = 0.06  # a link that is the sum of two others is their detour


class Contacts:
    """nets: sorted tuple of masks; ohm: {(line, line): reading} within nets; links: the same
    between nets, by the nets' first lines; joined: masks of nets and links together."""

    def __init__(self):
        self.nets = ()
        self.ohm = {}
        self.links = {}
        self.joined = ()


def measure(board, charger, rows, correction, slow):
    """Contacts of a scan matrix. Leaves the board released."""
    found = Contacts()
    found.joined = scan.nets(rows)
    nets = []
    for mask in found.joined:
        nets += _split(board, charger, mask, correction, slow, found)
    found.nets = tuple(sorted(mask for mask in nets if mask & (mask - 1)))
    found.links = direct_links(found.links)
    return found


def _split(board, charger, mask, correction, slow, found):
    """Nets within one set of lines that the scan joined."""
    vdd = charger.supply_codes()

    def reading(first, last):
        pair = (first, last) if first < last else (last, first)
        if pair not in found.ohm:
            found.ohm[pair] = resistance.between(board, pair[0], pair[1], vdd, correction, slow)
        return found.ohm[pair]

    nets = []
    rest = scan.lines_of(mask)
    while rest:
        first = rest.pop(0)
        net = 1 << first
        for other in rest:
            ohm = reading(first, other)
            if ohm is not None and ohm[0] < limits.GALVANIC_OHM:
                net |= 1 << other
        rest = [line for line in rest if not net >> line & 1]
        nets.append(net)
        for one, two in pairs_of(net):
            reading(one, two)
    for j in range(len(nets)):
        for i in range(j):
            first, last = scan.lines_of(nets[i])[0], scan.lines_of(nets[j])[0]
            link = reading(first, last)
            if link is None:
                link = resistance.leak_between(charger, first, nets[j])
            if link is not None:
                found.links[(first, last)] = link
    for one, two in list(found.ohm):
        if not any(net >> one & net >> two & 1 for net in nets) and mask >> one & 1:
            del found.ohm[(one, two)]
    return nets


def pairs_of(mask):
    """(first, last) line pairs of a net to measure: every pair of a small net, else a star
    from its first line and the bridges inside each plug."""
    lines = scan.lines_of(mask)
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
            if middle not in pair and one and two:
                whole = one[0] + two[0]
                if abs(whole - reading[0]) < _SUM_TOLERANCE * whole + one[1] + two[1] + reading[1]:
                    detour = True
        if not detour:
            kept[pair] = reading
    return kept
